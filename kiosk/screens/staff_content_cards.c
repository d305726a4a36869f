/* The cards of staff-content: content in use, the pack on the stick, the program. */
#include "screens/staff_content.h"

#include <math.h>
#include <string.h>

static bool is_small(const struct ui *ui)
{
	return ui->m.size_class == CLASS_COMPACT;
}

struct pads {
	float x, y, head, title, button;
};

static struct pads pads_of(const struct ui *ui)
{
	return is_small(ui) ? (struct pads){2.6f, 1.8f, 3.2f, 4.4f, 8.8f}
			    : (struct pads){3.6f, 2.6f, 4, 5.6f, 10};
}

/* "Tuneup basics 1.2"; where it does not say, the file's name or what it is. */
static const char *title_of(struct ui *ui, const struct pack_about *about, const char *otherwise)
{
	if (!about->words.name[0])
		return otherwise;
	return arena_printf(&ui->list->arena, "%s %s", about->words.name, about->words.version);
}

static const char *routines_words(struct ui *ui, int routines)
{
	return ui_fill(ui, trn(ui->lang, "{} routine", "{} routines", (unsigned long)routines),
		number_words(ui, routines));
}

static void head(struct ui *ui, struct rect row, const char *words, enum color_role color)
{
	struct type type = type_sized(theme_type(STYLE_HEADING, 1), pads_of(ui).head);
	ui_text(ui, row, ui_fit(ui, row.w, 1, type, words), color, LEFT | MIDDLE, 1, words);
}

/* ---- in use ---- */

static const char *back_words(struct ui *ui, const struct desk_content *content)
{
	if (content->before.words.version[0])
		return ui_fill(ui, ui_tr(ui, N_("Roll back to {}")), content->before.words.version);
	return ui_tr(ui, N_("Roll back"));
}

float content_now_height(const struct app *app, struct ui *ui, float w)
{
	const struct desk_content *content = content_told(app);
	struct pads p = pads_of(ui);
	(void)w;
	float h = 2 * p.y + 5.2f + 1.2f + p.title * 1.15f + 3.6f;
	return content && content->can_go_back ? h + 1.6f + 8.8f : h;
}

static const char *about_now(struct ui *ui, const struct desk_content *content)
{
	const char *size = size_words(ui, content->now.bytes);
	const char *words = arena_printf(
		&ui->list->arena, "%s, %s", routines_words(ui, content->now.routines), size);
	if (content->own)
		return arena_printf(
			&ui->list->arena, "%s, %s", words, ui_tr(ui, N_("came with the program")));
	return content->now.since == DAY_NONE ? words
					      : arena_printf(&ui->list->arena, "%s, %s", words,
							ui_fill(ui, ui_tr(ui, N_("since {}")),
								day_words(ui, content->now.since)));
}

static void back_row(
	const struct app *app, struct ui *ui, struct rect row, const struct desk_content *content)
{
	struct button back = {.id = "content.back",
		.label = back_words(ui, content),
		.icon = "undo",
		.disabled = content_runs(app),
		.action = {ACTION_PACK, PACK_BACK}};
	float w = fminf(ui_button_width(ui, &back), row.w);
	ui_button(ui, rect_cut_left(&row, w), &back);
	rect_cut_left(&row, 1.6f);
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *words = ui_tr(ui, N_("Kept on the kiosk, takes a second"));
	if (row.w > 20)
		ui_text(ui, row, ui_fit(ui, row.w, 2, label, words), INK_2, LEFT | MIDDLE, 2,
			words);
}

static void tag(struct ui *ui, struct rect *row, const char *words)
{
	const float h = 4.4f;
	float w = ui_tag_width(ui, h, "check", words);
	if (w > row->w * 0.6f)
		return;
	struct rect cut = rect_cut_right(row, w);
	ui_tag(ui, (struct point){cut.x, cut.y + (cut.h - h) / 2}, h, "check", words, TIDE_TINT,
		TIDE_PRESSED);
}

