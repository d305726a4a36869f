/* What an import would do, row by row, and what taking one back would. */
#include "screens/staff_import.h"

#include <math.h>
#include <string.h>

enum { ROWS_MAX = 200 };

/* ---- the counts ---- */

struct count {
	int n;
	const char *words;
	enum color_role fill, ink;
};

static void draw_count(struct ui *ui, struct rect box, const struct count *count)
{
	const float narrow = 33;
	bool small = ui->m.size_class == CLASS_COMPACT, upright = !small && box.w < narrow;
	struct type number = type_sized(theme_type(STYLE_NUMERAL, 1), small     ? 3.8f
								      : upright ? 6
										: 8.8f);
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), small     ? 2.2f
								   : upright ? 2.4f
									     : 2.6f);
	label.font = FONT_BOLD;
	label.line = label.size * 1.2f;
	ui_panel(ui, box, small ? 1.6f : 2, count->fill);
	struct rect in = rect_inset(box, small ? 0.8f : upright ? 1.2f : 2.6f, 0);
	const char *n = number_words(ui, count->n);
	if (upright) {
		float h = number.size + label.line * 2 + 1;
		rect_cut_top(&in, (in.h - h) / 2);
		ui_text(ui, rect_cut_top(&in, number.size * 1.05f), number, count->ink, LEFT, 1, n);
		rect_cut_top(&in, 0.6f);
		ui_text(ui, in, ui_fit(ui, in.w, 2, label, count->words), count->ink, LEFT, 2,
			count->words);
		return;
	}
	float w = ui_text_width(ui, number, n) + 0.1f;
	ui_text(ui, rect_cut_left(&in, w), number, count->ink, LEFT | MIDDLE, 1, n);
	rect_cut_left(&in, small ? 0.8f : 1.8f);
	ui_text(ui, in, ui_fit(ui, in.w, 2, label, count->words), count->ink, LEFT | MIDDLE, 2,
		count->words);
}

static void counts(struct ui *ui, struct rect row, const struct import_report *report)
{
	size_t lines = 0;
	for (size_t i = 0; i < report->errors; i++)
		lines += i == 0 || report->error[i].line != report->error[i - 1].line;
	const struct count count[] = {
		{report->added, ui_tr(ui, N_("added")), TIDE_TINT, TIDE_PRESSED},
		{report->changed, ui_tr(ui, N_("changed")), SUNK, INK},
		{report->unchanged, ui_tr(ui, N_("unchanged")), SUNK, INK},
		{report->missing, ui_tr(ui, N_("missing, kept")), WARN_TINT, WARN_TEXT},
		{(int)lines,
			trn(ui->lang, "row with errors", "rows with errors", (unsigned long)lines),
			lines ? ERROR_TINT : SUNK, lines ? ERROR : INK_2},
	};
	float gap = ui->m.size_class == CLASS_LANDSCAPE ? 2 : 1.2f;
	for (int i = 0; i < 5; i++)
		draw_count(ui, rect_grid(row, 5, 1, gap, i), &count[i]);
}

/* ---- the rows ---- */

struct look_row {
	const char *icon, *tag;
	enum color_role fill, ink;
	const char *name, *lead;            /* lead: bold, before the words; NULL: none */
	const char *words, *before, *after; /* before is struck through; NULL: none */
};

/* The letter that a spreadsheet gives a column: 1 is A, 27 is AA. */
static const char *column_name(struct ui *ui, int column)
{
	char text[8], *at = text + sizeof text - 1;
	*at = '\0';
	for (; column > 0 && at > text; column = (column - 1) / 26)
		*--at = (char)('A' + (column - 1) % 26);
	return arena_strdup(&ui->list->arena, at);
}

