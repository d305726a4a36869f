#include "base/tr.h"
#include "data/backup_copy.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

bool backup_sync(const char *path, int flags)
{
	int file = open(path, flags | O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	/* Some file systems of sticks cannot sync a folder; the file itself is there. */
	bool done = fsync(file) == 0 || ((flags & O_DIRECTORY) && errno == EINVAL);
	close(file);
	return done;
}

static void stamp(char text[static 16])
{
	time_t now = time(NULL);
	struct tm local;
	localtime_r(&now, &local);
	strftime(text, 16, "%Y%m%d-%H%M%S", &local);
}

/* Whether nobody else has the name or is at work on it: from now on it is ours. A folder in which
 * nothing can be made is told of by whoever writes there. */
static bool claim(const char *path)
{
	char *part = mem_printf("%s.part", path);
	int file = open(part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0640);
	/* Another one may have got done in between. */
	bool taken = file < 0 ? errno == EEXIST : access(path, F_OK) == 0;
	if (file >= 0)
		close(file);
	if (file >= 0 && taken)
		unlink(part);
	free(part);
	return !taken;
}

char *backup_claim_path(const char *folder, const char *prefix)
{
	char text[16];
	stamp(text);
	char *path = mem_printf("%s/%s-%s.db", folder, prefix, text);
	for (int i = 2; !claim(path); i++) {
		free(path);
		path = mem_printf("%s/%s-%s-%d.db", folder, prefix, text, i);
	}
	return path;
}

void backup_release_path(const char *path)
{
	char *part = mem_printf("%s.part", path);
	unlink(part);
	free(part);
}

int backup_pages(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	if (!backup)
		return sqlite3_extended_errcode(to);
	int code, tries = 0;
	while ((code = sqlite3_backup_step(backup, -1)) == SQLITE_BUSY || code == SQLITE_LOCKED) {
		if (++tries > 50)
			break;
		sqlite3_sleep(100);
	}
	int finished = sqlite3_backup_finish(backup);
	return code == SQLITE_DONE ? finished : code;
}

int backup_check(sqlite3 *db)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &statement, NULL);
	if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *answer = (const char *)sqlite3_column_text(statement, 0);
		code = answer && strcmp(answer, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
	}
	sqlite3_finalize(statement);
	return code;
}

/* A checked copy at path, one file without a WAL beside it. */
static int copy_to(sqlite3 *from, const char *path)
{
	sqlite3 *copy = NULL;
	int code = directory_db_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &copy);
	if (code == SQLITE_OK)
		code = backup_pages(from, copy);
	if (code == SQLITE_OK)
		code = sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	if (code == SQLITE_OK)
		code = backup_check(copy);
	if (code != SQLITE_OK)
		log_error("%s: %s", path, copy ? sqlite3_errmsg(copy) : sqlite3_errstr(code));
	sqlite3_close(copy);
	return code;
}

bool backup_refuse(const char *folder, const char *reason, char *why, size_t size)
{
	return directory_refuse(
		why, size, N_("no backup could be made in {}: {}"), folder, reason, SAY_END);
}

bool backup_copy(sqlite3 *from, const char *folder, const char *path, char *why, size_t size)
{
	/* Another name first, so that whatever has the name of a backup is one. */
	char *part = mem_printf("%s.part", path);
	int code = copy_to(from, part);
	bool done = code == SQLITE_OK;
	if (!done)
		backup_refuse(folder, directory_reason(code), why, size);
	/* FAT has no modes to set. */
	else if ((chmod(part, 0640) != 0 && errno != EPERM) || !backup_sync(part, 0) ||
		 rename(part, path) != 0 || !backup_sync(folder, O_DIRECTORY))
		done = backup_refuse(folder, strerror(errno), why, size);
	if (!done)
		unlink(part);
	free(part);
	return done;
}
