/* An SVG as a map of what it fills, for hit tests by shape. Made once by the renderer. */
#ifndef TUNEUP_MASK_H
#define TUNEUP_MASK_H

#include <stdint.h>

struct mask {
	int w, h;
	const uint8_t *alpha; /* w * h bytes, 0..255; belongs to whoever made it */
};

/* Where masks come from: NULL when there is none of that name. */
struct mask_source {
	const struct mask *(*get)(const struct mask_source *source, const char *name);
};

#endif
