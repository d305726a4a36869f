/* The roller station as a visitor meets it: invitation, set, rest, result, and what a mat that is
 * not there changes. */
#include "visit_kit.h"

#include <string.h>

static void starts_a_set(struct visitor *v)
{
	visitor_goes_to_the_roller(v);
	visitor_taps(v, "roller.go");
	assert_string_equal(visitor_sees(v), "roller-live");
}

static void the_roller_has_a_safety_gate_of_its_own(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_taps(v, "home");
	visitor_taps(v, "home.roller");
	assert_string_equal(visitor_sees(v), "safety");
	visitor_taps(v, "safety.ok");
	assert_string_equal(visitor_sees(v), "roller");
	visitor_taps(v, "back");
	visitor_taps(v, "home.roller");
	assert_string_equal(visitor_sees(v), "roller");
}

static void a_step_on_the_mat_wakes_and_invites(void **state)
{
	struct visitor *v = *state;
	visitor_rolls(v, 0, 500);
	assert_string_equal(visitor_sees(v), "roller");
	assert_true(visitor_reads(v, "You are on the mat"));
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "safety");
	visitor_taps(v, "safety.ok");
	assert_string_equal(visitor_sees(v), "roller-live");
}

static void the_clock_of_a_set_runs_only_while_somebody_is_on_the_mat(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_waits(v, 5000);
	assert_true(visitor_reads(v, "Step on the mat"));
	assert_true(visitor_reads(v, "30"));
	visitor_rolls(v, 3.5F, 10000);
	assert_true(visitor_reads(v, "20"));
	visitor_steps_off(v);
	visitor_waits(v, 8000);
	assert_true(visitor_reads(v, "Hop back on"));
	assert_true(visitor_reads(v, "20"));
	visitor_rolls(v, 3.5F, 21000);
	assert_string_equal(visitor_sees(v), "roller-rest");
}

static void the_coach_names_the_rhythm(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_rolls(v, 1.8F, 1000);
	assert_true(visitor_reads(v, "Roll slowly"));
	visitor_rolls(v, 1.8F, 9000);
	assert_true(visitor_reads(v, "Slow it down"));
	visitor_rolls(v, 3.5F, 16000);
	assert_true(visitor_reads(v, "Nice rhythm"));
	assert_true(visitor_reads(v, "46 / 54"));
}

static void after_a_rest_comes_the_other_side_and_then_the_result(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	assert_true(visitor_reads(v, "Calves, set 1 of 2"));
	visitor_rolls(v, 3.5F, 31000);
	assert_string_equal(visitor_sees(v), "roller-rest");
	assert_true(visitor_reads(v, "Switch legs"));
	visitor_steps_off(v);
	visitor_waits(v, 28000);
	assert_string_equal(visitor_sees(v), "roller-rest");
	visitor_waits(v, 2000);
	assert_string_equal(visitor_sees(v), "roller-live");
	assert_true(visitor_reads(v, "Calves, set 2 of 2"));
	visitor_rolls(v, 3.5F, 31000);
	assert_string_equal(visitor_sees(v), "roller-result");
	assert_true(visitor_reads(v, "You found the slow lane."));
	assert_true(visitor_reads(v, "1:00"));
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "routine");
	assert_string_equal(v->catalog->routine[v->app.routine.routine].id, "calves");
}

static void the_rest_can_be_cut_short(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_rolls(v, 3.5F, 31000);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "roller-live");
	assert_int_equal(v->app.roller.set, 1);
}

static void stop_tells_what_was_done_or_goes_back_when_nothing_was(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "roller");
	visitor_taps(v, "go");
	visitor_rolls(v, 2, 12000);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "roller-result");
	assert_true(visitor_reads(v, "Calves, 1 set"));
	assert_true(visitor_reads(v, "Slower feels better"));
}

static void comfort_of_seven_and_up_offers_a_therapist_first(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_rolls(v, 3.5F, 12000);
	visitor_taps(v, "go");
	assert_true(draw_find(&v->list, "roller.routine")->go);
	visitor_taps(v, "roller.comfort.5");
	assert_true(draw_find(&v->list, "roller.routine")->go);
	visitor_taps(v, "roller.comfort.7");
	assert_true(draw_find(&v->list, "roller.therapists")->go);
	assert_true(visitor_reads(v, "Ease off next time"));
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "therapists");
}

static void again_forgets_what_was(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_rolls(v, 3.5F, 12000);
	visitor_taps(v, "go");
	visitor_taps(v, "roller.comfort.3");
	visitor_taps(v, "roller.again");
	assert_string_equal(visitor_sees(v), "roller-live");
	assert_int_equal(v->app.roller.comfort, -1);
	assert_int_equal(coach_summary(&v->app.roller.coach[0]).passes, 0);
}

