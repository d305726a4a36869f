#include "mat_zones.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The parameters. Levels are shares of the converter's full scale, times are seconds. */
static const struct {
	/* Low-pass: takes the edge off converter noise, delays a pass of 1 s by 6 % of itself. */
	float smooth_s;
	/* The noise of a zone is that of this time. */
	float noise_s;
	/* The start-up tare waits so long for the filters to settle: 25 scans at 50 Hz. */
	float start_s;
	/* Present from here on (36 of 1023), gone below that: a light calf gives 5 to 10 %. */
	float on, off;
	/* ... but both at least so many times the noise left after the low-pass. */
	float on_noise, off_noise;
	/* Gone already below this share of the recent load: creep and residue of FSRs stay under
	   it (10 % of the load, decaying in 20 s). The recent load is forgotten more slowly than
	   that. */
	float off_recent, recent_s;
	/* ... and below so many times that while it looks as if they were gone: noise. */
	float off_slack;
	/* Gone too where no zone is above the lowest it was lately, if it was rolled over since:
	   went up and down by this share of its load. So drift under a roller does not hold
	   presence; a zone that is stood on keeps its baseline. The lowest is forgotten at this
	   pace. */
	float rolled, low_rise_per_s;
	/* Dwell: longer than a knock on the frame; longer than the lift at a turning point,
	   or than a narrow roller needs from one zone to the next. */
	float on_dwell_s, off_dwell_s;
	/* The baseline, while nobody is there: far quicker than any drift measured (FSR 2 % a
	   minute, temperature less), far slower than a foot. Never upwards faster than rise_per_s.
	 */
	float follow_s, rise_per_s;
	/* A zone that falls below its baseline was tared under load: this is how fast that mends.
	 */
	float fall_s, fall_margin;
	/* Loads below are nothing: drift since the last tare, rounding, noise. */
	float cut, cut_noise;
	/* At the start: a zone this far above the lowest, or on a mat of under 4 zones this high,
	   is taken for loaded. Bodies never load all zones of a mat alike; offsets differ less. */
	float start_above, start_high;
	/* ... or this far above what it was when it was calibrated, empty. */
	float start_calibrated;
	/* Whoever was tared away shows it: a zone falls this far below its baseline within the
	   first slow pass, shortly before others are loaded. They were there from the beginning. */
	float start_fall, start_fall_noise, start_fall_s;
	/* After so long, whatever still stands where it stood at the start is the mat's own. */
	float start_give_up_s;
	/* A thing: a load that has not stirred for so long. Nobody stands still: a zone stirs when
	   it leaves its mean of some seconds by this, by so many times its noise, or by this share
	   of its load. */
	float thing_s, stir_mean_s, stir, stir_noise, stir_load;
} p = {
	.smooth_s = 0.06F,
	.noise_s = 1.5F,
	.start_s = 0.5F,
	.on = 0.035F,
	.off = 0.022F,
	.on_noise = 6,
	.off_noise = 4,
	.off_recent = 0.15F,
	.off_slack = 1.25F,
	.recent_s = 30,
	.rolled = 0.5F,
	.low_rise_per_s = 0.001F,
	.on_dwell_s = 0.14F,
	.off_dwell_s = 1,
	.follow_s = 4,
	.rise_per_s = 0.004F,
	.fall_s = 0.3F,
	.fall_margin = 0.004F,
	.cut = 0.006F,
	.cut_noise = 3,
	.start_above = 0.2F,
	.start_high = 0.4F,
	.start_calibrated = 0.1F,
	.start_fall = 0.01F,
	.start_fall_noise = 6,
	.start_fall_s = 10,
	.start_give_up_s = 300,
	.thing_s = 300,
	.stir_mean_s = 10,
	.stir = 0.008F,
	.stir_noise = 5,
	.stir_load = 0.02F,
};

bool mat_form_ok(struct mat_form form)
{
	return form.grid.rows >= 1 && form.grid.rows <= MAT_ROWS_MAX && form.grid.columns >= 1 &&
	       form.grid.columns <= MAT_COLUMNS_MAX && form.bits >= 8 && form.bits <= 16;
}

struct mat *mat_create(struct mat_form form)
{
	assert(mat_form_ok(form));
	struct mat *mat = mem_calloc(1, sizeof *mat);
	mat->form = form;
	mat->zones = mat_zones(form.grid);
	mat->full = (float)((1 << form.bits) - 1);
	mat_tare(mat);
	return mat;
}

void mat_destroy(struct mat *mat)
{
	free(mat);
}

void mat_calibrate(struct mat *mat, const struct mat_calibration *calibration)
{
	mat->calibrated = calibration != NULL;
	if (calibration)
		mat->calibration = *calibration;
}

