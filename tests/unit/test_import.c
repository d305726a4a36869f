/* therapists.csv: what is read, what is refused and why, what changes; and the way out again. */
#define SCRATCH "import"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/backup.h"
#include "data/csv.h"
#include "directory_kit.h"

#define VERIFIED ",license_verified_on,license_verified_by"

static bool import_bytes(const char *bytes, size_t size)
{
	const struct import_options options = {.by = "MK"};
	return kit_import_with(bytes, size, &options);
}

#define IMPORT_BYTES(literal) import_bytes(literal, sizeof(literal) - 1)

static void expect_counts(int added, int changed, int unchanged, int missing)
{
	assert_int_equal(report.added, added);
	assert_int_equal(report.changed, changed);
	assert_int_equal(report.unchanged, unchanged);
	assert_int_equal(report.missing, missing);
}

static bool noted(const char *words)
{
	for (size_t i = 0; i < report.notes; i++)
		if (strstr(report.note[i], words))
			return true;
	for (size_t i = 0; i < report.notes; i++)
		fprintf(stderr, "noted: %s\n", report.note[i]);
	return false;
}

/* "line:column:field" of all errors, parted by spaces. */
static const char *places(void)
{
	const char *text = "";
	for (size_t i = 0; i < report.errors; i++)
		text = arena_printf(&arena, "%s%s%d:%d:%s", text, i > 0 ? " " : "",
			report.error[i].line, report.error[i].column, report.error[i].field);
	return text;
}

static size_t count_rows(void)
{
	return kit_search((struct directory_query){.all = true, .retired = true}).found;
}

/* ---- what spreadsheets write ---- */

static const char ann_export[] = "Ann \xc3\x96"
				 "d,";

struct writing {
	const char *what, *text;
	size_t size;
};

#define WRITING(what, text)                                                                        \
	{                                                                                          \
		what, text, sizeof(text) - 1                                                       \
	}

/* Each gives the same row: Ann Öd, CO MT.1, about "Runs, a \"lot\"". */
static const struct writing writings[] = {
	WRITING("UTF-8", HEAD ",about_en\nAnn \xc3\x96"
			      "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a "
			      "\"\"lot\"\"\"\n"),
	WRITING("UTF-8 with BOM", "\xef\xbb\xbf" HEAD ",about_en\nAnn \xc3\x96"
				  "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a \"\"lot\"\"\"\n"),
	WRITING("Windows-1252", HEAD ",about_en\nAnn \xd6"
				     "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a \"\"lot\"\"\"\n"),
	WRITING("Windows-1252 with BOM", "\xef\xbb\xbf" HEAD ",about_en\nAnn \xd6"
					 "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a "
					 "\"\"lot\"\"\"\n"),
	WRITING("CRLF", HEAD ",about_en\r\nAnn \xc3\x96"
			     "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a \"\"lot\"\"\"\r\n"),
	WRITING("CR alone", HEAD ",about_en\rAnn \xc3\x96"
				 "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a \"\"lot\"\"\"\r"),
	WRITING("no last line end",
		HEAD ",about_en\nAnn \xc3\x96"
		     "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a \"\"lot\"\"\""),
	WRITING("semicolons", "name;phone;license_state;license_number;license_expires;about_en\n"
			      "Ann \xc3\x96"
			      "d;303-555-0142;CO;MT.1;3/31/2028;\"Runs, a \"\"lot\"\"\"\n"),
	WRITING("semicolons, stray quotes",
		"name;phone;license_state;license_number;license_expires;about_en\n"
		"Ann \xc3\x96"
		"d;303-555-0142;CO;MT.1;3/31/2028;Runs, a \"lot\"\n"),
	WRITING("tabs", "name\tphone\tlicense_state\tlicense_number\tlicense_expires\tabout_en\n"
			"Ann \xc3\x96"
			"d\t303-555-0142\tCO\tMT.1\t03/31/2028\tRuns, a \"lot\"\n"),
	WRITING("Excel's sep line",
		"sep=;\r\n"
		"name;phone;license_state;license_number;license_expires;about_en\r\n"
		"Ann \xc3\x96"
		"d;303-555-0142;CO;MT.1;3/31/2028;Runs, a \"lot\"\r\n"),
	WRITING("order, case and spaces of the header",
		"About EN,License Expires,LICENSE NUMBER,License-State,\"Phone\", Name \n\"Runs, a "
		"\"\"lot\"\"\",2028-03-31,MT.1,Colorado,+1 (303) 555-0142,Ann \xc3\x96"
		"d\n"),
	WRITING("all quoted", "\"name\",\"phone\",\"license_state\",\"license_number\",\"license_"
			      "expires\",\"about_"
			      "en\"\n\"Ann \xc3\x96"
			      "d\",\"303-555-0142\",\"CO\",\"MT.1\",\"2028-03-31\",\"Runs, a "
			      "\"\"lot\"\"\"\n"),
	WRITING("empty lines and columns", "\n" HEAD ",about_en,,\n\n,,,,,,,\nAnn \xc3\x96"
					   "d,303-555-0142,CO,MT.1,2028-03-31,\"Runs, a "
					   "\"\"lot\"\"\",,\n\n\n,,,,,\n"),
	WRITING("blanks around",
		HEAD ",about_en\n  Ann \xc3\x96"
		     "d , 303-555-0142 , CO , MT.1 ,2028-03-31, \"Runs, a \"\"lot\"\"\" \n"),
	WRITING("an apostrophe before what looks like a formula",
		HEAD ",about_en\nAnn \xc3\x96"
		     "d,'+13035550142,CO,MT.1,2028-03-31,\"Runs, a \"\"lot\"\"\"\n"),
};

