/* The guided calibration of the mat: hw/calibrate.c judges each step, here it is said and shown.
 * What is measured counts only once it is kept, and can be taken back then. */
#include "screens/staff_mat.h"

#include <math.h>

/* What the guide shows, a step at a time; the pass is left out with one row. */
enum { STEPS = 4 };

static const char *const step_names[STEPS] = {
	N_("Leave it empty"), N_("Stand on each zone"), N_("Roll one pass"), N_("Check and keep")};

static const char *const headlines[] = {
	[CALIBRATE_OFF] = N_("Calibrate the mat"),
	[CALIBRATE_EMPTY] = N_("Leave the mat empty"),
	[CALIBRATE_ZONES] = N_("Stand on the orange zone"),
	[CALIBRATE_PASS] = N_("Roll one pass"),
	[CALIBRATE_CHECK] = N_("All zones are measured"),
};

static bool is_over(const struct calibrate_state *state)
{
	return state->step == CALIBRATE_OFF && (state->kept || state->undone || state->fault[0]);
}

static void ask(struct app *app, enum calibrate_ask what)
{
	app_effect(app, EFFECT_CALIBRATE)->calibrate = what;
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->calibrate = (struct calibrate_state){.grid = app->mat.grid, .other = -1};
	ask(app, CALIBRATE_BEGIN);
}

static void leave(struct app *app)
{
	ask(app, CALIBRATE_STOP);
}

static bool update(struct app *app, const struct event *event)
{
	/* Whoever stands on the mat does not touch the glass. */
	if (event->kind == EVENT_CALIBRATE)
		app->touched_us = app->now_us;
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_CALIBRATE)
		return false;
	ask(app, (enum calibrate_ask)event->action.arg);
	return true;
}

/* --- words --- */

/* The pattern with its two holes filled: "row {}, column {}". */
static const char *zone_words(
	struct ui *ui, const char *pattern, const struct calibrate_state *state, int zone)
{
	int columns = state->grid.columns > 0 ? state->grid.columns : 1;
	const char *words = ui_fill(ui, ui_tr(ui, pattern), number_words(ui, zone / columns + 1));
	return ui_fill(ui, words, number_words(ui, zone % columns + 1));
}

static const char *headline(const struct app *app, struct ui *ui)
{
	const struct calibrate_state *state = &app->calibrate;
	if (!app->mat.works || state->word == CALIBRATE_GONE)
		return ui_tr(ui, N_("The mat does not answer"));
	if (state->step == CALIBRATE_OFF && state->kept)
		return ui_tr(ui, N_("Saved"));
	if (state->step == CALIBRATE_OFF && state->undone)
		return ui_tr(ui, N_("The one before counts again"));
	if (state->fault[0])
		return ui_tr(ui, N_("That did not work"));
	if (state->step == CALIBRATE_CHECK && !state->sound)
		return ui_tr(ui, N_("Some zones differ"));
	if (state->step == CALIBRATE_ZONES && ui->theme->high_contrast)
		return ui_tr(ui, N_("Stand on the yellow zone"));
	return ui_tr(ui, headlines[state->step]);
}

struct said {
	const char *title, *words;
};

static struct said said_waiting(struct ui *ui, const struct calibrate_state *state)
{
	if (state->step == CALIBRATE_PASS)
		return (struct said){ui_tr(ui, N_("Waiting for the roller")),
			ui_tr(ui, N_("Step off, then roll from the screen to the far end"))};
	return (struct said){
		ui_tr(ui, N_("Waiting for you")), ui_tr(ui, N_("Hold still for three seconds"))};
}

static struct said said_feeling(struct ui *ui, const struct calibrate_state *state)
{
	if (state->step == CALIBRATE_EMPTY)
		return (struct said){ui_tr(ui, N_("Feeling the empty mat")),
			ui_tr(ui, N_("Nobody on it for three seconds"))};
	if (state->step == CALIBRATE_PASS)
		return (struct said){
			ui_tr(ui, N_("Keep rolling")), ui_tr(ui, N_("To the far end"))};
	return (struct said){
		ui_tr(ui, N_("Feeling you")), ui_tr(ui, N_("Hold still for three seconds"))};
}

