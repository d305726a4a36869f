/* The directory of therapists: STATE/directory.db. One handle, one thread; several handles (kiosk,
 * tuneupctl) may have it open at once (WAL). Each change is one transaction with synchronous FULL:
 * when the call returns true, a cut of power cannot lose it. Each change is noted in the audit
 * trail. */
#ifndef TUNEUP_DIRECTORY_H
#define TUNEUP_DIRECTORY_H

#include "base/mem.h"
#include "base/problem.h"
#include "data/therapist.h"

#include <stddef.h>

struct directory;

/* Where the store is, and where its ZIP centroids are. */
struct directory_place {
	bool known;
	double latitude, longitude;
};

/* Opens and, where needed, makes or migrates STATE/directory.db. read_only: the kiosk's own handle;
 * a missing file is then made first, and on a disk that cannot be written to, it is a copy in
 * memory (and a problem). zips: ASSETS/us-zips.csv (NULL: no centroids). NULL when it cannot be
 * used; the cause is a problem. Blocks. */
struct directory *directory_open(
	const char *state, const char *zips, bool read_only, struct problems *problems);
void directory_close(struct directory *directory);

/* What a search asks for; zeroed it finds all. Filters combine (and); the values of one filter are
 * alternatives (or). */
struct directory_query {
	bool all;          /* staff: also what customers may not see */
	bool retired;      /* with all: also retired ones */
	const char *words; /* each a prefix of a word of the name or practice, with all also of the
			      license's number; folded */
	const char *techniques; /* "sports|swedish" */
	const char *settings, *languages, *memberships;
	bool accepts_new, insurance;
	double within_km; /* 0: any */
	struct directory_place from;
	day_t today;
	int limit; /* 0: all */
};

struct therapist_list {
	struct therapist *therapist;
	size_t count; /* those in the array */
	size_t found; /* those that match, whatever the limit */
};

/* Nearest first, ties by name, unknown distance last; without a place by name. Results live in
 * arena. False: a fault of the database (logged). */
bool directory_search(struct directory *directory, const struct directory_query *query,
	struct arena *arena, struct therapist_list *list);

/* How many there are of each license_status, retired ones apart. */
struct directory_counts {
	int by_status[LICENSE_UNVERIFIED + 1];
	int retired;
	day_t first_expiry; /* of those that expire in LICENSE_WARN_DAYS; DAY_NONE: none does */
};
bool directory_count(struct directory *directory, day_t today, struct directory_counts *counts);

/* One by id, retired or not. False when there is none. */
bool directory_get(
	struct directory *directory, int64_t id, struct arena *arena, struct therapist *therapist);

/* What staff wrote into the fields of one therapist. */
struct directory_draft {
	int64_t id;                          /* 0: a new one; set when it is saved */
	const char *field[THERAPIST_FIELDS]; /* as written; NULL: stays as it is */
};

/* Changes. by: the initials of who does it, 1 to 8 letters. False: refused or failed; why (one
 * English sentence) stands in `why` (may be NULL, size bytes). */
/* Adds or changes one. Each field is read as an import reads it (directory_values.h). The
 * verification cannot be written (directory_verify does that), and goes when the license's state or
 * number changes: another license was looked up. *wrong (may be NULL): the field that is at fault,
 * THERAPIST_FIELDS: none of them. */
bool directory_save(struct directory *directory, struct directory_draft *draft, const char *by,
	enum therapist_field *wrong, char *why, size_t size);

/* Removes a person for good: the row, its lines in the trail and in the reports of imports, and the
 * same in every backup of STATE/backups; the trail keeps that somebody was erased, when and by
 * whom. All of the backups first, so that after a fault it can be done again. What cannot be read
 * is named in why: it is left, and must be deleted by hand; then true all the same. Copies
 * elsewhere are not reached. */
bool directory_erase(
	struct directory *directory, int64_t id, const char *by, char *why, size_t size);

bool directory_verify(struct directory *directory, int64_t id, const char *by, day_t on,
	day_t today, char *why, size_t size);
bool directory_retire(struct directory *directory, int64_t id, const char *by, bool retired,
	char *why, size_t size);

/* Takes the last import back in one transaction, after a backup: rows it added go, fields it
 * changed get their old values unless they were changed again since. */
bool directory_undo_import(struct directory *directory, const char *by, char *why, size_t size);

/* What was told of an import, a line each: changes and notes; in arena. */
bool directory_read_report(struct directory *directory, int64_t import, struct arena *arena,
	const char ***line, size_t *lines);

/* The import that would be undone; its texts live in arena. False: there is none. */
struct directory_import {
	int64_t id;
	const char *at; /* UTC, "2026-11-23T18:05:12Z" */
	const char *by, *file;
	int added, changed, unchanged, missing;
};
bool directory_last_import(
	struct directory *directory, struct arena *arena, struct directory_import *import);

/* A line of the audit trail. */
struct directory_deed_done {
	int64_t id, therapist; /* therapist 0: about none */
	const char *at;        /* UTC, "2026-11-23T18:05:12Z" */
	const char *who, *what;
	const char *name;           /* of the therapist as it is now; "" when it is gone */
	const char *before, *after; /* JSON objects of what differs, "" when there was no row */
};

struct directory_trail {
	struct directory_deed_done *deed;
	size_t count;
};

enum { TRAIL_KEEP_YEARS = 5 };

/* The newest lines first, at most so many; of one therapist, or (0) of all. They live in arena. */
bool directory_read_trail(struct directory *directory, int64_t therapist, int limit,
	struct arena *arena, struct directory_trail *trail);

/* What one line of the trail says of a field: "" where there was nothing, or is nothing now. */
struct directory_change_told {
	enum therapist_field field; /* THERAPIST_FIELDS: out of the list ("1") or in it ("0") */
	const char *before, *after;
};

/* The fields that a line of the trail is about, in the order of the table; in arena. False: a fault
 * of the database. */
bool directory_read_deed(struct directory *directory, const struct directory_deed_done *deed,
	struct arena *arena, struct directory_change_told **change, size_t *changes);

/* Removes the lines that are older than TRAIL_KEEP_YEARS. */
bool directory_purge_trail(struct directory *directory, day_t today);

/* The newest day (local time) that is known to have been: of the trail, or of this program's
 * release. A clock that says less is wrong. */
day_t directory_known_day(struct directory *directory);

/* Somebody says that the clock is right: days of the trail beyond it are no longer believed. */
bool directory_confirm_date(struct directory *directory, const char *by, char *why, size_t size);

/* Tells staff of a clock that is wrong and of licenses that expire soon (problems that are cleared
 * when they are over). Returns the day by which licenses are judged: the clock's, or the newest
 * known one where that is later. */
day_t directory_review(struct directory *directory, day_t clock, struct problems *problems);

/* The problem of a clock that is wrong: its title, a msgid. */
extern const char directory_date_title[];

/* Rises with each change by any process; lets the kiosk notice what tuneupctl did. */
int64_t directory_version(struct directory *directory);

#endif
