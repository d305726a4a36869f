#include "media/bgra.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* Sixteen pixels at a time: the even and the odd ones in lanes of 16 bits, so that eight samples of
 * chroma serve both. Colors have 5 bits after the point: more would overflow where a sum leaves the
 * cube of colors. */
enum { STEP = 16, LANES = 8, POINT = 5 };

typedef uint16_t lanes __attribute__((vector_size(16)));
typedef int16_t whole __attribute__((vector_size(16)));
typedef uint8_t half __attribute__((vector_size(8)));
typedef uint32_t pixels __attribute__((vector_size(16)));

/* In each lane the same: a number of 16 bits, 8 of them after those of POINT. */
struct factor {
	lanes high, low;
};

/* offset: with half a step for rounding. */
struct matrix {
	struct factor luma, red_v, green_u, green_v, blue_u;
	lanes red, green, blue;
};

static lanes spread(double value, int bits)
{
	return (lanes){0} + (uint16_t)lround(ldexp(value, bits));
}

static struct factor factor_make(double value)
{
	lanes all = spread(value, POINT + 8);
	return (struct factor){all >> 8, all & 0xFF};
}

static struct matrix matrix_make(bool bt709, bool full_range)
{
	double red = bt709 ? 0.2126 : 0.299, blue = bt709 ? 0.0722 : 0.114, green = 1 - red - blue;
	double luma = full_range ? 1 : 255.0 / 219, chroma = full_range ? 2 : 2 * 255.0 / 224;
	double red_v = chroma * (1 - red), blue_u = chroma * (1 - blue);
	double green_v = red_v * red / green, green_u = blue_u * blue / green;
	double black = full_range ? 0 : 16 * luma;
	return (struct matrix){.luma = factor_make(luma),
		.red_v = factor_make(red_v),
		.green_u = factor_make(green_u),
		.green_v = factor_make(green_v),
		.blue_u = factor_make(blue_u),
		.red = spread(black + 128 * red_v - 0.5, POINT),
		.green = spread(128 * (green_u + green_v) - black + 0.5, POINT),
		.blue = spread(black + 128 * blue_u - 0.5, POINT)};
}

static inline lanes times(lanes value, const struct factor *factor)
{
	return value * factor->high + ((value * factor->low + 128) >> 8);
}

/* The upper byte of each lane is left undefined. */
static inline lanes to_byte(lanes sum)
{
	whole value = (whole)sum >> POINT;
	return (lanes)((value | (value > 255)) & ~(value < 0));
}

static inline void put(pixels *to, lanes luma, lanes red, lanes green, lanes blue)
{
	lanes low = (to_byte(luma + blue) & 0xFF) | to_byte(luma + green) << 8;
	lanes high = to_byte(luma + red) | 0xFF00;
	to[0] = (pixels)__builtin_shufflevector(low, high, 0, 8, 1, 9, 2, 10, 3, 11);
	to[1] = (pixels)__builtin_shufflevector(low, high, 4, 12, 5, 13, 6, 14, 7, 15);
}

static inline lanes read_half(const uint8_t *from)
{
	half samples;
	memcpy(&samples, from, sizeof samples);
	return __builtin_convertvector(samples, lanes);
}

static inline void convert_step(const struct matrix *matrix, const uint8_t *y, const uint8_t *u,
	const uint8_t *v, uint8_t *to)
{
	lanes both, cb = read_half(u), cr = read_half(v);
	memcpy(&both, y, sizeof both);
	lanes red = times(cr, &matrix->red_v) - matrix->red;
	lanes green = matrix->green - times(cb, &matrix->green_u) - times(cr, &matrix->green_v);
	lanes blue = times(cb, &matrix->blue_u) - matrix->blue;
	pixels even[2], odd[2], out[4];
	put(even, times(both & 0xFF, &matrix->luma), red, green, blue);
	put(odd, times(both >> 8, &matrix->luma), red, green, blue);
	for (int i = 0; i < 2; i++) {
		out[2 * i] = __builtin_shufflevector(even[i], odd[i], 0, 4, 1, 5);
		out[2 * i + 1] = __builtin_shufflevector(even[i], odd[i], 2, 6, 3, 7);
	}
	memcpy(to, out, sizeof out);
}

static void convert_row(const struct matrix *matrix, const uint8_t *y, const uint8_t *u,
	const uint8_t *v, uint8_t *to, int w)
{
	int x = 0;
	for (; x + STEP <= w; x += STEP)
		convert_step(matrix, y + x, u + x / 2, v + x / 2, to + (ptrdiff_t)x * 4);
	if (x == w)
		return;
	uint8_t rest_y[STEP] = {0}, rest_u[LANES] = {0}, rest_v[LANES] = {0}, out[STEP * 4];
	size_t rest = (size_t)(w - x), pairs = (rest + 1) / 2;
	memcpy(rest_y, y + x, rest);
	memcpy(rest_u, u + x / 2, pairs);
	memcpy(rest_v, v + x / 2, pairs);
	convert_step(matrix, rest_y, rest_u, rest_v, out);
	memcpy(to + (ptrdiff_t)x * 4, out, rest * 4);
}

void bgra_convert(const struct picture *from, uint8_t *to, int pitch)
{
	const struct matrix matrix = matrix_make(from->bt709, from->full_range);
	for (int y = 0; y < from->h; y++)
		convert_row(&matrix, from->plane[0] + (ptrdiff_t)y * from->pitch[0],
			from->plane[1] + (ptrdiff_t)(y / 2) * from->pitch[1],
			from->plane[2] + (ptrdiff_t)(y / 2) * from->pitch[2],
			to + (ptrdiff_t)y * pitch, from->w);
}
