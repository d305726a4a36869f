#include "base/say.h"

#include "base/tr.h"

#include <stdbool.h>
#include <string.h>

/* A pattern with fewer letters of its own fits too much; words in holes have few holes. */
enum { HOLES_MAX = 8, LETTERS_LEAST = 8, DEPTH_MAX = 3 };

static const char hole[] = "{}", several[] = "; ", behind_place[] = ": ";
enum { HOLE = sizeof hole - 1, SEVERAL = sizeof several - 1, PLACE = sizeof behind_place - 1 };

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

/* The next hole of a pattern: "{}", or what printf fills ("%d", "%.40s"). *past: what stands behind
 * it. NULL: there is none. */
static const char *next_hole(const char *pattern, const char **past)
{
	for (; *pattern; pattern++) {
		const char *end = pattern + 1;
		if (strncmp(pattern, hole, HOLE) == 0) {
			*past = pattern + HOLE;
			return pattern;
		}
		if (*pattern != '%')
			continue;
		end += strspn(end, "0123456789.-");
		end += strspn(end, "hljz");
		if (*end && strchr("cdgsux", *end)) {
			*past = end + 1;
			return pattern;
		}
	}
	return NULL;
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

/* Several things in a row are no words of one hole. */
static bool has_several(const char *from, const char *to)
{
	const char *at = strstr(from, several);
	return at && at < to;
}

/* Whether the sentence is the pattern with something in each hole. */
static bool fits(const char *pattern, const char *sentence, struct match *match)
{
	/* Most fail here: a screen says dozens of sentences a picture, out of a thousand patterns.
	 */
	if (pattern[0] != sentence[0] && !strchr("{%", pattern[0]))
		return false;
	const char *piece, *at = next_hole(pattern, &piece);
	match->letters = at ? (size_t)(at - pattern) : 0;
	match->holes = 0;
	if (!at || strncmp(pattern, sentence, match->letters) != 0)
		return false;
	sentence += match->letters;
	while (at && match->holes < HOLES_MAX) {
		const char *behind = NULL, *next = next_hole(piece, &behind);
		size_t length = next ? (size_t)(next - piece) : strlen(piece);
		const char *found = find(sentence, piece, length, !next);
		if (!found || has_several(sentence, found))
			return false;
		match->from[match->holes] = sentence;
		match->to[match->holes++] = found;
		match->letters += length;
		sentence = found + length;
		at = next;
		piece = behind;
	}
	return !at;
}

static const char *say_in(int lang, const char *sentence, struct arena *arena, int depth);

/* The translation with the words of the match, said likewise, in its holes. */
static const char *fill(int lang, const struct match *match, struct arena *arena, int depth)
{
	const char *text = "", *rest = match->translation, *past, *at;
	for (int i = 0; i < match->holes && (at = next_hole(rest, &past)); i++, rest = past) {
		const char *words = arena_strndup(
			arena, match->from[i], (size_t)(match->to[i] - match->from[i]));
		text = arena_printf(arena, "%s%.*s%s", text, (int)(at - rest), rest,
			say_in(lang, words, arena, depth + 1));
	}
	return arena_printf(arena, "%s%s", text, rest);
}

/* As it stands, or by its pattern; else the sentence itself. */
static const char *say_whole(int lang, const char *sentence, struct arena *arena, int depth)
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
	return best.translation ? fill(lang, &best, arena, depth) : sentence;
}

/* What stands before a colon may be the name of a place, and stays; several things in a row are
 * said one by one. */
static const char *say_in(int lang, const char *sentence, struct arena *arena, int depth)
{
	const char *more = strstr(sentence, several);
	for (const char *at = sentence; at && (!more || at < more);) {
		const char *said = say_whole(lang, at, arena, depth);
		if (said != at)
			return arena_printf(arena, "%.*s%s", (int)(at - sentence), sentence, said);
		at = strstr(at, behind_place);
		at = at ? at + PLACE : NULL;
	}
	if (!more)
		return sentence;
	const char *first = arena_strndup(arena, sentence, (size_t)(more - sentence));
	return arena_printf(arena, "%s%s%s", say_in(lang, first, arena, depth), several,
		say_in(lang, more + SEVERAL, arena, depth));
}

const char *say(int lang, const char *sentence, struct arena *arena)
{
	return lang == LANG_EN ? sentence : say_in(lang, sentence, arena, 0);
}
