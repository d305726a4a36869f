/* A directory from a stick: choose a file, see what it would change, apply it, take it back. */
#include "screens/staff_import.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void ask_files(struct app *app)
{
	struct staff_state *staff = &app->staff;
	if (!staff->usb[0])
		return;
	struct desk_request *request = staff_ask(app, DESK_FILES);
	snprintf(request->text, sizeof request->text, "%s", staff->usb);
}

static void ask_check(struct app *app)
{
	struct desk_request *request = staff_ask(app, DESK_CHECK);
	snprintf(request->text, sizeof request->text, "%s", app->staff.file);
	app->staff.stage = IMPORT_LOOK;
	app->nav[app->depth - 1].scroll = 0;
}

static void to_files(struct app *app)
{
	app->staff.stage = IMPORT_FILES;
	app->staff.file[0] = '\0';
	app->staff.refused = false;
	app->nav[app->depth - 1].scroll = 0;
	ask_files(app);
	staff_ask(app, DESK_LAST);
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.pulled = false;
	to_files(app);
}

static const struct desk_file *file_at(const struct app *app, int index)
{
	const struct desk_answer *files = staff_told(app, DESK_FILES);
	return files && index >= 0 && (size_t)index < files->files ? &files->file[index] : NULL;
}

static void choose(struct app *app, int index)
{
	struct staff_state *staff = &app->staff;
	const struct desk_file *file = file_at(app, index);
	if (!file || file->rows < 0)
		return;
	size_t room = sizeof staff->file;
	if ((size_t)snprintf(staff->file, room, "%s/%s", staff->usb, file->name) >= room)
		return;
	staff->pulled = false;
	ask_check(app);
}

/* The stick is gone. What was read of it is no longer offered; an import that runs has read the
 * whole file and goes on. */
static void stick_changed(struct app *app)
{
	struct staff_state *staff = &app->staff;
	bool looking = staff->stage == IMPORT_LOOK || staff->stage == IMPORT_FILES;
	if (!looking)
		return;
	bool pulled = !staff->usb[0] && staff->stage == IMPORT_LOOK;
	if (app->overlays)
		app_close(app);
	to_files(app);
	staff->pulled = pulled;
}

static void apply(struct app *app)
{
	struct staff_state *staff = &app->staff;
	if (staff->stage != IMPORT_LOOK || staff->busy[DESK_IMPORT])
		return;
	struct desk_request *request = staff_ask(app, DESK_IMPORT);
	snprintf(request->text, sizeof request->text, "%s", staff->file);
	staff->stage = IMPORT_RUNS;
	staff->progress = 0;
}

static void answered(struct app *app, const struct desk_answer *answer)
{
	struct staff_state *staff = &app->staff;
	if (answer->kind == DESK_IMPORT) {
		staff->stage = answer->done ? IMPORT_DONE : IMPORT_LOOK;
		staff_ask(app, DESK_LAST);
		if (!answer->done) {
			snprintf(staff->why, sizeof staff->why, "%s", answer->why);
			app_toast(app, staff->why, 0);
		}
	} else if (answer->kind == DESK_UNDO) {
		if (answer->done)
			staff->stage = IMPORT_UNDONE;
		staff_ask(app, DESK_LAST);
	}
}

static bool act(struct app *app, const struct action action)
{
	struct staff_state *staff = &app->staff;
	switch (action.kind) {
	case ACTION_FILE:
		choose(app, action.arg);
		return true;
	case ACTION_FILE_AGAIN:
		ask_check(app);
		return true;
	case ACTION_IMPORT:
		apply(app);
		return true;
	case ACTION_IMPORT_CANCEL:
		app_effect(app, EFFECT_CANCEL);
		return true;
	case ACTION_UNDO:
		staff->stage = IMPORT_UNDO;
		app->nav[app->depth - 1].scroll = 0;
		return true;
	case ACTION_UNDONE:
		if (!staff->busy[DESK_UNDO])
			staff_ask(app, DESK_UNDO);
		return true;
	case ACTION_BACK:
		if (staff->stage == IMPORT_FILES)
			return false;
		if (staff->stage != IMPORT_RUNS)
			to_files(app);
		return true;
	default:
		return false;
	}
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_ACTION && !app->overlays)
		return act(app, event->action);
	if (event->kind == EVENT_DESK)
		answered(app, event->desk);
	else if (event->kind == EVENT_USB)
		stick_changed(app);
	return false;
}

