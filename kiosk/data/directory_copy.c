/* A directory on a disk that is full or can no longer be written: SQLite needs files beside it that
 * its readers share, so it is read from a copy in memory. */
#include "data/directory_db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* Memory that looks like a disk. */
static const char memory[] = "/dev/shm/tuneup-XXXXXX";

/* True too when there is nothing to copy. */
static bool copy_file(const char *from, const char *to)
{
	struct stat about;
	int in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return errno == ENOENT;
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool copied = out >= 0 && fstat(in, &about) == 0;
	for (off_t left = copied ? about.st_size : 0; left > 0;) {
		ssize_t sent = sendfile(out, in, NULL, (size_t)left);
		copied = sent > 0;
		left = copied ? left - sent : 0;
	}
	close(in);
	if (out >= 0)
		close(out);
	return copied;
}

/* With what was committed and not yet moved into the file. */
static int open_copy(const char *path, const char *copy, sqlite3 **db)
{
	char *log = mem_printf("%s-wal", path), *log_copy = mem_printf("%s-wal", copy);
	bool copied = copy_file(path, copy) && copy_file(log, log_copy);
	free(log);
	free(log_copy);
	int code = copied ? directory_db_open(copy, SQLITE_OPEN_READWRITE, db) : SQLITE_CANTOPEN;
	if (code == SQLITE_OK)
		code = directory_db_migrate(*db);
	if (code == SQLITE_OK)
		code = sqlite3_exec(*db, "PRAGMA query_only = ON", NULL, NULL, NULL);
	return code;
}

int directory_db_open_copy(const char *path, sqlite3 **db)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char *folder = mem_strdup(memory);
	if (!mkdtemp(folder)) {
		free(folder);
		return SQLITE_CANTOPEN;
	}
	char *copy = mem_printf("%s/directory.db", folder);
	int code = open_copy(path, copy, db);
	/* It lives as long as it is open. */
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char *part = mem_printf("%s%s", copy, ends[i]);
		unlink(part);
		free(part);
	}
	rmdir(folder);
	free(copy);
	free(folder);
	return code;
}
