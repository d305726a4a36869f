#include "sim.h"

#include "base/mem.h"
#include "button.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SCAN_US = 20000,
	GAP_US = 1000000,
	CALM_US = 3000000, /* after so long without load nothing more is to be seen */
	PASS_US = 3500000,
	BITS = 10,
	TOP = (1 << BITS) - 1,
	EMPTY = 60
};

struct sim {
	void (*event)(void *data, const struct hw_event *event);
	void *data;
	struct mat_grid grid;
	float load[MAT_ZONES_MAX];
	struct button button[HW_KEYS];
	bool unplugged, started, rolls, watched;
	int64_t rolls_us;  /* since when */
	int64_t loaded_us; /* when something last was on it, or it was plugged in */
	int64_t scan_us;   /* when the next scan is due */
	uint32_t noise;
	struct trace *trace; /* NULL: none is played */
	size_t played;
	int64_t trace_us; /* what a scan's time is added to */
};

struct sim *sim_create(const struct hw_options *options)
{
	const struct hw_settings *settings = options->settings;
	struct sim *sim = mem_calloc(1, sizeof *sim);
	sim->event = options->event;
	sim->data = options->data;
	sim->grid = settings->mat.kind == HW_MAT_NONE
			    ? (struct mat_grid){4, 2}
			    : (struct mat_grid){settings->mat.rows, settings->mat.columns};
	return sim;
}

void sim_destroy(struct sim *sim)
{
	if (!sim)
		return;
	trace_free(sim->trace);
	free(sim);
}

struct mat_form sim_form(const struct sim *sim)
{
	return (struct mat_form){.grid = sim->grid, .bits = BITS};
}

static void tell_status(const struct sim *sim, int64_t now_us)
{
	struct hw_event event = {.kind = HW_EVENT_STATUS, .at_us = now_us};
	sim->event(sim->data, &event);
}

static void tell_button(const struct sim *sim, int key, bool down, int64_t now_us)
{
	struct hw_event event = {.kind = HW_EVENT_BUTTON, .at_us = now_us};
	event.button.key = key;
	event.button.down = down;
	sim->event(sim->data, &event);
}

/* --- the mat --- */

/* A converter is never still, and a mat that is counts as broken: one of -1, 0 and 1, the same in
 * each run. */
static int tremble(struct sim *sim)
{
	sim->noise = sim->noise * 1664525u + 1013904223u;
	return (int)((sim->noise >> 16) % 3) - 1;
}

/* The load of a roller whose middle is somewhere between the first and the last row. */
static void roll(struct sim *sim)
{
	static const float half_turn = 3.14159265F;
	float share = (float)(sim->scan_us - sim->rolls_us) / (float)PASS_US;
	float middle = (0.5F - 0.5F * cosf(share * half_turn)) * (float)(sim->grid.rows - 1);
	for (int i = 0; i < mat_zones(sim->grid); i++) {
		int row = i / sim->grid.columns;
		float away = (float)row - middle;
		float side = i % sim->grid.columns * 2 < sim->grid.columns ? 0.6F : 0.7F;
		sim->load[i] = side * expf(-away * away);
	}
}

static void scan_loads(struct sim *sim, struct mat_raw *raw)
{
	if (sim->rolls)
		roll(sim);
	raw->zones = mat_zones(sim->grid);
	for (int i = 0; i < raw->zones; i++) {
		int most = TOP - 1;
		if (sim->load[i] > 0)
			sim->loaded_us = sim->scan_us;
		int value = EMPTY + (int)lroundf(sim->load[i] * (float)(most - EMPTY));
		value += tremble(sim);
		raw->raw[i] = (uint16_t)(value > most ? most : value);
	}
}

static void scan_trace(struct sim *sim, struct mat_raw *raw)
{
	int bits = trace_form(sim->trace).bits;
	trace_scan(sim->trace, sim->played++, raw);
	for (int i = 0; i < raw->zones; i++)
		raw->raw[i] = (uint16_t)(bits > BITS ? raw->raw[i] >> (bits - BITS)
						     : raw->raw[i] << (BITS - bits));
}

/* When the next scan comes: of the trace while one is played. */
static void plan(struct sim *sim, int64_t after_us)
{
	sim->scan_us = after_us + SCAN_US;
	if (!sim->trace)
		return;
	if (sim->played == trace_count(sim->trace)) {
		trace_free(sim->trace);
		sim->trace = NULL;
		return;
	}
	struct mat_raw next;
	trace_scan(sim->trace, sim->played, &next);
	sim->scan_us = sim->trace_us + next.t_us;
}

