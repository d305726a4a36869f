#include "ui/field.h"

#include <string.h>
#include <utf8proc.h>

static const int64_t blink_us = 500000, blinks_for_us = 5000000;

enum { LETTER_BYTES = 4 };

static int letters_of(const char *text)
{
	int letters = 0;
	for (; *text; text++)
		letters += ((unsigned char)*text & 0xC0) != 0x80;
	return letters;
}

static int room_of(const struct field *field)
{
	return field->most > 0 && field->most < FIELD_LETTERS_MAX ? field->most : FIELD_LETTERS_MAX;
}

static bool is_utf8(const char *text)
{
	utf8proc_int32_t code;
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
	while (*at) {
		utf8proc_ssize_t step = utf8proc_iterate(at, -1, &code);
		if (step <= 0)
			return false;
		at += step;
	}
	return true;
}

bool field_set(struct field *field, const char *text)
{
	if (!is_utf8(text) || letters_of(text) > room_of(field))
		return false;
	field->length = field->caret = strlen(text);
	memcpy(field->text, text, field->length + 1);
	return true;
}

void field_clear(struct field *field)
{
	field->length = field->caret = 0;
	field->text[0] = '\0';
}

static uint32_t code_at(const char *text, utf8proc_ssize_t *step)
{
	utf8proc_int32_t code = 0;
	*step = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &code);
	return code < 0 ? 0 : (uint32_t)code;
}

/* The end of the letter as it is seen that begins at or after byte `at`: a letter with its marks.
 */
static size_t letter_end(const struct field *field, size_t at)
{
	utf8proc_int32_t state = 0;
	utf8proc_ssize_t step;
	if (at >= field->length)
		return field->length;
	uint32_t before = code_at(field->text + at, &step);
	for (at += (size_t)step; at < field->length; at += (size_t)step) {
		uint32_t code = code_at(field->text + at, &step);
		if (utf8proc_grapheme_break_stateful(
			    (utf8proc_int32_t)before, (utf8proc_int32_t)code, &state))
			break;
		before = code;
	}
	return at;
}

/* The start of the letter that ends at byte `at`. */
static size_t letter_start(const struct field *field, size_t at)
{
	size_t start = 0;
	for (size_t end; (end = letter_end(field, start)) < at;)
		start = end;
	return start;
}

static void replace(struct field *field, size_t from, size_t to, const char *bytes, size_t length)
{
	memmove(field->text + from + length, field->text + to, field->length - to + 1);
	memcpy(field->text + from, bytes, length);
	field->length = field->length + length - (to - from);
	field->caret = from + length;
}

/* The byte at which the character before the caret begins, when the mark joins it to one character;
 * else the caret, and the mark stays as it is. */
static size_t join(const struct field *field, uint32_t *mark)
{
	size_t from = field->caret;
	if (!from || !utf8proc_get_property((utf8proc_int32_t)*mark)->combining_class)
		return from;
	while (from && ((unsigned char)field->text[--from] & 0xC0) == 0x80) {
	}
	utf8proc_ssize_t step;
	utf8proc_int32_t pair[2] = {
		(utf8proc_int32_t)code_at(field->text + from, &step), (utf8proc_int32_t)*mark};
	if (utf8proc_normalize_utf32(pair, 2, UTF8PROC_STABLE | UTF8PROC_COMPOSE) != 1)
		return field->caret;
	*mark = (uint32_t)pair[0];
	return from;
}

bool field_insert(struct field *field, uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
	if (!utf8proc_codepoint_valid((utf8proc_int32_t)code) || category == UTF8PROC_CATEGORY_CC ||
		category == UTF8PROC_CATEGORY_CS)
		return false;
	size_t from = join(field, &code);
	if (from == field->caret && letters_of(field->text) >= room_of(field))
		return false;
	char bytes[LETTER_BYTES];
	utf8proc_ssize_t length =
		utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)bytes);
	replace(field, from, field->caret, bytes, (size_t)length);
	return true;
}

bool field_backspace(struct field *field)
{
	if (!field->caret)
		return false;
	replace(field, letter_start(field, field->caret), field->caret, "", 0);
	return true;
}

