/* What was used, in counts: never who. */
#include "screens/staff_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *id, *name;
	int days; /* 0: all there are */
} periods[] = {
	{"usage.today", N_("Today"), 1},
	{"usage.week", N_("7 days"), 7},
	{"usage.month", N_("30 days"), 30},
	{"usage.all", N_("All"), 0},
};
enum { PERIODS = sizeof periods / sizeof periods[0] };

static void ask(struct app *app)
{
	int days = periods[app->staff.period].days;
	struct desk_request *request = staff_ask(app, DESK_USAGE);
	request->from = days ? app_today(app) - days + 1 : DAY_NONE;
	if (!days)
		request->today = DAY_NONE;
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.period = 2;
	ask(app);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_PERIOD)
		return false;
	app->staff.period = event->action.arg;
	app->nav[app->depth - 1].scroll = 0;
	ask(app);
	return true;
}

/* ---- numbers ---- */

/* 1,825 */
static const char *big(struct ui *ui, int64_t n)
{
	struct arena *arena = &ui->list->arena;
	if (n < 1000)
		return arena_printf(arena, "%lld", (long long)n);
	return arena_printf(arena, "%s,%03lld", big(ui, n / 1000), (long long)(n % 1000));
}

static int64_t percent(int64_t part, int64_t whole)
{
	return whole ? (part * 100 + whole / 2) / whole : 0;
}

/* A number, what it is, and how it was in as many days before. */
struct figure {
	int64_t now, before;
	bool share; /* per cent; only then are points told */
	const char *words;
};

/* NULL: there is nothing to compare with. */
static const char *trend_words(struct ui *ui, const struct figure *figure)
{
	int64_t change = llabs(figure->now - figure->before);
	bool more = figure->now > figure->before;
	if (!figure->before)
		return NULL;
	if (!figure->share)
		change = percent(change, figure->before);
	const char *pattern = more ? ui_tr(ui, N_("{} % more than before"))
				   : ui_tr(ui, N_("{} % less than before"));
	unsigned long points = (unsigned long)change;
	if (figure->share && more)
		pattern = trn(ui->lang, "{} point more than before", "{} points more than before",
			points);
	else if (figure->share)
		pattern = trn(ui->lang, "{} point less than before", "{} points less than before",
			points);
	return change ? ui_fill(ui, pattern, big(ui, change)) : ui_tr(ui, N_("The same as before"));
}

static void figure(struct ui *ui, struct rect box, const struct figure *what)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), small ? 6 : 8.8f);
	struct type unit = type_sized(theme_type(STYLE_NUMERAL, 1), small ? 2.8f : 4);
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *digits = big(ui, what->now), *trend = trend_words(ui, what);
	struct rect top = rect_cut_top(&box, number.size * 1.05f);
	number = ui_fit(ui, box.w - (what->share ? 5 : 0), 1, number, digits);
	ui_text(ui, top, number, INK, LEFT | BOTTOM, 1, digits);
	if (what->share) {
		rect_cut_left(&top, ui_text_width(ui, number, digits) + 0.8f);
		/* Both stand on one line. */
		top.h -= (number.size - unit.size) * 0.22f;
		ui_text(ui, top, unit, INK, LEFT | BOTTOM, 1, "%");
	}
	rect_cut_top(&box, 0.6f);
	struct type fitted = ui_fit(ui, box.w, 1, label, what->words);
	ui_text(ui, rect_cut_top(&box, label.line), fitted, INK_2, LEFT, 1, what->words);
	if (trend)
		ui_text(ui, rect_cut_top(&box, label.line), ui_fit(ui, box.w, 1, label, trend), INK,
			LEFT, 1, trend);
}

static float figures_height(const struct ui *ui)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class == CLASS_LANDSCAPE;
	float one = (small ? 6 : 8.8f) * 1.05f + 0.6f + 2 * label.line;
	return wide ? one : 2 * one + 2.4f;
}