static struct look_row error_row(struct ui *ui, const struct import_error *error)
{
	struct look_row row = {.icon = "warning",
		.tag = ui_tr(ui, N_("Error")),
		.fill = ERROR_TINT,
		.ink = ERROR,
		.words = ui_say(ui, error->reason)};
	row.name = ui_fill(ui, ui_tr(ui, N_("Line {}")), number_words(ui, error->line));
	if (error->field[0])
		row.lead = ui_fill(ui,
			ui_fill(ui, ui_tr(ui, N_("Column {}, {}:")),
				column_name(ui, error->column)),
			error->field);
	if (error->value[0])
		row.words = arena_printf(&ui->list->arena, "\xE2\x80\x9C%s\xE2\x80\x9D: %s",
			error->value, row.words);
	return row;
}

static struct look_row change_row(struct ui *ui, const struct import_change *change)
{
	return (struct look_row){.icon = "edit",
		.tag = ui_tr(ui, N_("Changed")),
		.fill = SUNK,
		.ink = INK,
		.name = change->name,
		.words = ui_tr(ui, staff_field_name(change->field)),
		.before = staff_value_words(ui, change->field, change->before),
		.after = staff_value_words(ui, change->field, change->after)};
}

static struct look_row gone_row(struct ui *ui, const char *name)
{
	return (struct look_row){.icon = "minus",
		.tag = ui_tr(ui, N_("Missing")),
		.fill = WARN_TINT,
		.ink = WARN_TEXT,
		.name = name,
		.words = ui_tr(ui, N_("Not in the file. Kept as it is."))};
}

static struct look_row fresh_row(struct ui *ui, const struct import_fresh *fresh)
{
	struct therapist therapist = {0};
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		therapist.field[i] = "";
	therapist.field[THERAPIST_TECHNIQUES] = fresh->techniques;
	const char *techniques = techniques_words(ui, &therapist);
	const char *words = ui_tr(ui, fresh->checked ? N_("New, with its verification.")
						     : N_("New. Shown once verified."));
	return (struct look_row){.icon = "plus",
		.tag = ui_tr(ui, N_("Added")),
		.fill = TIDE_TINT,
		.ink = TIDE_PRESSED,
		.name = fresh->name,
		.words = techniques[0] ? arena_printf(&ui->list->arena, "%s %s", words, techniques)
				       : words};
}

/* "Phone  (303) 555-0103  (303) 555-0166": the old value struck through. */
static void values(struct ui *ui, struct rect box, const struct look_row *row)
{
	struct type label = theme_type(STYLE_LABEL, 1), bold = label;
	bold.font = FONT_BOLD;
	const float gap = 1.4f;
	const char *const text[] = {row->words, row->before, row->after};
	for (int i = 0; i < 3 && box.w > 4; i++) {
		const struct type *type = i == 2 ? &bold : &label;
		if (!text[i][0])
			continue;
		float w = fminf(ui_text_width(ui, *type, text[i]) + 0.1f, box.w);
		struct rect part = rect_cut_left(&box, w);
		ui_text(ui, part, *type, i == 1 ? INK_2 : INK, LEFT | MIDDLE, 1, text[i]);
		if (i == 1)
			draw_rect(ui->list, rect_make(part.x, part.y + part.h / 2, w, 0.2f),
				ui->theme->color[INK_2]);
		rect_cut_left(&box, gap);
	}
}

static void what_happens(struct ui *ui, struct rect box, const struct look_row *row)
{
	struct type label = theme_type(STYLE_LABEL, 1), bold = label;
	bold.font = FONT_BOLD;
	if (row->before) {
		values(ui, box, row);
		return;
	}
	float words = ui_text_height(ui, box.w, label, row->words);
	rect_cut_top(&box, (box.h - words - (row->lead ? label.line : 0)) / 2);
	if (row->lead)
		ui_text(ui, rect_cut_top(&box, label.line), ui_fit(ui, box.w, 1, bold, row->lead),
			INK, LEFT, 1, row->lead);
	ui_text(ui, box, label, INK, LEFT, 0, row->words);
}

static bool is_wide(const struct ui *ui)
{
	return ui->m.size_class == CLASS_LANDSCAPE;
}

