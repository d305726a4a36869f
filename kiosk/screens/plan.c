/* Plan a tune-up: what is tight, before or after a run, how many minutes; and programs that are
 * ready to take. */
#include "screens/program.h"

static const int minutes[] = {5, 8, 12, 16, 20};
enum { MINUTES = sizeof minutes / sizeof minutes[0] };

static const struct {
	const char *id, *name, *summary;
} whens[WHEN_COUNT] = {
	[WHEN_BEFORE] = {"plan.before", N_("Running soon"), N_("Before a run: short and light")},
	[WHEN_AFTER] = {"plan.after", N_("Just finished"), N_("After a run: slow and easy")},
	[WHEN_REST_DAY] = {"plan.rest", N_("Rest day"), N_("Rest day: light and easy")},
};

/* In the order in which runners name them. */
static const enum area offered[AREA_COUNT] = {AREA_QUADS, AREA_ITBAND, AREA_GLUTES, AREA_CALVES,
	AREA_FEET, AREA_RIBS, AREA_NECK, AREA_ADDUCTORS};

/* ---- what happens ---- */

static bool can_roll(const struct app *app, int area)
{
	return app->catalog->first[area] >= 0;
}

static void make(struct app *app)
{
	struct plan_state *state = &app->plan;
	struct plan_wish wish = {.when = state->when, .minutes = state->minutes};
	for (int area = 0; area < AREA_COUNT; area++)
		if (state->tight & 1u << area && can_roll(app, area))
			wish.routine[wish.routines++] = app->catalog->first[area];
	plan_make(app->catalog, &wish, &state->plan);
	state->program = -1;
}

/* The questions as a visitor finds them who has answered none. */
static void begin(struct app *app, enum area area)
{
	struct plan_state *state = &app->plan;
	state->asked = true;
	state->tight = 1u << area;
	state->when = WHEN_AFTER;
	state->minutes = minutes[0];
}

void plan_add(struct app *app, enum area area)
{
	if (!app->plan.asked)
		begin(app, area);
	app->plan.tight |= 1u << area;
}

bool plan_has(const struct app *app, enum area area)
{
	return app->plan.asked && app->plan.tight & 1u << area;
}

/* The first time the area stands that was chosen on the body, and what fits it. */
static void enter(struct app *app, int arg)
{
	(void)arg;
	if (!app->plan.asked)
		begin(app, (enum area)app->areas.chosen);
	make(app);
}

static void build(struct app *app, int program)
{
	struct plan_state *state = &app->plan;
	state->program = program;
	if (program >= 0) {
		struct plan_wish wish = plan_wish_of(&app->catalog->program[program]);
		plan_make(app->catalog, &wish, &state->plan);
	}
	if (!state->plan.segments)
		return;
	app_log(app, USAGE_PROGRAM_BUILT, plan_log_name(app), plan_minutes(&state->plan));
	app_go(app, SCREEN_PLAN_RESULT, 0);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_AREA:
		app->plan.tight ^= 1u << event->action.arg;
		make(app);
		return true;
	case ACTION_WHEN:
		app->plan.when = (enum when)event->action.arg;
		make(app);
		return true;
	case ACTION_MINUTES:
		app->plan.minutes = event->action.arg;
		make(app);
		return true;
	case ACTION_BUILD:
		build(app, event->action.arg);
		return true;
	default:
		return false;
	}
}

/* ---- what is seen ---- */

struct measures {
	float heading, heading_gap, group_gap;
	struct chip_look chip;
	float when_h, when_text, when_gap;
	float minutes_h, minutes_text;
	float ready_h;
	bool stacked; /* one answer a line */
};

static const struct measures wide = {
	4, 2, 4.6f, {9.2f, 1.6f, 3, 3.2f}, 11.4f, 3.2f, 1.4f, 14, 7, 13.4f, false};
static const struct measures upright = {
	5.6f, 2.2f, 5, {10, 1.8f, 3.1f, 3.2f}, 11.4f, 3.4f, 1.6f, 16, 6.4f, 15, true};
