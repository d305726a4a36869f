/* What an import changes, and what it leaves; what goes out comes in as it was. */
#define SCRATCH "import_apply"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/csv.h"
#include "directory_kit.h"

#include <signal.h>
#include <sys/resource.h>

#define VERIFIED ",license_verified_on,license_verified_by"

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
	kit_expect_counts(1, 1, 1, 1);
	assert_false(report.applied);
	assert_int_equal(report.changes, 2);
	assert_int_equal(report.change[0].line, 3);
	assert_string_equal(report.change[0].name, "Cal Dee");
	assert_int_equal(report.change[0].field, THERAPIST_PHONE);
	assert_string_equal(report.change[0].before, "+13035550143");
	assert_string_equal(report.change[0].after, "+13035550199");
	assert_int_equal(report.change[1].field, THERAPIST_LICENSE_EXPIRES);
	assert_true(kit_noted("Eve Fox (CO MT.3)"));
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
	kit_expect_counts(26, 0, 0, 0);
	char *before = mem_strdup(kit_export());
	int64_t version = directory_version(directory);
	import_report_free(&report);
	assert_true(import_file(directory, sample, &options, today, &report));
	kit_expect_counts(0, 0, 26, 0);
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
	kit_expect_counts(0, 1, 0, 0);
	assert_int_equal(kit_rows(), 1);
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
	assert_true(kit_noted("line 3: the verification does not count"));
	assert_true(kit_noted("line 4: the verification does not count"));
	assert_true(kit_noted("line 5: the verification counts from 2026-12-24 on"));
	assert_string_equal(kit_names((struct directory_query){0}), "Ann Bee");
	assert_string_equal(kit_field("MT.2", THERAPIST_LICENSE_VERIFIED_ON), "");
	assert_string_equal(kit_field("MT.3", THERAPIST_LICENSE_VERIFIED_BY), "");
	assert_false(kit_import(
		HEAD ",license_verified_on\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,x\n"));
	assert_string_equal(kit_places(), "2:6:license_verified_on");
}

static void a_file_without_checks_keeps_those_of_the_directory(void **state)
{
	(void)state;
	assert_true(kit_import(HEAD "\n" ANN));
	assert_true(directory_verify(directory, 1, "MK", today, today, NULL, 0));
	assert_true(kit_import(HEAD VERIFIED "\nAnn Bee,303-555-0199,CO,MT.1,2029-03-31,,\n"));
	kit_expect_counts(0, 1, 0, 0);
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
	kit_expect_counts(3, 0, 0, 2);
	assert_true(kit_noted("line 2: Ann Bee had the license CO MT.1"));
	assert_true(kit_noted("line 3: Cal Dee had the license CO MT.2"));
	assert_string_equal(kit_field("MT.9", THERAPIST_LICENSE_VERIFIED_ON), "");
	assert_string_equal(kit_field("MT.3", THERAPIST_LICENSE_VERIFIED_ON), "2026-11-01");
}

static void what_was_told_of_an_import_is_kept(void **state)
{
	(void)state;
	const char **line = NULL;
	size_t lines = 0;
	struct directory_import import;
	assert_true(kit_import(HEAD "\n" ANN CAL));
	assert_true(kit_import(HEAD ",color\nAnn Wasp,303-555-0142,CO,MT.1,2028-03-31,red\n"));
	assert_true(directory_last_import(directory, &arena, &import));
	assert_true(directory_read_report(directory, import.id, &arena, &line, &lines));
	assert_int_equal(lines, 3);
	assert_string_equal(line[0], "line 2, Ann Wasp, name: \"Ann Bee\" becomes \"Ann Wasp\"");
	assert_non_null(strstr(line[1], "\"color\", is not known"));
	assert_non_null(strstr(line[2], "Cal Dee (CO MT.2)"));
	/* Who is erased is not in it any more. */
	assert_true(directory_erase(directory, kit_find("MT.1").id, "MK", NULL, 0));
	assert_true(directory_read_report(directory, import.id, &arena, &line, &lines));
	assert_int_equal(lines, 2);
}

static void an_expired_license_is_imported_and_not_shown(void **state)
{
	(void)state;
	assert_true(kit_import(
		HEAD VERIFIED "\nAnn Bee,303-555-0142,CO,MT.1,2026-05-31,2026-11-01,MK\n"));
	kit_expect_counts(1, 0, 0, 0);
	assert_string_equal(kit_names((struct directory_query){0}), "");
}

