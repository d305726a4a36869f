/* A clip: its scene and the one shown at rest; what the figure does at a time, and its picture. One
 * thread. */
#ifndef STUDIO_FILM_H
#define STUDIO_FILM_H

#include "scene.h"
#include "track.h"

#include "base/mem.h"

struct film {
	struct arena arena;
	struct scene scene;
	struct scene rest; /* where the scene names none: the scene itself */
	struct look look;
};

/* Reads scenes/NAME.yaml of the folder. False: said on stderr; film_free all the same. */
bool film_read(struct film *film, const char *folder, const char *name);
void film_free(struct film *film);

/* Where everything is at the moment. Returns the scene that is shown. */
const struct scene *film_pose(const struct film *film, const struct moment *now, struct pose *pose,
	struct tool_place *place);

/* Draws the picture at the time (seconds). */
void film_draw(const struct film *film, double time, struct canvas *canvas);

#endif
