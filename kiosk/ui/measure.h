/* How wide text is. The real one asks the fonts (text.h), the golden tests have a fixed table. */
#ifndef TUNEUP_MEASURE_H
#define TUNEUP_MEASURE_H

#include "ui/draw.h"

struct measure {
	/* Advance of a code point in em, with the kerning towards the next one (0: none). */
	float (*advance)(
		const struct measure *measure, enum font font, uint32_t code, uint32_t next);
};

/* Width in u of a run of `length` bytes of UTF-8. tabular: each digit as wide as the widest. */
float measure_run(const struct measure *measure, enum font font, float size, float tracking,
	bool tabular, const char *run, size_t length);

/* One step of a run: the advance of code in em, without tracking. lead: how far to its right in
 * that advance the glyph stands (a narrow tabular digit is centered). */
float measure_glyph(const struct measure *measure, enum font font, bool tabular, uint32_t code,
	uint32_t next, float *lead);

/* Ascent and descent of Inter and Inter Display in em (hhea table of the five files). */
#define FONT_ASCENT 0.96875f
#define FONT_DESCENT 0.2412f

/* The next code point of *text, which moves on; 0 at the end or at `end`. A byte that is no UTF-8
 * is read as U+FFFD. */
uint32_t utf8_next(const char **text, const char *end);

#endif
