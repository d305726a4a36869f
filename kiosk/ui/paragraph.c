/* Text in boxes: wrapping, alignment, stepping down. */
#include "ui/ui.h"

#include "base/say.h"

#include <string.h>

/* Widths that differ by less than this are equal: float rounding must not break a line. */
static const float slack = 0.01f;

/* The step by which a headline that does not fit shrinks: 8.4 to 7.2 to 6.2 u. */
static const float step_down = 0.86f;
enum { STEPS_DOWN = 4 };

static const char ellipsis[] = "\xE2\x80\xA6";

const char *ui_tr(const struct ui *ui, const char *text)
{
	return tr(ui->lang, text);
}

const char *ui_say(struct ui *ui, const char *sentence)
{
	return say(ui->lang, sentence, &ui->list->arena);
}

const char *ui_fill(struct ui *ui, const char *pattern, const char *words)
{
	const char *hole = strstr(pattern, "{}");
	if (!hole)
		return pattern;
	return arena_printf(&ui->list->arena, "%.*s%s%s", (int)(hole - pattern), pattern, words,
		hole + strlen("{}"));
}

const char *ui_lower(struct ui *ui, const char *name)
{
	char *copy = arena_strdup(&ui->list->arena, name);
	bool acronym = copy[0] && copy[1] >= 'A' && copy[1] <= 'Z';
	if (copy[0] >= 'A' && copy[0] <= 'Z' && !acronym)
		copy[0] = (char)(copy[0] - 'A' + 'a');
	return copy;
}

struct type ui_type(const struct ui *ui, enum style style)
{
	return theme_type(style, ui->text_scale);
}

static float width_of(const struct ui *ui, const struct type *type, const char *run, size_t length)
{
	return measure_run(
		ui->measure, type->font, type->size, type->tracking, type->tabular, run, length);
}

/* The longest piece of a single overlong word that fits, at least one character. */
static size_t fitting_piece(
	const struct ui *ui, float width, const struct type *type, const char *word, size_t length)
{
	const char *at = word, *end = word + length, *last = word;
	while (at < end) {
		utf8_next(&at, end);
		if (last > word && width_of(ui, type, word, (size_t)(at - word)) > width + slack)
			break;
		last = at;
	}
	return (size_t)(last - word);
}

bool ui_next_line(const struct ui *ui, float width, const struct type *type, const char **text,
	struct text_line *line)
{
	const char *start = *text;
	if (!*start)
		return false;
	/* Less than nothing fits nothing, not even a blank: no line would ever end. */
	width = width > 0 ? width : 0;
	size_t fit = 0;
	float fit_width = 0;
	const char *at = start;
	for (;;) {
		size_t to = (size_t)(at - start) + strcspn(at, " \n");
		float w = width_of(ui, type, start, to);
		if (w > width + slack && fit)
			break;
		if (w > width + slack) {
			to = fitting_piece(ui, width, type, start, to);
			*line = (struct text_line){start, to, width_of(ui, type, start, to)};
			*text = start + to;
			return true;
		}
		fit = to;
		fit_width = w;
		if (start[to] != ' ')
			break;
		at = start + to + 1;
	}
	*line = (struct text_line){start, fit, fit_width};
	*text = start + fit + (start[fit] ? 1 : 0);
	return true;
}

int ui_text_lines(const struct ui *ui, float width, struct type type, const char *text)
{
	struct text_line line;
	int count = 0;
	while (ui_next_line(ui, width, &type, &text, &line))
		count++;
	return count;
}

float ui_text_height(const struct ui *ui, float width, struct type type, const char *text)
{
	return (float)ui_text_lines(ui, width, type, text) * type.line;
}

/* A line that ends without a space, a break or the end. */
bool ui_text_breaks(const struct ui *ui, float width, struct type type, const char *text)
{
	struct text_line line;
	while (ui_next_line(ui, width, &type, &text, &line))
		if (line.start + line.length == text && *text)
			return true;
	return false;
}

float ui_wrapped_width(const struct ui *ui, float width, struct type type, const char *text)
{
	struct text_line line;
	float widest = 0;
	while (ui_next_line(ui, width, &type, &text, &line))
		if (line.width > widest)
			widest = line.width;
	return widest;
}

float ui_text_width(const struct ui *ui, struct type type, const char *text)
{
	return ui_wrapped_width(ui, 1e6f, type, text);
}

/* The narrowest width at which the text still needs no more lines than at this one. */
static float balanced_width(const struct ui *ui, float width, struct type type, const char *text)
{
	const float step = 1;
	int lines = ui_text_lines(ui, width, type, text);
	float narrow = width;
	while (lines > 1 && narrow > width / 2 &&
		ui_text_lines(ui, narrow - step, type, text) == lines &&
		!ui_text_breaks(ui, narrow - step, type, text))
		narrow -= step;
	return narrow;
}

/* Shortens a line so that it and an ellipsis fit. */
static const char *shortened(
	struct ui *ui, float width, const struct type *type, const struct text_line *line)
{
	struct arena *arena = &ui->list->arena;
	size_t length = strcspn(line->start, "\n");
	for (;;) {
		while (length && line->start[length - 1] == ' ')
			length--;
		char *text = arena_printf(arena, "%.*s%s", (int)length, line->start, ellipsis);
		if (!length || width_of(ui, type, text, strlen(text)) <= width + slack)
			return text;
		do
			length--;
		while (length && ((unsigned char)line->start[length] & 0xC0) == 0x80);
	}
}

static void draw_one(struct ui *ui, struct rect box, float y, const struct type *type,
	enum color_role color, unsigned align, const struct text_line *line)
{
	float x = box.x;
	if (align & CENTER)
		x += (box.w - line->width) / 2;
	else if (align & RIGHT)
		x += box.w - line->width;
	float above = (type->line - (FONT_ASCENT + FONT_DESCENT) * type->size) / 2;
	struct point baseline = {x, y + above + FONT_ASCENT * type->size};
	draw_run(ui->list, baseline, type->font, type->size, type->tracking, type->tabular,
		ui->theme->color[color], line->start, line->length);
}

float ui_text(struct ui *ui, struct rect box, struct type type, enum color_role color,
	unsigned align, int lines, const char *text)
{
	draw_note(ui->list, text);
	const char *whole = ui->list->text[ui->list->texts - 1];
	if (align & BALANCED && !(align & (CENTER | RIGHT)))
		box.w = balanced_width(ui, box.w, type, text);
	int count = ui_text_lines(ui, box.w, type, text);
	if (lines && count > lines)
		count = lines;
	float height = (float)count * type.line;
	float y = box.y;
	if (align & MIDDLE)
		y += (box.h - height) / 2;
	else if (align & BOTTOM)
		y += box.h - height;
	if (ui_text_breaks(ui, box.w, type, text))
		ui->list->cut = whole;
	struct text_line line;
	for (int i = 0; i < count && ui_next_line(ui, box.w, &type, &text, &line); i++) {
		if (i == count - 1 && *text) {
			ui->list->cut = whole;
			line.start = shortened(ui, box.w, &type, &line);
			line.length = strlen(line.start);
			line.width = width_of(ui, &type, line.start, line.length);
		}
		draw_one(ui, box, y + (float)i * type.line, &type, color, align, &line);
	}
	return height;
}

struct type ui_fit(const struct ui *ui, float width, int lines, struct type type, const char *text)
{
	for (int i = 0; i < STEPS_DOWN; i++) {
		if (ui_text_lines(ui, width, type, text) <= lines &&
			!ui_text_breaks(ui, width, type, text))
			break;
		type = type_sized(type, type.size * step_down);
	}
	return type;
}
