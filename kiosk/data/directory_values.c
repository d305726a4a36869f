#include "base/say.h"
#include "base/tr.h"
#include "data/directory_values.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* ---- cleaning ---- */

/* Characters that nobody sees: byte order marks, soft hyphens, marks of writing direction that
 * address books leave in phone numbers. */
static bool is_invisible(utf8proc_int32_t letter)
{
	return letter == 0xad || (letter >= 0x200b && letter <= 0x200f) ||
	       (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2060 && letter <= 0x2069) ||
	       letter == 0xfeff;
}

static bool is_line_end(utf8proc_int32_t letter)
{
	return (letter >= '\n' && letter <= '\r') || letter == 0x85 || letter == 0x2028 ||
	       letter == 0x2029;
}

/* Where a cleaned text grows; white space waits until it is known to stand between words. */
struct cleaner {
	char *end;
	const char *start;
	bool lines; /* line breaks stay */
	int spaces, breaks;
};

static void put_white(struct cleaner *cleaner)
{
	if (cleaner->end > cleaner->start && cleaner->lines && cleaner->breaks > 0) {
		*cleaner->end++ = '\n';
		if (cleaner->breaks > 1)
			*cleaner->end++ = '\n';
	} else if (cleaner->end > cleaner->start && cleaner->spaces + cleaner->breaks > 0) {
		*cleaner->end++ = ' ';
	}
	cleaner->spaces = cleaner->breaks = 0;
}

/* False: a character that has no place in a text. */
static bool clean_letter(struct cleaner *cleaner, const utf8proc_uint8_t *at, utf8proc_ssize_t step,
	utf8proc_int32_t letter, const char **reason)
{
	if (is_invisible(letter))
		return true;
	if (is_line_end(letter)) {
		cleaner->breaks += letter != '\r' || at[1] != '\n';
	} else if (letter == '\t' || utf8proc_category(letter) == UTF8PROC_CATEGORY_ZS) {
		cleaner->spaces++;
	} else if (letter == 0xfffd) {
		*reason =
			N_("expected text, found \xef\xbf\xbd where another program lost a letter: "
			   "write the letter again");
		return false;
	} else if (utf8proc_category(letter) == UTF8PROC_CATEGORY_CC) {
		*reason =
			N_("expected text, found a control character: delete the cell and write it "
			   "again");
		return false;
	} else {
		put_white(cleaner);
		memcpy(cleaner->end, at, (size_t)step);
		cleaner->end += step;
	}
	return true;
}

/* Composed (NFC), trimmed, runs of white space as one; in arena. NULL: *reason. */
static const char *clean(const char *text, bool lines, struct arena *arena, const char **reason)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, 0, &composed,
		UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (size < 0) {
		*reason = N_("expected text in UTF-8");
		return NULL;
	}
	char *result = arena_alloc(arena, (size_t)size + 1);
	struct cleaner cleaner = {.end = result, .start = result, .lines = lines};
	utf8proc_int32_t letter;
	bool sound = true;
	for (utf8proc_ssize_t at = 0, step; sound && at < size; at += step) {
		step = utf8proc_iterate(composed + at, size - at, &letter);
		sound = clean_letter(&cleaner, composed + at, step, letter, reason);
	}
	free(composed);
	return sound ? result : NULL;
}

static int count_letters(const char *text)
{
	int letters = 0;
	for (; *text; text++)
		letters += ((unsigned char)*text & 0xc0) != 0x80;
	return letters;
}

/* ---- plain kinds ---- */

static bool has_letter(const char *text, bool or_digit)
{
	for (; *text; text++) {
		unsigned char letter = (unsigned char)*text;
		if (isalpha(letter) || letter >= 0x80 || (or_digit && isdigit(letter)))
			return true;
	}
	return false;
}

static bool read_text(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	(void)arena, (void)reason;
	*value = text;
	return true;
}

static bool read_name(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	(void)arena;
	*value = text;
	*reason = N_("expected a name in letters");
	return has_letter(text, false);
}

static bool read_license_number(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	(void)arena;
	*value = text;
	*reason = N_("expected the number as the state writes it, such as MT.0000117");
	return has_letter(text, true);
}

/* ---- dates ---- */

/* The month that a word names, by its first three letters; 0: none. */
static int month_named(const char *word, size_t length)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	static const char *const whole[] = {"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december"};
	for (int i = 0; i < 12; i++)
		if ((length == 3 && strncasecmp(word, names + 3 * i, 3) == 0) ||
			(length == strlen(whole[i]) && strncasecmp(word, whole[i], length) == 0) ||
			(i == 8 && length == 4 && strncasecmp(word, "sept", 4) == 0))
			return i + 1;
	return 0;
}

