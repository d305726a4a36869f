#include "base/date.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199, SECONDS_A_DAY = 86400 };

static int month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : lengths[month - 1];
}

/* Reads 1 to `most` digits; NULL when there is none. */
static const char *read_digits(const char *text, int most, int *value)
{
	int digits = 0;
	*value = 0;
	for (; digits < most && text[digits] >= '0' && text[digits] <= '9'; digits++)
		*value = *value * 10 + (text[digits] - '0');
	return digits > 0 ? text + digits : NULL;
}

/* Three numbers parted by `sign`, and nothing after them. */
static bool read_three(const char *text, char sign, const int most[3], int value[3])
{
	for (int i = 0; i < 3; i++) {
		if (i > 0 && *text++ != sign)
			return false;
		text = read_digits(text, most[i], &value[i]);
		if (!text)
			return false;
	}
	return !*text;
}

bool date_read(const char *text, day_t *day)
{
	int value[3], year, month, day_of_month;
	if (read_three(text, '-', (const int[]){4, 2, 2}, value)) {
		year = value[0], month = value[1], day_of_month = value[2];
	} else if (read_three(text, '/', (const int[]){2, 2, 4}, value)) {
		month = value[0], day_of_month = value[1], year = value[2];
	} else {
		return false;
	}
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day_of_month < 1 ||
		day_of_month > month_length(year, month))
		return false;
	*day = date_make(year, month, day_of_month);
	return true;
}

void date_write(day_t day, char text[static 11])
{
	int year, month, day_of_month;
	date_split(day, &year, &month, &day_of_month);
	/* The remainders change nothing; they tell the compiler that eleven bytes are enough. */
	snprintf(text, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
		(unsigned)day_of_month % 100);
}

/* Both ways count in eras of 400 years that begin on March 1, so that the day that may be missing
 * is the last one of a year. */
enum { ERA_DAYS = 146097, EPOCH_SHIFT = 719468 };

day_t date_make(int year, int month, int day_of_month)
{
	year -= month <= 2;
	int era = (year >= 0 ? year : year - 399) / 400;
	int year_of_era = year - era * 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

void date_split(day_t day, int *year, int *month, int *day_of_month)
{
	int64_t shifted = (int64_t)day + EPOCH_SHIFT;
	int64_t era = (shifted >= 0 ? shifted : shifted - (ERA_DAYS - 1)) / ERA_DAYS;
	int day_of_era = (int)(shifted - era * ERA_DAYS);
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted_month = (5 * day_of_year + 2) / 153;
	*day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
	*month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
	*year = (int)(year_of_era + era * 400) + (*month <= 2);
}

day_t date_add_months(day_t day, int months)
{
	int year, month, day_of_month;
	date_split(day, &year, &month, &day_of_month);
	int total = year * 12 + month - 1 + months;
	year = (total >= 0 ? total : total - 11) / 12;
	month = total - year * 12 + 1;
	int last = month_length(year, month);
	return date_make(year, month, day_of_month < last ? day_of_month : last);
}

day_t date_of_wall(int64_t wall_s)
{
	int64_t day = wall_s / SECONDS_A_DAY;
	return (day_t)(wall_s % SECONDS_A_DAY < 0 ? day - 1 : day);
}
