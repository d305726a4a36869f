/* The directory as staff see it. */
#include "base/tr.h"
#include "data/desk_parts.h"

#include <stdlib.h>
#include <string.h>

struct row {
	const struct therapist *therapist;
	int need;  /* 0: most */
	day_t due; /* when its license expires, where that is what it needs */
};

static const enum desk_filter filters[] = {[LICENSE_VALID] = DESK_VALID,
	[LICENSE_EXPIRING] = DESK_EXPIRING,
	[LICENSE_EXPIRED] = DESK_EXPIRED,
	[LICENSE_UNVERIFIED] = DESK_UNVERIFIED};

static enum desk_filter filter_of(const struct therapist *therapist, day_t today)
{
	return therapist->retired ? DESK_RETIRED : filters[license_status(therapist, today)];
}

static int need_of(enum desk_filter filter)
{
	static const int needs[DESK_FILTERS] = {[DESK_UNVERIFIED] = 0,
		[DESK_EXPIRED] = 1,
		[DESK_EXPIRING] = 2,
		[DESK_VALID] = 3,
		[DESK_RETIRED] = 4};
	return needs[filter];
}

static int compare_rows(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	if (left->need != right->need)
		return left->need - right->need;
	if (left->due != right->due)
		return left->due < right->due ? -1 : 1;
	return strcmp(
		left->therapist->field[THERAPIST_NAME], right->therapist->field[THERAPIST_NAME]);
}

static bool asked_for(enum desk_filter wanted, enum desk_filter is)
{
	return wanted == DESK_ALL ? is != DESK_RETIRED : wanted == is;
}

static void take_rows(const struct desk_request *request, const struct therapist_list *list,
	struct desk_answer *answer)
{
	struct row *row = mem_calloc(list->count ? list->count : 1, sizeof *row);
	size_t rows = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct therapist *therapist = &list->therapist[i];
		enum desk_filter filter = filter_of(therapist, request->today);
		if (!asked_for(request->filter, filter))
			continue;
		row[rows] = (struct row){therapist, need_of(filter), 0};
		if (filter == DESK_EXPIRING)
			date_read(therapist->field[THERAPIST_LICENSE_EXPIRES], &row[rows].due);
		rows++;
	}
	qsort(row, rows, sizeof *row, compare_rows);
	answer->found = rows;
	for (size_t i = 0; i < rows && i < DESK_ROWS_MAX; i++)
		answer->therapist[answer->therapists++] = row[i].therapist;
	free(row);
}

static void count(const struct therapist_list *all, day_t today, struct desk_answer *answer)
{
	for (size_t i = 0; i < all->count; i++) {
		enum desk_filter filter = filter_of(&all->therapist[i], today);
		answer->count[filter]++;
		answer->count[DESK_ALL] += filter != DESK_RETIRED;
		answer->shown += therapist_shown(&all->therapist[i], today);
	}
}

/* Whether `by` is among those found so far. */
static bool known(const struct desk_answer *answer, const char *by)
{
	for (int i = 0; i < DESK_SIGNERS && answer->signer[i]; i++)
		if (strcmp(answer->signer[i], by) == 0)
			return true;
	return false;
}

/* Those who verified last. */
static void find_signers(const struct therapist_list *all, struct desk_answer *answer)
{
	for (int n = 0; n < DESK_SIGNERS; n++) {
		const char *best = NULL, *on = "";
		for (size_t i = 0; i < all->count; i++) {
			const char *const *field = all->therapist[i].field;
			const char *by = field[THERAPIST_LICENSE_VERIFIED_BY];
			const char *day = field[THERAPIST_LICENSE_VERIFIED_ON];
			if (by[0] && strcmp(day, on) > 0 && !known(answer, by)) {
				best = by;
				on = day;
			}
		}
		answer->signer[n] = best;
		if (!best)
			break;
	}
}

bool desk_list(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	const char *fault = N_("the directory cannot be read");
	struct therapist_list all = {0}, list = {0};
	struct directory_query query = {.all = true, .retired = true, .today = request->today};
	if (!directory_search(desk->directory, &query, &answer->arena, &all))
		return desk_refuse(answer, fault);
	query.words = request->text;
	if (request->text[0] && !directory_search(desk->directory, &query, &answer->arena, &list))
		return desk_refuse(answer, fault);
	count(&all, request->today, answer);
	find_signers(&all, answer);
	take_rows(request, request->text[0] ? &list : &all, answer);
	return true;
}