static const struct measures small = {
	3, 1, 2.4f, {8.8f, 1, 2.5f, 1.9f}, 8.8f, 2.5f, 1, 9.6f, 4.4f, 12, false};

static float heading(struct ui *ui, struct rect box, const struct measures *m, const char *words)
{
	struct type type = type_sized(theme_type(STYLE_HEADING, 1), m->heading);
	type = ui_fit(ui, box.w, 1, type, words);
	return ui_text(ui, box, type, INK, LEFT, 1, words) + m->heading_gap;
}

/* The areas that have no routine stay in their place, and a line says why. */
static float not_here_yet(const struct app *app, struct ui *ui, struct rect box)
{
	const char *names = "";
	for (int i = 0; i < AREA_COUNT; i++)
		if (!can_roll(app, offered[i]))
			names = arena_printf(&ui->list->arena, "%s%s%s", names,
				names[0] ? ", " : "",
				ui_lower(ui,
					text_in(&app->catalog->area_name[offered[i]], app->lang)));
	if (!names[0])
		return 0;
	const float gap = 1.4f;
	const char *words = ui_fill(ui, ui_tr(ui, N_("Not here yet: {}.")), names);
	box.y += gap;
	return gap + ui_text(ui, box, ui_type(ui, STYLE_SMALL), INK_2, LEFT, 0, words);
}

static float tight(const struct app *app, struct ui *ui, struct rect box, const struct measures *m)
{
	struct chip chip[AREA_COUNT];
	for (int i = 0; i < AREA_COUNT; i++) {
		enum area area = offered[i];
		chip[i] = (struct chip){
			.id = arena_printf(&ui->list->arena, "area.%s", area_id(area)),
			.label = text_in(&app->catalog->area_name[area], app->lang),
			.on = app->plan.tight & 1u << area && can_roll(app, area),
			.action = {can_roll(app, area) ? ACTION_AREA : ACTION_NONE, (int)area}};
	}
	float top = box.y;
	box.y += heading(ui, box, m, ui_tr(ui, N_("What is tight?")));
	box.y += ui_chips_like(ui, box, &m->chip, chip, AREA_COUNT);
	box.y += not_here_yet(app, ui, box);
	return box.y - top;
}

/* One of several answers: filled when it is the one. */
static void answer(struct ui *ui, struct rect box, const struct measures *m, const char *id,
	const char *label, const char *says, struct type type, bool on, struct action action)
{
	ui_button(ui, box,
		&(struct button){.id = id,
			.label = label,
			.says = says,
			.state = on ? STATE_CHOSEN : STATE_NOT_CHOSEN,
			.icon = on && m->stacked ? "check" : NULL,
			.role = ROLE_CHIP,
			.kind = on ? BUTTON_PRIMARY : BUTTON_OUTLINE,
			.type = type,
			.left = m->stacked,
			.action = action});
}

static float when(const struct app *app, struct ui *ui, struct rect box, const struct measures *m)
{
	float top = box.y;
	box.y += heading(ui, box, m, ui_tr(ui, N_("When do you run?")));
	int columns = m->stacked ? 1 : WHEN_COUNT, rows = m->stacked ? WHEN_COUNT : 1;
	box.h = m->when_h * (float)rows + m->when_gap * (float)(rows - 1);
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), m->when_text * ui->text_scale);
	for (int i = 0; i < WHEN_COUNT; i++)
		answer(ui, rect_grid(box, columns, rows, m->when_gap, i), m, whens[i].id,
			ui_tr(ui, whens[i].name), NULL, type, (int)app->plan.when == i,
			(struct action){ACTION_WHEN, i});
	return box.y + box.h - top;
}

