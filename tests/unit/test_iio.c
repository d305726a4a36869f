/* Analog zones, read from a folder that looks like the kernel's. */
#define SCRATCH "iio"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mat_source.h"
#include "scratch.h"

#include <ftw.h>
#include <unistd.h>

static struct hw_settings settings;
static struct mat_raw raw;
static char text[MAT_TEXT], folder[1024];
static void *mat;

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	(void)about;
	(void)kind;
	(void)walk;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	mat_iio.close(mat);
	mat = NULL;
	return 0;
}

/* An empty folder, and settings for a 2x1 mat on an MCP3008. */
static int set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s", scratch_path("devices"));
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	settings = hw_settings_default();
	settings.mat.kind = HW_MAT_IIO;
	settings.mat.device = "mcp3008";
	settings.mat.rows = 2;
	settings.mat.columns = 1;
	raw = (struct mat_raw){0};
	text[0] = '\0';
	return 0;
}

static void put(int device, const char *file, const char *content)
{
	char name[128];
	snprintf(name, sizeof name, "devices/iio:device%d/%s", device, file);
	scratch_file(name, content);
}

static void put_device(int device, const char *name, const char *value0, const char *value1)
{
	char line[64];
	snprintf(line, sizeof line, "%s\n", name);
	put(device, "name", line);
	put(device, "in_voltage0_raw", value0);
	put(device, "in_voltage1_raw", value1);
}

static void open_it(void)
{
	mat = mat_iio.open(&settings, folder, text);
	if (!mat)
		fail_msg("%s", text);
}

static void expect_missing(const char *words)
{
	mat = mat_iio.open(&settings, folder, text);
	assert_null(mat);
	if (!strstr(text, words))
		fail_msg("expected \"%s\" in \"%s\"", words, text);
}

static enum mat_step try_to_scan(void)
{
	enum mat_step step;
	raw.zones = 0;
	do
		step = mat_iio.read(mat, &raw, text);
	while (step == MAT_STEP_MORE);
	return step;
}

static void scan(void)
{
	assert_int_equal(try_to_scan(), MAT_STEP_DONE);
}

static void a_device_is_found_by_its_name_whatever_its_number(void **state)
{
	(void)state;
	put_device(0, "cpu-thermal", "1", "2");
	put_device(7, "mcp3008", "291\n", "1023\n");
	open_it();
	scan();
	assert_int_equal(raw.zones, 2);
	assert_int_equal(raw.raw[0], 291);
	assert_int_equal(raw.raw[1], 1023);
	assert_non_null(strstr(text, "iio:device7/in_voltage0_raw"));
}

static void each_scan_reads_anew_a_zone_a_step(void **state)
{
	(void)state;
	put_device(0, "mcp3008", "10\n", "20\n");
	open_it();
	scan();
	put(0, "in_voltage1_raw", "500\n");
	raw.zones = 0;
	assert_int_equal(mat_iio.read(mat, &raw, text), MAT_STEP_MORE);
	assert_int_equal(mat_iio.read(mat, &raw, text), MAT_STEP_DONE);
	assert_int_equal(raw.raw[0], 10);
	assert_int_equal(raw.raw[1], 500);
}

static void zones_may_name_channels_in_any_order(void **state)
{
	(void)state;
	put_device(0, "mcp3008", "10\n", "20\n");
	settings.mat.zone[0] = "1";
	settings.mat.zone[1] = "0";
	settings.mat.zones = 2;
	open_it();
	scan();
	assert_int_equal(raw.raw[0], 20);
	assert_int_equal(raw.raw[1], 10);
}

static void several_devices_make_one_mat_also_of_the_same_name(void **state)
{
	(void)state;
	put_device(2, "ads1015", "7\n", "8\n");
	put_device(10, "ads1015", "9\n", "11\n");
	settings.mat.device = "";
	settings.mat.zone[0] = "ads1015#2:1";
	settings.mat.zone[1] = "ads1015:0";
	settings.mat.zones = 2;
	open_it();
	scan();
	assert_int_equal(raw.raw[0], 11);
	assert_int_equal(raw.raw[1], 7);
}

static void a_label_names_a_device_too(void **state)
{
	(void)state;
	put_device(0, "mcp3008", "10\n", "20\n");
	put_device(1, "mcp3008", "30\n", "40\n");
	put(1, "label", "roller-mat\n");
	settings.mat.device = "roller-mat";
	settings.mat.bits = 10;
	open_it();
	scan();
	assert_int_equal(raw.raw[0], 30);
}

/* As in the kernel: a link to a folder inside the chip's, which has a name of its own. */
static void a_chip_on_i2c_is_known_by_its_own_name(void **state)
{
	(void)state;
	char link[1200], target[1200];
	scratch_file("chips/1-0048/name", "ads1115\n");
	scratch_file("chips/1-0048/iio:device3/name", "ads1015\n");
	scratch_file("chips/1-0048/iio:device3/in_voltage0_raw", "32767\n");
	scratch_file("chips/1-0048/iio:device3/in_voltage1_raw", "12\n");
	put(0, "name", "other\n");
	snprintf(link, sizeof link, "%s/iio:device3", folder);
	snprintf(target, sizeof target, "../chips/1-0048/iio:device3");
	assert_int_equal(symlink(target, link), 0);
	settings.mat.device = "ads1115";
	open_it();
	scan();
	assert_int_equal(mat_iio.form(&settings).bits, 15);
	assert_int_equal(raw.raw[0], 32767);
	assert_int_equal(raw.raw[1], 12);
}

