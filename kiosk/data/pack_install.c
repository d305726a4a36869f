/* A pack into the state folder: nothing of it is in use before all of it is found to be what its
 * manifest says. */
#include "base/folder.h"
#include "base/sync.h"
#include "base/tr.h"
#include "data/pack_places.h"
#include "data/pack_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const int64_t reserve = 32 * 1024 * 1024; /* bytes that stay free */

int64_t pack_free_bytes(const char *folder)
{
	struct statvfs disk;
	return statvfs(folder, &disk) == 0 ? (int64_t)disk.f_bavail * (int64_t)disk.f_frsize : -1;
}

bool pack_has_space(struct reader *reader, const char *root)
{
	struct statvfs disk;
	if (statvfs(root, &disk) != 0)
		return pack_says(reader->why, "%s: %s", root, strerror(errno));
	int64_t block = (int64_t)disk.f_frsize;
	int64_t wanted = reader->manifest.bytes + reader->manifest.files * block + reserve;
	int64_t free_bytes = (int64_t)disk.f_bavail * block;
	if (free_bytes >= wanted)
		return true;
	long long wanted_mb = wanted / 1000000 + 1, free_mb = free_bytes / 1000000;
	return pack_says(reader->why,
		N_("%s: there is too little space: expected %lld MB free, found %lld MB; nothing "
		   "was installed"),
		root, wanted_mb, free_mb);
}

static bool unpack_file(struct reader *reader, const struct pack_file *file, const char *folder)
{
	char *path = mem_printf("%s/%s", folder, file->path);
	int out = folder_make_above(path, 0770)
			  ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0660)
			  : -1;
	bool sound = out >= 0 || reader_refuses_file(reader, file->path, strerror(errno));
	sound = sound && reader_copy(reader, file, out);
	if (out >= 0 && close(out) != 0 && sound)
		sound = reader_refuses_file(reader, file->path, strerror(errno));
	free(path);
	return sound;
}

static bool write_previous(struct reader *reader, const char *folder, int number)
{
	char *path = mem_printf("%s/.previous", folder);
	FILE *file = fopen(path, "wbe");
	bool written = file && fprintf(file, "%d", number) > 0 && fflush(file) == 0 &&
		       fsync(fileno(file)) == 0;
	if (file && fclose(file) != 0)
		written = false;
	free(path);
	return written || pack_says(reader->why, "%s: %s", folder, strerror(errno));
}

static bool sync_folders(struct reader *reader, const char *folder)
{
	bool synced = sync_folder(folder);
	const char *before = "";
	for (int i = 0; synced && i < reader->manifest.files; i++) {
		const char *path = reader->manifest.file[i].path, *slash = strrchr(path, '/');
		size_t length = slash ? (size_t)(slash - path) : 0;
		if (!slash || strncmp(before, path, length + 1) == 0)
			continue;
		char *below = mem_printf("%s/%.*s", folder, (int)length, path);
		synced = sync_folder(below);
		free(below);
		before = path;
	}
	return synced || pack_says(reader->why, "%s: %s", folder, strerror(errno));
}

static bool check_content(const struct pack_install *job, struct reader *reader, const char *folder)
{
	struct problems *problems = job->problems;
	struct catalog *catalog = catalog_load(folder, job->read_captions, problems);
	catalog_destroy(catalog);
	for (size_t i = 0; i < problems->count; i++)
		if (problems->item[i].level == PROBLEM_ERROR)
			return pack_says(reader->why, N_("%s: its content has mistakes: %.200s"),
				reader->pack, problems->item[i].detail + strlen(folder) + 1);
	return true;
}

static bool unpack(
	const struct pack_install *job, struct reader *reader, const char *folder, int previous)
{
	if (mkdir(folder, 0770) != 0)
		return pack_says(reader->why, "%s: %s", folder, strerror(errno));
	for (int i = 0; i < reader->manifest.files; i++)
		if (!unpack_file(reader, &reader->manifest.file[i], folder))
			return false;
	return reader_expects_end(reader) && check_content(job, reader, folder) &&
	       write_previous(reader, folder, previous) && sync_folders(reader, folder);
}

/* ---- the whole ---- */

static bool put_in_place(
	const struct pack_install *job, struct reader *reader, struct places *places)
{
	int number = places->highest + 1;
	char *fresh = places_folder(places, number, ".new");
	char *folder = places_folder(places, number, "");
	bool done = unpack(job, reader, fresh, places->current);
	if (done && (rename(fresh, folder) != 0 || !sync_folder(places->root)))
		done = pack_says(reader->why, "%s: %s", folder, strerror(errno));
	done = done && places_switch(places, number, reader->why);
	if (done) {
		places->previous = places->current;
		places->current = number;
	}
	/* What is not in use now: the half of this one, or the one before the one before. */
	places_clean(places);
	free(folder);
	free(fresh);
	return done;
}

static bool install(const struct pack_install *job, struct reader *reader)
{
	struct places places = {.lock = -1};
	bool done = places_open(&places, job->state, reader->why);
	if (done)
		places_clean(&places);
	done = done && reader_open(reader);
	if (done && reader->manifest.kind != PACK_CONTENT)
		done = reader_refuses(reader, N_("it is a pack of the program, not of content"));
	done = done && pack_has_space(reader, places.root) && put_in_place(job, reader, &places);
	places_close(&places);
	return done;
}

bool pack_install(const struct pack_install *job, struct pack_sum *sum, char *why)
{
	struct reader *reader = reader_create(job, why);
	*sum = (struct pack_sum){0};
	bool done = install(job, reader);
	if (done) {
		sum->files = reader->manifest.files;
		sum->bytes = reader->manifest.bytes;
		memcpy(sum->signer, reader->signer, sizeof sum->signer);
	}
	reader_destroy(reader);
	return done;
}
