/* The app: a state, what changes it, and what it asks of the world. Read this file first.
 *
 * A one-way street: inputs become events; app_update turns an event into a new state and effects;
 * main carries the effects out (effects.c); services answer with events; app_view turns the state
 * into a draw list. No SDL, no SQL, no threads, no clock in here: time arrives in events. */
#ifndef TUNEUP_APP_H
#define TUNEUP_APP_H

#include "action.h"
#include "base/calibration.h"
#include "base/clip.h"
#include "base/problem.h"
#include "base/mat.h"
#include "coach.h"
#include "data/catalog.h"
#include "data/config.h"
#include "data/directory.h"
#include "data/qr.h"
#include "data/usage.h"
#include "plan.h"
#include "spoken.h"
#include "staff.h"
#include "take_home.h"
#include "ui/keyboard.h"
#include "ui/metrics.h"
#include "ui/touch.h"
#include "ui/ui.h"

/* Screens, then overlays (which lie over a screen). Names are in the table of app_screens.c. */
enum screen_id {
	SCREEN_ATTRACT,
	SCREEN_HOME,
	SCREEN_SAFETY,
	SCREEN_AREAS,
	SCREEN_ROUTINE,
	SCREEN_PLAN,
	SCREEN_PLAN_RESULT,
	SCREEN_PROGRAM,
	SCREEN_PROGRAM_REST,
	SCREEN_THERAPISTS,
	SCREEN_THERAPIST,
	SCREEN_LEARN,
	SCREEN_ARTICLE,
	SCREEN_ROLLER,
	SCREEN_ROLLER_LIVE,
	SCREEN_ROLLER_REST,
	SCREEN_ROLLER_RESULT,
	SCREEN_RECOVERY,
	SCREEN_PIN,
	SCREEN_STAFF,
	SCREEN_STAFF_SETUP,
	SCREEN_STAFF_PROBLEMS,
	SCREEN_STAFF_THERAPISTS,
	SCREEN_STAFF_EDIT,
	SCREEN_STAFF_TRAIL,
	SCREEN_STAFF_IMPORT,
	SCREEN_STAFF_CONTENT,
	SCREEN_STAFF_USAGE,
	SCREEN_STAFF_SETTINGS,
	SCREEN_STAFF_HARDWARE,
	SCREEN_STAFF_CALIBRATE,
	SCREEN_STAFF_GLASS,
	SCREEN_STAFF_COLORS,
	SCREEN_STAFF_TOUCH,
	SCREEN_STAFF_AIM,
	SCREEN_CLOSED, /* the whole kiosk is out of order */
	OVERLAY_IDLE,
	OVERLAY_ACCESS,
	OVERLAY_STEPS,
	OVERLAY_PRIVACY,
	OVERLAY_TAKE_HOME,
	OVERLAY_SEARCH,
	OVERLAY_FILTERS,
	OVERLAY_CONFIRM,
	OVERLAY_VERIFY,
	OVERLAY_RETIRE,
	OVERLAY_ERASE,
	OVERLAY_ENTRY,
	OVERLAY_SIGN,
	OVERLAY_STICK,
	OVERLAY_CLOCK,
	SCREEN_COUNT
};

/* The physical buttons beside the screen, in the order of base/hw_settings.h, which names them. */
enum hw_button {
	BUTTON_START_STOP,
	BUTTON_NEXT,
	BUTTON_BACK,
	BUTTON_HOME,
	BUTTON_VOL_UP,
	BUTTON_VOL_DOWN,
	HW_BUTTONS
};

enum event_kind {
	EVENT_TICK,      /* time has come */
	EVENT_POINTER,   /* a finger or the mouse */
	EVENT_BUTTON,    /* a physical button, or its key */
	EVENT_ACTION,    /* a tap zone or a button asks for something */
	EVENT_PLAYER,    /* the player's state has changed */
	EVENT_RESIZE,    /* the window has another size */
	EVENT_CLOCK,     /* the wall clock was set */
	EVENT_STORE,     /* the store answers a SEARCH or a CONTACT */
	EVENT_DIRECTORY, /* the directory has changed, by whomever, or a day has passed */
	EVENT_MAT, /* a sample of the mat: each one on a screen with `mat`, else what changes */
	EVENT_HW,  /* the mat came or went */
	EVENT_CALIBRATE, /* the mat's calibration went on */
	EVENT_TEXT,      /* a real keyboard typed this, while the screen on top types */
	EVENT_KEY,       /* it pressed a key that types nothing: an enum key */
	EVENT_REVEAL,    /* an item outside the view shall come into it (scripts, focus) */
	EVENT_DESK,      /* the store answers an ASK */
	EVENT_PROGRESS,  /* the import that runs has come farther */
	EVENT_USB,       /* a stick came or went */
	EVENT_VOICE,     /* nobody can speak: what is missing is known to staff */
};

