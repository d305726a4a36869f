#include "coach_stills.h"

#include <math.h>

/* The parameters; seconds, and shares of what the comment says. */
static const struct {
	/* Still: slower than this share of the way's mean moving speed, until it is `still_end`. */
	float still, still_end;
	/* Speed is fitted over this share of a way to each side, within limits. */
	float fit, fit_min_s, fit_max_s;
} p = {
	.still = 0.3F,
	.still_end = 0.4F,
	.fit = 0.06F,
	.fit_min_s = 0.12F,
	.fit_max_s = 0.4F,
};

static float seconds(int64_t us)
{
	return (float)((double)us * 1e-6);
}

static const struct coach_point *point_at(const struct coach *coach, size_t index)
{
	return &coach->point[index % COACH_POINTS];
}

static size_t first_point(const struct coach *coach)
{
	return coach->points > COACH_POINTS ? coach->points - COACH_POINTS : 0;
}

/* The slope of a line through the points around one, rows a second. */
static float speed_at(const struct coach *coach, size_t index, float reach_s)
{
	int64_t reach_us = (int64_t)(reach_s * 1e6F), t_us = point_at(coach, index)->t_us;
	float n = 0, st = 0, sx = 0, stt = 0, stx = 0;
	size_t i = index;
	while (i > first_point(coach) && t_us - point_at(coach, i - 1)->t_us <= reach_us)
		i--;
	for (; i < coach->points && point_at(coach, i)->t_us - t_us <= reach_us; i++) {
		float t = seconds(point_at(coach, i)->t_us - t_us), x = point_at(coach, i)->at;
		n++;
		st += t;
		sx += x;
		stt += t * t;
		stx += t * x;
	}
	float spread = n * stt - st * st;
	return spread > 0 ? (n * stx - st * sx) / spread : 0;
}

static void add_still(struct coach_way *way, int64_t from_us, int64_t to_us, int64_t a, int64_t b)
{
	int64_t here_from = from_us > a ? from_us : a, here_to = to_us < b ? to_us : b;
	if (here_to <= here_from || way->stills == COACH_STILLS)
		return;
	way->still[way->stills++] = (struct coach_still){
		.whole_s = seconds(to_us - from_us),
		.here_s = seconds(here_to - here_from),
		.turn = from_us <= a || to_us >= b,
	};
}

/* The stretches under a speed that touch the way from a to b. Returns how much of it is still. */
static float find_stills(const struct coach *coach, struct coach_way *way, int64_t a, int64_t b,
	float slow, float reach_s)
{
	float sum = 0;
	bool still = false;
	int64_t from_us = 0, to_us = 0;
	size_t i = coach->points;
	/* A hold before the way may have begun long before the turn. */
	while (i > first_point(coach) && point_at(coach, i - 1)->t_us > a - 30000000)
		i--;
	way->stills = 0;
	for (; i < coach->points; i++) {
		float speed = fabsf(speed_at(coach, i, reach_s));
		if (!still && speed < slow)
			from_us = point_at(coach, i)->t_us;
		bool was = still;
		still = speed < (still ? slow * (p.still_end / p.still) : slow);
		if (still)
			to_us = point_at(coach, i)->t_us;
		if (was && (!still || i + 1 == coach->points))
			add_still(way, from_us, to_us, a, b);
	}
	for (int k = 0; k < way->stills; k++)
		sum += way->still[k].here_s;
	return sum;
}

/* Holds make the mean speed look low, so it is found in a few rounds. */
void coach_find_stills(const struct coach *coach, struct coach_way *way, int64_t a_us, int64_t b_us)
{
	float moving = way->seconds;
	for (int round = 0; round < 3; round++) {
		float reach = fminf(fmaxf(p.fit * moving, p.fit_min_s), p.fit_max_s);
		float slow = p.still * way->travel / moving;
		float still = find_stills(coach, way, a_us, b_us, slow, reach);
		moving = fmaxf(way->seconds - still, 0.4F * way->seconds);
	}
}

int64_t coach_turn_us(const struct coach *coach, struct coach_point far, float top)
{
	size_t at = coach->points;
	while (at > first_point(coach) && point_at(coach, at - 1)->t_us >= far.t_us)
		at--;
	size_t from = at, to = at;
	while (from > first_point(coach) && fabsf(point_at(coach, from - 1)->at - far.at) <= top)
		from--;
	while (to + 1 < coach->points && fabsf(point_at(coach, to + 1)->at - far.at) <= top)
		to++;
	if (at == coach->points)
		return far.t_us;
	return (point_at(coach, from)->t_us + point_at(coach, to)->t_us) / 2;
}
