#include "data/settings.h"

#include "base/date.h"
#include "base/log.h"
#include "base/say.h"
#include "base/sync.h"
#include "base/tr.h"
#include "data/config.h"
#include "data/pin_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BYTES_MAX = 256 * 1024, FOLDERS_MAX = 100 };

static char *own_path(const char *state)
{
	return mem_printf("%s/settings.yaml", state);
}

static char *kept_path(const char *state)
{
	return mem_printf("%s/settings.yesterday.yaml", state);
}

static char *read_whole(const char *path)
{
	FILE *file = fopen(path, "re");
	if (!file)
		return errno == ENOENT ? mem_strdup("") : NULL;
	char *text = mem_calloc(1, BYTES_MAX + 1);
	size_t length = fread(text, 1, BYTES_MAX, file);
	bool whole = !ferror(file) && getc(file) == EOF && strlen(text) == length;
	fclose(file);
	if (whole)
		return text;
	free(text);
	return NULL;
}

/* Whether the kiosk would read it without a complaint; else why not. */
static bool check(const char *path, struct arena *arena, const char **why)
{
	const char *const files[] = {path, NULL};
	struct problems *problems = mem_calloc(1, sizeof *problems);
	bool sound = false;
	config_destroy(config_load(files, true, &sound, problems));
	if (!sound)
		*why = problems->count ? arena_strdup(arena, problems->item[0].detail)
				       : N_("the setting is not understood");
	free(problems);
	return sound;
}

static bool write_whole(const char *state, int file, const char *text)
{
	size_t length = strlen(text);
	return file >= 0 && pin_share(file, state) &&
	       write(file, text, length) == (ssize_t)length && fsync(file) == 0;
}

/* Written beside, looked at, then renamed over. */
static bool replace(const char *state, const char *path, const char *text, struct arena *arena,
	const char **why)
{
	char *beside = mem_printf("%s.XXXXXX", path);
	int file = mkostemp(beside, O_CLOEXEC);
	bool written = write_whole(state, file, text), done = false;
	int error = errno;
	if (written && check(beside, arena, why)) {
		done = rename(beside, path) == 0 && sync_folder(state);
		error = errno;
		written = done;
	}
	if (!written)
		*why = say_fill(
			arena, N_("{} cannot be written: {}"), path, strerror(error), SAY_END);
	if (file >= 0)
		close(file);
	if (!done && file >= 0)
		unlink(beside);
	free(beside);
	return done;
}

char *settings_read(const char *state)
{
	char *path = own_path(state), *text = read_whole(path);
	free(path);
	return text;
}

bool settings_write(const char *state, const char *text, struct arena *arena, const char **why)
{
	char *path = own_path(state);
	bool done = replace(state, path, text, arena, why);
	free(path);
	return done;
}

/* ---- yesterday's ---- */

static int64_t local_s(time_t at)
{
	struct tm local;
	localtime_r(&at, &local);
	return (int64_t)at + local.tm_gmtoff;
}

void settings_keep(const char *state)
{
	struct stat kept;
	struct arena arena = {0};
	const char *why;
	char *path = kept_path(state);
	bool fresh = stat(path, &kept) == 0 &&
		     date_of_wall(local_s(kept.st_mtime)) == date_of_wall(local_s(time(NULL)));
	char *text = fresh ? NULL : settings_read(state);
	if (text && text[0] && !replace(state, path, text, &arena, &why))
		log_info("no copy is kept of the settings: %s", why);
	free(text);
	free(path);
	arena_free(&arena);
}

/* Whether the kiosk has no complaint with these over the settings of the system. */
static bool fits(const char *system, const char *path)
{
	const char *const files[] = {system, path, NULL};
	struct problems *problems = mem_calloc(1, sizeof *problems);
	bool sound;
	config_destroy(config_load(files, false, &sound, problems));
	free(problems);
	return sound;
}

bool settings_kept(const char *system, const char *state, int64_t *kept_s)
{
	struct stat kept;
	char *own = own_path(state), *path = kept_path(state);
	bool better = stat(path, &kept) == 0 && !fits(system, own) && fits(system, path);
	*kept_s = better ? local_s(kept.st_mtime) : 0;
	free(path);
	free(own);
	return better;
}

/* A folder in STATE/set-aside that nothing is in yet; in arena. NULL: errno says why. */
static const char *make_folder(const char *state, struct arena *arena)
{
	char when[32];
	time_t now = time(NULL);
	struct tm local;
	strftime(when, sizeof when, "%Y%m%d-%H%M%S", localtime_r(&now, &local));
	const char *all = arena_printf(arena, "%s/set-aside", state);
	if (mkdir(all, 0770) != 0 && errno != EEXIST)
		return NULL;
	const char *first = arena_printf(arena, "%s/%s", all, when), *folder = first;
	for (int n = 2; mkdir(folder, 0770) != 0; n++) {
		if (errno != EEXIST || n > FOLDERS_MAX)
			return NULL;
		folder = arena_printf(arena, "%s.%d", first, n);
	}
	return sync_folder(all) && sync_folder(state) ? folder : NULL;
}

/* By a second name where that can be had: then it also stays in its place until another takes it.
 */
static bool set_aside(const char *state, const char *path, struct arena *arena, const char **why)
{
	const char *folder = make_folder(state, arena);
	const char *to = folder ? arena_printf(arena, "%s/settings.yaml", folder) : NULL;
	bool done = folder && (link(path, to) == 0 || rename(path, to) == 0) && sync_folder(folder);
	if (!done)
		*why = say_fill(
			arena, N_("{} cannot be set aside: {}"), path, strerror(errno), SAY_END);
	return done;
}

bool settings_go_back(const char *state, struct arena *arena, const char **why)
{
	char *own = own_path(state), *path = kept_path(state), *text = read_whole(path);
	bool done = text && text[0];
	if (!done)
		*why = N_("there are no settings of yesterday that can be read");
	done = done && check(path, arena, why) && set_aside(state, own, arena, why) &&
	       replace(state, own, text, arena, why);
	free(text);
	free(path);
	free(own);
	return done;
}
