/* The buttons, their lights and the mat, as they are now. Here the buttons do nothing else. */
#include "screens/staff_parts.h"

#include "ui/station.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static_assert((int)STAFF_KEYS == (int)HW_BUTTONS, "a count for each button");

static const char *const names[HW_BUTTONS] = {[BUTTON_START_STOP] = N_("Start / Stop"),
	[BUTTON_NEXT] = N_("Next"),
	[BUTTON_BACK] = N_("Back"),
	[BUTTON_HOME] = N_("Home"),
	[BUTTON_VOL_UP] = N_("Louder"),
	[BUTTON_VOL_DOWN] = N_("Softer")};

static const enum color_role colors[HW_BUTTONS] = {[BUTTON_START_STOP] = FLARE,
	[BUTTON_NEXT] = ICE,
	[BUTTON_BACK] = FOCUS_CORE,
	[BUTTON_HOME] = CARD,
	[BUTTON_VOL_UP] = CONTROL_LINE,
	[BUTTON_VOL_DOWN] = CONTROL_LINE};

static void enter(struct app *app, int arg)
{
	(void)arg;
	struct staff_state *staff = &app->staff;
	staff->lights = false;
	memset(staff->pressed, 0, sizeof staff->pressed);
	memset(staff->down, 0, sizeof staff->down);
}

static void button(struct app *app, const struct event *event)
{
	enum hw_button which = event->button.button;
	if (event->button.down && !app->staff.down[which])
		app->staff.pressed[which]++;
	app->staff.down[which] = event->button.down;
	app->touched_us = app->now_us;
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_MAT && event->sample->present)
		app->touched_us = app->now_us;
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_LIGHTS)
		return false;
	app->staff.lights = !app->staff.lights;
	return true;
}

/* ---- the buttons ---- */

static int heard(const struct app *app)
{
	int n = 0;
	for (int i = 0; i < HW_BUTTONS; i++)
		n += app->staff.pressed[i] > 0;
	return n;
}

static void key_row(const struct app *app, struct ui *ui, struct rect row, int i)
{
	const struct staff_state *staff = &app->staff;
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float dot = small ? 4.6f : 7;
	struct rect ring = rect_center(rect_cut_left(&row, dot), dot, dot);
	draw_round(ui->list, ring, dot / 2, ui->theme->color[INK]);
	draw_round(ui->list, rect_inset(ring, dot * 0.12f, dot * 0.12f), dot * 0.38f,
		ui->theme->color[staff->down[i] ? PAPER : colors[i]]);
	rect_cut_left(&row, 2.2f);
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), small ? 3 : 4.4f);
	ui_text(ui, rect_cut_right(&row, 8), number, INK, RIGHT | MIDDLE, 1,
		number_words(ui, staff->pressed[i]));
	struct type name = type_sized(theme_type(STYLE_BUTTON, 1), small ? 2.6f : 3);
	struct type state = type_sized(theme_type(STYLE_SMALL, 1), 2.3f);
	const char *words = ui_tr(ui, staff->down[i]      ? N_("Held down now")
				      : staff->pressed[i] ? N_("Released")
							  : N_("Press it"));
	float h = name.line + (small ? 0 : state.line);
	rect_cut_top(&row, (row.h - h) / 2);
	ui_text(ui, rect_cut_top(&row, name.line), name, INK, LEFT, 1, ui_tr(ui, names[i]));
	if (!small)
		ui_text(ui, row, state, INK_2, LEFT, 1, words);
}

static void keys(const struct app *app, struct ui *ui, struct rect box)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, small ? 2 : 3.2f, small ? 1.2f : 2.8f);
	struct button lights = {.id = "hardware.lights",
		.label = ui_tr(ui, app->staff.lights ? N_("Lights off") : N_("Light every button")),
		.action = {ACTION_LIGHTS, 0}};
	ui_button(ui, rect_cut_bottom(&in, 8.8f), &lights);
	rect_cut_bottom(&in, 1.2f);
	if (!small) {
		struct rect head = rect_cut_top(&in, 6.4f);
		int n = heard(app);
		const char *words = ui_fill(ui,
			ui_fill(ui, ui_tr(ui, N_("{} of {} heard")), number_words(ui, n)),
			number_words(ui, HW_BUTTONS));
		bool all = n == HW_BUTTONS;
		float w = ui_tag_width(ui, 4.4f, all ? "check" : NULL, words);
		struct rect tag = rect_cut_right(&head, w);
		ui_tag(ui, (struct point){tag.x, tag.y}, 4.4f, all ? "check" : NULL, words,
			all ? TIDE_TINT : SUNK, all ? TIDE_PRESSED : INK);
		struct type title = type_sized(theme_type(STYLE_HEADING, 1), 4);
		const char *name = ui_tr(ui, N_("Buttons"));
		ui_text(ui, head, ui_fit(ui, head.w - 1, 1, title, name), INK, LEFT, 1, name);
	}
	float h = in.h / HW_BUTTONS;
	for (int i = 0; i < HW_BUTTONS; i++)
		key_row(app, ui, rect_cut_top(&in, h), i);
}

