/* What moves by itself: a flicked list, a held button, a screen that comes up. */
#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static int arrives(void **state)
{
	*state = visitor_create(800, 480);
	return 0;
}

static int leaves(void **state)
{
	visitor_destroy(*state);
	return 0;
}

static float scroll_of(const struct visitor *v)
{
	return v->app.nav[v->app.depth - 1].scroll;
}

static void goes_to_the_list(struct visitor *v)
{
	v->many_found = true;
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	assert_true(v->list.scroll_max > 60);
}

/* A finger that moves up so many u in so many frames, then leaves. */
static void moves_up(struct visitor *v, float u, int frames)
{
	struct point at = {60, 62};
	visitor_touches(v, POINTER_DOWN, at);
	for (int i = 0; i < frames; i++) {
		visitor_waits(v, 17);
		at.y -= u / (float)frames;
		visitor_touches(v, POINTER_MOVE, at);
	}
	visitor_touches(v, POINTER_UP, at);
}

static void a_flicked_list_goes_on_and_stops_at_its_end(void **state)
{
	struct visitor *v = *state;
	goes_to_the_list(v);
	moves_up(v, 4, 4);
	float left = scroll_of(v);
	assert_true(app_moves(&v->app));
	visitor_waits(v, 100);
	assert_true(scroll_of(v) > left);
	visitor_waits(v, 3000);
	assert_false(app_moves(&v->app));
	assert_true(scroll_of(v) <= v->list.scroll_max);
	float rested = scroll_of(v);
	for (int i = 0; i < 4; i++) {
		moves_up(v, 30, 4);
		visitor_waits(v, 2000);
	}
	assert_true(scroll_of(v) > rested);
	assert_float_equal((double)scroll_of(v), (double)v->list.scroll_max, 0.001);
}

static void a_slow_or_rested_finger_leaves_the_list_where_it_is(void **state)
{
	struct visitor *v = *state;
	goes_to_the_list(v);
	moves_up(v, 5, 60);
	float left = scroll_of(v);
	visitor_waits(v, 1000);
	assert_float_equal((double)scroll_of(v), (double)left, 0.001);
	struct point at = {60, 60};
	visitor_touches(v, POINTER_DOWN, at);
	at.y -= 5;
	visitor_waits(v, 17);
	visitor_touches(v, POINTER_MOVE, at);
	visitor_waits(v, 500);
	visitor_touches(v, POINTER_UP, at);
	left = scroll_of(v);
	visitor_waits(v, 1000);
	assert_float_equal((double)scroll_of(v), (double)left, 0.001);
}

static void the_finger_that_stops_a_flick_does_not_tap(void **state)
{
	struct visitor *v = *state;
	goes_to_the_list(v);
	moves_up(v, 4, 4);
	visitor_waits(v, 50);
	const struct item *row = draw_find(&v->list, "therapist.12");
	struct point at = {row->box.x + 5, row->box.y + row->box.h / 2};
	visitor_touches(v, POINTER_DOWN, at);
	assert_false(app_moves(&v->app));
	visitor_touches(v, POINTER_UP, at);
	assert_string_equal(visitor_sees(v), "therapists");
	visitor_taps(v, "therapist.12");
	assert_string_equal(visitor_sees(v), "therapist");
}

static void button(struct visitor *v, enum hw_button which, bool down)
{
	struct event event = {.kind = EVENT_BUTTON, .now_us = v->now_us};
	event.button.button = which;
	event.button.down = down;
	app_update(&v->app, &event);
	visitor_waits(v, 0);
}

static void a_held_next_goes_on_and_stops_when_it_is_let_go(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_START_STOP);
	button(v, BUTTON_NEXT, true);
	assert_string_equal(visitor_focus(v), "home.roller");
	visitor_waits(v, 450);
	assert_string_equal(visitor_focus(v), "home.roller");
	visitor_waits(v, 100);
	assert_string_equal(visitor_focus(v), "home.therapists");
	visitor_waits(v, 160);
	assert_string_equal(visitor_focus(v), "home.plan");
	button(v, BUTTON_NEXT, false);
	visitor_waits(v, 2000);
	assert_string_equal(visitor_focus(v), "home.plan");
}

static void a_held_start_does_not_repeat(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_START_STOP);
	button(v, BUTTON_START_STOP, true);
	assert_string_equal(visitor_sees(v), "safety");
	visitor_waits(v, 3000);
	assert_string_equal(visitor_sees(v), "safety");
	button(v, BUTTON_START_STOP, false);
}

