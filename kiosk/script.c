#include "script.h"

#include "script_words.h"
#include "ui/hit.h"
#include "ui/keyboard.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WORDS_MAX = 200 }; /* a word for each zone of the largest mat */

static const int64_t ms = 1000;
static const int64_t tap_us = 80 * 1000;
static const int64_t patience_us = 2000 * 1000; /* a command waits so long for what it names */

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
	int tries;           /* keys it pressed for the next character */
	bool types_it;       /* the key under its finger is that character's own */
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
	bool acts;    /* what is spoken then is its answer */
	bool touches; /* notes itself where its finger was */
};

static void post_pointer(struct step_args *args, enum pointer_phase phase)
{
	struct event event = {.kind = EVENT_POINTER, .now_us = args->now_us};
	event.pointer.phase = phase;
	event.pointer.at = args->script->point;
	args->world->post(args->world->data, &event);
}

/* For whoever plays the script with a finger of their own: what this one did, and where. */
static void note_touch(const struct step_args *args, int64_t lasts_us)
{
	FILE *touches = args->world->touches;
	const struct point *point = &args->script->point;
	float u = args->world->app->metrics.u;
	if (!touches)
		return;
	int x = (int)(point->x * u), y = (int)(point->y * u);
	if (lasts_us > tap_us)
		fprintf(touches, "hold %d,%d %lldms\n", x, y, (long long)(lasts_us / ms));
	else
		fprintf(touches, "tap %d,%d\n", x, y);
}

/* Whether the middle of an item has scrolled out of its window. */
static bool out_of_view(const struct draw_list *list, const struct item *item)
{
	float middle = item->box.y + item->box.h / 2;
	return item->scrolls &&
	       (middle < list->scroll_box.y || middle > list->scroll_box.y + list->scroll_box.h);
}

/* Whoever plays the script by the places it notes has no such help. */
static enum outcome scroll_to(struct step_args *args, const struct item *item)
{
	if (args->world->touches) {
		snprintf(args->script->seen, SEEN_MAX, "it is out of view: drag it there first");
		return WAITING;
	}
	struct event event = {.kind = EVENT_REVEAL, .now_us = args->now_us};
	char *id = mem_strdup(item->id);
	event.id = id;
	args->world->post(args->world->data, &event);
	free(id);
	return ONGOING;
}

