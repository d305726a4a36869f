/* What staff do to one row: verify, retire, restore. */
#include "data/directory_values.h"
#include "data/directory_write.h"

#include <string.h>

/* Begins, and finds the row. False: refused, nothing is open. */
static bool begin_row(struct directory *directory, int64_t id, struct arena *arena,
	struct directory_row *row, char *why, size_t size)
{
	bool found = false;
	if (!directory_begin(directory))
		return directory_why(directory, why, size);
	bool done = directory_row_by_id(directory, id, arena, row, &found);
	if (done && found)
		return true;
	if (done)
		directory_refuse(why, size, "there is no therapist %lld", (long long)id);
	else
		directory_why(directory, why, size);
	directory_rollback(directory);
	return false;
}

/* Writes the row and commits; one that is as before is left alone. */
static bool finish_row(struct directory *directory, const struct directory_row *before,
	const struct directory_row *after, const struct directory_deed *deed, char *why,
	size_t size)
{
	if (directory_change(directory, before, after, deed) && directory_commit(directory))
		return true;
	directory_why(directory, why, size);
	directory_rollback(directory);
	return false;
}

/* The initials as they are stored, in arena; NULL: refused. */
static const char *read_initials(const char *by, struct arena *arena, char *why, size_t size)
{
	const char *initials, *reason;
	if (!value_read(THERAPIST_LICENSE_VERIFIED_BY, by ? by : "", arena, &initials, &reason)) {
		directory_refuse(why, size, "initials: %s", reason);
		return NULL;
	}
	if (!initials[0])
		directory_refuse(why, size, "initials are missing: say who does it");
	return initials[0] ? initials : NULL;
}

bool directory_verify(struct directory *directory, int64_t id, const char *by, day_t on,
	day_t today, char *why, size_t size)
{
	struct arena arena = {0};
	struct directory_row before, after;
	char date[11];
	bool done = false;
	const char *initials = read_initials(by, &arena, why, size);
	if (initials && on > today) {
		directory_refuse(why, size, "the day of the check lies in the future");
	} else if (initials && date_add_months(on, LICENSE_VERIFY_MONTHS) < today) {
		directory_refuse(why, size, "a check counts for %d months, this one is older",
			LICENSE_VERIFY_MONTHS);
	} else if (initials && begin_row(directory, id, &arena, &before, why, size)) {
		date_write(on, date);
		after = before;
		after.field[THERAPIST_LICENSE_VERIFIED_ON] = date;
		after.field[THERAPIST_LICENSE_VERIFIED_BY] = initials;
		const struct directory_deed deed = {.by = initials, .what = "verified"};
		done = finish_row(directory, &before, &after, &deed, why, size);
	}
	arena_free(&arena);
	return done;
}

bool directory_retire(struct directory *directory, int64_t id, const char *by, bool retired,
	char *why, size_t size)
{
	struct arena arena = {0};
	struct directory_row before, after;
	bool done = false;
	const char *initials = read_initials(by, &arena, why, size);
	if (initials && begin_row(directory, id, &arena, &before, why, size)) {
		after = before;
		after.retired = retired ? RETIRED_BY_STAFF : RETIRED_NO;
		const struct directory_deed deed = {
			.by = initials, .what = retired ? "retired" : "restored"};
		done = finish_row(directory, &before, &after, &deed, why, size);
	}
	arena_free(&arena);
	return done;
}
