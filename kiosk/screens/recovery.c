/* After a start that did not go as it should: what was done about it, for whoever stands there. It
 * opens for customers by itself, or shows them that it is out of order. */
#include "screens/staff_parts.h"

#include <math.h>
#include <string.h>

static const int64_t second = 1000000;
enum { WAIT_S = 60 };

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->recovery.until_us = app->now_us + WAIT_S * second;
}

static int64_t left_us(const struct app *app)
{
	int64_t left = app->recovery.until_us - app->now_us;
	return left > 0 ? left : 0;
}

/* What customers then find is as it was yesterday. */
static void went_back(struct app *app)
{
	app_home(app);
	app_toast(app, N_("Yesterday\xE2\x80\x99s settings are in use again."), 0);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_FORMER && event->desk->done)
		went_back(app);
	if (event->kind == EVENT_ACTION && event->action.kind == ACTION_CONFIRM) {
		app_home(app);
		return true;
	}
	if (event->kind == EVENT_ACTION && event->action.kind == ACTION_FORMER) {
		if (!app->staff.busy[DESK_FORMER])
			staff_ask(app, DESK_FORMER);
		return true;
	}
	if (event->kind == EVENT_TICK && !app->overlays && left_us(app) == 0)
		app_restart(app, SCREEN_ATTRACT);
	return false;
}

/* The ring steps with the number. */
static int64_t due(const struct app *app)
{
	return app->recovery.until_us - (left_us(app) - 1) / second * second;
}

static bool present(const struct app *app)
{
	return left_us(app) > 0;
}

static const struct {
	const char *title, *words;
} cases[] = {
	[RECOVERY_SETTINGS] = {N_("Started with default settings"),
		N_("A setting could not be used, so its default counts. Therapists, routines and "
		   "counts are all there.")},
	[RECOVERY_PART] = {N_("Started without a part"),
		N_("The kiosk did not stay up, so what kept it down was looked for. Nothing was "
		   "deleted.")},
	[RECOVERY_CONTENT] = {N_("No routine can be shown"),
		N_("The content cannot be read. Therapists and all else are there.")},
};

/* "FILE:LINE:COLUMN: what is wrong", parted: where it stands, and what it is. */
static const char *part_detail(const struct app *app, struct ui *ui, const char **where)
{
	const char *detail = ui_say(ui, app->recovery.detail), *colon = strstr(detail, ": ");
	bool has_place = app->recovery.kind != RECOVERY_PART && colon;
	*where = has_place ? arena_strndup(&ui->list->arena, detail, (size_t)(colon - detail)) : "";
	return has_place ? colon + 2 : detail;
}

/* Where it stands, what it is, and what helps: the problem's own words. */
static float why_card(const struct app *app, struct ui *ui, struct rect box, bool draw)
{
	const struct recovery *recovery = &app->recovery;
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float pad = small ? 2 : 3.2f;
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), small ? 2.6f : 3.2f);
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *todo = recovery->todo ? ui_tr(ui, recovery->todo) : "";
	const char *where, *what = part_detail(app, ui, &where);
	float w = box.w - 2 * pad, h = ui_text_height(ui, w, type, what);
	float where_h = where[0] ? 0.8f + ui_text_height(ui, w, label, where) : 0;
	float todo_h = todo[0] ? 1.2f + ui_text_height(ui, w, label, todo) : 0;
	float all = 2 * pad + where_h + h + todo_h;
	if (!draw)
		return all;
	box.h = all;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, pad, pad);
	if (where[0])
		ui_text(ui, rect_cut_top(&in, where_h), label, INK_2, LEFT, 0, where);
	ui_text(ui, rect_cut_top(&in, h), type, INK, LEFT, 0, what);
	if (todo[0]) {
		rect_cut_top(&in, 1.2f);
		ui_text(ui, in, label, INK_2, LEFT, 0, todo);
	}
	return all;
}

/* Why yesterday's settings are not in use, or who may change anything. */
static void foot(const struct app *app, struct ui *ui, struct rect *in)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	bool failed = app->staff.refused && app->staff.tried == DESK_FORMER;
	if (small && !failed)
		return;
	const char *words = failed ? staff_why(app, ui)
			    : app->recovery.kept_s
				    ? ui_tr(ui, N_("Changing anything else needs the PIN."))
				    : ui_tr(ui, N_("Changing anything needs the PIN."));
	struct type label = theme_type(STYLE_LABEL, 1);
	float h = fmaxf(ui_text_height(ui, in->w - 5, label, words), 4);
	staff_hint(ui, rect_cut_bottom(in, h), failed ? "warning" : "lock", failed ? ERROR : INK_2,
		label, words);
	rect_cut_bottom(in, 1.2f);
}

static void words_column(const struct app *app, struct ui *ui, struct rect in)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	enum recovery_kind kind = app->recovery.kind;
	const char *title = ui_tr(ui, cases[kind].title), *words = ui_tr(ui, cases[kind].words);
	struct type display = type_sized(theme_type(STYLE_HERO, 1), small ? 5 : 9.6f);
	display = ui_fit(ui, in.w, 2, display, title);
	struct type lead = type_sized(theme_type(STYLE_LEAD, 1), small ? 2.6f : 3.4f);
	rect_cut_top(&in, ui_text(ui, in, display, INK, LEFT, 2, title) + (small ? 1 : 2.4f));
	rect_cut_top(&in, ui_text(ui, in, lead, INK_2, LEFT, 0, words) + (small ? 1.4f : 3.6f));
	foot(app, ui, &in);
	if (app->recovery.detail[0] && why_card(app, ui, in, false) <= in.h)
		why_card(app, ui, in, true);
}

