/* Other programs, with an environment of our own. */
#ifndef TUNEUP_RUN_H
#define TUNEUP_RUN_H

#include <stdbool.h>
#include <stddef.h>

/* Runs a program (words[0] is its path; NULL ends them) and waits. Whether it ended well; else
 * errno says why it could not be started, or 0. */
bool run_and_wait(const char *const words[]);

/* The same, and takes what it writes: at most size - 1 bytes, and a zero. */
bool run_and_read(const char *const words[], char *text, size_t size);

#endif
