/* The buttons, their lights and the mat, as they are now. Here the buttons do nothing else. */
#include "screens/staff_mat.h"

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
	staff->scans = staff->scan_rate = 0;
	staff->scans_since_us = app->now_us;
}

static void button(struct app *app, const struct event *event)
{
	enum hw_button which = event->button.button;
	if (event->button.down && !app->staff.down[which])
		app->staff.pressed[which]++;
	app->staff.down[which] = event->button.down;
	app->touched_us = app->now_us;
}

/* How many readings of the mat come, second by second. */
static void count_scan(struct app *app)
{
	struct staff_state *staff = &app->staff;
	const int64_t second = 1000000;
	int64_t gone = app->now_us - staff->scans_since_us;
	staff->scans++;
	if (gone < second)
		return;
	staff->scan_rate = (int)(((int64_t)staff->scans * second + gone / 2) / gone);
	staff->scans = 0;
	staff->scans_since_us = app->now_us;
}

/* The mat answers what was asked of it from here. */
static void answered(struct app *app, const struct calibrate_state *state)
{
	if (state->fault[0])
		app_toast(app, N_("That did not work"), 0);
	else if (state->zeroed)
		app_toast(app, N_("The empty mat is zero now"), 0);
	else if (state->undone)
		app_toast(app, N_("The one before counts again"), 0);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_MAT) {
		count_scan(app);
		if (event->sample->present)
			app->touched_us = app->now_us;
	}
	if (event->kind == EVENT_CALIBRATE)
		answered(app, event->calibrate);
	if (event->kind != EVENT_ACTION)
		return false;
	if (event->action.kind == ACTION_CALIBRATE)
		app_effect(app, EFFECT_CALIBRATE)->calibrate =
			(enum calibrate_ask)event->action.arg;
	else if (event->action.kind == ACTION_LIGHTS)
		app->staff.lights = !app->staff.lights;
	else
		return false;
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

static void percents(const struct app *app, struct ui *ui, const struct staff_mat *mat)
{
	enum { READABLE = 16 };
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), small ? 3 : 4.4f);
	const float light = 0.55f;
	int zones = mat_zones(mat->grid);
	for (int zone = 0; zone < zones && zones <= READABLE; zone++) {
		float load = app->sample.load[zone];
		ui_text(ui, staff_mat_zone(mat, zone), type, load > light ? STAGE : STAGE_TEXT,
			CENTER | MIDDLE, 1,
			arena_printf(&ui->list->arena, "%d\xC2\xA0%%", (int)lroundf(load * 100)));
	}
}

/* What is wrong with it, in a word; the baseline is as it should be otherwise. */
static const char *state_of_mat(unsigned faults)
{
	if (faults & MAT_UNPLUGGED)
		return N_("Nothing comes");
	if (faults & MAT_STUCK_HIGH)
		return N_("A zone is stuck");
	if (faults & MAT_FLAT)
		return N_("A zone is dead");
	if (faults & MAT_NOISY)
		return N_("A zone is noisy");
	if (faults & MAT_LOADED_AT_START)
		return N_("Was loaded at the start");
	return N_("Baseline steady");
}

/* From the right to the left, as far as there is room beside the title. */
static void mat_facts(const struct app *app, struct ui *ui, struct rect head)
{
	struct type label =
		theme_type(ui->m.size_class == CLASS_COMPACT ? STYLE_SMALL : STYLE_LABEL, 1);
	bool sound = !app->sample.faults;
	const char *state = ui_tr(ui, state_of_mat(app->sample.faults));
	const char *rate = ui_fill(
		ui, ui_tr(ui, N_("{} readings a second")), number_words(ui, app->staff.scan_rate));
	const char *zones = ui_fill(ui,
		ui_fill(ui, ui_tr(ui, N_("{} x {} zones")), number_words(ui, app->mat.grid.rows)),
		number_words(ui, app->mat.grid.columns));
	const char *const words[] = {state, app->staff.scan_rate ? rate : NULL, zones};
	for (int i = 0; i < 3; i++) {
		float w = words[i] ? ui_text_width(ui, label, words[i]) : 0;
		float all = w + (i == 0 ? 4 : 0);
		if (!words[i] || all > head.w)
			continue;
		struct rect cut = rect_cut_right(&head, all);
		enum color_role color = i > 0 ? STAGE_TEXT_2 : sound ? STAGE_TEXT : FOCUS_CORE;
		if (i == 0)
			ui_icon(ui, (struct point){cut.x, cut.y + (cut.h - 3) / 2}, 3,
				sound ? "check" : "warning", color);
		ui_text(ui, rect_cut_right(&cut, w), label, color, RIGHT | MIDDLE, 1, words[i]);
		rect_cut_right(&head, 3.6f);
	}
}

