/* Screen, sound and touch: where the tests are chosen, and what they have found. */
#include "screens/staff_glass.h"

#include <math.h>

const float aim_good = 2.2f, aim_lost = 25;

int glass_unfelt(const struct glass_state *glass)
{
	int unfelt = 0;
	for (int row = 0; row < glass->rows; row++)
		for (int column = 0; column < glass->columns; column++)
			unfelt += !glass->felt[row][column];
	return glass->columns && glass->felt_over ? unfelt : -1;
}

struct aim glass_aim(const struct glass_state *glass)
{
	struct aim aim = {.known = glass->aimed == AIM_TARGETS};
	for (int i = 0; i < glass->aimed; i++) {
		float off = hypotf(glass->off[i].x, glass->off[i].y);
		aim.mean += off / (float)glass->aimed;
		aim.most = fmaxf(aim.most, off);
	}
	return aim;
}

const char *glass_length(struct ui *ui, float u)
{
	struct arena *arena = &ui->list->arena;
	if (ui->m.mm > 0)
		return arena_printf(arena, "%.1f\xC2\xA0mm", (double)(u / ui->m.mm));
	return arena_printf(arena, "%.0f\xC2\xA0px", (double)(u * ui->m.u));
}

struct rect glass_panel(
	struct ui *ui, struct rect box, const char *title, const char *words, bool over)
{
	const float pad = 2.4f;
	ui_panel(ui, box, 2.4f, STAGE);
	struct rect in = rect_inset(box, pad, pad), row = rect_cut_bottom(&in, 8.8f), all = row;
	struct button back = {.id = "back",
		.label = ui_tr(ui, N_("Back")),
		.icon = "back",
		.kind = BUTTON_STAGE,
		.on_stage = true,
		.action = {ACTION_BACK, 0}};
	struct button again = {.id = "glass.again",
		.label = ui_tr(ui, N_("Again")),
		.icon = "replay",
		.kind = BUTTON_STAGE,
		.on_stage = true,
		.action = {ACTION_AGAIN, 0}};
	struct rect left = over ? rect_cut_left(&row, (row.w - pad) / 2) : row;
	ui_button(ui, left, &back);
	rect_cut_left(&row, pad);
	if (over)
		ui_button(ui, row, &again);
	rect_cut_bottom(&in, 1);
	struct type head = theme_type(STYLE_HEADING, 1), label = theme_type(STYLE_LABEL, 1);
	head = ui_fit(ui, in.w, 1, head, title);
	ui_text(ui, rect_cut_top(&in, head.line), head, STAGE_TEXT, LEFT | MIDDLE, 1, title);
	rect_cut_top(&in, 0.6f);
	int lines = (int)(in.h / label.line);
	ui_text(ui, in, ui_fit(ui, in.w, lines, label, words), STAGE_TEXT_2, LEFT, lines, words);
	return all;
}

/* --- the cards --- */

/* A test: what it is, what it has found (NULL: nothing yet), what begins it. */
struct test {
	const char *icon, *title, *words, *found;
	bool bad; /* what it has found is none of the good things */
	const struct button *button;
	int buttons;
};

/* What it has found, right of its name or, where both do not fit, under it. */
static void name_and_found(
	struct ui *ui, struct rect *in, struct type type, const struct test *test)
{
	const float tag_h = 4.4f, gap = 1.6f;
	const char *icon = test->bad ? "warning" : "check";
	float w = test->found ? ui_tag_width(ui, tag_h, icon, test->found) : 0;
	struct rect head = rect_cut_top(in, type.line > tag_h ? type.line : tag_h);
	bool under = test->found && ui_text_width(ui, type, test->title) + gap + w > head.w;
	ui_text(ui, head, ui_fit(ui, head.w, 1, type, test->title), INK, LEFT | MIDDLE, 1,
		test->title);
	if (!test->found)
		return;
	struct rect row = under ? rect_cut_top(in, tag_h) : head;
	float x = under ? row.x : row.x + row.w - w;
	ui_tag(ui, (struct point){x, row.y + (row.h - tag_h) / 2}, tag_h, icon, test->found,
		test->bad ? WARN_TINT : TIDE_TINT, test->bad ? WARN_TEXT : TIDE_PRESSED);
}

