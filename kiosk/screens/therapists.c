/* The directory: therapists nearby, nearest first. What is asked for most often stands beside the
 * list as chips; all of it is on the sheet `filters`, and names are searched for on the overlay
 * `search`. */
#include "screens/therapists.h"

#include <stdio.h>
#include <string.h>

/* Bytes of the first character. */
static int first_char(const char *text)
{
	const char *at = text;
	utf8_next(&at, text + strlen(text));
	return (int)(at - text);
}

const char *initials_of(struct ui *ui, const char *name)
{
	const char *last = strrchr(name, ' ');
	if (!last || !last[1])
		return arena_printf(&ui->list->arena, "%.*s", first_char(name), name);
	last++;
	return arena_printf(
		&ui->list->arena, "%.*s%.*s", first_char(name), name, first_char(last), last);
}

void therapist_face(struct ui *ui, struct rect box, const struct therapist *therapist, int n)
{
	ui_avatar(ui, box, initials_of(ui, therapist->field[THERAPIST_NAME]), (unsigned)n);
}

void therapist_distance(const struct app *app, struct ui *ui, struct rect box, float size,
	const struct therapist *therapist)
{
	struct type far = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	far.tracking = -0.02f;
	far.line = far.size * 1.1f;
	ui_text(ui, box, far, INK, RIGHT | MIDDLE, 1,
		distance_words(app, ui, therapist->distance_km));
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	therapists_search(app, true);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_STORE && event->store.list) {
		app->therapists.list = event->store.list;
		if (app->therapists.counts)
			app_log(app, USAGE_SEARCH, "", (int64_t)event->store.list->found);
	}
	/* The same list as others have changed it; nobody has searched. */
	if (event->kind == EVENT_DIRECTORY)
		therapists_search(app, false);
	if (event->kind != EVENT_ACTION)
		return false;
	if (event->action.kind == ACTION_THERAPIST) {
		app_go(app, SCREEN_THERAPIST, event->action.arg);
		return true;
	}
	return therapists_filter(app, event->action);
}

static const char *headline(const struct app *app, struct ui *ui)
{
	size_t found = therapists_found(app);
	const char *number = number_words(ui, (int)found);
	int distance = distance_asked(app);
	if (!distance)
		return ui_fill(ui, trn(ui->lang, "{} therapist", "{} therapists", found), number);
	const char *text = ui_fill(ui, ui_tr(ui, N_("{} within {}")), number);
	return ui_fill(ui, text, far_words(app, ui, distance));
}

/* The name that is searched for, short enough for a chip. */
static struct chip name_chip(const struct app *app, struct ui *ui)
{
	enum { SHOWN = 12 };
	const char *name = app->therapists.name, *at = name, *end = name + strlen(name);
	for (int i = 0; i < SHOWN && at < end; i++)
		utf8_next(&at, end);
	return (struct chip){.id = "therapists.name",
		.label = arena_printf(&ui->list->arena, "\xE2\x80\x9C%.*s%s\xE2\x80\x9D",
			(int)(at - name), name, at < end ? "\xE2\x80\xA6" : ""),
		.on = true,
		.action = {ACTION_NAME, 0}};
}

/* What stands in the row over a narrow list: the ways to search, what is on, and the techniques
 * that are asked for most often, as many as there is room for. */
static float chip_row(const struct app *app, struct ui *ui, struct rect box)
{
	const float gap = 1.4f;
	struct chip chip[3 + 2 * FILTER_CHIPS_MAX] = {
		{.id = "therapists.search",
			.label = ui_tr(ui, N_("Search")),
			.icon = "search",
			.action = {ACTION_OPEN, OVERLAY_SEARCH}},
		{.id = "therapists.filters",
			.label = ui_tr(ui, N_("Filters")),
			.icon = "filter",
			.action = {ACTION_OPEN, OVERLAY_FILTERS}}};
	int chips = 2, on = therapists_filters_on(app);
	if (app->therapists.name[0])
		chip[chips++] = name_chip(app, ui);
	struct chip far[FILTER_CHIPS_MAX];
	for (int i = 0; i < distance_chips(app, ui, false, far); i++)
		if (far[i].on || (!distance_asked(app) && far[i].action.arg == WITHIN_START))
			chip[chips++] = far[i];
	chips += filter_chips(app, ui, FILTER_TECHNIQUES, chip + chips);
	float x = box.x;
	box.h = chip_usual.h;
	for (int i = 0; i < chips; i++) {
		float w = ui_chip_width(ui, &chip_usual, &chip[i]);
		if (x + w > box.x + box.w)
			break;
		on -= i > 1 && chip[i].on;
		x += w + gap;
	}
	/* Those that are on and have no room here are told by their number. */
	if (on)
		chip[1].label = arena_printf(&ui->list->arena, "%s\xC2\xA0(%d)", chip[1].label, on);
	for (int i = 0; i < chips; i++) {
		float w = ui_chip_width(ui, &chip_usual, &chip[i]);
		if (box.w < w)
			break;
		ui_chip(ui, rect_cut_left(&box, w), &chip_usual, &chip[i]);
		rect_cut_left(&box, gap);
	}
	return chip_usual.h;
}

