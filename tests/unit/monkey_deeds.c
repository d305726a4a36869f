/* What the monkey does. */
#include "monkey_parts.h"

#include <math.h>
#include <string.h>

static const int64_t ms = 1000;

/* Evenly between a and b. */
static int64_t between(struct monkey *monkey, int64_t a, int64_t b)
{
	return a + monkey_chance(monkey, (int)(b - a + 1));
}

/* Mostly short: a hurried visitor. */
static int64_t moment(struct monkey *monkey)
{
	return between(monkey, 0, monkey_chance(monkey, 4) ? 200 : 1500) * ms;
}

/* Anywhere on the glass, and a little beside it. */
static struct point somewhere(struct monkey *monkey)
{
	const struct metrics *m = &monkey->visitor->app.metrics;
	return (struct point){(float)monkey_chance(monkey, 1100) / 1000 * m->w - 0.05f * m->w,
		(float)monkey_chance(monkey, 1100) / 1000 * m->h - 0.05f * m->h};
}

/* The finger's screen is the one on show, as in the kiosk. */
static void finger(struct monkey *monkey, enum pointer_phase phase, struct point at)
{
	struct event event = {.kind = EVENT_POINTER};
	event.pointer.phase = phase;
	event.pointer.at = at;
	monkey_looks(monkey);
	monkey_event(monkey, &event);
}

static void touch(struct monkey *monkey, struct point at, int64_t us)
{
	finger(monkey, POINTER_DOWN, at);
	monkey_waits(monkey, us);
	finger(monkey, POINTER_UP, at);
}

static void button(struct monkey *monkey, enum hw_button which, bool down)
{
	struct event event = {.kind = EVENT_BUTTON};
	event.button.button = which;
	event.button.down = down;
	monkey_looks(monkey);
	monkey_event(monkey, &event);
}

/* --- deeds --- */

/* Those that lead out less often, so that it comes far in. */
static const struct item *some_item(struct monkey *monkey)
{
	const struct draw_list *list = &monkey->visitor->list;
	int items = (int)(list->items - list->modal);
	if (items < 1)
		return NULL;
	const struct item *item = &list->item[list->modal + (size_t)monkey_chance(monkey, items)];
	bool out = item->action.kind == ACTION_HOME || item->action.kind == ACTION_BACK;
	if (out && monkey_chance(monkey, 4))
		item = &list->item[list->modal + (size_t)monkey_chance(monkey, items)];
	return item;
}

static void taps_a_thing(struct monkey *monkey)
{
	const struct item *item = some_item(monkey);
	struct point at = item ? hit_point(item, NULL) : somewhere(monkey);
	monkey_notes(monkey, "tap #%s", item ? item->id : "");
	touch(monkey, at, between(monkey, 20, 200) * ms);
}

static void taps_anywhere(struct monkey *monkey)
{
	struct point at = somewhere(monkey);
	monkey_notes(monkey, "tap %.1f,%.1f u", (double)at.x, (double)at.y);
	touch(monkey, at, between(monkey, 20, 200) * ms);
}

static void holds(struct monkey *monkey)
{
	const struct item *item = some_item(monkey);
	struct point at = item ? hit_point(item, NULL) : somewhere(monkey);
	int64_t us = between(monkey, 200, 4000) * ms;
	monkey_notes(monkey, "hold #%s %d ms", item ? item->id : "", (int)(us / ms));
	touch(monkey, at, us);
}

static void drags(struct monkey *monkey)
{
	struct point from = somewhere(monkey), to = somewhere(monkey);
	int moves = 1 + monkey_chance(monkey, 6);
	int64_t us = between(monkey, 5, 60) * ms;
	monkey_notes(monkey, "drag %.1f,%.1f to %.1f,%.1f u in %d moves", (double)from.x,
		(double)from.y, (double)to.x, (double)to.y, moves);
	finger(monkey, POINTER_DOWN, from);
	for (int i = 1; i <= moves; i++) {
		float share = (float)i / (float)moves;
		monkey_waits(monkey, us);
		finger(monkey, POINTER_MOVE,
			(struct point){from.x + (to.x - from.x) * share,
				from.y + (to.y - from.y) * share});
	}
	finger(monkey, POINTER_UP, to);
}

