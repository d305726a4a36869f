/* tuneupctl usage: what is used, without knowing anybody. */
#include "base/mem.h"
#include "ctl/ctl.h"
#include "data/usage.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int report(struct ctl *ctl, int argc, char **argv);
static int export_file(struct ctl *ctl, int argc, char **argv);
static int purge(struct ctl *ctl, int argc, char **argv);

enum { REPORT, EXPORT, PURGE };

const struct ctl_command ctl_usage[] = {
	[REPORT] = {"usage report", "[--from DATE] [--to DATE]",
		"Counts visits and what was used in them", report},
	[EXPORT] = {"usage export", "FILE", "Writes counts as CSV (\"-\": standard output)",
		export_file},
	[PURGE] = {"usage purge", "[--before DATE]",
		"Deletes visits before that day (default: 25 months ago)", purge},
	{0},
};

/* Reads "--name DATE" pairs into the days whose names are given. False: told on stderr. */
static bool read_days(
	int argc, char **argv, const char *const names[], day_t *const days[], int count)
{
	for (int i = 0; i < argc; i += 2) {
		int which = 0;
		while (which < count && strcmp(argv[i], names[which]) != 0)
			which++;
		if (which == count || i + 1 >= argc)
			return false;
		if (!date_read(argv[i + 1], days[which])) {
			fprintf(stderr, "tuneupctl: %s \"%s\": expected a day like 2026-11-23\n",
				names[which], argv[i + 1]);
			return false;
		}
	}
	return true;
}

static int report(struct ctl *ctl, int argc, char **argv)
{
	day_t from = DAY_NONE, to = DAY_NONE;
	if (!read_days(argc, argv, (const char *[]){"--from", "--to"}, (day_t *[]){&from, &to}, 2))
		return ctl_bad_usage(&ctl_usage[REPORT]);
	if (from != DAY_NONE && to != DAY_NONE && from > to) {
		fputs("tuneupctl: --from is later than --to\n", stderr);
		return CTL_USAGE;
	}
	struct usage *usage = usage_open(ctl->state, true, &ctl->problems);
	bool done = usage && usage_report(usage, from, to, ctl->json, stdout);
	usage_close(usage);
	return done ? CTL_DONE : CTL_REFUSED;
}

/* Into a file beside first, so that a failure leaves what was there. */
static bool export_to(struct usage *usage, const char *path)
{
	char *part = mem_printf("%s.part", path);
	FILE *file = fopen(part, "wxe");
	bool done = file && usage_export(usage, file);
	int error = errno;
	if (file)
		done = fsync(fileno(file)) == 0 && fclose(file) == 0 && done;
	if (done && rename(part, path) != 0) {
		error = errno;
		done = false;
	}
	if (!done) {
		fprintf(stderr, "tuneupctl: %s: cannot be written: %s\n", path, strerror(error));
		if (file)
			remove(part);
	}
	free(part);
	return done;
}

static int export_file(struct ctl *ctl, int argc, char **argv)
{
	if (argc != 1 || (argv[0][0] == '-' && argv[0][1]))
		return ctl_bad_usage(&ctl_usage[EXPORT]);
	struct usage *usage = usage_open(ctl->state, true, &ctl->problems);
	if (!usage)
		return CTL_REFUSED;
	bool to_stdout = strcmp(argv[0], "-") == 0;
	bool done = to_stdout ? usage_export(usage, stdout) : export_to(usage, argv[0]);
	usage_close(usage);
	return done ? CTL_DONE : CTL_REFUSED;
}

static int purge(struct ctl *ctl, int argc, char **argv)
{
	day_t before = date_add_months(ctl->today, -USAGE_KEEP_MONTHS);
	if (!read_days(argc, argv, (const char *[]){"--before"}, (day_t *[]){&before}, 1))
		return ctl_bad_usage(&ctl_usage[PURGE]);
	struct usage *usage = usage_open(ctl->state, false, &ctl->problems);
	int64_t deleted = usage ? usage_purge(usage, before) : -1;
	bool thinned = deleted >= 0 && usage_thin(usage, USAGE_BYTES_MAX);
	usage_close(usage);
	if (deleted < 0)
		return CTL_REFUSED;
	char day[11];
	date_write(before, day);
	if (ctl->json)
		printf("{\"before\":\"%s\",\"deleted\":%" PRId64 ",\"thinned\":%s}\n", day, deleted,
			thinned ? "true" : "false");
	else
		printf("%" PRId64 " visit%s before %s deleted.\n", deleted, deleted == 1 ? "" : "s",
			day);
	if (thinned && !ctl->json)
		printf("It was over %d MB: what happened in the oldest visits is thinned out.\n",
			USAGE_BYTES_MAX >> 20);
	return CTL_DONE;
}
