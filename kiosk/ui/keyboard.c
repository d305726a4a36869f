#include "ui/keyboard.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

enum { KEYS_MAX = 12, ROWS_MAX = 6, ID_MAX = 24 };

/* A key and its share of its row; code 0 ends a row. */
struct spot {
	uint32_t code;
	float share;
};

#define ROW(...)                                                                                   \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define K(letter)                                                                                  \
	{                                                                                          \
		letter, 1                                                                          \
	}
#define TOP_ROW K('q'), K('w'), K('e'), K('r'), K('t'), K('y'), K('u'), K('i'), K('o'), K('p')
#define HOME_ROW K('a'), K('s'), K('d'), K('f'), K('g'), K('h'), K('j'), K('k'), K('l'), K(0xF1)
#define BOTTOM_ROW K('z'), K('x'), K('c'), K('v'), K('b'), K('n'), K('m')
#define DIGITS K('1'), K('2'), K('3'), K('4'), K('5'), K('6'), K('7'), K('8'), K('9'), K('0')

typedef const struct spot rows_t[ROWS_MAX][KEYS_MAX];

/* Upright glass is too narrow for eleven keys beside each other: it takes a row more. */
static rows_t names_wide = {ROW(TOP_ROW, {KEY_BACKSPACE, 1.6f}), ROW(HOME_ROW, {KEY_ACCENT, 1.6f}),
	ROW({KEY_SHIFT, 1.6f}, BOTTOM_ROW, K('\''), K('-'), K('.'), {KEY_SHIFT, 1}),
	ROW({KEY_CLEAR, 1.9f}, {' ', 6.6f}, {KEY_DONE, 2.9f})};
static rows_t names_upright = {ROW(TOP_ROW), ROW(HOME_ROW),
	ROW({KEY_SHIFT, 1.5f}, BOTTOM_ROW, {KEY_BACKSPACE, 1.5f}),
	ROW({KEY_ACCENT, 1.6f}, K('\''), {' ', 5.4f}, K('-'), K('.')),
	ROW({KEY_CLEAR, 3}, {KEY_DONE, 7})};
static rows_t form_wide = {ROW(DIGITS, {KEY_BACKSPACE, 1.6f}), ROW(TOP_ROW, {KEY_ACCENT, 1.6f}),
	ROW(HOME_ROW, {KEY_NEXT, 1.6f}),
	ROW({KEY_SHIFT, 1.6f}, BOTTOM_ROW, K('\''), K('-'), K('@'), {KEY_SHIFT, 1}),
	ROW({KEY_SYMBOLS, 1.6f}, K(KEY_LEFT), K(KEY_RIGHT), {' ', 6}, K('.'), {KEY_DONE, 2.2f})};
static rows_t form_upright = {ROW(DIGITS), ROW(TOP_ROW), ROW(HOME_ROW),
	ROW({KEY_SHIFT, 1.5f}, BOTTOM_ROW, {KEY_BACKSPACE, 1.5f}),
	ROW({KEY_ACCENT, 1.5f}, K('\''), K('-'), {' ', 4.5f}, K('@'), K('.')),
	ROW({KEY_SYMBOLS, 1.6f}, {KEY_LEFT, 1.2f}, {KEY_RIGHT, 1.2f}, {KEY_NEXT, 2.4f},
		{KEY_DONE, 3.6f})};

/* What stands in place of the letters on the page of symbols. */
static const struct {
	uint32_t letter, symbol;
} symbols[] = {{'q', '!'}, {'w', '?'}, {'e', '#'}, {'r', '$'}, {'t', '%'}, {'y', '&'}, {'u', '*'},
	{'i', '('}, {'o', ')'}, {'p', '+'}, {'a', '/'}, {'s', '\\'}, {'d', ':'}, {'f', ';'},
	{'g', ','}, {'h', '_'}, {'j', '='}, {'k', '"'}, {'l', 0xA1}, {0xF1, 0xBF}, {'z', '<'},
	{'x', '>'}, {'c', '['}, {'v', ']'}, {'b', '{'}, {'n', '}'}, {'m', '|'}, {'\'', '`'},
	{'-', '~'}, {'@', '^'}};

