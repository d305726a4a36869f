/* What the fuzzers share: numbers that depend on the seed alone, changes to bytes, and a watch for
 * hangs. The file of a case stays in the scratch folder, so that the one that crashed is there to
 * look at. */
#ifndef TUNEUP_FUZZ_H
#define TUNEUP_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { FUZZ_MAX = 1 << 21 }; /* bytes of a case */

struct fuzz {
	const char *folder;
	uint64_t first, count; /* cases; count 0: until the time is over */
	int64_t end_s;         /* of the monotonic clock */
	uint64_t number;       /* of the case: its seed */
	uint64_t random;       /* the state of the generator */
};

/* "FOLDER -n COUNT [FIRST]" or "FOLDER SECONDS [FIRST]". Exits when that is not given. */
void fuzz_start(struct fuzz *fuzz, int argc, char **argv);

/* The next case; false when there is none. A case that takes longer than half a minute aborts. */
bool fuzz_next(struct fuzz *fuzz);

/* Says how many cases there were. */
void fuzz_end(const struct fuzz *fuzz);

/* 0 .. below - 1 */
size_t fuzz_chance(struct fuzz *fuzz, size_t below);

/* Reads a file, up to FUZZ_MAX bytes; exits when it cannot. Freed by free(). */
unsigned char *fuzz_read(const char *path, size_t *length);
void fuzz_write(const char *path, const unsigned char *bytes, size_t length);

/* Changes some of the bytes, cuts and copies parts; there is room for FUZZ_MAX. Returns the length.
 */
size_t fuzz_mutate(struct fuzz *fuzz, unsigned char *bytes, size_t length);

/* Aborts with the number of the case, so that it can be run alone. */
void fuzz_fail(const struct fuzz *fuzz, const char *what);

#endif
