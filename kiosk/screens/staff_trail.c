/* What was changed in the directory: who, when, what, and each field before and after. */
#include "screens/staff_parts.h"

#include <math.h>
#include <string.h>

/* So many fields of a change; fewer of a person who was added, who has all of them. */
enum { FIELDS_MOST = 6, FIELDS_OF_ALL = 3 };

static void enter(struct app *app, int arg)
{
	struct desk_request *request = staff_ask(app, DESK_TRAIL);
	request->id = arg ? app->staff.edit.id : 0;
}

static const struct {
	const char *what; /* as the trail has it */
	const char *name, *icon;
	enum color_role fill, ink;
} deeds[] = {
	{"added", N_("Added"), "plus", TIDE_TINT, TIDE_PRESSED},
	{"changed", N_("Changed"), "edit", SUNK, INK},
	{"changed back", N_("Changed back"), "undo", SUNK, INK},
	{"removed", N_("Removed"), "minus", WARN_TINT, WARN_TEXT},
	{"verified", N_("Verified"), "license", TIDE_TINT, TIDE_PRESSED},
	{"retired", N_("Retired"), "minus", WARN_TINT, WARN_TEXT},
	{"restored", N_("Restored"), "undo", TIDE_TINT, TIDE_PRESSED},
	{"erased", N_("Erased"), "trash", WARN_TINT, WARN_TEXT},
	{"backup restored", N_("Backup restored"), "undo", WARN_TINT, WARN_TEXT},
	{"date confirmed", N_("Date confirmed"), "clock", SUNK, INK},
};
enum { DEEDS = sizeof deeds / sizeof deeds[0] };

static int kind_of(const struct desk_deed *deed)
{
	int kind = 0;
	while (kind < DEEDS && strcmp(deeds[kind].what, deed->done.what) != 0)
		kind++;
	return kind;
}

/* ---- a field of a change ---- */

static const char *told_words(
	struct ui *ui, const struct directory_change_told *told, const char *value)
{
	if (told->field == THERAPIST_FIELDS)
		return ui_tr(ui, value[0] && value[0] != '0' ? N_("Retired") : N_("In the list"));
	return value[0] ? staff_value_words(ui, told->field, value) : ui_tr(ui, N_("nothing"));
}

/* "Phone: (303) 555-0103 -> (303) 555-0166"; of a row that was not there, or is gone, what it says.
 */
static const char *told_line(
	struct ui *ui, const struct desk_deed *deed, const struct directory_change_told *told)
{
	const char *name = told->field == THERAPIST_FIELDS
				   ? ui_tr(ui, N_("State"))
				   : ui_tr(ui, staff_field_name(told->field));
	const char *before = told_words(ui, told, told->before);
	const char *after = told_words(ui, told, told->after);
	if (!deed->done.before[0])
		return arena_printf(&ui->list->arena, "%s: %s", name, after);
	if (!deed->done.after[0])
		return arena_printf(&ui->list->arena, "%s: %s", name, before);
	return arena_printf(&ui->list->arena, "%s: %s \xE2\x86\x92 %s", name, before, after);
}

/* All of them, a line each. */
static const char *told_words_of(struct ui *ui, const struct desk_deed *deed)
{
	const char *words = "";
	bool whole = !deed->done.before[0] || !deed->done.after[0];
	size_t most = whole ? FIELDS_OF_ALL : FIELDS_MOST;
	size_t shown = deed->changes < most ? deed->changes : most;
	for (size_t i = 0; i < shown; i++)
		words = arena_printf(&ui->list->arena, "%s%s%s", words, i ? "\n" : "",
			told_line(ui, deed, &deed->change[i]));
	if (deed->changes > shown)
		words = arena_printf(&ui->list->arena, "%s\n%s", words,
			ui_fill(ui, ui_tr(ui, N_("and {} more")),
				number_words(ui, (int)(deed->changes - shown))));
	return words;
}

/* ---- a row ---- */

static const float pad_y = 1.8f, tag_h = 4.4f;

/* Whom a line is about, as the directory has the name now; of somebody who is gone, the name that
 * the line itself holds. */
static const char *name_of(const struct desk_deed *deed)
{
	for (size_t i = 0; !deed->done.name[0] && i < deed->changes; i++)
		if (deed->change[i].field == THERAPIST_NAME)
			return deed->change[i].before[0] ? deed->change[i].before
							 : deed->change[i].after;
	return deed->done.name;
}

struct columns {
	float tag, who; /* the first two; what was told takes the rest */
	bool wide;
};

static struct columns columns_of(const struct ui *ui)
{
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	return (struct columns){wide ? 24 : 0, wide ? 34 : 0, wide};
}

