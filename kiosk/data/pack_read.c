/* A pack from its begin to its end: nothing of it is handed on before its manifest is found to be
 * signed, nor a file that is not what was signed. */
#include "data/pack_read.h"

#include "base/tr.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char nothing[] = N_("nothing was installed");

bool reader_refuses(struct reader *reader, const char *what)
{
	return pack_says(reader->why, "%s: %s; %s", reader->pack, what, nothing);
}

bool reader_refuses_file(struct reader *reader, const char *path, const char *what)
{
	char shown[80];
	size_t length = 0;
	for (; path && path[length] && length < sizeof shown - 1; length++)
		shown[length] = path[length] >= ' ' && path[length] <= '~' ? path[length] : '?';
	shown[length] = '\0';
	return pack_says(reader->why, "%s: \"%s\": %s; %s", reader->pack, shown, what, nothing);
}

/* The next entry, which must be a plain file of this name. size: as its header says. */
static bool next_entry(struct reader *reader, const char *path, int64_t *size)
{
	struct archive_entry *entry;
	int result = archive_read_next_header(reader->archive, &entry);
	if (result == ARCHIVE_EOF)
		return reader_refuses_file(
			reader, path, N_("expected this file, found the end: the pack is cut off"));
	if (result != ARCHIVE_OK)
		return reader_refuses(reader, N_("this is no pack, or it is damaged"));
	const char *found = archive_entry_pathname(entry);
	if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) ||
		archive_entry_symlink(entry))
		return reader_refuses_file(
			reader, found, N_("expected a file, found a link, a folder or a device"));
	if (!found || strcmp(found, path) != 0)
		return reader_refuses_file(
			reader, found, N_("this file is not in the manifest, or in another place"));
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
		reader_refuses_file(reader, path, N_("it is too large"));
		return -1;
	}
	while (filled < size && (got = archive_read_data(reader->archive, (char *)bytes + filled,
					 (size_t)(size - filled))) > 0)
		filled += got;
	if (filled == size)
		return filled;
	reader_refuses_file(reader, path, N_("it cannot be read to its end"));
	return -1;
}

/* ---- the manifest ---- */

static bool read_lines(struct reader *reader)
{
	const char *line, *wrong = pack_manifest_read(&reader->manifest, reader->lines, &line);
	if (wrong)
		return line ? reader_refuses_file(reader, line, wrong)
			    : reader_refuses(reader, wrong);
	return true;
}

static bool read_manifest(struct reader *reader)
{
	reader->text = mem_calloc(1, PACK_MANIFEST_MAX + 1);
	int64_t length = read_small(reader, PACK_MANIFEST, reader->text, PACK_MANIFEST_MAX);
	bool sound = length >= 0;
	if (sound && read_small(reader, PACK_SIGNATURE, reader->signature,
			     sizeof reader->signature) != sizeof reader->signature)
		sound = reader->why[0] ? false
				       : reader_refuses(reader, N_("its signature is cut off"));
	sound = sound && pack_key_find(reader->keys, reader->text, (size_t)length,
				 reader->signature, reader->signer, reader->why);
	if (sound && !reader->signer[0])
		sound = reader_refuses(reader,
			N_("it was changed, or signed with a key that is not trusted here"));
	reader->length = sound ? (size_t)length : 0;
	reader->lines = mem_strdup(reader->text);
	return sound && read_lines(reader);
}

/* ---- the files ---- */

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

/* Tells how far it is; false: it shall stop. */
static bool goes_on(struct reader *reader, int64_t bytes)
{
	reader->done += bytes;
	return !reader->progress ||
	       reader->progress(reader->data, reader->done, reader->manifest.bytes);
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
			return reader_refuses_file(
				reader, file->path, N_("it cannot be read to its end"));
		crypto_hash_sha256_update(&state, chunk, (size_t)got);
		if (!write_chunk(out, chunk, (size_t)got))
			return reader_refuses_file(reader, file->path, strerror(errno));
		left -= got;
		if (!goes_on(reader, got))
			return reader_refuses(reader, N_("it was stopped"));
	}
	crypto_hash_sha256_final(&state, hash);
	if (memcmp(hash, file->hash, sizeof hash) != 0)
		return reader_refuses_file(reader, file->path, N_("it is not what was signed"));
	return fsync(out) == 0 || reader_refuses_file(reader, file->path, strerror(errno));
}

bool reader_skip(struct reader *reader, const struct pack_file *file)
{
	int64_t size = 0;
	return next_entry(reader, file->path, &size) &&
	       (archive_read_data_skip(reader->archive) == ARCHIVE_OK ||
		       reader_refuses_file(reader, file->path, N_("it cannot be read to its end")));
}

bool reader_copy(struct reader *reader, const struct pack_file *file, int out)
{
	int64_t size = 0;
	if (!next_entry(reader, file->path, &size))
		return false;
	if (size != file->size)
		return reader_refuses_file(
			reader, file->path, N_("its size is not what was signed"));
	return copy_data(reader, file, out);
}

bool reader_expects_end(struct reader *reader)
{
	struct archive_entry *entry;
	int result = archive_read_next_header(reader->archive, &entry);
	if (result == ARCHIVE_OK)
		return reader_refuses_file(reader, archive_entry_pathname(entry),
			N_("this file is not in the manifest, or in another place"));
	return result == ARCHIVE_EOF || reader_refuses(reader, N_("its end is damaged"));
}

/* ---- begin and end ---- */

static bool open_pack(struct reader *reader)
{
	reader->archive = archive_read_new();
	if (!reader->archive)
		return reader_refuses(reader, N_("not enough memory"));
	archive_read_support_format_tar(reader->archive);
	if (archive_read_open_filename(reader->archive, reader->pack, PACK_CHUNK) == ARCHIVE_OK)
		return true;
	/* Of libarchive it means a format that it does not know. */
	int error = archive_errno(reader->archive);
	return reader_refuses(reader,
		error == EILSEQ ? N_("this is no pack, or it is damaged") : strerror(error));
}

struct reader *reader_create(const struct pack_install *job, char *why)
{
	struct reader *reader = mem_calloc(1, sizeof *reader);
	reader->pack = job->pack;
	reader->keys = job->keys;
	reader->why = why;
	reader->progress = job->progress;
	reader->data = job->data;
	return reader;
}

bool reader_open(struct reader *reader)
{
	reader->why[0] = '\0';
	return pack_crypto(reader->why) && open_pack(reader) && read_manifest(reader);
}

void reader_destroy(struct reader *reader)
{
	archive_read_free(reader->archive);
	free(reader->text);
	free(reader->lines);
	free(reader);
}
