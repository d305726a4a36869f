/* ui/render: what a draw list looks like, pixel by pixel. */
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

#define SCRATCH "render"
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

static void write_png(const char *name, int w, int h, uint32_t (*color)(int x, int y))
{
	SDL_Surface *surface =
		SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			((uint32_t *)surface->pixels)[y * surface->pitch / 4 + x] = color(x, y);
	assert_int_equal(IMG_SavePNG(surface, scratch_path(name)), 0);
	SDL_FreeSurface(surface);
}

static uint32_t red_then_blue(int x, int y)
{
	(void)y;
	return x < 20 ? RED >> 8 | 0xFF000000 : BLUE >> 8 | 0xFF000000;
}

static uint32_t checkers(int x, int y)
{
	return (x + y) % 2 ? 0xFFFFFFFF : 0xFF000000;
}

static uint32_t glass(int x, int y)
{
	(void)x;
	(void)y;
	return 0x80000000;
}

static int prepare(void **state)
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

static int clean_up(void **state)
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

static struct renderer *make(SDL_Window *window)
{
	struct renderer *made = renderer_create(window, W, H, folder, folder, text, &problems);
	assert_non_null(made);
	return made;
}

/* Every test starts with cold caches and an empty list. */
static int start(void **state)
{
	(void)state;
	memset(&problems, 0, sizeof problems);
	renderer = make(NULL);
	draw_begin(&list);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	renderer_destroy(renderer);
	return 0;
}

static SDL_Surface *shoot(struct renderer *of)
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

static void draw(void)
{
	renderer_draw(renderer, &list, U, GROUND);
	SDL_FreeSurface(shot);
	shot = shoot(renderer);
}

static color_t pixel_of(const SDL_Surface *surface, int x, int y)
{
	const uint8_t *row = (const uint8_t *)surface->pixels + y * surface->pitch;
	uint32_t pixel;
	memcpy(&pixel, row + 4 * x, sizeof pixel);
	return pixel << 8 | 0xFF;
}

static color_t pixel(int x, int y)
{
	return pixel_of(shot, x, y);
}

static size_t count(color_t color)
{
	size_t found = 0;
	for (int y = 0; y < shot->h; y++)
		for (int x = 0; x < shot->w; x++)
			found += pixel(x, y) == color;
	return found;
}

static void assert_same_pixels(const SDL_Surface *a, const SDL_Surface *b)
{
	assert_int_equal(a->w, b->w);
	assert_int_equal(a->h, b->h);
	for (int y = 0; y < a->h; y++)
		for (int x = 0; x < a->w; x++)
			if (pixel_of(a, x, y) != pixel_of(b, x, y))
				fail_msg("differ at %d, %d: %08x, %08x", x, y,
					(unsigned)pixel_of(a, x, y), (unsigned)pixel_of(b, x, y));
}

static struct rect box(float x, float y, float w, float h)
{
	return (struct rect){x, y, w, h};
}

static void put(float x, float baseline, float size, color_t color, const char *run)
{
	draw_run(&list, (struct point){x, baseline}, FONT_BOLD, size, 0, false, color, run,
		strlen(run));
}

/* --- boxes --- */

static void an_empty_list_is_ground(void **state)
{
	(void)state;
	draw();
	assert_int_equal(count(GROUND), W * H);
}

static void every_edge_is_rounded(void **state)
{
	(void)state;
	/* 10.2 to 20.4 u: pixels 20.4 to 40.8. */
	draw_rect(&list, box(10.2f, 10.2f, 10.2f, 10.2f), RED);
	draw();
	assert_int_equal(count(RED), 21 * 21);
	assert_int_equal(pixel(20, 20), RED);
	assert_int_equal(pixel(40, 40), RED);
	assert_int_equal(pixel(41, 41), GROUND);
}

static void a_round_box_leaves_its_corners_open(void **state)
{
	(void)state;
	draw_round(&list, box(10, 10, 60, 40), 8, RED);
	draw();
	assert_int_equal(pixel(20, 20), GROUND);
	assert_int_equal(pixel(139, 20), GROUND);
	assert_int_equal(pixel(20, 99), GROUND);
	assert_int_equal(pixel(139, 99), GROUND);
	assert_int_equal(pixel(80, 60), RED);
	assert_int_equal(pixel(80, 20), RED);
	assert_int_equal(pixel(20, 60), RED);
	assert_int_equal(pixel(139, 60), RED);
	/* The area of a box without its corners: (4 - pi) r * r less. */
	assert_in_range(count(RED), 120 * 80 - 320, 120 * 80 - 200);
}

