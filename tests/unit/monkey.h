/* Somebody who does anything at all: taps, drags, holds, buttons, the mat, its cable, the wall
 * clock, other glass, services that fail, and long rests; a visitor (visitor.h) with dice. What it
 * does depends on the seed alone. After each deed it looks whether the kiosk still keeps its
 * promises, and aborts with the seed and its last deeds when it does not. */
#ifndef TUNEUP_TEST_MONKEY_H
#define TUNEUP_TEST_MONKEY_H

#include <stdint.h>

struct monkey_counts {
	uint64_t deeds;   /* taps, drags, presses, ... */
	uint64_t events;  /* that the app took in */
	uint64_t looks;   /* draw lists */
	uint64_t probes;  /* times that the ways out were tried */
	uint64_t visits;  /* that began */
	uint64_t seconds; /* of virtual time */
	uint64_t screens; /* bits: 1 << enum screen_id: those that were on top */
};

/* So many deeds of one kiosk's life; adds to the counts. */
void monkey_lives(uint64_t seed, uint64_t deeds, struct monkey_counts *counts);

#endif
