/* The draw list: what a screen looks like and what can be tapped on it, as plain data.
 *
 * A view fills it; the renderer draws it; hit test, focus ring, scripts, golden tests and speech
 * read it. All measures are in u (see metrics.h): the renderer multiplies by the pixels a u
 * and rounds each final edge. Strings live in the list's own arena until draw_begin. */
#ifndef TUNEUP_DRAW_H
#define TUNEUP_DRAW_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct point {
	float x, y;
};

struct rect {
	float x, y, w, h;
};

/* 0xRRGGBBAA */
typedef uint32_t color_t;

enum { ZONES_SIDE_MAX = 24 }; /* rows, or columns, of DRAW_ZONES */

/* The five faces in assets/fonts, in the order of their files' table in text.c. */
enum font {
	FONT_MEDIUM,        /* Inter Medium */
	FONT_SEMIBOLD,      /* Inter SemiBold */
	FONT_BOLD,          /* Inter Bold */
	FONT_DISPLAY,       /* Inter Display Bold */
	FONT_DISPLAY_EXTRA, /* Inter Display ExtraBold */
	FONT_COUNT
};

enum draw_kind {
	DRAW_RECT, /* box, color; radius > 0: rounded; stroke > 0: only an outline inside the box */
	DRAW_TEXT, /* one run on one line: box.x and baseline y in `box`, font, size, tracking, text
		    */
	DRAW_IMAGE, /* a picture fitted into box (cover: fills it, cut) */
	DRAW_MASK,  /* a white SVG fitted into box and tinted by color */
	DRAW_LINE,  /* polyline of points, stroke wide, round joins */
	DRAW_RING,  /* arc inside box: stroke wide, from `from` to `to` (turns, 0 is 12 o'clock) */
	DRAW_VIDEO, /* the player's picture of `request`, else the poster `name`, letter-boxed */
	DRAW_CODE,  /* a QR code of modules x modules, whole pixels a module, centered in box */
	DRAW_ZONES, /* the mat: rows x columns round boxes with gaps between them, colored by
		     * `cell`, linear between the cells' middles, clamped at the edges */
	DRAW_CLIP,  /* from here on only inside box; a box of zero size ends it */
};

struct draw_cmd {
	enum draw_kind kind;
	color_t color;
	struct rect box;
	float radius, stroke;
	float from, to;         /* DRAW_RING */
	bool cover;             /* DRAW_IMAGE: fill the box and cut what stands over */
	float cover_x, cover_y; /* DRAW_IMAGE cover: which part stays, 0..1, 0.5 is the middle */
	bool round_top_only;    /* DRAW_IMAGE with radius: only the upper corners are round */
	enum font font;         /* DRAW_TEXT */
	float size, tracking;   /* DRAW_TEXT: size in u; tracking in em */
	bool tabular;           /* DRAW_TEXT: digits as wide as the widest */
	/* DRAW_TEXT: the run. DRAW_IMAGE, DRAW_MASK, DRAW_VIDEO: a file below the assets
	 * ("icons/back.svg") or, as "content:routines/quads/poster.png", below the content. */
	const char *text;
	size_t note; /* DRAW_TEXT: of which of the list's texts it is a line; 0: of none, 1: the
			first */
	struct point *point; /* DRAW_LINE */
	size_t points;
	const uint8_t *module; /* DRAW_CODE: modules * modules, 1: dark */
	int modules;
	uint32_t request;    /* DRAW_VIDEO */
	const color_t *cell; /* DRAW_ZONES: rows * columns, row by row, opaque */
	int rows, columns;
	float gap;
};

enum role {
	ROLE_BUTTON,
	ROLE_TILE,
	ROLE_CHIP,
	ROLE_ROW,
	ROLE_AREA,
	ROLE_TAB,
	ROLE_KEY,
	ROLE_FIELD,
	ROLE_LINK,
	ROLE_COUNT
};

/* "button", "tile", ...: the words of the script language. */
const char *role_name(enum role role);

/* What a tap or a press asks for: a kind (enum action_kind in app.h) and its argument. */
struct action {
	int kind;
	int arg;
};

/* A place of a text at which a caret can stand. */
struct text_stop {
	struct point at; /* from the corner of its item's box, in the middle of its line */
	size_t byte;     /* of the text that the field holds */
};

/* What an item is set to, for those who hear it. */
enum item_state {
	STATE_NONE,
	STATE_ON, /* a switch */
	STATE_OFF,
	STATE_CHOSEN, /* one of several */
	STATE_NOT_CHOSEN,
	STATE_OPEN, /* what it opens stands on it */
	STATE_CLOSED,
};

/* Which texts are spoken (speech.h): all of a screen when it comes up, and what is new on it. */
enum hearing {
	HEARD_ALWAYS,
	HEARD_AT_FIRST, /* it changes too often, or says what another text says */
	HEARD_NEVER,    /* it only means something to the eye */
};

