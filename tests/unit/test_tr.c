/* Words of the interface: what tr() finds in .mo files, and what it does with broken ones. */
#define SCRATCH "tr"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/tr.h"
#include "scratch.h"

static const char spanish[] = "msgid \"\"\nmsgstr \"\"\n"
			      "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
			      "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n"
			      "msgid \"Back\"\nmsgstr \"Atrás\"\n"
			      "msgctxt \"body\"\nmsgid \"Back\"\nmsgstr \"Espalda\"\n"
			      "msgid \"Home\"\nmsgstr \"\"\n"
			      "msgid \"%d step\"\nmsgid_plural \"%d steps\"\n"
			      "msgstr[0] \"%d paso\"\nmsgstr[1] \"%d pasos\"\n";

enum { PAIRS = 5 };
static const char *const pairs[PAIRS][2] = {
	{"", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n>1;\n"},
	{"Back", "Retour"},
	{"Empty", ""},
	{"body\004Back", "Dos"},
	{"one day|%d days", "un jour|%d jours"},
};

static struct problems problems;

static int fresh(void **state)
{
	(void)state;
	problems = (struct problems){0};
	tr_unload();
	remove(scratch_path("locale/es.mo"));
	remove(scratch_path("locale/fr.mo"));
	return 0;
}

static const char *locale_folder(void)
{
	char *path = (char *)scratch_path("locale/x");
	*strrchr(path, '/') = '\0';
	return path;
}

static void load(void)
{
	const char *const folders[] = {locale_folder(), NULL};
	tr_load(folders, &problems);
}

static void load_spanish(void)
{
	char *command = mem_printf("msgfmt -o '%s' '%s'", scratch_path("locale/es.mo"),
		scratch_file("es.po", spanish));
	assert_int_equal(system(command), 0);
	free(command);
	load();
}

static void without_files_everything_is_english(void **state)
{
	(void)state;
	const char *const folders[] = {"no/such/folder", NULL};
	tr_load(folders, &problems);
	assert_int_equal(problems.count, 0);
	assert_int_equal(tr_count(), 1);
	assert_string_equal(tr_code(0), "en");
	assert_string_equal(tr(0, "Back"), "Back");
	assert_string_equal(trn(0, "%d step", "%d steps", 1), "%d step");
	assert_string_equal(trn(0, "%d step", "%d steps", 0), "%d steps");
	assert_int_equal(tr_find("es"), -1);
}

static void a_language_made_by_msgfmt_is_read(void **state)
{
	(void)state;
	load_spanish();
	assert_int_equal(problems.count, 0);
	assert_int_equal(tr_count(), 2);
	int es = tr_find("es");
	assert_int_equal(es, 1);
	assert_string_equal(tr_code(es), "es");
	assert_string_equal(tr(es, "Back"), "Atrás");
	assert_string_equal(trc(es, "body", "Back"), "Espalda");
	assert_string_equal(trn(es, "%d step", "%d steps", 1), "%d paso");
	assert_string_equal(trn(es, "%d step", "%d steps", 7), "%d pasos");
}

static void what_is_not_translated_stays_english(void **state)
{
	(void)state;
	load_spanish();
	assert_string_equal(tr(1, "Home"), "Home");
	assert_string_equal(tr(1, "Unheard of"), "Unheard of");
	assert_string_equal(tr(1, ""), "");
	assert_string_equal(trc(1, "menu", "Back"), "Back");
	assert_string_equal(trc(1, "bod", "Back"), "Back");
	assert_string_equal(trn(1, "%d pass", "%d passes", 2), "%d passes");
	assert_string_equal(tr(5, "Back"), "Back");
	assert_string_equal(tr(-1, "Back"), "Back");
}

static void write_french(bool big_endian)
{
	unsigned char bytes[1024];
	size_t size = scratch_mo(bytes, pairs, PAIRS, big_endian);
	scratch_bytes("locale/fr.mo", bytes, size);
}

static void both_byte_orders_are_read(void **state)
{
	(void)state;
	for (int big_endian = 0; big_endian < 2; big_endian++) {
		write_french(big_endian);
		load();
		assert_int_equal(problems.count, 0);
		assert_string_equal(tr(1, "Back"), "Retour");
		assert_string_equal(trc(1, "body", "Back"), "Dos");
		assert_string_equal(tr(1, "Empty"), "Empty");
		assert_string_equal(trn(1, "one day", "%d days", 0), "un jour");
		assert_string_equal(trn(1, "one day", "%d days", 2), "%d jours");
	}
}

static void languages_are_numbered_by_the_alphabet_after_english(void **state)
{
	(void)state;
	write_french(false);
	load_spanish();
	assert_int_equal(tr_count(), 3);
	assert_int_equal(tr_find("es"), 1);
	assert_int_equal(tr_find("fr"), 2);
}

static void the_first_folder_that_has_a_code_wins(void **state)
{
	(void)state;
	static const char *const other[][2] = {{"Back", "Arrière"}};
	unsigned char bytes[256];
	write_french(false);
	scratch_bytes("second/fr.mo", bytes, scratch_mo(bytes, other, 1, false));
	char *second = mem_strdup(scratch_path("second/fr.mo"));
	*strrchr(second, '/') = '\0';
	const char *const folders[] = {locale_folder(), second, NULL};
	tr_load(folders, &problems);
	assert_int_equal(tr_count(), 2);
	assert_string_equal(tr(1, "Back"), "Retour");
	free(second);
}

/* The form that a rule chooses among "0", "1", "2", ... for n. */
static const char *form(const char *rule, unsigned long n)
{
	unsigned char bytes[1024];
	const char *const one[][2] = {{"", rule}, {"a|b", "0|1|2|3"}};
	scratch_bytes("locale/fr.mo", bytes, scratch_mo(bytes, one, 2, false));
	load();
	return trn(1, "a", "b", n);
}

static void plural_rules_are_c_expressions(void **state)
{
	(void)state;
	static const char russian[] =
		"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 "
		"&& (n%100<10 || n%100>=20) ? 1 : 2);\n";
	assert_string_equal(form(russian, 1), "0");
	assert_string_equal(form(russian, 11), "2");
	assert_string_equal(form(russian, 21), "0");
	assert_string_equal(form(russian, 23), "1");
	assert_string_equal(form(russian, 13), "2");
	assert_string_equal(form("Plural-Forms: nplurals=1; plural=0;\n", 1), "0");
	assert_string_equal(form("Plural-Forms: nplurals=2; plural=!(n == 1)\n", 1), "0");
	assert_string_equal(form("Plural-Forms: nplurals=4; plural=1+2*1-n/n+0*n;\n", 3), "2");
	assert_string_equal(form("Plural-Forms: nplurals=2; plural=n<2?0:1;\n", 5), "1");
	assert_string_equal(form("Plural-Forms: nplurals=4; plural=7-2-3;\n", 5), "2");
}

static void a_bad_plural_rule_means_one_and_many(void **state)
{
	(void)state;
	static const char *const rules[] = {"",
		"Plural-Forms: nplurals=2; plural=", "Plural-Forms: nplurals=2; plural=n !;\n",
		"Plural-Forms: nplurals=2; plural=(n;\n", "Plural-Forms: nplurals=2; plural=n;\n",
		"Plural-Forms: nplurals=0; plural=0;\n", "Plural-Forms: nplurals=99; plural=0;\n",
		"Plural-Forms: plural=0; nplurals=1\n", "Plural-Forms: nplurals=2; plural=n ? 1;\n",
		"Plural-Forms: nplurals=2; plural=0 0;\n", "Plural-Forms: nplurals=2; plural=m;\n"};
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		assert_string_equal(form(rules[i], 1), "0");
		assert_string_equal(form(rules[i], 0), "1");
		assert_string_equal(form(rules[i], 2), "1");
	}
	char deep[900] = "Plural-Forms: nplurals=2; plural=";
	memset(deep + strlen(deep), '(', 800);
	assert_string_equal(form(deep, 1), "0");
}

