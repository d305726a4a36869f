/* How a field looks, and where in it a finger is. */
#include "ui/field.h"

#include <math.h>
#include <string.h>

static const float field_pad = 2.4f, lines_pad = 2.2f;

static float width_of(const struct ui *ui, const struct type *type, const char *run, size_t length)
{
	return measure_run(
		ui->measure, type->font, type->size, type->tracking, type->tabular, run, length);
}

static size_t next_byte(const char *text, size_t at)
{
	do
		at++;
	while (((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

/* The part of a text that shows in this width: from the start while the caret fits, else up to the
 * caret. */
static void part_that_shows(const struct ui *ui, const struct type *type, const char *text,
	size_t caret, float width, size_t *from, size_t *to)
{
	*from = 0;
	while (*from < caret && width_of(ui, type, text + *from, caret - *from) > width)
		*from = next_byte(text, *from);
	*to = caret;
	while (text[*to]) {
		size_t further = next_byte(text, *to);
		if (width_of(ui, type, text + *from, further - *from) > width)
			break;
		*to = further;
	}
}

static void caret(struct ui *ui, struct rect in, float x, float w, const struct type *type)
{
	float h = type->size * 0.86f + 1.8f;
	draw_round(
		ui->list, rect_make(x, in.y + (in.h - h) / 2, w, h), w / 2, ui->theme->color[TIDE]);
}

/* The lines of a text as they show, from the first one that does. */
struct shown_lines {
	struct text_line *line;
	int lines;
	int first; /* of those of the text */
	float pitch;
};

/* Whether the text ends in a line that holds nothing yet. */
static bool ends_open(const char *text)
{
	size_t length = strlen(text);
	return !length || text[length - 1] == '\n';
}

static const float caret_gap = 0.3f, caret_w = 0.35f;

static struct type field_type(const struct ui *ui, const struct field_look *look)
{
	struct type type = type_sized(
		ui_type(ui, STYLE_LABEL), (look->size > 0 ? look->size : 3) * ui->text_scale);
	type.tracking = -0.006f;
	return type;
}

static int count_lines(const struct ui *ui, float width, const struct type *type, const char *text)
{
	return ui_text_lines(ui, width - caret_gap - caret_w, *type, text) + ends_open(text);
}

/* Of a text that wraps: those around the caret. */
static struct shown_lines wrapped(struct ui *ui, float width, const struct type *type,
	const struct field_look *look, const char *text)
{
	struct shown_lines shown = {
		.lines = count_lines(ui, width, type, text), .pitch = type->line};
	shown.line = arena_alloc(&ui->list->arena, (size_t)shown.lines * sizeof *shown.line);
	const char *at = text;
	int n = 0, holds_caret = 0;
	while (n < shown.lines &&
		ui_next_line(ui, width - caret_gap - caret_w, type, &at, &shown.line[n]))
		n++;
	if (n < shown.lines)
		shown.line[n] = (struct text_line){at, 0, 0};
	for (int i = 0; look->active && i < shown.lines; i++)
		if ((size_t)(shown.line[i].start - text) <= look->caret)
			holds_caret = i;
	if (holds_caret >= look->lines)
		shown.first = holds_caret - look->lines + 1;
	shown.lines -= shown.first;
	if (shown.lines > look->lines)
		shown.lines = look->lines;
	shown.line += shown.first;
	return shown;
}

/* Of one that does not: line breaks show as blanks. */
static struct shown_lines single(struct ui *ui, float width, const struct type *type,
	const struct field_look *look, const char *text)
{
	struct shown_lines shown = {.lines = 1, .pitch = type->line};
	size_t from, to, at = look->active ? look->caret : 0;
	part_that_shows(ui, type, text, at, width - caret_gap - caret_w, &from, &to);
	shown.line = arena_alloc(&ui->list->arena, sizeof *shown.line);
	*shown.line = (struct text_line){
		text + from, to - from, width_of(ui, type, text + from, to - from)};
	return shown;
}

/* The places of a line at which the caret can stand. Returns how many. */
static size_t add_stops(struct ui *ui, struct point place, const struct type *type,
	const char *text, const struct text_line *line, struct text_stop *stop)
{
	const char *at = line->start, *end = line->start + line->length;
	size_t stops = 0;
	for (;;) {
		stop[stops++] = (struct text_stop){place, (size_t)(at - text)};
		if (at >= end)
			return stops;
		float lead;
		uint32_t code = utf8_next(&at, end);
		const char *after = at;
		float em = measure_glyph(ui->measure, type->font, type->tabular, code,
			utf8_next(&after, end), &lead);
		place.x += (em + type->tracking) * type->size;
	}
}

/* A part of a line, on what shows that it is chosen. Returns where it ends. */
static float field_part(struct ui *ui, struct rect in, float x, const struct type *type,
	const char *run, size_t length, bool chosen)
{
	if (!length)
		return x;
	float h = type->size * 0.86f + 1.8f, w = width_of(ui, type, run, length);
	if (chosen)
		draw_rect(ui->list, rect_make(x, in.y + (in.h - h) / 2, w, h),
			ui->theme->color[ui->theme->outline ? KEY_PRESSED : TIDE_TINT]);
	draw_run(ui->list,
		(struct point){x, in.y + in.h / 2 + (FONT_ASCENT - FONT_DESCENT) / 2 * type->size},
		type->font, type->size, type->tracking, type->tabular, ui->theme->color[INK], run,
		length);
	return x + w;
}

/* A line in three parts: what is chosen stands in the middle. */
static void field_line(struct ui *ui, struct rect in, const struct type *type,
	const struct field_look *look, const char *text, const struct text_line *line)
{
	size_t start = (size_t)(line->start - text), end = start + line->length;
	size_t from = look->caret < look->anchor ? look->caret : look->anchor;
	size_t to = look->caret < look->anchor ? look->anchor : look->caret;
	from = !look->active || from > end ? end : from < start ? start : from;
	to = !look->active || to > end ? end : to < start ? start : to;
	float x = field_part(ui, in, in.x, type, line->start, from - start, false);
	x = field_part(ui, in, x, type, text + from, to - from, true);
	field_part(ui, in, x, type, text + to, end - to, false);
}

/* Where the caret stands in a line, with what is chosen it does not show. */
static void field_caret(struct ui *ui, struct rect in, const struct type *type,
	const struct field_look *look, const char *text, const struct text_line *line)
{
	const float between = 0.28f;
	size_t start = (size_t)(line->start - text);
	if (!look->active || !look->caret_shows || look->caret != look->anchor)
		return;
	float x = in.x + width_of(ui, type, line->start, look->caret - start);
	/* Behind the last letter there is room for it; between two it covers neither. */
	bool at_end = look->caret == start + line->length;
	if (at_end)
		caret(ui, in, look->caret == start ? x : x + caret_gap, caret_w, type);
	else
		caret(ui, in, x - between / 2, between, type);
}

/* The text, and where in it a finger would be: in item when it can be touched. */
static void field_text(struct ui *ui, struct rect box, struct rect in, const struct type *type,
	const struct field_look *look, struct item *item)
{
	draw_note(ui->list, look->text);
	const char *text = look->lines ? arena_strdup(&ui->list->arena, look->text)
				       : ui->list->text[ui->list->texts - 1];
	struct shown_lines shown = look->lines ? wrapped(ui, in.w, type, look, text)
					       : single(ui, in.w, type, look, text);
	struct text_stop *stop = arena_alloc(
		&ui->list->arena, (strlen(text) + (size_t)shown.lines + 1) * sizeof *stop);
	int at_caret = 0;
	for (int i = 0; i < shown.lines; i++)
		if ((size_t)(shown.line[i].start - text) <= look->caret)
			at_caret = i;
	float y = look->lines ? in.y + lines_pad : in.y, h = look->lines ? shown.pitch : in.h;
	for (int i = 0; i < shown.lines; i++, y += h) {
		struct rect row = {in.x, y, in.w, h};
		field_line(ui, row, type, look, text, &shown.line[i]);
		if (i == at_caret)
			field_caret(ui, row, type, look, text, &shown.line[i]);
		item->stops += add_stops(ui, (struct point){row.x - box.x, y + h / 2 - box.y}, type,
			text, &shown.line[i], stop + item->stops);
	}
	item->stop = stop;
}

int field_lines(const struct ui *ui, float width, const struct field_look *look)
{
	struct type type = field_type(ui, look);
	return count_lines(ui, width - 2 * field_pad, &type, look->text);
}

float field_lines_height(const struct ui *ui, int lines)
{
	struct type type = field_type(ui, &(struct field_look){0});
	return 2 * lines_pad + (float)lines * type.line;
}

size_t field_byte_at(const struct item *item, struct point at)
{
	const struct text_stop *best = NULL;
	float nearest = INFINITY;
	for (size_t i = 0; i < item->stops; i++) {
		const struct text_stop *stop = &item->stop[i];
		/* The nearest line, in it the nearest place. */
		float far = fabsf(item->box.y + stop->at.y - at.y) * 1000 +
			    fabsf(item->box.x + stop->at.x - at.x);
		if (far < nearest) {
			nearest = far;
			best = stop;
		}
	}
	return best ? best->byte : 0;
}

static void field_ground(struct ui *ui, struct rect box, const struct field_look *look)
{
	const float idle = 0.25f, marked = 0.5f;
	float outline = ui->theme->outline ? ui->theme->outline : idle;
	enum color_role line = look->reason ? ERROR : look->active ? TIDE : CONTROL_LINE;
	draw_round(ui->list, box, 1.6f, ui->theme->color[CARD]);
	draw_outline(ui->list, box, 1.6f, line == CONTROL_LINE ? outline : marked,
		ui->theme->color[line]);
}

float field_title_height(const struct ui *ui)
{
	return ui_type(ui, STYLE_LABEL).line + 0.8f;
}

static const float title_gap = 1.6f;

/* Of larger texts the reason gives way first: the label stays one that can be read. */
static struct type reason_type(const struct ui *ui, float w, const struct field_look *look)
{
	struct type label = ui_type(ui, STYLE_LABEL), small = ui_type(ui, STYLE_SMALL);
	float both = ui_text_width(ui, label, look->label) + title_gap +
		     ui_text_width(ui, small, look->reason);
	return both > w ? theme_type(STYLE_SMALL, 1) : small;
}

bool field_title_fits(const struct ui *ui, float w, const struct field_look *look)
{
	const float readable = 2.2f;
	if (!look->reason)
		return true;
	w -= ui_text_width(ui, reason_type(ui, w, look), look->reason) + title_gap;
	struct type label = ui_fit(ui, w, 1, ui_type(ui, STYLE_LABEL), look->label);
	return label.size >= readable && ui_text_width(ui, label, look->label) <= w;
}

static void field_title(struct ui *ui, struct rect row, const struct field_look *look)
{
	if (look->reason) {
		struct type small = reason_type(ui, row.w, look);
		float w = ui_text_width(ui, small, look->reason);
		ui_text(ui, rect_cut_right(&row, w), small, ERROR, RIGHT | MIDDLE, 1, look->reason);
		rect_cut_right(&row, title_gap);
	}
	struct type label = ui_type(ui, STYLE_LABEL);
	ui_text(ui, row, ui_fit(ui, row.w, 1, label, look->label), INK_2, LEFT | MIDDLE, 1,
		look->label);
}

/* What stands at the right end, in the field: the reason where there is no title, else the note. */
static void field_note(struct ui *ui, struct rect *in, const struct field_look *look)
{
	const char *words = look->reason && !look->title ? look->reason : look->note;
	if (!words)
		return;
	struct type type = ui_type(ui, STYLE_LABEL);
	struct rect right = rect_cut_right(in, ui_text_width(ui, type, words));
	rect_cut_right(in, 1.6f);
	ui_text(ui, right, type, words == look->reason ? ERROR : INK_2, RIGHT | MIDDLE, 1, words);
}

struct rect ui_field(struct ui *ui, struct rect box, const struct field_look *look)
{
	const float radius = 1.6f;
	const int64_t hold_us = 500000;
	float icon = look->icon_size > 0 ? look->icon_size : 3.6f;
	if (look->title) {
		struct rect row = rect_cut_top(&box, field_title_height(ui));
		row.h -= 0.8f;
		field_title(ui, row, look);
	}
	field_ground(ui, box, look);
	struct rect in = rect_inset(box, field_pad, 0);
	if (look->icon) {
		ui_icon(ui, (struct point){in.x, in.y + (in.h - icon) / 2}, icon, look->icon, INK);
		rect_cut_left(&in, icon + 2);
	}
	rect_cut_right(&in, look->right);
	field_note(ui, &in, look);
	struct type type = field_type(ui, look);
	struct item item = {.id = look->id,
		.role = ROLE_FIELD,
		.label = look->label,
		.box = box,
		.radius = radius,
		.action = look->action,
		.hold = look->hold,
		.hold_us = hold_us,
		/* What is typed into needs no focus: the keyboard has it. */
		.no_focus = look->hold.kind && look->active};
	/* A button of the caller's lies in the field. */
	item.box.w -= look->right > 0 ? look->right + field_pad : 0;
	field_text(ui, box, in, &type, look, &item);
	/* Behind the caret. */
	rect_cut_left(&in, 1);
	if (look->lines)
		in.h = field_lines_height(ui, 1);
	if (look->hint && !look->text[0])
		ui_text(ui, in, ui_fit(ui, in.w, 1, type, look->hint), INK_3, LEFT | MIDDLE, 1,
			look->hint);
	if (look->action.kind)
		ui_item(ui, &item);
	return box;
}
