/* What a button's changes mean: one that is held for too long is stuck, and ignored until it is
 * released; one that is held when its line is opened was never pressed. Pure. */
#ifndef TUNEUP_BUTTON_H
#define TUNEUP_BUTTON_H

#include <stdbool.h>
#include <stdint.h>

enum { BUTTON_STUCK_US = 30000000 };

struct button {
	bool down, stuck;
	bool told; /* that it is down: its release is told too */
	int64_t since_us;
};

/* Its line is open, and it is down or not. */
void button_open(struct button *button, bool down, int64_t now_us);

/* It changed. True: to be told. */
bool button_edge(struct button *button, bool down, int64_t at_us);

/* Time went on. True: it has just become stuck; *release: as if it were let go. */
bool button_pass(struct button *button, int64_t now_us, bool *release);

/* When button_pass wants to be called; INT64_MAX: never. */
int64_t button_due_us(const struct button *button);

#endif
