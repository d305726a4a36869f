/* The directory as staff keep it: who needs a person comes first. */
#include "screens/staff_parts.h"

#include <math.h>
#include <stdio.h>

static const struct {
	const char *id, *name;
} filters[DESK_FILTERS] = {
	[DESK_ALL] = {"staff.filter.all", N_("All")},
	[DESK_VALID] = {"staff.filter.valid", N_("Valid")},
	[DESK_EXPIRING] = {"staff.filter.expiring", N_("Expires soon")},
	[DESK_EXPIRED] = {"staff.filter.expired", N_("Expired")},
	[DESK_UNVERIFIED] = {"staff.filter.unverified", N_("Not verified")},
	[DESK_RETIRED] = {"staff.filter.retired", N_("Retired")},
};

static const struct chip_look chip_small = {7.6f, 1, 2.4f, 2},
			      chip_large = {8.4f, 1.2f, 2.6f, 2.4f};

static void enter(struct app *app, int arg)
{
	(void)arg;
	staff_ask_list(app);
}

static bool update(struct app *app, const struct event *event)
{
	struct staff_state *staff = &app->staff;
	const struct action action = event->action;
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_RETIRE) {
		if (event->desk->done)
			app_toast(app, N_("Saved"), 0);
		staff_ask_list(app);
		return false;
	}
	if (event->kind != EVENT_ACTION)
		return false;
	switch (action.kind) {
	case ACTION_STAFF_FILTER:
		staff->filter = (enum desk_filter)action.arg;
		app->nav[app->depth - 1].scroll = 0;
		staff_ask_list(app);
		return true;
	case ACTION_VERIFY:
		staff_choose(app, action.arg);
		app_open(app, OVERLAY_VERIFY);
		return true;
	case ACTION_EDIT:
		app_go(app, SCREEN_STAFF_EDIT, action.arg);
		return true;
	case ACTION_RENEW:
		app_go(app, SCREEN_STAFF_EDIT, EDIT_RENEWS + action.arg);
		return true;
	case ACTION_TRAIL:
		app_go(app, SCREEN_STAFF_TRAIL, action.arg);
		return true;
	case ACTION_RETIRE:
		staff_choose(app, action.arg);
		app_open(app, OVERLAY_RETIRE);
		return true;
	default:
		return false;
	}
}

/* ---- a row ---- */

struct state {
	const char *icon, *words;
	enum color_role fill, ink;
};

static day_t expires(const struct therapist *therapist)
{
	day_t day = DAY_NONE;
	date_read(therapist->field[THERAPIST_LICENSE_EXPIRES], &day);
	return day;
}

static struct state state_of(
	const struct app *app, struct ui *ui, const struct therapist *therapist)
{
	day_t today = app_today(app);
	int days = expires(therapist) - today;
	if (therapist->retired)
		return (struct state){"minus", ui_tr(ui, N_("Retired")), SUNK, INK};
	switch (license_status(therapist, today)) {
	case LICENSE_EXPIRED:
		return (struct state){"warning", ui_tr(ui, N_("Expired")), ERROR_TINT, ERROR};
	case LICENSE_UNVERIFIED:
		return (struct state){"question", ui_tr(ui, N_("Not verified")), SUNK, INK};
	case LICENSE_EXPIRING:
		return (struct state){"clock",
			ui_fill(ui,
				trn(ui->lang, "Expires in {} day", "Expires in {} days",
					(unsigned)days),
				number_words(ui, days)),
			WARN_TINT, WARN_TEXT};
	default:
		return (struct state){"license", ui_tr(ui, N_("Valid")), TIDE_TINT, TIDE_PRESSED};
	}
}

static const char *license_words(struct ui *ui, const struct therapist *therapist)
{
	return arena_printf(&ui->list->arena, "%s %s", therapist->field[THERAPIST_LICENSE_STATE],
		therapist->field[THERAPIST_LICENSE_NUMBER]);
}

