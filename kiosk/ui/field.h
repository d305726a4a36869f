/* A field that text is typed into: what it holds, its caret, and how it looks. The text is plain
 * data and its functions are pure; the view draws any text, so that only the field that is typed
 * into needs a struct field. All measures in u. */
#ifndef TUNEUP_FIELD_H
#define TUNEUP_FIELD_H

#include "ui/ui.h"

/* As long as the longest text of the directory. */
enum { FIELD_LETTERS_MAX = 1000, FIELD_BYTES = 4 * FIELD_LETTERS_MAX + 1 };

/* Zeroed: empty, with room for FIELD_LETTERS_MAX letters. */
struct field {
	char text[FIELD_BYTES]; /* UTF-8 */
	size_t length;          /* bytes */
	size_t caret;           /* byte before which it stands; never inside a letter */
	size_t anchor; /* where choosing began: what lies up to the caret is chosen; the caret
			* itself: nothing is */
	int most;      /* letters (code points); 0: FIELD_LETTERS_MAX */
};

/* Takes the text over, the caret behind it. False when it is no UTF-8 or has no room: then the
 * field is as it was, so that nothing is ever shortened silently. */
bool field_set(struct field *field, const char *text);
void field_clear(struct field *field); /* keeps `most` */

/* What is chosen: bytes from..to. False: nothing is, both are the caret. */
bool field_chosen(const struct field *field, size_t *from, size_t *to);

/* Puts a character in at the caret, in place of what is chosen. A combining mark joins the letter
 * before it (e and U+0301 become one é). False, and nothing changed: it is a control character, or
 * there is no room. */
bool field_insert(struct field *field, uint32_t code);

/* Takes away what is chosen, else what is seen as one letter before, or behind, the caret. False:
 * there is none. */
bool field_backspace(struct field *field);
bool field_delete(struct field *field);

/* Moves the caret by so many letters as they are seen, at most to an end; with something chosen
 * only to that end of it. Nothing is chosen then. */
void field_move(struct field *field, int letters);
void field_to_start(struct field *field);
void field_to_end(struct field *field);
void field_put_caret(struct field *field, size_t at); /* a byte; inside a letter: before it */

/* The same, but what the caret passes over is chosen, from where choosing began. */
void field_choose(struct field *field, int letters);
void field_choose_to(struct field *field, size_t at);
void field_choose_all(struct field *field);

/* Chooses the word (letters and digits) that the byte stands in or beside; none: nothing. */
void field_choose_word(struct field *field, size_t at);

/* Whether a caret shows at now_us when something was last typed or tapped at typed_us: it blinks at
 * 1 Hz for a few seconds and then stands, so that a kiosk that waits draws nothing.
 * field_caret_due: when that changes next (a time); INT64_MAX: it stands. */
bool field_caret_shows(int64_t typed_us, int64_t now_us);
int64_t field_caret_due(int64_t typed_us, int64_t now_us);

/* How a field looks. Zeroed sizes take the form field's: text 3 (at the visitor's text size). */
struct field_look {
	const char *id;
	const char *label; /* its name: what scripts and speech say; drawn above it with `title` */
	const char *text;
	const char *hint;     /* what stands in an empty field; NULL: nothing */
	const char *icon;     /* at the left; NULL: none */
	const char *note;     /* in the field at the right, in second ink: "Boulder CO, 0.9 mi" */
	const char *reason;   /* what is wrong with it, in words: the outline is then the error's */
	size_t caret;         /* byte of text before which it stands */
	size_t anchor;        /* what lies between it and the caret is chosen */
	bool active;          /* it is typed into */
	bool caret_shows;     /* with active */
	bool title;           /* the label stands above the box, the reason at its right */
	float right;          /* room kept free at the right end, for a button of the caller's */
	float size;           /* of the text; 0: 3 */
	float icon_size;      /* 0: 3.6 */
	int lines;            /* 0: one; else it wraps, and so many show: those around the caret */
	struct action action; /* kind 0: it cannot be tapped */
	struct action hold;   /* held; kind 0: nothing */
};

/* Draws it and adds its item (ROLE_FIELD). A text too long for the box shows the part around the
 * caret. box includes the title's line; field_title_height tells how much that takes. Returns the
 * box itself, without the title. */
struct rect ui_field(struct ui *ui, struct rect box, const struct field_look *look);
float field_title_height(const struct ui *ui);

/* Whether name and reason both stand over a field so wide, and can be read. */
bool field_title_fits(const struct ui *ui, float w, const struct field_look *look);

/* How many lines the text takes in a field so wide; and how high its box is with so many. */
int field_lines(const struct ui *ui, float width, const struct field_look *look);
float field_lines_height(const struct ui *ui, int lines);

/* Where in a field's text a finger is: the byte before which the caret would stand. item: of the
 * list that is shown. */
size_t field_byte_at(const struct item *item, struct point at);

#endif
