#include "ui/render_parts.h"

#include <math.h>
#include <stdlib.h>

static float clamp01(float value)
{
	return value < 0 ? 0 : value > 1 ? 1 : value;
}

static uint8_t to_byte(float coverage)
{
	return (uint8_t)(clamp01(coverage) * 255.0f + 0.5f);
}

/* Adds the span's share of each pixel, times weight. */
static void add_span(float *row, int w, float from, float to, float weight)
{
	int first = (int)floorf(from), last = (int)floorf(to);
	if (first < 0 || last >= w || first == last) {
		for (int x = first < 0 ? 0 : first; x <= last && x < w; x++) {
			float left = from > (float)x ? from : (float)x;
			float right = to < (float)x + 1 ? to : (float)x + 1;
			if (right > left)
				row[x] += (right - left) * weight;
		}
		return;
	}
	row[first] += ((float)first + 1 - from) * weight;
	for (int x = first + 1; x < last; x++)
		row[x] += weight;
	row[last] += (to - (float)last) * weight;
}

/* Exact along x, by thin slices along y. */
static void add_circle(float *row, int w, float center, float radius, int y, int slices, float sign)
{
	for (int i = 0; i < slices; i++) {
		float dy = (float)y + ((float)i + 0.5f) / (float)slices - center;
		float square = radius * radius - dy * dy;
		if (square <= 0)
			continue;
		float half = sqrtf(square);
		add_span(row, w, center - half, center + half, sign / (float)slices);
	}
}

struct sprite shape_disc(int diameter, int stroke)
{
	size_t size = (size_t)diameter;
	struct sprite sprite = {.w = diameter, .h = diameter};
	sprite.coverage = mem_calloc(size, size);
	float *row = mem_calloc(size, sizeof *row);
	float radius = (float)diameter / 2;
	int slices = diameter > 256 ? 4 : 16;
	for (int y = 0; y < diameter; y++) {
		for (int x = 0; x < diameter; x++)
			row[x] = 0;
		add_circle(row, diameter, radius, radius, y, slices, 1);
		if (stroke > 0 && 2 * stroke < diameter)
			add_circle(row, diameter, radius, radius - (float)stroke, y, slices, -1);
		for (int x = 0; x < diameter; x++)
			sprite.coverage[(size_t)y * size + (size_t)x] = to_byte(row[x]);
	}
	free(row);
	return sprite;
}

/* Where the strip of this segment can lie in a row, so that a long slanted one stays cheap. */
static void row_reach(struct point a, struct point b, float reach, float y, float *from, float *to)
{
	float dx = b.x - a.x, dy = b.y - a.y, length = hypotf(dx, dy);
	*from = (a.x < b.x ? a.x : b.x) - reach;
	*to = (a.x > b.x ? a.x : b.x) + reach;
	if (fabsf(dy) < length / 64)
		return;
	float middle = a.x + (y - a.y) * dx / dy, half = reach * length / fabsf(dy);
	*from = middle - half > *from ? middle - half : *from;
	*to = middle + half < *to ? middle + half : *to;
}

static float distance(struct point p, struct point a, struct point b)
{
	float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
	float along = square > 0 ? clamp01(((p.x - a.x) * dx + (p.y - a.y) * dy) / square) : 0;
	return hypotf(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

static void add_segment(
	struct sprite *sprite, struct point a, struct point b, float half, float ink)
{
	float reach = half + 0.5f;
	int y0 = (int)floorf((a.y < b.y ? a.y : b.y) - reach);
	int y1 = (int)ceilf((a.y > b.y ? a.y : b.y) + reach);
	for (int y = y0 < 0 ? 0 : y0; y < y1 && y < sprite->h; y++) {
		float from, to;
		row_reach(a, b, reach + 1, (float)y + 0.5f, &from, &to);
		uint8_t *row = sprite->coverage + (size_t)y * (size_t)sprite->w;
		int x0 = (int)floorf(from), x1 = (int)ceilf(to);
		for (int x = x0 < 0 ? 0 : x0; x < x1 && x < sprite->w; x++) {
			struct point middle = {(float)x + 0.5f, (float)y + 0.5f};
			uint8_t cover = to_byte(clamp01(reach - distance(middle, a, b)) * ink);
			if (cover > row[x])
				row[x] = cover;
		}
	}
}

struct sprite shape_line(const struct point *point, size_t points, float stroke)
{
	enum { SIDE_MAX = 8192 };
	struct sprite sprite = {0};
	if (points == 0)
		return sprite;
	/* Thinner than a pixel: a pixel wide and paler. */
	float half = stroke < 1 ? 0.5f : stroke / 2, ink = stroke < 1 ? stroke : 1;
	struct point low = point[0], high = point[0];
	for (size_t i = 1; i < points; i++) {
		low = (struct point){fminf(low.x, point[i].x), fminf(low.y, point[i].y)};
		high = (struct point){fmaxf(high.x, point[i].x), fmaxf(high.y, point[i].y)};
	}
	float left = floorf(low.x - half) - 1, top = floorf(low.y - half) - 1;
	float w = ceilf(high.x + half) + 1 - left, h = ceilf(high.y + half) + 1 - top;
	if (!(w <= SIDE_MAX && h <= SIDE_MAX))
		return sprite;
	sprite.w = (int)w;
	sprite.h = (int)h;
	sprite.origin_x = (int)-left;
	sprite.origin_y = (int)-top;
	sprite.coverage = mem_calloc((size_t)sprite.w, (size_t)sprite.h);
	for (size_t i = 0; i < points; i++) {
		struct point a = point[i ? i - 1 : 0], b = point[i];
		if (i == 0 && points > 1)
			continue;
		add_segment(&sprite, (struct point){a.x - left, a.y - top},
			(struct point){b.x - left, b.y - top}, half, ink);
	}
	return sprite;
}

bool ring_is_full(const struct ring *ring)
{
	return ring->to - ring->from >= 1;
}

struct ring_sector ring_sector(const struct ring *ring)
{
	static const float turn = 6.28318530718f;
	struct ring_sector sector = {.full = ring_is_full(ring)};
	float from = ring->from, to = ring->to;
	/* More than half a turn: all but the gap, since the gap lies between two half planes. */
	if (to - from > 0.5f) {
		sector.complement = true;
		float end = to;
		to = from + 1;
		from = end;
	}
	float middle = (from + to) / 2;
	sector.narrow = to - from < 0.25f;
	sector.from_x = sinf(from * turn);
	sector.from_y = -cosf(from * turn);
	sector.to_x = sinf(to * turn);
	sector.to_y = -cosf(to * turn);
	sector.mid_x = sinf(middle * turn);
	sector.mid_y = -cosf(middle * turn);
	return sector;
}

static float sector_coverage(const struct ring_sector *sector, float x, float y)
{
	float share = 0;
	if (!sector->narrow || sector->mid_x * x + sector->mid_y * y > 0) {
		float after = clamp01(sector->from_x * y - sector->from_y * x + 0.5f);
		float before = clamp01(sector->to_y * x - sector->to_x * y + 0.5f);
		share = after < before ? after : before;
	}
	return sector->complement ? 1 - share : share;
}

float ring_coverage(const struct ring *ring, const struct ring_sector *sector, float x, float y)
{
	float d = sqrtf(x * x + y * y);
	float share = clamp01(ring->outer - d + 0.5f);
	if (ring->inner > 0)
		share -= clamp01(ring->inner - d + 0.5f);
	if (share <= 0 || sector->full)
		return share;
	return share * sector_coverage(sector, x, y);
}
