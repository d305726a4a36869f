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

bool integrity_check(const char *path, char *why, size_t size)
{
	sqlite3 *db = NULL;
	char found[160] = "";
	bool opened = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
	sqlite3_busy_timeout(db, 5000);
	bool whole = opened && first_row(db, "PRAGMA quick_check(1)", found, sizeof found);
	if (!whole)
		snprintf(why, size, "%s", sqlite3_errmsg(db));
	if (whole && strcmp(found, "ok") != 0) {
		snprintf(why, size, "%s", found);
		whole = false;
	}
	if (whole && first_row(db, "PRAGMA foreign_key_check", found, sizeof found) && found[0]) {
		snprintf(why, size, "table %s refers to rows that are not there", found);
		whole = false;
	}
	sqlite3_close(db);
	return whole;
}
