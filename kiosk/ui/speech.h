/* What is said of a screen to those who do not see it: a listener on the draw list.
 *
 * When a screen comes up: its title, the texts that stand beside the controls, in the order in
 * which they are drawn, and what has the focus. After that only what changes: the focus (its label,
 * what else stands on it, what kind of control it is, what it is set to), and texts that are new. A
 * running number is not news; a timer is told when little is left. Pure: no clock, no thread. */
#ifndef TUNEUP_SPEECH_H
#define TUNEUP_SPEECH_H

#include "ui/draw.h"

enum { SPEECH_MAX = 8192, SPEECH_TEXTS = 128 };

/* Texts, by their hashes. */
struct speech_texts {
	uint64_t hash[SPEECH_TEXTS];
	int count;
};

/* Plain data; zeroed, it has seen nothing yet. */
struct speech {
	unsigned said;         /* how often something was said: text holds the last */
	bool polite;           /* it waits until what is being said has been said */
	int lang;              /* which it is in */
	char text[SPEECH_MAX]; /* "": silence, at once */

	/* What it saw last. */
	bool looked;
	unsigned came;
	uint64_t focus, set;      /* the item's id; its label and state */
	struct speech_texts seen; /* beside the controls */
	int timer_s;
};

/* A screen, as it was just drawn. */
struct speech_view {
	const struct draw_list *list;
	const char *title;        /* NULL: the largest of its texts */
	const struct item *focus; /* NULL: none shows */
	const char *toast;        /* the message over it; NULL: none */
	unsigned came;            /* another number for each screen that comes up */
	bool asked;               /* somebody has just asked for something: news is the answer */
	int lang;
};

/* Looks at a screen; returns whether there is something to be said. */
bool speech_look(struct speech *speech, const struct speech_view *view);

/* Forgets what it saw, so that the next look tells all, after a greeting. */
void speech_begin(struct speech *speech);

/* Says this at once ("": nothing, but silence), and forgets what it saw. */
void speech_end(struct speech *speech, int lang, const char *words);

#endif