/* A touch panel that loses or invents parts of a touch; a hand that stays. */
static void touches_in_part(struct monkey *monkey)
{
	static const char *const names[] = {"down", "move", "up"};
	enum pointer_phase phase = (enum pointer_phase)monkey_chance(monkey, 3);
	monkey_notes(monkey, "only a finger's %s", names[phase]);
	finger(monkey, phase, somewhere(monkey));
}

static void presses(struct monkey *monkey)
{
	/* Next and Start more than the others, which lead out. */
	static const enum hw_button some[] = {BUTTON_START_STOP, BUTTON_NEXT, BUTTON_NEXT,
		BUTTON_NEXT, BUTTON_START_STOP, BUTTON_BACK, BUTTON_HOME, BUTTON_VOL_UP,
		BUTTON_VOL_DOWN};
	enum hw_button which = some[monkey_chance(monkey, sizeof some / sizeof some[0])];
	int64_t us = monkey_chance(monkey, 8) ? 80 * ms : between(monkey, 0, 4000) * ms;
	monkey_notes(monkey, "press button %d for %d ms", (int)which, (int)(us / ms));
	button(monkey, which, true);
	monkey_waits(monkey, us);
	button(monkey, which, false);
}

static void presses_in_part(struct monkey *monkey)
{
	enum hw_button which = (enum hw_button)monkey_chance(monkey, HW_BUTTONS);
	bool down = monkey_chance(monkey, 2);
	monkey_notes(monkey, "button %d only %s", (int)which, down ? "goes down" : "comes up");
	button(monkey, which, down);
}

static void lies_on_the_mat(struct monkey *monkey, bool present)
{
	struct visitor *v = monkey->visitor;
	struct mat_sample *sample = &monkey->load;
	sample->grid = v->app.mat.grid;
	sample->t_us = v->now_us;
	if (sample->present != present)
		sample->changed_us = v->now_us;
	sample->present = present;
	struct event event = {.kind = EVENT_MAT, .sample = sample};
	monkey_event(monkey, &event);
}

static void loads_the_mat(struct monkey *monkey)
{
	struct mat_sample *sample = &monkey->load;
	bool present = monkey_chance(monkey, 2);
	monkey_notes(monkey, "%s", present ? "something on the mat" : "nothing on the mat");
	sample->faults = monkey_chance(monkey, 8) ? 0 : (unsigned)monkey_chance(monkey, 32);
	for (int i = 0; i < mat_zones(monkey->visitor->app.mat.grid); i++)
		sample->load[i] = present ? (float)monkey_chance(monkey, 1001) / 1000 : 0;
	lies_on_the_mat(monkey, present);
}

/* To and fro; the screens that do not watch the mat hear of it less often. */
static void rolls(struct monkey *monkey)
{
	struct visitor *v = monkey->visitor;
	int64_t every = app_top(&v->app)->mat ? 20 * ms : 400 * ms;
	int64_t lasts = between(monkey, 1, monkey_chance(monkey, 3) ? 8 : 45) * 1000 * ms;
	float pace_s = 0.3f + (float)monkey_chance(monkey, 70) / 10, half_turn = 3.14159265f;
	float rows = (float)(v->app.mat.grid.rows - 1);
	monkey_notes(monkey, "roll for %d s, a pass in %.1f s", (int)(lasts / ms / 1000),
		(double)pace_s);
	for (int64_t t = 0; t < lasts; t += every) {
		float row = rows * (0.5f - 0.5f * cosf((float)t * 1e-6f / pace_s * half_turn));
		for (int i = 0; i < mat_zones(v->app.mat.grid); i++) {
			float away = (float)(i / v->app.mat.grid.columns) - row;
			monkey->load.load[i] = 0.6f * expf(-away * away);
		}
		lies_on_the_mat(monkey, true);
		monkey_waits(monkey, every);
	}
}