void content_now(const struct app *app, struct ui *ui, struct rect box)
{
	const struct desk_content *content = content_told(app);
	struct pads p = pads_of(ui);
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, p.x, p.y), row = rect_cut_top(&in, 5.2f);
	if (content && !content->own)
		tag(ui, &row, ui_tr(ui, N_("Signed, complete")));
	head(ui, row, ui_tr(ui, N_("Playing now")), INK);
	rect_cut_top(&in, 1.2f);
	struct type title = type_sized(theme_type(STYLE_TITLE, 1), p.title);
	struct type label = theme_type(STYLE_LABEL, 1);
	const struct about *about = &app->whole->about;
	const char *name = about->name[0] ? arena_printf(&ui->list->arena, "%s %s", about->name,
						    about->version)
					  : ui_tr(ui, N_("Content without a name"));
	ui_text(ui, rect_cut_top(&in, p.title * 1.15f), ui_fit(ui, in.w, 1, title, name), INK,
		LEFT | MIDDLE, 1, name);
	row = rect_cut_top(&in, 3.6f);
	if (!content) {
		const struct desk_answer *answer = app->staff.answer[DESK_CONTENT];
		const char *why = answer && !answer->done ? ui_tr(ui, answer->why) : "";
		ui_text(ui, row, ui_fit(ui, row.w, 1, label, why), INK_2, LEFT | MIDDLE, 1, why);
		return;
	}
	const char *words = about_now(ui, content);
	ui_text(ui, row, ui_fit(ui, row.w, 1, label, words), INK_2, LEFT | MIDDLE, 1, words);
	rect_cut_top(&in, 1.6f);
	if (content->can_go_back)
		back_row(app, ui, rect_cut_top(&in, 8.8f), content);
}

/* ---- on the stick ---- */

struct line {
	const char *icon, *words;
	enum color_role color;
};
enum { LINES_MAX = 3 };

static const char *failed_words(const struct app *app, struct ui *ui, const struct desk_pack *pack)
{
	bool failed = app->staff.refused &&
		      (app->staff.tried == DESK_INSTALL || app->staff.tried == DESK_GO_BACK);
	if (failed)
		return staff_why(app, ui);
	return pack && !pack->fits ? ui_say(ui, pack->why) : NULL;
}

/* What is said of a pack that can be installed. */
static int good_lines(const struct app *app, struct ui *ui, const struct desk_pack *pack,
	struct line line[LINES_MAX])
{
	const struct desk_content *content = content_told(app);
	const char *news = text_in(&pack->about.words.news, ui->lang);
	int lines = 0;
	line[lines++] = (struct line){"check", ui_tr(ui, N_("Signature is right")), ICE};
	line[lines++] = (struct line){"check",
		ui_fill(ui,
			ui_fill(ui, ui_tr(ui, N_("{}, and {} are free")),
				size_words(ui, pack->about.bytes)),
			size_words(ui, content->free_bytes)),
		ICE};
	if (pack->about.kind == PACK_PROGRAM)
		line[lines++] = (struct line){"info",
			ui_tr(ui, N_("The kiosk starts anew, within a minute or two")), ICE};
	else
		line[lines++] = (struct line){news && news[0] ? "check" : "info",
			news && news[0] ? news : routines_words(ui, pack->about.routines), ICE};
	return lines;
}

static int lines_of(const struct app *app, struct ui *ui, const struct desk_pack *pack,
	struct line line[LINES_MAX])
{
	const char *failed = failed_words(app, ui, pack);
	if (failed) {
		line[0] = (struct line){"warning", failed, FLARE};
		return 1;
	}
	if (app->staff.installed) {
		line[0] = (struct line){
			"check", ui_tr(ui, N_("Installed. Customers see it at once.")), ICE};
		return 1;
	}
	return pack ? good_lines(app, ui, pack, line) : 0;
}

