#include "data/usage_db.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char bad_title[] = N_("Visits are not counted");
static const char bad_todo[] =
	N_("Check the disk's free space and who owns the state folder, then start again.");
static const char damaged_title[] = N_("The usage log was damaged");
static const char damaged_todo[] = N_("A new one has begun; the old file is kept beside it.");

/* One entry a schema version. What has shipped is never edited: a change is a new entry. Rows
 * are only added at the end, in small pages: that is what wears the card least. */
static const char *const migrations[USAGE_DB_VERSION] = {
	"CREATE TABLE visit ("
	" seq INTEGER PRIMARY KEY,"
	" id INTEGER NOT NULL,"
	" day TEXT CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),"
	" hour INTEGER CHECK (hour BETWEEN 0 AND 23),"
	" found TEXT CHECK (found GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),"
	" language TEXT,"
	" aids TEXT NOT NULL DEFAULT '',"
	" begun_by TEXT NOT NULL CHECK (begun_by IN ('touch', 'button')),"
	" ended TEXT CHECK (ended IN ('idle', 'home', 'over')),"
	" length_ms INTEGER CHECK (length_ms >= 0),"
	" CHECK ((day IS NULL) = (hour IS NULL))) STRICT;"
	"CREATE TABLE what ("
	" id INTEGER PRIMARY KEY,"
	" kind TEXT NOT NULL,"
	" name TEXT NOT NULL,"
	" UNIQUE (kind, name)) STRICT;"
	"CREATE TABLE event ("
	" visit INTEGER NOT NULL REFERENCES visit ON DELETE CASCADE,"
	" n INTEGER NOT NULL,"
	" ms INTEGER NOT NULL CHECK (ms >= 0),"
	" what INTEGER NOT NULL REFERENCES what,"
	" value INTEGER,"
	" by_button INTEGER NOT NULL CHECK (by_button IN (0, 1)),"
	" PRIMARY KEY (visit, n)) STRICT, WITHOUT ROWID;"
	"CREATE VIEW event_named AS"
	" SELECT visit, n, ms, kind, name, value, by_button"
	" FROM event JOIN what ON what.id = event.what;",
	"ALTER TABLE visit ADD COLUMN sure INTEGER NOT NULL DEFAULT 1 CHECK (sure IN (0, 1));"
	"ALTER TABLE visit ADD COLUMN thinned INTEGER NOT NULL DEFAULT 0"
	" CHECK (thinned BETWEEN 0 AND 2);",
};

bool usage_db_run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

sqlite3_stmt *usage_db_prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	return sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK ? stmt : NULL;
}

static int schema_version(sqlite3 *db)
{
	sqlite3_stmt *stmt = usage_db_prepare(db, "PRAGMA user_version");
	int version = stmt && sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int(stmt, 0) : -1;
	sqlite3_finalize(stmt);
	return version;
}

/* Under a write lock, so that a kiosk and a tuneupctl that start together migrate once. One
 * that fails is left open, since closing undoes it and an answer of ROLLBACK would hide the cause.
 */
static bool migrate(sqlite3 *db)
{
	if (schema_version(db) == USAGE_DB_VERSION)
		return true;
	if (!usage_db_run(db, "BEGIN IMMEDIATE"))
		return false;
	int version = schema_version(db);
	bool done = version >= 0;
	for (int i = version; done && i < USAGE_DB_VERSION; i++) {
		char next[40];
		snprintf(next, sizeof next, "PRAGMA user_version = %d", i + 1);
		done = usage_db_run(db, migrations[i]) && usage_db_run(db, next);
	}
	return done && usage_db_run(db, "COMMIT");
}

/* The kiosk and the members of its group write the same files. SQLite itself makes them writable
 * for their owner alone, and gives its side files the mode of the database. */
static void make_file(const char *state, const char *path)
{
	struct stat folder;
	int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (file < 0)
		return;
	bool shared = stat(state, &folder) == 0 && folder.st_mode & S_ISGID;
	if (shared && fchmod(file, 0660) != 0)
		log_warning("%s: cannot be shared with its group: %s", path, strerror(errno));
	close(file);
}

