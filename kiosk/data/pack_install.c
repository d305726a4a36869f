/* A pack into the state folder: nothing of it is written before its manifest is found to be signed,
 * and nothing is in use before all of it is found to be what the manifest says. */
#include "base/sync.h"
#include "data/pack_file.h"
#include "data/pack_places.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const int64_t reserve = 32 * 1024 * 1024;  /* bytes that stay free */
static const int64_t file_max = (int64_t)1 << 40; /* so that no sum of sizes overflows */

struct reader {
	const struct pack_install *job;
	struct archive *archive;
	struct pack_file file[PACK_FILES_MAX];
	int files;
	int64_t bytes;
	char signer[PACK_SIGNER];
	struct arena arena;
	char *why;
};

bool pack_path_is_sound(const char *path)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
	size_t length = strlen(path);
	if (!length || length > PACK_PATH_MAX)
		return false;
	for (const char *at = path;; at++) {
		size_t part = strspn(at, letters);
		if (!part || at[0] == '.')
			return false;
		at += part;
		if (*at != '/')
			return !*at;
	}
}

static bool refuse(struct reader *reader, const char *what)
{
	return pack_says(reader->why, "%s: %s; nothing was installed", reader->job->pack, what);
}

static bool refuse_file(struct reader *reader, const char *path, const char *what)
{
	char shown[80];
	size_t length = 0;
	for (; path && path[length] && length < sizeof shown - 1; length++)
		shown[length] = path[length] >= ' ' && path[length] <= '~' ? path[length] : '?';
	shown[length] = '\0';
	return pack_says(reader->why, "%s: \"%s\": %s; nothing was installed", reader->job->pack,
		shown, what);
}

/* ---- the archive ---- */

/* The next entry, which must be a plain file of this name. size: as its header says. */
static bool next_entry(struct reader *reader, const char *path, int64_t *size)
{
	struct archive_entry *entry;
	int result = archive_read_next_header(reader->archive, &entry);
	if (result == ARCHIVE_EOF)
		return refuse_file(
			reader, path, "expected this file, found the end: the pack is cut off");
	if (result != ARCHIVE_OK)
		return refuse(reader, "this is no pack, or it is damaged");
	const char *found = archive_entry_pathname(entry);
	if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) ||
		archive_entry_symlink(entry))
		return refuse_file(
			reader, found, "expected a file, found a link, a folder or a device");
	if (!found || strcmp(found, path) != 0)
		return refuse_file(
			reader, found, "this file is not in the manifest, or in another place");
	*size = archive_entry_size(entry);
	return true;
}

/* A whole entry into memory, at most room bytes; negative: refused. */
static int64_t read_small(struct reader *reader, const char *path, void *bytes, int64_t room)
{
	int64_t size = 0, filled = 0;
	la_ssize_t got = 0;
	if (!next_entry(reader, path, &size))
		return -1;
	if (size > room) {
		refuse_file(reader, path, "it is too large");
		return -1;
	}
	while (filled < size && (got = archive_read_data(reader->archive, (char *)bytes + filled,
					 (size_t)(size - filled))) > 0)
		filled += got;
	if (filled == size)
		return filled;
	refuse_file(reader, path, "it cannot be read to its end");
	return -1;
}

/* ---- the manifest ---- */

/* "HEX SIZE PATH", which ends at end. */
static bool read_line(struct reader *reader, char *line)
{
	enum { HEX = 2 * crypto_hash_sha256_BYTES };
	if (reader->files == PACK_FILES_MAX)
		return refuse(reader, "its manifest names too many files");
	struct pack_file *file = &reader->file[reader->files];
	size_t length = 0;
	char *at = line + (strlen(line) > HEX ? HEX : 0), *end = at;
	bool sound = at > line && *at == ' ' &&
		     sodium_hex2bin(
			     file->hash, sizeof file->hash, line, HEX, NULL, &length, NULL) == 0 &&
		     length == sizeof file->hash && at[1] >= '0' && at[1] <= '9';
	if (sound) {
		errno = 0;
		file->size = strtoll(at + 1, &end, 10);
		sound = errno == 0 && *end == ' ' && file->size <= file_max &&
			pack_path_is_sound(end + 1);
	}
	if (!sound)
		return refuse_file(reader, line, "a line of its manifest makes no sense");
	file->path = arena_strdup(&reader->arena, end + 1);
	reader->bytes += file->size;
	reader->files++;
	return true;
}

