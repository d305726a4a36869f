/* One therapist: what customers need to decide and to call, the license, and a code to take along.
 */
#include "screens/screens.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void enter(struct app *app, int arg)
{
	const struct therapist_list *list = app->therapists.list;
	app->therapist = (struct therapist_state){0};
	if (!list || (size_t)arg >= list->count)
		return;
	app->therapist.shown = &list->therapist[arg];
	app_effect(app, EFFECT_CONTACT)->therapist = app->therapist.shown;
	app_log(app, USAGE_THERAPIST_OPENED, "", app->therapist.shown->id);
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_STORE || !event->store.code)
		return false;
	app->therapist.code = event->store.code;
	app_log(app, USAGE_THERAPIST_QR, "", app->therapist.shown->id);
	return false;
}

const char *day_words(struct ui *ui, day_t day)
{
	int year, month, day_of_month;
	date_split(day, &year, &month, &day_of_month);
	/* The order is a matter of the language. */
	const char *pattern = ui_tr(ui, N_("M/D/Y"));
	char *words = arena_strdup(&ui->list->arena, "");
	for (; *pattern; pattern++) {
		int n = *pattern == 'M' ? month : *pattern == 'D' ? day_of_month : year;
		words = strchr("MDY", *pattern)
				? arena_printf(&ui->list->arena, "%s%d", words, n)
				: arena_printf(&ui->list->arena, "%s%c", words, *pattern);
	}
	return words;
}

static const char *field_day(struct ui *ui, const struct therapist *t, enum therapist_field field)
{
	day_t day;
	return date_read(t->field[field], &day) ? day_words(ui, day) : "";
}

/* +13035550142 as (303) 555-0142; any other number as it is. */
static const char *phone_words(struct ui *ui, const char *phone)
{
	if (strlen(phone) != 12 || strncmp(phone, "+1", 2) != 0)
		return phone;
	return arena_printf(
		&ui->list->arena, "(%.3s)\xC2\xA0%.3s-%.4s", phone + 2, phone + 5, phone + 8);
}

/* Without what only machines need: the scheme, a last slash. */
static const char *site_words(struct ui *ui, const char *site)
{
	const char *start = strstr(site, "://");
	char *words = arena_strdup(&ui->list->arena, start ? start + 3 : site);
	size_t length = strlen(words);
	if (length && words[length - 1] == '/')
		words[length - 1] = '\0';
	return words;
}

static const char *address_words(struct ui *ui, const struct therapist *t)
{
	const char *street = t->field[THERAPIST_STREET], *city = t->field[THERAPIST_CITY];
	return arena_printf(&ui->list->arena, "%s%s%s %s", street, street[0] && city[0] ? ", " : "",
		city, t->field[THERAPIST_STATE]);
}

static const char *languages_words(struct ui *ui, const struct therapist *t)
{
	static const char *const names[][2] = {{"en", "English"}, {"es", "Espa\xC3\xB1ol"},
		{"fr", "Fran\xC3\xA7\x61is"}, {"de", "Deutsch"}, {"pt", "Portugu\xC3\xAAs"},
		{"it", "Italiano"}, {"pl", "Polski"}, {"da", "Dansk"}};
	char *words = arena_strdup(&ui->list->arena, "");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (therapist_has(t, THERAPIST_LANGUAGES, names[i][0]))
			words = arena_printf(&ui->list->arena, "%s%s%s", words,
				words[0] ? ", " : "", names[i][1]);
	return words;
}

static const char *about_words(const struct ui *ui, const struct therapist *t)
{
	bool spanish = strcmp(tr_code(ui->lang), "es") == 0;
	const char *about = t->field[spanish ? THERAPIST_ABOUT_ES : THERAPIST_ABOUT_EN];
	return about[0] ? about : t->field[THERAPIST_ABOUT_EN];
}

