#include "base/say.h"
#include "base/tr.h"
#include "data/directory_db.h"

#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 5000 };

/* One text a version of the schema; what stands here has been shipped and is never edited. */
static const char *const migrations[] = {
	"PRAGMA application_id = 1416982117;"
	"CREATE TABLE therapist ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" name TEXT NOT NULL, credential TEXT NOT NULL, practice TEXT NOT NULL,"
	" phone TEXT NOT NULL, email TEXT NOT NULL, website TEXT NOT NULL,"
	" street TEXT NOT NULL, city TEXT NOT NULL, state TEXT NOT NULL, zip TEXT NOT NULL,"
	" latitude TEXT NOT NULL, longitude TEXT NOT NULL,"
	" setting TEXT NOT NULL, techniques TEXT NOT NULL, languages TEXT NOT NULL,"
	" memberships TEXT NOT NULL, insurance TEXT NOT NULL, accepts_new TEXT NOT NULL,"
	" prices TEXT NOT NULL, hours TEXT NOT NULL, precautions TEXT NOT NULL,"
	" about_en TEXT NOT NULL, about_es TEXT NOT NULL, consent_on TEXT NOT NULL,"
	" license_type TEXT NOT NULL, license_state TEXT NOT NULL,"
	" license_number TEXT NOT NULL COLLATE NOCASE, license_expires TEXT NOT NULL,"
	" license_checked_at TEXT NOT NULL, license_verified_on TEXT NOT NULL,"
	" license_verified_by TEXT NOT NULL,"
	" sort_name TEXT NOT NULL,"
	" place_latitude REAL, place_longitude REAL,"
	" retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1, 2)),"
	" UNIQUE (license_state, license_number)"
	") STRICT;"
	"CREATE INDEX therapist_place ON therapist (place_latitude, place_longitude);"
	"CREATE VIRTUAL TABLE therapist_words USING fts5 ("
	" name, practice, license, tokenize = 'ascii', prefix = '1 2 3', detail = 'column');"
	"CREATE TABLE import ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" at TEXT NOT NULL, by TEXT NOT NULL, file TEXT NOT NULL,"
	" added INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL,"
	" missing INTEGER NOT NULL, undone_at TEXT"
	") STRICT;"
	"CREATE TABLE trail ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,"
	" therapist_id INTEGER," /* no reference: the trail outlives the row */
	" import_id INTEGER REFERENCES import (id),"
	" before TEXT, after TEXT"
	") STRICT;"
	"CREATE INDEX trail_therapist ON trail (therapist_id);"
	"CREATE INDEX trail_import ON trail (import_id);",
	/* Searches are done in memory, and read by name (directory_index.h). */
	"DROP TABLE therapist_words;"
	"DROP INDEX therapist_place;"
	"CREATE INDEX therapist_name ON therapist (sort_name, id);"
	"CREATE INDEX trail_at ON trail (at);"
	"ALTER TABLE import ADD COLUMN report TEXT NOT NULL DEFAULT '';",
	"ALTER TABLE import DROP COLUMN report;"
	"CREATE TABLE report ("
	" import_id INTEGER NOT NULL REFERENCES import (id), line TEXT NOT NULL"
	") STRICT;"
	"CREATE INDEX report_import ON report (import_id);"
	"CREATE INDEX trail_date ON trail (id) WHERE what = 'date confirmed';",
};

enum { SCHEMA = sizeof migrations / sizeof *migrations };

int directory_schema(void)
{
	return SCHEMA;
}

