/* Staff's part about content and the stick: what is shown, asked of the store and told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "visitor.h"

#include <string.h>

static int arrives(void **state)
{
	struct visitor *v = visitor_create(1920, 1080);
	*state = v;
	visitor_goes_to_staff(v);
	visitor_taps(v, "staff.content");
	return 0;
}

static int leaves(void **state)
{
	visitor_destroy(*state);
	return 0;
}

static const char stick[] = "/media/RUNSTORE";

static void what_is_in_use_and_the_way_back_are_shown(void **state)
{
	struct visitor *v = *state;
	assert_true(visitor_reads(v, "Tuneup basics 1.0"));
	assert_true(visitor_reads(v, "12 routines, 58\xC2\xA0MB, since"));
	assert_true(visitor_reads(v, "Put a stick with a pack in"));
	visitor_taps(v, "content.back");
	assert_false(visitor_asked(v, DESK_GO_BACK)->yes);
	assert_true(visitor_reads(v, "It is as it was before."));
}

static void a_pack_on_the_stick_is_told_of_and_installed(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	assert_string_equal(visitor_asked(v, DESK_CONTENT)->text, stick);
	assert_true(visitor_reads(v, "Tuneup basics 1.3"));
	assert_true(visitor_reads(v, "Signature is right"));
	assert_true(visitor_reads(v, "Two new clips"));
	visitor_taps(v, "go");
	assert_string_equal(
		visitor_asked(v, DESK_INSTALL)->text, "/media/RUNSTORE/tuneup-basics-1.3.tnpack");
	assert_true(visitor_reads(v, "Installed. Customers see it at once."));
}

static void a_pack_that_nobody_vouches_for_is_not_installed(void **state)
{
	struct visitor *v = *state;
	v->odd_pack = true;
	visitor_plugs_a_stick_in(v, stick);
	assert_true(visitor_reads(v, "signed with a key that is not trusted here"));
	visitor_taps(v, "go");
	assert_null(visitor_asked(v, DESK_INSTALL));
}

static void what_the_store_refuses_is_said(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	v->refuses = "there is too little space";
	visitor_taps(v, "go");
	assert_true(visitor_reads(v, "there is too little space"));
	assert_false(visitor_reads(v, "Installed."));
}

static void another_pack_may_be_the_program(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	visitor_taps(v, "content.next");
	assert_true(visitor_reads(v, "Tuneup 0.2.0"));
	assert_true(visitor_reads(v, "The kiosk starts anew"));
	visitor_taps(v, "go");
	assert_string_equal(
		visitor_asked(v, DESK_INSTALL)->text, "/media/RUNSTORE/tuneup-0.2.0.pack");
}

static void the_program_before_comes_back_only_after_a_question(void **state)
{
	struct visitor *v = *state;
	visitor_taps(v, "content.program");
	assert_string_equal(visitor_sees(v), "confirm");
	visitor_taps(v, "confirm.keep");
	assert_null(visitor_asked(v, DESK_GO_BACK));
	visitor_taps(v, "content.program");
	visitor_taps(v, "confirm.act");
	assert_true(visitor_asked(v, DESK_GO_BACK)->yes);
}

static void switches_say_all_that_is_hidden(void **state)
{
	struct visitor *v = *state;
	v->config->hidden[0] = "neck";
	v->config->hiddens = 1;
	visitor_taps(v, "content.show.quads");
	assert_string_equal(visitor_asked(v, DESK_SETTING)->text, "content.hidden=[neck, quads]");
	visitor_taps(v, "content.show.neck");
	assert_string_equal(visitor_asked(v, DESK_SETTING)->text, "content.hidden=[]");
}

static void a_stick_that_is_pulled_out_takes_its_pack_along(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	visitor_plugs_a_stick_in(v, NULL);
	assert_false(visitor_reads(v, "Tuneup basics 1.3"));
	assert_true(visitor_reads(v, "Put a stick with a pack in"));
}

static void what_staff_keep_is_saved_and_the_stick_let_go_of(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	visitor_taps(v, "staff.stick");
	assert_string_equal(visitor_sees(v), "stick");
	visitor_taps(v, "stick.save");
	assert_string_equal(visitor_asked(v, DESK_COPY)->text, stick);
	assert_true(visitor_reads(v, "a backup are in the folder"));
	visitor_taps(v, "stick.eject");
	assert_true(visitor_reads(v, "Safe to pull out"));
	visitor_taps(v, "stick.close");
	assert_string_equal(visitor_sees(v), "staff-content");
}

static void a_stick_that_is_pulled_out_was_not_let_go_of(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	visitor_taps(v, "staff.stick");
	visitor_plugs_a_stick_in(v, NULL);
	assert_false(visitor_reads(v, "Safe to pull out"));
	assert_true(visitor_reads(v, "Put a USB stick in"));
}

static void a_stick_in_use_is_said_to_be(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	v->stick_open = true;
	visitor_taps(v, "staff.stick");
	visitor_taps(v, "stick.eject");
	assert_true(visitor_reads(v, "Still in use"));
	v->stick_open = false;
	visitor_taps(v, "stick.eject");
	assert_true(visitor_reads(v, "Safe to pull out"));
}

static void a_full_stick_is_said_to_be(void **state)
{
	struct visitor *v = *state;
	visitor_plugs_a_stick_in(v, stick);
	v->refuses = "therapists.csv cannot be written: No space left on device";
	visitor_taps(v, "staff.stick");
	visitor_taps(v, "stick.save");
	assert_true(visitor_reads(v, "It could not be saved"));
	assert_true(visitor_reads(v, "No space left on device"));
}

/* ---- the clock ---- */