/* The one thing a row offers; false: it is fine as it is. */
static bool row_action(const struct app *app, struct ui *ui, const struct therapist *therapist,
	int index, struct button *button)
{
	enum license_status status = license_status(therapist, app_today(app));
	bool verify = status == LICENSE_UNVERIFIED && !therapist->retired;
	*button = (struct button){.kind = verify ? BUTTON_TIDE : BUTTON_QUIET,
		.label = ui_tr(ui, therapist->retired ? N_("Restore")
				   : verify           ? N_("Verify")
						      : N_("Renew")),
		.id = arena_printf(&ui->list->arena, "staff.verify.%lld", (long long)therapist->id),
		.type = type_sized(theme_type(STYLE_BUTTON, 1), 2.7f),
		.pad = 2.6f,
		.action = {therapist->retired             ? ACTION_RETIRE
			   : status == LICENSE_UNVERIFIED ? ACTION_VERIFY
							  : ACTION_RENEW,
			index}};
	if (status != LICENSE_VALID || therapist->retired)
		return true;
	/* On small glass the editor has no room for it. */
	button->label = ui_tr(ui, N_("Retire"));
	button->action.kind = ACTION_RETIRE;
	return ui->m.size_class == CLASS_COMPACT;
}

static void names(struct ui *ui, struct rect box, const struct therapist *therapist)
{
	struct type name = type_sized(theme_type(STYLE_HEADING, 1), 3.1f);
	struct type small = type_sized(theme_type(STYLE_SMALL, 1), 2.4f);
	const char *techniques = techniques_words(ui, therapist);
	float h = name.line + (techniques[0] ? small.line : 0);
	rect_cut_top(&box, (box.h - h) / 2);
	ui_text(ui, rect_cut_top(&box, name.line), name, INK, LEFT, 1,
		therapist->field[THERAPIST_NAME]);
	if (techniques[0])
		ui_text(ui, box, small, INK_2, LEFT, 1, techniques);
}

/* What opens the row: all of it that no button takes. */
static void row_item(
	struct ui *ui, struct rect box, const struct therapist *therapist, int index, float taken)
{
	const char *id =
		arena_printf(&ui->list->arena, "staff.therapist.%lld", (long long)therapist->id);
	rect_cut_right(&box, taken);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = therapist->field[THERAPIST_NAME],
			    .box = rect_inset(box, 0.2f, 0.2f),
			    .radius = 1.2f,
			    .action = {therapist->retired ? ACTION_RETIRE : ACTION_EDIT, index}});
}

static const float column_gap = 2, license_w = 29, expires_w = 21, row_left = 3.2f,
		   row_right = 2.4f, chevron = 3.4f;

/* What the longest state and the longest button leave for the name. */
static float name_width(struct ui *ui, float row)
{
	const struct button longest = {.label = ui_tr(ui, N_("Restore")),
		.type = type_sized(theme_type(STYLE_BUTTON, 1), 2.7f),
		.pad = 2.6f};
	const char *words = ui_fill(ui,
		trn(ui->lang, "Expires in {} day", "Expires in {} days", 30), number_words(ui, 30));
	float taken = row_left + row_right + license_w + expires_w + chevron + 5 * column_gap +
		      ui_tag_width(ui, 4.4f, "clock", words) + ui_button_width(ui, &longest);
	return fminf(46, row - taken);
}

/* Name, license, state and what to do in one line; a column each. */
static void wide_row(const struct app *app, struct ui *ui, struct rect box,
	const struct therapist *therapist, int index)
{
	const float gap = column_gap, button_h = 7.6f;
	struct type label = theme_type(STYLE_LABEL, 1);
	struct state state = state_of(app, ui, therapist);
	struct button button;
	bool acts = row_action(app, ui, therapist, index, &button);
	row_item(ui, box, therapist, index,
		acts ? ui_button_width(ui, &button) + chevron + 2 * gap + row_right : 0);
	float name_w = name_width(ui, box.w);
	rect_cut_left(&box, row_left);
	rect_cut_right(&box, row_right);
	names(ui, rect_cut_left(&box, name_w), therapist);
	rect_cut_left(&box, gap);
	ui_text(ui, rect_cut_left(&box, license_w), label, INK, LEFT | MIDDLE, 1,
		license_words(ui, therapist));
	rect_cut_left(&box, gap);
	ui_text(ui, rect_cut_left(&box, expires_w), label, INK, LEFT | MIDDLE, 1,
		day_words(ui, expires(therapist)));
	rect_cut_left(&box, gap);
	ui_tag(ui, (struct point){box.x, box.y + (box.h - 4.4f) / 2}, 4.4f, state.icon, state.words,
		state.fill, state.ink);
	struct rect end = rect_cut_right(&box, chevron);
	ui_icon(ui, (struct point){end.x, end.y + (end.h - chevron) / 2}, chevron, "chevron-right",
		INK);
	rect_cut_right(&box, gap);
	if (!acts)
		return;
	float w = ui_button_width(ui, &button);
	ui_button(ui, rect_center(rect_cut_right(&box, w), w, button_h), &button);
}

