/* Looks through a whole clip, as fast as it decodes: what it is, whether every picture and sample
 * can be decoded, how loud it is, and what playing it costs. For `tuneupctl content check`. Blocks.
 */
#ifndef TUNEUP_INSPECT_H
#define TUNEUP_INSPECT_H

#include "base/mem.h"
#include "media/loudness.h"
#include "media/source.h"

struct inspection {
	struct source_info info;
	int w, h; /* of the first picture, pixels */
	double fps, seconds;
	char pixels[24]; /* FFmpeg's name of its format: "yuv420p" */
	int64_t pictures;
	int64_t *key_us; /* times of the key frames, where a jump needs nothing before it; in order
			  */
	size_t keys, keys_room;
	struct loudness loudness;  /* if info.has_sound */
	double cost;               /* seconds of processor time for a second of the clip, here */
	char fault[SOURCE_FAULT];  /* it cannot be played; "" it can */
	char damage[SOURCE_FAULT]; /* it can, but not all of it; "" */
};

/* False: `fault` says why. The times of the key frames live in the arena. */
bool inspect(const char *path, struct arena *arena, struct inspection *inspection);

#endif
