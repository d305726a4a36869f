#include "base/tr.h"
#include "data/desk.h"

#include "base/log.h"
#include "base/mem.h"
#include "data/desk_parts.h"

#include <stdlib.h>
#include <string.h>

struct desk *desk_create(const char *state, const char *zips)
{
	struct desk *desk = mem_calloc(1, sizeof *desk);
	desk->state = mem_strdup(state);
	desk->zips = zips ? mem_strdup(zips) : NULL;
	desk_machine(desk, "");
	return desk;
}

void desk_machine(struct desk *desk, const char *root)
{
	free(desk->root);
	desk->root = mem_strdup(root);
	desk->health = (struct health_watch){.root = desk->root, .state = desk->state};
}

void desk_know(struct desk *desk, const struct desk_places *places)
{
	desk->places = *places;
}

void desk_destroy(struct desk *desk)
{
	if (!desk)
		return;
	directory_close(desk->directory);
	free(desk->state);
	free(desk->zips);
	free(desk->root);
	free(desk);
}

bool desk_refuse(struct desk_answer *answer, const char *why)
{
	snprintf(answer->why, sizeof answer->why, "%s", why);
	return false;
}

/* Opened when it is first needed, and tried again each time: what is wrong may have been mended.
 * The kiosk's own handle has told staff of it. */
static bool open_directory(struct desk *desk, struct desk_answer *answer)
{
	if (desk->directory)
		return true;
	struct problems *problems = mem_calloc(1, sizeof *problems);
	desk->directory = directory_open(desk->state, desk->zips, false, problems);
	if (!desk->directory)
		desk_refuse(answer, problems->count ? problems->item[0].detail
						    : N_("the directory cannot be opened"));
	free(problems);
	return desk->directory;
}

/* ---- the PIN ---- */

static bool pin_looked(
	struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	answer->pin_there = pin_exists(desk->state);
	answer->pin_digits = pin_digits(desk->state);
	answer->lock = pin_look(desk->state, request->up_s);
	return true;
}

static bool pin_tried(struct desk *desk, struct desk_request *request, struct desk_answer *answer)
{
	answer->pin = pin_try(desk->state, request->text, request->up_s, &answer->lock);
	explicit_bzero(request->text, sizeof request->text);
	return answer->pin == PIN_RIGHT;
}

static bool pin_chosen(struct desk *desk, struct desk_request *request, struct desk_answer *answer)
{
	bool done = pin_set(desk->state, request->text, answer->why, sizeof answer->why);
	explicit_bzero(request->text, sizeof request->text);
	return done;
}

/* ---- changes of the directory ---- */

/* The draft, as staff wrote it; its texts stay in the request. */
static bool saved(struct desk *desk, struct desk_request *request, struct desk_answer *answer)
{
	static const char end_of_field[] = {DESK_FIELD_END, '\0'};
	struct directory_draft draft = {.id = request->id};
	for (char *at = request->text; *at;) {
		char *end = at + strcspn(at, end_of_field), *value;
		long field = strtol(at, &value, 10);
		if (*end)
			*end++ = '\0';
		if (field >= 0 && field < THERAPIST_FIELDS && *value == '=')
			draft.field[field] = value + 1;
		at = end;
	}
	return directory_save(desk->directory, &draft, request->by, &answer->wrong, answer->why,
		sizeof answer->why);
}

static void import_options_of(
	struct desk *desk, const struct desk_request *request, struct import_options *options)
{
	atomic_store(&desk->watch.done, 0);
	atomic_store(&desk->watch.rows, 0);
	atomic_store(&desk->watch.cancel, false);
	*options = (struct import_options){.dry_run = request->kind == DESK_CHECK,
		.by = request->kind == DESK_CHECK ? NULL : request->by,
		.watch = &desk->watch};
}

static bool imported(
	struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	struct import_options options;
	import_options_of(desk, request, &options);
	if (!options.dry_run)
		desk_copy_before(desk, request->text, answer);
	bool done = import_file(
		desk->directory, request->text, &options, request->today, &answer->report);
	if (!done && answer->report.errors)
		desk_refuse(answer, answer->report.error[0].reason);
	return done;
}

static bool looked_back(struct desk *desk, struct desk_answer *answer)
{
	answer->last_there = directory_last_import(desk->directory, &answer->arena, &answer->last);
	if (answer->last_there)
		answer->last_wall_s = desk_local_time(answer->last.at);
	return true;
}

