/* Displays that come and go, in a folder like the kernel's. */
#define SCRATCH "display"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "display.h"
#include "scratch.h"

static const char *folder(void)
{
	return scratch_path("drm");
}

static void plug(const char *connector, const char *status)
{
	char name[100];
	snprintf(name, sizeof name, "drm/%s/status", connector);
	scratch_file(name, status);
}

static void what_is_connected_is_listed_in_order(void **state)
{
	(void)state;
	char list[DISPLAY_LIST], command[1200];
	snprintf(command, sizeof command, "rm -rf '%s'", folder());
	assert_int_equal(system(command), 0);
	display_list(scratch_path("nowhere"), list);
	assert_string_equal(list, "");
	plug("card1-HDMI-A-2", "connected\n");
	plug("card1-HDMI-A-1", "disconnected\n");
	scratch_file("drm/version", "drm 1.1.0 20060810\n");
	display_list(folder(), list);
	assert_string_equal(list, "card1-HDMI-A-2 ");
	plug("card1-HDMI-A-1", "connected\n");
	display_list(folder(), list);
	assert_string_equal(list, "card1-HDMI-A-1 card1-HDMI-A-2 ");
	plug("card1-HDMI-A-1", "unknown\n");
	plug("card1-HDMI-A-2", "");
	display_list(folder(), list);
	assert_string_equal(list, "");
}

static void more_than_there_is_room_for_is_left_out(void **state)
{
	(void)state;
	char list[DISPLAY_LIST], name[40];
	for (int i = 0; i < 40; i++) {
		snprintf(name, sizeof name, "card9-connector-of-a-long-name-%02d", i);
		plug(name, "connected\n");
	}
	display_list(folder(), list);
	assert_true(strlen(list) < DISPLAY_LIST && strlen(list) > DISPLAY_LIST - 40);
}

static void a_kiosk_begins_anew_when_another_would_be_seen_and_it_is_not(void **state)
{
	(void)state;
	assert_int_equal(display_compare("one ", "one ", false), DISPLAY_SAME);
	assert_int_equal(display_compare("one ", "", false), DISPLAY_GONE);
	assert_int_equal(display_compare("one ", "", true), DISPLAY_GONE);
	assert_int_equal(display_compare("one ", "one ", true), DISPLAY_CHANGED);
	assert_int_equal(display_compare("one ", "two ", false), DISPLAY_CHANGED);
	assert_int_equal(display_compare("one ", "one two ", false), DISPLAY_CHANGED);
	assert_int_equal(display_compare("", "one ", false), DISPLAY_CHANGED);
}

static void no_change(void *data)
{
	*(bool *)data = true;
}

static void a_watch_ends_though_nothing_ever_changes(void **state)
{
	(void)state;
	bool changed = false;
	display_destroy(display_watch(folder(), no_change, &changed));
	assert_false(changed);
	display_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_connected_is_listed_in_order),
		cmocka_unit_test(more_than_there_is_room_for_is_left_out),
		cmocka_unit_test(a_kiosk_begins_anew_when_another_would_be_seen_and_it_is_not),
		cmocka_unit_test(a_watch_ends_though_nothing_ever_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
