/* Home: the doors. */
#include "screens/figure.h"
#include "screens/screens.h"

#include <math.h>
#include <string.h>

struct tile {
	const char *id, *icon, *title, *label;
	struct type type; /* of the title */
	enum color_role fill, text;
	struct action action;
	bool go;
};

struct tile_measures {
	float pad, icon, label_gap;
};

static char *without_breaks(struct ui *ui, const char *text)
{
	char *copy = arena_strdup(&ui->list->arena, text);
	for (char *at = copy; (at = strchr(at, '\n'));)
		*at = ' ';
	return copy;
}

/* Icon top left, title and label bottom left. text_w: how wide the words may be. */
static void tile(struct ui *ui, struct rect box, const struct tile *t,
	const struct tile_measures *m, float text_w)
{
	bool pressed = ui_is_pressed(ui, t->id);
	struct rect shown = ui_pressed_box(ui, box, t->id);
	enum color_role fill = pressed && t->fill == FLARE ? FLARE_PRESSED : t->fill;
	ui_panel(ui, shown, 2.4f, fill);
	ui_icon(ui, (struct point){shown.x + m->pad, shown.y + m->pad}, m->icon, t->icon, t->text);
	struct rect words = rect_inset(shown, m->pad, m->pad);
	words.w = text_w;
	if (t->label) {
		struct type label = ui_type(ui, STYLE_LABEL);
		float h = ui_text_height(ui, words.w, label, ui_tr(ui, t->label));
		ui_text(ui, rect_cut_bottom(&words, h), label, t->text, LEFT, 0,
			ui_tr(ui, t->label));
		rect_cut_bottom(&words, m->label_gap);
	}
	const char *title = ui_tr(ui, t->title);
	struct type type = ui_fit(ui, words.w, 3, t->type, title);
	ui_text(ui, words, type, t->text, LEFT | BOTTOM, 0, title);
	ui_item(ui, &(struct item){.id = t->id,
			    .role = ROLE_TILE,
			    .label = without_breaks(ui, title),
			    .box = box,
			    .radius = 2.4f,
			    .action = t->action,
			    .go = t->go});
}

static struct type display_at(float size)
{
	struct type type = type_sized(theme_type(STYLE_DISPLAY, 1), size);
	type.line = size * 1.03f;
	return type;
}

static struct type title_at(float size)
{
	return type_sized(theme_type(STYLE_TITLE, 1), size);
}

static void routines_tile(struct ui *ui, struct rect box, const struct tile_measures *m,
	float title, float figure_h, float figure_right, float figure_bottom, bool label)
{
	const struct tile t = {.id = "home.routines",
		.icon = "body",
		.title = N_("Show me\nwhere\nit\xE2\x80\x99s tight"),
		.label = label ? N_("Tap a muscle,\nfollow the video") : NULL,
		.type = display_at(title),
		.fill = FLARE,
		.text = ON_FLARE,
		.action = {ACTION_ROUTINES, 0},
		.go = true};
	float figure_w = figure_h * 352 / 960;
	float x = box.x + box.w - figure_right - figure_w;
	tile(ui, box, &t, m, x - box.x - m->pad);
	bool contrast = ui->theme->high_contrast;
	const struct figure_colors colors = {.body = contrast ? 0x000000FF : 0xFFC2ACFF,
		.detail = contrast ? 0x5C5118FF : 0xFFA586FF,
		.area = contrast ? 0xFFFFFFFF : ui->theme->color[ON_FLARE],
		.hair = ui->theme->color[ON_FLARE]};
	struct rect figure =
		figure_box(x, box.y + box.h - figure_bottom - figure_h, figure_h, 24, 20, 960);
	figure_draw(ui, figure, FIGURE_FRONT, &colors, -1);
}

