/* Captions: what a WebVTT file may hold, and that one bad cue costs only itself. */
#include "media/vtt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char path[512];
static struct arena arena;
static struct problems problems;
static struct cue_list cues;

static bool read_bytes(const char *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	fclose(file);
	arena_reset(&arena);
	problems = (struct problems){0};
	return vtt_read(path, &arena, &cues, &problems);
}

static bool read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static void assert_cue(size_t index, int64_t start_ms, int64_t end_ms, const char *text)
{
	assert_true(index < cues.count);
	assert_int_equal(cues.cue[index].start_us, start_ms * 1000);
	assert_int_equal(cues.cue[index].end_us, end_ms * 1000);
	assert_string_equal(cues.cue[index].text, text);
}

/* A problem of this line that mentions `words`. */
static void assert_problem(int line, const char *words)
{
	char place[560];
	snprintf(place, sizeof place, "%s:%d: ", path, line);
	for (size_t i = 0; i < problems.count; i++)
		if (strncmp(problems.item[i].detail, place, strlen(place)) == 0 &&
			strstr(problems.item[i].detail, words))
			return;
	fail_msg("no problem \"%s...%s\" among %zu", place, words, problems.count);
}

static void plain_cues_are_read(void **state)
{
	(void)state;
	assert_true(read_text("WEBVTT\n\n"
			      "00:01.000 --> 00:03.500\nRoll slowly.\n\n"
			      "00:00:03.500 --> 01:00:06.000\nTwo\nlines\n"));
	assert_int_equal(cues.count, 2);
	assert_cue(0, 1000, 3500, "Roll slowly.");
	assert_cue(1, 3500, 3606000, "Two\nlines");
	assert_int_equal(problems.count, 0);
}

static void a_bom_a_title_and_any_line_ends_are_fine(void **state)
{
	(void)state;
	assert_true(read_text("\xef\xbb\xbfWEBVTT - quads\r\nKind: captions\r\n\r\n"
			      "00:01.000 --> 00:02.000\r\nOne\r\n\r\n"));
	assert_int_equal(cues.count, 1);
	assert_true(read_text("WEBVTT\r\r00:01.000 --> 00:02.000\rOne\rmore\r\r\r"
			      "00:02.000 --> 00:03.000\rTwo"));
	assert_cue(0, 1000, 2000, "One\nmore");
	assert_cue(1, 2000, 3000, "Two");
}

static void notes_styles_regions_identifiers_and_settings_are_passed_over(void **state)
{
	(void)state;
	assert_true(read_text("WEBVTT\n\n"
			      "STYLE\n::cue { color: red }\n\n"
			      "REGION\nid:fred\n\n"
			      "NOTE a remark\nover two lines\n\n"
			      "intro\n00:01.000 --> 00:02.000 align:start line:0\nOne\n\n"
			      "NOTE\n\n"
			      "2\n00:02.000 --> 00:03.000\nTwo\n"));
	assert_int_equal(cues.count, 2);
	assert_cue(0, 1000, 2000, "One");
	assert_cue(1, 2000, 3000, "Two");
	assert_int_equal(problems.count, 0);
}

static void tags_go_and_entities_become_characters(void **state)
{
	(void)state;
	assert_true(read_text("WEBVTT\n\n00:01.000 --> 00:02.000\n"
			      "<v Coach>Press <b>here</b> &amp; <c.loud>hold</c> <00:01.500>on\n"
			      "5 < 6 &lt;b&gt; it&apos;s &#241;&#x; &bogus; R&D\n"));
	assert_cue(0, 1000, 2000, "Press here & hold on\n5 < 6 <b> it's \xc3\xb1&#x; &bogus; R&D");
}

static void a_bad_cue_is_told_by_file_and_line_and_the_rest_is_kept(void **state)
{
	(void)state;
	assert_true(read_text("WEBVTT\n\n"
			      "00:01.000 --> 00:02.000\nOne\n\n"
			      "00:02,000 --> 00:03.000\nA comma\n\n"
			      "00:05.000 --> 00:04.000\nBackwards\n\n"
			      "lost words\nand more\n\n"
			      "00:06.000 --> 00:07.000\n\n"
			      "00:99.000 --> 02:00.000\nNo such second\n\n"
			      "00:08.000 --> 00:09.000\nLast\n"));
	assert_int_equal(cues.count, 2);
	assert_cue(0, 1000, 2000, "One");
	assert_cue(1, 8000, 9000, "Last");
	assert_int_equal(problems.count, 5);
	assert_problem(6, "found \"00:02,000 --> 00:03.000\", expected a time");
	assert_problem(9, "an end after the start");
	assert_problem(12, "found \"lost words\"");
	assert_problem(15, "a line of text");
	assert_problem(17, "expected a time");
}

static void a_forgotten_empty_line_between_cues_is_forgiven(void **state)
{
	(void)state;
	assert_true(read_text("WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n"
			      "00:02.000 --> 00:03.000\nTwo\n"));
	assert_int_equal(cues.count, 2);
	assert_cue(1, 2000, 3000, "Two");
}

static void text_that_is_not_utf8_is_left_out(void **state)
{
	(void)state;
	assert_true(read_text("WEBVTT\n\n00:01.000 --> 00:02.000\nM\xfcller\n\n"
			      "00:02.000 --> 00:03.000\nM\xc3\xbcller\n"));
	assert_int_equal(cues.count, 1);
	assert_cue(0, 2000, 3000, "M\xc3\xbcller");
	assert_problem(4, "UTF-8");
	static const char zero[] = "WEBVTT\n\n00:01.000 --> 00:02.000\nA\0B\n";
	assert_true(read_bytes(zero, sizeof zero - 1));
	assert_int_equal(cues.count, 0);
}