static void a_radius_beyond_half_makes_a_pill(void **state)
{
	(void)state;
	draw_round(&list, box(10, 10, 50, 12.5f), 40, RED);
	draw();
	assert_int_equal(pixel(20, 20), GROUND);
	assert_int_equal(pixel(21, 32), RED);
	assert_int_equal(pixel(118, 32), RED);
	for (int y = 0; y < 25; y++)
		for (int x = 0; x < 100; x++) {
			assert_int_equal(pixel(20 + x, 20 + y), pixel(119 - x, 20 + y));
			assert_int_equal(pixel(20 + x, 20 + y), pixel(20 + x, 44 - y));
		}
}

static void no_pixel_of_a_shape_is_painted_twice(void **state)
{
	(void)state;
	color_t half = (RED & 0xFFFFFF00u) | 0x80;
	draw_round(&list, box(5, 5, 60, 40), 8, half);
	draw_outline(&list, box(75, 5, 60, 40), 8, 3, half);
	draw_outline(&list, box(75, 55, 60, 40), 1, 6, half);
	draw_outline(&list, box(5, 55, 60, 40), 0, 2, half);
	draw();
	/* Nothing is darker than one coat. */
	color_t coat = pixel(70, 50);
	assert_int_not_equal(coat, GROUND);
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			assert_true((pixel(x, y) >> 16 & 0xFF) >= (coat >> 16 & 0xFF));
	assert_int_equal(pixel(210, 11), coat);
	assert_int_equal(pixel(152, 112), coat);
}

static void an_outline_leaves_the_middle_open(void **state)
{
	(void)state;
	draw_outline(&list, box(10, 10, 60, 40), 8, 2, RED);
	draw();
	assert_int_equal(pixel(80, 60), GROUND);
	assert_int_equal(pixel(20, 20), GROUND);
	assert_int_equal(pixel(80, 20), RED);
	assert_int_equal(pixel(80, 23), RED);
	assert_int_equal(pixel(80, 24), GROUND);
	assert_int_equal(pixel(80, 99), RED);
	assert_int_equal(pixel(23, 60), RED);
	assert_int_equal(pixel(24, 60), GROUND);
	assert_int_equal(pixel(136, 60), RED);
}

static void an_outline_is_never_thinner_than_a_pixel(void **state)
{
	(void)state;
	draw_outline(&list, box(10, 10, 20, 20), 0, 0.1f, RED);
	draw();
	assert_int_equal(count(RED), 4 * 39);
}

static void a_scrim_blends(void **state)
{
	(void)state;
	draw_rect(&list, box(0, 0, 80, 100), 0xFFFFFFFF);
	draw_rect(&list, box(0, 0, 160, 100), 0x00000080);
	draw();
	assert_int_equal(pixel(10, 10), 0x7F7F7FFF);
	assert_int_equal(pixel(159, 199), 0x7F7F7FFF);
	assert_int_equal(pixel(160, 10), 0x787878FF);
	assert_int_equal(count(0x787878FF), W * H / 2);
}

/* --- rings and lines --- */

static void a_ring_covers_its_angles_only(void **state)
{
	(void)state;
	/* From 12 to 3 o'clock. Center (100, 100), radii 80 and 60. */
	draw_ring(&list, box(10, 10, 80, 80), 10, 0, 0.25f, RED);
	draw();
	assert_int_equal(pixel(150, 50), RED);
	assert_int_equal(pixel(101, 30), RED);
	assert_int_equal(pixel(170, 98), RED);
	assert_int_equal(pixel(98, 30), GROUND);
	assert_int_equal(pixel(170, 102), GROUND);
	assert_int_equal(pixel(50, 50), GROUND);
	assert_int_equal(pixel(50, 150), GROUND);
	assert_int_equal(pixel(120, 80), GROUND);
}

