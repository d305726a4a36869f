/* The inner half of a source: the file, its two streams, their packet queues and decoders. Knows
 * nothing of positions; times are in the stream's own time base. One thread. */
#ifndef TUNEUP_DEMUX_H
#define TUNEUP_DEMUX_H

#include "media/source.h"

struct AVFormatContext;
struct AVStream;
struct demux;

enum track { TRACK_VIDEO, TRACK_AUDIO, TRACKS };

/* NULL: `fault` says why. A clip without a picture is a fault, one without sound is not. */
struct demux *demux_open(const struct source_options *options, char *fault);
void demux_close(struct demux *demux);

struct AVFormatContext *demux_format(const struct demux *demux);
struct AVStream *demux_stream(
	const struct demux *demux, enum track track); /* NULL: there is none */
bool demux_has_sound(const struct demux *demux);      /* also when it is not to be decoded */
const char *demux_decoder(const struct demux *demux);
bool demux_by_choice(const struct demux *demux);       /* it is the one of the options */
const char *demux_declined(const struct demux *demux); /* why that one could not be had, or "" */

/* The next decoded frame of a track; the caller unrefs it. SOURCE_TURN: the last one of a loop's
 * turn was given, those of the next turn follow. */
enum source_result demux_decode(struct demux *demux, enum track track, struct AVFrame *frame);

/* Goes to the last key frame at or before `pts` of the video stream, its sound a little before, and
 * forgets all that was queued. */
void demux_seek(struct demux *demux, int64_t pts);

/* From here on: reads up to stop_pts, then from the key frame at from_pts up to to_pts, over and
 * over; each track comes to its SOURCE_TURN in its own time. All in the video stream's time base;
 * from_pts AV_NOPTS_VALUE: reads to the end of the file. */
void demux_loop(struct demux *demux, int64_t stop_pts, int64_t from_pts, int64_t to_pts);

/* Whether a key frame is known to be at from_pts. Without one the loop's end is not heeded. */
bool demux_goes_round(const struct demux *demux);

/* Pictures before `pts` need not be given, only those that later ones refer to. */
void demux_hurry(struct demux *demux, int64_t pts);

/* How many were left out for that since the last call, as far as that is sure. */
int demux_take_lost(struct demux *demux);

/* End of the last picture that was read since the seek, or AV_NOPTS_VALUE. */
int64_t demux_video_end(const struct demux *demux);

/* Writes "FILE: cause" into the fault, unless one is there; read by demux_fault. */
void demux_note(struct demux *demux, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *demux_fault(const struct demux *demux);

#endif
