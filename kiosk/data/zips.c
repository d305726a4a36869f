#include "data/zips.h"

#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct centroid {
	int zip;
	float latitude, longitude;
};

struct zips {
	char *path; /* NULL: none, or read already */
	struct centroid *centroid;
	size_t count, room;
};

struct zips *zips_create(const char *path)
{
	struct zips *zips = mem_calloc(1, sizeof *zips);
	zips->path = path ? mem_strdup(path) : NULL;
	return zips;
}

void zips_destroy(struct zips *zips)
{
	if (!zips)
		return;
	free(zips->path);
	free(zips->centroid);
	free(zips);
}

static int compare(const void *a, const void *b)
{
	const struct centroid *left = a, *right = b;
	return (left->zip > right->zip) - (left->zip < right->zip);
}

/* The first five characters as a number, -1 when they are not five digits. */
static int read_zip(const char *text)
{
	int zip = 0;
	for (int i = 0; i < 5; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		zip = zip * 10 + (text[i] - '0');
	}
	return zip;
}

static void read_line(struct zips *zips, const char *line)
{
	struct centroid centroid = {.zip = read_zip(line)};
	char *end;
	if (centroid.zip < 0 || line[5] != ',')
		return;
	centroid.latitude = strtof(line + 6, &end);
	if (end == line + 6 || *end != ',')
		return;
	centroid.longitude = strtof(end + 1, NULL);
	if (zips->count == zips->room) {
		zips->room = zips->room ? zips->room * 2 : 4096;
		zips->centroid = mem_realloc(zips->centroid, zips->room * sizeof *zips->centroid);
	}
	zips->centroid[zips->count++] = centroid;
}

static void load(struct zips *zips)
{
	char line[128];
	FILE *file = fopen(zips->path, "re");
	if (!file) {
		log_warning("%s: %s; places without coordinates have no distance", zips->path,
			strerror(errno));
	} else {
		while (fgets(line, sizeof line, file))
			read_line(zips, line);
		fclose(file);
		if (zips->count > 1)
			qsort(zips->centroid, zips->count, sizeof *zips->centroid, compare);
	}
	free(zips->path);
	zips->path = NULL;
}

bool zips_find(struct zips *zips, const char *zip, double *latitude, double *longitude)
{
	struct centroid wanted = {.zip = read_zip(zip)};
	if (wanted.zip < 0)
		return false;
	if (zips->path)
		load(zips);
	if (zips->count == 0)
		return false;
	const struct centroid *found =
		bsearch(&wanted, zips->centroid, zips->count, sizeof *zips->centroid, compare);
	if (!found)
		return false;
	*latitude = (double)found->latitude;
	*longitude = (double)found->longitude;
	return true;
}
