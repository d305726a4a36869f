/* The license rules, one value of a row, folded words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fold.h"
#include "data/directory_values.h"
#include "data/therapist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;

static int free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* ---- the license ---- */

static struct therapist licensed(const char *expires, const char *verified_on, const char *by)
{
	struct therapist therapist = {0};
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		therapist.field[i] = "";
	therapist.field[THERAPIST_LICENSE_EXPIRES] = expires;
	therapist.field[THERAPIST_LICENSE_VERIFIED_ON] = verified_on;
	therapist.field[THERAPIST_LICENSE_VERIFIED_BY] = by;
	return therapist;
}

static void the_license_decides_who_is_shown(void **state)
{
	(void)state;
	static const struct {
		const char *expires, *verified_on, *by, *status;
		bool shown;
	} cases[] = {
		{"2028-03-31", "2026-11-03", "MK", "valid", true},
		/* its last day is a good one */
		{"2026-11-23", "2026-11-03", "MK", "expiring", true},
		{"2026-11-22", "2026-11-03", "MK", "expired", false},
		/* staff are told for 30 days */
		{"2026-12-23", "2026-11-03", "MK", "expiring", true},
		{"2026-12-24", "2026-11-03", "MK", "valid", true},
		/* a check counts for twelve months */
		{"2028-03-31", "2025-11-23", "MK", "valid", true},
		{"2028-03-31", "2025-11-22", "MK", "unverified", false},
		{"2028-03-31", "2026-11-23", "MK", "valid", true},
		{"2028-03-31", "2026-11-24", "MK", "unverified", false},
		{"2028-03-31", "", "", "unverified", false},
		{"2028-03-31", "2026-11-03", "", "unverified", false},
		{"2028-03-31", "", "MK", "unverified", false},
		{"2025-01-01", "", "", "expired", false},
		{"", "2026-11-03", "MK", "unverified", false},
	};
	day_t today = date_make(2026, 11, 23);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct therapist t = licensed(cases[i].expires, cases[i].verified_on, cases[i].by);
		assert_string_equal(
			license_status_name(license_status(&t, today)), cases[i].status);
		assert_int_equal(therapist_shown(&t, today), cases[i].shown);
		t.retired = true;
		assert_false(therapist_shown(&t, today));
	}
}

static void a_check_on_a_leap_day_counts_until_february_28(void **state)
{
	(void)state;
	struct therapist t = licensed("2032-01-01", "2028-02-29", "MK");
	assert_int_equal(license_status(&t, date_make(2029, 2, 28)), LICENSE_VALID);
	assert_int_equal(license_status(&t, date_make(2029, 3, 1)), LICENSE_UNVERIFIED);
}

static void one_of_several_values_is_found_whole(void **state)
{
	(void)state;
	struct therapist t = licensed("", "", "");
	t.field[THERAPIST_TECHNIQUES] = "deep_tissue|sports|myofascial";
	assert_true(therapist_has(&t, THERAPIST_TECHNIQUES, "deep_tissue"));
	assert_true(therapist_has(&t, THERAPIST_TECHNIQUES, "sports"));
	assert_true(therapist_has(&t, THERAPIST_TECHNIQUES, "myofascial"));
	assert_false(therapist_has(&t, THERAPIST_TECHNIQUES, "deep"));
	assert_false(therapist_has(&t, THERAPIST_TECHNIQUES, "sport"));
	assert_false(therapist_has(&t, THERAPIST_TECHNIQUES, "tissue"));
	assert_false(therapist_has(&t, THERAPIST_LANGUAGES, "en"));
}

static void distances_follow_the_globe(void **state)
{
	(void)state;
	/* A degree of a great circle, half the way around, and no way at all. */
	assert_float_equal(place_distance_km(0, 0, 0, 1), 111.195, 0.01);
	assert_float_equal(place_distance_km(0, 0, 0, 180), 20015.1, 0.1);
	assert_float_equal(place_distance_km(90, 0, -90, 77), 20015.1, 0.1);
	assert_float_equal(place_distance_km(40, -105, 40, -105), 0, 1e-9);
	/* Across the date line it is not far. */
	assert_float_equal(place_distance_km(0, 179.5, 0, -179.5), 111.195, 0.01);
	/* Boulder to Denver, about 39 km. */
	assert_float_equal(place_distance_km(40.0150, -105.2705, 39.7392, -104.9903), 38.9, 0.3);
}

