/* A decode slot: one thread that opens a clip, seeks in it and keeps a few pictures and half a
 * second of sound decoded ahead. All functions are for the main thread and none of them waits for
 * the disk or a decoder (but slot_destroy). Each command drops what was decoded for the one before.
 */
#ifndef TUNEUP_DECODE_H
#define TUNEUP_DECODE_H

#include "media/source.h"

struct AVFrame;
struct slot;

/* `wake` is called on the slot's thread when the first entry or sound after none is there. NULL: no
 * thread. */
struct slot *slot_create(void (*wake)(void *data), void *data);
void slot_destroy(struct slot *slot);

/* Whether a step of its thread has not come back for so long, as seen by looks at it. */
bool slot_hangs(struct slot *slot, int64_t now_us, int64_t patience_us);

/* Whether its pictures are being shown; one that is opened ahead keeps fewer of them. */
void slot_bring_forward(struct slot *slot, bool forward);

struct slot_clip {
	const char *path;    /* copied */
	bool sound;          /* decode it */
	const char *decoder; /* static; tried first, NULL: none */
};

/* What is to be given of a clip: from from_us to its end; with loop_to_us > loop_from_us what
 * begins before loop_to_us only up to there, and then the loop, over and over. */
struct part {
	int64_t from_us, loop_from_us, loop_to_us;
};

bool part_loops(const struct part *part);
int64_t part_stop_us(const struct part *part); /* INT64_MAX: the clip's end */

/* Opens a file at a position, or goes to one in the file that is open. At the part's stop, or at
 * the end of the file, the slot goes round to the loop's start by itself if there is a key frame;
 * otherwise comes the end. */
void slot_open(struct slot *slot, const struct slot_clip *clip, const struct part *part);
void slot_seek(struct slot *slot, const struct part *part);
void slot_close(struct slot *slot);

/* The file asked for last, "" when closed. Until the next command. */
const char *slot_path(const struct slot *slot);

enum slot_kind {
	SLOT_NOTHING, /* not decoded yet */
	SLOT_PICTURE, /* begins at us */
	SLOT_TURN,    /* the loop's turn ends at us, the next one follows */
	SLOT_END,     /* the clip or the part asked for ends at us */
	SLOT_FAULT    /* slot_info's fault says why */
};

/* What comes next, without taking it; an end and a fault stay until the next command. */
enum slot_kind slot_peek(struct slot *slot, int64_t *us);

/* Moves the next picture's reference into `frame` (empty before). Only after SLOT_PICTURE. */
void slot_take(struct slot *slot, struct AVFrame *frame);

/* Whether it goes round by itself: known for sure from the picture at the loop's start on. */
bool slot_goes_round(struct slot *slot);

/* Goes on with the next turn's pictures (only after SLOT_TURN), and with its samples, unless these
 * were gone on with before: they are fed ahead of the picture. */
void slot_turn(struct slot *slot);
void slot_turn_samples(struct slot *slot);

/* The clock is at us already: pictures before it may be left out to catch up. */
void slot_hurry(struct slot *slot, int64_t us);

/* How many were left out since the last call. */
int slot_take_lost(struct slot *slot);

/* Takes up to `count` sample pairs. *ended: no more will come of this turn (or none can be had now
 * without the picture going on): play silence for `count` of them. */
size_t slot_samples(struct slot *slot, float *samples, size_t count, bool *ended);

struct slot_info {
	struct source_info source; /* zeroed until the file is open */
	char fault[SOURCE_FAULT];  /* after SLOT_FAULT: why */
	char damage[SOURCE_FAULT]; /* after SLOT_END and SLOT_TURN: what was found, or "" */
};
struct slot_info slot_info(struct slot *slot);

#endif
