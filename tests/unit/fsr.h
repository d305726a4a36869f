/* A second synthetic roller, written apart from roller.c with another load, path and noise, so that
 * the coach is not held against its own mirror: force-sensing resistors under a roller whose weight
 * is spread along the rows by the area under a bell, in whole steps of the converter, with
 * timestamps in whole milliseconds that tremble. Seeded. */
#ifndef TUNEUP_TEST_FSR_H
#define TUNEUP_TEST_FSR_H

#include "base/mat.h"

enum fsr_path {
	FSR_SINE,
	FSR_TRIANGLE,
	FSR_ROUNDED /* a triangle with short stops at its turns */
};
enum fsr_pause { FSR_NO_PAUSE, FSR_PAUSE_MIDWAY, FSR_PAUSE_AT_TURNS, FSR_PAUSE_ANYWHERE };

struct fsr {
	struct mat_form form;
	uint32_t seed;
	float lead_s, contact_s, tail_s;
	float pace_s; /* a pass one way; 0: stands still, and sways */
	enum fsr_path path;
	float from, to;   /* where the roller's middle turns, rows */
	float width;      /* of the bell, standard deviation in rows */
	float begin_pass; /* where it is set down: 0 at `from`, 0.5 midway, ... */
	float weight; /* of the whole roller, share of a zone's range; what lies off the mat is lost
		       */
	float left_share;
	enum fsr_pause pause;
	float pause_s;
	int pauses;        /* spread over the contact */
	float ramp_s;      /* getting on and off */
	float pace_wobble; /* passes differ by +- this share, their mean stays */
	/* The mat. */
	int base_low, base_high; /* offsets of the zones, steps */
	float gain_spread;       /* +- share */
	float noise;             /* steps, standard deviation */
	float drift;             /* of all offsets, steps a minute */
	float creep, creep_s; /* the load grows by this share, in this time; leaves more slowly */
	float curve;          /* 0: straight; 1: as FSRs, steep at first */
	float period_ms, jitter_ms;
	float dropped; /* share of scans */
};

struct fsr fsr_usual(uint32_t seed);

enum { FSR_PAUSES_MAX = 8, FSR_PASSES_MAX = 512 };

struct fsr_run {
	struct fsr fsr;
	uint32_t random;
	double t_ms;
	long last_ms;
	float base[MAT_ZONES_MAX], gain[MAT_ZONES_MAX], crept[MAT_ZONES_MAX];
	float pause_at[FSR_PAUSES_MAX]; /* passes */
	float length[FSR_PASSES_MAX];   /* of each pass, shares of pace_s */
	double passes, paused_s;        /* done so far */
	int pause;
};

void fsr_begin(struct fsr_run *run, const struct fsr *fsr);

/* The next scan. False: it is over. */
bool fsr_next(struct fsr_run *run, struct mat_raw *raw);

/* Whole ways from turn to turn by now, and parts of ways at both ends that are nearly whole. */
int fsr_passes(const struct fsr_run *run);

/* The mean pass so far. */
float fsr_pace(const struct fsr_run *run);

#endif
