/* Content: what is in use and the way back, what lies on the stick, which routines show. */
#include "screens/staff_content.h"

#include <stdio.h>
#include <string.h>

/* ---- what it does ---- */

static void ask_content(struct app *app)
{
	struct desk_request *request = staff_ask(app, DESK_CONTENT);
	snprintf(request->text, sizeof request->text, "%s", app->staff.usb);
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.refused = false;
	app->staff.pack = 0;
	app->staff.installed = false;
	ask_content(app);
}

bool content_runs(const struct app *app)
{
	return app->staff.busy[DESK_INSTALL] || app->staff.busy[DESK_GO_BACK];
}

const struct desk_content *content_told(const struct app *app)
{
	const struct desk_answer *answer = staff_told(app, DESK_CONTENT);
	return answer ? &answer->content : NULL;
}

const struct desk_pack *content_pack(const struct app *app)
{
	const struct desk_content *content = content_told(app);
	bool there = content && app->staff.usb[0] && app->staff.pack < content->packs;
	return there ? &content->pack[app->staff.pack] : NULL;
}

static void install(struct app *app)
{
	const struct desk_pack *pack = content_pack(app);
	if (!pack || !pack->fits || content_runs(app))
		return;
	app->staff.installed = app->staff.refused = false;
	app->staff.progress = 0;
	struct desk_request *request = staff_ask(app, DESK_INSTALL);
	snprintf(request->text, sizeof request->text, "%s", pack->path);
}

static void go_back(struct app *app, bool program)
{
	if (content_runs(app))
		return;
	app->staff.installed = app->staff.refused = false;
	staff_ask(app, DESK_GO_BACK)->yes = program;
}

static void ask_program_back(struct app *app)
{
	const struct confirm confirm = {.icon = "undo",
		.title = N_("The program before this one?"),
		.words = N_("It is installed again, and the kiosk starts anew. Therapists, counts "
			    "and settings stay."),
		.keep = N_("Keep this one"),
		.act = N_("Go back"),
		.action = {ACTION_PACK, PACK_PROGRAM_BACK}};
	app_confirm(app, &confirm);
}

/* One routine more or less among those that are hidden; all of them are written. */
static void toggle(struct app *app, int routine)
{
	if (app->staff.busy[DESK_SETTING] || routine < 0 || routine >= app->whole->routines)
		return;
	const char *id = app->whole->routine[routine].id;
	char list[DESK_TEXT / 2] = "";
	size_t length = 0;
	bool was = false;
	for (int i = 0; i < app->config->hiddens && length < sizeof list; i++) {
		bool same = strcmp(app->config->hidden[i], id) == 0;
		was = was || same;
		if (!same)
			length += (size_t)snprintf(list + length, sizeof list - length, "%s%s",
				length ? ", " : "", app->config->hidden[i]);
	}
	if (!was && length < sizeof list)
		snprintf(list + length, sizeof list - length, "%s%s", length ? ", " : "", id);
	staff_set(app, false, "content.hidden=[%s]", list);
}

static void act(struct app *app, enum pack_act deed)
{
	const struct desk_content *content = content_told(app);
	switch (deed) {
	case PACK_INSTALL:
		install(app);
		break;
	case PACK_STOP:
		app_effect(app, EFFECT_CANCEL);
		break;
	case PACK_BACK:
		go_back(app, false);
		break;
	case PACK_ASK_PROGRAM:
		ask_program_back(app);
		break;
	case PACK_PROGRAM_BACK:
		go_back(app, true);
		break;
	case PACK_NEXT:
		app->staff.refused = app->staff.installed = false;
		if (content && content->packs)
			app->staff.pack = (app->staff.pack + 1) % content->packs;
		break;
	}
}

static void answered(struct app *app, const struct desk_answer *answer)
{
	bool changed = answer->kind == DESK_INSTALL || answer->kind == DESK_GO_BACK;
	if (answer->kind == DESK_CONTENT && answer->content.packs <= app->staff.pack)
		app->staff.pack = 0;
	if (!changed)
		return;
	app->staff.installed = answer->kind == DESK_INSTALL && answer->done;
	if (answer->done && answer->kind == DESK_GO_BACK)
		app_toast(app, N_("It is as it was before."), 0);
	ask_content(app);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_DESK)
		answered(app, event->desk);
	if (event->kind == EVENT_USB) {
		app->staff.installed = false;
		ask_content(app);
	}
	if (event->kind != EVENT_ACTION || app->overlays)
		return false;
	switch (event->action.kind) {
	case ACTION_PACK:
		act(app, (enum pack_act)event->action.arg);
		return true;
	case ACTION_TOGGLE:
		toggle(app, event->action.arg);
		return true;
	default:
		return false;
	}
}

