/* What was set on the screen: STATE/settings.yaml, and beside it settings.yesterday.yaml, a copy of
 * how it was when the kiosk had run well with it. A file is replaced whole or not at all, and only
 * by one that loads without an error. One thread at a time; all of it blocks. */
#ifndef TUNEUP_SETTINGS_H
#define TUNEUP_SETTINGS_H

#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>

/* What stands in STATE/settings.yaml; "" when there is none. NULL: it cannot be read. The caller's.
 */
char *settings_read(const char *state);

/* Puts this in its place. False: nothing was changed, and *why says why, in arena or static. */
bool settings_write(const char *state, const char *text, struct arena *arena, const char **why);

/* Makes the copy. Nothing is done when there is one of today, by the machine's clock, and when
 * there are no settings or they cannot be loaded. */
void settings_keep(const char *state);

/* Whether the kiosk has a complaint with the settings, over those of the system, and none with the
 * copy. *kept_s: when that was made, local, seconds since 1970; 0: there is none of use. */
bool settings_kept(const char *system, const char *state, int64_t *kept_s);

/* The copy takes the place of STATE/settings.yaml, which goes into STATE/set-aside. At no instant
 * is there neither. */
bool settings_go_back(const char *state, struct arena *arena, const char **why);

#endif
