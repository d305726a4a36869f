/* The simulated station: buttons, a mat of loads and traces, a cable that can be pulled. */
#define SCRATCH "sim"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scratch.h"
#include "sim.h"

enum { MS = 1000, S = 1000 * MS, SEEN = 4096 };

static struct hw *hw;
static struct sim *sim;
static struct hw_event seen[SEEN];
static int seens;

static void see(void *data, const struct hw_event *event)
{
	(void)data;
	assert_true(seens < SEEN);
	seen[seens++] = *event;
}

static void simulate(const struct hw_settings *settings)
{
	hw = hw_create(&(struct hw_options){.settings = settings, .sim = true, .event = see});
	assert_non_null(hw);
	sim = hw_sim(hw);
	assert_non_null(sim);
	seens = 0;
}

static int set_up(void **state)
{
	(void)state;
	const struct hw_settings settings = hw_settings_default();
	simulate(&settings);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hw_destroy(hw);
	hw = NULL;
	return 0;
}

static const struct mat_raw *last_scan(void)
{
	assert_true(seens > 0);
	assert_int_equal(seen[seens - 1].kind, HW_EVENT_SCAN);
	return &seen[seens - 1].scan;
}

static void expect_near(int value, int wanted)
{
	assert_in_range(value, wanted - 1, wanted + 1);
}

static void a_press_and_its_release_come_at_once(void **state)
{
	(void)state;
	sim_press(sim, 1, true, 5 * S);
	sim_press(sim, 1, false, 6 * S);
	assert_int_equal(seens, 2);
	assert_int_equal(seen[0].kind, HW_EVENT_BUTTON);
	assert_int_equal(seen[0].button.key, 1);
	assert_true(seen[0].button.down);
	assert_int_equal(seen[0].at_us, 5 * S);
	assert_false(seen[1].button.down);
}

static void a_button_that_is_down_already_is_not_pressed_again(void **state)
{
	(void)state;
	sim_press(sim, 0, true, 0);
	sim_press(sim, 0, true, S);
	assert_int_equal(seens, 1);
	sim_press(sim, 99, true, S);
	sim_press(sim, -1, true, S);
	assert_int_equal(seens, 1);
}

static void held_for_30_s_a_button_is_let_go_told_and_ignored_until_released(void **state)
{
	(void)state;
	struct hw_status status;
	struct problems problems = {0};
	sim_plug(sim, false, 0);
	sim_press(sim, 3, true, 0);
	seens = 0;
	sim_advance(sim, 30 * S - 1);
	assert_int_equal(seens, 0);
	sim_advance(sim, 30 * S);
	assert_int_equal(seens, 2);
	assert_int_equal(seen[0].kind, HW_EVENT_BUTTON);
	assert_false(seen[0].button.down);
	assert_int_equal(seen[1].kind, HW_EVENT_STATUS);
	hw_status(hw, &status);
	hw_tell(&status, &problems, PART_SETTINGS);
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.home (simulated): held for over 30"));

	seens = 0;
	sim_advance(sim, 90 * S);
	assert_int_equal(seens, 0);
	sim_press(sim, 3, false, 91 * S);
	assert_int_equal(seens, 1);
	assert_int_equal(seen[0].kind, HW_EVENT_STATUS);
	sim_plug(sim, true, 91 * S);
	hw_status(hw, &status);
	hw_tell(&status, &problems, PART_SETTINGS);
	assert_int_equal(problems.count, 0);
	seens = 0;
	sim_press(sim, 3, true, 92 * S);
	assert_int_equal(seens, 1);
	assert_true(seen[0].button.down);
}

static void lights_are_what_was_last_asked_for(void **state)
{
	(void)state;
	assert_int_equal(hw_light(hw, 0), HW_LIGHT_OFF);
	hw_led(hw, 0, HW_LIGHT_BLINK);
	hw_led(hw, 5, HW_LIGHT_ON);
	hw_led(hw, HW_KEYS, HW_LIGHT_ON);
	assert_int_equal(hw_light(hw, 0), HW_LIGHT_BLINK);
	assert_int_equal(hw_light(hw, 5), HW_LIGHT_ON);
	assert_int_equal(hw_light(hw, HW_KEYS), HW_LIGHT_OFF);
}

