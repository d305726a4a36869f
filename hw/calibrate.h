/* The guided calibration of a mat: raw scans in, what to do next and at last a mat_calibration out.
 * Pure: no clock, no thread, no allocation; plain data, one owner. How it judges stands in the
 * table of calibrate.c; why a mat needs it, in COACH.md. Contact zones need none. */
#ifndef TUNEUP_CALIBRATE_H
#define TUNEUP_CALIBRATE_H

#include "base/calibration.h"

struct calibrate {
	struct calibrate_state state;
	struct calibrate_state shown; /* when it was last worth drawing */

	struct mat_form form;
	int zones;
	float full;
	bool begun;
	int64_t last_us,
		since_us; /* of the last scan; since when what is measured has been steady */
	int64_t asked_us; /* since when the step or zone is asked for */
	long scans;       /* since since_us */
	float now[MAT_ZONES_MAX];                          /* low-passed, share of full scale */
	double sum[MAT_ZONES_MAX], squares[MAT_ZONES_MAX]; /* since since_us */
	float empty[MAT_ZONES_MAX], noise[MAT_ZONES_MAX], span[MAT_ZONES_MAX];
	bool off;       /* nobody has been on the mat since the pass was asked for */
	bool near, far; /* the pass has been at this end */
	bool wrong_way;
};

/* Whether there is anything to calibrate. */
bool calibrate_can(struct mat_form form);

void calibrate_begin(struct calibrate *calibrate, struct mat_form form);

/* Takes one scan in. Those whose time does not go on, or that lack zones, are left out. Returns
 * whether the state has changed by anything that is worth drawing. */
bool calibrate_feed(struct calibrate *calibrate, const struct mat_raw *raw);

/* Goes on without the zone that is asked for, or without the pass. */
void calibrate_skip(struct calibrate *calibrate);

/* In CALIBRATE_CHECK: what was measured, spans brought to full scale by one factor for all, so that
 * no zone reaches the top before the strongest. False: not there yet, or no zone was measured. */
bool calibrate_result(const struct calibrate *calibrate, struct mat_calibration *result);

#endif
