/* Fingers and buttons become actions: what is under a touch, what scrolls, what has the focus. */
#include "pointing.h"

#include "screens/screens.h"

#include <stdio.h>
#include <string.h>

/* For so long after Next moved it, the focus decides what Start does, even where Start plays. */
static const int64_t focus_lasts_us = 5000000;

/* Farther than this a finger on the scrolled part scrolls it (u); less is a tap. */
static const float scroll_slop = 1.6f;

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
	touch_down(&app->touch, app->shown, app->masks, at, app->now_us, swallow);
}

static void scroll_to(struct app *app, float scroll)
{
	float most = app->shown->scroll_max;
	app->nav[app->depth - 1].scroll = scroll < 0 ? 0 : scroll > most ? most : scroll;
}

static void scroll_by(struct app *app, float u)
{
	scroll_to(app, app->nav[app->depth - 1].scroll + u);
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
		touch->spent = true;
	}
	if (!app->dragging)
		return false;
	scroll_by(app, app->drag_y - at.y);
	app->drag_y = at.y;
	return true;
}

void pointing_pointer(struct app *app, const struct event *event)
{
	struct point at = event->pointer.at;
	if (event->pointer.phase == POINTER_DOWN) {
		pointer_down(app, at);
		return;
	}
	if (!app->touch.down)
		return;
	app->touched_us = app->now_us;
	bool dragged = drag(app, at);
	touch_move(&app->touch, app->shown, app->masks, at);
	if (event->pointer.phase == POINTER_MOVE)
		return;
	app->dragging = false;
	bool spent = app->touch.spent || dragged;
	struct action action = touch_up(&app->touch, app->shown);
	if (!action.kind && !spent && app_current(app) == SCREEN_ATTRACT)
		action.kind = ACTION_WAKE;
	app_act(app, action);
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

/* Start plays and pauses where a video runs, unless Next has just moved the focus. */
static struct action start_action(const struct app *app)
{
	bool chosen = app->focus[0] && app->now_us - app->focus_moved_us < focus_lasts_us;
	if (app_top(app) == &screen_routine && !chosen)
		return (struct action){ACTION_PLAY_PAUSE, 0};
	const struct item *item = pointing_focus(app);
	return item ? item->action : (struct action){0};
}

void pointing_button(struct app *app, const struct event *event)
{
	if (!event->button.down)
		return;
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
	switch (event->button.button) {
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
		app_act(app, (struct action){ACTION_VOLUME,
				     event->button.button == BUTTON_VOL_UP ? 1 : -1});
		break;
	default:
		break;
	}
}

void app_leds(const struct app *app, bool led[HW_BUTTONS])
{
	bool attract = app_current(app) == SCREEN_ATTRACT && !app->overlays;
	const struct item *item = app->shown ? pointing_focus(app) : NULL;
	bool video = app_current(app) == SCREEN_ROUTINE;
	led[BUTTON_START_STOP] = attract || item || app_top(app) == &screen_routine;
	led[BUTTON_NEXT] =
		attract || app_top(app)->next || (app->shown && focus_count(app->shown) > 1);
	led[BUTTON_BACK] = attract || app->depth > 1 || app->overlays;
	led[BUTTON_HOME] = attract || app_current(app) != SCREEN_HOME || app->overlays;
	led[BUTTON_VOL_UP] = video && app->aids.volume < app->config->volume_max;
	led[BUTTON_VOL_DOWN] = video && app->aids.volume > 0;
}
