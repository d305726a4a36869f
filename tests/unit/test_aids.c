/* What a visitor sets for themselves: it changes every screen, by touch or by buttons, and goes. */
#include "visit_kit.h"

#include <string.h>

static int arrives_upright(void **state)
{
	*state = visitor_create(1080, 1920);
	return 0;
}

static const struct item *item(const struct visitor *v, const char *id)
{
	const struct item *found = draw_find(&v->list, id);
	assert_non_null(found);
	return found;
}

static float middle(const struct visitor *v, const char *id)
{
	return item(v, id)->box.y + item(v, id)->box.h / 2;
}

static void changes_reach(struct visitor *v)
{
	visitor_taps(v, "access");
	visitor_taps(v, "access.reach");
	visitor_taps(v, "access.close");
}

static void brings_controls_down(struct visitor *v)
{
	visitor_goes_home(v);
	changes_reach(v);
}

/* Until it has the focus; each press moves it on. */
static void goes_on_to(struct visitor *v, const char *id)
{
	for (int i = 0; i < 40 && strcmp(visitor_focus(v), id) != 0; i++)
		visitor_presses(v, BUTTON_NEXT);
	assert_string_equal(visitor_focus(v), id);
}

static void every_aid_can_be_set_by_the_buttons_and_goes_with_the_visit(void **state)
{
	struct visitor *v = *state;
	const struct aids fresh = v->app.aids;
	visitor_presses(v, BUTTON_START_STOP);
	goes_on_to(v, "access");
	visitor_presses(v, BUTTON_START_STOP);
	const char *const ids[] = {"access.size.1", "access.contrast", "access.reach",
		"access.captions", "access.still", "access.more"};
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		goes_on_to(v, ids[i]);
		visitor_presses(v, BUTTON_START_STOP);
	}
	const struct aids *aids = &v->app.aids;
	assert_int_equal(aids->text_size, 1);
	assert_true(aids->contrast && aids->reach && aids->still && !aids->captions);
	assert_int_equal(aids->volume, fresh.volume + 1);
	goes_on_to(v, "access.done");
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "home");
	visitor_waits(v, 66000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_int_equal(aids->text_size, 0);
	assert_false(aids->contrast || aids->reach || aids->still || !aids->captions);
	assert_int_equal(aids->volume, fresh.volume);
}

static void a_page_that_came_down_scrolls_by_finger_and_by_focus(void **state)
{
	struct visitor *v = *state;
	brings_controls_down(v);
	visitor_taps(v, "home.routines");
	visitor_taps(v, "safety.ok");
	float line = app_reach_line(&v->app);
	float first = middle(v, "area.neck");
	assert_true(first >= line);
	visitor_touches(v, POINTER_DOWN, (struct point){20, 80});
	visitor_touches(v, POINTER_MOVE, (struct point){20, 70});
	visitor_touches(v, POINTER_MOVE, (struct point){20, 60});
	visitor_waits(v, 200);
	visitor_touches(v, POINTER_UP, (struct point){20, 60});
	assert_float_equal((double)middle(v, "area.neck"), (double)first - 20, 0.01);
	/* Back to the top by the finger; the focus brings what lies below the glass into view. */
	visitor_touches(v, POINTER_DOWN, (struct point){20, 60});
	visitor_touches(v, POINTER_MOVE, (struct point){20, 90});
	visitor_waits(v, 200);
	visitor_touches(v, POINTER_UP, (struct point){20, 90});
	assert_float_equal((double)middle(v, "area.neck"), (double)first, 0.01);
	assert_true(middle(v, "areas.go") > v->app.metrics.h - v->app.metrics.header);
	goes_on_to(v, "area.calves");
	goes_on_to(v, "areas.go");
	assert_true(middle(v, "areas.go") < v->app.metrics.h - v->app.metrics.header);
	assert_true(middle(v, "areas.go") > line);
}

