#include "screens/staff_parts.h"

#include "data/directory_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_small(const struct ui *ui)
{
	return ui->m.size_class == CLASS_COMPACT;
}

static float bar_height(const struct ui *ui)
{
	return is_small(ui) ? 11.6f : 12;
}

/* "Locks in 1:43"; on small glass the time alone. */
static void lock_words(const struct app *app, struct ui *ui, struct rect *in)
{
	struct type type = theme_type(STYLE_LABEL, 1);
	const char *time = clock_words(ui, (float)staff_locks_s(app));
	bool narrow = ui->m.size_class != CLASS_LANDSCAPE;
	const char *words = narrow ? time : ui_fill(ui, ui_tr(ui, N_("Locks in {}")), time);
	/* The room of the longest, so that nothing moves. */
	float w = ui_text_width(ui, type, words) + 1, icon = 3.2f;
	struct rect cut = rect_cut_right(in, icon + 1.2f + w);
	ui_icon(ui, (struct point){cut.x, cut.y + (cut.h - icon) / 2}, icon, "lock", STAGE_TEXT_2);
	cut.x += icon + 1.2f;
	ui_text(ui, cut, type, STAGE_TEXT_2, LEFT | MIDDLE, 1, words);
	rect_cut_right(in, 2.4f);
}

static struct rect bar_ground(struct ui *ui)
{
	float h = bar_height(ui);
	struct rect bar = {0, 0, ui->m.w, h};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	draw_rect(ui->list, bar, ui->theme->color[STAGE]);
	if (ui->theme->outline)
		draw_rect(ui->list,
			rect_make(0, h - ui->theme->outline, ui->m.w, ui->theme->outline),
			ui->theme->color[STAGE_LINE]);
	return rect_inset(bar, ui->m.margin, 0);
}

static void bar_button(struct ui *ui, struct rect *in, const struct button *own)
{
	struct button button = *own;
	button.on_stage = true;
	float w = button.icon_only ? 8.8f : ui_button_width(ui, &button);
	struct rect cut = rect_cut_right(in, w);
	ui_button(ui, rect_center(cut, w, 8.4f), &button);
	rect_cut_right(in, 2.4f);
}

static void bar_rest(const struct app *app, struct ui *ui, struct rect in, const char *title,
	const struct button *second, const struct button *own)
{
	if (own)
		bar_button(ui, &in, own);
	if (second)
		bar_button(ui, &in, second);
	if (app->staff.in)
		lock_words(app, ui, &in);
	struct type type = type_sized(theme_type(STYLE_HEADING, 1), is_small(ui) ? 3.8f : 4);
	if (title)
		ui_text(ui, in, ui_fit(ui, in.w, 1, type, title), STAGE_TEXT, LEFT | MIDDLE, 1,
			title);
}

static struct rect below_bar(struct ui *ui)
{
	struct rect rest = {ui->m.margin, bar_height(ui), ui->m.w - 2 * ui->m.margin, 0};
	rest.h = ui->m.h - rest.y;
	return rest;
}

struct rect staff_bar(
	const struct app *app, struct ui *ui, const char *title, const struct button *own)
{
	return staff_bar_two(app, ui, title, NULL, own);
}

struct rect staff_bar_two(const struct app *app, struct ui *ui, const char *title,
	const struct button *second, const struct button *own)
{
	struct rect in = bar_ground(ui);
	struct button back = {.id = "back",
		.label = ui_tr(ui, N_("Back")),
		.icon = "back",
		.pad = 2.7f,
		.kind = BUTTON_STAGE,
		.on_stage = true,
		.icon_only = ui->m.size_class != CLASS_LANDSCAPE,
		.action = {ACTION_BACK, 0}};
	float w = back.icon_only ? 8.8f : ui_button_width(ui, &back);
	struct rect cut = rect_cut_left(&in, w);
	ui_button(ui, rect_center(cut, w, 8.4f), &back);
	rect_cut_left(&in, 2.4f);
	bar_rest(app, ui, in, title, second, own);
	return below_bar(ui);
}

struct rect staff_bar_logo(
	const struct app *app, struct ui *ui, const char *title, const struct button *own)
{
	struct rect in = bar_ground(ui);
	const float h = is_small(ui) ? 5 : 5.6f, w = h * 293 / 68;
	struct rect cut = rect_cut_left(&in, w);
	ui_logo(ui, (struct point){cut.x, (bar_height(ui) - h) / 2}, h,
		ui->theme->color[STAGE_TEXT], ui->theme->color[FLARE], (struct action){0});
	rect_cut_left(&in, 2.4f);
	bar_rest(app, ui, in, title, NULL, own);
	return below_bar(ui);
}

