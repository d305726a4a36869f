/* The first start, in five steps: the PIN, then store, place, language and date. Also where the PIN
 * is chosen anew. */
#include "screens/staff_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEPS = 5, STEP_PIN = 0, STEP_STORE, STEP_PLACE, STEP_LANGUAGE, STEP_DATE };

/* arg: the PIN alone, from the settings. */
static void enter(struct app *app, int arg)
{
	struct staff_state *staff = &app->staff;
	staff->setup = (struct setup_state){
		.alone = arg != 0, .step = staff->in && !arg ? STEP_STORE : STEP_PIN};
	staff->pin = (struct pin_state){.looked = true};
	staff->refused = false;
}

static void leave(struct app *app)
{
	explicit_bzero(app->staff.pin.typed, sizeof app->staff.pin.typed);
	explicit_bzero(app->staff.setup.first, sizeof app->staff.setup.first);
}

/* The same digit throughout, or digits in a row: tried first by whoever guesses. */
static bool weak(const char *pin)
{
	bool same = true, up = true, down = true;
	for (int i = 1; pin[i]; i++) {
		same = same && pin[i] == pin[i - 1];
		up = up && pin[i] == pin[i - 1] + 1;
		down = down && pin[i] == pin[i - 1] - 1;
	}
	return same || up || down;
}

static void clear(struct pin_state *pin)
{
	explicit_bzero(pin->typed, sizeof pin->typed);
}

/* Enough digits: the first time they are asked for again, the second time they count. */
static void pin_done(struct app *app)
{
	struct staff_state *staff = &app->staff;
	struct setup_state *setup = &staff->setup;
	if (!pin_valid(staff->pin.typed) || staff->busy[DESK_PIN_SET])
		return;
	setup->differ = setup->weak = false;
	if (!setup->first[0] && weak(staff->pin.typed)) {
		setup->weak = true;
	} else if (!setup->first[0]) {
		memcpy(setup->first, staff->pin.typed, sizeof setup->first);
	} else if (strcmp(setup->first, staff->pin.typed) == 0) {
		struct desk_request *request = staff_ask(app, DESK_PIN_SET);
		memcpy(request->text, setup->first, sizeof setup->first);
	} else {
		setup->differ = true;
		explicit_bzero(setup->first, sizeof setup->first);
	}
	clear(&staff->pin);
}

static void pin_is_set(struct app *app, const struct desk_answer *answer)
{
	struct staff_state *staff = &app->staff;
	explicit_bzero(staff->setup.first, sizeof staff->setup.first);
	if (!answer->done) {
		staff->refused = true;
		staff->tried = DESK_PIN_SET;
		return;
	}
	if (staff->setup.alone) {
		app_act(app, (struct action){ACTION_BACK, 0});
		app_toast(app, N_("The PIN is set."), 0);
		return;
	}
	staff->in = true;
	app->touched_us = app->now_us;
	app_restart(app, SCREEN_STAFF_SETUP);
}

static void key(struct app *app, int code)
{
	struct pin_state *pin = &app->staff.pin;
	size_t typed = strlen(pin->typed);
	if (app->staff.setup.step != STEP_PIN)
		return;
	if (code >= '0' && code <= '9' && typed < PIN_DIGITS_MAX) {
		pin->typed[typed] = (char)code;
		pin->typed[typed + 1] = '\0';
	} else if (code == KEY_BACKSPACE && typed) {
		pin->typed[typed - 1] = '\0';
	} else if (code == KEY_DONE) {
		pin_done(app);
	}
}

static void next(struct app *app)
{
	struct staff_state *staff = &app->staff;
	staff->refused = false;
	if (++staff->setup.step >= STEPS)
		staff_enter(app);
}

static bool update(struct app *app, const struct event *event)
{
	struct staff_state *staff = &app->staff;
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_PIN_SET)
		pin_is_set(app, event->desk);
	if (event->kind != EVENT_ACTION || app->overlays)
		return false;
	switch (event->action.kind) {
	case ACTION_KEY:
		key(app, event->action.arg);
		return true;
	case ACTION_BACK:
		if (staff->setup.step <= STEP_STORE)
			return false;
		staff->setup.step--;
		return true;
	case ACTION_PIN_CLEAR:
		clear(&staff->pin);
		explicit_bzero(staff->setup.first, sizeof staff->setup.first);
		return true;
	case ACTION_PIN_DONE:
		pin_done(app);
		return true;
	case ACTION_SETUP_NEXT:
		next(app);
		return true;
	case ACTION_LANGUAGE:
		if (!staff->busy[DESK_SETTING])
			staff_set(app, true, "screen.language=%s", tr_code(event->action.arg));
		return true;
	default:
		return false;
	}
}

/* ---- views ---- */

struct column {
	struct rect box;
	bool small;
};

