#include "ui/speech.h"

#include "base/tr.h"
#include "ui/ui.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Told when so much is left on a timer. */
static const int told_s[] = {30, 10};

/* --- what is said, word by word --- */

/* Letters and digits of any script; punctuation beyond ASCII counts as none. */
static bool is_letter(uint32_t code)
{
	if (code < 0x80)
		return isalpha((int)code);
	return code >= 0xC0 && (code < 0x2000 || code > 0x2BFF);
}

static bool has_letters(const char *text)
{
	for (uint32_t code; (code = utf8_next(&text, text + strlen(text)));)
		if (is_letter(code))
			return true;
	return false;
}

static bool has_digits(const char *text)
{
	return strpbrk(text, "0123456789");
}

/* What is being put together: sentences into a buffer; what does not fit is left out. */
struct words {
	char *text;
	size_t used;
	int lang;
	bool number; /* the last sentence is one */
};

static void add_bytes(struct words *words, const char *bytes, size_t length)
{
	if (words->used + length >= SPEECH_MAX)
		return;
	memcpy(words->text + words->used, bytes, length);
	words->used += length;
	words->text[words->used] = '\0';
}

static void add_string(struct words *words, const char *string)
{
	add_bytes(words, string, strlen(string));
}

static void add_number(struct words *words, const char *pattern, unsigned long number)
{
	const char *hole = strstr(pattern, "{}");
	char digits[24];
	snprintf(digits, sizeof digits, "%lu", number);
	add_bytes(words, pattern, hole ? (size_t)(hole - pattern) : strlen(pattern));
	add_string(words, digits);
	add_string(words, hole ? hole + strlen("{}") : "");
}

/* "1:05" at this place of a text: its length, else 0. */
static size_t clock_at(const char *text, const char *at)
{
	if (at > text && (isdigit((unsigned char)at[-1]) || at[-1] == ':'))
		return 0;
	size_t minutes = strspn(at, "0123456789");
	if (!minutes || minutes > 3 || at[minutes] != ':')
		return 0;
	size_t seconds = strspn(at + minutes + 1, "0123456789");
	return seconds == 2 && at[minutes + 3] != ':' ? minutes + 3 : 0;
}

/* "1:05" as 1 minute 5 seconds. */
static void add_clock(struct words *words, const char *clock)
{
	char *end;
	unsigned long minutes = strtoul(clock, &end, 10), seconds = strtoul(end + 1, NULL, 10);
	if (minutes)
		add_number(words, trn(words->lang, "{} minute", "{} minutes", minutes), minutes);
	if (minutes && seconds)
		add_string(words, " ");
	if (seconds || !minutes)
		add_number(words, trn(words->lang, "{} second", "{} seconds", seconds), seconds);
}

/* What stands for something else to the ear than to the eye. */
static const struct {
	const char *shown, *spoken;
} signs[] = {
	{"\xC2\xA0", " "},                            /* no-break space */
	{" \xC2\xB7 ", ", "},                         /* middle dot */
	{"\xE2\x80\x93", ", "},                       /* en dash: nothing known, or a pause */
	{"\xE2\x80\xA6", ""},                         /* ellipsis */
	{" / ", ", "}, {"/", ", "}, {"\xC2\xAD", ""}, /* soft hyphen */
};

/* A text as it is spoken. */
static void add_text(struct words *words, const char *text)
{
	for (const char *at = text; *at;) {
		size_t clock = clock_at(text, at), length = 1;
		size_t i = 0;
		while (i < sizeof signs / sizeof *signs &&
			strncmp(at, signs[i].shown, strlen(signs[i].shown)) != 0)
			i++;
		if (clock) {
			add_clock(words, at);
			length = clock;
		} else if (i < sizeof signs / sizeof *signs) {
			add_string(words, signs[i].spoken);
			length = strlen(signs[i].shown);
		} else {
			add_bytes(words, at, 1);
		}
		at += length;
	}
}

/* Ends the sentence so far, unless it ends by itself. */
static void add_stop(struct words *words)
{
	while (words->used && strchr(" ,", words->text[words->used - 1]))
		words->text[--words->used] = '\0';
	if (!words->used)
		return;
	add_string(words, strchr(".?!:;", words->text[words->used - 1]) ? " " : ". ");
}

/* A number belongs to the words before it, "Passes, 12", and a unit to its number. */
static void add_sentence(struct words *words, const char *text)
{
	bool number = !has_letters(text);
	bool ended = !words->used || strchr(".?!:", words->text[words->used - 1]);
	if (words->number && islower((unsigned char)*text))
		add_string(words, " ");
	else if (number && !ended)
		add_string(words, ", ");
	else
		add_stop(words);
	add_text(words, text);
	words->number = number;
}

