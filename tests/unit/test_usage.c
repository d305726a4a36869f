/* The usage log: what is counted, what can never be in it, and what is deleted. */
#define SCRATCH "usage"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "usage_kit.h"

/* ---- counting ---- */

static void an_empty_log_reports_nothing_for_the_days_asked(void **state)
{
	(void)state;
	assert_string_equal(report(day, day + 1, true),
		"{\"from\":\"2026-11-23\",\"to\":\"2026-11-24\",\"visits\":0,\"undated\":0,"
		"\"uncertain\":0,\"thinned_before\":null,"
		"\"seconds_average\":0,\"routines\":{},\"programs\":{},"
		"\"therapists\":{\"opened\":0,\"qr\":0,\"searches\":0},"
		"\"roller\":{\"started\":0,\"sets\":0,\"finished\":0,\"hardly\":0,\"quick\":0,"
		"\"rhythm\":0,\"slow\":0,\"unknown\":0},"
		"\"ended\":{\"idle\":0,\"home\":0,\"over\":0},"
		"\"begun_by\":{\"touch\":0,\"button\":0},\"languages\":{},"
		"\"safety\":{\"ok\":0,\"ask\":0},\"aids\":{},\"filters\":{},\"screens\":{},"
		"\"by_day\":{},"
		"\"by_hour\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}\n");
	assert_string_equal(report(day, day, false), "No visits.\n");
}

static void a_known_sequence_gives_exact_totals(void **state)
{
	(void)state;
	write_known_sequence();
	assert_string_equal(json_of_all(),
		"{\"from\":\"2026-11-23\",\"to\":\"2026-11-23\",\"visits\":2,\"undated\":0,"
		"\"uncertain\":0,\"thinned_before\":null,"
		"\"seconds_average\":15,"
		"\"routines\":{\"calves\":{\"started\":1,\"finished\":0,\"left\":1},"
		"\"quads\":{\"started\":2,\"finished\":1,\"left\":0}},"
		"\"programs\":{\"after\":{\"built\":2,\"started\":1,\"finished\":1,\"left\":0},"
		"\"long-run\":{\"built\":1,\"started\":1,\"finished\":0,\"left\":1}},"
		"\"therapists\":{\"opened\":1,\"qr\":1,\"searches\":1},"
		"\"roller\":{\"started\":1,\"sets\":2,\"finished\":1,\"hardly\":0,\"quick\":0,"
		"\"rhythm\":1,\"slow\":0,\"unknown\":0},"
		"\"ended\":{\"idle\":1,\"home\":1,\"over\":0},"
		"\"begun_by\":{\"touch\":1,\"button\":1},\"languages\":{\"es\":1},"
		"\"safety\":{\"ok\":1,\"ask\":0},\"aids\":{\"contrast\":1},"
		"\"filters\":{\"technique.sports\":1},\"screens\":{\"home\":1},"
		"\"by_day\":{\"2026-11-23\":2},"
		"\"by_hour\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2,0,0,0,0,0]}\n");
	assert_string_equal(ask("SELECT group_concat(length_ms, ' ') FROM visit"), "27000 2000");
}

static void one_batch_gives_what_single_events_give(void **state)
{
	(void)state;
	struct usage_event batch[3];
	batch[0] = event_of(USAGE_VISIT, "touch", 0);
	batch[1] = event_of(USAGE_ROUTINE_STARTED, "quads", 0);
	batch[2] = event_of(USAGE_END, "over", 0);
	assert_true(usage_write(usage, batch, 3));
	char together[8192];
	snprintf(together, sizeof together, "%.8000s", json_of_all());
	assert_in(together, "\"quads\":{\"started\":1,");
	closed(state);
	fresh(state);
	for (int i = 0; i < 3; i++)
		assert_true(usage_write(usage, &batch[i], 1));
	assert_string_equal(json_of_all(), together);
}

static void the_text_report_says_it_in_words(void **state)
{
	(void)state;
	write_known_sequence();
	const char *text = report(DAY_NONE, DAY_NONE, false);
	assert_in(text, "Usage from 2026-11-23 to 2026-11-23\n");
	assert_in(text, "quads                               2        1        0\n");
	assert_in(text, "Programs                          built  started finished     left\n");
	assert_in(text, "long-run                            1        1        0        1\n");
	assert_in(text, "18:00 to 19:00                      2\n");
	assert_in(text, "taken home by QR code               1\n");
}

