/* Therapists by name, as it is typed. What is typed is shown and forgotten: it is neither logged
 * nor written, and goes when this closes, but for a name that becomes a filter of the list. */
#include "screens/therapists.h"

#include "base/fold.h"

enum { CARDS_MAX = 8, PARTS_MAX = 4 };

static void look_up(struct app *app)
{
	app->therapists.counts = false;
	app_effect(app, EFFECT_SEARCH)->query = (struct directory_query){
		.words = app->search.field.text, .today = app_today(app), .limit = CARDS_MAX};
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->search = (struct search_state){.field = {.most = NAME_LETTERS_MAX},
		.keyboard = {.layout = KEYBOARD_NAMES},
		.typed_us = app->now_us};
	field_set(&app->search.field, app->therapists.name);
	look_up(app);
}

/* What was typed is forgotten, and the list below, if it shows again, is again what its filters
 * say. */
static void leave(struct app *app)
{
	app->search = (struct search_state){0};
	if (app_top(app) == &screen_therapists)
		therapists_search(app, false);
}

/* What was typed becomes the only filter of the list: who looks for a name does not mean only those
 * nearby. */
static void take(struct app *app)
{
	if (app->search.field.length)
		app_log(app, USAGE_SEARCH, "", (int64_t)therapists_found(app));
	therapists_only(app, app->search.field.text);
}

static void press(struct app *app, int key)
{
	struct search_state *state = &app->search;
	state->typed_us = app->now_us;
	switch (keyboard_press(&state->keyboard, &state->field, key)) {
	case KEYED_TEXT:
		look_up(app);
		break;
	case KEYED_DONE:
		if (therapists_found(app)) {
			take(app);
			app_close(app);
		}
		break;
	default:
		break;
	}
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_KEY:
		press(app, event->action.arg);
		return true;
	case ACTION_CARET:
	case ACTION_WORD:
		app->search.typed_us = app->now_us;
		app_touch_field(
			app, "search.field", &app->search.field, event->action.kind == ACTION_WORD);
		return true;
	case ACTION_THERAPIST:
		take(app);
		app_go(app, SCREEN_THERAPIST, event->action.arg);
		return true;
	default:
		return false;
	}
}

static int64_t due(const struct app *app)
{
	return app->config->motion ? field_caret_due(app->search.typed_us, app->now_us) : INT64_MAX;
}

/* ---- what was found ---- */

/* A text on one line, the parts that were searched for underlined. */
static void underlined(struct ui *ui, struct rect line, struct type type, enum color_role color,
	const char *text, const char *words)
{
	const float thick = 0.45f, below = 0.12f;
	struct fold_part part[PARTS_MAX];
	int parts = fold_find(text, words, part, PARTS_MAX);
	type = ui_fit(ui, line.w, 1, type, text);
	float baseline = line.y + line.h / 2 + (FONT_ASCENT - FONT_DESCENT) / 2 * type.size;
	for (int i = 0; i < parts; i++) {
		const char *before = arena_strndup(&ui->list->arena, text, part[i].from);
		const char *up_to = arena_strndup(&ui->list->arena, text, part[i].to);
		float from = ui_text_width(ui, type, before), to = ui_text_width(ui, type, up_to);
		if (to <= line.w)
			draw_rect(ui->list,
				rect_make(line.x + from, baseline + below * type.size, to - from,
					thick),
				ui->theme->color[FLARE_GRAPHIC]);
	}
	ui_text(ui, line, type, color, LEFT | MIDDLE, 1, text);
}

struct card_measures {
	float h, gap, face, face_gap, pad, name, distance;
	int columns;
};

static const struct card_measures wide = {14, 2.4f, 8.4f, 2.2f, 2.6f, 4, 3.6f, 2};
static const struct card_measures upright = {14, 2.4f, 8.4f, 2.2f, 2.6f, 4, 3.6f, 1};
static const struct card_measures small = {11.6f, 1.8f, 7.2f, 1.8f, 2, 3.2f, 2.8f, 2};

