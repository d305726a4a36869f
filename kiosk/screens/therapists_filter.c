/* The filters of the directory as data: what there is, what is on, and the search that follows. */
#include "screens/therapists.h"

#include <stdio.h>
#include <string.h>

static const double km_per_mile = 1.609344;

/* In miles, or in kilometers where the store counts in them; 0: any distance. */
static const int distances[] = {1, 3, 10, 0};
enum { ANY = 3 };

const struct choice choice_techniques[CHOICE_TECHNIQUES] = {
	{"therapists.technique.sports", "sports", N_("Sports")},
	{"therapists.technique.deep_tissue", "deep_tissue", N_("Deep tissue")},
	{"therapists.technique.trigger_point", "trigger_point", N_("Trigger point")},
	{"therapists.technique.swedish", "swedish", N_("Swedish")},
	{"therapists.technique.prenatal", "prenatal", N_("Prenatal")},
	{"therapists.technique.myofascial", "myofascial", N_("Myofascial")},
};
const struct choice choice_settings[CHOICE_SETTINGS] = {
	{"therapists.setting.clinic", "clinic", N_("Clinic")},
	{"therapists.setting.home", "home", N_("Home studio")},
	{"therapists.setting.mobile", "mobile", N_("Comes to you")},
};
static const struct choice languages[] = {
	{"therapists.language.en", "en", "English"},
	{"therapists.language.es", "es", "Espa\xC3\xB1ol"},
};
const struct choice choice_memberships[CHOICE_MEMBERSHIPS] = {
	{"therapists.member.amta", "amta", "AMTA"},
	{"therapists.member.abmp", "abmp", "ABMP"},
};

#define COUNT(values) ((int)(sizeof(values) / sizeof(values)[0]))
static const struct {
	const char *title;
	const struct choice *value;
	int values;
	bool translated; /* names of languages are the same in each */
} groups[FILTER_GROUPS] = {
	[FILTER_TECHNIQUES] = {N_("Technique"), choice_techniques, CHOICE_TECHNIQUES, true},
	[FILTER_SETTINGS] = {N_("Where"), choice_settings, CHOICE_SETTINGS, true},
	[FILTER_LANGUAGES] = {N_("Speaks"), languages, COUNT(languages), false},
	[FILTER_MEMBERSHIPS] = {N_("Member of"), choice_memberships, CHOICE_MEMBERSHIPS, false},
};

static bool metric(const struct app *app)
{
	return strcmp(app->config->units, "km") == 0;
}

bool place_known(const struct app *app)
{
	const struct config *config = app->config;
	return config->latitude != 0 || config->longitude != 0 || config->zip[0];
}

int distance_asked(const struct app *app)
{
	return place_known(app) ? distances[app->therapists.within] : 0;
}

size_t therapists_found(const struct app *app)
{
	return app->therapists.list ? app->therapists.list->found : 0;
}

/* ---- words ---- */

const char *distance_words(const struct app *app, struct ui *ui, double km)
{
	if (km != km) /* NAN: not known */
		return "";
	double distance = metric(app) ? km : km / km_per_mile;
	const char *unit = metric(app) ? "km" : "mi";
	if (distance >= 9.95)
		return arena_printf(&ui->list->arena, "%.0f\xC2\xA0%s", distance, unit);
	return arena_printf(
		&ui->list->arena, "%.1f\xC2\xA0%s", distance < 0.1 ? 0.1 : distance, unit);
}

const char *far_words(const struct app *app, struct ui *ui, int distance)
{
	unsigned long n = (unsigned long)distance;
	const char *pattern = metric(app) ? trn(ui->lang, "{} kilometer", "{} kilometers", n)
					  : trn(ui->lang, "{} mile", "{} miles", n);
	return ui_fill(ui, pattern, number_words(ui, distance));
}

const char *techniques_words(struct ui *ui, const struct therapist *therapist)
{
	char *words = arena_strdup(&ui->list->arena, "");
	for (int i = 0; i < groups[FILTER_TECHNIQUES].values; i++) {
		if (!therapist_has(therapist, THERAPIST_TECHNIQUES, choice_techniques[i].word))
			continue;
		const char *name = ui_tr(ui, choice_techniques[i].name);
		words = words[0] ? arena_printf(
					   &ui->list->arena, "%s, %s", words, ui_lower(ui, name))
				 : arena_strdup(&ui->list->arena, name);
	}
	return words;
}

const char *filter_group_title(struct ui *ui, enum filter_group group)
{
	return ui_tr(ui, groups[group].title);
}

/* ---- the search ---- */