static const char *no_pack_words(const struct app *app, struct ui *ui)
{
	if (app->staff.busy[DESK_CONTENT] && !content_told(app))
		return "";
	return ui_tr(
		ui, app->staff.usb[0]
			    ? N_("There is no pack on this stick.")
			    : N_("Put a stick with a pack in: new routines, or a newer program."));
}

static float lines_height(
	const struct app *app, struct ui *ui, const struct desk_pack *pack, float w)
{
	struct line line[LINES_MAX];
	struct type label = theme_type(STYLE_LABEL, 1);
	float h = 0;
	int lines = lines_of(app, ui, pack, line);
	for (int i = 0; i < lines; i++)
		h += fmaxf(ui_text_height(ui, w - 5, label, line[i].words), 3.6f) + 0.8f;
	return h;
}

float content_stick_height(const struct app *app, struct ui *ui, float w)
{
	const struct desk_pack *pack = content_pack(app);
	struct pads p = pads_of(ui);
	float inner = w - 2 * p.x, h = 2 * p.y + 5.2f;
	struct type label = theme_type(STYLE_LABEL, 1);
	if (!pack && !content_runs(app))
		return h + 1.2f + lines_height(app, ui, pack, inner) +
		       ui_text_height(ui, inner, label, no_pack_words(app, ui));
	h += 1 + p.title * 1.15f + 0.8f + lines_height(app, ui, pack, inner);
	return h + 0.8f + p.button;
}

static void draw_lines(
	const struct app *app, struct ui *ui, struct rect *in, const struct desk_pack *pack)
{
	struct line line[LINES_MAX];
	struct type label = theme_type(STYLE_LABEL, 1);
	int lines = lines_of(app, ui, pack, line);
	for (int i = 0; i < lines; i++) {
		float h = fmaxf(ui_text_height(ui, in->w - 5, label, line[i].words), 3.6f);
		struct rect row = rect_cut_top(in, h);
		ui_icon(ui, (struct point){row.x, row.y}, 3.4f, line[i].icon, line[i].color);
		rect_cut_left(&row, 5);
		ui_text(ui, row, label, STAGE_TEXT, LEFT | MIDDLE, 0, line[i].words);
		rect_cut_top(in, 0.8f);
	}
}

static void progress_row(const struct app *app, struct ui *ui, struct rect row)
{
	struct button stop = {.id = "content.stop",
		.label = ui_tr(ui, N_("Cancel")),
		.kind = BUTTON_STAGE,
		.on_stage = true,
		.action = {ACTION_PACK, PACK_STOP}};
	float w = ui_button_width(ui, &stop);
	ui_button(ui, rect_center(rect_cut_right(&row, w), w, 8.4f), &stop);
	rect_cut_right(&row, 2.4f);
	struct rect bar = rect_center(row, row.w, 3);
	draw_round(ui->list, bar, 1.5f, ui->theme->color[STAGE_3]);
	if (app->staff.progress > 0.02f)
		draw_round(ui->list, rect_make(bar.x, bar.y, bar.w * app->staff.progress, bar.h),
			1.5f, ui->theme->color[ICE]);
}

static void install_row(
	const struct app *app, struct ui *ui, struct rect row, const struct desk_pack *pack)
{
	const char *version = pack->about.words.version;
	struct button install = {.id = "go",
		.label = version[0] ? ui_fill(ui, ui_tr(ui, N_("Install {}")), version)
				    : ui_tr(ui, N_("Install")),
		.icon = "import",
		.icon_size = 4,
		.kind = BUTTON_GO,
		.on_stage = true,
		.radius = 2,
		.disabled = !pack->fits || app->staff.installed,
		.action = {ACTION_PACK, PACK_INSTALL}};
	install.type = type_sized(theme_type(STYLE_BUTTON_LARGE, 1), is_small(ui) ? 3.2f : 3.8f);
	if (content_told(app)->packs > 1) {
		struct button next = {.id = "content.next",
			.label = ui_tr(ui, N_("Another pack")),
			.icon = "chevron-right",
			.icon_only = true,
			.kind = BUTTON_STAGE,
			.on_stage = true,
			.action = {ACTION_PACK, PACK_NEXT}};
		ui_button(ui, rect_cut_right(&row, row.h), &next);
		rect_cut_right(&row, 1.6f);
	}
	install.type = ui_fit(ui, row.w - 12, 1, install.type, install.label);
	ui_button(ui, row, &install);
}

