/* A year of 300 visits a day: what the report says of it, and how large it is. */
#define SCRATCH "usage-year"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "usage_kit.h"
#include "data/usage_db.h"
#include "usage_year.h"

#include <time.h>

enum { FILE_MAX = 64 * 1024 * 1024, VISITS = 300, DAYS = 365 };

static int64_t events;
static struct usage_year year = {.seed = 20261123, .days = DAYS, .visits_a_day = VISITS};

static int the_year_is_written(void **state)
{
	fresh(state);
	year.first = date_make(2026, 1, 1);
	events = usage_year_write(usage, &year);
	printf("# %lld events\n", (long long)events);
	return events > 0 ? 0 : -1;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A number of the report of one day, at "key":{..."name":N or "name":N. */
static long long said(const char *json, const char *key, const char *name)
{
	char quoted[64];
	const char *at = json;
	if (key) {
		snprintf(quoted, sizeof quoted, "\"%s\":", key);
		at = strstr(json, quoted);
		assert_non_null(at);
	}
	snprintf(quoted, sizeof quoted, "\"%s\":", name);
	at = strstr(at, quoted);
	assert_non_null(at);
	return atoll(at + strlen(quoted));
}

static long long plain(const char *what, const char *day_text)
{
	char *sql = mem_printf("SELECT %s day = '%s'", what, day_text);
	long long n = atoll(ask(sql));
	free(sql);
	return n;
}

static long long events_of(const char *kind, const char *name, const char *day_text)
{
	char *sql = mem_printf("count(*) FROM event_named JOIN visit ON seq = visit"
			       " WHERE kind = '%s' AND name LIKE '%s' AND",
		kind, name);
	long long n = plain(sql, day_text);
	free(sql);
	return n;
}

static void a_day_is_what_plain_sql_says(const char *day_text)
{
	static const char *const areas[] = {"calves", "quads", "ribs", "quads-stick"};
	day_t of;
	assert_true(date_read(day_text, &of));
	const char *json = report(of, of, true);
	assert_int_equal(said(json, NULL, "visits"), VISITS);
	assert_int_equal(plain("count(*) FROM visit WHERE", day_text), VISITS);
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
		const char *runs = strstr(strstr(json, "\"routines\":"), areas[i]);
		assert_int_equal(said(runs, NULL, "started"),
			events_of("routine_started", areas[i], day_text));
		assert_int_equal(said(runs, NULL, "finished"),
			events_of("routine_finished", areas[i], day_text));
		assert_int_equal(
			said(runs, NULL, "left"), events_of("routine_left", areas[i], day_text));
	}
	assert_int_equal(
		said(json, "therapists", "opened"), events_of("therapist_opened", "%", day_text));
	assert_int_equal(said(json, "therapists", "qr"), events_of("therapist_qr", "%", day_text));
	assert_int_equal(said(json, "therapists", "searches"), events_of("search", "%", day_text));
	assert_int_equal(
		said(json, "roller", "started"), events_of("roller_started", "%", day_text));
	assert_int_equal(said(json, "roller", "sets"), events_of("roller_set", "%", day_text));
	assert_int_equal(said(json, "roller", "rhythm"),
		plain("count(*) FROM event_named JOIN visit ON seq = visit"
		      " WHERE kind = 'roller_finished' AND value = 2 AND",
			day_text));
	assert_int_equal(said(json, "ended", "idle"),
		plain("count(*) FROM visit WHERE ended = 'idle' AND", day_text));
	assert_int_equal(said(json, "languages", "es"),
		plain("count(*) FROM visit WHERE language = 'es' AND", day_text));
	assert_int_equal(said(json, NULL, "seconds_average"),
		plain("round(avg(length_ms) / 1000) FROM visit WHERE", day_text));
}

static void three_days_are_what_plain_sql_says(void **state)
{
	(void)state;
	a_day_is_what_plain_sql_says("2026-01-01");
	a_day_is_what_plain_sql_says("2026-06-17");
	a_day_is_what_plain_sql_says("2026-12-31");
}

static void the_whole_year_adds_up(void **state)
{
	(void)state;
	double began = seconds();
	const char *json = json_of_all();
	printf("# report of a year: %.2f s\n", seconds() - began);
	assert_int_equal(said(json, NULL, "visits"), VISITS * DAYS);
	assert_in(json, "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\",");
	assert_int_equal(said(json, "therapists", "opened"),
		atoll(ask("SELECT count(*) FROM event_named WHERE kind = 'therapist_opened'")));
}

static int count_step(void *steps)
{
	++*(int64_t *)steps;
	return 0;
}

/* In steps of SQLite's, not in seconds: how long a step takes is the machine's. These are its
 * visits read once a count, and its events once; sorting the events, or once more, would be twice
 * as many. */
static void a_report_reads_each_event_once(void **state)
{
	enum { A_COUNT = 100, AN_EVENT = 16 };
	int64_t counts = 0;
	(void)state;
	sqlite3_progress_handler(usage_database(usage), A_COUNT, count_step, &counts);
	json_of_all();
	sqlite3_progress_handler(usage_database(usage), 0, NULL, NULL);
	printf("# %.1f steps an event\n", (double)counts * A_COUNT / (double)events);
	assert_true(counts > 0);
	assert_true(counts * A_COUNT < events * AN_EVENT);
}

static void its_file_is_smaller_than_the_bound(void **state)
{
	struct stat about;
	(void)state;
	assert_int_equal(stat(in_folder("usage.db"), &about), 0);
	printf("# %.1f MB\n", (double)about.st_size / 1024 / 1024);
	assert_true(about.st_size < FILE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_days_are_what_plain_sql_says),
		cmocka_unit_test(the_whole_year_adds_up),
		cmocka_unit_test(a_report_reads_each_event_once),
		cmocka_unit_test(its_file_is_smaller_than_the_bound),
	};
	return cmocka_run_group_tests(tests, the_year_is_written, closed);
}
