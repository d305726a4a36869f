/* Learn as a visitor meets it, what is counted there, the privacy note, and what is taken home. */
#include "visit_kit.h"

#include <stdio.h>
#include <string.h>

static int arrives_at_small_glass(void **state)
{
	*state = visitor_create(800, 480);
	return 0;
}

static void goes_to_learn(struct visitor *v)
{
	visitor_goes_home(v);
	visitor_taps(v, "home.learn");
	assert_string_equal(visitor_sees(v), "learn");
}

static int counted(const struct visitor *v, enum usage_kind kind, const char *name)
{
	int count = 0;
	for (int i = 0; i < v->effects; i++)
		count += v->last[i].kind == EFFECT_LOG && v->last[i].usage.kind == kind &&
			 strcmp(v->last[i].usage.name, name) == 0;
	return count;
}

static float scroll(const struct visitor *v)
{
	return v->app.nav[v->app.depth - 1].scroll;
}

static void the_way_back_from_an_article_finds_the_tab(void **state)
{
	struct visitor *v = *state;
	goes_to_learn(v);
	assert_true(visitor_reads(v, "Why massage helps"));
	visitor_taps(v, "learn.tab.techniques");
	assert_true(visitor_reads(v, "Three ways to press"));
	assert_false(visitor_reads(v, "Why massage helps"));
	visitor_taps(v, "learn.article.deep-tissue");
	assert_string_equal(visitor_sees(v), "article");
	visitor_taps(v, "article.next");
	assert_true(visitor_reads(v, "Press here, feel it there"));
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "learn");
	assert_true(visitor_reads(v, "Three ways to press"));
}

static void the_articles_follow_each_other_to_the_questions(void **state)
{
	struct visitor *v = *state;
	const struct learn *learn = &v->catalog->learn;
	goes_to_learn(v);
	visitor_taps(v, "learn.article.upkeep");
	for (int i = 0; i < learn->articles; i++) {
		assert_string_equal(visitor_sees(v), "article");
		assert_true(visitor_reads(v, text_in(&learn->article[i].title, LANG_EN)));
		visitor_taps(v, "article.next");
	}
	assert_string_equal(visitor_sees(v), "learn");
	assert_true(visitor_reads(v, text_in(&learn->question[0].answer, LANG_EN)));
}

static void one_answer_shows_at_a_time(void **state)
{
	struct visitor *v = *state;
	const struct question *q = v->catalog->learn.question;
	goes_to_learn(v);
	visitor_taps(v, "learn.questions");
	assert_true(visitor_reads(v, text_in(&q[0].answer, LANG_EN)));
	visitor_taps(v, "learn.question.2");
	assert_false(visitor_reads(v, text_in(&q[0].answer, LANG_EN)));
	assert_true(visitor_reads(v, text_in(&q[2].answer, LANG_EN)));
	visitor_taps(v, "learn.question.2");
	assert_false(visitor_reads(v, text_in(&q[2].answer, LANG_EN)));
}

/* The last question opens below the edge; the answer above it has just closed. */
static void an_answer_that_opens_comes_into_view(void **state)
{
	struct visitor *v = *state;
	goes_to_learn(v);
	visitor_taps(v, "learn.questions");
	visitor_presses(v, BUTTON_NEXT);
	char last[ITEM_ID_MAX];
	snprintf(last, sizeof last, "learn.question.%d", v->catalog->learn.questions - 1);
	for (int i = 0; i < 20 && strcmp(visitor_focus(v), last) != 0; i++)
		visitor_presses(v, BUTTON_NEXT);
	assert_string_equal(visitor_focus(v), last);
	visitor_presses(v, BUTTON_START_STOP);
	const struct item *item = draw_find(&v->list, last);
	struct rect window = v->list.scroll_box;
	assert_true(item->box.y >= window.y);
	assert_true(item->box.y + item->box.h <= window.y + window.h);
	assert_true(scroll(v) > 0);
}

static void next_reads_an_article_to_its_end_and_then_moves_on(void **state)
{
	struct visitor *v = *state;
	goes_to_learn(v);
	visitor_taps(v, "learn.article.no-pain");
	assert_true(v->list.scroll_max > 0);
	float before = -1;
	int pages = 0;
	visitor_presses(v, BUTTON_NEXT);
	for (; strcmp(visitor_focus(v), "article.next") == 0; pages++) {
		assert_true(pages < 20);
		assert_true(scroll(v) > before);
		assert_true(scroll(v) - before <= v->list.scroll_box.h + 1);
		before = scroll(v);
		visitor_presses(v, BUTTON_NEXT);
	}
	assert_true(pages >= 1);
	assert_true(before > v->list.scroll_max - 0.1F);
	assert_string_equal(visitor_focus(v), "back");
	assert_true(scroll(v) <= 0);
	for (int i = 0; i < 8 && strcmp(visitor_focus(v), "article.try") != 0; i++)
		visitor_presses(v, BUTTON_NEXT);
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "safety");
}

static void an_article_leads_to_its_routine_by_way_of_the_gate(void **state)
{
	struct visitor *v = *state;
	goes_to_learn(v);
	visitor_taps(v, "learn.article.no-pain");
	visitor_taps(v, "article.try");
	assert_string_equal(visitor_sees(v), "safety");
	visitor_taps(v, "safety.ok");
	assert_string_equal(visitor_sees(v), "areas");
	assert_int_equal(v->app.areas.chosen, AREA_CALVES);
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "article");
	visitor_taps(v, "article.try");
	assert_string_equal(visitor_sees(v), "routine");
	assert_string_equal(v->catalog->routine[v->app.routine.routine].id, "calves");
}

