#include "ui/ui.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float press_scale = 0.02f; /* by so much smaller */
static const float hairline = 0.2f, control_line = 0.25f;

/* Focus ring, outside the control: gap, ink, amber, ink (design language, section 7). */
static const float focus_gap = 0.35f, focus_core = 0.5f, focus_key = 0.25f;

static const int64_t hold_us = 3000000;

struct button_look {
	enum color_role fill, pressed, text;
	bool outlined; /* control line around it */
};

static const struct button_look looks[BUTTON_KINDS] = {
	[BUTTON_QUIET] = {SUNK, LINE, INK, false},
	[BUTTON_GO] = {FLARE, FLARE_PRESSED, ON_FLARE, false},
	[BUTTON_PRIMARY] = {PRIMARY, STAGE_3, ON_PRIMARY, false},
	[BUTTON_TIDE] = {TIDE, TIDE_PRESSED, ON_TIDE, false},
	[BUTTON_OUTLINE] = {CARD, SUNK, INK, true},
	[BUTTON_STAGE] = {STAGE_3, STAGE_2, STAGE_TEXT, false},
	[BUTTON_ON] = {STAGE_TEXT, STAGE_TEXT_2, STAGE, false},
};

static const float press_line = 0.6f;

bool ui_is_pressed(struct ui *ui, const char *id)
{
	bool pressed = ui->pressed && strcmp(ui->pressed, id) == 0;
	/* Black and white have no shades. */
	if (pressed && !ui->theme->high_contrast)
		ui->press_shown = true;
	return pressed;
}

struct rect ui_pressed_box(struct ui *ui, struct rect box, const char *id)
{
	float scale = ui_is_pressed(ui, id) ? 1 - press_scale * ui->press : 1;
	return rect_center(box, box.w * scale, box.h * scale);
}

struct item *ui_item(struct ui *ui, const struct item *item)
{
	struct item grown = *item;
	float w = item->box.w > ui->m.target ? item->box.w : ui->m.target;
	float h = item->box.h > ui->m.target ? item->box.h : ui->m.target;
	grown.hit = rect_center(item->box, w, h);
	grown.scrolls = ui->scrolling;
	return draw_item(ui->list, &grown);
}

void ui_icon(struct ui *ui, struct point at, float size, const char *icon, enum color_role color)
{
	const char *name = arena_printf(&ui->list->arena, "icons/%s.svg", icon);
	draw_mask(ui->list, rect_make(at.x, at.y, size, size), name, ui->theme->color[color]);
}

/* A button with every default filled in. */
static struct button complete(const struct ui *ui, const struct button *button)
{
	struct button b = *button;
	if (b.type.size <= 0)
		b.type = ui_type(ui, STYLE_BUTTON);
	if (b.radius <= 0)
		b.radius = 1.6f;
	if (b.icon_size <= 0)
		b.icon_size = b.icon_only ? 4 : 3.6f;
	if (b.pad <= 0)
		b.pad = 3.4f;
	return b;
}

static float icon_gap(const struct button *b)
{
	return b->icon && !b->icon_only ? b->icon_size * 0.44f : 0;
}

float ui_button_width(const struct ui *ui, const struct button *button)
{
	struct button b = complete(ui, button);
	float text = b.icon_only ? 0 : ui_text_width(ui, b.type, b.label);
	return 2 * b.pad + (b.icon ? b.icon_size : 0) + icon_gap(&b) + text;
}

static void button_ground(struct ui *ui, struct rect box, const struct button *b, bool pressed)
{
	const struct theme *theme = ui->theme;
	const struct button_look *look = &looks[b->kind];
	enum color_role fill = b->disabled ? DISABLED : pressed ? look->pressed : look->fill;
	/* Black and white have no shades: what is pressed swaps them. */
	if (pressed && !b->disabled && theme->high_contrast)
		fill = look->text;
	draw_round(ui->list, box, b->radius, theme->color[fill]);
	if (look->outlined && !theme->outline)
		draw_outline(ui->list, box, b->radius, control_line, theme->color[CONTROL_LINE]);
	/* In high contrast what is filled black needs an edge; solid accents and whites do not. */
	if (theme->outline && theme->color[fill] == theme->color[PAPER])
		draw_outline(ui->list, box, b->radius, theme->outline, theme->color[CONTROL_LINE]);
}

