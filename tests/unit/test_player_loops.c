/* A loop of the player, picture by picture: its seam leaves no picture out and shows none twice,
 * and it takes no more decoders than it must. */
#include "viewer.h"

static void a_loop_repeats_and_skips_no_picture(void **state)
{
	(void)state;
	static const char *const names[] = {"plain.mp4", "silent.mp4"};
	for (size_t i = 0; i < 2; i++) {
		play_loop(names[i], at_picture(10), at_picture(25));
		for (int round = 0; round < 6; round++)
			assert_runs(10, 24);
	}
	assert_int_equal(player_counts(player).dropped, 0);
}

static void a_loop_may_begin_with_what_comes_before_it(void **state)
{
	(void)state;
	play_clip((struct player_clip){.path = clip_path("plain.mp4"),
		.loop_from_us = at_picture(40),
		.loop_to_us = at_picture(50)});
	assert_runs(0, 49);
	for (int round = 0; round < 5; round++)
		assert_runs(40, 49);
}

static void times_with_three_decimals_mean_the_picture(void **state)
{
	(void)state;
	play_loop("plain.mp4", 333000, 667000);
	assert_runs(10, 19);
	assert_runs(10, 14);
}

static void a_whole_clip_loops_without_a_seam(void **state)
{
	(void)state;
	static const int64_t ends[] = {END_US, INT64_MAX};
	for (size_t i = 0; i < 2; i++) {
		play_loop("plain.mp4", 0, ends[i]);
		for (int round = 0; round < 4; round++)
			assert_runs(0, LAST);
	}
	play_loop("plain.mkv", 0, INT64_MAX);
	for (int round = 0; round < 3; round++)
		assert_runs(0, LAST);
}

static void a_loop_beyond_the_clip_repeats_all_of_it(void **state)
{
	(void)state;
	play_loop("plain.mp4", 5 * 1000000, 7 * 1000000);
	tick();
	assert_shows(0);
	tick();
	for (int number = 1; number <= LAST; number++) {
		tick();
		tick();
		assert_shows(number);
	}
	tick();
	assert_shows(0);
	assert_int_equal(problems.count, 1);
	assert_true(has_problem("plain.mp4: begins at 5.000 s, the video ends at 2.000 s"));
}

static void a_loop_goes_on_while_the_next_clip_is_prepared(void **state)
{
	(void)state;
	play_loop("plain.mp4", at_picture(10), at_picture(25));
	assert_runs(10, 20);
	player_prepare(player, &(struct player_clip){.path = clip_path("silent.mp4")});
	assert_runs(21, 24);
	for (int round = 0; round < 3; round++)
		assert_runs(10, 24);
	play("silent.mp4");
	assert_runs(0, LAST);
}

static void a_seek_inside_a_loop_keeps_looping(void **state)
{
	(void)state;
	play_loop("plain.mp4", at_picture(10), at_picture(25));
	assert_runs(10, 14);
	player_seek(player, at_picture(20));
	assert_runs(20, 24);
	assert_runs(10, 24);
	player_seek(player, at_picture(50));
	assert_runs(50, LAST);
	assert_runs(10, 24);
	assert_runs(10, 12);
}

static void a_loop_can_be_paused(void **state)
{
	(void)state;
	play_loop("plain.mp4", at_picture(10), at_picture(25));
	assert_runs(10, 24);
	player_pause(player, true);
	tick_times(10);
	assert_shows(24);
	player_pause(player, false);
	assert_runs(10, 24);
}

/* ---- loops that begin with a key frame: pictures 0, 16, 32 and 48 ---- */

/* Two ticks a picture, as assert_runs. */
static void assert_runs_in(int decoders, int first, int last)
{
	for (int number = first; number <= last; number++) {
		assert_runs(number, number);
		assert_int_equal(player_counts(player).open, decoders);
	}
}

static void a_loop_from_a_key_frame_takes_one_decoder(void **state)
{
	(void)state;
	static const char *const names[] = {"plain.mp4", "plain.mkv"};
	for (size_t i = 0; i < 2; i++) {
		play_loop(names[i], at_picture(32), at_picture(43));
		for (int round = 0; round < 6; round++)
			assert_runs_in(1, 32, 42);
		play_loop(names[i], 0, INT64_MAX);
		for (int round = 0; round < 3; round++)
			assert_runs_in(1, 0, LAST);
	}
	/* With one key frame only, and pictures that are not stored in their order. */
	play_loop("silent.mp4", 0, at_picture(20));
	for (int round = 0; round < 6; round++)
		assert_runs_in(1, 0, 19);
	assert_int_equal(player_counts(player).dropped, 0);
	assert_int_equal(problems.count, 0);
}

