/* I420 to BGRA, each channel within 0.06 of its rounded exact value. libyuv would be faster, but on
 * x86 it is off by up to 12 in the blue of BT.709; libswscale is as exact at seven times the time.
 * Any thread. */
#ifndef TUNEUP_BGRA_H
#define TUNEUP_BGRA_H

#include "base/clip.h"

/* from: PICTURE_I420. to: from->w x from->h pixels, pitch bytes a row. */
void bgra_convert(const struct picture *from, uint8_t *to, int pitch);

#endif
