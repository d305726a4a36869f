#include "input.h"

#include "base/hw_settings.h"
#include "base/tr.h"

#include <SDL2/SDL_keyboard.h>
#include <stdio.h>
#include <string.h>

#include "ui/keyboard.h"

/* x and y: 0..1 across the glass as its panel has it, whichever way the picture is turned on it. */
static bool pointer(const struct input *input, struct event *event, enum pointer_phase phase,
	float x, float y, const struct metrics *m)
{
	const struct point on_picture[] = {{x, y}, {y, 1 - x}, {1 - x, 1 - y}, {1 - y, x}};
	struct point at = on_picture[input->turn % 4];
	event->kind = EVENT_POINTER;
	event->pointer.phase = phase;
	event->pointer.at = (struct point){at.x * m->w, at.y * m->h};
	return true;
}

static bool mouse(const struct input *input, const SDL_Event *sdl, const struct metrics *m,
	struct event *event)
{
	bool across = input->turn % 2;
	float w = (float)(across ? m->px_h : m->px_w), h = (float)(across ? m->px_w : m->px_h);
	if (sdl->type == SDL_MOUSEMOTION) {
		if (sdl->motion.which == SDL_TOUCH_MOUSEID ||
			!(sdl->motion.state & SDL_BUTTON_LMASK))
			return false;
		return pointer(input, event, POINTER_MOVE, (float)sdl->motion.x / w,
			(float)sdl->motion.y / h, m);
	}
	if (sdl->button.which == SDL_TOUCH_MOUSEID || sdl->button.button != SDL_BUTTON_LEFT)
		return false;
	bool down = sdl->type == SDL_MOUSEBUTTONDOWN;
	return pointer(input, event, down ? POINTER_DOWN : POINTER_UP, (float)sdl->button.x / w,
		(float)sdl->button.y / h, m);
}

static bool finger(
	struct input *input, const SDL_Event *sdl, const struct metrics *m, struct event *event)
{
	const SDL_TouchFingerEvent *touch = &sdl->tfinger;
	if (sdl->type == SDL_FINGERDOWN) {
		bool outside = touch->x < 0 || touch->y < 0 || touch->x > 1 || touch->y > 1;
		if (input->finger_down || outside)
			return false;
		input->finger_down = true;
		input->finger = touch->fingerId;
		return pointer(input, event, POINTER_DOWN, touch->x, touch->y, m);
	}
	if (!input->finger_down || touch->fingerId != input->finger)
		return false;
	if (sdl->type == SDL_FINGERMOTION)
		return pointer(input, event, POINTER_MOVE, touch->x, touch->y, m);
	input->finger_down = false;
	return pointer(input, event, POINTER_UP, touch->x, touch->y, m);
}

static const struct {
	SDL_Keycode key;
	enum hw_button button;
} keys[] = {
	{SDLK_RETURN, BUTTON_START_STOP},
	{SDLK_SPACE, BUTTON_START_STOP},
	{SDLK_RIGHT, BUTTON_NEXT},
	{SDLK_DOWN, BUTTON_NEXT},
	{SDLK_TAB, BUTTON_NEXT},
	{SDLK_ESCAPE, BUTTON_BACK},
	{SDLK_BACKSPACE, BUTTON_BACK},
	{SDLK_HOME, BUTTON_HOME},
	{SDLK_PLUS, BUTTON_VOL_UP},
	{SDLK_KP_PLUS, BUTTON_VOL_UP},
	{SDLK_EQUALS, BUTTON_VOL_UP},
	{SDLK_MINUS, BUTTON_VOL_DOWN},
	{SDLK_KP_MINUS, BUTTON_VOL_DOWN},
};

static bool is_button(struct event *event, enum hw_button button, const SDL_Event *sdl)
{
	event->kind = EVENT_BUTTON;
	event->button.button = button;
	event->button.down = sdl->type == SDL_KEYDOWN;
	return true;
}

/* Whether it is a key of the button box; only its first press is an event. */
static bool box_key(const struct input *input, const SDL_Event *sdl, struct event *event)
{
	for (int button = 0; button < HW_BUTTONS; button++)
		for (int i = 0; i < INPUT_BOX_KEYS && input->box[button][i]; i++)
			if (input->box[button][i] == sdl->key.keysym.sym)
				return sdl->key.repeat ||
				       is_button(event, (enum hw_button)button, sdl);
	return false;
}

