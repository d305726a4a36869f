/* The staff's part of the app: who may be in it, what was asked of the store, what it answered.
 * Pure; the screens are screens/staff*.c and screens/pin.c. */
#ifndef TUNEUP_STAFF_H
#define TUNEUP_STAFF_H

#include "data/desk.h"
#include "take_home.h"
#include "ui/draw.h"
#include "ui/keyboard.h"

#include <assert.h>

struct app;
struct event;

/* So long without a touch, and the staff's part locks itself. */
enum { STAFF_LOCK_S = 120 };

/* What is typed on the pad. */
struct pin_state {
	char typed[PIN_DIGITS_MAX + 1];
	bool looked; /* how things stand is known */
	int digits;  /* of the PIN that is set */
	struct pin_lock lock;
	int64_t until_us; /* when the next try counts; 0: now */
	int64_t wrong_us; /* when the last one was wrong; 0: none was */
};

/* The first start, a step at a time. */
struct setup_state {
	int step;                       /* from 0 */
	bool alone;                     /* only the PIN is chosen anew */
	bool differ, weak;              /* why the last one did not do */
	char first[PIN_DIGITS_MAX + 1]; /* the PIN as it was typed first; "": not yet */
};

/* The buttons beside the screen: enum hw_button. */
enum { STAFF_KEYS = 6 };

/* Words that are typed for something. */
enum { STAFF_WORDS = 4 * 40 + 1 }; /* of a search of the list: 40 letters */
enum entry_purpose { ENTRY_INITIALS, ENTRY_WORDS, ENTRY_STORE, ENTRY_ZIP, ENTRY_VALUE };
struct entry_state {
	enum entry_purpose purpose;
	int at;     /* ENTRY_VALUE: the editor's field */
	bool wrong; /* what was typed is no value of it; staff.why says why */
	struct field field;
	struct keyboard keyboard;
	int64_t typed_us; /* for the caret */
};

/* A therapist's fields as they are being written; kept while the staff's part is locked. In the
 * order of edit_fields (screens/staff_edit.h). */
enum { EDIT_FIELDS = THERAPIST_FIELDS - 2 }; /* the check of the license is no field */
struct edit_state {
	bool dirty;
	int64_t id; /* 0: a new one */
	char value[EDIT_FIELDS][FIELD_BYTES], before[EDIT_FIELDS][FIELD_BYTES];
	int at;        /* the field that is typed into */
	bool overview; /* on small glass: all of them in a list instead of one */
	struct field field;
	struct keyboard keyboard;
	int64_t typed_us; /* for the caret */
};

/* What the tests of the glass have found since the staff's part was opened. */
enum { GLASS_COLUMNS = 32, GLASS_ROWS = 32, AIM_TARGETS = 8 };
struct glass_state {
	int color;         /* which picture of the screen test shows */
	int columns, rows; /* cells that are to be felt; 0: not tried yet */
	bool felt[GLASS_ROWS][GLASS_COLUMNS];
	bool felt_over;                /* all were, or nothing new for a while */
	int64_t felt_us;               /* when the last new one was */
	struct point last;             /* where the finger was, u */
	int aimed;                     /* targets that were touched */
	struct point off[AIM_TARGETS]; /* by how much each was missed, u */
};

struct staff_state {
	bool in; /* the PIN was right, and nobody has left since */
	struct pin_state pin;
	struct setup_state setup;
	struct entry_state entry;
	struct edit_state edit;
	char why[DESK_WHY]; /* the last edit was refused, while a toast says so */
	bool erase_sure;    /* the first question was answered */
	int signing;        /* enum action_kind that waits for a signature */

	bool busy[DESK_KINDS];                        /* asked, not answered yet */
	const struct desk_answer *answer[DESK_KINDS]; /* the last one of each kind; NULL: none */
	char usb[DESK_PATH];                          /* where the stick is; "": there is none */

	char by[DESK_BY];                   /* who signs; "": nobody has been chosen */
	char signer[DESK_SIGNERS][DESK_BY]; /* who signed last, the newest first */

	enum desk_filter filter; /* of the list */
	char words[STAFF_WORDS]; /* that it is searched for */
	int chosen;              /* index in the list: whom the dialog is about */
	day_t on;                /* the day of the check */
	struct take_home board;  /* the state board's address */
	const struct qr *code;   /* of it; NULL: none */

	char file[DESK_PATH]; /* whose import is looked at; "": none was chosen */
	enum import_stage {
		IMPORT_FILES, /* one is to be chosen */
		IMPORT_LOOK,  /* what it would change */
		IMPORT_RUNS,
		IMPORT_DONE,
		IMPORT_UNDO, /* the last one is about to be taken back */
		IMPORT_UNDONE
	} stage;
	bool pulled;          /* the stick went while a file of it was looked at */
	float progress;       /* of the import that runs, 0..1 */
	bool refused;         /* the last change was, answer's why says why */
	enum desk_kind tried; /* which one it was */

	int64_t clock_s; /* what the clock shall be set to: local, seconds since 1970 */
	int pack;        /* index of the stick's packs */
	bool installed;  /* the last one was */
	bool copied;     /* what staff keep is on the stick */
	bool ejecting, ejected, held; /* the stick; held: it could not be, files of it are open */

	bool lights;             /* of the hardware test: all on */
	int pressed[STAFF_KEYS]; /* how often each button was, since the test began */
	bool down[STAFF_KEYS];
	int scans, scan_rate; /* readings of the mat since then, and in the second before */
	int64_t scans_since_us;
	struct glass_state glass;

	int part;   /* of the settings */
	int period; /* of the usage report */
};

/* Arguments of the screen staff-edit: an index of the list, or one of the first two; EDIT_RENEWS +
 * an index: at the day the license expires. */
enum { EDIT_NEW = -1, EDIT_GOES_ON = -2, EDIT_RENEWS = 1000 };
static_assert((int)EDIT_RENEWS >= (int)DESK_ROWS_MAX, "or a row would be taken for a renewal");

/* A request that the store answers with EVENT_DESK; fill in the rest. */
struct desk_request *staff_ask(struct app *app, enum desk_kind kind);

/* Asks for the therapists as the list is filtered and searched. */
void staff_ask_list(struct app *app);

/* Changes settings: "section.key=value", a line each; text: the values are strings. */
__attribute__((format(printf, 3, 4))) void staff_set(
	struct app *app, bool text, const char *format, ...);

/* Takes DESK, PROGRESS and USB in, before the screens see them. */
void staff_event(struct app *app, const struct event *event);

/* The PIN was right: the staff's first screen, with no way back but out. */
void staff_enter(struct app *app);

/* Whoever was in is out; what was typed and chosen is forgotten. why: as app_reset says it. */
void staff_leave(struct app *app, const char *why);

/* When it locks itself (a time), and how many seconds that is from now. */
int64_t staff_locks_us(const struct app *app);
int staff_locks_s(const struct app *app);

/* The therapist whom the dialogs are about; NULL: none. */
const struct therapist *staff_chosen(const struct app *app);

/* The row of the list that stands at this index was chosen for a dialog. */
void staff_choose(struct app *app, int index);

/* Somebody signs with these initials: offered first from now on. */
void staff_signs(struct app *app, const char *by);

#endif
