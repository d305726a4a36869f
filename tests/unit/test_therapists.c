/* The list of therapists: filters, scrolling, who is opened, and what others change while it is
 * read. */
#include "visit_kit.h"

#include <string.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(somebody_looks_for_a_therapist),
		VISIT(the_list_follows_what_others_change),
		VISIT(filters_combine_and_a_second_tap_takes_one_off),
		VISIT(nobody_found_offers_what_helps),
		VISIT(a_long_list_scrolls_and_a_drag_never_taps),
		VISIT(buttons_bring_the_focused_row_into_view),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
