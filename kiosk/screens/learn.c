/* Learn: tabs of articles, side by side, and behind the last one the questions people ask. */
#include "screens/reading.h"

#include <assert.h>
#include <stdio.h>

static const struct learn *learn_of(const struct app *app)
{
	return &app->catalog->learn;
}

/* The tab on show is the place's argument, so that the way back finds it; the questions' comes
 * after all others. */
static bool on_questions(const struct app *app)
{
	return app_arg(app) == learn_of(app)->tabs;
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->learn.open = 0;
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	struct place *place = &app->nav[app->depth - 1];
	int asked = event->action.arg;
	char id[ITEM_ID_MAX];
	switch (event->action.kind) {
	case ACTION_TAB:
		place->arg = asked;
		place->scroll = 0;
		app->learn.open = 0;
		return true;
	case ACTION_QUESTION:
		app->learn.open = app->learn.open == asked ? -1 : asked;
		snprintf(id, sizeof id, "learn.question.%d", asked);
		app_reveal(app, id);
		return true;
	case ACTION_ARTICLE:
		app_go(app, SCREEN_ARTICLE, asked);
		return true;
	default:
		return false;
	}
}

/* ---- what articles look like ---- */

void reading_picture(
	struct ui *ui, struct rect box, float radius, bool top_only, const struct article *article)
{
	if (!article->picture) {
		ui_plate(ui, box, "heart", box.h * 0.4f, TIDE_TINT, TIDE_PRESSED);
		return;
	}
	const char *name = arena_printf(&ui->list->arena, "content:%s", article->picture);
	if (top_only)
		draw_cover(ui->list, box, 0.5f, 0.5f, radius, name);
	else
		draw_cover_round(ui->list, box, 0.5f, 0.5f, radius, name);
}

void reading_frame(struct ui *ui, struct rect card, float picture_h)
{
	const struct theme *theme = ui->theme;
	draw_outline(
		ui->list, card, 2.4f, theme->outline ? theme->outline : 0.2f, theme->color[LINE]);
	draw_rect(
		ui->list, rect_make(card.x, card.y + picture_h, card.w, 0.2f), theme->color[LINE]);
}

void reading_trait(struct ui *ui, struct rect row, const struct article_trait *trait)
{
	struct type label = ui_type(ui, STYLE_LABEL);
	const char *name = text_in(&trait->name, ui->lang),
		   *value = text_in(&trait->value, ui->lang);
	struct type fitted = ui_fit(ui, row.w * 0.6f, 1, label, value);
	ui_text(ui, row, fitted, INK_2, RIGHT | MIDDLE, 1, value);
	rect_cut_right(&row, ui_text_width(ui, fitted, value) + 2);
	const float smallest = 2.2f;
	struct type one = ui_fit(ui, row.w, 1, label, name);
	if (one.size < smallest)
		one = ui_fit(ui, row.w, 2, type_sized(label, smallest), name);
	ui_text(ui, row, one, INK, LEFT | MIDDLE, 2, name);
}

struct card_measures {
	struct point pad;
	float name, lead, picture_most, picture_least, row; /* row: of a trait, with its line */
};

static const struct card_measures wide = {{3.4f, 3}, 5.6f, 2.8f, 32, 12, 5.6f};
static const struct card_measures small = {{2, 1.6f}, 3.4f, 2.4f, 20, 8, 0};

/* Name and lead of an article from the top of box; returns their height. Draws them only if asked.
 */
static float words(struct ui *ui, struct rect box, const struct card_measures *m,
	const struct article *article, bool draw)
{
	const char *name = text_in(&article->name, ui->lang);
	const char *lead = text_in(&article->lead, ui->lang);
	struct type title = type_sized(theme_type(STYLE_TITLE, 1), m->name);
	struct type body = type_sized(ui_type(ui, STYLE_BODY), m->lead * ui->text_scale);
	const float chevron = 3.6f, gap = m->name * 0.25f;
	float name_w = box.w - chevron - 1;
	title = ui_fit(ui, name_w, 2, title, name);
	float name_h = ui_text_height(ui, name_w, title, name);
	float lead_h = ui_text_height(ui, box.w, body, lead);
	if (!draw)
		return name_h + gap + lead_h;
	ui_text(ui, rect_make(box.x, box.y, name_w, name_h), title, INK, LEFT | BALANCED, 2, name);
	ui_icon(ui, (struct point){box.x + box.w - chevron, box.y + (title.line - chevron) / 2},
		chevron, "chevron-right", INK);
	ui_text(ui, rect_make(box.x, box.y + name_h + gap, box.w, box.h - name_h - gap), body,
		INK_2, LEFT, (int)((box.h - name_h - gap) / body.line + 0.1f), lead);
	return name_h + gap + lead_h;
}

