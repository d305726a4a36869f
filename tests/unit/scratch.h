/* Files that a test writes for itself, below TUNEUP_TEST_DIR (build/test). */
#ifndef TUNEUP_SCRATCH_H
#define TUNEUP_SCRATCH_H

#include "base/folder.h"
#include "base/mem.h"
#include "base/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The path of a file of this test program; the folders to it exist. In a ring of eight. */
static inline const char *scratch_path(const char *name)
{
	static char ring[8][1024];
	static int next;
	char *path = ring[next++ % 8];
	const char *folder = getenv("TUNEUP_TEST_DIR");
	snprintf(path, sizeof ring[0], "%s/%s/%s", folder ? folder : "build/test", SCRATCH, name);
	if (!folder_make_above(path, 0755))
		perror(path);
	return path;
}

static inline const char *scratch_bytes(const char *name, const void *bytes, size_t size)
{
	const char *path = scratch_path(name);
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
		perror(path);
		abort();
	}
	return path;
}

static inline const char *scratch_file(const char *name, const char *text)
{
	return scratch_bytes(name, text, strlen(text));
}

/* A command of the shell's, which must succeed. */
__attribute__((format(printf, 1, 2))) static inline void shell(const char *format, ...)
{
	char command[4096];
	va_list args;
	va_start(args, format);
	vsnprintf(command, sizeof command, format, args);
	va_end(args);
	if (system(command) != 0) {
		fprintf(stderr, "failed: %s\n", command);
		abort();
	}
}

/* Whether a problem of this level has these words in its detail. */
static inline bool told(
	const struct problems *problems, enum problem_level level, const char *words)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->item[i];
		if (problem->level == level && strstr(problem->detail, words))
			return true;
	}
	fprintf(stderr, "not told: %s\n", words);
	return false;
}

/* A .mo file of a few texts, hand-built; pairs in the order of strcmp. Returns its size. */
static inline size_t scratch_mo(
	unsigned char *out, const char *const (*pairs)[2], size_t count, bool big_endian)
{
	size_t at = 28 + count * 16, slot = 28;
	const size_t head[] = {0x950412de, 0, count, 28, 28 + count * 8, 0, at};
	size_t words[256], used = 0;
	for (size_t i = 0; i < 7; i++)
		words[used++] = head[i];
	for (int half = 0; half < 2; half++) {
		for (size_t i = 0; i < count; i++, slot += 8) {
			size_t length = strlen(pairs[i][half]);
			memcpy(out + at, pairs[i][half], length + 1);
			/* '|' parts plural forms. */
			for (size_t k = 0; i > 0 && k < length; k++)
				if (out[at + k] == '|')
					out[at + k] = '\0';
			words[used++] = length;
			words[used++] = at;
			at += length + 1;
		}
	}
	for (size_t i = 0; i < used; i++)
		for (size_t b = 0; b < 4; b++)
			out[i * 4 + b] =
				(unsigned char)(words[i] >> (8 * (big_endian ? 3 - b : b)));
	return at;
}

#endif
