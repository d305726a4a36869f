/* What is typed: the field's text and caret, the keyboard's two layouts, the way to a character. */
#include "ui/keyboard.h"

#include "visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct field field;
static struct keyboard keyboard;

static int start_afresh(void **state)
{
	(void)state;
	memset(&field, 0, sizeof field);
	keyboard = (struct keyboard){0};
	return 0;
}

/* The text with a bar where the caret stands. */
static const char *seen(void)
{
	static char text[FIELD_BYTES + 1];
	snprintf(text, sizeof text, "%.*s|%s", (int)field.caret, field.text,
		field.text + field.caret);
	return text;
}

static void insert(const char *words)
{
	const char *end = words + strlen(words);
	for (uint32_t code; (code = utf8_next(&words, end));)
		assert_true(field_insert(&field, code));
}

static void text_goes_in_at_the_caret(void **state)
{
	(void)state;
	insert("Ins");
	field_move(&field, -1);
	insert("\xC3\xA9");
	assert_string_equal(seen(), "In\xC3\xA9|s");
	field_to_start(&field);
	insert("!");
	field_to_end(&field);
	insert("?");
	assert_string_equal(seen(), "!In\xC3\xA9s?|");
}

static void what_is_chosen_is_replaced_and_taken_away(void **state)
{
	(void)state;
	insert("one two, three");
	field_choose_word(&field, 5);
	insert("2");
	assert_string_equal(seen(), "one 2|, three");
	/* Between two words there is none. */
	field_choose_word(&field, 6);
	assert_int_equal(field.anchor, field.caret);
	field_choose_all(&field);
	assert_true(field_delete(&field));
	assert_string_equal(seen(), "|");
	insert("a\xC3\xB1o");
	field_choose(&field, -2);
	field_move(&field, -1);
	assert_string_equal(seen(), "a|\xC3\xB1o");
	/* Never inside a letter. */
	field_put_caret(&field, 2);
	assert_string_equal(seen(), "a|\xC3\xB1o");
}

static void a_letter_as_it_is_seen_goes_at_once(void **state)
{
	(void)state;
	/* x with two marks that Unicode has no single character for, then a letter of two bytes. */
	assert_true(field_set(&field, "ax\xCC\x81\xCC\xA3\xC3\xB1"));
	assert_true(field_backspace(&field));
	assert_true(field_backspace(&field));
	assert_string_equal(seen(), "a|");
	assert_true(field_backspace(&field));
	assert_false(field_backspace(&field));
	assert_true(field_set(&field, "ax\xCC\x81z"));
	field_to_start(&field);
	field_move(&field, 1);
	assert_true(field_delete(&field));
	assert_string_equal(seen(), "a|z");
	assert_true(field_delete(&field));
	assert_false(field_delete(&field));
}

static void the_caret_stops_at_the_ends(void **state)
{
	(void)state;
	assert_true(field_set(&field, "\xC3\xB1u"));
	field_move(&field, 5);
	assert_string_equal(seen(), "\xC3\xB1u|");
	field_move(&field, -1);
	assert_string_equal(seen(), "\xC3\xB1|u");
	field_move(&field, -5);
	assert_string_equal(seen(), "|\xC3\xB1u");
}

static void a_mark_joins_the_letter_before_it(void **state)
{
	(void)state;
	insert("e");
	assert_true(field_insert(&field, 0x301));
	assert_string_equal(field.text, "\xC3\xA9");
	assert_true(field_backspace(&field));
	assert_string_equal(field.text, "");
	/* With nothing before it, it stands as it is. */
	assert_true(field_insert(&field, 0x301));
	assert_string_equal(field.text, "\xCC\x81");
}

static void a_full_field_takes_no_more(void **state)
{
	(void)state;
	field.most = 3;
	insert("\xC3\xB1\xC3\xB1"
	       "e");
	assert_false(field_insert(&field, 'x'));
	assert_true(field_insert(&field, 0x301));
	assert_string_equal(seen(), "\xC3\xB1\xC3\xB1\xC3\xA9|");
	assert_false(field_set(&field, "four"));
	assert_string_equal(seen(), "\xC3\xB1\xC3\xB1\xC3\xA9|");
	assert_true(field_set(&field, "two"));
	field_clear(&field);
	assert_int_equal(field.most, 3);
	field.most = 0;
	for (int i = 0; i < FIELD_LETTERS_MAX; i++)
		assert_true(field_insert(&field, 0x1F600));
	assert_false(field_insert(&field, 'x'));
	assert_int_equal(field.length, 4 * FIELD_LETTERS_MAX);
}

