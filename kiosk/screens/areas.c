/* Where is it tight? The body and its labels, and a card for what is chosen. */
#include "screens/figure.h"
#include "screens/screens.h"

enum area areas_default(const struct catalog *catalog)
{
	if (catalog->first[AREA_QUADS] >= 0)
		return AREA_QUADS;
	for (int area = 0; area < AREA_COUNT; area++)
		if (catalog->first[area] >= 0)
			return (enum area)area;
	return AREA_QUADS;
}

static const struct routine *chosen_routine(const struct app *app)
{
	int index = app->catalog->first[app->areas.chosen];
	return index < 0 ? NULL : &app->catalog->routine[index];
}

static const char *area_name(const struct app *app, int area)
{
	return text_in(&app->catalog->area_name[area], app->lang);
}

static struct figure_colors figure_colors(const struct ui *ui)
{
	const color_t *color = ui->theme->color;
	return (struct figure_colors){color[BODY], color[BODY_DETAIL], color[BODY_AREA],
		color[BODY_CHOSEN], color[BODY_HAIR]};
}

static void figure(const struct app *app, struct ui *ui, struct rect box, enum figure_view view)
{
	struct figure_colors colors = figure_colors(ui);
	figure_draw(ui, box, view, &colors, app->areas.chosen);
	figure_items(app, ui, box, view);
}

/* A label: the area's button. The second of a pair (neck is on both sides) is for touch only. */
static void label(const struct app *app, struct ui *ui, struct rect box, int area, float size,
	enum button_kind chosen_kind, bool second)
{
	bool chosen = area == app->areas.chosen;
	struct arena *arena = &ui->list->arena;
	struct button b = {
		.id = arena_printf(arena, second ? "area.%s.again" : "area.%s", area_id(area)),
		.label = area_name(app, area),
		.role = ROLE_AREA,
		.state = chosen ? STATE_CHOSEN : STATE_NOT_CHOSEN,
		.kind = chosen ? chosen_kind : BUTTON_OUTLINE,
		.icon = chosen && chosen_kind == BUTTON_PRIMARY ? "check" : NULL,
		.icon_size = 3.2f,
		.type = type_sized(theme_type(STYLE_LABEL, ui->text_scale), size * ui->text_scale),
		.action = {ACTION_AREA, area}};
	if (chosen || chosen_kind == BUTTON_PRIMARY)
		b.type.font = FONT_BOLD;
	ui_button(ui, box, &b);
	struct item *item = &ui->list->item[ui->list->items - 1];
	item->go = false;
	item->no_focus = second;
}

static const char *number(struct ui *ui, int n)
{
	return arena_printf(&ui->list->arena, "%d", n);
}

static int whole_minutes(const struct routine *routine)
{
	int n = (routine_seconds(routine) + 30) / 60;
	return n < 1 ? 1 : n;
}

static const char *minutes(struct ui *ui, const struct routine *routine)
{
	int n = whole_minutes(routine);
	const char *pattern = routine->sides == 2
				      ? trn(ui->lang, "{} minute, both sides",
						"{} minutes, both sides", (unsigned long)n)
				      : trn(ui->lang, "{} minute", "{} minutes", (unsigned long)n);
	return ui_fill(ui, pattern, number(ui, n));
}

static const char *min(struct ui *ui, const struct routine *routine)
{
	return ui_fill(ui, ui_tr(ui, N_("{} min")), number(ui, whole_minutes(routine)));
}

static const char *min_both(struct ui *ui, const struct routine *routine)
{
	if (routine->sides < 2)
		return min(ui, routine);
	return ui_fill(ui, ui_tr(ui, N_("{} min, both sides")), number(ui, whole_minutes(routine)));
}

static const char *tools_line(struct ui *ui, const struct routine *routine)
{
	if (!routine->tools)
		return "";
	const char *first = ui_tr(ui, tool_name(routine->tool[0]));
	if (routine->tools < 2)
		return first;
	const char *second = ui_lower(ui, ui_tr(ui, tool_name(routine->tool[1])));
	return arena_printf(&ui->list->arena, "%s %s %s", first, ui_tr(ui, N_("or")), second);
}

static void start_button(const struct app *app, struct ui *ui, struct rect box, float size,
	float icon_size, const char *words)
{
	const struct routine *routine = chosen_routine(app);
	ui_button(ui, box,
		&(struct button){.id = "areas.go",
			.label = words,
			.icon = "play",
			.icon_size = icon_size,
			.kind = BUTTON_GO,
			.type = type_sized(theme_type(STYLE_BUTTON_LARGE, ui->text_scale), size),
			.radius = 2,
			.disabled = !routine,
			.action = {ACTION_START, app->catalog->first[app->areas.chosen]}});
}