/* Four in a row, or two by two. */
static void figures(struct ui *ui, struct rect box, const struct desk_answer *answer)
{
	const struct usage_counts *now = &answer->usage, *before = &answer->before;
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	const struct figure figures[] = {
		{now->started, before->started, false, ui_tr(ui, N_("routines started"))},
		{percent(now->finished, now->started), percent(before->finished, before->started),
			true, ui_tr(ui, N_("watched to the end"))},
		{now->roller, before->roller, false, ui_tr(ui, N_("roller sessions"))},
		{now->codes, before->codes, false, ui_tr(ui, N_("contacts taken by QR"))},
	};
	for (int i = 0; i < 4; i++)
		figure(ui, rect_grid(box, wide ? 4 : 2, wide ? 1 : 2, 2.4f, i), &figures[i]);
}

/* ---- charts ---- */

/* How often the routines of an area were started. Of routines that are no longer there nobody knows
 * the area. */
struct bar {
	const char *name;
	int64_t n;
};
enum { BARS_MAX = AREA_COUNT + 1 };

static int bars_of(
	const struct app *app, struct ui *ui, const struct usage_counts *counts, struct bar *bar)
{
	int64_t by_area[BARS_MAX] = {0};
	for (int i = 0; i < counts->routines; i++) {
		int area = AREA_COUNT;
		for (int k = 0; k < app->catalog->routines; k++)
			if (strcmp(app->catalog->routine[k].id, counts->routine[i].name) == 0)
				area = (int)app->catalog->routine[k].area;
		by_area[area] += counts->routine[i].started;
	}
	int bars = 0;
	for (int area = 0; area < BARS_MAX; area++) {
		int at = bars;
		if (!by_area[area])
			continue;
		for (; at > 0 && bar[at - 1].n < by_area[area]; at--)
			bar[at] = bar[at - 1];
		bar[at].n = by_area[area];
		bar[at].name = area < AREA_COUNT ? text_in(&app->catalog->area_name[area], ui->lang)
						 : ui_tr(ui, N_("No longer there"));
		bars++;
	}
	return bars;
}

static const float bar_pitch = 5.4f, card_pad = 3, heading_h = 6.6f;

static struct rect chart_card(struct ui *ui, struct rect box, const char *title, const char *beside)
{
	struct type head = theme_type(STYLE_HEADING, 1), label = theme_type(STYLE_LABEL, 1);
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.6f, card_pad), row = rect_cut_top(&in, head.line);
	if (beside) {
		float w = ui_text_width(ui, label, beside);
		ui_text(ui, rect_cut_right(&row, w + 0.1f), label, INK_2, RIGHT | MIDDLE, 1,
			beside);
		rect_cut_right(&row, 2);
	}
	ui_text(ui, row, ui_fit(ui, row.w, 1, head, title), INK, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, heading_h - head.line);
	return in;
}

/* Why there is nothing to draw. */
static void nothing(struct ui *ui, struct rect in, const char *why)
{
	ui_text(ui, in, ui_type(ui, STYLE_BODY), INK_2, LEFT, 0, why);
}

