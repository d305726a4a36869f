/* What was used, in counts: never who. */
#include "screens/staff_parts.h"

#include <math.h>
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

static const char *big(struct ui *ui, int64_t n)
{
	if (n < 1000)
		return arena_printf(&ui->list->arena, "%lld", (long long)n);
	return arena_printf(
		&ui->list->arena, "%lld,%03lld", (long long)(n / 1000), (long long)(n % 1000));
}

static void figures(struct ui *ui, struct rect row, const struct usage_counts *counts)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), small ? 5 : 8.4f);
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), small ? 2.2f : 2.6f);
	int64_t share = counts->started ? counts->finished * 100 / counts->started : 0;
	const struct {
		const char *n, *words;
	} figure[] = {
		{big(ui, counts->started), ui_tr(ui, N_("routines started"))},
		{arena_printf(&ui->list->arena, "%lld\xC2\xA0%%", (long long)share),
			ui_tr(ui, N_("watched to the end"))},
		{big(ui, counts->roller), ui_tr(ui, N_("roller sessions"))},
		{big(ui, counts->codes), ui_tr(ui, N_("contacts taken by QR"))},
	};
	for (int i = 0; i < 4; i++) {
		struct rect box = rect_grid(row, 4, 1, 2.4f, i);
		ui_text(ui, rect_cut_top(&box, number.size * 1.05f),
			ui_fit(ui, box.w, 1, number, figure[i].n), INK, LEFT | BOTTOM, 1,
			figure[i].n);
		rect_cut_top(&box, 0.4f);
		ui_text(ui, box, ui_fit(ui, box.w, 2, label, figure[i].words), INK_2, LEFT, 2,
			figure[i].words);
	}
}

/* ---- charts ---- */

static const char *routine_title(const struct app *app, struct ui *ui, const char *id)
{
	for (int i = 0; i < app->catalog->routines; i++)
		if (strcmp(app->catalog->routine[i].id, id) == 0)
			return text_in(&app->catalog->routine[i].title, ui->lang);
	return id;
}

static struct rect chart_card(struct ui *ui, struct rect box, const char *title)
{
	struct type head = type_sized(theme_type(STYLE_HEADING, 1), 4);
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.6f, 2.8f);
	ui_text(ui, rect_cut_top(&in, 6.4f), ui_fit(ui, in.w, 1, head, title), INK, LEFT, 1, title);
	return in;
}

static void routines(
	const struct app *app, struct ui *ui, struct rect box, const struct usage_counts *counts)
{
	const float pitch = 5.4f, h = 3.6f, name_w = 22, value_w = 8;
	struct type label = theme_type(STYLE_LABEL, 1), bold = type_sized(label, 3);
	bold.font = FONT_BOLD;
	struct rect in = chart_card(ui, box, ui_tr(ui, N_("Routines by area")));
	int64_t most = counts->routines ? counts->routine[0].started : 0;
	for (int i = 0; i < counts->routines && in.h >= pitch; i++) {
		struct rect row = rect_cut_top(&in, pitch);
		const char *name = routine_title(app, ui, counts->routine[i].name);
		int64_t n = counts->routine[i].started;
		ui_text(ui, rect_cut_left(&row, name_w), ui_fit(ui, name_w - 1, 1, label, name),
			INK, LEFT | MIDDLE, 1, name);
		ui_text(ui, rect_cut_right(&row, value_w), bold, INK, RIGHT | MIDDLE, 1,
			big(ui, n));
		rect_cut_right(&row, 1.6f);
		float w = fmaxf(row.w * (float)n / (float)most, 1.6f);
		draw_round(ui->list, rect_make(row.x, row.y + (pitch - h) / 2, w, h), 0.8f,
			ui->theme->color[i ? TIDE_GRAPHIC : FLARE]);
	}
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
	struct rect in = chart_card(ui, box, ui_tr(ui, N_("Busy hours")));
	struct type small = theme_type(STYLE_SMALL, 1);
	if (first > last)
		return;
	struct rect names = rect_cut_bottom(&in, 3.4f);
	int columns = last - first + 1;
	float pitch = in.w / (float)columns, w = fminf(fmaxf(pitch - 1.2f, pitch * 0.6f), 9);
	for (int hour = first; hour <= last; hour++) {
		float share = (float)counts->by_hour[hour] / (float)counts->by_hour[busiest];
		float x = in.x + pitch * (float)(hour - first), h = fmaxf(in.h * share, 0.4f);
		draw_round(ui->list, rect_make(x, in.y + in.h - h, w, h), 0.5f,
			ui->theme->color[hour == busiest ? FLARE : TIDE_GRAPHIC]);
		if ((hour - first) % 3 == 0 && x + 9 < in.x + in.w + 3)
			ui_text(ui, rect_make(x, names.y, 12, names.h), small, INK, LEFT | BOTTOM,
				1, arena_printf(&ui->list->arena, "%d:00", hour));
	}
}

