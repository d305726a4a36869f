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

/* Opens a file at a position, or goes to one in the file that is open. Pictures are given up to
 * stop_us; then, or at the end of the file, comes the end. */
void slot_open(struct slot *slot, const struct slot_clip *clip, int64_t from_us, int64_t stop_us);
void slot_seek(struct slot *slot, int64_t from_us, int64_t stop_us);
void slot_close(struct slot *slot);

/* The file asked for last, "" when closed. Until the next command. */
const char *slot_path(const struct slot *slot);

enum slot_kind {
	SLOT_NOTHING, /* not decoded yet */
	SLOT_PICTURE, /* begins at us */
	SLOT_END,     /* the clip or the part asked for ends at us */
	SLOT_FAULT    /* slot_info's fault says why */
};

/* What comes next, without taking it; an end and a fault stay until the next command. */
enum slot_kind slot_peek(struct slot *slot, int64_t *us);

/* Moves the next picture's reference into `frame` (empty before). Only after SLOT_PICTURE. */
void slot_take(struct slot *slot, struct AVFrame *frame);

/* The clock is at us already: pictures before it may be left out to catch up. */
void slot_hurry(struct slot *slot, int64_t us);

/* How many were left out since the last call. */
int slot_take_lost(struct slot *slot);

/* Takes up to `count` sample pairs. *ended: no more will come (or none can be had now without the
 * picture going on): play silence for `count` of them. */
size_t slot_samples(struct slot *slot, float *samples, size_t count, bool *ended);

struct slot_info {
	struct source_info source; /* zeroed until the file is open */
	char fault[SOURCE_FAULT];  /* after SLOT_FAULT: why; after SLOT_END: what was damaged, or ""
				    */
};
struct slot_info slot_info(struct slot *slot);

#endif
