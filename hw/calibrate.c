#include "calibrate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The parameters. Levels are shares of the converter's full scale, times are seconds. */
static const struct {
	/* So long must it be steady; the first part of it is not measured: creep is quickest. */
	float hold_s, settle_s;
	/* Low-pass of what is compared, not of what is measured. */
	float smooth_s;
	/* Empty: a zone this far above the lowest, or this high, is loaded; one that leaves its
	   mean by `moves` is touched; one with this standard deviation is broken. */
	float above, high, moves, noisy;
	/* A zone is felt from here on, and from so many times its noise. */
	float felt, felt_noise;
	/* Below that its drift is followed. */
	float follow_s;
	/* Another zone must be this much more loaded, for so long after the step to the next. */
	float other, other_s;
	/* Steady: the load stays within this share of its mean. */
	float steady;
	/* Zones of one mat differ by 25 %; by more than this factor, one is broken. */
	float odd;
	/* A pass begins and ends within this share of the mat at each end. */
	float end;
} p = {
	.hold_s = 3,
	.settle_s = 0.6F,
	.smooth_s = 0.1F,
	.above = 0.2F,
	.high = 0.6F,
	.moves = 0.02F,
	.noisy = 0.035F,
	.felt = 0.03F,
	.felt_noise = 6,
	.follow_s = 15,
	.other = 1.2F,
	.other_s = 1.5F,
	.steady = 0.15F,
	.odd = 4,
	.end = 0.35F,
};

static float seconds(int64_t us)
{
	return (float)us * 1e-6F;
}

bool calibrate_can(struct mat_form form)
{
	return form.grid.rows > 0 && !form.contact;
}

static void measure_anew(struct calibrate *calibrate)
{
	calibrate->since_us = calibrate->last_us;
	calibrate->scans = 0;
	memset(calibrate->sum, 0, sizeof calibrate->sum);
	memset(calibrate->squares, 0, sizeof calibrate->squares);
}

static void ask(struct calibrate *calibrate, enum calibrate_step step, int zone)
{
	calibrate->state.step = step;
	calibrate->state.zone = zone;
	calibrate->state.held = 0;
	calibrate->state.word = CALIBRATE_WAITS;
	calibrate->state.other = -1;
	calibrate->asked_us = calibrate->last_us;
	measure_anew(calibrate);
}

void calibrate_begin(struct calibrate *calibrate, struct mat_form form)
{
	*calibrate = (struct calibrate){.form = form,
		.zones = mat_zones(form.grid),
		.full = (float)((1 << form.bits) - 1),
		.state.grid = form.grid};
	ask(calibrate, CALIBRATE_EMPTY, 0);
}

static void say(struct calibrate *calibrate, enum calibrate_word word, int other)
{
	calibrate->state.word = word;
	calibrate->state.other = other;
}

static float mean_of(const struct calibrate *calibrate, int zone)
{
	return (float)(calibrate->sum[zone] / (double)calibrate->scans);
}

static float deviation_of(const struct calibrate *calibrate, int zone)
{
	double mean = calibrate->sum[zone] / (double)calibrate->scans;
	double variance = calibrate->squares[zone] / (double)calibrate->scans - mean * mean;
	return (float)sqrt(fmax(variance, 0));
}

/* How long it has been measured, 0..1 of what it takes. */
static float measure(struct calibrate *calibrate, const struct mat_raw *raw)
{
	float lasted = seconds(calibrate->last_us - calibrate->since_us);
	for (int i = 0; i < calibrate->zones && lasted >= p.settle_s; i++) {
		double value = (double)raw->raw[i] / (double)calibrate->full;
		calibrate->sum[i] += value;
		calibrate->squares[i] += value * value;
	}
	calibrate->scans += lasted >= p.settle_s;
	return fminf(lasted / p.hold_s, 1);
}

/* --- empty --- */

