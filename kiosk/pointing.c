/* Fingers, buttons and keys become actions: what is under a touch, what scrolls, what has the
 * focus. */
#include "pointing.h"

#include "screens/screens.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* For so long after Next moved it, the focus decides what Start does, even where Start plays. */
static const int64_t focus_lasts_us = 5000000;

/* Farther than this a finger on the scrolled part scrolls it (u); less is a tap. */
static const float scroll_slop = 1.6f;

/* A finger that leaves the glass faster than this (u a second) flicks: the scrolled part goes on,
 * no faster than the other, and slows down in this time. A finger that rested before it left does
 * not.
 */
static const float flick_least = 25, flick_most = 500, flick_fades_s = 0.35f, flick_ends = 6;
static const int64_t flick_rest_us = 80000;

/* Two taps on a field so soon after each other choose a word. */
static const int64_t twice_us = 400000;

/* A button that is held repeats after this time, so often. */
static const int64_t repeat_after_us = 500000, repeat_every_us = 160000;

static const int64_t second = 1000000;

static bool is_item(const struct item *item, const char *id)
{
	return item && strcmp(item->id, id) == 0;
}

/* A touch on the warning means keep going, wherever it lands, but for "Start over". */
static bool on_start_over(const struct app *app, struct point at)
{
	return is_item(hit_test(app->shown, app->masks, at), "idle.over");
}

static void pointer_down(struct app *app, struct point at)
{
	bool logo = is_item(hit_test(app->shown, app->masks, at), "logo");
	bool swallow = false;
	/* The finger that stops a flick does no more. */
	bool stops = app->speed_us != 0;
	app->speed = 0;
	app->speed_us = 0;
	app->by_button = false;
	app->ring = false;
	app->toast = NULL;
	if (app_current(app) == SCREEN_ATTRACT && !logo) {
		app_wake(app);
		swallow = true;
	} else if (app_top(app) == &overlay_idle && !on_start_over(app, at)) {
		swallow = app_keep_going(app);
	}
	app->touched_us = app->now_us;
	touch_down(&app->touch, app->shown, app->masks, at, app->now_us, swallow || stops);
}

float *app_scroll(struct app *app)
{
	return app->overlays ? &app->overlay_scroll[app->overlays - 1]
			     : &app->nav[app->depth - 1].scroll;
}

void app_reveal(struct app *app, const char *id)
{
	snprintf(app->reveal, sizeof app->reveal, "%s", id);
}

static void scroll_to(struct app *app, float scroll)
{
	float most = app->shown->scroll_max;
	*app_scroll(app) = scroll < 0 ? 0 : scroll > most ? most : scroll;
}

static void scroll_by(struct app *app, float u)
{
	scroll_to(app, *app_scroll(app) + u);
}

/* So that an item stands inside the window of the scrolled part, with room for its focus ring. */
void pointing_reveal(struct app *app, const struct item *item)
{
	const float ring = 1.6f;
	struct rect window = app->shown->scroll_box;
	if (!item || !item->scrolls)
		return;
	float above = window.y + ring - item->box.y;
	float below = item->box.y + item->box.h + ring - (window.y + window.h);
	if (above > 0)
		scroll_by(app, -above);
	else if (below > 0)
		scroll_by(app, below);
}

/* The finger's speed: the last few moves, the newest counts most. */
static void follow_speed(struct app *app, float moved)
{
	int64_t gone = app->now_us - app->drag_us;
	if (gone <= 0)
		return;
	float now = moved * (float)second / (float)gone;
	float newest = gone > flick_rest_us ? 1 : 0.5f;
	app->speed += (now - app->speed) * newest;
	app->drag_us = app->now_us;
}

/* A finger that came down on the scrolled part and moves far enough takes it along and never taps.
 */
