/* For hw_test.c: the guided calibration at a terminal that gives single keys. */
#ifndef TUNEUP_CTL_HW_CALIBRATE_H
#define TUNEUP_CTL_HW_CALIBRATE_H

#include "ctl/hw.h"

/* Leads through it and keeps it in the state folder if asked to. False: that failed, told on
 * stderr. */
bool ctl_hw_guide_calibration(struct ctl_hw_live *live, const char *state);

#endif