/* The zone that looks loaded; -1: none. */
static int loaded_zone(const struct calibrate *calibrate)
{
	float lowest = 1;
	for (int i = 0; i < calibrate->zones; i++)
		lowest = fminf(lowest, calibrate->now[i]);
	for (int i = 0; i < calibrate->zones; i++)
		if (calibrate->now[i] > lowest + p.above || calibrate->now[i] > p.high)
			return i;
	return -1;
}

/* The zone that has left its mean; -1: none. */
static int moving_zone(const struct calibrate *calibrate)
{
	const long enough = 25; /* scans, for a mean to be one */
	for (int i = 0; i < calibrate->zones && calibrate->scans >= enough; i++)
		if (fabsf(calibrate->now[i] - mean_of(calibrate, i)) >
			fmaxf(p.moves, deviation_of(calibrate, i)))
			return i;
	return -1;
}

static void feel_empty(struct calibrate *calibrate, const struct mat_raw *raw)
{
	int loaded = loaded_zone(calibrate);
	int moving = loaded < 0 ? moving_zone(calibrate) : -1;
	if (loaded >= 0 || moving >= 0) {
		say(calibrate, CALIBRATE_SOMEBODY, loaded >= 0 ? loaded : moving);
		calibrate->state.held = 0;
		measure_anew(calibrate);
		return;
	}
	calibrate->state.held = measure(calibrate, raw);
	if (calibrate->state.word != CALIBRATE_NOISY)
		say(calibrate, CALIBRATE_FEELS, -1);
	if (calibrate->state.held < 1)
		return;
	for (int i = 0; i < calibrate->zones; i++) {
		calibrate->empty[i] = mean_of(calibrate, i);
		calibrate->noise[i] = deviation_of(calibrate, i);
		if (calibrate->noise[i] > p.noisy) {
			say(calibrate, CALIBRATE_NOISY, i);
			calibrate->state.held = 0;
			measure_anew(calibrate);
			return;
		}
	}
	ask(calibrate, CALIBRATE_ZONES, 0);
}

/* --- zone by zone --- */

static float over(const struct calibrate *calibrate, int zone)
{
	return calibrate->now[zone] - calibrate->empty[zone];
}

/* From here on a zone is felt; 0.4 of the noise is left after the low-pass. */
static float least(const struct calibrate *calibrate, int zone)
{
	return fmaxf(p.felt, p.felt_noise * 0.4F * calibrate->noise[zone]);
}

static int compare_floats(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;
	return (x > y) - (x < y);
}

/* The middle one of the spans that were measured; 0: none was. */
static float middle_span(const struct calibrate *calibrate)
{
	float span[MAT_ZONES_MAX];
	size_t count = 0;
	for (int i = 0; i < calibrate->zones; i++)
		if (calibrate->span[i] > 0)
			span[count++] = calibrate->span[i];
	if (count == 0)
		return 0;
	qsort(span, count, sizeof *span, compare_floats);
	return span[count / 2];
}

static void check(struct calibrate *calibrate)
{
	float middle = middle_span(calibrate);
	struct calibrate_state *state = &calibrate->state;
	ask(calibrate, CALIBRATE_CHECK, 0);
	state->sound = !calibrate->wrong_way && middle > 0;
	for (int i = 0; i < calibrate->zones; i++) {
		float span = calibrate->span[i];
		if (span > 0 && (span > p.odd * middle || span * p.odd < middle))
			state->is[i] = CALIBRATE_ODD;
		state->sound = state->sound && state->is[i] == CALIBRATE_DONE;
	}
}

static void next_zone(struct calibrate *calibrate, enum calibrate_zone is)
{
	int zone = calibrate->state.zone;
	calibrate->state.is[zone] = (uint8_t)is;
	calibrate->state.measured = zone + 1;
	if (zone + 1 < calibrate->zones)
		ask(calibrate, CALIBRATE_ZONES, zone + 1);
	else if (calibrate->form.grid.rows > 1 && middle_span(calibrate) > 0)
		ask(calibrate, CALIBRATE_PASS, 0);
	else
		check(calibrate);
}

