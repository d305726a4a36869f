/* Keys of a button box: which ones, wherever they come from, and what is said of those that no key
 * has. */
#define SCRATCH "input"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "input.h"
#include "scratch.h"

static struct input input;
static struct problems problems;
static struct metrics metrics;
static struct event event;

static int set_up(void **state)
{
	(void)state;
	const char *const names[HW_BUTTONS] = {"F1", "F2, Keypad 1 ,", "", "B", "", ""};
	input = (struct input){0};
	problems = (struct problems){0};
	metrics = metrics_make(1920, 1080, 0);
	input_map(&input, names, &problems);
	assert_int_equal(problems.count, 0);
	return 0;
}

static bool key(uint32_t type, SDL_Keycode code, bool repeat)
{
	SDL_Event sdl = {.key = {.type = type, .repeat = repeat, .keysym = {.sym = code}}};
	return input_translate(&input, &sdl, &metrics, 1, &event);
}

static void expect_button(enum hw_button button, bool down)
{
	assert_int_equal(event.kind, EVENT_BUTTON);
	assert_int_equal(event.button.button, button);
	assert_int_equal(event.button.down, down);
}

static void a_key_of_the_box_is_a_button(void **state)
{
	(void)state;
	assert_true(key(SDL_KEYDOWN, SDLK_F1, false));
	expect_button(BUTTON_START_STOP, true);
	assert_false(key(SDL_KEYDOWN, SDLK_F1, true));
	assert_true(key(SDL_KEYUP, SDLK_F1, false));
	expect_button(BUTTON_START_STOP, false);
}

static void several_keys_may_do_the_same(void **state)
{
	(void)state;
	assert_true(key(SDL_KEYDOWN, SDLK_F2, false));
	expect_button(BUTTON_NEXT, true);
	assert_true(key(SDL_KEYDOWN, SDLK_KP_1, false));
	expect_button(BUTTON_NEXT, true);
}

static void other_keys_are_none_on_the_kiosk_itself(void **state)
{
	(void)state;
	assert_false(key(SDL_KEYDOWN, SDLK_RETURN, false));
	input.keys = true;
	assert_true(key(SDL_KEYDOWN, SDLK_RETURN, false));
	expect_button(BUTTON_START_STOP, true);
}

/* Alt-F4, Ctrl-Alt-Backspace, Print, ...: whatever keyboard somebody plugs in. */
static void no_key_leads_anywhere_on_the_kiosk_itself(void **state)
{
	(void)state;
	input_map(&input, (const char *const[HW_BUTTONS]){"", "", "", "", "", ""}, &problems);
	for (int code = 1; code < SDL_NUM_SCANCODES; code++)
		for (int alt = 0; alt < 2; alt++) {
			SDL_Event sdl = {.key = {.type = SDL_KEYDOWN}};
			sdl.key.keysym.scancode = (SDL_Scancode)code;
			sdl.key.keysym.sym = SDL_SCANCODE_TO_KEYCODE(code);
			sdl.key.keysym.mod = alt ? KMOD_LALT | KMOD_LCTRL : KMOD_NONE;
			assert_false(input_translate(&input, &sdl, &metrics, 1, &event));
		}
	for (SDL_Keycode letter = 1; letter < 128; letter++)
		assert_false(key(SDL_KEYDOWN, letter, false));
	assert_false(input.quit);
}

static void the_box_types_no_letters(void **state)
{
	(void)state;
	SDL_Event text = {.text = {.type = SDL_TEXTINPUT, .text = "b"}};
	input.types = true;
	assert_true(key(SDL_KEYDOWN, SDLK_b, false));
	expect_button(BUTTON_HOME, true);
	assert_false(input_translate(&input, &text, &metrics, 1, &event));
	key(SDL_KEYDOWN, SDLK_c, false);
	assert_true(input_translate(&input, &text, &metrics, 1, &event));
}

static void a_name_that_no_key_has_is_told(void **state)
{
	(void)state;
	const char *const names[HW_BUTTONS] = {"", "F2, Fire", "", "", "", ""};
	input_map(&input, names, &problems);
	assert_true(told(&problems, PROBLEM_ERROR, "keys.next: expected up to 8 names of keys"));
	assert_true(told(&problems, PROBLEM_ERROR, "found \"Fire\""));
	assert_true(key(SDL_KEYDOWN, SDLK_F2, false));
	assert_false(key(SDL_KEYDOWN, SDLK_F1, false));
}

/* x, y: across the glass as its panel has it; at: across the picture as it is turned. */
static void expect_finger(int turn, float x, float y, float at_x, float at_y)
{
	SDL_Event down = {.tfinger = {.type = SDL_FINGERDOWN, .fingerId = 1, .x = x, .y = y}};
	SDL_Event up = {.tfinger = {.type = SDL_FINGERUP, .fingerId = 1, .x = x, .y = y}};
	input.turn = turn;
	assert_true(input_translate(&input, &down, &metrics, 1, &event));
	assert_float_equal(event.pointer.at.x, at_x * metrics.w, 0.001);
	assert_float_equal(event.pointer.at.y, at_y * metrics.h, 0.001);
	assert_true(input_translate(&input, &up, &metrics, 1, &event));
}

static void a_finger_lands_where_the_picture_is(void **state)
{
	(void)state;
	expect_finger(0, 0.25F, 0.125F, 0.25F, 0.125F);
	expect_finger(1, 0.25F, 0.125F, 0.125F, 0.75F);
	expect_finger(2, 0.25F, 0.125F, 0.75F, 0.875F);
	expect_finger(3, 0.25F, 0.125F, 0.875F, 0.25F);
}

/* A mouse counts the glass's own pixels: 1080 x 1920 for a picture of 1920 x 1080 that lies across.
 */
static void so_does_a_mouse(void **state)
{
	(void)state;
	SDL_Event press = {.button = {.type = SDL_MOUSEBUTTONDOWN,
				   .button = SDL_BUTTON_LEFT,
				   .x = 270,
				   .y = 240}};
	input.turn = 1;
	assert_true(input_translate(&input, &press, &metrics, 1, &event));
	assert_float_equal(event.pointer.at.x, 0.125F * metrics.w, 0.001);
	assert_float_equal(event.pointer.at.y, 0.75F * metrics.h, 0.001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_key_of_the_box_is_a_button, set_up),
		cmocka_unit_test_setup(several_keys_may_do_the_same, set_up),
		cmocka_unit_test_setup(other_keys_are_none_on_the_kiosk_itself, set_up),
		cmocka_unit_test_setup(no_key_leads_anywhere_on_the_kiosk_itself, set_up),
		cmocka_unit_test_setup(the_box_types_no_letters, set_up),
		cmocka_unit_test_setup(a_finger_lands_where_the_picture_is, set_up),
		cmocka_unit_test_setup(so_does_a_mouse, set_up),
		cmocka_unit_test_setup(a_name_that_no_key_has_is_told, set_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
