/* Arguments, wiring, start and end. The loops are in loop.c. */
#include "kiosk.h"

#include "ahead.h"
#include "base/admin.h"
#include "base/log.h"
#include "checkup.h"
#include "data/backup.h"
#include "data/recovered.h"
#include "data/runs.h"
#include "data/settings.h"
#include "data/zips.h"
#include "media/vtt.h"
#include "renew.h"
#include "media/espeak.h"
#include "signals.h"
#include "sticks.h"

#include <SDL2/SDL.h>
#include <errno.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *system_settings(const struct kiosk *kiosk)
{
	return kiosk->options.config ? kiosk->options.config : "/etc/tuneup/tuneup.yaml";
}

static bool load_settings(struct kiosk *kiosk)
{
	const struct options *options = &kiosk->options;
	char *own = options->state ? mem_printf("%s/settings.yaml", options->state) : NULL;
	const char *const files[] = {system_settings(kiosk), own, NULL};
	bool sound = true;
	kiosk->config = config_load(files, options->config, &sound, &kiosk->problems);
	free(own);
	config_tell(kiosk->config, &kiosk->problems);
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
	/* Without any display SDL may fall back to a driver that shows nothing and runs for ever.
	 */
	const char *driver = SDL_GetCurrentVideoDriver();
	bool shows = strcmp(driver, "dummy") != 0 && strcmp(driver, "offscreen") != 0;
	if (!shows && !getenv("SDL_VIDEODRIVER")) {
		log_error("no display: there is neither X11 nor Wayland nor a console to draw on "
			  "(use --headless WxH)");
		return false;
	}
	bool whole = !options->w;
	SDL_Rect size = {.w = options->w, .h = options->h};
	Uint32 flags = whole ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
	/* Under X11 SDL waits 100 ms for a window manager to make a window full screen: a bare one
	 * of the display's size shows the first screen meanwhile, and is all where none comes. */
	kiosk->fill_later =
		whole && strcmp(driver, "x11") == 0 && SDL_GetDisplayBounds(0, &size) == 0;
	if (kiosk->fill_later)
		flags = SDL_WINDOW_BORDERLESS;
	kiosk->window = SDL_CreateWindow("Tuneup", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
		size.w > 0 ? size.w : 1920, size.h > 0 ? size.h : 1080, flags);
	if (!kiosk->window) {
		log_error("no window: %s", SDL_GetError());
		return false;
	}
	SDL_ShowCursor(whole ? SDL_DISABLE : SDL_ENABLE);
	kiosk->input.keys = options->sim || !whole;
	kiosk->input.turn = kiosk->config->turn;
	input_map(&kiosk->input, kiosk->config->hw.box, &kiosk->problems);
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
	kiosk->renderer =
		renderer_create(kiosk->window, options->w, options->h, kiosk->config->turn,
			options->assets, options->content, kiosk->text, &kiosk->problems);
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

static void open_desk(struct kiosk *kiosk, const char *zips)
{
	const struct desk_places places = {.content = kiosk->options.content_own,
		.keys = kiosk->options.keys,
		.admin = ADMIN_SOCKET,
		.read_captions = vtt_read};
	struct desk *desk = desk_create(kiosk->options.state, zips);
	desk_know(desk, &places);
	if (kiosk->options.machine)
		desk_machine(desk, kiosk->options.machine);
	store_open_desk(
		kiosk->services.store, desk, kiosk_virtual(kiosk) ? NULL : kiosk_wake, kiosk);
}

/* Both are services that the rest can do without; what is wrong with them is a problem. */
static void open_data(struct kiosk *kiosk)
{
	char *zips = mem_printf("%s/us-zips.csv", kiosk->options.assets);
	recovered_tell(kiosk->options.state, &kiosk->problems);
	backup_rescue(kiosk->options.state, &kiosk->problems);
	kiosk->services.directory =
		directory_open(kiosk->options.state, zips, true, &kiosk->problems);
	kiosk->services.place = place_of(kiosk->config, zips);
	kiosk->services.store = store_create(kiosk->options.state, &kiosk->problems);
	if (kiosk->services.store)
		open_desk(kiosk, zips);
	free(zips);
}

static bool open_player(struct kiosk *kiosk)
{
	kiosk->wake_event = SDL_RegisterEvents(1);
	kiosk->services.post = kiosk_answer;
	kiosk->services.post_data = kiosk;
	const struct player_options options = {.virtual_clock = kiosk_virtual(kiosk),
		.sound = !kiosk->options.headless,
		.decoder = strcmp(kiosk->config->decoder, "software") == 0 ? NULL
									   : kiosk->config->decoder,
		.problems = &kiosk->problems,
		.wake = kiosk_virtual(kiosk) ? NULL : kiosk_wake,
		.wake_data = kiosk};
	kiosk->services.player = player_create(&options);
	if (!kiosk->services.player)
		return false;
	const struct voice_options voice = {
		.engine = kiosk->options.headless ? NULL : &voice_espeak,
		.voiceover = player_voiceover(kiosk->services.player),
		.wake = kiosk_wake,
		.wake_data = kiosk};
	kiosk->voice = voice_create(&voice);
	return true;
}

static bool open_station(struct kiosk *kiosk)
{
	const struct station_options options = {.settings = &kiosk->config->hw,
		.sim = kiosk->options.sim || kiosk->options.headless,
		.wake = kiosk_virtual(kiosk) ? NULL : kiosk_wake,
		.data = kiosk,
		.problems = &kiosk->problems,
		.state = kiosk->options.state};
	kiosk->station = station_create(&options);
	kiosk->services.station = kiosk->station;
	if (!kiosk->options.sim && !kiosk_virtual(kiosk))
		kiosk->sticks = sticks_create(ADMIN_SOCKET, kiosk_wake, kiosk);
	return kiosk->station;
}

/* What the command line says goes over the settings. */
static void apply_options(struct kiosk *kiosk)
{
	float diagonal = kiosk->options.diagonal_in;
	if (diagonal > 0)
		kiosk->config->diagonal_in = (double)diagonal;
	const char *wanted = kiosk->options.lang;
	if (wanted)
		kiosk->config->language = wanted;
}

static struct metrics metrics_now(struct kiosk *kiosk)
{
	int w, h;
	renderer_size(kiosk->renderer, &w, &h);
	return metrics_make(w, h, (float)kiosk->config->diagonal_in);
}

/* Staff have changed a setting: all of them are read anew. What needs a new start keeps the old
 * ones, which stay in memory. */
static void settings_changed(void *data)
{
	struct kiosk *kiosk = data;
	struct config *former = kiosk->config;
	load_settings(kiosk);
	kiosk->config->former = former;
	apply_options(kiosk);
	char *zips = mem_printf("%s/us-zips.csv", kiosk->options.assets);
	kiosk->services.place = place_of(kiosk->config, zips);
	free(zips);
	kiosk->app.config = kiosk->config;
	kiosk->hidden_changed = true;
	struct event event = {.kind = EVENT_RESIZE, .now_us = kiosk->app.now_us};
	event.metrics = metrics_now(kiosk);
	/* A resize lets go of the finger, which may be at the next switch already. */
	if (event.metrics.u != kiosk->app.metrics.u || event.metrics.mm != kiosk->app.metrics.mm)
		kiosk_answer(kiosk, &event);
}

/* Where a service manager looks after the kiosk it begins anew, since a turned screen, buttons and
 * a mat are only set up at a start. */
static void all_settings_changed(void *data)
{
	struct kiosk *kiosk = data;
	if (kiosk->notify.asked) {
		log_warning("yesterday's settings are in use again; the kiosk begins anew");
		kiosk->input.quit = true;
		return;
	}
	problems_clear(&kiosk->problems, PART_SETTINGS, config_mistake_title);
	settings_changed(kiosk);
}

/* Scripts have no stick but a folder: there is nothing to be written to its end. */
static void eject(void *data)
{
	struct kiosk *kiosk = data;
	const struct event event = {.kind = EVENT_USB, .now_us = kiosk->app.now_us};
	if (kiosk->sticks)
		sticks_eject(kiosk->sticks);
	else
		kiosk_answer(kiosk, &event);
}

/* The first mistake of a part; NULL: there is none. */
static const struct problem *mistake_in(const struct kiosk *kiosk, enum problem_part part)
{
	for (size_t i = 0; i < kiosk->problems.count; i++)
		if (kiosk->problems.item[i].part == part &&
			kiosk->problems.item[i].level == PROBLEM_ERROR)
			return &kiosk->problems.item[i];
	return NULL;
}

/* A start that did not go as it should is said before customers come. */
static void recover(struct kiosk *kiosk)
{
	struct recovery why = {.kind = RECOVERY_NONE};
	const struct problem *settings = mistake_in(kiosk, PART_SETTINGS), *mistake = settings;
	if (recovered_now(kiosk->options.state, why.detail, sizeof why.detail)) {
		why.kind = RECOVERY_PART;
		mistake = NULL;
	} else if (kiosk->content.whole->routines == 0) {
		why.kind = RECOVERY_CONTENT;
		mistake = mistake_in(kiosk, PART_CONTENT);
	} else if (settings) {
		why.kind = RECOVERY_SETTINGS;
		settings_kept(system_settings(kiosk), kiosk->options.state, &why.kept_s);
	}
	if (mistake) {
		snprintf(why.detail, sizeof why.detail, "%s", mistake->detail);
		why.todo = mistake->todo;
	}
	if (why.kind != RECOVERY_NONE)
		app_recover(&kiosk->app, &why);
}

/* What it asks of the services waits until they are there. */
static void start_app(struct kiosk *kiosk)
{
	apply_options(kiosk);
	int lang = tr_find(kiosk->config->language);
	int64_t now = kiosk_virtual(kiosk) ? 0 : kiosk_now_us();
	kiosk->began_us = now;
	app_init(&kiosk->app, kiosk->content.shown, kiosk->config, &kiosk->problems,
		renderer_masks(kiosk->renderer), metrics_now(kiosk), lang < 0 ? LANG_EN : lang,
		now);
	kiosk->app.whole = kiosk->content.whole;
	recover(kiosk);
	struct event clock = {.kind = EVENT_CLOCK, .now_us = now};
	time_t wall = time(NULL);
	struct tm local;
	localtime_r(&wall, &local);
	clock.wall_s = wall + local.tm_gmtoff;
	app_update(&kiosk->app, &clock);
}

/* A script's runs are none that staff should hear of. */
static bool noted(const struct kiosk *kiosk)
{
	return !kiosk_virtual(kiosk) && !kiosk->fresh_state && kiosk->options.state;
}

static bool open_services(struct kiosk *kiosk)
{
	if (!open_player(kiosk))
		return false;
	open_data(kiosk);
	if (noted(kiosk))
		runs_begin(
			kiosk->options.state, kiosk->options.machine ? kiosk->options.machine : "");
	if (!open_station(kiosk))
		return false;
	kiosk->services.set = settings_changed;
	kiosk->services.set_all = all_settings_changed;
	kiosk->services.health = checkup_take;
	kiosk->services.eject = eject;
	effects_carry_out(&kiosk->app, &kiosk->services);
	kiosk->stale = true;
	return true;
}

/* 0: on; otherwise the exit status. */
static int start(struct kiosk *kiosk)
{
	if (kiosk->options.script) {
		kiosk->script = script_read(kiosk->options.script, stderr);
		if (!kiosk->script)
			return 2;
	}
	if (kiosk->options.touches) {
		kiosk->touches = fopen(kiosk->options.touches, "w");
		if (!kiosk->touches) {
			fprintf(stderr, "tuneup: %s: %s\n", kiosk->options.touches,
				strerror(errno));
			return 2;
		}
	}
	if (!load_languages(kiosk) || !load_settings(kiosk))
		return 2;
	if (!open_state(kiosk))
		return 1;
	renew_begin(kiosk);
	if (!open_screen(kiosk))
		return 1;
	start_app(kiosk);
	/* Whoever waits for it sees it while the rest is on its way. */
	if (!kiosk_virtual(kiosk))
		kiosk_draw_first(kiosk);
	return open_services(kiosk) ? 0 : 1;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	(void)about;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void end(struct kiosk *kiosk, int status)
{
	notify_end(&kiosk->notify);
	if (noted(kiosk))
		runs_end(kiosk->options.state, status ? "exit-code" : "success");
	sticks_destroy(kiosk->sticks);
	station_destroy(kiosk->station);
	voice_destroy(kiosk->voice);
	player_destroy(kiosk->services.player);
	store_destroy(kiosk->services.store);
	directory_close(kiosk->services.directory);
	effects_free(&kiosk->services);
	renderer_destroy(kiosk->renderer);
	if (kiosk->window)
		SDL_DestroyWindow(kiosk->window);
	text_destroy(kiosk->text);
	draw_free(&kiosk->list);
	ahead_free(kiosk->ahead);
	renew_end(kiosk);
	config_destroy(kiosk->config);
	script_destroy(kiosk->script);
	if (kiosk->touches)
		fclose(kiosk->touches);
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
	return stats_write(&kiosk->stats, kiosk->options.stats, kiosk_now_us(), &counts,
		renderer_name(kiosk->renderer));
}

int main(int argc, char **argv)
{
	static struct kiosk kiosk;
	mem_start();
	kiosk.stats.started_us = kiosk_now_us();
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
	/* SDL's handlers give a console its keyboard back after a crash. */
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, kiosk.options.headless ? "1" : "0");
	if (!kiosk_virtual(&kiosk)) {
		signals_hold();
		notify_begin(&kiosk.notify);
	}
	int status = start(&kiosk);
	if (!status) {
		bool fine = kiosk_run(&kiosk);
		status = write_stats(&kiosk) && fine ? 0 : 1;
	}
	end(&kiosk, status);
	return status;
}
