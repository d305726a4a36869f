/* The rules of a plan (plan.h), one by one, and all of them over every wish there is. */
#include "plan.h"

#include "base/tr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The catalog of these tests: the first routine of each area has the area's number. */
static struct routine routines[AREA_COUNT + 4];
static struct catalog catalog = {.routine = routines};
static struct plan plan;

static struct step step(int seconds, bool each)
{
	return (struct step){.seconds = seconds, .each_side = each};
}

/* Get set, roll, hold (each side), finish: as our own are. */
static struct routine usual(enum area area)
{
	return (struct routine){.id = area_id(area),
		.area = area,
		.sides = 2,
		.steps = 4,
		.step = {step(25, true), step(60, true), step(30, true), step(15, false)}};
}

/* Other shapes that a content file may have. */
static void shape(enum area area, int sides, int steps, const struct step *list)
{
	struct routine *routine = &routines[area];
	routine->sides = sides;
	routine->steps = steps;
	memcpy(routine->step, list, sizeof *list * (size_t)steps);
}

static int fresh(void **state)
{
	(void)state;
	for (int area = 0; area < AREA_COUNT; area++)
		routines[area] = usual((enum area)area);
	catalog.routines = AREA_COUNT;
	return 0;
}

static void want(unsigned areas, enum when when, int minutes)
{
	struct plan_wish wish = {.when = when, .minutes = minutes};
	for (int area = 0; area < AREA_COUNT; area++)
		if (areas & 1u << area)
			wish.routine[wish.routines++] = area;
	plan_make(&catalog, &wish, &plan);
}

enum {
	NECK = 1 << AREA_NECK,
	RIBS = 1 << AREA_RIBS,
	GLUTES = 1 << AREA_GLUTES,
	QUADS = 1 << AREA_QUADS,
	CALVES = 1 << AREA_CALVES,
	FEET = 1 << AREA_FEET,
	EVERYTHING = (1 << AREA_COUNT) - 1
};

/* "calves 95, quads 90": the areas in the order of play and their load a side. */
static const char *played(void)
{
	static char text[512];
	text[0] = '\0';
	for (int i = 0; i < plan.segments; i++) {
		char one[64];
		snprintf(one, sizeof one, "%s%s %d", i ? ", " : "",
			area_id(routines[plan.segment[i].routine].area), plan.segment[i].load);
		strcat(text, one);
	}
	return text;
}

/* "25L 60L 30L ...": the steps of a segment. */
static const char *steps_of(int i)
{
	static char text[512];
	text[0] = '\0';
	for (int k = 0; k < plan.segment[i].steps; k++) {
		const struct planned_step *at = &plan.segment[i].step[k];
		char one[16];
		snprintf(one, sizeof one, "%s%d%s", k ? " " : "", at->seconds,
			at->side ? at->side == 1 ? "L" : "R" : "");
		strcat(text, one);
	}
	return text;
}

static void after_a_run_it_goes_from_the_feet_up_and_fills_the_minutes(void **state)
{
	(void)state;
	want(QUADS | CALVES | GLUTES, WHEN_AFTER, 12);
	assert_string_equal(played(), "calves 95, quads 90, glutes 90");
	assert_int_equal(plan.rest, 30);
	assert_int_equal(plan.seconds, 220 + 210 + 225 + 60);
	assert_int_equal(plan_minutes(&plan), 12);
	assert_false(plan_is_enough(&plan));
	assert_int_equal(plan.left_outs, 0);
}

static void before_a_run_it_is_shorter_and_ends_at_the_feet(void **state)
{
	(void)state;
	want(QUADS | CALVES | GLUTES | FEET, WHEN_BEFORE, 8);
	assert_string_equal(played(), "glutes 40, quads 40, calves 40, feet 40");
	assert_int_equal(plan.rest, 20);
	assert_string_equal(steps_of(0), "10L 30L 10L 10R 30R 10R");
	assert_string_equal(steps_of(3), "10L 30L 10L 10R 30R 10R 15");
}

static void a_side_settles_rolls_and_holds_and_the_end_is_for_the_last_segment(void **state)
{
	(void)state;
	want(QUADS | CALVES, WHEN_AFTER, 8);
	assert_string_equal(played(), "calves 95, quads 90");
	assert_string_equal(steps_of(0), "15L 65L 30L 15R 65R 30R");
	assert_string_equal(steps_of(1), "15L 60L 30L 15R 60R 30R 15");
}

