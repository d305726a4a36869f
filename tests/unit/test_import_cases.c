/* therapists.csv as spreadsheets write it: each way of writing a file with each kind of cell, and
 * what is refused with its line and column. */
#define SCRATCH "import_cases"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "directory_kit.h"

/* How a program writes a file. */
struct style {
	const char *program;
	const char *before; /* a byte order mark, or Excel's line */
	char delimiter;
	const char *end;
	bool legacy;    /* Windows-1252 */
	bool all;       /* quotes around every cell */
	bool last_open; /* no line end after the last line */
	int lines;      /* before the header */
};

static const struct style styles[] = {
	{"Excel, CSV UTF-8", "\xef\xbb\xbf", ',', "\r\n", false, false, false, 0},
	{"Excel, CSV", "", ',', "\r\n", true, false, false, 0},
	{"Excel, CSV, Macintosh", "", ',', "\r", true, false, false, 0},
	{"Excel in Spain, CSV", "", ';', "\r\n", true, false, false, 0},
	{"Excel in Spain, CSV UTF-8", "\xef\xbb\xbf", ';', "\r\n", false, false, false, 0},
	{"Excel, Text (Tab delimited)", "", '\t', "\r\n", true, false, false, 0},
	{"Excel, with the line sep=", "sep=;\r\n", ';', "\r\n", true, false, false, 1},
	{"Numbers", "", ',', "\n", false, false, false, 0},
	{"Numbers in Spain", "", ';', "\n", false, false, false, 0},
	{"Google Sheets, CSV", "", ',', "\r\n", false, false, true, 0},
	{"Google Sheets, TSV", "", '\t', "\r\n", false, false, true, 0},
	{"LibreOffice", "", ',', "\n", false, false, false, 0},
	{"LibreOffice, all text quoted", "", ',', "\n", false, true, false, 0},
	{"LibreOffice, semicolon", "", ';', "\n", false, true, false, 0},
};
enum { STYLES = sizeof styles / sizeof *styles };

/* A cell as it stands in the sheet, and what is stored. */
struct cell {
	const char *column, *text, *stored;
	enum therapist_field field;
};

static const struct cell cells[] = {
	{"practice", "Caf\xc3\xa9 Mu\xc3\xb1oz", "Caf\xc3\xa9 Mu\xc3\xb1oz", THERAPIST_PRACTICE},
	{"practice", "Bee, Wasp & Co.; Boulder", "Bee, Wasp & Co.; Boulder", THERAPIST_PRACTICE},
	{"practice", "The \"Good\" Hands", "The \"Good\" Hands", THERAPIST_PRACTICE},
	{"practice", "  two   blanks ", "two blanks", THERAPIST_PRACTICE},
	{"practice", "", "", THERAPIST_PRACTICE},
	{"hours", "Mon 9-5\nTue 9-5", "Mon 9-5\nTue 9-5", THERAPIST_HOURS},
	{"about_en", "It\xe2\x80\x99s \xe2\x80\x9cgood\xe2\x80\x9d \xe2\x80\x93 really",
		"It\xe2\x80\x99s \xe2\x80\x9cgood\xe2\x80\x9d \xe2\x80\x93 really",
		THERAPIST_ABOUT_EN},
	{"about_en", "'=1+1", "=1+1", THERAPIST_ABOUT_EN},
	{"about_en", "\"", "\"", THERAPIST_ABOUT_EN},
	{"zip", "02138", "02138", THERAPIST_ZIP},
	{"consent_on", "3/1/2026", "2026-03-01", THERAPIST_CONSENT_ON},
	{"consent_on", "03/01/26", "2026-03-01", THERAPIST_CONSENT_ON},
	{"consent_on", "2026-03-01", "2026-03-01", THERAPIST_CONSENT_ON},
	{"consent_on", "1-Mar-26", "2026-03-01", THERAPIST_CONSENT_ON},
	{"consent_on", "Mar 1, 2026", "2026-03-01", THERAPIST_CONSENT_ON},
	{"accepts_new", "TRUE", "yes", THERAPIST_ACCEPTS_NEW},
	{"email", "Ann@BEE.Example", "Ann@bee.example", THERAPIST_EMAIL},
	{"website", "bee.example/a?b=1", "https://bee.example/a?b=1", THERAPIST_WEBSITE},
	{"techniques", "Deep Tissue|Sports Massage", "deep_tissue|sports", THERAPIST_TECHNIQUES},
	{"prices", "30 min: $50 | 60 min: $85", "30=50|60=85", THERAPIST_PRICES},
};
enum { CELLS = sizeof cells / sizeof *cells };

/* ---- writing as they do ---- */

/* The byte of Windows-1252 for a letter of two or three bytes. */
static int legacy_byte(const unsigned char *at, size_t *length)
{
	static const struct {
		const char *letter;
		unsigned char byte;
	} signs[] = {{"\xe2\x80\x99", 0x92}, {"\xe2\x80\x9c", 0x93}, {"\xe2\x80\x9d", 0x94},
		{"\xe2\x80\x93", 0x96}};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (memcmp(at, signs[i].letter, 3) == 0) {
			*length = 3;
			return signs[i].byte;
		}
	*length = 2;
	return ((at[0] & 0x1f) << 6) | (at[1] & 0x3f);
}

static void put_letters(const struct style *style, const char *text, FILE *file)
{
	for (const unsigned char *at = (const unsigned char *)text; *at;) {
		size_t length = 1;
		if (*at == '"')
			fputc('"', file);
		if (style->legacy && *at >= 0x80)
			fputc(legacy_byte(at, &length), file);
		else
			fputc(*at, file);
		at += length;
	}
}

