/* The usage log where something fails: a full disk, half a batch, a reader that would write, files
 * that are damaged, newer or not there. */
#define SCRATCH "usage-faults"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "usage_kit.h"

#include <unistd.h>

static void a_full_disk_is_no_success(void **state)
{
	(void)state;
	if (access("/dev/full", W_OK) != 0)
		skip();
	write_visit();
	FILE *full = fopen("/dev/full", "w");
	assert_non_null(full);
	assert_false(usage_export(usage, full));
	assert_false(usage_report(usage, DAY_NONE, DAY_NONE, true, full));
	fclose(full);
}

static void a_batch_is_written_whole_or_not_at_all(void **state)
{
	(void)state;
	write_visit();
	change("CREATE TRIGGER broken BEFORE INSERT ON event WHEN new.value = 666"
	       " BEGIN SELECT raise(ABORT, 'broken'); END");
	struct usage_event batch[3];
	batch[0] = event_of(USAGE_VISIT, "touch", 0);
	batch[1] = event_of(USAGE_ROUTINE_STARTED, "quads", 0);
	batch[2] = event_of(USAGE_SEARCH, "", 666);
	assert_false(usage_write(usage, batch, 3));
	assert_string_equal(ask("SELECT count(*) FROM visit"), "1");
	assert_string_equal(ask("SELECT count(*) FROM event"), "2");
	/* The visit that was lost is no visit: what follows is one. */
	write_one(USAGE_ROUTINE_STARTED, "quads", 0);
	write_one(USAGE_END, "idle", 0);
	assert_string_equal(ask("SELECT count(*) FROM visit"), "2");
	assert_in(json_of_all(), "\"quads\":{\"started\":1,");
}

static void a_failed_batch_within_a_visit_loses_only_itself(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	change("DROP VIEW event_named; ALTER TABLE event RENAME TO gone");
	struct usage_event event = event_of(USAGE_SCREEN, "home", 0);
	assert_false(usage_write(usage, &event, 1));
	assert_false(usage_write(usage, &event, 1));
	change("ALTER TABLE gone RENAME TO event");
	write_one(USAGE_END, "home", 0);
	assert_string_equal(ask("SELECT count(*) || ended FROM visit"), "1home");
}

static void a_reader_sees_and_changes_nothing(void **state)
{
	(void)state;
	write_known_sequence();
	struct usage *writer = usage, *reader = usage_open(folder, true, &problems);
	assert_non_null(reader);
	struct usage_event event = event_of(USAGE_VISIT, "touch", 0);
	assert_false(usage_write(reader, &event, 1));
	assert_int_equal(usage_purge(reader, day + 1), -1);
	usage = reader;
	assert_in(json_of_all(), "\"visits\":2,");
	usage = writer;
	usage_close(reader);
	write_visit();
	assert_in(json_of_all(), "\"visits\":3,");
}

static void a_log_goes_on_where_it_was(void **state)
{
	(void)state;
	write_visit();
	closed(state);
	usage = usage_open(folder, false, &problems);
	write_visit();
	assert_in(json_of_all(), "\"visits\":2,");
	assert_int_equal(problems.count, 0);
}

static void garbage(const char *path, size_t size)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	for (size_t i = 0; i < size; i++)
		fputc((int)(i * 7919 >> 3 & 0xff), file);
	fclose(file);
}

static void garbage_is_set_aside_and_a_new_log_begins(void **state)
{
	static const size_t sizes[] = {512, 5000, 100000};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		closed(state);
		garbage(in_folder("usage.db"), sizes[i]);
		problems = (struct problems){0};
		usage = usage_open(folder, false, &problems);
		assert_non_null(usage);
		assert_true(told(&problems, PROBLEM_WARNING, "kept as usage.db.damaged"));
		write_visit();
		assert_in(json_of_all(), "\"visits\":1,");
		assert_true(access(in_folder("usage.db.damaged"), F_OK) == 0);
	}
}

static void a_reader_leaves_garbage_where_it_is(void **state)
{
	closed(state);
	garbage(in_folder("usage.db"), 5000);
	assert_null(usage_open(folder, true, &problems));
	assert_true(told(&problems, PROBLEM_ERROR, "usage.db"));
	assert_int_not_equal(access(in_folder("usage.db.damaged"), F_OK), 0);
	struct usage *again = usage_open(folder, false, &problems);
	assert_non_null(again);
	usage_close(again);
}

static void a_log_of_a_newer_program_is_left_alone(void **state)
{
	write_visit();
	closed(state);
	change("PRAGMA user_version = 99");
	assert_null(usage_open(folder, false, &problems));
	assert_true(told(&problems, PROBLEM_ERROR, "its schema is 99"));
	assert_string_equal(ask("SELECT count(*) FROM visit"), "1");
}

static void a_folder_in_its_place_is_a_problem(void **state)
{
	closed(state);
	remove(in_folder("usage.db"));
	assert_int_equal(mkdir(in_folder("usage.db"), 0755), 0);
	assert_null(usage_open(folder, false, &problems));
	assert_true(problems_any_error(&problems));
	assert_int_equal(rmdir(in_folder("usage.db")), 0);
}

static void a_missing_state_folder_is_a_problem(void **state)
{
	(void)state;
	assert_null(usage_open("no/such/folder", false, &problems));
	assert_true(told(&problems, PROBLEM_ERROR, "no/such/folder/usage.db"));
	usage_close(NULL);
}

/* A byte changed anywhere: an answer or a refusal, never a crash. */
static void any_damage_is_survived(void **state)
{
	write_known_sequence();
	closed(state);
	FILE *file = fopen(in_folder("usage.db"), "rb");
	assert_non_null(file);
	static unsigned char bytes[65536], bad[sizeof bytes];
	size_t size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	for (size_t at = 0; at < size; at += 37) {
		memcpy(bad, bytes, size);
		bad[at] ^= 0xff;
		remove(in_folder("usage.db-wal"));
		remove(in_folder("usage.db-shm"));
		file = fopen(in_folder("usage.db"), "wb");
		assert_int_equal(fwrite(bad, 1, at % 3 ? size : at, file), at % 3 ? size : at);
		fclose(file);
		problems = (struct problems){0};
		usage = usage_open(folder, false, &problems);
		if (!usage)
			continue;
		struct usage_event event = event_of(USAGE_VISIT, "touch", 0);
		usage_write(usage, &event, 1);
		FILE *out = tmpfile();
		usage_report(usage, DAY_NONE, DAY_NONE, true, out);
		usage_export(usage, out);
		fclose(out);
		usage_purge(usage, day);
		closed(state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_disk_is_no_success),
		TEST(a_batch_is_written_whole_or_not_at_all),
		TEST(a_failed_batch_within_a_visit_loses_only_itself),
		TEST(a_reader_sees_and_changes_nothing),
		TEST(a_log_goes_on_where_it_was),
		TEST(garbage_is_set_aside_and_a_new_log_begins),
		TEST(a_reader_leaves_garbage_where_it_is),
		TEST(a_log_of_a_newer_program_is_left_alone),
		TEST(a_folder_in_its_place_is_a_problem),
		TEST(a_missing_state_folder_is_a_problem),
		TEST(any_damage_is_survived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
