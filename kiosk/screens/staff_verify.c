/* The dialogs about one therapist: the license was looked up; out of the list; and who says so. */
#include "screens/staff_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- what they share ---- */

struct sheet {
	struct rect box, in;
	bool small, upright;
};

static struct sheet open_sheet(struct ui *ui, float w, float h, float pad)
{
	struct sheet sheet = {.small = ui->m.size_class == CLASS_COMPACT,
		.upright = ui->m.size_class == CLASS_PORTRAIT};
	float most = ui->m.w - (sheet.small ? 2 : 6), high = ui->m.h - (sheet.small ? 2 : 4);
	sheet.box = rect_center(ui_canvas(ui), fminf(w, most), fminf(h, high));
	ui_sheet(ui, sheet.box, sheet.small ? 2.4f : 3.2f, PAPER);
	sheet.in = rect_inset(sheet.box, pad, pad);
	return sheet;
}

/* What stands under a dialog that was refused. */
static void refused(const struct app *app, struct ui *ui, struct rect box, enum desk_kind kind)
{
	if (app->staff.refused && app->staff.tried == kind)
		staff_hint(
			ui, box, "warning", ERROR, theme_type(STYLE_LABEL, 1), staff_why(app, ui));
}

static bool sign(struct app *app, int signer)
{
	struct staff_state *staff = &app->staff;
	snprintf(staff->by, sizeof staff->by, "%s", staff->signer[signer]);
	return true;
}

static void sign_enter(struct app *app, int arg)
{
	(void)arg;
	struct staff_state *staff = &app->staff;
	if (!staff->by[0])
		snprintf(staff->by, sizeof staff->by, "%s", staff->signer[0]);
}

/* The answer to a change that a dialog asked for: gone when it is done. */
static void answered(struct app *app, const struct event *event, enum desk_kind kind)
{
	if (event->kind != EVENT_DESK || event->desk->kind != kind || !event->desk->done)
		return;
	staff_signs(app, app->staff.by);
	app_close(app);
	app_toast(app, N_("Saved"), 0);
	staff_ask_list(app);
}

/* ---- verify ---- */

static void verify_enter(struct app *app, int arg)
{
	(void)arg;
	struct staff_state *staff = &app->staff;
	const struct therapist *therapist = staff_chosen(app);
	const char *address = therapist ? therapist->field[THERAPIST_LICENSE_CHECKED_AT] : "";
	staff->code = NULL;
	if (!address[0] || strlen(address) > QR_BYTES)
		return;
	staff->board = (struct take_home){.texts = 1};
	snprintf(staff->board.text[0], sizeof staff->board.text[0], "%s", address);
	app_effect(app, EFFECT_CODE)->texts = &staff->board;
}

static bool verified(struct app *app)
{
	const struct therapist *therapist = staff_chosen(app);
	if (!therapist || !app->staff.by[0] || app->staff.busy[DESK_VERIFY])
		return true;
	struct desk_request *request = staff_ask(app, DESK_VERIFY);
	request->id = therapist->id;
	request->on = app->staff.on;
	return true;
}

static bool verify_update(struct app *app, const struct event *event)
{
	struct staff_state *staff = &app->staff;
	if (event->kind == EVENT_STORE && event->store.code)
		staff->code = event->store.code;
	answered(app, event, DESK_VERIFY);
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_SIGNER:
		return sign(app, event->action.arg);
	case ACTION_CHECKED_ON:
		staff->on += event->action.arg;
		if (staff->on > app_today(app))
			staff->on = app_today(app);
		return true;
	case ACTION_VERIFIED:
		return verified(app);
	default:
		return false;
	}
}

