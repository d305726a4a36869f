/* Building a tune-up and playing it: what a visitor can do, and what the kiosk does by itself. */
#include "visit_kit.h"

#include <stdio.h>
#include <string.h>

static int arrives_at_small_glass(void **state)
{
	*state = visitor_create(800, 480);
	return 0;
}

static void goes_to_plan(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.plan");
	assert_string_equal(visitor_sees(v), "plan");
}

/* Quads and calves in five minutes. */
static void goes_to_result(struct visitor *v)
{
	goes_to_plan(v);
	visitor_taps(v, "area.calves");
	visitor_taps(v, "plan.go");
	assert_string_equal(visitor_sees(v), "plan-result");
}

static void sets_off(struct visitor *v)
{
	goes_to_result(v);
	visitor_taps(v, "plan.start");
	visitor_taps(v, "safety.ok");
	assert_string_equal(visitor_sees(v), "program");
}

static const struct plan *plan_of(const struct visitor *v)
{
	return &v->app.plan.plan;
}

static void skips_to_the_rest(struct visitor *v)
{
	for (int i = v->app.routine.steps; i > 0; i--)
		visitor_taps(v, "program.next");
	assert_string_equal(visitor_sees(v), "program-rest");
}

static void skips_to_the_end(struct visitor *v)
{
	skips_to_the_rest(v);
	visitor_taps(v, "program.go");
	for (int i = v->app.routine.steps; i > 0; i--)
		visitor_taps(v, "program.next");
	assert_true(v->app.routine.finished);
}

/* Effects of a kind since they were last forgotten. */
static int count_of(const struct visitor *v, enum effect_kind kind)
{
	int count = 0;
	for (int i = 0; i < v->effects; i++)
		count += v->last[i].kind == kind;
	return count;
}

static void forgets_effects(struct visitor *v)
{
	v->effects = 0;
}

/* "program_built after 5, ...": what was counted of programs. */
static const char *counted(const struct visitor *v)
{
	static char text[512];
	text[0] = '\0';
	for (int i = 0; i < v->effects; i++) {
		const struct usage_event *usage = &v->last[i].usage;
		if (v->last[i].kind != EFFECT_LOG || usage->kind < USAGE_PROGRAM_BUILT ||
			usage->kind > USAGE_PROGRAM_LEFT)
			continue;
		char one[80];
		snprintf(one, sizeof one, "%s%s %s %d", text[0] ? ", " : "",
			usage_kind_name(usage->kind), usage->name, (int)usage->value);
		strcat(text, one);
	}
	return text;
}

/* ---- building ---- */

static void the_area_that_was_chosen_on_the_body_is_tight_and_go_is_ready(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_taps(v, "area.calves");
	visitor_taps(v, "home");
	visitor_taps(v, "home.plan");
	assert_int_equal(v->app.plan.tight, 1 << AREA_CALVES);
	assert_int_equal(plan_minutes(plan_of(v)), 5);
	assert_false(draw_find(&v->list, "plan.go")->disabled);
}

static void answers_change_the_plan_at_once(void **state)
{
	struct visitor *v = *state;
	goes_to_plan(v);
	visitor_taps(v, "area.calves");
	visitor_taps(v, "area.glutes");
	assert_true(visitor_reads(v, "Quads, glutes"));
	assert_true(visitor_reads(v, "Does not fit in 5 min: calves. All of it takes 8."));
	visitor_taps(v, "plan.minutes.8");
	assert_true(visitor_reads(v, "Calves, quads, glutes"));
	assert_false(visitor_reads(v, "Does not fit"));
	visitor_taps(v, "plan.before");
	assert_true(visitor_reads(v, "Before a run: short and light"));
	assert_true(visitor_reads(v, "Glutes, quads, calves"));
	visitor_taps(v, "area.glutes");
	assert_true(visitor_reads(v, "Quads, calves"));
}

static void a_plan_that_is_shorter_than_asked_says_why(void **state)
{
	struct visitor *v = *state;
	goes_to_plan(v);
	visitor_taps(v, "plan.minutes.20");
	assert_int_equal(plan_minutes(plan_of(v)), 5);
	assert_true(visitor_reads(v, "One area needs no more."));
	visitor_taps(v, "plan.before");
	assert_true(visitor_reads(v, "More is not better before a run."));
}

