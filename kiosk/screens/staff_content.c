/* What routines there are, and whether each has all its parts. */
#include "screens/staff_parts.h"

static const char *minutes_of(struct ui *ui, const struct routine *routine)
{
	return clock_words(ui, (float)routine_seconds(routine));
}

static void routine_row(struct ui *ui, struct rect box, const struct routine *routine)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
	rect_cut_top(&box, 0.2f);
	const float picture_h = box.h - 2.4f, picture_w = picture_h * 16 / 9;
	struct rect picture = rect_center(rect_cut_left(&box, picture_w), picture_w, picture_h);
	if (routine->has_poster)
		draw_cover(ui->list, picture, 0.5f, 0.5f, 0,
			arena_printf(&ui->list->arena, "content:%s/poster.png", routine->folder));
	else
		ui_panel(ui, picture, 1.2f, SUNK);
	rect_cut_left(&box, 2.4f);
	const char *state =
		ui_tr(ui, routine->has_clip ? N_("Shown") : N_("Shown without its video"));
	const char *icon = routine->has_clip ? "check" : "warning";
	float w = ui_tag_width(ui, 4.4f, icon, state);
	struct rect tag = rect_cut_right(&box, w);
	ui_tag(ui, (struct point){tag.x, tag.y + (tag.h - 4.4f) / 2}, 4.4f, icon, state,
		routine->has_clip ? TIDE_TINT : WARN_TINT,
		routine->has_clip ? TIDE_PRESSED : WARN_TEXT);
	rect_cut_right(&box, 1.6f);
	struct type name = type_sized(theme_type(STYLE_BUTTON, 1), small ? 2.8f : 3.2f);
	struct type label = type_sized(theme_type(STYLE_SMALL, 1), 2.4f);
	const char *title = text_in(&routine->title, ui->lang);
	float title_h = ui_text_height(ui, box.w, name, title);
	rect_cut_top(&box, (box.h - title_h - label.line) / 2);
	ui_text(ui, rect_cut_top(&box, title_h), name, INK, LEFT, 0, title);
	ui_text(ui, box, label, INK_2, LEFT, 1, minutes_of(ui, routine));
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class == CLASS_LANDSCAPE;
	const struct catalog *catalog = app->catalog;
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Content")), NULL);
	rect_cut_top(&in, small ? 1.6f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	ui_card(ui, in, 2.4f);
	in = rect_inset(in, small ? 2.4f : 3.6f, small ? 1 : 3.2f);
	struct rect head = rect_cut_top(&in, small ? 5 : 7.2f);
	struct type title = type_sized(theme_type(STYLE_HEADING, 1), small ? 3.2f : 4);
	const char *count = ui_fill(ui,
		trn(ui->lang, "{} routine", "{} routines", (unsigned long)catalog->routines),
		number_words(ui, catalog->routines));
	ui_text(ui, head, theme_type(STYLE_LABEL, 1), INK_2, RIGHT | MIDDLE, 1, count);
	ui_text(ui, head, title, INK, LEFT | MIDDLE, 1, ui_tr(ui, N_("Shown to customers")));
	struct rect at = ui_scroll_begin(ui, in);
	const float h = small ? 11 : 13, gap = 4;
	int columns = wide ? 2 : 1, rows = (catalog->routines + columns - 1) / columns;
	float w = (at.w - gap * (float)(columns - 1)) / (float)columns;
	for (int i = 0; i < catalog->routines; i++) {
		int row = i / columns, column = i % columns;
		routine_row(ui,
			rect_make(at.x + (float)column * (w + gap), at.y + (float)row * h, w, h),
			&catalog->routine[i]);
	}
	ui_scroll_end(ui, at.y + h * (float)rows);
}

const struct screen screen_staff_content = {.name = "staff-content", .staff = true, .view = view};
