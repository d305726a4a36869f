/* Calendar days: reading, writing, arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"

static void expect_day(const char *text, const char *expected)
{
	day_t day;
	char written[11] = "none";
	if (date_read(text, &day))
		date_write(day, written);
	assert_string_equal(written, expected);
}

static void both_forms_give_the_same_day(void **state)
{
	(void)state;
	expect_day("2028-03-31", "2028-03-31");
	expect_day("3/31/2028", "2028-03-31");
	expect_day("03/31/2028", "2028-03-31");
	expect_day("2028-3-1", "2028-03-01");
	expect_day("1900-01-01", "1900-01-01");
	expect_day("12/31/2199", "2199-12-31");
	expect_day("2028-02-29", "2028-02-29");
	expect_day("2000-02-29", "2000-02-29");
}

static void what_is_no_day_is_refused(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "soon", "2027-02-29", "2100-02-29", "2028-04-31",
		"2028-13-01", "2028-00-10", "2028-10-00", "13/31/2028", "31/3/2028", "3/31/28",
		"28-03-31", "1899-12-31", "2200-01-01", "2028-03-31 ", " 2028-03-31", "2028-03",
		"2028/03/31", "3-31-2028", "2028-03-311", "2028--3-31", "+2028-03-31", "20280331",
		"2028-03-31x", "2028-03/31", "99999999999-01-01"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		expect_day(texts[i], "none");
}

static void days_are_counted_from_1970(void **state)
{
	(void)state;
	assert_int_equal(date_make(1970, 1, 1), 0);
	assert_int_equal(date_make(1969, 12, 31), -1);
	assert_int_equal(date_make(2000, 3, 1), 11017);
	assert_int_equal(date_make(2026, 11, 23), 20780);
}

static void every_day_of_three_centuries_splits_and_joins(void **state)
{
	(void)state;
	int last_year = 1899, last_month = 12, last_day = 31;
	for (day_t day = date_make(1900, 1, 1); day <= date_make(2199, 12, 31); day++) {
		int year, month, day_of_month;
		date_split(day, &year, &month, &day_of_month);
		assert_int_equal(date_make(year, month, day_of_month), day);
		if (month == last_month && year == last_year)
			assert_int_equal(day_of_month, last_day + 1);
		else
			assert_int_equal(day_of_month, 1);
		last_year = year, last_month = month, last_day = day_of_month;
	}
}

static void months_on_end_on_the_last_day_where_there_is_none(void **state)
{
	(void)state;
	static const struct {
		int year, month, day, months;
		const char *expected;
	} cases[] = {
		{2026, 11, 23, 12, "2027-11-23"},
		{2028, 2, 29, 12, "2029-02-28"},
		{2027, 2, 28, 12, "2028-02-28"},
		{2026, 1, 31, 1, "2026-02-28"},
		{2028, 1, 31, 1, "2028-02-29"},
		{2026, 12, 31, 2, "2027-02-28"},
		{2026, 3, 31, -1, "2026-02-28"},
		{2026, 1, 15, -1, "2025-12-15"},
		{2026, 11, 23, -25, "2024-10-23"},
		{2026, 5, 5, 0, "2026-05-05"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char written[11];
		day_t day = date_make(cases[i].year, cases[i].month, cases[i].day);
		date_write(date_add_months(day, cases[i].months), written);
		assert_string_equal(written, cases[i].expected);
	}
}

static void a_wall_clock_tells_the_day(void **state)
{
	(void)state;
	assert_int_equal(date_of_wall(0), 0);
	assert_int_equal(date_of_wall(86399), 0);
	assert_int_equal(date_of_wall(86400), 1);
	assert_int_equal(date_of_wall(-1), -1);
	assert_int_equal(date_of_wall(-86400), -1);
	assert_int_equal(date_of_wall(-86401), -2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_forms_give_the_same_day),
		cmocka_unit_test(what_is_no_day_is_refused),
		cmocka_unit_test(days_are_counted_from_1970),
		cmocka_unit_test(every_day_of_three_centuries_splits_and_joins),
		cmocka_unit_test(months_on_end_on_the_last_day_where_there_is_none),
		cmocka_unit_test(a_wall_clock_tells_the_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