/* One sentence a line where there is room, one after the other on small glass. */
static const char *license_words(struct ui *ui, const struct therapist *t)
{
	bool tight = ui->m.size_class == CLASS_COMPACT;
	const char *type = t->field[THERAPIST_LICENSE_TYPE];
	const char *pattern = ui_tr(ui, N_("{} license {}, valid to {}."));
	if (strcmp(type, "certification") == 0)
		pattern = ui_tr(ui, N_("{} certification {}, valid to {}."));
	else if (strcmp(type, "registration") == 0)
		pattern = ui_tr(ui, N_("{} registration {}, valid to {}."));
	pattern = ui_fill(ui, pattern, t->field[THERAPIST_LICENSE_STATE]);
	pattern = ui_fill(ui, pattern, t->field[THERAPIST_LICENSE_NUMBER]);
	const char *first = ui_fill(ui, pattern, field_day(ui, t, THERAPIST_LICENSE_EXPIRES));
	const char *second =
		tight ? ui_tr(ui, N_("Checked by store staff on {}."))
		      : ui_tr(ui, N_("Checked with the state board by store staff on {}."));
	second = ui_fill(ui, second, field_day(ui, t, THERAPIST_LICENSE_VERIFIED_ON));
	return arena_printf(&ui->list->arena, "%s%c%s", first, tight ? ' ' : '\n', second);
}

/* Tags in rows that wrap; returns the height. */
static float tags(const struct app *app, struct ui *ui, struct rect box, const struct therapist *t)
{
	const float h = 4.4f, gap = 1.4f;
	const char *far = distance_words(app, ui, t->distance_km);
	bool tight = ui->m.size_class == CLASS_COMPACT;
	const struct {
		const char *icon, *text;
		enum color_role fill, color;
	} tag[] = {{"license", ui_tr(ui, N_("License active")), TIDE_TINT, TIDE_PRESSED},
		{"pin", far, SUNK, INK}, {NULL, tight ? "" : languages_words(ui, t), SUNK, INK},
		{NULL,
			strcmp(t->field[THERAPIST_ACCEPTS_NEW], "yes") == 0
				? ui_tr(ui, N_("Taking new clients"))
				: "",
			SUNK, INK}};
	float x = box.x, y = box.y;
	for (int i = 0; i < 4; i++) {
		if (!tag[i].text[0])
			continue;
		float w = ui_tag_width(ui, h, tag[i].icon, tag[i].text);
		if (x > box.x && x + w > box.x + box.w) {
			x = box.x;
			y += h + gap;
		}
		x += gap + ui_tag(ui, (struct point){x, y}, h, tag[i].icon, tag[i].text,
				   tag[i].fill, tag[i].color);
	}
	return y + h - box.y;
}

struct contact {
	const char *icon, *name, *words;
};

/* What is known of phone, place, hours and web; returns how many. */
static int contacts_of(struct ui *ui, const struct therapist *t, struct contact contact[5])
{
	int n = 0;
	const char *address = address_words(ui, t);
	if (t->field[THERAPIST_STREET][0] || t->field[THERAPIST_CITY][0])
		contact[n++] = (struct contact){"pin", ui_tr(ui, N_("Studio")), address};
	if (t->field[THERAPIST_PHONE][0])
		contact[n++] = (struct contact){"phone", ui_tr(ui, N_("Phone")),
			phone_words(ui, t->field[THERAPIST_PHONE])};
	if (t->field[THERAPIST_HOURS][0])
		contact[n++] = (struct contact){
			"calendar", ui_tr(ui, N_("Open")), t->field[THERAPIST_HOURS]};
	if (t->field[THERAPIST_WEBSITE][0])
		contact[n++] = (struct contact){
			"globe", ui_tr(ui, N_("Web")), site_words(ui, t->field[THERAPIST_WEBSITE])};
	if (n < 4 && t->field[THERAPIST_EMAIL][0])
		contact[n++] = (struct contact){
			"globe", ui_tr(ui, N_("E-mail")), t->field[THERAPIST_EMAIL]};
	return n;
}

static struct type strong(const struct ui *ui, float size)
{
	struct type type = type_sized(theme_type(STYLE_BUTTON, 1), size * ui->text_scale);
	type.tracking = -0.018f;
	type.line = type.size * 1.2f;
	return type;
}

