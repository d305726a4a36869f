/* A set on the mat: the load as it is, the rhythm to follow, and what the coach says. Its clock
 * runs while somebody is on the mat. */
#include "screens/roller.h"

#include <math.h>

static const int64_t second = 1000000;

/* The ring to follow: one way in the middle of the advised rhythm. */
static const int64_t pass_us = 3500000;

/* Cells rise and fade so that the mat feels alive without flicker (design language, section 6). */
static const float rise_s = 0.06f, fade_s = 0.24f;

/* Less than this on the mat is no try: there is nothing to tell. */
static const float try_s = 3;

static struct coach *coach_of(struct app *app)
{
	return &app->roller.coach[app->roller.set];
}

static int64_t set_us(const struct app *app)
{
	return app->config->set_seconds * second;
}

static void enter(struct app *app, int set)
{
	struct roller_state *state = &app->roller;
	if (set == 0) {
		*state = (struct roller_state){.area = state->area, .comfort = -1};
		app_log(app, USAGE_ROLLER_STARTED, area_id((enum area)state->area), 0);
	}
	state->set = set;
	state->run_us = 0;
	state->since_us = state->last_us = app->now_us;
	coach_start(coach_of(app), app->mat.grid);
}

static void stop(struct app *app)
{
	coach_finish(coach_of(app));
	if (roller_summary(app).contact_s >= try_s)
		app_replace(app, SCREEN_ROLLER_RESULT, 0);
	else
		app_replace(app, SCREEN_ROLLER, 0);
}

static void set_done(struct app *app)
{
	coach_finish(coach_of(app));
	app_log(app, USAGE_ROLLER_SET, area_id((enum area)app->roller.area), app->roller.set + 1);
	if (app->roller.set + 1 < ROLLER_SETS)
		app_replace(app, SCREEN_ROLLER_REST, 0);
	else
		app_replace(app, SCREEN_ROLLER_RESULT, 0);
}

static void settle_levels(struct app *app, float dt)
{
	for (int i = 0; i < mat_zones(app->mat.grid); i++) {
		float *level = &app->roller.level[i];
		float to = app->sample.present ? app->sample.load[i] : 0;
		float away = to - *level;
		*level += away * (1 - expf(-3 * dt / (away > 0 ? rise_s : fade_s)));
		if (fabsf(to - *level) < 0.002f)
			*level = to;
	}
}

static void time_passes(struct app *app)
{
	struct roller_state *state = &app->roller;
	int64_t gone = app->now_us - state->last_us;
	state->last_us = app->now_us;
	settle_levels(app, (float)gone / (float)second);
	if (app->sample.present)
		state->run_us += gone;
	if (!roller_open(app))
		app_replace(app, SCREEN_ROLLER, 0);
	else if (state->run_us >= set_us(app))
		set_done(app);
}

static bool action(struct app *app, struct action asked)
{
	switch (asked.kind) {
	case ACTION_ROLLER_STOP:
		stop(app);
		return true;
	case ACTION_ROLLER_NEXT:
		roller_next_area(app);
		enter(app, 0);
		return true;
	default:
		return false;
	}
}

static bool update(struct app *app, const struct event *event)
{
	switch (event->kind) {
	case EVENT_ACTION:
		return action(app, event->action);
	case EVENT_MAT:
		coach_feed(coach_of(app), event->sample);
		return false;
	case EVENT_TICK:
		time_passes(app);
		return false;
	default:
		return false;
	}
}

static bool next(struct app *app)
{
	roller_next_area(app);
	enter(app, 0);
	return true;
}

/* The ring moves with every frame. */
static int64_t due(const struct app *app)
{
	return app->now_us;
}

/* --- what is said --- */

struct words {
	const char *cue, *line; /* the hero and the sentence under it */
	const char *gauge;      /* beside the number */
};

/* 0 at the screen's side, 1 at the other end: to and fro with a slow turn at each; by the
 * second for who wants less motion. */
static float ring_at(const struct app *app)
{
	static const float half_turn = 3.14159265f;
	int64_t since = app->now_us - app->roller.since_us;
	if (!app_lively(app))
		since -= since % second;
	since %= 2 * pass_us;
	return 0.5f + 0.5f * cosf((float)since / (float)pass_us * half_turn);
}

static bool ring_goes_up(const struct app *app)
{
	return (app->now_us - app->roller.since_us) % (2 * pass_us) < pass_us;
}

