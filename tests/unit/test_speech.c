/* Spoken guidance by what would be said: a visitor who sees nothing finds everything by the buttons
 * and the ear. */
#include "scenes.h"
#include "visit_kit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct speech *speech_of(const struct visitor *v)
{
	return &v->app.spoken.speech;
}

static void holds_home(struct visitor *v, int64_t ms)
{
	struct event event = {.kind = EVENT_BUTTON};
	event.button.button = BUTTON_HOME;
	event.button.down = true;
	visitor_event(v, &event);
	visitor_looks(v);
	visitor_waits(v, ms);
	event.button.down = false;
	visitor_event(v, &event);
	visitor_looks(v);
}

static int arrives_and_listens(void **state)
{
	*state = visitor_create(1920, 1080);
	holds_home(*state, 3100);
	return 0;
}

static void assert_says(const struct visitor *v, const char *words)
{
	if (!strstr(speech_of(v)->text, words))
		fail_msg("expected \"%s\", heard \"%s\"", words, speech_of(v)->text);
}

static void assert_says_just(const struct visitor *v, const char *words)
{
	assert_string_equal(speech_of(v)->text, words);
}

static void assert_in_this_order(const char *text, const char *const words[])
{
	for (int i = 0; words[i]; i++) {
		const char *at = strstr(text, words[i]);
		if (!at)
			fail_msg("expected \"%s\" at its place in \"%s\"", words[i], text);
		text = at;
	}
}

static bool counted(const struct visitor *v, const char *aid, int64_t value)
{
	for (int i = 0; i < v->effects; i++) {
		const struct usage_event *usage = &v->last[i].usage;
		if (v->last[i].kind == EFFECT_LOG && usage->kind == USAGE_AID &&
			strcmp(usage->name, aid) == 0 && usage->value == value)
			return true;
	}
	return false;
}

static void nothing_is_said_unless_it_is_asked_for(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_presses(v, BUTTON_NEXT);
	holds_home(v, 2000);
	visitor_waits(v, 2000);
	assert_int_equal(speech_of(v)->said, 0);
	assert_false(v->app.aids.speech);
}

static void home_held_for_three_seconds_turns_it_on_and_off(void **state)
{
	struct visitor *v = *state;
	holds_home(v, 3000);
	assert_true(v->app.aids.speech);
	assert_string_equal(visitor_sees(v), "home");
	const char *const said[] = {"Spoken guidance is on.", "Hold Home for three seconds",
		"What can we loosen up today?", "not medical care",
		"Show me where it\xE2\x80\x99s tight, Tap a muscle, follow the video, button",
		NULL};
	assert_in_this_order(speech_of(v)->text, said);
	assert_true(counted(v, "speech", 1));
	unsigned before = speech_of(v)->said;
	holds_home(v, 9000);
	assert_false(v->app.aids.speech);
	assert_says_just(v, "Spoken guidance is off.");
	assert_true(counted(v, "speech", 0));
	before = speech_of(v)->said;
	visitor_presses(v, BUTTON_NEXT);
	assert_int_equal(speech_of(v)->said, before);
}

static void so_does_home_on_the_screen_and_the_menu(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_areas(v);
	visitor_holds(v, "home", 3100);
	assert_true(v->app.aids.speech);
	assert_string_equal(visitor_sees(v), "areas");
	assert_says(v, "Spoken guidance is on.");
	visitor_taps(v, "access");
	visitor_taps(v, "access.speech");
	assert_false(v->app.aids.speech);
	assert_says_just(v, "Spoken guidance is off.");
}

static void each_focus_ends_what_was_being_said(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_NEXT);
	assert_says_just(
		v, "Try the roller station, Step on the mat, see your rhythm live, button");
	assert_false(speech_of(v)->polite);
	unsigned said = speech_of(v)->said;
	visitor_presses(v, BUTTON_NEXT);
	assert_says_just(v, "Find a therapist, Licensed, nearby, button");
	assert_int_equal(speech_of(v)->said, said + 1);
	visitor_waits(v, 3000);
	assert_int_equal(speech_of(v)->said, said + 1);
}

static void a_screen_is_read_before_what_it_offers(void **state)
{
	struct visitor *v = *state;
	const struct safety *safety = &v->catalog->safety;
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "safety");
	assert_memory_equal(speech_of(v)->text, "Before you roll. ", 17);
	for (int i = 0; i < safety->never_overs; i++)
		assert_says(v, safety->never_over[i].in[LANG_EN]);
	for (int i = 0; i < safety->asks; i++)
		assert_says(v, safety->ask[i].in[LANG_EN]);
	for (int i = 0; i < safety->nevers; i++)
		assert_says(v, safety->never[i].in[LANG_EN]);
	const char *const said[] = {"Do not roll", "None of this is me. Start, button", NULL};
	assert_in_this_order(speech_of(v)->text, said);
}

