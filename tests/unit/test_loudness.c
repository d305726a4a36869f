/* How loud clips are: measured, stored beside them, and made equal when they play. */
#include "media/inspect.h"
#include "viewer.h"

#include <errno.h>
#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static double sum;
static size_t heard;

static void hear(void *data, const float *samples, size_t count)
{
	(void)data;
	for (size_t i = 0; i < count; i++)
		sum += (double)samples[i * 2] * (double)samples[i * 2];
	heard += count;
}

/* The level at which the clip plays, in dB below full scale of a sine. */
static double played_db(const char *name)
{
	sum = 0;
	heard = 0;
	open_player_with((struct player_options){.heard = hear});
	play(name);
	tick_times(TICKS);
	tear_down(NULL);
	assert_true(heard > 48000);
	return 10 * log10(2 * sum / (double)heard);
}

static struct arena arena; /* of what the inspections find */

static struct inspection inspected(const char *name)
{
	struct inspection seen;
	if (!inspect(clip_path(name), &arena, &seen))
		fail_msg("%s", seen.fault);
	return seen;
}

static void assert_about(double seen, double wanted, double most)
{
	if (!(fabs(seen - wanted) <= most))
		fail_msg("%f instead of %f", seen, wanted);
}

static void forget(const char *name)
{
	char path[700];
	snprintf(path, sizeof path, "%s/%.*s.loudness.yaml", clips, (int)strlen(name) - 4, name);
	unlink(path);
}

/* By definition of LUFS a sine of 1 kHz in both channels is as loud as its level says. */
static void a_sine_has_the_loudness_it_should(void **state)
{
	(void)state;
	struct inspection loud = inspected("level-0.7.mp4"), soft = inspected("level-0.02.mp4");
	assert_about(loud.loudness.lufs, 20 * log10(0.7), 0.3);
	assert_about(loud.loudness.peak_db, 20 * log10(0.7), 1); /* its onset overshoots */
	assert_about(loud.loudness.gain_db, -19 - loud.loudness.lufs, 0.01);
	assert_about(soft.loudness.lufs, 20 * log10(0.02), 0.3);
	assert_about(soft.loudness.gain_db, 12, 0.01);
}

static void peaks_limit_the_gain(void **state)
{
	(void)state;
	struct loudness_meter *meter = loudness_meter_create();
	static float samples[2 * 48000];
	for (size_t i = 0; i < 48000; i++)
		samples[i * 2] = samples[i * 2 + 1] =
			i % 4800 == 0 ? 0.8F : 0.01F * sinf((float)i * 0.13F);
	for (int i = 0; i < 3; i++)
		assert_true(loudness_meter_add(meter, samples, 48000));
	struct loudness loudness = loudness_meter_read(meter);
	assert_true(loudness.lufs < -30);
	assert_about(loudness.peak_db + loudness.gain_db, -1.5, 0.01);
	loudness_meter_destroy(meter);
}

static void silence_stays_as_it_is(void **state)
{
	(void)state;
	struct inspection seen = inspected("level-silence.mp4");
	assert_true(seen.info.has_sound);
	assert_true(isinf(seen.loudness.lufs));
	assert_true(seen.loudness.gain_db == 0);
}

static void clips_that_were_measured_play_equally_loud(void **state)
{
	(void)state;
	static const char *const names[] = {"level-0.7.mp4", "level-surround.mp4"};
	for (size_t i = 0; i < 2; i++) {
		forget(names[i]);
		double before = played_db(names[i]);
		struct inspection seen = inspected(names[i]);
		assert_true(loudness_store(clip_path(names[i]), &seen.loudness));
		assert_true(before > -10);
		assert_about(played_db(names[i]), -19, 0.7);
		/* Measured again, it is what it was: the gain is no part of the clip. */
		assert_about(inspected(names[i]).loudness.lufs, seen.loudness.lufs, 0.01);
		forget(names[i]);
	}
}

static void assert_factor(const char *text, double wanted_db)
{
	char path[700];
	snprintf(path, sizeof path, "%s/level-0.7.loudness.yaml", clips);
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
	assert_about(
		20 * log10((double)loudness_factor(clip_path("level-0.7.mp4"))), wanted_db, 0.01);
	unlink(path);
}

static void what_is_stored_counts_for_that_clip_only(void **state)
{
	(void)state;
	struct stat status;
	assert_int_equal(stat(clip_path("level-0.7.mp4"), &status), 0);
	char text[100];
	snprintf(text, sizeof text, "bytes: %lld\ngain_db: -7.5\n", (long long)status.st_size);
	assert_factor(text, -7.5);
	snprintf(text, sizeof text, "gain_db: -7.5\nbytes: %lld\n", (long long)status.st_size + 1);
	assert_factor(text, 0);
	snprintf(text, sizeof text, "gain_db: 90\nbytes: %lld\n", (long long)status.st_size);
	assert_factor(text, 12);
	snprintf(text, sizeof text, "gain_db: loud\nbytes: %lld\n", (long long)status.st_size);
	assert_factor(text, 0);
	snprintf(text, sizeof text, "gain_db: nan\nbytes: %lld\n", (long long)status.st_size);
	assert_factor(text, 0);
	assert_factor("", 0);
	assert_factor("gain_db: -3", 0);
}

static void storing_the_same_again_writes_nothing(void **state)
{
	(void)state;
	struct loudness loudness = {.lufs = -20, .peak_db = -3, .gain_db = 1};
	struct stat before, after;
	char path[700];
	snprintf(path, sizeof path, "%s/level-0.7.loudness.yaml", clips);
	assert_true(loudness_store(clip_path("level-0.7.mp4"), &loudness));
	assert_int_equal(stat(path, &before), 0);
	assert_true(loudness_store(clip_path("level-0.7.mp4"), &loudness));
	assert_int_equal(stat(path, &after), 0);
	assert_true(before.st_ino == after.st_ino);
	unlink(path);
	assert_false(loudness_store(clip_path("no-such-folder/clip.mp4"), &loudness));
	assert_int_equal(errno, ENOENT);
}

static void a_clip_is_looked_through_to_its_end(void **state)
{
	(void)state;
	struct inspection seen = inspected("ten-seconds.mp4");
	assert_int_equal(seen.pictures, 300);
	assert_int_equal(seen.w, 160);
	assert_int_equal(seen.h, 96);
	assert_about(seen.fps, 30, 0.01);
	assert_about(seen.seconds, 10, 0.001);
	assert_string_equal(seen.pixels, "yuv420p");
	assert_string_equal(seen.info.decoder, "h264");
	assert_string_equal(seen.damage, "");
	assert_true(seen.cost > 0);
	assert_false(inspect(clip_path("no-such.mp4"), &arena, &seen));
	assert_non_null(strstr(seen.fault, "no-such.mp4: no such file"));
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sine_has_the_loudness_it_should),
		cmocka_unit_test(peaks_limit_the_gain),
		cmocka_unit_test(silence_stays_as_it_is),
		cmocka_unit_test(clips_that_were_measured_play_equally_loud),
		cmocka_unit_test(what_is_stored_counts_for_that_clip_only),
		cmocka_unit_test(storing_the_same_again_writes_nothing),
		cmocka_unit_test(a_clip_is_looked_through_to_its_end),
	};
	return cmocka_run_group_tests(tests, make_sound_clips, NULL);
}