static float how_long(
	const struct app *app, struct ui *ui, struct rect box, const struct measures *m)
{
	struct measures square = *m;
	square.stacked = false;
	float top = box.y;
	box.y += heading(ui, box, m, ui_tr(ui, N_("How many minutes?")));
	box.h = m->minutes_h;
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), m->minutes_text);
	for (int i = 0; i < MINUTES; i++)
		answer(ui, rect_grid(box, MINUTES, 1, m->when_gap, i), &square,
			arena_printf(&ui->list->arena, "plan.minutes.%d", minutes[i]),
			number_words(ui, minutes[i]), ui_tr(ui, N_("minutes")), type,
			app->plan.minutes == minutes[i],
			(struct action){ACTION_MINUTES, minutes[i]});
	return box.y + box.h - top;
}

static const float ready_pad = 3, ready_arrow = 3.6f, ready_gap = 2.4f;

static const char *ready_time(struct ui *ui, const struct program *program)
{
	return ui_fill(ui, ui_tr(ui, N_("{} min")), number_words(ui, program->minutes));
}

static float ready_time_width(struct ui *ui, const struct program *program)
{
	return ui_text_width(ui, theme_type(STYLE_HEADING, 1), ready_time(ui, program)) + 0.1f;
}

static struct type ready_label(const struct ui *ui)
{
	return ui_type(ui, ui->m.size_class == CLASS_COMPACT ? STYLE_SMALL : STYLE_LABEL);
}

/* A row grows with its reason. */
static float ready_height(const struct app *app, struct ui *ui, float w, int i, float least)
{
	const struct program *program = &app->catalog->program[i];
	const float head = 4.8f, pad = 1.6f;
	float room =
		w - 2 * ready_pad - ready_arrow - 1.6f - ready_time_width(ui, program) - ready_gap;
	float h = head +
		  ui_text_height(ui, room, ready_label(ui), text_in(&program->reason, app->lang)) +
		  2 * pad;
	return h > least ? h : least;
}

static void ready_row(const struct app *app, struct ui *ui, struct rect box, int i)
{
	const struct program *program = &app->catalog->program[i];
	const char *title = text_in(&program->title, app->lang);
	const char *id = arena_printf(&ui->list->arena, "plan.ready.%s", program->id);
	bool tight_glass = ui->m.size_class == CLASS_COMPACT;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, ready_pad, 0);
	struct rect arrow = rect_center(rect_cut_right(&in, ready_arrow), ready_arrow, ready_arrow);
	ui_icon(ui, (struct point){arrow.x, arrow.y}, ready_arrow, "chevron-right", INK);
	rect_cut_right(&in, 1.6f);
	ui_text(ui, rect_cut_right(&in, ready_time_width(ui, program)),
		theme_type(STYLE_HEADING, 1), INK, RIGHT | MIDDLE, 1, ready_time(ui, program));
	rect_cut_right(&in, ready_gap);
	struct type head = ui_fit(ui, in.w, 1,
		type_sized(theme_type(STYLE_HEADING, 1), tight_glass ? 3 : 3.8f), title);
	const char *reason = text_in(&program->reason, app->lang);
	struct type label = ready_label(ui);
	float h = head.line + 0.3f + ui_text_height(ui, in.w, label, reason);
	rect_cut_top(&in, (in.h - h) / 2);
	ui_text(ui, rect_cut_top(&in, head.line), head, INK, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, 0.3f);
	ui_text(ui, in, label, INK_2, LEFT, 0, reason);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = title,
			    .box = box,
			    .radius = 2.4f,
			    .action = {ACTION_BUILD, i}});
}

static float ready(const struct app *app, struct ui *ui, struct rect box, const struct measures *m)
{
	const float gap = 2.2f;
	float top = box.y;
	if (!app->catalog->programs)
		return 0;
	box.y += heading(ui, box, m, ui_tr(ui, N_("Or take one that is ready")));
	for (int i = 0; i < app->catalog->programs; i++) {
		float h = ready_height(app, ui, box.w, i, m->ready_h);
		ready_row(app, ui, rect_make(box.x, box.y, box.w, h), i);
		box.y += h + gap;
	}
	return box.y - top;
}

