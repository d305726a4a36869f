/* The coach against known truth, systematically: each pace with each disturbance, on two synthetic
 * rollers that have nothing in common (roller.h, fsr.h), several seeds of each. Passes within one,
 * pace within 7 %, share within 6 points though nothing is calibrated, contact within a second.
 *
 * `test_coach_truth --table [FIRST-SEED [SEEDS]]` prints the worst errors instead. */
#define SCRATCH "coach-truth"
#include "coach.h"
#include "fsr.h"
#include "mat.h"
#include "roller.h"
#include "scratch.h"
#include "trace.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SEEDS = 2 };

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

/* What the mat and the coach make of it; `file` (NULL: none) gets the scans too. */
static struct coach_summary watch(struct trace_file *file, unsigned *faults)
{
	struct mat *mat = mat_create(form());
	struct mat_raw raw;
	struct mat_sample sample;
	*faults = 0;
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

/* --- what is varied --- */

struct scene {
	const char *name;
	void (*roller)(struct roller *roller); /* NULL: only the other one */
	void (*fsr)(struct fsr *fsr);
};

/* Both know the pace, and last for some passes, when a scene shapes them. */
static void plain_r(struct roller *roller)
{
	(void)roller;
}

static void plain_f(struct fsr *fsr)
{
	(void)fsr;
}

static void triangle_r(struct roller *roller)
{
	roller->path = ROLLER_TRIANGLE;
}

static void triangle_f(struct fsr *fsr)
{
	fsr->path = FSR_TRIANGLE;
}

static void smooth_r(struct roller *roller)
{
	roller->path = ROLLER_SMOOTH;
}

static void rounded_f(struct fsr *fsr)
{
	fsr->path = FSR_ROUNDED;
}

static void noise_r(struct roller *roller)
{
	roller->noise = 0.012F;
}

static void noise_f(struct fsr *fsr)
{
	fsr->noise = 10;
}

static void no_noise_f(struct fsr *fsr)
{
	fsr->noise = 0;
}

static void drift_up_r(struct roller *roller)
{
	roller->drift_per_min = 0.03F;
}

static void drift_up_f(struct fsr *fsr)
{
	fsr->drift = 30;
}

static void drift_down_r(struct roller *roller)
{
	roller->drift_per_min = -0.03F;
}

static void drift_down_f(struct fsr *fsr)
{
	fsr->drift = -30;
}

static void creep_r(struct roller *roller)
{
	roller->creep = 0.15F;
}

static void creep_f(struct fsr *fsr)
{
	fsr->creep = 0.2F;
}

static void curve_f(struct fsr *fsr)
{
	fsr->curve = 1;
}

static void left_r(struct roller *roller)
{
	roller->left_share = 0.7F;
}

static void left_f(struct fsr *fsr)
{
	fsr->left_share = 0.7F;
}

static void right_f(struct fsr *fsr)
{
	fsr->left_share = 0.3F;
	fsr->path = FSR_TRIANGLE;
}

static void pauses_r(struct roller *roller)
{
	roller->contact_s += 10;
	roller->pause_every_s = 2.37F * roller->pace_s;
	roller->pause_s = 4;
	if (roller->pace_s < 3)
		roller->pause_every_s *= 2;
}

static void pause_f(struct fsr *fsr, enum fsr_pause where)
{
	fsr->pause = where;
	fsr->pauses = 3;
	fsr->pause_s = 3 + (float)(fsr->seed % 3);
	fsr->contact_s += 15;
}

static void midway_f(struct fsr *fsr)
{
	pause_f(fsr, FSR_PAUSE_MIDWAY);
}

static void midway_triangle_f(struct fsr *fsr)
{
	pause_f(fsr, FSR_PAUSE_MIDWAY);
	fsr->path = FSR_TRIANGLE;
}

static void at_turns_r(struct roller *roller)
{
	roller->contact_s += 10;
	roller->pause_every_s = 4 * roller->pace_s;
	roller->pause_s = 3;
}

static void at_turns_f(struct fsr *fsr)
{
	pause_f(fsr, FSR_PAUSE_AT_TURNS);
}

static void anywhere_f(struct fsr *fsr)
{
	pause_f(fsr, FSR_PAUSE_ANYWHERE);
}

static void dropped_r(struct roller *roller)
{
	roller->dropped = 0.25F;
}

static void dropped_f(struct fsr *fsr)
{
	fsr->dropped = 0.25F;
	fsr->jitter_ms = 9;
}

static void gaps_r(struct roller *roller)
{
	roller->gap_every_s = 7;
	roller->gap_s = 0.6F;
}

static void at_once_r(struct roller *roller)
{
	roller->lead_s = roller->tail_s = 0;
}

static void at_once_f(struct fsr *fsr)
{
	fsr->lead_s = fsr->tail_s = fsr->ramp_s = 0;
}

static void from_midway_f(struct fsr *fsr)
{
	fsr->begin_pass = 0.5F;
	fsr->path = FSR_TRIANGLE;
}

static void short_r(struct roller *roller)
{
	roller->contact_s = 20;
}

static void short_f(struct fsr *fsr)
{
	fsr->contact_s = 20;
}

static void light_r(struct roller *roller)
{
	roller->load = 0.12F;
}

static void light_f(struct fsr *fsr)
{
	fsr->weight = 0.25F;
}

static void heavy_r(struct roller *roller)
{
	roller->load = 1.2F;
}

static void heavy_f(struct fsr *fsr)
{
	fsr->weight = 2.4F;
}

static void short_strokes_r(struct roller *roller)
{
	roller->from = 1;
	roller->to = 2;
}

static void short_strokes_f(struct fsr *fsr)
{
	fsr->from = 0.9F;
	fsr->to = 2.1F;
}

static void over_the_ends_r(struct roller *roller)
{
	roller->from = -0.3F;
	roller->to = 3.3F;
}

static void over_the_ends_f(struct fsr *fsr)
{
	fsr->from = -0.5F;
	fsr->to = 3.5F;
}

static void narrow_r(struct roller *roller)
{
	roller->width = 0.35F;
	roller->from = 0;
	roller->to = 3;
}

static void narrow_f(struct fsr *fsr)
{
	fsr->width = 0.4F;
}

static void narrow_triangle_f(struct fsr *fsr)
{
	fsr->width = 0.4F;
	fsr->path = FSR_TRIANGLE;
}

static void uneven_f(struct fsr *fsr)
{
	fsr->pace_wobble = 0.2F;
}

static void slow_scans_f(struct fsr *fsr)
{
	fsr->period_ms = 100;
}

static void fine_r(struct roller *roller)
{
	roller->form = (struct mat_form){.grid = {8, 2}, .bits = 16};
	roller->from = 1;
	roller->to = 6;
}

static void fine_f(struct fsr *fsr)
{
	fsr->form = (struct mat_form){.grid = {4, 2}, .bits = 16};
}

static void one_column_f(struct fsr *fsr)
{
	fsr->form.grid = (struct mat_grid){6, 1};
	fsr->to = 5;
}

static void three_rows_f(struct fsr *fsr)
{
	fsr->form.grid = (struct mat_grid){3, 2};
	fsr->to = 2;
}

static void wide_f(struct fsr *fsr)
{
	fsr->form.grid = (struct mat_grid){4, 4};
}

static void all_at_once_r(struct roller *roller)
{
	noise_r(roller);
	drift_up_r(roller);
	left_r(roller);
	roller->creep = 0.1F;
	roller->dropped = 0.1F;
}

static void all_at_once_f(struct fsr *fsr)
{
	pause_f(fsr, FSR_PAUSE_MIDWAY);
	fsr->noise = 5;
	fsr->drift = 15;
	fsr->left_share = 0.68F;
	fsr->creep = 0.1F;
	fsr->dropped = 0.1F;
	fsr->jitter_ms = 5;
}

static const struct scene scenes[] = {
	{"plain", plain_r, plain_f},
	{"triangle", triangle_r, triangle_f},
	{"smooth, rounded", smooth_r, rounded_f},
	{"noise", noise_r, noise_f},
	{"no noise", NULL, no_noise_f},
	{"drift up", drift_up_r, drift_up_f},
	{"drift down", drift_down_r, drift_down_f},
	{"creep", creep_r, creep_f},
	{"curve", NULL, curve_f},
	{"left-heavy", left_r, left_f},
	{"right-heavy", NULL, right_f},
	{"pauses", pauses_r, anywhere_f},
	{"pauses midway", NULL, midway_f},
	{"pauses midway, tri.", NULL, midway_triangle_f},
	{"pauses at turns", at_turns_r, at_turns_f},
	{"dropped scans", dropped_r, dropped_f},
	{"gaps", gaps_r, NULL},
	{"on it at once", at_once_r, at_once_f},
	{"begins midway", NULL, from_midway_f},
	{"20 s", short_r, short_f},
	{"light", light_r, light_f},
	{"heavy", heavy_r, heavy_f},
	{"short strokes", short_strokes_r, short_strokes_f},
	{"over the ends", over_the_ends_r, over_the_ends_f},
	{"narrow", narrow_r, narrow_f},
	{"narrow, triangle", NULL, narrow_triangle_f},
	{"uneven passes", NULL, uneven_f},
	{"10 scans a second", NULL, slow_scans_f},
	{"16 bits", fine_r, fine_f},
	{"one column", NULL, one_column_f},
	{"three rows", NULL, three_rows_f},
	{"four columns", NULL, wide_f},
	{"all at once", all_at_once_r, all_at_once_f},
};
enum { SCENES = sizeof scenes / sizeof *scenes };

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
	return abs(errors->passes) <= 1 && fabsf(errors->pace) <= 0.07F &&
	       fabsf(errors->share) <= 6 && fabsf(errors->contact_s) <= 1 && !errors->faults;
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
	for (int i = 0; i < 2 * SCENES; i++) {
		const struct scene *scene = &scenes[i / 2];
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

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--table") == 0)
		return print_table(argc > 2 ? (uint32_t)atoi(argv[2]) : 1,
			       argc > 3 ? (uint32_t)atoi(argv[3]) : SEEDS) != 0;
	return 0;
}