static float license_card(struct ui *ui, struct rect box, const struct therapist *therapist)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), small ? 4.4f : 6.4f);
	const char *words =
		arena_printf(&ui->list->arena, "%s %s", therapist->field[THERAPIST_LICENSE_STATE],
			therapist->field[THERAPIST_LICENSE_NUMBER]);
	day_t day = DAY_NONE;
	date_read(therapist->field[THERAPIST_LICENSE_EXPIRES], &day);
	const char *expires = ui_fill(ui, ui_tr(ui, N_("Expires {}")), day_words(ui, day));
	const float pad = small ? 1.4f : 2.8f;
	struct rect in = rect_inset(box, small ? 2.4f : 3.2f, pad);
	number = ui_fit(ui, in.w, 1, number, words);
	const float h = 2 * pad + 2 * label.line + number.size * 1.15f + 1.4f;
	ui_card(ui, rect_make(box.x, box.y, box.w, h), 2.4f);
	ui_text(ui, rect_cut_top(&in, label.line), label, INK_2, LEFT, 1,
		therapist->field[THERAPIST_NAME]);
	rect_cut_top(&in, 0.6f);
	ui_text(ui, rect_cut_top(&in, number.size * 1.15f), number, INK, LEFT | MIDDLE, 1, words);
	rect_cut_top(&in, 0.8f);
	ui_text(ui, in, label, INK, LEFT, 1, expires);
	return h;
}

/* "Today, 11/23/2026" between its arrows. */
static void checked_on(const struct app *app, struct ui *ui, struct rect box)
{
	const float h = 9.6f, gap = 1.4f;
	struct type label = theme_type(STYLE_LABEL, 1);
	day_t on = app->staff.on;
	bool today = on == app_today(app);
	ui_text(ui, rect_cut_top(&box, label.line), label, INK_2, LEFT, 1,
		ui_tr(ui, N_("Checked on")));
	rect_cut_top(&box, 1);
	struct rect row = rect_cut_top(&box, h);
	struct button earlier = {.id = "verify.earlier",
		.label = ui_tr(ui, N_("A day earlier")),
		.icon = "chevron-left",
		.icon_only = true,
		.action = {ACTION_CHECKED_ON, -1}};
	struct button later = {.id = "verify.later",
		.label = ui_tr(ui, N_("A day later")),
		.icon = "chevron-right",
		.icon_only = true,
		.disabled = today,
		.action = {ACTION_CHECKED_ON, 1}};
	ui_button(ui, rect_cut_left(&row, 8.8f), &earlier);
	rect_cut_left(&row, gap);
	const char *day = day_words(ui, on);
	if (today)
		day = ui_fill(ui, ui_tr(ui, N_("Today, {}")), day);
	float w = fminf(34, row.w - 8.8f - gap);
	struct rect field = rect_cut_left(&row, w);
	draw_round(ui->list, field, 1.6f, ui->theme->color[CARD]);
	draw_outline(ui->list, field, 1.6f, ui->theme->outline ? ui->theme->outline : 0.25f,
		ui->theme->color[CONTROL_LINE]);
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), 3.2f);
	ui_text(ui, field, ui_fit(ui, w - 2, 1, type, day), INK, CENTER | MIDDLE, 1, day);
	rect_cut_left(&row, gap);
	ui_button(ui, rect_cut_left(&row, 8.8f), &later);
}

/* The board's look-up, for the phone of whoever checks. */
static void board(const struct app *app, struct ui *ui, struct rect box)
{
	const struct qr *code = app->staff.code;
	struct type head = type_sized(theme_type(STYLE_HEADING, 1), 4);
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *title = ui_tr(ui, N_("State board lookup"));
	const char *words = ui_tr(ui, code ? N_("This kiosk has no network. Scan with a phone and "
						"compare the number, the name and the date.")
					   : N_("This kiosk has no network, and no address of the "
						"board is known. Look the number up on a phone or "
						"a computer."));
	ui_panel(ui, box, 2.4f, TIDE_TINT);
	struct rect in = rect_inset(box, 3.2f, 3.2f);
	ui_text(ui, rect_cut_top(&in, head.line), ui_fit(ui, in.w, 1, head, title), INK, LEFT, 1,
		title);
	float words_h = ui_text_height(ui, in.w, label, words);
	ui_text(ui, rect_cut_bottom(&in, words_h), label, INK, LEFT, 0, words);
	rect_cut_top(&in, 2.4f);
	rect_cut_bottom(&in, 2.4f);
	if (!code)
		return;
	float side = fminf(in.w, in.h);
	ui_code_card(ui, rect_make(in.x, in.y, side, side), code->size, code->module, words);
}

