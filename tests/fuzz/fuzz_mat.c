/* What comes to the roller station from outside: settings of lines and zones, traces, the bytes of
 * a serial mat, a calibration, what is done while the mat is calibrated. Whatever it is, it is
 * refused with a word or read into values that are in range, and those go through the signal path
 * and the coach. */
#include "calibrate.h"
#include "calibration_file.h"
#include "coach.h"
#include "data/config.h"
#include "fuzz.h"
#include "gpio_find.h"
#include "mat.h"
#include "mat_lines.h"
#include "mat_source.h"
#include "survey.h"
#include "trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const settings[] = {
	"gpio: {chip: pinctrl-rp1, wired: supply, lit: low, debounce_ms: 5}\n"
	"buttons: {start: 17, next: \"GPIO27, 4\", back: \"mcp23017:3\"}\nleds: {start: 5}\n"
	"keys: {start: F1, next: \"F2, Keypad 1\"}\n"
	"mat: {kind: gpio, rows: 2, columns: 2, zones: [4, GPIO18, \"mcp23017:0\", 21]}\n",
	("mat:\n  kind: iio\n  rows: 1\n  columns: 3\n  bits: 12\n  rate: 200\n"
	 "  zones: [\"ads1115:0\", ads1115#2:1, hx711#99:0]\n"),
	"mat: {kind: serial, rows: 24, columns: 8, device: ttyACM0, bits: 16}\n"};