/* The questions scroll where they do not fit; what is ready to take stands under them. */
static void questions(const struct app *app, struct ui *ui, struct rect window, float above,
	const struct measures *m)
{
	const float ring = 1.4f;
	struct rect at = ui_scroll_begin(
		ui, rect_make(window.x - ring, window.y, window.w + 2 * ring, window.h));
	at.x += ring;
	at.w -= 2 * ring;
	at.y += above;
	at.y += tight(app, ui, at, m) + m->group_gap;
	at.y += when(app, ui, at, m) + m->group_gap;
	at.y += how_long(app, ui, at, m) + m->group_gap;
	at.y += ready(app, ui, at, m);
	ui_scroll_end(ui, at.y + 1);
}

struct plan_line {
	const char *icon, *words;
	enum color_role color;
};

/* One line; returns its height with the gap below. Only measures when it is not to draw. */
static float line_of(struct ui *ui, struct rect box, const struct plan_line *line, bool draw)
{
	bool tight_glass = ui->m.size_class == CLASS_COMPACT;
	const float size = tight_glass ? 2.8f : 3.6f, gap = tight_glass ? 1 : 1.4f;
	struct type type = ui_type(ui, tight_glass ? STYLE_SMALL : STYLE_LABEL);
	struct rect in = box;
	rect_cut_left(&in, size + gap + 0.2f);
	float h = ui_text_height(ui, in.w, type, line->words);
	in.h = h > size ? h : size;
	if (draw) {
		float icon_y = box.y + (h > size ? (type.line - size) / 2 : 0);
		ui_icon(ui, (struct point){box.x, icon_y}, size, line->icon, line->color);
		ui_text(ui, in, type, line->color, LEFT | MIDDLE, 0, line->words);
	}
	return in.h + gap;
}

/* Why there is no plan, or none of the length that was asked for. */
static const char *note(const struct app *app, struct ui *ui)
{
	if (!app->plan.plan.segments && !app->plan.plan.left_outs)
		return ui_tr(ui, N_("Tap what is tight."));
	return plan_note(app, ui);
}

/* Large text may leave no room for all: the tools go first, then when it is. */
static void facts(const struct app *app, struct ui *ui, struct rect box)
{
	const struct plan *plan = &app->plan.plan;
	bool warns = plan->left_outs || !plan->segments;
	struct plan_line line[4] = {{"body", plan->segments ? plan_areas(app, ui) : NULL, INK},
		{"clock", plan->segments ? ui_tr(ui, whens[plan->when].summary) : NULL, INK},
		{"roller", plan->segments ? plan_tools(app, ui) : NULL, INK},
		{warns ? "warning" : "info", note(app, ui), warns ? WARN_TEXT : INK_2}};
	if (plan->segments)
		line[2].icon = tool_icon(segment_routine(app, 0)->tool[0]);
	float all = 0;
	for (int i = 0; i < 4; i++)
		all += line[i].words ? line_of(ui, box, &line[i], false) : 0;
	for (int i = 2; i > 0 && all > box.h + 1; i--) {
		all -= line[i].words ? line_of(ui, box, &line[i], false) : 0;
		line[i].words = NULL;
	}
	for (int i = 0; i < 4; i++)
		box.y += line[i].words ? line_of(ui, box, &line[i], true) : 0;
}

/* "12 min", the number so large; returns its width. */
static float length(
	const struct app *app, struct ui *ui, struct point at, float size, float unit_size)
{
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	type.line = size * 0.95f;
	type.tracking = -0.04f;
	struct type unit = type_sized(theme_type(STYLE_TITLE, 1), unit_size);
	const char *number = number_words(ui, plan_minutes(&app->plan.plan));
	const char *min = ui_tr(ui, N_("min"));
	float w = ui_text_width(ui, type, number), gap = unit_size * 0.28f;
	float min_w = ui_text_width(ui, unit, min);
	ui_text(ui, rect_make(at.x, at.y, w, type.line), type, INK, LEFT | MIDDLE, 1, number);
	/* Digits end above the line's lower edge; the unit stands on the same base line. */
	float base = at.y + type.line * 0.5f + size * 0.364f;
	ui_text(ui,
		rect_make(at.x + w + gap, base - unit.line * 0.5f - unit_size * 0.364f,
			min_w + 0.1f, unit.line),
		unit, INK, LEFT | MIDDLE, 1, min);
	return w + gap + min_w;
}

