#include "reach.h"

#include <math.h>
#include <string.h>

/* What a view has added to the list. The first command is its ground, or the scrim. */
struct layer {
	size_t cmd, item;
};

/* What of a view goes where. */
enum part { PART_PAGE, PART_FOOT, PART_BAR, PARTS };

static float bottom_of(struct rect box)
{
	return box.y + box.h;
}

/* How much higher or lower all of it stands: where the bar has left a strip free at the top the
 * view moves up, a sheet moves down to the edge. */
static float settles_by(const struct ui *ui)
{
	if (ui->bar.drawn)
		return ui->bar.over ? 0 : -ui->m.header;
	return ui->sheet.h > 0 ? ui->m.h - bottom_of(ui->sheet) : 0;
}

/* What has to be held is for staff, and what only a finger finds has a label that does the same. */
static bool is_control(const struct ui *ui, size_t i)
{
	const struct item *item = &ui->list->item[i];
	bool in_bar = i >= ui->bar.item && i < ui->bar.item_end;
	return !in_bar && !item->no_focus && !item->hold.kind;
}

/* How far the view's highest control must come down; 0: none has to. Keys stand at the bottom
 * anyway and take all the room there is; what they find above them, their go key shows too. */
static float needs(const struct ui *ui, const struct layer *layer, float line)
{
	float first = line;
	for (size_t i = layer->item; i < ui->list->items; i++) {
		if (ui->list->item[i].role == ROLE_KEY)
			return 0;
		if (is_control(ui, i))
			first = fminf(first, ui->list->item[i].box.y);
	}
	return line - first;
}

/* What stands under the list stays there, unless that is out of reach itself. */
static bool has_foot(const struct ui *ui, float settled, float line)
{
	const float least = 28;
	return ui->list->scroll_end && bottom_of(ui->list->scroll_box) + settled > line + least;
}

/* What is drawn below the list's window but does not belong to the list is the foot. */
static enum part part_of(const struct ui *ui, bool in_bar, bool in_list, float y, bool foot)
{
	const float slack = 0.1f;
	if (in_bar)
		return PART_BAR;
	return foot && !in_list && y >= bottom_of(ui->list->scroll_box) - slack ? PART_FOOT
										: PART_PAGE;
}

/* The parts one after the other, each in its own order; end: where each ends. */
static void sort_cmds(struct ui *ui, size_t from, bool foot, size_t end[PARTS])
{
	struct draw_list *list = ui->list;
	size_t count = list->cmds, at = from;
	struct draw_cmd *cmd = arena_alloc(&list->arena, (count + 1) * sizeof *cmd);
	memcpy(cmd, list->cmd, count * sizeof *cmd);
	for (enum part part = 0; part < PARTS; part++) {
		for (size_t i = from; i < count; i++) {
			bool in_bar = i >= ui->bar.cmd && i < ui->bar.cmd_end;
			bool in_list = i >= list->scroll_cmd && i < list->scroll_end;
			if (part_of(ui, in_bar, in_list, cmd[i].box.y, foot) == part)
				list->cmd[at++] = cmd[i];
		}
		end[part] = at;
	}
}

static void sort_items(struct ui *ui, size_t from, bool foot, size_t end[PARTS])
{
	struct draw_list *list = ui->list;
	size_t count = list->items, at = from;
	struct item *item = arena_alloc(&list->arena, (count + 1) * sizeof *item);
	memcpy(item, list->item, count * sizeof *item);
	for (enum part part = 0; part < PARTS; part++) {
		for (size_t i = from; i < count; i++) {
			bool in_bar = i >= ui->bar.item && i < ui->bar.item_end;
			if (part_of(ui, in_bar, item[i].scrolls, item[i].box.y, foot) == part)
				list->item[at++] = item[i];
		}
		end[part] = at;
	}
}

static struct rect intersection(struct rect a, struct rect b)
{
	const float nothing = 0.01f; /* a clip of zero size would be none */
	float x = fmaxf(a.x, b.x), y = fmaxf(a.y, b.y);
	float w = fminf(a.x + a.w, b.x + b.w) - x, h = fminf(bottom_of(a), bottom_of(b)) - y;
	return rect_make(x, y, fmaxf(w, nothing), fmaxf(h, nothing));
}

/* Where the page begins behind the sheet that it lies on: that one is cut by nothing. */
static size_t behind_sheet(const struct ui *ui, size_t from, size_t to)
{
	const struct draw_cmd *cmd = ui->list->cmd;
	while (ui->sheet.h > 0 && from < to && cmd[from].box.w >= ui->sheet.w &&
		cmd[from].box.h >= ui->sheet.h)
		from++;
	return from;
}

/* Only inside the window, whatever else cuts it. */
static void cut_page(struct draw_list *list, size_t from, size_t to, struct rect window)
{
	draw_unclip(list);
	draw_unclip(list);
	memmove(list->cmd + to + 2, list->cmd + to, (list->cmds - 2 - to) * sizeof *list->cmd);
	memmove(list->cmd + from + 1, list->cmd + from, (to - from) * sizeof *list->cmd);
	list->cmd[from] = (struct draw_cmd){.kind = DRAW_CLIP, .box = window};
	list->cmd[to + 1] = (struct draw_cmd){.kind = DRAW_CLIP};
	for (size_t i = from + 1; i <= to; i++) {
		struct draw_cmd *cmd = &list->cmd[i];
		if (cmd->kind == DRAW_CLIP)
			cmd->box = cmd->box.w > 0 ? intersection(cmd->box, window) : window;
	}
}

