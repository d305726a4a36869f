/* The staff's hardware test: the guide through a calibration, tones, pictures of one color, dead
 * spots, touch accuracy. */
#include "scenes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
	*state = visitor_create(1920, 1080);
	return 0;
}

static int end(void **state)
{
	visitor_destroy(*state);
	return 0;
}

/* How often an effect was asked for, and with what last. */
static int asked(const struct visitor *v, enum effect_kind kind, const struct effect **last)
{
	int count = 0;
	for (int i = 0; i < v->effects; i++)
		if (v->last[i].kind == kind) {
			*last = &v->last[i];
			count++;
		}
	return count;
}

static void asks_for(const struct visitor *v, int times, enum calibrate_ask what)
{
	const struct effect *last = NULL;
	assert_int_equal(asked(v, EFFECT_CALIBRATE, &last), times);
	assert_int_equal(last->calibrate, what);
}

static void goes_to_the_test(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.hardware");
	v->effects = 0;
}

static void a_calibration_begins_with_its_screen_and_stops_with_it(void **state)
{
	struct visitor *v = *state;
	goes_to_the_test(v);
	visitor_taps(v, "hardware.calibrate");
	assert_string_equal(visitor_sees(v), "staff-calibrate");
	asks_for(v, 1, CALIBRATE_BEGIN);
	visitor_taps(v, "calibrate.stop");
	asks_for(v, 2, CALIBRATE_STOP);
	assert_string_equal(visitor_sees(v), "staff-hardware");
}

static void the_guide_says_where_to_stand_and_what_was_wrong(void **state)
{
	struct visitor *v = *state;
	scene_calibrate_elsewhere(v);
	assert_true(visitor_reads(v, "Stand on the orange zone"));
	assert_true(visitor_reads(v, "Three seconds each, 5 of 8"));
	assert_true(visitor_reads(v, "That is another zone"));
	assert_true(visitor_reads(v, "row 4, column 2"));
	v->effects = 0;
	visitor_taps(v, "calibrate.skip");
	asks_for(v, 1, CALIBRATE_SKIP);
}

static void what_was_measured_is_kept_only_when_asked_to_and_can_be_taken_back(void **state)
{
	struct visitor *v = *state;
	scene_calibrate_check(v);
	assert_true(visitor_reads(v, "Some zones differ"));
	v->effects = 0;
	visitor_taps(v, "calibrate.keep");
	asks_for(v, 1, CALIBRATE_KEEP);
	assert_false(visitor_reads(v, "Saved"));
	struct calibrate_state kept = {.grid = {4, 2}, .kept = true};
	struct event event = {.kind = EVENT_CALIBRATE, .calibrate = &kept};
	visitor_event(v, &event);
	visitor_waits(v, 0);
	assert_true(visitor_reads(v, "Saved"));
	visitor_taps(v, "calibrate.undo");
	asks_for(v, 2, CALIBRATE_UNDO);
}

static void a_calibration_that_could_not_be_saved_says_why(void **state)
{
	struct visitor *v = *state;
	scene_calibrate_failed(v);
	assert_true(visitor_reads(v, "That did not work"));
	assert_true(visitor_reads(v, "No space left on device"));
	assert_non_null(draw_find(&v->list, "calibrate.keep"));
}

static void a_mat_that_goes_is_told_and_the_guide_waits(void **state)
{
	struct visitor *v = *state;
	scene_calibrate_zone(v);
	visitor_loses_the_mat(v);
	assert_true(visitor_reads(v, "The mat does not answer"));
	assert_string_equal(visitor_sees(v), "staff-calibrate");
}

static void whoever_stands_on_the_mat_is_not_locked_out(void **state)
{
	struct visitor *v = *state;
	struct calibrate_state state_now = {
		.step = CALIBRATE_ZONES, .word = CALIBRATE_FEELS, .grid = {4, 2}, .other = -1};
	scene_calibrate_zone(v);
	for (int i = 0; i < 4; i++) {
		struct event event = {.kind = EVENT_CALIBRATE, .calibrate = &state_now};
		visitor_waits(v, (STAFF_LOCK_S - 20) * 1000);
		visitor_event(v, &event);
	}
	assert_string_equal(visitor_sees(v), "staff-calibrate");
}

static void the_mat_is_zeroed_when_it_says_so(void **state)
{
	struct visitor *v = *state;
	goes_to_the_test(v);
	visitor_taps(v, "hardware.zero");
	asks_for(v, 1, CALIBRATE_ZERO);
	assert_false(visitor_reads(v, "is zero now"));
	struct calibrate_state zeroed = {.grid = {4, 2}, .zeroed = true};
	struct event event = {.kind = EVENT_CALIBRATE, .calibrate = &zeroed};
	visitor_event(v, &event);
	visitor_waits(v, 0);
	assert_true(visitor_reads(v, "is zero now"));
}

