/* The directory as staff keep it: adding, changing, erasing, the trail, the date that is believed.
 */
#define SCRATCH "directory_edit"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/backup.h"
#include "directory_kit.h"

static char why[1024];
static enum therapist_field wrong;

#define DRAFT(...) ((struct directory_draft){__VA_ARGS__})

static bool save(struct directory_draft *draft)
{
	return directory_save(directory, draft, "MK", &wrong, why, sizeof why);
}

static struct directory_draft ann(void)
{
	return DRAFT(.field = {[THERAPIST_NAME] = " Ann  Bee ",
			     [THERAPIST_PHONE] = "303.555.0142",
			     [THERAPIST_LICENSE_STATE] = "Colorado",
			     [THERAPIST_LICENSE_NUMBER] = "MT.1",
			     [THERAPIST_LICENSE_EXPIRES] = "3/31/2028"});
}

/* Ann, verified today. */
static int64_t add_ann(void)
{
	struct directory_draft draft = ann();
	assert_true(save(&draft));
	assert_true(directory_verify(directory, draft.id, "MK", today, today, why, sizeof why));
	return draft.id;
}

/* ---- adding and changing ---- */

static void what_is_written_is_stored_as_an_import_stores_it(void **state)
{
	(void)state;
	struct directory_draft draft = ann();
	draft.field[THERAPIST_LICENSE_VERIFIED_ON] = "2026-11-23";
	draft.field[THERAPIST_LICENSE_VERIFIED_BY] = "XX";
	assert_true(save(&draft));
	assert_int_equal(draft.id, 1);
	assert_string_equal(kit_field("MT.1", THERAPIST_NAME), "Ann Bee");
	assert_string_equal(kit_field("MT.1", THERAPIST_PHONE), "+13035550142");
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_STATE), "CO");
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_EXPIRES), "2028-03-31");
	/* A check is not written, it is done. */
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_ON), "");
	assert_string_equal(kit_field("MT.1", THERAPIST_EMAIL), "");
	assert_int_equal(
		kit_ask("SELECT count(*) FROM trail WHERE what = 'added' AND who = 'MK'"), 1);
}

static void only_the_fields_of_the_draft_change(void **state)
{
	(void)state;
	int64_t id = add_ann();
	struct directory *other = directory_open(kit_state(), NULL, false, &problems);
	struct directory_draft city = DRAFT(.id = id, .field = {[THERAPIST_CITY] = "Boulder"});
	struct directory_draft email =
		DRAFT(.id = id, .field = {[THERAPIST_EMAIL] = "a@B.example"});
	assert_true(directory_save(other, &city, "TR", &wrong, why, sizeof why));
	assert_true(save(&email));
	directory_close(other);
	assert_string_equal(kit_field("MT.1", THERAPIST_CITY), "Boulder");
	assert_string_equal(kit_field("MT.1", THERAPIST_EMAIL), "a@b.example");
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_BY), "MK");
	/* The same again leaves no line. */
	int64_t lines = kit_ask("SELECT count(*) FROM trail");
	assert_true(save(&email));
	assert_int_equal(kit_ask("SELECT count(*) FROM trail"), lines);
}

static void another_number_or_state_must_be_verified_anew(void **state)
{
	(void)state;
	static const struct directory_draft changes[] = {
		{.field = {[THERAPIST_LICENSE_NUMBER] = "MT.2"}},
		{.field = {[THERAPIST_LICENSE_STATE] = "WY"}},
	};
	int64_t id = add_ann();
	for (size_t i = 0; i < 2; i++) {
		struct directory_draft draft = changes[i];
		draft.id = id;
		assert_true(directory_verify(directory, id, "MK", today, today, why, sizeof why));
		assert_int_equal(kit_search((struct directory_query){0}).found, 1);
		assert_true(save(&draft));
		assert_int_equal(kit_search((struct directory_query){0}).found, 0);
		assert_string_equal(kit_field("MT.2", THERAPIST_LICENSE_VERIFIED_BY), "");
		assert_string_equal(kit_field("MT.2", THERAPIST_LICENSE_VERIFIED_ON), "");
	}
	/* A new last day of the same license was not looked up either way: the check stays its own.
	 */
	struct directory_draft longer =
		DRAFT(.id = id, .field = {[THERAPIST_LICENSE_EXPIRES] = "2030-03-31"});
	assert_true(directory_verify(directory, id, "MK", today, today, why, sizeof why));
	assert_true(save(&longer));
	assert_string_equal(kit_field("MT.2", THERAPIST_LICENSE_VERIFIED_BY), "MK");
}

