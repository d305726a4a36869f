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
	field->length = field->caret = field->anchor = strlen(text);
	memcpy(field->text, text, field->length + 1);
	return true;
}

void field_clear(struct field *field)
{
	field->length = field->caret = field->anchor = 0;
	field->text[0] = '\0';
}

bool field_chosen(const struct field *field, size_t *from, size_t *to)
{
	*from = field->caret < field->anchor ? field->caret : field->anchor;
	*to = field->caret < field->anchor ? field->anchor : field->caret;
	return *from < *to;
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
	field->caret = field->anchor = from + length;
}

/* What is chosen goes. False: nothing was. */
static bool drop_chosen(struct field *field)
{
	size_t from, to;
	if (!field_chosen(field, &from, &to))
		return false;
	replace(field, from, to, "", 0);
	return true;
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
	drop_chosen(field);
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
	if (drop_chosen(field))
		return true;
	if (!field->caret)
		return false;
	replace(field, letter_start(field, field->caret), field->caret, "", 0);
	return true;
}

bool field_delete(struct field *field)
{
	if (drop_chosen(field))
		return true;
	if (field->caret == field->length)
		return false;
	replace(field, field->caret, letter_end(field, field->caret), "", 0);
	return true;
}

static size_t moved(const struct field *field, int letters)
{
	size_t at = field->caret;
	for (; letters > 0 && at < field->length; letters--)
		at = letter_end(field, at);
	for (; letters < 0 && at; letters++)
		at = letter_start(field, at);
	return at;
}

void field_move(struct field *field, int letters)
{
	size_t from, to;
	if (field_chosen(field, &from, &to))
		field->caret = letters < 0 ? from : to;
	else
		field->caret = moved(field, letters);
	field->anchor = field->caret;
}

void field_to_start(struct field *field)
{
	field->caret = field->anchor = 0;
}

void field_to_end(struct field *field)
{
	field->caret = field->anchor = field->length;
}

void field_choose(struct field *field, int letters)
{
	field->caret = moved(field, letters);
}

void field_choose_to(struct field *field, size_t at)
{
	size_t start = 0;
	for (size_t end; start < field->length && (end = letter_end(field, start)) <= at;)
		start = end;
	field->caret = start;
}

void field_choose_all(struct field *field)
{
	field->anchor = 0;
	field->caret = field->length;
}

void field_put_caret(struct field *field, size_t at)
{
	field_choose_to(field, at);
	field->anchor = field->caret;
}

static bool in_word(const struct field *field, size_t at)
{
	utf8proc_ssize_t step;
	utf8proc_category_t category =
		utf8proc_category((utf8proc_int32_t)code_at(field->text + at, &step));
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

void field_choose_word(struct field *field, size_t at)
{
	field_put_caret(field, at);
	size_t from = field->caret, to = from;
	while (from && in_word(field, letter_start(field, from)))
		from = letter_start(field, from);
	while (to < field->length && in_word(field, to))
		to = letter_end(field, to);
	field->anchor = from;
	field->caret = to;
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
