#include "coach.h"
#include "coach_stills.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct coach_dose coach_dose = {
	.pass_quick_s = 3,
	.pass_slow_s = 4,
	.set_min_s = 30,
	.set_max_s = 60,
	.sets_min = 1,
	.sets_max = 3,
	.rest_s = 30,
	.spot_max_s = 120,
};

/* The parameters; seconds, and shares of what the comment says. */
static const struct {
	/* Points of the centroid: 50 ms apart keeps 12 for the quickest pass (0.6 s). */
	float point_s;
	/* A turn: back by this share of the mat's length, or of the usual travel if that is more.
	   Sway of a standing person is under 0.05; a short stroke on 4 rows is 0.2. */
	float turn_of_mat, turn_of_travel;
	/* ... on one row: of the recent peak. Sway changes the whole load by under 0.15. */
	float turn_of_peak;
	/* When it was: the middle of the time within this share of the way. Of noisy points the
	   farthest may lie anywhere there. */
	float top_of_turn;
	/* The usual travel is forgotten in this time, so that shorter strokes are seen. */
	float usual_s;
	/* The centroid is believed from this share of the recent load on: not while stepping off.
	 */
	float believed, level_s, peak_s;
	/* A first or last way counts from this share of the usual travel. */
	float counted;
	/* Whoever gets from one end to the other in less than this, holds left out, does not roll:
	   half of the quickest pass that is promised. */
	float leap_s;
	/* Nobody turns at once: sine-like rolling is "still" for about so long at a turn, and at
	   most so long (shares of the moving time). On coarse mats the centroid rests on a row for
	   up to `stairs` of it. Where over `stairs_share` of even the liveliest ways looks still,
	   speed means nothing; then a way over `long` times the middle one was held (on one row,
	   where rise and fall differ, more so). */
	float turn_usual, turn_most, stairs, stairs_share, long_of_stairs, long_of_row;
	/* Held: this much longer than is natural (seconds, share of a way). */
	float held_s, held;
	/* The low-passes hide so much of a hold. */
	float blur_s;
	/* One row: less than so many rises and falls are no rhythm. So long without load ends the
	   rolling: each pass may leave the zone. */
	int one_row_ways;
	float one_row_gap_s;
	/* The hint: how often it may change, and how far the pace leaves the rhythm first. */
	float hint_s, hint_slack_s;
	/* A zone is covered from this share of the busiest one's load x seconds. */
	float covered;
	/* Longest time between samples that counts as load x seconds. */
	float sample_max_s;
} p = {
	.point_s = 0.048F,
	.turn_of_mat = 0.09F,
	.turn_of_travel = 0.35F,
	.turn_of_peak = 0.3F,
	.top_of_turn = 0.08F,
	.usual_s = 20,
	.believed = 0.3F,
	.level_s = 2,
	.peak_s = 20,
	.counted = 0.6F,
	.leap_s = 0.5F,
	.turn_usual = 0.19F,
	.turn_most = 0.75F,
	.stairs = 0.6F,
	.stairs_share = 0.5F,
	.long_of_stairs = 1.35F,
	.long_of_row = 1.8F,
	.held_s = 0.6F,
	.held = 0.12F,
	.blur_s = 0.12F,
	.one_row_ways = 4,
	.one_row_gap_s = 12,
	.hint_s = 2,
	.hint_slack_s = 0.1F,
	.covered = 0.1F,
	.sample_max_s = 0.25F,
};

/* What is natural for this roller: how long a way takes, and what looks still without being held.
 */
struct habit {
	float way_s, travel;
	float turn_s, stair_s;
	bool whole; /* one row: the load's own rhythm has no speed; long ways were held */
};

static float seconds(int64_t us)
{
	return (float)((double)us * 1e-6);
}

static float step(float dt, float time_constant)
{
	return dt / (dt + time_constant);
}

static bool one_row(const struct coach *coach)
{
	return coach->grid.rows == 1;
}

void coach_start(struct coach *coach, struct mat_grid grid)
{
	memset(coach, 0, sizeof *coach);
	coach->grid = grid;
	coach->pace_s = coach->position = NAN;
}

static const struct coach_way *way_at(const struct coach *coach, size_t index)
{
	return &coach->way[index % COACH_PASSES_MAX];
}

static size_t first_way(const struct coach *coach)
{
	return coach->ways > COACH_PASSES_MAX ? coach->ways - COACH_PASSES_MAX : 0;
}

