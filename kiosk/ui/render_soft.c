#include "ui/bgra.h"
#include "ui/render_parts.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Drawing without a GPU: coverage takes a byte a pixel instead of four, a change redraws only what
 * it touches, and nothing is converted on the way to the window. */
struct soft {
	struct painter painter;
	SDL_Window *window;   /* NULL: into memory */
	SDL_Surface *surface; /* the window's own, or ours */
	struct pixels clip;
	bool has_picture;
	struct picture picture;
	uint32_t frame_ms, last_ms; /* 0: no pace to keep */
};

static struct soft *soft_of(struct painter *painter)
{
	return (struct soft *)painter;
}

static uint32_t *row_at(const struct soft *soft, int y)
{
	return (uint32_t *)(void *)((uint8_t *)soft->surface->pixels + y * soft->surface->pitch);
}

/* Two channels at once, each rounded as an exact division by 255 would. */
static uint32_t blend_pair(uint32_t to, uint32_t from, uint32_t alpha)
{
	uint32_t sum = from * alpha + to * (255 - alpha) + 0x00800080u;
	return (sum + (sum >> 8 & 0x00FF00FFu)) >> 8 & 0x00FF00FFu;
}

static uint32_t blend(uint32_t to, uint32_t from, uint32_t alpha)
{
	return blend_pair(to & 0x00FF00FFu, from & 0x00FF00FFu, alpha) |
	       blend_pair(to >> 8 & 0xFFu, from >> 8 & 0xFFu, alpha) << 8;
}

static uint32_t times_255(uint32_t a, uint32_t b)
{
	uint32_t product = a * b + 128;
	return (product + (product >> 8)) >> 8;
}

/* Four pixels at a time: the even and the odd bytes of each, in lanes of 16 bits. The same sums as
 * in blend. */
typedef uint16_t lanes __attribute__((vector_size(16)));
typedef uint32_t pixels_4 __attribute__((vector_size(16)));

static lanes blend_lanes(lanes to, lanes rest, lanes add)
{
	lanes sum = to * rest + add;
	return (sum + (sum >> 8)) >> 8;
}

static void blend_span(uint32_t *to, int count, uint32_t rgb, uint32_t alpha)
{
	uint32_t low = (rgb & 0x00FF00FFu) * alpha + 0x00800080u;
	uint32_t high = (rgb >> 8 & 0xFFu) * alpha + 0x00800080u;
	lanes rest = (uint16_t)(255 - alpha) - (lanes){0};
	uint16_t low0 = (uint16_t)low, low1 = (uint16_t)(low >> 16);
	uint16_t high0 = (uint16_t)high, high1 = (uint16_t)(high >> 16);
	lanes even = {low0, low1, low0, low1, low0, low1, low0, low1};
	lanes odd = {high0, high1, high0, high1, high0, high1, high0, high1};
	int x = 0;
	for (; x + 4 <= count; x += 4) {
		lanes four;
		memcpy(&four, to + x, sizeof four);
		four = blend_lanes(four & 0xFF, rest, even) | blend_lanes(four >> 8, rest, odd)
								      << 8;
		memcpy(to + x, &four, sizeof four);
	}
	for (; x < count; x++)
		to[x] = blend(to[x], rgb, alpha);
}

static void fill_span(uint32_t *to, int count, uint32_t rgb, uint32_t alpha)
{
	if (alpha != 255) {
		blend_span(to, count, rgb, alpha);
		return;
	}
	const pixels_4 four = (pixels_4){0} + rgb;
	int x = 0;
	for (; x + 4 <= count; x += 4)
		memcpy(to + x, &four, sizeof four);
	for (; x < count; x++)
		to[x] = rgb;
}

static void set_clip(struct painter *painter, struct pixels box)
{
	soft_of(painter)->clip = pixels_common(box, (struct pixels){0, 0, painter->w, painter->h});
}

static void fill_box(struct painter *painter, struct pixels box, color_t color)
{
	struct soft *soft = soft_of(painter);
	box = pixels_common(box, soft->clip);
	if (pixels_empty(box) || (color & 0xFF) == 0)
		return;
	for (int y = box.y0; y < box.y1; y++)
		fill_span(row_at(soft, y) + box.x0, box.x1 - box.x0, color >> 8, color & 0xFF);
}

/* Most of a run is empty: look at eight pixels at once. */
static void tint_span(uint32_t *to, const uint8_t *cover, int count, uint32_t rgb, uint32_t alpha)
{
	for (int x = 0; x < count;) {
		uint64_t eight;
		if (count - x >= 8 && (memcpy(&eight, cover + x, 8), eight == 0)) {
			x += 8;
			continue;
		}
		int end = count - x >= 8 ? x + 8 : count;
		for (; x < end; x++) {
			uint32_t share = cover[x];
			if (share == 0)
				continue;
			if (alpha != 255)
				share = times_255(share, alpha);
			to[x] = share == 255 ? rgb : blend(to[x], rgb, share);
		}
	}
}