static void a_row_is_read_however_it_was_written(void **state)
{
	for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
		kit_fresh(state);
		if (!import_bytes(writings[i].text, writings[i].size))
			fail_msg("%s: %s", writings[i].what, report.error[0].reason);
		expect_counts(1, 0, 0, 0);
		const char *text = kit_export();
		const char *row = strstr(text, ann_export);
		if (!row || !strstr(row, ",(303) 555-0142,") ||
			!strstr(row, ",CO,MT.1,2028-03-31,") ||
			!strstr(row, ",\"Runs, a \"\"lot\"\"\","))
			fail_msg("%s: %s", writings[i].what, text);
	}
}

static void line_breaks_inside_a_cell_stay(void **state)
{
	(void)state;
	assert_true(
		kit_import(HEAD ",hours\r\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,\"Mon 9-5\r\n"
				"Tue 9-5\"\r\n"));
	assert_string_equal(kit_field("MT.1", THERAPIST_HOURS), "Mon 9-5\nTue 9-5");
}

static void windows_signs_become_their_letters(void **state)
{
	(void)state;
	assert_true(IMPORT_BYTES(HEAD ",about_en\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,"
				      "\x93quoted\x94 \x96 it\x92s \x80 5\n"));
	assert_string_equal(kit_field("MT.1", THERAPIST_ABOUT_EN),
		"\xe2\x80\x9cquoted\xe2\x80\x9d \xe2\x80\x93 it\xe2\x80\x99s \xe2\x82\xac 5");
	assert_true(noted("Windows-1252"));
}

static void unknown_columns_are_noted_and_ignored(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD ",Favorite color,\n"
				    "Ann Bee,303-555-0142,CO,MT.1,2028-03-31,red,\n"));
	assert_int_equal(report.notes, 1);
	assert_true(noted("column 6, \"Favorite color\""));
}

static void a_file_with_only_a_header_is_accepted(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD));
	expect_counts(0, 0, 0, 0);
	assert_true(report.applied);
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(kit_import(HEAD "\r\n"));
	expect_counts(0, 0, 0, 1);
	assert_int_equal(count_rows(), 1);
}

/* ---- what is refused ---- */

