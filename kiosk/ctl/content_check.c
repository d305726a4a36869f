/* The check as a whole: what the readers of the content find, folder by folder what they do not
 * look at, all of it in the order of files and lines. */
#include "ctl/content_check.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add(struct content_report *report, struct fault fault)
{
	if (report->faults == report->faults_room) {
		report->faults_room = report->faults_room ? 2 * report->faults_room : 64;
		report->fault = mem_realloc(
			report->fault, (size_t)report->faults_room * sizeof *report->fault);
	}
	report->fault[report->faults++] = fault;
	report->errors += fault.level == PROBLEM_ERROR;
}

void content_fault(struct content_report *report, enum problem_level level, const char *file,
	int line, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	add(report, (struct fault){level, arena_strdup(&report->arena, file), line, 0,
			    arena_strdup(&report->arena, text)});
}

/* The number between colons at *at, moving past both; 0: there is none. */
static int take_number(const char **at)
{
	char *end;
	long number = strtol(*at, &end, 10);
	if (end == *at || *end != ':' || number < 0 || number > 1000000)
		return 0;
	*at = end + 1;
	return (int)number;
}

/* Readers tell "FILE: what", "FILE:LINE: what" or "FILE:LINE:COLUMN: what". What the kiosk makes
 * the best of, such as a text that is not translated, is for mending here. */
static void hear(void *listener, const struct problem *problem)
{
	struct content_report *report = listener;
	const char *detail = problem->detail;
	size_t folder = strlen(report->folder);
	const char *after = strncmp(detail, report->folder, folder) == 0 ? detail + folder : detail;
	const char *colon = strchr(after, ':');
	struct fault fault = {.level = PROBLEM_ERROR, .file = report->folder, .what = detail};
	if (colon) {
		const char *at = colon + 1;
		fault.file = arena_strndup(&report->arena, detail, (size_t)(colon - detail));
		fault.line = take_number(&at);
		fault.column = fault.line ? take_number(&at) : 0;
		fault.what = at + strspn(at, " ");
	}
	fault.what = arena_strdup(&report->arena, fault.what);
	add(report, fault);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static const struct routine *find_routine(const struct catalog *catalog, const char *id)
{
	for (int i = 0; i < catalog->routines; i++)
		if (strcmp(catalog->routine[i].id, id) == 0)
			return &catalog->routine[i];
	return NULL;
}

static bool has_folder(const char *routines, const char *id)
{
	char *path = mem_printf("%s/%s", routines, id);
	bool there = access(path, R_OK) == 0;
	free(path);
	return there;
}

static void check_folders(struct content_report *report, const struct catalog *catalog, bool clips)
{
	const char *folder = arena_printf(&report->arena, "%s/routines", report->folder);
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_visible, alphasort);
	if (count > 0)
		report->clip = arena_alloc(&report->arena, (size_t)count * sizeof *report->clip);
	for (int i = 0; i < count; i++) {
		const char *name = names[i]->d_name;
		content_check_folder(report, name, find_routine(catalog, name), clips);
		free(names[i]);
	}
	free(names);
	for (int area = 0; count >= 0 && area < AREA_COUNT; area++)
		if (catalog->first[area] < 0 && !has_folder(folder, area_id((enum area)area)))
			content_fault(report, PROBLEM_WARNING, folder, 0,
				"expected a routine of the area \"%s\", found none",
				area_id((enum area)area));
}

static int by_place(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	int order = strcmp(x->file, y->file);
	if (order == 0)
		order = x->line - y->line;
	return order ? order : x->column - y->column;
}

void content_check(struct content_report *report, const char *folder, bool clips)
{
	*report = (struct content_report){.folder = folder};
	struct problems problems = {.hear = hear, .listener = report};
	struct catalog *catalog = catalog_load(folder, content_captions, &problems);
	check_folders(report, catalog, clips);
	if (report->faults)
		qsort(report->fault, (size_t)report->faults, sizeof *report->fault, by_place);
	/* The clips' own facts stay in the report's arena; what the catalog holds is not needed. */
	catalog_destroy(catalog);
}

void content_report_free(struct content_report *report)
{
	arena_free(&report->arena);
	free(report->fault);
}
