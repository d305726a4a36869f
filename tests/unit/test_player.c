/* The player, picture by picture: in virtual time, on a display of 60 Hz, with clips of 30 pictures
 * a second whose pictures carry their number. */
#include "media/source.h"
#include "viewer.h"

#include <fcntl.h>
#include <libavutil/frame.h>
#include <time.h>

/* ---- playing ---- */

static void every_picture_is_shown_in_its_turn(void **state)
{
	(void)state;
	play("plain.mp4");
	assert_runs(0, LAST);
	assert_int_equal(player_counts(player).shown, 60);
	assert_int_equal(player_counts(player).dropped, 0);
	assert_string_equal(player_counts(player).decoder, "h264");
}

static void the_end_holds_the_last_picture(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(TICKS);
	assert_int_equal(state_now(), PLAYER_PLAYING);
	for (int i = 0; i < 10; i++) {
		tick();
		assert_int_equal(state_now(), PLAYER_ENDED);
		assert_shows(LAST);
		assert_int_equal(player_status(player).position_us, END_US);
	}
	assert_int_equal(player_next_us(player), INT64_MAX);
}

static void position_and_duration_are_those_of_the_clip(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(31);
	struct player_status status = player_status(player);
	assert_int_equal(status.position_us, 500000);
	assert_int_equal(status.duration_us, END_US);
	assert_int_equal(status.request, requests);
	assert_true(status.has_picture);
	assert_true(status.has_sound);
}

static void opening_takes_no_virtual_time_and_keeps_the_old_picture(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(21);
	uint32_t before = requests;
	play("silent.mp4");
	assert_int_equal(state_now(), PLAYER_OPENING);
	assert_false(player_status(player).has_picture);
	assert_shows(10);
	assert_int_equal(player_picture(player)->request, before);
	tick();
	assert_int_equal(state_now(), PLAYER_PLAYING);
	assert_shows(0);
	assert_int_equal(player_picture(player)->request, requests);
	assert_int_equal(player_status(player).position_us, 0);
	assert_false(player_status(player).has_sound);
	tick();
	assert_runs(1, 20);
}

/* The screen asks for the picture of its last request, and shows the poster without one. */
static void another_part_of_the_clip_begins_from_the_picture_that_is_there(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(21);
	play_clip((struct player_clip){.path = clip_path("plain.mp4"), .start_us = at_picture(40)});
	assert_int_equal(state_now(), PLAYER_OPENING);
	assert_shows(10);
	assert_int_equal(player_picture(player)->request, requests);
	tick();
	assert_shows(40);
}

static void a_clip_that_fails_leaves_no_picture_of_another(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(21);
	play("no-such.mp4");
	assert_shows(10);
	tick();
	assert_null(player_picture(player));
}

static void settling_alone_opens_too(void **state)
{
	(void)state;
	tick();
	play("plain.mp4");
	player_settle(player);
	assert_int_equal(state_now(), PLAYER_PLAYING);
	assert_shows(0);
	assert_true(
		player_advance(player, ticks++ * 1000000 / 60)); /* tells what settling changed */
}

static void a_pause_holds_picture_and_position(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(21);
	player_pause(player, true);
	assert_int_equal(state_now(), PLAYER_PAUSED);
	int64_t position_us = player_status(player).position_us;
	for (int i = 0; i < 30; i++) {
		tick();
		assert_shows(10);
		assert_int_equal(player_status(player).position_us, position_us);
	}
	assert_int_equal(player_next_us(player), INT64_MAX);
	player_pause(player, false);
	tick();
	assert_shows(10);
	assert_runs(11, LAST);
}

static void a_clip_can_begin_paused(void **state)
{
	(void)state;
	play_clip((struct player_clip){
		.path = clip_path("plain.mp4"), .start_us = at_picture(7), .paused = true});
	tick_times(20);
	assert_int_equal(state_now(), PLAYER_PAUSED);
	assert_shows(7);
	player_pause(player, false);
	tick();
	assert_runs(8, 20);
}

static void stopping_leaves_nothing(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(5);
	player_stop(player);
	assert_int_equal(state_now(), PLAYER_NONE);
	assert_null(player_picture(player));
	tick_times(5);
	assert_null(player_picture(player));
	play("plain.mp4");
	assert_runs(0, 5);
}