enum pointer_phase { POINTER_DOWN, POINTER_MOVE, POINTER_UP };

struct event {
	enum event_kind kind;
	int64_t now_us; /* monotonic */
	union {
		struct {
			enum pointer_phase phase;
			struct point at; /* u */
		} pointer;
		struct {
			enum hw_button button;
			bool down;
		} button;
		struct action action;
		struct player_status player;
		struct metrics metrics;
		int64_t wall_s; /* CLOCK: seconds since 1970, local time */
		day_t known;    /* DIRECTORY: the newest day that is known to have been */
		struct {
			const struct therapist_list *list; /* SEARCH; lives until the next one */
			const struct qr *code; /* CONTACT, CODE; lives until the next one */
			int text;              /* CODE: which of the texts the code holds */
		} store;
		const char *id;                          /* REVEAL */
		const char *text;                        /* TEXT: UTF-8; lives until the next one */
		int key;                                 /* KEY */
		const struct mat_sample *sample;         /* MAT; lives until the next one */
		struct mat_fitted mat;                   /* HW */
		const struct calibrate_state *calibrate; /* lives until the next one */
		const struct desk_answer *desk; /* DESK; lives until the next of its kind */
		float progress;                 /* PROGRESS: 0..1 */
		const char *folder;             /* USB: where the stick is; NULL: it is gone */
	};
};

/* What the state asks of the services; effects.c carries one out by calling one service. */
enum effect_kind {
	EFFECT_PLAY,    /* play */
	EFFECT_PREPARE, /* the clip of a PLAY that follows, opened ahead */
	EFFECT_PAUSE,
	EFFECT_RESUME,
	EFFECT_STOP,
	EFFECT_VOLUME,    /* volume 0..1 */
	EFFECT_SEARCH,    /* query; the answer comes as EVENT_STORE in the same turn */
	EFFECT_CONTACT,   /* therapist: its QR code; answered likewise */
	EFFECT_CODE,      /* texts: the QR code of the first that fits; answered likewise */
	EFFECT_LOG,       /* usage */
	EFFECT_CALIBRATE, /* calibrate: answered by EVENT_CALIBRATE, again and again */
	EFFECT_TONE,      /* tone: a second of it, in the volume that was set */
	EFFECT_ASK,       /* ask: of the store, for staff; answered as EVENT_DESK */
	EFFECT_CANCEL,    /* the import that runs */
	EFFECT_EJECT,     /* lets go of the stick; answered by EVENT_USB */
};

struct effect {
	enum effect_kind kind;
	uint32_t request; /* PLAY: comes back in EVENT_PLAYER */
	const char *path; /* PLAY, PREPARE: lives in the catalog */
	int64_t position_us, loop_from_us, loop_to_us;
	bool muted;
	float volume;
	struct directory_query query;      /* SEARCH: its strings live in the app */
	const struct therapist *therapist; /* CONTACT: of the last list */
	const struct take_home *texts;     /* CODE: lives in the app */
	struct usage_event usage;          /* LOG */
	enum calibrate_ask calibrate;      /* CALIBRATE */
	enum tone_side tone;               /* TONE */
	struct desk_request ask;           /* ASK */
};

enum { EFFECTS_MAX = 32, NAV_MAX = 8, VOLUME_STEPS = 10 };

struct app;