static void what_is_wrong_is_said_with_its_field(void **state)
{
	(void)state;
	static const struct {
		enum therapist_field field;
		const char *value;
		enum therapist_field wrong;
		const char *why;
	} cases[] = {
		{THERAPIST_NAME, "", THERAPIST_NAME, "name: expected a name"},
		{THERAPIST_PHONE, "", THERAPIST_PHONE, "phone, email or website"},
		{THERAPIST_PHONE, "555", THERAPIST_PHONE, "10 digits"},
		{THERAPIST_EMAIL, "ann", THERAPIST_EMAIL, "name@example.com"},
		{THERAPIST_ZIP, "2138", THERAPIST_ZIP, "02138"},
		{THERAPIST_LATITUDE, "40.1", THERAPIST_LONGITUDE, "both"},
		{THERAPIST_LICENSE_STATE, "Colo", THERAPIST_LICENSE_STATE, "two-letter"},
		{THERAPIST_LICENSE_EXPIRES, "soon", THERAPIST_LICENSE_EXPIRES, "2028-03-31"},
		{THERAPIST_LICENSE_NUMBER, "mt.7", THERAPIST_LICENSE_NUMBER,
			"Cal Dee has this license already"},
	};
	assert_true(kit_import(HEAD "\nCal Dee,303-555-0143,CO,MT.7,2028-03-31\n"));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct directory_draft draft = ann();
		draft.field[cases[i].field] = cases[i].value;
		assert_false(save(&draft));
		assert_int_equal(wrong, cases[i].wrong);
		assert_non_null(strstr(why, cases[i].why));
	}
	struct directory_draft draft = ann();
	assert_false(directory_save(directory, &draft, "", &wrong, why, sizeof why));
	assert_int_equal(wrong, THERAPIST_FIELDS);
	draft.id = 77;
	assert_false(save(&draft));
	assert_non_null(strstr(why, "no therapist 77"));
	assert_int_equal(kit_rows(), 1);
}

/* ---- the trail ---- */

static void the_trail_says_who_did_what_and_what_was_before(void **state)
{
	(void)state;
	int64_t id = add_ann();
	struct directory_draft city = DRAFT(.id = id, .field = {[THERAPIST_CITY] = "Niwot"});
	assert_true(directory_save(directory, &city, "TR", &wrong, why, sizeof why));
	assert_true(kit_import(HEAD "\n" CAL));
	struct directory_trail trail;
	assert_true(directory_read_trail(directory, id, 10, &arena, &trail));
	assert_int_equal(trail.count, 3);
	static const char *const whats[][2] = {
		{"changed", "TR"}, {"verified", "MK"}, {"added", "MK"}};
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(trail.deed[i].what, whats[i][0]);
		assert_string_equal(trail.deed[i].who, whats[i][1]);
		assert_string_equal(trail.deed[i].name, "Ann Bee");
		assert_int_equal(strlen(trail.deed[i].at), 20);
	}
	assert_string_equal(trail.deed[0].before, "{\"city\":\"\"}");
	assert_string_equal(trail.deed[0].after, "{\"city\":\"Niwot\"}");
	assert_string_equal(trail.deed[2].before, "");
	assert_true(directory_read_trail(directory, 0, 2, &arena, &trail));
	assert_int_equal(trail.count, 2);
	assert_string_equal(trail.deed[0].name, "Cal Dee");
}

static void the_trail_is_kept_for_five_years(void **state)
{
	(void)state;
	add_ann();
	kit_sql(scratch_path("state/directory.db"),
		"UPDATE trail SET at = '2021-11-22T23:59:59Z' WHERE id = 1;"
		"UPDATE trail SET at = '2021-11-23T00:00:00Z' WHERE id = 2;"
		"INSERT INTO trail (id, at, who, what) VALUES (3, '2026-11-20T00:00:00Z', 'MK', "
		"'x');");
	assert_true(directory_purge_trail(directory, today));
	assert_int_equal(kit_ask("SELECT min(id) FROM trail"), 2);
	/* Nor does a clock that jumps ahead empty it. */
	assert_true(directory_purge_trail(directory, date_make(2099, 1, 1)));
	assert_int_equal(kit_ask("SELECT count(*) FROM trail"), 1);
}

