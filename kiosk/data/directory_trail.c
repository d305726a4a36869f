/* The audit trail: who changed what and when, and which days are known by it. */
#include "base/tr.h"
#include "data/directory_write.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

const char directory_date_title[] = N_("The date is wrong");
static const char date_todo[] = N_("Set the date and time of this machine.");

static const char expiry_title[] = N_("Licenses expire soon");
static const char expiry_todo[] =
	N_("Look them up at the state board, then enter the new dates and verify them.");

static const char confirmed[] = "date confirmed";

/* ---- reading ---- */

static const char *keep(struct arena *arena, sqlite3_stmt *statement, int column)
{
	return arena_strdup(arena, directory_text(statement, column));
}

static void add_deed(struct directory_trail *trail, sqlite3_stmt *statement, struct arena *arena)
{
	trail->deed[trail->count++] = (struct directory_deed_done){
		.id = sqlite3_column_int64(statement, 0),
		.therapist = sqlite3_column_int64(statement, 1),
		.at = keep(arena, statement, 2),
		.who = keep(arena, statement, 3),
		.what = keep(arena, statement, 4),
		.before = keep(arena, statement, 5),
		.after = keep(arena, statement, 6),
		.name = keep(arena, statement, 7),
	};
}

bool directory_read_trail(struct directory *directory, int64_t therapist, int limit,
	struct arena *arena, struct directory_trail *trail)
{
	sqlite3_stmt *statement = directory_prepare(
		directory, therapist ? "SELECT trail.id, therapist_id, at, who, what, before, "
				       "after, name FROM trail"
				       " LEFT JOIN therapist ON therapist.id = therapist_id"
				       " WHERE therapist_id = ?1 ORDER BY trail.id DESC LIMIT ?2"
				     : "SELECT trail.id, therapist_id, at, who, what, before, "
				       "after, name FROM trail"
				       " LEFT JOIN therapist ON therapist.id = therapist_id"
				       " ORDER BY trail.id DESC LIMIT ?2");
	int code = SQLITE_ERROR;
	*trail = (struct directory_trail){0};
	if (statement) {
		trail->deed = arena_alloc(arena, (size_t)limit * sizeof *trail->deed);
		if (therapist)
			sqlite3_bind_int64(statement, 1, therapist);
		sqlite3_bind_int(statement, 2, limit);
		while ((code = sqlite3_step(statement)) == SQLITE_ROW)
			add_deed(trail, statement, arena);
		if (code != SQLITE_DONE)
			directory_fault(directory);
	}
	sqlite3_finalize(statement);
	return code == SQLITE_DONE;
}

bool directory_read_deed(struct directory *directory, const struct directory_deed_done *deed,
	struct arena *arena, struct directory_change_told **change, size_t *changes)
{
	sqlite3_stmt *statement = directory_prepare(directory,
		"SELECT keys.key, before.value, after.value FROM"
		" (SELECT key FROM json_each(?1) UNION SELECT key FROM json_each(?2)) AS keys"
		" LEFT JOIN json_each(?1) AS before ON before.key = keys.key"
		" LEFT JOIN json_each(?2) AS after ON after.key = keys.key");
	int code = SQLITE_ERROR;
	struct directory_change_told told[THERAPIST_FIELDS + 1] = {{0}};
	*change = arena_alloc(arena, sizeof told);
	*changes = 0;
	if (!statement)
		return false;
	directory_bind(statement, 1, deed->before[0] ? deed->before : "{}");
	directory_bind(statement, 2, deed->after[0] ? deed->after : "{}");
	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *name = directory_text(statement, 0);
		int i = 0;
		while (i < THERAPIST_FIELDS &&
			strcmp(therapist_field_name((enum therapist_field)i), name) != 0)
			i++;
		told[i] = (struct directory_change_told){(enum therapist_field)i,
			keep(arena, statement, 1), keep(arena, statement, 2)};
	}
	for (int i = 0; i <= THERAPIST_FIELDS; i++)
		if (told[i].before)
			(*change)[(*changes)++] = told[i];
	sqlite3_finalize(statement);
	return code == SQLITE_DONE || directory_fault(directory);
}

/* ---- the date ---- */

/* "2026-11-23T18:05:12Z" as the day it was here; DAY_NONE: it is none. */
static day_t local_day(const char *at)
{
	struct tm utc = {0}, local;
	const char *end = strptime(at, "%Y-%m-%dT%H:%M:%SZ", &utc);
	if (!end || *end)
		return DAY_NONE;
	time_t then = timegm(&utc);
	localtime_r(&then, &local);
	return date_of_wall((int64_t)then + local.tm_gmtoff);
}