static void scan(struct sim *sim)
{
	struct hw_event event = {.kind = HW_EVENT_SCAN, .at_us = sim->scan_us};
	if (sim->trace)
		scan_trace(sim, &event.scan);
	else
		scan_loads(sim, &event.scan);
	event.scan.t_us = sim->scan_us;
	plan(sim, sim->scan_us);
	if (!sim->unplugged)
		sim->event(sim->data, &event);
}

void sim_advance(struct sim *sim, int64_t now_us)
{
	/* After a gap, or where a replay has been cut off, scans go on from now. */
	bool off = sim->scan_us < now_us - GAP_US || sim->scan_us > now_us + SCAN_US;
	if (!sim->started || (!sim->trace && off))
		sim->scan_us = now_us;
	sim->started = true;
	while (sim->scan_us <= now_us)
		scan(sim);
	for (int key = 0; key < HW_KEYS; key++) {
		bool release;
		if (!button_pass(&sim->button[key], now_us, &release))
			continue;
		if (release)
			tell_button(sim, key, false, now_us);
		tell_status(sim, now_us);
	}
}

void sim_watch(struct sim *sim, bool watched)
{
	sim->watched = watched;
}

int64_t sim_due_us(const struct sim *sim)
{
	bool calm = !sim->watched && !sim->trace && sim->started &&
		    sim->scan_us - sim->loaded_us > CALM_US;
	int64_t due = sim->unplugged || calm ? INT64_MAX : sim->started ? sim->scan_us : 0;
	for (int key = 0; key < HW_KEYS; key++) {
		int64_t stuck = button_due_us(&sim->button[key]);
		due = stuck < due ? stuck : due;
	}
	return due;
}

bool sim_load(struct sim *sim, int row, int column, float load)
{
	if (row < 0 || column < 0 || row >= sim->grid.rows || column >= sim->grid.columns ||
		!(load >= 0 && load <= 1))
		return false;
	sim->load[row * sim->grid.columns + column] = load;
	sim->loaded_us = sim->scan_us;
	return true;
}

void sim_roll(struct sim *sim, bool rolls, int64_t now_us)
{
	sim_unload(sim);
	sim->rolls = rolls;
	sim->rolls_us = now_us;
	sim->loaded_us = sim->scan_us;
}

void sim_unload(struct sim *sim)
{
	memset(sim->load, 0, sizeof sim->load);
	trace_free(sim->trace);
	sim->trace = NULL;
}

void sim_plug(struct sim *sim, bool plugged, int64_t now_us)
{
	if (sim->unplugged != plugged)
		return;
	sim->unplugged = !plugged;
	sim->loaded_us = now_us;
	tell_status(sim, now_us);
}

void sim_play(struct sim *sim, struct trace *trace, int64_t now_us)
{
	trace_free(sim->trace);
	sim->trace = NULL;
	if (trace_count(trace) == 0) {
		trace_free(trace);
		return;
	}
	struct mat_raw first;
	trace_scan(trace, 0, &first);
	/* No scan may come at the time of the one before. */
	int64_t start_us = now_us + SCAN_US;
	sim->trace = trace;
	sim->played = 0;
	sim->trace_us = start_us - first.t_us;
	sim->scan_us = start_us;
	sim->started = true;
}

bool sim_playing(const struct sim *sim)
{
	return sim->trace;
}

/* --- buttons and what staff see --- */

void sim_press(struct sim *sim, int key, bool down, int64_t now_us)
{
	if (key < 0 || key >= HW_KEYS)
		return;
	bool was_stuck = sim->button[key].stuck;
	if (button_edge(&sim->button[key], down, now_us))
		tell_button(sim, key, down, now_us);
	if (was_stuck)
		tell_status(sim, now_us);
}

void sim_status(const struct sim *sim, struct hw_status *status)
{
	snprintf(status->library, sizeof status->library, "simulated");
	for (int key = 0; key < HW_KEYS; key++) {
		const struct button *button = &sim->button[key];
		struct hw_part *part = &status->part[status->parts++];
		*part = (struct hw_part){.role = HW_ROLE_BUTTON,
			.key = key,
			.state = button->stuck ? HW_STUCK : HW_WORKS,
			.on = button->down,
			.wanted = "simulated",
			.text = "simulated"};
	}
	struct hw_part *mat = &status->part[status->parts++];
	*mat = (struct hw_part){.role = HW_ROLE_MAT, .wanted = "simulated"};
	mat->state = sim->unplugged ? HW_MISSING : HW_WORKS;
	snprintf(mat->text, sizeof mat->text, "%s", sim->unplugged ? "unplugged" : "simulated");
}
