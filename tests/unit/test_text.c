/* ui/measure and ui/text: how wide text is, and what its coverage looks like. */
#include "ui/text.h"

#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SCRATCH "text"
#include "scratch.h"

#define FONTS "assets/fonts"

static struct problems problems;
static struct text_engine *engine;

static int open_fonts(void **state)
{
	(void)state;
	engine = text_create(FONTS, &problems);
	return engine && problems.count == 0 ? 0 : -1;
}

static int close_fonts(void **state)
{
	(void)state;
	text_destroy(engine);
	return 0;
}

static float width_of(enum font font, float size, bool tabular, const char *run)
{
	return measure_run(text_measure(engine), font, size, 0, tabular, run, strlen(run));
}

static struct text_bitmap drawn(
	enum font font, float size, float tracking, bool tabular, const char *run)
{
	struct text_bitmap bitmap;
	assert_true(text_rasterize(engine, font, size, tracking, tabular, run, &bitmap));
	return bitmap;
}

static uint64_t ink_of(const struct text_bitmap *bitmap)
{
	uint64_t sum = 0;
	for (int i = 0; i < bitmap->w * bitmap->h; i++)
		sum += bitmap->coverage[i];
	return sum;
}

static void assert_same(const struct text_bitmap *a, const struct text_bitmap *b)
{
	assert_int_equal(a->w, b->w);
	assert_int_equal(a->h, b->h);
	assert_int_equal(a->origin_x, b->origin_x);
	assert_int_equal(a->origin_y, b->origin_y);
	assert_memory_equal(a->coverage, b->coverage, (size_t)(a->w * a->h));
}

static void utf8_is_read_code_by_code(void **state)
{
	(void)state;
	const char *text = "A\xC3\xB1\xE2\x80\x99\xF0\x9F\x98\x80";
	const uint32_t wanted[] = {'A', 0xF1, 0x2019, 0x1F600, 0, 0};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_int_equal(utf8_next(&text, NULL), wanted[i]);
}

static void utf8_ends_at_end(void **state)
{
	(void)state;
	const char *text = "ab", *end = text + 1;
	assert_int_equal(utf8_next(&text, end), 'a');
	assert_int_equal(utf8_next(&text, end), 0);
	assert_ptr_equal(text, end);
	/* The last byte of a two-byte code lies beyond the end. */
	const char *cut = "\xC3\xB1";
	assert_int_equal(utf8_next(&cut, cut + 1), 0xFFFD);
}

static void broken_utf8_is_replaced_byte_by_byte(void **state)
{
	(void)state;
	/* A lone tail, an overlong slash, a surrogate, a code too high, a head without its tail. */
	const char *const broken[] = {
		"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x28", "\xFF"};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		const char *text = broken[i];
		assert_int_equal(utf8_next(&text, NULL), 0xFFFD);
		assert_ptr_equal(text, broken[i] + 1);
	}
}

static void width_grows_with_size_alone(void **state)
{
	(void)state;
	const char *run = "Follow the video: 3 minutes, Ángel’s quads";
	for (enum font font = 0; font < FONT_COUNT; font++) {
		float em = width_of(font, 1, false, run);
		assert_true(em > 10);
		assert_true(fabsf(width_of(font, 18, false, run) - 18 * em) < 0.001f);
		assert_true(fabsf(width_of(font, 150, false, run) - 150 * em) < 0.01f);
	}
}

static void advances_are_those_of_the_file(void **state)
{
	(void)state;
	/* hmtx of Inter Medium: A is 1971 of 2816 units wide. */
	assert_true(fabsf(width_of(FONT_MEDIUM, 2816, false, "A") - 1971) < 0.01f);
}

static void tracking_is_added_to_each_letter(void **state)
{
	(void)state;
	const struct measure *measure = text_measure(engine);
	float plain = measure_run(measure, FONT_BOLD, 20, 0, false, "abcd", 4);
	float tight = measure_run(measure, FONT_BOLD, 20, -0.02f, false, "abcd", 4);
	assert_true(fabsf(plain - tight - 4 * 0.02f * 20) < 0.001f);
}

