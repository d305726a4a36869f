/* therapists.csv: what is read, what is refused and why, what changes; and the way out again. */
#define SCRATCH "import"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/csv.h"
#include "directory_kit.h"

static bool import_bytes(const char *bytes, size_t size)
{
	const struct import_options options = {.by = "MK"};
	return kit_import_with(bytes, size, &options);
}

#define IMPORT_BYTES(literal) import_bytes(literal, sizeof(literal) - 1)

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
		kit_expect_counts(1, 0, 0, 0);
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
	assert_true(kit_noted("Windows-1252"));
}

static void unknown_columns_are_noted_and_ignored(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD ",Favorite color,\n"
				    "Ann Bee,303-555-0142,CO,MT.1,2028-03-31,red,\n"));
	assert_int_equal(report.notes, 1);
	assert_true(kit_noted("column 6, \"Favorite color\""));
}

static void a_file_with_only_a_header_is_accepted(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD));
	kit_expect_counts(0, 0, 0, 0);
	assert_true(report.applied);
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(kit_import(HEAD "\r\n"));
	kit_expect_counts(0, 0, 0, 1);
	assert_int_equal(kit_rows(), 1);
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
		assert_string_equal(kit_places(), cases[i].place);
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
		assert_string_equal(kit_places(), "1:1:");
		assert_non_null(strstr(report.error[0].reason, cases[i][1]));
	}
}

static void every_required_column_is_missed_at_once(void **state)
{
	(void)state;
	assert_false(kit_import("name,phone\nAnn Bee,303-555-0142\n"));
	assert_string_equal(
		kit_places(), "1:3:license_state 1:3:license_number 1:3:license_expires");
}

static void a_column_may_stand_there_once(void **state)
{
	(void)state;
	assert_false(kit_import(HEAD ",email,Phone,EMAIL\n" ANN));
	assert_string_equal(kit_places(), "1:7:phone 1:8:email");
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
	assert_string_equal(kit_places(),
		"3:1:license_expires 3:2:zip 3:3:email 3:5:name 3:6:license_state 3:7:phone "
		"6:1:license_expires 6:4:license_number 6:5:name 6:6:license_state 6:7:phone");
	assert_string_equal(report.error[1].value, "2138");
	assert_non_null(strstr(report.error[1].reason, "02138"));
	kit_expect_counts(2, 0, 0, 0);
	assert_int_equal(kit_rows(), 0);
	assert_false(report.applied);
}

static void a_row_needs_a_way_to_get_in_touch(void **state)
{
	(void)state;
	assert_false(kit_import("name,email,license_state,license_number,license_expires,website\n"
				"Ann Bee,,CO,MT.1,2028-03-31,\n"
				"Cal Dee,c@d.example,CO,MT.2,2028-03-31,\n"
				"Eve Fox,,CO,MT.3,2028-03-31,eve.example\n"));
	assert_string_equal(kit_places(), "2:7:phone");
	/* One that is faulty is told of itself. */
	assert_false(kit_import(HEAD "\nAnn Bee,303,CO,MT.1,2028-03-31\n"));
	assert_string_equal(kit_places(), "2:2:phone");
}

static void coordinates_come_in_pairs(void **state)
{
	(void)state;
	assert_false(kit_import(HEAD ",latitude,longitude\n"
				     "Ann Bee,303-555-0142,CO,MT.1,2028-03-31,40.0,\n"
				     "Cal Dee,303-555-0142,CO,MT.2,2028-03-31,,-105.0\n"
				     "Eve Fox,303-555-0142,CO,MT.3,2028-03-31,,\n"));
	assert_string_equal(kit_places(), "2:7:longitude 3:6:latitude");
	assert_false(kit_import(HEAD ",latitude\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,40.0\n"));
	assert_string_equal(kit_places(), "2:7:longitude");
}

static void the_second_row_of_a_license_is_at_fault(void **state)
{
	(void)state;
	assert_false(kit_import(HEAD "\n" ANN CAL "Ann Wasp,303-555-0142,Colorado,mt.1,2028-03-31\n"
				     "Wy Oming,303-555-0142,WY,MT.1,2028-03-31\n" ANN));
	assert_string_equal(kit_places(), "4:4:license_number 6:4:license_number");
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
	assert_string_equal(kit_places(), "3:6:hours");
	assert_non_null(strstr(report.error[0].reason, "line 3"));
	assert_false(kit_import(HEAD ",hours\n"
				     "\"Ann\nBee\",303-555-0142,CO,MT.1,2028-03-31,\"open"));
	assert_string_equal(kit_places(), "2:6:hours");
	assert_non_null(strstr(report.error[0].reason, "line 3"));
}

static void cells_beyond_the_header_are_a_fault(void **state)
{
	(void)state;
	assert_false(kit_import("phone," HEAD "\n"));
	assert_false(
		kit_import(HEAD ",city\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,Boulder, CO\n"));
	assert_string_equal(kit_places(), "2:7:");
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
	assert_int_equal(kit_rows(), 0);
	free(bytes);
}

static void who_imports_is_known_by_initials(void **state)
{
	(void)state;
	const struct import_options nameless = {0}, wordy = {.by = "the manager"};
	const char text[] = HEAD "\n" ANN;
	assert_false(kit_import_with(text, strlen(text), &wordy));
	assert_non_null(strstr(report.error[0].reason, "initials"));
	assert_int_equal(kit_rows(), 0);
	assert_true(kit_import_with(text, strlen(text), &nameless));
	struct directory_import import;
	assert_true(directory_last_import(directory, &arena, &import));
	assert_string_equal(import.by, "import");
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
