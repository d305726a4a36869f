/* Make it yours: text size, contrast, captions, volume. All of it goes with the visit. */
#include "screens/screens.h"

static const struct {
	const char *id, *name;
	float sample;
} sizes[] = {{"access.size.0", N_("Normal"), 3.8f}, {"access.size.1", N_("Large"), 5},
	{"access.size.2", N_("Largest"), 6.4f}};

static void text_sizes(const struct app *app, struct ui *ui, struct rect row)
{
	for (int i = 0; i < 3; i++) {
		struct rect box = rect_grid(row, 3, 1, 1.6f, i);
		bool on = app->aids.text_size == i;
		const char *name = ui_tr(ui, sizes[i].name);
		enum color_role ink = on ? ON_PRIMARY : INK;
		draw_round(ui->list, box, 1.6f, ui->theme->color[on ? PRIMARY : CARD]);
		if (!on)
			draw_outline(ui->list, box, 1.6f,
				ui->theme->outline ? ui->theme->outline : 0.25f,
				ui->theme->color[CONTROL_LINE]);
		struct type sample = type_sized(theme_type(STYLE_DISPLAY, 1), sizes[i].sample);
		sample.line = sample.size;
		struct rect in = rect_inset(box, 0, (box.h - sample.line - 3.2f) / 2);
		ui_text(ui, rect_cut_top(&in, sample.line), sample, ink, CENTER, 1, "Aa");
		ui_text(ui, in, theme_type(STYLE_SMALL, 1), ink, CENTER | BOTTOM, 1, name);
		ui_item(ui, &(struct item){.id = sizes[i].id,
				    .role = ROLE_CHIP,
				    .label = name,
				    .box = box,
				    .radius = 1.6f,
				    .action = {ACTION_TEXT_SIZE, i}});
	}
}

static void hairline(struct ui *ui, struct rect row)
{
	draw_rect(ui->list, rect_make(row.x, row.y, row.w, 0.2f), ui->theme->color[LINE]);
}

struct setting {
	const char *id, *icon, *name, *hint;
	enum action_kind action;
	bool on;
};

/* The whole row is the target. */
static void setting_row(struct ui *ui, struct rect row, const struct setting *s)
{
	hairline(ui, row);
	struct rect in = row;
	const float icon = 5;
	ui_icon(ui, (struct point){in.x, in.y + (in.h - icon) / 2}, icon, s->icon, INK);
	rect_cut_left(&in, icon + 2.4f);
	struct rect sw = rect_center(rect_cut_right(&in, 11), 11, 6);
	rect_cut_right(&in, 2.4f);
	ui_switch(ui, sw, s->on);
	struct type name = type_sized(ui_type(ui, STYLE_BUTTON), 3.3f * ui->text_scale);
	struct type hint = type_sized(ui_type(ui, STYLE_LABEL), 2.5f * ui->text_scale);
	float h = name.line + hint.line;
	bool room = h < row.h;
	rect_cut_top(&in, (in.h - (room ? h : name.line)) / 2);
	ui_text(ui, rect_cut_top(&in, name.line), name, INK, LEFT | MIDDLE, 1, ui_tr(ui, s->name));
	if (room)
		ui_text(ui, in, hint, INK_2, LEFT, 1, ui_tr(ui, s->hint));
	ui_item(ui, &(struct item){.id = s->id,
			    .role = ROLE_ROW,
			    .label = ui_tr(ui, s->name),
			    .box = rect_inset(row, 0, 0.8f),
			    .radius = 1.6f,
			    .action = {s->action, 0}});
}

/* The row that leads to what is counted; the whole of it is the target. */
static void privacy_row(struct ui *ui, struct rect row)
{
	hairline(ui, row);
	struct rect in = row;
	const float icon = 5, chevron = 4;
	ui_icon(ui, (struct point){in.x, in.y + (in.h - icon) / 2}, icon, "privacy", INK);
	rect_cut_left(&in, icon + 2.4f);
	struct rect right = rect_cut_right(&in, chevron);
	ui_icon(ui, (struct point){right.x, right.y + (right.h - chevron) / 2}, chevron,
		"chevron-right", INK);
	struct type name = type_sized(ui_type(ui, STYLE_BUTTON), 3.3f * ui->text_scale);
	ui_text(ui, in, name, INK, LEFT | MIDDLE, 1, ui_tr(ui, N_("Privacy")));
	ui_item(ui, &(struct item){.id = "access.privacy",
			    .role = ROLE_ROW,
			    .label = ui_tr(ui, N_("Privacy")),
			    .box = rect_inset(row, 0, 0.8f),
			    .radius = 1.6f,
			    .action = {ACTION_OPEN, OVERLAY_PRIVACY}});
}

