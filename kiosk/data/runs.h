/* When the kiosk started and how it ended: STATE/runs, a line each, so that staff can be told that
 * it came back by itself, and why. A run whose end was not noted was ended by something else: by
 * the power when the machine's boot is another one, else by a fault. */
#ifndef TUNEUP_RUNS_H
#define TUNEUP_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a run ended. */
enum run_end {
	RUN_CLEAN,   /* it was told to end, or the window was closed */
	RUN_HUNG,    /* it did not answer: the watchdog ended it */
	RUN_CRASHED, /* killed by a fault of its own, or for want of memory */
	RUN_GAVE_UP, /* it ended by itself: it could not go on */
	RUN_POWER,   /* with the machine */
	RUN_ENDS
};

/* Notes that it starts. root: "", or a folder that stands for /. False: logged. */
bool runs_begin(const char *state, const char *root);

/* Notes how it ended, once: what is noted already stays. result: systemd's SERVICE_RESULT, or
 * "success". */
void runs_end(const char *state, const char *result);

/* The ends since then (UTC seconds since 1970) that were followed by a start. */
struct runs {
	int ends[RUN_ENDS];
	int64_t last_s;    /* the last start after an end that nobody wanted; 0: none */
	enum run_end last; /* how it had ended */
	int64_t first_s;   /* the oldest start that is noted at all; 0: none */
};
void runs_look(const char *state, int64_t since_s, struct runs *runs);

#endif
