/* Therapists by name and by filters, and the dialog that asks before something is done. */
#include "input.h"
#include "visit_kit.h"

#include <stdlib.h>
#include <string.h>

static int looks_for_therapists(void **state)
{
	struct visitor *v = visitor_create(1920, 1080);
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	*state = v;
	return 0;
}

static const struct directory_query *last_query(const struct visitor *v)
{
	return &last_effect(v, EFFECT_SEARCH)->query;
}

static void open_search(struct visitor *v)
{
	visitor_taps(v, "therapists.search");
	assert_string_equal(visitor_sees(v), "search");
}

static bool stands(const struct visitor *v, const char *id)
{
	return draw_find(&v->list, id) != NULL;
}

/* The width of what is underlined. */
static float underlined(const struct visitor *v)
{
	color_t flare = theme_get(false)->color[FLARE_GRAPHIC];
	float w = 0;
	for (size_t i = 0; i < v->list.cmds; i++)
		if (v->list.cmd[i].kind == DRAW_RECT && v->list.cmd[i].color == flare)
			w += v->list.cmd[i].box.w;
	return w;
}

static void each_letter_narrows_what_is_found(void **state)
{
	struct visitor *v = *state;
	open_search(v);
	assert_true(stands(v, "therapist.11") && stands(v, "therapist.13"));
	assert_true(visitor_reads(v, "Show 3"));
	assert_true(underlined(v) == 0);
	visitor_types(v, "in");
	assert_true(stands(v, "therapist.12"));
	assert_false(stands(v, "therapist.11"));
	assert_true(visitor_reads(v, "1 found."));
	float two = underlined(v);
	visitor_types(v, "\xC3\x89");
	assert_true(stands(v, "therapist.12"));
	assert_true(underlined(v) > two && two > 0);
	visitor_types(v, "x");
	assert_true(visitor_reads(v, "No one by that name"));
	assert_true(draw_find(&v->list, "key.done")->disabled);
	visitor_taps(v, "key.backspace");
	assert_true(stands(v, "therapist.12"));
	visitor_taps(v, "search.clear");
	assert_true(visitor_reads(v, "Show 3"));
	assert_false(stands(v, "search.clear"));
}

static void show_makes_the_name_the_only_filter(void **state)
{
	struct visitor *v = *state;
	visitor_taps(v, "therapists.technique.sports");
	open_search(v);
	visitor_types(v, " spec ");
	visitor_taps(v, "key.done");
	assert_string_equal(visitor_sees(v), "therapists");
	const struct directory_query *query = last_query(v);
	assert_string_equal(query->words, "spec");
	assert_string_equal(query->techniques, "");
	assert_true(query->within_km == 0);
	assert_true(visitor_reads(v, "1 therapist"));
	assert_true(visitor_reads(v, "spec"));
	/* It comes back as it was left, and goes by its chip. */
	open_search(v);
	assert_string_equal(v->app.search.field.text, "spec");
	visitor_taps(v, "back");
	visitor_taps(v, "therapists.name");
	assert_string_equal(last_query(v)->words, "");
	assert_true(visitor_reads(v, "3 therapists"));
	assert_false(stands(v, "therapists.name"));
	open_search(v);
	visitor_types(v, "  ");
	visitor_taps(v, "key.done");
	assert_false(stands(v, "therapists.name"));
}

static void back_leaves_the_list_as_it_was(void **state)
{
	struct visitor *v = *state;
	visitor_taps(v, "therapists.technique.sports");
	open_search(v);
	visitor_types(v, "inv");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "therapists");
	const struct directory_query *query = last_query(v);
	assert_string_equal(query->words, "");
	assert_string_equal(query->techniques, "sports");
	assert_true(query->within_km > 16);
	assert_int_equal(v->app.search.field.length, 0);
	assert_true(stands(v, "therapist.11"));
}

static void whoever_is_tapped_opens_and_the_way_back_keeps_the_name(void **state)
{
	struct visitor *v = *state;
	open_search(v);
	visitor_types(v, "bram");
	visitor_taps(v, "therapist.13");
	assert_string_equal(visitor_sees(v), "therapist");
	assert_true(visitor_reads(v, "Bram Testwell"));
	assert_int_equal(v->app.search.field.length, 0);
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "therapists");
	assert_string_equal(last_query(v)->words, "bram");
	assert_false(stands(v, "therapist.11"));
}

/* ---- nothing of it stays ---- */