static void a_file_that_is_no_csv_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t size;
		const char *place, *reason;
	} cases[] = {
#define FILE_OF(bytes, place, reason) {bytes, sizeof(bytes) - 1, place, reason}
		FILE_OF("", "1:1:", "empty"),
		FILE_OF("\xef\xbb\xbf", "1:1:", "empty"),
		FILE_OF("\n\n", "1:1:", "empty"),
		FILE_OF("\xff\xfen\0a\0m\0e\0", "1:1:", "UTF-16"),
		FILE_OF("\xfe\xff\0n\0a\0m\0e", "1:1:", "UTF-16"),
		FILE_OF("n\0a\0m\0e\0,\0", "1:1:", "UTF-16"),
		FILE_OF(HEAD "\nAnn\0Bee,x\n", "2:1:", "NUL"),
		FILE_OF(HEAD "\nAnn \x81,303-555-0142,CO,MT.1,2028-03-31\n",
			"2:1:", "Windows-1252"),
		FILE_OF(HEAD "\nJos\xc3\xa9 In\xc3\xa9s\n\nAnn \xe9,1\n", "4:1:", "not UTF-8"),
		FILE_OF("Ann,Bee\n1,2\n", "1:1:", "names the columns"),
		FILE_OF("\x89PNG\r\n\x1a\n", "1:1:", "names the columns"),
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_false(import_bytes(cases[i].bytes, cases[i].size));
		assert_string_equal(places(), cases[i].place);
		assert_non_null(strstr(report.error[0].reason, cases[i].reason));
		assert_false(report.applied);
	}
}

