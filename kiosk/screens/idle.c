/* Still there? The warning before an abandoned visit is reset; any touch or button keeps it going.
 */
#include "screens/screens.h"

static const int64_t second = 1000000;

static int seconds_left(const struct app *app)
{
	int64_t gone = app->now_us - app->warned_us;
	return (int)((IDLE_COUNTDOWN_S * second - gone + second - 1) / second);
}

/* The next whole second of the countdown: the ring steps with the number, so that a kiosk that
 * waits draws once a second and no more. */
static int64_t due(const struct app *app)
{
	int64_t gone = app->now_us - app->warned_us;
	return app->warned_us + (gone / second + 1) * second;
}

static const char *words_of(const struct app *app, struct ui *ui)
{
	enum screen_id screen = app->nav[app->depth - 1].screen;
	bool program = screen == SCREEN_PROGRAM || screen == SCREEN_PROGRAM_REST;
	if (program && !app->routine.finished)
		return ui_tr(ui,
			N_("We paused your tune-up. The screen resets when the ring runs out."));
	if (screen != SCREEN_ROUTINE || app->routine.finished)
		return ui_tr(ui, N_("The screen resets when the ring runs out."));
	const struct routine *routine = &app->catalog->routine[app->routine.routine];
	return ui_fill(ui,
		ui_tr(ui,
			N_("We paused your {} routine. The screen resets when the ring runs out.")),
		ui_lower(ui, text_in(&routine->title, app->lang)));
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	float w = small ? 112 : upright ? ui->m.w - 2 * ui->m.margin : 120;
	float h = small ? 46 : upright ? 92 : 52, pad = small ? 4 : 7.2f, size = small ? 24 : 32;
	struct rect box = rect_center(ui_canvas(ui), w, h);
	ui_sheet(ui, box, 3.2f, PAPER);
	struct rect in = rect_inset(box, pad, upright ? pad : 0);
	struct rect left = upright ? rect_cut_top(&in, size) : rect_cut_left(&in, size);
	if (upright)
		rect_cut_top(&in, 3.2f);
	else
		rect_cut_left(&in, small ? 4 : 7.2f);
	int seconds = seconds_left(app);
	ui_timer_ring(ui, rect_center(left, size, size), 0.12f, (float)seconds / IDLE_COUNTDOWN_S,
		FLARE_GRAPHIC, SUNK, INK, arena_printf(&ui->list->arena, "%d", seconds),
		size * 0.47f, NULL);
	const char *title = ui_tr(ui, N_("Still there?")), *words = words_of(app, ui);
	struct button keep = {.id = "idle.keep",
		.label = ui_tr(ui, N_("Keep going")),
		.icon = "play",
		.icon_size = 4.8f,
		.kind = BUTTON_GO,
		.radius = 2,
		.type = theme_type(STYLE_BUTTON_LARGE, ui->text_scale),
		.pad = small ? 3 : 4.4f,
		.action = {ACTION_KEEP_GOING, 0}};
	struct button over = {.id = "idle.over",
		.label = ui_tr(ui, N_("Start over")),
		.radius = 2,
		.type = theme_type(STYLE_BUTTON_LARGE, ui->text_scale),
		.pad = small ? 3 : 4.4f,
		.action = {ACTION_START_OVER, 0}};
	if (small)
		keep.type = over.type = type_sized(keep.type, 3.2f * ui->text_scale);
	struct type head = ui_fit(
		ui, in.w, 1, type_sized(theme_type(STYLE_DISPLAY, 1), small ? 6.2f : 8.4f), title);
	struct type lead = type_sized(ui_type(ui, STYLE_LEAD), small ? 2.8f : 3.4f);
	float words_h = ui_text_height(ui, in.w, lead, words), gap = small ? 2.4f : 4.4f;
	float total = head.line + 1.8f + words_h + gap + 11.2f;
	rect_cut_top(&in, (in.h - total) / 2);
	ui_text(ui, rect_cut_top(&in, head.line), head, INK, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, 1.8f);
	ui_text(ui, rect_cut_top(&in, words_h), lead, INK_2, LEFT, 0, words);
	rect_cut_top(&in, gap);
	struct rect row = rect_cut_top(&in, 11.2f);
	float keep_w = ui_button_width(ui, &keep), over_w = ui_button_width(ui, &over);
	float fit = row.w - 2.4f;
	if (keep_w + over_w > fit) {
		keep_w *= fit / (keep_w + over_w);
		over_w = fit - keep_w;
	}
	ui_button(ui, rect_cut_left(&row, keep_w), &keep);
	rect_cut_left(&row, 2.4f);
	ui_button(ui, rect_cut_left(&row, over_w), &over);
}

const struct screen overlay_idle = {.name = "idle", .overlay = true, .due = due, .view = view};