static void the_next_call_is_wanted_when_the_next_picture_is_due(void **state)
{
	(void)state;
	assert_int_equal(player_next_us(player), INT64_MAX);
	play("silent.mp4");
	assert_int_equal(player_next_us(player), 0);
	tick();
	player_advance(player, 0);
	/* The next picture may not be decoded yet; then the slot wakes the loop. */
	int64_t next_us = player_next_us(player);
	assert_true(next_us == 33333 || next_us == INT64_MAX);
}

/* ---- seeking ---- */

static void assert_seeks(const char *name)
{
	static const int numbers[] = {30, 0, 59, 29, 31, 1, 58, 45, 12, 44, 46, 3};
	play(name);
	tick();
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		player_seek(player, at_picture(numbers[i]));
		tick();
		assert_shows(numbers[i]);
		assert_int_equal(player_status(player).position_us, at_picture(numbers[i]));
		tick();
		assert_shows(numbers[i]);
		tick();
		assert_shows(numbers[i] < LAST ? numbers[i] + 1 : LAST);
	}
}

static void a_seek_lands_on_the_picture(void **state)
{
	(void)state;
	assert_seeks("plain.mp4");
	assert_seeks("silent.mp4"); /* one key frame only */
	assert_seeks("plain.mkv");
}

static void a_position_between_two_pictures_shows_the_earlier_one(void **state)
{
	(void)state;
	play("plain.mp4");
	player_seek(player, at_picture(40) + 20000);
	tick();
	assert_shows(40);
	tick();
	assert_shows(41);
}

static void a_seek_is_clamped_to_the_clip(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(9);
	player_seek(player, 99 * 1000000);
	tick();
	assert_shows(LAST);
	assert_int_equal(state_now(), PLAYER_PLAYING);
	player_seek(player, -5);
	tick();
	assert_shows(0);
	play_clip((struct player_clip){.path = clip_path("silent.mp4"), .start_us = 99 * 1000000});
	tick();
	assert_shows(LAST);
	assert_int_equal(player_status(player).position_us, END_US);
}

static void a_seek_while_paused_shows_its_picture_and_stays_paused(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(9);
	player_pause(player, true);
	player_seek(player, at_picture(33));
	tick_times(5);
	assert_int_equal(state_now(), PLAYER_PAUSED);
	assert_shows(33);
	player_pause(player, false);
	tick();
	assert_runs(34, 40);
}

static void a_seek_after_the_end_plays_on(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(TICKS + 5);
	assert_int_equal(state_now(), PLAYER_ENDED);
	player_seek(player, at_picture(50));
	assert_runs(50, LAST);
	tick();
	assert_int_equal(state_now(), PLAYER_ENDED);
}

static void the_same_file_again_begins_anew(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(50);
	play_clip((struct player_clip){.path = clip_path("plain.mp4"), .start_us = at_picture(15)});
	assert_int_equal(state_now(), PLAYER_OPENING);
	assert_runs(15, LAST);
	tick();
	assert_int_equal(state_now(), PLAYER_ENDED);
	play("plain.mp4");
	assert_runs(0, 20);
}

/* ---- loops ---- */

static void play_loop(const char *name, int64_t from_us, int64_t to_us)
{
	play_clip((struct player_clip){.path = clip_path(name),
		.start_us = from_us,
		.loop_from_us = from_us,
		.loop_to_us = to_us});
}

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

/* ---- the clip that comes next ---- */

static void a_prepared_clip_plays_as_any_other(void **state)
{
	(void)state;
	play("plain.mp4");
	tick_times(30);
	struct player_clip next = {.path = clip_path("silent.mp4"), .start_us = at_picture(20)};
	char *path = strdup(next.path);
	next.path = path;
	player_prepare(player, &next);
	player_prepare(player, &next);
	tick();
	assert_shows(15);
	play_clip(next);
	free(path);
	assert_runs(20, LAST);
}

