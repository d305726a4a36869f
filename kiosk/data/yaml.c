#include "data/yaml.h"

#include "base/tr.h"
#include "base/typing.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { FILE_MAX = 1024 * 1024, WORDS_MAX = 256, OPEN_MAX = 1000 };

struct reader {
	const char *path;
	const struct yaml_job *job;
	yaml_document_t document;
	int errors;
	char where[160]; /* "steps[2].title" */
};

typedef bool read_function(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place);
static read_function *const read_value[KEY_TYPE_COUNT];

static void read_map(
	struct reader *reader, const struct yaml_key *keys, yaml_node_t *map, void *record);

/* ---- faults ---- */

__attribute__((format(printf, 4, 5))) static void report(
	struct reader *reader, enum problem_level level, yaml_mark_t mark, const char *format, ...)
{
	char text[256];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	const struct yaml_job *job = reader->job;
	if (level == PROBLEM_ERROR)
		reader->errors++;
	problems_add(job->problems, level, job->part, job->title, job->todo, "%s:%zu:%zu: %s%s%s",
		reader->path, mark.line + 1, mark.column + 1, reader->where,
		reader->where[0] ? ": " : "", text);
}

/* Adds a part to the path of keys; returns what leave() takes. */
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

static void leave(struct reader *reader, size_t length)
{
	reader->where[length] = '\0';
}

static size_t enter_key(struct reader *reader, const char *name)
{
	return enter(reader, "%s%.40s", reader->where[0] ? "." : "", name);
}

static const char *scalar(const yaml_node_t *node)
{
	return (const char *)node->data.scalar.value;
}

static bool is_null(const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE || node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	const char *text = scalar(node);
	return !text[0] || strcmp(text, "~") == 0 || strcmp(text, "null") == 0;
}

static const char *found(struct reader *reader, const yaml_node_t *node)
{
	if (node->type == YAML_SEQUENCE_NODE)
		return arena_printf(reader->job->arena, "a list of %d",
			(int)(node->data.sequence.items.top - node->data.sequence.items.start));
	if (node->type == YAML_MAPPING_NODE)
		return "a map of keys";
	if (is_null(node))
		return "nothing";
	const char *text = scalar(node);
	size_t length = strlen(text), shown = length > 40 ? 37 : length;
	while (shown < length && ((unsigned char)text[shown] & 0xc0) == 0x80)
		shown--;
	return arena_printf(
		reader->job->arena, "\"%.*s%s\"", (int)shown, text, shown < length ? "..." : "");
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

static const char *expected(struct reader *reader, const struct yaml_key *key)
{
	char words[WORDS_MAX] = "true or false";
	struct arena *arena = reader->job->arena;
	if (key->words)
		join_words(words, key->words);
	switch (key->type) {
	case KEY_STRING:
		if (key->words || key->max <= 0)
			return key->words ? arena_strdup(arena, words) : "a text";
		return arena_printf(arena, "a text of %g to %g characters%s%s", key->min, key->max,
			key->letters ? " out of " : "", key->letters ? key->letters : "");
	case KEY_BOOL:
	case KEY_ENUM:
		return arena_strdup(arena, words);
	case KEY_INT:
		return arena_printf(arena, "a whole number from %g to %g", key->min, key->max);
	case KEY_NUMBER:
		return arena_printf(arena, "a number from %g to %g", key->min, key->max);
	case KEY_TIME:
		return arena_printf(arena, "seconds from %g to %g", key->min, key->max);
	case KEY_SPAN:
		return arena_printf(arena,
			"[from, to] in seconds, each from %g to %g, to after from", key->min,
			key->max);
	case KEY_TEXT:
		return "a text in each language, {en: ..., es: ...}";
	case KEY_LIST:
		return arena_printf(arena, "a list of %g to %d items", key->min, key->room);
	default:
		return "a map of keys";
	}
}

static bool refuse(struct reader *reader, const struct yaml_key *key, const yaml_node_t *node)
{
	report(reader, PROBLEM_ERROR, node->start_mark, "expected %s, found %s",
		expected(reader, key), found(reader, node));
	return false;
}

/* ---- values ---- */

/* The text of a scalar without control characters (escapes can write any), or NULL. */
static const char *plain_text(const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE)
		return NULL;
	const char *text = scalar(node);
	for (size_t i = 0; i < node->data.scalar.length; i++)
		if ((unsigned char)text[i] < ' ' && text[i] != '\n')
			return NULL;
	return text;
}