/* A screen or an overlay: one const entry of the table in app_screens.c. */
struct screen {
	const char *name; /* as scripts know it */
	bool overlay;
	bool staff;      /* behind the PIN: locks itself, is not counted */
	bool learn_idle; /* reads long: the longer idle time */
	bool mat;        /* wants each sample of the mat */
	bool directory;  /* shows the directory: told within a second of what others change there */
	/* It comes up, with the argument it was asked for. */
	void (*enter)(struct app *app, int arg);
	/* It goes away (NULL: nothing to do). An overlay that closes is no longer on top then; one
	 * that goes with its screen still is. */
	void (*leave)(struct app *app);
	/* An event while it is on top: true when it is dealt with (ACTION only; others are seen by
	 * all). */
	bool (*update)(struct app *app, const struct event *event);
	/* The button Next, where it does something else than move the focus (NULL: nowhere).
	 * Returns whether it did. */
	bool (*next)(struct app *app);
	/* A physical button goes down or up, where it is only looked at (NULL: nowhere): it does
	 * nothing else then. */
	void (*button)(struct app *app, const struct event *event);
	/* A finger comes down, moves or leaves, where its place on the glass is looked at; it taps
	 * all the same (NULL: nowhere). */
	void (*pointer)(struct app *app, const struct event *event);
	/* Whether Start plays and pauses here, whatever has the focus, and somebody listens (NULL:
	 * no). */
	bool (*plays)(const struct app *app);
	/* When it next wants a TICK: a time, now for the next frame, INT64_MAX never (NULL: never).
	 */
	int64_t (*due)(const struct app *app);
	/* Whether somebody is there though nothing is touched: a video plays (NULL: no). */
	bool (*present)(const struct app *app);
	/* It has a keyboard: a real one then types too. What it types arrives as ACTION_KEY, as
	 * from the one on the screen; only Enter, Tab, Down and Escape are still buttons. */
	bool types;
	void (*view)(const struct app *app, struct ui *ui);
};

/* What a visitor sets for themselves; it resets with the visit. */
struct aids {
	int text_size; /* 0, 1, 2 */
	bool contrast, captions, muted;
	bool reach;  /* all controls in the lower half */
	bool still;  /* less motion: moves become a cross-fade, loops rest, timers count seconds */
	bool speech; /* the screen is read aloud */
	int volume;  /* 0..VOLUME_STEPS */
};

struct attract_state {
	int card;      /* 0: the hero; n: fact n - 1 */
	int turns;     /* cards so far: each stands a little elsewhere, against burn-in */
	bool prepared; /* the next card's clip was asked for */
	int64_t since_us;
};

struct areas_state {
	int chosen; /* enum area */
};

struct routine_state {
	int routine; /* index in the catalog */
	struct planned_step plan[PLANNED_MAX];
	int steps, at;      /* at: index in plan */
	int64_t elapsed_us; /* of the step */
	int64_t last_us;    /* when elapsed_us was last brought forward */
	bool playing, finished;
	uint32_t request; /* of its PLAY effect */
};

/* What somebody wants of a tune-up, and the plan that follows from it. It goes with the visit. */
struct plan_state {
	bool asked;     /* the questions stand as the visitor left them */
	unsigned tight; /* 1 << enum area */
	enum when when;
	int minutes;
	struct plan plan;
	int program; /* index of the ready program that the plan is of; -1: their own */
	struct take_home texts;
	const struct qr *code; /* of the texts, to take home; NULL: none could be made */
};

/* The program that plays app->plan.plan; its routine is app->routine. */
struct program_state {
	int at;          /* segment that plays, or played last */
	bool onward;     /* the screen changes, the program goes on */
	bool resting;    /* after the segment */
	bool held;       /* the rest waits */
	int64_t rest_us; /* left of the rest */
	int64_t last_us; /* when that was last brought forward */
};

/* Filters of the directory of which several values can be on. */
enum filter_group {
	FILTER_TECHNIQUES,
	FILTER_SETTINGS,
	FILTER_LANGUAGES,
	FILTER_MEMBERSHIPS,
	FILTER_GROUPS
};
#define FILTER_ARG(group, value) ((int)(group)*32 + (value))

enum { NAME_LETTERS_MAX = 40 };

/* The filters of the directory; they go with the visit. */
struct therapists_state {
	int within;                     /* index of a distance; the last one is any */
	unsigned chosen[FILTER_GROUPS]; /* bits */
	bool accepts_new, insurance;
	char name[4 * NAME_LETTERS_MAX + 1]; /* searched for; "": none */
	char words[FILTER_GROUPS][96];       /* as the query takes them */
	bool counts;                         /* the answer is to be counted as a search */
	const struct therapist_list *list;   /* NULL: none was asked for */
};

/* A name is being typed. Never written anywhere, forgotten when the overlay closes. */
struct search_state {
	struct field field;
	struct keyboard keyboard;
	int64_t typed_us; /* for the caret */
};

/* What the dialog asks. Its texts are msgids, "{}" in them stands for `fill`. */
struct confirm {
	const char *icon; /* on a plate; NULL: none */
	const char *title, *words;
	const char *keep, *act; /* the safe choice, which carries the focus, and the other one */
	const char *act_icon;   /* NULL: none */
	char fill[96];
	struct action action; /* of `act`; the screen below gets it once the dialog is gone */
};

struct therapist_state {
	const struct therapist *shown; /* of the list; NULL: none */
	const struct qr *code;         /* NULL: none could be made */
};

