#include "script_words.h"

#include "base/fold.h"
#include "ui/hit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* "500ms", "2s", "3m"; -1: not a duration. */
int64_t words_duration(const char *text)
{
	char *end;
	errno = 0;
	double value = strtod(text, &end);
	if (end == text || errno || value < 0 || value > 1e6)
		return -1;
	if (strcmp(end, "ms") == 0)
		return (int64_t)(value * 1e3);
	if (strcmp(end, "s") == 0)
		return (int64_t)(value * 1e6);
	if (strcmp(end, "m") == 0)
		return (int64_t)(value * 60e6);
	return -1;
}

/* "960,540" */
bool words_pixels(const char *text, struct point *point)
{
	int end = 0;
	return sscanf(text, "%f,%f%n", &point->x, &point->y, &end) == 2 && !text[end];
}

bool words_mat_word(const char *text)
{
	return strcmp(text, "clear") == 0 || strcmp(text, "plug") == 0 ||
	       strcmp(text, "unplug") == 0;
}

bool words_load(const char *text, struct script_hand *hand)
{
	int end = 0;
	*hand = (struct script_hand){.kind = SCRIPT_LOAD};
	return sscanf(text, "%d,%d=%f%n", &hand->row, &hand->column, &hand->load, &end) == 3 &&
	       !text[end] && hand->row >= 0 && hand->column >= 0 && hand->load >= 0 &&
	       hand->load <= 1;
}

static int role_find(const char *name)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (strcmp(role_name((enum role)role), name) == 0)
			return role;
	return -1;
}

int words_button(const char *name)
{
	for (int button = 0; button < HW_BUTTONS; button++)
		if (strcmp(hw_key_name(button), name) == 0)
			return button;
	return -1;
}

bool words_target(const struct word *word, int words, struct target *target)
{
	*target = (struct target){.role = -1};
	if (words == 1 && !word[0].quoted && word[0].text[0] == '#') {
		target->id = word[0].text + 1;
		return true;
	}
	if (words == 1 && word[0].quoted) {
		target->label = word[0].text;
		return true;
	}
	if (words == 2 && !word[0].quoted && word[1].quoted) {
		target->role = role_find(word[0].text);
		target->label = word[1].text;
	}
	return target->role >= 0;
}

enum match { MATCH_NONE, MATCH_PART, MATCH_EXACT };

static enum match label_match(const char *label, const char *wanted)
{
	char *a = fold_case(label), *b = fold_case(wanted);
	enum match match = strcmp(a, b) == 0 ? MATCH_EXACT : strstr(a, b) ? MATCH_PART : MATCH_NONE;
	free(a);
	free(b);
	return match;
}

static bool same_action(const struct item *a, const struct item *b)
{
	return a->action.kind == b->action.kind && a->action.arg == b->action.arg;
}

/* Says which ids there are instead. */
static void list_ids(const struct draw_list *list, const char *id, char *seen)
{
	size_t used = (size_t)snprintf(seen, SEEN_MAX, "no item #%s; there are", id);
	for (size_t i = list->modal; i < list->items && used < SEEN_MAX; i++)
		used += (size_t)snprintf(seen + used, SEEN_MAX - used, " #%s", list->item[i].id);
}

/* The item meant, or NULL with the reason in seen. Two items that ask for the same are one. */
const struct item *expect_item(
	const struct draw_list *list, const struct target *target, char *seen)
{
	if (target->id) {
		const struct item *item = draw_find(list, target->id);
		if (!item)
			list_ids(list, target->id, seen);
		return item;
	}
	const struct item *best = NULL;
	enum match best_match = MATCH_NONE;
	bool several = false;
	for (size_t i = list->modal; i < list->items; i++) {
		const struct item *item = &list->item[i];
		if (target->role >= 0 && (int)item->role != target->role)
			continue;
		enum match match = label_match(item->label, target->label);
		if (match > best_match) {
			best = item;
			best_match = match;
			several = false;
		} else if (match && match == best_match && !same_action(best, item)) {
			several = true;
		}
	}
	if (several)
		snprintf(seen, SEEN_MAX, "several items labeled \"%s\"", target->label);
	else if (!best)
		snprintf(seen, SEEN_MAX, "no item labeled \"%s\"", target->label);
	return several ? NULL : best;
}

/* Expectations: each says whether it holds, and what was seen if not. */

static bool drawn(const struct draw_list *list, const char *text)
{
	for (size_t i = 0; i < list->texts; i++)
		if (strstr(list->text[i], text))
			return true;
	return false;
}

static bool expect_screen(const struct script_world *world, const char *name, char *seen)
{
	const char *now = app_top(world->app)->name;
	snprintf(seen, SEEN_MAX, "screen %s", now);
	return strcmp(now, name) == 0;
}