static void a_file_that_cannot_be_read_says_why(void **state)
{
	(void)state;
	const struct import_options options = {0};
	static const char *const cases[][2] = {
		{"no/such/list.csv", "No such file"},
		{"tests", "it is no file"},
		{"/dev/zero", "it is no file"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		import_report_free(&report);
		assert_false(import_file(directory, cases[i][0], &options, today, &report));
		assert_string_equal(places(), "1:1:");
		assert_non_null(strstr(report.error[0].reason, cases[i][1]));
	}
}

static void every_required_column_is_missed_at_once(void **state)
{
	(void)state;
	assert_false(kit_import("name,phone\nAnn Bee,303-555-0142\n"));
	assert_string_equal(places(), "1:3:license_state 1:3:license_number 1:3:license_expires");
}

static void a_column_may_stand_there_once(void **state)
{
	(void)state;
	assert_false(kit_import(HEAD ",email,Phone,EMAIL\n" ANN));
	assert_string_equal(places(), "1:7:phone 1:8:email");
	assert_non_null(strstr(report.error[0].reason, "once"));
}

static void each_fault_of_each_row_is_listed_where_it_stands(void **state)
{
	(void)state;
	assert_false(
		kit_import("license_expires,zip,email,license_number,name,license_state,phone\n"
			   "2028-03-31,80301,,MT.1,Ann Bee,CO,303-555-0142\n"
			   "soon,2138,ann,MT.2,,Colo,555\n"
			   "2028-03-31,80301,,MT.3,\"Cal\nDee\",CO,303-555-0142\n"
			   ",,,,,,x\n"));
	assert_string_equal(places(),
		"3:1:license_expires 3:2:zip 3:3:email 3:5:name 3:6:license_state 3:7:phone "
		"6:1:license_expires 6:4:license_number 6:5:name 6:6:license_state 6:7:phone");
	assert_string_equal(report.error[1].value, "2138");
	assert_non_null(strstr(report.error[1].reason, "02138"));
	expect_counts(2, 0, 0, 0);
	assert_int_equal(count_rows(), 0);
	assert_false(report.applied);
}

static void a_row_needs_a_way_to_get_in_touch(void **state)
{
	(void)state;
	assert_false(kit_import("name,email,license_state,license_number,license_expires,website\n"
				"Ann Bee,,CO,MT.1,2028-03-31,\n"
				"Cal Dee,c@d.example,CO,MT.2,2028-03-31,\n"
				"Eve Fox,,CO,MT.3,2028-03-31,eve.example\n"));
	assert_string_equal(places(), "2:7:phone");
	/* One that is faulty is told of itself. */
	assert_false(kit_import(HEAD "\nAnn Bee,303,CO,MT.1,2028-03-31\n"));
	assert_string_equal(places(), "2:2:phone");
}

static void coordinates_come_in_pairs(void **state)
{
	(void)state;
	assert_false(kit_import(HEAD ",latitude,longitude\n"
				     "Ann Bee,303-555-0142,CO,MT.1,2028-03-31,40.0,\n"
				     "Cal Dee,303-555-0142,CO,MT.2,2028-03-31,,-105.0\n"
				     "Eve Fox,303-555-0142,CO,MT.3,2028-03-31,,\n"));
	assert_string_equal(places(), "2:7:longitude 3:6:latitude");
	assert_false(kit_import(HEAD ",latitude\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,40.0\n"));
	assert_string_equal(places(), "2:7:longitude");
}

static void the_second_row_of_a_license_is_at_fault(void **state)
{
	(void)state;
	assert_false(kit_import(HEAD "\n" ANN CAL "Ann Wasp,303-555-0142,Colorado,mt.1,2028-03-31\n"
				     "Wy Oming,303-555-0142,WY,MT.1,2028-03-31\n" ANN));
	assert_string_equal(places(), "4:4:license_number 6:4:license_number");
	assert_non_null(strstr(report.error[0].reason, "line 2"));
	assert_non_null(strstr(report.error[1].reason, "line 2"));
}

static void a_quote_that_is_never_closed_is_found_where_it_opened(void **state)
{
	(void)state;
	assert_false(kit_import(HEAD ",hours\n"
				     "Ann Bee,303-555-0142,CO,MT.1,2028-03-31,fine\n"
				     "Cal Dee,303-555-0142,CO,MT.2,2028-03-31,\"open\n"
				     "Eve Fox,303-555-0142,CO,MT.3,2028-03-31,fine\n"));
	assert_string_equal(places(), "3:6:hours");
	assert_non_null(strstr(report.error[0].reason, "line 3"));
	assert_false(kit_import(HEAD ",hours\n"
				     "\"Ann\nBee\",303-555-0142,CO,MT.1,2028-03-31,\"open"));
	assert_string_equal(places(), "2:6:hours");
	assert_non_null(strstr(report.error[0].reason, "line 3"));
}

static void cells_beyond_the_header_are_a_fault(void **state)
{
	(void)state;
	assert_false(kit_import("phone," HEAD "\n"));
	assert_false(
		kit_import(HEAD ",city\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,Boulder, CO\n"));
	assert_string_equal(places(), "2:7:");
	assert_non_null(strstr(report.error[0].reason, "quotes around"));
	/* A row may end early, as Numbers writes it. */
	assert_true(kit_import(HEAD ",city,zip\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31\n"));
}

static void what_stands_there_is_shown_shortened(void **state)
{
	(void)state;
	char text[1000] = HEAD "\nAnn Bee,";
	for (int i = 0; i < 100; i++)
		strcat(text, "\xc3\xa9");
	strcat(text, ",CO,MT.1,2028-03-31\n");
	assert_false(kit_import(text));
	const char *value = report.error[0].value;
	assert_int_equal(strlen(value), 79 * 2 + 3);
	assert_string_equal(value + 79 * 2, "\xe2\x80\xa6");
}

static void too_much_is_refused(void **state)
{
	(void)state;
	const size_t size = 20 * 1000 * 1000 + 1;
	char *bytes = mem_calloc(size, 1);
	memset(bytes, 'x', size);
	assert_false(import_bytes(bytes, size));
	assert_non_null(strstr(report.error[0].reason, "20 MB"));
	size_t length = (size_t)sprintf(bytes, HEAD "\n");
	for (int i = 0; i < 50001; i++)
		length += (size_t)sprintf(
			bytes + length, "Ann Bee,303-555-0142,CO,%d,2028-03-31\n", i);
	assert_false(import_bytes(bytes, length));
	assert_non_null(strstr(report.error[0].reason, "50,000 rows"));
	assert_int_equal(count_rows(), 0);
	free(bytes);
}

static void who_imports_is_known_by_initials(void **state)
{
	(void)state;
	const struct import_options nameless = {0}, wordy = {.by = "the manager"};
	const char text[] = HEAD "\n" ANN;
	assert_false(kit_import_with(text, strlen(text), &wordy));
	assert_non_null(strstr(report.error[0].reason, "initials"));
	assert_int_equal(count_rows(), 0);
	assert_true(kit_import_with(text, strlen(text), &nameless));
	struct directory_import import;
	assert_true(directory_last_import(directory, &arena, &import));
	assert_string_equal(import.by, "import");
}

/* ---- what changes ---- */

static void a_preview_says_what_would_happen_and_does_nothing(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD ",city\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,Boulder\n"
				    "Cal Dee,303-555-0143,CO,MT.2,2028-03-31,Boulder\n"
				    "Eve Fox,303-555-0144,CO,MT.3,2028-03-31,Boulder\n"));
	char *before = mem_strdup(kit_export());
	int64_t version = directory_version(directory);
	const struct import_options options = {.dry_run = true, .retire_missing = true};
	const char text[] = HEAD ",city\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,Boulder\n"
				 "Cal Dee,303-555-0199,CO,MT.2,2029-03-31,Boulder\n"
				 "Gus Hop,303-555-0145,CO,MT.4,2028-03-31,Boulder\n";
	assert_true(kit_import_with(text, strlen(text), &options));
	expect_counts(1, 1, 1, 1);
	assert_false(report.applied);
	assert_int_equal(report.changes, 2);
	assert_int_equal(report.change[0].line, 3);
	assert_string_equal(report.change[0].name, "Cal Dee");
	assert_int_equal(report.change[0].field, THERAPIST_PHONE);
	assert_string_equal(report.change[0].before, "+13035550143");
	assert_string_equal(report.change[0].after, "+13035550199");
	assert_int_equal(report.change[1].field, THERAPIST_LICENSE_EXPIRES);
	assert_true(noted("Eve Fox (CO MT.3)"));
	assert_int_equal(directory_version(directory), version);
	assert_string_equal(kit_export(), before);
	free(before);
}

