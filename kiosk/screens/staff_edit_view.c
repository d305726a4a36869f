/* How the editor looks: all fields in columns over the keyboard, on small glass one at a time. */
#include "screens/staff_edit.h"

#include "data/directory_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Lines of a long text that show. */
enum { LINES_LEAST = 2, LINES_MOST = 5 };

static const float row_h = 8.4f, gap_x = 2.4f, gap_y = 1.8f;

/* ---- words ---- */

static const char *const months[] = {N_("January has 31 days"), N_("February has 28 or 29 days"),
	N_("March has 31 days"), N_("April has 30 days"), N_("May has 31 days"),
	N_("June has 30 days"), N_("July has 31 days"), N_("August has 31 days"),
	N_("September has 30 days"), N_("October has 31 days"), N_("November has 30 days"),
	N_("December has 31 days")};

static const char *const needed[THERAPIST_FIELDS] = {
	[THERAPIST_NAME] = N_("In letters"),
	[THERAPIST_LICENSE_EXPIRES] = N_("Like 3/31/2028"),
	[THERAPIST_CONSENT_ON] = N_("Like 3/31/2028"),
	[THERAPIST_PHONE] = N_("Ten digits"),
	[THERAPIST_EMAIL] = N_("Like name@example.com"),
	[THERAPIST_WEBSITE] = N_("Like https://example.com"),
	[THERAPIST_LICENSE_CHECKED_AT] = N_("Like https://example.com"),
	[THERAPIST_LICENSE_STATE] = N_("Like CO"),
	[THERAPIST_STATE] = N_("Like CO"),
	[THERAPIST_ZIP] = N_("Five digits"),
	[THERAPIST_LATITUDE] = N_("From -90 to 90"),
	[THERAPIST_LONGITUDE] = N_("From -180 to 180"),
	[THERAPIST_PRICES] = N_("Like 30=50|60=85"),
};

/* "4/31/2027" is no day, but its month is one. */
static const char *month_words(const char *text)
{
	int month = 0, day = 0, end = 0;
	bool whole = sscanf(text, "%2d/%2d/%*4d%n", &month, &day, &end) == 2 && end && !text[end];
	return whole && month >= 1 && month <= 12 && day > 28 ? months[month - 1] : NULL;
}

/* The reason in the few words that a field has room for. */
static const char *short_reason(enum therapist_field field, const char *text, const char *reason)
{
	bool is_day = field == THERAPIST_LICENSE_EXPIRES || field == THERAPIST_CONSENT_ON;
	const char *month = is_day ? month_words(text) : NULL;
	if (!text[0])
		return N_("Needed");
	if (month)
		return month;
	if (reason && strncmp(reason, "expected at most", 16) == 0)
		return N_("Too long");
	return needed[field] ? needed[field] : N_("Not right");
}

/* What is wrong with a field, as it stands or as the store said when it refused it; NULL: nothing.
 */
static const char *reason_of(const struct app *app, struct ui *ui, int at)
{
	const struct edit_state *edit = &app->staff.edit;
	const struct desk_answer *answer = app->staff.answer[DESK_SAVE];
	enum therapist_field field = edit_fields[at].field;
	const char *reason = edit_fault(edit, at, &ui->list->arena);
	bool refused = app->staff.refused && app->staff.tried == DESK_SAVE && answer &&
		       answer->wrong == field;
	return reason || refused ? ui_tr(ui, short_reason(field, edit->value[at], reason)) : NULL;
}

/* ---- a field that is typed ---- */

static struct field_look look_of(const struct app *app, struct ui *ui, int at)
{
	const struct edit_state *edit = &app->staff.edit;
	const struct edit_field *field = &edit_fields[at];
	bool active = edit->at == at;
	return (struct field_look){.id = therapist_field_name(field->field),
		.label = ui_tr(ui, staff_field_name(field->field)),
		.text = edit->value[at],
		.hint = field->hint ? ui_tr(ui, field->hint) : NULL,
		.reason = reason_of(app, ui, at),
		.caret = active ? edit->field.caret : 0,
		.anchor = active ? edit->field.anchor : 0,
		.active = active,
		.caret_shows = active && field_caret_shows(edit->typed_us, app->now_us),
		.action = {ACTION_EDIT_FIELD, at},
		.hold = {ACTION_EDIT_WORD, at}};
}

