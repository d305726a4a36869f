#include "monkey_parts.h"
#include "pointing.h"
#include "screen_rules.h"
#include "ui/text.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum {
	HUNG_S = 120,      /* of real time, for one life's worth of a thousand deeds */
	PROBE_EVERY = 250, /* deeds */
	RULES_EVERY = 2
};

static const int64_t second = 1000000;
static const int64_t frame_us = 1000000 / 60;
static const int64_t clip_us = 95 * 1000000LL;

/* splitmix64 */
int monkey_chance(struct monkey *monkey, int below)
{
	uint64_t z = monkey->random += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (int)((z ^ z >> 31) % (uint64_t)below);
}

/* --- when it goes wrong --- */

/* Of the life that runs, for the handlers. */
static const struct monkey *alive;

static void tell_past(void)
{
	if (!alive)
		return;
	const struct monkey *monkey = alive;
	alive = NULL;
	fprintf(stderr, "monkey: seed %llu, deed %llu; to see it again: EVENTS=%llu SEED=%llu\n",
		(unsigned long long)monkey->seed, (unsigned long long)monkey->deed,
		(unsigned long long)monkey->deed + 1, (unsigned long long)monkey->seed);
	uint64_t first = monkey->deed < MONKEY_PAST ? 0 : monkey->deed - MONKEY_PAST + 1;
	for (uint64_t i = first; i <= monkey->deed; i++)
		fprintf(stderr, "monkey: %llu %s\n", (unsigned long long)i,
			monkey->past[i % MONKEY_PAST]);
}

static void dies(int number)
{
	signal(number, SIG_DFL);
	tell_past();
	raise(number);
}

/* Of the sanitizers' library, where there is one: their reports end without a signal. */
extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void listen_for_death(void)
{
	static const int signals[] = {SIGABRT, SIGALRM, SIGSEGV, SIGFPE};
	bool sanitized = __sanitizer_set_death_callback != NULL;
	if (sanitized)
		__sanitizer_set_death_callback(tell_past);
	/* With sanitizers the last two are theirs. */
	for (int i = 0; i < (sanitized ? 2 : 4); i++)
		signal(signals[i], dies);
}

_Noreturn void monkey_fails(const struct monkey *monkey, const char *what)
{
	const struct app *app = &monkey->visitor->app;
	fprintf(stderr, "monkey: %s: %s, at %dx%d\n", app_top(app)->name, what, app->metrics.px_w,
		app->metrics.px_h);
	abort();
}

void monkey_notes(struct monkey *monkey, const char *format, ...)
{
	char *words = monkey->past[monkey->deed % MONKEY_PAST];
	int length =
		snprintf(words, MONKEY_WORDS, "%8.1f s %s: ", (double)monkey->visitor->now_us / 1e6,
			visitor_sees(monkey->visitor));
	va_list list;
	va_start(list, format);
	vsnprintf(words + length, (size_t)(MONKEY_WORDS - length), format, list);
	va_end(list);
}

/* --- the world --- */

void monkey_event(struct monkey *monkey, struct event *event)
{
	const struct app *app = &monkey->visitor->app;
	visitor_event(monkey->visitor, event);
	monkey->counts->events++;
	monkey->counts->screens |= 1ULL << (app->overlays ? app->overlay[app->overlays - 1]
							  : app->nav[app->depth - 1].screen);
	if (app->depth < 1 || app->depth > NAV_MAX || app->overlays < 0 || app->overlays > 2)
		monkey_fails(monkey, "lost its way");
}

/* The clip plays on; one that is being opened is open after a while, or the card has died. */
static void player_goes_on(struct monkey *monkey, int64_t gone_us)
{
	struct visitor *v = monkey->visitor;
	struct event event = {.kind = EVENT_PLAYER, .player = v->app.player};
	struct player_status *player = &event.player;
	if (player->state == PLAYER_OPENING) {
		if (monkey->opens != player->request)
			monkey->opened_us =
				v->now_us + (monkey_chance(monkey, 8) ? 2 : 6000) * second;
		monkey->opens = player->request;
		if (v->now_us < monkey->opened_us)
			return;
		player->state = PLAYER_PLAYING;
		player->has_picture = true;
	} else if (player->state == PLAYER_PLAYING) {
		int64_t from = v->clip.loop_from_us, to = v->clip.loop_to_us;
		player->duration_us = clip_us;
		player->position_us += gone_us;
		if (to > from && player->position_us >= to)
			player->position_us = from + (player->position_us - to) % (to - from);
		if (player->position_us >= clip_us) {
			player->position_us = clip_us;
			player->state = PLAYER_ENDED;
		}
	} else {
		return;
	}
	monkey_event(monkey, &event);
}