static bool drag(struct app *app, struct point at)
{
	struct touch *touch = &app->touch;
	float moved = at.y - touch->start.y;
	bool inside =
		app->shown->scroll_max > 0 && rect_holds(app->shown->scroll_box, touch->start);
	if (!app->dragging && inside && (moved > scroll_slop || moved < -scroll_slop)) {
		app->dragging = true;
		app->drag_y = touch->start.y;
		app->drag_us = touch->since_us;
		app->speed = 0;
		touch->spent = true;
	}
	if (!app->dragging)
		return false;
	scroll_by(app, app->drag_y - at.y);
	follow_speed(app, app->drag_y - at.y);
	app->drag_y = at.y;
	return true;
}

/* The finger has left a part that it was moving. */
static void flick(struct app *app)
{
	bool rested = app->now_us - app->drag_us > flick_rest_us;
	app->dragging = false;
	if (rested || fabsf(app->speed) < flick_least)
		app->speed = 0;
	else
		app->speed = fmaxf(-flick_most, fminf(app->speed, flick_most));
	app->speed_us = app->speed != 0 ? app->now_us : 0;
}

static void flick_goes_on(struct app *app)
{
	if (!app->speed_us)
		return;
	float gone = (float)(app->now_us - app->speed_us) / (float)second;
	float before = *app_scroll(app);
	scroll_by(app, app->speed * flick_fades_s * (1 - expf(-gone / flick_fades_s)));
	app->speed *= expf(-gone / flick_fades_s);
	app->speed_us = app->now_us;
	bool at_end = gone > 0 && *app_scroll(app) == before;
	if (at_end || fabsf(app->speed) < flick_ends) {
		app->speed = 0;
		app->speed_us = 0;
	}
}

void pointing_pointer(struct app *app, const struct event *event)
{
	struct point at = event->pointer.at;
	if (app_top(app)->pointer)
		app_top(app)->pointer(app, event);
	if (event->pointer.phase == POINTER_DOWN) {
		pointer_down(app, at);
		return;
	}
	if (!app->touch.down)
		return;
	app->touched_us = app->now_us;
	app->spoken.asked = event->pointer.phase == POINTER_UP;
	bool dragged = drag(app, at);
	touch_move(&app->touch, app->shown, app->masks, at);
	if (event->pointer.phase == POINTER_MOVE)
		return;
	if (app->dragging)
		flick(app);
	bool spent = app->touch.spent || dragged;
	app->tapped = at;
	struct action action = touch_up(&app->touch, app->shown);
	if (!action.kind && !spent && app_current(app) == SCREEN_ATTRACT)
		action.kind = ACTION_WAKE;
	app_act(app, action);
}

void app_touch_field(struct app *app, const char *id, struct field *field, bool held)
{
	const struct item *item = draw_find(app->shown, id);
	bool again = app->field_us && app->now_us - app->field_us < twice_us &&
		     strcmp(app->field, id) == 0;
	if (!item || app->by_button) {
		field_to_end(field);
		return;
	}
	if (held || again)
		field_choose_word(field, field_byte_at(item, app->tapped));
	else
		field_put_caret(field, field_byte_at(item, app->tapped));
	snprintf(app->field, sizeof app->field, "%s", id);
	app->field_us = held || again ? 0 : app->now_us;
}

/* The item that has the focus: what Next left it on, else where the screen starts it. */
const struct item *pointing_focus(const struct app *app)
{
	const struct item *item = app->focus[0] ? draw_find(app->shown, app->focus) : NULL;
	return item ? item : focus_first(app->shown);
}

static void focus_next(struct app *app)
{
	const struct screen *top = app_top(app);
	if (top->next && top->next(app))
		return;
	const struct item *from = pointing_focus(app);
	const struct item *item = from ? focus_step(app->shown, from->id, 1) : NULL;
	if (!item)
		return;
	snprintf(app->focus, sizeof app->focus, "%s", item->id);
	app->focus_moved_us = app->now_us;
	pointing_reveal(app, item);
}

static bool plays(const struct app *app, const struct screen *screen)
{
	return screen->plays && screen->plays(app);
}

/* Start plays and pauses where a video runs, unless Next has just moved the focus. */
static struct action start_action(const struct app *app)
{
	bool chosen = app->focus[0] && app->now_us - app->focus_moved_us < focus_lasts_us;
	if (plays(app, app_top(app)) && !chosen)
		return (struct action){ACTION_PLAY_PAUSE, 0};
	const struct item *item = pointing_focus(app);
	return item ? item->action : (struct action){0};
}

