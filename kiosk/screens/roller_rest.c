/* Between two sets: half a minute of rest, then the other side. */
#include "screens/roller.h"

#include <math.h>

static const int64_t second = 1000000;

static int64_t left_us(const struct app *app)
{
	return (int64_t)coach_dose.rest_s * second - (app->now_us - app->roller.since_us);
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->roller.since_us = app->now_us;
}

static bool update(struct app *app, const struct event *event)
{
	bool asked = event->kind == EVENT_ACTION && event->action.kind == ACTION_ROLLER_START;
	bool over = event->kind == EVENT_TICK && left_us(app) <= 0;
	if (asked || over)
		roller_start(app, app->roller.set + 1);
	return asked;
}

/* The ring moves ten times a second. */
static int64_t due(const struct app *app)
{
	return app->now_us + timer_step_us(app, left_us(app));
}

static bool present(const struct app *app)
{
	return left_us(app) > 0;
}

static const char *done_words(const struct app *app, struct ui *ui)
{
	const char *pattern = ui_tr(ui, N_("{}, set {} of {} done"));
	pattern = ui_fill(ui, pattern, roller_area_name(app, app->roller.area));
	pattern = ui_fill(ui, pattern, number_words(ui, roller_sets(app)));
	return ui_fill(ui, pattern, number_words(ui, ROLLER_SETS));
}

static const char *switch_words(const struct app *app, const struct ui *ui)
{
	return ui_tr(ui, roller_limb(app, N_("Switch legs"), N_("Switch sides")));
}

static void side_card(struct ui *ui, struct rect box, const char *icon, const char *label,
	const char *name, bool next, float size)
{
	enum color_role ink = next ? STAGE : STAGE_TEXT;
	draw_round(ui->list, box, 2.4f, ui->theme->color[next ? MAT_4 : STAGE_2]);
	if (ui->theme->outline && !next)
		draw_outline(ui->list, box, 2.4f, ui->theme->outline, ui->theme->color[STAGE_LINE]);
	struct rect in = rect_inset(box, size * 0.6f, size * 0.56f);
	struct type type = ui_type(ui, STYLE_LABEL);
	struct rect top = rect_cut_top(&in, type.line);
	ui_icon(ui, (struct point){top.x, top.y}, type.line, icon, next ? ink : STAGE_TEXT_2);
	rect_cut_left(&top, type.line + 1.2f);
	ui_text(ui, top, ui_fit(ui, top.w, 1, type, label), next ? ink : STAGE_TEXT_2,
		LEFT | MIDDLE, 1, label);
	struct type head = type_sized(theme_type(STYLE_TITLE, 1), size);
	ui_text(ui, in, ui_fit(ui, in.w, 2, head, name), ink, LEFT | BOTTOM, 2, name);
}

static void cards(const struct app *app, struct ui *ui, struct rect box, float size)
{
	struct rect left = rect_cut_left(&box, (box.w - 1.6f) / 2);
	rect_cut_left(&box, 1.6f);
	side_card(ui, left, "check", ui_tr(ui, N_("Done")),
		ui_tr(ui, roller_limb(app, N_("Left leg"), N_("Left side"))), false, size);
	side_card(ui, box, "swap", ui_tr(ui, N_("Next")),
		ui_tr(ui, roller_limb(app, N_("Right leg"), N_("Right side"))), true, size);
}

static void stats(const struct app *app, struct ui *ui, struct rect box, float size)
{
	struct coach_summary summary = coach_summary(&app->roller.coach[app->roller.set]);
	struct rect left = rect_cut_left(&box, (box.w - 1.6f) / 2);
	rect_cut_left(&box, 1.6f);
	if (!roller_counts_passes(app)) {
		left.w += 1.6f + box.w;
		roller_stat(ui, left, ui_tr(ui, N_("On the roller")),
			clock_words(ui, summary.contact_s), NULL, size);
		return;
	}
	roller_stat(
		ui, left, ui_tr(ui, N_("Passes")), number_words(ui, summary.passes), NULL, size);
	bool known = !isnan(summary.seconds_per_pass);
	roller_stat(ui, box, ui_tr(ui, N_("A pass took")),
		known ? arena_printf(&ui->list->arena, "%.1f", (double)summary.seconds_per_pass)
		      : "\xE2\x80\x93",
		known ? "s" : NULL, size);
}