static void a_span_has_both_its_ends_and_nothing_else(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++, day++)
		for (int n = 0; n <= i; n++)
			write_visit();
	const char *text = report(date_make(2026, 11, 25), date_make(2026, 11, 26), true);
	assert_in(text, "{\"from\":\"2026-11-25\",\"to\":\"2026-11-26\",\"visits\":7,");
	assert_in(text, "\"by_day\":{\"2026-11-25\":3,\"2026-11-26\":4}");
	assert_in(report(date_make(2026, 12, 2), DAY_NONE, true),
		"{\"from\":\"2026-12-02\",\"to\":\"2026-12-02\",\"visits\":10,");
	assert_in(report(DAY_NONE, date_make(2026, 11, 24), true),
		"{\"from\":\"2026-11-23\",\"to\":\"2026-11-24\",\"visits\":3,");
	assert_in(json_of_all(), "\"visits\":55,");
}

/* ---- visits ---- */

static void an_event_before_any_visit_opens_one(void **state)
{
	(void)state;
	write_one(USAGE_ROUTINE_STARTED, "quads", 0);
	write_one(USAGE_SCREEN, "routine", 0);
	assert_string_equal(ask("SELECT count(*) FROM visit"), "1");
	assert_string_equal(ask("SELECT count(*) FROM event"), "2");
}

static void the_screen_between_visits_opens_none(void **state)
{
	(void)state;
	write_one(USAGE_SCREEN, "attract", 0);
	write_one(USAGE_END, "idle", 0);
	write_visit();
	write_one(USAGE_SCREEN, "attract", 0);
	assert_string_equal(ask("SELECT count(*) FROM visit"), "1");
	assert_string_equal(ask("SELECT count(*) FROM event"), "2");
}

static void a_visit_cut_short_has_no_ending(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	write_one(USAGE_SCREEN, "home", 0);
	write_visit();
	assert_in(json_of_all(), "\"ended\":{\"idle\":0,\"home\":1,\"over\":0,\"unknown\":1}");
	assert_string_equal(ask("SELECT length_ms FROM visit ORDER BY seq"), "1000");
}

static void numbers_are_random_and_differ_each_time(void **state)
{
	(void)state;
	for (int i = 0; i < 200; i++)
		write_visit();
	assert_string_equal(ask("SELECT count(DISTINCT id) FROM visit"), "200");
	/* Of 200 coins, fewer than 40 on one side: less than once in 10^17 runs. */
	assert_string_equal(ask("SELECT sum(id < 0) BETWEEN 40 AND 160 FROM visit"), "1");
	assert_string_equal(ask("SELECT sum(id >> 40 & 1) BETWEEN 40 AND 160 FROM visit"), "1");
}

/* ---- time ---- */

static void a_visit_has_the_day_and_hour_of_its_start(void **state)
{
	(void)state;
	second_of_day = 86400 - 3;
	write_one(USAGE_VISIT, "touch", 0);
	for (int i = 0; i < 10; i++)
		write_one(USAGE_SCREEN, "home", 0);
	assert_string_equal(ask("SELECT day || ' ' || hour FROM visit"), "2026-11-23 23");
}

static void without_a_trusted_clock_there_is_no_day(void **state)
{
	(void)state;
	write_undated(USAGE_VISIT, "touch");
	write_undated(USAGE_END, "idle");
	assert_string_equal(ask("SELECT day IS NULL AND hour IS NULL FROM visit"), "1");
	assert_in(json_of_all(), "\"visits\":1,\"undated\":1,\"uncertain\":0,");
	assert_in(report(day, day, true), "\"visits\":0,\"undated\":0,");
}

static void a_clock_trusted_later_dates_the_visit_back_to_its_start(void **state)
{
	(void)state;
	second_of_day = 19 * 3600 - 2;
	write_undated(USAGE_VISIT, "touch");
	write_undated(USAGE_SCREEN, "home");
	write_one(USAGE_SCREEN, "areas", 0);
	assert_string_equal(ask("SELECT day || ' ' || hour FROM visit"), "2026-11-23 18");
}

static void write_unsure(enum usage_kind kind, const char *name)
{
	struct usage_event event = event_of(kind, name, 0);
	event.unsure = true;
	assert_true(usage_write(usage, &event, 1));
}

static void a_day_that_nobody_vouches_for_is_marked(void **state)
{
	(void)state;
	write_unsure(USAGE_VISIT, "touch");
	write_unsure(USAGE_END, "idle");
	write_visit();
	assert_string_equal(ask("SELECT group_concat(day || ' ' || hour || ' ' || sure, ', ')"
				" FROM visit"),
		"2026-11-23 18 1, 2026-11-23 18 1");
	closed(state);
	usage = usage_open(folder, false, &problems);
	write_unsure(USAGE_VISIT, "touch");
	assert_string_equal(ask("SELECT group_concat(sure) FROM visit"), "1,1,0");
	assert_in(json_of_all(), "\"visits\":3,\"undated\":0,\"uncertain\":1,");
}

/* A Pi without a clock chip: it thinks it is 1970, then the day of its last shutdown, until staff
 * set it at 9:02. */
