#include "base/log.h"
#include "base/mem.h"
#include "data/usage_db.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Everything a report says is a count of one name of one kind. */
struct tally {
	const char *kind, *name;
	int64_t n;
};

struct report {
	const char *from, *to;
	struct tally *tally;
	size_t tallies;
	struct arena arena;
};

#define SPAN                                                                                       \
	" WHERE ((?1 IS NULL AND ?2 IS NULL)"                                                      \
	" OR (day >= coalesce(?1, '') AND day <= coalesce(?2, '9')))"

/* Each gives kind, name, count; kinds with a dot are of visits, the others of events. */
static const char *const queries[] = {
	"SELECT 'today', date('now', 'localtime'), 1",
	"SELECT 'thinned', date(max(day), '+1 day'), 1 FROM visit WHERE thinned > 0"
	" HAVING max(day) IS NOT NULL",
	"SELECT 'visit.all', '', count(*) FROM visit" SPAN,
	"SELECT 'visit.undated', '', count(*) FROM visit" SPAN " AND day IS NULL",
	"SELECT 'visit.uncertain', '', count(*) FROM visit" SPAN
	" AND day IS NOT NULL AND NOT sure",
	"SELECT 'visit.seconds', '', CAST(round(avg(length_ms) / 1000) AS INTEGER) FROM visit" SPAN,
	"SELECT 'visit.day', day, count(*) FROM visit" SPAN " AND day IS NOT NULL GROUP BY 2",
	"SELECT 'visit.hour', hour, count(*) FROM visit" SPAN " AND day IS NOT NULL GROUP BY 2",
	"SELECT 'visit.language', language, count(*) FROM visit" SPAN
	" AND language IS NOT NULL GROUP BY 2",
	"SELECT 'visit.begun', begun_by, count(*) FROM visit" SPAN " GROUP BY 2",
	"SELECT 'visit.ended', coalesce(ended, 'unknown'), count(*) FROM visit" SPAN " GROUP BY 2",
};

/* Counted here: SQLite would sort millions of rows first. */
static const char events_query[] =
	"SELECT what, value FROM visit CROSS JOIN event ON event.visit = seq" SPAN;
static const char whats_query[] = "SELECT kind, name, id FROM what ORDER BY kind, name";

/* ---- gathering ---- */

static void add_tally(struct report *report, const char *kind, const char *name, int64_t n)
{
	size_t room = report->tallies + 1;
	report->tally = mem_realloc(report->tally, room * sizeof *report->tally);
	report->tally[report->tallies++] = (struct tally){kind, name, n};
}

static void add(struct report *report, sqlite3_stmt *stmt)
{
	const char *kind = (const char *)sqlite3_column_text(stmt, 0);
	const char *name = (const char *)sqlite3_column_text(stmt, 1);
	add_tally(report, arena_strdup(&report->arena, kind ? kind : ""),
		arena_strdup(&report->arena, name ? name : ""), sqlite3_column_int64(stmt, 2));
}

static void bind_span(sqlite3_stmt *stmt, const char *from, const char *to)
{
	if (from)
		sqlite3_bind_text(stmt, 1, from, -1, SQLITE_STATIC);
	if (to)
		sqlite3_bind_text(stmt, 2, to, -1, SQLITE_STATIC);
}

/* Takes the rows of a query in; the span is bound where it is asked for. */
static bool gather(
	sqlite3 *db, struct report *report, const char *sql, const char *from, const char *to)
{
	sqlite3_stmt *stmt = usage_db_prepare(db, sql);
	if (!stmt)
		return false;
	bind_span(stmt, from, to);
	int code;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		add(report, stmt);
	sqlite3_finalize(stmt);
	return code == SQLITE_DONE;
}

/* How a roller demo went, by the value of its event (docs/privacy.md). */
static const char *const outcomes[] = {"hardly", "quick", "rhythm", "slow", "unknown"};
enum { WHATS_MAX = 4096, OUTCOMES = sizeof outcomes / sizeof *outcomes };

/* Of one thing that can happen: how often it did, and with which of the first values. */
struct counted {
	int64_t all, value[OUTCOMES];
};

/* The tallies from `first` on stand for things by their numbers: their counts come instead. */
static void fill_in(struct report *report, size_t first, const struct counted *counted)
{
	static const struct counted never;
	for (size_t i = first, end = report->tallies; i < end; i++) {
		int64_t what = report->tally[i].n;
		const struct counted *one = what >= 0 && what < WHATS_MAX ? &counted[what] : &never;
		report->tally[i].n = one->all;
		bool rolled = strcmp(report->tally[i].kind, "roller_finished") == 0;
		for (int k = 0; rolled && k < OUTCOMES; k++)
			add_tally(report, "roller.outcome", outcomes[k], one->value[k]);
	}
}