/* Parts a date at anything that is neither letter nor digit; false: there are not three parts. */
static bool split_date(const char *text, const char *part[3], size_t length[3])
{
	int parts = 0;
	while (*text) {
		size_t size = 0;
		while (isalnum((unsigned char)text[size]))
			size++;
		if (size == 0) {
			text++;
			continue;
		}
		if (parts == 3)
			return false;
		part[parts] = text;
		length[parts++] = size;
		text += size;
	}
	return parts == 3;
}

/* The forms of spreadsheets that date_read does not know, as one of those it knows: a month by its
 * name
 * ("31-Mar-2028", "Mar 31, 2028"), a year of two digits ("3/31/28", as LibreOffice and Numbers
 * write it), slashes in "2028/3/31". Others stay as they are. */
static const char *plain_date(const char *text, struct arena *arena)
{
	const char *part[3];
	size_t length[3];
	if (!split_date(text, part, length))
		return text;
	int first = month_named(part[0], length[0]), second = month_named(part[1], length[1]);
	bool short_year = length[2] == 2 && isdigit((unsigned char)part[2][0]);
	const char *century = short_year ? "20" : "";
	if (second)
		return arena_printf(
			arena, "%d/%.*s/%s%s", second, (int)length[0], part[0], century, part[2]);
	if (first)
		return arena_printf(
			arena, "%d/%.*s/%s%s", first, (int)length[1], part[1], century, part[2]);
	if (length[0] == 4 && part[0][4] == '/')
		return arena_printf(
			arena, "%.4s-%.*s-%s", part[0], (int)length[1], part[1], part[2]);
	if (short_year && length[0] <= 2 && part[0][length[0]] == '/' && part[1][length[1]] == '/')
		return arena_printf(arena, "%.*s/%.*s/20%s", (int)length[0], part[0],
			(int)length[1], part[1], part[2]);
	return text;
}

static bool read_date(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	static const char *const midnights[] = {" 00:00:00", "T00:00:00", " 00:00", " 0:00"};
	char *date = arena_strdup(arena, text);
	size_t length = strlen(date);
	for (size_t i = 0; i < sizeof midnights / sizeof *midnights; i++) {
		size_t ending = strlen(midnights[i]);
		if (length > ending && strcmp(date + length - ending, midnights[i]) == 0)
			date[length -= ending] = '\0';
	}
	day_t day;
	if (!date_read(plain_date(date, arena), &day)) {
		*reason = N_("expected a date such as 2028-03-31 or 3/31/2028 (month, day, year)");
		return false;
	}
	char *written = arena_alloc(arena, 11);
	date_write(day, written);
	*value = written;
	return true;
}

/* yes and no as spreadsheets and people write them; NULL: neither. */
static const char *yes_or_no(const char *text)
{
	static const char *const yes[] = {"yes", "y", "true", "1", "si", "s\xc3\xad"};
	static const char *const no[] = {"no", "n", "false", "0"};
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (strcasecmp(text, yes[i]) == 0)
			return "yes";
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (strcasecmp(text, no[i]) == 0)
			return "no";
	return NULL;
}

static bool read_yes_no(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	(void)arena;
	*value = yes_or_no(text);
	*reason = N_("expected yes or no");
	return *value != NULL;
}

static bool read_insurance(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	(void)arena, (void)reason;
	const char *answer = yes_or_no(text);
	*value = answer ? answer : text;
	return true;
}

static bool read_initials(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	char *initials = arena_alloc(arena, strlen(text) + 1), *end = initials;
	int letters = 0;
	utf8proc_int32_t letter;
	for (utf8proc_ssize_t step; *text; text += step) {
		step = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &letter);
		if (letter == '.' || letter == ' ')
			continue;
		utf8proc_category_t category = utf8proc_category(letter);
		if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_LO)
			letters = 99;
		memcpy(end, text, (size_t)step);
		end += step;
		letters++;
	}
	*value = initials;
	*reason = N_("expected the initials of who did it, 1 to 8 letters such as MK");
	return letters >= 1 && letters <= 8;
}

/* ---- places ---- */

static bool read_zip(const char *text, struct arena *arena, const char **value, const char **reason)
{
	size_t first = strspn(text, "0123456789");
	bool hyphen = text[first] == '-' || text[first] == ' ';
	const char *four = text + first + hyphen;
	size_t rest = strspn(four, "0123456789");
	bool plain = !four[rest] && (rest == 4 || (rest == 0 && !hyphen));
	if (plain && first == 9 && !hyphen) {
		*value = arena_printf(arena, "%.5s-%s", text, text + 5);
		return true;
	}
	if (plain && first == 5) {
		*value = rest ? arena_printf(arena, "%.5s-%s", text, four) : text;
		return true;
	}
	if (plain && (first == 3 || first == 4))
		*reason = say_fill(arena,
			N_("expected 5 digits, found {}: a spreadsheet took the zero away, write "
			   "{} (and format the column as text)"),
			arena_printf(arena, "%zu", first),
			arena_printf(arena, "%s%.*s%s%s", first == 3 ? "00" : "0", (int)first, text,
				rest ? "-" : "", four),
			SAY_END);
	else
		*reason = N_("expected a ZIP code of 5 digits such as 80301, or 80301-1234");
	return false;
}

