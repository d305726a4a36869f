/* The list of steps: beside the clip, and as the overlay `steps` where there is no room beside it.
 * Of a program the overlay shows the parts. */
#include "screens/program.h"

void steps_dot(struct ui *ui, struct rect box, bool now, bool done, int number)
{
	const color_t *color = ui->theme->color;
	if (done) {
		draw_round(ui->list, box, box.h / 2, color[STAGE_3]);
		struct rect icon = rect_center(box, box.w * 0.62f, box.w * 0.62f);
		ui_icon(ui, (struct point){icon.x, icon.y}, icon.w, "check", ICE);
		return;
	}
	if (now)
		draw_round(ui->list, box, box.h / 2, color[ON_FLARE]);
	else
		draw_outline(ui->list, box, box.h / 2, 0.25f, color[STAGE_LINE]);
	const float smallest = 2.2f;
	float size = box.h * 0.48f > smallest ? box.h * 0.48f : smallest;
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), size);
	type.tracking = 0;
	enum hearing hearing = ui_heard(ui, HEARD_NEVER);
	ui_text(ui, box, type, now ? STAGE_TEXT : STAGE_TEXT_2, CENTER | MIDDLE, 1,
		number_words(ui, number));
	ui_heard(ui, hearing);
}

static void step_row(const struct app *app, struct ui *ui, struct rect box, int i, float text)
{
	const struct planned_step *planned = &app->routine.plan[i];
	const struct routine_state *state = &app->routine;
	bool now = i == state->at && !state->finished, done = i < state->at || state->finished;
	enum color_role ink = now ? ON_FLARE : done ? STAGE_TEXT_2 : STAGE_TEXT;
	if (now)
		draw_round(ui->list, box, 1.6f, ui->theme->color[FLARE]);
	struct rect in = rect_inset(box, 2, 0);
	float dot_size = box.h < 8 ? box.h * 0.7f : 5.6f;
	steps_dot(ui, rect_center(rect_cut_left(&in, 5.6f), dot_size, dot_size), now, done, i + 1);
	rect_cut_left(&in, 1.8f);
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), text);
	type.line = text * 1.15f;
	struct type time_type = type;
	time_type.tabular = true;
	const char *time = clock_words(ui, (float)planned->seconds);
	struct rect right = rect_cut_right(&in, ui_text_width(ui, time_type, time));
	rect_cut_right(&in, 1.2f);
	int lines = box.h > 2 * type.line ? 2 : 1;
	ui_text(ui, in, ui_fit(ui, in.w, lines, type, step_title(app, ui, planned)), ink,
		LEFT | MIDDLE, lines, step_title(app, ui, planned));
	ui_text(ui, right, time_type, ink, RIGHT | MIDDLE, 1, time);
}

/* Rows shrink to fit; what then does not fit is left out around the step that runs. */
void steps_list(
	const struct app *app, struct ui *ui, struct rect box, float row_h, float gap, float text)
{
	const float least = 6.6f; /* room for two lines */
	int count = app->routine.steps, from = 0;
	float fits = (box.h + gap) / (float)count - gap;
	float h = fits < row_h ? fits : row_h;
	if (h < least) {
		h = least;
		int most = (int)((box.h + gap) / (h + gap));
		from = app->routine.at - most / 2;
		from = from > count - most ? count - most : from;
		from = from < 0 ? 0 : from;
		count = from + most < count ? from + most : count;
	}
	for (int i = from; i < count; i++) {
		struct rect row = {box.x, box.y + (float)(i - from) * (h + gap), box.w, h};
		step_row(app, ui, row, i, text);
	}
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	float pad = ui->m.margin;
	struct rect box = {0, 6, ui->m.w, ui->m.h - 6};
	if (!small)
		box = rect_center(ui_canvas(ui), 96, 88);
	ui_sheet(ui, box, 2.4f, STAGE_2);
	struct rect in = rect_inset(box, pad, 2);
	struct rect head = rect_cut_top(&in, 8.8f);
	struct button close = {.id = "steps.close",
		.label = ui_tr(ui, N_("Close")),
		.icon = "close",
		.kind = BUTTON_STAGE,
		.pad = 2.4f,
		.on_stage = true,
		.action = {ACTION_CLOSE, 0}};
	struct rect close_box = rect_cut_right(&head, ui_button_width(ui, &close));
	bool program = app->nav[app->depth - 1].screen == SCREEN_PROGRAM;
	ui_text(ui, head, type_sized(theme_type(STYLE_TITLE, 1), 4.4f), STAGE_TEXT, LEFT | MIDDLE,
		1, program ? plan_title(app, ui) : step_count(app, ui));
	rect_cut_top(&in, 1.4f);
	if (program)
		program_list(app, ui, in);
	else
		steps_list(app, ui, in, 9.6f, 0.4f, 3.1f);
	ui_button(ui, close_box, &close);
}

/* A part of a program that is chosen in the list plays, and the list goes away. */
static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_PROGRAM)
		return false;
	app_close(app);
	return screen_program.update(app, event);
}

const struct screen overlay_steps = {
	.name = "steps", .overlay = true, .update = update, .view = view};
