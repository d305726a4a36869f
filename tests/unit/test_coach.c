/* The coach, by the mat's own signal path, on rollers of known truth: passes within one, pace
 * within 5 %, share within 6 points though zones differ by 25 %, and nothing where there is
 * nothing. */
#include "coach.h"
#include "mat.h"
#include "roller.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SEEDS = 4 };

static struct coach coach;
static struct roller_run run;
static unsigned faults;

/* Hands every sample to `look` on the way (NULL: nobody looks). */
static struct coach_summary coach_roller(const struct roller *roller, void (*look)(void))
{
	struct mat *mat = mat_create(roller->form);
	struct mat_raw raw;
	struct mat_sample sample;
	faults = 0;
	roller_begin(&run, roller);
	coach_start(&coach, roller->form.grid);
	while (roller_next(&run, &raw)) {
		assert_true(mat_feed(mat, &raw, &sample));
		coach_feed(&coach, &sample);
		faults |= sample.faults;
		if (look)
			look();
	}
	mat_destroy(mat);
	coach_finish(&coach);
	return coach_summary(&coach);
}

static void assert_near(double value, double expected, double within, const char *what)
{
	if (!(fabs(value - expected) <= within))
		fail_msg("%s: %.3f, expected %.3f within %.3f (seed %u, %.1f s a pass)", what,
			value, expected, within, run.roller.seed, (double)run.roller.pace_s);
}

static struct coach_summary assert_truth(const struct roller *roller)
{
	struct coach_summary seen = coach_roller(roller, NULL);
	assert_near(seen.passes, run.truth.passes, 1, "passes");
	assert_near((double)seen.seconds_per_pass, (double)run.truth.seconds_per_pass,
		0.05 * (double)run.truth.seconds_per_pass, "seconds a pass");
	assert_near((double)seen.contact_s, (double)run.truth.contact_s, 1, "contact");
	if (roller->form.grid.columns > 1)
		assert_near((double)seen.left_share, (double)run.truth.left_share, 0.06, "share");
	assert_int_equal(faults & ~(unsigned)MAT_LOADED_AT_START, 0);
	return seen;
}

static void every_pace_from_one_to_eight_seconds_is_measured(void **state)
{
	(void)state;
	for (int path = ROLLER_SINE; path <= ROLLER_SMOOTH; path++)
		for (int pace = 1; pace <= 8; pace++)
			for (uint32_t seed = 1; seed <= SEEDS; seed++) {
				struct roller roller = roller_usual(seed);
				roller.path = (enum roller_path)path;
				roller.pace_s = (float)pace;
				roller.contact_s = pace < 4 ? 35 : 60;
				assert_truth(&roller);
			}
}

static void time_held_still_is_contact_and_no_part_of_the_pace(void **state)
{
	(void)state;
	for (int pace = 2; pace <= 8; pace++)
		for (uint32_t seed = 1; seed <= SEEDS; seed++) {
			struct roller roller = roller_usual(seed);
			roller.pace_s = (float)pace;
			roller.contact_s = 60;
			roller.pause_every_s = 2.37F * (float)pace;
			roller.pause_s = 4;
			struct coach_summary seen = assert_truth(&roller);
			assert_true(seen.held_s > 3);
		}
}

static void a_pause_at_the_turning_point_is_held_too(void **state)
{
	(void)state;
	struct roller roller = roller_usual(3);
	roller.pause_every_s = 2 * roller.pace_s;
	roller.pause_s = 4;
	roller.contact_s = 60;
	assert_truth(&roller);
}

static void a_heavy_left_or_right_shows_within_six_points(void **state)
{
	(void)state;
	for (int share = 25; share <= 75; share += 10)
		for (uint32_t seed = 1; seed <= SEEDS; seed++) {
			struct roller roller = roller_usual(seed);
			roller.left_share = (float)share / 100;
			assert_truth(&roller);
		}
}

static void noise_drift_and_lost_scans_do_not_matter(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		struct roller roller = roller_usual(seed);
		roller.noise = 0.015F;
		assert_truth(&roller);
		roller.dropped = 0.3F;
		assert_truth(&roller);
		roller = roller_usual(seed);
		roller.drift_per_min = 0.03F;
		assert_truth(&roller);
		roller.drift_per_min = -0.03F;
		assert_truth(&roller);
		roller = roller_usual(seed);
		roller.gap_every_s = 7;
		roller.gap_s = 0.8F;
		assert_truth(&roller);
		roller = roller_usual(seed);
		roller.creep = 0.12F;
		roller.crosstalk = 0.2F;
		assert_truth(&roller);
	}
}

