/* The cue sounds of a clip: a soft tick where a pass begins or turns, a chime where a phase begins.
 * Pure. */
#ifndef STUDIO_SOUND_H
#define STUDIO_SOUND_H

#define SOUND_RATE 48000

/* One channel of the whole clip, -1..1; `count` samples, from the start. */
void sound_make(float *samples, int count);

#endif