static struct words words_of(const struct app *app, const struct ui *ui)
{
	static const char follow[] = N_("Follow the ring. One pass, one slow breath.");
	static const struct words said[] = {
		[COACH_LISTENING] = {N_("Roll slowly"), follow, N_("Listening")},
		[COACH_TOO_QUICK] = {N_("Slow it down"), follow, N_("Too quick")},
		[COACH_IN_RHYTHM] = {N_("Nice rhythm"), N_("Stay with the ring, and breathe."),
			N_("In rhythm")},
		[COACH_KEEP_MOVING] = {N_("Keep moving"), follow, N_("Keep moving")},
	};
	const struct roller_state *state = &app->roller;
	struct words words = said[state->coach[state->set].hint];
	if (!app->sample.present && state->run_us == 0)
		words = (struct words){N_("Step on the mat"), N_("The clock starts when you do."),
			said[COACH_LISTENING].gauge};
	else if (!app->sample.present)
		words = (struct words){
			N_("Hop back on"), N_("The clock waits for you."), words.gauge};
	else if (!roller_counts_passes(app))
		words = (struct words){
			ring_goes_up(app) ? N_("Slow pass up") : N_("Slow pass down"),
			N_("Move with the ring: 3.5 seconds up, 3.5 down."), NULL};
	words.cue = ui_tr(ui, words.cue);
	words.line = ui_tr(ui, words.line);
	words.gauge = words.gauge ? ui_tr(ui, words.gauge) : NULL;
	return words;
}

static const char *set_words(const struct app *app, struct ui *ui)
{
	const char *pattern = ui_tr(ui, N_("{}, set {} of {}"));
	pattern = ui_fill(ui, pattern, roller_area_name(app, app->roller.area));
	pattern = ui_fill(ui, pattern, number_words(ui, app->roller.set + 1));
	return ui_fill(ui, pattern, number_words(ui, ROLLER_SETS));
}

/* --- parts --- */

static void mat(const struct app *app, struct ui *ui, struct rect box, float side_gap)
{
	const float rail_w = 6.4f, rail_gap = 2.4f;
	const struct roller_state *state = &app->roller;
	const struct coach *coach = &state->coach[state->set];
	struct rect rail = rect_cut_right(&box, rail_w);
	rect_cut_right(&box, rail_gap);
	float share[MAT_ZONES_MAX], peak = coach->peak;
	for (int i = 0; i < state->set; i++)
		peak = fmaxf(peak, state->coach[i].peak);
	for (int i = 0; i < mat_zones(app->mat.grid); i++)
		share[i] = peak > 0 ? fminf(state->level[i] / peak, 1) : 0;
	const struct mat_look look = {MAT_ON_STAGE, 1.6f, 3.2f};
	ui_mat(ui, box, app->mat.grid, share, &look);
	struct type type = type_sized(theme_type(STYLE_LABEL, 1), 3);
	ui_mat_sides(ui, rect_make(box.x, box.y + box.h + side_gap, box.w, type.line),
		app->mat.grid, type, STAGE_TEXT);
	float dot = app->sample.present && app->mat.grid.rows > 1 ? coach->position : NAN;
	ui_pace_rail(ui, rail, ring_at(app), dot);
}

/* A mat of one zone knows only whether somebody is there. */
static void one_zone(const struct app *app, struct ui *ui, struct rect box, float size)
{
	struct rect rail = rect_cut_right(&box, 6.4f);
	rect_cut_right(&box, 2.4f);
	bool on = app->sample.present;
	enum color_role ink = on ? STAGE : STAGE_TEXT;
	const struct roller_state *state = &app->roller;
	ui_panel(ui, box, 3.2f, on ? MAT_3 : MAT_0);
	struct rect in = rect_inset(box, box.w * 0.075f, box.w * 0.075f);
	struct type head = type_sized(theme_type(STYLE_TITLE, 1), size * 0.25f);
	struct rect top = rect_cut_top(&in, head.line);
	if (on) {
		ui_icon(ui, (struct point){top.x, top.y}, head.size, "check", ink);
		rect_cut_left(&top, head.size * 1.35f);
	}
	ui_text(ui, top, head, ink, LEFT | MIDDLE, 1,
		ui_tr(ui, on ? N_("You are on") : N_("Nobody is on")));
	struct type under = type_sized(theme_type(STYLE_HEADING, 1), size * 0.21f);
	ui_text(ui, rect_cut_bottom(&in, under.line), under, ink, LEFT | MIDDLE, 1,
		ui_tr(ui, N_("on the mat")));
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	ui_text(ui, rect_cut_bottom(&in, size), number, ink, LEFT | MIDDLE, 1,
		clock_words(ui, (float)state->run_us / (float)second));
	ui_pace_rail(ui, rail, ring_at(app), NAN);
}

