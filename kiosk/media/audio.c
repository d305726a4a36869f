#include "media/audio.h"

#include "base/clip.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/ring.h"
#include "base/tr.h"
#include "media/source.h"

#include <SDL.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	QUEUE = SOURCE_RATE * 3 / 10, /* outlives a main thread that is busy for a while */
	PERIOD = 1024,
	FADE = SOURCE_RATE / 200,
	TONE_HZ = 440,
	HUNG_US = 1000 * 1000,
	LOOK_US = 3 * 1000 * 1000, /* from one look for a device to the next */
	BLOCK = 256                /* of the null sink */
};

static const char no_sound[] = N_("There is no sound");
static const char no_sound_todo[] = N_("Check the speaker and its cable.");

struct audio {
	struct audio_options options;
	SDL_AudioDeviceID device;
	bool subsystem, hung;
	int64_t look_us; /* when to look for a device again */
	int64_t latency_us;
	struct ring *ring;
	struct voiceover *voiceover;
	uint64_t base; /* ring index at the last flush */

	/* From the main thread to the callback. */
	atomic_bool paused;
	_Atomic float volume;
	_Atomic uint64_t flush_to;
	_Atomic int tone; /* enum tone_side; 0: none is asked for */

	/* From the callback: taken so far, and when. The sequence is odd while it writes. */
	_Atomic unsigned sequence;
	_Atomic uint64_t taken;
	_Atomic int64_t taken_us;

	/* Callback only: where the fade is; from where the tone comes, and how much of it is left.
	 */
	float gain;
	int tone_sides;
	size_t tone_left;
};

static int64_t monotonic_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void publish(struct audio *audio)
{
	atomic_fetch_add(&audio->sequence, 1);
	atomic_store(&audio->taken, ring_taken(audio->ring));
	atomic_store(&audio->taken_us, monotonic_us());
	atomic_fetch_add(&audio->sequence, 1);
}

/* Takes `count` sample pairs for the ear: copies, fades; no lock and no allocation. */
static void mix(struct audio *audio, float *out, size_t count)
{
	uint64_t flush_to = atomic_load(&audio->flush_to);
	bool flush = flush_to > ring_taken(audio->ring);
	bool hush = flush || atomic_load(&audio->paused);
	float target = hush ? 0 : atomic_load(&audio->volume), step = 1.0F / FADE;
	size_t wanted = count;
	if (hush && audio->gain / step < (float)count)
		wanted = (size_t)(audio->gain / step);
	size_t got = ring_read(audio->ring, out, wanted);
	memset(out + got * 2, 0, (count - got) * 2 * sizeof(float));
	for (size_t i = 0; i < got; i++) {
		if (audio->gain < target)
			audio->gain = SDL_min(audio->gain + step, target);
		else
			audio->gain = SDL_max(audio->gain - step, target);
		out[i * 2] *= audio->gain;
		out[i * 2 + 1] *= audio->gain;
	}
	if (hush && got == wanted && wanted < count)
		audio->gain = 0;
	if (got < wanted)
		audio->gain = 0; /* ran dry: what comes next fades in */
	if (flush && audio->gain <= 0)
		ring_skip_to(audio->ring, flush_to);
}

/* Over what is mixed already; faded at both ends. */
static void add_tone(struct audio *audio, float *out, size_t count)
{
	const float turn = 6.2831853F, loud = 0.3F * atomic_load(&audio->volume);
	int asked = atomic_exchange(&audio->tone, 0);
	if (asked) {
		audio->tone_sides = asked;
		audio->tone_left = SOURCE_RATE;
	}
	for (size_t i = 0; i < count && audio->tone_left > 0; i++, audio->tone_left--) {
		size_t gone = SOURCE_RATE - audio->tone_left;
		size_t edge = SDL_min(gone, audio->tone_left);
		float fade = SDL_min((float)edge / FADE, 1);
		float tone = loud * fade *
			     SDL_sinf(turn * (float)(gone * TONE_HZ % SOURCE_RATE) / SOURCE_RATE);
		out[i * 2] += audio->tone_sides & TONE_LEFT ? tone : 0;
		out[i * 2 + 1] += audio->tone_sides & TONE_RIGHT ? tone : 0;
	}
}

/* SDL's thread. */
static void fill(void *data, Uint8 *bytes, int length)
{
	struct audio *audio = data;
	size_t count = (size_t)length / (2 * sizeof(float));
	mix(audio, (float *)(void *)bytes, count);
	add_tone(audio, (float *)(void *)bytes, count);
	voiceover_mix(audio->voiceover, (float *)(void *)bytes, count);
	publish(audio);
}