/* High enough for all that is said about it. */
static float look_height(const struct ui *ui, float w, const struct look_row *row)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	float room = is_wide(ui) ? w - 6.4f - 18 - 44 - 5.6f : w - 4.8f;
	float words = row->before ? label.line : ui_text_height(ui, room, label, row->words);
	float lead = row->lead ? label.line : 0;
	float least = is_wide(ui) ? 9.1f : 13;
	return fmaxf(least, words + lead + (is_wide(ui) ? 3 : 8));
}

static void draw_row(struct ui *ui, struct rect box, const struct look_row *row)
{
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	struct type name = type_sized(theme_type(STYLE_HEADING, 1), 3);
	struct rect in = rect_inset(box, wide ? 3.2f : 2.4f, 0);
	draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
	const float tag_h = 4.4f;
	if (wide) {
		struct rect cell = rect_cut_left(&in, 18);
		ui_tag(ui, (struct point){cell.x, cell.y + (cell.h - tag_h) / 2}, tag_h, row->icon,
			row->tag, row->fill, row->ink);
		rect_cut_left(&in, 2.8f);
		ui_text(ui, rect_cut_left(&in, 44), name, INK, LEFT | MIDDLE, 1, row->name);
		rect_cut_left(&in, 2.8f);
		what_happens(ui, in, row);
		return;
	}
	rect_cut_top(&in, 1);
	struct rect top = rect_cut_top(&in, 5);
	float w = ui_tag(ui, (struct point){top.x, top.y + 0.3f}, tag_h, row->icon, row->tag,
		row->fill, row->ink);
	rect_cut_left(&top, w + 1.6f);
	ui_text(ui, top, name, INK, LEFT | MIDDLE, 1, row->name);
	rect_cut_bottom(&in, 0.6f);
	what_happens(ui, in, row);
}

static bool nth_row(
	struct ui *ui, const struct import_report *report, size_t n, struct look_row *row)
{
	if (n < report->errors) {
		*row = error_row(ui, &report->error[n]);
		return true;
	}
	n -= report->errors;
	if (n < report->changes) {
		*row = change_row(ui, &report->change[n]);
		return true;
	}
	n -= report->changes;
	if (n < report->gones) {
		*row = gone_row(ui, report->gone[n]);
		return true;
	}
	n -= report->gones;
	if (n < report->freshes)
		*row = fresh_row(ui, &report->fresh[n]);
	return n < report->freshes;
}

static void look_rows(struct ui *ui, struct rect window, const struct import_report *report)
{
	struct rect at = ui_scroll_begin(ui, window);
	size_t all = report->errors + report->changes + report->gones + report->freshes;
	const float h = 9.1f;
	float y = at.y;
	struct look_row row;
	for (size_t n = 0; n < ROWS_MAX && nth_row(ui, report, n, &row); n++) {
		float high = look_height(ui, at.w, &row);
		draw_row(ui, rect_make(at.x, y, at.w, high), &row);
		y += high;
	}
	if (all > ROWS_MAX) {
		ui_text(ui, rect_make(at.x, y, at.w, h), theme_type(STYLE_LABEL, 1), INK_2,
			CENTER | MIDDLE, 1,
			ui_fill(ui, ui_tr(ui, N_("and {} more")),
				number_words(ui, (int)(all - ROWS_MAX))));
		y += h;
	}
	if (!all)
		ui_text(ui, rect_make(at.x, y, at.w, h * 2), theme_type(STYLE_LEAD, 1), INK_2,
			CENTER | MIDDLE, 2,
			ui_tr(ui, N_("The directory is as the file says already.")));
	ui_scroll_end(ui, y);
}

static const char *file_name(const struct app *app)
{
	const char *slash = strrchr(app->staff.file, '/');
	return slash ? slash + 1 : app->staff.file;
}

