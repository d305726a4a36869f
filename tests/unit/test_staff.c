/* The staff's part as somebody of the store uses it: who gets in, what locks it, what is asked of
 * the store and what its answers lead to. */
#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int begin(void **state)
{
	*state = visitor_create(1920, 1080);
	return 0;
}

static int end(void **state)
{
	visitor_destroy(*state);
	return 0;
}

static void forgets(struct visitor *v)
{
	v->effects = 0;
}

static void the_right_pin_opens_and_no_digit_is_shown(void **state)
{
	struct visitor *v = *state;
	visitor_holds(v, "logo", 3100);
	assert_string_equal(visitor_sees(v), "pin");
	visitor_keys(v, "7351");
	assert_string_equal(v->app.staff.pin.typed, "7351");
	assert_false(visitor_reads(v, "7351"));
	visitor_keys(v, "90");
	assert_string_equal(visitor_sees(v), "staff");
	assert_string_equal(v->app.staff.pin.typed, "");
}

static void wrong_pins_count_down_to_a_wait_that_ends(void **state)
{
	struct visitor *v = *state;
	visitor_holds(v, "logo", 3100);
	visitor_keys(v, "111222");
	assert_true(visitor_reads(v, "3 tries left"));
	for (int i = 0; i < 3; i++)
		visitor_keys(v, "111222");
	assert_true(visitor_reads(v, "Try again in 1:00"));
	assert_true(draw_find(&v->list, "pin.7")->disabled);
	for (int s = 0; s < 61; s++) {
		/* Somebody stays at the glass. */
		visitor_touches(v, POINTER_DOWN, (struct point){20, 100});
		visitor_touches(v, POINTER_UP, (struct point){20, 100});
		visitor_waits(v, 1000);
	}
	v->wrong_pins = 0;
	visitor_keys(v, VISITOR_PIN);
	assert_string_equal(visitor_sees(v), "staff");
}

static void what_was_typed_is_forgotten_on_the_way_out(void **state)
{
	struct visitor *v = *state;
	visitor_holds(v, "logo", 3100);
	visitor_keys(v, "7351");
	visitor_taps(v, "pin.cancel");
	assert_string_equal(visitor_sees(v), "attract");
	assert_string_equal(v->app.staff.pin.typed, "");
}

static void a_button_that_staff_still_hold_is_nobodys_as_they_leave(void **state)
{
	struct visitor *v = *state;
	struct event down = {
		.kind = EVENT_BUTTON, .button = {.button = BUTTON_VOL_UP, .down = true}};
	visitor_goes_to_staff(v);
	visitor_event(v, &down);
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "attract");
	visitor_waits(v, 3000);
	assert_int_equal(v->app.aids.volume, v->config->volume_start);
}

/* However many letters their initials have. */
static void who_signs_can_be_read(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	snprintf(v->app.staff.signer[0], sizeof v->app.staff.signer[0], "WMWMWMWM");
	visitor_taps(v, "staff.verify.21");
	visitor_looks(v);
	const struct item *chip = draw_find(&v->list, "staff.signer.0");
	assert_non_null(chip);
	for (size_t i = 0; i < v->list.cmds; i++)
		if (v->list.cmd[i].kind == DRAW_TEXT &&
			strcmp(v->list.cmd[i].text, "WMWMWMWM") == 0)
			assert_true(v->list.cmd[i].size > 2.2f);
}

static void without_a_pin_the_corner_leads_to_the_set_up(void **state)
{
	struct visitor *v = *state;
	v->no_pin = true;
	visitor_holds(v, "logo", 3100);
	assert_string_equal(visitor_sees(v), "staff-setup");
	visitor_keys(v, "123456");
	visitor_taps(v, "pin.next");
	assert_true(visitor_reads(v, "guessed first"));
	visitor_keys(v, VISITOR_PIN);
	visitor_taps(v, "pin.next");
	visitor_keys(v, "735191");
	visitor_taps(v, "pin.next");
	assert_true(visitor_reads(v, "They differ"));
	assert_null(visitor_asked(v, DESK_PIN_SET));
	assert_false(v->app.staff.in);
	for (int i = 0; i < 2; i++) {
		visitor_keys(v, VISITOR_PIN);
		visitor_taps(v, "pin.next");
	}
	assert_true(visitor_reads(v, "Step 2 of 5"));
	visitor_taps(v, "setup.next");
	visitor_taps(v, "back");
	assert_true(visitor_reads(v, "Step 2 of 5"));
	for (int i = 0; i < 3; i++)
		visitor_taps(v, "setup.next");
	assert_true(visitor_reads(v, "Is the date right?"));
	visitor_taps(v, "setup.next");
	assert_string_equal(visitor_sees(v), "staff");
}