static void stencil(struct painter *painter, struct sprite *sprite, struct pixels part, int x,
	int y, color_t color)
{
	struct soft *soft = soft_of(painter);
	int dx = x - part.x0, dy = y - part.y0;
	struct pixels box = {x, y, part.x1 + dx, part.y1 + dy};
	box = pixels_common(box, soft->clip);
	if (pixels_empty(box) || !sprite->coverage)
		return;
	for (int row = box.y0; row < box.y1; row++)
		tint_span(row_at(soft, row) + box.x0,
			sprite->coverage + (row - dy) * sprite->w + box.x0 - dx, box.x1 - box.x0,
			color >> 8, color & 0xFF);
}

/* Four pixels, each by its own alpha, which fills both lanes of the pixel. */
static lanes blend_four(lanes to, lanes from)
{
	lanes alpha = __builtin_shufflevector(from, from, 1, 1, 3, 3, 5, 5, 7, 7) >> 8;
	lanes rest = 255 - alpha;
	lanes even = blend_lanes(to & 0xFF, rest, (from & 0xFF) * alpha + 128);
	lanes odd = blend_lanes(to >> 8, rest, (from >> 8) * alpha + 128);
	return even | (odd & (lanes){255, 0, 255, 0, 255, 0, 255, 0}) << 8;
}

/* Much of a picture with transparency is empty. */
static void blend_row(uint32_t *to, const uint32_t *from, size_t count)
{
	size_t i = 0;
	for (; i + 4 <= count; i += 4) {
		lanes a, b;
		uint64_t half[2];
		memcpy(half, from + i, sizeof half);
		if (!half[0] && !half[1])
			continue;
		memcpy(&a, to + i, sizeof a);
		memcpy(&b, from + i, sizeof b);
		a = blend_four(a, b);
		memcpy(to + i, &a, sizeof a);
	}
	for (; i < count; i++)
		to[i] = blend(to[i], from[i], from[i] >> 24);
}

static void copy_sprite(struct painter *painter, struct sprite *sprite, int x, int y)
{
	struct soft *soft = soft_of(painter);
	struct pixels box = {x, y, x + sprite->w, y + sprite->h};
	box = pixels_common(box, soft->clip);
	if (pixels_empty(box) || !sprite->argb)
		return;
	size_t count = (size_t)(box.x1 - box.x0);
	for (int row = box.y0; row < box.y1; row++) {
		uint32_t *to = row_at(soft, row) + box.x0;
		const uint32_t *from = sprite->argb + (row - y) * sprite->w + box.x0 - x;
		if (sprite->opaque)
			memcpy(to, from, count * sizeof *to);
		else
			blend_row(to, from, count);
	}
}

/* One row of a ring between two columns; full rings have a solid middle that needs no root. */
static void ring_row(const struct soft *soft, const struct ring *ring,
	const struct ring_sector *sector, int y, int x0, int x1, float solid_from, float solid_to,
	color_t color)
{
	uint32_t *row = row_at(soft, y);
	x0 = x0 < soft->clip.x0 ? soft->clip.x0 : x0;
	x1 = x1 > soft->clip.x1 ? soft->clip.x1 : x1;
	float dy = (float)y + 0.5f - ring->y;
	for (int x = x0; x < x1; x++) {
		float dx = (float)x + 0.5f - ring->x, far = fabsf(dx);
		if (sector->full && solid_to > 0 && far >= solid_from && far <= solid_to) {
			float edge = dx < 0 ? ring->x - solid_from : ring->x + solid_to;
			if (dx < 0 && solid_from <= 0)
				edge = ring->x + solid_to;
			int end = (int)floorf(edge - 0.5f) + 1;
			end = end <= x ? x + 1 : end > x1 ? x1 : end;
			fill_span(row + x, end - x, color >> 8, color & 0xFF);
			x = end - 1;
			continue;
		}
		float share = ring_coverage(ring, sector, dx, dy) * (float)(color & 0xFF);
		if (share >= 0.5f)
			row[x] = blend(row[x], color >> 8, (uint32_t)(share + 0.5f));
	}
}

static float chord(float radius, float dy)
{
	float square = radius * radius - dy * dy;
	return radius > 0 && square > 0 ? sqrtf(square) : 0;
}