static void what_lies_above_a_page_s_window_cannot_be_touched(void **state)
{
	struct visitor *v = *state;
	brings_controls_down(v);
	visitor_taps(v, "home.routines");
	visitor_taps(v, "safety.ok");
	v->app.nav[v->app.depth - 1].scroll = v->list.scroll_max;
	visitor_waits(v, 0);
	const struct item *neck = item(v, "area.neck");
	struct point at = {neck->box.x + 2, neck->box.y + 2};
	assert_true(at.y < v->list.scroll_box.y);
	int chosen = v->app.areas.chosen;
	visitor_touches(v, POINTER_DOWN, at);
	visitor_touches(v, POINTER_UP, at);
	assert_int_equal(v->app.areas.chosen, chosen);
	assert_string_equal(visitor_sees(v), "areas");
}

static void a_sheet_that_came_down_scrolls_and_the_screen_below_does_not(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "access");
	visitor_taps(v, "access.reach");
	assert_true(middle(v, "access.close") >= app_reach_line(&v->app));
	assert_true(middle(v, "access.done") > v->app.metrics.h);
	goes_on_to(v, "access.done");
	assert_true(middle(v, "access.done") < v->app.metrics.h);
	assert_float_equal((double)v->app.nav[v->app.depth - 1].scroll, 0, 0.001);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "home");
	/* It starts at its top again. */
	visitor_taps(v, "access");
	assert_true(middle(v, "access.done") > v->app.metrics.h);
}

static void the_way_back_lies_at_the_bottom_edge_and_comes_last(void **state)
{
	struct visitor *v = *state;
	brings_controls_down(v);
	visitor_taps(v, "home.therapists");
	assert_true(middle(v, "back") > v->app.metrics.h - v->app.metrics.header);
	assert_true(middle(v, "home") > v->app.metrics.h - v->app.metrics.header);
	const struct item *last = &v->list.item[v->list.items - 1];
	assert_string_equal(last->id, "home");
	visitor_taps(v, "home");
	visitor_taps(v, "home.routines");
	visitor_taps(v, "safety.ok");
	visitor_taps(v, "areas.go");
	/* On a picture too, and it covers none of it. */
	assert_string_equal(visitor_sees(v), "routine");
	assert_true(middle(v, "back") > v->app.metrics.h - v->app.metrics.header);
	for (size_t i = 0; i < v->list.cmds; i++)
		if (v->list.cmd[i].kind == DRAW_VIDEO)
			assert_true(v->list.cmd[i].box.y + v->list.cmd[i].box.h <
				    item(v, "back")->box.y);
}

static void glass_that_hangs_high_keeps_its_controls_within_118_cm(void **state)
{
	struct visitor *v = *state;
	v->app.metrics = metrics_make(1080, 1920, 32);
	float half = v->app.metrics.h / 2;
	brings_controls_down(v);
	assert_float_equal((double)app_reach_line(&v->app), (double)half, 0.01);
	v->config->above_floor_cm = 95;
	visitor_waits(v, 0);
	float line = app_reach_line(&v->app), high = v->app.metrics.h - line;
	assert_true(line > half);
	assert_float_equal((double)(high / v->app.metrics.mm), 1180 - 950, 0.1);
	assert_true(middle(v, "home.routines") >= line);
	/* However high: a page keeps room enough to be worked. */
	v->config->above_floor_cm = 160;
	assert_true(v->app.metrics.h - app_reach_line(&v->app) >= v->app.metrics.header + 40);
}

static void who_brings_controls_down_finds_the_screen_as_it_was_afterwards(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	struct rect box = item(v, "home.plan")->box;
	changes_reach(v);
	assert_true(item(v, "home.plan")->box.y != box.y);
	changes_reach(v);
	assert_memory_equal(&item(v, "home.plan")->box, &box, sizeof box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(every_aid_can_be_set_by_the_buttons_and_goes_with_the_visit),
		VISIT(a_page_that_came_down_scrolls_by_finger_and_by_focus),
		VISIT(what_lies_above_a_page_s_window_cannot_be_touched),
		VISIT(a_sheet_that_came_down_scrolls_and_the_screen_below_does_not),
		VISIT(the_way_back_lies_at_the_bottom_edge_and_comes_last),
		VISIT(who_brings_controls_down_finds_the_screen_as_it_was_afterwards),
		cmocka_unit_test_setup_teardown(
			glass_that_hangs_high_keeps_its_controls_within_118_cm, arrives_upright,
			leaves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
