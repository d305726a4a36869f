/* The serial mat: lines out of bytes of any kind, its clock beside ours, and a real (pseudo) port
 * that is pulled out and put back. */
#define SCRATCH "mat-serial"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clock.h"
#include "hw.h"
#include "mat_lines.h"
#include "mat_source.h"
#include "scratch.h"
#include "survey.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

/* ---- lines ---- */

static const struct mat_form two_zones = {.grid = {2, 1}, .bits = 10};
static struct mat_lines lines;
static struct mat_raw scan;

/* Feeds a text in pieces of so many bytes; returns how many scans that made. */
static int feed(const char *text, size_t length, size_t piece)
{
	int scans = 0;
	for (size_t at = 0; at < length;) {
		bool whole;
		size_t left = length - at;
		at += mat_lines_take(&lines, text + at, left < piece ? left : piece, &scan, &whole);
		scans += whole;
	}
	return scans;
}

static int feed_text(const char *text)
{
	return feed(text, strlen(text), strlen(text));
}

static int fresh(void **state)
{
	(void)state;
	mat_lines_begin(&lines, two_zones);
	return 0;
}

static void a_line_is_a_scan_however_it_comes_in_pieces(void **state)
{
	(void)state;
	const char text[] = "\n100,7,8\r\n120,9,1023\n";
	for (size_t piece = 1; piece < sizeof text; piece++) {
		fresh(NULL);
		assert_int_equal(feed(text, strlen(text), piece), 2);
		assert_int_equal(scan.t_us, 120000);
		assert_int_equal(scan.zones, 2);
		assert_int_equal(scan.raw[0], 9);
		assert_int_equal(scan.raw[1], 1023);
		assert_int_equal(lines.damaged, 0);
	}
}

static void the_first_line_may_have_begun_before_we_listened(void **state)
{
	(void)state;
	assert_int_equal(feed_text("0,7,8\n"), 0);
	assert_int_equal(lines.damaged, 0);
	assert_int_equal(feed_text("20,7,8\n"), 1);
}

static void damaged_lines_are_counted_and_the_next_one_counts(void **state)
{
	(void)state;
	feed_text("\n");
	assert_int_equal(feed_text("20,7\n40,7,8\n"), 1);
	assert_int_equal(feed_text("60,7,8,9\n80,7,x\n100,7,1024\n\xff\xfe,3\n120,7,8\n"), 1);
	assert_int_equal(feed("140,7\0,8\n160,7,8\n", 17, 17), 1);
	assert_int_equal(lines.damaged, 6);
	assert_string_equal(lines.wrong, "no text");
}

static void a_line_without_an_end_is_left_out_to_its_end(void **state)
{
	(void)state;
	char text[3 * MAT_LINE_BYTES];
	memset(text, '1', sizeof text);
	feed_text("\n");
	assert_int_equal(feed(text, sizeof text, 100), 0);
	assert_int_equal(feed_text(",7,8\n"), 0);
	assert_int_equal(lines.damaged, 1);
	assert_int_equal(feed_text("20,7,8\n"), 1);
}

static void the_longest_line_there_can_be_is_read(void **state)
{
	(void)state;
	char text[MAT_LINE_BYTES];
	size_t used = (size_t)snprintf(text, sizeof text, "\n4294967295.999");
	for (int i = 0; i < MAT_ZONES_MAX; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, ", 65535");
	text[used++] = '\n';
	mat_lines_begin(&lines, (struct mat_form){.grid = {24, 8}, .bits = 16});
	assert_int_equal(feed(text, used, 64), 1);
	assert_int_equal(scan.zones, 192);
	assert_int_equal(scan.raw[191], 65535);
}

static void a_header_and_comments_are_no_damage(void **state)
{
	(void)state;
	assert_int_equal(feed_text("\n# Tuneup mat\n# bits=12\nt_ms,z0,z1\n\n"), 0);
	assert_int_equal(lines.damaged, 0);
	assert_int_equal(lines.told_bits, 12);
}

/* ---- its clock ---- */

static int64_t at(struct mat_clock *clock, int64_t mats_ms, int64_t now_ms)
{
	int64_t at_us = -1;
	assert_true(mat_clock_time(clock, mats_ms * 1000, now_ms * 1000, &at_us));
	return at_us / 1000;
}

static void scans_that_came_late_keep_their_distance(void **state)
{
	(void)state;
	struct mat_clock clock = {0};
	assert_int_equal(at(&clock, 500, 10000), 10000);
	assert_int_equal(at(&clock, 520, 10023), 10020);
	/* Three at once, after a stall. */
	assert_int_equal(at(&clock, 540, 10081), 10040);
	assert_int_equal(at(&clock, 560, 10081), 10060);
	assert_int_equal(at(&clock, 580, 10081), 10080);
}

