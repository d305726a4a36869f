/* The renderer's inside, shared by the render_*.c files and nobody else.
 *
 * render_sdl.c turns commands into few kinds of pixels (fills, tinted coverage, pictures, rings,
 * zones); a painter puts them on the screen: render_soft.c by its own loops into a surface,
 * render_gpu.c through SDL's renderer. Sprites are made once (render_shape.c, render_image.c,
 * text.c) and kept in caches (render_cache.c). */
#ifndef TUNEUP_RENDER_PARTS_H
#define TUNEUP_RENDER_PARTS_H

#include "base/clip.h"
#include "base/problem.h"
#include "ui/draw.h"
#include "ui/mask.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct SDL_Texture;
struct text_engine;
struct SDL_Window;

/* Pixels from x0, y0 up to but without x1, y1. */
struct pixels {
	int x0, y0, x1, y1;
};

struct pixels pixels_make(struct rect box, float u); /* each edge rounded */
struct pixels pixels_join(struct pixels a, struct pixels b);
struct pixels pixels_common(struct pixels a, struct pixels b); /* may be empty */
bool pixels_empty(struct pixels box);

/* Something drawn ahead: either coverage to be tinted, or colors with straight alpha. */
struct sprite {
	int w, h, origin_x, origin_y; /* origin: the point in it that is placed */
	bool opaque;                  /* argb without any transparency */
	bool missing;                 /* a file that could not be read: nothing to draw */
	uint8_t *coverage;            /* w * h, or NULL */
	uint32_t *argb;               /* w * h, or NULL */
	struct SDL_Texture *texture;  /* the GPU's copy; the two above are then freed */
};

/* --- render_cache.c: sprites by key, least recently used ones go first --- */

enum { KEY_PARTS = 7 };

struct sprite_key {
	const char *name; /* NULL: none */
	uint32_t part[KEY_PARTS];
};

uint32_t key_float(float value);
bool sprite_key_same(const struct sprite_key *a, const struct sprite_key *b);

struct cache {
	struct cache_entry *bucket[256];
	struct cache_entry *newest, *oldest;
	size_t bytes, count, bytes_max, count_max;
	size_t made;        /* sprites added so far */
	size_t pixel_bytes; /* of tinted coverage: 1 in memory, 4 in a texture */
};

/* The sprite, now the newest, or NULL. It lives until the next cache_add to the same cache. */
struct sprite *cache_find(struct cache *cache, const struct sprite_key *key);

/* Takes the sprite over; others go when the bounds are passed. */
struct sprite *cache_add(struct cache *cache, const struct sprite_key *key, struct sprite sprite);
void cache_clear(struct cache *cache);

/* --- render_shape.c: coverage of round things --- */

/* A disc of this diameter, or with stroke > 0 the ring of that width along its edge. */
struct sprite shape_disc(int diameter, int stroke);

/* A polyline with round joins and ends; pixels. Its origin is the pixel that holds 0, 0. */
struct sprite shape_line(const struct point *point, size_t points, float stroke);

struct ring {
	float x, y, outer, inner; /* center and radii, pixels */
	float from, to;           /* turns, 0 is 12 o'clock, clockwise */
};

/* Whether it goes all the way around. */
bool ring_is_full(const struct ring *ring);

/* How much of the pixel whose middle is (x, y) from the center lies in the ring, 0..1. */
struct ring_sector {
	bool full, complement;
	float from_x, from_y, to_x, to_y, mid_x, mid_y;
	bool narrow;
};
struct ring_sector ring_sector(const struct ring *ring);
float ring_coverage(const struct ring *ring, const struct ring_sector *sector, float x, float y);

/* --- render_zones.c: a grid of round boxes, and the color anywhere in it --- */

struct zone_span {
	int from, to; /* pixels; to is beyond the last */
};

struct zones {
	int rows, columns;
	struct zone_span row[ZONES_SIDE_MAX], column[ZONES_SIDE_MAX];
	const color_t *cell;
	int diameter;              /* of the round corners, at least 2; else 0 */
	const struct sprite *disc; /* of that diameter, or NULL */
};

/* Without a disc. false: too small, some zone has no pixel. */
bool zones_make(struct zones *zones, const struct draw_cmd *cmd, float u);
struct pixels zones_box(const struct zones *zones);

/* The color at this place in (or within a gap of) a zone; pixels. */
color_t zones_color(const struct zones *zones, int row, int column, struct point at);

/* The colors (0x00RRGGBB) of the pixels from..to of line y, which lies in this row of zones. Each
 * depends on its own place only. */
void zones_shade(const struct zones *zones, int row, int y, int from, int to, uint32_t *rgb);

/* --- render_image.c: files --- */

struct image_request {
	const char *path;
	int w, h;
	bool cover; /* fill the box, cut what stands over; else fit and center */
	float cover_x, cover_y;
	int diameter; /* of round corners */
	bool top_only;
	bool tint; /* wanted as coverage */
	bool trim; /* coverage without its empty margins; origin_x and _y say what is gone */
};