/* The dead accents in the order in which the key brings them: as they stand alone, and as a mark.
 */
static const struct {
	const char *alone;
	uint32_t mark;
} accents[] = {{"\xC2\xB4", 0}, {"\xC2\xB4", 0x301}, {"\xC2\xA8", 0x308}, {"`", 0x300},
	{"^", 0x302}, {"~", 0x303}, {"\xC2\xB8", 0x327}};
enum { ACCENTS = sizeof accents / sizeof accents[0] };

/* Letters past Latin Extended-A are in no name that is written with these accents. */
enum { LETTERS_END = 0x180 };

static const struct {
	enum key key;
	const char *id, *label, *icon; /* label: msgid; icon NULL: the label is shown */
} functions[] = {
	{KEY_BACKSPACE, "key.backspace", N_("Delete"), "backspace"},
	{KEY_LEFT, "key.left", N_("Left"), "chevron-left"},
	{KEY_RIGHT, "key.right", N_("Right"), "chevron-right"},
	{KEY_SHIFT, "key.shift", N_("Capitals"), "shift"},
	{KEY_ACCENT, "key.accent", N_("Accents"), NULL},
	{KEY_SYMBOLS, "key.symbols", N_("Symbols"), NULL},
	{KEY_CLEAR, "key.clear", N_("Clear"), NULL},
	{KEY_NEXT, "key.next", N_("Next"), NULL},
	{KEY_DONE, "key.done", NULL, NULL},
	{(enum key)' ', "key.space", N_("space"), NULL},
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static int function_of(uint32_t code)
{
	for (int i = 0; i < FUNCTIONS; i++)
		if ((uint32_t)functions[i].key == code)
			return i;
	return -1;
}

/* The letter with its mark as one character; the letter itself where there is none. */
static uint32_t with_mark(uint32_t letter, uint32_t mark)
{
	utf8proc_int32_t pair[2] = {(utf8proc_int32_t)letter, (utf8proc_int32_t)mark};
	bool one = utf8proc_normalize_utf32(pair, 2, UTF8PROC_STABLE | UTF8PROC_COMPOSE) == 1;
	return mark && one && pair[0] < LETTERS_END ? (uint32_t)pair[0] : letter;
}

/* What a key of the layout types now. */
static uint32_t typed_by(const struct keyboard *keyboard, uint32_t code)
{
	for (size_t i = 0; keyboard->symbols && i < sizeof symbols / sizeof symbols[0]; i++)
		if (symbols[i].letter == code)
			return symbols[i].symbol;
	if (function_of(code) >= 0)
		return code;
	if (keyboard->shift)
		code = (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
	return with_mark(code, accents[keyboard->accent].mark);
}

static enum keyed typed(struct keyboard *keyboard, struct field *field, uint32_t code)
{
	keyboard->accent = 0;
	if (keyboard->shift == SHIFT_ONCE)
		keyboard->shift = SHIFT_OFF;
	return field_insert(field, code) ? KEYED_TEXT : KEYED_NOTHING;
}

static enum keyed caret(struct field *field, int key)
{
	size_t caret = field->caret, anchor = field->anchor;
	switch (key) {
	case KEY_LEFT:
	case KEY_RIGHT:
		field_move(field, key == KEY_LEFT ? -1 : 1);
		break;
	case KEY_TO_START:
		field_to_start(field);
		break;
	case KEY_TO_END:
		field_to_end(field);
		break;
	case KEY_CHOOSE_LEFT:
	case KEY_CHOOSE_RIGHT:
		field_choose(field, key == KEY_CHOOSE_LEFT ? -1 : 1);
		break;
	case KEY_CHOOSE_TO_START:
	case KEY_CHOOSE_TO_END:
		field_choose_to(field, key == KEY_CHOOSE_TO_START ? 0 : field->length);
		break;
	default:
		field_choose_all(field);
		break;
	}
	return field->caret == caret && field->anchor == anchor ? KEYED_NOTHING : KEYED_CARET;
}

enum keyed keyboard_press(struct keyboard *keyboard, struct field *field, int key)
{
	switch (key) {
	case KEY_BACKSPACE:
		return field_backspace(field) ? KEYED_TEXT : KEYED_NOTHING;
	case KEY_DELETE:
		return field_delete(field) ? KEYED_TEXT : KEYED_NOTHING;
	case KEY_TO_START:
	case KEY_TO_END:
	case KEY_LEFT:
	case KEY_RIGHT:
	case KEY_CHOOSE_LEFT:
	case KEY_CHOOSE_RIGHT:
	case KEY_CHOOSE_TO_START:
	case KEY_CHOOSE_TO_END:
	case KEY_CHOOSE_ALL:
		return caret(field, key);
	case KEY_SHIFT:
		keyboard->shift = (enum keyboard_shift)((keyboard->shift + 1) % (SHIFT_LOCKED + 1));
		return KEYED_NOTHING;
	case KEY_ACCENT:
		keyboard->accent = (keyboard->accent + 1) % ACCENTS;
		return KEYED_NOTHING;
	case KEY_SYMBOLS:
		keyboard->symbols = !keyboard->symbols;
		keyboard->accent = 0;
		return KEYED_NOTHING;
	case KEY_CLEAR:
		if (!field->length)
			return KEYED_NOTHING;
		field_clear(field);
		return KEYED_TEXT;
	case KEY_NEXT:
		return KEYED_NEXT;
	case KEY_DONE:
		return KEYED_DONE;
	default:
		return typed(keyboard, field, (uint32_t)key);
	}
}

/* ---- how it looks ---- */

struct measures {
	float key_h, above, below, margin;
};

static const float gap = 1.1f;

static struct measures measures_of(const struct ui *ui, enum keyboard_layout layout)
{
	bool form = layout == KEYBOARD_FORM;
	switch (ui->m.size_class) {
	case CLASS_COMPACT:
		return (struct measures){form ? 8.5f : 8.8f, 1.2f, 1.4f, 2};
	case CLASS_PORTRAIT:
		return (struct measures){ui->m.target > 9.6f ? ui->m.target : 9.6f, 1.8f, 2.2f, 2};
	default:
		return form ? (struct measures){8.3f, 1.6f, 2, ui->m.margin}
			    : (struct measures){9.6f, 1.8f, 2.2f, ui->m.margin};
	}
}

static const struct spot (*rows_of(const struct ui *ui, enum keyboard_layout layout))[KEYS_MAX]
{
	bool upright = ui->m.size_class == CLASS_PORTRAIT;
	if (layout == KEYBOARD_FORM)
		return upright ? form_upright : form_wide;
	return upright ? names_upright : names_wide;
}

static int row_count(const struct spot (*rows)[KEYS_MAX])
{
	int count = 0;
	while (count < ROWS_MAX && rows[count][0].code)
		count++;
	return count;
}

float keyboard_height(const struct ui *ui, enum keyboard_layout layout)
{
	struct measures m = measures_of(ui, layout);
	int rows = row_count(rows_of(ui, layout));
	return m.above + (float)rows * m.key_h + (float)(rows - 1) * gap + m.below;
}

/* A key as it stands on the screen now. */
struct shown_key {
	const char *id, *label, *words, *icon; /* words: what it shows, NULL: the icon */
	uint32_t code;
	bool function, on;
};

static const char *letter_words(struct ui *ui, uint32_t code)
{
	char bytes[5] = {0};
	utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)bytes);
	return arena_strdup(&ui->list->arena, bytes);
}