static void code_card(const struct app *app, struct ui *ui, struct rect box)
{
	const struct qr *code = app->therapist.code;
	ui_code_card(ui, box, code ? code->size : 0, code ? code->module : NULL,
		ui_tr(ui, N_("Please write the number down.")));
}

static void take_along(const struct app *app, struct ui *ui, struct rect box)
{
	enum color_role ink = ui->theme->high_contrast ? INK : ON_TIDE;
	ui_panel(ui, box, 2.4f, ui->theme->high_contrast ? CARD : TIDE);
	struct rect in = rect_inset(box, 4.8f, 4.8f);
	const char *title = ui_tr(ui, N_("Take the contact with you"));
	rect_cut_top(&in, ui_text(ui, in, ui_fit(ui, in.w, 2, theme_type(STYLE_TITLE, 1), title),
				  ink, LEFT | BALANCED, 2, title));
	struct rect hint = rect_cut_bottom(&in, 7);
	ui_icon(ui, (struct point){hint.x, hint.y + 1.3f}, 4.4f, "mobile", ink);
	rect_cut_left(&hint, 6);
	ui_text(ui, hint, ui_type(ui, STYLE_LABEL), ink, LEFT | MIDDLE, 0,
		ui_tr(ui, N_("Open your phone camera and point it here. Nothing is stored.")));
	in = rect_inset(in, 0, 3.2f);
	float side = in.w < in.h ? in.w : in.h;
	side = side > 45.2f ? 45.2f : side;
	code_card(app, ui, rect_center(in, side, side));
}

static const float license_icon = 4.4f, license_gap = 1.8f;

static float license_height(struct ui *ui, float w, const struct therapist *t, struct type type)
{
	return ui_text_height(ui, w - license_icon - license_gap, type, license_words(ui, t));
}

static void license_line(
	struct ui *ui, struct rect box, const struct therapist *t, struct type type)
{
	float h = license_height(ui, box.w, t, type), icon = license_icon;
	box.y += box.h - h;
	box.h = h;
	ui_icon(ui, (struct point){box.x, box.y + (h - icon) / 2}, icon, "license", INK_2);
	rect_cut_left(&box, icon + license_gap);
	ui_text(ui, box, type, INK_2, LEFT, 0, license_words(ui, t));
}

static void landscape(const struct app *app, struct ui *ui, const struct therapist *t)
{
	float margin = ui->m.margin;
	const char *name = t->field[THERAPIST_NAME];
	struct rect card = {ui->m.w - margin - 60, 17, 60, ui->m.h - 17 - 7.2f};
	struct rect in = {margin, 17, card.x - margin - 13.6f, card.h};
	struct rect head = rect_cut_top(&in, 17);
	ui_avatar(ui, rect_cut_left(&head, 17), initials_of(ui, name), 0);
	rect_cut_left(&head, 3.6f);
	head.w += 10;
	struct type display = ui_fit(ui, head.w, 1, theme_type(STYLE_DISPLAY, 1), name);
	float block = display.line + 1.8f + 4.4f;
	rect_cut_top(&head, (head.h - block) / 2);
	ui_text(ui, rect_cut_top(&head, display.line), display, INK, LEFT, 1, name);
	rect_cut_top(&head, 1.8f);
	tags(app, ui, head, t);
	rect_cut_top(&in, 4);
	rect_cut_top(
		&in, ui_text(ui, in, ui_type(ui, STYLE_LEAD), INK, LEFT, 3, about_words(ui, t)));
	rect_cut_top(&in, 4);
	struct contact contact[5];
	int n = contacts_of(ui, t, contact);
	struct rect grid = rect_cut_top(&in, 29.2f);
	grid.w += 4;
	/* The address is at the left and the longest; it takes the room it needs from its neighbor.
	 */
	float half = (grid.w - 2.4f) / 2, most = half * 1.2f;
	float need = n ? ui_text_width(ui, strong(ui, 3), contact[0].words) + 13.4f : half;
	struct rect left = rect_cut_left(&grid, fminf(fmaxf(need, half), most));
	rect_cut_left(&grid, 2.4f);
	for (int i = 0; i < n && i < 4; i++) {
		struct rect box = rect_grid(i % 2 ? grid : left, 1, 2, 2.4f, i / 2);
		ui_card(ui, box, 2.4f);
		box = rect_inset(box, 2.8f, 0);
		ui_icon(ui, (struct point){box.x, box.y + (box.h - 5.2f) / 2}, 5.2f,
			contact[i].icon, INK);
		rect_cut_left(&box, 7.6f);
		struct type small = ui_type(ui, STYLE_SMALL);
		struct type type = ui_fit(ui, box.w, 1, strong(ui, 3), contact[i].words);
		if (type.size < small.size)
			type = ui_fit(ui, box.w, 2, strong(ui, 2.6f), contact[i].words);
		int lines = ui_text_lines(ui, box.w, type, contact[i].words);
		float h = small.line + 0.3f + (float)lines * type.line;
		rect_cut_top(&box, (box.h - h) / 2);
		ui_text(ui, rect_cut_top(&box, small.line), small, INK_2, LEFT, 1, contact[i].name);
		rect_cut_top(&box, 0.3f);
		ui_text(ui, box, type, INK, LEFT, 2, contact[i].words);
	}
	license_line(ui, in, t, ui_type(ui, STYLE_LABEL));
	take_along(app, ui, card);
}

