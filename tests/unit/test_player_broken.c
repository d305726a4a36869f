/* The player over clips that are no clips, cut off, damaged, or change in their middle. */
#include "viewer.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAYER_TEST(a_clip_that_cannot_play_says_which_and_why),
		PLAYER_TEST(a_long_path_leaves_room_for_the_cause),
		PLAYER_TEST(a_cut_off_clip_plays_what_is_there),
		PLAYER_TEST(a_damaged_clip_goes_on_after_the_damage),
		PLAYER_TEST(a_change_of_size_and_time_in_the_middle_plays_on),
		PLAYER_TEST(sound_that_is_late_or_short_holds_nothing_up),
	};
	return cmocka_run_group_tests(tests, make_basic_clips, NULL);
}