static bool read_lines(struct reader *reader, char *text)
{
	size_t head = strlen(PACK_HEAD);
	if (strncmp(text, PACK_HEAD, head) != 0)
		return refuse(reader, "its manifest is of another kind than this program knows");
	for (char *line = text + head, *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			return refuse(reader, "its manifest is cut off");
		*end = '\0';
		if (!read_line(reader, line))
			return false;
	}
	return reader->files > 0 || refuse(reader, "its manifest names no file");
}

static bool read_manifest(struct reader *reader)
{
	unsigned char signature[crypto_sign_BYTES];
	char *text = mem_calloc(1, PACK_MANIFEST_MAX + 1);
	int64_t length = read_small(reader, PACK_MANIFEST, text, PACK_MANIFEST_MAX);
	bool sound = length >= 0;
	if (sound &&
		read_small(reader, PACK_SIGNATURE, signature, sizeof signature) != sizeof signature)
		sound = reader->why[0] ? false : refuse(reader, "its signature is cut off");
	sound = sound && pack_key_find(reader->job->keys, text, (size_t)length, signature,
				 reader->signer, reader->why);
	if (sound && !reader->signer[0])
		sound = refuse(
			reader, "it was changed, or signed with a key that is not trusted here");
	sound = sound && read_lines(reader, text);
	free(text);
	return sound;
}

/* ---- the files ---- */

static bool check_space(struct reader *reader, const char *root)
{
	struct statvfs disk;
	if (statvfs(root, &disk) != 0)
		return pack_says(reader->why, "%s: %s", root, strerror(errno));
	int64_t block = (int64_t)disk.f_frsize;
	int64_t wanted = reader->bytes + reader->files * block + reserve;
	int64_t free_bytes = (int64_t)disk.f_bavail * block;
	if (free_bytes >= wanted)
		return true;
	return pack_says(reader->why,
		"%s: there is too little space: expected %" PRId64 " MB free, found %" PRId64
		" MB; nothing was "
		"installed",
		root, wanted / 1000000 + 1, free_bytes / 1000000);
}

static bool make_folders(struct reader *reader, const char *folder, const char *path)
{
	char *part = mem_strdup(path);
	bool made = true;
	for (char *slash = part; made && (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		char *whole = mem_printf("%s/%s", folder, part);
		made = mkdir(whole, 0770) == 0 || errno == EEXIST;
		free(whole);
		*slash = '/';
	}
	free(part);
	return made || refuse_file(reader, path, strerror(errno));
}

static bool write_chunk(int out, const unsigned char *bytes, size_t count)
{
	while (count) {
		ssize_t put = write(out, bytes, count);
		if (put < 0)
			return false;
		bytes += put;
		count -= (size_t)put;
	}
	return true;
}

static bool copy_data(struct reader *reader, const struct pack_file *file, int out)
{
	unsigned char chunk[PACK_CHUNK], hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	int64_t left = file->size;
	while (left > 0) {
		size_t wanted = left < PACK_CHUNK ? (size_t)left : PACK_CHUNK;
		la_ssize_t got = archive_read_data(reader->archive, chunk, wanted);
		if (got <= 0)
			return refuse_file(reader, file->path, "it cannot be read to its end");
		crypto_hash_sha256_update(&state, chunk, (size_t)got);
		if (!write_chunk(out, chunk, (size_t)got))
			return refuse_file(reader, file->path, strerror(errno));
		left -= got;
	}
	crypto_hash_sha256_final(&state, hash);
	if (memcmp(hash, file->hash, sizeof hash) != 0)
		return refuse_file(reader, file->path, "it is not what was signed");
	return fsync(out) == 0 || refuse_file(reader, file->path, strerror(errno));
}

static bool unpack_file(struct reader *reader, const struct pack_file *file, const char *folder)
{
	int64_t size = 0;
	if (!next_entry(reader, file->path, &size))
		return false;
	if (size != file->size)
		return refuse_file(reader, file->path, "its size is not what was signed");
	if (!make_folders(reader, folder, file->path))
		return false;
	char *path = mem_printf("%s/%s", folder, file->path);
	int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0660);
	bool sound = out >= 0 || refuse_file(reader, file->path, strerror(errno));
	sound = sound && copy_data(reader, file, out);
	if (out >= 0 && close(out) != 0 && sound)
		sound = refuse_file(reader, file->path, strerror(errno));
	free(path);
	return sound;
}

