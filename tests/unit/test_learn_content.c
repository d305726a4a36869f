/* content/learn: what is read, what is left out when it is broken, and where each fault is told. */
#define SCRATCH "reading"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog_kit.h"

static const char article_rest[] =
	"name: {en: Name, es: Nombre}\n"
	"title: {en: Title, es: Título}\n"
	"lead: {en: Lead., es: Entrada.}\n"
	"picture: learn/picture.svg\n"
	"traits:\n"
	"  - {name: {en: Pace, es: Ritmo}, value: {en: Slow, es: Lento}}\n"
	"sections:\n"
	"  - {text: {en: First., es: Primero.}}\n"
	"  - title: {en: Then, es: Luego}\n"
	"    text: {en: Second., es: Segundo.}\n"
	"sources: [Behm 2020]\n"
	"offers: therapists\n";
static const char tabs_file[] = "tabs:\n"
				"  - id: why\n"
				"    name: {en: Why, es: Por qué}\n"
				"    title: {en: Why so, es: Por qué así}\n"
				"    articles: [second, first]\n"
				"questions:\n"
				"  - question: {en: Who?, es: ¿Quién?}\n"
				"    answer: {en: You., es: Tú.}\n";

static void write_article(const char *name, const char *id, const char *rest)
{
	char *path = mem_printf("content/learn/articles/%s.yaml", name);
	char *text = mem_printf("id: %s\n%s", id, rest);
	scratch_file(path, text);
	free(text);
	free(path);
}

static int two_articles(void **state)
{
	(void)state;
	nothing_there();
	scratch_file("content/learn/learn.yaml", tabs_file);
	scratch_file("content/learn/picture.svg", "<svg/>");
	write_article("first", "first", article_rest);
	write_article("second", "second", article_rest);
	return 0;
}

/* The rest of the content is not there, which is told too; only what is said of Learn counts. */
static const struct learn *load_learn(void)
{
	load();
	return &catalog->learn;
}

static int faults(void)
{
	int count = 0;
	for (size_t i = 0; i < problems.count; i++)
		count += strstr(problems.item[i].detail, "/learn/") != NULL;
	return count;
}

static void articles_stand_in_the_order_of_the_tabs(void **state)
{
	(void)state;
	const struct learn *learn = load_learn();
	assert_int_equal(faults(), 0);
	assert_int_equal(learn->tabs, 1);
	assert_string_equal(learn->tab[0].id, "why");
	assert_string_equal(text_in(&learn->tab[0].title, 1), "Por qué así");
	assert_int_equal(learn->tab[0].articles, 2);
	assert_int_equal(learn->articles, 2);
	assert_string_equal(learn->article[learn->tab[0].article[0]].id, "second");
	assert_string_equal(learn->article[1].id, "first");
	const struct article *article = &learn->article[0];
	assert_string_equal(text_in(&article->name, 1), "Nombre");
	assert_string_equal(text_in(&article->lead, 0), "Lead.");
	assert_string_equal(article->picture, "learn/picture.svg");
	assert_int_equal(article->traits, 1);
	assert_string_equal(text_in(&article->trait[0].value, 1), "Lento");
	assert_int_equal(article->sections, 2);
	assert_null(article->section[0].title.in[LANG_EN]);
	assert_string_equal(text_in(&article->section[1].title, 0), "Then");
	assert_string_equal(article->source[0], "Behm 2020");
	assert_int_equal(article->offer, OFFER_THERAPISTS);
	assert_int_equal(learn->questions, 1);
	assert_string_equal(text_in(&learn->question[0].answer, 1), "Tú.");
}

static void every_fault_of_an_article_is_told_in_one_run(void **state)
{
	(void)state;
	write_article("first", "first",
		"name: {es: Nombre}\n"
		"titel: {en: Title, es: Título}\n"
		"lead: {en: Lead.}\n"
		"picture: Learn Picture.svg\n"
		"traits:\n"
		"  - {name: {en: Pace, es: Ritmo}}\n"
		"sections: []\n"
		"offers: mars\n");
	const struct learn *learn = load_learn();
	assert_true(error("first.yaml:2:7: name: expected at least the English text"));
	assert_true(warning("first.yaml:3:1: unknown key \"titel\", not used; did you mean "
			    "\"title\"?"));
	assert_true(error("first.yaml:1:1: title: expected a text in each language"));
	assert_true(warning("first.yaml:4:7: lead: expected a translation, es: ..."));
	assert_true(error("first.yaml:5:10: picture: expected a text of 1 to 120 characters"));
	assert_true(error("first.yaml:7:5: traits[1].value: expected a text in each language"));
	assert_true(error("first.yaml:8:11: sections: expected a list of 1 to 8 items"));
	assert_true(error("first.yaml:9:9: offers: expected therapists or roller, found \"mars\""));
	/* It is left out; the tab keeps what is sound, without a fault of its own. */
	assert_int_equal(learn->articles, 1);
	assert_int_equal(learn->tab[0].articles, 1);
	assert_string_equal(learn->article[0].id, "second");
	for (size_t i = 0; i < problems.count; i++)
		assert_null(strstr(problems.item[i].detail, "learn.yaml"));
}

static void an_article_is_named_like_its_file(void **state)
{
	(void)state;
	write_article("first", "frist", article_rest);
	const struct learn *learn = load_learn();
	assert_true(error("first.yaml:1:5: id: expected the name of the file, \"first\", found "
			  "\"frist\""));
	assert_int_equal(learn->articles, 1);
}

