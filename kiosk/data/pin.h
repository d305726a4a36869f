/* The staff's PIN. STATE/pin holds its Argon2id hash and how many digits it has; STATE/pin.tries
 * the wrong tries since the last right one. pin_try and pin_set take tens to hundreds of
 * milliseconds and 64 MB for a moment: not for the main thread of a running kiosk (store.h). */
#ifndef TUNEUP_PIN_H
#define TUNEUP_PIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PIN_DIGITS_MIN = 6, PIN_DIGITS_MAX = 8 };

/* After so many wrong ones in a row the next try waits a minute; each further wrong one doubles the
 * wait, up to an hour. */
enum { PIN_FREE_TRIES = 4, PIN_WAIT_S = 60, PIN_WAIT_MAX_S = 3600 };

/* How things stand after wrong tries. */
struct pin_lock {
	int wrong;      /* in a row */
	int left;       /* tries until the next wait; 0 while one lasts */
	int64_t wait_s; /* until the next try counts; 0: it counts now */
};

enum pin_answer { PIN_RIGHT, PIN_WRONG, PIN_WAIT };

/* Whether the text is PIN_DIGITS_MIN to PIN_DIGITS_MAX digits. */
bool pin_valid(const char *pin);

/* Whether a PIN is set. A file that is damaged or cannot be looked at counts: it must not open the
 * set-up to whoever stands there (tuneupctl pin set is the way out). Quick. */
bool pin_exists(const char *state);

/* How many digits the PIN has that is set; PIN_DIGITS_MIN when none is. Quick. */
int pin_digits(const char *state);

/* How things stand. Quick; after a restart of the machine in the midst of a wait it writes once.
 *
 * up_s: seconds since the machine started, by a clock that nobody can set (CLOCK_MONOTONIC; a
 * script's own time). The wall clock plays no part, so setting it changes no wait; a restart in the
 * midst of a wait begins that wait anew. */
struct pin_lock pin_look(const char *state, int64_t up_s);

/* Tries a PIN. The try is on the disk before it is looked at, so that a pulled plug takes none
 * back; a right one clears them. PIN_WAIT: it was not looked at. Wrong also when none is set or its
 * file is damaged (logged). *lock: how things stand now. */
enum pin_answer pin_try(const char *state, const char *pin, int64_t up_s, struct pin_lock *lock);

/* Sets it and forgets all wrong tries; a cut of power leaves the old one or the new one. False:
 * refused or failed, the reason (one English sentence) stands in why (size bytes). */
bool pin_set(const char *state, const char *pin, char *why, size_t size);

#endif
