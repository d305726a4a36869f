#include "ui/theme.h"

#define OPAQUE(rgb) ((color_t)(rgb) << 8 | 0xFF)

static const struct theme normal = {.color = {
					    [PAPER] = OPAQUE(0xF6F1E7),
					    [CARD] = OPAQUE(0xFFFCF5),
					    [SUNK] = OPAQUE(0xEAE2D3),
					    [LINE] = OPAQUE(0xD6CAB4),
					    [CONTROL_LINE] = OPAQUE(0x7D7363),
					    [INK] = OPAQUE(0x131A20),
					    [INK_2] = OPAQUE(0x4A5056),
					    [INK_3] = OPAQUE(0x5F625F),
					    [FLARE] = OPAQUE(0xFF5426),
					    [ON_FLARE] = OPAQUE(0x131A20),
					    [FLARE_PRESSED] = OPAQUE(0xFF7F5C),
					    [FLARE_GRAPHIC] = OPAQUE(0xD93D10),
					    [FLARE_TEXT] = OPAQUE(0xAD2D08),
					    [FLARE_TINT] = OPAQUE(0xFFDDD0),
					    [FLARE_RING] = OPAQUE(0xEE4719),
					    [TIDE] = OPAQUE(0x1B5E7A),
					    [ON_TIDE] = OPAQUE(0xF6F1E7),
					    [TIDE_PRESSED] = OPAQUE(0x124357),
					    [TIDE_TINT] = OPAQUE(0xD3E6EB),
					    [TIDE_GRAPHIC] = OPAQUE(0x2C7FA0),
					    [WARN_TEXT] = OPAQUE(0x704B00),
					    [WARN_TINT] = OPAQUE(0xFBEBC4),
					    [ERROR] = OPAQUE(0xA8142B),
					    [ERROR_TINT] = OPAQUE(0xF8DDDB),
					    [DISABLED] = OPAQUE(0xE3DBCB),
					    [DISABLED_TEXT] = OPAQUE(0x757062),
					    [PRIMARY] = OPAQUE(0x131A20),
					    [ON_PRIMARY] = OPAQUE(0xF6F1E7),
					    [STAGE] = OPAQUE(0x131A20),
					    [STAGE_2] = OPAQUE(0x1D262D),
					    [STAGE_3] = OPAQUE(0x2A353E),
					    [STAGE_LINE] = OPAQUE(0x6B7A85),
					    [STAGE_TEXT] = OPAQUE(0xF6F1E7),
					    [STAGE_TEXT_2] = OPAQUE(0xB7C1C7),
					    [ICE] = OPAQUE(0x8FD3EA),
					    [MAT_0] = OPAQUE(0x222C34),
					    [MAT_1] = OPAQUE(0x23485A),
					    [MAT_2] = OPAQUE(0x2F7391),
					    [MAT_3] = OPAQUE(0x57AFCE),
					    [MAT_4] = OPAQUE(0xA6E3F4),
					    [MAT_PAPER_0] = OPAQUE(0xEAE2D3),
					    [MAT_PAPER_1] = OPAQUE(0xD3E6EB),
					    [MAT_PAPER_2] = OPAQUE(0x9CC7D6),
					    [MAT_PAPER_3] = OPAQUE(0x4A97B4),
					    [MAT_PAPER_4] = OPAQUE(0x1B5E7A),
					    [RING_TRACK] = OPAQUE(0x2A353E),
					    [BODY] = OPAQUE(0xE3D8C4),
					    [BODY_DETAIL] = OPAQUE(0xD3C6AE),
					    [BODY_AREA] = OPAQUE(0x1B5E7A),
					    [BODY_CHOSEN] = OPAQUE(0xFF5426),
					    [BODY_HAIR] = OPAQUE(0x131A20),
					    [FOCUS_CORE] = OPAQUE(0xFFC42E),
					    [FOCUS_LINE] = OPAQUE(0x131A20),
					    [SCRIM] = 0x131A20BC,
					    [VIDEO_GROUND] = OPAQUE(0xF6F1E7),
					    [CAPTION_BOX] = OPAQUE(0x131A20),
					    [CAPTION_TEXT] = OPAQUE(0xF6F1E7),
				    }};

