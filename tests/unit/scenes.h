/* Every screen and overlay in its states, each reached as a visitor reaches it: what the golden
 * lists show and what the rules for all screens are held against. */
#ifndef TUNEUP_TEST_SCENES_H
#define TUNEUP_TEST_SCENES_H

#include "visitor.h"

struct scene {
	const char *name;
	void (*go)(struct visitor *v);
};

/* Those of the staff's hardware test (scenes_hardware.c). */
void scene_hardware(struct visitor *v);
void scene_calibrated(struct visitor *v);
void scene_contacts(struct visitor *v);
void scene_calibrate_zone(struct visitor *v);
void scene_calibrate_elsewhere(struct visitor *v);
void scene_calibrate_pass(struct visitor *v);
void scene_calibrate_check(struct visitor *v);
void scene_calibrate_kept(struct visitor *v);
void scene_calibrate_failed(struct visitor *v);
void scene_calibrate_many(struct visitor *v);
void scene_glass(struct visitor *v);
void scene_glass_found(struct visitor *v);
void scene_colors(struct visitor *v);
void scene_ramps(struct visitor *v);
void scene_touch(struct visitor *v);
void scene_touch_dead(struct visitor *v);
void scene_aim(struct visitor *v);
void scene_aimed(struct visitor *v);
void scene_guided(struct visitor *v, struct calibrate_state state);

extern const struct scene scenes[];
extern const size_t scene_count;

#endif