static bool in_directory(struct desk *desk, struct desk_request *request, struct usage *usage,
	struct desk_answer *answer)
{
	if (!open_directory(desk, answer))
		return false;
	switch (request->kind) {
	case DESK_COPY:
		return desk_copy(desk, request, usage, answer);
	case DESK_LIST:
		return desk_list(desk, request, answer);
	case DESK_VERIFY:
		return directory_verify(desk->directory, request->id, request->by, request->on,
			request->today, answer->why, sizeof answer->why);
	case DESK_SAVE:
		return saved(desk, request, answer);
	case DESK_RETIRE:
		return directory_retire(desk->directory, request->id, request->by, request->yes,
			answer->why, sizeof answer->why);
	case DESK_ERASE:
		return directory_erase(
			desk->directory, request->id, request->by, answer->why, sizeof answer->why);
	case DESK_TRAIL:
		return desk_trail(desk, request, answer);
	case DESK_LAST:
		return looked_back(desk, answer);
	case DESK_UNDO:
		return directory_undo_import(
			desk->directory, request->by, answer->why, sizeof answer->why);
	default:
		return imported(desk, request, answer);
	}
}

/* Staff have set it, so later days that were believed are not any more. */
static void believe_date(struct desk *desk, const struct desk_request *request)
{
	struct desk_answer none = {0};
	const char *by = request->by[0] ? request->by : "kiosk";
	if (open_directory(desk, &none) &&
		!directory_confirm_date(desk->directory, by, none.why, sizeof none.why))
		log_warning("the date is not believed: %s", none.why);
}

static bool counted(
	const struct desk_request *request, struct usage *usage, struct desk_answer *answer)
{
	day_t from = request->from, to = request->today;
	bool done = usage && usage_count(usage, from, to, &answer->usage);
	if (done && from != DAY_NONE)
		done = usage_count(usage, from - (to - from + 1), from - 1, &answer->before);
	return done || desk_refuse(answer, N_("the usage log cannot be read"));
}

static bool looked(struct desk *desk, const struct desk_request *request, struct usage *usage,
	struct desk_answer *answer)
{
	day_t thinned = usage ? usage_thinned_before(usage) : DAY_NONE;
	health_look(&desk->health, &request->told, thinned, &answer->health);
	desk_keep_settings(desk, &request->told);
	return true;
}

struct desk_answer *desk_serve(struct desk *desk, struct desk_request *request, struct usage *usage)
{
	struct desk_answer *answer = mem_calloc(1, sizeof *answer);
	answer->kind = request->kind;
	switch (request->kind) {
	case DESK_PIN_LOOK:
		answer->done = pin_looked(desk, request, answer);
		break;
	case DESK_PIN_TRY:
		answer->done = pin_tried(desk, request, answer);
		break;
	case DESK_PIN_SET:
		answer->done = pin_chosen(desk, request, answer);
		break;
	case DESK_FILES:
		answer->done = desk_files(request, answer);
		break;
	case DESK_SETTING:
		answer->done = desk_setting(desk, request, answer);
		break;
	case DESK_FORMER:
		answer->done = desk_go_back_settings(desk, answer);
		break;
	case DESK_USAGE:
		answer->done = counted(request, usage, answer);
		break;
	case DESK_HEALTH:
		answer->done = looked(desk, request, usage, answer);
		break;
	case DESK_CONTENT:
		answer->done = desk_content(desk, request, answer);
		break;
	case DESK_INSTALL:
		answer->done = desk_install(desk, request, answer);
		break;
	case DESK_GO_BACK:
		answer->done = desk_go_back(desk, request, answer);
		break;
	case DESK_DATE:
		answer->done = desk_date(desk, request, answer);
		if (answer->done)
			believe_date(desk, request);
		break;
	default:
		answer->done = in_directory(desk, request, usage, answer);
		break;
	}
	return answer;
}

void desk_answer_free(struct desk_answer *answer)
{
	if (!answer)
		return;
	import_report_free(&answer->report);
	arena_free(&answer->arena);
	free(answer);
}

float desk_progress(const struct desk *desk)
{
	int rows = atomic_load(&desk->watch.rows);
	return rows > 0 ? (float)atomic_load(&desk->watch.done) / (float)rows : 0;
}

void desk_end(struct desk *desk)
{
	atomic_store(&desk->ending, true);
}

void desk_cancel(struct desk *desk)
{
	atomic_store(&desk->watch.cancel, true);
}
