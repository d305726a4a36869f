#include "base/fold.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

char *fold_case(const char *text)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
		UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	return size < 0 ? mem_strdup(text) : (char *)folded;
}

/* Letters that Unicode does not take apart, as people type them on a plain keyboard. */
static const char *plain_letters(utf8proc_int32_t letter)
{
	switch (letter) {
	case 0xe6: /* æ */
		return "ae";
	case 0xf0:  /* ð */
	case 0x111: /* đ */
		return "d";
	case 0xf8: /* ø */
		return "o";
	case 0xfe: /* þ */
		return "th";
	case 0x127: /* ħ */
		return "h";
	case 0x131: /* ı */
		return "i";
	case 0x142: /* ł */
		return "l";
	case 0x14b: /* ŋ */
		return "n";
	case 0x153: /* œ */
		return "oe";
	case 0x167: /* ŧ */
		return "t";
	default:
		return NULL;
	}
}

static bool is_apostrophe(utf8proc_int32_t letter)
{
	return letter == '\'' || letter == '`' || letter == 0xb4 || letter == 0x2018 ||
	       letter == 0x2019 || letter == 0x2bc;
}

static bool is_word(utf8proc_int32_t letter)
{
	utf8proc_category_t category = utf8proc_category(letter);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
	       (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* Writes the word letters of a stripped text; one space stands for whatever lies between words. */
static void write_words(const utf8proc_uint8_t *text, char *out)
{
	char *end = out;
	bool gap = false;
	utf8proc_int32_t letter = 0;
	for (utf8proc_ssize_t step; *text; text += step) {
		step = utf8proc_iterate(text, -1, &letter);
		if (step <= 0)
			break;
		if (!is_word(letter)) {
			gap = gap || !is_apostrophe(letter);
			continue;
		}
		if (gap && end > out)
			*end++ = ' ';
		gap = false;
		const char *plain = plain_letters(letter);
		size_t length = plain ? strlen(plain) : (size_t)step;
		memcpy(end, plain ? plain : (const char *)text, length);
		end += length;
	}
	*end = '\0';
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

/* What most texts are made of needs no tables of Unicode. */
static char *fold_ascii(const char *text)
{
	char *words = mem_calloc(strlen(text) + 1, 1), *end = words;
	bool gap = false;
	for (; *text; text++) {
		char letter = (char)(*text >= 'A' && *text <= 'Z' ? *text + 32 : *text);
		if ((letter < 'a' || letter > 'z') && (letter < '0' || letter > '9')) {
			gap = gap || !is_apostrophe(letter);
			continue;
		}
		if (gap && end > words)
			*end++ = ' ';
		gap = false;
		*end++ = letter;
	}
	return words;
}

char *fold_words(const char *text)
{
	if (is_ascii(text))
		return fold_ascii(text);
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
		UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
			UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
	if (size < 0)
		return mem_strdup("");
	/* No letter grows: the two-letter ones take two bytes already. */
	char *words = mem_calloc((size_t)size + 1, 1);
	write_words(folded, words);
	free(folded);
	return words;
}
