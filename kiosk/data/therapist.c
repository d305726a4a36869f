#include "data/therapist.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const char *const field_names[] = {
	[THERAPIST_NAME] = "name",
	[THERAPIST_CREDENTIAL] = "credential",
	[THERAPIST_PRACTICE] = "practice",
	[THERAPIST_PHONE] = "phone",
	[THERAPIST_EMAIL] = "email",
	[THERAPIST_WEBSITE] = "website",
	[THERAPIST_STREET] = "street",
	[THERAPIST_CITY] = "city",
	[THERAPIST_STATE] = "state",
	[THERAPIST_ZIP] = "zip",
	[THERAPIST_LATITUDE] = "latitude",
	[THERAPIST_LONGITUDE] = "longitude",
	[THERAPIST_SETTING] = "setting",
	[THERAPIST_TECHNIQUES] = "techniques",
	[THERAPIST_LANGUAGES] = "languages",
	[THERAPIST_MEMBERSHIPS] = "memberships",
	[THERAPIST_INSURANCE] = "insurance",
	[THERAPIST_ACCEPTS_NEW] = "accepts_new",
	[THERAPIST_PRICES] = "prices",
	[THERAPIST_HOURS] = "hours",
	[THERAPIST_PRECAUTIONS] = "precautions",
	[THERAPIST_ABOUT_EN] = "about_en",
	[THERAPIST_ABOUT_ES] = "about_es",
	[THERAPIST_CONSENT_ON] = "consent_on",
	[THERAPIST_LICENSE_TYPE] = "license_type",
	[THERAPIST_LICENSE_STATE] = "license_state",
	[THERAPIST_LICENSE_NUMBER] = "license_number",
	[THERAPIST_LICENSE_EXPIRES] = "license_expires",
	[THERAPIST_LICENSE_CHECKED_AT] = "license_checked_at",
	[THERAPIST_LICENSE_VERIFIED_ON] = "license_verified_on",
	[THERAPIST_LICENSE_VERIFIED_BY] = "license_verified_by",
};
static_assert(sizeof field_names / sizeof *field_names == THERAPIST_FIELDS, "a name a field");

const char *therapist_field_name(enum therapist_field field)
{
	return field_names[field];
}

const char *license_status_name(enum license_status status)
{
	static const char *const names[] = {"valid", "expiring", "expired", "unverified"};
	return names[status];
}

struct license_days license_days(const struct therapist *therapist)
{
	struct license_days days = {.expires = DAY_NONE, .first = INT32_MAX, .last = DAY_NONE};
	day_t verified;
	if (!date_read(therapist->field[THERAPIST_LICENSE_EXPIRES], &days.expires))
		days.expires = DAY_NONE;
	if (therapist->field[THERAPIST_LICENSE_VERIFIED_BY][0] &&
		date_read(therapist->field[THERAPIST_LICENSE_VERIFIED_ON], &verified)) {
		days.first = verified;
		days.last = date_add_months(verified, LICENSE_VERIFY_MONTHS);
	}
	return days;
}

enum license_status license_status_on(const struct license_days *days, day_t today)
{
	if (days->expires == DAY_NONE)
		return LICENSE_UNVERIFIED;
	if (days->expires < today)
		return LICENSE_EXPIRED;
	if (today < days->first || today > days->last)
		return LICENSE_UNVERIFIED;
	return days->expires - today <= LICENSE_WARN_DAYS ? LICENSE_EXPIRING : LICENSE_VALID;
}

enum license_status license_status(const struct therapist *therapist, day_t today)
{
	struct license_days days = license_days(therapist);
	return license_status_on(&days, today);
}

bool license_shown(const struct license_days *days, day_t today)
{
	enum license_status status = license_status_on(days, today);
	return status == LICENSE_VALID || status == LICENSE_EXPIRING;
}

bool therapist_shown(const struct therapist *therapist, day_t today)
{
	struct license_days days = license_days(therapist);
	return !therapist->retired && license_shown(&days, today);
}

day_t license_today(day_t clock, day_t known)
{
	return clock > known ? clock : known;
}

bool text_list_has(const char *list, const char *value, size_t length)
{
	for (const char *at = list; *at;) {
		size_t item = strcspn(at, "|");
		if (item == length && memcmp(at, value, length) == 0)
			return true;
		at += item + (at[item] == '|');
	}
	return false;
}

bool therapist_has(const struct therapist *therapist, enum therapist_field field, const char *value)
{
	return text_list_has(therapist->field[field], value, strlen(value));
}

static double radians(double degrees)
{
	return degrees * (3.14159265358979323846 / 180);
}

double place_distance_km(
	double latitude_a, double longitude_a, double latitude_b, double longitude_b)
{
	double north = sin(radians(latitude_b - latitude_a) / 2);
	double east = sin(radians(longitude_b - longitude_a) / 2);
	double half_chord =
		north * north + cos(radians(latitude_a)) * cos(radians(latitude_b)) * east * east;
	/* Rounding may carry it past 1 for places on opposite sides. */
	return 2 * PLACE_EARTH_KM * asin(fmin(1, sqrt(half_chord)));
}
