#include "media/convert.h"

#include "base/log.h"
#include "base/mem.h"
#include "media/differ.h"

#include <libavutil/frame.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
#include <math.h>
#include <stdlib.h>

enum { ALIGNMENT = 64, HD_HEIGHT = 720, ASPECT_MAX = 100 };

/* Pixels of our own; grows, never shrinks. */
struct image {
	uint8_t *plane[4];
	int pitch[4];
	enum AVPixelFormat format;
	int w, h;
};

struct converter {
	int w, h; /* 0, 0: any */
	struct SwsContext *scaler;
	struct image lying;   /* scaled, to be turned */
	struct image made[2]; /* the picture, and the one before; they take turns */
	int making;
	bool complained;

	AVFrame *frame;
	int quarter_turns;
	struct picture picture; /* in full once `tried` and `sound` */
	bool tried, sound;

	AVFrame *frame_before; /* may hold the pixels of `before` */
	struct picture before; /* returned last; serial 0: none */
};

struct converter *converter_create(void)
{
	struct converter *converter = mem_calloc(1, sizeof *converter);
	converter->frame = av_frame_alloc();
	converter->frame_before = av_frame_alloc();
	if (converter->frame && converter->frame_before)
		return converter;
	converter_destroy(converter);
	return NULL;
}

void converter_destroy(struct converter *converter)
{
	if (!converter)
		return;
	av_frame_free(&converter->frame);
	av_frame_free(&converter->frame_before);
	sws_freeContext(converter->scaler);
	av_freep(&converter->lying.plane[0]);
	av_freep(&converter->made[0].plane[0]);
	av_freep(&converter->made[1].plane[0]);
	free(converter);
}

void converter_set_target(struct converter *converter, int w, int h)
{
	if (converter->w == w && converter->h == h)
		return;
	converter->w = w;
	converter->h = h;
	converter->tried = false;
}

bool converter_clear(struct converter *converter)
{
	bool had = converter->frame->buf[0];
	av_frame_unref(converter->frame);
	av_frame_unref(converter->frame_before);
	converter->before.serial = 0;
	converter->tried = false;
	return had;
}

void converter_keep(struct converter *converter, uint32_t request)
{
	converter->picture.request = request;
}

/* What was returned last is kept to be compared with what comes. */
static void remember(struct converter *converter)
{
	AVFrame *frame = converter->frame_before;
	bool as_decoded = converter->picture.plane[0] == converter->frame->data[0];
	converter->frame_before = converter->frame;
	converter->frame = frame;
	if (!as_decoded)
		av_frame_unref(converter->frame_before);
	converter->before = converter->picture;
	converter->making ^= 1;
}

AVFrame *converter_next(
	struct converter *converter, int quarter_turns, int64_t pts_us, uint32_t request)
{
	if (converter->tried && converter->sound)
		remember(converter);
	av_frame_unref(converter->frame);
	converter->tried = false;
	converter->quarter_turns = quarter_turns;
	converter->picture.pts_us = pts_us;
	converter->picture.request = request;
	converter->picture.serial++;
	return converter->frame;
}

static bool fit_image(struct image *image, enum AVPixelFormat format, int w, int h)
{
	if (image->plane[0] && image->format == format && image->w == w && image->h == h)
		return true;
	av_freep(&image->plane[0]);
	image->format = format;
	image->w = w;
	image->h = h;
	return av_image_alloc(image->plane, image->pitch, w, h, format, ALIGNMENT) >= 0;
}

static bool is_709(const AVFrame *frame)
{
	if (frame->colorspace == AVCOL_SPC_UNSPECIFIED)
		return frame->height >= HD_HEIGHT;
	return frame->colorspace == AVCOL_SPC_BT709;
}

static bool is_full_range(const AVFrame *frame)
{
	return frame->color_range == AVCOL_RANGE_JPEG || frame->format == AV_PIX_FMT_YUVJ420P ||
	       frame->format == AV_PIX_FMT_YUVJ422P || frame->format == AV_PIX_FMT_YUVJ444P;
}

static bool is_rgb(const AVFrame *frame)
{
	const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(frame->format);
	return format && format->flags & AV_PIX_FMT_FLAG_RGB;
}

static int matrix_of(const AVFrame *frame)
{
	if (frame->colorspace == AVCOL_SPC_BT2020_NCL || frame->colorspace == AVCOL_SPC_BT2020_CL)
		return SWS_CS_BT2020;
	return is_709(frame) ? SWS_CS_ITU709 : SWS_CS_ITU601;
}

/* How the picture is handed on in YUV: as BT.709 of limited range, or as BT.601 of either, which is
 * what renderers know. RGB has no matrix and gets that of its size. */
static bool as_709(const AVFrame *frame)
{
	return is_709(frame) || matrix_of(frame) == SWS_CS_BT2020;
}

static bool as_full_range(const AVFrame *frame)
{
	return is_full_range(frame) && !as_709(frame);
}

/* To I420. */
static bool scale(struct converter *converter, const AVFrame *frame, struct image *to, int w, int h)
{
	const enum AVPixelFormat format = AV_PIX_FMT_YUV420P;
	int flags = (w == frame->width && h == frame->height ? SWS_POINT : SWS_BILINEAR) |
		    SWS_ACCURATE_RND;
	converter->scaler = sws_getCachedContext(converter->scaler, frame->width, frame->height,
		frame->format, w, h, format, flags, NULL, NULL, NULL);
	if (!converter->scaler || !fit_image(to, format, w, h))
		return false;
	const int *matrix = sws_getCoefficients(matrix_of(frame));
	const int *wanted = sws_getCoefficients(as_709(frame) ? SWS_CS_ITU709 : SWS_CS_ITU601);
	sws_setColorspaceDetails(converter->scaler, matrix, is_rgb(frame) || is_full_range(frame),
		wanted, as_full_range(frame), 0, 1 << 16, 1 << 16);
	return sws_scale(converter->scaler, (const uint8_t *const *)frame->data, frame->linesize, 0,
		       frame->height, to->plane, to->pitch) > 0;
}

