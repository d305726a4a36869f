/* Copies of the directory, and the way back. */
#define SCRATCH "backup"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/backup.h"
#include "directory_kit.h"

#include <fcntl.h>
#include <time.h>

#define QUERY(...) ((struct directory_query){__VA_ARGS__})

static char why[300];

static int count_files(const char *prefix)
{
	int count = 0;
	DIR *dir = opendir(scratch_path("state/backups"));
	for (const struct dirent *entry; dir && (entry = readdir(dir));)
		count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
	if (dir)
		closedir(dir);
	return count;
}

static int count_backups(void)
{
	return count_files("directory-");
}

static void a_backup_is_one_sound_file(void **state)
{
	(void)state;
	char *made = NULL;
	assert_true(kit_import(HEAD "\n" ANN));
	kit_remove(scratch_path("state/backups"));
	assert_true(backup_make(directory, NULL, &made, why, sizeof why));
	assert_int_equal(count_backups(), 1);
	kit_sql(made, "SELECT name FROM therapist");
	assert_true(directory_retire(directory, 1, "MK", true, why, sizeof why));
	assert_true(backup_restore(kit_state(), made, "MK", NULL, why, sizeof why));
	assert_false(kit_find("MT.1").retired);
	free(made);
}

static void a_backup_goes_where_it_is_told_and_makes_the_way_there(void **state)
{
	(void)state;
	char *made = NULL;
	/* As on a stick, where nothing of ours is yet. */
	const char *folder = scratch_path("state/stick/tuneup/backups");
	assert_true(backup_make(directory, folder, &made, why, sizeof why));
	assert_int_equal(strncmp(made, folder, strlen(folder)), 0);
	free(made);
	made = NULL;
	assert_false(backup_make(directory, "/dev/null/nowhere", &made, why, sizeof why));
	assert_null(made);
	assert_non_null(strstr(why, "no backup could be made in /dev/null/nowhere"));
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

static void what_was_cut_off_goes_after_a_day(void **state)
{
	(void)state;
	const struct timespec old[2] = {
		{.tv_sec = time(NULL) - 100000}, {.tv_sec = time(NULL) - 100000}};
	assert_true(backup_make(directory, NULL, NULL, why, sizeof why));
	const char *stale = scratch_file("state/backups/directory-20260101-030000.db.part", "half");
	const char *fresh = scratch_file("state/backups/directory-20260102-030000.db.part", "half");
	assert_int_equal(utimensat(AT_FDCWD, stale, old, 0), 0);
	assert_true(backup_make(directory, NULL, NULL, why, sizeof why));
	assert_int_equal(access(stale, F_OK), -1);
	assert_int_equal(access(fresh, F_OK), 0);
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
	kit_sql(foreign, "CREATE TABLE notes (text)");
	assert_true(backup_make(directory, NULL, &made, why, sizeof why));
	assert_int_equal(link(made, newer), 0);
	kit_sql(newer, "PRAGMA user_version = 99");
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
	kit_sql(made, "PRAGMA user_version = 3; CREATE TRIGGER t AFTER UPDATE ON therapist"
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
	assert_int_equal(kit_ask("SELECT count(*) FROM trail WHERE what = 'backup restored'"), 1);
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

/* ---- the start of the kiosk ---- */

/* Bytes in the middle of the file are overwritten, where rows lie. */
static void damage(void)
{
	const char *path = scratch_path("state/directory.db");
	directory_close(directory);
	directory = NULL;
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	long size = ftell(file);
	for (long at = 4096; at < size; at += 4096) {
		fseek(file, at, SEEK_SET);
		fputs("eaten by the card", file);
	}
	fclose(file);
}

static void a_sound_directory_is_left_alone_at_the_start(void **state)
{
	(void)state;
	backup_rescue(scratch_path("nowhere"), &problems);
	assert_true(kit_import(HEAD "\n" ANN));
	int before = count_backups();
	backup_rescue(kit_state(), &problems);
	assert_int_equal(problems.count, 0);
	assert_int_equal(count_backups(), before);
	assert_string_equal(kit_names((struct directory_query){.all = true}), "Ann Bee");
}

static void the_newest_sound_backup_takes_a_damaged_directorys_place(void **state)
{
	(void)state;
	char *newest = NULL;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(backup_make(directory, NULL, NULL, why, sizeof why));
	assert_true(kit_import(HEAD "\n" CAL));
	assert_true(backup_make(directory, NULL, &newest, why, sizeof why));
	FILE *file = fopen(newest, "w");
	fputs("eaten too", file);
	fclose(file);
	damage();
	backup_rescue(kit_state(), &problems);
	assert_true(told(&problems, PROBLEM_ERROR, "in its place is"));
	assert_int_equal(problems.count, 1);
	kit_open();
	/* What came before the import of Cal: made by it. */
	assert_string_equal(kit_names((struct directory_query){.all = true}), "Ann Bee");
	assert_int_equal(kit_ask("SELECT count(*) FROM trail WHERE what = 'backup restored' AND "
				 "who = 'start'"),
		1);
	assert_int_equal(count_files("replaced-"), 1);
	free(newest);
}

static void without_a_backup_a_damaged_directory_leaves_an_empty_one(void **state)
{
	(void)state;
	directory_close(directory);
	directory = NULL;
	scratch_file(
		"state/directory.db", "a letter, not a database, but long enough to be looked at");
	backup_rescue(kit_state(), &problems);
	assert_true(told(&problems, PROBLEM_ERROR, "set aside in backups"));
	kit_open();
	assert_int_equal(kit_rows(), 0);
	assert_int_equal(count_files("replaced-"), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_fresh, kit_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_backup_is_one_sound_file),
		TEST(a_backup_goes_where_it_is_told_and_makes_the_way_there),
		TEST(fourteen_are_kept_and_one_a_month_for_a_year),
		TEST(what_was_cut_off_goes_after_a_day),
		TEST(what_is_no_backup_is_not_restored),
		TEST(a_restore_sets_the_present_aside_and_is_seen_at_once),
		TEST(a_damaged_directory_is_set_aside_for_a_backup),
		TEST(a_sound_directory_is_left_alone_at_the_start),
		TEST(the_newest_sound_backup_takes_a_damaged_directorys_place),
		TEST(without_a_backup_a_damaged_directory_leaves_an_empty_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