/* A label that is too wide is set a little smaller; if that is not enough it takes a second line
 * where there is room for one, and at last steps down until it fits. Two lines that must be smaller
 * to have room are still better than one that must be much smaller. */
static struct type label_type(const struct ui *ui, float room, float h, const struct button *b)
{
	const float little = 0.9f;
	struct type type = b->type;
	if (ui_text_lines(ui, room, type, b->label) > 1)
		type = type_sized(type, type.size * little);
	if (h > 2 * type.line)
		return ui_fit(ui, room, 2, type, b->label);
	const float much = 0.8f;
	struct type one = ui_fit(ui, room, 1, type, b->label);
	struct type two = type_sized(type, type.size * h / (2 * type.line));
	two = ui_fit(ui, room, 2, two, b->label);
	return one.size < two.size * much ? two : one;
}

static void button_content(struct ui *ui, struct rect box, const struct button *b, bool pressed)
{
	enum color_role color = b->disabled ? DISABLED_TEXT : looks[b->kind].text;
	if (pressed && !b->disabled && ui->theme->high_contrast)
		color = looks[b->kind].fill;
	float side = b->icon && !b->icon_only ? b->icon_size + icon_gap(b) : 0;
	if (b->icon_only) {
		struct rect at = rect_center(box, b->icon_size, b->icon_size);
		ui_icon(ui, (struct point){at.x, at.y}, b->icon_size, b->icon, color);
		return;
	}
	float room = box.w - side - 2.4f;
	struct type type = label_type(ui, room, box.h, b);
	float text_w = ui_wrapped_width(ui, room, type, b->label);
	float x = b->left ? box.x + b->pad : box.x + (box.w - side - text_w) / 2;
	float icon_x = b->icon_after ? x + text_w + icon_gap(b) : x;
	if (b->icon_after)
		x -= side;
	if (b->icon)
		ui_icon(ui, (struct point){icon_x, box.y + (box.h - b->icon_size) / 2},
			b->icon_size, b->icon, color);
	ui_text(ui, rect_make(x + side, box.y, text_w + 0.02f, box.h), type, color,
		(b->icon ? LEFT : CENTER) | MIDDLE, 0, b->label);
}

void ui_button(struct ui *ui, struct rect box, const struct button *button)
{
	struct button b = complete(ui, button);
	bool pressed = ui_is_pressed(ui, b.id);
	struct rect shown = ui_pressed_box(ui, box, b.id);
	button_ground(ui, shown, &b, pressed);
	button_content(ui, shown, &b, pressed);
	ui_item(ui, &(struct item){.id = b.id,
			    .role = b.role,
			    .label = b.label,
			    .box = box,
			    .radius = b.radius,
			    .says = b.says,
			    .state = b.state,
			    .action = b.action,
			    .hold = b.hold,
			    .hold_us = b.hold.kind ? hold_us : 0,
			    .disabled = b.disabled,
			    .go = b.kind == BUTTON_GO,
			    .on_stage = b.on_stage});
}

void ui_card(struct ui *ui, struct rect box, float radius)
{
	const struct theme *theme = ui->theme;
	draw_round(ui->list, box, radius, theme->color[CARD]);
	draw_outline(ui->list, box, radius, theme->outline ? theme->outline : hairline,
		theme->color[LINE]);
}

void ui_panel(struct ui *ui, struct rect box, float radius, enum color_role color)
{
	const struct theme *theme = ui->theme;
	draw_round(ui->list, box, radius, theme->color[color]);
	if (theme->outline && theme->color[color] == theme->color[PAPER])
		draw_outline(ui->list, box, radius, theme->outline, theme->color[LINE]);
}