void staff_back(struct ui *ui)
{
	const struct button back = {.id = "back",
		.label = ui_tr(ui, N_("Back")),
		.icon = "back",
		.pad = 2.7f,
		.icon_only = ui->m.size_class != CLASS_LANDSCAPE,
		.action = {ACTION_BACK, 0}};
	float w = back.icon_only ? 8.8f : ui_button_width(ui, &back);
	ui_button(ui, rect_make(ui->m.margin, (ui->m.header - 8.8f) / 2, w, 8.8f), &back);
}

/* ---- the pad ---- */

static void pin_key(struct ui *ui, struct rect box, int digit, bool off)
{
	char id[8], label[2] = {(char)('0' + digit), '\0'};
	snprintf(id, sizeof id, "pin.%d", digit);
	enum color_role fill = off ? DISABLED : CARD;
	const float radius = 2;
	draw_round(ui->list, box, radius, ui->theme->color[fill]);
	if (!off || ui->theme->outline)
		draw_outline(ui->list, box, radius, ui->theme->outline ? ui->theme->outline : 0.2f,
			ui->theme->color[LINE]);
	struct type type = type_sized(theme_type(STYLE_NUMERAL, 1), is_small(ui) ? 5.6f : 6.4f);
	ui_text(ui, box, type, off ? DISABLED_TEXT : INK, CENTER | MIDDLE, 1, label);
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_KEY,
			    .label = label,
			    .box = box,
			    .radius = radius,
			    .disabled = off,
			    .action = {ACTION_KEY, '0' + digit}});
}

void pin_pad(struct ui *ui, struct rect box, bool off, const struct button *left)
{
	const float gap = is_small(ui) ? 1.6f : 2.4f;
	for (int i = 0; i < 9; i++)
		pin_key(ui, rect_grid(box, 3, 4, gap, i), i + 1, off);
	ui_button(ui, rect_grid(box, 3, 4, gap, 9), left);
	pin_key(ui, rect_grid(box, 3, 4, gap, 10), 0, off);
	struct button erase = {.id = "pin.delete",
		.label = ui_tr(ui, N_("Delete")),
		.icon = "backspace",
		.icon_size = 5,
		.icon_only = true,
		.radius = 2,
		.role = ROLE_KEY,
		.disabled = off,
		.action = {ACTION_KEY, KEY_BACKSPACE}};
	ui_button(ui, rect_grid(box, 3, 4, gap, 11), &erase);
}

float pin_dots(struct ui *ui, struct point at, float size, float gap, int dots, int filled)
{
	for (int i = 0; i < dots; i++) {
		struct rect dot = {at.x + (float)i * (size + gap), at.y, size, size};
		if (i < filled)
			draw_round(ui->list, dot, size / 2, ui->theme->color[INK]);
		else
			draw_outline(ui->list, dot, size / 2, 0.4f, ui->theme->color[CONTROL_LINE]);
	}
	return at.x + (float)dots * (size + gap) - gap;
}

/* ---- small parts ---- */

float staff_hint(struct ui *ui, struct rect box, const char *icon, enum color_role color,
	struct type type, const char *words)
{
	const float size = 3.6f, gap = 1.4f;
	float text_h = ui_text_height(ui, box.w - size - gap, type, words);
	float h = text_h > size ? text_h : size;
	ui_icon(ui, (struct point){box.x, box.y + (type.line > size ? (type.line - size) / 2 : 0)},
		size, icon, color);
	ui_text(ui, rect_make(box.x + size + gap, box.y, box.w - size - gap, h), type, color,
		LEFT | (text_h < size ? MIDDLE : TOP), 0, words);
	return h;
}

static struct type segment_type(bool icon)
{
	return type_sized(theme_type(STYLE_BUTTON, 1), icon ? 2.8f : 3.4f);
}

void staff_segment(struct ui *ui, struct rect box, const struct chip *chip, const char *icon)
{
	const float radius = 1.6f;
	enum color_role ink = chip->on ? ON_PRIMARY : INK;
	draw_round(ui->list, box, radius, ui->theme->color[chip->on ? PRIMARY : CARD]);
	if (!chip->on)
		draw_outline(ui->list, box, radius, ui->theme->outline ? ui->theme->outline : 0.25f,
			ui->theme->color[CONTROL_LINE]);
	struct type type = segment_type(icon);
	const float side = icon ? 3.2f + 1.2f : 0;
	type = ui_fit(ui, box.w - side - 2, 1, type, chip->label);
	float w = ui_text_width(ui, type, chip->label), x = box.x + (box.w - side - w) / 2;
	if (icon)
		ui_icon(ui, (struct point){x, box.y + (box.h - 3.2f) / 2}, 3.2f, icon, ink);
	ui_text(ui, rect_make(x + side, box.y, w + 0.1f, box.h), type, ink, LEFT | MIDDLE, 1,
		chip->label);
	ui_item(ui, &(struct item){.id = chip->id,
			    .role = ROLE_CHIP,
			    .label = chip->label,
			    .box = box,
			    .radius = radius,
			    .action = chip->action});
}