static void the_same_file_twice_changes_nothing(void **state)
{
	(void)state;
	const struct import_options options = {0};
	const char *sample = "content/sample-therapists.csv";
	assert_true(import_file(directory, sample, &options, today, &report));
	expect_counts(26, 0, 0, 0);
	char *before = mem_strdup(kit_export());
	int64_t version = directory_version(directory);
	import_report_free(&report);
	assert_true(import_file(directory, sample, &options, today, &report));
	expect_counts(0, 0, 26, 0);
	assert_true(report.applied);
	assert_string_equal(kit_export(), before);
	/* Not even a line in the trail. */
	assert_int_equal(directory_version(directory), version);
	free(before);
}

static void columns_the_file_lacks_stay_and_empty_cells_clear(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD ",city,hours\n"
				    "Ann Bee,303-555-0142,CO,MT.1,2028-03-31,Boulder,daily\n"));
	assert_true(kit_import(HEAD ",hours\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,\n"));
	assert_string_equal(kit_field("MT.1", THERAPIST_CITY), "Boulder");
	assert_string_equal(kit_field("MT.1", THERAPIST_HOURS), "");
}

static void a_license_is_known_by_state_and_number_whatever_the_case(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(kit_import(HEAD "\nAnn Bee,303-555-0142,colorado,mt.1,2028-03-31\n"));
	expect_counts(0, 1, 0, 0);
	assert_int_equal(count_rows(), 1);
}

