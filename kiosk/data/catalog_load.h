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
};

/* Whether this file is there and can be read; else it becomes a problem. */
bool loader_finds(struct loader *loader, const char *path);

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