static void what_is_typed_is_counted_without_its_words(void **state)
{
	struct visitor *v = *state;
	open_search(v);
	v->effects = 0;
	visitor_types(v, "testw");
	assert_int_equal(logged(v, USAGE_SEARCH), 0);
	visitor_taps(v, "key.done");
	assert_int_equal(logged(v, USAGE_SEARCH), 1);
	assert_int_equal(logged(v, USAGE_FILTER), 0);
	for (int i = 0; i < v->effects; i++)
		if (v->last[i].kind == EFFECT_LOG)
			assert_null(strstr(v->last[i].usage.name, "test"));
	/* Looking and going back is no search. */
	open_search(v);
	v->effects = 0;
	visitor_taps(v, "back");
	assert_int_equal(logged(v, USAGE_SEARCH), 0);
}

static bool is_held(const struct visitor *v, const char *words)
{
	return memmem(&v->app, sizeof v->app, words, strlen(words)) != NULL;
}

static void what_was_typed_goes_with_the_visit_and_when_nobody_is_there(void **state)
{
	struct visitor *v = *state;
	open_search(v);
	visitor_types(v, "zypressen");
	assert_true(is_held(v, "zypressen"));
	visitor_waits(v, 46000);
	assert_string_equal(visitor_sees(v), "idle");
	assert_false(is_held(v, "zypressen"));
	visitor_taps(v, "idle.keep");
	assert_string_equal(visitor_sees(v), "therapists");
	assert_true(stands(v, "therapist.11"));
	open_search(v);
	visitor_types(v, "inés");
	visitor_taps(v, "key.done");
	visitor_waits(v, 66000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_false(is_held(v, "inés"));
	visitor_goes_home(v);
	visitor_taps(v, "home.therapists");
	open_search(v);
	visitor_types(v, "quill");
	visitor_taps(v, "home");
	assert_false(is_held(v, "quill"));
}

/* ---- without a finger ---- */

static void by_the_buttons_alone(void **state)
{
	struct visitor *v = *state;
	open_search(v);
	visitor_presses(v, BUTTON_VOL_UP);
	assert_string_equal(visitor_focus(v), "key.done");
	static const char *const keys[] = {"key.b", "key.r"};
	for (int k = 0; k < 2; k++) {
		for (int i = 0; strcmp(visitor_focus(v), keys[k]) != 0 && i < 80; i++)
			visitor_presses(v, BUTTON_NEXT);
		assert_string_equal(visitor_focus(v), keys[k]);
		visitor_presses(v, BUTTON_START_STOP);
	}
	assert_string_equal(v->app.search.field.text, "br");
	for (int i = 0; strcmp(visitor_focus(v), "therapist.13") != 0 && i < 80; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "therapist");
}

static void types(struct visitor *v, const char *words)
{
	struct event event = {.kind = EVENT_TEXT, .now_us = v->now_us, .text = words};
	app_update(&v->app, &event);
	v->app.effects = 0;
	visitor_waits(v, 0);
}

static void a_real_keyboard_types_too(void **state)
{
	struct visitor *v = *state;
	/* Not where nothing is typed. */
	types(v, "x");
	open_search(v);
	types(v, "In\xC3\xA9 s");
	assert_string_equal(v->app.search.field.text, "In\xC3\xA9 s");
	struct event key = {.kind = EVENT_KEY, .now_us = v->now_us, .key = KEY_BACKSPACE};
	app_update(&v->app, &key);
	assert_string_equal(v->app.search.field.text, "In\xC3\xA9 ");
	/* It keeps the visit, but at the warning it only does that. */
	visitor_waits(v, 30000);
	types(v, "m");
	visitor_waits(v, 30000);
	assert_string_equal(visitor_sees(v), "search");
	visitor_waits(v, 17000);
	assert_string_equal(visitor_sees(v), "idle");
	types(v, "m");
	assert_string_equal(visitor_sees(v), "therapists");
}

static enum event_kind kind_of(struct input *input, SDL_Keycode code, struct event *event)
{
	const struct metrics m = metrics_make(1920, 1080, 0);
	SDL_Event sdl = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code}}};
	*event = (struct event){0};
	return input_translate(input, &sdl, &m, 0, event) ? event->kind : EVENT_TICK;
}

