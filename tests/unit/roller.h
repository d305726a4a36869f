/* A synthetic person on the mat, of known truth: raw scans as a real mat would give them. Seeded,
 * so the same settings always give the same scans. */
#ifndef TUNEUP_TEST_ROLLER_H
#define TUNEUP_TEST_ROLLER_H

#include "base/mat.h"

enum roller_path { ROLLER_SINE, ROLLER_TRIANGLE, ROLLER_SMOOTH /* least jerk, as arms move */ };

struct roller {
	struct mat_form form;
	uint32_t seed;
	float hz;
	/* What is done; seconds. */
	float lead_s, contact_s, tail_s; /* empty, on the mat, empty again */
	float pace_s;                    /* a pass, one way; 0: stands still */
	enum roller_path path;
	float from, to;               /* turning points, rows */
	float width;                  /* of the load along the rows: standard deviation, rows */
	float load;                   /* at its middle, share of full scale */
	float left_share;             /* 0..1 */
	float pause_every_s, pause_s; /* a pause each so many seconds of rolling; 0: none */
	float begin_pass;             /* where in a pass it starts: 0 at a turning point */
	/* What the mat does to it. */
	float base, base_spread;  /* empty reading, share of full scale; +- share of itself */
	float noise;              /* standard deviation, share of full scale */
	float drift_per_min;      /* of the empty reading, share of full scale */
	float wander;             /* slow swing with a period of 20 minutes, likewise */
	float gain_spread;        /* zones differ by +- this share */
	float creep;              /* a load grows by this share in some 8 s, and leaves it */
	float crosstalk;          /* share of a zone's load that its neighbors show */
	float dropped;            /* share of scans that are lost */
	float gap_every_s, gap_s; /* and whole stretches */
};

/* An average one: 4x2, 10 bits, 50 Hz, 3.5 s a pass for 35 s, noise, offsets and 25 % gain spread.
 */
struct roller roller_usual(uint32_t seed);

struct roller_truth {
	int passes; /* whole ones */
	float seconds_per_pass, contact_s, left_share;
};

/* Between roller_begin and the end. */
struct roller_run {
	struct roller roller;
	uint64_t random;
	long scan;
	float gain[MAT_ZONES_MAX], base[MAT_ZONES_MAX], creep[MAT_ZONES_MAX], load[MAT_ZONES_MAX];
	float rolled_s, paused_s, next_pause_s;
	struct roller_truth truth; /* grows with the run */
};

void roller_begin(struct roller_run *run, const struct roller *roller);

/* The next scan that is not lost. False: it is over. */
bool roller_next(struct roller_run *run, struct mat_raw *raw);

#endif
