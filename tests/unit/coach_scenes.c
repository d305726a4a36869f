#include "coach_scenes.h"

#include <stddef.h>

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

static void crosstalk_r(struct roller *roller)
{
	roller->crosstalk = 0.2F;
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

const struct scene coach_scenes[COACH_SCENES] = {
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
	{"cross-talk", crosstalk_r, NULL},
	{"all at once", all_at_once_r, all_at_once_f},
};