static void another_clip_than_the_prepared_one_plays_too(void **state)
{
	(void)state;
	play("plain.mp4");
	tick();
	player_prepare(player, &(struct player_clip){.path = clip_path("silent.mp4")});
	play("plain.mkv");
	assert_runs(0, 10);
	player_prepare(player, &(struct player_clip){.path = clip_path("no-such.mp4")});
	tick();
	play_clip((struct player_clip){.path = clip_path("no-such.mp4")});
	tick();
	assert_int_equal(state_now(), PLAYER_FAILED);
}

static void many_requests_at_once_end_with_the_last(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++) {
		play(i % 2 ? "plain.mp4" : "silent.mp4");
		player_seek(player, at_picture(i));
		player_prepare(player, &(struct player_clip){.path = clip_path("plain.mkv")});
	}
	assert_runs(19, 30);
}

/* ---- pictures ---- */

static void planar_pictures_come_as_they_were_decoded(void **state)
{
	(void)state;
	play("plain.mp4");
	tick();
	const struct picture *picture = player_picture(player);
	assert_int_equal(picture->format, PICTURE_I420);
	assert_int_equal(picture->w, 160);
	assert_int_equal(picture->h, 96);
	uint64_t serial = picture->serial;
	tick();
	assert_true(player_picture(player)->serial == serial);
	tick();
	assert_true(player_picture(player)->serial != serial);
}

static void other_pixels_and_sizes_are_converted(void **state)
{
	(void)state;
	play("ten-bit.mp4");
	assert_runs(0, 10);
	assert_int_equal(player_picture(player)->format, PICTURE_I420);
	play("odd.mkv");
	assert_runs(0, 10);
	assert_int_equal(player_picture(player)->w, 161);
	assert_int_equal(player_picture(player)->h, 97);
	player_set_target(player, 333, 77);
	assert_shows(10);
	assert_runs(11, 20);
}

static void pixels_fit_into_the_target_with_their_aspect(void **state)
{
	(void)state;
	player_set_target(player, 320, 320);
	play("plain.mp4");
	tick();
	const struct picture *picture = player_picture(player);
	assert_int_equal(picture->w, 320);
	assert_int_equal(picture->h, 192);
	player_set_target(player, 320, 48);
	assert_int_equal(player_picture(player)->w, 80);
	tick();
	assert_runs(1, 9);
	play("wide.mp4");
	tick();
	player_set_target(player, 100, 100);
	picture = player_picture(player);
	assert_int_equal(picture->w, 100);
	assert_int_equal(picture->h, 30);
	assert_true(picture->aspect > 3.33 && picture->aspect < 3.34);
}

static void a_turned_clip_stands_upright(void **state)
{
	(void)state;
	play("rotated.mp4");
	tick_times(21);
	const struct picture *picture = player_picture(player);
	assert_int_equal(picture->w, 96);
	assert_int_equal(picture->h, 160);
	assert_true(picture->aspect > 0.59 && picture->aspect < 0.61);
	assert_int_equal(number_on(picture, true), 10);
	player_set_target(player, 300, 160);
	picture = player_picture(player);
	assert_int_equal(picture->w, 96);
	assert_int_equal(picture->h, 160);
	assert_int_equal(number_on(picture, true), 10);
}

static void assert_colour(const int colour[3], int blue, int green, int red)
{
	assert_in_range(abs(colour[0] - blue), 0, 10);
	assert_in_range(abs(colour[1] - green), 0, 10);
	assert_in_range(abs(colour[2] - red), 0, 10);
}

static int to_byte(double value)
{
	return value < 0 ? 0 : value > 255 ? 255 : (int)(value + 0.5);
}

/* The pixel in the middle of the picture's height as a renderer shows it. */
static void colour_of(const struct picture *picture, int x, int colour[3])
{
	int y = picture->h / 2;
	double at[3];
	for (int i = 0; i < 3; i++)
		at[i] = picture->plane[i][y / (i ? 2 : 1) * picture->pitch[i] + x / (i ? 2 : 1)];
	double luma = picture->full_range ? at[0] : (at[0] - 16) * 255 / 219;
	double k = picture->full_range ? 1 : 255.0 / 224, cb = (at[1] - 128) * k,
	       cr = (at[2] - 128) * k;
	double red = picture->bt709 ? 0.2126 : 0.299, blue = picture->bt709 ? 0.0722 : 0.114;
	colour[2] = to_byte(luma + 2 * (1 - red) * cr);
	colour[0] = to_byte(luma + 2 * (1 - blue) * cb);
	double green = 1 - red - blue;
	colour[1] = to_byte(luma - (2 * (1 - red) * red * cr + 2 * (1 - blue) * blue * cb) / green);
}