static void goes_on_to(struct visitor *v, const char *id)
{
	for (int i = 0; i < 60 && strcmp(visitor_focus(v), id) != 0; i++)
		visitor_presses(v, BUTTON_NEXT);
	assert_string_equal(visitor_focus(v), id);
}

static void what_is_chosen_is_said_with_what_that_changes(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_START_STOP);
	visitor_presses(v, BUTTON_START_STOP);
	goes_on_to(v, "area.calves");
	assert_says_just(v, "Calves, option, not chosen");
	visitor_presses(v, BUTTON_START_STOP);
	const char *const said[] = {"Calves, option, chosen. ", NULL};
	assert_in_this_order(speech_of(v)->text, said);
	assert_false(speech_of(v)->polite);
}

static void switches_say_what_they_are_set_to(void **state)
{
	struct visitor *v = *state;
	goes_on_to(v, "access");
	visitor_presses(v, BUTTON_START_STOP);
	assert_says(v, "Make it yours");
	goes_on_to(v, "access.contrast");
	assert_says_just(v, "High contrast, Black ground, white text, switch, off");
	visitor_presses(v, BUTTON_START_STOP);
	assert_says_just(v, "High contrast, switch, on");
	goes_on_to(v, "access.size.1");
	assert_says_just(v, "Large, Text size, option, not chosen");
}

static void another_language_is_spoken_in_that_language(void **state)
{
	struct visitor *v = *state;
	goes_on_to(v, "lang");
	assert_says_just(v, "Espa\xC3\xB1ol, button");
	assert_int_equal(speech_of(v)->lang, LANG_EN);
	visitor_presses(v, BUTTON_START_STOP);
	int es = tr_find("es");
	assert_int_equal(speech_of(v)->lang, es);
	assert_says(v, tr(es, "What can we loosen up today?"));
	visitor_presses(v, BUTTON_NEXT);
	assert_says(v, tr(es, "button"));
}

static void goes_to_the_routine(struct visitor *v)
{
	for (int i = 0; i < 3; i++)
		visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "routine");
}

static void a_clock_that_runs_is_no_news_until_little_is_left(void **state)
{
	struct visitor *v = *state;
	goes_to_the_routine(v);
	v->app.aids.captions = false;
	visitor_looks(v);
	unsigned said = speech_of(v)->said;
	int64_t length_s = v->app.routine.plan[0].seconds;
	assert_true(length_s > 12 && length_s < 30);
	visitor_waits(v, (length_s - 11) * 1000);
	assert_int_equal(speech_of(v)->said, said);
	visitor_waits(v, 1100);
	assert_int_equal(speech_of(v)->said, said + 1);
	assert_says_just(v, "10 seconds");
	assert_true(speech_of(v)->polite);
}

static void the_next_step_is_told_without_being_asked_for(void **state)
{
	struct visitor *v = *state;
	goes_to_the_routine(v);
	v->app.aids.captions = false;
	visitor_waits(v, v->app.routine.plan[0].seconds * 1000 + 300);
	assert_int_equal(v->app.routine.at, 1);
	const struct step *step =
		&v->catalog->routine[v->app.routine.routine].step[v->app.routine.plan[1].step];
	assert_says(v, step->title.in[LANG_EN]);
	assert_says(v, step->cue.in[LANG_EN]);
	assert_true(speech_of(v)->polite);
}

static void the_caption_is_the_clip_for_the_ear(void **state)
{
	struct visitor *v = *state;
	goes_to_the_routine(v);
	const struct cue *cue =
		&v->catalog->routine[v->app.routine.routine].captions[LANG_EN].cue[1];
	v->app.player.position_us = cue->start_us + 100000;
	visitor_looks(v);
	assert_says(v, "Belly firm, low back long.");
	assert_true(speech_of(v)->polite);
}

static void the_coach_says_its_hint_once(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	visitor_presses(v, BUTTON_START_STOP);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "roller-live");
	assert_says(v, "Step on the mat");
	assert_says(v, "set 1 of 2");
	assert_says(v, "Stop, button");
	visitor_rolls(v, 1.5f, 10000);
	assert_says(v, "Slow it down");
	assert_true(speech_of(v)->polite);
	unsigned said = speech_of(v)->said;
	visitor_rolls(v, 1.5f, 5000);
	assert_int_equal(speech_of(v)->said, said);
}

