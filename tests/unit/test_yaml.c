/* YAML by a table: what is read, and how faults are told. */
#define SCRATCH "yaml"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/tr.h"
#include "data/yaml.h"
#include "scratch.h"

struct part {
	struct text label;
	int64_t at, span[2];
};

struct record {
	const char *name, *kind;
	bool open, done;
	int count, color;
	double size;
	struct text title;
	int tool[3], tools, tool_line[3], title_line;
	struct part part[2];
	int parts;
	int deep;
	struct text note[2];
	int notes;
};

static const char *check_count(const void *record, struct arena *arena)
{
	const struct record *r = record;
	return r->count < r->size || r->size <= 0 ? NULL
						  : arena_printf(arena, "less than %g", r->size);
}

#define AT(field) .offset = offsetof(struct record, field)

static const char *const colors[] = {"red", "green", "blue", NULL};
static const char *const done_words[] = {"pending", "approved", NULL};
static const struct yaml_key color_item = {.type = KEY_ENUM, .words = colors};
static const struct yaml_key text_item = {.type = KEY_TEXT};
static const struct yaml_key part_keys[] = {
	{"label", KEY_TEXT, .offset = offsetof(struct part, label), .required = true},
	{"at", KEY_TIME, .offset = offsetof(struct part, at), .max = 100},
	{"loop", KEY_SPAN, .offset = offsetof(struct part, span), .max = 100},
	{0},
};
static const struct yaml_key part_item = {.type = KEY_MAP, .keys = part_keys};
static const struct yaml_key deep_keys[] = {
	{"deep", KEY_INT, AT(deep), .min = 1, .max = 9},
	{0},
};
static const struct yaml_key keys[] = {
	{"name", KEY_STRING, AT(name), .required = true, .min = 1, .max = 8},
	{"kind", KEY_STRING, AT(kind), .words = colors},
	{"open", KEY_BOOL, AT(open)},
	{"done", KEY_BOOL, AT(done), .words = done_words},
	{"count", KEY_INT, AT(count), .min = -5, .max = 60, .check = check_count},
	{"color", KEY_ENUM, AT(color), .words = colors},
	{"size", KEY_NUMBER, AT(size), .max = 9.5},
	{"title", KEY_TEXT, AT(title), .max = 20,
		.line_offset = offsetof(struct record, title_line)},
	{"tools", KEY_LIST, AT(tool), .min = 1, .room = 3, .item = &color_item,
		.item_size = sizeof(int), .count_offset = offsetof(struct record, tools),
		.line_offset = offsetof(struct record, tool_line)},
	{"parts", KEY_LIST, AT(part), .room = 2, .item = &part_item,
		.item_size = sizeof(struct part), .count_offset = offsetof(struct record, parts)},
	{"group", KEY_MAP, .keys = deep_keys},
	{"notes", KEY_LIST, AT(note), .room = 2, .item = &text_item,
		.item_size = sizeof(struct text), .count_offset = offsetof(struct record, notes)},
	{0},
};

static struct problems problems;
static struct arena arena;
static struct record record;

static bool read_bytes(const char *bytes, size_t size)
{
	struct yaml_job job = {&arena, &problems, PART_CONTENT, "Broken", "Mend it"};
	return yaml_read(scratch_bytes("file.yaml", bytes, size), keys, &record, &job);
}

static bool read(const char *text)
{
	return read_bytes(text, strlen(text));
}

static bool error(const char *words)
{
	return told(&problems, PROBLEM_ERROR, words);
}

static bool warning(const char *words)
{
	return told(&problems, PROBLEM_WARNING, words);
}

static int fresh(void **state)
{
	(void)state;
	problems = (struct problems){0};
	record = (struct record){.color = 2, .count = 7};
	return 0;
}

