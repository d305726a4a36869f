#include "plan.h"

#include <assert.h>

/* Loads grow in steps of so many seconds a side; a hold is a multiple of it, too. */
enum { STEP_S = 5, CLOSE_MOST = 15, A_MINUTE = 60 };

static const struct plan_dose doses[WHEN_COUNT] = {
	[WHEN_BEFORE] = {.load_least = 30,
		.load_most = 60,
		.hold_most = 10,
		.settle_most = 10,
		.rest = 20,
		.sets_most = 2},
	[WHEN_AFTER] = {.load_least = 45,
		.load_most = 120,
		.hold_most = 30,
		.settle_most = 15,
		.rest = 30,
		.sets_most = 3},
	[WHEN_REST_DAY] = {.load_least = 30,
		.load_most = 90,
		.hold_most = 30,
		.settle_most = 15,
		.rest = 30,
		.sets_most = 3},
};

static_assert(PLAN_SETS_MAX == 3, "as many as sets_most");

/* From the top down. */
static const enum area downwards[AREA_COUNT] = {AREA_NECK, AREA_RIBS, AREA_GLUTES, AREA_ITBAND,
	AREA_QUADS, AREA_ADDUCTORS, AREA_CALVES, AREA_FEET};

/* What stays when not all fits, the first before the others. */
static const enum area by_weight[AREA_COUNT] = {AREA_QUADS, AREA_GLUTES, AREA_CALVES, AREA_ITBAND,
	AREA_ADDUCTORS, AREA_FEET, AREA_RIBS, AREA_NECK};

