/* Copies of the directory, and the way back. */
#ifndef TUNEUP_BACKUP_H
#define TUNEUP_BACKUP_H

#include "data/directory.h"

enum { BACKUP_KEEP = 14, BACKUP_KEEP_MONTHS = 12 };

/* Copies the directory as it was last committed into folder/directory-YYYYMMDD-HHMMSS.db (local
 * time; "-2", ... when it is there already) by SQLite's online backup, checks the copy
 * (integrity_check) and has it on the disk before it gets its name. folder: made when missing, and
 * those above it; NULL: STATE/backups. Then removes older ones of such a name but the newest
 * BACKUP_KEEP and one a month for BACKUP_KEEP_MONTHS. *made (may be NULL): the path, freed by
 * free(). False: why (one sentence, may be NULL) says what is the matter, and no file is left.
 * Blocks. */
bool backup_make(
	struct directory *directory, const char *folder, char **made, char *why, size_t size);

/* Puts a backup in place of STATE/directory.db. The file is copied and checked first (a directory
 * of Tuneup, integrity, schema; an older schema is brought up to date). What is there now is set
 * aside as STATE/backups/replaced-YYYYMMDD-HHMMSS.db and never removed by us. A running kiosk sees
 * the change at once. *aside (may be NULL): where it went, freed by free(), NULL when there was
 * nothing. False: nothing has changed. by: initials for the trail. Blocks. */
bool backup_restore(
	const char *state, const char *file, const char *by, char **aside, char *why, size_t size);

/* For the start of the kiosk, before the directory is opened: looks STATE/directory.db through
 * (quick_check). A damaged one is set aside as with backup_restore, and the newest backup that is
 * sound takes its place, or an empty directory where there is none; either is a problem that staff
 * see. Blocks, about a second for 100,000 rows. */
void backup_rescue(const char *state, struct problems *problems);

#endif
