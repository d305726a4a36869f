/* Folders on the way to a file. Any thread. */
#ifndef TUNEUP_FOLDER_H
#define TUNEUP_FOLDER_H

#include <stdbool.h>
#include <sys/types.h>

/* Makes all folders above the last part of a path that are not there, with that mode (less the
 * umask). False: errno says why, and those that were made stay. */
bool folder_make_above(const char *path, mode_t mode);

#endif