void mat_tare(struct mat *mat)
{
	mat->begun = mat->tared = mat->present = mat->silent = mat->went = false;
	mat->leaning_us = mat->dead_us = INT64_MAX;
	mat->recent = 0;
	memset(mat->zone, 0, sizeof mat->zone);
}

unsigned mat_refused(const struct mat *mat)
{
	return mat->refused;
}

/* The share of the way that a first-order low-pass goes in dt. */
static float step(float dt, float time_constant)
{
	return dt / (dt + time_constant);
}

static float median(float a, float b, float c)
{
	return fmaxf(fminf(a, b), fminf(fmaxf(a, b), c));
}

/* The noise that is left after the low-pass, for white noise at 50 Hz. */
static float left_noise(const struct zone *zone)
{
	return 0.4F * zone->noise;
}

/* Loads below are nothing. */
static float least_load(const struct zone *zone)
{
	return fmaxf(p.cut, p.cut_noise * left_noise(zone));
}

/* Noise by second differences, which a load that moves hardly has at 20 ms a scan. */
static void measure_noise(struct mat *mat, struct zone *zone, float value, float dt)
{
	static const float deviation = 1 / 1.95F; /* E|x0 - 2 x1 + x2| = 1.95 sigma */
	float second = fminf(fabsf(value - 2 * zone->last[0] + zone->last[1]), 0.2F);
	if (!mat->quick)
		return;
	zone->jitter += (second * deviation - zone->jitter) * step(dt, p.noise_s);
	if (!zone->touched)
		zone->noise = zone->jitter;
}

static void filter(struct mat *mat, const struct mat_raw *raw, float dt)
{
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		float value = i < raw->zones ? fminf((float)raw->raw[i] / mat->full, 1) : 0;
		if (value != zone->last_raw)
			zone->moved_us = raw->t_us;
		zone->last_raw = value;
		if (mat->form.contact) {
			zone->smooth = value;
			continue;
		}
		measure_noise(mat, zone, value, dt);
		float middle = median(value, zone->last[0], zone->last[1]);
		zone->smooth += (middle - zone->smooth) * step(dt, p.smooth_s);
		zone->last[1] = zone->last[0];
		zone->last[0] = value;
	}
}

/* The first scan, and the first one after a long silence: nothing to filter with. */
static void fill_filters(struct mat *mat, const struct mat_raw *raw)
{
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		float value = i < raw->zones ? fminf((float)raw->raw[i] / mat->full, 1) : 0;
		zone->last[0] = zone->last[1] = zone->smooth = zone->last_raw = zone->rest = value;
		zone->moved_us = raw->t_us;
		zone->high_us = !mat_is_top(value) ? INT64_MAX : raw->t_us;
	}
}

static int compare_floats(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;
	return (x > y) - (x < y);
}

static bool is_calibrated(const struct mat *mat, int zone)
{
	return mat->calibrated && mat->calibration.span[zone];
}

static float empty_of(const struct mat *mat, int zone)
{
	return (float)mat->calibration.empty[zone] / mat->full;
}

/* The start-up tare. Zones that look loaded get the middle baseline of those that do not. */
static void tare(struct mat *mat)
{
	float lowest = 1, highest = 0, quiet[MAT_ZONES_MAX];
	int quiet_zones = 0;
	for (int i = 0; i < mat->zones; i++) {
		lowest = fminf(lowest, mat->zone[i].smooth);
		highest = fmaxf(highest, mat->zone[i].smooth);
	}
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		zone->suspect = is_calibrated(mat, i)
					? zone->smooth > empty_of(mat, i) + p.start_calibrated
					: zone->smooth > lowest + p.start_above ||
						  (mat->zones < 4 && zone->smooth > p.start_high);
		if (!zone->suspect)
			quiet[quiet_zones++] = zone->smooth;
	}
	float usual = 0;
	if (quiet_zones) {
		qsort(quiet, (size_t)quiet_zones, sizeof *quiet, compare_floats);
		usual = quiet[quiet_zones / 2];
	}
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		float unloaded = is_calibrated(mat, i) ? empty_of(mat, i) : usual;
		zone->base = zone->suspect ? unloaded : zone->smooth;
		if (mat->form.contact) {
			zone->base = 0;
			zone->suspect = zone->smooth > 0;
		} else {
			mat_was_high_from_the_first(mat, zone);
		}
	}
	mat->tared = true;
	mat->suspect_us = mat->last_us;
}