static int release(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void every_type_is_read_into_its_field(void **state)
{
	(void)state;
	assert_true(
		read("name: Müller\nkind: blue\nopen: true\ndone: approved\ncount: -3\n"
		     "color: green\nsize: 2.5\ntitle: {en: Hello, es: Hola, qu: Rimaykullayki}\n"
		     "tools: [blue, red]\n"
		     "parts:\n  - label: {en: One, es: Uno}\n    at: 1.25\n    loop: [0.5, 2]\n"
		     "  - {label: {en: Two, es: Dos}}\n"
		     "group:\n  deep: 4\n"
		     "notes: [{en: A, es: B}]\n"));
	assert_int_equal(problems.count, 0);
	assert_string_equal(record.name, "Müller");
	assert_string_equal(record.kind, "blue");
	assert_true(record.open);
	assert_true(record.done);
	assert_int_equal(record.count, -3);
	assert_int_equal(record.color, 1);
	assert_true(record.size > 2.49 && record.size < 2.51);
	assert_string_equal(text_in(&record.title, tr_find("es")), "Hola");
	assert_int_equal(record.tools, 2);
	assert_int_equal(record.tool[0], 2);
	assert_int_equal(record.parts, 2);
	assert_int_equal(record.part[0].at, 1250000);
	assert_int_equal(record.part[0].span[0], 500000);
	assert_int_equal(record.part[0].span[1], 2000000);
	assert_string_equal(record.part[1].label.in[0], "Two");
	assert_int_equal(record.deep, 4);
	assert_string_equal(record.note[0].in[0], "A");
}

static void a_key_that_is_absent_or_empty_keeps_its_value(void **state)
{
	(void)state;
	assert_true(read("name: a\ncount:\ncolor: ~\ngroup:\n"));
	assert_int_equal(problems.count, 0);
	assert_int_equal(record.count, 7);
	assert_int_equal(record.color, 2);
}

static void all_faults_of_a_file_come_in_one_run(void **state)
{
	(void)state;
	assert_false(read("kind: yellow\n"          /* 1; name is missing */
			  "open: maybe\n"           /* 2 */
			  "count: 61\n"             /* 3 */
			  "color: [red]\n"          /* 4 */
			  "size: wide\n"            /* 5 */
			  "title: Hello\n"          /* 6 */
			  "tools: []\n"             /* 7 */
			  "parts:\n"                /* 8 */
			  "  - label: {es: Uno}\n"  /* 9 */
			  "    at: -1\n"            /* 10 */
			  "    loop: [3, 2]\n"      /* 11 */
			  "  - at: soon\n"          /* 12 */
			  "group: {deep: 4.5}\n")); /* 13 */
	assert_true(
		error("file.yaml:1:1: name: expected a text of 1 to 8 characters, found nothing"));
	assert_true(error("file.yaml:1:7: kind: expected red, green or blue, found \"yellow\""));
	assert_true(error("file.yaml:2:7: open: expected true or false, found \"maybe\""));
	assert_true(
		error("file.yaml:3:8: count: expected a whole number from -5 to 60, found \"61\""));
	assert_true(error("file.yaml:4:8: color: expected red, green or blue, found a list"));
	assert_true(error("file.yaml:5:7: size: expected a number from 0 to 9.5, found \"wide\""));
	assert_true(error("file.yaml:6:8: title: expected a text in each language, "
			  "{en: ..., es: ...}, found \"Hello\""));
	assert_true(error("file.yaml:7:8: tools: expected a list of 1 to 3 items, found a list"));
	assert_true(error("file.yaml:9:12: parts[1].label: expected at least the English text"));
	assert_true(error("file.yaml:10:9: parts[1].at: expected seconds from 0 to 100, found"));
	assert_true(error("file.yaml:11:11: parts[1].loop: expected [from, to] in seconds"));
	assert_true(error("file.yaml:12:5: parts[2].label: expected a text in each language"));
	assert_true(error("file.yaml:12:9: parts[2].at: expected seconds"));
	assert_true(error("file.yaml:13:15: group.deep: expected a whole number from 1 to 9"));
	assert_int_equal(record.color, 2);
	assert_int_equal(record.parts, 0);
	assert_string_equal(problems.item[0].title, "Broken");
	assert_string_equal(problems.item[0].todo, "Mend it");
	assert_int_equal(problems.item[0].part, PART_CONTENT);
}

static void numbers_are_plain_decimal_numbers(void **state)
{
	(void)state;
	static const char *const wrong[] = {"0x10", "nan", "inf", "1e999", "5 apples", "--3", "1e",
		"4.0", "''", "99999999999999999999", "{}"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		char *text = mem_printf("name: a\ncount: %s\n", wrong[i]);
		problems = (struct problems){0};
		assert_false(read(text));
		assert_true(error("file.yaml:2:8: count: expected a whole number"));
		free(text);
	}
	assert_false(read("name: a\nsize: nan\n"));
	assert_true(read("name: a\nsize: '9e0'\n"));
}

static void an_unknown_key_is_a_warning_that_names_the_nearest(void **state)
{
	(void)state;
	assert_true(read("name: a\ncolour: red\nwhatever: 1\ngroup: {depp: 3}\n"));
	assert_true(warning("file.yaml:2:1: unknown key \"colour\", not used; did you mean "
			    "\"color\"?"));
	assert_true(warning("file.yaml:3:1: unknown key \"whatever\", not used"));
	assert_true(warning("file.yaml:4:9: group: unknown key \"depp\", not used; did you mean "
			    "\"deep\"?"));
	assert_null(strstr(problems.item[1].detail, "mean"));
	assert_false(problems_any_error(&problems));
}

static void a_key_given_twice_is_an_error(void **state)
{
	(void)state;
	assert_false(read("name: a\ncount: 1\ncount: 2\ntitle: {en: A, es: B, en: C}\n"));
	assert_true(
		error("file.yaml:3:1: expected each key once, found \"count\" again after line 2"));
	assert_true(error("file.yaml:4:23: title: expected each key once"));
}

static void a_missing_translation_is_a_warning(void **state)
{
	(void)state;
	assert_true(read("name: a\ntitle: {en: Hello}\n"));
	assert_true(warning("file.yaml:2:8: title: expected a translation, es: ..., found none"));
	assert_string_equal(text_in(&record.title, tr_find("es")), "Hello");
}

static void a_text_is_never_empty(void **state)
{
	(void)state;
	assert_false(read("name: a\ntitle: {en: Hello, es: ''}\nnotes:\n  - en: \n    es: Hola\n"));
	assert_true(error("file.yaml:2:24: title.es: expected a text, found \"\""));
	assert_true(error("notes[1].en: expected a text, found nothing"));
	assert_int_equal(record.notes, 0);
}

static void languages_are_two_small_letters(void **state)
{
	(void)state;
	assert_true(read(
		"name: a\ntitle: {en: Hello, es: Hola, fr: Bonjour, EN: Hi, spanish: Hola}\n"));
	assert_int_equal(problems.count, 2);
	assert_true(warning("title.EN: expected a language of two small letters"));
	assert_true(warning("title.spanish: expected a language of two small letters"));
}

static void lines_of_values_are_kept_for_those_who_check_more(void **state)
{
	(void)state;
	assert_true(read("name: a\n"));
	assert_int_equal(record.title_line, 0);
	assert_false(read("name: a\ntitle:\n  {en: A, es: B}\ntools:\n  - red\n  - pink\n"
			  "\n  - blue\n"));
	assert_int_equal(record.title_line, 3);
	assert_int_equal(record.tools, 2);
	assert_int_equal(record.tool_line[0], 5);
	assert_int_equal(record.tool_line[1], 8);
}

static void a_text_that_is_too_long_is_a_warning_and_is_read(void **state)
{
	(void)state;
	assert_true(read(
		"name: a\ntitle:\n  en: Exactly 20 letters.\n  es: Éstas son más de veinte.\n"));
	assert_true(warning("file.yaml:4:7: title.es: expected at most 20 characters, found 24"));
	assert_int_equal(problems.count, 1);
	assert_string_equal(text_in(&record.title, 1), "Éstas son más de veinte.");
}

static void a_list_leaves_out_its_faulty_items_only(void **state)
{
	(void)state;
	assert_false(read("name: a\ntools: [red, pink, blue]\n"));
	assert_true(error("file.yaml:2:14: tools[2]: expected red, green or blue, found \"pink\""));
	assert_int_equal(record.tools, 2);
	assert_int_equal(record.tool[1], 2);
	assert_false(read("name: a\ntools: [red, red, red, red]\n"));
	assert_true(error("tools: expected a list of 1 to 3 items"));
}

static void a_check_compares_a_value_with_the_rest(void **state)
{
	(void)state;
	assert_false(read("name: a\ncount: 5\nsize: 2\n"));
	assert_true(error("file.yaml:2:8: count: expected less than 2, found \"5\""));
}

static void control_characters_and_long_texts_are_refused(void **state)
{
	(void)state;
	assert_false(read("name: \"a\\0b\"\n"));
	assert_true(error("file.yaml:1:7: name: expected a text of 1 to 8 characters"));
	assert_false(read("name: \"a\\e[2J\"\n"));
	assert_true(read("name: ññññññññ\n"));
	assert_false(read("name: ñññññññññ\n"));
	char *text = mem_printf("name: %0900d\n", 1);
	assert_false(read(text));
	assert_true(error("found \"0000000000000000000000000000000000000...\""));
	free(text);
}

static void a_missing_folder_or_file_is_told_with_the_reason(void **state)
{
	(void)state;
	struct yaml_job job = {&arena, &problems, PART_CONTENT, "Broken", "Mend it"};
	assert_false(yaml_read("no/such/file.yaml", keys, &record, &job));
	assert_true(error("no/such/file.yaml: cannot be read: No such file or directory"));
	assert_false(yaml_read("tests", keys, &record, &job));
	assert_true(error("tests: cannot be read: Is a directory"));
}

static void an_empty_file_is_told_as_such(void **state)
{
	(void)state;
	static const char *const empty[] = {"", "\n\n", "# only a comment\n", "---\n", "~\n"};
	for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
		problems = (struct problems){0};
		assert_false(read(empty[i]));
		assert_true(error("the file is empty: expected keys such as \"name\""));
	}
}

