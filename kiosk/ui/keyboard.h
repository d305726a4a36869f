/* The keyboard on the screen: two layouts as data, what a key does to a field, how it looks, and
 * the way to a character (for scripts). Pure.
 *
 * A screen that types keeps a struct keyboard and the struct field it types into, draws the
 * keyboard with ui_keyboard(.., {.action = ACTION_KEY, ..}), and hands the argument of each
 * ACTION_KEY to keyboard_press. Keys of a real keyboard arrive as the same action (app.h,
 * screen.types), so that it needs to know of no other. */
#ifndef TUNEUP_KEYBOARD_H
#define TUNEUP_KEYBOARD_H

#include "ui/field.h"

enum keyboard_layout {
	KEYBOARD_NAMES, /* customers: letters, an accent key, Clear; 4 rows (portrait 5) */
	KEYBOARD_FORM,  /* staff: digits and symbols too, caret keys, Next; 5 rows (portrait 6) */
};

/* What a key says: a code point, or one of these. */
enum key {
	KEY_BACKSPACE = 0x110000, /* beyond Unicode */
	KEY_DELETE,               /* of a real keyboard, like those up to KEY_CHOOSE_ALL */
	KEY_TO_START,
	KEY_TO_END,
	KEY_CHOOSE_LEFT, /* with Shift: what the caret passes over is chosen */
	KEY_CHOOSE_RIGHT,
	KEY_CHOOSE_TO_START,
	KEY_CHOOSE_TO_END,
	KEY_CHOOSE_ALL,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_SHIFT,
	KEY_ACCENT,
	KEY_SYMBOLS,
	KEY_CLEAR,
	KEY_NEXT,
	KEY_DONE,
};

/* Shift is for one letter; pressed twice it stays. Accent is dead: it is for the letter that
 * follows, and pressed again it is the next accent (acute, diaeresis, grave, circumflex, tilde,
 * cedilla, none); the keys show what they would type. Zeroed: small letters of the first layout. */
struct keyboard {
	enum keyboard_layout layout;
	enum keyboard_shift { SHIFT_OFF, SHIFT_ONCE, SHIFT_LOCKED } shift;
	int accent; /* 0: none */
	bool symbols;
};

enum keyed {
	KEYED_NOTHING, /* the keyboard alone may have changed */
	KEYED_CARET,   /* the caret has moved, or what is chosen is another */
	KEYED_TEXT,    /* the field's text has changed */
	KEYED_NEXT,    /* the next field is asked for */
	KEYED_DONE,
};

/* What pressing a key does; key: a code point as the key shows it, or an enum key. */
enum keyed keyboard_press(struct keyboard *keyboard, struct field *field, int key);

struct keyboard_look {
	const char *done; /* words of the go key: "Show 3" */
	bool done_off;    /* it does nothing now */
	int action;       /* kind of the action of each key; its argument is the key */
};

/* Draws it over the whole width at the bottom of the canvas, and adds an item a key: role key, ids
 * "key.a", "key.\u00F1", "key.7", "key.backspace", "key.shift", "key.accent", "key.clear",
 * "key.space", "key.symbols", "key.left", "key.right", "key.next", "key.done" (the go control). */
void ui_keyboard(struct ui *ui, const struct keyboard *keyboard, const struct keyboard_look *look);
float keyboard_height(const struct ui *ui, enum keyboard_layout layout);

/* The key that types the character, or else brings it nearer: shift, accent, symbols. tries: how
 * many were pressed for it already. NULL: this keyboard has no such character, or none is on
 * screen. */
const struct item *keyboard_way(const struct draw_list *list, int action, uint32_t code, int tries);

#endif
