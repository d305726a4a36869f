/* What a visitor can do, and what the kiosk does by itself. */
#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static int arrives(void **state)
{
	*state = visitor_create(1920, 1080);
	return 0;
}

static int leaves(void **state)
{
	visitor_destroy(*state);
	return 0;
}

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

static void a_routine_plays_as_soon_as_its_screen_opens(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	assert_int_equal(v->app.player.state, PLAYER_PLAYING);
	assert_true(visitor_reads(v, "Step 1 of"));
}

static void the_timer_waits_for_the_first_picture(void **state)
{
	struct visitor *v = *state;
	v->clip_slow = true;
	visitor_plays(v, "area.quads");
	visitor_waits(v, 5000);
	assert_int_equal(v->app.routine.elapsed_us, 0);
}

static void a_clip_that_will_not_play_leaves_steps_timer_and_captions(void **state)
{
	struct visitor *v = *state;
	v->clip_broken = true;
	visitor_plays(v, "area.quads");
	visitor_waits(v, 3000);
	assert_true(visitor_reads(v, "This video will not play"));
	assert_in_range(v->app.routine.elapsed_us, 2900000, 3200000);
	assert_true(visitor_reads(v, "Belly firm"));
}

static void steps_follow_one_another_and_the_last_one_ends_the_routine(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	int steps = v->app.routine.steps;
	for (int i = 0; i < steps; i++) {
		assert_int_equal(v->app.routine.at, i);
		assert_false(v->app.routine.finished);
		int seconds = v->catalog->routine[v->app.routine.routine]
				      .step[v->app.routine.plan[i].step]
				      .seconds;
		visitor_waits(v, seconds * 1000 + 100);
	}
	assert_true(v->app.routine.finished);
	assert_true(visitor_reads(v, "All done"));
	assert_int_equal(v->app.player.state, PLAYER_PAUSED);
	visitor_taps(v, "routine.go");
	assert_string_equal(visitor_sees(v), "routine");
	assert_int_equal(v->app.routine.at, 0);
}

static void sides_are_done_one_after_the_other(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	bool left = false, right = false;
	for (int i = 0; i < v->app.routine.steps; i++) {
		int side = v->app.routine.plan[i].side;
		assert_false(side == 1 && right);
		left |= side == 1;
		right |= side == 2;
	}
	assert_true(left && right);
}

static void the_second_side_is_shown_as_the_clip_has_it(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	const struct routine *routine = &v->catalog->routine[v->app.routine.routine];
	int others = 0;
	for (int i = 0; i < v->app.routine.steps; i++) {
		const struct planned_step *planned = &v->app.routine.plan[i];
		const struct step *step = &routine->step[planned->step];
		const struct step_clip *clip = planned->side == 2 ? &step->other : &step->first;
		assert_int_equal(v->clip.position_us, clip->at_us);
		assert_int_equal(v->clip.loop_from_us, clip->loop_from_us);
		assert_int_equal(v->clip.loop_to_us, clip->loop_to_us);
		others += planned->side == 2 && step->other.at_us != step->first.at_us;
		visitor_waits(v, planned->seconds * 1000 + 100);
	}
	/* It is settled on, and rolled. */
	assert_int_equal(others, 2);
}

/* Our own clips hold a spot on one side only; a store's may do so on both. */
static void a_hold_of_the_second_side_is_shown_where_the_clip_has_it(void **state)
{
	struct visitor *v = *state;
	struct routine *routine = &v->catalog->routine[v->catalog->first[AREA_QUADS]];
	enum { HOLD = 2 };
	routine->step[HOLD].other = (struct step_clip){
		.at_us = 40000000, .loop_from_us = 42000000, .loop_to_us = 46000000};
	visitor_plays(v, "area.quads");
	int holds[2] = {0};
	for (int i = 0; i < v->app.routine.steps; i++) {
		const struct planned_step *planned = &v->app.routine.plan[i];
		if (planned->step == HOLD) {
			assert_int_equal(
				v->clip.position_us, planned->side == 2 ? 40000000 : 15000000);
			assert_int_equal(
				v->clip.loop_to_us, planned->side == 2 ? 46000000 : 21000000);
			holds[planned->side - 1]++;
		}
		visitor_waits(v, planned->seconds * 1000 + 100);
	}
	assert_int_equal(holds[0], 1);
	assert_int_equal(holds[1], 1);
}

