/* Copying a database whole: what making and restoring a backup share. */
#ifndef TUNEUP_BACKUP_COPY_H
#define TUNEUP_BACKUP_COPY_H

#include "data/backup.h"
#include "data/directory_db.h"

/* folder/prefix-YYYYMMDD-HHMMSS.db (local time), or with "-2", ... where that is taken. Two
 * programs never get the same: an empty PATH.part holds it until backup_copy or
 * backup_release_path. Freed by free(). */
char *backup_claim_path(const char *folder, const char *prefix);
void backup_release_path(const char *path);

/* Copies the database to a path in folder that was claimed, checks the copy and has it on the disk
 * before it gets its name. False: why (may be NULL), and no file is left. */
bool backup_copy(sqlite3 *from, const char *folder, const char *path, char *why, size_t size);

/* All pages of one database into another one, in one transaction of the other. A SQLite code. */
int backup_pages(sqlite3 *from, sqlite3 *to);

/* SQLITE_OK when integrity_check finds nothing. */
int backup_check(sqlite3 *db);

/* Has a file or (O_DIRECTORY) a folder's names on the disk. */
bool backup_sync(const char *path, int flags);

/* The backups of a folder, the newest first: an array to be freed by free(), its names in arena. */
char **backup_names(const char *folder, struct arena *arena, size_t *count);

/* Gives the directory's file a second name and moves its log there, which would be played back into
 * a new file of the first name. False: errno says why. */
bool backup_set_aside(const char *live, const char *aside);

/* "no backup could be made in FOLDER: ...". Returns false. */
bool backup_refuse(const char *folder, const char *reason, char *why, size_t size);

#endif
