/* Comparing words as people do. Pure; any thread. */
#ifndef TUNEUP_FOLD_H
#define TUNEUP_FOLD_H

#include <stddef.h>

/* The text with case folded (Unicode), freed by free(). Invalid UTF-8 is kept as it is. */
char *fold_case(const char *text);

/* The words of a text for searching and sorting, freed by free(): case folded, without diacritics
 * (Unicode NFKD; "Łucja Sørensen-Groß" gives "lucja sorensen gross"), apostrophes left out,
 * everything that is no letter or digit taken for a space, one space between words and none around
 * them. Folding a folded text changes nothing. Invalid UTF-8 folds to nothing. */
char *fold_words(const char *text);

/* Where in a text the words of a search are, in the order of the text: each the beginning of one of
 * its words, as fold_words sees both ("ine" is in "In\u00E9s" as its first three letters). Returns
 * how many, `most` at most. */
struct fold_part {
	size_t from, to; /* bytes */
};
int fold_find(const char *text, const char *words, struct fold_part *part, int most);

#endif
