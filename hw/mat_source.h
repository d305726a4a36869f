/* Where scans of the mat come from: one table a kind. A source belongs to hw's thread; its calls
 * may wait for the converter, for one zone at most. */
#ifndef TUNEUP_MAT_SOURCE_H
#define TUNEUP_MAT_SOURCE_H

#include "base/hw_settings.h"

enum { MAT_TEXT = 200 };

enum mat_step {
	MAT_STEP_MORE, /* the scan is not whole yet */
	MAT_STEP_DONE,
	MAT_STEP_NONE, /* nothing more has come */
	MAT_STEP_LOST, /* something came that is no scan */
	MAT_STEP_GONE, /* for closing; text says why */
};

struct mat_driver {
	/* What it is, in a word, for staff. */
	const char *name;
	/* Its folder is that of the converters, not that of the devices. */
	bool converters;
	/* The form its scans have, by the settings alone. */
	struct mat_form (*form)(const struct hw_settings *settings);
	/* folder: "/dev" or "/sys/bus/iio/devices", or a test's. The settings outlive it. NULL: not
	 * there. text: where it is, or what is missing. */
	void *(*open)(const struct hw_settings *settings, const char *folder, char text[MAT_TEXT]);
	void (*close)(void *source);
	/* Reads the next zone or zones of a scan that begins with raw->zones = 0. */
	enum mat_step (*read)(void *source, struct mat_raw *raw, char text[MAT_TEXT]);

	/* Of a source that sends by itself, else NULL: scans are not asked for by a timer, but read
	 * until NONE whenever its file can be. Their time is set, monotonic; others have none. */
	int (*fd)(const void *source);
	/* It has sent no scan for too long: what came instead, if anything did. */
	void (*silent)(const void *source, char text[MAT_TEXT]);
};

extern const struct mat_driver mat_gpio, mat_iio, mat_serial;

/* NULL: the settings name no mat. */
const struct mat_driver *mat_driver_of(const struct hw_settings *settings);

/* Whether another program, by all likelihood the kiosk, reads the serial mat now. */
bool mat_serial_is_used(const struct hw_settings *settings, const char *folder);

#endif