static void only_text_gets_in(void **state)
{
	(void)state;
	assert_false(field_insert(&field, '\n'));
	assert_false(field_insert(&field, 0x7F));
	assert_false(field_insert(&field, 0xD800));
	assert_false(field_insert(&field, KEY_BACKSPACE));
	assert_false(field_set(&field, "broken \xC3"));
	assert_string_equal(seen(), "|");
}

static void the_caret_blinks_and_then_stands(void **state)
{
	const int64_t typed = 7000000, half = 500000;
	(void)state;
	assert_true(field_caret_shows(typed, typed));
	assert_false(field_caret_shows(typed, typed + half));
	assert_true(field_caret_shows(typed, typed + 2 * half));
	assert_true(field_caret_due(typed, typed + 1) == typed + half);
	int turns = 0;
	int64_t now = typed;
	for (int64_t due; (due = field_caret_due(typed, now)) != INT64_MAX; turns++)
		now = due;
	assert_int_equal(turns, 10);
	assert_true(field_caret_shows(typed, now));
}

static enum keyed press(int key)
{
	return keyboard_press(&keyboard, &field, key);
}

static void keys_change_the_field(void **state)
{
	(void)state;
	assert_int_equal(press('a'), KEYED_TEXT);
	assert_int_equal(press('b'), KEYED_TEXT);
	assert_int_equal(press(KEY_LEFT), KEYED_CARET);
	assert_int_equal(press(KEY_TO_START), KEYED_CARET);
	assert_int_equal(press(KEY_LEFT), KEYED_NOTHING);
	assert_int_equal(press(KEY_DELETE), KEYED_TEXT);
	assert_string_equal(seen(), "|b");
	assert_int_equal(press(KEY_TO_END), KEYED_CARET);
	assert_int_equal(press(KEY_BACKSPACE), KEYED_TEXT);
	assert_int_equal(press(KEY_BACKSPACE), KEYED_NOTHING);
	assert_int_equal(press(KEY_CLEAR), KEYED_NOTHING);
	press('c');
	assert_int_equal(press(KEY_CLEAR), KEYED_TEXT);
	assert_string_equal(seen(), "|");
	assert_int_equal(press(KEY_NEXT), KEYED_NEXT);
	assert_int_equal(press(KEY_DONE), KEYED_DONE);
}

static void shift_and_accent_are_for_one_letter(void **state)
{
	(void)state;
	press(KEY_SHIFT);
	press(KEY_ACCENT);
	assert_int_equal(keyboard.shift, SHIFT_ONCE);
	press(0xC1); /* as the key now shows it */
	assert_int_equal(keyboard.shift, SHIFT_OFF);
	assert_int_equal(keyboard.accent, 0);
	assert_string_equal(field.text, "\xC3\x81");
	press(KEY_SHIFT);
	press(KEY_SHIFT);
	press('A');
	assert_int_equal(keyboard.shift, SHIFT_LOCKED);
	press(KEY_SHIFT);
	assert_int_equal(keyboard.shift, SHIFT_OFF);
}

/* ---- on the screen ---- */

static struct draw_list list;

static void show(int w, int h)
{
	struct ui ui = {.list = &list,
		.measure = fixed_measure(),
		.m = metrics_make(w, h, 0),
		.theme = theme_get(false),
		.text_scale = 1};
	draw_begin(&list);
	ui_keyboard(&ui, &keyboard, &(struct keyboard_look){.done = "Done", .action = ACTION_KEY});
}

static int free_list(void **state)
{
	draw_free(&list);
	list = (struct draw_list){0};
	return start_afresh(state);
}

static const char *shown_on(const char *id)
{
	const struct item *item = draw_find(&list, id);
	return item ? item->label : "nothing";
}

static void keys_show_what_they_type(void **state)
{
	(void)state;
	keyboard.layout = KEYBOARD_FORM;
	show(1920, 1080);
	assert_string_equal(shown_on("key.u"), "u");
	assert_string_equal(shown_on("key.\xC3\xB1"), "\xC3\xB1");
	press(KEY_SHIFT);
	show(1920, 1080);
	assert_string_equal(shown_on("key.u"), "U");
	assert_string_equal(shown_on("key.7"), "7");
	press(KEY_ACCENT);
	press(KEY_ACCENT);
	show(1920, 1080);
	assert_string_equal(shown_on("key.u"), "\xC3\x9C");
	assert_int_equal(draw_find(&list, "key.u")->action.arg, 0xDC);
	assert_string_equal(shown_on("key.q"), "Q");
	press(KEY_SYMBOLS);
	show(1920, 1080);
	assert_string_equal(shown_on("key.u"), "nothing");
	assert_string_equal(shown_on("key.#"), "#");
}

/* Types a text as a finger would, by what the screen shows; returns whether each character could be
 * reached. */