static void pairs_are_kerned(void **state)
{
	(void)state;
	for (enum font font = 0; font < FONT_COUNT; font++) {
		float apart = width_of(font, 1, false, "A") + width_of(font, 1, false, "V");
		float pair = width_of(font, 1, false, "AV");
		assert_true(pair < apart - 0.02f && pair > apart - 0.2f);
		assert_true(width_of(font, 1, false, "To") <
			    width_of(font, 1, false, "T") + width_of(font, 1, false, "o"));
	}
}

static void pairs_without_kerning_add_up(void **state)
{
	(void)state;
	for (enum font font = 0; font < FONT_COUNT; font++) {
		float m = width_of(font, 1000, false, "m"),
		      space = width_of(font, 1000, false, " ");
		assert_true(fabsf(width_of(font, 1000, false, "mm") - 2 * m) < 0.01f);
		assert_true(fabsf(width_of(font, 1000, false, "m m") - 2 * m - space) < 0.01f);
	}
}

static void arrows_stay_two_letters(void **state)
{
	(void)state;
	float apart = width_of(FONT_BOLD, 1, false, "-") + width_of(FONT_BOLD, 1, false, ">");
	assert_true(fabsf(width_of(FONT_BOLD, 1, false, "->") - apart) < 0.0001f);
}

static void tabular_digits_are_equally_wide(void **state)
{
	(void)state;
	float wide = width_of(FONT_DISPLAY_EXTRA, 100, true, "0:00");
	for (char digit = '1'; digit <= '9'; digit++) {
		char run[] = {digit, ':', digit, digit, '\0'};
		assert_true(fabsf(width_of(FONT_DISPLAY_EXTRA, 100, true, run) - wide) < 0.001f);
	}
	assert_true(width_of(FONT_DISPLAY_EXTRA, 100, false, "1:11") < wide - 10);
}

static void a_tabular_digit_stands_in_its_middle(void **state)
{
	(void)state;
	struct text_bitmap plain = drawn(FONT_BOLD, 64, 0, false, "1");
	struct text_bitmap tabular = drawn(FONT_BOLD, 64, 0, true, "1");
	float room = width_of(FONT_BOLD, 64, true, "1") - width_of(FONT_BOLD, 64, false, "1");
	float moved = (float)(plain.origin_x - tabular.origin_x);
	assert_true(fabsf(moved - room / 2) <= 1);
	free(plain.coverage);
	free(tabular.coverage);
}

static void what_cannot_be_seen_takes_no_room(void **state)
{
	(void)state;
	float plain = width_of(FONT_MEDIUM, 1, false, "mm");
	assert_true(fabsf(width_of(FONT_MEDIUM, 1, false, "m\xC2\xAD\xE2\x80\x8Bm\n") - plain) <
		    0.0001f);
	struct text_bitmap blank = drawn(FONT_MEDIUM, 20, 0, false, "\xE2\x80\x8B \xC2\xA0");
	assert_int_equal(blank.w * blank.h, 0);
	free(blank.coverage);
}

static void a_letter_that_no_face_has_becomes_a_box(void **state)
{
	(void)state;
	float box = width_of(FONT_MEDIUM, 1, false, "\xE2\x96\xA1");
	assert_true(box > 0.2f);
	assert_true(fabsf(width_of(FONT_MEDIUM, 1, false, "\xE4\xB8\x80") - box) < 0.0001f);
	struct text_bitmap a = drawn(FONT_MEDIUM, 30, 0, false, "\xE2\x96\xA1");
	struct text_bitmap b = drawn(FONT_MEDIUM, 30, 0, false, "\xE4\xB8\x80");
	assert_same(&a, &b);
	free(a.coverage);
	free(b.coverage);
}