static void a_form_that_is_missing_stays_english(void **state)
{
	(void)state;
	static const char rule[] = "Plural-Forms: nplurals=6; plural=n==5 ? 5 : 0;\n";
	assert_string_equal(form(rule, 5), "b");
	assert_string_equal(form(rule, 1), "0");
}

static void expect_left_out(const void *bytes, size_t size, const char *reason)
{
	problems = (struct problems){0};
	scratch_bytes("locale/fr.mo", bytes, size);
	load();
	assert_int_equal(tr_count(), 1);
	assert_int_equal(problems.count, 1);
	assert_true(told(&problems, PROBLEM_WARNING, "fr.mo: "));
	assert_true(told(&problems, PROBLEM_WARNING, reason));
	assert_int_equal(problems.item[0].part, PART_ASSETS);
}

static void a_broken_file_is_a_problem_and_its_language_is_left_out(void **state)
{
	(void)state;
	unsigned char bytes[1024];
	expect_left_out("", 0, "too short");
	expect_left_out("this is certainly not a catalog of words", 40, "not a .mo file");

	size_t size = scratch_mo(bytes, pairs, PAIRS, false);
	bytes[8] = 0xff;
	expect_left_out(bytes, size, "beyond the end");

	static const char *const unsorted[][2] = {{"b", "1"}, {"a", "2"}};
	size = scratch_mo(bytes, unsorted, 2, false);
	expect_left_out(bytes, size, "not sorted");

	static const char *const latin[][2] = {{"Back", "Arri\xe8re"}};
	size = scratch_mo(bytes, latin, 1, false);
	expect_left_out(bytes, size, "not UTF-8");
}

