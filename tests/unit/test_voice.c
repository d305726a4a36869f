/* The voice: what it says in which order, how it is cut short, and what of it comes to the ear;
 * then with the real eSpeak NG in both languages. */
#include "media/espeak.h"
#include "media/source.h"
#include "media/voice.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { RATE = 22050, PATIENCE_MS = 20000 };

static struct voiceover *over;
static struct voice *voice;
static struct problems problems;

/* A stand-in that notes what it is told, and speaks a second of a steady tone each time. */
static struct {
	pthread_mutex_t lock;
	char said[512];
	int begun, ended, cut;
	bool missing;
} stand_in = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void *stand_in_open(int *rate, char *fault)
{
	*rate = RATE;
	if (!stand_in.missing)
		return &stand_in;
	snprintf(fault, VOICE_FAULT, "libspeak.so: no such file");
	return NULL;
}

static void stand_in_say(
	void *engine, const char *lang, const char *text, voice_sink *sink, void *data)
{
	(void)engine;
	int16_t samples[RATE / 50];
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		samples[i] = 8192;
	pthread_mutex_lock(&stand_in.lock);
	size_t used = strlen(stand_in.said);
	snprintf(stand_in.said + used, sizeof stand_in.said - used, "%s:%s|", lang, text);
	stand_in.begun++;
	pthread_mutex_unlock(&stand_in.lock);
	bool wanted = true;
	for (int i = 0; i < 50 && wanted; i++)
		wanted = sink(data, samples, sizeof samples / sizeof *samples);
	pthread_mutex_lock(&stand_in.lock);
	stand_in.ended++;
	stand_in.cut += !wanted;
	pthread_mutex_unlock(&stand_in.lock);
}

static void stand_in_close(void *engine)
{
	(void)engine;
}

static const struct voice_engine stand_in_engine = {
	.open = stand_in_open, .say = stand_in_say, .close = stand_in_close};

static int has(int *counter)
{
	pthread_mutex_lock(&stand_in.lock);
	int value = *counter;
	pthread_mutex_unlock(&stand_in.lock);
	return value;
}

