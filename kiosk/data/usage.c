#include "data/usage.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/names.h"
#include "data/usage_db.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* What may be kept of each kind: a name only where it is one of our own ids. */
static const struct {
	const char *name;
	bool has_name, has_value;
} kinds[USAGE_KINDS] = {
	[USAGE_VISIT] = {"visit", true, false},
	[USAGE_END] = {"end", true, false},
	[USAGE_SCREEN] = {"screen", true, false},
	[USAGE_LANGUAGE] = {"language", true, false},
	[USAGE_AID] = {"aid", true, true},
	[USAGE_SAFETY] = {"safety", true, false},
	[USAGE_ROUTINE_STARTED] = {"routine_started", true, false},
	[USAGE_ROUTINE_STEP] = {"routine_step", true, true},
	[USAGE_ROUTINE_FINISHED] = {"routine_finished", true, false},
	[USAGE_ROUTINE_LEFT] = {"routine_left", true, true},
	[USAGE_SEARCH] = {"search", false, true},
	[USAGE_FILTER] = {"filter", true, false},
	[USAGE_THERAPIST_OPENED] = {"therapist_opened", false, true},
	[USAGE_THERAPIST_QR] = {"therapist_qr", false, true},
	[USAGE_ROLLER_STARTED] = {"roller_started", true, false},
	[USAGE_ROLLER_SET] = {"roller_set", true, true},
	[USAGE_ROLLER_FINISHED] = {"roller_finished", true, true},
	[USAGE_PROGRAM_BUILT] = {"program_built", true, true},
	[USAGE_PROGRAM_STARTED] = {"program_started", true, true},
	[USAGE_PROGRAM_FINISHED] = {"program_finished", true, false},
	[USAGE_PROGRAM_LEFT] = {"program_left", true, true},
	[USAGE_ARTICLE_OPENED] = {"article_opened", true, false},
	[USAGE_ROUTINE_QR] = {"routine_qr", true, false},
};

/* Names that can only be one of a few words; the first stands for any other. */
static const char *const words[USAGE_KINDS][4] = {
	[USAGE_VISIT] = {"touch", "button"},
	[USAGE_END] = {"over", "idle", "home"},
	[USAGE_SAFETY] = {"ask", "ok"},
};

enum statement {
	BEGIN,
	COMMIT,
	ROLLBACK,
	ADD_VISIT,
	DATE_VISIT,
	DATE_OTHERS,
	SET_LANGUAGE,
	ADD_AID,
	END_VISIT,
	FIND_WHAT,
	ADD_WHAT,
	ADD_EVENT,
	STATEMENTS
};

static const char *const statements[STATEMENTS] = {
	[BEGIN] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[ADD_VISIT] = "INSERT INTO visit (id, begun_by, sure) VALUES (?1, ?2, 0) RETURNING seq",
	[DATE_VISIT] = "UPDATE visit SET day = ?2, hour = ?3, sure = ?4 WHERE seq = ?1",
	[DATE_OTHERS] = "UPDATE visit SET found = ?2"
			" WHERE day IS NULL AND found IS NULL AND seq <> ?1",
	[SET_LANGUAGE] = "UPDATE visit SET language = ?2 WHERE seq = ?1",
	[ADD_AID] = "UPDATE visit SET aids = trim(aids || '|' || ?2, '|')"
		    " WHERE seq = ?1 AND instr('|' || aids || '|', '|' || ?2 || '|') = 0",
	[END_VISIT] = "UPDATE visit SET ended = ?2, length_ms = ?3 WHERE seq = ?1",
	[FIND_WHAT] = "SELECT id FROM what WHERE kind = ?1 AND name = ?2",
	[ADD_WHAT] = "INSERT INTO what (kind, name) VALUES (?1, ?2) RETURNING id",
	[ADD_EVENT] = "INSERT INTO event (visit, n, ms, what, value, by_button)"
		      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
};

/* The visit that is going on, if any. */
struct visit {
	bool open, dated;
	bool fresh; /* began in the batch at hand */
	int64_t seq, began_us, last_us;
	int events;
};

/* Visits of this run whose day and hour nobody has vouched for, the oldest first. More than there
 * is room for stay as they are. */
