#include "ui/render_parts.h"

#include <SDL2/SDL_image.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 8192 };

/* The four channels of a pixel, 0..255, colors times alpha. */
typedef float quad __attribute__((vector_size(16)));

/* The source pixels that make up one pixel of the result, and their weights. */
struct taps {
	int first, count;
	const float *weight;
};

struct filter {
	struct taps *taps;
	float *weights;
	int most; /* taps of any one */
};

/* Keys' cubic: sharp without ringing that would show. */
static float cubic(float x)
{
	x = fabsf(x);
	if (x < 1)
		return (1.5f * x - 2.5f) * x * x + 1;
	if (x < 2)
		return ((-0.5f * x + 2.5f) * x - 4) * x + 2;
	return 0;
}

/* From `length` source pixels, of which `span` from `start` on are shown, to `size` pixels. */
static struct filter filter_make(int length, float start, float span, int size)
{
	float step = span / (float)size, wide = step > 1 ? step : 1;
	int room = (int)ceilf(4 * wide) + 2;
	struct filter filter = {mem_calloc((size_t)size, sizeof *filter.taps),
		mem_calloc((size_t)size * (size_t)room, sizeof *filter.weights), 1};
	for (int i = 0; i < size; i++) {
		float middle = start + ((float)i + 0.5f) * step - 0.5f, sum = 0;
		int first = (int)ceilf(middle - 2 * wide), last = (int)floorf(middle + 2 * wide);
		first = first < 0 ? 0 : first >= length ? length - 1 : first;
		last = last < first ? first : last >= length ? length - 1 : last;
		int count = last - first + 1 > room ? room : last - first + 1;
		float *weight = filter.weights + (size_t)i * (size_t)room;
		for (int k = 0; k < count; k++)
			sum += weight[k] = cubic(((float)(first + k) - middle) / wide);
		for (int k = 0; k < count; k++)
			weight[k] /= sum;
		filter.taps[i] = (struct taps){first, count, weight};
		filter.most = count > filter.most ? count : filter.most;
	}
	return filter;
}

static void filter_free(struct filter *filter)
{
	free(filter->taps);
	free(filter->weights);
}

static bool is_opaque(const uint32_t *pixel, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (pixel[i] >> 24 != 255)
			return false;
	return true;
}

static void widen(const uint32_t *from, int count, quad *to)
{
	for (int i = 0; i < count; i++) {
		uint32_t pixel = from[i];
		float alpha = (float)(pixel >> 24), share = alpha / 255;
		quad colors = {(float)(pixel & 0xFF), (float)(pixel >> 8 & 0xFF),
			(float)(pixel >> 16 & 0xFF), 255};
		to[i] = colors * share;
	}
}

static uint32_t clamp_byte(float value)
{
	return value <= 0 ? 0 : value >= 255 ? 255 : (uint32_t)(value + 0.5f);
}

static uint32_t narrow(quad pixel)
{
	float alpha = pixel[3];
	if (alpha > 0.25f && alpha < 254.75f)
		pixel *= 255 / alpha;
	return clamp_byte(alpha) << 24 | clamp_byte(pixel[2]) << 16 | clamp_byte(pixel[1]) << 8 |
	       clamp_byte(pixel[0]);
}

struct view {
	float x, y, w, h; /* the part of the source that is shown */
};

/* Rows are narrowed as they are needed; as many are kept as one row of the result is made of. */
static void resample(const SDL_Surface *source, const struct view *view, uint32_t *to, int w, int h)
{
	struct filter across = filter_make(source->w, view->x, view->w, w);
	struct filter down = filter_make(source->h, view->y, view->h, h);
	quad *wide = mem_calloc((size_t)source->w, sizeof *wide);
	quad *kept = mem_calloc((size_t)w * (size_t)down.most, sizeof *kept);
	for (int y = 0, made = down.taps[0].first; y < h; y++) {
		const struct taps *taps = &down.taps[y];
		for (; made < taps->first + taps->count; made++) {
			widen((const uint32_t *)(const void *)((const uint8_t *)source->pixels +
							       made * source->pitch),
				source->w, wide);
			quad *row = kept + (made % down.most) * w;
			for (int x = 0; x < w; x++) {
				const struct taps *part = &across.taps[x];
				quad sum = {0};
				for (int k = 0; k < part->count; k++)
					sum += wide[part->first + k] * part->weight[k];
				row[x] = sum;
			}
		}
		for (int x = 0; x < w; x++) {
			quad sum = {0};
			for (int k = 0; k < taps->count; k++)
				sum += kept[(taps->first + k) % down.most * w + x] *
				       taps->weight[k];
			*to++ = narrow(sum);
		}
	}
	free(kept);
	free(wide);
	filter_free(&across);
	filter_free(&down);
}

