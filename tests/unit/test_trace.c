/* Mat traces: what is written is read again, what is wrong is named with its line, and the traces
 * of tests/traces are those that this program makes (TUNEUP_TRACES_UPDATE=1 writes them anew). */
#include "coach.h"
#include "mat.h"
#include "roller.h"
#include "trace.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char why[300];
static char path[] = "/tmp/tuneup-trace-XXXXXX";

static int make_file(void **state)
{
	(void)state;
	int file = mkstemp(path);
	return file < 0 ? -1 : close(file);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static struct trace *read_text(const char *text, struct mat_grid grid)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	why[0] = '\0';
	return trace_read(path, grid, why, sizeof why);
}

static void assert_wrong(const char *text, int line, const char *what)
{
	char expected[300];
	assert_null(read_text(text, (struct mat_grid){0, 0}));
	snprintf(expected, sizeof expected, "%s:%d: %s", path, line, what);
	if (strncmp(why, expected, strlen(expected)) != 0)
		fail_msg("\"%s\" instead of \"%s\"", why, expected);
}

static void assert_form(const char *text, int rows, int columns, int bits, size_t count)
{
	struct trace *trace = read_text(text, (struct mat_grid){0, 0});
	if (!trace)
		fail_msg("%s", why);
	assert_int_equal(trace_form(trace).grid.rows, rows);
	assert_int_equal(trace_form(trace).grid.columns, columns);
	assert_int_equal(trace_form(trace).bits, bits);
	assert_int_equal(trace_count(trace), count);
	trace_free(trace);
}

static void a_plain_trace_is_read(void **state)
{
	(void)state;
	assert_form("t_ms,z0,z1\n0,1,2\n20,3,4\n", 2, 1, 10, 2);
	assert_form("t_ms , z0,  z1 \n0 , 1, 2\n20, 3,4\n", 2, 1, 10, 2);
	assert_form("t_ms,z0,z1,z2,z3\r\n0,1,2,3,4\r\n", 2, 2, 10, 1);
	assert_form("\xEF\xBB\xBF# bits=16\n# by hand\n\nt_ms,z0\n0,65535\n", 1, 1, 16, 1);
	assert_form("# grid=1x4\nt_ms,z0,z1,z2,z3\n", 1, 4, 10, 0);
	struct trace *trace =
		read_text("t_ms,z0,z1\n0,1,2\n20.5, 3 , 4\n", (struct mat_grid){1, 2});
	struct mat_raw raw;
	assert_non_null(trace);
	trace_scan(trace, 1, &raw);
	assert_int_equal(raw.t_us, 20500);
	assert_int_equal(raw.zones, 2);
	assert_int_equal(raw.raw[0], 3);
	assert_int_equal(raw.raw[1], 4);
	trace_free(trace);
}

static void what_is_wrong_is_named_with_its_line(void **state)
{
	(void)state;
	assert_wrong("", 0, "no header");
	assert_wrong("0,1,2\n", 1, "expected the header");
	assert_wrong("t_ms,z0,z2\n", 1, "expected the header");
	assert_wrong("t_ms,z0;z1\n", 1, "expected the header");
	assert_wrong("t_ms,z0,\n", 1, "expected the header");
	assert_wrong("t_ms\n", 1, "0 zones");
	assert_wrong("# bits=7\nt_ms,z0\n", 1, "expected bits");
	assert_wrong("# grid=3x2\nt_ms,z0\n", 2, "1 zones, but a grid of 3x2 has 6");
	assert_wrong("# grid=25x8\n", 1, "expected grid");
	assert_wrong("t_ms,z0\n0,1\n20\n", 3, "too few values");
	assert_wrong("t_ms,z0\n0,1,2\n", 2, "too many values");
	assert_wrong("t_ms,z0\n0,-1\n", 2, "expected a whole number");
	assert_wrong("t_ms,z0\n0,1.5\n", 2, "expected a comma");
	assert_wrong("t_ms,z0\n0,1024\n", 2, "a value beyond");
	assert_wrong("t_ms,z0\nx,1\n", 2, "expected a time");
	assert_wrong("t_ms,z0\n20,1\n0,1\n", 3, "the time goes back");
	assert_null(trace_read("/nowhere/x.csv", (struct mat_grid){0, 0}, why, sizeof why));
	assert_string_equal(why, "/nowhere/x.csv: No such file or directory");
}

static void a_line_cut_off_in_writing_is_left_out(void **state)
{
	(void)state;
	assert_form("t_ms,z0,z1\n0,1,2\n20,3", 2, 1, 10, 1);
	assert_form("t_ms,z0,z1\n0,1,2\n20,3,4", 2, 1, 10, 2);
}

static void a_grid_is_rows_by_columns(void **state)
{
	(void)state;
	struct mat_grid grid = {9, 9};
	assert_true(trace_read_grid("4x2", &grid));
	assert_int_equal(grid.rows * 10 + grid.columns, 42);
	assert_true(trace_read_grid("24x8", &grid));
	assert_false(trace_read_grid("25x8", &grid));
	assert_false(trace_read_grid("4x9", &grid));
	assert_false(trace_read_grid("4x2x", &grid));
	assert_false(trace_read_grid("4", &grid));
	assert_false(trace_read_grid("0x2", &grid));
	assert_int_equal(trace_grid(8).rows, 4);
	assert_int_equal(trace_grid(192).columns, 8);
	assert_int_equal(trace_grid(193).rows, 0);
}

