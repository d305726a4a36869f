#include "base/tr.h"
#include "data/import_rows.h"

#include "data/directory_values.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALUE_LETTERS = 80 };

/* ---- the report ---- */

void *import_grow(struct arena *arena, void *array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room ? *room * 2 : 16;
	void *larger = arena_alloc(arena, *room * size);
	if (count)
		memcpy(larger, array, count * size);
	return larger;
}

/* At most VALUE_LETTERS characters. */
static const char *shorten(struct arena *arena, const char *value)
{
	size_t end = 0, cut = 0;
	int letters = 0;
	for (; value[end]; end++) {
		if (((unsigned char)value[end] & 0xc0) == 0x80)
			continue;
		if (++letters == VALUE_LETTERS)
			cut = end;
		if (letters > VALUE_LETTERS)
			return arena_printf(arena, "%.*s\xe2\x80\xa6", (int)cut, value);
	}
	return arena_strdup(arena, value);
}

void import_error(struct import_job *job, int line, int column, const char *field,
	const char *value, const char *reason)
{
	struct import_report *report = job->report;
	struct arena *arena = &report->arena;
	report->error = import_grow(
		arena, report->error, report->errors, &job->error_room, sizeof *report->error);
	report->error[report->errors++] = (struct import_error){line, column, field,
		shorten(arena, value ? value : ""), arena_strdup(arena, reason)};
}

void import_note(struct import_job *job, const char *format, ...)
{
	struct import_report *report = job->report;
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	report->note = import_grow(
		&report->arena, report->note, report->notes, &job->note_room, sizeof *report->note);
	report->note[report->notes++] = arena_strdup(&report->arena, text);
}

void import_change(struct import_job *job, const struct import_change *change)
{
	struct import_report *report = job->report;
	report->change = import_grow(&report->arena, report->change, report->changes,
		&job->change_room, sizeof *report->change);
	report->change[report->changes++] = *change;
}

static int compare_errors(const void *a, const void *b)
{
	const struct import_error *left = a, *right = b;
	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	return (left->column > right->column) - (left->column < right->column);
}

void import_report_free(struct import_report *report)
{
	arena_free(&report->arena);
	*report = (struct import_report){0};
}

/* ---- the whole ---- */

static bool read_initials(struct import_job *job)
{
	const char *reason;
	if (!job->options->by) {
		job->by = "import";
		return true;
	}
	if (value_read(THERAPIST_LICENSE_VERIFIED_BY, job->options->by, &job->report->arena,
		    &job->by, &reason) &&
		job->by[0])
		return true;
	import_error(job, 1, 1, "", job->options->by,
		N_("expected the initials of who imports, 1 to 8 letters such as MK"));
	return false;
}

bool import_file(struct directory *directory, const char *path,
	const struct import_options *options, day_t today, struct import_report *report)
{
	*report = (struct import_report){0};
	const char *slash = strrchr(path, '/');
	struct import_job job = {.directory = directory,
		.options = options,
		.report = report,
		.today = today,
		.name = slash ? slash + 1 : path};
	bool done = read_initials(&job);
	done = done && import_read(&job, path) && import_apply(&job) && report->errors == 0;
	if (report->errors > 1)
		qsort(report->error, report->errors, sizeof *report->error, compare_errors);
	report->rows = (int)job.rows;
	for (size_t i = 0; i < report->errors; i++)
		report->rows += report->error[i].line > 1 &&
				(i == 0 || report->error[i].line != report->error[i - 1].line);
	free(job.row);
	return done;
}