static void rests(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static void wait_for(int *counter, int value)
{
	for (int i = 0; i < PATIENCE_MS && has(counter) < value; i++)
		rests();
	assert_int_equal(has(counter), value);
}

/* So much comes to the ear. Returns its loudness: the root of the mean square. */
static double hears(size_t count, float clip)
{
	double sum = 0;
	float out[2 * 480];
	for (size_t done = 0; done < count; done += 480) {
		for (int i = 0; i < 2 * 480; i++)
			out[i] = clip;
		voiceover_mix(over, out, 480);
		for (int i = 0; i < 480; i++) {
			assert_true(out[2 * i] == out[2 * i + 1]);
			sum += (double)out[2 * i] * (double)out[2 * i];
		}
	}
	return sqrt(sum / (double)count);
}

/* Hears on until so many texts have ended, and what is queued after them. */
static void hears_until(int *counter, int value)
{
	for (int i = 0; i < PATIENCE_MS && has(counter) < value; i++) {
		hears(4800, 0);
		rests();
	}
	assert_int_equal(has(counter), value);
	hears(SOURCE_RATE, 0);
}

static int comes(void **state)
{
	(void)state;
	stand_in.said[0] = '\0';
	stand_in.begun = stand_in.ended = stand_in.cut = 0;
	stand_in.missing = false;
	problems = (struct problems){0};
	over = voiceover_create();
	voice = voice_create(
		&(struct voice_options){.engine = &stand_in_engine, .voiceover = over});
	return 0;
}

static int goes(void **state)
{
	(void)state;
	voice_destroy(voice);
	voiceover_destroy(over);
	return 0;
}

static void a_text_comes_to_the_ear(void **state)
{
	(void)state;
	assert_true(hears(SOURCE_RATE / 10, 0) <= 0);
	voice_say(voice, "en", "Hello", false);
	wait_for(&stand_in.begun, 1);
	for (int i = 0; i < PATIENCE_MS && voiceover_room(over) > 12000; i++)
		rests();
	hears(960, 0);
	/* A quarter of full scale, as it was made. */
	assert_float_equal(hears(4800, 0), 0.25, 0.005);
	voice_set_volume(voice, 0.5F);
	assert_float_equal(hears(1920, 0), 0.125, 0.005);
	hears_until(&stand_in.ended, 1);
	assert_true(hears(4800, 0) <= 0);
	assert_string_equal(stand_in.said, "en:Hello|");
}

static void another_text_ends_it_at_once(void **state)
{
	(void)state;
	voice_say(voice, "en", "A long story", false);
	wait_for(&stand_in.begun, 1);
	/* Nobody hears it, so it waits for room; a word is enough to end that. */
	voice_say(voice, "es", "Hola", false);
	wait_for(&stand_in.begun, 2);
	assert_int_equal(has(&stand_in.cut), 1);
	hears_until(&stand_in.ended, 2);
	assert_string_equal(stand_in.said, "en:A long story|es:Hola|");
	assert_int_equal(has(&stand_in.cut), 1);
}

static void silence_is_said_too(void **state)
{
	(void)state;
	voice_say(voice, "en", "A long story", false);
	wait_for(&stand_in.begun, 1);
	for (int i = 0; i < PATIENCE_MS && voiceover_room(over) > 2400; i++)
		rests();
	voice_say(voice, "en", "", false);
	wait_for(&stand_in.cut, 1);
	/* What was queued fades in 5 ms and is gone. */
	for (int i = 0; i < PATIENCE_MS && voiceover_room(over) < 24000 - 480; i++) {
		hears(480, 0);
		rests();
	}
	assert_true(hears(4800, 0) <= 0);
	assert_int_equal(has(&stand_in.begun), 1);
}

static void news_waits_and_only_the_last_is_told(void **state)
{
	(void)state;
	voice_say(voice, "en", "First", false);
	wait_for(&stand_in.begun, 1);
	voice_say(voice, "en", "30 seconds", true);
	voice_say(voice, "en", "10 seconds", true);
	hears_until(&stand_in.ended, 2);
	assert_string_equal(stand_in.said, "en:First|en:10 seconds|");
	assert_int_equal(has(&stand_in.cut), 0);
}

static void what_is_asked_for_goes_before_news(void **state)
{
	(void)state;
	voice_say(voice, "en", "First", false);
	wait_for(&stand_in.begun, 1);
	voice_say(voice, "en", "10 seconds", true);
	voice_say(voice, "en", "Next, button", false);
	hears_until(&stand_in.ended, 2);
	assert_string_equal(stand_in.said, "en:First|en:Next, button|");
}

static void a_clip_is_turned_down_meanwhile(void **state)
{
	(void)state;
	const float clip = 0.4F;
	assert_float_equal(hears(4800, clip), (double)clip, 1e-6);
	float word[4800];
	for (int i = 0; i < 4800; i++)
		word[i] = 0;
	for (int i = 0; i < 4; i++) {
		voiceover_write(over, word, 4800);
		hears(4800, clip);
	}
	voiceover_write(over, word, 4800);
	assert_float_equal(hears(4800, clip), (double)clip / 4, 1e-3);
	hears(SOURCE_RATE, clip);
	assert_float_equal(hears(4800, clip), (double)clip, 1e-6);
	/* Turned down for nobody: the voice is at zero. */
	voiceover_set_volume(over, 0);
	voiceover_write(over, word, 4800);
	assert_float_equal(hears(4800, clip), (double)clip, 1e-6);
}

static void without_an_engine_staff_are_told_once(void **state)
{
	(void)state;
	stand_in.missing = true;
	voice_say(voice, "en", "Hello", false);
	bool news = false;
	for (int i = 0; i < PATIENCE_MS && !(news = voice_news(voice, &problems)); i++)
		rests();
	assert_true(news);
	assert_false(voice_news(voice, &problems));
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.item[0].part, PART_SOUND);
	assert_non_null(strstr(problems.item[0].detail, "libspeak.so"));
	assert_non_null(strstr(problems.item[0].todo, "libespeak-ng1"));
	/* And whatever is said then harms nobody. */
	voice_say(voice, "en", "Hello", false);
	voice_say(voice, "en", "Hello", true);
}

