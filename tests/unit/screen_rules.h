/* What holds for every screen, in every language, size, theme and text size. */
#ifndef TUNEUP_TEST_SCREEN_RULES_H
#define TUNEUP_TEST_SCREEN_RULES_H

#include "app.h"

/* Holds the list that shows the app against all rules. Each fault is a line on stderr that begins
 * with `what`; returns how many there are. odd: glass of a shape that is not sold: there words may
 * be small or shortened, nothing else. */
int screen_faults(const char *what, const struct app *app, const struct draw_list *list,
	const struct measure *measure, bool odd);

#endif
