/* The directory: opening, searching, changing, undoing. */
#define SCRATCH "directory"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "directory_kit.h"

#include <math.h>

#define STORE                                                                                      \
	{                                                                                          \
		true, 40.0190, -105.2747                                                           \
	}
#define QUERY(...) ((struct directory_query){__VA_ARGS__})

static char why[300];

static void load_sample(void)
{
	const struct import_options options = {0};
	assert_true(
		import_file(directory, "content/sample-therapists.csv", &options, today, &report));
	assert_int_equal(report.errors, 0);
}

/* ---- opening ---- */

static void a_new_directory_is_empty_and_whole(void **state)
{
	(void)state;
	assert_int_equal(kit_search(QUERY(.all = true, .retired = true)).found, 0);
	assert_int_equal(problems.count, 0);
	assert_int_equal(kit_ask("SELECT count(*) FROM pragma_integrity_check"
				 " WHERE integrity_check = 'ok'"),
		1);
	assert_int_equal(kit_ask("PRAGMA user_version"), 3);
	assert_int_equal(kit_ask("SELECT count(*) FROM pragma_table_list WHERE name IN"
				 " ('therapist', 'trail', 'import', 'report') AND strict = 1"),
		4);
}

static void folders_on_the_way_are_made(void **state)
{
	(void)state;
	directory_close(directory_open(scratch_path("state/backups"), NULL, false, &problems));
	assert_int_equal(problems.count, 0);
	assert_int_equal(access(scratch_path("state/backups/directory.db"), F_OK), 0);
}

static void what_is_no_database_is_a_problem(void **state)
{
	(void)state;
	directory_close(directory);
	scratch_file("state/directory.db", "This is a letter, not a database. It is long enough.");
	directory = directory_open(kit_state(), NULL, false, &problems);
	assert_null(directory);
	assert_true(told(&problems, PROBLEM_ERROR, "damaged"));
}

static void a_newer_schema_is_left_alone(void **state)
{
	(void)state;
	directory_close(directory);
	kit_sql(scratch_path("state/directory.db"), "PRAGMA user_version = 99");
	directory = directory_open(kit_state(), NULL, false, &problems);
	assert_null(directory);
	assert_true(told(&problems, PROBLEM_ERROR, "newer Tuneup"));
}

static void another_programs_database_is_refused(void **state)
{
	(void)state;
	directory_close(directory);
	kit_remove(kit_state());
	kit_sql(scratch_path("state/directory.db"),
		"CREATE TABLE notes (text); PRAGMA user_version = 1");
	directory = directory_open(kit_state(), NULL, false, &problems);
	assert_null(directory);
	assert_true(told(&problems, PROBLEM_ERROR, "no directory of Tuneup"));
}

static void a_reader_cannot_write(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	struct directory *reader = directory_open(kit_state(), NULL, true, &problems);
	assert_non_null(reader);
	assert_false(directory_retire(reader, 1, "MK", true, why, sizeof why));
	assert_non_null(strstr(why, "cannot be written"));
	struct therapist therapist;
	assert_true(directory_get(reader, 1, &arena, &therapist));
	assert_false(therapist.retired);
	directory_close(reader);
}

static void the_version_rises_with_each_change_by_anybody(void **state)
{
	(void)state;
	struct directory *other = directory_open(kit_state(), NULL, true, &problems);
	int64_t own = directory_version(directory), others = directory_version(other);
	assert_int_equal(directory_version(directory), own);
	assert_int_equal(directory_version(other), others);
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(directory_version(directory) > own);
	assert_true(directory_version(other) > others);
	own = directory_version(directory), others = directory_version(other);
	assert_true(kit_import(HEAD "\n" ANN));
	assert_int_equal(directory_version(other), others);
	assert_int_equal(directory_version(directory), own);
	directory_close(other);
}

/* ---- searching ---- */

static void customers_see_only_checked_and_valid_licenses(void **state)
{
	(void)state;
	load_sample();
	struct therapist_list shown = kit_search(QUERY(.all = false));
	struct therapist_list all = kit_search(QUERY(.all = true));
	assert_int_equal(shown.found, 21);
	assert_int_equal(all.found, 26);
	for (size_t i = 0; i < shown.count; i++)
		assert_true(therapist_shown(&shown.therapist[i], today));
	/* The clock moves past an expiry, and it is gone. */
	today = date_make(2026, 12, 16);
	assert_string_equal(kit_names(QUERY(.words = "darius")), "");
}