/* The values that are on, as the query takes them: "sports|swedish". */
static const char *chosen_words(struct therapists_state *state, enum filter_group group)
{
	char *out = state->words[group];
	size_t used = 0, size = sizeof state->words[group];
	out[0] = '\0';
	for (int i = 0; i < groups[group].values; i++)
		if (state->chosen[group] >> i & 1 && used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used ? "|" : "",
				groups[group].value[i].word);
	return out;
}

void therapists_search(struct app *app, bool counts)
{
	enum { LISTED_MAX = 200 };
	struct therapists_state *state = &app->therapists;
	state->counts = counts;
	app_effect(app, EFFECT_SEARCH)->query = (struct directory_query){.words = state->name,
		.techniques = chosen_words(state, FILTER_TECHNIQUES),
		.settings = chosen_words(state, FILTER_SETTINGS),
		.languages = chosen_words(state, FILTER_LANGUAGES),
		.memberships = chosen_words(state, FILTER_MEMBERSHIPS),
		.accepts_new = state->accepts_new,
		.insurance = state->insurance,
		.within_km = distance_asked(app) * (metric(app) ? 1 : km_per_mile),
		.today = app_today(app),
		.limit = LISTED_MAX};
}

void therapists_only(struct app *app, const char *name)
{
	struct therapists_state *state = &app->therapists;
	*state = (struct therapists_state){.within = ANY, .list = state->list};
	/* Blanks around it are no part of it, and blanks alone are no name. */
	name += strspn(name, " ");
	size_t length = strlen(name);
	while (length && name[length - 1] == ' ')
		length--;
	snprintf(state->name, sizeof state->name, "%.*s", (int)length, name);
	app->nav[app->depth - 1].scroll = 0;
}

static void changed(struct app *app, const char *name)
{
	app->nav[app->depth - 1].scroll = 0;
	app_log(app, USAGE_FILTER, name, 0);
	therapists_search(app, true);
}

bool therapists_filter(struct app *app, struct action action)
{
	struct therapists_state *state = &app->therapists;
	static const char *const within[] = {"within.1", "within.3", "within.10", "within.any"};
	switch (action.kind) {
	case ACTION_WITHIN:
		/* The one that is on goes off: any distance. */
		state->within = state->within == action.arg ? ANY : action.arg;
		changed(app, within[state->within]);
		return true;
	case ACTION_FILTER: {
		int group = action.arg / FILTER_ARG(1, 0), value = action.arg % FILTER_ARG(1, 0);
		state->chosen[group] ^= 1u << value;
		changed(app, groups[group].value[value].word);
		return true;
	}
	case ACTION_ACCEPTS_NEW:
		state->accepts_new = !state->accepts_new;
		changed(app, "accepts_new");
		return true;
	case ACTION_INSURANCE:
		state->insurance = !state->insurance;
		changed(app, "insurance");
		return true;
	case ACTION_NAME:
		state->name[0] = '\0';
		changed(app, "name");
		return true;
	case ACTION_CLEAR:
		therapists_only(app, "");
		changed(app, "clear");
		return true;
	default:
		return false;
	}
}

int therapists_filters_on(const struct app *app)
{
	const struct therapists_state *state = &app->therapists;
	int on = (distance_asked(app) != 0) + state->accepts_new + state->insurance +
		 (state->name[0] != '\0');
	for (int group = 0; group < FILTER_GROUPS; group++)
		on += __builtin_popcount(state->chosen[group]);
	return on;
}

/* ---- chips ---- */

int filter_chips(const struct app *app, struct ui *ui, enum filter_group group, struct chip *chip)
{
	for (int i = 0; i < groups[group].values; i++) {
		const struct choice *value = &groups[group].value[i];
		chip[i] = (struct chip){.id = value->id,
			.label = groups[group].translated ? ui_tr(ui, value->name) : value->name,
			.on = app->therapists.chosen[group] >> i & 1,
			.action = {ACTION_FILTER, FILTER_ARG(group, i)}};
	}
	return groups[group].values;
}

int distance_chips(const struct app *app, struct ui *ui, bool whole, struct chip *chip)
{
	static const char *const ids[] = {"therapists.within.1", "therapists.within.3",
		"therapists.within.10", "therapists.within.any"};
	if (!place_known(app))
		return 0;
	int count = whole ? ANY + 1 : ANY;
	for (int i = 0; i < count; i++) {
		const char *label = i == ANY ? ui_tr(ui, N_("Any"))
				    : whole  ? far_words(app, ui, distances[i])
					     : arena_printf(&ui->list->arena, "%d\xC2\xA0%s",
						       distances[i], metric(app) ? "km" : "mi");
		chip[i] = (struct chip){.id = ids[i],
			.label = label,
			.on = app->therapists.within == i,
			.action = {ACTION_WITHIN, i}};
	}
	return count;
}
