/* The guided calibration: what it asks for, what it takes for a mistake, what comes out, and the
 * file that keeps it. */
#define SCRATCH "calibrate"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "calibration_file.h"
#include "mat.h"
#include "scratch.h"
#include "stander.h"

#include <math.h>
#include <unistd.h>

static struct stander stander;
static struct calibrate calibrate;
static struct mat_calibration result;
static struct mat_raw raw;

static void use_grid(int rows, int columns)
{
	stander = (struct stander){.form = {.grid = {rows, columns}, .bits = 10},
		.noise = 0.003F,
		.spill = 0.2F,
		.load = 0.4F,
		.random = 1};
	for (int i = 0; i < rows * columns; i++) {
		stander.gain[i] = 0.75F + 0.5F * (float)(i * 7 % 11) / 10;
		stander.base[i] = 0.05F + 0.01F * (float)(i % 5);
	}
	calibrate_begin(&calibrate, stander.form);
}

static int set_up(void **state)
{
	(void)state;
	use_grid(4, 2);
	return 0;
}

/* So many seconds with a foot on a zone (-1: none); ends early when another thing is asked for. */
static void stand(int zone, float s)
{
	enum calibrate_step step = calibrate.state.step;
	int asked = calibrate.state.zone;
	for (int i = 0; i < (int)(s * 50); i++) {
		stander_scan(&stander, zone, NAN, &raw);
		calibrate_feed(&calibrate, &raw);
		if (calibrate.state.step != step || calibrate.state.zone != asked)
			return;
	}
}

static void roll(float from, float to)
{
	stand(-1, 1);
	for (int i = 0; i <= 150 && calibrate.state.step == CALIBRATE_PASS; i++) {
		stander_scan(&stander, -1, from + (to - from) * (float)i / 150, &raw);
		calibrate_feed(&calibrate, &raw);
	}
	stand(-1, 1);
}

static void expect(enum calibrate_step step, enum calibrate_word word)
{
	assert_int_equal(calibrate.state.step, step);
	assert_int_equal(calibrate.state.word, word);
}

/* Every zone's share of full scale for the same load, by the result: all alike. */
static void expect_equal_loads(float tolerance)
{
	assert_true(calibrate_result(&calibrate, &result));
	float first = stander.gain[0] / (float)result.span[0];
	for (int i = 0; i < mat_zones(stander.form.grid); i++) {
		float zone = stander.gain[i] / (float)result.span[i];
		assert_true(fabsf(zone / first - 1) <= tolerance);
		assert_true(fabsf((float)result.empty[i] - stander.base[i] * 1023) <= 3);
		assert_true(result.empty[i] + result.span[i] <= 1023);
	}
}

static void it_asks_for_nothing_each_zone_and_a_pass(void **state)
{
	(void)state;
	expect(CALIBRATE_EMPTY, CALIBRATE_WAITS);
	stand(-1, 1);
	expect(CALIBRATE_EMPTY, CALIBRATE_FEELS);
	assert_true(calibrate.state.held > 0.2F && calibrate.state.held < 0.5F);
	stand(-1, 3);
	for (int zone = 0; zone < 8; zone++) {
		expect(CALIBRATE_ZONES, CALIBRATE_WAITS);
		assert_int_equal(calibrate.state.zone, zone);
		assert_int_equal(calibrate.state.measured, zone);
		stand(zone, 5);
	}
	expect(CALIBRATE_PASS, CALIBRATE_WAITS);
	assert_false(calibrate_result(&calibrate, &result));
	roll(0, 3);
	assert_int_equal(calibrate.state.step, CALIBRATE_CHECK);
	assert_true(calibrate.state.sound);
	expect_equal_loads(0.03F);
}

static void every_grid_comes_to_its_end(void **state)
{
	(void)state;
	static const struct mat_grid grids[] = {{1, 1}, {1, 2}, {2, 1}, {3, 3}, {8, 2}, {24, 8}};
	for (size_t i = 0; i < sizeof grids / sizeof *grids; i++) {
		use_grid(grids[i].rows, grids[i].columns);
		assert_true(stander_calibrate(&stander, &calibrate));
		assert_true(calibrate.state.sound);
		expect_equal_loads(0.04F);
	}
}

static void drift_while_it_goes_on_does_no_harm(void **state)
{
	(void)state;
	use_grid(24, 8);
	stander.drift_per_min = 0.01F;
	assert_true(stander_calibrate(&stander, &calibrate));
	assert_true(calibrate_result(&calibrate, &result));
	float first = stander.gain[0] / (float)result.span[0];
	for (int i = 0; i < 192; i++)
		assert_true(fabsf(stander.gain[i] / (float)result.span[i] / first - 1) <= 0.06F);
}

static void an_empty_mat_must_be_empty(void **state)
{
	(void)state;
	stand(3, 5);
	expect(CALIBRATE_EMPTY, CALIBRATE_SOMEBODY);
	assert_int_equal(calibrate.state.other, 3);
	stand(-1, 4);
	expect(CALIBRATE_ZONES, CALIBRATE_WAITS);
}

