/* What is wrong with a mat and its zones: stuck, flat, noisy, unplugged. */
#include "mat_zones.h"

#include "base/tr.h"

#include <math.h>

/* The parameters. Levels are shares of the converter's full scale, times are seconds. */
static const struct {
	/* Stuck high: at this level, alone, or while the roller goes over others (edges), or for
	   long. Nobody is to stay two minutes on a spot (FACTS, section 4). */
	float high, high_alone_s, high_moving_s, high_long_s;
	int high_edges;
	/* Flat: not one step of the converter in this time, though others show noise (in steps)
	   or both neighbors were rolled over (edges). */
	float flat_s, flat_noise_steps;
	int flat_edges;
	/* Noisy: standard deviation; ten times an MCP3008 on a long cable. */
	float noisy, noisy_calm;
	/* Unplugged: all at nothing though their baselines were above this, for so long. */
	float dead, dead_base, dead_s;
} p = {
	.high = 0.995F,
	.high_alone_s = 20,
	.high_moving_s = 4,
	.high_long_s = 150,
	.high_edges = 4,
	.flat_s = 10,
	.flat_noise_steps = 0.5F,
	.flat_edges = 4,
	.noisy = 0.035F,
	.noisy_calm = 0.025F,
	.dead = 0.002F,
	.dead_base = 0.015F,
	.dead_s = 0.5F,
};

const char *mat_fault_name(enum mat_fault fault)
{
	switch (fault) {
	case MAT_STUCK_HIGH:
		return N_("stuck high");
	case MAT_FLAT:
		return N_("flat");
	case MAT_NOISY:
		return N_("noisy");
	case MAT_UNPLUGGED:
		return N_("unplugged");
	case MAT_LOADED_AT_START:
		return N_("someone at start");
	case MAT_FAULTS:
		break;
	}
	return "";
}

bool mat_is_top(float value)
{
	return value >= p.high;
}

void mat_was_high_from_the_first(struct mat *mat, struct zone *zone)
{
	if (zone->high_us == mat->first_us && mat->zones >= 4)
		zone->high_us -= (int64_t)(p.high_alone_s * 1e6F);
}

static bool is_high(struct mat *mat, struct zone *zone)
{
	if (zone->last_raw < p.high) {
		zone->high_us = INT64_MAX;
		return false;
	}
	if (zone->high_us == INT64_MAX) {
		zone->high_us = mat->last_us;
		zone->edges_around = mat->edges - zone->edges;
	}
	float since = mat_seconds(mat->last_us - zone->high_us);
	bool alone = !mat->form.contact;
	for (int i = 0; i < mat->zones && alone; i++)
		alone = &mat->zone[i] == zone || !mat->zone[i].touched ||
			(mat->zone[i].faults & MAT_STUCK_HIGH);
	int edges = (int)(mat->edges - zone->edges - zone->edges_around);
	return since > p.high_long_s || (alone && since > p.high_alone_s) ||
	       (edges >= p.high_edges && since > p.high_moving_s && !mat->form.contact);
}

/* How often the lesser of the two neighbors along the rows was touched; 0 at the mat's ends. */
static unsigned edges_beside(const struct mat *mat, int i)
{
	int columns = mat->form.grid.columns;
	if (i < columns || i + columns >= mat->zones)
		return 0;
	unsigned before = mat->zone[i - columns].edges, after = mat->zone[i + columns].edges;
	return before < after ? before : after;
}

static bool is_flat(struct mat *mat, int i, float noise, float base)
{
	struct zone *zone = &mat->zone[i];
	if (zone->moved_us == mat->last_us)
		zone->edges_beside = edges_beside(mat, i);
	if (mat->form.contact || mat_seconds(mat->last_us - zone->moved_us) < p.flat_s ||
		zone->last_raw >= p.high)
		return false;
	bool sees_noise = noise * mat->full > p.flat_noise_steps &&
			  (zone->last_raw > p.dead || base > p.dead_base);
	return sees_noise || (int)(edges_beside(mat, i) - zone->edges_beside) >= p.flat_edges;
}

void mat_judge_zones(struct mat *mat)
{
	float noise = 0, base = 0;
	for (int i = 0; i < mat->zones; i++) {
		noise += mat->zone[i].noise / (float)mat->zones;
		base += mat->zone[i].base / (float)mat->zones;
	}
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		bool was_noisy = zone->faults & MAT_NOISY;
		unsigned faults = 0;
		if (is_high(mat, zone))
			faults |= MAT_STUCK_HIGH;
		if (is_flat(mat, i, noise, base))
			faults |= MAT_FLAT;
		if (!mat->form.contact && zone->jitter > (was_noisy ? p.noisy_calm : p.noisy))
			faults |= MAT_NOISY;
		/* Back to sound: what it shows now is where it starts anew. */
		if (zone->faults && !faults && !mat->form.contact && !mat->present)
			zone->base = zone->smooth;
		zone->faults = (uint8_t)faults;
	}
}

bool mat_is_dead(struct mat *mat)
{
	float base = 0, highest = 0;
	for (int i = 0; i < mat->zones; i++) {
		base += mat->zone[i].base / (float)mat->zones;
		highest = fmaxf(highest, mat->zone[i].last_raw);
	}
	if (mat->form.contact || highest > p.dead || base < p.dead_base)
		mat->dead_us = INT64_MAX;
	else if (mat->dead_us == INT64_MAX)
		mat->dead_us = mat->last_us;
	return mat->dead_us != INT64_MAX;
}

bool mat_is_unplugged(const struct mat *mat)
{
	bool dead = mat->dead_us != INT64_MAX;
	return mat->silent || mat->short_scan ||
	       (dead && mat_seconds(mat->last_us - mat->dead_us) >= p.dead_s);
}
