/* A routine as it plays: its steps and sides, its timer, its clip and the captions of it. */
#include "visit_kit.h"

#include <string.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
