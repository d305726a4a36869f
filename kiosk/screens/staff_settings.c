/* Settings: parts at the left, rows at the right. Each change is on the disk before it shows. */
#include "screens/staff_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum part { STORE, SOUND, HOURS, LANGUAGE, ROLLER, PIN, PARTS };

static const struct {
	const char *id, *icon, *name;
} parts[PARTS] = {
	[STORE] = {"settings.store", "home", N_("Store and place")},
	[SOUND] = {"settings.sound", "volume", N_("Sound")},
	[HOURS] = {"settings.hours", "moon", N_("Screen and hours")},
	[LANGUAGE] = {"settings.language", "language", N_("Languages")},
	[ROLLER] = {"settings.roller", "mat", N_("Roller, out of order")},
	[PIN] = {"settings.pin", "lock", N_("PIN")},
};

enum kind { SWITCH, STEPPER, WORDS, CLOCK };

/* A row: what it is called, where it is kept, how it changes. */
struct row {
	enum part part;
	enum kind kind;
	const char *id, *name, *hint;
	const char *key; /* of the settings; NULL: the change function writes it */
	int least, most, step;
	int (*get)(const struct config *config);
	const char *(*show)(struct ui *ui, int value); /* STEPPER */
	enum entry_purpose purpose;                    /* WORDS */
	void (*set)(struct app *app, int value);       /* key NULL */
};

static bool has_night(const struct config *config)
{
	return config->night_from != config->night_to;
}

static int get_units(const struct config *config)
{
	return strcmp(config->units, "km") == 0;
}

static int get_start(const struct config *config)
{
	return config->volume_start;
}

static int get_max(const struct config *config)
{
	return config->volume_max;
}

static int get_night(const struct config *config)
{
	return has_night(config);
}

static int get_from(const struct config *config)
{
	return config->night_from;
}

static int get_to(const struct config *config)
{
	return config->night_to;
}

static int get_dim(const struct config *config)
{
	return config->night_dim;
}

static int get_idle(const struct config *config)
{
	return config->idle_seconds;
}

/* Half inches, as the row steps. */
static int get_diagonal(const struct config *config)
{
	return (int)lround(config->diagonal_in * 2);
}

static int get_motion(const struct config *config)
{
	return config->motion;
}

static int get_spoken_guidance(const struct config *config)
{
	return config->spoken_guidance;
}

static int get_kiosk_closed(const struct config *config)
{
	return config->closed;
}

static int get_closed(const struct config *config)
{
	return config->roller_closed;
}

static int get_set(const struct config *config)
{
	return config->set_seconds;
}

static const char *show_seconds(struct ui *ui, int value)
{
	return arena_printf(&ui->list->arena, "%d\xC2\xA0s", value);
}

static const char *show_inches(struct ui *ui, int value)
{
	if (!value)
		return ui_tr(ui, N_("Not set"));
	return arena_printf(&ui->list->arena, "%g\xC2\xA0in", (double)value / 2);
}

static void set_units(struct app *app, int value)
{
	staff_set(app, true, "place.units=%s", value ? "km" : "mi");
}

static void set_dim(struct app *app, int value)
{
	staff_set(app, true, "night.look=%s", value ? "dim" : "black");
}

static void set_diagonal(struct app *app, int value)
{
	staff_set(app, false, "screen.diagonal=%d.%d", value / 2, value % 2 * 5);
}

static void write_night(struct app *app, int from, int to)
{
	staff_set(app, true, "night.from=%02d:%02d\nnight.to=%02d:%02d", from / 60, from % 60,
		to / 60, to % 60);
}

/* On: from half past eight to nine, as stores often are; off: both alike. */
static void set_night(struct app *app, int value)
{
	const int evening = 20 * 60 + 30, morning = 9 * 60;
	write_night(app, value ? evening : 0, value ? morning : 0);
}

static void set_from(struct app *app, int value)
{
	write_night(app, value, app->config->night_to);
}

static void set_to(struct app *app, int value)
{
	write_night(app, app->config->night_from, value);
}

enum { DAY_MINUTES = 24 * 60, HALF_HOUR = 30 };

