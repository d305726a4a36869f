/* What was rolled, in words and pictures, how it felt, and what comes next. */
#include "screens/roller.h"

#include <math.h>

/* From here on of 10 the advice is to ease off: our own caution (FACTS: stop at 7). */
enum { COMFORT_CHOICES = 11, COMFORT_RIGHT_FROM = 4, COMFORT_RIGHT_TO = 6, COMFORT_TOO_MUCH = 7 };

enum { BARS_MAX = ROLLER_SETS * COACH_PASSES_MAX };

/* The classes of the usage log (docs/privacy.md). */
enum outcome { OUTCOME_HARDLY, OUTCOME_QUICK, OUTCOME_RHYTHM, OUTCOME_SLOW, OUTCOME_UNKNOWN };

static enum outcome outcome_of(const struct app *app, const struct coach_summary *summary)
{
	const float hardly_s = 10;
	if (summary->contact_s < hardly_s)
		return OUTCOME_HARDLY;
	if (!roller_counts_passes(app) || summary->passes < 2)
		return OUTCOME_UNKNOWN;
	if (2 * summary->in_rhythm >= summary->passes)
		return OUTCOME_RHYTHM;
	return summary->seconds_per_pass < coach_dose.pass_quick_s ? OUTCOME_QUICK : OUTCOME_SLOW;
}

static const struct {
	const char *headline, *brief; /* brief: in the header of small glass */
} outcomes[] = {
	[OUTCOME_HARDLY] = {N_("That was a taste."), N_("A short try")},
	[OUTCOME_QUICK] = {N_("Good start. Slower feels better."), N_("Slower feels better")},
	[OUTCOME_RHYTHM] = {N_("You found the slow lane."), N_("Slow lane found")},
	[OUTCOME_SLOW] = {N_("Nice and slow. Keep it moving."), N_("Keep it moving")},
	[OUTCOME_UNKNOWN] = {N_("Well rolled."), N_("Well rolled")},
};

static void enter(struct app *app, int arg)
{
	(void)arg;
	struct coach_summary summary = roller_summary(app);
	app_log(app, USAGE_ROLLER_FINISHED, area_id((enum area)app->roller.area),
		outcome_of(app, &summary));
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_COMFORT:
		app->roller.comfort = event->action.arg;
		return true;
	case ACTION_ROLLER_START:
		app_replace(app, SCREEN_ROLLER_LIVE, 0);
		return true;
	case ACTION_START:
		app_go(app, SCREEN_ROUTINE, event->action.arg);
		return true;
	default:
		return false;
	}
}

/* --- cards --- */

static void landed(const struct app *app, struct ui *ui, struct rect box)
{
	float share[MAT_ZONES_MAX], most = 0;
	int zones = mat_zones(app->mat.grid);
	roller_landed(app, share);
	for (int zone = 0; zone < zones; zone++)
		most = fmaxf(most, share[zone]);
	for (int zone = 0; zone < zones && most > 0; zone++)
		share[zone] /= most;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.2f, 2.8f);
	const char *title = ui_tr(ui, N_("Where it landed"));
	struct type head = theme_type(STYLE_HEADING, 1);
	ui_text(ui, rect_cut_top(&in, head.line), ui_fit(ui, in.w, 1, head, title), INK,
		LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, 1.8f);
	struct type small = theme_type(STYLE_SMALL, 1);
	struct rect sides = rect_cut_bottom(&in, small.line);
	rect_cut_bottom(&in, 1);
	if (!roller_knows_sides(app))
		in.h += 1 + small.line;
	const struct mat_look look = {MAT_ON_PAPER, 1.2f, 2};
	ui_mat(ui, in, app->mat.grid, share, &look);
	ui_mat_sides(ui, sides, app->mat.grid, small, INK_2);
}

static void rhythm_legend(struct ui *ui, struct rect box, struct type type, const char *words)
{
	float w = ui_text_width(ui, type, words);
	ui_text(ui, box, type, INK_2, RIGHT | MIDDLE, 1, words);
	ui_panel(ui, rect_make(box.x + box.w - w - 4.4f, box.y + (box.h - 2) / 2, 3.2f, 2), 0.5f,
		TIDE_TINT);
}