static void a_check_counts_only_with_day_and_initials(void **state)
{
	(void)state;
	assert_true(kit_import(
		HEAD VERIFIED "\n"
			      "Ann Bee,303-555-0142,CO,MT.1,2028-03-31,2026-11-01,mk\n"
			      "Cal Dee,303-555-0142,CO,MT.2,2028-03-31,2026-11-01,\n"
			      "Eve Fox,303-555-0142,CO,MT.3,2028-03-31,,MK\n"
			      "Gus Hop,303-555-0142,CO,MT.4,2028-03-31,2026-12-24,MK\n"));
	assert_true(noted("line 3: the verification does not count"));
	assert_true(noted("line 4: the verification does not count"));
	assert_true(noted("line 5: the verification counts from 2026-12-24 on"));
	assert_string_equal(kit_names((struct directory_query){0}), "Ann Bee");
	assert_string_equal(kit_field("MT.2", THERAPIST_LICENSE_VERIFIED_ON), "");
	assert_string_equal(kit_field("MT.3", THERAPIST_LICENSE_VERIFIED_BY), "");
	assert_false(kit_import(
		HEAD ",license_verified_on\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,x\n"));
	assert_string_equal(places(), "2:6:license_verified_on");
}

static void a_file_without_checks_keeps_those_of_the_directory(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(directory_verify(directory, 1, "MK", today, today, NULL, 0));
	assert_true(kit_import(HEAD VERIFIED "\nAnn Bee,303-555-0199,CO,MT.1,2029-03-31,,\n"));
	expect_counts(0, 1, 0, 0);
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_BY), "MK");
	assert_true(kit_import(
		HEAD VERIFIED "\nAnn Bee,303-555-0199,CO,MT.1,2029-03-31,2026-11-02,TR\n"));
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_BY), "TR");
	assert_string_equal(kit_field("MT.1", THERAPIST_LICENSE_VERIFIED_ON), "2026-11-02");
}

static void a_new_number_is_not_covered_by_the_check_of_the_old_one(void **state)
{
	(void)state;
	assert_true(kit_import(
		HEAD VERIFIED "\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,2026-11-01,MK\n"
			      "Cal Dee,303-555-0142,CO,MT.2,2028-03-31,2026-11-01,MK\n"));
	assert_true(kit_import(
		HEAD VERIFIED "\nAnn Bee,303-555-0142,CO,MT.9,2028-03-31,2026-11-01,MK\n"
			      "Cal Dee,303-555-0142,WY,MT.2,2028-03-31,2026-11-01,MK\n"
			      "Eve Fox,303-555-0142,CO,MT.3,2028-03-31,2026-11-01,MK\n"));
	expect_counts(3, 0, 0, 2);
	assert_true(noted("line 2: Ann Bee had the license CO MT.1"));
	assert_true(noted("line 3: Cal Dee had the license CO MT.2"));
	assert_string_equal(kit_field("MT.9", THERAPIST_LICENSE_VERIFIED_ON), "");
	assert_string_equal(kit_field("MT.3", THERAPIST_LICENSE_VERIFIED_ON), "2026-11-01");
}

static void an_expired_license_is_imported_and_not_shown(void **state)
{
	(void)state;
	assert_true(kit_import(
		HEAD VERIFIED "\nAnn Bee,303-555-0142,CO,MT.1,2026-05-31,2026-11-01,MK\n"));
	expect_counts(1, 0, 0, 0);
	assert_string_equal(kit_names((struct directory_query){0}), "");
}

static void missing_rows_are_kept_unless_told_otherwise(void **state)
{
	(void)state;
	const struct import_options retire = {.by = "MK", .retire_missing = true};
	const char ann[] = HEAD "\n" ANN, both[] = HEAD "\n" ANN CAL;
	assert_true(kit_import(both));
	assert_true(kit_import(ann));
	expect_counts(0, 0, 1, 1);
	assert_true(noted("Cal Dee (CO MT.2) is in the directory and not in the file: kept"));
	assert_false(kit_find("MT.2").retired);
	assert_true(kit_import_with(ann, strlen(ann), &retire));
	expect_counts(0, 0, 1, 1);
	assert_true(kit_find("MT.2").retired);
	/* Nobody retired it by hand, so a file that has it again brings it back. */
	assert_true(kit_import(both));
	expect_counts(0, 1, 1, 0);
	assert_true(noted("is back"));
	assert_false(kit_find("MT.2").retired);
	/* What staff retired stays so. */
	assert_true(directory_retire(directory, 2, "MK", true, NULL, 0));
	assert_true(kit_import(both));
	expect_counts(0, 0, 2, 0);
	assert_true(noted("was retired by staff and stays so"));
	assert_true(kit_find("MT.2").retired);
}

