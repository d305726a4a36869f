/* What is wrong, for staff: behind the logo's corner. */
#include "screens/staff_parts.h"

static const char *const part_names[PART_COUNT] = {
	[PART_CONTENT] = N_("Routines and texts"),
	[PART_VIDEO] = N_("Videos"),
	[PART_SOUND] = N_("Sound"),
	[PART_DISPLAY] = N_("Screen"),
	[PART_SETTINGS] = N_("Settings"),
	[PART_ASSETS] = N_("Fonts and pictures"),
	[PART_HARDWARE] = N_("Buttons and mat"),
	[PART_DATA] = N_("Directory"),
	[PART_MACHINE] = N_("The kiosk itself"),
};

static float row_height(struct ui *ui, float w, const struct problem *p)
{
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), 2.6f);
	float text_w = w - 6.4f - 11.2f - 3;
	float h = 4.6f + 0.9f + ui_text_height(ui, text_w, label, p->detail) +
		  ui_text_height(ui, text_w, label, ui_tr(ui, p->todo));
	return h + 4 > 17.6f ? h + 4 : 17.6f;
}

static void problem_row(struct ui *ui, struct rect box, const struct problem *p)
{
	bool error = p->level == PROBLEM_ERROR;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.2f, 0);
	struct rect plate = rect_center(rect_cut_left(&in, 11.2f), 11.2f, 11.2f);
	ui_plate(ui, plate, part_icon(p->part), 6, error ? ERROR_TINT : WARN_TINT,
		error ? ERROR : WARN_TEXT);
	rect_cut_left(&in, 3);
	struct type label = theme_type(STYLE_LABEL, 1), bold = label;
	bold.font = FONT_BOLD;
	const char *todo = ui_tr(ui, p->todo);
	float detail_h = ui_text_height(ui, in.w, label, p->detail);
	float total = 4.6f + 0.9f + detail_h + ui_text_height(ui, in.w, bold, todo);
	rect_cut_top(&in, (in.h - total) / 2);
	ui_text(ui, rect_cut_top(&in, 4.6f), theme_type(STYLE_HEADING, 1), INK, LEFT, 1,
		ui_tr(ui, p->title));
	rect_cut_top(&in, 0.6f);
	ui_text(ui, rect_cut_top(&in, detail_h), label, INK_2, LEFT, 0, p->detail);
	rect_cut_top(&in, 0.3f);
	ui_text(ui, in, bold, INK, LEFT, 0, todo);
}

static bool part_fine(const struct problems *problems, enum problem_part part)
{
	for (size_t i = 0; i < problems->count; i++)
		if (problems->item[i].part == part)
			return false;
	return true;
}

static void fine_row(const struct app *app, struct ui *ui, struct rect box)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *head = ui_tr(ui, N_("All fine"));
	bool small = ui->m.size_class == CLASS_COMPACT;
	if (!small)
		ui_text(ui, rect_cut_top(&box, 4.4f), label, INK_2, LEFT, 1, head);
	float x = box.x, y = box.y;
	for (int part = 0; part < PART_COUNT; part++) {
		if (!part_fine(app->problems, (enum problem_part)part))
			continue;
		const char *name = ui_tr(ui, part_names[part]);
		float w = ui_tag_width(ui, 6, "check", name);
		if (x > box.x && x + w > box.x + box.w) {
			x = box.x;
			y += 7;
		}
		x += 1.6f +
		     ui_tag(ui, (struct point){x, y}, 6, "check", name, TIDE_TINT, TIDE_PRESSED);
	}
}

static const char *headline(const struct app *app, struct ui *ui)
{
	size_t count = app->problems->count + app->problems->more;
	if (!count)
		return ui_tr(ui, N_("All is well"));
	return ui_fill(ui, trn(ui->lang, "{} thing to look at", "{} things to look at", count),
		arena_printf(&ui->list->arena, "%zu", count));
}

/* All of them, scrolled; what was too much to keep stands in the journal. */
static void problem_rows(struct ui *ui, struct rect window, const struct problems *problems)
{
	const float gap = ui->m.size_class == CLASS_COMPACT ? 1.2f : 2.2f;
	struct rect at = ui_scroll_begin(ui, window);
	float y = at.y;
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->item[i];
		float h = row_height(ui, at.w, problem);
		problem_row(ui, rect_make(at.x, y, at.w, h), problem);
		y += h + gap;
	}
	if (problems->more) {
		const char *number = arena_printf(&ui->list->arena, "%zu", problems->more);
		const char *words = trn(ui->lang, "and {} more, see the journal",
			"and {} more, see the journal", problems->more);
		y += ui_text(ui, rect_make(at.x, y, at.w, 4), theme_type(STYLE_LABEL, 1), INK_2,
			LEFT, 1, ui_fill(ui, words, number));
	}
	ui_scroll_end(ui, y);
}

static void view(const struct app *app, struct ui *ui)
{
	const struct problems *problems = app->problems;
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("What is wrong")), NULL);
	rect_cut_top(&in, small ? 1.4f : 3);
	rect_cut_bottom(&in, small ? 2 : 4.4f);
	struct rect head = rect_cut_top(&in, small ? 6.4f : 10);
	const char *title = headline(app, ui);
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 5 : 7.2f);
	ui_text(ui, head, ui_fit(ui, head.w, 1, display, title), INK, LEFT | MIDDLE, 1, title);
	if (problems->count && ui->m.size_class == CLASS_LANDSCAPE)
		ui_text(ui, head, theme_type(STYLE_LABEL, 1), INK_2, RIGHT | MIDDLE, 1,
			ui_tr(ui, N_("Customers can use everything else.")));
	rect_cut_top(&in, small ? 0.6f : 2.4f);
	/* On small glass the list takes all the room there is. */
	const float large = 1.2f;
	float fine_h = ui->m.size_class != CLASS_PORTRAIT ? 11.4f
		       : ui->text_scale > large           ? 25
							  : 18;
	if (small)
		fine_h = problems->count ? 0 : 14;
	struct rect fine = rect_cut_bottom(&in, fine_h);
	rect_cut_bottom(&in, fine_h > 0 ? 1.2f : 0);
	if (problems->count)
		problem_rows(ui, in, problems);
	if (!problems->count) {
		struct rect plate = rect_cut_top(&in, 11.2f);
		ui_plate(ui, rect_cut_left(&plate, 11.2f), "check", 6, TIDE_TINT, TIDE_PRESSED);
		rect_cut_left(&plate, 3);
		ui_text(ui, plate, ui_type(ui, STYLE_LEAD), INK_2, LEFT | MIDDLE, 2,
			ui_tr(ui, N_("Nothing needs you right now.")));
	}
	if (fine_h > 0)
		fine_row(app, ui, fine);
}

const struct screen screen_staff_problems = {.name = "staff-problems", .staff = true, .view = view};
