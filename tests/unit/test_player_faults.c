/* The player on a machine that fails: the disk, the memory inside FFmpeg, a decoder, the sound
 * device. The functions that can fail are this program's own, which hand on to the true ones; each
 * fails at its n-th call, for every n until a whole run comes without a failure. Nothing may crash,
 * hang or leak, the state says what has become of the clip, and the next clip plays. */
#include "viewer.h"

#include <SDL2/SDL.h>
#include <dlfcn.h>
#include <errno.h>
#include <libavcodec/avcodec.h>
#include <malloc.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { LARGE = 8 * 1024 };

enum point { POINT_READ, POINT_MEMORY, POINT_DECODE, POINTS };

static struct {
	atomic_int calls, fails_at; /* 0: never */
	atomic_bool for_good;       /* and from then on */
} points[POINTS];

static bool fails(enum point point)
{
	int call = atomic_fetch_add(&points[point].calls, 1) + 1;
	int at = atomic_load(&points[point].fails_at);
	return at && (call == at || (atomic_load(&points[point].for_good) && call > at));
}

ssize_t read(int fd, void *bytes, size_t count)
{
	struct stat status;
	bool file = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
	if (file && fails(POINT_READ)) {
		errno = EIO;
		return -1;
	}
	return syscall(SYS_read, fd, bytes, count);
}

/* FFmpeg takes all its memory by this. */
int posix_memalign(void **block, size_t alignment, size_t size)
{
	if (size >= LARGE && fails(POINT_MEMORY))
		return ENOMEM;
	*block = memalign(alignment, size);
	return *block ? 0 : ENOMEM;
}

