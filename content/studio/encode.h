/* Writes an MP4 that is cheap to decode: H.264 without CABAC and deblocking, one reference picture,
 * a key frame each second; AAC with the cue sounds. */
#ifndef STUDIO_ENCODE_H
#define STUDIO_ENCODE_H

#include <stdbool.h>

/* Returns the picture of that number, BGRX rows `stride` bytes apart; it stays until the next call.
 */
typedef const unsigned char *frame_source(void *data, int number, int *stride);

/* Blocks for minutes. False: said on stderr, the file is gone. */
bool encode_clip(const char *path, int width, int height, frame_source *frame, void *data);

#endif
