/* What is done to the coach's two synthetic rollers, one disturbance after the other. */
#ifndef TUNEUP_TEST_COACH_SCENES_H
#define TUNEUP_TEST_COACH_SCENES_H

#include "fsr.h"
#include "roller.h"

/* Both rollers are the usual ones, with a pace and a contact of some passes, when a scene shapes
 * them; NULL: the scene has no such roller. */
struct scene {
	const char *name;
	void (*roller)(struct roller *roller);
	void (*fsr)(struct fsr *fsr);
};

enum { COACH_SCENES = 34 };
extern const struct scene coach_scenes[COACH_SCENES];

#endif