static void endings(struct ui *ui, struct rect box, const struct usage_counts *counts)
{
	struct rect in = chart_card(ui, box, ui_tr(ui, N_("Visits ended")));
	int64_t home = counts->ended_home + counts->ended_over, all = home + counts->ended_idle;
	struct type label = theme_type(STYLE_LABEL, 1);
	if (!all)
		return;
	struct rect bar = rect_cut_top(&in, 4.4f);
	float split = bar.w * (float)home / (float)all;
	draw_rect(ui->list, rect_make(bar.x, bar.y, fmaxf(split - 0.25f, 0), bar.h),
		ui->theme->color[TIDE_GRAPHIC]);
	draw_rect(ui->list, rect_make(bar.x + split, bar.y, bar.w - split, bar.h),
		ui->theme->color[MAT_PAPER_2]);
	rect_cut_top(&in, 1);
	const char *words = ui_fill(ui,
		ui_fill(ui, ui_tr(ui, N_("On purpose {} %, timed out {} %")),
			number_words(ui, (int)(home * 100 / all))),
		number_words(ui, (int)(100 - home * 100 / all)));
	ui_text(ui, in, ui_fit(ui, in.w, 1, label, words), INK, LEFT, 1, words);
}

static void charts(
	const struct app *app, struct ui *ui, struct rect window, const struct usage_counts *counts)
{
	if (ui->m.size_class == CLASS_LANDSCAPE) {
		struct rect left = rect_cut_left(&window, window.w * 0.56f - 1.2f);
		rect_cut_left(&window, 2.4f);
		routines(app, ui, left, counts);
		hours(ui, rect_cut_top(&window, window.h * 0.6f), counts);
		rect_cut_top(&window, 2.4f);
		endings(ui, window, counts);
		return;
	}
	struct rect at = ui_scroll_begin(ui, window);
	float h = 9.2f + 5.4f * (float)(counts->routines ? counts->routines : 1);
	routines(app, ui, rect_make(at.x, at.y, at.w, h), counts);
	hours(ui, rect_make(at.x, at.y + h + 2.4f, at.w, 32), counts);
	endings(ui, rect_make(at.x, at.y + h + 36.8f, at.w, 20), counts);
	ui_scroll_end(ui, at.y + h + 56.8f);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class == CLASS_LANDSCAPE;
	const struct desk_answer *answer = app->staff.answer[DESK_USAGE];
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Usage report")), NULL);
	struct chip chip[PERIODS];
	for (int i = 0; i < PERIODS; i++)
		chip[i] = (struct chip){.id = periods[i].id,
			.label = ui_tr(ui, periods[i].name),
			.on = app->staff.period == i,
			.action = {ACTION_PERIOD, i}};
	rect_cut_top(&in, small ? 1.2f : 3.6f);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	float h = ui_chips(ui, in, chip, PERIODS);
	if (wide) {
		struct rect note = rect_make(in.x + in.w - 52, in.y + 1.8f, 52, h);
		staff_hint(ui, note, "lock", INK_2, theme_type(STYLE_LABEL, 1),
			ui_tr(ui, N_("Counts only. No names, no camera.")));
	}
	rect_cut_top(&in, h + (small ? 1.2f : 3.2f));
	if (!answer)
		return;
	if (!answer->done) {
		staff_hint(ui, in, "warning", ERROR, theme_type(STYLE_LABEL, 1), answer->why);
		return;
	}
	figures(ui, rect_cut_top(&in, small ? 9 : wide ? 13 : 17), &answer->usage);
	rect_cut_top(&in, small ? 1 : 2.4f);
	charts(app, ui, in, &answer->usage);
}

const struct screen screen_staff_usage = {
	.name = "staff-usage", .staff = true, .enter = enter, .update = update, .view = view};