static void pulls_the_cable(struct monkey *monkey)
{
	struct mat_fitted mat = monkey->visitor->app.mat;
	struct event event = {.kind = EVENT_HW};
	mat.works = !mat.works;
	event.mat = mat;
	monkey_notes(monkey, "the mat is %s", mat.works ? "there again" : "gone");
	if (!mat.works && monkey->load.present)
		lies_on_the_mat(monkey, false);
	monkey_event(monkey, &event);
}

static void sets_the_clock(struct monkey *monkey)
{
	struct event event = {.kind = EVENT_CLOCK};
	event.wall_s = between(monkey, 0, 100 * 366) * 86400 + between(monkey, 0, 86399);
	monkey_notes(monkey, "clock %lld", (long long)event.wall_s);
	monkey_event(monkey, &event);
}

static void has_other_glass(struct monkey *monkey)
{
	static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {720, 1280}, {800, 480},
		{640, 480}, {1024, 768}, {1280, 800}, {3840, 2160}, {480, 800}};
	static const float diagonals[] = {0, 0, 7, 10.1f, 15.6f, 21.5f, 32};
	const int *size = sizes[monkey_chance(monkey, sizeof sizes / sizeof sizes[0])];
	struct event event = {.kind = EVENT_RESIZE};
	int w = size[0], h = size[1];
	monkey->odd_glass = !monkey_chance(monkey, 4);
	if (monkey->odd_glass) {
		int wide = (int)between(monkey, 640, 3840), most = wide * 4 / 5;
		int least = wide * 3 / 7 > 480 ? wide * 3 / 7 : 480;
		int high = (int)between(monkey, least, most < 2160 ? most : 2160);
		bool stands = monkey_chance(monkey, 2);
		w = stands ? high : wide;
		h = stands ? wide : high;
	}
	float diagonal = diagonals[monkey_chance(monkey, sizeof diagonals / sizeof diagonals[0])];
	monkey_notes(monkey, "glass of %dx%d, %.1f inches", w, h, (double)diagonal);
	event.metrics = metrics_make(w, h, diagonal);
	monkey_event(monkey, &event);
}

static void asks_for_an_item(struct monkey *monkey)
{
	const struct item *item = some_item(monkey);
	char id[ITEM_ID_MAX];
	snprintf(id, sizeof id, "%s", item ? item->id : "none");
	struct event event = {.kind = EVENT_REVEAL, .id = id};
	monkey_notes(monkey, "reveal #%s", id);
	monkey_event(monkey, &event);
}

/* What the services answer from now on, and what staff switch off. */
static void breaks_something(struct monkey *monkey)
{
	struct visitor *v = monkey->visitor;
	int one_in = 3;
	v->clip_broken = !monkey_chance(monkey, 3 * one_in);
	v->clip_slow = !monkey_chance(monkey, one_in);
	v->nobody_found = !monkey_chance(monkey, one_in);
	v->many_found = !monkey_chance(monkey, one_in);
	v->config->roller_closed = !monkey_chance(monkey, 3 * one_in);
	v->config->closed = !monkey_chance(monkey, 4 * one_in);
	v->faulty_file = !monkey_chance(monkey, one_in);
	v->refuses = monkey_chance(monkey, one_in)
			     ? NULL
			     : "the disk is full: make room, then do it again";
	monkey_notes(monkey, "from now on%s%s%s%s%s%s%s%s", v->clip_broken ? " clips fail" : "",
		v->clip_slow ? " clips open slowly" : "", v->nobody_found ? " nobody is found" : "",
		v->many_found ? " many are found" : "",
		v->config->roller_closed ? " the roller is closed" : "",
		v->config->closed ? " the kiosk is closed" : "",
		v->faulty_file ? " lists are faulty" : "", v->refuses ? " the disk is full" : "");
	struct event tick = {.kind = EVENT_TICK};
	monkey_event(monkey, &tick);
}

