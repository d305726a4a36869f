/* The coach: what can honestly be known from the mat while somebody rolls. Pure: no clock, no
 * thread, no allocation; plain data, one owner. Feed it samples, read its fields, ask for a
 * summary.
 *
 * A pass is one way along the rows, from turning point to turning point of the load's centroid; a
 * turn counts once the centroid has come back by a share of the usual travel (hysteresis), so sway
 * and noise are no passes. On a mat of one row the load itself rises and falls once a pass; where
 * it does not clearly do so there are none. A first or last pass that covers less than 60 % of the
 * usual way is not counted. Everything is relative: never kilograms, never a diagnosis.
 *
 * The figures (FACTS of the content, each with its source):
 *  3 to 4 s a pass, one way   2 to 4 s: Behm 2020, J Strength Cond Res 34(11):3301,
 *                             doi 10.1519/JSC.0000000000003765; about 3 s: "Parameters of Foam
 *                             Rolling", Biomed Hum Kinetics 11(1):36
 *  slow beats self-paced      33 passes a minute against 15: Sezik 2024, J Sports Sci Med. No
 * single speed is right: Wilke 2019, J Sport Rehabil 28(7):711 1 to 3 sets, 30 to 60 s    1 to 3
 * sets of 30 to 120 s: Behm 2020; the shorter half fits a store 30 s of rest               Biomed
 * Hum Kinetics 11(1):36 2 minutes on one spot      bruising; our safety gate, after Bartsch 2021,
 * doi 10.3390/jcm10225360 It does not judge how hard somebody presses: 3.9, 6.2 and 8.2 of 10 gave
 * the same gain (Grabow 2018, J Strength Cond Res 32(11):3059). */
#ifndef TUNEUP_COACH_H
#define TUNEUP_COACH_H

#include "base/mat.h"

#include <stddef.h>

/* What is advised; seconds and counts. */
struct coach_dose {
	float pass_quick_s, pass_slow_s; /* 3 and 4: the rhythm */
	float set_min_s, set_max_s;      /* 30 and 60 */
	int sets_min, sets_max;          /* 1 and 3 */
	float rest_s;                    /* 30 */
	float spot_max_s;                /* 120 */
};
extern const struct coach_dose coach_dose;

enum coach_hint {
	COACH_LISTENING,   /* not yet two passes */
	COACH_TOO_QUICK,   /* under 3 s a pass */
	COACH_IN_RHYTHM,   /* 3 to 4 s */
	COACH_KEEP_MOVING, /* over 4 s, or two minutes on one spot */
};

enum { COACH_PASSES_MAX = 256, COACH_POINTS = 1200, COACH_STILLS = 6 };

/* A stretch in which the centroid hardly moved, clipped to one way. */
struct coach_still {
	float whole_s, here_s; /* all of it; the part within this way */
	bool turn;             /* it lies over a turning point */
};

/* One way from turn to turn (on one row: one rise or fall of the load). */
struct coach_way {
	float seconds; /* with what was held still */
	float travel;  /* rows; on one row: share of the recent peak */
	bool first, last;
	uint8_t stills;
	struct coach_still still[COACH_STILLS];
};

struct coach_point {
	int64_t t_us;
	float at; /* centroid in rows; on one row: share of the recent peak */
};

/* Its state. What screens may read stands first. */
struct coach {
	enum coach_hint hint; /* changes at most every 2 s */
	float pace_s;         /* seconds a pass, of the last three; NAN before two are made */
	float position;       /* where the load is, 0 (screen side) to 1; NAN: not known */
	float still_s;        /* how long the load has been on one spot */
	float peak;           /* the highest load of a zone so far: what 0..1 on screen refers to */
	bool present;
	float landed[MAT_ZONES_MAX]; /* load x seconds a zone: where it landed */

	struct mat_grid grid;
	bool begun, graded;
	int64_t first_us, last_us, contact_since_us, contact_us, absent_us;
	double left, all; /* load x seconds */
	double even_sum, even_squares;
	int even_count;

	double bin_load, bin_moment; /* samples that become the next point */
	int bin_count;
	int64_t bin_us;
	float level; /* the recent load: its peak on one row, else its mean */
	struct coach_point point[COACH_POINTS];
	size_t points;

	int direction; /* +1, -1; 0: not known yet */
	bool series, first;
	struct coach_point start, far, low, high;
	float usual; /* travel of late */
	float spot;
	int64_t spot_us, hint_us;

	struct coach_way way[COACH_PASSES_MAX];
	size_t ways; /* ever made; the last COACH_PASSES_MAX are kept */
	size_t older_passes, older_in_rhythm;
	double older_s;
};

/* A set begins; all that was is forgotten. */
void coach_start(struct coach *coach, struct mat_grid grid);

/* Takes one sample in; it has the grid of coach_start and grows in time (else it is ignored). */
void coach_feed(struct coach *coach, const struct mat_sample *sample);

/* The set is over: what was begun is closed. Feeding on begins again. */
void coach_finish(struct coach *coach);

struct coach_summary {
	int passes;
	int in_rhythm;          /* passes of 3 to 4 s */
	float seconds_per_pass; /* mean, without time held still; NAN without passes */
	float contact_s;        /* with holds */
	float held_s;           /* held still during passes */
	float left_share;       /* 0..1; NAN without contact or with one column */
	float evenness; /* 0..1: 1 minus the variation of the whole load (standard deviation by
			   mean); NAN with under 2 s of contact or one zone */
	float coverage; /* 0..1: zones that got a tenth of what the busiest one did, by load x
			   seconds; NAN likewise */
};
struct coach_summary coach_summary(const struct coach *coach);

/* Zones that got at least a tenth of what the busiest one did. landed: as in struct coach, of one
 * set or summed over several. */
int coach_covered(struct mat_grid grid, const float *landed);

/* Seconds of each pass without time held still, oldest first. Returns how many were written. */
size_t coach_passes(const struct coach *coach, float *seconds, size_t room);

#endif