static void every_field_has_its_name(void **state)
{
	(void)state;
	assert_string_equal(therapist_field_name(THERAPIST_NAME), "name");
	assert_string_equal(
		therapist_field_name(THERAPIST_LICENSE_VERIFIED_BY), "license_verified_by");
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		assert_int_equal(value_field(therapist_field_name((enum therapist_field)i)), i);
	assert_int_equal(value_field("License Number"), THERAPIST_LICENSE_NUMBER);
	assert_int_equal(value_field("ABOUT_EN"), THERAPIST_ABOUT_EN);
	assert_int_equal(value_field("license-state"), THERAPIST_LICENSE_STATE);
	assert_int_equal(value_field("licensestate"), THERAPIST_FIELDS);
	assert_int_equal(value_field(""), THERAPIST_FIELDS);
	assert_int_equal(
		value_field("a name that is a great deal longer than any"), THERAPIST_FIELDS);
}

/* ---- one value ---- */

struct value {
	enum therapist_field field;
	const char *written;
	const char *stored; /* NULL: refused ... */
	const char *reason; /* ... with these words */
};

static const struct value values[] = {
	{THERAPIST_NAME, "  Jos\xc3\xa9   Ejemplo ", "Jos\xc3\xa9 Ejemplo", NULL},
	{THERAPIST_NAME, "Jose\xcc\x81", "Jos\xc3\xa9", NULL}, /* as a Mac takes it apart */
	{THERAPIST_NAME,
		"Ann\xc2\xa0"
		"B",
		"Ann B", NULL},
	{THERAPIST_NAME,
		"\xef\xbb\xbf"
		"Ann",
		"Ann", NULL},
	{THERAPIST_NAME, "Ann\r\nBee", "Ann Bee", NULL},
	{THERAPIST_NAME, "", "", NULL},
	{THERAPIST_NAME, "12345", NULL, "a name in letters"},
	{THERAPIST_NAME, "Jos\xef\xbf\xbd", NULL, "lost a letter"},
	{THERAPIST_NAME, "Ann\x07", NULL, "control character"},
	{THERAPIST_NAME, "Jos\xe9", NULL, "UTF-8"},
	{THERAPIST_NAME,
		"Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aa",
		NULL, "at most 80 characters"},
	{THERAPIST_ABOUT_EN, " one \r\n\r\n\r\n two\tthree ", "one\n\ntwo three", NULL},

	{THERAPIST_PHONE, "(303) 555-0142", "+13035550142", NULL},
	{THERAPIST_PHONE, "303-555-0142", "+13035550142", NULL},
	{THERAPIST_PHONE, "303.555.0142", "+13035550142", NULL},
	{THERAPIST_PHONE, "303 555 0142", "+13035550142", NULL},
	{THERAPIST_PHONE, "3035550142", "+13035550142", NULL},
	{THERAPIST_PHONE, "13035550142", "+13035550142", NULL},
	{THERAPIST_PHONE, "1-303-555-0142", "+13035550142", NULL},
	{THERAPIST_PHONE, "+1 303 555 0142", "+13035550142", NULL},
	{THERAPIST_PHONE, "+13035550142", "+13035550142", NULL},
	{THERAPIST_PHONE, "tel:+13035550142", "+13035550142", NULL},
	{THERAPIST_PHONE,
		"303\xe2\x80\x91"
		"555\xe2\x80\x91"
		"0142",
		"+13035550142", NULL},
	{THERAPIST_PHONE, "\xe2\x80\xaa(303) 555-0142\xe2\x80\xac", "+13035550142", NULL},
	{THERAPIST_PHONE, "303-555-0142 ext. 12", "+13035550142 x12", NULL},
	{THERAPIST_PHONE, "303-555-0142x7", "+13035550142 x7", NULL},
	{THERAPIST_PHONE, "(303) 555-0142 #4", "+13035550142 x4", NULL},
	{THERAPIST_PHONE, "+44 20 7946 0958", "+442079460958", NULL},
	{THERAPIST_PHONE, "+44 (0)20 7946 0958", "+442079460958", NULL},
	{THERAPIST_PHONE, "0044 20 7946 0958", "+442079460958", NULL},
	{THERAPIST_PHONE, "011 44 20 7946 0958", "+442079460958", NULL},
	{THERAPIST_PHONE, "020 7946 0958", "02079460958", NULL}, /* of which country? */
	{THERAPIST_PHONE, "555-0142", NULL, "10 digits with the area code, found 7"},
	{THERAPIST_PHONE, "303-555-014", NULL, "found 9"},
	{THERAPIST_PHONE, "303-555-01422", NULL, "found 11"},
	{THERAPIST_PHONE, "103-555-0142", NULL, "10 digits"},
	{THERAPIST_PHONE, "1-103-555-0142", NULL, "area code"},
	{THERAPIST_PHONE, "+1 303 555 014", NULL, "10 digits after +1"},
	{THERAPIST_PHONE, "+44 20", NULL, "8 to 15 digits"},
	{THERAPIST_PHONE, "+0 20 7946 0958", NULL, "country code"},
	{THERAPIST_PHONE, "303-555-MASS", NULL, "one phone number in digits"},
	{THERAPIST_PHONE, "303-555-0142 or 303-555-0143", NULL, "one phone number"},
	{THERAPIST_PHONE, "303-555-0142 / 303-555-0143", NULL, "10 digits"},
	{THERAPIST_PHONE, "99999999999999999999999999999999", NULL, "one phone number"},
	{THERAPIST_PHONE, "-", NULL, "found 0"},

	{THERAPIST_EMAIL, "Ann.Bee+x@Example.COM", "Ann.Bee+x@example.com", NULL},
	{THERAPIST_EMAIL, "mailto:a@b.example", "a@b.example", NULL},
	{THERAPIST_EMAIL, "jos\xc3\xa9@mass\xc3\xa9.example", "jos\xc3\xa9@mass\xc3\xa9.example",
		NULL},
	{THERAPIST_EMAIL, "ann", NULL, "name@example.com"},
	{THERAPIST_EMAIL, "ann@", NULL, "name@example.com"},
	{THERAPIST_EMAIL, "@example.com", NULL, "name@example.com"},
	{THERAPIST_EMAIL, "ann@example", NULL, "name@example.com"},
	{THERAPIST_EMAIL, "ann@@example.com", NULL, "name@example.com"},
	{THERAPIST_EMAIL, "ann bee@example.com", NULL, "name@example.com"},
	{THERAPIST_EMAIL, "a@b.example, c@d.example", NULL, "one address"},
	{THERAPIST_EMAIL, "Ann <a@b.example>", NULL, "one address"},
	{THERAPIST_EMAIL, ".ann@b.example", NULL, "one address"},
	{THERAPIST_EMAIL, "a..b@b.example", NULL, "one address"},
	{THERAPIST_EMAIL, "a@-b.example", NULL, "one address"},
	{THERAPIST_EMAIL, "a@b..example", NULL, "one address"},
	{THERAPIST_EMAIL, "a@127.0.0.1", NULL, "one address"},

	{THERAPIST_WEBSITE, "juniper.example", "https://juniper.example", NULL},
	{THERAPIST_WEBSITE, "WWW.Juniper.Example/About", "https://www.juniper.example/About", NULL},
	{THERAPIST_WEBSITE, "HTTP://Juniper.example", "http://juniper.example", NULL},
	{THERAPIST_WEBSITE, "https://a.example:8443/x?y=1#z", "https://a.example:8443/x?y=1#z",
		NULL},
	{THERAPIST_WEBSITE, "a.example:8080", "https://a.example:8080", NULL},
	{THERAPIST_WEBSITE, "ftp://a.example", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "javascript:alert(1)", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "mailto:a@b.example", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "https://", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "https:/a.example", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "https//a.example", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "my site", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "none", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "a.example/x y", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "user@a.example", NULL, "https://example.com"},
	{THERAPIST_WEBSITE, "a.example:port", NULL, "https://example.com"},
	{THERAPIST_LICENSE_CHECKED_AT, "dora.example/lookup", "https://dora.example/lookup", NULL},

	{THERAPIST_STATE, "CO", "CO", NULL},
	{THERAPIST_STATE, "co", "CO", NULL},
	{THERAPIST_STATE, "Colorado", "CO", NULL},
	{THERAPIST_STATE, "NEW  mexico", "NM", NULL},
	{THERAPIST_STATE, "D.C.", "DC", NULL},
	{THERAPIST_STATE, "District of Columbia", "DC", NULL},
	{THERAPIST_STATE, "Puerto Rico", "PR", NULL},
	{THERAPIST_STATE, "gu", "GU", NULL},
	{THERAPIST_STATE, "U.S. Virgin Islands", "VI", NULL},
	{THERAPIST_LICENSE_STATE, "Wyoming", "WY", NULL},
	{THERAPIST_STATE, "XX", NULL, "two-letter US state"},
	{THERAPIST_STATE, "ON", NULL, "two-letter US state"},
	{THERAPIST_STATE, "Colo", NULL, "two-letter US state"},
	{THERAPIST_STATE, "C", NULL, "two-letter US state"},

	{THERAPIST_ZIP, "80301", "80301", NULL},
	{THERAPIST_ZIP, "80301-1234", "80301-1234", NULL},
	{THERAPIST_ZIP, "80301 1234", "80301-1234", NULL},
	{THERAPIST_ZIP, "803011234", "80301-1234", NULL},
	{THERAPIST_ZIP, "02138", "02138", NULL},
	{THERAPIST_ZIP, "2138", NULL, "write 02138"},
	{THERAPIST_ZIP, "2138-1234", NULL, "write 02138-1234"},
	{THERAPIST_ZIP, "601", NULL, "write 00601"},
	{THERAPIST_ZIP, "80", NULL, "5 digits"},
	{THERAPIST_ZIP, "803012", NULL, "5 digits"},
	{THERAPIST_ZIP, "80301-", NULL, "5 digits"},
	{THERAPIST_ZIP, "80301-12", NULL, "5 digits"},
	{THERAPIST_ZIP, "8O301", NULL, "5 digits"},
	{THERAPIST_ZIP, "K1A 0B1", NULL, "5 digits"},

	{THERAPIST_LATITUDE, "40.0190", "40.0190", NULL},
	{THERAPIST_LATITUDE, "40,0190", "40.0190", NULL},
	{THERAPIST_LATITUDE, "+40", "40", NULL},
	{THERAPIST_LATITUDE, "-90", "-90", NULL},
	{THERAPIST_LATITUDE, "90.001", NULL, "longitude"},
	{THERAPIST_LATITUDE, "-105.2747", NULL, "looks like the longitude"},
	{THERAPIST_LATITUDE, "40 N", NULL, "-90 to 90"},
	{THERAPIST_LATITUDE, "nan", NULL, "-90 to 90"},
	{THERAPIST_LATITUDE, "4e1", NULL, "-90 to 90"},
	{THERAPIST_LATITUDE, ".", NULL, "-90 to 90"},
	{THERAPIST_LONGITUDE, "-105.2747", "-105.2747", NULL},
	{THERAPIST_LONGITUDE, "180", "180", NULL},
	{THERAPIST_LONGITUDE, "180.1", NULL, "-180 to 180"},
	{THERAPIST_LONGITUDE, "1,000,5", NULL, "-180 to 180"},

	{THERAPIST_SETTING, "clinic", "clinic", NULL},
	{THERAPIST_SETTING, "Mobile | Clinic", "mobile|clinic", NULL},
	{THERAPIST_SETTING, "home, mobile", "home|mobile", NULL},
	{THERAPIST_SETTING, "clinic|clinic|", "clinic", NULL},
	{THERAPIST_SETTING, "garage", NULL, "clinic, home or mobile"},
	{THERAPIST_TECHNIQUES, "sports|deep_tissue", "sports|deep_tissue", NULL},
	{THERAPIST_TECHNIQUES, "Deep Tissue; Trigger-Point", "deep_tissue|trigger_point", NULL},
	{THERAPIST_TECHNIQUES, "Swedish massage, Myofascial Release", "swedish|myofascial", NULL},
	{THERAPIST_TECHNIQUES, "thai|Hot Stone", "thai|hot_stone", NULL},
	{THERAPIST_TECHNIQUES, "quantum!", NULL, "swedish, deep_tissue"},
	{THERAPIST_TECHNIQUES, "sports|!", NULL, "swedish, deep_tissue"},
	{THERAPIST_TECHNIQUES, "3d", NULL, "swedish, deep_tissue"},
	{THERAPIST_LANGUAGES, "en|es", "en|es", NULL},
	{THERAPIST_LANGUAGES, "English, Espa\xc3\xb1ol", "en|es", NULL},
	{THERAPIST_LANGUAGES, "EN-us", "en", NULL},
	{THERAPIST_LANGUAGES, "ASL", "ase", NULL},
	{THERAPIST_LANGUAGES, "xx", NULL, "two-letter codes"},
	{THERAPIST_LANGUAGES, "Elvish", NULL, "two-letter codes"},
	{THERAPIST_MEMBERSHIPS, "AMTA|abmp", "amta|abmp", NULL},
	{THERAPIST_MEMBERSHIPS, "American Massage Therapy Association", "amta", NULL},
	{THERAPIST_MEMBERSHIPS, "Rotary", NULL, "amta or abmp"},
	{THERAPIST_INSURANCE, "Y", "yes", NULL},
	{THERAPIST_INSURANCE, "FALSE", "no", NULL},
	{THERAPIST_INSURANCE, "Blue Sample PPO", "Blue Sample PPO", NULL},
	{THERAPIST_ACCEPTS_NEW, "yes", "yes", NULL},
	{THERAPIST_ACCEPTS_NEW, "N", "no", NULL},
	{THERAPIST_ACCEPTS_NEW, "TRUE", "yes", NULL},
	{THERAPIST_ACCEPTS_NEW, "0", "no", NULL},
	{THERAPIST_ACCEPTS_NEW, "maybe", NULL, "yes or no"},
	{THERAPIST_PRICES, "30=50|60=85", "30=50|60=85", NULL},
	{THERAPIST_PRICES, "60 min: $85.00; 90 = 120.50", "60=85|90=120.50", NULL},
	{THERAPIST_PRICES, "85", NULL, "minutes=dollars"},
	{THERAPIST_PRICES, "60=", NULL, "minutes=dollars"},
	{THERAPIST_PRICES, "60=85 each", NULL, "minutes=dollars"},
	{THERAPIST_PRICES, "1=85", NULL, "minutes=dollars"},
	{THERAPIST_PRICES, "60=99999", NULL, "minutes=dollars"},
	{THERAPIST_CONSENT_ON, "8/15/2026", "2026-08-15", NULL},
	{THERAPIST_LICENSE_EXPIRES, "2028-03-31 00:00:00", "2028-03-31", NULL},
	{THERAPIST_LICENSE_EXPIRES, "soon", NULL, "2028-03-31 or 3/31/2028"},
	{THERAPIST_LICENSE_EXPIRES, "3/31/28", "2028-03-31", NULL},
	{THERAPIST_LICENSE_EXPIRES, "31-Mar-2028", "2028-03-31", NULL},
	{THERAPIST_LICENSE_EXPIRES, "31 mar 28", "2028-03-31", NULL},
	{THERAPIST_LICENSE_EXPIRES, "March 31, 2028", "2028-03-31", NULL},
	{THERAPIST_LICENSE_EXPIRES, "Sept. 30 2028", "2028-09-30", NULL},
	{THERAPIST_LICENSE_EXPIRES, "2028/3/31", "2028-03-31", NULL},
	{THERAPIST_LICENSE_EXPIRES, "Feb 30, 2028", NULL, "2028-03-31"},
	{THERAPIST_LICENSE_EXPIRES, "31 Mar 1 2028", NULL, "2028-03-31"},
	{THERAPIST_LICENSE_EXPIRES, "Martes 31, 2028", NULL, "2028-03-31"},
	{THERAPIST_CITY, "#N/A", NULL, "formula that has failed"},
	{THERAPIST_CITY, "Err:508", NULL, "formula that has failed"},
	{THERAPIST_CITY, "#1 Main", "#1 Main", NULL},
	{THERAPIST_LICENSE_EXPIRES, "31/3/2028", NULL, "month, day, year"},
	{THERAPIST_LICENSE_EXPIRES, "2027-02-29", NULL, "a date such as"},
	{THERAPIST_LICENSE_TYPE, "License", "license", NULL},
	{THERAPIST_LICENSE_TYPE, "certified", "certification", NULL},
	{THERAPIST_LICENSE_TYPE, "Registered", "registration", NULL},
	{THERAPIST_LICENSE_TYPE, "diploma", NULL, "license, certification or registration"},
	{THERAPIST_LICENSE_NUMBER, " MT.0000117 ", "MT.0000117", NULL},
	{THERAPIST_LICENSE_NUMBER, "---", NULL, "as the state writes it"},
	{THERAPIST_LICENSE_VERIFIED_BY, "M. K.", "MK", NULL},
	{THERAPIST_LICENSE_VERIFIED_BY, "\xc3\x81\xc3\x89", "\xc3\x81\xc3\x89", NULL},
	{THERAPIST_LICENSE_VERIFIED_BY, "Maria Kowalski", NULL, "1 to 8 letters"},
	{THERAPIST_LICENSE_VERIFIED_BY, "M7", NULL, "1 to 8 letters"},
	{THERAPIST_LICENSE_VERIFIED_BY, "...", NULL, "1 to 8 letters"},
};

