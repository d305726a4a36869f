/* Where the mat's calibration is kept: a small table in the state folder, and beside it the one
 * that was before, so that both can change places. Blocking; a cut of power leaves one of them
 * whole. */
#ifndef TUNEUP_CALIBRATION_FILE_H
#define TUNEUP_CALIBRATION_FILE_H

#include "base/calibration.h"

#define CALIBRATION_FILE "mat-calibration.csv"
#define CALIBRATION_BEFORE "mat-calibration.before.csv"

enum { CALIBRATION_WHY = 200 };

enum calibration_found {
	CALIBRATION_NONE, /* the mat was never calibrated, or that was undone */
	CALIBRATION_READ,
	CALIBRATION_UNFIT, /* why: damaged, or of a mat of another form */
};

enum calibration_found calibration_load(const char *folder, struct mat_form form,
	struct mat_calibration *calibration, char why[CALIBRATION_WHY]);

/* What there is, for staff. folder: NULL: none is kept. */
struct calibration_about calibration_about(const char *folder, struct mat_form form);

/* False: why; the one from before still counts. */
bool calibration_save(const char *folder, struct mat_form form,
	const struct mat_calibration *calibration, char why[CALIBRATION_WHY]);

/* The one from before counts again, and the other way round with the next call; before the first
 * one there was none. False: why. */
bool calibration_undo(const char *folder, char why[CALIBRATION_WHY]);

#endif