static void traits(struct ui *ui, struct rect box, float row, const struct article *article)
{
	for (int i = article->traits - 1; i >= 0; i--) {
		reading_trait(ui, rect_cut_bottom(&box, row), &article->trait[i]);
		if (i > 0)
			draw_rect(ui->list, rect_make(box.x, box.y + box.h - 0.1f, box.w, 0.2f),
				ui->theme->color[LINE]);
	}
}

static void card_item(
	struct ui *ui, struct rect box, const struct article *article, int index, bool first)
{
	ui_item(ui, &(struct item){
			    .id = arena_printf(&ui->list->arena, "learn.article.%s", article->id),
			    .role = ROLE_TILE,
			    .label = text_in(&article->name, ui->lang),
			    .box = box,
			    .radius = 2.4f,
			    .action = {ACTION_ARTICLE, index},
			    .go = first});
}

/* How high the pictures of a tab's cards are, all alike, and whether the traits are shown: where
 * all of its articles have some, since then they compare. The pictures give way to large text, then
 * the traits do. */
struct rows {
	float picture;
	bool traits;
};

static struct rows rows_of(struct ui *ui, struct rect box, const struct card_measures *m,
	const struct learn *learn, const struct learn_tab *tab)
{
	struct rows rows = {m->picture_most, m->row > 0};
	float bare = m->picture_most;
	for (int i = 0; i < tab->articles; i++) {
		const struct article *article = &learn->article[tab->article[i]];
		float free_h = box.h - 2 * m->pad.y -
			       words(ui, rect_inset(box, m->pad.x, 0), m, article, false);
		float with = free_h - m->row * ui->text_scale * (float)article->traits - 2;
		bare = free_h < bare ? free_h : bare;
		rows.picture = with < rows.picture ? with : rows.picture;
		rows.traits = rows.traits && article->traits > 0;
	}
	rows.traits = rows.traits && rows.picture >= m->picture_least;
	if (!rows.traits)
		rows.picture = bare < m->picture_least ? m->picture_least : bare;
	return rows;
}

/* An article as a card: its picture above its words. */
static void card(struct ui *ui, struct rect box, const struct card_measures *m, struct rows rows,
	const struct learn *learn, int i, bool first)
{
	const struct article *article = &learn->article[i];
	ui_card(ui, box, 2.4f);
	reading_picture(ui, rect_make(box.x, box.y, box.w, rows.picture), 2.4f, true, article);
	reading_frame(ui, box, rows.picture);
	struct rect in = box;
	rect_cut_top(&in, rows.picture);
	in = rect_inset(in, m->pad.x, m->pad.y);
	if (rows.traits) {
		traits(ui, in, m->row * ui->text_scale, article);
		rect_cut_bottom(&in, m->row * ui->text_scale * (float)article->traits);
	}
	words(ui, in, m, article, true);
	card_item(ui, box, article, i, first);
}

/* The same where cards lie below each other: the picture beside the words. */
static void flat_card(struct ui *ui, struct rect box, const struct learn *learn, int i, bool first)
{
	const struct article *article = &learn->article[i];
	const float inset = 1.8f, row = 5 * ui->text_scale;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, inset, inset);
	reading_picture(ui, rect_cut_left(&in, 36), 1.2f, false, article);
	in = rect_inset(in, 3, 1.4f);
	float free_h = in.h - words(ui, in, &wide, article, false);
	words(ui, in, &wide, article, true);
	if (row * (float)article->traits <= free_h)
		traits(ui, in, row, article);
	card_item(ui, box, article, i, first);
}

static void cards(const struct app *app, struct ui *ui, struct rect box)
{
	const struct learn *learn = learn_of(app);
	const struct learn_tab *tab = &learn->tab[app_arg(app)];
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	bool tight = ui->m.size_class == CLASS_COMPACT;
	const float gap = tight ? 1.8f : 2.4f;
	const struct card_measures *m = tight ? &small : &wide;
	struct rows rows =
		rows_of(ui, rect_grid(box, LEARN_TAB_ARTICLES_MAX, 1, gap, 0), m, learn, tab);
	for (int i = 0; i < tab->articles; i++) {
		struct rect cell = upright ? rect_grid(box, 1, LEARN_TAB_ARTICLES_MAX, gap, i)
					   : rect_grid(box, LEARN_TAB_ARTICLES_MAX, 1, gap, i);
		if (upright)
			flat_card(ui, cell, learn, tab->article[i], i == 0);
		else
			card(ui, cell, m, rows, learn, tab->article[i], i == 0);
	}
}

/* ---- questions ---- */

struct accordion {
	float closed, head, pad, closed_size, open_size, answer, gap, right, foot;
};

