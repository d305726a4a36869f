/* The state becomes a draw list: the screen, what lies over it, and how both come up. */
#include "pointing.h"

static const float text_scales[] = {1, 1.15f, 1.3f};

/* Screens slide in over so many u in this time (design language, section 6). */
static const int64_t slide_us = 220000;
static const float slide_u = 4;

/* 1 when something has just come up, to 0 when it is in its place: ease out. */
static float left_of(const struct app *app, int64_t since_us)
{
	int64_t gone = app->now_us - since_us;
	if (!app->config->motion || gone >= slide_us)
		return 0;
	float left = 1 - (float)gone / (float)slide_us;
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

bool app_moves(const struct app *app)
{
	return slide_left(app) > 0 || rise_left(app) > 0 || app->speed_us;
}

static void show_toast(const struct app *app, struct ui *ui)
{
	const char *number = arena_printf(&ui->list->arena, "%d", app->toast_number);
	ui_toast(ui, ui_fill(ui, ui_tr(ui, app->toast), number));
}

/* The screen comes from the right, or on the way back from the left, out of its own ground. */
static void slide(const struct app *app, struct ui *ui)
{
	float left = slide_left(app);
	if (left <= 0 || !ui->list->cmds)
		return;
	color_t ground = ui->list->cmd[0].color & ~0xFFu;
	draw_shift(ui->list, 1, 0, (app->slide == SLIDE_BACK ? -slide_u : slide_u) * left, 0);
	draw_rect(ui->list, ui_canvas(ui), ground | (color_t)(left * 255));
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
		.scroll = app->nav[app->depth - 1].scroll};
	draw_begin(list);
	app_screen(app)->view(app, &ui);
	slide(app, &ui);
	for (int i = 0; i < app->overlays; i++) {
		size_t cmds = list->cmds, items = list->items;
		ui.scroll = app->overlay_scroll[i];
		app_overlay(app, i)->view(app, &ui);
		/* The scrim stays where it is. */
		if (i + 1 == app->overlays)
			draw_shift(list, cmds + 1, items, 0, slide_u * rise_left(app));
	}
	app->shown = list;
	const struct item *focus = app->ring ? pointing_focus(app) : NULL;
	ui.focus = focus ? focus->id : NULL;
	ui_focus_ring(&ui);
	if (app->toast)
		show_toast(app, &ui);
}

void app_view(struct app *app, const struct measure *measure, struct draw_list *list)
{
	build(app, measure, list);
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