/* The same on two lines. */
static void narrow_row(const struct app *app, struct ui *ui, struct rect box,
	const struct therapist *therapist, int index)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct state state = state_of(app, ui, therapist);
	struct type name = type_sized(theme_type(STYLE_HEADING, 1), 3.1f);
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), 2.5f);
	struct button button;
	bool acts = row_action(app, ui, therapist, index, &button);
	row_item(ui, box, therapist, index, acts ? ui_button_width(ui, &button) + 4.4f : 0);
	rect_cut_left(&box, 2.4f);
	rect_cut_right(&box, 2.4f);
	if (acts) {
		float w = ui_button_width(ui, &button);
		ui_button(ui, rect_center(rect_cut_right(&box, w), w, 7.6f), &button);
		rect_cut_right(&box, 2);
	}
	float h = name.line + 1 + 4.4f;
	rect_cut_top(&box, (box.h - h) / 2);
	ui_text(ui, rect_cut_top(&box, name.line), name, INK, LEFT, 1,
		therapist->field[THERAPIST_NAME]);
	rect_cut_top(&box, 1);
	const char *icon = small ? NULL : state.icon;
	float w = ui_tag(
		ui, (struct point){box.x, box.y}, 4.4f, icon, state.words, state.fill, state.ink);
	rect_cut_left(&box, w + 1.6f);
	const char *words = arena_printf(&ui->list->arena, "%s, %s", license_words(ui, therapist),
		day_words(ui, expires(therapist)));
	ui_text(ui, rect_make(box.x, box.y, box.w, 4.4f), label, INK_2, LEFT | MIDDLE, 1,
		ui_text_width(ui, label, words) > box.w ? license_words(ui, therapist) : words);
}

float staff_row_height(const struct ui *ui)
{
	return ui->m.size_class == CLASS_LANDSCAPE  ? 10
	       : ui->m.size_class == CLASS_PORTRAIT ? 13
						    : 12;
}

void staff_row(const struct app *app, struct ui *ui, struct rect box, int index)
{
	const struct therapist *therapist = app->staff.answer[DESK_LIST]->therapist[index];
	if (ui->m.size_class == CLASS_LANDSCAPE)
		wide_row(app, ui, box, therapist, index);
	else
		narrow_row(app, ui, box, therapist, index);
}

static void rows(
	const struct app *app, struct ui *ui, struct rect window, const struct desk_answer *list)
{
	struct rect at = ui_scroll_begin(ui, window);
	float y = at.y, h = staff_row_height(ui);
	for (size_t i = 0; i < list->therapists; i++, y += h) {
		struct rect box = {at.x, y, at.w, h};
		draw_rect(ui->list, rect_make(box.x, y, box.w, 0.2f), ui->theme->color[LINE]);
		staff_row(app, ui, box, (int)i);
	}
	if (list->found > list->therapists) {
		const char *words = ui_fill(ui, ui_tr(ui, N_("and {} more: search for a name")),
			number_words(ui, (int)(list->found - list->therapists)));
		ui_text(ui, rect_make(at.x, y, at.w, 8), theme_type(STYLE_LABEL, 1), INK_2,
			CENTER | MIDDLE, 1, words);
		y += 8;
	}
	ui_scroll_end(ui, y);
}

static void column_names(struct ui *ui, struct rect box)
{
	struct type small = type_sized(theme_type(STYLE_SMALL, 1), 2.4f), bold = small;
	bold.font = FONT_BOLD;
	float name_w = name_width(ui, box.w);
	rect_cut_left(&box, row_left);
	ui_text(ui, rect_cut_left(&box, name_w + column_gap), small, INK_2, LEFT | MIDDLE, 1,
		ui_tr(ui, N_("Therapist")));
	ui_text(ui, rect_cut_left(&box, license_w + column_gap), small, INK_2, LEFT | MIDDLE, 1,
		ui_tr(ui, N_("License")));
	ui_text(ui, rect_cut_left(&box, expires_w + column_gap), small, INK_2, LEFT | MIDDLE, 1,
		ui_tr(ui, N_("Expires")));
	ui_text(ui, box, bold, INK, LEFT | MIDDLE, 1, ui_tr(ui, N_("State, needs you first")));
}

