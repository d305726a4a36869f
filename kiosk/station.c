#include "station.h"

#include "base/log.h"
#include "base/ring.h"
#include "base/tr.h"
#include "calibrate.h"
#include "calibration_file.h"
#include "mat.h"
#include "sim.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* A second of samples, and more presses than hands can make in one. */
enum { SAMPLES = 64, PRESSES = 64, CALIBRATIONS = 32 };

/* Scans a second while nobody is there: the first step on the mat is seen within an eighth of one,
 * and from then on each scan counts. But the signal path first gets to know its zones. */
enum { RESTING_PACE = 8, SETTLING_US = 5 * 1000 * 1000 };

static const char unfit_title[] = N_("The mat's calibration cannot be used");
static const char unfit_todo[] = N_("Calibrate the mat anew; until then its zones count as equal.");

struct press {
	int key;
	bool down;
};

struct station {
	struct station_options options;
	struct hw *hw;
	struct ring *presses, *samples, *calibrations; /* from hw's thread to the main thread */
	_Atomic int asked;                             /* enum calibrate_ask + 1; 0: nothing */
	_Atomic bool news;                             /* the status has changed */
	_Atomic bool watched;
	_Atomic unsigned dropped;

	/* Of hw's thread; without one until hw_create has returned. */
	struct mat *_Atomic mat;
	struct mat_sample told;
	bool any_told;
	int64_t first_us; /* of the scans; 0: none came */
	struct hw_status seen;
	struct mat_form form;
	struct calibrate calibrate;

