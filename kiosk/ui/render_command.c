#include "ui/render_parts.h"

#include "base/tr.h"
#include "ui/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const color_t SUNK = 0xEAE2D3FF;         /* in place of a picture that cannot be read */
static const color_t VIDEO_GROUND = 0xF6F1E7FF; /* what the clips are drawn on */

static int edge(float value)
{
	const float far = 1e6f;
	return (int)lroundf(value > far ? far : value < -far ? -far : value);
}

struct pixels pixels_make(struct rect box, float u)
{
	return (struct pixels){edge(box.x * u), edge(box.y * u), edge((box.x + box.w) * u),
		edge((box.y + box.h) * u)};
}

bool pixels_empty(struct pixels box)
{
	return box.x1 <= box.x0 || box.y1 <= box.y0;
}

struct pixels pixels_join(struct pixels a, struct pixels b)
{
	if (pixels_empty(a))
		return b;
	if (pixels_empty(b))
		return a;
	return (struct pixels){a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0,
		a.x1 > b.x1 ? a.x1 : b.x1, a.y1 > b.y1 ? a.y1 : b.y1};
}

struct pixels pixels_common(struct pixels a, struct pixels b)
{
	return (struct pixels){a.x0 > b.x0 ? a.x0 : b.x0, a.y0 > b.y0 ? a.y0 : b.y0,
		a.x1 < b.x1 ? a.x1 : b.x1, a.y1 < b.y1 ? a.y1 : b.y1};
}

struct pixels fit_aspect(struct pixels box, float aspect)
{
	int w = box.x1 - box.x0, h = box.y1 - box.y0;
	if (w < 1 || h < 1 || !(aspect > 0))
		return box;
	int fit_w = edge((float)h * aspect), fit_h = edge((float)w / aspect);
	fit_w = fit_w > w ? w : fit_w < 1 ? 1 : fit_w;
	fit_h = fit_h > h ? h : fit_h < 1 ? 1 : fit_h;
	int x = box.x0 + (w - fit_w) / 2, y = box.y0 + (h - fit_h) / 2;
	return (struct pixels){x, y, x + fit_w, y + fit_h};
}

static void fill(struct drawing *drawing, int x0, int y0, int x1, int y1, color_t color)
{
	drawing->painter->fill(drawing->painter, (struct pixels){x0, y0, x1, y1}, color);
}

/* --- round boxes --- */

static struct sprite *find_disc(struct drawing *drawing, int diameter, int stroke)
{
	struct sprite_key key = {.part = {DRAW_RECT, (uint32_t)diameter, (uint32_t)stroke}};
	struct sprite *sprite = cache_find(&drawing->shapes, &key);
	return sprite ? sprite : cache_add(&drawing->shapes, &key, shape_disc(diameter, stroke));
}

/* The quarters of a disc in the corners of a box. An odd one's right and lower parts are larger. */
static void draw_corners(struct drawing *drawing, struct pixels box, int diameter, int stroke,
	color_t color, bool top_only)
{
	struct painter *painter = drawing->painter;
	struct sprite *disc = find_disc(drawing, diameter, stroke);
	int a = diameter / 2, b = diameter - a;
	painter->stencil(painter, disc, (struct pixels){0, 0, a, a}, box.x0, box.y0, color);
	painter->stencil(
		painter, disc, (struct pixels){a, 0, diameter, a}, box.x1 - b, box.y0, color);
	if (top_only)
		return;
	painter->stencil(
		painter, disc, (struct pixels){0, a, a, diameter}, box.x0, box.y1 - b, color);
	painter->stencil(painter, disc, (struct pixels){a, a, diameter, diameter}, box.x1 - b,
		box.y1 - b, color);
}

/* No pixel is painted twice, so that transparent colors stay even. */
static void fill_round(
	struct drawing *drawing, struct pixels box, int diameter, color_t color, bool top_only)
{
	if (diameter < 2) {
		fill(drawing, box.x0, box.y0, box.x1, box.y1, color);
		return;
	}
	int a = diameter / 2, b = diameter - a;
	draw_corners(drawing, box, diameter, 0, color, top_only);
	fill(drawing, box.x0 + a, box.y0, box.x1 - b, box.y0 + a, color);
	fill(drawing, box.x0, box.y0 + a, box.x1, top_only ? box.y1 : box.y1 - b, color);
	if (!top_only)
		fill(drawing, box.x0 + a, box.y1 - b, box.x1 - b, box.y1, color);
}