static bool is_svg(const char *path)
{
	size_t length = strlen(path);
	return length > 4 && strcmp(path + length - 4, ".svg") == 0;
}

static SDL_Surface *read_svg(const char *path, int w, int h)
{
	SDL_RWops *file = SDL_RWFromFile(path, "rb");
	SDL_Surface *surface = file ? IMG_LoadSizedSVG_RW(file, w, h) : NULL;
	if (file)
		SDL_RWclose(file);
	return surface;
}

static bool covers(const SDL_Surface *surface, const struct image_request *request)
{
	return surface->w >= request->w && surface->h >= request->h;
}

/* Sized so that it fits into the box, or fills it; one that is all length would take all memory. */
static SDL_Surface *read_sized_svg(const struct image_request *request)
{
	SDL_Surface *surface = read_svg(request->path, request->w, request->h);
	if (!surface || !request->cover || covers(surface, request))
		return surface;
	bool flat = surface->h < request->h;
	SDL_FreeSurface(surface);
	surface = flat ? read_svg(request->path, SIDE_MAX, request->h)
		       : read_svg(request->path, request->w, SIDE_MAX);
	if (!surface || covers(surface, request))
		return surface;
	SDL_FreeSurface(surface);
	SDL_SetError("it is too long for its width");
	return NULL;
}

static uint32_t number_at(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* What is wrong with a PNG; NULL: nothing that keeps libpng from reading it. A few bytes can ask
 * for billions of pixels; and SDL_image reads on for ever where a file ends within a chunk. */
static const char *look_at_png(const uint8_t *bytes, size_t size)
{
	enum { SIGNATURE = 8, WIDTH = 16, HEIGHT = 20, HEAD = 8, SUM = 4, LEAST = 45 };
	if (size < LEAST || memcmp(bytes, "\x89PNG\r\n\x1a\n", SIGNATURE) != 0)
		return "expected a PNG";
	if (number_at(bytes + WIDTH) > SIDE_MAX || number_at(bytes + HEIGHT) > SIDE_MAX)
		return "it has too many pixels";
	for (size_t at = SIGNATURE; size - at >= HEAD + SUM;) {
		size_t length = number_at(bytes + at);
		if (memcmp(bytes + at + 4, "IEND", 4) == 0)
			return length == 0 ? NULL : "its end is damaged";
		if (length > size - at - HEAD - SUM)
			break;
		at += HEAD + length + SUM;
	}
	return "it is cut off";
}

/* PNG and nothing else that SDL_image might know. */
static SDL_Surface *read_png(const char *path)
{
	size_t size = 0;
	SDL_Surface *surface = NULL;
	SDL_RWops *source = SDL_RWFromFile(path, "rb");
	uint8_t *bytes = source ? SDL_LoadFile_RW(source, &size, 1) : NULL;
	if (!bytes)
		return NULL;
	const char *wrong = look_at_png(bytes, size);
	SDL_RWops *file = wrong ? NULL : SDL_RWFromConstMem(bytes, (int)size);
	if (wrong)
		SDL_SetError("%s", wrong);
	if (file) {
		surface = IMG_LoadPNG_RW(file);
		SDL_RWclose(file);
	}
	SDL_free(bytes);
	return surface;
}

/* As ARGB8888; what is only wanted for its alpha may stay ABGR8888, as SVGs come. */
static SDL_Surface *read_file(const struct image_request *request)
{
	SDL_Surface *loaded =
		is_svg(request->path) ? read_sized_svg(request) : read_png(request->path);
	if (!loaded || (request->tint && loaded->format->format == SDL_PIXELFORMAT_ABGR8888))
		return loaded;
	SDL_Surface *argb = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0);
	SDL_FreeSurface(loaded);
	return argb;
}

static void copy_rows(SDL_Surface *source, int x, int y, struct sprite *sprite)
{
	for (int row = 0; row < sprite->h; row++)
		memcpy(sprite->argb + (size_t)row * (size_t)sprite->w,
			(const uint8_t *)source->pixels + (y + row) * source->pitch + x * 4,
			(size_t)sprite->w * 4);
}

static void fit(SDL_Surface *source, const struct image_request *request, struct sprite *sprite)
{
	float scale =
		fminf((float)request->w / (float)source->w, (float)request->h / (float)source->h);
	if (is_svg(request->path))
		scale = 1; /* its size is rounded up already */
	int w = (int)lroundf((float)source->w * scale), h = (int)lroundf((float)source->h * scale);
	sprite->w = w < 1 ? 1 : w > request->w ? request->w : w;
	sprite->h = h < 1 ? 1 : h > request->h ? request->h : h;
	sprite->origin_x = -(request->w - sprite->w) / 2;
	sprite->origin_y = -(request->h - sprite->h) / 2;
	sprite->argb = mem_calloc((size_t)sprite->w * (size_t)sprite->h, sizeof *sprite->argb);
	struct view whole = {0, 0, (float)source->w, (float)source->h};
	if (scale >= 1 && scale <= 1 && source->w >= sprite->w && source->h >= sprite->h)
		copy_rows(source, 0, 0, sprite);
	else
		resample(source, &whole, sprite->argb, sprite->w, sprite->h);
}

