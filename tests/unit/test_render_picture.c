/* ui/render: pictures, masks and video. */
#define SCRATCH "render_picture"
#include "canvas.h"

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

static void put_number(unsigned char *at, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(number >> (24 - 8 * i));
}

/* A PNG of one gray pixel that says it has other sides, and one that ends within a chunk. */
static void a_picture_that_is_not_what_it_says_is_told_of(void **state)
{
	(void)state;
	unsigned char png[67] =
		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x8\0\0\0\0\x3a\x7e\x9b\x55"
		"\0\0\0\nIDAT\x78\x9c\x63\x60\0\0\0\2\0\1\x48\xaf\xa4\x71\0\0\0\0IEND\xae"
		"\x42\x60\x82";
	scratch_bytes("gray.png", png, sizeof png);
	scratch_bytes("cut.png", png, 50);
	scratch_bytes("jpeg.png", "\xff\xd8\xff\xe0\0\x10JFIF", 10);
	put_number(png + 16, 100000);
	scratch_bytes("large.png", png, sizeof png);
	scratch_file("long.svg",
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100000 1\">"
		"<path d=\"M0 0h100000v1h-100000z\"/></svg>");
	draw_cover(&list, box(0, 0, 20, 20), 0.5f, 0.5f, 0, "content:gray.png");
	draw_cover(&list, box(20, 0, 20, 20), 0.5f, 0.5f, 0, "content:cut.png");
	draw_cover(&list, box(40, 0, 20, 20), 0.5f, 0.5f, 0, "content:jpeg.png");
	draw_cover(&list, box(60, 0, 20, 20), 0.5f, 0.5f, 0, "content:large.png");
	draw_cover(&list, box(80, 0, 20, 20), 0.5f, 0.5f, 0, "content:long.svg");
	draw();
	assert_int_equal(problems.count, 4);
	assert_true(told(&problems, PROBLEM_WARNING, "cut.png: it is cut off"));
	assert_true(told(&problems, PROBLEM_WARNING, "jpeg.png: expected a PNG"));
	assert_true(told(&problems, PROBLEM_WARNING, "large.png: it has too many pixels"));
	assert_true(told(&problems, PROBLEM_WARNING, "long.svg: it is too long"));
}

static void masks_are_maps_of_400_by_1000(void **state)
{
	(void)state;
	const struct mask_source *source = renderer_masks(renderer);
	const struct mask *mask = source->get(source, "body.svg");
	assert_non_null(mask);
	assert_int_equal(mask->w, 400);
	assert_int_equal(mask->h, 1000);
	assert_true(mask_filled(mask, 200, 500));
	assert_false(mask_filled(mask, 50, 500));
	assert_false(mask_filled(mask, 400, 500) || mask_filled(mask, 200, -1));
	assert_ptr_equal(source->get(source, "body.svg"), mask);
	assert_null(source->get(source, "gone.svg"));
	assert_null(source->get(source, "gone.svg"));
	assert_int_equal(problems.count, 1);
}

/* --- video --- */

enum { DARK = 0x40, PALE = 0xB0 };

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
	struct picture picture = make_picture(7, 1, 80, 45, DARK);
	draw_video(&list, box(10, 10, 40, 40), 7, "two.png");
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(gray_color(DARK)), 80 * 45);
	assert_int_equal(count(RED), 0);
	assert_int_equal(count(CLIP_GROUND), 80 * 35);
	/* The same serial again is the same picture. */
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(gray_color(DARK)), 80 * 45);
	picture = make_picture(7, 2, 80, 45, PALE);
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(gray_color(PALE)), 80 * 45);
	renderer_set_picture(renderer, NULL);
	draw();
	assert_int_equal(pixel(20, 60), RED);
}

static void a_picture_is_shown_from_where_it_lies(void **state)
{
	(void)state;
	struct picture picture = make_picture(7, 1, 80, 45, DARK);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	draw_rect(&list, box(20, 20, 5, 5), BLUE);
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(gray_color(DARK)), 80 * 45 - 100);
	/* The same one elsewhere, drawn again in part; where it was there is something else now. */
	struct picture moved = picture;
	uint8_t *elsewhere = malloc(sizeof grays);
	memcpy(elsewhere, grays, sizeof grays);
	moved.plane[0] = elsewhere;
	memset(grays, 0, sizeof grays);
	renderer_set_picture(renderer, &moved);
	draw_begin(&list);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	draw();
	assert_int_equal(count(gray_color(DARK)), 80 * 45);
	renderer_set_picture(renderer, NULL);
	free(elsewhere);
	draw();
	assert_int_equal(count(gray_color(DARK)), 0);
}