static void draw_outline_box(
	struct drawing *drawing, struct pixels box, int diameter, int stroke, color_t color)
{
	int a = diameter / 2, b = diameter - a;
	if (diameter > 1)
		draw_corners(drawing, box, diameter, stroke, color, false);
	int top = stroke < a ? stroke : a, bottom = stroke < b ? stroke : b;
	fill(drawing, box.x0 + a, box.y0, box.x1 - b, box.y0 + top, color);
	fill(drawing, box.x0 + a, box.y1 - bottom, box.x1 - b, box.y1, color);
	/* A stroke wider than the corners. */
	fill(drawing, box.x0, box.y0 + a, box.x1, box.y0 + stroke, color);
	fill(drawing, box.x0, box.y1 - stroke, box.x1, box.y1 - b, color);
	int y0 = box.y0 + (stroke > a ? stroke : a), y1 = box.y1 - (stroke > b ? stroke : b);
	fill(drawing, box.x0, y0, box.x0 + stroke, y1, color);
	fill(drawing, box.x1 - stroke, y0, box.x1, y1, color);
}

int corner_diameter(struct pixels box, float radius)
{
	int w = box.x1 - box.x0, h = box.y1 - box.y0, side = w < h ? w : h;
	int diameter = 2 * edge(radius);
	return diameter > side ? side : diameter;
}

static void draw_box(struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct pixels box = pixels_make(cmd->box, drawing->u);
	if (pixels_empty(box))
		return;
	int w = box.x1 - box.x0, h = box.y1 - box.y0;
	int diameter = corner_diameter(box, cmd->radius * drawing->u);
	int stroke = cmd->stroke > 0 ? edge(cmd->stroke * drawing->u) : 0;
	if (cmd->stroke > 0 && stroke < 1)
		stroke = 1;
	if (stroke > 0 && 2 * stroke < (w < h ? w : h))
		draw_outline_box(drawing, box, diameter, stroke, cmd->color);
	else
		fill_round(drawing, box, diameter, cmd->color, false);
}

static void draw_zone_grid(struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct zones zones;
	if (!zones_make(&zones, cmd, drawing->u))
		return;
	if (zones.diameter)
		zones.disc = find_disc(drawing, zones.diameter, 0);
	drawing->painter->zones(drawing->painter, &zones);
}

/* --- text --- */

static struct sprite *find_run(struct drawing *drawing, const struct draw_cmd *cmd)
{
	float size = cmd->size * drawing->u;
	struct sprite_key key = {.name = cmd->text,
		.part = {DRAW_TEXT, cmd->font, cmd->tabular, key_float(size),
			key_float(cmd->tracking)}};
	struct sprite *sprite = cache_find(&drawing->runs, &key);
	if (sprite)
		return sprite;
	struct text_bitmap bitmap;
	text_rasterize(
		drawing->text, cmd->font, size, cmd->tracking, cmd->tabular, cmd->text, &bitmap);
	struct sprite run = {.w = bitmap.w,
		.h = bitmap.h,
		.origin_x = bitmap.origin_x,
		.origin_y = bitmap.origin_y,
		.coverage = bitmap.coverage};
	return cache_add(&drawing->runs, &key, run);
}

/* --- polylines --- */

static uint64_t hash_points(const struct point *point, size_t points, uint64_t seed)
{
	for (size_t i = 0; i < points; i++) {
		seed = (seed ^ key_float(point[i].x)) * 0x9E3779B97F4A7C15u;
		seed = (seed ^ seed >> 29 ^ key_float(point[i].y)) * 0xBF58476D1CE4E5B9u;
		seed ^= seed >> 32;
	}
	return seed;
}