static void light_heavy_short_and_long_strokes_are_all_seen(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		struct roller roller = roller_usual(seed);
		roller.load = 0.12F;
		assert_truth(&roller);
		roller.load = 1.2F;
		assert_truth(&roller);
		roller = roller_usual(seed);
		roller.from = 1;
		roller.to = 2;
		assert_truth(&roller);
		roller.from = 0;
		roller.to = 3;
		assert_truth(&roller);
		roller.width = 0.3F;
		assert_truth(&roller);
	}
}

static void somebody_who_rolls_before_the_mat_wakes_is_coached_as_well(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= SEEDS; seed++) {
		struct roller roller = roller_usual(seed);
		roller.lead_s = roller.tail_s = 0;
		assert_truth(&roller);
		assert_true(faults & MAT_LOADED_AT_START);
	}
}

static void any_grid_up_to_24_by_8_works(void **state)
{
	(void)state;
	static const struct mat_form forms[] = {
		{.grid = {24, 8}, .bits = 10},
		{.grid = {8, 4}, .bits = 16},
		{.grid = {5, 3}, .bits = 12},
		{.grid = {3, 1}, .bits = 10},
		{.grid = {4, 2}, .bits = 10, .contact = true},
	};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct roller roller = roller_usual((uint32_t)i + 1);
		float rows = (float)forms[i].grid.rows;
		roller.form = forms[i];
		roller.from = 0.15F * rows;
		roller.to = 0.7F * rows;
		roller.width = fmaxf(0.1F * rows, 0.5F);
		assert_truth(&roller);
	}
}

static void one_zone_gives_passes_by_its_rhythm_and_no_share(void **state)
{
	(void)state;
	for (int pace = 2; pace <= 6; pace++) {
		struct roller roller = roller_usual(1);
		roller.form.grid = (struct mat_grid){1, 1};
		roller.pace_s = (float)pace;
		roller.contact_s = 60;
		roller.from = -1;
		roller.to = 1;
		struct coach_summary seen = assert_truth(&roller);
		assert_true(isnan(seen.left_share));
		assert_true(isnan(seen.evenness));
	}
}

static void standing_still_is_contact_without_passes(void **state)
{
	(void)state;
	for (int rows = 1; rows <= 4; rows += 3)
		for (uint32_t seed = 1; seed <= SEEDS; seed++) {
			struct roller roller = roller_usual(seed);
			roller.form.grid.rows = rows;
			roller.from = rows > 1 ? 1.5F : 0;
			roller.pace_s = 0;
			roller.noise = 0.01F;
			struct coach_summary seen = coach_roller(&roller, NULL);
			assert_int_equal(seen.passes, 0);
			assert_true(isnan(seen.seconds_per_pass));
			assert_true(isnan(coach.pace_s));
			assert_near((double)seen.contact_s, 35, 1, "contact");
		}
}

static void an_empty_mat_gives_honest_nothing(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.contact_s = 0;
	roller.lead_s = 60;
	struct coach_summary seen = coach_roller(&roller, NULL);
	assert_int_equal(seen.passes, 0);
	assert_true(isnan(seen.seconds_per_pass));
	assert_true(isnan(seen.left_share));
	assert_true(isnan(seen.evenness));
	assert_true(seen.contact_s == 0);
	assert_int_equal(coach.hint, COACH_LISTENING);
}

static enum coach_hint hint_of(float pace_s, float contact_s)
{
	struct roller roller = roller_usual(2);
	roller.pace_s = pace_s;
	roller.contact_s = contact_s;
	roller.tail_s = 0;
	coach_roller(&roller, NULL);
	return coach.hint;
}

static void the_hint_names_the_pace(void **state)
{
	(void)state;
	assert_int_equal(hint_of(1.8F, 30), COACH_TOO_QUICK);
	assert_int_equal(hint_of(3.5F, 30), COACH_IN_RHYTHM);
	assert_int_equal(hint_of(6, 40), COACH_KEEP_MOVING);
	assert_int_equal(hint_of(0, 60), COACH_LISTENING);
	assert_int_equal(hint_of(0, 130), COACH_KEEP_MOVING);
}

