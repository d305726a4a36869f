#include "ui/station.h"

#include <math.h>

/* --- the mat --- */

static color_t mix(color_t a, color_t b, float share)
{
	color_t mixed = 0;
	for (int shift = 0; shift < 32; shift += 8) {
		float from = (float)(a >> shift & 0xFF), to = (float)(b >> shift & 0xFF);
		mixed |= (color_t)lroundf(from + (to - from) * share) << shift;
	}
	return mixed;
}

/* The five levels stand in the middle of their ranges of the design; between them it is linear. */
static color_t load_color(const struct theme *theme, enum color_role empty, float share)
{
	static const float at[] = {0, 0.15f, 0.375f, 0.65f, 0.9f};
	enum { LEVELS = sizeof at / sizeof at[0] };
	for (int i = 1; i < LEVELS; i++)
		if (share < at[i]) {
			float part = (share - at[i - 1]) / (at[i] - at[i - 1]);
			const color_t *level = &theme->color[empty];
			return mix(level[i - 1], level[i], part > 0 ? part : 0);
		}
	return theme->color[(int)empty + LEVELS - 1];
}

/* Mats of many zones have narrower gaps and rounder corners: shares of the pitch. */
static void look_of_many(struct rect box, struct mat_grid grid, float *gap, float *radius)
{
	float w = box.w / (float)grid.columns, h = box.h / (float)grid.rows, pitch = w < h ? w : h;
	if (*gap > 0.14f * pitch)
		*gap = 0.14f * pitch;
	if (*radius > 0.2f * pitch)
		*radius = 0.2f * pitch;
}

void ui_mat(struct ui *ui, struct rect box, struct mat_grid grid, const float *share,
	const struct mat_look *look)
{
	color_t cell[MAT_ZONES_MAX] = {0};
	float gap = look->gap, radius = look->radius;
	enum color_role empty = look->ground == MAT_ON_PAPER ? MAT_PAPER_0 : MAT_0;
	look_of_many(box, grid, &gap, &radius);
	for (int i = 0; i < mat_zones(grid); i++)
		cell[i] = load_color(ui->theme, empty, share[i]);
	draw_zones(ui->list, box, grid.rows, grid.columns, gap, radius, cell);
	for (int i = 0; ui->theme->outline && i < mat_zones(grid); i++)
		draw_outline(ui->list, rect_grid(box, grid.columns, grid.rows, gap, i), radius,
			ui->theme->outline, ui->theme->color[LINE]);
}

void ui_mat_sides(struct ui *ui, struct rect box, struct mat_grid grid, struct type type,
	enum color_role color)
{
	if (grid.columns < 2)
		return;
	struct rect left = rect_cut_left(&box, box.w / 2);
	ui_text(ui, left, type, color, CENTER, 1, ui_tr(ui, N_("Left")));
	ui_text(ui, box, type, color, CENTER, 1, ui_tr(ui, N_("Right")));
}

static void disc(struct ui *ui, struct point middle, float diameter, enum color_role color)
{
	draw_round(ui->list,
		rect_make(middle.x - diameter / 2, middle.y - diameter / 2, diameter, diameter),
		diameter / 2, ui->theme->color[color]);
}

void ui_pace_rail(struct ui *ui, struct rect box, float ring, float dot)
{
	const float track = 0.8f, ring_size = 6.3f, stroke = 0.9f, dot_size = 3.4f;
	float x = box.x + box.w / 2, travel = box.h - ring_size;
	struct point at = {x, box.y + ring_size / 2 + ring * travel};
	bool contrast = ui->theme->high_contrast;
	draw_round(ui->list, rect_make(x - track / 2, box.y, track, box.h), track / 2,
		ui->theme->color[contrast ? STAGE_LINE : STAGE_3]);
	disc(ui, at, ring_size, STAGE);
	draw_ring(ui->list,
		rect_make(at.x - ring_size / 2, at.y - ring_size / 2, ring_size, ring_size), stroke,
		0, 1, ui->theme->color[MAT_4]);
	if (!isnan(dot))
		disc(ui, (struct point){x, box.y + ring_size / 2 + dot * travel}, dot_size,
			STAGE_TEXT);
}

/* --- the gauge --- */

static const float gauge_from = 2 / 3.0f, gauge_turns = 2 / 3.0f, gauge_most_s = 7;