static void a_therapist_is_found_by_ear(void **state)
{
	struct visitor *v = *state;
	goes_on_to(v, "home.therapists");
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "therapists");
	assert_says(v, "3 within 10 miles");
	assert_says(v, "Juniper Sample");
	assert_says(v, "License active");
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "therapist");
	const char *const said[] = {"Juniper Sample", "MT.0000117", "Take the contact with you",
		"Open your phone camera", NULL};
	assert_in_this_order(speech_of(v)->text, said);
	/* Initials and code are for the eye. */
	assert_null(strstr(speech_of(v)->text, "JS"));
}

static void what_scrolls_behind_a_button_is_not_on_it(void **state)
{
	(void)state;
	struct visitor *v = visitor_create(1080, 1920);
	holds_home(v, 3100);
	goes_on_to(v, "home.plan");
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "plan");
	assert_says(v, "Build my plan, button");
	visitor_destroy(v);
}

static void nobody_is_sent_away_while_listening(void **state)
{
	struct visitor *v = *state;
	goes_on_to(v, "home.learn");
	visitor_presses(v, BUTTON_START_STOP);
	for (int i = 0; i < 20 && strncmp(visitor_focus(v), "learn.article.", 14) != 0; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "article");
	int64_t lasts_us = v->app.spoken.until_us - v->app.now_us;
	assert_true(lasts_us > 0);
	visitor_waits(v, lasts_us / 1000 + 85000);
	assert_string_equal(visitor_sees(v), "article");
	visitor_waits(v, 10000);
	assert_string_equal(visitor_sees(v), "idle");
	assert_says(v, "Still there?");
	assert_says(v, "Keep going, button");
}

static void it_goes_with_the_visit(void **state)
{
	struct visitor *v = *state;
	unsigned said = speech_of(v)->said;
	for (int i = 0; i < 200 && strcmp(visitor_sees(v), "attract") != 0; i++)
		visitor_waits(v, 1000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_false(v->app.aids.speech);
	assert_says_just(v, "");
	assert_true(speech_of(v)->said > said);
	said = speech_of(v)->said;
	visitor_presses(v, BUTTON_START_STOP);
	visitor_presses(v, BUTTON_NEXT);
	assert_int_equal(speech_of(v)->said, said);
}

static void a_silent_kiosk_speaks_up(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_START_STOP);
	v->app.aids.volume = 0;
	holds_home(v, 3100);
	assert_int_equal(v->app.aids.volume, v->config->volume_start);
	v->app.aids.muted = true;
	assert_true(app_voice_volume(&v->app) > 0);
	assert_true(app_volume(&v->app) <= 0);
}

static void no_pin_is_ever_spoken(void **state)
{
	struct visitor *v = *state;
	unsigned said = speech_of(v)->said;
	visitor_holds(v, "logo", 3100);
	assert_string_equal(visitor_sees(v), "pin");
	visitor_looks(v);
	unsigned at_pin = speech_of(v)->said;
	visitor_keys(v, VISITOR_PIN);
	visitor_waits(v, 1000);
	assert_string_equal(visitor_sees(v), "staff");
	assert_int_equal(speech_of(v)->said, at_pin);
	/* Only the finger on the logo was told. */
	assert_true(at_pin - said <= 1);
}

static void what_the_finger_is_on_is_said(void **state)
{
	struct visitor *v = *state;
	visitor_touches(v, POINTER_DOWN, (struct point){150, 40});
	visitor_looks(v);
	assert_says_just(
		v, "Try the roller station, Step on the mat, see your rhythm live, button");
	visitor_touches(v, POINTER_MOVE, (struct point){1, 1});
	visitor_touches(v, POINTER_UP, (struct point){1, 1});
	assert_string_equal(visitor_sees(v), "home");
}

static void staff_can_do_without_it(void **state)
{
	struct visitor *v = *state;
	v->config->spoken_guidance = false;
	holds_home(v, 3100);
	assert_false(v->app.aids.speech);
	visitor_taps(v, "access");
	assert_null(draw_find(&v->list, "access.speech"));
	assert_int_equal(speech_of(v)->said, 0);
}

static void without_a_voice_it_says_so_on_the_screen(void **state)
{
	struct visitor *v = *state;
	struct event event = {.kind = EVENT_VOICE};
	visitor_event(v, &event);
	visitor_looks(v);
	assert_false(v->app.aids.speech);
	assert_true(visitor_reads(v, "This kiosk has no voice."));
	visitor_waits(v, 5000);
	visitor_taps(v, "access");
	assert_null(draw_find(&v->list, "access.speech"));
	assert_non_null(draw_find(&v->list, "access.still"));
}