/* A bridge at rest is in the middle of its converter, or leans to either side. */
static void a_load_cell_at_rest_is_a_little_above_nothing(void **state)
{
	(void)state;
	settings.mat.device = "hx711";
	put_device(0, "hx711", "8388608\n", "8288608\n");
	open_it();
	scan();
	assert_int_equal(raw.raw[0], 8192);
	assert_in_range(raw.raw[1], 7000, 8000);
	put(0, "in_voltage0_raw", "16777215\n");
	put(0, "in_voltage1_raw", "0\n");
	scan();
	assert_int_equal(raw.raw[0], 65535);
	assert_int_equal(raw.raw[1], 0);
}

static void bits_are_known_by_the_devices_name(void **state)
{
	(void)state;
	assert_int_equal(mat_iio.form(&settings).bits, 10);
	settings.mat.device = "ads1115";
	assert_int_equal(mat_iio.form(&settings).bits, 15);
	settings.mat.device = "hx711";
	assert_int_equal(mat_iio.form(&settings).bits, 16);
	settings.mat.device = "something";
	assert_int_equal(mat_iio.form(&settings).bits, 12);
	settings.mat.bits = 14;
	assert_int_equal(mat_iio.form(&settings).bits, 14);
	assert_int_equal(mat_iio.form(&settings).grid.rows, 2);
	assert_false(mat_iio.form(&settings).contact);
}

static void devices_of_unlike_bits_are_brought_to_those_of_the_first(void **state)
{
	(void)state;
	put_device(0, "mcp3008", "1023\n", "0\n");
	put_device(1, "mcp3208", "4095\n", "0\n");
	settings.mat.zone[0] = "0";
	settings.mat.zone[1] = "mcp3208:0";
	settings.mat.zones = 2;
	open_it();
	scan();
	assert_int_equal(raw.raw[0], 1023);
	assert_int_equal(raw.raw[1], 1023);
}

static void below_zero_is_nothing_and_too_much_is_the_top(void **state)
{
	(void)state;
	put_device(0, "mcp3008", "-3\n", "99999\n");
	open_it();
	scan();
	assert_int_equal(raw.raw[0], 0);
	assert_int_equal(raw.raw[1], 1023);
}

static void what_is_missing_is_said(void **state)
{
	(void)state;
	expect_missing("zone 0: no IIO device is named mcp3008");
	put(0, "name", "mcp3008\n");
	put(0, "in_voltage0_raw", "1\n");
	expect_missing("in_voltage1_raw: No such file");
	put(0, "in_voltage1_raw", "much\n");
	expect_missing("in_voltage1_raw: not a number");
}

static void a_zone_that_is_no_channel_is_said(void **state)
{
	(void)state;
	static const char *const wrong[] = {"left", "mcp3008:", "mcp3008#x:0", "1 2", ""};
	put_device(0, "mcp3008", "1\n", "2\n");
	settings.mat.zone[1] = "1";
	settings.mat.zones = 2;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		settings.mat.zone[0] = wrong[i];
		expect_missing("is no channel");
	}
	settings.mat.zone[0] = "mcp3008#2:0";
	expect_missing("no IIO device is named mcp3008 often enough");
}

static void a_reading_that_fails_once_is_tried_again(void **state)
{
	(void)state;
	put_device(0, "mcp3008", "10\n", "20\n");
	open_it();
	put(0, "in_voltage0_raw", "");
	raw.zones = 0;
	assert_int_equal(mat_iio.read(mat, &raw, text), MAT_STEP_MORE);
	assert_int_equal(raw.zones, 0);
	put(0, "in_voltage0_raw", "11\n");
	assert_int_equal(mat_iio.read(mat, &raw, text), MAT_STEP_MORE);
	assert_int_equal(mat_iio.read(mat, &raw, text), MAT_STEP_DONE);
	assert_int_equal(raw.raw[0], 11);
	assert_int_equal(raw.raw[1], 20);
}

static void a_device_that_vanishes_is_gone_and_can_be_opened_again(void **state)
{
	(void)state;
	put_device(3, "mcp3008", "1\n", "2\n");
	open_it();
	scan();
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	assert_int_equal(try_to_scan(), MAT_STEP_GONE);
	assert_non_null(strstr(text, "No such file"));
	tear_down(NULL);
	expect_missing("no IIO device");
	put_device(4, "mcp3008", "5\n", "6\n");
	open_it();
	scan();
	assert_int_equal(raw.raw[0], 5);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_device_is_found_by_its_name_whatever_its_number),
		T(each_scan_reads_anew_a_zone_a_step),
		T(zones_may_name_channels_in_any_order),
		T(several_devices_make_one_mat_also_of_the_same_name),
		T(a_label_names_a_device_too),
		T(a_chip_on_i2c_is_known_by_its_own_name),
		T(a_load_cell_at_rest_is_a_little_above_nothing),
		T(bits_are_known_by_the_devices_name),
		T(devices_of_unlike_bits_are_brought_to_those_of_the_first),
		T(below_zero_is_nothing_and_too_much_is_the_top),
		T(what_is_missing_is_said),
		T(a_zone_that_is_no_channel_is_said),
		T(a_reading_that_fails_once_is_tried_again),
		T(a_device_that_vanishes_is_gone_and_can_be_opened_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
