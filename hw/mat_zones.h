/* What the two halves of the signal path share: mat.c follows the zones, mat_faults.c finds those
 * that are broken. */
#ifndef TUNEUP_MAT_ZONES_H
#define TUNEUP_MAT_ZONES_H

#include "mat.h"

struct zone {
	float last[2]; /* the two scans before, the newer one first */
	float smooth, base, span;
	float fallen;        /* how far its baseline has fallen since the start */
	float rest;          /* its mean of some seconds */
	float low, top;      /* while somebody is there: lowest and highest of late */
	float jitter, noise; /* standard deviation: always; while untouched */
	float last_raw;
	int64_t moved_us;      /* when its raw value last changed */
	int64_t high_us;       /* since when it is at the top; INT64_MAX: it is not */
	unsigned edges;        /* how often it was newly touched */
	unsigned edges_around; /* touches of all zones when it went to the top */
	unsigned edges_beside; /* touches of the lesser rolled neighbor when it last moved */
	bool touched;
	bool suspect; /* taken for loaded at the start */
	uint8_t faults;
};

struct mat {
	struct mat_form form;
	int zones;
	float full; /* the raw value at the top */
	bool calibrated;
	struct mat_calibration calibration;
	unsigned refused;

	struct zone zone[MAT_ZONES_MAX];
	bool begun, tared, silent;
	bool went; /* somebody was present since the start, and went */
	int64_t first_us, last_us;
	int64_t suspect_us; /* when the suspect zones were seen */
	int64_t stirred_us; /* when a load last moved, or somebody came */
	float recent;       /* the strongest zone of late */
	bool present;
	int64_t changed_us, leaning_us; /* since when the other state holds; INT64_MAX: never */
	int64_t dead_us;                /* since when all is at nothing; INT64_MAX: it is not */
	unsigned edges;
	bool short_scan, quick;
};

static inline float mat_seconds(int64_t us)
{
	return (float)us * 1e-6F;
}

/* Whether a reading (share of full scale) is at the top. */
bool mat_is_top(float value);

/* A zone that was at the top from the first scan on is stuck at once, if there are enough others to
 * tell it by. */
void mat_was_high_from_the_first(struct mat *mat, struct zone *zone);

/* Judges every zone anew; one that is sound again starts from what it shows. */
void mat_judge_zones(struct mat *mat);

/* All at nothing where there was something: the cable is out, since mat->dead_us. Returns whether
 * it looks so; it is told once it has lasted. */
bool mat_is_dead(struct mat *mat);
bool mat_is_unplugged(const struct mat *mat);

#endif
