#include "visitor.h"

#include "visitor_desk.h"

#include "base/fold.h"
#include "media/vtt.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static float advance(const struct measure *measure, enum font font, uint32_t code, uint32_t next)
{
	(void)measure;
	(void)next;
	float bold = font >= FONT_BOLD ? 1.06f : 1;
	if (code < 0x80 && strchr("iljtfrI.,:;'!|()[] ", (int)code))
		return 0.3f * bold;
	if (code < 0x80 && strchr("mwMW", (int)code))
		return 0.86f * bold;
	if (code >= 'A' && code <= 'Z')
		return 0.68f * bold;
	return 0.57f * bold;
}

const struct measure *fixed_measure(void)
{
	static const struct measure measure = {advance};
	return &measure;
}

void visitor_looks(struct visitor *visitor)
{
	visitor->stale = false;
	app_view(&visitor->app, visitor->measure, &visitor->list);
	visitor->due_us = app_due(&visitor->app);
}

/* Three people of a directory that never changes; nine more of the same for long lists. */
enum { PEOPLE = 12 };
static struct therapist people[PEOPLE];
static const struct therapist_list directory = {people, 3, 3}, many = {people, PEOPLE, PEOPLE};
static const struct therapist_list nobody;
static uint8_t modules[21 * 21];
static const struct qr code = {21, modules};

static void fill_directory(void)
{
	static const char *const rows[3][6] = {{"Juniper Sample", "sports|deep_tissue", "en|es",
						       "MT.0000117", "yes", "2028-03-31"},
		{"In\xC3\xA9s Specimen", "trigger_point", "es", "MT.0000118", "no", "2027-01-31"},
		{"Bram Testwell", "swedish|prenatal", "en", "MT.0000119", "yes", "2027-06-30"}};
	static const enum therapist_field fields[6] = {THERAPIST_NAME, THERAPIST_TECHNIQUES,
		THERAPIST_LANGUAGES, THERAPIST_LICENSE_NUMBER, THERAPIST_ACCEPTS_NEW,
		THERAPIST_LICENSE_EXPIRES};
	for (int i = 0; i < PEOPLE; i++) {
		people[i] = (struct therapist){.id = 11 + i, .distance_km = 0.8 + 2.1 * i};
		for (int f = 0; f < THERAPIST_FIELDS; f++)
			people[i].field[f] = "";
		for (int f = 0; f < 6; f++)
			people[i].field[fields[f]] = rows[i % 3][f];
		people[i].field[THERAPIST_PHONE] = "+13035550142";
		people[i].field[THERAPIST_STREET] = "12 Sample Street";
		people[i].field[THERAPIST_CITY] = "Boulder";
		people[i].field[THERAPIST_STATE] = "CO";
		people[i].field[THERAPIST_HOURS] = "Tue to Sat, 9 am to 6 pm";
		people[i].field[THERAPIST_WEBSITE] = "https://juniper.example/";
		people[i].field[THERAPIST_ABOUT_EN] =
			"Works with distance runners on calves and hips.";
		people[i].field[THERAPIST_ABOUT_ES] =
			"Trabaja con corredores, pantorrillas y cadera.";
		people[i].field[THERAPIST_LICENSE_TYPE] = "license";
		people[i].field[THERAPIST_LICENSE_STATE] = "CO";
		people[i].field[THERAPIST_LICENSE_VERIFIED_ON] = "2026-11-03";
		people[i].field[THERAPIST_LICENSE_VERIFIED_BY] = "MK";
	}
	for (int i = 0; i < 21 * 21; i++)
		modules[i] = (uint8_t)(i * 7 % 3 == 0);
}

/* The list of before is gone: who kept it reads freed memory. */
static void take_list_back(struct visitor *visitor)
{
	if (visitor->found)
		free(visitor->found->therapist);
	free(visitor->found);
	visitor->found = NULL;
}

