/* therapists.csv into the directory, whole or not at all; and out of it. */
#ifndef TUNEUP_IMPORT_H
#define TUNEUP_IMPORT_H

#include "data/directory.h"

#include <stdatomic.h>
#include <stdio.h>

struct import_error {
	int line, column;  /* physical line on which the record starts (header: 1); column from 1 */
	const char *field; /* CSV name, "" for the file as a whole */
	const char *value; /* what stands there, shortened to 80 characters */
	const char *reason; /* what was expected, and the mend where there is one */
};

/* A row whose content differs, for the preview. */
struct import_change {
	int line;
	const char *name;
	enum therapist_field field;
	const char *before, *after;
};

/* A row that is new, for the preview. */
struct import_fresh {
	int line;
	const char *name, *techniques; /* as stored: "swedish|prenatal" */
	bool checked;                  /* it brings a verification that counts */
};

/* How far an import is, and the wish to end it: looked at by another thread than the one that
 * imports. */
struct import_watch {
	atomic_int done, rows;
	atomic_bool cancel; /* before it is committed: nothing is changed then */
};

struct import_options {
	bool dry_run;
	bool retire_missing;
	const char *by;             /* initials; NULL: "import" */
	const char *backups;        /* folder for the backup before; NULL: STATE/backups */
	struct import_watch *watch; /* NULL: nobody looks */
};

struct import_report {
	int added, changed, unchanged, missing;
	int rows; /* of the file, faulty ones too */
	bool applied;
	struct import_error *error;
	size_t errors;
	const char **note; /* unknown columns, verifications that do not count, missing rows */
	size_t notes;
	struct import_change *change;
	size_t changes;
	struct import_fresh *fresh; /* those added */
	size_t freshes;
	const char **gone; /* names of the missing ones */
	size_t gones;
	struct arena arena; /* owns all of it */
};

/* Reads, checks and (unless dry_run or there are errors) applies in one transaction after a backup.
 * Columns the file lacks keep their values, and so does a verification that a row does not bring.
 * The same file again changes nothing, makes no backup and leaves no trail. False: the file was
 * refused or something failed; the report's errors say why. At most 50,000 rows and 20 MB. Blocks.
 */
bool import_file(struct directory *directory, const char *path,
	const struct import_options *options, day_t today, struct import_report *report);
void import_report_free(struct import_report *report);

/* All rows that are not retired, sorted by license state and number, UTF-8, comma, CRLF, so that
 * export, import, export is byte-identical. US phones as "(303) 555-0142"; an apostrophe stands in
 * front of what a spreadsheet would take for a formula (csv.h). False: a write failed (logged). */
bool export_csv(struct directory *directory, FILE *file);

#endif