static void an_unknown_technique_is_kept_and_noted_once(void **state)
{
	(void)state;
	assert_true(
		kit_import(HEAD ",techniques\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,thai|sports\n"
				"Cal Dee,303-555-0142,CO,MT.2,2028-03-31,Thai\n"));
	assert_int_equal(report.notes, 1);
	assert_true(noted("line 2: the technique \"thai\""));
	assert_string_equal(kit_field("MT.2", THERAPIST_TECHNIQUES), "thai");
}

static void a_backup_comes_before_the_first_change(void **state)
{
	(void)state;
	const struct import_options nowhere = {.by = "MK", .backups = "/proc/nowhere"};
	const char text[] = HEAD "\n" ANN;
	assert_false(kit_import_with(text, strlen(text), &nowhere));
	assert_non_null(strstr(report.error[0].reason, "no backup could be made"));
	assert_int_equal(count_rows(), 0);
	assert_true(kit_import(text));
	/* Nothing to change, no backup to make. */
	assert_true(kit_import_with(text, strlen(text), &nowhere));
}

static void ten_thousand_rows_go_in_and_out(void **state)
{
	(void)state;
	const int rows = 10000;
	size_t size = 0;
	char *text = NULL;
	FILE *file = open_memstream(&text, &size);
	fputs(HEAD ",zip,techniques,about_en\r\n", file);
	for (int i = 0; i < rows; i++)
		fprintf(file,
			"Ann Bee%c%c,303-555-%04d,CO,MT.%05d,2028-03-31,80302,sports,\"A, b\"\r\n",
			'a' + i % 26, 'a' + i / 26 % 26, i, i);
	fclose(file);
	assert_true(kit_import(text));
	expect_counts(rows, 0, 0, 0);
	char *first = mem_strdup(kit_export());
	assert_true(kit_import(text));
	expect_counts(0, 0, rows, 0);
	assert_true(kit_import(first));
	expect_counts(0, 0, rows, 0);
	assert_string_equal(kit_export(), first);
	free(first);
	free(text);
}

/* ---- and out again ---- */

/* Values that are hard on a table: each is stored, exported, and read as itself. */
static const char *const hard[] = {
	"=1+2",
	"+49 on the phone",
	"@home",
	"-",
	"-5",
	"-5.25",
	"+5",
	"'",
	"'=1",
	"''=1",
	"'quoted'",
	"\"a\"",
	"\"\"",
	"a,b;c\td",
	"a\nb",
	"a\n\nb",
	"|",
	"=cmd|'/c calc'!A1",
	"\xc5\x81\xc3\xb3\xc4\x91\xc5\xba \xe2\x82\xac \xf0\x9f\x92\x86",
	"sep=;",
	"0042",
};

static void what_goes_out_comes_in_as_it_was(void **state)
{
	(void)state;
	char text[4000] = HEAD ",about_en\n";
	size_t length = strlen(text);
	for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
		const char *guarded = csv_guard(hard[i], &arena);
		length += (size_t)snprintf(text + length, sizeof text - length,
			"Ann Bee,+44 20 7946 %04zu,CO,MT.%zu,2028-03-31,\"", i, i + 10);
		for (; *guarded; guarded++)
			length += (size_t)snprintf(text + length, sizeof text - length, "%s%c",
				*guarded == '"' ? "\"" : "", *guarded);
		length += (size_t)snprintf(text + length, sizeof text - length, "\"\n");
	}
	assert_true(kit_import(text));
	for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
		char number[16];
		snprintf(number, sizeof number, "MT.%zu", i + 10);
		assert_string_equal(kit_field(number, THERAPIST_ABOUT_EN),
			strchr(hard[i], '\t') ? "a,b;c d" : hard[i]);
	}
	char *first = mem_strdup(kit_export());
	assert_true(kit_import(first));
	expect_counts(0, 0, (int)(sizeof hard / sizeof *hard), 0);
	assert_string_equal(kit_export(), first);
	kit_fresh(state);
	assert_true(kit_import(first));
	expect_counts((int)(sizeof hard / sizeof *hard), 0, 0, 0);
	assert_string_equal(kit_export(), first);
	free(first);
}