/* How often each thing happened, as (its number, "", count) would be: then its words. */
static bool gather_events(sqlite3 *db, struct report *report, const char *from, const char *to)
{
	struct counted *counted = arena_alloc(&report->arena, WHATS_MAX * sizeof *counted);
	sqlite3_stmt *stmt = usage_db_prepare(db, events_query);
	if (!stmt)
		return false;
	bind_span(stmt, from, to);
	int code;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		int64_t what = sqlite3_column_int64(stmt, 0), value = sqlite3_column_int64(stmt, 1);
		if (what < 0 || what >= WHATS_MAX)
			continue;
		counted[what].all++;
		if (value >= 0 && value < OUTCOMES)
			counted[what].value[value]++;
	}
	sqlite3_finalize(stmt);
	size_t before = report->tallies;
	if (code != SQLITE_DONE || !gather(db, report, whats_query, NULL, NULL))
		return false;
	fill_in(report, before, counted);
	return true;
}

static int64_t count(const struct report *report, const char *kind, const char *name)
{
	int64_t n = 0;
	for (size_t i = 0; i < report->tallies; i++) {
		const struct tally *tally = &report->tally[i];
		if (strcmp(tally->kind, kind) == 0 && (!name || strcmp(tally->name, name) == 0))
			n += tally->n;
	}
	return n;
}

static int64_t total(const struct report *report, const char *kind)
{
	return count(report, kind, NULL);
}

/* The next name of any kind that starts so, in the order of names; NULL after the last. */
static const char *next_name(const struct report *report, const char *kinds, const char *after)
{
	const char *next = NULL;
	for (size_t i = 0; i < report->tallies; i++) {
		const struct tally *tally = &report->tally[i];
		if (strncmp(tally->kind, kinds, strlen(kinds)) != 0 || !tally->name[0])
			continue;
		if (after && strcmp(tally->name, after) <= 0)
			continue;
		if (!next || strcmp(tally->name, next) < 0)
			next = tally->name;
	}
	return next;
}

/* The span as it is told: what was asked for, else the days there are, else today. */
static void find_span(struct report *report, const char *from, const char *to)
{
	const char *first = from, *last = to;
	for (size_t i = 0; i < report->tallies; i++) {
		const struct tally *tally = &report->tally[i];
		if (strcmp(tally->kind, "visit.day") != 0)
			continue;
		if (!from && (!first || strcmp(tally->name, first) < 0))
			first = tally->name;
		if (!to && (!last || strcmp(tally->name, last) > 0))
			last = tally->name;
	}
	const char *today = next_name(report, "today", NULL);
	report->from = first ? first : last ? last : today;
	report->to = last ? last : first ? first : today;
}

/* ---- JSON ---- */

static void json_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c < ' ')
			fprintf(out, "\\u%04x", c);
		else
			fprintf(out, c == '"' || c == '\\' ? "\\%c" : "%c", c);
	}
	fputc('"', out);
}

static void json_number(FILE *out, const char *key, int64_t n, const char *end)
{
	json_string(out, key);
	fprintf(out, ":%" PRId64 "%s", n, end);
}

/* {"name":n,...}; always: names that stand there even when nothing was counted. */
static void json_counts(FILE *out, const struct report *report, const char *key, const char *kind,
	const char *const always[])
{
	const char *comma = "";
	json_string(out, key);
	fputs(":{", out);
	for (int i = 0; always && always[i]; i++) {
		fputs(comma, out);
		json_number(out, always[i], count(report, kind, always[i]), "");
		comma = ",";
	}
	for (const char *name = NULL; (name = next_name(report, kind, name));) {
		bool again = false;
		for (int i = 0; always && always[i]; i++)
			again = again || strcmp(always[i], name) == 0;
		if (again)
			continue;
		fputs(comma, out);
		json_number(out, name, count(report, kind, name), "");
		comma = ",";
	}
	fputs("},", out);
}

/* What is counted of each routine and each program; the kinds begin with "routine_", "program_". */
static const char *const routine_runs[] = {"started", "finished", "left", NULL};
static const char *const program_runs[] = {"built", "started", "finished", "left", NULL};

static int64_t count_run(
	const struct report *report, const char *kinds, const char *run, const char *name)
{
	char kind[32];
	snprintf(kind, sizeof kind, "%s%s", kinds, run);
	return count(report, kind, name);
}

/* {"name":{"started":n,"finished":n,"left":n},...} */
static void json_runs(FILE *out, const struct report *report, const char *key, const char *kinds,
	const char *const runs[])
{
	const char *comma = "";
	json_string(out, key);
	fputs(":{", out);
	for (const char *name = NULL; (name = next_name(report, kinds, name)); comma = ",") {
		fputs(comma, out);
		json_string(out, name);
		fputs(":{", out);
		for (int i = 0; runs[i]; i++)
			json_number(out, runs[i], count_run(report, kinds, runs[i], name),
				runs[i + 1] ? "," : "}");
	}
	fputs("},", out);
}

