#include "fsr.h"

#include <math.h>
#include <string.h>

struct fsr fsr_usual(uint32_t seed)
{
	return (struct fsr){
		.form = {.grid = {4, 2}, .bits = 10},
		.seed = seed,
		.lead_s = 3,
		.contact_s = 40,
		.tail_s = 2,
		.pace_s = 3.5F,
		.from = 0,
		.to = 3,
		.width = 0.9F,
		.weight = 0.9F,
		.left_share = 0.5F,
		.ramp_s = 0.4F,
		.base_low = 40,
		.base_high = 120,
		.gain_spread = 0.25F,
		.noise = 2,
		.creep_s = 6,
		.period_ms = 20,
		.jitter_ms = 2,
	};
}

/* xorshift32, 0..1. */
static float chance(struct fsr_run *run)
{
	uint32_t x = run->random;
	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	run->random = x;
	return (float)(x >> 8) / 16777216.0F;
}

static float around(struct fsr_run *run, float size)
{
	return (chance(run) * 2 - 1) * size;
}

/* Box and Muller. */
static float gauss(struct fsr_run *run)
{
	float radius = sqrtf(-2 * logf(1 - chance(run)));
	return radius * cosf(6.2831853F * chance(run));
}

static void plan_pauses(struct fsr_run *run)
{
	const struct fsr *fsr = &run->fsr;
	float moving_s = fsr->contact_s - (float)fsr->pauses * fsr->pause_s;
	float passes = moving_s / fmaxf(fsr->pace_s, 0.1F);
	for (int i = 0; i < fsr->pauses; i++) {
		float at = floorf(passes * ((float)i + 1) / ((float)fsr->pauses + 1));
		if (fsr->pause == FSR_PAUSE_MIDWAY)
			at += 0.5F;
		else if (fsr->pause == FSR_PAUSE_ANYWHERE)
			at += chance(run);
		run->pause_at[i] = at;
	}
}

void fsr_begin(struct fsr_run *run, const struct fsr *fsr)
{
	memset(run, 0, sizeof *run);
	run->fsr = *fsr;
	run->random = fsr->seed * 2654435761U + 97;
	run->last_ms = -1;
	for (int i = 0; i < mat_zones(fsr->form.grid); i++) {
		run->gain[i] = 1 + around(run, fsr->gain_spread);
		run->base[i] = (float)fsr->base_low +
			       chance(run) * (float)(fsr->base_high - fsr->base_low);
	}
	for (int i = 0; i < FSR_PASSES_MAX; i++)
		run->length[i] = 1 + around(run, fsr->pace_wobble);
	if (fsr->pause != FSR_NO_PAUSE)
		plan_pauses(run);
}

static float length_of(const struct fsr_run *run, int pass)
{
	return run->length[pass < FSR_PASSES_MAX ? pass : FSR_PASSES_MAX - 1] * run->fsr.pace_s;
}

static void move(struct fsr_run *run, double seconds)
{
	const struct fsr *fsr = &run->fsr;
	bool due = run->pause < fsr->pauses && fsr->pause != FSR_NO_PAUSE &&
		   run->passes >= (double)run->pause_at[run->pause];
	if (due) {
		run->paused_s += seconds;
		if (run->paused_s < (double)fsr->pause_s)
			return;
		run->paused_s = 0;
		run->pause++;
		return;
	}
	run->passes += seconds / (double)length_of(run, (int)run->passes);
}

/* Row of the roller's middle. */
static float middle(const struct fsr_run *run)
{
	const struct fsr *fsr = &run->fsr;
	float passes = (float)run->passes + fsr->begin_pass;
	float part = passes - 2 * floorf(passes / 2); /* there and back, 0..2 */
	float way = part < 1 ? part : 2 - part;
	if (fsr->path == FSR_SINE)
		way = 0.5F - 0.5F * cosf(3.14159265F * way);
	else if (fsr->path == FSR_ROUNDED)
		way = fminf(fmaxf((way - 0.08F) / 0.84F, 0), 1);
	return fsr->from + (fsr->to - fsr->from) * way;
}

