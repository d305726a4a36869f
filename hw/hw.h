/* Buttons, their lights and the pressure mat. One thread reads them all and hands events on by
 * value; a fault of one part is a state for staff, and the others go on. Simulated (sim.h), there
 * is no thread: events come in the calls that cause them. */
#ifndef TUNEUP_HW_H
#define TUNEUP_HW_H

#include "base/hw_settings.h"
#include "base/mat.h"
#include "base/problem.h"

struct hw;
struct sim;

enum hw_event_kind {
	HW_EVENT_BUTTON, /* pressed or released, debounced; a stuck one is released */
	HW_EVENT_SCAN,   /* of the mat, as many a second as the settings say */
	HW_EVENT_STATUS, /* something came, went or got stuck: ask hw_status */
};

struct hw_event {
	enum hw_event_kind kind;
	int64_t at_us; /* monotonic; simulated: the caller's time */
	union {
		struct {
			int key;   /* 0..HW_KEYS - 1 */
			int which; /* of the key's buttons, from 0 */
			bool down;
		} button;
		struct mat_raw scan;
	};
};

/* What the kiosk calls itself to those who ask who has a line. */
#define HW_KIOSK "tuneup"

#define HW_GPIO_FOLDER "/dev"
#define HW_IIO_FOLDER "/sys/bus/iio/devices"

struct hw_options {
	const struct hw_settings *settings; /* copied; the strings outlive the hw */
	bool sim;
	const char *gpio_folder; /* NULL: HW_GPIO_FOLDER */
	const char *iio_folder;  /* NULL: HW_IIO_FOLDER */
	/* On hw's thread, and not while it holds a lock; must not wait long. Until hw_destroy. */
	void (*event)(void *data, const struct hw_event *event);
	void *data;
};

/* Never waits for a device: what is missing is looked for again, after 1 s, then less and less
 * often, at last each 30 s. NULL: no thread, logged. */
struct hw *hw_create(const struct hw_options *options);

/* Turns the lights off, lets all lines go, stops the thread. */
void hw_destroy(struct hw *hw);

enum hw_light { HW_LIGHT_OFF, HW_LIGHT_ON, HW_LIGHT_BLINK };

/* Turns off the lights that a kiosk which died has left on: those that nobody has. Blocks for some
 * milliseconds. gpio_folder: as in hw_options. Returns how many lights could not be turned off. */
int hw_dark(const struct hw_settings *settings, const char *gpio_folder);

/* Any thread; does not wait. hw_light is what was last asked for. */
void hw_led(struct hw *hw, int key, enum hw_light light);
enum hw_light hw_light(const struct hw *hw, int key);

/* How often the mat is scanned from now on, a second: what the settings say (0), or less often
 * while nobody needs each scan. hw's thread, so in its events. A mat that sends keeps its own pace.
 */
void hw_pace(struct hw *hw, int per_second);

/* How the mat measures, for mat_create; 0 rows: there is none. Does not change. */
struct mat_form hw_mat_form(const struct hw *hw);

/* The simulated side; NULL: the hardware is real. */
struct sim *hw_sim(struct hw *hw);

/* --- for staff --- */

enum hw_role { HW_ROLE_BUTTON, HW_ROLE_LED, HW_ROLE_MAT };
enum hw_state {
	HW_WORKS,
	HW_SOUGHT, /* not looked for yet */
	HW_MISSING,
	HW_STUCK,
};

struct hw_part {
	enum hw_role role;
	int key;   /* of a button or an LED */
	int which; /* of the key's buttons or LEDs, from 0 */
	enum hw_state state;
	bool on;         /* pressed, lit */
	unsigned lost;   /* edges the kernel could not keep; scans that came too late */
	char wanted[64]; /* as the settings say */
	char text[240];  /* where it is and why there; or what is wrong; "": not looked for yet */
};

enum { HW_PARTS_MAX = HW_KEYS * HW_KEY_LINES * 2 + 1 };

struct hw_status {
	char library[32]; /* "libgpiod 1.6.3", "simulated" */
	struct hw_part part[HW_PARTS_MAX];
	int parts;
};

/* Any thread. */
void hw_status(struct hw *hw, struct hw_status *status);

/* What is wrong with a part, in a few words, and what to do about it; msgids. NULL: nothing. Pure.
 */
const char *hw_fault(const struct hw_part *part, const char **todo);

/* Makes the problems of this part of the kiosk those of the status. Pure. */
void hw_tell(const struct hw_status *status, struct problems *problems, enum problem_part part);

/* The same for what the signal path finds wrong with the mat. Pure. */
void mat_tell(const struct mat_sample *sample, struct problems *problems, enum problem_part part);

#endif