bool field_delete(struct field *field)
{
	if (field->caret == field->length)
		return false;
	replace(field, field->caret, letter_end(field, field->caret), "", 0);
	return true;
}

void field_move(struct field *field, int letters)
{
	for (; letters > 0 && field->caret < field->length; letters--)
		field->caret = letter_end(field, field->caret);
	for (; letters < 0 && field->caret; letters++)
		field->caret = letter_start(field, field->caret);
}

void field_to_start(struct field *field)
{
	field->caret = 0;
}

void field_to_end(struct field *field)
{
	field->caret = field->length;
}

bool field_caret_shows(int64_t typed_us, int64_t now_us)
{
	int64_t gone = now_us - typed_us;
	return gone >= blinks_for_us || gone / blink_us % 2 == 0;
}

int64_t field_caret_due(int64_t typed_us, int64_t now_us)
{
	int64_t gone = now_us - typed_us;
	return gone >= blinks_for_us ? INT64_MAX : typed_us + (gone / blink_us + 1) * blink_us;
}

/* ---- how it looks ---- */

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

static void caret(struct ui *ui, struct rect in, float x, const struct type *type)
{
	const float w = 0.35f;
	float h = type->size * 0.86f + 1.8f;
	draw_round(
		ui->list, rect_make(x, in.y + (in.h - h) / 2, w, h), w / 2, ui->theme->color[TIDE]);
}

/* One line; line breaks show as blanks. */
static void field_text(
	struct ui *ui, struct rect in, const struct type *type, const struct field_look *look)
{
	const float caret_gap = 0.3f, caret_w = 0.35f;
	draw_note(ui->list, look->text);
	const char *text = ui->list->text[ui->list->texts - 1];
	size_t from, to, at = look->active ? look->caret : 0;
	part_that_shows(ui, type, text, at, in.w - caret_gap - caret_w, &from, &to);
	struct point baseline = {
		in.x, in.y + in.h / 2 + (FONT_ASCENT - FONT_DESCENT) / 2 * type->size};
	if (to > from)
		draw_run(ui->list, baseline, type->font, type->size, type->tracking, type->tabular,
			ui->theme->color[INK], text + from, to - from);
	if (!look->active || !look->caret_shows)
		return;
	float x = in.x + width_of(ui, type, text + from, at - from);
	caret(ui, in, at == from ? x : x + caret_gap, type);
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

static void field_title(struct ui *ui, struct rect row, const struct field_look *look)
{
	const float gap = 1.6f;
	struct type small = ui_type(ui, STYLE_SMALL);
	if (look->reason) {
		float w = ui_text_width(ui, small, look->reason);
		ui_text(ui, rect_cut_right(&row, w), small, ERROR, RIGHT | MIDDLE, 1, look->reason);
		rect_cut_right(&row, gap);
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
	const float pad = 2.4f, radius = 1.6f;
	float icon = look->icon_size > 0 ? look->icon_size : 3.6f;
	if (look->title) {
		struct rect row = rect_cut_top(&box, field_title_height(ui));
		row.h -= 0.8f;
		field_title(ui, row, look);
	}
	field_ground(ui, box, look);
	struct rect in = rect_inset(box, pad, 0);
	if (look->icon) {
		ui_icon(ui, (struct point){in.x, in.y + (in.h - icon) / 2}, icon, look->icon, INK);
		rect_cut_left(&in, icon + 2);
	}
	rect_cut_right(&in, look->right);
	field_note(ui, &in, look);
	struct type type = type_sized(
		ui_type(ui, STYLE_LABEL), (look->size > 0 ? look->size : 3) * ui->text_scale);
	type.tracking = -0.006f;
	field_text(ui, in, &type, look);
	/* Behind the caret. */
	rect_cut_left(&in, 1);
	if (look->hint && !look->text[0])
		ui_text(ui, in, ui_fit(ui, in.w, 1, type, look->hint), INK_3, LEFT | MIDDLE, 1,
			look->hint);
	if (look->action.kind)
		ui_item(ui, &(struct item){.id = look->id,
				    .role = ROLE_FIELD,
				    .label = look->label,
				    .box = box,
				    .radius = radius,
				    .action = look->action});
	return box;
}
