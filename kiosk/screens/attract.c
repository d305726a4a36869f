/* Attract: a quiet loop of the call to touch and one fact at a time beside its clip. */
#include "screens/screens.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* How long a card stands. */
static const int64_t card_us = 12 * 1000000;

/* How long before it goes the clip of the next one is opened. */
static const int64_t ahead_us = 2 * 1000000;

/* The call to touch breathes, and the lanes drift, in so many pictures a second: enough for what is
 * so slow, a quarter of what the glass could show, since it goes on all day. */
enum { PICTURES_PER_S = 15 };

/* The lanes: u apart, and how far they drift in a second; the call: how much it grows, how often.
 */
static const float pi = 3.14159265f;
static const float lane_u = 9.2f, drift_u = 3, breath = 0.03f, breath_s = 2.4f;

/* Where a card stands, against burn-in; u. */
static const struct point shifts[] = {{0, 0}, {0.4f, 0.3f}, {0, 0.6f}, {-0.4f, 0.3f}, {-0.6f, 0},
	{-0.4f, -0.3f}, {0, -0.6f}, {0.4f, -0.3f}};

bool is_night(const struct app *app)
{
	int from = app->config->night_from, to = app->config->night_to;
	int64_t minute = (app->wall_s + app->now_us / 1000000) / 60 % (24 * 60);
	return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

int64_t night_edge_us(const struct app *app)
{
	const int64_t minute_us = 60 * 1000000LL, day_us = 24 * 60 * minute_us;
	const int at[] = {app->config->night_from, app->config->night_to};
	if (at[0] == at[1])
		return INT64_MAX;
	int64_t since_us = (app->wall_s * 1000000 + app->now_us) % day_us, least = day_us;
	for (int i = 0; i < 2; i++) {
		int64_t left = at[i] * minute_us - since_us;
		left += left <= 0 ? day_us : 0;
		least = left < least ? left : least;
	}
	return app->now_us + least;
}

void night_falls(const struct app *app, struct ui *ui)
{
	static const color_t black = 0x000000FF, veil = 0x000000D0;
	draw_rect(ui->list, ui_canvas(ui), app->config->night_dim ? veil : black);
}

static bool is_lively(const struct app *app)
{
	return app_lively(app) && !is_night(app);
}

/* Which picture of the card it is, counted from its start. */
static int64_t picture_of(const struct app *app)
{
	return (app->now_us - app->attract.since_us) * PICTURES_PER_S / 1000000;
}

/* For how long the card has moved, in seconds. */
static float moved_s(const struct app *app)
{
	return is_lively(app) ? (float)picture_of(app) / PICTURES_PER_S : 0;
}

static const struct fact *fact_of(const struct app *app)
{
	int card = app->attract.card;
	return card > 0 ? &app->catalog->fact[card - 1] : NULL;
}

static const struct routine *clip_of(const struct app *app, const struct fact *fact)
{
	for (int i = 0; fact && fact->routine && i < app->catalog->routines; i++)
		if (strcmp(app->catalog->routine[i].id, fact->routine) == 0)
			return &app->catalog->routine[i];
	return NULL;
}

static int next_card(const struct app *app)
{
	return is_night(app) ? 0 : (app->attract.card + 1) % (app->catalog->facts + 1);
}

static void prepare(struct app *app)
{
	int card = next_card(app);
	const struct routine *routine =
		card > 0 ? clip_of(app, &app->catalog->fact[card - 1]) : NULL;
	app->attract.prepared = true;
	if (routine && app_lively(app))
		app_prepare(app, routine->clip_path, 0, 0, INT64_MAX);
}

static void show(struct app *app, int card)
{
	app->attract.card = card;
	app->attract.prepared = false;
	app->attract.since_us = app->now_us;
	const struct routine *routine = clip_of(app, fact_of(app));
	/* Where nothing moves, the clip's poster stands for it. */
	if (routine && app_lively(app))
		app_play(app, routine->clip_path, 0, 0, INT64_MAX, true);
	else
		app_effect(app, EFFECT_STOP);
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	show(app, 0);
}

static void leave(struct app *app)
{
	app_effect(app, EFFECT_STOP);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_TICK)
		return false;
	int64_t stood_us = app->now_us - app->attract.since_us;
	if (stood_us >= card_us) {
		app->attract.turns++;
		show(app, next_card(app));
	} else if (stood_us >= card_us - ahead_us && !app->attract.prepared) {
		prepare(app);
	}
	return false;
}

