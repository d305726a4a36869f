/* What the player, the content and the screens tell each other about a clip: plain data. */
#ifndef TUNEUP_CLIP_H
#define TUNEUP_CLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the tone of a sound test comes from; bits. */
enum tone_side { TONE_LEFT = 1, TONE_RIGHT = 2, TONE_BOTH = TONE_LEFT | TONE_RIGHT };

/* A caption: shown from start (inclusive) to end (exclusive), presentation time of the clip.
 * text: UTF-8, lines parted by '\n', no markup. */
struct cue {
	int64_t start_us, end_us;
	const char *text;
	int line; /* of its file, where its times stand */
};

/* Sorted by start. The texts and the array belong to the arena they were read into. */
struct cue_list {
	const struct cue *cue;
	size_t count;
};

/* The cue shown at this time, or NULL. With overlapping cues the one that started last. */
const struct cue *cue_at(const struct cue_list *cues, int64_t position_us);

enum player_state {
	PLAYER_NONE,    /* nothing asked for */
	PLAYER_OPENING, /* asked for, first frame not there yet: show the poster */
	PLAYER_PLAYING,
	PLAYER_PAUSED,
	PLAYER_ENDED,  /* last frame held */
	PLAYER_FAILED, /* cannot be shown: poster, and `fault` says why */
};

/* Sent by value with each change of state and with each new frame. */
struct player_status {
	enum player_state state;
	uint32_t request;    /* number of the PLAY request it answers */
	int64_t position_us; /* presentation timestamp of the clip's clock, 0 <= p <= duration */
	int64_t duration_us; /* 0: not known */
	bool has_picture;    /* a frame of this request has been shown */
	bool has_sound;      /* the clip has an audio stream that can be decoded */
	const char *decoder; /* in use, or used last: "h264"; "" before the first clip; static */
	uint64_t dropped;    /* frames that came too late, since the start */
	char fault[192];     /* PLAYER_FAILED: file, cause (English, for staff) */
};

/* A decoded picture, as the renderer takes it. It belongs to the player and stays as it is until
 * the next player_picture. */
enum picture_format { PICTURE_I420, PICTURE_NV12 };

/* Pixels from x0, y0 up to but without x1, y1. */
struct picture_part {
	int x0, y0, x1, y1;
};

enum { PICTURE_PARTS = 64 };

struct picture {
	enum picture_format format;
	int w, h;     /* pixels of the planes */
	float aspect; /* width over height as it is to be shown (sample aspect applied) */
	const uint8_t *plane[3]; /* NV12: [0] Y, [1] UV */
	int pitch[3];            /* bytes a row */
	bool bt709, full_range;  /* how to convert */
	int64_t pts_us;
	uint32_t request; /* the PLAY request it belongs to */
	uint64_t serial;  /* changes with each picture */
	/* What differs from the picture with the serial `since`; 0: not known. Apart from each
	 * other; of a picture of the same size and colors. */
	uint64_t since;
	struct picture_part changed[PICTURE_PARTS];
	int changes;
};

#endif
