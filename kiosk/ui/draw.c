#include "ui/draw.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[ROLE_COUNT] = {
	"button", "tile", "chip", "row", "area", "tab", "key", "field", "link"};

const char *role_name(enum role role)
{
	return role_names[role];
}

void draw_begin(struct draw_list *list)
{
	list->cmds = list->items = list->texts = list->modal = list->modal_cmd = 0;
	list->hearing = HEARD_ALWAYS;
	list->timer_s = -1;
	list->scroll_box = (struct rect){0};
	list->scroll_max = 0;
	list->scroll_cmd = list->scroll_end = 0;
	list->cut = NULL;
	arena_reset(&list->arena);
}

void draw_free(struct draw_list *list)
{
	free(list->cmd);
	free(list->item);
	free(list->text);
	free(list->heard);
	arena_free(&list->arena);
	*list = (struct draw_list){0};
}

/* Makes room for one more element and counts it. */
static void *grow(void *array, size_t *room, size_t count, size_t size)
{
	if (count < *room)
		return array;
	*room = *room ? *room * 2 : 64;
	return mem_realloc(array, *room * size);
}

static void add(struct draw_list *list, struct draw_cmd cmd)
{
	list->cmd = grow(list->cmd, &list->cmd_room, list->cmds, sizeof *list->cmd);
	if (cmd.text && cmd.kind != DRAW_TEXT)
		cmd.text = arena_strdup(&list->arena, cmd.text);
	list->cmd[list->cmds++] = cmd;
}

void draw_rect(struct draw_list *list, struct rect box, color_t color)
{
	add(list, (struct draw_cmd){.kind = DRAW_RECT, .box = box, .color = color});
}

void draw_round(struct draw_list *list, struct rect box, float radius, color_t color)
{
	add(list,
		(struct draw_cmd){.kind = DRAW_RECT, .box = box, .radius = radius, .color = color});
}

void draw_outline(
	struct draw_list *list, struct rect box, float radius, float stroke, color_t color)
{
	add(list, (struct draw_cmd){.kind = DRAW_RECT,
			  .box = box,
			  .radius = radius,
			  .stroke = stroke,
			  .color = color});
}

void draw_run(struct draw_list *list, struct point baseline, enum font font, float size,
	float tracking, bool tabular, color_t color, const char *run, size_t length)
{
	if (!length)
		return;
	add(list, (struct draw_cmd){.kind = DRAW_TEXT,
			  .box = {baseline.x, baseline.y, 0, 0},
			  .font = font,
			  .size = size,
			  .tracking = tracking,
			  .tabular = tabular,
			  .color = color,
			  .text = arena_strndup(&list->arena, run, length),
			  .note = list->texts});
}

void draw_image(struct draw_list *list, struct rect box, const char *name)
{
	add(list, (struct draw_cmd){
			  .kind = DRAW_IMAGE, .box = box, .color = 0xFFFFFFFF, .text = name});
}

void draw_cover(struct draw_list *list, struct rect box, float x, float y, float top_radius,
	const char *name)
{
	add(list, (struct draw_cmd){.kind = DRAW_IMAGE,
			  .box = box,
			  .color = 0xFFFFFFFF,
			  .cover = true,
			  .cover_x = x,
			  .cover_y = y,
			  .radius = top_radius,
			  .round_top_only = true,
			  .text = name});
}

void draw_cover_round(
	struct draw_list *list, struct rect box, float x, float y, float radius, const char *name)
{
	draw_cover(list, box, x, y, radius, name);
	list->cmd[list->cmds - 1].round_top_only = false;
}

void draw_mask(struct draw_list *list, struct rect box, const char *name, color_t color)
{
	add(list, (struct draw_cmd){.kind = DRAW_MASK, .box = box, .color = color, .text = name});
}

void draw_line(struct draw_list *list, const struct point *point, size_t points, float stroke,
	color_t color)
{
	struct point *copy = arena_alloc(&list->arena, points * sizeof *copy);
	memcpy(copy, point, points * sizeof *copy);
	add(list, (struct draw_cmd){.kind = DRAW_LINE,
			  .point = copy,
			  .points = points,
			  .stroke = stroke,
			  .color = color});
}

void draw_ring(
	struct draw_list *list, struct rect box, float stroke, float from, float to, color_t color)
{
	add(list, (struct draw_cmd){.kind = DRAW_RING,
			  .box = box,
			  .stroke = stroke,
			  .from = from,
			  .to = to,
			  .color = color});
}

void draw_video(struct draw_list *list, struct rect box, uint32_t request, const char *poster)
{
	add(list, (struct draw_cmd){
			  .kind = DRAW_VIDEO, .box = box, .request = request, .text = poster});
}

