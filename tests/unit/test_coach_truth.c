/* The coach against known truth, systematically: each pace with each disturbance, on two synthetic
 * rollers that have nothing in common (roller.h, fsr.h), several seeds of each. Passes within one,
 * pace within 5 %, share within 6 points though nothing is calibrated and within 3 once somebody
 * has stood on each zone, contact within a second.
 *
 * `test_coach_truth --table [FIRST-SEED [SEEDS]]` prints the worst errors instead. */
#define SCRATCH "coach-truth"
#include "coach.h"
#include "coach_scenes.h"
#include "mat.h"
#include "scratch.h"
#include "stander.h"
#include "trace.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SEEDS = 4 };

static const float paces[] = {1, 1.5F, 2, 2.5F, 3, 3.5F, 4, 5, 6, 7, 8};
enum { PACES = sizeof paces / sizeof *paces };

/* --- one run --- */

/* Where scans come from, and what is true of them once they are over. */
struct subject {
	bool fsr;
	struct roller_run roller;
	struct fsr_run other;
};

struct truth {
	int passes;
	float pace_s, contact_s, left_share;
};

struct errors {
	int passes;      /* seen less true */
	float pace;      /* share of the truth */
	float share;     /* points */
	float contact_s; /* seen less true */
	unsigned faults;
};

static struct subject subject;
static struct coach coach;
static bool calibrated; /* the mats of all runs are */

static void begin_roller(const struct roller *roller)
{
	subject.fsr = false;
	roller_begin(&subject.roller, roller);
}

static void begin_fsr(const struct fsr *fsr)
{
	subject.fsr = true;
	fsr_begin(&subject.other, fsr);
}

static bool next_scan(struct mat_raw *raw)
{
	return subject.fsr ? fsr_next(&subject.other, raw) : roller_next(&subject.roller, raw);
}

static struct mat_form form(void)
{
	return subject.fsr ? subject.other.fsr.form : subject.roller.roller.form;
}

static struct truth truth(void)
{
	if (subject.fsr) {
		const struct fsr *fsr = &subject.other.fsr;
		return (struct truth){fsr_passes(&subject.other), fsr_pace(&subject.other),
			fsr->contact_s, fsr->left_share};
	}
	const struct roller_truth *known = &subject.roller.truth;
	return (struct truth){
		known->passes, known->seconds_per_pass, known->contact_s, known->left_share};
}

/* The subject's own mat, with somebody who calibrates it. */
static void use_calibration(struct mat *mat)
{
	static struct calibrate calibrate;
	struct mat_calibration result;
	struct stander stander = {
		.form = form(), .noise = 0.003F, .spill = 0.2F, .load = 0.35F, .random = 7};
	float steps = subject.fsr ? 1023 : 1;
	for (int i = 0; i < mat_zones(form().grid); i++) {
		stander.gain[i] = subject.fsr ? subject.other.gain[i] : subject.roller.gain[i];
		stander.base[i] =
			(subject.fsr ? subject.other.base[i] : subject.roller.base[i]) / steps;
	}
	calibrate_begin(&calibrate, form());
	assert_true(stander_calibrate(&stander, &calibrate));
	assert_true(calibrate_result(&calibrate, &result));
	mat_calibrate(mat, &result);
}

/* What the mat and the coach make of it; `file` (NULL: none) gets the scans too. */
static struct coach_summary watch(struct trace_file *file, unsigned *faults)
{
	struct mat *mat = mat_create(form());
	struct mat_raw raw;
	struct mat_sample sample;
	*faults = 0;
	if (calibrated)
		use_calibration(mat);
	coach_start(&coach, form().grid);
	while (next_scan(&raw)) {
		if (file)
			assert_true(trace_write(file, &raw));
		assert_true(mat_feed(mat, &raw, &sample));
		coach_feed(&coach, &sample);
		*faults |= sample.faults;
	}
	coach_finish(&coach);
	mat_destroy(mat);
	return coach_summary(&coach);
}

static struct errors compare(const struct coach_summary *seen, unsigned faults)
{
	struct truth known = truth();
	struct errors errors = {.passes = seen->passes - known.passes,
		.pace = (seen->seconds_per_pass - known.pace_s) / known.pace_s,
		.contact_s = seen->contact_s - known.contact_s,
		.faults = faults & ~(unsigned)MAT_LOADED_AT_START};
	if (form().grid.columns > 1)
		errors.share = (seen->left_share - known.left_share) * 100;
	return errors;
}

/* Enough passes to count, in a set of usual length. */
static float lasts(float pace_s)
{
	return pace_s < 4 ? 35 : 60;
}

