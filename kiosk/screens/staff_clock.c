/* The date and the time: most kiosks have no clock of their own, and licenses are judged by the
 * day. */
#include "screens/staff_parts.h"

#include <math.h>

static const int64_t day_s = 86400, minute_s = 60;

/* From the least year that tuneup-admin sets to the last. */
enum { YEAR_LEAST = 2025, YEAR_MOST = 2099 };

enum clock_field { YEAR, MONTH, DAY, HOUR, MINUTE, FIELDS };

/* ACTION_CLOCK: a field, more or less of it, or all of it. */
enum { SET = 2 * FIELDS };

static const struct {
	const char *name, *less, *more;
} fields[FIELDS] = {
	[YEAR] = {N_("Year"), "clock.year.less", "clock.year.more"},
	[MONTH] = {N_("Month"), "clock.month.less", "clock.month.more"},
	[DAY] = {N_("Day"), "clock.day.less", "clock.day.more"},
	[HOUR] = {N_("Hour"), "clock.hour.less", "clock.hour.more"},
	[MINUTE] = {N_("Minute"), "clock.minute.less", "clock.minute.more"},
};

static int64_t now_s(const struct app *app)
{
	return app->wall_s + app->now_us / 1000000;
}

/* Where the clock stands, but no day before the newest that is known: a step or two away then. */
static void enter(struct app *app, int arg)
{
	(void)arg;
	int64_t now = now_s(app), known = app_today(app) * day_s + (now % day_s + day_s) % day_s;
	int64_t least = date_make(YEAR_LEAST, 1, 1) * day_s;
	int64_t from = known > least ? known : least;
	app->staff.clock_s = from - from % minute_s;
	app->staff.refused = false;
}

static int wrap(int value, int least, int most)
{
	return value < least ? most : value > most ? least : value;
}

static int days_of(int year, int month)
{
	day_t first = date_make(year, month, 1);
	return date_add_months(first, 1) - first;
}

/* Each field goes round by itself; a day that the month has not becomes its last. */
static void step(struct app *app, enum clock_field field, int by)
{
	int year, month, day, minutes = (int)(app->staff.clock_s % day_s / minute_s);
	date_split(date_of_wall(app->staff.clock_s), &year, &month, &day);
	if (field == YEAR)
		year = wrap(year + by, YEAR_LEAST, YEAR_MOST);
	else if (field == MONTH)
		month = wrap(month + by, 1, 12);
	else if (field == DAY)
		day = wrap(day + by, 1, days_of(year, month));
	else if (field == HOUR)
		minutes = wrap(minutes / 60 + by, 0, 23) * 60 + minutes % 60;
	else
		minutes = minutes / 60 * 60 + wrap(minutes % 60 + by, 0, 59);
	int last = days_of(year, month);
	app->staff.clock_s = (int64_t)date_make(year, month, day < last ? day : last) * day_s +
			     minutes * minute_s;
}

static void answered(struct app *app, const struct desk_answer *answer)
{
	if (!answer->done)
		return;
	app_close(app);
	app_toast(app, N_("The clock is set."), 0);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_DATE)
		answered(app, event->desk);
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_CLOCK)
		return false;
	int arg = event->action.arg;
	if (app->staff.busy[DESK_DATE])
		return true;
	app->staff.refused = false;
	if (arg == SET)
		staff_ask(app, DESK_DATE)->id = app->staff.clock_s;
	else
		step(app, (enum clock_field)(arg / 2), arg % 2 ? 1 : -1);
	return true;
}

static const char *value_words(const struct app *app, struct ui *ui, enum clock_field field)
{
	int year, month, day, minutes = (int)(app->staff.clock_s % day_s / minute_s);
	date_split(date_of_wall(app->staff.clock_s), &year, &month, &day);
	const int value[FIELDS] = {year, month, day, minutes / 60, minutes % 60};
	if (field == HOUR)
		return ui_fill(ui, ui_tr(ui, minutes < 12 * 60 ? N_("{} am") : N_("{} pm")),
			number_words(ui, minutes / 60 % 12 ? minutes / 60 % 12 : 12));
	return arena_printf(&ui->list->arena, field == MINUTE ? "%02d" : "%d", value[field]);
}

