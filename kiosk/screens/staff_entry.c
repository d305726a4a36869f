/* A few words for the staff's part, typed on the screen: initials, a name to search for, a setting.
 */
#include "screens/staff_edit.h"

#include <stdio.h>
#include <string.h>

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
	[ENTRY_VALUE] = {N_("Another value"), N_("One word, or a few"), 60, KEYBOARD_FORM, NULL},
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
	entry->wrong = false;
}

/* Another value of one of the editor's fields. False: it is none. */
static bool add_value(struct app *app)
{
	struct entry_state *entry = &app->staff.entry;
	struct arena arena = {0};
	const char *reason;
	entry->wrong = !edit_add_value(app, entry->field.text, &arena, &reason);
	if (entry->wrong)
		snprintf(app->staff.why, sizeof app->staff.why, "%s", reason);
	arena_free(&arena);
	return !entry->wrong;
}

/* While it is typed; one question at a time, the newest once the last was answered. */
static void search(struct app *app)
{
	struct staff_state *staff = &app->staff;
	if (staff->busy[DESK_LIST] || strcmp(staff->words, staff->entry.field.text) == 0)
		return;
	snprintf(staff->words, sizeof staff->words, "%.*s", STAFF_WORDS - 1,
		staff->entry.field.text);
	staff_ask_list(app);
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
	if (entry->purpose == ENTRY_VALUE && !add_value(app))
		return;
	if (entry->purpose == ENTRY_INITIALS) {
		if (entry->field.length)
			snprintf(staff->by, sizeof staff->by, "%s", entry->field.text);
	}
	app_close(app);
}

static void press(struct app *app, int key)
{
	struct entry_state *entry = &app->staff.entry;
	entry->typed_us = app->now_us;
	entry->wrong = false;
	app->staff.refused = false;
	if (keyboard_press(&entry->keyboard, &entry->field, key) == KEYED_DONE)
		done(app);
	else if (entry->purpose == ENTRY_WORDS)
		search(app);
}

static bool act(struct app *app, const struct action action)
{
	struct entry_state *entry = &app->staff.entry;
	switch (action.kind) {
	case ACTION_CARET:
	case ACTION_WORD:
		entry->typed_us = app->now_us;
		app_touch_field(app, "entry.field", &entry->field, action.kind == ACTION_WORD);
		return true;
	case ACTION_KEY:
		press(app, action.arg);
		return true;
	case ACTION_EDIT:
	case ACTION_RENEW:
	case ACTION_VERIFY:
	case ACTION_RETIRE:
		/* A row that was found: the list below deals with it. */
		app_close(app);
		app_act(app, action);
		return true;
	default:
		return false;
	}
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_SETTING && event->desk->done)
		app_close(app);
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_LIST &&
		app->staff.entry.purpose == ENTRY_WORDS)
		search(app);
	return event->kind == EVENT_ACTION && act(app, event->action);
}

static int64_t due(const struct app *app)
{
	return field_caret_due(app->staff.entry.typed_us, app->now_us);
}

/* Those found so far, as many as there is room for. */
static void found(const struct app *app, struct ui *ui, struct rect in)
{
	const struct desk_answer *list = staff_told(app, DESK_LIST);
	const float h = staff_row_height(ui);
	size_t rows = in.h > h ? (size_t)(in.h / h) : 0;
	if (!list || !rows)
		return;
	if (rows > list->therapists)
		rows = list->therapists;
	if (!rows) {
		staff_hint(ui, in, "search", INK_2, theme_type(STYLE_LABEL, 1),
			ui_tr(ui, N_("Nobody here")));
		return;
	}
	in.h = (float)rows * h + 0.6f;
	ui_card(ui, in, 2.4f);
	for (size_t i = 0; i < rows; i++)
		staff_row(app, ui, rect_inset(rect_cut_top(&in, h), 0.2f, 0), (int)i);
}

static const char *done_words(const struct app *app, struct ui *ui)
{
	const struct desk_answer *list = staff_told(app, DESK_LIST);
	if (app->staff.entry.purpose != ENTRY_WORDS || !list)
		return ui_tr(ui, N_("Done"));
	return ui_fill(ui, ui_tr(ui, N_("Show {}")), number_words(ui, (int)list->found));
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
		.label = ui_tr(ui, entry->purpose == ENTRY_WORDS ? N_("Close") : N_("Cancel")),
		.action = {ACTION_CLOSE, 0}};
	ui_button(ui, rect_cut_right(&row, ui_button_width(ui, &cancel)), &cancel);
	rect_cut_right(&row, 2.4f);
	const char *title = ui_tr(ui, entry->purpose == ENTRY_VALUE
					      ? staff_field_name(edit_fields[entry->at].field)
					      : entries[entry->purpose].title);
	const char *why = entry->wrong         ? ui_say(ui, app->staff.why)
			  : app->staff.refused ? staff_why(app, ui)
					       : NULL;
	struct type head = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 4.4f : 7.2f);
	ui_text(ui, row, ui_fit(ui, row.w, 1, head, title), INK, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, small ? 1 : 3.2f);
	const struct field_look look = {.id = "entry.field",
		.label = title,
		.text = entry->field.text,
		.hint = ui_tr(ui, entries[entry->purpose].hint),
		.reason = why ? ui_tr(ui, N_("Not right")) : NULL,
		.caret = entry->field.caret,
		.anchor = entry->field.anchor,
		.active = true,
		.caret_shows = field_caret_shows(entry->typed_us, app->now_us),
		.action = {ACTION_CARET, 0},
		.hold = {ACTION_WORD, 0}};
	ui_field(ui, rect_cut_top(&in, 8.4f), &look);
	if (why && in.h > 5) {
		rect_cut_top(&in, 1.6f);
		staff_hint(ui, in, "warning", ERROR, theme_type(STYLE_LABEL, 1), why);
	}
	if (entry->purpose == ENTRY_WORDS) {
		rect_cut_top(&in, small ? 1 : 2.4f);
		found(app, ui, in);
	}
	const struct keyboard_look keys = {.done = done_words(app, ui),
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
