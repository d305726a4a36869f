/* SDL's events become the app's: fingers, mouse, keys, the window. Main thread. */
#ifndef TUNEUP_INPUT_H
#define TUNEUP_INPUT_H

#include "app.h"

#include <SDL2/SDL_events.h>

enum { INPUT_BOX_KEYS = 8 };

/* What is remembered between events: one finger at a time. */
struct input {
	SDL_Keycode box[HW_BUTTONS][INPUT_BOX_KEYS]; /* of a button box, by input_map; 0: none */
	int turn;        /* quarters, clockwise, by which the picture is turned on the glass */
	bool keys;       /* keys stand for the physical buttons (--sim, or a window) */
	bool types;      /* a keyboard types now (app_top: types): letters are no buttons */
	bool spent;      /* the last key was a button: the letter that it also makes is none */
	bool touch_seen; /* there has been a touch panel since the start */
	bool finger_down;
	SDL_FingerID finger;
	bool quit;    /* the window was closed, or a signal came */
	bool exposed; /* the picture must be drawn again */
	bool resized;
};

/* Takes the keys of a button box from the settings; names that no key has are told. They are
 * buttons wherever they come from, and whatever is typed. */
void input_map(struct input *input, const char *const names[HW_BUTTONS], struct problems *problems);

/* Fills event and returns true when the app is to see it. A second finger, touches outside the
 * glass and the mouse events that SDL makes of touches are dropped. */
bool input_translate(struct input *input, const SDL_Event *sdl, const struct metrics *metrics,
	int64_t now_us, struct event *event);

/* Whether SDL reads the devices by itself, as on the console: elsewhere a desktop does. */
bool input_is_ours(void);

/* Whether the touch panel that was there is gone: no finger will do anything. To be asked now and
 * then; a kiosk that never had one misses nothing. */
bool input_touch_gone(struct input *input);

#endif
