/* The roller station as the kiosk sees it: what the hw thread tells becomes events of the app.
 * Buttons and what works go on as they are; scans of the mat go through its signal path, and what
 * it makes of them is told only while somebody could want it: each sample while the mat is watched
 * or loaded, else only what changes. So an empty mat wakes nobody. */
#ifndef TUNEUP_STATION_H
#define TUNEUP_STATION_H

#include "app.h"
#include "hw.h"

struct station;

struct station_options {
	const struct hw_settings *settings;
	bool sim;
	/* Any thread: there is something to take. NULL: who takes asks by itself. */
	void (*wake)(void *data);
	void *data;
	struct problems *problems; /* of the main thread; outlives the station */
	const char *state; /* the folder where the mat's calibration is kept; NULL: nowhere */
	const char *gpio_folder, *iio_folder; /* NULL: the kernel's */
};

/* NULL: no thread, logged. What follows is for the main thread. */
struct station *station_create(const struct station_options *options);
void station_destroy(struct station *station);

struct hw *station_hw(struct station *station);

/* Whether every sample is wanted from now on. */
void station_watch(struct station *station, bool watch);

/* The guided calibration, with the scans that come from now on; how it goes on comes as
 * EVENT_CALIBRATE. Without scans nothing is done. Saving is done on hw's thread. */
void station_calibrate(struct station *station, enum calibrate_ask ask);

/* The next thing that came, oldest first of its kind; false: nothing is left. What the event points
 * to lives until the next call. */
bool station_take(struct station *station, int64_t now_us, struct event *event);

/* Samples that found no room since the start. */
unsigned station_dropped(const struct station *station);

#endif