static void put_cell(const struct style *style, const char *text, bool last, FILE *file)
{
	const char special[] = {style->delimiter, '"', '\n', '\r', '\0'};
	bool quoted = style->all || strpbrk(text, special);
	if (quoted) {
		fputc('"', file);
		put_letters(style, text, file);
		fputc('"', file);
	} else {
		put_letters(style, text, file);
	}
	if (!last)
		fputc(style->delimiter, file);
}

/* The cells of a line, parted by NULL at the end. */
static void put_line(const struct style *style, const char *const *cell, FILE *file)
{
	for (; *cell; cell++)
		put_cell(style, *cell, !cell[1], file);
}

static bool import_styled(
	const struct style *style, const char *const *header, const char *const *row)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);
	const struct import_options options = {.by = "MK"};
	fputs(style->before, file);
	put_line(style, header, file);
	fputs(style->end, file);
	put_line(style, row, file);
	if (!style->last_open)
		fputs(style->end, file);
	fclose(file);
	bool done = kit_import_with(text, size, &options);
	free(text);
	return done;
}

static void each_program_writes_each_kind_of_cell(void **state)
{
	int cases = 0;
	for (int i = 0; i < STYLES; i++) {
		for (int k = 0; k < CELLS; k++) {
			const struct cell *cell = &cells[k];
			const char *header[] = {"name", "phone", "license_state", "license_number",
				"license_expires", cell->column, "city", NULL};
			const char *row[] = {"Ann Bee", "(303) 555-0142", "CO", "MT.1", "3/31/2028",
				cell->text, "Boulder", NULL};
			kit_fresh(state);
			if (!import_styled(&styles[i], header, row))
				fail_msg("%s, %s \"%s\": %s", styles[i].program, cell->column,
					cell->text, report.error[0].reason);
			if (strcmp(kit_field("MT.1", cell->field), cell->stored) != 0)
				fail_msg("%s, %s \"%s\": stored as \"%s\"", styles[i].program,
					cell->column, cell->text, kit_field("MT.1", cell->field));
			assert_string_equal(kit_field("MT.1", THERAPIST_CITY), "Boulder");
			kit_close(state);
			cases++;
		}
	}
	print_message("%d cases\n", cases);
	assert_true(cases >= 150);
}

/* ---- what is refused ---- */

struct refused {
	const char *column, *text, *reason;
};

static const struct refused refusals[] = {
	/* What a spreadsheet makes of numbers. */
	{"phone", "3.03556E+09", "one phone number in digits"},
	{"zip", "2138", "write 02138"},
	{"zip", "544", "write 00544"},
	{"zip", "80,301", "5 digits"},
	{"license_expires", "46843", "2028-03-31"},
	{"license_expires", "31/03/2028", "month, day, year"},
	{"license_expires", "31.03.2028", "month, day, year"},
	{"license_expires", "Mrz 31, 2028", "2028-03-31"},
	{"license_expires", "2/30/2028", "2028-03-31"},
	{"license_expires", "3/31", "2028-03-31"},
	/* Formulas that have failed. */
	{"name", "#N/A", "formula that has failed"},
	{"practice", "#REF!", "formula that has failed"},
	{"city", "#NAME?", "formula that has failed"},
	{"hours", "#VALUE!", "formula that has failed"},
	{"prices", "#DIV/0!", "formula that has failed"},
	{"about_en", "Err:502", "formula that has failed"},
	{"about_es", "#ERROR!", "formula that has failed"},
	/* What people write in the wrong way. */
	{"email", "ann at bee.example", "name@example.com"},
	{"email", "ann@bee.example, cal@dee.example", "one address"},
	{"website", "see below", "web address"},
	{"website", "javascript:alert(1)", "web address"},
	{"phone", "555-0142", "10 digits with the area code"},
	{"phone", "303-555-0142 or 303-555-0143", "one phone number"},
	{"license_state", "Colo", "two-letter"},
	{"state", "XX", "two-letter"},
	{"accepts_new", "maybe", "yes or no"},
	{"latitude", "40 N", "degrees"},
	{"latitude", "105.2", "longitude"},
	{"languages", "Klingon", "two-letter codes"},
	{"setting", "moon", "clinic, home or mobile"},
	{"prices", "free", "minutes=dollars"},
	{"license_type", "diploma", "license, certification or registration"},
	{"license_number", "???", "the number as the state writes it"},
};

static void each_faulty_cell_is_refused_where_it_stands(void **state)
{
	static const char *const needed[] = {
		"name", "phone", "license_state", "license_number", "license_expires"};
	static const char *const values[] = {
		"Ann Bee", "(303) 555-0142", "CO", "MT.1", "3/31/2028"};
	for (int i = 0; i < STYLES; i++) {
		for (size_t k = 0; k < sizeof refusals / sizeof *refusals; k++) {
			const struct refused *bad = &refusals[k];
			const char *header[7], *row[7];
			int at = 5, columns = 5;
			for (int n = 0; n < 5; n++) {
				header[n] = needed[n];
				row[n] = values[n];
				if (strcmp(needed[n], bad->column) == 0)
					at = n;
			}
			columns += at == 5;
			header[at] = bad->column;
			row[at] = bad->text;
			header[columns] = row[columns] = NULL;
			assert_false(import_styled(&styles[i], header, row));
			if (report.error[0].line != 2 + styles[i].lines ||
				report.error[0].column != at + 1 ||
				strcmp(report.error[0].field, bad->column) != 0 ||
				!strstr(report.error[0].reason, bad->reason))
				fail_msg("%s, %s \"%s\": %s: %s", styles[i].program, bad->column,
					bad->text, kit_places(), report.error[0].reason);
		}
	}
	(void)state;
	assert_int_equal(kit_rows(), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_fresh, kit_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_program_writes_each_kind_of_cell),
		TEST(each_faulty_cell_is_refused_where_it_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
