/* What a visitor can do, and what the kiosk does by itself. */
#include "visit_kit.h"

#include <string.h>

static void the_waking_touch_presses_nothing_and_the_next_one_counts(void **state)
{
	struct visitor *v = *state;
	/* Where home's door to the routines will be. */
	struct point at = {30, 60};
	visitor_touches(v, POINTER_DOWN, at);
	assert_string_equal(visitor_sees(v), "home");
	visitor_waits(v, 80);
	visitor_touches(v, POINTER_UP, at);
	assert_string_equal(visitor_sees(v), "home");
	visitor_touches(v, POINTER_DOWN, at);
	visitor_touches(v, POINTER_UP, at);
	assert_string_equal(visitor_sees(v), "safety");
}

static void a_button_wakes_and_does_no_more(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "home");
	assert_string_equal(visitor_focus(v), "home.routines");
}

static void the_safety_gate_stands_before_the_first_routine_only(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "home");
	visitor_taps(v, "home.routines");
	assert_string_equal(visitor_sees(v), "areas");
}

static void who_is_not_sure_is_sent_to_a_professional(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "home.routines");
	visitor_taps(v, "safety.ask");
	assert_string_equal(visitor_sees(v), "therapists");
	assert_true(visitor_reads(v, "Ask a doctor or a physical therapist"));
}

static void an_area_without_a_routine_says_so_and_cannot_start(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	v->catalog->first[AREA_NECK] = -1;
	visitor_taps(v, "area.neck");
	assert_true(visitor_reads(v, "There is no routine for this area yet"));
	assert_true(draw_find(&v->list, "areas.go")->disabled);
	visitor_taps(v, "areas.go");
	assert_string_equal(visitor_sees(v), "areas");
}

static void an_abandoned_visit_is_warned_then_reset(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_taps(v, "lang");
	assert_int_equal(v->app.lang, tr_find("es"));
	visitor_waits(v, 44000);
	assert_string_equal(visitor_sees(v), "areas");
	visitor_waits(v, 1500);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_waits(v, 19000);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_waits(v, 1500);
	assert_string_equal(visitor_sees(v), "attract");
	assert_int_equal(v->app.lang, LANG_EN);
	assert_false(v->app.safety_ok);
}

static void any_touch_or_button_keeps_a_warned_visit_going(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	for (int i = 0; i < 10; i++) {
		visitor_waits(v, 46000);
		assert_string_equal(visitor_sees(v), "idle");
		if (i % 2) {
			visitor_presses(v, BUTTON_BACK);
		} else {
			visitor_touches(v, POINTER_DOWN, (struct point){1, 1});
			visitor_touches(v, POINTER_UP, (struct point){1, 1});
		}
		assert_string_equal(visitor_sees(v), "areas");
	}
}

static void start_over_is_one_tap(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_waits(v, 46000);
	visitor_taps(v, "idle.over");
	assert_string_equal(visitor_sees(v), "attract");
}

static void a_playing_video_counts_as_presence_and_a_paused_one_does_not(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	visitor_waits(v, 120000);
	assert_string_equal(visitor_sees(v), "routine");
	visitor_taps(v, "routine.play");
	visitor_waits(v, 46000);
	assert_string_equal(visitor_sees(v), "idle");
	assert_true(visitor_reads(v, "We paused your quads routine."));
}

static void holding_the_logo_opens_the_staff_part_and_a_tap_does_not(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "logo");
	assert_string_equal(visitor_sees(v), "home");
	visitor_holds(v, "logo", 2900);
	assert_string_equal(visitor_sees(v), "home");
	visitor_holds(v, "logo", 3100);
	assert_string_equal(visitor_sees(v), "pin");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "home");
}

static void sliding_off_cancels_and_coming_back_does_not(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	struct point on = {30, 60}, off = {30, 5};
	visitor_touches(v, POINTER_DOWN, on);
	assert_string_equal(touch_pressed(&v->app.touch), "home.routines");
	visitor_touches(v, POINTER_MOVE, off);
	assert_null(touch_pressed(&v->app.touch));
	visitor_touches(v, POINTER_UP, off);
	assert_string_equal(visitor_sees(v), "home");
	visitor_touches(v, POINTER_DOWN, on);
	visitor_touches(v, POINTER_MOVE, off);
	visitor_touches(v, POINTER_MOVE, on);
	visitor_touches(v, POINTER_UP, on);
	assert_string_equal(visitor_sees(v), "safety");
}

