/* A program out of routines: what is tight, before or after a run, so many minutes. Pure.
 *
 * The rules, and where they come from (FACTS numbers are of the design's list of studies):
 *
 * 1. A side is under load for 30 to 120 s: rolling, and holding a tender spot within it. 30 to 120
 * s is the dose of Behm 2020 (J Strength Cond Res 34(11):3301); longer than two minutes on one spot
 *    bruises (Bartsch 2021, jcm10225360). Both sides get the same.
 * 2. Before a run it is shorter and lighter: 30 to 60 s, a spot held for 10 s at most, two sets at
 *    most. After a run it is longer and slower: 45 to 120 s a side, so that with both sides each
 *    muscle has the two minutes after which pain was lower 24 to 48 h later (PMC6961644) where the
 *    minutes allow it. On a rest day, when a light massage helps after a big run, 30 to 90 s.
 * 3. One to three sets (Behm 2020). An area never comes twice in a row, since no spot is rolled
 *    longer than two minutes: a second set waits until all other areas had their first one. A
 * single area therefore gets one set.
 * 4. Between two segments there is a rest of about 30 s ("Parameters of Foam Rolling", Biomed Hum
 *    Kinetics 11(1):36), 20 s before a run to stay lively; the rests count in the minutes. Between
 *    the sides the settling step of the routine is the rest.
 * 5. Before a run from the top down, so that it ends at the feet and standing; after a run and on a
 *    rest day from the feet up, so that it ends lying, with the breath.
 * 6. It never takes longer than asked for. What does not fit at the least load is left out, not
 *    squeezed, and the plan says so: the largest workers on a run stay (quads, glutes, calves, IT
 *    band, adductors), the rest follows. Minutes that no rule allows to fill are left.
 *
 * How a routine's own steps take the planned time: the longest step of a side rolls, and so does
 * any that is three quarters as long; they take what the holds leave of the load. Shorter steps
 * before them settle, for 15 s at most (10 s before a run); shorter ones after them hold a spot, as
 * long as they are written but no longer than rule 2 and a third of the load. What comes once at
 * the end is for the last segment: elsewhere the rest takes its place. */
#ifndef TUNEUP_PLAN_H
#define TUNEUP_PLAN_H

#include "data/catalog.h"

/* Seconds; load and hold are for one side. */
struct plan_dose {
	int load_least, load_most, hold_most, settle_most, rest;
	int sets_most;
};
const struct plan_dose *plan_dose(enum when when);

struct plan_wish {
	int routine[AREA_COUNT]; /* indices in the catalog; a second one of an area is passed over
				  */
	int routines;
	enum when when;
	int minutes;
};

/* One routine, once. */
struct plan_segment {
	int routine; /* index in the catalog */
	int set;     /* from 1 */
	int load;    /* seconds under load, for one side */
	struct planned_step step[PLANNED_MAX];
	int steps;
	int seconds; /* of all steps */
};

enum { PLAN_SETS_MAX = 3, PLAN_SEGMENTS_MAX = AREA_COUNT * PLAN_SETS_MAX };

struct plan {
	enum when when;
	struct plan_segment segment[PLAN_SEGMENTS_MAX]; /* in the order of play */
	int segments;
	int sets;
	int rest;                 /* seconds between two segments */
	int seconds;              /* of all, with the rests */
	int asked;                /* the wish's minutes, in seconds */
	int left_out[AREA_COUNT]; /* routines that do not fit */
	int left_outs;
	int seconds_for_all; /* the least in which all of the wish would fit */
};

/* Makes the plan of a wish. No routine, or none that fits: no segments. */
void plan_make(const struct catalog *catalog, const struct plan_wish *wish, struct plan *plan);

/* What a ready program wishes. */
struct plan_wish plan_wish_of(const struct program *program);

/* Whole minutes as they are told, rounded up: never more than were asked for. */
int plan_minutes(const struct plan *plan);

/* Whether there was a minute or more that no rule allows to fill. */
bool plan_is_enough(const struct plan *plan);

/* From the start of a segment to the end of all, rests included. */
int plan_seconds_from(const struct plan *plan, int segment);

#endif
