/* All filters of the directory: a sheet from the side, on upright glass from below; on small glass
 * the whole of it. What is tapped counts at once: the button says how many are left. */
#include "screens/therapists.h"

#include <string.h>

struct measures {
	struct chip_look chip;
	float label_w, label_gap, gap, title;
};

static const struct measures large = {{8.4f, 1.4f, 2.8f, 3}, 18, 2, 2.2f, 7.2f};
static const struct measures small = {{8.8f, 1.2f, 2.7f, 2.6f}, 15, 1.4f, 1.8f, 4.4f};

/* One size for all titles beside the chips: the one at which the widest fits. */
static struct type title_type(struct ui *ui, const struct measures *m)
{
	struct type type = ui_type(ui, STYLE_LABEL);
	type = ui_fit(ui, m->label_w, 1, type, ui_tr(ui, N_("Distance")));
	for (int i = 0; i < FILTER_GROUPS; i++)
		type = ui_fit(
			ui, m->label_w, 1, type, filter_group_title(ui, (enum filter_group)i));
	return type;
}

/* A group from the top of box; returns where it ends. */
static float group(struct ui *ui, struct rect box, const struct measures *m, const char *title,
	const struct chip *chip, int chips)
{
	if (!chips)
		return box.y;
	struct rect name = rect_cut_left(&box, m->label_w);
	name.h = m->chip.h;
	ui_text(ui, name, title_type(ui, m), INK_2, LEFT | MIDDLE, 1, title);
	rect_cut_left(&box, m->label_gap);
	return box.y + ui_chips_like(ui, box, &m->chip, chip, chips) + m->gap;
}

static float groups(const struct app *app, struct ui *ui, struct rect box, const struct measures *m)
{
	struct chip chip[FILTER_CHIPS_MAX];
	float bottom = box.y + box.h;
	int chips = distance_chips(app, ui, true, chip);
	box.y = group(ui, box, m, ui_tr(ui, N_("Distance")), chip, chips);
	for (int i = 0; i < FILTER_GROUPS; i++) {
		box.h = bottom - box.y;
		chips = filter_chips(app, ui, (enum filter_group)i, chip);
		box.y = group(
			ui, box, m, filter_group_title(ui, (enum filter_group)i), chip, chips);
	}
	return box.y - m->gap;
}

struct option {
	const char *id, *name;
	enum action_kind action;
	bool on;
};

static const float switch_w = 11, switch_h = 6, switch_gap = 2;

/* The whole row is the target. */
static void option_row(
	struct ui *ui, struct rect row, struct type type, const struct option *option)
{
	struct rect in = row;
	struct rect right = rect_cut_right(&in, switch_w);
	rect_cut_right(&in, switch_gap);
	const char *name = ui_tr(ui, option->name);
	ui_text(ui, in, type, INK, LEFT | MIDDLE, 1, name);
	ui_switch(ui, rect_center(right, switch_w, switch_h), option->on);
	ui_item(ui, &(struct item){.id = option->id,
			    .role = ROLE_ROW,
			    .label = name,
			    .state = option->on ? STATE_ON : STATE_OFF,
			    .box = row,
			    .radius = 1.6f,
			    .action = {option->action, 0}});
}

/* Beside each other, or where that is too narrow one below the other; box.h is the height of a row.
 * Returns where they end. */
static float options(const struct app *app, struct ui *ui, struct rect box, bool below)
{
	const struct option option[] = {{"filters.new", N_("Taking new clients"),
						ACTION_ACCEPTS_NEW, app->therapists.accepts_new},
		{"filters.insurance", N_("Takes insurance"), ACTION_INSURANCE,
			app->therapists.insurance}};
	struct type type = ui_type(ui, STYLE_BUTTON);
	float row_w = below ? box.w : rect_grid(box, 2, 1, 5.6f, 0).w;
	for (int i = 0; i < 2; i++)
		type = ui_fit(
			ui, row_w - switch_w - switch_gap, 1, type, ui_tr(ui, option[i].name));
	for (int i = 0; i < 2; i++) {
		struct rect row = below ? box : rect_grid(box, 2, 1, 5.6f, i);
		option_row(ui, row, type, &option[i]);
		box.y += below ? box.h : 0;
	}
	return below ? box.y : box.y + box.h;
}

static void hairline(struct ui *ui, struct rect box)
{
	draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
}

static struct button show_button(const struct app *app, struct ui *ui)
{
	size_t found = therapists_found(app);
	const char *nobody = therapists_filters_on(app) ? ui_tr(ui, N_("No one fits these filters"))
							: ui_tr(ui, N_("No therapists yet"));
	const char *label =
		found ? ui_fill(ui, trn(ui->lang, "Show {} therapist", "Show {} therapists", found),
				number_words(ui, (int)found))
		      : nobody;
	return (struct button){.id = "filters.show",
		.label = label,
		.kind = BUTTON_GO,
		.type = theme_type(STYLE_BUTTON_LARGE, ui->text_scale),
		.radius = 2,
		.disabled = !found,
		.action = {ACTION_CLOSE, 0}};
}