static bool expect_end(struct reader *reader)
{
	struct archive_entry *entry;
	int result = archive_read_next_header(reader->archive, &entry);
	if (result == ARCHIVE_OK)
		return refuse_file(reader, archive_entry_pathname(entry),
			"this file is not in the manifest, or in another place");
	return result == ARCHIVE_EOF || refuse(reader, "its end is damaged");
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
	for (int i = 0; synced && i < reader->files; i++) {
		const char *path = reader->file[i].path, *slash = strrchr(path, '/');
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

static bool check_content(struct reader *reader, const char *folder)
{
	struct problems *problems = reader->job->problems;
	struct catalog *catalog = catalog_load(folder, reader->job->read_captions, problems);
	catalog_destroy(catalog);
	for (size_t i = 0; i < problems->count; i++)
		if (problems->item[i].level == PROBLEM_ERROR)
			return pack_says(reader->why, "%s: its content has mistakes: %.200s",
				reader->job->pack, problems->item[i].detail + strlen(folder) + 1);
	return true;
}

static bool unpack(struct reader *reader, const char *folder, int previous)
{
	if (mkdir(folder, 0770) != 0)
		return pack_says(reader->why, "%s: %s", folder, strerror(errno));
	for (int i = 0; i < reader->files; i++)
		if (!unpack_file(reader, &reader->file[i], folder))
			return false;
	return expect_end(reader) && check_content(reader, folder) &&
	       write_previous(reader, folder, previous) && sync_folders(reader, folder);
}

/* ---- the whole ---- */

static bool open_pack(struct reader *reader)
{
	reader->archive = archive_read_new();
	if (!reader->archive)
		return refuse(reader, "not enough memory");
	archive_read_support_format_tar(reader->archive);
	if (archive_read_open_filename(reader->archive, reader->job->pack, PACK_CHUNK) ==
		ARCHIVE_OK)
		return true;
	/* Of libarchive it means a format that it does not know. */
	int error = archive_errno(reader->archive);
	return refuse(
		reader, error == EILSEQ ? "this is no pack, or it is damaged" : strerror(error));
}

static bool put_in_place(struct reader *reader, struct places *places)
{
	int number = places->highest + 1;
	char *fresh = places_folder(places, number, ".new");
	char *folder = places_folder(places, number, "");
	bool done = unpack(reader, fresh, places->current);
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

bool pack_install(const struct pack_install *job, struct pack_sum *sum, char *why)
{
	struct places places = {.lock = -1};
	struct reader *reader = mem_calloc(1, sizeof *reader);
	reader->job = job;
	reader->why = why;
	why[0] = '\0';
	*sum = (struct pack_sum){0};
	bool done = pack_crypto(why) && places_open(&places, job->state, why);
	if (done)
		places_clean(&places);
	done = done && open_pack(reader) && read_manifest(reader) &&
	       check_space(reader, places.root) && put_in_place(reader, &places);
	if (done) {
		sum->files = reader->files;
		sum->bytes = reader->bytes;
		memcpy(sum->signer, reader->signer, sizeof sum->signer);
	}
	places_close(&places);
	archive_read_free(reader->archive);
	arena_free(&reader->arena);
	free(reader);
	return done;
}