/* The shape of a line, and where its origin stands. It is drawn once for each place in a pixel. */
static struct sprite *find_line(
	struct drawing *drawing, const struct draw_cmd *cmd, int *at_x, int *at_y)
{
	float stroke = cmd->stroke * drawing->u;
	struct point *point = mem_calloc(cmd->points, sizeof *point);
	*at_x = *at_y = 0;
	for (size_t i = 0; i < cmd->points; i++) {
		point[i] =
			(struct point){cmd->point[i].x * drawing->u, cmd->point[i].y * drawing->u};
		if (i == 0) {
			*at_x = edge(floorf(point[0].x));
			*at_y = edge(floorf(point[0].y));
		}
		point[i].x -= (float)*at_x;
		point[i].y -= (float)*at_y;
	}
	uint64_t one = hash_points(point, cmd->points, 1), two = hash_points(point, cmd->points, 2);
	struct sprite_key key = {
		.part = {DRAW_LINE, (uint32_t)cmd->points, key_float(stroke), (uint32_t)one,
			(uint32_t)(one >> 32), (uint32_t)two, (uint32_t)(two >> 32)}};
	struct sprite *sprite = cache_find(&drawing->shapes, &key);
	if (!sprite)
		sprite = cache_add(&drawing->shapes, &key, shape_line(point, cmd->points, stroke));
	free(point);
	return sprite;
}

/* --- pictures --- */

static char *file_of(const struct drawing *drawing, const char *name, bool *content)
{
	static const char prefix[] = "content:";
	*content = strncmp(name, prefix, sizeof prefix - 1) == 0;
	return *content ? mem_printf("%s/%s", drawing->content, name + sizeof prefix - 1)
			: mem_printf("%s/%s", drawing->assets, name);
}

/* Told once; until it is forgotten by the cache the file is not tried again. */
static void tell_missing(struct drawing *drawing, const char *path, bool content, const char *cause)
{
	problems_add(drawing->problems, PROBLEM_WARNING, content ? PART_CONTENT : PART_ASSETS,
		N_("A picture is missing"),
		content ? N_("Put the content on again, or repair this file.")
			: N_("Install Tuneup again."),
		"%s: %s", path, cause);
}

struct image_wanted {
	struct image_request request;
	struct sprite_key key;
};

static struct image_wanted image_wanted(const struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct pixels box = pixels_make(cmd->box, drawing->u);
	struct image_request request = {
		.w = box.x1 - box.x0,
		.h = box.y1 - box.y0,
		.cover = cmd->kind == DRAW_IMAGE && cmd->cover,
		.tint = cmd->kind == DRAW_MASK,
		.trim = true,
	};
	if (request.cover) {
		request.cover_x = cmd->cover_x;
		request.cover_y = cmd->cover_y;
	}
	if (cmd->kind == DRAW_IMAGE) {
		request.diameter = corner_diameter(box, cmd->radius * drawing->u);
		request.top_only = cmd->round_top_only;
	}
	struct sprite_key key = {.name = cmd->text,
		.part = {DRAW_IMAGE, (uint32_t)request.w, (uint32_t)request.h,
			(uint32_t)request.cover | (uint32_t)request.tint << 1 |
				(uint32_t)request.top_only << 2,
			(uint32_t)request.diameter, key_float(request.cover_x),
			key_float(request.cover_y)}};
	return (struct image_wanted){request, key};
}

static struct sprite *find_image(struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct image_wanted wanted = image_wanted(drawing, cmd);
	struct sprite *sprite = cache_find(&drawing->images, &wanted.key);
	if (sprite)
		return sprite;
	struct sprite image;
	if (drawing->ahead && ahead_take(drawing->ahead, &wanted.key, &image))
		return cache_add(&drawing->images, &wanted.key, image);
	bool content;
	char *path = file_of(drawing, cmd->text, &content);
	const char *cause = NULL;
	wanted.request.path = path;
	image = image_read(&wanted.request, &cause);
	if (image.missing)
		tell_missing(drawing, path, content, cause);
	free(path);
	return cache_add(&drawing->images, &wanted.key, image);
}

static void want_image(struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct image_wanted wanted = image_wanted(drawing, cmd);
	if (!drawing->ahead || wanted.request.w < 1 || wanted.request.h < 1 ||
		cache_find(&drawing->images, &wanted.key))
		return;
	bool content;
	char *path = file_of(drawing, cmd->text, &content);
	wanted.request.path = path;
	ahead_want(drawing->ahead, &wanted.key, &wanted.request);
	free(path);
}

static void draw_picture(struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct painter *painter = drawing->painter;
	struct pixels box = pixels_make(cmd->box, drawing->u);
	if (pixels_empty(box))
		return;
	struct sprite *sprite = cmd->text && *cmd->text ? find_image(drawing, cmd) : NULL;
	if (!sprite || sprite->missing) {
		fill_round(drawing, box, corner_diameter(box, cmd->radius * drawing->u), SUNK,
			cmd->round_top_only);
		return;
	}
	int x = box.x0 - sprite->origin_x, y = box.y0 - sprite->origin_y;
	if (cmd->kind == DRAW_MASK)
		painter->stencil(painter, sprite, (struct pixels){0, 0, sprite->w, sprite->h}, x, y,
			cmd->color);
	else
		painter->copy(painter, sprite, x, y);
}

