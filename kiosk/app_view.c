/* The state becomes a draw list: the screen, what lies over it, and how both come up. */
#include "pointing.h"
#include "reach.h"
#include "screens/screens.h"

#include <math.h>

static const float text_scales[] = {1, 1.15f, 1.3f};

/* Screens slide in over so many u in this time, the rows of a list one after the other; who wants
 * less motion sees one fade into the other (design language, section 6). */
static const int64_t slide_us = 220000, row_us = 40000, fade_us = 120000, press_us = 80000;
static const float slide_u = 4;
enum { STAGGERED = 6 };

bool app_lively(const struct app *app)
{
	return app->config->motion && !app->aids.still;
}

/* 1 when something has just come up, to 0 when it is in its place: ease out. */
static float left_of(const struct app *app, int64_t since_us)
{
	int64_t gone = app->now_us - since_us, all = app->aids.still ? fade_us : slide_us;
	if (!app->config->motion || gone >= all)
		return 0;
	float left = gone < 0 ? 1 : 1 - (float)gone / (float)all;
	return left * left * left;
}

static float slide_left(const struct app *app)
{
	return app->slide == SLIDE_NONE ? 0 : left_of(app, app->slide_us);
}

static float rise_left(const struct app *app)
{
	return app->overlays ? left_of(app, app->opened_us) : 0;
}

/* What is left for row n of a list. */
static float row_left(const struct app *app, int n)
{
	return app->slide == SLIDE_NONE || !app_lively(app)
		       ? 0
		       : left_of(app, app->slide_us + n * row_us);
}

/* How far what the finger is on has gone down: 0 at first touch, then 1. */
static float press_of(const struct app *app)
{
	int64_t gone = app->now_us - app->touch.since_us;
	return !app_lively(app) || gone >= press_us ? 1 : (float)gone / (float)press_us;
}

bool app_moves(const struct app *app)
{
	if (touch_pressed(&app->touch) && press_of(app) < 1)
		return true;

	bool rows = app->shown && app->shown->scroll_end && row_left(app, STAGGERED - 1) > 0;
	return rows || slide_left(app) > 0 || rise_left(app) > 0 || app->speed_us;
}

const char *app_toast_words(const struct app *app, struct ui *ui)
{
	const char *number = arena_printf(&ui->list->arena, "%d", app->toast_number);
	return ui_fill(ui, ui_say(ui, app->toast), number);
}

static color_t veil(color_t ground, float left)
{
	return (ground & ~0xFFu) | (color_t)(left * 255);
}

/* Each of the first rows of a list lags behind the one above it. */
static void stagger(const struct app *app, struct draw_list *list, float width)
{
	int row = 0;
	float y = -1, left = row_left(app, 0);
	for (size_t i = list->modal; i < list->items && row < STAGGERED; i++) {
		struct rect box = list->item[i].box;
		if (!list->item[i].scrolls || box.y <= y)
			continue;
		float dx = width * (row_left(app, row) - left);
		for (size_t c = list->scroll_cmd; c < list->scroll_end && dx != 0; c++)
			if (list->cmd[c].box.y >= box.y && list->cmd[c].box.y < box.y + box.h)
				draw_shift_some(list, c, c + 1, 0, 0, dx, 0);
		y = box.y;
		row++;
	}
}

/* The screen comes from the right, or on the way back from the left, out of its own ground. */
static void slide(const struct app *app, struct ui *ui)
{
	float left = slide_left(app), width = app->slide == SLIDE_BACK ? -slide_u : slide_u;
	if (!ui->list->cmds)
		return;
	stagger(app, ui->list, width);
	if (left <= 0)
		return;
	if (app_lively(app))
		draw_shift(ui->list, 1, 0, width * left, 0);
	draw_rect(ui->list, ui_canvas(ui), veil(ui->list->cmd[0].color, left));
}