/* --- every screen --- */

static bool is_plain(const char *text)
{
	return strpbrk(text, "{}|\n") == NULL && !strstr(text, "  ") && !strstr(text, ", ,") &&
	       !strstr(text, "..") && !strstr(text, "\xE2\x80\x93");
}

/* What each stop of Next says; two stops that say the same lead to the same. */
static int stop_faults(const struct scene *scene, struct visitor *v, const char *lang)
{
	static struct {
		char text[512];
		struct action action;
	} said[200];
	int count = focus_count(&v->list), faults = 0;
	assert_true(count < 200);
	v->app.ring = true;
	for (int i = 0; i < count; i++) {
		const struct item *item =
			i ? focus_step(&v->list, v->app.focus, 1) : focus_first(&v->list);
		snprintf(v->app.focus, sizeof v->app.focus, "%s", item->id);
		/* Seen for the first time, on a screen that is known. */
		v->app.spoken.speech.focus = 0;
		v->app.spoken.speech.text[0] = '\0';
		said[i].action = item->action;
		char *id = strdup(item->id);
		visitor_looks(v);
		const char *text = speech_of(v)->text;
		snprintf(said[i].text, sizeof said[i].text, "%.500s", text);
		if (!*text || !is_plain(text) || strstr(text, ".,")) {
			print_error("%s %s #%s: \"%s\"\n", scene->name, lang, id, text);
			faults++;
		}
		for (int j = 0; j < i; j++)
			if (strcmp(said[i].text, said[j].text) == 0 &&
				(said[i].action.kind != said[j].action.kind ||
					said[i].action.arg != said[j].action.arg)) {
				print_error("%s %s #%s sounds like another: \"%s\"\n", scene->name,
					lang, id, text);
				faults++;
			}
		free(id);
	}
	return faults;
}

/* What follows a bad start is a page for staff too. */
static bool is_for_visitors(const struct visitor *v)
{
	return !v->app.staff.in && !app_rests(&v->app) && strcmp(visitor_sees(v), "pin") != 0 &&
	       strcmp(visitor_sees(v), "recovery") != 0 &&
	       strncmp(visitor_sees(v), "staff", 5) != 0;
}

static void each_stop_says_what_it_is(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {800, 480}};
	int faults = 0, screens = 0;
	for (size_t i = 0; i < scene_count; i++)
		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
			struct visitor *v = visitor_create(sizes[s][0], sizes[s][1]);
			scenes[i].go(v);
			for (int lang = 0; lang < 2 && is_for_visitors(v); lang++) {
				v->app.lang = lang;
				v->app.aids.speech = true;
				visitor_looks(v);
				bool fine = speech_of(v)->said > 0 && is_plain(speech_of(v)->text);
				if (!fine)
					print_error(
						"%s: \"%s\"\n", scenes[i].name, speech_of(v)->text);
				faults += !fine + stop_faults(&scenes[i], v, tr_code(lang));
				screens++;
			}
			visitor_destroy(v);
		}
	assert_true(screens > 200);
	assert_int_equal(faults, 0);
}

#define LISTENS(test) cmocka_unit_test_setup_teardown(test, arrives_and_listens, leaves)

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(nothing_is_said_unless_it_is_asked_for),
		VISIT(home_held_for_three_seconds_turns_it_on_and_off),
		VISIT(so_does_home_on_the_screen_and_the_menu),
		LISTENS(each_focus_ends_what_was_being_said),
		LISTENS(a_screen_is_read_before_what_it_offers),
		LISTENS(what_is_chosen_is_said_with_what_that_changes),
		LISTENS(switches_say_what_they_are_set_to),
		LISTENS(another_language_is_spoken_in_that_language),
		LISTENS(a_clock_that_runs_is_no_news_until_little_is_left),
		LISTENS(the_next_step_is_told_without_being_asked_for),
		LISTENS(the_caption_is_the_clip_for_the_ear),
		LISTENS(the_coach_says_its_hint_once),
		LISTENS(a_therapist_is_found_by_ear),
		cmocka_unit_test(what_scrolls_behind_a_button_is_not_on_it),
		LISTENS(nobody_is_sent_away_while_listening),
		LISTENS(it_goes_with_the_visit),
		VISIT(a_silent_kiosk_speaks_up),
		LISTENS(no_pin_is_ever_spoken),
		LISTENS(what_the_finger_is_on_is_said),
		VISIT(staff_can_do_without_it),
		LISTENS(without_a_voice_it_says_so_on_the_screen),
		cmocka_unit_test(each_stop_says_what_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