static void bars(const struct app *app, struct ui *ui, struct rect box)
{
	float seconds[BARS_MAX];
	size_t passes = 0;
	for (int set = 0; set < roller_sets(app); set++)
		passes +=
			coach_passes(&app->roller.coach[set], seconds + passes, BARS_MAX - passes);
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.6f, 2.8f);
	struct type head = theme_type(STYLE_HEADING, 1), label = ui_type(ui, STYLE_LABEL);
	struct rect top = rect_cut_top(&in, head.line);
	const char *title = ui_tr(ui, N_("Seconds a pass"));
	const char *legend = ui_tr(ui, N_("3 to 4 is the rhythm"));
	float title_w = ui_text_width(ui, head, title) + 2;
	ui_text(ui, top, head, INK, LEFT | MIDDLE, 1, title);
	rect_cut_left(&top, title_w);
	label = ui_fit(ui, top.w - 4.4f, 1, label, legend);
	if (label.size >= 2.2f && ui_text_width(ui, label, legend) <= top.w - 4.4f)
		rhythm_legend(ui, top, label, legend);
	rect_cut_top(&in, 2.2f);
	struct type small = theme_type(STYLE_SMALL, 1);
	struct rect foot = rect_cut_bottom(&in, small.line);
	rect_cut_bottom(&in, 1);
	if (passes == 0) {
		ui_text(ui, in, ui_type(ui, STYLE_LEAD), INK_2, CENTER | MIDDLE, 3,
			ui_tr(ui, roller_counts_passes(app) ? N_("No whole pass was seen.")
							    : N_("This mat cannot count passes.")));
		return;
	}
	ui_pass_bars(ui, in, seconds, passes);
	enum hearing hearing = ui_heard(ui, HEARD_NEVER);
	ui_text(ui, foot, small, INK_2, LEFT | MIDDLE, 1, ui_tr(ui, N_("First pass")));
	ui_text(ui, foot, small, INK_2, RIGHT | MIDDLE, 1, ui_tr(ui, N_("Last pass")));
	ui_heard(ui, hearing);
}

struct row {
	const char *label, *number, *unit;
};

enum { ROWS_MAX = 5 };

/* What the mat could tell; returns how many there are. Contacts know no evenness of pressure. */
static int rows_of(const struct app *app, struct ui *ui, struct row row[ROWS_MAX])
{
	struct coach_summary summary = roller_summary(app);
	int rows = 0;
	if (roller_counts_passes(app))
		row[rows++] = (struct row){ui_tr(ui, N_("Passes in rhythm")),
			number_words(ui, summary.in_rhythm),
			ui_fill(ui, ui_tr(ui, N_("of {}")), number_words(ui, summary.passes))};
	row[rows++] = (struct row){
		ui_tr(ui, N_("On the roller")), clock_words(ui, summary.contact_s), NULL};
	if (!isnan(summary.left_share))
		row[rows++] = (struct row){ui_tr(ui, N_("Left / right")),
			share_words(ui, summary.left_share, "/"), NULL};
	if (!isnan(summary.evenness) && app->mat.calibration.can)
		row[rows++] = (struct row){ui_tr(ui, N_("Evenness")),
			number_words(ui, (int)lroundf(100 * summary.evenness)), "%"};
	int zones = mat_zones(app->mat.grid);
	if (!isnan(summary.coverage))
		row[rows++] = (struct row){ui_tr(ui, N_("Zones covered")),
			number_words(ui, (int)lroundf(summary.coverage * (float)zones)),
			ui_fill(ui, ui_tr(ui, N_("of {}")), number_words(ui, zones))};
	return rows;
}

static void number(struct ui *ui, struct rect box, const struct row *row, float size,
	enum color_role ink, unsigned align)
{
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	struct type unit = type_sized(theme_type(STYLE_NUMERAL, 1), size * 0.6f);
	float unit_w = row->unit ? ui_text_width(ui, unit, row->unit) + size * 0.2f : 0;
	float w = ui_text_width(ui, type, row->number) + 0.1f;
	if (align == RIGHT)
		rect_cut_left(&box, box.w - w - unit_w);
	ui_text(ui, rect_cut_left(&box, w), type, ink, LEFT | MIDDLE, 1, row->number);
	if (row->unit)
		ui_text(ui, rect_make(box.x + size * 0.2f, box.y + size * 0.11f, unit_w, box.h),
			unit, ink, LEFT | MIDDLE, 1, row->unit);
}

