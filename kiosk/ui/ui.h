/* What a view draws with: boxes, text and the widgets of the design language. All measures in u. */
#ifndef TUNEUP_UI_H
#define TUNEUP_UI_H

#include "base/tr.h"
#include "ui/draw.h"
#include "ui/measure.h"
#include "ui/metrics.h"
#include "ui/theme.h"

/* The bar of Back and Home that a view has drawn, and where it lies in the list. */
struct ui_bar {
	bool drawn;
	bool over; /* it lies over the view's own ground instead of a strip that is left free */
	size_t cmd, cmd_end, item, item_end;
	const char *title; /* NULL: none */
	struct rect room;  /* for the title, beside the buttons */
};

/* Everything a view needs to know besides the state it shows. Lives for one view. */
struct ui {
	struct draw_list *list;
	const struct measure *measure;
	struct metrics m;
	const struct theme *theme;
	int lang;
	float text_scale;    /* 1, 1.15 or 1.3 */
	const char *focus;   /* id that has the focus ring, NULL: ring hidden */
	const char *pressed; /* id under the finger, NULL: none */
	float press;         /* how far it has gone down, 0..1 */
	bool press_shown;    /* somebody has asked for it */
	float scroll;        /* how far the scrolled part of this screen is scrolled, u */
	bool scrolling;      /* between ui_scroll_begin and ui_scroll_end */
	bool reach;          /* controls in the lower half: the bar lies at the bottom edge */
	bool unrolled;       /* the whole view scrolls as one page, so no part of it alone */
	float more;          /* by how much the page is longer than the view */
	struct ui_bar bar;
	struct rect sheet; /* the one that ui_sheet has drawn; zero: none */
	const char
		*name; /* spoken when the screen comes up; NULL: its title, or its largest text */
};

/* Boxes: cut a strip off, leaving the rest. */
struct rect rect_make(float x, float y, float w, float h);
struct rect rect_inset(struct rect box, float x, float y);
struct rect rect_cut_top(struct rect *box, float h);
struct rect rect_cut_bottom(struct rect *box, float h);
struct rect rect_cut_left(struct rect *box, float w);
struct rect rect_cut_right(struct rect *box, float w);
struct rect rect_center(struct rect box, float w, float h); /* of this size, in the middle */
bool rect_holds(struct rect box, struct point p);

/* The nth of `count` equal cells of a grid with so many columns and this gap, in reading order. */
struct rect rect_grid(struct rect box, int columns, int rows, float gap, int n);

/* The canvas. */
struct rect ui_canvas(const struct ui *ui);

/* tr in the visitor's language. */
const char *ui_tr(const struct ui *ui, const char *text);

/* say in the visitor's language: a sentence of the data layer with words of its own in it. */
const char *ui_say(struct ui *ui, const char *sentence);

/* The pattern with its first "{}" replaced by words: "Step {}". In the frame's arena. */
const char *ui_fill(struct ui *ui, const char *pattern, const char *words);

/* A name as it stands inside a sentence: its first letter small, but "IT band" stays. */
const char *ui_lower(struct ui *ui, const char *name);

/* A style at the visitor's text size. */
struct type ui_type(const struct ui *ui, enum style style);

/* BALANCED: lines of much the same length instead of a full one and a rest; for headlines. */
enum align { LEFT = 0, CENTER = 1, RIGHT = 2, TOP = 0, MIDDLE = 4, BOTTOM = 8, BALANCED = 16 };

/* Text wrapped into the box's width, at the given place of its height; explicit line breaks are
 * kept. Lines beyond what fits in `lines` (0: any) are cut with an ellipsis. Returns the height of
 * the block. */
float ui_text(struct ui *ui, struct rect box, struct type type, enum color_role color,
	unsigned align, int lines, const char *text);

/* What ui_text would return; the width of the widest line, unwrapped and wrapped. */
float ui_text_height(const struct ui *ui, float width, struct type type, const char *text);
float ui_text_width(const struct ui *ui, struct type type, const char *text);
float ui_wrapped_width(const struct ui *ui, float width, struct type type, const char *text);
int ui_text_lines(const struct ui *ui, float width, struct type type, const char *text);