static void cues_come_sorted_by_start(void **state)
{
	(void)state;
	assert_true(read_text("WEBVTT\n\n00:05.000 --> 00:06.000\nB\n\n"
			      "00:01.000 --> 00:02.000\nA\n\n00:05.000 --> 00:07.000\nC\n"));
	assert_cue(0, 1000, 2000, "A");
	assert_cue(1, 5000, 6000, "B");
	assert_cue(2, 5000, 7000, "C");
}

static void a_cue_is_shown_from_its_start_until_just_before_its_end(void **state)
{
	(void)state;
	read_text("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:03.000 --> 00:09.000\nLong\n\n"
		  "00:04.000 --> 00:05.000\nShort\n");
	assert_null(cue_at(&cues, 999999));
	assert_string_equal(cue_at(&cues, 1000000)->text, "A");
	assert_string_equal(cue_at(&cues, 1999999)->text, "A");
	assert_null(cue_at(&cues, 2000000));
	assert_string_equal(cue_at(&cues, 4500000)->text, "Short");
	assert_string_equal(cue_at(&cues, 5000000)->text, "Long");
	assert_null(cue_at(&cues, 9000000));
	assert_null(cue_at(&(struct cue_list){0}, 0));
}

static void a_file_that_is_missing_or_something_else_is_refused(void **state)
{
	(void)state;
	assert_false(read_text("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n"));
	assert_problem(1, "WEBVTT");
	assert_false(read_text(""));
	assert_false(read_text("WEBVTTX\n"));
	assert_true(read_text("WEBVTT"));
	assert_int_equal(cues.count, 0);
	problems = (struct problems){0};
	assert_false(vtt_read("no/such/file.vtt", &arena, &cues, &problems));
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.item[0].detail, "no/such/file.vtt: No such file or directory");
	assert_int_equal(cues.count, 0);
}

static void no_prefix_of_a_file_does_harm(void **state)
{
	(void)state;
	static const char whole[] = "\xef\xbb\xbfWEBVTT x\r\n\r\nSTYLE\r\n::cue{}\r\n\r\nid\r\n"
				    "00:00:01.000 --> 00:02.000 a:b\r\n<v A>B &amp;\xc3\xa9 &#65;"
				    "\r\n\r\nNOTE\r\n";
	for (size_t length = 0; length < sizeof whole; length++) {
		/* A sanitizer sees a byte read too far. */
		read_bytes(whole, length);
		assert_true(cues.count <= 1);
	}
}

static int set_up(void **state)
{
	(void)state;
	const char *folder = getenv("TUNEUP_TEST_DIR");
	folder = folder ? folder : "build/test";
	char command[600];
	snprintf(command, sizeof command, "mkdir -p '%s'", folder);
	if (system(command) != 0)
		return -1;
	snprintf(path, sizeof path, "%s/test.vtt", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	arena_free(&arena);
	return 0;
}

/* As large as a file may be, in the order that costs most: read in one go, not in minutes. */
static void a_large_file_is_no_trouble(void **state)
{
	(void)state;
	enum { CUES = 24000, EACH = 43 };
	char *text = malloc((size_t)CUES * EACH + 10), *at = text;
	at += sprintf(at, "WEBVTT\n\n");
	for (int i = CUES; i-- > 0;)
		at += sprintf(at, "%02d:%02d:%02d.000 --> 99:00:00.000\n%05d\n\n", i / 3600,
			i / 60 % 60, i % 60, i);
	assert_true(read_bytes(text, (size_t)(at - text)));
	assert_int_equal(cues.count, CUES);
	assert_cue(0, 0, 99 * 3600000, "00000");
	assert_cue(CUES - 1, (CUES - 1) * 1000, 99 * 3600000, "23999");
	free(text);
}

static void a_file_full_of_faults_is_told_in_short(void **state)
{
	(void)state;
	char text[20000] = "WEBVTT\n\n", *at = text + strlen(text);
	for (int i = 0; i < 300; i++)
		at += sprintf(at, "00:01.000 --> %d\nx\n\n", i);
	sprintf(at, "00:01.000 --> 00:02.000\nStill read\n");
	assert_true(read_text(text));
	assert_int_equal(cues.count, 1);
	assert_int_equal(problems.count, 21);
	assert_non_null(strstr(problems.item[20].detail, ": 280 more faults"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_cues_are_read),
		cmocka_unit_test(a_bom_a_title_and_any_line_ends_are_fine),
		cmocka_unit_test(notes_styles_regions_identifiers_and_settings_are_passed_over),
		cmocka_unit_test(tags_go_and_entities_become_characters),
		cmocka_unit_test(a_bad_cue_is_told_by_file_and_line_and_the_rest_is_kept),
		cmocka_unit_test(a_forgotten_empty_line_between_cues_is_forgiven),
		cmocka_unit_test(text_that_is_not_utf8_is_left_out),
		cmocka_unit_test(cues_come_sorted_by_start),
		cmocka_unit_test(a_cue_is_shown_from_its_start_until_just_before_its_end),
		cmocka_unit_test(a_file_that_is_missing_or_something_else_is_refused),
		cmocka_unit_test(no_prefix_of_a_file_does_harm),
		cmocka_unit_test(a_large_file_is_no_trouble),
		cmocka_unit_test(a_file_full_of_faults_is_told_in_short),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