static const struct row rows[] = {
	{STORE, WORDS, "settings.name", N_("Name of the store"), N_("On what customers take home"),
		.purpose = ENTRY_STORE},
	{STORE, WORDS, "settings.zip", N_("ZIP code"), N_("Distances count from here"),
		.purpose = ENTRY_ZIP},
	{STORE, SWITCH, "settings.units", N_("Kilometers"), N_("Instead of miles"),
		.get = get_units, .set = set_units},
	{SOUND, STEPPER, "settings.start", N_("Volume of a new visit"), N_("Of ten steps"),
		.key = "sound.start", .most = 10, .step = 1, .get = get_start,
		.show = number_words},
	{SOUND, STEPPER, "settings.max", N_("Loudest"), N_("Customers cannot go beyond it"),
		.key = "sound.max", .least = 1, .most = 10, .step = 1, .get = get_max,
		.show = number_words},
	{SOUND, SWITCH, "settings.speech", N_("Spoken guidance"),
		N_("Home held for 3 seconds reads the screen aloud"),
		.key = "sound.spoken_guidance", .get = get_spoken_guidance},
	{HOURS, SWITCH, "settings.night", N_("Night hours"),
		N_("The screen goes dark when nobody is here"), .get = get_night, .set = set_night},
	{HOURS, STEPPER, "settings.from", N_("Dark from"), NULL, .most = DAY_MINUTES,
		.step = HALF_HOUR, .get = get_from, .show = time_words, .set = set_from},
	{HOURS, STEPPER, "settings.to", N_("Back at"),
		N_("A touch or a step on the mat wakes it any time"), .most = DAY_MINUTES,
		.step = HALF_HOUR, .get = get_to, .show = time_words, .set = set_to},
	{HOURS, SWITCH, "settings.dim", N_("Dim instead of black"), NULL, .get = get_dim,
		.set = set_dim},
	{HOURS, STEPPER, "settings.idle", N_("Reset after"),
		N_("No touch, no video, nobody on the mat"), .key = "idle.seconds", .least = 15,
		.most = 300, .step = 15, .get = get_idle, .show = show_seconds},
	{HOURS, STEPPER, "settings.diagonal", N_("Screen size"),
		N_("For the size of things you touch"), .most = 120, .step = 1, .get = get_diagonal,
		.show = show_inches, .set = set_diagonal},
	{HOURS, CLOCK, "settings.clock", N_("Date and time"), N_("Licenses are judged by it."),
		.key = NULL},
	{HOURS, SWITCH, "settings.motion", N_("Screens slide in"), NULL, .key = "screen.motion",
		.get = get_motion},
	{ROLLER, SWITCH, "settings.closed", N_("Roller out of order"),
		N_("Customers see a card instead of the roller"), .key = "roller.closed",
		.get = get_closed},
	{ROLLER, SWITCH, "settings.kiosk.closed", N_("Whole kiosk out of order"),
		N_("Once you leave, a card is all that customers see; your corner stays"),
		.key = "kiosk.closed", .get = get_kiosk_closed},
	{ROLLER, STEPPER, "settings.set", N_("Seconds of a set"), NULL, .key = "roller.set_seconds",
		.least = 30, .most = 60, .step = 5, .get = get_set, .show = show_seconds},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* The hours of a night that there is not need no rows. */
static bool shows(const struct app *app, int i)
{
	const struct row *row = &rows[i];
	bool of_night = row->get == get_from || row->get == get_to || row->get == get_dim;
	return (int)row->part == app->staff.part && (!of_night || has_night(app->config));
}

/* ---- what it does ---- */

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.refused = false;
}

static void change(struct app *app, int i, int value)
{
	if (app->staff.busy[DESK_SETTING])
		return;
	const struct row *row = &rows[i];
	if (row->set)
		row->set(app, value);
	else if (row->kind == SWITCH)
		staff_set(app, false, "%s=%s", row->key, value ? "true" : "false");
	else
		staff_set(app, false, "%s=%d", row->key, value);
}