static void feel_zone(struct calibrate *calibrate, const struct mat_raw *raw)
{
	int zone = calibrate->state.zone, most = 0;
	for (int i = 1; i < calibrate->zones; i++)
		if (over(calibrate, i) > over(calibrate, most))
			most = i;
	float load = over(calibrate, zone);
	bool elsewhere = most != zone && over(calibrate, most) > p.other * load;
	bool felt = load >= least(calibrate, zone);
	if (elsewhere || !felt) {
		bool late = seconds(calibrate->last_us - calibrate->asked_us) > p.other_s;
		bool tell = elsewhere && late && over(calibrate, most) >= least(calibrate, most);
		say(calibrate, tell ? CALIBRATE_OTHER_ZONE : CALIBRATE_WAITS, tell ? most : -1);
		calibrate->state.held = 0;
		measure_anew(calibrate);
		return;
	}
	float mean = calibrate->scans ? mean_of(calibrate, zone) - calibrate->empty[zone] : load;
	if (fabsf(load - mean) > p.steady * mean + 3 * calibrate->noise[zone]) {
		say(calibrate, CALIBRATE_UNSTEADY, -1);
		calibrate->state.held = 0;
		measure_anew(calibrate);
		return;
	}
	calibrate->state.held = measure(calibrate, raw);
	if (calibrate->state.word != CALIBRATE_UNSTEADY || calibrate->state.held > 0.3F)
		say(calibrate, CALIBRATE_FEELS, -1);
	if (calibrate->state.held < 1)
		return;
	calibrate->span[zone] = mean_of(calibrate, zone) - calibrate->empty[zone];
	next_zone(calibrate, CALIBRATE_DONE);
}

/* --- the pass --- */

/* A zone that was skipped is taken for a middle one. */
static float span_of(const struct calibrate *calibrate, int zone, float middle)
{
	return calibrate->span[zone] > 0 ? calibrate->span[zone] : middle;
}

/* Where the load is, 0 (screen) to 1; NAN: nowhere. */
static float place(const struct calibrate *calibrate)
{
	int columns = calibrate->form.grid.columns, rows = calibrate->form.grid.rows;
	float sum = 0, moment = 0, middle = middle_span(calibrate);
	bool felt = false;
	for (int i = 0; i < calibrate->zones; i++) {
		float load = over(calibrate, i);
		if (load < least(calibrate, i))
			continue;
		float span = span_of(calibrate, i, middle);
		int row = i / columns;
		felt = true;
		sum += load / span;
		moment += load / span * (float)row;
	}
	return felt ? moment / sum / (float)(rows - 1) : NAN;
}

static void feel_pass(struct calibrate *calibrate)
{
	float at = place(calibrate);
	/* Whoever has stood on the last zone walks off first. */
	if (isnan(at) || !calibrate->off) {
		calibrate->off = calibrate->off || isnan(at);
		calibrate->near = calibrate->far = false;
		calibrate->state.held = 0;
		if (calibrate->state.word == CALIBRATE_FEELS)
			say(calibrate, CALIBRATE_WAITS, -1);
		return;
	}
	bool near = at <= p.end, far = at >= 1 - p.end;
	if (near && calibrate->far && !calibrate->near) {
		calibrate->wrong_way = true;
		say(calibrate, CALIBRATE_WRONG_WAY, -1);
	} else if (near && !calibrate->near) {
		say(calibrate, CALIBRATE_FEELS, -1);
	}
	calibrate->near = calibrate->near || near;
	calibrate->far = calibrate->far || far;
	calibrate->state.held = calibrate->near ? fminf(at / (1 - p.end), 1) : 0;
	if (calibrate->near && far)
		check(calibrate);
}

/* --- all of it --- */

