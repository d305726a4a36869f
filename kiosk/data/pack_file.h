/* What writing and installing packs share. Only pack*.c include it. */
#ifndef TUNEUP_PACK_FILE_H
#define TUNEUP_PACK_FILE_H

#include "base/mem.h"
#include "data/pack.h"

#include <sodium.h>
#include <stdio.h>

enum {
	PACK_FILES_MAX = 4096,
	PACK_MANIFEST_MAX = 1024 * 1024,
	PACK_PATH_MAX = 200,
	PACK_CHUNK = 64 * 1024
};

#define PACK_MANIFEST "manifest"
#define PACK_DEB "tuneup.deb"
#define PACK_ABOUT "pack.yaml"
#define PACK_SIGNATURE "manifest.sig"
#define PACK_HEAD "tuneup-content 1\n"
#define PACK_HEAD_PROGRAM "tuneup-program 1\n"

/* A file as the manifest names it. */
struct pack_file {
	const char *path;
	int64_t size;
	unsigned char hash[crypto_hash_sha256_BYTES];
};

/* What a manifest says. */
struct pack_manifest {
	enum pack_kind kind;
	struct pack_file file[PACK_FILES_MAX]; /* their paths lie in its text */
	int files;
	int64_t bytes;
};

/* The first line of a manifest. */
const char *pack_head(enum pack_kind kind);

/* Reads a manifest's text, of which lines end with zeros then. NULL: it is sound; else what is
 * wrong with it, and *line is the line in question or NULL. */
const char *pack_manifest_read(struct pack_manifest *manifest, char *text, const char **line);

/* Says why; always false. */
bool pack_says(char *why, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Libsodium is ready; else why. */
bool pack_crypto(char *why);

/* The key of a file, length bytes. */
bool pack_key_read(const char *path, bool secret, unsigned char *key, char *why);

/* The name of the trusted key in the folder that signed this; empty: none did. False: there is no
 * trusted key at all. */
bool pack_key_find(const char *folder, const char *text, size_t length,
	const unsigned char *signature, char *signer, char *why);

#endif