static enum coach_hint last_hint;
static int64_t last_change_us;

static void watch_hint(void)
{
	if (coach.hint == last_hint)
		return;
	if (last_hint != COACH_LISTENING)
		assert_true(coach.last_us - last_change_us >= 2000000);
	last_hint = coach.hint;
	last_change_us = coach.last_us;
}

static void the_hint_changes_at_most_every_two_seconds(void **state)
{
	(void)state;
	struct roller roller = roller_usual(5);
	roller.pace_s = 1.5F;
	roller.pause_every_s = 4;
	roller.pause_s = 3;
	roller.contact_s = 120;
	last_hint = COACH_LISTENING;
	coach_roller(&roller, watch_hint);
	assert_int_not_equal(last_hint, COACH_LISTENING);
}

static void passes_beyond_the_room_are_still_counted(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.pace_s = 1;
	roller.contact_s = 400;
	struct coach_summary seen = assert_truth(&roller);
	float seconds[COACH_PASSES_MAX];
	assert_true(seen.passes > COACH_PASSES_MAX);
	assert_int_equal(coach_passes(&coach, seconds, COACH_PASSES_MAX), COACH_PASSES_MAX);
	assert_int_equal(coach_passes(&coach, seconds, 3), 3);
}

static void who_was_on_the_mat_before_the_set_counts_from_its_beginning(void **state)
{
	(void)state;
	struct mat_sample sample = {.t_us = 90000000, .grid = {4, 2}, .present = true};
	sample.changed_us = 5000000;
	sample.load[2] = 0.5F;
	coach_start(&coach, sample.grid);
	for (int scan = 0; scan <= 500; scan++, sample.t_us += 20000)
		coach_feed(&coach, &sample);
	assert_float_equal((double)coach_summary(&coach).contact_s, 10, 0.01);
	coach_finish(&coach);
	assert_float_equal((double)coach_summary(&coach).contact_s, 10, 0.01);
}

static void an_even_load_is_more_even_than_a_stamping_one(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	float even = coach_roller(&roller, NULL).evenness;
	roller.from = -0.5F;
	roller.to = 3.5F;
	assert_true(even > 0.8F);
	assert_true(coach_roller(&roller, NULL).evenness < even);
}

static void what_was_covered_is_told(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.from = 0;
	roller.to = 3;
	assert_near((double)coach_roller(&roller, NULL).coverage, 1, 0, "covered from end to end");
	roller.from = 0.2F;
	roller.to = 0.8F;
	roller.width = 0.35F;
	assert_near((double)coach_roller(&roller, NULL).coverage, 0.5, 0, "covered half");
	roller.contact_s = 0;
	assert_true(isnan(coach_roller(&roller, NULL).coverage));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pace_from_one_to_eight_seconds_is_measured),
		cmocka_unit_test(what_was_covered_is_told),
		cmocka_unit_test(time_held_still_is_contact_and_no_part_of_the_pace),
		cmocka_unit_test(a_pause_at_the_turning_point_is_held_too),
		cmocka_unit_test(a_heavy_left_or_right_shows_within_six_points),
		cmocka_unit_test(noise_drift_and_lost_scans_do_not_matter),
		cmocka_unit_test(light_heavy_short_and_long_strokes_are_all_seen),
		cmocka_unit_test(somebody_who_rolls_before_the_mat_wakes_is_coached_as_well),
		cmocka_unit_test(any_grid_up_to_24_by_8_works),
		cmocka_unit_test(one_zone_gives_passes_by_its_rhythm_and_no_share),
		cmocka_unit_test(standing_still_is_contact_without_passes),
		cmocka_unit_test(an_empty_mat_gives_honest_nothing),
		cmocka_unit_test(the_hint_names_the_pace),
		cmocka_unit_test(the_hint_changes_at_most_every_two_seconds),
		cmocka_unit_test(passes_beyond_the_room_are_still_counted),
		cmocka_unit_test(who_was_on_the_mat_before_the_set_counts_from_its_beginning),
		cmocka_unit_test(an_even_load_is_more_even_than_a_stamping_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