enum { WAITING_MAX = 256 };
struct waiting {
	struct {
		int64_t seq, began_us;
	} visit[WAITING_MAX];
	int visits;
};

struct usage {
	sqlite3 *db;
	sqlite3_stmt *stmt[STATEMENTS];
	struct visit visit;
	struct waiting waiting;
	struct names names; /* "kind name" of what has been, and */
	int64_t *what;      /* its number in the table by that of the name; 0: not looked up */
	uint32_t whats;
	bool undated; /* there may be visits of which not even `found` is known */
	bool told;    /* of a failure, until something works again */
};

const char *usage_kind_name(enum usage_kind kind)
{
	return kinds[kind].name;
}

struct usage *usage_open(const char *state, bool read_only, struct problems *problems)
{
	sqlite3 *db = usage_db_open(state, read_only, problems);
	if (!db)
		return NULL;
	struct usage *usage = mem_calloc(1, sizeof *usage);
	usage->db = db;
	usage->undated = true;
	return usage;
}

void usage_close(struct usage *usage)
{
	if (!usage)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(usage->stmt[i]);
	sqlite3_close(usage->db);
	names_free(&usage->names);
	free(usage->what);
	free(usage);
}

sqlite3 *usage_database(struct usage *usage)
{
	return usage->db;
}

/* A full disk says the same at each batch: once is enough for the journal. */
static bool failed(struct usage *usage, const char *doing)
{
	if (!usage->told)
		log_error("usage.db: %s: %s", doing, sqlite3_errmsg(usage->db));
	usage->told = true;
	return false;
}

/* ---- statements ---- */

static sqlite3_stmt *use(struct usage *usage, enum statement which)
{
	if (!usage->stmt[which])
		usage->stmt[which] = usage_db_prepare(usage->db, statements[which]);
	return usage->stmt[which];
}

static bool bind_text(sqlite3_stmt *stmt, int at, const char *text)
{
	return sqlite3_bind_text(stmt, at, text, -1, SQLITE_TRANSIENT) == SQLITE_OK;
}

/* Runs to the end and makes the statement ready for the next time. *number: the first column of the
 * first row; left alone when there is none. */
static bool finish(sqlite3_stmt *stmt, int64_t *number)
{
	if (!stmt)
		return false;
	int code = sqlite3_step(stmt);
	if (code == SQLITE_ROW) {
		if (number)
			*number = sqlite3_column_int64(stmt, 0);
		code = sqlite3_step(stmt);
	}
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
	return code == SQLITE_DONE;
}

static bool run(struct usage *usage, enum statement which)
{
	return finish(use(usage, which), NULL);
}

/* ---- visits ---- */

/* The day and hour of so long before an event; false when the clock is wrong. */
static bool when_begun(
	int64_t began_us, const struct usage_event *event, char day[static 11], int *hour)
{
	/* 2020-01-01, when there was no Tuneup, and 2200-01-01. */
	const int64_t first_date = 1577836800, end_of_dates = 7258118400;
	if (event->wall_s < first_date || event->wall_s >= end_of_dates)
		return false;
	int64_t began_s = event->wall_s - (event->now_us - began_us) / 1000000;
	if (began_s < first_date)
		return false;
	date_write(date_of_wall(began_s), day);
	*hour = (int)(began_s % 86400 / 3600);
	return true;
}

/* Visits without a date are kept as long as the first one after them that has one. */
static bool date_others(struct usage *usage, const char *day)
{
	if (!usage->undated)
		return true;
	usage->undated = false;
	sqlite3_stmt *stmt = use(usage, DATE_OTHERS);
	sqlite3_bind_int64(stmt, 1, usage->visit.seq);
	bind_text(stmt, 2, day);
	return finish(stmt, NULL);
}

static bool date_visit(
	struct usage *usage, int64_t seq, int64_t began_us, const struct usage_event *event)
{
	char day[11];
	int hour;
	if (!when_begun(began_us, event, day, &hour))
		return true;
	if (seq == usage->visit.seq)
		usage->visit.dated = true;
	sqlite3_stmt *stmt = use(usage, DATE_VISIT);
	sqlite3_bind_int64(stmt, 1, seq);
	bind_text(stmt, 2, day);
	sqlite3_bind_int(stmt, 3, hour);
	sqlite3_bind_int(stmt, 4, !event->unsure);
	return finish(stmt, NULL) && date_others(usage, day);
}