static struct said said_of_step(struct ui *ui, const struct calibrate_state *state)
{
	switch (state->word) {
	case CALIBRATE_WAITS:
		return said_waiting(ui, state);
	case CALIBRATE_FEELS:
		return said_feeling(ui, state);
	case CALIBRATE_SOMEBODY:
		return (struct said){ui_tr(ui, N_("Something is on the mat")),
			ui_tr(ui, N_("Take everything off it"))};
	case CALIBRATE_NOISY:
		return (struct said){ui_tr(ui, N_("A zone is never still")),
			zone_words(ui, N_("Check the cable of row {}, column {}"), state,
				state->other)};
	case CALIBRATE_OTHER_ZONE:
		return (struct said){ui_tr(ui, N_("That is another zone")),
			zone_words(ui, N_("It is row {}, column {}"), state, state->other)};
	case CALIBRATE_UNSTEADY:
		return (struct said){
			ui_tr(ui, N_("That moved")), ui_tr(ui, N_("Hold still, once more"))};
	case CALIBRATE_WRONG_WAY:
		return (struct said){ui_tr(ui, N_("That was the wrong way")),
			ui_tr(ui, N_("From the screen to the far end"))};
	case CALIBRATE_GONE:
		break;
	}
	return (struct said){"", ""};
}

static struct said said_at_the_end(struct ui *ui, const struct calibrate_state *state)
{
	if (state->fault[0])
		return (struct said){ui_tr(ui, N_("Nothing was changed")), ui_tr(ui, state->fault)};
	if (state->step == CALIBRATE_CHECK && state->sound)
		return (struct said){ui_tr(ui, N_("Keep it, and it counts at once")),
			ui_tr(ui, N_("The old values stay until you do"))};
	if (state->step == CALIBRATE_CHECK)
		return (struct said){ui_tr(ui, N_("Start again, or keep it as it is")),
			ui_tr(ui, N_("Yellow zones were skipped, or feel far more or less; a pass "
				     "the wrong way means that rows are swapped"))};
	if (state->kept)
		return (struct said){ui_tr(ui, N_("The same load now counts the same everywhere")),
			ui_tr(ui, N_("Undo brings back the one before"))};
	if (state->undone)
		return (struct said){ui_tr(ui, N_("It counts at once")),
			ui_tr(ui, N_("Undo once more takes that back"))};
	return (struct said){"", ""};
}

static struct said said_of(const struct app *app, struct ui *ui)
{
	const struct calibrate_state *state = &app->calibrate;
	if (!app->mat.works || state->word == CALIBRATE_GONE)
		return (struct said){ui_tr(ui, N_("Check its cable")),
			ui_tr(ui, N_("It goes on by itself once it is there again"))};
	bool end = state->step == CALIBRATE_CHECK || state->step == CALIBRATE_OFF;
	return end ? said_at_the_end(ui, state) : said_of_step(ui, state);
}

/* --- the guide --- */

static int step_now(const struct calibrate_state *state)
{
	static const int at[] = {[CALIBRATE_OFF] = 0,
		[CALIBRATE_EMPTY] = 0,
		[CALIBRATE_ZONES] = 1,
		[CALIBRATE_PASS] = 2,
		[CALIBRATE_CHECK] = 3};
	return state->step == CALIBRATE_OFF && state->kept ? STEPS : at[state->step];
}

static const char *step_words(struct ui *ui, const struct calibrate_state *state, int step)
{
	static const char *const words[STEPS] = {N_("Nobody on it for three seconds"),
		N_("Three seconds each, {} of {}"), N_("From the screen to the far end"),
		N_("The old values stay until you do")};
	if (step == 0 && step_now(state) > 0)
		return ui_tr(ui, N_("Zero found, no zone noisy"));
	if (step != 1)
		return ui_tr(ui, words[step]);
	int zones = mat_zones(state->grid);
	int at = step_now(state) == 1 ? state->measured + 1 : step_now(state) > 1 ? zones : 1;
	return ui_fill(ui, ui_fill(ui, ui_tr(ui, words[1]), number_words(ui, at)),
		number_words(ui, zones));
}