static void numbers(const struct app *app, struct ui *ui, struct rect box)
{
	struct row row[ROWS_MAX];
	int rows = rows_of(app, ui, row);
	struct type label = ui_type(ui, STYLE_LABEL);
	const float gap = rows > 3 ? 1.2f : 1.8f;
	for (int i = 0; i < rows; i++) {
		struct rect own = rect_grid(box, 1, rows, gap, i);
		ui_panel(ui, own, fminf(2.4f, own.h * 0.3f), SUNK);
		struct rect in = rect_inset(own, 2.8f, 0);
		float label_w = in.w * 0.48f;
		ui_text(ui, rect_make(in.x, in.y, label_w, in.h),
			ui_fit(ui, label_w, 2, label, row[i].label), INK, LEFT | MIDDLE, 2,
			row[i].label);
		number(ui, in, &row[i], fminf(6.4f, own.h * 0.72f), INK, RIGHT);
	}
}

/* In a row, the first one in the calm color. */
static void compact_numbers(const struct app *app, struct ui *ui, struct rect box)
{
	struct row row[ROWS_MAX];
	int rows = rows_of(app, ui, row), lines = rows > 3 ? 2 : 1;
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), 2.5f);
	const float size = rows > 3 ? 4.8f : 6.6f;
	for (int i = 0; i < rows; i++) {
		bool first = i == 0 && rows > 1 && !ui->theme->high_contrast;
		struct rect own = rect_grid(box, rows, 1, 1.4f, i);
		enum color_role ink = first ? ON_TIDE : INK;
		ui_panel(ui, own, 2, first ? TIDE : SUNK);
		struct rect in = rect_inset(own, rows > 3 ? 1.8f : 2.2f, 1.6f);
		struct rect below = rect_cut_bottom(&in, size);
		ui_text(ui, in, ui_fit(ui, in.w, lines, label, row[i].label), ink, LEFT, lines,
			row[i].label);
		number(ui, below, &row[i], size, ink, LEFT);
	}
}

/* --- how it felt --- */

static bool too_much(const struct app *app)
{
	return app->roller.comfort >= COMFORT_TOO_MUCH;
}

static void comfort_choice(
	const struct app *app, struct ui *ui, struct rect box, int value, float size)
{
	bool on = app->roller.comfort == value;
	bool right = value >= COMFORT_RIGHT_FROM && value <= COMFORT_RIGHT_TO;
	char *id = arena_printf(&ui->list->arena, "roller.comfort.%d", value);
	enum color_role fill = on ? PRIMARY : right ? TIDE_TINT : CARD;
	draw_round(ui->list, box, 1.6f, ui->theme->color[fill]);
	if (ui->theme->outline || (!on && !right))
		draw_outline(ui->list, box, 1.6f, ui->theme->outline ? ui->theme->outline : 0.25f,
			ui->theme->color[CONTROL_LINE]);
	const char *digits = number_words(ui, value);
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	type.tracking = -0.01f;
	ui_text(ui, box, type,
		on      ? ON_PRIMARY
		: right ? TIDE_PRESSED
			: INK,
		CENTER | MIDDLE, 1, digits);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_CHIP,
			    .label = digits,
			    .says = ui_tr(ui, N_("of 10")),
			    .state = on ? STATE_CHOSEN : STATE_NOT_CHOSEN,
			    .box = box,
			    .radius = 1.6f,
			    .action = {ACTION_COMFORT, value}});
}

/* Under the row: what its ends and its middle mean; from 7 on the advice for next time. */
static void comfort_words(const struct app *app, struct ui *ui, struct rect box, struct type type)
{
	if (too_much(app)) {
		const char *advice = ui_tr(ui, N_("Ease off next time: it need not hurt to help. "
						  "Sharp pain or numbness? See a professional."));
		type = type_sized(type, 2.3f);
		ui_text(ui, box, ui_fit(ui, box.w, 2, type, advice), FLARE_TEXT, LEFT, 2, advice);
		return;
	}
	const char *left = ui_tr(ui, N_("Nothing")), *middle = ui_tr(ui, N_("4 to 6 is right"));
	const char *right = ui_tr(ui, N_("7 and up: ease off"));
	struct type bold = type;
	bold.font = FONT_BOLD;
	struct rect ends = box;
	ui_text(ui, rect_cut_left(&ends, box.w * 0.36f), type, INK_2, LEFT, 1, left);
	ui_text(ui, rect_cut_right(&ends, box.w * 0.36f), ui_fit(ui, box.w * 0.36f, 1, type, right),
		INK_2, RIGHT, 1, right);
	ui_text(ui, ends, ui_fit(ui, ends.w, 1, bold, middle), TIDE_PRESSED, CENTER, 1, middle);
}

