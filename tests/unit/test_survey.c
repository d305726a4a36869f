/* What staff are told of the wiring, on chips that this file makes up: a chip is a file with its
 * label in it, and nobody's line is ever taken. */
#define SCRATCH "survey"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scratch.h"
#include "survey.h"

enum { LINES = 28, START = 0, NEXT = 1 };

static const char *user[LINES]; /* who has a line; NULL: nobody */

const char *gpio_library(void)
{
	return "made up";
}

bool gpio_chip_read(const char *path, struct gpio_chip *chip)
{
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	bool read = fgets(chip->label, sizeof chip->label, file);
	fclose(file);
	chip->lines = LINES;
	chip->name = mem_calloc(LINES, sizeof *chip->name);
	for (int i = 0; i < LINES; i++)
		snprintf(chip->name[i], sizeof chip->name[i], "GPIO%d", i);
	return read;
}

bool gpio_line_used(const char *path, unsigned offset, char name[GPIO_NAME])
{
	(void)path;
	snprintf(name, GPIO_NAME, "%s", user[offset] ? user[offset] : "");
	return user[offset];
}

struct gpio_line *gpio_line_open(const char *path, unsigned offset, const struct gpio_wish *wish)
{
	(void)wish;
	fail_msg("line %u of %s was taken", offset, path);
	return NULL;
}

void gpio_line_close(struct gpio_line *line)
{
	assert_null(line);
}

bool gpio_line_get(struct gpio_line *line, bool *on)
{
	(void)line;
	(void)on;
	return false;
}

static struct survey survey;
static struct hw_settings settings;
static char folder[1024];

static int set_up(void **state)
{
	(void)state;
	settings = hw_settings_default();
	memset(user, 0, sizeof user);
	snprintf(folder, sizeof folder, "%s", scratch_file("dev/gpiochip4", "pinctrl-rp1"));
	*strrchr(folder, '/') = '\0';
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	survey_free(&survey);
	return 0;
}

static void take(void)
{
	survey_take(&survey, &settings, folder, folder);
}

/* where: how the text ends, after the path of the chip. */
static void expect(int part, enum hw_state state, bool kiosk, const char *where)
{
	const struct hw_part *seen = &survey.status.part[part];
	size_t length = strlen(seen->text), wanted = strlen(where);
	assert_int_equal(seen->state, state);
	assert_int_equal(survey.kiosk[part], kiosk);
	if (length < wanted || strcmp(seen->text + length - wanted, where) != 0)
		fail_msg("expected \"...%s\", got \"%s\"", where, seen->text);
}

static void a_free_line_is_told_with_its_place_and_the_reason(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[START] = "GPIO5";
	take();
	assert_int_equal(survey.status.parts, 2);
	expect(0, HW_WORKS, false, "(pinctrl-rp1) line 17, named GPIO17");
	expect(1, HW_WORKS, false, "(pinctrl-rp1) line 5, named GPIO5");
	assert_false(survey_kiosk_runs(&survey));
	assert_int_equal(survey.form.grid.rows, 0);
}

static void a_line_that_the_kiosk_has_is_fine(void **state)
{
	(void)state;
	settings.button[START] = "17 22";
	user[22] = "tuneup";
	take();
	expect(0, HW_WORKS, false, "named GPIO17");
	expect(1, HW_WORKS, true, "named GPIO22: in use by the kiosk (tuneup)");
	assert_int_equal(survey.status.part[1].which, 1);
	assert_true(survey_kiosk_runs(&survey));
}

static void a_line_of_another_program_or_driver_is_a_fault(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.button[NEXT] = "9";
	user[17] = "gpioset";
	user[9] = "";
	take();
	expect(0, HW_MISSING, false, "named GPIO17: in use by gpioset");
	expect(1, HW_MISSING, false, "named GPIO9: in use by a driver or another program");
	assert_false(survey_kiosk_runs(&survey));
}

static void a_line_for_two_things_is_a_fault_of_the_second(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.light[NEXT] = "GPIO17";
	user[17] = "tuneup";
	take();
	expect(0, HW_WORKS, true, "in use by the kiosk (tuneup)");
	expect(1, HW_MISSING, false, "named GPIO17: the settings name this line twice");
}

static void what_is_not_there_is_said_and_staff_see_the_same(void **state)
{
	(void)state;
	struct problems problems = {0};
	settings.button[START] = "99";
	take();
	expect(0, HW_MISSING, false, "(pinctrl-rp1) has no line 99");
	hw_tell(&survey.status, &problems, PART_HARDWARE);
	assert_int_equal(problems.count, 1);
	assert_true(told(&problems, PROBLEM_WARNING, "buttons.start (99): "));
}

static void contacts_are_looked_at_one_by_one(void **state)
{
	(void)state;
	settings.button[START] = "17";
	settings.mat = (struct hw_mat_settings){.kind = HW_MAT_GPIO,
		.rows = 2,
		.columns = 1,
		.zone = {"20", "21"},
		.zones = 2,
		.device = "",
		.rate = 50};
	user[21] = "tuneup";
	take();
	expect(1, HW_WORKS, true, "named GPIO20");
	assert_int_equal(survey.form.grid.rows, 2);
	assert_true(survey.form.contact);
	tear_down(NULL);
	user[21] = "gpiomon";
	take();
	expect(1, HW_MISSING, false, "named GPIO21: in use by gpiomon");
	tear_down(NULL);
	settings.mat.zone[1] = "17";
	take();
	expect(1, HW_MISSING, false, "named GPIO17: the settings name this line twice");
}

static void converters_are_listed_and_read_once(void **state)
{
	(void)state;
	settings.mat.kind = HW_MAT_IIO;
	settings.mat.rows = 2;
	settings.mat.columns = 1;
	settings.mat.device = "mcp3008";
	scratch_file("dev/iio:device2/name", "mcp3008\n");
	scratch_file("dev/iio:device2/label", "roller\n");
	scratch_file("dev/iio:device2/in_voltage0_raw", "291\n");
	scratch_file("dev/iio:device2/in_voltage1_raw", "60\n");
	scratch_file("dev/iio:device2/in_voltage_scale", "3.2\n");
	take();
	assert_int_equal(survey.iio.count, 1);
	assert_string_equal(survey.iio.device[0].entry, "iio:device2");
	assert_string_equal(survey.iio.device[0].label, "roller");
	assert_int_equal(survey.iio.device[0].channels, 2);
	expect(0, HW_WORKS, false, "2 channels, the first is iio:device2/in_voltage0_raw");
	assert_int_equal(survey.scan.zones, 2);
	assert_int_equal(survey.scan.raw[0], 291);
	tear_down(NULL);
	assert_int_equal(remove(scratch_path("dev/iio:device2/in_voltage1_raw")), 0);
	take();
	expect(0, HW_MISSING, false, "iio:device2/in_voltage1_raw: No such file or directory");
	assert_int_equal(survey.scan.zones, 0);
	assert_int_equal(survey.iio.device[0].channels, 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_free_line_is_told_with_its_place_and_the_reason),
		T(a_line_that_the_kiosk_has_is_fine),
		T(a_line_of_another_program_or_driver_is_a_fault),
		T(a_line_for_two_things_is_a_fault_of_the_second),
		T(what_is_not_there_is_said_and_staff_see_the_same),
		T(contacts_are_looked_at_one_by_one),
		T(converters_are_listed_and_read_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