static void words_are_prefixes_without_case_and_accents(void **state)
{
	(void)state;
	load_sample();
	static const char *const cases[][2] = {
		{"jun", "Juniper Sample"}, {"JUNIPER", "Juniper Sample"},
		{"sam jun", "Juniper Sample"}, {"ines", "In\xc3\xa9s Specimen"},
		{"in\xc3\xa9s spec", "In\xc3\xa9s Specimen"}, {"jose", "Jos\xc3\xa9 Ejemplo"},
		{"soren", "S\xc3\xb8ren Fiktiv"},
		{"lucja przyk", "\xc5\x81ucja Przyk\xc5\x82"
				"ad"},
		{"osk", "Saoirse O'Sketch"}, {"o'sk", "Saoirse O'Sketch"},
		{"massage collective", "Mei Template"}, {"uniper", ""}, {"juniper placeholder", ""},
		{"\"*\" OR name:x", ""},
		{"MT.0000117", ""}, /* customers do not search by license */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(kit_names(QUERY(.words = cases[i][0])), cases[i][1]);
	assert_string_equal(kit_names(QUERY(.all = true, .words = "MT.0000117")), "Juniper Sample");
	assert_int_equal(kit_search(QUERY(.words = "  ")).found, 21);
}

static void filters_combine_and_their_values_are_alternatives(void **state)
{
	(void)state;
	load_sample();
	struct therapist_list list = kit_search(QUERY(.techniques = "prenatal|myofascial",
		.settings = "clinic", .languages = "es", .accepts_new = true, .insurance = true));
	assert_int_equal(list.found, 1);
	assert_string_equal(list.therapist[0].field[THERAPIST_NAME], "Ofelia Borrador");
	static const struct {
		struct directory_query query;
		enum therapist_field field;
		const char *values[2];
	} cases[] = {
		{{.techniques = "sports"}, THERAPIST_TECHNIQUES, {"sports", "sports"}},
		{{.settings = "home|mobile"}, THERAPIST_SETTING, {"home", "mobile"}},
		{{.languages = "es|fr"}, THERAPIST_LANGUAGES, {"es", "fr"}},
		{{.memberships = "abmp"}, THERAPIST_MEMBERSHIPS, {"abmp", "abmp"}},
		{{.accepts_new = true}, THERAPIST_ACCEPTS_NEW, {"yes", "yes"}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		list = kit_search(cases[i].query);
		assert_true(list.found > 0 && list.found < 21);
		for (size_t k = 0; k < list.count; k++)
			assert_true(therapist_has(&list.therapist[k], cases[i].field,
					    cases[i].values[0]) ||
				    therapist_has(&list.therapist[k], cases[i].field,
					    cases[i].values[1]));
	}
	assert_int_equal(kit_search(QUERY(.techniques = "swed")).found, 0);
}

static void the_nearest_come_first_and_the_unknown_last(void **state)
{
	(void)state;
	assert_true(
		kit_import(HEAD ",zip,latitude,longitude\n"
				"No Where,303-555-0101,CO,1,2028-03-31,,,\n"
				"Zip Code,303-555-0101,CO,2,2028-03-31,80302-1234,,\n"
				"Far Away,303-555-0101,CO,3,2028-03-31,80302,40.5,-105.2747\n"
				"b next,303-555-0101,CO,4,2028-03-31,,40.0191,-105.2747\n"
				"\xc3\x81 next,303-555-0101,CO,5,2028-03-31,,40.0191,-105.2747\n"
				"Bad Zip,303-555-0101,CO,6,2028-03-31,00000,,\n"));
	assert_string_equal(kit_names(QUERY(.all = true, .from = STORE)),
		"\xc3\x81 next, b next, Zip Code, Far Away, Bad Zip, No Where");
	struct therapist_list list = kit_search(QUERY(.all = true, .from = STORE));
	assert_float_equal(list.therapist[0].distance_km, 0.011, 0.001);
	assert_float_equal(list.therapist[3].distance_km, 53.5, 0.1);
	assert_true(isnan(list.therapist[5].distance_km));
	assert_false(list.therapist[5].has_place);
	/* By name where the store's place is not known. */
	assert_string_equal(kit_names(QUERY(.all = true)),
		"\xc3\x81 next, b next, Bad Zip, Far Away, No Where, Zip Code");
	assert_string_equal(kit_names(QUERY(.all = true, .within_km = 1, .from = STORE)),
		"\xc3\x81 next, b next");
	assert_string_equal(kit_names(QUERY(.all = true, .within_km = 20, .from = STORE)),
		"\xc3\x81 next, b next, Zip Code");
}

static void a_circle_holds_all_that_lie_within(void **state)
{
	(void)state;
	char text[4000] = HEAD ",latitude,longitude\n";
	size_t length = strlen(text);
	for (int i = 0; i < 40; i++)
		length += (size_t)snprintf(text + length, sizeof text - length,
			"Row %c%c,303-555-0101,CO,%d,2028-03-31,%d,%d\n", 'a' + i / 8, 'a' + i % 8,
			i, -60 + i / 8 * 30, -175 + i % 8 * 50);
	assert_true(kit_import(text));
	static const double stores[][2] = {{0, 179}, {0, -179}, {61, 0}, {-45, 20}, {89, 10}};
	for (size_t i = 0; i < 5; i++)
		for (double km = 100; km < 21000; km += 1500) {
			struct directory_place from = {true, stores[i][0], stores[i][1]};
			struct therapist_list all = kit_search(QUERY(.all = true, .from = from));
			size_t expected = 0;
			for (size_t k = 0; k < all.count; k++)
				expected += all.therapist[k].distance_km <= km;
			struct therapist_list within =
				kit_search(QUERY(.all = true, .within_km = km, .from = from));
			assert_int_equal(within.found, expected);
		}
}

static void a_limit_cuts_the_list_and_not_the_count(void **state)
{
	(void)state;
	load_sample();
	struct therapist_list list = kit_search(QUERY(.limit = 3, .from = STORE));
	assert_int_equal(list.count, 3);
	assert_int_equal(list.found, 21);
	assert_string_equal(list.therapist[0].field[THERAPIST_NAME], "Juniper Sample");
}

/* Each limit gives the beginning of the whole list, whatever stands in what order in the file. */
static void a_limit_takes_the_first_of_the_whole(void **state)
{
	(void)state;
	size_t size = 0;
	char *text = NULL;
	FILE *file = open_memstream(&text, &size);
	fputs(HEAD ",latitude,longitude\n", file);
	for (int i = 0; i < 500; i++)
		fprintf(file, "Row %c%c,303-555-0101,CO,%d,2028-03-31,%d.5,-105.%d\n",
			'a' + i * 7 % 26, 'a' + i * 11 % 26, i, 35 + i * 13 % 10, i * 17 % 30);
	fclose(file);
	assert_true(kit_import(text));
	free(text);
	struct therapist_list all = kit_search(QUERY(.all = true, .from = STORE));
	assert_int_equal(all.count, 500);
	for (int limit = 1; limit < 500; limit += 83) {
		struct therapist_list some =
			kit_search(QUERY(.all = true, .from = STORE, .limit = limit));
		assert_int_equal(some.count, limit);
		assert_int_equal(some.found, 500);
		for (int i = 0; i < limit; i++)
			assert_int_equal(some.therapist[i].id, all.therapist[i].id);
	}
	assert_int_equal(kit_search(QUERY(.all = true, .words = "row a", .limit = 2)).found,
		kit_search(QUERY(.all = true, .words = "row a")).count);
}

static void a_search_sees_what_has_changed_since_the_last_one(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_string_equal(kit_names(QUERY(.all = true, .words = "b")), "Ann Bee");
	struct directory *other = directory_open(kit_state(), NULL, false, &problems);
	assert_true(directory_retire(other, 1, "MK", true, why, sizeof why));
	assert_string_equal(kit_names(QUERY(.all = true, .words = "b")), "");
	directory_close(other);
	assert_true(kit_import(HEAD "\nAnn Wasp,303-555-0142,CO,MT.1,2028-03-31\n" CAL));
	assert_string_equal(kit_names(QUERY(.all = true, .words = "c")), "Cal Dee");
	assert_string_equal(
		kit_names(QUERY(.all = true, .retired = true, .words = "was")), "Ann Wasp");
}

static void each_license_is_counted_in_one_place(void **state)
{
	(void)state;
	struct directory_counts counts;
	assert_true(directory_count(directory, today, &counts));
	assert_int_equal(counts.first_expiry, DAY_NONE);
	assert_true(kit_import(HEAD ",license_verified_on,license_verified_by\n"
				    "A A,303-555-0101,CO,1,2028-03-31,2026-11-01,MK\n"
				    "B B,303-555-0101,CO,2,2026-12-01,2026-11-01,MK\n"
				    "C C,303-555-0101,CO,3,2026-11-30,2026-11-01,MK\n"
				    "D D,303-555-0101,CO,4,2026-11-22,2026-11-01,MK\n"
				    "E E,303-555-0101,CO,5,2028-03-31,,\n"
				    "F F,303-555-0101,CO,6,2028-03-31,,\n"
				    "G G,303-555-0101,CO,7,2026-11-30,2026-11-01,MK\n"));
	assert_true(directory_retire(directory, kit_find("7").id, "MK", true, why, sizeof why));
	assert_true(directory_count(directory, today, &counts));
	assert_int_equal(counts.by_status[LICENSE_VALID], 1);
	assert_int_equal(counts.by_status[LICENSE_EXPIRING], 2);
	assert_int_equal(counts.by_status[LICENSE_EXPIRED], 1);
	assert_int_equal(counts.by_status[LICENSE_UNVERIFIED], 2);
	assert_int_equal(counts.retired, 1);
	assert_int_equal(counts.first_expiry, date_make(2026, 11, 30));
}

static void a_place_that_was_not_known_then_is_found_now(void **state)
{
	(void)state;
	directory_close(directory);
	directory = directory_open(kit_state(), NULL, false, &problems);
	assert_true(kit_import(HEAD ",zip\nAnn Bee,303-555-0101,CO,1,2028-03-31,80302\n"));
	assert_true(isnan(kit_search(QUERY(.all = true, .from = STORE)).therapist[0].distance_km));
	kit_open();
	struct therapist_list list = kit_search(QUERY(.all = true, .within_km = 30, .from = STORE));
	assert_int_equal(list.found, 1);
	assert_true(list.therapist[0].distance_km < 30);
}

/* ---- changing ---- */

static void a_check_makes_it_shown(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_int_equal(kit_search(QUERY(.all = false)).found, 0);
	assert_true(directory_verify(directory, 1, "m. k.", today - 3, today, why, sizeof why));
	assert_int_equal(kit_search(QUERY(.all = false)).found, 1);
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_ON), "2026-11-20");
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_BY), "mk");
	assert_int_equal(kit_ask("SELECT count(*) FROM trail WHERE what = 'verified' AND who = 'mk'"
				 " AND therapist_id = 1 AND json_extract(before,"
				 " '$.license_verified_on') = '' AND json_extract(after,"
				 " '$.license_verified_on') = '2026-11-20'"),
		1);
}

