#include "base/say.h"

#include "base/tr.h"

#include <stdbool.h>
#include <string.h>

/* A pattern with fewer letters of its own fits too much; words in holes have few holes. */
enum { HOLES_MAX = 4, LETTERS_LEAST = 8, DEPTH_MAX = 3 };

static const char hole[] = "{}";
enum { HOLE = sizeof hole - 1 };

const char *say_vfill(struct arena *arena, const char *pattern, va_list words)
{
	const char *text = "";
	for (const char *word; (word = va_arg(words, const char *));) {
		const char *at = strstr(pattern, hole);
		if (!at)
			break;
		text = arena_printf(arena, "%s%.*s%s", text, (int)(at - pattern), pattern, word);
		pattern = at + HOLE;
	}
	return arena_printf(arena, "%s%s", text, pattern);
}

const char *say_fill(struct arena *arena, const char *pattern, ...)
{
	va_list words;
	va_start(words, pattern);
	const char *text = say_vfill(arena, pattern, words);
	va_end(words);
	return text;
}

struct match {
	const char *translation;
	size_t letters; /* of the pattern's own */
	const char *from[HOLES_MAX], *to[HOLES_MAX];
	int holes;
};

/* Where the first `length` bytes of piece next stand in a text; the last piece stands at its end.
 */
static const char *find(const char *text, const char *piece, size_t length, bool last)
{
	size_t left = strlen(text);
	if (left < length)
		return NULL;
	if (last)
		return strcmp(text + left - length, piece) == 0 ? text + left - length : NULL;
	while (*text && strncmp(text, piece, length) != 0)
		text++;
	return *text ? text : NULL;
}

/* Whether the sentence is the pattern with something in each hole. */
static bool fits(const char *pattern, const char *sentence, struct match *match)
{
	const char *at = strstr(pattern, hole);
	match->letters = at ? (size_t)(at - pattern) : 0;
	match->holes = 0;
	if (!at || strncmp(pattern, sentence, match->letters) != 0)
		return false;
	sentence += match->letters;
	while (at && match->holes < HOLES_MAX) {
		const char *piece = at + HOLE, *next = strstr(piece, hole);
		size_t length = next ? (size_t)(next - piece) : strlen(piece);
		const char *found = find(sentence, piece, length, !next);
		if (!found)
			return false;
		match->from[match->holes] = sentence;
		match->to[match->holes++] = found;
		match->letters += length;
		sentence = found + length;
		at = next;
	}
	return !at;
}

static const char *say_in(int lang, const char *sentence, struct arena *arena, int depth)
{
	struct match match, best = {0};
	const char *text, *translation = tr(lang, sentence);
	if (translation != sentence || depth == DEPTH_MAX)
		return translation;
	for (size_t n = 0; tr_nth(lang, n, &text, &translation); n++)
		if (fits(text, sentence, &match) && match.letters >= LETTERS_LEAST &&
			match.letters > best.letters) {
			best = match;
			best.translation = translation;
		}
	if (!best.translation)
		return sentence;
	const char *words[HOLES_MAX] = {NULL};
	for (int i = 0; i < best.holes; i++)
		words[i] = say_in(lang,
			arena_strndup(arena, best.from[i], (size_t)(best.to[i] - best.from[i])),
			arena, depth + 1);
	return say_fill(arena, best.translation, words[0], words[1], words[2], words[3], SAY_END);
}

const char *say(int lang, const char *sentence, struct arena *arena)
{
	return say_in(lang, sentence, arena, 0);
}
