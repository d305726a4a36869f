/* A usage log of a test's own, and somebody who visits. Define SCRATCH and include cmocka first. */
#ifndef TUNEUP_USAGE_KIT_H
#define TUNEUP_USAGE_KIT_H

#include "data/usage.h"
#include "scratch.h"

#include <sqlite3.h>

static const int64_t second = 1000000;

static struct problems problems;
static struct usage *usage;
static char folder[1024];
static int64_t now_us;
static day_t day;
static int64_t second_of_day;

static inline const char *in_folder(const char *name)
{
	static char path[4][1200];
	static int next;
	char *text = path[next++ % 4];
	snprintf(text, sizeof path[0], "%s/%s", folder, name);
	return text;
}

static inline int fresh(void **state)
{
	static int number;
	char name[40];
	(void)state;
	snprintf(name, sizeof name, "state-%d/", number++);
	snprintf(folder, sizeof folder, "%s", scratch_path(name));
	folder[strlen(folder) - 1] = '\0';
	static const char *const files[] = {
		"usage.db", "usage.db-wal", "usage.db-shm", "usage.db.damaged"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		remove(in_folder(files[i]));
	problems = (struct problems){0};
	now_us = 1000 * second;
	day = date_make(2026, 11, 23);
	second_of_day = 18 * 3600;
	usage = usage_open(folder, false, &problems);
	assert_non_null(usage);
	return 0;
}

static inline int closed(void **state)
{
	(void)state;
	usage_close(usage);
	usage = NULL;
	return 0;
}

/* An event that happens a second after the last one. */
static inline struct usage_event event_of(enum usage_kind kind, const char *name, int64_t value)
{
	now_us += second;
	second_of_day += 1;
	struct usage_event event = {.kind = kind, .value = value, .now_us = now_us};
	event.wall_s = (int64_t)day * 86400 + second_of_day;
	snprintf(event.name, sizeof event.name, "%s", name);
	return event;
}

static inline void write_one(enum usage_kind kind, const char *name, int64_t value)
{
	struct usage_event event = event_of(kind, name, value);
	assert_true(usage_write(usage, &event, 1));
}

static inline void write_undated(enum usage_kind kind, const char *name)
{
	struct usage_event event = event_of(kind, name, 0);
	event.wall_s = 0;
	assert_true(usage_write(usage, &event, 1));
}

static inline void write_visit(void)
{
	write_one(USAGE_VISIT, "touch", 0);
	write_one(USAGE_END, "home", 0);
}

/* Two visits, with an event of nearly each kind. */
static inline void write_known_sequence(void)
{
	write_one(USAGE_VISIT, "touch", 0);
	write_one(USAGE_LANGUAGE, "en", 0);
	write_one(USAGE_SCREEN, "home", 0);
	write_one(USAGE_LANGUAGE, "es", 0);
	write_one(USAGE_AID, "contrast", 1);
	write_one(USAGE_SAFETY, "ok", 0);
	write_one(USAGE_ROUTINE_STARTED, "quads", 0);
	write_one(USAGE_ROUTINE_STEP, "quads", 1);
	write_one(USAGE_ROUTINE_STEP, "quads", 2);
	write_one(USAGE_ROUTINE_FINISHED, "quads", 0);
	write_one(USAGE_ROUTINE_STARTED, "calves", 0);
	write_one(USAGE_ROUTINE_LEFT, "calves", 1);
	write_one(USAGE_SEARCH, "", 7);
	write_one(USAGE_FILTER, "technique.sports", 0);
	write_one(USAGE_THERAPIST_OPENED, "", 12);
	write_one(USAGE_THERAPIST_QR, "", 12);
	write_one(USAGE_ROLLER_STARTED, "quads", 0);
	write_one(USAGE_ROLLER_SET, "quads", 1);
	write_one(USAGE_ROLLER_SET, "quads", 2);
	write_one(USAGE_ROLLER_FINISHED, "quads", 2);
	write_one(USAGE_PROGRAM_BUILT, "after", 5);
	write_one(USAGE_PROGRAM_BUILT, "after", 12);
	write_one(USAGE_PROGRAM_STARTED, "after", 12);
	write_one(USAGE_PROGRAM_FINISHED, "after", 0);
	write_one(USAGE_PROGRAM_BUILT, "long-run", 12);
	write_one(USAGE_PROGRAM_STARTED, "long-run", 12);
	write_one(USAGE_PROGRAM_LEFT, "long-run", 2);
	write_one(USAGE_END, "idle", 0);
	write_one(USAGE_VISIT, "button", 0);
	write_one(USAGE_ROUTINE_STARTED, "quads", 0);
	write_one(USAGE_END, "home", 0);
}

/* The first column of the first row of any SQL, by a connection of its own. */
static inline const char *ask(const char *sql)
{
	static char answer[200];
	sqlite3 *db = NULL;
	sqlite3_stmt *stmt = NULL;
	answer[0] = '\0';
	assert_int_equal(sqlite3_open(in_folder("usage.db"), &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	int code = sqlite3_step(stmt);
	if (code == SQLITE_ROW && sqlite3_column_text(stmt, 0))
		snprintf(answer, sizeof answer, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return answer;
}

static inline void change(const char *sql)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(in_folder("usage.db"), &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static inline const char *all_of(FILE *file)
{
	static char text[64 * 1024];
	rewind(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	return text;
}

static inline const char *report(day_t from, day_t to, bool json)
{
	FILE *file = tmpfile();
	assert_non_null(file);
	assert_true(usage_report(usage, from, to, json, file));
	return all_of(file);
}

static inline const char *json_of_all(void)
{
	return report(DAY_NONE, DAY_NONE, true);
}

static inline void assert_in(const char *text, const char *words)
{
	if (!strstr(text, words))
		fail_msg("\"%s\" is missing in: %s", words, text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, closed)

#endif
