#include "screens/program.h"

static const int64_t second = 1000000;

const struct program *plan_ready(const struct app *app)
{
	int program = app->plan.program;
	return program < 0 ? NULL : &app->catalog->program[program];
}

const char *plan_log_name(const struct app *app)
{
	const struct program *ready = plan_ready(app);
	return ready ? ready->id : when_id(app->plan.plan.when);
}

const char *plan_title(const struct app *app, struct ui *ui)
{
	static const char *const when[WHEN_COUNT] = {[WHEN_BEFORE] = N_("Before a run"),
		[WHEN_AFTER] = N_("After a run"),
		[WHEN_REST_DAY] = N_("Rest day")};
	const struct program *ready = plan_ready(app);
	if (ready)
		return text_in(&ready->title, app->lang);
	int n = plan_minutes(&app->plan.plan);
	const char *minutes = ui_fill(ui,
		trn(ui->lang, "{} minute", "{} minutes", (unsigned long)n), number_words(ui, n));
	return arena_printf(&ui->list->arena, "%s, %s", minutes,
		ui_lower(ui, ui_tr(ui, when[app->plan.plan.when])));
}

/* Names one after the other, the first one with its capital. */
static const char *add_name(struct ui *ui, const char *names, const char *name)
{
	if (!names[0])
		return name;
	return arena_printf(&ui->list->arena, "%s, %s", names, ui_lower(ui, name));
}

static const char *area_title(const struct app *app, int routine)
{
	enum area area = app->catalog->routine[routine].area;
	return text_in(&app->catalog->area_name[area], app->lang);
}

static const char *left_out(const struct app *app, struct ui *ui)
{
	const struct plan *plan = &app->plan.plan;
	const char *names = "";
	for (int i = 0; i < plan->left_outs; i++)
		names = add_name(ui, names, area_title(app, plan->left_out[i]));
	const char *words = ui_tr(ui, N_("Does not fit in {} min: {}. All of it takes {}."));
	words = ui_fill(ui, words, number_words(ui, plan->asked / 60));
	words = ui_fill(ui, words, ui_lower(ui, names));
	return ui_fill(ui, words, number_words(ui, (plan->seconds_for_all + 59) / 60));
}

const char *plan_note(const struct app *app, struct ui *ui)
{
	const struct plan *plan = &app->plan.plan;
	if (plan->left_outs)
		return left_out(app, ui);
	if (!plan->segments || !plan_is_enough(plan))
		return NULL;
	if (plan->when == WHEN_BEFORE)
		return ui_tr(ui, N_("More is not better before a run."));
	if (plan->segments == 1)
		return ui_tr(ui, N_("One area needs no more. Add another one?"));
	return ui_tr(ui, N_("No spot needs more than this."));
}

const char *plan_areas(const struct app *app, struct ui *ui)
{
	const struct plan *plan = &app->plan.plan;
	const char *names = "";
	for (int i = 0; i < plan->segments && plan->segment[i].set == 1; i++)
		names = add_name(ui, names, area_title(app, plan->segment[i].routine));
	return names;
}

const char *plan_tools(const struct app *app, struct ui *ui)
{
	const struct plan *plan = &app->plan.plan;
	bool named[TOOL_COUNT] = {false};
	const char *names = "";
	for (int i = 0; i < plan->segments; i++) {
		enum tool tool = segment_routine(app, i)->tool[0];
		if (!named[tool])
			names = add_name(ui, names, ui_tr(ui, tool_name(tool)));
		named[tool] = true;
	}
	return names;
}

const struct routine *segment_routine(const struct app *app, int segment)
{
	return &app->catalog->routine[app->plan.plan.segment[segment].routine];
}

const char *segment_title(const struct app *app, int segment)
{
	return text_in(&segment_routine(app, segment)->title, app->lang);
}

enum color_role segment_color(const struct app *app, int segment)
{
	static const enum color_role colors[] = {FLARE, TIDE, PRIMARY, TIDE_GRAPHIC};
	const struct plan *plan = &app->plan.plan;
	int each = plan->segments / plan->sets;
	return colors[segment % each % 4];
}