static void write_json(FILE *out, const struct report *report)
{
	static const char *const begun[] = {"touch", "button", NULL};
	static const char *const ended[] = {"idle", "home", "over", NULL};
	static const char *const safety[] = {"ok", "ask", NULL};
	fputs("{\"from\":", out);
	json_string(out, report->from);
	fputs(",\"to\":", out);
	json_string(out, report->to);
	fputc(',', out);
	json_number(out, "visits", total(report, "visit.all"), ",");
	json_number(out, "undated", total(report, "visit.undated"), ",");
	json_number(out, "uncertain", total(report, "visit.uncertain"), ",");
	fputs("\"thinned_before\":", out);
	if (next_name(report, "thinned", NULL))
		json_string(out, next_name(report, "thinned", NULL));
	else
		fputs("null", out);
	fputc(',', out);
	json_number(out, "seconds_average", total(report, "visit.seconds"), ",");
	json_runs(out, report, "routines", "routine_", routine_runs);
	json_runs(out, report, "programs", "program_", program_runs);
	fputs("\"therapists\":{", out);
	json_number(out, "opened", total(report, "therapist_opened"), ",");
	json_number(out, "qr", total(report, "therapist_qr"), ",");
	json_number(out, "searches", total(report, "search"), "},");
	fputs("\"roller\":{", out);
	json_number(out, "started", total(report, "roller_started"), ",");
	json_number(out, "sets", total(report, "roller_set"), ",");
	json_number(out, "finished", total(report, "roller_finished"), ",");
	for (int i = 0; i < OUTCOMES; i++)
		json_number(out, outcomes[i], count(report, "roller.outcome", outcomes[i]),
			i + 1 < OUTCOMES ? "," : "},");
	json_counts(out, report, "ended", "visit.ended", ended);
	json_counts(out, report, "begun_by", "visit.begun", begun);
	json_counts(out, report, "languages", "visit.language", NULL);
	json_counts(out, report, "safety", "safety", safety);
	json_counts(out, report, "aids", "aid", NULL);
	json_counts(out, report, "filters", "filter", NULL);
	json_counts(out, report, "screens", "screen", NULL);
	json_counts(out, report, "by_day", "visit.day", NULL);
	fputs("\"by_hour\":[", out);
	for (int hour = 0; hour < 24; hour++) {
		char name[12];
		snprintf(name, sizeof name, "%d", hour);
		fprintf(out, "%s%" PRId64, hour ? "," : "", count(report, "visit.hour", name));
	}
	fputs("]}\n", out);
}

/* ---- text ---- */

static void line(FILE *out, const char *label, int64_t n)
{
	fprintf(out, "  %-28s %8" PRId64 "\n", label, n);
}

static void text_counts(
	FILE *out, const struct report *report, const char *heading, const char *kind)
{
	const char *name = next_name(report, kind, NULL);
	if (!name)
		return;
	fprintf(out, "\n%s\n", heading);
	for (; name; name = next_name(report, kind, name))
		line(out, name, count(report, kind, name));
}

static void text_runs(FILE *out, const struct report *report, const char *heading,
	const char *kinds, const char *const runs[])
{
	const char *name = next_name(report, kinds, NULL);
	if (!name)
		return;
	fprintf(out, "\n%-30s", heading);
	for (int i = 0; runs[i]; i++)
		fprintf(out, " %8s", runs[i]);
	fputc('\n', out);
	for (; name; name = next_name(report, kinds, name)) {
		fprintf(out, "  %-28s", name);
		for (int i = 0; runs[i]; i++)
			fprintf(out, " %8" PRId64, count_run(report, kinds, runs[i], name));
		fputc('\n', out);
	}
}

static void text_hours(FILE *out, const struct report *report)
{
	if (!total(report, "visit.hour"))
		return;
	fputs("\nVisits by hour\n", out);
	for (int hour = 0; hour < 24; hour++) {
		char name[12], label[40];
		snprintf(name, sizeof name, "%d", hour);
		snprintf(label, sizeof label, "%02d:00 to %02d:00", hour, hour + 1);
		int64_t n = count(report, "visit.hour", name);
		if (n)
			line(out, label, n);
	}
}

static const char *const outcome_words[OUTCOMES] = {"  hardly tried", "  mostly too quick",
	"  mostly in rhythm", "  mostly slow", "  the mat could not tell"};