static void draw_circle(struct painter *painter, const struct ring *ring, color_t color)
{
	struct soft *soft = soft_of(painter);
	struct ring_sector sector = ring_sector(ring);
	float reach = ring->outer + 0.5f;
	int y0 = (int)floorf(ring->y - reach), y1 = (int)ceilf(ring->y + reach);
	y0 = y0 < soft->clip.y0 ? soft->clip.y0 : y0;
	y1 = y1 > soft->clip.y1 ? soft->clip.y1 : y1;
	for (int y = y0; y < y1; y++) {
		float dy = (float)y + 0.5f - ring->y;
		float out = chord(reach, dy), hole = chord(ring->inner - 0.5f, dy);
		float solid_from = chord(ring->inner + 0.5f, dy);
		float solid_to = chord(ring->outer - 0.5f, dy);
		if (ring->inner <= 0)
			solid_from = 0;
		int left = (int)floorf(ring->x - out), right = (int)ceilf(ring->x + out);
		if (hole <= 1) {
			ring_row(soft, ring, &sector, y, left, right, solid_from, solid_to, color);
			continue;
		}
		int in_left = (int)ceilf(ring->x - hole + 0.5f);
		int in_right = (int)floorf(ring->x + hole - 0.5f);
		ring_row(soft, ring, &sector, y, left, in_left, solid_from, solid_to, color);
		ring_row(soft, ring, &sector, y, in_right, right, solid_from, solid_to, color);
	}
}

/* A zone's line; cover: the line of the disc that rounds its ends, or NULL. */
static void lay_zone(uint32_t *to, const uint32_t *shade, struct zone_span zone, int from, int end,
	const uint8_t *cover, int diameter)
{
	from = from > zone.from ? from : zone.from;
	end = end < zone.to ? end : zone.to;
	if (!cover && from < end)
		memcpy(to + from, shade + from, (size_t)(end - from) * sizeof *to);
	for (int x = from; cover && x < end; x++) {
		int left = x - zone.from, right = x - zone.to + diameter, half = diameter / 2;
		uint32_t share = left < half ? cover[left] : right >= half ? cover[right] : 255;
		to[x] = share == 255 ? shade[x] : blend(to[x], shade[x], share);
	}
}

/* The line of the disc that rounds line y of a zone, or NULL between the corners. */
static const uint8_t *zone_cover(const struct zones *zones, struct zone_span zone, int y)
{
	int upper = y - zone.from, lower = y - zone.to + zones->diameter;
	int half = zones->diameter / 2;
	if (!zones->disc || (upper >= half && lower < half))
		return NULL;
	return zones->disc->coverage + (upper < half ? upper : lower) * zones->diameter;
}

static void paint_zones(struct painter *painter, const struct zones *zones)
{
	struct soft *soft = soft_of(painter);
	struct pixels box = pixels_common(zones_box(zones), soft->clip);
	if (pixels_empty(box))
		return;
	uint32_t *shade = mem_calloc((size_t)box.x1, sizeof *shade);
	for (int row = 0; row < zones->rows; row++) {
		struct zone_span zone = zones->row[row];
		int y0 = zone.from > box.y0 ? zone.from : box.y0;
		int y1 = zone.to < box.y1 ? zone.to : box.y1;
		for (int y = y0; y < y1; y++) {
			zones_shade(zones, row, y, box.x0, box.x1, shade + box.x0);
			const uint8_t *cover = zone_cover(zones, zone, y);
			for (int i = 0; i < zones->columns; i++)
				lay_zone(row_at(soft, y), shade, zones->column[i], box.x0, box.x1,
					cover, zones->diameter);
		}
	}
	free(shade);
}

static bool set_picture(struct painter *painter, const struct picture *picture)
{
	struct soft *soft = soft_of(painter);
	soft->picture = *picture;
	soft->has_picture = picture->format == PICTURE_I420 && picture->w > 0 && picture->h > 0;
	return soft->has_picture;
}

static void forget_picture(struct painter *painter)
{
	soft_of(painter)->has_picture = false;
}

/* Only while the box changes is the picture of another size than the player was asked for. */
static void scale_picture(struct soft *soft, struct pixels box, struct pixels shown)
{
	const struct picture *picture = &soft->picture;
	int w = box.x1 - box.x0, h = box.y1 - box.y0;
	uint32_t *row = mem_calloc((size_t)picture->w, sizeof *row);
	for (int y = shown.y0; y < shown.y1; y++) {
		int from = (int)((int64_t)(y - box.y0) * picture->h / h);
		uint32_t *to = row_at(soft, y);
		bgra_convert(picture, 0, from, picture->w, from + 1, row, 0);
		for (int x = shown.x0; x < shown.x1; x++)
			to[x] = row[(int64_t)(x - box.x0) * picture->w / w];
	}
	free(row);
}