static const struct accordion large = {9.9f, 11, 3.2f, 4, 4.8f, 3.1f, 2, 6, 3.4f};
static const struct accordion tiny = {8.8f, 8.8f, 2.4f, 3.1f, 3.4f, 2.5f, 1.6f, 2, 2};

static float question(
	const struct app *app, struct ui *ui, struct rect at, const struct accordion *m, int i)
{
	const struct question *q = &learn_of(app)->question[i];
	const char *title = text_in(&q->question, app->lang),
		   *answer = text_in(&q->answer, app->lang);
	bool open = app->learn.open == i;
	const float chevron = 4;
	float title_w = at.w - 2 * m->pad - chevron - 2;
	struct type head = type_sized(theme_type(STYLE_HEADING, 1),
		(open ? m->open_size : m->closed_size) * ui->text_scale);
	struct type body = type_sized(ui_type(ui, STYLE_BODY), m->answer * ui->text_scale);
	body.line = body.size * 1.42f;
	head = ui_fit(ui, title_w, 2, head, title);
	float least = open ? m->head : m->closed;
	float head_h = ui_text_height(ui, title_w, head, title) + 4;
	head_h = head_h > least ? head_h : least;
	float answer_w = at.w - 2 * m->pad - m->right;
	float h = head_h + (open ? ui_text_height(ui, answer_w, body, answer) + m->foot : 0);
	struct rect box = {at.x, at.y, at.w, h};
	const char *id = arena_printf(&ui->list->arena, "learn.question.%d", i);
	ui_card(ui, box, 2.4f);
	struct rect row = {at.x + m->pad, at.y, title_w, head_h};
	ui_text(ui, row, head, INK, LEFT | MIDDLE, 2, title);
	ui_icon(ui, (struct point){at.x + at.w - m->pad - chevron, at.y + (head_h - chevron) / 2},
		chevron, open ? "chevron-up" : "chevron-down", INK);
	if (open)
		ui_text(ui, rect_make(row.x, at.y + head_h, answer_w, h - head_h), body, INK_2,
			LEFT, 0, answer);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = title,
			    .state = open ? STATE_OPEN : STATE_CLOSED,
			    .box = box,
			    .radius = 2.4f,
			    .action = {ACTION_QUESTION, i}});
	return h;
}

static void questions(const struct app *app, struct ui *ui, struct rect window)
{
	const struct accordion *m = ui->m.size_class == CLASS_COMPACT ? &tiny : &large;
	/* Room for the focus ring at the sides. */
	const float ring = 1.4f;
	struct rect at = ui_scroll_begin(
		ui, rect_make(window.x - ring, window.y, window.w + 2 * ring, window.h));
	at = rect_make(at.x + ring, at.y + ring, window.w, 0);
	int count = learn_of(app)->questions;
	for (int i = 0; i < count; i++)
		at.y += question(app, ui, at, m, i) + (i + 1 < count ? m->gap : 0);
	ui_scroll_end(ui, at.y + ring);
}

/* The way to somebody who knows the answers to all others. */
static void still_wondering(struct ui *ui, struct rect box)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	bool contrast = ui->theme->high_contrast;
	enum color_role ink = contrast ? INK : ON_TIDE;
	ui_panel(ui, box, 2.4f, contrast ? CARD : TIDE);
	struct rect in = rect_inset(box, tight ? 2.4f : 4, tight ? 2.4f : 4);
	const struct button find = {.id = "learn.therapists",
		.label = ui_tr(ui, N_("Find a therapist")),
		.kind = BUTTON_GO,
		.type = theme_type(tight ? STYLE_BUTTON : STYLE_BUTTON_LARGE, ui->text_scale),
		.radius = tight ? 1.6f : 2,
		.action = {ACTION_GO, SCREEN_THERAPISTS}};
	struct rect foot = rect_cut_bottom(&in, tight ? 8.8f : 11.2f);
	rect_cut_bottom(&in, tight ? 2 : 4);
	const float icon = tight ? 5.6f : 7.2f;
	if (!upright)
		ui_icon(ui, (struct point){in.x, in.y}, icon, "license", ink);
	rect_cut_top(&in, upright ? 0 : icon + 1.6f);
	const char *title = ui_tr(ui, N_("Still wondering? Ask someone who does this all day."));
	const char *note =
		ui_tr(ui, N_("Every therapist in our list holds a license that our staff have "
			     "checked."));
	struct type label = type_sized(ui_type(ui, STYLE_LABEL), 2.9f * ui->text_scale);
	label.line = label.size * 1.35f;
	float note_h = tight ? 0 : ui_text_height(ui, in.w, label, note);
	if (!tight)
		ui_text(ui, rect_cut_bottom(&in, note_h), label, ink, LEFT, 0, note);
	rect_cut_bottom(&in, tight ? 0 : 2.4f);
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), tight ? 3.6f : 6.4f);
	display.line = display.size * 1.02f;
	int lines = (int)(in.h / display.line);
	ui_text(ui, in, ui_fit(ui, in.w, lines, display, title), ink, LEFT | BOTTOM, 0, title);
	ui_button(ui, foot, &find);
}