static void verify_foot(const struct app *app, struct ui *ui, struct rect row)
{
	const struct staff_state *staff = &app->staff;
	struct button no = {
		.id = "verify.no", .label = ui_tr(ui, N_("Not yet")), .action = {ACTION_CLOSE, 0}};
	struct button yes = {.id = "verify.yes",
		.label = ui_tr(ui, N_("It is valid. Show in the list")),
		.icon = "license",
		.icon_size = 4.4f,
		.kind = BUTTON_GO,
		.disabled = !staff->by[0] || staff->busy[DESK_VERIFY],
		.action = {ACTION_VERIFIED, 0}};
	staff_two_buttons(ui, row, &no, &yes, false);
}

static void verify_view(const struct app *app, struct ui *ui)
{
	const struct therapist *therapist = staff_chosen(app);
	bool small = ui->m.size_class == CLASS_COMPACT,
	     upright = ui->m.size_class == CLASS_PORTRAIT;
	struct sheet sheet = open_sheet(ui, small ? 118 : 150,
		small     ? 70
		: upright ? 162
			  : 97,
		small ? 3 : 6.4f);
	struct rect in = sheet.in;
	if (!therapist)
		return;
	verify_foot(app, ui, rect_cut_bottom(&in, small ? 9.6f : 11.2f));
	rect_cut_bottom(&in, small ? 1.4f : 3.2f);
	if (upright) {
		board(app, ui, rect_cut_bottom(&in, 56));
		rect_cut_bottom(&in, 3.2f);
	} else if (!small) {
		board(app, ui, rect_cut_right(&in, 44));
		rect_cut_right(&in, 5.6f);
	}
	struct type head = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 4.4f : 7.2f);
	const char *title = ui_tr(ui, N_("Verify the license"));
	head = ui_fit(ui, in.w, 1, head, title);
	ui_text(ui, rect_cut_top(&in, head.line), head, INK, LEFT, 1, title);
	if (!small) {
		struct type lead = theme_type(STYLE_LEAD, 1);
		const char *words =
			ui_tr(ui, N_("Look it up with the state board, then sign here."));
		bool no = app->staff.refused && app->staff.tried == DESK_VERIFY;
		rect_cut_top(&in, ui_text(ui, in, lead, no ? ERROR : INK_2, LEFT, 0,
					  no ? staff_why(app, ui) : words) +
					  3.2f);
	} else {
		rect_cut_top(&in, 1);
	}
	struct rect left = in;
	if (small) {
		left = rect_cut_left(&in, 52);
		rect_cut_left(&in, 3);
	}
	float card = license_card(ui, left, therapist);
	rect_cut_top(&left, card + (small ? 2 : 2.6f));
	struct rect right = small ? in : left;
	float signers = staff_signers(app, ui, small ? right : left, ui_tr(ui, N_("Who checked")));
	rect_cut_top(&right, signers + (small ? 2 : 2.4f));
	checked_on(app, ui, small ? left : right);
	if (small)
		refused(app, ui, right, DESK_VERIFY);
}

const struct screen overlay_verify = {.name = "verify",
	.overlay = true,
	.enter = verify_enter,
	.update = verify_update,
	.view = verify_view};

/* ---- retire, and bring back ---- */

static bool retire_update(struct app *app, const struct event *event)
{
	const struct therapist *therapist = staff_chosen(app);
	answered(app, event, DESK_RETIRE);
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_SIGNER:
		return sign(app, event->action.arg);
	case ACTION_RETIRED:
		if (therapist && app->staff.by[0] && !app->staff.busy[DESK_RETIRE]) {
			struct desk_request *request = staff_ask(app, DESK_RETIRE);
			request->id = therapist->id;
			request->yes = !therapist->retired;
		}
		return true;
	default:
		return false;
	}
}

static void retire_foot(const struct app *app, struct ui *ui, struct rect row, bool back)
{
	const struct staff_state *staff = &app->staff;
	struct button no = {.id = "retire.no",
		.label = ui_tr(ui, back ? N_("Leave it") : N_("Keep in the list")),
		.action = {ACTION_CLOSE, 0}};
	struct button yes = {.id = "retire.yes",
		.label = ui_tr(ui, back ? N_("Restore") : N_("Retire")),
		.icon = back ? "undo" : "minus",
		.kind = back ? BUTTON_GO : BUTTON_PRIMARY,
		.disabled = !staff->by[0] || staff->busy[DESK_RETIRE],
		.action = {ACTION_RETIRED, 0}};
	staff_two_buttons(ui, row, &no, &yes, true);
}