/* Takes the next line off *text, as ui_text wraps it. False at the end. */
struct text_line {
	const char *start;
	size_t length; /* without the space or break that ends it */
	float width;
};
bool ui_next_line(const struct ui *ui, float width, const struct type *type, const char **text,
	struct text_line *line);

/* Whether a word is too long for the width, so that it would be broken. */
bool ui_text_breaks(const struct ui *ui, float width, struct type type, const char *text);

/* The type at the first of its steps down (8.4 to 7.2 to 6.2: by 0.86 each, three at most) at which
 * the text needs at most so many lines and no line is wider than width. Never cut, never squeezed.
 */
struct type ui_fit(const struct ui *ui, float width, int lines, struct type type, const char *text);

/* An icon of assets/icons ("back") in a square of this size. */
void ui_icon(struct ui *ui, struct point at, float size, const char *icon, enum color_role color);

enum button_kind {
	BUTTON_QUIET,   /* sunk */
	BUTTON_GO,      /* flare: the one loud control */
	BUTTON_PRIMARY, /* ink */
	BUTTON_TIDE,
	BUTTON_OUTLINE, /* card with control line */
	BUTTON_STAGE,   /* quiet on ink */
	BUTTON_ON,      /* a toggle that is on, on ink: paper fill */
	BUTTON_KINDS
};

struct button {
	const char *id, *label;
	const char *icon; /* NULL: none */
	enum button_kind kind;
	enum role role;
	struct action action;
	struct type type; /* size 0: STYLE_BUTTON */
	float radius;     /* 0: 1.6 */
	float icon_size;  /* 0: 3.6 */
	float pad;        /* 0: 3.4; natural width only */
	bool icon_only;   /* the label names it, the icon shows it */
	bool icon_after;  /* the icon stands behind the label */
	bool left;        /* both at the left edge, by pad */
	bool disabled;
	bool on_stage;    /* focus gap is ink */
	const char *says; /* as in an item */
	enum item_state state;
	struct action hold; /* of 3 s; kind 0: none */
};

/* Draws it into the box and adds its item. A label that is too wide wraps, then steps down. */
void ui_button(struct ui *ui, struct rect box, const struct button *button);
float ui_button_width(const struct ui *ui, const struct button *button);

/* Card: raised surface with a hairline. Panel: a tinted surface. Both outlined in high contrast. */
void ui_card(struct ui *ui, struct rect box, float radius);
void ui_panel(struct ui *ui, struct rect box, float radius, enum color_role color);

/* A plate with an icon: empty and error states, health rows. */
void ui_plate(struct ui *ui, struct rect box, const char *icon, float icon_size,
	enum color_role fill, enum color_role color);

/* A tag as tall as box; returns its width. */
float ui_tag(struct ui *ui, struct point at, float h, const char *icon, const char *text,
	enum color_role fill, enum color_role color);
float ui_tag_width(const struct ui *ui, float h, const char *icon, const char *text);

/* Whether the texts that follow are spoken; returns what was so before, to be put back. */
enum hearing ui_heard(struct ui *ui, enum hearing hearing);

/* A timer ring that empties clockwise: left is 1 (full) to 0. The number of seconds stands in its
 * middle, with a unit under it (NULL: none); spoken when little is left. */
void ui_timer_ring(struct ui *ui, struct rect box, float stroke_share, float left,
	enum color_role color, enum color_role track, enum color_role text, const char *number,
	float number_size, const char *unit);

/* The logo; pressing and holding it for 3 s asks for the staff's part (kind 0: nothing). */
void ui_logo(
	struct ui *ui, struct point at, float h, color_t ink, color_t segment, struct action hold);

enum header_parts { HEADER_BACK = 1, HEADER_HOME = 2, HEADER_LOGO = 4, HEADER_TOOLS = 8 };

/* What the header's buttons do: app.h's actions, given by it so that ui/ need not know them. */
struct header_actions {
	struct action back, home, lang, access, staff;
	struct action home_hold; /* when Home is held for 3 s */
};

