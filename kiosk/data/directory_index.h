/* The directory as a search needs it, in memory: what filters look at, where rows lie, and which
 * words they have. About 80 bytes a row. Only for the files of data/ that search the directory. */
#ifndef TUNEUP_DIRECTORY_INDEX_H
#define TUNEUP_DIRECTORY_INDEX_H

#include "base/names.h"
#include "data/directory_db.h"

/* The fields with values that filters ask for. */
enum index_list {
	INDEX_TECHNIQUES,
	INDEX_SETTING,
	INDEX_LANGUAGES,
	INDEX_MEMBERSHIPS,
	INDEX_LISTS
};

struct index_row {
	int64_t id;
	double at[3];               /* of the unit sphere, when has_place */
	uint32_t list[INDEX_LISTS]; /* number in the index's `list` of the same place */
	struct license_days license;
	bool has_place, retired, accepts_new, insurance;
};

/* Words in order, and the rows of each one: those of word i are row[first[i]] to row[first[i + 1] -
 * 1]. */
struct index_words {
	const char **word;
	uint32_t words;
	uint32_t *first;
	uint32_t *row;
	struct names names; /* owns the words */
};

struct directory_index {
	struct index_row *row; /* by sort_name, then id */
	uint32_t rows;
	struct names list[INDEX_LISTS]; /* each distinct "a|b" */
	struct index_words names;       /* of names and practices */
	struct index_words numbers;     /* of licenses */
	int64_t version;                /* of the directory */
};

/* That of the handle's directory as its transaction (which must be open) sees it: read again where
 * something has changed. The handle owns it. NULL: a fault of the database. */
const struct directory_index *directory_index(struct directory *directory);

void directory_index_free(struct directory_index *index);

/* The words that begin with this one: from *begin to before *end. */
void index_words_find(
	const struct index_words *words, const char *word, uint32_t *begin, uint32_t *end);

/* The place in the index's terms: a point of the unit sphere. */
void index_point(double latitude, double longitude, double at[3]);

#endif