static void ring(const struct app *app, struct ui *ui, struct rect box)
{
	const int seconds = (int)((left_us(app) + second - 1) / second);
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), small ? 2.4f : 2.8f);
	const char *words =
		app->config->closed
			? ui_tr(ui, N_("Stays out of order: its card follows by itself"))
		: app->recovery.kept_s
			? ui_tr(ui, N_("Opens for customers by itself, with the defaults"))
			: ui_tr(ui, N_("Opens for customers by itself"));
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 2.4f, small ? 1.2f : 2.8f);
	float words_h = ui_text_height(ui, in.w, label, words);
	ui_text(ui, rect_cut_bottom(&in, words_h), label, INK, CENTER, 0, words);
	rect_cut_bottom(&in, small ? 0.8f : 2);
	const float size = fminf(fminf(in.w, in.h), 30);
	ui_timer_ring(ui, rect_center(in, size, size), 0.12f, (float)seconds / WAIT_S, TIDE_GRAPHIC,
		SUNK, INK, arena_printf(&ui->list->arena, "%d", seconds), size * 0.4f, NULL);
}

/* One above the other, from the bottom, all lettered alike. */
static void stack(struct ui *ui, struct rect *in, struct button *button, int buttons)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float h = small ? 8.8f : 11.2f, gap = small ? 1.2f : 2.4f, sides = small ? 9.2f : 12;
	struct type type = type_sized(theme_type(STYLE_BUTTON_LARGE, 1), small ? 2.8f : 3.8f);
	for (int i = 0; i < buttons; i++)
		type = ui_fit(ui, in->w - sides, 1, type, button[i].label);
	struct rect box = rect_cut_bottom(in, (float)buttons * (h + gap));
	for (int i = 0; i < buttons; i++) {
		button[i].radius = 2;
		button[i].type = type;
		rect_cut_top(&box, gap);
		ui_button(ui, rect_cut_top(&box, h), &button[i]);
	}
}

/* "Use yesterday's settings", or those of an earlier day. */
static const char *former_words(const struct app *app, struct ui *ui)
{
	day_t day = date_of_wall(app->recovery.kept_s);
	if (app_today(app) - day <= 1)
		return ui_tr(ui, N_("Use yesterday\xE2\x80\x99s settings"));
	return ui_fill(ui, ui_tr(ui, N_("Use the settings of {}")), day_words(ui, day));
}

static void buttons(const struct app *app, struct ui *ui, struct rect *in)
{
	bool kept = app->recovery.kept_s, closed = app->config->closed;
	struct button former = {.id = "go",
		.label = former_words(app, ui),
		.icon = "undo",
		.kind = BUTTON_GO,
		.disabled = app->staff.busy[DESK_FORMER],
		.action = {ACTION_FORMER, 0}};
	struct button open = {.id = kept ? "recovery.open" : "go",
		.label = ui_tr(ui, closed ? N_("Show its card now")
				   : kept ? N_("Open with defaults now")
					  : N_("Open now")),
		.kind = kept ? BUTTON_QUIET : BUTTON_GO,
		.action = {ACTION_CONFIRM, 0}};
	struct button staff = {.id = "recovery.staff",
		.label = ui_tr(ui, N_("Look into it (PIN)")),
		.icon = "lock",
		.action = {ACTION_GO, SCREEN_PIN}};
	struct button all[] = {former, open, staff};
	stack(ui, in, kept ? all : all + 1, kept ? 3 : 2);
}

static void for_staff(struct ui *ui, struct rect head)
{
	const float icon = 4, gap = 1.2f;
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *words = ui_tr(ui, N_("For staff"));
	float w = ui_text_width(ui, label, words);
	ui_text(ui, rect_cut_right(&head, w), label, INK_2, RIGHT | MIDDLE, 1, words);
	rect_cut_right(&head, gap);
	ui_icon(ui, (struct point){head.x + head.w - icon, head.y + (head.h - icon) / 2}, icon,
		"staff", INK_2);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class != CLASS_PORTRAIT;
	const float logo = small ? 4.4f : 5.6f;
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	struct rect in = rect_inset(ui_canvas(ui), ui->m.margin, small ? 2.4f : 5.6f);
	struct rect head = rect_cut_top(&in, logo);
	ui_logo(ui, (struct point){head.x, head.y}, logo, ui->theme->color[INK],
		ui->theme->color[FLARE], (struct action){0});
	for_staff(ui, head);
	rect_cut_top(&in, small ? 2 : 6);
	struct rect side = wide ? rect_cut_right(&in, small ? 38 : 60)
				: rect_cut_bottom(&in, app->recovery.kept_s ? 92 : 78);
	if (wide)
		rect_cut_right(&in, small ? 3 : 9);
	else
		rect_cut_bottom(&in, 3);
	buttons(app, ui, &side);
	ring(app, ui, side);
	words_column(app, ui, in);
}

const struct screen screen_recovery = {.name = "recovery",
	.staff = true,
	.enter = enter,
	.update = update,
	.due = due,
	.present = present,
	.view = view};
