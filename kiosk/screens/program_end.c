/* The end of a program: what was done, and what comes next. */
#include "screens/program.h"

static void head(const struct app *app, struct ui *ui, struct rect box, float size, float lead)
{
	const char *word = ui_tr(ui, N_("Done"));
	const char *words = ui_tr(ui, N_("Notice how it feels now. Drink some water."));
	struct type hero = type_sized(theme_type(STYLE_HERO, 1), size);
	hero.line = size;
	(void)app;
	ui_text(ui, rect_make(box.x - size * 0.045f, box.y, box.w, size),
		ui_fit(ui, box.w, 1, hero, word), STAGE_TEXT, LEFT | MIDDLE, 1, word);
	rect_cut_top(&box, size + 1.2f);
	struct type type = type_sized(ui_type(ui, STYLE_LEAD), lead);
	ui_text(ui, box, ui_fit(ui, box.w, 3, type, words), STAGE_TEXT_2, LEFT, 3, words);
}

/* The areas in two columns, each with a check and how long it was. */
static void done_list(const struct app *app, struct ui *ui, struct rect box, int rows, float text)
{
	const struct plan *plan = &app->plan.plan;
	int columns = plan->segments > rows ? 2 : 1;
	/* Two columns have no room for larger words. */
	struct type type =
		type_sized(theme_type(STYLE_BUTTON, 1), columns > 1 ? text : text * ui->text_scale);
	struct type number = type;
	number.tabular = true;
	for (int i = 0; i < plan->segments && i < rows * columns; i++) {
		struct rect cell = rect_grid(box, columns, 1, 4, i / rows);
		float h = box.h / (float)rows;
		cell.y += h * (float)(i % rows);
		cell.h = h;
		float dot = h < 7 ? h * 0.8f : 5.6f;
		steps_dot(ui, rect_center(rect_cut_left(&cell, dot), dot, dot), false, true, i + 1);
		rect_cut_left(&cell, 1.8f);
		const char *time = clock_words(ui, (float)plan->segment[i].seconds);
		float w = ui_text_width(ui, number, time) + 0.1f;
		ui_text(ui, rect_cut_right(&cell, w), number, STAGE_TEXT_2, RIGHT | MIDDLE, 1,
			time);
		rect_cut_right(&cell, 1.2f);
		const char *title = segment_title(app, i);
		ui_text(ui, cell, ui_fit(ui, cell.w, 1, type, title), STAGE_TEXT, LEFT | MIDDLE, 1,
			title);
	}
}

static void done_card(
	const struct app *app, struct ui *ui, struct rect box, float row_h, float text)
{
	/* No taller than what is in it. */
	const float title_h = theme_type(STYLE_TITLE, 1).line * text * 1.6f / 5.6f;
	const float around = row_h * 0.92f + title_h;
	int rows = (int)((box.h - around) / row_h), needed = app->plan.plan.segments;
	rows = needed < rows ? needed : rows;
	box.h = around + row_h * (float)rows;
	ui_panel(ui, box, 2.4f, STAGE_2);
	if (ui->theme->outline)
		draw_outline(ui->list, box, 2.4f, ui->theme->outline, ui->theme->color[STAGE_LINE]);
	struct rect in = rect_inset(box, row_h * 0.36f, row_h * 0.36f);
	const char *title = plan_title(app, ui);
	struct type head =
		ui_fit(ui, in.w, 1, type_sized(theme_type(STYLE_TITLE, 1), text * 1.6f), title);
	ui_text(ui, rect_cut_top(&in, head.line), head, STAGE_TEXT, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, row_h * 0.2f);
	in.h = row_h * (float)rows;
	done_list(app, ui, in, rows, text);
}

/* What comes next: home is what most do; a therapist, or all of it again. */
static void next_steps(struct ui *ui, struct rect box, float h, float text, bool stacked)
{
	const float gap = 2.2f;
	struct button button[] = {
		{.id = "program.again",
			.label = ui_tr(ui, N_("Do it again")),
			.icon = "replay",
			.kind = BUTTON_STAGE,
			.action = {ACTION_PROGRAM, 0}},
		{.id = "program.therapists",
			.label = ui_tr(ui, N_("Find a therapist")),
			.icon = "license",
			.kind = BUTTON_STAGE,
			.action = {ACTION_GO, SCREEN_THERAPISTS}},
		{.id = "program.go",
			.label = ui_tr(ui, N_("Back to start")),
			.icon = "home",
			.kind = BUTTON_GO,
			.action = {ACTION_HOME, 0}},
	};
	int columns = stacked ? 1 : 3, rows = stacked ? 3 : 1;
	box.h = h * (float)rows + gap * (float)(rows - 1);
	for (int i = 0; i < 3; i++) {
		button[i].type =
			type_sized(theme_type(STYLE_BUTTON_LARGE, 1), text * ui->text_scale);
		button[i].icon_size = text * 1.26f;
		button[i].radius = 2;
		button[i].on_stage = true;
		ui_button(ui, rect_grid(box, columns, rows, gap, i), &button[i]);
	}
}

static void landscape(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, card_w = 92;
	float x = ui->m.w - margin - card_w, h = ui->m.h;
	playing_corner(ui, (struct point){4, 4}, 1.6f, false, true);
	program_bar(app, ui, rect_make(margin, 17.6f, ui->m.w - 2 * margin, 1.6f));
	head(app, ui, rect_make(margin, 25, x - margin - 6, 40), 18, 3.8f);
	done_card(app, ui, rect_make(x, 25, card_w, h - 25 - margin - 13.2f - 4.2f), 8.8f, 3.2f);
	next_steps(ui, rect_make(margin, h - margin - 13.2f, ui->m.w - 2 * margin, 0), 13.2f, 3.8f,
		false);
}

static void portrait(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin, each = 12.4f;
	float h = ui->m.h, foot = h - margin - 3 * each - 2 * 2.2f;
	playing_corner(ui, (struct point){margin, 2.4f}, 1.6f, false, true);
	program_bar(app, ui, rect_make(margin, 15.6f, w, 1.6f));
	head(app, ui, rect_make(margin, 24, w, 34), 19, 3.8f);
	done_card(app, ui, rect_make(margin, 58, w, foot - 4 - 58), 9.6f, 3.4f);
	next_steps(ui, rect_make(margin, foot, w, 0), each, 3.8f, true);
}

static void compact(const struct app *app, struct ui *ui)
{
	const float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	float h = ui->m.h, x = 50;
	playing_corner(ui, (struct point){2.4f, 2.4f}, 1.8f, false, true);
	program_bar(app, ui, rect_make(margin, 13, w, 1.2f));
	head(app, ui, rect_make(margin, 17, x - margin - 3, 30), 10, 2.8f);
	done_card(
		app, ui, rect_make(x, 17, ui->m.w - margin - x, h - 17 - margin - 11 - 2), 6, 2.6f);
	next_steps(ui, rect_make(margin, h - margin - 11, w, 0), 11, 2.8f, false);
}

void program_end(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[STAGE]);
	layouts[ui->m.size_class](app, ui);
}