static void the_whole_demo_can_be_gone_by_buttons(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_START_STOP);
	visitor_presses(v, BUTTON_NEXT);
	assert_string_equal(visitor_focus(v), "home.roller");
	visitor_presses(v, BUTTON_START_STOP);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "roller");
	visitor_presses(v, BUTTON_NEXT);
	assert_true(visitor_reads(v, "Start quads"));
	assert_string_equal(visitor_focus(v), "roller.go");
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "roller-live");
	assert_true(visitor_reads(v, "Quads, set 1 of 2"));
	visitor_presses(v, BUTTON_NEXT);
	assert_true(visitor_reads(v, "IT band & TFL, set 1 of 2"));
	visitor_rolls(v, 3.5F, 31000);
	assert_string_equal(visitor_sees(v), "roller-rest");
	visitor_presses(v, BUTTON_START_STOP);
	visitor_rolls(v, 3.5F, 10000);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "roller-result");
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "roller");
	visitor_presses(v, BUTTON_HOME);
	assert_string_equal(visitor_sees(v), "home");
}

static void each_led_is_lit_while_its_button_does_something(void **state)
{
	struct visitor *v = *state;
	bool led[HW_BUTTONS];
	starts_a_set(v);
	app_leds(&v->app, led);
	assert_true(
		led[BUTTON_START_STOP] && led[BUTTON_NEXT] && led[BUTTON_BACK] && led[BUTTON_HOME]);
	visitor_rolls(v, 3.5F, 31000);
	app_leds(&v->app, led);
	assert_true(led[BUTTON_START_STOP] && led[BUTTON_BACK] && led[BUTTON_HOME]);
	assert_false(led[BUTTON_NEXT]);
	assert_null(draw_find(&v->list, "roller.next"));
}

static void somebody_on_the_mat_is_never_asked_whether_they_are_there(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_rolls(v, 3.5F, 60000);
	assert_string_equal(visitor_sees(v), "home");
	visitor_steps_off(v);
	visitor_waits(v, 46000);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_rolls(v, 0, 100);
	assert_string_equal(visitor_sees(v), "home");
}

static void a_bag_left_on_the_mat_does_not_keep_a_visit_open(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_rolls(v, 0, 100);
	visitor_waits(v, 599000);
	assert_string_equal(visitor_sees(v), "home");
	visitor_waits(v, 70000);
	assert_string_equal(visitor_sees(v), "attract");
}

static void an_abandoned_set_leads_back_to_attract(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_rolls(v, 3.5F, 31000);
	visitor_steps_off(v);
	visitor_waits(v, 31000);
	assert_string_equal(visitor_sees(v), "roller-live");
	visitor_waits(v, 46000);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_waits(v, 21000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_int_equal(v->app.roller.area, AREA_CALVES);
	assert_int_equal(v->app.roller.run_us, 0);
}

static void a_mat_that_goes_away_says_so_and_offers_the_video(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_rolls(v, 3.5F, 5000);
	visitor_loses_the_mat(v);
	assert_string_equal(visitor_sees(v), "roller");
	assert_true(visitor_reads(v, "The mat is taking a break"));
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "routine");
}

static void a_mat_that_is_away_never_wakes(void **state)
{
	struct visitor *v = *state;
	v->config->roller_closed = true;
	visitor_rolls(v, 0, 100);
	assert_string_equal(visitor_sees(v), "home");
}

static void a_kiosk_without_a_mat_says_so(void **state)
{
	struct visitor *v = *state;
	v->app.mat = (struct mat_fitted){0};
	visitor_goes_to_the_roller(v);
	assert_true(visitor_reads(v, "This kiosk has no mat."));
	assert_non_null(draw_find(&v->list, "roller.areas"));
}

static void staff_can_close_the_station(void **state)
{
	struct visitor *v = *state;
	v->config->roller_closed = true;
	visitor_goes_to_the_roller(v);
	assert_true(visitor_reads(v, "Out of order today"));
	visitor_taps(v, "roller.therapists");
	assert_string_equal(visitor_sees(v), "therapists");
}