/* The area under the bell over one row. */
static float on_row(const struct fsr *fsr, int row, float at)
{
	float low = ((float)row - 0.5F - at) / (fsr->width * 1.41421356F);
	float high = ((float)row + 0.5F - at) / (fsr->width * 1.41421356F);
	return (erff(high) - erff(low)) / 2;
}

static float side(const struct fsr *fsr, int column)
{
	int columns = fsr->form.grid.columns, half = columns / 2;
	if (columns == 1)
		return 1;
	if (columns % 2 && column == half)
		return 1 / (float)columns;
	float sides = 1 - (float)(columns % 2) / (float)columns;
	return (column < half ? fsr->left_share : 1 - fsr->left_share) * sides / (float)half;
}

/* 0..1 of full weight at this time of contact. */
static float pressed(const struct fsr *fsr, double on_s)
{
	if (on_s < 0 || on_s >= (double)fsr->contact_s)
		return 0;
	float edge = fminf((float)on_s, fsr->contact_s - (float)on_s);
	return fsr->ramp_s > 0 ? fminf(edge / fsr->ramp_s, 1) : 1;
}

static void read_zones(struct fsr_run *run, double on_s, double dt, struct mat_raw *raw)
{
	const struct fsr *fsr = &run->fsr;
	int columns = fsr->form.grid.columns;
	float top = (float)((1 << fsr->form.bits) - 1), at = middle(run);
	float press = pressed(fsr, on_s), steps = (top + 1) / 1024;
	if (fsr->pace_s <= 0)
		at += 0.15F * sinf((float)on_s * 2.1F) + 0.08F * sinf((float)on_s * 0.7F);
	raw->zones = mat_zones(fsr->form.grid);
	for (int i = 0; i < raw->zones; i++) {
		float load = fsr->weight * press * on_row(fsr, i / columns, at) *
			     side(fsr, i % columns) * run->gain[i] * (float)columns / 2;
		float speed = load > run->crept[i] ? fsr->creep_s : 2 * fsr->creep_s;
		run->crept[i] += (load - run->crept[i]) * fminf((float)dt / speed, 1);
		load += fsr->creep * run->crept[i];
		load = load * (1 - fsr->curve) + fsr->curve * load / (load + 0.35F) * 1.1F;
		float value = run->base[i] * steps + load * top + fsr->noise * steps * gauss(run) +
			      fsr->drift * steps * (float)run->t_ms / 60000;
		raw->raw[i] = (uint16_t)fminf(fmaxf(roundf(value), 0), top);
	}
}

bool fsr_next(struct fsr_run *run, struct mat_raw *raw)
{
	const struct fsr *fsr = &run->fsr;
	for (;;) {
		double dt = (double)fsr->period_ms / 1000;
		double on_s = run->t_ms / 1000 - (double)fsr->lead_s;
		if (on_s >= (double)(fsr->contact_s + fsr->tail_s))
			return false;
		if (on_s >= 0 && on_s < (double)fsr->contact_s && fsr->pace_s > 0)
			move(run, dt);
		read_zones(run, on_s, dt, raw);
		long ms = lround(run->t_ms + (double)around(run, fsr->jitter_ms));
		run->t_ms += (double)fsr->period_ms;
		if (ms <= run->last_ms || ms < 0 || chance(run) < fsr->dropped)
			continue;
		run->last_ms = ms;
		raw->t_us = (int64_t)ms * 1000;
		return true;
	}
}

int fsr_passes(const struct fsr_run *run)
{
	return (int)(run->passes + 0.02);
}

float fsr_pace(const struct fsr_run *run)
{
	double sum = 0, passes = run->passes;
	for (int i = 0; i < (int)passes; i++)
		sum += (double)length_of(run, i);
	return (int)passes ? (float)(sum / (int)passes) : run->fsr.pace_s;
}
