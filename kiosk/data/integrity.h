/* Whether a database file is whole. */
#ifndef TUNEUP_INTEGRITY_H
#define TUNEUP_INTEGRITY_H

#include <stdbool.h>
#include <stddef.h>

/* SQLite's quick_check and the foreign keys of a file that somebody else may be writing. False:
 * what is wrong stands in why (size bytes). Reads the whole file: seconds for a large one. */
bool integrity_check(const char *path, char *why, size_t size);

/* Whether the file is damaged: no database, or one that quick_check finds fault with. False also
 * when it cannot be looked at (a full disk, no right to read it), which a backup would not mend. */
bool integrity_damaged(const char *path, char *why, size_t size);

#endif
