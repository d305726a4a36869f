#include "base/fold.h"
#include "data/directory_db.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A row that matches, as much of it as sorting needs. */
struct candidate {
	int64_t id;
	double distance_km; /* NAN: not known */
	const char *sort_name;
};

struct search {
	struct directory *directory;
	const struct directory_query *query;
	struct arena names;
	struct candidate *candidate;
	size_t count, room;
};

/* What the filters look at; the columns follow id, place and sort_name. */
static const enum therapist_field looked_at[] = {
	THERAPIST_ZIP,
	THERAPIST_LATITUDE,
	THERAPIST_LONGITUDE,
	THERAPIST_SETTING,
	THERAPIST_TECHNIQUES,
	THERAPIST_LANGUAGES,
	THERAPIST_MEMBERSHIPS,
	THERAPIST_INSURANCE,
	THERAPIST_ACCEPTS_NEW,
	THERAPIST_LICENSE_EXPIRES,
	THERAPIST_LICENSE_VERIFIED_ON,
	THERAPIST_LICENSE_VERIFIED_BY,
};
enum { LOOKED_AT = sizeof looked_at / sizeof *looked_at, LOOKED_AT_COLUMN = 4 };

/* ---- one row ---- */

/* Whether the field has one of the values "a|b"; nothing asked for is always there. */
static bool has_any(
	const struct therapist *therapist, enum therapist_field field, const char *values)
{
	if (!values || !values[0])
		return true;
	for (const char *at = values; *at;) {
		char value[64];
		size_t length = strcspn(at, "|");
		if (length < sizeof value) {
			memcpy(value, at, length);
			value[length] = '\0';
			if (therapist_has(therapist, field, value))
				return true;
		}
		at += length + (at[length] == '|');
	}
	return false;
}

static bool takes_insurance(const struct therapist *therapist)
{
	const char *insurance = therapist->field[THERAPIST_INSURANCE];
	return insurance[0] && strcmp(insurance, "no") != 0;
}

static bool fits(const struct therapist *therapist, const struct directory_query *query)
{
	if (!query->all && !therapist_shown(therapist, query->today))
		return false;
	if (query->accepts_new && !therapist_has(therapist, THERAPIST_ACCEPTS_NEW, "yes"))
		return false;
	if (query->insurance && !takes_insurance(therapist))
		return false;
	return has_any(therapist, THERAPIST_TECHNIQUES, query->techniques) &&
	       has_any(therapist, THERAPIST_SETTING, query->settings) &&
	       has_any(therapist, THERAPIST_LANGUAGES, query->languages) &&
	       has_any(therapist, THERAPIST_MEMBERSHIPS, query->memberships);
}

static double distance_from(
	const struct directory_place *from, bool has_place, double latitude, double longitude)
{
	if (!from->known || !has_place)
		return NAN;
	return place_distance_km(from->latitude, from->longitude, latitude, longitude);
}

static void add_candidate(struct search *search, sqlite3_stmt *statement)
{
	const struct directory_query *query = search->query;
	struct therapist therapist;
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		therapist.field[i] = "";
	for (int i = 0; i < LOOKED_AT; i++)
		therapist.field[looked_at[i]] = directory_text(statement, LOOKED_AT_COLUMN + i);
	/* The statement leaves retired rows out where they are not wanted. */
	therapist.retired = false;
	if (!fits(&therapist, query))
		return;
	bool has_place = directory_place_of(search->directory, statement, 1, therapist.field,
		&therapist.latitude, &therapist.longitude);
	double distance =
		distance_from(&query->from, has_place, therapist.latitude, therapist.longitude);
	if (query->from.known && query->within_km > 0 && !(distance <= query->within_km))
		return;
	if (search->count == search->room) {
		search->room = search->room ? search->room * 2 : 256;
		search->candidate =
			mem_realloc(search->candidate, search->room * sizeof *search->candidate);
	}
	search->candidate[search->count++] = (struct candidate){sqlite3_column_int64(statement, 0),
		distance, arena_strdup(&search->names, directory_text(statement, 3))};
}

/* Nearest first, then by name; a place that is not known comes last. */
static int compare(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	int unknown = isnan(left->distance_km) - isnan(right->distance_km);
	if (unknown != 0)
		return unknown;
	if (left->distance_km < right->distance_km || left->distance_km > right->distance_km)
		return left->distance_km < right->distance_km ? -1 : 1;
	int order = strcmp(left->sort_name, right->sort_name);
	return order != 0 ? order : (left->id > right->id) - (left->id < right->id);
}

/* ---- the statement ---- */