const char *segment_tools(const struct app *app, struct ui *ui, int segment)
{
	const struct plan *plan = &app->plan.plan;
	const char *tool = ui_tr(ui, tool_name(segment_routine(app, segment)->tool[0]));
	if (plan->sets < 2)
		return tool;
	const char *set = ui_tr(ui, N_("set {} of {}"));
	set = ui_fill(ui, set, number_words(ui, plan->segment[segment].set));
	set = ui_fill(ui, set, number_words(ui, plan->sets));
	return arena_printf(&ui->list->arena, "%s, %s", tool, set);
}

void program_set_off(struct app *app, int segment)
{
	app->program = (struct program_state){.at = segment};
	app_go(app, app->safety_ok ? SCREEN_PROGRAM : SCREEN_SAFETY, SCREEN_PROGRAM);
}

void program_rests(struct app *app)
{
	playing_pause(app, true);
	app->program.onward = true;
	app_replace(app, SCREEN_PROGRAM_REST, 0);
}

void program_goes_on(struct app *app)
{
	app->program.at++;
	app->program.onward = true;
	app_replace(app, SCREEN_PROGRAM, 0);
}

void program_leave(struct app *app)
{
	if (app->program.onward)
		return;
	if (!app->routine.finished)
		app_log(app, USAGE_PROGRAM_LEFT, plan_log_name(app), app->program.at + 1);
	app->routine.playing = false;
	app_effect(app, EFFECT_STOP);
}

/* Of the segment that plays, or has played when there is a rest. */
static int64_t played_us(const struct app *app)
{
	const struct routine_state *state = &app->routine;
	int64_t played = state->elapsed_us;
	for (int i = 0; i < state->at; i++)
		played += state->plan[i].seconds * second;
	return played;
}

static int64_t length_us(const struct app *app, int segment)
{
	return app->plan.plan.segment[segment].seconds * second;
}

int program_to_go(const struct app *app)
{
	const struct plan *plan = &app->plan.plan;
	int next = app->program.at + 1;
	int64_t left = 0;
	if (app->program.resting)
		left = app->program.rest_us;
	else
		left = length_us(app, app->program.at) - played_us(app) +
		       (next < plan->segments ? plan->rest * second : 0);
	left = left < 0 ? 0 : left;
	return (int)((left + second - 1) / second) + plan_seconds_from(plan, next);
}

/* 0..1 of a segment that is done. */
static float share_done(const struct app *app, int segment)
{
	if (segment != app->program.at || app->program.resting || app->routine.finished)
		return segment <= app->program.at ? 1 : 0;
	float share = (float)played_us(app) / (float)length_us(app, segment);
	return share < 1 ? share : 1;
}

void program_bar(const struct app *app, struct ui *ui, struct rect box)
{
	const struct plan *plan = &app->plan.plan;
	const color_t *color = ui->theme->color;
	const float gap = 0.8f, radius = box.h / 2;
	float free_w = box.w - gap * (float)(plan->segments - 1), x = box.x;
	int all = plan->seconds - plan->rest * (plan->segments - 1);
	for (int i = 0; i < plan->segments; i++) {
		float w = free_w * (float)plan->segment[i].seconds / (float)all;
		float done = share_done(app, i);
		struct rect part = {x, box.y, w, box.h};
		draw_round(ui->list, part, radius, color[RING_TRACK]);
		part.w *= done;
		if (part.w > 2 * radius)
			draw_round(ui->list, part, radius, color[done < 1 ? FLARE : ICE]);
		x += w + gap;
	}
}

struct list_look {
	float row_h, now_h, rest_h, gap;
};

static float row_height(const struct app *app, const struct list_look *look, int i)
{
	return i == app->program.at ? look->now_h : look->row_h;
}

/* How many rows fit from this one on. */
static int rows_from(const struct app *app, const struct list_look *look, float room, int from)
{
	int i = from;
	for (; i < app->plan.plan.segments; i++) {
		room -= row_height(app, look, i) + (i > from ? look->rest_h + 2 * look->gap : 0);
		if (room < 0)
			break;
	}
	return i - from;
}

