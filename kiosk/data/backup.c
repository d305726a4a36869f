#include "data/backup.h"

#include "base/folder.h"
#include "base/log.h"
#include "data/backup_copy.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* directory-YYYYMMDD-HHMMSS.db */
static const char name_form[] = "directory-########-######";

/* ---- pruning ---- */

/* Whether it is the name of a backup; what stands behind the time may only be "-2" or so. */
static bool is_backup(const char *name)
{
	for (size_t i = 0; name_form[i]; i++) {
		bool digit = name[i] >= '0' && name[i] <= '9';
		if (name_form[i] == '#' ? !digit : name[i] != name_form[i])
			return false;
	}
	const char *rest = name + strlen(name_form);
	if (*rest == '-')
		rest += 1 + strspn(rest + 1, "0123456789");
	return strcmp(rest, ".db") == 0;
}

/* Newest first; of one second the one with the higher number, which is longer or greater. */
static int compare_names(const void *a, const void *b)
{
	const char *left = *(const char *const *)a, *right = *(const char *const *)b;
	int order = strncmp(right, left, strlen(name_form));
	if (order != 0)
		return order;
	size_t l = strlen(left), r = strlen(right);
	return l != r ? (l < r) - (l > r) : strcmp(right, left);
}

static int month_of(const char *name)
{
	int date = atoi(name + strlen("directory-"));
	return date / 10000 * 12 + date / 100 % 100;
}

/* Of the names, newest first: beyond the newest BACKUP_KEEP, the newest one a month of a year. */
static void prune_names(const char *folder, char **names, size_t count)
{
	int newest = count > 0 ? month_of(names[0]) : 0, kept_month = 0;
	for (size_t i = 0; i < count; i++) {
		int month = month_of(names[i]);
		bool keep = i < BACKUP_KEEP ||
			    (month != kept_month && newest - month <= BACKUP_KEEP_MONTHS);
		if (keep) {
			kept_month = month;
			continue;
		}
		char *path = mem_printf("%s/%s", folder, names[i]);
		if (unlink(path) != 0)
			log_warning("%s: %s; remove this old backup", path, strerror(errno));
		free(path);
	}
}

/* What a backup left that was cut off; a day later nobody is at work on it any more. */
static void remove_leftover(const char *folder, const char *name)
{
	struct stat status;
	if (strncmp(name, name_form, strcspn(name_form, "#")) != 0 || !strstr(name, ".db.part"))
		return;
	char *path = mem_printf("%s/%s", folder, name);
	if (stat(path, &status) == 0 && time(NULL) - status.st_mtime > 86400)
		unlink(path);
	free(path);
}

char **backup_names(const char *folder, struct arena *arena, size_t *count)
{
	char **names = NULL;
	*count = 0;
	DIR *dir = opendir(folder);
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		if (!is_backup(entry->d_name))
			continue;
		names = mem_realloc(names, (*count + 1) * sizeof *names);
		names[(*count)++] = arena_strdup(arena, entry->d_name);
	}
	if (dir)
		closedir(dir);
	if (*count > 1)
		qsort(names, *count, sizeof *names, compare_names);
	return names;
}

static void remove_leftovers(const char *folder)
{
	DIR *dir = opendir(folder);
	for (const struct dirent *entry; dir && (entry = readdir(dir));)
		remove_leftover(folder, entry->d_name);
	if (dir)
		closedir(dir);
}

static void prune(const char *folder)
{
	struct arena arena = {0};
	size_t count;
	remove_leftovers(folder);
	char **names = backup_names(folder, &arena, &count);
	prune_names(folder, names, count);
	free(names);
	arena_free(&arena);
}

/* ---- making one ---- */

/* The last commit, seen by a connection of its own: the handle may be in the midst of a change. */
static bool copy_directory(
	struct directory *directory, const char *folder, const char *path, char *why, size_t size)
{
	sqlite3 *from = NULL;
	int code = directory_db_open(directory->path, SQLITE_OPEN_READWRITE, &from);
	bool done = code == SQLITE_OK ? backup_copy(from, folder, path, why, size)
				      : backup_refuse(folder, directory_reason(code), why, size);
	sqlite3_close(from);
	return done;
}

bool backup_make(
	struct directory *directory, const char *folder, char **made, char *why, size_t size)
{
	char *place = folder ? mem_strdup(folder) : mem_printf("%s/backups", directory->state);
	char *path = NULL;
	bool done =
		(folder_make_above(place, 0770) && (mkdir(place, 0770) == 0 || errno == EEXIST)) ||
		backup_refuse(place, strerror(errno), why, size);
	if (done) {
		path = backup_claim_path(place, "directory");
		done = copy_directory(directory, place, path, why, size);
	}
	if (done)
		prune(place);
	if (made) {
		*made = done ? path : NULL;
		path = done ? NULL : path;
	}
	free(path);
	free(place);
	return done;
}
