/* tuneupctl therapists import and export: the directory as a table. */
#include "ctl/therapists.h"
#include "data/import.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- import ---- */

static void print_error_json(const struct import_error *error)
{
	printf("{\"line\":%d,\"column\":%d,\"field\":", error->line, error->column);
	ctl_json_string(error->field);
	fputs(",\"value\":", stdout);
	ctl_json_string(error->value);
	fputs(",\"reason\":", stdout);
	ctl_json_string(error->reason);
	putchar('}');
}

static void print_change_json(const struct import_change *change)
{
	printf("{\"line\":%d,\"name\":", change->line);
	ctl_json_string(change->name);
	printf(",\"field\":\"%s\",\"before\":", therapist_field_name(change->field));
	ctl_json_string(change->before);
	fputs(",\"after\":", stdout);
	ctl_json_string(change->after);
	putchar('}');
}

static void print_json(const struct import_report *report)
{
	printf("{\"added\":%d,\"changed\":%d,\"unchanged\":%d,\"missing\":%d,\"errors\":[",
		report->added, report->changed, report->unchanged, report->missing);
	for (size_t i = 0; i < report->errors; i++) {
		fputs(i > 0 ? "," : "", stdout);
		print_error_json(&report->error[i]);
	}
	printf("],\"applied\":%s,\"changes\":[", report->applied ? "true" : "false");
	for (size_t i = 0; i < report->changes; i++) {
		fputs(i > 0 ? "," : "", stdout);
		print_change_json(&report->change[i]);
	}
	fputs("],\"notes\":[", stdout);
	for (size_t i = 0; i < report->notes; i++) {
		fputs(i > 0 ? "," : "", stdout);
		ctl_json_string(report->note[i]);
	}
	puts("]}");
}

static void print_errors(const struct import_report *report)
{
	for (size_t i = 0; i < report->errors; i++) {
		const struct import_error *error = &report->error[i];
		fprintf(stderr, "line %d, column %d%s%s: ", error->line, error->column,
			error->field[0] ? ", " : "", error->field);
		if (error->value[0])
			fprintf(stderr, "\"%s\": ", error->value);
		fprintf(stderr, "%s\n", error->reason);
	}
}

static void print_report(const struct import_report *report)
{
	for (size_t i = 0; i < report->changes; i++) {
		const struct import_change *change = &report->change[i];
		printf("line %d, %s, %s: \"%s\" becomes \"%s\"\n", change->line, change->name,
			therapist_field_name(change->field), change->before, change->after);
	}
	for (size_t i = 0; i < report->notes; i++)
		printf("note: %s\n", report->note[i]);
	printf("%d added, %d changed, %d unchanged, %d missing\n", report->added, report->changed,
		report->unchanged, report->missing);
}

static void print_end(const struct import_report *report, bool done)
{
	if (!done)
		fprintf(stderr, "Nothing was changed: %zu error%s to mend in the file.\n",
			report->errors, report->errors == 1 ? "" : "s");
	else if (!report->applied)
		puts("This was a preview: nothing was changed.");
	else if (report->added + report->changed > 0)
		puts("Done. \"tuneupctl therapists undo\" takes it back.");
	else
		puts("Done.");
}

int therapists_import(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	const int allowed = OPTION_DRY_RUN | OPTION_BY | OPTION_RETIRE_MISSING;
	if (!therapists_options(argc, argv, allowed, &given) || given.count != 1)
		return therapists_usage("therapists import");
	struct directory *directory = ctl_directory(ctl);
	if (!directory) {
		struct import_error closed = {1, 1, "", "", "the directory cannot be opened"};
		if (ctl->json)
			print_json(&(struct import_report){.error = &closed, .errors = 1});
		return CTL_REFUSED;
	}
	const struct import_options options = {
		.dry_run = given.given & OPTION_DRY_RUN,
		.retire_missing = given.given & OPTION_RETIRE_MISSING,
		.by = given.by,
	};
	struct import_report report;
	bool done = import_file(directory, given.words[0], &options, ctl->today, &report);
	if (ctl->json)
		print_json(&report);
	else
		print_report(&report);
	fflush(stdout);
	print_errors(&report);
	if (!done || !ctl->json)
		print_end(&report, done);
	import_report_free(&report);
	directory_close(directory);
	return done ? CTL_DONE : CTL_REFUSED;
}

/* ---- export ---- */

/* Beside it first, so that a failure leaves what was there. */
static bool export_to(struct directory *directory, const char *path)
{
	char *part = mem_printf("%s.part", path);
	FILE *file = fopen(part, "we");
	bool done = file && export_csv(directory, file) && fsync(fileno(file)) == 0;
	int fault = errno;
	if (file && fclose(file) != 0 && done) {
		fault = errno;
		done = false;
	}
	if (done && rename(part, path) != 0) {
		fault = errno;
		done = false;
	}
	if (!done) {
		fprintf(stderr, "tuneupctl: %s cannot be written: %s\n", path, strerror(fault));
		if (file)
			unlink(part);
	}
	free(part);
	return done;
}

int therapists_export(struct ctl *ctl, int argc, char **argv)
{
	struct therapists_options given;
	if (!therapists_options(argc, argv, 0, &given))
		return therapists_usage("therapists export");
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	const char *path = given.count > 0 ? given.words[0] : "-";
	bool done =
		strcmp(path, "-") == 0 ? export_csv(directory, stdout) : export_to(directory, path);
	directory_close(directory);
	return done ? CTL_DONE : CTL_REFUSED;
}