static float gauge_turn(float seconds)
{
	float share = seconds / gauge_most_s;
	return gauge_from + gauge_turns * (share < 0 ? 0 : share > 1 ? 1 : share);
}

/* An arc around the middle of the gauge whose outer edge has this radius. */
static void arc(struct ui *ui, struct point middle, float radius, float stroke, float from,
	float to, enum color_role color)
{
	draw_ring(ui->list, rect_make(middle.x - radius, middle.y - radius, 2 * radius, 2 * radius),
		stroke, from, to, ui->theme->color[color]);
}

static struct point on_circle(struct point middle, float radius, float turn)
{
	float angle = turn * 6.28318531f;
	return (struct point){middle.x + radius * sinf(angle), middle.y - radius * cosf(angle)};
}

/* In high contrast the track is an outline: its inside is cut out of a white arc. */
static void gauge_track(struct ui *ui, struct point middle, float radius, float stroke)
{
	float to = gauge_from + gauge_turns, line = ui->theme->outline;
	arc(ui, middle, radius, stroke, gauge_from, to, line ? STAGE_LINE : RING_TRACK);
	if (!line)
		return;
	float turn = line / (6.28318531f * radius);
	arc(ui, middle, radius - line, stroke - 2 * line, gauge_from + turn, to - turn, STAGE_2);
}

static void needle(struct ui *ui, struct point middle, float k, float seconds)
{
	float turn = gauge_turn(seconds);
	enum color_role trace = seconds < 3 ? FLARE : seconds > 4 ? ICE : MAT_4;
	const float trace_radius = 33.4f * k, trace_stroke = 2.6f * k;
	arc(ui, middle, trace_radius + trace_stroke / 2, trace_stroke, gauge_from, turn, trace);
	disc(ui, on_circle(middle, trace_radius, gauge_from), trace_stroke, trace);
	struct point hand[] = {on_circle(middle, 49 * k, turn), on_circle(middle, 31 * k, turn)};
	draw_line(ui->list, hand, 2, 6 * k, ui->theme->color[STAGE]);
	draw_line(ui->list, hand, 2, 3.2f * k, ui->theme->color[STAGE_TEXT]);
}

void ui_gauge(struct ui *ui, struct rect box, float seconds, const char *number, float size)
{
	float k = box.w / 100, stroke = 11 * k;
	struct point middle = {box.x + 50 * k, box.y + 50 * k};
	gauge_track(ui, middle, 47.5f * k, stroke);
	arc(ui, middle, 47.5f * k, stroke, gauge_turn(3), gauge_turn(4), MAT_4);
	if (!isnan(seconds))
		needle(ui, middle, k, seconds);
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	struct type small = theme_type(size > 9 ? STYLE_LABEL : STYLE_SMALL, 1);
	struct rect words = {box.x, middle.y - size * 0.76f, box.w, size};
	ui_text(ui, words, type, STAGE_TEXT, CENTER | MIDDLE, 1, number);
	words.y += size * 0.98f;
	words.h = small.line;
	ui_text(ui, words, small, STAGE_TEXT_2, CENTER, 1, ui_tr(ui, N_("seconds")));
	struct type ends = theme_type(STYLE_SMALL, 1);
	struct rect fast = {box.x - 3 * k, box.y + 76 * k, 30 * k, ends.line}, slow = fast;
	slow.x = box.x + 73 * k;
	ui_text(ui, fast, ends, STAGE_TEXT_2, CENTER, 1, ui_tr(ui, N_("Fast")));
	ui_text(ui, slow, ends, STAGE_TEXT_2, CENTER, 1, ui_tr(ui, N_("Slow")));
}

/* --- balance and bars --- */

/* A bar whose outer end alone is round. */
static void half_bar(struct ui *ui, struct rect box, bool left, enum color_role color)
{
	const float radius = 0.8f;
	float round = 2 * radius < box.w ? 2 * radius : box.w;
	draw_round(ui->list, rect_make(left ? box.x : box.x + box.w - round, box.y, round, box.h),
		round / 2, ui->theme->color[color]);
	draw_rect(ui->list,
		rect_make(left ? box.x + round / 2 : box.x, box.y, box.w - round / 2, box.h),
		ui->theme->color[color]);
}