static void tell_loads(struct calibrate *calibrate)
{
	bool empty = calibrate->state.step == CALIBRATE_EMPTY;
	for (int i = 0; i < calibrate->zones; i++) {
		float load = empty ? 0 : over(calibrate, i);
		calibrate->state.load[i] = load < p.felt / 2 ? 0 : fminf(load, 1);
	}
}

static bool is_worth_drawing(const struct calibrate_state *was, const struct calibrate_state *is)
{
	static const float seen = 0.02F;
	if (was->step != is->step || was->word != is->word || was->zone != is->zone ||
		was->other != is->other || fabsf(was->held - is->held) >= seen)
		return true;
	for (int i = 0; i < mat_zones(is->grid); i++)
		if (fabsf(was->load[i] - is->load[i]) >= seen)
			return true;
	return false;
}

/* A large mat takes many minutes, in which empty zones drift. */
static void follow_empty(struct calibrate *calibrate, float dt)
{
	bool measured =
		calibrate->state.step == CALIBRATE_ZONES || calibrate->state.step == CALIBRATE_PASS;
	for (int i = 0; i < calibrate->zones && measured; i++)
		if (over(calibrate, i) < p.felt)
			calibrate->empty[i] += over(calibrate, i) * dt / (dt + p.follow_s);
}

static void smooth(struct calibrate *calibrate, const struct mat_raw *raw, float dt)
{
	bool first = !calibrate->begun;
	for (int i = 0; i < calibrate->zones; i++) {
		float value = fminf((float)raw->raw[i] / calibrate->full, 1);
		calibrate->now[i] = first ? value
					  : calibrate->now[i] + (value - calibrate->now[i]) * dt /
									(dt + p.smooth_s);
	}
	calibrate->last_us = raw->t_us;
	calibrate->begun = true;
	if (first)
		ask(calibrate, calibrate->state.step, 0);
}

bool calibrate_feed(struct calibrate *calibrate, const struct mat_raw *raw)
{
	struct calibrate_state *state = &calibrate->state, was = calibrate->shown;
	bool late = calibrate->begun && raw->t_us <= calibrate->last_us;
	if (late || raw->zones < calibrate->zones)
		return false;
	float dt = calibrate->begun ? seconds(raw->t_us - calibrate->last_us) : 0;
	smooth(calibrate, raw, dt);
	follow_empty(calibrate, dt);
	switch (state->step) {
	case CALIBRATE_EMPTY:
		feel_empty(calibrate, raw);
		break;
	case CALIBRATE_ZONES:
		feel_zone(calibrate, raw);
		break;
	case CALIBRATE_PASS:
		feel_pass(calibrate);
		break;
	case CALIBRATE_CHECK:
	case CALIBRATE_OFF:
		break;
	}
	tell_loads(calibrate);
	if (!is_worth_drawing(&was, state))
		return false;
	calibrate->shown = *state;
	return true;
}

void calibrate_skip(struct calibrate *calibrate)
{
	if (calibrate->state.step == CALIBRATE_ZONES)
		next_zone(calibrate, CALIBRATE_SKIPPED);
	else if (calibrate->state.step == CALIBRATE_PASS)
		check(calibrate);
}

bool calibrate_result(const struct calibrate *calibrate, struct mat_calibration *result)
{
	float factor = INFINITY, middle = middle_span(calibrate);
	*result = (struct mat_calibration){0};
	if (calibrate->state.step != CALIBRATE_CHECK || middle <= 0)
		return false;
	for (int i = 0; i < calibrate->zones; i++)
		factor = fminf(factor, (1 - calibrate->empty[i]) / span_of(calibrate, i, middle));
	for (int i = 0; i < calibrate->zones; i++) {
		float empty = floorf(calibrate->empty[i] * calibrate->full);
		float span = factor * span_of(calibrate, i, middle) * calibrate->full;
		result->empty[i] = (uint16_t)empty;
		result->span[i] = (uint16_t)fminf(fmaxf(span, 1), calibrate->full - empty);
	}
	return true;
}