/* A mat in use, a quarter turn: the screen's side at the left. */
static void mat_picture(struct ui *ui, struct rect box, float gap, float radius)
{
	static const enum color_role level[8] = {
		MAT_0, MAT_1, MAT_3, MAT_2, MAT_0, MAT_2, MAT_4, MAT_3};
	color_t cell[8];
	for (int i = 0; i < 8; i++)
		cell[i] = ui->theme->color[level[i]];
	draw_zones(ui->list, box, 2, 4, gap, radius, cell);
}

static void roller_tile(struct ui *ui, struct rect box, const struct tile_measures *m,
	const char *title, const char *label, float size, float text_w)
{
	const struct tile t = {.id = "home.roller",
		.icon = "mat",
		.title = title,
		.label = label,
		.type = title_at(size),
		.fill = ui->theme->high_contrast ? CARD : STAGE,
		.text = STAGE_TEXT,
		.action = {ACTION_ROLLER, 0}};
	tile(ui, box, &t, m, text_w);
}

static void door(struct ui *ui, struct rect box, const struct tile_measures *m, const char *id,
	const char *icon, const char *title, const char *label, float size, enum color_role fill,
	enum color_role text, struct action action)
{
	const struct tile t = {.id = id,
		.icon = icon,
		.title = title,
		.label = label,
		.type = title_at(size),
		.fill = fill,
		.text = text,
		.action = action};
	tile(ui, box, &t, m, box.w - 2 * m->pad);
}

/* High contrast has one accent; every other door is an outlined black surface. */
static enum color_role on_tide(const struct ui *ui)
{
	return ui->theme->high_contrast ? INK : ON_TIDE;
}

static enum color_role tide(const struct ui *ui)
{
	return ui->theme->high_contrast ? CARD : TIDE;
}

/* What the kiosk is not. */
static void care_words(struct ui *ui, struct rect box)
{
	struct type small = theme_type(STYLE_SMALL, 1);
	const char *note = ui_tr(ui, N_("General wellness tips, not medical care. "
					"Sharp pain, numbness or swelling? "
					"Stop and see a professional."));
	const float icon = 3.2f;
	ui_icon(ui, (struct point){box.x, box.y + (box.h - icon) / 2}, icon, "heart", INK_2);
	rect_cut_left(&box, icon + 1.5f);
	ui_text(ui, box, small, INK_2, LEFT | MIDDLE, 3, note);
}

/* And the way to what it counts. */
static void care_note(struct ui *ui, struct rect box)
{
	const struct button privacy = {.id = "home.privacy",
		.label = ui_tr(ui, N_("Privacy")),
		.icon = "privacy",
		.icon_only = ui->m.size_class == CLASS_PORTRAIT,
		.type = theme_type(STYLE_LABEL, 1),
		.pad = 2.4f,
		.action = {ACTION_OPEN, OVERLAY_PRIVACY}};
	float w = privacy.icon_only ? box.h : ui_button_width(ui, &privacy);
	ui_button(ui, rect_cut_right(&box, w), &privacy);
	rect_cut_right(&box, 2.4f);
	care_words(ui, box);
}