static int exec(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int pragma_int(sqlite3 *db, const char *sql, int *value)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		*value = sqlite3_column_int(statement, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	return code;
}

int directory_db_open(const char *path, int flags, sqlite3 **db)
{
	int code = sqlite3_open_v2(path, db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	if (code != SQLITE_OK)
		return code;
	sqlite3_extended_result_codes(*db, 1);
	sqlite3_busy_timeout(*db, BUSY_MS);
	/* A file from a stick is not trusted to define functions or to lie about its schema. */
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* Who is erased leaves nothing in free pages. */
	return exec(*db,
		"PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
}

static int run_migrations(sqlite3 *db)
{
	int version = 0, application = 0;
	int code = pragma_int(db, "PRAGMA user_version", &version);
	if (code == SQLITE_OK)
		code = pragma_int(db, "PRAGMA application_id", &application);
	if (code != SQLITE_OK)
		return code;
	if (version > 0 && application != DIRECTORY_APPLICATION)
		return SQLITE_NOTADB;
	if (version > SCHEMA)
		return SQLITE_SCHEMA;
	for (int i = version; i < SCHEMA; i++) {
		char set[64];
		snprintf(set, sizeof set, "PRAGMA user_version = %d", i + 1);
		if ((code = exec(db, migrations[i])) != SQLITE_OK ||
			(code = exec(db, set)) != SQLITE_OK)
			return code;
	}
	return SQLITE_OK;
}

int directory_db_migrate(sqlite3 *db)
{
	int version = 0;
	int code = pragma_int(db, "PRAGMA user_version", &version);
	/* The present version needs no lock, so that a reader opens while another one writes. */
	if (code == SQLITE_OK && version != SCHEMA) {
		if ((code = exec(db, "BEGIN IMMEDIATE")) != SQLITE_OK)
			return code;
		if ((code = run_migrations(db)) == SQLITE_OK)
			code = exec(db, "COMMIT");
		if (code != SQLITE_OK)
			exec(db, "ROLLBACK");
		return code;
	}
	return code == SQLITE_OK ? run_migrations(db) : code;
}

/* ---- faults ---- */

const char *directory_reason(int code)
{
	switch (code & 0xff) {
	case SQLITE_FULL:
		return N_("the disk is full: make room, then do it again");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return N_("another program is changing the directory: do it again in a moment");
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
	case SQLITE_AUTH:
		return N_("the state folder or its files cannot be written: run it as root or as a "
			  "member of group tuneup, and see that the disk is not read-only");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return N_("directory.db is damaged or no directory of Tuneup: restore a backup");
	case SQLITE_SCHEMA:
		return N_("directory.db was made by a newer Tuneup: update this program");
	case SQLITE_NOMEM:
		return N_("memory is short: close other programs, then do it again");
	case SQLITE_IOERR:
		return N_("the disk reports a fault: check the disk and its space");
	default:
		return N_("the database refuses");
	}
}

bool directory_fault(struct directory *directory)
{
	directory->fault = sqlite3_extended_errcode(directory->db);
	log_error("%s: %s (%d)", directory->path, sqlite3_errmsg(directory->db), directory->fault);
	return false;
}

bool directory_why(struct directory *directory, char *why, size_t size)
{
	return directory_refuse(why, size, "{}", directory_reason(directory->fault), SAY_END);
}

bool directory_refuse(char *why, size_t size, const char *pattern, ...)
{
	if (why) {
		struct arena arena = {0};
		va_list words;
		va_start(words, pattern);
		snprintf(why, size, "%s", say_vfill(&arena, pattern, words));
		va_end(words);
		arena_free(&arena);
	}
	return false;
}

/* ---- statements ---- */

/* Parameters 1 to 5 are id, retired, the place and sort_name; the fields follow. */
static const char *const statements[SQL_COUNT] = {
	[SQL_INSERT] = "INSERT INTO therapist (id, retired, place_latitude, place_longitude,"
		       " sort_name, $fields) VALUES (?1, ?2, ?3, ?4, ?5, $values)",
	[SQL_UPDATE] = "UPDATE therapist SET (retired, place_latitude, place_longitude,"
		       " sort_name, $fields) = (?2, ?3, ?4, ?5, $values) WHERE id = ?1",
	[SQL_DELETE] = "DELETE FROM therapist WHERE id = ?1",
	[SQL_BY_ID] = "SELECT id, retired, place_latitude, place_longitude, $fields"
		      " FROM therapist WHERE id = ?1",
	[SQL_BY_KEY] = "SELECT id, retired, place_latitude, place_longitude, $fields"
		       " FROM therapist WHERE license_state = ?1 AND license_number = ?2",
	[SQL_TRAIL] = "INSERT INTO trail (at, who, what, therapist_id, import_id, before, after)"
		      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
};

static void write_fields(FILE *out, bool parameters)
{
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		fputs(i > 0 ? ", " : "", out);
		if (parameters)
			fprintf(out, "?%d", FIELD_PARAMETER + i);
		else
			fputs(therapist_field_name((enum therapist_field)i), out);
	}
}

FILE *directory_stream(char **text, size_t *size)
{
	FILE *stream = open_memstream(text, size);
	if (!stream)
		abort();
	return stream;
}

/* With all fields in place of $fields and $values. */
static char *expand(const char *sql)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = directory_stream(&text, &size);
	for (; *sql; sql++) {
		bool fields = strncmp(sql, "$fields", 7) == 0;
		if (fields || strncmp(sql, "$values", 7) == 0) {
			write_fields(out, !fields);
			sql += 6;
		} else {
			fputc(*sql, out);
		}
	}
	fclose(out);
	return text;
}

sqlite3_stmt *directory_prepare(struct directory *directory, const char *sql)
{
	char *text = expand(sql);
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(directory->db, text, -1, &statement, NULL) != SQLITE_OK)
		directory_fault(directory);
	free(text);
	return statement;
}

sqlite3_stmt *directory_statement(struct directory *directory, enum directory_sql which)
{
	sqlite3_stmt **statement = &directory->statement[which];
	if (!*statement)
		*statement = directory_prepare(directory, statements[which]);
	else
		sqlite3_reset(*statement);
	return *statement;
}

bool directory_run(struct directory *directory, sqlite3_stmt *statement)
{
	int code = sqlite3_step(statement);
	bool done = code == SQLITE_DONE || code == SQLITE_ROW;
	if (!done)
		directory_fault(directory);
	sqlite3_reset(statement);
	return done;
}

bool directory_exec(struct directory *directory, const char *sql)
{
	return exec(directory->db, sql) == SQLITE_OK || directory_fault(directory);
}

void directory_bind(sqlite3_stmt *statement, int index, const char *text)
{
	sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

const char *directory_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);
	return text ? (const char *)text : "";
}

bool directory_begin(struct directory *directory)
{
	return directory_exec(directory, "BEGIN IMMEDIATE");
}

bool directory_commit(struct directory *directory)
{
	return directory_exec(directory, "COMMIT");
}

void directory_rollback(struct directory *directory)
{
	/* A fault such as a full disk may have rolled it back already. */
	if (!sqlite3_get_autocommit(directory->db))
		exec(directory->db, "ROLLBACK");
}