static float headline(struct ui *ui, struct rect box, const char *title, const char *words)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type head = type_sized(theme_type(STYLE_DISPLAY, 1), small ? 6.4f : 10.4f);
	struct type lead = type_sized(theme_type(STYLE_LEAD, 1), small ? 2.6f : 3.4f);
	head = ui_fit(ui, box.w, 2, head, title);
	float h = ui_text(ui, box, head, INK, LEFT, 2, title) + (small ? 1 : 2);
	rect_cut_top(&box, h);
	return h + ui_text(ui, box, lead, INK_2, LEFT, 0, words);
}

static void hints(const struct app *app, struct ui *ui, struct rect box)
{
	const struct setup_state *setup = &app->staff.setup;
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), small ? 2.3f : 2.6f);
	const char *wrong =
		setup->weak     ? ui_tr(ui, N_("That one is guessed first. Choose another."))
		: setup->differ ? ui_tr(ui, N_("They differ. Choose it anew."))
		: app->staff.refused && app->staff.tried == DESK_PIN_SET ? staff_why(app, ui)
									 : NULL;
	if (wrong) {
		staff_hint(ui, box, "warning", ERROR, label, wrong);
		return;
	}
	const struct {
		const char *icon, *words;
	} hint[] = {{"info", N_("Not 123456, not the same digit six times")},
		{"hand", N_("Later: hold the logo for three seconds, then the PIN")},
		{"lock",
			N_("Until you are done, customers can use the kiosk and staff screens stay "
			   "shut")}};
	for (int i = 0; i < (small || setup->alone ? 1 : 3); i++)
		rect_cut_top(&box,
			staff_hint(ui, box, hint[i].icon, INK_2, label, ui_tr(ui, hint[i].words)) +
				1.4f);
}

static void pin_column(const struct app *app, struct ui *ui, struct rect box)
{
	const struct staff_state *staff = &app->staff;
	bool small = ui->m.size_class == CLASS_COMPACT, again = staff->setup.first[0];
	int typed = (int)strlen(staff->pin.typed);
	int dots = typed > PIN_DIGITS_MIN ? typed : PIN_DIGITS_MIN;
	const char *title = ui_tr(ui, again ? N_("Type it again") : N_("Choose a staff PIN"));
	const char *words = ui_tr(ui, again                ? N_("So that no slip locks you out.")
				      : staff->setup.alone ? N_("Six to eight digits.")
							   : N_("Six to eight digits. Next: store, "
								"place, language and date."));
	rect_cut_top(&box, headline(ui, box, title, words) + (small ? 2 : 4.8f));
	pin_dots(ui, (struct point){box.x, box.y}, small ? 4.4f : 6.4f, small ? 1.4f : 2.4f, dots,
		typed);
	rect_cut_top(&box, (small ? 4.4f : 6.4f) + (small ? 2 : 5.2f));
	hints(app, ui, box);
}

static void view_pin(const struct app *app, struct ui *ui, struct rect in)
{
	const struct staff_state *staff = &app->staff;
	bool small = ui->m.size_class == CLASS_COMPACT, enough = pin_valid(staff->pin.typed);
	struct button left = {.id = enough ? "pin.next" : "pin.clear",
		.label = ui_tr(ui, enough ? N_("Next") : N_("Clear")),
		.kind = enough ? BUTTON_GO : BUTTON_QUIET,
		.radius = 2,
		.disabled = staff->busy[DESK_PIN_SET],
		.action = {enough ? ACTION_PIN_DONE : ACTION_PIN_CLEAR, 0}};
	struct rect pad;
	if (ui->m.size_class == CLASS_PORTRAIT) {
		pad = rect_make(in.x, ui->m.h - 69.6f - 12, in.w, 69.6f);
		in.h = pad.y - in.y;
		rect_cut_top(&in, 6);
	} else {
		float w = small ? 56 : 72;
		pad = rect_make(ui->m.w - ui->m.margin - w, small ? 12 : 19.2f, w,
			small ? ui->m.h - 15 : 69.6f);
		in.w = fminf(small ? 54 : 92, pad.x - in.x - 2.4f);
		rect_cut_top(&in, small ? 0 : 11);
	}
	pin_column(app, ui, in);
	pin_pad(ui, pad, staff->busy[DESK_PIN_SET], &left);
}

/* What the step is about, with the way to change it. */
static void value_card(const struct app *app, struct ui *ui, struct rect box, const char *value,
	const struct button *change)
{
	(void)app;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, 3.6f, 0);
	float w = ui_button_width(ui, change);
	ui_button(ui, rect_center(rect_cut_right(&in, w), w, 8.8f), change);
	rect_cut_right(&in, 2.4f);
	struct type type = type_sized(theme_type(STYLE_TITLE, 1), 4.6f);
	ui_text(ui, in, ui_fit(ui, in.w, 2, type, value), INK, LEFT | MIDDLE, 2, value);
}

