/* Staff have put the whole kiosk out of order: its card stands in the place of attract and of all
 * that is the customers'. Only the staff's corner does anything, and the voice, for who asks it
 * what this is. */
#include "screens/screens.h"

#include <math.h>

/* In the night a touch lights the card for so long: staff find their corner by it. */
static const int64_t light_us = 20 * 1000000;

/* Nobody's steps are counted from here, and nobody finds what somebody else asked for. */
static bool is_asked(const struct app *app)
{
	return app->aids.speech;
}

static int64_t silent_us(const struct app *app)
{
	return app->touched_us + app->config->idle_seconds * 1000000LL;
}

static bool is_dark(const struct app *app)
{
	return is_night(app) && !is_asked(app) && app->now_us >= app->touched_us + light_us;
}

/* Whatever finger, button or mat ask for: only these two are carried out. */
static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_ACTION) {
		struct action action = event->action;
		return action.kind != ACTION_SPEECH &&
		       !(action.kind == ACTION_GO && action.arg == SCREEN_PIN);
	}
	if (event->kind == EVENT_TICK && is_asked(app) && app->now_us >= silent_us(app))
		app_reset(app, "idle");
	return false;
}

static int64_t due(const struct app *app)
{
	int64_t edge = night_edge_us(app), lit = app->touched_us + light_us;
	int64_t next = is_asked(app) ? silent_us(app) : is_night(app) && !is_dark(app) ? lit : edge;
	return next < edge ? next : edge;
}

void closed_badge(struct ui *ui, struct rect box)
{
	const char *words = ui_tr(ui, N_("Back soon"));
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), box.w > 40 ? 5.6f : 3.6f);
	type = ui_fit(ui, box.w - 4, 1, type, words);
	float w = ui_text_width(ui, type, words) + type.size * 1.5f;
	struct rect badge = rect_center(box, w, type.size * 2.3f);
	ui_panel(ui, badge, 2.4f, PAPER);
	ui_text(ui, badge, type, INK, CENTER | MIDDLE, 1, words);
}

/* A track that nobody runs on: its lanes fill the panel, whatever its form. */
static void picture(struct ui *ui, struct rect box)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float pad = 4, lane = small ? 3.2f : 4.6f, stroke = small ? 1.2f : 1.6f;
	ui_panel(ui, box, 2.4f, STAGE);
	struct rect outer = rect_inset(box, pad, pad);
	int lanes = (int)(fminf(outer.w, outer.h) / 2 / lane);
	for (int i = 0; i < lanes; i++) {
		struct rect at = rect_inset(outer, (float)i * lane, (float)i * lane);
		draw_outline(
			ui->list, at, fminf(at.w, at.h) / 2, stroke, ui->theme->color[STAGE_2]);
	}
	closed_badge(ui, outer);
}

/* The same once more in the next language, for the eye: the voice speaks the store's. */
static float second_language(const struct app *app, struct ui *ui, struct rect box, bool draw)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	int lang = (app->lang + 1) % tr_count();
	const char *title = tr(lang, N_("Out of order"));
	const char *words =
		tr(lang, N_("Our staff have closed the kiosk for now.\nPlease ask them."));
	struct type head = type_sized(theme_type(STYLE_HEADING, 1), small ? 3.4f : 5.2f);
	struct type body = type_sized(theme_type(STYLE_LEAD, 1), small ? 2.6f : 3.4f);
	float head_h = ui_text_height(ui, box.w, head, title);
	float h = head_h + (small ? 0.4f : 0.8f) + ui_text_height(ui, box.w, body, words);
	if (!draw)
		return h;
	enum hearing before = ui_heard(ui, HEARD_NEVER);
	ui_text(ui, rect_cut_top(&box, head_h), head, INK, LEFT, 0, title);
	rect_cut_top(&box, small ? 0.4f : 0.8f);
	ui_text(ui, box, body, INK_2, LEFT, 0, words);
	ui_heard(ui, before);
	return h;
}

static void words_column(const struct app *app, struct ui *ui, struct rect box)
{
	bool tight = ui->m.size_class == CLASS_COMPACT, tall = ui->m.size_class == CLASS_PORTRAIT;
	float gap = tight ? 1.4f : 2.8f;
	const char *title = ui_tr(ui, N_("Out of order\ntoday"));
	const char *words =
		ui_tr(ui, N_("Our staff have closed the kiosk for now.\nPlease ask them."));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), tight ? 7 : 11);
	display = ui_fit(ui, box.w, 2, display, title);
	struct type lead = type_sized(theme_type(STYLE_LEAD, 1), tight ? 2.9f : tall ? 4.4f : 3.8f);
	float title_h = ui_text_height(ui, box.w, display, title);
	float words_h = ui_text_height(ui, box.w, lead, words);
	bool second = tr_count() > 1;
	float all = title_h + gap + words_h;
	all += second ? 2 * gap + second_language(app, ui, box, false) : 0;
	if (!tall)
		rect_cut_top(&box, (box.h - all) / 2);
	ui_text(ui, rect_cut_top(&box, title_h), display, INK, LEFT, 2, title);
	rect_cut_top(&box, gap);
	ui_text(ui, rect_cut_top(&box, words_h), lead, INK_2, LEFT, 0, words);
	rect_cut_top(&box, 2 * gap);
	if (second)
		second_language(app, ui, box, true);
}

static void card(const struct app *app, struct ui *ui)
{
	bool tight = ui->m.size_class == CLASS_COMPACT, tall = ui->m.size_class == CLASS_PORTRAIT;
	const color_t *color = ui->theme->color;
	const float margin = ui->m.margin, logo = tight ? 6 : 7, top = tight ? 12.2f : 16;
	draw_rect(ui->list, ui_canvas(ui), color[PAPER]);
	ui_logo(ui, (struct point){margin, tight ? 3 : 5}, logo, color[INK], color[FLARE],
		app_header()->staff);
	struct rect box = {margin, top, ui->m.w - 2 * margin, ui->m.h - top - (tight ? 3 : 7.2f)};
	struct rect panel = tall ? rect_cut_top(&box, fminf(box.h - 66, 104))
				 : rect_cut_left(&box, tight ? 34 : 62);
	picture(ui, panel);
	if (tall)
		rect_cut_top(&box, 6);
	else
		rect_cut_left(&box, tight ? 3 : 7.8f);
	words_column(app, ui, box);
}

static void view(const struct app *app, struct ui *ui)
{
	bool dark = is_dark(app);
	if (!dark || app->config->night_dim)
		card(app, ui);
	if (dark)
		night_falls(app, ui);
}

const struct screen screen_closed = {.name = "closed", .update = update, .due = due, .view = view};
