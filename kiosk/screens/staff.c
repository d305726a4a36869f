/* The staff's first screen: what needs a person, and six doors. */
#include "screens/staff_parts.h"

#include <string.h>

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.words[0] = '\0';
	app->staff.filter = DESK_ALL;
	staff_ask_list(app);
}

/* ---- the strip ---- */

struct state {
	const char *icon, *name, *words;
};

static const char *things(const struct app *app, struct ui *ui)
{
	size_t count = app->problems->count + app->problems->more;
	if (!count)
		return ui_tr(ui, N_("All is well"));
	return ui_fill(ui, trn(ui->lang, "{} thing to look at", "{} things to look at", count),
		number_words(ui, (int)count));
}

static const char *mat_words(const struct app *app, struct ui *ui)
{
	if (!app->mat.fitted)
		return ui_tr(ui, N_("None"));
	return ui_tr(ui, app->mat.works ? N_("Connected") : N_("Does not answer"));
}

static const char *stick_name(const struct app *app)
{
	const char *slash = strrchr(app->staff.usb, '/');
	return slash && slash[1] ? slash + 1 : app->staff.usb;
}

static const char *videos_words(const struct app *app, struct ui *ui)
{
	const struct catalog *catalog = app->catalog;
	int broken = 0, all = (int)catalog->routines;
	for (size_t i = 0; i < app->problems->count; i++)
		broken += app->problems->item[i].part == PART_VIDEO;
	int ready = broken < all ? all - broken : 0;
	return ui_fill(ui, ui_fill(ui, ui_tr(ui, N_("{} of {} ready")), number_words(ui, ready)),
		number_words(ui, all));
}

static void strip_state(struct ui *ui, struct rect box, const struct state *state)
{
	const float icon = 3.8f;
	struct type small = theme_type(STYLE_SMALL, 1), bold = theme_type(STYLE_LABEL, 1);
	bold.font = FONT_BOLD;
	ui_icon(ui, (struct point){box.x, box.y + (box.h - icon) / 2}, icon, state->icon, INK);
	rect_cut_left(&box, icon + 1.6f);
	rect_cut_top(&box, (box.h - 6.4f) / 2);
	ui_text(ui, rect_cut_top(&box, 3.1f), small, INK_2, LEFT, 1, state->name);
	ui_text(ui, box, ui_fit(ui, box.w, 1, bold, state->words), INK, LEFT, 1, state->words);
}

static void strip(const struct app *app, struct ui *ui, struct rect box)
{
	bool wide = ui->m.size_class == CLASS_LANDSCAPE;
	const struct state states[] = {
		{app->problems->count ? "warning" : "check", ui_tr(ui, N_("Health")),
			things(app, ui)},
		{"mat", ui_tr(ui, N_("Pressure mat")), mat_words(app, ui)},
		{"usb", ui_tr(ui, N_("USB stick")),
			app->staff.usb[0] ? stick_name(app) : ui_tr(ui, N_("None"))},
		{"play", ui_tr(ui, N_("Videos")), videos_words(app, ui)},
	};
	struct button all = {.id = "staff.problems",
		.label = ui_tr(ui, N_("See all")),
		.icon = "chevron-right",
		.icon_size = 3,
		.icon_after = true,
		.action = {ACTION_GO, SCREEN_STAFF_PROBLEMS}};
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 0, 0);
	rect_cut_left(&in, 3.6f);
	rect_cut_right(&in, 2.4f);
	float w = ui_button_width(ui, &all);
	struct rect cut = rect_cut_right(&in, w);
	ui_button(ui, rect_center(cut, w, wide ? 7.6f : 8.8f), &all);
	rect_cut_right(&in, 1.2f);
	for (int i = 0; i < 4; i++)
		strip_state(ui, rect_grid(in, wide ? 4 : 2, wide ? 1 : 2, 1.2f, i), &states[i]);
}

/* What the line names: before all else that customers cannot use the kiosk. */
static const char *foremost(const struct app *app, struct ui *ui)
{
	return ui_tr(ui, app->config->closed ? config_closed_title : app->problems->item[0].title);
}

