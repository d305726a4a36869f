/* Calendar days as numbers: days since 1970-01-01 (proleptic Gregorian), no time zone. */
#ifndef TUNEUP_DATE_H
#define TUNEUP_DATE_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t day_t;

enum { DAY_NONE = INT32_MIN };

/* "2028-03-31" or "3/31/2028"; years 1900 to 2199. False when it is no such day. */
bool date_read(const char *text, day_t *day);

/* "2028-03-31" into text (11 bytes at least). */
void date_write(day_t day, char text[static 11]);

day_t date_make(int year, int month, int day_of_month); /* of a valid date */
void date_split(day_t day, int *year, int *month, int *day_of_month);

/* The same day of the month so many months on; the month's last day where it has no such day. */
day_t date_add_months(day_t day, int months);

/* The day of a wall clock in local seconds since 1970 (struct app's wall_s). */
day_t date_of_wall(int64_t wall_s);

#endif
