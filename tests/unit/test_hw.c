/* What is missing, comes, goes and comes back: lines, chips, the mat. */
#define SCRATCH "hw"
#include "hw_kit.h"

/* ---- what is missing ---- */

static void without_settings_nothing_is_opened_and_nothing_is_wrong(void **state)
{
	(void)state;
	start();
	assert_int_equal(hw_mat_form(hw).grid.rows, 0);
	assert_null(hw_sim(hw));
	tell_problems();
	assert_int_equal(problems.count, 0);
	tear_down(NULL);
	assert_int_equal(keeps, 0);
}

static void what_is_being_looked_for_is_not_missing(void **state)
{
	(void)state;
	lines[17].busy = true;
	settings.button[START] = "17";
	/* Opening a line waits for this. */
	pthread_mutex_lock(&lock);
	start();
	tell_problems();
	pthread_mutex_unlock(&lock);
	assert_int_equal(problems.count, 0);
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 1);
}

static void a_missing_chip_is_told_and_looked_for_until_it_comes(void **state)
{
	(void)state;
	assert_int_equal(remove(plug_chip()), 0);
	settings.button[START] = "17";
	start();
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.start (17): there is no GPIO chip"));
	plug_chip();
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 0);
}

static void a_line_that_another_program_has_is_told_and_the_others_work(void **state)
{
	(void)state;
	lines[17].busy = true;
	settings.button[START] = "17";
	settings.button[NEXT] = "27";
	start();
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 1);
	assert_true(told(&problems, PROBLEM_WARNING, "in use by gpioset"));
	edge(27, true, now_us());
	expect_button(NEXT, true, 0);
}

static void a_chip_that_vanishes_lets_buttons_go_and_is_used_again_when_it_is_back(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.button[NEXT] = "27";
	start();
	expect_status();
	edge(17, true, now_us());
	expect_button(START, true, 0);
	const char *chip = plug_chip();
	assert_int_equal(remove(chip), 0);
	pthread_mutex_lock(&lock);
	lines[17].gone = true;
	lines[17].on = false;
	stir(&lines[17]);
	pthread_mutex_unlock(&lock);
	expect_button(START, false, 0);
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 1);
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.start (17): the line is gone"));

	edge(27, true, now_us());
	expect_button(NEXT, true, 0);
	plug_chip();
	expect_status();
	tell_problems();
	assert_int_equal(problems.count, 0);
	edge(17, true, now_us());
	expect_button(START, true, 0);
}

static void a_chip_that_vanishes_takes_its_lights_which_shine_again_when_it_is_back(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[START] = "5";
	start();
	expect_status();
	hw_led(hw, START, HW_LIGHT_ON);
	wait_for_light(5, true);
	assert_int_equal(remove(plug_chip()), 0);
	pthread_mutex_lock(&lock);
	lines[17].gone = lines[5].gone = true;
	stir(&lines[17]);
	pthread_mutex_unlock(&lock);
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "leds.start (5): the line is gone"));
	plug_chip();
	wait_for_light(5, true);
}

/* ---- the mat ---- */

static void contacts_are_scanned_as_nothing_or_all(void **state)
{
	(void)state;
	settings.mat = (struct hw_mat_settings){.kind = HW_MAT_GPIO,
		.rows = 2,
		.columns = 1,
		.zone = {"20", "21"},
		.zones = 2,
		.device = "",
		.rate = 200};
	start();
	expect_status();
	assert_true(hw_mat_form(hw).contact);
	assert_int_equal(next_scan().zones, 2);
	pthread_mutex_lock(&lock);
	lines[21].on = true;
	pthread_mutex_unlock(&lock);
	struct mat_raw scan = next_scan();
	assert_int_equal(scan.raw[0], 0);
	assert_int_equal(scan.raw[1], (1 << hw_mat_form(hw).bits) - 1);
}

