/* The way to the staff's part: the pad. No digit is ever shown. */
#include "screens/staff_parts.h"

#include <math.h>
#include <string.h>

/* A wrong PIN shakes: three times, one u (design language, section 9). */
static const int64_t shake_us = 360000, second = 1000000;
static const float shakes = 3, shake_u = 1;

static void wipe(struct pin_state *pin)
{
	explicit_bzero(pin->typed, sizeof pin->typed);
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	app->staff.pin = (struct pin_state){.digits = PIN_DIGITS_MIN};
	staff_ask(app, DESK_PIN_LOOK);
}

static void leave(struct app *app)
{
	wipe(&app->staff.pin);
}

static bool waits(const struct app *app)
{
	return app->staff.pin.until_us > app->now_us;
}

static bool closed(const struct app *app)
{
	const struct staff_state *staff = &app->staff;
	return waits(app) || staff->busy[DESK_PIN_TRY] || !staff->pin.looked;
}

static void take_lock(struct app *app, const struct pin_lock *lock)
{
	struct pin_state *pin = &app->staff.pin;
	pin->lock = *lock;
	pin->until_us = lock->wait_s > 0 ? app->now_us + lock->wait_s * second : 0;
}

static void looked(struct app *app, const struct desk_answer *answer)
{
	struct pin_state *pin = &app->staff.pin;
	if (answer->done && !answer->pin_there) {
		app_replace(app, SCREEN_STAFF_SETUP, 0);
		return;
	}
	pin->looked = answer->done;
	pin->digits = answer->pin_digits;
	take_lock(app, &answer->lock);
}

static void tried(struct app *app, const struct desk_answer *answer)
{
	struct pin_state *pin = &app->staff.pin;
	if (answer->pin == PIN_RIGHT) {
		staff_enter(app);
		return;
	}
	take_lock(app, &answer->lock);
	pin->wrong_us = answer->pin == PIN_WRONG ? app->now_us : 0;
}

static void type(struct app *app, int digit)
{
	struct pin_state *pin = &app->staff.pin;
	size_t typed = strlen(pin->typed);
	if (closed(app) || typed >= (size_t)pin->digits)
		return;
	pin->wrong_us = 0;
	pin->typed[typed++] = (char)('0' + digit);
	pin->typed[typed] = '\0';
	if (typed < (size_t)pin->digits)
		return;
	struct desk_request *request = staff_ask(app, DESK_PIN_TRY);
	memcpy(request->text, pin->typed, sizeof pin->typed);
	wipe(pin);
}

static void take_event(struct app *app, const struct event *event)
{
	struct pin_state *pin = &app->staff.pin;
	if (event->kind == EVENT_DESK && event->desk->kind == DESK_PIN_LOOK)
		looked(app, event->desk);
	else if (event->kind == EVENT_DESK && event->desk->kind == DESK_PIN_TRY)
		tried(app, event->desk);
	else if (event->kind == EVENT_TICK && pin->until_us && !waits(app)) {
		pin->until_us = 0;
		staff_ask(app, DESK_PIN_LOOK);
	}
}

static bool update(struct app *app, const struct event *event)
{
	struct pin_state *pin = &app->staff.pin;
	if (event->kind != EVENT_ACTION) {
		take_event(app, event);
		return false;
	}
	size_t typed = strlen(pin->typed);
	int key = event->action.arg;
	if (event->action.kind != ACTION_KEY)
		return false;
	if (key >= '0' && key <= '9')
		type(app, key - '0');
	else if (key == KEY_BACKSPACE && typed)
		pin->typed[typed - 1] = '\0';
	return true;
}

static bool shaking(const struct app *app)
{
	const struct pin_state *pin = &app->staff.pin;
	return pin->wrong_us && app->config->motion && app->now_us - pin->wrong_us < shake_us;
}

/* While it waits, the seconds are counted. */
static int64_t due(const struct app *app)
{
	const struct pin_state *pin = &app->staff.pin;
	if (shaking(app))
		return app->now_us;
	if (!pin->until_us)
		return INT64_MAX;
	int64_t left = pin->until_us - app->now_us;
	return left > 0 ? pin->until_us - (left - 1) / second * second : app->now_us;
}