static void press(struct app *app, enum hw_button button)
{
	switch (button) {
	case BUTTON_START_STOP:
		app_act(app, start_action(app));
		break;
	case BUTTON_NEXT:
		focus_next(app);
		break;
	case BUTTON_BACK:
		app_act(app, (struct action){ACTION_BACK, 0});
		break;
	case BUTTON_HOME:
		app_act(app, (struct action){ACTION_HOME, 0});
		break;
	case BUTTON_VOL_UP:
	case BUTTON_VOL_DOWN:
		app_act(app, (struct action){ACTION_VOLUME, button == BUTTON_VOL_UP ? 1 : -1});
		break;
	default:
		break;
	}
}

static bool repeats(enum hw_button button)
{
	return button == BUTTON_NEXT || button == BUTTON_VOL_UP || button == BUTTON_VOL_DOWN;
}

void pointing_tick(struct app *app)
{
	flick_goes_on(app);
	spoken_tick(app);
	if (app->repeats < 0 || app->now_us < app->repeat_us)
		return;
	if (app->now_us - app->repeats_since_us >= STUCK_S * second) {
		app->repeats = -1;
		return;
	}
	app->repeat_us = app->now_us + repeat_every_us;
	app->touched_us = app->now_us;
	press(app, (enum hw_button)app->repeats);
}

int64_t pointing_due(const struct app *app)
{
	if (app->speed_us)
		return app->now_us;
	int64_t due = app->repeats < 0 ? INT64_MAX : app->repeat_us, spoken = spoken_due(app);
	return due < spoken ? due : spoken;
}

void pointing_button(struct app *app, const struct event *event)
{
	app->repeats = -1;
	if (app_top(app)->button) {
		app_top(app)->button(app, event);
		return;
	}
	spoken_home(app, event->button.button == BUTTON_HOME && event->button.down);
	if (!event->button.down)
		return;
	app->spoken.asked = true;
	app->by_button = true;
	app->touched_us = app->now_us;
	if (app_current(app) == SCREEN_ATTRACT && !app->overlays) {
		app_wake(app);
		app->ring = true;
		return;
	}
	app->ring = true;
	if (app_keep_going(app))
		return;
	if (repeats(event->button.button)) {
		app->repeats = (int)event->button.button;
		app->repeats_since_us = app->now_us;
		app->repeat_us = app->now_us + repeat_after_us;
	}
	press(app, event->button.button);
}

void pointing_key(struct app *app, int key)
{
	bool waits = app_keep_going(app);
	if (!waits && app_top(app)->types)
		app_act(app, (struct action){ACTION_KEY, key});
}

void pointing_text(struct app *app, const char *text)
{
	const char *end = text + strlen(text);
	for (uint32_t code; (code = utf8_next(&text, end));)
		pointing_key(app, (int)code);
}

void app_leds(const struct app *app, bool led[HW_BUTTONS])
{
	if (app_top(app)->button) {
		for (int i = 0; i < HW_BUTTONS; i++)
			led[i] = app->staff.lights;
		return;
	}
	if (app_current(app) == SCREEN_CLOSED) {
		memset(led, 0, HW_BUTTONS * sizeof *led);
		return;
	}
	bool attract = app_current(app) == SCREEN_ATTRACT && !app->overlays;
	const struct item *item = app->shown ? pointing_focus(app) : NULL;
	bool video = plays(app, app_screen(app));
	led[BUTTON_START_STOP] = attract || item || plays(app, app_top(app));
	led[BUTTON_NEXT] =
		attract || app_top(app)->next || (app->shown && focus_count(app->shown) > 1);
	led[BUTTON_BACK] = attract || app->depth > 1 || app->overlays;
	led[BUTTON_HOME] = attract || app_current(app) != SCREEN_HOME || app->overlays;
	led[BUTTON_VOL_UP] = video && app->aids.volume < app->config->volume_max;
	led[BUTTON_VOL_DOWN] = video && app->aids.volume > 0;
}
