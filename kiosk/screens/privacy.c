/* About this screen: what is counted and what is not, in words that docs/privacy.md bears out. It
 * covers the whole screen below, so it has a ground and a header of its own. */
#include "screens/screens.h"

enum { ITEMS_MAX = 5 };

struct group {
	const char *title, *icon;
	enum color_role color;
	const char *item[ITEMS_MAX];
};

static const struct group groups[] = {
	{N_("Never here"), "close", FLARE_GRAPHIC,
		{N_("No camera, no microphone"), N_("No account, no name, no sign-in"),
			N_("No way onto a network"), N_("Nothing of what you type"),
			N_("No record of your weight or shape")}},
	{N_("What we count"), "chart", TIDE,
		{N_("Which screens, articles and therapists are opened"),
			N_("Which routines and plans are started and finished"),
			N_("Which area was rolled, and roughly how calmly"),
			N_("Language, filters and text size"),
			N_("The hour and day, nothing finer")}},
	{N_("When you walk away"), "check", TIDE,
		{N_("What the mat felt is gone"), N_("Language and text size reset"),
			N_("Each visit gets a random number that is never used again"),
			N_("Counts are deleted after 25 months")}},
};
enum { GROUPS = sizeof groups / sizeof groups[0] };

struct measures {
	float pad, title, title_gap, item, icon, icon_gap, gap;
};

static const struct measures large = {3.6f, 4.6f, 3, 3.1f, 4.4f, 2, 2.2f};
static const struct measures upright = {3.6f, 4.6f, 2.2f, 3.1f, 4.4f, 2, 1.5f};
static const struct measures small = {1.8f, 3.2f, 1.6f, 2.7f, 2.8f, 1, 1.4f};

/* The items of a group from the top of box; returns their height. Only measures unless it draws. */
static float items(struct ui *ui, struct rect box, const struct measures *m, const struct group *g,
	float shrink, bool draw)
{
	struct type type = type_sized(ui_type(ui, STYLE_LABEL), m->item * ui->text_scale * shrink);
	type.tracking = -0.01f;
	type.line = type.size * 1.25f;
	float side = m->icon + m->icon_gap, y = box.y;
	for (int i = 0; i < ITEMS_MAX && g->item[i]; i++) {
		const char *words = ui_tr(ui, g->item[i]);
		float h = ui_text_height(ui, box.w - side, type, words);
		float row = h > m->icon ? h : m->icon;
		if (draw) {
			ui_icon(ui, (struct point){box.x, y + (row - m->icon) / 2}, m->icon,
				g->icon, g->color);
			ui_text(ui, rect_make(box.x + side, y, box.w - side, row), type, INK,
				LEFT | MIDDLE, 0, words);
		}
		y += row + m->gap * shrink;
	}
	return y - m->gap * shrink - box.y;
}

static float title_height(const struct measures *m)
{
	return m->title * 1.1f + m->title_gap;
}

static void card(struct ui *ui, struct rect box, const struct measures *m, const struct group *g,
	float shrink)
{
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, m->pad, m->pad);
	struct type title = type_sized(theme_type(STYLE_TITLE, 1), m->title);
	ui_text(ui, in, ui_fit(ui, in.w, 1, title, ui_tr(ui, g->title)), INK, LEFT, 1,
		ui_tr(ui, g->title));
	rect_cut_top(&in, title_height(m));
	items(ui, in, m, g, shrink, true);
}

/* Three cards with items of one size: as large as all of them have room for. */
static void cards(struct ui *ui, struct rect box, const struct measures *m, bool below)
{
	const float gap = m == &small ? 1.8f : 2.4f;
	float w = below ? box.w : (box.w - 2 * gap) / GROUPS, inside = w - 2 * m->pad;
	float frame = 2 * m->pad + title_height(m), shrink = 1, height[GROUPS];
	for (int tries = 0; tries < 8; tries++, shrink *= 0.95f) {
		float all = 2 * gap, most = 0;
		for (int i = 0; i < GROUPS; i++) {
			height[i] = frame + items(ui, rect_make(0, 0, inside, 0), m, &groups[i],
						    shrink, false);
			all += height[i];
			most = height[i] > most ? height[i] : most;
		}
		if ((below ? all : most) <= box.h)
			break;
	}
	for (int i = 0; i < GROUPS; i++) {
		struct rect cell =
			below ? rect_cut_top(&box, height[i]) : rect_grid(box, GROUPS, 1, gap, i);
		card(ui, cell, m, &groups[i], shrink);
		if (below)
			rect_cut_top(&box, gap);
	}
}

static void headline(struct ui *ui, struct rect box, float size, int lines)
{
	const char *title = ui_tr(ui, N_("We count taps,\nnot people."));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), size);
	display.line = size * 1.03f;
	ui_text(ui, box, ui_fit(ui, box.w, lines, display, title), INK, LEFT, lines, title);
}

static void view(const struct app *app, struct ui *ui)
{
	(void)app;
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	draw_modal(ui->list);
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, ui_tr(ui, N_("About this screen")), HEADER_BACK | HEADER_HOME | HEADER_TOOLS,
		app_header());
	switch (ui->m.size_class) {
	case CLASS_LANDSCAPE:
		headline(ui, rect_make(margin, 16, w, 25), 12, 2);
		cards(ui, rect_make(margin, 47, w, ui->m.h - 47 - 7.2f), &large, false);
		break;
	case CLASS_PORTRAIT:
		headline(ui, rect_make(margin, 17, w, 27), 12.6f, 2);
		cards(ui, rect_make(margin, 48, w, ui->m.h - 48 - 5.6f), &upright, true);
		break;
	case CLASS_COMPACT:
		cards(ui, rect_make(margin, 12.2f, w, ui->m.h - 12.2f - 3), &small, false);
		break;
	}
}

const struct screen overlay_privacy = {.name = "privacy", .overlay = true, .view = view};
