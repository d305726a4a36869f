#include "media/voice.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/wait.h"
#include "media/source.h"

#include <errno.h>
#include <libswresample/swresample.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
	PIECE = 512,   /* samples resampled at once, */
	CHUNK = 4096,  /* and no more that come of them, at 6 kHz and above */
	LOOK_MS = 60,  /* how often it looks for room: well before the queue runs dry */
	GONE_MS = 3000 /* a device that takes nothing for so long is not there */
};

static const char no_voice[] = N_("Spoken guidance has no voice");
static const char install_it[] = N_("Install the package libespeak-ng1, or set "
				    "sound.spoken_guidance to false.");

/* A text to be said. text NULL: none. */
struct order {
	char *text;
	char lang[8];
};

struct voice {
	struct voice_options options;
	pthread_t thread;
	bool started;

	pthread_mutex_t lock; /* guards what follows */
	pthread_cond_t changed;
	struct order next, later; /* later: when what is being said has been said */
	unsigned serial;          /* grows when what is being said is to end */
	bool stop, broken, told;
	char fault[VOICE_FAULT];

	/* The thread's own. */
	struct SwrContext *resampler;
	unsigned saying; /* serial of what it says */

	char *heard; /* simulated */
	size_t length;
};

struct voice *voice_create(const struct voice_options *options)
{
	struct voice *voice = mem_calloc(1, sizeof *voice);
	voice->options = *options;
	voice->heard = mem_strdup("");
	pthread_mutex_init(&voice->lock, NULL);
	wait_init(&voice->changed);
	return voice;
}

void voice_destroy(struct voice *voice)
{
	if (!voice)
		return;
	pthread_mutex_lock(&voice->lock);
	voice->stop = true;
	voice->serial++;
	pthread_cond_signal(&voice->changed);
	pthread_mutex_unlock(&voice->lock);
	if (voice->started)
		pthread_join(voice->thread, NULL);
	pthread_cond_destroy(&voice->changed);
	pthread_mutex_destroy(&voice->lock);
	free(voice->next.text);
	free(voice->later.text);
	free(voice->heard);
	free(voice);
}

/* --- the voice's thread --- */

/* Waits until there is room or the text is to end. Returns whether there is room. */
static bool wait_for_room(struct voice *voice, size_t count)
{
	int waited_ms = 0;
	size_t room = voiceover_room(voice->options.voiceover);
	pthread_mutex_lock(&voice->lock);
	while (room < count && voice->serial == voice->saying && waited_ms < GONE_MS) {
		const struct timespec end = wait_end(LOOK_MS * 1000);
		bool late = !wait_until(&voice->changed, &voice->lock, &end);
		size_t now = voiceover_room(voice->options.voiceover);
		waited_ms = now > room ? 0 : waited_ms + (late ? LOOK_MS : 0);
		room = now;
	}
	bool goes_on = room >= count && voice->serial == voice->saying;
	pthread_mutex_unlock(&voice->lock);
	return goes_on;
}

/* The engine's samples, at the rate of the sound device. */
static bool sink(void *data, const int16_t *samples, size_t count)
{
	struct voice *voice = data;
	float out[CHUNK];
	for (size_t piece; count; count -= piece, samples += piece) {
		piece = count < PIECE ? count : PIECE;
		uint8_t *to = (uint8_t *)out;
		const uint8_t *from = (const uint8_t *)samples;
		int got = swr_convert(voice->resampler, &to, CHUNK, &from, (int)piece);
		if (got > 0 && !wait_for_room(voice, (size_t)got))
			return false;
		if (got > 0)
			voiceover_write(voice->options.voiceover, out, (size_t)got);
	}
	return true;
}

/* The next text; NULL: it is to end. The lock is held. */
static char *take_order(struct voice *voice, char *lang, size_t size)
{
	while (!voice->stop && !voice->next.text && !voice->later.text)
		pthread_cond_wait(&voice->changed, &voice->lock);
	struct order *order = voice->next.text ? &voice->next : &voice->later;
	char *text = voice->stop ? NULL : order->text;
	if (text)
		order->text = NULL;
	snprintf(lang, size, "%s", order->lang);
	return text;
}