struct row_measures {
	float h, gap, avatar, name, distance, distance_w, pad, radius;
	bool tall; /* the tag on a line of its own */
};

static const struct row_measures wide = {13.66f, 1.9f, 8.8f, 4, 4, 17, 3, 2.4f, false};
static const struct row_measures upright = {21, 2.2f, 11, 4.4f, 4.4f, 22, 3, 2.4f, true};
static const struct row_measures small = {12.6f, 1.4f, 8, 3.6f, 3.6f, 15, 2.4f, 2, false};

static void licensed_tag(struct ui *ui, struct point at)
{
	ui_tag(ui, at, 4.4f, "license", ui_tr(ui, N_("License active")), TIDE_TINT, TIDE_PRESSED);
}

static float licensed_tag_width(const struct ui *ui)
{
	struct type type = theme_type(STYLE_SMALL, ui->text_scale);
	type.font = FONT_BOLD;
	return 2 * 4.4f / 3 + 4.4f * 0.6f + 0.8f +
	       ui_text_width(ui, type, ui_tr(ui, N_("License active")));
}

static void row(
	const struct app *app, struct ui *ui, struct rect box, const struct row_measures *m, int i)
{
	const struct therapist *t = &app->therapists.list->therapist[i];
	const char *name = t->field[THERAPIST_NAME];
	const char *id = arena_printf(&ui->list->arena, "therapist.%lld", (long long)t->id);
	ui_card(ui, box, m->radius);
	struct rect in = rect_inset(box, m->pad, 0);
	struct rect face = rect_cut_left(&in, m->avatar);
	therapist_face(ui, rect_center(face, m->avatar, m->avatar), t, i);
	rect_cut_left(&in, 2.8f);
	struct rect chevron = rect_cut_right(&in, 3.6f);
	ui_icon(ui, (struct point){chevron.x, chevron.y + (box.h - 3.6f) / 2}, 3.6f,
		"chevron-right", INK);
	rect_cut_right(&in, 1.2f);
	struct type heading = type_sized(theme_type(STYLE_HEADING, 1), m->name);
	struct type label = ui_type(ui, STYLE_LABEL);
	float block = heading.line + 0.4f + label.line + (m->tall ? 1.6f + 4.4f : 0);
	float y = box.y + (box.h - block) / 2;
	struct rect right = rect_cut_right(&in, m->distance_w);
	if (m->tall) {
		right.y = y;
		right.h = heading.line;
	}
	therapist_distance(app, ui, right, m->distance, t);
	if (!m->tall) {
		float tag_w = licensed_tag_width(ui);
		struct rect tag = rect_cut_right(&in, tag_w);
		licensed_tag(ui, (struct point){tag.x, box.y + (box.h - 4.4f) / 2});
		rect_cut_right(&in, 2);
	}
	ui_text(ui, rect_make(in.x, y, in.w, heading.line), heading, INK, LEFT, 1, name);
	ui_text(ui, rect_make(in.x, y + heading.line + 0.4f, in.w, label.line), label, INK_2, LEFT,
		1, techniques_words(ui, t));
	if (m->tall)
		licensed_tag(ui, (struct point){in.x, y + block - 4.4f});
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = name,
			    .box = box,
			    .radius = m->radius,
			    .action = {ACTION_THERAPIST, i},
			    .go = i == 0});
}