/* False: this scene has no such subject. */
static bool begin(const struct scene *scene, bool fsr, float pace_s, uint32_t seed)
{
	if (fsr ? !scene->fsr : !scene->roller)
		return false;
	if (fsr) {
		struct fsr other = fsr_usual(seed);
		other.pace_s = pace_s;
		other.contact_s = lasts(pace_s);
		scene->fsr(&other);
		begin_fsr(&other);
	} else {
		struct roller roller = roller_usual(seed);
		roller.pace_s = pace_s;
		roller.contact_s = lasts(pace_s);
		scene->roller(&roller);
		begin_roller(&roller);
	}
	return true;
}

/* --- the table --- */

static bool is_good(const struct errors *errors)
{
	return abs(errors->passes) <= 1 && fabsf(errors->pace) <= 0.05F &&
	       fabsf(errors->share) <= (calibrated ? 3 : 6) && fabsf(errors->contact_s) <= 1 &&
	       !errors->faults;
}

static void print_errors(const char *name, bool fsr, float pace_s, uint32_t seed,
	const struct errors *errors, bool bad)
{
	printf("%-20s %-6s %4.1f s seed %-4u %+3d passes %+6.1f %% %+5.1f points %+5.2f s "
	       "faults %x%s\n",
		name, fsr ? "fsr" : "roller", (double)pace_s, seed, errors->passes,
		(double)(errors->pace * 100), (double)errors->share, (double)errors->contact_s,
		errors->faults, bad ? "  MISSED" : "");
}

/* The worst of each scene and subject, and each run that misses a bound; returns how many do. */
static int print_table(uint32_t first, uint32_t seeds)
{
	int missed = 0, runs = 0;
	for (int i = 0; i < 2 * COACH_SCENES; i++) {
		const struct scene *scene = &coach_scenes[i / 2];
		bool fsr = i % 2, any = false;
		struct errors worst = {0};
		for (int k = 0; k < PACES; k++)
			for (uint32_t seed = first; seed < first + seeds; seed++) {
				unsigned faults;
				if (!begin(scene, fsr, paces[k], seed))
					continue;
				struct coach_summary seen = watch(NULL, &faults);
				struct errors errors = compare(&seen, faults);
				any = true;
				runs++;
				if (!is_good(&errors)) {
					missed++;
					print_errors(
						scene->name, fsr, paces[k], seed, &errors, true);
				}
				if (abs(errors.passes) > abs(worst.passes))
					worst.passes = errors.passes;
				if (!(fabsf(errors.pace) <= fabsf(worst.pace)))
					worst.pace = errors.pace;
				if (!(fabsf(errors.share) <= fabsf(worst.share)))
					worst.share = errors.share;
				if (fabsf(errors.contact_s) > fabsf(worst.contact_s))
					worst.contact_s = errors.contact_s;
				worst.faults |= errors.faults;
			}
		if (any)
			print_errors(scene->name, fsr, 0, seeds, &worst, false);
	}
	printf("%d of %d runs missed a bound\n", missed, runs);
	return missed;
}

/* --- the bounds --- */

static void expect_good(bool fsr, uint32_t seeds)
{
	for (int i = 0; i < COACH_SCENES; i++)
		for (int k = 0; k < PACES; k++)
			for (uint32_t seed = 1; seed <= seeds; seed++) {
				unsigned faults;
				if (!begin(&coach_scenes[i], fsr, paces[k], seed))
					continue;
				struct coach_summary seen = watch(NULL, &faults);
				struct errors errors = compare(&seen, faults);
				if (is_good(&errors))
					continue;
				print_errors(
					coach_scenes[i].name, fsr, paces[k], seed, &errors, true);
				fail();
			}
}

static void the_first_roller_is_measured_in_every_scene(void **state)
{
	(void)state;
	expect_good(false, SEEDS);
}

static void the_second_roller_is_measured_in_every_scene(void **state)
{
	(void)state;
	expect_good(true, SEEDS);
}

static void a_calibrated_mat_tells_the_share_better(void **state)
{
	(void)state;
	calibrated = true;
	expect_good(false, 2);
	expect_good(true, 2);
	calibrated = false;
}

static void an_hour_of_drift_is_nobody(void **state)
{
	(void)state;
	static const float drifts[] = {-5, 1.5F, 10};
	for (size_t i = 0; i < sizeof drifts / sizeof *drifts; i++) {
		struct fsr fsr = fsr_usual((uint32_t)i + 1);
		unsigned faults;
		fsr.base_low = 320;
		fsr.base_high = 400;
		fsr.lead_s = 3600;
		fsr.contact_s = 0;
		fsr.drift = drifts[i];
		fsr.noise = 4;
		begin_fsr(&fsr);
		struct coach_summary seen = watch(NULL, &faults);
		assert_int_equal(seen.passes, 0);
		assert_int_equal(faults, 0);
		assert_true(seen.contact_s == 0);
		assert_true(isnan(seen.left_share));
	}
}

