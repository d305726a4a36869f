/* What lies on a mat that is not there: a steady value a zone, and a roller that goes to and fro
 * over its rows. What the simulated converters and the simulated microcontroller measure. */
#ifndef TUNEUP_TEST_MAT_LOAD_H
#define TUNEUP_TEST_MAT_LOAD_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAT_LOAD_ZONES = 192 };

struct mat_load {
	int rows, columns;
	int value[MAT_LOAD_ZONES]; /* without the roller */
	int pass_ms, rolled;       /* a pass, one way; how much the roller adds; 0: there is none */
	long since_ms;
};

static inline long mat_load_now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* "roll MS VALUE", "stop"; false: another command. */
static inline int mat_load_obey(struct mat_load *load, const char *line)
{
	int pass_ms, value;
	if (sscanf(line, "roll %d %d", &pass_ms, &value) == 2 && pass_ms > 0) {
		load->pass_ms = pass_ms;
		load->rolled = value;
		load->since_ms = mat_load_now_ms();
		return 1;
	}
	if (strcmp(line, "stop\n") == 0) {
		load->rolled = 0;
		return 1;
	}
	return 0;
}

/* What the zone measures now, with up to so much noise to each side. */
static inline int mat_load_of(const struct mat_load *load, int zone, int noise)
{
	const double half_turn = 3.14159265358979;
	int value = load->value[zone] + rand() % (2 * noise + 1) - noise;
	if (!load->rolled)
		return value;
	double passes = (double)(mat_load_now_ms() - load->since_ms) / load->pass_ms;
	double at = (load->rows - 1) * (0.5 - 0.5 * cos(half_turn * passes));
	double away = at - zone / load->columns;
	return value + (int)(load->rolled * exp(-1.5 * away * away));
}

#endif