struct comfort_measures {
	float pad_x, pad_y, head, h, gap, digit, label;
	const char *note;
};

static void comfort(
	const struct app *app, struct ui *ui, struct rect box, const struct comfort_measures *m)
{
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, m->pad_x, m->pad_y);
	struct type head = type_sized(theme_type(STYLE_TITLE, 1), m->head);
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), m->label);
	const char *title = ui_tr(ui, N_("How did that feel?")), *note = ui_tr(ui, m->note);
	struct rect top = rect_cut_top(&in, head.line);
	float title_w = ui_text_width(ui, head, title) + 2;
	ui_text(ui, top, head, INK, LEFT | MIDDLE, 1, title);
	rect_cut_left(&top, title_w);
	ui_text(ui, top, ui_fit(ui, top.w, 1, label, note), INK_2, RIGHT | MIDDLE, 1, note);
	rect_cut_top(&in, m->h * 0.18f);
	struct rect row = rect_cut_top(&in, m->h);
	for (int i = 0; i < COMFORT_CHOICES; i++)
		comfort_choice(app, ui, rect_grid(row, COMFORT_CHOICES, 1, m->gap, i), i, m->digit);
	rect_cut_top(&in, 1.2f);
	comfort_words(app, ui, in, label);
}

/* --- what comes next --- */

struct ways {
	struct button first, again, therapist;
};

/* One loud thing: the routine, or a therapist when it hurt or there is no routine. */
static struct ways ways_of(const struct app *app, struct ui *ui)
{
	const struct routine *routine = roller_routine(app);
	bool tight = ui->m.size_class == CLASS_COMPACT;
	struct button again = {.id = "roller.again",
		.label = ui_tr(ui, N_("Again")),
		.icon = "replay",
		.icon_size = 4,
		.pad = tight ? 2.6f : 0,
		.radius = 2,
		.action = {ACTION_ROLLER_START, 0}};
	struct button therapist = again;
	therapist.id = "roller.therapists";
	therapist.label = ui_tr(ui, tight ? N_("Therapist") : N_("Find a therapist"));
	therapist.icon = "license";
	therapist.action = (struct action){ACTION_GO, SCREEN_THERAPISTS};
	struct button first = again;
	first.id = "roller.routine";
	first.label = ui_fill(
		ui, ui_tr(ui, N_("{}, step by step")), roller_area_name(app, app->roller.area));
	first.icon = "play";
	first.action =
		(struct action){ACTION_START, routine ? (int)(routine - app->catalog->routine) : 0};
	struct ways ways = {first, again, therapist};
	if (!routine) {
		ways.first = therapist;
		ways.first.label = ui_tr(ui, N_("Find a therapist"));
		ways.therapist = first;
		ways.therapist.id = "roller.areas";
		ways.therapist.icon = "body";
		ways.therapist.label = ui_tr(ui, tight ? N_("Areas") : N_("Pick another area"));
		ways.therapist.action = (struct action){ACTION_ROUTINES, 0};
	} else if (too_much(app)) {
		ways.first = therapist;
		ways.first.label = ui_tr(ui, N_("Find a therapist"));
		ways.therapist = first;
	}
	ways.first.kind = BUTTON_GO;
	ways.first.type = theme_type(STYLE_BUTTON_LARGE, 1);
	ways.first.icon_size = 4.8f;
	return ways;
}

static void headline(const struct app *app, struct ui *ui, struct rect box, float size, int lines)
{
	struct coach_summary summary = roller_summary(app);
	const char *words = ui_tr(ui, outcomes[outcome_of(app, &summary)].headline);
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), size);
	ui_text(ui, box, ui_fit(ui, box.w, lines, type, words), INK, LEFT | MIDDLE | BALANCED,
		lines, words);
}

