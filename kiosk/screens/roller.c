/* The roller station's invitation: what to do, what to roll. Without a mat it says so and offers
 * the same routines as videos. */
#include "screens/roller.h"

/* Set seconds as a sentence begins with it. */
static const char *dose_words(const struct app *app, struct ui *ui)
{
	return ui_fill(ui, ui_tr(ui, N_("{} seconds, a rest, then the other side.")),
		number_words(ui, app->config->set_seconds));
}

static bool action(struct app *app, struct action asked)
{
	int first;
	switch (asked.kind) {
	case ACTION_ROLLER_AREA:
		app->roller.area = asked.arg;
		return true;
	case ACTION_ROLLER_NEXT:
		roller_next_area(app);
		return true;
	case ACTION_ROLLER_START:
		if (app->roller_safety_ok)
			roller_start(app, 0);
		else
			app_go(app, SCREEN_SAFETY, SCREEN_ROLLER_LIVE);
		return true;
	case ACTION_START:
		first = app->catalog->first[app->roller.area];
		if (first < 0)
			app_go(app, SCREEN_AREAS, 0);
		else
			app_go(app, SCREEN_ROUTINE, first);
		return true;
	default:
		return false;
	}
}

static bool update(struct app *app, const struct event *event)
{
	return event->kind == EVENT_ACTION && action(app, event->action);
}

static bool next(struct app *app)
{
	if (roller_open(app))
		roller_next_area(app);
	return roller_open(app);
}

/* --- the mat at the left, with a roller on it --- */

static void chevron(struct ui *ui, float x, float y, float to)
{
	const struct point point[] = {{x - 2.6f, y}, {x, y + to}, {x + 2.6f, y}};
	draw_line(ui->list, point, 3, 1, ui->theme->color[MAT_4]);
}

/* Drawn for a mat of 54 x 56; on another one it keeps its middle. */
static void roller_picture(struct ui *ui, struct rect mat, float k)
{
	float x = mat.x + mat.w / 2, y = mat.y + mat.h / 2;
	struct rect body = {x - 22 * k, y - 5 * k, 44 * k, 10.4f * k};
	draw_round(ui->list, body, 2.6f * k, ui->theme->color[MAT_4]);
	for (int i = 0; i < 8; i++)
		draw_round(ui->list,
			rect_make(body.x + (3.2f + 4.9f * (float)i) * k, body.y + 2.2f * k,
				2.8f * k, 6 * k),
			1.1f * k, ui->theme->color[MAT_3]);
	const float up[] = {-10, -14.2f}, down[] = {10, 14.2f};
	for (int i = 0; i < 2; i++) {
		chevron(ui, x, y + up[i] * k, -2.4f * k);
		chevron(ui, x, y + down[i] * k, 2.4f * k);
	}
}

static void empty_mat(const struct app *app, struct ui *ui, struct rect box, enum mat_ground ground)
{
	static const float nothing[MAT_ZONES_MAX];
	struct mat_grid grid = app->mat.grid.rows ? app->mat.grid : (struct mat_grid){4, 2};
	const struct mat_look look = {ground, 1.6f, 3.2f};
	ui_mat(ui, box, grid, nothing, &look);
}

static void mat_panel(const struct app *app, struct ui *ui, struct rect box, float pad, float k)
{
	const char *title =
		ui_tr(ui, app->sample.present ? N_("You are on the mat") : N_("The mat is ready"));
	const char *care = ui_tr(ui, N_("One person at a time. Wipe the roller after."));
	ui_panel(ui, box, 2.4f, STAGE);
	struct rect in = rect_inset(box, pad, pad);
	struct type label = ui_type(ui, STYLE_LABEL);
	float care_h = ui_text_height(ui, in.w, label, care);
	ui_text(ui, rect_cut_bottom(&in, care_h - 0.8f), label, STAGE_TEXT_2, LEFT, 0, care);
	rect_cut_bottom(&in, 0.6f);
	struct type head = theme_type(STYLE_HEADING, 1);
	ui_text(ui, rect_cut_bottom(&in, head.line), ui_fit(ui, in.w, 1, head, title), STAGE_TEXT,
		LEFT | MIDDLE, 1, title);
	rect_cut_bottom(&in, pad * 0.6f);
	empty_mat(app, ui, in, MAT_ON_STAGE);
	roller_picture(ui, in, k);
}

/* --- what to do and what to roll --- */

