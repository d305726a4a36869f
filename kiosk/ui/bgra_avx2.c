#include "ui/bgra_parts.h"

#ifdef __x86_64__
#include <immintrin.h>
#include <stddef.h>

#define AVX2 __attribute__((target("avx2")))

/* 32 pixels at a time: the even and the odd ones in 16 lanes of 16 bits each. Most instructions
 * work in either half of a register alone, so that pixels 0 to 15 stay in the lower half. */
enum { STEP = 32 };

AVX2 static inline __m256i wide(bgra_lanes lanes)
{
	return _mm256_broadcastsi128_si256((__m128i)lanes);
}

/* 16 samples, each in the upper byte of its lane. */
AVX2 static inline __m256i read_half(const uint8_t *from)
{
	__m128i samples = _mm_loadu_si128((const __m128i_u *)from);
	return _mm256_slli_epi16(_mm256_cvtepu8_epi16(samples), 8);
}

/* One channel: in each half the eight even bytes, then the eight odd ones. */
AVX2 static inline __m256i channel(__m256i even, __m256i odd, __m256i color)
{
	even = _mm256_srai_epi16(_mm256_add_epi16(even, color), BGRA_POINT);
	odd = _mm256_srai_epi16(_mm256_add_epi16(odd, color), BGRA_POINT);
	return _mm256_packus_epi16(even, odd);
}

AVX2 static inline void put(uint8_t *to, __m256i blue, __m256i green, __m256i red)
{
	__m256i alpha = _mm256_set1_epi8(-1);
	__m256i even[] = {_mm256_unpacklo_epi8(blue, green), _mm256_unpacklo_epi8(red, alpha)};
	__m256i odd[] = {_mm256_unpackhi_epi8(blue, green), _mm256_unpackhi_epi8(red, alpha)};
	__m256i even_low = _mm256_unpacklo_epi16(even[0], even[1]);
	__m256i even_high = _mm256_unpackhi_epi16(even[0], even[1]);
	__m256i odd_low = _mm256_unpacklo_epi16(odd[0], odd[1]);
	__m256i odd_high = _mm256_unpackhi_epi16(odd[0], odd[1]);
	/* Of each half, a quarter of its pixels. */
	__m256i first = _mm256_unpacklo_epi32(even_low, odd_low);
	__m256i second = _mm256_unpackhi_epi32(even_low, odd_low);
	__m256i third = _mm256_unpacklo_epi32(even_high, odd_high);
	__m256i fourth = _mm256_unpackhi_epi32(even_high, odd_high);
	__m256i_u *out = (__m256i_u *)to;
	_mm256_storeu_si256(out, _mm256_permute2x128_si256(first, second, 0x20));
	_mm256_storeu_si256(out + 1, _mm256_permute2x128_si256(third, fourth, 0x20));
	_mm256_storeu_si256(out + 2, _mm256_permute2x128_si256(first, second, 0x31));
	_mm256_storeu_si256(out + 3, _mm256_permute2x128_si256(third, fourth, 0x31));
}

AVX2 static int convert(
	const struct bgra_matrix *matrix, const uint8_t *const row[3], int x, int end, uint8_t *to)
{
	const __m256i luma = wide(matrix->luma), red_v = wide(matrix->red_v);
	const __m256i green_u = wide(matrix->green_u), green_v = wide(matrix->green_v);
	const __m256i blue_u = wide(matrix->blue_u), upper = _mm256_set1_epi16((short)0xFF00);
	const __m256i red_0 = wide(matrix->red), green_0 = wide(matrix->green);
	const __m256i blue_0 = wide(matrix->blue);
	int from = x;
	for (; x + STEP <= end; x += STEP, to += STEP * 4) {
		__m256i both = _mm256_loadu_si256((const __m256i_u *)(row[0] + x));
		__m256i cb = read_half(row[1] + x / 2), cr = read_half(row[2] + x / 2);
		__m256i red = _mm256_sub_epi16(_mm256_mulhi_epu16(cr, red_v), red_0);
		__m256i green = _mm256_sub_epi16(green_0, _mm256_mulhi_epu16(cb, green_u));
		green = _mm256_sub_epi16(green, _mm256_mulhi_epu16(cr, green_v));
		__m256i blue = _mm256_sub_epi16(_mm256_mulhi_epu16(cb, blue_u), blue_0);
		__m256i even = _mm256_mulhi_epu16(_mm256_slli_epi16(both, 8), luma);
		__m256i odd = _mm256_mulhi_epu16(_mm256_and_si256(both, upper), luma);
		put(to, channel(even, odd, blue), channel(even, odd, green),
			channel(even, odd, red));
	}
	return x - from;
}

int bgra_convert_avx2(
	const struct bgra_matrix *matrix, const uint8_t *const row[3], int x, int end, uint8_t *to)
{
	return __builtin_cpu_supports("avx2") ? convert(matrix, row, x, end, to) : 0;
}
#else
int bgra_convert_avx2(
	const struct bgra_matrix *matrix, const uint8_t *const row[3], int x, int end, uint8_t *to)
{
	(void)matrix;
	(void)row;
	(void)x;
	(void)end;
	(void)to;
	return 0;
}
#endif