/* Those of the list that a search by name finds; no words find all. */
static const struct therapist_list *hand_out(
	struct visitor *visitor, const char *words, const struct therapist_list *from)
{
	take_list_back(visitor);
	visitor->found = mem_calloc(1, sizeof *visitor->found);
	if (!from->count)
		return visitor->found;
	struct therapist_list *found = visitor->found;
	found->therapist = mem_calloc(from->count, sizeof *from->therapist);
	for (size_t i = 0; i < from->count; i++) {
		struct fold_part part;
		const char *name = from->therapist[i].field[THERAPIST_NAME];
		if (!words[0] || fold_find(name, words, &part, 1))
			found->therapist[found->count++] = from->therapist[i];
	}
	found->found = found->count;
	return found;
}

static const struct qr *hand_out_code(struct visitor *visitor)
{
	free(visitor->code);
	visitor->code = mem_calloc(1, sizeof code);
	*visitor->code = code;
	return visitor->code;
}

void visitor_forgets_answers(struct visitor *visitor)
{
	take_list_back(visitor);
	free(visitor->code);
	visitor->code = NULL;
}

/* The stand-in of player and store: what they would have answered. */
static bool answer(struct visitor *visitor, const struct effect *effect, struct event *event)
{
	struct player_status *status = &event->player;
	*event = (struct event){.kind = EVENT_PLAYER, .now_us = visitor->now_us};
	*status = visitor->app.player;
	switch (effect->kind) {
	case EFFECT_PLAY:
		visitor->clip = *effect;
		*status = (struct player_status){.request = effect->request,
			.state = visitor->clip_broken ? PLAYER_FAILED
				 : visitor->clip_slow ? PLAYER_OPENING
						      : PLAYER_PLAYING,
			.position_us = effect->position_us,
			.has_picture = !visitor->clip_broken && !visitor->clip_slow};
		return true;
	case EFFECT_PAUSE:
		status->state = PLAYER_PAUSED;
		return true;
	case EFFECT_RESUME:
		status->state = PLAYER_PLAYING;
		return true;
	case EFFECT_STOP:
		*status = (struct player_status){0};
		return true;
	case EFFECT_SEARCH:
		event->kind = EVENT_STORE;
		event->store.list = hand_out(visitor, effect->query.words,
			visitor->nobody_found ? &nobody
			: visitor->many_found ? &many
					      : &directory);
		event->store.code = NULL;
		return true;
	case EFFECT_CONTACT:
	case EFFECT_CODE:
		event->kind = EVENT_STORE;
		event->store.list = NULL;
		event->store.code = hand_out_code(visitor);
		event->store.text = 0;
		return true;
	case EFFECT_ASK:
		if (effect->ask.kind == DESK_IMPORT && visitor->import_runs)
			return false;
		event->kind = EVENT_DESK;
		event->desk = staff_desk(visitor, &effect->ask);
		return true;
	case EFFECT_EJECT:
		event->kind = EVENT_USB;
		event->folder = visitor->stick_open ? "/media/RUNSTORE" : NULL;
		return true;
	default:
		return false;
	}
}

/* Nobody looks at the screen in between: rolling is a few thousand events. */
void visitor_event(struct visitor *visitor, struct event *event)
{
	event->now_us = visitor->now_us;
	visitor->stale = true;
	visitor->due_us = app_update(&visitor->app, event);
	while (visitor->app.effects) {
		struct effect asked[EFFECTS_MAX];
		int count = visitor->app.effects;
		memcpy(asked, visitor->app.effect, sizeof asked);
		visitor->app.effects = 0;
		for (int i = 0; i < count; i++) {
			struct event back;
			if (visitor->effects == 64)
				visitor->effects = 0;
			visitor->last[visitor->effects++] = asked[i];
			if (answer(visitor, &asked[i], &back))
				visitor->due_us = app_update(&visitor->app, &back);
		}
	}
}

static void happens(struct visitor *visitor, struct event *event)
{
	visitor_event(visitor, event);
	visitor_looks(visitor);
}

struct visitor *visitor_create(int w, int h)
{
	struct visitor *visitor = mem_calloc(1, sizeof *visitor);
	static const char *const locales[] = {"build/locale", NULL};
	static const char *const no_files[] = {NULL};
	bool sound;
	tr_load(locales, &visitor->problems);
	fill_directory();
	visitor->measure = fixed_measure();
	visitor->config = config_load(no_files, false, &sound, &visitor->problems);
	visitor->config->zip = "80302";
	visitor->config->motion = false;
	visitor->catalog = catalog_load("content", vtt_read, &visitor->problems);
	app_init(&visitor->app, visitor->catalog, visitor->config, &visitor->problems, NULL,
		metrics_make(w, h, 0), LANG_EN, 0);
	struct event mat = {.kind = EVENT_HW,
		.mat = {.fitted = true, .works = true, .grid = {4, 2}, .calibration.can = true}};
	happens(visitor, &mat);
	visitor_waits(visitor, 0);
	return visitor;
}

