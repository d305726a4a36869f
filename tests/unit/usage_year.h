/* A made-up year of visits, the same from the same seed: journeys as a store sees them, most of
 * them short, at hours when stores are busy. For tests of what must hold when the log is large. */
#ifndef TUNEUP_USAGE_YEAR_H
#define TUNEUP_USAGE_YEAR_H

#include "data/usage.h"

struct usage_year {
	uint32_t seed;
	day_t first;
	int days, visits_a_day;
};

/* Writes it into a log in large batches. Returns how many events; negative: it could not be. */
int64_t usage_year_write(struct usage *usage, const struct usage_year *year);

#endif
