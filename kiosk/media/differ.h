/* Where two pictures differ. Much of a clip stands still, and what stands still need be neither
 * colored nor sent to the window again. Any thread. */
#ifndef TUNEUP_DIFFER_H
#define TUNEUP_DIFFER_H

#include "base/clip.h"

/* Sets `since`, `changed` and `changes` of a PICTURE_I420 by another one; leaves since = 0 where
 * they have not the same size and colors. Few bytes are read where all of them differ. */
void differ_find(struct picture *picture, const struct picture *before);

#endif