static void a_short_load_has_a_short_hold(void **state)
{
	(void)state;
	want(QUADS, WHEN_REST_DAY, 2);
	assert_string_equal(played(), "quads 35");
	assert_string_equal(steps_of(0), "15L 25L 10L 15R 25R 10R 15");
}

static void what_does_not_fit_is_left_out_and_said(void **state)
{
	(void)state;
	want(QUADS | CALVES | GLUTES, WHEN_AFTER, 5);
	assert_string_equal(played(), "quads 50, glutes 45");
	assert_int_equal(plan.left_outs, 1);
	assert_int_equal(plan.left_out[0], AREA_CALVES);
	assert_int_equal(plan.seconds_for_all, 3 * 120 + 15 + 2 * 30);
	want(EVERYTHING, WHEN_AFTER, 5);
	assert_int_equal(plan.left_outs, 6);
	assert_string_equal(played(), "quads 50, glutes 45");
}

static void with_time_to_spare_there_is_a_second_set_after_all_others(void **state)
{
	(void)state;
	want(QUADS | CALVES, WHEN_AFTER, 20);
	assert_int_equal(plan.sets, 2);
	assert_string_equal(played(), "calves 120, quads 120, calves 120, quads 120");
	assert_int_equal(plan.segment[2].set, 2);
	assert_int_equal(plan_minutes(&plan), 20);
}

static void one_area_alone_gets_one_set_and_the_rest_of_the_time_is_left(void **state)
{
	(void)state;
	want(QUADS, WHEN_AFTER, 20);
	assert_string_equal(played(), "quads 120");
	assert_int_equal(plan_minutes(&plan), 5);
	assert_true(plan_is_enough(&plan));
}

static void before_a_run_nothing_goes_over_two_short_sets(void **state)
{
	(void)state;
	want(QUADS | CALVES, WHEN_BEFORE, 20);
	assert_int_equal(plan.sets, 2);
	assert_string_equal(played(), "quads 60, calves 60, quads 60, calves 60");
	assert_true(plan_is_enough(&plan));
}

static void nothing_chosen_is_no_plan(void **state)
{
	(void)state;
	want(0, WHEN_AFTER, 12);
	assert_int_equal(plan.segments, 0);
	assert_int_equal(plan.seconds, 0);
	assert_int_equal(plan_minutes(&plan), 0);
}

static void what_takes_longer_than_the_minutes_even_at_its_least_is_no_plan(void **state)
{
	(void)state;
	want(QUADS, WHEN_AFTER, 2);
	assert_int_equal(plan.segments, 0);
	assert_int_equal(plan.seconds, 0);
	assert_int_equal(plan.left_outs, 1);
	assert_int_equal(plan.seconds_for_all, 135);
}

static void a_second_routine_of_an_area_is_passed_over(void **state)
{
	(void)state;
	routines[AREA_COUNT] = usual(AREA_QUADS);
	struct plan_wish wish = {.routine = {AREA_COUNT, AREA_QUADS, AREA_CALVES},
		.routines = 3,
		.when = WHEN_AFTER,
		.minutes = 20};
	plan_make(&catalog, &wish, &plan);
	assert_int_equal(plan.segments, 4);
	assert_int_equal(plan.segment[1].routine, AREA_COUNT);
	assert_int_equal(plan.segment[3].routine, AREA_COUNT);
}

static void long_steps_of_a_side_share_the_rolling(void **state)
{
	(void)state;
	const struct step list[] = {step(20, true), step(40, true), step(30, true), step(15, true)};
	shape(AREA_FEET, 2, 4, list);
	want(FEET, WHEN_REST_DAY, 4);
	assert_string_equal(played(), "feet 90");
	assert_string_equal(steps_of(0), "15L 45L 30L 15L 15R 45R 30R 15R");
}

static void a_routine_of_one_side_takes_the_load_once(void **state)
{
	(void)state;
	const struct step list[] = {step(20, false), step(60, false), step(20, false)};
	shape(AREA_RIBS, 1, 3, list);
	want(RIBS, WHEN_AFTER, 5);
	assert_string_equal(played(), "ribs 120");
	assert_string_equal(steps_of(0), "15 100 20");
}