static void look_table(
	const struct app *app, struct ui *ui, struct rect box, const struct import_report *report)
{
	ui_card(ui, box, 2.4f);
	if (ui->m.size_class == CLASS_LANDSCAPE) {
		struct type small = type_sized(theme_type(STYLE_SMALL, 1), 2.4f);
		struct rect head = rect_inset(rect_cut_top(&box, 5.4f), 3.2f, 0);
		const char *about = arena_printf(&ui->list->arena, "%s, %s", file_name(app),
			ui_fill(ui, trn(ui->lang, "{} row", "{} rows", (unsigned long)report->rows),
				number_words(ui, report->rows)));
		ui_text(ui, head, small, INK_2, RIGHT | MIDDLE, 1, about);
		ui_text(ui, rect_cut_left(&head, 20.8f), small, INK_2, LEFT | MIDDLE, 1,
			ui_tr(ui, N_("State")));
		ui_text(ui, rect_cut_left(&head, 46.8f), small, INK_2, LEFT | MIDDLE, 1,
			ui_tr(ui, N_("Therapist")));
		ui_text(ui, head, small, INK_2, LEFT | MIDDLE, 1, ui_tr(ui, N_("What happens")));
	}
	rect_cut_bottom(&box, 0.6f);
	look_rows(ui, rect_inset(box, 0.2f, 0.2f), report);
}

/* ---- the foot ---- */

static int changes_of(const struct import_report *report)
{
	return report->added + report->changed;
}

/* Why it is blocked, or what protects it; two buttons, of which the go one does what helps. */
static void look_foot(
	struct ui *ui, struct rect row, const struct import_report *report, bool sound)
{
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	int changes = changes_of(report);
	struct button apply = {.id = "import.apply",
		.label = ui_fill(ui,
			trn(ui->lang, "Apply {} change", "Apply {} changes",
				(unsigned long)changes),
			number_words(ui, changes)),
		.icon = sound ? "check" : NULL,
		.kind = sound && changes ? BUTTON_GO : BUTTON_QUIET,
		.disabled = !sound || !changes,
		.action = {ACTION_SIGN, ACTION_IMPORT}};
	struct button other = {.id = sound ? "import.cancel" : "import.again",
		.label = ui_tr(ui, sound ? N_("Cancel") : N_("Read it again")),
		.icon = sound ? NULL : "replay",
		.kind = sound ? BUTTON_QUIET : BUTTON_GO,
		.action = {sound ? ACTION_BACK : ACTION_FILE_AGAIN, 0}};
	struct type label = theme_type(STYLE_LABEL, 1), bold = label;
	bold.font = FONT_BOLD;
	const char *words =
		sound ? ui_tr(ui, N_("All or nothing, with a backup first. Can be undone."))
		      : ui_tr(ui,
				N_("Nothing has been changed. Mend the rows in the file, then read "
				   "it again."));
	if (!wide) {
		staff_two_buttons(ui, rect_cut_bottom(&row, 8.8f), sound ? &other : &apply,
			sound ? &apply : &other, true);
		if (row.h > 4)
			staff_hint(ui, row, sound ? "usb" : "warning", sound ? INK_2 : ERROR, label,
				words);
		return;
	}
	struct button *last = sound ? &apply : &other, *first = sound ? &other : &apply;
	ui_button(ui, rect_cut_right(&row, ui_button_width(ui, last)), last);
	rect_cut_right(&row, 2.4f);
	ui_button(ui, rect_cut_right(&row, ui_button_width(ui, first)), first);
	rect_cut_right(&row, 2.4f);
	rect_cut_top(
		&row, (row.h - ui_text_height(ui, row.w - 5, sound ? label : bold, words)) / 2);
	staff_hint(ui, row, sound ? "usb" : "warning", sound ? INK_2 : ERROR, sound ? label : bold,
		words);
}