/* ---- erasing ---- */

/* Whether a file holds the bytes of a text. */
static bool holds(const char *path, const char *text)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	size_t length = strlen(text), size = 0;
	static char bytes[1 << 20];
	size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	return size >= length && memmem(bytes, size, text, length);
}

static size_t count_holders(const char *text)
{
	static const char *const files[] = {"directory.db", "directory.db-wal"};
	char path[300];
	size_t holders = 0;
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "state/%s", files[i]);
		holders += holds(scratch_path(path), text);
	}
	DIR *dir = opendir(scratch_path("state/backups"));
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		snprintf(path, sizeof path, "state/backups/%.200s", entry->d_name);
		holders += entry->d_name[0] != '.' && holds(scratch_path(path), text);
	}
	if (dir)
		closedir(dir);
	return holders;
}

static void an_erased_person_is_nowhere_any_more(void **state)
{
	(void)state;
	assert_true(kit_import(
		HEAD ",about_en\nUnique Zephyrine,303-555-0177,CO,QX.77,2028-03-31,Hi\n" CAL));
	assert_true(backup_make(directory, NULL, NULL, why, sizeof why));
	assert_true(kit_import(HEAD "\nUnique Marigold,303-555-0177,CO,QX.77,2028-03-31\n"));
	int64_t id = kit_find("QX.77").id;
	struct directory_draft number =
		DRAFT(.id = id, .field = {[THERAPIST_LICENSE_NUMBER] = "QX.88"});
	assert_true(save(&number));
	assert_true(backup_make(directory, NULL, NULL, why, sizeof why));
	assert_true(count_holders("Zephyrine") >= 3);
	assert_true(count_holders("Marigold") >= 2);
	assert_true(directory_erase(directory, id, "MK", why, sizeof why));
	assert_string_equal(why, "");
	static const char *const words[] = {"Zephyrine", "Marigold", "QX.77", "QX.88", "zephyrine"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		assert_int_equal(count_holders(words[i]), 0);
	assert_string_equal(kit_names((struct directory_query){.all = true}), "Cal Dee");
	assert_int_equal(kit_ask("SELECT count(*) FROM trail WHERE what = 'erased' AND who = 'MK'"
				 " AND therapist_id IS NULL AND before IS NULL AND after IS NULL"),
		1);
	/* The backups are still backups, and the other one is in them. */
	DIR *dir = opendir(scratch_path("state/backups"));
	int restored = 0;
	for (const struct dirent *entry; (entry = readdir(dir));) {
		char path[300];
		if (strncmp(entry->d_name, "directory-", 10) != 0)
			continue;
		snprintf(path, sizeof path, "state/backups/%.200s", entry->d_name);
		restored += backup_restore(
			kit_state(), scratch_path(path), "MK", NULL, why, sizeof why);
		assert_int_equal(kit_find("QX.77").id, 0);
	}
	closedir(dir);
	assert_true(restored >= 3);
}

static void undo_does_not_bring_an_erased_person_back(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN CAL));
	assert_true(kit_import(HEAD "\nAnn Wasp,303-555-0142,CO,MT.1,2028-03-31\n" CAL));
	assert_true(directory_erase(directory, kit_find("MT.1").id, "MK", why, sizeof why));
	assert_true(directory_undo_import(directory, "MK", why, sizeof why));
	assert_true(directory_undo_import(directory, "MK", why, sizeof why));
	assert_int_equal(kit_rows(), 0);
	assert_int_equal(kit_ask("SELECT count(*) FROM trail WHERE before LIKE '%Ann%'"), 0);
}

static void somebody_else_with_the_same_number_of_another_state_stays(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\nAnn Bee,303-555-0142,CO,5,2028-03-31\n"
				    "Wy Oming,303-555-0142,WY,5,2028-03-31\n"));
	int64_t lines = kit_ask("SELECT count(*) FROM trail WHERE therapist_id = 2");
	assert_true(directory_erase(directory, 1, "MK", why, sizeof why));
	assert_string_equal(kit_names((struct directory_query){.all = true}), "Wy Oming");
	assert_int_equal(kit_ask("SELECT count(*) FROM trail WHERE therapist_id = 2"), lines);
	assert_false(directory_erase(directory, 1, "MK", why, sizeof why));
	assert_non_null(strstr(why, "no therapist 1"));
	assert_false(directory_erase(directory, 2, "", why, sizeof why));
	assert_int_equal(kit_rows(), 1);
}

