/* A content folder into a pack. */
#include "data/pack_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct writer {
	enum pack_kind kind;
	const char *folder;
	struct pack_file file[PACK_FILES_MAX];
	int files;
	struct arena arena;
	char *why;
};

/* Hashes a file, and hands each piece on to the archive if there is one. */
static bool read_file(struct writer *writer, struct pack_file *file, struct archive *archive)
{
	char *path = mem_printf("%s/%s", writer->folder, file->path);
	unsigned char chunk[PACK_CHUNK];
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	int in = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t got = in < 0 ? -1 : 0;
	bool sound = in >= 0;
	file->size = 0;
	while (sound && (got = read(in, chunk, sizeof chunk)) > 0) {
		crypto_hash_sha256_update(&state, chunk, (size_t)got);
		file->size += got;
		sound = !archive || archive_write_data(archive, chunk, (size_t)got) == got;
	}
	if (got < 0)
		sound = pack_says(writer->why, "%s: %s", path, strerror(errno));
	else if (!sound)
		pack_says(writer->why, "%s", archive_error_string(archive));
	if (in >= 0)
		close(in);
	crypto_hash_sha256_final(&state, file->hash);
	free(path);
	return sound;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool collect(struct writer *writer, const char *below);

static bool collect_one(struct writer *writer, const char *path)
{
	char *whole = mem_printf("%s/%s", writer->folder, path);
	struct stat status;
	bool seen = lstat(whole, &status) == 0;
	free(whole);
	if (!seen)
		return pack_says(writer->why, "%s/%s: %s", writer->folder, path, strerror(errno));
	if (S_ISDIR(status.st_mode))
		return strcmp(path, "studio") == 0 || collect(writer, path);
	if (!S_ISREG(status.st_mode))
		return pack_says(writer->why, "%s/%s: expected a file, found a link or a device",
			writer->folder, path);
	if (!pack_path_is_sound(path))
		return pack_says(writer->why,
			"%s/%s: expected a name of letters, digits, \"-\", \"_\" and \".\"",
			writer->folder, path);
	if (writer->files == PACK_FILES_MAX)
		return pack_says(writer->why, "%s: expected at most %d files", writer->folder,
			PACK_FILES_MAX);
	struct pack_file *file = &writer->file[writer->files++];
	file->path = arena_strdup(&writer->arena, path);
	return read_file(writer, file, NULL);
}

/* below: a folder below the content folder, "" for itself. */
static bool collect(struct writer *writer, const char *below)
{
	char *folder = mem_printf("%s/%s", writer->folder, below);
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_visible, alphasort);
	bool sound = count >= 0 || pack_says(writer->why, "%s: %s", folder, strerror(errno));
	for (int i = 0; i < count; i++) {
		char *path = mem_printf("%s%s%s", below, below[0] ? "/" : "", names[i]->d_name);
		sound = sound && collect_one(writer, path);
		free(path);
		free(names[i]);
	}
	free(names);
	free(folder);
	return sound;
}

/* NULL: not enough memory. Freed by free(). */
static char *write_manifest(const struct writer *writer)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	if (!out)
		return NULL;
	fputs(pack_head(writer->kind), out);
	for (int i = 0; i < writer->files; i++) {
		const struct pack_file *file = &writer->file[i];
		char hex[2 * crypto_hash_sha256_BYTES + 1];
		sodium_bin2hex(hex, sizeof hex, file->hash, sizeof file->hash);
		fprintf(out, "%s %lld %s\n", hex, (long long)file->size, file->path);
	}
	return fclose(out) == 0 ? text : NULL;
}

static bool begin_entry(struct archive *archive, const char *path, int64_t size, char *why)
{
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_pathname(entry, path);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, size);
	bool begun = archive_write_header(archive, entry) == ARCHIVE_OK;
	archive_entry_free(entry);
	return begun || pack_says(why, "%s", archive_error_string(archive));
}

static bool put(
	struct archive *archive, const char *path, const void *bytes, size_t size, char *why)
{
	return begin_entry(archive, path, (int64_t)size, why) &&
	       (archive_write_data(archive, bytes, size) == (la_ssize_t)size ||
		       pack_says(why, "%s", archive_error_string(archive)));
}

static bool write_all(struct writer *writer, struct archive *archive, const unsigned char *secret)
{
	unsigned char signature[crypto_sign_BYTES];
	char *manifest = write_manifest(writer);
	size_t length = manifest ? strlen(manifest) : SIZE_MAX;
	bool sound = length <= PACK_MANIFEST_MAX ||
		     pack_says(writer->why, "%s: it is too much for a pack", writer->folder);
	if (sound)
		crypto_sign_detached(
			signature, NULL, (const unsigned char *)manifest, length, secret);
	sound = sound && put(archive, PACK_MANIFEST, manifest, length, writer->why) &&
		put(archive, PACK_SIGNATURE, signature, sizeof signature, writer->why);
	free(manifest);
	for (int i = 0; sound && i < writer->files; i++) {
		struct pack_file *file = &writer->file[i], again = *file;
		sound = begin_entry(archive, file->path, file->size, writer->why) &&
			read_file(writer, &again, archive);
		if (sound && (again.size != file->size ||
				     memcmp(again.hash, file->hash, sizeof file->hash) != 0))
			sound = pack_says(writer->why, "%s/%s: it changed meanwhile",
				writer->folder, file->path);
	}
	return sound;
}

static bool write_archive(struct writer *writer, int out, const unsigned char *secret)
{
	struct archive *archive = archive_write_new();
	bool sound = archive && archive_write_set_format_pax_restricted(archive) == ARCHIVE_OK &&
		     archive_write_open_fd(archive, out) == ARCHIVE_OK;
	if (!sound)
		pack_says(writer->why, "%s",
			archive ? archive_error_string(archive) : "not enough memory");
	sound = sound && write_all(writer, archive, secret);
	if (archive_write_close(archive) != ARCHIVE_OK && sound)
		sound = pack_says(writer->why, "%s", archive_error_string(archive));
	archive_write_free(archive);
	return sound;
}

/* The pack appears under its name only when it is whole. */
static bool write_out(struct writer *writer, const char *path, const unsigned char *secret)
{
	char *fresh = mem_printf("%s.new", path);
	int out = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	bool sound = out >= 0 || pack_says(writer->why, "%s: %s", fresh, strerror(errno));
	sound = sound && write_archive(writer, out, secret);
	if (sound && (fsync(out) != 0 || rename(fresh, path) != 0))
		sound = pack_says(writer->why, "%s: %s", path, strerror(errno));
	if (out >= 0)
		close(out);
	if (!sound)
		unlink(fresh);
	free(fresh);
	return sound;
}

bool pack_write(enum pack_kind kind, const char *folder, const char *out, const char *key,
	struct pack_sum *sum, char *why)
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	*sum = (struct pack_sum){0};
	if (!pack_crypto(why) || !pack_key_read(key, true, secret, why))
		return false;
	struct writer *writer = mem_calloc(1, sizeof *writer);
	writer->kind = kind;
	writer->folder = folder;
	writer->why = why;
	bool sound = collect(writer, "");
	if (sound && writer->files == 0)
		sound = pack_says(why, "%s: there is nothing in it", folder);
	sound = sound && write_out(writer, out, secret);
	sum->files = writer->files;
	for (int i = 0; i < writer->files; i++)
		sum->bytes += writer->file[i].size;
	arena_free(&writer->arena);
	free(writer);
	sodium_memzero(secret, sizeof secret);
	return sound;
}
