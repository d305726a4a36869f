/* The mat as staff see it: a quarter turn where the glass is wide, the screen's side at the left
 * and Left above Right; else as it lies. */
#ifndef TUNEUP_SCREENS_STAFF_MAT_H
#define TUNEUP_SCREENS_STAFF_MAT_H

#include "screens/staff_parts.h"
#include "ui/station.h"

/* Where its zones are drawn. */
struct staff_mat {
	struct rect box;
	struct mat_grid grid; /* as it is drawn */
	bool turned;
	float gap;
};

/* Writes its sides and where the screen is around the zones, within box, on the stage; right: a
 * note at the lower right (NULL: none). */
struct staff_mat staff_mat_place(
	struct ui *ui, struct rect box, struct mat_grid grid, const char *right);

/* The zones, lit by their loads (0..1, row by row). */
void staff_mat_draw(struct ui *ui, const struct staff_mat *mat, const float *load);

/* Where one zone is drawn. */
struct rect staff_mat_zone(const struct staff_mat *mat, int zone);

#endif