static void steps(
	const struct app *app, struct ui *ui, struct rect box, float dot, float size, float gap)
{
	const char *const words[] = {ui_tr(ui, N_("Sit down with the roller under the muscle.")),
		ui_tr(ui, N_("One slow pass takes 3 to 4 seconds. Follow the ring.")),
		dose_words(app, ui)};
	struct type type =
		type_sized(theme_type(STYLE_LABEL, ui->text_scale), size * ui->text_scale);
	struct type digit = type_sized(theme_type(STYLE_NUMERAL, 1), dot / 2);
	float room = box.w - dot - dot / 3;
	/* No row grows over the next one; before a line gets too small it becomes two. */
	struct type two = type_sized(type, type.size * (dot + gap) / (2 * type.line));
	if (two.size > type.size)
		two = type;
	for (int i = 0; i < 3; i++) {
		type = ui_fit(ui, room, 1, type, words[i]);
		two = ui_fit(ui, room, 2, two, words[i]);
	}
	if (type.size < two.size)
		type = two;
	for (int i = 0; i < 3; i++) {
		struct rect row = rect_cut_top(&box, dot);
		struct rect left = rect_cut_left(&row, dot);
		draw_round(ui->list, left, dot / 2, ui->theme->color[PRIMARY]);
		enum hearing hearing = ui_heard(ui, HEARD_NEVER);
		ui_text(ui, left, digit, ON_PRIMARY, CENTER | MIDDLE, 1, number_words(ui, i + 1));
		ui_heard(ui, hearing);
		rect_cut_left(&row, dot / 3);
		ui_text(ui, row, type, INK, LEFT | MIDDLE, 2, words[i]);
		rect_cut_top(&box, gap);
	}
}

/* One choice: a rectangle with a check when it is the one. */
static void choice(const struct app *app, struct ui *ui, struct rect box, int area, float size)
{
	bool on = app->roller.area == area;
	const char *name = roller_area_name(app, area);
	char *id = arena_printf(&ui->list->arena, "roller.%s", area_id((enum area)area));
	enum color_role fill = on ? PRIMARY : CARD;
	draw_round(ui->list, box, 1.6f, ui->theme->color[fill]);
	if (!on)
		draw_outline(ui->list, box, 1.6f, ui->theme->outline ? ui->theme->outline : 0.25f,
			ui->theme->color[CONTROL_LINE]);
	struct rect in = rect_inset(box, size * 0.8f, 0);
	if (on) {
		struct rect icon = rect_cut_left(&in, size * 1.1f);
		ui_icon(ui, (struct point){icon.x, icon.y + (icon.h - icon.w) / 2}, icon.w, "check",
			ON_PRIMARY);
		rect_cut_left(&in, size / 2);
	}
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), size);
	ui_text(ui, in, ui_fit(ui, in.w, 2, type, name), on ? ON_PRIMARY : INK, LEFT | MIDDLE, 2,
		name);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_CHIP,
			    .label = name,
			    .state = on ? STATE_CHOSEN : STATE_NOT_CHOSEN,
			    .box = box,
			    .radius = 1.6f,
			    .action = {ACTION_ROLLER_AREA, area}});
}

static void promise(struct ui *ui, struct rect box)
{
	const float icon = 4;
	rect_cut_left(&box, 1);
	ui_icon(ui, (struct point){box.x, box.y + (box.h - icon) / 2}, icon, "privacy", INK_2);
	rect_cut_left(&box, icon + 1.2f);
	ui_text(ui, box, ui_type(ui, STYLE_LABEL), INK_2, LEFT | MIDDLE | BALANCED, 3,
		ui_tr(ui, N_("Nothing about you is kept")));
}

static void choices(
	const struct app *app, struct ui *ui, struct rect box, int columns, float gap, float size)
{
	int rows = (ROLLER_AREAS + columns) / columns;
	for (int i = 0; i < ROLLER_AREAS; i++)
		choice(app, ui, rect_grid(box, columns, rows, gap, i), roller_areas[i], size);
	promise(ui, rect_grid(box, columns, rows, gap, ROLLER_AREAS));
}

static struct button go_button(const struct app *app, struct ui *ui)
{
	return (struct button){.id = "roller.go",
		.label = ui_fill(ui, ui_tr(ui, N_("Start {}")),
			ui_lower(ui, roller_area_name(app, app->roller.area))),
		.icon = "play",
		.kind = BUTTON_GO,
		.type = theme_type(STYLE_BUTTON_LARGE, ui->text_scale),
		.icon_size = 4.8f,
		.radius = 2,
		.pad = 6,
		.action = {ACTION_ROLLER_START, 0}};
}