static void a_long_arc_leaves_its_gap(void **state)
{
	(void)state;
	draw_ring(&list, box(10, 10, 80, 80), 10, 0.25f, 1, RED);
	draw();
	assert_int_equal(pixel(150, 50), GROUND);
	assert_int_equal(pixel(150, 150), RED);
	assert_int_equal(pixel(50, 50), RED);
	assert_int_equal(pixel(50, 150), RED);
}

static void a_short_arc_has_no_twin_on_the_other_side(void **state)
{
	(void)state;
	draw_ring(&list, box(10, 10, 80, 80), 10, 0, 0.002f, RED);
	draw();
	for (int y = 105; y < H; y++)
		for (int x = 0; x < W; x++)
			assert_int_equal(pixel(x, y), GROUND);
}

static void an_arc_of_no_length_is_not_there(void **state)
{
	(void)state;
	draw_ring(&list, box(10, 10, 80, 80), 10, 0.5f, 0.5f, RED);
	draw_ring(&list, box(10, 10, 80, 80), 10, 0.5f, 0.2f, RED);
	draw();
	assert_int_equal(count(GROUND), W * H);
}

static void a_whole_ring_is_even_all_around(void **state)
{
	(void)state;
	draw_ring(&list, box(10, 10, 80, 80), 10, 0, 1, RED);
	draw();
	for (int y = 20; y < 180; y++)
		for (int x = 20; x < 180; x++) {
			assert_int_equal(pixel(x, y), pixel(199 - x, y));
			assert_int_equal(pixel(x, y), pixel(x, 199 - y));
			assert_int_equal(pixel(x, y), pixel(y, x));
		}
	assert_int_equal(pixel(100, 100), GROUND);
	/* pi * (80 * 80 - 60 * 60) = 8796, less the soft edges. */
	assert_in_range(count(RED), 8000, 8796);
}

static void a_ring_without_a_hole_is_a_disc(void **state)
{
	(void)state;
	draw_ring(&list, box(10, 10, 80, 80), 60, 0, 1, RED);
	draw();
	assert_int_equal(pixel(100, 100), RED);
	assert_int_equal(pixel(99, 21), RED);
	assert_int_equal(pixel(21, 21), GROUND);
}

static void a_ring_far_larger_than_the_screen_is_cut(void **state)
{
	(void)state;
	/* Radius 3000 px, its left edge at x 60. */
	draw_ring(&list, box(30, -1450, 3000, 3000), 10, 0, 1, RED);
	draw();
	assert_int_equal(pixel(70, 100), RED);
	assert_int_equal(pixel(50, 100), GROUND);
	assert_int_equal(pixel(90, 100), GROUND);
}

static void a_line_has_round_joins_and_ends(void **state)
{
	(void)state;
	const struct point point[] = {{20, 20}, {60, 20}, {60, 60}};
	draw_line(&list, point, 3, 6, BLUE);
	draw();
	assert_int_equal(pixel(80, 40), BLUE);
	assert_int_equal(pixel(120, 80), BLUE);
	assert_int_equal(pixel(35, 40), BLUE);
	assert_int_equal(pixel(33, 40), GROUND);
	assert_int_equal(pixel(123, 37), BLUE);
	assert_int_equal(pixel(125, 35), GROUND);
	assert_int_equal(pixel(80, 80), GROUND);
}

static void transparent_joins_are_even(void **state)
{
	(void)state;
	const struct point point[] = {{20, 20}, {60, 20}, {20, 24}};
	draw_line(&list, point, 3, 6, 0x00000080);
	draw();
	color_t coat = pixel(100, 40);
	assert_int_equal(coat, 0x787878FF);
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			assert_true(pixel(x, y) >= coat);
}

/* --- text --- */

static void text_has_its_color_and_place(void **state)
{
	(void)state;
	put(10, 40, 20, RED, "H");
	draw();
	int left = W, right = 0, top = H, bottom = 0;
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			if (pixel(x, y) == RED) {
				left = x < left ? x : left;
				right = x > right ? x : right;
				top = y < top ? y : top;
				bottom = y > bottom ? y : bottom;
			}
	assert_int_equal(bottom, 79);
	assert_in_range(top, 50, 52);
	float width = measure_run(text_measure(text), FONT_BOLD, 20, 0, false, "H", 1) * U;
	assert_true(left >= 20 && (float)right <= 20 + width);
	assert_true((float)(right - left) > width * 0.7f);
}