static int find_word(const char *const *words, const char *text)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], text) == 0)
			return i;
	return -1;
}

static bool parse_number(const yaml_node_t *node, const struct yaml_key *key, double *value)
{
	const char *text = plain_text(node);
	const char *digits = key->type == KEY_INT ? "0123456789+-" : "0123456789+-.eE";
	if (!text || !text[0] || text[strspn(text, digits)])
		return false;
	char *end;
	*value = strtod(text, &end);
	return !*end && *value >= key->min && *value <= key->max;
}

static double characters_of(const char *text)
{
	double characters = 0;
	for (; text && *text; text++)
		characters += ((unsigned char)*text & 0xc0) != 0x80;
	return characters;
}

static bool read_string(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	const char *text = plain_text(node);
	double characters = characters_of(text);
	if (!text || characters < key->min || (key->max > 0 && characters > key->max) ||
		(key->letters && text[strspn(text, key->letters)]) ||
		(key->words && find_word(key->words, text) < 0))
		return refuse(reader, key, node);
	*(const char **)place = arena_strdup(reader->job->arena, text);
	return true;
}

static bool read_word(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	static const char *const truth[] = {"false", "true", NULL};
	const char *text = plain_text(node);
	int index = text ? find_word(key->words ? key->words : truth, text) : -1;
	if (index < 0)
		return refuse(reader, key, node);
	if (key->type == KEY_BOOL)
		*(bool *)place = index == 1;
	else
		memcpy(place, &index, sizeof index);
	return true;
}

static int64_t microseconds(double seconds)
{
	return (int64_t)(seconds * 1e6 + 0.5);
}

static bool read_number(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	double value;
	if (!parse_number(node, key, &value))
		return refuse(reader, key, node);
	if (key->type == KEY_INT)
		*(int *)place = (int)value;
	else if (key->type == KEY_TIME)
		*(int64_t *)place = microseconds(value);
	else
		*(double *)place = value;
	return true;
}

static bool read_span(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	double seconds[2];
	bool fits = node->type == YAML_SEQUENCE_NODE &&
		    node->data.sequence.items.top - node->data.sequence.items.start == 2;
	for (int i = 0; fits && i < 2; i++)
		fits = parse_number(yaml_document_get_node(
					    &reader->document, node->data.sequence.items.start[i]),
			key, &seconds[i]);
	if (!fits || microseconds(seconds[0]) >= microseconds(seconds[1]))
		return refuse(reader, key, node);
	int64_t *span = place;
	span[0] = microseconds(seconds[0]);
	span[1] = microseconds(seconds[1]);
	return true;
}

/* ---- maps ---- */

static bool same_text(const yaml_node_t *a, const yaml_node_t *b)
{
	return a->type == YAML_SCALAR_NODE && b->type == YAML_SCALAR_NODE &&
	       strcmp(scalar(a), scalar(b)) == 0;
}

/* Whether the key of this pair is a text that no pair before has. */
static bool accept_key(struct reader *reader, const yaml_node_t *map, const yaml_node_pair_t *pair)
{
	const yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
	if (key->type != YAML_SCALAR_NODE) {
		report(reader, PROBLEM_ERROR, key->start_mark,
			"expected the name of a key, found %s", found(reader, key));
		return false;
	}
	for (const yaml_node_pair_t *other = map->data.mapping.pairs.start; other < pair; other++) {
		const yaml_node_t *first = yaml_document_get_node(&reader->document, other->key);
		if (!same_text(first, key))
			continue;
		report(reader, PROBLEM_ERROR, key->start_mark,
			"expected each key once, found %s again after line %zu", found(reader, key),
			first->start_mark.line + 1);
		return false;
	}
	return true;
}