/* On small glass one line says it. */
static void banner(const struct app *app, struct ui *ui, struct rect box)
{
	bool fine = app->problems->count == 0;
	enum color_role ink = fine ? TIDE_PRESSED : WARN_TEXT;
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), 3);
	const char *words = things(app, ui);
	ui_panel(ui, box, 1.6f, fine ? TIDE_TINT : WARN_TINT);
	ui_item(ui, &(struct item){.id = "staff.problems",
			    .role = ROLE_ROW,
			    .label = words,
			    .box = box,
			    .radius = 1.6f,
			    .action = {ACTION_GO, SCREEN_STAFF_PROBLEMS}});
	struct rect in = rect_inset(box, 2.4f, 0);
	ui_icon(ui, (struct point){in.x, in.y + (in.h - 4) / 2}, 4, fine ? "check" : "warning",
		ink);
	rect_cut_left(&in, 5.6f);
	struct rect end = rect_cut_right(&in, 3.4f);
	ui_icon(ui, (struct point){end.x, end.y + (end.h - 3.4f) / 2}, 3.4f, "chevron-right", ink);
	if (app->problems->count)
		words = ui_fill(ui, ui_fill(ui, "{}: {}", words), foremost(app, ui));
	ui_text(ui, in, type, ink, LEFT | MIDDLE, 1,
		ui_text_width(ui, type, words) > in.w ? things(app, ui) : words);
}

/* ---- the doors ---- */

struct door {
	const char *id, *icon, *name, *small_name, *words;
	enum screen_id screen;
	const char *tag, *tag_icon;
	bool go, alarm; /* alarm: the tag warns */
};

static void door_tag(struct ui *ui, struct rect in, const struct door *door)
{
	const float h = 4.4f;
	const char *icon = ui->m.size_class == CLASS_COMPACT ? NULL : door->tag_icon;
	float w = ui_tag_width(ui, h, icon, door->tag);
	ui_tag(ui, (struct point){in.x + in.w - w, in.y}, h, icon, door->tag,
		door->alarm ? WARN_TINT : PRIMARY, door->alarm ? WARN_TEXT : ON_PRIMARY);
}

static void draw_door(struct ui *ui, struct rect box, const struct door *door)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	bool pressed = ui_is_pressed(ui, door->id);
	const float radius = small ? 2 : 2.4f, icon = small ? 5 : 6.4f;
	if (door->go)
		draw_round(
			ui->list, box, radius, ui->theme->color[pressed ? FLARE_PRESSED : FLARE]);
	else if (pressed)
		ui_panel(ui, box, radius, SUNK);
	else
		ui_card(ui, box, radius);
	ui_item(ui, &(struct item){.id = door->id,
			    .role = ROLE_TILE,
			    .label = ui_tr(ui, door->name),
			    .box = box,
			    .radius = radius,
			    .go = door->go,
			    .action = {ACTION_GO, door->screen}});
	struct rect in = rect_inset(box, small ? 2.4f : 3.6f, small ? 2.2f : 3.4f);
	enum color_role ink = door->go ? ON_FLARE : INK;
	ui_icon(ui, (struct point){in.x, in.y}, icon, door->icon, ink);
	if (door->tag)
		door_tag(ui, in, door);
	const char *name = ui_tr(ui, small ? door->small_name : door->name);
	struct type title = type_sized(theme_type(STYLE_TITLE, 1), small ? 3.5f : 4.8f);
	struct type label = theme_type(STYLE_LABEL, 1);
	if (!small && door->words) {
		float h = ui_text_height(ui, in.w, label, door->words);
		ui_text(ui, rect_cut_bottom(&in, h), label, door->go ? ON_FLARE : INK_2, LEFT, 0,
			door->words);
		rect_cut_bottom(&in, 0.8f);
	}
	ui_text(ui, in, ui_fit(ui, in.w, 2, title, name), ink, LEFT | BOTTOM, 2, name);
}

static int in_need(const struct desk_answer *list)
{
	return list->count[DESK_UNVERIFIED] + list->count[DESK_EXPIRED] +
	       list->count[DESK_EXPIRING];
}

/* What the tag on the therapists' door says: the most pressing thing alone. */
static const char *need_words(struct ui *ui, const struct desk_answer *list)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	int unverified = list->count[DESK_UNVERIFIED], expired = list->count[DESK_EXPIRED];
	int soon = list->count[DESK_EXPIRING], n = unverified ? unverified
						   : expired  ? expired
							      : soon;
	if (small)
		return number_words(ui, in_need(list));
	const char *words =
		unverified ? trn(ui->lang, "{} to verify", "{} to verify", (unsigned)n)
		: expired  ? trn(ui->lang, "{} expired", "{} expired", (unsigned)n)
			   : trn(ui->lang, "{} expires soon", "{} expire soon", (unsigned)n);
	return ui_fill(ui, words, number_words(ui, n));
}

