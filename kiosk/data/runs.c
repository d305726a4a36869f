#include "data/runs.h"

#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINES_KEPT = 64, LINE = 80 };

static const char *const end_words[RUN_ENDS] = {
	[RUN_CLEAN] = "clean",
	[RUN_HUNG] = "hung",
	[RUN_CRASHED] = "crashed",
	[RUN_GAVE_UP] = "gave-up",
	[RUN_POWER] = "power",
};

/* One line: when, and a start in a boot of the machine, or how it ended. */
struct entry {
	int64_t at_s;
	bool start;
	char boot[16];
	enum run_end end;
};

struct entries {
	struct entry entry[LINES_KEPT];
	int count;
};

static bool read_entry(const char *line, struct entry *entry)
{
	char word[8], what[16];
	if (sscanf(line, "%" SCNd64 " %7s %15s", &entry->at_s, word, what) != 3)
		return false;
	entry->start = strcmp(word, "start") == 0;
	snprintf(entry->boot, sizeof entry->boot, "%s", what);
	int end = 0;
	while (end < RUN_ENDS && strcmp(end_words[end], what) != 0)
		end++;
	entry->end = (enum run_end)end;
	return entry->start || (strcmp(word, "end") == 0 && end < RUN_ENDS);
}

/* The newest lines; what cannot be read is passed over. */
static void read_entries(const char *path, struct entries *entries)
{
	char line[LINE];
	FILE *file = fopen(path, "re");
	entries->count = 0;
	while (file && fgets(line, sizeof line, file)) {
		if (entries->count == LINES_KEPT)
			memmove(&entries->entry[0], &entries->entry[1],
				sizeof entries->entry[0] * (size_t)--entries->count);
		entries->count += read_entry(line, &entries->entry[entries->count]);
	}
	if (file)
		fclose(file);
}

static void write_entry(FILE *file, const struct entry *entry)
{
	fprintf(file, "%" PRId64 " %s %s\n", entry->at_s, entry->start ? "start" : "end",
		entry->start ? entry->boot : end_words[entry->end]);
}

/* The whole file anew, so that it stays small. Lost with the power it is as it was. */
static bool write_entries(const char *path, const struct entries *entries)
{
	char *part = mem_printf("%s.part", path);
	FILE *file = fopen(part, "we");
	for (int i = 0; file && i < entries->count; i++)
		write_entry(file, &entries->entry[i]);
	bool done = file && fflush(file) == 0 && fsync(fileno(file)) == 0;
	if (file)
		done = fclose(file) == 0 && done;
	done = done && rename(part, path) == 0;
	if (!done)
		log_warning(
			"%s: when the kiosk started cannot be noted: %s", path, strerror(errno));
	free(part);
	return done;
}

static void add_entry(struct entries *entries, const struct entry *entry)
{
	if (entries->count == LINES_KEPT)
		memmove(&entries->entry[0], &entries->entry[1],
			sizeof entries->entry[0] * (size_t)--entries->count);
	entries->entry[entries->count++] = *entry;
}

/* Eight letters of the machine's boot id; they tell two boots apart. */
static void read_boot(const char *root, char boot[16])
{
	char *path = mem_printf("%s/proc/sys/kernel/random/boot_id", root);
	FILE *file = fopen(path, "re");
	if (!file || fscanf(file, "%8[0-9a-f]", boot) != 1)
		snprintf(boot, 16, "unknown");
	if (file)
		fclose(file);
	free(path);
}

bool runs_begin(const char *state, const char *root)
{
	struct entries entries;
	struct entry now = {.at_s = (int64_t)time(NULL), .start = true};
	char *path = mem_printf("%s/runs", state);
	read_boot(root, now.boot);
	read_entries(path, &entries);
	struct entry last = entries.count ? entries.entry[entries.count - 1] : (struct entry){0};
	if (last.start) {
		/* When it ended nobody knows: before now. */
		struct entry end = {.at_s = now.at_s,
			.end = strcmp(last.boot, now.boot) == 0 ? RUN_CRASHED : RUN_POWER};
		add_entry(&entries, &end);
	}
	add_entry(&entries, &now);
	bool done = write_entries(path, &entries);
	free(path);
	return done;
}

static enum run_end end_of(const char *result)
{
	static const char *const hung[] = {"watchdog", "timeout"};
	for (size_t i = 0; i < sizeof hung / sizeof *hung; i++)
		if (strcmp(result, hung[i]) == 0)
			return RUN_HUNG;
	if (strcmp(result, "success") == 0)
		return RUN_CLEAN;
	return strcmp(result, "exit-code") == 0 ? RUN_GAVE_UP : RUN_CRASHED;
}

void runs_end(const char *state, const char *result)
{
	struct entries entries;
	char *path = mem_printf("%s/runs", state);
	read_entries(path, &entries);
	if (entries.count && entries.entry[entries.count - 1].start) {
		struct entry end = {.at_s = (int64_t)time(NULL), .end = end_of(result)};
		add_entry(&entries, &end);
		write_entries(path, &entries);
	}
	free(path);
}

void runs_look(const char *state, int64_t since_s, struct runs *runs)
{
	struct entries entries;
	char *path = mem_printf("%s/runs", state);
	*runs = (struct runs){0};
	read_entries(path, &entries);
	for (int i = 0; i < entries.count; i++) {
		const struct entry *entry = &entries.entry[i];
		if (entry->start && !runs->first_s)
			runs->first_s = entry->at_s;
		if (!entry->start || !i || entries.entry[i - 1].start || entry->at_s < since_s)
			continue;
		enum run_end end = entries.entry[i - 1].end;
		runs->ends[end]++;
		if (end == RUN_HUNG || end == RUN_CRASHED || end == RUN_GAVE_UP) {
			runs->last_s = entry->at_s;
			runs->last = end;
		}
	}
	free(path);
}
