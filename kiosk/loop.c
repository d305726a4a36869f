/* The two loops: real time, and virtual time for scripts. State to picture, events to state. */
#include "kiosk.h"

#include "ahead.h"
#include "base/log.h"
#include "base/resident.h"
#include "checkup.h"
#include "display.h"
#include "renew.h"
#include "signals.h"
#include "sim.h"
#include "sticks.h"

#include <SDL2/SDL.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { FRAMES_PER_S = 60 };

static const int64_t frame_us = 1000000 / FRAMES_PER_S;
static const int64_t start_us = 4 * 1000000; /* after which a start is over */

int64_t kiosk_now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

bool kiosk_virtual(const struct kiosk *kiosk)
{
	return kiosk->options.headless && !kiosk->options.realtime;
}

/* Any thread: the loop has something to look at. */
void kiosk_wake(void *data)
{
	const struct kiosk *kiosk = data;
	SDL_Event event = {.type = kiosk->wake_event};
	SDL_PushEvent(&event);
}

/* The signals' thread: the same as when the window is closed. */
static void quit(void *data)
{
	(void)data;
	SDL_Event event = {.type = SDL_QUIT};
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

/* Each button's light is on while the button does something. */
static void light(struct kiosk *kiosk)
{
	bool led[HW_BUTTONS];
	app_leds(&kiosk->app, led);
	for (int key = 0; key < HW_BUTTONS; key++)
		if (led[key] != kiosk->lit[key])
			hw_led(station_hw(kiosk->station), key,
				led[key] ? HW_LIGHT_ON : HW_LIGHT_OFF);
	memcpy(kiosk->lit, led, sizeof led);
}

/* What the app says goes to the voice. */
static void speak(struct kiosk *kiosk)
{
	const struct speech *speech = &kiosk->app.spoken.speech;
	voice_set_volume(kiosk->voice, app_voice_volume(&kiosk->app));
	if (speech->said == kiosk->said)
		return;
	kiosk->said = speech->said;
	player_find_sound(kiosk->services.player);
	voice_say(kiosk->voice, tr_code(speech->lang), speech->text, speech->polite);
}

/* Builds the list anew, and tells the player in which size its pictures are wanted. */
static void look(struct kiosk *kiosk)
{
	app_view(&kiosk->app, text_measure(kiosk->text), &kiosk->list);
	kiosk->tick_us = app_due(&kiosk->app);
	kiosk->stale = false;
	light(kiosk);
	speak(kiosk);
	station_watch(kiosk->station, app_top(&kiosk->app)->mat);
	const struct draw_cmd *video = video_of(&kiosk->list);
	if (!video)
		return;
	float u = renderer_scales(kiosk->renderer) ? 0 : kiosk->app.metrics.u;
	player_set_target(kiosk->services.player, (int)(video->box.w * u + 0.5f),
		(int)(video->box.h * u + 0.5f));
}

static void draw_with(struct kiosk *kiosk, const struct picture *picture)
{
	renderer_set_picture(kiosk->renderer, picture);
	if (stats_owed(&kiosk->stats))
		renderer_hurry(kiosk->renderer);
	renderer_draw(kiosk->renderer, &kiosk->list, kiosk->app.metrics.u, app_ground(&kiosk->app));
	kiosk->drawn = true;
	kiosk->drawn_hash = draw_hash(&kiosk->list);
	kiosk->drawn_picture = picture ? picture->serial : 0;
	stats_frame(&kiosk->stats, kiosk_now_us());
}

static void draw_now(struct kiosk *kiosk)
{
	draw_with(kiosk, video_of(&kiosk->list) ? player_picture(kiosk->services.player) : NULL);
}

void kiosk_draw_first(struct kiosk *kiosk)
{
	app_view(&kiosk->app, text_measure(kiosk->text), &kiosk->list);
	draw_with(kiosk, NULL);
}

/* Draws unless the same picture is on the glass already. */
static bool draw(struct kiosk *kiosk)
{
	const struct picture *picture =
		video_of(&kiosk->list) ? player_picture(kiosk->services.player) : NULL;
	uint64_t serial = picture ? picture->serial : 0;
	if (kiosk->drawn && !kiosk->input.exposed && serial == kiosk->drawn_picture &&
		draw_hash(&kiosk->list) == kiosk->drawn_hash) {
		stats_skip(&kiosk->stats);
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
void kiosk_answer(void *data, const struct event *event)
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

void kiosk_post(void *data, const struct event *event)
{
	struct kiosk *kiosk = data;
	/* A touch lands on what the state shows now, even when several come in one turn. */
	if (kiosk->stale)
		look(kiosk);
	if (event->kind == EVENT_POINTER || event->kind == EVENT_BUTTON)
		stats_tap(&kiosk->stats, kiosk_now_us());
	if (event->kind == EVENT_CLOCK)
		kiosk->directory_due_us = event->now_us;
	update(kiosk, event);
	tell_player(kiosk, event->now_us);
}

/* Time moves on: the player's picture, then the app's own timers. */
static void advance(struct kiosk *kiosk, int64_t now_us)
{
	player_advance(kiosk->services.player, now_us);
	if (kiosk_virtual(kiosk)) {
		player_settle(kiosk->services.player);
		if (kiosk->services.store)
			store_settle(kiosk->services.store);
	}
	effects_take_answers(&kiosk->services, now_us);
	if (voice_news(kiosk->voice, &kiosk->problems)) {
		struct event event = {.kind = EVENT_VOICE, .now_us = now_us};
		update(kiosk, &event);
	}
	tell_player(kiosk, now_us);
	if (now_us < kiosk->tick_us)
		return;
	struct event tick = {.kind = EVENT_TICK, .now_us = now_us};
	update(kiosk, &tick);
	tell_player(kiosk, now_us);
}

static struct sim *sim_of(struct kiosk *kiosk)
{
	return hw_sim(station_hw(kiosk->station));
}

/* Buttons and mat. Returns whether anything came. */
static bool take_station(struct kiosk *kiosk, int64_t now_us)
{
	struct event event;
	bool any = false;
	while (station_take(kiosk->station, now_us, &event)) {
		kiosk_post(kiosk, &event);
		any = true;
	}
	return any;
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
	kiosk_post(data, event);
	look(data);
}

/* Real sticks, as long as staff are there. */
static void take_sticks(struct kiosk *kiosk, int64_t now_us)
{
	struct event event = {.kind = EVENT_USB, .now_us = now_us};
	sticks_want(kiosk->sticks, kiosk->app.staff.in);
	if (sticks_news(kiosk->sticks, &event.folder))
		kiosk_post(kiosk, &event);
}

/* A folder stands for a stick. */
static const char *stick(struct kiosk *kiosk, const struct script_hand *hand, int64_t now_us)
{
	struct event event = {.kind = EVENT_USB, .now_us = now_us};
	event.folder = hand->down ? hand->path : NULL;
	post_and_look(kiosk, &event);
	return NULL;
}

/* The simulated buttons and mat; what that causes comes in the same frame. */
static const char *hands(void *data, const struct script_hand *hand, int64_t now_us)
{
	struct kiosk *kiosk = data;
	if (hand->kind == SCRIPT_STICK)
		return stick(kiosk, hand, now_us);
	struct sim *sim = sim_of(kiosk);
	const char *wrong = sim ? NULL : "the buttons and the mat are real: use --sim";
	static char why[200];
	struct trace *trace;
	switch (sim ? hand->kind : SCRIPT_NO_HAND) {
	case SCRIPT_PRESS:
		sim_press(sim, (int)hand->button, hand->down, now_us);
		break;
	case SCRIPT_LOAD:
		if (!sim_load(sim, hand->row, hand->column, hand->load))
			wrong = "the mat has no such zone";
		break;
	case SCRIPT_UNLOAD:
		sim_unload(sim);
		break;
	case SCRIPT_PLUG:
		sim_plug(sim, hand->down, now_us);
		break;
	case SCRIPT_TRACE:
		trace = trace_read(hand->path, sim_form(sim).grid, why, sizeof why);
		if (trace)
			sim_play(sim, trace, now_us);
		else
			wrong = why;
		break;
	case SCRIPT_STICK:
	case SCRIPT_NO_HAND:
		break;
	}
	take_station(kiosk, now_us);
	look(kiosk);
	return wrong;
}

static const char *heard(void *data)
{
	struct kiosk *kiosk = data;
	return voice_heard(kiosk->voice);
}

static void forget(void *data)
{
	struct kiosk *kiosk = data;
	voice_forget(kiosk->voice);
}

static enum script_state script_frame(struct kiosk *kiosk, int64_t now_us)
{
	struct script_world world = {.app = &kiosk->app,
		.list = &kiosk->list,
		.post = post_and_look,
		.shot = shot,
		.hands = hands,
		.heard = heard,
		.forget = forget,
		.data = kiosk,
		.touches = kiosk->touches};
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
		renew_directory(kiosk, now);
		checkup_turn(kiosk, now);
		if (renew_content(kiosk))
			look(kiosk);
		sim_advance(sim_of(kiosk), now);
		take_station(kiosk, now);
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
	kiosk_post(kiosk, &event);
}

/* Keys of a window that stand for the simulated mat: 1 to 8 load a zone while they are held, R
 * starts and stops a roller that moves by itself. */
static void mat_key(struct kiosk *kiosk, const SDL_KeyboardEvent *key, int64_t now_us)
{
	struct sim *sim = sim_of(kiosk);
	if (!sim || !kiosk->input.keys || kiosk->input.types || key->repeat)
		return;
	if (key->keysym.sym == SDLK_r && key->type == SDL_KEYDOWN) {
		kiosk->rolls = !kiosk->rolls;
		sim_roll(sim, kiosk->rolls, now_us);
	}
	int zone = (int)(key->keysym.sym - SDLK_1), columns = sim_form(sim).grid.columns;
	if (zone >= 0 && zone < 8)
		sim_load(sim, zone / columns, zone % columns, key->type == SDL_KEYDOWN ? 0.6F : 0);
}

/* Takes in all that has come; returns whether there was anything. */
static bool take_input(struct kiosk *kiosk, int64_t now_us)
{
	bool any = false;
	SDL_Event sdl;
	while (SDL_PollEvent(&sdl)) {
		struct event event;
		any = true;
		kiosk->input.types = app_top(&kiosk->app)->types;
		if (sdl.type == SDL_KEYDOWN || sdl.type == SDL_KEYUP)
			mat_key(kiosk, &sdl.key, now_us);
		if (input_translate(&kiosk->input, &sdl, &kiosk->app.metrics, now_us, &event))
			kiosk_post(kiosk, &event);
	}
	if (kiosk->input.resized)
		resize(kiosk, now_us);
	if (sim_of(kiosk))
		sim_advance(sim_of(kiosk), now_us);
	return take_station(kiosk, now_us) || any;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Sleeps until an event comes or something is due. Returns how long it slept. */
static int64_t rest(struct kiosk *kiosk)
{
	int64_t before = kiosk_now_us();
	int64_t due = least(kiosk->tick_us, player_next_us(kiosk->services.player));
	due = least(due, notify_due_us(&kiosk->notify));
	due = least(due, renew_due_us(kiosk));
	due = least(due, checkup_due_us(kiosk));
	if (sim_of(kiosk))
		due = least(due, sim_due_us(sim_of(kiosk)));
	if (!kiosk->started)
		due = least(due, kiosk->stats.started_us + start_us);
	if (kiosk->script)
		due = least(due, before + frame_us);
	if (due <= before)
		return 0;
	/* Looking ahead takes no longer than that, and what comes meanwhile is seen after it. */
	const int64_t moment = 5000;
	if (due - before > moment && kiosk->drawn && ahead_step(kiosk))
		return 0;
	const int64_t longest = 60 * 1000000;
	int64_t sleep = least(due - before, longest);
	SDL_WaitEventTimeout(NULL, (int)((sleep + 999) / 1000));
	return kiosk_now_us() - before;
}

/* A turn is complete: all that came was dealt with, and what it led to is on the glass. With a
 * decoder that does not come back no clip will ever play again: the watchdog bites, and systemd
 * starts anew. */
static void complete(struct kiosk *kiosk)
{
	int64_t now_us = kiosk_now_us();
	if (!player_hangs(kiosk->services.player, now_us))
		notify_turn(&kiosk->notify, now_us);
	char status[NOTIFY_STATUS];
	snprintf(status, sizeof status, "running, problems: %zu", kiosk->problems.count);
	notify_status(&kiosk->notify, status);
}

/* Somebody, or a time server, has set the clock; or summer time begins. A script sets its own. */
static void watch_clock(struct kiosk *kiosk, int64_t now_us)
{
	const int64_t second = 1000000, slack = 2;
	if (kiosk->script || now_us < kiosk->clock_due_us)
		return;
	kiosk->clock_due_us = now_us + second;
	struct event event = {.kind = EVENT_CLOCK, .now_us = now_us};
	time_t wall = time(NULL);
	struct tm local;
	localtime_r(&wall, &local);
	event.wall_s = wall + local.tm_gmtoff;
	if (llabs(event.wall_s - (kiosk->app.wall_s + now_us / second)) > slack)
		kiosk_post(kiosk, &event);
}

/* Once all that a start needs has been used. */
static void end_start(struct kiosk *kiosk, int64_t now_us)
{
	if (kiosk->started || now_us - kiosk->stats.started_us < start_us)
		return;
	kiosk->started = true;
	resident_let_go();
}

static bool run_realtime(struct kiosk *kiosk)
{
	int64_t slept = 0;
	for (;;) {
		int64_t now = kiosk_now_us();
		watch_clock(kiosk, now);
		take_sticks(kiosk, now);
		renew_directory(kiosk, now);
		checkup_turn(kiosk, now);
		if (renew_content(kiosk))
			look(kiosk);
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
		if (kiosk->fill_later)
			SDL_SetWindowFullscreen(kiosk->window, SDL_WINDOW_FULLSCREEN_DESKTOP);
		kiosk->fill_later = false;
		complete(kiosk);
		end_start(kiosk, now);
		if (kiosk->input.quit)
			return true;
		slept = rest(kiosk);
	}
}

bool kiosk_run(struct kiosk *kiosk)
{
	if (kiosk_virtual(kiosk))
		return run_virtual(kiosk);
	if (!signals_watch(quit, NULL))
		return false;
	bool console = kiosk->window && strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") == 0;
	struct display *display = console ? display_watch(DISPLAYS, quit, NULL) : NULL;
	bool fine = run_realtime(kiosk);
	display_destroy(display);
	signals_end();
	return fine;
}