void visitor_destroy(struct visitor *visitor)
{
	draw_free(&visitor->list);
	catalog_destroy(visitor->catalog);
	config_destroy(visitor->config);
	tr_unload();
	visitor_forgets_answers(visitor);
	free(visitor);
}

void visitor_waits(struct visitor *visitor, int64_t ms)
{
	int64_t end = visitor->now_us + ms * 1000;
	do {
		struct event tick = {.kind = EVENT_TICK};
		visitor_event(visitor, &tick);
		visitor->now_us += 1000000 / 60;
	} while (visitor->now_us < end);
	visitor->now_us = end;
	struct event tick = {.kind = EVENT_TICK};
	happens(visitor, &tick);
}

static void senses(struct visitor *visitor, bool present, float row)
{
	struct mat_sample sample = {
		.t_us = visitor->now_us, .grid = visitor->app.mat.grid, .present = present};
	sample.changed_us = visitor->app.sample.present == present ? visitor->app.sample.changed_us
								   : visitor->now_us;
	for (int i = 0; present && i < mat_zones(sample.grid); i++) {
		float away = (float)(i / sample.grid.columns) - row;
		sample.load[i] = (i % 2 ? 0.54F : 0.46F) * expf(-away * away);
	}
	struct event event = {.kind = EVENT_MAT, .sample = &sample};
	visitor_event(visitor, &event);
}

void visitor_rolls(struct visitor *visitor, float pace_s, int64_t ms)
{
	const int64_t scan_us = 20000;
	const float half_turn = 3.14159265F;
	float rows = (float)(visitor->app.mat.grid.rows - 1);
	for (int64_t end = visitor->now_us + ms * 1000; visitor->now_us < end;) {
		senses(visitor, true,
			rows * (0.5F - 0.5F * cosf(visitor->rolled_passes * half_turn)));
		visitor->rolled_passes += pace_s > 0 ? (float)scan_us * 1e-6F / pace_s : 0;
		visitor->now_us += scan_us;
		struct event tick = {.kind = EVENT_TICK};
		visitor_event(visitor, &tick);
	}
	visitor_looks(visitor);
}

void visitor_steps_off(struct visitor *visitor)
{
	senses(visitor, false, 0);
	visitor_looks(visitor);
}

void visitor_loses_the_mat(struct visitor *visitor)
{
	struct event mat = {.kind = EVENT_HW, .mat = visitor->app.mat};
	mat.mat.works = false;
	visitor_steps_off(visitor);
	happens(visitor, &mat);
	visitor_waits(visitor, 0);
}

void visitor_types(struct visitor *visitor, const char *words)
{
	const char *end = words + strlen(words);
	for (uint32_t letter; (letter = utf8_next(&words, end));) {
		int says = 0;
		for (int tries = 0; says != (int)letter; tries++) {
			const struct item *key =
				keyboard_way(&visitor->list, ACTION_KEY, letter, tries);
			if (!key) {
				fail_msg("no key for U+%04X on screen %s", letter,
					visitor_sees(visitor));
				return;
			}
			says = key->action.arg;
			visitor_taps(visitor, key->id);
		}
	}
}

void visitor_touches(struct visitor *visitor, enum pointer_phase phase, struct point at)
{
	struct event event = {.kind = EVENT_POINTER};
	event.pointer.phase = phase;
	event.pointer.at = at;
	happens(visitor, &event);
}

static struct point place_of(const struct visitor *visitor, const char *id)
{
	const struct item *item = draw_find(&visitor->list, id);
	if (!item)
		fail_msg("no item #%s on screen %s", id, visitor_sees(visitor));
	return hit_point(item, NULL);
}

void visitor_holds(struct visitor *visitor, const char *id, int64_t ms)
{
	struct point at = place_of(visitor, id);
	visitor_touches(visitor, POINTER_DOWN, at);
	visitor_waits(visitor, ms);
	visitor_touches(visitor, POINTER_UP, at);
}

