#include "ui/bgra.h"

#include "ui/bgra_parts.h"

#include <math.h>
#include <stddef.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Sixteen pixels at a time: the even and the odd ones in lanes of 16 bits, so that eight samples of
 * chroma serve both. */
enum { STEP = 16, LANES = BGRA_LANES, POINT = BGRA_POINT };

typedef bgra_lanes lanes;
typedef int16_t whole __attribute__((vector_size(16)));
typedef uint8_t half __attribute__((vector_size(8)));
typedef uint32_t pixels __attribute__((vector_size(16)));

static lanes spread(double value, int bits)
{
	return (lanes){0} + (uint16_t)lround(ldexp(value, bits));
}

static lanes factor_make(double value)
{
	return spread(value, POINT + 8);
}

static struct bgra_matrix matrix_make(bool bt709, bool full_range)
{
	double red = bt709 ? 0.2126 : 0.299, blue = bt709 ? 0.0722 : 0.114, green = 1 - red - blue;
	double luma = full_range ? 1 : 255.0 / 219, chroma = full_range ? 2 : 2 * 255.0 / 224;
	double red_v = chroma * (1 - red), blue_u = chroma * (1 - blue);
	double green_v = red_v * red / green, green_u = blue_u * blue / green;
	double black = full_range ? 0 : 16 * luma;
	/* What a product loses on average. */
	double lost = ldexp(0.5, -POINT);
	return (struct bgra_matrix){.luma = factor_make(luma),
		.red_v = factor_make(red_v),
		.green_u = factor_make(green_u),
		.green_v = factor_make(green_v),
		.blue_u = factor_make(blue_u),
		.red = spread(black + 128 * red_v - 0.5 - 2 * lost, POINT),
		.green = spread(128 * (green_u + green_v) - black + 0.5 - lost, POINT),
		.blue = spread(black + 128 * blue_u - 0.5 - 2 * lost, POINT)};
}

/* The upper half of the product, rounded down; samples are in the upper byte of their lane. */
static inline lanes times(lanes sample, lanes factor)
{
#ifdef __SSE2__
	return (lanes)_mm_mulhi_epu16((__m128i)sample, (__m128i)factor);
#else
	lanes value = sample >> 8;
	return value * (factor >> 8) + ((value * (factor & 0xFF)) >> 8);
#endif
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

/* Eight samples, each in the upper byte of its lane. */
static inline lanes read_half(const uint8_t *from)
{
	half samples;
	memcpy(&samples, from, sizeof samples);
	return __builtin_convertvector(samples, lanes) << 8;
}

static inline void convert_step(const struct bgra_matrix *matrix, const uint8_t *y,
	const uint8_t *u, const uint8_t *v, uint8_t *to)
{
	lanes both, cb = read_half(u), cr = read_half(v);
	memcpy(&both, y, sizeof both);
	lanes red = times(cr, matrix->red_v) - matrix->red;
	lanes green = matrix->green - times(cb, matrix->green_u) - times(cr, matrix->green_v);
	lanes blue = times(cb, matrix->blue_u) - matrix->blue;
	pixels even[2], odd[2], out[4];
	put(even, times(both << 8, matrix->luma), red, green, blue);
	put(odd, times(both & 0xFF00, matrix->luma), red, green, blue);
	for (int i = 0; i < 2; i++) {
		out[2 * i] = __builtin_shufflevector(even[i], odd[i], 0, 4, 1, 5);
		out[2 * i + 1] = __builtin_shufflevector(even[i], odd[i], 2, 6, 3, 7);
	}
	memcpy(to, out, sizeof out);
}

/* Fewer than STEP pixels, from an even one on; what lies beside them is neither read nor written.
 */
static void convert_rest(const struct bgra_matrix *matrix, const uint8_t *const from[3], int skip,
	int count, uint8_t *to)
{
	uint8_t y[STEP] = {0}, u[LANES] = {0}, v[LANES] = {0}, out[STEP * 4];
	size_t pairs = (size_t)(skip + count + 1) / 2;
	memcpy(y, from[0], (size_t)skip + (size_t)count);
	memcpy(u, from[1], pairs);
	memcpy(v, from[2], pairs);
	convert_step(matrix, y, u, v, out);
	memcpy(to, out + skip * 4, (size_t)count * 4);
}

static void convert_row(
	const struct bgra_matrix *matrix, const uint8_t *const row[3], int x, int end, uint8_t *to)
{
	if (x % 2 && x < end) {
		const uint8_t *pair[] = {row[0] + x - 1, row[1] + x / 2, row[2] + x / 2};
		convert_rest(matrix, pair, 1, 1, to);
		x++;
		to += 4;
	}
	int done = bgra_convert_avx2(matrix, row, x, end, to);
	x += done;
	to += (ptrdiff_t)done * 4;
	for (; x + STEP <= end; x += STEP, to += STEP * 4)
		convert_step(matrix, row[0] + x, row[1] + x / 2, row[2] + x / 2, to);
	const uint8_t *rest[] = {row[0] + x, row[1] + x / 2, row[2] + x / 2};
	if (x < end)
		convert_rest(matrix, rest, 0, end - x, to);
}

void bgra_convert(const struct picture *from, int x0, int y0, int x1, int y1, void *to, int pitch)
{
	const struct bgra_matrix matrix = matrix_make(from->bt709, from->full_range);
	for (int y = y0; y < y1; y++) {
		const uint8_t *row[3];
		for (int i = 0; i < 3; i++)
			row[i] = from->plane[i] + (ptrdiff_t)(i ? y / 2 : y) * from->pitch[i];
		convert_row(&matrix, row, x0, x1, (uint8_t *)to + (ptrdiff_t)(y - y0) * pitch);
	}
}