static void no_scan_is_from_the_future(void **state)
{
	(void)state;
	struct mat_clock clock = {0};
	at(&clock, 500, 10009);
	assert_int_equal(at(&clock, 520, 10020), 10020);
	assert_int_equal(at(&clock, 540, 10042), 10040);
}

static void a_mat_that_starts_anew_is_followed(void **state)
{
	(void)state;
	struct mat_clock clock = {0};
	at(&clock, 90000, 10000);
	assert_int_equal(at(&clock, 0, 12000), 12000);
	assert_int_equal(at(&clock, 20, 12025), 12020);
	assert_int_equal(at(&clock, 1000000, 13000), 13000);
}

static void clocks_that_drift_apart_stay_together(void **state)
{
	(void)state;
	struct mat_clock clock = {0};
	/* The mat's clock is slow by 200 parts in a million, for an hour. */
	for (int64_t ms = 1000; ms < 3600000; ms += 20) {
		int64_t mats_us = ms * 1000 - ms / 5, at_us;
		assert_true(mat_clock_time(&clock, mats_us, ms * 1000, &at_us));
		assert_in_range(at_us, ms * 1000 - 100, ms * 1000);
	}
}

static void a_scan_that_is_sent_again_is_none(void **state)
{
	(void)state;
	struct mat_clock clock = {0};
	int64_t at_us;
	at(&clock, 500, 10000);
	assert_false(mat_clock_time(&clock, 500000, 10020000, &at_us));
	assert_int_equal(at(&clock, 540, 10040), 10040);
}

/* ---- a port ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static int scans, states;
static struct mat_raw newest;

static struct hw *hw;
static struct hw_settings settings;
static char folder[1024];
static int master = -1;

static void see(void *data, const struct hw_event *event)
{
	(void)data;
	pthread_mutex_lock(&lock);
	if (event->kind == HW_EVENT_SCAN) {
		assert_true(scans == 0 || event->scan.t_us > newest.t_us);
		newest = event->scan;
		scans++;
	}
	states += event->kind == HW_EVENT_STATUS;
	pthread_cond_broadcast(&news);
	pthread_mutex_unlock(&lock);
}

/* The port is where udev's rule puts it: a link to the device. */
static void plug(void)
{
	master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(master >= 0);
	assert_int_equal(grantpt(master) | unlockpt(master), 0);
	const char *path = scratch_path("dev/tuneup-mat");
	unlink(path);
	assert_int_equal(symlink(ptsname(master), path), 0);
}

static void unplug(void)
{
	unlink(scratch_path("dev/tuneup-mat"));
	close(master);
	master = -1;
}

static void send_text(const char *text)
{
	assert_int_equal(write(master, text, strlen(text)), (ssize_t)strlen(text));
}

static struct mat_raw latest(void)
{
	pthread_mutex_lock(&lock);
	struct mat_raw raw = newest;
	pthread_mutex_unlock(&lock);
	return raw;
}

static void wait_for_states(int wanted)
{
	pthread_mutex_lock(&lock);
	while (states < wanted)
		pthread_cond_wait(&news, &lock);
	assert_int_equal(states, wanted);
	pthread_mutex_unlock(&lock);
}

/* Waits for the scan whose first zone has this value. */
static void wait_for(int value)
{
	pthread_mutex_lock(&lock);
	while (newest.raw[0] != value)
		pthread_cond_wait(&news, &lock);
	pthread_mutex_unlock(&lock);
}

/* Sends until one has come through: the port may not be open yet. */
static void send_until_scanned(void)
{
	static int ms;
	pthread_mutex_lock(&lock);
	int wanted = scans + 1;
	while (scans < wanted) {
		char line[64];
		snprintf(line, sizeof line, "%d,11,22\n", ms += 20);
		pthread_mutex_unlock(&lock);
		send_text(line);
		usleep(2000);
		pthread_mutex_lock(&lock);
	}
	pthread_mutex_unlock(&lock);
}

static struct hw_part mat_part(void)
{
	static struct hw_status status;
	hw_status(hw, &status);
	assert_int_equal(status.parts, 1);
	return status.part[0];
}

static void wait_until(enum hw_state wanted)
{
	pthread_mutex_lock(&lock);
	while (mat_part().state != wanted)
		pthread_cond_wait(&news, &lock);
	pthread_mutex_unlock(&lock);
}

static int set_up(void **state)
{
	(void)state;
	settings = hw_settings_default();
	settings.mat.kind = HW_MAT_SERIAL;
	settings.mat.rows = 2;
	settings.mat.columns = 1;
	scans = states = 0;
	newest = (struct mat_raw){0};
	snprintf(folder, sizeof folder, "%s", scratch_file("dev/nothing", ""));
	*strrchr(folder, '/') = '\0';
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hw_destroy(hw);
	hw = NULL;
	if (master >= 0)
		unplug();
	return 0;
}

