#include "script.h"

#include "base/fold.h"
#include "ui/hit.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WORDS_MAX = 8, SEEN_MAX = 256 };

static const int64_t ms = 1000;
static const int64_t tap_us = 80 * 1000;
static const int64_t patience_us = 2000 * 1000; /* a command waits so long for what it names */

struct word {
	char *text;
	bool quoted;
};

struct command {
	const struct verb *verb;
	struct word word[WORDS_MAX]; /* without the verb */
	int words;
	int line;
};

struct script {
	char *path;
	struct command *command;
	size_t commands, room, at;
	bool started;        /* the command at `at` has begun */
	int64_t since_us;    /* when it began */
	int phase;           /* its own; 0 at the start */
	struct point point;  /* where its finger is */
	char seen[SEEN_MAX]; /* why it is not done yet */
};

/* One frame of a command. */
enum outcome {
	DONE,
	WAITING, /* what it names is not there: fails when its patience is over */
	ONGOING, /* time must pass */
	FAILED,
};

struct step_args {
	struct script *script;
	const struct command *command;
	struct script_world *world;
	int64_t now_us;
};

struct verb {
	const char *name;
	int least, most; /* words */
	const char *form;
	bool (*check)(const struct command *command);
	enum outcome (*step)(struct step_args *args);
};

/* "500ms", "2s", "3m"; -1: not a duration. */
static int64_t duration_us(const char *text)
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
static bool pixels(const char *text, struct point *point)
{
	int end = 0;
	return sscanf(text, "%f,%f%n", &point->x, &point->y, &end) == 2 && !text[end];
}

static int role_find(const char *name)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (strcmp(role_name((enum role)role), name) == 0)
			return role;
	return -1;
}

static int button_find(const char *name)
{
	for (int button = 0; button < HW_BUTTONS; button++)
		if (strcmp(hw_button_name((enum hw_button)button), name) == 0)
			return button;
	return -1;
}

/* What a target names: #id, "label", role "label". */
struct target {
	const char *id, *label;
	int role; /* -1: any */
};

static bool target_of(const struct word *word, int words, struct target *target)
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

static const struct item *item_by_id(const struct draw_list *list, const char *id)
{
	const struct item *item = draw_find(list, id);
	if (item || strcmp(id, "go") != 0)
		return item;
	for (size_t i = list->modal; i < list->items; i++)
		if (list->item[i].go)
			return &list->item[i];
	return NULL;
}