enum { ROLLER_SETS = 2 };

/* The roller station: what somebody rolls, and what the coach saw. It goes with the visit. */
struct roller_state {
	int area;                        /* enum area */
	int set;                         /* 0..ROLLER_SETS - 1: the one that runs or ran last */
	struct coach coach[ROLLER_SETS]; /* one a set */
	int64_t run_us;                  /* of the set, while somebody is on the mat */
	int64_t since_us;                /* when the screen came up */
	int64_t last_us;                 /* when time was last brought forward */
	float level[MAT_ZONES_MAX];      /* loads as they are shown: they rise and fade */
	int comfort;                     /* 0..10 as the visitor says; -1: not said */
};

struct learn_state {
	int open; /* the question whose answer shows; -1: none */
};

struct take_home_state {
	struct take_home texts;
	const struct qr *code; /* NULL: none could be made */
	int text;              /* the one that it holds */
};

/* Why the kiosk did not start as it should, for the page that says so. */
enum recovery_kind {
	RECOVERY_NONE,
	RECOVERY_SETTINGS, /* a mistake in them */
	RECOVERY_PART,     /* tuneup-recover has put something aside */
	RECOVERY_CONTENT   /* there is not one routine */
};
struct recovery {
	enum recovery_kind kind;
	char detail[320]; /* what and where, in English */
	const char *todo; /* msgid; NULL: nothing */
	int64_t kept_s;   /* of when settings are that can be used instead: wall clock; 0: none */
	int64_t until_us; /* then it opens for customers */
};

struct place {
	enum screen_id screen;
	int arg;
	float scroll; /* u */
};

/* Plain data. */
struct app {
	const struct catalog *catalog; /* without what staff have hidden */
	const struct catalog *whole;   /* all of the content, for staff */
	const struct config *config;
	const struct problems *problems;
	const struct mask_source *masks; /* may be NULL: shapes count as boxes */
	struct metrics metrics;
	int64_t now_us;
	int64_t wall_s;    /* at now_us 0: local wall clock, seconds since 1970 */
	day_t known;       /* the newest day that is known to have been; 0: none yet */
	bool clock_unsure; /* nothing vouches for the wall clock */

	struct place nav[NAV_MAX]; /* the way back; the last is on screen */
	int depth;
	enum screen_id overlay[2]; /* over it, the last on top */
	int overlays;
	float overlay_scroll[2]; /* u */

	int lang;
	struct aids aids;
	bool safety_ok, roller_safety_ok; /* the gates that were passed in this visit */

	int64_t touched_us; /* last sign of somebody */
	int64_t warned_us;  /* since when the idle warning stands */

	enum app_slide {
		SLIDE_NONE,
		SLIDE_FORWARD,
		SLIDE_BACK
	} slide;           /* how the screen on show came up */
	int64_t slide_us;  /* and when */
	int64_t opened_us; /* when the overlay on top did */

	struct touch touch;
	struct point tapped;     /* where the last tap or hold was, u */
	char field[ITEM_ID_MAX]; /* that was tapped last, and when: twice in a row chooses a word */
	int64_t field_us;
	bool dragging;    /* the finger moves the scrolled part */
	float drag_y;     /* where it last was */
	int64_t drag_us;  /* and when */
	float speed;      /* of the scrolled part, u a second: under the finger, or after a flick */
	int64_t speed_us; /* until when it was taken into account; 0: no flick goes on */
	int repeats;      /* enum hw_button that is held and repeats; -1: none */
	int64_t repeats_since_us; /* when it went down */
	int64_t repeat_us;        /* when it does so next */
	bool ring;                /* the focus ring shows: buttons are in use */
	bool by_button;           /* the last input was a physical button */
	char focus[ITEM_ID_MAX];  /* "": where the screen starts it */
	int64_t focus_moved_us;
	const struct draw_list *shown; /* the last view; touches and focus refer to it */
	char reveal[ITEM_ID_MAX];      /* comes into view with the next view; "": nothing does */

	struct spoken spoken;

	const char *toast; /* msgid, NULL: none */
	int toast_number;  /* for a "{}" in it */
	int64_t toast_until_us;

	struct mat_fitted mat;
	struct mat_sample sample; /* the last one */
	struct calibrate_state calibrate;

	struct player_status player;
	uint32_t requests; /* the last one given out */

	struct attract_state attract;
	struct areas_state areas;
	struct routine_state routine;
	struct plan_state plan;
	struct program_state program;
	struct therapists_state therapists;
	struct search_state search;
	struct confirm confirm;
	struct therapist_state therapist;
	struct roller_state roller;
	struct learn_state learn;
	struct take_home_state take_home;
	struct staff_state staff;
	struct recovery recovery;