static int compare_floats(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;
	return (x > y) - (x < y);
}

/* The value below which this share of them lies; 0 of none. Sorts them. */
static float quantile(float *values, size_t count, float share)
{
	qsort(values, count, sizeof *values, compare_floats);
	return count ? values[(size_t)(share * (float)(count - 1) + 0.5F)] : 0;
}

/* What is natural is learned from the ways themselves: from the quicker ones, since holds only make
 * them longer, and from the shorter stills. Ends of a set count only where there is nothing else.
 */
static struct habit habit_of(const struct coach *coach, bool ends)
{
	static const float quick = 0.3F;
	float lasts[COACH_PASSES_MAX], moves[COACH_PASSES_MAX], travels[COACH_PASSES_MAX],
		shorter[COACH_PASSES_MAX], longer[COACH_PASSES_MAX], stairs[COACH_PASSES_MAX],
		shares[COACH_PASSES_MAX];
	size_t count = 0;
	for (size_t i = first_way(coach); i < coach->ways; i++) {
		const struct coach_way *way = way_at(coach, i);
		if ((way->first || way->last) && !ends)
			continue;
		lasts[count] = moves[count] = way->seconds;
		travels[count] = way->travel;
		stairs[count] = longer[count] = 0;
		shorter[count] = INFINITY;
		int turn_count = 0;
		for (int k = 0; k < way->stills; k++) {
			const struct coach_still *still = &way->still[k];
			moves[count] -= still->here_s;
			if (still->turn) {
				shorter[count] = fminf(shorter[count], still->whole_s);
				longer[count] = fmaxf(longer[count], still->whole_s);
				turn_count++;
			} else {
				stairs[count] = fmaxf(stairs[count], still->whole_s);
			}
		}
		if (turn_count < 2)
			shorter[count] = 0;
		count++;
	}
	if (!count && !ends)
		return habit_of(coach, true);
	for (size_t i = 0; i < count; i++)
		shares[i] = 1 - moves[i] / lasts[i];
	struct habit habit = {.travel = quantile(travels, count, 0.5F)};
	bool rests = quantile(stairs, count, 1 - quick) > 0;
	habit.whole = one_row(coach) || !coach->graded ||
		      (rests && quantile(shares, count, quick) > p.stairs_share);
	if (habit.whole) {
		habit.way_s = quantile(lasts, count, one_row(coach) ? 0.7F : 0.5F);
		return habit;
	}
	float moving = quantile(moves, count, quick);
	habit.stair_s = fminf(quantile(stairs, count, quick), p.stairs * moving);
	/* Over the mat's end the centroid rests at each turn there: the longer of both ends is
	   natural, unless it is too long for that. */
	habit.turn_s = quantile(longer, count, quick);
	if (habit.turn_s > p.turn_most * moving)
		habit.turn_s = quantile(shorter, count, quick);
	if (habit.turn_s > p.turn_most * moving)
		habit.turn_s = 0;
	habit.turn_s = fmaxf(habit.turn_s, p.turn_usual * moving);
	habit.way_s = moving + habit.turn_s;
	return habit;
}

static float held(const struct coach *coach, const struct coach_way *way, const struct habit *habit)
{
	float sum = 0;
	float longest = (one_row(coach) ? p.long_of_row : p.long_of_stairs) * habit->way_s;
	if (habit->whole)
		return way->seconds > longest ? way->seconds - habit->way_s : 0;
	for (int k = 0; k < way->stills; k++) {
		const struct coach_still *still = &way->still[k];
		float natural = still->turn ? habit->turn_s : habit->stair_s;
		if (still->whole_s < natural + fmaxf(p.held_s, p.held * habit->way_s))
			continue;
		sum += still->here_s * (still->whole_s - natural + p.blur_s) / still->whole_s;
	}
	return fminf(sum, way->seconds * 0.95F);
}

static bool counts(
	const struct coach *coach, const struct coach_way *way, const struct habit *habit)
{
	if (way->seconds - held(coach, way, habit) < p.leap_s)
		return false;
	return (!way->first && !way->last) || way->travel >= p.counted * habit->travel;
}

/* The oldest way makes room: what it gave is kept. */
static void retire_way(struct coach *coach)
{
	const struct coach_way *way = way_at(coach, coach->ways);
	struct habit habit = habit_of(coach, false);
	float lasts = way->seconds - held(coach, way, &habit);
	if (!counts(coach, way, &habit))
		return;
	coach->older_passes++;
	coach->older_s += lasts;
	if (lasts >= coach_dose.pass_quick_s && lasts <= coach_dose.pass_slow_s)
		coach->older_in_rhythm++;
}