static struct button clear_button(struct ui *ui, bool is_large)
{
	struct button clear = {.id = "therapists.clear",
		.label = ui_tr(ui, N_("Clear all")),
		.action = {ACTION_CLEAR, 0}};
	if (is_large) {
		clear.type = theme_type(STYLE_BUTTON_LARGE, ui->text_scale);
		clear.radius = 2;
		clear.pad = 4.4f;
	}
	return clear;
}

static void title(struct ui *ui, struct rect box, const struct measures *m)
{
	const char *words = ui_tr(ui, N_("Filters"));
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), m->title);
	ui_text(ui, box, ui_fit(ui, box.w, 1, type, words), INK, LEFT | MIDDLE, 1, words);
}

/* What scrolls: the groups, and on small glass the options under them. */
static void scrolled(const struct app *app, struct ui *ui, struct rect window,
	const struct measures *m, bool options_too)
{
	/* Room for the focus ring. */
	const float ring = 1.4f;
	struct rect at = ui_scroll_begin(ui, rect_inset(window, -ring, 0));
	at = rect_inset(at, ring, 0);
	at.y += ring;
	float y = groups(app, ui, at, m);
	if (options_too) {
		y += 2.4f;
		hairline(ui, rect_make(at.x, y, at.w, 0));
		y = options(app, ui, rect_make(at.x, y + 0.8f, at.w, 8.8f), false);
	}
	ui_scroll_end(ui, y + ring);
}

static void sheet(const struct app *app, struct ui *ui, bool upright)
{
	const float pad_left = 5.6f, pad_right = upright ? 5.6f : ui->m.margin, row = 8.8f,
		    radius = 3.2f;
	struct rect box = ui_canvas(ui);
	box = upright ? rect_cut_bottom(&box, 124) : rect_cut_right(&box, 130);
	/* The corners at the glass's own edge are not round: they lie beyond it. */
	struct rect ground = box;
	ground.w += upright ? 0 : radius;
	ground.h += upright ? radius : 0;
	ui_sheet(ui, ground, radius, PAPER);
	struct rect in = {
		box.x + pad_left, box.y + 4, box.w - pad_left - pad_right, box.h - 4 - 5.6f};
	struct rect head = rect_cut_top(&in, 8.8f);
	struct button close = {.id = "filters.close",
		.label = ui_tr(ui, N_("Close")),
		.icon = "close",
		.pad = 2.8f,
		.action = {ACTION_CLOSE, 0}};
	ui_button(ui, rect_cut_right(&head, ui_button_width(ui, &close)), &close);
	title(ui, head, &large);
	rect_cut_top(&in, 1.6f);
	struct rect foot = rect_cut_bottom(&in, 11.2f);
	rect_cut_bottom(&in, 2.8f);
	struct rect rows = rect_cut_bottom(&in, upright ? 2 * row : row);
	rect_cut_bottom(&in, 0.8f);
	scrolled(app, ui, in, &large, false);
	/* What has scrolled under the rest of the sheet ends at its edge. */
	draw_rect(ui->list, rect_make(in.x, in.y + in.h, in.w, foot.y - in.y - in.h),
		ui->theme->color[PAPER]);
	hairline(ui, rect_make(in.x, in.y + in.h, in.w, 0));
	rows.h = row;
	options(app, ui, rows, upright);
	struct button clear = clear_button(ui, true), show = show_button(app, ui);
	ui_button(ui, rect_cut_left(&foot, ui_button_width(ui, &clear)), &clear);
	rect_cut_left(&foot, 2.4f);
	ui_button(ui, foot, &show);
}

static void whole_screen(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, foot_h = 14.2f;
	draw_modal(ui->list);
	struct rect in = ui_canvas(ui);
	draw_rect(ui->list, in, ui->theme->color[PAPER]);
	struct rect foot = rect_cut_bottom(&in, foot_h);
	in = rect_inset(in, margin, 0);
	struct rect bar = rect_cut_top(&in, ui->m.header);
	struct button close = {.id = "filters.close",
		.label = ui_tr(ui, N_("Close")),
		.icon = "close",
		.icon_only = true,
		.action = {ACTION_CLOSE, 0}};
	struct button clear = clear_button(ui, false), show = show_button(app, ui);
	struct rect close_box = rect_center(rect_cut_right(&bar, 8.8f), 8.8f, 8.8f);
	rect_cut_right(&bar, 1.8f);
	struct rect clear_box = rect_cut_right(&bar, ui_button_width(ui, &clear));
	title(ui, bar, &small);
	ui_button(ui, rect_center(clear_box, clear_box.w, 8.8f), &clear);
	ui_button(ui, close_box, &close);
	scrolled(app, ui, in, &small, true);
	draw_rect(ui->list, foot, ui->theme->color[CARD]);
	hairline(ui, foot);
	ui_button(ui, rect_make(margin, foot.y + 1.6f, foot.w - 2 * margin, 10.4f), &show);
}

static void view(const struct app *app, struct ui *ui)
{
	if (ui->m.size_class == CLASS_COMPACT)
		whole_screen(app, ui);
	else
		sheet(app, ui, ui->m.size_class == CLASS_PORTRAIT);
}

static bool update(struct app *app, const struct event *event)
{
	return event->kind == EVENT_ACTION && therapists_filter(app, event->action);
}

const struct screen overlay_filters = {
	.name = "filters", .overlay = true, .update = update, .view = view};
