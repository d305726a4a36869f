/* The guided calibration of the mat, as plain values: hw/calibrate.h makes them, screens and
 * terminals show them. */
#ifndef TUNEUP_CALIBRATION_H
#define TUNEUP_CALIBRATION_H

#include "base/mat.h"

/* What was measured once: raw values of the empty zone, and how much more the same load is on each.
 * A span of 0: this zone has none, so its range is what is left above its baseline. */
struct mat_calibration {
	uint16_t empty[MAT_ZONES_MAX];
	uint16_t span[MAT_ZONES_MAX];
};

enum calibrate_step {
	CALIBRATE_OFF,   /* not begun, or stopped */
	CALIBRATE_EMPTY, /* nobody on the mat, for three seconds */
	CALIBRATE_ZONES, /* somebody stands on one zone after the other, three seconds each */
	CALIBRATE_PASS,  /* one pass from the screen to the far end; not with one row */
	CALIBRATE_CHECK, /* all is measured: keep it, or begin again */
};

/* What to tell whoever does it, beside what the step asks for. */
enum calibrate_word {
	CALIBRATE_WAITS,      /* for them to do it */
	CALIBRATE_FEELS,      /* they do: hold still */
	CALIBRATE_SOMEBODY,   /* EMPTY: something is on the mat */
	CALIBRATE_NOISY,      /* EMPTY: a zone is never still */
	CALIBRATE_OTHER_ZONE, /* ZONES: another one is loaded more, `other` */
	CALIBRATE_UNSTEADY,   /* ZONES: they move */
	CALIBRATE_WRONG_WAY,  /* PASS: it went from the far end to the screen */
	CALIBRATE_GONE,       /* no scans come */
};

enum calibrate_zone {
	CALIBRATE_OPEN, /* not done yet */
	CALIBRATE_DONE,
	CALIBRATE_SKIPPED, /* it could not be felt: the others' middle stands in for it */
	CALIBRATE_ODD,     /* four times as much as the middle one, or a quarter of it */
};

struct calibrate_state {
	enum calibrate_step step;
	enum calibrate_word word;
	struct mat_grid grid;
	int zone;        /* ZONES: where to stand */
	int other;       /* OTHER_ZONE, NOISY: the zone; else -1 */
	int measured;    /* zones that are done or skipped */
	float held;      /* 0..1 of the three seconds, or of the pass */
	bool sound;      /* CHECK: no zone is odd or skipped, and the pass went the right way */
	bool kept;       /* it was saved, and counts from now on */
	bool undone;     /* the one before counts again */
	bool zeroed;     /* the baseline is found anew */
	char fault[200]; /* why it was not begun, saved or undone; "": it was */
	uint8_t is[MAT_ZONES_MAX]; /* enum calibrate_zone */
	float load[MAT_ZONES_MAX]; /* 0..1, as it is now */
};

/* What may be asked for. */
enum calibrate_ask {
	CALIBRATE_BEGIN, /* also begins anew */
	CALIBRATE_SKIP,  /* the zone, or the pass */
	CALIBRATE_STOP,  /* nothing of it is kept */
	CALIBRATE_KEEP,  /* in CHECK: saves it */
	CALIBRATE_UNDO,  /* the saved one and the one before it change places */
	CALIBRATE_ZERO,  /* nobody is on the mat, say staff: its baseline is found anew */
};

/* What there is of a saved one. */
struct calibration_about {
	bool can;       /* the mat measures; contacts need none */
	bool used;      /* it was read, and counts */
	bool unfit;     /* it is damaged, or of another mat */
	bool undo;      /* there is one, or one before it */
	int64_t made_s; /* used: when, local wall clock, seconds since 1970 */
};

/* What there is of a mat. */
struct mat_fitted {
	bool fitted; /* the settings name one */
	bool works;  /* it is there and answers */
	struct mat_grid grid;
	struct calibration_about calibration;
};

#endif