static void a_screen_slides_in_and_then_nothing_more_is_drawn(void **state)
{
	struct visitor *v = *state;
	v->config->motion = true;
	visitor_presses(v, BUTTON_START_STOP);
	assert_true(app_moves(&v->app));
	float on_its_way = draw_find(&v->list, "home.routines")->box.x;
	visitor_waits(v, 250);
	assert_false(app_moves(&v->app));
	float there = draw_find(&v->list, "home.routines")->box.x;
	assert_true(on_its_way > there);
	struct event tick = {.kind = EVENT_TICK, .now_us = v->now_us};
	assert_true(app_update(&v->app, &tick) > v->now_us + 1000000);
	/* Back comes from the other side. */
	visitor_taps(v, "home.therapists");
	visitor_waits(v, 300);
	visitor_taps(v, "back");
	assert_true(draw_find(&v->list, "home.routines")->box.x < there);
}

/* The list of questions comes while the screen's rows, had it any, would still be on their way. */
static void rows_that_come_a_little_later_come_to_rest_too(void **state)
{
	struct visitor *v = *state;
	v->config->motion = true;
	visitor_goes_home(v);
	visitor_waits(v, 1000);
	visitor_taps(v, "home.learn");
	visitor_waits(v, 230);
	visitor_taps(v, "learn.questions");
	visitor_waits(v, 1000);
	assert_false(app_moves(&v->app));
}

static void an_overlay_rises_over_a_screen_that_stays(void **state)
{
	struct visitor *v = *state;
	v->config->motion = true;
	visitor_goes_home(v);
	visitor_waits(v, 300);
	visitor_taps(v, "access");
	float on_its_way = draw_find(&v->list, "access.size.1")->box.y;
	visitor_waits(v, 300);
	assert_true(draw_find(&v->list, "access.size.1")->box.y < on_its_way);
}

static void clock_is(struct visitor *v, int hour, int minute)
{
	struct event event = {.kind = EVENT_CLOCK, .now_us = v->now_us};
	event.wall_s = (hour * 60 + minute) * 60;
	app_update(&v->app, &event);
	visitor_waits(v, 0);
}

static void at_night_the_resting_screen_is_black_and_a_touch_wakes_it(void **state)
{
	struct visitor *v = *state;
	v->config->night_from = 22 * 60;
	v->config->night_to = 7 * 60;
	clock_is(v, 21, 59);
	assert_true(visitor_reads(v, "Touch to start"));
	clock_is(v, 22, 0);
	assert_int_equal(v->list.cmds, 1);
	visitor_waits(v, 60000);
	assert_int_equal(v->list.cmds, 1);
	clock_is(v, 7, 0);
	assert_true(visitor_reads(v, "Touch to start"));
	clock_is(v, 3, 0);
	v->config->night_dim = true;
	visitor_waits(v, 0);
	assert_true(visitor_reads(v, "Touch to start"));
	v->config->night_dim = false;
	visitor_waits(v, 0);
	visitor_touches(v, POINTER_DOWN, (struct point){60, 30});
	visitor_touches(v, POINTER_UP, (struct point){60, 30});
	assert_string_equal(visitor_sees(v), "home");
}

static void no_card_of_the_resting_screen_stands_where_the_last_one_stood(void **state)
{
	struct visitor *v = *state;
	struct rect first = draw_find(&v->list, "go")->box;
	visitor_waits(v, 12100);
	struct rect second = draw_find(&v->list, "go")->box;
	assert_true(second.x != first.x || second.y != first.y);
	assert_true(second.x - first.x < 1 && second.y - first.y < 1);
	/* By whole pixels. */
	float px = (second.x - first.x) * v->app.metrics.u;
	assert_float_equal((double)px, (double)(int)(px + 0.5F), 0.001);
}

int main(void)
{
#define VISIT(test) cmocka_unit_test_setup_teardown(test, arrives, leaves)
	const struct CMUnitTest tests[] = {
		VISIT(a_flicked_list_goes_on_and_stops_at_its_end),
		VISIT(a_slow_or_rested_finger_leaves_the_list_where_it_is),
		VISIT(the_finger_that_stops_a_flick_does_not_tap),
		VISIT(a_held_next_goes_on_and_stops_when_it_is_let_go),
		VISIT(a_held_start_does_not_repeat),
		VISIT(a_screen_slides_in_and_then_nothing_more_is_drawn),
		VISIT(at_night_the_resting_screen_is_black_and_a_touch_wakes_it),
		VISIT(no_card_of_the_resting_screen_stands_where_the_last_one_stood),
		VISIT(rows_that_come_a_little_later_come_to_rest_too),
		VISIT(an_overlay_rises_over_a_screen_that_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