static void card(
	const struct app *app, struct ui *ui, struct rect box, const struct card_measures *m, int i)
{
	const struct therapist *t = &app->therapists.list->therapist[i];
	const char *name = t->field[THERAPIST_NAME], *words = app->search.field.text;
	const char *practice = t->field[THERAPIST_PRACTICE];
	const char *id = arena_printf(&ui->list->arena, "therapist.%lld", (long long)t->id);
	struct fold_part part;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, m->pad, 0);
	therapist_face(ui, rect_center(rect_cut_left(&in, m->face), m->face, m->face), t, i);
	rect_cut_left(&in, m->face_gap);
	struct type far = type_sized(theme_type(STYLE_NUMERAL, 1), m->distance);
	float far_w = ui_text_width(ui, far, distance_words(app, ui, t->distance_km)) + 0.4f;
	therapist_distance(app, ui, rect_cut_right(&in, far_w), m->distance, t);
	rect_cut_right(&in, 1.4f);
	struct type heading = type_sized(theme_type(STYLE_HEADING, 1), m->name);
	struct type label = ui_type(ui, STYLE_LABEL);
	rect_cut_top(&in, (box.h - heading.line - 0.2f - label.line) / 2);
	underlined(ui, rect_cut_top(&in, heading.line), heading, INK, name, words);
	rect_cut_top(&in, 0.2f);
	struct rect second = rect_cut_top(&in, label.line);
	/* Found by the practice: then that is what stands under the name. */
	bool by_practice =
		fold_find(practice, words, &part, 1) && !fold_find(name, words, &part, 1);
	if (by_practice)
		underlined(ui, second, label, INK_2, practice, words);
	else
		ui_text(ui, second, ui_fit(ui, second.w, 1, label, techniques_words(ui, t)), INK_2,
			LEFT | MIDDLE, 1, techniques_words(ui, t));
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = name,
			    .box = box,
			    .radius = 2.4f,
			    .action = {ACTION_THERAPIST, i}});
}

/* Who may stand here, where there is room for it. */
static void licensed_note(struct ui *ui, struct rect box)
{
	const float icon = 4.4f;
	const char *words =
		ui_tr(ui, N_("Only licenses that our staff have checked and that have not run out "
			     "are listed."));
	struct type label = ui_type(ui, STYLE_LABEL);
	box = rect_inset(box, 2.4f, 0);
	ui_icon(ui, (struct point){box.x, box.y + (box.h - icon) / 2}, icon, "license", INK_2);
	rect_cut_left(&box, icon + 1.8f);
	ui_text(ui, box, label, INK_2, LEFT | MIDDLE | BALANCED, 0, words);
}

static void nobody(const struct app *app, struct ui *ui, struct rect box)
{
	const float pad = 3.2f, icon = 4.4f;
	ui_card(ui, box, 2.4f);
	box = rect_inset(box, pad, 0);
	ui_icon(ui, (struct point){box.x, box.y + (box.h - icon) / 2}, icon, "search", INK_2);
	rect_cut_left(&box, icon + 2.2f);
	bool typed = app->search.field.length != 0;
	const char *title =
		typed ? ui_tr(ui, N_("No one by that name")) : ui_tr(ui, N_("No therapists yet"));
	const char *words =
		typed ? ui_tr(ui, N_("A few letters are enough, of the first or the last name."))
		      : ui_tr(ui, N_("Our staff are still checking licenses. Ask us, we know "
				     "people."));
	struct type heading = type_sized(theme_type(STYLE_HEADING, 1), 3.6f);
	struct type label = ui_type(ui, STYLE_LABEL);
	float h = heading.line + 0.4f + ui_text_height(ui, box.w, label, words);
	rect_cut_top(&box, (box.h - h) / 2);
	ui_text(ui, rect_cut_top(&box, heading.line), ui_fit(ui, box.w, 1, heading, title), INK,
		LEFT, 1, title);
	rect_cut_top(&box, 0.4f);
	ui_text(ui, box, label, INK_2, LEFT, 0, words);
}

/* As many as there is room for; the others show with "Show 12". */
static void results(
	const struct app *app, struct ui *ui, struct rect box, const struct card_measures *m)
{
	const struct therapist_list *found = app->therapists.list;
	int count = found ? (int)found->count : 0;
	int rows = (int)((box.h + m->gap) / (m->h + m->gap)), room = rows * m->columns;
	box.h = m->h * (float)rows + m->gap * (float)(rows - 1);
	if (!count) {
		box.h = m->h;
		nobody(app, ui, box);
		return;
	}
	for (int i = 0; i < count && i < room; i++)
		card(app, ui, rect_grid(box, m->columns, rows, m->gap, i), m, i);
	if (count < room)
		licensed_note(ui, rect_grid(box, m->columns, rows, m->gap, count));
}

/* ---- what is typed ---- */