static const char *now_words(const struct app *app, struct ui *ui)
{
	int side = app->routine.plan[app->routine.at].side;
	const char *words = step_count(app, ui);
	if (!side)
		return words;
	return ui_fill(
		ui, side == 1 ? ui_tr(ui, N_("{}, left")) : ui_tr(ui, N_("{}, right")), words);
}

static void segment_row(const struct app *app, struct ui *ui, struct rect box, int i)
{
	bool now = i == app->program.at && !app->routine.finished;
	bool done = i < app->program.at || app->routine.finished;
	const char *title = segment_title(app, i);
	const char *id = arena_printf(&ui->list->arena, "program.segment.%d", i + 1);
	enum color_role ink = now ? ON_FLARE : done ? STAGE_TEXT_2 : STAGE_TEXT;
	if (now)
		draw_round(ui->list, box, 1.6f, ui->theme->color[FLARE]);
	struct rect in = rect_inset(box, 2, 0);
	steps_dot(ui, rect_center(rect_cut_left(&in, 5.6f), 5.6f, 5.6f), now, done, i + 1);
	rect_cut_left(&in, 1.8f);
	struct type type =
		type_sized(theme_type(STYLE_BUTTON, ui->text_scale), 2.9f * ui->text_scale);
	type.line = type.size * 1.15f;
	struct type number = type;
	number.tabular = true;
	const char *time = clock_words(ui, (float)app->plan.plan.segment[i].seconds);
	struct rect right = rect_cut_right(&in, ui_text_width(ui, number, time));
	rect_cut_right(&in, 1.2f);
	ui_text(ui, right, number, ink, RIGHT | MIDDLE, 1, time);
	type = ui_fit(ui, in.w, 2, type, title);
	struct type small = ui_type(ui, STYLE_SMALL);
	float h = ui_text_height(ui, in.w, type, title);
	if (now)
		rect_cut_top(&in, (in.h - h - 0.2f - small.line) / 2);
	ui_text(ui, now ? rect_cut_top(&in, h) : in, type, ink, LEFT | (now ? TOP : MIDDLE), 2,
		title);
	if (now) {
		rect_cut_top(&in, 0.2f);
		const char *words = now_words(app, ui);
		/* The dock says the side too. */
		if (ui_text_width(ui, small, words) > in.w)
			words = step_count(app, ui);
		ui_text(ui, in, ui_fit(ui, in.w, 1, small, words), ink, LEFT, 1, words);
	}
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = title,
			    .box = box,
			    .radius = 1.6f,
			    .on_stage = true,
			    .action = {ACTION_PROGRAM, i}});
}

static void rest_line(const struct app *app, struct ui *ui, struct rect box, int before)
{
	draw_rect(ui->list, rect_make(box.x + 4.6f, box.y + 0.4f, 0.3f, box.h - 0.8f),
		ui->theme->color[RING_TRACK]);
	rect_cut_left(&box, 9.4f);
	bool rested = before <= app->program.at;
	const char *words = ui_tr(ui, N_("Rested"));
	if (!rested)
		words = arena_printf(&ui->list->arena, "%s %s", trc(ui->lang, "list", "Rest"),
			clock_words(ui, (float)app->plan.plan.rest));
	ui_text(ui, box, theme_type(STYLE_SMALL, 1), STAGE_TEXT_2, LEFT | MIDDLE, 1, words);
}

void program_list(const struct app *app, struct ui *ui, struct rect box)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	const struct list_look look = {tight ? 8.8f : 9.6f, tight ? 9.6f : 13.2f,
		tight ? 2.8f : 3.2f, tight ? 0.2f : 0.4f};
	/* The one before stays in sight; with few to come more of those that are done do. */
	int segments = app->plan.plan.segments, from = app->program.at ? app->program.at - 1 : 0;
	while (from > 0 && from - 1 + rows_from(app, &look, box.h, from - 1) >= segments)
		from--;
	int rows = rows_from(app, &look, box.h, from);
	for (int i = from; i < from + rows; i++) {
		if (i > from) {
			rect_cut_top(&box, look.gap);
			rest_line(app, ui, rect_cut_top(&box, look.rest_h), i);
			rect_cut_top(&box, look.gap);
		}
		segment_row(app, ui, rect_cut_top(&box, row_height(app, &look, i)), i);
	}
}
