/* ui/render on OpenGL and OpenGL ES (Mesa without a display will do): the video's planes go up as
 * they are and come out in the right colors, and the rest looks as it does in software. */
#define SCRATCH "render_gpu"
#include "canvas.h"

/* Mesa's drivers leave memory behind when they are unloaded, and then nothing says whose it was. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return 1;
}

static SDL_Window *window;
static const char *const drivers[] = {"opengl", "opengles2"};

static int prepare_gpu(void **state)
{
	if (prepare(state) != 0)
		return -1;
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
	SDL_setenv("SDL_VIDEODRIVER", "offscreen", 1);
	return SDL_InitSubSystem(SDL_INIT_VIDEO);
}

/* Everything is tested with each driver: *state is its name. */
static int start_gpu(void **state)
{
	memset(&problems, 0, sizeof problems);
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, *state);
	window = SDL_CreateWindow("", 0, 0, W, H, SDL_WINDOW_OPENGL);
	if (!window)
		return -1;
	renderer = make(window);
	draw_begin(&list);
	return 0;
}

static int stop_gpu(void **state)
{
	renderer_destroy(renderer);
	SDL_DestroyWindow(window);
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
	(void)state;
	return 0;
}

static void assert_near(color_t seen, color_t wanted, int most)
{
	for (int shift = 8; shift < 32; shift += 8) {
		int off = (int)(seen >> shift & 0xFF) - (int)(wanted >> shift & 0xFF);
		if (abs(off) > most)
			fail_msg("%08x instead of %08x", (unsigned)seen, (unsigned)wanted);
	}
}

static void the_driver_is_the_one_that_was_asked_for(void **state)
{
	assert_string_equal(renderer_name(renderer), *state);
	assert_true(renderer_scales(renderer));
	assert_int_equal(problems.count, 0);
}

/* --- video --- */

enum { ROW = 128, ROWS = 96 };
static uint8_t luma[ROWS][ROW], chroma[2][ROWS][ROW], pairs[ROWS][ROW * 2];

/* Red on the left, blue on the right, in planes that are wider than the picture. */
static struct picture halves(enum picture_format format, int w, int h, bool bt709, bool full)
{
	static const uint8_t colors[3][2][3] = {{{82, 90, 240}, {41, 240, 110}},
		{{63, 102, 240}, {32, 240, 118}}, {{76, 85, 255}, {29, 255, 107}}};
	const uint8_t(*color)[3] = colors[bt709 ? 1 : full ? 2 : 0];
	memset(luma, 200, sizeof luma);
	memset(chroma, 20, sizeof chroma);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			luma[y][x] = color[x >= w / 2][0];
	for (int y = 0; y < (h + 1) / 2; y++)
		for (int x = 0; x < (w + 1) / 2; x++)
			for (int i = 0; i < 2; i++) {
				uint8_t value = color[2 * x >= w / 2][1 + i];
				chroma[i][y][x] = value;
				pairs[y][2 * x + i] = value;
			}
	struct picture picture = {.format = format,
		.w = w,
		.h = h,
		.aspect = 4.0f / 3,
		.plane = {luma[0], chroma[0][0], chroma[1][0]},
		.pitch = {ROW, ROW, ROW},
		.bt709 = bt709,
		.full_range = full,
		.request = 7,
		.serial = 1};
	if (format == PICTURE_NV12) {
		picture.plane[1] = pairs[0];
		picture.pitch[1] = ROW * 2;
		picture.plane[2] = NULL;
	}
	return picture;
}

static void assert_halves(void)
{
	/* 4 : 3 in 120 x 60 pixels: bars of 20 at the sides. */
	assert_int_equal(pixel(24, 50), CLIP_GROUND);
	assert_int_equal(pixel(135, 50), CLIP_GROUND);
	for (int y = 23; y < 78; y += 18) {
		assert_near(pixel(43, y), 0xFF0000FF, 6);
		assert_near(pixel(70, y), 0xFF0000FF, 6);
		assert_near(pixel(90, y), 0x0000FFFF, 6);
		assert_near(pixel(116, y), 0x0000FFFF, 6);
	}
}

static void planes_come_out_in_the_right_colors(void **state)
{
	(void)state;
	static const struct {
		enum picture_format format;
		int w, h;
		bool bt709, full;
	} forms[] = {{PICTURE_I420, 64, 48, false, false}, {PICTURE_I420, 64, 48, true, false},
		{PICTURE_I420, 64, 48, false, true}, {PICTURE_I420, 61, 47, true, false},
		{PICTURE_NV12, 64, 48, false, false}, {PICTURE_NV12, 64, 48, true, false},
		{PICTURE_NV12, 62, 46, false, true}};
	draw_video(&list, box(10, 10, 60, 30), 7, "");
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		struct picture picture = halves(
			forms[i].format, forms[i].w, forms[i].h, forms[i].bt709, forms[i].full);
		picture.serial = i + 1;
		renderer_set_picture(renderer, &picture);
		draw();
		assert_halves();
		assert_int_equal(problems.count, 0);
	}
}