/* A stepper stops at its ends, but the hours of the day go round. */
static void step(struct app *app, int i, int by)
{
	const struct row *row = &rows[i];
	int value = row->get(app->config) + by * row->step;
	if (row->most == DAY_MINUTES)
		value = (value + DAY_MINUTES) % DAY_MINUTES;
	else if (value < row->least || value > row->most)
		return;
	change(app, i, value);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION || app->overlays)
		return false;
	int i = event->action.arg;
	switch (event->action.kind) {
	case ACTION_PART:
		app->staff.part = i;
		app->staff.refused = false;
		app->nav[app->depth - 1].scroll = 0;
		return true;
	case ACTION_TOGGLE:
		change(app, i, !rows[i].get(app->config));
		return true;
	case ACTION_LESS:
		step(app, i, -1);
		return true;
	case ACTION_MORE:
		step(app, i, 1);
		return true;
	case ACTION_LANGUAGE:
		if (!app->staff.busy[DESK_SETTING])
			staff_set(app, true, "screen.language=%s", tr_code(i));
		return true;
	case ACTION_PIN_ANEW:
		app_go(app, SCREEN_STAFF_SETUP, 1);
		return true;
	default:
		return false;
	}
}

/* ---- a row ---- */

static const char *row_id(struct ui *ui, const struct row *row, const char *end)
{
	return arena_printf(&ui->list->arena, "%s.%s", row->id, end);
}

/* Minus, value, plus; named by the row, so that scripts and speech know which. */
static float draw_stepper(const struct app *app, struct ui *ui, struct rect box, int i)
{
	const struct row *row = &rows[i];
	const float side = 8.8f, value_w = ui->m.size_class == CLASS_LANDSCAPE ? 18 : 16;
	int value = row->get(app->config);
	bool round = row->most == DAY_MINUTES;
	struct button less = {.id = row_id(ui, row, "less"),
		.label = ui_fill(ui, ui_tr(ui, N_("{}: less")), ui_tr(ui, row->name)),
		.icon = "minus",
		.icon_only = true,
		.disabled = !round && value - row->step < row->least,
		.action = {ACTION_LESS, i}};
	struct button more = {.id = row_id(ui, row, "more"),
		.label = ui_fill(ui, ui_tr(ui, N_("{}: more")), ui_tr(ui, row->name)),
		.icon = "plus",
		.icon_only = true,
		.disabled = !round && value + row->step > row->most,
		.action = {ACTION_MORE, i}};
	ui_button(ui, rect_center(rect_cut_right(&box, side), side, 8.4f), &more);
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), 3.2f);
	const char *words = row->show(ui, value);
	ui_text(ui, rect_cut_right(&box, value_w), ui_fit(ui, value_w - 1, 1, type, words), INK,
		CENTER | MIDDLE, 1, words);
	ui_button(ui, rect_center(rect_cut_right(&box, side), side, 8.4f), &less);
	return 2 * side + value_w;
}

static float draw_words(
	const struct app *app, struct ui *ui, struct rect box, const struct row *row)
{
	const char *now = row->purpose == ENTRY_STORE ? app->config->store_name : app->config->zip;
	struct button button = {.id = row->id,
		.label = now[0] ? now : ui_tr(ui, N_("Not set")),
		.icon = "edit",
		.action = {ACTION_ENTRY, (int)row->purpose}};
	float w = fminf(ui_button_width(ui, &button), box.w * 0.55f);
	ui_button(ui, rect_center(rect_cut_right(&box, w), w, 8.4f), &button);
	return w;
}

/* What the clock says, and the way to set it. */
static float draw_clock(
	const struct app *app, struct ui *ui, struct rect box, const struct row *row)
{
	struct button button = {.id = row->id,
		.label = when_words(ui, app->wall_s + app->now_us / 1000000),
		.icon = "clock",
		.action = {ACTION_OPEN, OVERLAY_CLOCK}};
	float w = fminf(ui_button_width(ui, &button), box.w * 0.6f);
	ui_button(ui, rect_center(rect_cut_right(&box, w), w, 8.4f), &button);
	return w;
}