static void a_simulated_one_notes_what_it_would_say(void **state)
{
	(void)state;
	struct voice *simulated = voice_create(&(struct voice_options){.engine = NULL});
	voice_say(simulated, "en", "One", false);
	voice_say(simulated, "en", "", false);
	voice_say(simulated, "en", "Two", true);
	assert_string_equal(voice_heard(simulated), "One\nTwo\n");
	voice_forget(simulated);
	assert_string_equal(voice_heard(simulated), "");
	voice_destroy(simulated);
}

/* --- the real one --- */

static int real_comes(void **state)
{
	(void)state;
	problems = (struct problems){0};
	over = voiceover_create();
	voice = voice_create(&(struct voice_options){.engine = &voice_espeak, .voiceover = over});
	return 0;
}

struct heard {
	double loudness, length_s;
	double color; /* how often it crosses zero: another language, another sound */
};

/* Hears on until there was sound and then a second of silence. */
static struct heard hears_a_text(void)
{
	struct heard heard = {0};
	size_t sound = 0, silence = 0, crossings = 0;
	float out[2 * 480] = {0}, before = 0;
	double sum = 0;
	for (int i = 0; i < PATIENCE_MS && (!sound || silence < SOURCE_RATE); i++) {
		bool queued = voiceover_room(over) < 24000;
		memset(out, 0, sizeof out);
		voiceover_mix(over, out, 480);
		for (int s = 0; s < 480; s++) {
			sum += (double)out[2 * s] * (double)out[2 * s];
			crossings += (out[2 * s] > 0) != (before > 0);
			before = out[2 * s];
		}
		sound += queued ? 480 : 0;
		silence = queued ? 0 : silence + 480;
		if (!queued)
			rests();
	}
	assert_true(sound > 0);
	heard.loudness = sqrt(sum / (double)sound);
	heard.length_s = (double)sound / SOURCE_RATE;
	heard.color = (double)crossings / (double)sound;
	return heard;
}

static void it_speaks_both_languages(void **state)
{
	(void)state;
	const char *words = "Roller under one thigh, forearms on the mat";
	voice_say(voice, "en", words, false);
	struct heard english = hears_a_text();
	voice_say(voice, "es", words, false);
	struct heard spanish = hears_a_text();
	if (voice_news(voice, &problems))
		fail_msg("%s", problems.item[0].detail);
	/* As loud as speech is, and so long. */
	assert_true(english.loudness > 0.02 && english.loudness < 0.5);
	assert_true(spanish.loudness > 0.02 && spanish.loudness < 0.5);
	assert_true(english.length_s > 1.5 && english.length_s < 6);
	assert_true(spanish.length_s > 1.5 && spanish.length_s < 6);
	/* The same letters, read in another way. */
	assert_true(fabs(english.length_s - spanish.length_s) > 0.05 ||
		    fabs(english.color - spanish.color) > 0.005);
}

static void it_stops_in_the_middle_of_a_word(void **state)
{
	(void)state;
	char story[2000] = "";
	for (int i = 0; i < 40; i++)
		strcat(story, "This is a story without an end. ");
	voice_say(voice, "en", story, false);
	for (int i = 0; i < PATIENCE_MS && voiceover_room(over) > 4800; i++)
		rests();
	assert_true(hears(9600, 0) > 0);
	voice_say(voice, "en", "Stop", false);
	struct heard rest = hears_a_text();
	assert_true(rest.length_s < 2.5);
}

#define STANDS_IN(test) cmocka_unit_test_setup_teardown(test, comes, goes)
#define REAL(test) cmocka_unit_test_setup_teardown(test, real_comes, goes)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STANDS_IN(a_text_comes_to_the_ear),
		STANDS_IN(another_text_ends_it_at_once),
		STANDS_IN(silence_is_said_too),
		STANDS_IN(news_waits_and_only_the_last_is_told),
		STANDS_IN(what_is_asked_for_goes_before_news),
		STANDS_IN(a_clip_is_turned_down_meanwhile),
		STANDS_IN(without_an_engine_staff_are_told_once),
		STANDS_IN(a_simulated_one_notes_what_it_would_say),
		REAL(it_speaks_both_languages),
		REAL(it_stops_in_the_middle_of_a_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