/* Nobody to show: says why, and offers what helps. Returns where it ends. */
static float nobody(const struct app *app, struct ui *ui, struct rect box)
{
	bool filtered = therapists_filters_on(app) != 0;
	const struct empty empty = {.icon = "search",
		.title = filtered ? ui_tr(ui, N_("No one fits these filters"))
				  : ui_tr(ui, N_("No therapists yet")),
		.words = filtered ? ui_tr(ui, N_("Somebody a little further away may be right for "
						 "you."))
				  : ui_tr(ui, N_("Our staff are still checking licenses. Ask us, "
						 "we know people.")),
		.way = {.id = filtered ? "therapists.clear" : "therapists.routines",
			.label = filtered ? ui_tr(ui, N_("Show everyone"))
					  : ui_tr(ui, N_("See the routines")),
			.action = {filtered ? ACTION_CLEAR : ACTION_ROUTINES, 0}}};
	return ui_empty(ui, box, &empty);
}

/* The rows, in a window of their own; returns where they end. With chips_above the row of chips
 * scrolls with them. */
static float list(const struct app *app, struct ui *ui, struct rect window,
	const struct row_measures *m, bool chips_above)
{
	const struct therapist_list *found = app->therapists.list;
	/* Room for the focus ring at the sides. */
	const float ring = 1.4f;
	struct rect outer = rect_make(window.x - ring, window.y, window.w + 2 * ring, window.h);
	struct rect at = ui_scroll_begin(ui, outer);
	at.x += ring;
	at.w -= 2 * ring;
	float y = at.y + ring;
	if (chips_above)
		y += chip_row(app, ui, rect_make(at.x, y, at.w, 0)) + 2.2f;
	if (!found || !found->count)
		y = nobody(app, ui, rect_make(at.x, y, at.w, 0));
	for (size_t i = 0; found && i < found->count; i++) {
		row(app, ui, rect_make(at.x, y, at.w, m->h), m, (int)i);
		y += m->h + (i + 1 < found->count ? m->gap : 0);
	}
	ui_scroll_end(ui, y + 2.2f);
	return y;
}

/* Why only licensed ones are listed, at the bottom of the box when there is room for it. */
static void license_matters(struct ui *ui, struct rect box)
{
	const float pad = 3.2f, icon = 5.6f, gap = 2.8f;
	const char *title = ui_tr(ui, N_("Why the license matters"));
	const char *words = ui_tr(
		ui, N_("A licensed therapist can be looked up with the state board. Our staff "
		       "check each one by hand, and a license that has run out leaves this "
		       "list by itself."));
	struct type heading = theme_type(STYLE_HEADING, 1), body = ui_type(ui, STYLE_BODY);
	float text_w = box.w - 2 * pad - icon - gap;
	float h = 2 * pad + heading.line + 0.8f + ui_text_height(ui, text_w, body, words);
	if (h > box.h)
		return;
	box = rect_cut_bottom(&box, h);
	ui_panel(ui, box, 2.4f, TIDE_TINT);
	struct rect in = rect_inset(box, pad, pad);
	struct rect left = rect_cut_left(&in, icon);
	ui_icon(ui, (struct point){left.x, left.y + (left.h - icon) / 2}, icon, "license",
		TIDE_PRESSED);
	rect_cut_left(&in, gap);
	ui_text(ui, rect_cut_top(&in, heading.line), ui_fit(ui, in.w, 1, heading, title), INK, LEFT,
		1, title);
	rect_cut_top(&in, 0.8f);
	ui_text(ui, in, body, INK, LEFT, 0, words);
}

static const char *order_words(const struct app *app, struct ui *ui)
{
	return place_known(app) ? ui_tr(ui, N_("Nearest first")) : ui_tr(ui, N_("By name"));
}

static void title(const struct app *app, struct ui *ui, struct rect box, enum style style)
{
	const char *words = headline(app, ui);
	ui_text(ui, box, ui_fit(ui, box.w, 1, theme_type(style, 1), words), INK, LEFT | MIDDLE, 1,
		words);
}

/* How many there are, and in which order they stand. */
static void heading(const struct app *app, struct ui *ui, struct rect box, enum style style)
{
	struct type label = ui_type(ui, STYLE_LABEL);
	float order_w = ui_text_width(ui, label, order_words(app, ui));
	ui_text(ui, box, label, INK, RIGHT | MIDDLE, 1, order_words(app, ui));
	rect_cut_right(&box, order_w + 2.4f);
	title(app, ui, box, style);
}

