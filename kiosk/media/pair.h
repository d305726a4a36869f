/* The two decode slots as one: the front gives what is shown, the back is opened ahead (the clip
 * that comes next, or this one at its loop's start, where the front cannot go round by itself),
 * then they change places. Main thread; nothing waits for the disk or a decoder. */
#ifndef TUNEUP_PAIR_H
#define TUNEUP_PAIR_H

#include "media/decode.h"

enum back_role { BACK_IDLE, BACK_LOOP, BACK_PREPARED };

/* Plain data, but for the slots it owns. */
struct pair {
	struct slot *front, *back;
	enum back_role role;
	struct part back_part;
	bool sound;          /* decode it */
	const char *decoder; /* static; FFmpeg's name of the decoder to try first, NULL: none */
};

/* False when no thread or memory can be had; pair_destroy is needed all the same. */
bool pair_create(struct pair *pair, void (*wake)(void *data), void *data);
void pair_destroy(struct pair *pair);

/* Brings a part of a clip to the front. What is open is not opened again, what
 * stands ready is taken as it is. */
void pair_play(struct pair *pair, const char *path, const struct part *part);

/* Opens the front's file anew, since its decoder has failed. */
void pair_reopen(struct pair *pair, const struct part *part);

/* Opens a clip in the back. True: what stood there of the loop's next round is gone. */
bool pair_prepare(struct pair *pair, const char *path, const struct part *part);

/* The front's part plays and is at us: when it is known that the front does not go round by itself,
 * the back waits at the loop's start. Closed when it has nothing to do. */
void pair_settle(struct pair *pair, const struct part *part, int64_t us);

/* What was decoded of the loop's next round is of no use. */
void pair_forget_loop(struct pair *pair);

/* The next round of the loop, where the part begins. True: it stood ready, in the front or in the
 * back; false, and always without `ready`: the front has to seek. */
bool pair_next_round(struct pair *pair, const struct part *part, bool ready);

/* The slot that gives the next round's sound: the back or, in its next turn, the front; or NULL. */
struct slot *pair_ahead(const struct pair *pair);

/* How many clips are open. */
int pair_open(const struct pair *pair);

void pair_stop(struct pair *pair);

#endif