static const struct theme contrast = {.color =
					      {
						      [PAPER] = OPAQUE(0x000000),
						      [CARD] = OPAQUE(0x000000),
						      [SUNK] = OPAQUE(0x000000),
						      [LINE] = OPAQUE(0xFFFFFF),
						      [CONTROL_LINE] = OPAQUE(0xFFFFFF),
						      [INK] = OPAQUE(0xFFFFFF),
						      [INK_2] = OPAQUE(0xFFFFFF),
						      [INK_3] = OPAQUE(0xFFFFFF),
						      [FLARE] = OPAQUE(0xFFE14D),
						      [ON_FLARE] = OPAQUE(0x000000),
						      [FLARE_PRESSED] = OPAQUE(0xFFFFFF),
						      [FLARE_GRAPHIC] = OPAQUE(0xFFE14D),
						      [FLARE_TEXT] = OPAQUE(0xFFE14D),
						      [FLARE_TINT] = OPAQUE(0x000000),
						      [FLARE_RING] = OPAQUE(0xFFE14D),
						      [TIDE] = OPAQUE(0x7FDBFF),
						      [ON_TIDE] = OPAQUE(0x000000),
						      [TIDE_PRESSED] = OPAQUE(0x7FDBFF),
						      [TIDE_TINT] = OPAQUE(0x000000),
						      [TIDE_GRAPHIC] = OPAQUE(0x9E9E9E),
						      [WARN_TEXT] = OPAQUE(0xFFD166),
						      [WARN_TINT] = OPAQUE(0x000000),
						      [ERROR] = OPAQUE(0xFFA39A),
						      [ERROR_TINT] = OPAQUE(0x000000),
						      [DISABLED] = OPAQUE(0x000000),
						      [DISABLED_TEXT] = OPAQUE(0x9E9E9E),
						      [PRIMARY] = OPAQUE(0xFFFFFF),
						      [ON_PRIMARY] = OPAQUE(0x000000),
						      [STAGE] = OPAQUE(0x000000),
						      [STAGE_2] = OPAQUE(0x000000),
						      [STAGE_3] = OPAQUE(0x000000),
						      [STAGE_LINE] = OPAQUE(0xFFFFFF),
						      [STAGE_TEXT] = OPAQUE(0xFFFFFF),
						      [STAGE_TEXT_2] = OPAQUE(0xFFFFFF),
						      [ICE] = OPAQUE(0x7FDBFF),
						      [MAT_0] = OPAQUE(0x1A1A1A),
						      [MAT_1] = OPAQUE(0x1F4A5C),
						      [MAT_2] = OPAQUE(0x2F86AB),
						      [MAT_3] = OPAQUE(0x7FDBFF),
						      [MAT_4] = OPAQUE(0xFFFFFF),
						      [MAT_PAPER_0] = OPAQUE(0x1A1A1A),
						      [MAT_PAPER_1] = OPAQUE(0x1F4A5C),
						      [MAT_PAPER_2] = OPAQUE(0x2F86AB),
						      [MAT_PAPER_3] = OPAQUE(0x7FDBFF),
						      [MAT_PAPER_4] = OPAQUE(0xFFFFFF),
						      [RING_TRACK] = OPAQUE(0x555555),
						      [BODY] = OPAQUE(0x3A3A3A),
						      [BODY_DETAIL] = OPAQUE(0x5A5A5A),
						      [BODY_AREA] = OPAQUE(0x7FDBFF),
						      [BODY_CHOSEN] = OPAQUE(0xFFE14D),
						      [BODY_HAIR] = OPAQUE(0xFFFFFF),
						      [FOCUS_CORE] = OPAQUE(0xFFFFFF),
						      [FOCUS_LINE] = OPAQUE(0xFF5426),
						      [SCRIM] = 0x000000BC,
						      [VIDEO_GROUND] = OPAQUE(0xF6F1E7),
						      [CAPTION_BOX] = OPAQUE(0x000000),
						      [CAPTION_TEXT] = OPAQUE(0xFFFFFF),
					      },
	.outline = 0.45f,
	.high_contrast = true};

const struct theme *theme_get(bool high_contrast)
{
	return high_contrast ? &contrast : &normal;
}

static const struct type types[STYLE_COUNT] = {
	[STYLE_HERO] = {FONT_DISPLAY_EXTRA, 15, 14.2f, -0.035f, false},
	[STYLE_NUMERAL] = {FONT_DISPLAY_EXTRA, 12, 11.4f, -0.03f, true},
	[STYLE_DISPLAY] = {FONT_DISPLAY_EXTRA, 8.4f, 8.6f, -0.026f, false},
	[STYLE_TITLE] = {FONT_DISPLAY, 5.6f, 6.05f, -0.022f, false},
	[STYLE_HEADING] = {FONT_DISPLAY, 4, 4.6f, -0.016f, false},
	[STYLE_LEAD] = {FONT_MEDIUM, 3.4f, 4.7f, -0.01f, false},
	[STYLE_BODY] = {FONT_MEDIUM, 2.8f, 3.9f, -0.006f, false},
	[STYLE_LABEL] = {FONT_SEMIBOLD, 2.6f, 3.25f, -0.006f, false},
	[STYLE_CAPTION] = {FONT_SEMIBOLD, 3.8f, 4.67f, -0.012f, false},
	[STYLE_BUTTON] = {FONT_BOLD, 3, 3.6f, -0.012f, false},
	[STYLE_BUTTON_LARGE] = {FONT_BOLD, 3.8f, 4.4f, -0.012f, false},
	[STYLE_SMALL] = {FONT_SEMIBOLD, 2.3f, 3, 0, false},
};

struct type theme_type(enum style style, float scale)
{
	struct type type = types[style];
	return style > STYLE_TITLE ? type_sized(type, type.size * scale) : type;
}

struct type type_sized(struct type type, float size)
{
	type.line *= size / type.size;
	type.size = size;
	return type;
}
