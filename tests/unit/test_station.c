/* From buttons and mat to events of the app: the simulated hardware, the real signal path. */
#define SCRATCH "station"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "calibration_file.h"
#include "scratch.h"
#include "sim.h"
#include "station.h"

#include <stdlib.h>
#include <unistd.h>

struct bench {
	struct station *station;
	struct sim *sim;
	struct hw_settings settings;
	struct problems problems;
	char folder[1024];
	int64_t now_us;
	int wakes;
};

static void woken(void *data)
{
	struct bench *bench = data;
	bench->wakes++;
}

static void open_station(struct bench *bench)
{
	bench->settings = hw_settings_default();
	const struct station_options options = {.settings = &bench->settings,
		.sim = true,
		.wake = woken,
		.data = bench,
		.problems = &bench->problems,
		.state = bench->folder};
	bench->station = station_create(&options);
	bench->sim = hw_sim(station_hw(bench->station));
}

static int set_up(void **state)
{
	struct bench *bench = mem_calloc(1, sizeof *bench);
	unlink(scratch_file("state/" CALIBRATION_FILE, ""));
	unlink(scratch_file("state/" CALIBRATION_BEFORE, ""));
	snprintf(bench->folder, sizeof bench->folder, "%s", scratch_path("state"));
	open_station(bench);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;
	station_destroy(bench->station);
	free(bench);
	return 0;
}

/* Lets time pass and counts what came; the last event of a kind is kept. */
static int passes(struct bench *bench, int64_t ms, enum event_kind kind, struct event *last)
{
	int count = 0;
	for (int64_t end = bench->now_us + ms * 1000; bench->now_us < end;) {
		struct event event;
		bench->now_us += 10000;
		sim_advance(bench->sim, bench->now_us);
		while (station_take(bench->station, bench->now_us, &event))
			if (event.kind == kind) {
				count++;
				*last = event;
			}
	}
	return count;
}

static void the_first_news_is_what_mat_there_is(void **state)
{
	struct event event;
	assert_int_equal(passes(*state, 100, EVENT_HW, &event), 1);
	assert_true(event.mat.fitted && event.mat.works);
	assert_int_equal(event.mat.grid.rows, 4);
	assert_int_equal(event.mat.grid.columns, 2);
}

static void presses_come_in_order(void **state)
{
	struct bench *bench = *state;
	struct event event;
	passes(bench, 100, EVENT_HW, &event);
	bench->wakes = 0;
	sim_press(bench->sim, BUTTON_NEXT, true, bench->now_us);
	sim_press(bench->sim, BUTTON_NEXT, false, bench->now_us + 80000);
	assert_int_equal(bench->wakes, 2);
	assert_true(station_take(bench->station, bench->now_us, &event));
	assert_int_equal(event.kind, EVENT_BUTTON);
	assert_int_equal(event.button.button, BUTTON_NEXT);
	assert_true(event.button.down);
	assert_true(station_take(bench->station, bench->now_us, &event));
	assert_false(event.button.down);
	assert_false(station_take(bench->station, bench->now_us, &event));
}

static void an_empty_mat_wakes_nobody(void **state)
{
	struct bench *bench = *state;
	struct event event;
	passes(bench, 1000, EVENT_MAT, &event);
	bench->wakes = 0;
	assert_int_equal(passes(bench, 10000, EVENT_MAT, &event), 0);
	assert_int_equal(bench->wakes, 0);
	/* Nor does the simulated one need to be asked any more. */
	assert_true(sim_due_us(bench->sim) == INT64_MAX);
}

static void a_watched_mat_tells_every_sample(void **state)
{
	struct bench *bench = *state;
	struct event event;
	passes(bench, 1000, EVENT_MAT, &event);
	station_watch(bench->station, true);
	assert_int_equal(passes(bench, 1000, EVENT_MAT, &event), 50);
	station_watch(bench->station, false);
	assert_int_equal(passes(bench, 1000, EVENT_MAT, &event), 0);
}