static int64_t due(const struct app *app)
{
	int64_t since_us = app->attract.since_us, change_us = since_us + card_us;
	int64_t card = app->attract.prepared ? change_us : change_us - ahead_us;
	if (!is_lively(app))
		return card;
	int64_t picture =
		since_us + ((picture_of(app) + 1) * 1000000 + PICTURES_PER_S - 1) / PICTURES_PER_S;
	return picture < card ? picture : card;
}

/* The call to touch, in the store's language and small in the next one. */
static void call(
	const struct app *app, struct ui *ui, enum button_kind kind, enum color_role second)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	float h = small ? 11 : 13.6f, margin = small ? 4 : ui->m.margin, above = small ? 4 : 7.2f;
	struct button b = {.id = "go",
		.label = ui_tr(ui, N_("Touch to start")),
		.icon = "tap",
		.icon_size = small ? 5 : 6.4f,
		.kind = kind,
		.type = type_sized(theme_type(STYLE_BUTTON_LARGE, 1), small ? 3.6f : 4.6f),
		.radius = h / 2,
		.pad = 5.4f,
		.action = {ACTION_WAKE, 0}};
	float w = ui_button_width(ui, &b);
	struct rect box = {margin, ui->m.h - above - h, w, h};
	/* The pill grows, its words do not: their glyphs are drawn once. */
	float grown = 1 + breath * (0.5f - 0.5f * cosf(moved_s(app) / breath_s * 2 * pi));
	b.radius *= grown;
	ui_button(ui, rect_center(box, w * grown, h * grown), &b);
	if (tr_count() < 2)
		return;
	struct type type = type_sized(theme_type(STYLE_BUTTON_LARGE, 1), small ? 2.8f : 3.6f);
	float x = box.x + w + (small ? 3 : 4);
	ui_text(ui, rect_make(x, box.y, ui->m.w - x - margin, h), type, second, LEFT | MIDDLE, 2,
		tr((app->lang + 1) % tr_count(), "Touch to start"));
}

static struct type hero_type(float size, float line)
{
	struct type type = type_sized(theme_type(STYLE_HERO, 1), size);
	type.line = size * line;
	type.tracking = -0.02f;
	return type;
}

/* The measures of one size class: the runner's square, the words. */
struct stage {
	struct rect runner;
	struct point words;
	float hero, logo_h;
	struct point logo;
};

static struct stage stage_of(const struct ui *ui)
{
	float w = ui->m.w, h = ui->m.h;
	if (ui->m.size_class == CLASS_COMPACT)
		return (struct stage){{w - 66, 2, 64, 64}, {4, 17}, 10.6f, 6, {4, 4}};
	if (ui->m.size_class == CLASS_PORTRAIT)
		return (struct stage){
			{(w - 92) / 2, h - 26 - 92, 92, 92}, {5.4f, 22}, 16.4f, 7, {5.6f, 5}};
	return (struct stage){{w - 100, 6, 96, 96}, {6.6f, 26}, 17.6f, 8, {7.2f, 6.4f}};
}

/* Around the runner; while they drift outward the next one grows behind the runner. */
static void lanes(const struct app *app, struct ui *ui, struct rect runner)
{
	const float k = runner.w / 96, x = runner.x + 47 * k, y = runner.y + 56 * k;
	const float away = fmodf(moved_s(app) * drift_u, lane_u), stroke = 3;
	for (int i = -1; i < 14; i++) {
		float r = (30 + lane_u * (float)i + away + stroke / 2) * k;
		float thick = i < 0 ? stroke * away / lane_u : stroke;
		if (thick > 0)
			draw_ring(ui->list, rect_make(x - r, y - r, 2 * r, 2 * r), thick * k, 0, 1,
				ui->theme->color[FLARE_RING]);
	}
}

static void hero(const struct app *app, struct ui *ui, const struct stage *stage)
{
	const color_t *color = ui->theme->color;
	struct rect canvas = ui_canvas(ui);
	draw_rect(ui->list, canvas, color[FLARE]);
	struct rect r = stage->runner;
	lanes(app, ui, r);
	draw_image(ui->list, r, "illus/runner-on-flare.svg");
	ui_logo(ui, stage->logo, stage->logo_h, color[ON_FLARE], color[PAPER], app_header()->staff);
	const char *words = ui_tr(ui, N_("Tight\nlegs?\nStart here."));
	/* Beside the runner's foot, or over the runner. */
	bool over = ui->m.size_class == CLASS_PORTRAIT;
	float room = (over ? canvas.w - stage->words.x : r.x + r.w * 0.03f) - stage->words.x;
	struct type type = ui_fit(ui, room, over ? 4 : 3, hero_type(stage->hero, 0.9f), words);
	ui_text(ui, rect_make(stage->words.x, stage->words.y, room, 0), type, ON_FLARE, LEFT, 4,
		words);
	call(app, ui, BUTTON_PRIMARY, ON_FLARE);
}

