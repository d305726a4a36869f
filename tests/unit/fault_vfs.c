#include "fault_vfs.h"

#include "base/mem.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 64, SECTOR = 512 };

/* A file as it would be after a cut of power. */
struct durable {
	char *path;
	unsigned char *bytes;
	size_t size;
};

struct file {
	sqlite3_file base;
	char *path; /* NULL: a temporary one */
	sqlite3_file *real;
};

static sqlite3_vfs *disk;
static sqlite3_vfs shim;
static enum fault kind;
static int steps, fail_at;
static bool met, deaf;
static struct durable durable[FILES];
static int durables;

/* ---- steps ---- */

enum verdict { GO, LAST, STOP };

/* What becomes of the next step. */
static enum verdict next_step(void)
{
	steps++;
	if (kind == FAULT_NONE)
		return GO;
	if (met && kind != FAULT_ONCE)
		return STOP;
	if (steps != fail_at)
		return GO;
	met = true;
	return kind == FAULT_KILL || kind == FAULT_POWER ? LAST : STOP;
}

static int refusal(void)
{
	return kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR;
}

bool fault_step(void)
{
	if (next_step() == GO)
		return true;
	errno = kind == FAULT_FULL ? ENOSPC : EIO;
	return false;
}

/* ---- what is durable ---- */

static void read_whole(const char *path, struct durable *file)
{
	FILE *in = fopen(path, "rb");
	free(file->bytes);
	file->bytes = NULL;
	file->size = 0;
	if (!in)
		return;
	fseek(in, 0, SEEK_END);
	file->size = (size_t)ftell(in);
	rewind(in);
	file->bytes = mem_calloc(file->size + 1, 1);
	if (fread(file->bytes, 1, file->size, in) != file->size)
		abort();
	fclose(in);
}

static struct durable *find_durable(const char *path)
{
	for (int i = 0; i < durables; i++)
		if (strcmp(durable[i].path, path) == 0)
			return &durable[i];
	if (durables == FILES)
		abort();
	durable[durables] = (struct durable){.path = mem_strdup(path)};
	return &durable[durables++];
}

/* As SQLite names it; freed by free(). The file itself need not be there. */
static char *full_path(const char *path)
{
	char *folder = mem_strdup(path), *slash = strrchr(folder, '/');
	if (!slash)
		abort();
	*slash = '\0';
	char *whole = realpath(folder, NULL), *full = mem_printf("%s/%s", whole, slash + 1);
	free(whole);
	free(folder);
	return full;
}

void fault_renamed(const char *from, const char *to)
{
	char *old = full_path(from), *new = full_path(to);
	for (int i = 0; kind == FAULT_POWER && i < durables; i++) {
		if (strcmp(durable[i].path, old) != 0)
			continue;
		struct durable *taken = find_durable(new);
		free(taken->bytes);
		taken->bytes = durable[i].bytes;
		taken->size = durable[i].size;
		durable[i].bytes = NULL;
		durable[i].size = 0;
		break;
	}
	free(old);
	free(new);
}

static void make_durable(const char *path)
{
	if (path && kind == FAULT_POWER)
		read_whole(path, find_durable(path));
}

void fault_synced(int descriptor)
{
	struct stat wanted, found;
	if (fstat(descriptor, &wanted) != 0)
		return;
	for (int i = 0; !deaf && i < durables; i++)
		if (stat(durable[i].path, &found) == 0 && found.st_ino == wanted.st_ino &&
			found.st_dev == wanted.st_dev)
			make_durable(durable[i].path);
}

/* Whether a sector of the newer content has reached the disk. */
static bool reached(unsigned lost, size_t sector)
{
	uint64_t z = (uint64_t)lost * 0x9E3779B97F4A7C15u + sector * 0xBF58476D1CE4E5B9u;
	return lost && ((z ^ z >> 29) * 0x94D049BB133111EBu) >> 63;
}

static void lose(const struct durable *file, unsigned lost)
{
	struct durable now = {0};
	if (access(file->path, F_OK) != 0)
		return;
	read_whole(file->path, &now);
	size_t size = reached(lost, SIZE_MAX) ? now.size : file->size;
	FILE *out = fopen(file->path, "wb");
	for (size_t at = 0; at < size; at += SECTOR) {
		unsigned char sector[SECTOR] = {0};
		size_t length = size - at < SECTOR ? size - at : SECTOR;
		const struct durable *from = reached(lost, at / SECTOR) ? &now : file;
		if (at < from->size)
			memcpy(sector, from->bytes + at,
				from->size - at < length ? from->size - at : length);
		fwrite(sector, 1, length, out);
	}
	fclose(out);
	free(now.bytes);
}

/* ---- a file ---- */

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct file *)file)->real;
}

static int close_file(sqlite3_file *base)
{
	struct file *file = (struct file *)base;
	int code = file->real->pMethods ? file->real->pMethods->xClose(file->real) : SQLITE_OK;
	free(file->path);
	return code;
}

