#include "station.h"

#include "base/log.h"
#include "base/ring.h"
#include "mat.h"

#include <stdatomic.h>
#include <stdlib.h>

/* A second of samples, and more presses than hands can make in one. */
enum { SAMPLES = 64, PRESSES = 64 };

struct press {
	int key;
	bool down;
};

struct station {
	struct station_options options;
	struct hw *hw;
	struct ring *presses, *samples; /* from hw's thread to the main thread */
	_Atomic bool news;              /* the status has changed */
	_Atomic bool watched;
	_Atomic unsigned dropped;

	/* Of hw's thread; without one until hw_create has returned. */
	struct mat *_Atomic mat;
	struct mat_sample told;
	bool any_told;
	struct hw_status seen;

	/* Of the main thread. */
	struct mat_sample sample;
	unsigned faults;
	struct hw_status status;
};

static void wake(const struct station *station)
{
	if (station->options.wake)
		station->options.wake(station->options.data);
}

static bool worth_telling(const struct station *station, const struct mat_sample *sample)
{
	return atomic_load(&station->watched) || sample->present || !station->any_told ||
	       station->told.present || station->told.faults != sample->faults;
}

static void tell(struct station *station, const struct mat_sample *sample)
{
	if (!worth_telling(station, sample))
		return;
	if (!ring_write(station->samples, sample, 1)) {
		atomic_fetch_add(&station->dropped, 1);
		return;
	}
	station->told = *sample;
	station->any_told = true;
	wake(station);
}

/* A mat that went silent is told at once, as somebody may be waiting on it. */
static void tell_if_gone(struct station *station, struct mat *mat, int64_t now_us)
{
	struct mat_sample sample;
	hw_status(station->hw, &station->seen);
	for (int i = 0; i < station->seen.parts; i++) {
		const struct hw_part *part = &station->seen.part[i];
		if (part->role != HW_ROLE_MAT || part->state == HW_WORKS)
			continue;
		if (mat_silent(mat, now_us + MAT_SILENCE_US + 1, &sample)) {
			sample.t_us = now_us;
			tell(station, &sample);
		}
	}
}

static void take_press(struct station *station, const struct hw_event *event)
{
	struct press press = {event->button.key, event->button.down};
	if (!ring_write(station->presses, &press, 1))
		log_warning("buttons: more presses than can be taken in");
	wake(station);
}

/* hw's thread. */
static void from_hw(void *data, const struct hw_event *event)
{
	struct station *station = data;
	struct mat *mat = atomic_load(&station->mat);
	struct mat_sample sample;
	switch (event->kind) {
	case HW_EVENT_BUTTON:
		take_press(station, event);
		break;
	case HW_EVENT_SCAN:
		if (mat && mat_feed(mat, &event->scan, &sample))
			tell(station, &sample);
		break;
	case HW_EVENT_STATUS:
		if (mat)
			tell_if_gone(station, mat, event->at_us);
		atomic_store(&station->news, true);
		wake(station);
		break;
	}
}

struct station *station_create(const struct station_options *options)
{
	struct station *station = mem_calloc(1, sizeof *station);
	station->options = *options;
	station->presses = ring_create(PRESSES, sizeof(struct press));
	station->samples = ring_create(SAMPLES, sizeof(struct mat_sample));
	atomic_store(&station->news, true);
	const struct hw_options hw = {.settings = options->settings,
		.sim = options->sim,
		.event = from_hw,
		.data = station};
	station->hw = hw_create(&hw);
	if (!station->hw) {
		station_destroy(station);
		return NULL;
	}
	struct mat_form form = hw_mat_form(station->hw);
	if (mat_form_ok(form))
		atomic_store(&station->mat, mat_create(form));
	return station;
}

void station_destroy(struct station *station)
{
	if (!station)
		return;
	hw_destroy(station->hw);
	mat_destroy(atomic_load(&station->mat));
	ring_destroy(station->presses);
	ring_destroy(station->samples);
	free(station);
}

struct hw *station_hw(struct station *station)
{
	return station->hw;
}

void station_watch(struct station *station, bool watch)
{
	atomic_store(&station->watched, watch);
}

unsigned station_dropped(const struct station *station)
{
	return atomic_load(&station->dropped);
}

static void take_status(struct station *station, struct event *event)
{
	struct mat_form form = hw_mat_form(station->hw);
	event->kind = EVENT_HW;
	event->mat = (struct mat_fitted){.fitted = form.grid.rows > 0, .grid = form.grid};
	hw_status(station->hw, &station->status);
	hw_tell(&station->status, station->options.problems, PART_HARDWARE);
	for (int i = 0; i < station->status.parts; i++)
		if (station->status.part[i].role == HW_ROLE_MAT)
			event->mat.works = station->status.part[i].state == HW_WORKS;
}

static void take_sample(struct station *station, struct event *event)
{
	event->kind = EVENT_MAT;
	event->sample = &station->sample;
	if (station->sample.faults == station->faults)
		return;
	station->faults = station->sample.faults;
	mat_tell(&station->sample, station->options.problems, PART_HARDWARE);
}

bool station_take(struct station *station, int64_t now_us, struct event *event)
{
	struct press press;
	*event = (struct event){.now_us = now_us};
	if (atomic_exchange(&station->news, false)) {
		take_status(station, event);
	} else if (ring_read(station->presses, &press, 1)) {
		event->kind = EVENT_BUTTON;
		event->button.button = (enum hw_button)press.key;
		event->button.down = press.down;
	} else if (ring_read(station->samples, &station->sample, 1)) {
		take_sample(station, event);
	} else {
		return false;
	}
	return true;
}