/* An uncertain clock dates the visit that goes on, once; one that is vouched for dates all that
 * wait. */
static bool date_visits(struct usage *usage, const struct usage_event *event)
{
	struct waiting *waiting = &usage->waiting;
	const struct visit *visit = &usage->visit;
	char day[11];
	int hour;
	if (!when_begun(event->now_us, event, day, &hour)) {
		usage->undated = usage->undated || !visit->dated;
		return true;
	}
	if (event->unsure)
		return visit->dated || date_visit(usage, visit->seq, visit->began_us, event);
	bool done = true;
	for (int i = 0; done && i < waiting->visits; i++)
		done = date_visit(usage, waiting->visit[i].seq, waiting->visit[i].began_us, event);
	waiting->visits = 0;
	return done;
}

static void wait_for_clock(struct waiting *waiting, const struct visit *visit)
{
	if (waiting->visits == WAITING_MAX)
		memmove(&waiting->visit[0], &waiting->visit[1],
			sizeof waiting->visit[0] * (size_t)--waiting->visits);
	waiting->visit[waiting->visits].seq = visit->seq;
	waiting->visit[waiting->visits++].began_us = visit->began_us;
}

static bool update_visit(struct usage *usage, enum statement which, const char *text)
{
	const struct visit *visit = &usage->visit;
	sqlite3_stmt *stmt = use(usage, which);
	sqlite3_bind_int64(stmt, 1, visit->seq);
	if (text)
		bind_text(stmt, 2, text);
	if (which == END_VISIT)
		sqlite3_bind_int64(stmt, 3, (visit->last_us - visit->began_us) / 1000);
	return finish(stmt, NULL);
}

static bool end_visit(struct usage *usage, const char *how)
{
	usage->visit.open = false;
	return update_visit(usage, END_VISIT, how);
}

static int64_t random_number(void)
{
	int64_t number = 0;
	while (number == 0)
		if (getrandom(&number, sizeof number, 0) != sizeof number)
			number = 0;
	return number;
}

static bool begin_visit(struct usage *usage, const struct usage_event *event)
{
	struct visit *visit = &usage->visit;
	if (visit->open && !end_visit(usage, NULL))
		return false;
	*visit = (struct visit){
		.open = true, .fresh = true, .began_us = event->now_us, .last_us = event->now_us};
	sqlite3_stmt *stmt = use(usage, ADD_VISIT);
	bool by_button = event->by_button || strcmp(event->name, "button") == 0;
	sqlite3_bind_int64(stmt, 1, random_number());
	bind_text(stmt, 2, by_button ? "button" : "touch");
	if (!finish(stmt, &visit->seq))
		return false;
	wait_for_clock(&usage->waiting, visit);
	return true;
}

/* ---- events ---- */

/* One of our own ids: small letters, digits and a few marks, starting with a letter or a digit.
 * Whatever else came in is not kept, so that nothing typed ever can be. */
static const char *own_name(const struct usage_event *event)
{
	const char *const *word = words[event->kind];
	for (int i = 0; word[i]; i++)
		if (strncmp(word[i], event->name, USAGE_NAME_MAX) == 0)
			return word[i];
	if (word[0])
		return word[0];
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
	size_t length = strnlen(event->name, USAGE_NAME_MAX);
	bool own = kinds[event->kind].has_name && length < USAGE_NAME_MAX &&
		   strspn(event->name, letters) == length && !strchr("_.-", event->name[0]);
	return own ? event->name : "";
}

static int64_t look_up_what(struct usage *usage, const char *kind, const char *name)
{
	static const enum statement ways[] = {FIND_WHAT, ADD_WHAT};
	int64_t id = 0;
	for (int i = 0; i < 2 && !id; i++) {
		sqlite3_stmt *stmt = use(usage, ways[i]);
		bind_text(stmt, 1, kind);
		bind_text(stmt, 2, name);
		if (!finish(stmt, &id))
			return 0;
	}
	return id;
}