static void keys_are_buttons_or_letters(void **state)
{
	const struct metrics m = metrics_make(1920, 1080, 0);
	struct input input = {.keys = true};
	struct event event;
	SDL_Event letter = {.text = {.type = SDL_TEXTINPUT}};
	(void)state;
	strcpy(letter.text.text, "\xC3\xB1");
	assert_int_equal(kind_of(&input, SDLK_SPACE, &event), EVENT_BUTTON);
	assert_int_equal(kind_of(&input, SDLK_BACKSPACE, &event), EVENT_BUTTON);
	assert_false(input_translate(&input, &letter, &m, 0, &event));
	/* The blank of the press that opened the search is not typed into it. */
	assert_int_equal(kind_of(&input, SDLK_SPACE, &event), EVENT_BUTTON);
	input.types = true;
	assert_false(input_translate(&input, &letter, &m, 0, &event));
	assert_int_equal(kind_of(&input, SDLK_SEMICOLON, &event), EVENT_TICK);
	assert_true(input_translate(&input, &letter, &m, 0, &event));
	assert_int_equal(event.kind, EVENT_TEXT);
	assert_string_equal(event.text, "\xC3\xB1");
	assert_int_equal(kind_of(&input, SDLK_SPACE, &event), EVENT_TICK);
	assert_int_equal(kind_of(&input, SDLK_BACKSPACE, &event), EVENT_KEY);
	assert_int_equal(event.key, KEY_BACKSPACE);
	assert_int_equal(kind_of(&input, SDLK_LEFT, &event), EVENT_KEY);
	assert_int_equal(event.key, KEY_LEFT);
	assert_int_equal(kind_of(&input, SDLK_RETURN, &event), EVENT_BUTTON);
	assert_int_equal(event.button.button, BUTTON_START_STOP);
	assert_int_equal(kind_of(&input, SDLK_ESCAPE, &event), EVENT_BUTTON);
	/* On an appliance, where keys are no buttons, a keyboard that is plugged in types all the
	 * same. */
	input.keys = false;
	assert_int_equal(kind_of(&input, SDLK_DELETE, &event), EVENT_KEY);
	assert_int_equal(kind_of(&input, SDLK_RETURN, &event), EVENT_TICK);
}

static void the_caret_rests_so_that_nothing_is_drawn(void **state)
{
	struct visitor *v = *state;
	open_search(v);
	v->config->motion = true;
	visitor_waits(v, 1000);
	struct event tick = {.kind = EVENT_TICK, .now_us = v->now_us};
	assert_true(app_update(&v->app, &tick) <= v->now_us + 500000);
	visitor_waits(v, 5000);
	tick.now_us = v->now_us;
	assert_true(app_update(&v->app, &tick) > v->now_us + 30000000);
}

/* ---- filters ---- */

static void the_sheet_has_every_filter_and_each_counts_at_once(void **state)
{
	struct visitor *v = *state;
	visitor_taps(v, "therapists.filters");
	assert_string_equal(visitor_sees(v), "filters");
	visitor_taps(v, "therapists.setting.clinic");
	visitor_taps(v, "therapists.setting.mobile");
	visitor_taps(v, "therapists.language.es");
	visitor_taps(v, "therapists.member.abmp");
	visitor_taps(v, "filters.new");
	visitor_taps(v, "filters.insurance");
	visitor_taps(v, "therapists.within.1");
	const struct directory_query *query = last_query(v);
	assert_string_equal(query->settings, "clinic|mobile");
	assert_string_equal(query->languages, "es");
	assert_string_equal(query->memberships, "abmp");
	assert_true(query->accepts_new && query->insurance);
	assert_true(query->within_km > 1.6 && query->within_km < 1.7);
	assert_true(visitor_reads(v, "Show 3 therapists"));
	visitor_taps(v, "therapists.within.any");
	visitor_taps(v, "therapists.within.any");
	assert_true(last_query(v)->within_km == 0);
	visitor_taps(v, "filters.new");
	assert_false(last_query(v)->accepts_new);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "therapists");
	assert_string_equal(last_query(v)->settings, "clinic|mobile");
	visitor_taps(v, "therapists.filters");
	visitor_taps(v, "therapists.clear");
	assert_string_equal(visitor_sees(v), "filters");
	assert_string_equal(last_query(v)->settings, "");
	assert_false(last_query(v)->insurance);
}

static void nobody_fits_is_said_where_the_way_on_would_be(void **state)
{
	struct visitor *v = *state;
	visitor_taps(v, "therapists.filters");
	v->nobody_found = true;
	visitor_taps(v, "therapists.technique.prenatal");
	assert_true(visitor_reads(v, "No one fits these filters"));
	assert_true(draw_find(&v->list, "filters.show")->disabled);
	v->nobody_found = false;
	visitor_taps(v, "therapists.clear");
	assert_false(draw_find(&v->list, "filters.show")->disabled);
}