static void write_text(FILE *out, const struct report *report)
{
	int64_t visits = total(report, "visit.all");
	if (!visits) {
		fputs("No visits.\n", out);
		return;
	}
	fprintf(out, "Usage from %s to %s\n\nVisits\n", report->from, report->to);
	line(out, "all", visits);
	if (total(report, "visit.undated"))
		line(out, "without a date (clock not set)", total(report, "visit.undated"));
	if (total(report, "visit.uncertain"))
		line(out, "with an uncertain day", total(report, "visit.uncertain"));
	line(out, "seconds on average", total(report, "visit.seconds"));
	if (next_name(report, "thinned", NULL))
		fprintf(out, "  Before %s screens and steps were deleted to make room.\n",
			next_name(report, "thinned", NULL));
	text_counts(out, report, "Begun by", "visit.begun");
	text_counts(out, report, "How they ended", "visit.ended");
	text_counts(out, report, "Languages", "visit.language");
	text_runs(out, report, "Routines", "routine_", routine_runs);
	text_runs(out, report, "Programs", "program_", program_runs);
	fputs("\nTherapists\n", out);
	line(out, "searches", total(report, "search"));
	line(out, "opened", total(report, "therapist_opened"));
	line(out, "taken home by QR code", total(report, "therapist_qr"));
	fputs("\nRoller\n", out);
	line(out, "started", total(report, "roller_started"));
	line(out, "sets to their end", total(report, "roller_set"));
	line(out, "finished", total(report, "roller_finished"));
	for (int i = 0; i < OUTCOMES; i++)
		line(out, outcome_words[i], count(report, "roller.outcome", outcomes[i]));
	text_counts(out, report, "Safety screen", "safety");
	text_counts(out, report, "Aids", "aid");
	text_counts(out, report, "Filters", "filter");
	text_counts(out, report, "Screens", "screen");
	text_counts(out, report, "Visits by day", "visit.day");
	text_hours(out, report);
}

/* ---- the whole ---- */

/* One look at the log: the kiosk may be writing. */
static bool gather_all(sqlite3 *db, struct report *report, const char *first, const char *last)
{
	bool done = usage_db_run(db, "BEGIN");
	for (size_t i = 0; done && i < sizeof queries / sizeof *queries; i++)
		done = gather(db, report, queries[i], first, last);
	done = done && gather_events(db, report, first, last);
	if (!done)
		log_error("usage.db: cannot be read: %s", sqlite3_errmsg(db));
	usage_db_run(db, "ROLLBACK");
	return done;
}

/* The day as the log writes it; NULL: open. */
static const char *day_of(day_t day, char text[static 11])
{
	if (day == DAY_NONE)
		return NULL;
	date_write(day, text);
	return text;
}

static void end_report(struct report *report)
{
	free(report->tally);
	arena_free(&report->arena);
}

bool usage_report(struct usage *usage, day_t from, day_t to, bool json, FILE *out)
{
	struct report report = {0};
	char first[11], last[11];
	const char *of = day_of(from, first), *until = day_of(to, last);
	bool done = gather_all(usage_database(usage), &report, of, until);
	find_span(&report, of, until);
	if (done && json)
		write_json(out, &report);
	else if (done)
		write_text(out, &report);
	end_report(&report);
	return done && fflush(out) == 0 && !ferror(out);
}

/* Puts a routine where it belongs: most often first, ties by name. */
static void count_routine(struct usage_counts *counts, const char *name, int64_t started)
{
	const int room = sizeof counts->routine / sizeof counts->routine[0];
	int at = counts->routines;
	while (at > 0 && counts->routine[at - 1].started < started)
		at--;
	if (at == room)
		return;
	if (counts->routines < room)
		counts->routines++;
	memmove(&counts->routine[at + 1], &counts->routine[at],
		sizeof counts->routine[0] * (size_t)(counts->routines - 1 - at));
	snprintf(counts->routine[at].name, USAGE_NAME_MAX, "%s", name);
	counts->routine[at].started = started;
}

bool usage_count(struct usage *usage, day_t from, day_t to, struct usage_counts *counts)
{
	struct report report = {0};
	char first[11], last[11];
	bool done =
		gather_all(usage_database(usage), &report, day_of(from, first), day_of(to, last));
	*counts = (struct usage_counts){.visits = total(&report, "visit.all"),
		.started = total(&report, "routine_started"),
		.finished = total(&report, "routine_finished"),
		.roller = total(&report, "roller_started"),
		.codes = total(&report, "therapist_qr"),
		.ended_home = count(&report, "visit.ended", "home"),
		.ended_idle = count(&report, "visit.ended", "idle"),
		.ended_over = count(&report, "visit.ended", "over")};
	for (const char *name = NULL; (name = next_name(&report, "routine_", name));)
		if (count(&report, "routine_started", name))
			count_routine(counts, name, count(&report, "routine_started", name));
	for (int hour = 0; hour < 24; hour++) {
		char name[12];
		snprintf(name, sizeof name, "%d", hour);
		counts->by_hour[hour] = count(&report, "visit.hour", name);
	}
	end_report(&report);
	return done;
}