/* ---- fields that are tapped ---- */

static const struct chip_look chip_look = {8.4f, 1.4f, 2.7f, 2.6f};

static int chips_of(const struct app *app, struct ui *ui, int at, struct chip chip[EDIT_VALUES_MAX])
{
	const struct edit_state *edit = &app->staff.edit;
	const struct edit_field *field = &edit_fields[at];
	struct arena *arena = &ui->list->arena;
	const char *name = therapist_field_name(field->field), *other;
	int chips = 0;
	for (; chips < field->choices; chips++) {
		const struct choice *choice = &field->choice[chips];
		chip[chips] = (struct chip){.id = arena_printf(arena, "%s.%s", name, choice->word),
			.label = ui_tr(ui, choice->name),
			.on = text_list_has(edit->value[at], choice->word, strlen(choice->word)),
			.action = {ACTION_EDIT_CHOICE, EDIT_CHOICE(at, chips)}};
	}
	for (int n = 0;
		chips < EDIT_VALUES_MAX - 1 && (other = edit_other_value(edit, at, n, arena));
		n++, chips++)
		chip[chips] = (struct chip){.id = arena_printf(arena, "%s.more.%d", name, n),
			.label = strlen(other) > 24
					 ? arena_printf(arena, "%.24s\xE2\x80\xA6", other)
					 : other,
			.on = true,
			.action = {ACTION_EDIT_CHOICE, EDIT_CHOICE(at, chips)}};
	if (field->kind == EDIT_SOME)
		chip[chips++] = (struct chip){.id = arena_printf(arena, "%s.other", name),
			.label = ui_tr(ui, N_("Other")),
			.icon = "plus",
			.action = {ACTION_EDIT_OTHER, at}};
	return chips;
}

static float chips_height(const struct app *app, struct ui *ui, float w, int at)
{
	struct chip chip[EDIT_VALUES_MAX];
	int chips = chips_of(app, ui, at, chip);
	return ui_chips_height(ui, w, &chip_look, chip, chips);
}

static void draw_chips(const struct app *app, struct ui *ui, struct rect box, int at)
{
	struct chip chip[EDIT_VALUES_MAX];
	int chips = chips_of(app, ui, at, chip);
	ui_chips_like(ui, box, &chip_look, chip, chips);
}

static void draw_switch(const struct app *app, struct ui *ui, struct rect box, int at)
{
	const char *value = app->staff.edit.value[at];
	bool yes = strcmp(value, "yes") == 0;
	const char *words = ui_tr(ui, yes ? N_("Yes") : value[0] ? N_("No") : N_("Not said"));
	box.w = 28;
	ui_item(ui, &(struct item){.id = therapist_field_name(edit_fields[at].field),
			    .role = ROLE_BUTTON,
			    .label = ui_tr(ui, staff_field_name(edit_fields[at].field)),
			    .box = rect_inset(box, 0, -0.2f),
			    .radius = 1.6f,
			    .action = {ACTION_EDIT_CHOICE, EDIT_CHOICE(at, 0)}});
	ui_switch(ui, rect_make(box.x + 0.8f, box.y + (box.h - 6) / 2, 11, 6), yes);
	rect_cut_left(&box, 14);
	struct type type = ui_type(ui, STYLE_LABEL);
	ui_text(ui, box, ui_fit(ui, box.w, 1, type, words), INK, LEFT | MIDDLE, 1, words);
}

/* ---- all of them ---- */

/* Where the next field goes. */
struct flow {
	struct rect at; /* what is left: x, y, w */
	int columns, column;
	float w; /* of a column */
};

static void new_row(const struct ui *ui, struct flow *flow)
{
	if (flow->column)
		flow->at.y += field_title_height(ui) + row_h + gap_y;
	flow->column = 0;
}

static bool license_is_another(const struct edit_state *edit)
{
	for (int i = 0; i < EDIT_FIELDS; i++) {
		enum therapist_field field = edit_fields[i].field;
		if ((field == THERAPIST_LICENSE_STATE || field == THERAPIST_LICENSE_NUMBER) &&
			edit_changed(edit, i))
			return true;
	}
	return false;
}

