/* The directory: therapists nearby, nearest first, filters as chips. */
#include "screens/screens.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double km_per_mile = 1.609344;

/* In miles, or in kilometers where the store counts in them; 0: any distance. */
static const int distances[] = {1, 3, 10, 0};
enum { DISTANCES = 4, ANY = 3 };

static const struct {
	const char *id, *word, *name;
} techniques[] = {
	{"therapists.technique.sports", "sports", N_("Sports")},
	{"therapists.technique.deep_tissue", "deep_tissue", N_("Deep tissue")},
	{"therapists.technique.trigger_point", "trigger_point", N_("Trigger point")},
	{"therapists.technique.swedish", "swedish", N_("Swedish")},
	{"therapists.technique.prenatal", "prenatal", N_("Prenatal")},
	{"therapists.technique.myofascial", "myofascial", N_("Myofascial")},
};
enum { TECHNIQUES = sizeof techniques / sizeof techniques[0] };

static const struct {
	const char *id, *word, *name;
} languages[] = {
	{"therapists.language.en", "en", "English"},
	{"therapists.language.es", "es", "Espa\xC3\xB1ol"},
};
enum { LANGUAGES = sizeof languages / sizeof languages[0] };

enum { LISTED_MAX = 200 };

static bool metric(const struct app *app)
{
	return strcmp(app->config->units, "km") == 0;
}

static bool place_known(const struct app *app)
{
	const struct config *config = app->config;
	return config->latitude != 0 || config->longitude != 0 || config->zip[0];
}

const char *distance_words(const struct app *app, struct ui *ui, double km)
{
	if (isnan(km))
		return "";
	double distance = metric(app) ? km : km / km_per_mile;
	const char *unit = metric(app) ? "km" : "mi";
	if (distance >= 9.95)
		return arena_printf(&ui->list->arena, "%.0f\xC2\xA0%s", distance, unit);
	return arena_printf(
		&ui->list->arena, "%.1f\xC2\xA0%s", distance < 0.1 ? 0.1 : distance, unit);
}

const char *techniques_words(struct ui *ui, const struct therapist *therapist)
{
	char *words = arena_strdup(&ui->list->arena, "");
	for (int i = 0; i < TECHNIQUES; i++) {
		if (!therapist_has(therapist, THERAPIST_TECHNIQUES, techniques[i].word))
			continue;
		const char *name = ui_tr(ui, techniques[i].name);
		words = words[0] ? arena_printf(
					   &ui->list->arena, "%s, %s", words, ui_lower(ui, name))
				 : arena_strdup(&ui->list->arena, name);
	}
	return words;
}

/* Bytes of the first character. */
static int first_char(const char *text)
{
	const char *at = text;
	utf8_next(&at, text + strlen(text));
	return (int)(at - text);
}

const char *initials_of(struct ui *ui, const char *name)
{
	const char *last = strrchr(name, ' ');
	if (!last || !last[1])
		return arena_printf(&ui->list->arena, "%.*s", first_char(name), name);
	last++;
	return arena_printf(
		&ui->list->arena, "%.*s%.*s", first_char(name), name, first_char(last), last);
}

/* The bits as the query takes them: "sports|swedish". */
static void collect(char *out, size_t size, unsigned bits, int count, const char *(*word)(int))
{
	size_t used = 0;
	out[0] = '\0';
	for (int i = 0; i < count; i++)
		if (bits >> i & 1 && used < size)
			used += (size_t)snprintf(
				out + used, size - used, "%s%s", used ? "|" : "", word(i));
}

static const char *technique_word(int i)
{
	return techniques[i].word;
}

static const char *language_word(int i)
{
	return languages[i].word;
}

static void search(struct app *app)
{
	struct therapists_state *state = &app->therapists;
	struct directory_query *query = &app_effect(app, EFFECT_SEARCH)->query;
	collect(state->technique_words, sizeof state->technique_words, state->techniques,
		TECHNIQUES, technique_word);
	collect(state->language_words, sizeof state->language_words, state->languages, LANGUAGES,
		language_word);
	*query = (struct directory_query){.techniques = state->technique_words,
		.languages = state->language_words,
		.today = app_today(app),
		.limit = LISTED_MAX};
	if (place_known(app))
		query->within_km = distances[state->within] * (metric(app) ? 1 : km_per_mile);
}

static void enter(struct app *app, int arg)
{
	(void)arg;
	search(app);
}

static void filter(struct app *app, const char *name)
{
	app->nav[app->depth - 1].scroll = 0;
	app_log(app, USAGE_FILTER, name, 0);
	search(app);
}

