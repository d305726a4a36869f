/* The player by ear, in virtual time: what the null sink would have played, sample by sample, and
 * when beside the picture. */
#include "viewer.h"

#include <math.h>

enum { RATE = 48000, FADE = RATE / 200, HEARD_MAX = 30 * RATE };

static float heard[HEARD_MAX][2];
static size_t heard_count;

/* While `round_length` is set: all that was heard, and how far it was from the first round at most.
 */
static size_t round_length, total;
static float worst;

static void compare_rounds(const float *samples, size_t count)
{
	for (size_t i = 0; i < count; i++, total++) {
		size_t at = total % round_length;
		/* The first samples bend. */
		if (total < round_length || at < FADE)
			continue;
		for (int channel = 0; channel < 2; channel++)
			worst = fmaxf(worst,
				fabsf(samples[i * 2 + (size_t)channel] - heard[at][channel]));
	}
}

static void hear(void *data, const float *samples, size_t count)
{
	(void)data;
	if (round_length)
		compare_rounds(samples, count);
	if (heard_count + count > HEARD_MAX)
		return;
	memcpy(heard[heard_count], samples, count * sizeof heard[0]);
	heard_count += count;
}

static int listen(void **state)
{
	(void)state;
	heard_count = round_length = total = 0;
	worst = 0;
	open_player_with((struct player_options){.heard = hear});
	return 0;
}

/* The whole clip, played once through, is what parts of it are held against. */
static float (*whole_clip(const char *name))[2]
{
	static float whole[3 * RATE][2];
	memset(whole, 0, sizeof whole);
	heard_count = 0;
	play(name);
	tick_times(TICKS + 3);
	assert_in_range(heard_count, 2 * RATE - RATE / 60, 2 * RATE);
	memcpy(whole, heard, heard_count * sizeof heard[0]);
	player_stop(player);
	heard_count = 0;
	return whole;
}

/* From the sample `at` on, what is heard is the clip from the sample `from` on. */
static void assert_heard(size_t at, size_t count, float (*clip)[2], size_t from, float tolerance)
{
	assert_true(at + count <= heard_count);
	for (size_t i = 0; i < count; i++)
		for (int channel = 0; channel < 2; channel++) {
			float off = heard[at + i][channel] - clip[from + i][channel];
			if (fabsf(off) > tolerance)
				fail_msg("sample %zu is off by %f", at + i, (double)off);
		}
}

static const char *const tones[] = {"tones-aac.mp4", "tones-opus.mp4", "tones-mp3.mp4"};
enum { TONES = sizeof tones / sizeof tones[0] };

/* ---- loops ---- */

static void a_loop_clicks_at_no_seam(void **state)
{
	(void)state;
	/* A quarter of full scale at 443 Hz moves so far from one sample to the next. */
	const float slope = 0.25F * 2 * 3.1416F * 443 / RATE, bend = 0.5F / FADE;
	for (size_t i = 0; i < TONES; i++) {
		heard_count = 0;
		play_loop(tones[i], at_picture(7), at_picture(20));
		tick_times(26 * 8);
		for (size_t at = 1; at < heard_count; at++)
			for (int channel = 0; channel < 2; channel++)
				if (fabsf(heard[at][channel] - heard[at - 1][channel]) >
					slope * 1.3F + bend)
					fail_msg("%s clicks at sample %zu", tones[i], at);
	}
}

static void every_round_sounds_as_the_clip_does(void **state)
{
	(void)state;
	const size_t round = 13 * RATE / 30, from = 7 * RATE / 30;
	for (size_t i = 0; i < TONES; i++) {
		float(*clip)[2] = whole_clip(tones[i]);
		play_loop(tones[i], at_picture(7), at_picture(20));
		tick_times(26 * 8);
		for (size_t at = FADE; at + round < heard_count; at += round)
			assert_heard(at, round - FADE, clip, from + FADE, 0.02F);
	}
}

/* Picture 15 is a key frame: the decoder goes round by itself. */
static void every_turn_of_one_decoder_sounds_as_the_clip_does(void **state)
{
	(void)state;
	const size_t round = 11 * RATE / 30, from = 15 * RATE / 30;
	for (size_t i = 0; i < TONES; i++) {
		float(*clip)[2] = whole_clip(tones[i]);
		play_loop(tones[i], at_picture(15), at_picture(26));
		for (int k = 0; k < 22 * 12; k++) {
			tick();
			assert_shows(15 + k / 2 % 11);
			assert_int_equal(player_counts(player).open, 1);
		}
		assert_true(heard_count > 11 * round);
		for (size_t at = FADE; at + round < heard_count; at += round)
			assert_heard(at, round - FADE, clip, from + FADE, 0.02F);
	}
}

static void a_whole_clip_goes_round_without_loss(void **state)
{
	(void)state;
	float(*clip)[2] = whole_clip("tones-aac.mp4");
	play_clip(
		(struct player_clip){.path = clip_path("tones-aac.mp4"), .loop_to_us = INT64_MAX});
	tick_times(TICKS * 4);
	for (size_t round = 1; round < 3; round++)
		assert_heard(
			round * 2 * RATE + FADE, 2 * RATE - FADE - RATE / 50, clip, FADE, 0.02F);
}

