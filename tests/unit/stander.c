#include "stander.h"

#include <math.h>
#include <stdlib.h>

static float noise(struct stander *stander)
{
	float sum = -6;
	for (int i = 0; i < 12; i++) {
		stander->random = stander->random * 1664525U + 1013904223U;
		sum += (float)(stander->random >> 8) / 16777216.0F;
	}
	return sum * stander->noise;
}

/* Of the foot: all on its zone, and a share of that on those around it. */
static float foot_on(const struct stander *stander, int foot, int zone)
{
	int columns = stander->form.grid.columns;
	int rows_off = abs(foot / columns - zone / columns),
	    columns_off = abs(foot % columns - zone % columns);
	if (foot < 0 || rows_off > 1 || columns_off > 1)
		return 0;
	return foot == zone ? 1 : stander->spill;
}

void stander_scan(struct stander *stander, int zone, float row, struct mat_raw *raw)
{
	float full = (float)((1 << stander->form.bits) - 1);
	stander->t_us += 20000;
	raw->t_us = stander->t_us;
	raw->zones = mat_zones(stander->form.grid);
	for (int i = 0; i < raw->zones; i++) {
		float away = (float)(i / stander->form.grid.columns) - row;
		float load = foot_on(stander, zone, i);
		if (!isnan(row))
			load += expf(-away * away);
		float value = stander->base[i] + stander->gain[i] * stander->load * load +
			      noise(stander) +
			      stander->drift_per_min * (float)stander->t_us / 60e6F;
		raw->raw[i] = (uint16_t)(fminf(fmaxf(value, 0), 1) * full + 0.5F);
	}
}

bool stander_calibrate(struct stander *stander, struct calibrate *calibrate)
{
	const int64_t hour_us = 3600 * 1000000LL;
	int64_t end_us = stander->t_us + hour_us, began_us = 0;
	struct mat_raw raw;
	while (calibrate->state.step != CALIBRATE_CHECK && stander->t_us < end_us) {
		const struct calibrate_state *state = &calibrate->state;
		float row = NAN;
		if (state->step != CALIBRATE_PASS)
			began_us = stander->t_us;
		else if (stander->t_us - began_us > 1000000)
			row = (float)(stander->t_us - began_us - 1000000) * 0.25e-6F *
			      (float)(stander->form.grid.rows - 1);
		stander_scan(stander, state->step == CALIBRATE_ZONES ? state->zone : -1, row, &raw);
		calibrate_feed(calibrate, &raw);
	}
	return calibrate->state.step == CALIBRATE_CHECK;
}