static void a_mat_that_knows_less_shows_less(void **state)
{
	struct visitor *v = *state;
	v->app.mat.grid = (struct mat_grid){4, 1};
	starts_a_set(v);
	visitor_rolls(v, 3.5F, 12000);
	assert_true(visitor_reads(v, "Passes"));
	assert_false(visitor_reads(v, "Left / right"));
	visitor_taps(v, "home");
	v->app.mat.grid = (struct mat_grid){1, 1};
	visitor_taps(v, "home.roller");
	visitor_taps(v, "go");
	visitor_rolls(v, 3.5F, 12000);
	assert_true(visitor_reads(v, "It cannot count passes"));
	assert_false(visitor_reads(v, "Seconds a pass"));
	visitor_taps(v, "go");
	assert_true(visitor_reads(v, "Well rolled."));
	assert_false(visitor_reads(v, "Passes in rhythm"));
}

/* Rolls one set on such a mat and stops. */
static void rolls_on(struct visitor *v, struct mat_grid grid, bool measures)
{
	v->app.mat.grid = grid;
	v->app.mat.calibration.can = measures;
	starts_a_set(v);
	visitor_rolls(v, 3.5F, 20000);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "roller-result");
}

static void the_result_says_how_even_it_was_and_what_was_covered(void **state)
{
	struct visitor *v = *state;
	rolls_on(v, (struct mat_grid){4, 2}, true);
	assert_true(visitor_reads(v, "Evenness"));
	assert_true(visitor_reads(v, "Zones covered"));
	assert_true(visitor_reads(v, "of 8"));
}

static void contacts_know_no_evenness_and_one_zone_knows_neither(void **state)
{
	struct visitor *v = *state;
	rolls_on(v, (struct mat_grid){4, 2}, false);
	assert_false(visitor_reads(v, "Evenness"));
	assert_true(visitor_reads(v, "Zones covered"));
	visitor_taps(v, "home");
	v->app.roller_safety_ok = false;
	v->app.mat = (struct mat_fitted){.fitted = true, .works = true, .grid = {1, 1}};
	v->app.mat.calibration.can = true;
	visitor_taps(v, "home.roller");
	visitor_taps(v, "safety.ok");
	visitor_taps(v, "go");
	visitor_rolls(v, 3.5F, 20000);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "roller-result");
	assert_false(visitor_reads(v, "Evenness"));
	assert_false(visitor_reads(v, "Zones covered"));
}

static void the_log_knows_the_area_and_the_class_of_the_outcome_and_no_more(void **state)
{
	struct visitor *v = *state;
	starts_a_set(v);
	visitor_rolls(v, 1.5F, 20000);
	visitor_taps(v, "go");
	visitor_taps(v, "roller.comfort.9");
	bool started = false;
	int outcome = -1;
	for (int i = 0; i < v->effects; i++) {
		const struct usage_event *usage = &v->last[i].usage;
		if (v->last[i].kind != EFFECT_LOG)
			continue;
		assert_int_not_equal(usage->value, 9);
		if (usage->kind == USAGE_ROLLER_STARTED)
			started = strcmp(usage->name, "calves") == 0;
		if (usage->kind == USAGE_ROLLER_FINISHED)
			outcome = (int)usage->value;
	}
	assert_true(started);
	assert_int_equal(outcome, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(the_roller_has_a_safety_gate_of_its_own),
		VISIT(a_step_on_the_mat_wakes_and_invites),
		VISIT(the_clock_of_a_set_runs_only_while_somebody_is_on_the_mat),
		VISIT(the_coach_names_the_rhythm),
		VISIT(after_a_rest_comes_the_other_side_and_then_the_result),
		VISIT(the_rest_can_be_cut_short),
		VISIT(stop_tells_what_was_done_or_goes_back_when_nothing_was),
		VISIT(comfort_of_seven_and_up_offers_a_therapist_first),
		VISIT(again_forgets_what_was),
		VISIT(the_whole_demo_can_be_gone_by_buttons),
		VISIT(each_led_is_lit_while_its_button_does_something),
		VISIT(somebody_on_the_mat_is_never_asked_whether_they_are_there),
		VISIT(a_bag_left_on_the_mat_does_not_keep_a_visit_open),
		VISIT(an_abandoned_set_leads_back_to_attract),
		VISIT(a_mat_that_goes_away_says_so_and_offers_the_video),
		VISIT(a_mat_that_is_away_never_wakes),
		VISIT(a_kiosk_without_a_mat_says_so),
		VISIT(staff_can_close_the_station),
		VISIT(a_mat_that_knows_less_shows_less),
		VISIT(the_result_says_how_even_it_was_and_what_was_covered),
		VISIT(contacts_know_no_evenness_and_one_zone_knows_neither),
		VISIT(the_log_knows_the_area_and_the_class_of_the_outcome_and_no_more),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
