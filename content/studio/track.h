/* When what happens: the phases that all clips keep to, and where the figure is at a time. Times in
 * seconds. Pure. */
#ifndef STUDIO_TRACK_H
#define STUDIO_TRACK_H

#include <stdbool.h>

enum phase_kind {
	PHASE_SET_UP,
	PHASE_ROLL,
	PHASE_HOLD,
	PHASE_SWITCH,
	PHASE_OTHER,
	PHASE_REST,
	PHASES
};

struct phase {
	const char *name;
	double from, to;
	double loop_from, loop_to; /* the same: no loop */
};

extern const struct phase phases[PHASES];
#define CLIP_SECONDS 40
#define PASS_SECONDS 4
#define BREATH_SECONDS 4
#define FRAMES_PER_SECOND 30

/* Where things stand at a time. */
struct moment {
	double along;  /* the pass: 0 at its start, 1 at its end */
	double speed;  /* of it, a second */
	double ready;  /* 1: before the tool is in place, 0: on it */
	double hold;   /* 1: still on the tender spot */
	double breath; /* 0 out, 1 in */
	bool mirrored; /* the other side */
	bool resting;
};

/* tender: where along the pass the hold is, 0..1. */
struct moment moment_at(double time, double tender);

/* At the time, the picture before a cut still shows by this part (0: no cut), as of `*before`. */
double moment_fade(double time, double *before);

#endif