static const char *open_device(struct audio *audio)
{
	if (!audio->subsystem && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
		return SDL_GetError();
	audio->subsystem = true;
	SDL_AudioSpec want = {.freq = SOURCE_RATE,
		.format = AUDIO_F32SYS,
		.channels = 2,
		.samples = PERIOD,
		.callback = fill,
		.userdata = audio};
	SDL_AudioSpec have;
	audio->device = SDL_OpenAudioDevice(NULL, 0, &want, &have, 0);
	if (!audio->device)
		return SDL_GetError();
	audio->latency_us = (int64_t)have.samples * 1000000 / SOURCE_RATE;
	publish(audio);
	SDL_PauseAudioDevice(audio->device, 0);
	log_info("sound: %s, %d Hz", SDL_GetCurrentAudioDriver(), have.freq);
	return NULL;
}

static void tell(struct audio *audio, const char *error)
{
	const char *driver = SDL_GetCurrentAudioDriver();
	if (audio->options.problems)
		problems_add(audio->options.problems, PROBLEM_WARNING, PART_SOUND, no_sound,
			no_sound_todo, N_("default device of SDL's driver %s, %d Hz stereo: %s"),
			driver ? driver : "(none)", SOURCE_RATE, error);
	else
		log_warning("no sound: %s", error);
}

struct audio *audio_create(const struct audio_options *options)
{
	struct audio *audio = mem_calloc(1, sizeof *audio);
	audio->options = *options;
	audio->ring = ring_create(QUEUE, 2 * sizeof(float));
	audio->voiceover = voiceover_create();
	atomic_store(&audio->paused, true);
	atomic_store(&audio->volume, 1);
	const char *error = options->device ? open_device(audio) : NULL;
	if (error)
		tell(audio, error);
	return audio;
}

static void close_device(struct audio *audio)
{
	if (audio->device)
		SDL_CloseAudioDevice(audio->device);
	audio->device = 0;
	ring_skip_to(audio->ring, atomic_load(&audio->flush_to));
}

void audio_destroy(struct audio *audio)
{
	if (!audio)
		return;
	close_device(audio);
	if (audio->subsystem)
		SDL_QuitSubSystem(SDL_INIT_AUDIO);
	ring_destroy(audio->ring);
	voiceover_destroy(audio->voiceover);
	free(audio);
}

void audio_look_after(struct audio *audio, int64_t now_us)
{
	if (!audio->options.device)
		return;
	/* Of one that was unplugged SDL says that it has stopped; we never stop one. */
	if (audio->device && SDL_GetAudioDeviceStatus(audio->device) == SDL_AUDIO_STOPPED) {
		close_device(audio);
		tell(audio, "the device has gone");
		audio->look_us = now_us + LOOK_US;
	}
	if (audio->device || now_us < audio->look_us)
		return;
	audio->look_us = now_us + LOOK_US;
	if (!open_device(audio) && audio->options.problems)
		problems_clear(audio->options.problems, PART_SOUND, no_sound);
}

bool audio_alive(struct audio *audio)
{
	if (!audio->device)
		return false;
	bool hung = monotonic_us() - atomic_load(&audio->taken_us) > HUNG_US;
	if (hung != audio->hung)
		log_warning("sound: the device %s", hung ? "takes no samples" : "goes on");
	audio->hung = hung;
	return !hung;
}

size_t audio_room(const struct audio *audio)
{
	return ring_room(audio->ring);
}

void audio_write(struct audio *audio, const float *samples, size_t count)
{
	ring_write(audio->ring, samples, count);
}

void audio_pause(struct audio *audio, bool paused)
{
	atomic_store(&audio->paused, paused);
}

void audio_flush(struct audio *audio)
{
	audio->base = ring_written(audio->ring);
	if (audio->device)
		atomic_store(&audio->flush_to, audio->base);
	else
		ring_skip_to(audio->ring, audio->base);
}

void audio_set_volume(struct audio *audio, float volume)
{
	atomic_store(&audio->volume, volume < 0 ? 0 : volume > 1 ? 1 : volume);
}

void audio_tone(struct audio *audio, int sides)
{
	if (audio->device)
		atomic_store(&audio->tone, sides);
}

struct voiceover *audio_voiceover(const struct audio *audio)
{
	return audio->voiceover;
}

int64_t audio_heard_us(const struct audio *audio)
{
	unsigned before, after;
	uint64_t taken;
	int64_t at;
	do {
		before = atomic_load(&audio->sequence);
		taken = atomic_load(&audio->taken);
		at = atomic_load(&audio->taken_us);
		after = atomic_load(&audio->sequence);
	} while (before != after || before & 1);
	if (taken <= audio->base)
		return 0;
	/* What the callback took is heard a period later; between two callbacks time goes on. */
	int64_t since = SDL_min(monotonic_us() - at, audio->latency_us);
	int64_t heard =
		(int64_t)(taken - audio->base) * 1000000 / SOURCE_RATE + since - audio->latency_us;
	return SDL_max(heard, 0);
}

void audio_run(struct audio *audio, int64_t heard_us)
{
	if (audio->device)
		return;
	uint64_t end = audio->base + (uint64_t)heard_us * SOURCE_RATE / 1000000;
	end = SDL_min(end, ring_written(audio->ring));
	float block[BLOCK * 2];
	uint64_t left = audio->options.heard ? end - SDL_min(end, ring_taken(audio->ring)) : 0;
	for (size_t count; left > 0; left -= count) {
		count = (size_t)SDL_min(left, BLOCK);
		mix(audio, block, count);
		audio->options.heard(audio->options.heard_data, block, count);
	}
	ring_skip_to(audio->ring, end);
}
