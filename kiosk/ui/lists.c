/* What lists are made of: the scrolled part, chips, avatars. */
#include "ui/ui.h"

const struct chip_look chip_usual = {.h = 7.6f, .gap = 1.2f, .text = 2.7f, .pad = 3};

/* The check of a chip that is on, and the space behind it. */
static const float chip_icon = 3, chip_gap = 1.2f;

struct rect ui_scroll_begin(struct ui *ui, struct rect window)
{
	ui->list->scroll_box = window;
	ui->scrolling = true;
	draw_clip(ui->list, window);
	window.y -= ui->scroll;
	return window;
}

void ui_scroll_end(struct ui *ui, float content_bottom)
{
	struct draw_list *list = ui->list;
	struct rect window = list->scroll_box;
	float content = content_bottom + ui->scroll - window.y, more = content - window.h;
	ui->scrolling = false;
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
	float check = chip->on ? chip_icon + chip_gap : 0;
	return 2 * look->pad + check + ui_text_width(ui, chip_type(ui, look), chip->label);
}

void ui_chip(struct ui *ui, struct rect box, const struct chip_look *look, const struct chip *chip)
{
	const color_t *color = ui->theme->color;
	bool pressed = ui_is_pressed(ui, chip->id), disabled = !chip->action.kind;
	enum color_role fill = disabled ? DISABLED : chip->on ? PRIMARY : pressed ? SUNK : CARD;
	enum color_role ink = disabled ? DISABLED_TEXT : chip->on ? ON_PRIMARY : INK;
	draw_round(ui->list, box, box.h / 2, color[fill]);
	if (!chip->on && !disabled)
		draw_outline(ui->list, box, box.h / 2,
			ui->theme->outline ? ui->theme->outline : 0.25f, color[CONTROL_LINE]);
	struct rect in = rect_inset(box, look->pad, 0);
	if (chip->on) {
		struct rect icon = rect_cut_left(&in, chip_icon);
		ui_icon(ui, (struct point){icon.x, icon.y + (icon.h - chip_icon) / 2}, chip_icon,
			"check", ink);
		rect_cut_left(&in, chip_gap);
	}
	in.w += 0.02f;
	ui_text(ui, in, chip_type(ui, look), ink, LEFT | MIDDLE, 1, chip->label);
	ui_item(ui, &(struct item){.id = chip->id,
			    .role = ROLE_CHIP,
			    .label = chip->label,
			    .box = box,
			    .radius = box.h / 2,
			    .disabled = disabled,
			    .action = chip->action});
}

float ui_chips_like(struct ui *ui, struct rect box, const struct chip_look *look,
	const struct chip *chip, int chips)
{
	float x = box.x, y = box.y;
	for (int i = 0; i < chips; i++) {
		float w = ui_chip_width(ui, look, &chip[i]);
		if (x > box.x && x + w > box.x + box.w) {
			x = box.x;
			y += look->h + look->gap;
		}
		ui_chip(ui, rect_make(x, y, w, look->h), look, &chip[i]);
		x += w + look->gap;
	}
	return y + look->h - box.y;
}

float ui_chips(struct ui *ui, struct rect box, const struct chip *chip, int chips)
{
	return ui_chips_like(ui, box, &chip_usual, chip, chips);
}

void ui_avatar(struct ui *ui, struct rect box, const char *initials, unsigned n)
{
	static const enum color_role grounds[] = {TIDE_TINT, SUNK, FLARE_TINT, WARN_TINT};
	ui_panel(ui, box, box.h / 2, grounds[n % 4]);
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), box.h * 0.4f);
	type.tracking = -0.02f;
	ui_text(ui, box, type, INK, CENTER | MIDDLE, 1, initials);
}
