/* Pictures of any content, as a pack may bring them: PNG and SVG are read, scaled and cut as the
 * renderer does it, or refused with a cause. The seeds are in FOLDER/pictures. A PNG's checksums
 * are made right again, else few changes would get past them. */
#include "fuzz.h"
#include "ui/render_parts.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

static unsigned char bytes[FUZZ_MAX];

static uint32_t checksum(const unsigned char *at, size_t length)
{
	uint32_t sum = 0xFFFFFFFF;
	for (size_t i = 0; i < length; i++) {
		sum ^= at[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
	}
	return ~sum;
}

static uint32_t number_at(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* A chunk: length, kind, data, checksum of the last two. */
static void mend_checksums(size_t length)
{
	enum { SIGNATURE = 8, HEAD = 8, SUM = 4 };
	for (size_t at = SIGNATURE; at + HEAD + SUM <= length;) {
		size_t size = number_at(bytes + at), left = length - at - HEAD - SUM;
		if (size > left)
			return;
		unsigned char *end = bytes + at + HEAD + size;
		uint32_t sum = checksum(bytes + at + 4, size + 4);
		for (int i = 0; i < SUM; i++)
			end[i] = (unsigned char)(sum >> (24 - 8 * i));
		at += HEAD + size + SUM;
	}
}

/* Sometimes another size, from nothing to billions of pixels. */
static void change_size(struct fuzz *fuzz, size_t length)
{
	static const uint32_t sides[] = {
		0, 1, 3, 8193, 65535, 65536, 1000000, 0x7FFFFFFF, 0xFFFFFFFF};
	enum { WIDTH = 16, END = 24 };
	if (length < END)
		return;
	for (size_t at = WIDTH; at < END; at += 4) {
		uint32_t side = sides[fuzz_chance(fuzz, sizeof sides / sizeof *sides)];
		for (int i = 0; i < 4 && fuzz_chance(fuzz, 2) == 0; i++)
			bytes[at + (size_t)i] = (unsigned char)(side >> (24 - 8 * i));
	}
}

/* One that is trimmed may have nothing left. */
static void look_at(
	const struct fuzz *fuzz, const struct sprite *sprite, bool trim, const char *cause)
{
	if (sprite->missing && !(cause && cause[0]))
		fuzz_fail(fuzz, "a picture is refused without a cause");
	if (sprite->missing)
		return;
	int least = trim ? 0 : 1;
	if (sprite->w < least || sprite->h < least || (!sprite->argb && !sprite->coverage))
		fuzz_fail(fuzz, "a picture without pixels");
}

static void one(struct fuzz *fuzz, const char *path)
{
	const char *cause = NULL;
	struct image_request request = {.path = path,
		.w = 1 + (int)fuzz_chance(fuzz, 300),
		.h = 1 + (int)fuzz_chance(fuzz, 300),
		.cover = fuzz_chance(fuzz, 2),
		.cover_x = 0.5F,
		.cover_y = 0.25F,
		.diameter = (int)fuzz_chance(fuzz, 2) * 24,
		.top_only = fuzz_chance(fuzz, 2)};
	request.tint = !request.cover && fuzz_chance(fuzz, 3) == 0;
	request.trim = request.tint && fuzz_chance(fuzz, 2);
	struct sprite sprite = image_read(&request, &cause);
	look_at(fuzz, &sprite, request.trim, cause);
	free(sprite.argb);
	free(sprite.coverage);
}

int main(int argc, char **argv)
{
	struct fuzz fuzz;
	glob_t files;
	char pattern[700], path[700];
	fuzz_start(&fuzz, argc, argv);
	snprintf(pattern, sizeof pattern, "%s/pictures/*", fuzz.folder);
	if (glob(pattern, 0, NULL, &files) != 0)
		fuzz_fail(&fuzz, "no pictures to begin with");
	while (fuzz_next(&fuzz)) {
		const char *seed = files.gl_pathv[fuzz_chance(&fuzz, files.gl_pathc)];
		bool png = strcmp(seed + strlen(seed) - 4, ".png") == 0;
		size_t length;
		unsigned char *whole = fuzz_read(seed, &length);
		memcpy(bytes, whole, length);
		free(whole);
		if (png && fuzz_chance(&fuzz, 4) == 0)
			change_size(&fuzz, length);
		else
			length = fuzz_mutate(&fuzz, bytes, length);
		if (png)
			mend_checksums(length);
		snprintf(path, sizeof path, "%s/case.%s", fuzz.folder, png ? "png" : "svg");
		fuzz_write(path, bytes, length);
		one(&fuzz, path);
	}
	fuzz_end(&fuzz);
	globfree(&files);
	return 0;
}
