/* For coach.c: where in a way the load hardly moved, and when it turned. Pure. */
#ifndef TUNEUP_COACH_STILLS_H
#define TUNEUP_COACH_STILLS_H

#include "coach.h"

/* Fills way->still with the stretches that touch the way from a_us to b_us, from the points that
 * the coach still has. way->seconds and way->travel are there. */
void coach_find_stills(
	const struct coach *coach, struct coach_way *way, int64_t a_us, int64_t b_us);

/* When the turn at `far` was: the middle of the time around it in which the centroid, as far as the
 * coach still has its points, was within `top` (rows) of it. */
int64_t coach_turn_us(const struct coach *coach, struct coach_point far, float top);

#endif
