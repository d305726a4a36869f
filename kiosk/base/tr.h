/* Words of the interface: pure look-ups in the .mo files that gettext's tools make from
 * assets/locale/XX.po. English is language 0 and needs no file. Languages beyond it are numbered in
 * alphabetical order of their codes. libintl and setlocale are never used. */
#ifndef TUNEUP_TR_H
#define TUNEUP_TR_H

#include "base/problem.h"

#include <stddef.h>

enum { LANG_EN = 0, LANG_MAX = 8 };

/* Marks a text for translation where it is only stored; tr() translates it later. */
#define N_(text) text

/* Reads every XX.mo of the folders (NULL-terminated list; the first folder that has a code wins).
 * A file that is not a sound .mo becomes a problem and that language is left out. Call once at
 * start, before any thread uses tr(). */
void tr_load(const char *const folders[], struct problems *problems);
void tr_unload(void);

/* How many languages there are (at least 1), their two-letter codes ("en", "es"), and back (-1: no
 * such language). */
int tr_count(void);
const char *tr_code(int lang);
int tr_find(const char *code);

/* The translation, or the text itself. Never NULL; the result lives until tr_unload. */
const char *tr(int lang, const char *text);

/* The form for the number n, by the Plural-Forms line of the .po: tr's plural. */
const char *trn(int lang, const char *one, const char *many, unsigned long n);

/* As tr, with a context where one English word has two meanings (msgctxt). */
const char *trc(int lang, const char *context, const char *text);

/* The nth text that a language has a translation of, in no order that means anything. False: it has
 * fewer. */
bool tr_nth(int lang, size_t n, const char **text, const char **translation);

/* A text of the content, given in several languages. A missing one falls back to English. */
struct text {
	const char *in[LANG_MAX];
};
const char *text_in(const struct text *text, int lang);

#endif
