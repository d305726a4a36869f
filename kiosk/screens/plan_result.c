/* The plan: its parts with their minutes, a code to take it home, and go. */
#include "screens/program.h"

#include <stdio.h>
#include <string.h>

/* ---- the code to take home ---- */

/* "Calves: 1:35 a side, foam roller" for each area of the first set, and what is always true. */
static void add_words(
	const struct app *app, struct take_home *texts, int lang, bool tools, bool care)
{
	const struct plan *plan = &app->plan.plan;
	char *out = texts->text[texts->texts];
	const size_t room = sizeof texts->text[0];
	size_t n = (size_t)snprintf(out, room, "Tuneup, %d min", plan_minutes(plan));
	if (plan->sets > 1)
		n += (size_t)snprintf(out + n, room - n, ", %d x", plan->sets);
	for (int i = 0; i < plan->segments && plan->segment[i].set == 1 && n < room; i++) {
		const struct routine *routine = segment_routine(app, i);
		int load = plan->segment[i].load;
		n += (size_t)snprintf(out + n, room - n, "\n%s: %d:%02d %s%s%s",
			text_in(&routine->title, lang), load / 60, load % 60,
			routine->sides == 2 ? tr(lang, N_("a side")) : "", tools ? ", " : "",
			tools ? tr(lang, tool_name(routine->tool[0])) : "");
	}
	if (care && n < room)
		n += (size_t)snprintf(out + n, room - n, "\n%s",
			tr(lang, N_("3 to 4 s a pass. Stop at sharp pain.")));
	texts->texts += n < room;
}

/* How wide the place for the code is with its quiet zone, u. */
static float code_room(const struct app *app)
{
	static const float room[] = {
		[CLASS_LANDSCAPE] = 52.8f, [CLASS_PORTRAIT] = 53, [CLASS_COMPACT] = 34};
	return room[app->metrics.size_class];
}

/* What does not fit a code is left out, the least important first. */
static void ask_for_code(struct app *app, int lang)
{
	struct take_home *texts = &app->plan.texts;
	app->plan.code = NULL;
	texts->texts = 0;
	add_words(app, texts, lang, true, true);
	add_words(app, texts, lang, false, true);
	add_words(app, texts, lang, false, false);
	texts->modules = metrics_code_modules(&app->metrics, code_room(app));
	app_effect(app, EFFECT_CODE)->texts = texts;
}

/* ---- what happens ---- */

static void enter(struct app *app, int arg)
{
	(void)arg;
	ask_for_code(app, app->lang);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_STORE && event->store.code)
		app->plan.code = event->store.code;
	if (event->kind != EVENT_ACTION)
		return false;
	switch (event->action.kind) {
	case ACTION_PROGRAM:
		program_set_off(app, event->action.arg);
		return true;
	case ACTION_LANG:
		ask_for_code(app, (app->lang + 1) % tr_count());
		return false;
	default:
		return false;
	}
}

/* ---- what is seen ---- */

static void bar(const struct app *app, struct ui *ui, struct rect box)
{
	const struct plan *plan = &app->plan.plan;
	const float gap = 0.6f;
	float free_w = box.w - gap * (float)(plan->segments - 1), x = box.x;
	int all = plan->seconds - plan->rest * (plan->segments - 1);
	float radius = box.h / 4;
	for (int i = 0; i < plan->segments; i++) {
		float w = free_w * (float)plan->segment[i].seconds / (float)all;
		struct rect part = {x, box.y, w, box.h};
		color_t color = ui->theme->color[segment_color(app, i)];
		bool first = i == 0, last = i == plan->segments - 1;
		/* Only the ends of the whole bar are round. */
		draw_round(ui->list, part, radius, color);
		if (!first)
			draw_rect(ui->list, rect_make(part.x, part.y, radius, part.h), color);
		if (!last)
			draw_rect(ui->list, rect_make(part.x + w - radius, part.y, radius, part.h),
				color);
		x += w + gap;
	}
}