void ui_plate(struct ui *ui, struct rect box, const char *icon, float icon_size,
	enum color_role fill, enum color_role color)
{
	ui_panel(ui, box, 2.4f, fill);
	struct rect at = rect_center(box, icon_size, icon_size);
	ui_icon(ui, (struct point){at.x, at.y}, icon_size, icon, color);
}

static struct type tag_type(const struct ui *ui)
{
	struct type type = ui_type(ui, STYLE_SMALL);
	type.font = FONT_BOLD;
	return type;
}

/* What of a tag's width is the icon's. */
static float tag_side(float h, const char *icon)
{
	const float gap = 0.8f;
	return icon ? h * 0.6f + gap : 0;
}

float ui_tag_width(const struct ui *ui, float h, const char *icon, const char *text)
{
	return 2 * h / 3 + tag_side(h, icon) + ui_text_width(ui, tag_type(ui), text);
}

float ui_tag(struct ui *ui, struct point at, float h, const char *icon, const char *text,
	enum color_role fill, enum color_role color)
{
	float pad = h / 3, icon_size = h * 0.6f, side = tag_side(h, icon);
	struct type type = tag_type(ui);
	float w = ui_tag_width(ui, h, icon, text);
	struct rect box = {at.x, at.y, w, h};
	ui_panel(ui, box, 0.8f, fill);
	if (icon)
		ui_icon(ui, (struct point){at.x + pad, at.y + (h - icon_size) / 2}, icon_size, icon,
			color);
	ui_text(ui, rect_make(at.x + pad + side, at.y, w - 2 * pad - side, h), type, color,
		LEFT | MIDDLE, 1, text);
	return w;
}

void ui_timer_ring(struct ui *ui, struct rect box, float stroke_share, float left,
	enum color_role color, enum color_role track, enum color_role text, const char *number,
	float number_size, const char *unit)
{
	float stroke = box.w * stroke_share;
	draw_ring(ui->list, box, stroke, 0, 1, ui->theme->color[track]);
	if (left > 0)
		draw_ring(ui->list, box, stroke, 0, left < 1 ? left : 1, ui->theme->color[color]);
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), number_size);
	struct rect middle = box;
	ui->list->timer_s = (int)strtol(number, NULL, 10);
	enum hearing hearing = ui_heard(ui, HEARD_NEVER);
	if (unit)
		middle.y -= number_size * 0.17f;
	ui_text(ui, middle, type, text, CENTER | MIDDLE, 1, number);
	if (unit) {
		/* Under a very large number its unit is larger too. */
		struct type small =
			type_sized(theme_type(STYLE_SMALL, 1), number_size < 14 ? 2.3f : 3.2f);
		small = ui_fit(ui, box.w * 0.66f, 1, small, unit);
		middle.y += number_size * 0.17f + number_size * 0.5f;
		ui_text(ui, middle, small, text == INK ? INK_2 : STAGE_TEXT_2, CENTER | MIDDLE, 1,
			unit);
	}
	ui_heard(ui, hearing);
}

enum hearing ui_heard(struct ui *ui, enum hearing hearing)
{
	enum hearing former = ui->list->hearing;
	ui->list->hearing = hearing;
	return former;
}

/* The mark is drawn in 64 of the lock-up's 68 units, the word in 217 from the 74th on. */
void ui_logo(
	struct ui *ui, struct point at, float h, color_t ink, color_t segment, struct action hold)
{
	const float unit = h / 68;
	struct rect mark = {at.x, at.y, 64 * unit, 64 * unit};
	draw_mask(ui->list, mark, "logo/mark-ring.svg", ink);
	draw_mask(ui->list, mark, "logo/mark-segment.svg", segment);
	draw_mask(ui->list, rect_make(at.x + 74 * unit, at.y - unit, 217 * unit, h),
		"logo/wordmark.svg", ink);
	if (!hold.kind)
		return;
	ui_item(ui, &(struct item){.id = "logo",
			    .role = ROLE_LINK,
			    .label = "Tuneup",
			    .box = {at.x, at.y, 293 * unit, h},
			    .hold = hold,
			    .hold_us = hold_us,
			    .no_focus = true});
}