static struct shown_key letter_key(struct ui *ui, const struct keyboard *keyboard, uint32_t code)
{
	struct shown_key key = {.code = typed_by(keyboard, code)};
	/* Named by where it is and the page, whatever shift and accent make of it. */
	const struct keyboard page = {.symbols = keyboard->symbols};
	key.id = arena_printf(&ui->list->arena, "key.%s", letter_words(ui, typed_by(&page, code)));
	key.label = key.words = letter_words(ui, key.code);
	return key;
}

static struct shown_key function_key(struct ui *ui, const struct keyboard *keyboard, int function,
	bool second, const struct keyboard_look *look)
{
	enum key code = functions[function].key;
	const char *label = functions[function].label;
	struct shown_key key = {.id = functions[function].id,
		.label = label ? ui_tr(ui, label) : look->done,
		.icon = functions[function].icon,
		.code = (uint32_t)code,
		.function = true};
	if (second)
		key.id = arena_printf(&ui->list->arena, "%s.right", key.id);
	if (code == KEY_ACCENT) {
		bool names = keyboard->layout == KEYBOARD_NAMES && !keyboard->accent;
		key.words = names ? "\xC3\xA1 \xC3\xA9" : accents[keyboard->accent].alone;
	} else if (code == KEY_SYMBOLS) {
		key.words = keyboard->symbols ? "abc" : "!#1";
	} else if (!key.icon) {
		key.words = key.label;
	}
	key.on = (code == KEY_SHIFT && keyboard->shift) ||
		 (code == KEY_ACCENT && keyboard->accent) ||
		 (code == KEY_SYMBOLS && keyboard->symbols);
	return key;
}

