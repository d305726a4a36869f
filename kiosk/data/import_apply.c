/* The rows of a file against the directory: what is new, what differs, what is missing. */
#include "base/tr.h"
#include "base/fold.h"
#include "data/backup.h"
#include "data/directory_write.h"
#include "data/import_rows.h"

#include <stdlib.h>
#include <string.h>

/* A row of the directory that the file lacks. */
struct missing {
	int64_t id;
	const char *name, *state, *number, *verified_on, *verified_by;
	const char *folded; /* the name */
};

struct apply {
	struct import_job *job;
	struct directory *directory;
	bool writing;   /* neither a dry run nor a file with errors */
	int64_t import; /* its id, once something had to be written */
	struct missing *missing;
	size_t missings, room;
	const struct missing **checked; /* those with a verification, by folded name */
	size_t checks;
	struct arena arena; /* of the missing ones */
	char why[256];
};

static bool fail(struct apply *apply)
{
	return directory_why(apply->directory, apply->why, sizeof apply->why);
}

/* ---- missing rows ---- */

static int compare_ids(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;
	return (*left > *right) - (*left < *right);
}

/* The ids of the rows that the file names, sorted; freed by free(). NULL: a fault. */
static int64_t *find_ids(struct apply *apply, size_t *count)
{
	const struct import_job *job = apply->job;
	sqlite3_stmt *statement = directory_prepare(apply->directory,
		"SELECT id FROM therapist WHERE license_state = ?1 AND license_number = ?2");
	int64_t *ids = statement ? mem_calloc(job->rows, sizeof *ids) : NULL;
	for (size_t i = 0; ids && i < job->rows; i++) {
		directory_bind(statement, 1, job->row[i].field[THERAPIST_LICENSE_STATE]);
		directory_bind(statement, 2, job->row[i].field[THERAPIST_LICENSE_NUMBER]);
		int code = sqlite3_step(statement);
		if (code == SQLITE_ROW) {
			ids[(*count)++] = sqlite3_column_int64(statement, 0);
		} else if (code != SQLITE_DONE) {
			directory_fault(apply->directory);
			free(ids);
			ids = NULL;
		}
		sqlite3_reset(statement);
	}
	sqlite3_finalize(statement);
	if (ids && *count > 1)
		qsort(ids, *count, sizeof *ids, compare_ids);
	return ids;
}

static const char *keep(struct apply *apply, sqlite3_stmt *statement, int column)
{
	return arena_strdup(&apply->arena, directory_text(statement, column));
}

static void add_missing(struct apply *apply, sqlite3_stmt *statement)
{
	apply->missing = import_grow(&apply->arena, apply->missing, apply->missings, &apply->room,
		sizeof *apply->missing);
	apply->missing[apply->missings++] = (struct missing){
		.id = sqlite3_column_int64(statement, 0),
		.name = keep(apply, statement, 1),
		.state = keep(apply, statement, 2),
		.number = keep(apply, statement, 3),
		.verified_on = keep(apply, statement, 4),
		.verified_by = keep(apply, statement, 5),
	};
}

static int compare_folded(const void *a, const void *b)
{
	const struct missing *left = *(const struct missing *const *)a;
	const struct missing *right = *(const struct missing *const *)b;
	return strcmp(left->folded, right->folded);
}

/* Once the array of the missing ones stays where it is. */
static void sort_checked(struct apply *apply)
{
	apply->checked = arena_alloc(&apply->arena, apply->missings * sizeof *apply->checked);
	for (size_t i = 0; i < apply->missings; i++) {
		struct missing *missing = &apply->missing[i];
		if (!missing->verified_on[0])
			continue;
		char *folded = fold_words(missing->name);
		missing->folded = arena_strdup(&apply->arena, folded);
		free(folded);
		apply->checked[apply->checks++] = missing;
	}
	if (apply->checks > 1)
		qsort(apply->checked, apply->checks, sizeof *apply->checked, compare_folded);
}

