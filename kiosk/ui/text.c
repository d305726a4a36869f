#include "ui/text.h"

#include "base/tr.h"

#include <SDL2/SDL_ttf.h>
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	/* Inter has 2816 units an em, Inter Display 2048: at this multiple of both every advance
	 * and every pair is a whole number of pixels. */
	REFERENCE_PX = 22528,
	POINT_DPI = 72,
	/* FreeType draws glyphs four times as wide as shown, so that they can stand at quarter
	 * pixels. */
	PHASES = 4,
	LATIN_END = 0x250,
	OTHERS_ROOM = 1024, /* powers of two */
	PAIRS_ROOM = 8192,
	GLYPHS_ROOM = 4096,
	GLYPHS_BYTES = 2 * 1024 * 1024,
	SIZE_PX_MAX = 1024,
};

static const char *const face_file[FONT_COUNT] = {
	[FONT_MEDIUM] = "Inter-Medium.otf",
	[FONT_SEMIBOLD] = "Inter-SemiBold.otf",
	[FONT_BOLD] = "Inter-Bold.otf",
	[FONT_DISPLAY] = "InterDisplay-Bold.otf",
	[FONT_DISPLAY_EXTRA] = "InterDisplay-ExtraBold.otf",
};

struct face {
	TTF_Font *font; /* another face's where this one's file is missing */
	enum font own;  /* whose it is */
	unsigned dpi;   /* the height it is set to, 0: the reference size */
};

/* A code point as a face shows it, measured at the reference size. */
struct letter {
	uint32_t key;   /* code * FONT_COUNT + font + 1; 0: empty */
	uint32_t code;  /* what is drawn, 0: nothing */
	enum font font; /* by which face */
	int advance, left, right;
};

struct pair {
	uint64_t key; /* 0: empty */
	int kerning;
};

/* Coverage of a letter at one of the four positions within a pixel. */
struct glyph {
	uint64_t key;        /* 0: empty */
	int left, top, w, h; /* top: rows from its upper edge down to the baseline */
	uint8_t *coverage;
};

struct text_measure {
	struct measure measure;
	struct text_engine *engine;
};

struct text_engine {
	struct face face[FONT_COUNT];
	struct text_measure measure;
	struct letter latin[FONT_COUNT][LATIN_END];
	struct letter other[OTHERS_ROOM];
	struct pair pair[PAIRS_ROOM];
	struct glyph glyph[GLYPHS_ROOM];
	size_t others, pairs, glyphs, glyph_bytes;
};

static uint64_t scatter(uint64_t key)
{
	key *= 0x9E3779B97F4A7C15u;
	return key ^ key >> 29;
}

/* Sets a face to a height in dpi of one point (1/72 px a step), or to the reference size with 0. */
static TTF_Font *face_at(struct text_engine *engine, enum font font, unsigned dpi)
{
	struct face *face = &engine->face[engine->face[font].own];
	if (face->dpi == dpi)
		return face->font;
	unsigned reference = REFERENCE_PX * POINT_DPI;
	if (dpi)
		TTF_SetFontSizeDPI(face->font, 1, dpi * PHASES, dpi);
	else
		TTF_SetFontSizeDPI(face->font, 1, reference, reference);
	face->dpi = dpi;
	return face->font;
}

/* Controls, joiners, direction marks and variation selectors take no room. */
static bool is_invisible(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD ||
	       (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) ||
	       code == 0xFEFF;
}

/* The face that has the code: the wanted one, else any, else the wanted one with a box or '?'. */
static void choose_glyph(struct text_engine *engine, enum font font, struct letter *letter)
{
	static const uint32_t stand_in[] = {0x25A1, '?'};
	if (TTF_GlyphIsProvided32(engine->face[font].font, letter->code)) {
		letter->font = font;
		return;
	}
	for (enum font other = 0; other < FONT_COUNT; other++) {
		if (TTF_GlyphIsProvided32(engine->face[other].font, letter->code)) {
			letter->font = other;
			return;
		}
	}
	letter->font = font;
	for (size_t i = 0; i < sizeof stand_in / sizeof *stand_in; i++) {
		letter->code = stand_in[i];
		if (TTF_GlyphIsProvided32(engine->face[font].font, letter->code))
			return;
	}
}

static void measure_letter(
	struct text_engine *engine, enum font font, uint32_t code, struct letter *letter)
{
	*letter = (struct letter){.key = code * FONT_COUNT + font + 1, .code = code, .font = font};
	if (is_invisible(code)) {
		letter->code = 0;
		return;
	}
	choose_glyph(engine, font, letter);
	TTF_GlyphMetrics32(face_at(engine, letter->font, 0), letter->code, &letter->left,
		&letter->right, NULL, NULL, &letter->advance);
}

