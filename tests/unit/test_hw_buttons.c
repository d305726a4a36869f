/* Buttons and their lights, read and lit by the thread of their own. */
#define SCRATCH "hw-buttons"
#include "hw_kit.h"

/* ---- buttons ---- */

static void a_press_is_told_with_the_kernels_time(void **state)
{
	(void)state;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	edge(17, true, at);
	expect_button(START, true, at);
	edge(17, false, at + 5);
	expect_button(START, false, at + 5);
}

static void several_buttons_may_do_the_same(void **state)
{
	(void)state;
	settings.button[NEXT] = "GPIO5, 6 13";
	start();
	expect_status();
	int64_t at = now_us();
	edge(13, true, at);
	expect_button(NEXT, true, at);
	edge(5, true, at);
	expect_button(NEXT, true, at);
}

static void edges_read_together_are_told_in_order(void **state)
{
	(void)state;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	pthread_mutex_lock(&lock);
	for (int i = 0; i < 3; i++)
		lines[17].queue[i] = (struct gpio_edge){at + i, i % 2 == 0};
	lines[17].queued = 3;
	stir(&lines[17]);
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < 3; i++)
		expect_button(START, i % 2 == 0, at + i);
}

static void lines_are_asked_for_as_they_are_wired(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[START] = "5";
	start();
	expect_status();
	hw_destroy(hw);
	assert_true(lines[17].wish.edges);
	assert_true(lines[17].wish.active_low);
	assert_int_equal(lines[17].wish.pull, GPIO_PULL_UP);
	assert_int_equal(lines[17].wish.debounce_us, 10000);
	assert_true(lines[5].wish.output);
	assert_false(lines[5].wish.active_low);

	keeps = 0;
	settings.wired = HW_TO_SUPPLY;
	settings.lit = HW_LIT_LOW;
	start();
	expect_status();
	tear_down(NULL);
	assert_false(lines[17].wish.active_low);
	assert_int_equal(lines[17].wish.pull, GPIO_PULL_DOWN);
	assert_true(lines[5].wish.active_low);
}

static void a_button_that_is_held_at_the_start_was_not_pressed(void **state)
{
	(void)state;
	lines[17].on = true;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	edge(17, false, at);
	edge(17, true, at + 5);
	expect_button(START, true, at + 5);
}

static void a_stuck_button_is_let_go_told_and_ignored_until_released(void **state)
{
	(void)state;
	settings.button[START] = "17";
	start();
	expect_status();
	int64_t at = now_us();
	edge(17, true, at - MINUTE_US);
	expect_button(START, true, at - MINUTE_US);
	expect_button(START, false, 0);
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.start (17): held for over 30 s"));
	edge(17, false, at);
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 0);
	edge(17, true, at + 5);
	expect_button(START, true, at + 5);
}

/* A line that was not debounced gives all it has: others are told between. */
static void a_storm_on_one_button_does_not_keep_another_from_being_told(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.button[NEXT] = "27";
	start();
	expect_status();
	int64_t at = now_us();
	for (int burst = 0; burst < 625; burst++) {
		pthread_mutex_lock(&lock);
		for (int i = 0; i < GPIO_READ_MAX; i++)
			lines[17].queue[i] = (struct gpio_edge){at++, i % 2 == 0};
		lines[17].queued = GPIO_READ_MAX;
		stir(&lines[17]);
		pthread_mutex_unlock(&lock);
		for (int i = 0; i < GPIO_READ_MAX; i++)
			expect_button(START, i % 2 == 0, 0);
	}
	edge(27, true, at);
	expect_button(NEXT, true, at);
}

/* ---- lights ---- */

static void a_light_is_lit_and_goes_out_with_the_station(void **state)
{
	(void)state;
	settings.light[START] = "5";
	settings.light[NEXT] = "6";
	start();
	hw_led(hw, START, HW_LIGHT_ON);
	wait_for_light(5, true);
	assert_int_equal(hw_light(hw, START), HW_LIGHT_ON);
	hw_led(hw, NEXT, HW_LIGHT_ON);
	wait_for_light(6, true);
	hw_led(hw, START, HW_LIGHT_OFF);
	wait_for_light(5, false);
	tear_down(NULL);
	assert_false(lines[6].on);
	assert_int_equal(lines[6].fd, -1);
}

static void a_light_that_blinks_goes_on_and_off_and_stops_when_told(void **state)
{
	(void)state;
	settings.light[START] = "5";
	start();
	hw_led(hw, START, HW_LIGHT_BLINK);
	wait_for_light(5, true);
	wait_for_light(5, false);
	wait_for_light(5, true);
	hw_led(hw, START, HW_LIGHT_OFF);
	wait_for_light(5, false);
}

static void lights_that_a_dead_kiosk_left_on_go_out(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[START] = "5 6";
	settings.light[NEXT] = "7 99";
	lines[5].on = lines[6].on = lines[7].on = true;
	lines[7].busy = true;
	assert_int_equal(hw_dark(&settings, folder), 2);
	assert_false(lines[5].on || lines[6].on);
	assert_true(lines[7].on);
	assert_int_equal(lines[17].changes, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_press_is_told_with_the_kernels_time),
		T(several_buttons_may_do_the_same),
		T(edges_read_together_are_told_in_order),
		T(lines_are_asked_for_as_they_are_wired),
		T(a_button_that_is_held_at_the_start_was_not_pressed),
		T(a_stuck_button_is_let_go_told_and_ignored_until_released),
		T(a_storm_on_one_button_does_not_keep_another_from_being_told),
		T(a_light_is_lit_and_goes_out_with_the_station),
		T(lights_that_a_dead_kiosk_left_on_go_out),
		T(a_light_that_blinks_goes_on_and_off_and_stops_when_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