/* --- where the texts stand --- */

/* Goes through the texts that can be spoken, in the order in which they are drawn. */
struct reader {
	const struct draw_list *list;
	size_t cmd, note;
	bool cut;                   /* inside a part that scrolls: only its window shows */
	const struct draw_cmd *run; /* the text's first line */
};

static struct reader read_from_start(const struct draw_list *list)
{
	return (struct reader){.list = list, .cmd = list->modal_cmd};
}

/* The next text; NULL: there is no more. */
static const char *next_text(struct reader *reader)
{
	const struct draw_list *list = reader->list;
	while (reader->cmd < list->cmds) {
		const struct draw_cmd *at = &list->cmd[reader->cmd++];
		if (at->kind == DRAW_CLIP)
			reader->cut = at->box.w > 0;
		if (at->kind != DRAW_TEXT || !at->note || at->note == reader->note)
			continue;
		reader->note = at->note;
		reader->run = at;
		const char *text = list->text[at->note - 1];
		if (list->heard[at->note - 1] != HEARD_NEVER &&
			(has_letters(text) || has_digits(text)))
			return text;
	}
	return NULL;
}

/* The item on which the text stands, or NULL. A shape's box holds what is not on it, and what
 * scrolls lies behind what stands. */
static const struct item *item_under(const struct reader *reader)
{
	const struct draw_list *list = reader->list;
	const struct draw_cmd *run = reader->run;
	const struct point p = {run->box.x + 0.1f, run->box.y - run->size * 0.3f};
	for (size_t i = list->items; i-- > list->modal;) {
		const struct item *item = &list->item[i];
		if (!item->shape && !item->texts_aside && item->scrolls == reader->cut &&
			rect_holds(item->box, p))
			return item;
	}
	return NULL;
}

/* The title, if the view names none: what is set in the largest type. */
static const char *largest(const struct draw_list *list)
{
	const char *best = NULL;
	struct reader reader = read_from_start(list);
	float size = 0;
	for (const char *text; (text = next_text(&reader));)
		if (reader.run->size > size && has_letters(text) && !item_under(&reader)) {
			best = text;
			size = reader.run->size;
		}
	return best;
}

/* --- the item that has the focus --- */

static const char *role_words(const struct item *item, int lang)
{
	static const char *const words[ROLE_COUNT] = {
		[ROLE_BUTTON] = N_("button"),
		[ROLE_TILE] = N_("button"),
		[ROLE_CHIP] = N_("option"),
		[ROLE_ROW] = N_("button"),
		[ROLE_AREA] = N_("option"),
		[ROLE_TAB] = N_("tab"),
		[ROLE_KEY] = NULL, /* its letter is enough */
		[ROLE_FIELD] = N_("text field"),
		[ROLE_LINK] = N_("link"),
	};
	bool is_switch = item->state == STATE_ON || item->state == STATE_OFF;
	const char *role = is_switch ? N_("switch") : words[item->role];
	return role ? tr(lang, role) : NULL;
}

static const char *state_words(const struct item *item, int lang)
{
	static const char *const words[] = {
		[STATE_NONE] = NULL,
		[STATE_ON] = N_("on"),
		[STATE_OFF] = N_("off"),
		[STATE_CHOSEN] = N_("chosen"),
		[STATE_NOT_CHOSEN] = N_("not chosen"),
		[STATE_OPEN] = N_("open"),
		[STATE_CLOSED] = N_("closed"),
	};
	return words[item->state] ? tr(lang, words[item->state]) : NULL;
}

static void add_part(struct words *words, const char *text)
{
	if (!text || !*text)
		return;
	if (words->used && words->text[words->used - 1] == '.')
		words->text[--words->used] = '\0';
	add_string(words, ", ");
	add_text(words, text);
}

/* What else stands on an item, unless its label says so. */
static void add_texts_on(struct words *words, const struct draw_list *list, const struct item *item)
{
	struct reader reader = read_from_start(list);
	for (const char *text; (text = next_text(&reader));)
		if (item_under(&reader) == item && !strstr(item->label, text))
			add_part(words, text);
}

static void add_item(
	struct words *words, const struct draw_list *list, const struct item *item, bool whole)
{
	add_stop(words);
	add_text(words, item->label);
	if (whole && item->says)
		add_part(words, item->says);
	else if (whole)
		add_texts_on(words, list, item);
	add_part(words, role_words(item, words->lang));
	add_part(words, state_words(item, words->lang));
}

/* --- what is new --- */

static const uint64_t hash_start = 0xCBF29CE484222325u;

