/* Where a ZIP code lies: the centroids of ASSETS/us-zips.csv ("zip,lat,lon", sorted by ZIP). */
#ifndef TUNEUP_ZIPS_H
#define TUNEUP_ZIPS_H

#include <stdbool.h>

struct zips;

/* path NULL: none is known. The file is read at the first question. Never NULL. One thread. */
struct zips *zips_create(const char *path);
void zips_destroy(struct zips *zips);

/* The centroid of "80301" or "80301-1234" in degrees. False when it is not known. */
bool zips_find(struct zips *zips, const char *zip, double *latitude, double *longitude);

#endif