static float draw_switch(const struct app *app, struct ui *ui, struct rect box, int i)
{
	const struct row *row = &rows[i];
	ui_item(ui, &(struct item){.id = row->id,
			    .role = ROLE_BUTTON,
			    .label = ui_tr(ui, row->name),
			    .box = rect_inset(box, 0, 0.6f),
			    .radius = 1.6f,
			    .action = {ACTION_TOGGLE, i}});
	ui_switch(ui, rect_make(box.x + box.w - 11, box.y + (box.h - 6) / 2, 11, 6),
		row->get(app->config));
	return 11;
}

static void draw_row(const struct app *app, struct ui *ui, struct rect box, int i)
{
	const struct row *row = &rows[i];
	bool small = ui->m.size_class == CLASS_COMPACT;
	draw_rect(ui->list, rect_make(box.x, box.y, box.w, 0.2f), ui->theme->color[LINE]);
	float used = row->kind == SWITCH    ? draw_switch(app, ui, box, i)
		     : row->kind == STEPPER ? draw_stepper(app, ui, box, i)
		     : row->kind == CLOCK   ? draw_clock(app, ui, box, row)
					    : draw_words(app, ui, box, row);
	rect_cut_right(&box, used + 2);
	struct type name = type_sized(theme_type(STYLE_BUTTON, 1), small ? 2.8f : 3);
	struct type hint = type_sized(theme_type(STYLE_SMALL, 1), 2.4f);
	const char *words = row->hint && !small ? ui_tr(ui, row->hint) : "";
	const char *label = ui_tr(ui, row->name);
	float name_h = ui_text_height(ui, box.w, name, label);
	float h = name_h + (words[0] ? ui_text_height(ui, box.w, hint, words) : 0);
	rect_cut_top(&box, (box.h - h) / 2);
	ui_text(ui, rect_cut_top(&box, name_h), name, INK, LEFT, 0, label);
	if (words[0])
		ui_text(ui, box, hint, INK_2, LEFT, 0, words);
}

/* ---- the card ---- */

static void draw_languages(const struct app *app, struct ui *ui, struct rect box)
{
	static const char *const ids[LANG_MAX] = {"settings.lang.0", "settings.lang.1",
		"settings.lang.2", "settings.lang.3", "settings.lang.4", "settings.lang.5",
		"settings.lang.6", "settings.lang.7"};
	struct type label = theme_type(STYLE_LABEL, 1);
	rect_cut_top(&box, 2);
	rect_cut_top(&box, ui_text(ui, box, label, INK_2, LEFT, 0,
				   ui_tr(ui, N_("A visit begins in this language."))) +
				   1.4f);
	struct rect row = rect_cut_top(&box, 9.6f);
	for (int i = 0; i < tr_count(); i++) {
		const struct chip chip = {.id = ids[i],
			.label = tr(i, "English"),
			.on = strcmp(app->config->language, tr_code(i)) == 0,
			.action = {ACTION_LANGUAGE, i}};
		staff_segment(ui, rect_grid(row, tr_count(), 1, 1.6f, i), &chip, NULL);
	}
}

static void draw_pin(struct ui *ui, struct rect box)
{
	struct button anew = {.id = "settings.pin.anew",
		.label = ui_tr(ui, N_("Choose a new PIN")),
		.icon = "lock",
		.action = {ACTION_PIN_ANEW, 0}};
	struct type label = theme_type(STYLE_LABEL, 1);
	rect_cut_top(&box, 2);
	rect_cut_top(&box,
		ui_text(ui, box, label, INK_2, LEFT, 0,
			ui_tr(ui, N_("After four wrong ones the pad waits a minute, then twice as "
				     "long each time. Who forgot it sets a new one over SSH: "
				     "tuneupctl "
				     "pin set"))) +
			2);
	struct rect row = rect_cut_top(&box, 8.8f);
	ui_button(ui, rect_cut_left(&row, fminf(ui_button_width(ui, &anew), row.w)), &anew);
}

