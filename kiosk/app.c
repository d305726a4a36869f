#include "app.h"

#include "pointing.h"
#include "presence.h"
#include "screens/screens.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const int64_t second = 1000000;
static const int64_t toast_us = 4000000;

static_assert((int)HW_BUTTONS == (int)HW_KEYS, "a button for each key, in the same order");

static void leave(struct app *app)
{
	const struct screen *screen = app_screen(app);
	if (screen->leave)
		screen->leave(app);
	for (int i = app->overlays; i-- > 0;)
		if (app_overlay(app, i)->leave)
			app_overlay(app, i)->leave(app);
	app->overlays = 0;
	app->reveal[0] = '\0';
}

/* The screen under the finger and the focus has changed: neither means anything any more. */
static void forget_pointing(struct app *app)
{
	app->spoken.came++;
	app->focus[0] = '\0';
	app->touch.spent = true;
	app->dragging = false;
	app->speed = 0;
	app->speed_us = 0;
}

static void enter(struct app *app, enum app_slide slide)
{
	app->slide = slide;
	app->slide_us = app->now_us;
	struct place place = app->nav[app->depth - 1];
	app->toast = NULL;
	forget_pointing(app);
	if (!app_rests(app) && !app_screen_of(place.screen)->staff)
		app_log(app, USAGE_SCREEN, app_screen_of(place.screen)->name, 0);
	if (app_screen_of(place.screen)->enter)
		app_screen_of(place.screen)->enter(app, place.arg);
}

void app_go(struct app *app, enum screen_id screen, int arg)
{
	leave(app);
	if (app->depth == NAV_MAX) {
		memmove(&app->nav[1], &app->nav[2], (NAV_MAX - 2) * sizeof app->nav[0]);
		app->depth--;
	}
	app->nav[app->depth++] = (struct place){screen, arg, 0};
	enter(app, SLIDE_FORWARD);
}

void app_replace(struct app *app, enum screen_id screen, int arg)
{
	leave(app);
	app->nav[app->depth - 1] = (struct place){screen, arg, 0};
	enter(app, SLIDE_FORWARD);
}

void app_home(struct app *app)
{
	bool down = app_current(app) == SCREEN_ATTRACT;
	leave(app);
	app->nav[0] = (struct place){SCREEN_HOME, 0, 0};
	app->depth = 1;
	enter(app, down ? SLIDE_FORWARD : SLIDE_BACK);
}

void app_restart(struct app *app, enum screen_id screen)
{
	leave(app);
	app->nav[0] = (struct place){screen, 0, 0};
	app->depth = 1;
	enter(app, SLIDE_FORWARD);
}

/* Out of the staff's part, or to the first screen of the customers'. */
static void home(struct app *app)
{
	if (app->staff.in)
		staff_leave(app, "home");
	else
		app_home(app);
}

void app_open(struct app *app, enum screen_id overlay)
{
	if (app->overlays == (int)(sizeof app->overlay / sizeof app->overlay[0]))
		return;
	app->overlay_scroll[app->overlays] = 0;
	app->overlay[app->overlays++] = overlay;
	app->opened_us = app->now_us;
	forget_pointing(app);
	if (app_screen_of(overlay)->enter)
		app_screen_of(overlay)->enter(app, 0);
}

void app_close(struct app *app)
{
	const struct screen *top = app_top(app);
	if (app->overlays) {
		app->overlays--;
		if (top->leave)
			top->leave(app);
	}
	forget_pointing(app);
}

void app_confirm(struct app *app, const struct confirm *confirm)
{
	app->confirm = *confirm;
	app_open(app, OVERLAY_CONFIRM);
}

struct effect *app_effect(struct app *app, enum effect_kind kind)
{
	/* More than a turn can ask for means a loop in a screen; the last slot is used again. */
	if (app->effects < EFFECTS_MAX)
		app->effects++;
	struct effect *effect = &app->effect[app->effects - 1];
	*effect = (struct effect){.kind = kind};
	return effect;
}

uint32_t app_play(struct app *app, const char *path, int64_t at_us, int64_t loop_from_us,
	int64_t loop_to_us, bool muted)
{
	struct effect *effect = app_effect(app, EFFECT_PLAY);
	effect->request = ++app->requests;
	effect->path = path;
	effect->position_us = at_us;
	effect->loop_from_us = loop_from_us;
	effect->loop_to_us = loop_to_us;
	effect->muted = muted;
	return effect->request;
}

