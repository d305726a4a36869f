/* The directory: opening, searching, changing, undoing, copies of it and the way back. */
#define SCRATCH "directory"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/backup.h"
#include "directory_kit.h"

#include <math.h>
#include <sqlite3.h>
#include <time.h>

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

/* Asks the database itself, beside our own code. */
static int64_t ask(const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	assert_int_equal(sqlite3_open(scratch_path("state/directory.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	int64_t answer = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0)
							       : INT64_MIN;
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return answer;
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* ---- opening ---- */

static void a_new_directory_is_empty_and_whole(void **state)
{
	(void)state;
	assert_int_equal(kit_search(QUERY(.all = true, .retired = true)).found, 0);
	assert_int_equal(problems.count, 0);
	assert_int_equal(ask("SELECT count(*) FROM pragma_integrity_check"
			     " WHERE integrity_check = 'ok'"),
		1);
	assert_int_equal(ask("PRAGMA user_version"), 1);
	assert_int_equal(ask("SELECT count(*) FROM pragma_table_list WHERE name IN"
			     " ('therapist', 'trail', 'import') AND strict = 1"),
		3);
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
	run_sql(scratch_path("state/directory.db"), "PRAGMA user_version = 99");
	directory = directory_open(kit_state(), NULL, false, &problems);
	assert_null(directory);
	assert_true(told(&problems, PROBLEM_ERROR, "newer Tuneup"));
}

static void another_programs_database_is_refused(void **state)
{
	(void)state;
	directory_close(directory);
	kit_remove(kit_state());
	run_sql(scratch_path("state/directory.db"),
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
	assert_int_equal(ask("SELECT count(*) FROM trail WHERE what = 'verified' AND who = 'mk'"
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
	assert_int_equal(ask("SELECT count(*) FROM trail WHERE what = 'verified'"), 0);
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
		ask("SELECT count(*) FROM trail WHERE what IN ('retired', 'restored')"), 2);
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

/* ---- backups ---- */

static int count_backups(void)
{
	int count = 0;
	DIR *dir = opendir(scratch_path("state/backups"));
	for (const struct dirent *entry; dir && (entry = readdir(dir));)
		count += strncmp(entry->d_name, "directory-", 10) == 0;
	if (dir)
		closedir(dir);
	return count;
}

static void a_backup_is_one_sound_file(void **state)
{
	(void)state;
	char *made = NULL;
	assert_true(kit_import(HEAD "\n" ANN));
	kit_remove(scratch_path("state/backups"));
	assert_true(backup_make(directory, NULL, &made, why, sizeof why));
	assert_int_equal(count_backups(), 1);
	run_sql(made, "SELECT name FROM therapist");
	assert_true(directory_retire(directory, 1, "MK", true, why, sizeof why));
	assert_true(backup_restore(kit_state(), made, "MK", NULL, why, sizeof why));
	assert_false(kit_find("MT.1").retired);
	free(made);
}

static void a_backup_goes_where_it_is_told(void **state)
{
	(void)state;
	char *made = NULL;
	const char *folder = scratch_path("state/backups");
	assert_true(backup_make(directory, folder, &made, why, sizeof why));
	assert_int_equal(strncmp(made, folder, strlen(folder)), 0);
	free(made);
	made = NULL;
	assert_false(backup_make(directory, "/proc/nowhere", &made, why, sizeof why));
	assert_null(made);
	assert_non_null(strstr(why, "no backup could be made in /proc/nowhere"));
}

static void fourteen_are_kept_and_one_a_month_for_a_year(void **state)
{
	(void)state;
	char name[64];
	time_t now = time(NULL);
	struct tm local;
	localtime_r(&now, &local);
	for (int months = 3; months < 23; months++)
		for (int day = 1; day <= 3; day++) {
			int month = (local.tm_year + 1900) * 12 + local.tm_mon - months;
			snprintf(name, sizeof name,
				"state/backups/directory-%04d%02d%02d-030000.db", month / 12,
				month % 12 + 1, day);
			scratch_file(name, "old");
		}
	scratch_file("state/backups/directory-holiday.db", "somebody's own");
	scratch_file("state/backups/replaced-20240101-000000.db", "set aside");
	for (int i = 0; i < 14; i++)
		assert_true(backup_make(directory, NULL, NULL, why, sizeof why));
	/* The fourteen of now, those of 3 to 12 months ago, and what is none of ours. */
	assert_int_equal(count_backups(), 14 + 10 + 1);
	assert_int_equal(access(scratch_path("state/backups/directory-holiday.db"), F_OK), 0);
	assert_int_equal(
		access(scratch_path("state/backups/replaced-20240101-000000.db"), F_OK), 0);
}

static void what_is_no_backup_is_not_restored(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	char *before = mem_strdup(kit_export());
	const char *foreign = scratch_path("foreign.db"), *newer = scratch_path("newer.db");
	const char *trigger = scratch_path("trigger.db");
	char *made = NULL;
	unlink(foreign), unlink(newer), unlink(trigger);
	run_sql(foreign, "CREATE TABLE notes (text)");
	assert_true(backup_make(directory, NULL, &made, why, sizeof why));
	assert_int_equal(link(made, newer), 0);
	run_sql(newer, "PRAGMA user_version = 2");
	unlink(newer);
	const char *const refused[][2] = {
		{scratch_file("text.db", "no database at all, but long enough to look at"),
			"damaged or no backup"},
		{scratch_file("empty.db", ""), "no backup"},
		{foreign, "no backup"},
		{"no/such/file.db", "No such file"},
		{"tests", "directory"},
		{made, "newer Tuneup"},
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_false(
			backup_restore(kit_state(), refused[i][0], "MK", NULL, why, sizeof why));
		assert_non_null(strstr(why, refused[i][1]));
		assert_string_equal(kit_export(), before);
	}
	run_sql(made, "PRAGMA user_version = 1; CREATE TRIGGER t AFTER UPDATE ON therapist"
		      " BEGIN DELETE FROM trail; END");
	assert_false(backup_restore(kit_state(), made, "MK", NULL, why, sizeof why));
	assert_string_equal(kit_export(), before);
	free(made);
	free(before);
}

static void a_restore_sets_the_present_aside_and_is_seen_at_once(void **state)
{
	(void)state;
	char *made = NULL, *aside = NULL;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(backup_make(directory, NULL, &made, why, sizeof why));
	assert_true(kit_import(HEAD "\n" CAL));
	struct directory *kiosk = directory_open(kit_state(), NULL, true, &problems);
	int64_t version = directory_version(kiosk);
	assert_true(backup_restore(kit_state(), made, "MK", &aside, why, sizeof why));
	assert_true(directory_version(kiosk) > version);
	struct therapist therapist;
	assert_true(directory_get(kiosk, 1, &arena, &therapist));
	assert_false(directory_get(kiosk, 2, &arena, &therapist));
	directory_close(kiosk);
	assert_int_equal(ask("SELECT count(*) FROM trail WHERE what = 'backup restored'"), 1);
	/* And back again. */
	assert_true(backup_restore(kit_state(), aside, "MK", NULL, why, sizeof why));
	assert_string_equal(kit_names(QUERY(.all = true)), "Ann Bee, Cal Dee");
	free(made);
	free(aside);
}

static void a_damaged_directory_is_set_aside_for_a_backup(void **state)
{
	(void)state;
	char *made = NULL, *aside = NULL;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(backup_make(directory, NULL, &made, why, sizeof why));
	directory_close(directory);
	directory = NULL;
	scratch_file("state/directory.db", "eaten by the card");
	assert_true(backup_restore(kit_state(), made, "MK", &aside, why, sizeof why));
	char bytes[18] = "";
	FILE *file = fopen(aside, "r");
	assert_int_equal(fread(bytes, 1, 17, file), 17);
	fclose(file);
	assert_string_equal(bytes, "eaten by the card");
	kit_open();
	assert_string_equal(kit_names(QUERY(.all = true)), "Ann Bee");
	free(made);
	free(aside);
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
		TEST(a_place_that_was_not_known_then_is_found_now),
		TEST(a_check_makes_it_shown),
		TEST(a_check_that_cannot_be_is_refused),
		TEST(a_retired_one_is_kept_and_comes_back),
		TEST(two_programs_change_it_in_turn),
		TEST(an_import_is_taken_back_whole),
		TEST(what_staff_did_since_an_import_stays),
		TEST(undo_brings_back_those_an_import_retired),
		TEST(the_last_import_can_be_looked_at),
		TEST(a_backup_is_one_sound_file),
		TEST(a_backup_goes_where_it_is_told),
		TEST(fourteen_are_kept_and_one_a_month_for_a_year),
		TEST(what_is_no_backup_is_not_restored),
		TEST(a_restore_sets_the_present_aside_and_is_seen_at_once),
		TEST(a_damaged_directory_is_set_aside_for_a_backup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
