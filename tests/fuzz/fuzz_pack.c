/* Packs of any content: nothing crashes, nothing is written outside of the state folder, and what
 * is not exactly what was signed is not put to use. Since few changes get past a signature, most
 * cases are signed anew, with the heads of the tar made right: then any file name, size and sum is
 * vouched for. The seed is made of FOLDER/pack-content. */
#include "data/pack.h"
#include "data/pack_file.h"
#include "fuzz.h"
#include "media/vtt.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 512, PATH_ROOM = 700 };

static unsigned char bytes[FUZZ_MAX], secret[crypto_sign_SECRETKEYBYTES];
static char seed[PATH_ROOM], key[PATH_ROOM], keys[PATH_ROOM], house[PATH_ROOM], state[PATH_ROOM],
	pack[PATH_ROOM];
static struct problems problems;

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	(void)about;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void empty(const char *folder)
{
	const int open_folders = 8;
	nftw(folder, remove_one, open_folders, FTW_DEPTH | FTW_PHYS);
	mkdir(folder, 0700);
}

/* --- a tar --- */

static size_t size_of(const unsigned char *head)
{
	size_t size = 0;
	for (int i = 124; i < 136 && head[i] >= '0' && head[i] <= '7'; i++)
		size = size * 8 + (size_t)(head[i] - '0');
	return size;
}

static void mend_head(unsigned char *head)
{
	unsigned sum = 0;
	memset(head + 148, ' ', 8);
	for (int i = 0; i < BLOCK; i++)
		sum += head[i];
	snprintf((char *)head + 148, 7, "%06o", sum & 0777777);
}

/* Where the data of the entry after this place begins; its head is made right. 0: there is none. */
static size_t next_data(size_t at, size_t length)
{
	if (at + BLOCK > length)
		return 0;
	mend_head(bytes + at);
	return at + BLOCK;
}

static size_t after(size_t data, size_t size)
{
	return data + (size + BLOCK - 1) / BLOCK * BLOCK;
}

/* The manifest comes first, then its signature. */
static void sign_anew(size_t length)
{
	size_t text = next_data(0, length);
	size_t size = text ? size_of(bytes) : 0;
	size_t head = after(text, size);
	if (!text || size > length || head + 2 * (size_t)BLOCK > length)
		return;
	mend_head(bytes + head);
	crypto_sign_detached(bytes + head + BLOCK, NULL, bytes + text, size, secret);
	for (size_t at = after(head + BLOCK, crypto_sign_BYTES); at < length;) {
		size_t data = next_data(at, length);
		if (!data)
			return;
		at = after(data, size_of(bytes + at));
	}
}

/* Another path for one of the files, in the manifest and in the tar, of the same length so that all
 * stays in place. */
static void change_path(struct fuzz *fuzz, size_t length)
{
	static const char *const paths[] = {"../../escaped", "/tmp/escaped", "a/../../x", "current",
		".previous", "a//b", "./a", "a/", "manifest", "con\ttrol", "\xc3(", "a\\b",
		"areas.yaml/x", "areas.yaml", "routines"};
	const char *path = paths[fuzz_chance(fuzz, sizeof paths / sizeof *paths)];
	size_t head = after(BLOCK, size_of(bytes)) + 2 * (size_t)BLOCK, line = BLOCK,
	       files = 1 + fuzz_chance(fuzz, 12);
	for (size_t i = 0; i < files && head < length; i++) {
		unsigned char *next = memchr(bytes + line, '\n', length - line);
		if (!next)
			return;
		line = (size_t)(next - bytes) + 1;
		head = i + 1 < files ? after(head + BLOCK, size_of(bytes + head)) : head;
	}
	unsigned char *end = memchr(bytes + line, '\n', length - line);
	size_t size = strlen(path), old = head + BLOCK <= length ? strlen((char *)bytes + head) : 0;
	if (!end || old < size || (size_t)(end - bytes) < line + old)
		return;
	memcpy(end - old, path, size);
	memcpy(bytes + head, path, size);
}