static void the_mat_is_scanned_50_times_a_second_of_the_callers_time(void **state)
{
	(void)state;
	sim_advance(sim, 0);
	assert_int_equal(seens, 1);
	sim_advance(sim, S);
	assert_int_equal(seens, 51);
	for (int i = 0; i < seens; i++) {
		assert_int_equal(seen[i].kind, HW_EVENT_SCAN);
		assert_int_equal(seen[i].scan.t_us, i * 20 * MS);
		assert_int_equal(seen[i].scan.zones, 8);
	}
	assert_int_equal(sim_due_us(sim), 1020 * MS);
}

static void the_grid_is_that_of_the_settings(void **state)
{
	(void)state;
	hw_destroy(hw);
	struct hw_settings settings = hw_settings_default();
	assert_int_equal(settings.mat.kind, HW_MAT_NONE);
	settings.mat.kind = HW_MAT_GPIO;
	settings.mat.rows = 3;
	settings.mat.columns = 1;
	simulate(&settings);
	assert_int_equal(hw_mat_form(hw).grid.rows, 3);
	assert_int_equal(hw_mat_form(hw).grid.columns, 1);
	sim_advance(sim, 0);
	assert_int_equal(last_scan()->zones, 3);
	assert_false(sim_load(sim, 0, 1, 0.5f));
}

static void a_load_stays_until_it_is_taken_off(void **state)
{
	(void)state;
	assert_true(sim_load(sim, 2, 1, 0.5f));
	assert_true(sim_load(sim, 3, 0, 1));
	sim_advance(sim, S);
	expect_near(last_scan()->raw[5], 541);
	assert_in_range(last_scan()->raw[6], 1021, 1022);
	expect_near(last_scan()->raw[0], 60);
	sim_unload(sim);
	sim_advance(sim, 2 * S);
	expect_near(last_scan()->raw[5], 60);
}

static void a_load_out_of_the_mat_or_out_of_0_to_1_is_refused(void **state)
{
	(void)state;
	assert_false(sim_load(sim, 4, 0, 0.5f));
	assert_false(sim_load(sim, 0, -1, 0.5f));
	assert_false(sim_load(sim, 0, 0, 1.5f));
	assert_false(sim_load(sim, 0, 0, -0.5f));
}

static void an_empty_mat_trembles_alike_in_each_run(void **state)
{
	(void)state;
	sim_advance(sim, 0);
	sim_advance(sim, S);
	struct mat_raw first = *last_scan();
	bool moved = false;
	for (int i = 1; i < seens; i++)
		moved = moved || seen[i].scan.raw[0] != seen[0].scan.raw[0];
	assert_true(moved);
	tear_down(NULL);
	set_up(NULL);
	sim_advance(sim, 0);
	sim_advance(sim, S);
	assert_memory_equal(&first, last_scan(), sizeof first);
}

static void an_unplugged_mat_sends_nothing_and_is_told_to_staff(void **state)
{
	(void)state;
	struct hw_status status;
	struct problems problems = {0};
	sim_advance(sim, 0);
	seens = 0;
	sim_plug(sim, false, 100 * MS);
	sim_plug(sim, false, 100 * MS);
	assert_int_equal(seens, 1);
	assert_int_equal(seen[0].kind, HW_EVENT_STATUS);
	sim_advance(sim, 5 * S);
	assert_int_equal(seens, 1);
	assert_int_equal(sim_due_us(sim), INT64_MAX);
	hw_status(hw, &status);
	hw_tell(&status, &problems, PART_SETTINGS);
	assert_true(told(&problems, PROBLEM_WARNING, "mat (simulated): unplugged"));

	sim_plug(sim, true, 5 * S);
	hw_status(hw, &status);
	hw_tell(&status, &problems, PART_SETTINGS);
	assert_int_equal(problems.count, 0);
	sim_advance(sim, 5 * S + 20 * MS);
	assert_int_equal(last_scan()->zones, 8);
}