struct measures {
	float h, gap, strip, icon, pad, name, time, arrow;
};

static const struct measures large = {15.1f, 2.2f, 1.4f, 5.6f, 2.8f, 4, 4.4f, 8.8f};
static const struct measures small = {11, 2.2f, 1, 4, 1.8f, 3.2f, 3.4f, 0};

/* A card whose left end has the segment's color. */
static void ground(struct ui *ui, struct rect box, float strip, enum color_role role)
{
	const color_t *color = ui->theme->color;
	const float radius = 2.4f, edge = ui->theme->outline ? ui->theme->outline : 0.2f;
	draw_round(ui->list, box, radius, color[CARD]);
	draw_outline(ui->list, box, radius, edge, color[LINE]);
	draw_round(ui->list, rect_make(box.x, box.y, 2 * radius, box.h), radius, color[role]);
	struct rect over = {box.x + strip, box.y, 2 * radius - strip, box.h};
	draw_rect(ui->list, over, color[LINE]);
	draw_rect(ui->list, rect_inset(over, 0, edge), color[CARD]);
}

static void row(
	const struct app *app, struct ui *ui, struct rect box, const struct measures *m, int i)
{
	const char *id = arena_printf(&ui->list->arena, "plan.from.%d", i + 1);
	const char *title = segment_title(app, i), *tools = segment_tools(app, ui, i);
	const struct routine *routine = segment_routine(app, i);
	ground(ui, box, m->strip, segment_color(app, i));
	struct rect in = box;
	rect_cut_left(&in, m->strip + m->pad);
	rect_cut_right(&in, m->pad);
	ui_icon(ui, (struct point){in.x, in.y + (in.h - m->icon) / 2}, m->icon,
		tool_icon(routine->tool[0]), INK);
	rect_cut_left(&in, m->icon + m->pad);
	if (m->arrow > 0) {
		struct rect arrow = rect_center(rect_cut_right(&in, m->arrow), m->arrow, m->arrow);
		ui_panel(ui, arrow, 1.6f, SUNK);
		struct rect icon = rect_center(arrow, 3.6f, 3.6f);
		ui_icon(ui, (struct point){icon.x, icon.y}, 3.6f, "chevron-right", INK);
		rect_cut_right(&in, m->pad);
	}
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), m->time);
	number.tracking = -0.02f;
	const char *time = clock_words(ui, (float)app->plan.plan.segment[i].seconds);
	ui_text(ui, rect_cut_right(&in, ui_text_width(ui, number, time) + 0.1f), number, INK,
		RIGHT | MIDDLE, 1, time);
	rect_cut_right(&in, 1.6f);
	struct type head =
		ui_fit(ui, in.w, 1, type_sized(theme_type(STYLE_HEADING, 1), m->name), title);
	struct type label = ui_fit(ui, in.w, 1,
		m->arrow > 0 ? ui_type(ui, STYLE_LABEL) : ui_type(ui, STYLE_SMALL), tools);
	rect_cut_top(&in, (in.h - head.line - 0.3f - label.line) / 2);
	ui_text(ui, rect_cut_top(&in, head.line), head, INK, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, 0.3f);
	ui_text(ui, in, label, INK_2, LEFT, 1, tools);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = title,
			    .box = box,
			    .radius = 2.4f,
			    .action = {ACTION_PROGRAM, i}});
}

static void rows(const struct app *app, struct ui *ui, struct rect window, const struct measures *m,
	float below)
{
	const float ring = 1.4f;
	struct rect at = ui_scroll_begin(
		ui, rect_make(window.x - ring, window.y, window.w + 2 * ring, window.h));
	float y = at.y + ring;
	for (int i = 0; i < app->plan.plan.segments; i++) {
		row(app, ui, rect_make(window.x, y, window.w, m->h), m, i);
		y += m->h + m->gap;
	}
	ui_scroll_end(ui, y - m->gap + below);
}