static void retire_view(const struct app *app, struct ui *ui)
{
	const struct therapist *therapist = staff_chosen(app);
	bool small = ui->m.size_class == CLASS_COMPACT,
	     upright = ui->m.size_class == CLASS_PORTRAIT;
	struct sheet sheet = open_sheet(ui, small ? 114 : 124,
		small     ? 62
		: upright ? 84
			  : 68,
		small ? 3.2f : 6.4f);
	struct rect in = sheet.in;
	if (!therapist)
		return;
	bool back = therapist->retired;
	retire_foot(app, ui, rect_cut_bottom(&in, small ? 9.6f : 11.2f), back);
	rect_cut_bottom(&in, 2.4f);
	struct rect signers = rect_cut_bottom(&in, 13.8f);
	staff_signers(app, ui, signers, ui_tr(ui, N_("Who decided")));
	rect_cut_bottom(&in, 1.4f);
	if (!small) {
		struct rect plate = rect_cut_left(&in, 14);
		ui_plate(ui, rect_make(plate.x, plate.y, 14, 14), back ? "undo" : "minus", 6.4f,
			back ? TIDE_TINT : WARN_TINT, back ? TIDE_PRESSED : WARN_TEXT);
		rect_cut_left(&in, 4);
	}
	const char *title = ui_fill(ui, ui_tr(ui, back ? N_("Bring {} back?") : N_("Retire {}?")),
		therapist->field[THERAPIST_NAME]);
	struct type head = ui_fit(ui, in.w, upright ? 2 : 1,
		type_sized(theme_type(STYLE_DISPLAY, 1), small ? 5 : 7.2f), title);
	rect_cut_top(&in, ui_text(ui, in, head, INK, LEFT, 2, title) + 1.2f);
	const char *words =
		ui_tr(ui, back ? N_("Customers see it again while its license is "
				    "verified and valid.")
			       : N_("Customers no longer see it. Nothing is deleted: it "
				    "stands under Retired and can come back any time."));
	struct type lead =
		small ? type_sized(theme_type(STYLE_LEAD, 1), 2.8f) : theme_type(STYLE_LEAD, 1);
	rect_cut_top(&in, ui_text(ui, in, lead, INK_2, LEFT, 0, words) + 1);
	refused(app, ui, in, DESK_RETIRE);
}

const struct screen overlay_retire = {
	.name = "retire", .overlay = true, .update = retire_update, .view = retire_view};

/* ---- erase ---- */

static void erase_enter(struct app *app, int arg)
{
	sign_enter(app, arg);
	app->staff.erase_sure = false;
	app->staff.refused = false;
}

static bool erase_update(struct app *app, const struct event *event)
{
	struct staff_state *staff = &app->staff;
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_ERASE && event->desk->done) {
		staff_signs(app, staff->by);
		app_close(app);
		/* What of the person is left elsewhere, and must be deleted by hand. */
		snprintf(staff->why, sizeof staff->why, "%s", event->desk->why);
		app_toast(app, staff->why[0] ? staff->why : N_("Erased"), 0);
		staff_ask_list(app);
		return false;
	}
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_SIGNER:
		return sign(app, event->action.arg);
	case ACTION_ERASE_SURE:
		staff->erase_sure = true;
		return true;
	case ACTION_ERASED:
		if (staff->erase_sure && staff->edit.id && staff->by[0] && !staff->busy[DESK_ERASE])
			staff_ask(app, DESK_ERASE)->id = staff->edit.id;
		return true;
	default:
		return false;
	}
}

static void erase_foot(const struct app *app, struct ui *ui, struct rect row)
{
	const struct staff_state *staff = &app->staff;
	bool sure = staff->erase_sure;
	struct button no = {.id = "erase.no",
		.label = ui_tr(ui, N_("Do not erase")),
		.kind = BUTTON_GO,
		.action = {ACTION_CLOSE, 0}};
	struct button yes = {.id = sure ? "erase.really" : "erase.yes",
		.label = ui_tr(ui, sure ? N_("Erase for good") : N_("Erase")),
		.icon = "trash",
		.kind = sure ? BUTTON_PRIMARY : BUTTON_QUIET,
		.disabled = !staff->by[0] || staff->busy[DESK_ERASE],
		.action = {sure ? ACTION_ERASED : ACTION_ERASE_SURE, 0}};
	staff_two_buttons(ui, row, &no, &yes, true);
}

