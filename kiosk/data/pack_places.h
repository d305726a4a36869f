/* Where installed packs lie. Only pack*.c include it. */
#ifndef TUNEUP_PACK_PLACES_H
#define TUNEUP_PACK_PLACES_H

#include "data/pack.h"

struct places {
	char *root;            /* STATE/content */
	int lock;              /* held while it is 0 or more */
	int current, previous; /* numbers of folders; 0: none */
	int highest;           /* that was ever given and is still there */
};

/* Makes STATE/content where it is missing, takes its lock (without waiting) and looks. False: why.
 * places_close in any case. */
bool places_open(struct places *places, const char *state, char *why);
void places_close(struct places *places);

/* The folder of a number, with what stands behind it: "" or ".new"; freed by free(). */
char *places_folder(const struct places *places, int number, const char *end);

/* Points `current` to this number, 0: to none, so that it outlasts a cut of power. */
bool places_switch(struct places *places, int number, char *why);

/* Removes what is neither in use nor the one before: older packs, and what was left half unpacked.
 */
void places_clean(const struct places *places);

bool places_remove(const char *folder);

#endif