static void readers_get_more_time(void **state)
{
	struct visitor *v = *state;
	goes_to_learn(v);
	visitor_taps(v, "learn.article.upkeep");
	visitor_waits(v, 89000);
	assert_string_equal(visitor_sees(v), "article");
	visitor_waits(v, 2000);
	assert_string_equal(visitor_sees(v), "idle");
}

static void an_opened_article_is_counted_once_and_by_its_id(void **state)
{
	struct visitor *v = *state;
	goes_to_learn(v);
	visitor_taps(v, "learn.tab.techniques");
	visitor_taps(v, "learn.article.swedish");
	visitor_taps(v, "article.try");
	assert_string_equal(visitor_sees(v), "therapists");
	visitor_taps(v, "back");
	assert_int_equal(counted(v, USAGE_ARTICLE_OPENED, "swedish"), 1);
	assert_int_equal(counted(v, USAGE_ARTICLE_OPENED, "deep-tissue"), 0);
}

static void without_anything_to_read_the_screen_says_so(void **state)
{
	struct visitor *v = *state;
	v->catalog->learn.tabs = v->catalog->learn.questions = 0;
	goes_to_learn(v);
	assert_true(visitor_reads(v, "Nothing to read yet"));
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "safety");
}

static void questions_alone_are_a_tab(void **state)
{
	struct visitor *v = *state;
	v->catalog->learn.tabs = 0;
	goes_to_learn(v);
	assert_true(visitor_reads(v, "Only as far as you like"));
}

static void the_privacy_note_is_one_tap_from_home_and_from_the_aids(void **state)
{
	struct visitor *v = *state;
	visitor_goes_home(v);
	visitor_taps(v, "home.privacy");
	assert_string_equal(visitor_sees(v), "privacy");
	assert_true(visitor_reads(v, "We count taps, not people."));
	assert_true(visitor_reads(v, "Counts are deleted after 25 months"));
	assert_int_equal(USAGE_KEEP_MONTHS, 25);
	visitor_taps(v, "lang");
	assert_true(visitor_reads(v, "Contamos toques, no personas."));
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "home");
	visitor_taps(v, "home.learn");
	visitor_taps(v, "access");
	visitor_taps(v, "access.privacy");
	assert_string_equal(visitor_sees(v), "privacy");
	assert_int_equal(v->app.overlays, 1);
	visitor_taps(v, "access");
	visitor_taps(v, "access.privacy");
	assert_string_equal(visitor_sees(v), "privacy");
	assert_int_equal(v->app.overlays, 1);
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "learn");
}

static void a_finished_routine_can_be_taken_home(void **state)
{
	struct visitor *v = *state;
	visitor_plays(v, "area.quads");
	for (int i = v->app.routine.steps; i > 0; i--)
		visitor_taps(v, "routine.next");
	visitor_taps(v, "routine.take-home");
	assert_string_equal(visitor_sees(v), "take-home");
	assert_int_equal(counted(v, USAGE_ROUTINE_QR, "quads"), 1);
	assert_non_null(v->app.take_home.code);
	const struct routine *quads = &v->catalog->routine[v->app.routine.routine];
	for (int i = 0; i < quads->steps; i++)
		assert_non_null(strstr(
			v->app.take_home.texts.text[0], text_in(&quads->step[i].title, LANG_EN)));
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "routine");
}

static void the_store_s_own_page_comes_first(void **state)
{
	struct visitor *v = *state;
	v->config->store_url = "https://corner.example/roll/{}";
	visitor_plays(v, "area.quads");
	for (int i = v->app.routine.steps; i > 0; i--)
		visitor_taps(v, "routine.next");
	visitor_taps(v, "routine.take-home");
	assert_int_equal(v->app.take_home.texts.texts, 1);
	assert_string_equal(v->app.take_home.texts.text[0], "https://corner.example/roll/quads");
	assert_true(visitor_reads(v, "It leads to our page."));
}

int main(void)
{
#define SMALL(test) cmocka_unit_test_setup_teardown(test, arrives_at_small_glass, leaves)
	const struct CMUnitTest tests[] = {
		VISIT(the_way_back_from_an_article_finds_the_tab),
		VISIT(the_articles_follow_each_other_to_the_questions),
		VISIT(one_answer_shows_at_a_time),
		SMALL(an_answer_that_opens_comes_into_view),
		VISIT(next_reads_an_article_to_its_end_and_then_moves_on),
		SMALL(next_reads_an_article_to_its_end_and_then_moves_on),
		VISIT(an_article_leads_to_its_routine_by_way_of_the_gate),
		VISIT(readers_get_more_time),
		VISIT(an_opened_article_is_counted_once_and_by_its_id),
		VISIT(without_anything_to_read_the_screen_says_so),
		VISIT(questions_alone_are_a_tab),
		VISIT(the_privacy_note_is_one_tap_from_home_and_from_the_aids),
		VISIT(a_finished_routine_can_be_taken_home),
		VISIT(the_store_s_own_page_comes_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