/* The title at the top, where nothing is touched, unless the page begins there: then it stays in
 * the bar. Returns where it ends. */
static float passive_title(struct ui *ui, float page)
{
	if (!ui->bar.drawn || !ui->bar.title)
		return 0;
	bool tight = ui->m.size_class == CLASS_COMPACT;
	struct rect box = {ui->m.margin, 0, ui->m.w - 2 * ui->m.margin, tight ? 12 : 20};
	if (page < box.h) {
		ui_bar_title(ui, ui->bar.room, ui->bar.title);
		return 0;
	}
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), tight ? 5.6f : 8.4f);
	ui_text(ui, box, ui_fit(ui, box.w, 1, type, ui->bar.title), INK, LEFT | MIDDLE, 1,
		ui->bar.title);
	return box.h;
}

/* How far down the page it is. */
static void thumb(struct ui *ui, struct rect window, float line, float most, float at)
{
	const float w = 0.6f;
	float h = bottom_of(window) - line, x = ui->m.w - (ui->m.margin + w) / 2;
	float part = h * h / (h + most);
	draw_round(ui->list, rect_make(x, line, w, h), w / 2, ui->theme->color[SUNK]);
	draw_round(ui->list, rect_make(x, line + (h - part) * (at / most), w, part), w / 2,
		ui->theme->color[CONTROL_LINE]);
}

/* All of the view but its foot and its bar begins at the line and scrolls. The list has its whole
 * length there: what has no foot's place under it stands at its end. */
static void make_page(
	struct ui *ui, const struct layer *layer, float settled, float line, float need)
{
	struct draw_list *list = ui->list;
	bool foot = has_foot(ui, settled, line), ends = !foot && ui->more > 0;
	enum part last = foot ? PART_PAGE : PART_FOOT;
	float bottom = foot ? bottom_of(list->scroll_box) + settled
			    : ui->m.h - (ui->bar.drawn ? ui->m.header : 0);
	size_t cmd = layer->cmd + 1, cmd_end[PARTS], item_end[PARTS];
	sort_cmds(ui, cmd, foot || ends, cmd_end);
	sort_items(ui, layer->item, foot || ends, item_end);
	float most = need + ui->more, at = fminf(ui->scroll, most);
	float page = settled + need - at;
	draw_shift_some(list, cmd, cmd_end[PART_PAGE], layer->item, item_end[PART_PAGE], 0, page);
	draw_shift_some(list, cmd_end[PART_PAGE], cmd_end[PART_FOOT], item_end[PART_PAGE],
		item_end[PART_FOOT], 0, ends ? page + ui->more : settled);
	for (size_t i = layer->item; i < item_end[last]; i++)
		list->item[i].scrolls = true;
	float top = passive_title(ui, need);
	list->scroll_box = rect_make(0, top, ui->m.w, bottom - top);
	list->scroll_max = most;
	size_t from = behind_sheet(ui, cmd, cmd_end[PART_PAGE]);
	for (size_t i = cmd; i < from; i++)
		list->cmd[i].box.h += ui->more;
	cut_page(list, from, cmd_end[last], list->scroll_box);
	thumb(ui, list->scroll_box, line, most, at);
}

/* All controls are down already. */
static void settle(struct ui *ui, const struct layer *layer, float settled)
{
	size_t cmd = layer->cmd + 1, cmd_end[PARTS], item_end[PARTS];
	sort_cmds(ui, cmd, false, cmd_end);
	sort_items(ui, layer->item, false, item_end);
	draw_shift_some(
		ui->list, cmd, cmd_end[PART_PAGE], layer->item, item_end[PART_PAGE], 0, settled);
	if (ui->list->scroll_max > 0)
		ui->list->scroll_box.y += settled;
	if (ui->bar.drawn && ui->bar.title)
		ui_bar_title(ui, ui->bar.room, ui->bar.title);
}

/* Draws the view as if for the first time. */
static void draw_anew(
	const struct app *app, struct ui *ui, const struct screen *screen, struct draw_mark mark)
{
	draw_rewind(ui->list, mark);
	ui->bar = (struct ui_bar){0};
	ui->sheet = (struct rect){0};
	ui->more = 0;
	screen->view(app, ui);
}

void reach_view(const struct app *app, struct ui *ui, const struct screen *screen, float line)
{
	const struct draw_mark mark = draw_mark(ui->list);
	const struct layer layer = {mark.cmds, mark.items};
	const struct metrics full = ui->m;
	const float scroll = ui->scroll;
	ui->reach = true;
	/* Where the controls stand when nothing is scrolled decides. */
	ui->scroll = 0;
	draw_anew(app, ui, screen, mark);
	if (ui->bar.over) {
		ui->m.h -= ui->m.header;
		draw_anew(app, ui, screen, mark);
	}
	float settled = settles_by(ui);
	float need = needs(ui, &layer, line - settled);
	ui->unrolled = need > 0;
	ui->scroll = scroll;
	draw_anew(app, ui, screen, mark);
	ui->m = full;
	if (need > 0)
		make_page(ui, &layer, settled, line, need);
	else
		settle(ui, &layer, settled);
	ui->unrolled = false;
	/* The order of the commands is another one now. */
	ui->list->scroll_cmd = ui->list->scroll_end = 0;
}