static void missing_rows_are_kept_unless_told_otherwise(void **state)
{
	(void)state;
	const struct import_options retire = {.by = "MK", .retire_missing = true};
	const char ann[] = HEAD "\n" ANN, both[] = HEAD "\n" ANN CAL;
	assert_true(kit_import(both));
	assert_true(kit_import(ann));
	kit_expect_counts(0, 0, 1, 1);
	assert_true(kit_noted("Cal Dee (CO MT.2) is in the directory and not in the file: kept"));
	assert_false(kit_find("MT.2").retired);
	assert_true(kit_import_with(ann, strlen(ann), &retire));
	kit_expect_counts(0, 0, 1, 1);
	assert_true(kit_find("MT.2").retired);
	/* Nobody retired it by hand, so a file that has it again brings it back. */
	assert_true(kit_import(both));
	kit_expect_counts(0, 1, 1, 0);
	assert_true(kit_noted("is back"));
	assert_false(kit_find("MT.2").retired);
	/* What staff retired stays so. */
	assert_true(directory_retire(directory, 2, "MK", true, NULL, 0));
	assert_true(kit_import(both));
	kit_expect_counts(0, 0, 2, 0);
	assert_true(kit_noted("was retired by staff and stays so"));
	assert_true(kit_find("MT.2").retired);
}

static void an_unknown_technique_is_kept_and_noted_once(void **state)
{
	(void)state;
	assert_true(
		kit_import(HEAD ",techniques\nAnn Bee,303-555-0142,CO,MT.1,2028-03-31,thai|sports\n"
				"Cal Dee,303-555-0142,CO,MT.2,2028-03-31,Thai\n"));
	assert_int_equal(report.notes, 1);
	assert_true(kit_noted("line 2: the technique \"thai\""));
	assert_string_equal(kit_field("MT.2", THERAPIST_TECHNIQUES), "thai");
}

static void a_backup_comes_before_the_first_change(void **state)
{
	(void)state;
	const struct import_options nowhere = {.by = "MK", .backups = "/dev/null/nowhere"};
	const char text[] = HEAD "\n" ANN;
	assert_false(kit_import_with(text, strlen(text), &nowhere));
	assert_non_null(strstr(report.error[0].reason, "no backup could be made"));
	assert_int_equal(kit_rows(), 0);
	assert_true(kit_import(text));
	/* Nothing to change, no backup to make. */
	assert_true(kit_import_with(text, strlen(text), &nowhere));
}

/* No file may grow beyond so many bytes: what a full disk looks like to whoever writes. */
static void limit_files(rlim_t bytes)
{
	struct rlimit limit;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void where_the_disk_is_full_nothing_changes(void **state)
{
	(void)state;
	const struct import_options options = {.by = "MK"};
	char text[20000] = HEAD ",about_en\n";
	size_t length = strlen(text);
	for (int i = 0; i < 150; i++)
		length += (size_t)snprintf(text + length, sizeof text - length,
			"Ann Bee,303-555-0142,CO,MT.%d,2028-03-31,Runs every day of the week\n", i);
	assert_true(kit_import(HEAD "\n" ANN CAL));
	char *before = mem_strdup(kit_export());
	const char *path = scratch_file("list.csv", text);
	int refused = 0, applied = 0;
	for (rlim_t bytes = 0; applied == 0 && bytes < 4000000; bytes += 4096) {
		import_report_free(&report);
		limit_files(bytes);
		bool done = import_file(directory, path, &options, today, &report);
		limit_files(RLIM_INFINITY);
		refused += !done;
		applied += done;
		if (!done) {
			assert_int_equal(report.errors, 1);
			assert_string_equal(kit_export(), before);
		}
	}
	assert_true(refused > 20);
	assert_int_equal(applied, 1);
	assert_int_equal(kit_rows(), 150);
	free(before);
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
	kit_expect_counts(rows, 0, 0, 0);
	char *first = mem_strdup(kit_export());
	assert_true(kit_import(text));
	kit_expect_counts(0, 0, rows, 0);
	assert_true(kit_import(first));
	kit_expect_counts(0, 0, rows, 0);
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
	kit_expect_counts(0, 0, (int)(sizeof hard / sizeof *hard), 0);
	assert_string_equal(kit_export(), first);
	kit_fresh(state);
	assert_true(kit_import(first));
	kit_expect_counts((int)(sizeof hard / sizeof *hard), 0, 0, 0);
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
		TEST(a_preview_says_what_would_happen_and_does_nothing),
		TEST(the_same_file_twice_changes_nothing),
		TEST(columns_the_file_lacks_stay_and_empty_cells_clear),
		TEST(a_license_is_known_by_state_and_number_whatever_the_case),
		TEST(a_check_counts_only_with_day_and_initials),
		TEST(a_file_without_checks_keeps_those_of_the_directory),
		TEST(a_new_number_is_not_covered_by_the_check_of_the_old_one),
		TEST(what_was_told_of_an_import_is_kept),
		TEST(an_expired_license_is_imported_and_not_shown),
		TEST(missing_rows_are_kept_unless_told_otherwise),
		TEST(an_unknown_technique_is_kept_and_noted_once),
		TEST(a_backup_comes_before_the_first_change),
		TEST(where_the_disk_is_full_nothing_changes),
		TEST(ten_thousand_rows_go_in_and_out),
		TEST(what_goes_out_comes_in_as_it_was),
		TEST(no_cell_of_an_export_is_a_formula),
		TEST(an_export_is_sorted_and_leaves_retired_ones_out),
		TEST(an_export_that_cannot_be_written_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