static void back_ten_seconds_goes_into_the_step_before(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	visitor_taps(v, "routine.next");
	visitor_waits(v, 4000);
	assert_int_equal(v->app.routine.at, 1);
	visitor_taps(v, "routine.back10");
	assert_int_equal(v->app.routine.at, 0);
	visitor_taps(v, "routine.back10");
	visitor_taps(v, "routine.back10");
	visitor_taps(v, "routine.back10");
	visitor_taps(v, "routine.back10");
	assert_int_equal(v->app.routine.at, 0);
	assert_in_range(v->app.routine.elapsed_us, 0, 200000);
}

static void pause_stops_the_timer_and_play_goes_on(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	visitor_waits(v, 2000);
	visitor_taps(v, "routine.play");
	int64_t elapsed = v->app.routine.elapsed_us;
	visitor_waits(v, 5000);
	assert_int_equal(v->app.routine.elapsed_us, elapsed);
	visitor_taps(v, "routine.play");
	visitor_waits(v, 1000);
	assert_true(v->app.routine.elapsed_us > elapsed + 900000);
}

static void captions_are_on_and_can_be_turned_off(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	v->app.player.position_us = 3000000;
	visitor_waits(v, 0);
	assert_true(visitor_reads(v, "Belly firm"));
	visitor_taps(v, "routine.captions");
	assert_false(visitor_reads(v, "Belly firm"));
}

static void a_caption_has_two_lines_at_most(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	struct routine *routine = &v->catalog->routine[v->app.routine.routine];
	const struct cue_list before = routine->captions[LANG_EN];
	const struct cue cue = {.end_us = 9000000, .text = "Zz one\nZz two\nZz three\nZz four"};
	routine->captions[LANG_EN] = (struct cue_list){&cue, 1};
	v->app.player.position_us = 3000000;
	visitor_waits(v, 0);
	int lines = 0;
	for (size_t i = 0; i < v->list.cmds; i++)
		lines += v->list.cmd[i].kind == DRAW_TEXT && strstr(v->list.cmd[i].text, "Zz");
	assert_in_range(lines, 1, 2);
	assert_true(visitor_reads(v, "Zz one Zz two Zz three Zz four"));
	routine->captions[LANG_EN] = before;
}

static void leaving_a_routine_stops_its_clip(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "areas");
	assert_int_equal(v->app.player.state, PLAYER_NONE);
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

static void somebody_looks_for_a_therapist(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	assert_string_equal(visitor_sees(v), "therapists");
	assert_true(visitor_reads(v, "Juniper Sample"));
	assert_true(visitor_reads(v, "3 within 10 miles"));
	visitor_taps(v, "therapist.11");
	assert_string_equal(visitor_sees(v), "therapist");
	assert_true(visitor_reads(v, "CO license MT.0000117, valid to 3/31/2028."));
	assert_true(visitor_reads(v, "(303)\xC2\xA0"
				     "555-0142"));
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "therapists");
}

