/* The program: one segment after another, each with its planned times, as routines play. */
#include "screens/program.h"

static const struct plan *plan_of(const struct app *app)
{
	return &app->plan.plan;
}

/* The segment's routine with the plan's times, from its first step. */
static void start_segment(struct app *app, int segment)
{
	const struct plan_segment *part = &plan_of(app)->segment[segment];
	struct routine_state *state = &app->routine;
	app->program.at = segment;
	*state = (struct routine_state){.routine = part->routine, .steps = part->steps};
	for (int i = 0; i < part->steps; i++)
		state->plan[i] = part->step[i];
	playing_start(app, 0, 0);
}

static void count_start(struct app *app)
{
	app_log(app, USAGE_PROGRAM_STARTED, plan_log_name(app), plan_minutes(plan_of(app)));
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	if (!app->program.onward)
		count_start(app);
	app->program.onward = app->program.resting = false;
	start_segment(app, app->program.at);
}

static void next_step(struct app *app)
{
	if (playing_next(app))
		return;
	if (app->program.at + 1 < plan_of(app)->segments) {
		program_rests(app);
		return;
	}
	app_log(app, USAGE_PROGRAM_FINISHED, plan_log_name(app), 0);
	playing_finish(app);
}

static bool action(struct app *app, struct action asked)
{
	switch (asked.kind) {
	case ACTION_PLAY_PAUSE:
		playing_pause(app, app->routine.playing);
		return true;
	case ACTION_NEXT_STEP:
		next_step(app);
		return true;
	case ACTION_BACK_10:
		playing_back_10(app);
		return true;
	case ACTION_REPLAY:
		start_segment(app, app->program.at);
		return true;
	case ACTION_PROGRAM:
		/* Once more from the end is another start. */
		if (app->routine.finished)
			count_start(app);
		start_segment(app, asked.arg);
		return true;
	case ACTION_GO:
		app_replace(app, (enum screen_id)asked.arg, 0);
		return true;
	default:
		return false;
	}
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_ACTION)
		return action(app, event->action);
	if (playing_time_passes(app))
		next_step(app);
	return false;
}

static bool plays(const struct app *app)
{
	return !app->routine.finished;
}

static const char *length_words(const struct app *app, struct ui *ui)
{
	int n = plan_minutes(plan_of(app));
	if (!plan_ready(app))
		return plan_title(app, ui);
	return arena_printf(&ui->list->arena, "%s, %s", plan_title(app, ui),
		ui_fill(ui, ui_tr(ui, N_("{} min")), number_words(ui, n)));
}

/* "6:32 to go", the number large. */
static void to_go(const struct app *app, struct ui *ui, struct rect box, float size)
{
	struct type number = type_sized(theme_type(STYLE_TITLE, 1), size);
	number.tabular = true;
	const char *time = clock_words(ui, (float)program_to_go(app));
	float w = ui_text_width(ui, number, time);
	ui_text(ui, box, number, STAGE_TEXT, LEFT | MIDDLE, 1, time);
	rect_cut_left(&box, w + 1.2f);
	struct type words = type_sized(theme_type(STYLE_HEADING, 1), size * 0.714f);
	/* On the number's base line. */
	box.y += size * 0.104f;
	ui_text(ui, box, words, STAGE_TEXT_2, LEFT | MIDDLE, 1, ui_tr(ui, N_("to go")));
}

/* In reach mode the dock opens the same list where it can be reached. */
static void list(const struct app *app, struct ui *ui, struct rect box)
{
	size_t items = ui->list->items;
	program_list(app, ui, box);
	if (ui->reach)
		ui->list->items = items;
}

static void side(const struct app *app, struct ui *ui, struct rect box)
{
	struct type label = ui_type(ui, STYLE_LABEL);
	if (ui->m.size_class == CLASS_PORTRAIT) {
		rect_cut_top(&box, 3.2f);
		struct rect head = rect_inset(rect_cut_top(&box, 5.2f), ui->m.margin, 0);
		const char *words = length_words(app, ui);
		ui_text(ui, rect_cut_right(&head, head.w * 0.55f), label, STAGE_TEXT_2,
			RIGHT | MIDDLE, 1, words);
		to_go(app, ui, head, 4.8f);
		rect_cut_top(&box, 1.6f);
		list(app, ui, rect_inset(box, 3.6f, 0));
		return;
	}
	box = rect_inset(box, 2.8f, 0);
	rect_cut_top(&box, 4.2f);
	rect_cut_bottom(&box, 1.6f);
	struct rect head = rect_inset(rect_cut_top(&box, 10.1f), 2, 0);
	const char *words = length_words(app, ui);
	ui_text(ui, rect_cut_top(&head, 3.25f), ui_fit(ui, head.w, 1, label, words), STAGE_TEXT_2,
		LEFT | MIDDLE, 1, words);
	rect_cut_top(&head, 0.8f);
	to_go(app, ui, head, 5.6f);
	rect_cut_top(&box, 2.4f);
	list(app, ui, box);
}

static const char *count(const struct app *app, struct ui *ui)
{
	return arena_printf(&ui->list->arena, "%s %s", clock_words(ui, (float)program_to_go(app)),
		ui_tr(ui, N_("to go")));
}

/* Over the dock's upper edge, as wide as the screen. */
static void edge(const struct app *app, struct ui *ui, struct rect dock)
{
	struct rect bar = {dock.x, dock.y - 0.6f, dock.w, 1.2f};
	draw_rect(ui->list, bar, ui->theme->color[STAGE]);
	program_bar(app, ui, bar);
}

static void view(const struct app *app, struct ui *ui)
{
	static const struct playing_look look = {.ids = "program",
		.replay = N_("Repeat this part"),
		.name = plan_title,
		.side = side,
		.count = count,
		.edge = edge};
	if (app->routine.finished)
		program_end(app, ui);
	else
		playing_view(app, ui, &look);
}

const struct screen screen_program = {.name = "program",
	.enter = enter,
	.leave = program_leave,
	.update = update,
	.plays = plays,
	.due = playing_due,
	.present = playing_runs,
	.view = view};