static void whoever_steps_off_meanwhile_makes_it_begin_anew(void **state)
{
	(void)state;
	stander.load = 0.1F;
	stand(2, 2);
	stand(-1, 0.5F);
	assert_int_equal(calibrate.state.step, CALIBRATE_EMPTY);
	assert_true(calibrate.state.held < 0.2F);
	stand(-1, 5);
	assert_int_equal(calibrate.state.step, CALIBRATE_ZONES);
}

static void a_noisy_zone_is_named(void **state)
{
	(void)state;
	for (int i = 0; i < 300; i++) {
		stander_scan(&stander, -1, NAN, &raw);
		raw.raw[5] = (uint16_t)(60 + i * 7919 % 160);
		calibrate_feed(&calibrate, &raw);
	}
	expect(CALIBRATE_EMPTY, CALIBRATE_NOISY);
	assert_int_equal(calibrate.state.other, 5);
}

static void another_zone_than_asked_is_told(void **state)
{
	(void)state;
	stand(-1, 4);
	stand(6, 1);
	expect(CALIBRATE_ZONES, CALIBRATE_WAITS);
	stand(6, 3);
	expect(CALIBRATE_ZONES, CALIBRATE_OTHER_ZONE);
	assert_int_equal(calibrate.state.other, 6);
	assert_true(calibrate.state.held == 0);
	stand(0, 5);
	assert_int_equal(calibrate.state.zone, 1);
}

static void whoever_moves_is_measured_anew(void **state)
{
	(void)state;
	stand(-1, 4);
	stand(0, 2);
	stander.load = 0.2F;
	stand(0, 0.3F);
	expect(CALIBRATE_ZONES, CALIBRATE_UNSTEADY);
	stand(0, 2);
	expect(CALIBRATE_ZONES, CALIBRATE_FEELS);
	stand(0, 3);
	assert_int_equal(calibrate.state.zone, 1);
}

static void a_zone_that_feels_nothing_is_skipped_and_taken_for_a_middle_one(void **state)
{
	(void)state;
	stander.gain[3] = 0;
	stand(-1, 4);
	for (int zone = 0; zone < 8; zone++)
		stand(zone, 5);
	expect(CALIBRATE_ZONES, CALIBRATE_OTHER_ZONE);
	assert_int_equal(calibrate.state.zone, 3);
	calibrate_skip(&calibrate);
	for (int zone = 4; zone < 8; zone++)
		stand(zone, 5);
	roll(0, 3);
	assert_int_equal(calibrate.state.step, CALIBRATE_CHECK);
	assert_int_equal(calibrate.state.is[3], CALIBRATE_SKIPPED);
	assert_false(calibrate.state.sound);
	assert_true(calibrate_result(&calibrate, &result));
	assert_true(result.span[3] > 0);
}

static void a_zone_far_from_the_others_is_odd(void **state)
{
	(void)state;
	stander.gain[6] = 0.15F;
	stander.spill = 0;
	assert_true(stander_calibrate(&stander, &calibrate));
	assert_int_equal(calibrate.state.is[6], CALIBRATE_ODD);
	assert_int_equal(calibrate.state.is[5], CALIBRATE_DONE);
	assert_false(calibrate.state.sound);
}

static void a_pass_the_wrong_way_is_told(void **state)
{
	(void)state;
	stand(-1, 4);
	for (int zone = 0; zone < 8; zone++)
		stand(zone, 5);
	roll(3, 0);
	expect(CALIBRATE_PASS, CALIBRATE_WRONG_WAY);
	roll(0, 3);
	assert_int_equal(calibrate.state.step, CALIBRATE_CHECK);
	assert_false(calibrate.state.sound);
}

static void no_zone_measured_is_no_calibration(void **state)
{
	(void)state;
	stand(-1, 4);
	for (int zone = 0; zone < 8; zone++)
		calibrate_skip(&calibrate);
	assert_int_equal(calibrate.state.step, CALIBRATE_CHECK);
	assert_false(calibrate.state.sound);
	assert_false(calibrate_result(&calibrate, &result));
}

static void contacts_need_none(void **state)
{
	(void)state;
	assert_true(calibrate_can(stander.form));
	stander.form.contact = true;
	assert_false(calibrate_can(stander.form));
}

/* ---- the file ---- */

static const struct mat_form form = {.grid = {2, 1}, .bits = 10};
static const struct mat_calibration one = {.empty = {60, 70}, .span = {800, 900}},
				    two = {.empty = {61, 71}, .span = {801, 901}};
static char folder[1024], why[CALIBRATION_WHY];

static int empty_folder(void **state)
{
	(void)state;
	unlink(scratch_file("state/" CALIBRATION_FILE, ""));
	unlink(scratch_file("state/" CALIBRATION_BEFORE, ""));
	snprintf(folder, sizeof folder, "%s", scratch_path("state"));
	return 0;
}