static const struct effect *last_effect(const struct visitor *v, enum effect_kind kind)
{
	for (int i = v->effects - 1; i >= 0; i--)
		if (v->last[i].kind == kind)
			return &v->last[i];
	fail_msg("no such effect");
	return NULL;
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

static void the_list_follows_what_others_change(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	int searches = 0, logged = 0;
	struct event changed = {
		.kind = EVENT_DIRECTORY, .now_us = v->now_us, .known = app_today(&v->app) + 9};
	int before = v->effects;
	visitor_event(v, &changed);
	for (int i = before; i < v->effects; i++) {
		searches += v->last[i].kind == EFFECT_SEARCH;
		logged += v->last[i].kind == EFFECT_LOG;
	}
	assert_int_equal(searches, 1);
	assert_int_equal(logged, 0);
	/* A day that is known to have been is the earliest that counts. */
	assert_int_equal(app_today(&v->app), changed.known);
	assert_int_equal(v->last[before].query.today, changed.known);
	/* Who looks at one of them keeps it until they go back. */
	visitor_taps(v, "therapists.technique.sports");
	before = v->effects;
	app_go(&v->app, SCREEN_THERAPIST, 0);
	visitor_event(v, &changed);
	for (int i = before; i < v->effects; i++)
		assert_int_not_equal(v->last[i].kind, EFFECT_SEARCH);
}

static void filters_combine_and_a_second_tap_takes_one_off(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	visitor_taps(v, "therapists.technique.sports");
	visitor_taps(v, "therapists.technique.swedish");
	visitor_taps(v, "therapists.language.es");
	visitor_taps(v, "therapists.within.3");
	const struct directory_query *query = &last_effect(v, EFFECT_SEARCH)->query;
	assert_string_equal(query->techniques, "sports|swedish");
	assert_string_equal(query->languages, "es");
	assert_true(query->within_km > 4.8 && query->within_km < 4.9);
	assert_false(query->all);
	visitor_taps(v, "therapists.technique.sports");
	visitor_taps(v, "therapists.within.3");
	query = &last_effect(v, EFFECT_SEARCH)->query;
	assert_string_equal(query->techniques, "swedish");
	assert_true(query->within_km == 0);
}

static void nobody_found_offers_what_helps(void **state)
{
	struct visitor *v = *state;
	v->nobody_found = true;
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	assert_true(visitor_reads(v, "No one fits these filters"));
	visitor_taps(v, "therapists.clear");
	assert_true(visitor_reads(v, "No therapists yet"));
	visitor_taps(v, "therapists.routines");
	assert_string_equal(visitor_sees(v), "safety");
}

static void a_long_list_scrolls_and_a_drag_never_taps(void **state)
{
	struct visitor *v = *state;
	v->many_found = true;
	v->app.metrics = metrics_make(800, 480, 0);
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	assert_true(v->list.scroll_max > 0);
	struct point from = {60, 60}, to = {60, 30};
	visitor_touches(v, POINTER_DOWN, from);
	visitor_touches(v, POINTER_MOVE, to);
	visitor_touches(v, POINTER_UP, to);
	assert_string_equal(visitor_sees(v), "therapists");
	assert_true(v->app.nav[v->app.depth - 1].scroll > 0);
	for (int i = 0; i < 10; i++) {
		visitor_touches(v, POINTER_DOWN, to);
		visitor_touches(v, POINTER_MOVE, from);
		visitor_touches(v, POINTER_UP, from);
	}
	assert_true(v->app.nav[v->app.depth - 1].scroll == 0);
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

static void buttons_bring_the_focused_row_into_view(void **state)
{
	struct visitor *v = *state;
	v->many_found = true;
	v->app.metrics = metrics_make(800, 480, 0);
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	visitor_presses(v, BUTTON_NEXT);
	for (int i = 0; strcmp(visitor_focus(v), "therapist.16") != 0 && i < 40; i++)
		visitor_presses(v, BUTTON_NEXT);
	const struct item *row = draw_find(&v->list, "therapist.16");
	assert_true(row->box.y + row->box.h <= v->list.scroll_box.y + v->list.scroll_box.h);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "therapist");
}

static int logged(const struct visitor *v, enum usage_kind kind)
{
	int count = 0;
	for (int i = 0; i < v->effects; i++)
		count += v->last[i].kind == EFFECT_LOG && v->last[i].usage.kind == kind;
	return count;
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
#define VISIT(test) cmocka_unit_test_setup_teardown(test, arrives, leaves)
	const struct CMUnitTest tests[] = {
		VISIT(the_waking_touch_presses_nothing_and_the_next_one_counts),
		VISIT(a_button_wakes_and_does_no_more),
		VISIT(the_safety_gate_stands_before_the_first_routine_only),
		VISIT(who_is_not_sure_is_sent_to_a_professional),
		VISIT(an_area_without_a_routine_says_so_and_cannot_start),
		VISIT(a_routine_plays_as_soon_as_its_screen_opens),
		VISIT(the_timer_waits_for_the_first_picture),
		VISIT(a_clip_that_will_not_play_leaves_steps_timer_and_captions),
		VISIT(steps_follow_one_another_and_the_last_one_ends_the_routine),
		VISIT(sides_are_done_one_after_the_other),
		VISIT(the_second_side_is_shown_as_the_clip_has_it),
		VISIT(a_hold_of_the_second_side_is_shown_where_the_clip_has_it),
		VISIT(back_ten_seconds_goes_into_the_step_before),
		VISIT(pause_stops_the_timer_and_play_goes_on),
		VISIT(captions_are_on_and_can_be_turned_off),
		VISIT(a_caption_has_two_lines_at_most),
		VISIT(leaving_a_routine_stops_its_clip),
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
		VISIT(somebody_looks_for_a_therapist),
		VISIT(the_list_follows_what_others_change),
		VISIT(filters_combine_and_a_second_tap_takes_one_off),
		VISIT(nobody_found_offers_what_helps),
		VISIT(a_long_list_scrolls_and_a_drag_never_taps),
		VISIT(what_gets_shorter_is_seen_to_its_end),
		VISIT(buttons_bring_the_focused_row_into_view),
		VISIT(a_visit_is_counted_without_knowing_anybody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