static void transparent_text_is_paler(void **state)
{
	(void)state;
	put(10, 40, 20, 0x00000080, "H");
	draw();
	assert_true(count(0x787878FF) > 100);
	assert_int_equal(count(0x000000FF), 0);
}

/* --- pictures --- */

static void a_mask_is_tinted_and_centered(void **state)
{
	(void)state;
	/* 80 x 40 px for a square: it stands at 40..80, and only its left half is filled. */
	draw_mask(&list, box(10, 10, 40, 20), "half.svg", BLUE);
	draw();
	assert_int_equal(count(BLUE), 20 * 40);
	assert_int_equal(pixel(40, 20), BLUE);
	assert_int_equal(pixel(59, 59), BLUE);
	assert_int_equal(pixel(39, 40), GROUND);
	assert_int_equal(pixel(61, 40), GROUND);
	assert_int_equal(problems.count, 0);
}

static void a_picture_is_fitted(void **state)
{
	(void)state;
	draw_image(&list, box(10, 10, 20, 20), "two.png");
	draw();
	assert_int_equal(count(RED), 20 * 20);
	assert_int_equal(count(BLUE), 20 * 20);
	assert_int_equal(pixel(20, 30), RED);
	assert_int_equal(pixel(59, 49), BLUE);
	assert_int_equal(pixel(30, 29), GROUND);
}

static void a_cover_is_cut_where_it_is_told(void **state)
{
	(void)state;
	draw_cover(&list, box(10, 10, 10, 10), 0, 0.5f, 0, "two.png");
	draw_cover(&list, box(30, 10, 10, 10), 1, 0.5f, 0, "content:two.png");
	draw();
	assert_int_equal(count(RED), 20 * 20);
	assert_int_equal(count(BLUE), 20 * 20);
	assert_int_equal(pixel(20, 20), RED);
	assert_int_equal(pixel(79, 39), BLUE);
}

static void a_cover_is_round_at_the_top_only(void **state)
{
	(void)state;
	draw_cover(&list, box(10, 10, 40, 40), 0, 0.5f, 6, "two.png");
	draw();
	assert_int_equal(pixel(20, 20), GROUND);
	assert_int_equal(pixel(99, 20), GROUND);
	assert_int_equal(pixel(20, 99), RED);
	assert_int_not_equal(pixel(99, 99), GROUND);
	assert_int_equal(pixel(60, 20), RED);
}

static void scaling_down_averages(void **state)
{
	(void)state;
	draw_image(&list, box(10, 10, 10, 10), "checkers.png");
	draw();
	for (int y = 22; y < 38; y++)
		for (int x = 22; x < 38; x++)
			assert_in_range(pixel(x, y) >> 8 & 0xFF, 100, 156);
}

static void a_transparent_picture_lets_the_ground_through(void **state)
{
	(void)state;
	draw_image(&list, box(10, 10, 20, 20), "glass.png");
	draw();
	assert_int_equal(count(0x787878FF), 40 * 40);
}

static void what_is_missing_is_told_once(void **state)
{
	(void)state;
	draw_image(&list, box(10, 10, 20, 20), "gone.png");
	draw_cover(&list, box(40, 10, 20, 20), 0.5f, 0.5f, 0, "content:broken.png");
	draw_mask(&list, box(70, 10, 20, 20), "gone.svg", RED);
	draw_image(&list, box(100, 10, 20, 20), "");
	for (int i = 0; i < 3; i++)
		draw();
	assert_int_equal(count(SUNK), 4 * 40 * 40);
	assert_int_equal(problems.count, 3);
	assert_int_equal(problems.item[0].part, PART_ASSETS);
	assert_int_equal(problems.item[1].part, PART_CONTENT);
	assert_true(told(&problems, PROBLEM_WARNING, "gone.png"));
	assert_true(told(&problems, PROBLEM_WARNING, "broken.png"));
	assert_true(told(&problems, PROBLEM_WARNING, "gone.svg"));
}

static void masks_are_maps_of_400_by_1000(void **state)
{
	(void)state;
	const struct mask_source *source = renderer_masks(renderer);
	const struct mask *mask = source->get(source, "body.svg");
	assert_non_null(mask);
	assert_int_equal(mask->w, 400);
	assert_int_equal(mask->h, 1000);
	assert_int_equal(mask->alpha[500 * 400 + 200], 255);
	assert_int_equal(mask->alpha[500 * 400 + 50], 0);
	assert_ptr_equal(source->get(source, "body.svg"), mask);
	assert_null(source->get(source, "gone.svg"));
	assert_null(source->get(source, "gone.svg"));
	assert_int_equal(problems.count, 1);
}