static void mat(const struct app *app, struct ui *ui, struct rect box)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	ui_panel(ui, box, 2.4f, STAGE);
	struct rect in = rect_inset(box, small ? 2 : 3.6f, small ? 1.2f : 2.8f);
	struct rect head = rect_cut_top(&in, small ? 4.6f : 6.4f);
	struct type title = type_sized(theme_type(STYLE_HEADING, 1), small ? 3.2f : 4);
	const char *name = ui_tr(ui, N_("Mat, live"));
	ui_text(ui, head, title, STAGE_TEXT, LEFT | MIDDLE, 1, name);
	if (!app->mat.fitted || !app->mat.works) {
		ui_text(ui, in, theme_type(STYLE_LEAD, 1), STAGE_TEXT_2, CENTER | MIDDLE, 3,
			ui_tr(ui, app->mat.fitted
					  ? N_("The mat does not answer. See what is wrong.")
					  : N_("The settings name no mat.")));
		return;
	}
	rect_cut_left(&head, ui_text_width(ui, title, name) + 3);
	mat_facts(app, ui, head);
	rect_cut_top(&in, small ? 0.6f : 1.6f);
	struct staff_mat drawn = staff_mat_place(
		ui, in, app->mat.grid, ui_tr(ui, N_("Share of each zone's own range")));
	staff_mat_draw(ui, &drawn, app->sample.load);
	percents(app, ui, &drawn);
}

/* ---- its calibration ---- */

struct ways {
	struct button calibrate, zero, undo;
};

static struct ways ways_of(const struct app *app, struct ui *ui)
{
	const struct calibration_about *about = &app->mat.calibration;
	bool can = app->mat.works && about->can;
	struct ways ways = {
		.calibrate = {.id = "hardware.calibrate",
			.label = ui_tr(ui, about->used ? N_("Calibrate again") : N_("Calibrate")),
			.kind = can ? BUTTON_GO : BUTTON_QUIET,
			.disabled = !can,
			.action = {ACTION_GO, SCREEN_STAFF_CALIBRATE}}};
	ways.zero = (struct button){.id = "hardware.zero",
		.label = ui_tr(ui, N_("Zero the mat")),
		.disabled = !can,
		.action = {ACTION_CALIBRATE, CALIBRATE_ZERO}};
	ways.undo = (struct button){.id = "hardware.undo",
		.label = ui_tr(ui, N_("Undo")),
		.disabled = !can || !about->undo,
		.action = {ACTION_CALIBRATE, CALIBRATE_UNDO}};
	return ways;
}

static void ways_in(const struct app *app, struct ui *ui, struct rect box)
{
	struct ways ways = ways_of(app, ui);
	bool row = ui->m.size_class == CLASS_COMPACT;
	const float gap = row ? 1.4f : 2.4f;
	if (row) {
		struct rect first = rect_cut_left(&box, (box.w - 2 * gap) * 0.42f);
		ui_button(ui, first, &ways.calibrate);
		rect_cut_left(&box, gap);
	} else {
		ui_button(ui, rect_cut_top(&box, (box.h - gap) / 2), &ways.calibrate);
		rect_cut_top(&box, gap);
	}
	struct rect zero = rect_cut_left(&box, (box.w - gap) * 0.62f);
	rect_cut_left(&box, gap);
	ui_button(ui, zero, &ways.zero);
	ui_button(ui, box, &ways.undo);
}