static void speak(struct voice *voice, void *engine)
{
	char lang[sizeof voice->next.lang], *text;
	pthread_mutex_lock(&voice->lock);
	while ((text = take_order(voice, lang, sizeof lang))) {
		bool interrupts = voice->serial != voice->saying;
		voice->saying = voice->serial;
		pthread_mutex_unlock(&voice->lock);
		if (interrupts)
			voiceover_drop(voice->options.voiceover);
		if (*text)
			voice->options.engine->say(engine, lang, text, sink, voice);
		free(text);
		pthread_mutex_lock(&voice->lock);
	}
	pthread_mutex_unlock(&voice->lock);
}

static void broken(struct voice *voice, const char *fault)
{
	pthread_mutex_lock(&voice->lock);
	voice->broken = true;
	snprintf(voice->fault, sizeof voice->fault, "%s", fault);
	pthread_mutex_unlock(&voice->lock);
	if (voice->options.wake)
		voice->options.wake(voice->options.wake_data);
}

static bool open_resampler(struct voice *voice, int rate)
{
	AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
	return swr_alloc_set_opts2(&voice->resampler, &mono, AV_SAMPLE_FMT_FLT, SOURCE_RATE, &mono,
		       AV_SAMPLE_FMT_S16, rate, 0, NULL) >= 0 &&
	       swr_init(voice->resampler) >= 0;
}

static void *run(void *data)
{
	struct voice *voice = data;
	char fault[VOICE_FAULT] = "";
	int rate = 0;
	void *engine = voice->options.engine->open(&rate, fault);
	if (engine && open_resampler(voice, rate))
		speak(voice, engine);
	else
		broken(voice, engine ? "no memory for its samples" : fault);
	if (engine)
		voice->options.engine->close(engine);
	swr_free(&voice->resampler);
	return NULL;
}

/* --- the main thread --- */

static void note(struct voice *voice, const char *text)
{
	size_t more = strlen(text);
	if (!more)
		return;
	voice->heard = mem_realloc(voice->heard, voice->length + more + 2);
	memcpy(voice->heard + voice->length, text, more);
	voice->length += more + 1;
	voice->heard[voice->length - 1] = '\n';
	voice->heard[voice->length] = '\0';
}

static void put(struct order *order, const char *lang, const char *text)
{
	free(order->text);
	order->text = text ? mem_strdup(text) : NULL;
	snprintf(order->lang, sizeof order->lang, "%s", lang);
}

void voice_say(struct voice *voice, const char *lang, const char *text, bool polite)
{
	if (!voice->options.engine) {
		note(voice, text);
		return;
	}
	pthread_mutex_lock(&voice->lock);
	put(&voice->later, lang, polite ? text : NULL);
	if (!polite) {
		put(&voice->next, lang, text);
		voice->serial++;
	}
	pthread_cond_signal(&voice->changed);
	pthread_mutex_unlock(&voice->lock);
	if (voice->started)
		return;
	voice->started = pthread_create(&voice->thread, NULL, run, voice) == 0;
	if (!voice->started)
		broken(voice, "no thread can be had");
}

void voice_set_volume(struct voice *voice, float volume)
{
	if (voice->options.voiceover)
		voiceover_set_volume(voice->options.voiceover, volume);
}

bool voice_news(struct voice *voice, struct problems *problems)
{
	pthread_mutex_lock(&voice->lock);
	bool news = voice->broken && !voice->told;
	voice->told = voice->broken;
	pthread_mutex_unlock(&voice->lock);
	if (news)
		problems_add(problems, PROBLEM_WARNING, PART_SOUND, no_voice, install_it, "%s",
			voice->fault);
	return news;
}

const char *voice_heard(const struct voice *voice)
{
	return voice->heard;
}

void voice_forget(struct voice *voice)
{
	voice->length = 0;
	voice->heard[0] = '\0';
}
