/* "Save to USB": the directory, the usage report and a backup, in a folder of the stick. */
#include "data/desk_parts.h"

#include "base/admin.h"
#include "base/log.h"
#include "base/sync.h"
#include "base/tr.h"
#include "data/backup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define COPY_FOLDER "tuneup"

/* A stick that tuneup-admin has mounted is mounted anew, to be written or only read. */
static bool remount(struct desk *desk, const char *stick, bool write, struct desk_answer *answer)
{
	if (strcmp(stick, ADMIN_STICK) != 0)
		return true;
	const struct admin_ask ask = {
		.request = write ? ADMIN_MOUNT_WRITE : ADMIN_MOUNT_READ, .leave = &desk->ending};
	struct admin_answer told = admin_ask(desk->places.admin, &ask);
	if (told.result == ADMIN_DONE)
		return true;
	if (told.text[0])
		log_warning("%s: %s", stick, told.text);
	return desk_refuse(answer, told.result == ADMIN_NO_STICK
					   ? N_("the stick is not there any more")
				   : write ? N_("the stick cannot be written to")
					   : N_("the stick cannot be read any more"));
}

/* Whether there is no room for a copy of the directory and for the journal that making it takes. */
static bool is_full(const struct desk *desk, const char *stick)
{
	char *path = mem_printf("%s/directory.db", desk->state);
	struct stat directory;
	struct statvfs room;
	bool full =
		stat(path, &directory) == 0 && statvfs(stick, &room) == 0 &&
		(int64_t)room.f_bavail * (int64_t)room.f_frsize < 2 * (int64_t)directory.st_size;
	free(path);
	return full;
}

/* Where the stick itself is the cause, staff read that in place of what it led to. */
static void blame_stick(const struct desk *desk, const char *stick, struct desk_answer *answer)
{
	log_warning("%s: %s", stick, answer->why);
	if (access(stick, W_OK) != 0)
		desk_refuse(answer, N_("the stick cannot be written to"));
	else if (is_full(desk, stick))
		desk_refuse(answer, N_("the stick is full"));
}

static bool cannot(struct desk_answer *answer, const char *path)
{
	snprintf(answer->why, sizeof answer->why, "%s cannot be written: %s",
		strrchr(path, '/') + 1, strerror(errno));
	return false;
}

struct copy {
	struct desk *desk;
	struct usage *usage;
};

static bool write_directory(const struct copy *copy, FILE *file)
{
	return export_csv(copy->desk->directory, file);
}

static bool write_report(const struct copy *copy, FILE *file)
{
	return usage_report(copy->usage, DAY_NONE, DAY_NONE, false, file);
}

static bool write_events(const struct copy *copy, FILE *file)
{
	return usage_export(copy->usage, file);
}

/* Beside first, so that what a former copy left stays whole until the new one is. */
static bool write_file(const struct copy *copy, const char *folder, const char *name,
	bool (*write)(const struct copy *copy, FILE *file), struct desk_answer *answer)
{
	char *path = mem_printf("%s/%s", folder, name), *beside = mem_printf("%s.part", path);
	FILE *file = fopen(beside, "we");
	bool done = file && write(copy, file) && fflush(file) == 0 && fsync(fileno(file)) == 0;
	if (file && fclose(file) != 0)
		done = false;
	done = done && rename(beside, path) == 0;
	if (!done)
		cannot(answer, path);
	if (!done && file)
		unlink(beside);
	free(beside);
	free(path);
	return done;
}

static bool write_backup(const struct copy *copy, const char *folder, struct desk_answer *answer)
{
	char *backups = mem_printf("%s/backups", folder);
	bool done =
		backup_make(copy->desk->directory, backups, NULL, answer->why, sizeof answer->why);
	free(backups);
	return done && (sync_folder(folder) || cannot(answer, folder));
}

static bool write_all(const struct copy *copy, const char *folder, struct desk_answer *answer)
{
	bool done = write_file(copy, folder, "therapists.csv", write_directory, answer);
	if (copy->usage)
		done = done && write_file(copy, folder, "usage.txt", write_report, answer) &&
		       write_file(copy, folder, "usage.csv", write_events, answer);
	return done && write_backup(copy, folder, answer);
}

/* Has something written into the folder of the stick, which may be written to only meanwhile. */
static bool on_stick(const struct copy *copy, const char *stick,
	bool (*write)(const struct copy *copy, const char *folder, struct desk_answer *answer),
	struct desk_answer *answer)
{
	struct desk *desk = copy->desk;
	struct desk_answer ignored = {0};
	/* One that cannot be mounted to be written is not mounted at all then. */
	if (!remount(desk, stick, true, answer)) {
		remount(desk, stick, false, &ignored);
		return false;
	}
	char *folder = mem_printf("%s/%s", stick, COPY_FOLDER);
	bool done = (mkdir(folder, 0777) == 0 || errno == EEXIST) || cannot(answer, folder);
	done = done && write(copy, folder, answer);
	if (!done)
		blame_stick(desk, stick, answer);
	free(folder);
	return remount(desk, stick, false, done ? answer : &ignored) && done;
}

bool desk_copy(struct desk *desk, const struct desk_request *request, struct usage *usage,
	struct desk_answer *answer)
{
	const struct copy copy = {desk, usage};
	return on_stick(&copy, request->text, write_all, answer);
}

/* Names and addresses go to no stick but one that is called TUNEUP. A folder that stands for one
 * is. */
static bool is_ours(const struct desk *desk, const char *stick)
{
	const struct admin_ask look = {.request = ADMIN_LOOK, .leave = &desk->ending};
	return strcmp(stick, ADMIN_STICK) != 0 ||
	       strcmp(admin_ask(desk->places.admin, &look).label, "TUNEUP") == 0;
}

void desk_copy_before(struct desk *desk, const char *file, struct desk_answer *answer)
{
	const struct copy copy = {desk, NULL};
	struct desk_answer told = {0};
	char *stick = mem_strdup(file), *end = strrchr(stick, '/');
	if (end)
		*end = '\0';
	if (end && is_ours(desk, stick) && !on_stick(&copy, stick, write_backup, &told))
		snprintf(answer->why, sizeof answer->why, N_("No copy on USB: %.280s."), told.why);
	free(stick);
}
