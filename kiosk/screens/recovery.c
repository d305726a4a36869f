/* After a start that did not go as it should: what was done about it, for whoever stands there. It
 * opens for customers by itself. */
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

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_ACTION && event->action.kind == ACTION_CONFIRM) {
		app_home(app);
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

/* Where it stands, what it is, and what helps: the problem's own words. */
static float why_card(const struct app *app, struct ui *ui, struct rect box, bool draw)
{
	const struct recovery *recovery = &app->recovery;
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float pad = small ? 2 : 3.2f;
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), small ? 2.6f : 3.2f);
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *todo = recovery->todo ? ui_tr(ui, recovery->todo) : "";
	float w = box.w - 2 * pad, h = ui_text_height(ui, w, type, recovery->detail);
	float todo_h = todo[0] ? 1.2f + ui_text_height(ui, w, label, todo) : 0;
	float all = 2 * pad + h + todo_h;
	if (!draw)
		return all;
	box.h = all;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, pad, pad);
	ui_text(ui, rect_cut_top(&in, h), type, INK, LEFT, 0, recovery->detail);
	if (todo[0]) {
		rect_cut_top(&in, 1.2f);
		ui_text(ui, in, label, INK_2, LEFT, 0, todo);
	}
	return all;
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
	if (!small)
		staff_hint(ui, rect_cut_bottom(&in, 4), "lock", INK_2, theme_type(STYLE_LABEL, 1),
			ui_tr(ui, N_("Changing anything needs the PIN.")));
	if (app->recovery.detail[0] && why_card(app, ui, in, false) <= in.h)
		why_card(app, ui, in, true);
}

static void ring(const struct app *app, struct ui *ui, struct rect box)
{
	const int seconds = (int)((left_us(app) + second - 1) / second);
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), small ? 2.4f : 2.8f);
	const char *words = ui_tr(ui, N_("Opens for customers by itself"));
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 2.4f, small ? 1.2f : 2.8f);
	float words_h = ui_text_height(ui, in.w, label, words);
	ui_text(ui, rect_cut_bottom(&in, words_h), label, INK, CENTER, 0, words);
	rect_cut_bottom(&in, small ? 0.8f : 2);
	const float size = fminf(fminf(in.w, in.h), 30);
	ui_timer_ring(ui, rect_center(in, size, size), 0.12f, (float)seconds / WAIT_S, TIDE_GRAPHIC,
		SUNK, INK, arena_printf(&ui->list->arena, "%d", seconds), size * 0.4f, NULL);
}

static void buttons(struct ui *ui, struct rect *in)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float h = small ? 8.8f : 11.2f;
	struct type type = type_sized(theme_type(STYLE_BUTTON_LARGE, 1), small ? 2.8f : 3.8f);
	struct button staff = {.id = "recovery.staff",
		.label = ui_tr(ui, N_("Look into it (PIN)")),
		.icon = "lock",
		.radius = 2,
		.action = {ACTION_GO, SCREEN_PIN}};
	struct button open = {.id = "go",
		.label = ui_tr(ui, N_("Open now")),
		.kind = BUTTON_GO,
		.radius = 2,
		.action = {ACTION_CONFIRM, 0}};
	staff.type = ui_fit(ui, in->w - 12, 1, type, staff.label);
	open.type = ui_fit(ui, in->w - 12, 1, type, open.label);
	ui_button(ui, rect_cut_bottom(in, h), &staff);
	rect_cut_bottom(in, small ? 1.2f : 2.4f);
	ui_button(ui, rect_cut_bottom(in, h), &open);
	rect_cut_bottom(in, small ? 1.2f : 2.4f);
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
	ui_text(ui, head, theme_type(STYLE_LABEL, 1), INK_2, RIGHT | MIDDLE, 1,
		ui_tr(ui, N_("For staff")));
	rect_cut_top(&in, small ? 2 : 6);
	struct rect side = wide ? rect_cut_right(&in, small ? 38 : 60) : rect_cut_bottom(&in, 78);
	if (wide)
		rect_cut_right(&in, small ? 3 : 9);
	else
		rect_cut_bottom(&in, 3);
	buttons(ui, &side);
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
