/* Text in boxes: each character is half an em wide here, so that lines can be counted by hand. */
#include "ui/ui.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static float half_em(const struct measure *measure, enum font font, uint32_t code, uint32_t next)
{
	(void)measure;
	(void)font;
	(void)code;
	(void)next;
	return 0.5f;
}
static const struct measure halves = {half_em};

static const struct type type = {FONT_MEDIUM, 2, 3, 0, false};

static int open_ui(void **state)
{
	struct ui *ui = calloc(1, sizeof *ui);
	ui->list = calloc(1, sizeof *ui->list);
	ui->measure = &halves;
	ui->theme = theme_get(false);
	ui->text_scale = 1;
	draw_begin(ui->list);
	*state = ui;
	return 0;
}

static int close_ui(void **state)
{
	struct ui *ui = *state;
	draw_free(ui->list);
	free(ui->list);
	free(ui);
	return 0;
}

static void expect_lines(
	struct ui *ui, float width, int lines, const char *text, const char *want[], size_t count)
{
	draw_begin(ui->list);
	ui_text(ui, rect_make(0, 0, width, 100), type, INK, LEFT, lines, text);
	assert_int_equal(ui->list->cmds, count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(ui->list->cmd[i].text, want[i]);
}
#define EXPECT_LINES(ui, width, lines, text, ...)                                                  \
	expect_lines(ui, width, lines, text, (const char *[]){__VA_ARGS__},                        \
		sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))

static void lines_break_at_blanks(void **state)
{
	EXPECT_LINES(*state, 10, 0, "one two three four", "one two", "three four");
	EXPECT_LINES(*state, 7, 0, "one two three four", "one two", "three", "four");
}

static void explicit_breaks_are_kept(void **state)
{
	EXPECT_LINES(*state, 100, 0, "one\ntwo three", "one", "two three");
}

static void a_word_that_is_too_long_is_broken_rather_than_lost(void **state)
{
	EXPECT_LINES(*state, 4, 0, "abcdefghij", "abcd", "efgh", "ij");
}

static void no_break_spaces_hold_together(void **state)
{
	EXPECT_LINES(*state, 8, 0, "ten 5\xC2\xA0mi x", "ten 5\xC2\xA0mi", "x");
}

static void too_many_lines_end_with_an_ellipsis(void **state)
{
	EXPECT_LINES(*state, 7, 2, "one two three four", "one two", "three\xE2\x80\xA6");
	EXPECT_LINES(*state, 5, 1, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9",
		"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xE2\x80\xA6");
}

static void the_text_as_written_is_noted_even_when_it_is_cut(void **state)
{
	struct ui *ui = *state;
	ui_text(ui, rect_make(0, 0, 5, 3), type, INK, LEFT, 1, "one two\nthree");
	assert_int_equal(ui->list->texts, 1);
	assert_string_equal(ui->list->text[0], "one two three");
}

static void text_stands_where_it_is_told_to(void **state)
{
	struct ui *ui = *state;
	struct rect box = {10, 20, 20, 30};
	ui_text(ui, box, type, INK, RIGHT | BOTTOM, 0, "abcd");
	assert_true(ui->list->cmd[0].box.x == 26);
	float bottom = ui->list->cmd[0].box.y;
	draw_begin(ui->list);
	ui_text(ui, box, type, INK, CENTER | TOP, 0, "abcd");
	assert_true(ui->list->cmd[0].box.x == 18);
	assert_true(bottom - ui->list->cmd[0].box.y == 27);
}

static void balanced_lines_are_of_much_the_same_length(void **state)
{
	struct ui *ui = *state;
	ui_text(ui, rect_make(0, 0, 18, 9), type, INK, LEFT | BALANCED, 0, "What can we loosen up");
	assert_int_equal(ui->list->cmds, 2);
	assert_string_equal(ui->list->cmd[0].text, "What can we");
	assert_string_equal(ui->list->cmd[1].text, "loosen up");
}

static void a_headline_steps_down_before_it_breaks_a_word(void **state)
{
	struct ui *ui = *state;
	assert_true(ui_fit(ui, 10, 1, type, "ten chars!").size == 2);
	assert_true(ui_fit(ui, 9, 1, type, "ten chars!").size < 2);
	assert_true(ui_fit(ui, 9, 2, type, "ten chars!").size == 2);
	assert_true(ui_fit(ui, 9, 2, type, "tencharsxx").size < 2);
}

static void patterns_are_filled_in(void **state)
{
	struct ui *ui = *state;
	assert_string_equal(ui_fill(ui, "Start {}", "quads"), "Start quads");
	assert_string_equal(ui_fill(ui, "Start", "quads"), "Start");
}

static void names_are_lowered_inside_a_sentence_but_not_acronyms(void **state)
{
	struct ui *ui = *state;
	assert_string_equal(ui_lower(ui, "Quads"), "quads");
	assert_string_equal(ui_lower(ui, "IT band"), "IT band");
	assert_string_equal(ui_lower(ui, ""), "");
}

static void grids_cut_a_box_evenly(void **state)
{
	(void)state;
	struct rect cell = rect_grid(rect_make(10, 10, 22, 12), 2, 2, 2, 3);
	assert_true(cell.x == 22 && cell.y == 17 && cell.w == 10 && cell.h == 5);
}

static void a_text_in_a_box_of_no_width_ends(void **state)
{
	const struct ui *ui = *state;
	assert_in_range(ui_text_lines(ui, -2, theme_type(STYLE_LABEL, 1), "Aim for 3 to 4"), 4, 14);
}

int main(void)
{
#define WITH_UI(test) cmocka_unit_test_setup_teardown(test, open_ui, close_ui)
	const struct CMUnitTest tests[] = {
		WITH_UI(lines_break_at_blanks),
		WITH_UI(explicit_breaks_are_kept),
		WITH_UI(a_word_that_is_too_long_is_broken_rather_than_lost),
		WITH_UI(no_break_spaces_hold_together),
		WITH_UI(too_many_lines_end_with_an_ellipsis),
		WITH_UI(the_text_as_written_is_noted_even_when_it_is_cut),
		WITH_UI(text_stands_where_it_is_told_to),
		WITH_UI(balanced_lines_are_of_much_the_same_length),
		WITH_UI(a_headline_steps_down_before_it_breaks_a_word),
		WITH_UI(patterns_are_filled_in),
		WITH_UI(names_are_lowered_inside_a_sentence_but_not_acronyms),
		WITH_UI(a_text_in_a_box_of_no_width_ends),
		cmocka_unit_test(grids_cut_a_box_evenly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