/* "jun sam" as FTS5 wants it: every word a prefix. Customers search names; staff also the numbers
 * of licenses. NULL: no words. */
static char *match_words(const struct directory_query *query)
{
	char *words = fold_words(query->words ? query->words : ""), *match = NULL, *rest = words;
	for (char *word; (word = strsep(&rest, " "));) {
		if (!word[0])
			break;
		char *longer = mem_printf("%s%s{name practice%s} : \"%s\" *", match ? match : "",
			match ? " AND " : "", query->all ? " license" : "", word);
		free(match);
		match = longer;
	}
	free(words);
	return match;
}

/* Rows whose place lies in the box around the circle, and those whose place was not known when they
 * were written. */
static void bind_box(sqlite3_stmt *statement, const struct directory_query *query)
{
	const double km_per_degree = 111.0; /* less than the truth, so the box is never too small */
	double north = query->within_km / km_per_degree;
	double ring = cos((fabs(query->from.latitude) + north) * 3.14159265358979323846 / 180);
	double east = ring > 0.01 ? north / ring : 360;
	bool crosses = query->from.longitude - east < -180 || query->from.longitude + east > 180;
	const double box[] = {query->from.latitude - north, query->from.latitude + north,
		crosses ? -180 : query->from.longitude - east,
		crosses ? 180 : query->from.longitude + east};
	for (int i = 0; i < 4; i++)
		sqlite3_bind_double(statement, 3 + i, box[i]);
}

static sqlite3_stmt *prepare_search(
	struct directory *directory, const struct directory_query *query, const char *match)
{
	bool box = query->from.known && query->within_km > 0;
	struct arena arena = {0};
	const char *columns = "";
	for (int i = 0; i < LOOKED_AT; i++)
		columns =
			arena_printf(&arena, "%s, %s", columns, therapist_field_name(looked_at[i]));
	const char *sql = arena_printf(&arena,
		"SELECT id, place_latitude, place_longitude, sort_name%s FROM therapist WHERE"
		" 1%s%s%s%s",
		columns,
		match ? " AND id IN (SELECT rowid FROM therapist_words"
			" WHERE therapist_words MATCH ?1)"
		      : "",
		query->all && query->retired ? "" : " AND retired = 0",
		query->all ? "" : " AND license_expires >= ?2",
		box ? " AND ((place_latitude BETWEEN ?3 AND ?4 AND place_longitude BETWEEN ?5"
		      " AND ?6) OR place_latitude IS NULL)"
		    : "");
	sqlite3_stmt *statement = directory_prepare(directory, sql);
	arena_free(&arena);
	return statement;
}

static bool collect(struct search *search)
{
	const struct directory_query *query = search->query;
	char *match = match_words(query);
	sqlite3_stmt *statement = prepare_search(search->directory, query, match);
	bool done = statement != NULL;
	if (statement) {
		char today[11];
		date_write(query->today, today);
		if (match)
			directory_bind(statement, 1, match);
		if (!query->all)
			directory_bind(statement, 2, today);
		if (query->from.known && query->within_km > 0)
			bind_box(statement, query);
		int code;
		while ((code = sqlite3_step(statement)) == SQLITE_ROW)
			add_candidate(search, statement);
		done = code == SQLITE_DONE || directory_fault(search->directory);
	}
	sqlite3_finalize(statement);
	free(match);
	return done;
}

/* The rows themselves, of the first ones only. */
static bool load(struct search *search, struct arena *arena, struct therapist_list *list)
{
	int limit = search->query->limit;
	size_t count = limit > 0 && (size_t)limit < search->count ? (size_t)limit : search->count;
	*list = (struct therapist_list){.found = search->count};
	list->therapist = arena_alloc(arena, count * sizeof *list->therapist);
	for (; list->count < count; list->count++) {
		const struct candidate *candidate = &search->candidate[list->count];
		struct therapist *therapist = &list->therapist[list->count];
		if (!directory_get(search->directory, candidate->id, arena, therapist))
			return false;
		therapist->distance_km = candidate->distance_km;
	}
	return true;
}

bool directory_search(struct directory *directory, const struct directory_query *query,
	struct arena *arena, struct therapist_list *list)
{
	struct search search = {.directory = directory, .query = query};
	*list = (struct therapist_list){0};
	/* One transaction, so that no row goes away between the two steps. */
	bool done = directory_exec(directory, "BEGIN");
	if (done) {
		done = collect(&search);
		if (done && search.count > 1)
			qsort(search.candidate, search.count, sizeof *search.candidate, compare);
		done = done && load(&search, arena, list);
		directory_rollback(directory);
	}
	arena_free(&search.names);
	free(search.candidate);
	return done;
}
