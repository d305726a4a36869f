/* The usage log as it leaves the kiosk: exact totals, and no cell that is about few. */
#define SCRATCH "usage-export"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "usage_kit.h"

static const char *export(void)
{
	FILE *file = tmpfile();
	assert_non_null(file);
	assert_true(usage_export(usage, file));
	return all_of(file);
}

static void the_totals_of_an_export_are_exact(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	write_one(USAGE_ROUTINE_STEP, "quads", 2);
	write_one(USAGE_ROUTINE_STEP, "quads", 2);
	struct usage_event pressed = event_of(USAGE_SCREEN, "home", 0);
	pressed.by_button = true;
	assert_true(usage_write(usage, &pressed, 1));
	assert_in(export(), "table,day,hour,kind,name,value,by,count\r\n"
			    "total,,,visits,,,,1\r\n"
			    "total,,,routine_step,quads,2,touch,2\r\n"
			    "total,,,screen,home,,button,1\r\n"
			    "total,,,visit,touch,,touch,1\r\n"
			    "day,2026-11-23,,visits,,,,1\r\n"
			    "hour,,18,visits,,,,1\r\n");
}

static void write_routines(const char *name, int times)
{
	for (int i = 0; i < times; i++)
		write_one(USAGE_ROUTINE_STARTED, name, 0);
}

static void cells_of_fewer_than_five_are_put_together(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	write_routines("quads", 9);
	write_routines("calves", 6);
	write_routines("neck", 3);
	write_routines("ribs", 2);
	const char *text = export();
	assert_in(text, "\r\nday,2026-11-23,,routine_started,_other,,,5\r\n"
			"day,2026-11-23,,routine_started,calves,,,6\r\n"
			"day,2026-11-23,,routine_started,quads,,,9\r\n");
	assert_in(text, "\r\nhour,,18,routine_started,_other,,,5\r\n"
			"hour,,18,routine_started,calves,,,6\r\n"
			"hour,,18,routine_started,quads,,,9\r\n");
}

static void too_few_together_take_the_next_larger_along(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	write_routines("quads", 9);
	write_routines("calves", 6);
	write_routines("neck", 2);
	assert_in(export(), "\r\nday,2026-11-23,,routine_started,_other,,,8\r\n"
			    "day,2026-11-23,,routine_started,quads,,,9\r\n");
}

static void a_day_with_too_few_goes_into_its_month_and_a_month_into_the_whole(void **state)
{
	(void)state;
	write_one(USAGE_VISIT, "touch", 0);
	write_routines("quads", 3);
	day++;
	write_one(USAGE_VISIT, "touch", 0);
	write_routines("quads", 4);
	day = date_make(2026, 12, 24);
	write_one(USAGE_VISIT, "touch", 0);
	write_routines("ribs", 2);
	const char *text = export();
	assert_in(text, "\r\nday,2026-11,,routine_started,quads,,,7\r\n");
	assert_in(text, "\r\nday,,,routine_started,ribs,,,2\r\n");
	assert_null(strstr(text, "day,2026-11-23,,routine_started"));
	assert_null(strstr(text, "day,2026-12,"));
}

static void an_hour_of_a_day_stands_alone_with_five_visits_or_more(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++)
		write_visit();
	second_of_day = 9 * 3600;
	for (int i = 0; i < 7; i++)
		write_visit();
	second_of_day = 12 * 3600;
	for (int i = 0; i < 3; i++)
		write_visit();
	const char *text = export();
	assert_in(text, "\r\nday_hour,2026-11-23,_other,visits,,,,7\r\n"
			"day_hour,2026-11-23,09,visits,,,,7\r\n");
	assert_null(strstr(text, "2026-11-23,18"));
	assert_in(text, "\r\nhour,,18,visits,,,,4\r\n");
}

/* Whatever was written: each table adds up to everything that has a date, and no cell is small. */
static void every_table_of_an_export_adds_up(void **state)
{
	static const char *const names[] = {"quads", "calves", "glutes", "feet", "neck"};
	unsigned seed = 7;
	(void)state;
	for (int i = 0; i < 400; i++) {
		seed = seed * 1103515245 + 12345;
		day = date_make(2026, 9, 1) + (int)(seed >> 16) % 40;
		second_of_day = (9 + (int)(seed >> 8) % 11) * 3600;
		write_one(USAGE_VISIT, "touch", 0);
		for (unsigned k = 0; k < 1 + (seed >> 20) % 4; k++)
			write_one(USAGE_ROUTINE_STARTED, names[(seed >> (3 * k + 5)) % 5], 0);
		write_one(USAGE_END, "idle", 0);
	}
	char all[256 * 1024], *rest = all, *line;
	snprintf(all, sizeof all, "%s", export());
	int64_t visits[3] = {0}, started[4] = {0};
	strsep(&rest, "\n");
	while ((line = strsep(&rest, "\n")) && *line) {
		char *field[8];
		int fields = 0;
		while (fields < 8 && (field[fields] = strsep(&line, ",")))
			fields++;
		long long n = fields == 8 ? atoll(field[7]) : 0;
		bool by_place = fields == 8 && (field[1][0] || strspn(field[2], "0123456789"));
		bool cell = by_place &&
			    (strcmp(field[3], "visits") != 0 || strcmp(field[0], "day_hour") == 0);
		if (cell)
			assert_true(n >= 5);
		static const char *const tables[] = {"total", "day", "hour", "day_hour"};
		for (int t = 0; fields == 8 && t < 4; t++) {
			if (strcmp(field[0], tables[t]) != 0)
				continue;
			if (strcmp(field[3], "routine_started") == 0)
				started[t] += n;
			if (strcmp(field[3], "visits") == 0 && t > 0)
				visits[t - 1] += n;
		}
	}
	for (int t = 0; t < 3; t++)
		assert_int_equal(visits[t], 400);
	assert_true(started[0] > 400);
	assert_int_equal(started[1], started[0]);
	assert_int_equal(started[2], started[0]);
}

static void an_export_of_nothing_has_its_header(void **state)
{
	(void)state;
	assert_string_equal(
		export(), "table,day,hour,kind,name,value,by,count\r\ntotal,,,visits,,,,0\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_totals_of_an_export_are_exact),
		TEST(cells_of_fewer_than_five_are_put_together),
		TEST(too_few_together_take_the_next_larger_along),
		TEST(a_day_with_too_few_goes_into_its_month_and_a_month_into_the_whole),
		TEST(an_hour_of_a_day_stands_alone_with_five_visits_or_more),
		TEST(every_table_of_an_export_adds_up),
		TEST(an_export_of_nothing_has_its_header),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
