/* A therapist's fields over the keyboard, each looked at as it is typed. */
#include "screens/staff_edit.h"

#include "data/directory_values.h"

#include <stdio.h>
#include <string.h>

static const char *id_of(int at)
{
	return therapist_field_name(edit_fields[at].field);
}

static bool is_small(const struct app *app)
{
	return app->metrics.size_class == CLASS_COMPACT;
}

static void use(struct app *app, int at)
{
	struct edit_state *edit = &app->staff.edit;
	/* One field stands where the list was scrolled. */
	if (edit->overview)
		*app_scroll(app) = 0;
	edit->at = at;
	edit->overview = false;
	edit->field = (struct field){0};
	field_set(&edit->field, edit->value[at]);
	edit->typed_us = app->now_us;
	app_reveal(app, id_of(at));
}

/* As people write it, where that is read as the same: phones and days. */
static void write_value(char text[FIELD_BYTES], enum therapist_field field, const char *value)
{
	struct arena arena = {0};
	day_t day;
	int year, month, day_of_month;
	bool is_day = field == THERAPIST_LICENSE_EXPIRES || field == THERAPIST_CONSENT_ON;
	if (is_day && date_read(value, &day)) {
		date_split(day, &year, &month, &day_of_month);
		snprintf(text, FIELD_BYTES, "%d/%d/%d", month, day_of_month, year);
	} else {
		bool phone = field == THERAPIST_PHONE && value[0];
		snprintf(text, FIELD_BYTES, "%s", phone ? value_phone_text(value, &arena) : value);
	}
	arena_free(&arena);
}

static void take_row(struct edit_state *edit, const struct therapist *therapist)
{
	edit->id = therapist->id;
	for (int i = 0; i < EDIT_FIELDS; i++) {
		enum therapist_field field = edit_fields[i].field;
		write_value(edit->value[i], field, therapist->field[field]);
		memcpy(edit->before[i], edit->value[i], FIELD_BYTES);
	}
}

static void enter(struct app *app, int arg)
{
	struct edit_state *edit = &app->staff.edit;
	bool renews = arg >= EDIT_RENEWS;
	app->staff.refused = false;
	if (arg != EDIT_GOES_ON) {
		*edit = (struct edit_state){.keyboard.layout = KEYBOARD_FORM};
		staff_choose(app, renews ? arg - EDIT_RENEWS : arg);
		const struct therapist *therapist = staff_chosen(app);
		if (therapist)
			take_row(edit, therapist);
	}
	/* Back from a dialog or the lock it goes on where it was. */
	app->nav[app->depth - 1].arg = EDIT_GOES_ON;
	bool overview = edit->overview;
	for (int i = 0; renews && i < EDIT_FIELDS; i++)
		if (edit_fields[i].field == THERAPIST_LICENSE_EXPIRES)
			edit->at = i;
	use(app, edit->at);
	edit->overview = overview;
	/* What is typed replaces the day. */
	if (renews)
		field_choose_all(&edit->field);
}

bool edit_may_save(const struct app *app)
{
	const struct edit_state *edit = &app->staff.edit;
	struct arena arena = {0};
	bool sound = edit->dirty && !app->staff.busy[DESK_SAVE];
	for (int i = 0; i < EDIT_FIELDS && sound; i++)
		sound = !edit_fault(edit, i, &arena);
	arena_free(&arena);
	return sound;
}

/* The fields that were changed, as the desk takes them. False: they are more than it takes. */
static bool write_draft(const struct edit_state *edit, char text[DESK_TEXT])
{
	size_t used = 0;
	text[0] = '\0';
	for (int i = 0; i < EDIT_FIELDS; i++) {
		if (!edit_changed(edit, i))
			continue;
		used += (size_t)snprintf(text + used, DESK_TEXT - used, "%d=%s%c",
			(int)edit_fields[i].field, edit->value[i], DESK_FIELD_END);
		if (used >= DESK_TEXT)
			return false;
	}
	return true;
}

static void save(struct app *app)
{
	struct edit_state *edit = &app->staff.edit;
	char text[DESK_TEXT];
	if (!edit_may_save(app))
		return;
	if (!write_draft(edit, text)) {
		app_toast(app, N_("Too much at once: shorten the long texts"), 0);
		return;
	}
	struct desk_request *request = staff_ask(app, DESK_SAVE);
	request->id = edit->id;
	memcpy(request->text, text, sizeof text);
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
		if (edit_fields[i].field == answer->wrong)
			use(app, i);
	/* The whole sentence once, the field keeps a short one. */
	snprintf(app->staff.why, sizeof app->staff.why, "%s", staff_reason(answer));
	app_toast(app, app->staff.why, 0);
}

