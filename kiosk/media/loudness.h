/* By how much a clip is to be louder or softer so that all clips sound alike. It is measured once,
 * by `tuneupctl content check`, and stored beside the clip ("clip.loudness.yaml"), where the player
 * looks for it each time it opens the clip. No thread of its own; blocks on the disk. */
#ifndef TUNEUP_LOUDNESS_H
#define TUNEUP_LOUDNESS_H

#include <stdbool.h>
#include <stddef.h>

struct loudness {
	double lufs;    /* integrated, EBU R 128; -INFINITY: silence */
	double peak_db; /* true peak, dBTP */
	double gain_db; /* towards -19 LUFS, as far as the true peak stays at most -1.5 dBTP */
};

/* Measures samples (pairs of floats at SOURCE_RATE) as they come. NULL: not enough memory. */
struct loudness_meter;
struct loudness_meter *loudness_meter_create(void);
void loudness_meter_destroy(struct loudness_meter *meter);
bool loudness_meter_add(struct loudness_meter *meter, const float *samples, size_t count);
struct loudness loudness_meter_read(struct loudness_meter *meter);

/* Writes it beside the clip, in one piece; silence has nothing to store. False: errno says why. A
 * file that says the same already is not written again. */
bool loudness_store(const char *clip, const struct loudness *loudness);

/* The gain as a factor. 1 where none is stored, the clip is another than was measured, or the file
 * is damaged. */
float loudness_factor(const char *clip);

#endif