static void step_dot(struct ui *ui, struct rect box, bool now, bool done, int number)
{
	const color_t *color = ui->theme->color;
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), 3.4f);
	type.tracking = 0;
	if (done) {
		draw_round(ui->list, box, box.h / 2, color[TIDE_TINT]);
		struct rect icon = rect_center(box, box.h * 0.6f, box.h * 0.6f);
		ui_icon(ui, (struct point){icon.x, icon.y}, icon.w, "check", TIDE_PRESSED);
		return;
	}
	if (now)
		draw_round(ui->list, box, box.h / 2, color[INK]);
	else
		draw_outline(ui->list, box, box.h / 2, 0.25f, color[CONTROL_LINE]);
	ui_text(ui, box, type, now ? PAPER : INK, CENTER | MIDDLE, 1, number_words(ui, number));
}

static void steps(const struct calibrate_state *state, struct ui *ui, struct rect box, float pitch)
{
	int now = step_now(state), number = 0;
	for (int i = 0; i < STEPS; i++) {
		if (i == 2 && state->grid.rows < 2)
			continue;
		struct rect row = rect_cut_top(&box, pitch);
		struct type head = theme_type(STYLE_HEADING, 1);
		struct type label = theme_type(STYLE_LABEL, 1);
		const char *name = ui_tr(ui, step_names[i]);
		const char *words = step_words(ui, state, i);
		step_dot(ui, rect_center(rect_cut_left(&row, 7.2f), 7.2f, 7.2f), i == now, i < now,
			++number);
		rect_cut_left(&row, 2.4f);
		head = ui_fit(ui, row.w, 1, head, name);
		label = ui_fit(ui, row.w, 2, label, words);
		float words_h = ui_text_height(ui, row.w, label, words);
		rect_cut_top(&row, (pitch - head.line - words_h) / 2);
		ui_text(ui, rect_cut_top(&row, head.line), head, i > now ? INK_2 : INK, LEFT, 1,
			name);
		ui_text(ui, row, label, INK_2, LEFT, 2, words);
	}
}

/* The one that is done now, where there is no room for all. */
static void step_alone(const struct calibrate_state *state, struct ui *ui, struct rect box)
{
	struct type head = type_sized(theme_type(STYLE_HEADING, 1), 3.2f);
	struct type small = theme_type(STYLE_SMALL, 1);
	int now = step_now(state), last = STEPS - 1, step = now < last ? now : last;
	const char *name = ui_tr(ui, step_names[step]), *words = step_words(ui, state, step);
	rect_cut_top(&box, 1.4f);
	rect_cut_top(&box,
		0.6f + ui_text(ui, box, ui_fit(ui, box.w, 2, head, name), INK, LEFT, 2, name));
	ui_text(ui, box, small, INK_2, LEFT, 3, words);
}

static struct button step_button(struct ui *ui, const char *id, const char *label, const char *icon,
	enum button_kind kind, enum calibrate_ask what)
{
	return (struct button){.id = id,
		.label = ui_tr(ui, label),
		.icon = icon,
		.kind = kind,
		.action = {ACTION_CALIBRATE, (int)what}};
}

/* What helps now, the loud one first; returns how many. */
static int ways(const struct app *app, struct ui *ui, struct button way[3])
{
	const struct calibrate_state *state = &app->calibrate;
	bool done = is_over(state), check = state->step == CALIBRATE_CHECK;
	int n = 0;
	if (done && !state->fault[0])
		way[n++] = step_button(
			ui, "calibrate.undo", N_("Undo"), "undo", BUTTON_QUIET, CALIBRATE_UNDO);
	else if (check)
		way[n++] = step_button(
			ui, "calibrate.keep", N_("Keep it"), "check", BUTTON_GO, CALIBRATE_KEEP);
	else if (state->step == CALIBRATE_ZONES || state->step == CALIBRATE_PASS)
		way[n++] = step_button(ui, "calibrate.skip",
			state->step == CALIBRATE_PASS ? N_("Skip the pass") : N_("Skip this zone"),
			"forward", BUTTON_QUIET, CALIBRATE_SKIP);
	way[n++] = step_button(
		ui, "calibrate.again", N_("Start again"), "replay", BUTTON_QUIET, CALIBRATE_BEGIN);
	way[n] = step_button(ui, "calibrate.stop", done ? N_("Done") : N_("Stop"),
		done ? "check" : "close", done ? BUTTON_GO : BUTTON_QUIET, CALIBRATE_STOP);
	way[n++].action = (struct action){ACTION_BACK, 0};
	return n;
}