static const char *const traces[] = {
	"t_ms,z0,z1\n0,60,61\n20,62,900\n40,1023,0\n60.5,60,61\n80,60,61\n",
	"# bits=16\n# grid=2x2\nt_ms,z0,z1,z2,z3\n0,600,610,65535,0\r\n20, 1 "
	",2,3,4\n4294967295,1,2,3,"
	"4\n",
	"# bits=12\n1,4095,0\n2,4095,0\n20,1,2\n40,3,4\n\xff\n60,5,6\n5,7,8\n"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static unsigned char bytes[FUZZ_MAX];
static char path[600], folder[600];

/* Returns how many bytes the case has. */
static size_t make_case(struct fuzz *fuzz, const char *seed)
{
	size_t length = strlen(seed);
	memcpy(bytes, seed, length);
	return fuzz_chance(fuzz, 16) ? fuzz_mutate(fuzz, bytes, length) : length;
}

/* --- the signal path --- */

static struct coach coach;

static bool is_share(float value)
{
	return value >= 0 && value <= 1;
}

static void look_at(const struct fuzz *fuzz, const struct mat_sample *sample)
{
	for (int i = 0; i < mat_zones(sample->grid); i++)
		if (!is_share(sample->load[i]))
			fuzz_fail(fuzz, "a load that is none");
	coach_feed(&coach, sample);
}

static void look_at_coach(const struct fuzz *fuzz)
{
	coach_finish(&coach);
	struct coach_summary seen = coach_summary(&coach);
	bool good = seen.passes >= 0 && seen.in_rhythm <= seen.passes && seen.contact_s >= 0 &&
		    (isnan(seen.left_share) || is_share(seen.left_share)) &&
		    (isnan(seen.evenness) || is_share(seen.evenness));
	if (!good)
		fuzz_fail(fuzz, "a summary that is none");
}

static struct mat *begin_mat(struct mat_form form)
{
	struct mat *mat = mat_create(form);
	coach_start(&coach, form.grid);
	return mat;
}

/* --- what is read --- */

static void read_trace(struct fuzz *fuzz)
{
	char why[400] = "";
	fuzz_write(path, bytes, make_case(fuzz, traces[fuzz_chance(fuzz, COUNT(traces))]));
	struct trace *trace = trace_read(path, (struct mat_grid){0}, why, sizeof why);
	if (!trace && !why[0])
		fuzz_fail(fuzz, "a trace is refused without a word");
	if (!trace)
		return;
	if (!mat_form_ok(trace_form(trace)))
		fuzz_fail(fuzz, "a trace of a form that is none");
	struct mat *mat = begin_mat(trace_form(trace));
	struct mat_raw raw;
	struct mat_sample sample;
	for (size_t i = 0; i < trace_count(trace); i++) {
		trace_scan(trace, i, &raw);
		if (mat_feed(mat, &raw, &sample))
			look_at(fuzz, &sample);
	}
	look_at_coach(fuzz);
	mat_destroy(mat);
	trace_free(trace);
}

static void read_lines(struct fuzz *fuzz)
{
	static struct mat_lines lines;
	struct mat_clock clock = {0};
	struct mat_form form = {.grid = {1 + (int)fuzz_chance(fuzz, 3), 2}, .bits = 12};
	size_t length = make_case(fuzz, traces[fuzz_chance(fuzz, COUNT(traces))]);
	struct mat *mat = begin_mat(form);
	struct mat_raw raw;
	struct mat_sample sample;
	int64_t now_us = 1000000, at_us;
	mat_lines_begin(&lines, form);
	for (size_t at = 0; at < length;) {
		bool whole;
		size_t piece = 1 + fuzz_chance(fuzz, length - at);
		size_t took = mat_lines_take(&lines, (char *)bytes + at, piece, &raw, &whole);
		if (took == 0 || took > piece)
			fuzz_fail(fuzz, "more bytes taken than there are, or none");
		at += took;
		now_us += (int64_t)fuzz_chance(fuzz, 100000);
		if (!whole || !mat_clock_time(&clock, raw.t_us, now_us, &at_us))
			continue;
		raw.t_us = at_us;
		if (!mat_feed(mat, &raw, &sample))
			fuzz_fail(fuzz, "a time that does not go on");
		look_at(fuzz, &sample);
	}
	look_at_coach(fuzz);
	mat_destroy(mat);
}

/* Each line that is named is found on a chip that has it, or what is missing is said. */
static void find_lines(const struct fuzz *fuzz, const struct hw_settings *hw)
{
	enum { HEADER = 28, EXPANDER = 16 };
	static char header[HEADER][GPIO_NAME], expander[EXPANDER][GPIO_NAME];
	struct gpio_chips chips = {.count = 2,
		.chip = {{"/dev/gpiochip4", "pinctrl-rp1", HEADER, header},
			{"/dev/gpiochip11", "mcp23017", EXPANDER, expander}}};
	for (int i = 0; i < HEADER; i++)
		snprintf(header[i], GPIO_NAME, "GPIO%d", i);
	for (int key = 0; key < HW_KEYS; key++) {
		char words[256];
		snprintf(words, sizeof words, "%s", hw->button[key]);
		for (char *rest, *line = strtok_r(words, " ", &rest); line;
			line = strtok_r(NULL, " ", &rest)) {
			struct gpio_place place = {0};
			bool found = gpio_find(&chips, hw->chip, line, &place);
			unsigned lines =
				strcmp(place.path, chips.chip[0].path) == 0 ? HEADER : EXPANDER;
			if (found && place.offset >= lines)
				fuzz_fail(fuzz, "a line that no chip has");
			if (!place.text[0])
				fuzz_fail(fuzz, "a line, and no word of where it is");
		}
	}
}

static void read_settings(struct fuzz *fuzz)
{
	static struct problems problems;
	static struct survey survey;
	const char *const files[] = {path, NULL};
	bool sound;
	problems = (struct problems){0};
	fuzz_write(path, bytes, make_case(fuzz, settings[fuzz_chance(fuzz, COUNT(settings))]));
	struct config *config = config_load(files, true, &sound, &problems);
	if (!sound && problems.count == 0)
		fuzz_fail(fuzz, "settings are refused without a word");
	const struct mat_driver *driver = mat_driver_of(&config->hw);
	if (driver && !mat_form_ok(driver->form(&config->hw)))
		fuzz_fail(fuzz, "a mat of a form that is none");
	find_lines(fuzz, &config->hw);
	/* In a folder where nothing is: all that is named is missing, and told. */
	survey_take(&survey, &config->hw, folder, folder);
	for (int i = 0; i < survey.status.parts; i++)
		if (survey.status.part[i].state != HW_MISSING || !survey.status.part[i].text[0])
			fuzz_fail(fuzz, "a part that is not there, and no word of it");
	survey_free(&survey);
	config_destroy(config);
}

static void read_calibration(struct fuzz *fuzz)
{
	static const struct mat_form form = {.grid = {2, 1}, .bits = 10};
	static const struct mat_calibration good = {.empty = {60, 70}, .span = {800, 900}};
	struct mat_calibration calibration;
	char why[CALIBRATION_WHY] = "", file[700];
	size_t length;
	if (!calibration_save(folder, form, &good, why))
		fuzz_fail(fuzz, why);
	snprintf(file, sizeof file, "%s/" CALIBRATION_FILE, folder);
	unsigned char *saved = fuzz_read(file, &length);
	fuzz_write(file, saved, fuzz_mutate(fuzz, saved, length));
	free(saved);
	enum calibration_found found = calibration_load(folder, form, &calibration, why);
	if (found == CALIBRATION_UNFIT && !why[0])
		fuzz_fail(fuzz, "a calibration is refused without a word");
	for (int i = 0; i < 2 && found == CALIBRATION_READ; i++)
		if (calibration.empty[i] + calibration.span[i] > 1023)
			fuzz_fail(fuzz, "a calibration beyond the range");
}

/* Whatever is done on the mat while it is calibrated: the guide goes on or waits, and what it has
 * measured at the end can be kept. */
static void guide(struct fuzz *fuzz)
{
	static struct calibrate calibrate;
	const struct mat_form form = {
		.grid = {1 + (int)fuzz_chance(fuzz, 4), 1 + (int)fuzz_chance(fuzz, 2)}, .bits = 10};
	struct mat_calibration result, read;
	char why[CALIBRATION_WHY] = "";
	calibrate_begin(&calibrate, form);
	for (int64_t t_us = 0, hold = 0; t_us < 120 * 1000000LL; t_us += 20000, hold--) {
		static struct mat_raw raw;
		for (int i = 0; i < mat_zones(form.grid) && hold <= 0; i++)
			raw.raw[i] = (uint16_t)(fuzz_chance(fuzz, 2)
							? 60
							: fuzz_chance(fuzz,
								  1 + fuzz_chance(fuzz, 1024)));
		if (hold <= 0)
			hold = (int64_t)fuzz_chance(fuzz, 400);
		raw.t_us = t_us;
		raw.zones = fuzz_chance(fuzz, 100) ? mat_zones(form.grid) : 1;
		calibrate_feed(&calibrate, &raw);
		const struct calibrate_state *state = &calibrate.state;
		if (!is_share(state->held) || state->measured > mat_zones(form.grid) ||
			state->other >= mat_zones(form.grid))
			fuzz_fail(fuzz, "a guide that is lost");
		if (!fuzz_chance(fuzz, 1000))
			calibrate_skip(&calibrate);
	}
	if (!calibrate_result(&calibrate, &result))
		return;
	if (!calibration_save(folder, form, &result, why) ||
		calibration_load(folder, form, &read, why) != CALIBRATION_READ)
		fuzz_fail(fuzz, why);
}

int main(int argc, char **argv)
{
	struct fuzz fuzz;
	fuzz_start(&fuzz, argc, argv);
	snprintf(path, sizeof path, "%s/case.mat", fuzz.folder);
	snprintf(folder, sizeof folder, "%s", fuzz.folder);
	while (fuzz_next(&fuzz))
		switch (fuzz_chance(&fuzz, 10)) {
		case 0:
			read_calibration(&fuzz);
			break;
		case 8:
			guide(&fuzz);
			break;
		case 1:
		case 2:
			read_settings(&fuzz);
			break;
		case 3:
		case 4:
			read_trace(&fuzz);
			break;
		default:
			read_lines(&fuzz);
			break;
		}
	fuzz_end(&fuzz);
	return 0;
}
