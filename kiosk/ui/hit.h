/* Where a touch lands, and where the buttons' focus goes: pure look-ups in a draw list. */
#ifndef TUNEUP_HIT_H
#define TUNEUP_HIT_H

#include "ui/draw.h"
#include "ui/mask.h"

/* The item at p, or NULL: first what is drawn there (topmost), by shape where it has one; then
 * shapes within 20 units of their 1000 (the nearest); then grown hit boxes (the nearest centre).
 * Covered and disabled items are never hit. masks may be NULL: shapes then count as their boxes. */
const struct item *hit_test(
	const struct draw_list *list, const struct mask_source *masks, struct point p);

/* A point that hits this item: the middle of its box, or of the widest run of its shape. */
struct point hit_point(const struct item *item, const struct mask_source *masks);

/* Where the focus starts: the go control, else the first that can have it. NULL: nowhere. */
const struct item *focus_first(const struct draw_list *list);

/* The next (step 1) or former (-1) in reading order, around the end. From an id that is gone:
 * first. */
const struct item *focus_step(const struct draw_list *list, const char *id, int step);

/* How many items can have the focus. */
int focus_count(const struct draw_list *list);

#endif