/* Plus, the value, minus: one below the other. */
static void column(const struct app *app, struct ui *ui, struct rect box, enum clock_field field)
{
	const float h = ui->m.size_class == CLASS_COMPACT ? 8.8f : 9.6f;
	struct type label = theme_type(STYLE_LABEL, 1);
	struct type value = type_sized(theme_type(STYLE_NUMERAL, 1), 4.4f);
	const char *name = ui_tr(ui, fields[field].name), *words = value_words(app, ui, field);
	struct button more = {.id = fields[field].more,
		.label = ui_fill(ui, ui_tr(ui, N_("{}: more")), name),
		.icon = "plus",
		.icon_only = true,
		.action = {ACTION_CLOCK, 2 * (int)field + 1}};
	struct button less = {.id = fields[field].less,
		.label = ui_fill(ui, ui_tr(ui, N_("{}: less")), name),
		.icon = "minus",
		.icon_only = true,
		.action = {ACTION_CLOCK, 2 * (int)field}};
	ui_text(ui, rect_cut_top(&box, 4), ui_fit(ui, box.w, 1, label, name), INK_2,
		CENTER | MIDDLE, 1, name);
	ui_button(ui, rect_cut_top(&box, h), &more);
	ui_button(ui, rect_cut_bottom(&box, h), &less);
	ui_text(ui, box, ui_fit(ui, box.w, 1, value, words), INK, CENTER | MIDDLE, 1, words);
}

static void foot(const struct app *app, struct ui *ui, struct rect row)
{
	bool failed = app->staff.refused && app->staff.tried == DESK_DATE;
	struct button set = {.id = "clock.set",
		.label = ui_tr(ui, N_("Set the clock")),
		.icon = "check",
		.kind = BUTTON_PRIMARY,
		.disabled = app->staff.busy[DESK_DATE],
		.action = {ACTION_CLOCK, SET}};
	struct button close = {
		.id = "clock.close", .label = ui_tr(ui, N_("Close")), .action = {ACTION_CLOSE, 0}};
	struct type label = theme_type(STYLE_LABEL, 1);
	float w = fminf(ui_button_width(ui, &set), row.w / 2);
	ui_button(ui, rect_cut_right(&row, w), &set);
	rect_cut_right(&row, 1.6f);
	w = fminf(ui_button_width(ui, &close), row.w);
	ui_button(ui, rect_cut_right(&row, w), &close);
	rect_cut_right(&row, 2.4f);
	const char *words = failed ? staff_why(app, ui) : when_words(ui, app->staff.clock_s);
	if (row.w > 16)
		ui_text(ui, row, ui_fit(ui, row.w, 3, label, words), failed ? ERROR : INK_2,
			LEFT | MIDDLE, 3, words);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float pad = small ? 2.4f : 5.2f, gap = small ? 1.6f : 2.4f;
	const float w = fminf(small ? 112 : 124, ui->m.w - 2 * ui->m.margin);
	const float fields_h = small ? 29 : 31, foot_h = small ? 8.8f : 10.4f;
	const char *title = ui_tr(ui, N_("Date and time"));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 4.4f : 7.2f);
	display = ui_fit(ui, w - 2 * pad, 1, display, title);
	float title_h = ui_text_height(ui, w - 2 * pad, display, title);
	struct rect box = rect_center(ui_canvas(ui), w,
		2 * pad + title_h + fields_h + foot_h + 2 * (small ? 1.6f : 3.2f));
	ui_sheet(ui, box, 3.2f, PAPER);
	struct rect in = rect_inset(box, pad, pad);
	ui_text(ui, rect_cut_top(&in, title_h), display, INK, LEFT, 1, title);
	rect_cut_top(&in, small ? 1.6f : 3.2f);
	struct rect row = rect_cut_top(&in, fields_h);
	for (int i = 0; i < FIELDS; i++)
		column(app, ui, rect_grid(row, FIELDS, 1, gap, i), (enum clock_field)i);
	foot(app, ui, rect_cut_bottom(&in, foot_h));
}

const struct screen overlay_clock = {.name = "clock",
	.overlay = true,
	.staff = true,
	.enter = enter,
	.update = update,
	.view = view};
