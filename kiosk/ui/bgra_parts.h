/* What the two ways of ui/bgra share. */
#ifndef TUNEUP_BGRA_PARTS_H
#define TUNEUP_BGRA_PARTS_H

#include <stdint.h>

/* Colors have 5 bits after the point: more would overflow where a sum leaves the cube of colors. */
enum { BGRA_LANES = 8, BGRA_POINT = 5 };

typedef uint16_t bgra_lanes __attribute__((vector_size(16)));

/* Each has the same number of 16 bits in all lanes. Factors: 8 bits after those of BGRA_POINT.
 * Offsets: with half a step for rounding. */
struct bgra_matrix {
	bgra_lanes luma, red_v, green_u, green_v, blue_u;
	bgra_lanes red, green, blue;
};

/* With the instructions of most PCs since 2013. Converts from the even pixel x on as many as it can
 * before `end`, and returns how many; 0 on a processor that lacks them. */
int bgra_convert_avx2(
	const struct bgra_matrix *matrix, const uint8_t *const row[3], int x, int end, uint8_t *to);

#endif