static const struct letter *find_letter(struct text_engine *engine, enum font font, uint32_t code)
{
	if (code < LATIN_END) {
		struct letter *letter = &engine->latin[font][code];
		if (!letter->key)
			measure_letter(engine, font, code, letter);
		return letter;
	}
	if (engine->others > OTHERS_ROOM * 3 / 4) {
		memset(engine->other, 0, sizeof engine->other);
		engine->others = 0;
	}
	uint32_t key = code * FONT_COUNT + font + 1;
	size_t slot = (size_t)scatter(key) % OTHERS_ROOM;
	while (engine->other[slot].key && engine->other[slot].key != key)
		slot = (slot + 1) % OTHERS_ROOM;
	if (!engine->other[slot].key) {
		measure_letter(engine, font, code, &engine->other[slot]);
		engine->others++;
	}
	return &engine->other[slot];
}

static size_t encode(uint32_t code, char *utf8)
{
	if (code < 0x80) {
		utf8[0] = (char)code;
		return 1;
	}
	size_t tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
	static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
	utf8[0] = (char)(lead[tail] | code >> 6 * tail);
	for (size_t i = 1; i <= tail; i++)
		utf8[i] = (char)(0x80u | (code >> 6 * (tail - i) & 0x3Fu));
	return tail + 1;
}

/* The shaper would join these into arrows, which are never drawn here. */
static bool is_arrow_part(uint32_t code)
{
	return code == '-' || code == '=' || code == '<' || code == '>' || code == '|' ||
	       code == '~';
}

/* What the shaped pair is narrower or wider than its two letters side by side. */
static int measure_pair(struct text_engine *engine, const struct letter *a, const struct letter *b)
{
	if (a->font != b->font || !a->code || !b->code ||
		(is_arrow_part(a->code) && is_arrow_part(b->code)))
		return 0;
	char text[9];
	size_t length = encode(a->code, text);
	length += encode(b->code, text + length);
	text[length] = '\0';
	int width = 0;
	if (TTF_SizeUTF8(face_at(engine, a->font, 0), text, &width, NULL) != 0)
		return 0;
	int right = b->right > b->advance ? b->right : b->advance;
	int left = a->left < 0 ? a->left : 0;
	return width - (a->advance + right - left);
}

static int find_kerning(struct text_engine *engine, enum font font, uint32_t code, uint32_t next)
{
	struct letter a = *find_letter(engine, font, code), b = *find_letter(engine, font, next);
	if (engine->pairs > PAIRS_ROOM * 3 / 4) {
		memset(engine->pair, 0, sizeof engine->pair);
		engine->pairs = 0;
	}
	uint64_t key = ((uint64_t)code << 21 | next) * FONT_COUNT + font + 1;
	size_t slot = (size_t)scatter(key) % PAIRS_ROOM;
	while (engine->pair[slot].key && engine->pair[slot].key != key)
		slot = (slot + 1) % PAIRS_ROOM;
	if (!engine->pair[slot].key) {
		engine->pair[slot] = (struct pair){key, measure_pair(engine, &a, &b)};
		engine->pairs++;
	}
	return engine->pair[slot].kerning;
}

static float get_advance(
	const struct measure *measure, enum font font, uint32_t code, uint32_t next)
{
	struct text_engine *engine = ((const struct text_measure *)measure)->engine;
	font = engine->face[font].own;
	int advance = find_letter(engine, font, code)->advance;
	if (next && advance)
		advance += find_kerning(engine, font, code, next);
	return (float)advance / REFERENCE_PX;
}

static void drop_glyphs(struct text_engine *engine)
{
	for (size_t i = 0; i < GLYPHS_ROOM; i++)
		free(engine->glyph[i].coverage);
	memset(engine->glyph, 0, sizeof engine->glyph);
	engine->glyphs = engine->glyph_bytes = 0;
}

/* Sums four columns of the wide picture into one; `first` is where its left edge stands, in quarter
 * pixels from the left edge of the result. */
static void narrow(const uint8_t *wide, int count, int first, uint8_t *row, int w)
{
	for (int x = 0; x < w; x++) {
		unsigned sum = PHASES / 2;
		for (int i = 0; i < PHASES; i++) {
			int column = x * PHASES + i - first;
			if (column >= 0 && column < count)
				sum += wide[column];
		}
		row[x] = (uint8_t)(sum / PHASES);
	}
}

