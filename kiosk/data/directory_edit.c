/* What staff do to one row: add, change, verify, retire, restore. */
#include "base/say.h"
#include "base/tr.h"
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
		directory_refuse(why, size, N_("there is no therapist {}"),
			arena_printf(arena, "%lld", (long long)id), SAY_END);
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

const char *directory_read_initials(const char *by, struct arena *arena, char *why, size_t size)
{
	const char *initials, *reason;
	if (!value_read(THERAPIST_LICENSE_VERIFIED_BY, by ? by : "", arena, &initials, &reason)) {
		directory_refuse(why, size, N_("initials: {}"), reason, SAY_END);
		return NULL;
	}
	if (!initials[0])
		directory_refuse(why, size, N_("initials are missing: say who does it"), SAY_END);
	return initials[0] ? initials : NULL;
}

bool directory_verify(struct directory *directory, int64_t id, const char *by, day_t on,
	day_t today, char *why, size_t size)
{
	struct arena arena = {0};
	struct directory_row before, after;
	char date[11];
	bool done = false;
	const char *initials = directory_read_initials(by, &arena, why, size);
	if (initials && on > today) {
		directory_refuse(why, size, N_("the day of the check lies in the future"), SAY_END);
	} else if (initials && date_add_months(on, LICENSE_VERIFY_MONTHS) < today) {
		directory_refuse(
			why, size, N_("a check counts for 12 months, this one is older"), SAY_END);
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
	const char *initials = directory_read_initials(by, &arena, why, size);
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

/* ---- add and change ---- */

struct saving {
	struct directory *directory;
	struct arena arena;
	struct directory_row before, after;
	struct directory_deed deed;
	enum therapist_field wrong;
	char *why;
	size_t size;
};

static bool at_fault(struct saving *saving, enum therapist_field field, const char *reason)
{
	saving->wrong = field;
	return directory_refuse(
		saving->why, saving->size, "{}: {}", therapist_field_name(field), reason, SAY_END);
}

static bool is_check(enum therapist_field field)
{
	return field == THERAPIST_LICENSE_VERIFIED_ON || field == THERAPIST_LICENSE_VERIFIED_BY;
}

/* The draft over the row. */
static bool read_draft(struct saving *saving, const struct directory_draft *draft)
{
	struct directory_row *after = &saving->after;
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		enum therapist_field field = (enum therapist_field)i;
		const char *reason;
		if (draft->field[i] && !is_check(field) &&
			!value_read(
				field, draft->field[i], &saving->arena, &after->field[i], &reason))
			return at_fault(saving, field, reason);
	}
	struct value_fault fault[VALUE_ROW_FAULTS];
	if (value_check_row(after->field, fault) > 0)
		return at_fault(saving, fault[0].field, fault[0].reason);
	return true;
}

static bool same_license(const struct directory_row *a, const struct directory_row *b)
{
	return strcmp(a->field[THERAPIST_LICENSE_STATE], b->field[THERAPIST_LICENSE_STATE]) == 0 &&
	       strcmp(a->field[THERAPIST_LICENSE_NUMBER], b->field[THERAPIST_LICENSE_NUMBER]) == 0;
}

/* A license stands in one row. */
static bool is_free(struct saving *saving)
{
	const struct directory_row *after = &saving->after;
	struct directory_row other;
	bool found = false;
	if (!directory_row_by_key(saving->directory, after->field[THERAPIST_LICENSE_STATE],
		    after->field[THERAPIST_LICENSE_NUMBER], &saving->arena, &other, &found))
		return directory_why(saving->directory, saving->why, saving->size);
	if (!found || other.id == after->id)
		return true;
	return at_fault(saving, THERAPIST_LICENSE_NUMBER,
		say_fill(&saving->arena,
			other.retired
				? N_("{} has this license already, but is retired: restore it")
				: N_("{} has this license already"),
			other.field[THERAPIST_NAME], SAY_END));
}

static bool save_row(struct saving *saving, const struct directory_draft *draft)
{
	struct directory_row *after = &saving->after;
	*after = saving->before;
	if (!read_draft(saving, draft) || !is_free(saving))
		return false;
	if (after->id && !same_license(&saving->before, after))
		after->field[THERAPIST_LICENSE_VERIFIED_ON] =
			after->field[THERAPIST_LICENSE_VERIFIED_BY] = "";
	bool done = after->id ? directory_change(
					saving->directory, &saving->before, after, &saving->deed)
			      : directory_add(saving->directory, after, &saving->deed);
	return (done && directory_commit(saving->directory)) ||
	       directory_why(saving->directory, saving->why, saving->size);
}

bool directory_save(struct directory *directory, struct directory_draft *draft, const char *by,
	enum therapist_field *wrong, char *why, size_t size)
{
	struct saving saving = {.directory = directory,
		.deed.what = draft->id ? "changed" : "added",
		.wrong = THERAPIST_FIELDS,
		.why = why,
		.size = size};
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		saving.before.field[i] = "";
	saving.deed.by = directory_read_initials(by, &saving.arena, why, size);
	bool done = saving.deed.by;
	if (done && draft->id)
		done = begin_row(directory, draft->id, &saving.arena, &saving.before, why, size);
	else if (done)
		done = directory_begin(directory) || directory_why(directory, why, size);
	if (done) {
		done = save_row(&saving, draft);
		directory_rollback(directory);
	}
	if (done)
		draft->id = saving.after.id;
	if (wrong)
		*wrong = saving.wrong;
	arena_free(&saving.arena);
	return done;
}
