/* The whole kiosk is out of order: a card is all that customers find, and staff still come in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "visitor.h"

#include <string.h>

enum { IDLE_S = 45 };

static int arrives(void **state)
{
	struct visitor *v = visitor_create(1920, 1080);
	*state = v;
	v->config->closed = true;
	visitor_waits(v, 20);
	v->effects = 0;
	return 0;
}

static int leaves(void **state)
{
	visitor_destroy(*state);
	return 0;
}

/* What opens a visit in the log, or belongs to one. */
static int visits(const struct visitor *v)
{
	int n = 0;
	for (int i = 0; i < v->effects; i++)
		n += v->last[i].kind == EFFECT_LOG && v->last[i].usage.kind != USAGE_END;
	return n;
}

static int counted(const struct visitor *v, enum effect_kind kind)
{
	int n = 0;
	for (int i = 0; i < v->effects; i++)
		n += v->last[i].kind == kind;
	return n;
}

static void the_card_says_so_in_both_languages(void **state)
{
	struct visitor *v = *state;
	assert_string_equal(visitor_sees(v), "closed");
	assert_true(visitor_reads(v, "Out of order today"));
	assert_true(visitor_reads(v, "Our staff have closed the kiosk for now."));
	assert_true(visitor_reads(v, "Fuera de servicio"));
}

static void it_is_there_from_the_start(void **state)
{
	struct visitor *v = *state;
	app_init(&v->app, v->catalog, v->config, &v->problems, NULL, v->app.metrics, LANG_EN,
		v->now_us);
	assert_string_equal(visitor_sees(v), "closed");
	app_recover(&v->app, &(struct recovery){.kind = RECOVERY_SETTINGS});
	visitor_looks(v);
	assert_true(visitor_reads(v, "Stays out of order"));
	assert_false(visitor_reads(v, "Opens for customers"));
	assert_true(visitor_reads(v, "Show its card now"));
	visitor_waits(v, 61000);
	assert_string_equal(visitor_sees(v), "closed");
}

static void no_finger_button_key_or_step_leads_past_it(void **state)
{
	struct visitor *v = *state;
	for (float y = 1; y < v->app.metrics.h; y += 9)
		for (float x = 1; x < v->app.metrics.w; x += 9) {
			visitor_touches(v, POINTER_DOWN, (struct point){x, y});
			visitor_touches(v, POINTER_UP, (struct point){x, y});
			assert_string_equal(visitor_sees(v), "closed");
		}
	for (int button = 0; button < HW_BUTTONS; button++)
		visitor_presses(v, (enum hw_button)button);
	visitor_event(v, &(struct event){.kind = EVENT_TEXT, .text = "a"});
	visitor_event(v, &(struct event){.kind = EVENT_KEY, .key = '\n'});
	visitor_rolls(v, 3.5F, 4000);
	visitor_steps_off(v);
	assert_string_equal(visitor_sees(v), "closed");
	assert_int_equal(v->app.aids.volume, v->config->volume_start);
	assert_string_equal(visitor_focus(v), "");
	assert_int_equal(visits(v), 0);
	assert_int_equal(counted(v, EFFECT_PLAY), 0);
}

static void all_lights_are_dark(void **state)
{
	struct visitor *v = *state;
	bool led[HW_BUTTONS];
	app_leds(&v->app, led);
	for (int i = 0; i < HW_BUTTONS; i++)
		assert_false(led[i]);
}

static void it_asks_for_no_time_at_all(void **state)
{
	struct visitor *v = *state;
	assert_true(v->due_us == INT64_MAX);
}

static void staff_put_it_up_and_take_it_away(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.settings");
	visitor_taps(v, "settings.roller");
	visitor_taps(v, "settings.kiosk.closed");
	assert_string_equal(visitor_asked(v, DESK_SETTING)->text, "kiosk.closed=false");
	v->config->closed = false;
	visitor_presses(v, BUTTON_HOME);
	assert_string_equal(visitor_sees(v), "attract");
	visitor_goes_to_staff(v);
	v->config->closed = true;
	visitor_waits(v, 1000);
	assert_string_equal(visitor_sees(v), "staff");
	visitor_waits(v, STAFF_LOCK_S * 1000 + 100);
	assert_string_equal(visitor_sees(v), "closed");
	assert_int_equal(counted(v, EFFECT_PLAY), 0);
}