static void coverage_is_as_wide_as_measured(void **state)
{
	(void)state;
	/* H has the same room left and right of it. */
	const float sizes[] = {15.3f, 18, 26, 28, 56, 84, 150};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		float size = sizes[i];
		struct text_bitmap one = drawn(FONT_SEMIBOLD, size, 0, false, "H");
		struct text_bitmap run =
			drawn(FONT_SEMIBOLD, size, 0, false, "Hands and knees on the floor H");
		float bearing = (width_of(FONT_SEMIBOLD, size, false, "H") - (float)one.w) / 2;
		float width =
			width_of(FONT_SEMIBOLD, size, false, "Hands and knees on the floor H") -
			2 * bearing;
		assert_true(fabsf(width - (float)run.w) <= 2);
		free(one.coverage);
		free(run.coverage);
	}
}

static void the_baseline_is_where_it_is_said_to_be(void **state)
{
	(void)state;
	/* H stands on it, p goes below, Á above the H. */
	struct text_bitmap h = drawn(FONT_BOLD, 100, 0, false, "H");
	struct text_bitmap p = drawn(FONT_BOLD, 100, 0, false, "p");
	struct text_bitmap accent = drawn(FONT_BOLD, 100, 0, false, "\xE1\xBA\xA4");
	assert_int_equal(h.h, h.origin_y);
	assert_in_range(h.h, 72, 74); /* cap height: 0.727 em */
	assert_in_range(p.h - p.origin_y, 18, 23);
	assert_true(accent.origin_y > h.origin_y + 20);
	assert_int_equal(accent.h, accent.origin_y);
	free(h.coverage);
	free(p.coverage);
	free(accent.coverage);
}

static void a_quarter_pixel_moves_ink_but_keeps_it(void **state)
{
	(void)state;
	/* The second l stands a quarter of a pixel further right each time. */
	struct text_bitmap last = {0};
	uint64_t first_ink = 0;
	for (int quarter = 0; quarter < 4; quarter++) {
		float tracking = (float)quarter * 0.25f / 24;
		struct text_bitmap run = drawn(FONT_MEDIUM, 24, tracking, false, "ll");
		uint64_t ink = ink_of(&run);
		if (quarter == 0)
			first_ink = ink;
		assert_true(llabs((long long)ink - (long long)first_ink) < 255);
		if (last.coverage)
			assert_true(last.w != run.w || memcmp(last.coverage, run.coverage,
							       (size_t)(run.w * run.h)) != 0);
		free(last.coverage);
		last = run;
	}
	free(last.coverage);
}

static void a_run_looks_the_same_after_the_caches_were_dropped(void **state)
{
	(void)state;
	const char *run = "Slow it down";
	struct text_bitmap before = drawn(FONT_DISPLAY, 37.5f, -0.02f, false, run);
	for (int size = 20; size < 160; size++) {
		struct text_bitmap other = drawn(FONT_DISPLAY, (float)size, 0, false,
			"The quick brown fox jumps over the lazy dog 0123456789");
		free(other.coverage);
	}
	struct text_bitmap after = drawn(FONT_DISPLAY, 37.5f, -0.02f, false, run);
	assert_same(&before, &after);
	free(before.coverage);
	free(after.coverage);
}

static void many_letters_and_pairs_keep_their_widths(void **state)
{
	(void)state;
	float pair = width_of(FONT_MEDIUM, 1, false, "AV");
	float mark = width_of(FONT_MEDIUM, 1, false, "\xE2\x80\x99");
	for (unsigned code = 0x250; code < 0x2FFF; code++) {
		char run[] = {(char)(0xE0 | code >> 12), (char)(0x80 | (code >> 6 & 0x3F)),
			(char)(0x80 | (code & 0x3F)), 'a', '\0'};
		assert_true(width_of(FONT_MEDIUM, 1, false, run) >= 0);
	}
	assert_true(fabsf(width_of(FONT_MEDIUM, 1, false, "AV") - pair) < 0.00001f);
	assert_true(fabsf(width_of(FONT_MEDIUM, 1, false, "\xE2\x80\x99") - mark) < 0.00001f);
}