static void timer(const struct app *app, struct ui *ui, struct rect box, float number, bool unit)
{
	int64_t left = set_us(app) - app->roller.run_us;
	int64_t seconds = (left + second - 1) / second;
	ui_timer_ring(ui, box, 0.12f, timer_share(app, left, set_us(app)), MAT_4, RING_TRACK,
		STAGE_TEXT, number_words(ui, (int)seconds), number,
		unit ? ui_tr(ui, N_("seconds left")) : NULL);
}

static void legend(struct ui *ui, struct rect box, struct type type, float w, float h)
{
	ui_panel(ui, rect_make(box.x, box.y + (box.h - h) / 2, w, h), 0.5f, MAT_4);
	rect_cut_left(&box, w + 1.2f);
	const char *words = ui_tr(ui, N_("Aim for 3 to 4"));
	ui_text(ui, box, ui_fit(ui, box.w, 2, type, words), STAGE_TEXT, LEFT | MIDDLE | BALANCED, 2,
		words);
}

static const char *pace_words(const struct app *app, struct ui *ui)
{
	float pace = app->roller.coach[app->roller.set].pace_s;
	return isnan(pace) ? "\xE2\x80\x93" : arena_printf(&ui->list->arena, "%.1f", (double)pace);
}

static float pace_of(const struct app *app)
{
	return app->roller.coach[app->roller.set].pace_s;
}

static void balance(struct ui *ui, struct rect box, float left, float number)
{
	ui_panel(ui, box, 2.4f, STAGE_2);
	struct rect in = rect_inset(box, 2.8f, 2);
	struct rect bar = rect_cut_bottom(&in, 2.8f);
	rect_cut_bottom(&in, 1.4f);
	bar.y -= 0.6f;
	bool known = !isnan(left);
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), number);
	const char *share = known ? share_words(ui, left, " / ") : "\xE2\x80\x93";
	struct rect right = rect_cut_right(&in, ui_text_width(ui, type, share) + 0.1f);
	ui_text(ui, right, type, STAGE_TEXT, LEFT | MIDDLE, 1, share);
	const char *label = ui_tr(ui, N_("Left / right"));
	ui_text(ui, in, ui_fit(ui, in.w - 1, 1, ui_type(ui, STYLE_LABEL), label), STAGE_TEXT_2,
		LEFT | MIDDLE, 1, label);
	ui_balance(ui, bar, known ? left : 0.5f);
}

static void stats(const struct app *app, struct ui *ui, struct rect box, float size)
{
	struct coach_summary summary = coach_summary(&app->roller.coach[app->roller.set]);
	float w = (box.w - 3.2f);
	bool sides = roller_knows_sides(app);
	struct rect passes = rect_cut_left(&box, sides ? w * 0.27f : w / 2);
	rect_cut_left(&box, 1.6f);
	struct rect contact = sides ? rect_cut_left(&box, w * 0.31f) : box;
	roller_stat(
		ui, passes, ui_tr(ui, N_("Passes")), number_words(ui, summary.passes), NULL, size);
	roller_stat(ui, contact, ui_tr(ui, N_("On the roller")), clock_words(ui, summary.contact_s),
		NULL, size);
	rect_cut_left(&box, 1.6f);
	if (sides)
		balance(ui, box, summary.left_share, size * 0.7f);
}