static void swaying_on_one_spot_is_contact_and_no_pass(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++)
		for (int at = 0; at <= 3; at++) {
			struct fsr fsr = fsr_usual(seed);
			unsigned faults;
			fsr.pace_s = 0;
			fsr.from = fsr.to = (float)at;
			fsr.noise = 5;
			fsr.creep = 0.2F;
			begin_fsr(&fsr);
			struct coach_summary seen = watch(NULL, &faults);
			assert_int_equal(seen.passes, 0);
			assert_true(isnan(seen.seconds_per_pass));
			assert_true(fabsf(seen.contact_s - fsr.contact_s) <= 1);
		}
}

static void a_step_across_the_mat_is_no_set(void **state)
{
	(void)state;
	for (int tenths = 2; tenths <= 30; tenths += 4) {
		struct fsr fsr = fsr_usual(1);
		unsigned faults;
		fsr.contact_s = (float)tenths / 10;
		fsr.pace_s = fsr.contact_s;
		fsr.path = FSR_TRIANGLE;
		fsr.ramp_s = 0.1F;
		begin_fsr(&fsr);
		assert_true(watch(NULL, &faults).passes <= 1);
	}
}

/* Feet that land together, for a third of a second each half, always on another row. */
static void jump(struct mat_raw *raw, int scan, uint32_t *random)
{
	static int row;
	int phase = scan % 32;
	*raw = (struct mat_raw){.t_us = scan * 20000LL, .zones = 8};
	if (phase == 0)
		row = (int)((*random = *random * 1664525U + 1013904223U) >> 16) % 4;
	for (int i = 0; i < 8; i++) {
		*random = *random * 1664525U + 1013904223U;
		raw->raw[i] = (uint16_t)(60 + (*random >> 16) % 5);
		if (scan > 100 && phase < 14 && i / 2 == row)
			raw->raw[i] = (uint16_t)(raw->raw[i] + 500 * phase * (14 - phase) / 49);
	}
}

/* From two zones to the largest mat there is, cross-talk and all. */
static void every_grid_counts_alike(void **state)
{
	(void)state;
	static const struct mat_grid grids[] = {
		{2, 1}, {2, 2}, {3, 1}, {3, 3}, {5, 2}, {6, 4}, {8, 2}, {12, 4}, {16, 8}, {24, 8}};
	for (size_t i = 0; i < sizeof grids / sizeof *grids; i++)
		for (int k = 0; k < PACES; k += 2) {
			struct roller roller = roller_usual((uint32_t)i + 1);
			unsigned faults;
			float ends = 0.1F * (float)grids[i].rows;
			roller.form.grid = grids[i];
			roller.pace_s = paces[k];
			roller.contact_s = lasts(paces[k]);
			roller.from = ends;
			roller.to = (float)grids[i].rows - 1 - ends;
			roller.width = 0.5F + 0.05F * (float)grids[i].rows;
			roller.crosstalk = 0.15F;
			begin_roller(&roller);
			struct coach_summary seen = watch(NULL, &faults);
			struct errors errors = compare(&seen, faults);
			char name[32];
			snprintf(name, sizeof name, "%dx%d", grids[i].rows, grids[i].columns);
			if (!is_good(&errors)) {
				print_errors(name, false, paces[k], 1, &errors, true);
				fail();
			}
		}
}

static void a_child_that_jumps_makes_no_passes(void **state)
{
	(void)state;
	const struct mat_form usual = {.grid = {4, 2}, .bits = 10};
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		struct mat *mat = mat_create(usual);
		struct mat_raw raw;
		struct mat_sample sample;
		uint32_t random = seed;
		coach_start(&coach, usual.grid);
		for (int scan = 1; scan < 1500; scan++) {
			jump(&raw, scan, &random);
			assert_true(mat_feed(mat, &raw, &sample));
			coach_feed(&coach, &sample);
			assert_int_equal(sample.faults, 0);
		}
		coach_finish(&coach);
		mat_destroy(mat);
		struct coach_summary seen = coach_summary(&coach);
		assert_int_equal(seen.passes, 0);
		assert_true(isnan(seen.seconds_per_pass));
		assert_true(seen.contact_s > 25);
	}
}