void draw_code(
	struct draw_list *list, struct rect box, const uint8_t *module, int modules, color_t color)
{
	size_t size = (size_t)modules * (size_t)modules;
	uint8_t *copy = arena_alloc(&list->arena, size);
	memcpy(copy, module, size);
	add(list, (struct draw_cmd){.kind = DRAW_CODE,
			  .box = box,
			  .module = copy,
			  .modules = modules,
			  .color = color});
}

void draw_zones(struct draw_list *list, struct rect box, int rows, int columns, float gap,
	float radius, const color_t *cell)
{
	assert(rows > 0 && rows <= ZONES_SIDE_MAX && columns > 0 && columns <= ZONES_SIDE_MAX);
	size_t size = (size_t)rows * (size_t)columns * sizeof *cell;
	color_t *copy = arena_alloc(&list->arena, size);
	memcpy(copy, cell, size);
	add(list, (struct draw_cmd){.kind = DRAW_ZONES,
			  .box = box,
			  .rows = rows,
			  .columns = columns,
			  .gap = gap,
			  .radius = radius,
			  .cell = copy});
}

void draw_clip(struct draw_list *list, struct rect box)
{
	add(list, (struct draw_cmd){.kind = DRAW_CLIP, .box = box});
}

void draw_unclip(struct draw_list *list)
{
	add(list, (struct draw_cmd){.kind = DRAW_CLIP});
}

static void shift_box(struct rect *box, float dx, float dy)
{
	box->x += dx;
	box->y += dy;
}

void draw_shift_some(struct draw_list *list, size_t cmd, size_t cmd_end, size_t item,
	size_t item_end, float dx, float dy)
{
	for (size_t i = cmd; i < cmd_end; i++) {
		struct draw_cmd *moved = &list->cmd[i];
		if (moved->kind != DRAW_CLIP || moved->box.w > 0)
			shift_box(&moved->box, dx, dy);
		for (size_t p = 0; p < moved->points; p++) {
			moved->point[p].x += dx;
			moved->point[p].y += dy;
		}
	}
	for (size_t i = item; i < item_end; i++) {
		shift_box(&list->item[i].box, dx, dy);
		shift_box(&list->item[i].hit, dx, dy);
	}
}

void draw_shift(struct draw_list *list, size_t cmd, size_t item, float dx, float dy)
{
	draw_shift_some(list, cmd, list->cmds, item, list->items, dx, dy);
}

struct draw_mark draw_mark(const struct draw_list *list)
{
	return (struct draw_mark){list->cmds, list->items, list->texts, list->modal,
		list->modal_cmd, list->timer_s, list->cut};
}

void draw_rewind(struct draw_list *list, struct draw_mark mark)
{
	list->cmds = mark.cmds;
	list->items = mark.items;
	list->texts = mark.texts;
	list->modal = mark.modal;
	list->modal_cmd = mark.modal_cmd;
	list->timer_s = mark.timer_s;
	list->cut = mark.cut;
	list->scroll_box = (struct rect){0};
	list->scroll_max = 0;
	list->scroll_cmd = list->scroll_end = 0;
}

void draw_note(struct draw_list *list, const char *text)
{
	list->text = grow(list->text, &list->text_room, list->texts, sizeof *list->text);
	list->heard = grow(list->heard, &list->heard_room, list->texts, sizeof *list->heard);
	list->heard[list->texts] = list->hearing;
	char *copy = arena_strdup(&list->arena, text);
	for (char *at = copy; (at = strchr(at, '\n'));)
		*at = ' ';
	list->text[list->texts++] = copy;
}

struct item *draw_item(struct draw_list *list, const struct item *item)
{
	list->item = grow(list->item, &list->item_room, list->items, sizeof *list->item);
	struct item *copy = &list->item[list->items++];
	*copy = *item;
	copy->id = arena_strdup(&list->arena, item->id);
	copy->label = arena_strdup(&list->arena, item->label ? item->label : "");
	if (item->says)
		copy->says = arena_strdup(&list->arena, item->says);
	if (item->shape)
		copy->shape = arena_strdup(&list->arena, item->shape);
	return copy;
}

void draw_modal(struct draw_list *list)
{
	list->modal = list->items;
	list->modal_cmd = list->cmds;
	list->timer_s = -1;
	list->scroll_box = (struct rect){0};
	list->scroll_max = 0;
}

static uint64_t fold(uint64_t hash, const void *bytes, size_t size)
{
	const unsigned char *byte = bytes;
	for (size_t i = 0; i < size; i++)
		/* NOLINTNEXTLINE: clang-tidy 14 loses track of an array read byte by byte */
		hash = (hash ^ byte[i]) * 0x100000001B3u;
	return hash;
}

static size_t zone_count(const struct draw_cmd *cmd)
{
	return (size_t)cmd->rows * (size_t)cmd->columns;
}

