/* An SVG as a map of what it fills, for hit tests by shape. Made once by the renderer. */
#ifndef TUNEUP_MASK_H
#define TUNEUP_MASK_H

#include <stdbool.h>
#include <stdint.h>

struct mask {
	int w, h;
	const uint8_t *filled; /* a bit a pixel, row by row, (w + 7) / 8 bytes each, lowest first;
				  belongs to whoever made it */
};

static inline bool mask_filled(const struct mask *mask, int x, int y)
{
	return x >= 0 && y >= 0 && x < mask->w && y < mask->h &&
	       mask->filled[y * ((mask->w + 7) / 8) + x / 8] >> x % 8 & 1;
}

/* Where masks come from: NULL when there is none of that name. */
struct mask_source {
	const struct mask *(*get)(const struct mask_source *source, const char *name);
};

#endif