static void a_check_that_cannot_be_is_refused(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	static const struct {
		int64_t id;
		const char *by;
		int days;
		const char *why;
	} cases[] = {
		{2, "MK", 0, "no therapist 2"},
		{1, "", 0, "initials"},
		{1, NULL, 0, "initials"},
		{1, "a name, not initials", 0, "initials"},
		{1, "MK", 1, "future"},
		{1, "MK", -366, "12 months"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_false(directory_verify(directory, cases[i].id, cases[i].by,
			today + cases[i].days, today, why, sizeof why));
		assert_non_null(strstr(why, cases[i].why));
	}
	assert_false(directory_verify(directory, 2, "MK", today, today, NULL, 0));
	assert_int_equal(kit_ask("SELECT count(*) FROM trail WHERE what = 'verified'"), 0);
}

static void a_retired_one_is_kept_and_comes_back(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN CAL));
	assert_true(directory_retire(directory, 1, "MK", true, why, sizeof why));
	assert_string_equal(kit_names(QUERY(.all = true)), "Cal Dee");
	assert_string_equal(kit_names(QUERY(.all = true, .retired = true)), "Ann Bee, Cal Dee");
	assert_null(strstr(kit_export(), "Ann Bee"));
	assert_true(directory_retire(directory, 1, "MK", true, why, sizeof why));
	assert_true(directory_retire(directory, 1, "TR", false, why, sizeof why));
	assert_string_equal(kit_names(QUERY(.all = true)), "Ann Bee, Cal Dee");
	assert_int_equal(
		kit_ask("SELECT count(*) FROM trail WHERE what IN ('retired', 'restored')"), 2);
	assert_false(directory_retire(directory, 77, "MK", true, why, sizeof why));
	assert_non_null(strstr(why, "no therapist 77"));
}

