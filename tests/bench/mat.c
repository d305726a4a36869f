/* What the mat's signal path and the coach cost: ten minutes of somebody who rolls on the largest
 * mat, 24x8 zones at 50 scans a second, and the usual one. Prints lines "metric value": percent of
 * one core, and the slowest scan. "mat ROWSxCOLUMNS": a scan of that mat, microseconds. */
#include "../unit/roller.h"
#include "coach.h"
#include "mat.h"

#include <stdio.h>
#include <time.h>

static double cpu_ms(void)
{
	struct timespec used;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static struct roller_run run;
static struct coach coach;

struct costs {
	double all_ms, most_ms, lasted_ms;
};

static struct costs costs_of(struct mat_grid grid)
{
	struct roller roller = roller_usual(1);
	struct mat_raw raw;
	struct mat_sample sample;
	struct costs costs = {0};
	roller.form.grid = grid;
	roller.contact_s = 600;
	roller.to = (float)grid.rows - 1 - roller.from;
	roller.width = 0.15F * (float)grid.rows;
	roller_begin(&run, &roller);
	struct mat *mat = mat_create(roller.form);
	coach_start(&coach, grid);
	while (roller_next(&run, &raw)) {
		double began = cpu_ms();
		if (mat_feed(mat, &raw, &sample))
			coach_feed(&coach, &sample);
		double took = cpu_ms() - began;
		costs.all_ms += took;
		costs.most_ms = took > costs.most_ms ? took : costs.most_ms;
	}
	coach_finish(&coach);
	mat_destroy(mat);
	costs.lasted_ms = (double)raw.t_us / 1000;
	return costs;
}

static void measure(const char *name, struct mat_grid grid)
{
	struct costs costs = costs_of(grid);
	printf("%s_percent %.4f\n%s_slowest_ms %.4f\n", name, 100 * costs.all_ms / costs.lasted_ms,
		name, costs.most_ms);
}

int main(int argc, char **argv)
{
	struct mat_grid grid;
	if (argc == 2 && sscanf(argv[1], "%dx%d", &grid.rows, &grid.columns) == 2) {
		struct costs costs = costs_of(grid);
		printf("scan_us %.3f\n", 1000 * costs.all_ms / (costs.lasted_ms / 20));
		return 0;
	}
	measure("largest", (struct mat_grid){MAT_ROWS_MAX, MAT_COLUMNS_MAX});
	measure("usual", (struct mat_grid){4, 2});
	return 0;
}