static void close_way(struct coach *coach, bool last)
{
	struct coach_way way = {
		.seconds = seconds(coach->far.t_us - coach->start.t_us),
		.travel = fabsf(coach->far.at - coach->start.at),
		.first = coach->first,
		.last = last,
	};
	if (way.seconds <= 0)
		return;
	coach_find_stills(coach, &way, coach->start.t_us, coach->far.t_us);
	if (coach->ways >= COACH_PASSES_MAX)
		retire_way(coach);
	coach->way[coach->ways++ % COACH_PASSES_MAX] = way;
	coach->usual =
		coach->usual > 0 ? coach->usual + (way.travel - coach->usual) * 0.4F : way.travel;
	coach->first = false;
}

static float turn_size(const struct coach *coach)
{
	float least = one_row(coach) ? p.turn_of_peak : p.turn_of_mat * (float)coach->grid.rows;
	return fmaxf(least, p.turn_of_travel * coach->usual);
}

static void set_out(struct coach *coach, struct coach_point from, struct coach_point now, int way)
{
	coach->direction = way;
	coach->start = from;
	coach->far = now;
}

/* Turning points with hysteresis. */
static void follow_turns(struct coach *coach, struct coach_point now)
{
	float size = turn_size(coach);
	if (coach->direction == 0) {
		if (now.at < coach->low.at)
			coach->low = now;
		if (now.at > coach->high.at)
			coach->high = now;
		if (now.at - coach->low.at >= size)
			set_out(coach, coach->low, now, 1);
		else if (coach->high.at - now.at >= size)
			set_out(coach, coach->high, now, -1);
		return;
	}
	float ahead = (float)coach->direction * (now.at - coach->far.at);
	if (ahead > 0) {
		coach->far = now;
	} else if (-ahead >= size) {
		coach->far.t_us = coach_turn_us(
			coach, coach->far, p.top_of_turn * fabsf(coach->far.at - coach->start.at));
		close_way(coach, false);
		set_out(coach, coach->far, now, -coach->direction);
	}
}

static void end_series(struct coach *coach)
{
	/* A single way without any turn is somebody stepping over the mat. */
	if (coach->series && coach->direction && !coach->first)
		close_way(coach, true);
	coach->series = false;
	coach->bin_count = 0;
}

static void begin_series(struct coach *coach, struct coach_point now)
{
	coach->series = coach->first = true;
	coach->direction = 0;
	coach->low = coach->high = now;
	coach->points = 0;
	coach->spot = now.at;
	coach->spot_us = now.t_us;
}

static void add_point(struct coach *coach, struct coach_point now)
{
	if (!coach->series)
		begin_series(coach, now);
	coach->point[coach->points++ % COACH_POINTS] = now;
	coach->usual *= 1 - step(p.point_s, p.usual_s);
	follow_turns(coach, now);
	float spot = p.turn_of_mat * (float)coach->grid.rows;
	if (one_row(coach))
		spot = p.turn_of_peak;
	if (fabsf(now.at - coach->spot) > spot) {
		coach->spot = now.at;
		coach->spot_us = now.t_us;
	}
}

/* The whole load and its first moment along the rows. */
static double load_of(
	struct coach *coach, const struct mat_sample *sample, float dt, double *moment)
{
	double load = 0, left = 0;
	int columns = coach->grid.columns;
	*moment = 0;
	for (int i = 0; i < mat_zones(coach->grid); i++) {
		float zone = sample->load[i];
		int column = i % columns, row = i / columns;
		load += zone;
		*moment += zone * (float)row;
		left += column * 2 + 1 < columns    ? zone
			: column * 2 + 1 == columns ? zone * 0.5F
						    : 0;
		if (zone > 0.05F && zone < 0.95F)
			coach->graded = true;
		if (sample->present) {
			coach->landed[i] += zone * dt;
			coach->peak = fmaxf(coach->peak, zone);
		}
	}
	if (sample->present) {
		coach->left += left * dt;
		coach->all += load * dt;
	}
	return load;
}