void app_prepare(
	struct app *app, const char *path, int64_t at_us, int64_t loop_from_us, int64_t loop_to_us)
{
	struct effect *effect = app_effect(app, EFFECT_PREPARE);
	effect->path = path;
	effect->position_us = at_us;
	effect->loop_from_us = loop_from_us;
	effect->loop_to_us = loop_to_us;
}

float app_voice_volume(const struct app *app)
{
	int steps = app->aids.volume < app->config->volume_max ? app->aids.volume
							       : app->config->volume_max;
	return (float)steps / VOLUME_STEPS;
}

float app_volume(const struct app *app)
{
	return app->aids.muted ? 0 : app_voice_volume(app);
}

day_t app_today(const struct app *app)
{
	return license_today(date_of_wall(app->wall_s + app->now_us / second), app->known);
}

void app_log(struct app *app, enum usage_kind kind, const char *name, int64_t value)
{
	/* What is out of order has no visits; the last one may still end. */
	if (app->config->closed && kind != USAGE_END)
		return;
	struct usage_event *usage = &app_effect(app, EFFECT_LOG)->usage;
	int64_t wall_s = app->wall_s + app->now_us / second;
	usage->kind = kind;
	usage->value = value;
	usage->now_us = app->now_us;
	usage->wall_s = wall_s;
	usage->unsure = app->clock_unsure || date_of_wall(wall_s) < app->known;
	usage->by_button = app->by_button;
	snprintf(usage->name, sizeof usage->name, "%s", name ? name : "");
}

void app_volume_changed(struct app *app)
{
	app_effect(app, EFFECT_VOLUME)->volume = app_volume(app);
}

void app_toast(struct app *app, const char *msgid, int number)
{
	app->toast = msgid;
	app->toast_number = number;
	app->toast_until_us = app->now_us + toast_us;
}

/* What a visitor finds, and leaves behind. */
/* Indices of what was there before mean nothing any more. */
static void fresh_content(struct app *app)
{
	app->areas = (struct areas_state){.chosen = areas_default(app->catalog)};
	app->plan = (struct plan_state){.program = -1};
	app->routine = (struct routine_state){0};
	app->program = (struct program_state){0};
}

static void fresh_visit(struct app *app, int lang)
{
	if (app->aids.speech)
		spoken_off(app, "");
	app->lang = lang;
	app->aids = (struct aids){.captions = true, .volume = app->config->volume_start};
	app->safety_ok = app->roller_safety_ok = false;
	app->ring = false;
	app->repeats = -1; /* a button that is still held is nobody's */
	app->toast = NULL;
	fresh_content(app);
	app->therapists = (struct therapists_state){.within = WITHIN_START};
	app->search = (struct search_state){0};
	app->roller = (struct roller_state){.area = AREA_CALVES, .comfort = -1};
	app->touched_us = app->now_us;
}

static int start_lang(const struct config *config)
{
	int lang = tr_find(config->language);
	return lang < 0 ? LANG_EN : lang;
}

static void back(struct app *app)
{
	if (app->depth < 2) {
		home(app);
		return;
	}
	leave(app);
	app->depth--;
	/* From the staff's screens: they leave nothing behind for the next visitor either. */
	if (app_rests(app)) {
		fresh_visit(app, start_lang(app->config));
		app_volume_changed(app);
	}
	enter(app, SLIDE_BACK);
}

static enum screen_id resting_screen(const struct app *app)
{
	return app->config->closed ? SCREEN_CLOSED : SCREEN_ATTRACT;
}

/* Staff have put up the card, or taken it away, and what is on show is not for that. */
static bool is_out_of_place(const struct app *app)
{
	enum screen_id screen = app_current(app);
	if (!app->config->closed || screen == SCREEN_CLOSED)
		return !app->config->closed && screen == SCREEN_CLOSED;
	return screen != SCREEN_PIN && !app_screen(app)->staff;
}

void app_reset(struct app *app, const char *why)
{
	leave(app);
	app_log(app, USAGE_END, why, 0);
	fresh_visit(app, start_lang(app->config));
	app_volume_changed(app);
	app->nav[0] = (struct place){resting_screen(app), 0, 0};
	app->depth = 1;
	enter(app, SLIDE_NONE);
}

