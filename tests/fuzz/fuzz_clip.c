/* Damaged clips through the whole player: whatever is in the file, the player answers, says what
 * has become of it, and plays the next clip. */
#include "fuzz.h"
#include "media/player.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { CLIPS_MAX = 64, SMALL = 300 * 1024, GOOD_EVERY = 50, PLAYERS_EVERY = 200 };

static struct {
	unsigned char *bytes;
	size_t length;
} clips[CLIPS_MAX];
static size_t clips_count;
static struct player *player;
static struct problems problems;
static int64_t ticks;
static char good[600], path[600];

static void tick(const struct fuzz *fuzz, int count)
{
	for (int i = 0; i < count; i++) {
		player_advance(player, ticks++ * 1000000 / 60);
		const struct picture *picture = player_picture(player);
		if (picture && (picture->w < 1 || picture->h < 1 || !picture->plane[0]))
			fuzz_fail(fuzz, "a picture that is none");
	}
	struct player_status status = player_status(player);
	if (status.state == PLAYER_OPENING || status.state == PLAYER_NONE)
		fuzz_fail(fuzz, "no answer");
	if (status.state == PLAYER_FAILED && (!status.fault[0] || problems.count == 0))
		fuzz_fail(fuzz, "a fault without a word");
	if (status.position_us < 0 ||
		(status.duration_us > 0 && status.position_us > status.duration_us))
		fuzz_fail(fuzz, "a position outside the clip");
}

static void new_player(void)
{
	player_destroy(player);
	player = player_create(
		&(struct player_options){.virtual_clock = true, .problems = &problems});
	ticks = 0;
}

static int64_t anywhere(struct fuzz *fuzz)
{
	return (int64_t)fuzz_chance(fuzz, 2500000);
}

static void play_damaged(struct fuzz *fuzz)
{
	int64_t from = fuzz_chance(fuzz, 2) ? 0 : anywhere(fuzz);
	struct player_clip clip = {.path = path, .start_us = from, .loop_from_us = from};
	if (fuzz_chance(fuzz, 2))
		clip.loop_to_us = fuzz_chance(fuzz, 4) ? from + anywhere(fuzz) / 4 : INT64_MAX;
	if (fuzz_chance(fuzz, 2))
		player_set_target(player, 64, 48);
	else
		player_set_target(player, 0, 0);
	player_play(player, &clip, (uint32_t)fuzz->number);
	tick(fuzz, 1 + (int)fuzz_chance(fuzz, 30));
	player_seek(player, anywhere(fuzz));
	tick(fuzz, 1 + (int)fuzz_chance(fuzz, 10));
	if (fuzz_chance(fuzz, 3) == 0)
		player_prepare(player, &(struct player_clip){.path = good});
	tick(fuzz, 1);
}

static void play_good(const struct fuzz *fuzz)
{
	player_play(player, &(struct player_clip){.path = good}, 0);
	tick(fuzz, 3);
	if (player_status(player).state != PLAYER_PLAYING || !player_picture(player))
		fuzz_fail(fuzz, "a sound clip does not play any more");
}

static bool is_clip(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot && strlen(dot) <= 5 && strstr(".mp4.mkv.webm.ts", dot);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every clip of the tests that is not too large to be read quickly. */
static void read_clips(const char *folder)
{
	DIR *entries = opendir(folder);
	char *names[CLIPS_MAX];
	size_t count = 0;
	for (struct dirent *entry; entries && (entry = readdir(entries)) && count < CLIPS_MAX;)
		if (is_clip(entry->d_name))
			names[count++] = strdup(entry->d_name);
	if (entries)
		closedir(entries);
	/* In an order that depends on the names alone, as the cases do. */
	qsort(names, count, sizeof names[0], by_name);
	for (size_t i = 0; i < count; i++) {
		char from[1200];
		snprintf(from, sizeof from, "%s/%s", folder, names[i]);
		size_t length;
		unsigned char *bytes = fuzz_read(from, &length);
		free(names[i]);
		if (length == 0 || length > SMALL) {
			free(bytes);
			continue;
		}
		clips[clips_count].bytes = bytes;
		clips[clips_count++].length = length;
	}
}

int main(int argc, char **argv)
{
	struct fuzz fuzz;
	static unsigned char bytes[FUZZ_MAX];
	fuzz_start(&fuzz, argc, argv);
	char folder[500];
	snprintf(folder, sizeof folder, "%s/clips", fuzz.folder);
	snprintf(path, sizeof path, "%s/case.mp4", fuzz.folder);
	snprintf(good, sizeof good, "%s/plain.mp4", folder);
	read_clips(folder);
	if (clips_count == 0) {
		fprintf(stderr, "fuzz_clip: no clips in %s\n", folder);
		return 2;
	}
	while (fuzz_next(&fuzz)) {
		if (!player || fuzz.number % PLAYERS_EVERY == 0)
			new_player();
		size_t at = fuzz_chance(&fuzz, clips_count);
		memcpy(bytes, clips[at].bytes, clips[at].length);
		fuzz_write(path, bytes, fuzz_mutate(&fuzz, bytes, clips[at].length));
		problems = (struct problems){0};
		play_damaged(&fuzz);
		if (fuzz.number % GOOD_EVERY == 0)
			play_good(&fuzz);
		player_stop(player);
	}
	fuzz_end(&fuzz);
	player_destroy(player);
	for (size_t i = 0; i < clips_count; i++)
		free(clips[i].bytes);
	return 0;
}