static void empty_bin(struct coach *coach, int64_t t_us, float dt)
{
	float load = (float)(coach->bin_load / coach->bin_count);
	float at = coach->bin_load > 0 ? (float)(coach->bin_moment / coach->bin_load) : 0;
	coach->bin_load = coach->bin_moment = coach->bin_count = 0;
	if (one_row(coach)) {
		coach->level = fmaxf(load, coach->level * (1 - step(dt, p.peak_s)));
		at = coach->level > 0 ? load / coach->level : 0;
	} else {
		coach->level += (load - coach->level) * step(dt, coach->series ? p.level_s : 0.2F);
		if (load < p.believed * coach->level)
			return;
		coach->position = at / (float)(coach->grid.rows - 1);
	}
	if (coach->present) {
		coach->even_sum += load;
		coach->even_squares += (double)load * load;
		coach->even_count++;
	}
	add_point(coach, (struct coach_point){.t_us = t_us, .at = at});
}

static float mean_of_last(const struct coach *coach, size_t ways)
{
	struct habit habit = habit_of(coach, false);
	float sum = 0;
	for (size_t i = coach->ways - ways; i < coach->ways; i++)
		sum += way_at(coach, i)->seconds - held(coach, way_at(coach, i), &habit);
	return sum / (float)ways;
}

static void judge_pace(struct coach *coach)
{
	size_t a_pass = one_row(coach) ? 2 : 1;
	size_t enough = one_row(coach) ? (size_t)p.one_row_ways : 2;
	if (coach->ways < enough)
		return;
	/* The first way began while somebody got on. */
	size_t ways =
		coach->ways - 1 < 3 * a_pass ? (coach->ways - 1) / a_pass * a_pass : 3 * a_pass;
	coach->pace_s = (float)a_pass * mean_of_last(coach, ways);
}

static void judge_hint(struct coach *coach, int64_t now_us)
{
	enum coach_hint hint = COACH_LISTENING;
	float pace = coach->pace_s;
	float slack = coach->hint == COACH_IN_RHYTHM ? p.hint_slack_s : 0;
	if (coach->still_s >= coach_dose.spot_max_s)
		hint = COACH_KEEP_MOVING;
	else if (isnan(pace))
		hint = COACH_LISTENING;
	else if (pace < coach_dose.pass_quick_s - slack)
		hint = COACH_TOO_QUICK;
	else
		hint = pace <= coach_dose.pass_slow_s + slack ? COACH_IN_RHYTHM : COACH_KEEP_MOVING;
	if (hint == coach->hint ||
		(coach->hint != COACH_LISTENING && seconds(now_us - coach->hint_us) < p.hint_s))
		return;
	coach->hint = hint;
	coach->hint_us = now_us;
}

static void mark_presence(struct coach *coach, const struct mat_sample *sample)
{
	/* Whoever was there before the set began counts from its beginning. The mat may learn later
	   that somebody was there earlier. */
	int64_t since = sample->changed_us > coach->first_us ? sample->changed_us : coach->first_us;
	if (sample->present && (!coach->present || since < coach->contact_since_us))
		coach->contact_since_us = since;
	if (sample->present == coach->present)
		return;
	if (!sample->present) {
		coach->contact_us +=
			since > coach->contact_since_us ? since - coach->contact_since_us : 0;
		coach->absent_us = sample->t_us;
		coach->position = NAN;
	}
	coach->present = sample->present;
}

void coach_feed(struct coach *coach, const struct mat_sample *sample)
{
	assert(mat_zones(sample->grid) == mat_zones(coach->grid));
	if (coach->begun && sample->t_us <= coach->last_us)
		return;
	float dt = coach->begun ? fminf(seconds(sample->t_us - coach->last_us), p.sample_max_s) : 0;
	if (!coach->begun)
		coach->first_us = sample->t_us;
	coach->begun = true;
	coach->last_us = sample->t_us;
	mark_presence(coach, sample);
	bool pulses = one_row(coach) && coach->series;
	if (pulses && !coach->present && seconds(sample->t_us - coach->absent_us) > p.one_row_gap_s)
		end_series(coach);
	if (coach->present || pulses) {
		double moment, load = load_of(coach, sample, dt, &moment);
		if (coach->bin_count++ == 0)
			coach->bin_us = sample->t_us;
		coach->bin_load += load;
		coach->bin_moment += moment;
		size_t before = coach->ways;
		float lasted = seconds(sample->t_us - coach->bin_us) + dt;
		if (lasted >= p.point_s)
			empty_bin(coach, (coach->bin_us + sample->t_us) / 2, lasted);
		if (coach->ways != before)
			judge_pace(coach);
	}
	coach->still_s =
		coach->present && coach->series ? seconds(sample->t_us - coach->spot_us) : 0;
	judge_hint(coach, sample->t_us);
}