/* The header bar in the form of the size class: Back, title, language, accessibility, Home. */
void ui_header(
	struct ui *ui, const char *title, unsigned parts, const struct header_actions *actions);

/* What ui_header does with its bar, for a view that draws buttons of its own there: begin returns
 * where it lies. over: the bar covers the view's ground, so in reach mode it stands under it. */
struct rect ui_bar_begin(struct ui *ui, bool over);
void ui_bar_end(struct ui *ui, struct rect room, const char *title);
void ui_bar_title(struct ui *ui, struct rect room, const char *title);

/* The scrolled part of a screen (one at most): what is drawn in between moves up by ui->scroll
 * inside the window. begin returns where the content starts; end is told where it ended. */
struct rect ui_scroll_begin(struct ui *ui, struct rect window);
void ui_scroll_end(struct ui *ui, float content_bottom);

/* on: filled, with a check. One whose action does nothing is disabled. */
struct chip {
	const char *id, *label;
	bool on;
	struct action action;
	const char *icon; /* instead of the check, on or not; NULL: the check when it is on */
};

/* Measures of chips in rows: height, space between them, size of the label, space at its ends. */
struct chip_look {
	float h, gap, text, pad;
};
extern const struct chip_look chip_usual;

float ui_chip_width(const struct ui *ui, const struct chip_look *look, const struct chip *chip);
void ui_chip(struct ui *ui, struct rect box, const struct chip_look *look, const struct chip *chip);

/* Chips in rows that wrap; return the height they took. ui_chips: the usual look. */
float ui_chips(struct ui *ui, struct rect box, const struct chip *chip, int chips);
float ui_chips_like(struct ui *ui, struct rect box, const struct chip_look *look,
	const struct chip *chip, int chips);

/* The height that such chips take. */
float ui_chips_height(const struct ui *ui, float width, const struct chip_look *look,
	const struct chip *chip, int chips);

/* A switch, 11 x 6; what it switches is the caller's item, usually its whole row. */
void ui_switch(struct ui *ui, struct rect box, bool on);

/* Tabs in a row from the left; the one that is on is filled. Labels that are too wide together get
 * smaller. ids, labels and actions as in a chip. */
enum { TABS_MAX = 6 };
void ui_tabs(struct ui *ui, struct rect row, const struct chip *tab, int tabs);

/* A part that has nothing to show: says so on a card at the top of box, and offers what helps.
 * Returns where the card ends. */
struct empty {
	const char *icon, *title, *words;
	struct button way; /* id, label, action; it is the go control */
};
float ui_empty(struct ui *ui, struct rect box, const struct empty *empty);

/* A QR code on its card, dark on light in every theme, with a quiet zone of four modules; without
 * one (NULL) the words that stand in for it. box: a square. */
void ui_code_card(
	struct ui *ui, struct rect box, int modules, const uint8_t *module, const char *instead);

/* A round picture of somebody's initials; n chooses one of four grounds. */
void ui_avatar(struct ui *ui, struct rect box, const char *initials, unsigned n);

/* A sheet over everything, behind it the scrim; what lies below can no longer be tapped. */
void ui_sheet(struct ui *ui, struct rect box, float radius, enum color_role fill);

/* One short message at the bottom. */
void ui_toast(struct ui *ui, const char *text);

/* The focus ring: last, over everything. */
void ui_focus_ring(struct ui *ui);

/* Adds an item whose hit box is grown to the least target size. */
struct item *ui_item(struct ui *ui, const struct item *item);

/* Whether this id is under the finger. Whoever asks shows it; of all others ui_press_mark does. */
bool ui_is_pressed(struct ui *ui, const char *id);

/* The box of this id as it is drawn: a little smaller under the finger. */
struct rect ui_pressed_box(struct ui *ui, struct rect box, const char *id);

/* An edge around what is under the finger and has no look of its own for it. Shapes are for whoever
 * draws them. */
void ui_press_mark(struct ui *ui);

#endif
