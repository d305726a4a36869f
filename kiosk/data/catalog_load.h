/* What the readers of the content share. Only catalog.c and learn.c include it. */
#ifndef TUNEUP_CATALOG_LOAD_H
#define TUNEUP_CATALOG_LOAD_H

#include "data/catalog.h"
#include "data/yaml.h"

struct loader {
	struct catalog *catalog;
	catalog_read_captions *read_captions;
	struct problems *problems;
	struct yaml_job job;
	const char **folder; /* of each routine, sound or not; NULL-terminated */
};

/* Whether there is a folder of this routine. What is wrong in it is told there, not once more
 * wherever the routine is named. */
bool loader_knows(const struct loader *loader, const char *routine);

/* Whether this is a file that can be read. */
bool loader_has(const char *path);

/* The visible names of a folder, sorted, in fresh memory, each its own; negative: no such folder.
 */
struct dirent;
int loader_lists(const char *folder, struct dirent ***names);

/* Adds a fault of a content file; level as in problem.h. */
void loader_tells(struct loader *loader, enum problem_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* content/learn into catalog->learn. The routines are read already. */
void load_learn(struct loader *loader);

#endif