/* Remembers what it has found: the same few things happen again and again. */
static int64_t find_what(struct usage *usage, const char *kind, const char *name)
{
	char both[2 * USAGE_NAME_MAX];
	int length = snprintf(both, sizeof both, "%s %s", kind, name);
	uint32_t at = names_add(&usage->names, both, (size_t)length);
	if (at >= usage->whats) {
		usage->what = mem_realloc(usage->what, (at + 1) * sizeof *usage->what);
		while (usage->whats <= at)
			usage->what[usage->whats++] = 0;
	}
	if (!usage->what[at])
		usage->what[at] = look_up_what(usage, kind, name);
	return usage->what[at];
}

/* A batch that was lost may have taken what it added along. */
static void forget_whats(struct usage *usage)
{
	names_free(&usage->names);
	usage->whats = 0;
}

static bool add_event(struct usage *usage, const struct usage_event *event, const char *name)
{
	struct visit *visit = &usage->visit;
	int64_t what = find_what(usage, kinds[event->kind].name, name);
	sqlite3_stmt *stmt = use(usage, ADD_EVENT);
	if (!what)
		return false;
	if (event->now_us > visit->last_us)
		visit->last_us = event->now_us;
	sqlite3_bind_int64(stmt, 1, visit->seq);
	sqlite3_bind_int(stmt, 2, visit->events++);
	sqlite3_bind_int64(stmt, 3, (visit->last_us - visit->began_us) / 1000);
	sqlite3_bind_int64(stmt, 4, what);
	if (kinds[event->kind].has_value)
		sqlite3_bind_int64(stmt, 5, event->value);
	sqlite3_bind_int(stmt, 6, event->by_button);
	return finish(stmt, NULL);
}

/* The quiet screen between two visits is no visit. */
static bool of_no_visit(const struct usage_event *event)
{
	return event->kind == USAGE_END ||
	       (event->kind == USAGE_SCREEN && strcmp(event->name, "attract") == 0);
}

static bool write_event(struct usage *usage, const struct usage_event *event)
{
	struct visit *visit = &usage->visit;
	if ((unsigned)event->kind >= USAGE_KINDS || (!visit->open && of_no_visit(event)))
		return true;
	if ((event->kind == USAGE_VISIT || !visit->open) && !begin_visit(usage, event))
		return false;
	if (!date_visits(usage, event))
		return false;
	const char *name = own_name(event);
	if (!add_event(usage, event, name))
		return false;
	switch (event->kind) {
	case USAGE_END:
		return end_visit(usage, name);
	case USAGE_LANGUAGE:
		return !name[0] || update_visit(usage, SET_LANGUAGE, name);
	case USAGE_AID:
		return !name[0] || update_visit(usage, ADD_AID, name);
	default:
		return true;
	}
}

bool usage_write(struct usage *usage, const struct usage_event *event, int events)
{
	usage->visit.fresh = false;
	struct visit before = usage->visit;
	struct waiting waiting = usage->waiting;
	bool written = run(usage, BEGIN);
	for (int i = 0; written && i < events; i++)
		written = write_event(usage, &event[i]);
	if (written && run(usage, COMMIT)) {
		usage->told = false;
		return true;
	}
	/* A visit that began or ended in the lost batch, or that somebody deleted, is over: what
	 * follows opens a new one. */
	bool gone = usage->visit.fresh || !usage->visit.open ||
		    sqlite3_errcode(usage->db) == SQLITE_CONSTRAINT;
	failed(usage, "events could not be written");
	run(usage, ROLLBACK);
	if (gone)
		before.open = false;
	usage->visit = before;
	usage->waiting = waiting;
	forget_whats(usage);
	usage->undated = true;
	return false;
}

day_t usage_newest(struct usage *usage)
{
	day_t newest = DAY_NONE;
	sqlite3_stmt *stmt =
		usage_db_prepare(usage->db, "SELECT max(day) FROM visit WHERE day IS NOT NULL");
	if (stmt && sqlite3_step(stmt) == SQLITE_ROW) {
		const char *day = (const char *)sqlite3_column_text(stmt, 0);
		if (day && !date_read(day, &newest))
			newest = DAY_NONE;
	}
	sqlite3_finalize(stmt);
	return newest;
}
