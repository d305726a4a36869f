/* Names that last: what a folder holds is on the disk. */
#ifndef TUNEUP_SYNC_H
#define TUNEUP_SYNC_H

#include <stdbool.h>

/* After a file was made, renamed or removed in it. Any thread. False: errno says why. */
bool sync_folder(const char *folder);

#endif
