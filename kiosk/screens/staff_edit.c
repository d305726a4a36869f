/* A therapist's fields over the keyboard, each looked at as it is typed. */
#include "screens/staff_parts.h"

#include "data/directory_values.h"

#include <stdio.h>
#include <string.h>

/* In the order they are asked for. */
static const enum therapist_field order[EDIT_FIELDS] = {THERAPIST_NAME, THERAPIST_CREDENTIAL,
	THERAPIST_LICENSE_STATE, THERAPIST_LICENSE_NUMBER, THERAPIST_LICENSE_EXPIRES,
	THERAPIST_PHONE, THERAPIST_EMAIL, THERAPIST_WEBSITE, THERAPIST_STREET, THERAPIST_CITY,
	THERAPIST_STATE, THERAPIST_ZIP, THERAPIST_TECHNIQUES, THERAPIST_LANGUAGES,
	THERAPIST_ACCEPTS_NEW, THERAPIST_HOURS, THERAPIST_PRACTICE, THERAPIST_LICENSE_CHECKED_AT};

static void use(struct app *app, int at)
{
	struct edit_state *edit = &app->staff.edit;
	edit->at = at;
	edit->field = (struct field){.most = EDIT_BYTES / 4};
	field_set(&edit->field, edit->value[at]);
	edit->typed_us = app->now_us;
	app_reveal(app, therapist_field_name(order[at]));
}

static void take_row(struct edit_state *edit, const struct therapist *therapist)
{
	edit->id = therapist->id;
	for (int i = 0; i < EDIT_FIELDS; i++) {
		snprintf(edit->value[i], EDIT_BYTES, "%s", therapist->field[order[i]]);
		memcpy(edit->before[i], edit->value[i], EDIT_BYTES);
	}
}

static void enter(struct app *app, int index)
{
	struct edit_state *edit = &app->staff.edit;
	app->staff.refused = false;
	if (index != EDIT_GOES_ON) {
		*edit = (struct edit_state){.keyboard.layout = KEYBOARD_FORM};
		staff_choose(app, index);
		const struct therapist *therapist = staff_chosen(app);
		if (therapist)
			take_row(edit, therapist);
	}
	/* Back from a dialog or the lock it goes on where it was. */
	app->nav[app->depth - 1].arg = EDIT_GOES_ON;
	use(app, edit->at);
}

/* What is wrong with a field as it stands; NULL: nothing. The text lives in arena. */
static const char *fault_of(const struct edit_state *edit, int i, struct arena *arena)
{
	const char *value, *reason;
	if (strcmp(edit->value[i], edit->before[i]) == 0)
		return NULL;
	return value_read(order[i], edit->value[i], arena, &value, &reason) ? NULL : reason;
}

static bool may_save(const struct app *app)
{
	const struct edit_state *edit = &app->staff.edit;
	struct arena arena = {0};
	bool sound = edit->dirty && !app->staff.busy[DESK_SAVE];
	for (int i = 0; i < EDIT_FIELDS && sound; i++)
		sound = !fault_of(edit, i, &arena);
	arena_free(&arena);
	return sound;
}

/* The fields that were changed, as the desk takes them. */
static void save(struct app *app)
{
	struct edit_state *edit = &app->staff.edit;
	if (!may_save(app))
		return;
	struct desk_request *request = staff_ask(app, DESK_SAVE);
	size_t used = 0;
	request->id = edit->id;
	for (int i = 0; i < EDIT_FIELDS; i++)
		if (strcmp(edit->value[i], edit->before[i]) != 0 && used < sizeof request->text)
			used += (size_t)snprintf(request->text + used, sizeof request->text - used,
				"%d=%s%c", (int)order[i], edit->value[i], DESK_FIELD_END);
}

/* What it was about is no longer in the list. */
static void leave_it(struct app *app)
{
	app->staff.edit.dirty = false;
	app->overlays = 0;
	app_act(app, (struct action){ACTION_BACK, 0});
}