static void opens_the_clock(struct visitor *v)
{
	visitor_taps(v, "back");
	visitor_taps(v, "staff.settings");
	visitor_taps(v, "settings.hours");
	visitor_taps(v, "settings.clock");
	assert_string_equal(visitor_sees(v), "clock");
}

static int64_t local_s(int year, int month, int day, int hour, int minute)
{
	return (int64_t)date_make(year, month, day) * 86400 + hour * 3600 + minute * 60;
}

static void a_clock_that_knows_no_date_is_set_by_hand(void **state)
{
	struct visitor *v = *state;
	opens_the_clock(v);
	/* It was 1970; nothing before 2025 can be meant. */
	assert_int_equal(date_of_wall(v->app.staff.clock_s), date_make(2025, 1, 1));
	v->app.staff.clock_s = local_s(2027, 1, 31, 23, 59);
	visitor_taps(v, "clock.month.more"); /* there is no 31st */
	assert_int_equal(v->app.staff.clock_s, local_s(2027, 2, 28, 23, 59));
	visitor_taps(v, "clock.year.more");
	visitor_taps(v, "clock.day.more");
	assert_int_equal(v->app.staff.clock_s, local_s(2028, 2, 29, 23, 59));
	visitor_taps(v, "clock.minute.more"); /* each goes round by itself */
	visitor_taps(v, "clock.hour.more");
	assert_int_equal(v->app.staff.clock_s, local_s(2028, 2, 29, 0, 0));
	visitor_taps(v, "clock.set");
	assert_int_equal(visitor_asked(v, DESK_DATE)->id, local_s(2028, 2, 29, 0, 0));
	assert_string_equal(visitor_sees(v), "staff-settings");
	assert_true(visitor_reads(v, "The clock is set."));
}

static void a_clock_that_cannot_be_set_is_said_to_be(void **state)
{
	struct visitor *v = *state;
	v->refuses = "The helper that may do this does not answer. Nothing has been changed.";
	opens_the_clock(v);
	visitor_taps(v, "clock.set");
	assert_string_equal(visitor_sees(v), "clock");
	assert_true(visitor_reads(v, "does not answer. Nothing has been changed."));
	visitor_taps(v, "clock.close");
	assert_string_equal(visitor_sees(v), "staff-settings");
}

int main(void)
{
#define VISIT(test) cmocka_unit_test_setup_teardown(test, arrives, leaves)
	const struct CMUnitTest tests[] = {
		VISIT(what_is_in_use_and_the_way_back_are_shown),
		VISIT(a_pack_on_the_stick_is_told_of_and_installed),
		VISIT(a_pack_that_nobody_vouches_for_is_not_installed),
		VISIT(what_the_store_refuses_is_said),
		VISIT(another_pack_may_be_the_program),
		VISIT(the_program_before_comes_back_only_after_a_question),
		VISIT(switches_say_all_that_is_hidden),
		VISIT(a_stick_that_is_pulled_out_takes_its_pack_along),
		VISIT(what_staff_keep_is_saved_and_the_stick_let_go_of),
		VISIT(a_stick_that_is_pulled_out_was_not_let_go_of),
		VISIT(a_stick_in_use_is_said_to_be),
		VISIT(a_full_stick_is_said_to_be),
		VISIT(a_clock_that_knows_no_date_is_set_by_hand),
		VISIT(a_clock_that_cannot_be_set_is_said_to_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