static void write_roller(const char *to, const struct roller *roller)
{
	static struct roller_run run;
	struct mat_raw raw;
	struct trace_file *file = trace_create(to, roller->form);
	assert_non_null(file);
	roller_begin(&run, roller);
	while (roller_next(&run, &raw))
		assert_true(trace_write(file, &raw));
	assert_true(trace_close(file));
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	static struct roller_run run;
	struct roller roller = roller_usual(1);
	roller.form = (struct mat_form){.grid = {8, 4}, .bits = 16};
	roller.contact_s = 3;
	write_roller(path, &roller);
	struct trace *trace = trace_read(path, (struct mat_grid){0, 0}, why, sizeof why);
	if (!trace)
		fail_msg("%s", why);
	assert_int_equal(trace_form(trace).grid.columns, 4);
	assert_int_equal(trace_form(trace).bits, 16);
	struct mat_raw made, read;
	roller_begin(&run, &roller);
	for (size_t i = 0; roller_next(&run, &made); i++) {
		trace_scan(trace, i, &read);
		assert_int_equal(read.t_us, made.t_us);
		assert_memory_equal(read.raw, made.raw, 32 * sizeof *read.raw);
	}
	trace_free(trace);
}

/* The traces of tests/traces, and what the coach makes of each (NAN: null). */
static const struct sample_trace {
	const char *path;
	int passes;
	float seconds_per_pass, contact_s, left_share;
} samples[] = {
	{"tests/traces/calm.csv", 10, 3.5F, 35, 0.5F},
	{"tests/traces/quick.csv", 16, 1.8F, 30, 0.5F},
	{"tests/traces/left-heavy-pauses.csv", 8, 4, 45, 0.65F},
	{"tests/traces/standing.csv", 0, NAN, 30, 0.5F},
	{"tests/traces/empty-drift.csv", 0, NAN, 0, NAN},
};

enum { SAMPLES = sizeof samples / sizeof *samples };

static struct roller rollers[SAMPLES];

static void set_samples(void)
{
	for (int i = 0; i < SAMPLES; i++)
		rollers[i] = roller_usual((uint32_t)i + 1);
	rollers[1].pace_s = 1.8F;
	rollers[1].contact_s = 30;
	rollers[2].pace_s = 4;
	rollers[2].contact_s = 45;
	rollers[2].left_share = 0.65F;
	rollers[2].pause_every_s = 10;
	rollers[2].pause_s = 4;
	rollers[3].pace_s = 0;
	rollers[3].contact_s = 30;
	rollers[3].gain_spread = 0.1F;
	rollers[4].contact_s = 0;
	rollers[4].lead_s = 600;
	rollers[4].hz = 5;
	rollers[4].drift_per_min = 0.01F;
}

static void the_sample_traces_mean_what_they_say(void **state)
{
	(void)state;
	static struct coach coach;
	set_samples();
	for (int i = 0; i < SAMPLES; i++) {
		if (getenv("TUNEUP_TRACES_UPDATE"))
			write_roller(samples[i].path, &rollers[i]);
		struct trace *trace =
			trace_read(samples[i].path, (struct mat_grid){0, 0}, why, sizeof why);
		if (!trace)
			fail_msg("%s", why);
		struct mat *mat = mat_create(trace_form(trace));
		struct mat_raw raw;
		struct mat_sample sample;
		coach_start(&coach, trace_form(trace).grid);
		for (size_t k = 0; k < trace_count(trace); k++) {
			trace_scan(trace, k, &raw);
			assert_true(mat_feed(mat, &raw, &sample));
			assert_int_equal(sample.faults, 0);
			coach_feed(&coach, &sample);
		}
		coach_finish(&coach);
		struct coach_summary seen = coach_summary(&coach);
		assert_true(abs(seen.passes - samples[i].passes) <= 1);
		assert_float_equal(seen.contact_s, samples[i].contact_s, 1);
		if (isnan(samples[i].seconds_per_pass))
			assert_true(isnan(seen.seconds_per_pass));
		else
			assert_float_equal(seen.seconds_per_pass, samples[i].seconds_per_pass,
				0.07F * samples[i].seconds_per_pass);
		if (isnan(samples[i].left_share))
			assert_true(isnan(seen.left_share));
		else
			assert_float_equal(seen.left_share, samples[i].left_share, 0.06F);
		mat_destroy(mat);
		trace_free(trace);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_trace_is_read),
		cmocka_unit_test(what_is_wrong_is_named_with_its_line),
		cmocka_unit_test(a_line_cut_off_in_writing_is_left_out),
		cmocka_unit_test(a_grid_is_rows_by_columns),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(the_sample_traces_mean_what_they_say),
	};
	return cmocka_run_group_tests(tests, make_file, remove_file);
}
