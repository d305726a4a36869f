#include "usage_year.h"

#include <stdio.h>
#include <string.h>

enum { BATCH = 4000 };

static const int64_t second = 1000000;

static const char *const routines[] = {"calves", "itband", "glutes", "quads", "feet", "neck",
	"adductors", "ribs", "quads-stick", "itband-ball", "glutes-ball", "calves-ball"};
static const char *const filters[] = {
	"within.3", "within.10", "sports", "deep_tissue", "es", "accepts_new"};
static const char *const aids[] = {"contrast", "text_size", "captions", "reach", "still"};

struct writer {
	struct usage *usage;
	struct usage_event event[BATCH];
	int events;
	int64_t written, now_us, wall_s;
	uint32_t random;
	bool by_button, failed;
};

/* 0..below - 1 */
static int dice(struct writer *writer, int below)
{
	writer->random = writer->random * 1664525 + 1013904223;
	return (int)((uint64_t)(writer->random >> 8) * (uint64_t)below >> 24);
}

static bool chance(struct writer *writer, int percent)
{
	return dice(writer, 100) < percent;
}

static void flush(struct writer *writer)
{
	if (!usage_write(writer->usage, writer->event, writer->events))
		writer->failed = true;
	writer->written += writer->events;
	writer->events = 0;
}

static void happens(struct writer *writer, enum usage_kind kind, const char *name, int64_t value)
{
	if (writer->events == BATCH)
		flush(writer);
	int64_t later = 1 + dice(writer, 20);
	writer->now_us += later * second;
	writer->wall_s += later;
	struct usage_event *event = &writer->event[writer->events++];
	*event = (struct usage_event){.kind = kind,
		.value = value,
		.now_us = writer->now_us,
		.wall_s = writer->wall_s,
		.by_button = writer->by_button};
	snprintf(event->name, sizeof event->name, "%s", name);
}

/* The first of a list more often than the last. */
static int favorite(struct writer *writer, int count)
{
	int one = dice(writer, count), other = dice(writer, count);
	return one < other ? one : other;
}

static void routine(struct writer *writer)
{
	const char *id = routines[favorite(writer, sizeof routines / sizeof *routines)];
	int steps = 3 + dice(writer, 5), left = chance(writer, 32) ? 1 + dice(writer, steps) : 0;
	happens(writer, USAGE_SCREEN, "routine", 0);
	happens(writer, USAGE_ROUTINE_STARTED, id, 0);
	for (int step = 1; step <= (left ? left : steps); step++)
		happens(writer, USAGE_ROUTINE_STEP, id, step);
	happens(writer, left ? USAGE_ROUTINE_LEFT : USAGE_ROUTINE_FINISHED, id, left);
}

static void routine_visit(struct writer *writer)
{
	happens(writer, USAGE_SCREEN, "safety", 0);
	happens(writer, USAGE_SAFETY, chance(writer, 4) ? "ask" : "ok", 0);
	happens(writer, USAGE_SCREEN, "areas", 0);
	for (int i = 1 + dice(writer, 2); i > 0; i--)
		routine(writer);
}

static void therapists(struct writer *writer)
{
	happens(writer, USAGE_SCREEN, "therapists", 0);
	if (chance(writer, 40))
		happens(writer, USAGE_SEARCH, "", dice(writer, 12));
	for (int i = dice(writer, 3); i > 0; i--)
		happens(writer, USAGE_FILTER, filters[dice(writer, 6)], 0);
	for (int i = dice(writer, 4); i > 0; i--) {
		int id = 1 + favorite(writer, 24);
		happens(writer, USAGE_SCREEN, "therapist", 0);
		happens(writer, USAGE_THERAPIST_OPENED, "", id);
		if (chance(writer, 30))
			happens(writer, USAGE_THERAPIST_QR, "", id);
	}
}

static void roller(struct writer *writer)
{
	const char *id = routines[favorite(writer, 8)];
	happens(writer, USAGE_SCREEN, "roller", 0);
	happens(writer, USAGE_ROLLER_STARTED, id, 0);
	for (int set = 1; set <= 2 && chance(writer, 80); set++)
		happens(writer, USAGE_ROLLER_SET, id, set);
	if (chance(writer, 85))
		happens(writer, USAGE_ROLLER_FINISHED, id, dice(writer, 5));
}

static void program(struct writer *writer)
{
	const char *id = chance(writer, 60) ? "after" : "before";
	int minutes = 5 + 5 * dice(writer, 4);
	happens(writer, USAGE_SCREEN, "plan", 0);
	happens(writer, USAGE_PROGRAM_BUILT, id, minutes);
	happens(writer, USAGE_PROGRAM_STARTED, id, minutes);
	if (chance(writer, 50))
		happens(writer, USAGE_PROGRAM_FINISHED, id, 0);
	else
		happens(writer, USAGE_PROGRAM_LEFT, id, 1 + dice(writer, 4));
}

static void visit(struct writer *writer)
{
	writer->by_button = chance(writer, 8);
	happens(writer, USAGE_VISIT, writer->by_button ? "button" : "touch", 0);
	happens(writer, USAGE_LANGUAGE, chance(writer, 20) ? "es" : "en", 0);
	happens(writer, USAGE_SCREEN, "home", 0);
	if (chance(writer, 5))
		happens(writer, USAGE_AID, aids[dice(writer, 5)], 1);
	if (chance(writer, 55))
		routine_visit(writer);
	if (chance(writer, 15))
		therapists(writer);
	if (chance(writer, 20))
		roller(writer);
	if (chance(writer, 10))
		program(writer);
	static const char *const ends[] = {"idle", "home", "over"};
	happens(writer, USAGE_END, ends[favorite(writer, 3)], 0);
}

/* The quarter of an hour in which a visit of a day begins: busy at noon and after work. */
static int begins(struct writer *writer, int hour_from, int hours)
{
	int noon = dice(writer, hours * 4), other = dice(writer, hours * 4);
	return hour_from * 4 + (chance(writer, 50) ? noon : (noon + other) / 2);
}

int64_t usage_year_write(struct usage *usage, const struct usage_year *year)
{
	static struct writer writer;
	writer = (struct writer){.usage = usage, .now_us = second, .random = year->seed};
	for (int day = 0; day < year->days; day++)
		for (int i = 0; i < year->visits_a_day; i++) {
			int64_t quarter = begins(&writer, 9, 11);
			writer.wall_s = (int64_t)(year->first + day) * 86400 + quarter * 900;
			visit(&writer);
		}
	flush(&writer);
	return writer.failed ? -1 : writer.written;
}
