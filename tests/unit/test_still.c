/* What draws and what rests: a screen that nobody touches draws nothing, and asks for nothing,
 * until the idle warning; with less motion what moves becomes a cross-fade, and timers count
 * seconds. */
#include "pointing.h"
#include "scenes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const int64_t frame_us = 1000000 / 60, second = 1000000;

static int arrives(void **state)
{
	struct visitor *v = visitor_create(1920, 1080);
	v->config->motion = true;
	*state = v;
	return 0;
}

static int leaves(void **state)
{
	visitor_destroy(*state);
	return 0;
}

static int64_t wants_a_tick_at(struct visitor *v)
{
	struct event tick = {.kind = EVENT_TICK, .now_us = v->now_us};
	return app_update(&v->app, &tick);
}

/* Pictures that differ from the one before, and ticks that the app asks for, in so long: as the
 * real-time loop does it, which looks again only when something was due. */
struct count {
	int pictures, ticks;
};

static struct count counts(struct visitor *v, int64_t lasts_us)
{
	struct count count = {0};
	int64_t until = v->now_us + lasts_us, due = wants_a_tick_at(v);
	visitor_waits(v, 0);
	uint64_t hash = draw_hash(&v->list);
	while (v->now_us < until) {
		v->now_us += frame_us;
		if (v->now_us < due)
			continue;
		struct event tick = {.kind = EVENT_TICK, .now_us = v->now_us};
		due = app_update(&v->app, &tick);
		count.ticks++;
		visitor_waits(v, 0);
		count.pictures += draw_hash(&v->list) != hash;
		hash = draw_hash(&v->list);
	}
	return count;
}

static bool rests(const char *name)
{
	static const char *const move[] = {"attract", "attract-fact", "routine", "routine-trouble",
		"idle", "steps", "roller-live", "roller-one-zone", "roller-rest", "program",
		"program-rest", "program-parts", "reach-routine"};
	for (size_t i = 0; i < sizeof move / sizeof *move; i++)
		if (strcmp(move[i], name) == 0)
			return false;
	return true;
}

static void a_screen_at_rest_draws_nothing_until_the_idle_warning(void **state)
{
	(void)state;
	for (size_t i = 0; i < scene_count; i++) {
		if (!rests(scenes[i].name))
			continue;
		struct visitor *v = visitor_create(1920, 1080);
		v->config->motion = true;
		scenes[i].go(v);
		visitor_waits(v, 5000);
		/* The bar counts down to the lock. */
		if (app_screen_of(v->app.nav[v->app.depth - 1].screen)->staff) {
			visitor_destroy(v);
			continue;
		}
		struct count count = counts(v, 30 * second);
		if (count.pictures || count.ticks)
			fail_msg("%s: %d pictures, %d ticks in 30 s in which nobody did anything",
				scenes[i].name, count.pictures, count.ticks);
		visitor_destroy(v);
	}
}

static void the_resting_screen_moves_fifteen_times_a_second(void **state)
{
	struct visitor *v = *state;
	struct count count = counts(v, 8 * second);
	assert_in_range(count.pictures, 8 * 15 - 2, 8 * 15);
	assert_in_range(count.ticks, 8 * 15 - 2, 8 * 15 + 2);
}

/* Of all commands of one kind: where they stand and how large they are, in order. */
static double sum_of(const struct draw_list *list, enum draw_kind kind)
{
	double sum = 0, place = 1;
	for (size_t i = 0; i < list->cmds; i++) {
		const struct draw_cmd *cmd = &list->cmd[i];
		if (cmd->kind == kind)
			sum += place++ * (double)(cmd->box.x + cmd->box.y + cmd->box.w +
						  cmd->box.h + cmd->size);
	}
	return sum;
}

/* No text, so that no glyph is drawn anew. */
static void only_lanes_and_the_call_s_pill_move_on_the_resting_screen(void **state)
{
	struct visitor *v = *state;
	static const enum draw_kind rest[] = {DRAW_TEXT, DRAW_IMAGE, DRAW_MASK};
	double before[3];
	visitor_waits(v, 40);
	double lanes = sum_of(&v->list, DRAW_RING);
	for (int i = 0; i < 3; i++)
		before[i] = sum_of(&v->list, rest[i]);
	struct rect pill = draw_find(&v->list, "go")->box;
	visitor_waits(v, 1000);
	assert_true(sum_of(&v->list, DRAW_RING) > lanes + 1);
	for (int i = 0; i < 3; i++)
		assert_float_equal(sum_of(&v->list, rest[i]), before[i], 0.001);
	struct rect grown = draw_find(&v->list, "go")->box;
	assert_true(grown.w > pill.w && grown.w <= pill.w * 1.031F);
}