bool app_rests(const struct app *app)
{
	enum screen_id screen = app_current(app);
	return (screen == SCREEN_ATTRACT || screen == SCREEN_CLOSED) && app->overlays == 0;
}

void app_recover(struct app *app, const struct recovery *why)
{
	app->recovery = *why;
	app_restart(app, SCREEN_RECOVERY);
	app->slide = SLIDE_NONE;
}

bool app_renewable(const struct app *app)
{
	return app_rests(app) || app->staff.in;
}

void app_renew(struct app *app, const struct catalog *whole, const struct catalog *catalog)
{
	bool rests = app_rests(app);
	if (rests)
		leave(app);
	app->catalog = catalog;
	app->whole = whole;
	fresh_content(app);
	if (!rests)
		return;
	fresh_visit(app, app->lang);
	enter(app, SLIDE_NONE);
}

void app_init(struct app *app, const struct catalog *catalog, const struct config *config,
	const struct problems *problems, const struct mask_source *masks, struct metrics metrics,
	int lang, int64_t now_us)
{
	*app = (struct app){.catalog = catalog,
		.whole = catalog,
		.config = config,
		.problems = problems,
		.masks = masks,
		.metrics = metrics,
		.now_us = now_us,
		.depth = 1,
		.repeats = -1};
	app->nav[0].screen = resting_screen(app);
	fresh_visit(app, lang);
	app_volume_changed(app);
	enter(app, SLIDE_NONE);
}

void app_wake(struct app *app)
{
	app_log(app, USAGE_VISIT, app->by_button ? "button" : "touch", 0);
	app_log(app, USAGE_LANGUAGE, tr_code(app->lang), 0);
	app_home(app);
	app->touched_us = app->now_us;
}

static void change_volume(struct app *app, int by)
{
	int volume = app->aids.volume + by;
	int most = app->config->volume_max;
	app->aids.volume = volume < 0 ? 0 : volume > most ? most : volume;
	app->aids.muted = false;
	app_volume_changed(app);
	app_toast(app, N_("Volume {}"), app->aids.volume);
}

/* Actions that mean the same on every screen. */
static void common_action(struct app *app, struct action action)
{
	switch ((enum action_kind)action.kind) {
	case ACTION_WAKE:
		app_wake(app);
		break;
	case ACTION_GO:
		app_go(app, (enum screen_id)action.arg, 0);
		break;
	case ACTION_BACK:
		if (app->overlays)
			app_close(app);
		else
			back(app);
		break;
	case ACTION_HOME:
	case ACTION_STAFF_LEAVE:
		home(app);
		break;
	case ACTION_LANG:
		app->lang = (app->lang + 1) % tr_count();
		app_log(app, USAGE_LANGUAGE, tr_code(app->lang), 0);
		break;
	case ACTION_OPEN:
		app_open(app, (enum screen_id)action.arg);
		break;
	case ACTION_CLOSE:
		app_close(app);
		break;
	case ACTION_ROUTINES:
		app_go(app, app->safety_ok ? SCREEN_AREAS : SCREEN_SAFETY, SCREEN_AREAS);
		break;
	case ACTION_ROLLER:
		app_go(app, app->roller_safety_ok ? SCREEN_ROLLER : SCREEN_SAFETY, SCREEN_ROLLER);
		break;
	case ACTION_MUTE:
		app->aids.muted = !app->aids.muted;
		app_volume_changed(app);
		break;
	case ACTION_CAPTIONS:
		app->aids.captions = !app->aids.captions;
		app_log(app, USAGE_AID, "captions", app->aids.captions);
		break;
	case ACTION_VOLUME:
		change_volume(app, action.arg);
		break;
	case ACTION_SPEECH:
		spoken_toggle(app);
		break;
	case ACTION_SIGN:
		app->staff.signing = action.arg;
		app_open(app, OVERLAY_SIGN);
		break;
	case ACTION_ENTRY:
		app->staff.entry.purpose = (enum entry_purpose)action.arg;
		app_open(app, OVERLAY_ENTRY);
		break;
	case ACTION_START_OVER:
		app_reset(app, "over");
		break;
	default:
		break;
	}
}

