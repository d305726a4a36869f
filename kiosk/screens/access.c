/* Make it yours: text size, contrast, reach, captions, motion, volume. All goes with the visit. */
#include "screens/screens.h"

static const struct {
	const char *id, *name;
	float sample;
} sizes[] = {{"access.size.0", N_("Normal"), 3.8f}, {"access.size.1", N_("Large"), 5},
	{"access.size.2", N_("Largest"), 6.4f}};

static const char text_size[] = N_("Text size");

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
				    .says = ui_tr(ui, text_size),
				    .state = on ? STATE_CHOSEN : STATE_NOT_CHOSEN,
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
	float name_h = ui_text_height(ui, in.w, name, ui_tr(ui, s->name));
	float h = name_h + ui_text_height(ui, in.w, hint, ui_tr(ui, s->hint));
	const float least = 1;
	bool room = h < row.h - least;
	rect_cut_top(&in, (in.h - (room ? h : name_h)) / 2);
	ui_text(ui, rect_cut_top(&in, name_h), name, INK, LEFT, 0, ui_tr(ui, s->name));
	if (room)
		ui_text(ui, in, hint, INK_2, LEFT, 0, ui_tr(ui, s->hint));
	ui_item(ui, &(struct item){.id = s->id,
			    .role = ROLE_ROW,
			    .label = ui_tr(ui, s->name),
			    .says = ui_tr(ui, s->hint),
			    .state = s->on ? STATE_ON : STATE_OFF,
			    .box = rect_inset(row, 0, 0.8f),
			    .radius = 1.6f,
			    .action = {s->action, 0}});
}

/* What is counted; beside Close, since the rows are what somebody came for. */
static void head(struct ui *ui, struct rect box, bool small)
{
	struct button close = {.id = "access.close",
		.label = ui_tr(ui, N_("Close")),
		.icon = "close",
		.pad = 2.8f,
		.action = {ACTION_CLOSE, 0}};
	struct button privacy = {.id = "access.privacy",
		.label = ui_tr(ui, N_("Privacy")),
		.icon = "privacy",
		.icon_only = true,
		.action = {ACTION_OPEN, OVERLAY_PRIVACY}};
	struct rect close_box = rect_cut_right(&box, ui_button_width(ui, &close));
	rect_cut_right(&box, 1.8f);
	struct rect privacy_box = rect_cut_right(&box, 8.8f);
	const char *title = ui_tr(ui, N_("Make it yours"));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 4.4f : 6.4f);
	ui_text(ui, box, ui_fit(ui, box.w - 2, 1, display, title), INK, LEFT | MIDDLE, 1, title);
	ui_button(ui, privacy_box, &privacy);
	ui_button(ui, close_box, &close);
}

static void volume_row(const struct app *app, struct ui *ui, struct rect row)
{
	hairline(ui, row);
	struct rect in = row;
	ui_icon(ui, (struct point){in.x, in.y + (in.h - 5) / 2}, 5, "volume", INK);
	rect_cut_left(&in, 7.4f);
	const int most = app->config->volume_max;
	const char *now =
		ui_fill(ui, ui_tr(ui, N_("Volume {}")), number_words(ui, app->aids.volume));
	struct button less = {.id = "access.less",
		.label = ui_tr(ui, N_("Quieter")),
		.says = now,
		.icon = "minus",
		.icon_only = true,
		.action = {ACTION_VOLUME, -1},
		.disabled = !app->aids.volume};
	struct button more = {.id = "access.more",
		.label = ui_tr(ui, N_("Louder")),
		.says = now,
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

enum { SETTINGS = 5 };

/* The last one is only there where somebody can speak. */
static int settings_count(const struct app *app)
{
	return spoken_possible(app) ? SETTINGS : SETTINGS - 1;
}

/* Rows one under the other, or where there is less height two beside each other; then the volume.
 */
static void settings(const struct app *app, struct ui *ui, struct rect in, float h, int columns)
{
	const float volume_h = columns > 1 ? 10.8f : 12.4f;
	const struct aids *aids = &app->aids;
	const struct setting setting[SETTINGS] = {
		{"access.contrast", "contrast", N_("High contrast"), N_("Black ground, white text"),
			ACTION_CONTRAST, aids->contrast},
		{"access.reach", "reach", N_("Bring controls down"),
			N_("Everything to touch in the lower half"), ACTION_REACH, aids->reach},
		{"access.captions", "captions", N_("Captions"), N_("Words under every video"),
			ACTION_CAPTIONS, aids->captions},
		{"access.still", "motion", N_("Less motion"), N_("No slides, no loops"),
			ACTION_STILL, aids->still},
		{"access.speech", "speech", N_("Spoken guidance"), N_("Reads the screen aloud"),
			ACTION_SPEECH, aids->speech}};
	struct rect row = {0}, cell = {0};
	int count = settings_count(app);
	for (int i = 0; i <= count; i++) {
		/* The volume has a row of its own, unless there is room beside the last one. */
		bool own = i == count && i % columns == 0;
		if (i % columns == 0)
			row = rect_cut_top(&in, own ? volume_h : h);
		cell = own ? row : rect_grid(row, columns, 1, 4, i % columns);
		if (i < count)
			setting_row(ui, cell, &setting[i]);
	}
	volume_row(app, ui, cell);
}

static float row_height(const struct app *app, const struct ui *ui)
{
	bool many = settings_count(app) == SETTINGS;
	if (ui->m.size_class == CLASS_COMPACT)
		return 11.4f;
	if (ui->m.size_class == CLASS_PORTRAIT)
		return many ? 10.8f : 12.4f;
	return many ? 9.3f : 10.8f;
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	struct rect box = ui_canvas(ui);
	float left = upright ? 5.6f : small ? ui->m.margin : 5.6f;
	float right = upright || small ? left : 7.2f;
	if (upright)
		box = rect_cut_bottom(&box, 124);
	else if (!small)
		box = rect_cut_right(&box, 90);
	ui_sheet(ui, box, small ? 0.1f : 3.2f, PAPER);
	struct rect in = rect_inset(box, 0, small ? 1.4f : 4.2f);
	rect_cut_left(&in, left);
	rect_cut_right(&in, right);
	head(ui, rect_cut_top(&in, 8.8f), small);
	if (!small) {
		rect_cut_top(&in, upright ? 2.6f : 2.2f);
		ui_text(ui, rect_cut_top(&in, 3.2f), theme_type(STYLE_LABEL, 1), INK_2, LEFT, 1,
			ui_tr(ui, text_size));
	}
	rect_cut_top(&in, 1.2f);
	text_sizes(app, ui, rect_cut_top(&in, small ? 10 : upright ? 16 : 12));
	rect_cut_top(&in, small ? 1.2f : upright ? 2.8f : 2);
	settings(app, ui, in, row_height(app, ui), small ? 2 : 1);
	foot(ui, rect_cut_bottom(&in, small ? 10 : upright ? 13.2f : 11.2f));
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
	case ACTION_REACH:
		app->aids.reach = !app->aids.reach;
		/* What was scrolled is laid out anew. */
		*app_scroll(app) = app->nav[app->depth - 1].scroll = 0;
		app_log(app, USAGE_AID, "reach", app->aids.reach);
		return true;
	case ACTION_STILL:
		app->aids.still = !app->aids.still;
		app_log(app, USAGE_AID, "still", app->aids.still);
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
