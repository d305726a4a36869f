/* The voice of spoken guidance: takes texts, and speaks them over the sound of the clips.
 *
 * An engine makes the sound, on a thread of its own that is only there once something is said, so
 * that no call here waits for it. Main thread. A simulated voice has neither engine nor thread: it
 * notes what would be said. */
#ifndef TUNEUP_VOICE_H
#define TUNEUP_VOICE_H

#include "base/problem.h"
#include "media/voiceover.h"

#include <stdint.h>

struct voice;

enum { VOICE_FAULT = 192 };

/* Takes samples (one channel) as they are made. False: no more are wanted. May wait. */
typedef bool voice_sink(void *data, const int16_t *samples, size_t count);

/* What makes speech of text. One thread. */
struct voice_engine {
	/* NULL: `fault` (VOICE_FAULT bytes) says why. *rate: of its samples. */
	void *(*open)(int *rate, char *fault);
	/* lang: a two-letter code. Returns when all is made, or the sink wants no more. */
	void (*say)(void *engine, const char *lang, const char *text, voice_sink *sink, void *data);
	void (*close)(void *engine);
};

struct voice_options {
	const struct voice_engine *engine; /* NULL: simulated */
	struct voiceover *voiceover;       /* outlives it; may be NULL when simulated */
	void (*wake)(void *data);          /* any thread: voice_news has something to tell */
	void *wake_data;
};

struct voice *voice_create(const struct voice_options *options); /* never NULL */
void voice_destroy(struct voice *voice);

/* Says this at once, in place of what is being said; "" only ends that. polite: after it, in place
 * of what waits. lang: a two-letter code. */
void voice_say(struct voice *voice, const char *lang, const char *text, bool polite);

/* 0..1, at once. */
void voice_set_volume(struct voice *voice, float volume);

/* Once, when it has turned out that nobody can speak: true, and why is a problem. */
bool voice_news(struct voice *voice, struct problems *problems);

/* Simulated: what was said since it was last forgotten, a line each. */
const char *voice_heard(const struct voice *voice);
void voice_forget(struct voice *voice);

#endif
