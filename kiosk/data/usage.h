/* Anonymous usage: STATE/usage.db. A visit is a random number that is never used again; nothing in
 * here can tell who somebody was (docs/privacy.md explains each column). */
#ifndef TUNEUP_USAGE_H
#define TUNEUP_USAGE_H

#include "base/date.h"
#include "base/problem.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum usage_kind {
	USAGE_VISIT,            /* begins; name: "touch" or "button" */
	USAGE_END,              /* ends; name: "idle", "home", "over" */
	USAGE_SCREEN,           /* name */
	USAGE_LANGUAGE,         /* name: code */
	USAGE_AID,              /* name: "contrast", "text_size", "captions"; value: set to */
	USAGE_SAFETY,           /* name: "ok", "ask" */
	USAGE_ROUTINE_STARTED,  /* name: routine */
	USAGE_ROUTINE_STEP,     /* name: routine, value: step from 1 */
	USAGE_ROUTINE_FINISHED, /* name: routine */
	USAGE_ROUTINE_LEFT,     /* name: routine, value: step */
	USAGE_SEARCH,           /* without its words; value: results */
	USAGE_FILTER,           /* name: filter, e.g. "technique.sports" */
	USAGE_THERAPIST_OPENED, /* value: id */
	USAGE_THERAPIST_QR,     /* value: id */
	USAGE_ROLLER_STARTED,   /* name: area */
	USAGE_ROLLER_SET,       /* name: area, value: the set that was rolled to its end, from 1 */
	USAGE_ROLLER_FINISHED,  /* name: area, value: class of outcome */
	USAGE_PROGRAM_BUILT,   /* name: "before", "after", "rest" or a ready program; value: minutes
				*/
	USAGE_PROGRAM_STARTED, /* name, value: the same */
	USAGE_PROGRAM_FINISHED, /* name */
	USAGE_PROGRAM_LEFT,     /* name, value: the part that played, from 1 */
	USAGE_ARTICLE_OPENED,   /* name: article */
	USAGE_ROUTINE_QR,       /* name: routine */
	USAGE_KINDS
};
const char *usage_kind_name(enum usage_kind kind);

enum { USAGE_NAME_MAX = 32 };

/* By value through the ring to the store thread. */
struct usage_event {
	enum usage_kind kind;
	char name[USAGE_NAME_MAX]; /* one of our own ids, never what somebody typed */
	int64_t value;
	int64_t now_us; /* monotonic */
	int64_t wall_s; /* local wall clock, seconds since 1970; before 2020 it is wrong */
	bool unsure;    /* nothing vouches for wall_s */
	bool by_button;
};

struct usage;

/* Opens, makes or migrates STATE/usage.db (WAL, synchronous FULL: a batch that was written survives
 * a cut of power). NULL: cannot be used (a problem). Used by one thread at a time. */
struct usage *usage_open(const char *state, bool read_only, struct problems *problems);
void usage_close(struct usage *usage);

/* Writes a batch in one transaction. Events between VISIT and END belong to one visit; an event
 * outside opens one (but for END and the screen "attract", which are then passed over). A name that
 * is not made of small letters, digits, "_", "." and "-" is not kept, nor a value that has no
 * meaning above. A visit's day and hour are marked as uncertain, or left out where the clock is
 * wrong, until an event comes whose clock somebody vouches for: that one dates the visits of this
 * run anew, by the time that has gone by. False: nothing was written; logged once until something
 * works again. */
bool usage_write(struct usage *usage, const struct usage_event *event, int events);

/* Deletes visits that began before this day; returns how many, negative: failed. A visit
 * without a date counts as of the day when the date was next known. */
int64_t usage_purge(struct usage *usage, day_t before);

/* Keeps the log at most so large: when it is larger, screens and steps of the oldest visits go
 * first, then all that happened in them, then the visits themselves, a little more than needed.
 * Returns whether something had to go. */
enum { USAGE_BYTES_MAX = 64 * 1024 * 1024 };
bool usage_thin(struct usage *usage, int64_t most);

/* How large it is. */
int64_t usage_bytes(struct usage *usage);

/* Visits before this day have lost some of what happened in them; DAY_NONE: none has. */
day_t usage_thinned_before(struct usage *usage);

/* The day of the newest visit that has one, else DAY_NONE. */
day_t usage_newest(struct usage *usage);

enum { USAGE_KEEP_MONTHS = 25 };

/* The report of a span of days (both included; DAY_NONE: open), as text or as the JSON of the
 * interface. Visits without a date count only in a report that is open at both ends. */
bool usage_report(struct usage *usage, day_t from, day_t to, bool json, FILE *out);

/* The counts that the staff's screen draws, of a span as above. */
struct usage_counts {
	int64_t visits, started, finished, roller, codes;
	struct {
		char name[USAGE_NAME_MAX];
		int64_t started;
	} routine[64]; /* most often first */
	int routines;
	int64_t by_hour[24];
	int64_t ended_home, ended_idle, ended_over;
};
bool usage_count(struct usage *usage, day_t from, day_t to, struct usage_counts *counts);

/* Counts as CSV with a header line: table,day,hour,kind,name,value,by,count. The tables "total",
 * "day", "hour" and "day_hour" each add up to everything. In the last three fewer than 5 of a kind
 * never stand beside a day or an hour: they are put together as "_other", in the month ("2026-11")
 * or without a date where a whole day has too few. */
bool usage_export(struct usage *usage, FILE *out);

#endif
