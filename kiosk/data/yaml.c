#include "data/yaml_parts.h"

#include "base/say.h"
#include "base/tr.h"
#include "base/typing.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1024 * 1024, OPEN_MAX = 1000 };

typedef bool read_function(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place);
static read_function *const read_value[KEY_TYPE_COUNT];

static void read_map(
	struct reader *reader, const struct yaml_key *keys, yaml_node_t *map, void *record);

/* ---- values ---- */

/* The text of a scalar without control characters (escapes can write any), or NULL. */
static const char *plain_text(const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE)
		return NULL;
	const char *text = node_text(node);
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
		return reader_refuse(reader, key, node);
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
		return reader_refuse(reader, key, node);
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
		return reader_refuse(reader, key, node);
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
		return reader_refuse(reader, key, node);
	int64_t *span = place;
	span[0] = microseconds(seconds[0]);
	span[1] = microseconds(seconds[1]);
	return true;
}

/* ---- maps ---- */

static bool same_text(const yaml_node_t *a, const yaml_node_t *b)
{
	return a->type == YAML_SCALAR_NODE && b->type == YAML_SCALAR_NODE &&
	       strcmp(node_text(a), node_text(b)) == 0;
}

/* Whether the key of this pair is a text that no pair before has. */
static bool accept_key(struct reader *reader, const yaml_node_t *map, const yaml_node_pair_t *pair)
{
	const yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
	if (key->type != YAML_SCALAR_NODE) {
		reader_report(reader, PROBLEM_ERROR, key->start_mark,
			N_("expected the name of a key, found {}"), reader_found(reader, key),
			SAY_END);
		return false;
	}
	for (const yaml_node_pair_t *other = map->data.mapping.pairs.start; other < pair; other++) {
		const yaml_node_t *first = yaml_document_get_node(&reader->document, other->key);
		if (!same_text(first, key))
			continue;
		reader_report(reader, PROBLEM_ERROR, key->start_mark,
			N_("expected each key once, found {} again after line {}"),
			reader_found(reader, key),
			arena_printf(reader->job->arena, "%zu", first->start_mark.line + 1),
			SAY_END);
		return false;
	}
	return true;
}

static const char *number_of(struct reader *reader, double number)
{
	return arena_printf(reader->job->arena, "%g", number);
}

static bool read_text(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	struct text text = {0};
	bool has_english = false;
	if (node->type != YAML_MAPPING_NODE)
		return reader_refuse(reader, key, node);
	const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	for (; pair < node->data.mapping.pairs.top; pair++) {
		if (!accept_key(reader, node, pair))
			continue;
		const yaml_node_t *name = yaml_document_get_node(&reader->document, pair->key);
		yaml_node_t *value = yaml_document_get_node(&reader->document, pair->value);
		const char *code = node_text(name);
		size_t length = reader_enter_key(reader, code);
		int lang = tr_find(code);
		bool is_code = strlen(code) == 2 && strspn(code, "abcdefghijklmnopqrstuvwxyz") == 2;
		const char *words = node_is_null(value) ? NULL : plain_text(value);
		if (!is_code)
			reader_report(reader, PROBLEM_WARNING, name->start_mark,
				N_("expected a language of two small letters, found {}"),
				reader_found(reader, name), SAY_END);
		else if (!words || !words[0])
			reader_report(reader, PROBLEM_ERROR, value->start_mark,
				N_("expected {}, found {}"), N_("a text"),
				reader_found(reader, value), SAY_END);
		else if (lang >= 0)
			text.in[lang] = arena_strdup(reader->job->arena, words);
		if (key->max > 0 && characters_of(words) > key->max)
			reader_report(reader, PROBLEM_WARNING, value->start_mark,
				N_("expected at most {} characters, found {}"),
				number_of(reader, key->max),
				number_of(reader, characters_of(words)), SAY_END);
		reader_leave(reader, length);
		has_english = has_english || lang == LANG_EN;
	}
	if (!has_english)
		reader_report(reader, PROBLEM_ERROR, node->start_mark,
			N_("expected at least the English text, en: ..."), SAY_END);
	for (int lang = 1; text.in[LANG_EN] && lang < tr_count(); lang++)
		if (!text.in[lang])
			reader_report(reader, PROBLEM_WARNING, node->start_mark,
				N_("expected a translation, {}: ..., found none (English is "
				   "shown)"),
				tr_code(lang), SAY_END);
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
		size_t steps = typing_distance(node_text(name), keys->name);
		if (steps < least && steps < strlen(keys->name)) {
			least = steps;
			nearest = keys->name;
		}
	}
	reader_report(reader, PROBLEM_WARNING, name->start_mark,
		nearest ? N_("unknown key {}, not used; did you mean \"{}\"?")
			: N_("unknown key {}, not used"),
		reader_found(reader, name), nearest, SAY_END);
}

static bool read_submap(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	int before = reader->errors;
	if (node->type != YAML_MAPPING_NODE)
		return reader_refuse(reader, key, node);
	read_map(reader, key->keys, node, place);
	return reader->errors == before;
}