static void the_whole_way_can_be_gone_by_buttons(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_NEXT);
	assert_string_equal(visitor_sees(v), "home");
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_focus(v), "safety.ok");
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_focus(v), "areas.go");
	for (int i = 0; strcmp(visitor_focus(v), "area.calves") != 0 && i < 40; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.areas.chosen, AREA_CALVES);
	for (int i = 0; strcmp(visitor_focus(v), "areas.go") != 0 && i < 40; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "routine");
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "areas");
	visitor_presses(v, BUTTON_HOME);
	assert_string_equal(visitor_sees(v), "home");
}

static void start_plays_and_pauses_unless_next_has_just_moved_the_focus(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.player.state, PLAYER_PAUSED);
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.player.state, PLAYER_PLAYING);
	visitor_presses(v, BUTTON_NEXT);
	assert_string_equal(visitor_focus(v), "routine.next");
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.routine.at, 1);
	visitor_waits(v, 6000);
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.player.state, PLAYER_PAUSED);
}

static void a_touch_hides_the_focus_ring_and_a_press_shows_it(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	assert_string_equal(visitor_focus(v), "");
	visitor_presses(v, BUTTON_NEXT);
	assert_string_not_equal(visitor_focus(v), "");
	visitor_touches(v, POINTER_DOWN, (struct point){1, 1});
	visitor_touches(v, POINTER_UP, (struct point){1, 1});
	assert_string_equal(visitor_focus(v), "");
}

static void each_led_is_lit_while_its_button_does_something(void **state)
{
	struct visitor *v = *state;
	bool led[HW_BUTTONS];
	visitor_goes_home(v);
	app_leds(&v->app, led);
	assert_true(led[BUTTON_START_STOP] && led[BUTTON_NEXT]);
	assert_false(led[BUTTON_HOME] || led[BUTTON_BACK] || led[BUTTON_VOL_UP]);
	visitor_taps(v, "home.routines");
	app_leds(&v->app, led);
	assert_true(led[BUTTON_HOME] && led[BUTTON_BACK]);
	visitor_taps(v, "safety.ok");
	visitor_taps(v, "areas.go");
	app_leds(&v->app, led);
	assert_true(led[BUTTON_VOL_UP] && led[BUTTON_VOL_DOWN]);
}

static void nobody_can_be_louder_than_staff_allow(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	for (int i = 0; i < 20; i++)
		visitor_presses(v, BUTTON_VOL_UP);
	assert_int_equal(v->app.aids.volume, v->config->volume_max);
	assert_true(visitor_reads(v, "Volume 8"));
	for (int i = 0; i < 20; i++)
		visitor_presses(v, BUTTON_VOL_DOWN);
	assert_int_equal(v->app.aids.volume, 0);
}

static void the_aids_go_with_the_visit(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "access");
	assert_string_equal(visitor_sees(v), "access");
	visitor_taps(v, "access.size.2");
	visitor_taps(v, "access.contrast");
	visitor_taps(v, "access.done");
	assert_string_equal(visitor_sees(v), "home");
	assert_int_equal(v->app.aids.text_size, 2);
	visitor_waits(v, 66000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_int_equal(v->app.aids.text_size, 0);
	assert_false(v->app.aids.contrast);
}

static void what_lies_under_an_overlay_cannot_be_tapped(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "access");
	assert_null(draw_find(&v->list, "home.routines"));
	visitor_touches(v, POINTER_DOWN, (struct point){30, 60});
	visitor_touches(v, POINTER_UP, (struct point){30, 60});
	assert_string_equal(visitor_sees(v), "access");
}

static void an_idle_home_wants_nothing_before_the_warning(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	struct event tick = {.kind = EVENT_TICK, .now_us = v->now_us};
	int64_t due = app_update(&v->app, &tick);
	assert_in_range(due - v->now_us, 44000000, 45000000);
}

