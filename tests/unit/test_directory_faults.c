/* The directory where the disk fails: at every write, sync, truncation, removal and renaming of an
 * import, an edit, an undo, an erasing, a backup, a restore and a migration. As before or as after,
 * never between, never damaged; and what was said to be done is there. */
#define SCRATCH "directory_faults"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "data/backup.h"
#include "data/integrity.h"
#include "directory_kit.h"
#include "fault_vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>

static char why[1024];

/* ---- the C library's part of the disk ---- */

int rename(const char *from, const char *to)
{
	if (!fault_step() || renameat(AT_FDCWD, from, AT_FDCWD, to) != 0)
		return -1;
	fault_renamed(from, to);
	return 0;
}

int link(const char *from, const char *to)
{
	return fault_step() ? linkat(AT_FDCWD, from, AT_FDCWD, to, 0) : -1;
}

int fsync(int file)
{
	if (!fault_step())
		return -1;
	fault_synced(file);
	return 0;
}

/* ---- files by hand ---- */

struct bytes {
	char *text;
	size_t size;
};

static struct bytes slurp(const char *path)
{
	struct bytes bytes = {0};
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	bytes.size = (size_t)ftell(file);
	rewind(file);
	bytes.text = mem_calloc(bytes.size + 1, 1);
	assert_int_equal(fread(bytes.text, 1, bytes.size, file), bytes.size);
	fclose(file);
	return bytes;
}

/* ---- what is done ---- */

static const char first_list[] =
	HEAD ",city\n" ANN CAL "Eve Fox,303-555-0144,CO,MT.3,2028-03-31,Niwot\n";
static const char second_list[] = HEAD ",city\n"
				       "Ann Wasp,303-555-0142,CO,MT.1,2029-03-31,Boulder\n"
				       "Gus Hop,303-555-0145,CO,MT.4,2028-03-31,Lyons\n" CAL;

static bool do_import(void)
{
	bool done = kit_import(second_list);
	snprintf(why, sizeof why, "%s", report.errors ? report.error[0].reason : "");
	return done;
}

static bool do_edit(void)
{
	struct directory_draft draft = {.id = 1,
		.field = {[THERAPIST_CITY] = "Lyons", [THERAPIST_LICENSE_NUMBER] = "MT.9"}};
	return directory_save(directory, &draft, "MK", NULL, why, sizeof why);
}

static bool do_undo(void)
{
	return directory_undo_import(directory, "MK", why, sizeof why);
}

static bool do_erase(void)
{
	return directory_erase(directory, 1, "MK", why, sizeof why);
}

static bool do_backup(void)
{
	return backup_make(directory, NULL, NULL, why, sizeof why);
}

/* Of what is there, after which a change is undone by it. */
static bool do_restore(void)
{
	directory_close(directory);
	directory = NULL;
	return backup_restore(kit_state(), scratch_path("older.db"), "MK", NULL, why, sizeof why);
}

/* Opening is all. */
static bool do_open(void)
{
	return directory != NULL;
}

struct deed {
	const char *name;
	bool (*run)(void);
	const char *file; /* the directory it begins with; NULL: with first_list and second_list */
};

static const struct deed deeds[] = {
	{"import", do_import, NULL},
	{"edit", do_edit, NULL},
	{"undo", do_undo, NULL},
	{"erase", do_erase, NULL},
	{"backup", do_backup, NULL},
	{"restore", do_restore, NULL},
	{"migration from schema 1", do_open, "tests/data/directory-1.db"},
	{"migration from schema 2", do_open, "tests/data/directory-2.db"},
};
enum { DEEDS = sizeof deeds / sizeof *deeds };

/* ---- one run ---- */

static struct bytes start; /* directory.db before the deed */

/* A directory with three rows, an import, and a backup beside it; older.db is another one. */
static void prepare(const struct deed *deed)
{
	fault_begin(FAULT_NONE, 0);
	kit_fresh(NULL);
	assert_true(kit_import(HEAD "\n" CAL));
	assert_true(kit_import(first_list));
	directory_close(directory);
	directory = NULL;
	free(start.text);
	start = slurp(scratch_path("state/directory.db"));
	scratch_bytes("older.db", start.text, start.size);
	if (deed->file) {
		free(start.text);
		start = slurp(deed->file);
		return;
	}
	if (deed->run != do_restore)
		return;
	kit_open();
	assert_true(kit_import(second_list));
	directory_close(directory);
	directory = NULL;
	free(start.text);
	start = slurp(scratch_path("state/directory.db"));
}

static void start_again(void)
{
	directory_close(directory);
	directory = NULL;
	kit_remove(scratch_path("state/backups"));
	kit_remove(kit_state());
	scratch_bytes("state/directory.db", start.text, start.size);
	scratch_bytes("state/backups/directory-20260101-030000.db", start.text, start.size);
}