/* The area joins the visitor's plan; once it is in there, the way to the plan. */
static void plan_button(const struct app *app, struct ui *ui, struct rect box)
{
	enum area area = (enum area)app->areas.chosen;
	bool there = plan_has(app, area), tight = box.w < 40;
	ui_button(ui, box,
		&(struct button){.id = "areas.plan",
			.label = ui_tr(ui, there   ? N_("See my plan")
					   : tight ? N_("Add to plan")
						   : N_("Add to my plan")),
			.icon = there ? "check" : "plus",
			.icon_size = 3.6f,
			.type = theme_type(STYLE_BUTTON, ui->text_scale),
			.disabled = !chosen_routine(app),
			.radius = box.h > 10 ? 2 : 1.6f,
			.action = there ? (struct action){ACTION_GO, SCREEN_PLAN}
					: (struct action){ACTION_PLAN_ADD, (int)area}});
}

static const char *start_words(const struct app *app, struct ui *ui)
{
	return ui_fill(
		ui, ui_tr(ui, N_("Start {}")), ui_lower(ui, area_name(app, app->areas.chosen)));
}

static const char *not_yet(struct ui *ui)
{
	return ui_tr(ui, N_("There is no routine for this area yet. Choose another one."));
}

static const float fact_icon = 4, fact_side = 5.6f, fact_gap = 1.6f;

static float fact_height(struct ui *ui, float w, const char *words)
{
	float h = ui_text_height(ui, w - fact_side, ui_type(ui, STYLE_LABEL), words);
	return h > fact_icon ? h : fact_icon;
}

static void fact_row(struct ui *ui, struct rect *in, const char *icon, const char *words)
{
	struct rect row = rect_cut_top(in, fact_height(ui, in->w, words));
	ui_icon(ui, (struct point){row.x, row.y + (row.h - fact_icon) / 2}, fact_icon, icon, INK);
	rect_cut_left(&row, fact_side);
	ui_text(ui, row, ui_type(ui, STYLE_LABEL), INK, LEFT | MIDDLE, 0, words);
	rect_cut_top(in, fact_gap);
}

static void poster(struct ui *ui, struct rect box, const struct routine *routine)
{
	const float inset = ui->theme->outline ? ui->theme->outline : 0.2f;
	struct rect inner = rect_inset(box, inset, 0);
	inner.y += inset;
	inner.h -= inset;
	draw_cover(ui->list, inner, 0.5f, 1, 2.4f - inset,
		arena_printf(&ui->list->arena, "content:%s/poster.png", routine->folder));
	draw_rect(
		ui->list, rect_make(inner.x, box.y + box.h, inner.w, 0.2f), ui->theme->color[LINE]);
}

/* Of the words about a routine, from its summary on. */
static float about_height(
	const struct app *app, struct ui *ui, float w, const struct routine *routine)
{
	struct type label = ui_type(ui, STYLE_LABEL);
	return ui_text_height(ui, w, label, text_in(&routine->summary, app->lang)) + 3 +
	       fact_height(ui, w, tools_line(ui, routine)) + fact_gap +
	       fact_height(ui, w, minutes(ui, routine));
}

static void about(
	const struct app *app, struct ui *ui, struct rect in, const struct routine *routine)
{
	const char *summary = text_in(&routine->summary, app->lang);
	rect_cut_top(&in, ui_text(ui, in, ui_type(ui, STYLE_LABEL), INK_2, LEFT, 0, summary) + 3);
	fact_row(ui, &in, routine->tools ? tool_icon(routine->tool[0]) : "roller",
		tools_line(ui, routine));
	fact_row(ui, &in, "clock", minutes(ui, routine));
}

/* The decision at the right: picture, name, one line, tools, minutes, go, plan. Large words take
 * their room from the picture. */
static void decision(const struct app *app, struct ui *ui, struct rect box)
{
	const struct routine *routine = chosen_routine(app);
	const float most = 25, least = 8, pad = 3.4f;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.6f, pad);
	struct rect plan = rect_cut_bottom(&in, 8.8f);
	rect_cut_bottom(&in, 2.4f);
	struct rect go = rect_cut_bottom(&in, 11.2f);
	rect_cut_bottom(&in, 2.4f);
	const char *name = area_name(app, app->areas.chosen);
	struct type display = ui_fit(ui, in.w, 2, theme_type(STYLE_DISPLAY, 1), name);
	float name_h = ui_text_height(ui, in.w, display, name) + 1;
	float free_h = in.h - name_h - (routine ? about_height(app, ui, in.w, routine) : 0);
	float picture_h = free_h < most ? free_h : most;
	if (picture_h > least && routine && routine->has_poster)
		poster(ui, rect_make(box.x, box.y, box.w, picture_h), routine);
	rect_cut_top(&in, picture_h > least ? picture_h : 0);
	rect_cut_top(&in, ui_text(ui, in, display, INK, LEFT, 2, name) + 1);
	if (routine)
		about(app, ui, in, routine);
	else
		ui_text(ui, in, ui_type(ui, STYLE_LABEL), INK_2, LEFT, 0, not_yet(ui));
	start_button(app, ui, go, 3.8f, 4.8f, start_words(app, ui));
	plan_button(app, ui, plan);
}