static void can_tell(struct ui *ui, struct rect box, float size)
{
	static const struct {
		const char *icon, *words;
		enum color_role color, icon_color;
	} line[] = {{"check", N_("If you are on it, and how long"), STAGE_TEXT, MAT_4},
		{"minus", N_("It cannot count passes"), STAGE_TEXT_2, STAGE_TEXT_2},
		{"minus", N_("It cannot tell left from right"), STAGE_TEXT_2, STAGE_TEXT_2}};
	enum hearing hearing = ui_heard(ui, HEARD_AT_FIRST);
	ui_panel(ui, box, 2.4f, STAGE_2);
	struct rect in = rect_inset(box, size * 1.15f, size);
	struct type head = type_sized(theme_type(STYLE_HEADING, 1), size * 1.28f);
	struct rect top = rect_cut_top(&in, head.line);
	ui_icon(ui, (struct point){top.x, top.y}, head.line, "info", STAGE_TEXT);
	rect_cut_left(&top, head.line + 1.6f);
	const char *title = ui_tr(ui, N_("What this mat can tell"));
	ui_text(ui, top, ui_fit(ui, top.w, 1, head, title), STAGE_TEXT, LEFT | MIDDLE, 1, title);
	struct type type =
		type_sized(theme_type(STYLE_LABEL, ui->text_scale), size * ui->text_scale);
	for (int i = 0; i < 3; i++) {
		rect_cut_top(&in, size * 0.8f);
		struct rect row = rect_cut_top(&in, type.line);
		ui_icon(ui, (struct point){row.x, row.y}, type.line, line[i].icon,
			line[i].icon_color);
		rect_cut_left(&row, type.line + 1.6f);
		const char *words = ui_tr(ui, line[i].words);
		ui_text(ui, row, ui_fit(ui, row.w, 1, type, words), line[i].color, LEFT | MIDDLE, 1,
			words);
	}
	const char *rest = ui_tr(ui, N_("So the ring sets the pace, and you keep it. How hard to "
					"press is yours to judge: 4 to 6 out of 10."));
	struct type label = ui_type(ui, STYLE_LABEL);
	if (ui_text_height(ui, in.w, label, rest) < in.h - size * 0.6f)
		ui_text(ui, in, label, STAGE_TEXT_2, LEFT | BOTTOM, 0, rest);
	ui_heard(ui, hearing);
}

/* Of all that moves here only this is spoken. */
static void told(struct ui *ui, struct rect box, struct type type, enum color_role color, int lines,
	const char *words)
{
	enum hearing hearing = ui_heard(ui, HEARD_ALWAYS);
	ui_text(ui, box, type, color, LEFT | MIDDLE, lines, words);
	ui_heard(ui, hearing);
}

static void hero(struct ui *ui, struct rect box, float size, int lines, const char *cue)
{
	struct type type = type_sized(theme_type(STYLE_HERO, 1), size);
	told(ui, box, ui_fit(ui, box.w, lines, type, cue), STAGE_TEXT, lines, cue);
}

static void ramp(struct ui *ui, struct rect box)
{
	struct type type = type_sized(theme_type(STYLE_LABEL, 1), 2.6f);
	const char *light = ui_tr(ui, N_("Light")), *firm = ui_tr(ui, N_("Firm"));
	ui_text(ui, rect_cut_left(&box, ui_text_width(ui, type, light) + 0.1f), type, STAGE_TEXT_2,
		LEFT | MIDDLE, 1, light);
	rect_cut_left(&box, 1.2f);
	for (int i = 0; i < 4; i++) {
		draw_round(ui->list, rect_center(rect_cut_left(&box, 2.8f), 2.8f, 2), 0.5f,
			ui->theme->color[MAT_1 + i]);
		rect_cut_left(&box, 0.4f);
	}
	rect_cut_left(&box, 0.8f);
	ui_text(ui, box, type, STAGE_TEXT_2, LEFT | MIDDLE, 1, firm);
}

/* --- layouts --- */