/* Digits with at most one point; a comma is taken for it. NAN is never read. */
static bool read_degrees(const char *text, double limit, struct arena *arena, const char **value)
{
	char *number = arena_strdup(arena, text + (text[0] == '+'));
	char *comma = strchr(number, ',');
	if (comma && !strchr(number, '.'))
		*comma = '.';
	const char *at = number + (number[0] == '-');
	size_t whole = strspn(at, "0123456789");
	size_t part = at[whole] == '.' ? strspn(at + whole + 1, "0123456789") : 0;
	size_t length = whole + (at[whole] == '.') + part;
	double degrees = strtod(number, NULL);
	*value = number;
	return whole > 0 && !at[length] && degrees >= -limit && degrees <= limit;
}

static bool read_latitude(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	*reason = N_("expected degrees from -90 to 90, such as 40.0190");
	if (read_degrees(text, 90, arena, value))
		return true;
	if (read_degrees(text, 180, arena, value))
		*reason = N_("expected degrees from -90 to 90: this looks like the longitude");
	return false;
}

static bool read_longitude(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	*reason = N_("expected degrees from -180 to 180, such as -105.2747");
	return read_degrees(text, 180, arena, value);
}

/* ---- prices ---- */

static const char *skip_spaces(const char *text)
{
	return text + strspn(text, " ");
}

/* "60=85", "60 min: $85.00"; minutes and dollars. Returns the text after it, NULL when it is none.
 */
static const char *read_price(const char *text, int *minutes, int *cents)
{
	char *end;
	text = skip_spaces(text);
	if (!isdigit((unsigned char)*text))
		return NULL;
	*minutes = (int)strtol(text, &end, 10);
	if (end - text > 3)
		return NULL;
	text = skip_spaces(end);
	text = skip_spaces(text + strspn(text, "minutes."));
	if (*text != '=' && *text != ':')
		return NULL;
	text = skip_spaces(text + 1);
	text = skip_spaces(text + (*text == '$'));
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 4)
		return NULL;
	*cents = (int)strtol(text, &end, 10) * 100;
	if (end[0] == '.' && isdigit((unsigned char)end[1]) && isdigit((unsigned char)end[2])) {
		*cents += (end[1] - '0') * 10 + (end[2] - '0');
		end += 3;
	}
	return skip_spaces(end);
}

static bool read_prices(
	const char *text, struct arena *arena, const char **value, const char **reason)
{
	const char *list = "";
	*reason = N_("expected minutes=dollars such as 30=50|60=85");
	while (*text) {
		int minutes, cents;
		text = read_price(text, &minutes, &cents);
		if (!text || (*text && !strchr("|;,\n", *text)) || minutes < 5 || minutes > 480)
			return false;
		text += *text != '\0';
		const char *link = list[0] ? "|" : "";
		list = cents % 100
			       ? arena_printf(arena, "%s%s%d=%d.%02d", list, link, minutes,
					 cents / 100, cents % 100)
			       : arena_printf(arena, "%s%s%d=%d", list, link, minutes, cents / 100);
	}
	*value = list;
	return true;
}

/* What a spreadsheet shows where a formula has failed. */
static bool is_failed_formula(const char *text)
{
	static const char *const errors[] = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!",
		"#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#ERROR!"};
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (strcasecmp(text, errors[i]) == 0)
			return true;
	return strncmp(text, "Err:5", 5) == 0 && strlen(text) == 7;
}

/* ---- the table ---- */

struct rule {
	value_reader *read;
	int longest; /* characters */
	bool lines;  /* line breaks may stand in it */
};