/* --- video --- */

static uint32_t frame[80 * 45];

static struct picture make_picture(uint32_t request, uint64_t serial, int w, int h, color_t color)
{
	for (int i = 0; i < w * h; i++)
		frame[i] = color >> 8;
	return (struct picture){.format = PICTURE_BGRA,
		.w = w,
		.h = h,
		.aspect = 16.0f / 9,
		.plane = {(const uint8_t *)frame},
		.pitch = {w * 4},
		.request = request,
		.serial = serial};
}

static void video_without_a_picture_shows_the_poster(void **state)
{
	(void)state;
	draw_video(&list, box(10, 10, 40, 40), 7, "two.png");
	draw_video(&list, box(60, 10, 40, 40), 7, "");
	draw();
	assert_int_equal(pixel(20, 60), RED);
	assert_int_equal(pixel(98, 60), BLUE);
	/* 2 : 1 in a square: the bars are a quarter each. */
	assert_int_equal(pixel(60, 39), CLIP_GROUND);
	assert_int_equal(pixel(60, 80), CLIP_GROUND);
	assert_int_equal(pixel(160, 60), CLIP_GROUND);
}

static void video_shows_the_picture_of_its_request(void **state)
{
	(void)state;
	struct picture picture = make_picture(7, 1, 80, 45, 0x20A030FF);
	draw_video(&list, box(10, 10, 40, 40), 7, "two.png");
	renderer_set_picture(renderer, &picture);
	memset(frame, 0, sizeof frame);
	draw();
	assert_int_equal(count(0x20A030FF), 80 * 45);
	assert_int_equal(count(RED), 0);
	assert_int_equal(count(CLIP_GROUND), 80 * 35);
	/* The same serial again is the same picture. */
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(0x20A030FF), 80 * 45);
	picture = make_picture(7, 2, 80, 45, BLUE);
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(BLUE), 80 * 45);
	renderer_set_picture(renderer, NULL);
	draw();
	assert_int_equal(pixel(20, 60), RED);
}

static void video_never_shows_the_picture_of_another_request(void **state)
{
	(void)state;
	struct picture picture = make_picture(6, 1, 80, 45, 0x20A030FF);
	draw_video(&list, box(10, 10, 40, 40), 7, "two.png");
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(0x20A030FF), 0);
	assert_int_equal(pixel(20, 60), RED);
}

static void a_picture_of_another_size_is_scaled(void **state)
{
	(void)state;
	struct picture picture = make_picture(7, 1, 16, 9, 0x20A030FF);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(0x20A030FF), 80 * 45);
}

static void a_picture_that_was_fitted_elsewhere_is_not_scaled(void **state)
{
	(void)state;
	/* Another rounding than ours, by a pixel. */
	struct picture picture = make_picture(7, 1, 80, 44, 0x20A030FF);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(0x20A030FF), 80 * 44);
}

static void pictures_are_wanted_in_a_form_that_is_shown(void **state)
{
	(void)state;
	assert_int_equal(renderer_picture_format(renderer), PICTURE_BGRA);
	assert_string_equal(renderer_name(renderer), "software");
	struct picture planar = make_picture(7, 1, 16, 9, RED);
	planar.format = PICTURE_I420;
	renderer_set_picture(renderer, &planar);
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.item[0].part, PART_DISPLAY);
}

static void fit_keeps_the_aspect(void **state)
{
	(void)state;
	int x, y, w, h;
	renderer_fit(10, box(0, 0, 144, 81), 16.0f / 9, &x, &y, &w, &h);
	assert_int_equal(x, 0);
	assert_int_equal(y, 0);
	assert_int_equal(w, 1440);
	assert_int_equal(h, 810);
	renderer_fit(10, box(10, 10, 100, 100), 2, &x, &y, &w, &h);
	assert_int_equal(x, 100);
	assert_int_equal(y, 350);
	assert_int_equal(w, 1000);
	assert_int_equal(h, 500);
	renderer_fit(10, box(10, 10, 100, 100), 0.5f, &x, &y, &w, &h);
	assert_int_equal(x, 350);
	assert_int_equal(w, 500);
	assert_int_equal(h, 1000);
}

