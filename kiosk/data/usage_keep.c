/* How long the usage log keeps what, and how large it gets. */
#include "base/log.h"
#include "data/usage_db.h"

#include <string.h>

/* Visits that are thinned at once: a transaction of a moment, whatever else is going on. */
enum { STEP = 500 };

static bool fails(struct usage *usage, const char *what)
{
	log_error("usage.db: %s: %s", what, sqlite3_errmsg(usage_database(usage)));
	return false;
}

static bool run_to_end(sqlite3_stmt *stmt)
{
	bool done = stmt && sqlite3_step(stmt) == SQLITE_DONE;
	sqlite3_finalize(stmt);
	return done;
}

/* Without this the deleted rows would live on in the log beside the file. */
static void give_back(struct usage *usage)
{
	sqlite3 *db = usage_database(usage);
	if (!usage_db_run(db, "PRAGMA incremental_vacuum") ||
		!usage_db_run(db, "PRAGMA wal_checkpoint(TRUNCATE)"))
		fails(usage, "the space of old visits could not be freed");
}

int64_t usage_purge(struct usage *usage, day_t before)
{
	char day[11];
	date_write(before, day);
	sqlite3 *db = usage_database(usage);
	sqlite3_stmt *stmt = usage_db_prepare(
		db, "DELETE FROM visit WHERE coalesce(day, found, '2199-12-30') < ?1");
	if (stmt)
		sqlite3_bind_text(stmt, 1, day, -1, SQLITE_STATIC);
	if (!run_to_end(stmt)) {
		fails(usage, "old visits could not be deleted");
		return -1;
	}
	int64_t deleted = sqlite3_changes64(db);
	if (deleted)
		give_back(usage);
	return deleted;
}

/* ---- the bound ---- */

static int64_t number(sqlite3 *db, const char *sql, int64_t bound)
{
	sqlite3_stmt *stmt = usage_db_prepare(db, sql);
	int64_t n = 0;
	if (stmt && sqlite3_bind_parameter_count(stmt) > 0)
		sqlite3_bind_int64(stmt, 1, bound);
	if (stmt && sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

int64_t usage_bytes(struct usage *usage)
{
	sqlite3 *db = usage_database(usage);
	return number(db, "PRAGMA page_count", 0) * number(db, "PRAGMA page_size", 0);
}

/* What is kept of a step's events is written anew: rows that are only deleted leave pages half
 * full, which gives back a third of the room. */
static const char *const keep_few[] = {
	"CREATE TEMP TABLE IF NOT EXISTS kept (visit, n, ms, what, value, by_button)",
	"INSERT INTO kept SELECT visit, n, ms, what, value, by_button FROM event"
	" WHERE visit BETWEEN ?1 AND ?2 AND what NOT IN"
	" (SELECT id FROM what WHERE kind IN ('screen', 'routine_step'))",
	"DELETE FROM event WHERE visit BETWEEN ?1 AND ?2",
	"INSERT INTO event (visit, n, ms, what, value, by_button)"
	" SELECT * FROM kept ORDER BY visit, n",
	"DELETE FROM kept",
	"UPDATE visit SET thinned = 1 WHERE seq BETWEEN ?1 AND ?2 AND thinned < 1",
	NULL,
};
static const char *const keep_none[] = {
	"DELETE FROM event WHERE visit BETWEEN ?1 AND ?2",
	"UPDATE visit SET thinned = 2 WHERE seq BETWEEN ?1 AND ?2",
	NULL,
};
static const char *const forget[] = {"DELETE FROM visit WHERE seq BETWEEN ?1 AND ?2", NULL};

/* From the mildest on: what happens to the visits up to so many per cent of the newest one's place.
 * What stands in `visit` itself goes last, since it is least and counts most. */
static const struct measure {
	int share;
	const char *first;
	const char *const *sql;
} measures[] = {
	{50, "SELECT min(seq) FROM visit WHERE thinned < 1", keep_few},
	{25, "SELECT min(seq) FROM visit WHERE thinned < 2", keep_none},
	{99, "SELECT min(seq) FROM visit", forget},
};

static bool run_between(sqlite3 *db, const char *const *sql, int64_t first, int64_t last)
{
	bool done = true;
	for (; done && *sql; sql++) {
		sqlite3_stmt *stmt = usage_db_prepare(db, *sql);
		if (stmt && sqlite3_bind_parameter_count(stmt) == 2) {
			sqlite3_bind_int64(stmt, 1, first);
			sqlite3_bind_int64(stmt, 2, last);
		}
		done = run_to_end(stmt);
	}
	return done;
}

/* One step of the mildest measure that still has something to do. False: nothing has, or it
 * failed. */
static bool thin_once(struct usage *usage)
{
	sqlite3 *db = usage_database(usage);
	int64_t oldest = number(db, "SELECT min(seq) FROM visit", 0);
	int64_t newest = number(db, "SELECT max(seq) FROM visit", 0);
	for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
		const struct measure *measure = &measures[i];
		int64_t end = oldest + (newest - oldest) * measure->share / 100;
		int64_t first = number(db, measure->first, 0), last = first + STEP - 1;
		if (!first || first >= end)
			continue;
		last = last < end ? last : end;
		bool done = usage_db_run(db, "BEGIN IMMEDIATE") &&
			    run_between(db, measure->sql, first, last) &&
			    usage_db_run(db, "COMMIT");
		if (!done)
			fails(usage, "old visits could not be thinned");
		if (!done)
			usage_db_run(db, "ROLLBACK");
		return done && usage_db_run(db, "PRAGMA incremental_vacuum");
	}
	return false;
}

bool usage_thin(struct usage *usage, int64_t most)
{
	/* Some room, so that the next time is not tomorrow. */
	int64_t enough = most - most / 16;
	if (usage_bytes(usage) <= most)
		return false;
	while (usage_bytes(usage) > enough && thin_once(usage)) {
	}
	give_back(usage);
	return true;
}

day_t usage_thinned_before(struct usage *usage)
{
	day_t day = DAY_NONE;
	sqlite3 *db = usage_database(usage);
	/* The oldest are the first to be thinned. */
	if (!number(db, "SELECT thinned FROM visit ORDER BY seq LIMIT 1", 0))
		return day;
	sqlite3_stmt *stmt = usage_db_prepare(
		db, "SELECT date(max(day), '+1 day') FROM visit WHERE thinned > 0");
	const char *text = NULL;
	if (stmt && sqlite3_step(stmt) == SQLITE_ROW)
		text = (const char *)sqlite3_column_text(stmt, 0);
	if (text && !date_read(text, &day))
		day = DAY_NONE;
	sqlite3_finalize(stmt);
	return day;
}