static void an_area_without_a_routine_stays_in_its_place_and_a_line_says_why(void **state)
{
	struct visitor *v = *state;
	v->catalog->first[AREA_NECK] = v->catalog->first[AREA_FEET] = -1;
	goes_to_plan(v);
	assert_true(draw_find(&v->list, "area.neck")->disabled);
	assert_true(visitor_reads(v, "Not here yet: feet, neck."));
	visitor_taps(v, "area.neck");
	assert_int_equal(v->app.plan.tight, 1 << AREA_QUADS);
}

static void nothing_tight_cannot_be_built(void **state)
{
	struct visitor *v = *state;
	goes_to_plan(v);
	visitor_taps(v, "area.quads");
	assert_true(visitor_reads(v, "Tap what is tight."));
	assert_true(draw_find(&v->list, "plan.go")->disabled);
	visitor_taps(v, "plan.go");
	assert_string_equal(visitor_sees(v), "plan");
}

static void the_answers_stay_when_one_comes_back_and_go_with_the_visit(void **state)
{
	struct visitor *v = *state;
	goes_to_plan(v);
	visitor_taps(v, "area.calves");
	visitor_taps(v, "plan.minutes.12");
	visitor_taps(v, "home");
	visitor_taps(v, "home.plan");
	assert_int_equal(v->app.plan.minutes, 12);
	visitor_waits(v, 66000);
	assert_string_equal(visitor_sees(v), "attract");
	goes_to_plan(v);
	assert_int_equal(v->app.plan.minutes, 5);
	assert_int_equal(v->app.plan.tight, 1 << AREA_QUADS);
}

static void no_content_builds_nothing(void **state)
{
	struct visitor *v = *state;
	struct problems problems = {0};
	struct catalog *empty = catalog_load("/nowhere", NULL, &problems);
	app_init(&v->app, empty, v->config, &problems, NULL, metrics_make(1920, 1080, 0), LANG_EN,
		0);
	visitor_waits(v, 0);
	goes_to_plan(v);
	assert_true(draw_find(&v->list, "plan.go")->disabled);
	catalog_destroy(empty);
}

/* ---- the plan ---- */

static void the_plan_lists_its_parts_with_their_minutes(void **state)
{
	struct visitor *v = *state;
	goes_to_result(v);
	assert_true(visitor_reads(v, "5 minutes, after a run"));
	assert_true(visitor_reads(v, "Rests counted in"));
	assert_string_equal(draw_find(&v->list, "plan.from.1")->label, "Calves");
	assert_string_equal(draw_find(&v->list, "plan.from.2")->label, "Quads");
	assert_true(visitor_reads(v, "2:10") && visitor_reads(v, "2:15"));
}

static void a_ready_program_comes_with_its_name_and_reason(void **state)
{
	struct visitor *v = *state;
	goes_to_plan(v);
	forgets_effects(v);
	struct event reveal = {
		.kind = EVENT_REVEAL, .now_us = v->now_us, .id = "plan.ready.long-run"};
	app_update(&v->app, &reveal);
	visitor_waits(v, 0);
	visitor_taps(v, "plan.ready.long-run");
	assert_string_equal(visitor_sees(v), "plan-result");
	assert_true(visitor_reads(v, "After a long run"));
	assert_true(visitor_reads(v, "two minutes of rolling after exercise"));
	assert_string_equal(counted(v), "program_built long-run 12");
	visitor_taps(v, "back");
	assert_int_equal(plan_of(v)->segments, 1);
	visitor_taps(v, "plan.go");
	assert_true(visitor_reads(v, "5 minutes, after a run"));
	assert_string_equal(counted(v), "program_built long-run 12, program_built after 5");
}

static void the_code_to_take_home_says_the_plan_in_the_language_on_screen(void **state)
{
	struct visitor *v = *state;
	goes_to_result(v);
	assert_string_equal(v->app.plan.texts.text[0],
		"Tuneup, 5 min\nCalves: 0:50 a side, Foam roller\nQuads: 0:45 a side, Foam roller\n"
		"3 to 4 s a pass. Stop at sharp pain.");
	assert_non_null(v->app.plan.code);
	visitor_taps(v, "lang");
	assert_non_null(strstr(v->app.plan.texts.text[0], "Pantorrillas: 0:50 por lado"));
}