/* What has scrolled out of its window comes into view, as for a script. */
static void reveals(struct visitor *visitor, const char *id)
{
	const struct item *item = draw_find(&visitor->list, id);
	float middle = item ? item->box.y + item->box.h / 2 : 0;
	struct rect window = visitor->list.scroll_box;
	if (!item || !item->scrolls || (middle >= window.y && middle <= window.y + window.h))
		return;
	struct event event = {.kind = EVENT_REVEAL, .id = id};
	happens(visitor, &event);
}

void visitor_taps(struct visitor *visitor, const char *id)
{
	reveals(visitor, id);
	visitor_holds(visitor, id, 80);
}

void visitor_presses(struct visitor *visitor, enum hw_button button)
{
	struct event event = {.kind = EVENT_BUTTON};
	event.button.button = button;
	event.button.down = true;
	happens(visitor, &event);
	visitor->now_us += 80000;
	event.button.down = false;
	happens(visitor, &event);
}

void visitor_keys(struct visitor *visitor, const char *digits)
{
	for (; *digits; digits++) {
		char id[] = {'p', 'i', 'n', '.', *digits, '\0'};
		visitor_taps(visitor, id);
	}
}

const struct desk_request *visitor_asked(const struct visitor *visitor, enum desk_kind kind)
{
	for (int i = visitor->effects; i-- > 0;)
		if (visitor->last[i].kind == EFFECT_ASK && visitor->last[i].ask.kind == kind)
			return &visitor->last[i].ask;
	return NULL;
}

void visitor_goes_to_staff(struct visitor *visitor)
{
	visitor_holds(visitor, "logo", 3100);
	visitor_keys(visitor, VISITOR_PIN);
	assert_string_equal(visitor_sees(visitor), "staff");
}

void visitor_plugs_a_stick_in(struct visitor *visitor, const char *folder)
{
	struct event event = {.kind = EVENT_USB, .folder = folder};
	happens(visitor, &event);
}

const char *visitor_sees(const struct visitor *visitor)
{
	return app_top(&visitor->app)->name;
}

bool visitor_reads(const struct visitor *visitor, const char *words)
{
	for (size_t i = 0; i < visitor->list.texts; i++)
		if (strstr(visitor->list.text[i], words))
			return true;
	return false;
}

const char *visitor_focus(const struct visitor *visitor)
{
	const struct app *app = &visitor->app;
	if (!app->ring)
		return "";
	const struct item *item = app->focus[0] ? draw_find(&visitor->list, app->focus) : NULL;
	item = item ? item : focus_first(&visitor->list);
	return item ? item->id : "";
}

void visitor_goes_home(struct visitor *visitor)
{
	visitor_taps(visitor, "go");
	assert_string_equal(visitor_sees(visitor), "home");
}

void visitor_goes_to_areas(struct visitor *visitor)
{
	visitor_goes_home(visitor);
	visitor_taps(visitor, "home.routines");
	visitor_taps(visitor, "safety.ok");
	assert_string_equal(visitor_sees(visitor), "areas");
}

void visitor_goes_to_the_roller(struct visitor *visitor)
{
	visitor_goes_home(visitor);
	visitor_taps(visitor, "home.roller");
	visitor_taps(visitor, "safety.ok");
	assert_string_equal(visitor_sees(visitor), "roller");
}

void visitor_plays(struct visitor *visitor, const char *area)
{
	visitor_goes_to_areas(visitor);
	visitor_taps(visitor, area);
	visitor_taps(visitor, "areas.go");
	assert_string_equal(visitor_sees(visitor), "routine");
}

void visitor_imports(struct visitor *visitor, float progress)
{
	happens(visitor, &(struct event){.kind = EVENT_PROGRESS, .progress = progress});
}

void visitor_ends_import(struct visitor *visitor, const char *why)
{
	struct desk_request request = {.kind = DESK_IMPORT};
	visitor->refuses = why;
	const struct desk_answer *answer = staff_desk(visitor, &request);
	visitor->refuses = NULL;
	happens(visitor, &(struct event){.kind = EVENT_DESK, .desk = answer});
}