static bool act(struct app *app, struct action action)
{
	struct therapists_state *state = &app->therapists;
	static const char *const within[] = {"within.1", "within.3", "within.10", "within.any"};
	switch (action.kind) {
	case ACTION_WITHIN:
		/* The one that is on goes off: any distance. */
		state->within = state->within == action.arg ? ANY : action.arg;
		filter(app, within[state->within]);
		return true;
	case ACTION_TECHNIQUE:
		state->techniques ^= 1u << action.arg;
		filter(app, techniques[action.arg].word);
		return true;
	case ACTION_SPEAKS:
		state->languages ^= 1u << action.arg;
		filter(app, languages[action.arg].word);
		return true;
	case ACTION_CLEAR:
		state->techniques = state->languages = 0;
		state->within = ANY;
		filter(app, "clear");
		return true;
	case ACTION_THERAPIST:
		app_go(app, SCREEN_THERAPIST, action.arg);
		return true;
	default:
		return false;
	}
}

static bool update(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_ACTION)
		return act(app, event->action);
	if (event->kind == EVENT_STORE && event->store.list) {
		app->therapists.list = event->store.list;
		if (!app->therapists.again)
			app_log(app, USAGE_SEARCH, "", (int64_t)event->store.list->found);
		app->therapists.again = false;
	}
	/* The same list as others have changed it; nobody has searched. */
	if (event->kind == EVENT_DIRECTORY) {
		app->therapists.again = true;
		search(app);
	}
	return false;
}

static const char *number(struct ui *ui, size_t n)
{
	return arena_printf(&ui->list->arena, "%zu", n);
}

static const char *far_words(const struct app *app, struct ui *ui, int distance)
{
	unsigned long n = (unsigned long)distance;
	const char *pattern = metric(app) ? trn(ui->lang, "{} kilometer", "{} kilometers", n)
					  : trn(ui->lang, "{} mile", "{} miles", n);
	return ui_fill(ui, pattern, number(ui, n));
}

static const char *headline(const struct app *app, struct ui *ui)
{
	size_t found = app->therapists.list ? app->therapists.list->found : 0;
	int distance = distances[app->therapists.within];
	if (!distance || !place_known(app))
		return ui_fill(ui, trn(ui->lang, "{} therapist", "{} therapists", found),
			number(ui, found));
	const char *text = ui_fill(ui, ui_tr(ui, N_("{} within {}")), number(ui, found));
	return ui_fill(ui, text, far_words(app, ui, distance));
}

static int distance_chips(const struct app *app, struct ui *ui, struct chip *chip)
{
	static const char *const ids[] = {
		"therapists.within.1", "therapists.within.3", "therapists.within.10"};
	if (!place_known(app))
		return 0;
	for (int i = 0; i < ANY; i++)
		chip[i] = (struct chip){ids[i],
			arena_printf(&ui->list->arena, "%d\xC2\xA0%s", distances[i],
				metric(app) ? "km" : "mi"),
			app->therapists.within == i, {ACTION_WITHIN, i}};
	return ANY;
}

static int technique_chips(const struct app *app, struct ui *ui, struct chip *chip)
{
	for (int i = 0; i < TECHNIQUES; i++)
		chip[i] = (struct chip){techniques[i].id, ui_tr(ui, techniques[i].name),
			app->therapists.techniques >> i & 1, {ACTION_TECHNIQUE, i}};
	return TECHNIQUES;
}

static int language_chips(const struct app *app, struct chip *chip)
{
	for (int i = 0; i < LANGUAGES; i++)
		chip[i] = (struct chip){languages[i].id, languages[i].name,
			app->therapists.languages >> i & 1, {ACTION_SPEAKS, i}};
	return LANGUAGES;
}

enum { CHIPS_MAX = ANY + TECHNIQUES + LANGUAGES };

static float all_chips(const struct app *app, struct ui *ui, struct rect box)
{
	struct chip chip[CHIPS_MAX];
	int n = distance_chips(app, ui, chip);
	n += technique_chips(app, ui, chip + n);
	n += language_chips(app, chip + n);
	return ui_chips(ui, box, chip, n);
}

struct row_measures {
	float h, gap, avatar, name, distance, distance_w, pad, radius;
	bool tall; /* the tag on a line of its own */
};

static const struct row_measures wide = {13.66f, 1.9f, 8.8f, 4, 4, 17, 3, 2.4f, false};
static const struct row_measures upright = {21, 2.2f, 11, 4.4f, 4.4f, 22, 3, 2.4f, true};
static const struct row_measures small = {12.6f, 1.4f, 8, 3.6f, 3.6f, 15, 2.4f, 2, false};

