/* Take home: a QR code with the steps of the routine that is on show. It needs no network: the
 * steps stand in it as text, unless the store has a page of its own. */
#include "screens/screens.h"

#include <math.h>

#include <string.h>

/* The sheet, and the largest square for the code on it. */
struct places {
	struct rect sheet;
	float code_most, pad;
};

static struct places places_of(const struct metrics *m)
{
	struct places p = {.sheet = {0, 0, m->w, m->h}, .pad = 5.6f};
	bool small;
	switch (m->size_class) {
	case CLASS_LANDSCAPE:
		p.sheet = rect_center(p.sheet, m->w < 172 ? m->w - 8 : 164, 92);
		p.code_most = p.sheet.h - 2 * p.pad;
		break;
	case CLASS_PORTRAIT:
		/* On a small panel the code takes all the width. */
		small = m->mm > 0 && m->w < 120 * m->mm;
		p.sheet = rect_cut_bottom(&p.sheet, m->h < 160 || small ? m->h - 8 : 152);
		p.code_most = p.sheet.w - 2 * p.pad;
		break;
	case CLASS_COMPACT:
		p.pad = m->margin;
		/* Squarer glass keeps room for the words. */
		p.code_most = fminf(p.sheet.h - 2 * p.pad, p.sheet.w * 0.56f);
		break;
	}
	return p;
}

static const struct routine *routine_of(const struct app *app)
{
	return &app->catalog->routine[app->routine.routine];
}

static void steps_of(const struct app *app, struct take_home *texts)
{
	const struct routine *routine = routine_of(app);
	struct take_home_step step[STEPS_MAX];
	const char *store = app->config->store_name;
	for (int i = 0; i < routine->steps; i++)
		step[i] = (struct take_home_step){text_in(&routine->step[i].title, app->lang),
			routine->step[i].seconds,
			routine->step[i].each_side && routine->sides == 2};
	take_home_steps(texts,
		&(struct take_home_words){.store = store[0] ? store : "Tuneup",
			.title = text_in(&routine->title, app->lang),
			.tool = routine->tools ? tr(app->lang, tool_name(routine->tool[0])) : NULL,
			.step = step,
			.steps = routine->steps},
		app->lang);
}

/* Asks for the code in the visitor's language. */
static void enter(struct app *app, int arg)
{
	(void)arg;
	struct take_home_state *state = &app->take_home;
	*state = (struct take_home_state){0};
	if (app->config->store_url[0])
		take_home_address(&state->texts, app->config->store_url, routine_of(app)->id);
	else
		steps_of(app, &state->texts);
	state->texts.modules =
		metrics_code_modules(&app->metrics, places_of(&app->metrics).code_most);
	app_effect(app, EFFECT_CODE)->texts = &state->texts;
	app_log(app, USAGE_ROUTINE_QR, routine_of(app)->id, 0);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_STORE && event->store.code) {
		app->take_home.code = event->store.code;
		app->take_home.text = event->store.text;
	}
	return false;
}

/* As large as a phone needs it, and no smaller than the design's. */
static float code_side(const struct app *app, const struct ui *ui, float most)
{
	const float usual = ui->m.size_class == CLASS_COMPACT ? most : 52;
	const struct qr *code = app->take_home.code;
	float side = code ? metrics_code_side(&ui->m, code->size) : 0;
	side = side > usual ? side : usual;
	return side < most ? side : most;
}

static void code(const struct app *app, struct ui *ui, struct rect box)
{
	const struct qr *qr = app->take_home.code;
	ui_code_card(ui, box, qr ? qr->size : 0, qr ? qr->module : NULL,
		ui_tr(ui, N_("There is no code for this one.")));
}

/* What the code holds, so that nobody takes home what they cannot see. */
static void content(const struct app *app, struct ui *ui, struct rect box)
{
	const struct take_home_state *state = &app->take_home;
	const char *held = state->texts.text[state->text];
	struct type type = type_sized(ui_type(ui, STYLE_LABEL), 2.5f * ui->text_scale);
	type.line = type.size * 1.35f;
	int lines = (int)(box.h / type.line);
	if (state->code && lines > 1)
		ui_text(ui, box, ui_fit(ui, box.w, lines, type, held), INK_2, LEFT, lines, held);
}

static struct button done_button(const struct ui *ui)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	return (struct button){.id = "take-home.done",
		.label = ui_tr(ui, N_("Done")),
		.kind = BUTTON_GO,
		.type = theme_type(tight ? STYLE_BUTTON : STYLE_BUTTON_LARGE, 1),
		.radius = 2,
		.pad = 6,
		.action = {ACTION_CLOSE, 0}};
}

/* Title, hint, what is in it, and the way back. */
static void words(const struct app *app, struct ui *ui, struct rect in)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	struct button done = done_button(ui);
	struct rect foot = rect_cut_bottom(&in, tight ? 8.8f : 11.2f);
	foot.w = tight ? foot.w : ui_button_width(ui, &done);
	const char *title = ui_tr(ui, N_("Take it with you"));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), tight ? 4.8f : 6.4f);
	display = ui_fit(ui, in.w, 2, display, title);
	rect_cut_top(&in, ui_text(ui, in, display, INK, LEFT | BALANCED, 2, title) + 2);
	bool own = app->config->store_url[0];
	const char *hint =
		own ? ui_tr(ui,
			      N_("Open your phone camera and point it here. It leads to our page."))
		    : ui_tr(ui,
			      N_("Open your phone camera and point it here. The steps are inside, "
				 "as text."));
	struct type lead = type_sized(ui_type(ui, STYLE_LEAD), tight ? 2.6f : 3);
	rect_cut_top(&in, ui_text(ui, in, lead, INK, LEFT, 0, hint) + (tight ? 1.6f : 3.2f));
	rect_cut_bottom(&in, 2);
	content(app, ui, in);
	ui_button(ui, foot, &done);
}

static void view(const struct app *app, struct ui *ui)
{
	struct places p = places_of(&ui->m);
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	bool tight = ui->m.size_class == CLASS_COMPACT;
	ui_sheet(ui, p.sheet, tight ? 0.1f : 3.2f, PAPER);
	struct rect in = rect_inset(p.sheet, p.pad, p.pad);
	float side =
		code_side(app, ui, upright && p.code_most > in.h - 48 ? in.h - 48 : p.code_most);
	enum color_role ground = ui->theme->high_contrast ? CARD : TIDE;
	if (upright) {
		struct rect band = rect_cut_top(&in, side + 8 < in.h - 44 ? side + 8 : side);
		ui_panel(ui, band, 2.4f, ground);
		code(app, ui, rect_center(band, side, side));
		rect_cut_top(&in, 4);
		words(app, ui, in);
		return;
	}
	struct rect panel = rect_cut_right(&in, tight                 ? side
						: side + 8 < in.w / 2 ? in.w / 2
								      : side);
	rect_cut_right(&in, tight ? 3 : 4.8f);
	if (panel.w > side || panel.h > side)
		ui_panel(ui, panel, 2.4f, ground);
	code(app, ui, rect_center(panel, side, side));
	words(app, ui, in);
}

const struct screen overlay_take_home = {
	.name = "take-home", .overlay = true, .enter = enter, .update = update, .view = view};