/* Of the newest line that is believed; DAY_NONE: there is none. */
static day_t newest_day(struct directory *directory)
{
	day_t noted = DAY_NONE;
	sqlite3_stmt *statement = directory_prepare(directory,
		"SELECT at FROM trail INDEXED BY trail_at WHERE id >="
		" (SELECT coalesce(max(id), 0) FROM trail WHERE what = 'date confirmed')"
		" ORDER BY at DESC LIMIT 1");
	if (statement && sqlite3_step(statement) == SQLITE_ROW)
		noted = local_day(directory_text(statement, 0));
	sqlite3_finalize(statement);
	return noted;
}

day_t directory_known_day(struct directory *directory)
{
	day_t released = DAY_NONE;
	date_read(TUNEUP_RELEASED, &released);
	return license_today(newest_day(directory), released);
}

bool directory_read_report(struct directory *directory, int64_t import, struct arena *arena,
	const char ***line, size_t *lines)
{
	sqlite3_stmt *statement = directory_prepare(directory,
		"SELECT line, count(*) OVER () FROM report WHERE import_id = ?1 ORDER BY rowid");
	int code = SQLITE_ERROR;
	*lines = 0;
	if (statement)
		sqlite3_bind_int64(statement, 1, import);
	while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		if (*lines == 0)
			*line = arena_alloc(
				arena, (size_t)sqlite3_column_int64(statement, 1) * sizeof **line);
		(*line)[(*lines)++] = keep(arena, statement, 0);
	}
	if (statement && code != SQLITE_DONE)
		directory_fault(directory);
	sqlite3_finalize(statement);
	return code == SQLITE_DONE;
}

bool directory_purge_trail(struct directory *directory, day_t today)
{
	/* A clock that jumps ahead must not empty the trail. */
	enum { JUMP_DAYS = 92 };
	char before[11];
	day_t newest = newest_day(directory);
	if (newest == DAY_NONE)
		return true;
	sqlite3_stmt *statement = directory_prepare(directory, "DELETE FROM trail WHERE at < ?1");
	if (!statement)
		return false;
	day_t day = today < newest + JUMP_DAYS ? today : newest + JUMP_DAYS;
	date_write(date_add_months(day, -12 * TRAIL_KEEP_YEARS), before);
	directory_bind(statement, 1, before);
	bool done = directory_run(directory, statement);
	sqlite3_finalize(statement);
	return done;
}

bool directory_confirm_date(struct directory *directory, const char *by, char *why, size_t size)
{
	struct arena arena = {0};
	const char *initials = directory_read_initials(by, &arena, why, size);
	const struct directory_deed deed = {.by = initials, .what = confirmed};
	bool done = initials &&
		    ((directory_begin(directory) && directory_note(directory, &deed, NULL, NULL) &&
			     directory_commit(directory)) ||
			    directory_why(directory, why, size));
	directory_rollback(directory);
	arena_free(&arena);
	return done;
}

static void review_date(day_t clock, day_t today, struct problems *problems)
{
	char said[11], judged[11];
	problems_clear(problems, PART_DATA, directory_date_title);
	if (today == clock)
		return;
	date_write(clock, said);
	date_write(today, judged);
	problems_add(problems, PROBLEM_WARNING, PART_DATA, directory_date_title, date_todo,
		N_("the clock says %s, but it was %s already: licenses are judged by that day"),
		said, judged);
}

static void review_licenses(struct directory *directory, day_t today, struct problems *problems)
{
	struct directory_counts counts;
	char first[11];
	problems_clear(problems, PART_DATA, expiry_title);
	if (!directory_count(directory, today, &counts) || counts.first_expiry == DAY_NONE)
		return;
	date_write(counts.first_expiry, first);
	problems_add(problems, PROBLEM_WARNING, PART_DATA, expiry_title, expiry_todo,
		N_("%d within %d days, the first on %s"), counts.by_status[LICENSE_EXPIRING],
		LICENSE_WARN_DAYS, first);
}

day_t directory_review(struct directory *directory, day_t clock, struct problems *problems)
{
	day_t today = license_today(clock, directory_known_day(directory));
	review_date(clock, today, problems);
	review_licenses(directory, today, problems);
	return today;
}