/* --- clips --- */

static void a_clip_cuts_until_it_ends(void **state)
{
	(void)state;
	draw_clip(&list, box(10, 10, 20, 20));
	draw_rect(&list, box(0, 0, 100, 90), RED);
	draw_clip(&list, box(500, 500, 20, 20));
	draw_rect(&list, box(0, 0, 100, 90), BLUE);
	draw_unclip(&list);
	draw_rect(&list, box(90, 10, 10, 10), BLUE);
	draw();
	assert_int_equal(count(RED), 40 * 40);
	assert_int_equal(count(BLUE), 20 * 20);
	assert_int_equal(pixel(20, 20), RED);
	assert_int_equal(pixel(19, 20), GROUND);
}

/* --- the same list, the same pixels --- */

static uint32_t seed;

static float chance(float most)
{
	seed = seed * 1664525u + 1013904223u;
	return (float)(seed >> 8) / 16777216.0f * most;
}

static void add_anything(int i)
{
	struct rect where = box(chance(140), chance(80), 4 + chance(60), 4 + chance(40));
	color_t color = (color_t)chance(16777215.0f) << 8 | (chance(1) < 0.5f ? 0xFF : 0x90);
	const struct point point[] = {{where.x, where.y}, {chance(160), chance(100)},
		{where.x + where.w, where.y + where.h}};
	switch (i % 10) {
	case 0:
		draw_rect(&list, where, color);
		break;
	case 1:
		draw_round(&list, where, chance(12), color);
		break;
	case 2:
		draw_outline(&list, where, chance(12), 0.2f + chance(4), color);
		break;
	case 3:
		put(where.x, where.y, 3 + chance(20), color, "Tune up");
		break;
	case 4:
		draw_ring(&list, where, chance(6), 0, 0.1f + chance(1.2f), color);
		break;
	case 5:
		draw_line(&list, point, 3, 0.2f + chance(3), color);
		break;
	case 6:
		draw_mask(&list, where, "half.svg", color);
		break;
	case 7:
		draw_cover(&list, where, 0.5f, 0.5f, chance(5), "two.png");
		break;
	case 8:
		draw_clip(&list, where);
		break;
	default:
		draw_unclip(&list);
		break;
	}
}

/* A list that depends on the number alone; every second one differs from the last in one command.
 */
static void build(uint32_t number)
{
	draw_begin(&list);
	for (int i = 0; i < 24; i++) {
		bool other = (uint32_t)i == number % 24;
		seed = (number / 8 + (other ? number : 0)) * 7919u + (uint32_t)i * 104729u;
		add_anything((int)(chance(10)));
	}
}

static void what_is_left_out_makes_no_difference(void **state)
{
	(void)state;
	for (uint32_t number = 0; number < 160; number++) {
		build(number);
		draw();
		struct renderer *cold = make(NULL);
		renderer_draw(cold, &list, U, GROUND);
		SDL_Surface *whole = shoot(cold);
		assert_same_pixels(shot, whole);
		SDL_FreeSurface(whole);
		renderer_destroy(cold);
	}
}

static void twice_the_same_list_is_twice_the_same_picture(void **state)
{
	(void)state;
	build(5);
	draw();
	SDL_Surface *first = shoot(renderer);
	/* All is drawn again, from warm caches. */
	renderer_draw(renderer, &list, U, 0x123456FF);
	draw();
	assert_same_pixels(first, shot);
	renderer_draw(renderer, &list, 3.3f, GROUND);
	draw();
	assert_same_pixels(first, shot);
	SDL_FreeSurface(first);
}

static void caches_are_bounded_without_a_trace(void **state)
{
	(void)state;
	build(9);
	draw();
	SDL_Surface *first = shoot(renderer);
	for (int i = 0; i < 1500; i++) {
		char run[16];
		snprintf(run, sizeof run, "Run %d", i);
		draw_begin(&list);
		put(10, 40, 10, RED, run);
		draw_image(&list, box(0, 0, 5 + (float)(i % 700) / 10, 90), "two.png");
		draw_round(&list, box(0, 0, 100, 90), (float)(i % 90) / 2, RED);
		renderer_draw(renderer, &list, U, GROUND);
	}
	build(9);
	draw();
	assert_same_pixels(first, shot);
	SDL_FreeSurface(first);
}