/* The rows and the trail as texts, of a directory that is sound. */
static char *look(void)
{
	kit_open();
	assert_non_null(directory);
	assert_int_equal(kit_ask("SELECT count(*) FROM pragma_integrity_check"
				 " WHERE integrity_check = 'ok'"),
		1);
	assert_int_equal(kit_ask("SELECT count(*) FROM pragma_foreign_key_check"), 0);
	char *text = mem_printf(
		"%s%lld lines", kit_export(), (long long)kit_ask("SELECT count(*) FROM trail"));
	directory_close(directory);
	directory = NULL;
	return text;
}

/* Whatever has the name of a backup is a sound one. */
static void check_backups(void)
{
	DIR *dir = opendir(scratch_path("state/backups"));
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		char path[400], reason[200];
		size_t length = strlen(entry->d_name);
		if (length < 4 || strcmp(entry->d_name + length - 3, ".db") != 0)
			continue;
		snprintf(path, sizeof path, "state/backups/%.200s", entry->d_name);
		if (!integrity_check(scratch_path(path), reason, sizeof reason))
			fail_msg("%s: %s", path, reason);
	}
	if (dir)
		closedir(dir);
}

struct sweep {
	char *before, *after;
	int steps, runs, as_before, as_after;
};

static void learn_ends(const struct deed *deed, struct sweep *sweep)
{
	prepare(deed);
	start_again();
	sweep->before = look();
	start_again();
	kit_open();
	assert_true(deed->run());
	directory_close(directory);
	directory = NULL;
	sweep->after = look();
}

/* One run that fails at a step. Returns whether the step was met. */
static bool run_at(
	const struct deed *deed, struct sweep *sweep, enum fault kind, int at, unsigned lost)
{
	start_again();
	fault_begin(kind, at);
	kit_open();
	bool done = directory && deed->run();
	directory_close(directory);
	directory = NULL;
	bool met = fault_met();
	if (!met)
		sweep->steps = fault_steps();
	fault_end(lost);
	char *now = look();
	check_backups();
	bool before = strcmp(now, sweep->before) == 0, after = strcmp(now, sweep->after) == 0;
	if ((!before && !after) || (done && !after))
		fail_msg("%s, step %d, lost %u: %s\nbefore:\n%s\nafter:\n%s\nnow:\n%s", deed->name,
			at, lost, done ? "said to be done" : "not done", sweep->before,
			sweep->after, now);
	sweep->runs++;
	sweep->as_before += before && !after;
	sweep->as_after += after;
	free(now);
	return met;
}

/* Of what was not synced, all is lost in a third of the runs, parts in the others. */
static void sweep_all(enum fault kind, const char *what)
{
	log_set_style(LOG_SILENT);
	for (int i = 0; i < DEEDS; i++) {
		struct sweep sweep = {0};
		learn_ends(&deeds[i], &sweep);
		for (int at = 1; run_at(&deeds[i], &sweep, kind, at, (unsigned)at % 3); at++)
			;
		print_message("%s at each of %d steps of %s: %d runs, %d as before, %d as after\n",
			what, sweep.steps, deeds[i].name, sweep.runs, sweep.as_before,
			sweep.as_after);
		assert_true(sweep.steps > 2);
		assert_int_equal(sweep.runs, sweep.as_before + sweep.as_after);
		free(sweep.before);
		free(sweep.after);
	}
	log_set_style(LOG_JOURNAL);
}

static void a_kill_at_any_step_leaves_it_whole(void **state)
{
	(void)state;
	sweep_all(FAULT_KILL, "killed");
}

static void a_cut_of_power_at_any_step_leaves_it_whole(void **state)
{
	(void)state;
	sweep_all(FAULT_POWER, "power cut");
}

static void a_disk_that_is_full_from_any_step_on_leaves_it_whole(void **state)
{
	(void)state;
	sweep_all(FAULT_FULL, "disk full");
}

static void a_fault_of_the_disk_at_any_step_leaves_it_whole(void **state)
{
	(void)state;
	sweep_all(FAULT_ONCE, "disk fault");
}

/* The sweep would find a directory that trusts what is not on the disk. */
static void without_syncs_the_sweep_finds_what_is_lost(void **state)
{
	(void)state;
	struct sweep sweep = {0};
	int lost = 0, damaged = 0;
	log_set_style(LOG_SILENT);
	learn_ends(&deeds[1], &sweep);
	fault_deaf(true);
	bool met = true;
	for (int at = 1; met; at++) {
		start_again();
		fault_begin(FAULT_POWER, at);
		kit_open();
		bool done = directory && do_edit();
		directory_close(directory);
		directory = NULL;
		met = fault_met();
		fault_end(0);
		kit_open();
		damaged += !directory;
		lost += done && directory && strstr(kit_export(), "Lyons") == NULL;
	}
	fault_deaf(false);
	log_set_style(LOG_JOURNAL);
	print_message("without syncs: %d times lost, %d times damaged\n", lost, damaged);
	assert_true(lost + damaged > 0);
	free(sweep.before);
	free(sweep.after);
}

/* ---- a full disk is said, and forgiven ---- */