static void what_is_no_yaml_is_told_with_its_place(void **state)
{
	(void)state;
	assert_false(read("name: a\ntitle: {en: Hello\ncount: 3\n"));
	assert_true(error("this is no YAML: "));
	assert_true(error("file.yaml:3:"));
	assert_false(read("name: a\n\tcount: 3\n"));
	assert_true(error("file.yaml:2:1: this is no YAML: "));
	assert_false(read("- a\n- b\n"));
	assert_true(error("expected keys such as \"name: ...\", found a list"));
	assert_false(read("just words\n"));
	assert_false(read("name: a\n---\nname: b\n"));
	assert_true(error("file.yaml:3:1: expected one document"));
}

static void other_encodings_than_utf8_are_told(void **state)
{
	(void)state;
	assert_false(read("name: a\ntitle: {en: A, es: Cu\xe1"
			  "driceps}\n"));
	assert_true(error("file.yaml:2:23: expected plain text in UTF-8, found something else"));
	assert_true(read("\xef\xbb\xbfname: Byte\r\n"));
	assert_string_equal(record.name, "Byte");
	assert_false(read_bytes("name: a\0b\n", 10));
	assert_false(read_bytes("\x89PNG\r\n\x1a\n\0\0\0", 11));
}

static void an_alias_is_refused_so_that_no_file_can_grow(void **state)
{
	(void)state;
	assert_false(read("name: &n a\nkind: *n\n"));
	assert_true(error("file.yaml:1:7: expected no alias"));
	assert_false(read("notes: &all [*all]\nname: a\n"));
	assert_false(read("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nname: a\n"));
	assert_false(read("&root name: *root\n"));
	assert_false(read("name: *nobody\n"));
}

