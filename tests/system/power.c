/* What a cut of power leaves on a disk, from the log of all that was written to it (QEMU's
 * blklogwrites, the format of dm-log-writes): whatever was flushed, and of what was not a part by
 * dice, sector by sector. power marks LOG                     "ENTRY TEXT" for each mark that the
 * guest wrote power cut LOG DISK ENTRY DICE       DISK, a copy of how it was before, becomes what a
 * cut right after that entry leaves; prints how many sectors were lost power sound FILE... SQLite's
 * integrity_check; prints what is wrong, exit 1 A mark is a sector that begins with "mark ",
 * written past caches into the last MiB of the disk: so its place among all other writes is known.
 * It is no part of the file system. */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512, UNIT = 8, FLUSH = 1, FUA = 2, DISCARD = 4, RUN_MAX = 1 << 26 };

static const uint64_t magic = 0x6a736677736872;

struct head {
	uint64_t sector, sectors, flags, bytes;
};

struct log {
	FILE *file;
	long entry; /* the number of the one that was read last; the first is 1 */
	struct head head;
	unsigned char *data;
};

static void fail(const char *what)
{
	fprintf(stderr, "power: %s: %s\n", what, errno ? strerror(errno) : "not as expected");
	exit(2);
}

static void log_open(struct log *log, const char *path)
{
	uint64_t super[3] = {0};
	*log = (struct log){.file = fopen(path, "rb"), .data = malloc(RUN_MAX)};
	if (!log->file || !log->data || fread(super, sizeof super, 1, log->file) != 1)
		fail(path);
	if (le64toh(super[0]) != magic || fseek(log->file, SECTOR, SEEK_SET) != 0)
		fail("this is no log of writes");
}

/* The next entry and its data. False: there is none, or the log ends within it. */
static bool log_next(struct log *log)
{
	unsigned char sector[SECTOR];
	if (fread(sector, SECTOR, 1, log->file) != 1)
		return false;
	memcpy(&log->head, sector, sizeof log->head);
	log->head.sector = le64toh(log->head.sector);
	log->head.sectors = le64toh(log->head.sectors);
	log->head.flags = le64toh(log->head.flags);
	size_t bytes = log->head.flags & DISCARD ? 0 : log->head.sectors * SECTOR;
	if (bytes > RUN_MAX || fread(log->data, 1, bytes, log->file) != bytes)
		return false;
	log->entry++;
	return true;
}

static int print_marks(const char *path)
{
	struct log log;
	log_open(&log, path);
	while (log_next(&log))
		if (log.head.sectors == 1 && memcmp(log.data, "mark ", 5) == 0)
			printf("%ld %.*s\n", log.entry,
				(int)strnlen((char *)log.data + 5, SECTOR - 6),
				(char *)log.data + 5);
	printf("%ld end\n", log.entry);
	return 0;
}

/* --- a cut --- */

static uint64_t dice;

/* splitmix64 */
static uint64_t roll(void)
{
	uint64_t z = dice += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static void put(int disk, uint64_t sector, const unsigned char *data, uint64_t sectors)
{
	size_t bytes = sectors * SECTOR;
	if (pwrite(disk, data, bytes, (off_t)(sector * SECTOR)) != (ssize_t)bytes)
		fail("the disk cannot be written");
}

static void put_entry(int disk, const struct log *log)
{
	static const unsigned char zeros[SECTOR];
	if (!(log->head.flags & DISCARD))
		put(disk, log->head.sector, log->data, log->head.sectors);
	else
		for (uint64_t i = 0; i < log->head.sectors; i++)
			put(disk, log->head.sector + i, zeros, 1);
}

/* The last entry up to this one after which all before it was on the disk. */
static long last_flush(const char *path, long entry)
{
	struct log log;
	long flush = 0;
	log_open(&log, path);
	while (log.entry < entry && log_next(&log))
		if (log.head.flags & FLUSH)
			flush = log.entry;
	fclose(log.file);
	free(log.data);
	return flush;
}

/* Of what was not flushed: nothing is left, or half of it, or all but a little; what a card or a
 * disk writes at once stays together. */
static int cut(const char *path, const char *name, long entry, uint64_t seed)
{
	static const unsigned kept_of_16[] = {0, 8, 15};
	struct log log;
	long flush = last_flush(path, entry), lost = 0, open_sectors = 0;
	int disk = open(name, O_WRONLY | O_CLOEXEC);
	if (disk < 0)
		fail(name);
	dice = seed;
	unsigned kept = kept_of_16[roll() % 3];
	log_open(&log, path);
	while (log.entry < entry && log_next(&log)) {
		bool safe = log.entry <= flush || log.head.flags & FUA;
		if (safe)
			put_entry(disk, &log);
		bool keep = false;
		for (uint64_t i = 0; !safe && !(log.head.flags & DISCARD) && i < log.head.sectors;
			i++) {
			if (i == 0 || (log.head.sector + i) % UNIT == 0)
				keep = roll() % 16 < kept;
			open_sectors++;
			lost += !keep;
			if (keep)
				put(disk, log.head.sector + i, log.data + i * SECTOR, 1);
		}
	}
	if (close(disk) != 0)
		fail(name);
	printf("%ld of %ld\n", lost, open_sectors);
	return 0;
}

/* --- SQLite --- */

static bool is_sound(const char *path, const char *question)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	bool sound = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
		     sqlite3_prepare_v2(db, question, -1, &statement, NULL) == SQLITE_OK;
	int code = sound ? sqlite3_step(statement) : SQLITE_ERROR;
	for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
		const char *said = (const char *)sqlite3_column_text(statement, 0);
		if (said && strcmp(said, "ok") == 0)
			continue;
		printf("%s: %s\n", path, said ? said : "?");
		sound = false;
	}
	if (code != SQLITE_DONE)
		printf("%s: %s\n", path, sqlite3_errmsg(db));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return sound && code == SQLITE_DONE;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "marks") == 0)
		return print_marks(argv[2]);
	if (argc == 6 && strcmp(argv[1], "cut") == 0)
		return cut(argv[2], argv[3], atol(argv[4]), strtoull(argv[5], NULL, 10));
	if (argc > 2 && strcmp(argv[1], "sound") == 0) {
		bool sound = true;
		for (int i = 2; i < argc; i++)
			sound = is_sound(argv[i], "PRAGMA integrity_check") &&
				is_sound(argv[i], "PRAGMA foreign_key_check") && sound;
		return sound ? 0 : 1;
	}
	fprintf(stderr, "usage: power marks LOG | cut LOG DISK ENTRY DICE | sound FILE...\n");
	return 2;
}