static void stick_head(const struct app *app, struct ui *ui, struct rect row)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	const char *slash = strrchr(app->staff.usb, '/'),
		   *name = slash ? slash + 1 : app->staff.usb;
	if (name[0]) {
		float w = fminf(ui_text_width(ui, label, name) + 0.1f, row.w / 2);
		ui_text(ui, rect_cut_right(&row, w), label, STAGE_TEXT_2, LEFT | MIDDLE, 1, name);
		struct rect icon = rect_cut_right(&row, 4.2f);
		ui_icon(ui, (struct point){icon.x, icon.y + (icon.h - 3.2f) / 2}, 3.2f, "usb",
			STAGE_TEXT_2);
	}
	head(ui, row, ui_tr(ui, N_("On the stick")), STAGE_TEXT);
}

void content_stick(const struct app *app, struct ui *ui, struct rect box)
{
	const struct desk_pack *pack = content_pack(app);
	bool runs = content_runs(app);
	struct pads p = pads_of(ui);
	struct type label = theme_type(STYLE_LABEL, 1);
	draw_round(ui->list, box, 2.4f, ui->theme->color[STAGE]);
	if (ui->theme->outline)
		draw_outline(ui->list, box, 2.4f, ui->theme->outline, ui->theme->color[STAGE_LINE]);
	struct rect in = rect_inset(box, p.x, p.y);
	stick_head(app, ui, rect_cut_top(&in, 5.2f));
	if (!pack && !runs) {
		rect_cut_top(&in, 1.2f);
		draw_lines(app, ui, &in, NULL);
		ui_text(ui, in, label, STAGE_TEXT_2, LEFT, 0, no_pack_words(app, ui));
		return;
	}
	struct rect foot = rect_cut_bottom(&in, p.button);
	rect_cut_top(&in, 1);
	struct type title = type_sized(theme_type(STYLE_TITLE, 1), p.title);
	const char *name =
		runs ? ui_tr(ui, N_("Installing")) : title_of(ui, &pack->about, pack->name);
	ui_text(ui, rect_cut_top(&in, p.title * 1.15f), ui_fit(ui, in.w, 1, title, name),
		STAGE_TEXT, LEFT | MIDDLE, 1, name);
	rect_cut_top(&in, 0.8f);
	if (runs) {
		progress_row(app, ui, foot);
		return;
	}
	draw_lines(app, ui, &in, pack);
	install_row(app, ui, foot, pack);
}

/* ---- the program ---- */

void content_program(const struct app *app, struct ui *ui, struct rect box)
{
	struct pads p = pads_of(ui);
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, p.x, 0);
	struct button back = {.id = "content.program",
		.label = ui_tr(ui, N_("Program before")),
		.icon = "undo",
		.disabled = content_runs(app),
		.action = {ACTION_PACK, PACK_ASK_PROGRAM}};
	float w = fminf(ui_button_width(ui, &back), in.w * 0.6f);
	ui_button(ui, rect_center(rect_cut_right(&in, w), w, 8.4f), &back);
	rect_cut_right(&in, 1.6f);
	const char *words = ui_fill(ui, ui_tr(ui, N_("Program {}")), TUNEUP_VERSION);
	struct type type = type_sized(theme_type(STYLE_HEADING, 1), 3.2f);
	ui_text(ui, in, ui_fit(ui, in.w, 1, type, words), INK, LEFT | MIDDLE, 1, words);
}
