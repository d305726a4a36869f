/* A directory of its own for each test, below TUNEUP_TEST_DIR. SCRATCH is defined before. */
#ifndef TUNEUP_DIRECTORY_KIT_H
#define TUNEUP_DIRECTORY_KIT_H

#include "data/import.h"
#include "scratch.h"

#include <dirent.h>
#include <sqlite3.h>
#include <unistd.h>

#define HEAD "name,phone,license_state,license_number,license_expires"
#define ANN "Ann Bee,303-555-0142,CO,MT.1,2028-03-31\n"
#define CAL "Cal Dee,303-555-0143,CO,MT.2,2028-03-31\n"

static struct directory *directory;
static struct import_report report;
static struct problems problems;
static struct arena arena;
static day_t today;

/* Removes the files of a folder, and the folder. */
static inline void kit_remove(const char *folder)
{
	DIR *dir = opendir(folder);
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		char path[1400];
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] != '.')
			unlink(path);
	}
	if (dir)
		closedir(dir);
	rmdir(folder);
}

static inline const char *kit_state(void)
{
	return scratch_path("state");
}

static inline void kit_open(void)
{
	directory_close(directory);
	directory = directory_open(kit_state(), "assets/us-zips.csv", false, &problems);
}

/* Before each test. */
static inline int kit_fresh(void **state)
{
	(void)state;
	today = date_make(2026, 11, 23);
	directory_close(directory);
	directory = NULL;
	kit_remove(scratch_path("state/backups"));
	kit_remove(kit_state());
	problems = (struct problems){0};
	kit_open();
	return directory ? 0 : -1;
}

/* After each test. */
static inline int kit_close(void **state)
{
	(void)state;
	directory_close(directory);
	directory = NULL;
	import_report_free(&report);
	arena_free(&arena);
	return 0;
}

static inline bool kit_import_with(
	const void *bytes, size_t size, const struct import_options *options)
{
	import_report_free(&report);
	const char *path = scratch_bytes("list.csv", bytes, size);
	return import_file(directory, path, options, today, &report);
}

static inline bool kit_import(const char *text)
{
	const struct import_options options = {.by = "MK"};
	return kit_import_with(text, strlen(text), &options);
}

/* All of it as CSV; in a ring of two, until the third call. */
static inline const char *kit_export(void)
{
	static char *ring[2];
	static int next;
	size_t size = 0;
	char **text = &ring[next++ % 2];
	free(*text);
	FILE *file = open_memstream(text, &size);
	if (!export_csv(directory, file))
		abort();
	fclose(file);
	return *text;
}

static inline struct therapist_list kit_search(struct directory_query query)
{
	struct therapist_list list = {0};
	query.today = today;
	if (!directory_search(directory, &query, &arena, &list))
		abort();
	return list;
}

/* The names found, parted by ", ". */
static inline const char *kit_names(struct directory_query query)
{
	struct therapist_list list = kit_search(query);
	const char *names = "";
	for (size_t i = 0; i < list.count; i++)
		names = arena_printf(&arena, "%s%s%s", names, i > 0 ? ", " : "",
			list.therapist[i].field[THERAPIST_NAME]);
	return names;
}

/* The row of a license, retired or not; one that is not there has the id 0. */
static inline struct therapist kit_find(const char *number)
{
	struct therapist_list list =
		kit_search((struct directory_query){.all = true, .retired = true});
	for (size_t i = 0; i < list.count; i++)
		if (strcmp(list.therapist[i].field[THERAPIST_LICENSE_NUMBER], number) == 0)
			return list.therapist[i];
	return (struct therapist){0};
}

static inline const char *kit_field(const char *number, enum therapist_field field)
{
	struct therapist therapist = kit_find(number);
	return therapist.id ? therapist.field[field] : "(no row)";
}

/* ---- beside our own code ---- */

/* Asks the database itself, beside our own code. */
static inline int64_t kit_ask(const char *sql)
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

static inline void kit_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* ---- what the last import reported ---- */

static inline void kit_expect_counts(int added, int changed, int unchanged, int missing)
{
	assert_int_equal(report.added, added);
	assert_int_equal(report.changed, changed);
	assert_int_equal(report.unchanged, unchanged);
	assert_int_equal(report.missing, missing);
}

static inline bool kit_noted(const char *words)
{
	for (size_t i = 0; i < report.notes; i++)
		if (strstr(report.note[i], words))
			return true;
	for (size_t i = 0; i < report.notes; i++)
		fprintf(stderr, "noted: %s\n", report.note[i]);
	return false;
}

/* "line:column:field" of all errors, parted by spaces. */
static inline const char *kit_places(void)
{
	const char *text = "";
	for (size_t i = 0; i < report.errors; i++)
		text = arena_printf(&arena, "%s%s%d:%d:%s", text, i > 0 ? " " : "",
			report.error[i].line, report.error[i].column, report.error[i].field);
	return text;
}

static inline size_t kit_rows(void)
{
	return kit_search((struct directory_query){.all = true, .retired = true}).found;
}

#endif
