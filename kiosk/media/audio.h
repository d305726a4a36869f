/* The sound sink: a bounded queue of samples that SDL's callback (or, without a device, a clock)
 * empties. Main thread; nothing waits. Samples are pairs of floats at SOURCE_RATE. */
#ifndef TUNEUP_AUDIO_H
#define TUNEUP_AUDIO_H

#include "base/problem.h"
#include "media/voiceover.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct audio;

struct audio_options {
	bool device; /* false: a null sink, emptied by audio_run */
	/* Null sink: what would be heard, in order. May be NULL. */
	void (*heard)(void *data, const float *samples, size_t count);
	void *heard_data;
	struct problems *problems; /* may be NULL */
};

/* Opens the sound device, if wanted; without one the sink is a null sink, and why is a problem.
 * Never NULL. Starts paused. */
struct audio *audio_create(const struct audio_options *options);
void audio_destroy(struct audio *audio);

/* While something plays: a device that has gone is closed, and one that has come is opened (looked
 * for every few seconds, which may take some milliseconds). */
void audio_look_after(struct audio *audio, int64_t now_us);

/* Whether a device is there and takes samples. One that has hung is not, until it goes on. */
bool audio_alive(struct audio *audio);

size_t audio_room(const struct audio *audio);
void audio_write(struct audio *audio, const float *samples, size_t count); /* NULL: silence */

/* Stops or goes on within a few milliseconds, faded. */
void audio_pause(struct audio *audio, bool paused);

/* Drops what is queued, faded, and starts the count of audio_heard_us anew. */
void audio_flush(struct audio *audio);
void audio_set_volume(struct audio *audio, float volume);

/* A second of a tone from these speakers (enum tone_side), over what plays, in the volume that was
 * set. Without a device nothing is heard. */
void audio_tone(struct audio *audio, int sides);

/* What is spoken over it, heard whether or not something plays; lives as long as the sink. */
struct voiceover *audio_voiceover(const struct audio *audio);

/* How much of what was written since the last flush has been heard by now. */
int64_t audio_heard_us(const struct audio *audio);

/* Null sink: so much has been heard. */
void audio_run(struct audio *audio, int64_t heard_us);

#endif