/* The foot: lights at the left, the go button at the right. A long name leaves the lights room. */
static struct rect cut_go(struct rect *foot, float w)
{
	const float share = 0.46f;
	return rect_cut_right(foot, w < foot->w * share ? w : foot->w * share);
}

static void lights(struct ui *ui, struct rect box)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	const struct light light[] = {
		{0, "roller.light", ui_tr(ui, N_("Start")), {ACTION_ROLLER_START, 0}},
		{1, "roller.next", ui_tr(ui, tight ? N_("Next") : N_("Next area")),
			{ACTION_ROLLER_NEXT, 0}},
		{2, "roller.back", ui_tr(ui, N_("Back")), {ACTION_BACK, 0}},
		{3, "roller.home", ui_tr(ui, N_("Home")), {ACTION_HOME, 0}},
	};
	ui_lights(ui, box, light, 4, tight ? 3.2f : 5.6f, false, false);
}

static void landscape(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, bottom = ui->m.h - 18.8f;
	mat_panel(app, ui, rect_make(margin, 15.2f, 62, bottom - 15.2f), 4, 1);
	struct rect box = {77, 14.4f, ui->m.w - 77 - margin, bottom - 14.4f};
	const char *title = ui_tr(ui, N_("Step on the mat"));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), 12);
	ui_text(ui, rect_cut_top(&box, 12.4f), ui_fit(ui, box.w, 1, display, title), INK,
		LEFT | MIDDLE, 1, title);
	rect_cut_top(&box, 3.6f);
	struct rect grid = rect_cut_bottom(&box, 2 * 10.4f + 1.6f);
	rect_cut_bottom(&box, 1.8f);
	struct type head = theme_type(STYLE_HEADING, 1);
	ui_text(ui, rect_cut_bottom(&box, head.line), head, INK, LEFT | BOTTOM, 1,
		ui_tr(ui, N_("What do you want to roll?")));
	steps(app, ui, box, 6, 3.1f, 1.8f);
	choices(app, ui, grid, 3, 1.6f, 3.2f);
	struct rect foot = {margin, ui->m.h - 14.4f, ui->m.w - 2 * margin, 12.4f};
	struct button go = go_button(app, ui);
	struct rect go_box = cut_go(&foot, ui_button_width(ui, &go));
	rect_cut_right(&foot, 4);
	lights(ui, foot);
	ui_button(ui, rect_center(go_box, go_box.w, 11.2f), &go);
}

static void portrait(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	struct rect box = {margin, 16, w, ui->m.h - 16};
	const char *title = ui_tr(ui, N_("Step on the mat"));
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), 12);
	ui_text(ui, rect_cut_top(&box, 12.4f), ui_fit(ui, w, 1, display, title), INK, LEFT | MIDDLE,
		1, title);
	rect_cut_top(&box, 3.6f);
	rect_cut_bottom(&box, 3.2f);
	lights(ui, rect_cut_bottom(&box, 5.6f));
	rect_cut_bottom(&box, 1.6f);
	struct button go = go_button(app, ui);
	struct rect go_box = rect_cut_bottom(&box, 12.4f);
	rect_cut_bottom(&box, 4);
	struct rect grid = rect_cut_bottom(&box, 3 * 10.4f + 2 * 1.6f);
	rect_cut_bottom(&box, 1.8f);
	struct type head = theme_type(STYLE_HEADING, 1);
	ui_text(ui, rect_cut_bottom(&box, head.line), head, INK, LEFT | BOTTOM, 1,
		ui_tr(ui, N_("What do you want to roll?")));
	rect_cut_bottom(&box, 3.2f);
	struct rect words = rect_cut_bottom(&box, 3 * 6.6f + 2 * 1.8f);
	rect_cut_bottom(&box, 3.6f);
	mat_panel(app, ui, box, 4, 1);
	steps(app, ui, words, 6.6f, 3.2f, 1.8f);
	choices(app, ui, grid, 2, 1.6f, 3.4f);
	ui_button(ui, go_box, &go);
}

