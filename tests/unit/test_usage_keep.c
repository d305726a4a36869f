/* What the usage log keeps when it grows too large: the newest whole, the oldest less and less; and
 * that nothing is kept of which docs/privacy.md does not tell. */
#define SCRATCH "usage-keep"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "usage_kit.h"
#include "usage_year.h"

#include <unistd.h>

static void write_days(int days)
{
	const struct usage_year year = {
		.seed = 5, .first = date_make(2026, 1, 1), .days = days, .visits_a_day = 40};
	assert_true(usage_year_write(usage, &year) > 0);
}

static int64_t bytes_on_disk(void)
{
	struct stat about;
	assert_int_equal(stat(in_folder("usage.db"), &about), 0);
	return about.st_size;
}

static void a_log_within_the_bound_is_left_alone(void **state)
{
	(void)state;
	write_days(5);
	assert_false(usage_thin(usage, USAGE_BYTES_MAX));
	assert_int_equal(usage_thinned_before(usage), DAY_NONE);
	assert_string_equal(ask("SELECT sum(thinned) FROM visit"), "0");
	assert_in(json_of_all(), "\"thinned_before\":null");
}

static void screens_and_steps_of_the_oldest_go_first(void **state)
{
	char started[40], visits[40];
	(void)state;
	write_days(60);
	snprintf(started, sizeof started, "%s",
		ask("SELECT count(*) FROM event_named WHERE kind = 'routine_started'"));
	snprintf(visits, sizeof visits, "%s", ask("SELECT count(*) FROM visit"));
	int64_t most = usage_bytes(usage) * 9 / 10;
	assert_true(usage_thin(usage, most));
	assert_true(bytes_on_disk() <= most);
	assert_string_equal(ask("SELECT count(*) FROM visit"), visits);
	assert_string_equal(
		ask("SELECT count(*) FROM event_named WHERE kind = 'routine_started'"), started);
	assert_string_equal(ask("SELECT max(thinned) FROM visit"), "1");
	assert_string_equal(ask("SELECT max(thinned) FROM visit WHERE day > '2026-02-01'"), "0");
	assert_string_equal(ask("SELECT count(*) FROM event_named JOIN visit ON seq = visit"
				" WHERE thinned = 1 AND kind IN ('screen', 'routine_step')"),
		"0");
	assert_string_equal(ask("SELECT min(thinned) FROM visit WHERE seq <= 500"), "1");
	char day_text[11];
	date_write(usage_thinned_before(usage), day_text);
	assert_string_equal(day_text, ask("SELECT date(max(day), '+1 day') FROM visit"
					  " WHERE thinned = 1"));
	assert_in(json_of_all(), day_text);
	assert_in(report(DAY_NONE, DAY_NONE, false), "screens and steps were deleted");
}

static void however_small_the_bound_the_newest_stay(void **state)
{
	(void)state;
	write_days(60);
	for (int parts = 2; parts <= 8; parts *= 2) {
		int64_t most = usage_bytes(usage) * 3 / 4;
		assert_true(usage_thin(usage, most));
		assert_true(bytes_on_disk() <= most);
		assert_string_equal(ask("SELECT thinned FROM visit ORDER BY seq DESC"), "0");
		assert_string_equal(ask("SELECT max(day) FROM visit"), "2026-03-01");
	}
	assert_string_equal(ask("SELECT count(*) FROM event WHERE visit NOT IN"
				" (SELECT seq FROM visit)"),
		"0");
	assert_string_equal(ask("PRAGMA integrity_check"), "ok");
}

/* ---- the page that tells of it ---- */

/* Whether a line of the page's part begins with a cell that has the word in it. */
static bool page_tells(const char *part, const char *word)
{
	static char line[1000];
	bool inside = false, tells = false;
	char *quoted = mem_printf("`%s`", word);
	FILE *page = fopen("docs/privacy.md", "r");
	assert_non_null(page);
	while (!tells && fgets(line, sizeof line, page)) {
		if (line[0] == '#')
			inside = strstr(line, part);
		char *cell_end = line[0] == '|' ? strchr(line + 1, '|') : NULL;
		if (inside && cell_end) {
			*cell_end = '\0';
			tells = strstr(line, quoted);
		}
	}
	fclose(page);
	free(quoted);
	return tells;
}

static void every_column_and_every_kind_stands_in_the_privacy_page(void **state)
{
	static const char *const tables[] = {"visit", "event", "what"};
	(void)state;
	assert_string_equal(ask("SELECT group_concat(name, ' ') FROM (SELECT name FROM"
				" sqlite_schema WHERE type = 'table' ORDER BY name)"),
		"event visit what");
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		for (int column = 0;; column++) {
			char *sql = mem_printf("SELECT name FROM pragma_table_info('%s')"
					       " WHERE cid = %d",
				tables[i], column);
			char part[40], *name = mem_printf("%s", ask(sql));
			snprintf(part, sizeof part, "### `%s`", tables[i]);
			bool there = name[0], told = there && page_tells(part, name);
			if (there && !told)
				fail_msg("docs/privacy.md: %s has no %s", part, name);
			free(name);
			free(sql);
			if (!there)
				break;
		}
	for (int kind = 0; kind < USAGE_KINDS; kind++)
		if (!page_tells("### `what`", usage_kind_name(kind)))
			fail_msg("docs/privacy.md tells of no %s", usage_kind_name(kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_log_within_the_bound_is_left_alone),
		TEST(screens_and_steps_of_the_oldest_go_first),
		TEST(however_small_the_bound_the_newest_stay),
		TEST(every_column_and_every_kind_stands_in_the_privacy_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