static void somebody_on_the_mat_is_told_until_they_have_left(void **state)
{
	struct bench *bench = *state;
	struct event event;
	passes(bench, 1000, EVENT_MAT, &event);
	assert_true(sim_load(bench->sim, 1, 0, 0.6F));
	assert_in_range(passes(bench, 1000, EVENT_MAT, &event), 40, 50);
	assert_true(event.sample->present);
	assert_true(event.sample->load[2] > 0.5F);
	sim_unload(bench->sim);
	passes(bench, 3000, EVENT_MAT, &event);
	assert_false(event.sample->present);
	assert_int_equal(passes(bench, 3000, EVENT_MAT, &event), 0);
}

static void a_pulled_plug_is_told_at_once_and_so_is_its_return(void **state)
{
	struct bench *bench = *state;
	struct event event;
	passes(bench, 1000, EVENT_MAT, &event);
	sim_load(bench->sim, 1, 0, 0.6F);
	passes(bench, 500, EVENT_MAT, &event);
	sim_plug(bench->sim, false, bench->now_us);
	assert_int_equal(passes(bench, 20, EVENT_MAT, &event), 1);
	assert_false(event.sample->present);
	assert_true(event.sample->faults & MAT_UNPLUGGED);
	assert_int_equal(bench->problems.count, 2);
	sim_unload(bench->sim);
	sim_plug(bench->sim, true, bench->now_us);
	assert_int_equal(passes(bench, 100, EVENT_HW, &event), 1);
	assert_true(event.mat.works);
	passes(bench, 1000, EVENT_HW, &event);
	assert_int_equal(bench->problems.count, 0);
}

static void a_faulty_zone_is_named_to_staff(void **state)
{
	struct bench *bench = *state;
	struct mat_sample sample = {.grid = {4, 2}, .faults = MAT_STUCK_HIGH};
	sample.zone_faults[5] = MAT_STUCK_HIGH;
	mat_tell(&sample, &bench->problems, PART_HARDWARE);
	assert_int_equal(bench->problems.count, 1);
	assert_non_null(strstr(bench->problems.item[0].detail, "row 3, column 2: stuck high"));
	sample.faults = sample.zone_faults[5] = 0;
	mat_tell(&sample, &bench->problems, PART_HARDWARE);
	assert_int_equal(bench->problems.count, 0);
}

static void samples_nobody_takes_are_dropped_and_counted(void **state)
{
	struct bench *bench = *state;
	struct event event;
	station_watch(bench->station, true);
	for (int64_t now = 0; now < 3000000; now += 10000)
		sim_advance(bench->sim, now);
	assert_true(station_dropped(bench->station) > 0);
	while (station_take(bench->station, 0, &event))
		assert_int_not_equal(event.kind, EVENT_BUTTON);
}

static void the_simulated_roller_goes_to_and_fro(void **state)
{
	struct bench *bench = *state;
	struct event event;
	passes(bench, 1000, EVENT_MAT, &event);
	sim_roll(bench->sim, true, bench->now_us);
	passes(bench, 3500, EVENT_MAT, &event);
	assert_true(event.sample->present);
	assert_true(event.sample->load[7] > event.sample->load[1]);
	passes(bench, 3500, EVENT_MAT, &event);
	assert_true(event.sample->load[1] > event.sample->load[7]);
	sim_roll(bench->sim, false, bench->now_us);
	passes(bench, 3000, EVENT_MAT, &event);
	assert_false(event.sample->present);
}

/* ---- calibration ---- */

static struct calibrate_state seen;

static void go_on(struct bench *bench, int64_t ms)
{
	struct event event;
	if (passes(bench, ms, EVENT_CALIBRATE, &event))
		seen = *event.calibrate;
}