static void compact(const struct app *app, struct ui *ui)
{
	float margin = ui->m.margin;
	struct rect all = {margin, 12.2f, ui->m.w - 2 * margin, ui->m.h - 12.2f - 12};
	struct rect left = rect_cut_left(&all, 40);
	mat_panel(app, ui, left, 2.4f, 0.6f);
	rect_cut_left(&all, 2.4f);
	struct type head = theme_type(STYLE_HEADING, 1);
	/* Squarer glass is higher: the steps may have two lines. */
	float dot = ui->m.h > 80 ? 6.4f : 4.8f, gap = 0.7f;
	steps(app, ui, rect_cut_top(&all, 3 * dot + 2 * gap), dot, 2.5f, gap);
	rect_cut_top(&all, 1.4f);
	ui_text(ui, rect_cut_top(&all, 4), type_sized(head, 3.4f), INK, LEFT | MIDDLE, 1,
		ui_tr(ui, N_("What do you want to roll?")));
	rect_cut_top(&all, 1);
	choices(app, ui, all, 2, 1, 2.9f);
	struct rect foot = {margin, ui->m.h - 11.4f, ui->m.w - 2 * margin, 10.8f};
	struct button go = go_button(app, ui);
	go.type = type_sized(go.type, 3.2f);
	go.icon_size = 4;
	go.pad = 3;
	struct rect go_box = cut_go(&foot, ui_button_width(ui, &go));
	rect_cut_right(&foot, 3);
	lights(ui, foot);
	ui_button(ui, rect_center(go_box, go_box.w, 9), &go);
}

/* --- no mat --- */

struct trouble {
	const char *title, *words;
};

static struct trouble trouble_of(const struct app *app, const struct ui *ui)
{
	if (app->config->roller_closed)
		return (struct trouble){ui_tr(ui, N_("Out of order\ntoday")),
			ui_tr(ui, N_("Our staff have closed the roller station for now. The same "
				     "routines run as videos with a timer."))};
	if (!app->mat.fitted)
		return (struct trouble){ui_tr(ui, N_("No mat here,\njust the videos")),
			ui_tr(ui, N_("This kiosk has no mat. The same routines run as videos with "
				     "a timer."))};
	return (struct trouble){ui_tr(ui, N_("The mat is taking\na break")),
		ui_tr(ui, N_("It stopped answering, so we will not guess. Everything else works, "
			     "and the same routines run as videos with a timer."))};
}

static void trouble_picture(const struct app *app, struct ui *ui, struct rect box, float pad)
{
	bool closed = app->config->roller_closed;
	ui_panel(ui, box, 2.4f, closed ? STAGE : SUNK);
	struct rect mat = rect_inset(box, pad, pad);
	if (closed) {
		empty_mat(app, ui, mat, MAT_ON_STAGE);
		closed_badge(ui, mat);
		return;
	}
	struct mat_grid grid = app->mat.grid.rows ? app->mat.grid : (struct mat_grid){4, 2};
	for (int i = 0; i < mat_zones(grid); i++) {
		struct rect zone = rect_grid(mat, grid.columns, grid.rows, 1.6f, i);
		if (ui->theme->outline)
			draw_outline(ui->list, zone, 3.2f, ui->theme->outline,
				ui->theme->color[DISABLED_TEXT]);
		else
			draw_round(ui->list, zone, 3.2f, ui->theme->color[LINE]);
	}
	float size = mat.w * 0.37f;
	struct rect plate = rect_center(mat, size, size),
		    icon = rect_center(mat, size / 2, size / 2);
	ui_panel(ui, plate, size / 2, CARD);
	ui_icon(ui, (struct point){icon.x, icon.y}, icon.w, "mat", INK);
}

/* The video of the area, and what else there is; cuts from the box what it takes. */
static void trouble_ways(
	const struct app *app, struct ui *ui, struct rect *box, bool stacked, float h, bool draw)
{
	bool closed = app->config->roller_closed;
	struct button video = {.id = "roller.go",
		.label = ui_tr(ui, N_("Roll with the video")),
		.icon = "play",
		.kind = BUTTON_GO,
		.type = theme_type(STYLE_BUTTON_LARGE, 1),
		.icon_size = 4.8f,
		.radius = 2,
		.pad = 5.6f,
		.action = {ACTION_START, 0}};
	struct button other = {.id = closed ? "roller.therapists" : "roller.areas",
		.label = ui_tr(ui, closed ? N_("Find a therapist") : N_("Pick another area")),
		.kind = BUTTON_QUIET,
		.type = theme_type(STYLE_BUTTON_LARGE, 1),
		.radius = 2,
		.pad = 4.4f,
		.action = {closed ? ACTION_GO : ACTION_ROUTINES, closed ? SCREEN_THERAPISTS : 0}};
	float w = ui_button_width(ui, &video), other_w = ui_button_width(ui, &other);
	struct rect first = rect_cut_top(box, h), second = first;
	if (stacked || w + other_w + 2.4f > box->w) {
		rect_cut_top(box, 2.4f);
		second = rect_cut_top(box, h);
	} else {
		first.w = w;
		second.x += w + 2.4f;
		second.w = other_w;
	}
	if (!draw)
		return;
	ui_button(ui, first, &video);
	ui_button(ui, second, &other);
}

