/* The body: what is chosen there can be started, or collected for a plan. */
#include "visit_kit.h"

#include <string.h>

static void areas_are_collected_for_a_plan(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_taps(v, "area.calves");
	assert_true(visitor_reads(v, "Add to my plan"));
	visitor_taps(v, "areas.plan");
	assert_string_equal(visitor_sees(v), "areas");
	assert_true(visitor_reads(v, "See my plan"));
	visitor_taps(v, "area.glutes");
	assert_true(visitor_reads(v, "Add to my plan"));
	visitor_taps(v, "areas.plan");
	visitor_taps(v, "areas.plan");
	assert_string_equal(visitor_sees(v), "plan");
	assert_int_equal(v->app.plan.tight, 1 << AREA_CALVES | 1 << AREA_GLUTES);
	assert_true(v->app.plan.plan.segments > 0);
}

static void an_area_joins_a_plan_that_was_begun(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_taps(v, "home");
	visitor_taps(v, "home.plan");
	visitor_taps(v, "plan.minutes.12");
	visitor_taps(v, "back");
	visitor_taps(v, "home.routines");
	visitor_taps(v, "area.glutes");
	visitor_taps(v, "areas.plan");
	visitor_taps(v, "areas.plan");
	assert_int_equal(v->app.plan.tight, 1 << AREA_QUADS | 1 << AREA_GLUTES);
	assert_int_equal(v->app.plan.minutes, 12);
}

static void an_area_without_a_routine_cannot_be_planned(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	v->catalog->first[AREA_NECK] = -1;
	visitor_taps(v, "area.neck");
	visitor_taps(v, "areas.plan");
	assert_false(v->app.plan.asked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(areas_are_collected_for_a_plan),
		VISIT(an_area_joins_a_plan_that_was_begun),
		VISIT(an_area_without_a_routine_cannot_be_planned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