const struct plan_dose *plan_dose(enum when when)
{
	return &doses[when];
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* ---- the steps of a segment ---- */

enum part { SETTLE, ROLL, HOLD, CLOSE };

static bool of_a_side(const struct routine *routine, int step)
{
	return routine->sides < 2 || routine->step[step].each_side;
}

/* What each step is for (plan.h says how that is told). */
static void find_parts(const struct routine *routine, enum part part[STEPS_MAX])
{
	int longest = 0, last = -1;
	for (int i = 0; i < routine->steps; i++) {
		if (!of_a_side(routine, i))
			continue;
		last = i;
		if (routine->step[i].seconds > longest)
			longest = routine->step[i].seconds;
	}
	bool rolled = false;
	for (int i = 0; i < routine->steps; i++) {
		bool side = of_a_side(routine, i);
		if (side && 4 * routine->step[i].seconds >= 3 * longest) {
			part[i] = ROLL;
			rolled = true;
		} else {
			part[i] = i > last ? CLOSE : side && rolled ? HOLD : SETTLE;
		}
	}
}

static int sum_of(const struct routine *routine, const enum part *part, enum part of)
{
	int sum = 0;
	for (int i = 0; i < routine->steps; i++)
		if (part[i] == of)
			sum += routine->step[i].seconds;
	return sum;
}

/* Shares seconds out among the steps of a part, as they are written; returns what is left over. */
static int share_out(const struct routine *routine, const enum part *part, enum part of,
	int seconds, int time[STEPS_MAX])
{
	int all = sum_of(routine, part, of), left = seconds;
	for (int i = 0; i < routine->steps; i++) {
		if (part[i] != of)
			continue;
		time[i] = seconds * routine->step[i].seconds / all / STEP_S * STEP_S;
		left -= time[i];
	}
	return left;
}

/* The planned time of each step of the routine, for one side. */
static void find_times(const struct routine *routine, const struct plan_dose *dose, int load,
	bool last, int time[STEPS_MAX])
{
	enum part part[STEPS_MAX] = {SETTLE};
	find_parts(routine, part);
	int hold = least(sum_of(routine, part, HOLD), least(dose->hold_most, load / 3));
	int roll = load - (hold - share_out(routine, part, HOLD, hold, time));
	int left = share_out(routine, part, ROLL, roll, time);
	for (int i = 0; i < routine->steps; i++) {
		int own = routine->step[i].seconds;
		if (part[i] == SETTLE) {
			time[i] = least(own, dose->settle_most);
		} else if (part[i] == CLOSE) {
			time[i] = last ? least(own, CLOSE_MOST) : 0;
		} else if (part[i] == ROLL) {
			time[i] += left;
			left = 0;
		}
	}
}

/* The routine's own steps at the segment's load; what takes no time is left out. */
static void lay_out(const struct catalog *catalog, const struct plan_dose *dose, bool last,
	struct plan_segment *segment)
{
	const struct routine *routine = &catalog->routine[segment->routine];
	struct planned_step own[PLANNED_MAX];
	int time[STEPS_MAX], count = routine_expand(routine, own, PLANNED_MAX);
	find_times(routine, dose, segment->load, last, time);
	segment->steps = segment->seconds = 0;
	for (int i = 0; i < count; i++) {
		own[i].seconds = time[own[i].step];
		segment->seconds += own[i].seconds;
		if (own[i].seconds)
			segment->step[segment->steps++] = own[i];
	}
}

/* ---- the plan ---- */

static int seconds_of(const struct plan *plan)
{
	int seconds = plan->segments > 1 ? plan->rest * (plan->segments - 1) : 0;
	for (int i = 0; i < plan->segments; i++)
		seconds += plan->segment[i].seconds;
	return seconds;
}

static void load_up(const struct catalog *catalog, struct plan *plan, int i, int load)
{
	plan->segment[i].load = load;
	lay_out(catalog, &doses[plan->when], i == plan->segments - 1, &plan->segment[i]);
	plan->seconds = seconds_of(plan);
}

/* The routines of the wish in the order of these areas. */
static void put_in_order(const struct catalog *catalog, struct plan_wish *wish,
	const enum area order[AREA_COUNT], bool backwards)
{
	struct plan_wish given = *wish;
	wish->routines = 0;
	for (int k = 0; k < AREA_COUNT; k++) {
		enum area area = order[backwards ? AREA_COUNT - 1 - k : k];
		bool found = false;
		for (int i = 0; i < given.routines && !found; i++) {
			found = catalog->routine[given.routine[i]].area == area;
			if (found)
				wish->routine[wish->routines++] = given.routine[i];
		}
	}
}

/* All of the wish in the order of play, so many sets of each, at the least load. */
static void begin(
	const struct catalog *catalog, const struct plan_wish *wish, int sets, struct plan *plan)
{
	struct plan_wish in_turn = *wish;
	put_in_order(catalog, &in_turn, downwards, wish->when != WHEN_BEFORE);
	plan->sets = sets;
	plan->segments = in_turn.routines * sets;
	for (int i = 0; i < plan->segments; i++)
		plan->segment[i] =
			(struct plan_segment){.routine = in_turn.routine[i % in_turn.routines],
				.set = i / in_turn.routines + 1};
	for (int i = 0; i < plan->segments; i++)
		load_up(catalog, plan, i, doses[plan->when].load_least);
	plan->seconds = seconds_of(plan);
}

/* Each segment in turn takes a little more, as long as the minutes last. */
static void fill(const struct catalog *catalog, struct plan *plan)
{
	int most = doses[plan->when].load_most;
	for (bool grows = true; grows;) {
		grows = false;
		for (int i = 0; i < plan->segments; i++) {
			int load = plan->segment[i].load;
			if (load + STEP_S > most)
				continue;
			load_up(catalog, plan, i, load + STEP_S);
			if (plan->seconds <= plan->asked)
				grows = true;
			else
				load_up(catalog, plan, i, load);
		}
	}
}

/* Leaves out what does not fit once at the least load. */
static void leave_out(const struct catalog *catalog, struct plan_wish *wish, struct plan *plan)
{
	put_in_order(catalog, wish, by_weight, false);
	begin(catalog, wish, 1, plan);
	plan->seconds_for_all = plan->seconds;
	while (wish->routines && plan->seconds > plan->asked) {
		plan->left_out[plan->left_outs++] = wish->routine[--wish->routines];
		begin(catalog, wish, 1, plan);
	}
}

/* The fewest sets that fill the minutes, else those that fill the most of them. */
static int choose_sets(
	const struct catalog *catalog, const struct plan_wish *wish, struct plan *plan)
{
	int most = wish->routines > 1 ? doses[wish->when].sets_most : 1, best = 1, seconds = 0;
	for (int sets = 1; sets <= most; sets++) {
		begin(catalog, wish, sets, plan);
		if (plan->seconds > plan->asked)
			break;
		fill(catalog, plan);
		if (plan->seconds > seconds) {
			seconds = plan->seconds;
			best = sets;
		}
		if (!plan_is_enough(plan))
			break;
	}
	return best;
}

void plan_make(const struct catalog *catalog, const struct plan_wish *wish, struct plan *plan)
{
	struct plan_wish kept = *wish;
	*plan = (struct plan){.when = wish->when,
		.rest = doses[wish->when].rest,
		.asked = wish->minutes * A_MINUTE};
	leave_out(catalog, &kept, plan);
	int sets = choose_sets(catalog, &kept, plan);
	begin(catalog, &kept, sets, plan);
	fill(catalog, plan);
}

struct plan_wish plan_wish_of(const struct program *program)
{
	struct plan_wish wish = {
		.routines = program->routines, .when = program->when, .minutes = program->minutes};
	for (int i = 0; i < program->routines; i++)
		wish.routine[i] = program->routine[i];
	return wish;
}

int plan_minutes(const struct plan *plan)
{
	return (plan->seconds + A_MINUTE - 1) / A_MINUTE;
}

bool plan_is_enough(const struct plan *plan)
{
	return plan->asked - plan->seconds >= A_MINUTE;
}

int plan_seconds_from(const struct plan *plan, int segment)
{
	int seconds = 0;
	for (int i = segment; i < plan->segments; i++)
		seconds += plan->segment[i].seconds + (i > segment ? plan->rest : 0);
	return seconds;
}
