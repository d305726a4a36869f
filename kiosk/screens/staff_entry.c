/* A few words for the staff's part, typed on the screen: initials, a name to search for, a setting.
 */
#include "screens/staff_parts.h"

#include <stdio.h>

static const struct {
	const char *title, *hint;
	int most; /* letters */
	enum keyboard_layout layout;
	const char *setting; /* where it goes; NULL: not a setting */
} entries[] = {
	[ENTRY_INITIALS] = {N_("Your initials"), N_("Two letters are usual"), 8, KEYBOARD_NAMES,
		NULL},
	[ENTRY_WORDS] = {N_("Name or license"), N_("The beginning of a name, or a number"), 40,
		KEYBOARD_FORM, NULL},
	[ENTRY_STORE] = {N_("Name of the store"), N_("As customers see it"), 60, KEYBOARD_FORM,
		"store.name"},
	[ENTRY_ZIP] = {N_("ZIP code of the store"), N_("Five digits"), 5, KEYBOARD_FORM,
		"place.zip"},
};

static void enter(struct app *app, int arg)
{
	(void)arg;
	struct entry_state *entry = &app->staff.entry;
	const char *now = "";
	if (entry->purpose == ENTRY_WORDS)
		now = app->staff.words;
	else if (entry->purpose == ENTRY_STORE)
		now = app->config->store_name;
	else if (entry->purpose == ENTRY_ZIP)
		now = app->config->zip;
	entry->field = (struct field){.most = entries[entry->purpose].most};
	field_set(&entry->field, now);
	entry->keyboard = (struct keyboard){.layout = entries[entry->purpose].layout};
	if (entry->purpose == ENTRY_INITIALS)
		entry->keyboard.shift = SHIFT_LOCKED;
	entry->typed_us = app->now_us;
	app->staff.refused = false;
}

static void done(struct app *app)
{
	struct staff_state *staff = &app->staff;
	struct entry_state *entry = &staff->entry;
	const char *setting = entries[entry->purpose].setting;
	if (setting) {
		if (!staff->busy[DESK_SETTING])
			staff_set(app, true, "%s=%s", setting, entry->field.text);
		return;
	}
	if (entry->purpose == ENTRY_INITIALS) {
		if (entry->field.length)
			snprintf(staff->by, sizeof staff->by, "%s", entry->field.text);
	} else {
		snprintf(staff->words, sizeof staff->words, "%s", entry->field.text);
		staff_ask_list(app);
	}
	app_close(app);
}

static bool update(struct app *app, const struct event *event)
{
	struct entry_state *entry = &app->staff.entry;
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_SETTING && event->desk->done)
		app_close(app);
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_KEY)
		return false;
	entry->typed_us = app->now_us;
	app->staff.refused = false;
	if (keyboard_press(&entry->keyboard, &entry->field, event->action.arg) == KEYED_DONE)
		done(app);
	return true;
}

static int64_t due(const struct app *app)
{
	return field_caret_due(app->staff.entry.typed_us, app->now_us);
}

static void view(const struct app *app, struct ui *ui)
{
	const struct entry_state *entry = &app->staff.entry;
	bool small = ui->m.size_class == CLASS_COMPACT;
	ui_sheet(ui, ui_canvas(ui), 0, PAPER);
	struct rect in = {ui->m.margin, small ? 1 : 4, ui->m.w - 2 * ui->m.margin, 0};
	in.h = ui->m.h - in.y - keyboard_height(ui, entry->keyboard.layout);
	struct rect row = rect_cut_top(&in, 8.8f);
	struct button cancel = {.id = "entry.cancel",
		.label = ui_tr(ui, N_("Cancel")),
		.action = {ACTION_CLOSE, 0}};
	ui_button(ui, rect_cut_right(&row, ui_button_width(ui, &cancel)), &cancel);
	rect_cut_right(&row, 2.4f);
	const char *title = ui_tr(ui, entries[entry->purpose].title);
	struct type head = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 4.4f : 7.2f);
	ui_text(ui, row, ui_fit(ui, row.w, 1, head, title), INK, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, small ? 1 : 3.2f);
	const struct field_look look = {.id = "entry.field",
		.label = title,
		.text = entry->field.text,
		.hint = ui_tr(ui, entries[entry->purpose].hint),
		.reason = app->staff.refused ? staff_why(app) : NULL,
		.caret = entry->field.caret,
		.active = true,
		.caret_shows = field_caret_shows(entry->typed_us, app->now_us)};
	ui_field(ui, rect_cut_top(&in, 8.4f), &look);
	if (look.reason && in.h > 5) {
		rect_cut_top(&in, 1.6f);
		staff_hint(ui, in, "warning", ERROR, theme_type(STYLE_LABEL, 1), look.reason);
	}
	const struct keyboard_look keys = {.done = ui_tr(ui, N_("Done")),
		.done_off = entry->purpose != ENTRY_WORDS && !entry->field.length,
		.action = ACTION_KEY};
	ui_keyboard(ui, &entry->keyboard, &keys);
}

const struct screen overlay_entry = {.name = "entry",
	.overlay = true,
	.types = true,
	.enter = enter,
	.update = update,
	.due = due,
	.view = view};