/* Beside the list: groups of chips, as many as there is room for over the button that leads to all
 * of them. */
static void side(const struct app *app, struct ui *ui, struct rect box)
{
	static const enum filter_group shown[] = {FILTER_TECHNIQUES, FILTER_LANGUAGES};
	const float under_title = 1.6f, gap = 4.4f;
	struct button all = {.id = "therapists.filters",
		.label = ui_tr(ui, N_("All filters")),
		.icon = "filter",
		.action = {ACTION_OPEN, OVERLAY_FILTERS}};
	struct rect foot = rect_cut_bottom(&box, 8.8f);
	struct type label = ui_type(ui, STYLE_LABEL);
	for (int i = -1; i < 2; i++) {
		struct chip chip[FILTER_CHIPS_MAX];
		int chips = i < 0 ? distance_chips(app, ui, false, chip)
				  : filter_chips(app, ui, shown[i], chip);
		float h = ui_chips_height(ui, box.w, &chip_usual, chip, chips);
		if (!chips || label.line + under_title + h + 2 > box.h)
			continue;
		const char *words =
			i < 0 ? ui_tr(ui, N_("Distance")) : filter_group_title(ui, shown[i]);
		ui_text(ui, rect_cut_top(&box, label.line), label, INK_2, LEFT, 1, words);
		rect_cut_top(&box, under_title);
		ui_chips(ui, rect_cut_top(&box, h), chip, chips);
		rect_cut_top(&box, gap);
	}
	ui_button(ui, foot, &all);
}

/* Over the list: how many, in which order or of which name, and the way to search by one. */
static void landscape_heading(const struct app *app, struct ui *ui, struct rect box)
{
	struct button search = {.id = "therapists.search",
		.label = ui_tr(ui, N_("Search")),
		.icon = "search",
		.pad = 2.8f,
		.action = {ACTION_OPEN, OVERLAY_SEARCH}};
	struct rect right = rect_cut_right(&box, ui_button_width(ui, &search));
	rect_cut_right(&box, 3.4f);
	if (app->therapists.name[0]) {
		struct chip name = name_chip(app, ui);
		float w = ui_chip_width(ui, &chip_usual, &name);
		struct rect chip = rect_cut_right(&box, w);
		rect_cut_right(&box, 2.4f);
		title(app, ui, box, STYLE_TITLE);
		ui_chip(ui, rect_center(chip, w, chip_usual.h), &chip_usual, &name);
	} else {
		heading(app, ui, box, STYLE_TITLE);
	}
	ui_button(ui, right, &search);
}

static void landscape(const struct app *app, struct ui *ui)
{
	const float x = 59.2f, w = ui->m.w - x - ui->m.margin;
	side(app, ui, rect_make(ui->m.margin, 15.2f, 45, ui->m.h - 15.2f - 5.6f));
	landscape_heading(app, ui, rect_make(x, 15.2f, w, 8.8f));
	list(app, ui, rect_make(x, 24.8f, w, ui->m.h - 24.8f), &wide, false);
}

static void portrait(const struct app *app, struct ui *ui)
{
	struct rect in = {ui->m.margin, 15.2f, ui->m.w - 2 * ui->m.margin, 0};
	in.h = ui->m.h - in.y;
	rect_cut_top(&in, chip_row(app, ui, in) + 3.2f);
	struct rect head = rect_cut_top(&in, 8.65f);
	heading(app, ui, head, STYLE_DISPLAY);
	rect_cut_top(&in, 1.6f);
	float end = list(app, ui, in, &upright, false);
	license_matters(ui, rect_make(in.x, end + 4.8f, in.w, in.y + in.h - end - 4.8f - 5.6f));
}

static void compact(const struct app *app, struct ui *ui)
{
	list(app, ui, rect_make(ui->m.margin, 11.6f, ui->m.w - 2 * ui->m.margin, ui->m.h - 11.6f),
		&small, true);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	bool room = ui->m.size_class == CLASS_LANDSCAPE;
	ui_header(ui,
		room ? ui_tr(ui, N_("Find a massage therapist"))
		     : ui_tr(ui, N_("Find a therapist")),
		HEADER_BACK | HEADER_HOME | HEADER_TOOLS, app_header());
	layouts[ui->m.size_class](app, ui);
}

const struct screen screen_therapists = {
	.name = "therapists", .directory = true, .enter = enter, .update = update, .view = view};
