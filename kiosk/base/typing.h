/* How far apart two words are, as fingers slip: for "did you mean". */
#ifndef TUNEUP_TYPING_H
#define TUNEUP_TYPING_H

#include <stddef.h>

/* The letters to put in, take out or change to make one word the other; long words are far from
 * all. */
size_t typing_distance(const char *a, const char *b);

#endif