/* Field by field: a struct's padding is not part of the picture. */
uint64_t draw_cmd_hash(const struct draw_cmd *cmd)
{
	uint64_t hash = 0xCBF29CE484222325u;
	const float numbers[] = {cmd->box.x, cmd->box.y, cmd->box.w, cmd->box.h, cmd->radius,
		cmd->stroke, cmd->from, cmd->to, cmd->cover_x, cmd->cover_y, cmd->size,
		cmd->tracking, cmd->gap};
	const uint32_t words[] = {(uint32_t)cmd->kind, cmd->color, cmd->request,
		(uint32_t)cmd->font, (uint32_t)cmd->rows, (uint32_t)cmd->columns,
		(uint32_t)(cmd->cover | cmd->round_top_only << 1 | cmd->tabular << 2)};
	hash = fold(hash, numbers, sizeof numbers);
	hash = fold(hash, words, sizeof words);
	if (cmd->text)
		hash = fold(hash, cmd->text, strlen(cmd->text) + 1);
	if (cmd->modules)
		hash = fold(hash, cmd->module, (size_t)cmd->modules * (size_t)cmd->modules);
	if (cmd->cell)
		hash = fold(hash, cmd->cell, zone_count(cmd) * sizeof *cmd->cell);
	if (cmd->points)
		hash = fold(hash, cmd->point, cmd->points * sizeof *cmd->point);
	return hash;
}

uint64_t draw_hash(const struct draw_list *list)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < list->cmds; i++) {
		uint64_t cmd = draw_cmd_hash(&list->cmd[i]);
		hash = fold(hash, &cmd, sizeof cmd);
	}
	return hash;
}

static void dump_cmd(FILE *out, const struct draw_cmd *cmd)
{
	static const char *const kinds[] = {
		"rect", "text", "image", "mask", "line", "ring", "video", "code", "zones", "clip"};
	const struct rect *box = &cmd->box;
	fprintf(out, "%s %.2f,%.2f", kinds[cmd->kind], (double)box->x, (double)box->y);
	if (cmd->kind != DRAW_TEXT)
		fprintf(out, " %.2fx%.2f", (double)box->w, (double)box->h);
	if (cmd->kind == DRAW_ZONES)
		fprintf(out, " %dx%d gap %.2f", cmd->rows, cmd->columns, (double)cmd->gap);
	else
		fprintf(out, " #%08X", cmd->color);
	if (cmd->radius > 0)
		fprintf(out, " radius %.2f", (double)cmd->radius);
	if (cmd->stroke > 0)
		fprintf(out, " stroke %.2f", (double)cmd->stroke);
	if (cmd->modules)
		fprintf(out, " modules %d", cmd->modules);
	if (cmd->kind == DRAW_RING)
		fprintf(out, " turn %.3f..%.3f", (double)cmd->from, (double)cmd->to);
	if (cmd->kind == DRAW_TEXT)
		fprintf(out, " font %d size %.2f", (int)cmd->font, (double)cmd->size);
	for (size_t i = 0; i < zone_count(cmd); i++)
		fprintf(out, " #%08X", cmd->cell[i]);
	for (size_t i = 0; i < cmd->points; i++)
		fprintf(out, " %.2f,%.2f", (double)cmd->point[i].x, (double)cmd->point[i].y);
	if (cmd->text)
		fprintf(out, " \"%s\"", cmd->text);
	fputc('\n', out);
}

static void dump_item(FILE *out, const struct item *item, bool covered)
{
	fprintf(out, "item #%s %s \"%s\" %.2f,%.2f %.2fx%.2f hit %.2f,%.2f %.2fx%.2f%s%s%s%s%s\n",
		item->id, role_name(item->role), item->label, (double)item->box.x,
		(double)item->box.y, (double)item->box.w, (double)item->box.h, (double)item->hit.x,
		(double)item->hit.y, (double)item->hit.w, (double)item->hit.h,
		item->shape ? " by shape" : "", item->disabled ? " disabled" : "",
		item->no_focus ? " touch only" : "", item->go ? " go" : "",
		covered ? " covered" : "");
}

char *draw_dump(const struct draw_list *list)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	if (!out)
		abort();
	for (size_t i = 0; i < list->cmds; i++)
		dump_cmd(out, &list->cmd[i]);
	for (size_t i = 0; i < list->items; i++)
		dump_item(out, &list->item[i], i < list->modal);
	fclose(out);
	return text;
}

const struct item *draw_find(const struct draw_list *list, const char *id)
{
	for (size_t i = list->modal; i < list->items; i++)
		if (strcmp(list->item[i].id, id) == 0)
			return &list->item[i];
	for (size_t i = list->modal; i < list->items && strcmp(id, "go") == 0; i++)
		if (list->item[i].go)
			return &list->item[i];
	return NULL;
}