/* What stands below the dots. */
static const char *words_of(const struct app *app, struct ui *ui, bool *wrong)
{
	const struct pin_state *pin = &app->staff.pin;
	*wrong = pin->wrong_us || waits(app);
	if (waits(app)) {
		int64_t left = (pin->until_us - app->now_us + second - 1) / second;
		return ui_fill(ui, ui_tr(ui, N_("Too many wrong PINs. Try again in {}.")),
			clock_words(ui, (float)left));
	}
	if (app->staff.busy[DESK_PIN_TRY])
		return ui_tr(ui, N_("One moment"));
	const char *left = number_words(ui, pin->lock.left);
	if (pin->wrong_us)
		return ui_fill(ui,
			trn(ui->lang, "Wrong. {} try left before a wait",
				"Wrong. {} tries left before a wait",
				(unsigned long)pin->lock.left),
			left);
	return ui_fill(ui,
		trn(ui->lang, "{} try left before a wait", "{} tries left before a wait",
			(unsigned long)pin->lock.left),
		left);
}

struct sizes {
	float plate, head, dot, gap, label, space;
};

static float column_height(struct ui *ui, float w, const struct sizes *size, struct type lead,
	struct type label, const char *prompt, const char *words)
{
	return (size->plate > 0 ? size->plate + 3.6f : 0) + size->head * 1.03f + 1.6f +
	       ui_text_height(ui, w, lead, prompt) + size->space + size->dot + size->space +
	       fmaxf(3.6f, ui_text_height(ui, w - 5, label, words));
}

static void column(const struct app *app, struct ui *ui, struct rect box)
{
	const struct pin_state *pin = &app->staff.pin;
	bool small = ui->m.size_class == CLASS_COMPACT, wrong;
	const struct sizes size = small ? (struct sizes){0, 7.6f, 5.2f, 1.6f, 2.5f, 3.2f}
					: (struct sizes){12, 10.4f, 6.4f, 2.4f, 2.6f, 5.2f};
	const char *words = words_of(app, ui, &wrong), *title = ui_tr(ui, N_("Staff only"));
	const char *prompt = ui_fill(
		ui, ui_tr(ui, N_("Enter your {}-digit PIN.")), number_words(ui, pin->digits));
	struct type lead =
		small ? type_sized(theme_type(STYLE_LABEL, 1), 2.8f) : theme_type(STYLE_LEAD, 1);
	struct type label = type_sized(theme_type(STYLE_LABEL, 1), size.label);
	float h = column_height(ui, box.w, &size, lead, label, prompt, words);
	rect_cut_top(&box, (box.h - h) / 2);
	if (size.plate > 0) {
		struct rect row = rect_cut_top(&box, size.plate);
		struct rect plate = rect_cut_left(&row, size.plate);
		ui_plate(ui, plate, "lock", 6.4f, PRIMARY, ON_PRIMARY);
		rect_cut_top(&box, 3.6f);
	}
	struct type head = type_sized(theme_type(STYLE_DISPLAY, 1), size.head);
	ui_text(ui, rect_cut_top(&box, size.head * 1.03f), ui_fit(ui, box.w, 1, head, title), INK,
		LEFT | MIDDLE, 1, title);
	rect_cut_top(&box, 1.6f);
	rect_cut_top(&box, ui_text(ui, box, lead, INK_2, LEFT, 0, prompt) + size.space);
	float x = box.x;
	if (shaking(app))
		x += shake_u * sinf((float)(app->now_us - pin->wrong_us) / (float)shake_us *
				       shakes * 2 * 3.14159265f);
	pin_dots(ui, (struct point){x, box.y}, size.dot, size.gap, pin->digits,
		(int)strlen(pin->typed));
	rect_cut_top(&box, size.dot + size.space);
	if (pin->looked)
		staff_hint(
			ui, box, wrong ? "warning" : "info", wrong ? ERROR : INK_2, label, words);
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	staff_back(ui);
	struct button cancel = {.id = "pin.cancel",
		.label = ui_tr(ui, N_("Cancel")),
		.radius = 2,
		.action = {ACTION_BACK, 0}};
	struct rect in = {ui->m.margin, 0, ui->m.w - 2 * ui->m.margin, ui->m.h}, pad;
	if (ui->m.size_class == CLASS_PORTRAIT) {
		pad = rect_make(in.x, in.h - 69.6f - 12, in.w, 69.6f);
		in = rect_make(in.x, ui->m.header, in.w, pad.y - ui->m.header);
	} else {
		float w = small ? 60 : 72;
		pad = rect_make(ui->m.w - ui->m.margin - w, small ? 3.2f : 19.2f, w,
			small ? ui->m.h - 6.4f : 69.6f);
		in.w = fminf(small ? 50 : 84, pad.x - in.x - 2.4f);
	}
	if (small)
		rect_cut_top(&in, ui->m.header - 2);
	column(app, ui, in);
	pin_pad(ui, pad, closed(app), &cancel);
}

const struct screen screen_pin = {.name = "pin",
	.staff = true,
	.types = true,
	.enter = enter,
	.leave = leave,
	.update = update,
	.due = due,
	.view = view};
