/* What the machine has and what the settings name of it, looked at without taking a line from
 * anybody: a kiosk that runs is not disturbed. For tuneupctl. */
#ifndef TUNEUP_SURVEY_H
#define TUNEUP_SURVEY_H

#include "gpio_find.h"
#include "hw.h"
#include "iio_find.h"

struct survey {
	struct gpio_chips chips;
	struct iio_devices iio;
	/* HW_WORKS: it is there and free, or the kiosk has it. HW_MISSING: text says why. */
	struct hw_status status;
	bool kiosk[HW_PARTS_MAX]; /* the kiosk has it now (of the same index in status) */
	struct mat_form form;     /* of the mat; 0 rows: the settings name none */
	struct mat_raw scan;      /* a mat of values was read once; zones 0: it was not */
};

/* Blocks for some milliseconds, two seconds for a serial mat that sends nothing. The folders as in
 * hw_options, NULL likewise. Freed by survey_free.
 */
void survey_take(struct survey *survey, const struct hw_settings *settings, const char *gpio_folder,
	const char *iio_folder);
void survey_free(struct survey *survey);

/* Whether the kiosk has any of the lines. */
bool survey_kiosk_runs(const struct survey *survey);

#endif