static void a_backup_that_cannot_be_read_is_named_and_left(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	scratch_file("state/backups/replaced-20250101-000000.db", "eaten by the card, Ann Bee");
	assert_true(directory_erase(directory, 1, "MK", why, sizeof why));
	assert_non_null(strstr(why, "replaced-20250101-000000.db"));
	assert_int_equal(
		access(scratch_path("state/backups/replaced-20250101-000000.db"), F_OK), 0);
	assert_int_equal(kit_rows(), 0);
}

/* ---- the date ---- */

static void a_clock_before_what_is_known_is_not_believed(void **state)
{
	(void)state;
	day_t released = date_make(2026, 11, 23);
	assert_int_equal(directory_known_day(directory), released);
	assert_int_equal(directory_review(directory, released, &problems), released);
	assert_int_equal(problems.count, 0);
	/* 1970, as a Pi without a clock starts. */
	assert_int_equal(directory_review(directory, 0, &problems), released);
	assert_true(told(&problems, PROBLEM_WARNING, "the clock says 1970-01-01"));
	add_ann();
	kit_sql(scratch_path("state/directory.db"),
		"UPDATE trail SET at = '2031-05-05T12:00:00Z' WHERE id = 2");
	assert_int_equal(directory_known_day(directory), date_make(2031, 5, 5));
	assert_int_equal(directory_review(directory, date_make(2031, 5, 4), &problems),
		date_make(2031, 5, 5));
	assert_int_equal(problems.count, 1);
	assert_true(told(&problems, PROBLEM_WARNING, "it was 2031-05-05 already"));
	/* Put right, it is no problem any more. */
	assert_int_equal(directory_review(directory, date_make(2031, 5, 6), &problems),
		date_make(2031, 5, 6));
	assert_int_equal(problems.count, 0);
}

static void a_day_set_by_mistake_can_be_taken_back(void **state)
{
	(void)state;
	add_ann();
	kit_sql(scratch_path("state/directory.db"),
		"UPDATE trail SET at = '2099-01-01T12:00:00Z' WHERE id = 2");
	assert_int_equal(directory_known_day(directory), date_make(2099, 1, 1));
	assert_false(directory_confirm_date(directory, "", why, sizeof why));
	assert_true(directory_confirm_date(directory, "MK", why, sizeof why));
	assert_true(directory_known_day(directory) < date_make(2098, 1, 1));
}

static void staff_are_told_thirty_days_before_an_expiry(void **state)
{
	(void)state;
	struct directory_draft draft = ann();
	draft.field[THERAPIST_LICENSE_EXPIRES] = "2027-01-30";
	assert_true(save(&draft));
	day_t expiry = date_make(2027, 1, 30);
	assert_true(directory_verify(
		directory, draft.id, "MK", expiry - 60, expiry - 60, why, sizeof why));
	directory_review(directory, expiry - 31, &problems);
	assert_int_equal(problems.count, 0);
	directory_review(directory, expiry - 30, &problems);
	assert_true(told(&problems, PROBLEM_WARNING, "1 within 30 days, the first on 2027-01-30"));
	directory_review(directory, expiry, &problems);
	assert_int_equal(problems.count, 1);
	directory_review(directory, expiry + 1, &problems);
	assert_int_equal(problems.count, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_fresh, kit_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_written_is_stored_as_an_import_stores_it),
		TEST(only_the_fields_of_the_draft_change),
		TEST(another_number_or_state_must_be_verified_anew),
		TEST(what_is_wrong_is_said_with_its_field),
		TEST(the_trail_says_who_did_what_and_what_was_before),
		TEST(the_trail_is_kept_for_five_years),
		TEST(an_erased_person_is_nowhere_any_more),
		TEST(undo_does_not_bring_an_erased_person_back),
		TEST(somebody_else_with_the_same_number_of_another_state_stays),
		TEST(a_backup_that_cannot_be_read_is_named_and_left),
		TEST(a_clock_before_what_is_known_is_not_believed),
		TEST(a_day_set_by_mistake_can_be_taken_back),
		TEST(staff_are_told_thirty_days_before_an_expiry),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