static void key_ground(struct ui *ui, struct rect box, const struct shown_key *key, bool off)
{
	const float radius = 1.2f;
	bool pressed = ui_is_pressed(ui, key->id), go = key->code == KEY_DONE;
	enum color_role fill = key->function && key->code != ' ' ? KEY_FUNCTION : CARD;
	if (off)
		fill = DISABLED;
	else if (go)
		fill = pressed ? TIDE_PRESSED : TIDE;
	else if (key->on)
		fill = PRIMARY;
	else if (pressed)
		fill = KEY_PRESSED;
	ui_panel(ui, box, radius, fill);
}

static struct type key_type(
	const struct ui *ui, enum keyboard_layout layout, const struct shown_key *key)
{
	/* An accent that stands alone is small as it is. */
	bool alone = key->code == KEY_ACCENT && (key->on || layout == KEYBOARD_FORM);
	float size = key->code == KEY_DONE ? layout == KEYBOARD_NAMES ? 3.2f : 2.8f
		     : alone               ? 4.4f
		     : key->function       ? 2.6f
					   : 3.6f;
	struct type type = type_sized(ui_type(ui, STYLE_LABEL), size * ui->text_scale);
	if (key->function && key->code != ' ')
		type.font = FONT_BOLD;
	return type;
}

static void draw_key(struct ui *ui, struct rect box, const struct keyboard *keyboard,
	const struct shown_key *key, const struct keyboard_look *look)
{
	const float icon = 4, lock_w = 2.4f, lock_h = 0.45f, pressed = 0.98f;
	bool go = key->code == KEY_DONE, off = go && look->done_off;
	bool down = ui_is_pressed(ui, key->id);
	struct rect at = down ? rect_center(box, box.w * pressed, box.h * pressed) : box;
	enum color_role ink = INK;
	if (off)
		ink = DISABLED_TEXT;
	else if (go)
		ink = ON_TIDE;
	else if (key->on)
		ink = ON_PRIMARY;
	else if (key->code == ' ' && !down)
		ink = INK_2;
	key_ground(ui, at, key, off);
	if (key->words) {
		struct type type = key_type(ui, keyboard->layout, key);
		ui_text(ui, at, ui_fit(ui, at.w - 1, 1, type, key->words), ink, CENTER | MIDDLE, 1,
			key->words);
	} else {
		struct rect middle = rect_center(at, icon, icon);
		ui_icon(ui, (struct point){middle.x, middle.y}, icon, key->icon, ink);
	}
	if (key->code == KEY_SHIFT && keyboard->shift == SHIFT_LOCKED)
		draw_rect(ui->list,
			rect_make(at.x + (at.w - lock_w) / 2, at.y + at.h / 2 + icon / 2 + 0.4f,
				lock_w, lock_h),
			ui->theme->color[ink]);
	ui_item(ui, &(struct item){.id = key->id,
			    .role = ROLE_KEY,
			    .label = key->label,
			    .box = box,
			    .radius = 1.2f,
			    .action = {look->action, (int)key->code},
			    .repeats = key->code == KEY_BACKSPACE,
			    .disabled = off,
			    .go = go});
}

