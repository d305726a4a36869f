/* The safety gate: one screen, one tap, before the first routine or program of a visit. */
#include "screens/screens.h"

struct measures {
	struct point pad;
	float title, title_icon, title_gap;
	float item, first_item, icon, icon_gap, gap, first_gap, column_gap, radius;
};

static const struct measures large = {
	{3.4f, 3.2f}, 4, 5, 3, 3.3f, 3.6f, 3.6f, 1.6f, 2.4f, 2.8f, 3, 2.4f};
static const struct measures upright = {
	{3.4f, 3.2f}, 4, 5, 2.4f, 3.3f, 3.7f, 3.8f, 1.6f, 2.2f, 2.2f, 3, 2.4f};
static const struct measures small = {
	{2, 1.8f}, 3, 3.2f, 1.6f, 2.45f, 2.7f, 2.6f, 1, 0.9f, 1.4f, 1.4f, 2};

struct group {
	const char *title, *icon, *item_icon;
	enum color_role fill, color;
	const struct text *text;
	int texts;
	bool first; /* "Do not roll": set a little larger */
	int columns;
};

static struct type item_type(const struct ui *ui, const struct measures *m, const struct group *g)
{
	struct type type = type_sized(
		theme_type(STYLE_LABEL, ui->text_scale), g->first ? m->first_item : m->item);
	type.tracking = -0.006f;
	type.line = type.size * 1.22f;
	return type;
}

static const float never_fits = 1e4f;

/* One column of a group's items; returns its height. Only measures when ui is not to draw; a word
 * that would be broken fits nowhere. */
static float column(struct ui *ui, struct rect box, const struct measures *m, const struct group *g,
	struct type type, int from, int to, bool draw)
{
	float gap = g->first ? m->first_gap : m->gap, y = box.y;
	float side = m->icon + m->icon_gap;
	for (int i = from; i < to; i++) {
		const char *words = text_in(&g->text[i], ui->lang);
		float h = ui_text_height(ui, box.w - side, type, words);
		if (!draw && ui_text_breaks(ui, box.w - side, type, words))
			return never_fits;
		if (draw) {
			ui_icon(ui, (struct point){box.x, y + (type.line - m->icon) / 2}, m->icon,
				g->item_icon, g->color);
			ui_text(ui, rect_make(box.x + side, y, box.w - side, h), type, INK, LEFT, 0,
				words);
		}
		y += h + gap;
	}
	return y - gap - box.y;
}

/* A title that is much too long for its line takes two. */
static void card_head(
	struct ui *ui, struct rect *in, const struct measures *m, const struct group *g, bool draw)
{
	const float squeeze = 1.25f, side = m->title_icon + 1.6f;
	const char *words = ui_tr(ui, g->title);
	struct type type = type_sized(theme_type(STYLE_HEADING, 1), m->title);
	int lines = ui_text_width(ui, type, words) > (in->w - side) * squeeze ? 2 : 1;
	type = ui_fit(ui, in->w - side, lines, type, words);
	float h = lines == 2 ? 2 * type.line : m->title_icon;
	struct rect head = rect_cut_top(in, h > m->title_icon ? h : m->title_icon);
	if (!draw)
		return;
	ui_icon(ui, (struct point){head.x, head.y}, m->title_icon, g->icon, g->color);
	rect_cut_left(&head, side);
	ui_text(ui, head, type, g->color, LEFT | MIDDLE, lines, words);
}

/* A card of the gate. free_h: what its content leaves of the box, negative when it does not fit. */
static float card(struct ui *ui, struct rect box, const struct measures *m, const struct group *g,
	float shrink, bool draw)
{
	if (draw && g->fill == CARD)
		ui_card(ui, box, m->radius);
	else if (draw)
		ui_panel(ui, box, m->radius, g->fill);
	struct rect in = rect_inset(box, m->pad.x, m->pad.y);
	card_head(ui, &in, m, g, draw);
	rect_cut_top(&in, m->title_gap * shrink);
	struct type type = item_type(ui, m, g);
	type = type_sized(type, type.size * shrink);
	float highest = 0;
	int each = (g->texts + g->columns - 1) / g->columns;
	for (int c = 0; c < g->columns; c++) {
		int to = (c + 1) * each < g->texts ? (c + 1) * each : g->texts;
		struct rect cell = rect_grid(in, g->columns, 1, m->column_gap, c);
		float h = column(ui, cell, m, g, type, c * each, to, draw);
		highest = h > highest ? h : highest;
	}
	return in.h - highest;
}