static bool find_missing(struct apply *apply)
{
	size_t count = 0;
	int64_t *ids = find_ids(apply, &count);
	if (!ids)
		return fail(apply);
	sqlite3_stmt *statement = directory_prepare(apply->directory,
		"SELECT id, name, license_state, license_number, license_verified_on,"
		" license_verified_by FROM therapist WHERE retired = 0"
		" ORDER BY license_state, license_number");
	int code = statement ? SQLITE_ROW : SQLITE_ERROR;
	while (code == SQLITE_ROW && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(statement, 0);
		if (!count || !bsearch(&id, ids, count, sizeof *ids, compare_ids))
			add_missing(apply, statement);
	}
	bool done = code == SQLITE_DONE;
	if (statement && !done)
		directory_fault(apply->directory);
	sqlite3_finalize(statement);
	free(ids);
	sort_checked(apply);
	return done || fail(apply);
}

/* ---- the import's own row ---- */

/* Before the first change: a backup, which sees what was committed last, and a row of `import`. */
static bool begin_writing(struct apply *apply)
{
	char now[DIRECTORY_TIME];
	if (apply->import)
		return true;
	if (!backup_make(apply->directory, apply->job->options->backups, NULL, apply->why,
		    sizeof apply->why))
		return false;
	sqlite3_stmt *statement = directory_prepare(apply->directory,
		"INSERT INTO import (at, by, file, added, changed, unchanged, missing)"
		" VALUES (?1, ?2, ?3, 0, 0, 0, 0)");
	if (!statement)
		return fail(apply);
	directory_now(now);
	directory_bind(statement, 1, now);
	directory_bind(statement, 2, apply->job->by);
	directory_bind(statement, 3, apply->job->name);
	bool done = directory_run(apply->directory, statement);
	sqlite3_finalize(statement);
	apply->import = sqlite3_last_insert_rowid(apply->directory->db);
	return done || fail(apply);
}

static bool write_line(struct apply *apply, sqlite3_stmt *statement, const char *line)
{
	sqlite3_bind_int64(statement, 1, apply->import);
	directory_bind(statement, 2, line);
	return directory_run(apply->directory, statement);
}

static char *change_line(const struct import_change *change)
{
	return mem_printf("line %d, %s, %s: \"%s\" becomes \"%s\"", change->line, change->name,
		therapist_field_name(change->field), change->before, change->after);
}

/* What was told is kept; the trail has all of it, so a report need not be endless. */
static bool write_report(struct apply *apply)
{
	enum { LINES_MAX = 2000 };
	const struct import_report *report = apply->job->report;
	size_t lines = report->changes + report->notes;
	sqlite3_stmt *statement = directory_prepare(
		apply->directory, "INSERT INTO report (import_id, line) VALUES (?1, ?2)");
	bool done = statement;
	for (size_t i = 0; done && i < lines && i < LINES_MAX; i++) {
		char *line = i < report->changes ? change_line(&report->change[i])
						 : mem_strdup(report->note[i - report->changes]);
		done = write_line(apply, statement, line);
		free(line);
	}
	if (done && lines > LINES_MAX) {
		char more[64];
		snprintf(more, sizeof more, "and %zu more", lines - LINES_MAX);
		done = write_line(apply, statement, more);
	}
	sqlite3_finalize(statement);
	return done;
}

static bool finish_writing(struct apply *apply)
{
	const struct import_report *report = apply->job->report;
	sqlite3_stmt *statement = directory_prepare(apply->directory,
		"UPDATE import SET added = ?2, changed = ?3, unchanged = ?4, missing = ?5"
		" WHERE id = ?1");
	if (!statement)
		return fail(apply);
	sqlite3_bind_int64(statement, 1, apply->import);
	sqlite3_bind_int(statement, 2, report->added);
	sqlite3_bind_int(statement, 3, report->changed);
	sqlite3_bind_int(statement, 4, report->unchanged);
	sqlite3_bind_int(statement, 5, report->missing);
	bool done = directory_run(apply->directory, statement);
	sqlite3_finalize(statement);
	return (done && write_report(apply) && directory_commit(apply->directory)) || fail(apply);
}

/* ---- one row ---- */

