/* What a customer takes home in a QR code: the steps in words, or the store's own address. Pure. */
#ifndef TUNEUP_TAKE_HOME_H
#define TUNEUP_TAKE_HOME_H

#include "data/qr.h"

#include <stdbool.h>

struct take_home_step {
	const char *title;
	int seconds;
	bool each_side;
};

/* Words in the visitor's language. */
struct take_home_words {
	const char *store;        /* who gives it along: the store's name */
	const char *title, *tool; /* tool: NULL: none */
	const struct take_home_step *step;
	int steps;
};

enum { TAKE_HOME_TEXTS = 4 };

/* The texts a code may hold, the fullest first; each fits a code. The last is the shortest. */
struct take_home {
	char text[TAKE_HOME_TEXTS][QR_BYTES + 1];
	int texts;   /* at least 1 */
	int modules; /* more than so many a side cannot be read from 1 m: rather a shorter text */
};

/* The steps as text:
 *
 *     Corner Running
 *     Calves (Foam roller)
 *     1. Slow passes 1:00 each side
 *     4 to 6 out of 10 is plenty. Stop at sharp pain.
 *
 * What shorter texts leave out, in this order: the last line, the store, the tool and the words
 * "each side" (then "2x 1:00"). Only a text that fits no code at all loses its last steps. */
void take_home_steps(struct take_home *home, const struct take_home_words *words, int lang);

/* The store's address (config.h, store_url): the first "{}" in it becomes the id. */
void take_home_address(struct take_home *home, const char *address, const char *id);

#endif
