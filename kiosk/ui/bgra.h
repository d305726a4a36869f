/* I420 to BGRA, each channel within 0.06 of its rounded exact value. libyuv would be faster, but on
 * x86 it is off by up to 12 in the blue of BT.709; libswscale is as exact at seven times the time.
 * Any thread. */
#ifndef TUNEUP_BGRA_H
#define TUNEUP_BGRA_H

#include "base/clip.h"

/* The part of a PICTURE_I420 from x0, y0 up to but without x1, y1, to `pitch` bytes a row. */
void bgra_convert(const struct picture *from, int x0, int y0, int x1, int y1, void *to, int pitch);

#endif