static bool read_list(
	struct reader *reader, const struct yaml_key *key, yaml_node_t *node, void *place)
{
	if (node->type != YAML_SEQUENCE_NODE)
		return reader_refuse(reader, key, node);
	const yaml_node_item_t *item = node->data.sequence.items.start;
	int items = (int)(node->data.sequence.items.top - item);
	if (items < key->min || items > key->room)
		return reader_refuse(reader, key, node);
	char *record = (char *)place - key->offset;
	int *count = (int *)(void *)(record + key->count_offset);
	int *line = key->line_offset ? (int *)(void *)(record + key->line_offset) : NULL;
	*count = 0;
	for (int number = 1; item < node->data.sequence.items.top; item++, number++) {
		yaml_node_t *value = yaml_document_get_node(&reader->document, *item);
		void *slot = (char *)place + (size_t)*count * key->item_size;
		memset(slot, 0, key->item_size);
		size_t length = reader_enter_item(reader, number);
		if (line)
			line[*count] = (int)value->start_mark.line + 1;
		if (read_value[key->item->type](reader, key->item, value, slot))
			++*count;
		reader_leave(reader, length);
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
		if (key->type == YAML_SCALAR_NODE && strcmp(node_text(key), name) == 0)
			return yaml_document_get_node(&reader->document, pair->value);
	}
	return NULL;
}

static void read_keys(
	struct reader *reader, const struct yaml_key *keys, const yaml_node_t *map, void *record)
{
	for (const struct yaml_key *key = keys; key->name; key++) {
		yaml_node_t *value = find_value(reader, map, key->name);
		size_t length = reader_enter_key(reader, key->name);
		if (value && key->line_offset && key->type != KEY_LIST) {
			int line = (int)value->start_mark.line + 1;
			memcpy((char *)record + key->line_offset, &line, sizeof line);
		}
		if (value && !node_is_null(value))
			read_value[key->type](reader, key, value, (char *)record + key->offset);
		else if (key->required)
			reader_report(reader, PROBLEM_ERROR,
				value ? value->start_mark : map->start_mark,
				N_("expected {}, found {}"), reader_expected(reader, key),
				N_("nothing"), SAY_END);
		reader_leave(reader, length);
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
		size_t length = reader_enter_key(reader, key->name);
		reader_report(reader, PROBLEM_ERROR, value ? value->start_mark : map->start_mark,
			N_("expected {}, found {}"), wanted,
			value ? reader_found(reader, value) : N_("nothing"), SAY_END);
		reader_leave(reader, length);
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
		while (key->name && strcmp(key->name, node_text(name)) != 0)
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
		reader_report(reader, PROBLEM_ERROR, mark,
			N_("expected plain text in UTF-8, found something else ({})"),
			parser->problem, SAY_END);
		return;
	}
	const char *why = arena_printf(reader->job->arena, "%s%s%s",
		parser->context ? parser->context : "", parser->context ? ", " : "",
		parser->problem ? parser->problem : "it cannot be read");
	reader_report(reader, PROBLEM_ERROR, mark, N_("this is no YAML: {}"), why, SAY_END);
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
				reader_report(reader, PROBLEM_ERROR, first[*child - 1].start_mark,
					N_("expected no alias, found one that repeats this value"),
					SAY_END);
		}
	}
	free(seen);
	return tree;
}

static bool only_null(const struct reader *reader)
{
	yaml_node_t *root = reader->document.nodes.start;
	return root == reader->document.nodes.top || node_is_null(root);
}

static void read_document(struct reader *reader, const struct yaml_key *keys, void *record)
{
	yaml_node_t *root = yaml_document_get_root_node(&reader->document);
	if (only_null(reader)) {
		while (keys->name && !keys->required)
			keys++;
		if (keys->name)
			reader_report(reader, PROBLEM_ERROR, (yaml_mark_t){0},
				N_("the file is empty: expected keys such as \"{}\""), keys->name,
				SAY_END);
	} else if (is_tree(reader)) {
		if (root->type == YAML_MAPPING_NODE)
			read_map(reader, keys, root, record);
		else
			reader_report(reader, PROBLEM_ERROR, root->start_mark,
				N_("expected keys such as \"{}: ...\", found {}"), keys->name,
				reader_found(reader, root), SAY_END);
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
				reader_report(reader, PROBLEM_ERROR, more->start_mark,
					N_("expected one document, found a second one after "
					   "\"---\""),
					SAY_END);
			yaml_document_delete(&reader->document);
		}
	} else {
		report_syntax(reader, &parser, bytes);
	}
	yaml_parser_delete(&parser);
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
		reader_report_file(&reader, strerror(errno));
		return false;
	}
	char *bytes = mem_calloc(1, FILE_MAX);
	size_t size = fread(bytes, 1, FILE_MAX, file);
	if (ferror(file))
		reader_report_file(&reader, strerror(errno));
	else if (size == FILE_MAX)
		reader_report_file(&reader, N_("it is too large"));
	else if (is_deep(bytes, size))
		reader_report_file(&reader, N_("too many brackets are open at once"));
	else
		read_bytes(&reader, keys, record, bytes, size);
	fclose(file);
	free(bytes);
	return reader.errors == 0;
}