void import_look(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class == CLASS_LANDSCAPE;
	const struct desk_answer *look = app->staff.answer[DESK_CHECK];
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Check before importing")), NULL);
	rect_cut_top(&in, small ? 1.2f : 3.2f);
	rect_cut_bottom(&in, small ? 1.2f : 3.4f);
	if (app->staff.busy[DESK_CHECK] || !look) {
		ui_text(ui, in, theme_type(STYLE_LEAD, 1), INK_2, CENTER | MIDDLE, 1,
			ui_tr(ui, N_("One moment")));
		return;
	}
	const struct import_report *report = &look->report;
	struct rect foot = rect_cut_bottom(&in, small ? 8.8f : wide ? 9 : 15);
	rect_cut_bottom(&in, small ? 1.2f : 3.2f);
	counts(ui, rect_cut_top(&in, small ? 7.6f : 14.4f), report);
	rect_cut_top(&in, small ? 1.2f : 2.4f);
	look_table(app, ui, in, report);
	look_foot(ui, foot, report, look->done && report->errors == 0);
}

/* ---- taking it back ---- */

static void undo_row(struct ui *ui, struct rect box, const char *icon, enum color_role ink,
	const char *words, bool first)
{
	struct type name = type_sized(theme_type(STYLE_HEADING, 1), 3.1f);
	if (!first)
		draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
	struct rect in = rect_inset(box, 3.2f, 0);
	ui_icon(ui, (struct point){in.x, in.y + (in.h - 4.4f) / 2}, 4.4f, icon, ink);
	rect_cut_left(&in, 6.8f);
	ui_text(ui, in, name, INK, LEFT | MIDDLE, 2, words);
}

static const char *filled(struct ui *ui, const char *one, const char *many, int n)
{
	return ui_fill(ui, trn(ui->lang, one, many, (unsigned long)n), number_words(ui, n));
}

static void undo_foot(const struct app *app, struct ui *ui, struct rect row)
{
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	struct button leave = {
		.id = "undo.no", .label = ui_tr(ui, N_("Leave it")), .action = {ACTION_BACK, 0}};
	struct button undo = {.id = "undo.yes",
		.label = ui_tr(ui, N_("Undo the import")),
		.icon = "undo",
		.icon_size = 4.4f,
		.kind = BUTTON_GO,
		.disabled = app->staff.busy[DESK_UNDO],
		.action = {ACTION_SIGN, ACTION_UNDONE}};
	struct rect buttons = wide ? rect_cut_right(&row, 74) : rect_cut_bottom(&row, 11.2f);
	staff_two_buttons(ui, buttons, &leave, &undo, false);
	struct type label = theme_type(STYLE_LABEL, 1);
	if (wide) {
		rect_cut_right(&row, 2.4f);
		rect_cut_top(&row, 3.4f);
	}
	bool wrong = app->staff.refused && app->staff.tried == DESK_UNDO;
	if (row.h > 5)
		staff_hint(ui, row, wrong ? "warning" : "info", wrong ? ERROR : INK_2, label,
			wrong ? staff_why(app, ui)
			      : ui_tr(ui, N_("A backup of how it is now is made first.")));
}

void import_undo(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class == CLASS_LANDSCAPE;
	const struct desk_answer *answer = staff_told(app, DESK_LAST);
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Undo the last import")), NULL);
	if (!answer || !answer->last_there)
		return;
	const struct directory_import *last = &answer->last;
	rect_cut_top(&in, small ? 1.6f : 3.6f);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	undo_foot(app, ui, rect_cut_bottom(&in, small ? 11.2f : wide ? 11.2f : 18));
	rect_cut_bottom(&in, small ? 1.2f : 3.2f);
	const char *title = ui_tr(ui, N_("Back to before it?"));
	struct type head = ui_fit(
		ui, in.w, 1, type_sized(theme_type(STYLE_DISPLAY, 1), small ? 5 : 8.4f), title);
	rect_cut_top(&in, ui_text(ui, in, head, INK, LEFT, 1, title) + 1);
	const char *words = ui_fill(ui,
		ui_fill(ui, ui_fill(ui, ui_tr(ui, N_("{} was applied on {} by {}.")), last->file),
			when_words(ui, answer->last_wall_s)),
		last->by);
	struct type lead = type_sized(theme_type(STYLE_LEAD, 1), small ? 2.8f : 3.4f);
	rect_cut_top(&in, ui_text(ui, in, lead, INK_2, LEFT, 0, words) + (small ? 1.2f : 3.6f));
	float h = fminf(11, in.h / 4);
	ui_card(ui, rect_make(in.x, in.y, in.w, 4 * h), 2.4f);
	undo_row(ui, rect_cut_top(&in, h), "minus", FLARE_GRAPHIC,
		filled(ui, "{} added goes away again", "{} added go away again", last->added),
		true);
	undo_row(ui, rect_cut_top(&in, h), "undo", TIDE,
		filled(ui, "{} changed gets its old values", "{} changed get their old values",
			last->changed),
		false);
	undo_row(ui, rect_cut_top(&in, h), "check", TIDE,
		filled(ui, "{} stays as it is", "{} stay as they are", last->unchanged), false);
	undo_row(ui, rect_cut_top(&in, h), "edit", WARN_TEXT,
		ui_tr(ui, N_("What was edited since is kept")), false);
}