static void colours_follow_matrix_range_and_depth(void **state)
{
	(void)state;
	static const char *const names[] = {
		"709", "601-full", "709-full", "2020", "422", "444", "420-10", "422-10-full"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char name[40];
		snprintf(name, sizeof name, "colours-%s.mp4", names[i]);
		for (int form = 0; form < 3; form++) {
			static const int widths[] = {0, 160, 60};
			player_set_target(player, widths[form], form ? 96 : 0);
			play(name);
			tick();
			const struct picture *picture = player_picture(player);
			assert_non_null(picture);
			/* No renderer knows this pair. */
			assert_false(picture->bt709 && picture->full_range);
			int left[3], right[3];
			colour_of(picture, picture->w / 4, left);
			colour_of(picture, picture->w * 3 / 4, right);
			assert_colour(left, 0, 0, 255);
			assert_colour(right, 255, 0, 0);
		}
	}
}

/* ---- broken clips ---- */

static void a_clip_that_cannot_play_says_which_and_why(void **state)
{
	(void)state;
	static const struct {
		const char *name, *cause;
	} broken[] = {{"no-such.mp4", "no-such.mp4: no such file"},
		{"empty.mp4", "empty.mp4: the file is empty"},
		{"text.mp4", "text.mp4: not a video, or cut off"},
		{"stub.mp4", "stub.mp4: there is no video in it"},
		{"audio-only.mp4", "audio-only.mp4: there is no video in it"},
		{"", ": not a file"}};
	play("plain.mp4");
	tick_times(9);
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		play(broken[i].name);
		tick();
		struct player_status status = player_status(player);
		assert_int_equal(status.state, PLAYER_FAILED);
		assert_int_equal(status.request, requests);
		assert_non_null(strstr(status.fault, broken[i].cause));
		assert_true(has_problem(broken[i].cause));
		player_pause(player, true);
		player_seek(player, 500000);
		tick();
		assert_int_equal(state_now(), PLAYER_FAILED);
	}
	play("plain.mp4");
	assert_runs(0, 10);
	assert_string_equal(player_status(player).fault, "");
}

static void a_long_path_leaves_room_for_the_cause(void **state)
{
	(void)state;
	char path[800];
	memset(path, 'x', sizeof path);
	memcpy(path + 600, "/clip.mp4", 10);
	play_clip((struct player_clip){.path = path});
	tick();
	assert_non_null(strstr(player_status(player).fault, "/clip.mp4: "));
}

static void a_cut_off_clip_plays_what_is_there(void **state)
{
	(void)state;
	play("truncated.mp4");
	assert_runs(0, 20);
	tick_times(TICKS);
	assert_int_equal(state_now(), PLAYER_ENDED);
	assert_in_range(shown_number(), 20, LAST - 1);
	assert_true(has_problem("truncated.mp4: "));
}

static void a_damaged_clip_goes_on_after_the_damage(void **state)
{
	(void)state;
	play("corrupt.mp4");
	assert_runs(0, 15);
	tick_times(TICKS);
	assert_int_equal(state_now(), PLAYER_ENDED);
	assert_shows(LAST);
	assert_true(has_problem("corrupt.mp4: damaged at about"));
}

static void a_change_of_size_and_time_in_the_middle_plays_on(void **state)
{
	(void)state;
	play("resize.ts");
	for (int number = 0; number < 90; number++) {
		tick();
		const struct picture *picture = player_picture(player);
		assert_int_equal(number_on(picture, false), number < 60 ? number : number - 60);
		assert_int_equal(picture->w, number < 60 ? 160 : 320);
		tick();
	}
	tick();
	assert_int_equal(state_now(), PLAYER_ENDED);
}

static void sound_that_is_late_or_short_holds_nothing_up(void **state)
{
	(void)state;
	play("late-sound.mp4");
	assert_runs(0, LAST);
	play_loop("late-sound.mp4", at_picture(10), at_picture(25));
	for (int round = 0; round < 4; round++)
		assert_runs(10, 24);
}