static void portrait(const struct app *app, struct ui *ui, const struct therapist *t)
{
	float margin = ui->m.margin, w = ui->m.w - 2 * margin;
	const char *name = t->field[THERAPIST_NAME];
	/* Drawn for 192 u of height; shorter glass gets a smaller code. */
	float card_h = ui->m.h >= 186 ? 56 : 40;
	struct rect in = {margin, 16.4f, w, ui->m.h - 16.4f - 5.6f};
	struct rect card = rect_cut_bottom(&in, card_h);
	struct rect head = rect_cut_top(&in, 18);
	ui_avatar(ui, rect_cut_left(&head, 18), initials_of(ui, name), 0);
	rect_cut_left(&head, 3.2f);
	struct type display = type_sized(theme_type(STYLE_DISPLAY, 1), 9.6f);
	ui_text(ui, head, ui_fit(ui, head.w, 2, display, name), INK, LEFT | MIDDLE | BALANCED, 2,
		name);
	rect_cut_top(&in, 3);
	rect_cut_top(&in, tags(app, ui, in, t) + 3);
	rect_cut_top(&in,
		ui_text(ui, in, ui_type(ui, STYLE_LEAD), INK, LEFT, 4, about_words(ui, t)) + 3.6f);
	struct contact contact[5];
	int n = contacts_of(ui, t, contact);
	for (int i = 0; i < n && i < 4; i++) {
		struct rect box = rect_cut_top(&in, 11.2f);
		ui_card(ui, box, 2.4f);
		box = rect_inset(box, 3.2f, 0);
		ui_icon(ui, (struct point){box.x, box.y + 3.1f}, 5, contact[i].icon, INK);
		rect_cut_left(&box, 7.6f);
		struct type label = ui_fit(ui, 16, 1, ui_type(ui, STYLE_LABEL), contact[i].name);
		ui_text(ui, rect_cut_left(&box, 16), label, INK_2, LEFT | MIDDLE, 1,
			contact[i].name);
		rect_cut_left(&box, 1.6f);
		ui_text(ui, box, ui_fit(ui, box.w, 1, strong(ui, 3.3f), contact[i].words), INK,
			LEFT | MIDDLE, 1, contact[i].words);
		rect_cut_top(&in, 1.8f);
	}
	in.h = 7.4f;
	license_line(ui, in, t, ui_type(ui, STYLE_LABEL));
	enum color_role ink = ui->theme->high_contrast ? INK : ON_TIDE;
	ui_panel(ui, card, 2.4f, ui->theme->high_contrast ? CARD : TIDE);
	struct rect inside = rect_inset(card, 4.4f, 4.4f);
	code_card(app, ui, rect_cut_left(&inside, inside.h));
	rect_cut_left(&inside, 4.4f);
	const char *title = ui_tr(ui, N_("Take the contact with you"));
	struct type take = type_sized(theme_type(STYLE_DISPLAY, 1), 6);
	float title_h =
		ui_text(ui, inside, ui_fit(ui, inside.w, 3, take, title), ink, LEFT, 3, title);
	const char *hint =
		ui_tr(ui, N_("Open your phone camera and point it here. Nothing is stored."));
	struct type label = ui_type(ui, STYLE_LABEL);
	rect_cut_top(&inside, title_h);
	float hint_h = ui_text_height(ui, inside.w, label, hint);
	ui_text(ui, rect_cut_bottom(&inside, hint_h), label, ink, LEFT, 0, hint);
	rect_cut_bottom(&inside, 1.6f);
	const float icon = 5.6f;
	if (inside.h > icon + 1.6f)
		ui_icon(ui, (struct point){inside.x, inside.y + inside.h - icon}, icon, "mobile",
			ink);
}