/* Words that do not fit their card make all of its items a little smaller, down to a half. */
static void fitted_card(struct ui *ui, struct rect box, const struct measures *m,
	const struct group *g, float below)
{
	float shrink = 1;
	while (shrink > 0.5f && card(ui, box, m, g, shrink, false) < below)
		shrink *= 0.97f;
	card(ui, box, m, g, shrink, true);
}

static float card_height(struct ui *ui, float w, const struct measures *m, const struct group *g)
{
	return -card(ui, rect_make(0, 0, w, 0), m, g, 1, false);
}

struct gate {
	struct group not_over, ask, never;
};

static struct gate gate_of(const struct app *app, const struct ui *ui)
{
	const struct safety *s = &app->catalog->safety;
	bool compact = ui->m.size_class == CLASS_COMPACT;
	return (struct gate){{N_("Do not roll"), "close", "close", ERROR_TINT, ERROR, s->never_over,
				     s->never_overs, true, 1},
		{compact ? N_("Ask first") : N_("Ask a professional first"), "question", "warning",
			WARN_TINT, WARN_TEXT, s->ask, s->asks, false, 2},
		{N_("Never"), "hand", "minus", CARD, INK, s->never, s->nevers, false, 1}};
}

static struct type stop_type(float size)
{
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), size);
	type.line = size * 1.15f;
	type.tracking = -0.018f;
	return type;
}

static float stop_height(const struct app *app, struct ui *ui, float w, float size)
{
	return ui_text_height(
		ui, w, stop_type(size), text_in(&app->catalog->safety.stop, app->lang));
}

static void stop_line(const struct app *app, struct ui *ui, struct rect box, float size)
{
	ui_text(ui, box, stop_type(size), INK, LEFT | BOTTOM, 0,
		text_in(&app->catalog->safety.stop, app->lang));
}

/* The last card, with what stops it all at its foot. */
static void never_card(const struct app *app, struct ui *ui, struct rect box,
	const struct measures *m, const struct group *g, float size)
{
	struct rect in = rect_inset(box, m->pad.x, m->pad.y);
	fitted_card(ui, box, m, g, stop_height(app, ui, in.w, size) + m->gap);
	stop_line(app, ui, in, size);
}

static struct button go_button(const struct ui *ui)
{
	return (struct button){.id = "safety.ok",
		.label = ui_tr(ui, N_("None of this is me. Start")),
		.icon = "check",
		.kind = BUTTON_GO,
		.type = theme_type(STYLE_BUTTON_LARGE, ui->text_scale),
		.icon_size = 4.8f,
		.radius = 2,
		.pad = 4.4f,
		.action = {ACTION_SAFETY_OK, 0}};
}

static struct button ask_button(const struct ui *ui, bool compact)
{
	return (struct button){.id = "safety.ask",
		.label = ui_tr(ui,
			compact ? N_("Not sure? Ask a pro") : N_("Not sure? Find a professional")),
		.kind = BUTTON_QUIET,
		.type = type_sized(theme_type(STYLE_BUTTON, ui->text_scale), compact ? 2.8f : 3.2f),
		.radius = 2,
		.pad = 4.4f,
		.action = {ACTION_ASK_FIRST, 0}};
}

static void landscape(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	ui_text(ui, rect_make(margin, 14.6f, w, 8.65f), theme_type(STYLE_DISPLAY, 1), INK,
		LEFT | MIDDLE, 1, ui_tr(ui, N_("Before you roll")));
	struct gate gate = gate_of(app, ui);
	struct rect box = {margin, 27, w, 57}, all = box;
	struct rect left = rect_cut_left(&box, all.w * 44 / 177.6f);
	rect_cut_left(&box, 2.4f);
	struct rect right = rect_cut_right(&box, all.w * 50 / 177.6f);
	rect_cut_right(&box, 2.4f);
	fitted_card(ui, left, &large, &gate.not_over, 0);
	fitted_card(ui, box, &large, &gate.ask, 0);
	never_card(app, ui, right, &large, &gate.never, 4);
	struct rect foot = {margin, ui->m.h - 5.6f - 13.2f, w, 13.2f};
	struct button go = go_button(ui), ask = ask_button(ui, false);
	struct rect go_box = rect_cut_right(&foot, ui_button_width(ui, &go));
	rect_cut_right(&foot, 2.4f);
	struct rect ask_box = rect_cut_right(&foot, ui_button_width(ui, &ask));
	rect_cut_right(&foot, 2.4f);
	const float least_w = 24;
	if (foot.w > least_w)
		ui_text(ui, foot, theme_type(STYLE_SMALL, 1), INK_2, LEFT | MIDDLE, 0,
			ui_tr(ui, N_("General wellness tips, not medical care.")));
	ui_button(ui, ask_box, &ask);
	ui_button(ui, go_box, &go);
}

