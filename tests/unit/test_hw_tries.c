/* What "hw test" makes of presses, states and scans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ctl/hw_tries.h"

#include <string.h>

enum { BUTTON_A, BUTTON_B, LIGHT, MAT, PARTS };

static struct hw_tries tries;
static struct hw_status status;
static int other;

/* Two buttons for "start", a light, a 1x2 mat. */
static int set_up(void **state)
{
	(void)state;
	status = (struct hw_status){.parts = PARTS,
		.part = {[BUTTON_A] = {.role = HW_ROLE_BUTTON},
			[BUTTON_B] = {.role = HW_ROLE_BUTTON, .which = 1},
			[LIGHT] = {.role = HW_ROLE_LED},
			[MAT] = {.role = HW_ROLE_MAT}}};
	hw_tries_begin(&tries, (struct mat_form){.grid = {1, 2}, .bits = 10});
	hw_tries_state(&tries, &status);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hw_tries_end(&tries);
	return 0;
}

static enum hw_press press(int turn, int which, bool down)
{
	struct hw_event event = {.kind = HW_EVENT_BUTTON};
	event.button.which = which;
	event.button.down = down;
	return hw_tries_press(&tries, turn, &event, &other);
}

/* Scans of two zones, which tremble as converters do, for so many seconds from `from_s` on. */
static void scan(double from_s, double seconds, int first, int second)
{
	struct mat_raw raw = {.zones = 2};
	for (int i = 0; i < (int)(seconds * 50); i++) {
		raw.t_us = (int64_t)(from_s * 1e6) + i * 20000;
		raw.raw[0] = (uint16_t)(first + (i * 7 % 3) % 2);
		raw.raw[1] = (uint16_t)(second + (i * 5 % 3) % 2);
		hw_tries_scan(&tries, &raw);
	}
}

static void parts_come_in_turn_and_each_once(void **state)
{
	(void)state;
	assert_int_equal(hw_tries_next(&tries, HW_ROLE_BUTTON, 0), BUTTON_A);
	assert_int_equal(hw_tries_next(&tries, HW_ROLE_BUTTON, BUTTON_A + 1), BUTTON_B);
	assert_int_equal(hw_tries_next(&tries, HW_ROLE_BUTTON, BUTTON_B + 1), -1);
	assert_int_equal(hw_tries_next(&tries, HW_ROLE_LED, 0), LIGHT);
	tries.result[LIGHT] = HW_RESULT_WORKS;
	assert_int_equal(hw_tries_next(&tries, HW_ROLE_LED, 0), -1);
}

static void a_button_works_once_it_went_down_and_up(void **state)
{
	(void)state;
	assert_int_equal(press(BUTTON_A, 0, false), HW_PRESS_DOWN);
	assert_int_equal(tries.result[BUTTON_A], HW_RESULT_NONE);
	assert_int_equal(press(BUTTON_A, 0, true), HW_PRESS_DOWN);
	assert_int_equal(press(BUTTON_A, 0, false), HW_PRESS_DONE);
	assert_int_equal(tries.result[BUTTON_A], HW_RESULT_WORKS);
	assert_int_equal(tries.result[BUTTON_B], HW_RESULT_NONE);
}

static void another_button_is_named_and_changes_nothing(void **state)
{
	(void)state;
	assert_int_equal(press(BUTTON_A, 1, true), HW_PRESS_OTHER);
	assert_int_equal(other, BUTTON_B);
	press(BUTTON_A, 1, false);
	assert_int_equal(tries.result[BUTTON_A], HW_RESULT_NONE);
	assert_int_equal(tries.result[BUTTON_B], HW_RESULT_NONE);
}

static void what_was_missing_once_is_a_fault(void **state)
{
	(void)state;
	assert_false(hw_tries_any_fault(&tries));
	status.part[LIGHT].state = HW_MISSING;
	hw_tries_state(&tries, &status);
	assert_int_equal(hw_tries_next(&tries, HW_ROLE_LED, 0), -1);
	status.part[LIGHT].state = HW_WORKS;
	hw_tries_state(&tries, &status);
	assert_true(hw_tries_any_fault(&tries));
	assert_int_equal(tries.result[BUTTON_A], HW_RESULT_NONE);
}

static void a_mat_that_scans_works(void **state)
{
	(void)state;
	scan(0, 2, 60, 70);
	assert_int_equal((int)(hw_tries_rate(&tries) + 0.5), 50);
	assert_false(tries.was_present);
	scan(2, 2, 500, 70);
	assert_true(tries.was_present);
	hw_tries_judge_mat(&tries);
	assert_int_equal(tries.result[MAT], HW_RESULT_WORKS);
}

static void a_mat_without_scans_or_with_a_fault_does_not(void **state)
{
	(void)state;
	hw_tries_judge_mat(&tries);
	assert_int_equal(tries.result[MAT], HW_RESULT_FAULT);
	tear_down(NULL);
	set_up(NULL);
	memset(tries.result, 0, sizeof tries.result);
	scan(0, 2, 60, 70);
	assert_false(hw_tries_pass(&tries, 3000000));
	assert_true(hw_tries_pass(&tries, 9000000));
	scan(9, 2, 60, 70);
	hw_tries_judge_mat(&tries);
	assert_int_equal(tries.result[MAT], HW_RESULT_FAULT);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(parts_come_in_turn_and_each_once),
		T(a_button_works_once_it_went_down_and_up),
		T(another_button_is_named_and_changes_nothing),
		T(what_was_missing_once_is_a_fault),
		T(a_mat_that_scans_works),
		T(a_mat_without_scans_or_with_a_fault_does_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