/* Where a fact's clip runs: it bleeds off the glass, its ground is the paper's own color. The top
 * strip with the pace bar is cut. */
static struct rect clip_box(const struct ui *ui)
{
	float w = ui->m.w, h = ui->m.h;
	if (ui->m.size_class == CLASS_PORTRAIT)
		return rect_make(-4, h - 30 - (w + 8) * 9 / 16, w + 8, (w + 8) * 9 / 16);
	/* On a glass less wide than 16:9 it leaves room for words beside it. */
	float height = fminf(h * 77.6f / 108, (w * 0.74f + 4) * 9 / 16);
	return rect_make(
		w - height * 16 / 9 + 4, h * 99.6f / 108 - height, height * 16 / 9, height);
}

/* How wide words may be that stand as high as the heads in our clips, the leftmost of which begins
 * a third into it. */
static float room_beside(const struct ui *ui, float x)
{
	struct rect clip = clip_box(ui);
	return ui->m.size_class == CLASS_PORTRAIT ? ui->m.w - 2 * x : clip.x + clip.w * 0.3f - x;
}

static void fact(const struct app *app, struct ui *ui, const struct stage *stage)
{
	const struct fact *shown = fact_of(app);
	const struct routine *routine = clip_of(app, shown);
	const color_t *color = ui->theme->color;
	draw_rect(ui->list, ui_canvas(ui), color[VIDEO_GROUND]);
	if (routine) {
		struct rect box = clip_box(ui), seen = box;
		rect_cut_top(&seen, box.h * 0.12f);
		draw_clip(ui->list, seen);
		const char *poster = routine->has_poster
					     ? arena_printf(&ui->list->arena,
						       "content:%s/poster.png", routine->folder)
					     : NULL;
		draw_video(ui->list, box, app->requests, poster);
		draw_unclip(ui->list);
	}
	ui_logo(ui, stage->logo, stage->logo_h, color[INK], color[FLARE], app_header()->staff);
	bool small = ui->m.size_class == CLASS_COMPACT;
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	const char *title = text_in(&shown->title, app->lang);
	struct rect box = {stage->words.x, stage->words.y, 0, 0};
	box.w = room_beside(ui, stage->words.x);
	float size = wide ? 17.6f : small ? 8.4f : 15;
	struct type type = ui_fit(ui, box.w, 2, hero_type(size, 0.92f), title);
	box.y -= wide ? 3.6f : 0;
	float h = ui_text(ui, box, type, INK, LEFT | BALANCED, 3, title);
	struct type body = type_sized(theme_type(STYLE_LABEL, 1), small ? 2.9f : 4.4f);
	body.line = body.size * 1.22f;
	body.tracking = -0.016f;
	float body_w = small ? fminf(44, box.w) : wide ? 50 : 84;
	box = rect_make(stage->logo.x, box.y + h + (small ? 2 : 4), body_w, 0);
	float body_h = ui_text(ui, box, body, INK, LEFT, 0, text_in(&shown->body, app->lang));
	box.y += body_h + 1.4f;
	box.w = wide ? 56 : box.w;
	ui_text(ui, box, type_sized(theme_type(STYLE_SMALL, 1), small ? 2.2f : 2.3f), INK_2, LEFT,
		2, shown->source);
	call(app, ui, BUTTON_GO, INK);
}

static void view(const struct app *app, struct ui *ui)
{
	struct stage stage = stage_of(ui);
	bool night = is_night(app);
	if (night && !app->config->night_dim) {
		night_falls(app, ui);
		return;
	}
	if (fact_of(app))
		fact(app, ui, &stage);
	else
		hero(app, ui, &stage);
	/* By whole pixels, so that a clip keeps its size. */
	struct point shift = shifts[app->attract.turns % (int)(sizeof shifts / sizeof shifts[0])];
	draw_shift(ui->list, 1, 0, roundf(shift.x * ui->m.u) / ui->m.u,
		roundf(shift.y * ui->m.u) / ui->m.u);
	if (night)
		night_falls(app, ui);
}

const struct screen screen_attract = {.name = "attract",
	.enter = enter,
	.leave = leave,
	.update = update,
	.due = due,
	.view = view};
