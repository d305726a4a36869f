/* tuneupctl hw coach: what the coach makes of a recorded mat trace, by the kiosk's own path. */
#include "coach.h"
#include "ctl/hw.h"
#include "mat.h"
#include "trace.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What was wrong at any time, for the mat and zone by zone. */
struct faults {
	unsigned mat;
	uint8_t zone[MAT_ZONES_MAX];
};

static void run_trace(const struct trace *trace, struct coach *coach, struct faults *faults)
{
	struct mat *mat = mat_create(trace_form(trace));
	struct mat_raw raw;
	struct mat_sample sample;
	coach_start(coach, trace_form(trace).grid);
	for (size_t i = 0; i < trace_count(trace); i++) {
		trace_scan(trace, i, &raw);
		if (!mat_feed(mat, &raw, &sample))
			continue;
		coach_feed(coach, &sample);
		faults->mat |= sample.faults;
		for (int z = 0; z < raw.zones; z++)
			faults->zone[z] |= sample.zone_faults[z];
	}
	coach_finish(coach);
	mat_destroy(mat);
}

/* "flat: zone 2,1", row first, for one fault of a zone; of the whole mat only its name. */
static void name_fault(
	char *text, size_t size, enum mat_fault fault, struct mat_grid grid, int zone)
{
	if (zone < 0)
		snprintf(text, size, "%s", mat_fault_name(fault));
	else
		snprintf(text, size, "%s: zone %d,%d", mat_fault_name(fault), zone / grid.columns,
			zone % grid.columns);
}

/* Calls tell for each fault; returns how many there are. */
static int each_fault(const struct faults *faults, struct mat_grid grid,
	void (*tell)(const char *text, int index))
{
	char text[64];
	int count = 0;
	for (int bit = 0; bit < MAT_FAULTS; bit++) {
		unsigned fault = 1U << bit;
		bool of_zones = fault & (MAT_STUCK_HIGH | MAT_FLAT | MAT_NOISY);
		for (int z = 0; of_zones && z < mat_zones(grid); z++)
			if (faults->zone[z] & fault) {
				name_fault(text, sizeof text, fault, grid, z);
				tell(text, count++);
			}
		if (!of_zones && (faults->mat & fault)) {
			name_fault(text, sizeof text, fault, grid, -1);
			tell(text, count++);
		}
	}
	return count;
}

static void tell_json_fault(const char *text, int index)
{
	if (index)
		putchar(',');
	ctl_json_string(text);
}

static void tell_json_number(const char *name, float value)
{
	if (isnan(value))
		printf(",\"%s\":null", name);
	else
		printf(",\"%s\":%.3f", name, (double)value);
}

static void tell_json(
	const struct coach_summary *summary, const struct faults *faults, struct mat_grid grid)
{
	printf("{\"passes\":%d", summary->passes);
	tell_json_number("seconds_per_pass", summary->seconds_per_pass);
	tell_json_number("contact_s", summary->contact_s);
	tell_json_number("left_share", summary->left_share);
	fputs(",\"faults\":[", stdout);
	each_fault(faults, grid, tell_json_fault);
	printf("],\"in_rhythm\":%d", summary->in_rhythm);
	tell_json_number("held_s", summary->held_s);
	tell_json_number("evenness", summary->evenness);
	tell_json_number("coverage", summary->coverage);
	printf(",\"grid\":\"%dx%d\"}\n", grid.rows, grid.columns);
}

static void tell_fault(const char *text, int index)
{
	printf("%-18s %s\n", index ? "" : "Faults", text);
}

static void tell_seconds(const char *name, float value, const char *unknown)
{
	if (isnan(value))
		printf("%-18s %s\n", name, unknown);
	else
		printf("%-18s %.1f s\n", name, (double)value);
}

static void tell(
	const struct coach_summary *summary, const struct faults *faults, struct mat_grid grid)
{
	printf("%-18s %d, %d of them in 3 to 4 s\n", "Passes", summary->passes, summary->in_rhythm);
	tell_seconds("Seconds a pass", summary->seconds_per_pass, "none were seen");
	tell_seconds("On the roller", summary->contact_s, "");
	tell_seconds("Held still", summary->held_s, "");
	if (isnan(summary->left_share))
		printf("%-18s not known\n", "Left / right");
	else
		printf("%-18s %.0f / %.0f %%\n", "Left / right",
			(double)(summary->left_share * 100),
			(double)(100 - roundf(summary->left_share * 100)));
	if (!isnan(summary->evenness))
		printf("%-18s %.0f %%\n", "Evenness", (double)(summary->evenness * 100));
	if (!isnan(summary->coverage))
		printf("%-18s %.0f %% of the mat\n", "Covered", (double)(summary->coverage * 100));
	if (!each_fault(faults, grid, tell_fault))
		printf("%-18s none\n", "Faults");
}

int ctl_hw_coach(struct ctl *ctl, int argc, char **argv)
{
	const char *path = NULL;
	struct mat_grid grid = {0, 0};
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--grid") == 0) {
			if (++i == argc || !trace_read_grid(argv[i], &grid))
				return ctl_bad_usage_of(ctl_hw, "hw coach");
		} else if (!path && argv[i][0] != '-') {
			path = argv[i];
		} else {
			return ctl_bad_usage_of(ctl_hw, "hw coach");
		}
	}
	if (!path)
		return ctl_bad_usage_of(ctl_hw, "hw coach");
	char why[400];
	struct trace *trace = trace_read(path, grid, why, sizeof why);
	if (!trace) {
		fprintf(stderr, "tuneupctl: %s\n", why);
		return CTL_REFUSED;
	}
	static struct coach coach;
	struct faults faults = {0};
	run_trace(trace, &coach, &faults);
	struct coach_summary summary = coach_summary(&coach);
	if (ctl->json)
		tell_json(&summary, &faults, trace_form(trace).grid);
	else
		tell(&summary, &faults, trace_form(trace).grid);
	trace_free(trace);
	return CTL_DONE;
}