void coach_finish(struct coach *coach)
{
	if (coach->present)
		coach->contact_us += coach->last_us - coach->contact_since_us;
	coach->present = false;
	end_series(coach);
}

/* On one row a pass is a rise and a fall. */
static size_t passes_of_one_row(const struct coach *coach, float *lasts, size_t room)
{
	struct habit habit = habit_of(coach, false);
	size_t count = 0;
	if (coach->ways < (size_t)p.one_row_ways)
		return 0;
	for (size_t i = first_way(coach); i < coach->ways && count < room; i += 2) {
		float sum = 0;
		size_t next = i + 1 < coach->ways ? i + 1 : i;
		for (size_t k = i; k <= i + 1; k++) {
			const struct coach_way *way = way_at(coach, k < next ? k : next);
			sum += way->seconds - held(coach, way, &habit);
		}
		lasts[count++] = sum;
	}
	return count;
}

size_t coach_passes(const struct coach *coach, float *lasts, size_t room)
{
	if (one_row(coach))
		return passes_of_one_row(coach, lasts, room);
	struct habit habit = habit_of(coach, false);
	size_t count = 0;
	for (size_t i = first_way(coach); i < coach->ways && count < room; i++) {
		const struct coach_way *way = way_at(coach, i);
		if (counts(coach, way, &habit))
			lasts[count++] = way->seconds - held(coach, way, &habit);
	}
	return count;
}

/* Mean seconds of a pass: of whole ways; first and last ones only where there is nothing else, as
 * they hold getting on and off. */
static float mean_pass(const struct coach *coach, const struct habit *habit)
{
	double sum = coach->older_s, ends = 0;
	size_t count = coach->older_passes, end_count = 0;
	for (size_t i = first_way(coach); i < coach->ways; i++) {
		const struct coach_way *way = way_at(coach, i);
		float lasts = way->seconds - held(coach, way, habit);
		if (!counts(coach, way, habit))
			continue;
		if (!way->first && !way->last) {
			sum += lasts;
			count++;
		} else {
			ends += lasts;
			end_count++;
		}
	}
	double mean = count       ? sum / (double)count
		      : end_count ? ends / (double)end_count
				  : (double)NAN;
	return (float)mean * (one_row(coach) ? 2.0F : 1.0F);
}

int coach_covered(struct mat_grid grid, const float *landed)
{
	int covered = 0;
	float most = 0;
	for (int i = 0; i < mat_zones(grid); i++)
		most = fmaxf(most, landed[i]);
	for (int i = 0; i < mat_zones(grid) && most > 0; i++)
		covered += landed[i] >= p.covered * most;
	return covered;
}

struct coach_summary coach_summary(const struct coach *coach)
{
	float lasts[COACH_PASSES_MAX];
	struct habit habit = habit_of(coach, false);
	size_t passes = coach_passes(coach, lasts, COACH_PASSES_MAX);
	size_t older = one_row(coach) ? coach->older_passes / 2 : coach->older_passes;
	int64_t contact = coach->contact_us;
	if (coach->present)
		contact += coach->last_us - coach->contact_since_us;
	struct coach_summary summary = {
		.passes = (int)(passes + older),
		.in_rhythm = one_row(coach) ? 0 : (int)coach->older_in_rhythm,
		.seconds_per_pass = passes ? mean_pass(coach, &habit) : NAN,
		.contact_s = seconds(contact),
		.left_share = NAN,
		.evenness = NAN,
		.coverage = NAN,
	};
	for (size_t i = 0; i < passes; i++)
		summary.in_rhythm +=
			lasts[i] >= coach_dose.pass_quick_s && lasts[i] <= coach_dose.pass_slow_s;
	for (size_t i = first_way(coach); i < coach->ways; i++)
		summary.held_s += held(coach, way_at(coach, i), &habit);
	if (coach->all > 0 && coach->grid.columns > 1)
		summary.left_share = (float)(coach->left / coach->all);
	if ((float)coach->even_count * p.point_s > 2 && mat_zones(coach->grid) > 1) {
		double mean = coach->even_sum / coach->even_count;
		double variance = coach->even_squares / coach->even_count - mean * mean;
		summary.coverage = (float)coach_covered(coach->grid, coach->landed) /
				   (float)mat_zones(coach->grid);
		summary.evenness = fmaxf(1 - (float)(sqrt(fmax(variance, 0)) / mean), 0);
	}
	return summary;
}