/* The first over the two others, or one over the other where it is narrow. */
static void buttons(struct ui *ui, struct rect box, struct button way[3], int n, bool stacked)
{
	const float h = 8.8f, gap = stacked ? 1.6f : 1.8f;
	if (stacked) {
		for (int i = n; i-- > 0; rect_cut_bottom(&box, gap))
			ui_button(ui, rect_cut_bottom(&box, h), &way[i]);
		return;
	}
	struct rect row = rect_cut_bottom(&box, h);
	struct button *last = &way[n - 1], *before = &way[n - 2];
	float w = fmaxf(ui_button_width(ui, last), row.w * 0.36f);
	ui_button(ui, rect_cut_right(&row, w), last);
	rect_cut_right(&row, gap);
	ui_button(ui, row, before);
	rect_cut_bottom(&box, gap);
	if (n == 3)
		ui_button(ui, rect_cut_bottom(&box, h), &way[0]);
}

/* --- the mat --- */

static void mark(struct ui *ui, struct rect zone, const char *icon, enum color_role color)
{
	float size = fminf(5, fminf(zone.w, zone.h) * 0.5f);
	struct rect at = rect_center(zone, size, size);
	ui_icon(ui, (struct point){at.x, at.y}, size, icon, color);
}

/* "Stand here", where there is room for it. */
static void stand_here(struct ui *ui, struct rect zone, float radius)
{
	const char *words = ui_tr(ui, N_("Stand here"));
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), 3.2f);
	struct rect in = rect_inset(zone, 1, 1);
	draw_round(ui->list, zone, radius, ui->theme->color[FLARE]);
	type = ui_fit(ui, in.w, 2, type, words);
	if (type.size >= 2.2f && in.h >= 2 * type.line && !ui_text_breaks(ui, in.w, type, words))
		ui_text(ui, in, type, ON_FLARE, CENTER | MIDDLE | BALANCED, 2, words);
	else
		mark(ui, zone, "foot", ON_FLARE);
}

static void zone_mark(
	const struct calibrate_state *state, struct ui *ui, const struct staff_mat *mat, int zone)
{
	struct rect box = staff_mat_zone(mat, zone);
	float radius = fminf(2.4f, 0.2f * fminf(box.w, box.h));
	bool asked = state->step == CALIBRATE_ZONES && state->zone == zone;
	enum calibrate_zone is = (enum calibrate_zone)state->is[zone];
	if (asked) {
		stand_here(ui, box, radius);
	} else if (is == CALIBRATE_DONE) {
		mark(ui, box, "check", state->load[zone] > 0.5f ? STAGE : ICE);
	} else if (is == CALIBRATE_SKIPPED || is == CALIBRATE_ODD) {
		draw_outline(ui->list, box, radius, 0.5f, ui->theme->color[FOCUS_CORE]);
		mark(ui, box, is == CALIBRATE_ODD ? "warning" : "forward", FOCUS_CORE);
	}
}

/* Counts three seconds, or shows how far the pass has come. */
static void ring(const struct calibrate_state *state, struct ui *ui, struct rect box)
{
	const float stroke = box.w * 0.16f, seconds = 3;
	draw_ring(ui->list, box, stroke, 0, 1, ui->theme->color[RING_TRACK]);
	if (state->held > 0)
		draw_ring(ui->list, box, stroke, 0, state->held, ui->theme->color[FLARE]);
	if (state->step == CALIBRATE_PASS) {
		mark(ui, box, "roller", STAGE_TEXT);
		return;
	}
	int left = (int)ceilf(seconds * (1 - state->held) - 0.01f);
	ui_text(ui, box, type_sized(theme_type(STYLE_NUMERAL, 1), box.w * 0.4f), STAGE_TEXT,
		CENTER | MIDDLE, 1, number_words(ui, left));
}