static void where_nothing_moves_the_resting_screen_draws_only_its_cards(void **state)
{
	struct visitor *v = *state;
	v->config->motion = false;
	visitor_waits(v, 12100);
	struct count count = counts(v, 36 * second);
	assert_int_equal(count.pictures, 3);
	for (int i = 0; i < v->effects; i++)
		assert_true(v->last[i].kind != EFFECT_PLAY);
}

static void at_night_the_resting_screen_rests(void **state)
{
	struct visitor *v = *state;
	v->config->night_to = 24 * 60 - 1;
	v->app.wall_s = 3600;
	v->config->night_dim = true;
	visitor_waits(v, 20000);
	assert_true(counts(v, 8 * second).pictures <= 1);
}

static void wants_less_motion(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "access");
	visitor_taps(v, "access.still");
	visitor_taps(v, "access.done");
	visitor_waits(v, 1000);
}

static void with_less_motion_a_screen_fades_in_where_it_stays(void **state)
{
	struct visitor *v = *state;
	wants_less_motion(v);
	visitor_taps(v, "home.plan");
	assert_true(app_moves(&v->app));
	struct rect box = draw_find(&v->list, "plan.go")->box;
	const struct draw_cmd *veil = &v->list.cmd[v->list.cmds - 1];
	assert_int_equal(veil->kind, DRAW_RECT);
	assert_true((veil->color & 0xFF) > 0x80);
	visitor_waits(v, 125);
	assert_false(app_moves(&v->app));
	struct rect now = draw_find(&v->list, "plan.go")->box;
	assert_memory_equal(&now, &box, sizeof box);
}

static void with_less_motion_a_sheet_fades_in_where_it_stays(void **state)
{
	struct visitor *v = *state;
	wants_less_motion(v);
	visitor_taps(v, "access");
	struct rect box = draw_find(&v->list, "access.done")->box;
	assert_true(app_moves(&v->app));
	visitor_waits(v, 125);
	assert_false(app_moves(&v->app));
	struct rect now = draw_find(&v->list, "access.done")->box;
	assert_memory_equal(&now, &box, sizeof box);
}

static void with_less_motion_a_timer_counts_seconds(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	visitor_waits(v, 1000);
	int steady = counts(v, 4 * second).pictures;
	assert_true(steady >= 4 * 8);
	v->app.aids.still = true;
	struct count count = counts(v, 4 * second);
	assert_in_range(count.pictures, 3, 5);
	assert_in_range(count.ticks, 3, 6);
}

/* The x of the text, which stands once. */
static float left_edge(const struct visitor *v, const char *words)
{
	for (size_t i = 0; i < v->list.cmds; i++)
		if (v->list.cmd[i].kind == DRAW_TEXT && strcmp(v->list.cmd[i].text, words) == 0)
			return v->list.cmd[i].box.x;
	fail_msg("%s is not there", words);
	return 0;
}

static void the_rows_of_a_list_come_one_after_the_other(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	visitor_waits(v, 120);
	float first = left_edge(v, "Juniper Sample"), third = left_edge(v, "Bram Testwell");
	assert_true(third > first + 0.5F);
	visitor_waits(v, 320);
	assert_false(app_moves(&v->app));
	assert_float_equal((double)left_edge(v, "Bram Testwell"),
		(double)left_edge(v, "Juniper Sample"), 0.001);
}

int main(void)
{
#define VISIT(test) cmocka_unit_test_setup_teardown(test, arrives, leaves)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_screen_at_rest_draws_nothing_until_the_idle_warning),
		VISIT(the_resting_screen_moves_fifteen_times_a_second),
		VISIT(only_lanes_and_the_call_s_pill_move_on_the_resting_screen),
		VISIT(where_nothing_moves_the_resting_screen_draws_only_its_cards),
		VISIT(at_night_the_resting_screen_rests),
		VISIT(with_less_motion_a_screen_fades_in_where_it_stays),
		VISIT(with_less_motion_a_sheet_fades_in_where_it_stays),
		VISIT(with_less_motion_a_timer_counts_seconds),
		VISIT(the_rows_of_a_list_come_one_after_the_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
