/* What the staff's screens share. */
#ifndef TUNEUP_STAFF_PARTS_H
#define TUNEUP_STAFF_PARTS_H

#include "screens/screens.h"

/* The dark bar at the top: Back, the title, when it locks, and a button of the screen's own (NULL:
 * none). Returns what is left of the canvas below it, inside the margins. */
struct rect staff_bar(
	const struct app *app, struct ui *ui, const char *title, const struct button *own);
/* The same with a second button left of that one. */
struct rect staff_bar_two(const struct app *app, struct ui *ui, const char *title,
	const struct button *second, const struct button *own);
/* The same with the logo instead of Back. */
struct rect staff_bar_logo(
	const struct app *app, struct ui *ui, const char *title, const struct button *own);

/* Back where a header would have it, on paper. */
void staff_back(struct ui *ui);

/* The 3 x 4 keys of the PIN pad, ids "pin.0" ... "pin.9", "pin.delete"; left: what stands left of
 * the 0. */
void pin_pad(struct ui *ui, struct rect box, bool off, const struct button *left);

/* So many dots, the first of them filled. Returns where they end. */
float pin_dots(struct ui *ui, struct point at, float size, float gap, int dots, int filled);

/* An icon and a line of words beside it; returns the height. */
float staff_hint(struct ui *ui, struct rect box, const char *icon, enum color_role color,
	struct type type, const char *words);

/* A choice of one among a few: ids and actions as in a chip. */
void staff_segment(struct ui *ui, struct rect box, const struct chip *chip, const char *icon);

/* "Who checked": those who signed last, and Other. Returns the height it took. */
float staff_signers(const struct app *app, struct ui *ui, struct rect box, const char *title);

/* Two large buttons in a row: the first as wide as it needs to be (or both alike), the other takes
 * the rest. */
void staff_two_buttons(
	struct ui *ui, struct rect row, struct button *first, struct button *other, bool alike);

/* A field of the directory as people call it: "License expires". msgid. */
const char *staff_field_name(enum therapist_field field);

/* "5:12 pm" of minutes of the day; "11/23/2026, 5:12 pm" of a wall clock. */
const char *time_words(struct ui *ui, int minutes);
const char *when_words(struct ui *ui, int64_t wall_s);

/* "4.1 KB", "412 MB", "9.1 GB" */
const char *size_words(struct ui *ui, int64_t bytes);

/* For the bar: opens the dialog about the stick. */
struct button staff_stick_button(struct ui *ui);

/* A row of the list of therapists: name, license, state, and the one thing it offers. Its index
 * there. */
void staff_row(const struct app *app, struct ui *ui, struct rect box, int index);
float staff_row_height(const struct ui *ui);

/* What a change was refused for: as the desk says it, without the name of the field at fault; and
 * in the visitor's language. */
const char *staff_reason(const struct desk_answer *answer);
const char *staff_why(const struct app *app, struct ui *ui);

/* A value of the directory as customers' screens show it: phones, days, words. */
const char *staff_value_words(struct ui *ui, enum therapist_field field, const char *value);

/* The last answer of a kind, if it was done; NULL: there is none (yet). */
const struct desk_answer *staff_told(const struct app *app, enum desk_kind kind);

#endif