/* Something that can be tapped. Its id is the same in every language and size. */
struct item {
	const char *id;
	enum role role;
	const char *label; /* in the visitor's language */
	const char *says;  /* spoken after it instead of the texts in its box; NULL: those */
	enum item_state state;
	bool texts_aside;     /* the texts in its box are spoken as if they stood beside it */
	struct rect box;      /* what is drawn; the focus ring goes around it */
	struct rect hit;      /* what can be touched: box, grown to the least target size */
	float radius;         /* of the focus ring */
	struct action action; /* on release or go */
	struct action hold;   /* after hold_us of holding; kind 0: none */
	int64_t hold_us;
	bool repeats;      /* held, it does its action again and again */
	const char *shape; /* hit only where this mask ("body/front-quads.svg") fills its box */
	bool disabled;     /* drawn, named, but does nothing */
	bool no_focus;     /* reached by touch only (labels beside it do the same) */
	bool go;           /* the one loud control: it has the focus first */
	bool on_stage;     /* the ring's gap is ink instead of paper */
	bool scrolls;      /* moves with the scrolled part; touched only inside its window */
	const struct text_stop *stop; /* of a field; lives in the list's arena; NULL: none */
	size_t stops;
};

struct draw_list {
	struct draw_cmd *cmd;
	size_t cmds, cmd_room;
	struct item *item;
	size_t items, item_room;
	size_t modal;                  /* items below this index are covered by an overlay */
	size_t modal_cmd;              /* and so are the commands below this one */
	struct rect scroll_box;        /* the window of the scrolled part; zero: nothing scrolls */
	float scroll_max;              /* how far it can be scrolled, u */
	size_t scroll_cmd, scroll_end; /* its commands */
	const char **text;
	size_t texts, text_room;
	enum hearing *heard; /* of each text */
	size_t heard_room;
	enum hearing hearing; /* of the texts that follow; a view puts it back */
	int timer_s;          /* what is left on the timer that runs; -1: there is none */
	const char *cut; /* a text that had to be shortened or broken inside a word; NULL: none */
	struct arena arena;
};

void draw_begin(struct draw_list *list); /* empties it, keeps the memory */
void draw_free(struct draw_list *list);

/* Adders: copy what they are given; strings and points are copied into the arena. */
void draw_rect(struct draw_list *list, struct rect box, color_t color);
void draw_round(struct draw_list *list, struct rect box, float radius, color_t color);
void draw_outline(
	struct draw_list *list, struct rect box, float radius, float stroke, color_t color);
void draw_run(struct draw_list *list, struct point baseline, enum font font, float size,
	float tracking, bool tabular, color_t color, const char *run, size_t length);
void draw_image(struct draw_list *list, struct rect box, const char *name);
void draw_cover(struct draw_list *list, struct rect box, float x, float y, float top_radius,
	const char *name);
void draw_cover_round(struct draw_list *list, struct rect box, float x, float y, float radius,
	const char *name); /* all four corners */
void draw_mask(struct draw_list *list, struct rect box, const char *name, color_t color);
void draw_line(struct draw_list *list, const struct point *point, size_t points, float stroke,
	color_t color);
void draw_ring(
	struct draw_list *list, struct rect box, float stroke, float from, float to, color_t color);
void draw_video(struct draw_list *list, struct rect box, uint32_t request, const char *poster);
void draw_code(
	struct draw_list *list, struct rect box, const uint8_t *module, int modules, color_t color);

/* Zones as rect_grid places them, so that an outline fits each. cell: rows * columns, row by row.
 */
void draw_zones(struct draw_list *list, struct rect box, int rows, int columns, float gap,
	float radius, const color_t *cell);
void draw_clip(struct draw_list *list, struct rect box);
void draw_unclip(struct draw_list *list);

/* Moves all that was added from these indices on, or until before others. */
void draw_shift(struct draw_list *list, size_t cmd, size_t item, float dx, float dy);
void draw_shift_some(struct draw_list *list, size_t cmd, size_t cmd_end, size_t item,
	size_t item_end, float dx, float dy);

/* A place in the list, to go back to: what was added since is gone. */
struct draw_mark {
	size_t cmds, items, texts, modal, modal_cmd;
	int timer_s;
	const char *cut;
};
struct draw_mark draw_mark(const struct draw_list *list);
void draw_rewind(struct draw_list *list, struct draw_mark mark);

/* Notes a text as written, its line breaks as blanks, for `expect text` and for those who hear it.
 * The runs that follow are its lines. */
void draw_note(struct draw_list *list, const char *text);

/* Adds an item; its strings are copied. Returns it, valid until the next is added. */
struct item *draw_item(struct draw_list *list, const struct item *item);

/* All that was added so far is covered: it is drawn, but cannot be tapped or focused. */
void draw_modal(struct draw_list *list);

/* FNV-1a over everything that is drawn: same hash, same pixels (but for the video). */
uint64_t draw_hash(const struct draw_list *list);
uint64_t draw_cmd_hash(const struct draw_cmd *cmd);

/* The list in words, one line a command or item, for golden tests. Appends to a fresh string that
 * the caller frees. */
char *draw_dump(const struct draw_list *list);

/* The item of this id that is not covered, or NULL. "go" is also the one loud control. */
const struct item *draw_find(const struct draw_list *list, const char *id);

#endif
