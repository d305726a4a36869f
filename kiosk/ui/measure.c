#include "ui/measure.h"

static bool is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

/* How many bytes follow this first byte, and what it holds; -1: it cannot be a first byte. */
static int utf8_tail(unsigned char first, uint32_t *bits)
{
	if (first >= 0xC2 && first <= 0xDF) {
		*bits = first & 0x1Fu;
		return 1;
	}
	if (first >= 0xE0 && first <= 0xEF) {
		*bits = first & 0x0Fu;
		return 2;
	}
	if (first >= 0xF0 && first <= 0xF4) {
		*bits = first & 0x07u;
		return 3;
	}
	return -1;
}

uint32_t utf8_next(const char **text, const char *end)
{
	enum { NOT_UTF8 = 0xFFFD };
	static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
	const char *at = *text;
	if (at == end || *at == '\0')
		return 0;
	unsigned char first = (unsigned char)*at++;
	*text = at;
	if (first < 0x80)
		return first;
	uint32_t code = 0;
	int tail = utf8_tail(first, &code);
	if (tail < 0)
		return NOT_UTF8;
	for (int i = 0; i < tail; i++, at++) {
		if (at == end || ((unsigned char)*at & 0xC0u) != 0x80u)
			return NOT_UTF8;
		code = code << 6 | ((unsigned char)*at & 0x3Fu);
	}
	if (code < least[tail] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return NOT_UTF8;
	*text = at;
	return code;
}

float measure_glyph(const struct measure *measure, enum font font, bool tabular, uint32_t code,
	uint32_t next, float *lead)
{
	*lead = 0;
	if (!tabular || (!is_digit(code) && !is_digit(next)))
		return measure->advance(measure, font, code, next);
	/* Kerning at a digit would make a running number jump as it changes. */
	float own = measure->advance(measure, font, code, 0);
	if (!is_digit(code))
		return own;
	float widest = 0;
	for (uint32_t digit = '0'; digit <= '9'; digit++) {
		float advance = measure->advance(measure, font, digit, 0);
		widest = advance > widest ? advance : widest;
	}
	*lead = (widest - own) / 2;
	return widest;
}

float measure_run(const struct measure *measure, enum font font, float size, float tracking,
	bool tabular, const char *run, size_t length)
{
	const char *end = run + length;
	float width = 0;
	for (uint32_t code = utf8_next(&run, end), next; code; code = next) {
		next = utf8_next(&run, end);
		float lead;
		width += measure_glyph(measure, font, tabular, code, next, &lead) + tracking;
	}
	return width * size;
}