struct placed_label {
	enum area area;
	enum figure_view view;
	float y;
};

static void leader(struct ui *ui, const struct app *app, const struct placed_label *at,
	struct rect label_box, struct rect figure_at)
{
	bool left = at->view == FIGURE_FRONT;
	const struct figure_area *area = figure_areas;
	while (area->view != at->view || area->area != at->area)
		area++;
	float scale = figure_at.h / 1000, middle = label_box.y + label_box.h / 2;
	float edge = left ? label_box.x + label_box.w : label_box.x;
	struct point anchor = {
		figure_at.x + area->anchor.x * scale, figure_at.y + area->anchor.y * scale};
	const struct point line[] = {
		{edge, middle}, {edge + (left ? 2.4f : -2.2f), middle}, anchor};
	bool chosen = (int)at->area == app->areas.chosen;
	color_t color = ui->theme->color[chosen ? INK : INK_3];
	draw_line(ui->list, line, 3, 0.26f, color);
	const float outer = 0.8f, inner = 0.5f;
	draw_round(ui->list, rect_make(anchor.x - outer, anchor.y - outer, 2 * outer, 2 * outer),
		outer, ui->theme->color[PAPER]);
	draw_round(ui->list, rect_make(anchor.x - inner, anchor.y - inner, 2 * inner, 2 * inner),
		inner, color);
}

static void landscape(const struct app *app, struct ui *ui)
{
	static const struct placed_label labels[] = {{AREA_NECK, FIGURE_FRONT, 17.6f},
		{AREA_RIBS, FIGURE_FRONT, 31.8f}, {AREA_ITBAND, FIGURE_FRONT, 47.4f},
		{AREA_QUADS, FIGURE_FRONT, 63}, {AREA_ADDUCTORS, FIGURE_FRONT, 78.6f},
		{AREA_NECK, FIGURE_BACK, 17.6f}, {AREA_GLUTES, FIGURE_BACK, 43.4f},
		{AREA_CALVES, FIGURE_BACK, 70}, {AREA_FEET, FIGURE_BACK, 90}};
	/* Drawn for 192 u; wider glass gets more air between body and card. */
	float extra = (ui->m.w - 192) / 2;
	const struct rect figures[] = {figure_box(32 + extra, 14.6f, 88, 0, 10, 980),
		figure_box(69 + extra, 14.6f, 88, 0, 10, 980)};
	figure(app, ui, figures[0], FIGURE_FRONT);
	figure(app, ui, figures[1], FIGURE_BACK);
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
		const struct placed_label *at = &labels[i];
		bool left = at->view == FIGURE_FRONT;
		struct rect box = {(left ? 7.2f : 107.8f) + extra, at->y, left ? 24 : 19, 8};
		leader(ui, app, at, box, figures[at->view]);
		label(app, ui, box, at->area, 2.9f, BUTTON_GO, at->area == AREA_NECK && !left);
	}
	struct type small = theme_type(STYLE_SMALL, 1);
	enum hearing hearing = ui_heard(ui, HEARD_NEVER);
	for (int view = 0; view < 2; view++)
		ui_text(ui, rect_make(figures[view].x, ui->m.h - 4.4f, figures[view].w, 3), small,
			INK_2, CENTER, 1,
			view ? trc(ui->lang, "body", "Back") : ui_tr(ui, N_("Front")));
	ui_heard(ui, hearing);
	float x = 133 + 2 * extra;
	decision(app, ui, rect_make(x, 14.6f, ui->m.w - 7.2f - x, ui->m.h - 14.6f - 5.6f));
}

/* Labels as a grid, in reading order. */
static void label_grid(const struct app *app, struct ui *ui, struct rect box, int columns,
	float gap, float size, enum button_kind chosen_kind)
{
	for (int area = 0; area < AREA_COUNT; area++)
		label(app, ui, rect_grid(box, columns, AREA_COUNT / columns, gap, area), area, size,
			chosen_kind, false);
}

