#include "base/fold.h"
#include "data/directory_index.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A row that matches. */
struct candidate {
	double away;  /* the square of the chord on the unit sphere: rises with the distance;
			 INFINITY */
	uint32_t row; /* of the index, so of the order of names */
};

struct search {
	const struct directory_index *index;
	const struct directory_query *query;
	/* Of each list of the index, which of its texts fit; NULL: all do. */
	bool *fits[INDEX_LISTS];
	unsigned char
		*words; /* how many of the query's words each row has; NULL: it asks for none */
	unsigned char wanted;
	double from[3], reach;  /* the farthest that counts, as `away` */
	struct candidate *best; /* a heap, the farthest on top, while there is a limit */
	size_t count, room, found;
};

/* ---- words ---- */

/* A row has the query's word number `word` and all before it. */
static void mark(struct search *search, const struct index_words *words, const char *text,
	unsigned char word)
{
	uint32_t begin, end;
	index_words_find(words, text, &begin, &end);
	for (uint32_t i = words->first[begin]; i < words->first[end]; i++)
		if (search->words[words->row[i]] == word)
			search->words[words->row[i]]++;
}

/* Customers search names and practices; staff also the numbers of licenses. */
static void find_words(struct search *search)
{
	const struct directory_query *query = search->query;
	char *folded = fold_words(query->words ? query->words : ""), *rest = folded;
	if (folded[0])
		search->words = mem_calloc(search->index->rows, 1);
	for (char *word;
		search->words && search->wanted < UCHAR_MAX && (word = strsep(&rest, " "));) {
		mark(search, &search->index->names, word, search->wanted);
		if (query->all)
			mark(search, &search->index->numbers, word, search->wanted);
		search->wanted++;
	}
	free(folded);
}

/* ---- filters ---- */

/* Whether the list "a|b" has one of the values "b|c". */
static bool has_any(const char *list, const char *values)
{
	for (const char *at = values; *at;) {
		size_t length = strcspn(at, "|");
		if (text_list_has(list, at, length))
			return true;
		at += length + (at[length] == '|');
	}
	return false;
}

/* Looks at each distinct text once. Nothing asked for is always there. */
static void find_lists(struct search *search)
{
	const struct directory_query *query = search->query;
	const char *const values[INDEX_LISTS] = {[INDEX_TECHNIQUES] = query->techniques,
		[INDEX_SETTING] = query->settings,
		[INDEX_LANGUAGES] = query->languages,
		[INDEX_MEMBERSHIPS] = query->memberships};
	for (int i = 0; i < INDEX_LISTS; i++) {
		const struct names *list = &search->index->list[i];
		if (!values[i] || !values[i][0])
			continue;
		search->fits[i] = mem_calloc(list->count, sizeof *search->fits[i]);
		for (uint32_t k = 0; k < list->count; k++)
			search->fits[i][k] = has_any(list->name[k], values[i]);
	}
}

static bool fits(const struct search *search, const struct index_row *row)
{
	const struct directory_query *query = search->query;
	if (query->all ? row->retired && !query->retired
		       : row->retired || !license_shown(&row->license, query->today))
		return false;
	if ((query->accepts_new && !row->accepts_new) || (query->insurance && !row->insurance))
		return false;
	for (int i = 0; i < INDEX_LISTS; i++)
		if (search->fits[i] && !search->fits[i][row->list[i]])
			return false;
	return true;
}

/* ---- distance ---- */

static void find_reach(struct search *search)
{
	const struct directory_query *query = search->query;
	search->reach = INFINITY;
	if (!query->from.known)
		return;
	index_point(query->from.latitude, query->from.longitude, search->from);
	if (query->within_km > 0) {
		double half =
			fmin(query->within_km / (2 * PLACE_EARTH_KM), 3.14159265358979323846 / 2);
		search->reach = 4 * sin(half) * sin(half);
	}
}

/* INFINITY: not known. */
static double away(const struct search *search, const struct index_row *row)
{
	if (!search->query->from.known || !row->has_place)
		return INFINITY;
	double x = row->at[0] - search->from[0], y = row->at[1] - search->from[1],
	       z = row->at[2] - search->from[2];
	return x * x + y * y + z * z;
}

/* ---- the best ---- */

/* Nearest first, then by name; a place that is not known comes last. */
static int compare(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	if (left->away < right->away || left->away > right->away)
		return left->away < right->away ? -1 : 1;
	return (left->row > right->row) - (left->row < right->row);
}