/* Colored straight into the window's memory, and only what is asked for. */
static void show_picture(struct painter *painter, struct pixels box)
{
	struct soft *soft = soft_of(painter);
	const struct picture *picture = &soft->picture;
	struct pixels shown = pixels_common(box, soft->clip);
	if (pixels_empty(shown) || !soft->has_picture)
		return;
	if (box.x1 - box.x0 != picture->w || box.y1 - box.y0 != picture->h) {
		scale_picture(soft, box, shown);
		return;
	}
	bgra_convert(picture, shown.x0 - box.x0, shown.y0 - box.y0, shown.x1 - box.x0,
		shown.y1 - box.y0, row_at(soft, shown.y0) + shown.x0, soft->surface->pitch);
}

static void measure_window(struct painter *painter, int *w, int *h)
{
	struct soft *soft = soft_of(painter);
	*w = painter->w;
	*h = painter->h;
	if (soft->window)
		SDL_GetWindowSize(soft->window, w, h);
}

static bool begin(struct painter *painter, bool *fresh)
{
	struct soft *soft = soft_of(painter);
	*fresh = false;
	if (!soft->window)
		return true;
	SDL_Surface *surface = SDL_GetWindowSurface(soft->window);
	if (!surface)
		return false;
	*fresh = surface->userdata != soft; /* SDL made a new one: the window has changed */
	surface->userdata = soft;
	soft->surface = surface;
	painter->w = surface->w;
	painter->h = surface->h;
	return true;
}

/* A window without a display's own beat still shows at most one picture a frame. */
static void keep_pace(struct soft *soft)
{
	if (!soft->frame_ms)
		return;
	uint32_t waited = SDL_GetTicks() - soft->last_ms;
	if (waited < soft->frame_ms && !soft->painter.hurries)
		SDL_Delay(soft->frame_ms - waited);
	soft->last_ms = SDL_GetTicks();
	soft->painter.hurries = false;
}

static void present(struct painter *painter, const struct pixels *changed, size_t count)
{
	struct soft *soft = soft_of(painter);
	if (!soft->window)
		return;
	SDL_Rect rect[CHANGES_MAX];
	int rects = 0;
	assert(count <= CHANGES_MAX);
	for (size_t i = 0; i < count; i++)
		rect[rects++] = (SDL_Rect){changed[i].x0, changed[i].y0,
			changed[i].x1 - changed[i].x0, changed[i].y1 - changed[i].y0};
	keep_pace(soft);
	if (rects)
		SDL_UpdateWindowSurfaceRects(soft->window, rect, rects);
}

static bool save(struct painter *painter, const char *path)
{
	return IMG_SavePNG(soft_of(painter)->surface, path) == 0;
}

static void destroy(struct painter *painter)
{
	struct soft *soft = soft_of(painter);
	if (!soft->window)
		SDL_FreeSurface(soft->surface);
	free(soft);
}

static uint32_t frame_time(SDL_Window *window)
{
	SDL_DisplayMode mode;
	if (SDL_GetWindowDisplayMode(window, &mode) != 0 || mode.refresh_rate <= 0)
		return 16;
	return 1000u / (uint32_t)mode.refresh_rate;
}

struct painter *painter_soft(SDL_Window *window, int w, int h)
{
	SDL_Surface *surface =
		window ? SDL_GetWindowSurface(window)
		       : SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
	if (!surface)
		return NULL;
	if (surface->format->BytesPerPixel != 4 || surface->format->Rmask != 0xFF0000 ||
		surface->format->Bmask != 0xFF) {
		SDL_SetError("the window has %s, not 32-bit RGB",
			SDL_GetPixelFormatName(surface->format->format));
		return NULL;
	}
	struct soft *soft = mem_calloc(1, sizeof *soft);
	soft->window = window;
	soft->surface = surface;
	const char *video = SDL_GetCurrentVideoDriver();
	if (window && video && strcmp(video, "dummy") != 0)
		soft->frame_ms = frame_time(window);
	soft->painter = (struct painter){
		.name = "software",
		.keeps = true,
		.w = surface->w,
		.h = surface->h,
		.pixel_bytes = 1,
		.measure = measure_window,
		.begin = begin,
		.clip = set_clip,
		.fill = fill_box,
		.stencil = stencil,
		.copy = copy_sprite,
		.ring = draw_circle,
		.zones = paint_zones,
		.set_picture = set_picture,
		.forget_picture = forget_picture,
		.video = show_picture,
		.present = present,
		.save = save,
		.destroy = destroy,
	};
	return &soft->painter;
}
