/* What lists are made of: the scrolled part, chips, avatars. */
#include "ui/ui.h"

#include <math.h>

const struct chip_look chip_usual = {.h = 7.6f, .gap = 1.2f, .text = 2.7f, .pad = 3};

/* The check of a chip that is on, and the space behind it. */
static const float chip_icon = 3, chip_gap = 1.2f;

struct rect ui_scroll_begin(struct ui *ui, struct rect window)
{
	ui->list->scroll_box = window;
	ui->list->scroll_cmd = ui->list->cmds;
	ui->scrolling = true;
	if (ui->unrolled)
		return window;
	draw_clip(ui->list, window);
	window.y -= ui->scroll;
	return window;
}

void ui_scroll_end(struct ui *ui, float content_bottom)
{
	struct draw_list *list = ui->list;
	struct rect window = list->scroll_box;
	float scroll = ui->unrolled ? 0 : ui->scroll;
	float content = content_bottom + scroll - window.y, more = content - window.h;
	ui->scrolling = false;
	list->scroll_end = list->cmds;
	ui->more = more > 0 ? more : 0;
	if (ui->unrolled)
		return;
	draw_unclip(list);
	if (more <= 0)
		return;
	list->scroll_max = more;
	const float w = 0.6f;
	float thumb = window.h * window.h / content;
	float at = window.y + (window.h - thumb) * (ui->scroll / more);
	float x = window.x + window.w + (ui->m.margin - w) / 2;
	draw_round(list, rect_make(x, window.y, w, window.h), w / 2, ui->theme->color[SUNK]);
	draw_round(list, rect_make(x, at, w, thumb), w / 2, ui->theme->color[CONTROL_LINE]);
}

static struct type chip_type(const struct ui *ui, const struct chip_look *look)
{
	return type_sized(theme_type(STYLE_LABEL, 1), look->text * ui->text_scale);
}

float ui_chip_width(const struct ui *ui, const struct chip_look *look, const struct chip *chip)
{
	float check = chip->on || chip->icon ? chip_icon + chip_gap : 0;
	return 2 * look->pad + check + ui_text_width(ui, chip_type(ui, look), chip->label);
}

void ui_chip(struct ui *ui, struct rect box, const struct chip_look *look, const struct chip *chip)
{
	const color_t *color = ui->theme->color;
	bool disabled = !chip->action.kind;
	enum color_role fill = disabled ? DISABLED : chip->on ? PRIMARY : CARD;
	enum color_role ink = disabled ? DISABLED_TEXT : chip->on ? ON_PRIMARY : INK;
	draw_round(ui->list, box, box.h / 2, color[fill]);
	if (!chip->on && !disabled)
		draw_outline(ui->list, box, box.h / 2,
			ui->theme->outline ? ui->theme->outline : 0.25f, color[CONTROL_LINE]);
	struct rect in = rect_inset(box, look->pad, 0);
	if (chip->on || chip->icon) {
		struct rect icon = rect_cut_left(&in, chip_icon);
		ui_icon(ui, (struct point){icon.x, icon.y + (icon.h - chip_icon) / 2}, chip_icon,
			chip->icon ? chip->icon : "check", ink);
		rect_cut_left(&in, chip_gap);
	}
	in.w += 0.02f;
	ui_text(ui, in, chip_type(ui, look), ink, LEFT | MIDDLE, 1, chip->label);
	ui_item(ui, &(struct item){.id = chip->id,
			    .role = ROLE_CHIP,
			    .label = chip->label,
			    .box = box,
			    .radius = box.h / 2,
			    .state = chip->icon ? STATE_NONE
				     : chip->on ? STATE_CHOSEN
						: STATE_NOT_CHOSEN,
			    .disabled = disabled,
			    .action = chip->action});
}

/* Where the next chip stands, after one at *x, *y that is `before` wide. */
static void next_chip(const struct rect *box, const struct chip_look *look, float before, float w,
	struct point *at)
{
	at->x += before > 0 ? before + look->gap : 0;
	if (at->x <= box->x || at->x + w <= box->x + box->w)
		return;
	at->x = box->x;
	at->y += look->h + look->gap;
}

float ui_chips_like(struct ui *ui, struct rect box, const struct chip_look *look,
	const struct chip *chip, int chips)
{
	struct point at = {box.x, box.y};
	float before = 0;
	for (int i = 0; i < chips; i++) {
		float w = ui_chip_width(ui, look, &chip[i]);
		next_chip(&box, look, before, w, &at);
		ui_chip(ui, rect_make(at.x, at.y, w, look->h), look, &chip[i]);
		before = w;
	}
	return at.y + look->h - box.y;
}

float ui_chips_height(const struct ui *ui, float width, const struct chip_look *look,
	const struct chip *chip, int chips)
{
	const struct rect box = {0, 0, width, 0};
	struct point at = {0, 0};
	float before = 0;
	for (int i = 0; i < chips; i++) {
		float w = ui_chip_width(ui, look, &chip[i]);
		next_chip(&box, look, before, w, &at);
		before = w;
	}
	return at.y + look->h;
}

float ui_chips(struct ui *ui, struct rect box, const struct chip *chip, int chips)
{
	return ui_chips_like(ui, box, &chip_usual, chip, chips);
}