static void landscape(const struct app *app, struct ui *ui)
{
	const struct words words = words_of(app, ui);
	float margin = ui->m.margin, right = ui->m.w - margin, x = 77.6f;
	struct rect left = {margin, 7.2f, 62, ui->m.h - 28.8f};
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), 3);
	told(ui, rect_make(x, 6.8f, right - x, 4), label, STAGE_TEXT_2, 1, set_words(app, ui));
	hero(ui, rect_make(x - 0.6f, 10.8f, right - x + 0.6f, 18), 18, 1, words.cue);
	struct type line = type_sized(theme_type(STYLE_LABEL, 1), 4);
	told(ui, rect_make(x, 30.6f, right - x, 5.6f), ui_fit(ui, right - x, 1, line, words.line),
		STAGE_TEXT_2, 1, words.line);
	float bottom = ui->m.h - 17.2f;
	/* The gauge wants 61.6; on squarer glass both give way. */
	float clock_w = fmaxf(30, fminf(43.2f, right - x - 2.4f - 61.6f));
	struct rect clock = {right - clock_w, 38.4f, clock_w, 34.4f};
	struct rect panel = {x, 38.4f, clock.x - 2.4f - x, 34.4f};
	if (!roller_counts_passes(app)) {
		clock.h = panel.h = bottom - 38.4f;
		one_zone(app, ui, left, 19);
		can_tell(ui, panel, 3.1f);
		ui_panel(ui, clock, 2.4f, STAGE_2);
		float large = fminf(34, clock_w - 4);
		timer(app, ui, rect_center(clock, large, large), 10, true);
		return;
	}
	mat(app, ui, left, 1.2f);
	ui_panel(ui, panel, 2.4f, STAGE_2);
	struct type small = ui_type(ui, STYLE_LABEL);
	ui_icon(ui, (struct point){x + 3.2f, panel.y + 2.4f}, 3.6f, "speed", STAGE_TEXT);
	const char *title = ui_tr(ui, N_("Seconds a pass"));
	ui_text(ui, rect_make(x + 8.4f, panel.y + 2.4f, 30, 3.6f), ui_fit(ui, 30, 1, small, title),
		STAGE_TEXT, LEFT | MIDDLE, 1, title);
	ui_gauge(
		ui, rect_make(x + 3, panel.y + 6, 33, 27), pace_of(app), pace_words(app, ui), 9.6f);
	struct rect side = {x + 38.6f, panel.y + 14, panel.w - 38.6f - 1.6f, 5};
	const float smallest = 2.2f;
	struct type word = ui_fit(ui, side.w, 1, theme_type(STYLE_HEADING, 1), words.gauge);
	if (word.size < smallest)
		word = ui_fit(ui, side.w, 2, type_sized(word, smallest), words.gauge);
	ui_text(ui, side, word, STAGE_TEXT, LEFT | MIDDLE, 2, words.gauge);
	legend(ui, rect_make(side.x, side.y + 5.6f, side.w, 6), small, 3, 2);
	ui_panel(ui, clock, 2.4f, STAGE_2);
	float ring = fminf(28, clock_w - 4);
	timer(app, ui, rect_center(clock, ring, ring), 8, true);
	stats(app, ui, rect_make(x, 75.2f, right - x, 15.6f), 6.4f);
}

static void portrait(const struct app *app, struct ui *ui)
{
	const struct words words = words_of(app, ui);
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	/* Drawn for 192 u; on shorter glass the mat gives way. */
	float less = 192 - ui->m.h;
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), 3);
	told(ui, rect_make(margin, 5.6f, w, 4), label, STAGE_TEXT_2, 1, set_words(app, ui));
	timer(app, ui, rect_make(margin + w - 27, 16, 27, 27), 8, true);
	hero(ui, rect_make(margin - 0.6f, 11, w - 29, 36), 19, 2, words.cue);
	struct type line = type_sized(theme_type(STYLE_LABEL, 1), 3.8f);
	told(ui, rect_make(margin, 49, w, 6), ui_fit(ui, w, 1, line, words.line), STAGE_TEXT_2, 1,
		words.line);
	struct rect top = {margin, 57, w, 54 - less};
	struct rect panel = {margin, 118.4f - less, w, 32};
	if (!roller_counts_passes(app)) {
		one_zone(app, ui, top, 14);
		panel.h += 13.6f + 2;
		can_tell(ui, panel, 3.2f);
		return;
	}
	mat(app, ui, top, 1.4f);
	ui_panel(ui, panel, 2.4f, STAGE_2);
	ui_gauge(ui, rect_make(margin + 4.4f, panel.y + 3, 34, 28), pace_of(app),
		pace_words(app, ui), 10);
	struct rect side = {margin + 42, panel.y + 5, w - 42 - 3, 22};
	struct rect head = rect_cut_top(&side, 5);
	ui_icon(ui, (struct point){head.x, head.y}, 4.6f, "speed", STAGE_TEXT);
	rect_cut_left(&head, 6);
	ui_text(ui, head, theme_type(STYLE_HEADING, 1), STAGE_TEXT, LEFT | MIDDLE, 1,
		ui_tr(ui, N_("Seconds a pass")));
	rect_cut_top(&side, 1.2f);
	ui_text(ui, rect_cut_top(&side, 6), theme_type(STYLE_LEAD, 1), STAGE_TEXT_2, LEFT | MIDDLE,
		1, words.gauge);
	legend(ui, rect_cut_top(&side, 7), ui_type(ui, STYLE_LABEL), 3, 2);
	stats(app, ui, rect_make(margin, 152.4f - less, w, 13.6f), 5.6f);
}