static void two_minutes_without_a_touch_lock_and_the_bar_counts(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_waits(v, 60000);
	assert_true(visitor_reads(v, "Locks in 1:00"));
	assert_string_equal(visitor_sees(v), "staff");
	visitor_taps(v, "staff.therapists");
	visitor_waits(v, 119000);
	assert_string_equal(visitor_sees(v), "staff-therapists");
	visitor_waits(v, 2000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_false(v->app.staff.in);
}

static void usage_is_held_against_as_many_days_before(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.usage");
	assert_true(visitor_reads(v, "1,825"));
	assert_true(visitor_reads(v, "12 % more than before"));
	assert_true(visitor_reads(v, "4 points more than before"));
	assert_true(visitor_reads(v, "The same as before"));
	assert_true(visitor_reads(v, "4 % less than before"));
	assert_true(visitor_reads(v, "Before: the 30 days before these"));
	visitor_taps(v, "usage.today");
	assert_true(visitor_reads(v, "Before: yesterday"));
}

static void home_and_back_leave_the_staff_part(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.usage");
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "staff");
	visitor_presses(v, BUTTON_BACK);
	assert_string_equal(visitor_sees(v), "attract");
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.usage");
	visitor_presses(v, BUTTON_HOME);
	assert_string_equal(visitor_sees(v), "attract");
	assert_false(v->app.staff.in);
}

static void what_staff_look_at_is_not_counted(void **state)
{
	struct visitor *v = *state;
	forgets(v);
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	for (int i = 0; i < v->effects; i++)
		assert_false(
			v->last[i].kind == EFFECT_LOG && v->last[i].usage.kind == USAGE_SCREEN);
}

static void a_license_is_verified_with_initials_and_a_day_that_is_not_to_come(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, "staff.verify.21");
	assert_string_equal(visitor_sees(v), "verify");
	assert_true(draw_find(&v->list, "verify.later")->disabled);
	visitor_taps(v, "verify.earlier");
	visitor_taps(v, "staff.signer.1");
	visitor_taps(v, "verify.yes");
	const struct desk_request *request = visitor_asked(v, DESK_VERIFY);
	assert_non_null(request);
	assert_int_equal(request->id, 21);
	assert_string_equal(request->by, "TR");
	assert_int_equal(request->on, request->today - 1);
	assert_string_equal(visitor_sees(v), "staff-therapists");
	assert_true(visitor_reads(v, "Saved"));
	assert_string_equal(v->app.staff.signer[0], "TR");
}

static void what_is_refused_says_why_and_stays_open(void **state)
{
	struct visitor *v = *state;
	v->refuses = "the disk is full";
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, "staff.verify.21");
	visitor_taps(v, "verify.yes");
	assert_string_equal(visitor_sees(v), "verify");
	assert_true(visitor_reads(v, "the disk is full"));
	assert_false(visitor_reads(v, "Saved"));
}

static void initials_are_typed_when_nobody_signed_yet(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	memset(v->app.staff.signer, 0, sizeof v->app.staff.signer);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, "staff.verify.21");
	visitor_taps(v, "staff.signer.other");
	assert_string_equal(visitor_sees(v), "entry");
	visitor_taps(v, "key.j");
	visitor_taps(v, "key.a");
	visitor_taps(v, "key.done");
	visitor_taps(v, "verify.yes");
	assert_string_equal(visitor_asked(v, DESK_VERIFY)->by, "JA");
}

