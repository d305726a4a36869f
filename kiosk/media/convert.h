/* From a decoder's frame to the picture the renderer takes. One thread. */
#ifndef TUNEUP_CONVERT_H
#define TUNEUP_CONVERT_H

#include "base/clip.h"

struct AVFrame;
struct converter;

struct converter *converter_create(void);
void converter_destroy(struct converter *converter);

/* The form wanted; w and h matter for BGRA only. */
void converter_set_target(struct converter *converter, enum picture_format format, int w, int h);

/* Fills the picture's format, size, aspect, planes, pitches and colours. The planes belong to the
 * frame or to the converter: valid until either changes. False when the frame cannot be converted.
 */
bool converter_run(struct converter *converter, const struct AVFrame *frame, int quarter_turns,
	struct picture *picture);

#endif
