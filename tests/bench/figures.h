/* Times and their middle, for the programs of the bench. */
#ifndef TUNEUP_BENCH_FIGURES_H
#define TUNEUP_BENCH_FIGURES_H

#include <stdlib.h>
#include <time.h>

static inline double now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline int figures_compare(const void *a, const void *b)
{
	const double *left = a, *right = b;
	return (*left > *right) - (*left < *right);
}

/* Sorts the values, of which there is one at least; percent: 0..99. */
static inline double percentile(double *values, size_t count, size_t percent)
{
	qsort(values, count, sizeof *values, figures_compare);
	return values[count * percent / 100];
}

#endif
