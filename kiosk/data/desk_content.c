/* Content and program updates: what is in use, what lies on the stick, installing and going back.
 */
#include "data/desk_parts.h"

#include "base/admin.h"
#include "base/tr.h"
#include "data/pack.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PER_MILLE = 1000 };

static bool progressed(void *data, int64_t done, int64_t all)
{
	struct desk *desk = data;
	atomic_store(&desk->watch.rows, PER_MILLE);
	atomic_store(&desk->watch.done, all > 0 ? (int)(done * PER_MILLE / all) : 0);
	return !atomic_load(&desk->watch.cancel);
}

static struct pack_install job_of(struct desk *desk, const char *pack, struct problems *problems)
{
	return (struct pack_install){.pack = pack,
		.state = desk->state,
		.keys = desk->places.keys,
		.read_captions = desk->places.read_captions,
		.problems = problems,
		.progress = progressed,
		.data = desk};
}

/* ---- what there is ---- */

static void describe_now(struct desk *desk, struct desk_content *content, struct arena *arena)
{
	char *now = pack_current(desk->state), *before = pack_previous(desk->state);
	content->own = !now;
	pack_describe(now ? now : desk->places.content, arena, &content->now);
	content->can_go_back = now;
	content->before_own = now && !before;
	if (now)
		pack_describe(before ? before : desk->places.content, arena, &content->before);
	content->free_bytes = pack_free_bytes(desk->state);
	free(now);
	free(before);
}

static bool is_pack(const char *name)
{
	size_t length = strlen(name);
	return name[0] != '.' && length > 5 && strcmp(name + length - 4, "pack") == 0;
}

static int visible_pack(const struct dirent *entry)
{
	return is_pack(entry->d_name);
}

static void look_at(struct desk *desk, const char *folder, const char *name,
	struct desk_content *content, struct arena *arena)
{
	struct desk_pack *pack = &content->pack[content->packs++];
	char why[PACK_WHY] = "";
	pack->name = arena_strdup(arena, name);
	pack->path = arena_printf(arena, "%s/%s", folder, name);
	const struct pack_install job = job_of(desk, pack->path, NULL);
	pack->fits = pack_look(&job, arena, &pack->about, why);
	/* The whole path says nothing to whoever holds the stick. */
	const char *cause = strncmp(why, pack->path, strlen(pack->path)) == 0
				    ? why + strlen(pack->path) + 2
				    : why;
	pack->why = arena_strdup(arena, cause);
}

static void look_at_stick(
	struct desk *desk, const char *folder, struct desk_content *content, struct arena *arena)
{
	struct dirent **names = NULL;
	int count = folder[0] ? scandir(folder, &names, visible_pack, alphasort) : 0;
	for (int i = 0; i < count; i++) {
		if (content->packs < DESK_PACKS_MAX)
			look_at(desk, folder, names[i]->d_name, content, arena);
		free(names[i]);
	}
	free(names);
}

bool desk_content(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	if (!desk->places.content)
		return desk_refuse(
			answer, N_("This kiosk was started with a content folder of its own."));
	describe_now(desk, &answer->content, &answer->arena);
	look_at_stick(desk, request->text, &answer->content, &answer->arena);
	return true;
}

/* ---- changes ---- */

/* The root helper looks at all of it again before it believes any of it. */
static bool ask_admin(
	struct desk *desk, enum admin_request request, int64_t date, struct desk_answer *answer)
{
	const struct admin_ask ask = {.request = request, .date = date, .leave = &desk->ending};
	struct admin_answer told = admin_ask(desk->places.admin, &ask);
	if (told.result == ADMIN_DONE)
		return true;
	if (told.result == ADMIN_AWAY)
		return desk_refuse(
			answer, N_("The helper that may do this does not answer. Nothing has "
				   "been changed."));
	return desk_refuse(answer, told.text[0] ? told.text : N_("it was refused"));
}

static bool install_program(
	struct desk *desk, const struct pack_install *job, struct desk_answer *answer)
{
	return pack_stage_program(job, answer->why) &&
	       ask_admin(desk, ADMIN_PROGRAM_INSTALL, 0, answer);
}

bool desk_install(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	struct problems *problems = mem_calloc(1, sizeof *problems);
	const struct pack_install job = job_of(desk, request->text, problems);
	struct pack_about about;
	struct pack_sum sum;
	char why[PACK_WHY] = "";
	atomic_store(&desk->watch.cancel, false);
	progressed(desk, 0, 1);
	bool done = pack_look(&job, &answer->arena, &about, why);
	if (done && about.kind == PACK_PROGRAM)
		done = install_program(desk, &job, answer);
	else if (done)
		done = pack_install(&job, &sum, why);
	if (why[0])
		desk_refuse(answer, why);
	free(problems);
	return done;
}

bool desk_go_back(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	char why[PACK_WHY];
	if (request->yes)
		return ask_admin(desk, ADMIN_PROGRAM_ROLLBACK, 0, answer);
	return pack_rollback(desk->state, why) || desk_refuse(answer, why);
}

bool desk_date(struct desk *desk, const struct desk_request *request, struct desk_answer *answer)
{
	time_t wall = (time_t)request->id;
	struct tm local;
	gmtime_r(&wall, &local);
	local.tm_isdst = -1;
	return ask_admin(desk, ADMIN_SET_DATE, mktime(&local), answer);
}