static void a_size_beyond_reason_is_refused(void **state)
{
	(void)state;
	struct text_bitmap bitmap;
	assert_false(text_rasterize(engine, FONT_BOLD, 0, 0, false, "a", &bitmap));
	assert_null(bitmap.coverage);
	assert_false(text_rasterize(engine, FONT_BOLD, 1e9f, 0, false, "a", &bitmap));
	assert_false(text_rasterize(engine, FONT_BOLD, NAN, 0, false, "a", &bitmap));
}

static void a_missing_face_is_told_and_stood_in_for(void **state)
{
	(void)state;
	const char *path = scratch_path("one/InterDisplay-Bold.otf");
	char target[PATH_MAX];
	assert_non_null(realpath(FONTS "/InterDisplay-Bold.otf", target));
	unlink(path);
	assert_int_equal(symlink(target, path), 0);
	char *folder = mem_strdup(path);
	*strrchr(folder, '/') = '\0';
	static struct problems told_here;
	struct text_engine *poor = text_create(folder, &told_here);
	assert_non_null(poor);
	assert_int_equal(told_here.count, FONT_COUNT - 1);
	assert_int_equal(told_here.item[0].part, PART_ASSETS);
	assert_true(told(&told_here, PROBLEM_WARNING, "Inter-Medium.otf"));
	float medium = measure_run(text_measure(poor), FONT_MEDIUM, 1, 0, false, "abc", 3);
	float display = measure_run(text_measure(poor), FONT_DISPLAY, 1, 0, false, "abc", 3);
	assert_true(medium > 1 && fabsf(medium - display) < 0.0001f);
	struct text_bitmap bitmap;
	assert_true(text_rasterize(poor, FONT_MEDIUM, 20, 0, false, "abc", &bitmap));
	assert_true(bitmap.w > 20);
	free(bitmap.coverage);
	text_destroy(poor);
	free(folder);
}

static void without_any_face_there_is_no_text(void **state)
{
	(void)state;
	static struct problems told_here;
	assert_null(text_create("tests/no-such-folder", &told_here));
	assert_true(problems_any_error(&told_here));
	text_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_is_read_code_by_code),
		cmocka_unit_test(utf8_ends_at_end),
		cmocka_unit_test(broken_utf8_is_replaced_byte_by_byte),
		cmocka_unit_test(width_grows_with_size_alone),
		cmocka_unit_test(advances_are_those_of_the_file),
		cmocka_unit_test(tracking_is_added_to_each_letter),
		cmocka_unit_test(pairs_are_kerned),
		cmocka_unit_test(pairs_without_kerning_add_up),
		cmocka_unit_test(arrows_stay_two_letters),
		cmocka_unit_test(tabular_digits_are_equally_wide),
		cmocka_unit_test(a_tabular_digit_stands_in_its_middle),
		cmocka_unit_test(what_cannot_be_seen_takes_no_room),
		cmocka_unit_test(a_letter_that_no_face_has_becomes_a_box),
		cmocka_unit_test(coverage_is_as_wide_as_measured),
		cmocka_unit_test(the_baseline_is_where_it_is_said_to_be),
		cmocka_unit_test(a_quarter_pixel_moves_ink_but_keeps_it),
		cmocka_unit_test(a_run_looks_the_same_after_the_caches_were_dropped),
		cmocka_unit_test(many_letters_and_pairs_keep_their_widths),
		cmocka_unit_test(a_size_beyond_reason_is_refused),
		cmocka_unit_test(a_missing_face_is_told_and_stood_in_for),
		cmocka_unit_test(without_any_face_there_is_no_text),
	};
	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