static void two_programs_change_it_in_turn(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN CAL));
	struct directory *other = directory_open(kit_state(), NULL, false, &problems);
	for (int i = 0; i < 20; i++) {
		assert_true(directory_retire(directory, 1, "MK", i % 2, why, sizeof why));
		assert_true(directory_retire(other, 2, "TR", i % 2, why, sizeof why));
	}
	directory_close(other);
	assert_true(kit_find("MT.1").retired && kit_find("MT.2").retired);
}

/* ---- undo ---- */

static void an_import_is_taken_back_whole(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD ",city\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,Boulder\n"));
	char *before = mem_strdup(kit_export());
	assert_true(kit_import(HEAD ",city\nAnn Wasp,303-555-0199,CO,MT.1,2029-03-31,Niwot\n" CAL));
	assert_int_equal(report.added, 1);
	assert_int_equal(report.changed, 1);
	assert_true(directory_undo_import(directory, "MK", why, sizeof why));
	assert_string_equal(kit_export(), before);
	assert_string_equal(kit_names(QUERY(.all = true, .words = "wasp")), "");
	assert_string_equal(kit_names(QUERY(.all = true, .words = "bee")), "Ann Bee");
	free(before);
	/* The one before it is the last one now; then there is none. */
	assert_true(directory_undo_import(directory, "MK", why, sizeof why));
	assert_int_equal(kit_search(QUERY(.all = true, .retired = true)).found, 0);
	assert_false(directory_undo_import(directory, "MK", why, sizeof why));
	assert_non_null(strstr(why, "no import left"));
}

