/* ui/bgra: colors of planar pictures. */
#include "ui/bgra.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = 256, NARROW = 16, W_MAX = 70, H_MAX = 5, UNTOUCHED = 0x5A };

static double in_bytes(double value)
{
	return fmin(fmax(value, 0), 255);
}

/* Blue, green, red by the definition of the matrix. */
static void exact(const struct picture *picture, int y, int u, int v, double color[3])
{
	double kr = picture->bt709 ? 0.2126 : 0.299, kb = picture->bt709 ? 0.0722 : 0.114;
	double luma = picture->full_range ? y : (y - 16) * 255.0 / 219;
	double k = picture->full_range ? 1 : 255.0 / 224;
	double red = luma + 2 * (1 - kr) * (v - 128) * k;
	double blue = luma + 2 * (1 - kb) * (u - 128) * k;
	color[0] = in_bytes(blue);
	color[1] = in_bytes((luma - kr * red - kb * blue) / (1 - kr - kb));
	color[2] = in_bytes(red);
}

/* Each pair of u and v at one brightness. */
static void check_chroma(struct picture *picture, int y)
{
	static uint8_t luma[SIDE * 2 * SIDE * 2], u[SIDE * SIDE], v[SIDE * SIDE],
		out[SIDE * 2 * SIDE * 2 * 4];
	memset(luma, y, sizeof luma);
	for (int i = 0; i < SIDE * SIDE; i++) {
		u[i] = (uint8_t)(i % SIDE);
		v[i] = (uint8_t)(i / SIDE);
	}
	picture->plane[0] = luma;
	picture->plane[1] = u;
	picture->plane[2] = v;
	bgra_convert(picture, 0, 0, SIDE * 2, SIDE * 2, out, SIDE * 2 * 4);
	/* In parts too narrow for the widest instructions: the other way has the same colors. */
	static uint8_t narrow[sizeof out];
	for (int x = 0; x < SIDE * 2; x += NARROW)
		bgra_convert(picture, x, 0, x + NARROW, SIDE * 2, narrow + x * 4, SIDE * 2 * 4);
	assert_memory_equal(out, narrow, sizeof out);
	double worst = 0;
	for (int i = 0; i < SIDE * SIDE; i++) {
		double color[3];
		exact(picture, y, u[i], v[i], color);
		const uint8_t *pixel =
			out + (size_t)(i / SIDE * 2 + i % 2) * SIDE * 8 + (size_t)(i % SIDE) * 8;
		for (int c = 0; c < 3; c++)
			worst = fmax(worst, fabs(pixel[c] - color[c]));
		assert_int_equal(pixel[3], 255);
		assert_memory_equal(pixel, pixel + 4, 4);
	}
	assert_true(worst < 0.57);
}

static void every_color_is_near_the_exact_one(void **state)
{
	(void)state;
	for (int form = 0; form < 4; form++) {
		struct picture picture = {.format = PICTURE_I420,
			.w = SIDE * 2,
			.h = SIDE * 2,
			.pitch = {SIDE * 2, SIDE, SIDE},
			.bt709 = form & 1,
			.full_range = form & 2};
		for (int y = 0; y < 256; y += 15)
			check_chroma(&picture, y);
	}
}

/* The clips' own ground is the screen's. */
static void paper_stays_paper(void **state)
{
	(void)state;
	uint8_t y[32], u[16], v[16], out[32 * 4];
	memset(y, 225, sizeof y);
	memset(u, 125, sizeof u);
	memset(v, 130, sizeof v);
	struct picture picture = {.format = PICTURE_I420,
		.w = 32,
		.h = 1,
		.plane = {y, u, v},
		.pitch = {32, 16, 16},
		.bt709 = true};
	bgra_convert(&picture, 0, 0, 32, 1, out, sizeof out);
	for (size_t i = 0; i < sizeof out; i += 4)
		assert_memory_equal(out + i, "\xED\xF3\xF7\xFF", 4);
}

/* As large as said and nothing beyond, whatever the width; planes without a byte to spare. */
static void any_size_is_filled_and_no_more(void **state)
{
	(void)state;
	for (int w = 1; w <= W_MAX; w++) {
		for (int h = 1; h <= H_MAX; h++) {
			int half_w = (w + 1) / 2, half_h = (h + 1) / 2;
			size_t size = (size_t)w * (size_t)h, half = (size_t)half_w * (size_t)half_h;
			uint8_t *y = malloc(size), *u = malloc(half), *v = malloc(half);
			uint8_t out[(W_MAX + 1) * (H_MAX + 1) * 4];
			memset(y, 255, size);
			memset(u, 128, half);
			memset(v, 128, half);
			memset(out, UNTOUCHED, sizeof out);
			struct picture picture = {.format = PICTURE_I420,
				.w = w,
				.h = h,
				.plane = {y, u, v},
				.pitch = {w, half_w, half_w},
				.full_range = true};
			bgra_convert(&picture, 0, 0, w, h, out, (W_MAX + 1) * 4);
			for (int i = 0; i < (W_MAX + 1) * (H_MAX + 1) * 4; i++) {
				bool inside = i / 4 % (W_MAX + 1) < w && i / 4 / (W_MAX + 1) < h;
				assert_int_equal(out[i], inside ? 255 : UNTOUCHED);
			}
			free(y);
			free(u);
			free(v);
		}
	}
}

/* Wherever it begins and ends, a part is what the whole has there. */
static void a_part_is_cut_out_of_the_whole(void **state)
{
	(void)state;
	enum { H = 6 };
	static uint8_t y[W_MAX * H], u[W_MAX * H], v[W_MAX * H], whole[W_MAX * H * 4],
		part[W_MAX * H * 4 + 1];
	for (int i = 0; i < W_MAX * H; i++) {
		y[i] = (uint8_t)(i * 37);
		u[i] = (uint8_t)(i * 59);
		v[i] = (uint8_t)(i * 83);
	}
	struct picture picture = {.format = PICTURE_I420,
		.w = W_MAX,
		.h = H,
		.plane = {y, u, v},
		.pitch = {W_MAX, W_MAX / 2, W_MAX / 2}};
	bgra_convert(&picture, 0, 0, W_MAX, H, whole, W_MAX * 4);
	for (int x0 = 0; x0 < W_MAX; x0++) {
		for (int x1 = x0; x1 <= W_MAX; x1++) {
			int y0 = x0 % H, y1 = H - x1 % (H - y0);
			memset(part, UNTOUCHED, sizeof part);
			bgra_convert(&picture, x0, y0, x1, y1, part, W_MAX * 4);
			size_t size = (size_t)(x1 - x0) * 4;
			for (int row = y0; row < y1; row++)
				assert_memory_equal(part + (size_t)(row - y0) * W_MAX * 4,
					whole + ((size_t)row * W_MAX + (size_t)x0) * 4, size);
			size_t last = (size_t)(y1 - y0 - 1) * W_MAX * 4;
			assert_int_equal(part[last + size], UNTOUCHED);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_color_is_near_the_exact_one),
		cmocka_unit_test(paper_stays_paper),
		cmocka_unit_test(any_size_is_filled_and_no_more),
		cmocka_unit_test(a_part_is_cut_out_of_the_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
