/* Where scans of the mat come from: one table a kind. A source belongs to hw's thread; its calls
 * may wait for the converter, for one zone at most. */
#ifndef TUNEUP_MAT_SOURCE_H
#define TUNEUP_MAT_SOURCE_H

#include "base/hw_settings.h"

enum { MAT_TEXT = 200 };

enum mat_step { MAT_STEP_MORE, MAT_STEP_DONE, MAT_STEP_GONE };

struct mat_driver {
	/* The form its scans have, by the settings alone. */
	struct mat_form (*form)(const struct hw_settings *settings);
	/* folder: "/dev" or "/sys/bus/iio/devices", or a test's. The settings outlive it. NULL: not
	 * there. text: where it is, or what is missing. */
	void *(*open)(const struct hw_settings *settings, const char *folder, char text[MAT_TEXT]);
	void (*close)(void *source);
	/* Reads the next zone or zones of a scan that begins with raw->zones = 0. GONE: text says
	 * why; the source is for closing. */
	enum mat_step (*read)(void *source, struct mat_raw *raw, char text[MAT_TEXT]);
};

extern const struct mat_driver mat_gpio, mat_iio;

#endif