static bool read_text(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	struct text text = {0};
	bool has_english = false;
	if (node->type != YAML_MAPPING_NODE)
		return refuse(reader, key, node);
	const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	for (; pair < node->data.mapping.pairs.top; pair++) {
		if (!accept_key(reader, node, pair))
			continue;
		const yaml_node_t *name = yaml_document_get_node(&reader->document, pair->key);
		yaml_node_t *value = yaml_document_get_node(&reader->document, pair->value);
		const char *code = scalar(name);
		size_t length = enter_key(reader, code);
		int lang = tr_find(code);
		bool is_code = strlen(code) == 2 && strspn(code, "abcdefghijklmnopqrstuvwxyz") == 2;
		const char *words = is_null(value) ? NULL : plain_text(value);
		if (!is_code)
			report(reader, PROBLEM_WARNING, name->start_mark,
				"expected a language of two small letters, found %s",
				found(reader, name));
		else if (!words || !words[0])
			report(reader, PROBLEM_ERROR, value->start_mark,
				"expected a text, found %s", found(reader, value));
		else if (lang >= 0)
			text.in[lang] = arena_strdup(reader->job->arena, words);
		if (key->max > 0 && characters_of(words) > key->max)
			report(reader, PROBLEM_WARNING, value->start_mark,
				"expected at most %g characters, found %g", key->max,
				characters_of(words));
		leave(reader, length);
		has_english = has_english || lang == LANG_EN;
	}
	if (!has_english)
		report(reader, PROBLEM_ERROR, node->start_mark,
			"expected at least the English text, en: ...");
	for (int lang = 1; text.in[LANG_EN] && lang < tr_count(); lang++)
		if (!text.in[lang])
			report(reader, PROBLEM_WARNING, node->start_mark,
				"expected a translation, %s: ..., found none (English is shown)",
				tr_code(lang));
	if (text.in[LANG_EN])
		memcpy(place, &text, sizeof text);
	return text.in[LANG_EN] != NULL;
}

static void warn_unknown(
	struct reader *reader, const struct yaml_key *keys, const yaml_node_t *name)
{
	const char *nearest = NULL;
	size_t least = 3;
	for (; keys->name; keys++) {
		size_t steps = typing_distance(scalar(name), keys->name);
		if (steps < least && steps < strlen(keys->name)) {
			least = steps;
			nearest = keys->name;
		}
	}
	report(reader, PROBLEM_WARNING, name->start_mark, "unknown key %s, not used%s%s%s",
		found(reader, name), nearest ? "; did you mean \"" : "", nearest ? nearest : "",
		nearest ? "\"?" : "");
}

static bool read_submap(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	int before = reader->errors;
	if (node->type != YAML_MAPPING_NODE)
		return refuse(reader, key, node);
	read_map(reader, key->keys, node, place);
	return reader->errors == before;
}

static bool read_list(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	if (node->type != YAML_SEQUENCE_NODE)
		return refuse(reader, key, node);
	const yaml_node_item_t *item = node->data.sequence.items.start;
	int items = (int)(node->data.sequence.items.top - item);
	if (items < key->min || items > key->room)
		return refuse(reader, key, node);
	char *record = (char *)place - key->offset;
	int *count = (int *)(void *)(record + key->count_offset);
	int *line = key->line_offset ? (int *)(void *)(record + key->line_offset) : NULL;
	*count = 0;
	for (int number = 1; item < node->data.sequence.items.top; item++, number++) {
		yaml_node_t *value = yaml_document_get_node(&reader->document, *item);
		void *slot = (char *)place + (size_t)*count * key->item_size;
		memset(slot, 0, key->item_size);
		size_t length = enter(reader, "[%d]", number);
		if (line)
			line[*count] = (int)value->start_mark.line + 1;
		if (read_value[key->item->type](reader, key->item, value, slot))
			++*count;
		leave(reader, length);
	}
	return true;
}