static void small_glass_scrolls_the_filters_and_not_the_list(void **state)
{
	struct visitor *v = *state;
	v->many_found = true;
	v->app.metrics = metrics_make(800, 480, 0);
	visitor_waits(v, 0);
	visitor_taps(v, "home");
	visitor_taps(v, "home.therapists");
	struct point low = {60, 50}, high = {60, 30};
	visitor_touches(v, POINTER_DOWN, low);
	visitor_touches(v, POINTER_MOVE, high);
	visitor_waits(v, 200);
	visitor_touches(v, POINTER_UP, high);
	float before = v->app.nav[v->app.depth - 1].scroll;
	assert_true(before > 0);
	app_open(&v->app, OVERLAY_FILTERS);
	visitor_waits(v, 0);
	assert_true(v->list.scroll_max > 0);
	visitor_touches(v, POINTER_DOWN, low);
	visitor_touches(v, POINTER_MOVE, high);
	visitor_waits(v, 200);
	visitor_touches(v, POINTER_UP, high);
	assert_true(*app_scroll(&v->app) > 0);
	visitor_taps(v, "filters.close");
	assert_true(v->app.nav[v->app.depth - 1].scroll == before);
	/* And by the buttons the focus brings what is hidden into view. */
	app_open(&v->app, OVERLAY_FILTERS);
	visitor_waits(v, 0);
	for (int i = 0; strcmp(visitor_focus(v), "filters.insurance") != 0 && i < 40; i++)
		visitor_presses(v, BUTTON_NEXT);
	const struct item *row = draw_find(&v->list, "filters.insurance");
	assert_true(row->box.y + row->box.h <= v->list.scroll_box.y + v->list.scroll_box.h);
}

static void filters_out_of_sight_are_told_by_their_number(void **state)
{
	struct visitor *v = *state;
	v->app.metrics = metrics_make(1080, 1920, 0);
	visitor_waits(v, 0);
	assert_string_equal(draw_find(&v->list, "therapists.filters")->label, "Filters");
	visitor_taps(v, "therapists.filters");
	visitor_taps(v, "therapists.member.amta");
	visitor_taps(v, "filters.insurance");
	visitor_taps(v, "filters.close");
	assert_string_equal(draw_find(&v->list, "therapists.filters")->label, "Filters\xC2\xA0(2)");
}

/* ---- the dialog ---- */

static void ask(struct visitor *v)
{
	app_confirm(&v->app, &(struct confirm){.title = "Clear all",
				     .words = "{} therapists",
				     .keep = "Keep going",
				     .act = "Start over",
				     .fill = "Twelve",
				     .action = {ACTION_WITHIN, 0}});
	visitor_waits(v, 0);
	assert_string_equal(visitor_sees(v), "confirm");
}

static void the_safe_choice_has_the_focus_and_back_means_it(void **state)
{
	struct visitor *v = *state;
	ask(v);
	assert_true(visitor_reads(v, "Twelve therapists"));
	v->effects = 0;
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "therapists");
	ask(v);
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "therapists");
	ask(v);
	visitor_taps(v, "confirm.keep");
	for (int i = 0; i < v->effects; i++)
		assert_int_not_equal(v->last[i].kind, EFFECT_SEARCH);
}

static void what_was_asked_about_happens_on_the_screen_below(void **state)
{
	struct visitor *v = *state;
	ask(v);
	visitor_taps(v, "confirm.act");
	assert_string_equal(visitor_sees(v), "therapists");
	assert_true(last_query(v)->within_km < 1.7);
	ask(v);
	v->app.confirm.action = (struct action){ACTION_HOME, 0};
	visitor_taps(v, "confirm.act");
	assert_string_equal(visitor_sees(v), "home");
}

int main(void)
{
#define SEARCHES(test) cmocka_unit_test_setup_teardown(test, looks_for_therapists, leaves)
	const struct CMUnitTest tests[] = {
		SEARCHES(each_letter_narrows_what_is_found),
		SEARCHES(show_makes_the_name_the_only_filter),
		SEARCHES(back_leaves_the_list_as_it_was),
		SEARCHES(whoever_is_tapped_opens_and_the_way_back_keeps_the_name),
		SEARCHES(what_is_typed_is_counted_without_its_words),
		SEARCHES(what_was_typed_goes_with_the_visit_and_when_nobody_is_there),
		SEARCHES(by_the_buttons_alone),
		SEARCHES(a_real_keyboard_types_too),
		SEARCHES(keys_are_buttons_or_letters),
		SEARCHES(the_caret_rests_so_that_nothing_is_drawn),
		SEARCHES(the_sheet_has_every_filter_and_each_counts_at_once),
		SEARCHES(nobody_fits_is_said_where_the_way_on_would_be),
		SEARCHES(small_glass_scrolls_the_filters_and_not_the_list),
		SEARCHES(filters_out_of_sight_are_told_by_their_number),
		SEARCHES(the_safe_choice_has_the_focus_and_back_means_it),
		SEARCHES(what_was_asked_about_happens_on_the_screen_below),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
