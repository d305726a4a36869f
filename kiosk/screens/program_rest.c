/* Between two segments: a rest, and what comes next. The clip of that is opened meanwhile. */
#include "screens/program.h"

static const int64_t second = 1000000;

static int next_segment(const struct app *app)
{
	return app->program.at + 1;
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	struct program_state *state = &app->program;
	const struct plan_segment *next = &app->plan.plan.segment[next_segment(app)];
	const struct routine *routine = segment_routine(app, next_segment(app));
	const struct step_clip *clip =
		step_clip(&routine->step[next->step[0].step], next->step[0].side);
	state->onward = state->held = false;
	state->resting = true;
	state->rest_us = app->plan.plan.rest * second;
	state->last_us = app->now_us;
	app_prepare(app, routine->clip_path, clip->at_us, clip->loop_from_us, clip->loop_to_us);
}

static bool update(struct app *app, const struct event *event)
{
	struct program_state *state = &app->program;
	if (!state->held)
		state->rest_us -= app->now_us - state->last_us;
	state->last_us = app->now_us;
	if (event->kind != EVENT_ACTION) {
		if (state->rest_us <= 0)
			program_goes_on(app);
		return false;
	}
	switch (event->action.kind) {
	case ACTION_PROGRAM:
		program_goes_on(app);
		return true;
	case ACTION_HOLD_ON:
		state->held = !state->held;
		return true;
	default:
		return false;
	}
}

/* The ring moves ten times a second. */
static int64_t due(const struct app *app)
{
	return app->program.held ? INT64_MAX
				 : app->now_us + timer_step_us(app, app->program.rest_us);
}

static bool present(const struct app *app)
{
	return !app->program.held;
}

static void ring(const struct app *app, struct ui *ui, struct rect box, float size)
{
	int64_t left = app->program.rest_us > 0 ? app->program.rest_us : 0;
	ui_timer_ring(ui, box, 0.12f, timer_share(app, left, app->plan.plan.rest * second), MAT_4,
		RING_TRACK, STAGE_TEXT, number_words(ui, (int)((left + second - 1) / second)), size,
		ui_tr(ui, N_("seconds")));
}

static const char *tip(const struct app *app, struct ui *ui)
{
	if (app->program.held)
		return ui_tr(ui, N_("Take your time. Nothing runs."));
	return ui_tr(ui, N_("Shake out both legs. Sip some water."));
}

static const char *next_words(const struct app *app, struct ui *ui)
{
	const char *pattern = ui_tr(ui, N_("Next, {} of {}"));
	pattern = ui_fill(ui, pattern, number_words(ui, next_segment(app) + 1));
	return ui_fill(ui, pattern, number_words(ui, app->plan.plan.segments));
}

/* An icon and words at the right end of the box, which is cut; nothing where they would be too
 * small to read. */
static void fact(struct ui *ui, struct rect *box, const char *icon, const char *words, float size)
{
	const float smallest = 2.2f;
	struct type type = ui_type(ui, STYLE_LABEL);
	type = ui_fit(ui, box->w - size - 1.2f, 1, type, words);
	if (type.size < smallest)
		return;
	struct rect at = rect_cut_right(box, ui_text_width(ui, type, words) + 0.1f);
	ui_text(ui, at, type, INK, LEFT | MIDDLE, 1, words);
	rect_cut_right(box, 1.2f);
	at = rect_center(rect_cut_right(box, size), size, size);
	ui_icon(ui, (struct point){at.x, at.y}, size, icon, INK);
	rect_cut_right(box, 3.2f);
}

/* The poster with the name, tools and minutes of what comes next. */
static void card(const struct app *app, struct ui *ui, struct rect box, float words_h, float title)
{
	int next = next_segment(app);
	const struct routine *routine = segment_routine(app, next);
	struct rect whole = box;
	ui_panel(ui, box, 2.4f, CARD);
	struct rect words = rect_cut_bottom(&box, words_h);
	if (routine->has_poster)
		draw_cover(ui->list, box, 0.5f, 0.8f, 2.4f,
			arena_printf(&ui->list->arena, "content:%s/poster.png", routine->folder));
	draw_rect(ui->list, rect_make(words.x, words.y, words.w, 0.2f), ui->theme->color[LINE]);
	if (ui->theme->outline)
		draw_outline(ui->list, whole, 2.4f, ui->theme->outline, ui->theme->color[LINE]);
	bool tight = ui->m.size_class == CLASS_COMPACT;
	words = rect_inset(words, tight ? 2 : 3.6f, 0);
	const char *name = segment_title(app, next);
	struct type label = tight ? ui_type(ui, STYLE_SMALL) : ui_type(ui, STYLE_LABEL);
	const char *time = clock_words(ui, (float)app->plan.plan.segment[next].seconds);
	struct rect left = rect_cut_left(&words, words.w * (tight ? 0.6f : 0.46f));
	struct type head =
		ui_fit(ui, left.w, 1, type_sized(theme_type(STYLE_TITLE, 1), title), name);
	rect_cut_top(&left, (left.h - label.line - 0.4f - head.line) / 2);
	ui_text(ui, rect_cut_top(&left, label.line), label, INK_2, LEFT | MIDDLE, 1,
		next_words(app, ui));
	rect_cut_top(&left, 0.4f);
	ui_text(ui, left, head, INK, LEFT, 1, name);
	fact(ui, &words, "clock", time, tight ? 3 : 4);
	if (!tight)
		fact(ui, &words, tool_icon(routine->tool[0]), segment_tools(app, ui, next), 4);
}

