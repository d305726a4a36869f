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

static size_t next_letter(const char *text, size_t at)
{
	do
		at++;
	while (((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

/* The part of the text folded, with something behind it. */
static char *folded_part(const char *text, size_t from, size_t to, const char *behind)
{
	char *part = mem_printf("%.*s%s", (int)(to - from), text + from, behind);
	char *folded = fold_words(part);
	free(part);
	return folded;
}

/* Whether a letter at this byte would begin a word. */
static bool begins_word(const char *text, size_t at)
{
	char *folded = folded_part(text, 0, at, "x");
	size_t length = strlen(folded);
	bool begins = length == 1 || (length > 1 && folded[length - 2] == ' ');
	free(folded);
	return begins;
}

static bool is_mark(const char *text)
{
	utf8proc_int32_t letter = 0;
	utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &letter);
	utf8proc_category_t category = utf8proc_category(letter);
	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* The end of the shortest part from `at` on that folds to something that begins with the word, with
 * the marks that belong to its last letter; `at`: there is none. */
static size_t match_end(const char *text, size_t at, const char *word)
{
	size_t to = at;
	for (bool found = false; !found;) {
		if (!text[to])
			return at;
		to = next_letter(text, to);
		char *folded = folded_part(text, at, to, "");
		found = strncmp(folded, word, strlen(word)) == 0;
		bool on_the_way = strncmp(folded, word, strlen(folded)) == 0;
		free(folded);
		if (!found && !on_the_way)
			return at;
	}
	while (is_mark(text + to))
		to = next_letter(text, to);
	return to;
}

/* The longest of the words' matches at a byte. */
static size_t longest_match(const char *text, size_t at, const char *words)
{
	size_t end = at;
	while (*words) {
		size_t length = strcspn(words, " ");
		char *word = mem_printf("%.*s", (int)length, words);
		size_t to = match_end(text, at, word);
		end = to > end ? to : end;
		free(word);
		words += length + (words[length] == ' ');
	}
	return end;
}

int fold_find(const char *text, const char *words, struct fold_part *part, int most)
{
	char *folded = fold_words(words);
	int parts = 0;
	for (size_t at = 0; folded[0] && text[at] && parts < most;) {
		size_t end = begins_word(text, at) ? longest_match(text, at, folded) : at;
		if (end > at)
			part[parts++] = (struct fold_part){at, end};
		at = end > at ? end : next_letter(text, at);
	}
	free(folded);
	return parts;
}
