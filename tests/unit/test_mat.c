/* The mat's signal path: nobody is seen on an empty mat, whatever drifts; somebody is seen at once;
 * a broken zone is named and costs only itself. */
#include "mat.h"
#include "roller.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct roller_run run;
static struct mat *mat;
static struct mat_raw raw;
static struct mat_sample sample;
static unsigned faults;
static int rises;

static int teardown(void **state)
{
	(void)state;
	mat_destroy(mat);
	mat = NULL;
	return 0;
}

static void begin(const struct roller *roller)
{
	teardown(NULL);
	mat = mat_create(roller->form);
	roller_begin(&run, roller);
	sample = (struct mat_sample){0};
	faults = 0;
	rises = 0;
}

static void feed(void)
{
	bool was = sample.present;
	assert_true(mat_feed(mat, &raw, &sample));
	rises += sample.present && !was;
	faults |= sample.faults;
}

/* Feeds until this time of the roller; zone `broken` (-1: none) always reads `value`. */
static void feed_until(double until_s, int broken, int value)
{
	while (roller_next(&run, &raw)) {
		if (broken >= 0)
			raw.raw[broken] = (uint16_t)value;
		feed();
		if ((double)raw.t_us * 1e-6 >= until_s)
			return;
	}
}

static struct roller empty(uint32_t seed, float seconds)
{
	struct roller roller = roller_usual(seed);
	roller.contact_s = 0;
	roller.lead_s = seconds;
	return roller;
}

static void an_hour_of_drift_makes_nobody_appear(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct roller roller = empty(seed, 3600);
		roller.noise = 0.01F;
		roller.wander = 0.05F;
		roller.base = 0.15F;
		begin(&roller);
		feed_until(3600, -1, 0);
		assert_int_equal(rises, 0);
		assert_int_equal(faults, 0);
		roller.wander = 0;
		roller.drift_per_min = 0.01F;
		begin(&roller);
		feed_until(3600, -1, 0);
		assert_int_equal(rises, 0);
	}
}

static void single_spikes_are_no_load(void **state)
{
	(void)state;
	struct roller roller = empty(1, 60);
	begin(&roller);
	for (int scan = 0; roller_next(&run, &raw); scan++) {
		if (scan % 10 == 0)
			raw.raw[scan / 10 % 8] = 1023;
		feed();
	}
	assert_int_equal(rises, 0);
}

static void stepping_on_and_off_is_seen_with_its_true_time(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.pace_s = 0;
	begin(&roller);
	feed_until(1.9, -1, 0);
	assert_false(sample.present);
	feed_until(2.5, -1, 0);
	assert_true(sample.present);
	assert_in_range(sample.changed_us, 2000000, 2150000);
	feed_until(36.8, -1, 0);
	assert_true(sample.present);
	feed_until(38.5, -1, 0);
	assert_false(sample.present);
	assert_in_range(sample.changed_us, 36850000, 37150000);
	assert_int_equal(rises, 1);
	assert_int_equal(faults, 0);
}

static void drift_and_creep_under_load_do_not_hold_presence(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.pace_s = 0;
	roller.contact_s = 180;
	roller.tail_s = 60;
	roller.drift_per_min = 0.01F;
	roller.creep = 0.12F;
	begin(&roller);
	feed_until(182 + 5, -1, 0);
	assert_false(sample.present);
	feed_until(240, -1, 0);
	assert_int_equal(rises, 1);
}

static void the_baseline_waits_under_load(void **state)
{
	(void)state;
	struct roller roller = roller_usual(2);
	roller.pace_s = 0;
	roller.contact_s = 180;
	begin(&roller);
	feed_until(5, -1, 0);
	float before = sample.load[2];
	feed_until(180, -1, 0);
	assert_true(before > 0.1F);
	assert_true(sample.load[2] > before * 0.95F);
}

static void whoever_stands_there_at_the_start_is_seen_and_named(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.lead_s = 0;
	roller.pace_s = 0;
	begin(&roller);
	feed_until(1, -1, 0);
	assert_true(sample.present);
	assert_true(sample.changed_us < 100000);
	assert_true(sample.faults & MAT_LOADED_AT_START);
	feed_until(36.9, -1, 0);
	assert_false(sample.present);
	assert_int_equal(sample.faults, 0);
}