static void start(void)
{
	hw = hw_create(&(struct hw_options){
		.settings = &settings, .gpio_folder = folder, .iio_folder = folder, .event = see});
	assert_non_null(hw);
}

static void scans_come_from_a_port(void **state)
{
	(void)state;
	plug();
	start();
	assert_int_equal(hw_mat_form(hw).bits, 10);
	send_until_scanned();
	assert_int_equal(latest().zones, 2);
	assert_int_equal(latest().raw[0], 11);
	assert_int_equal(latest().raw[1], 22);
	wait_until(HW_WORKS);
	assert_non_null(strstr(mat_part().text, "tuneup-mat"));
	send_text("900020,1,2\n900040,3,4\n9000");
	wait_for(3);
	send_text("60,5,6\n");
	wait_for(5);
	assert_int_equal(latest().raw[1], 6);
	assert_int_equal(mat_part().lost, 0);
}

static void what_is_no_scan_is_counted(void **state)
{
	(void)state;
	plug();
	start();
	send_until_scanned();
	send_text("900020,1\n\xff\n900040,3,4\n");
	wait_for(3);
	assert_int_equal(mat_part().lost, 2);
}

static void a_port_that_is_pulled_out_is_told_and_used_again_when_it_is_back(void **state)
{
	(void)state;
	plug();
	start();
	send_until_scanned();
	wait_until(HW_WORKS);
	unplug();
	wait_until(HW_MISSING);
	plug();
	send_until_scanned();
	wait_until(HW_WORKS);
}

static void a_port_that_sends_nothing_is_told(void **state)
{
	(void)state;
	plug();
	start();
	wait_until(HW_MISSING);
	assert_non_null(strstr(mat_part().text, "nothing comes from it"));
	/* It is opened again and again, and told once. */
	send_until_scanned();
	wait_until(HW_WORKS);
	wait_for_states(2);
}

static void a_mat_of_other_zones_or_bits_is_told(void **state)
{
	(void)state;
	plug();
	start();
	send_until_scanned();
	send_text("# bits=12\n");
	wait_until(HW_MISSING);
	assert_non_null(strstr(mat_part().text, "it sends 12 bits, mat.bits says 10"));
}

static void a_missing_port_is_told(void **state)
{
	(void)state;
	settings.mat.device = "ttyACM7";
	start();
	wait_until(HW_MISSING);
	assert_non_null(strstr(mat_part().text, "ttyACM7: No such file"));
}

static void a_file_is_no_port(void **state)
{
	(void)state;
	char text[MAT_TEXT];
	settings.mat.device = "nothing";
	assert_null(mat_serial.open(&settings, folder, text));
	assert_non_null(strstr(text, "it is no serial port"));
}

static void two_do_not_read_one_port(void **state)
{
	(void)state;
	static struct survey survey;
	char text[MAT_TEXT];
	plug();
	start();
	send_until_scanned();
	assert_null(mat_serial.open(&settings, folder, text));
	assert_non_null(strstr(text, "another program reads it"));
	survey_take(&survey, &settings, folder, folder);
	assert_int_equal(survey.status.part[0].state, HW_WORKS);
	assert_true(survey_kiosk_runs(&survey));
	survey_free(&survey);
}

static void a_survey_reads_one_scan(void **state)
{
	(void)state;
	static struct survey survey;
	plug();
	survey_take(&survey, &settings, folder, folder);
	assert_int_equal(survey.status.part[0].state, HW_MISSING);
	assert_non_null(strstr(survey.status.part[0].text, "nothing comes from it"));
	survey_free(&survey);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_line_is_a_scan_however_it_comes_in_pieces, fresh),
		cmocka_unit_test_setup(the_first_line_may_have_begun_before_we_listened, fresh),
		cmocka_unit_test_setup(damaged_lines_are_counted_and_the_next_one_counts, fresh),
		cmocka_unit_test_setup(a_line_without_an_end_is_left_out_to_its_end, fresh),
		cmocka_unit_test_setup(the_longest_line_there_can_be_is_read, fresh),
		cmocka_unit_test_setup(a_header_and_comments_are_no_damage, fresh),
		cmocka_unit_test(scans_that_came_late_keep_their_distance),
		cmocka_unit_test(no_scan_is_from_the_future),
		cmocka_unit_test(a_mat_that_starts_anew_is_followed),
		cmocka_unit_test(clocks_that_drift_apart_stay_together),
		cmocka_unit_test(a_scan_that_is_sent_again_is_none),
		cmocka_unit_test_setup_teardown(scans_come_from_a_port, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_scan_is_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_port_that_is_pulled_out_is_told_and_used_again_when_it_is_back, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			a_port_that_sends_nothing_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_mat_of_other_zones_or_bits_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_missing_port_is_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_file_is_no_port, set_up, tear_down),
		cmocka_unit_test_setup_teardown(two_do_not_read_one_port, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_survey_reads_one_scan, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