/* When the license was checked, and that another one must be. */
static void draw_check(const struct app *app, struct ui *ui, struct rect row)
{
	const struct edit_state *edit = &app->staff.edit;
	const struct therapist *therapist = staff_chosen(app);
	day_t day;
	if (!edit->id || !therapist || therapist->id != edit->id ||
		!date_read(therapist->field[THERAPIST_LICENSE_VERIFIED_ON], &day))
		return;
	bool another = license_is_another(edit);
	const char *words = another ? ui_tr(ui, N_("Another license: it must be checked again"))
				    : ui_fill(ui,
					      ui_fill(ui, ui_tr(ui, N_("Checked on {} by {}")),
						      day_words(ui, day)),
					      therapist->field[THERAPIST_LICENSE_VERIFIED_BY]);
	struct type type = ui_type(ui, STYLE_SMALL);
	ui_text(ui, row, ui_fit(ui, row.w, 1, type, words), another ? WARN_TEXT : INK_2,
		RIGHT | MIDDLE, 1, words);
}

static void draw_section(const struct app *app, struct ui *ui, struct flow *flow, int at)
{
	const float h = 4.4f;
	new_row(ui, flow);
	if (at)
		flow->at.y += gap_y;
	struct rect row = {flow->at.x, flow->at.y, flow->at.w, h};
	struct type type = ui_fit(ui, row.w * 0.45f, 1,
		type_sized(theme_type(STYLE_HEADING, 1), 3.2f), ui_tr(ui, edit_fields[at].section));
	ui_text(ui, rect_cut_left(&row, flow->at.w * 0.45f), type, INK, LEFT | MIDDLE, 1,
		ui_tr(ui, edit_fields[at].section));
	if (!at)
		draw_check(app, ui, row);
	flow->at.y += h + 1;
}

static void draw_typed(const struct app *app, struct ui *ui, struct flow *flow, int at)
{
	struct field_look look = look_of(app, ui, at);
	float title = field_title_height(ui);
	look.title = true;
	/* A reason that needs more room than a column has the whole row. */
	bool whole = !field_title_fits(ui, flow->w, &look);
	if (edit_fields[at].kind == EDIT_TYPED && whole) {
		new_row(ui, flow);
		ui_field(ui, rect_make(flow->at.x, flow->at.y, flow->at.w, title + row_h), &look);
		flow->at.y += title + row_h + gap_y;
		return;
	}
	if (edit_fields[at].kind == EDIT_TYPED) {
		ui_field(ui,
			rect_make(flow->at.x + (float)flow->column * (flow->w + gap_x), flow->at.y,
				flow->w, title + row_h),
			&look);
		if (++flow->column == flow->columns)
			new_row(ui, flow);
		return;
	}
	new_row(ui, flow);
	int lines = field_lines(ui, flow->at.w, &look);
	look.lines = lines < LINES_LEAST ? LINES_LEAST : lines > LINES_MOST ? LINES_MOST : lines;
	float h = title + field_lines_height(ui, look.lines);
	ui_field(ui, rect_make(flow->at.x, flow->at.y, flow->at.w, h), &look);
	flow->at.y += h + gap_y;
}

/* The name beside what is tapped, or above it where there is no room for that. */
static void draw_tapped(const struct app *app, struct ui *ui, struct flow *flow, int at)
{
	const float beside = 24;
	bool above = flow->columns == 1;
	struct type label = ui_type(ui, STYLE_LABEL);
	const char *name = ui_tr(ui, staff_field_name(edit_fields[at].field));
	new_row(ui, flow);
	struct rect box = {flow->at.x, flow->at.y, flow->at.w, row_h};
	struct rect words = above ? rect_cut_top(&box, label.line) : rect_cut_left(&box, beside);
	ui_text(ui, words, ui_fit(ui, words.w - 1, 2, label, name), INK_2, LEFT | MIDDLE, 2, name);
	if (above)
		box = rect_make(words.x, words.y + words.h + 0.8f, words.w, row_h);
	if (edit_fields[at].kind == EDIT_YES_NO) {
		draw_switch(app, ui, box, at);
	} else {
		box.h = chips_height(app, ui, box.w, at);
		draw_chips(app, ui, box, at);
	}
	flow->at.y = box.y + box.h + gap_y;
}

