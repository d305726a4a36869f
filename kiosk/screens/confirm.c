/* A question before something is done: a sheet, the safe choice first, so that it has the focus.
 * Back and sliding off mean the safe choice. Opened by app_confirm. */
#include "screens/screens.h"

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_CONFIRM)
		return false;
	struct action action = app->confirm.action;
	app_close(app);
	struct event asked = {.kind = EVENT_ACTION, .now_us = app->now_us, .action = action};
	app_update(app, &asked);
	return true;
}

struct measures {
	float w, pad_x, pad_y, plate, icon, gap, title, words, button;
};

static const struct measures large = {124, 6.4f, 5.6f, 14, 8, 4.4f, 7.2f, 3.4f, 11.2f};
static const struct measures upright = {96.8f, 5.6f, 5.6f, 14, 8, 4.4f, 6.2f, 3.4f, 11.2f};
static const struct measures small = {112, 4, 3.2f, 10, 6, 3, 4.8f, 2.8f, 9.6f};

static const char *filled(const struct app *app, struct ui *ui, const char *msgid)
{
	return ui_fill(ui, ui_tr(ui, msgid), app->confirm.fill);
}

/* The two choices, beside each other; where their words are too wide for that, the safe one above.
 */
static float choices(
	const struct app *app, struct ui *ui, struct rect box, const struct measures *m, bool draw)
{
	const float gap = 2.4f;
	const struct confirm *confirm = &app->confirm;
	struct type type =
		type_sized(theme_type(STYLE_BUTTON_LARGE, ui->text_scale), 3.8f * ui->text_scale);
	if (m == &small)
		type = type_sized(type, 3.2f * ui->text_scale);
	struct button button[] = {{.id = "confirm.keep",
					  .label = filled(app, ui, confirm->keep),
					  .type = type,
					  .radius = 2,
					  .pad = 3,
					  .action = {ACTION_CLOSE, 0}},
		{.id = "confirm.act",
			.label = filled(app, ui, confirm->act),
			.icon = confirm->act_icon,
			.icon_size = 4.8f,
			.kind = BUTTON_PRIMARY,
			.type = type,
			.radius = 2,
			.pad = 3,
			.action = {ACTION_CONFIRM, 0}}};
	float half = (box.w - gap) / 2;
	bool below =
		ui_button_width(ui, &button[0]) > half || ui_button_width(ui, &button[1]) > half;
	for (int i = 0; draw && i < 2; i++) {
		struct rect cell =
			rect_grid(rect_make(box.x, box.y, box.w, m->button), 2, 1, gap, i);
		if (below)
			cell = rect_make(
				box.x, box.y + (float)i * (m->button + gap), box.w, m->button);
		ui_button(ui, cell, &button[i]);
	}
	return below ? 2 * m->button + gap : m->button;
}

static void view(const struct app *app, struct ui *ui)
{
	static const struct measures *const measures[] = {
		[CLASS_LANDSCAPE] = &large, [CLASS_PORTRAIT] = &upright, [CLASS_COMPACT] = &small};
	const struct measures *m = measures[ui->m.size_class];
	const struct confirm *confirm = &app->confirm;
	const char *title = filled(app, ui, confirm->title),
		   *words = filled(app, ui, confirm->words);
	float inside = m->w - 2 * m->pad_x, side = confirm->icon ? m->plate + m->gap : 0;
	float text_w = inside - side;
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), m->title);
	display = ui_fit(ui, text_w, 2, display, title);
	struct type lead = type_sized(ui_type(ui, STYLE_LEAD), m->words * ui->text_scale);
	float title_h = ui_text_height(ui, text_w, display, title);
	float text_h = title_h + 1.6f + ui_text_height(ui, text_w, lead, words);
	float top_h = confirm->icon && m->plate > text_h ? m->plate : text_h;
	float foot_h = choices(app, ui, rect_make(0, 0, inside, 0), m, false);
	float h = 2 * m->pad_y + top_h + m->pad_y + foot_h;
	struct rect box = rect_center(ui_canvas(ui), m->w, h);
	ui_sheet(ui, box, 3.2f, PAPER);
	struct rect in = rect_inset(box, m->pad_x, m->pad_y);
	struct rect top = rect_cut_top(&in, top_h);
	if (confirm->icon) {
		struct rect plate = rect_cut_left(&top, m->plate);
		plate.h = m->plate;
		ui_plate(ui, plate, confirm->icon, m->icon, WARN_TINT, WARN_TEXT);
		rect_cut_left(&top, m->gap);
	}
	ui_text(ui, rect_cut_top(&top, title_h), display, INK, LEFT, 2, title);
	rect_cut_top(&top, 1.6f);
	ui_text(ui, top, lead, INK_2, LEFT, 0, words);
	rect_cut_top(&in, m->pad_y);
	choices(app, ui, in, m, true);
}

const struct screen overlay_confirm = {
	.name = "confirm", .overlay = true, .update = update, .view = view};