/* The right half of the mat feels half of what the left one does. */
static void stand(struct bench *bench, int zone, int64_t ms)
{
	sim_load(bench->sim, zone / 2, zone % 2, zone % 2 ? 0.2F : 0.4F);
	go_on(bench, ms);
	sim_unload(bench->sim);
	go_on(bench, 1000);
}

static void calibrate_all(struct bench *bench)
{
	struct event event;
	passes(bench, 2000, EVENT_HW, &event);
	station_calibrate(bench->station, CALIBRATE_BEGIN);
	go_on(bench, 4000);
	for (int zone = 0; zone < 8; zone++) {
		assert_int_equal(seen.step, CALIBRATE_ZONES);
		assert_int_equal(seen.zone, zone);
		stand(bench, zone, 4000);
	}
	assert_int_equal(seen.step, CALIBRATE_PASS);
	station_calibrate(bench->station, CALIBRATE_SKIP);
	go_on(bench, 100);
	assert_int_equal(seen.step, CALIBRATE_CHECK);
	assert_true(seen.sound);
}

/* How much more the left zone of a row shows than the right one under the same load. */
static float left_by_right(struct bench *bench)
{
	struct event event;
	sim_load(bench->sim, 1, 0, 0.4F);
	sim_load(bench->sim, 1, 1, 0.2F);
	assert_true(passes(bench, 1000, EVENT_MAT, &event) > 0);
	float ratio = event.sample->load[2] / event.sample->load[3];
	sim_unload(bench->sim);
	passes(bench, 3000, EVENT_MAT, &event);
	return ratio;
}

static void a_calibration_counts_once_it_is_kept_and_until_it_is_undone(void **state)
{
	struct bench *bench = *state;
	calibrate_all(bench);
	assert_float_equal(left_by_right(bench), 2, 0.1F);
	station_calibrate(bench->station, CALIBRATE_KEEP);
	go_on(bench, 100);
	assert_true(seen.kept);
	assert_int_equal(seen.step, CALIBRATE_OFF);
	assert_float_equal(left_by_right(bench), 1, 0.05F);
	station_calibrate(bench->station, CALIBRATE_UNDO);
	go_on(bench, 100);
	assert_true(seen.undone);
	assert_float_equal(left_by_right(bench), 2, 0.1F);
	/* Nor does the mat need to be asked any more. */
	assert_true(sim_due_us(bench->sim) == INT64_MAX);
}

static void a_calibration_that_was_kept_counts_after_a_restart(void **state)
{
	struct bench *bench = *state;
	struct event event;
	calibrate_all(bench);
	station_calibrate(bench->station, CALIBRATE_KEEP);
	go_on(bench, 100);
	station_destroy(bench->station);
	open_station(bench);
	passes(bench, 2000, EVENT_HW, &event);
	assert_float_equal(left_by_right(bench), 1, 0.05F);
	assert_int_equal(bench->problems.count, 0);
}

static void whether_it_is_calibrated_is_told_at_once(void **state)
{
	struct bench *bench = *state;
	struct event event;
	assert_int_equal(passes(bench, 100, EVENT_HW, &event), 1);
	assert_true(event.mat.calibration.can);
	assert_false(event.mat.calibration.used || event.mat.calibration.undo);
	calibrate_all(bench);
	station_calibrate(bench->station, CALIBRATE_KEEP);
	assert_int_equal(passes(bench, 100, EVENT_HW, &event), 1);
	assert_true(event.mat.calibration.used && event.mat.calibration.undo);
	assert_true(event.mat.calibration.made_s > 0);
	station_calibrate(bench->station, CALIBRATE_UNDO);
	assert_int_equal(passes(bench, 100, EVENT_HW, &event), 1);
	assert_true(event.mat.calibration.undo && !event.mat.calibration.used);
}

