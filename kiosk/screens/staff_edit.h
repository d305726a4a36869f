/* The editor of a therapist: its fields as data, what is written in them, and how they look. */
#ifndef TUNEUP_STAFF_EDIT_H
#define TUNEUP_STAFF_EDIT_H

#include "screens/staff_parts.h"

/* How a field is written. */
enum edit_kind {
	EDIT_TYPED,
	EDIT_LONG,   /* typed, over several lines */
	EDIT_ONE,    /* chips: one of a few values */
	EDIT_SOME,   /* chips: several of them, and others */
	EDIT_YES_NO, /* a switch */
};

struct edit_field {
	enum therapist_field field;
	enum edit_kind kind;
	const char *section;         /* msgid of the heading it stands first under; NULL: goes on */
	const char *hint;            /* msgid; NULL: none */
	const struct choice *choice; /* their ids are the filters' */
	int choices;
};

extern const struct edit_field edit_fields[EDIT_FIELDS];

/* Argument of ACTION_EDIT_CHOICE: the nth value of a field; those from `choices` on are the values
 * it has beyond them. */
enum { EDIT_VALUES_MAX = 32 };
#define EDIT_CHOICE(at, n) ((at)*EDIT_VALUES_MAX + (n))

/* Whether it is typed on the keyboard. */
bool edit_types(int at);

/* The nth value of the field that its choices do not have; NULL: there are not so many. In arena.
 */
const char *edit_other_value(const struct edit_state *edit, int at, int n, struct arena *arena);

/* Switches a value of a list on or off; of EDIT_ONE only one is on. */
void edit_toggle(struct edit_state *edit, int at, const char *word);

/* Whether a field says something else than when it was opened. */
bool edit_changed(const struct edit_state *edit, int at);

/* What is wrong with a field as it stands, an English sentence; NULL: nothing. Lives in arena. */
const char *edit_fault(const struct edit_state *edit, int at, struct arena *arena);

/* What somebody typed joins the values of the field that staff.entry is about. False: *reason. */
bool edit_add_value(struct app *app, const char *text, struct arena *arena, const char **reason);

/* Whether all that was changed could be saved. */
bool edit_may_save(const struct app *app);

/* The id of a field's row in the list of small glass. */
void edit_row_id(int at, char id[static ITEM_ID_MAX]);

/* The whole screen. */
void edit_view(const struct app *app, struct ui *ui);

#endif