/* With NORMAL a batch would wait for the kernel to write it, half a minute and more; FULL is one
 * sync a batch, at most each five seconds while somebody is there. The page size and auto_vacuum
 * (which lets a purge give its space back) must be set before the first table. */
static bool set_up(sqlite3 *db)
{
	sqlite3_busy_timeout(db, 5000);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return usage_db_run(db, "PRAGMA page_size = 512") &&
	       usage_db_run(db, "PRAGMA auto_vacuum = INCREMENTAL") &&
	       usage_db_run(db, "PRAGMA journal_mode = WAL") &&
	       usage_db_run(db, "PRAGMA synchronous = FULL") &&
	       usage_db_run(db, "PRAGMA foreign_keys = ON") &&
	       usage_db_run(db, "PRAGMA secure_delete = ON") &&
	       usage_db_run(db, "PRAGMA trusted_schema = OFF") &&
	       usage_db_run(db, "PRAGMA temp_store = MEMORY") &&
	       usage_db_run(db, "PRAGMA wal_autocheckpoint = 2000") &&
	       usage_db_run(db, "PRAGMA journal_size_limit = 1048576");
}

/* A file that is whole but not ours (another program's tables) fails here, not at the first visit.
 */
static bool has_tables(sqlite3 *db)
{
	sqlite3_stmt *stmt =
		usage_db_prepare(db, "SELECT seq, id, day, hour, found, language, aids, begun_by, "
				     "ended, length_ms, sure, thinned, visit, n, ms, kind, name, "
				     "value, by_button FROM visit, event_named");
	sqlite3_finalize(stmt);
	return stmt;
}

/* One try. *damaged: the file is no database of ours. */
static sqlite3 *try_open(const char *path, bool read_only, char *why, size_t size, bool *damaged)
{
	sqlite3 *db = NULL;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int code = sqlite3_open_v2(path, &db, flags, NULL);
	bool usable = code == SQLITE_OK && set_up(db);
	int version = usable ? schema_version(db) : -1;
	*damaged = false;
	if (version > USAGE_DB_VERSION) {
		snprintf(why, size, "its schema is %d, this program knows %d: it is older", version,
			USAGE_DB_VERSION);
	} else if (usable && migrate(db) && has_tables(db)) {
		if (!read_only || usage_db_run(db, "PRAGMA query_only = ON"))
			return db;
	} else {
		code = sqlite3_errcode(db);
		*damaged = code == SQLITE_NOTADB || code == SQLITE_CORRUPT || code == SQLITE_ERROR;
		snprintf(why, size, "%s", sqlite3_errmsg(db));
	}
	sqlite3_close(db);
	return NULL;
}

static bool set_aside(const char *path)
{
	static const char *const parts[] = {"-wal", "-shm", ""};
	bool moved = false;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char *from = mem_printf("%s%s", path, parts[i]);
		char *to = mem_printf("%s.damaged%s", path, parts[i]);
		remove(to);
		moved = rename(from, to) == 0;
		free(from);
		free(to);
	}
	return moved;
}

sqlite3 *usage_db_open(const char *state, bool read_only, struct problems *problems)
{
	char *path = mem_printf("%s/usage.db", state);
	char why[200] = "";
	bool damaged = false;
	make_file(state, path);
	sqlite3 *db = try_open(path, read_only, why, sizeof why, &damaged);
	if (!db && damaged && !read_only && set_aside(path)) {
		problems_add(problems, PROBLEM_WARNING, PART_DATA, damaged_title, damaged_todo,
			N_("%s: %s; kept as usage.db.damaged"), path, why);
		make_file(state, path);
		db = try_open(path, read_only, why, sizeof why, &damaged);
	}
	if (!db)
		problems_add(problems, PROBLEM_ERROR, PART_DATA, bad_title, bad_todo, "%s: %s",
			path, why);
	free(path);
	return db;
}
