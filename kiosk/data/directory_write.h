/* Changing rows of the directory, each change with its line in the audit trail. Only for the files
 * of data/ that change the directory; all of these run inside a transaction of the caller's. */
#ifndef TUNEUP_DIRECTORY_WRITE_H
#define TUNEUP_DIRECTORY_WRITE_H

#include "data/directory_db.h"

/* All that a change can touch. */
struct directory_row {
	int64_t id;
	int retired; /* RETIRED_NO ... */
	const char *field[THERAPIST_FIELDS];
};

/* Who does what, for the trail. */
struct directory_deed {
	const char *by;
	const char *what; /* "added", "changed", "removed", "verified", "retired", ... */
	int64_t import;   /* the import it belongs to, 0: none */
};

/* The initials as they are stored, in arena; NULL: refused. */
const char *directory_read_initials(const char *by, struct arena *arena, char *why, size_t size);

/* Each looks one row up; its texts live in arena. False: a fault. *found says whether it is there.
 */
bool directory_row_by_id(struct directory *directory, int64_t id, struct arena *arena,
	struct directory_row *row, bool *found);
bool directory_row_by_key(struct directory *directory, const char *license_state,
	const char *license_number, struct arena *arena, struct directory_row *row, bool *found);

bool directory_rows_equal(const struct directory_row *a, const struct directory_row *b);

/* Sets row->id. */
bool directory_add(
	struct directory *directory, struct directory_row *row, const struct directory_deed *deed);

/* Writes `after` in place of `before`; the trail gets the fields that differ. Equal rows: nothing
 * is written. */
bool directory_change(struct directory *directory, const struct directory_row *before,
	const struct directory_row *after, const struct directory_deed *deed);

bool directory_remove(struct directory *directory, const struct directory_row *row,
	const struct directory_deed *deed);

/* A line in the trail about no row. */
bool directory_note(struct directory *directory, const struct directory_deed *deed,
	const char *before, const char *after);

/* A JSON string with its quotes. */
void directory_json_text(FILE *out, const char *text);

/* Now, in UTC: "2026-11-23T18:05:12Z". */
enum { DIRECTORY_TIME = 32 };
void directory_now(char text[static DIRECTORY_TIME]);

#endif
