/* What the two files of the PIN share. Only for pin*.c. */
#ifndef TUNEUP_PIN_FILE_H
#define TUNEUP_PIN_FILE_H

#include <stdbool.h>

/* Whether this is the PIN, whatever was tried before. */
bool pin_is(const char *state, const char *pin);

/* Every wrong try is forgotten. */
void pin_forget_tries(const char *state);

/* The mode of a file in STATE that the kiosk must read, whichever member of its group wrote it.
 * False: it cannot be set. */
bool pin_share(int file, const char *state);

#endif