	/* Of the main thread. */
	struct mat_sample sample;
	struct calibrate_state calibrated;
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

/* --- calibration --- */

static void tell_calibration(struct station *station)
{
	ring_write(station->calibrations, &station->calibrate.state, 1);
	wake(station);
}

/* Makes the calibration that is in the state folder, if any, that of the mat. */
static enum calibration_found use_calibration(
	const struct station *station, struct mat *mat, char why[CALIBRATION_WHY])
{
	struct mat_calibration calibration;
	enum calibration_found found =
		calibration_load(station->options.state, station->form, &calibration, why);
	mat_calibrate(mat, found == CALIBRATION_READ ? &calibration : NULL);
	return found;
}

static void begin_calibration(struct station *station)
{
	struct calibrate_state *state = &station->calibrate.state;
	calibrate_begin(&station->calibrate, station->form);
	const char *why = NULL;
	if (!calibrate_can(station->form))
		why = N_("The mat's contacts measure nothing.");
	else if (!station->options.state)
		why = N_("There is no folder where it could be kept.");
	if (!why)
		return;
	state->step = CALIBRATE_OFF;
	snprintf(state->fault, sizeof state->fault, "%s", why);
}

static void keep_calibration(struct station *station, struct mat *mat)
{
	struct calibrate_state *state = &station->calibrate.state;
	struct mat_calibration result;
	if (!calibrate_result(&station->calibrate, &result)) {
		snprintf(state->fault, sizeof state->fault, "%s", N_("No zone was measured."));
		return;
	}
	if (!calibration_save(station->options.state, station->form, &result, state->fault))
		return;
	mat_calibrate(mat, &result);
	state->kept = true;
	state->step = CALIBRATE_OFF;
	atomic_store(&station->news, true);
}

static void undo_calibration(struct station *station, struct mat *mat)
{
	struct calibrate_state *state = &station->calibrate.state;
	state->kept = false;
	state->undone =
		station->options.state && calibration_undo(station->options.state, state->fault);
	if (state->undone)
		use_calibration(station, mat, state->fault);
	atomic_store(&station->news, true);
}

static void do_as_asked(struct station *station, struct mat *mat, enum calibrate_ask ask)
{
	struct calibrate_state *state = &station->calibrate.state;
	state->fault[0] = '\0';
	switch (ask) {
	case CALIBRATE_BEGIN:
		begin_calibration(station);
		break;
	case CALIBRATE_SKIP:
		calibrate_skip(&station->calibrate);
		break;
	case CALIBRATE_STOP:
		state->step = CALIBRATE_OFF;
		break;
	case CALIBRATE_KEEP:
		keep_calibration(station, mat);
		break;
	case CALIBRATE_UNDO:
		undo_calibration(station, mat);
		break;
	case CALIBRATE_ZERO:
		mat_tare(mat);
		break;
	}
	state->zeroed = ask == CALIBRATE_ZERO;
}

/* Whether somebody could need each scan. */
static bool is_awake(const struct station *station, const struct mat_sample *sample)
{
	bool loaded = sample->present || sample->t_us - station->first_us < SETTLING_US;
	int zones = sample->grid.rows * sample->grid.columns;
	for (int i = 0; i < zones && !loaded; i++)
		loaded = sample->load[i] > 0;
	return loaded || atomic_load(&station->watched) ||
	       station->calibrate.state.step != CALIBRATE_OFF;
}

static void take_scan(struct station *station, struct mat *mat, const struct mat_raw *scan)
{
	struct mat_sample sample;
	int asked = atomic_exchange(&station->asked, 0);
	if (asked)
		do_as_asked(station, mat, (enum calibrate_ask)(asked - 1));
	bool on = station->calibrate.state.step != CALIBRATE_OFF;
	if ((on && calibrate_feed(&station->calibrate, scan)) || asked)
		tell_calibration(station);
	if (!mat_feed(mat, scan, &sample))
		return;
	if (!station->first_us)
		station->first_us = sample.t_us;
	hw_pace(station->hw, is_awake(station, &sample) ? 0 : RESTING_PACE);
	tell(station, &sample);
}

/* --- what comes from hw --- */

/* A mat that went silent is told at once, as somebody may be waiting on it. */
static void tell_if_gone(struct station *station, struct mat *mat, int64_t now_us)
{
	struct mat_sample sample;
	hw_status(station->hw, &station->seen);
	for (int i = 0; i < station->seen.parts; i++) {
		const struct hw_part *part = &station->seen.part[i];
		if (part->role != HW_ROLE_MAT || part->state == HW_WORKS)
			continue;
		if (station->calibrate.state.step != CALIBRATE_OFF) {
			station->calibrate.state.word = CALIBRATE_GONE;
			tell_calibration(station);
		}
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
	switch (event->kind) {
	case HW_EVENT_BUTTON:
		take_press(station, event);
		break;
	case HW_EVENT_SCAN:
		if (mat)
			take_scan(station, mat, &event->scan);
		break;
	case HW_EVENT_STATUS:
		if (mat)
			tell_if_gone(station, mat, event->at_us);
		atomic_store(&station->news, true);
		wake(station);
		break;
	}
}

static void open_mat(struct station *station)
{
	char why[CALIBRATION_WHY];
	station->form = hw_mat_form(station->hw);
	if (!mat_form_ok(station->form))
		return;
	struct mat *mat = mat_create(station->form);
	if (station->options.state && use_calibration(station, mat, why) == CALIBRATION_UNFIT)
		problems_add(station->options.problems, PROBLEM_WARNING, PART_HARDWARE, unfit_title,
			unfit_todo, "%s", why);
	atomic_store(&station->mat, mat);
}

struct station *station_create(const struct station_options *options)
{
	struct station *station = mem_calloc(1, sizeof *station);
	station->options = *options;
	station->presses = ring_create(PRESSES, sizeof(struct press));
	station->samples = ring_create(SAMPLES, sizeof(struct mat_sample));
	station->calibrations = ring_create(CALIBRATIONS, sizeof(struct calibrate_state));
	atomic_store(&station->news, true);
	const struct hw_options hw = {.settings = options->settings,
		.sim = options->sim,
		.gpio_folder = options->gpio_folder,
		.iio_folder = options->iio_folder,
		.event = from_hw,
		.data = station};
	station->hw = hw_create(&hw);
	if (!station->hw) {
		station_destroy(station);
		return NULL;
	}
	open_mat(station);
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
	ring_destroy(station->calibrations);
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

void station_calibrate(struct station *station, enum calibrate_ask ask)
{
	if (hw_sim(station->hw))
		sim_watch(hw_sim(station->hw), true);
	atomic_store(&station->asked, (int)ask + 1);
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
	if (event->mat.fitted)
		event->mat.calibration = calibration_about(station->options.state, form);
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
	} else if (ring_read(station->calibrations, &station->calibrated, 1)) {
		event->kind = EVENT_CALIBRATE;
		event->calibrate = &station->calibrated;
		if (hw_sim(station->hw) && station->calibrated.step == CALIBRATE_OFF)
			sim_watch(hw_sim(station->hw), false);
	} else {
		return false;
	}
	return true;
}