/* What can be done with the whole row. Returns where it ends. */
static float draw_deeds(const struct app *app, struct ui *ui, struct rect at)
{
	struct button deed[] = {{.id = "edit.trail",
					.label = ui_tr(ui, N_("Changes")),
					.icon = "clock",
					.action = {ACTION_TRAIL, 1}},
		{.id = "edit.retire",
			.label = ui_tr(ui, N_("Retire")),
			.icon = "minus",
			.action = {ACTION_RETIRE, 0}},
		{.id = "edit.erase",
			.label = ui_tr(ui, N_("Erase")),
			.icon = "trash",
			.action = {ACTION_ERASE, 0}}};
	if (!app->staff.edit.id)
		return at.y;
	float x = at.x;
	for (size_t i = 0; i < sizeof deed / sizeof deed[0]; i++) {
		float w = ui_button_width(ui, &deed[i]);
		if (x > at.x && x + w > at.x + at.w) {
			x = at.x;
			at.y += 8.8f + 1.4f;
		}
		ui_button(ui, rect_make(x, at.y, w, 8.8f), &deed[i]);
		x += w + 2.4f;
	}
	return at.y + 8.8f + gap_y;
}

static void grid(const struct app *app, struct ui *ui, struct rect window)
{
	int columns = ui->m.size_class == CLASS_LANDSCAPE ? 3 : 1;
	struct rect at = ui_scroll_begin(ui, window);
	struct flow flow = {.at = at,
		.columns = columns,
		.w = (at.w - gap_x * (float)(columns - 1)) / (float)columns};
	for (int i = 0; i < EDIT_FIELDS; i++) {
		if (edit_fields[i].section)
			draw_section(app, ui, &flow, i);
		if (edit_types(i))
			draw_typed(app, ui, &flow, i);
		else
			draw_tapped(app, ui, &flow, i);
	}
	new_row(ui, &flow);
	ui_scroll_end(ui, draw_deeds(app, ui, flow.at));
}

/* ---- small glass ---- */

/* What a field says in a line of the list. */
static const char *value_words(const struct app *app, struct ui *ui, int at)
{
	struct chip chip[EDIT_VALUES_MAX];
	const char *words = "", *value = app->staff.edit.value[at];
	if (edit_types(at))
		return value;
	if (edit_fields[at].kind == EDIT_YES_NO)
		return value[0] ? ui_tr(ui, value[0] == 'y' ? N_("Yes") : N_("No")) : "";
	int chips = chips_of(app, ui, at, chip);
	for (int i = 0; i < chips; i++)
		if (chip[i].on)
			words = arena_printf(&ui->list->arena, "%s%s%s", words,
				words[0] ? ", " : "", chip[i].label);
	return words;
}

/* As much of a text as fits into a line. */
static const char *one_line(struct ui *ui, float width, struct type type, const char *text)
{
	char *line = arena_strdup(&ui->list->arena, text);
	for (char *at = line; *at; at++)
		if (*at == '\n')
			*at = ' ';
	if (ui_text_width(ui, type, line) <= width)
		return line;
	size_t length = strlen(line);
	do {
		do
			length--;
		while (length && ((unsigned char)line[length] & 0xC0) == 0x80);
		line[length] = '\0';
	} while (length && ui_text_width(ui, type, line) > width - type.size);
	return arena_printf(&ui->list->arena, "%s\xE2\x80\xA6", line);
}

static void list_row(const struct app *app, struct ui *ui, struct rect box, int at)
{
	const char *name = ui_tr(ui, staff_field_name(edit_fields[at].field));
	const char *reason = reason_of(app, ui, at);
	char id[ITEM_ID_MAX];
	edit_row_id(at, id);
	struct type label = theme_type(STYLE_LABEL, 1);
	draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = name,
			    .box = rect_inset(box, 0, 0.1f),
			    .radius = 1.2f,
			    .action = {ACTION_EDIT_FIELD, at}});
	rect_cut_right(&box, 1);
	struct rect end = rect_cut_right(&box, 3.4f);
	ui_icon(ui, (struct point){end.x, end.y + (end.h - 3.4f) / 2}, 3.4f, "chevron-right", INK);
	rect_cut_right(&box, 1.4f);
	struct rect left = rect_cut_left(&box, box.w * 0.4f);
	ui_text(ui, left, ui_fit(ui, left.w - 1, 1, label, name), INK_2, LEFT | MIDDLE, 1, name);
	const char *words = one_line(ui, box.w, label, reason ? reason : value_words(app, ui, at));
	ui_text(ui, box, label, reason ? ERROR : INK, LEFT | MIDDLE, 1, words);
}