/* What is worth a line under the headline: why this program, or what does not fit. */
static const char *subtitle(const struct app *app, struct ui *ui)
{
	const struct program *ready = plan_ready(app);
	const char *note = plan_note(app, ui);
	if (note || !ready)
		return note;
	return text_in(&ready->reason, app->lang);
}

static const char *counted(const struct app *app, struct ui *ui)
{
	const struct plan *plan = &app->plan.plan;
	if (!plan_ready(app))
		return plan->segments > 1 ? ui_tr(ui, N_("Rests counted in")) : "";
	const char *words = ui_tr(ui, plan->segments > 1 ? N_("{} min, with rests") : N_("{} min"));
	return ui_fill(ui, words, number_words(ui, plan_minutes(plan)));
}

/* Headline, line under it and bar; returns where the rows begin. */
static float top(const struct app *app, struct ui *ui, struct rect box, float size, float bar_h)
{
	const char *title = plan_title(app, ui), *side = counted(app, ui),
		   *under = subtitle(app, ui);
	struct type label = ui_type(ui, STYLE_LABEL);
	float side_w = ui_text_width(ui, label, side);
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), size);
	float h = display.line;
	struct rect head = {box.x, box.y, box.w, h};
	ui_text(ui, rect_cut_right(&head, side_w + 0.1f), label, INK_2, RIGHT | MIDDLE, 1, side);
	rect_cut_right(&head, 2);
	ui_text(ui, head, ui_fit(ui, head.w, 1, display, title), INK, LEFT | MIDDLE, 1, title);
	float y = box.y + h;
	if (under) {
		bool warns = app->plan.plan.left_outs > 0;
		y += 0.8f;
		y += ui_text(ui, rect_make(box.x, y, box.w, 0), label, warns ? WARN_TEXT : INK_2,
			LEFT, 2, under);
	}
	y += under ? 2 : 3.6f;
	bar(app, ui, rect_make(box.x, y, box.w, bar_h));
	return y + bar_h;
}

static void code(const struct app *app, struct ui *ui, struct rect box)
{
	const struct qr *qr = app->plan.code;
	if (qr)
		draw_code(ui->list, box, qr->module, qr->size, 0x131A20FF);
}

/* Words over the code. The card stays light in every theme, so that phones can read it. */
static void code_words(struct ui *ui, struct rect *in)
{
	const char *title = ui_tr(ui, N_("Take it with you"));
	const char *hint = ui_tr(ui, N_("The steps as text. Works offline."));
	struct type head = ui_fit(ui, in->w, 2, theme_type(STYLE_HEADING, 1), title);
	rect_cut_top(in, ui_text(ui, *in, head, INK, LEFT, 2, title) + 0.6f);
	rect_cut_top(in, ui_text(ui, *in, ui_type(ui, STYLE_LABEL), INK_2, LEFT, 0, hint));
}

static void white(struct ui *ui, struct rect box)
{
	if (ui->theme->high_contrast)
		draw_round(ui->list, box, 1.6f, 0xFFFFFFFF);
}

static void go_button(struct ui *ui, struct rect box, float text, float icon)
{
	ui_button(ui, box,
		&(struct button){.id = "plan.start",
			.label = ui_tr(ui, N_("Start now")),
			.icon = "play",
			.icon_size = icon,
			.kind = BUTTON_GO,
			.type = type_sized(
				theme_type(STYLE_BUTTON_LARGE, 1), text * ui->text_scale),
			.radius = 2,
			.action = {ACTION_PROGRAM, 0}});
}