/* While it runs, its bar grows. */
static int64_t due(const struct app *app)
{
	const int64_t look_us = 100000;
	return content_runs(app) ? app->now_us + look_us : INT64_MAX;
}

/* ---- the routines ---- */

static bool is_shown(const struct app *app, const struct routine *routine)
{
	return catalog_find(app->catalog, routine->id) >= 0;
}

static const char *state_words(const struct app *app, struct ui *ui, const struct routine *routine)
{
	if (!is_shown(app, routine))
		return ui_tr(ui, N_("Hidden"));
	if (!routine->has_clip)
		return ui_tr(ui, N_("Shown without its video"));
	return clock_words(ui, (float)routine_seconds(routine));
}

static void poster(
	const struct app *app, struct ui *ui, struct rect box, const struct routine *routine)
{
	const uint32_t veil = 0x8C; /* of what is hidden, the paper over it: 55 % */
	if (routine->has_poster)
		draw_cover(ui->list, box, 0.5f, 0.5f, 1,
			arena_printf(&ui->list->arena, "content:%s/poster.png", routine->folder));
	else
		ui_panel(ui, box, 1, SUNK);
	if (!is_shown(app, routine))
		draw_rect(ui->list, box, (ui->theme->color[CARD] & 0xFFFFFF00U) | veil);
}

static float picture_width(const struct ui *ui)
{
	return (ui->m.size_class == CLASS_COMPACT ? 7.2f : 8.6f) * 1.42f;
}

static void routine_row(const struct app *app, struct ui *ui, struct rect box, int index)
{
	const struct routine *routine = &app->whole->routine[index];
	bool small = ui->m.size_class == CLASS_COMPACT;
	const char *title = text_in(&routine->title, ui->lang);
	draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
	rect_cut_top(&box, 0.2f);
	ui_item(ui,
		&(struct item){.id = arena_printf(&ui->list->arena, "content.show.%s", routine->id),
			.role = ROLE_BUTTON,
			.label = title,
			.box = rect_inset(box, 0, 0.5f),
			.radius = 1.6f,
			.action = {ACTION_TOGGLE, index}});
	const float picture_w = picture_width(ui), picture_h = picture_w / 1.42f;
	poster(app, ui, rect_center(rect_cut_left(&box, picture_w), picture_w, picture_h), routine);
	rect_cut_left(&box, 2);
	struct rect end = rect_cut_right(&box, 11);
	ui_switch(ui, rect_center(end, 11, 6), is_shown(app, routine));
	rect_cut_right(&box, 1.2f);
	struct type name = type_sized(theme_type(STYLE_BUTTON, 1), small ? 2.8f : 3.1f);
	struct type label = type_sized(theme_type(STYLE_SMALL, 1), 2.4f);
	const char *words = state_words(app, ui, routine);
	name = ui_fit(ui, box.w, 2, name, title);
	float title_h = ui_text_height(ui, box.w, name, title);
	rect_cut_top(&box, (box.h - title_h - ui_text_height(ui, box.w, label, words)) / 2);
	ui_text(ui, rect_cut_top(&box, title_h), name, INK, LEFT, 2, title);
	ui_text(ui, box, label, INK_2, LEFT, 0, words);
}

static float routine_height(const struct ui *ui)
{
	return ui->m.size_class == CLASS_COMPACT ? 10.4f : 12.6f;
}

static const float column_gap = 4, name_least = 2.6f;

/* Two columns where each name has room on two lines. */
static int routine_columns(const struct app *app, const struct ui *ui, float w)
{
	struct type name = type_sized(theme_type(STYLE_BUTTON, 1), 3.1f);
	float room = (w - column_gap) / 2 - picture_width(ui) - 14.2f;
	bool fits = ui->m.size_class != CLASS_COMPACT;
	for (int i = 0; fits && i < app->whole->routines; i++)
		fits = ui_fit(ui, room, 2, name, text_in(&app->whole->routine[i].title, ui->lang))
			       .size >= name_least;
	return fits ? 2 : 1;
}

static float rows_height(const struct app *app, const struct ui *ui, float w)
{
	int columns = routine_columns(app, ui, w),
	    rows = (app->whole->routines + columns - 1) / columns;
	return routine_height(ui) * (float)rows;
}

static void routine_rows(const struct app *app, struct ui *ui, struct rect at)
{
	const float h = routine_height(ui), gap = column_gap;
	int columns = routine_columns(app, ui, at.w);
	float w = (at.w - gap * (float)(columns - 1)) / (float)columns;
	for (int i = 0; i < app->whole->routines; i++) {
		int row = i / columns, column = i % columns;
		routine_row(app, ui,
			rect_make(at.x + (float)column * (w + gap), at.y + (float)row * h, w, h),
			i);
	}
}