static void card(struct ui *ui, struct rect box, const struct test *test)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	ui_card(ui, box, 2.4f);
	struct rect in = rect_inset(box, small ? 2 : 3.6f, small ? 1.4f : 3.2f);
	struct rect row = rect_cut_bottom(&in, 8.8f);
	const float gap = 1.6f;
	for (int i = 0; i < test->buttons; i++)
		ui_button(ui, rect_grid(row, test->buttons, 1, gap, i), &test->button[i]);
	struct type label = theme_type(small ? STYLE_SMALL : STYLE_BODY, 1);
	if (!small) {
		struct rect plate = rect_cut_left(&in, 11.2f);
		ui_plate(ui, rect_cut_top(&plate, 11.2f), test->icon, 6, TIDE_TINT, TIDE_PRESSED);
		rect_cut_left(&in, 2.4f);
	}
	struct type type = type_sized(theme_type(STYLE_HEADING, 1), small ? 3 : 4);
	name_and_found(ui, &in, type, test);
	rect_cut_top(&in, small ? 0.4f : 1);
	/* Where they do not fit, the test itself says what to do. */
	int lines = (int)((in.h - 1) / label.line);
	label = ui_fit(ui, in.w, lines > 0 ? lines : 1, label, test->words);
	if (lines > 0 && label.size >= 2.2f)
		ui_text(ui, in, label, INK_2, LEFT, lines, test->words);
}

static const char *sound_trouble(const struct app *app, struct ui *ui)
{
	for (size_t i = 0; i < app->problems->count; i++)
		if (app->problems->item[i].part == PART_SOUND)
			return ui_tr(ui, app->problems->item[i].title);
	return NULL;
}

static const char *touch_found(const struct app *app, struct ui *ui)
{
	int unfelt = glass_unfelt(&app->staff.glass);
	if (unfelt < 0)
		return NULL;
	if (unfelt > 0)
		return ui_fill(ui,
			trn(ui->lang, "{} cell felt nothing", "{} cells felt nothing",
				(unsigned long)unfelt),
			number_words(ui, unfelt));
	return ui_tr(ui, N_("All of it feels"));
}

static const char *aim_found(const struct app *app, struct ui *ui)
{
	struct aim aim = glass_aim(&app->staff.glass);
	return aim.known ? ui_fill(ui, ui_tr(ui, N_("{} off at most")), glass_length(ui, aim.most))
			 : NULL;
}

static struct button begin(struct ui *ui, const char *id, enum screen_id screen)
{
	return (struct button){.id = id,
		.label = ui_tr(ui, N_("Begin")),
		.icon = "play",
		.action = {ACTION_GO, (int)screen}};
}

static struct button tone(struct ui *ui, const char *id, const char *label, enum tone_side side)
{
	return (struct button){
		.id = id, .label = ui_tr(ui, label), .action = {ACTION_TONE, (int)side}};
}

static void view(const struct app *app, struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT,
	     upright = ui->m.size_class == CLASS_PORTRAIT;
	struct rect in = staff_bar(app, ui, ui_tr(ui, N_("Screen, sound, touch")), NULL);
	rect_cut_top(&in, small ? 1.6f : 4);
	rect_cut_bottom(&in, small ? 1.6f : 5.6f);
	const struct button sound[] = {tone(ui, "glass.left", N_("Left"), TONE_LEFT),
		tone(ui, "glass.both", N_("Both"), TONE_BOTH),
		tone(ui, "glass.right", N_("Right"), TONE_RIGHT)};
	const struct button colors = begin(ui, "glass.colors", SCREEN_STAFF_COLORS),
			    touch = begin(ui, "glass.touch", SCREEN_STAFF_TOUCH),
			    aim = begin(ui, "glass.aim", SCREEN_STAFF_AIM);
	const char *no_sound = sound_trouble(app, ui);
	const struct test test[] = {
		{"volume", ui_tr(ui, N_("Sound")),
			ui_tr(ui, N_("A second of a tone from one speaker, or from both.")),
			no_sound, true, sound, 3},
		{"sun", ui_tr(ui, N_("Screen colors")),
			ui_tr(ui, N_("One color after the other over the whole glass: look for "
				     "dots that stay dark or bright, and for edges that are cut "
				     "off.")),
			NULL, false, &colors, 1},
		{"hand", ui_tr(ui, N_("Dead spots")),
			ui_tr(ui, N_("Wipe over the whole glass. What feels no finger is left "
				     "over.")),
			touch_found(app, ui), glass_unfelt(&app->staff.glass) > 0, &touch, 1},
		{"tap", ui_tr(ui, N_("Touch accuracy")),
			ui_tr(ui, N_("Touch eight crosses, each in its middle.")),
			aim_found(app, ui), glass_aim(&app->staff.glass).most > aim_good, &aim, 1}};
	const int tests = sizeof test / sizeof test[0];
	for (int i = 0; i < tests; i++)
		card(ui, rect_grid(in, upright ? 1 : 2, upright ? 4 : 2, small ? 1.8f : 2.4f, i),
			&test[i]);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_ACTION || event->action.kind != ACTION_TONE)
		return false;
	app_effect(app, EFFECT_TONE)->tone = (enum tone_side)event->action.arg;
	return true;
}

const struct screen screen_staff_glass = {
	.name = "staff-glass", .staff = true, .update = update, .view = view};