static void landscape(struct ui *ui)
{
	static const struct tile_measures m = {3.6f, 6.4f, 1.3f};
	const float gap = 2.4f, margin = ui->m.margin;
	const char *question = ui_tr(ui, N_("What can we loosen up today?"));
	float w = ui->m.w - 2 * margin;
	ui_text(ui, rect_make(margin, 14.4f, w, 8.65f),
		ui_fit(ui, w, 1, display_at(8.4f), question), INK, LEFT | MIDDLE, 1, question);
	struct rect box = {margin, 27.6f, w, ui->m.h - 27.6f - 12};
	struct rect left = rect_cut_left(&box, 64);
	rect_cut_left(&box, gap);
	routines_tile(ui, left, &m, 7, 62, 4, 3, true);
	struct rect top = rect_cut_top(&box, (box.h - gap) / 2);
	rect_cut_top(&box, gap);
	const float mat_w = 46;
	bool mat = !ui->theme->high_contrast && top.w > 100;
	roller_tile(ui, top, &m, N_("Try the roller station"),
		N_("Step on the mat, see your rhythm live"), mat ? 5.2f : 4.9f,
		top.w - 2 * m.pad - (mat ? mat_w + 2 : 0));
	if (mat)
		mat_picture(ui,
			rect_make(top.x + top.w - m.pad - mat_w, top.y + m.pad, mat_w, 25.6f), 1,
			1.6f);
	struct rect half = rect_cut_left(&box, (box.w - gap) / 2);
	rect_cut_left(&box, gap);
	door(ui, half, &m, "home.therapists", "license", N_("Find a therapist"),
		N_("Licensed, nearby"), 4.6f, tide(ui), on_tide(ui),
		(struct action){ACTION_GO, SCREEN_THERAPISTS});
	door(ui, rect_grid(box, 2, 1, gap, 0), &m, "home.plan", "timer", N_("Plan"),
		N_("Built for\nyour run"), 4.2f, SUNK, INK,
		(struct action){ACTION_GO, SCREEN_PLAN});
	door(ui, rect_grid(box, 2, 1, gap, 1), &m, "home.learn", "heart", N_("Learn"),
		N_("Why and\nwhen"), 4.2f, TIDE_TINT, INK,
		(struct action){ACTION_GO, SCREEN_LEARN});
	care_note(ui, rect_make(margin, ui->m.h - 9.6f, w, 7.2f));
}

static void portrait(struct ui *ui)
{
	static const struct tile_measures m = {4, 6.4f, 1.3f};
	const float gap = 2.4f, margin = ui->m.margin, w = ui->m.w - 2 * margin;
	/* Drawn for 192 u; on shorter glass everything keeps its share. */
	float k = ui->m.h < 192 ? (ui->m.h - 59) / (192 - 59) : 1;
	const char *question = ui_tr(ui, N_("What can we loosen up today?"));
	ui_text(ui, rect_make(margin, 16, w, 22), ui_fit(ui, w, 2, display_at(10.4f), question),
		INK, LEFT | BOTTOM | BALANCED, 2, question);
	struct rect box = {margin, 44, w, ui->m.h - 44 - 15};
	routines_tile(ui, rect_cut_top(&box, 60 * k), &m, 9 * k, 54 * k, 10, 3, k > 0.8f);
	rect_cut_top(&box, gap);
	struct rect roller = rect_cut_top(&box, 32 * k);
	rect_cut_top(&box, gap);
	roller_tile(ui, roller, &m, N_("Try the roller station"),
		k > 0.8f ? N_("See your rhythm live") : NULL, 5.6f * k, w - 2 * m.pad);
	if (!ui->theme->high_contrast)
		mat_picture(
			ui, rect_make(roller.x + roller.w - 42, roller.y + 4, 38, 15 * k), 1, 1.6f);
	struct rect half = rect_cut_left(&box, (box.w - gap) / 2);
	rect_cut_left(&box, gap);
	door(ui, half, &m, "home.therapists", "license", N_("Find a therapist"), NULL, 4.8f,
		tide(ui), on_tide(ui), (struct action){ACTION_GO, SCREEN_THERAPISTS});
	door(ui, rect_grid(box, 2, 1, gap, 0), &m, "home.plan", "timer", N_("Plan"), NULL, 4.8f,
		SUNK, INK, (struct action){ACTION_GO, SCREEN_PLAN});
	door(ui, rect_grid(box, 2, 1, gap, 1), &m, "home.learn", "heart", N_("Learn"), NULL, 4.8f,
		TIDE_TINT, INK, (struct action){ACTION_GO, SCREEN_LEARN});
	care_note(ui, rect_make(margin, ui->m.h - 11.4f, w, 7));
}

