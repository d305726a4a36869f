#include "base/tr.h"
#include "base/log.h"
#include "data/backup_copy.h"
#include "data/directory_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct restore {
	const char *state, *file, *by;
	char *live, *part, *backups;
	char *aside; /* where the present directory went */
	char *why;
	size_t size;
};

static bool refuse(struct restore *restore, const char *reason)
{
	return directory_refuse(restore->why, restore->size, N_("{} cannot be restored: {}"),
		restore->file, reason, SAY_END);
}

static bool refuse_code(struct restore *restore, int code)
{
	switch (code & 0xff) {
	case SQLITE_SCHEMA:
		return refuse(restore, "it was made by a newer Tuneup, update this program first");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return refuse(restore, "it is damaged or no backup of Tuneup's directory");
	default:
		return refuse(restore, directory_reason(code));
	}
}

/* ---- the file that comes ---- */

/* Copies the bytes, so that neither the check nor a stick that is pulled out touches the backup. */
static bool copy_bytes(const char *from, const char *to)
{
	char bytes[65536];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return false;
	int out = open(to, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0660);
	ssize_t count = 0;
	bool done = out >= 0;
	while (done && (count = read(in, bytes, sizeof bytes)) > 0)
		done = write(out, bytes, (size_t)count) == count;
	done = done && count == 0;
	int fault = errno;
	close(in);
	if (out >= 0)
		close(out);
	errno = fault;
	return done;
}

/* All that the schema says, in one text; freed by sqlite3_free. NULL: a fault. */
static char *schema_text(sqlite3 *db)
{
	static const char sql[] = "SELECT json_group_array(json_array(type, name, sql)) FROM"
				  " (SELECT * FROM sqlite_schema ORDER BY type, name)";
	sqlite3_stmt *statement = NULL;
	char *text = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
		sqlite3_step(statement) == SQLITE_ROW)
		text = sqlite3_mprintf("%s", sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return text;
}

/* Whether the tables are ours to the letter: no trigger or view rides along on a stick. */
static int check_schema(sqlite3 *db)
{
	sqlite3 *fresh = NULL;
	int code = directory_db_open(":memory:", SQLITE_OPEN_READWRITE, &fresh);
	if (code == SQLITE_OK)
		code = directory_db_migrate(fresh);
	if (code == SQLITE_OK) {
		char *expected = schema_text(fresh), *found = schema_text(db);
		if (!expected || !found)
			code = SQLITE_NOMEM;
		else if (strcmp(expected, found) != 0)
			code = SQLITE_NOTADB;
		sqlite3_free(expected);
		sqlite3_free(found);
	}
	sqlite3_close(fresh);
	return code;
}

static int read_application(sqlite3 *db, int *application)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, "PRAGMA application_id", -1, &statement, NULL);
	if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		*application = sqlite3_column_int(statement, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	return code;
}

/* The trail that comes with the backup says where it came from. */
static int note_restore(sqlite3 *db, const struct restore *restore)
{
	struct directory copy = {.db = db, .path = restore->part};
	const struct directory_deed deed = {.by = restore->by, .what = "backup restored"};
	bool done = directory_note(&copy, &deed, NULL, restore->file);
	for (int i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(copy.statement[i]);
	return done ? SQLITE_OK : copy.fault;
}

/* Checks the copy of the file, brings its schema up to date. Returns it open; NULL: refused. */
static sqlite3 *open_part(struct restore *restore)
{
	sqlite3 *db = NULL;
	int application = 0;
	int code = directory_db_open(restore->part, SQLITE_OPEN_READWRITE, &db);
	if (code == SQLITE_OK)
		code = backup_check(db);
	if (code == SQLITE_OK)
		code = read_application(db, &application);
	if (code == SQLITE_OK && application != DIRECTORY_APPLICATION)
		code = SQLITE_NOTADB;
	if (code == SQLITE_OK)
		code = directory_db_migrate(db);
	if (code == SQLITE_OK)
		code = check_schema(db);
	if (code == SQLITE_OK)
		code = note_restore(db, restore);
	if (code == SQLITE_OK)
		code = sqlite3_exec(db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		return db;
	refuse_code(restore, code);
	sqlite3_close(db);
	return NULL;
}

/* ---- the swap ---- */

/* A sound directory is copied aside and overwritten in one transaction: whoever has it open sees
 * either the old one or the new one, and sees it at once. */
static bool swap_pages(struct restore *restore, sqlite3 *live, sqlite3 *part)
{
	if (!backup_copy(live, restore->backups, restore->aside, restore->why, restore->size))
		return false;
	int code = backup_pages(part, live);
	return code == SQLITE_OK || refuse_code(restore, code);
}

bool backup_set_aside(const char *live, const char *aside)
{
	static const char *const parts[] = {"-wal", "-shm"};
	bool done = link(live, aside) == 0;
	for (size_t i = 0; done && i < sizeof parts / sizeof *parts; i++) {
		char *from = mem_printf("%s%s", live, parts[i]);
		char *to = mem_printf("%s%s", aside, parts[i]);
		done = rename(from, to) == 0 || errno == ENOENT;
		free(from);
		free(to);
	}
	return done;
}

/* A damaged one is moved aside with all that belongs to it. */
static bool swap_files(struct restore *restore)
{
	bool present = access(restore->live, F_OK) == 0;
	bool done = (!present || backup_set_aside(restore->live, restore->aside)) &&
		    backup_sync(restore->part, 0) && rename(restore->part, restore->live) == 0 &&
		    backup_sync(restore->state, O_DIRECTORY);
	if (!done)
		return refuse(restore, strerror(errno));
	if (!present) {
		free(restore->aside);
		restore->aside = NULL;
	}
	return true;
}

static bool swap(struct restore *restore)
{
	sqlite3 *part = open_part(restore), *live = NULL;
	if (!part)
		return false;
	bool sound = access(restore->live, F_OK) == 0 &&
		     directory_db_open(restore->live, SQLITE_OPEN_READWRITE, &live) == SQLITE_OK &&
		     backup_check(live) == SQLITE_OK;
	bool done = sound && swap_pages(restore, live, part);
	sqlite3_close(live);
	sqlite3_close(part);
	return sound ? done : swap_files(restore);
}

bool backup_restore(
	const char *state, const char *file, const char *by, char **aside, char *why, size_t size)
{
	struct restore restore = {.state = state, .file = file, .by = by, .why = why, .size = size};
	restore.live = mem_printf("%s/directory.db", state);
	restore.part = mem_printf("%s/restore.part", state);
	restore.backups = mem_printf("%s/backups", state);
	bool done = mkdir(restore.backups, 0770) == 0 || errno == EEXIST;
	restore.aside = backup_claim_path(restore.backups, "replaced");
	done = done && copy_bytes(file, restore.part);
	if (!done)
		refuse(&restore, strerror(errno));
	done = done && swap(&restore);
	unlink(restore.part);
	if (restore.aside)
		backup_release_path(restore.aside);
	if (aside)
		*aside = done ? restore.aside : NULL;
	if (!aside || !done)
		free(restore.aside);
	free(restore.backups);
	free(restore.part);
	free(restore.live);
	return done;
}