static void touch(struct mat *mat)
{
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		float over = zone->smooth - zone->base;
		bool was = zone->touched;
		zone->touched = over > (was ? fmaxf(p.off, p.off_noise * left_noise(zone))
					    : fmaxf(p.on, p.on_noise * left_noise(zone)));
		if (zone->touched && !was) {
			zone->edges++;
			mat->edges++;
		}
	}
}

/* Nobody is there any more: what is left on the zones is creep, so it is tared away. */
static void release(struct mat *mat)
{
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		if (!mat->form.contact && !zone->faults)
			zone->base = zone->smooth;
		zone->touched = false;
	}
}

static void set_present(struct mat *mat, bool present, int64_t since_us)
{
	mat->present = present;
	for (int i = 0; i < mat->zones; i++)
		mat->zone[i].low = mat->zone[i].top = mat->zone[i].base;
	mat->changed_us = since_us;
	mat->leaning_us = INT64_MAX;
	mat->went = mat->went || !present;
	if (!present)
		mat->recent = 0;
}

/* Whether a zone carries more than drift since somebody came. */
static bool is_above_its_lowest(struct zone *zone, float dt, float slack)
{
	zone->low = fminf(zone->smooth, zone->low + p.low_rise_per_s * dt);
	zone->top =
		fmaxf(zone->smooth, zone->top - (zone->top - zone->base) * step(dt, p.recent_s));
	bool rolled = zone->top - zone->low >= p.rolled * (zone->top - zone->base);
	return zone->smooth - (rolled ? zone->low : zone->base) > slack * least_load(zone);
}

/* The first visitor was on the mat already, and was tared away. */
static bool was_there(const struct mat *mat)
{
	bool fell = false;
	for (int i = 0; i < mat->zones; i++) {
		const struct zone *zone = &mat->zone[i];
		fell = fell ||
		       zone->fallen > fmaxf(p.start_fall, p.start_fall_noise * left_noise(zone));
	}
	return fell && !mat->went && mat_seconds(mat->last_us - mat->first_us) < p.start_fall_s;
}

static void judge_presence(struct mat *mat, float dt)
{
	float strongest = 0;
	bool touched = false, carries = false;
	float slack = mat->present && mat->leaning_us != INT64_MAX ? p.off_slack : 1;
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		bool above = is_above_its_lowest(zone, dt, slack);
		if (zone->faults)
			continue;
		strongest = fmaxf(strongest, zone->smooth - zone->base);
		touched = touched || zone->touched;
		carries = carries || above;
	}
	mat->recent = fmaxf(strongest, mat->recent * (1 - step(dt, p.recent_s)));
	bool now = touched &&
		   (!mat->present || (carries && strongest > slack * p.off_recent * mat->recent));
	if (mat->present && was_there(mat))
		mat->changed_us = mat->first_us;
	if (now == mat->present) {
		mat->leaning_us = INT64_MAX;
		return;
	}
	if (mat->leaning_us == INT64_MAX)
		mat->leaning_us = mat->last_us;
	float dwell = mat->present ? p.off_dwell_s : p.on_dwell_s;
	if (mat_seconds(mat->last_us - mat->leaning_us) >= dwell) {
		set_present(mat, now, was_there(mat) ? mat->first_us : mat->leaning_us);
		if (!now)
			release(mat);
	}
}

static void fall(struct zone *zone, float by)
{
	zone->base += by;
	zone->fallen -= by;
}

static void follow(struct mat *mat, float dt)
{
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		float over = zone->smooth - zone->base;
		if (mat->form.contact || zone->faults)
			continue;
		if (over < -fmaxf(p.fall_margin, p.cut_noise * left_noise(zone)))
			fall(zone, over * step(dt, p.fall_s));
		else if (!mat->present && !zone->suspect)
			zone->base += fminf(over * step(dt, p.follow_s), p.rise_per_s * dt);
	}
}

/* Somebody has left a bag there: what does not stir is tared away, like what stood there at the
 * start. When it is taken away, the zones fall below their baseline, which mends at once. */
static void clear_things(struct mat *mat, float dt)
{
	bool stirs = !mat->present;
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		float load = fmaxf(zone->smooth - zone->base, 0);
		float most =
			fmaxf(fmaxf(p.stir, p.stir_load * load), p.stir_noise * left_noise(zone));
		stirs = stirs || fabsf(zone->smooth - zone->rest) > most;
		zone->rest += (zone->smooth - zone->rest) * step(dt, p.stir_mean_s);
	}
	if (stirs)
		mat->stirred_us = mat->last_us;
	if (mat->form.contact || mat_seconds(mat->last_us - mat->stirred_us) < p.thing_s)
		return;
	set_present(mat, false, mat->last_us);
	release(mat);
}

