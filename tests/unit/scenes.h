/* Every screen and overlay in its states, each reached as a visitor reaches it: what the golden
 * lists show and what the rules for all screens are held against. */
#ifndef TUNEUP_TEST_SCENES_H
#define TUNEUP_TEST_SCENES_H

#include "visitor.h"

struct scene {
	const char *name;
	void (*go)(struct visitor *v);
};

extern const struct scene scenes[];
extern const size_t scene_count;

#endif