/* --- windows --- */

static SDL_Window *make_window(void)
{
	SDL_Window *window = SDL_CreateWindow("", 0, 0, W, H, 0);
	assert_non_null(window);
	return window;
}

static void a_window_shows_the_same(void **state)
{
	(void)state;
	SDL_Window *window = make_window();
	struct renderer *shown = make(window);
	for (uint32_t number = 0; number < 8; number++) {
		build(number);
		draw();
		renderer_draw(shown, &list, U, GROUND);
		SDL_Surface *seen = shoot(shown);
		assert_same_pixels(shot, seen);
		SDL_FreeSurface(seen);
	}
	renderer_destroy(shown);
	SDL_DestroyWindow(window);
}

static void a_resized_window_is_drawn_anew(void **state)
{
	(void)state;
	SDL_Window *window = make_window();
	struct renderer *shown = make(window);
	draw_rect(&list, box(0, 0, 150, 150), RED);
	renderer_draw(shown, &list, U, GROUND);
	SDL_SetWindowSize(window, 400, 300);
	int w, h;
	renderer_size(shown, &w, &h);
	assert_int_equal(w, 400);
	assert_int_equal(h, 300);
	renderer_draw(shown, &list, U, GROUND);
	SDL_Surface *seen = shoot(shown);
	assert_int_equal(seen->w, 400);
	assert_int_equal(pixel_of(seen, 299, 299), RED);
	assert_int_equal(pixel_of(seen, 300, 10), GROUND);
	SDL_FreeSurface(seen);
	renderer_destroy(shown);
	SDL_DestroyWindow(window);
}

/* How many pixels differ by more than the rounding of a blend and a soft edge. */
static size_t unlike(const SDL_Surface *a, const SDL_Surface *b, int most)
{
	size_t found = 0;
	for (int y = 0; y < a->h; y++)
		for (int x = 0; x < a->w; x++)
			for (int shift = 8; shift < 32; shift += 8)
				found += abs((int)(pixel_of(a, x, y) >> shift & 0xFF) -
						 (int)(pixel_of(b, x, y) >> shift & 0xFF)) > most;
	return found;
}

static void list_without_curves(void)
{
	draw_begin(&list);
	draw_round(&list, box(5, 5, 60, 40), 8, RED);
	draw_outline(&list, box(75, 5, 60, 40), 8, 3, 0x1030D080);
	put(10, 40, 12, 0x131A20FF, "Tune up");
	draw_clip(&list, box(10, 50, 30, 30));
	draw_mask(&list, box(5, 50, 40, 40), "half.svg", BLUE);
	draw_unclip(&list);
	draw_cover(&list, box(60, 50, 20, 20), 0, 0.5f, 4, "two.png");
	draw_image(&list, box(90, 50, 20, 20), "gone.png");
	draw_video(&list, box(115, 50, 40, 40), 7, "two.png");
	draw_rect(&list, box(0, 90, 160, 10), 0x13202080);
}

static void sdls_renderer_shows_the_same(void **state)
{
	(void)state;
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
	SDL_Window *window = make_window();
	struct renderer *sdl = make(window);
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
	struct picture picture = make_picture(7, 1, 80, 45, 0x20A030FF);
	for (int turn = 0; turn < 3; turn++) {
		list_without_curves();
		if (turn == 1) {
			renderer_set_picture(renderer, &picture);
			renderer_set_picture(sdl, &picture);
		} else {
			renderer_set_picture(renderer, NULL);
			renderer_set_picture(sdl, NULL);
		}
		draw();
		renderer_draw(sdl, &list, U, GROUND);
		SDL_Surface *seen = shoot(sdl);
		assert_int_equal(unlike(shot, seen, 3), 0);
		SDL_FreeSurface(seen);
	}
	renderer_destroy(sdl);
	SDL_DestroyWindow(window);
}

