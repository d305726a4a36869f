#include "track.h"

#include "vec.h"

const struct phase phases[PHASES] = {
	[PHASE_SET_UP] = {"set-up", 0, 7, 3, 7},
	[PHASE_ROLL] = {"roll", 7, 15, 7, 15},
	[PHASE_HOLD] = {"hold", 15, 21, 17, 21},
	[PHASE_SWITCH] = {"switch", 21, 26, 26, 26},
	[PHASE_OTHER] = {"other", 26, 34, 26, 34},
	[PHASE_REST] = {"rest", 34, 40, 36, 40},
};

/* Cuts are faded over this time, after them. */
static const double fade = .5;
static const double cut[] = {23.2, 34.2};

/* From 0 to 1 with constant speed but for the first and the last 22 %. */
static double ease(double t)
{
	const double soft = .22;
	t = clamp(t, 0, 1);
	double way = t < soft       ? t * t / (2 * soft)
		     : t > 1 - soft ? (1 - soft) - (1 - t) * (1 - t) / (2 * soft)
				    : t - soft / 2;
	return way / (1 - soft);
}

static double along(double time, double tender)
{
	const struct phase *hold = &phases[PHASE_HOLD], *turn = &phases[PHASE_SWITCH];
	for (int i = PHASE_ROLL; i <= PHASE_OTHER; i += PHASE_OTHER - PHASE_ROLL) {
		double t = (time - phases[i].from) / PASS_SECONDS;
		if (t >= 0 && t < 2)
			return t < 1 ? ease(t) : 1 - ease(t - 1);
	}
	if (time >= hold->from && time < hold->to)
		return tender * ease((time - hold->from) / 2);
	if (time >= turn->from && time < cut[0])
		return tender * (1 - ease((time - turn->from) / 2));
	return 0;
}

struct moment moment_at(double time, double tender)
{
	const double step = .02;
	const struct phase *hold = &phases[PHASE_HOLD];
	struct moment now = {
		.along = along(time, tender),
		.speed = (along(time + step, tender) - along(time - step, tender)) / (2 * step),
		.breath = .5 - .5 * cos(2 * PI * (time - phases[PHASE_SET_UP].loop_from) /
					    BREATH_SECONDS),
		.mirrored = time >= cut[0] && time < cut[1],
		.resting = time >= cut[1],
	};
	if (time < phases[PHASE_SET_UP].loop_from)
		now.ready = 1 - smooth((time - .4) / 2.4);
	else if (time >= cut[0] && time < phases[PHASE_SWITCH].to)
		now.ready = 1 - smooth((time - cut[0] - .2) / 2.4);
	now.hold =
		smooth((time - hold->loop_from + .4) / .4) * (1 - smooth((time - hold->to) / .3));
	return now;
}

double moment_fade(double time, double *before)
{
	for (int i = 0; i < 2; i++)
		if (time >= cut[i] && time < cut[i] + fade) {
			*before = cut[i] - 1e-6;
			return 1 - smooth((time - cut[i]) / fade);
		}
	return 0;
}
