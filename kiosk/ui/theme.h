/* Colors and type by role. Source: the design language's tokens (colors, type scale). A view names
 * a role, never a color, so that high contrast is only another table. */
#ifndef TUNEUP_THEME_H
#define TUNEUP_THEME_H

#include "ui/draw.h"

enum color_role {
	/* paper: where one chooses */
	PAPER,
	CARD,
	SUNK,
	LINE,
	CONTROL_LINE,
	INK,
	INK_2,
	INK_3,
	FLARE, /* the go fill; always with ON_FLARE on it */
	ON_FLARE,
	FLARE_PRESSED,
	FLARE_GRAPHIC,
	FLARE_TEXT,
	FLARE_TINT,
	FLARE_RING, /* the attract screen's lanes on flare */
	TIDE,
	ON_TIDE,
	TIDE_PRESSED,
	TIDE_TINT,
	TIDE_GRAPHIC, /* bars on paper */
	WARN_TEXT,
	WARN_TINT,
	ERROR,
	ERROR_TINT,
	DISABLED,
	DISABLED_TEXT,
	PRIMARY, /* the ink button, and what is on */
	ON_PRIMARY,
	/* stage: where one moves */
	STAGE,
	STAGE_2,
	STAGE_3,
	STAGE_LINE,
	STAGE_TEXT,
	STAGE_TEXT_2,
	ICE,
	MAT_0,
	MAT_1,
	MAT_2,
	MAT_3,
	MAT_4,
	MAT_PAPER_0, /* the same on paper: where it landed */
	MAT_PAPER_1,
	MAT_PAPER_2,
	MAT_PAPER_3,
	MAT_PAPER_4,
	RING_TRACK, /* the part of a ring or a gauge that is not filled */
	/* body map */
	BODY,
	BODY_DETAIL,
	BODY_AREA,
	BODY_CHOSEN,
	BODY_HAIR,
	/* others */
	FOCUS_CORE,
	FOCUS_LINE,
	SCRIM,
	VIDEO_GROUND, /* the clips are drawn on it, in every theme */
	CAPTION_BOX,
	CAPTION_TEXT,
	KEY_FUNCTION, /* keys of the keyboard that type nothing; letters are CARD */
	KEY_PRESSED,
	COLOR_COUNT
};

struct theme {
	color_t color[COLOR_COUNT];
	float outline; /* u; high contrast outlines every surface, else 0 */
	bool high_contrast;
};

const struct theme *theme_get(bool high_contrast);

/* A style of the type scale; size and line in u, tracking in em. */
struct type {
	enum font font;
	float size, line, tracking;
	bool tabular;
};

enum style {
	STYLE_HERO,
	STYLE_NUMERAL,
	STYLE_DISPLAY,
	STYLE_TITLE,
	STYLE_HEADING,
	STYLE_LEAD,
	STYLE_BODY,
	STYLE_LABEL,
	STYLE_CAPTION,
	STYLE_BUTTON,
	STYLE_BUTTON_LARGE,
	STYLE_SMALL,
	STYLE_COUNT
};

/* The style; scale (1, 1.15, 1.3: the visitor's text size) acts on everything under title. */
struct type theme_type(enum style style, float scale);

/* The same type at another size; the line grows with it. */
struct type type_sized(struct type type, float size);

#endif
