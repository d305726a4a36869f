/* The kiosk's player alone, as a counterpart of other players: `play CLIP` decodes in real time and
 * shows nothing, `play --window CLIP` fills the screen with the clip by the kiosk's renderer. Runs
 * until SIGTERM, then writes what the player counted into --stats FILE. --loop: the clip goes
 * round. */
#include "media/player.h"
#include "ui/render_sdl.h"

#include <SDL2/SDL.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct play {
	const char *clip, *stats, *assets;
	bool in_window, loop;
	struct problems problems;
	struct player *player;
	SDL_Window *window;
	struct renderer *renderer;
	struct draw_list list;
	uint64_t drawn;
	SDL_sem *news; /* without a window */
	Uint32 wake_event;
};

static volatile sig_atomic_t ended;

static void end(int signal)
{
	(void)signal;
	ended = 1;
}

static int64_t now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void wake(void *data)
{
	const struct play *play = data;
	SDL_Event event = {.type = play->wake_event};
	if (play->in_window)
		SDL_PushEvent(&event);
	else
		SDL_SemPost(play->news);
}

static bool open_window(struct play *play)
{
	if (SDL_Init(SDL_INIT_VIDEO) != 0)
		return false;
	/* Where nobody manages windows, full screen is the size that was asked for. */
	SDL_Rect screen;
	if (SDL_GetDisplayBounds(0, &screen) != 0)
		return false;
	play->window =
		SDL_CreateWindow("play", 0, 0, screen.w, screen.h, SDL_WINDOW_FULLSCREEN_DESKTOP);
	if (!play->window)
		return false;
	SDL_ShowCursor(SDL_DISABLE);
	play->wake_event = SDL_RegisterEvents(1);
	play->renderer =
		renderer_create(play->window, 0, 0, 0, play->assets, ".", NULL, &play->problems);
	return play->renderer;
}

static bool open_player(struct play *play)
{
	const struct player_options options = {
		.sound = true, .problems = &play->problems, .wake = wake, .wake_data = play};
	play->player = player_create(&options);
	if (!play->player)
		return false;
	const struct player_clip clip = {
		.path = play->clip, .loop_to_us = play->loop ? INT64_MAX / 2 : 0};
	player_play(play->player, &clip, 1);
	return true;
}

/* As the kiosk's loop does it: nothing is drawn twice. */
static void show(struct play *play)
{
	int w, h;
	if (!play->in_window) {
		player_picture(play->player);
		return;
	}
	renderer_size(play->renderer, &w, &h);
	if (!renderer_scales(play->renderer))
		player_set_target(play->player, w, h);
	const struct picture *picture = player_picture(play->player);
	if (!picture || picture->serial == play->drawn)
		return;
	play->drawn = picture->serial;
	draw_begin(&play->list);
	draw_video(&play->list, (struct rect){0, 0, (float)w, (float)h}, 1, NULL);
	renderer_set_picture(play->renderer, picture);
	renderer_draw(play->renderer, &play->list, 1, 0x000000FF);
}

static void rest(struct play *play)
{
	const int64_t longest_us = 1000 * 1000;
	int64_t sleep_us = player_next_us(play->player) - now_us();
	sleep_us = sleep_us > longest_us ? longest_us : sleep_us;
	if (sleep_us <= 0)
		return;
	if (play->in_window)
		SDL_WaitEventTimeout(NULL, (int)((sleep_us + 999) / 1000));
	else
		SDL_SemWaitTimeout(play->news, (Uint32)((sleep_us + 999) / 1000));
}

static void run(struct play *play)
{
	while (!ended) {
		bool changed = player_advance(play->player, now_us());
		SDL_Event event;
		while (play->in_window && SDL_PollEvent(&event))
			ended = ended || event.type == SDL_QUIT;
		if (changed)
			show(play);
		rest(play);
	}
}

static bool write_stats(const struct play *play)
{
	if (!play->stats)
		return true;
	FILE *file = fopen(play->stats, "w");
	if (!file)
		return false;
	struct player_counts counts = player_counts(play->player);
	fprintf(file, "player_shown %llu\nplayer_dropped %llu\nav_offset_ms %.1f\n",
		(unsigned long long)counts.shown, (unsigned long long)counts.dropped,
		counts.av_offset_ms_max);
	return fclose(file) == 0;
}

static bool read_options(struct play *play, int argc, char **argv)
{
	enum { WINDOW = 256, LOOP, STATS, ASSETS };
	static const struct option options[] = {{"window", no_argument, NULL, WINDOW},
		{"loop", no_argument, NULL, LOOP}, {"stats", required_argument, NULL, STATS},
		{"assets", required_argument, NULL, ASSETS}, {0}};
	int option;
	while ((option = getopt_long(argc, argv, "", options, NULL)) >= 0) {
		if (option == WINDOW)
			play->in_window = true;
		else if (option == LOOP)
			play->loop = true;
		else if (option == STATS)
			play->stats = optarg;
		else if (option == ASSETS)
			play->assets = optarg;
		else
			return false;
	}
	play->clip = argv[optind];
	return optind + 1 == argc;
}

int main(int argc, char **argv)
{
	static struct play play = {.assets = "assets"};
	if (!read_options(&play, argc, argv)) {
		fprintf(stderr,
			"Usage: play [--window] [--loop] [--stats FILE] [--assets DIR] CLIP\n");
		return 2;
	}
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	signal(SIGTERM, end);
	signal(SIGINT, end);
	play.news = SDL_CreateSemaphore(0);
	bool fine = (!play.in_window || open_window(&play)) && open_player(&play);
	if (fine) {
		run(&play);
		fine = write_stats(&play);
	} else {
		fprintf(stderr, "play: %s\n", SDL_GetError());
	}
	player_destroy(play.player);
	renderer_destroy(play.renderer);
	draw_free(&play.list);
	SDL_DestroySemaphore(play.news);
	if (play.window)
		SDL_DestroyWindow(play.window);
	SDL_Quit();
	return fine ? 0 : 1;
}