static void routines(struct ui *ui, struct rect box, const struct bar *bar, int bars)
{
	const float h = 3.6f, name_most = 29;
	struct type label = theme_type(STYLE_LABEL, 1), bold = type_sized(label, 3);
	bold.font = FONT_BOLD;
	struct rect in = chart_card(ui, box, ui_tr(ui, N_("Routines by area")), NULL);
	if (!bars)
		nothing(ui, in, ui_tr(ui, N_("Nobody has started a routine in these days.")));
	/* As wide as the longest name and number need. */
	float name_w = 0, value_w = 0;
	for (int i = 0; i < bars; i++) {
		name_w = fmaxf(name_w, ui_text_width(ui, label, bar[i].name) + 2.4f);
		value_w = fmaxf(value_w, ui_text_width(ui, bold, big(ui, bar[i].n)) + 0.2f);
	}
	name_w = fmaxf(fminf(name_w, name_most), 22);
	for (int i = 0; i < bars; i++) {
		struct rect row = rect_cut_top(&in, bar_pitch);
		ui_text(ui, rect_cut_left(&row, name_w),
			ui_fit(ui, name_w - 1, 1, label, bar[i].name), INK, LEFT | MIDDLE, 1,
			bar[i].name);
		ui_text(ui, rect_cut_right(&row, value_w), bold, INK, RIGHT | MIDDLE, 1,
			big(ui, bar[i].n));
		rect_cut_right(&row, 1.6f);
		float w = fmaxf(row.w * (float)bar[i].n / (float)bar[0].n, 1.6f);
		draw_round(ui->list, rect_make(row.x, row.y + (bar_pitch - h) / 2, w, h), 0.8f,
			ui->theme->color[i ? TIDE : FLARE]);
	}
}

/* "9 am", "noon". */
static const char *hour_words(struct ui *ui, int hour)
{
	if (hour == 12)
		return ui_tr(ui, N_("noon"));
	return ui_fill(ui, ui_tr(ui, hour < 12 ? N_("{} am") : N_("{} pm")),
		number_words(ui, hour % 12 ? hour % 12 : 12));
}

/* A column that is round at its top alone. */
static void column(struct ui *ui, struct rect box, color_t color)
{
	const float radius = 0.8f;
	draw_round(ui->list, box, radius, color);
	if (box.h > radius)
		draw_rect(ui->list, rect_make(box.x, box.y + box.h - radius, box.w, radius), color);
}

static void hours(struct ui *ui, struct rect box, const struct usage_counts *counts)
{
	int first = 23, last = 0, busiest = 0;
	for (int hour = 0; hour < 24; hour++) {
		if (!counts->by_hour[hour])
			continue;
		first = hour < first ? hour : first;
		last = hour;
		busiest = counts->by_hour[hour] > counts->by_hour[busiest] ? hour : busiest;
	}
	bool any = first <= last;
	const char *most =
		any ? ui_fill(ui, ui_tr(ui, N_("Most at {}")), hour_words(ui, busiest)) : NULL;
	struct rect in = chart_card(ui, box, ui_tr(ui, N_("Busy hours")), most);
	struct type small = theme_type(STYLE_SMALL, 1);
	if (!any) {
		nothing(ui, in,
			ui_tr(ui, counts->visits
					  ? N_("The clock was not set: these visits have no hour.")
					  : N_("There were no visits in these days.")));
		return;
	}
	struct rect names = rect_cut_bottom(&in, 3.6f);
	int columns = last - first + 1;
	/* Two or three hours make no wall. */
	float pitch = fminf((in.w + 1.2f) / (float)columns, 9),
	      w = pitch - fminf(1.2f, pitch * 0.3f);
	for (int hour = first; hour <= last; hour++) {
		float share = (float)counts->by_hour[hour] / (float)counts->by_hour[busiest];
		float x = in.x + pitch * (float)(hour - first), h = fmaxf(in.h * share, 0.3f);
		column(ui, rect_make(x, in.y + in.h - h, w, h),
			ui->theme->color[hour == busiest ? FLARE : TIDE]);
		const char *name = hour_words(ui, hour);
		float name_w = ui_text_width(ui, small, name) + 0.1f;
		float name_x = fmaxf(fminf(x + (w - name_w) / 2, in.x + in.w - name_w), in.x);
		if ((hour - first) % 3 == 0)
			ui_text(ui, rect_make(name_x, names.y, name_w, names.h), small, INK,
				LEFT | BOTTOM, 1, name);
	}
}

static const float key_size = 2.4f, key_gap = 1;

static float key_width(struct ui *ui, const char *words)
{
	return key_size + key_gap + ui_text_width(ui, theme_type(STYLE_LABEL, 1), words) + 0.1f;
}

