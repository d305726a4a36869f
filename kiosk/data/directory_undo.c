/* Taking the last import back, row by row, by what the trail noted. */
#include "base/tr.h"
#include "data/backup.h"
#include "data/directory_write.h"

#include <stdlib.h>
#include <string.h>

struct undo {
	struct directory *directory;
	struct directory_deed deed;
	sqlite3_stmt *keys; /* the fields that the import changed in one row */
};

bool directory_last_import(
	struct directory *directory, struct arena *arena, struct directory_import *import)
{
	sqlite3_stmt *statement = directory_prepare(directory,
		"SELECT id, at, by, file, added, changed, unchanged, missing FROM import"
		" WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1");
	int code = statement ? sqlite3_step(statement) : SQLITE_ERROR;
	if (code == SQLITE_ROW)
		*import = (struct directory_import){
			.id = sqlite3_column_int64(statement, 0),
			.at = arena_strdup(arena, directory_text(statement, 1)),
			.by = arena_strdup(arena, directory_text(statement, 2)),
			.file = arena_strdup(arena, directory_text(statement, 3)),
			.added = sqlite3_column_int(statement, 4),
			.changed = sqlite3_column_int(statement, 5),
			.unchanged = sqlite3_column_int(statement, 6),
			.missing = sqlite3_column_int(statement, 7),
		};
	else if (statement && code != SQLITE_DONE)
		directory_fault(directory);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW;
}

static const char **find_field(struct directory_row *row, const char *name)
{
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		if (strcmp(therapist_field_name((enum therapist_field)i), name) == 0)
			return &row->field[i];
	return NULL;
}

/* One field goes back to what it was, unless somebody has changed it since. */
static void undo_field(struct arena *arena, sqlite3_stmt *keys, struct directory_row *row)
{
	const char *name = directory_text(keys, 0);
	const char *before = directory_text(keys, 1), *after = directory_text(keys, 2);
	const char **field = find_field(row, name);
	if (field && strcmp(*field, after) == 0)
		*field = arena_strdup(arena, before);
	else if (strcmp(name, "retired") == 0 && row->retired == atoi(after))
		row->retired = atoi(before);
}

static bool undo_change(struct undo *undo, struct arena *arena, const struct directory_row *row,
	const char *before, const char *after)
{
	struct directory_row former = *row;
	int code;
	directory_bind(undo->keys, 1, before);
	directory_bind(undo->keys, 2, after);
	while ((code = sqlite3_step(undo->keys)) == SQLITE_ROW)
		undo_field(arena, undo->keys, &former);
	bool done = code == SQLITE_DONE || directory_fault(undo->directory);
	sqlite3_reset(undo->keys);
	undo->deed.what = "changed back";
	return done && directory_change(undo->directory, row, &former, &undo->deed);
}

/* One line of the trail; a row that is no longer there needs nothing. */
static bool undo_line(struct undo *undo, sqlite3_stmt *line)
{
	struct arena arena = {0};
	struct directory_row row;
	bool found = false;
	bool done = directory_row_by_id(
		undo->directory, sqlite3_column_int64(line, 0), &arena, &row, &found);
	if (done && found && strcmp(directory_text(line, 1), "added") == 0) {
		undo->deed.what = "removed";
		done = directory_remove(undo->directory, &row, &undo->deed);
	} else if (done && found) {
		done = undo_change(
			undo, &arena, &row, directory_text(line, 2), directory_text(line, 3));
	}
	arena_free(&arena);
	return done;
}

static bool undo_lines(struct undo *undo, int64_t import)
{
	struct directory *directory = undo->directory;
	sqlite3_stmt *lines = directory_prepare(directory,
		"SELECT therapist_id, what, before, after FROM trail WHERE import_id = ?1"
		" AND what IN ('added', 'changed') ORDER BY id DESC");
	undo->keys = directory_prepare(directory,
		"SELECT b.key, b.value, a.value FROM json_each(?1) AS b JOIN json_each(?2) AS a"
		" ON a.key = b.key");
	bool done = lines && undo->keys;
	int code = SQLITE_DONE;
	if (done) {
		sqlite3_bind_int64(lines, 1, import);
		while (done && (code = sqlite3_step(lines)) == SQLITE_ROW)
			done = undo_line(undo, lines);
		if (done)
			done = code == SQLITE_DONE || directory_fault(directory);
	}
	sqlite3_finalize(lines);
	sqlite3_finalize(undo->keys);
	return done;
}

static bool mark_undone(struct directory *directory, int64_t import)
{
	char now[DIRECTORY_TIME];
	directory_now(now);
	sqlite3_stmt *statement =
		directory_prepare(directory, "UPDATE import SET undone_at = ?2 WHERE id = ?1");
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, import);
	directory_bind(statement, 2, now);
	bool done = directory_run(directory, statement);
	sqlite3_finalize(statement);
	return done;
}

bool directory_undo_import(struct directory *directory, const char *by, char *why, size_t size)
{
	struct arena arena = {0};
	struct directory_import import;
	struct undo undo = {.directory = directory, .deed = {.by = by}};
	if (!directory_begin(directory))
		return directory_why(directory, why, size);
	bool done = directory_last_import(directory, &arena, &import);
	if (!done)
		directory_refuse(why, size, N_("there is no import left to undo"), SAY_END);
	else
		done = backup_make(directory, NULL, NULL, why, size);
	if (done) {
		undo.deed.import = import.id;
		done = undo_lines(&undo, import.id) && mark_undone(directory, import.id) &&
		       directory_commit(directory);
		if (!done)
			directory_why(directory, why, size);
	}
	directory_rollback(directory);
	arena_free(&arena);
	return done;
}