static void compact(const struct app *app, struct ui *ui, const struct therapist *t)
{
	float margin = ui->m.margin;
	struct rect card = {ui->m.w - margin - 45, 12.6f, 45, ui->m.h - 12.6f - 3};
	struct rect in = {margin, 12.6f, card.x - 2 * margin, card.h};
	rect_cut_top(&in, tags(app, ui, in, t) + 1.8f);
	struct type body = type_sized(ui_type(ui, STYLE_BODY), 2.9f * ui->text_scale);
	rect_cut_top(&in, ui_text(ui, in, body, INK, LEFT, 2, about_words(ui, t)) + 1.4f);
	struct type small = ui_type(ui, STYLE_SMALL);
	struct rect foot = rect_cut_bottom(&in, license_height(ui, in.w, t, small));
	rect_cut_bottom(&in, 1.4f);
	struct contact contact[5];
	int n = contacts_of(ui, t, contact);
	for (int i = 0; i < n && i < 4 && in.h >= 5.4f; i++) {
		struct rect line = rect_cut_top(
			&in, in.h / (float)(4 - i) < 6.9f ? in.h / (float)(4 - i) : 6.9f);
		draw_rect(
			ui->list, rect_make(line.x, line.y, line.w, 0.2f), ui->theme->color[LINE]);
		ui_icon(ui, (struct point){line.x, line.y + (line.h - 3.6f) / 2}, 3.6f,
			contact[i].icon, INK);
		rect_cut_left(&line, 5.4f);
		ui_text(ui, line, ui_fit(ui, line.w, 1, strong(ui, 2.9f), contact[i].words), INK,
			LEFT | MIDDLE, 1, contact[i].words);
	}
	license_line(ui, foot, t, small);
	enum color_role ink = ui->theme->high_contrast ? INK : ON_TIDE;
	ui_panel(ui, card, 2.4f, ui->theme->high_contrast ? CARD : TIDE);
	struct rect inside = rect_inset(card, 2.2f, 2.2f);
	float side = inside.w < inside.h - 8 ? inside.w : inside.h - 8;
	struct rect top = rect_cut_top(&inside, side);
	code_card(app, ui, rect_center(top, side, side));
	const char *words = ui_tr(ui, N_("Point your phone camera here to take it with you"));
	struct type type = strong(ui, 2.9f);
	ui_text(ui, inside, ui_fit(ui, inside.w, 2, type, words), ink, CENTER | MIDDLE, 3, words);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *,
		const struct therapist *) = {[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	const struct therapist *t = app->therapist.shown;
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	ui_header(ui, t && ui->m.size_class == CLASS_COMPACT ? t->field[THERAPIST_NAME] : NULL,
		HEADER_BACK | HEADER_HOME | HEADER_TOOLS, app_header());
	if (t)
		layouts[ui->m.size_class](app, ui, t);
}

const struct screen screen_therapist = {
	.name = "therapist", .enter = enter, .update = update, .view = view};