static const char *const signer_ids[DESK_SIGNERS] = {
	"staff.signer.0", "staff.signer.1", "staff.signer.2"};

/* Who may sign: the last ones who did, and somebody else. Returns how many. */
static int signer_chips(const struct app *app, struct ui *ui, struct chip chip[DESK_SIGNERS + 1])
{
	const struct staff_state *staff = &app->staff;
	bool known = false;
	int chips = 0;
	for (; chips < DESK_SIGNERS && staff->signer[chips][0]; chips++) {
		bool on = strcmp(staff->by, staff->signer[chips]) == 0;
		known = known || on;
		chip[chips] = (struct chip){.id = signer_ids[chips],
			.label = staff->signer[chips],
			.on = on,
			.action = {ACTION_SIGNER, chips}};
	}
	bool else_on = staff->by[0] && !known;
	chip[chips] = (struct chip){.id = "staff.signer.other",
		.label = else_on ? staff->by : ui_tr(ui, N_("Other")),
		.on = else_on,
		.action = {ACTION_ENTRY, ENTRY_INITIALS}};
	return chips + 1;
}

float staff_signers(const struct app *app, struct ui *ui, struct rect box, const char *title)
{
	const float h = 9.6f, gap = 1.4f, least = is_small(ui) ? 11 : 13, icon = 4;
	struct type label = theme_type(STYLE_LABEL, 1);
	ui_text(ui, rect_cut_top(&box, label.line), label, INK_2, LEFT, 1, title);
	rect_cut_top(&box, 1);
	struct rect row = rect_cut_top(&box, h);
	struct chip chip[DESK_SIGNERS + 1];
	float w[DESK_SIGNERS + 1], all = 0;
	int chips = signer_chips(app, ui, chip), last = chips - 1;
	/* Somebody has more letters than three. */
	for (int i = 0; i < chips; i++) {
		struct type type = segment_type(i == last);
		float beside = i == last ? icon : 0;
		w[i] = fmaxf(least, ui_text_width(ui, type, chip[i].label) + 3) + beside;
		all += w[i];
	}
	float share = fminf(1, (row.w - gap * (float)last) / all);
	for (int i = 0; i < chips; i++) {
		staff_segment(
			ui, rect_cut_left(&row, w[i] * share), &chip[i], i == last ? "edit" : NULL);
		rect_cut_left(&row, gap);
	}
	return label.line + 1 + h;
}

static struct type large_button(const struct ui *ui)
{
	bool small = ui->m.size_class == CLASS_COMPACT;
	return type_sized(theme_type(STYLE_BUTTON_LARGE, 1), small ? 3.2f : 3.8f);
}

void staff_two_buttons(
	struct ui *ui, struct rect row, struct button *first, struct button *other, bool alike)
{
	first->type = other->type = large_button(ui);
	first->radius = other->radius = 2;
	float gap = 2.4f, w = alike ? (row.w - gap) / 2 : ui_button_width(ui, first);
	if (w > row.w * 0.45f)
		w = (row.w - gap) / 2;
	ui_button(ui, rect_cut_left(&row, w), first);
	rect_cut_left(&row, gap);
	ui_button(ui, row, other);
}

static const char *const field_names[THERAPIST_FIELDS] = {
	[THERAPIST_NAME] = N_("Full name"),
	[THERAPIST_CREDENTIAL] = N_("Credential"),
	[THERAPIST_PRACTICE] = N_("Practice"),
	[THERAPIST_PHONE] = N_("Phone"),
	[THERAPIST_EMAIL] = N_("Email"),
	[THERAPIST_WEBSITE] = N_("Website"),
	[THERAPIST_STREET] = N_("Street"),
	[THERAPIST_CITY] = N_("City"),
	[THERAPIST_STATE] = N_("State"),
	[THERAPIST_ZIP] = N_("ZIP code"),
	[THERAPIST_LATITUDE] = N_("Latitude"),
	[THERAPIST_LONGITUDE] = N_("Longitude"),
	[THERAPIST_SETTING] = N_("Setting"),
	[THERAPIST_TECHNIQUES] = N_("Techniques"),
	[THERAPIST_LANGUAGES] = N_("Languages"),
	[THERAPIST_MEMBERSHIPS] = N_("Memberships"),
	[THERAPIST_INSURANCE] = N_("Insurance"),
	[THERAPIST_ACCEPTS_NEW] = N_("Takes new clients"),
	[THERAPIST_PRICES] = N_("Prices"),
	[THERAPIST_HOURS] = N_("Hours"),
	[THERAPIST_PRECAUTIONS] = N_("Precautions"),
	[THERAPIST_ABOUT_EN] = N_("About, in English"),
	[THERAPIST_ABOUT_ES] = N_("About, in Spanish"),
	[THERAPIST_CONSENT_ON] = N_("Consent given on"),
	[THERAPIST_LICENSE_TYPE] = N_("License type"),
	[THERAPIST_LICENSE_STATE] = N_("License state"),
	[THERAPIST_LICENSE_NUMBER] = N_("License number"),
	[THERAPIST_LICENSE_EXPIRES] = N_("License expires"),
	[THERAPIST_LICENSE_CHECKED_AT] = N_("Board lookup address"),
	[THERAPIST_LICENSE_VERIFIED_ON] = N_("Verified on"),
	[THERAPIST_LICENSE_VERIFIED_BY] = N_("Verified by"),
};

