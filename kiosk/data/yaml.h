/* Reads a YAML file into a struct by a table: one row a key. All faults of a file come in one run,
 * each as a problem "FILE:LINE:COLUMN: key: expected X, found Y". Blocks; any thread that owns the
 * problems and the arena. */
#ifndef TUNEUP_YAML_H
#define TUNEUP_YAML_H

#include "base/mem.h"
#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>

/* What a value is and what it is stored as. */
enum key_type {
	KEY_STRING, /* const char *; min..max characters (max 0: any number); one of `words` if
		       given */
	KEY_BOOL,   /* bool; true and false, or the two `words` {false, true} */
	KEY_INT,    /* int, min..max */
	KEY_NUMBER, /* double, min..max */
	KEY_TIME,   /* int64_t microseconds, written in seconds, min..max seconds */
	KEY_SPAN,   /* int64_t[2] microseconds, written [from, to] in seconds, from < to */
	KEY_ENUM,   /* int: the index of the word in `words` */
	KEY_TEXT,   /* struct text, written {en: ..., es: ...}; languages that tr does not have are
		     * passed over; one it has and the map lacks is a warning, and so are more
		     * than max characters (max 0: any number), where the layouts have no room */
	KEY_MAP,    /* the keys of `keys`, whose offsets count from this row's offset */
	KEY_LIST,   /* an array of `room` items with their count, min..room of them */
	KEY_TYPE_COUNT
};

struct yaml_key {
	const char *name;
	enum key_type type;
	size_t offset; /* offsetof in the record; of an item: 0 */
	bool required;
	double min, max;
	const char *letters;         /* KEY_STRING: the characters it may consist of; NULL: any */
	const char *const *words;    /* NULL-terminated */
	const struct yaml_key *keys; /* KEY_MAP: its rows, the last one has no name */
	const struct yaml_key *item; /* KEY_LIST: one row that says what an item is */
	size_t item_size, count_offset; /* KEY_LIST: bytes of an item; offsetof the int count */
	int room;                       /* KEY_LIST: items the array holds */
	size_t line_offset; /* offsetof an int that takes the line of the value, KEY_LIST: of room
			     * ints, a line an item; 0: none */

	/* Called after all keys of the map were read without a fault. Returns NULL when the value
	 * fits the rest of the record, else what was expected (static or in the arena); the value
	 * stays, so such a record is for dropping. */
	const char *(*check)(const void *record, struct arena *arena);
};

/* Where the texts go and how faults are told. title and todo are msgids (N_). */
struct yaml_job {
	struct arena *arena;
	struct problems *problems;
	enum problem_part part;
	const char *title, *todo;
};

/* Reads the file into record. A key that is absent, empty or faulty leaves its field as it was; a
 * faulty item of a list is left out; a list that is given replaces the one before. An unknown key
 * is a warning that names the nearest known one. True when nothing was an error (warnings may be
 * there); a file that cannot be read, is no UTF-8 or no YAML is one. */
bool yaml_read(
	const char *path, const struct yaml_key *keys, void *record, const struct yaml_job *job);

#endif
