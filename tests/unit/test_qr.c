/* QR codes and vCards; a reader that is not ours (zbarimg) decodes what we draw. */
#define SCRATCH "qr"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "data/qr.h"
#include "scratch.h"

static struct arena arena;
static struct therapist therapist;

static int fresh(void **state)
{
	(void)state;
	arena_reset(&arena);
	therapist = (struct therapist){.id = 1};
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		therapist.field[i] = "";
	therapist.field[THERAPIST_NAME] = "Anna Sophia Garc\303\255a";
	therapist.field[THERAPIST_PHONE] = "+13035550142";
	return 0;
}

static const char *repeat(char letter, size_t count)
{
	char *text = arena_alloc(&arena, count + 1);
	return memset(text, letter, count);
}

/* ---- codes ---- */

static void a_code_is_the_smallest_that_holds_the_text(void **state)
{
	(void)state;
	/* ISO/IEC 18004, table 7, level M: bytes that versions 1, 2, 9 and 10 hold. */
	static const struct {
		size_t bytes;
		int size;
	} known[] = {{1, 21}, {14, 21}, {15, 25}, {26, 25}, {180, 53}, {181, 57}, {213, 57}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct qr qr;
		assert_true(qr_make(repeat('x', known[i].bytes), &arena, &qr));
		assert_int_equal(qr.size, known[i].size);
	}
}

static void a_text_that_is_too_long_gives_no_code(void **state)
{
	(void)state;
	struct qr qr = {.size = 1};
	assert_false(qr_make(repeat('x', 214), &arena, &qr));
	assert_int_equal(qr.size, 0);
	assert_false(qr_make(repeat('x', 100000), &arena, &qr));
	assert_false(qr_make("", &arena, &qr));
}

static void modules_are_zero_or_one_with_a_finder_in_three_corners(void **state)
{
	(void)state;
	struct qr qr;
	assert_true(qr_make("tuneup", &arena, &qr));
	for (int i = 0; i < qr.size * qr.size; i++)
		assert_true(qr.module[i] <= 1);
	for (int i = 0; i < 7; i++) {
		assert_int_equal(qr.module[i], 1);
		assert_int_equal(qr.module[qr.size - 1 - i], 1);
		assert_int_equal(qr.module[(qr.size - 1) * qr.size + i], 1);
	}
	assert_int_equal(qr.module[7], 0);
}

/* ---- vCards ---- */

static void a_card_has_what_is_known(void **state)
{
	(void)state;
	assert_string_equal(vcard_make(&therapist, &arena),
		"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Garc\303\255a;Anna Sophia;;;\r\n"
		"FN:Anna Sophia Garc\303\255a\r\nTEL:+13035550142\r\nEND:VCARD\r\n");
	therapist.field[THERAPIST_NAME] = "Cher";
	therapist.field[THERAPIST_PRACTICE] = "Loose";
	therapist.field[THERAPIST_EMAIL] = "c@x.example";
	therapist.field[THERAPIST_WEBSITE] = "https://x.example/a,b";
	therapist.field[THERAPIST_STREET] = "1 Elm St";
	therapist.field[THERAPIST_CITY] = "Boulder";
	therapist.field[THERAPIST_STATE] = "CO";
	therapist.field[THERAPIST_ZIP] = "80302";
	assert_string_equal(vcard_make(&therapist, &arena),
		"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Cher;;;;\r\nFN:Cher\r\nORG:Loose\r\n"
		"TEL:+13035550142\r\nEMAIL:c@x.example\r\nURL:https://x.example/a,b\r\n"
		"ADR:;;1 Elm St;Boulder;CO;80302;\r\nEND:VCARD\r\n");
}

static void marks_of_the_format_are_escaped(void **state)
{
	(void)state;
	therapist.field[THERAPIST_PRACTICE] = "Knots, Ltd; a\\b";
	assert_non_null(strstr(vcard_make(&therapist, &arena), "ORG:Knots\\, Ltd\\; a\\\\b\r\n"));
}

static void no_field_can_add_a_line(void **state)
{
	(void)state;
	therapist.field[THERAPIST_NAME] = "Eve\r\nTEL:900\nTEL:901\rTEL:902";
	therapist.field[THERAPIST_WEBSITE] = "http://x\r\nTEL:903";
	therapist.field[THERAPIST_PHONE] = "1\nTEL:904\x01\x7f";
	const char *card = vcard_make(&therapist, &arena);
	assert_null(strstr(card, "\nTEL:9"));
	assert_null(strchr(card, '\x01'));
	assert_null(strchr(card, '\x7f'));
	assert_non_null(strstr(card, "FN:Eve\\nTEL:900\\nTEL:901\\nTEL:902\r\n"));
	assert_non_null(strstr(card, "URL:http://xTEL:903\r\n"));
	for (const char *at = card; *at; at++) {
		assert_true(*at != '\n' || at[-1] == '\r');
		assert_true(*at != '\r' || at[1] == '\n');
	}
}

