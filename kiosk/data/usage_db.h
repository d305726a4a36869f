/* The file behind the usage log: opening it, its schema, small helpers. Only for usage*.c and
 * report.c. */
#ifndef TUNEUP_USAGE_DB_H
#define TUNEUP_USAGE_DB_H

#include "data/usage.h"

#include <sqlite3.h>
#include <stdbool.h>

/* STATE/usage.db, made or migrated to the newest schema. A file that is damaged is set aside as
 * usage.db.damaged and a new one is made (a warning); with read_only it stays where it is. NULL: it
 * cannot be used (an error). */
sqlite3 *usage_db_open(const char *state, bool read_only, struct problems *problems);

/* Runs SQL without results; false: failed (the cause stands in sqlite3_errmsg). */
bool usage_db_run(sqlite3 *db, const char *sql);

/* A prepared statement, or NULL when the database refuses. */
sqlite3_stmt *usage_db_prepare(sqlite3 *db, const char *sql);

/* Of a handle that is open. */
sqlite3 *usage_database(struct usage *usage);

/* The schema this program writes. */
enum { USAGE_DB_VERSION = 2 };

#endif