static void licensed_tag(struct ui *ui, struct point at)
{
	ui_tag(ui, at, 4.4f, "license", ui_tr(ui, N_("License active")), TIDE_TINT, TIDE_PRESSED);
}

static float licensed_tag_width(const struct ui *ui)
{
	struct type type = theme_type(STYLE_SMALL, ui->text_scale);
	type.font = FONT_BOLD;
	return 2 * 4.4f / 3 + 4.4f * 0.6f + 0.8f +
	       ui_text_width(ui, type, ui_tr(ui, N_("License active")));
}

static void row(
	const struct app *app, struct ui *ui, struct rect box, const struct row_measures *m, int i)
{
	const struct therapist *t = &app->therapists.list->therapist[i];
	const char *name = t->field[THERAPIST_NAME];
	const char *id = arena_printf(&ui->list->arena, "therapist.%lld", (long long)t->id);
	ui_card(ui, box, m->radius);
	if (ui_is_pressed(ui, id))
		ui_panel(ui, box, m->radius, SUNK);
	struct rect in = rect_inset(box, m->pad, 0);
	struct rect face = rect_cut_left(&in, m->avatar);
	ui_avatar(ui, rect_center(face, m->avatar, m->avatar), initials_of(ui, name), (unsigned)i);
	rect_cut_left(&in, 2.8f);
	struct rect chevron = rect_cut_right(&in, 3.6f);
	ui_icon(ui, (struct point){chevron.x, chevron.y + (box.h - 3.6f) / 2}, 3.6f,
		"chevron-right", INK);
	rect_cut_right(&in, 1.2f);
	struct type heading = type_sized(theme_type(STYLE_HEADING, 1), m->name);
	struct type label = ui_type(ui, STYLE_LABEL);
	struct type far = type_sized(theme_type(STYLE_NUMERAL, 1), m->distance);
	far.tracking = -0.02f;
	far.line = far.size * 1.1f;
	float block = heading.line + 0.4f + label.line + (m->tall ? 1.6f + 4.4f : 0);
	float y = box.y + (box.h - block) / 2;
	struct rect right = rect_cut_right(&in, m->distance_w);
	if (m->tall) {
		right.y = y;
		right.h = heading.line;
	}
	ui_text(ui, right, far, INK, RIGHT | MIDDLE, 1, distance_words(app, ui, t->distance_km));
	if (!m->tall) {
		float tag_w = licensed_tag_width(ui);
		struct rect tag = rect_cut_right(&in, tag_w);
		licensed_tag(ui, (struct point){tag.x, box.y + (box.h - 4.4f) / 2});
		rect_cut_right(&in, 2);
	}
	ui_text(ui, rect_make(in.x, y, in.w, heading.line), heading, INK, LEFT, 1, name);
	ui_text(ui, rect_make(in.x, y + heading.line + 0.4f, in.w, label.line), label, INK_2, LEFT,
		1, techniques_words(ui, t));
	if (m->tall)
		licensed_tag(ui, (struct point){in.x, y + block - 4.4f});
	ui_item(ui, &(struct item){.id = id,
			    .role = ROLE_ROW,
			    .label = name,
			    .box = box,
			    .radius = m->radius,
			    .action = {ACTION_THERAPIST, i},
			    .go = i == 0});
}

/* Nobody to show: says why, and offers what helps. Returns where it ends. */
static float nobody(const struct app *app, struct ui *ui, struct rect box)
{
	const struct therapists_state *state = &app->therapists;
	bool filtered =
		state->techniques || state->languages || (place_known(app) && state->within != ANY);
	const struct empty empty = {.icon = "search",
		.title = filtered ? ui_tr(ui, N_("No one fits these filters"))
				  : ui_tr(ui, N_("No therapists yet")),
		.words = filtered ? ui_tr(ui, N_("Somebody a little further away may be right for "
						 "you."))
				  : ui_tr(ui, N_("Our staff are still checking licenses. Ask us, "
						 "we know people.")),
		.way = {.id = filtered ? "therapists.clear" : "therapists.routines",
			.label = filtered ? ui_tr(ui, N_("Show everyone"))
					  : ui_tr(ui, N_("See the routines")),
			.action = {filtered ? ACTION_CLEAR : ACTION_ROUTINES, 0}}};
	return ui_empty(ui, box, &empty);
}

