/* How buttons, lights and mat are wired, as plain data: data/config.c reads it, hw/ goes by it. The
 * strings belong to whoever filled it. */
#ifndef TUNEUP_HW_SETTINGS_H
#define TUNEUP_HW_SETTINGS_H

#include "base/mat.h"

/* What buttons and lights are for, in the order of app.h's enum hw_button. */
enum {
	HW_KEYS = 6,
	HW_KEY_LINES = 8, /* buttons or lights for one key */
};

/* "start" "next" "back" "home" "vol+" "vol-" */
const char *hw_key_name(int key);

enum hw_wired { HW_TO_GROUND, HW_TO_SUPPLY }; /* what a closed contact connects the line to */
enum hw_lit { HW_LIT_HIGH, HW_LIT_LOW };      /* the level at which a light is on */
enum hw_mat_kind { HW_MAT_NONE, HW_MAT_GPIO, HW_MAT_IIO, HW_MAT_SERIAL };

struct hw_mat_settings {
	int kind; /* enum hw_mat_kind */
	int rows, columns;
	/* Row by row. GPIO: lines. IIO: channels, "0" or "DEVICE:0" or "DEVICE#2:0"; none: those of
	 * the device from 0 on. */
	const char *zone[MAT_ZONES_MAX];
	int zones;
	/* IIO: the device's name or label, such as "mcp3008". Serial: the port, "ttyACM0" or a
	 * whole path; "": the one that udev names. */
	const char *device;
	int bits; /* 0: IIO: as is known of the device; serial: 10 */
	int rate; /* scans a second; a serial mat has its own */
};

/* A line is a number as the header of a Raspberry Pi counts ("17"), a name ("GPIO17"), or one of
 * these on a chip of its own ("mcp23017:3"). */
struct hw_settings {
	const char *chip;            /* label, name or path of the GPIO chip; "": found */
	const char *button[HW_KEYS]; /* lines, spaces between them; "": none */
	const char *light[HW_KEYS];
	/* Keys of a button box that is a keyboard, commas between them, by SDL's names; "": none.
	 */
	const char *box[HW_KEYS];
	int wired; /* enum hw_wired, of buttons and contact zones */
	int lit;   /* enum hw_lit */
	int debounce_ms;
	struct hw_mat_settings mat;
};

/* No button, no light, no mat. */
struct hw_settings hw_settings_default(void);

#endif