static uint64_t hash_byte(uint64_t hash, unsigned char byte)
{
	return (hash ^ byte) * 0x100000001B3u;
}

/* A clock that runs is the same text as before. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (const char *at = text; *at; at++) {
		size_t clock = clock_at(text, at);
		at += clock ? clock - 1 : 0;
		hash = hash_byte(hash, clock ? ':' : (unsigned char)*at);
	}
	return hash_byte(hash, 0);
}

static bool knows(const struct speech_texts *texts, const char *text)
{
	uint64_t hash = hash_text(hash_start, text);
	for (int i = 0; i < texts->count; i++)
		if (texts->hash[i] == hash)
			return true;
	return false;
}

/* False when the same text stands there twice. */
static bool take_in(struct speech_texts *texts, const char *text)
{
	if (knows(texts, text))
		return !has_letters(text);
	if (texts->count < SPEECH_TEXTS)
		texts->hash[texts->count++] = hash_text(hash_start, text);
	return true;
}

/* The texts beside the controls: all of them, or those that are new. */
static void add_texts(struct words *words, struct speech *speech, const struct speech_view *view,
	const char *title, bool all)
{
	const struct draw_list *list = view->list;
	struct reader reader = read_from_start(list);
	struct speech_texts now = {.count = 0};
	for (const char *text; (text = next_text(&reader));) {
		if (item_under(&reader))
			continue;
		bool lasts = list->heard[reader.note - 1] == HEARD_ALWAYS;
		if (lasts && !take_in(&now, text))
			continue;
		bool news = lasts && has_letters(text) && !knows(&speech->seen, text);
		if (all ? !title || strcmp(text, title) != 0 : news)
			add_sentence(words, text);
	}
	if (view->toast && take_in(&now, view->toast) &&
		(all || !knows(&speech->seen, view->toast)))
		add_sentence(words, view->toast);
	speech->seen = now;
}

/* What is left, when a screen comes up and when little is. */
static void add_timer(struct words *words, const struct speech *speech, int now_s, bool all)
{
	bool tells = all && now_s > 0;
	for (size_t i = 0; i < sizeof told_s / sizeof *told_s; i++)
		tells = tells || (speech->timer_s > told_s[i] && now_s > 0 && now_s <= told_s[i]);
	if (!tells)
		return;
	unsigned long left = (unsigned long)now_s;
	add_stop(words);
	add_number(words, trn(words->lang, "{} second", "{} seconds", left), left);
}

static void greet(struct words *words)
{
	add_sentence(words,
		tr(words->lang,
			N_("Spoken guidance is on. Next goes through what there is, Start chooses, "
			   "Back goes back. Hold Home for three seconds to turn it off.")));
}

static void add_screen(
	struct words *words, struct speech *speech, const struct speech_view *view, bool greeting)
{
	const char *title = view->title ? view->title : largest(view->list);
	if (greeting)
		greet(words);
	if (title)
		add_sentence(words, title);
	add_texts(words, speech, view, title, true);
	add_timer(words, speech, view->list->timer_s, true);
	if (view->focus)
		add_item(words, view->list, view->focus, true);
}

bool speech_look(struct speech *speech, const struct speech_view *view)
{
	char text[SPEECH_MAX] = "";
	struct words words = {.text = text, .lang = view->lang};
	bool first = !speech->looked;
	bool came = first || speech->came != view->came || speech->lang != view->lang;
	const struct item *focus = view->focus;
	uint64_t id = focus ? hash_text(hash_start, focus->id) : speech->focus, set = speech->set;
	if (focus)
		set = hash_text(hash_start + (uint64_t)focus->state, focus->label);
	bool moved = id != speech->focus, changed = set != speech->set && !moved && !came;
	if (came) {
		add_screen(&words, speech, view, first);
	} else {
		if (changed)
			add_item(&words, view->list, focus, focus->state == STATE_OPEN);
		add_texts(&words, speech, view, NULL, false);
		add_timer(&words, speech, view->list->timer_s, false);
		if (moved)
			add_item(&words, view->list, focus, true);
	}
	speech->looked = true;
	speech->came = view->came;
	speech->lang = view->lang;
	speech->focus = id;
	speech->set = set;
	speech->timer_s = view->list->timer_s;
	if (!words.used)
		return false;
	speech->polite = !came && !changed && !moved && !view->asked;
	memcpy(speech->text, text, words.used + 1);
	speech->said++;
	return true;
}

void speech_begin(struct speech *speech)
{
	speech->looked = false;
}

void speech_end(struct speech *speech, int lang, const char *words)
{
	speech_begin(speech);
	snprintf(speech->text, sizeof speech->text, "%s", words);
	speech->lang = lang;
	speech->polite = false;
	speech->said++;
}