/* ---- the screen ---- */

static void tabs(const struct app *app, struct ui *ui, struct rect row)
{
	const struct learn *learn = learn_of(app);
	struct chip tab[LEARN_TABS_MAX + 1];
	int count = 0;
	static_assert(LEARN_TABS_MAX + 1 <= TABS_MAX, "ui_tabs takes them all");
	for (; count < learn->tabs; count++)
		tab[count] = (struct chip){
			arena_printf(&ui->list->arena, "learn.tab.%s", learn->tab[count].id),
			text_in(&learn->tab[count].name, app->lang), app_arg(app) == count,
			{ACTION_TAB, count}, NULL};
	if (learn->questions) {
		tab[count] = (struct chip){"learn.questions", ui_tr(ui, N_("Questions")),
			on_questions(app), {ACTION_TAB, count}, NULL};
		count++;
	}
	ui_tabs(ui, row, tab, count);
}

static void headline(const struct app *app, struct ui *ui, struct rect box)
{
	const char *title = text_in(&learn_of(app)->tab[app_arg(app)].title, app->lang);
	struct type display = theme_type(STYLE_DISPLAY, 1);
	ui_text(ui, box, ui_fit(ui, box.w, 1, display, title), INK, LEFT | MIDDLE, 1, title);
}

static void landscape(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	tabs(app, ui, rect_make(margin, 14.6f, w, 8.4f));
	if (on_questions(app)) {
		struct rect all = {margin, 26.4f, w, ui->m.h - 26.4f - 7.2f};
		struct rect panel = rect_cut_right(&all, w * 54.8f / 177.6f);
		rect_cut_right(&all, 7.2f);
		questions(app, ui, rect_make(all.x, all.y - 1.4f, all.w, ui->m.h - all.y + 1.4f));
		still_wondering(ui, panel);
		return;
	}
	headline(app, ui, rect_make(margin, 25.6f, w, 8.65f));
	cards(app, ui, rect_make(margin, 38, w, ui->m.h - 38 - 5.6f));
}

static void portrait(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	tabs(app, ui, rect_make(margin, 15.2f, w, 8.8f));
	if (on_questions(app)) {
		struct rect all = {margin, 27, w, ui->m.h - 27 - 5.6f};
		struct rect panel = rect_cut_bottom(&all, 54);
		rect_cut_bottom(&all, 2.4f);
		questions(app, ui, all);
		still_wondering(ui, panel);
		return;
	}
	headline(app, ui, rect_make(margin, 26.4f, w, 10));
	struct rect box = {margin, 39, w, ui->m.h - 39 - 5.6f};
	/* Drawn for 192 u; taller cards than that would be mostly air. */
	box.h = box.h < 150 ? box.h : 150;
	cards(app, ui, box);
}

static void compact(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	tabs(app, ui, rect_make(margin, 12, w, 8.8f));
	struct rect box = {margin, 22.6f, w, ui->m.h - 22.6f - 2.6f};
	if (!on_questions(app)) {
		cards(app, ui, box);
		return;
	}
	struct rect panel = rect_cut_right(&box, 34);
	rect_cut_right(&box, 4.6f);
	questions(app, ui, rect_make(box.x, box.y - 1.4f, box.w, ui->m.h - box.y + 1.4f));
	still_wondering(ui, panel);
}

/* The content lacks it, or none of it can be read: everything else goes on. */
static void nothing(struct ui *ui)
{
	const struct empty empty = {.icon = "heart",
		.title = ui_tr(ui, N_("Nothing to read yet")),
		.words = ui_tr(ui, N_("Our staff are glad to tell you more, and the routines are "
				      "ready.")),
		.way = {.id = "learn.routines",
			.label = ui_tr(ui, N_("See the routines")),
			.action = {ACTION_ROUTINES, 0}}};
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	float w = ui->m.w - 2 * ui->m.margin;
	ui_empty(ui, rect_make(ui->m.margin, ui->m.header + 4, upright || w < 118 ? w : 118, 0),
		&empty);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(
		ui, ui_tr(ui, N_("Learn")), HEADER_BACK | HEADER_HOME | HEADER_TOOLS, app_header());
	if (learn_of(app)->tabs || learn_of(app)->questions)
		layouts[ui->m.size_class](app, ui);
	else
		nothing(ui);
}

const struct screen screen_learn = {
	.name = "learn", .learn_idle = true, .enter = enter, .update = update, .view = view};