static size_t spoil(struct fuzz *fuzz, size_t length)
{
	size_t text = size_of(bytes);
	switch (fuzz_chance(fuzz, 8)) {
	case 0:
		return fuzz_mutate(fuzz, bytes, length);
	case 1:
	case 2:
		change_path(fuzz, length);
		break;
	case 3: /* a head, perhaps with its kind: link, device, folder */
		bytes[fuzz_chance(fuzz, length / BLOCK) * BLOCK + 156] =
			(unsigned char)('0' + fuzz_chance(fuzz, 8));
		break;
	case 4: /* the manifest alone, which keeps its length */
		for (size_t i = fuzz_chance(fuzz, 6) + 1; i > 0; i--)
			bytes[BLOCK + fuzz_chance(fuzz, text)] =
				(unsigned char)fuzz_chance(fuzz, 256);
		break;
	default:
		length = fuzz_mutate(fuzz, bytes, length);
		break;
	}
	sign_anew(length);
	return length;
}

/* --- what holds --- */

/* House has the state folder and the pack, and nothing more. */
static void look_around(const struct fuzz *fuzz)
{
	struct stat about;
	char path[PATH_ROOM + 20];
	snprintf(path, sizeof path, "%s/escaped", house);
	if (stat(path, &about) == 0 || stat(state, &about) != 0 ||
		stat("/tmp/escaped", &about) == 0)
		fuzz_fail(fuzz, "something was written outside");
	if (stat(house, &about) != 0 || about.st_nlink != 3)
		fuzz_fail(fuzz, "a folder was made outside");
}

static void one(const struct fuzz *fuzz)
{
	char why[PACK_WHY] = "";
	struct pack_sum sum;
	const struct pack_install job = {.pack = pack,
		.state = state,
		.keys = keys,
		.read_captions = vtt_read,
		.problems = &problems};
	problems = (struct problems){0};
	bool done = pack_install(&job, &sum, why);
	char *current = pack_current(state);
	if (!done && !why[0])
		fuzz_fail(fuzz, "a pack is refused without a word");
	if (done != (current != NULL))
		fuzz_fail(fuzz,
			done ? "a pack is taken, and not in use" : "a refused pack is in use");
	free(current);
	look_around(fuzz);
}

static void prepare(const struct fuzz *fuzz)
{
	char why[PACK_WHY], folder[PATH_ROOM], public[PATH_ROOM + 20], beside[PATH_ROOM + 20];
	struct pack_sum sum;
	snprintf(folder, sizeof folder, "%s/pack-content", fuzz->folder);
	snprintf(seed, sizeof seed, "%s/seed.pack", fuzz->folder);
	snprintf(key, sizeof key, "%s/pack-key", fuzz->folder);
	snprintf(keys, sizeof keys, "%s/pack-keys", fuzz->folder);
	snprintf(house, sizeof house, "%s/pack-house", fuzz->folder);
	snprintf(state, sizeof state, "%s/pack-house/state", fuzz->folder);
	snprintf(pack, sizeof pack, "%s/pack-house/case.pack", fuzz->folder);
	snprintf(public, sizeof public, "%s.pub", key);
	snprintf(beside, sizeof beside, "%s/fuzz.pub", keys);
	remove(key);
	remove(public);
	empty(keys);
	bool done = pack_keygen(key, why) && rename(public, beside) == 0 &&
		    pack_key_read(key, true, secret, why) &&
		    pack_write(PACK_CONTENT, folder, seed, key, &sum, why);
	if (!done)
		fuzz_fail(fuzz, why);
}

int main(int argc, char **argv)
{
	struct fuzz fuzz;
	size_t length;
	fuzz_start(&fuzz, argc, argv);
	prepare(&fuzz);
	unsigned char *whole = fuzz_read(seed, &length);
	while (fuzz_next(&fuzz)) {
		empty(house);
		mkdir(state, 0700);
		memcpy(bytes, whole, length);
		fuzz_write(pack, bytes, spoil(&fuzz, length));
		one(&fuzz);
	}
	fuzz_end(&fuzz);
	free(whole);
	return 0;
}
