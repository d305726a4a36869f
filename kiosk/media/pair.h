/* The two decode slots as one: the front gives what is shown, the back is opened ahead (the clip
 * that comes next, or this one at its loop's start), then they change places. Main thread; nothing
 * waits for the disk or a decoder. */
#ifndef TUNEUP_PAIR_H
#define TUNEUP_PAIR_H

#include "media/decode.h"

enum back_role { BACK_IDLE, BACK_LOOP, BACK_PREPARED };

/* Plain data, but for the slots it owns. */
struct pair {
	struct slot *front, *back;
	enum back_role role;
	int64_t back_from_us, back_stop_us;
	bool sound;          /* decode it */
	const char *decoder; /* static; FFmpeg's name of the decoder to try first, NULL: none */
};

/* False when no thread or memory can be had; pair_destroy is needed all the same. */
bool pair_create(struct pair *pair, void (*wake)(void *data), void *data);
void pair_destroy(struct pair *pair);

/* Brings a clip to the front, from a position up to stop_us. What is open is not opened again, what
 * stands ready is taken as it is. */
void pair_play(struct pair *pair, const char *path, int64_t from_us, int64_t stop_us);

/* Opens the front's file anew, since its decoder has failed. */
void pair_reopen(struct pair *pair, int64_t from_us, int64_t stop_us);

/* Opens a clip in the back. False when it stood there already. */
bool pair_prepare(struct pair *pair, const char *path, int64_t from_us, int64_t stop_us);

/* The front plays: the back waits at the loop's start (to <= from: there is no loop), unless it has
 * something else to do. */
void pair_settle(struct pair *pair, int64_t from_us, int64_t to_us);

/* What was decoded of the loop's next round is of no use. */
void pair_forget_loop(struct pair *pair);

/* The next round of the loop. True: it stood ready in the back; false: the front has to seek. */
bool pair_next_round(struct pair *pair, int64_t from_us, int64_t stop_us);

/* The slot that gives the next round's sound, or NULL. */
struct slot *pair_ahead(const struct pair *pair);

void pair_stop(struct pair *pair);

#endif
