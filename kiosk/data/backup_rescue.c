/* A damaged directory at the start of the kiosk: what takes its place. */
#include "base/tr.h"
#include "data/backup_copy.h"
#include "data/integrity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char title[] = N_("The directory of therapists was damaged");
static const char restored_todo[] =
	N_("A backup has taken its place: look whether the last changes are "
	   "missing. The damaged file was kept.");
static const char empty_todo[] = N_("There was no good backup, so the directory is empty: import "
				    "the list again. The damaged file "
				    "was kept.");

/* The newest backup that can be restored, in arena; NULL: none can. */
static const char *restore_newest(const char *state, struct arena *arena)
{
	const char *folder = arena_printf(arena, "%s/backups", state), *taken = NULL;
	size_t count;
	char **names = backup_names(folder, arena, &count);
	for (size_t i = 0; i < count && !taken; i++) {
		const char *path = arena_printf(arena, "%s/%s", folder, names[i]);
		if (backup_restore(state, path, "start", NULL, NULL, 0))
			taken = path;
	}
	free(names);
	return taken;
}

/* Without a backup the next opening makes a new file. */
static bool set_aside(const char *state, const char *live)
{
	char *folder = mem_printf("%s/backups", state);
	bool made = mkdir(folder, 0770) == 0 || errno == EEXIST;
	char *aside = backup_claim_path(folder, "replaced");
	bool done = made && backup_set_aside(live, aside) && unlink(live) == 0 &&
		    backup_sync(folder, O_DIRECTORY) && backup_sync(state, O_DIRECTORY);
	backup_release_path(aside);
	free(aside);
	free(folder);
	return done;
}

void backup_rescue(const char *state, struct problems *problems)
{
	struct arena arena = {0};
	const char *live = arena_printf(&arena, "%s/directory.db", state);
	char why[200] = "";
	if (access(live, F_OK) == 0 && integrity_damaged(live, why, sizeof why)) {
		const char *taken = restore_newest(state, &arena);
		if (taken || set_aside(state, live))
			problems_add(problems, PROBLEM_ERROR, PART_DATA, title,
				taken ? restored_todo : empty_todo,
				taken ? N_("%s: %s; in its place is %s")
				      : N_("%s: %s; set aside in %s"),
				live, why, taken ? taken : "backups");
	}
	arena_free(&arena);
}