static void *true_function(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* A decoder that does not come back, until it is let go. */
static atomic_bool stuck, waits;

int avcodec_send_packet(AVCodecContext *codec, const AVPacket *packet)
{
	static int (*truly)(AVCodecContext *, const AVPacket *);
	if (!truly) {
		void *address = true_function("avcodec_send_packet");
		memcpy(&truly, &address, sizeof truly);
	}
	if (codec->codec_type == AVMEDIA_TYPE_VIDEO && fails(POINT_DECODE))
		return AVERROR_EXTERNAL;
	while (atomic_load(&stuck)) {
		atomic_store(&waits, true);
		usleep(1000);
	}
	return truly(codec, packet);
}

/* The sound device, while it is unplugged. */
static atomic_bool unplugged;

SDL_AudioStatus SDL_GetAudioDeviceStatus(SDL_AudioDeviceID device)
{
	(void)device;
	return unplugged ? SDL_AUDIO_STOPPED : SDL_AUDIO_PLAYING;
}

/* A device of our own in its place: nobody but the test asks for its samples. */
static atomic_bool ours;
static SDL_AudioSpec opened;

SDL_AudioDeviceID SDL_OpenAudioDevice(
	const char *name, int capture, const SDL_AudioSpec *want, SDL_AudioSpec *have, int changes)
{
	static SDL_AudioDeviceID (*truly)(
		const char *, int, const SDL_AudioSpec *, SDL_AudioSpec *, int);
	if (!truly) {
		void *address = true_function("SDL_OpenAudioDevice");
		memcpy(&truly, &address, sizeof truly);
	}
	opened = *want;
	if (ours) {
		*have = *want;
		return 7;
	}
	if (!unplugged)
		return truly(name, capture, want, have, changes);
	SDL_SetError("unplugged");
	return 0;
}

/* ---- sweeps ---- */

static void arm(enum point point, int call, bool for_good)
{
	for (int i = 0; i < POINTS; i++) {
		atomic_store(&points[i].calls, 0);
		atomic_store(&points[i].fails_at, 0);
	}
	atomic_store(&points[point].for_good, for_good);
	atomic_store(&points[point].fails_at, call);
}

static void assert_told(void)
{
	struct player_status status = player_status(player);
	assert_in_range(status.state, PLAYER_PLAYING, PLAYER_FAILED);
	if (status.state != PLAYER_FAILED)
		return;
	assert_non_null(strstr(status.fault, ".m"));
	assert_true(has_problem(status.fault));
	assert_null(player_picture(player));
}

/* A visit in short: a loop, a jump, another clip that was opened ahead. */
static void visit(const char *name)
{
	play_loop(name, at_picture(10), at_picture(14));
	tick_times(12);
	assert_told();
	player_seek(player, at_picture(40));
	tick_times(3);
	assert_told();
	player_prepare(player, &(struct player_clip){.path = clip_path("plain.mkv")});
	tick_times(2);
	play("plain.mkv");
	tick_times(6);
	assert_told();
	/* From a key frame on, where the decoder goes round by itself. */
	play_clip((struct player_clip){.path = clip_path(name), .loop_to_us = at_picture(4)});
	tick_times(20);
	assert_told();
	player_picture(player);
}

static void sweep(enum point point, bool for_good)
{
	int call = 1;
	for (;; call++) {
		open_player();
		arm(point, call, for_good);
		/* The larger file takes more than one reading. */
		visit(point == POINT_READ ? "noisy.mp4" : "plain.mp4");
		bool through = atomic_load(&points[point].calls) < call;
		arm(point, 0, false);
		play("silent.mp4");
		assert_runs(0, 5);
		player_destroy(player);
		player = NULL;
		if (through)
			break;
	}
	assert_true(call > 10);
}

static void a_disk_that_fails_once(void **state)
{
	(void)state;
	sweep(POINT_READ, false);
}

static void a_disk_that_fails_for_good(void **state)
{
	(void)state;
	sweep(POINT_READ, true);
}

static void memory_that_runs_out_once(void **state)
{
	(void)state;
	sweep(POINT_MEMORY, false);
}

static void memory_that_stays_out(void **state)
{
	(void)state;
	sweep(POINT_MEMORY, true);
}

static void a_decoder_that_fails_once(void **state)
{
	(void)state;
	sweep(POINT_DECODE, false);
}

static void a_decoder_that_fails_for_good(void **state)
{
	(void)state;
	sweep(POINT_DECODE, true);
}

/* ---- the decoder of the settings ---- */

static void a_decoder_that_cannot_be_had_is_told_once(void **state)
{
	(void)state;
	static const char *const names[] = {"h264_v4l2m2m", "no-such-decoder"};
	for (size_t i = 0; i < 2; i++) {
		open_player_with((struct player_options){.decoder = names[i]});
		for (int round = 0; round < 3; round++) {
			play(round % 2 ? "silent.mp4" : "plain.mp4");
			assert_runs(0, 5);
		}
		assert_int_equal(problems.count, 1);
		assert_true(has_problem(names[i]));
		assert_string_equal(player_status(player).decoder, "h264");
		tear_down(NULL);
	}
}

static void a_decoder_for_other_clips_is_not_missed(void **state)
{
	(void)state;
	open_player_with((struct player_options){.decoder = "hevc"});
	play("plain.mp4");
	assert_runs(0, 5);
	assert_int_equal(problems.count, 0);
	tear_down(NULL);
}

static void a_decoder_that_gives_up_is_replaced_where_the_clip_is(void **state)
{
	(void)state;
	enum { PROBED = 3 }; /* calls of libavformat, before ours */
	for (int call = PROBED; call < 60; call += 7) {
		open_player_with((struct player_options){.decoder = "h264"});
		arm(POINT_DECODE, call, false);
		play("plain.mp4");
		for (int k = 0; k < TICKS; k++) {
			tick();
			assert_int_equal(state_now(), PLAYER_PLAYING);
			assert_shows(k / 2);
		}
		assert_int_equal(problems.count, 1);
		assert_int_equal(problems.item[0].part, PART_VIDEO);
		tear_down(NULL);
	}
}

static void a_decoder_that_gives_up_in_a_loop_is_replaced_where_the_loop_is(void **state)
{
	(void)state;
	enum { PROBED = 3, ROUND = 13 };
	for (int call = PROBED; call < 70; call++) {
		open_player_with((struct player_options){.decoder = "h264"});
		arm(POINT_DECODE, call, false);
		play_clip((struct player_clip){
			.path = clip_path("plain.mp4"), .loop_to_us = at_picture(ROUND)});
		for (int k = 0; k < TICKS; k++) {
			tick();
			assert_int_equal(state_now(), PLAYER_PLAYING);
			assert_shows(k / 2 % ROUND);
		}
		assert_int_equal(problems.count, 1);
		tear_down(NULL);
	}
}

/* ---- the sound device ---- */

/* Turns of the loop, up to so many, until the condition holds; their time is made up. */
static bool until(bool (*holds)(void))
{
	for (int i = 0; i < 3000; i++) {
		player_advance(player, ticks++ * 1000000 / 60);
		if (holds())
			return true;
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	}
	return false;
}

static int last_number;

static bool shows_another(void)
{
	return player_status(player).has_picture && shown_number() != last_number;
}

static bool goes_on(void)
{
	for (int i = 0; i < 5; i++) {
		last_number = player_status(player).has_picture ? shown_number() : -1;
		if (!until(shows_another))
			return false;
	}
	return true;
}

static bool no_sound_is_told(void)
{
	return has_problem("the device has gone");
}

static bool all_is_well(void)
{
	return problems.count == 0;
}

/* Real time, as far as the player is told of it. */
static void a_decoder_that_does_not_come_back_is_noticed(void **state)
{
	(void)state;
	const int64_t second = 1000000;
	struct player *real = player_create(&(struct player_options){.problems = &problems});
	assert_non_null(real);
	assert_false(player_hangs(real, 5 * second));
	assert_false(player_hangs(real, 500 * second));
	atomic_store(&waits, false);
	atomic_store(&stuck, true);
	player_play(real, &(struct player_clip){.path = clip_path("plain.mp4")}, 1);
	while (!atomic_load(&waits))
		usleep(1000);
	assert_false(player_hangs(real, 501 * second));
	assert_false(player_hangs(real, (501 + PLAYER_HUNG_S) * second));
	assert_true(player_hangs(real, (502 + PLAYER_HUNG_S) * second));
	assert_true(player_hangs(real, 1000 * second));
	atomic_store(&stuck, false);
	int64_t us = 1001 * second;
	while (player_hangs(real, us))
		usleep(1000);
	player_destroy(real);
}

static void a_sound_device_may_come_and_go(void **state)
{
	(void)state;
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	problems = (struct problems){0};
	player = player_create(&(struct player_options){.sound = true, .problems = &problems});
	play_clip(
		(struct player_clip){.path = clip_path("plain.mp4"), .loop_to_us = at_picture(40)});
	for (int round = 0; round < 3; round++) {
		assert_true(goes_on());
		unplugged = true;
		assert_true(until(no_sound_is_told));
		assert_true(goes_on());
		assert_int_equal(problems.item[0].part, PART_SOUND);
		unplugged = false;
		assert_true(until(all_is_well));
	}
	assert_true(goes_on());
	tear_down(NULL);
}

/* How loud each side of the next block is at most. */
static void loudest(float most[2])
{
	enum { FRAMES = 1024 };
	float block[2 * FRAMES];
	opened.callback(opened.userdata, (Uint8 *)block, (int)sizeof block);
	most[0] = most[1] = 0;
	for (int i = 0; i < 2 * FRAMES; i++)
		most[i % 2] = SDL_max(most[i % 2], SDL_fabsf(block[i]));
}

static void a_tone_comes_from_the_side_that_was_asked_for_and_ends(void **state)
{
	(void)state;
	static const enum tone_side sides[] = {TONE_LEFT, TONE_RIGHT, TONE_BOTH};
	float most[2];
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	ours = true;
	problems = (struct problems){0};
	player = player_create(&(struct player_options){.sound = true, .problems = &problems});
	player_set_volume(player, 1);
	for (int i = 0; i < 3; i++) {
		int blocks = 0;
		loudest(most);
		assert_true(most[0] == 0 && most[1] == 0);
		player_tone(player, sides[i]);
		for (loudest(most); most[0] > 0 || most[1] > 0; loudest(most)) {
			assert_true((most[0] > 0) == ((sides[i] & TONE_LEFT) != 0));
			assert_true((most[1] > 0) == ((sides[i] & TONE_RIGHT) != 0));
			assert_true(most[0] <= 0.3F && most[1] <= 0.3F);
			blocks++;
		}
		/* A second at 48,000 samples, in blocks of 1,024. */
		assert_int_equal(blocks, 47);
	}
	player_set_volume(player, 0);
	player_tone(player, TONE_BOTH);
	loudest(most);
	assert_true(most[0] == 0 && most[1] == 0);
	ours = false;
	tear_down(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_disk_that_fails_once),
		cmocka_unit_test(a_disk_that_fails_for_good),
		cmocka_unit_test(memory_that_runs_out_once),
		cmocka_unit_test(memory_that_stays_out),
		cmocka_unit_test(a_decoder_that_fails_once),
		cmocka_unit_test(a_decoder_that_fails_for_good),
		cmocka_unit_test(a_decoder_that_cannot_be_had_is_told_once),
		cmocka_unit_test(a_decoder_for_other_clips_is_not_missed),
		cmocka_unit_test(a_decoder_that_gives_up_is_replaced_where_the_clip_is),
		cmocka_unit_test(a_decoder_that_gives_up_in_a_loop_is_replaced_where_the_loop_is),
		cmocka_unit_test(a_decoder_that_does_not_come_back_is_noticed),
		cmocka_unit_test(a_sound_device_may_come_and_go),
		cmocka_unit_test(a_tone_comes_from_the_side_that_was_asked_for_and_ends),
	};
	return cmocka_run_group_tests(tests, make_basic_clips, NULL);
}
