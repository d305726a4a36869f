#include "data/directory_index.h"

#include "base/fold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is read of a row, after id, retired, the place and sort_name. */
static const enum therapist_field fields[] = {
	THERAPIST_TECHNIQUES, /* the lists first, in the order of enum index_list */
	THERAPIST_SETTING,
	THERAPIST_LANGUAGES,
	THERAPIST_MEMBERSHIPS,
	THERAPIST_ACCEPTS_NEW,
	THERAPIST_INSURANCE,
	THERAPIST_PRACTICE,
	THERAPIST_ZIP,
	THERAPIST_LATITUDE,
	THERAPIST_LONGITUDE,
	THERAPIST_LICENSE_NUMBER,
	THERAPIST_LICENSE_EXPIRES,
	THERAPIST_LICENSE_VERIFIED_ON,
	THERAPIST_LICENSE_VERIFIED_BY,
};
enum { FIELDS = sizeof fields / sizeof *fields, FIELDS_COLUMN = 5 };

/* One word of one row. */
struct pair {
	uint32_t word, row;
};

/* Words as they are gathered. */
struct gather {
	struct index_words *words;
	struct pair *pair;
	size_t pairs, room;
};

/* Where a row comes in the order of names. */
struct rank {
	int64_t id;
	uint32_t at;
};

struct build {
	struct directory *directory;
	struct directory_index *index;
	struct rank *rank; /* by id */
	struct gather names, numbers;
};

/* ---- words ---- */

static void add_words(struct gather *gather, const char *folded, uint32_t row)
{
	for (const char *at = folded; *at;) {
		size_t length = strcspn(at, " ");
		if (gather->pairs == gather->room) {
			gather->room = gather->room ? gather->room * 2 : 1024;
			gather->pair =
				mem_realloc(gather->pair, gather->room * sizeof *gather->pair);
		}
		gather->pair[gather->pairs++] =
			(struct pair){names_add(&gather->words->names, at, length), row};
		at += length + (at[length] == ' ');
	}
}

static int compare_words(const void *a, const void *b)
{
	const char *const *const *left = a, *const *const *right = b;
	return strcmp(**left, **right);
}

/* Where each word comes in the alphabet, by its number; freed by free(). */
static uint32_t *rank_words(struct index_words *words)
{
	struct names *names = &words->names;
	const char ***order = mem_calloc(words->words, sizeof *order);
	uint32_t *rank = mem_calloc(words->words, sizeof *rank);
	for (uint32_t i = 0; i < words->words; i++)
		order[i] = &names->name[i];
	if (words->words > 1)
		qsort(order, words->words, sizeof *order, compare_words);
	for (uint32_t i = 0; i < words->words; i++) {
		rank[order[i] - names->name] = i;
		words->word[i] = *order[i];
	}
	free(order);
	return rank;
}

/* Sorts the pairs by word, by counting. */
static void finish_words(struct gather *gather)
{
	struct index_words *words = gather->words;
	words->words = words->names.count;
	words->word = mem_calloc(words->words, sizeof *words->word);
	words->first = mem_calloc((size_t)words->words + 1, sizeof *words->first);
	words->row = mem_calloc(gather->pairs, sizeof *words->row);
	uint32_t *rank = rank_words(words);
	for (size_t i = 0; i < gather->pairs; i++)
		words->first[rank[gather->pair[i].word] + 1]++;
	for (uint32_t i = 0; i < words->words; i++)
		words->first[i + 1] += words->first[i];
	uint32_t *next = mem_calloc(words->words, sizeof *next);
	for (size_t i = 0; i < gather->pairs; i++) {
		uint32_t at = rank[gather->pair[i].word];
		words->row[words->first[at] + next[at]++] = gather->pair[i].row;
	}
	free(next);
	free(rank);
	free(gather->pair);
}

/* The first word that is not less than the text; with `beyond`, the first one past those that begin
 * with it. */
