/* Arguments, wiring, the loop, shutdown. */
#include "app.h"
#include "base/log.h"
#include "data/zips.h"
#include "effects.h"
#include "input.h"
#include "media/vtt.h"
#include "options.h"
#include "script.h"
#include "stats.h"
#include "ui/render_sdl.h"

#include <SDL2/SDL.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { FRAMES_PER_S = 60 };

static const int64_t frame_us = 1000000 / FRAMES_PER_S;

struct kiosk {
	struct options options;
	struct problems problems;
	struct config *config;
	struct catalog *catalog;
	struct text_engine *text;
	SDL_Window *window;
	struct renderer *renderer;
	struct services services;
	struct script *script;
	struct app app;
	struct draw_list list;
	struct input input;
	struct stats stats;
	int64_t tick_us;           /* when the app next wants a TICK */
	struct player_status told; /* what the app knows of the player */
	bool stale;                /* the list is older than the state */
	bool drawn;                /* something is on the glass */
	uint64_t drawn_hash, drawn_picture;
	bool fresh_state; /* the state folder is ours to remove */
	Uint32 wake_event;
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

static int64_t monotonic_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static bool virtual_clock(const struct kiosk *kiosk)
{
	return kiosk->options.headless && !kiosk->options.realtime;
}

/* Any thread: the loop has something to look at. */
static void wake(void *data)
{
	const struct kiosk *kiosk = data;
	SDL_Event event = {.type = kiosk->wake_event};
	SDL_PushEvent(&event);
}

/* --- state to picture --- */

static const struct draw_cmd *video_of(const struct draw_list *list)
{
	for (size_t i = list->cmds; i-- > 0;)
		if (list->cmd[i].kind == DRAW_VIDEO)
			return &list->cmd[i];
	return NULL;
}

/* Builds the list anew, and tells the player in which form its pictures are wanted. */
static void look(struct kiosk *kiosk)
{
	app_view(&kiosk->app, text_measure(kiosk->text), &kiosk->list);
	kiosk->stale = false;
	const struct draw_cmd *video = video_of(&kiosk->list);
	if (!video)
		return;
	float u = kiosk->app.metrics.u;
	player_set_target(kiosk->services.player, renderer_picture_format(kiosk->renderer),
		(int)(video->box.w * u + 0.5f), (int)(video->box.h * u + 0.5f));
}

static void draw_now(struct kiosk *kiosk)
{
	const struct picture *picture =
		video_of(&kiosk->list) ? player_picture(kiosk->services.player) : NULL;
	renderer_set_picture(kiosk->renderer, picture);
	renderer_draw(kiosk->renderer, &kiosk->list, kiosk->app.metrics.u, app_ground(&kiosk->app));
	kiosk->drawn = true;
	kiosk->drawn_hash = draw_hash(&kiosk->list);
	kiosk->drawn_picture = picture ? picture->serial : 0;
	stats_frame(&kiosk->stats, monotonic_us());
}

/* Draws unless the same picture is on the glass already. */
static bool draw(struct kiosk *kiosk)
{
	const struct picture *picture =
		video_of(&kiosk->list) ? player_picture(kiosk->services.player) : NULL;
	uint64_t serial = picture ? picture->serial : 0;
	if (kiosk->drawn && !kiosk->input.exposed && serial == kiosk->drawn_picture &&
		draw_hash(&kiosk->list) == kiosk->drawn_hash) {
		kiosk->stats.frames_skipped++;
		return false;
	}
	kiosk->input.exposed = false;
	draw_now(kiosk);
	return true;
}

/* --- events --- */

static bool same_status(const struct player_status *a, const struct player_status *b)
{
	return a->state == b->state && a->request == b->request &&
	       a->position_us == b->position_us && a->duration_us == b->duration_us &&
	       a->has_picture == b->has_picture;
}

static void update(struct kiosk *kiosk, const struct event *event);

/* A service answers in the turn in which it was asked. */
static void answer(void *data, const struct event *event)
{
	update(data, event);
}

static void update(struct kiosk *kiosk, const struct event *event)
{
	kiosk->tick_us = app_update(&kiosk->app, event);
	effects_carry_out(&kiosk->app, &kiosk->services);
	kiosk->stale = true;
}

/* What an effect changes in the player is known to the app in the same turn. */
static void tell_player(struct kiosk *kiosk, int64_t now_us)
{
	enum { ROUNDS = 4 };
	for (int i = 0; i < ROUNDS; i++) {
		struct event event = {.kind = EVENT_PLAYER, .now_us = now_us};
		event.player = player_status(kiosk->services.player);
		if (same_status(&event.player, &kiosk->told))
			return;
		kiosk->told = event.player;
		update(kiosk, &event);
	}
}

static void post(void *data, const struct event *event)
{
	struct kiosk *kiosk = data;
	/* A touch lands on what the state shows now, even when several come in one turn. */
	if (kiosk->stale)
		look(kiosk);
	if (event->kind == EVENT_POINTER || event->kind == EVENT_BUTTON)
		stats_tap(&kiosk->stats, monotonic_us());
	update(kiosk, event);
	tell_player(kiosk, event->now_us);
}

/* Time moves on: the player's picture, then the app's own timers. */
static void advance(struct kiosk *kiosk, int64_t now_us)
{
	player_advance(kiosk->services.player, now_us);
	if (virtual_clock(kiosk)) {
		player_settle(kiosk->services.player);
		store_settle(kiosk->services.store);
	}
	tell_player(kiosk, now_us);
	if (now_us < kiosk->tick_us)
		return;
	struct event tick = {.kind = EVENT_TICK, .now_us = now_us};
	update(kiosk, &tick);
	tell_player(kiosk, now_us);
}

/* --- the script --- */

static bool shot(void *data, const char *name)
{
	struct kiosk *kiosk = data;
	if (kiosk->stale)
		look(kiosk);
	draw_now(kiosk);
	if (mkdir(kiosk->options.shots, 0777) != 0 && errno != EEXIST) {
		log_error("%s: cannot be made: %s", kiosk->options.shots, strerror(errno));
		return false;
	}
	char *path = mem_printf("%s/%s.png", kiosk->options.shots, name);
	bool saved = renderer_save(kiosk->renderer, path);
	if (!saved)
		log_error("%s: the picture cannot be written", path);
	free(path);
	return saved;
}

/* The next command of the same frame sees what this event has changed. */
static void post_and_look(void *data, const struct event *event)
{
	post(data, event);
	look(data);
}

static enum script_state script_frame(struct kiosk *kiosk, int64_t now_us)
{
	struct script_world world = {.app = &kiosk->app,
		.list = &kiosk->list,
		.post = post_and_look,
		.shot = shot,
		.data = kiosk};
	if (kiosk->stale)
		look(kiosk);
	return script_step(kiosk->script, &world, now_us);
}

/* --- loops --- */

/* Time is what the script makes of it: a frame at a time, when every service is settled. */
static bool run_virtual(struct kiosk *kiosk)
{
	for (int64_t frame = 0;; frame++) {
		int64_t now = frame * 1000000 / FRAMES_PER_S;
		advance(kiosk, now);
		look(kiosk);
		if (kiosk->options.stats || !frame)
			draw(kiosk);
		if (!kiosk->script)
			return true;
		enum script_state state = script_frame(kiosk, now);
		if (state != SCRIPT_RUNNING)
			return state == SCRIPT_DONE;
	}
}

static void resize(struct kiosk *kiosk, int64_t now_us)
{
	struct event event = {.kind = EVENT_RESIZE, .now_us = now_us};
	int w, h;
	renderer_size(kiosk->renderer, &w, &h);
	event.metrics = metrics_make(w, h, (float)kiosk->config->diagonal_in);
	kiosk->input.resized = false;
	kiosk->drawn = false;
	post(kiosk, &event);
}

/* Takes in all that has come; returns whether there was anything. */
static bool take_input(struct kiosk *kiosk, int64_t now_us)
{
	bool any = false;
	SDL_Event sdl;
	while (SDL_PollEvent(&sdl)) {
		struct event event;
		any = true;
		if (input_translate(&kiosk->input, &sdl, &kiosk->app.metrics, now_us, &event))
			post(kiosk, &event);
	}
	if (kiosk->input.resized)
		resize(kiosk, now_us);
	return any;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Sleeps until an event comes or something is due. Returns how long it slept. */
static int64_t rest(struct kiosk *kiosk)
{
	int64_t before = monotonic_us();
	int64_t due = least(kiosk->tick_us, player_next_us(kiosk->services.player));
	if (kiosk->script)
		due = least(due, before + frame_us);
	if (due <= before)
		return 0;
	const int64_t longest = 60 * 1000000;
	int64_t sleep = least(due - before, longest);
	SDL_WaitEventTimeout(NULL, (int)((sleep + 999) / 1000));
	return monotonic_us() - before;
}

static bool run_realtime(struct kiosk *kiosk)
{
	int64_t slept = 0;
	for (;;) {
		int64_t now = monotonic_us();
		advance(kiosk, now);
		bool any = take_input(kiosk, now);
		if (kiosk->script && kiosk->drawn) {
			enum script_state state = script_frame(kiosk, now);
			if (state != SCRIPT_RUNNING)
				return state == SCRIPT_DONE;
		}
		if (kiosk->stale)
			look(kiosk);
		bool drawn = draw(kiosk);
		if (!any && !drawn && slept) {
			kiosk->stats.idle_wakeups++;
			kiosk->stats.idle_us += slept;
		}
		if (kiosk->input.quit || stop)
			return true;
		slept = rest(kiosk);
	}
}

/* --- start and end --- */

static bool load_settings(struct kiosk *kiosk)
{
	const struct options *options = &kiosk->options;
	char *own = options->state ? mem_printf("%s/settings.yaml", options->state) : NULL;
	const char *system = options->config ? options->config : "/etc/tuneup/tuneup.yaml";
	const char *const files[] = {system, own, NULL};
	bool sound = true;
	kiosk->config = config_load(files, options->config, &sound, &kiosk->problems);
	free(own);
	/* Settings that somebody names must be right; those of the appliance must not keep it down.
	 */
	return sound || !options->config;
}

static bool load_languages(struct kiosk *kiosk)
{
	char *assets = mem_printf("%s/locale", kiosk->options.assets);
	const char *const folders[] = {assets, kiosk->options.locale, NULL};
	tr_load(folders, &kiosk->problems);
	free(assets);
	const char *wanted = kiosk->options.lang;
	if (!wanted || tr_find(wanted) >= 0)
		return true;
	fprintf(stderr, "tuneup: --lang %s: there is no such language\n", wanted);
	return false;
}

static bool open_state(struct kiosk *kiosk)
{
	if (kiosk->options.state)
		return true;
	const char *tmp = getenv("TMPDIR");
	char *folder = mem_printf("%s/tuneup-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(folder)) {
		log_error("%s: no folder for the state: %s", folder, strerror(errno));
		free(folder);
		return false;
	}
	kiosk->options.state = folder;
	kiosk->fresh_state = true;
	return true;
}

static bool open_window(struct kiosk *kiosk)
{
	const struct options *options = &kiosk->options;
	if (options->headless)
		return SDL_Init(SDL_INIT_EVENTS) == 0;
	if (SDL_Init(SDL_INIT_VIDEO) != 0) {
		log_error("no display: %s (run it on a console or under X11 or Wayland, with the "
			  "user "
			  "in the groups video, render and input; or use --headless WxH)",
			SDL_GetError());
		return false;
	}
	bool whole = !options->w;
	Uint32 flags = whole ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
	kiosk->window = SDL_CreateWindow("Tuneup", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
		whole ? 1920 : options->w, whole ? 1080 : options->h, flags);
	if (!kiosk->window) {
		log_error("no window: %s", SDL_GetError());
		return false;
	}
	SDL_ShowCursor(whole ? SDL_DISABLE : SDL_ENABLE);
	kiosk->input.keys = options->sim || !whole;
	return true;
}

static bool open_screen(struct kiosk *kiosk)
{
	const struct options *options = &kiosk->options;
	char *fonts = mem_printf("%s/fonts", options->assets);
	kiosk->text = text_create(fonts, &kiosk->problems);
	if (!kiosk->text)
		log_error("%s: no font can be opened, so nothing can be shown (is --assets right?)",
			fonts);
	free(fonts);
	if (!kiosk->text || !open_window(kiosk))
		return false;
	kiosk->renderer = renderer_create(kiosk->window, options->w, options->h, options->assets,
		options->content, kiosk->text, &kiosk->problems);
	return kiosk->renderer;
}

/* The store's own coordinates, else the centroid of its ZIP code. */
static struct directory_place place_of(const struct config *config, const char *zips_path)
{
	struct directory_place place = {
		.latitude = config->latitude, .longitude = config->longitude};
	place.known = config->latitude != 0 || config->longitude != 0;
	if (place.known || !config->zip[0])
		return place;
	struct zips *zips = zips_create(zips_path);
	place.known = zips_find(zips, config->zip, &place.latitude, &place.longitude);
	zips_destroy(zips);
	return place;
}

/* Both are services that the rest can do without; what is wrong with them is a problem. */
static void open_data(struct kiosk *kiosk)
{
	char *zips = mem_printf("%s/us-zips.csv", kiosk->options.assets);
	kiosk->services.directory =
		directory_open(kiosk->options.state, zips, true, &kiosk->problems);
	kiosk->services.place = place_of(kiosk->config, zips);
	kiosk->services.store = store_create(kiosk->options.state, &kiosk->problems);
	free(zips);
}

static bool open_player(struct kiosk *kiosk)
{
	kiosk->wake_event = SDL_RegisterEvents(1);
	kiosk->services.post = answer;
	kiosk->services.post_data = kiosk;
	const struct player_options options = {.virtual_clock = virtual_clock(kiosk),
		.sound = !kiosk->options.headless,
		.problems = &kiosk->problems,
		.wake = virtual_clock(kiosk) ? NULL : wake,
		.wake_data = kiosk};
	kiosk->services.player = player_create(&options);
	return kiosk->services.player;
}

static void start_app(struct kiosk *kiosk)
{
	int w, h;
	renderer_size(kiosk->renderer, &w, &h);
	float diagonal = kiosk->options.diagonal_in;
	if (diagonal > 0)
		kiosk->config->diagonal_in = (double)diagonal;
	const char *wanted = kiosk->options.lang;
	if (wanted)
		kiosk->config->language = wanted;
	int lang = tr_find(kiosk->config->language);
	int64_t now = virtual_clock(kiosk) ? 0 : monotonic_us();
	app_init(&kiosk->app, kiosk->catalog, kiosk->config, &kiosk->problems,
		renderer_masks(kiosk->renderer),
		metrics_make(w, h, (float)kiosk->config->diagonal_in), lang < 0 ? LANG_EN : lang,
		now);
	effects_carry_out(&kiosk->app, &kiosk->services);
	struct event clock = {.kind = EVENT_CLOCK, .now_us = now};
	time_t wall = time(NULL);
	struct tm local;
	localtime_r(&wall, &local);
	clock.wall_s = wall + local.tm_gmtoff;
	update(kiosk, &clock);
	tell_player(kiosk, now);
}

/* 0: on; otherwise the exit status. */
static int start(struct kiosk *kiosk)
{
	if (kiosk->options.script) {
		kiosk->script = script_read(kiosk->options.script, stderr);
		if (!kiosk->script)
			return 2;
	}
	if (!load_languages(kiosk) || !load_settings(kiosk))
		return 2;
	if (!open_state(kiosk))
		return 1;
	kiosk->catalog = catalog_load(kiosk->options.content, vtt_read, &kiosk->problems);
	if (!open_screen(kiosk) || !open_player(kiosk))
		return 1;
	open_data(kiosk);
	start_app(kiosk);
	return 0;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	(void)about;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void end(struct kiosk *kiosk)
{
	player_destroy(kiosk->services.player);
	store_destroy(kiosk->services.store);
	directory_close(kiosk->services.directory);
	effects_free(&kiosk->services);
	renderer_destroy(kiosk->renderer);
	if (kiosk->window)
		SDL_DestroyWindow(kiosk->window);
	text_destroy(kiosk->text);
	draw_free(&kiosk->list);
	catalog_destroy(kiosk->catalog);
	config_destroy(kiosk->config);
	script_destroy(kiosk->script);
	tr_unload();
	const int open_folders = 8;
	if (kiosk->fresh_state &&
		nftw(kiosk->options.state, remove_one, open_folders, FTW_DEPTH | FTW_PHYS) != 0)
		log_warning("%s: could not be removed: %s", kiosk->options.state, strerror(errno));
	options_free(&kiosk->options);
	SDL_Quit();
}

static bool write_stats(struct kiosk *kiosk)
{
	if (!kiosk->options.stats)
		return true;
	struct player_counts counts = player_counts(kiosk->services.player);
	return stats_write(
		&kiosk->stats, kiosk->options.stats, &counts, renderer_name(kiosk->renderer));
}

int main(int argc, char **argv)
{
	static struct kiosk kiosk;
	kiosk.stats.started_us = monotonic_us();
	switch (options_read(&kiosk.options, argc, argv)) {
	case OPTIONS_EXIT:
		options_free(&kiosk.options);
		return 0;
	case OPTIONS_BAD:
		options_free(&kiosk.options);
		return 2;
	case OPTIONS_RUN:
		break;
	}
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, kiosk.options.headless ? "1" : "0");
	if (kiosk.options.headless && kiosk.options.realtime) {
		signal(SIGINT, on_signal);
		signal(SIGTERM, on_signal);
	}
	int status = start(&kiosk);
	if (!status) {
		bool fine = virtual_clock(&kiosk) ? run_virtual(&kiosk) : run_realtime(&kiosk);
		status = write_stats(&kiosk) && fine ? 0 : 1;
	}
	end(&kiosk);
	return status;
}
