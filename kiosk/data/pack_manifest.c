/* The manifest of a pack, of which a signature vouches for every byte. Pure, and without
 * libarchive, so that tuneup-admin can read it as root. */
#include "data/pack_file.h"

#include "base/tr.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const int64_t file_max = (int64_t)1 << 40; /* so that no sum of sizes overflows */

static const char *const heads[PACK_KINDS] = {
	[PACK_CONTENT] = PACK_HEAD,
	[PACK_PROGRAM] = PACK_HEAD_PROGRAM,
};

const char *pack_head(enum pack_kind kind)
{
	return heads[kind];
}

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

/* "HEX SIZE PATH", which ends at its zero. */
static bool read_line(struct pack_manifest *manifest, char *line)
{
	enum { HEX = 2 * crypto_hash_sha256_BYTES };
	struct pack_file *file = &manifest->file[manifest->files];
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
		return false;
	file->path = end + 1;
	manifest->bytes += file->size;
	manifest->files++;
	return true;
}

static bool read_head(struct pack_manifest *manifest, const char *text)
{
	for (int kind = 0; kind < PACK_KINDS; kind++) {
		manifest->kind = (enum pack_kind)kind;
		if (strncmp(text, heads[kind], strlen(heads[kind])) == 0)
			return true;
	}
	return false;
}

const char *pack_manifest_read(struct pack_manifest *manifest, char *text, const char **line)
{
	*line = NULL;
	manifest->files = 0;
	manifest->bytes = 0;
	if (!read_head(manifest, text))
		return N_("its manifest is of another kind than this program knows");
	for (char *at = text + strlen(heads[manifest->kind]), *end; *at; at = end + 1) {
		end = strchr(at, '\n');
		if (!end)
			return N_("its manifest is cut off");
		if (manifest->files == PACK_FILES_MAX)
			return N_("its manifest names too many files");
		*end = '\0';
		*line = at;
		if (!read_line(manifest, at))
			return N_("a line of its manifest makes no sense");
	}
	*line = NULL;
	return manifest->files > 0 ? NULL : N_("its manifest names no file");
}