static void what_staff_did_since_an_import_stays(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(kit_import(HEAD ",license_verified_on,license_verified_by\n"
				    "Ann Wasp,303-555-0199,CO,MT.1,2028-03-31,2026-11-01,AA\n"));
	assert_true(directory_verify(directory, 1, "MK", today, today, why, sizeof why));
	assert_true(directory_undo_import(directory, "TR", why, sizeof why));
	assert_string_equal(kit_field("MT.1", THERAPIST_NAME), "Ann Bee");
	assert_string_equal(kit_field("MT.1", THERAPIST_PHONE), "+13035550142");
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_BY), "MK");
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_ON), "2026-11-23");
}

static void undo_brings_back_those_an_import_retired(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN CAL));
	const struct import_options options = {.by = "MK", .retire_missing = true};
	const char text[] = HEAD "\n" ANN;
	assert_true(kit_import_with(text, strlen(text), &options));
	assert_true(kit_find("MT.2").retired);
	assert_true(directory_undo_import(directory, "MK", why, sizeof why));
	assert_false(kit_find("MT.2").retired);
}

static void the_last_import_can_be_looked_at(void **state)
{
	(void)state;
	struct directory_import import;
	assert_false(directory_last_import(directory, &arena, &import));
	assert_true(kit_import(HEAD "\n" ANN CAL));
	assert_true(directory_last_import(directory, &arena, &import));
	assert_string_equal(import.file, "list.csv");
	assert_string_equal(import.by, "MK");
	assert_int_equal(import.added, 2);
	assert_int_equal(strlen(import.at), strlen("2026-11-23T18:05:12Z"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_fresh, kit_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_directory_is_empty_and_whole),
		TEST(folders_on_the_way_are_made),
		TEST(what_is_no_database_is_a_problem),
		TEST(a_newer_schema_is_left_alone),
		TEST(another_programs_database_is_refused),
		TEST(a_reader_cannot_write),
		TEST(the_version_rises_with_each_change_by_anybody),
		TEST(customers_see_only_checked_and_valid_licenses),
		TEST(words_are_prefixes_without_case_and_accents),
		TEST(filters_combine_and_their_values_are_alternatives),
		TEST(the_nearest_come_first_and_the_unknown_last),
		TEST(a_circle_holds_all_that_lie_within),
		TEST(a_limit_cuts_the_list_and_not_the_count),
		TEST(a_limit_takes_the_first_of_the_whole),
		TEST(a_search_sees_what_has_changed_since_the_last_one),
		TEST(each_license_is_counted_in_one_place),
		TEST(a_place_that_was_not_known_then_is_found_now),
		TEST(a_check_makes_it_shown),
		TEST(a_check_that_cannot_be_is_refused),
		TEST(a_retired_one_is_kept_and_comes_back),
		TEST(two_programs_change_it_in_turn),
		TEST(an_import_is_taken_back_whole),
		TEST(what_staff_did_since_an_import_stays),
		TEST(undo_brings_back_those_an_import_retired),
		TEST(the_last_import_can_be_looked_at),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