/* The rows, in a window of their own. `above` chips scroll with them. */
static void list(const struct app *app, struct ui *ui, struct rect window,
	const struct row_measures *m, bool chips_above)
{
	const struct therapist_list *found = app->therapists.list;
	/* Room for the focus ring at the sides. */
	const float ring = 1.4f;
	struct rect outer = rect_make(window.x - ring, window.y, window.w + 2 * ring, window.h);
	struct rect at = ui_scroll_begin(ui, outer);
	at.x += ring;
	at.w -= 2 * ring;
	float y = at.y + ring;
	if (chips_above)
		y += all_chips(app, ui, rect_make(at.x, y, at.w, 0)) + 2.2f;
	if (!found || !found->count)
		y = nobody(app, ui, rect_make(at.x, y, at.w, 0));
	for (size_t i = 0; found && i < found->count; i++) {
		row(app, ui, rect_make(at.x, y, at.w, m->h), m, (int)i);
		y += m->h + (i + 1 < found->count ? m->gap : 0);
	}
	ui_scroll_end(ui, y + 2.2f);
}

static const char *order_words(const struct app *app, struct ui *ui)
{
	return place_known(app) ? ui_tr(ui, N_("Nearest first")) : ui_tr(ui, N_("By name"));
}

/* How many there are, and in which order they stand. */
static void heading(const struct app *app, struct ui *ui, struct rect box, enum style style)
{
	struct type label = ui_type(ui, STYLE_LABEL);
	float order_w = ui_text_width(ui, label, order_words(app, ui));
	ui_text(ui, box, label, INK, RIGHT | MIDDLE, 1, order_words(app, ui));
	rect_cut_right(&box, order_w + 2.4f);
	const char *title = headline(app, ui);
	ui_text(ui, box, ui_fit(ui, box.w, 1, theme_type(style, 1), title), INK, LEFT | MIDDLE, 1,
		title);
}

static float chip_group(
	struct ui *ui, struct rect at, const char *title, const struct chip *chip, int chips)
{
	if (!chips)
		return 0;
	struct type label = ui_type(ui, STYLE_LABEL);
	ui_text(ui, at, label, INK_2, LEFT, 1, title);
	at.y += label.line + 1.6f;
	return label.line + 1.6f + ui_chips(ui, at, chip, chips) + 4.4f;
}

static void landscape(const struct app *app, struct ui *ui)
{
	struct rect side = {ui->m.margin, 15.2f, 45, ui->m.h - 15.2f - 5.6f};
	struct chip chip[CHIPS_MAX];
	int n = distance_chips(app, ui, chip);
	side.y += chip_group(ui, side, ui_tr(ui, N_("Distance")), chip, n);
	n = technique_chips(app, ui, chip);
	side.y += chip_group(ui, side, ui_tr(ui, N_("Technique")), chip, n);
	n = language_chips(app, chip);
	chip_group(ui, side, ui_tr(ui, N_("Speaks")), chip, n);
	struct rect head = {59.2f, 15.2f, ui->m.w - 59.2f - ui->m.margin, 8.8f};
	heading(app, ui, head, STYLE_TITLE);
	list(app, ui, rect_make(59.2f, 24.8f, ui->m.w - 59.2f - ui->m.margin, ui->m.h - 24.8f),
		&wide, false);
}

static void portrait(const struct app *app, struct ui *ui)
{
	struct rect in = {ui->m.margin, 15.2f, ui->m.w - 2 * ui->m.margin, 0};
	in.h = ui->m.h - in.y;
	rect_cut_top(&in, all_chips(app, ui, in) + 3.2f);
	struct rect head = rect_cut_top(&in, 8.65f);
	heading(app, ui, head, STYLE_DISPLAY);
	rect_cut_top(&in, 1.6f);
	list(app, ui, in, &upright, false);
}

static void compact(const struct app *app, struct ui *ui)
{
	list(app, ui, rect_make(ui->m.margin, 11.6f, ui->m.w - 2 * ui->m.margin, ui->m.h - 11.6f),
		&small, true);
}

static void view(const struct app *app, struct ui *ui)
{
	static void (*const layouts[])(const struct app *, struct ui *) = {
		[CLASS_LANDSCAPE] = landscape,
		[CLASS_PORTRAIT] = portrait,
		[CLASS_COMPACT] = compact};
	draw_rect(ui->list, ui_canvas(ui), ui->theme->color[PAPER]);
	bool room = ui->m.size_class == CLASS_LANDSCAPE;
	ui_header(ui,
		room ? ui_tr(ui, N_("Find a massage therapist"))
		     : ui_tr(ui, N_("Find a therapist")),
		HEADER_BACK | HEADER_HOME | HEADER_TOOLS, app_header());
	layouts[ui->m.size_class](app, ui);
}

const struct screen screen_therapists = {
	.name = "therapists", .directory = true, .enter = enter, .update = update, .view = view};
