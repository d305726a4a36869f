#include "data/directory_index.h"

#include "base/folder.h"
#include "base/tr.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char open_title[] = N_("The directory of therapists cannot be opened");
static const char stiff_title[] = N_("Therapists can be shown, but not changed");
static const char stiff_todo[] = N_("Make room on the disk, or have it checked, then start again.");

/* What helps when it cannot be opened: a backup only where the file itself is at fault. */
static const char *open_todo(int code)
{
	switch (code & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return N_("Restore a backup with tuneupctl restore, or call whoever looks after "
			  "this kiosk.");
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		return stiff_todo;
	default:
		return N_("Start again; if it stays so, call whoever looks after this kiosk.");
	}
}

/* ---- open and close ---- */

/* Makes an empty file that the group may write, since SQLite gives its own files the same mode. */
static bool make_file(const char *path)
{
	if (access(path, F_OK) == 0)
		return true;
	if (!folder_make_above(path, 0775))
		return false;
	int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0660);
	if (file < 0)
		return errno == EEXIST;
	fchmod(file, 0660);
	close(file);
	return true;
}

/* Where two programs make the same new directory, SQLite does not wait for the other one here. */
static int use_wal(sqlite3 *db)
{
	int code = SQLITE_BUSY;
	for (int tries = 0; code == SQLITE_BUSY && tries < 100; tries++) {
		if (tries > 0)
			sqlite3_sleep(50);
		code = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) & 0xff;
	}
	return code;
}

static int open_file(struct directory *directory)
{
	if (!make_file(directory->path))
		return SQLITE_CANTOPEN;
	int code = directory_db_open(directory->path, SQLITE_OPEN_READWRITE, &directory->db);
	if (code != SQLITE_OK)
		return code;
	/* Before the first table, so that even those are written to the WAL. */
	code = use_wal(directory->db);
	if (code == SQLITE_OK)
		code = directory_db_migrate(directory->db);
	/* Not SQLITE_OPEN_READONLY: a reader of a WAL has to write its index when it comes first.
	 */
	if (code == SQLITE_OK && directory->read_only)
		code = sqlite3_exec(directory->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
	return code;
}

/* Customers see what there is all the same. */
static bool read_copy(struct directory *directory, int code, struct problems *problems)
{
	int kind = code & 0xff;
	bool stiff = kind == SQLITE_FULL || kind == SQLITE_IOERR || kind == SQLITE_READONLY ||
		     kind == SQLITE_CANTOPEN;
	if (!directory->read_only || !stiff || access(directory->path, R_OK) != 0)
		return false;
	sqlite3 *copy = NULL;
	if (directory_db_open_copy(directory->path, &copy) != SQLITE_OK) {
		sqlite3_close(copy);
		return false;
	}
	problems_add(problems, PROBLEM_ERROR, PART_DATA, stiff_title, stiff_todo, "%s: %s (%s)",
		directory->path, directory_reason(code),
		directory->db ? sqlite3_errmsg(directory->db) : strerror(errno));
	sqlite3_close(directory->db);
	directory->db = copy;
	return true;
}

struct directory *directory_open(
	const char *state, const char *zips, bool read_only, struct problems *problems)
{
	struct directory *directory = mem_calloc(1, sizeof *directory);
	directory->state = mem_strdup(state);
	directory->path = mem_printf("%s/directory.db", state);
	directory->zips = zips_create(zips);
	directory->read_only = read_only;
	int code = open_file(directory);
	if (code == SQLITE_OK || read_copy(directory, code, problems))
		return directory;
	problems_add(problems, PROBLEM_ERROR, PART_DATA, open_title, open_todo(code), "%s: %s (%s)",
		directory->path, directory_reason(code),
		directory->db ? sqlite3_errmsg(directory->db) : strerror(errno));
	directory_close(directory);
	return NULL;
}

void directory_close(struct directory *directory)
{
	if (!directory)
		return;
	for (int i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(directory->statement[i]);
	directory_index_free(directory->index);
	sqlite3_close(directory->db);
	zips_destroy(directory->zips);
	free(directory->path);
	free(directory->state);
	free(directory);
}

int64_t directory_version(struct directory *directory)
{
	int64_t others = directory->others, own = sqlite3_total_changes64(directory->db);
	sqlite3_stmt *statement = directory_prepare(directory, "PRAGMA data_version");
	if (statement && sqlite3_step(statement) == SQLITE_ROW)
		others = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	if (others != directory->others || own != directory->own)
		directory->version++;
	directory->others = others;
	directory->own = own;
	return directory->version;
}

/* ---- rows ---- */

bool directory_locate(struct directory *directory, const char *const field[THERAPIST_FIELDS],
	double *latitude, double *longitude)
{
	const char *north = field[THERAPIST_LATITUDE], *east = field[THERAPIST_LONGITUDE];
	if (north[0] && east[0]) {
		*latitude = strtod(north, NULL);
		*longitude = strtod(east, NULL);
		return true;
	}
	return zips_find(directory->zips, field[THERAPIST_ZIP], latitude, longitude);
}

bool directory_place_of(struct directory *directory, sqlite3_stmt *statement, int column,
	const char *const field[THERAPIST_FIELDS], double *latitude, double *longitude)
{
	if (sqlite3_column_type(statement, column) == SQLITE_NULL)
		return directory_locate(directory, field, latitude, longitude);
	*latitude = sqlite3_column_double(statement, column);
	*longitude = sqlite3_column_double(statement, column + 1);
	return true;
}

static void read_row(struct directory *directory, sqlite3_stmt *statement, struct arena *arena,
	struct therapist *therapist)
{
	*therapist =
		(struct therapist){.id = sqlite3_column_int64(statement, 0), .distance_km = NAN};
	therapist->retired = sqlite3_column_int(statement, 1) != RETIRED_NO;
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		therapist->field[i] =
			arena_strdup(arena, directory_text(statement, FIELD_COLUMN + i));
	therapist->has_place = directory_place_of(directory, statement, 2, therapist->field,
		&therapist->latitude, &therapist->longitude);
}

bool directory_get(
	struct directory *directory, int64_t id, struct arena *arena, struct therapist *therapist)
{
	sqlite3_stmt *statement = directory_statement(directory, SQL_BY_ID);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, id);
	int code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		read_row(directory, statement, arena, therapist);
	else if (code != SQLITE_DONE)
		directory_fault(directory);
	sqlite3_reset(statement);
	return code == SQLITE_ROW;
}