static void a_loop_from_any_other_picture_takes_two_decoders(void **state)
{
	(void)state;
	play_loop("plain.mp4", at_picture(33), at_picture(43));
	for (int round = 0; round < 4; round++)
		assert_runs_in(2, 33, 42);
	/* Where times may begin anew none is sure to lead to its picture. */
	play_loop("resize.ts", 0, at_picture(20));
	for (int round = 0; round < 4; round++)
		assert_runs_in(2, 0, 19);
}

static void a_clip_that_begins_before_its_loop_takes_one_decoder(void **state)
{
	(void)state;
	play_clip((struct player_clip){.path = clip_path("plain.mp4"),
		.start_us = at_picture(5),
		.loop_from_us = at_picture(32),
		.loop_to_us = at_picture(40)});
	assert_runs_in(1, 5, 39);
	for (int round = 0; round < 4; round++)
		assert_runs_in(1, 32, 39);
}

/* Whether there is a key frame is not known before the loop's start was passed. */
static void a_clip_that_begins_inside_its_loop_takes_one_decoder_from_the_second_turn_on(
	void **state)
{
	(void)state;
	play_clip((struct player_clip){.path = clip_path("plain.mp4"),
		.start_us = at_picture(35),
		.loop_from_us = at_picture(16),
		.loop_to_us = at_picture(40)});
	assert_runs_in(2, 35, 39);
	for (int round = 0; round < 4; round++)
		assert_runs_in(1, 16, 39);
}

static void a_prepared_clip_waits_beside_the_loops_one_decoder(void **state)
{
	(void)state;
	play_loop("plain.mp4", at_picture(32), at_picture(43));
	assert_runs_in(1, 32, 40);
	player_prepare(player, &(struct player_clip){.path = clip_path("plain.mkv"),
				       .loop_to_us = at_picture(12)});
	assert_runs_in(2, 41, 42);
	for (int round = 0; round < 3; round++)
		assert_runs_in(2, 32, 42);
	play_loop("plain.mkv", 0, at_picture(12));
	for (int round = 0; round < 3; round++)
		assert_runs_in(1, 0, 11);
}

/* In the last pictures of a turn the next one is decoded already. */
static void a_turn_that_is_decoded_ahead_gives_way(void **state)
{
	(void)state;
	for (int last = 38; last < 43; last++) {
		play_loop("plain.mp4", at_picture(32), at_picture(43));
		assert_runs(32, last);
		player_seek(player, at_picture(35));
		assert_runs(35, 42);
		assert_runs(32, last);
		player_pause(player, true);
		tick_times(10);
		assert_shows(last);
		player_pause(player, false);
		if (last < 42)
			assert_runs(last + 1, 42);
		assert_runs(32, last);
		/* Another loop of the clip, as of the next step. */
		play_loop("plain.mp4", 0, at_picture(9));
		assert_runs(0, 8);
		assert_runs(0, 7);
		player_seek(player, at_picture(57));
		assert_runs(57, LAST);
		assert_runs(0, 8);
		play("plain.mp4");
		assert_runs(0, 12);
	}
	assert_int_equal(player_counts(player).dropped, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAYER_TEST(a_loop_repeats_and_skips_no_picture),
		PLAYER_TEST(a_loop_may_begin_with_what_comes_before_it),
		PLAYER_TEST(times_with_three_decimals_mean_the_picture),
		PLAYER_TEST(a_whole_clip_loops_without_a_seam),
		PLAYER_TEST(a_loop_beyond_the_clip_repeats_all_of_it),
		PLAYER_TEST(a_loop_goes_on_while_the_next_clip_is_prepared),
		PLAYER_TEST(a_seek_inside_a_loop_keeps_looping),
		PLAYER_TEST(a_loop_can_be_paused),
		PLAYER_TEST(a_loop_from_a_key_frame_takes_one_decoder),
		PLAYER_TEST(a_loop_from_any_other_picture_takes_two_decoders),
		PLAYER_TEST(a_clip_that_begins_before_its_loop_takes_one_decoder),
		PLAYER_TEST(
			a_clip_that_begins_inside_its_loop_takes_one_decoder_from_the_second_turn_on),
		PLAYER_TEST(a_prepared_clip_waits_beside_the_loops_one_decoder),
		PLAYER_TEST(a_turn_that_is_decoded_ahead_gives_way),
	};
	return cmocka_run_group_tests(tests, make_basic_clips, NULL);
}
