/* Text by SDL2_ttf: the real measure, and runs as pictures of coverage. One thread. */
#ifndef TUNEUP_TEXT_H
#define TUNEUP_TEXT_H

#include "base/problem.h"
#include "ui/measure.h"

struct text_engine; /* owns the five faces, advances, kerning pairs */

/* Opens the five faces of folder ("assets/fonts"). A face that is missing or broken becomes a
 * problem and another one stands in for it; NULL only when none can be opened. */
struct text_engine *text_create(const char *folder, struct problems *problems);
void text_destroy(struct text_engine *engine);

/* Real advances: linear, without hinting, so that a layout is the same at every size. Kerning comes
 * from the font's pairs at a large reference size. Valid as long as the engine. */
const struct measure *text_measure(struct text_engine *engine);

/* A run drawn as 8-bit coverage. The baseline's left end lies at (origin_x, origin_y) in it. Glyphs
 * stand at quarter pixels, as the measure says, not at whole ones. */
struct text_bitmap {
	int w, h, origin_x, origin_y;
	uint8_t *coverage; /* w * h; freed by the caller with free() */
};
bool text_rasterize(struct text_engine *engine, enum font font, float size_px, float tracking,
	bool tabular, const char *run, struct text_bitmap *bitmap);

#endif