/* Somebody of the store types the PIN, from wherever the corner with the logo is to be had, or
 * stays away; a stick comes or goes. */
static void knows_the_pin(struct monkey *monkey)
{
	struct visitor *v = monkey->visitor;
	monkey_notes(monkey, "the PIN");
	monkey_looks(monkey);
	const struct item *logo = draw_find(&v->list, "logo");
	if (logo && strcmp(visitor_sees(v), "pin") != 0) {
		touch(monkey, hit_point(logo, NULL), 3200 * ms);
		monkey_looks(monkey);
	}
	if (strcmp(visitor_sees(v), "pin") != 0)
		return;
	for (const char *digit = VISITOR_PIN; *digit; digit++) {
		char id[8] = "pin.0";
		id[4] = *digit;
		const struct item *key = draw_find(&v->list, id);
		if (!key || key->disabled)
			return;
		touch(monkey, hit_point(key, NULL), 80 * ms);
		monkey_looks(monkey);
	}
}

static void moves_a_stick(struct monkey *monkey)
{
	bool in = monkey_chance(monkey, 2);
	struct event event = {.kind = EVENT_USB, .folder = in ? "/media/RUNSTORE" : NULL};
	monkey_notes(monkey, "a stick %s", in ? "comes" : "goes");
	monkey_event(monkey, &event);
}

/* The clip on show ends, or fails. */
static void player_stumbles(struct monkey *monkey)
{
	struct event event = {.kind = EVENT_PLAYER, .player = monkey->visitor->app.player};
	bool fails = monkey_chance(monkey, 2);
	monkey_notes(monkey, "the clip %s", fails ? "fails" : "ends");
	if (event.player.state == PLAYER_NONE)
		return;
	event.player.state = fails ? PLAYER_FAILED : PLAYER_ENDED;
	monkey_event(monkey, &event);
}

static void rests(struct monkey *monkey)
{
	int64_t us = between(monkey, 1, 9000) * ms;
	monkey_notes(monkey, "wait %d ms", (int)(us / ms));
	monkey_waits(monkey, us);
}

static void goes_away(struct monkey *monkey)
{
	int64_t us = between(monkey, 40, 200) * 1000 * ms;
	monkey_notes(monkey, "wait %d s", (int)(us / ms / 1000));
	monkey_waits(monkey, us);
}

void monkey_leaves_things(struct monkey *monkey)
{
	int things = monkey_chance(monkey, 8);
	if (things & 1)
		finger(monkey, POINTER_DOWN, somewhere(monkey));
	if (things & 2)
		button(monkey, (enum hw_button)monkey_chance(monkey, HW_BUTTONS), true);
	if (things & 4)
		lies_on_the_mat(monkey, true);
}

static const struct {
	int weight;
	void (*does)(struct monkey *monkey);
} deeds[] = {{400, taps_a_thing}, {100, taps_anywhere}, {30, holds}, {60, drags},
	{15, touches_in_part}, {150, presses}, {5, presses_in_part}, {20, loads_the_mat},
	{4, rolls}, {4, pulls_the_cable}, {4, sets_the_clock}, {15, has_other_glass},
	{5, asks_for_an_item}, {5, breaks_something}, {30, knows_the_pin}, {8, moves_a_stick},
	{4, player_stumbles}, {40, rests}, {25, goes_away}};

void monkey_does(struct monkey *monkey)
{
	int all = 0;
	monkey_looks(monkey);
	for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++)
		all += deeds[i].weight;
	/* Whoever stands at the live mat uses it. */
	if (app_top(&monkey->visitor->app)->mat && monkey_chance(monkey, 3)) {
		rolls(monkey);
		return;
	}
	int at = monkey_chance(monkey, all);
	size_t chosen = 0;
	while (at >= deeds[chosen].weight)
		at -= deeds[chosen++].weight;
	deeds[chosen].does(monkey);
	monkey_waits(monkey, moment(monkey));
}
