/* What the tests of screen and touch share: staff_glass.c, where they are chosen and what they have
 * found stands, and one file each. */
#ifndef TUNEUP_SCREENS_STAFF_GLASS_H
#define TUNEUP_SCREENS_STAFF_GLASS_H

#include "screens/staff_parts.h"

/* Words on a dark panel that covers the whole box, Back below them and, when the test is over,
 * Again. Returns where the buttons lie: a touch there is none of the test. */
struct rect glass_panel(
	struct ui *ui, struct rect box, const char *title, const char *words, bool over);

/* Cells of the dead-spot test that have felt nothing; -1: it was not tried. */
int glass_unfelt(const struct glass_state *glass);

/* How far the targets of the accuracy test were missed. */
struct aim {
	bool known;
	float mean, most; /* u */
};
struct aim glass_aim(const struct glass_state *glass);

/* "1.4 mm", or "6 px" where nobody has told how large the glass is. */
const char *glass_length(struct ui *ui, float u);

/* Beyond the first a finger misses what it meant; beyond the other the touch does not follow the
 * picture at all: it is turned or mirrored. u. */
extern const float aim_good, aim_lost;

#endif