/* The header's buttons are as high as the bar allows and square unless they carry words. */
static struct rect place(struct ui *ui, struct rect *bar, const struct button *b, bool right)
{
	const float h = 8.8f;
	float w = b->icon_only || !b->icon ? h : ui_button_width(ui, b);
	struct rect cut = right ? rect_cut_right(bar, w) : rect_cut_left(bar, w);
	float gap = ui->m.size_class == CLASS_LANDSCAPE ? 2.4f : 1.8f;
	if (right)
		rect_cut_right(bar, gap);
	else
		rect_cut_left(bar, gap);
	return rect_center(cut, w, h);
}

struct rect ui_bar_begin(struct ui *ui, bool over)
{
	float y = !ui->reach ? 0 : over ? ui->m.h : ui->m.h - ui->m.header;
	ui->bar = (struct ui_bar){
		.drawn = true, .over = over, .cmd = ui->list->cmds, .item = ui->list->items};
	return rect_make(ui->m.margin, y, ui->m.w - 2 * ui->m.margin, ui->m.header);
}

void ui_bar_end(struct ui *ui, struct rect room, const char *title)
{
	ui->bar.cmd_end = ui->list->cmds;
	ui->bar.item_end = ui->list->items;
	ui->bar.room = room;
	ui->bar.title = title;
}

void ui_bar_title(struct ui *ui, struct rect room, const char *title)
{
	struct type type = ui_fit(ui, room.w, 1, ui_type(ui, STYLE_HEADING), title);
	ui_text(ui, room, type, INK, LEFT | MIDDLE, 1, title);
}

struct header_slot {
	struct button button;
	struct rect box;
};

void ui_header(
	struct ui *ui, const char *title, unsigned parts, const struct header_actions *actions)
{
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	struct rect bar = ui_bar_begin(ui, false);
	int next = (ui->lang + 1) % tr_count();
	struct header_slot slot[] = {
		{.button = {.id = "home",
			 .label = ui_tr(ui, "Home"),
			 .icon = "home",
			 .pad = 2.9f,
			 .kind = BUTTON_PRIMARY,
			 .action = actions->home,
			 .hold = actions->home_hold,
			 .icon_only = !wide}},
		{.button = {.id = "access",
			 .label = ui_tr(ui, "Accessibility"),
			 .icon = "accessibility",
			 .kind = ui->reach && !(parts & HEADER_HOME) ? BUTTON_PRIMARY
								     : BUTTON_QUIET,
			 .action = actions->access,
			 .icon_only = true}},
		{.button = {.id = "lang",
			 .label = wide ? tr(next, "English") : tr(next, "EN"),
			 .says = wide ? NULL : tr(next, "English"),
			 .icon = wide ? "language" : NULL,
			 .pad = 2.8f,
			 .action = actions->lang}},
	};
	const bool there[] = {parts & HEADER_HOME, parts & HEADER_TOOLS,
		(parts & HEADER_TOOLS) && tr_count() > 1};
	for (int i = 0; i < 3; i++)
		if (there[i])
			slot[i].box = place(ui, &bar, &slot[i].button, true);
	const float logo_h = 6.2f;
	if (parts & HEADER_LOGO)
		ui_logo(ui, (struct point){bar.x, (ui->m.header - logo_h) / 2}, logo_h,
			ui->theme->color[INK], ui->theme->color[FLARE], actions->staff);
	if (parts & HEADER_BACK) {
		struct button back = {.id = "back",
			.label = ui_tr(ui, "Back"),
			.icon = "back",
			.pad = 2.7f,
			.action = actions->back,
			.icon_only = !wide};
		ui_button(ui, place(ui, &bar, &back, false), &back);
	}
	if (title && !ui->reach)
		ui_bar_title(ui, bar, title);
	for (int i = 2; i >= 0; i--)
		if (there[i])
			ui_button(ui, slot[i].box, &slot[i].button);
	ui_bar_end(ui, bar, title);
}