/* ---- the ends ---- */

static void runs(const struct app *app, struct ui *ui, struct rect in)
{
	struct button cancel = {.id = "import.stop",
		.label = ui_tr(ui, N_("Cancel")),
		.action = {ACTION_IMPORT_CANCEL, 0}};
	struct rect box = rect_center(in, fminf(in.w, 110), 34);
	const char *title = ui_tr(ui, N_("Importing"));
	struct type head = type_sized(theme_type(STYLE_DISPLAY, 1), 7.2f);
	ui_text(ui, rect_cut_top(&box, head.line), head, INK, LEFT, 1, title);
	rect_cut_top(&box, 3);
	struct rect bar = rect_cut_top(&box, 3);
	draw_round(ui->list, bar, 1.5f, ui->theme->color[SUNK]);
	if (app->staff.progress > 0.02f)
		draw_round(ui->list, rect_make(bar.x, bar.y, bar.w * app->staff.progress, bar.h),
			1.5f, ui->theme->color[TIDE_GRAPHIC]);
	rect_cut_top(&box, 4);
	struct rect row = rect_cut_top(&box, 8.8f);
	ui_button(ui, rect_cut_left(&row, ui_button_width(ui, &cancel)), &cancel);
	rect_cut_left(&row, 2.4f);
	const struct desk_answer *look = app->staff.answer[DESK_CHECK];
	if (!look)
		return;
	int rows = look->report.rows, done = (int)lroundf(app->staff.progress * (float)rows);
	const char *words =
		ui_fill(ui, ui_fill(ui, ui_tr(ui, N_("{} of {} rows")), number_words(ui, done)),
			number_words(ui, rows));
	struct type label = theme_type(STYLE_LABEL, 1);
	ui_text(ui, row, ui_fit(ui, row.w, 1, label, words), INK_2, LEFT | MIDDLE, 1, words);
}

void import_ends(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT, undone = app->staff.stage == IMPORT_UNDONE;
	const struct desk_answer *answer = staff_told(app, DESK_IMPORT);
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Import from USB")), NULL);
	rect_cut_top(&in, small ? 2 : 6);
	if (app->staff.stage == IMPORT_RUNS) {
		runs(app, ui, in);
		return;
	}
	const struct import_report *report = answer ? &answer->report : NULL;
	const char *words = ui_tr(ui, N_("The directory is as it was before the import."));
	if (!undone && report)
		words = ui_fill(ui,
			ui_fill(ui, ui_tr(ui, N_("{} added, {} changed. It can be undone.")),
				number_words(ui, report->added)),
			number_words(ui, report->changed));
	if (!undone && answer && answer->why[0])
		words = arena_printf(&ui->list->arena, "%s %s", words, ui_say(ui, answer->why));
	const struct empty end = {.icon = undone ? "undo" : "check",
		.title = ui_tr(ui, undone ? N_("The import was taken back") : N_("Imported")),
		.words = words,
		.way = {.id = "staff.therapists",
			.label = ui_tr(ui, N_("See the therapists")),
			.action = {ACTION_GO, SCREEN_STAFF_THERAPISTS}}};
	ui_empty(ui, in, &end);
}
