/* Content packs: a content folder in one file, signed. A pack is a plain tar of regular files:
 *
 *   manifest       "tuneup-content 1" or "tuneup-program 1", then a line a file: SHA-256 in hex,
 * size, path manifest.sig   the Ed25519 signature of the manifest, 64 bytes
 *   ...            the files, in the order of the manifest
 *
 * so that nothing is written before a trusted key has vouched for every byte of it. Links, devices,
 * folders, absolute paths, ".." and whatever else the manifest does not name are refused.
 *
 * Installed packs are the folders STATE/content/1, 2, ...; STATE/content/current is a link to the
 * one in use. A new one is unpacked beside it and checked, and one rename switches. The one before
 * is kept, and its name stands in the new one's file .previous. Everything blocks; one call at a
 * time for a state folder (a lock sees to that between processes). why: PACK_WHY bytes that say
 * what is wrong and what to do. */
#ifndef TUNEUP_PACK_H
#define TUNEUP_PACK_H

#include "data/catalog.h"

#include "base/date.h"

#include <stdbool.h>
#include <stdint.h>

/* Where trusted keys are. */
#define PACK_KEYS "/etc/tuneup/keys.d"

enum { PACK_WHY = 400, PACK_SIGNER = 64 };

/* What a pack brings: content, or a program update (one file tuneup.deb; admin/program.h). */
enum pack_kind { PACK_CONTENT, PACK_PROGRAM, PACK_KINDS };

/* How far it is, in bytes; false: stop. */
typedef bool pack_progress(void *data, int64_t done, int64_t all);

struct pack_sum {
	int files;
	int64_t bytes;
	char signer[PACK_SIGNER]; /* file name of the key that fits: "headquarters.pub" */
};

/* A new pair of keys: the secret one in path (mode 0600), the public one in path.pub. Neither may
 * be there. */
bool pack_keygen(const char *path, char *why);

/* Writes the folder into a pack, signed with the secret key. Hidden files and a folder `studio`
 * stay out. A pack that is there already is replaced when the new one is whole. */
bool pack_write(enum pack_kind kind, const char *folder, const char *out, const char *key,
	struct pack_sum *sum, char *why);

struct pack_install {
	const char *pack, *state;
	const char *keys; /* folder of trusted public keys, *.pub */
	catalog_read_captions *read_captions;
	struct problems *problems; /* what the content check of the unpacked folder finds */
	pack_progress *progress;   /* NULL: nobody wants to know */
	void *data;
};

/* False: what was in use is so still. */
bool pack_install(const struct pack_install *job, struct pack_sum *sum, char *why);

struct pack_about {
	enum pack_kind kind;
	struct about words;
	int routines;
	int64_t bytes;
	day_t since;              /* installed on; DAY_NONE: not known, or not installed */
	char signer[PACK_SIGNER]; /* "": what is installed */
};

/* Looks into a pack without installing it: whether it is signed and there is room for it, and what
 * it says of itself. The texts live in the arena. False: why, and what is known so far. */
bool pack_look(
	const struct pack_install *job, struct arena *arena, struct pack_about *about, char *why);

/* The same of a content folder. */
void pack_describe(const char *folder, struct arena *arena, struct pack_about *about);

/* Bytes that are free where this folder is; negative: not known. */
int64_t pack_free_bytes(const char *folder);

/* Lays the program update of a pack out for tuneup-admin, which verifies it again: STATE/program
 * holds manifest, manifest.sig and tuneup.deb. False: why. */
bool pack_stage_program(const struct pack_install *job, char *why);

/* Back to the pack before, or from the first one to the program's own content. */
bool pack_rollback(const char *state, char *why);

/* The folder of the pack in use, freed by free(); NULL: none is, the program's own content counts.
 */
char *pack_current(const char *state);

/* The folder of the pack before, freed by free(); NULL: there is none. */
char *pack_previous(const char *state);

/* Whether this is a path that a pack may hold: "routines/quads/clip.mp4". */
bool pack_path_is_sound(const char *path);

#endif