static float told_height(struct ui *ui, float w, const struct desk_deed *deed)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	struct columns columns = columns_of(ui);
	float room = w - 2 * (columns.wide ? 3.2f : 2.4f) - columns.tag - columns.who;
	return ui_text_height(ui, room, label, told_words_of(ui, deed));
}

static float row_height(struct ui *ui, float w, const struct desk_deed *deed)
{
	struct type label = theme_type(STYLE_LABEL, 1), name = theme_type(STYLE_HEADING, 1);
	float told = told_height(ui, w, deed);
	if (columns_of(ui).wide)
		return fmaxf(told, type_sized(name, 3).line + label.line) + 2 * pad_y;
	return tag_h + 0.8f + label.line + (told > 0 ? told + 0.8f : 0) + 2 * pad_y;
}

/* "MK, 11/23/2026, 5:12 pm" */
static const char *signed_words(struct ui *ui, const struct desk_deed *deed)
{
	return arena_printf(&ui->list->arena, "%s, %s", deed->done.who,
		deed->wall_s ? when_words(ui, deed->wall_s) : deed->done.at);
}

static void draw_row(struct ui *ui, struct rect box, const struct desk_deed *deed)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	struct type name = type_sized(theme_type(STYLE_HEADING, 1), 3);
	struct columns columns = columns_of(ui);
	int kind = kind_of(deed);
	draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
	struct rect in = rect_inset(box, columns.wide ? 3.2f : 2.4f, pad_y);
	struct rect top = columns.wide ? rect_cut_left(&in, columns.tag) : rect_cut_top(&in, tag_h);
	float w = kind < DEEDS
			  ? ui_tag(ui, (struct point){top.x, top.y}, tag_h, deeds[kind].icon,
				    ui_tr(ui, deeds[kind].name), deeds[kind].fill, deeds[kind].ink)
			  : 0;
	const char *who = name_of(deed), *by = signed_words(ui, deed);
	if (columns.wide) {
		struct rect cell = rect_cut_left(&in, columns.who);
		cell.w -= 2;
		if (who[0])
			ui_text(ui, rect_cut_top(&cell, name.line),
				ui_fit(ui, cell.w, 1, name, who), INK, LEFT | MIDDLE, 1, who);
		ui_text(ui, cell, ui_fit(ui, cell.w, 1, label, by), INK_2, LEFT, 1, by);
	} else {
		rect_cut_left(&top, w + 1.6f);
		ui_text(ui, top, ui_fit(ui, top.w, 1, name, who), INK, LEFT | MIDDLE, 1, who);
		rect_cut_top(&in, 0.8f);
		ui_text(ui, rect_cut_top(&in, label.line), ui_fit(ui, in.w, 1, label, by), INK_2,
			LEFT, 1, by);
		rect_cut_top(&in, 0.8f);
	}
	ui_text(ui, in, label, INK, LEFT, 0, told_words_of(ui, deed));
}

static void rows(struct ui *ui, struct rect window, const struct desk_answer *trail)
{
	struct rect at = ui_scroll_begin(ui, window);
	for (size_t i = 0; i < trail->deeds; i++) {
		float h = row_height(ui, at.w, &trail->deed[i]);
		draw_row(ui, rect_make(at.x, at.y, at.w, h), &trail->deed[i]);
		at.y += h;
	}
	if (trail->deeds == DESK_DEEDS_MAX) {
		const char *words = ui_tr(ui, N_("Older changes: tuneupctl therapists trail"));
		ui_text(ui, rect_make(at.x, at.y, at.w, 8), theme_type(STYLE_LABEL, 1), INK_2,
			CENTER | MIDDLE, 1, words);
		at.y += 8;
	}
	ui_scroll_end(ui, at.y);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const struct desk_answer *trail = staff_told(app, DESK_TRAIL);
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Changes")), NULL);
	rect_cut_top(&in, small ? 1.4f : 2.6f);
	rect_cut_bottom(&in, small ? 2 : 5.6f);
	if (app->staff.busy[DESK_TRAIL])
		return;
	if (trail && trail->deeds) {
		ui_card(ui, in, 2.4f);
		rect_cut_top(&in, 0.6f);
		rect_cut_bottom(&in, 0.6f);
		rows(ui, rect_inset(in, 0.2f, 0), trail);
		return;
	}
	const struct empty nothing = {.icon = trail ? "clock" : "warning",
		.title = ui_tr(ui, trail ? N_("Nothing yet") : N_("The directory cannot be read")),
		.words = ui_tr(ui, N_("Each change stands here: who made it, when, and what was "
				      "there before.")),
		.way = {.id = "trail.back",
			.label = ui_tr(ui, N_("Back")),
			.action = {ACTION_BACK, 0}}};
	ui_empty(ui, in, &nothing);
}

const struct screen screen_staff_trail = {
	.name = "staff-trail", .staff = true, .enter = enter, .view = view};
