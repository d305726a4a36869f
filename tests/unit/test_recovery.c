/* The page after a start that did not go as it should: it says why, opens by itself, and keeps
 * nobody out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "visitor.h"

#include <string.h>

static const struct recovery settings = {.kind = RECOVERY_SETTINGS,
	.detail = "settings.yaml:14:3: volumn: no such setting",
	.todo = "Correct the settings file at the line named, then start again."};

static int starts(void **state)
{
	struct visitor *v = visitor_create(1920, 1080);
	*state = v;
	app_recover(&v->app, &settings);
	visitor_waits(v, 20);
	return 0;
}

static int leaves(void **state)
{
	visitor_destroy(*state);
	return 0;
}

static void it_says_what_is_wrong_and_what_helps(void **state)
{
	struct visitor *v = *state;
	assert_string_equal(visitor_sees(v), "recovery");
	assert_true(visitor_reads(v, "Started with default settings"));
	assert_true(visitor_reads(v, "settings.yaml:14:3"));
	assert_true(visitor_reads(v, "then start again"));
}

static void it_opens_for_customers_by_itself(void **state)
{
	struct visitor *v = *state;
	visitor_waits(v, 58000);
	assert_string_equal(visitor_sees(v), "recovery");
	visitor_waits(v, 3000);
	assert_string_equal(visitor_sees(v), "attract");
	/* Once: a visit that ends does not come back to it. */
	visitor_plays(v, "area.quads");
	app_reset(&v->app, "over");
	assert_string_equal(visitor_sees(v), "attract");
}

static void whoever_is_there_opens_it_at_once(void **state)
{
	struct visitor *v = *state;
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "home");
	visitor_waits(v, 1000);
	assert_string_equal(visitor_sees(v), "home");
}

static void the_buttons_do_it_too(void **state)
{
	struct visitor *v = *state;
	visitor_presses(v, BUTTON_START_STOP);
	assert_string_equal(visitor_sees(v), "home");
}

static void staff_look_into_it_behind_the_pin(void **state)
{
	struct visitor *v = *state;
	visitor_taps(v, "recovery.staff");
	assert_string_equal(visitor_sees(v), "pin");
	visitor_taps(v, "back");
	assert_string_equal(visitor_sees(v), "recovery");
}

static void an_unwatched_page_draws_once_a_second(void **state)
{
	struct visitor *v = *state;
	visitor_waits(v, 500);
	assert_true(v->due_us > v->now_us);
	assert_true(v->due_us <= v->now_us + 1000000);
}

static void begins_with_a_copy(struct visitor *v, int days_old)
{
	struct recovery why = settings;
	why.kept_s = v->app.wall_s - days_old * INT64_C(86400) + 3600;
	app_recover(&v->app, &why);
	visitor_waits(v, 20);
}

static void yesterdays_settings_are_used_again(void **state)
{
	struct visitor *v = *state;
	begins_with_a_copy(v, 1);
	assert_true(visitor_reads(v, "Use yesterday\xE2\x80\x99s settings"));
	assert_true(visitor_reads(v, "with the defaults"));
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "home");
	assert_true(visitor_reads(v, "Yesterday\xE2\x80\x99s settings are in use again."));
}

static void settings_of_an_earlier_day_are_called_so(void **state)
{
	struct visitor *v = *state;
	begins_with_a_copy(v, 3);
	assert_false(visitor_reads(v, "Use yesterday\xE2\x80\x99s settings"));
	assert_true(visitor_reads(v, "Use the settings of"));
}

static void with_a_copy_it_opens_with_the_defaults_too(void **state)
{
	struct visitor *v = *state;
	begins_with_a_copy(v, 0);
	visitor_taps(v, "recovery.open");
	assert_string_equal(visitor_sees(v), "home");
	assert_false(visitor_reads(v, "in use again"));
}

static void a_copy_that_cannot_be_used_is_said(void **state)
{
	struct visitor *v = *state;
	v->refuses = "/var/lib/tuneup/settings.yaml cannot be written: No space left on device";
	begins_with_a_copy(v, 1);
	visitor_taps(v, "go");
	assert_string_equal(visitor_sees(v), "recovery");
	assert_true(visitor_reads(v, "No space left on device"));
	visitor_taps(v, "recovery.open");
	assert_string_equal(visitor_sees(v), "home");
}

static void each_cause_has_its_words(void **state)
{
	struct visitor *v = *state;
	struct recovery why = {.kind = RECOVERY_PART, .detail = "Without usage.db it does."};
	app_recover(&v->app, &why);
	visitor_waits(v, 20);
	assert_true(visitor_reads(v, "Started without a part"));
	assert_true(visitor_reads(v, "Without usage.db it does."));
	why = (struct recovery){.kind = RECOVERY_CONTENT};
	app_recover(&v->app, &why);
	visitor_waits(v, 20);
	assert_true(visitor_reads(v, "No routine can be shown"));
}

int main(void)
{
#define VISIT(test) cmocka_unit_test_setup_teardown(test, starts, leaves)
	const struct CMUnitTest tests[] = {
		VISIT(it_says_what_is_wrong_and_what_helps),
		VISIT(it_opens_for_customers_by_itself),
		VISIT(whoever_is_there_opens_it_at_once),
		VISIT(the_buttons_do_it_too),
		VISIT(staff_look_into_it_behind_the_pin),
		VISIT(an_unwatched_page_draws_once_a_second),
		VISIT(yesterdays_settings_are_used_again),
		VISIT(settings_of_an_earlier_day_are_called_so),
		VISIT(with_a_copy_it_opens_with_the_defaults_too),
		VISIT(a_copy_that_cannot_be_used_is_said),
		VISIT(each_cause_has_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