static void landscape(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, card_w = 52.8f;
	struct rect box = {margin, 15.4f, ui->m.w - 2 * margin, ui->m.h - 15.4f - margin};
	struct rect side = rect_cut_right(&box, card_w);
	box.w -= 6.8f;
	float y = top(app, ui, box, 8.4f, 4.8f) + 2.8f - 1.4f;
	rows(app, ui, rect_make(box.x, y, box.w, ui->m.h - y), &large, margin);
	struct rect go = rect_cut_bottom(&side, 13.2f);
	rect_cut_bottom(&side, 2.4f);
	ui_card(ui, side, 2.4f);
	struct rect in = rect_inset(side, 4, 4);
	code_words(ui, &in);
	rect_cut_top(&in, 3);
	float size = in.h < in.w ? in.h : in.w;
	struct rect place = rect_center(in, size, size);
	place.y = in.y;
	white(ui, rect_inset(place, -2, -2));
	code(app, ui, place);
	go_button(ui, go, 4.2f, 4.8f);
}

static void portrait(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, least = 53, most = 88;
	struct rect rest = {margin, 16, ui->m.w - 2 * margin, ui->m.h - 16};
	float y = top(app, ui, rest, 8.4f, 4.8f) + 2.4f;
	/* Few rows leave the code room to be read from farther away. */
	float rows_h = (large.h + large.gap) * (float)app->plan.plan.segments + 4;
	float sheet_h = ui->m.h - y - rows_h;
	sheet_h = sheet_h < least ? least : sheet_h > most ? most : sheet_h;
	struct rect sheet = rect_cut_bottom(&rest, sheet_h);
	rows(app, ui, rect_make(rest.x, y, rest.w, sheet.y - y), &large, 2.2f);
	sheet.x = 0;
	sheet.w = ui->m.w;
	draw_rect(ui->list, sheet, ui->theme->color[CARD]);
	draw_rect(ui->list, rect_make(0, sheet.y, sheet.w, ui->theme->outline ? 0.45f : 0.2f),
		ui->theme->color[LINE]);
	struct rect in = {margin, sheet.y + 3, sheet.w - 2 * margin, sheet_h - 3 - 5.6f};
	struct rect go = rect_cut_bottom(&in, 13.2f);
	rect_cut_bottom(&in, 3);
	struct rect place = rect_cut_left(&in, in.h);
	white(ui, place);
	code(app, ui, rect_inset(place, 0.6f, 0.6f));
	rect_cut_left(&in, 4);
	rect_cut_top(&in, in.h / 2 - 8);
	code_words(ui, &in);
	go_button(ui, go, 4.2f, 4.8f);
}

static void compact(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, side_w = 34;
	struct rect box = {
		margin, ui->m.header, ui->m.w - 2 * margin, ui->m.h - ui->m.header - 2.4f};
	struct rect side = rect_cut_right(&box, side_w);
	box.w -= 4;
	bar(app, ui, rect_make(box.x, box.y + 0.6f, box.w, 2));
	rows(app, ui, rect_make(box.x, box.y + 3, box.w, ui->m.h - box.y - 3), &small, 2.4f);
	struct rect go = rect_cut_bottom(&side, 11.4f);
	rect_cut_bottom(&side, 2);
	ui_card(ui, side, 2.4f);
	struct rect in = rect_inset(side, 2.2f, 1.6f);
	const char *title = ui_tr(ui, N_("Take it with you"));
	struct type head = ui_fit(ui, in.w, 1, type_sized(theme_type(STYLE_HEADING, 1), 3), title);
	ui_text(ui, rect_cut_top(&in, head.line), head, INK, CENTER | MIDDLE, 1, title);
	rect_cut_top(&in, 1);
	float size = in.h < in.w ? in.h : in.w;
	white(ui, rect_center(in, size, size));
	code(app, ui, rect_center(in, size - 1, size - 1));
	go_button(ui, go, 3, 3.6f);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	bool tight = ui->m.size_class == CLASS_COMPACT;
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, tight ? plan_title(app, ui) : ui_tr(ui, N_("Your plan")),
		HEADER_BACK | HEADER_HOME | HEADER_TOOLS, app_header());
	layouts[ui->m.size_class](app, ui);
}

const struct screen screen_plan_result = {
	.name = "plan-result", .enter = enter, .update = update, .view = view};