static void visits_from_before_the_clock_was_set_are_dated_by_the_time_gone_by(void **state)
{
	(void)state;
	write_undated(USAGE_VISIT, "touch");
	write_undated(USAGE_END, "idle");
	day = date_make(2026, 11, 20);
	write_unsure(USAGE_VISIT, "touch");
	write_unsure(USAGE_END, "idle");
	assert_string_equal(ask("SELECT group_concat(coalesce(day, '-') || ' ' || sure, ', ')"
				" FROM visit"),
		"- 0, 2026-11-20 0");
	day = date_make(2026, 11, 23);
	now_us += 1802 * second;
	second_of_day = 9 * 3600 + 120;
	write_one(USAGE_VISIT, "touch", 0);
	assert_string_equal(ask("SELECT group_concat(day || ' ' || hour || ' ' || sure, ', ')"
				" FROM visit"),
		"2026-11-23 8 1, 2026-11-23 8 1, 2026-11-23 9 1");
}

static void a_clock_that_is_set_in_a_batch_that_fails_dates_them_with_the_next(void **state)
{
	(void)state;
	write_unsure(USAGE_VISIT, "touch");
	change("CREATE TRIGGER broken BEFORE INSERT ON event WHEN new.value = 666"
	       " BEGIN SELECT raise(ABORT, 'broken'); END");
	struct usage_event event = event_of(USAGE_SEARCH, "", 666);
	assert_false(usage_write(usage, &event, 1));
	assert_string_equal(ask("SELECT sure FROM visit"), "0");
	write_one(USAGE_SEARCH, "", 5);
	assert_string_equal(ask("SELECT sure FROM visit"), "1");
}

/* Summer time ends while somebody watches: 1:59 is followed by 1:00. */
static void the_end_of_summer_time_changes_no_duration(void **state)
{
	(void)state;
	second_of_day = 2 * 3600 - 2;
	write_one(USAGE_VISIT, "touch", 0);
	second_of_day -= 3600;
	write_one(USAGE_SCREEN, "home", 0);
	write_one(USAGE_END, "idle", 0);
	assert_string_equal(ask("SELECT hour || ' ' || length_ms FROM visit"), "1 2000");
	assert_string_equal(ask("SELECT group_concat(ms, ' ') FROM event"), "0 1000 2000");
}

static void a_jump_of_the_clock_changes_no_duration(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	day = date_make(1999, 1, 1);
	write_one(USAGE_SCREEN, "home", 0);
	day = date_make(2150, 1, 1);
	write_one(USAGE_END, "idle", 0);
	assert_string_equal(ask("SELECT day || ' ' || length_ms FROM visit"), "2026-11-23 2000");
	assert_string_equal(ask("SELECT group_concat(ms, ' ') FROM event"), "0 1000 2000");
}

static void an_impossible_clock_counts_as_none(void **state)
{
	(void)state;
	static const int64_t walls[] = {-1, INT64_MIN, INT64_MAX, 7258118400, 1, 86400 * 400};
	for (size_t i = 0; i < sizeof walls / sizeof *walls; i++) {
		struct usage_event event = event_of(USAGE_VISIT, "touch", 0);
		event.wall_s = walls[i];
		assert_true(usage_write(usage, &event, 1));
	}
	assert_string_equal(ask("SELECT count(*) FROM visit WHERE day IS NULL"), "6");
}

/* ---- what cannot be in it ---- */

static bool bytes_have(const char *path, const char *words)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	char *bytes = mem_calloc(1, 1 << 20);
	size_t size = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	bool found = memmem(bytes, size, words, strlen(words));
	free(bytes);
	return found;
}

static void nothing_typed_can_be_in_the_file(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	write_one(USAGE_SEARCH, "zaphod", 3);
	write_one(USAGE_THERAPIST_OPENED, "beeblebrox", 3);
	write_one(USAGE_THERAPIST_QR, "marvin", 3);
	write_one(USAGE_SCREEN, "Trillian Astra", 0);
	write_one(USAGE_FILTER, "M\303\274ller", 0);
	write_one(USAGE_AID, "=cmd|calc", 0);
	write_one(USAGE_LANGUAGE, "-slartibartfast", 0);
	write_one(USAGE_ROUTINE_STARTED, "ford@prefect.example", 0);
	write_one(USAGE_END, "arthur", 0);
	struct usage_event endless = event_of(USAGE_SCREEN, "", 0);
	memset(endless.name, 'q', sizeof endless.name);
	assert_true(usage_write(usage, &endless, 1));
	static const char *const words[] = {"zaphod", "beeblebrox", "marvin", "Trillian",
		"M\303\274ller", "cmd", "slartibartfast", "prefect", "arthur", "qqqqqqqq"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (bytes_have(in_folder("usage.db"), words[i]) ||
			bytes_have(in_folder("usage.db-wal"), words[i]))
			fail_msg("\"%s\" was kept", words[i]);
	}
	assert_true(bytes_have(in_folder("usage.db-wal"), "routine_started"));
	assert_string_equal(ask("SELECT count(*) FROM event_named WHERE kind = 'search'"), "1");
	assert_string_equal(ask("SELECT ended FROM visit"), "over");
}

