#include "data/pack_places.h"

#include "base/mem.h"
#include "base/sync.h"
#include "base/tr.h"
#include "data/pack_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char current_name[] = "current";

enum { NUMBER_MAX = 1000000000 };

/* 0: this is no number of ours. */
static int number_of(const char *name)
{
	char *end;
	long number = strtol(name, &end, 10);
	bool sound = name[0] >= '1' && name[0] <= '9' && !*end && number < NUMBER_MAX;
	return sound ? (int)number : 0;
}

char *places_folder(const struct places *places, int number, const char *end)
{
	return mem_printf("%s/%d%s", places->root, number, end);
}

static bool is_folder(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The number that `current` in this folder points to, 0: none that is there. */
static int read_current(const char *root)
{
	char target[32];
	char *link = mem_printf("%s/%s", root, current_name);
	ssize_t length = readlink(link, target, sizeof target - 1);
	target[length > 0 ? length : 0] = '\0';
	free(link);
	int number = number_of(target);
	char *folder = mem_printf("%s/%d", root, number);
	bool there = number && is_folder(folder);
	free(folder);
	return there ? number : 0;
}

static int read_previous(const struct places *places)
{
	char text[32] = "";
	char *path = places_folder(places, places->current, "/.previous");
	FILE *file = fopen(path, "rbe");
	bool read = file && fgets(text, sizeof text, file);
	if (file)
		fclose(file);
	free(path);
	int number = read ? number_of(text) : 0;
	char *folder = places_folder(places, number, "");
	bool there = number && is_folder(folder);
	free(folder);
	return there ? number : 0;
}

static int find_highest(const struct places *places)
{
	int highest = 0;
	DIR *folder = opendir(places->root);
	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		int number = number_of(entry->d_name);
		highest = number > highest ? number : highest;
	}
	if (folder)
		closedir(folder);
	return highest;
}

bool places_open(struct places *places, const char *state, char *why)
{
	*places = (struct places){.root = mem_printf("%s/content", state), .lock = -1};
	if (mkdir(places->root, 02770) != 0 && errno != EEXIST)
		return pack_says(why, N_("%s: cannot be made: %s"), places->root, strerror(errno));
	char *path = mem_printf("%s/.lock", places->root);
	places->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
	free(path);
	if (places->lock < 0)
		return pack_says(
			why, N_("%s: cannot be written to: %s"), places->root, strerror(errno));
	if (flock(places->lock, LOCK_EX | LOCK_NB) != 0)
		return pack_says(why,
			N_("%s: content is being installed already: wait until that is done"),
			places->root);
	places->current = read_current(places->root);
	places->previous = places->current ? read_previous(places) : 0;
	places->highest = find_highest(places);
	return true;
}

void places_close(struct places *places)
{
	if (places->lock >= 0)
		close(places->lock);
	free(places->root);
}

bool places_switch(struct places *places, int number, char *why)
{
	char target[32];
	snprintf(target, sizeof target, "%d", number);
	char *link = mem_printf("%s/%s", places->root, current_name);
	char *fresh = mem_printf("%s.new", link);
	bool done = unlink(fresh) == 0 || errno == ENOENT;
	if (number)
		done = done && symlink(target, fresh) == 0 && rename(fresh, link) == 0;
	else
		done = done && unlink(link) == 0;
	done = done && sync_folder(places->root);
	if (!done)
		pack_says(why, N_("%s: cannot be switched: %s"), link, strerror(errno));
	free(fresh);
	free(link);
	return done;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	(void)about;
	(void)kind;
	(void)walk;
	return remove(path);
}

bool places_remove(const char *folder)
{
	const int open_folders = 8;
	return nftw(folder, remove_one, open_folders, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

void places_clean(const struct places *places)
{
	DIR *folder = opendir(places->root);
	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		const char *name = entry->d_name;
		int number = number_of(name);
		bool kept = name[0] == '.' || strcmp(name, current_name) == 0 ||
			    (number && (number == places->current || number == places->previous));
		char *path = mem_printf("%s/%s", places->root, name);
		if (!kept)
			places_remove(path);
		free(path);
	}
	if (folder)
		closedir(folder);
}

char *pack_current(const char *state)
{
	char *root = mem_printf("%s/content", state);
	int number = read_current(root);
	char *folder = number ? mem_printf("%s/%d", root, number) : NULL;
	free(root);
	return folder;
}

bool pack_rollback(const char *state, char *why)
{
	struct places places;
	bool done = places_open(&places, state, why);
	if (done && !places.current)
		done = pack_says(
			why, N_("no pack is installed: the program's own content is in use"));
	done = done && places_switch(&places, places.previous, why);
	places_close(&places);
	return done;
}