static void buttons(const struct app *app, struct ui *ui, struct rect box, float gap, float text)
{
	struct type type = type_sized(theme_type(STYLE_BUTTON_LARGE, 1), text * ui->text_scale);
	bool held = app->program.held;
	const char *name = ui_lower(ui, segment_title(app, next_segment(app)));
	const struct button hold = {.id = "program.hold",
		.label = held ? ui_tr(ui, N_("Go on")) : ui_tr(ui, N_("Hold on")),
		.icon = held ? "play" : "pause",
		.icon_size = text * 1.26f,
		.kind = BUTTON_STAGE,
		.type = type,
		.radius = 2,
		.pad = text * 1.15f,
		.on_stage = true,
		.action = {ACTION_HOLD_ON, 0}};
	const struct button go = {.id = "program.go",
		.label = ui_fill(ui, ui_tr(ui, N_("Start {} now")), name),
		.icon = "play",
		.icon_size = text * 1.26f,
		.kind = BUTTON_GO,
		.type = type,
		.radius = 2,
		.on_stage = true,
		.action = {ACTION_PROGRAM, next_segment(app)}};
	float hold_w = ui_button_width(ui, &hold), most = box.w * 0.42f;
	struct rect left = rect_cut_left(&box, hold_w < most ? hold_w : most);
	rect_cut_left(&box, gap);
	ui_button(ui, left, &hold);
	ui_button(ui, box, &go);
}

static void head(const struct app *app, struct ui *ui, struct rect box, float size, float lead)
{
	const char *word = ui_tr(ui, N_("Rest"));
	struct type hero = type_sized(theme_type(STYLE_HERO, 1), size);
	hero.line = size;
	hero = ui_fit(ui, box.w, 1, hero, word);
	ui_text(ui, rect_make(box.x - size * 0.045f, box.y, box.w, size), hero, STAGE_TEXT,
		LEFT | MIDDLE, 1, word);
	rect_cut_top(&box, size + 1.2f);
	struct type type = type_sized(ui_type(ui, STYLE_LEAD), lead);
	const char *words = tip(app, ui);
	ui_text(ui, box, ui_fit(ui, box.w, 2, type, words), STAGE_TEXT_2, LEFT, 2, words);
}

static void landscape(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, card_w = 92;
	float x = ui->m.w - margin - card_w, h = ui->m.h;
	playing_corner(ui, (struct point){4, 4}, 1.6f, false, true);
	program_bar(app, ui, rect_make(margin, 17.6f, ui->m.w - 2 * margin, 1.6f));
	head(app, ui, rect_make(margin, 25, x - margin - 6, 24), 18, 3.8f);
	/* Under the two lines above it. */
	float side = h < 108 ? 43 - (108 - h) : 43;
	ring(app, ui, rect_make(margin, h - margin - 4.8f - side, side, side), 17 * side / 43);
	card(app, ui, rect_make(x, 25, card_w, h - 25 - 24.6f), 15, 5.6f);
	buttons(app, ui, rect_make(x, h - margin - 13.2f, card_w, 13.2f), 2.4f, 3.8f);
}

static void portrait(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	float h = ui->m.h, k = h < 192 ? h / 192 : 1;
	playing_corner(ui, (struct point){margin, 2.4f}, 1.6f, false, true);
	program_bar(app, ui, rect_make(margin, 15.6f, w, 1.6f));
	head(app, ui, rect_make(margin, 22, w, 28), 19, 3.8f);
	ring(app, ui, rect_make((ui->m.w - 43 * k) / 2, 52 * k, 43 * k, 43 * k), 17 * k);
	float y = 101 * k, foot = h - margin - 14;
	card(app, ui, rect_make(margin, y, w, foot - 4 - y), 15, 5.6f);
	buttons(app, ui, rect_make(margin, foot, w, 14), 2.4f, 4);
}

static void compact(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	float h = ui->m.h, x = 52;
	playing_corner(ui, (struct point){2.4f, 2.4f}, 1.8f, false, true);
	program_bar(app, ui, rect_make(margin, 13, w, 1.2f));
	head(app, ui, rect_make(margin, 16, x - margin - 3, 16), 9, 2.6f);
	ring(app, ui, rect_make(margin + 4, h - margin - 33, 33, 33), 13);
	card(app, ui, rect_make(x, 16.6f, ui->m.w - margin - x, h - 16.6f - 16.4f), 9.6f, 3.6f);
	buttons(app, ui, rect_make(x, h - margin - 11, ui->m.w - margin - x, 11), 1.8f, 2.8f);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[STAGE]);
	layouts[ui->m.size_class](app, ui);
}

const struct screen screen_program_rest = {.name = "program-rest",
	.enter = enter,
	.leave = program_leave,
	.update = update,
	.due = due,
	.present = present,
	.view = view};
