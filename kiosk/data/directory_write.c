#include "data/directory_write.h"

#include "base/fold.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

void directory_now(char text[static DIRECTORY_TIME])
{
	time_t now = time(NULL);
	struct tm utc;
	gmtime_r(&now, &utc);
	strftime(text, DIRECTORY_TIME, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* ---- the trail ---- */

void directory_json_text(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		unsigned char letter = (unsigned char)*text;
		if (letter == '"' || letter == '\\')
			fprintf(out, "\\%c", letter);
		else if (letter < ' ')
			fprintf(out, "\\u%04x", letter);
		else
			fputc(letter, out);
	}
	fputc('"', out);
}

/* The fields in which the row differs from the other one; without another one, those that say
 * something. */
static char *row_json(const struct directory_row *row, const struct directory_row *other)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = directory_stream(&text, &size);
	const char *link = "{";
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		if (strcmp(row->field[i], other ? other->field[i] : "") == 0)
			continue;
		fprintf(out, "%s\"%s\":", link, therapist_field_name((enum therapist_field)i));
		directory_json_text(out, row->field[i]);
		link = ",";
	}
	if (row->retired != (other ? other->retired : RETIRED_NO)) {
		fprintf(out, "%s\"retired\":%d", link, row->retired);
		link = ",";
	}
	fputs(link[0] == '{' ? "{}" : "}", out);
	fclose(out);
	return text;
}

static bool write_trail(struct directory *directory, const struct directory_deed *deed, int64_t id,
	const char *before, const char *after)
{
	char now[DIRECTORY_TIME];
	directory_now(now);
	sqlite3_stmt *statement = directory_statement(directory, SQL_TRAIL);
	if (!statement)
		return false;
	directory_bind(statement, 1, now);
	directory_bind(statement, 2, deed->by);
	directory_bind(statement, 3, deed->what);
	sqlite3_bind_null(statement, 4);
	sqlite3_bind_null(statement, 5);
	if (id)
		sqlite3_bind_int64(statement, 4, id);
	if (deed->import)
		sqlite3_bind_int64(statement, 5, deed->import);
	directory_bind(statement, 6, before);
	directory_bind(statement, 7, after);
	return directory_run(directory, statement);
}

bool directory_note(struct directory *directory, const struct directory_deed *deed,
	const char *before, const char *after)
{
	return write_trail(directory, deed, 0, before, after);
}

/* ---- reading ---- */

static bool read_row(struct directory *directory, sqlite3_stmt *statement, struct arena *arena,
	struct directory_row *row, bool *found)
{
	int code = sqlite3_step(statement);
	*found = code == SQLITE_ROW;
	if (*found) {
		row->id = sqlite3_column_int64(statement, 0);
		row->retired = sqlite3_column_int(statement, 1);
		for (int i = 0; i < THERAPIST_FIELDS; i++)
			row->field[i] =
				arena_strdup(arena, directory_text(statement, FIELD_COLUMN + i));
	}
	bool done = (*found && sqlite3_errcode(directory->db) != SQLITE_NOMEM) ||
		    code == SQLITE_DONE || directory_fault(directory);
	sqlite3_reset(statement);
	return done;
}

bool directory_row_by_id(struct directory *directory, int64_t id, struct arena *arena,
	struct directory_row *row, bool *found)
{
	sqlite3_stmt *statement = directory_statement(directory, SQL_BY_ID);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, id);
	return read_row(directory, statement, arena, row, found);
}

bool directory_row_by_key(struct directory *directory, const char *license_state,
	const char *license_number, struct arena *arena, struct directory_row *row, bool *found)
{
	sqlite3_stmt *statement = directory_statement(directory, SQL_BY_KEY);
	if (!statement)
		return false;
	directory_bind(statement, 1, license_state);
	directory_bind(statement, 2, license_number);
	return read_row(directory, statement, arena, row, found);
}

bool directory_rows_equal(const struct directory_row *a, const struct directory_row *b)
{
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		if (strcmp(a->field[i], b->field[i]) != 0)
			return false;
	return a->retired == b->retired;
}

/* ---- writing ---- */

/* SQL_INSERT and SQL_UPDATE; an insertion has no id yet. */
static bool write_row(
	struct directory *directory, enum directory_sql which, const struct directory_row *row)
{
	sqlite3_stmt *statement = directory_statement(directory, which);
	if (!statement)
		return false;
	double latitude, longitude;
	bool known = directory_locate(directory, row->field, &latitude, &longitude);
	char *sort_name = fold_words(row->field[THERAPIST_NAME]);
	sqlite3_clear_bindings(statement);
	if (which == SQL_UPDATE)
		sqlite3_bind_int64(statement, 1, row->id);
	sqlite3_bind_int(statement, 2, row->retired);
	if (known) {
		sqlite3_bind_double(statement, 3, latitude);
		sqlite3_bind_double(statement, 4, longitude);
	}
	directory_bind(statement, 5, sort_name);
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		directory_bind(statement, FIELD_PARAMETER + i, row->field[i]);
	bool done = directory_run(directory, statement);
	free(sort_name);
	return done;
}

bool directory_add(
	struct directory *directory, struct directory_row *row, const struct directory_deed *deed)
{
	if (!write_row(directory, SQL_INSERT, row))
		return false;
	row->id = sqlite3_last_insert_rowid(directory->db);
	char *after = row_json(row, NULL);
	bool done = write_trail(directory, deed, row->id, NULL, after);
	free(after);
	return done;
}

bool directory_change(struct directory *directory, const struct directory_row *before,
	const struct directory_row *after, const struct directory_deed *deed)
{
	if (directory_rows_equal(before, after))
		return true;
	char *old = row_json(before, after), *new = row_json(after, before);
	bool done = write_row(directory, SQL_UPDATE, after) &&
		    write_trail(directory, deed, after->id, old, new);
	free(old);
	free(new);
	return done;
}

bool directory_remove(struct directory *directory, const struct directory_row *row,
	const struct directory_deed *deed)
{
	sqlite3_stmt *statement = directory_statement(directory, SQL_DELETE);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, row->id);
	char *before = row_json(row, NULL);
	bool done = directory_run(directory, statement) &&
		    write_trail(directory, deed, row->id, before, NULL);
	free(before);
	return done;
}