/* ---- too late ---- */

static void pictures_left_out_in_a_hurry_are_counted(void **state)
{
	(void)state;
	atomic_bool never = false;
	char fault[SOURCE_FAULT];
	struct source *source = source_open(
		&(struct source_options){
			.path = clip_path("plain.mp4"), .gain = 1, .stop = &never, .leave = &never},
		fault);
	AVFrame *frame = av_frame_alloc();
	int given = 0, lost = 0;
	int64_t us;
	source_seek(source, 0, INT64_MAX);
	for (enum source_result result;
		(result = source_video(source, frame, &us)) != SOURCE_END;) {
		assert_int_equal(result, SOURCE_OK);
		av_frame_unref(frame);
		lost += source_take_lost(source);
		if (++given == 5)
			source_hurry(source, at_picture(35));
	}
	lost += source_take_lost(source);
	assert_int_equal(given + lost, LAST + 1);
	assert_in_range(lost, 10, 30);
	/* What lies before a position was never to be shown. */
	source_seek(source, at_picture(50), INT64_MAX);
	for (given = 0; source_video(source, frame, &us) == SOURCE_OK; given++)
		av_frame_unref(frame);
	assert_int_equal(given, 10);
	assert_int_equal(source_take_lost(source), 0);
	av_frame_free(&frame);
	source_close(source);
}

/* ---- the machine ---- */

/* A long, odd sequence of calls, summed up in one number. */
static uint64_t odd_sequence(unsigned seed)
{
	static const char *const names[] = {"plain.mp4", "silent.mp4", "corrupt.mp4", "resize.ts",
		"no-such.mp4", "plain.mkv", "truncated.mp4"};
	uint64_t sum = 0;
	for (int i = 0; i < 400; i++) {
		seed = seed * 1103515245 + 12345;
		unsigned dice = seed >> 16 & 63;
		if (dice < 2)
			play(names[(seed >> 22) % 7]);
		else if (dice < 4)
			play_loop(names[(seed >> 22) % 7], seed >> 12 & 0xfffff, 1500000);
		else if (dice < 7)
			player_seek(player, seed >> 10 & 0x1fffff);
		else if (dice < 9)
			player_pause(player, dice == 7);
		else if (dice < 10)
			player_prepare(player,
				&(struct player_clip){.path = clip_path(names[(seed >> 22) % 7])});
		tick();
		const struct picture *picture = player_picture(player);
		struct player_status status = player_status(player);
		sum = sum * 31 + (uint64_t)(picture ? picture->pts_us : -1);
		sum = sum * 31 + (uint64_t)status.position_us * 8 + status.state;
	}
	return sum;
}

static void the_same_calls_give_the_same_pictures(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed < 12; seed++) {
		uint64_t sums[2];
		for (int i = 0; i < 2; i++) {
			player_destroy(player);
			open_player();
			sums[i] = odd_sequence(seed);
		}
		assert_true(sums[0] == sums[1]);
	}
}

static int open_descriptors(void)
{
	int count = 0;
	for (int i = 0; i < 1024; i++)
		count += fcntl(i, F_GETFD) >= 0;
	return count;
}

static void creating_and_destroying_leaves_no_descriptor(void **state)
{
	(void)state;
	player_destroy(player);
	int before = open_descriptors();
	for (int i = 0; i < 50; i++) {
		open_player();
		if (i % 5 > 0)
			play_loop("plain.mp4", at_picture(5), at_picture(15));
		if (i % 5 > 1)
			tick_times(i);
		if (i % 5 > 2)
			player_seek(player, 500000);
		if (i % 5 > 3)
			play("silent.mp4");
		player_destroy(player);
	}
	assert_int_equal(open_descriptors(), before);
	open_player();
	player_destroy(NULL);
}

/* ---- real time: only what holds on any machine, however slow ---- */