static void each_value_is_stored_one_way_or_refused_with_the_mend(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const struct value *v = &values[i];
		const char *stored = NULL, *reason = "";
		bool read = value_read(v->field, v->written, &arena, &stored, &reason);
		if (read != (v->stored != NULL) || (!read && !strstr(reason, v->reason)))
			fail_msg("%s \"%s\": %s \"%s\"", therapist_field_name(v->field), v->written,
				read ? "stored as" : "refused:", read ? stored : reason);
		if (read)
			assert_string_equal(stored, v->stored);
	}
}

static void a_stored_value_is_read_as_itself(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const char *stored = NULL, *reason = "";
		if (!values[i].stored)
			continue;
		assert_true(
			value_read(values[i].field, values[i].stored, &arena, &stored, &reason));
		assert_string_equal(stored, values[i].stored);
	}
}

static void phones_are_written_as_people_write_them(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"+13035550142", "(303) 555-0142"},
		{"+13035550142 x12", "(303) 555-0142 x12"},
		{"+442079460958", "+442079460958"},
		{"02079460958", "02079460958"},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(value_phone_text(cases[i][0], &arena), cases[i][1]);
}

/* ---- words ---- */

static void words_fold_to_what_a_plain_keyboard_can_type(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"Juniper  Sample", "juniper sample"},
		{"\xc5\x81ucja S\xc3\xb8rensen-Gro\xc3\x9f", "lucja sorensen gross"},
		{"\xc4\x90or\xc4\x91"
		 "e \xc3\x86gir \xc3\x9eor \xc3\xb0 \xc5\x93",
			"dorde aegir thor d oe"},
		{"In\xc3\xa9s", "ines"},
		{"Ine\xcc\x81s", "ines"},
		{"O\xe2\x80\x99"
		 "Brien O'Neill",
			"obrien oneill"},
		{"MT.0000117", "mt 0000117"},
		{"  -- ", ""},
		{"\xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99", "\xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x99"},
		{"\xce\x9f\xce\xb4\xcf\x8d\xcf\x83\xcf\x83\xce\xb5\xcf\x85\xcf\x82",
			"\xce\xbf\xce\xb4\xcf\x85\xcf\x83\xcf\x83\xce\xb5\xcf\x85\xcf\x83"},
		{"\xc4\xb0stanbul", "istanbul"},
		{"Jos\xe9", ""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *folded = fold_words(cases[i][0]), *again = fold_words(folded);
		assert_string_equal(folded, cases[i][1]);
		assert_string_equal(again, folded);
		free(folded);
		free(again);
	}
}