static void saved(struct app *app, const struct desk_answer *answer)
{
	struct edit_state *edit = &app->staff.edit;
	if (answer->done) {
		edit->dirty = false;
		app_act(app, (struct action){ACTION_BACK, 0});
		app_toast(app, N_("Saved"), 0);
		return;
	}
	for (int i = 0; i < EDIT_FIELDS; i++)
		if (order[i] == answer->wrong)
			use(app, i);
	/* The whole sentence once, the field keeps a short one. */
	snprintf(app->staff.why, sizeof app->staff.why, "%s", answer->why);
	app_toast(app, app->staff.why, 0);
}

static void typed(struct app *app, int code)
{
	struct edit_state *edit = &app->staff.edit;
	enum keyed keyed = keyboard_press(&edit->keyboard, &edit->field, code);
	edit->typed_us = app->now_us;
	if (keyed == KEYED_TEXT) {
		app->staff.refused = false;
		snprintf(edit->value[edit->at], EDIT_BYTES, "%s", edit->field.text);
		edit->dirty = memcmp(edit->value, edit->before, sizeof edit->value) != 0;
	} else if (keyed == KEYED_NEXT) {
		use(app, (edit->at + 1) % EDIT_FIELDS);
	} else if (keyed == KEYED_DONE && may_save(app)) {
		app_act(app, (struct action){ACTION_SIGN, ACTION_SAVE});
	}
}

/* Whether it may be left; else the visitor is asked first. */
static bool ask_first(struct app *app, const struct action then)
{
	if (!app->staff.edit.dirty)
		return false;
	const struct confirm confirm = {.icon = "edit",
		.title = N_("Leave without saving?"),
		.words = N_("What you have changed here is lost."),
		.keep = N_("Keep editing"),
		.act = N_("Leave"),
		.action = {ACTION_EDIT_DROP, then.kind}};
	app_confirm(app, &confirm);
	return true;
}

static bool act(struct app *app, const struct action action)
{
	switch (action.kind) {
	case ACTION_KEY:
		typed(app, action.arg);
		return true;
	case ACTION_EDIT_FIELD:
		use(app, (action.arg + EDIT_FIELDS) % EDIT_FIELDS);
		return true;
	case ACTION_BACK:
	case ACTION_HOME:
		return ask_first(app, action);
	case ACTION_EDIT_DROP:
		app->staff.edit.dirty = false;
		app_act(app, (struct action){action.arg, 0});
		return true;
	case ACTION_SAVE:
		save(app);
		return true;
	case ACTION_RETIRE:
		app_open(app, OVERLAY_RETIRE);
		return true;
	default:
		return false;
	}
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_ACTION && !app->overlays)
		return act(app, event->action);
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_SAVE)
		saved(app, event->desk);
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_RETIRE && event->desk->done)
		leave_it(app);
	return false;
}

static int64_t due(const struct app *app)
{
	return field_caret_due(app->staff.edit.typed_us, app->now_us);
}

/* ---- views ---- */

/* The reason in the few words that a field has room for. */
static const char *short_reason(enum therapist_field field)
{
	switch (field) {
	case THERAPIST_LICENSE_EXPIRES:
		return N_("Like 3/31/2028");
	case THERAPIST_PHONE:
		return N_("Ten digits");
	case THERAPIST_LICENSE_STATE:
	case THERAPIST_STATE:
		return N_("Like CO");
	case THERAPIST_ZIP:
		return N_("Five digits");
	case THERAPIST_ACCEPTS_NEW:
		return N_("yes or no");
	default:
		return N_("Not right");
	}
}

static void draw_field(const struct app *app, struct ui *ui, struct rect box, int i, bool title)
{
	const struct edit_state *edit = &app->staff.edit;
	bool active = edit->at == i;
	const char *reason = fault_of(edit, i, &ui->list->arena);
	const struct desk_answer *answer = app->staff.answer[DESK_SAVE];
	bool refused = app->staff.refused && app->staff.tried == DESK_SAVE && answer &&
		       answer->wrong == order[i];
	const struct field_look look = {.id = therapist_field_name(order[i]),
		.label = ui_tr(ui, staff_field_name(order[i])),
		.text = edit->value[i],
		.title = title,
		.reason = reason || refused ? ui_tr(ui, short_reason(order[i])) : NULL,
		.caret = active ? edit->field.caret : 0,
		.active = active,
		.caret_shows = active && field_caret_shows(edit->typed_us, app->now_us),
		.action = {ACTION_EDIT_FIELD, i}};
	ui_field(ui, box, &look);
}

