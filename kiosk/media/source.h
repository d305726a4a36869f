/* One opened clip: demuxer, decoders and resampler behind "the next picture" and "the next
 * samples". No thread and no lock: everything runs on the thread that calls, and may block on the
 * disk. Times are microseconds of the clip; 0 is its first picture. */
#ifndef TUNEUP_SOURCE_H
#define TUNEUP_SOURCE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct AVFrame;
struct source;

enum {
	SOURCE_RATE = 48000,    /* samples come as interleaved stereo floats at this rate */
	SOURCE_CHUNK = 4096,    /* at most so many sample pairs at once */
	SOURCE_FAULT = 192,     /* bytes of a fault text */
	SOURCE_TOLERANCE = 1000 /* us: content is written with three decimals */
};

enum source_result {
	SOURCE_OK,
	SOURCE_END,     /* nothing more before the stop */
	SOURCE_TURN,    /* as SOURCE_END, but the loop's next turn follows */
	SOURCE_STARVED, /* samples only: too many packets of the picture are queued before them */
	SOURCE_STOPPED, /* *stop was set */
	SOURCE_FAILED   /* source_fault says why */
};

struct source_options {
	const char *path;
	bool sound;              /* decode the audio stream, if there is one */
	float gain;              /* factor for its samples */
	const char *decoder;     /* tried first for the picture, where it fits; NULL: none */
	const atomic_bool *stop; /* set: decoding returns SOURCE_STOPPED soon */
	const atomic_bool
		*leave; /* set: even waiting for the disk is given up; no use after that */
};

/* Plain facts about the clip. */
struct source_info {
	int64_t duration_us; /* as the file states it; 0: unknown */
	bool exact;          /* it is that of the pictures, not of the longest stream */
	int64_t frame_us;    /* nominal duration of a picture */
	bool has_sound;      /* an audio stream that can be decoded, even if not asked for */
	int quarter_turns;   /* clockwise, 0..3, to show the picture upright */
	const char *decoder; /* static */
	bool by_choice;      /* it is the one of the options */
	char declined[128];  /* why that one could not be had, or "" */
};

/* NULL: `fault` (SOURCE_FAULT bytes) names file and cause. */
struct source *source_open(const struct source_options *options, char *fault);
void source_close(struct source *source);
const struct source_info *source_info(const struct source *source);

/* For the seeks that follow: from their stop it goes on at from_us, up to to_us, and so on over and
 * over, where decoding can begin at from_us (source_goes_round): otherwise, and with to <= from,
 * the stop is the end. Pictures and samples turn each in their own time. */
void source_loop(struct source *source, int64_t from_us, int64_t to_us);

/* Known when the picture at from_us has been given. */
bool source_goes_round(const struct source *source);

/* Goes to the picture that covers from_us; pictures from stop_us on are not given. */
void source_seek(struct source *source, int64_t from_us, int64_t stop_us);

/* Pictures well before this time come too late: those that no other needs may be left out. */
void source_hurry(struct source *source, int64_t us);

/* How many pictures were left out for that since the last call. */
int source_take_lost(struct source *source);

/* Moves the next picture's reference into `frame` (empty before), its time into *us. With
 * SOURCE_END and SOURCE_TURN, *us is where the clip ends: the stop, or the end of the last picture.
 */
enum source_result source_video(struct source *source, struct AVFrame *frame, int64_t *us);

/* The next samples, the first ones exactly at from_us; NULL in *samples means silence. Valid until
 * the next call. A few may come from behind the stop. */
enum source_result source_audio(struct source *source, const float **samples, size_t *count);

/* After SOURCE_FAILED: why. After SOURCE_END and SOURCE_TURN: what was found damaged on the way, or
 * "". */
const char *source_fault(const struct source *source);

#endif
