/* A routine: the clip, captions, steps, the set timer, and what one needs to steer it. */
#include "screens/playing.h"

static void enter(struct app *app, int arg)
{
	struct routine_state *state = &app->routine;
	*state = (struct routine_state){.routine = arg};
	state->steps = routine_expand(playing_routine(app), state->plan, PLANNED_MAX);
	app_log(app, USAGE_ROUTINE_STARTED, playing_routine(app)->id, 0);
	playing_start(app, 0, 0);
}

static void leave(struct app *app)
{
	if (!app->routine.finished)
		app_log(app, USAGE_ROUTINE_LEFT, playing_routine(app)->id, app->routine.at + 1);
	app->routine.playing = false;
	app_effect(app, EFFECT_STOP);
}

static void next_step(struct app *app)
{
	if (playing_next(app)) {
		app_log(app, USAGE_ROUTINE_STEP, playing_routine(app)->id, app->routine.at + 1);
		return;
	}
	app_log(app, USAGE_ROUTINE_FINISHED, playing_routine(app)->id, 0);
	playing_finish(app);
}

static int next_routine(const struct app *app)
{
	return (app->routine.routine + 1) % app->catalog->routines;
}

static bool action(struct app *app, struct action asked)
{
	switch (asked.kind) {
	case ACTION_PLAY_PAUSE:
		if (app->routine.finished)
			playing_start(app, 0, 0);
		else
			playing_pause(app, app->routine.playing);
		return true;
	case ACTION_NEXT_STEP:
		next_step(app);
		return true;
	case ACTION_BACK_10:
		playing_back_10(app);
		return true;
	case ACTION_REPLAY:
		playing_start(app, 0, 0);
		return true;
	case ACTION_START:
		app_replace(app, SCREEN_ROUTINE, asked.arg);
		return true;
	default:
		return false;
	}
}

/* A step whose times lie beyond the clip loops the whole clip (the player says so to staff). */
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
	(void)app;
	return true;
}

static const char *routine_title(const struct app *app, struct ui *ui)
{
	const struct routine *routine = playing_routine(app);
	const char *title = text_in(&routine->title, app->lang);
	if (!routine->tools)
		return title;
	return arena_printf(&ui->list->arena, "%s, %s", title,
		ui_lower(ui, ui_tr(ui, tool_name(routine->tool[0]))));
}

static void side(const struct app *app, struct ui *ui, struct rect box)
{
	const char *title = routine_title(app, ui);
	struct type label = ui_type(ui, STYLE_LABEL);
	if (ui->m.size_class == CLASS_PORTRAIT) {
		rect_cut_top(&box, 3.6f);
		struct rect head = rect_inset(rect_cut_top(&box, 5.2f), ui->m.margin, 0);
		ui_text(ui, head, type_sized(theme_type(STYLE_TITLE, 1), 4.8f), STAGE_TEXT,
			LEFT | MIDDLE, 1, step_count(app, ui));
		ui_text(ui, head, ui_fit(ui, head.w * 0.6f, 1, label, title), STAGE_TEXT_2,
			RIGHT | MIDDLE, 1, title);
		rect_cut_top(&box, 1.6f);
		rect_cut_bottom(&box, 1.6f);
		steps_list(app, ui, rect_inset(box, 3.6f, 0), 9.4f, 0.4f, 3);
		return;
	}
	box = rect_inset(box, 2.8f, 4.2f);
	struct rect head = rect_inset(rect_cut_top(&box, 10.1f), 2, 0);
	ui_text(ui, rect_cut_top(&head, 3.25f), ui_fit(ui, head.w, 1, label, title), STAGE_TEXT_2,
		LEFT | MIDDLE, 1, title);
	rect_cut_top(&head, 0.8f);
	ui_text(ui, head, theme_type(STYLE_TITLE, 1), STAGE_TEXT, LEFT, 1, step_count(app, ui));
	rect_cut_top(&box, 2.6f);
	steps_list(app, ui, box, 10.4f, 0.8f, 2.8f);
}

/* A code with the steps; on small glass its icon says so. */
static void take_home(struct ui *ui, struct rect box, float h)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	ui_button(ui, rect_center(box, box.w, h),
		&(struct button){.id = "routine.take-home",
			.label = ui_tr(ui, N_("Take home")),
			.icon = "mobile",
			.icon_size = tight ? 5.6f : 4.8f,
			.icon_only = tight,
			.type = theme_type(STYLE_BUTTON, 1),
			.kind = BUTTON_STAGE,
			.radius = 2.6f,
			.on_stage = true,
			.action = {ACTION_OPEN, OVERLAY_TAKE_HOME}});
}

/* When all steps are done the transport gives way to the next routine. */
static void next_up(const struct app *app, struct ui *ui, struct rect box)
{
	int next = next_routine(app);
	const char *name = text_in(&app->catalog->routine[next].title, app->lang);
	bool tight = ui->m.size_class == CLASS_COMPACT;
	take_home(ui, rect_cut_right(&box, tight ? 9.6f : box.w * 0.44f), box.h);
	rect_cut_right(&box, 1.8f);
	ui_button(ui, box,
		&(struct button){.id = "routine.go",
			.label = ui_fill(ui, ui_tr(ui, N_("Next: {}")), ui_lower(ui, name)),
			.icon = tight ? NULL : "play",
			.icon_size = 4.8f,
			.kind = BUTTON_GO,
			.type = theme_type(STYLE_BUTTON_LARGE, 1),
			.radius = 2.6f,
			.on_stage = true,
			.action = {ACTION_START, next}});
}

static void view(const struct app *app, struct ui *ui)
{
	static const struct playing_look look = {.ids = "routine",
		.replay = N_("Start again"),
		.name = routine_title,
		.side = side,
		.done = next_up,
		.count = step_count};
	playing_view(app, ui, &look);
}

const struct screen screen_routine = {.name = "routine",
	.enter = enter,
	.leave = leave,
	.update = update,
	.plays = plays,
	.due = playing_due,
	.present = playing_runs,
	.view = view};