struct plane {
	uint8_t *at;
	int pitch, w, h;
};

/* Where the sample at the top left of the turned plane comes from, and the steps along its row and
 * column in the source: one loop for all quarters. */
static void turn_plane(struct plane to, struct plane from, int quarters)
{
	ptrdiff_t row = from.pitch, right = from.w - 1, bottom = (from.h - 1) * row;
	ptrdiff_t start[] = {0, bottom, right + bottom, right};
	ptrdiff_t across[] = {1, -row, -1, row};
	ptrdiff_t down[] = {row, 1, -row, -1};
	for (int y = 0; y < to.h; y++) {
		const uint8_t *source = from.at + start[quarters] + y * down[quarters];
		uint8_t *out = to.at + (ptrdiff_t)y * to.pitch;
		for (int x = 0; x < to.w; x++, source += across[quarters])
			out[x] = *source;
	}
}

/* Clockwise. */
static bool turn(const struct image *from, struct image *to, int quarters)
{
	bool lying = quarters & 1;
	if (!fit_image(to, from->format, lying ? from->h : from->w, lying ? from->w : from->h))
		return false;
	for (int i = 0; i < 3; i++) {
		int shift = i > 0;
		turn_plane((struct plane){to->plane[i], to->pitch[i], (to->w + shift) >> shift,
				   (to->h + shift) >> shift},
			(struct plane){from->plane[i], from->pitch[i], (from->w + shift) >> shift,
				(from->h + shift) >> shift},
			quarters);
	}
	return true;
}

static void set_planes(
	struct picture *picture, uint8_t *const plane[], const int pitch[], int count)
{
	for (int i = 0; i < 3; i++) {
		picture->plane[i] = i < count ? plane[i] : NULL;
		picture->pitch[i] = i < count ? pitch[i] : 0;
	}
}

/* As decoded, without a copy. */
static bool pass_on(const AVFrame *frame, struct picture *picture)
{
	bool planar = frame->format == AV_PIX_FMT_YUV420P || frame->format == AV_PIX_FMT_YUVJ420P;
	if ((!planar && frame->format != AV_PIX_FMT_NV12) || frame->linesize[0] < 0)
		return false;
	if (is_709(frame) != as_709(frame) || is_full_range(frame) != as_full_range(frame))
		return false;
	picture->format = planar ? PICTURE_I420 : PICTURE_NV12;
	picture->w = frame->width;
	picture->h = frame->height;
	set_planes(picture, frame->data, frame->linesize, planar ? 3 : 2);
	return true;
}

/* Width over height as the frame is to be shown before it is turned. */
static double aspect_of(const AVFrame *frame)
{
	double aspect = (double)frame->width / frame->height;
	AVRational sample = frame->sample_aspect_ratio;
	if (sample.num > 0 && sample.den > 0)
		aspect *= av_q2d(sample);
	return fmin(fmax(aspect, 1.0 / ASPECT_MAX), ASPECT_MAX);
}

/* The largest size of this aspect inside the target. */
static void fit(int most_w, int most_h, double aspect, int *w, int *h)
{
	double width = fmin(most_w, most_h * aspect);
	*w = (int)fmax(1, round(width));
	*h = (int)fmin(most_h, fmax(1, round(width / aspect)));
}

/* In the size wanted and upright. */
static bool make(struct converter *converter)
{
	const AVFrame *frame = converter->frame;
	struct picture *picture = &converter->picture;
	int quarter_turns = converter->quarter_turns, w = frame->width, h = frame->height;
	bool any = converter->w < 1 || converter->h < 1;
	if (!any && quarter_turns & 1)
		fit(converter->w, converter->h, picture->aspect, &h, &w);
	else if (!any)
		fit(converter->w, converter->h, picture->aspect, &w, &h);
	bool ready = quarter_turns == 0 && w == frame->width && h == frame->height &&
		     (any || frame->format != AV_PIX_FMT_NV12);
	if (ready && pass_on(frame, picture))
		return true;
	struct image *made = &converter->made[converter->making];
	struct image *scaled = quarter_turns ? &converter->lying : made;
	if (!scale(converter, frame, scaled, w, h) ||
		(quarter_turns && !turn(scaled, made, quarter_turns)))
		return false;
	picture->format = PICTURE_I420;
	picture->w = made->w;
	picture->h = made->h;
	set_planes(picture, made->plane, made->pitch, 3);
	return true;
}

static bool convert(struct converter *converter)
{
	const AVFrame *frame = converter->frame;
	struct picture *picture = &converter->picture;
	double aspect = aspect_of(frame);
	picture->aspect = (float)(converter->quarter_turns & 1 ? 1 / aspect : aspect);
	picture->bt709 = as_709(frame);
	picture->full_range = as_full_range(frame);
	picture->since = 0;
	bool done = make(converter);
	if (done && converter->w > 0 && converter->before.serial)
		differ_find(picture, &converter->before);
	if (!done && !converter->complained)
		log_warning("video: pixels of format %s cannot be converted",
			av_get_pix_fmt_name(frame->format));
	converter->complained = !done;
	return done;
}

const struct picture *converter_picture(struct converter *converter)
{
	if (!converter->frame->buf[0])
		return NULL;
	if (!converter->tried)
		converter->sound = convert(converter);
	converter->tried = true;
	return converter->sound ? &converter->picture : NULL;
}