static void after_a_long_gap_scans_go_on_from_now(void **state)
{
	(void)state;
	sim_advance(sim, 0);
	seens = 0;
	sim_advance(sim, 3600 * (int64_t)S);
	assert_int_equal(seens, 1);
	assert_int_equal(last_scan()->t_us, 3600 * (int64_t)S);
}

static struct trace *read_trace(const char *text)
{
	char why[200] = "";
	struct trace *trace =
		trace_read(scratch_file("mat.csv", text), (struct mat_grid){0}, why, sizeof why);
	if (!trace)
		fail_msg("%s", why);
	return trace;
}

static void a_trace_replays_at_its_own_pace_and_then_the_loads_come_back(void **state)
{
	(void)state;
	sim_load(sim, 0, 0, 0.5f);
	sim_advance(sim, S);
	seens = 0;
	sim_play(sim,
		read_trace("t_ms,z0,z1,z2,z3,z4,z5,z6,z7\n"
			   "500,1,2,3,4,5,6,7,8\n"
			   "550,11,12,13,14,15,16,17,18\n"),
		S);
	assert_true(sim_playing(sim));
	sim_advance(sim, S + 70 * MS);
	assert_int_equal(seens, 2);
	assert_int_equal(seen[0].scan.t_us, S + 20 * MS);
	assert_int_equal(seen[0].scan.raw[7], 8);
	assert_int_equal(seen[1].scan.t_us, S + 70 * MS);
	assert_int_equal(seen[1].scan.raw[0], 11);
	assert_false(sim_playing(sim));
	sim_advance(sim, S + 90 * MS);
	assert_int_equal(seens, 3);
	expect_near(last_scan()->raw[0], 541);
}

static void a_trace_of_16_bits_comes_with_10(void **state)
{
	(void)state;
	sim_play(sim, read_trace("# bits=16\nt_ms,z0,z1\n0,65535,64\n20,640,0\n"), 0);
	sim_advance(sim, S);
	assert_int_equal(seen[0].scan.zones, 2);
	assert_int_equal(seen[0].scan.raw[0], 1023);
	assert_int_equal(seen[0].scan.raw[1], 1);
	assert_int_equal(seen[1].scan.raw[0], 10);
}

static void taking_everything_off_ends_a_replay(void **state)
{
	(void)state;
	sim_play(sim, read_trace("t_ms,z0\n0,1\n10000,2\n"), 0);
	sim_advance(sim, S);
	sim_unload(sim);
	assert_false(sim_playing(sim));
	sim_advance(sim, 2 * S);
	expect_near(last_scan()->raw[0], 60);
}

static void a_second_trace_ends_the_first(void **state)
{
	(void)state;
	sim_play(sim, read_trace("t_ms,z0\n0,1\n10000,2\n"), 0);
	sim_advance(sim, S);
	seens = 0;
	sim_play(sim, read_trace("t_ms,z0\n0,3\n"), S);
	sim_advance(sim, S + 20 * MS);
	assert_int_equal(last_scan()->raw[0], 3);
	assert_false(sim_playing(sim));
	sim_play(sim, read_trace("t_ms,z0\n0,4\n"), 2 * S);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_press_and_its_release_come_at_once),
		T(a_button_that_is_down_already_is_not_pressed_again),
		T(held_for_30_s_a_button_is_let_go_told_and_ignored_until_released),
		T(lights_are_what_was_last_asked_for),
		T(the_mat_is_scanned_50_times_a_second_of_the_callers_time),
		T(the_grid_is_that_of_the_settings),
		T(a_load_stays_until_it_is_taken_off),
		T(a_load_out_of_the_mat_or_out_of_0_to_1_is_refused),
		T(an_empty_mat_trembles_alike_in_each_run),
		T(an_unplugged_mat_sends_nothing_and_is_told_to_staff),
		T(after_a_long_gap_scans_go_on_from_now),
		T(a_trace_replays_at_its_own_pace_and_then_the_loads_come_back),
		T(a_trace_of_16_bits_comes_with_10),
		T(taking_everything_off_ends_a_replay),
		T(a_second_trace_ends_the_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