static void table(
	const struct app *app, struct ui *ui, struct rect box, const struct desk_answer *list)
{
	ui_card(ui, box, 2.4f);
	if (ui->m.size_class == CLASS_LANDSCAPE)
		column_names(ui, rect_cut_top(&box, 6));
	else
		rect_cut_top(&box, 0.6f);
	rect_cut_bottom(&box, 0.6f);
	rows(app, ui, rect_inset(box, 0.2f, 0), list);
}

static float chips(
	const struct app *app, struct ui *ui, struct rect box, const struct desk_answer *list)
{
	struct chip chip[DESK_FILTERS];
	const struct chip_look *look =
		ui->m.size_class == CLASS_COMPACT ? &chip_small : &chip_large;
	float w = 0;
	for (int i = 0; i < DESK_FILTERS; i++) {
		const char *name = ui_tr(ui, filters[i].name);
		chip[i] = (struct chip){.id = filters[i].id,
			.label = list ? arena_printf(&ui->list->arena, "%s\xC2\xA0\xC2\xA0%d", name,
						list->count[i])
				      : name,
			.on = (int)app->staff.filter == i,
			.action = {ACTION_STAFF_FILTER, i}};
		w += ui_chip_width(ui, look, &chip[i]) + look->gap;
	}
	/* In one row they stand at the right, as the columns below end there. */
	if (ui->m.size_class == CLASS_LANDSCAPE && w - look->gap < box.w)
		rect_cut_left(&box, box.w - (w - look->gap) - 0.01f);
	return ui_chips_like(ui, box, look, chip, DESK_FILTERS);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const struct desk_answer *list = staff_told(app, DESK_LIST);
	struct button add = {.id = "staff.add",
		.label = ui_tr(ui, N_("Add")),
		.icon = "plus",
		.kind = BUTTON_GO,
		.icon_only = ui->m.size_class == CLASS_COMPACT,
		.action = {ACTION_EDIT, EDIT_NEW}};
	struct button trail = {.id = "staff.trail",
		.label = ui_tr(ui, N_("Changes")),
		.icon = "clock",
		.kind = BUTTON_STAGE,
		.icon_only = ui->m.size_class != CLASS_LANDSCAPE,
		.action = {ACTION_TRAIL, 0}};
	struct rect in = staff_bar_two(app, ui, ui_tr(ui, N_("Therapists")), &trail, &add);
	rect_cut_top(&in, small ? 1.4f : 2.6f);
	rect_cut_bottom(&in, small ? 2 : 5.6f);
	struct rect row = in;
	const struct field_look look = {.id = "staff.search",
		.label = ui_tr(ui, N_("Name or license")),
		.text = app->staff.words,
		.hint = ui_tr(ui, N_("Name or license")),
		.icon = "search",
		.action = {ACTION_ENTRY, ENTRY_WORDS}};
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	ui_field(ui, wide ? rect_make(row.x, row.y, 40, 8.4f) : rect_cut_top(&in, 8.4f), &look);
	if (wide)
		rect_cut_left(&row, 41.4f);
	else
		rect_cut_top(&in, 1.2f);
	float h = chips(app, ui, wide ? row : in, list);
	rect_cut_top(&in, (h < 8.4f ? 8.4f : h) + (small ? 1.4f : 2.4f));
	if (list && list->found) {
		table(app, ui, in, list);
		return;
	}
	if (!list && app->staff.busy[DESK_LIST])
		return;
	const struct desk_answer *failed = app->staff.answer[DESK_LIST];
	const struct empty nobody = {.icon = list ? "license" : "warning",
		.title = ui_tr(ui, list ? N_("Nobody here") : N_("The directory cannot be read")),
		.words = list     ? ui_tr(ui, N_("No therapist of the directory is in this state."))
			 : failed ? ui_say(ui, failed->why)
				  : "",
		.way = {.id = "staff.import",
			.label = ui_tr(ui, N_("Import from USB")),
			.action = {ACTION_GO, SCREEN_STAFF_IMPORT}}};
	ui_empty(ui, in, &nobody);
}

const struct screen screen_staff_therapists = {
	.name = "staff-therapists", .staff = true, .enter = enter, .update = update, .view = view};