static void a_value_is_kept_only_where_its_meaning_is_fixed(void **state)
{
	(void)state;
	write_one(USAGE_SCREEN, "home", 3035550142);
	write_one(USAGE_SEARCH, "", 9);
	assert_string_equal(ask("SELECT group_concat(value) FROM event"), "9");
}

/* ---- purge ---- */

static void a_purge_deletes_visits_before_the_day_and_their_events(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++, day++)
		write_visit();
	assert_int_equal(usage_purge(usage, date_make(2026, 11, 26)), 3);
	assert_string_equal(ask("SELECT count(*) FROM visit"), "7");
	assert_string_equal(ask("SELECT min(day) FROM visit"), "2026-11-26");
	assert_string_equal(ask("SELECT count(*) FROM event"), "14");
	assert_int_equal(usage_purge(usage, date_make(2026, 11, 26)), 0);
}

static void a_visit_without_a_date_goes_with_the_next_one_that_has_one(void **state)
{
	(void)state;
	write_undated(USAGE_VISIT, "touch");
	write_undated(USAGE_END, "idle");
	assert_int_equal(usage_purge(usage, date_make(2090, 1, 1)), 0);
	write_visit();
	assert_int_equal(usage_purge(usage, day), 0);
	assert_int_equal(usage_purge(usage, day + 1), 2);
}

static void a_purge_of_all_takes_those_without_a_date_too(void **state)
{
	(void)state;
	write_undated(USAGE_VISIT, "touch");
	assert_int_equal(usage_purge(usage, date_make(2199, 12, 31)), 1);
}

static void what_was_purged_is_not_left_in_the_file(void **state)
{
	(void)state;
	day = date_make(2025, 6, 5);
	for (int i = 0; i < 50; i++)
		write_visit();
	day = date_make(2026, 11, 23);
	write_visit();
	assert_int_equal(usage_purge(usage, day), 50);
	closed(state);
	assert_true(bytes_have(in_folder("usage.db"), "2026-11-23"));
	assert_false(bytes_have(in_folder("usage.db"), "2025-06-05"));
}

static void a_visit_purged_while_it_goes_on_starts_anew(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	assert_int_equal(usage_purge(usage, day + 1), 1);
	struct usage_event lost = event_of(USAGE_SCREEN, "home", 0);
	assert_false(usage_write(usage, &lost, 1));
	write_one(USAGE_SCREEN, "areas", 0);
	assert_string_equal(ask("SELECT count(*) FROM visit"), "1");
}

static void the_newest_day_is_known(void **state)
{
	(void)state;
	assert_int_equal(usage_newest(usage), DAY_NONE);
	write_undated(USAGE_VISIT, "touch");
	assert_int_equal(usage_newest(usage), DAY_NONE);
	write_visit();
	assert_int_equal(usage_newest(usage), day);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_log_reports_nothing_for_the_days_asked),
		TEST(a_known_sequence_gives_exact_totals),
		TEST(one_batch_gives_what_single_events_give),
		TEST(the_text_report_says_it_in_words),
		TEST(a_span_has_both_its_ends_and_nothing_else),
		TEST(an_event_before_any_visit_opens_one),
		TEST(the_screen_between_visits_opens_none),
		TEST(a_visit_cut_short_has_no_ending),
		TEST(numbers_are_random_and_differ_each_time),
		TEST(a_visit_has_the_day_and_hour_of_its_start),
		TEST(without_a_trusted_clock_there_is_no_day),
		TEST(a_clock_trusted_later_dates_the_visit_back_to_its_start),
		TEST(a_day_that_nobody_vouches_for_is_marked),
		TEST(visits_from_before_the_clock_was_set_are_dated_by_the_time_gone_by),
		TEST(a_clock_that_is_set_in_a_batch_that_fails_dates_them_with_the_next),
		TEST(the_end_of_summer_time_changes_no_duration),
		TEST(a_jump_of_the_clock_changes_no_duration),
		TEST(an_impossible_clock_counts_as_none),
		TEST(nothing_typed_can_be_in_the_file),
		TEST(a_value_is_kept_only_where_its_meaning_is_fixed),
		TEST(a_purge_deletes_visits_before_the_day_and_their_events),
		TEST(a_visit_without_a_date_goes_with_the_next_one_that_has_one),
		TEST(a_purge_of_all_takes_those_without_a_date_too),
		TEST(what_was_purged_is_not_left_in_the_file),
		TEST(a_visit_purged_while_it_goes_on_starts_anew),
		TEST(the_newest_day_is_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
