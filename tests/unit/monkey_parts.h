/* What monkey.c and monkey_deeds.c share. */
#ifndef TUNEUP_TEST_MONKEY_PARTS_H
#define TUNEUP_TEST_MONKEY_PARTS_H

#include "monkey.h"
#include "visitor.h"

enum { MONKEY_PAST = 20, MONKEY_WORDS = 120 };

struct monkey {
	struct visitor *visitor;
	uint64_t seed, random, deed;
	char past[MONKEY_PAST][MONKEY_WORDS]; /* the deeds, by number modulo MONKEY_PAST */
	struct monkey_counts *counts;
	bool odd_glass;         /* of a shape that is not sold */
	bool attract;           /* it was on show at the last look */
	int64_t opened_us;      /* a clip that is being opened is open then */
	uint32_t opens;         /* the request that waits for it */
	struct mat_sample load; /* what lies on the mat */
};

/* 0 .. below - 1 */
int monkey_chance(struct monkey *monkey, int below);

/* Says what the deed in hand is. */
void monkey_notes(struct monkey *monkey, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Gives up: the seed, the last deeds, what is wrong. */
_Noreturn void monkey_fails(const struct monkey *monkey, const char *what);

/* Something happens to the app, as main would pass it on. */
void monkey_event(struct monkey *monkey, struct event *event);

/* Time passes; the player's stand-in plays. */
void monkey_waits(struct monkey *monkey, int64_t us);

/* The draw list shows what the state is. */
void monkey_looks(struct monkey *monkey);

/* One deed, whatever the dice say. */
void monkey_does(struct monkey *monkey);

/* Perhaps a wet cloth on the glass, a button that is stuck, a bag on the mat. */
void monkey_leaves_things(struct monkey *monkey);

#endif