/* ---- the mat ---- */

/* A quarter turn where it is wide: the screen's side at the left, Left above Right. */
static struct mat_grid turned(const struct app *app, bool wide, float share[MAT_ZONES_MAX])
{
	struct mat_grid grid = app->mat.grid;
	const struct mat_sample *sample = &app->sample;
	for (int row = 0; row < grid.rows; row++)
		for (int column = 0; column < grid.columns; column++) {
			int at = wide ? column * grid.rows + row : row * grid.columns + column;
			share[at] = sample->load[row * grid.columns + column];
		}
	return wide ? (struct mat_grid){grid.columns, grid.rows} : grid;
}

static void percents(
	struct ui *ui, struct rect box, struct mat_grid grid, const float *share, float gap)
{
	enum { READABLE = 16 };
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), 3);
	const float light = 0.55f;
	for (int i = 0; i < mat_zones(grid) && mat_zones(grid) <= READABLE; i++)
		ui_text(ui, rect_grid(box, grid.columns, grid.rows, gap, i), type,
			share[i] > light ? STAGE : STAGE_TEXT, CENTER | MIDDLE, 1,
			arena_printf(
				&ui->list->arena, "%d\xC2\xA0%%", (int)lroundf(share[i] * 100)));
}

static void mat(const struct app *app, struct ui *ui, struct rect box)
{
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class != CLASS_PORTRAIT;
	struct type label = theme_type(STYLE_LABEL, 1);
	ui_panel(ui, box, 2.4f, STAGE);
	struct rect in = rect_inset(box, small ? 2 : 3.6f, small ? 1.2f : 2.8f);
	struct rect head = rect_cut_top(&in, small ? 4.6f : 6.4f);
	struct type title = type_sized(theme_type(STYLE_HEADING, 1), small ? 3.2f : 4);
	ui_text(ui, head, title, STAGE_TEXT, LEFT | MIDDLE, 1, ui_tr(ui, N_("Mat, live")));
	if (!app->mat.fitted || !app->mat.works) {
		ui_text(ui, in, theme_type(STYLE_LEAD, 1), STAGE_TEXT_2, CENTER | MIDDLE, 3,
			ui_tr(ui, app->mat.fitted
					  ? N_("The mat does not answer. See what is wrong.")
					  : N_("The settings name no mat.")));
		return;
	}
	const char *zones = ui_fill(ui,
		ui_fill(ui, ui_tr(ui, N_("{} x {} zones")), number_words(ui, app->mat.grid.rows)),
		number_words(ui, app->mat.grid.columns));
	ui_text(ui, head, label, STAGE_TEXT_2, RIGHT | MIDDLE, 1, zones);
	struct rect foot = rect_cut_bottom(&in, 4.4f);
	ui_text(ui, foot, label, STAGE_TEXT_2, LEFT | BOTTOM, 1,
		ui_tr(ui, wide ? N_("Screen side at the left") : N_("Screen side at the top")));
	if (!small)
		ui_text(ui, foot, label, STAGE_TEXT_2, RIGHT | BOTTOM, 1,
			ui_tr(ui, N_("Share of each zone's own range")));
	float share[MAT_ZONES_MAX] = {0};
	struct mat_grid grid = turned(app, wide, share);
	const struct mat_look look = {MAT_ON_STAGE, 1.6f, 2};
	ui_mat(ui, in, grid, share, &look);
	percents(ui, in, grid, share, look.gap);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT,
	     upright = ui->m.size_class == CLASS_PORTRAIT;
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Hardware test")), NULL);
	rect_cut_top(&in, small ? 1.6f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	if (upright) {
		keys(app, ui, rect_cut_top(&in, 72));
		rect_cut_top(&in, 2.4f);
	} else {
		keys(app, ui, rect_cut_left(&in, small ? 42 : 56));
		rect_cut_left(&in, small ? 1.8f : 2.4f);
	}
	mat(app, ui, in);
}

const struct screen screen_staff_hardware = {.name = "staff-hardware",
	.staff = true,
	.mat = true,
	.enter = enter,
	.update = update,
	.button = button,
	.view = view};