static void languages(const struct app *app, struct ui *ui, struct rect box)
{
	static const char *const ids[LANG_MAX] = {"setup.lang.0", "setup.lang.1", "setup.lang.2",
		"setup.lang.3", "setup.lang.4", "setup.lang.5", "setup.lang.6", "setup.lang.7"};
	int count = tr_count();
	for (int i = 0; i < count; i++) {
		const struct chip chip = {.id = ids[i],
			.label = tr(i, "English"),
			.on = strcmp(app->config->language, tr_code(i)) == 0,
			.action = {ACTION_LANGUAGE, i}};
		staff_segment(ui, rect_grid(box, count, 1, 1.6f, i), &chip, NULL);
	}
}

static void step_value(const struct app *app, struct ui *ui, struct rect box)
{
	int step = app->staff.setup.step;
	struct button change = {.id = "setup.change",
		.label = ui_tr(ui, N_("Change")),
		.icon = "edit",
		.action = {ACTION_ENTRY, step == STEP_STORE ? ENTRY_STORE : ENTRY_ZIP}};
	struct button clock = change;
	clock.action = (struct action){ACTION_OPEN, OVERLAY_CLOCK};
	const char *store = app->config->store_name, *zip = app->config->zip;
	if (step == STEP_STORE)
		value_card(app, ui, box, store[0] ? store : ui_tr(ui, N_("Not set")), &change);
	else if (step == STEP_PLACE)
		value_card(app, ui, box, zip[0] ? zip : ui_tr(ui, N_("Not set")), &change);
	else if (step == STEP_LANGUAGE)
		languages(app, ui, box);
	else
		value_card(
			app, ui, box, when_words(ui, app->wall_s + app->now_us / 1000000), &clock);
}

static void view_step(const struct app *app, struct ui *ui, struct rect in)
{
	static const struct {
		const char *title, *words;
	} steps[STEPS] = {
		[STEP_STORE] = {N_("What is the store called?"),
			N_("Customers see the name on what they take home.")},
		[STEP_PLACE] = {N_("Where is the store?"),
			N_("Therapists are listed by their distance from this ZIP code.")},
		[STEP_LANGUAGE] = {N_("Which language comes first?"),
			N_("Customers can switch at any time.")},
		[STEP_DATE] = {N_("Is the date right?"), N_("Licenses are judged by it.")},
	};
	int step = app->staff.setup.step;
	bool small = ui->m.size_class == CLASS_COMPACT;
	struct button go = {.id = "setup.next",
		.label = ui_tr(ui, step == STEP_DATE ? N_("Done") : N_("Next")),
		.icon = step == STEP_DATE ? "check" : "forward",
		.kind = BUTTON_GO,
		.type = theme_type(STYLE_BUTTON_LARGE, 1),
		.radius = 2,
		.action = {ACTION_SETUP_NEXT, 0}};
	rect_cut_bottom(&in, small ? 3 : 8);
	struct rect foot = rect_cut_bottom(&in, 11.2f);
	ui_button(ui, rect_cut_right(&foot, fmaxf(ui_button_width(ui, &go), 36)), &go);
	rect_cut_top(&in, small ? 0 : 10);
	float h = headline(ui, in, ui_tr(ui, steps[step].title), ui_tr(ui, steps[step].words));
	rect_cut_top(&in, h + (small ? 2 : 6));
	step_value(app, ui, rect_cut_top(&in, small ? 12 : 16));
	rect_cut_top(&in, 2);
	if (app->staff.refused)
		staff_hint(
			ui, in, "warning", ERROR, theme_type(STYLE_LABEL, 1), staff_why(app, ui));
}

static void step_bars(const struct app *app, struct ui *ui, struct rect row)
{
	int step = app->staff.setup.step;
	bool small = ui->m.size_class == CLASS_COMPACT;
	const float w = small ? 3 : 5.6f, gap = 0.8f, h = 1.2f;
	float bars = STEPS * (w + gap) - gap;
	struct rect end = rect_cut_right(&row, bars);
	for (int i = 0; i < STEPS; i++)
		draw_round(ui->list,
			rect_make(end.x + (float)i * (w + gap), end.y + (end.h - h) / 2, w, h),
			h / 2, ui->theme->color[i <= step ? INK : LINE]);
	rect_cut_right(&row, 2);
	ui_text(ui, row, theme_type(STYLE_LABEL, 1), INK_2, RIGHT | MIDDLE, 1,
		ui_fill(ui, ui_fill(ui, ui_tr(ui, N_("Step {} of {}")), number_words(ui, step + 1)),
			number_words(ui, STEPS)));
}

static void view(const struct app *app, struct ui *ui)
{
	const struct setup_state *setup = &app->staff.setup;
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	staff_back(ui);
	struct rect in = {ui->m.margin, 0, ui->m.w - 2 * ui->m.margin, ui->m.h};
	struct rect head = rect_cut_top(&in, ui->m.header);
	if (!setup->alone)
		step_bars(app, ui, head);
	if (setup->step == STEP_PIN)
		view_pin(app, ui, in);
	else
		view_step(app, ui, in);
}

const struct screen screen_staff_setup = {.name = "staff-setup",
	.staff = true,
	.types = true,
	.enter = enter,
	.leave = leave,
	.update = update,
	.view = view};