static struct button retire_button(struct ui *ui)
{
	return (struct button){.id = "edit.retire",
		.label = ui_tr(ui, N_("Retire")),
		.icon = "minus",
		.action = {ACTION_RETIRE, 0}};
}

/* All of them in columns, scrolled. */
static void grid(const struct app *app, struct ui *ui, struct rect window)
{
	int columns = ui->m.size_class == CLASS_LANDSCAPE ? 3 : 1;
	int rows = (EDIT_FIELDS + columns - 1) / columns;
	struct rect at = ui_scroll_begin(ui, window);
	const float gap = 2.4f, h = field_title_height(ui) + 8.4f, pitch = h + 1.8f;
	float w = (at.w - gap * (float)(columns - 1)) / (float)columns;
	for (int i = 0; i < EDIT_FIELDS; i++) {
		int row = i / columns, column = i % columns;
		draw_field(app, ui,
			rect_make(
				at.x + (float)column * (w + gap), at.y + (float)row * pitch, w, h),
			i, true);
	}
	float end = at.y + (float)rows * pitch;
	if (app->staff.edit.id) {
		struct button retire = retire_button(ui);
		ui_button(ui, rect_make(at.x, end, ui_button_width(ui, &retire), 8.8f), &retire);
		end += 10.4f;
	}
	ui_scroll_end(ui, end);
}

/* On small glass one at a time, with up and down for the others. */
static void one_field(const struct app *app, struct ui *ui, struct rect row)
{
	int at = app->staff.edit.at;
	struct button up = {.id = "edit.up",
		.label = ui_tr(ui, N_("Field before")),
		.icon = "chevron-up",
		.icon_only = true,
		.action = {ACTION_EDIT_FIELD, at - 1}};
	struct button down = {.id = "edit.down",
		.label = ui_tr(ui, N_("Field after")),
		.icon = "chevron-down",
		.icon_only = true,
		.action = {ACTION_EDIT_FIELD, at + 1}};
	ui_button(ui, rect_cut_left(&row, 8.8f), &up);
	ui_button(ui, rect_cut_right(&row, 8.8f), &down);
	draw_field(app, ui, rect_inset(row, 1.4f, 0.2f), at, false);
}

static void view(const struct app *app, struct ui *ui)
{
	const struct edit_state *edit = &app->staff.edit;
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct button done = {.id = "edit.save",
		.label = ui_tr(ui, N_("Save")),
		.icon = "check",
		.kind = BUTTON_ON,
		.disabled = !may_save(app),
		.action = {ACTION_SIGN, ACTION_SAVE}};
	const char *title = small      ? staff_field_name(order[edit->at])
			    : edit->id ? N_("Edit therapist")
				       : N_("Add a therapist");
	struct rect in = staff_bar(app, ui, ui_tr(ui, title), &done);
	in.h = ui->m.h - in.y - keyboard_height(ui, KEYBOARD_FORM);
	rect_cut_top(&in, small ? 0.8f : 2);
	if (small) {
		one_field(app, ui, rect_cut_top(&in, 8.8f));
	} else {
		rect_cut_bottom(&in, 1);
		grid(app, ui, in);
	}
	const struct keyboard_look keys = {
		.done = ui_tr(ui, N_("Save")), .done_off = !may_save(app), .action = ACTION_KEY};
	ui_keyboard(ui, &edit->keyboard, &keys);
}

const struct screen screen_staff_edit = {.name = "staff-edit",
	.staff = true,
	.types = true,
	.enter = enter,
	.update = update,
	.due = due,
	.view = view};
