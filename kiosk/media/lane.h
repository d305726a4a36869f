/* One stream of a clip inside the demuxer: its decoder, and the packets that are read and not
 * decoded yet. Plain data, but for what it owns; one thread. */
#ifndef TUNEUP_LANE_H
#define TUNEUP_LANE_H

#include <stdbool.h>
#include <stddef.h>

struct AVCodec;
struct AVCodecContext;
struct AVFifo;
struct AVPacket;
struct AVStream;

enum { LANE_BYTES = 16 * 1024 * 1024 }; /* what may be queued */

struct lane {
	struct AVStream *stream; /* NULL: not to be decoded */
	struct AVCodecContext *codec;
	struct AVFifo *packets;
	size_t bytes; /* queued */
	int errors;   /* in a row */
	bool read;    /* a loop's turn is read to its end ... */
	bool turning; /* ... and decoded: its last frames leave the decoder */
};

/* Opens the decoder of its stream; an AVERROR. */
int lane_open(struct lane *lane, const struct AVCodec *decoder);
void lane_close(struct lane *lane);

/* As after lane_open. */
void lane_flush(struct lane *lane);

/* Queues a packet, which it owns from then on, or a mark (NULL). False: there is no room. */
bool lane_push(struct lane *lane, struct AVPacket *packet);

/* Takes the oldest one out. False: nothing is queued. */
bool lane_pop(struct lane *lane, struct AVPacket **packet);

#endif
