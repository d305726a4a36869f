/* An article: its picture and figures, its text, and where it leads. */
#include "screens/reading.h"

#include <string.h>

static const struct learn *learn_of(const struct app *app)
{
	return &app->catalog->learn;
}

static const struct article *article_of(const struct app *app)
{
	return &learn_of(app)->article[app_arg(app)];
}

static void enter(struct app *app, int arg)
{
	if (app->slide != SLIDE_BACK)
		app_log(app, USAGE_ARTICLE_OPENED, learn_of(app)->article[arg].id, 0);
}

/* A routine by way of its area and, the first time, of the safety gate. */
static void try_routine(struct app *app, int routine)
{
	app->areas.chosen = (int)app->catalog->routine[routine].area;
	if (app->safety_ok)
		app_go(app, SCREEN_ROUTINE, routine);
	else
		app_go(app, SCREEN_SAFETY, SCREEN_AREAS);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_ARTICLE:
		app_replace(app, SCREEN_ARTICLE, event->action.arg);
		return true;
	case ACTION_TAB:
		app_replace(app, SCREEN_LEARN, event->action.arg);
		return true;
	case ACTION_START:
		try_routine(app, event->action.arg);
		return true;
	default:
		return false;
	}
}

/* By buttons alone the text is read on the way from "Next" around to it: Next turns the page first,
 * and goes back to the first line when it leaves. */
static bool next(struct app *app)
{
	const float little = 0.05f, page = 0.8f;
	float *scroll = &app->nav[app->depth - 1].scroll, most = app->shown->scroll_max;
	if (app->focus[0] && strcmp(app->focus, "article.next") != 0)
		return false;
	bool more = *scroll < most - little;
	float to = *scroll + page * app->shown->scroll_box.h;
	*scroll = !more ? 0 : to > most ? most : to;
	return more;
}

/* ---- the picture and the figures ---- */

struct measures {
	float value, label, pad, row, title, text, gap, source;
};

static const struct measures large = {7.6f, 2.9f, 4, 10.4f, 8, 3, 1.8f, 2.3f};
static const struct measures upright = {7, 2.6f, 3, 0, 9, 3.2f, 1.8f, 2.3f};
static const struct measures small = {3.8f, 2.2f, 2, 0, 5, 2.7f, 1.4f, 2.2f};

/* Of a row, what the values take. */
static const float value_share = 0.57f;

static struct type figure_type(float size)
{
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	type.tabular = false;
	return type;
}

/* The value in large figures, what it counts beside it. */
static void figure_row(struct ui *ui, struct rect row, const struct measures *m,
	const struct article_trait *trait, float value_w)
{
	struct type type = figure_type(m->value);
	struct type label = type_sized(ui_type(ui, STYLE_LABEL), m->label * ui->text_scale);
	struct rect value = rect_cut_left(&row, value_w);
	ui_text(ui, value, type, TIDE_PRESSED, LEFT | MIDDLE, 1, text_in(&trait->value, ui->lang));
	rect_cut_left(&row, 2.4f);
	const char *name = text_in(&trait->name, ui->lang);
	row.y += m->value * 0.08f;
	ui_text(ui, row, ui_fit(ui, row.w, 2, label, name), INK, LEFT | MIDDLE, 2, name);
}

/* The same, one below the other. */
static void figure_stack(
	struct ui *ui, struct rect box, const struct measures *m, const struct article_trait *trait)
{
	const char *name = text_in(&trait->name, ui->lang),
		   *value = text_in(&trait->value, ui->lang);
	struct type type = ui_fit(ui, box.w, 1, figure_type(m->value * 0.86f), value);
	struct type label = type_sized(ui_type(ui, STYLE_LABEL), m->label * ui->text_scale);
	label = ui_fit(ui, box.w, 2, label, name);
	float h = ui_text_height(ui, box.w, label, name);
	rect_cut_top(&box, (box.h - type.line - 0.6f - h) / 2);
	ui_text(ui, rect_cut_top(&box, type.line), type, TIDE_PRESSED, LEFT, 1, value);
	rect_cut_top(&box, 0.6f);
	ui_text(ui, box, label, INK, LEFT, 2, name);
}

/* Whether value and name stand side by side in a box so wide: all values have to be short. */
static bool in_rows(struct ui *ui, float w, const struct measures *m, const struct article *article)
{
	float widest = 0;
	for (int i = 0; i < article->traits; i++) {
		float value_w = ui_text_width(
			ui, figure_type(m->value), text_in(&article->trait[i].value, ui->lang));
		widest = value_w > widest ? value_w : widest;
	}
	return m->row > 0 && widest <= w * value_share;
}

static float figure_height(
	struct ui *ui, float w, const struct measures *m, const struct article *article)
{
	return in_rows(ui, w, m, article) ? m->row
					  : m->value * 0.86f + 2.2f * m->label * ui->text_scale;
}