void ui_sheet(struct ui *ui, struct rect box, float radius, enum color_role fill)
{
	ui->sheet = box;
	draw_modal(ui->list);
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[SCRIM]);
	ui_panel(ui, box, radius, fill);
}

void ui_toast(struct ui *ui, const char *text)
{
	const float h = 7.6f, pad = 3, above = 3.2f;
	struct type type = ui_type(ui, STYLE_BUTTON);
	float most = ui->m.w - 2 * ui->m.margin - 2 * pad;
	float text_w = ui_text_width(ui, type, text);
	float w = text_w < most ? text_w : most;
	float block = ui_text_height(ui, w, type, text);
	float height = block + 4 > h ? block + 4 : h;
	/* In reach mode the lower half is for what can be touched. */
	float bottom = ui->reach ? ui->m.h / 2 - 2 : ui->m.h - above;
	struct rect box = {(ui->m.w - w) / 2 - pad, bottom - height, w + 2 * pad, height};
	ui_panel(ui, box, 1.6f, STAGE);
	ui_text(ui, rect_inset(box, pad, 0), type, STAGE_TEXT, CENTER | MIDDLE, 0, text);
}

/* The part of a box that its window shows. */
static struct rect in_window(const struct draw_list *list, const struct item *item)
{
	struct rect box = item->box, window = list->scroll_box;
	if (!item->scrolls || window.h <= 0)
		return box;
	float top = fmaxf(box.y, window.y);
	float bottom = fminf(box.y + box.h, window.y + window.h);
	return rect_make(box.x, top, box.w, fmaxf(bottom - top, 0));
}

void ui_press_mark(struct ui *ui)
{
	const struct item *item =
		ui->pressed && !ui->press_shown ? draw_find(ui->list, ui->pressed) : NULL;
	if (!item || item->disabled || item->shape || !item->action.kind)
		return;
	/* One of the two is seen on whatever ground. */
	const color_t *color = ui->theme->color;
	struct rect box = in_window(ui->list, item);
	draw_outline(
		ui->list, box, item->radius, press_line, color[item->on_stage ? STAGE_TEXT : INK]);
	draw_outline(ui->list, rect_inset(box, press_line, press_line),
		fmaxf(item->radius - press_line, 0), press_line / 2,
		color[item->on_stage ? STAGE : PAPER]);
}

void ui_focus_ring(struct ui *ui)
{
	const struct item *item = ui->focus ? draw_find(ui->list, ui->focus) : NULL;
	if (!item)
		return;
	const color_t *color = ui->theme->color;
	bool contrast = ui->theme->high_contrast;
	struct {
		float width;
		color_t color;
	} band[] = {
		{focus_gap, color[item->on_stage ? STAGE : PAPER]},
		{item->on_stage && !contrast ? 0 : focus_key, color[contrast ? PAPER : FOCUS_LINE]},
		{contrast ? 0.6f : focus_core, color[FOCUS_CORE]},
		{contrast ? focus_core : focus_key, color[FOCUS_LINE]},
	};
	float out = 0;
	for (int i = 0; i < 4; i++) {
		if (band[i].width <= 0)
			continue;
		/* Bands overlap a little inwards so that no ground shows between rounded edges. */
		float overlap = i ? 0.05f : 0.1f;
		out += band[i].width;
		struct rect box = rect_inset(item->box, -out, -out);
		draw_outline(
			ui->list, box, item->radius + out, band[i].width + overlap, band[i].color);
	}
}