static bool finger_types(const char *words, int w, int h)
{
	const char *end = words + strlen(words);
	for (uint32_t code; (code = utf8_next(&words, end));) {
		for (int tries = 0;; tries++) {
			show(w, h);
			const struct item *key = keyboard_way(&list, ACTION_KEY, code, tries);
			if (!key)
				return false;
			bool own = key->action.arg == (int)code;
			press(key->action.arg);
			if (own)
				break;
		}
	}
	return true;
}

static void every_name_can_be_typed(void **state)
{
	static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {800, 480}};
	static const char name[] = "Mar\xC3\xAD"
				   "a O'Neill-M\xC3\xBCller \xC3\x91"
				   "u\xC3\xB1"
				   "ez, Fran\xC3\xA7ois \xC3\x89p\xC3\xAE";
	(void)state;
	for (int i = 0; i < 3; i++) {
		start_afresh(state);
		keyboard.layout = KEYBOARD_FORM;
		assert_true(finger_types(name, sizes[i][0], sizes[i][1]));
		assert_string_equal(field.text, name);
		start_afresh(state);
		assert_true(finger_types("M\xC3\xBCller \xC3\x91", sizes[i][0], sizes[i][1]));
		assert_string_equal(field.text, "M\xC3\xBCller \xC3\x91");
	}
}

static void what_was_begun_does_not_mislead(void **state)
{
	(void)state;
	keyboard = (struct keyboard){.layout = KEYBOARD_FORM, .accent = 2, .shift = SHIFT_LOCKED};
	assert_true(finger_types("za", 1920, 1080));
	keyboard.symbols = true;
	assert_true(finger_types("B!\xC3\xA0", 1920, 1080));
	assert_string_equal(field.text, "zaB!\xC3\xA0");
	/* On no key, with no accent. */
	assert_false(finger_types("\xC3\x98", 1920, 1080));
}

static void every_address_can_be_typed_by_staff_alone(void **state)
{
	static const char site[] =
		"https://a_b.example/?q=[1]&x=%20#top {~|^`} \"$*<>\\\xC2\xBF\xC2\xA1";
	(void)state;
	keyboard.layout = KEYBOARD_FORM;
	assert_true(finger_types(site, 1920, 1080));
	assert_string_equal(field.text, site);
	assert_false(finger_types("\xE4\xB8\xAD", 1920, 1080));
	keyboard = (struct keyboard){.layout = KEYBOARD_NAMES};
	assert_false(finger_types("7", 1920, 1080));
}

static void a_long_text_shows_the_part_around_the_caret(void **state)
{
	struct ui ui = {.list = &list,
		.measure = fixed_measure(),
		.m = metrics_make(1920, 1080, 0),
		.theme = theme_get(false),
		.text_scale = 1};
	struct field_look look = {
		.id = "field", .label = "Name", .active = true, .caret_shows = true};
	(void)state;
	insert("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnz");
	for (int end = 0; end < 2; end++) {
		draw_begin(&list);
		look.text = field.text;
		look.caret = field.caret;
		ui_field(&ui, rect_make(0, 0, 40, 8.4f), &look);
		const char *run = "";
		for (size_t i = 0; i < list.cmds; i++)
			if (list.cmd[i].kind == DRAW_TEXT)
				run = list.cmd[i].text;
		assert_in_range(strlen(run), 15, 25);
		assert_int_equal(run[strlen(run) - 1], end ? 'n' : 'z');
		field_to_start(&field);
	}
	/* As a whole it can be expected all the same. */
	assert_string_equal(list.text[list.texts - 1], field.text);
}

int main(void)
{
#define FIELD(test) cmocka_unit_test_setup(test, start_afresh)
#define SHOWN(test) cmocka_unit_test_setup_teardown(test, start_afresh, free_list)
	const struct CMUnitTest tests[] = {
		FIELD(text_goes_in_at_the_caret),
		FIELD(what_is_chosen_is_replaced_and_taken_away),
		FIELD(a_letter_as_it_is_seen_goes_at_once),
		FIELD(the_caret_stops_at_the_ends),
		FIELD(a_mark_joins_the_letter_before_it),
		FIELD(a_full_field_takes_no_more),
		FIELD(only_text_gets_in),
		FIELD(the_caret_blinks_and_then_stands),
		FIELD(keys_change_the_field),
		FIELD(shift_and_accent_are_for_one_letter),
		SHOWN(keys_show_what_they_type),
		SHOWN(every_name_can_be_typed),
		SHOWN(what_was_begun_does_not_mislead),
		SHOWN(every_address_can_be_typed_by_staff_alone),
		SHOWN(a_long_text_shows_the_part_around_the_caret),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