/* The item meant, or NULL with the reason in seen. Two items that ask for the same are one. */
static const struct item *find_item(
	const struct draw_list *list, const struct target *target, char *seen)
{
	if (target->id) {
		const struct item *item = item_by_id(list, target->id);
		if (!item)
			snprintf(seen, SEEN_MAX, "no item #%s", target->id);
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

static void post_pointer(struct step_args *args, enum pointer_phase phase)
{
	struct event event = {.kind = EVENT_POINTER, .now_us = args->now_us};
	event.pointer.phase = phase;
	event.pointer.at = args->script->point;
	args->world->post(args->world->data, &event);
}

/* A finger on the glass for so long, where the words say. */
static enum outcome finger(struct step_args *args, int words, int64_t lasts_us)
{
	struct script *script = args->script;
	const struct app *app = args->world->app;
	if (script->phase == 0) {
		struct target target;
		struct point px;
		if (words == 1 && pixels(args->command->word[0].text, &px)) {
			script->point =
				(struct point){px.x / app->metrics.u, px.y / app->metrics.u};
		} else {
			target_of(args->command->word, words, &target);
			const struct item *item =
				find_item(args->world->list, &target, script->seen);
			if (!item)
				return WAITING;
			script->point = hit_point(item, app->masks);
		}
		script->phase = 1;
		script->since_us = args->now_us;
		post_pointer(args, POINTER_DOWN);
		return ONGOING;
	}
	if (args->now_us - script->since_us < lasts_us)
		return ONGOING;
	post_pointer(args, POINTER_UP);
	return DONE;
}

static bool check_place(const struct command *command, int words)
{
	struct target target;
	struct point point;
	return (words == 1 && !command->word[0].quoted && pixels(command->word[0].text, &point)) ||
	       target_of(command->word, words, &target);
}

static bool check_tap(const struct command *command)
{
	return check_place(command, command->words);
}

static enum outcome step_tap(struct step_args *args)
{
	return finger(args, args->command->words, tap_us);
}

static bool check_hold(const struct command *command)
{
	return duration_us(command->word[command->words - 1].text) >= 0 &&
	       check_place(command, command->words - 1);
}

static enum outcome step_hold(struct step_args *args)
{
	int words = args->command->words - 1;
	/* A frame more than asked for, so that a hold of 3 s has lasted 3 s. */
	return finger(args, words, duration_us(args->command->word[words].text) + 17 * ms);
}

static bool check_drag(const struct command *command)
{
	struct point point;
	return pixels(command->word[0].text, &point) && pixels(command->word[1].text, &point) &&
	       duration_us(command->word[2].text) > 0;
}

static enum outcome step_drag(struct step_args *args)
{
	struct script *script = args->script;
	struct point from, to;
	pixels(args->command->word[0].text, &from);
	pixels(args->command->word[1].text, &to);
	float u = args->world->app->metrics.u;
	int64_t lasts = duration_us(args->command->word[2].text),
		gone = args->now_us - script->since_us;
	float share = gone >= lasts ? 1 : (float)gone / (float)lasts;
	script->point.x = (from.x + (to.x - from.x) * share) / u;
	script->point.y = (from.y + (to.y - from.y) * share) / u;
	post_pointer(args, script->phase ? POINTER_MOVE : POINTER_DOWN);
	script->phase = 1;
	if (share < 1)
		return ONGOING;
	post_pointer(args, POINTER_UP);
	return DONE;
}

/* Bytes of the character at text. */
static size_t char_length(const char *text)
{
	size_t length = 1;
	while (((unsigned char)text[length] & 0xC0) == 0x80)
		length++;
	return length;
}

/* Key by key: phase counts bytes * 2, plus one while the finger is down. */
static enum outcome step_type(struct step_args *args)
{
	struct script *script = args->script;
	const char *at = args->command->word[0].text + script->phase / 2;
	if (script->phase % 2) {
		if (args->now_us - script->since_us < tap_us)
			return ONGOING;
		post_pointer(args, POINTER_UP);
		script->phase += 2 * (int)char_length(at) - 1;
		script->since_us = args->now_us;
		return ONGOING;
	}
	if (!*at)
		return DONE;
	char *key = mem_printf("%.*s", (int)char_length(at), strcmp(at, " ") == 0 ? "space" : at);
	struct target target = {.label = key, .role = ROLE_KEY};
	const struct item *item = find_item(args->world->list, &target, script->seen);
	free(key);
	if (!item)
		return WAITING;
	script->point = hit_point(item, args->world->app->masks);
	post_pointer(args, POINTER_DOWN);
	script->phase++;
	script->since_us = args->now_us;
	return ONGOING;
}

static bool check_press(const struct command *command)
{
	return button_find(command->word[0].text) >= 0 &&
	       (command->words == 1 || duration_us(command->word[1].text) >= 0);
}

static enum outcome step_press(struct step_args *args)
{
	struct script *script = args->script;
	struct event event = {.kind = EVENT_BUTTON, .now_us = args->now_us};
	event.button.button = (enum hw_button)button_find(args->command->word[0].text);
	int64_t lasts =
		args->command->words > 1 ? duration_us(args->command->word[1].text) : tap_us;
	if (script->phase == 1 && args->now_us - script->since_us < lasts)
		return ONGOING;
	event.button.down = script->phase == 0;
	args->world->post(args->world->data, &event);
	return script->phase++ ? DONE : ONGOING;
}

static bool check_wait(const struct command *command)
{
	return duration_us(command->word[0].text) >= 0;
}

static enum outcome step_wait(struct step_args *args)
{
	int64_t lasts = duration_us(args->command->word[0].text);
	return args->now_us - args->script->since_us >= lasts ? DONE : ONGOING;
}

static bool check_clock(const struct command *command)
{
	struct tm tm = {0};
	const char *end = strptime(command->word[0].text, "%Y-%m-%dT%H:%M", &tm);
	return end && !*end;
}

static enum outcome step_clock(struct step_args *args)
{
	struct tm tm = {0};
	strptime(args->command->word[0].text, "%Y-%m-%dT%H:%M", &tm);
	struct event event = {.kind = EVENT_CLOCK, .now_us = args->now_us};
	event.wall_s = timegm(&tm);
	args->world->post(args->world->data, &event);
	return DONE;
}

static enum outcome step_shot(struct step_args *args)
{
	if (args->world->shot(args->world->data, args->command->word[0].text))
		return DONE;
	snprintf(args->script->seen, SEEN_MAX, "the picture could not be written");
	return FAILED;
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

static bool expect_focus(const struct script_world *world, const char *word, char *seen)
{
	const struct app *app = world->app;
	const struct item *item = app->focus[0] ? draw_find(world->list, app->focus) : NULL;
	item = item ? item : focus_first(world->list);
	snprintf(seen, SEEN_MAX, "focus #%s", item ? item->id : "none");
	return item && item == item_by_id(world->list, word + (word[0] == '#'));
}

static bool expect_led(const struct script_world *world, const struct word *word, char *seen)
{
	bool led[HW_BUTTONS];
	app_leds(world->app, led);
	const char *state = led[button_find(word[0].text)] ? "on" : "off";
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
	int64_t off = player->position_us - duration_us(word[1].text);
	return player->state != PLAYER_NONE && llabs(off) <= duration_us(word[3].text);
}

static bool expect_lang(const struct script_world *world, const char *code, char *seen)
{
	snprintf(seen, SEEN_MAX, "lang %s", tr_code(world->app->lang));
	return strcmp(tr_code(world->app->lang), code) == 0;
}

/* Whether the words are an expectation that can be understood. */
static bool check_expectation(const struct word *word, int words)
{
	const char *what = word[0].text;
	struct target target;
	if (strcmp(what, "no") == 0)
		return words > 1 && check_expectation(word + 1, words - 1) &&
		       (strcmp(word[1].text, "text") == 0 || strcmp(word[1].text, "item") == 0);
	if (strcmp(what, "text") == 0)
		return words == 2 && word[1].quoted;
	if (strcmp(what, "item") == 0)
		return target_of(word + 1, words - 1, &target);
	if (strcmp(what, "led") == 0)
		return words == 3 && button_find(word[1].text) >= 0 &&
		       (strcmp(word[2].text, "on") == 0 || strcmp(word[2].text, "off") == 0 ||
			       strcmp(word[2].text, "blink") == 0);
	if (strcmp(what, "video") == 0 && words == 5)
		return strcmp(word[1].text, "at") == 0 && duration_us(word[2].text) >= 0 &&
		       strcmp(word[3].text, "within") == 0 && duration_us(word[4].text) >= 0;
	return words == 2 && (strcmp(what, "screen") == 0 || strcmp(what, "focus") == 0 ||
				     strcmp(what, "video") == 0 || strcmp(what, "lang") == 0);
}

static bool holds(const struct script_world *world, const struct word *word, int words, char *seen)
{
	const char *what = word[0].text;
	struct target target;
	if (strcmp(what, "no") == 0) {
		bool there = holds(world, word + 1, words - 1, seen);
		if (there)
			snprintf(seen, SEEN_MAX, "it is there");
		return !there;
	}
	if (strcmp(what, "text") == 0) {
		snprintf(seen, SEEN_MAX, "no such text on screen %s", app_top(world->app)->name);
		return drawn(world->list, word[1].text);
	}
	if (strcmp(what, "item") == 0)
		return target_of(word + 1, words - 1, &target) &&
		       find_item(world->list, &target, seen);
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

static bool check_expect(const struct command *command)
{
	return check_expectation(command->word, command->words);
}

static enum outcome step_expect(struct step_args *args)
{
	const struct command *command = args->command;
	return holds(args->world, command->word, command->words, args->script->seen) ? DONE
										     : WAITING;
}

static bool check_until(const struct command *command)
{
	int words = command->words - 1;
	return duration_us(command->word[words].text) >= 0 &&
	       check_expectation(command->word, words);
}

static enum outcome step_until(struct step_args *args)
{
	const struct command *command = args->command;
	int words = command->words - 1;
	if (holds(args->world, command->word, words, args->script->seen))
		return DONE;
	int64_t patience = duration_us(command->word[words].text);
	return args->now_us - args->script->since_us < patience ? ONGOING : FAILED;
}

static const struct verb verbs[] = {
	{"tap", 1, 2, "tap #ID, tap \"LABEL\", tap ROLE \"LABEL\" or tap X,Y", check_tap, step_tap},
	{"hold", 2, 3, "hold WHERE DURATION", check_hold, step_hold},
	{"drag", 3, 3, "drag X,Y X,Y DURATION", check_drag, step_drag},
	{"type", 1, 1, "type \"WORDS\"", NULL, step_type},
	{"press", 1, 2, "press start|next|back|home|vol+|vol- [DURATION]", check_press, step_press},
	{"wait", 1, 1, "wait DURATION (500ms, 2s, 3m)", check_wait, step_wait},
	{"until", 3, 6, "until screen NAME DURATION (or another expectation)", check_until,
		step_until},
	{"expect", 2, 5,
		"expect [no] text \"WORDS\", [no] item TARGET, screen NAME, focus #ID, led BUTTON "
		"on|off, "
		"video playing|paused|ended|none, video at TIME within TIME, lang CODE",
		check_expect, step_expect},
	{"shot", 1, 1, "shot NAME", NULL, step_shot},
	{"clock", 1, 1, "clock YYYY-MM-DDTHH:MM", check_clock, step_clock},
};

/* Splits a line into words; quotes keep blanks, # begins a comment. -1: a quote is never closed. */
static int split(char *line, struct word *word)
{
	int words = 0;
	for (char *at = line; words <= WORDS_MAX;) {
		at += strspn(at, " \t\r\n");
		bool target = *at == '#' && words > 0 && at[1] > ' ';
		if (!*at || (*at == '#' && !target))
			return words;
		if (words == WORDS_MAX)
			return words + 1;
		word[words].quoted = *at == '"';
		size_t length;
		if (*at == '"') {
			at++;
			length = strcspn(at, "\"\n");
			if (at[length] != '"')
				return -1;
		} else {
			length = strcspn(at, " \t\r\n");
		}
		word[words++].text = mem_printf("%.*s", (int)length, at);
		at += length + (at[length] == '"');
	}
	return words;
}

static const struct verb *verb_find(const char *name)
{
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* Takes one line in; what is wrong with it, or NULL. */
static const char *read_line(struct script *script, char *line, int number)
{
	struct word word[WORDS_MAX + 1] = {0};
	int words = split(line, word);
	if (words < 0) {
		for (int i = 0; i < WORDS_MAX; i++)
			free(word[i].text);
		return "a quote is never closed";
	}
	if (!words)
		return NULL;
	const struct verb *verb = verb_find(word[0].text);
	free(word[0].text);
	struct command command = {.verb = verb, .words = words - 1, .line = number};
	for (int i = 1; i < words && i < WORDS_MAX; i++)
		command.word[i - 1] = word[i];
	if (script->commands == script->room) {
		script->room = script->room ? 2 * script->room : 64;
		script->command =
			mem_realloc(script->command, script->room * sizeof *script->command);
	}
	script->command[script->commands++] = command;
	if (!verb)
		return "unknown command; known are tap, hold, drag, type, press, wait, until, "
		       "expect, "
		       "shot, clock";
	if (command.words < verb->least || command.words > verb->most ||
		(verb->check && !verb->check(&command)))
		return verb->form;
	return NULL;
}

struct script *script_read(const char *path, FILE *errors)
{
	FILE *file = fopen(path, "r");
	if (!file) {
		fprintf(errors, "%s: %s\n", path, strerror(errno));
		return NULL;
	}
	struct script *script = mem_calloc(1, sizeof *script);
	script->path = mem_strdup(path);
	char *line = NULL;
	size_t room = 0;
	bool sound = true;
	for (int number = 1; getline(&line, &room, file) >= 0; number++) {
		const char *wrong = read_line(script, line, number);
		if (!wrong)
			continue;
		line[strcspn(line, "\r\n")] = '\0';
		fprintf(errors, "%s:%d: \"%s\": expected: %s\n", path, number, line, wrong);
		sound = false;
	}
	free(line);
	fclose(file);
	if (sound)
		return script;
	script_destroy(script);
	return NULL;
}

void script_destroy(struct script *script)
{
	if (!script)
		return;
	for (size_t i = 0; i < script->commands; i++)
		for (int j = 0; j < script->command[i].words; j++)
			free(script->command[i].word[j].text);
	free(script->command);
	free(script->path);
	free(script);
}

static void complain(const struct script *script, const struct command *command)
{
	fprintf(stderr, "%s:%d: expected: %s", script->path, command->line, command->verb->name);
	for (int i = 0; i < command->words; i++)
		fprintf(stderr, command->word[i].quoted ? " \"%s\"" : " %s", command->word[i].text);
	fprintf(stderr, "; seen: %s\n", script->seen);
}

enum script_state script_step(struct script *script, struct script_world *world, int64_t now_us)
{
	while (script->at < script->commands) {
		const struct command *command = &script->command[script->at];
		if (!script->started) {
			script->started = true;
			script->since_us = now_us;
			script->phase = 0;
			script->seen[0] = '\0';
		}
		struct step_args args = {script, command, world, now_us};
		enum outcome outcome = command->verb->step(&args);
		if (outcome == WAITING && now_us - script->since_us >= patience_us)
			outcome = FAILED;
		if (outcome == FAILED) {
			complain(script, command);
			return SCRIPT_FAILED;
		}
		if (outcome != DONE)
			return SCRIPT_RUNNING;
		script->at++;
		script->started = false;
	}
	return SCRIPT_DONE;
}