static void once_there_is_room_again_it_can_be_done(void **state)
{
	(void)state;
	static const int picked[] = {0, 1, 2, 4};
	log_set_style(LOG_SILENT);
	for (size_t i = 0; i < sizeof picked / sizeof *picked; i++) {
		const struct deed *deed = &deeds[picked[i]];
		int refused = 0;
		bool met = true;
		prepare(deed);
		for (int at = 1; met; at++) {
			start_again();
			kit_open();
			fault_begin(FAULT_FULL, at);
			bool done = deed->run();
			met = fault_met();
			if (!done) {
				refused++;
				assert_true(strstr(why, "full") || strstr(why, "space") ||
					    strstr(why, "disk"));
			}
			fault_end(0);
			/* By the same handle. */
			if (!done && !deed->run())
				fail_msg("%s, step %d: still refused: %s", deed->name, at, why);
		}
		print_message("%s: refused %d times, each time done later\n", deed->name, refused);
		assert_true(refused > 0);
	}
	log_set_style(LOG_JOURNAL);
}

/* ---- two writers ---- */

enum { CHANGES = 60 };

/* Changes its own row and, in turn with the other one, the third row. */
static bool write_much(int64_t own, const char *by)
{
	char text[40];
	bool done = true;
	for (int i = 0; done && i < CHANGES; i++) {
		snprintf(text, sizeof text, "%s %d", by, i);
		struct directory_draft mine = {.id = own, .field = {[THERAPIST_CITY] = text}};
		struct directory_draft shared = {.id = 3, .field = {[THERAPIST_STREET] = text}};
		done = directory_save(directory, &mine, by, NULL, why, sizeof why) &&
		       directory_save(directory, &shared, by, NULL, why, sizeof why);
		if (done && i % 20 == 0)
			done = backup_make(directory, NULL, NULL, why, sizeof why);
	}
	return done;
}

static void two_writers_at_once_lose_nothing(void **state)
{
	(void)state;
	fault_begin(FAULT_NONE, 0);
	kit_fresh(state);
	assert_true(kit_import(first_list));
	directory_close(directory);
	directory = NULL;
	int64_t before = kit_ask("SELECT count(*) FROM trail");
	pid_t other = fork();
	if (other == 0) {
		kit_open();
		bool done = write_much(2, "TR");
		directory_close(directory);
		_exit(done ? 0 : 1);
	}
	kit_open();
	assert_true(write_much(1, "MK"));
	int status = -1;
	assert_int_equal(waitpid(other, &status, 0), other);
	assert_int_equal(status, 0);
	assert_int_equal(kit_ask("SELECT count(*) FROM trail") - before, 4 * CHANGES);
	assert_string_equal(kit_field("MT.1", THERAPIST_CITY), "MK 59");
	assert_string_equal(kit_field("MT.2", THERAPIST_CITY), "TR 59");
	/* Each line of the trail begins where the one before it ended. */
	assert_int_equal(
		kit_ask("SELECT count(*) FROM (SELECT json_extract(before, '$.street') AS b,"
			" lag(json_extract(after, '$.street')) OVER (ORDER BY id) AS a FROM trail"
			" WHERE therapist_id = 3 AND what = 'changed') WHERE a IS NOT NULL AND a "
			"<> b"),
		0);
	check_backups();
}

/* ---- earlier schemas ---- */

static void every_earlier_schema_is_brought_up_to_date_with_its_rows(void **state)
{
	(void)state;
	static const char *const files[] = {
		"tests/data/directory-1.db", "tests/data/directory-2.db"};
	char *texts[2];
	fault_begin(FAULT_NONE, 0);
	for (int i = 0; i < 2; i++) {
		kit_fresh(state);
		directory_close(directory);
		directory = NULL;
		struct bytes bytes = slurp(files[i]);
		kit_remove(kit_state());
		scratch_bytes("state/directory.db", bytes.text, bytes.size);
		free(bytes.text);
		assert_int_equal(kit_ask("PRAGMA user_version"), i + 1);
		texts[i] = look();
		assert_int_equal(kit_ask("PRAGMA user_version"), 3);
		kit_open();
		assert_string_equal(
			kit_names((struct directory_query){.all = true, .words = "ine"}),
			"In\xc3\xa9s Specimen");
		assert_true(directory_undo_import(directory, "MK", why, sizeof why));
		assert_int_equal(kit_search((struct directory_query){.all = true}).found, 2);
	}
	/* The same was put into each. */
	assert_string_equal(texts[0], texts[1]);
	free(texts[0]);
	free(texts[1]);
}

#define TEST(f) cmocka_unit_test_teardown(f, kit_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_kill_at_any_step_leaves_it_whole),
		TEST(a_cut_of_power_at_any_step_leaves_it_whole),
		TEST(a_disk_that_is_full_from_any_step_on_leaves_it_whole),
		TEST(a_fault_of_the_disk_at_any_step_leaves_it_whole),
		TEST(without_syncs_the_sweep_finds_what_is_lost),
		TEST(once_there_is_room_again_it_can_be_done),
		TEST(two_writers_at_once_lose_nothing),
		TEST(every_earlier_schema_is_brought_up_to_date_with_its_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