static void draw_rows(const struct app *app, struct ui *ui, struct rect window)
{
	const float h = ui->m.size_class == CLASS_COMPACT ? 10.4f : 11.4f;
	struct rect at = ui_scroll_begin(ui, window);
	float y = at.y;
	for (int i = 0; i < ROWS; i++) {
		if (!shows(app, i))
			continue;
		draw_row(app, ui, rect_make(at.x, y, at.w, h), i);
		y += h;
	}
	ui_scroll_end(ui, y);
}

static bool is_refused(const struct app *app)
{
	return app->staff.refused && app->staff.tried == DESK_SETTING;
}

static void saved_line(const struct app *app, struct ui *ui, struct rect row)
{
	bool wrong = is_refused(app);
	staff_hint(ui, row, wrong ? "warning" : "check", wrong ? ERROR : INK_2,
		theme_type(STYLE_LABEL, 1),
		wrong ? staff_why(app, ui) : ui_tr(ui, N_("Saved as you change it")));
}

static void card(const struct app *app, struct ui *ui, struct rect box)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, small ? 2.4f : 4.2f, small ? 1 : 3.2f);
	const char *title = ui_tr(ui, parts[app->staff.part].name);
	if (!small) {
		struct type head = theme_type(STYLE_TITLE, 1);
		ui_text(ui, rect_cut_top(&in, 8), ui_fit(ui, in.w, 1, head, title), INK, LEFT, 1,
			title);
		saved_line(app, ui, rect_cut_bottom(&in, 4.4f));
		rect_cut_bottom(&in, 1.2f);
	} else if (is_refused(app)) {
		saved_line(app, ui, rect_cut_bottom(&in, 4.4f));
	}
	if (app->staff.part == LANGUAGE)
		draw_languages(app, ui, in);
	else if (app->staff.part == PIN)
		draw_pin(ui, in);
	else
		draw_rows(app, ui, in);
}

/* ---- the parts ---- */

static void draw_part(const struct app *app, struct ui *ui, struct rect box, int i)
{
	bool on = app->staff.part == i;
	enum color_role ink = on ? ON_PRIMARY : INK;
	if (on)
		draw_round(ui->list, box, 1.6f, ui->theme->color[PRIMARY]);
	ui_item(ui, &(struct item){.id = parts[i].id,
			    .role = ROLE_TAB,
			    .label = ui_tr(ui, parts[i].name),
			    .box = box,
			    .radius = 1.6f,
			    .action = {ACTION_PART, i}});
	struct rect in = rect_inset(box, 2.8f, 0);
	ui_icon(ui, (struct point){in.x, in.y + (in.h - 3.6f) / 2}, 3.6f, parts[i].icon, ink);
	rect_cut_left(&in, 5.2f);
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), 3);
	const char *name = ui_tr(ui, parts[i].name);
	ui_text(ui, in, ui_fit(ui, in.w, 1, type, name), ink, LEFT | MIDDLE, 1, name);
}

static float part_chips(const struct app *app, struct ui *ui, struct rect box)
{
	static const struct chip_look small = {7.6f, 1, 2.4f, 1.8f};
	struct chip chip[PARTS];
	for (int i = 0; i < PARTS; i++)
		chip[i] = (struct chip){.id = parts[i].id,
			.label = ui_tr(ui, parts[i].name),
			.on = app->staff.part == i,
			.action = {ACTION_PART, i}};
	return ui_chips_like(
		ui, box, ui->m.size_class == CLASS_COMPACT ? &small : &chip_usual, chip, PARTS);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Settings")), NULL);
	rect_cut_top(&in, small ? 1.2f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	if (ui->m.size_class == CLASS_LANDSCAPE) {
		struct rect left = rect_cut_left(&in, 46);
		for (int i = 0; i < PARTS; i++) {
			draw_part(app, ui, rect_cut_top(&left, 10.4f), i);
			rect_cut_top(&left, 1);
		}
		rect_cut_left(&in, 4.4f);
	} else {
		rect_cut_top(&in, part_chips(app, ui, in) + (small ? 1.2f : 3.2f));
	}
	card(app, ui, in);
}

const struct screen screen_staff_settings = {
	.name = "staff-settings", .staff = true, .enter = enter, .update = update, .view = view};