/* While it runs, its bar grows. */
static int64_t due(const struct app *app)
{
	const int64_t look_us = 100000;
	return app->staff.stage == IMPORT_RUNS ? app->now_us + look_us : INT64_MAX;
}

/* ---- the files ---- */

static const char *kind_words(struct ui *ui, const struct desk_file *file)
{
	if (file->rows >= 0)
		return ui_fill(ui,
			trn(ui->lang, "Therapist directory, {} row", "Therapist directory, {} rows",
				(unsigned long)file->rows),
			number_words(ui, file->rows));
	size_t length = strlen(file->name);
	bool excel = length > 5 && strcasecmp(file->name + length - 5, ".xlsx") == 0;
	return ui_tr(ui, excel ? N_("Excel workbook. Save it as CSV, then it can be read here.")
			       : N_("Not a file that this kiosk reads"));
}

static void file_row(const struct app *app, struct ui *ui, struct rect box,
	const struct desk_file *file, int index)
{
	bool reads = file->rows >= 0, wide = ui->m.size_class == CLASS_LANDSCAPE;
	const char *id = arena_printf(&ui->list->arena, "import.file.%d", index);
	enum color_role ink = reads ? INK : DISABLED_TEXT, second = reads ? INK_2 : DISABLED_TEXT;
	if (!reads)
		ui_panel(ui, box, 2, DISABLED);
	else
		ui_card(ui, box, 2);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = file->name,
			    .box = box,
			    .radius = 2,
			    .disabled = !reads,
			    .go = index == 0 && reads,
			    .action = {ACTION_FILE, index}});
	struct rect in = rect_inset(box, 2.4f, 0);
	struct rect plate = rect_center(rect_cut_left(&in, 8.8f), 8.8f, 8.8f);
	if (reads)
		ui_plate(ui, plate, "file", 4.4f, SUNK, INK);
	else
		ui_icon(ui, (struct point){plate.x + 2.2f, plate.y + 2.2f}, 4.4f, "file", second);
	rect_cut_left(&in, 2.4f);
	if (reads) {
		struct rect end = rect_cut_right(&in, 3.4f);
		ui_icon(ui, (struct point){end.x, end.y + (end.h - 3.4f) / 2}, 3.4f,
			"chevron-right", INK);
		rect_cut_right(&in, 2);
	}
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *when =
		file->day == app_today(app) ? ui_tr(ui, N_("today")) : day_words(ui, file->day);
	const char *about =
		arena_printf(&ui->list->arena, "%s, %s", size_words(ui, file->bytes), when);
	float w = ui_text_width(ui, label, about) + 0.1f;
	if (wide) {
		ui_text(ui, rect_cut_right(&in, w), label, second, RIGHT | MIDDLE, 1, about);
		rect_cut_right(&in, 2);
	}
	struct type name = type_sized(theme_type(STYLE_HEADING, 1), 3.8f);
	const char *kind = kind_words(ui, file);
	float h = name.line + ui_text_height(ui, in.w, label, kind);
	rect_cut_top(&in, (in.h - h) / 2);
	ui_text(ui, rect_cut_top(&in, name.line), name, ink, LEFT, 1, file->name);
	ui_text(ui, in, label, second, LEFT, 2, kind);
}

static void file_rows(
	const struct app *app, struct ui *ui, struct rect window, const struct desk_answer *files)
{
	const float h = ui->m.size_class == CLASS_COMPACT ? 12.6f : 13.7f, gap = 2.2f;
	struct rect at = ui_scroll_begin(ui, window);
	float y = at.y;
	for (size_t i = 0; i < files->files; i++, y += h + gap)
		file_row(app, ui, rect_make(at.x, y, at.w, h), &files->file[i], (int)i);
	ui_scroll_end(ui, y - gap);
}