static int floor_quarter(int value)
{
	return value >= 0 ? value / PHASES : -((PHASES - 1 - value) / PHASES);
}

static void draw_glyph(struct text_engine *engine, const struct letter *letter, unsigned dpi,
	int phase, struct glyph *glyph)
{
	TTF_Font *font = face_at(engine, letter->font, dpi);
	int left, right, bottom, top;
	if (TTF_GlyphMetrics32(font, letter->code, &left, &right, &bottom, &top, NULL) != 0 ||
		right <= left || top <= bottom)
		return;
	SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
	SDL_Surface *surface = TTF_RenderGlyph32_Shaded(font, letter->code, white, black);
	if (!surface)
		return;
	assert(surface->format->BytesPerPixel == 1);
	/* SDL_ttf makes room for what stands left of the origin or above the ascent. */
	int origin_x = left < 0 ? -left : 0, ascent = TTF_FontAscent(font);
	int baseline = top > ascent ? top : ascent;
	glyph->left = floor_quarter(left + phase);
	glyph->w = floor_quarter(right + phase + PHASES - 1) - glyph->left;
	glyph->top = top;
	glyph->h = top - bottom;
	glyph->coverage = mem_calloc((size_t)glyph->w, (size_t)glyph->h);
	int first = left + phase - glyph->left * PHASES;
	for (int y = 0; y < glyph->h; y++) {
		int from_x = origin_x + left, from_y = baseline - top + y;
		if (from_y >= surface->h)
			break;
		const uint8_t *wide = (const uint8_t *)surface->pixels + from_y * surface->pitch;
		int count = surface->w - from_x < right - left ? surface->w - from_x : right - left;
		narrow(wide + from_x, count, first, glyph->coverage + y * glyph->w, glyph->w);
	}
	SDL_FreeSurface(surface);
}

static const struct glyph *find_glyph(
	struct text_engine *engine, const struct letter *letter, unsigned dpi, int phase)
{
	uint64_t key = ((uint64_t)letter->code * FONT_COUNT + letter->font) << 36 |
		       (uint64_t)dpi << 4 | (uint64_t)phase << 1 | 1u;
	size_t slot = (size_t)scatter(key) % GLYPHS_ROOM;
	while (engine->glyph[slot].key && engine->glyph[slot].key != key)
		slot = (slot + 1) % GLYPHS_ROOM;
	struct glyph *glyph = &engine->glyph[slot];
	if (!glyph->key) {
		glyph->key = key;
		draw_glyph(engine, letter, dpi, phase, glyph);
		engine->glyphs++;
		engine->glyph_bytes += (size_t)glyph->w * (size_t)glyph->h;
	}
	return glyph;
}

/* A glyph and the pixel column its origin stands in. */
struct placed {
	const struct glyph *glyph;
	int x;
};

static size_t place_glyphs(struct text_engine *engine, enum font font, float size_px,
	float tracking, bool tabular, const char *run, struct placed *placed)
{
	const struct measure *measure = &engine->measure.measure;
	unsigned dpi = (unsigned)lroundf(size_px * POINT_DPI);
	size_t count = 0;
	float pen = 0;
	font = engine->face[font].own;
	for (uint32_t code = utf8_next(&run, NULL), next; code; code = next) {
		next = utf8_next(&run, NULL);
		float lead, advance = measure_glyph(measure, font, tabular, code, next, &lead);
		const struct letter *letter = find_letter(engine, font, code);
		if (letter->code && engine->glyphs < GLYPHS_ROOM - 1) {
			int quarter = (int)floorf((pen + lead) * size_px * PHASES + 0.5f);
			int x = floor_quarter(quarter);
			const struct glyph *glyph =
				find_glyph(engine, letter, dpi, quarter - x * PHASES);
			if (glyph->coverage)
				placed[count++] = (struct placed){glyph, x};
		}
		pen += advance + tracking;
	}
	return count;
}

static void add_coverage(struct text_bitmap *bitmap, const struct placed *placed)
{
	const struct glyph *glyph = placed->glyph;
	const uint8_t *from = glyph->coverage;
	for (int y = 0; y < glyph->h; y++) {
		uint8_t *to = bitmap->coverage + (bitmap->origin_y - glyph->top + y) * bitmap->w +
			      bitmap->origin_x + placed->x + glyph->left;
		for (int x = 0; x < glyph->w; x++) {
			unsigned sum = (unsigned)to[x] + *from++;
			to[x] = (uint8_t)(sum > 255 ? 255 : sum);
		}
	}
}