static void a_contact_that_is_missing_is_told_and_none_is_kept(void **state)
{
	(void)state;
	settings.mat = (struct hw_mat_settings){.kind = HW_MAT_GPIO,
		.rows = 2,
		.columns = 1,
		.zone = {"20", "99"},
		.zones = 2,
		.device = "",
		.rate = 50};
	start();
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "zone 1: "));
	tear_down(NULL);
	assert_int_equal(lines[20].fd, -1);
}

static void an_analog_mat_comes_goes_and_comes_back_while_buttons_work(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.mat.kind = HW_MAT_IIO;
	settings.mat.rows = settings.mat.columns = 1;
	settings.mat.device = "mcp3008";
	settings.mat.rate = 200;
	scratch_file("dev/iio:device2/name", "mcp3008\n");
	scratch_file("dev/iio:device2/in_voltage0_raw", "291\n");
	start();
	expect_status();
	assert_int_equal(hw_mat_form(hw).bits, 10);
	struct mat_raw first = next_scan(), second = next_scan();
	assert_int_equal(first.raw[0], 291);
	assert_true(second.t_us > first.t_us);

	assert_int_equal(remove(scratch_path("dev/iio:device2/in_voltage0_raw")), 0);
	expect_status();
	tell_problems();
	assert_true(told(&problems, PROBLEM_WARNING, "in_voltage0_raw: No such file"));
	edge(17, true, now_us());
	expect_button(START, true, 0);

	scratch_file("dev/iio:device2/in_voltage0_raw", "400\n");
	expect_status();
	assert_int_equal(next_scan().raw[0], 400);
	tell_problems();
	assert_int_equal(problems.count, 0);
}

static void ask_for_pace(int per_second)
{
	pthread_mutex_lock(&lock);
	paced = hw;
	pace = per_second;
	pthread_mutex_unlock(&lock);
}

static void an_analog_mat_is_scanned_less_often_while_that_is_asked_for(void **state)
{
	(void)state;
	enum { PACE = 20, SCANS = 4 };
	settings.mat.kind = HW_MAT_IIO;
	settings.mat.rows = settings.mat.columns = 1;
	settings.mat.device = "mcp3008";
	settings.mat.rate = 200;
	scratch_file("dev/iio:device2/name", "mcp3008\n");
	scratch_file("dev/iio:device2/in_voltage0_raw", "291\n");
	start();
	ask_for_pace(PACE);
	next_scan();
	int64_t first = next_scan().t_us, last = first;
	for (int i = 0; i < SCANS; i += 2)
		last = next_scan().t_us;
	/* A scan that came late leaves less time to the next one. */
	assert_true(last - first >= (SCANS - 1) * 1000000 / PACE);
	/* And as often as the settings say again; never more often, whatever is asked for. */
	ask_for_pace(0);
	next_scan();
	ask_for_pace(1000000);
	next_scan();
}

static void it_can_be_destroyed_at_any_time(void **state)
{
	(void)state;
	hw_destroy(NULL);
	settings.button[START] = "17";
	settings.light[START] = "5";
	for (int i = 0; i < 20; i++) {
		keeps = 0;
		start();
		hw_led(hw, START, i % 2 ? HW_LIGHT_BLINK : HW_LIGHT_ON);
		tear_down(NULL);
		assert_int_equal(lines[17].fd, -1);
		assert_false(lines[5].on);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(without_settings_nothing_is_opened_and_nothing_is_wrong),
		T(what_is_being_looked_for_is_not_missing),
		T(a_missing_chip_is_told_and_looked_for_until_it_comes),
		T(a_line_that_another_program_has_is_told_and_the_others_work),
		T(a_chip_that_vanishes_lets_buttons_go_and_is_used_again_when_it_is_back),
		T(a_chip_that_vanishes_takes_its_lights_which_shine_again_when_it_is_back),
		T(contacts_are_scanned_as_nothing_or_all),
		T(a_contact_that_is_missing_is_told_and_none_is_kept),
		T(an_analog_mat_comes_goes_and_comes_back_while_buttons_work),
		T(an_analog_mat_is_scanned_less_often_while_that_is_asked_for),
		T(it_can_be_destroyed_at_any_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