void ui_switch(struct ui *ui, struct rect box, bool on)
{
	const color_t *color = ui->theme->color;
	if (on) {
		draw_round(ui->list, box, box.h / 2, color[TIDE]);
		draw_round(ui->list, rect_make(box.x + box.w - 5.4f, box.y + 0.6f, 4.8f, 4.8f),
			2.4f, color[CARD]);
		return;
	}
	draw_outline(ui->list, box, box.h / 2, 0.3f, color[CONTROL_LINE]);
	draw_round(ui->list, rect_make(box.x + 0.8f, box.y + 0.8f, 4.4f, 4.4f), 2.2f,
		color[CONTROL_LINE]);
}

void ui_tabs(struct ui *ui, struct rect row, const struct chip *tab, int tabs)
{
	const float gap = ui->m.size_class == CLASS_COMPACT ? 1 : 1.4f;
	const float pad = ui->m.size_class == CLASS_COMPACT ? 2.4f : 3.4f;
	float width[TABS_MAX], all = 0,
			       room = row.w - gap * (float)(tabs - 1) - 2 * pad * (float)tabs;
	struct type type = type_sized(theme_type(STYLE_LABEL, 1), 2.9f * ui->text_scale);
	for (int i = 0; i < tabs; i++)
		all += width[i] = ui_text_width(ui, type, tab[i].label);
	float share = all > room ? room / all : 1;
	type = type_sized(type, type.size * share);
	for (int i = 0; i < tabs; i++) {
		struct rect box = rect_cut_left(&row, width[i] * share + 2 * pad);
		rect_cut_left(&row, gap);
		enum color_role fill = tab[i].on ? PRIMARY : CARD;
		draw_round(ui->list, box, box.h / 2, ui->theme->color[fill]);
		if (!tab[i].on)
			draw_outline(ui->list, box, box.h / 2,
				ui->theme->outline ? ui->theme->outline : 0.25f,
				ui->theme->color[CONTROL_LINE]);
		ui_text(ui, rect_inset(box, pad - 0.1f, 0), type, tab[i].on ? ON_PRIMARY : INK,
			CENTER | MIDDLE, 1, tab[i].label);
		ui_item(ui, &(struct item){.id = tab[i].id,
				    .role = ROLE_TAB,
				    .label = tab[i].label,
				    .box = box,
				    .radius = box.h / 2,
				    .state = tab[i].on ? STATE_CHOSEN : STATE_NONE,
				    .action = tab[i].action});
	}
}

float ui_empty(struct ui *ui, struct rect box, const struct empty *empty)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	const float pad = tight ? 2.4f : 3.6f, plate = tight ? 8.8f : 11.2f, gap = 1.6f;
	const float below = 2.4f, button_h = 8.8f;
	struct type lead = type_sized(ui_type(ui, STYLE_LEAD), tight ? 2.8f : 3.4f);
	float words_h = ui_text_height(ui, box.w - 2 * pad, lead, empty->words);
	struct rect in = box;
	/* Long words make it larger than it is usually. */
	in.h = fmaxf(tight ? 30 : 44, 2 * pad + plate + gap + words_h + below + button_h);
	ui_card(ui, in, 2.4f);
	float end = in.y + in.h;
	in = rect_inset(in, pad, pad);
	struct rect head = rect_cut_top(&in, plate);
	ui_plate(ui, rect_cut_left(&head, plate), empty->icon, plate * 0.54f, SUNK, INK);
	rect_cut_left(&head, 2.4f);
	struct type type = ui_fit(ui, head.w, 2, theme_type(STYLE_TITLE, 1), empty->title);
	ui_text(ui, head, type, INK, LEFT | MIDDLE, 2, empty->title);
	rect_cut_top(&in, gap);
	rect_cut_top(&in, ui_text(ui, in, lead, INK_2, LEFT, 0, empty->words) + below);
	struct button way = empty->way;
	way.kind = BUTTON_GO;
	ui_button(ui, rect_make(in.x, in.y, ui_button_width(ui, &way), button_h), &way);
	return end;
}

void ui_code_card(
	struct ui *ui, struct rect box, int modules, const uint8_t *module, const char *instead)
{
	const color_t light = 0xFFFCF5FF, dark = 0x131A20FF;
	draw_round(ui->list, box, 2.4f, light);
	if (!module) {
		ui_text(ui, rect_inset(box, 3.6f, 3.6f), ui_type(ui, STYLE_LABEL), CAPTION_BOX,
			CENTER | MIDDLE, 0, instead);
		return;
	}
	float quiet = box.w * 4 / (float)(modules + 8);
	draw_code(ui->list, rect_inset(box, quiet, quiet), module, modules, dark);
}

void ui_avatar(struct ui *ui, struct rect box, const char *initials, unsigned n)
{
	static const enum color_role grounds[] = {TIDE_TINT, SUNK, FLARE_TINT, WARN_TINT};
	ui_panel(ui, box, box.h / 2, grounds[n % 4]);
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), box.h * 0.4f);
	type.tracking = -0.02f;
	enum hearing hearing = ui_heard(ui, HEARD_NEVER);
	ui_text(ui, box, type, INK, CENTER | MIDDLE, 1, initials);
	ui_heard(ui, hearing);
}
