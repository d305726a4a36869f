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
		PLAYER_TEST(a_prepared_clip_plays_as_any_other),
		PLAYER_TEST(another_clip_than_the_prepared_one_plays_too),
		PLAYER_TEST(many_requests_at_once_end_with_the_last),
		PLAYER_TEST(pictures_left_out_in_a_hurry_are_counted),
		PLAYER_TEST(the_same_calls_give_the_same_pictures),
		PLAYER_TEST(creating_and_destroying_leaves_no_descriptor),
		PLAYER_TEST(a_clip_with_sound_plays_by_the_sound),
		PLAYER_TEST(without_a_sound_device_the_clip_plays_and_staff_are_told),
	};
	return cmocka_run_group_tests(tests, make_basic_clips, NULL);
}
