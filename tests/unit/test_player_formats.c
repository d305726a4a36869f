/* The player over the formats a store's own clips may come in, picture by picture, and over files
 * whose times or order make no sense. */
#include "viewer.h"

#include <unistd.h>

struct format {
	const char *name;
	int rate, per; /* pictures: `rate` in `per` seconds */
	int count, w, h;
	const char *decoder;
	bool sound;
};

static const struct format formats[] = {
	{"h264.mp4", 30, 1, 30, 160, 96, "h264", true},
	{"hevc.mp4", 30, 1, 30, 160, 96, "hevc", true},
	{"vp9.webm", 30, 1, 30, 160, 96, "vp9", true},
	{"mpeg4.mp4", 25, 1, 25, 160, 96, "mpeg4", true},
	{"film.mp4", 24000, 1001, 24, 160, 96, "h264", true},
	{"pal.mp4", 50, 1, 50, 160, 96, "h264", false},
	{"ntsc.mp4", 30000, 1001, 30, 160, 96, "h264", true},
	{"smooth.mkv", 60, 1, 60, 160, 96, "h264", true},
	{"smooth-ntsc.mp4", 60000, 1001, 60, 160, 96, "h264", true},
	{"small.mp4", 30, 1, 30, 426, 240, "h264", true},
	{"large.mp4", 30, 1, 12, 3840, 2160, "h264", true},
	{"av1.mp4", 30, 1, 30, 160, 96, "libdav1d", true},
};

enum { FORMATS = sizeof formats / sizeof formats[0], SLACK = 2000, HELD = 1000 };

static bool is_there(const struct format *format)
{
	/* Only AV1 may be missing: not every FFmpeg can encode it. */
	return access(clip_path(format->name), R_OK) == 0 || strcmp(format->name, "av1.mp4") != 0;
}

static int64_t begins_us(const struct format *format, int number)
{
	return (int64_t)number * 1000000 * format->per / format->rate;
}

/* The picture at this time; on the very edge of one it may be either. */
static void assert_shown_at(const struct format *format, int64_t us)
{
	int number = shown_number(), last = format->count - 1;
	int64_t from = begins_us(format, number), to = begins_us(format, number + 1);
	bool begun = from <= us + SLACK + HELD, gone = number < last && to < us + SLACK - HELD;
	if (!begun || gone)
		fail_msg("%s shows picture %d at %lld us", format->name, number, (long long)us);
}

static void every_format_plays_to_its_end(void **state)
{
	(void)state;
	for (const struct format *format = formats; format < formats + FORMATS; format++) {
		if (!is_there(format))
			continue;
		play(format->name);
		int64_t start = ticks;
		for (int last = -1; last < format->count - 1; last = shown_number()) {
			tick();
			assert_shown_at(format, (ticks - 1 - start) * 1000000 / 60);
			assert_in_range(shown_number(), last < 0 ? 0 : last, last + 1);
			assert_true(ticks - start < 90);
		}
		struct player_status status = player_status(player);
		assert_string_equal(status.decoder, format->decoder);
		assert_int_equal(status.has_sound, format->sound);
		assert_int_equal(player_picture(player)->w, format->w);
		assert_int_equal(player_picture(player)->h, format->h);
		tick_times(6);
		assert_int_equal(state_now(), PLAYER_ENDED);
		assert_int_equal(problems.count, 0);
	}
}

static void every_format_is_sought_to_the_picture(void **state)
{
	(void)state;
	static const int numbers[] = {7, 1, 20, 13, 0, 11};
	for (const struct format *format = formats; format < formats + FORMATS; format++) {
		if (!is_there(format))
			continue;
		play(format->name);
		tick();
		for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
			if (numbers[i] >= format->count)
				continue;
			player_seek(player, begins_us(format, numbers[i]) + HELD);
			tick();
			if (shown_number() != numbers[i])
				fail_msg("%s shows picture %d instead of %d", format->name,
					shown_number(), numbers[i]);
		}
	}
}

