/* The player's pictures: their format, size, aspect and colors, whatever the clip's are. */
#include "viewer.h"

static void planar_pictures_come_as_they_were_decoded(void **state)
{
	(void)state;
	play("plain.mp4");
	tick();
	const struct picture *picture = player_picture(player);
	assert_int_equal(picture->format, PICTURE_I420);
	assert_int_equal(picture->w, 160);
	assert_int_equal(picture->h, 96);
	uint64_t serial = picture->serial;
	tick();
	assert_true(player_picture(player)->serial == serial);
	tick();
	assert_true(player_picture(player)->serial != serial);
}

static void other_pixels_and_sizes_are_converted(void **state)
{
	(void)state;
	play("ten-bit.mp4");
	assert_runs(0, 10);
	assert_int_equal(player_picture(player)->format, PICTURE_I420);
	play("odd.mkv");
	assert_runs(0, 10);
	assert_int_equal(player_picture(player)->w, 161);
	assert_int_equal(player_picture(player)->h, 97);
	player_set_target(player, 333, 77);
	assert_shows(10);
	assert_runs(11, 20);
}

static void pixels_fit_into_the_target_with_their_aspect(void **state)
{
	(void)state;
	player_set_target(player, 320, 320);
	play("plain.mp4");
	tick();
	const struct picture *picture = player_picture(player);
	assert_int_equal(picture->w, 320);
	assert_int_equal(picture->h, 192);
	player_set_target(player, 320, 48);
	assert_int_equal(player_picture(player)->w, 80);
	tick();
	assert_runs(1, 9);
	play("wide.mp4");
	tick();
	player_set_target(player, 100, 100);
	picture = player_picture(player);
	assert_int_equal(picture->w, 100);
	assert_int_equal(picture->h, 30);
	assert_true(picture->aspect > 3.33 && picture->aspect < 3.34);
}

static void a_turned_clip_stands_upright(void **state)
{
	(void)state;
	play("rotated.mp4");
	tick_times(21);
	const struct picture *picture = player_picture(player);
	assert_int_equal(picture->w, 96);
	assert_int_equal(picture->h, 160);
	assert_true(picture->aspect > 0.59 && picture->aspect < 0.61);
	assert_int_equal(number_on(picture, true), 10);
	player_set_target(player, 300, 160);
	picture = player_picture(player);
	assert_int_equal(picture->w, 96);
	assert_int_equal(picture->h, 160);
	assert_int_equal(number_on(picture, true), 10);
}

static void assert_colour(const int colour[3], int blue, int green, int red)
{
	assert_in_range(abs(colour[0] - blue), 0, 10);
	assert_in_range(abs(colour[1] - green), 0, 10);
	assert_in_range(abs(colour[2] - red), 0, 10);
}

static int to_byte(double value)
{
	return value < 0 ? 0 : value > 255 ? 255 : (int)(value + 0.5);
}

/* The pixel in the middle of the picture's height as a renderer shows it. */
static void colour_of(const struct picture *picture, int x, int colour[3])
{
	int y = picture->h / 2;
	double at[3];
	for (int i = 0; i < 3; i++)
		at[i] = picture->plane[i][y / (i ? 2 : 1) * picture->pitch[i] + x / (i ? 2 : 1)];
	double luma = picture->full_range ? at[0] : (at[0] - 16) * 255 / 219;
	double k = picture->full_range ? 1 : 255.0 / 224, cb = (at[1] - 128) * k,
	       cr = (at[2] - 128) * k;
	double red = picture->bt709 ? 0.2126 : 0.299, blue = picture->bt709 ? 0.0722 : 0.114;
	colour[2] = to_byte(luma + 2 * (1 - red) * cr);
	colour[0] = to_byte(luma + 2 * (1 - blue) * cb);
	double green = 1 - red - blue;
	colour[1] = to_byte(luma - (2 * (1 - red) * red * cr + 2 * (1 - blue) * blue * cb) / green);
}

static void colours_follow_matrix_range_and_depth(void **state)
{
	(void)state;
	static const char *const names[] = {
		"709", "601-full", "709-full", "2020", "422", "444", "420-10", "422-10-full"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char name[40];
		snprintf(name, sizeof name, "colours-%s.mp4", names[i]);
		for (int form = 0; form < 3; form++) {
			static const int widths[] = {0, 160, 60};
			player_set_target(player, widths[form], form ? 96 : 0);
			play(name);
			tick();
			const struct picture *picture = player_picture(player);
			assert_non_null(picture);
			/* No renderer knows this pair. */
			assert_false(picture->bt709 && picture->full_range);
			int left[3], right[3];
			colour_of(picture, picture->w / 4, left);
			colour_of(picture, picture->w * 3 / 4, right);
			assert_colour(left, 0, 0, 255);
			assert_colour(right, 255, 0, 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAYER_TEST(planar_pictures_come_as_they_were_decoded),
		PLAYER_TEST(other_pixels_and_sizes_are_converted),
		PLAYER_TEST(pixels_fit_into_the_target_with_their_aspect),
		PLAYER_TEST(a_turned_clip_stands_upright),
		PLAYER_TEST(colours_follow_matrix_range_and_depth),
	};
	return cmocka_run_group_tests(tests, make_basic_clips, NULL);
}