static bool has(const char *type)
{
	char start[16];
	snprintf(start, sizeof start, "\n%s:", type);
	return strstr(vcard_make(&therapist, &arena), start);
}

static void what_has_no_room_goes_least_important_first(void **state)
{
	(void)state;
	therapist.field[THERAPIST_NAME] = "Jo Poe";
	therapist.field[THERAPIST_PRACTICE] = repeat('p', 30);
	therapist.field[THERAPIST_EMAIL] = repeat('e', 30);
	therapist.field[THERAPIST_WEBSITE] = repeat('w', 20);
	therapist.field[THERAPIST_CITY] = "Rye";
	assert_true(has("ADR") && has("URL") && has("EMAIL") && has("ORG") && has("TEL"));
	therapist.field[THERAPIST_CITY] = repeat('c', 60);
	assert_true(!has("ADR") && has("URL") && has("EMAIL") && has("ORG") && has("TEL"));
	therapist.field[THERAPIST_WEBSITE] = repeat('w', 90);
	assert_true(!has("ADR") && !has("URL") && has("EMAIL") && has("ORG") && has("TEL"));
	therapist.field[THERAPIST_EMAIL] = repeat('e', 120);
	assert_true(!has("ADR") && !has("URL") && !has("EMAIL") && has("ORG") && has("TEL"));
	therapist.field[THERAPIST_PRACTICE] = repeat('p', 150);
	assert_true(!has("ADR") && !has("URL") && !has("EMAIL") && !has("ORG") && has("TEL"));
}

static void a_card_that_was_shortened_fits_a_code(void **state)
{
	(void)state;
	for (size_t length = 0; length < 120; length++) {
		for (int i = THERAPIST_PRACTICE; i <= THERAPIST_ZIP; i++)
			therapist.field[i] = repeat((char)('a' + i), length);
		therapist.field[THERAPIST_PHONE] = "+13035550142";
		struct qr qr;
		assert_true(qr_make(vcard_make(&therapist, &arena), &arena, &qr));
	}
}

static void missing_fields_are_no_fault(void **state)
{
	(void)state;
	therapist = (struct therapist){0};
	assert_string_equal(vcard_make(&therapist, &arena),
		"BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nEND:VCARD\r\n");
}

/* ---- read by another ---- */

/* Four pixels a module and a quiet zone of four modules, as the standard asks for. */
static void write_picture(const struct qr *qr, const char *path)
{
	enum { SCALE = 4, QUIET = 4 };
	int side = (qr->size + 2 * QUIET) * SCALE;
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fprintf(file, "P5 %d %d 255\n", side, side);
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++) {
			int column = x / SCALE - QUIET, row = y / SCALE - QUIET;
			bool inside =
				column >= 0 && row >= 0 && column < qr->size && row < qr->size;
			bool dark = inside && qr->module[row * qr->size + column];
			fputc(dark ? 0 : 255, file);
		}
	assert_int_equal(fclose(file), 0);
}

static void assert_reads(const char *text)
{
	struct qr qr;
	char command[1200], read[1024];
	assert_true(qr_make(text, &arena, &qr));
	const char *path = scratch_path("code.pgm");
	write_picture(&qr, path);
	snprintf(command, sizeof command, "zbarimg --quiet --raw '%s'", path);
	FILE *reader = popen(command, "r");
	assert_non_null(reader);
	size_t length = fread(read, 1, sizeof read - 1, reader);
	assert_int_equal(pclose(reader), 0);
	read[length] = '\0';
	/* It ends its answer with a line end of its own. */
	assert_int_equal(length, strlen(text) + 1);
	assert_memory_equal(read, text, strlen(text));
}

static void another_reader_reads_what_was_put_in(void **state)
{
	(void)state;
	if (system("command -v zbarimg >/dev/null") != 0)
		skip();
	assert_reads("https://tuneup.example/quads");
	assert_reads(repeat('x', 213));
	assert_reads("a\303\251b");
	assert_reads(vcard_make(&therapist, &arena));
	therapist.field[THERAPIST_NAME] = "Zo\303\253 M\303\274ller-\305\201ukasiewicz";
	therapist.field[THERAPIST_PRACTICE] = "Knots, Ltd; Caf\303\251 \342\200\224 Nia";
	therapist.field[THERAPIST_EMAIL] = "zoe@knots.example";
	therapist.field[THERAPIST_CITY] = "Boulder";
	assert_reads(vcard_make(&therapist, &arena));
}

static int freed(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_code_is_the_smallest_that_holds_the_text),
		TEST(a_text_that_is_too_long_gives_no_code),
		TEST(modules_are_zero_or_one_with_a_finder_in_three_corners),
		TEST(a_card_has_what_is_known),
		TEST(marks_of_the_format_are_escaped),
		TEST(no_field_can_add_a_line),
		TEST(what_has_no_room_goes_least_important_first),
		TEST(a_card_that_was_shortened_fits_a_code),
		TEST(missing_fields_are_no_fault),
		TEST(another_reader_reads_what_was_put_in),
	};
	return cmocka_run_group_tests(tests, NULL, freed);
}
