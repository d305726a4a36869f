#include "data/integrity.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* The first row of a query; "" when there is none. False: the query fails. */
static bool first_row(sqlite3 *db, const char *sql, char *text, size_t size)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
	text[0] = '\0';
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		snprintf(text, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

static sqlite3 *open_file(const char *path, bool *opened)
{
	sqlite3 *db = NULL;
	*opened = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
	sqlite3_busy_timeout(db, 5000);
	return db;
}

/* SQLITE_OK; SQLITE_CORRUPT, SQLITE_NOTADB: damaged; others: it cannot be looked at. */
static int quick_check(sqlite3 *db, char *why, size_t size)
{
	char found[160] = "";
	if (!first_row(db, "PRAGMA quick_check(1)", found, sizeof found)) {
		snprintf(why, size, "%s", sqlite3_errmsg(db));
		return sqlite3_errcode(db) & 0xff;
	}
	if (strcmp(found, "ok") == 0)
		return SQLITE_OK;
	snprintf(why, size, "%s", found);
	return SQLITE_CORRUPT;
}

bool integrity_check(const char *path, char *why, size_t size)
{
	bool opened;
	char found[160] = "";
	sqlite3 *db = open_file(path, &opened);
	bool whole = opened && quick_check(db, why, size) == SQLITE_OK;
	if (!opened)
		snprintf(why, size, "%s", sqlite3_errmsg(db));
	if (whole && first_row(db, "PRAGMA foreign_key_check", found, sizeof found) && found[0]) {
		snprintf(why, size, "table %s refers to rows that are not there", found);
		whole = false;
	}
	sqlite3_close(db);
	return whole;
}

bool integrity_damaged(const char *path, char *why, size_t size)
{
	bool opened;
	sqlite3 *db = open_file(path, &opened);
	int code = opened ? quick_check(db, why, size) : SQLITE_CANTOPEN;
	sqlite3_close(db);
	return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}
