/* Carries decoded sound from the slots into the sink, across the seams of a loop: the sink plays
 * one unbroken run, and a segment says which part of the clip lies where in it. Main thread. */
#ifndef TUNEUP_FEED_H
#define TUNEUP_FEED_H

#include "media/audio.h"
#include "media/decode.h"

/* From run_us on (time played since the last start or seek) the clip plays from clip_us on. */
struct segment {
	int64_t run_us, clip_us;
};

/* Plain data. */
struct feed {
	struct audio *audio;
	struct segment segment; /* the one being fed */
	int64_t base_us;        /* run time at the last flush */
	uint64_t written;       /* sample pairs since the last flush */
	bool ahead;             /* fed already: the segment after the one that plays ... */
	int64_t ahead_end_us;   /* ... which is expected to end at this clip time */

	/* Where two parts meet, the second begins at the level at which the first ended and bends
	 * to its own within milliseconds, so that no jump clicks. */
	bool joint, silent; /* the next samples begin another part; the last ones were silence */
	float last[2], bend[2];
	size_t bent; /* sample pairs of the bend that are done */
};

/* Starts anew, in silence, with what the slot gives for this segment. */
void feed_start(struct feed *feed, struct segment segment);

/* Fills the sink from `front` up to end_us of the clip (INT64_MAX: not known), then from `next`:
 * the front's next turn, or another slot, which stands at next_us (NULL: silence follows). False
 * when the slot has not decoded as much yet. */
bool feed_fill(
	struct feed *feed, struct slot *front, int64_t end_us, struct slot *next, int64_t next_us);

/* The picture has come to the segment's end. False: the end came unforeseen, with samples of what
 * was `next` in the sink already; the sound has to start anew. */
bool feed_fits(const struct feed *feed, int64_t end_us);

/* It goes on with `segment` from what was `next`. */
void feed_seam(struct feed *feed, struct segment segment);

/* `next` will not be what follows after all; what was fed from it is dropped at the seam. */
void feed_cancel(struct feed *feed);

/* Run time that has been heard. */
int64_t feed_heard_us(const struct feed *feed);

#endif