static void draw_row(struct ui *ui, struct rect box, const struct keyboard *keyboard,
	const struct spot *spot, const struct keyboard_look *look)
{
	float shares = 0, room = box.w + gap;
	for (int i = 0; i < KEYS_MAX && spot[i].code; i++) {
		shares += spot[i].share;
		room -= gap;
	}
	for (int i = 0; i < KEYS_MAX && spot[i].code; i++) {
		struct rect cell = rect_cut_left(&box, room * spot[i].share / shares);
		rect_cut_left(&box, gap);
		int function = function_of(spot[i].code);
		bool second = i && spot[0].code == spot[i].code;
		struct shown_key key = function < 0
					       ? letter_key(ui, keyboard, spot[i].code)
					       : function_key(ui, keyboard, function, second, look);
		draw_key(ui, cell, keyboard, &key, look);
	}
}

void ui_keyboard(struct ui *ui, const struct keyboard *keyboard, const struct keyboard_look *look)
{
	const struct spot(*rows)[KEYS_MAX] = rows_of(ui, keyboard->layout);
	struct measures m = measures_of(ui, keyboard->layout);
	struct rect box = ui_canvas(ui);
	box = rect_cut_bottom(&box, keyboard_height(ui, keyboard->layout));
	draw_rect(ui->list, box, ui->theme->color[SUNK]);
	/* Black on black has an edge. */
	if (ui->theme->outline)
		draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.25f), ui->theme->color[LINE]);
	box = rect_inset(box, m.margin, 0);
	rect_cut_top(&box, m.above);
	for (int i = 0; i < row_count(rows); i++) {
		draw_row(ui, rect_cut_top(&box, m.key_h), keyboard, rows[i], look);
		rect_cut_top(&box, gap);
	}
}

/* ---- the way to a character ---- */

static const struct item *key_saying(const struct draw_list *list, int action, uint32_t code)
{
	for (size_t i = list->modal; i < list->items; i++)
		if (list->item[i].action.kind == action &&
			(uint32_t)list->item[i].action.arg == code)
			return &list->item[i];
	return NULL;
}

const struct item *keyboard_way(const struct draw_list *list, int action, uint32_t code, int tries)
{
	enum { TRIES_MAX = SHIFT_LOCKED + ACCENTS + 2 };
	const struct item *key = key_saying(list, action, code);
	const struct item *letter = draw_find(list, "key.m");
	if (key || tries > TRIES_MAX)
		return key;
	if (!letter)
		return key_saying(list, action, KEY_SYMBOLS);
	bool capital = utf8proc_tolower((utf8proc_int32_t)code) != (utf8proc_int32_t)code;
	bool is_letter =
		capital || utf8proc_toupper((utf8proc_int32_t)code) != (utf8proc_int32_t)code;
	if (is_letter && capital != (letter->action.arg == 'M'))
		return key_saying(list, action, KEY_SHIFT);
	/* Another accent, or none. */
	return key_saying(list, action, is_letter ? KEY_ACCENT : KEY_SYMBOLS);
}