/* Something was written or tapped. */
static void changed(struct app *app)
{
	struct edit_state *edit = &app->staff.edit;
	app->staff.refused = false;
	edit->dirty = false;
	for (int i = 0; i < EDIT_FIELDS && !edit->dirty; i++)
		edit->dirty = edit_changed(edit, i);
}

/* The field after this one; where all stand on the screen, those that are tapped are passed over.
 */
static void next_field(struct app *app)
{
	int at = app->staff.edit.at;
	do
		at = (at + 1) % EDIT_FIELDS;
	while (!edit_types(at) && !is_small(app));
	use(app, at);
}

static void typed(struct app *app, int code)
{
	struct edit_state *edit = &app->staff.edit;
	if (!edit_types(edit->at) || edit->overview)
		return;
	enum keyed keyed = keyboard_press(&edit->keyboard, &edit->field, code);
	edit->typed_us = app->now_us;
	if (keyed == KEYED_TEXT) {
		snprintf(edit->value[edit->at], FIELD_BYTES, "%s", edit->field.text);
		changed(app);
	} else if (keyed == KEYED_NEXT) {
		next_field(app);
	} else if (keyed == KEYED_DONE && edit_may_save(app)) {
		app_act(app, (struct action){ACTION_SIGN, ACTION_SAVE});
	}
}

static void touched(struct app *app, int at, bool held)
{
	struct edit_state *edit = &app->staff.edit;
	at = (at + EDIT_FIELDS) % EDIT_FIELDS;
	if (edit->at != at || edit->overview)
		use(app, at);
	if (edit_types(at))
		app_touch_field(app, id_of(at), &edit->field, held);
	edit->typed_us = app->now_us;
}

/* One of the values that can be tapped; of a switch there is one. */
static void chosen(struct app *app, int arg)
{
	struct edit_state *edit = &app->staff.edit;
	int at = arg / EDIT_VALUES_MAX, n = arg % EDIT_VALUES_MAX;
	const struct edit_field *field = &edit_fields[at];
	struct arena arena = {0};
	if (field->kind == EDIT_YES_NO) {
		bool yes = strcmp(edit->value[at], "yes") == 0;
		snprintf(edit->value[at], FIELD_BYTES, "%s", yes ? "no" : "yes");
	} else {
		const char *word = n < field->choices
					   ? field->choice[n].word
					   : edit_other_value(edit, at, n - field->choices, &arena);
		if (word)
			edit_toggle(edit, at, word);
	}
	arena_free(&arena);
	changed(app);
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

static void list_fields(struct app *app)
{
	char row[ITEM_ID_MAX];
	app->staff.edit.overview = true;
	edit_row_id(app->staff.edit.at, row);
	app_reveal(app, row);
}

static bool act(struct app *app, const struct action action)
{
	switch (action.kind) {
	case ACTION_KEY:
		typed(app, action.arg);
		return true;
	case ACTION_EDIT_FIELD:
	case ACTION_EDIT_WORD:
		touched(app, action.arg, action.kind == ACTION_EDIT_WORD);
		return true;
	case ACTION_EDIT_CHOICE:
		chosen(app, action.arg);
		return true;
	case ACTION_EDIT_OTHER:
		app->staff.entry.at = action.arg;
		app_act(app, (struct action){ACTION_ENTRY, ENTRY_VALUE});
		return true;
	case ACTION_EDIT_LIST:
		list_fields(app);
		return true;
	case ACTION_BACK:
		if (app->staff.edit.overview && is_small(app)) {
			app->staff.edit.overview = false;
			return true;
		}
		return ask_first(app, action);
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
	case ACTION_ERASE:
		app_open(app, OVERLAY_ERASE);
		return true;
	case ACTION_TRAIL:
		app_go(app, SCREEN_STAFF_TRAIL, action.arg);
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
	if (event->kind == EVENT_DESK && event->desk->done &&
		(event->desk->kind == DESK_RETIRE || event->desk->kind == DESK_ERASE))
		leave_it(app);
	return false;
}

static int64_t due(const struct app *app)
{
	return field_caret_due(app->staff.edit.typed_us, app->now_us);
}

const struct screen screen_staff_edit = {.name = "staff-edit",
	.staff = true,
	.types = true,
	.enter = enter,
	.update = update,
	.due = due,
	.view = edit_view};
