/* From buttons and mat to events of the app: the simulated hardware, the real signal path. */
#include "sim.h"
#include "station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct bench {
	struct station *station;
	struct sim *sim;
	struct hw_settings settings;
	struct problems problems;
	int64_t now_us;
	int wakes;
};

static void woken(void *data)
{
	struct bench *bench = data;
	bench->wakes++;
}

static int set_up(void **state)
{
	struct bench *bench = mem_calloc(1, sizeof *bench);
	bench->settings = hw_settings_default();
	const struct station_options options = {.settings = &bench->settings,
		.sim = true,
		.wake = woken,
		.data = bench,
		.problems = &bench->problems};
	bench->station = station_create(&options);
	bench->sim = hw_sim(station_hw(bench->station));
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
