/* The body, front and back, with its areas: drawn and tapped. */
#ifndef TUNEUP_FIGURE_H
#define TUNEUP_FIGURE_H

#include "app.h"

enum figure_view { FIGURE_FRONT, FIGURE_BACK };

/* An area as one view shows it. From areas.json: anchor in the view's 400 x 1000 units. */
struct figure_area {
	enum figure_view view;
	enum area area;
	const char *mask;    /* "body/front-quads.svg" */
	const char *item_id; /* "area.quads.front" */
	struct point anchor;
};
enum { FIGURE_AREAS = 12 };
extern const struct figure_area figure_areas[FIGURE_AREAS];

struct figure_colors {
	color_t body, detail, area, chosen, hair;
};

/* The box that the 400 x 1000 units take when units y from `top` on shall fill `h` from box.y on.
 */
struct rect figure_box(float x, float y, float h, float left, float top, float units_h);

/* Draws it. chosen: an area in the chosen color, -1: none. */
void figure_draw(struct ui *ui, struct rect box, enum figure_view view,
	const struct figure_colors *colors, int chosen);

/* Adds an item for each area of the view, hit by shape; labels beside the figure name the areas. */
void figure_items(const struct app *app, struct ui *ui, struct rect box, enum figure_view view);

#endif