static void landscape(const struct app *app, struct ui *ui)
{
	static const struct comfort_measures m = {
		3.6f, 2.8f, 4.8f, 11, 1.4f, 3.6f, 2.6f, N_("Only you can tell. The mat cannot.")};
	float margin = ui->m.margin, w = ui->m.w - 2 * margin, right = ui->m.w - margin;
	float low = ui->m.h - 37.6f, h = low - 2.4f - 27, side = right - 56.8f;
	headline(app, ui, rect_make(margin, 13.6f, w, 11.4f), 9.6f, 1);
	landed(app, ui, rect_make(margin, 27, 38, h));
	bars(app, ui, rect_make(margin + 40.4f, 27, side - 2.4f - margin - 40.4f, h));
	numbers(app, ui, rect_make(side, 27, 56.8f, h));
	comfort(app, ui, rect_make(margin, low, side - 2.4f - margin, 30.4f), &m);
	struct ways ways = ways_of(app, ui);
	struct rect box = {side, low, 56.8f, 30.4f};
	struct rect first = rect_cut_top(&box, 14.1f);
	rect_cut_top(&box, 2.2f);
	struct rect again = rect_cut_left(&box, (box.w - 2.2f) / 2.35f);
	rect_cut_left(&box, 2.2f);
	ui_button(ui, first, &ways.first);
	ui_button(ui, again, &ways.again);
	ui_button(ui, box, &ways.therapist);
}

static void portrait(const struct app *app, struct ui *ui)
{
	static const struct comfort_measures m = {
		3, 2.8f, 4.6f, 10, 1, 3.4f, 2.6f, N_("Only you can tell.")};
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	/* Drawn for 192 u; on shorter glass the pictures give way. */
	float less = (192 - ui->m.h) / 2;
	headline(app, ui, rect_make(margin, 16, w, 25), 12, 2);
	struct rect box = {margin, 44.4f, w, 49 - less};
	landed(app, ui, rect_cut_left(&box, 38));
	rect_cut_left(&box, 2.4f);
	numbers(app, ui, box);
	float y = 44.4f + 49 - less + 2.4f;
	bars(app, ui, rect_make(margin, y, w, 36 - less));
	y += 36 - less + 2.4f;
	comfort(app, ui, rect_make(margin, y, w, 27), &m);
	struct ways ways = ways_of(app, ui);
	ui_button(ui, rect_make(margin, ui->m.h - 28, w, 12.4f), &ways.first);
	struct rect row = {margin, ui->m.h - 13.2f, w, 8.8f};
	struct rect again = rect_cut_left(&row, (w - 2.2f) / 2.35f);
	rect_cut_left(&row, 2.2f);
	ui_button(ui, again, &ways.again);
	ui_button(ui, row, &ways.therapist);
}

static void compact(const struct app *app, struct ui *ui)
{
	static const struct comfort_measures m = {
		2.4f, 1.8f, 3.8f, 9.6f, 0.7f, 3.5f, 2.5f, N_("Only you can tell.")};
	float margin = ui->m.margin, w = ui->m.w - 2 * margin, bottom = ui->m.h - 13.6f;
	compact_numbers(app, ui, rect_make(margin, 12.2f, w, 15));
	comfort(app, ui, rect_make(margin, 29, w, bottom - 2.4f - 29), &m);
	struct ways ways = ways_of(app, ui);
	ways.first.type = type_sized(ways.first.type, 3.4f);
	struct rect row = {margin, bottom, w, 11};
	struct rect last = rect_cut_right(&row, ui_button_width(ui, &ways.therapist));
	rect_cut_right(&row, 1.6f);
	struct rect again = rect_cut_right(&row, ui_button_width(ui, &ways.again));
	rect_cut_right(&row, 1.6f);
	ui_button(ui, row, &ways.first);
	ui_button(ui, again, &ways.again);
	ui_button(ui, last, &ways.therapist);
}

static const char *header_words(const struct app *app, struct ui *ui)
{
	struct coach_summary summary = roller_summary(app);
	if (ui->m.size_class == CLASS_COMPACT)
		return ui_tr(ui, outcomes[outcome_of(app, &summary)].brief);
	int sets = roller_sets(app);
	const char *pattern = sets == 1 ? N_("{}, 1 set") : N_("{}, {} sets");
	pattern = ui_fill(ui, ui_tr(ui, pattern), roller_area_name(app, app->roller.area));
	return ui_fill(ui, pattern, number_words(ui, sets));
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(
		ui, header_words(app, ui), HEADER_BACK | HEADER_HOME | HEADER_TOOLS, app_header());
	layouts[ui->m.size_class](app, ui);
}

const struct screen screen_roller_result = {
	.name = "roller-result", .enter = enter, .update = update, .view = view};