static void what_never_leaves_after_the_start_is_tared_away(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.lead_s = 0;
	roller.pace_s = 0;
	roller.contact_s = 400;
	begin(&roller);
	feed_until(320, -1, 0);
	assert_false(sample.present);
	assert_int_equal(sample.faults, 0);
}

/* A bag of which zone 5 carries this much, from the tenth second on. */
static void put_bag(float until_s, float load)
{
	while (roller_next(&run, &raw)) {
		float value = (float)raw.raw[5] + load * 1023;
		if (raw.t_us > 10000000)
			raw.raw[5] = (uint16_t)fminf(value, 1023);
		feed();
		if ((float)raw.t_us * 1e-6F >= until_s)
			return;
	}
}

static void a_bag_that_is_left_there_is_tared_away_and_does_not_hide_whoever_comes(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.lead_s = 400;
	begin(&roller);
	put_bag(200, 0.3F);
	assert_true(sample.present);
	put_bag(399, 0.3F);
	assert_false(sample.present);
	assert_int_equal(rises, 1);
	assert_int_equal(faults, 0);
	put_bag(402, 0.3F);
	assert_true(sample.present);
	put_bag(438.5F, 0.3F);
	assert_false(sample.present);
	assert_int_equal(rises, 2);
}

static void a_bag_that_is_taken_away_again_leaves_nobody(void **state)
{
	(void)state;
	struct roller roller = empty(1, 420);
	begin(&roller);
	put_bag(380, 0.3F);
	assert_false(sample.present);
	feed_until(420, -1, 0);
	assert_int_equal(rises, 1);
	assert_false(sample.present);
	assert_int_equal(sample.faults, 0);
}

static void a_day_of_heat_and_cold_makes_nobody_appear(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 2; seed++) {
		struct roller roller = empty(seed, 24 * 3600);
		roller.hz = 10;
		roller.noise = 0.008F;
		roller.wander = 0.05F;
		roller.base = 0.15F;
		begin(&roller);
		feed_until(24 * 3600, -1, 0);
		assert_int_equal(rises, 0);
		assert_int_equal(faults, 0);
	}
}

static void a_tare_on_command_forgets_what_lies_there(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.pace_s = 0;
	roller.load = 0.15F;
	begin(&roller);
	feed_until(10, -1, 0);
	assert_true(sample.present);
	mat_tare(mat);
	feed_until(12, -1, 0);
	assert_false(sample.present);
	assert_true(sample.load[2] == 0);
}

static void a_zone_at_the_top_is_stuck_and_costs_only_itself(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	begin(&roller);
	feed_until(1.9, 3, 1023);
	assert_int_equal(sample.zone_faults[3], MAT_STUCK_HIGH);
	assert_int_equal(sample.zone_faults[2], 0);
	assert_false(sample.present);
	feed_until(20, 3, 1023);
	assert_true(sample.present);
	assert_int_equal(sample.faults, MAT_STUCK_HIGH);
	feed_until(38.5, 3, 1023);
	assert_false(sample.present);
}

static void a_zone_that_never_changes_is_flat(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	begin(&roller);
	feed_until(15, 5, 70);
	assert_int_equal(sample.zone_faults[5], MAT_FLAT);
	assert_int_equal(sample.faults, MAT_FLAT);
}

static void a_quiet_zone_without_noise_is_not_flat(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.noise = 0;
	roller.from = 2;
	roller.width = 0.3F;
	begin(&roller);
	feed_until(38, -1, 0);
	assert_int_equal(faults, 0);
}

static void a_zone_that_jumps_is_noisy(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.contact_s = 0;
	roller.lead_s = 20;
	begin(&roller);
	for (uint32_t random = 1; roller_next(&run, &raw);) {
		random = random * 1664525U + 1013904223U;
		raw.raw[6] = (uint16_t)(60 + (random >> 16) % 300);
		feed();
	}
	assert_int_equal(sample.zone_faults[6], MAT_NOISY);
	assert_false(sample.present);
}

static void a_pulled_cable_is_unplugged_and_comes_back(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.form.grid.rows = 4;
	begin(&roller);
	feed_until(10, -1, 0);
	for (int i = 0; i < 60 && roller_next(&run, &raw); i++) {
		memset(raw.raw, 0, sizeof raw.raw);
		feed();
	}
	assert_int_equal(sample.faults, MAT_UNPLUGGED);
	assert_false(sample.present);
	feed_until(20, -1, 0);
	assert_int_equal(sample.faults, 0);
	assert_true(sample.present);
}

