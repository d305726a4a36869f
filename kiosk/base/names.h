/* A set of texts, each kept once and known by a number: 0, 1, 2, ... in the order in which they
 * came. A zeroed struct is an empty set. One thread. */
#ifndef TUNEUP_NAMES_H
#define TUNEUP_NAMES_H

#include "base/mem.h"

#include <stdint.h>

struct names {
	const char **name; /* by number; they live until names_free */
	uint32_t count, room;
	uint32_t *slot; /* a hash table of number + 1; 0: free */
	uint32_t slots; /* a power of two */
	struct arena text;
};

/* The number of a text of so many bytes, which need not end with a NUL; a new one is copied. */
uint32_t names_add(struct names *names, const char *text, size_t length);

void names_free(struct names *names);

#endif