static void keys_can_be_no_lists(void **state)
{
	(void)state;
	assert_false(read("name: a\n? [x, y]\n: 3\n"));
	assert_true(error("file.yaml:2:3: expected the name of a key, found a list"));
}

static void a_file_without_end_is_refused(void **state)
{
	(void)state;
	size_t size = 1100000;
	char *text = mem_calloc(size, 1);
	memset(text, '#', size);
	assert_false(read_bytes(text, size));
	assert_true(error("cannot be read: it is too large"));
	free(text);
}

/* Once it took libyaml minutes. */
static void a_file_of_open_brackets_is_refused_at_once(void **state)
{
	(void)state;
	char text[100000];
	memset(text, '[', sizeof text);
	assert_false(read_bytes(text, sizeof text));
	assert_true(error("cannot be read: too many brackets are open at once"));
}

static void a_file_cut_anywhere_never_crashes(void **state)
{
	(void)state;
	static const char whole[] =
		"name: 'a'\nparts:\n  - label: {en: \"\\u00e9\", es: >-\n      Uno}\n    at: 1\n"
		"    loop: [0, 2]\ntools: [red]\n? {x: y}\n: &z [*z]\n";
	for (size_t cut = 0; cut < sizeof whole; cut++) {
		problems = (struct problems){0};
		read_bytes(whole, cut);
	}
}