static void every_format_loops_without_a_wrong_picture(void **state)
{
	(void)state;
	for (const struct format *format = formats; format < formats + FORMATS; format++) {
		if (!is_there(format))
			continue;
		int64_t from = begins_us(format, 3), to = begins_us(format, 9);
		play_clip((struct player_clip){.path = clip_path(format->name),
			.start_us = from,
			.loop_from_us = from,
			.loop_to_us = to});
		int64_t start = ticks;
		for (int i = 0; i < 60; i++) {
			tick();
			int64_t run = (ticks - 1 - start) * 1000000 / 60;
			int64_t near = (run + SLACK) % (to - from);
			/* A tick on the very seam may be either side of it. */
			if (near > 2 * SLACK + HELD && near < to - from - HELD)
				assert_shown_at(format, from + near - SLACK);
			assert_in_range(shown_number(), 3, 8);
		}
	}
}

static void a_variable_rate_keeps_its_times(void **state)
{
	(void)state;
	play("variable.mp4");
	for (int i = 0; i < 60; i++) {
		tick();
		int number = i / 2, digit = number % 10;
		assert_shows(digit >= 3 && digit <= 5 ? number - digit + 2 : number);
	}
}

/* ---- files that make no sense ---- */

/* Writes the transport stream with each part's sound behind all its pictures. */
static void part(const char *from, const char *to, size_t parts)
{
	enum { PACKET = 188, SOUND = 0x101 };
	FILE *in = fopen(from, "rb");
	assert_non_null(in);
	static unsigned char bytes[2 << 20];
	size_t packets = fread(bytes, PACKET, sizeof bytes / PACKET, in);
	fclose(in);
	FILE *out = fopen(to, "wb");
	for (size_t k = 0; k < parts; k++)
		for (int sound = 0; sound < 2; sound++)
			for (size_t i = packets * k / parts; i < packets * (k + 1) / parts; i++) {
				const unsigned char *packet = bytes + i * PACKET;
				bool is_sound = ((packet[1] & 0x1f) << 8 | packet[2]) == SOUND;
				if (is_sound == sound)
					fwrite(packet, PACKET, 1, out);
			}
	fclose(out);
}

static size_t heard, loud;

static void hear(void *data, const float *samples, size_t count)
{
	(void)data;
	for (size_t i = 0; i < count; i++)
		loud += samples[i * 2] > 0.01F;
	heard += count;
}

static void sound_seconds_behind_the_picture_in_the_file_is_in_time(void **state)
{
	(void)state;
	char from[600];
	snprintf(from, sizeof from, "%s", clip_path("far-apart.ts"));
	part(from, clip_path("parted.ts"), 3);
	tear_down(NULL);
	open_player_with((struct player_options){.heard = hear});
	heard = loud = 0;
	play("parted.ts");
	for (int number = 0; number < 295; number++) {
		tick();
		assert_shows(number & 0xff);
		tick();
	}
	assert_int_equal(state_now(), PLAYER_PLAYING);
	/* A sine is above the threshold nearly half of the time, all the time. */
	assert_true(heard > 9 * 48000 && loud > heard * 2 / 5);
}

static void wild_times_hang_nothing(void **state)
{
	(void)state;
	static const char *const names[] = {"wild-ahead.mkv", "wild-back.mkv", "wild-sound.mkv"};
	for (size_t i = 0; i < 3; i++) {
		play(names[i]);
		for (int k = 0; k < 20 * 60 && state_now() != PLAYER_ENDED; k++)
			tick();
		assert_int_equal(state_now(), PLAYER_ENDED);
		assert_shows(29);
		for (int number = 0; number < 30; number += 5) {
			player_seek(player, at_picture(number));
			tick_times(3);
			assert_non_null(player_picture(player));
		}
		play_clip((struct player_clip){.path = clip_path(names[i]),
			.start_us = at_picture(5),
			.loop_from_us = at_picture(5),
			.loop_to_us = at_picture(12)});
		tick_times(120);
		assert_int_equal(state_now(), PLAYER_PLAYING);
	}
}

static int make_format_clips(void **state)
{
	(void)state;
	return make_clips("formats");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAYER_TEST(every_format_plays_to_its_end),
		PLAYER_TEST(every_format_is_sought_to_the_picture),
		PLAYER_TEST(every_format_loops_without_a_wrong_picture),
		PLAYER_TEST(a_variable_rate_keeps_its_times),
		PLAYER_TEST(sound_seconds_behind_the_picture_in_the_file_is_in_time),
		PLAYER_TEST(wild_times_hang_nothing),
	};
	return cmocka_run_group_tests(tests, make_format_clips, NULL);
}