/* At the foot of the box. */
static void figures(
	struct ui *ui, struct rect box, const struct measures *m, const struct article *article)
{
	bool rows = in_rows(ui, box.w, m, article);
	float h = figure_height(ui, box.w, m, article);
	for (int i = article->traits - 1; i >= 0; i--) {
		struct rect line = rect_cut_bottom(&box, h);
		if (rows)
			figure_row(ui, line, m, &article->trait[i], box.w * value_share);
		else
			figure_stack(ui, line, m, &article->trait[i]);
	}
}

static bool photo(const struct article *article)
{
	return article->picture && strncmp(article->picture, "routines/", 9) == 0;
}

/* A column: the picture, the figures at its foot. Without figures the picture fills it. */
static void picture_card(
	struct ui *ui, struct rect box, const struct measures *m, const struct article *article)
{
	float in_w = box.w - 2 * m->pad, h = box.w * 9 / 16;
	float most = box.h - 1.6f * m->pad -
		     figure_height(ui, in_w, m, article) * (float)article->traits;
	h = h < most ? h : most;
	if (!article->traits && !photo(article)) {
		reading_picture(ui, box, 2.4f, false, article);
		return;
	}
	ui_card(ui, box, 2.4f);
	reading_picture(ui, rect_make(box.x, box.y, box.w, h), 2.4f, true, article);
	reading_frame(ui, box, h);
	rect_cut_top(&box, h);
	figures(ui, rect_inset(box, m->pad, m->pad * 0.8f), m, article);
}

/* Above the text: the picture across, the figures in a row under it. Returns its height. */
static float picture_band(
	struct ui *ui, struct rect box, const struct measures *m, const struct article *article)
{
	const float picture = 42, row = article->traits ? 15.6f * ui->text_scale : 0;
	box.h = picture + row;
	ui_card(ui, box, 2.4f);
	struct rect top = rect_cut_top(&box, picture);
	reading_picture(ui, top, 2.4f, row > 0, article);
	reading_frame(ui, rect_make(top.x, top.y, top.w, picture + row), picture);
	struct rect in = rect_inset(box, m->pad, 0);
	for (int i = 0; i < article->traits; i++)
		figure_stack(ui, rect_grid(in, article->traits, 1, 2, i), m, &article->trait[i]);
	return picture + row;
}

/* ---- the text ---- */

static float paragraph(
	struct ui *ui, struct rect at, struct type type, enum color_role color, const char *text)
{
	at.h = ui_text_height(ui, at.w, type, text);
	ui_text(ui, at, type, color, LEFT, 0, text);
	return at.h;
}

static float sources(
	struct ui *ui, struct rect at, const struct measures *m, const struct article *article)
{
	if (!article->sources)
		return 0;
	char *all = arena_strdup(&ui->list->arena, "");
	for (int i = 0; i < article->sources; i++)
		all = arena_printf(
			&ui->list->arena, "%s%s%s.", all, i ? " " : "", article->source[i]);
	struct type type = type_sized(ui_type(ui, STYLE_SMALL), m->source * ui->text_scale);
	type.line = type.size * 1.4f;
	const float icon = 3.2f;
	ui_icon(ui, (struct point){at.x, at.y}, icon, "info", INK_2);
	rect_cut_left(&at, icon + 1.6f);
	return paragraph(ui, at, type, INK_2, all);
}

static void text(
	struct ui *ui, struct rect window, const struct measures *m, const struct article *article)
{
	struct rect at = ui_scroll_begin(ui, window);
	const char *title = text_in(&article->title, ui->lang);
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), m->title);
	display.line = display.size * 1.04f;
	display = ui_fit(ui, at.w, 2, display, title);
	struct type lead = type_sized(ui_type(ui, STYLE_LEAD), (m->text + 0.4f) * ui->text_scale);
	struct type body = type_sized(ui_type(ui, STYLE_BODY), m->text * ui->text_scale);
	body.line = body.size * 1.4f;
	struct type head = type_sized(
		theme_type(STYLE_HEADING, ui->text_scale), (m->text + 0.6f) * ui->text_scale);
	at.y += ui_text(ui, at, display, INK, LEFT | BALANCED, 2, title) + 2.2f;
	at.y += paragraph(ui, at, lead, INK_2, text_in(&article->lead, ui->lang)) + m->gap * 1.3f;
	for (int i = 0; i < article->sections; i++) {
		const struct article_section *section = &article->section[i];
		if (section->title.in[LANG_EN]) {
			const char *words = text_in(&section->title, ui->lang);
			at.y += paragraph(ui, at, head, INK, words) + 0.5f;
		}
		at.y += paragraph(ui, at, body, INK, text_in(&section->text, ui->lang)) + m->gap;
	}
	at.y += sources(ui, rect_make(at.x, at.y + 0.8f, at.w, at.h), m, article) + 0.8f;
	ui_scroll_end(ui, at.y + 1);
	/* Where the text goes on. */
	if (ui->scroll < ui->list->scroll_max)
		draw_rect(ui->list, rect_make(window.x, window.y + window.h, window.w, 0.2f),
			ui->theme->color[LINE]);
}

