/* A small canvas to draw lists on and to look at pixel by pixel. The test defines SCRATCH before.
 */
#ifndef TUNEUP_CANVAS_H
#define TUNEUP_CANVAS_H

#include "ui/render_sdl.h"

#include <SDL2/SDL.h>
#include <SDL2/SDL_image.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "scratch.h"

enum { W = 320, H = 200 };

static const color_t GROUND = 0xF0F0F0FF, RED = 0xC01020FF, BLUE = 0x1030D0FF, SUNK = 0xEAE2D3FF,
		     CLIP_GROUND = 0xF6F1E7FF;
static const float U = 2; /* pixels */

static struct text_engine *text;
static struct problems problems;
static struct renderer *renderer;
static struct draw_list list;
static SDL_Surface *shot;
static char *folder; /* assets and content */

static inline void write_png(const char *name, int w, int h, uint32_t (*color)(int x, int y))
{
	SDL_Surface *surface =
		SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			((uint32_t *)surface->pixels)[y * surface->pitch / 4 + x] = color(x, y);
	assert_int_equal(IMG_SavePNG(surface, scratch_path(name)), 0);
	SDL_FreeSurface(surface);
}

static inline uint32_t red_then_blue(int x, int y)
{
	(void)y;
	return x < 20 ? RED >> 8 | 0xFF000000 : BLUE >> 8 | 0xFF000000;
}

static inline uint32_t checkers(int x, int y)
{
	return (x + y) % 2 ? 0xFFFFFFFF : 0xFF000000;
}

static inline uint32_t glass(int x, int y)
{
	(void)x;
	(void)y;
	return 0x80000000;
}

static inline int prepare(void **state)
{
	(void)state;
	SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
	if (SDL_Init(SDL_INIT_VIDEO) != 0)
		return -1;
	folder = mem_strdup(scratch_path(""));
	folder[strlen(folder) - 1] = '\0';
	scratch_file("half.svg",
		"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' width='24' "
		"height='24'><path d='M0 0H12V24H0Z' fill='#fff'/></svg>");
	scratch_file("body.svg",
		"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 1000' width='400' "
		"height='1000'><path d='M100 0H300V1000H100Z' fill='#fff'/></svg>");
	scratch_file("broken.png", "not a picture");
	write_png("two.png", 40, 20, red_then_blue);
	write_png("checkers.png", 64, 64, checkers);
	write_png("glass.png", 16, 16, glass);
	text = text_create("assets/fonts", &problems);
	return text ? 0 : -1;
}

static inline int clean_up(void **state)
{
	(void)state;
	SDL_FreeSurface(shot);
	draw_free(&list);
	text_destroy(text);
	free(folder);
	IMG_Quit();
	SDL_Quit();
	return 0;
}

static inline struct renderer *make_turned(SDL_Window *window, int turn)
{
	struct renderer *made =
		renderer_create(window, W, H, turn, folder, folder, text, &problems);
	assert_non_null(made);
	return made;
}

static inline struct renderer *make(SDL_Window *window)
{
	return make_turned(window, 0);
}

/* Every test starts with cold caches and an empty list. */
static inline int start(void **state)
{
	(void)state;
	memset(&problems, 0, sizeof problems);
	renderer = make(NULL);
	draw_begin(&list);
	return 0;
}

static inline int stop(void **state)
{
	(void)state;
	renderer_destroy(renderer);
	return 0;
}

static inline SDL_Surface *shoot(struct renderer *of)
{
	const char *path = scratch_path("shot.png");
	unlink(path);
	assert_true(renderer_save(of, path));
	SDL_Surface *loaded = IMG_Load(path);
	assert_non_null(loaded);
	SDL_Surface *surface = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0);
	SDL_FreeSurface(loaded);
	return surface;
}

static inline void draw(void)
{
	renderer_draw(renderer, &list, U, GROUND);
	SDL_FreeSurface(shot);
	shot = shoot(renderer);
}

static inline color_t pixel_of(const SDL_Surface *surface, int x, int y)
{
	const uint8_t *row = (const uint8_t *)surface->pixels + y * surface->pitch;
	uint32_t pixel;
	memcpy(&pixel, row + 4 * x, sizeof pixel);
	return pixel << 8 | 0xFF;
}

static inline color_t pixel(int x, int y)
{
	return pixel_of(shot, x, y);
}

static inline size_t count(color_t color)
{
	size_t found = 0;
	for (int y = 0; y < shot->h; y++)
		for (int x = 0; x < shot->w; x++)
			found += pixel(x, y) == color;
	return found;
}

static inline void assert_same_pixels(const SDL_Surface *a, const SDL_Surface *b)
{
	assert_int_equal(a->w, b->w);
	assert_int_equal(a->h, b->h);
	for (int y = 0; y < a->h; y++)
		for (int x = 0; x < a->w; x++)
			if (pixel_of(a, x, y) != pixel_of(b, x, y))
				fail_msg("differ at %d, %d: %08x, %08x", x, y,
					(unsigned)pixel_of(a, x, y), (unsigned)pixel_of(b, x, y));
}

static inline struct rect box(float x, float y, float w, float h)
{
	return (struct rect){x, y, w, h};
}

static inline void put(float x, float baseline, float size, color_t color, const char *run)
{
	draw_run(&list, (struct point){x, baseline}, FONT_BOLD, size, 0, false, color, run,
		strlen(run));
}

enum { SIDE_MAX = 80 };
static uint8_t grays[SIDE_MAX * SIDE_MAX], no_color[SIDE_MAX * SIDE_MAX];

static inline color_t gray_color(uint8_t gray)
{
	return (color_t)gray << 24 | (color_t)gray << 16 | (color_t)gray << 8 | 0xFF;
}

/* A picture of one gray, in one buffer for all. */
static inline struct picture make_picture(
	uint32_t request, uint64_t serial, int w, int h, uint8_t gray)
{
	memset(grays, gray, sizeof grays);
	memset(no_color, 128, sizeof no_color);
	return (struct picture){.format = PICTURE_I420,
		.w = w,
		.h = h,
		.aspect = 16.0f / 9,
		.plane = {grays, no_color, no_color},
		.pitch = {w, (w + 1) / 2, (w + 1) / 2},
		.full_range = true,
		.request = request,
		.serial = serial};
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

#endif
