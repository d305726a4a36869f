/* Counters of a run, written as one JSON object by --stats. Main thread. */
#ifndef TUNEUP_STATS_H
#define TUNEUP_STATS_H

#include "media/player.h"

#include <stdbool.h>
#include <stdint.h>

enum { TAPS_MAX = 4096 };

struct stats {
	int64_t started_us;     /* the process */
	int64_t first_frame_us; /* when the first frame was presented */
	int64_t last_frame_us;  /* and the last */
	uint64_t frames_drawn, frames_skipped;
	uint64_t idle_wakeups; /* turns of the loop that met no event and drew nothing */
	int64_t idle_us;       /* time spent waiting before such turns */
	int64_t tap_us;        /* when an answer began to be owed; 0: none is */
	int32_t tap_to_present_us[TAPS_MAX];
	int taps;
};

/* An input came that should be answered by the next frame. */
void stats_tap(struct stats *stats, int64_t now_us);

/* Whether one waits for its answer. */
bool stats_owed(const struct stats *stats);

/* The picture would be the same: nothing is owed any more. */
void stats_skip(struct stats *stats);

/* A frame was presented. */
void stats_frame(struct stats *stats, int64_t now_us);

/* False when the file cannot be written (logged). renderer: its name. */
bool stats_write(struct stats *stats, const char *path, int64_t now_us,
	const struct player_counts *player, const char *renderer);

#endif