	struct effect effect[EFFECTS_MAX]; /* asked for since main last took them */
	int effects;
};

/* The state before the first event: attract. The pointers outlive it. lang: where visits start. */
void app_init(struct app *app, const struct catalog *catalog, const struct config *config,
	const struct problems *problems, const struct mask_source *masks, struct metrics metrics,
	int lang, int64_t now_us);

/* Right after app_init: the page that says why comes first. */
void app_recover(struct app *app, const struct recovery *why);

/* Whether nobody is at the kiosk: attract, or the card that it is out of order. */
bool app_rests(const struct app *app);

/* Other content takes the place of what was there: whole, and as customers see it. Only while it
 * rests or staff are in it. */
void app_renew(struct app *app, const struct catalog *whole, const struct catalog *catalog);

/* Whether content may change now: nobody is in the midst of it. */
bool app_renewable(const struct app *app);

/* Takes one event in. Returns app_due. The effects it asks for stand in app->effect. */
int64_t app_update(struct app *app, const struct event *event);

/* When it next wants a TICK: a time; past means next frame; INT64_MAX: never. Another one after
 * app_view, since what is shown may move. */
int64_t app_due(const struct app *app);

/* Builds the draw list of the state and remembers it for touches. */
void app_view(struct app *app, const struct measure *measure, struct draw_list *list);

/* What the renderer clears with, so that edges beyond rounding never show black. */
color_t app_ground(const struct app *app);

/* The screen or overlay on top; its name is what scripts see. */
const struct screen *app_top(const struct app *app);

/* Whether each button does something now: its LED is lit. */
void app_leds(const struct app *app, bool led[HW_BUTTONS]);

/* Whether things move: the visitor may ask for less motion, and so may staff for everybody. */
bool app_lively(const struct app *app);

/* From how far down the screen things can be touched in reach mode, u from the top. */
float app_reach_line(const struct app *app);

/* Whether anything is on its way to its place: a screen or an overlay that comes up, a flick. */
bool app_moves(const struct app *app);

/* For screens: navigation and asking. */
void app_go(struct app *app, enum screen_id screen, int arg);      /* one deeper */
void app_replace(struct app *app, enum screen_id screen, int arg); /* instead of this one */
void app_home(struct app *app);
void app_restart(struct app *app, enum screen_id screen); /* with no way back */
void app_open(struct app *app, enum screen_id overlay);
void app_close(struct app *app);
/* The visit ends: attract, everything personal forgotten. why: as the usage log says it. */
void app_reset(struct app *app, const char *why);
void app_toast(struct app *app, const char *msgid, int number);
/* Scrolls with the next view so that this item stands inside the window of the scrolled part. */
void app_reveal(struct app *app, const char *id);
/* A finger tapped or held the field that shows this text: the caret goes there; held, or twice in a
 * row, it chooses the word. By button the caret goes to the end. */
void app_touch_field(struct app *app, const char *id, struct field *field, bool held);
/* Asks before something is done: the dialog lies over the screen, and Back means the safe choice.
 */
void app_confirm(struct app *app, const struct confirm *confirm);
/* How far the scrolled part of what is on top is scrolled, u. */
float *app_scroll(struct app *app);
/* As if an item with this action had been tapped. */
void app_act(struct app *app, struct action action);
/* The argument that the screen on show was asked for. */
int app_arg(const struct app *app);
struct effect *app_effect(struct app *app, enum effect_kind kind);
uint32_t app_play(struct app *app, const char *path, int64_t at_us, int64_t loop_from_us,
	int64_t loop_to_us, bool muted); /* returns the request */

/* Has the clip of a play that follows opened ahead. */
void app_prepare(
	struct app *app, const char *path, int64_t at_us, int64_t loop_from_us, int64_t loop_to_us);

/* Counts something for the store's owner. name: one of our own ids. */
void app_log(struct app *app, enum usage_kind kind, const char *name, int64_t value);

/* The day it is: by the wall clock, but none before the newest day that is known. */
day_t app_today(const struct app *app);

/* The header's actions, for ui_header. */
const struct header_actions *app_header(void);

/* The volume as the player takes it: 0..1, no louder than staff allow; and as the voice does, which
 * goes on when the clips are silent. */
float app_volume(const struct app *app);
float app_voice_volume(const struct app *app);
void app_volume_changed(struct app *app);

#endif