/* The row of the same name and the same check that the file lacks; NULL: there is none. */
static const struct missing *find_former(const struct apply *apply, const struct directory_row *row)
{
	char *folded = fold_words(row->field[THERAPIST_NAME]);
	const struct missing wanted = {.folded = folded}, *key = &wanted, *former = NULL;
	const struct missing **found = apply->checks == 0
					       ? NULL
					       : bsearch(&key, apply->checked, apply->checks,
							 sizeof *apply->checked, compare_folded);
	const struct missing **last = apply->checked + apply->checks;
	while (found && found > apply->checked && compare_folded(found - 1, &key) == 0)
		found--;
	for (; found && !former && found < last && compare_folded(found, &key) == 0; found++)
		if (strcmp((*found)->verified_on, row->field[THERAPIST_LICENSE_VERIFIED_ON]) == 0 &&
			strcmp((*found)->verified_by, row->field[THERAPIST_LICENSE_VERIFIED_BY]) ==
				0)
			former = *found;
	free(folded);
	return former;
}

/* A new license of somebody whose old one is not in the file any more: what was checked was the old
 * number, so the check is not taken over. */
static void clear_stale_check(struct apply *apply, int line, struct directory_row *row)
{
	if (!row->field[THERAPIST_LICENSE_VERIFIED_ON][0])
		return;
	const struct missing *former = find_former(apply, row);
	if (!former)
		return;
	row->field[THERAPIST_LICENSE_VERIFIED_ON] = "";
	row->field[THERAPIST_LICENSE_VERIFIED_BY] = "";
	import_note(apply->job,
		"line %d: %s had the license %s %s until now, so the check of that one does not "
		"count: verify the new one",
		line, row->field[THERAPIST_NAME], former->state, former->number);
}

static void report_fresh(struct import_job *job, int line, const struct directory_row *added)
{
	struct import_report *report = job->report;
	struct arena *arena = &report->arena;
	report->fresh = import_grow(
		arena, report->fresh, report->freshes, &job->fresh_room, sizeof *report->fresh);
	report->fresh[report->freshes++] =
		(struct import_fresh){line, arena_strdup(arena, added->field[THERAPIST_NAME]),
			arena_strdup(arena, added->field[THERAPIST_TECHNIQUES]),
			added->field[THERAPIST_LICENSE_VERIFIED_ON][0] != '\0'};
}

static bool add_row(struct apply *apply, const struct import_row *row)
{
	const struct directory_deed deed = {apply->job->by, "added", apply->import};
	struct directory_row added = {.retired = RETIRED_NO};
	memcpy(added.field, row->field, sizeof added.field);
	clear_stale_check(apply, row->line, &added);
	report_fresh(apply->job, row->line, &added);
	apply->job->report->added++;
	return !apply->writing || directory_add(apply->directory, &added, &deed) || fail(apply);
}

/* The directory's row with what the file says put over it. Columns that the file does not have, and
 * a check it does not bring, stay as they are. */
static struct directory_row merge(
	struct apply *apply, const struct import_row *row, const struct directory_row *before)
{
	struct directory_row after = *before;
	bool checked = row->field[THERAPIST_LICENSE_VERIFIED_ON][0] != '\0';
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		bool check =
			i == THERAPIST_LICENSE_VERIFIED_ON || i == THERAPIST_LICENSE_VERIFIED_BY;
		if (check ? checked : apply->job->column[i] > 0)
			after.field[i] = row->field[i];
	}
	if (before->retired == RETIRED_BY_IMPORT)
		after.retired = RETIRED_NO;
	return after;
}

static void report_changes(struct apply *apply, const struct import_row *row,
	const struct directory_row *before, const struct directory_row *after)
{
	struct arena *arena = &apply->job->report->arena;
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		if (strcmp(before->field[i], after->field[i]) == 0)
			continue;
		const struct import_change change = {row->line,
			arena_strdup(arena, after->field[THERAPIST_NAME]), (enum therapist_field)i,
			arena_strdup(arena, before->field[i]),
			arena_strdup(arena, after->field[i])};
		import_change(apply->job, &change);
	}
	const char *name = after->field[THERAPIST_NAME];
	if (before->retired && !after->retired)
		import_note(
			apply->job, "line %d: %s was missing before and is back", row->line, name);
	else if (before->retired)
		import_note(apply->job,
			"line %d: %s was retired by staff and stays so: restore it if that is "
			"wrong",
			row->line, name);
}

