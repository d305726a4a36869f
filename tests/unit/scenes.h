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
void scene_problems(struct visitor *v);
void scene_pin(struct visitor *v);
void scene_wrong_pin(struct visitor *v);
void scene_locked_pin(struct visitor *v);
void scene_setup(struct visitor *v);
void scene_setup_store(struct visitor *v);
void scene_setup_language(struct visitor *v);
void scene_staff(struct visitor *v);
void scene_staff_with_a_stick(struct visitor *v);
void scene_staff_therapists(struct visitor *v);
void scene_verify(struct visitor *v);
void scene_refused_verify(struct visitor *v);
void scene_retire(struct visitor *v);
void scene_edit(struct visitor *v);
void scene_wrong_edit(struct visitor *v);
void scene_techniques(struct visitor *v);
void scene_about(struct visitor *v);
void scene_edit_list(struct visitor *v);
void scene_renew(struct visitor *v);
void scene_other_technique(struct visitor *v);
void scene_erase(struct visitor *v);
void scene_sure_erase(struct visitor *v);
void scene_staff_search(struct visitor *v);
void scene_trail(struct visitor *v);
void scene_unsaved_edit(struct visitor *v);
void scene_initials(struct visitor *v);
void scene_staff_files(struct visitor *v);
void scene_no_stick(struct visitor *v);
void scene_import(struct visitor *v);
void scene_faulty_import(struct visitor *v);
void scene_pulled_stick(struct visitor *v);
void scene_import_sign(struct visitor *v);
void scene_imported(struct visitor *v);
void scene_undo(struct visitor *v);
void scene_settings(struct visitor *v);
void scene_night_hours(struct visitor *v);
void scene_pin_settings(struct visitor *v);
void scene_usage(struct visitor *v);
void scene_content(struct visitor *v);
void scene_content_on_stick(struct visitor *v);
void scene_content_refused(struct visitor *v);
void scene_stick(struct visitor *v);
void scene_recovery(struct visitor *v);
void scene_recovery_with_copy(struct visitor *v);
void scene_clock(struct visitor *v);
void scene_stick_ejected(struct visitor *v);
void scene_closed_settings(struct visitor *v);
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