/* What can be taken back stands below, with or without a stick. */
static void undo_row(const struct app *app, struct ui *ui, struct rect row)
{
	const struct desk_answer *last = staff_told(app, DESK_LAST);
	if (!last || !last->last_there)
		return;
	struct button undo = {.id = "import.undo",
		.label = ui_tr(ui, N_("Undo the last import")),
		.icon = "undo",
		.action = {ACTION_UNDO, 0}};
	float w = fminf(ui_button_width(ui, &undo), row.w);
	ui_button(ui, rect_cut_right(&row, w), &undo);
	rect_cut_right(&row, 2.4f);
	const char *words = arena_printf(
		&ui->list->arena, "%s, %s", last->last.file, when_words(ui, last->last_wall_s));
	if (ui->m.size_class == CLASS_LANDSCAPE)
		ui_text(ui, row, theme_type(STYLE_LABEL, 1), INK_2, LEFT | MIDDLE, 1, words);
}

static void no_stick(const struct app *app, struct ui *ui, struct rect in)
{
	const struct desk_answer *failed = app->staff.answer[DESK_FILES];
	bool here = app->staff.usb[0];
	const struct empty empty = {.icon = app->staff.pulled || here ? "warning" : "usb",
		.title = ui_tr(ui, app->staff.pulled ? N_("The stick was pulled out")
				   : here            ? N_("Nothing on this stick can be read here")
						     : N_("Put a USB stick in")),
		.words = app->staff.pulled
				 ? ui_tr(ui, N_("Nothing has been changed. Put it back in and "
						"choose the file again."))
			 : here && failed && !failed->done ? ui_say(ui, failed->why)
			 : here ? ui_tr(ui, N_("Save the list as CSV on it, then put it in again."))
				: ui_tr(ui,
					  N_("A list saved as CSV by Excel, Numbers or Google "
					     "Sheets is read. Nothing changes before you say so.")),
		.way = {.id = "staff.therapists",
			.label = ui_tr(ui, N_("See the therapists")),
			.action = {ACTION_GO, SCREEN_STAFF_THERAPISTS}}};
	ui_empty(ui, in, &empty);
}

static void view_files(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const struct desk_answer *files = app->staff.usb[0] ? staff_told(app, DESK_FILES) : NULL;
	struct button stick = staff_stick_button(ui);
	struct rect in = staff_bar(
		app, ui, ui_tr(ui, N_("Choose a file")), app->staff.usb[0] ? &stick : NULL);
	rect_cut_top(&in, small ? 1.6f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 4);
	struct rect foot = rect_cut_bottom(&in, 8.8f);
	rect_cut_bottom(&in, 2);
	if (app->staff.busy[DESK_FILES] && !files)
		return;
	if (!files || !files->files) {
		no_stick(app, ui, in);
		undo_row(app, ui, foot);
		return;
	}
	if (!small) {
		const char *slash = strrchr(app->staff.usb, '/');
		const char *name = slash ? slash + 1 : app->staff.usb;
		struct rect head = rect_cut_top(&in, 6.4f);
		ui_icon(ui, (struct point){head.x, head.y + 1.2f}, 4, "usb", INK);
		ui_text(ui, head, theme_type(STYLE_LABEL, 1), INK_2, RIGHT | MIDDLE, 1,
			ui_tr(ui, N_("Newest first")));
		rect_cut_left(&head, 6.4f);
		rect_cut_right(&head, 24);
		struct type title = theme_type(STYLE_TITLE, 1);
		ui_text(ui, head, ui_fit(ui, head.w, 1, title, name), INK, LEFT | MIDDLE, 1, name);
		rect_cut_top(&in, 2.4f);
	}
	file_rows(app, ui, in, files);
	undo_row(app, ui, foot);
}

static void view(const struct app *app, struct ui *ui)
{
	switch (app->staff.stage) {
	case IMPORT_FILES:
		view_files(app, ui);
		break;
	case IMPORT_LOOK:
		import_look(app, ui);
		break;
	case IMPORT_UNDO:
		import_undo(app, ui);
		break;
	default:
		import_ends(app, ui);
		break;
	}
}

const struct screen screen_staff_import = {.name = "staff-import",
	.staff = true,
	.enter = enter,
	.update = update,
	.due = due,
	.view = view};