/* A colored square and its words. */
static void key(struct ui *ui, struct rect box, enum color_role color, const char *words)
{
	struct rect square = rect_cut_left(&box, key_size);
	draw_round(
		ui->list, rect_center(square, key_size, key_size), 0.6f, ui->theme->color[color]);
	rect_cut_left(&box, key_gap);
	ui_text(ui, box, theme_type(STYLE_LABEL, 1), INK, LEFT | MIDDLE, 1, words);
}

/* Two shares of a bar, what they are beside the heading. */
static void shares(struct ui *ui, struct rect box, struct rect keys, int64_t home, int64_t all)
{
	const float gap = 0.5f, radius = 0.8f, between = 2.4f, least = 1.6f;
	int64_t at_home = percent(home, all);
	const char *first = ui_fill(ui, ui_tr(ui, N_("Home {} %")), number_words(ui, (int)at_home));
	const char *other = ui_fill(
		ui, ui_tr(ui, N_("Timed out {} %")), number_words(ui, (int)(100 - at_home)));
	float split = (box.w - gap) * (float)home / (float)all;
	if (home)
		draw_round(ui->list, rect_make(box.x, box.y, fmaxf(split, least), box.h), radius,
			ui->theme->color[TIDE]);
	if (home < all)
		draw_round(ui->list,
			rect_make(box.x + split + gap, box.y, fmaxf(box.w - split - gap, least),
				box.h),
			radius, ui->theme->color[MAT_PAPER_3]);
	key(ui, rect_cut_right(&keys, key_width(ui, other)), MAT_PAPER_3, other);
	rect_cut_right(&keys, between);
	key(ui, rect_cut_right(&keys, key_width(ui, first)), TIDE, first);
}

/* Where heading and keys are too wide together, as in Spanish, the keys stand under the bar. */
static bool keys_below(struct ui *ui, float card_w)
{
	const char *most = "100";
	float w = ui_text_width(ui, theme_type(STYLE_HEADING, 1), ui_tr(ui, N_("Visits ended"))) +
		  key_width(ui, ui_fill(ui, ui_tr(ui, N_("Home {} %")), most)) +
		  key_width(ui, ui_fill(ui, ui_tr(ui, N_("Timed out {} %")), most));
	return w + 2 * 2.4f > card_w - 7.2f;
}

static const float ended_h = 4.4f;

static float endings_height(struct ui *ui, float card_w)
{
	float keys = keys_below(ui, card_w) ? 1 + theme_type(STYLE_LABEL, 1).line : 0;
	return 2 * card_pad + heading_h + ended_h + keys;
}

static void endings(struct ui *ui, struct rect box, const struct usage_counts *counts)
{
	struct rect in = chart_card(ui, box, ui_tr(ui, N_("Visits ended")), NULL);
	int64_t home = counts->ended_home + counts->ended_over, all = home + counts->ended_idle;
	if (!all) {
		nothing(ui, in, ui_tr(ui, N_("There were no visits in these days.")));
		return;
	}
	struct rect bar = rect_cut_top(&in, ended_h);
	struct rect keys =
		rect_make(bar.x, box.y + card_pad, bar.w, theme_type(STYLE_HEADING, 1).line);
	if (keys_below(ui, box.w))
		keys = rect_make(bar.x, bar.y + bar.h + 1, bar.w, theme_type(STYLE_LABEL, 1).line);
	shares(ui, bar, keys, home, all);
}

static float bars_height(int bars)
{
	const float least = 8.4f;
	float h = bar_pitch * (float)bars;
	return 2 * card_pad + heading_h + (h > least ? h : least);
}

enum { HOURS_H = 33 };
static const float charts_gap = 2.4f;