static void silence_and_short_scans_are_unplugged(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	begin(&roller);
	feed_until(5, -1, 0);
	int64_t last = sample.t_us;
	assert_false(mat_silent(mat, last + MAT_SILENCE_US, &sample));
	assert_true(mat_silent(mat, last + MAT_SILENCE_US + 1, &sample));
	assert_false(sample.present);
	assert_int_equal(sample.faults, MAT_UNPLUGGED);
	assert_false(mat_silent(mat, last + 2 * MAT_SILENCE_US, &sample));
	feed_until(10, -1, 0);
	assert_int_equal(sample.faults, 0);
	assert_true(sample.present);
	raw.zones = 5;
	raw.t_us += 20000;
	feed();
	assert_int_equal(sample.faults, MAT_UNPLUGGED);
}

static void time_that_does_not_go_on_is_refused(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	begin(&roller);
	feed_until(1, -1, 0);
	assert_false(mat_feed(mat, &raw, &sample));
	raw.t_us -= 500000;
	assert_false(mat_feed(mat, &raw, &sample));
	assert_int_equal(mat_refused(mat), 2);
}

static void a_calibration_makes_unequal_zones_equal(void **state)
{
	(void)state;
	static struct mat_calibration calibration;
	struct roller roller = roller_usual(7);
	roller.noise = 0;
	roller.pace_s = 0;
	roller.from = 1;
	begin(&roller);
	for (int i = 0; i < 8; i++) {
		calibration.empty[i] = (uint16_t)(run.base[i] * 1023);
		calibration.span[i] = (uint16_t)(run.gain[i] * 800);
	}
	mat_calibrate(mat, &calibration);
	feed_until(10, -1, 0);
	assert_float_equal(sample.load[2], sample.load[3], 0.01F);
	assert_true(sample.load[2] > 0.5F);
}

static void contact_zones_are_there_or_not(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.form.contact = true;
	begin(&roller);
	feed_until(20, -1, 0);
	assert_true(sample.present);
	for (int i = 0; i < 8; i++)
		assert_true(sample.load[i] == 0 || sample.load[i] == 1);
	feed_until(39, -1, 0);
	assert_false(sample.present);
	assert_int_equal(faults, 0);
}

static void the_largest_mat_works_like_the_small_one(void **state)
{
	(void)state;
	struct roller roller = roller_usual(1);
	roller.form.grid = (struct mat_grid){24, 8};
	roller.from = 3;
	roller.to = 18;
	roller.width = 2;
	roller.noise = 0.01F;
	begin(&roller);
	feed_until(39, -1, 0);
	assert_int_equal(rises, 1);
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_hour_of_drift_makes_nobody_appear),
		cmocka_unit_test(single_spikes_are_no_load),
		cmocka_unit_test(stepping_on_and_off_is_seen_with_its_true_time),
		cmocka_unit_test(drift_and_creep_under_load_do_not_hold_presence),
		cmocka_unit_test(the_baseline_waits_under_load),
		cmocka_unit_test(whoever_stands_there_at_the_start_is_seen_and_named),
		cmocka_unit_test(what_never_leaves_after_the_start_is_tared_away),
		cmocka_unit_test(
			a_bag_that_is_left_there_is_tared_away_and_does_not_hide_whoever_comes),
		cmocka_unit_test(a_bag_that_is_taken_away_again_leaves_nobody),
		cmocka_unit_test(a_day_of_heat_and_cold_makes_nobody_appear),
		cmocka_unit_test(a_tare_on_command_forgets_what_lies_there),
		cmocka_unit_test(a_zone_at_the_top_is_stuck_and_costs_only_itself),
		cmocka_unit_test(a_zone_that_never_changes_is_flat),
		cmocka_unit_test(a_quiet_zone_without_noise_is_not_flat),
		cmocka_unit_test(a_zone_that_jumps_is_noisy),
		cmocka_unit_test(a_pulled_cable_is_unplugged_and_comes_back),
		cmocka_unit_test(silence_and_short_scans_are_unplugged),
		cmocka_unit_test(time_that_does_not_go_on_is_refused),
		cmocka_unit_test(a_calibration_makes_unequal_zones_equal),
		cmocka_unit_test(contact_zones_are_there_or_not),
		cmocka_unit_test(the_largest_mat_works_like_the_small_one),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