static void a_picture_stays_inside_the_content_folder(void **state)
{
	(void)state;
	write_article("first", "first",
		"name: {en: N, es: N}\ntitle: {en: T, es: T}\nlead: {en: L, es: L}\n"
		"picture: ../secret.png\nsections: [{text: {en: A, es: B}}]\n");
	load();
	assert_true(error("first.yaml:5:10: picture: expected a file inside the content folder"));
}

static void a_missing_picture_is_told_and_the_article_stays(void **state)
{
	(void)state;
	remove(scratch_path("content/learn/picture.svg"));
	const struct learn *learn = load_learn();
	assert_true(
		warning("first.yaml:5: picture: expected a file of the content folder, found no "
			"\"learn/picture.svg\""));
	assert_int_equal(learn->articles, 2);
	assert_null(learn->article[0].picture);
}

static void every_fault_of_the_tabs_and_questions_is_told_in_one_run(void **state)
{
	(void)state;
	scratch_file("content/learn/learn.yaml", "tabs:\n"
						 "  - id: Why\n"
						 "    name: {en: Why, es: Por qué}\n"
						 "    title: {en: Why so, es: Por qué así}\n"
						 "    articles: [first]\n"
						 "  - id: how\n"
						 "    name: {en: How, es: Cómo}\n"
						 "    title: {en: So, es: Así}\n"
						 "    articles: [third, second]\n"
						 "questions:\n"
						 "  - question: {en: Who?, es: ¿Quién?}\n"
						 "  - question: {en: When?, es: ¿Cuándo?}\n"
						 "    answer: {en: Now., es: Ya.}\n");
	const struct learn *learn = load_learn();
	assert_true(error("learn.yaml:2:9: tabs[1].id: expected a text of 1 to 30 characters"));
	assert_true(error("learn.yaml:9:16: tabs[2].articles[1]: expected first or second, found "
			  "\"third\""));
	assert_true(
		error("learn.yaml:11:5: questions[1].answer: expected a text in each language"));
	assert_int_equal(learn->questions, 1);
	assert_string_equal(text_in(&learn->question[0].question, 0), "When?");
}

static void an_article_that_no_tab_names_is_told(void **state)
{
	(void)state;
	write_article("third", "third", article_rest);
	load();
	assert_true(warning("third.yaml: expected in a tab of learn.yaml, found in none"));
	assert_int_equal(faults(), 1);
}

static void an_article_stands_in_one_tab(void **state)
{
	(void)state;
	scratch_file("content/learn/learn.yaml", "tabs:\n"
						 "  - id: why\n"
						 "    name: {en: Why, es: Por qué}\n"
						 "    title: {en: Why so, es: Por qué así}\n"
						 "    articles: [first, second, first]\n");
	const struct learn *learn = load_learn();
	assert_true(warning("tab \"why\": articles: expected each article once, found \"first\" "
			    "again"));
	assert_int_equal(learn->articles, 2);
	assert_int_equal(learn->tab[0].articles, 2);
}

static void without_the_files_there_is_nothing_to_read(void **state)
{
	(void)state;
	remove(scratch_path("content/learn/learn.yaml"));
	const struct learn *learn = load_learn();
	assert_true(error("learn/learn.yaml: cannot be read"));
	assert_int_equal(faults(), 1);
	assert_int_equal(learn->tabs, 0);
	assert_int_equal(learn->questions, 0);
}

static void files_cut_anywhere_never_crash(void **state)
{
	(void)state;
	char *whole = mem_printf("id: first\n%s", article_rest);
	for (size_t cut = 0; whole[cut]; cut++) {
		scratch_bytes("content/learn/articles/first.yaml", whole, cut);
		problems = (struct problems){0};
		assert_true(load_learn()->articles >= 1);
	}
	free(whole);
	for (size_t cut = 0; tabs_file[cut]; cut++) {
		scratch_bytes("content/learn/learn.yaml", tabs_file, cut);
		problems = (struct problems){0};
		assert_true(load_learn()->tabs <= 1);
	}
}

/* ---- the content we ship ---- */

static void ours_is_sound_in_both_languages(void **state)
{
	(void)state;
	problems = (struct problems){0};
	catalog_destroy(catalog);
	catalog = catalog_load("content", NULL, &problems);
	const struct learn *learn = &catalog->learn;
	assert_int_equal(faults(), 0);
	assert_int_equal(learn->tabs, 3);
	assert_int_equal(learn->articles, 9);
	assert_int_equal(learn->questions, 6);
	for (int i = 0; i < learn->articles; i++) {
		const struct article *article = &learn->article[i];
		assert_non_null(article->picture);
		assert_true(article->offer != OFFER_NOTHING);
		for (int lang = 0; lang < tr_count(); lang++)
			assert_true(strlen(article->lead.in[lang]) <= 120);
	}
}

#define LEARN_TEST(name) cmocka_unit_test_setup(name, two_articles)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LEARN_TEST(articles_stand_in_the_order_of_the_tabs),
		LEARN_TEST(every_fault_of_an_article_is_told_in_one_run),
		LEARN_TEST(an_article_is_named_like_its_file),
		LEARN_TEST(a_picture_stays_inside_the_content_folder),
		LEARN_TEST(a_missing_picture_is_told_and_the_article_stays),
		LEARN_TEST(every_fault_of_the_tabs_and_questions_is_told_in_one_run),
		LEARN_TEST(an_article_that_no_tab_names_is_told),
		LEARN_TEST(an_article_stands_in_one_tab),
		LEARN_TEST(without_the_files_there_is_nothing_to_read),
		LEARN_TEST(files_cut_anywhere_never_crash),
		LEARN_TEST(ours_is_sound_in_both_languages),
	};
	return cmocka_run_group_tests(tests, with_spanish, without_words);
}