static read_function *const read_value[KEY_TYPE_COUNT] = {
	[KEY_STRING] = read_string,
	[KEY_BOOL] = read_word,
	[KEY_INT] = read_number,
	[KEY_NUMBER] = read_number,
	[KEY_TIME] = read_number,
	[KEY_SPAN] = read_span,
	[KEY_ENUM] = read_word,
	[KEY_TEXT] = read_text,
	[KEY_MAP] = read_submap,
	[KEY_LIST] = read_list,
};

static yaml_node_t *find_value(struct reader *reader, const yaml_node_t *map, const char *name)
{
	const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
	for (; pair < map->data.mapping.pairs.top; pair++) {
		const yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
		if (key->type == YAML_SCALAR_NODE && strcmp(scalar(key), name) == 0)
			return yaml_document_get_node(&reader->document, pair->value);
	}
	return NULL;
}

static void read_keys(
	struct reader *reader, const struct yaml_key *keys, const yaml_node_t *map, void *record)
{
	for (const struct yaml_key *key = keys; key->name; key++) {
		yaml_node_t *value = find_value(reader, map, key->name);
		size_t length = enter_key(reader, key->name);
		if (value && key->line_offset && key->type != KEY_LIST) {
			int line = (int)value->start_mark.line + 1;
			memcpy((char *)record + key->line_offset, &line, sizeof line);
		}
		if (value && !is_null(value))
			read_value[key->type](reader, key, value, (char *)record + key->offset);
		else if (key->required)
			report(reader, PROBLEM_ERROR, value ? value->start_mark : map->start_mark,
				"expected %s, found nothing", expected(reader, key));
		leave(reader, length);
	}
}

static void check_record(struct reader *reader, const struct yaml_key *keys, const yaml_node_t *map,
	const void *record)
{
	for (const struct yaml_key *key = keys; key->name; key++) {
		const char *wanted = key->check ? key->check(record, reader->job->arena) : NULL;
		const yaml_node_t *value = find_value(reader, map, key->name);
		if (!wanted)
			continue;
		size_t length = enter_key(reader, key->name);
		report(reader, PROBLEM_ERROR, value ? value->start_mark : map->start_mark,
			"expected %s, found %s", wanted, value ? found(reader, value) : "nothing");
		leave(reader, length);
	}
}

static void read_map(
	struct reader *reader, const struct yaml_key *keys, yaml_node_t *map, void *record)
{
	int before = reader->errors;
	const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
	for (; pair < map->data.mapping.pairs.top; pair++) {
		if (!accept_key(reader, map, pair))
			continue;
		const yaml_node_t *name = yaml_document_get_node(&reader->document, pair->key);
		const struct yaml_key *key = keys;
		while (key->name && strcmp(key->name, scalar(name)) != 0)
			key++;
		if (!key->name)
			warn_unknown(reader, keys, name);
	}
	read_keys(reader, keys, map, record);
	if (reader->errors == before)
		check_record(reader, keys, map, record);
}

/* ---- the file ---- */

static void report_syntax(struct reader *reader, const yaml_parser_t *parser, const char *bytes)
{
	yaml_mark_t mark = parser->problem_mark;
	if (parser->error == YAML_READER_ERROR) {
		mark = (yaml_mark_t){0};
		for (size_t i = 0; i < parser->problem_offset; i++) {
			bool ends = bytes[i] == '\n';
			mark.line += ends;
			mark.column =
				ends ? 0 : mark.column + (((unsigned char)bytes[i] & 0xc0) != 0x80);
		}
		report(reader, PROBLEM_ERROR, mark,
			"expected plain text in UTF-8, found something else (%s)", parser->problem);
		return;
	}
	report(reader, PROBLEM_ERROR, mark, "this is no YAML: %s%s%s",
		parser->context ? parser->context : "", parser->context ? ", " : "",
		parser->problem ? parser->problem : "it cannot be read");
}

/* An alias makes two parents share a node, even a node its own parent: refused, so that all readers
 * walk a plain tree. */