static void every_plan_fits_a_code(void **state)
{
	struct visitor *v = *state;
	goes_to_plan(v);
	for (int area = 0; area < AREA_COUNT; area++)
		v->catalog->first[area] = area % 3;
	for (int lang = 0; lang < 2; lang++)
		for (unsigned tight = 1; tight < 1 << AREA_COUNT; tight++) {
			v->app.plan.tight = tight;
			v->app.lang = lang;
			app_go(&v->app, SCREEN_PLAN, 0);
			app_go(&v->app, SCREEN_PLAN_RESULT, 0);
			assert_true(v->app.plan.texts.texts > 0);
			assert_true(strlen(v->app.plan.texts.text[0]) <= QR_BYTES);
			assert_int_equal(strncmp(v->app.plan.texts.text[0], "Tuneup, ", 8), 0);
			v->app.effects = 0;
		}
}

/* ---- playing ---- */

static void the_safety_gate_stands_before_the_first_program_only(void **state)
{
	struct visitor *v = *state;
	goes_to_result(v);
	visitor_taps(v, "plan.start");
	assert_string_equal(visitor_sees(v), "safety");
	visitor_taps(v, "safety.ok");
	assert_string_equal(visitor_sees(v), "program");
	assert_int_equal(v->app.player.state, PLAYER_PLAYING);
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "plan-result");
	assert_int_equal(v->app.player.state, PLAYER_NONE);
	visitor_taps(v, "plan.start");
	assert_string_equal(visitor_sees(v), "program");
	visitor_taps(v, "home");
	visitor_taps(v, "home.routines");
	assert_string_equal(visitor_sees(v), "areas");
	visitor_taps(v, "home");
	visitor_taps(v, "home.roller");
	assert_string_equal(visitor_sees(v), "safety");
}

static void it_plays_through_by_itself_with_the_planned_times_and_a_rest(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	forgets_effects(v);
	const struct plan *plan = plan_of(v);
	for (int i = 0; i < plan->segments; i++) {
		assert_int_equal(v->app.program.at, i);
		for (int k = 0; k < plan->segment[i].steps; k++) {
			assert_string_equal(visitor_sees(v), "program");
			assert_int_equal(v->app.routine.at, k);
			visitor_waits(v, plan->segment[i].step[k].seconds * 1000 + 20);
		}
		if (i + 1 == plan->segments)
			break;
		assert_string_equal(visitor_sees(v), "program-rest");
		assert_true(visitor_reads(v, "Next, 2 of 2"));
		visitor_waits(v, plan->rest * 1000 + 20);
	}
	assert_string_equal(visitor_sees(v), "program");
	assert_true(visitor_reads(v, "Do it again"));
	assert_int_equal(count_of(v, EFFECT_STOP), 0);
	assert_string_equal(counted(v), "program_finished after 0");
}

static void the_clip_that_follows_is_opened_during_the_rest(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	skips_to_the_rest(v);
	assert_int_equal(v->app.player.state, PLAYER_PAUSED);
	const struct effect ahead = *last_effect(v, EFFECT_PREPARE);
	forgets_effects(v);
	visitor_waits(v, 30100);
	const struct effect *play = last_effect(v, EFFECT_PLAY);
	assert_string_equal(ahead.path, play->path);
	assert_int_equal(ahead.position_us, play->position_us);
	assert_int_equal(ahead.loop_from_us, play->loop_from_us);
	assert_int_equal(ahead.loop_to_us, play->loop_to_us);
	assert_int_equal(count_of(v, EFFECT_STOP), 0);
}

static void the_time_to_go_counts_rests_and_runs_down_to_nothing(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	assert_true(visitor_reads(v, "4:55"));
	visitor_waits(v, 10000);
	assert_true(visitor_reads(v, "4:45"));
	visitor_waits(v, 270500);
	assert_true(visitor_reads(v, "0:15"));
}

static void a_part_can_be_repeated_and_another_one_chosen(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	visitor_taps(v, "program.next");
	assert_int_equal(v->app.routine.at, 1);
	visitor_taps(v, "program.back10");
	assert_int_equal(v->app.routine.at, 0);
	visitor_taps(v, "program.next");
	visitor_taps(v, "program.next");
	visitor_taps(v, "program.replay");
	assert_int_equal(v->app.routine.at, 0);
	assert_int_equal(v->app.program.at, 0);
	visitor_taps(v, "program.segment.2");
	assert_int_equal(v->app.program.at, 1);
	assert_string_equal(v->catalog->routine[v->app.routine.routine].id, "quads");
	visitor_taps(v, "program.segment.1");
	assert_string_equal(v->catalog->routine[v->app.routine.routine].id, "calves");
}