static void the_next_picture_replaces_the_last(void **state)
{
	(void)state;
	draw_video(&list, box(10, 10, 60, 30), 7, "");
	for (uint64_t serial = 1; serial < 20; serial++) {
		struct picture picture = halves(PICTURE_I420, 64, 48, true, false);
		if (serial % 2)
			memset(luma, 16, sizeof luma), memset(chroma, 128, sizeof chroma);
		picture.serial = serial;
		renderer_set_picture(renderer, &picture);
		draw();
		if (serial % 2)
			assert_near(pixel(60, 50), 0x000000FF, 3);
		else
			assert_halves();
	}
	renderer_set_picture(renderer, NULL);
	draw();
	assert_int_equal(pixel(60, 50), CLIP_GROUND);
}

/* --- the rest --- */

static SDL_Surface *in_software(void)
{
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "");
	struct renderer *soft = make(NULL);
	renderer_draw(soft, &list, U, GROUND);
	SDL_Surface *surface = shoot(soft);
	renderer_destroy(soft);
	return surface;
}

static void the_rest_looks_as_in_software(void **state)
{
	(void)state;
	draw_rect(&list, box(5, 5, 60, 40), SUNK);
	draw_round(&list, box(10, 10, 40, 25), 6, BLUE);
	draw_outline(&list, box(70, 10, 40, 25), 6, 1.5f, RED);
	draw_ring(&list, box(110, 50, 30, 30), 4, 0.1f, 0.8f, RED);
	draw_mask(&list, box(70, 50, 20, 20), "half.svg", BLUE);
	draw_image(&list, box(10, 50, 30, 30), "two.png");
	put(20, 90, 8, RED, "Tune up");
	draw();
	SDL_Surface *wanted = in_software();
	int far = 0;
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			for (int shift = 8; shift < 32; shift += 8) {
				int off = (int)(pixel(x, y) >> shift & 0xFF) -
					  (int)(pixel_of(wanted, x, y) >> shift & 0xFF);
				far += abs(off) > 40;
			}
	/* Edges are feathered in two ways. */
	assert_in_range(far, 0, W * H / 200);
	SDL_FreeSurface(wanted);
}

static bool in_corner(int at, int from, int to, int radius)
{
	return at < from + radius || at >= to - radius;
}

/* Straight edges are sharp; only the corners are feathered in two ways. */
static void a_mat_looks_as_in_software(void **state)
{
	(void)state;
	enum { LEFT = 10, TOP = 10, ZONE_W = 120, ZONE_H = 80, GAP = 8, RADIUS = 16 };
	const color_t cell[] = {0x222C34FF, 0xA6E3F4FF, 0x57AFCEFF, 0x23485AFF};
	draw_zones(&list, box(5, 5, 124, 84), 2, 2, 4, 8, cell);
	draw();
	SDL_Surface *wanted = in_software();
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++) {
			int left = x < LEFT + ZONE_W + GAP / 2 ? LEFT : LEFT + ZONE_W + GAP;
			int top = y < TOP + ZONE_H + GAP / 2 ? TOP : TOP + ZONE_H + GAP;
			bool round = in_corner(x, left, left + ZONE_W, RADIUS) &&
				     in_corner(y, top, top + ZONE_H, RADIUS);
			assert_near(pixel(x, y), pixel_of(wanted, x, y), round ? 40 : 4);
		}
	SDL_FreeSurface(wanted);
}

static void a_driver_that_is_not_there_is_told(void **state)
{
	(void)state;
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "no-such-driver");
	SDL_Window *plain = SDL_CreateWindow("", 0, 0, W, H, 0);
	struct renderer *made = make(plain);
	assert_string_equal(renderer_name(made), "software");
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.item[0].part, PART_DISPLAY);
	renderer_destroy(made);
	SDL_DestroyWindow(plain);
}

#define GPU_TEST(name, driver)                                                                     \
	{                                                                                          \
#name " (" #driver ")", name, start_gpu, stop_gpu,                                 \
			(void *)(uintptr_t)drivers[driver]                                         \
	}
#define GPU_TESTS(name) GPU_TEST(name, 0), GPU_TEST(name, 1)

int main(void)
{
	const struct CMUnitTest tests[] = {
		GPU_TESTS(the_driver_is_the_one_that_was_asked_for),
		GPU_TESTS(planes_come_out_in_the_right_colors),
		GPU_TESTS(the_next_picture_replaces_the_last),
		GPU_TESTS(the_rest_looks_as_in_software),
		GPU_TESTS(a_mat_looks_as_in_software),
		cmocka_unit_test(a_driver_that_is_not_there_is_told),
	};
	return cmocka_run_group_tests(tests, prepare_gpu, clean_up);
}
