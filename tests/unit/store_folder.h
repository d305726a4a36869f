/* A store with a desk on a fresh state folder for each test: include it after scratch.h. */
#ifndef TUNEUP_STORE_FOLDER_H
#define TUNEUP_STORE_FOLDER_H

#include "data/store.h"

#include <unistd.h>

static struct problems problems;
static struct store *store;
static char folder[1024];

static int begin(void **state)
{
	static int number;
	(void)state;
	char name[64];
	snprintf(name, sizeof name, "state-%d-%d/x", (int)getpid(), number++);
	snprintf(folder, sizeof folder, "%s", scratch_path(name));
	*strrchr(folder, '/') = '\0';
	store = store_create(folder, &problems);
	assert_non_null(store);
	store_open_desk(store, desk_create(folder, NULL), NULL, NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_destroy(store);
	return 0;
}

static char *in_folder(const char *name)
{
	static char path[1200];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void write_text(const char *name, const char *text)
{
	FILE *file = fopen(in_folder(name), "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

#endif