static void a_changed_field_is_looked_at_signed_and_saved(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, "staff.therapist.22");
	assert_string_equal(visitor_sees(v), "staff-edit");
	assert_true(draw_find(&v->list, "edit.save")->disabled);
	for (int i = 0; i < 4; i++)
		visitor_taps(v, "key.next");
	visitor_taps(v, "key.5");
	assert_true(draw_find(&v->list, "edit.save")->disabled);
	visitor_taps(v, "key.backspace");
	visitor_taps(v, "key.backspace");
	visitor_taps(v, "key.0");
	visitor_taps(v, "edit.save");
	visitor_taps(v, "sign.yes");
	const struct desk_request *request = visitor_asked(v, DESK_SAVE);
	assert_int_equal(request->id, 22);
	assert_string_equal(request->text, "27=10/31/2020\x1f");
	assert_string_equal(request->by, "MK");
	assert_string_equal(visitor_sees(v), "staff-therapists");
}

static void unsaved_changes_are_asked_about_and_outlive_the_lock(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.therapists");
	visitor_taps(v, "staff.therapist.21");
	visitor_taps(v, "key.x");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "confirm");
	visitor_taps(v, "confirm.keep");
	assert_string_equal(visitor_sees(v), "staff-edit");
	visitor_waits(v, 121000);
	assert_string_equal(visitor_sees(v), "attract");
	assert_false(visitor_reads(v, "Quill"));
	visitor_holds(v, "logo", 3100);
	visitor_keys(v, VISITOR_PIN);
	assert_string_equal(visitor_sees(v), "staff-edit");
	assert_true(visitor_reads(v, "Quill Fictionalx"));
	visitor_taps(v, "back");
	visitor_taps(v, "confirm.act");
	assert_string_equal(visitor_sees(v), "staff");
}

static void a_faulty_file_is_blocked_and_says_where(void **state)
{
	struct visitor *v = *state;
	v->faulty_file = true;
	visitor_plugs_a_stick_in(v, "/media/RUNSTORE");
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.import");
	assert_true(draw_find(&v->list, "import.file.2")->disabled);
	visitor_taps(v, "import.file.0");
	assert_string_equal(visitor_asked(v, DESK_CHECK)->text, "/media/RUNSTORE/THERAPISTS.CSV");
	assert_true(visitor_reads(v, "Line 15"));
	assert_true(visitor_reads(v, "Column AB, license_expires:"));
	assert_true(draw_find(&v->list, "import.apply")->disabled);
	assert_string_equal(draw_find(&v->list, "go")->id, "import.again");
}

static void an_import_shows_old_and_new_is_signed_applied_and_taken_back(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, "/media/RUNSTORE");
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.import");
	visitor_taps(v, "import.file.0");
	assert_true(visitor_reads(v, "12/31/2026"));
	assert_true(visitor_reads(v, "12/31/2028"));
	visitor_taps(v, "import.apply");
	assert_null(visitor_asked(v, DESK_IMPORT));
	visitor_taps(v, "sign.yes");
	assert_string_equal(visitor_asked(v, DESK_IMPORT)->by, "MK");
	assert_true(visitor_reads(v, "Imported"));
	visitor_taps(v, "back");
	visitor_taps(v, "import.undo");
	assert_true(visitor_reads(v, "THERAPISTS.CSV was applied on"));
	visitor_taps(v, "undo.yes");
	visitor_taps(v, "sign.yes");
	assert_non_null(visitor_asked(v, DESK_UNDO));
	assert_true(visitor_reads(v, "The import was taken back"));
}