/* Reads and scales. On failure the sprite is `missing` and *cause says why (valid until the next
 * SDL call). */
struct sprite image_read(const struct image_request *request, const char **cause);

/* --- render_ahead.c: a thread that reads pictures before they are needed --- */

struct ahead;
struct ahead *ahead_create(void);
void ahead_destroy(struct ahead *ahead); /* waits for the one that is being read */

/* Has one read, once; when there are too many wishes already it is passed over. */
void ahead_want(
	struct ahead *ahead, const struct sprite_key *key, const struct image_request *request);

/* Takes it, and waits for it if it is being read right now. False: nobody has read it. */
bool ahead_take(struct ahead *ahead, const struct sprite_key *key, struct sprite *sprite);

/* Moves what has been read into the cache. */
void ahead_harvest(struct ahead *ahead, struct cache *cache);

/* All wishes are off: the files may be other ones now. */
void ahead_forget(struct ahead *ahead);

/* --- render_mask.c --- */

struct masks;
struct masks *masks_create(const char *assets, struct problems *problems);
void masks_destroy(struct masks *masks);
const struct mask_source *masks_source(const struct masks *masks);

/* --- painters --- */

/* The boxes of what differs from the last list: those of a picture, and a few others. */
enum { CHANGES_MAX = PICTURE_PARTS + 8 };

struct painter {
	const char *name;
	bool scales;        /* pictures of any size look well */
	bool copies;        /* pictures; else it draws from their planes */
	bool keeps;         /* what was drawn last is still there: only changes need drawing */
	int w, h;           /* pixels, as of begin */
	size_t pixel_bytes; /* a pixel of tinted coverage takes */
	bool hurries;       /* the next present keeps no pace */

	void (*measure)(struct painter *painter, int *w, int *h); /* its size now */
	/* Starts a frame. *fresh: nothing of the last one is left. false: cannot draw now. */
	bool (*begin)(struct painter *painter, bool *fresh);
	void (*clip)(struct painter *painter, struct pixels box);
	void (*fill)(struct painter *painter, struct pixels box, color_t color);
	/* Part of a sprite's coverage in this color, its upper left corner at (x, y). */
	void (*stencil)(struct painter *painter, struct sprite *sprite, struct pixels part, int x,
		int y, color_t color);
	void (*copy)(struct painter *painter, struct sprite *sprite, int x, int y);
	void (*ring)(struct painter *painter, const struct ring *ring, color_t color);
	void (*zones)(struct painter *painter, const struct zones *zones);
	bool (*set_picture)(struct painter *painter, const struct picture *picture);
	void (*forget_picture)(struct painter *painter);
	void (*video)(struct painter *painter, struct pixels box);
	void (*present)(struct painter *painter, const struct pixels *changed, size_t count);
	bool (*save)(struct painter *painter, const char *path);
	void (*destroy)(struct painter *painter);
};

/* window NULL: into memory of w x h pixels. NULL when there is no such surface (cause: SDL's). */
struct painter *painter_soft(struct SDL_Window *window, int w, int h);

/* driver: SDL's name ("opengles2"), NULL: any. turn: quarters, clockwise, by which the picture is
 * turned on the window; w and h are the picture's. */
struct painter *painter_gpu(struct SDL_Window *window, const char *driver, int turn);

/* Whether OpenGL is drawn by hardware here, not by the processor. */
bool gpu_is_there(void);

/* --- render_command.c: what one command of the draw list looks like --- */

struct drawing {
	struct painter *painter;
	struct text_engine *text;
	struct problems *problems;
	char *assets, *content;
	struct cache runs, shapes, images;
	struct ahead *ahead; /* NULL: nobody reads pictures ahead */
	float u;
	bool has_picture;
	struct picture picture; /* without its planes */
};

/* Where a DRAW_VIDEO command shows the picture that is set. */
struct pixels command_picture(const struct drawing *drawing, const struct draw_cmd *cmd);

/* The pixels it may change. */
struct pixels command_box(struct drawing *drawing, const struct draw_cmd *cmd);

/* Whether it leaves nothing of what lies below it in this box. */
bool command_hides(const struct drawing *drawing, const struct draw_cmd *cmd, struct pixels box);
void command_draw(struct drawing *drawing, const struct draw_cmd *cmd);

/* Makes ready what it needs, without drawing: pictures are read by the thread, texts and lines are
 * drawn ahead here. Returns whether that took time. */
bool command_prepare(struct drawing *drawing, const struct draw_cmd *cmd);

/* Of the round corners of a box; at most its shorter side. */
int corner_diameter(struct pixels box, float radius);

/* The box of a picture of this aspect in the middle of a box. */
struct pixels fit_aspect(struct pixels box, float aspect);

#endif