/* The top of the heap has got a new value. */
static void sink(struct candidate *heap, size_t count)
{
	for (size_t at = 0, child; (child = at * 2 + 1) < count; at = child) {
		child += child + 1 < count && compare(&heap[child + 1], &heap[child]) > 0;
		if (compare(&heap[child], &heap[at]) <= 0)
			return;
		struct candidate other = heap[at];
		heap[at] = heap[child];
		heap[child] = other;
	}
}

/* The last of the heap is new. */
static void rise(struct candidate *heap, size_t at)
{
	for (; at > 0 && compare(&heap[at], &heap[(at - 1) / 2]) > 0; at = (at - 1) / 2) {
		struct candidate other = heap[at];
		heap[at] = heap[(at - 1) / 2];
		heap[(at - 1) / 2] = other;
	}
}

static void keep(struct search *search, struct candidate candidate)
{
	size_t limit = (size_t)search->query->limit;
	search->found++;
	if (limit > 0 && search->count == limit) {
		if (compare(&candidate, &search->best[0]) >= 0)
			return;
		search->best[0] = candidate;
		sink(search->best, search->count);
		return;
	}
	if (search->count == search->room) {
		search->room = search->room ? search->room * 2 : 64;
		search->best = mem_realloc(search->best, search->room * sizeof *search->best);
	}
	search->best[search->count++] = candidate;
	if (limit > 0)
		rise(search->best, search->count - 1);
}

static void collect(struct search *search)
{
	find_words(search);
	find_lists(search);
	find_reach(search);
	for (uint32_t i = 0; i < search->index->rows; i++) {
		const struct index_row *row = &search->index->row[i];
		if ((search->words && search->words[i] != search->wanted) || !fits(search, row))
			continue;
		const struct candidate candidate = {away(search, row), i};
		/* An unknown distance is within none. */
		if (candidate.away <= search->reach &&
			(isinf(search->reach) || !isinf(candidate.away)))
			keep(search, candidate);
	}
	if (search->count > 1)
		qsort(search->best, search->count, sizeof *search->best, compare);
	for (int i = 0; i < INDEX_LISTS; i++)
		free(search->fits[i]);
	free(search->words);
}

/* ---- the whole ---- */

static bool load(struct directory *directory, const struct search *search, struct arena *arena,
	struct therapist_list *list)
{
	const struct directory_place *from = &search->query->from;
	*list = (struct therapist_list){.found = search->found};
	list->therapist = arena_alloc(arena, search->count * sizeof *list->therapist);
	for (; list->count < search->count; list->count++) {
		struct therapist *therapist = &list->therapist[list->count];
		int64_t id = search->index->row[search->best[list->count].row].id;
		if (!directory_get(directory, id, arena, therapist))
			return false;
		if (from->known && therapist->has_place)
			therapist->distance_km = place_distance_km(from->latitude, from->longitude,
				therapist->latitude, therapist->longitude);
	}
	return true;
}

bool directory_search(struct directory *directory, const struct directory_query *query,
	struct arena *arena, struct therapist_list *list)
{
	struct search search = {.query = query};
	*list = (struct therapist_list){0};
	/* One transaction, so that no row goes away between the two steps. */
	if (!directory_exec(directory, "BEGIN"))
		return false;
	search.index = directory_index(directory);
	bool done = search.index != NULL;
	if (done) {
		collect(&search);
		done = load(directory, &search, arena, list);
	}
	directory_rollback(directory);
	free(search.best);
	return done;
}

bool directory_count(struct directory *directory, day_t today, struct directory_counts *counts)
{
	*counts = (struct directory_counts){.first_expiry = DAY_NONE};
	if (!directory_exec(directory, "BEGIN"))
		return false;
	const struct directory_index *index = directory_index(directory);
	for (uint32_t i = 0; index && i < index->rows; i++) {
		const struct index_row *row = &index->row[i];
		if (row->retired) {
			counts->retired++;
			continue;
		}
		enum license_status status = license_status_on(&row->license, today);
		counts->by_status[status]++;
		if (status == LICENSE_EXPIRING &&
			(counts->first_expiry == DAY_NONE ||
				row->license.expires < counts->first_expiry))
			counts->first_expiry = row->license.expires;
	}
	directory_rollback(directory);
	return index != NULL;
}
