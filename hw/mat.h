/* The signal path of the pressure mat: raw scans in, relative loads, presence and faults out. Pure:
 * no clock, no thread, no allocation after mat_create. One mat belongs to one thread at a time.
 *
 * What it does with a scan, in this order (the parameters stand in one table in mat.c):
 * plausibility (time that goes on, the right number of zones, single spikes by a median of three);
 * a low-pass; a baseline a zone, tared at the start and followed slowly while nobody is there,
 * frozen under load, so that creep is not taken for emptiness; presence by two thresholds, of which
 * the lower one rises with the recent load, and a dwell each way; faults.
 *
 * Why: force-sensing resistors drift (45 to 15 kOhm in 20 s under a constant load, measured), have
 * hysteresis and differ by 25 % from piece to piece. So loads are relative, and only a calibration
 * makes zones equal. 50 scans a second are ample for rolling at 0.1 to 0.5 Hz; 10 to 200 will do.
 */
#ifndef TUNEUP_MAT_H
#define TUNEUP_MAT_H

#include "base/calibration.h"

#include <stddef.h>

struct mat;

/* The form must be sound (mat_form_ok). Never NULL. */
struct mat *mat_create(struct mat_form form);
void mat_destroy(struct mat *mat);

bool mat_form_ok(struct mat_form form);

/* From now on; copied. NULL: none, as after mat_create. */
void mat_calibrate(struct mat *mat, const struct mat_calibration *calibration);

/* Takes one scan in and tells what it means. False: refused, its time does not go on; *sample is
 * then as it was. The first half second is the start-up tare: nobody is present in it, and whoever
 * was there comes with changed_us at its beginning. */
bool mat_feed(struct mat *mat, const struct mat_raw *raw, struct mat_sample *sample);

/* To be called now and then while no scan comes: after MAT_SILENCE_US without one the mat is
 * unplugged and nobody is there. True: *sample says so, for the first time. */
bool mat_silent(struct mat *mat, int64_t now_us, struct mat_sample *sample);
enum { MAT_SILENCE_US = 2000000 };

/* Tares anew with the next half second of scans: staff say that the mat is empty. */
void mat_tare(struct mat *mat);

/* Scans refused since the mat was created. */
unsigned mat_refused(const struct mat *mat);

/* "stuck high" "flat" "noisy" "unplugged" "someone at start": one fault (one bit), for staff and
 * for files. */
const char *mat_fault_name(enum mat_fault fault);

#endif
