/* Whether a database file is whole. */
#ifndef TUNEUP_INTEGRITY_H
#define TUNEUP_INTEGRITY_H

#include <stdbool.h>
#include <stddef.h>

/* SQLite's quick_check and the foreign keys of a file that somebody else may be writing. False:
 * what is wrong stands in why (size bytes). Reads the whole file: seconds for a large one. */
bool integrity_check(const char *path, char *why, size_t size);

#endif