void ui_balance(struct ui *ui, struct rect box, float left)
{
	const float gap = 0.5f, mark = 0.5f, over = 1;
	struct rect middle = {box.x + (box.w - mark) / 2, box.y - over, mark, box.h + 2 * over};
	struct rect first = rect_cut_left(&box, (box.w - gap) * left);
	rect_cut_left(&box, gap);
	if (first.w > 0)
		half_bar(ui, first, true, MAT_3);
	if (box.w > 0)
		half_bar(ui, box, false, ICE);
	draw_rect(ui->list, middle, ui->theme->color[STAGE_TEXT]);
}

void ui_pass_bars(struct ui *ui, struct rect box, const float *seconds, size_t passes)
{
	const float most_s = 5, bar_share = 0.6f;
	const color_t *color = ui->theme->color;
	struct rect band = {box.x, box.y + box.h * (1 - 4 / most_s), box.w, box.h / most_s};
	ui_panel(ui, band, 0, TIDE_TINT);
	size_t step = passes > 40 ? 2 : 1, bars = (passes + step - 1) / step;
	/* Few bars are no wider than those of a dozen. */
	float pitch = box.w / (float)(bars > 12 ? bars : 12);
	for (size_t i = 0; i < bars; i++) {
		float s = seconds[i * step];
		float h = box.h * (s < most_s ? s : most_s) / most_s, w = pitch * bar_share;
		float x = box.x + (float)i * pitch + (pitch - w) / 2;
		bool right = s >= 3 && s <= 4;
		draw_round(ui->list, rect_make(x, box.y + box.h - h, w, h), 0.5f,
			color[right ? TIDE : FLARE_GRAPHIC]);
	}
}

/* --- lights --- */

/* The lights' own colors, in every theme; the last one is a dark light on stage. */
static const color_t lit[] = {
	0xFF5426FF, 0xA6E3F4FF, 0xF2B632FF, 0xF6F1E7FF, 0x6B7A85FF, 0x6B7A85FF};
static const color_t dark = 0x4A5862FF;

static void lamp(struct ui *ui, struct point middle, const struct light *light, bool on_stage)
{
	const float size = 3, gap = 0.4f, line = 0.25f;
	bool is_lit = light->action.kind != 0;
	color_t fill = is_lit ? lit[light->button] : on_stage ? dark : ui->theme->color[SUNK];
	float out = on_stage ? size + 2 * (gap + line) : size + 2 * line;
	color_t ring = on_stage ? fill : ui->theme->color[is_lit ? INK : CONTROL_LINE];
	draw_outline(ui->list, rect_make(middle.x - out / 2, middle.y - out / 2, out, out), out / 2,
		line, ring);
	draw_round(ui->list, rect_make(middle.x - size / 2, middle.y - size / 2, size, size),
		size / 2, fill);
}

void ui_lights(struct ui *ui, struct rect box, const struct light *light, int lights, float gap,
	bool spread, bool on_stage)
{
	const float size = 3;
	bool tight = ui->m.size_class == CLASS_COMPACT;
	float to_label = tight ? 1.4f : 2;
	struct type type = theme_type(STYLE_LABEL, 1);
	float natural = 0;
	for (int i = 0; i < lights; i++)
		natural += size + to_label + ui_text_width(ui, type, light[i].label);
	if (spread || natural + gap * (float)(lights - 1) > box.w)
		gap = (box.w - natural) / (float)(lights > 1 ? lights - 1 : 1);
	float x = box.x;
	/* Who hears the screen hears what has the focus. */
	enum hearing hearing = ui_heard(ui, HEARD_NEVER);
	for (int i = 0; i < lights; i++) {
		float w = size + to_label + ui_text_width(ui, type, light[i].label);
		struct rect own = {x, box.y, w, box.h};
		enum color_role role = on_stage ? STAGE_TEXT : INK;
		if (!light[i].action.kind)
			role = on_stage ? STAGE_TEXT_2 : INK_2;
		lamp(ui, (struct point){x + size / 2, box.y + box.h / 2}, &light[i], on_stage);
		ui_text(ui, rect_make(x + size + to_label, box.y, w, box.h), type, role,
			LEFT | MIDDLE, 1, light[i].label);
		if (light[i].action.kind)
			ui_item(ui, &(struct item){.id = light[i].id,
					    .role = ROLE_LINK,
					    .label = light[i].label,
					    .box = own,
					    .radius = 1.2f,
					    .action = light[i].action,
					    .no_focus = true});
		x += w + gap;
	}
	ui_heard(ui, hearing);
}
