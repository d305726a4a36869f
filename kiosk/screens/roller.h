/* What the four screens of the roller station share. Only they (and app.c, for roller_open) include
 * it. */
#ifndef TUNEUP_SCREENS_ROLLER_H
#define TUNEUP_SCREENS_ROLLER_H

#include "screens/screens.h"
#include "ui/station.h"

/* The areas that can be rolled on the mat, in the order in which they are offered. */
enum { ROLLER_AREAS = 5 };
extern const enum area roller_areas[ROLLER_AREAS];

/* What the mat can tell; a mat that knows less shows less. */
bool roller_counts_passes(const struct app *app); /* more than one zone */
bool roller_knows_sides(const struct app *app);   /* more than one column */

/* "Calves" in the visitor's language. */
const char *roller_area_name(const struct app *app, int area);

/* The first routine of the chosen area, or NULL. */
const struct routine *roller_routine(const struct app *app);

/* "leg" for what is rolled lying on one leg, else "side": which of two msgids fits. */
const char *roller_limb(const struct app *app, const char *leg, const char *side);

/* "46 / 54" with this between the two; of the share of the left side. */
const char *share_words(struct ui *ui, float left, const char *between);

/* Start a set of the chosen area; the first one opens the screen anew. */
void roller_start(struct app *app, int set);
void roller_next_area(struct app *app);

/* A labeled number on the stage. */
void roller_stat(struct ui *ui, struct rect box, const char *label, const char *number,
	const char *unit, float size);

/* The lights of the buttons along the bottom of the three stage screens, and the loud one. */
struct roller_dock {
	const char *go, *icon; /* label and icon of the loud button */
	struct action action;
	bool next; /* Next does something */
};
void roller_dock(struct ui *ui, const struct roller_dock *dock);

/* How many sets were begun, and over all of them: */
int roller_sets(const struct app *app);
struct coach_summary roller_summary(const struct app *app);
void roller_landed(const struct app *app, float landed[MAT_ZONES_MAX]); /* load x seconds */

#endif