static void clear_suspects(struct mat *mat)
{
	bool any = false;
	for (int i = 0; i < mat->zones; i++) {
		struct zone *zone = &mat->zone[i];
		zone->suspect = zone->suspect && zone->smooth - zone->base >= p.off;
		any = any || zone->suspect;
	}
	if (!any || mat->form.contact ||
		mat_seconds(mat->last_us - mat->suspect_us) < p.start_give_up_s)
		return;
	set_present(mat, false, mat->last_us);
	release(mat);
}

/* A faulty zone's load: the mean of its sound neighbors along the rows. */
static float guess(const struct mat *mat, const struct mat_sample *sample, int i)
{
	int columns = mat->form.grid.columns, count = 0;
	float sum = 0;
	for (int j = i - columns; j <= i + columns; j += 2 * columns)
		if (j >= 0 && j < mat->zones && !mat->zone[j].faults) {
			sum += sample->load[j];
			count++;
		}
	return count ? sum / (float)count : 0;
}

static void tell_loads(const struct mat *mat, struct mat_sample *sample)
{
	for (int i = 0; i < mat->zones; i++) {
		const struct zone *zone = &mat->zone[i];
		float over = zone->smooth - zone->base;
		float span = 1 - zone->base;
		if (is_calibrated(mat, i))
			span = (float)mat->calibration.span[i] / mat->full;
		if (zone->faults || over < least_load(zone))
			over = 0;
		sample->load[i] = fminf(over / fmaxf(span, 0.1F), 1);
	}
	for (int i = 0; i < mat->zones; i++)
		if (mat->zone[i].faults)
			sample->load[i] = guess(mat, sample, i);
}

static void tell(const struct mat *mat, struct mat_sample *sample)
{
	bool dead = mat->dead_us != INT64_MAX;
	*sample = (struct mat_sample){.t_us = mat->last_us,
		.grid = mat->form.grid,
		.present = mat->present,
		.changed_us = mat->changed_us,
		.faults = mat_is_unplugged(mat) ? MAT_UNPLUGGED : 0};
	for (int i = 0; i < mat->zones; i++) {
		sample->zone_faults[i] = mat->zone[i].faults;
		sample->faults |= mat->zone[i].faults;
		if (mat->zone[i].suspect && !mat->zone[i].faults)
			sample->faults |= MAT_LOADED_AT_START;
	}
	if (mat->tared && !dead && !mat->silent)
		tell_loads(mat, sample);
}

/* Begins, or begins again after a silence; the baselines of before still hold then. */
static void begin(struct mat *mat, const struct mat_raw *raw)
{
	if (!mat->begun)
		mat->first_us = mat->changed_us = raw->t_us;
	if (mat->present)
		set_present(mat, false, mat->last_us);
	fill_filters(mat, raw);
	mat->begun = true;
	mat->silent = false;
	mat->leaning_us = INT64_MAX;
}

static void live(struct mat *mat, float dt)
{
	if (!mat_is_dead(mat)) {
		touch(mat);
		mat_judge_zones(mat);
		judge_presence(mat, dt);
		follow(mat, dt);
		clear_suspects(mat);
		clear_things(mat, dt);
	} else if (mat->present) {
		set_present(mat, false, mat->dead_us);
	}
}

bool mat_feed(struct mat *mat, const struct mat_raw *raw, struct mat_sample *sample)
{
	if (mat->begun && raw->t_us <= mat->last_us) {
		mat->refused++;
		return false;
	}
	float dt = mat->begun ? mat_seconds(raw->t_us - mat->last_us) : 0;
	bool anew = !mat->begun || mat->silent || raw->t_us - mat->last_us > MAT_SILENCE_US;
	mat->short_scan = raw->zones < mat->zones;
	mat->quick = dt < 0.045F;
	if (anew)
		begin(mat, raw);
	mat->last_us = raw->t_us;
	if (!mat->short_scan) {
		filter(mat, raw, anew ? 0 : dt);
		bool starting = !mat->tared;
		if (starting &&
			(mat->form.contact || mat_seconds(raw->t_us - mat->first_us) >= p.start_s))
			tare(mat);
		if (mat->tared) {
			live(mat, dt);
			if (starting && mat->leaning_us != INT64_MAX)
				mat->leaning_us = mat->first_us;
		}
	}
	tell(mat, sample);
	return true;
}

bool mat_silent(struct mat *mat, int64_t now_us, struct mat_sample *sample)
{
	if (!mat->begun || mat->silent || now_us - mat->last_us <= MAT_SILENCE_US)
		return false;
	if (mat->present)
		set_present(mat, false, mat->last_us);
	mat->silent = true;
	tell(mat, sample);
	sample->t_us = now_us;
	return true;
}
