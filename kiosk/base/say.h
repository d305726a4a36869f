/* Sentences with words of their own in them, in another language. What reads and writes data says
 * what is wrong in English, since reports and the command line are English; it fills a pattern that
 * is marked with N_ ("expected at most {} characters, found {}"), or prints with a format that is
 * ("%d MB are free."). A screen finds the pattern again and says it in the visitor's language, with
 * the same words in its holes. Pure; any thread. */
#ifndef TUNEUP_SAY_H
#define TUNEUP_SAY_H

#include "base/mem.h"

#include <stdarg.h>

/* Ends the words: a NULL with the type that is read. */
#define SAY_END ((const char *)NULL)

/* The pattern with its holes filled by the words that follow, up to SAY_END; in arena. */
const char *say_fill(struct arena *arena, const char *pattern, ...) __attribute__((sentinel));
const char *say_vfill(struct arena *arena, const char *pattern, va_list words);

/* An English sentence in a language: translated as it stands, else by the pattern that has most of
 * its letters, words in the holes likewise. Where there is none, what is parted by "; " is said one
 * by one, and what stands before a colon, "FILE:LINE: ", stays; else it stays itself. In arena or
 * static. */
const char *say(int lang, const char *sentence, struct arena *arena);

#endif