static void sdls_rings_cover_the_same(void **state)
{
	(void)state;
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
	SDL_Window *window = make_window();
	struct renderer *sdl = make(window);
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
	draw_ring(&list, box(5, 5, 80, 80), 10, 0, 0.7f, RED);
	draw_ring(&list, box(90, 5, 60, 60), 3, 0, 1, BLUE);
	draw_ring(&list, box(100, 15, 30, 30), 40, 0, 1, BLUE);
	draw();
	renderer_draw(sdl, &list, U, GROUND);
	SDL_Surface *seen = shoot(sdl);
	/* Only inside and outside of the bands: SDL's own edges are ragged. */
	const struct point inside[] = {{145, 45}, {140, 140}, {38, 138}, {25, 118}, {183, 70},
		{240, 13}, {230, 60}, {212, 60}};
	const struct point outside[] = {{50, 50}, {90, 90}, {150, 20}, {165, 165}, {240, 120}};
	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
		int x = (int)inside[i].x, y = (int)inside[i].y;
		assert_int_equal(pixel_of(seen, x, y), pixel(x, y));
		assert_int_not_equal(pixel(x, y), GROUND);
	}
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
		int x = (int)outside[i].x, y = (int)outside[i].y;
		assert_int_equal(pixel_of(seen, x, y), GROUND);
		assert_int_equal(pixel(x, y), GROUND);
	}
	SDL_FreeSurface(seen);
	renderer_destroy(sdl);
	SDL_DestroyWindow(window);
}

static void an_unknown_driver_gives_way_to_ours(void **state)
{
	(void)state;
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "nothing");
	SDL_Window *window = make_window();
	struct renderer *made = make(window);
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
	assert_string_equal(renderer_name(made), "software");
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.item[0].part, PART_DISPLAY);
	renderer_destroy(made);
	SDL_DestroyWindow(window);
	renderer_destroy(NULL);
}

static void a_picture_that_cannot_be_written_is_said(void **state)
{
	(void)state;
	draw();
	assert_false(renderer_save(renderer, "tests/no-such-folder/shot.png"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_list_is_ground),
		TEST(every_edge_is_rounded),
		TEST(a_round_box_leaves_its_corners_open),
		TEST(a_radius_beyond_half_makes_a_pill),
		TEST(no_pixel_of_a_shape_is_painted_twice),
		TEST(an_outline_leaves_the_middle_open),
		TEST(an_outline_is_never_thinner_than_a_pixel),
		TEST(a_scrim_blends),
		TEST(a_ring_covers_its_angles_only),
		TEST(a_long_arc_leaves_its_gap),
		TEST(a_short_arc_has_no_twin_on_the_other_side),
		TEST(an_arc_of_no_length_is_not_there),
		TEST(a_whole_ring_is_even_all_around),
		TEST(a_ring_without_a_hole_is_a_disc),
		TEST(a_ring_far_larger_than_the_screen_is_cut),
		TEST(a_line_has_round_joins_and_ends),
		TEST(transparent_joins_are_even),
		TEST(text_has_its_color_and_place),
		TEST(transparent_text_is_paler),
		TEST(a_mask_is_tinted_and_centered),
		TEST(a_picture_is_fitted),
		TEST(a_cover_is_cut_where_it_is_told),
		TEST(a_cover_is_round_at_the_top_only),
		TEST(scaling_down_averages),
		TEST(a_transparent_picture_lets_the_ground_through),
		TEST(what_is_missing_is_told_once),
		TEST(masks_are_maps_of_400_by_1000),
		TEST(video_without_a_picture_shows_the_poster),
		TEST(video_shows_the_picture_of_its_request),
		TEST(video_never_shows_the_picture_of_another_request),
		TEST(a_picture_of_another_size_is_scaled),
		TEST(a_picture_that_was_fitted_elsewhere_is_not_scaled),
		TEST(pictures_are_wanted_in_a_form_that_is_shown),
		TEST(fit_keeps_the_aspect),
		TEST(a_clip_cuts_until_it_ends),
		TEST(what_is_left_out_makes_no_difference),
		TEST(twice_the_same_list_is_twice_the_same_picture),
		TEST(caches_are_bounded_without_a_trace),
		TEST(a_window_shows_the_same),
		TEST(a_resized_window_is_drawn_anew),
		TEST(sdls_renderer_shows_the_same),
		TEST(sdls_rings_cover_the_same),
		TEST(an_unknown_driver_gives_way_to_ours),
		TEST(a_picture_that_cannot_be_written_is_said),
	};
	return cmocka_run_group_tests(tests, prepare, clean_up);
}
