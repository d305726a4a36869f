/* A row of the directory, and the license rules, in one place. Pure. */
#ifndef TUNEUP_THERAPIST_H
#define TUNEUP_THERAPIST_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The columns of therapists.csv, of the table `therapist` and of the JSON, in the order of an
 * export. */
enum therapist_field {
	THERAPIST_NAME,
	THERAPIST_CREDENTIAL,
	THERAPIST_PRACTICE,
	THERAPIST_PHONE,
	THERAPIST_EMAIL,
	THERAPIST_WEBSITE,
	THERAPIST_STREET,
	THERAPIST_CITY,
	THERAPIST_STATE,
	THERAPIST_ZIP,
	THERAPIST_LATITUDE,
	THERAPIST_LONGITUDE,
	THERAPIST_SETTING,    /* clinic|home|mobile */
	THERAPIST_TECHNIQUES, /* swedish|deep_tissue|trigger_point|sports|myofascial|prenatal|... */
	THERAPIST_LANGUAGES,
	THERAPIST_MEMBERSHIPS, /* amta|abmp */
	THERAPIST_INSURANCE,
	THERAPIST_ACCEPTS_NEW, /* yes, no */
	THERAPIST_PRICES,      /* 30=50|60=85: minutes=dollars */
	THERAPIST_HOURS,
	THERAPIST_PRECAUTIONS,
	THERAPIST_ABOUT_EN,
	THERAPIST_ABOUT_ES,
	THERAPIST_CONSENT_ON,
	THERAPIST_LICENSE_TYPE, /* license, certification, registration */
	THERAPIST_LICENSE_STATE,
	THERAPIST_LICENSE_NUMBER,
	THERAPIST_LICENSE_EXPIRES,
	THERAPIST_LICENSE_CHECKED_AT,
	THERAPIST_LICENSE_VERIFIED_ON,
	THERAPIST_LICENSE_VERIFIED_BY,
	THERAPIST_FIELDS
};

/* "name" ... "license_verified_by". */
const char *therapist_field_name(enum therapist_field field);

/* Fields are normalized UTF-8: dates 2028-03-31, phones +13035550142, states in capitals, several
 * values parted by '|'; "" when empty, never NULL. The strings belong to the arena they were read
 * into. */
struct therapist {
	int64_t id;
	const char *field[THERAPIST_FIELDS];
	bool retired;
	bool has_place;             /* by its own coordinates, else by its ZIP's centroid */
	double latitude, longitude; /* degrees, WGS84 */
	double distance_km;         /* from the store; NAN when unknown */
};

enum license_status { LICENSE_VALID, LICENSE_EXPIRING, LICENSE_EXPIRED, LICENSE_UNVERIFIED };
const char *license_status_name(enum license_status status); /* "valid" ... */

enum { LICENSE_WARN_DAYS = 30, LICENSE_VERIFY_MONTHS = 12 };

/* The days that decide: the license's last one, and those on which its check counts (none: first is
 * after last). */
struct license_days {
	day_t expires; /* DAY_NONE: cannot be read */
	day_t first, last;
};
struct license_days license_days(const struct therapist *therapist);

/* Expired: its last day has passed. Unverified: no date and initials of a check, or one that is
 * more than 12 months old or lies in the future. Expiring: at most 30 days are left. */
enum license_status license_status_on(const struct license_days *days, day_t today);
enum license_status license_status(const struct therapist *therapist, day_t today);

/* Whether customers may see it: valid or expiring. */
bool license_shown(const struct license_days *days, day_t today);

/* The same, and not retired. */
bool therapist_shown(const struct therapist *therapist, day_t today);

/* Licenses are judged by the clock, but never by a day before the newest one that is known: that
 * clock is wrong, and must not bring an expired license back. known: DAY_NONE when none is. */
day_t license_today(day_t clock, day_t known);

/* Whether one of the values of a field is `value` ("sports" in "deep_tissue|sports"). */
bool therapist_has(
	const struct therapist *therapist, enum therapist_field field, const char *value);

/* The same of a list "a|b" by itself, and a value of so many bytes. */
bool text_list_has(const char *list, const char *value, size_t length);

/* Mean radius of the earth in km (IUGG). */
#define PLACE_EARTH_KM 6371.0088

/* Great-circle distance in km (haversine). */
double place_distance_km(
	double latitude_a, double longitude_a, double latitude_b, double longitude_b);

#endif