static void portrait(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	const char *title = ui_tr(ui, N_("Before you roll"));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), 11.6f);
	ui_text(ui, rect_make(margin, 16, w, 12), ui_fit(ui, w, 1, display, title), INK,
		LEFT | MIDDLE, 1, title);
	struct gate gate = gate_of(app, ui);
	const float stop_size = 4.6f, one_line = stop_size * 1.15f;
	float stop_h = stop_height(app, ui, w, stop_size);
	struct rect box = {margin, 32, w, ui->m.h - 32 - 45 - (stop_h - one_line)};
	float first = card_height(ui, w, &upright, &gate.not_over);
	float last = card_height(ui, w, &upright, &gate.never);
	fitted_card(ui, rect_cut_top(&box, first), &upright, &gate.not_over, 0);
	rect_cut_top(&box, 2.4f);
	struct rect never = rect_cut_bottom(&box, last);
	rect_cut_bottom(&box, 2.4f);
	fitted_card(ui, box, &upright, &gate.ask, 0);
	fitted_card(ui, never, &upright, &gate.never, 0);
	struct rect foot = {margin, 0, w, ui->m.h - 5.6f};
	struct button go = go_button(ui), ask = ask_button(ui, false);
	go.type = type_sized(go.type, 4.2f);
	ask.type = type_sized(ask.type, 3.8f);
	struct rect ask_box = rect_cut_bottom(&foot, 11.2f);
	rect_cut_bottom(&foot, 2.4f);
	struct rect go_box = rect_cut_bottom(&foot, 14);
	rect_cut_bottom(&foot, 3.4f);
	stop_line(app, ui, rect_cut_bottom(&foot, stop_h), stop_size);
	ui_button(ui, go_box, &go);
	ui_button(ui, ask_box, &ask);
}

static void compact(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	struct gate gate = gate_of(app, ui);
	struct rect box = {margin, 12, w, ui->m.h - 12 - 15.6f}, all = box;
	struct rect left = rect_cut_left(&box, all.w * 26.5f / 114);
	rect_cut_left(&box, 1.6f);
	struct rect right = rect_cut_right(&box, all.w * 32 / 114);
	rect_cut_right(&box, 1.6f);
	fitted_card(ui, left, &small, &gate.not_over, 0);
	fitted_card(ui, box, &small, &gate.ask, 0);
	never_card(app, ui, right, &small, &gate.never, 3);
	struct rect foot = {margin, ui->m.h - 2.4f - 11, w, 11};
	struct button go = go_button(ui), ask = ask_button(ui, true);
	struct rect ask_box = rect_cut_left(&foot, 32);
	rect_cut_left(&foot, 1.8f);
	ui_button(ui, ask_box, &ask);
	ui_button(ui, foot, &go);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small_glass = ui->m.size_class == CLASS_COMPACT;
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, small_glass ? ui_tr(ui, N_("Before you roll")) : NULL,
		HEADER_BACK | HEADER_HOME | HEADER_TOOLS, app_header());
	if (small_glass)
		compact(app, ui);
	else if (ui->m.size_class == CLASS_PORTRAIT)
		portrait(app, ui);
	else
		landscape(app, ui);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_SAFETY_OK:
		/* The roller station asks again, even those who have seen it at the routines. */
		app->safety_ok = true;
		app->roller_safety_ok =
			app_arg(app) != SCREEN_AREAS && app_arg(app) != SCREEN_PROGRAM;
		app_log(app, USAGE_SAFETY, "ok", 0);
		app_replace(app, (enum screen_id)app_arg(app), 0);
		return true;
	case ACTION_ASK_FIRST:
		app_log(app, USAGE_SAFETY, "ask", 0);
		app_replace(app, SCREEN_THERAPISTS, 0);
		app_toast(app, N_("Ask a doctor or a physical therapist before you roll."), 0);
		return true;
	default:
		return false;
	}
}

const struct screen screen_safety = {.name = "safety", .update = update, .view = view};