static void fill(SDL_Surface *source, const struct image_request *request, struct sprite *sprite)
{
	float scale =
		fmaxf((float)request->w / (float)source->w, (float)request->h / (float)source->h);
	struct view view = {.w = (float)request->w / scale, .h = (float)request->h / scale};
	view.x = ((float)source->w - view.w) * request->cover_x;
	view.y = ((float)source->h - view.h) * request->cover_y;
	sprite->w = request->w;
	sprite->h = request->h;
	sprite->argb = mem_calloc((size_t)sprite->w * (size_t)sprite->h, sizeof *sprite->argb);
	if (scale >= 1 && scale <= 1)
		copy_rows(source, (int)lroundf(view.x), (int)lroundf(view.y), sprite);
	else
		resample(source, &view, sprite->argb, sprite->w, sprite->h);
}

static void round_corners(struct sprite *sprite, int diameter, bool top_only)
{
	int side = sprite->w < sprite->h ? sprite->w : sprite->h;
	diameter = diameter > side ? side : diameter;
	struct sprite disc = shape_disc(diameter, 0);
	int half = diameter / 2;
	for (int y = 0; y < diameter; y++) {
		if (top_only && y >= half)
			break;
		int to_y = y < half ? y : sprite->h - diameter + y;
		for (int x = 0; x < diameter; x++) {
			int to_x = x < half ? x : sprite->w - diameter + x;
			uint32_t *pixel = sprite->argb + (size_t)to_y * (size_t)sprite->w + to_x;
			uint32_t cover = disc.coverage[y * diameter + x];
			uint32_t alpha = ((*pixel >> 24) * cover + 127) / 255;
			*pixel = (*pixel & 0xFFFFFF) | alpha << 24;
		}
	}
	free(disc.coverage);
}

static void keep_alpha_only(struct sprite *sprite)
{
	size_t count = (size_t)sprite->w * (size_t)sprite->h;
	sprite->coverage = mem_calloc(count, 1);
	for (size_t i = 0; i < count; i++)
		sprite->coverage[i] = (uint8_t)(sprite->argb[i] >> 24);
	free(sprite->argb);
	sprite->argb = NULL;
}

/* The areas of the body fill little of their common box. */
static void trim(struct sprite *sprite)
{
	int x0 = sprite->w, y0 = sprite->h, x1 = 0, y1 = 0;
	for (int y = 0; y < sprite->h; y++) {
		const uint8_t *row = sprite->coverage + (size_t)y * (size_t)sprite->w;
		int left = 0, right = sprite->w;
		while (left < right && row[left] == 0)
			left++;
		while (right > left && row[right - 1] == 0)
			right--;
		if (left == right)
			continue;
		x0 = left < x0 ? left : x0;
		x1 = right > x1 ? right : x1;
		y0 = y < y0 ? y : y0;
		y1 = y + 1;
	}
	int w = x1 > x0 ? x1 - x0 : 0, h = y1 > y0 ? y1 - y0 : 0;
	uint8_t *kept = mem_calloc((size_t)w, (size_t)h);
	for (int y = 0; y < h; y++)
		memcpy(kept + (size_t)y * (size_t)w,
			sprite->coverage + (size_t)(y0 + y) * (size_t)sprite->w + x0, (size_t)w);
	free(sprite->coverage);
	sprite->coverage = kept;
	sprite->origin_x -= w ? x0 : 0;
	sprite->origin_y -= h ? y0 : 0;
	sprite->w = w;
	sprite->h = h;
}

struct sprite image_read(const struct image_request *request, const char **cause)
{
	struct sprite sprite = {.missing = true};
	*cause = "its box is empty or too large";
	if (request->w < 1 || request->h < 1 || request->w > SIDE_MAX || request->h > SIDE_MAX)
		return sprite;
	SDL_Surface *source = read_file(request);
	*cause = SDL_GetError();
	if (!source)
		return sprite;
	*cause = "the picture is empty";
	if (source->w > 0 && source->h > 0) {
		sprite.missing = false;
		if (request->cover)
			fill(source, request, &sprite);
		else
			fit(source, request, &sprite);
		if (request->diameter > 1)
			round_corners(&sprite, request->diameter, request->top_only);
		if (request->tint)
			keep_alpha_only(&sprite);
		else
			sprite.opaque = is_opaque(sprite.argb, (size_t)sprite.w * (size_t)sprite.h);
		if (request->tint && request->trim)
			trim(&sprite);
	}
	SDL_FreeSurface(source);
	return sprite;
}