/* The routine's own picture and the cue of its first step for one side; words_h at least. */
static void picture(const struct app *app, struct ui *ui, struct rect box, float words_h)
{
	const struct routine *routine = roller_routine(app);
	if (!routine || !routine->has_poster)
		return;
	const char *cue = text_in(&routine->step[0].cue, app->lang);
	for (int i = routine->steps - 1; i >= 0; i--)
		if (routine->step[i].each_side)
			cue = text_in(&routine->step[i].cue, app->lang);
	ui_panel(ui, box, 2.4f, STAGE_2);
	struct type type = ui_type(ui, STYLE_LABEL);
	float cue_h = ui_text_height(ui, box.w - 6, type, cue) + 2;
	struct rect words = rect_cut_bottom(&box, cue_h > words_h ? cue_h : words_h);
	draw_cover(ui->list, box, 0.5f, 0.5f, 2.4f,
		arena_printf(&ui->list->arena, "content:%s/poster.png", routine->folder));
	words = rect_inset(words, 3, 0.6f);
	ui_text(ui, words, type, STAGE_TEXT, LEFT | MIDDLE, 0, cue);
}

static void ring(const struct app *app, struct ui *ui, struct rect box, float size, bool unit)
{
	int64_t left = left_us(app) > 0 ? left_us(app) : 0;
	ui_timer_ring(ui, box, 0.12f,
		timer_share(app, left, (int64_t)(coach_dose.rest_s * (float)second)), MAT_4,
		RING_TRACK, STAGE_TEXT, number_words(ui, (int)((left + second - 1) / second)), size,
		unit ? ui_tr(ui, N_("seconds to rest")) : NULL);
}

static void head(const struct app *app, struct ui *ui, float y, float size, float w)
{
	const char *title = switch_words(app, ui);
	float margin = ui->m.margin;
	struct type type = type_sized(theme_type(STYLE_HERO, 1), size);
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), size > 14 ? 3 : 2.5f);
	ui_text(ui, rect_make(margin, y, w, label.line), label, STAGE_TEXT_2, LEFT | MIDDLE, 1,
		done_words(app, ui));
	ui_text(ui, rect_make(margin - 0.6f, y + label.line + 0.8f, w, size),
		ui_fit(ui, w, 1, type, title), STAGE_TEXT, LEFT | MIDDLE, 1, title);
}

static void landscape(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin, h = ui->m.h - 38 - 19;
	head(app, ui, 6.8f, 18, w);
	ring(app, ui, rect_make(margin, 38, h, h), 20, true);
	struct rect box = {68, 38, ui->m.w - margin - 68, h};
	const struct routine *routine = roller_routine(app);
	struct rect middle = box;
	if (routine && routine->has_poster) {
		middle = rect_cut_left(&box, 54);
		rect_cut_left(&box, 2.4f);
		picture(app, ui, box, 9);
	}
	struct rect foot = rect_cut_bottom(&middle, 19);
	rect_cut_bottom(&middle, 1.6f);
	cards(app, ui, middle, 5);
	stats(app, ui, foot, 8);
}

static void portrait(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	head(app, ui, 5.6f, 19, w);
	struct rect box = {margin, 34, w, ui->m.h - 34 - 26};
	struct rect row = rect_cut_top(&box, 51);
	struct rect clock = rect_cut_left(&row, 51);
	ring(app, ui, clock, 20, true);
	rect_cut_left(&row, 2.4f);
	struct rect foot = rect_cut_bottom(&box, 19);
	rect_cut_bottom(&box, 1.6f);
	rect_cut_top(&box, 2.4f);
	struct rect left = rect_cut_top(&row, (row.h - 1.6f) / 2);
	rect_cut_top(&row, 1.6f);
	side_card(ui, left, "check", ui_tr(ui, N_("Done")),
		ui_tr(ui, roller_limb(app, N_("Left leg"), N_("Left side"))), false, 5);
	side_card(ui, row, "swap", ui_tr(ui, N_("Next")),
		ui_tr(ui, roller_limb(app, N_("Right leg"), N_("Right side"))), true, 5);
	picture(app, ui, box, 9);
	stats(app, ui, foot, 8);
}

static void compact(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	head(app, ui, 3, 11, w);
	struct rect box = {margin, 20, w, ui->m.h - 20 - 14};
	ring(app, ui, rect_cut_left(&box, box.h), 14, true);
	rect_cut_left(&box, 3);
	struct rect foot = rect_cut_bottom(&box, 15);
	rect_cut_bottom(&box, 1.6f);
	cards(app, ui, box, 4);
	stats(app, ui, foot, 5.6f);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[STAGE]);
	layouts[ui->m.size_class](app, ui);
	const struct roller_dock dock = {
		.go = ui_tr(ui, N_("Go now")), .icon = "play", .action = {ACTION_ROLLER_START, 0}};
	roller_dock(ui, &dock);
}

const struct screen screen_roller_rest = {.name = "roller-rest",
	.enter = enter,
	.update = update,
	.due = due,
	.present = present,
	.view = view};