static bool change_row(
	struct apply *apply, const struct import_row *row, const struct directory_row *before)
{
	const struct directory_deed deed = {apply->job->by, "changed", apply->import};
	struct directory_row after = merge(apply, row, before);
	report_changes(apply, row, before, &after);
	if (directory_rows_equal(before, &after)) {
		apply->job->report->unchanged++;
		return true;
	}
	apply->job->report->changed++;
	return !apply->writing || directory_change(apply->directory, before, &after, &deed) ||
	       fail(apply);
}

/* Whether this row, or those the file lacks, will make a change. */
static bool differs(struct apply *apply, const struct import_row *row, bool found,
	const struct directory_row *before)
{
	if (!found)
		return true;
	struct directory_row after = merge(apply, row, before);
	return !directory_rows_equal(before, &after);
}

static bool apply_row(struct apply *apply, const struct import_row *row)
{
	struct arena arena = {0};
	struct directory_row before;
	bool found = false;
	bool done = directory_row_by_key(apply->directory, row->field[THERAPIST_LICENSE_STATE],
			    row->field[THERAPIST_LICENSE_NUMBER], &arena, &before, &found) ||
		    fail(apply);
	if (done && apply->writing && differs(apply, row, found, &before))
		done = begin_writing(apply);
	if (done)
		done = found ? change_row(apply, row, &before) : add_row(apply, row);
	arena_free(&arena);
	return done;
}

static bool apply_missing(struct apply *apply, const struct missing *missing)
{
	struct import_job *job = apply->job;
	bool retire = job->options->retire_missing;
	struct import_report *report = job->report;
	report->gone = import_grow(
		&report->arena, report->gone, report->gones, &job->gone_room, sizeof *report->gone);
	report->gone[report->gones++] = arena_strdup(&report->arena, missing->name);
	import_note(job, "%s (%s %s) is in the directory and not in the file: %s", missing->name,
		missing->state, missing->number, retire ? "retired" : "kept");
	if (!retire || !apply->writing)
		return true;
	if (!begin_writing(apply))
		return false;
	const struct directory_deed deed = {job->by, "changed", apply->import};
	struct arena arena = {0};
	struct directory_row before, after;
	bool found = false;
	bool done = directory_row_by_id(apply->directory, missing->id, &arena, &before, &found);
	if (done && found) {
		after = before;
		after.retired = RETIRED_BY_IMPORT;
		done = directory_change(apply->directory, &before, &after, &deed);
	}
	arena_free(&arena);
	return done || fail(apply);
}

/* ---- the whole ---- */

/* Lets others see how far it is; false: they want it to end. */
static bool watch(struct apply *apply, size_t row)
{
	struct import_watch *watch = apply->job->options->watch;
	if (!watch)
		return true;
	atomic_store(&watch->rows, (int)apply->job->rows);
	atomic_store(&watch->done, (int)row);
	return !atomic_load(&watch->cancel) ||
	       directory_refuse(apply->why, sizeof apply->why,
		       N_("the import was cancelled, nothing has changed"), SAY_END);
}

static bool apply_all(struct apply *apply)
{
	const struct import_job *job = apply->job;
	if (!find_missing(apply))
		return false;
	for (size_t i = 0; i < job->rows; i++)
		if (!watch(apply, i) || !apply_row(apply, &job->row[i]))
			return false;
	job->report->missing = (int)apply->missings;
	for (size_t i = 0; i < apply->missings; i++)
		if (!apply_missing(apply, &apply->missing[i]))
			return false;
	return !apply->import || finish_writing(apply);
}

bool import_apply(struct import_job *job)
{
	struct apply apply = {.job = job, .directory = job->directory};
	apply.writing = !job->options->dry_run && job->report->errors == 0;
	bool done = apply.writing ? directory_begin(job->directory)
				  : directory_exec(job->directory, "BEGIN");
	done = done ? apply_all(&apply) : fail(&apply);
	directory_rollback(job->directory);
	if (!done)
		import_error(job, 1, 1, "", "", apply.why);
	job->report->applied = done && apply.writing;
	arena_free(&apply.arena);
	return done;
}