static int read_file(sqlite3_file *base, void *bytes, int count, sqlite3_int64 at)
{
	sqlite3_file *real = real_of(base);
	return real->pMethods->xRead(real, bytes, count, at);
}

static int write_file(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 at)
{
	sqlite3_file *real = real_of(base);
	switch (next_step()) {
	case GO:
		return real->pMethods->xWrite(real, bytes, count, at);
	case LAST:
		real->pMethods->xWrite(real, bytes, count / 2, at);
		break;
	case STOP:
		break;
	}
	return refusal();
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 size)
{
	sqlite3_file *real = real_of(base);
	return next_step() == GO ? real->pMethods->xTruncate(real, size) : refusal();
}

static int sync_file(sqlite3_file *base, int flags)
{
	(void)flags;
	if (next_step() != GO)
		return kind == FAULT_FULL ? SQLITE_OK : SQLITE_IOERR_FSYNC;
	if (!deaf)
		make_durable(((struct file *)base)->path);
	return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
	return real_of(base)->pMethods->xFileSize(real_of(base), size);
}

static int lock(sqlite3_file *base, int level)
{
	return real_of(base)->pMethods->xLock(real_of(base), level);
}

static int unlock(sqlite3_file *base, int level)
{
	return real_of(base)->pMethods->xUnlock(real_of(base), level);
}

static int check_lock(sqlite3_file *base, int *reserved)
{
	return real_of(base)->pMethods->xCheckReservedLock(real_of(base), reserved);
}

static int control(sqlite3_file *base, int what, void *argument)
{
	return real_of(base)->pMethods->xFileControl(real_of(base), what, argument);
}

static int sector_size(sqlite3_file *base)
{
	return real_of(base)->pMethods->xSectorSize(real_of(base));
}

static int traits(sqlite3_file *base)
{
	return real_of(base)->pMethods->xDeviceCharacteristics(real_of(base));
}

static int shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **at)
{
	return real_of(base)->pMethods->xShmMap(real_of(base), region, size, extend, at);
}

static int shm_lock(sqlite3_file *base, int offset, int count, int flags)
{
	return real_of(base)->pMethods->xShmLock(real_of(base), offset, count, flags);
}

static void shm_barrier(sqlite3_file *base)
{
	real_of(base)->pMethods->xShmBarrier(real_of(base));
}

static int shm_unmap(sqlite3_file *base, int remove_it)
{
	return real_of(base)->pMethods->xShmUnmap(real_of(base), remove_it);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = file_size,
	.xLock = lock,
	.xUnlock = unlock,
	.xCheckReservedLock = check_lock,
	.xFileControl = control,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = traits,
	.xShmMap = shm_map,
	.xShmLock = shm_lock,
	.xShmBarrier = shm_barrier,
	.xShmUnmap = shm_unmap,
};

/* ---- the disk ---- */

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *given)
{
	(void)vfs;
	struct file *file = (struct file *)base;
	bool there = path && access(path, F_OK) == 0;
	*file = (struct file){.path = path ? mem_strdup(path) : NULL};
	file->real = (sqlite3_file *)(file + 1);
	file->real->pMethods = NULL;
	int code = SQLITE_CANTOPEN;
	if (there || !(met && (kind == FAULT_KILL || kind == FAULT_POWER)))
		code = disk->xOpen(disk, path, file->real, flags, given);
	if (code != SQLITE_OK) {
		free(file->path);
		base->pMethods = NULL;
		return code;
	}
	base->pMethods = &methods;
	bool known = false;
	for (int i = 0; path && i < durables; i++)
		known = known || strcmp(durable[i].path, path) == 0;
	if (!known)
		make_durable(path);
	return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	(void)vfs, (void)sync_folder;
	if (kind != FAULT_FULL && next_step() != GO)
		return SQLITE_IOERR_DELETE;
	return disk->xDelete(disk, path, 0);
}

void fault_begin(enum fault what, int at)
{
	if (!disk) {
		disk = sqlite3_vfs_find(NULL);
		shim = *disk;
		shim.zName = "fault";
		shim.szOsFile += (int)sizeof(struct file);
		shim.pNext = NULL;
		shim.xOpen = open_file;
		shim.xDelete = delete_file;
		sqlite3_vfs_register(&shim, 1);
	}
	kind = what;
	fail_at = at;
	steps = 0;
	met = false;
}

void fault_end(unsigned lost)
{
	for (int i = 0; i < durables; i++) {
		if (met)
			lose(&durable[i], lost);
		free(durable[i].path);
		free(durable[i].bytes);
	}
	durables = 0;
	kind = FAULT_NONE;
}

bool fault_met(void)
{
	return met;
}

int fault_steps(void)
{
	return steps;
}

void fault_deaf(bool wanted)
{
	deaf = wanted;
}
