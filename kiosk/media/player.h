/* The player: one clip at a time on the screen, the next one opened ahead.
 *
 * The main thread asks (play, pause, seek, ...; none of these blocks), advances the clock once a
 * turn and fetches the picture that is due. Two decode slots, each with its own thread, demux and
 * decode; the sound goes out through an SDL callback that only copies samples. The last frame stays
 * until the first frame of the next request is there: the picture never goes black. */
#ifndef TUNEUP_PLAYER_H
#define TUNEUP_PLAYER_H

#include "base/clip.h"
#include "base/problem.h"
#include "media/voiceover.h"

struct player;

struct player_options {
	bool virtual_clock; /* time is only what player_advance says; no sound device is opened */
	bool sound;         /* open the sound device (ignored with a virtual clock) */
	/* FFmpeg's name of the decoder to try first, where it fits the clip ("h264_v4l2m2m");
	 * static. NULL: the usual one. One that fails is told once and not tried again. */
	const char *decoder;
	struct problems *problems; /* may be NULL; written on the main thread only */
	/* Virtual clock: what would be heard, pairs of floats, in order. May be NULL. */
	void (*heard)(void *data, const float *samples, size_t count);
	void *heard_data;
	/* Called on any thread when player_advance may have something new; wakes the main loop. */
	void (*wake)(void *data);
	void *wake_data;
};

struct player_clip {
	const char *path;
	int64_t start_us;                 /* where to begin */
	int64_t loop_from_us, loop_to_us; /* over and over; to <= from: play once */
	bool paused;                      /* show the first frame and wait */
	bool muted;                       /* as by player_set_muted: the last word counts */
};

/* NULL only when no thread can be had. */
struct player *player_create(const struct player_options *options);
void player_destroy(struct player *player);

/* Plays a clip; `request` comes back in status and pictures. The same file again only seeks. Until
 * the first frame of the request is there the state is OPENING and the old picture stays; one of
 * the same file passes for the new request's meanwhile, so that no poster flashes up between two
 * parts of a clip. */
void player_play(struct player *player, const struct player_clip *clip, uint32_t request);

/* Opens a clip ahead in the back slot, so that the player_play that follows starts at once. */
void player_prepare(struct player *player, const struct player_clip *clip);

void player_pause(struct player *player, bool paused);
void player_seek(struct player *player, int64_t position_us); /* exact to the frame, clamped */
void player_stop(struct player *player);                      /* state NONE, no picture */
void player_set_volume(struct player *player, float volume);  /* 0..1 */
void player_set_muted(struct player *player, bool muted);

/* A second of a tone from these speakers, to try them, in the volume that was set. */
void player_tone(struct player *player, enum tone_side sides);

/* What is spoken over the clips; lives as long as the player. */
struct voiceover *player_voiceover(const struct player *player);

/* A sound device that has come or gone is found out when a clip starts; so it is by this. */
void player_find_sound(struct player *player);

/* The size in which pictures are wanted: converted once to planar YUV that fits into w x h, aspect
 * kept. 0, 0, as at first: as it was decoded where that is 8-bit 4:2:0, else converted. */
void player_set_target(struct player *player, int w, int h);

/* Moves to `now_us` (monotonic; virtual or real): takes finished work over, chooses the newest
 * frame whose presentation time has come. Returns whether the picture or the state changed. With a
 * virtual clock it settles too, so that the answer is the same in every run. */
bool player_advance(struct player *player, int64_t now_us);

/* Whether a disk or a decoder has not come back for PLAYER_HUNG_S of real time, as seen by looks at
 * least that often: nothing in here can help that. Logged once. */
enum { PLAYER_HUNG_S = 30 };
bool player_hangs(struct player *player, int64_t now_us);

/* When player_advance should next be called: a time, or INT64_MAX when nothing is due. */
int64_t player_next_us(const struct player *player);

/* Virtual clock: blocks until the frame that is due at the time of the last advance (or end, or
 * error) is there, then takes it over. Returns at once when nothing is playing. */
void player_settle(struct player *player);

/* The picture due now, converted on demand, or NULL. Valid until the next player call. */
const struct picture *player_picture(struct player *player);

struct player_status player_status(const struct player *player);

/* Counters since creation, for --stats. */
struct player_counts {
	uint64_t shown, dropped; /* frames chosen; frames passed over because they came too late */
	double av_offset_ms_max; /* picture against sound; 0 without sound */
	const char *decoder;     /* "h264", "" before the first clip */
	int open;                /* decoders that are open now: two while a clip waits ahead */
};
struct player_counts player_counts(const struct player *player);

#endif