static void erase_view(const struct app *app, struct ui *ui)
{
	const struct staff_state *staff = &app->staff;
	bool small = ui->m.size_class == CLASS_COMPACT,
	     upright = ui->m.size_class == CLASS_PORTRAIT;
	struct sheet sheet = open_sheet(ui, 116,
		small     ? 54
		: upright ? 78
			  : 68,
		small ? 3.2f : 6.4f);
	struct rect in = sheet.in;
	const char *name = staff->edit.before[0];
	erase_foot(app, ui, rect_cut_bottom(&in, small ? 9.6f : 11.2f));
	if (!small) {
		struct rect plate = rect_cut_left(&in, 14);
		ui_plate(ui, rect_make(plate.x, plate.y, 14, 14), "trash", 6.4f, ERROR_TINT, ERROR);
		rect_cut_left(&in, 4);
	}
	const char *title = ui_fill(
		ui, ui_tr(ui, staff->erase_sure ? N_("Really erase {}?") : N_("Erase {}?")), name);
	struct type head = ui_fit(ui, in.w, upright ? 2 : 1,
		type_sized(theme_type(STYLE_DISPLAY, 1), small ? 5 : 7.2f), title);
	rect_cut_top(&in, ui_text(ui, in, head, INK, LEFT, 2, title) + 1.2f);
	const char *words =
		staff->erase_sure
			? ui_tr(ui, N_("This cannot be undone. Copies on sticks and elsewhere are "
				       "not reached: delete them by hand."))
			: ui_tr(ui, N_("The person goes from the directory, from the record of "
				       "changes and from every backup on this kiosk. To only take "
				       "them out of the list, retire them."));
	struct type lead =
		small ? type_sized(theme_type(STYLE_LEAD, 1), 2.7f) : theme_type(STYLE_LEAD, 1);
	rect_cut_top(&in, ui_text(ui, in, lead, INK_2, LEFT, 0, words) + (small ? 1.2f : 2.4f));
	if (staff->refused && staff->tried == DESK_ERASE)
		refused(app, ui, in, DESK_ERASE);
	else
		staff_signers(app, ui, in, ui_tr(ui, N_("Who decided")));
}

const struct screen overlay_erase = {.name = "erase",
	.overlay = true,
	.enter = erase_enter,
	.update = erase_update,
	.view = erase_view};

/* ---- who imports, who takes it back ---- */

static bool sign_update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_SIGNER:
		return sign(app, event->action.arg);
	case ACTION_SIGNED:
		staff_signs(app, app->staff.by);
		app_close(app);
		app_act(app, (struct action){event->action.arg, 0});
		return true;
	default:
		return false;
	}
}

static void sign_view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	bool undo = app->staff.signing == ACTION_UNDONE, save = app->staff.signing == ACTION_SAVE;
	struct sheet sheet =
		open_sheet(ui, small ? 112 : 110, small ? 50 : 56, small ? 3.2f : 6.4f);
	struct rect in = sheet.in;
	struct button no = {
		.id = "sign.no", .label = ui_tr(ui, N_("Cancel")), .action = {ACTION_CLOSE, 0}};
	struct button yes = {.id = "sign.yes",
		.label = ui_tr(ui, undo   ? N_("Undo the import")
				   : save ? N_("Save")
					  : N_("Apply it")),
		.icon = undo ? "undo" : "check",
		.kind = BUTTON_GO,
		.disabled = !app->staff.by[0],
		.action = {ACTION_SIGNED, app->staff.signing}};
	staff_two_buttons(ui, rect_cut_bottom(&in, small ? 9.6f : 11.2f), &no, &yes, true);
	const char *title = ui_tr(ui, undo   ? N_("Who takes it back?")
				      : save ? N_("Who changes it?")
					     : N_("Who imports?"));
	struct type head = ui_fit(
		ui, in.w, 1, type_sized(theme_type(STYLE_DISPLAY, 1), small ? 5 : 7.2f), title);
	rect_cut_top(&in, ui_text(ui, in, head, INK, LEFT, 1, title) + 2);
	staff_signers(app, ui, in, ui_tr(ui, N_("For the record of changes")));
}

const struct screen overlay_sign = {.name = "sign",
	.overlay = true,
	.enter = sign_enter,
	.update = sign_update,
	.view = sign_view};