static void routines_head(const struct app *app, struct ui *ui, struct rect head)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type title = type_sized(theme_type(STYLE_HEADING, 1), small ? 3.2f : 4);
	const char *count = ui_fill(ui,
		ui_fill(ui, ui_tr(ui, N_("{} of {}")), number_words(ui, app->catalog->routines)),
		number_words(ui, app->whole->routines));
	ui_text(ui, head, theme_type(STYLE_LABEL, 1), INK_2, RIGHT | MIDDLE, 1, count);
	ui_text(ui, head, title, INK, LEFT | MIDDLE, 1, ui_tr(ui, N_("Shown to customers")));
}

static const char *hidden_words(const struct app *app, struct ui *ui)
{
	bool wrong = app->staff.refused && app->staff.tried == DESK_SETTING;
	return wrong ? staff_why(app, ui)
		     : ui_tr(ui, N_("A hidden routine also leaves plans and the body map."));
}

/* Their rows, and what it means to hide one. Returns where that ends. */
static float routine_list(const struct app *app, struct ui *ui, struct rect at)
{
	struct type label = theme_type(STYLE_LABEL, 1);
	float y = at.y + rows_height(app, ui, at.w) + 1.2f;
	routine_rows(app, ui, at);
	return y +
	       staff_hint(ui, rect_make(at.x, y, at.w, 4), "info", INK_2, label,
		       hidden_words(app, ui)) +
	       1.6f;
}

/* The window reaches to the card's lower edge: in reach mode what lies beside it moves along. */
static void routines_card(const struct app *app, struct ui *ui, struct rect box)
{
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.6f, 0);
	rect_cut_top(&in, 2.6f);
	routines_head(app, ui, rect_cut_top(&in, 7.2f));
	struct rect at = ui_scroll_begin(ui, in);
	ui_scroll_end(ui, routine_list(app, ui, at));
}

/* ---- the whole ---- */

/* On small glass all of it is one page. */
static void view_small(const struct app *app, struct ui *ui, struct rect in)
{
	struct rect at = ui_scroll_begin(ui, in);
	float y = at.y, h = content_now_height(app, ui, at.w);
	content_now(app, ui, rect_make(at.x, y, at.w, h));
	y += h + 1.6f;
	h = content_stick_height(app, ui, at.w);
	content_stick(app, ui, rect_make(at.x, y, at.w, h));
	y += h + 1.6f;
	content_program(app, ui, rect_make(at.x, y, at.w, CONTENT_PROGRAM_H));
	y += CONTENT_PROGRAM_H + 1.2f;
	routines_head(app, ui, rect_make(at.x, y, at.w, 6));
	y += 6;
	ui_scroll_end(ui, routine_list(app, ui, rect_make(at.x, y, at.w, 0)));
}

/* The cards at the left, or at the top: in use, on the stick, the program. */
static void cards(const struct app *app, struct ui *ui, struct rect in)
{
	content_now(app, ui, rect_cut_top(&in, content_now_height(app, ui, in.w)));
	rect_cut_top(&in, 2.4f);
	/* A pack with all that is to be said of it takes all the room. */
	if (in.h - CONTENT_PROGRAM_H - 2.3f >= content_stick_height(app, ui, in.w)) {
		content_program(app, ui, rect_cut_bottom(&in, CONTENT_PROGRAM_H));
		rect_cut_bottom(&in, 2.4f);
	}
	content_stick(app, ui, in);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT, wide = ui->m.size_class == CLASS_LANDSCAPE;
	struct button eject = staff_stick_button(ui);
	struct rect in =
		staff_bar(app, ui, ui_tr(ui, N_("Content")), app->staff.usb[0] ? &eject : NULL);
	rect_cut_top(&in, small ? 1.6f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	if (small) {
		view_small(app, ui, in);
	} else if (wide) {
		cards(app, ui, rect_cut_left(&in, 74));
		rect_cut_left(&in, 2.4f);
		routines_card(app, ui, in);
	} else {
		float h = content_now_height(app, ui, in.w) + content_stick_height(app, ui, in.w) +
			  CONTENT_PROGRAM_H + 4.8f;
		cards(app, ui, rect_cut_top(&in, h));
		rect_cut_top(&in, 2.4f);
		routines_card(app, ui, in);
	}
}

const struct screen screen_staff_content = {.name = "staff-content",
	.staff = true,
	.enter = enter,
	.update = update,
	.due = due,
	.view = view};