static uint32_t search_word(const struct index_words *words, const char *text, bool beyond)
{
	size_t length = strlen(text);
	uint32_t low = 0, high = words->words;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strncmp(words->word[middle], text, length);
		if (order < 0 || (beyond && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void index_words_find(
	const struct index_words *words, const char *word, uint32_t *begin, uint32_t *end)
{
	*begin = search_word(words, word, false);
	*end = search_word(words, word, true);
}

/* ---- rows ---- */

void index_point(double latitude, double longitude, double at[3])
{
	const double degree = 3.14159265358979323846 / 180;
	at[0] = cos(latitude * degree) * cos(longitude * degree);
	at[1] = cos(latitude * degree) * sin(longitude * degree);
	at[2] = sin(latitude * degree);
}

static void add_row(struct build *build, sqlite3_stmt *statement, uint32_t at)
{
	struct directory_index *index = build->index;
	struct therapist therapist;
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		therapist.field[i] = "";
	for (int i = 0; i < FIELDS; i++)
		therapist.field[fields[i]] = directory_text(statement, FIELDS_COLUMN + i);
	struct index_row row = {.id = sqlite3_column_int64(statement, 0)};
	row.retired = sqlite3_column_int(statement, 1) != RETIRED_NO;
	row.license = license_days(&therapist);
	row.accepts_new = strcmp(therapist.field[THERAPIST_ACCEPTS_NEW], "yes") == 0;
	const char *insurance = therapist.field[THERAPIST_INSURANCE];
	row.insurance = insurance[0] && strcmp(insurance, "no") != 0;
	for (int i = 0; i < INDEX_LISTS; i++)
		row.list[i] = names_add(&index->list[i], therapist.field[fields[i]],
			strlen(therapist.field[fields[i]]));
	double latitude, longitude;
	row.has_place = directory_place_of(
		build->directory, statement, 2, therapist.field, &latitude, &longitude);
	if (row.has_place)
		index_point(latitude, longitude, row.at);
	char *practice = fold_words(therapist.field[THERAPIST_PRACTICE]);
	char *number = fold_words(therapist.field[THERAPIST_LICENSE_NUMBER]);
	add_words(&build->names, directory_text(statement, 4), at);
	add_words(&build->names, practice, at);
	add_words(&build->numbers, number, at);
	free(practice);
	free(number);
	index->row[at] = row;
}

static sqlite3_stmt *prepare(struct directory *directory)
{
	struct arena arena = {0};
	const char *columns = "id, retired, place_latitude, place_longitude, sort_name";
	for (int i = 0; i < FIELDS; i++)
		columns = arena_printf(&arena, "%s, %s", columns, therapist_field_name(fields[i]));
	sqlite3_stmt *statement = directory_prepare(
		directory, arena_printf(&arena, "SELECT %s FROM therapist ORDER BY id", columns));
	arena_free(&arena);
	return statement;
}

static int compare_ranks(const void *a, const void *b)
{
	const struct rank *left = a, *right = b;
	return (left->id > right->id) - (left->id < right->id);
}

/* The order of names, from the index of the table alone. */
static bool read_order(struct build *build)
{
	struct directory *directory = build->directory;
	sqlite3_stmt *statement =
		directory_prepare(directory, "SELECT id FROM therapist ORDER BY sort_name, id");
	uint32_t count = 0, room = 0;
	int code = SQLITE_ERROR;
	while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		if (count == room) {
			room = room ? room * 2 : 64;
			build->rank = mem_realloc(build->rank, room * sizeof *build->rank);
		}
		build->rank[count] = (struct rank){sqlite3_column_int64(statement, 0), count};
		count++;
	}
	bool done = code == SQLITE_DONE || (statement && directory_fault(directory));
	sqlite3_finalize(statement);
	if (count > 1)
		qsort(build->rank, count, sizeof *build->rank, compare_ranks);
	build->index->rows = count;
	build->index->row = mem_calloc(count, sizeof *build->index->row);
	return done;
}

/* The rows as they lie in the file, which is quicker than in the order of names. */
static bool read_rows(struct build *build)
{
	sqlite3_stmt *statement = prepare(build->directory);
	int code = SQLITE_ERROR;
	uint32_t i = 0, rows = build->index->rows;
	while (statement && (code = sqlite3_step(statement)) == SQLITE_ROW && i < rows)
		add_row(build, statement, build->rank[i++].at);
	bool done = code == SQLITE_DONE || (statement && directory_fault(build->directory));
	sqlite3_finalize(statement);
	return done;
}

static struct directory_index *read_all(struct directory *directory)
{
	struct directory_index *index = mem_calloc(1, sizeof *index);
	struct build build = {.directory = directory,
		.index = index,
		.names.words = &index->names,
		.numbers.words = &index->numbers};
	bool done = read_order(&build) && read_rows(&build);
	finish_words(&build.names);
	finish_words(&build.numbers);
	free(build.rank);
	if (done)
		return index;
	directory_index_free(index);
	return NULL;
}

const struct directory_index *directory_index(struct directory *directory)
{
	int64_t version = directory_version(directory);
	if (directory->index && directory->index->version == version)
		return directory->index;
	directory_index_free(directory->index);
	directory->index = read_all(directory);
	if (directory->index)
		directory->index->version = version;
	return directory->index;
}

static void free_words(struct index_words *words)
{
	free(words->word);
	free(words->first);
	free(words->row);
	names_free(&words->names);
}

void directory_index_free(struct directory_index *index)
{
	if (!index)
		return;
	for (int i = 0; i < INDEX_LISTS; i++)
		names_free(&index->list[i]);
	free_words(&index->names);
	free_words(&index->numbers);
	free(index->row);
	free(index);
}