/* One thing at a time: pace, passes, balance; each for 4 s. */
static void compact_panel(
	const struct app *app, struct ui *ui, struct rect panel, const struct words *words)
{
	int pages = roller_knows_sides(app) ? 3 : 2;
	int page = (int)((app->now_us - app->roller.since_us) / (4 * second) % pages);
	struct coach_summary summary = coach_summary(&app->roller.coach[app->roller.set]);
	struct type head = type_sized(theme_type(STYLE_HEADING, 1), 3.6f);
	ui_panel(ui, panel, 2.4f, STAGE_2);
	struct rect side = panel;
	rect_cut_left(&side, 33.4f);
	side.w -= 2;
	const char *title = ui_tr(ui, page == 0   ? N_("Seconds a pass")
				      : page == 1 ? N_("Passes")
						  : N_("Left / right"));
	struct rect big = {panel.x + 2.4f, panel.y, 29, panel.h};
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), 10);
	if (page == 0)
		ui_gauge(ui, rect_make(big.x, panel.y + 2, 29, 24), pace_of(app),
			pace_words(app, ui), 8.4f);
	else
		ui_text(ui, big, ui_fit(ui, big.w, 1, number, "46/54"), STAGE_TEXT, CENTER | MIDDLE,
			1,
			page == 1                   ? number_words(ui, summary.passes)
			: isnan(summary.left_share) ? "\xE2\x80\x93"
						    : share_words(ui, summary.left_share, "/"));
	rect_cut_top(&side, 4.6f);
	ui_text(ui, rect_cut_top(&side, 8.2f), ui_fit(ui, side.w, 2, head, title), STAGE_TEXT,
		LEFT | MIDDLE | BALANCED, 2, title);
	struct type small = type_sized(theme_type(STYLE_SMALL, 1), 2.5f);
	struct rect under = rect_cut_top(&side, 5.4f);
	if (page == 0)
		legend(ui, under, small, 2.4f, 1.8f);
	else if (page == 1)
		ui_text(ui, under, small, STAGE_TEXT_2, LEFT | MIDDLE, 1, words->gauge);
	for (int i = 0; i < pages; i++)
		draw_round(ui->list, rect_make(side.x + 2 * (float)i, side.y + 1.4f, 1.2f, 1.2f),
			0.6f, ui->theme->color[i == page ? STAGE_TEXT : RING_TRACK]);
}

static void compact(const struct app *app, struct ui *ui)
{
	const struct words words = words_of(app, ui);
	float margin = ui->m.margin, right = ui->m.w - margin, x = 47.6f;
	struct rect left = {margin, 3, 40, ui->m.h - 21.6f};
	told(ui, rect_make(x, 2.6f, right - x - 18, 3.2f),
		type_sized(theme_type(STYLE_SMALL, 1), 2.5f), STAGE_TEXT_2, 1, set_words(app, ui));
	timer(app, ui, rect_make(right - 17, 5, 17, 17), 6, false);
	hero(ui, rect_make(x - 0.6f, 6, right - x - 19, 23), 12.4f, 2, words.cue);
	struct rect panel = {x, 31.4f, right - x, ui->m.h - 31.4f - 14};
	if (!roller_counts_passes(app)) {
		one_zone(app, ui, left, 11);
		can_tell(ui, panel, 2.6f);
		return;
	}
	mat(app, ui, left, 0.6f);
	compact_panel(app, ui, panel, &words);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[STAGE]);
	ui->name = set_words(app, ui);
	enum hearing hearing = ui_heard(ui, HEARD_NEVER);
	layouts[ui->m.size_class](app, ui);
	const struct roller_dock dock = {.go = ui_tr(ui, N_("Stop")),
		.icon = "stop",
		.action = {ACTION_ROLLER_STOP, 0},
		.next = true};
	roller_dock(ui, &dock);
	if (ui->m.size_class == CLASS_LANDSCAPE && roller_counts_passes(app))
		ramp(ui, rect_make(ui->m.margin + 75.6f, ui->m.h - 13.8f, 40, 12.4f));
	ui_heard(ui, hearing);
}

const struct screen screen_roller_live = {.name = "roller-live",
	.mat = true,
	.enter = enter,
	.update = update,
	.next = next,
	.due = due,
	.view = view};