static void go_button(const struct app *app, struct ui *ui, struct rect box, float text, float icon)
{
	ui_button(ui, box,
		&(struct button){.id = "plan.go",
			.label = ui_tr(ui, N_("Build my plan")),
			.icon = "forward",
			.icon_size = icon,
			.icon_after = true,
			.kind = BUTTON_GO,
			.type = type_sized(
				theme_type(STYLE_BUTTON_LARGE, 1), text * ui->text_scale),
			.radius = 2,
			.disabled = !app->plan.plan.segments,
			.action = {ACTION_BUILD, -1}});
}

static void landscape(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, card_w = 58.8f;
	struct rect box = {margin, 16, ui->m.w - 2 * margin, ui->m.h - 16 - margin};
	struct rect card = rect_cut_right(&box, card_w);
	questions(app, ui, rect_make(margin, ui->m.header, box.w - 6.8f, ui->m.h - ui->m.header),
		16 - ui->m.header, &wide);
	ui_card(ui, card, 2.4f);
	struct rect in = rect_inset(card, 4, 4);
	struct rect go = rect_cut_bottom(&in, 11.2f);
	rect_cut_bottom(&in, 2.4f);
	struct type label = ui_type(ui, STYLE_LABEL);
	ui_text(ui, rect_cut_top(&in, label.line), label, INK_2, LEFT | MIDDLE, 1,
		ui_tr(ui, N_("Your plan")));
	rect_cut_top(&in, 0.6f);
	struct rect number = rect_cut_top(&in, 19 * 0.95f);
	length(app, ui, (struct point){number.x, number.y}, 19, 5.6f);
	rect_cut_top(&in, 3);
	facts(app, ui, in);
	go_button(app, ui, go, 3.8f, 4.8f);
}

static void portrait(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, sheet_h = 49.6f;
	struct rect rest = {0, ui->m.header, ui->m.w, ui->m.h - ui->m.header};
	struct rect sheet = rect_cut_bottom(&rest, sheet_h);
	questions(app, ui, rect_inset(rest, margin, 0), 16.4f - ui->m.header, &upright);
	draw_rect(ui->list, sheet, ui->theme->color[CARD]);
	draw_rect(ui->list, rect_make(0, sheet.y, sheet.w, ui->theme->outline ? 0.45f : 0.2f),
		ui->theme->color[LINE]);
	struct rect in = {margin, sheet.y + 3.6f, sheet.w - 2 * margin, sheet_h - 3.6f - 5.6f};
	struct rect go = rect_cut_bottom(&in, 14);
	rect_cut_bottom(&in, 1.4f);
	float w = length(app, ui, (struct point){in.x, in.y + 1}, 21, 5.6f);
	rect_cut_left(&in, w + 4.4f);
	rect_cut_top(&in, 1);
	facts(app, ui, in);
	go_button(app, ui, go, 4.2f, 4.8f);
}

static void compact(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, card_w = 37;
	struct rect box = {margin, ui->m.header, ui->m.w - 2 * margin, ui->m.h - ui->m.header};
	struct rect card = rect_cut_right(&box, card_w);
	box.w -= 4;
	questions(app, ui, box, 1, &small);
	card.h -= 2.4f;
	ui_card(ui, card, 2.4f);
	struct rect in = rect_inset(card, 2.4f, 2);
	struct rect go = rect_cut_bottom(&in, 10.4f);
	rect_cut_bottom(&in, 1);
	length(app, ui, (struct point){in.x, in.y}, 10, 3.6f);
	rect_cut_top(&in, 11);
	facts(app, ui, in);
	go_button(app, ui, go, 3, 3.6f);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, ui_tr(ui, N_("Plan a tune-up")), HEADER_BACK | HEADER_HOME | HEADER_TOOLS,
		app_header());
	layouts[ui->m.size_class](app, ui);
}

const struct screen screen_plan = {.name = "plan", .enter = enter, .update = update, .view = view};