void monkey_waits(struct monkey *monkey, int64_t us)
{
	struct visitor *v = monkey->visitor;
	/* Some machines are slow, and a frame may come late. */
	int64_t grain = monkey_chance(monkey, 4) ? frame_us : 12 * frame_us;
	int64_t end = v->now_us + us, film = us > 20 * second ? second / 2 : second / 8;
	while (v->now_us < end) {
		int64_t before = v->now_us, next = v->due_us;
		enum player_state state = v->app.player.state;
		if (state == PLAYER_PLAYING || state == PLAYER_OPENING)
			next = next < before + film ? next : before + film;
		next = next < before + grain ? before + grain : next;
		v->now_us = next < end ? next : end;
		player_goes_on(monkey, v->now_us - before);
		struct event tick = {.kind = EVENT_TICK};
		if (v->now_us >= v->due_us)
			monkey_event(monkey, &tick);
	}
}

void monkey_looks(struct monkey *monkey)
{
	if (!monkey->visitor->stale)
		return;
	visitor_looks(monkey->visitor);
	monkey->counts->looks++;
}

/* --- the promises --- */

static bool shows(const struct monkey *monkey, const char *screen)
{
	return strcmp(visitor_sees(monkey->visitor), screen) == 0;
}

static bool filters_stay(const struct therapists_state *state)
{
	bool on = state->accepts_new || state->insurance || state->name[0];
	for (int group = 0; group < FILTER_GROUPS; group++)
		on = on || state->chosen[group];
	return on;
}

/* Nothing of the visit before is left for the next visitor. */
static void is_forgotten(const struct monkey *monkey)
{
	const struct app *app = &monkey->visitor->app;
	const struct aids *aids = &app->aids;
	bool plain = !aids->text_size && !aids->contrast && !aids->reach && !aids->still &&
		     aids->captions && !aids->muted && aids->volume == app->config->volume_start;
	if (!plain)
		monkey_fails(monkey, "somebody's text size, contrast, captions or volume stay");
	if (app->lang != LANG_EN)
		monkey_fails(monkey, "somebody's language stays");
	if (app->safety_ok || app->roller_safety_ok)
		monkey_fails(monkey, "somebody's yes at the safety gate stays");
	if (app->plan.asked || filters_stay(&app->therapists) || app->roller.comfort >= 0)
		monkey_fails(monkey, "somebody's answers stay");
	if (app->search.field.length)
		monkey_fails(monkey, "what somebody typed stays");
	if (app->overlays)
		monkey_fails(monkey, "something lies over attract");
}

