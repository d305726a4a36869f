/* The inside of a directory's handle: the connection, its tables, its transactions. Only for the
 * files of data/ that read and write the directory; docs/directory.md describes the tables. */
#ifndef TUNEUP_DIRECTORY_DB_H
#define TUNEUP_DIRECTORY_DB_H

#include "base/say.h"
#include "data/directory.h"
#include "data/zips.h"

#include <sqlite3.h>
#include <stdio.h>

/* Statements that are prepared once and kept. */
enum directory_sql {
	SQL_INSERT,
	SQL_UPDATE,
	SQL_DELETE,
	SQL_BY_ID,
	SQL_BY_KEY,
	SQL_TRAIL,
	SQL_COUNT
};

/* In SQL_INSERT and SQL_UPDATE, the parameter of the first field; in SQL_BY_ID and SQL_BY_KEY, its
 * column. */
enum { FIELD_PARAMETER = 6, FIELD_COLUMN = 4 };

/* Column `retired`. An import may bring back what an import took away, not what staff did. */
enum { RETIRED_NO, RETIRED_BY_STAFF, RETIRED_BY_IMPORT };

struct directory {
	sqlite3 *db;
	char *state, *path;
	struct zips *zips;
	sqlite3_stmt *statement[SQL_COUNT];
	bool read_only;
	struct directory_index *index; /* of searches; NULL: none was asked for */
	int fault;                     /* SQLite code of the last one, for directory_why */
	int64_t version, others, own;  /* directory_version: what it said, by which counters */
};

/* PRAGMA application_id of directory.db: "Tune". */
enum { DIRECTORY_APPLICATION = 0x54756e65 };

/* PRAGMA user_version that this program writes. */
int directory_schema(void);

/* Opens a file as SQLite, with our pragmas. Returns a SQLite code; *db is to be closed also when
 * it failed. */
int directory_db_open(const char *path, int flags, sqlite3 **db);

/* The same to read a copy of it in memory, which nobody else sees: for a disk that cannot be
 * written to. Returns a SQLite code. */
int directory_db_open_copy(const char *path, sqlite3 **db);

/* Brings the tables to the present schema in one transaction. Returns a SQLite code; SQLITE_SCHEMA:
 * a newer program has made them; SQLITE_NOTADB: it is something else's database. */
int directory_db_migrate(sqlite3 *db);

/* What a SQLite code means to staff, with what to do. Static. */
const char *directory_reason(int code);

/* Logs what the connection says, and keeps its code. Returns false. */
bool directory_fault(struct directory *directory);

/* Puts the reason of the last fault into why (may be NULL). Returns false. */
bool directory_why(struct directory *directory, char *why, size_t size);

/* Puts a reason of our own into why (may be NULL): a pattern of say.h and its words, up to a NULL.
 * Returns false. */
bool directory_refuse(char *why, size_t size, const char *pattern, ...) __attribute__((sentinel));

/* A statement ready to be bound; NULL: a fault of the database. */
sqlite3_stmt *directory_statement(struct directory *directory, enum directory_sql which);

/* A statement of one's own, to be finalized; "$fields" stands for the columns of all fields. NULL:
 * a fault of the database. */
sqlite3_stmt *directory_prepare(struct directory *directory, const char *sql);

/* Runs a statement that gives no rows, and resets it. */
bool directory_run(struct directory *directory, sqlite3_stmt *statement);
bool directory_exec(struct directory *directory, const char *sql);

/* Binds text that lives until the statement is reset; NULL binds NULL. */
void directory_bind(sqlite3_stmt *statement, int index, const char *text);

/* A column's text, "" for NULL; of the statement, until its next step. */
const char *directory_text(sqlite3_stmt *statement, int column);

/* Takes the write lock at once, so that what is read is what is changed. */
bool directory_begin(struct directory *directory);
bool directory_commit(struct directory *directory);
void directory_rollback(struct directory *directory);

/* Where a row lies: its own coordinates, else its ZIP's centroid. False: not known. */
bool directory_locate(struct directory *directory, const char *const field[THERAPIST_FIELDS],
	double *latitude, double *longitude);

/* The same, of a row that is read: as it was noted (columns place_latitude, place_longitude) when
 * it was written; if it was not known then, it may be now. */
bool directory_place_of(struct directory *directory, sqlite3_stmt *statement, int column,
	const char *const field[THERAPIST_FIELDS], double *latitude, double *longitude);

/* A stream into memory; after fclose *text is freed by free(). Never NULL. */
FILE *directory_stream(char **text, size_t *size);

#endif