/* --- video --- */

static void draw_bars(struct drawing *drawing, struct pixels quad, struct pixels shown)
{
	fill(drawing, quad.x0, quad.y0, quad.x1, shown.y0, VIDEO_GROUND);
	fill(drawing, quad.x0, shown.y1, quad.x1, quad.y1, VIDEO_GROUND);
	fill(drawing, quad.x0, shown.y0, shown.x0, shown.y1, VIDEO_GROUND);
	fill(drawing, shown.x1, shown.y0, quad.x1, shown.y1, VIDEO_GROUND);
}

/* Where the player's picture goes; one it has scaled already is never scaled again by a pixel. */
static struct pixels place_picture(const struct drawing *drawing, struct pixels quad)
{
	enum { ROUNDING = 2 };
	const struct picture *picture = &drawing->picture;
	float aspect =
		picture->aspect > 0 ? picture->aspect : (float)picture->w / (float)picture->h;
	struct pixels box = fit_aspect(quad, aspect);
	int quad_w = quad.x1 - quad.x0, quad_h = quad.y1 - quad.y0;
	if (drawing->painter->scales || picture->w > quad_w || picture->h > quad_h ||
		abs(picture->w - (box.x1 - box.x0)) > ROUNDING ||
		abs(picture->h - (box.y1 - box.y0)) > ROUNDING)
		return box;
	int x = quad.x0 + (quad_w - picture->w) / 2, y = quad.y0 + (quad_h - picture->h) / 2;
	return (struct pixels){x, y, x + picture->w, y + picture->h};
}

struct pixels command_picture(const struct drawing *drawing, const struct draw_cmd *cmd)
{
	return place_picture(drawing, pixels_make(cmd->box, drawing->u));
}

static void draw_video_box(struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct painter *painter = drawing->painter;
	struct pixels quad = pixels_make(cmd->box, drawing->u);
	if (pixels_empty(quad))
		return;
	if (drawing->has_picture && drawing->picture.request == cmd->request) {
		struct pixels shown = place_picture(drawing, quad);
		draw_bars(drawing, quad, shown);
		painter->video(painter, shown);
		return;
	}
	struct sprite *poster = cmd->text && *cmd->text ? find_image(drawing, cmd) : NULL;
	if (!poster || poster->missing) {
		painter->fill(painter, quad, VIDEO_GROUND);
		return;
	}
	int x = quad.x0 - poster->origin_x, y = quad.y0 - poster->origin_y;
	if (poster->opaque)
		draw_bars(drawing, quad, (struct pixels){x, y, x + poster->w, y + poster->h});
	else
		painter->fill(painter, quad, VIDEO_GROUND);
	painter->copy(painter, poster, x, y);
}

/* --- all --- */

static struct ring ring_of(const struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct pixels box = pixels_make(cmd->box, drawing->u);
	int w = box.x1 - box.x0, h = box.y1 - box.y0;
	float outer = (float)(w < h ? w : h) / 2;
	return (struct ring){(float)(box.x0 + box.x1) / 2, (float)(box.y0 + box.y1) / 2, outer,
		outer - cmd->stroke * drawing->u, cmd->from, cmd->to};
}

/* Of a long list most lies above or below the glass: no text of it need be drawn to know that. */
static bool is_beyond(const struct drawing *drawing, const struct draw_cmd *cmd)
{
	float baseline = cmd->box.y * drawing->u, reach = 2 * cmd->size * drawing->u;
	return baseline + reach < 0 || baseline - reach > (float)drawing->painter->h;
}

struct pixels command_box(struct drawing *drawing, const struct draw_cmd *cmd)
{
	const struct sprite *sprite = NULL;
	int x = 0, y = 0;
	struct pixels box = pixels_make(cmd->box, drawing->u);
	if (cmd->kind == DRAW_TEXT) {
		if (is_beyond(drawing, cmd))
			return (struct pixels){0};
		sprite = find_run(drawing, cmd);
		x = box.x0;
		y = box.y0;
	} else if (cmd->kind == DRAW_LINE) {
		sprite = find_line(drawing, cmd, &x, &y);
	} else if (cmd->kind == DRAW_RING) {
		return (struct pixels){box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1};
	} else if (cmd->kind == DRAW_ZONES) {
		struct zones zones;
		return zones_make(&zones, cmd, drawing->u) ? zones_box(&zones) : (struct pixels){0};
	}
	if (!sprite)
		return box;
	x -= sprite->origin_x;
	y -= sprite->origin_y;
	return (struct pixels){x, y, x + sprite->w, y + sprite->h};
}

