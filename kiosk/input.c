#include "input.h"

#include "ui/keyboard.h"

static bool pointer(struct event *event, enum pointer_phase phase, float x, float y)
{
	event->kind = EVENT_POINTER;
	event->pointer.phase = phase;
	event->pointer.at = (struct point){x, y};
	return true;
}

static bool mouse(const SDL_Event *sdl, const struct metrics *m, struct event *event)
{
	if (sdl->type == SDL_MOUSEMOTION) {
		if (sdl->motion.which == SDL_TOUCH_MOUSEID ||
			!(sdl->motion.state & SDL_BUTTON_LMASK))
			return false;
		return pointer(event, POINTER_MOVE, (float)sdl->motion.x / m->u,
			(float)sdl->motion.y / m->u);
	}
	if (sdl->button.which == SDL_TOUCH_MOUSEID || sdl->button.button != SDL_BUTTON_LEFT)
		return false;
	bool down = sdl->type == SDL_MOUSEBUTTONDOWN;
	return pointer(event, down ? POINTER_DOWN : POINTER_UP, (float)sdl->button.x / m->u,
		(float)sdl->button.y / m->u);
}

static bool finger(
	struct input *input, const SDL_Event *sdl, const struct metrics *m, struct event *event)
{
	const SDL_TouchFingerEvent *touch = &sdl->tfinger;
	float x = touch->x * m->w, y = touch->y * m->h;
	if (sdl->type == SDL_FINGERDOWN) {
		bool outside = touch->x < 0 || touch->y < 0 || touch->x > 1 || touch->y > 1;
		if (input->finger_down || outside)
			return false;
		input->finger_down = true;
		input->finger = touch->fingerId;
		return pointer(event, POINTER_DOWN, x, y);
	}
	if (!input->finger_down || touch->fingerId != input->finger)
		return false;
	if (sdl->type == SDL_FINGERMOTION)
		return pointer(event, POINTER_MOVE, x, y);
	input->finger_down = false;
	return pointer(event, POINTER_UP, x, y);
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

static bool key(const SDL_Event *sdl, struct event *event)
{
	if (sdl->key.repeat)
		return false;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (keys[i].key == sdl->key.keysym.sym) {
			event->kind = EVENT_BUTTON;
			event->button.button = keys[i].button;
			event->button.down = sdl->type == SDL_KEYDOWN;
			return true;
		}
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
		enum key edit;
	} edit_keys[] = {{SDLK_BACKSPACE, KEY_BACKSPACE}, {SDLK_DELETE, KEY_DELETE},
		{SDLK_LEFT, KEY_LEFT}, {SDLK_RIGHT, KEY_RIGHT}, {SDLK_HOME, KEY_TO_START},
		{SDLK_END, KEY_TO_END}};
	if (sdl->type != SDL_KEYDOWN)
		return false;
	for (size_t i = 0; i < sizeof edit_keys / sizeof edit_keys[0]; i++)
		if (edit_keys[i].key == sdl->key.keysym.sym) {
			event->kind = EVENT_KEY;
			event->key = edit_keys[i].edit;
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
		return mouse(sdl, metrics, event);
	case SDL_FINGERDOWN:
	case SDL_FINGERMOTION:
	case SDL_FINGERUP:
		return finger(input, sdl, metrics, event);
	case SDL_KEYDOWN:
	case SDL_KEYUP:
		if (input->types && !is_typing_button(sdl->key.keysym.sym))
			return edits(sdl, event);
		return input->keys && key(sdl, event);
	case SDL_TEXTINPUT:
		return input->types && text(sdl, event);
	default:
		return false;
	}
}