static void the_time_from_a_segment_on_counts_the_rests(void **state)
{
	(void)state;
	want(QUADS | CALVES | GLUTES, WHEN_AFTER, 12);
	assert_int_equal(plan_seconds_from(&plan, 0), plan.seconds);
	assert_int_equal(plan_seconds_from(&plan, 1), 210 + 30 + 225);
	assert_int_equal(plan_seconds_from(&plan, 2), 225);
	assert_int_equal(plan_seconds_from(&plan, 3), 0);
}

/* ---- every wish there is ---- */

static int side_seconds(const struct plan_segment *segment, int side)
{
	int seconds = 0;
	for (int i = 0; i < segment->steps; i++)
		if (segment->step[i].side == side)
			seconds += segment->step[i].seconds;
	return seconds;
}

/* The longest time without a break on one side. */
static int longest_on_a_spot(const struct plan_segment *segment, const struct plan_dose *dose)
{
	int settle = 0;
	for (int i = 0; i < segment->steps && segment->step[i].step == 0; i++)
		settle = segment->step[i].seconds;
	int left = side_seconds(segment, 1), once = side_seconds(segment, 0);
	return (left ? left : once) - (settle < dose->settle_most ? settle : dose->settle_most);
}

static void check_segment(const struct plan_segment *segment)
{
	const struct plan_dose *dose = plan_dose(plan.when);
	assert_true(segment->load >= dose->load_least && segment->load <= dose->load_most);
	assert_int_equal(side_seconds(segment, 1), side_seconds(segment, 2));
	assert_true(segment->steps > 0 && segment->steps <= PLANNED_MAX);
	assert_true(longest_on_a_spot(segment, dose) <= 120);
	int seconds = 0;
	for (int i = 0; i < segment->steps; i++) {
		assert_true(segment->step[i].seconds >= 5);
		assert_true(segment->step[i].seconds <= 120);
		seconds += segment->step[i].seconds;
	}
	assert_int_equal(seconds, segment->seconds);
	assert_true(seconds >= (routines[segment->routine].sides == 2 ? 60 : 30));
}

static void check_order(void)
{
	for (int i = 1; i < plan.segments; i++) {
		enum area before = routines[plan.segment[i - 1].routine].area;
		enum area area = routines[plan.segment[i].routine].area;
		assert_int_not_equal(before, area);
		bool same_set = plan.segment[i].set == plan.segment[i - 1].set;
		if (same_set && plan.when == WHEN_BEFORE)
			assert_true(area > before);
		else if (same_set)
			assert_true(area < before);
	}
}

/* Each area that was asked for is in every set or said to be left out, never both. */
static void check_said(unsigned areas)
{
	unsigned seen = 0, out = 0;
	for (int i = 0; i < plan.segments; i++)
		seen |= 1u << routines[plan.segment[i].routine].area;
	for (int i = 0; i < plan.left_outs; i++)
		out |= 1u << routines[plan.left_out[i]].area;
	assert_int_equal(seen | out, areas);
	assert_int_equal(seen & out, 0);
	int chosen = 0;
	for (; seen; seen &= seen - 1)
		chosen++;
	assert_int_equal(plan.segments, chosen * plan.sets);
	assert_true(plan.left_outs == 0 || plan.seconds_for_all > plan.asked);
	assert_true(plan.left_outs > 0 || plan.seconds_for_all <= plan.asked);
}

static void check(unsigned areas)
{
	const struct plan_dose *dose = plan_dose(plan.when);
	assert_true(plan.seconds <= plan.asked);
	assert_int_equal(plan_seconds_from(&plan, 0), plan.seconds);
	assert_true(plan.sets <= dose->sets_most);
	for (int i = 0; i < plan.segments; i++)
		check_segment(&plan.segment[i]);
	check_order();
	check_said(areas);
}

static void check_all(void)
{
	for (unsigned areas = 1; areas <= EVERYTHING; areas++)
		for (int when = 0; when < WHEN_COUNT; when++)
			for (int minutes = 1; minutes <= 30; minutes++) {
				want(areas, (enum when)when, minutes);
				check(areas);
			}
}

static void every_wish_keeps_every_rule(void **state)
{
	(void)state;
	check_all();
}