static void a_plan_can_be_started_from_any_of_its_parts(void **state)
{
	struct visitor *v = *state;
	goes_to_result(v);
	visitor_taps(v, "plan.from.2");
	visitor_taps(v, "safety.ok");
	assert_int_equal(v->app.program.at, 1);
}

static void pause_stops_the_time_and_somebody_who_left_is_noticed(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	visitor_waits(v, 120000);
	assert_string_equal(visitor_sees(v), "program");
	visitor_taps(v, "program.play");
	int64_t elapsed = v->app.routine.elapsed_us;
	visitor_waits(v, 46000);
	assert_int_equal(v->app.routine.elapsed_us, elapsed);
	assert_string_equal(visitor_sees(v), "idle");
	assert_true(visitor_reads(v, "We paused your tune-up."));
}

static void a_rest_can_be_cut_short_and_held(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	skips_to_the_rest(v);
	visitor_waits(v, 10000);
	assert_true(visitor_reads(v, "20"));
	visitor_taps(v, "program.hold");
	visitor_waits(v, 40000);
	assert_string_equal(visitor_sees(v), "program-rest");
	assert_true(visitor_reads(v, "20"));
	visitor_taps(v, "program.hold");
	visitor_waits(v, 20100);
	assert_string_equal(visitor_sees(v), "program");
	assert_int_equal(v->app.program.at, 1);
}

static void a_rest_counts_as_presence_and_a_held_one_does_not(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	skips_to_the_rest(v);
	visitor_taps(v, "program.hold");
	visitor_waits(v, 46000);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_waits(v, 20100);
	assert_string_equal(visitor_sees(v), "attract");
	assert_int_equal(v->app.player.state, PLAYER_NONE);
}

static void the_end_offers_what_comes_next(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	skips_to_the_end(v);
	assert_int_equal(v->app.player.state, PLAYER_PAUSED);
	forgets_effects(v);
	visitor_taps(v, "program.again");
	assert_int_equal(v->app.program.at, 0);
	assert_false(v->app.routine.finished);
	assert_string_equal(counted(v), "program_started after 5");
	skips_to_the_end(v);
	visitor_taps(v, "program.therapists");
	assert_string_equal(visitor_sees(v), "therapists");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "plan-result");
	visitor_taps(v, "plan.start");
	skips_to_the_end(v);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "home");
	assert_int_equal(v->app.player.state, PLAYER_NONE);
}

static void what_is_left_before_its_end_is_counted_with_the_part(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	skips_to_the_rest(v);
	visitor_taps(v, "program.go");
	forgets_effects(v);
	visitor_taps(v, "back");
	assert_string_equal(counted(v), "program_left after 2");
	assert_int_equal(count_of(v, EFFECT_STOP), 1);
	visitor_taps(v, "plan.start");
	skips_to_the_rest(v);
	forgets_effects(v);
	visitor_taps(v, "home");
	assert_string_equal(counted(v), "program_left after 1");
	assert_int_equal(count_of(v, EFFECT_STOP), 1);
}

static void clips_that_will_not_play_do_not_stop_a_program(void **state)
{
	struct visitor *v = *state;
	v->clip_broken = true;
	sets_off(v);
	assert_true(visitor_reads(v, "This video will not play"));
	visitor_waits(v, 300000);
	assert_true(visitor_reads(v, "Do it again"));
}

