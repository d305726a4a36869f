/* kiosk/stats: from a tap to the picture that answers it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stats.h"

static void a_tap_is_answered_by_the_next_frame(void **state)
{
	(void)state;
	static struct stats stats;
	assert_false(stats_owed(&stats));
	stats_tap(&stats, 1000);
	stats_tap(&stats, 3000); /* the first one waits longest */
	assert_true(stats_owed(&stats));
	stats_frame(&stats, 9000);
	assert_false(stats_owed(&stats));
	assert_int_equal(stats.taps, 1);
	assert_int_equal(stats.tap_to_present_us[0], 8000);
}

/* The frame of something else, seconds later, is no answer to it. */
static void a_tap_that_changes_nothing_waits_for_none(void **state)
{
	(void)state;
	static struct stats stats;
	stats_tap(&stats, 1000);
	stats_skip(&stats);
	assert_false(stats_owed(&stats));
	stats_frame(&stats, 2000000);
	assert_int_equal(stats.taps, 0);
	assert_int_equal(stats.frames_skipped, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_tap_is_answered_by_the_next_frame),
		cmocka_unit_test(a_tap_that_changes_nothing_waits_for_none)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