/* ---- the ways on ---- */

/* What an article offers, or a button without an id. */
static struct button offer(const struct app *app, struct ui *ui)
{
	int to = article_of(app)->offer;
	struct button b = {.kind = BUTTON_QUIET, .icon_size = 4.8f, .radius = 2, .pad = 4.4f};
	if (to == OFFER_NOTHING)
		return b;
	b.id = "article.try";
	if (to == OFFER_THERAPISTS) {
		b.label = ui_tr(ui, N_("Find a therapist"));
		b.icon = "license";
		b.action = (struct action){ACTION_GO, SCREEN_THERAPISTS};
	} else if (to == OFFER_ROLLER) {
		b.label = ui_tr(ui, N_("Try the roller station"));
		b.icon = "mat";
		b.action = (struct action){ACTION_ROLLER, 0};
	} else {
		const char *name = text_in(&app->catalog->routine[to].title, app->lang);
		b.label = ui_fill(ui, ui_tr(ui, N_("Try it on {}")), ui_lower(ui, name));
		b.icon = "play";
		b.action = (struct action){ACTION_START, to};
	}
	return b;
}

/* The next article; after the last one the questions, or the first again. */
static struct button next_button(const struct app *app, struct ui *ui)
{
	const struct learn *learn = learn_of(app);
	int to = app_arg(app) + 1;
	bool last = to == learn->articles;
	bool ask = last && learn->questions;
	to = last ? 0 : to;
	const char *name =
		ask ? ui_tr(ui, N_("Questions")) : text_in(&learn->article[to].name, app->lang);
	return (struct button){.id = "article.next",
		.label = ui_fill(ui, ui_tr(ui, N_("Next: {}")), name),
		.icon = "forward",
		.icon_after = true,
		.kind = BUTTON_GO,
		.icon_size = 4.8f,
		.radius = 2,
		.pad = 4.4f,
		.action = ask ? (struct action){ACTION_TAB, learn->tabs}
			      : (struct action){ACTION_ARTICLE, to}};
}

/* Side by side, or one above the other. */
static void ways(const struct app *app, struct ui *ui, struct rect box, bool stacked)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	struct button quiet = offer(app, ui), go = next_button(app, ui);
	quiet.type = go.type =
		theme_type(tight ? STYLE_BUTTON : STYLE_BUTTON_LARGE, ui->text_scale);
	if (tight)
		quiet.icon_size = go.icon_size = 3.6f;
	const float gap = 2.4f;
	if (quiet.id && stacked) {
		ui_button(ui, rect_cut_top(&box, (box.h - gap) / 2), &quiet);
		rect_cut_top(&box, gap);
	} else if (quiet.id) {
		float w = ui_button_width(ui, &quiet), half = (box.w - gap) / 2;
		ui_button(ui, rect_cut_left(&box, w < half ? w : half), &quiet);
		rect_cut_left(&box, gap);
	} else if (stacked) {
		rect_cut_top(&box, (box.h + gap) / 2);
	}
	ui_button(ui, box, &go);
}

static void landscape(const struct app *app, struct ui *ui)
{
	struct rect in = {ui->m.margin, 16, ui->m.w - 2 * ui->m.margin, ui->m.h - 16 - 7.2f};
	picture_card(ui, rect_cut_left(&in, in.w * 66 / 177.6f), &large, article_of(app));
	rect_cut_left(&in, 8.8f);
	ways(app, ui, rect_cut_bottom(&in, 11.2f), false);
	rect_cut_bottom(&in, 2.8f);
	text(ui, in, &large, article_of(app));
}

static void portrait(const struct app *app, struct ui *ui)
{
	struct rect in = {ui->m.margin, 15.2f, ui->m.w - 2 * ui->m.margin, 0};
	in.h = ui->m.h - in.y - 5.6f;
	rect_cut_top(&in, picture_band(ui, in, &upright, article_of(app)) + 4);
	ways(app, ui, rect_cut_bottom(&in, 2 * 11.2f + 2.4f), true);
	rect_cut_bottom(&in, 3.2f);
	text(ui, in, &upright, article_of(app));
}

static void compact(const struct app *app, struct ui *ui)
{
	struct rect in = {ui->m.margin, 12.2f, ui->m.w - 2 * ui->m.margin, ui->m.h - 12.2f - 2.6f};
	ways(app, ui, rect_cut_bottom(&in, 8.8f), false);
	rect_cut_bottom(&in, 1.8f);
	picture_card(ui, rect_cut_left(&in, 34), &small, article_of(app));
	rect_cut_left(&in, 3);
	text(ui, in, &small, article_of(app));
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
	layouts[ui->m.size_class](app, ui);
}

const struct screen screen_article = {.name = "article",
	.learn_idle = true,
	.enter = enter,
	.update = update,
	.next = next,
	.view = view};
