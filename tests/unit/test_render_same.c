/* ui/render: the same list gives the same pixels, whatever is left out, cached or drawn with. */
#define SCRATCH "render_same"
#include "canvas.h"

#include "media/differ.h"

#include <math.h>

/* --- the same list, the same pixels --- */

static uint32_t seed;

static float chance(float most)
{
	seed = seed * 1664525u + 1013904223u;
	return (float)(seed >> 8) / 16777216.0f * most;
}

static void add_zones(struct rect where)
{
	int rows = 1 + (int)chance(5), columns = 1 + (int)chance(3);
	color_t cell[5 * 3];
	for (int i = 0; i < rows * columns; i++)
		cell[i] = (color_t)chance(16777215.0f) << 8 | 0xFF;
	draw_zones(&list, where, rows, columns, chance(2), chance(6), cell);
}

static void add_anything(int i)
{
	struct rect where = box(chance(140), chance(80), 4 + chance(60), 4 + chance(40));
	color_t color = (color_t)chance(16777215.0f) << 8 | (chance(1) < 0.5f ? 0xFF : 0x90);
	const struct point point[] = {{where.x, where.y}, {chance(160), chance(100)},
		{where.x + where.w, where.y + where.h}};
	switch (i) {
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
		add_zones(where);
		break;
	case 9:
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
		add_anything((int)chance(11));
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

/* A small box wanders over a mat: each time only what it touches is drawn again. */
static void a_part_of_a_mat_is_drawn_as_in_the_whole(void **state)
{
	(void)state;
	const color_t cell[] = {0x222C34FF, 0xA6E3F4FF, 0x57AFCEFF, 0x23485AFF, 0x2F7391FF, RED};
	draw_zones(&list, box(5.2f, 5, 124, 84), 3, 2, 4, 8, cell);
	draw();
	SDL_Surface *whole = shoot(renderer);
	for (float at = 0; at < 90; at += 3.7f) {
		draw_begin(&list);
		draw_zones(&list, box(5.2f, 5, 124, 84), 3, 2, 4, 8, cell);
		draw_rect(&list, box(at * 1.5f, at, 3 + at / 9, 5), BLUE);
		draw();
		list.cmds--;
		draw();
		assert_same_pixels(shot, whole);
	}
	SDL_FreeSurface(whole);
}

/* Pictures follow each other with a few samples changed, under a caption that comes and goes; now
 * and then one is passed over. */
static void a_video_is_drawn_as_if_each_picture_were_the_first(void **state)
{
	(void)state;
	static uint8_t luma[2][SIDE_MAX * SIDE_MAX], blue[2][SIDE_MAX * SIDE_MAX];
	struct picture last = {0};
	seed = 11;
	for (uint64_t serial = 1; serial < 120; serial++) {
		uint64_t side = serial % 2;
		memcpy(luma[side], luma[!side], sizeof luma[0]);
		memcpy(blue[side], blue[!side], sizeof blue[0]);
		for (int i = (int)chance(4); i > 0; i--)
			luma[side][(int)chance(80 * 45)] ^= 0x55;
		for (int i = (int)chance(3); i > 0; i--)
			blue[side][(int)chance(40 * 23)] ^= 0x33;
		struct picture picture = make_picture(7, serial, 80, 45, 128);
		picture.plane[0] = luma[side];
		picture.plane[1] = blue[side];
		differ_find(&picture, &last);
		last = picture;
		draw_begin(&list);
		draw_video(&list, box(10, 10, 40, 40), 7, "");
		if (chance(1) < 0.5f)
			draw_round(&list, box(15 + chance(9), 25, 17, 9), 2, BLUE);
		renderer_set_picture(renderer, &picture);
		if (chance(1) < 0.2f)
			continue;
		draw();
		struct renderer *cold = make(NULL);
		renderer_set_picture(cold, &picture);
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
	struct picture picture = make_picture(7, 1, 80, 45, 0x60);
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

/* Where a pixel of the picture is on glass of W x H. */
static uint32_t on_glass(const SDL_Surface *glass, int turn, int x, int y)
{
	const int at[4][2] = {{x, y}, {W - 1 - y, x}, {W - 1 - x, H - 1 - y}, {y, H - 1 - x}};
	return pixel_of(glass, at[turn][0], at[turn][1]);
}

static void a_picture_is_turned_on_the_glass(void **state)
{
	(void)state;
	for (int turn = 1; turn < 4; turn++) {
		SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
		SDL_Window *window = make_window();
		struct renderer *turned = make_turned(window, turn);
		SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
		int w, h;
		renderer_size(turned, &w, &h);
		assert_int_equal(w, turn == 2 ? W : H);
		assert_int_equal(h, turn == 2 ? H : W);
		list_without_curves();
		renderer_draw(turned, &list, U, GROUND);
		SDL_Surface *glass = SDL_ConvertSurfaceFormat(
			SDL_GetWindowSurface(window), SDL_PIXELFORMAT_ARGB8888, 0);
		SDL_Surface *seen = shoot(turned);
		assert_int_equal(seen->w, w);
		assert_int_equal(pixel_of(seen, 40, 20), RED);
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++)
				assert_int_equal(on_glass(glass, turn, x, y), pixel_of(seen, x, y));
		SDL_FreeSurface(glass);
		SDL_FreeSurface(seen);
		renderer_destroy(turned);
		SDL_DestroyWindow(window);
	}
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

/* Less three pixels at the outline: SDL's own edges are ragged. */
static bool inside(int x, int y, struct point middle, int w, int h, int radius)
{
	float dx = fabsf((float)x + 0.5f - middle.x) - (float)w / 2 + (float)radius;
	float dy = fabsf((float)y + 0.5f - middle.y) - (float)h / 2 + (float)radius;
	return hypotf(dx > 0 ? dx : 0, dy > 0 ? dy : 0) < (float)radius - 3;
}

static void sdls_zones_are_shaded_the_same(void **state)
{
	(void)state;
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
	SDL_Window *window = make_window();
	struct renderer *sdl = make(window);
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
	const color_t cell[] = {0x222C34FF, 0xA6E3F4FF, 0x57AFCEFF, 0x23485AFF};
	draw_zones(&list, box(5, 5, 124, 84), 2, 2, 4, 8, cell);
	draw();
	renderer_draw(sdl, &list, U, GROUND);
	SDL_Surface *seen = shoot(sdl);
	size_t compared = 0;
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++) {
			struct point middle = {x < 134 ? 70 : 198, y < 94 ? 50 : 138};
			if (!inside(x, y, middle, 120, 80, 16))
				continue;
			compared++;
			for (int shift = 8; shift < 32; shift += 8)
				assert_in_range(256 + (pixel(x, y) >> shift & 0xFF) -
							(pixel_of(seen, x, y) >> shift & 0xFF),
					256 - 6, 256 + 6);
		}
	assert_true(compared > 4 * 114 * 74 * 9 / 10);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_left_out_makes_no_difference),
		TEST(a_part_of_a_mat_is_drawn_as_in_the_whole),
		TEST(a_video_is_drawn_as_if_each_picture_were_the_first),
		TEST(twice_the_same_list_is_twice_the_same_picture),
		TEST(caches_are_bounded_without_a_trace),
		TEST(a_window_shows_the_same),
		TEST(a_resized_window_is_drawn_anew),
		TEST(sdls_renderer_shows_the_same),
		TEST(a_picture_is_turned_on_the_glass),
		TEST(sdls_rings_cover_the_same),
		TEST(sdls_zones_are_shaded_the_same),
		TEST(an_unknown_driver_gives_way_to_ours),
		TEST(a_picture_that_cannot_be_written_is_said),
	};
	return cmocka_run_group_tests(tests, prepare, clean_up);
}