static void buttons_alone_build_play_pause_and_go_on(void **state)
{
	struct visitor *v = *state;
	bool led[HW_BUTTONS];
	visitor_presses(v, BUTTON_START_STOP);
	for (int i = 0; strcmp(visitor_focus(v), "home.plan") != 0 && i < 20; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_focus(v), "plan.go");
	for (int i = 0; strcmp(visitor_focus(v), "area.calves") != 0 && i < 20; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.plan.tight, 1 << AREA_QUADS | 1 << AREA_CALVES);
	for (int i = 0; strcmp(visitor_focus(v), "plan.go") != 0 && i < 40; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_focus(v), "plan.start");
	visitor_presses(v, BUTTON_START_STOP);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "program");
	app_leds(&v->app, led);
	assert_true(led[BUTTON_START_STOP] && led[BUTTON_NEXT] && led[BUTTON_BACK]);
	assert_true(led[BUTTON_VOL_UP] && led[BUTTON_VOL_DOWN]);
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.player.state, PLAYER_PAUSED);
	visitor_presses(v, BUTTON_START_STOP);
	assert_int_equal(v->app.player.state, PLAYER_PLAYING);
	visitor_presses(v, BUTTON_NEXT);
	assert_string_equal(visitor_focus(v), "program.next");
	for (int i = v->app.routine.steps; i > 0; i--)
		visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "program-rest");
	assert_string_equal(visitor_focus(v), "program.go");
	app_leds(&v->app, led);
	assert_false(led[BUTTON_VOL_UP]);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "program");
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "plan-result");
}

static void on_small_glass_the_list_of_parts_opens_over_it(void **state)
{
	struct visitor *v = *state;
	sets_off(v);
	assert_null(draw_find(&v->list, "program.segment.2"));
	visitor_taps(v, "program.steps");
	assert_string_equal(visitor_sees(v), "steps");
	visitor_taps(v, "program.segment.2");
	assert_string_equal(visitor_sees(v), "program");
	assert_int_equal(v->app.program.at, 1);
}

/* More parts than the list has room for: the one that plays is always in it. */
static void the_part_that_plays_is_always_in_the_list(void **state)
{
	struct visitor *v = *state;
	for (int area = 0; area < AREA_COUNT; area++)
		v->catalog->first[area] = area % v->catalog->routines;
	sets_off(v);
	struct plan *plan = &v->app.plan.plan;
	for (int i = 2; i < PLAN_SEGMENTS_MAX; i++)
		plan->segment[i] = plan->segment[i % 2];
	plan->segments = PLAN_SEGMENTS_MAX;
	for (int i = 0; i < plan->segments; i++) {
		struct event event = {.kind = EVENT_ACTION, .now_us = v->now_us};
		event.action = (struct action){ACTION_PROGRAM, i};
		app_update(&v->app, &event);
		visitor_waits(v, 0);
		char id[32];
		snprintf(id, sizeof id, "program.segment.%d", i + 1);
		const struct item *row = draw_find(&v->list, id);
		assert_non_null(row);
		assert_true(row->box.y + row->box.h <= 81);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(the_area_that_was_chosen_on_the_body_is_tight_and_go_is_ready),
		VISIT(answers_change_the_plan_at_once),
		VISIT(a_plan_that_is_shorter_than_asked_says_why),
		VISIT(an_area_without_a_routine_stays_in_its_place_and_a_line_says_why),
		VISIT(nothing_tight_cannot_be_built),
		VISIT(the_answers_stay_when_one_comes_back_and_go_with_the_visit),
		VISIT(no_content_builds_nothing),
		VISIT(the_plan_lists_its_parts_with_their_minutes),
		VISIT(a_ready_program_comes_with_its_name_and_reason),
		VISIT(the_code_to_take_home_says_the_plan_in_the_language_on_screen),
		VISIT(every_plan_fits_a_code),
		VISIT(the_safety_gate_stands_before_the_first_program_only),
		VISIT(it_plays_through_by_itself_with_the_planned_times_and_a_rest),
		VISIT(the_clip_that_follows_is_opened_during_the_rest),
		VISIT(the_time_to_go_counts_rests_and_runs_down_to_nothing),
		VISIT(a_part_can_be_repeated_and_another_one_chosen),
		VISIT(a_plan_can_be_started_from_any_of_its_parts),
		VISIT(pause_stops_the_time_and_somebody_who_left_is_noticed),
		VISIT(a_rest_can_be_cut_short_and_held),
		VISIT(a_rest_counts_as_presence_and_a_held_one_does_not),
		VISIT(the_end_offers_what_comes_next),
		VISIT(what_is_left_before_its_end_is_counted_with_the_part),
		VISIT(clips_that_will_not_play_do_not_stop_a_program),
		VISIT(buttons_alone_build_play_pause_and_go_on),
		cmocka_unit_test_setup_teardown(on_small_glass_the_list_of_parts_opens_over_it,
			arrives_at_small_glass, leaves),
		VISIT(the_part_that_plays_is_always_in_the_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
