/* What the words of a script mean: durations, places, targets, expectations. Only script.c uses it.
 */
#ifndef TUNEUP_SCRIPT_WORDS_H
#define TUNEUP_SCRIPT_WORDS_H

#include "script.h"

struct word {
	char *text;
	bool quoted;
};

/* What a target names: #id, "label", role "label". */
struct target {
	const char *id, *label;
	int role; /* -1: any */
};

enum { SEEN_MAX = 1024 };

int64_t words_duration(const char *text); /* "500ms", "2s", "3m" in microseconds; -1: none */
bool words_pixels(const char *text, struct point *point);    /* "960,540" */
int words_button(const char *name);                          /* enum hw_button, -1: none */
bool words_mat_word(const char *text);                       /* clear, plug, unplug */
bool words_load(const char *text, struct script_hand *hand); /* "0,1=0.8" */
bool words_target(const struct word *word, int words, struct target *target);

/* The item meant, or NULL with the reason in seen (SEEN_MAX bytes). Two items that ask for the same
 * are one. */
const struct item *expect_item(
	const struct draw_list *list, const struct target *target, char *seen);

/* Whether the words are an expectation that can be understood; and whether it holds: if not, seen
 * says what is there instead. */
bool expect_check(const struct word *word, int words);
bool expect_holds(const struct script_world *world, const struct word *word, int words, char *seen);

#endif