static void one_row_gives_passes_by_its_rhythm(void **state)
{
	(void)state;
	for (int pace = 2; pace <= 6; pace++)
		for (uint32_t seed = 1; seed <= SEEDS; seed++) {
			struct fsr fsr = fsr_usual(seed);
			unsigned faults;
			fsr.form.grid = (struct mat_grid){1, 1 + pace % 2};
			fsr.pace_s = (float)pace;
			fsr.contact_s = 60;
			fsr.from = -1.2F;
			fsr.to = 1.2F;
			fsr.width = 0.6F;
			begin_fsr(&fsr);
			struct coach_summary seen = watch(NULL, &faults);
			struct errors errors = compare(&seen, faults);
			errors.contact_s = 0; /* each pass leaves the mat */
			errors.share = 0;     /* two zones that differ by 25 % tell none */
			if (!is_good(&errors)) {
				print_errors("one row", true, fsr.pace_s, seed, &errors, true);
				fail();
			}
		}
}

/* A set begins while somebody stands there already: their time before it is no part of it. */
static void contact_begins_with_the_set(void **state)
{
	(void)state;
	struct fsr fsr = fsr_usual(1);
	struct mat *mat = mat_create(fsr.form);
	struct mat_raw raw;
	struct mat_sample sample;
	begin_fsr(&fsr);
	coach_start(&coach, fsr.form.grid);
	while (next_scan(&raw)) {
		mat_feed(mat, &raw, &sample);
		if (raw.t_us > 20000000)
			coach_feed(&coach, &sample);
	}
	mat_destroy(mat);
	coach_finish(&coach);
	assert_true(fabsf(coach_summary(&coach).contact_s - 23) <= 1);
}

/* --- the command line --- */

static float number_after(const char *text, const char *name)
{
	const char *at = strstr(text, name);
	assert_non_null(at);
	at += strlen(name);
	return strncmp(at, "null", 4) == 0 ? NAN : strtof(at, NULL);
}

static void expect_same(float seen, float expected, const char *json)
{
	if (!(isnan(seen) && isnan(expected)) && !(fabsf(seen - expected) <= 0.02F))
		fail_msg("expected %.3f: %s", (double)expected, json);
}

/* A recorded trace has whole milliseconds, as the command reads it, so the numbers may differ in
 * the third place. */
static void expect_by_command(void)
{
	const char *build = getenv("TUNEUP_BUILD"), *path = scratch_path("run.csv");
	char command[3200], json[2048];
	unsigned faults;
	struct trace_file *file = trace_create(path, form());
	struct coach_summary seen = watch(file, &faults);
	assert_true(trace_close(file));
	snprintf(command, sizeof command,
		"'%.1000s/tuneupctl' --state '%.1000s' --json hw coach '%s'",
		build ? build : "build", scratch_path("state"), path);
	FILE *out = popen(command, "r");
	assert_non_null(out);
	size_t length = fread(json, 1, sizeof json - 1, out);
	json[length] = '\0';
	assert_int_equal(pclose(out), 0);
	assert_int_equal(number_after(json, "\"passes\":"), seen.passes);
	expect_same(number_after(json, "\"seconds_per_pass\":"), seen.seconds_per_pass, json);
	expect_same(number_after(json, "\"contact_s\":"), seen.contact_s, json);
	expect_same(number_after(json, "\"left_share\":"), seen.left_share, json);
}

static void the_command_says_what_the_coach_says(void **state)
{
	(void)state;
	for (int i = 0; i < COACH_SCENES; i++)
		for (int fsr = 0; fsr <= 1; fsr++)
			if (begin(&coach_scenes[i], fsr, paces[i % PACES], 1 + (uint32_t)i % SEEDS))
				expect_by_command();
	struct fsr nobody = fsr_usual(1);
	nobody.contact_s = 0;
	begin_fsr(&nobody);
	expect_by_command();
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--table") == 0) {
		uint32_t first = argc > 2 ? (uint32_t)atoi(argv[2]) : 1;
		uint32_t seeds = argc > 3 ? (uint32_t)atoi(argv[3]) : SEEDS;
		int missed = print_table(first, seeds);
		puts("\nThe same mats, calibrated");
		calibrated = true;
		return missed + print_table(first, seeds) != 0;
	}
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_roller_is_measured_in_every_scene),
		cmocka_unit_test(the_second_roller_is_measured_in_every_scene),
		cmocka_unit_test(a_calibrated_mat_tells_the_share_better),
		cmocka_unit_test(an_hour_of_drift_is_nobody),
		cmocka_unit_test(swaying_on_one_spot_is_contact_and_no_pass),
		cmocka_unit_test(a_step_across_the_mat_is_no_set),
		cmocka_unit_test(every_grid_counts_alike),
		cmocka_unit_test(a_child_that_jumps_makes_no_passes),
		cmocka_unit_test(one_row_gives_passes_by_its_rhythm),
		cmocka_unit_test(contact_begins_with_the_set),
		cmocka_unit_test(the_command_says_what_the_coach_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
