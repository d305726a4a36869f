/* Somebody who calibrates a synthetic mat as it is asked for: stands off, on each zone, rolls. */
#ifndef TUNEUP_TEST_STANDER_H
#define TUNEUP_TEST_STANDER_H

#include "calibrate.h"

/* What is on the mat: nothing (NULL zone of -1), a foot on a zone, or a roller at a row. */
struct stander {
	struct mat_form form;
	float gain[MAT_ZONES_MAX], base[MAT_ZONES_MAX]; /* shares of full scale */
	float noise;                                    /* standard deviation, likewise */
	float drift_per_min;
	float spill; /* share of a foot's load that its neighbors show */
	float load;
	uint32_t random;
	int64_t t_us;
};

/* The next scan, 20 ms after the one before, with a foot on this zone (-1: none) or a roller at
 * this row (NAN: none). */
void stander_scan(struct stander *stander, int zone, float row, struct mat_raw *raw);

/* Does all that is asked for until the end; false: it did not come to one in an hour. */
bool stander_calibrate(struct stander *stander, struct calibrate *calibrate);

#endif