static void every_wish_keeps_every_rule_with_other_shapes_of_routines(void **state)
{
	(void)state;
	const struct step two_rolls[] = {
		step(20, true), step(40, true), step(35, true), step(10, true)};
	const struct step once[] = {step(15, false), step(50, false), step(20, false)};
	const struct step bare[] = {step(45, true)};
	const struct step many_holds[] = {step(10, true), step(90, true), step(20, true),
		step(20, true), step(5, true), step(15, false)};
	const struct step long_ones[] = {
		step(60, true), step(600, true), step(300, true), step(120, false)};
	shape(AREA_NECK, 2, 4, two_rolls);
	shape(AREA_RIBS, 1, 3, once);
	shape(AREA_FEET, 2, 1, bare);
	shape(AREA_ITBAND, 2, 6, many_holds);
	shape(AREA_ADDUCTORS, 2, 4, long_ones);
	check_all();
}

/* More minutes never give less, and all that fits in fewer minutes fits in more. */
static void more_minutes_never_give_less(void **state)
{
	(void)state;
	for (unsigned areas = 1; areas <= EVERYTHING; areas++)
		for (int when = 0; when < WHEN_COUNT; when++) {
			int left_outs = AREA_COUNT;
			for (int minutes = 1; minutes <= 30; minutes++) {
				want(areas, (enum when)when, minutes);
				assert_true(plan.left_outs <= left_outs);
				left_outs = plan.left_outs;
			}
		}
}

static void the_same_wish_is_the_same_plan(void **state)
{
	(void)state;
	static struct plan first;
	want(QUADS | FEET | NECK, WHEN_BEFORE, 16);
	first = plan;
	want(EVERYTHING, WHEN_AFTER, 20);
	want(QUADS | FEET | NECK, WHEN_BEFORE, 16);
	assert_int_equal(first.segments, plan.segments);
	for (int i = 0; i < plan.segments; i++) {
		assert_int_equal(first.segment[i].routine, plan.segment[i].routine);
		assert_int_equal(first.segment[i].load, plan.segment[i].load);
		assert_int_equal(first.segment[i].seconds, plan.segment[i].seconds);
	}
}

/* ---- what we ship ---- */

static void our_programs_fit_their_minutes(void **state)
{
	(void)state;
	struct problems problems = {0};
	struct catalog *ours = catalog_load("content", NULL, &problems);
	assert_true(ours->programs >= 4);
	for (int i = 0; i < ours->programs; i++) {
		const struct program *program = &ours->program[i];
		struct plan_wish wish = plan_wish_of(program);
		plan_make(ours, &wish, &plan);
		assert_int_equal(plan.left_outs, 0);
		assert_int_equal(plan_minutes(&plan), program->minutes);
	}
	catalog_destroy(ours);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
			after_a_run_it_goes_from_the_feet_up_and_fills_the_minutes, fresh),
		cmocka_unit_test_setup(before_a_run_it_is_shorter_and_ends_at_the_feet, fresh),
		cmocka_unit_test_setup(
			a_side_settles_rolls_and_holds_and_the_end_is_for_the_last_segment, fresh),
		cmocka_unit_test_setup(a_short_load_has_a_short_hold, fresh),
		cmocka_unit_test_setup(what_does_not_fit_is_left_out_and_said, fresh),
		cmocka_unit_test_setup(
			with_time_to_spare_there_is_a_second_set_after_all_others, fresh),
		cmocka_unit_test_setup(
			one_area_alone_gets_one_set_and_the_rest_of_the_time_is_left, fresh),
		cmocka_unit_test_setup(before_a_run_nothing_goes_over_two_short_sets, fresh),
		cmocka_unit_test_setup(nothing_chosen_is_no_plan, fresh),
		cmocka_unit_test_setup(
			what_takes_longer_than_the_minutes_even_at_its_least_is_no_plan, fresh),
		cmocka_unit_test_setup(a_second_routine_of_an_area_is_passed_over, fresh),
		cmocka_unit_test_setup(long_steps_of_a_side_share_the_rolling, fresh),
		cmocka_unit_test_setup(a_routine_of_one_side_takes_the_load_once, fresh),
		cmocka_unit_test_setup(the_time_from_a_segment_on_counts_the_rests, fresh),
		cmocka_unit_test_setup(every_wish_keeps_every_rule, fresh),
		cmocka_unit_test_setup(
			every_wish_keeps_every_rule_with_other_shapes_of_routines, fresh),
		cmocka_unit_test_setup(more_minutes_never_give_less, fresh),
		cmocka_unit_test_setup(the_same_wish_is_the_same_plan, fresh),
		cmocka_unit_test_setup(our_programs_fit_their_minutes, fresh),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
