#include "roller.h"

#include <math.h>
#include <string.h>

static const float pi = 3.14159265F;

struct roller roller_usual(uint32_t seed)
{
	return (struct roller){
		.form = {.grid = {4, 2}, .bits = 10},
		.seed = seed,
		.hz = 50,
		.lead_s = 2,
		.contact_s = 35,
		.tail_s = 2,
		.pace_s = 3.5F,
		.from = 0.4F,
		.to = 2.6F,
		.width = 0.6F,
		.load = 0.5F,
		.left_share = 0.5F,
		.base = 0.06F,
		.base_spread = 0.3F,
		.noise = 0.003F,
		.gain_spread = 0.25F,
	};
}

/* splitmix64: 0..1, the same on every machine. */
static float even(struct roller_run *run)
{
	uint64_t z = run->random += 0x9E3779B97F4A7C15U;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
	return (float)((z ^ (z >> 31)) >> 40) / (float)(1 << 24);
}

static float spread(struct roller_run *run)
{
	return 2 * even(run) - 1;
}

/* Nearly normal: the sum of twelve. */
static float normal(struct roller_run *run)
{
	float sum = -6;
	for (int i = 0; i < 12; i++)
		sum += even(run);
	return sum;
}

void roller_begin(struct roller_run *run, const struct roller *roller)
{
	memset(run, 0, sizeof *run);
	run->roller = *roller;
	run->random = roller->seed * 0x5851F42D4C957F2DU + 1;
	for (int i = 0; i < mat_zones(roller->form.grid); i++) {
		run->gain[i] = 1 + roller->gain_spread * spread(run);
		run->base[i] = roller->base * (1 + roller->base_spread * spread(run));
	}
	run->next_pause_s = roller->pause_every_s;
	run->truth.seconds_per_pass = roller->pace_s;
	run->truth.left_share = roller->left_share;
	run->truth.contact_s = roller->contact_s;
}

/* Where in the way between the turning points, 0..1, after so many passes. */
static float place(enum roller_path path, float passes)
{
	float whole = floorf(passes), part = passes - whole;
	if (path == ROLLER_SINE)
		part = (1 - cosf(pi * part)) / 2;
	else if (path == ROLLER_SMOOTH)
		part = part * part * part * (10 - 15 * part + 6 * part * part);
	return fmodf(whole, 2) > 0.5F ? 1 - part : part;
}

/* Moves on by dt and puts the load where it then is. */
static void roll(struct roller_run *run, float on_s, float dt)
{
	const struct roller *roller = &run->roller;
	struct mat_grid grid = roller->form.grid;
	float passes = roller->begin_pass;
	if (roller->pace_s > 0) {
		bool paused = roller->pause_every_s > 0 && run->rolled_s >= run->next_pause_s;
		if (!paused)
			run->rolled_s += dt;
		else if ((run->paused_s += dt) >= roller->pause_s) {
			run->paused_s = 0;
			run->next_pause_s += roller->pause_every_s;
		}
		passes += run->rolled_s / roller->pace_s;
		run->truth.passes = (int)(run->rolled_s / roller->pace_s + 0.02F);
	}
	float at = roller->from + (roller->to - roller->from) * place(roller->path, passes);
	float on = fminf(fminf(on_s, roller->contact_s - on_s) / 0.2F, 1);
	for (int i = 0; i < mat_zones(grid); i++) {
		float away = ((float)(i / grid.columns) - at) / roller->width;
		int column = i % grid.columns;
		float side = column * 2 + 1 == grid.columns ? 0.5F
			     : column * 2 < grid.columns    ? roller->left_share
							    : 1 - roller->left_share;
		run->load[i] = roller->load * fmaxf(on, 0) * expf(-away * away / 2) * side * 2;
	}
}

static float with_crosstalk(const struct roller_run *run, int i)
{
	struct mat_grid grid = run->roller.form.grid;
	float share = run->roller.crosstalk, sum = run->load[i];
	if (share > 0 && i >= grid.columns)
		sum += share * run->load[i - grid.columns];
	if (share > 0 && i + grid.columns < mat_zones(grid))
		sum += share * run->load[i + grid.columns];
	return sum;
}

static void scan_zones(struct roller_run *run, float t, float dt, struct mat_raw *raw)
{
	const struct roller *roller = &run->roller;
	float full = (float)((1 << roller->form.bits) - 1);
	raw->zones = mat_zones(roller->form.grid);
	for (int i = 0; i < raw->zones; i++) {
		float load = with_crosstalk(run, i) * run->gain[i];
		if (roller->form.contact) {
			raw->raw[i] = load > 0.15F ? (uint16_t)full : 0;
			continue;
		}
		run->creep[i] += (load - run->creep[i]) * fminf(dt / 8, 1);
		float value = run->base[i] + load + roller->creep * run->creep[i] +
			      roller->noise * normal(run) + roller->drift_per_min * t / 60 +
			      roller->wander * sinf(2 * pi * t / 1200 + (float)i);
		raw->raw[i] = (uint16_t)(fminf(fmaxf(value, 0), 1) * full + 0.5F);
	}
}

bool roller_next(struct roller_run *run, struct mat_raw *raw)
{
	const struct roller *roller = &run->roller;
	float dt = 1 / roller->hz;
	for (;;) {
		double t = (double)run->scan++ / (double)roller->hz;
		float on_s = (float)t - roller->lead_s;
		if (on_s >= roller->contact_s + roller->tail_s)
			return false;
		memset(run->load, 0, sizeof run->load);
		if (on_s >= 0 && on_s < roller->contact_s)
			roll(run, on_s, dt);
		raw->t_us = (int64_t)(t * 1e6 + 0.5);
		scan_zones(run, (float)t, dt, raw);
		bool lost = even(run) < roller->dropped;
		if (roller->gap_every_s > 0 &&
			fmod(t, (double)roller->gap_every_s) > roller->gap_every_s - roller->gap_s)
			lost = true;
		if (!lost)
			return true;
	}
}