static void the_pad_leads_back_to_the_card(void **state)
{
	struct visitor *v = *state;
	static const enum hw_button ways[] = {BUTTON_BACK, BUTTON_HOME};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		visitor_holds(v, "logo", 3100);
		assert_string_equal(visitor_sees(v), "pin");
		visitor_presses(v, ways[i]);
		assert_string_equal(visitor_sees(v), "closed");
	}
	visitor_holds(v, "logo", 3100);
	visitor_waits(v, (IDLE_S + 21) * 1000);
	assert_string_equal(visitor_sees(v), "closed");
}

static void who_is_in_the_midst_of_a_visit_finds_the_card(void **state)
{
	struct visitor *v = *state;
	v->config->closed = false;
	visitor_waits(v, 20);
	visitor_plays(v, "area.quads");
	v->effects = 0;
	v->config->closed = true;
	visitor_waits(v, 20);
	assert_string_equal(visitor_sees(v), "closed");
	assert_int_equal(visits(v), 0);
	assert_int_equal(counted(v, EFFECT_LOG), 1); /* the visit's end */
	assert_true(counted(v, EFFECT_STOP) >= 1);
	v->config->closed = false;
	visitor_waits(v, 20);
	assert_string_equal(visitor_sees(v), "attract");
}

static void the_voice_says_it_and_falls_silent_by_itself(void **state)
{
	struct visitor *v = *state;
	struct event home = {.kind = EVENT_BUTTON};
	home.button.button = BUTTON_HOME;
	home.button.down = true;
	visitor_event(v, &home);
	visitor_waits(v, 3100);
	assert_true(v->app.aids.speech);
	assert_non_null(strstr(v->app.spoken.speech.text, "Out of order"));
	assert_null(strstr(v->app.spoken.speech.text, "Fuera de servicio"));
	home.button.down = false;
	visitor_event(v, &home);
	visitor_waits(v, (2 * IDLE_S) * 1000);
	assert_false(v->app.aids.speech);
	assert_string_equal(visitor_sees(v), "closed");
	assert_int_equal(visits(v), 0);
}

static void a_night_is_black_and_a_touch_shows_staff_their_corner(void **state)
{
	struct visitor *v = *state;
	v->config->night_from = 20 * 60;
	v->config->night_to = 9 * 60;
	struct event clock = {.kind = EVENT_CLOCK, .wall_s = (20 * 60 - 1) * 60};
	visitor_event(v, &clock);
	visitor_waits(v, 59000);
	assert_non_null(draw_find(&v->list, "logo"));
	visitor_waits(v, 2000);
	assert_null(draw_find(&v->list, "logo"));
	visitor_touches(v, POINTER_DOWN, (struct point){90, 90});
	visitor_touches(v, POINTER_UP, (struct point){90, 90});
	visitor_waits(v, 20);
	visitor_holds(v, "logo", 3100);
	assert_string_equal(visitor_sees(v), "pin");
	visitor_presses(v, BUTTON_BACK);
	visitor_waits(v, 25000);
	assert_null(draw_find(&v->list, "logo"));
	clock.wall_s = (24 + 9) * 3600;
	visitor_event(v, &clock);
	visitor_waits(v, 20);
	assert_non_null(draw_find(&v->list, "logo"));
}

#define VISIT(test) cmocka_unit_test_setup_teardown(test, arrives, leaves)

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(the_card_says_so_in_both_languages),
		VISIT(it_is_there_from_the_start),
		VISIT(no_finger_button_key_or_step_leads_past_it),
		VISIT(all_lights_are_dark),
		VISIT(it_asks_for_no_time_at_all),
		VISIT(staff_put_it_up_and_take_it_away),
		VISIT(the_pad_leads_back_to_the_card),
		VISIT(who_is_in_the_midst_of_a_visit_finds_the_card),
		VISIT(the_voice_says_it_and_falls_silent_by_itself),
		VISIT(a_night_is_black_and_a_touch_shows_staff_their_corner),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