static void overview(const struct app *app, struct ui *ui, struct rect window)
{
	const float h = 8.8f, head = 7;
	struct rect at = ui_scroll_begin(ui, window);
	for (int i = 0; i < EDIT_FIELDS; i++) {
		if (edit_fields[i].section) {
			ui_text(ui, rect_make(at.x, at.y, at.w, head),
				type_sized(theme_type(STYLE_HEADING, 1), 3), INK, LEFT | MIDDLE, 1,
				ui_tr(ui, edit_fields[i].section));
			at.y += head;
		}
		list_row(app, ui, rect_make(at.x, at.y, at.w, h), i);
		at.y += h;
	}
	at.y += gap_y;
	ui_scroll_end(ui, draw_deeds(app, ui, at));
}

/* One at a time, with up and down for the others. */
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
	row = rect_inset(row, 1.4f, 0.2f);
	if (edit_types(at)) {
		struct field_look look = look_of(app, ui, at);
		ui_field(ui, row, &look);
		return;
	}
	const char *words = ui_tr(ui,
		edit_fields[at].kind == EDIT_SOME ? N_("Tap all that fit") : N_("Tap what fits"));
	struct type type = ui_type(ui, STYLE_LABEL);
	ui_text(ui, row, ui_fit(ui, row.w, 1, type, words), INK_2, CENTER | MIDDLE, 1, words);
}

static void small_view(const struct app *app, struct ui *ui, struct rect in)
{
	int at = app->staff.edit.at;
	in.h = ui->m.h - in.y;
	if (app->staff.edit.overview) {
		overview(app, ui, in);
		return;
	}
	rect_cut_top(&in, 0.8f);
	one_field(app, ui, rect_cut_top(&in, 8.8f));
	if (edit_types(at))
		return;
	rect_cut_top(&in, 2.4f);
	if (edit_fields[at].kind == EDIT_YES_NO) {
		draw_switch(app, ui, rect_cut_top(&in, row_h), at);
		return;
	}
	struct rect box = ui_scroll_begin(ui, in);
	float h = chips_height(app, ui, box.w, at);
	draw_chips(app, ui, rect_make(box.x, box.y, box.w, h), at);
	ui_scroll_end(ui, box.y + h + gap_y);
}

void edit_view(const struct app *app, struct ui *ui)
{
	const struct edit_state *edit = &app->staff.edit;
	bool small = ui->m.size_class == CLASS_COMPACT,
	     keys_show = !small || (edit_types(edit->at) && !edit->overview);
	bool may_save = edit_may_save(app);
	struct button done = {.id = "edit.save",
		.label = ui_tr(ui, N_("Save")),
		.icon = "check",
		.kind = keys_show ? BUTTON_ON : BUTTON_GO,
		.disabled = !may_save,
		.action = {ACTION_SIGN, ACTION_SAVE}};
	struct button list = {.id = "edit.list",
		.label = arena_printf(&ui->list->arena, "%d/%d", edit->at + 1, EDIT_FIELDS),
		.kind = BUTTON_STAGE,
		.pad = 2,
		.action = {ACTION_EDIT_LIST, 0}};
	const char *title = small && !edit->overview ? staff_field_name(edit_fields[edit->at].field)
			    : edit->id               ? N_("Edit therapist")
						     : N_("Add a therapist");
	struct rect in = staff_bar_two(
		app, ui, ui_tr(ui, title), small && !edit->overview ? &list : NULL, &done);
	if (small) {
		small_view(app, ui, in);
	} else {
		in.h = ui->m.h - in.y - keyboard_height(ui, KEYBOARD_FORM);
		rect_cut_top(&in, 1);
		rect_cut_bottom(&in, 1);
		grid(app, ui, in);
	}
	const struct keyboard_look keys = {
		.done = ui_tr(ui, N_("Save")), .done_off = !may_save, .action = ACTION_KEY};
	if (keys_show)
		ui_keyboard(ui, &edit->keyboard, &keys);
}