static const struct rule rules[THERAPIST_FIELDS] = {
	[THERAPIST_NAME] = {read_name, 80, false},
	[THERAPIST_CREDENTIAL] = {read_text, 120, false},
	[THERAPIST_PRACTICE] = {read_text, 120, false},
	[THERAPIST_PHONE] = {value_read_phone, 60, false},
	[THERAPIST_EMAIL] = {value_read_email, 254, false},
	[THERAPIST_WEBSITE] = {value_read_url, 300, false},
	[THERAPIST_STREET] = {read_text, 160, false},
	[THERAPIST_CITY] = {read_text, 80, false},
	[THERAPIST_STATE] = {value_read_state, 40, false},
	[THERAPIST_ZIP] = {read_zip, 20, false},
	[THERAPIST_LATITUDE] = {read_latitude, 24, false},
	[THERAPIST_LONGITUDE] = {read_longitude, 24, false},
	[THERAPIST_SETTING] = {value_read_setting, 100, true},
	[THERAPIST_TECHNIQUES] = {value_read_techniques, 600, true},
	[THERAPIST_LANGUAGES] = {value_read_languages, 200, true},
	[THERAPIST_MEMBERSHIPS] = {value_read_memberships, 160, true},
	[THERAPIST_INSURANCE] = {read_insurance, 300, false},
	[THERAPIST_ACCEPTS_NEW] = {read_yes_no, 10, false},
	[THERAPIST_PRICES] = {read_prices, 200, true},
	[THERAPIST_HOURS] = {read_text, 400, true},
	[THERAPIST_PRECAUTIONS] = {read_text, 1000, true},
	[THERAPIST_ABOUT_EN] = {read_text, 1000, true},
	[THERAPIST_ABOUT_ES] = {read_text, 1000, true},
	[THERAPIST_CONSENT_ON] = {read_date, 40, false},
	[THERAPIST_LICENSE_TYPE] = {value_read_license_type, 40, false},
	[THERAPIST_LICENSE_STATE] = {value_read_state, 40, false},
	[THERAPIST_LICENSE_NUMBER] = {read_license_number, 40, false},
	[THERAPIST_LICENSE_EXPIRES] = {read_date, 40, false},
	[THERAPIST_LICENSE_CHECKED_AT] = {value_read_url, 300, false},
	[THERAPIST_LICENSE_VERIFIED_ON] = {read_date, 40, false},
	[THERAPIST_LICENSE_VERIFIED_BY] = {read_initials, 40, false},
};

bool value_read(enum therapist_field field, const char *text, struct arena *arena,
	const char **value, const char **reason)
{
	const struct rule *rule = &rules[field];
	const char *cleaned = clean(text, rule->lines, arena, reason);
	*value = cleaned;
	if (!cleaned || !cleaned[0])
		return cleaned != NULL;
	if (count_letters(cleaned) > rule->longest) {
		*reason = say_fill(arena, N_("expected at most {} characters, found {}"),
			arena_printf(arena, "%d", rule->longest),
			arena_printf(arena, "%d", count_letters(cleaned)), SAY_END);
		return false;
	}
	if (is_failed_formula(cleaned)) {
		*reason = N_("expected a value, found a formula that has failed: mend it in the "
			     "spreadsheet");
		return false;
	}
	return rule->read(cleaned, arena, value, reason);
}

/* ---- rows ---- */

static const struct value_fault required[] = {
	{THERAPIST_NAME, N_("expected a name, every row needs one")},
	{THERAPIST_LICENSE_STATE, N_("expected the state of the license, such as CO")},
	{THERAPIST_LICENSE_NUMBER, N_("expected the number of the license")},
	{THERAPIST_LICENSE_EXPIRES, N_("expected the day the license expires, such as 2028-03-31")},
};
enum { REQUIRED = sizeof required / sizeof *required };

bool value_required(enum therapist_field field)
{
	for (int i = 0; i < REQUIRED; i++)
		if (required[i].field == field)
			return true;
	return false;
}

static bool is_blank(const char *value)
{
	return value && !value[0];
}

int value_check_row(
	const char *const field[THERAPIST_FIELDS], struct value_fault fault[VALUE_ROW_FAULTS])
{
	int faults = 0;
	for (int i = 0; i < REQUIRED; i++)
		if (is_blank(field[required[i].field]))
			fault[faults++] = required[i];
	if (is_blank(field[THERAPIST_PHONE]) && is_blank(field[THERAPIST_EMAIL]) &&
		is_blank(field[THERAPIST_WEBSITE]))
		fault[faults++] = (struct value_fault){
			THERAPIST_PHONE, N_("expected a phone, email or website, so that customers "
					    "can get in touch")};
	const char *north = field[THERAPIST_LATITUDE], *east = field[THERAPIST_LONGITUDE];
	if (north && east && is_blank(north) != is_blank(east))
		fault[faults++] = (struct value_fault){
			is_blank(north) ? THERAPIST_LATITUDE : THERAPIST_LONGITUDE,
			N_("expected both latitude and longitude, or none of them")};
	return faults;
}

enum therapist_field value_field(const char *column)
{
	char name[32];
	size_t length = 0;
	for (; *column && length + 1 < sizeof name; column++) {
		char letter = (char)tolower((unsigned char)*column);
		name[length++] = (char)(letter == ' ' || letter == '-' ? '_' : letter);
	}
	name[length] = '\0';
	for (int i = 0; !*column && i < THERAPIST_FIELDS; i++)
		if (strcmp(name, therapist_field_name((enum therapist_field)i)) == 0)
			return (enum therapist_field)i;
	return THERAPIST_FIELDS;
}
