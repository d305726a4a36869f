/* What is wrong with a YAML file, in words: where, what was expected, what stands there. */
#include "data/yaml_parts.h"

#include "base/say.h"
#include "base/tr.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 256 };

void reader_report(
	struct reader *reader, enum problem_level level, yaml_mark_t mark, const char *pattern, ...)
{
	const struct yaml_job *job = reader->job;
	va_list words;
	va_start(words, pattern);
	const char *text = say_vfill(job->arena, pattern, words);
	va_end(words);
	if (level == PROBLEM_ERROR)
		reader->errors++;
	problems_add(job->problems, level, job->part, job->title, job->todo, "%s:%zu:%zu: %s%s%s",
		reader->path, mark.line + 1, mark.column + 1, reader->where,
		reader->where[0] ? ": " : "", text);
}

void reader_report_file(struct reader *reader, const char *reason)
{
	const struct yaml_job *job = reader->job;
	reader->errors++;
	problems_add(job->problems, PROBLEM_ERROR, job->part, job->title, job->todo, "%s: %s",
		reader->path, say_fill(job->arena, N_("cannot be read: {}"), reason, SAY_END));
}

__attribute__((format(printf, 2, 3))) static size_t enter(
	struct reader *reader, const char *format, ...)
{
	size_t length = strlen(reader->where);
	va_list args;
	va_start(args, format);
	vsnprintf(reader->where + length, sizeof reader->where - length, format, args);
	va_end(args);
	return length;
}

size_t reader_enter_key(struct reader *reader, const char *name)
{
	return enter(reader, "%s%.40s", reader->where[0] ? "." : "", name);
}

size_t reader_enter_item(struct reader *reader, int number)
{
	return enter(reader, "[%d]", number);
}

void reader_leave(struct reader *reader, size_t length)
{
	reader->where[length] = '\0';
}

const char *node_text(const yaml_node_t *node)
{
	return (const char *)node->data.scalar.value;
}

bool node_is_null(const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE || node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	const char *text = node_text(node);
	return !text[0] || strcmp(text, "~") == 0 || strcmp(text, "null") == 0;
}

const char *reader_found(struct reader *reader, const yaml_node_t *node)
{
	struct arena *arena = reader->job->arena;
	if (node->type == YAML_SEQUENCE_NODE) {
		int items = (int)(node->data.sequence.items.top - node->data.sequence.items.start);
		return say_fill(
			arena, N_("a list of {}"), arena_printf(arena, "%d", items), SAY_END);
	}
	if (node->type == YAML_MAPPING_NODE)
		return N_("a map of keys");
	if (node_is_null(node))
		return N_("nothing");
	const char *text = node_text(node);
	size_t length = strlen(text), shown = length > 40 ? 37 : length;
	while (shown < length && ((unsigned char)text[shown] & 0xc0) == 0x80)
		shown--;
	return arena_printf(arena, "\"%.*s%s\"", (int)shown, text, shown < length ? "..." : "");
}

static void join_words(char *text, const char *const *words)
{
	size_t length = 0;
	for (int i = 0; words[i] && length < WORDS_MAX; i++) {
		const char *link = i == 0 ? "" : words[i + 1] ? ", " : " or ";
		length +=
			(size_t)snprintf(text + length, WORDS_MAX - length, "%s%s", link, words[i]);
	}
}

static const char *expected_text(
	const struct yaml_key *key, struct arena *arena, const char *least, const char *most)
{
	if (key->max <= 0)
		return N_("a text");
	if (!key->letters)
		return say_fill(arena, N_("a text of {} to {} characters"), least, most, SAY_END);
	return say_fill(arena, N_("a text of {} to {} characters out of {}"), least, most,
		key->letters, SAY_END);
}

const char *reader_expected(struct reader *reader, const struct yaml_key *key)
{
	char words[WORDS_MAX] = "";
	struct arena *arena = reader->job->arena;
	const char *least = arena_printf(arena, "%g", key->min);
	const char *most = arena_printf(arena, "%g", key->max);
	if (key->words) {
		join_words(words, key->words);
		return arena_strdup(arena, words);
	}
	switch (key->type) {
	case KEY_STRING:
		return expected_text(key, arena, least, most);
	case KEY_BOOL:
	case KEY_ENUM:
		return N_("true or false");
	case KEY_INT:
		return say_fill(arena, N_("a whole number from {} to {}"), least, most, SAY_END);
	case KEY_NUMBER:
		return say_fill(arena, N_("a number from {} to {}"), least, most, SAY_END);
	case KEY_TIME:
		return say_fill(arena, N_("seconds from {} to {}"), least, most, SAY_END);
	case KEY_SPAN:
		return say_fill(arena,
			N_("[from, to] in seconds, each from {} to {}, to after from"), least, most,
			SAY_END);
	case KEY_TEXT:
		return N_("a text in each language, {en: ..., es: ...}");
	case KEY_LIST:
		return say_fill(arena, N_("a list of {} to {} items"), least,
			arena_printf(arena, "%d", key->room), SAY_END);
	default:
		return N_("a map of keys");
	}
}

bool reader_refuse(struct reader *reader, const struct yaml_key *key, const yaml_node_t *node)
{
	reader_report(reader, PROBLEM_ERROR, node->start_mark, N_("expected {}, found {}"),
		reader_expected(reader, key), reader_found(reader, node), SAY_END);
	return false;
}
