/* media/differ: where two pictures differ. */
#include "media/differ.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { W_MAX = 200, H_MAX = 120 };

struct planes {
	uint8_t y[W_MAX * H_MAX], u[W_MAX * H_MAX], v[W_MAX * H_MAX];
};

static struct planes now, before;

static struct picture picture_of(struct planes *planes, int w, int h, uint64_t serial)
{
	return (struct picture){.format = PICTURE_I420,
		.w = w,
		.h = h,
		.plane = {planes->y, planes->u, planes->v},
		.pitch = {W_MAX, W_MAX, W_MAX},
		.serial = serial};
}

static struct picture compare(int w, int h)
{
	struct picture picture = picture_of(&now, w, h, 2), last = picture_of(&before, w, h, 1);
	differ_find(&picture, &last);
	assert_int_equal(picture.since, 1);
	return picture;
}

static int clear(void **state)
{
	(void)state;
	memset(&now, 9, sizeof now);
	memset(&before, 9, sizeof before);
	return 0;
}

static bool covers(const struct picture *picture, int x, int y)
{
	int times = 0;
	for (int i = 0; i < picture->changes; i++) {
		struct picture_part part = picture->changed[i];
		assert_true(part.x0 >= 0 && part.y0 >= 0 && part.x1 <= picture->w &&
			    part.y1 <= picture->h);
		times += x >= part.x0 && x < part.x1 && y >= part.y0 && y < part.y1;
	}
	assert_in_range(times, 0, 1);
	return times == 1;
}

static int area(const struct picture *picture)
{
	int pixels = 0;
	for (int y = 0; y < picture->h; y++)
		for (int x = 0; x < picture->w; x++)
			pixels += covers(picture, x, y);
	return pixels;
}

static void the_same_pixels_differ_nowhere(void **state)
{
	(void)state;
	/* What lies beside the picture does not count. */
	now.y[199] = 1;
	struct picture picture = compare(199, 119);
	assert_int_equal(picture.changes, 0);
}

static void any_sample_that_differs_is_covered_with_little_around_it(void **state)
{
	(void)state;
	const int w = 199, h = 117;
	for (int i = 0; i < 500; i++) {
		int x = i * 67 % w, y = i * 31 % h, plane = i % 3;
		uint8_t *planes[] = {now.y, now.u, now.v};
		uint8_t *sample =
			plane ? &planes[plane][y / 2 * W_MAX + x / 2] : &now.y[y * W_MAX + x];
		*sample ^= 0x80;
		struct picture picture = compare(w, h);
		assert_true(covers(&picture, x, y));
		if (plane)
			assert_true(covers(&picture, x & ~1, y & ~1));
		assert_in_range(area(&picture), 1, 32 * 8);
		*sample ^= 0x80;
	}
}

static void changes_far_apart_are_spans_of_their_own(void **state)
{
	(void)state;
	now.y[2 * W_MAX + 40] = now.y[5 * W_MAX + 190] = now.y[100 * W_MAX + 3] = 1;
	struct picture picture = compare(200, 120);
	assert_int_equal(picture.changes, 3);
	assert_int_equal(area(&picture), 3 * 32 * 4);
	assert_true(covers(&picture, 40, 2) && covers(&picture, 190, 5));
	assert_true(covers(&picture, 3, 100));
}

static void of_many_changes_in_a_band_only_the_widest_gap_stays_out(void **state)
{
	(void)state;
	now.y[0] = now.y[70] = now.y[199] = 1;
	struct picture picture = compare(200, 120);
	assert_int_equal(picture.changes, 2);
	assert_true(covers(&picture, 40, 0));
	assert_false(covers(&picture, 96, 0));
	assert_false(covers(&picture, 191, 0));
	assert_true(covers(&picture, 192, 0));
}

static void a_picture_wider_than_any_screen_has_wider_blocks(void **state)
{
	(void)state;
	enum { W = 9000, H = 2 };
	static uint8_t y[W * H], other[W * H], chroma[W * H];
	struct picture picture = {.format = PICTURE_I420,
		.w = W,
		.h = H,
		.plane = {y, chroma, chroma},
		.pitch = {W, W, W}};
	struct picture last = picture;
	last.plane[0] = other;
	last.serial = 1;
	y[8999] = 1;
	differ_find(&picture, &last);
	assert_int_equal(picture.changes, 1);
	assert_int_equal(picture.changed[0].x1, W);
	assert_in_range(picture.changed[0].x0, W - 256, W - 1);
}

static void where_all_differs_all_is_covered(void **state)
{
	(void)state;
	memset(now.y, 7, sizeof now.y);
	static const int sizes[][2] = {{1, 1}, {2, 1}, {33, 17}, {199, 117}, {160, 16}};
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct picture picture = compare(sizes[i][0], sizes[i][1]);
		assert_int_equal(picture.changes, 1);
		assert_int_equal(area(&picture), sizes[i][0] * sizes[i][1]);
	}
}

static void pictures_of_other_form_are_not_compared(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++) {
		struct picture picture = picture_of(&now, 64, 48, 2);
		struct picture last = picture_of(&before, 64, 48, 1);
		last.w -= i == 0;
		last.h += i == 1;
		last.bt709 = i == 2;
		last.full_range = i == 3;
		if (i == 4)
			last.format = PICTURE_NV12;
		differ_find(&picture, &last);
		assert_int_equal(picture.since, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_same_pixels_differ_nowhere, clear),
		cmocka_unit_test_setup(
			any_sample_that_differs_is_covered_with_little_around_it, clear),
		cmocka_unit_test_setup(changes_far_apart_are_spans_of_their_own, clear),
		cmocka_unit_test_setup(
			of_many_changes_in_a_band_only_the_widest_gap_stays_out, clear),
		cmocka_unit_test(a_picture_wider_than_any_screen_has_wider_blocks),
		cmocka_unit_test_setup(where_all_differs_all_is_covered, clear),
		cmocka_unit_test_setup(pictures_of_other_form_are_not_compared, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
