/* What the reading of therapists.csv hands to its applying. Only for import*.c. */
#ifndef TUNEUP_IMPORT_ROWS_H
#define TUNEUP_IMPORT_ROWS_H

#include "data/import.h"

enum { IMPORT_ROWS_MAX = 50000, IMPORT_BYTES_MAX = 20 * 1000 * 1000 };

/* A row without a fault, in the form it is stored. */
struct import_row {
	int line;
	const char *field[THERAPIST_FIELDS]; /* "" when empty */
};

struct import_job {
	struct directory *directory;
	const struct import_options *options;
	struct import_report *report;
	day_t today;
	const char *by;   /* initials */
	const char *name; /* of the file, without its folder */

	struct import_row *row;
	size_t rows, row_room;
	int column[THERAPIST_FIELDS]; /* where the field stands in the file, from 1; 0: nowhere */
	int columns;
	size_t error_room, note_room, change_room, fresh_room, gone_room;
};

/* Report; value may be NULL. The texts may be short-lived, reason too. */
void import_error(struct import_job *job, int line, int column, const char *field,
	const char *value, const char *reason);
__attribute__((format(printf, 2, 3))) void import_note(
	struct import_job *job, const char *format, ...);
void import_change(struct import_job *job, const struct import_change *change);

/* Makes room for one more item of an array that lives in arena. */
void *import_grow(struct arena *arena, void *array, size_t count, size_t *room, size_t size);

/* Reads and checks the file: rows, errors, notes. False: it has no rows that could be looked at. */
bool import_read(struct import_job *job, const char *path);

/* Holds the rows against the directory, and unless it is a dry run or there are errors writes them
 * in one transaction. False: a fault, told as an error of the file. */
bool import_apply(struct import_job *job);

#endif