static void compact(struct ui *ui)
{
	static const struct tile_measures first = {2.6f, 5.6f, 1}, m = {2.4f, 5.6f, 1};
	const float gap = 1.8f, margin = ui->m.margin;
	struct rect box = {margin, 12, ui->m.w - 2 * margin, ui->m.h - 12 - 3};
	struct rect left = rect_cut_left(&box, 47);
	rect_cut_left(&box, gap);
	/* Squarer glass is higher; the figure leaves the words their width. */
	float figure_h = 51 * left.h / 57;
	figure_h = figure_h < 54 ? figure_h : 54;
	routines_tile(ui, left, &first, 5.4f, figure_h, 2, 2.6f, false);
	struct rect roller = rect_grid(box, 2, 2, gap, 0);
	roller_tile(ui, roller, &m, N_("Roller station"), NULL, 3.6f, roller.w - 2 * m.pad);
	float mat_w = roller.w - 2 * m.pad - m.icon - 1.6f;
	mat_w = mat_w < 20 ? mat_w : 20;
	if (!ui->theme->high_contrast)
		mat_picture(ui,
			rect_make(roller.x + roller.w - m.pad - mat_w, roller.y + m.pad, mat_w,
				mat_w * 0.48f),
			0.6f, 1);
	door(ui, rect_grid(box, 2, 2, gap, 1), &m, "home.therapists", "license",
		N_("Find a therapist"), NULL, 3.6f, tide(ui), on_tide(ui),
		(struct action){ACTION_GO, SCREEN_THERAPISTS});
	door(ui, rect_grid(box, 2, 2, gap, 2), &m, "home.plan", "timer", N_("Plan a tune-up"), NULL,
		3.6f, SUNK, INK, (struct action){ACTION_GO, SCREEN_PLAN});
	door(ui, rect_grid(box, 2, 2, gap, 3), &m, "home.learn", "heart", N_("Learn"), NULL, 3.6f,
		TIDE_TINT, INK, (struct action){ACTION_GO, SCREEN_LEARN});
}

/* The doors that stand beside the first one, in reach mode. */
static void low_door(
	struct ui *ui, struct rect box, const struct tile_measures *m, int n, float size)
{
	const struct {
		const char *id, *icon, *title;
		enum color_role fill, text;
		struct action action;
	} doors[] = {
		{"home.roller", "mat", N_("Try the roller"),
			ui->theme->high_contrast ? CARD : STAGE, STAGE_TEXT, {ACTION_ROLLER, 0}},
		{"home.therapists", "license", N_("Find a therapist"), tide(ui), on_tide(ui),
			{ACTION_GO, SCREEN_THERAPISTS}},
		{"home.plan", "timer", N_("Plan a tune-up"), SUNK, INK, {ACTION_GO, SCREEN_PLAN}},
		{"home.learn", "heart", N_("Learn"), TIDE_TINT, INK, {ACTION_GO, SCREEN_LEARN}}};
	door(ui, box, m, doors[n].id, doors[n].icon, doors[n].title, NULL, size, doors[n].fill,
		doors[n].text, doors[n].action);
}

/* One row of doors; upright there is width for two, and height for three rows. */
static void low_doors(struct ui *ui, struct rect box)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	static const struct tile_measures large = {3.2f, 5.6f, 1}, small = {1.8f, 4.4f, 1};
	const struct tile_measures *m = tight ? &small : &large;
	const float gap = tight ? 1.8f : 2.4f, size = tight ? 3 : 4.4f;
	if (ui->m.size_class == CLASS_PORTRAIT) {
		struct rect first = rect_cut_top(&box, box.h * 0.44f);
		routines_tile(ui, first, m, 6, first.h - 4.8f, 6, 2.4f, false);
		rect_cut_top(&box, gap);
		for (int i = 0; i < 4; i++)
			low_door(ui, rect_grid(box, 2, 2, gap, i), m, i, size);
		return;
	}
	const float share[] = {1.75f, 1.2f, 1.2f, 0.9f, 0.9f}, all = 5.95f;
	float w = box.w - 4 * gap;
	struct rect first = rect_cut_left(&box, w * share[0] / all);
	routines_tile(ui, first, m, tight ? 3.4f : 5, first.h - (tight ? 2.4f : 4.8f),
		tight ? 1 : 2.8f, tight ? 1.2f : 2.4f, false);
	for (int i = 0; i < 4; i++) {
		rect_cut_left(&box, gap);
		low_door(ui, rect_cut_left(&box, w * share[i + 1] / all), m, i,
			i > 1 && !tight ? 4 : size);
	}
}