bool text_rasterize(struct text_engine *engine, enum font font, float size_px, float tracking,
	bool tabular, const char *run, struct text_bitmap *bitmap)
{
	*bitmap = (struct text_bitmap){0};
	if (!(size_px >= 1 && size_px <= SIZE_PX_MAX))
		return false;
	/* Only here, so that no glyph goes while a run still points to it. */
	if (engine->glyphs > GLYPHS_ROOM / 2 || engine->glyph_bytes > GLYPHS_BYTES)
		drop_glyphs(engine);
	struct placed *placed = mem_calloc(strlen(run), sizeof *placed);
	size_t count = place_glyphs(engine, font, size_px, tracking, tabular, run, placed);
	int left = 0, right = 0, top = 0, bottom = 0;
	for (size_t i = 0; i < count; i++) {
		const struct glyph *glyph = placed[i].glyph;
		int x0 = placed[i].x + glyph->left, y1 = glyph->h - glyph->top;
		left = i == 0 || x0 < left ? x0 : left;
		right = i == 0 || x0 + glyph->w > right ? x0 + glyph->w : right;
		top = i == 0 || glyph->top > top ? glyph->top : top;
		bottom = i == 0 || y1 > bottom ? y1 : bottom;
	}
	bitmap->w = right - left;
	bitmap->h = top + bottom;
	bitmap->origin_x = -left;
	bitmap->origin_y = top;
	bitmap->coverage = mem_calloc((size_t)bitmap->w * (size_t)bitmap->h, 1);
	for (size_t i = 0; i < count; i++)
		add_coverage(bitmap, &placed[i]);
	free(placed);
	return true;
}

static bool open_face(
	struct face *face, enum font font, const char *folder, struct problems *problems)
{
	char *path = mem_printf("%s/%s", folder, face_file[font]);
	unsigned reference = REFERENCE_PX * POINT_DPI;
	face->own = font;
	face->font = TTF_OpenFontDPI(path, 1, reference, reference);
	if (face->font)
		TTF_SetFontHinting(face->font, TTF_HINTING_NONE);
	else
		problems_add(problems, PROBLEM_WARNING, PART_ASSETS, N_("A font is missing"),
			N_("Install Tuneup again; until then another font stands in."), "%s: %s",
			path, TTF_GetError());
	free(path);
	return face->font != NULL;
}

/* The face next to it in the table is next to it in weight. */
static bool stand_in(struct text_engine *engine, enum font font)
{
	for (int step = 1; step < FONT_COUNT; step++) {
		for (int sign = -1; sign <= 1; sign += 2) {
			int other = (int)font + sign * step;
			if (other < 0 || other >= FONT_COUNT)
				continue;
			const struct face *face = &engine->face[other];
			if (!face->font || face->own != (enum font)other)
				continue;
			engine->face[font] = *face;
			return true;
		}
	}
	return false;
}

struct text_engine *text_create(const char *folder, struct problems *problems)
{
	if (TTF_Init() != 0) {
		problems_add(problems, PROBLEM_ERROR, PART_ASSETS, N_("No text can be drawn"),
			N_("Install Tuneup again."), "SDL_ttf: %s", TTF_GetError());
		return NULL;
	}
	struct text_engine *engine = mem_calloc(1, sizeof *engine);
	engine->measure = (struct text_measure){{get_advance}, engine};
	bool missing[FONT_COUNT];
	for (enum font font = 0; font < FONT_COUNT; font++)
		missing[font] = !open_face(&engine->face[font], font, folder, problems);
	for (enum font font = 0; font < FONT_COUNT; font++) {
		if (missing[font] && !stand_in(engine, font)) {
			problems_add(problems, PROBLEM_ERROR, PART_ASSETS,
				N_("No text can be drawn"), N_("Install Tuneup again."),
				N_("%s: none of the fonts can be opened"), folder);
			text_destroy(engine);
			return NULL;
		}
	}
	return engine;
}

void text_destroy(struct text_engine *engine)
{
	if (!engine)
		return;
	drop_glyphs(engine);
	for (enum font font = 0; font < FONT_COUNT; font++)
		if (engine->face[font].font && engine->face[font].own == font)
			TTF_CloseFont(engine->face[font].font);
	free(engine);
	TTF_Quit();
}

const struct measure *text_measure(struct text_engine *engine)
{
	return &engine->measure.measure;
}
