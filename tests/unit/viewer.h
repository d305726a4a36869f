/* A viewer of the player, in virtual time, on a display of 60 Hz: asks for a clip, looks at the
 * picture, reads the number on it. For clips of 30 pictures a second that carry their number
 * (tests/media/make-clips.sh). */
#ifndef TUNEUP_VIEWER_H
#define TUNEUP_VIEWER_H

#include "media/player.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LAST = 59, END_US = 2000000, TICKS = 120 };

static char clips[512];
static struct player *player;
static struct problems problems;
static int64_t ticks;
static uint32_t requests;

/* ---- what the tests say ---- */

static inline const char *clip_path(const char *name)
{
	static char path[600];
	snprintf(path, sizeof path, "%s/%s", clips, name);
	return path;
}

static inline int64_t at_picture(int number)
{
	return (int64_t)number * 1000000 / 30;
}

static inline void open_player_with(struct player_options options)
{
	problems = (struct problems){0};
	options.virtual_clock = true;
	options.problems = &problems;
	player = player_create(&options);
	assert_non_null(player);
	ticks = 0;
}

static inline void open_player(void)
{
	open_player_with((struct player_options){0});
}

static inline void tick(void)
{
	player_advance(player, ticks++ * 1000000 / 60);
	player_settle(player);
}

static inline void tick_times(int count)
{
	for (int i = 0; i < count; i++)
		tick();
}

static inline void play_clip(struct player_clip clip)
{
	player_play(player, &clip, ++requests);
}

static inline void play(const char *name)
{
	play_clip((struct player_clip){.path = clip_path(name)});
}

/* Begins where the loop does. */
static inline void play_loop(const char *name, int64_t from_us, int64_t to_us)
{
	play_clip((struct player_clip){.path = clip_path(name),
		.start_us = from_us,
		.loop_from_us = from_us,
		.loop_to_us = to_us});
}

static inline enum player_state state_now(void)
{
	return player_status(player).state;
}

static inline int brightness(const struct picture *picture, int x, int y)
{
	return picture->plane[0][y * picture->pitch[0] + x];
}

/* The number on the picture; `down`: its blocks go from top to bottom. */
static inline int number_on(const struct picture *picture, bool down)
{
	assert_non_null(picture);
	int number = 0;
	for (int i = 0; i < 8; i++) {
		int x = down ? picture->w / 2 : picture->w * (2 * i + 1) / 16;
		int y = down ? picture->h * (2 * i + 1) / 16 : picture->h / 2;
		if (brightness(picture, x, y) > 128)
			number |= 1 << i;
	}
	return number;
}

static inline int shown_number(void)
{
	return number_on(player_picture(player), false);
}

static inline void assert_shows(int number)
{
	assert_int_equal(shown_number(), number);
}

/* From the tick that comes, every picture from `first` to `last` is shown for two ticks. */
static inline void assert_runs(int first, int last)
{
	for (int number = first; number <= last; number++) {
		for (int i = 0; i < 2; i++) {
			tick();
			assert_shows(number);
			assert_int_equal(state_now(), PLAYER_PLAYING);
		}
	}
}

static inline bool has_problem(const char *words)
{
	for (size_t i = 0; i < problems.count; i++)
		if (strstr(problems.item[i].detail, words))
			return true;
	return false;
}

/* set: of make-clips.sh. */
static inline int make_clips(const char *set)
{
	const char *folder = getenv("TUNEUP_TEST_DIR");
	snprintf(clips, sizeof clips, "%s/clips", folder ? folder : "build/test");
	char command[640];
	snprintf(command, sizeof command, "sh tests/media/make-clips.sh '%s' %s", clips, set);
	return system(command) == 0 ? 0 : -1;
}

static inline int make_basic_clips(void **state)
{
	(void)state;
	return make_clips("basic");
}

static inline int make_sound_clips(void **state)
{
	(void)state;
	return make_clips("sound");
}

static inline int set_up(void **state)
{
	(void)state;
	open_player();
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	player_destroy(player);
	player = NULL;
	return 0;
}

#define PLAYER_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