/* The planes are another color all over, so that what is drawn anew shows. */
static void draw_next(uint64_t since, int w, struct picture_part part)
{
	draw_begin(&list);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	struct picture picture = make_picture(7, 2, w, 45, PALE);
	picture.since = since;
	picture.changed[0] = part;
	picture.changes = 1;
	renderer_set_picture(renderer, &picture);
	draw();
}

static void draw_first(void)
{
	struct picture picture = make_picture(7, 1, 80, 45, DARK);
	draw_begin(&list);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	renderer_set_picture(renderer, &picture);
	draw();
}

static void only_what_changed_in_a_picture_is_drawn_again(void **state)
{
	(void)state;
	draw_first();
	/* Odd, so that half a pair of chroma is hit. */
	draw_next(1, 80, (struct picture_part){3, 5, 40, 22});
	assert_int_equal(count(gray_color(PALE)), 37 * 17);
	assert_int_equal(count(gray_color(DARK)), 80 * 45 - 37 * 17);
	/* The picture begins at 20, 37 on the glass. */
	assert_int_equal(pixel(23, 42), gray_color(PALE));
	assert_int_equal(pixel(22, 42), gray_color(DARK));
	assert_int_equal(pixel(23, 41), gray_color(DARK));
}

static void changes_since_another_picture_do_not_count(void **state)
{
	(void)state;
	const struct picture_part part = {0, 0, 2, 2};
	draw_first();
	draw_next(7, 80, part);
	assert_int_equal(count(gray_color(PALE)), 80 * 45);
	/* Of another size than the box it is scaled. */
	draw_first();
	draw_next(1, 40, part);
	assert_int_equal(count(gray_color(PALE)), 80 * 45);
}

static void a_picture_that_was_never_drawn_leaves_all_to_the_next(void **state)
{
	(void)state;
	draw_first();
	struct picture skipped = make_picture(7, 3, 80, 45, PALE);
	skipped.since = 1;
	renderer_set_picture(renderer, &skipped);
	draw_next(3, 80, (struct picture_part){0, 0, 2, 2});
	assert_int_equal(count(gray_color(PALE)), 80 * 45);
}

static void video_never_shows_the_picture_of_another_request(void **state)
{
	(void)state;
	struct picture picture = make_picture(6, 1, 80, 45, DARK);
	draw_video(&list, box(10, 10, 40, 40), 7, "two.png");
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(gray_color(DARK)), 0);
	assert_int_equal(pixel(20, 60), RED);
}

static void a_picture_of_another_size_is_scaled(void **state)
{
	(void)state;
	struct picture picture = make_picture(7, 1, 16, 9, DARK);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(gray_color(DARK)), 80 * 45);
}

static void a_picture_that_was_fitted_elsewhere_is_not_scaled(void **state)
{
	(void)state;
	/* Another rounding than ours, by a pixel. */
	struct picture picture = make_picture(7, 1, 80, 44, DARK);
	draw_video(&list, box(10, 10, 40, 40), 7, "");
	renderer_set_picture(renderer, &picture);
	draw();
	assert_int_equal(count(gray_color(DARK)), 80 * 44);
}

static void pictures_are_wanted_in_a_form_that_is_shown(void **state)
{
	(void)state;
	assert_false(renderer_scales(renderer));
	assert_string_equal(renderer_name(renderer), "software");
	struct picture interleaved = make_picture(7, 1, 16, 9, DARK);
	interleaved.format = PICTURE_NV12;
	renderer_set_picture(renderer, &interleaved);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_mask_is_tinted_and_centered),
		TEST(a_picture_is_fitted),
		TEST(a_cover_is_cut_where_it_is_told),
		TEST(a_cover_is_round_at_the_top_only),
		TEST(scaling_down_averages),
		TEST(a_transparent_picture_lets_the_ground_through),
		TEST(what_is_missing_is_told_once),
		TEST(a_picture_that_is_not_what_it_says_is_told_of),
		TEST(masks_are_maps_of_400_by_1000),
		TEST(video_without_a_picture_shows_the_poster),
		TEST(video_shows_the_picture_of_its_request),
		TEST(a_picture_is_shown_from_where_it_lies),
		TEST(only_what_changed_in_a_picture_is_drawn_again),
		TEST(changes_since_another_picture_do_not_count),
		TEST(a_picture_that_was_never_drawn_leaves_all_to_the_next),
		TEST(video_never_shows_the_picture_of_another_request),
		TEST(a_picture_of_another_size_is_scaled),
		TEST(a_picture_that_was_fitted_elsewhere_is_not_scaled),
		TEST(pictures_are_wanted_in_a_form_that_is_shown),
		TEST(fit_keeps_the_aspect),
	};
	return cmocka_run_group_tests(tests, prepare, clean_up);
}