static bool can_be_tapped(const struct draw_list *list, const char *id)
{
	const struct item *item = draw_find(list, id);
	return item && !item->disabled;
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* A way out can be seen on every screen: Back and Home, or what an overlay offers. */
static void has_a_way_out(const struct monkey *monkey)
{
	const struct draw_list *list = &monkey->visitor->list;
	const struct app *app = &monkey->visitor->app;
	const char *name = visitor_sees(monkey->visitor);
	bool staff = begins(name, "staff") || begins(name, "pin");
	bool any = false;
	for (size_t i = list->modal; i < list->items; i++)
		any = any || !list->item[i].disabled;
	if (!any)
		monkey_fails(monkey, "nothing can be tapped");
	if (app->overlays || shows(monkey, "home"))
		return;
	if (!can_be_tapped(list, "back"))
		monkey_fails(monkey, "no way back");
	if (!can_be_tapped(list, "home") && !staff)
		monkey_fails(monkey, "no way home");
}

/* What lies over others for a moment, or is on its way, is as it should be. Rules are held only now
 * and then: they take longer than the deed. */
static void keeps_the_rules(const struct monkey *monkey)
{
	const struct visitor *v = monkey->visitor;
	/* Pictures that test the screen lie under their way out. */
	if (shows(monkey, "staff-colors"))
		return;
	bool now = monkey->deed % RULES_EVERY == 0 && !v->app.toast && !app_moves(&v->app);
	if (now && screen_faults(visitor_sees(v), &v->app, &v->list, v->measure, monkey->odd_glass))
		monkey_fails(monkey, "a rule for screens is broken");
}

/* Out of order: the card, and the way to the staff's part. */
static void stays_closed(const struct monkey *monkey)
{
	const struct app *app = &monkey->visitor->app;
	bool staff = app->staff.in || app->nav[app->depth - 1].screen == SCREEN_PIN ||
		     app->nav[app->depth - 1].screen == SCREEN_STAFF_SETUP;
	if (app->config->closed && !staff && !app_rests(app))
		monkey_fails(monkey, "customers get past the card");
}

static void keeps_its_promises(struct monkey *monkey)
{
	monkey_looks(monkey);
	bool rests = app_rests(&monkey->visitor->app);
	if (rests)
		is_forgotten(monkey);
	else
		has_a_way_out(monkey);
	if (!rests)
		keeps_the_rules(monkey);
	stays_closed(monkey);
	monkey->counts->visits += monkey->attract && !rests;
	monkey->attract = rests;
}

/* Home by the button leads staff out, what is unsaved asked about; but the hardware test only
 * counts the buttons. */
static void button_leads_staff_out(struct monkey *monkey)
{
	struct visitor *v = monkey->visitor;
	if (app_top(&v->app)->button)
		return;
	for (int i = 0; i < 3 && v->app.staff.in; i++) {
		monkey_looks(monkey);
		if (shows(monkey, "confirm"))
			visitor_taps(v, "confirm.act");
		else
			visitor_presses(v, BUTTON_HOME);
	}
	if (v->app.staff.in)
		monkey_fails(monkey, "the button does not lead out of the staff's part");
}

/* Home by the button; the first press may only wake, or say that somebody is still there. */
static void button_leads_home(struct monkey *monkey)
{
	if (monkey->visitor->app.staff.in) {
		button_leads_staff_out(monkey);
		return;
	}
	for (int i = 0; i < 2; i++) {
		monkey_looks(monkey);
		visitor_presses(monkey->visitor, BUTTON_HOME);
	}
	if (!shows(monkey, monkey->visitor->config->closed ? "closed" : "home"))
		monkey_fails(monkey, "the button does not lead home");
}

/* Everybody leaves; what lies on glass, buttons and mat stays there. What plays may play to its
 * end. */
static void idle_leads_to_attract(struct monkey *monkey)
{
	const int64_t longest = 45 * 60 * second;
	struct visitor *v = monkey->visitor;
	monkey_leaves_things(monkey);
	for (int64_t end = v->now_us + longest; v->now_us < end && !app_rests(&v->app);) {
		monkey_waits(monkey, 30 * second);
		monkey_looks(monkey);
	}
	if (!app_rests(&v->app))
		monkey_fails(monkey, "idle does not lead to attract");
	is_forgotten(monkey);
}

/* The ways out, tried from where it is; afterwards all is as it was. */
static void tries_the_ways_out(struct monkey *monkey)
{
	struct visitor *v = monkey->visitor;
	struct monkey before = *monkey;
	struct visitor *as_it_was = mem_calloc(1, sizeof *v);
	monkey->counts->probes++;
	for (int way = 0; way < 2; way++) {
		*as_it_was = *v;
		/* Its own answers, since the list of the state that comes back points to the
		 * others.
		 */
		v->found = NULL;
		v->code = NULL;
		v->list = (struct draw_list){0};
		v->stale = true;
		monkey_looks(monkey);
		(way ? idle_leads_to_attract : button_leads_home)(monkey);
		visitor_forgets_answers(v);
		draw_free(&v->list);
		*v = *as_it_was;
	}
	free(as_it_was);
	before.counts = monkey->counts;
	*monkey = before;
}

/* Kiosks differ: languages stay as they are, nights and moves do not. */
static void settles_in(struct monkey *monkey)
{
	struct config *config = monkey->visitor->config;
	config->motion = monkey_chance(monkey, 2);
	config->night_from = monkey_chance(monkey, 2) * 60 * monkey_chance(monkey, 24);
	config->night_to = 60 * monkey_chance(monkey, 24);
	config->night_dim = monkey_chance(monkey, 2);
	config->set_seconds = 30 + monkey_chance(monkey, 31);
	config->volume_max = 1 + monkey_chance(monkey, 10);
	config->volume_start = 1 + monkey_chance(monkey, config->volume_max);
	config->units = monkey_chance(monkey, 2) ? "mi" : "km";
	config->store_url = monkey_chance(monkey, 2) ? "https://store.example/{}" : "";
	app_reset(&monkey->visitor->app, "over");
	monkey->visitor->stale = true;
}

void monkey_lives(uint64_t seed, uint64_t deeds, struct monkey_counts *counts)
{
	struct monkey monkey = {.seed = seed, .random = seed, .counts = counts};
	monkey.visitor = visitor_create(1920, 1080);
	struct text_engine *fonts = text_create("assets/fonts", &monkey.visitor->problems);
	if (fonts)
		monkey.visitor->measure = text_measure(fonts);
	alive = &monkey;
	listen_for_death();
	settles_in(&monkey);
	for (; monkey.deed < deeds; monkey.deed++) {
		if (monkey.deed % 1000 == 0)
			alarm(HUNG_S);
		monkey_does(&monkey);
		keeps_its_promises(&monkey);
		if (monkey.deed % PROBE_EVERY == PROBE_EVERY - 1)
			tries_the_ways_out(&monkey);
		counts->deeds++;
	}
	alarm(0);
	alive = NULL;
	counts->seconds += (uint64_t)(monkey.visitor->now_us / second);
	visitor_destroy(monkey.visitor);
	text_destroy(fonts);
}
