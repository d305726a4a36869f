/* What the kernel's debounce does, for libgpiod 1.6, which has none: a level counts once no edge
 * has come for the period; a spike that is shorter never counts. Pure. */
#ifndef TUNEUP_DEBOUNCE_H
#define TUNEUP_DEBOUNCE_H

#include "gpio.h"

struct debounce {
	int64_t period_us, since_us; /* since_us: of the last edge */
	bool on;                     /* what counts */
	bool level;                  /* what the line was last heard to be */
	bool waiting;                /* an edge came, and the period is not over */
};

/* The line is at this level, and that counts. */
void debounce_init(struct debounce *debounce, int64_t period_us, bool level);

/* The line has changed, or may have and changed back. Times must not fall; one that does counts as
 * the time before it. True when an earlier level had become stable until then: *edge is its. */
bool debounce_edge(struct debounce *debounce, int64_t at_us, bool level, struct gpio_edge *edge);

/* Nothing has come until now. True when that made a change count: *edge is its. */
bool debounce_pass(struct debounce *debounce, int64_t now_us, struct gpio_edge *edge);

/* When debounce_pass wants to be called; INT64_MAX: never. */
int64_t debounce_due_us(const struct debounce *debounce);

#endif