static void below(
	const struct app *app, struct ui *ui, struct rect at, const struct desk_answer *answer)
{
	struct bar bar[BARS_MAX];
	int bars = bars_of(app, ui, &answer->usage, bar);
	float h = bars_height(bars);
	figures(ui, rect_cut_top(&at, figures_height(ui)), answer);
	rect_cut_top(&at, charts_gap);
	if (ui->m.size_class == CLASS_LANDSCAPE) {
		struct rect left = rect_cut_left(&at, at.w * 0.6f);
		rect_cut_left(&at, charts_gap);
		routines(ui, left, bar, bars);
		struct rect low = rect_cut_bottom(&at, endings_height(ui, at.w));
		rect_cut_bottom(&at, charts_gap);
		hours(ui, at, &answer->usage);
		endings(ui, low, &answer->usage);
		return;
	}
	routines(ui, rect_make(at.x, at.y, at.w, h), bar, bars);
	rect_cut_top(&at, h + charts_gap);
	hours(ui, rect_make(at.x, at.y, at.w, HOURS_H), &answer->usage);
	rect_cut_top(&at, HOURS_H + charts_gap);
	h = endings_height(ui, at.w);
	endings(ui, rect_make(at.x, at.y, at.w, h), &answer->usage);
	ui_scroll_end(ui, at.y + h);
}

/* At the right of the periods: what is not counted, and what "before" is. */
static void note(const struct app *app, struct ui *ui, struct rect row)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *privacy = ui_tr(ui, N_("Counts only. No names, no camera."));
	int days = periods[app->staff.period].days;
	const char *before =
		!days       ? NULL
		: days == 1 ? ui_tr(ui, N_("Before: yesterday"))
			    : ui_fill(ui, ui_tr(ui, N_("Before: the {} days before these")),
				      number_words(ui, days));
	const float icon = 3.6f + 1.4f;
	float w = ui_text_width(ui, label, privacy) + icon + 0.2f;
	float lines = before ? 2 * label.line + 0.6f : label.line;
	row = rect_make(row.x + row.w - w, row.y + (row.h - lines) / 2, w, lines);
	staff_hint(ui, rect_cut_top(&row, label.line), "lock", INK_2, label, privacy);
	rect_cut_top(&row, 0.6f);
	if (before)
		ui_text(ui, rect_make(row.x + icon, row.y, w - icon, row.h),
			ui_fit(ui, w - icon, 1, label, before), INK_2, LEFT, 1, before);
}

static void view(const struct app *app, struct ui *ui)
{
	static const struct chip_look looks[] = {
		{8.4f, 1.4f, 2.9f, 3.4f}, {7.6f, 1.2f, 2.6f, 2.6f}};
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class == CLASS_LANDSCAPE;
	const struct chip_look *look = &looks[small];
	const struct desk_answer *answer = app->staff.answer[DESK_USAGE];
	struct button save = staff_stick_button(ui);
	save.label = ui_tr(ui, N_("Save to USB"));
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Usage report")), &save);
	struct chip chip[PERIODS];
	for (int i = 0; i < PERIODS; i++)
		chip[i] = (struct chip){.id = periods[i].id,
			.label = ui_tr(ui, periods[i].name),
			.on = app->staff.period == i,
			.action = {ACTION_PERIOD, i}};
	rect_cut_top(&in, small ? 1.2f : 3.4f);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	float h = ui_chips_like(ui, in, look, chip, PERIODS);
	if (wide)
		note(app, ui, rect_make(in.x, in.y, in.w, h));
	rect_cut_top(&in, h + (small ? 1.2f : 3));
	if (!answer)
		return;
	if (!answer->done) {
		staff_hint(ui, in, "warning", ERROR, theme_type(STYLE_LABEL, 1), answer->why);
		return;
	}
	below(app, ui, wide ? in : ui_scroll_begin(ui, in), answer);
}

const struct screen screen_staff_usage = {
	.name = "staff-usage", .staff = true, .enter = enter, .update = update, .view = view};
