/* What is wrong, as staff see it on screen and in the journal. A part that meets a fault adds one
 * problem, once, where the cause is known; everything else goes on. */
#ifndef TUNEUP_PROBLEM_H
#define TUNEUP_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum problem_level { PROBLEM_WARNING, PROBLEM_ERROR };

/* The part of the kiosk that has the problem; the screen shows its icon. */
enum problem_part {
	PART_CONTENT,
	PART_VIDEO,
	PART_SOUND,
	PART_DISPLAY,
	PART_SETTINGS,
	PART_ASSETS,
	PART_HARDWARE, /* buttons, lights, mat */
	PART_DATA,     /* the directory, the usage log */
	PART_MACHINE,  /* what it runs on: power, heat, disk, clock */
	PART_COUNT
};

struct problem {
	enum problem_level level;
	enum problem_part part;
	const char *title; /* msgid of a short headline, static: "A video will not play" */
	char detail[320];  /* English, technical: "FILE:LINE:COLUMN: field: expected X, found Y" */
	const char *todo;  /* msgid of what to do about it, static */
	int64_t since_s;   /* local wall clock; 0: not known */
};

enum { PROBLEMS_MAX = 64 };

/* Plain data; zeroed it is empty. One thread. */
struct problems {
	struct problem item[PROBLEMS_MAX];
	size_t count;
	size_t more; /* those beyond PROBLEMS_MAX: counted, logged, not kept */
	/* Called with each that is added, those without room too; NULL: nobody listens. */
	void (*hear)(void *listener, const struct problem *problem);
	void *listener;
};

/* Adds one and logs it; one that is there already (same title and detail) is not added again.
 * title and todo: mark them with N_() so that they are translated when shown. */
void problems_add(struct problems *problems, enum problem_level level, enum problem_part part,
	const char *title, const char *todo, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* The problem of this part and title has this detail now: added where there is none, changed where
 * there is one. Whoever calls logs. */
void problems_keep(struct problems *problems, enum problem_level level, enum problem_part part,
	const char *title, const char *todo, const char *detail);

/* Removes those of one part with this title (the fault has gone). */
void problems_clear(struct problems *problems, enum problem_part part, const char *title);

/* Removes all of one part: it begins anew. */
void problems_clear_part(struct problems *problems, enum problem_part part);

/* Those that have no time yet began now. wall_s: local wall clock, seconds since 1970. */
void problems_date(struct problems *problems, int64_t wall_s);

/* Whether one of level error is there. */
bool problems_any_error(const struct problems *problems);

#endif