static void a_long_import_shows_how_far_it_is_and_can_be_stopped(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, "/media/RUNSTORE");
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.import");
	visitor_taps(v, "import.file.0");
	v->import_runs = true;
	visitor_taps(v, "import.apply");
	visitor_taps(v, "sign.yes");
	assert_true(visitor_reads(v, "0 of 25 rows"));
	visitor_imports(v, 0.4f);
	assert_true(visitor_reads(v, "10 of 25 rows"));
	/* Neither Back nor a pulled stick ends it. */
	visitor_taps(v, "back");
	visitor_plugs_a_stick_in(v, NULL);
	assert_true(visitor_reads(v, "10 of 25 rows"));
	forgets(v);
	visitor_taps(v, "import.stop");
	int cancels = 0;
	for (int i = 0; i < v->effects; i++)
		cancels += v->last[i].kind == EFFECT_CANCEL;
	assert_int_equal(cancels, 1);
	visitor_ends_import(v, "the import was cancelled, nothing has changed");
	assert_true(visitor_reads(v, "the import was cancelled, nothing has changed"));
	assert_false(visitor_reads(v, "of 25 rows"));
}

static void a_stick_that_is_pulled_out_changes_nothing_and_says_so(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, "/media/RUNSTORE");
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.import");
	visitor_taps(v, "import.file.0");
	visitor_taps(v, "import.apply");
	visitor_plugs_a_stick_in(v, NULL);
	assert_string_equal(visitor_sees(v), "staff-import");
	assert_true(visitor_reads(v, "The stick was pulled out"));
	assert_null(visitor_asked(v, DESK_IMPORT));
}

static void settings_are_asked_for_one_at_a_time(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.settings");
	visitor_taps(v, "settings.sound");
	visitor_taps(v, "settings.max.more");
	assert_string_equal(visitor_asked(v, DESK_SETTING)->text, "sound.max=9");
	visitor_taps(v, "settings.roller");
	visitor_taps(v, "settings.closed");
	assert_string_equal(visitor_asked(v, DESK_SETTING)->text, "roller.closed=true");
	visitor_taps(v, "settings.hours");
	visitor_taps(v, "settings.night");
	assert_string_equal(
		visitor_asked(v, DESK_SETTING)->text, "night.from=20:30\nnight.to=09:00");
	assert_true(visitor_asked(v, DESK_SETTING)->yes);
}

static void in_the_hardware_test_buttons_only_count(void **state)
{
	struct visitor *v = *state;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.hardware");
	visitor_presses(v, BUTTON_HOME);
	visitor_presses(v, BUTTON_HOME);
	assert_string_equal(visitor_sees(v), "staff-hardware");
	assert_int_equal(v->app.staff.pressed[BUTTON_HOME], 2);
	assert_true(visitor_reads(v, "1 of 6 heard"));
	bool led[HW_BUTTONS];
	visitor_taps(v, "hardware.lights");
	app_leds(&v->app, led);
	assert_true(led[BUTTON_VOL_UP]);
}

int main(void)
{
#define STAFF(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		STAFF(the_right_pin_opens_and_no_digit_is_shown),
		STAFF(wrong_pins_count_down_to_a_wait_that_ends),
		STAFF(what_was_typed_is_forgotten_on_the_way_out),
		STAFF(a_button_that_staff_still_hold_is_nobodys_as_they_leave),
		STAFF(who_signs_can_be_read),
		STAFF(without_a_pin_the_corner_leads_to_the_set_up),
		STAFF(two_minutes_without_a_touch_lock_and_the_bar_counts),
		STAFF(usage_is_held_against_as_many_days_before),
		STAFF(home_and_back_leave_the_staff_part),
		STAFF(what_staff_look_at_is_not_counted),
		STAFF(a_license_is_verified_with_initials_and_a_day_that_is_not_to_come),
		STAFF(what_is_refused_says_why_and_stays_open),
		STAFF(initials_are_typed_when_nobody_signed_yet),
		STAFF(a_changed_field_is_looked_at_signed_and_saved),
		STAFF(unsaved_changes_are_asked_about_and_outlive_the_lock),
		STAFF(a_faulty_file_is_blocked_and_says_where),
		STAFF(an_import_shows_old_and_new_is_signed_applied_and_taken_back),
		STAFF(a_long_import_shows_how_far_it_is_and_can_be_stopped),
		STAFF(a_stick_that_is_pulled_out_changes_nothing_and_says_so),
		STAFF(settings_are_asked_for_one_at_a_time),
		STAFF(in_the_hardware_test_buttons_only_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
