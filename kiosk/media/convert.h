/* The picture on the screen: holds the decoder's frame and makes of it, on demand and once, the
 * form the renderer takes. One thread. */
#ifndef TUNEUP_CONVERT_H
#define TUNEUP_CONVERT_H

#include "base/clip.h"

struct AVFrame;
struct converter;

/* NULL: not enough memory. */
struct converter *converter_create(void);
void converter_destroy(struct converter *converter);

/* Upright I420 that fits into w x h. 0, 0: as decoded where the renderer can show that. */
void converter_set_target(struct converter *converter, int w, int h);

/* Forgets the picture; returns the empty frame that the caller fills with the next one. */
struct AVFrame *converter_next(
	struct converter *converter, int quarter_turns, int64_t pts_us, uint32_t request);

/* The picture passes for one of this request. */
void converter_keep(struct converter *converter, uint32_t request);

/* Forgets the picture. Returns whether there was one. */
bool converter_clear(struct converter *converter);

/* The picture, or NULL when there is none or its pixels cannot be converted. Valid until the next
 * call of the others. In a target's size it knows what differs from the one returned before. */
const struct picture *converter_picture(struct converter *converter);

#endif
