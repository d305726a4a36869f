/* What the usage log costs: "usage FOLDER [YEARS]", in an empty folder. Bytes handed to write(2)
 * for an event, in batches as of a busy day; how often the thread that tells of events wrote
 * anything itself; and the report over YEARS (1) of made-up visits. Prints lines "metric value". */
#include "figures.h"

#include "base/log.h"
#include "data/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EVENTS = 5000, BATCH = 100, DAYS_A_YEAR = 365, VISITS_A_DAY = 60, EVENTS_A_VISIT = 12 };

static const int64_t first_day_s = 1764547200; /* 2025-12-01 */

static void fail(const char *what)
{
	fprintf(stderr, "usage: %s\n", what);
	exit(1);
}

/* A number of /proc: of this process, or of the calling thread alone; negative: not known. */
static double counter(const char *path, const char *name)
{
	char line[100];
	double value = -1;
	size_t length = strlen(name);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file))
		if (strncmp(line, name, length) == 0)
			value = strtod(line + length, NULL);
	if (file)
		fclose(file);
	return value;
}

static const char *pick(const char *const *names, size_t count, int number)
{
	return names[(size_t)number % count];
}

/* The events of a visit: in, some screens and routines, out. */
static struct usage_event make_event(int visit, int at, int64_t wall_s)
{
	static const char *const screens[] = {"home", "areas", "routine", "therapists", "learn"};
	static const char *const routines[] = {
		"quads", "calves", "glutes", "itband", "feet", "neck"};
	struct usage_event event = {.kind = USAGE_SCREEN, .wall_s = wall_s + at * 20};
	event.now_us = (event.wall_s - first_day_s) * 1000000;
	const char *name = pick(screens, sizeof screens / sizeof *screens, visit + at);
	if (at == 0) {
		event.kind = USAGE_VISIT;
		name = "touch";
	} else if (at == EVENTS_A_VISIT - 1) {
		event.kind = USAGE_END;
		name = visit % 3 ? "home" : "idle";
	} else if (at % 4 == 2) {
		event.kind = at % 8 == 2 ? USAGE_ROUTINE_STARTED : USAGE_ROUTINE_FINISHED;
		name = pick(routines, sizeof routines / sizeof *routines, visit);
	} else if (at == 9 && visit % 5 == 0) {
		event.kind = USAGE_THERAPIST_OPENED;
		event.value = 1 + visit % 26;
		name = "";
	}
	snprintf(event.name, sizeof event.name, "%s", name);
	return event;
}

static void make_folder(char *path, size_t size, const char *folder, const char *name)
{
	snprintf(path, size, "%s/%s", folder, name);
	mkdir(path, 0700);
}

static void measure_writing(const char *folder)
{
	static struct problems problems;
	char state[1000], own[100];
	make_folder(state, sizeof state, folder, "log");
	snprintf(own, sizeof own, "/proc/self/task/%d/io", (int)getpid());
	struct store *store = store_create(state, &problems);
	if (!store)
		fail("no usage log can be made in the folder");
	store_settle(store);
	double before = counter("/proc/self/io", "wchar: "), own_before = counter(own, "syscw: ");
	for (int i = 0; i < EVENTS; i++) {
		struct usage_event event =
			make_event(i / EVENTS_A_VISIT, i % EVENTS_A_VISIT, first_day_s + i * 20);
		store_log(store, &event);
		if (i % BATCH == BATCH - 1)
			store_settle(store);
	}
	double own_after = counter(own, "syscw: ");
	store_destroy(store);
	double after = counter("/proc/self/io", "wchar: ");
	if (after > before)
		printf("log_bytes %.1f\n", (after - before) / EVENTS);
	if (own_before >= 0)
		printf("own_writes %.0f\n", own_after - own_before);
}

static void fill(struct usage *usage, int days)
{
	struct usage_event batch[EVENTS_A_VISIT * VISITS_A_DAY];
	for (int day = 0; day < days; day++) {
		int count = 0;
		for (int visit = 0; visit < VISITS_A_DAY; visit++)
			for (int at = 0; at < EVENTS_A_VISIT; at++)
				batch[count++] = make_event(day * VISITS_A_DAY + visit, at,
					first_day_s + day * 86400LL + 36000 + visit * 600LL);
		if (!usage_write(usage, batch, count))
			fail("events could not be written");
	}
}

static double report_ms(struct usage *usage)
{
	FILE *sink = fopen("/dev/null", "we");
	double began = now_ms();
	if (!sink || !usage_report(usage, DAY_NONE, DAY_NONE, true, sink))
		fail("no report");
	double took = now_ms() - began;
	fclose(sink);
	return took;
}

static void measure_years(const char *folder, int years)
{
	static struct problems problems;
	char state[1000], path[1100];
	struct stat about = {0};
	make_folder(state, sizeof state, folder, "years");
	struct usage *usage = usage_open(state, false, &problems);
	if (!usage)
		fail("no usage log can be made in the folder");
	fill(usage, years * DAYS_A_YEAR);
	printf("report_ms %.1f\n", report_ms(usage));
	struct usage_counts counts;
	double began = now_ms();
	if (!usage_count(usage, DAY_NONE, DAY_NONE, &counts) ||
		counts.visits != (int64_t)years * DAYS_A_YEAR * VISITS_A_DAY)
		fail("not all visits are counted");
	printf("screen_ms %.1f\n", now_ms() - began);
	usage_close(usage);
	snprintf(path, sizeof path, "%s/usage.db", state);
	if (stat(path, &about) == 0)
		printf("file_mb %.2f\n", (double)about.st_size / 1e6);
}

int main(int argc, char **argv)
{
	int years = argc == 3 ? atoi(argv[2]) : 1;
	if (argc < 2 || argc > 3 || years < 1) {
		fprintf(stderr, "usage: %s FOLDER [YEARS]\n", argv[0]);
		return 2;
	}
	log_set_style(LOG_PLAIN);
	measure_writing(argv[1]);
	measure_years(argv[1], years);
	return 0;
}