int main(void)
{
	static const char *const spanish[][2] = {{"a", "b"}};
	unsigned char bytes[256];
	scratch_bytes("locale/es.mo", bytes, scratch_mo(bytes, spanish, 1, false));
	char *folder = mem_strdup(scratch_path("locale/x"));
	*strrchr(folder, '/') = '\0';
	const char *const folders[] = {folder, NULL};
	tr_load(folders, &problems);
	free(folder);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_type_is_read_into_its_field, fresh),
		cmocka_unit_test_setup(a_key_that_is_absent_or_empty_keeps_its_value, fresh),
		cmocka_unit_test_setup(all_faults_of_a_file_come_in_one_run, fresh),
		cmocka_unit_test_setup(numbers_are_plain_decimal_numbers, fresh),
		cmocka_unit_test_setup(an_unknown_key_is_a_warning_that_names_the_nearest, fresh),
		cmocka_unit_test_setup(a_key_given_twice_is_an_error, fresh),
		cmocka_unit_test_setup(a_missing_translation_is_a_warning, fresh),
		cmocka_unit_test_setup(a_text_is_never_empty, fresh),
		cmocka_unit_test_setup(languages_are_two_small_letters, fresh),
		cmocka_unit_test_setup(lines_of_values_are_kept_for_those_who_check_more, fresh),
		cmocka_unit_test_setup(a_text_that_is_too_long_is_a_warning_and_is_read, fresh),
		cmocka_unit_test_setup(a_list_leaves_out_its_faulty_items_only, fresh),
		cmocka_unit_test_setup(a_check_compares_a_value_with_the_rest, fresh),
		cmocka_unit_test_setup(control_characters_and_long_texts_are_refused, fresh),
		cmocka_unit_test_setup(a_missing_folder_or_file_is_told_with_the_reason, fresh),
		cmocka_unit_test_setup(an_empty_file_is_told_as_such, fresh),
		cmocka_unit_test_setup(what_is_no_yaml_is_told_with_its_place, fresh),
		cmocka_unit_test_setup(other_encodings_than_utf8_are_told, fresh),
		cmocka_unit_test_setup(an_alias_is_refused_so_that_no_file_can_grow, fresh),
		cmocka_unit_test_setup(keys_can_be_no_lists, fresh),
		cmocka_unit_test_setup(a_file_without_end_is_refused, fresh),
		cmocka_unit_test_setup(a_file_of_open_brackets_is_refused_at_once, fresh),
		cmocka_unit_test_setup(a_file_cut_anywhere_never_crashes, fresh),
	};
	int failed = cmocka_run_group_tests(tests, NULL, release);
	tr_unload();
	return failed;
}