/* Who can do something about it. Height in u, also when it is only measured. */
static float staff_line(struct ui *ui, struct rect box, bool draw)
{
	const float icon = 4, gap = 1.6f;
	const char *words = ui_tr(ui, N_("Our staff can see what is wrong on their own screen."));
	struct type type = ui_type(ui, STYLE_LABEL);
	float h = ui_text_height(ui, box.w - icon - gap, type, words);
	h = h > icon ? h : icon;
	if (!draw)
		return h;
	struct rect row = rect_cut_top(&box, h);
	ui_icon(ui, (struct point){row.x, row.y + (h - icon) / 2}, icon, "staff", INK_2);
	rect_cut_left(&row, icon + gap);
	ui_text(ui, row, type, INK_2, LEFT | MIDDLE, 0, words);
	return h;
}

static void trouble_view(const struct app *app, struct ui *ui)
{
	struct trouble trouble = trouble_of(app, ui);
	enum size_class size = ui->m.size_class;
	bool tight = size == CLASS_COMPACT, tall = size == CLASS_PORTRAIT;
	float margin = ui->m.margin, top = tight ? 12.2f : 16, gap = tight ? 1.4f : 2.8f;
	float button_h = tight ? 9 : 13.2f;
	struct rect box = {margin, top, ui->m.w - 2 * margin, ui->m.h - top - (tight ? 3 : 7.2f)};
	/* Glass that stands and is not that high has a smaller picture. */
	float picture_h = box.h - 110 < 76 ? box.h - 110 : 76;
	struct rect left =
		tall ? rect_cut_top(&box, picture_h) : rect_cut_left(&box, tight ? 34 : 62);
	trouble_picture(app, ui, left, tight ? 2.4f : 4);
	if (tall)
		rect_cut_top(&box, 6);
	else
		rect_cut_left(&box, tight ? 3 : 7.8f);
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), tight ? 6 : 11);
	display = ui_fit(ui, box.w, 2, display, trouble.title);
	struct type lead =
		type_sized(ui_type(ui, STYLE_LEAD), (tight ? 2.6f : 3.8f) * ui->text_scale);
	float title_h = ui_text_height(ui, box.w, display, trouble.title);
	float words_w = box.w < 96 ? box.w : 96;
	float words_h = ui_text_height(ui, words_w, lead, trouble.words);
	struct rect left_over = box;
	trouble_ways(app, ui, &left_over, tall || tight, button_h, false);
	float buttons_h = box.h - left_over.h;
	/* A mat that was never there, or that staff have closed, is no news to them. */
	bool news = app->mat.fitted && !app->config->roller_closed;
	const float staff_gap = tight ? 2 : 5;
	float all = title_h + gap + words_h + 2 * gap + buttons_h;
	float news_h = staff_gap + staff_line(ui, box, false);
	news = news && all + news_h <= box.h;
	all += news ? news_h : 0;
	if (!tall)
		rect_cut_top(&box, (box.h - all) / 2);
	ui_text(ui, rect_cut_top(&box, title_h), display, INK, LEFT, 2, trouble.title);
	rect_cut_top(&box, gap);
	struct rect words = rect_cut_top(&box, words_h);
	words.w = words_w;
	ui_text(ui, words, lead, INK_2, LEFT, 0, trouble.words);
	rect_cut_top(&box, 2 * gap);
	trouble_ways(app, ui, &box, tall || tight, button_h, true);
	rect_cut_top(&box, staff_gap);
	if (news)
		staff_line(ui, box, true);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, ui_tr(ui, N_("Roller station")), HEADER_BACK | HEADER_HOME | HEADER_TOOLS,
		app_header());
	if (roller_open(app))
		layouts[ui->m.size_class](app, ui);
	else
		trouble_view(app, ui);
}

const struct screen screen_roller = {
	.name = "roller", .update = update, .next = next, .view = view};
