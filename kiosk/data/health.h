/* How the machine and the kiosk on it are: looked at each 30 s on the store's thread, told to staff
 * in plain words. Reads /sys, /proc and /run, all below one root, so that tests can provoke each
 * fault in a folder. */
#ifndef TUNEUP_HEALTH_H
#define TUNEUP_HEALTH_H

#include "base/problem.h"

#include <stdbool.h>
#include <stdint.h>

enum { HEALTH_EVERY_S = 30, HEALTH_DETAIL = 200, HEALTH_NAME = 40 };

enum health_fault {
	HEALTH_READ_ONLY,
	HEALTH_DISK_FULL,
	HEALTH_DATABASE,
	HEALTH_WORN_OUT,
	HEALTH_INPUT,
	HEALTH_TOUCH,
	HEALTH_POWER,
	HEALTH_HOT,
	HEALTH_SLOWED,
	HEALTH_MEMORY,
	HEALTH_DISK_LOW,
	HEALTH_WORN,
	HEALTH_RESTARTS,
	HEALTH_BACKUP,
	HEALTH_CLOCK,
	HEALTH_FRAMES,
	HEALTH_LOST,
	HEALTH_THINNED,
	HEALTH_FAULTS
};

/* What the kiosk itself knows, counted since its start. */
struct health_told {
	int64_t up_s;   /* monotonic */
	int64_t wall_s; /* local wall clock, seconds since 1970 */
	uint64_t frames_shown, frames_dropped;
	uint64_t events_lost;      /* of the usage log: no room, or not written */
	uint64_t samples_lost;     /* of the mat and the buttons */
	char decoder[HEALTH_NAME]; /* "": no clip has played yet */
	bool reads_input;          /* the touch panel by itself, since it is on the console */
	bool touch_gone;           /* there was a touch panel, and there is none now */
};

/* Numbers are negative when they are not known. */
struct health {
	bool there[HEALTH_FAULTS];
	char detail[HEALTH_FAULTS][HEALTH_DETAIL]; /* English */

	int temperature_c;
	int memory_free; /* per cent */
	int disk_used;   /* per cent, of the disk with the state folder */
	int64_t disk_free_mb;
	int life_used;         /* of an eMMC, per cent, in steps of ten */
	int64_t backup_wall_s; /* the newest backup, local; 0: there is none */
	bool clock_sure;       /* a clock chip, a time server or staff vouch for the clock */
	bool databases_sound;  /* when they were last looked through */
	int restarts;          /* since yesterday, whatever for */
	char decoder[HEALTH_NAME];
};

/* What is remembered from one look to the next. Zeroed at first, but for the first two. */
struct health_watch {
	const char *root;  /* "": the machine itself */
	const char *state; /* the state folder */
	uint64_t frames_shown, frames_dropped;
	int64_t checked_s; /* when the databases were last looked through */
	bool checked;
	char damage[HEALTH_DETAIL]; /* what was found then; "": nothing */
	int dips;                   /* looks that saw the power dip since the start */
	int64_t dipped_wall_s;
};

/* One look. thinned_before: as usage_thinned_before tells it. Blocks: milliseconds, and once a day
 * as long as it takes to read the databases through (never in the first ten minutes). */
void health_look(struct health_watch *watch, const struct health_told *told, int32_t thinned_before,
	struct health *health);

/* The words of a fault: msgids. */
struct health_words {
	enum problem_level level;
	enum problem_part part;
	const char *title, *todo;
};
const struct health_words *health_words(enum health_fault fault);

/* What was told of the faults: one line in the journal when one begins, one when it has gone; of
 * one that comes and goes only the 10th, the 100th, ... time. Zeroed at first. One thread. */
struct health_told_of {
	bool there[HEALTH_FAULTS];
	unsigned times[HEALTH_FAULTS], looks[HEALTH_FAULTS];
};

/* Makes the problems of the machine those of this look. */
void health_tell(
	struct health_told_of *told, const struct health *health, struct problems *problems);

#endif
