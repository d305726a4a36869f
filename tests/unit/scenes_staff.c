/* The scenes of the staff's part, but for its hardware test. */
#include "scenes.h"

void scene_problems(struct visitor *v)
{
	problems_add(&v->problems, PROBLEM_ERROR, PART_VIDEO, "A video will not play",
		"Replace the file, or check the SD card.", "content/routines/quads/clip.mp4: %s",
		"no such file");
	problems_add(&v->problems, PROBLEM_WARNING, PART_SOUND, "There is no sound",
		"Check the speaker and its cable.", "no device");
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.problems");
}

void scene_pin(struct visitor *v)
{
	visitor_holds(v, "logo", 3100);
	visitor_keys(v, "7351");
}

void scene_wrong_pin(struct visitor *v)
{
	visitor_holds(v, "logo", 3100);
	visitor_keys(v, "111222");
}

void scene_locked_pin(struct visitor *v)
{
	visitor_holds(v, "logo", 3100);
	for (int i = 0; i < PIN_FREE_TRIES; i++)
		visitor_keys(v, "111222");
}

void scene_setup(struct visitor *v)
{
	v->no_pin = true;
	visitor_holds(v, "logo", 3100);
	visitor_keys(v, "7351902");
}

void scene_setup_store(struct visitor *v)
{
	v->no_pin = true;
	visitor_holds(v, "logo", 3100);
	for (int i = 0; i < 2; i++) {
		visitor_keys(v, VISITOR_PIN);
		visitor_taps(v, "pin.next");
	}
}

void scene_setup_language(struct visitor *v)
{
	scene_setup_store(v);
	visitor_taps(v, "setup.next");
	visitor_taps(v, "setup.next");
}

void scene_staff(struct visitor *v)
{
	visitor_goes_to_staff(v);
}

void scene_staff_with_a_stick(struct visitor *v)
{
	visitor_plugs_a_stick_in(v, "/media/RUNSTORE");
	visitor_goes_to_staff(v);
}

void scene_staff_therapists(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
}

void scene_verify(struct visitor *v)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.verify.21");
}

void scene_refused_verify(struct visitor *v)
{
	v->refuses = "the disk is full: free some space";
	scene_verify(v);
	visitor_taps(v, "verify.yes");
}

void scene_retire(struct visitor *v)
{
	scene_staff_therapists(v);
	app_act(&v->app, (struct action){ACTION_RETIRE, 2});
	visitor_waits(v, 0);
}

void scene_edit(struct visitor *v)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.therapist.21");
	visitor_taps(v, "key.x");
}

void scene_wrong_edit(struct visitor *v)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.therapist.21");
	for (int i = 0; i < 4; i++)
		visitor_taps(v, "key.next");
	visitor_taps(v, "key.x");
}

/* The fields of somebody who has them all: those that are tapped, and the long ones. */
static void to_field(struct visitor *v, const char *field, const char *in_list)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.therapist.24");
	if (v->app.metrics.size_class == CLASS_COMPACT) {
		visitor_taps(v, "edit.list");
		visitor_taps(v, in_list);
	}
	app_reveal(&v->app, field);
	visitor_looks(v);
	visitor_looks(v);
}

void scene_techniques(struct visitor *v)
{
	to_field(v, "languages.en", "edit.to.techniques");
}

void scene_about(struct visitor *v)
{
	to_field(v, "about_es", "edit.to.about_en");
}

void scene_edit_list(struct visitor *v)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.therapist.24");
	if (v->app.metrics.size_class == CLASS_COMPACT)
		visitor_taps(v, "edit.list");
	app_reveal(&v->app, "edit.erase");
	visitor_looks(v);
	visitor_looks(v);
}

void scene_renew(struct visitor *v)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.verify.23");
}

void scene_other_technique(struct visitor *v)
{
	scene_techniques(v);
	visitor_taps(v, "techniques.other");
	visitor_taps(v, "key.x");
}

void scene_erase(struct visitor *v)
{
	scene_edit_list(v);
	visitor_taps(v, "edit.erase");
}

void scene_sure_erase(struct visitor *v)
{
	scene_erase(v);
	visitor_taps(v, "erase.yes");
}

void scene_staff_search(struct visitor *v)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.search");
	visitor_taps(v, "key.t");
}

void scene_trail(struct visitor *v)
{
	scene_staff_therapists(v);
	visitor_taps(v, "staff.trail");
}

void scene_unsaved_edit(struct visitor *v)
{
	scene_edit(v);
	visitor_taps(v, "back");
}

void scene_initials(struct visitor *v)
{
	scene_verify(v);
	visitor_taps(v, "staff.signer.other");
	visitor_taps(v, "key.j");
}

void scene_staff_files(struct visitor *v)
{
	scene_staff_with_a_stick(v);
	visitor_taps(v, "staff.import");
}

void scene_no_stick(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.import");
}

void scene_import(struct visitor *v)
{
	scene_staff_files(v);
	visitor_taps(v, "import.file.0");
}

void scene_faulty_import(struct visitor *v)
{
	v->faulty_file = true;
	scene_import(v);
}

void scene_pulled_stick(struct visitor *v)
{
	scene_import(v);
	visitor_plugs_a_stick_in(v, NULL);
}

void scene_import_sign(struct visitor *v)
{
	scene_import(v);
	visitor_taps(v, "import.apply");
}

void scene_imported(struct visitor *v)
{
	scene_import_sign(v);
	visitor_taps(v, "sign.yes");
}

void scene_undo(struct visitor *v)
{
	scene_staff_files(v);
	visitor_taps(v, "import.undo");
}

void scene_settings(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.settings");
}

void scene_closed_settings(struct visitor *v)
{
	v->config->closed = true;
	visitor_waits(v, 0);
	scene_settings(v);
	visitor_taps(v, "settings.roller");
}

void scene_night_hours(struct visitor *v)
{
	v->config->night_from = 3 * 60 + 30;
	v->config->night_to = 5 * 60;
	scene_settings(v);
	visitor_taps(v, "settings.hours");
}

void scene_pin_settings(struct visitor *v)
{
	scene_settings(v);
	visitor_taps(v, "settings.pin");
}

void scene_usage(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.usage");
}

void scene_content(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.content");
}

void scene_content_on_stick(struct visitor *v)
{
	scene_content(v);
	visitor_plugs_a_stick_in(v, "/media/RUNSTORE");
	visitor_taps(v, "content.show.adductors");
}

void scene_content_refused(struct visitor *v)
{
	v->odd_pack = true;
	scene_content_on_stick(v);
}

void scene_stick(struct visitor *v)
{
	scene_content_on_stick(v);
	visitor_taps(v, "staff.stick");
}

void scene_recovery(struct visitor *v)
{
	static const struct recovery why = {.kind = RECOVERY_SETTINGS,
		.detail = "/etc/tuneup/tuneup.yaml:14:3: sound.max: expected a whole number from 1 "
			  "to "
			  "10, found \"loud\"",
		.todo = "Correct the settings file at the line named, then start again."};
	app_recover(&v->app, &why);
	visitor_waits(v, 17000);
}

void scene_recovery_with_copy(struct visitor *v)
{
	scene_recovery(v);
	v->app.recovery.kept_s = v->app.wall_s - 3600;
	visitor_waits(v, 20);
}

void scene_clock(struct visitor *v)
{
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.settings");
	visitor_taps(v, "settings.hours");
	visitor_taps(v, "settings.clock");
}

void scene_stick_ejected(struct visitor *v)
{
	scene_stick(v);
	visitor_taps(v, "stick.eject");
}