/* The text with its matches in brackets. */
static const char *matches(const char *text, const char *words)
{
	static char out[200];
	struct fold_part part[4];
	size_t used = 0, from = 0;
	int parts = fold_find(text, words, part, 4);
	for (int i = 0; i < parts; i++) {
		used += (size_t)snprintf(out + used, sizeof out - used, "%.*s[%.*s]",
			(int)(part[i].from - from), text + from, (int)(part[i].to - part[i].from),
			text + part[i].from);
		from = part[i].to;
	}
	snprintf(out + used, sizeof out - used, "%s", text + from);
	return out;
}

static void what_was_searched_for_is_found_in_a_name(void **state)
{
	(void)state;
	assert_string_equal(matches("In\xC3\xA9s Specimen", "ine"), "[In\xC3\xA9]s Specimen");
	/* With the mark apart from its letter. */
	assert_string_equal(matches("Ine\xCC\x81s", "INE"), "[Ine\xCC\x81]s");
	assert_string_equal(matches("Juniper Sample", "sa ju"), "[Ju]niper [Sa]mple");
	assert_string_equal(matches("Ann Annaba", "ann annab"), "[Ann] [Annab]a");
	/* Only where a word begins; a hyphen ends one, an apostrophe does not. */
	assert_string_equal(matches("Josephine", "ine"), "Josephine");
	assert_string_equal(
		matches("S\xC3\xB8rensen-Gro\xC3\x9F", "gross"), "S\xC3\xB8rensen-[Gro\xC3\x9F]");
	assert_string_equal(matches("Gro\xC3\x9F", "gros"), "[Gro\xC3\x9F]");
	assert_string_equal(matches("Saoirse O'Sketch", "osk"), "Saoirse [O'Sk]etch");
	assert_string_equal(matches("Saoirse O'Sketch", "sk"), "Saoirse O'Sketch");
	assert_string_equal(matches("Juniper", ""), "Juniper");
	assert_string_equal(matches("", "ju"), "");
	struct fold_part part[1];
	assert_int_equal(fold_find("a a a", "a", part, 1), 1);
}