static void expect_file(const struct mat_calibration *expected)
{
	assert_int_equal(calibration_load(folder, form, &result, why), CALIBRATION_READ);
	assert_memory_equal(&result, expected, sizeof result);
}

static void what_was_saved_is_read(void **state)
{
	(void)state;
	assert_int_equal(calibration_load(folder, form, &result, why), CALIBRATION_NONE);
	assert_true(calibration_save(folder, form, &one, why));
	expect_file(&one);
	assert_true(calibration_save(folder, form, &two, why));
	expect_file(&two);
}

static void undo_changes_places_with_the_one_before(void **state)
{
	(void)state;
	assert_false(calibration_undo(folder, why));
	calibration_save(folder, form, &one, why);
	assert_true(calibration_undo(folder, why));
	assert_int_equal(calibration_load(folder, form, &result, why), CALIBRATION_NONE);
	assert_true(calibration_undo(folder, why));
	expect_file(&one);
	calibration_save(folder, form, &two, why);
	assert_true(calibration_undo(folder, why));
	expect_file(&one);
	assert_true(calibration_undo(folder, why));
	expect_file(&two);
}

static void a_calibration_of_another_mat_does_not_fit(void **state)
{
	(void)state;
	const struct mat_form other = {.grid = {2, 1}, .bits = 12};
	calibration_save(folder, form, &one, why);
	assert_int_equal(calibration_load(folder, other, &result, why), CALIBRATION_UNFIT);
	assert_non_null(strstr(why, "2x1 zones and 10 bits"));
}

static void a_damaged_file_is_told_with_its_line(void **state)
{
	(void)state;
	static const char *const texts[][2] = {{"", "line 1"}, {"\xff\xfe\n", "line 1"},
		{"%s", "line 2"}, {"%sgrid=2x1\n", "line 2"},
		{"%sgrid=2x1 bits=10\n", "it ends too early"},
		{"%sgrid=2x1 bits=10\nzone,empty,span\n0,1\n", "line 4"},
		{"%sgrid=2x1 bits=10\nzone,empty,span\n0,1,1023\n", "line 4"},
		{"%sgrid=2x1 bits=10\nzone,empty,span\n0,1,-5\n", "line 4"},
		{"%sgrid=2x1 bits=10\nzone,empty,span\n0,1,9\n1,1,9", "line 5"},
		{"%sgrid=2x1 bits=10\nzone,empty,span\n0,1,9\n0,1,9\n", "line 5"}};
	char head[200], text[600];
	calibration_save(folder, form, &one, why);
	FILE *file = fopen(scratch_path("state/" CALIBRATION_FILE), "r");
	assert_non_null(fgets(head, sizeof head, file));
	fclose(file);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *rest = texts[i][0];
		bool headed = strncmp(rest, "%s", 2) == 0;
		snprintf(text, sizeof text, "%s%s", headed ? head : "", rest + 2 * headed);
		scratch_file("state/" CALIBRATION_FILE, text);
		assert_int_equal(calibration_load(folder, form, &result, why), CALIBRATION_UNFIT);
		if (!strstr(why, texts[i][1]))
			fail_msg("expected \"%s\" in \"%s\"", texts[i][1], why);
	}
}

static void a_folder_that_cannot_be_written_is_told(void **state)
{
	(void)state;
	assert_false(calibration_save(scratch_path("nowhere"), form, &one, why));
	assert_non_null(strstr(why, "No such file"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(it_asks_for_nothing_each_zone_and_a_pass, set_up),
		cmocka_unit_test_setup(every_grid_comes_to_its_end, set_up),
		cmocka_unit_test_setup(drift_while_it_goes_on_does_no_harm, set_up),
		cmocka_unit_test_setup(an_empty_mat_must_be_empty, set_up),
		cmocka_unit_test_setup(whoever_steps_off_meanwhile_makes_it_begin_anew, set_up),
		cmocka_unit_test_setup(a_noisy_zone_is_named, set_up),
		cmocka_unit_test_setup(another_zone_than_asked_is_told, set_up),
		cmocka_unit_test_setup(whoever_moves_is_measured_anew, set_up),
		cmocka_unit_test_setup(
			a_zone_that_feels_nothing_is_skipped_and_taken_for_a_middle_one, set_up),
		cmocka_unit_test_setup(a_zone_far_from_the_others_is_odd, set_up),
		cmocka_unit_test_setup(a_pass_the_wrong_way_is_told, set_up),
		cmocka_unit_test_setup(no_zone_measured_is_no_calibration, set_up),
		cmocka_unit_test_setup(contacts_need_none, set_up),
		cmocka_unit_test_setup(what_was_saved_is_read, empty_folder),
		cmocka_unit_test_setup(undo_changes_places_with_the_one_before, empty_folder),
		cmocka_unit_test_setup(a_calibration_of_another_mat_does_not_fit, empty_folder),
		cmocka_unit_test_setup(a_damaged_file_is_told_with_its_line, empty_folder),
		cmocka_unit_test_setup(a_folder_that_cannot_be_written_is_told, empty_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