static void portrait(const struct app *app, struct ui *ui)
{
	const struct routine *routine = chosen_routine(app);
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	struct rect sheet = {0, ui->m.h - 49.6f, ui->m.w, 49.6f};
	float labels_y = sheet.y - 26.4f, figure_h = labels_y - 15 - 4;
	float figure_w = figure_h * 400 / 980, x = (ui->m.w - 2 * figure_w - 6) / 2;
	figure(app, ui, figure_box(x, 15, figure_h, 0, 10, 980), FIGURE_FRONT);
	figure(app, ui, figure_box(x + figure_w + 6, 15, figure_h, 0, 10, 980), FIGURE_BACK);
	label_grid(app, ui, rect_make(margin, labels_y, w, 20.8f), 4, 1.6f, 2.7f, BUTTON_GO);
	draw_rect(ui->list, sheet, ui->theme->color[CARD]);
	draw_rect(ui->list, rect_make(0, sheet.y, sheet.w, 0.2f), ui->theme->color[LINE]);
	struct rect in = {margin, sheet.y + 4, w, sheet.h - 4 - 5.6f};
	struct rect foot = rect_cut_bottom(&in, 13.2f);
	const char *name = area_name(app, app->areas.chosen);
	struct rect head = rect_cut_top(&in, 8.65f);
	if (routine) {
		struct type type = ui_type(ui, STYLE_LABEL);
		const char *time = min_both(ui, routine);
		float time_w = ui_text_width(ui, type, time);
		struct rect right = rect_cut_right(&head, time_w + 4.8f);
		ui_icon(ui, (struct point){right.x, right.y + 4.4f}, 3.6f, "clock", INK_2);
		rect_cut_left(&right, 4.8f);
		right.y += 4.4f;
		right.h = 3.6f;
		ui_text(ui, right, type, INK_2, RIGHT | MIDDLE, 1, time);
	}
	ui_text(ui, head, ui_fit(ui, head.w, 1, theme_type(STYLE_DISPLAY, 1), name), INK,
		LEFT | BOTTOM, 1, name);
	rect_cut_top(&in, 1.2f);
	ui_text(ui, in, ui_type(ui, STYLE_LEAD), INK_2, LEFT, 0,
		routine ? text_in(&routine->summary, app->lang) : not_yet(ui));
	struct rect go = rect_cut_left(&foot, (foot.w - 2.4f) * 0.6f);
	rect_cut_left(&foot, 2.4f);
	start_button(app, ui, go, 3.8f, 4.8f, start_words(app, ui));
	plan_button(app, ui, foot);
}

static void compact(const struct app *app, struct ui *ui)
{
	const struct routine *routine = chosen_routine(app);
	const float margin = ui->m.margin, h = ui->m.h - 12.4f - 2.6f, w = h * 280 / 980;
	for (int view = 0; view < 2; view++) {
		float x = margin + (float)view * (w + 1);
		draw_clip(ui->list, rect_make(x, 12.4f, w, h));
		figure(app, ui, figure_box(x, 12.4f, h, 60, 10, 980), (enum figure_view)view);
		draw_unclip(ui->list);
	}
	float left = margin + 2 * w + 1 + 3.4f;
	struct rect box = {left, 12.4f, ui->m.w - margin - left, ui->m.h - 12.4f - 2.8f};
	struct rect go = rect_cut_bottom(&box, 11.4f);
	rect_cut_bottom(&box, 3.2f);
	label_grid(app, ui, box, 2, 1.4f, 3.1f, BUTTON_PRIMARY);
	const char *name = area_name(app, app->areas.chosen);
	const char *words = not_yet(ui);
	if (routine)
		words = arena_printf(&ui->list->arena, "%s, %s", name, min(ui, routine));
	start_button(app, ui, go, 3.8f, 4.6f, words);
}

static void view(const struct app *app, struct ui *ui)
{
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, ui_tr(ui, N_("Where is it tight?")), HEADER_BACK | HEADER_HOME | HEADER_TOOLS,
		app_header());
	/* Landscape is drawn for wide glass; on squarer glass the compact form has room to breathe.
	 */
	if (ui->m.size_class == CLASS_PORTRAIT)
		portrait(app, ui);
	else if (ui->m.size_class == CLASS_LANDSCAPE && ui->m.w >= 186)
		landscape(app, ui);
	else
		compact(app, ui);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_AREA:
		app->areas.chosen = event->action.arg;
		return true;
	case ACTION_PLAN_ADD:
		plan_add(app, (enum area)event->action.arg);
		return true;
	case ACTION_START:
		if (event->action.arg >= 0)
			app_go(app, SCREEN_ROUTINE, event->action.arg);
		return true;
	default:
		return false;
	}
}

const struct screen screen_areas = {.name = "areas", .update = update, .view = view};