static void contacts_need_no_calibration_and_say_so(void **state)
{
	struct visitor *v = *state;
	scene_contacts(v);
	assert_true(draw_find(&v->list, "hardware.calibrate")->disabled);
	assert_true(visitor_reads(v, "contacts measure nothing"));
}

static void the_day_of_the_calibration_stands_there(void **state)
{
	struct visitor *v = *state;
	scene_calibrated(v);
	assert_true(visitor_reads(v, "Good, 11/18/2026"));
	assert_true(visitor_reads(v, "Calibrate again"));
}

static void readings_a_second_are_counted(void **state)
{
	struct visitor *v = *state;
	goes_to_the_test(v);
	visitor_rolls(v, 3.5f, 2100);
	assert_true(visitor_reads(v, "50 readings a second"));
}

static void tones_are_asked_for_side_by_side(void **state)
{
	struct visitor *v = *state;
	static const struct {
		const char *id;
		enum tone_side side;
	} tones[] = {
		{"glass.left", TONE_LEFT}, {"glass.both", TONE_BOTH}, {"glass.right", TONE_RIGHT}};
	scene_glass(v);
	v->effects = 0;
	for (int i = 0; i < 3; i++) {
		const struct effect *last = NULL;
		visitor_taps(v, tones[i].id);
		assert_int_equal(asked(v, EFFECT_TONE, &last), i + 1);
		assert_int_equal(last->tone, tones[i].side);
	}
}

/* The color of the largest rectangle, the last one. */
static color_t ground(const struct visitor *v)
{
	color_t color = 0;
	for (size_t i = 0; i < v->list.cmds; i++) {
		const struct draw_cmd *cmd = &v->list.cmd[i];
		if (cmd->kind == DRAW_RECT && cmd->box.w >= v->app.metrics.w &&
			cmd->box.h >= v->app.metrics.h && cmd->stroke <= 0)
			color = cmd->color;
	}
	return color;
}

static void colors_cover_the_glass_and_back_never_stands_in_one_place(void **state)
{
	struct visitor *v = *state;
	scene_colors(v);
	static const color_t colors[] = {
		0x000000FF, 0xFFFFFFFF, 0xFF0000FF, 0x00FF00FF, 0x0000FFFF, 0xFFFF00FF, 0x808080FF};
	enum { PICTURES = 9, ROUNDS = 2 };
	struct rect first = {0};
	for (int i = 0; i < ROUNDS * PICTURES; i++) {
		struct rect back = draw_find(&v->list, "back")->box;
		if (i % PICTURES < 7)
			assert_int_equal(ground(v), colors[i % PICTURES]);
		if (i == 0)
			first = back;
		if (i == PICTURES)
			assert_true(back.y > first.y + first.h);
		visitor_taps(v, "colors.next");
	}
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "staff-glass");
}

static void wipes(struct visitor *v, float y)
{
	visitor_touches(v, POINTER_DOWN, (struct point){1, y});
	for (float x = 1; x < v->app.metrics.w; x += 12)
		visitor_touches(v, POINTER_MOVE, (struct point){x, y});
	visitor_touches(v, POINTER_MOVE, (struct point){v->app.metrics.w - 1, y});
	visitor_touches(v, POINTER_UP, (struct point){v->app.metrics.w - 1, y});
}

static void a_glass_that_feels_everywhere_is_sound_at_once(void **state)
{
	struct visitor *v = *state;
	scene_glass(v);
	visitor_taps(v, "glass.touch");
	assert_int_equal(v->app.staff.glass.columns, 24);
	assert_int_equal(v->app.staff.glass.rows, 13);
	for (float y = 3; y < v->app.metrics.h; y += 8)
		wipes(v, y);
	assert_true(visitor_reads(v, "All of it feels"));
	assert_true(visitor_reads(v, "Each of 312 cells"));
	visitor_taps(v, "back");
	assert_true(visitor_reads(v, "All of it feels"));
}

static void what_feels_nothing_is_left_over_and_counted(void **state)
{
	struct visitor *v = *state;
	scene_glass(v);
	visitor_taps(v, "glass.touch");
	for (float y = 3; y < v->app.metrics.h - 8; y += 8)
		wipes(v, y);
	assert_true(visitor_reads(v, "24 cells to go"));
	visitor_waits(v, 7900);
	assert_true(visitor_reads(v, "24 cells to go"));
	visitor_waits(v, 200);
	assert_true(visitor_reads(v, "24 cells felt nothing"));
	visitor_taps(v, "glass.again");
	assert_true(visitor_reads(v, "312 cells to go"));
}