/* A finger on the glass for so long, where the words say. */
static enum outcome finger(struct step_args *args, int words, int64_t lasts_us)
{
	struct script *script = args->script;
	const struct app *app = args->world->app;
	if (script->phase == 0) {
		struct target target;
		struct point px;
		if (words == 1 && words_pixels(args->command->word[0].text, &px)) {
			script->point =
				(struct point){px.x / app->metrics.u, px.y / app->metrics.u};
		} else {
			words_target(args->command->word, words, &target);
			const struct item *item =
				expect_item(args->world->list, &target, script->seen);
			if (!item)
				return WAITING;
			if (out_of_view(args->world->list, item))
				return scroll_to(args, item);
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
	note_touch(args, lasts_us);
	return DONE;
}

static bool check_place(const struct command *command, int words)
{
	struct target target;
	struct point point;
	return (words == 1 && !command->word[0].quoted &&
		       words_pixels(command->word[0].text, &point)) ||
	       words_target(command->word, words, &target);
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
	return words_duration(command->word[command->words - 1].text) >= 0 &&
	       check_place(command, command->words - 1);
}

static enum outcome step_hold(struct step_args *args)
{
	int words = args->command->words - 1;
	/* A frame more than asked for, so that a hold of 3 s has lasted 3 s. */
	return finger(args, words, words_duration(args->command->word[words].text) + 17 * ms);
}

static bool check_drag(const struct command *command)
{
	struct point point;
	return words_pixels(command->word[0].text, &point) &&
	       words_pixels(command->word[1].text, &point) &&
	       words_duration(command->word[2].text) > 0;
}

static enum outcome step_drag(struct step_args *args)
{
	struct script *script = args->script;
	struct point from, to;
	words_pixels(args->command->word[0].text, &from);
	words_pixels(args->command->word[1].text, &to);
	float u = args->world->app->metrics.u;
	int64_t lasts = words_duration(args->command->word[2].text),
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

/* Key by key, as a finger does: phase counts bytes * 2, plus one while the finger is down. A
 * character may take several keys (shift, accent, symbols): `tries` so far. */
static enum outcome step_type(struct step_args *args)
{
	struct script *script = args->script;
	const char *words = args->command->word[0].text, *at = words + script->phase / 2;
	const char *next = at;
	uint32_t code = utf8_next(&next, at + strlen(at));
	if (script->phase % 2) {
		if (args->now_us - script->since_us < tap_us)
			return ONGOING;
		post_pointer(args, POINTER_UP);
		note_touch(args, tap_us);
		script->since_us = args->now_us;
		script->phase = 2 * (int)((script->types_it ? next : at) - words);
		script->tries = script->types_it ? 0 : script->tries + 1;
		return ONGOING;
	}
	if (!code)
		return DONE;
	const struct item *key = keyboard_way(args->world->list, ACTION_KEY, code, script->tries);
	if (!key) {
		snprintf(script->seen, SEEN_MAX, "no key on screen for \"%.*s\"", (int)(next - at),
			at);
		return WAITING;
	}
	script->types_it = key->action.arg == (int)code;
	script->point = hit_point(key, args->world->app->masks);
	post_pointer(args, POINTER_DOWN);
	script->phase++;
	script->since_us = args->now_us;
	return ONGOING;
}

static enum outcome by_hand(struct step_args *args, const struct script_hand *hand)
{
	const char *wrong = args->world->hands(args->world->data, hand, args->now_us);
	if (!wrong)
		return DONE;
	snprintf(args->script->seen, SEEN_MAX, "%s", wrong);
	return FAILED;
}

static bool check_press(const struct command *command)
{
	return words_button(command->word[0].text) >= 0 &&
	       (command->words == 1 || words_duration(command->word[1].text) >= 0);
}

static enum outcome step_press(struct step_args *args)
{
	struct script *script = args->script;
	struct script_hand hand = {.kind = SCRIPT_PRESS, .down = script->phase == 0};
	hand.button = (enum hw_button)words_button(args->command->word[0].text);
	int64_t lasts =
		args->command->words > 1 ? words_duration(args->command->word[1].text) : tap_us;
	if (script->phase == 1 && args->now_us - script->since_us < lasts)
		return ONGOING;
	if (by_hand(args, &hand) == FAILED)
		return FAILED;
	return script->phase++ ? DONE : ONGOING;
}

static bool check_mat(const struct command *command)
{
	const struct word *word = command->word;
	struct script_hand hand;
	if (command->words == 2 && word[1].quoted)
		return strcmp(word[0].text, "play") == 0;
	if (command->words == 1 && words_mat_word(word[0].text))
		return true;
	for (int i = 0; i < command->words; i++)
		if (!words_load(word[i].text, &hand))
			return false;
	return true;
}

static enum outcome step_mat(struct step_args *args)
{
	const struct command *command = args->command;
	const char *what = command->word[0].text;
	struct script_hand hand = {.kind = SCRIPT_PLUG, .down = strcmp(what, "plug") == 0};
	if (strcmp(what, "play") == 0)
		hand = (struct script_hand){.kind = SCRIPT_TRACE, .path = command->word[1].text};
	else if (strcmp(what, "clear") == 0)
		hand.kind = SCRIPT_UNLOAD;
	if (words_mat_word(what) || hand.kind == SCRIPT_TRACE)
		return by_hand(args, &hand);
	for (int i = 0; i < command->words; i++) {
		words_load(command->word[i].text, &hand);
		if (by_hand(args, &hand) == FAILED)
			return FAILED;
	}
	return DONE;
}

static bool check_usb(const struct command *command)
{
	const char *what = command->word[0].text;
	return command->words == 2 ? strcmp(what, "insert") == 0 : strcmp(what, "remove") == 0;
}

static enum outcome step_usb(struct step_args *args)
{
	const struct command *command = args->command;
	const struct script_hand hand = {.kind = SCRIPT_STICK,
		.down = command->words == 2,
		.path = command->words == 2 ? command->word[1].text : NULL};
	return by_hand(args, &hand);
}

static bool check_wait(const struct command *command)
{
	return words_duration(command->word[0].text) >= 0;
}

static enum outcome step_wait(struct step_args *args)
{
	int64_t lasts = words_duration(args->command->word[0].text);
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

/* A picture shows a screen in its place, not one that is still sliding in. */
static enum outcome step_shot(struct step_args *args)
{
	if (app_moves(args->world->app))
		return ONGOING;
	if (args->world->shot(args->world->data, args->command->word[0].text))
		return DONE;
	snprintf(args->script->seen, SEEN_MAX, "the picture could not be written");
	return FAILED;
}

static bool check_expect(const struct command *command)
{
	return expect_check(command->word, command->words);
}

static enum outcome step_expect(struct step_args *args)
{
	const struct command *command = args->command;
	return expect_holds(args->world, command->word, command->words, args->script->seen)
		       ? DONE
		       : WAITING;
}

static bool check_until(const struct command *command)
{
	int words = command->words - 1;
	return words_duration(command->word[words].text) >= 0 && expect_check(command->word, words);
}

static enum outcome step_until(struct step_args *args)
{
	const struct command *command = args->command;
	int words = command->words - 1;
	if (expect_holds(args->world, command->word, words, args->script->seen))
		return DONE;
	int64_t patience = words_duration(command->word[words].text);
	return args->now_us - args->script->since_us < patience ? ONGOING : FAILED;
}

static const struct verb verbs[] = {
	{"tap", 1, 2, "tap #ID, tap \"LABEL\", tap ROLE \"LABEL\" or tap X,Y", check_tap, step_tap,
		true, true},
	{"hold", 2, 3, "hold WHERE DURATION", check_hold, step_hold, true, true},
	{"drag", 3, 3, "drag X,Y X,Y DURATION", check_drag, step_drag, true, false},
	{"type", 1, 1, "type \"WORDS\"", NULL, step_type, true, true},
	{"press", 1, 2, "press start|next|back|home|vol+|vol- [DURATION]", check_press, step_press,
		true, false},
	{"mat", 1, WORDS_MAX,
		"mat ROW,COLUMN=LOAD ... (0..1), mat clear, mat play \"FILE\", mat unplug or "
		"mat plug",
		check_mat, step_mat, true, false},
	{"usb", 1, 2, "usb insert FOLDER or usb remove", check_usb, step_usb, true, false},
	{"wait", 1, 1, "wait DURATION (500ms, 2s, 3m)", check_wait, step_wait, false, false},
	{"until", 3, 6, "until screen NAME DURATION (or another expectation)", check_until,
		step_until, false, false},
	{"expect", 2, 5,
		"expect [no] text \"WORDS\", [no] spoken \"WORDS\", [no] item TARGET, screen NAME, "
		"focus #ID, led BUTTON "
		"on|off, "
		"video playing|paused|ended|none, video at TIME within TIME, lang CODE",
		check_expect, step_expect, false, false},
	{"shot", 1, 1, "shot NAME", NULL, step_shot, false, false},
	{"clock", 1, 1, "clock YYYY-MM-DDTHH:MM", check_clock, step_clock, true, false},
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
		return "unknown command; known are tap, hold, drag, type, press, mat, wait, "
		       "until, expect, shot, clock";
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

static void write_command(FILE *out, const struct command *command)
{
	fputs(command->verb->name, out);
	for (int i = 0; i < command->words; i++)
		fprintf(out, command->word[i].quoted ? " \"%s\"" : " %s", command->word[i].text);
}

static void complain(const struct script *script, const struct command *command)
{
	fprintf(stderr, "%s:%d: expected: ", script->path, command->line);
	write_command(stderr, command);
	fprintf(stderr, "; seen: %s\n", script->seen);
}

enum script_state script_step(struct script *script, struct script_world *world, int64_t now_us)
{
	while (script->at < script->commands) {
		const struct command *command = &script->command[script->at];
		if (!script->started) {
			script->started = true;
			script->since_us = now_us;
			script->phase = script->tries = 0;
			script->seen[0] = '\0';
			if (command->verb->acts)
				world->forget(world->data);
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
		if (world->touches && !command->verb->touches) {
			write_command(world->touches, command);
			fputc('\n', world->touches);
		}
		script->at++;
		script->started = false;
	}
	return SCRIPT_DONE;
}