static void ten_seconds_go_round_a_hundred_times(void **state)
{
	(void)state;
	round_length = 10 * (size_t)RATE;
	play_clip(
		(struct player_clip){.path = clip_path("ten-seconds.mp4"), .loop_to_us = 10000000});
	for (int number = 0; number < 100 * 300; number++) {
		tick();
		assert_shows(number % 300 & 0xff);
		tick();
		assert_shows(number % 300 & 0xff);
		assert_int_equal(player_counts(player).open, 1);
	}
	assert_in_range(total, 100 * round_length - RATE / 60 - 1, 100 * round_length);
	assert_true(worst < 0.02F);
	assert_int_equal(player_counts(player).shown, 100 * 300);
	assert_int_equal(player_counts(player).dropped, 0);
}

/* ---- positions ---- */

static void a_seek_is_exact_to_the_sample(void **state)
{
	(void)state;
	static const int numbers[] = {30, 1, 44, 15, 29};
	for (size_t i = 0; i < TONES; i++) {
		float(*clip)[2] = whole_clip(tones[i]);
		play(tones[i]);
		tick();
		for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
			player_seek(player, at_picture(numbers[k]));
			tick();
			heard_count = 0;
			tick_times(12);
			assert_heard(
				FADE, RATE / 6, clip, (size_t)numbers[k] * RATE / 30 + FADE, 0.02F);
		}
		player_stop(player);
		heard_count = 0;
	}
}

static void a_pause_loses_and_repeats_nothing(void **state)
{
	(void)state;
	float(*clip)[2] = whole_clip("tones-aac.mp4");
	play("tones-aac.mp4");
	tick_times(25);
	player_pause(player, true);
	size_t before = heard_count;
	tick_times(30);
	assert_int_equal(heard_count, before);
	player_pause(player, false);
	tick_times(25);
	assert_heard(FADE, heard_count - FADE, clip, FADE, 0.001F);
}

static void sound_keeps_step_with_the_picture(void **state)
{
	(void)state;
	static const bool turns[] = {false, true};
	for (size_t i = 0; i < 2; i++) {
		int flashes = 0, beeps = 0;
		int64_t flash_us[40], beep_us[40], start_us = ticks * 1000000 / 60;
		bool was_white = false;
		heard_count = 0;
		play_clip((struct player_clip){
			.path = clip_path("flash.mp4"), .loop_to_us = turns[i] ? 3000000 : 0});
		for (int k = 0; k < 600; k++) {
			tick();
			bool white = brightness(player_picture(player), 80, 48) > 128;
			if (white && !was_white)
				flash_us[flashes++] = (ticks - 1) * 1000000 / 60 - start_us;
			was_white = white;
		}
		size_t quiet = RATE;
		for (size_t at = 0; at < heard_count; at++) {
			bool loud = fabsf(heard[at][0]) > 0.1F;
			if (loud && quiet > RATE / 10)
				beep_us[beeps++] = (int64_t)at * 1000000 / RATE;
			quiet = loud ? 0 : quiet + 1;
		}
		assert_int_equal(flashes, 10);
		assert_int_equal(beeps, 10);
		for (int k = 0; k < flashes; k++)
			assert_in_range(llabs(flash_us[k] - beep_us[k]), 0, 20000);
	}
}

static void muting_is_silence_and_volume_is_a_factor(void **state)
{
	(void)state;
	float(*clip)[2] = whole_clip("tones-aac.mp4");
	play("tones-aac.mp4");
	player_set_volume(player, 0.5F);
	tick_times(20);
	for (size_t at = FADE; at < heard_count; at++)
		assert_true(fabsf(heard[at][0] - clip[at][0] / 2) < 0.001F);
	player_set_muted(player, true);
	tick_times(2);
	size_t muted = heard_count;
	tick_times(20);
	for (size_t at = muted; at < heard_count; at++)
		assert_true(heard[at][0] == 0 && heard[at][1] == 0);
	assert_true(heard_count > muted + RATE / 4);
}

/* ---- */

#define SOUND_TEST(name) cmocka_unit_test_setup_teardown(name, listen, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SOUND_TEST(a_loop_clicks_at_no_seam),
		SOUND_TEST(every_round_sounds_as_the_clip_does),
		SOUND_TEST(every_turn_of_one_decoder_sounds_as_the_clip_does),
		SOUND_TEST(a_whole_clip_goes_round_without_loss),
		SOUND_TEST(ten_seconds_go_round_a_hundred_times),
		SOUND_TEST(a_seek_is_exact_to_the_sample),
		SOUND_TEST(a_pause_loses_and_repeats_nothing),
		SOUND_TEST(sound_keeps_step_with_the_picture),
		SOUND_TEST(muting_is_silence_and_volume_is_a_factor),
	};
	return cmocka_run_group_tests(tests, make_sound_clips, NULL);
}