static void no_clip_no_content_no_harm(void **state)
{
	struct visitor *v = *state;
	struct problems problems = {0};
	struct catalog *empty = catalog_load("/nowhere", NULL, &problems);
	assert_true(problems_any_error(&problems));
	app_init(&v->app, empty, v->config, &problems, NULL, metrics_make(1920, 1080, 0), LANG_EN,
		0);
	visitor_waits(v, 30000);
	visitor_goes_to_areas(v);
	assert_true(visitor_reads(v, "There is no routine for this area yet"));
	visitor_taps(v, "home");
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.problems");
	assert_true(visitor_reads(v, "The content cannot be read"));
	catalog_destroy(empty);
}

static void the_next_clip_of_the_resting_screen_is_opened_ahead(void **state)
{
	struct visitor *v = *state;
	v->config->motion = true;
	for (int card = 0; card < 3; card++) {
		v->effects = 0;
		visitor_waits(v, 9900);
		for (int i = 0; i < v->effects; i++)
			assert_int_not_equal(v->last[i].kind, EFFECT_PREPARE);
		visitor_waits(v, 200);
		const char *path = last_effect(v, EFFECT_PREPARE)->path;
		visitor_waits(v, 1900);
		assert_string_equal(last_effect(v, EFFECT_PLAY)->path, path);
	}
}

static void what_gets_shorter_is_seen_to_its_end(void **state)
{
	struct visitor *v = *state;
	v->app.metrics = metrics_make(800, 480, 0);
	v->app.aids.text_size = 2;
	visitor_goes_home(v);
	visitor_taps(v, "home.plan");
	visitor_looks(v);
	float most = v->list.scroll_max;
	*app_scroll(&v->app) = most;
	v->app.aids.text_size = 0;
	visitor_looks(v);
	assert_true(v->list.scroll_max < most);
	assert_float_equal(*app_scroll(&v->app), v->list.scroll_max, 0);
}

static void a_visit_is_counted_without_knowing_anybody(void **state)
{
	struct visitor *v = *state;
	v->effects = 0;
	visitor_plays(v, "area.quads");
	visitor_taps(v, "home");
	visitor_taps(v, "home.therapists");
	visitor_taps(v, "therapist.11");
	visitor_waits(v, 67000);
	assert_int_equal(logged(v, USAGE_VISIT), 1);
	assert_int_equal(logged(v, USAGE_SAFETY), 1);
	assert_int_equal(logged(v, USAGE_ROUTINE_STARTED), 1);
	assert_int_equal(logged(v, USAGE_ROUTINE_LEFT), 1);
	assert_int_equal(logged(v, USAGE_SEARCH), 1);
	assert_int_equal(logged(v, USAGE_THERAPIST_OPENED), 1);
	assert_int_equal(logged(v, USAGE_THERAPIST_QR), 1);
	assert_int_equal(logged(v, USAGE_END), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(the_waking_touch_presses_nothing_and_the_next_one_counts),
		VISIT(a_button_wakes_and_does_no_more),
		VISIT(the_safety_gate_stands_before_the_first_routine_only),
		VISIT(who_is_not_sure_is_sent_to_a_professional),
		VISIT(an_area_without_a_routine_says_so_and_cannot_start),
		VISIT(an_abandoned_visit_is_warned_then_reset),
		VISIT(any_touch_or_button_keeps_a_warned_visit_going),
		VISIT(start_over_is_one_tap),
		VISIT(a_playing_video_counts_as_presence_and_a_paused_one_does_not),
		VISIT(holding_the_logo_opens_the_staff_part_and_a_tap_does_not),
		VISIT(sliding_off_cancels_and_coming_back_does_not),
		VISIT(the_whole_way_can_be_gone_by_buttons),
		VISIT(start_plays_and_pauses_unless_next_has_just_moved_the_focus),
		VISIT(a_touch_hides_the_focus_ring_and_a_press_shows_it),
		VISIT(each_led_is_lit_while_its_button_does_something),
		VISIT(nobody_can_be_louder_than_staff_allow),
		VISIT(the_aids_go_with_the_visit),
		VISIT(what_lies_under_an_overlay_cannot_be_tapped),
		VISIT(an_idle_home_wants_nothing_before_the_warning),
		VISIT(no_clip_no_content_no_harm),
		VISIT(the_next_clip_of_the_resting_screen_is_opened_ahead),
		VISIT(what_gets_shorter_is_seen_to_its_end),
		VISIT(a_visit_is_counted_without_knowing_anybody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
