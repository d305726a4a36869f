/* The stick: save what staff may want to keep, and let go of it before it is pulled out. */
#include "screens/staff_parts.h"

#include <math.h>
#include <stdio.h>

enum deed { SAVE, EJECT };

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.refused = app->staff.copied = app->staff.ejected = app->staff.held = false;
}

static bool runs(const struct app *app)
{
	return app->staff.busy[DESK_COPY] || app->staff.ejecting;
}

static void act(struct app *app, enum deed deed)
{
	struct staff_state *staff = &app->staff;
	if (runs(app) || !staff->usb[0])
		return;
	staff->refused = staff->copied = staff->held = false;
	if (deed == EJECT) {
		staff->ejecting = true;
		app_effect(app, EFFECT_EJECT);
		return;
	}
	struct desk_request *request = staff_ask(app, DESK_COPY);
	snprintf(request->text, sizeof request->text, "%s", staff->usb);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_COPY)
		app->staff.copied = event->desk->done;
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_STICK)
		return false;
	act(app, (enum deed)event->action.arg);
	return true;
}

struct say {
	const char *icon, *title, *words;
	bool good, bad;
};

static struct say say_of(const struct app *app, struct ui *ui)
{
	const struct staff_state *staff = &app->staff;
	if (staff->ejected)
		return (struct say){"check", N_("Safe to pull out"),
			ui_tr(ui, N_("All is written. Take the stick with you.")), true, false};
	if (!staff->usb[0])
		return (struct say){"usb", N_("Put a USB stick in"),
			ui_tr(ui, N_("FAT or exFAT, as sticks are sold. It is written to only when "
				     "you say so.")),
			false, false};
	if (staff->busy[DESK_COPY])
		return (struct say){
			"usb", N_("Saving"), ui_tr(ui, N_("Leave the stick in.")), false, false};
	if (staff->refused && staff->tried == DESK_COPY)
		return (struct say){
			"warning", N_("It could not be saved"), staff_why(app, ui), false, true};
	if (staff->held)
		return (struct say){"warning", N_("Still in use"),
			ui_tr(ui, N_("Something on the stick is open. Wait a moment, then try "
				     "again.")),
			false, true};
	if (staff->copied)
		return (struct say){"check", N_("Saved"),
			ui_tr(ui, N_("The therapists, the usage report and a backup are in the "
				     "folder \xE2\x80\x9Ctuneup\xE2\x80\x9D.")),
			true, false};
	return (struct say){"usb", N_("USB stick"),
		ui_tr(ui,
			N_("Save the therapists, the usage report and a backup on it, or let go of "
			   "it before you pull it out.")),
		false, false};
}

/* One button: nothing can be done but to close it. */
static void foot(const struct app *app, struct ui *ui, struct rect row)
{
	const struct staff_state *staff = &app->staff;
	bool done = staff->ejected || !staff->usb[0];
	struct button close = {.id = "stick.close",
		.label = ui_tr(ui, done ? N_("All right") : N_("Close")),
		.kind = done ? BUTTON_PRIMARY : BUTTON_QUIET,
		.action = {ACTION_CLOSE, 0}};
	struct button eject = {.id = "stick.eject",
		.label = ui_tr(ui, N_("Eject")),
		.icon = "usb",
		.kind = staff->copied ? BUTTON_PRIMARY : BUTTON_QUIET,
		.disabled = runs(app),
		.action = {ACTION_STICK, EJECT}};
	struct button save = {.id = "stick.save",
		.label = ui_tr(ui, N_("Save to USB")),
		.icon = "file",
		.kind = staff->copied ? BUTTON_QUIET : BUTTON_PRIMARY,
		.disabled = runs(app),
		.action = {ACTION_STICK, SAVE}};
	if (done) {
		float w = fminf(ui_button_width(ui, &close) + 8, row.w);
		ui_button(ui, rect_cut_right(&row, w), &close);
		return;
	}
	struct button *const all[] = {&close, &eject, &save};
	const float gap = 1.6f;
	for (int i = 0; i < 3; i++) {
		all[i]->type = ui_fit(ui, (row.w - 2 * gap) / 3 - 9, 1, theme_type(STYLE_BUTTON, 1),
			all[i]->label);
		ui_button(ui, rect_grid(row, 3, 1, gap, i), all[i]);
	}
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float pad = small ? 3.2f : 5.6f, plate = small ? 10 : 14,
		    button = small ? 9.6f : 10.4f;
	const float w = fminf(small ? 112 : 124, ui->m.w - 2 * ui->m.margin), inside = w - 2 * pad;
	const struct say say = say_of(app, ui);
	const char *title = ui_tr(ui, say.title);
	float text_w = inside - plate - 4;
	struct type display = ui_fit(ui, text_w, 2,
		type_sized(theme_type(STYLE_DISPLAY, 1), small ? 4.8f : 7.2f), title);
	struct type lead = type_sized(theme_type(STYLE_LEAD, 1), small ? 2.8f : 3.4f);
	float title_h = ui_text_height(ui, text_w, display, title);
	float text_h = title_h + 1.4f + ui_text_height(ui, text_w, lead, say.words);
	float top_h = fmaxf(text_h, plate);
	struct rect box = rect_center(ui_canvas(ui), w, 3 * pad + top_h + button);
	ui_sheet(ui, box, 3.2f, PAPER);
	struct rect in = rect_inset(box, pad, pad), top = rect_cut_top(&in, top_h);
	struct rect at = rect_cut_left(&top, plate);
	at.h = plate;
	ui_plate(ui, at, say.icon, plate * 0.56f,
		say.good  ? TIDE_TINT
		: say.bad ? WARN_TINT
			  : SUNK,
		say.good  ? TIDE_PRESSED
		: say.bad ? WARN_TEXT
			  : INK);
	rect_cut_left(&top, 4);
	ui_text(ui, rect_cut_top(&top, title_h), display, INK, LEFT, 2, title);
	rect_cut_top(&top, 1.4f);
	ui_text(ui, top, lead, INK_2, LEFT, 0, say.words);
	foot(app, ui, rect_cut_bottom(&in, button));
}

struct button staff_stick_button(struct ui *ui)
{
	return (struct button){.id = "staff.stick",
		.label = ui_tr(ui, N_("USB stick")),
		.icon = "usb",
		.kind = BUTTON_ON,
		.icon_only = ui->m.size_class != CLASS_LANDSCAPE,
		.action = {ACTION_OPEN, OVERLAY_STICK}};
}

const struct screen overlay_stick = {.name = "stick",
	.overlay = true,
	.staff = true,
	.enter = enter,
	.update = update,
	.view = view};