static void map_button(
	struct input *input, enum hw_button button, const char *names, struct problems *problems)
{
	int count = 0;
	while (*names) {
		char name[40];
		size_t length = strcspn(names, ",");
		snprintf(name, sizeof name, "%.*s", (int)length, names);
		names += length + (names[length] == ',');
		names += strspn(names, " ");
		for (size_t end = strlen(name); end > 0 && name[end - 1] == ' '; end--)
			name[end - 1] = '\0';
		SDL_Keycode key = SDL_GetKeyFromName(name);
		if (key != SDLK_UNKNOWN && count < INPUT_BOX_KEYS)
			input->box[button][count++] = key;
		else
			problems_add(problems, PROBLEM_ERROR, PART_SETTINGS,
				N_("A setting is not understood"),
				N_("Correct the settings file at the line named, then start "
				   "again."),
				N_("keys.%s: expected up to %d names of keys such as F1 or Keypad "
				   "1, "
				   "with commas between them, found \"%s\""),
				hw_key_name((int)button), INPUT_BOX_KEYS, name);
	}
}

void input_map(struct input *input, const char *const names[HW_BUTTONS], struct problems *problems)
{
	memset(input->box, 0, sizeof input->box);
	for (int button = 0; button < HW_BUTTONS; button++)
		map_button(input, (enum hw_button)button, names[button], problems);
}

static bool key(const SDL_Event *sdl, struct event *event)
{
	if (sdl->key.repeat)
		return false;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (keys[i].key == sdl->key.keysym.sym)
			return is_button(event, keys[i].button, sdl);
	return false;
}

/* While something is typed: what stays a button, and the keys that change a text without a letter.
 */
static bool is_typing_button(SDL_Keycode key)
{
	return key == SDLK_RETURN || key == SDLK_TAB || key == SDLK_DOWN || key == SDLK_ESCAPE;
}

static bool edits(const SDL_Event *sdl, struct event *event)
{
	static const struct {
		SDL_Keycode key;
		enum key edit, chooses; /* chooses: with Shift */
	} edit_keys[] = {{SDLK_BACKSPACE, KEY_BACKSPACE, KEY_BACKSPACE},
		{SDLK_DELETE, KEY_DELETE, KEY_DELETE}, {SDLK_LEFT, KEY_LEFT, KEY_CHOOSE_LEFT},
		{SDLK_RIGHT, KEY_RIGHT, KEY_CHOOSE_RIGHT},
		{SDLK_HOME, KEY_TO_START, KEY_CHOOSE_TO_START},
		{SDLK_END, KEY_TO_END, KEY_CHOOSE_TO_END}};
	const SDL_Keysym *pressed = &sdl->key.keysym;
	if (sdl->type != SDL_KEYDOWN)
		return false;
	event->kind = EVENT_KEY;
	if (pressed->sym == SDLK_a && pressed->mod & KMOD_CTRL) {
		event->key = KEY_CHOOSE_ALL;
		return true;
	}
	for (size_t i = 0; i < sizeof edit_keys / sizeof edit_keys[0]; i++)
		if (edit_keys[i].key == pressed->sym) {
			bool shift = pressed->mod & KMOD_SHIFT;
			event->key = (int)(shift ? edit_keys[i].chooses : edit_keys[i].edit);
			return true;
		}
	return false;
}

static bool text(const SDL_Event *sdl, struct event *event)
{
	event->kind = EVENT_TEXT;
	event->text = sdl->text.text;
	return true;
}

static void window(struct input *input, const SDL_Event *sdl)
{
	if (sdl->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
		input->resized = true;
	if (sdl->window.event == SDL_WINDOWEVENT_EXPOSED)
		input->exposed = true;
}

bool input_translate(struct input *input, const SDL_Event *sdl, const struct metrics *metrics,
	int64_t now_us, struct event *event)
{
	*event = (struct event){.now_us = now_us};
	switch (sdl->type) {
	case SDL_QUIT:
		input->quit = true;
		return false;
	case SDL_WINDOWEVENT:
		window(input, sdl);
		return false;
	case SDL_RENDER_TARGETS_RESET:
	case SDL_RENDER_DEVICE_RESET:
		input->exposed = true;
		return false;
	case SDL_MOUSEMOTION:
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		return mouse(input, sdl, metrics, event);
	case SDL_FINGERDOWN:
	case SDL_FINGERMOTION:
	case SDL_FINGERUP:
		return finger(input, sdl, metrics, event);
	case SDL_KEYDOWN:
	case SDL_KEYUP:
		input->spent = box_key(input, sdl, event);
		if (input->spent)
			return event->kind == EVENT_BUTTON;
		input->spent = !input->types;
		if (input->types && !is_typing_button(sdl->key.keysym.sym))
			return edits(sdl, event);
		return input->keys && key(sdl, event);
	case SDL_TEXTINPUT:
		return input->types && !input->spent && text(sdl, event);
	default:
		return false;
	}
}

bool input_is_ours(void)
{
	const char *driver = SDL_GetCurrentVideoDriver();
	return driver && strcmp(driver, "KMSDRM") == 0;
}

bool input_touch_gone(struct input *input)
{
	bool there = SDL_GetNumTouchDevices() > 0;
	input->touch_seen = input->touch_seen || there;
	return input->touch_seen && !there;
}