void app_act(struct app *app, struct action action)
{
	if (action.kind == ACTION_NONE)
		return;
	const struct screen *top = app_top(app);
	struct event event = {.kind = EVENT_ACTION, .now_us = app->now_us, .action = action};
	if (!top->update || !top->update(app, &event))
		common_action(app, action);
}

bool app_keep_going(struct app *app)
{
	app->touched_us = app->now_us;
	if (app_top_id(app) != OVERLAY_IDLE)
		return false;
	app_close(app);
	return true;
}

/* The screen on show, and what lies over it. */
static void tell_screen(struct app *app, const struct event *event)
{
	const struct screen *screen = app_screen(app), *top = app_top(app);
	if (screen->update)
		screen->update(app, event);
	if (top != screen && top->update)
		top->update(app, event);
}

static void tick(struct app *app, const struct event *event)
{
	if (app->toast && app->now_us >= app->toast_until_us)
		app->toast = NULL;
	if (app->shown) {
		app->tapped = app->touch.at;
		app_act(app, touch_tick(&app->touch, app->shown, app->now_us));
	}
	pointing_tick(app);
	tell_screen(app, event);
	presence_tick(app);
}

/* Somebody steps on the mat: in attract that wakes, and the roller station is what they came for.
 */
static void mat_changed(struct app *app, const struct event *event)
{
	bool arrives = event->sample->present && !app->sample.present;
	app->sample = *event->sample;
	if (arrives && app_current(app) == SCREEN_ATTRACT && !app->overlays) {
		app->by_button = app->ring = false;
		app_wake(app);
		if (roller_open(app))
			app_go(app, SCREEN_ROLLER, 0);
	} else if (arrives) {
		app_keep_going(app);
	}
	tell_screen(app, event);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t app_due(const struct app *app)
{
	int64_t due = INT64_MAX;
	const struct screen *screen = app_screen(app), *top = app_top(app);
	if (screen->due)
		due = screen->due(app);
	if (top != screen && top->due)
		due = earlier(due, top->due(app));
	if (app->toast)
		due = earlier(due, app->toast_until_us);
	if (app->shown)
		due = earlier(due, touch_due(&app->touch, app->shown));
	due = earlier(due, pointing_due(app));
	if (app_moves(app))
		due = app->now_us;
	return earlier(due, presence_due(app));
}

static void take(struct app *app, const struct event *event)
{
	switch (event->kind) {
	case EVENT_TICK:
		tick(app, event);
		break;
	case EVENT_POINTER:
		pointing_pointer(app, event);
		break;
	case EVENT_BUTTON:
		pointing_button(app, event);
		break;
	case EVENT_ACTION:
		app_act(app, event->action);
		break;
	case EVENT_PLAYER:
		app->player = event->player;
		tell_screen(app, event);
		break;
	case EVENT_MAT:
		mat_changed(app, event);
		break;
	case EVENT_HW:
		app->mat = event->mat;
		break;
	case EVENT_CALIBRATE:
		app->calibrate = *event->calibrate;
		tell_screen(app, event);
		break;
	case EVENT_RESIZE:
		app->metrics = event->metrics;
		touch_cancel(&app->touch);
		tell_screen(app, event);
		break;
	case EVENT_STORE:
		tell_screen(app, event);
		break;
	case EVENT_DIRECTORY:
		app->known = event->known;
		tell_screen(app, event);
		break;
	case EVENT_TEXT:
		pointing_text(app, event->text);
		break;
	case EVENT_KEY:
		pointing_key(app, event->key);
		break;
	case EVENT_DESK:
	case EVENT_PROGRESS:
	case EVENT_USB:
		staff_event(app, event);
		tell_screen(app, event);
		break;
	case EVENT_VOICE:
		spoken_gone(app);
		break;
	case EVENT_REVEAL:
		pointing_reveal(app, draw_find(app->shown, event->id));
		break;
	case EVENT_CLOCK:
		app->wall_s = event->wall_s - app->now_us / second;
		break;
	}
}

int64_t app_update(struct app *app, const struct event *event)
{
	app->now_us = event->now_us;
	/* Who watched a video until now was there until now, whatever ends it. */
	if (presence_felt(app))
		app->touched_us = app->now_us;
	take(app, event);
	if (is_out_of_place(app))
		app_reset(app, "over");
	return app_due(app);
}
