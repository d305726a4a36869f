/* Reading a pack, piece by piece. Only pack*.c include it. */
#ifndef TUNEUP_PACK_READ_H
#define TUNEUP_PACK_READ_H

#include "data/pack_file.h"

struct archive;

struct reader {
	const char *pack, *keys; /* the file, and the folder of trusted keys */
	char *why;
	pack_progress *progress; /* NULL: nobody wants to know */
	void *data;

	struct pack_manifest manifest; /* known once it is open */
	char signer[PACK_SIGNER];
	char *text; /* of the manifest, as it was signed: length bytes */
	size_t length;
	unsigned char signature[crypto_sign_BYTES];

	struct archive *archive; /* its own */
	char *lines;
	int64_t done; /* bytes that were copied */
};

/* For a job, into whose fields it points until its end, as into why. Never NULL. */
struct reader *reader_create(const struct pack_install *job, char *why);
void reader_destroy(struct reader *reader);

/* Reads up to the first file: the manifest is there, signed and sound. False: why. */
bool reader_open(struct reader *reader);

/* The files, in the order of the manifest, each once: into a file, synced, or past it. */
bool reader_copy(struct reader *reader, const struct pack_file *file, int out);
bool reader_skip(struct reader *reader, const struct pack_file *file);

/* Behind the last file there is nothing. */
bool reader_expects_end(struct reader *reader);

/* Whether there is room for all of it below this folder. */
bool pack_has_space(struct reader *reader, const char *root);

/* Say why, naming the pack, or a file of it too; always false. */
bool reader_refuses(struct reader *reader, const char *what);
bool reader_refuses_file(struct reader *reader, const char *path, const char *what);

#endif
