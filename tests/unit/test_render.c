/* ui/render: boxes, rings, lines, text and clips, pixel by pixel. */
#define SCRATCH "render"
#include "canvas.h"

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

/* --- codes --- */

static void a_code_has_whole_pixels_a_module(void **state)
{
	(void)state;
	const uint8_t module[] = {1, 0, 1, 0, 1, 1, 0, 0, 1};
	/* 41 x 47 px for three modules: 13 px each, one and four pixels left on both sides. */
	draw_code(&list, box(10, 10, 20.5f, 23.5f), module, 3, RED);
	draw_code(&list, box(50, 10, 1, 1), module, 3, RED);
	draw();
	assert_int_equal(count(RED), 5 * 13 * 13);
	assert_int_equal(pixel(21, 24), RED);
	assert_int_equal(pixel(33, 36), RED);
	assert_int_equal(pixel(34, 24), GROUND);
	assert_int_equal(pixel(47, 24), RED);
	assert_int_equal(pixel(21, 37), GROUND);
	assert_int_equal(pixel(34, 37), RED);
	assert_int_equal(pixel(59, 62), RED);
	assert_int_equal(pixel(60, 62), GROUND);
}

/* --- zones --- */

static void assert_near(color_t seen, color_t wanted)
{
	for (int shift = 0; shift < 32; shift += 8)
		if (abs((int)(seen >> shift & 0xFF) - (int)(wanted >> shift & 0xFF)) > 1)
			fail_msg("%08x is not %08x", (unsigned)seen, (unsigned)wanted);
}

/* Two boxes of 101 x 81 px with 8 px between them: their middles are those of a pixel. */
static void two_zones(float radius)
{
	const color_t cell[] = {0x204060FF, 0xA060E0FF};
	draw_zones(&list, box(10, 10, 105, 40.5f), 1, 2, 4, radius, cell);
	draw();
}

static void zones_are_shaded_from_middle_to_middle(void **state)
{
	(void)state;
	two_zones(8);
	assert_int_equal(pixel(70, 60), 0x204060FF);
	assert_int_equal(pixel(179, 60), 0xA060E0FF);
	/* The gap is half way between them; what is left of it is as much darker as right lighter.
	 */
	for (int x = 75; x <= 120; x++) {
		color_t left = pixel(x, 60), right = pixel(249 - x, 60);
		assert_in_range((left >> 24) + (right >> 24), 0x20 + 0xA0 - 1, 0x20 + 0xA0 + 1);
		assert_true(pixel(x, 60) <= pixel(x + 1 > 120 ? 120 : x + 1, 60));
	}
	/* A quarter of the 109 pixels from middle to middle. */
	assert_near(pixel(97, 60), 0x3F477FFF);
	/* Beyond the outer middles nothing changes, nor does it along the other axis. */
	for (int x = 20; x < 70; x++)
		assert_int_equal(pixel(x, 60), 0x204060FF);
	for (int x = 179; x < 230; x++)
		assert_int_equal(pixel(x, 60), 0xA060E0FF);
	for (int y = 20; y < 101; y++)
		assert_int_equal(pixel(100, y), pixel(100, 60));
}

static void a_place_between_four_zones_has_the_mean_of_them(void **state)
{
	(void)state;
	const color_t cell[] = {0x000000FF, 0x400000FF, 0x004000FF, 0x0000C0FF};
	draw_zones(&list, box(10, 10, 100, 80), 2, 2, 0, 0, cell);
	draw();
	assert_near(pixel(120, 100), 0x101030FF);
	assert_near(pixel(119, 99), 0x101030FF);
	assert_near(pixel(120, 20), 0x200000FF);
	assert_near(pixel(20, 100), 0x002000FF);
	assert_near(pixel(219, 100), 0x200060FF);
	assert_int_equal(count(GROUND), W * H - 200 * 160);
}

static void zones_have_gaps_and_the_corners_of_round_boxes(void **state)
{
	(void)state;
	two_zones(8);
	for (int y = 0; y < H; y++)
		for (int x = 121; x < 129; x++)
			assert_int_equal(pixel(x, y), GROUND);
	assert_int_not_equal(pixel(120, 60), GROUND);
	assert_int_not_equal(pixel(129, 60), GROUND);
	for (int i = 0; i < 2; i++)
		for (int corner = 0; corner < 4; corner++)
			assert_int_equal(
				pixel(20 + 109 * i + 100 * (corner % 2), 20 + 80 * (corner / 2)),
				GROUND);
	/* Of one color they are round boxes. */
	const color_t cell[] = {RED, RED, RED, RED};
	draw_begin(&list);
	draw_zones(&list, box(10, 10, 120, 80), 2, 2, 4, 8, cell);
	draw();
	SDL_Surface *zones = shoot(renderer);
	draw_begin(&list);
	for (int i = 0; i < 4; i++)
		draw_round(&list, box(10 + 62 * (float)(i % 2), 10 + 42 * (float)(i / 2), 58, 38),
			8, RED);
	draw();
	assert_same_pixels(shot, zones);
	SDL_FreeSurface(zones);
}

static void zones_without_a_pixel_are_not_drawn(void **state)
{
	(void)state;
	const color_t cell[] = {RED, RED, RED, RED};
	draw_zones(&list, box(10, 10, 40, 10), 4, 1, 4, 1, cell);
	draw();
	assert_int_equal(count(GROUND), W * H);
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
		TEST(a_code_has_whole_pixels_a_module),
		TEST(zones_are_shaded_from_middle_to_middle),
		TEST(a_place_between_four_zones_has_the_mean_of_them),
		TEST(zones_have_gaps_and_the_corners_of_round_boxes),
		TEST(zones_without_a_pixel_are_not_drawn),
		TEST(a_clip_cuts_until_it_ends),
	};
	return cmocka_run_group_tests(tests, prepare, clean_up);
}
