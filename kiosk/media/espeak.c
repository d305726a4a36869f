#include "media/espeak.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* Of its ABI (speak_lib.h, stable since 1.49), so that the program needs neither header nor library
 * to be built. */
enum {
	OUTPUT_SYNCHRONOUS = 2, /* samples come by the callback, before espeak_Synth returns */
	INITIALIZE_DONT_EXIT = 0x8000,
	CHARS_UTF8 = 1,
	POS_CHARACTER = 1,
	PARAMETER_RATE = 1
};

enum {
	BUFFER_MS = 60, /* of samples for each callback: so long it takes at most until it is cut */
	WORDS_A_MINUTE = 165
};

typedef int espeak_callback(short *samples, int count, void *events);

static struct {
	void *library;
	int (*initialize)(int output, int buffer_ms, const char *path, int options);
	void (*set_callback)(espeak_callback *callback);
	int (*set_voice)(const char *name);
	int (*set_parameter)(int parameter, int value, int relative);
	int (*synth)(const void *text, size_t size, unsigned position, int position_kind,
		unsigned end, unsigned flags, unsigned *id, void *data);

	int rate; /* of its samples; 0: it has not begun */
	/* Of the text that is being said. */
	voice_sink *sink;
	void *data;
	char lang[8];
} espeak;

/* POSIX's way to make a function of an object pointer. */
static bool find(const char *name, void *function)
{
	void *symbol = dlsym(espeak.library, name);
	memcpy(function, &symbol, sizeof symbol);
	return symbol;
}

static bool load(char *fault)
{
	static const char name[] = "libespeak-ng.so.1";
	espeak.library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
	if (espeak.library && find("espeak_Initialize", &espeak.initialize) &&
		find("espeak_SetSynthCallback", &espeak.set_callback) &&
		find("espeak_SetVoiceByName", &espeak.set_voice) &&
		find("espeak_SetParameter", &espeak.set_parameter) &&
		find("espeak_Synth", &espeak.synth))
		return true;
	const char *error = dlerror();
	snprintf(fault, VOICE_FAULT, "%s", error ? error : name);
	if (espeak.library)
		dlclose(espeak.library);
	espeak.library = NULL;
	return false;
}

/* Asked for more of a text: 0 goes on, 1 ends it. Without samples the text is over. */
static int take(short *samples, int count, void *events)
{
	(void)events;
	if (!samples || count <= 0)
		return 0;
	return espeak.sink(espeak.data, samples, (size_t)count) ? 0 : 1;
}

/* Once begun it stays: libespeak-ng does not begin anew after its own end, and leaks there. */
static void close_espeak(void *engine)
{
	(void)engine;
	espeak.sink = NULL;
}

static void *open_espeak(int *rate, char *fault)
{
	if (!espeak.library && !load(fault))
		return NULL;
	if (espeak.rate <= 0)
		espeak.rate = espeak.initialize(
			OUTPUT_SYNCHRONOUS, BUFFER_MS, NULL, INITIALIZE_DONT_EXIT);
	*rate = espeak.rate;
	if (*rate <= 0) {
		snprintf(fault, VOICE_FAULT, "libespeak-ng.so.1 finds no data (espeak-ng-data)");
		return NULL;
	}
	espeak.set_callback(take);
	espeak.set_parameter(PARAMETER_RATE, WORDS_A_MINUTE, 0);
	return &espeak;
}

/* The voices of the store's customers; other languages have theirs by their code. */
static void set_language(const char *lang)
{
	static const char *const voices[][2] = {{"en", "en-us"}, {"es", "es-419"}};
	if (strcmp(espeak.lang, lang) == 0)
		return;
	const char *voice = lang;
	for (size_t i = 0; i < sizeof voices / sizeof *voices; i++)
		if (strcmp(voices[i][0], lang) == 0)
			voice = voices[i][1];
	if (espeak.set_voice(voice) != 0)
		espeak.set_voice("en-us");
	snprintf(espeak.lang, sizeof espeak.lang, "%s", lang);
}

static void say(void *engine, const char *lang, const char *text, voice_sink *sink, void *data)
{
	(void)engine;
	set_language(lang);
	espeak.sink = sink;
	espeak.data = data;
	espeak.synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, CHARS_UTF8, NULL, NULL);
}

const struct voice_engine voice_espeak = {.open = open_espeak, .say = say, .close = close_espeak};