/* The overlay on top comes up from below, or fades in; the scrim stays where it is. */
static void rise(const struct app *app, struct draw_list *list, size_t cmd, size_t item)
{
	float left = rise_left(app);
	if (left <= 0 || cmd + 1 >= list->cmds)
		return;
	if (app_lively(app)) {
		draw_shift(list, cmd + 1, item, 0, slide_u * left);
		return;
	}
	struct draw_cmd *scrim = &list->cmd[cmd], *sheet = &list->cmd[cmd + 1];
	bool covers = (scrim->color & 0xFF) == 0xFF;
	struct draw_cmd over = covers ? *scrim : *sheet;
	if (!covers)
		scrim->color = (scrim->color & ~0xFFu) |
			       (color_t)((1 - left) * (float)(scrim->color & 0xFF));
	draw_round(list, over.box, over.radius, veil(over.color, left));
}

float app_reach_line(const struct app *app)
{
	/* A hand reaches so high above the floor (design language, section 8); a page needs so
	 * much room, however high the glass hangs. */
	const float reach_mm = 1180, least = 40;
	const struct metrics *m = &app->metrics;
	float line = m->h / 2, below = reach_mm - 10 * (float)app->config->above_floor_cm;
	if (app->config->above_floor_cm && m->size_class == CLASS_PORTRAIT && m->mm > 0)
		line = fmaxf(line, m->h - fmaxf(below * m->mm, m->header + least));
	return line;
}

/* A screen or an overlay as the visitor wants it. */
static void layer(const struct app *app, struct ui *ui, const struct screen *screen, float scroll)
{
	ui->m = app->metrics;
	ui->scroll = scroll;
	ui->bar = (struct ui_bar){0};
	ui->name = NULL;
	if (app->aids.reach && screen != &screen_attract)
		reach_view(app, ui, screen, app_reach_line(app));
	else
		screen->view(app, ui);
}

static void build(struct app *app, const struct measure *measure, struct draw_list *list)
{
	struct ui ui = {.list = list,
		.measure = measure,
		.m = app->metrics,
		.theme = theme_get(app->aids.contrast),
		.lang = app->lang,
		.text_scale = text_scales[app->aids.text_size],
		.pressed = touch_pressed(&app->touch),
		.press = press_of(app)};
	draw_begin(list);
	app->shown = list;
	layer(app, &ui, app_screen(app), app->nav[app->depth - 1].scroll);
	if (!app->overlays)
		spoken_listen(app, &ui);
	slide(app, &ui);
	for (int i = 0; i < app->overlays; i++) {
		size_t cmds = list->cmds, items = list->items;
		layer(app, &ui, app_overlay(app, i), app->overlay_scroll[i]);
		if (i + 1 < app->overlays)
			continue;
		spoken_listen(app, &ui);
		rise(app, list, cmds, items);
	}
	ui_press_mark(&ui);
	const struct item *focus = app->ring ? pointing_focus(app) : NULL;
	ui.focus = focus ? focus->id : NULL;
	ui_focus_ring(&ui);
	if (app->toast)
		ui_toast(&ui, app_toast_words(app, &ui));
}

/* What is shorter now, by other text or for want of rows, is seen to its end and no further. A view
 * that waits for its list has none, and keeps the place. */
static bool is_past_its_end(struct app *app, const struct draw_list *list)
{
	bool scrolls = list->scroll_max > 0 || list->scroll_end > 0;
	return scrolls && *app_scroll(app) > list->scroll_max;
}

void app_view(struct app *app, const struct measure *measure, struct draw_list *list)
{
	build(app, measure, list);
	if (is_past_its_end(app, list)) {
		*app_scroll(app) = list->scroll_max;
		build(app, measure, list);
	}
	if (!app->reveal[0])
		return;
	/* Where the item stands is known only now. */
	pointing_reveal(app, draw_find(list, app->reveal));
	app->reveal[0] = '\0';
	build(app, measure, list);
}

color_t app_ground(const struct app *app)
{
	return theme_get(app->aids.contrast)->color[PAPER];
}