static void telling(const struct app *app, struct ui *ui, struct rect box)
{
	const struct calibrate_state *state = &app->calibrate;
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct said said = said_of(app, ui);
	bool counts = app->mat.works && state->step != CALIBRATE_OFF &&
		      state->step != CALIBRATE_CHECK && state->word != CALIBRATE_GONE;
	if (counts) {
		ring(state, ui, rect_center(rect_cut_left(&box, box.h), box.h, box.h));
		rect_cut_left(&box, 2.4f);
	}
	struct type title = type_sized(theme_type(STYLE_HEADING, 1), small ? 3 : 4);
	struct type label = theme_type(small ? STYLE_SMALL : STYLE_LABEL, 1);
	title = ui_fit(ui, box.w, 1, title, said.title);
	const int lines = 2;
	float words_h = ui_text_height(ui, box.w, label, said.words);
	if (words_h > (float)lines * label.line)
		words_h = (float)lines * label.line;
	rect_cut_top(&box, (box.h - title.line - words_h) / 2);
	ui_text(ui, rect_cut_top(&box, title.line), title, STAGE_TEXT, LEFT, 1, said.title);
	ui_text(ui, box, ui_fit(ui, box.w, lines, label, said.words), STAGE_TEXT_2, LEFT, lines,
		said.words);
}

static void stage(const struct app *app, struct ui *ui, struct rect box, float head, float tell)
{
	const struct calibrate_state *state = &app->calibrate;
	bool small = ui->m.size_class == CLASS_COMPACT;
	ui_panel(ui, box, 2.4f, STAGE);
	struct rect in = rect_inset(box, small ? 2 : 4, small ? 1.4f : 3.6f);
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), head);
	const char *words = headline(app, ui);
	ui_text(ui, rect_cut_top(&in, type.line), ui_fit(ui, in.w, 1, type, words), STAGE_TEXT,
		LEFT | MIDDLE, 1, words);
	rect_cut_top(&in, small ? 1 : 2.4f);
	telling(app, ui, rect_cut_bottom(&in, tell));
	rect_cut_bottom(&in, small ? 1 : 2.4f);
	if (mat_zones(state->grid) < 1)
		return;
	struct staff_mat mat = staff_mat_place(ui, in, state->grid, NULL);
	staff_mat_draw(ui, &mat, state->load);
	for (int zone = 0; zone < mat_zones(state->grid); zone++)
		zone_mark(state, ui, &mat, zone);
}

static void view(const struct app *app, struct ui *ui)
{
	struct button way[3];
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Calibrate the mat")), NULL);
	int n = ways(app, ui, way);
	rect_cut_top(&in, small ? 1.6f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	if (small) {
		struct rect left = rect_cut_left(&in, 32);
		step_alone(&app->calibrate, ui, left);
		buttons(ui, left, way, n, true);
		rect_cut_left(&in, 1.8f);
		stage(app, ui, in, 4.6f, 7.6f);
		return;
	}
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	struct rect card = upright ? rect_cut_bottom(&in, 76) : rect_cut_left(&in, 56);
	if (upright)
		rect_cut_bottom(&in, 2.4f);
	else
		rect_cut_left(&in, 2.4f);
	ui_card(ui, card, 2.4f);
	card = rect_inset(card, 3.6f, 3.6f);
	buttons(ui, card, way, n, false);
	rect_cut_bottom(&card, 2 * 8.8f + 3.6f);
	steps(&app->calibrate, ui, card, fminf(12.8f, card.h / STEPS));
	stage(app, ui, in, upright ? 7.2f : 8.4f, 11);
}

const struct screen screen_staff_calibrate = {.name = "staff-calibrate",
	.staff = true,
	.mat = true,
	.enter = enter,
	.leave = leave,
	.update = update,
	.view = view};