static void a_broken_language_does_not_take_the_others_along(void **state)
{
	(void)state;
	scratch_file("locale/fr.mo", "rubbish");
	load_spanish();
	assert_int_equal(tr_count(), 2);
	assert_string_equal(tr(1, "Back"), "Atrás");
}

static void a_file_cut_at_any_byte_is_refused(void **state)
{
	(void)state;
	unsigned char bytes[1024];
	size_t size = scratch_mo(bytes, pairs, PAIRS, false);
	for (size_t cut = 0; cut < size; cut++)
		expect_left_out(bytes, cut, "fr.mo: ");
}

static void no_single_wrong_byte_does_harm(void **state)
{
	(void)state;
	unsigned char bytes[1024], good[1024];
	size_t size = scratch_mo(good, pairs, PAIRS, false);
	for (size_t at = 0; at < size; at++) {
		memcpy(bytes, good, size);
		bytes[at] = (unsigned char)(at % 2 ? 0xff : bytes[at] + 1);
		scratch_bytes("locale/fr.mo", bytes, size);
		problems = (struct problems){0};
		load();
		assert_non_null(tr(1, "Back"));
		assert_non_null(trn(1, "one day", "%d days", at));
	}
}

static void only_two_letter_files_are_languages(void **state)
{
	(void)state;
	unsigned char bytes[1024];
	size_t size = scratch_mo(bytes, pairs, PAIRS, false);
	scratch_bytes("odd/en.mo", bytes, size);
	scratch_bytes("odd/eng.mo", bytes, size);
	scratch_bytes("odd/FR.mo", bytes, size);
	scratch_bytes("odd/es.mo~", bytes, size);
	char *odd = mem_strdup(scratch_path("odd/x"));
	*strrchr(odd, '/') = '\0';
	const char *const folders[] = {odd, NULL};
	tr_load(folders, &problems);
	assert_int_equal(tr_count(), 1);
	free(odd);
}

static void there_is_room_for_seven_languages_beside_english(void **state)
{
	(void)state;
	unsigned char bytes[1024];
	size_t size = scratch_mo(bytes, pairs, PAIRS, false);
	for (char letter = 'k'; letter >= 'a'; letter--) {
		char name[] = "many/xa.mo";
		name[6] = letter;
		scratch_bytes(name, bytes, size);
	}
	char *many = mem_strdup(scratch_path("many/x"));
	*strrchr(many, '/') = '\0';
	const char *const folders[] = {many, NULL};
	tr_load(folders, &problems);
	assert_int_equal(tr_count(), LANG_MAX);
	assert_int_equal(tr_find("xa"), 1);
	assert_int_equal(tr_find("xg"), 7);
	assert_int_equal(tr_find("xk"), -1);
	free(many);
}

static void a_text_of_the_content_falls_back_to_english(void **state)
{
	(void)state;
	struct text text = {.in = {"Quads", "Cuádriceps"}}, none = {0};
	assert_string_equal(text_in(&text, 1), "Cuádriceps");
	assert_string_equal(text_in(&text, 2), "Quads");
	assert_string_equal(text_in(&text, 99), "Quads");
	assert_string_equal(text_in(&none, 1), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(without_files_everything_is_english, fresh),
		cmocka_unit_test_setup(a_language_made_by_msgfmt_is_read, fresh),
		cmocka_unit_test_setup(what_is_not_translated_stays_english, fresh),
		cmocka_unit_test_setup(both_byte_orders_are_read, fresh),
		cmocka_unit_test_setup(languages_are_numbered_by_the_alphabet_after_english, fresh),
		cmocka_unit_test_setup(the_first_folder_that_has_a_code_wins, fresh),
		cmocka_unit_test_setup(plural_rules_are_c_expressions, fresh),
		cmocka_unit_test_setup(a_bad_plural_rule_means_one_and_many, fresh),
		cmocka_unit_test_setup(a_form_that_is_missing_stays_english, fresh),
		cmocka_unit_test_setup(
			a_broken_file_is_a_problem_and_its_language_is_left_out, fresh),
		cmocka_unit_test_setup(a_broken_language_does_not_take_the_others_along, fresh),
		cmocka_unit_test_setup(a_file_cut_at_any_byte_is_refused, fresh),
		cmocka_unit_test_setup(no_single_wrong_byte_does_harm, fresh),
		cmocka_unit_test_setup(only_two_letter_files_are_languages, fresh),
		cmocka_unit_test_setup(there_is_room_for_seven_languages_beside_english, fresh),
		cmocka_unit_test_setup(a_text_of_the_content_falls_back_to_english, fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	tr_unload();
	return failed;
}
