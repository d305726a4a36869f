/* The staff's PIN: STATE/pin holds its Argon2id hash, nothing else. Each call takes tens to
 * hundreds of milliseconds and 64 MB for a moment: not for the main thread of a running kiosk. */
#ifndef TUNEUP_PIN_H
#define TUNEUP_PIN_H

#include <stdbool.h>
#include <stddef.h>

enum { PIN_DIGITS = 6 };

/* Whether the text is exactly PIN_DIGITS digits. */
bool pin_valid(const char *pin);

/* Whether a PIN is set. A file that is damaged or cannot be looked at counts: it must not open the
 * set-up to whoever stands there (tuneupctl pin set is the way out). Quick. */
bool pin_exists(const char *state);

/* Whether this is the PIN. False also when none is set or its file is damaged (logged). */
bool pin_check(const char *state, const char *pin);

/* Sets it; a cut of power leaves the old one or the new one. False: refused or failed, the reason
 * (one English sentence) stands in why (size bytes). */
bool pin_set(const char *state, const char *pin, char *why, size_t size);

#endif