/* Since the last command that did something; no words: anything at all. */
static bool expect_spoken(const struct script_world *world, const char *words, char *seen)
{
	const char *heard = world->heard(world->data);
	snprintf(seen, SEEN_MAX, "spoken: %s", *heard ? heard : "nothing");
	return *words ? strstr(heard, words) != NULL : *heard != '\0';
}

static bool expect_focus(const struct script_world *world, const char *word, char *seen)
{
	const struct app *app = world->app;
	const struct item *item = app->focus[0] ? draw_find(world->list, app->focus) : NULL;
	item = item ? item : focus_first(world->list);
	snprintf(seen, SEEN_MAX, "focus #%s", item ? item->id : "none");
	return item && item == draw_find(world->list, word + (word[0] == '#'));
}

static bool expect_led(const struct script_world *world, const struct word *word, char *seen)
{
	bool led[HW_BUTTONS];
	app_leds(world->app, led);
	const char *state = led[words_button(word[0].text)] ? "on" : "off";
	snprintf(seen, SEEN_MAX, "led %s %s", word[0].text, state);
	return strcmp(state, word[1].text) == 0;
}

static const char *video_word(const struct player_status *player)
{
	switch (player->state) {
	case PLAYER_OPENING:
	case PLAYER_PLAYING:
		return "playing";
	case PLAYER_PAUSED:
		return "paused";
	case PLAYER_ENDED:
		return "ended";
	default:
		return "none";
	}
}

static bool expect_video(
	const struct script_world *world, const struct word *word, int words, char *seen)
{
	const struct player_status *player = &world->app->player;
	snprintf(seen, SEEN_MAX, "video %s at %.3f s", video_word(player),
		(double)player->position_us / 1e6);
	if (words == 1)
		return strcmp(video_word(player), word[0].text) == 0;
	int64_t off = player->position_us - words_duration(word[1].text);
	return player->state != PLAYER_NONE && llabs(off) <= words_duration(word[3].text);
}

static bool expect_lang(const struct script_world *world, const char *code, char *seen)
{
	snprintf(seen, SEEN_MAX, "lang %s", tr_code(world->app->lang));
	return strcmp(tr_code(world->app->lang), code) == 0;
}

static bool is_video_word(const char *word)
{
	static const char *const words[] = {"playing", "paused", "ended", "none"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* Whether the words are an expectation that can be understood. */
bool expect_check(const struct word *word, int words)
{
	const char *what = word[0].text;
	struct target target;
	if (strcmp(what, "no") == 0)
		return words > 1 && expect_check(word + 1, words - 1) &&
		       (strcmp(word[1].text, "text") == 0 || strcmp(word[1].text, "item") == 0 ||
			       strcmp(word[1].text, "spoken") == 0);
	if (strcmp(what, "text") == 0 || strcmp(what, "spoken") == 0)
		return words == 2 && word[1].quoted;
	if (strcmp(what, "item") == 0)
		return words_target(word + 1, words - 1, &target);
	if (strcmp(what, "led") == 0)
		return words == 3 && words_button(word[1].text) >= 0 &&
		       (strcmp(word[2].text, "on") == 0 || strcmp(word[2].text, "off") == 0 ||
			       strcmp(word[2].text, "blink") == 0);
	if (strcmp(what, "video") == 0 && words == 5)
		return strcmp(word[1].text, "at") == 0 && words_duration(word[2].text) >= 0 &&
		       strcmp(word[3].text, "within") == 0 && words_duration(word[4].text) >= 0;
	if (strcmp(what, "video") == 0)
		return words == 2 && is_video_word(word[1].text);
	return words == 2 && (strcmp(what, "screen") == 0 || strcmp(what, "focus") == 0 ||
				     strcmp(what, "lang") == 0);
}

bool expect_holds(const struct script_world *world, const struct word *word, int words, char *seen)
{
	const char *what = word[0].text;
	struct target target;
	if (strcmp(what, "no") == 0) {
		bool there = expect_holds(world, word + 1, words - 1, seen);
		if (there)
			snprintf(seen, SEEN_MAX, "it is there");
		return !there;
	}
	if (strcmp(what, "text") == 0) {
		snprintf(seen, SEEN_MAX, "no such text on screen %s", app_top(world->app)->name);
		return drawn(world->list, word[1].text);
	}
	if (strcmp(what, "spoken") == 0)
		return expect_spoken(world, word[1].text, seen);
	if (strcmp(what, "item") == 0)
		return words_target(word + 1, words - 1, &target) &&
		       expect_item(world->list, &target, seen);
	if (strcmp(what, "screen") == 0)
		return expect_screen(world, word[1].text, seen);
	if (strcmp(what, "focus") == 0)
		return expect_focus(world, word[1].text, seen);
	if (strcmp(what, "led") == 0)
		return expect_led(world, word + 1, seen);
	if (strcmp(what, "video") == 0)
		return expect_video(world, word + 1, words - 1, seen);
	return expect_lang(world, word[1].text, seen);
}
