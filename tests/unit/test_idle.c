/* Whoever is there keeps the visit; what is only left there does not. Found by the monkey. */
#include "visit_kit.h"

#include <string.h>

static void a_finger_that_rests_a_while_is_somebody(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_touches(v, POINTER_DOWN, (struct point){100, 100});
	visitor_waits(v, 55000);
	assert_string_equal(visitor_sees(v), "home");
	visitor_touches(v, POINTER_UP, (struct point){100, 100});
	visitor_waits(v, 44000);
	assert_string_equal(visitor_sees(v), "home");
}

static void a_wet_cloth_on_the_glass_is_nobody(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_touches(v, POINTER_DOWN, (struct point){100, 100});
	visitor_waits(v, 60000 + 46000);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_waits(v, 21000);
	assert_string_equal(visitor_sees(v), "attract");
}

static void a_stuck_button_is_nobody(void **state)
{
	struct visitor *v = *state;
	struct event down = {.kind = EVENT_BUTTON};
	down.button.button = BUTTON_NEXT;
	down.button.down = true;
	visitor_goes_home(v);
	visitor_event(v, &down);
	visitor_waits(v, 59000);
	assert_string_equal(visitor_sees(v), "home");
	visitor_waits(v, 1000 + 46000);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_waits(v, 21000);
	assert_string_equal(visitor_sees(v), "attract");
}

static void staff_leave_nothing_behind_in_attract(void **state)
{
	struct visitor *v = *state;
	visitor_holds(v, "logo", 3100);
	assert_string_equal(visitor_sees(v), "pin");
	visitor_presses(v, BUTTON_VOL_DOWN);
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "attract");
	assert_int_equal(v->app.aids.volume, v->config->volume_start);
}

static void a_clip_that_never_opens_keeps_no_visit(void **state)
{
	struct visitor *v = *state;
	v->clip_slow = true;
	visitor_plays(v, "area.quads");
	visitor_waits(v, 46000);
	assert_string_equal(visitor_sees(v), "idle");
	visitor_waits(v, 21000);
	assert_string_equal(visitor_sees(v), "attract");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(a_finger_that_rests_a_while_is_somebody),
		VISIT(a_wet_cloth_on_the_glass_is_nobody),
		VISIT(a_stuck_button_is_nobody),
		VISIT(staff_leave_nothing_behind_in_attract),
		VISIT(a_clip_that_never_opens_keeps_no_visit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