static bool is_tree(struct reader *reader)
{
	yaml_node_t *first = reader->document.nodes.start, *end = reader->document.nodes.top;
	bool *seen = mem_calloc((size_t)(end - first), sizeof *seen), tree = true;
	seen[0] = true;
	for (yaml_node_t *node = first; node < end && tree; node++) {
		const int *child = NULL, *last = NULL;
		if (node->type == YAML_SEQUENCE_NODE) {
			child = node->data.sequence.items.start;
			last = node->data.sequence.items.top;
		} else if (node->type == YAML_MAPPING_NODE) {
			child = &node->data.mapping.pairs.start->key;
			last = &node->data.mapping.pairs.top->key;
		}
		for (; child < last && tree; child++) {
			tree = !seen[*child - 1];
			seen[*child - 1] = true;
			if (!tree)
				report(reader, PROBLEM_ERROR, first[*child - 1].start_mark,
					"expected no alias, found one that repeats this value");
		}
	}
	free(seen);
	return tree;
}

static bool only_null(const struct reader *reader)
{
	yaml_node_t *root = reader->document.nodes.start;
	return root == reader->document.nodes.top || is_null(root);
}

static void read_document(struct reader *reader, const struct yaml_key *keys, void *record)
{
	yaml_node_t *root = yaml_document_get_root_node(&reader->document);
	if (only_null(reader)) {
		while (keys->name && !keys->required)
			keys++;
		if (keys->name)
			report(reader, PROBLEM_ERROR, (yaml_mark_t){0},
				"the file is empty: expected keys such as \"%s\"", keys->name);
	} else if (is_tree(reader)) {
		if (root->type == YAML_MAPPING_NODE)
			read_map(reader, keys, root, record);
		else
			report(reader, PROBLEM_ERROR, root->start_mark,
				"expected keys such as \"%s: ...\", found %s", keys->name,
				found(reader, root));
	}
}

static void read_bytes(struct reader *reader, const struct yaml_key *keys, void *record,
	const char *bytes, size_t size)
{
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, size);
	if (yaml_parser_load(&parser, &reader->document)) {
		bool empty = reader->document.nodes.start == reader->document.nodes.top;
		read_document(reader, keys, record);
		yaml_document_delete(&reader->document);
		bool parsed = empty || yaml_parser_load(&parser, &reader->document);
		if (!parsed) {
			report_syntax(reader, &parser, bytes);
		} else if (!empty) {
			const yaml_node_t *more = yaml_document_get_root_node(&reader->document);
			if (more)
				report(reader, PROBLEM_ERROR, more->start_mark,
					"expected one document, found a second one after \"---\"");
			yaml_document_delete(&reader->document);
		}
	} else {
		report_syntax(reader, &parser, bytes);
	}
	yaml_parser_delete(&parser);
}

static void report_file(struct reader *reader, const char *reason)
{
	const struct yaml_job *job = reader->job;
	reader->errors++;
	problems_add(job->problems, PROBLEM_ERROR, job->part, job->title, job->todo,
		"%s: cannot be read: %s", reader->path, reason);
}

/* libyaml's time grows with the square of the brackets that are open: a million would take hours.
 */
static bool is_deep(const char *bytes, size_t size)
{
	int open = 0;
	for (size_t i = 0; i < size && open <= OPEN_MAX; i++)
		open += (bytes[i] == '[' || bytes[i] == '{') - (bytes[i] == ']' || bytes[i] == '}');
	return open > OPEN_MAX;
}

bool yaml_read(
	const char *path, const struct yaml_key *keys, void *record, const struct yaml_job *job)
{
	struct reader reader = {.path = path, .job = job};
	FILE *file = fopen(path, "rb");
	if (!file) {
		report_file(&reader, strerror(errno));
		return false;
	}
	char *bytes = mem_calloc(1, FILE_MAX);
	size_t size = fread(bytes, 1, FILE_MAX, file);
	if (ferror(file))
		report_file(&reader, strerror(errno));
	else if (size == FILE_MAX)
		report_file(&reader, "it is too large");
	else if (is_deep(bytes, size))
		report_file(&reader, "too many brackets are open at once");
	else
		read_bytes(&reader, keys, record, bytes, size);
	fclose(file);
	free(bytes);
	return reader.errors == 0;
}