/* Plain texts are folded without the tables of Unicode: with and without them the same comes out.
 */
static void plain_words_fold_as_all_others_do(void **state)
{
	(void)state;
	for (int letter = 1; letter < 0x80; letter++) {
		char plain[] = "Ab_Cd ", other[] = "Ab_Cd \xc3\xa9";
		plain[2] = other[2] = (char)letter;
		char *folded = fold_words(plain), *expected = fold_words(other);
		expected[strlen(expected) - 2] = '\0';
		assert_string_equal(folded, expected);
		free(folded);
		free(expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_searched_for_is_found_in_a_name),
		cmocka_unit_test(the_license_decides_who_is_shown),
		cmocka_unit_test(a_check_on_a_leap_day_counts_until_february_28),
		cmocka_unit_test(one_of_several_values_is_found_whole),
		cmocka_unit_test(distances_follow_the_globe),
		cmocka_unit_test(every_field_has_its_name),
		cmocka_unit_test(each_value_is_stored_one_way_or_refused_with_the_mend),
		cmocka_unit_test(a_stored_value_is_read_as_itself),
		cmocka_unit_test(phones_are_written_as_people_write_them),
		cmocka_unit_test(words_fold_to_what_a_plain_keyboard_can_type),
		cmocka_unit_test(plain_words_fold_as_all_others_do),
	};
	return cmocka_run_group_tests(tests, NULL, free_arena);
}