static void fill_therapists(const struct app *app, struct ui *ui, struct door *door)
{
	const struct desk_answer *list = staff_told(app, DESK_LIST);
	if (!list)
		return;
	door->words = ui_fill(ui,
		ui_fill(ui, ui_tr(ui, N_("{} in the directory, {} shown")),
			number_words(ui, list->count[DESK_ALL])),
		number_words(ui, list->shown));
	door->alarm = in_need(list) > 0;
	door->go = door->alarm && !app->staff.usb[0];
	if (door->alarm) {
		door->tag = need_words(ui, list);
		door->tag_icon = "warning";
	}
}

static void fill_import(const struct app *app, struct ui *ui, struct door *door)
{
	door->go = app->staff.usb[0];
	if (!door->go)
		return;
	door->tag = ui->m.size_class == CLASS_COMPACT ? ui_tr(ui, N_("Stick"))
						      : ui_tr(ui, N_("Stick found"));
}

/* Nobody forgets it: the way to open it again says so. */
static void fill_settings(const struct app *app, struct ui *ui, struct door *door)
{
	if (!app->config->closed)
		return;
	door->alarm = true;
	door->tag =
		ui_tr(ui, ui->m.size_class == CLASS_COMPACT ? N_("Closed") : N_("Kiosk closed"));
	door->tag_icon = "warning";
}

static void doors(const struct app *app, struct ui *ui, struct rect box)
{
	bool upright = ui->m.size_class == CLASS_PORTRAIT,
	     small = ui->m.size_class == CLASS_COMPACT;
	struct door door[] = {
		{"staff.therapists", "license", N_("Therapists"), N_("Therapists"), NULL,
			SCREEN_STAFF_THERAPISTS, NULL, NULL, false, false},
		{"staff.import", "import", N_("Import from USB"), N_("Import"),
			ui_tr(ui, N_("Check every change first")), SCREEN_STAFF_IMPORT, NULL, NULL,
			false, false},
		{"staff.usage", "chart", N_("Usage report"), N_("Usage"),
			ui_tr(ui, N_("Counts only, never people")), SCREEN_STAFF_USAGE, NULL, NULL,
			false, false},
		{"staff.hardware", "mat", N_("Hardware test"), N_("Hardware"),
			ui_tr(ui, N_("Buttons, lights, mat")), SCREEN_STAFF_HARDWARE, NULL, NULL,
			false, false},
		{"staff.content", "pack", N_("Content"), N_("Content"),
			ui_tr(ui, N_("What routines show")), SCREEN_STAFF_CONTENT, NULL, NULL,
			false, false},
		{"staff.settings", "settings", N_("Settings"), N_("Settings"),
			ui_tr(ui, N_("Store, sound, night hours, PIN")), SCREEN_STAFF_SETTINGS,
			NULL, NULL, false, false},
	};
	fill_therapists(app, ui, &door[0]);
	fill_import(app, ui, &door[1]);
	fill_settings(app, ui, &door[5]);
	for (int i = 0; i < 6; i++)
		draw_door(ui,
			rect_grid(box, upright ? 2 : 3, upright ? 3 : 2, small ? 1.6f : 2.4f, i),
			&door[i]);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct button out = {.id = "back",
		.label = ui_tr(ui, small ? N_("Leave") : N_("Leave staff mode")),
		.kind = BUTTON_ON,
		.action = {ACTION_STAFF_LEAVE, 0}};
	struct rect in = staff_bar_logo(
		app, ui, ui->m.size_class == CLASS_LANDSCAPE ? ui_tr(ui, N_("Staff")) : NULL, &out);
	rect_cut_top(&in, small ? 1.8f : 4);
	rect_cut_bottom(&in, small ? 3 : 7.2f);
	if (small) {
		banner(app, ui, rect_cut_top(&in, 8.8f));
		rect_cut_top(&in, 1.8f);
	} else {
		strip(app, ui, rect_cut_top(&in, ui->m.size_class == CLASS_PORTRAIT ? 22 : 12));
		rect_cut_top(&in, 3.2f);
	}
	doors(app, ui, in);
}

const struct screen screen_staff = {.name = "staff", .staff = true, .enter = enter, .view = view};