/* What lies there and is no load, say staff. */
static void a_mat_that_is_zeroed_takes_what_lies_on_it_for_nothing(void **state)
{
	struct bench *bench = *state;
	struct event event;
	passes(bench, 2000, EVENT_HW, &event);
	sim_load(bench->sim, 1, 0, 0.12F);
	sim_load(bench->sim, 1, 1, 0.12F);
	assert_true(passes(bench, 1000, EVENT_MAT, &event) > 0);
	assert_true(event.sample->present);
	station_calibrate(bench->station, CALIBRATE_ZERO);
	go_on(bench, 100);
	assert_true(seen.zeroed);
	passes(bench, 3000, EVENT_MAT, &event);
	assert_false(event.sample->present);
}

static void a_calibration_that_is_stopped_changes_nothing(void **state)
{
	struct bench *bench = *state;
	calibrate_all(bench);
	station_calibrate(bench->station, CALIBRATE_STOP);
	go_on(bench, 100);
	assert_int_equal(seen.step, CALIBRATE_OFF);
	station_calibrate(bench->station, CALIBRATE_KEEP);
	go_on(bench, 100);
	assert_false(seen.kept);
	assert_string_equal(seen.fault, "No zone was measured.");
	assert_float_equal(left_by_right(bench), 2, 0.1F);
}

static void a_calibration_of_another_mat_is_told_and_left_out(void **state)
{
	struct bench *bench = *state;
	struct event event;
	char why[CALIBRATION_WHY];
	static const struct mat_calibration other;
	const struct mat_form form = {.grid = {8, 2}, .bits = 10};
	assert_true(calibration_save(bench->folder, form, &other, why));
	station_destroy(bench->station);
	open_station(bench);
	assert_true(told(&bench->problems, PROBLEM_WARNING, "it is of a mat of 8x2 zones"));
	assert_int_equal(passes(bench, 2000, EVENT_HW, &event), 1);
	assert_true(event.mat.calibration.unfit && !event.mat.calibration.used);
	assert_float_equal(left_by_right(bench), 2, 0.1F);
}

static void a_mat_that_goes_during_its_calibration_is_told(void **state)
{
	struct bench *bench = *state;
	station_calibrate(bench->station, CALIBRATE_BEGIN);
	go_on(bench, 1000);
	assert_int_equal(seen.word, CALIBRATE_FEELS);
	sim_plug(bench->sim, false, bench->now_us);
	go_on(bench, 100);
	assert_int_equal(seen.word, CALIBRATE_GONE);
	assert_int_equal(seen.step, CALIBRATE_EMPTY);
	sim_plug(bench->sim, true, bench->now_us);
	go_on(bench, 5000);
	assert_int_equal(seen.step, CALIBRATE_ZONES);
}

int main(void)
{
#define ON_THE_BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		ON_THE_BENCH(the_first_news_is_what_mat_there_is),
		ON_THE_BENCH(presses_come_in_order),
		ON_THE_BENCH(an_empty_mat_wakes_nobody),
		ON_THE_BENCH(a_watched_mat_tells_every_sample),
		ON_THE_BENCH(somebody_on_the_mat_is_told_until_they_have_left),
		ON_THE_BENCH(a_pulled_plug_is_told_at_once_and_so_is_its_return),
		ON_THE_BENCH(a_faulty_zone_is_named_to_staff),
		ON_THE_BENCH(samples_nobody_takes_are_dropped_and_counted),
		ON_THE_BENCH(the_simulated_roller_goes_to_and_fro),
		ON_THE_BENCH(a_calibration_counts_once_it_is_kept_and_until_it_is_undone),
		ON_THE_BENCH(a_calibration_that_was_kept_counts_after_a_restart),
		ON_THE_BENCH(whether_it_is_calibrated_is_told_at_once),
		ON_THE_BENCH(a_mat_that_is_zeroed_takes_what_lies_on_it_for_nothing),
		ON_THE_BENCH(a_calibration_that_is_stopped_changes_nothing),
		ON_THE_BENCH(a_calibration_of_another_mat_is_told_and_left_out),
		ON_THE_BENCH(a_mat_that_goes_during_its_calibration_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