static void run_in_real_time(struct player_clip clip)
{
	int last = -1;
	play_clip(clip);
	for (int i = 0; i < 6000 && state_now() != PLAYER_ENDED; i++) {
		struct timespec now;
		clock_gettime(CLOCK_MONOTONIC, &now);
		player_advance(player, (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000);
		if (player_status(player).has_picture) {
			assert_true(shown_number() >= last);
			last = shown_number();
		}
		nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
	}
	assert_int_equal(state_now(), PLAYER_ENDED);
	assert_int_equal(last, LAST);
	struct player_counts counts = player_counts(player);
	assert_int_equal(counts.shown + counts.dropped, 60);
}

static void open_real_player(const char *driver)
{
	player_destroy(player);
	setenv("SDL_AUDIODRIVER", driver, 1);
	problems = (struct problems){0};
	player = player_create(&(struct player_options){.sound = true, .problems = &problems});
	assert_non_null(player);
}

static void a_clip_with_sound_plays_by_the_sound(void **state)
{
	(void)state;
	open_real_player("dummy");
	assert_int_equal(problems.count, 0);
	run_in_real_time((struct player_clip){.path = clip_path("plain.mp4")});
}

static void without_a_sound_device_the_clip_plays_and_staff_are_told(void **state)
{
	(void)state;
	open_real_player("no-such-driver");
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.item[0].part, PART_SOUND);
	run_in_real_time((struct player_clip){.path = clip_path("plain.mp4")});
	assert_true(player_status(player).has_sound);
}

/* ---- */

static int make_basic_clips(void **state)
{
	(void)state;
	return make_clips("basic");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAYER_TEST(every_picture_is_shown_in_its_turn),
		PLAYER_TEST(the_end_holds_the_last_picture),
		PLAYER_TEST(position_and_duration_are_those_of_the_clip),
		PLAYER_TEST(opening_takes_no_virtual_time_and_keeps_the_old_picture),
		PLAYER_TEST(another_part_of_the_clip_begins_from_the_picture_that_is_there),
		PLAYER_TEST(a_clip_that_fails_leaves_no_picture_of_another),
		PLAYER_TEST(settling_alone_opens_too),
		PLAYER_TEST(a_pause_holds_picture_and_position),
		PLAYER_TEST(a_clip_can_begin_paused),
		PLAYER_TEST(stopping_leaves_nothing),
		PLAYER_TEST(the_next_call_is_wanted_when_the_next_picture_is_due),
		PLAYER_TEST(a_seek_lands_on_the_picture),
		PLAYER_TEST(a_position_between_two_pictures_shows_the_earlier_one),
		PLAYER_TEST(a_seek_is_clamped_to_the_clip),
		PLAYER_TEST(a_seek_while_paused_shows_its_picture_and_stays_paused),
		PLAYER_TEST(a_seek_after_the_end_plays_on),
		PLAYER_TEST(the_same_file_again_begins_anew),
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
		PLAYER_TEST(a_prepared_clip_plays_as_any_other),
		PLAYER_TEST(another_clip_than_the_prepared_one_plays_too),
		PLAYER_TEST(many_requests_at_once_end_with_the_last),
		PLAYER_TEST(planar_pictures_come_as_they_were_decoded),
		PLAYER_TEST(other_pixels_and_sizes_are_converted),
		PLAYER_TEST(pixels_fit_into_the_target_with_their_aspect),
		PLAYER_TEST(a_turned_clip_stands_upright),
		PLAYER_TEST(colours_follow_matrix_range_and_depth),
		PLAYER_TEST(a_clip_that_cannot_play_says_which_and_why),
		PLAYER_TEST(a_long_path_leaves_room_for_the_cause),
		PLAYER_TEST(a_cut_off_clip_plays_what_is_there),
		PLAYER_TEST(a_damaged_clip_goes_on_after_the_damage),
		PLAYER_TEST(a_change_of_size_and_time_in_the_middle_plays_on),
		PLAYER_TEST(sound_that_is_late_or_short_holds_nothing_up),
		PLAYER_TEST(pictures_left_out_in_a_hurry_are_counted),
		PLAYER_TEST(the_same_calls_give_the_same_pictures),
		PLAYER_TEST(creating_and_destroying_leaves_no_descriptor),
		PLAYER_TEST(a_clip_with_sound_plays_by_the_sound),
		PLAYER_TEST(without_a_sound_device_the_clip_plays_and_staff_are_told),
	};
	return cmocka_run_group_tests(tests, make_basic_clips, NULL);
}