static void other_glass_is_wiped_over_anew(void **state)
{
	struct visitor *v = *state;
	struct event event = {.kind = EVENT_RESIZE, .metrics = metrics_make(1080, 1920, 21.5f)};
	scene_glass(v);
	visitor_taps(v, "glass.touch");
	wipes(v, 3);
	visitor_event(v, &event);
	visitor_looks(v);
	assert_int_equal(v->app.staff.glass.columns, 13);
	assert_int_equal(v->app.staff.glass.rows, 24);
	assert_true(visitor_reads(v, "312 cells to go"));
}

/* A finger that is felt anew beyond a dead stripe has not felt it. */
static void a_jump_of_the_finger_feels_nothing_in_between(void **state)
{
	struct visitor *v = *state;
	scene_glass(v);
	visitor_taps(v, "glass.touch");
	visitor_touches(v, POINTER_DOWN, (struct point){4, 4});
	visitor_touches(v, POINTER_MOVE, (struct point){100, 4});
	visitor_touches(v, POINTER_UP, (struct point){100, 4});
	visitor_touches(v, POINTER_DOWN, (struct point){12, 100});
	visitor_touches(v, POINTER_UP, (struct point){12, 100});
	visitor_waits(v, 0);
	assert_true(visitor_reads(v, "309 cells to go"));
}

/* Touches each cross so many u beside its middle. */
static void touches_the_crosses(struct visitor *v, float off)
{
	static const struct point at[AIM_TARGETS] = {{0.07f, 0.1f}, {0.93f, 0.9f}, {0.5f, 0.1f},
		{0.07f, 0.9f}, {0.93f, 0.5f}, {0.07f, 0.5f}, {0.93f, 0.1f}, {0.5f, 0.9f}};
	for (int i = 0; i < AIM_TARGETS; i++) {
		struct point p = {at[i].x * v->app.metrics.w + off, at[i].y * v->app.metrics.h};
		visitor_touches(v, POINTER_DOWN, p);
		visitor_touches(v, POINTER_UP, p);
	}
	visitor_waits(v, 0);
}

static void touches_are_measured_in_millimeters_where_the_glass_is_known(void **state)
{
	struct visitor *v = *state;
	struct event event = {.kind = EVENT_RESIZE, .metrics = metrics_make(1920, 1080, 21.5f)};
	visitor_event(v, &event);
	scene_glass(v);
	visitor_taps(v, "glass.aim");
	touches_the_crosses(v, 1);
	assert_true(visitor_reads(v, "Touches land where they should"));
	assert_true(visitor_reads(v, "2.5\xC2\xA0mm off on average, 2.5\xC2\xA0mm at most"));
	visitor_taps(v, "glass.again");
	touches_the_crosses(v, 3);
	assert_true(visitor_reads(v, "Touches land beside"));
	assert_true(visitor_reads(v, "7.4\xC2\xA0mm"));
}

static void a_touch_that_is_mirrored_is_told_in_pixels_without_a_glass(void **state)
{
	struct visitor *v = *state;
	scene_glass(v);
	visitor_taps(v, "glass.aim");
	touches_the_crosses(v, -30);
	assert_true(visitor_reads(v, "300\xC2\xA0px off on average"));
	assert_true(visitor_reads(v, "turned or mirrored"));
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_calibration_begins_with_its_screen_and_stops_with_it),
		TEST(the_guide_says_where_to_stand_and_what_was_wrong),
		TEST(what_was_measured_is_kept_only_when_asked_to_and_can_be_taken_back),
		TEST(a_calibration_that_could_not_be_saved_says_why),
		TEST(a_mat_that_goes_is_told_and_the_guide_waits),
		TEST(whoever_stands_on_the_mat_is_not_locked_out),
		TEST(the_mat_is_zeroed_when_it_says_so),
		TEST(contacts_need_no_calibration_and_say_so),
		TEST(the_day_of_the_calibration_stands_there),
		TEST(readings_a_second_are_counted),
		TEST(tones_are_asked_for_side_by_side),
		TEST(colors_cover_the_glass_and_back_never_stands_in_one_place),
		TEST(a_glass_that_feels_everywhere_is_sound_at_once),
		TEST(what_feels_nothing_is_left_over_and_counted),
		TEST(other_glass_is_wiped_over_anew),
		TEST(a_jump_of_the_finger_feels_nothing_in_between),
		TEST(touches_are_measured_in_millimeters_where_the_glass_is_known),
		TEST(a_touch_that_is_mirrored_is_told_in_pixels_without_a_glass),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