static void known(struct ui *ui, struct rect *box, const char *words)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	rect_cut_top(box, staff_hint(ui, *box, "check", INK_2, label, words) + 1.2f);
}

static void card(const struct app *app, struct ui *ui, struct rect box)
{
	const struct calibration_about *about = &app->mat.calibration;
	struct type label = theme_type(STYLE_LABEL, 1);
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.6f, 2.6f), head = rect_cut_top(&in, 4.8f);
	const char *state = about->used    ? ui_fill(ui, ui_tr(ui, N_("Good, {}")),
						     day_words(ui, date_of_wall(about->made_s)))
			    : about->unfit ? ui_tr(ui, N_("Cannot be used"))
					   : ui_tr(ui, N_("None yet"));
	float w = about->can ? ui_tag_width(ui, 4.4f, about->used ? "check" : NULL, state) : 0;
	struct rect tag = rect_cut_right(&head, w);
	if (about->can)
		ui_tag(ui, (struct point){tag.x, tag.y}, 4.4f, about->used ? "check" : NULL, state,
			about->used    ? TIDE_TINT
			: about->unfit ? WARN_TINT
				       : SUNK,
			about->used    ? TIDE_PRESSED
			: about->unfit ? WARN_TEXT
				       : INK);
	struct type title = theme_type(STYLE_HEADING, 1);
	const char *name = ui_tr(ui, N_("Calibration"));
	ui_text(ui, head, ui_fit(ui, head.w - 1, 1, title, name), INK, LEFT | MIDDLE, 1, name);
	rect_cut_top(&in, 1.8f);
	if (about->used) {
		known(ui, &in, ui_tr(ui, N_("Zero set with the mat empty")));
		known(ui, &in,
			ui_fill(ui, ui_tr(ui, N_("Range learned for {} zones")),
				number_words(ui, mat_zones(app->mat.grid))));
		known(ui, &in, ui_tr(ui, N_("Undo brings back the one before")));
		return;
	}
	const char *words =
		!app->mat.fitted ? N_("The settings name no mat.")
		: !about->can    ? N_("The mat's contacts measure nothing, so they need none.")
		: about->unfit ? N_("It is damaged, or of another mat. Calibrate anew; until then "
				    "all zones count as equal.")
			       : N_("Zones differ by a quarter from piece to piece. Calibrated, "
				    "the same load counts the same on each.");
	ui_text(ui, in, ui_fit(ui, in.w, 5, label, ui_tr(ui, words)), INK_2, LEFT, 5,
		ui_tr(ui, words));
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT,
	     upright = ui->m.size_class == CLASS_PORTRAIT;
	struct button glass = {.id = "hardware.glass",
		.label = ui_tr(ui, N_("Screen, sound, touch")),
		.icon = "tap",
		.kind = BUTTON_STAGE,
		.icon_only = small || upright,
		.action = {ACTION_GO, SCREEN_STAFF_GLASS}};
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Hardware test")), &glass);
	const float gap = small ? 1.8f : 2.4f;
	rect_cut_top(&in, small ? 1.6f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	keys(app, ui, upright ? rect_cut_top(&in, 70) : rect_cut_left(&in, small ? 42 : 56));
	if (upright)
		rect_cut_top(&in, gap);
	else
		rect_cut_left(&in, gap);
	struct rect low = rect_cut_bottom(&in, small ? 8.8f : 30);
	rect_cut_bottom(&in, gap);
	mat(app, ui, in);
	if (!small) {
		card(app, ui, rect_cut_left(&low, (low.w - gap) * 0.6f));
		rect_cut_left(&low, gap);
	}
	ways_in(app, ui, low);
}

const struct screen screen_staff_hardware = {.name = "staff-hardware",
	.staff = true,
	.mat = true,
	.enter = enter,
	.update = update,
	.button = button,
	.view = view};