const char *staff_field_name(enum therapist_field field)
{
	return field_names[field];
}

const char *time_words(struct ui *ui, int minutes)
{
	int hour = minutes / 60, minute = minutes % 60, shown = hour % 12 ? hour % 12 : 12;
	const char *clock = arena_printf(&ui->list->arena, "%d:%02d", shown, minute);
	return ui_fill(ui, ui_tr(ui, hour < 12 ? N_("{} am") : N_("{} pm")), clock);
}

const char *when_words(struct ui *ui, int64_t wall_s)
{
	day_t day = date_of_wall(wall_s);
	int minutes = (int)((wall_s - (int64_t)day * 86400) / 60);
	return arena_printf(
		&ui->list->arena, "%s, %s", day_words(ui, day), time_words(ui, minutes));
}

const char *size_words(struct ui *ui, int64_t bytes)
{
	static const char *const units[] = {"KB", "MB", "GB", "TB"};
	double size = (double)bytes / 1000;
	int unit = 0;
	for (; size >= 999.5 && unit < 3; unit++)
		size /= 1000;
	return arena_printf(&ui->list->arena, size < 9.95 ? "%.1f\xC2\xA0%s" : "%.0f\xC2\xA0%s",
		size, units[unit]);
}

const char *staff_reason(const struct desk_answer *answer)
{
	if (answer->kind != DESK_SAVE || answer->wrong >= THERAPIST_FIELDS)
		return answer->why;
	const char *name = therapist_field_name(answer->wrong);
	size_t length = strlen(name);
	bool named = strncmp(answer->why, name, length) == 0 &&
		     strncmp(answer->why + length, ": ", 2) == 0;
	return answer->why + (named ? length + 2 : 0);
}

const char *staff_why(const struct app *app, struct ui *ui)
{
	const struct desk_answer *answer = app->staff.answer[app->staff.tried];
	return answer ? ui_say(ui, staff_reason(answer)) : "";
}

/* "a|b" with a name for each. */
static const char *listed(
	struct ui *ui, const char *value, const struct choice *choice, int choices)
{
	struct arena *arena = &ui->list->arena;
	const char *words = "";
	while (*value) {
		size_t length = strcspn(value, "|");
		const char *name = arena_strndup(arena, value, length);
		for (int i = 0; i < choices; i++)
			if (strcmp(choice[i].word, name) == 0)
				name = ui_tr(ui, choice[i].name);
		words = arena_printf(arena, "%s%s%s", words, words[0] ? ", " : "", name);
		value += length + (value[length] == '|');
	}
	return words;
}

const char *staff_value_words(struct ui *ui, enum therapist_field field, const char *value)
{
	day_t day;
	switch (field) {
	case THERAPIST_PHONE:
		return value_phone_text(value, &ui->list->arena);
	case THERAPIST_LICENSE_EXPIRES:
	case THERAPIST_LICENSE_VERIFIED_ON:
	case THERAPIST_CONSENT_ON:
		return date_read(value, &day) ? day_words(ui, day) : value;
	case THERAPIST_TECHNIQUES:
		return listed(ui, value, choice_techniques, CHOICE_TECHNIQUES);
	case THERAPIST_SETTING:
		return listed(ui, value, choice_settings, CHOICE_SETTINGS);
	case THERAPIST_MEMBERSHIPS:
		return listed(ui, value, choice_memberships, CHOICE_MEMBERSHIPS);
	case THERAPIST_LANGUAGES:
	case THERAPIST_PRICES:
		return listed(ui, value, NULL, 0);
	default:
		return value;
	}
}

const struct desk_answer *staff_told(const struct app *app, enum desk_kind kind)
{
	const struct desk_answer *answer = app->staff.answer[kind];
	return answer && answer->done ? answer : NULL;
}
