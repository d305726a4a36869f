#include "media/voiceover.h"

#include "base/mem.h"
#include "base/ring.h"
#include "media/source.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
	QUEUE = SOURCE_RATE / 2,
	BLOCK = 256,
	FADE = SOURCE_RATE / 200,   /* a word that is cut */
	DUCK = SOURCE_RATE / 10,    /* the clip goes down or comes up again */
	PAUSE = SOURCE_RATE * 2 / 5 /* between two sentences it stays down */
};

/* What is left of the clip under speech. */
static const float under_speech = 0.25F;

struct voiceover {
	struct ring *ring;
	_Atomic float volume;
	_Atomic uint64_t drop_to; /* from the voice's thread to the device's */

	/* The device's thread only. */
	float gain;  /* of the speech: 0..1, where the fade is */
	float clip;  /* what the clip is turned down to */
	size_t rest; /* samples until it comes up again */
};

struct voiceover *voiceover_create(void)
{
	struct voiceover *voiceover = mem_calloc(1, sizeof *voiceover);
	voiceover->ring = ring_create(QUEUE, sizeof(float));
	voiceover->clip = 1;
	atomic_store(&voiceover->volume, 1);
	return voiceover;
}

void voiceover_destroy(struct voiceover *voiceover)
{
	if (!voiceover)
		return;
	ring_destroy(voiceover->ring);
	free(voiceover);
}

size_t voiceover_room(const struct voiceover *voiceover)
{
	return ring_room(voiceover->ring);
}

void voiceover_write(struct voiceover *voiceover, const float *samples, size_t count)
{
	ring_write(voiceover->ring, samples, count);
}

void voiceover_drop(struct voiceover *voiceover)
{
	atomic_store(&voiceover->drop_to, ring_written(voiceover->ring));
}

void voiceover_set_volume(struct voiceover *voiceover, float volume)
{
	atomic_store(&voiceover->volume, volume < 0 ? 0 : volume > 1 ? 1 : volume);
}

static float towards(float from, float to, float step)
{
	if (from < to)
		return from + step < to ? from + step : to;
	return from - step > to ? from - step : to;
}

/* The next samples of the queue; what is dropped fades, and then is gone. Returns how many. */
static size_t take(struct voiceover *voiceover, float *speech, size_t count)
{
	uint64_t drop_to = atomic_load(&voiceover->drop_to);
	bool drop = drop_to > ring_taken(voiceover->ring);
	const float step = 1.0F / FADE;
	if (drop && voiceover->gain <= 0) {
		ring_skip_to(voiceover->ring, drop_to);
		drop = false;
	}
	if (drop && voiceover->gain / step < (float)count)
		count = (size_t)(voiceover->gain / step);
	size_t got = ring_read(voiceover->ring, speech, count);
	for (size_t i = 0; i < got; i++) {
		voiceover->gain = towards(voiceover->gain, drop ? 0 : 1, step);
		speech[i] *= voiceover->gain;
	}
	/* What comes next begins softly. */
	if (drop && got < BLOCK)
		voiceover->gain = 0;
	return got;
}

static void mix_block(struct voiceover *voiceover, float *out, size_t count)
{
	float speech[BLOCK], volume = atomic_load(&voiceover->volume);
	size_t got = take(voiceover, speech, count);
	for (size_t i = 0; i < count; i++) {
		if (i < got)
			voiceover->rest = PAUSE;
		else if (voiceover->rest)
			voiceover->rest--;
		float to = voiceover->rest && volume > 0 ? under_speech : 1;
		voiceover->clip = towards(voiceover->clip, to, (1 - under_speech) / (float)DUCK);
		float word = i < got ? speech[i] * volume : 0;
		out[2 * i] = out[2 * i] * voiceover->clip + word;
		out[2 * i + 1] = out[2 * i + 1] * voiceover->clip + word;
	}
}

void voiceover_mix(struct voiceover *voiceover, float *out, size_t count)
{
	for (size_t block; count; count -= block, out += 2 * block) {
		block = count < BLOCK ? count : BLOCK;
		mix_block(voiceover, out, block);
	}
}