static void field(const struct app *app, struct ui *ui, struct rect box, bool tight)
{
	const float cross = 8.8f;
	const struct field *typed = &app->search.field;
	bool steady = !app->config->motion;
	struct field_look look = {.id = "search.field",
		.label = ui_tr(ui, N_("Search by name")),
		.text = typed->text,
		.hint = ui_tr(ui, N_("First or last name")),
		.icon = tight ? NULL : "search",
		.icon_size = 5,
		.caret = typed->caret,
		.anchor = typed->anchor,
		.active = true,
		.caret_shows = steady || field_caret_shows(app->search.typed_us, app->now_us),
		.right = typed->length ? cross - 2.4f : 0,
		.action = {ACTION_CARET, 0},
		.hold = {ACTION_WORD, 0},
		.size = tight ? 3.6f : 4.4f};
	ui_field(ui, box, &look);
	if (!typed->length)
		return;
	struct rect clear = rect_center(rect_cut_right(&box, cross), cross, cross);
	ui_icon(ui, (struct point){clear.x + (cross - 4) / 2, clear.y + (cross - 4) / 2}, 4,
		"close", INK);
	ui_item(ui, &(struct item){.id = "search.clear",
			    .role = ROLE_BUTTON,
			    .label = ui_tr(ui, N_("Clear")),
			    .box = clear,
			    .radius = 1.6f,
			    .action = {ACTION_KEY, KEY_CLEAR}});
}

static const char *count_words(const struct app *app, struct ui *ui)
{
	size_t found = therapists_found(app);
	return ui_fill(ui,
		trn(ui->lang, "{} found. Accents and capitals do not matter.",
			"{} found. Accents and capitals do not matter.", found),
		number_words(ui, (int)found));
}

static void keys(const struct app *app, struct ui *ui)
{
	size_t found = therapists_found(app);
	struct keyboard_look look = {
		.done = ui_fill(ui, ui_tr(ui, N_("Show {}")), number_words(ui, (int)found)),
		.done_off = !found,
		.action = ACTION_KEY};
	ui_keyboard(ui, &app->search.keyboard, &look);
}

static void landscape(const struct app *app, struct ui *ui, struct rect in)
{
	rect_cut_top(&in, 0.8f);
	struct rect row = rect_cut_top(&in, 11.2f);
	struct type label = ui_type(ui, STYLE_LABEL);
	ui_text(ui, rect_cut_right(&row, 44), label, INK_2, LEFT | MIDDLE, 0, count_words(app, ui));
	rect_cut_right(&row, 2.4f);
	field(app, ui, row, false);
	rect_cut_top(&in, 3);
	results(app, ui, in, &wide);
}

static void portrait(const struct app *app, struct ui *ui, struct rect in)
{
	struct type label = ui_type(ui, STYLE_LABEL);
	rect_cut_top(&in, 1.6f);
	field(app, ui, rect_cut_top(&in, 11.2f), false);
	rect_cut_top(&in, 2.2f);
	ui_text(ui, rect_cut_top(&in, label.line), label, INK_2, LEFT | MIDDLE, 1,
		count_words(app, ui));
	rect_cut_top(&in, 2.4f);
	results(app, ui, in, &upright);
}

static void header(struct ui *ui)
{
	ui_header(ui, ui_tr(ui, N_("Search by name")), HEADER_BACK | HEADER_HOME | HEADER_TOOLS,
		app_header());
}

/* Small glass has no room for a header: Back and Home stand beside the field. */
static void compact(const struct app *app, struct ui *ui, struct rect in)
{
	const float side = 8.8f, gap = 1.8f;
	struct rect bar = rect_center(rect_cut_top(&in, ui->m.header), in.w, side);
	struct button back = {.id = "back",
		.label = ui_tr(ui, "Back"),
		.icon = "back",
		.icon_only = true,
		.action = {ACTION_BACK, 0}};
	struct button home = {.id = "home",
		.label = ui_tr(ui, "Home"),
		.icon = "home",
		.kind = BUTTON_PRIMARY,
		.icon_only = true,
		.action = {ACTION_HOME, 0}};
	ui_button(ui, rect_cut_left(&bar, side), &back);
	rect_cut_left(&bar, gap);
	struct rect home_box = rect_cut_right(&bar, side);
	rect_cut_right(&bar, gap);
	field(app, ui, bar, true);
	ui_button(ui, home_box, &home);
	rect_cut_top(&in, 2);
	results(app, ui, in, &small);
}

static void view(const struct app *app, struct ui *ui)
{
	draw_modal(ui->list);
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	struct rect in = ui_canvas(ui);
	/* Room for the focus ring over the keyboard. */
	rect_cut_bottom(&in, keyboard_height(ui, KEYBOARD_NAMES) + 1.6f);
	in = rect_inset(in, ui->m.margin, 0);
	if (ui->m.size_class == CLASS_COMPACT) {
		compact(app, ui, in);
	} else {
		header(ui);
		rect_cut_top(&in, ui->m.header);
		if (ui->m.size_class == CLASS_PORTRAIT)
			portrait(app, ui, in);
		else
			landscape(app, ui, in);
	}
	keys(app, ui);
}

const struct screen overlay_search = {.name = "search",
	.overlay = true,
	.enter = enter,
	.leave = leave,
	.update = update,
	.due = due,
	.types = true,
	.view = view};
