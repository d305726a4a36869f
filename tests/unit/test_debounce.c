/* What libgpiod 1.6 lacks: a change counts once the line has been stable for the period. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "debounce.h"

enum { MS = 1000, PERIOD = 10 * MS };

static struct debounce line;
static struct gpio_edge edge;

static int released(void **state)
{
	(void)state;
	debounce_init(&line, PERIOD, false);
	edge = (struct gpio_edge){-1, false};
	return 0;
}

static void expect_edge(int64_t at_us, bool on)
{
	assert_int_equal(edge.at_us, at_us);
	assert_int_equal(edge.on, on);
}

static void a_line_at_rest_wants_nothing(void **state)
{
	(void)state;
	assert_int_equal(debounce_due_us(&line), INT64_MAX);
	assert_false(debounce_pass(&line, 1000 * MS, &edge));
}

static void a_press_counts_when_the_period_is_over_and_no_sooner(void **state)
{
	(void)state;
	assert_false(debounce_edge(&line, 100 * MS, true, &edge));
	assert_int_equal(debounce_due_us(&line), 110 * MS);
	assert_false(debounce_pass(&line, 110 * MS - 1, &edge));
	assert_true(debounce_pass(&line, 110 * MS, &edge));
	expect_edge(110 * MS, true);
	assert_false(debounce_pass(&line, 200 * MS, &edge));
}

static void a_late_look_still_stamps_the_moment_it_became_stable(void **state)
{
	(void)state;
	debounce_edge(&line, 100 * MS, true, &edge);
	assert_true(debounce_pass(&line, 500 * MS, &edge));
	expect_edge(110 * MS, true);
}

static void bounces_start_the_period_again_and_make_one_press(void **state)
{
	(void)state;
	int presses = 0;
	for (int i = 0; i < 9; i++)
		presses += debounce_edge(&line, (100 + i) * MS, i % 2 == 0, &edge);
	assert_int_equal(presses, 0);
	assert_false(debounce_pass(&line, 117 * MS, &edge));
	assert_true(debounce_pass(&line, 118 * MS, &edge));
	expect_edge(118 * MS, true);
}

static void a_spike_shorter_than_the_period_never_counts(void **state)
{
	(void)state;
	assert_false(debounce_edge(&line, 100 * MS, true, &edge));
	assert_false(debounce_edge(&line, 103 * MS, false, &edge));
	assert_false(debounce_pass(&line, 500 * MS, &edge));
	assert_int_equal(debounce_due_us(&line), INT64_MAX);
}

static void a_dropout_while_held_is_no_release(void **state)
{
	(void)state;
	debounce_init(&line, PERIOD, true);
	assert_false(debounce_edge(&line, 100 * MS, false, &edge));
	assert_false(debounce_edge(&line, 101 * MS, true, &edge));
	assert_false(debounce_pass(&line, 500 * MS, &edge));
}

static void press_and_release_read_together_are_two_edges(void **state)
{
	(void)state;
	assert_false(debounce_edge(&line, 100 * MS, true, &edge));
	assert_true(debounce_edge(&line, 180 * MS, false, &edge));
	expect_edge(110 * MS, true);
	assert_true(debounce_pass(&line, 400 * MS, &edge));
	expect_edge(190 * MS, false);
}

static void a_storm_of_edges_counts_as_nothing_until_it_is_over(void **state)
{
	(void)state;
	int64_t at_us = 0;
	for (int i = 0; i < 10000; i++, at_us += 100)
		assert_false(debounce_edge(&line, at_us, i % 2 == 0, &edge));
	assert_false(debounce_edge(&line, at_us, true, &edge));
	assert_true(debounce_pass(&line, at_us + PERIOD, &edge));
	expect_edge(at_us + PERIOD, true);
}

static void two_edges_of_one_direction_mean_that_one_between_was_lost(void **state)
{
	(void)state;
	assert_false(debounce_edge(&line, 100 * MS, true, &edge));
	assert_false(debounce_edge(&line, 108 * MS, true, &edge));
	assert_false(debounce_pass(&line, 112 * MS, &edge));
	assert_true(debounce_pass(&line, 118 * MS, &edge));
	expect_edge(118 * MS, true);
}

static void a_time_that_falls_does_not_shorten_the_period(void **state)
{
	(void)state;
	assert_false(debounce_edge(&line, 100 * MS, true, &edge));
	assert_false(debounce_edge(&line, 99 * MS, true, &edge));
	assert_int_equal(debounce_due_us(&line), 110 * MS);
}

static void without_a_period_each_edge_counts(void **state)
{
	(void)state;
	debounce_init(&line, 0, false);
	assert_false(debounce_edge(&line, 100 * MS, true, &edge));
	assert_true(debounce_edge(&line, 101 * MS, false, &edge));
	expect_edge(100 * MS, true);
	assert_true(debounce_pass(&line, 101 * MS, &edge));
	expect_edge(101 * MS, false);
}

/* 10,000 edges a second for five seconds, as beside a motor, while the line is pressed. */
static void a_storm_is_nothing_until_it_is_over(void **state)
{
	(void)state;
	const int64_t end = 5000 * MS;
	for (int64_t at = 0, i = 0; at < end; at += 100, i++)
		assert_false(debounce_edge(&line, at, i % 2 == 0, &edge));
	assert_false(debounce_edge(&line, end, true, &edge));
	assert_true(debounce_pass(&line, end + PERIOD, &edge));
	expect_edge(end + PERIOD, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_line_at_rest_wants_nothing, released),
		cmocka_unit_test_setup(
			a_press_counts_when_the_period_is_over_and_no_sooner, released),
		cmocka_unit_test_setup(
			a_late_look_still_stamps_the_moment_it_became_stable, released),
		cmocka_unit_test_setup(bounces_start_the_period_again_and_make_one_press, released),
		cmocka_unit_test_setup(a_storm_is_nothing_until_it_is_over, released),
		cmocka_unit_test_setup(a_spike_shorter_than_the_period_never_counts, released),
		cmocka_unit_test_setup(a_dropout_while_held_is_no_release, released),
		cmocka_unit_test_setup(press_and_release_read_together_are_two_edges, released),
		cmocka_unit_test_setup(
			a_storm_of_edges_counts_as_nothing_until_it_is_over, released),
		cmocka_unit_test_setup(
			two_edges_of_one_direction_mean_that_one_between_was_lost, released),
		cmocka_unit_test_setup(a_time_that_falls_does_not_shorten_the_period, released),
		cmocka_unit_test_setup(without_a_period_each_edge_counts, released),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