static void no_cell_of_an_export_is_a_formula(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"=1+2", "'=1+2"},
		{"+442079460958", "'+442079460958"},
		{"@sum", "'@sum"},
		{"-a1", "'-a1"},
		{"-105.2747", "-105.2747"},
		{"'=1", "''=1"},
		{"'tis", "'tis"},
		{"(303) 555-0142", "(303) 555-0142"},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_string_equal(csv_guard(cases[i][0], &arena), cases[i][1]);
		assert_string_equal(csv_unguard(cases[i][1]), cases[i][0]);
	}
}

static void an_export_is_sorted_and_leaves_retired_ones_out(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n"
				    "Wy Oming,303-555-0142,WY,1,2028-03-31\n" CAL ANN
				    "Al Aska,303-555-0142,AK,9,2028-03-31\n"));
	assert_true(directory_retire(directory, kit_find("MT.2").id, "MK", true, NULL, 0));
	const char *text = kit_export();
	assert_int_equal(strncmp(text, "name,credential,practice,phone,email,", 37), 0);
	const char *alaska = strstr(text, "\r\nAl Aska,"), *ann = strstr(text, "\r\nAnn Bee,");
	const char *wyoming = strstr(text, "\r\nWy Oming,");
	assert_true(alaska && ann && wyoming && alaska < ann && ann < wyoming);
	assert_null(strstr(text, "Cal Dee"));
}

static void an_export_that_cannot_be_written_is_told(void **state)
{
	(void)state;
	FILE *full = fopen("/dev/full", "w");
	if (!full)
		return;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_false(export_csv(directory, full));
	fclose(full);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_fresh, kit_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_row_is_read_however_it_was_written),
		TEST(line_breaks_inside_a_cell_stay),
		TEST(windows_signs_become_their_letters),
		TEST(unknown_columns_are_noted_and_ignored),
		TEST(a_file_with_only_a_header_is_accepted),
		TEST(a_file_that_is_no_csv_is_refused),
		TEST(a_file_that_cannot_be_read_says_why),
		TEST(every_required_column_is_missed_at_once),
		TEST(a_column_may_stand_there_once),
		TEST(each_fault_of_each_row_is_listed_where_it_stands),
		TEST(a_row_needs_a_way_to_get_in_touch),
		TEST(coordinates_come_in_pairs),
		TEST(the_second_row_of_a_license_is_at_fault),
		TEST(a_quote_that_is_never_closed_is_found_where_it_opened),
		TEST(cells_beyond_the_header_are_a_fault),
		TEST(what_stands_there_is_shown_shortened),
		TEST(too_much_is_refused),
		TEST(who_imports_is_known_by_initials),
		TEST(a_preview_says_what_would_happen_and_does_nothing),
		TEST(the_same_file_twice_changes_nothing),
		TEST(columns_the_file_lacks_stay_and_empty_cells_clear),
		TEST(a_license_is_known_by_state_and_number_whatever_the_case),
		TEST(a_check_counts_only_with_day_and_initials),
		TEST(a_file_without_checks_keeps_those_of_the_directory),
		TEST(a_new_number_is_not_covered_by_the_check_of_the_old_one),
		TEST(an_expired_license_is_imported_and_not_shown),
		TEST(missing_rows_are_kept_unless_told_otherwise),
		TEST(an_unknown_technique_is_kept_and_noted_once),
		TEST(a_backup_comes_before_the_first_change),
		TEST(ten_thousand_rows_go_in_and_out),
		TEST(what_goes_out_comes_in_as_it_was),
		TEST(no_cell_of_an_export_is_a_formula),
		TEST(an_export_is_sorted_and_leaves_retired_ones_out),
		TEST(an_export_that_cannot_be_written_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