/* The lanes around the runner, hardly darker than the paper. */
static void runner(struct ui *ui, struct rect box)
{
	color_t lane = ui->theme->color[SUNK] & ~0xFFu;
	float k = box.w / 96, x = box.x + 47 * k, y = box.y + 56 * k;
	for (int i = 0; i < 12 && !ui->theme->high_contrast; i++) {
		float r = (30 + 14.6f * (float)i) * k;
		draw_ring(ui->list, rect_make(x - r, y - r, 2 * r, 2 * r), 3.4f * k, 0, 1,
			lane | 0x80);
	}
	draw_image(ui->list, box, "illus/runner-on-flare.svg");
}

/* All that can be touched stands below the line (README, section 8). The strip that a header leaves
 * free at the top goes to the bottom, so everything is drawn that much lower. */
static void low(const struct app *app, struct ui *ui)
{
	const float strip = ui->m.header, margin = ui->m.margin, w = ui->m.w - 2 * margin;
	bool tight = ui->m.size_class == CLASS_COMPACT,
	     upright = ui->m.size_class == CLASS_PORTRAIT;
	float line = app_reach_line(app), y = strip + (tight ? 13 : upright ? 24 : 21);
	float size = tight ? 6.4f : upright ? 10.4f : 12, room = w;
	if (!tight) {
		float side = upright ? fminf(60, line - 44) : 55;
		runner(ui, rect_make(upright ? ui->m.w - side - 6 : ui->m.w - side - 15,
				   strip + (upright ? line - side - 3 : -1), side, side));
		room = upright ? w : 120;
	}
	const char *question = ui_tr(ui, N_("What can we loosen up today?"));
	int lines = ui_text_lines(ui, room, display_at(size), question) > 1 && !tight ? 2 : 1;
	if (lines > 1 && !upright) {
		size = 9.6f;
		y -= 4;
	}
	struct type type = ui_fit(ui, room, lines, display_at(size), question);
	float h = ui_text(
		ui, rect_make(margin, y, room, 0), type, INK, LEFT | BALANCED, lines, question);
	if (!tight || line - y + strip - h > 8) {
		struct type lead = type_sized(ui_type(ui, STYLE_LEAD), tight ? 2.6f : 3.4f);
		const char *words = ui_tr(ui, N_("Reach mode: everything you touch is down here."));
		float icon = tight ? 3.2f : 4.6f;
		y += h + (tight ? 1 : 4);
		ui_icon(ui, (struct point){margin, y}, icon, "reach", INK_2);
		ui_text(ui,
			rect_make(
				margin + icon + 1.6f, y, (upright ? 44 : room) - icon - 1.6f, icon),
			lead, INK_2, LEFT | (upright ? TOP : MIDDLE), 0, words);
	}
	low_doors(ui, rect_make(margin, strip + line, w, ui->m.h - strip - line));
	struct rect note = ui->bar.room;
	note.y += strip;
	if (!tight)
		care_words(ui, note);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(struct ui *) = {[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, NULL, HEADER_LOGO | HEADER_TOOLS, app_header());
	/* There is not always room for it. */
	ui->name = ui_tr(ui, "What can we loosen up today?");
	if (ui->reach)
		low(app, ui);
	else
		layouts[ui->m.size_class](ui);
}

const struct screen screen_home = {.name = "home", .view = view};
