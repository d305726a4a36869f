/* Speech on its way to the ear, over whatever a clip plays: a bounded queue that the sound device's
 * callback empties. While there is speech the clip is turned down. Samples are floats at
 * SOURCE_RATE.
 *
 * Three threads: the voice's writes, the device's mixes (no lock, no allocation), the main one sets
 * the volume. */
#ifndef TUNEUP_VOICEOVER_H
#define TUNEUP_VOICEOVER_H

#include <stddef.h>

struct voiceover;

struct voiceover *voiceover_create(void); /* never NULL */
void voiceover_destroy(struct voiceover *voiceover);

/* The voice's thread: how many samples there is room for, and adds them (one channel). */
size_t voiceover_room(const struct voiceover *voiceover);
void voiceover_write(struct voiceover *voiceover, const float *samples, size_t count);

/* The voice's thread: what was written so far is not heard any more, faded. */
void voiceover_drop(struct voiceover *voiceover);

/* Main thread: 0..1. */
void voiceover_set_volume(struct voiceover *voiceover, float volume);

/* The device's thread: turns down what is in out (pairs) while there is speech, and adds that. */
void voiceover_mix(struct voiceover *voiceover, float *out, size_t count);

#endif