bool command_hides(const struct drawing *drawing, const struct draw_cmd *cmd, struct pixels box)
{
	if (cmd->kind != DRAW_VIDEO && (cmd->kind != DRAW_RECT || cmd->radius > 0 ||
					       cmd->stroke > 0 || (cmd->color & 0xFF) != 0xFF))
		return false;
	struct pixels all = pixels_make(cmd->box, drawing->u);
	return all.x0 <= box.x0 && all.y0 <= box.y0 && all.x1 >= box.x1 && all.y1 >= box.y1;
}

static void draw_sprite(struct drawing *drawing, struct sprite *sprite, int x, int y, color_t color)
{
	struct painter *painter = drawing->painter;
	painter->stencil(painter, sprite, (struct pixels){0, 0, sprite->w, sprite->h},
		x - sprite->origin_x, y - sprite->origin_y, color);
}

/* Whole pixels a module, so that a phone reads it: runs of dark modules, row by row. */
static void draw_code_box(struct drawing *drawing, const struct draw_cmd *cmd)
{
	struct pixels box = pixels_make(cmd->box, drawing->u);
	int w = box.x1 - box.x0, h = box.y1 - box.y0, n = cmd->modules;
	int side = n > 0 ? (w < h ? w : h) / n : 0;
	int left = box.x0 + (w - side * n) / 2, top = box.y0 + (h - side * n) / 2;
	for (int row = 0; row < n; row++)
		for (int from = 0, to; from < n; from = to + 1) {
			const uint8_t *module = cmd->module + row * n;
			for (to = from; to < n && module[to]; to++)
				;
			if (to > from)
				fill(drawing, left + from * side, top + row * side,
					left + to * side, top + (row + 1) * side, cmd->color);
		}
}

bool command_prepare(struct drawing *drawing, const struct draw_cmd *cmd)
{
	size_t before = drawing->runs.made + drawing->shapes.made;
	int x, y;
	switch (cmd->kind) {
	case DRAW_TEXT:
		if (!is_beyond(drawing, cmd))
			find_run(drawing, cmd);
		break;
	case DRAW_LINE:
		find_line(drawing, cmd, &x, &y);
		break;
	case DRAW_IMAGE:
	case DRAW_MASK:
	case DRAW_VIDEO:
		if (cmd->text && *cmd->text)
			want_image(drawing, cmd);
		break;
	case DRAW_RECT:
	case DRAW_RING:
	case DRAW_CODE:
	case DRAW_ZONES:
	case DRAW_CLIP:
		break;
	}
	return drawing->runs.made + drawing->shapes.made != before;
}

void command_draw(struct drawing *drawing, const struct draw_cmd *cmd)
{
	int x, y;
	switch (cmd->kind) {
	case DRAW_RECT:
		draw_box(drawing, cmd);
		break;
	case DRAW_TEXT:
		draw_sprite(drawing, find_run(drawing, cmd), edge(cmd->box.x * drawing->u),
			edge(cmd->box.y * drawing->u), cmd->color);
		break;
	case DRAW_IMAGE:
	case DRAW_MASK:
		draw_picture(drawing, cmd);
		break;
	case DRAW_LINE: {
		struct sprite *line = find_line(drawing, cmd, &x, &y);
		draw_sprite(drawing, line, x, y, cmd->color);
		break;
	}
	case DRAW_RING: {
		struct ring ring = ring_of(drawing, cmd);
		if (ring.outer > 0 && cmd->to > cmd->from && cmd->stroke > 0)
			drawing->painter->ring(drawing->painter, &ring, cmd->color);
		break;
	}
	case DRAW_VIDEO:
		draw_video_box(drawing, cmd);
		break;
	case DRAW_CODE:
		draw_code_box(drawing, cmd);
		break;
	case DRAW_ZONES:
		draw_zone_grid(drawing, cmd);
		break;
	case DRAW_CLIP:
		break;
	}
}