static void volume_row(const struct app *app, struct ui *ui, struct rect row)
{
	hairline(ui, row);
	struct rect in = row;
	ui_icon(ui, (struct point){in.x, in.y + (in.h - 5) / 2}, 5, "volume", INK);
	rect_cut_left(&in, 7.4f);
	const int most = app->config->volume_max;
	struct button less = {.id = "access.less",
		.label = ui_tr(ui, N_("Quieter")),
		.icon = "minus",
		.icon_only = true,
		.action = {ACTION_VOLUME, -1},
		.disabled = !app->aids.volume};
	struct button more = {.id = "access.more",
		.label = ui_tr(ui, N_("Louder")),
		.icon = "plus",
		.icon_only = true,
		.action = {ACTION_VOLUME, 1},
		.disabled = app->aids.volume >= most};
	ui_button(ui, rect_center(rect_cut_left(&in, 8.8f), 8.8f, 8.8f), &less);
	struct rect more_box = rect_center(rect_cut_right(&in, 8.8f), 8.8f, 8.8f);
	in = rect_inset(in, 2, 0);
	/* Steps over the staff's maximum are not drawn. */
	for (int i = 0; i < most; i++) {
		struct rect cell = rect_grid(in, VOLUME_STEPS, 1, 0.6f, i);
		cell = rect_center(cell, cell.w, 2.6f + 0.34f * (float)i);
		ui_panel(ui, cell, 0.8f, i < app->aids.volume ? TIDE : SUNK);
	}
	ui_button(ui, more_box, &more);
}

/* How long it lasts, and the way back. */
static void foot(struct ui *ui, struct rect box)
{
	struct button done = {.id = "access.done",
		.label = ui_tr(ui, N_("Done")),
		.kind = BUTTON_GO,
		.type = theme_type(STYLE_BUTTON_LARGE, 1),
		.radius = 2,
		.pad = 6,
		.action = {ACTION_CLOSE, 0}};
	ui_button(ui, rect_cut_right(&box, ui_button_width(ui, &done)), &done);
	rect_cut_right(&box, 2.4f);
	ui_text(ui, box, theme_type(STYLE_LABEL, 1), INK_2, LEFT | MIDDLE, 2,
		ui_tr(ui, N_("Goes back to normal when you leave.")));
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	struct rect box = ui_canvas(ui);
	if (upright)
		box = rect_cut_bottom(&box, 104);
	else if (!small)
		box = rect_cut_right(&box, 90);
	ui_sheet(ui, box, small ? 0.1f : 3.2f, PAPER);
	struct rect in = rect_inset(box, small ? ui->m.margin : 6.4f, small ? 1.4f : 4);
	struct rect head = rect_cut_top(&in, 8.8f);
	struct button close = {.id = "access.close",
		.label = ui_tr(ui, N_("Close")),
		.icon = "close",
		.pad = 2.8f,
		.action = {ACTION_CLOSE, 0}};
	struct rect close_box = rect_cut_right(&head, ui_button_width(ui, &close));
	/* Small glass has no room for a row more. */
	struct button privacy = {.id = "access.privacy",
		.label = ui_tr(ui, N_("Privacy")),
		.icon = "privacy",
		.icon_only = true,
		.action = {ACTION_OPEN, OVERLAY_PRIVACY}};
	rect_cut_right(&head, small ? 1.8f : 0);
	struct rect privacy_box = rect_cut_right(&head, small ? 8.8f : 0);
	const char *title = ui_tr(ui, N_("Make it yours"));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 4.4f : 6.4f);
	ui_text(ui, head, ui_fit(ui, head.w - 2, 1, display, title), INK, LEFT | MIDDLE, 1, title);
	if (!small) {
		rect_cut_top(&in, 2.2f);
		ui_text(ui, rect_cut_top(&in, 3.25f), theme_type(STYLE_LABEL, 1), INK_2, LEFT, 1,
			ui_tr(ui, N_("Text size")));
	}
	rect_cut_top(&in, 1.2f);
	text_sizes(app, ui, rect_cut_top(&in, small ? 10 : 12));
	rect_cut_top(&in, small ? 1 : 2);
	const struct setting settings[] = {
		{"access.contrast", "contrast", N_("High contrast"), N_("Black ground, white text"),
			ACTION_CONTRAST, app->aids.contrast},
		{"access.captions", "captions", N_("Captions"), N_("Words under every video"),
			ACTION_CAPTIONS, app->aids.captions}};
	for (int i = 0; i < 2; i++)
		setting_row(ui, rect_cut_top(&in, small ? 10.4f : 12.4f), &settings[i]);
	volume_row(app, ui, rect_cut_top(&in, small ? 10.8f : 12.4f));
	if (!small)
		privacy_row(ui, rect_cut_top(&in, 11));
	struct rect last = rect_cut_bottom(&in, small ? 10 : 11.2f);
	if (small)
		ui_button(ui, privacy_box, &privacy);
	ui_button(ui, close_box, &close);
	foot(ui, last);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_TEXT_SIZE:
		app->aids.text_size = event->action.arg;
		app_log(app, USAGE_AID, "text_size", event->action.arg);
		return true;
	case ACTION_CONTRAST:
		app->aids.contrast = !app->aids.contrast;
		app_log(app, USAGE_AID, "contrast", app->aids.contrast);
		return true;
	case ACTION_OPEN:
		/* In place of this sheet, so that Back leads to the screen; it may be there
		 * already. */
		app_close(app);
		if (app_top(app) != &overlay_privacy)
			app_open(app, (enum screen_id)event->action.arg);
		return true;
	default:
		return false;
	}
}

const struct screen overlay_access = {
	.name = "access", .overlay = true, .update = update, .view = view};
