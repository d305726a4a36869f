#include "base/tr.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 8 * 1024 * 1024, FORMS_MAX = 16, DEPTH_MAX = 32, ENTRY_SIZE = 8 };

static const char problem_title[] = N_("A language file is damaged");
static const char problem_todo[] = N_("Reinstall Tuneup, or replace the file.");

struct entry {
	const char *id;     /* msgid, or "context\004msgid" */
	const char *text;   /* one form or several, each with a zero byte */
	size_t text_length; /* of all forms, without the last zero byte */
};

struct language {
	char code[3];
	unsigned char *bytes;
	struct entry *entry;
	size_t entries;
	unsigned long forms;
	const char *rule; /* NULL: one form for 1, one for all else */
};

static struct {
	struct language language[LANG_MAX];
	int count; /* without English */
} loaded;

/* ---- plural forms: a C expression of n ---- */

struct rule {
	const char *at;
	unsigned long n;
	int depth;
	bool bad;
};

static unsigned long ternary(struct rule *rule);

static bool take(struct rule *rule, const char *sign)
{
	while (*rule->at == ' ' || *rule->at == '\t')
		rule->at++;
	size_t length = strlen(sign);
	if (strncmp(rule->at, sign, length) != 0)
		return false;
	rule->at += length;
	return true;
}

static unsigned long number(struct rule *rule)
{
	unsigned long value = 0;
	if (*rule->at < '0' || *rule->at > '9')
		rule->bad = true;
	for (; *rule->at >= '0' && *rule->at <= '9'; rule->at++)
		value = value * 10 + (unsigned long)(*rule->at - '0');
	return value;
}

static unsigned long primary(struct rule *rule)
{
	unsigned long value = 0;
	if (++rule->depth > DEPTH_MAX)
		rule->bad = true;
	if (rule->bad)
		return 0;
	if (take(rule, "!")) {
		value = !primary(rule);
	} else if (take(rule, "(")) {
		value = ternary(rule);
		if (!take(rule, ")"))
			rule->bad = true;
	} else if (take(rule, "n")) {
		value = rule->n;
	} else {
		value = number(rule);
	}
	rule->depth--;
	return value;
}

/* Longer signs stand before their beginnings. */
static const struct {
	const char *sign;
	int rank;
} operators[] = {
	{"||", 1},
	{"&&", 2},
	{"==", 3},
	{"!=", 3},
	{"<=", 4},
	{">=", 4},
	{"<", 4},
	{">", 4},
	{"+", 5},
	{"-", 5},
	{"*", 6},
	{"/", 6},
	{"%", 6},
};

static unsigned long apply(const char *sign, unsigned long a, unsigned long b)
{
	switch (sign[0]) {
	case '|':
		return a || b;
	case '&':
		return a && b;
	case '=':
		return a == b;
	case '!':
		return a != b;
	case '<':
		return sign[1] ? a <= b : a < b;
	case '>':
		return sign[1] ? a >= b : a > b;
	case '+':
		return a + b;
	case '-':
		return a - b;
	case '*':
		return a * b;
	case '/':
		return b ? a / b : 0;
	default:
		return b ? a % b : 0;
	}
}

static const char *take_operator(struct rule *rule, int least, int *rank)
{
	for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
		if (operators[i].rank >= least && take(rule, operators[i].sign)) {
			*rank = operators[i].rank;
			return operators[i].sign;
		}
	}
	return NULL;
}

static unsigned long binary(struct rule *rule, int least)
{
	unsigned long value = primary(rule);
	int rank = 0;
	for (const char *sign; !rule->bad && (sign = take_operator(rule, least, &rank));)
		value = apply(sign, value, binary(rule, rank + 1));
	return value;
}

static unsigned long ternary(struct rule *rule)
{
	if (++rule->depth > DEPTH_MAX)
		rule->bad = true;
	unsigned long value = rule->bad ? 0 : binary(rule, 1);
	if (!rule->bad && take(rule, "?")) {
		unsigned long yes = ternary(rule);
		if (!take(rule, ":"))
			rule->bad = true;
		unsigned long no = rule->bad ? 0 : ternary(rule);
		value = value ? yes : no;
	}
	rule->depth--;
	return value;
}

static bool evaluate(const char *text, unsigned long n, unsigned long *form)
{
	struct rule rule = {.at = text, .n = n};
	*form = ternary(&rule);
	take(&rule, ";");
	take(&rule, "\r");
	take(&rule, "");
	return !rule.bad && (*rule.at == '\0' || *rule.at == '\n');
}

static unsigned long plural_form(const struct language *language, unsigned long n)
{
	unsigned long form = n != 1;
	if (language->rule)
		evaluate(language->rule, n, &form);
	return form;
}

/* Reads "nplurals=2; plural=n != 1;". A rule that is wrong or leads beyond the forms is not used.
 */
static void read_rule(struct language *language, const char *header)
{
	const char *line = strstr(header, "Plural-Forms:");
	struct rule rule = {.at = line ? line + strlen("Plural-Forms:") : ""};
	language->forms = 2;
	language->rule = NULL;
	if (!take(&rule, "nplurals") || !take(&rule, "=") || !take(&rule, ""))
		return;
	unsigned long forms = number(&rule);
	if (rule.bad || forms < 1 || forms > FORMS_MAX)
		return;
	if (!take(&rule, ";") || !take(&rule, "plural") || !take(&rule, "="))
		return;
	for (unsigned long n = 0, form; n <= 1000; n++)
		if (!evaluate(rule.at, n, &form) || form >= forms)
			return;
	language->forms = forms;
	language->rule = rule.at;
}

/* ---- the .mo file ---- */

static bool is_utf8(const char *text, size_t length)
{
	static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
	for (size_t i = 0; i < length;) {
		unsigned char lead = (unsigned char)text[i++];
		size_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
		if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || length - i < more)
			return false;
		uint32_t point = more ? lead & (0x3fu >> more) : lead;
		for (size_t k = 0; k < more; k++, i++) {
			if (((unsigned char)text[i] & 0xc0) != 0x80)
				return false;
			point = point << 6 | ((unsigned char)text[i] & 0x3f);
		}
		if (point < least[more] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
			return false;
	}
	return true;
}

struct mo {
	const unsigned char *bytes;
	size_t size;
	bool big_endian;
};

static uint32_t word(const struct mo *mo, size_t at)
{
	const unsigned char *b = mo->bytes + at;
	if (mo->big_endian)
		return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static const char *string_at(const struct mo *mo, size_t slot, size_t *length)
{
	size_t offset = word(mo, slot + 4);
	*length = word(mo, slot);
	if (offset >= mo->size || *length >= mo->size - offset || mo->bytes[offset + *length])
		return NULL;
	const char *text = (const char *)mo->bytes + offset;
	return is_utf8(text, *length) ? text : NULL;
}

/* Returns what is wrong, or NULL. */
static const char *read_entries(struct language *language, const struct mo *mo)
{
	size_t count = word(mo, 8), originals = word(mo, 12), translations = word(mo, 16);
	if (word(mo, 4) >> 16 > 1)
		return "it has a revision that is not known";
	if (originals > mo->size || (mo->size - originals) / ENTRY_SIZE < count ||
		translations > mo->size || (mo->size - translations) / ENTRY_SIZE < count)
		return "its tables lie beyond the end of the file";
	language->entry = mem_calloc(count, sizeof *language->entry);
	language->entries = count;
	for (size_t i = 0; i < count; i++) {
		struct entry *entry = &language->entry[i];
		size_t length;
		entry->id = string_at(mo, originals + i * ENTRY_SIZE, &length);
		entry->text = string_at(mo, translations + i * ENTRY_SIZE, &entry->text_length);
		if (!entry->id || !entry->text)
			return "a text is cut off or not UTF-8";
		if (i && strcmp(entry[-1].id, entry->id) >= 0)
			return "its texts are not sorted";
	}
	return NULL;
}

static const char *read_mo(struct language *language, size_t size)
{
	enum { HEADER_SIZE = 28 };
	struct mo mo = {.bytes = language->bytes, .size = size};
	if (size < HEADER_SIZE)
		return "it is too short for a .mo file";
	if (word(&mo, 0) == 0xde120495)
		mo.big_endian = true;
	else if (word(&mo, 0) != 0x950412de)
		return "it is not a .mo file";
	const char *fault = read_entries(language, &mo);
	if (fault)
		return fault;
	bool has_header = language->entries && !language->entry[0].id[0];
	read_rule(language, has_header ? language->entry[0].text : "");
	return NULL;
}

static unsigned char *read_bytes(const char *path, size_t *size, const char **fault)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		*fault = strerror(errno);
		return NULL;
	}
	size_t room = 0;
	unsigned char *bytes = NULL;
	*size = 0;
	do {
		room = room ? room * 2 : 64 * 1024;
		bytes = mem_realloc(bytes, room);
		*size += fread(bytes + *size, 1, room - *size, file);
	} while (*size == room && room < FILE_MAX);
	if (ferror(file))
		*fault = strerror(errno);
	else if (*size == room)
		*fault = "it is too large";
	fclose(file);
	return bytes;
}

static void free_language(struct language *language)
{
	free(language->bytes);
	free(language->entry);
	*language = (struct language){0};
}

static bool load_language(struct language *language, const char *path, struct problems *problems)
{
	const char *fault = NULL;
	size_t size = 0;
	language->bytes = read_bytes(path, &size, &fault);
	if (!fault)
		fault = read_mo(language, size);
	if (!fault)
		return true;
	problems_add(problems, PROBLEM_WARNING, PART_ASSETS, problem_title, problem_todo,
		N_("%s: %s; the language %s is left out"), path, fault, language->code);
	free_language(language);
	return false;
}

/* ---- the languages ---- */

/* The code of "es.mo", sorted in among the candidates unless it is there. */
static int add_candidate(char *paths[], int count, const char *folder, const char *name)
{
	bool is_mo = name[0] >= 'a' && name[0] <= 'z' && name[1] >= 'a' && name[1] <= 'z' &&
		     strcmp(name + 2, ".mo") == 0;
	if (!is_mo || strcmp(name, "en.mo") == 0)
		return count;
	int at = 0, order = 1;
	while (at < count && (order = strcmp(strrchr(paths[at], '/') + 1, name)) < 0)
		at++;
	if ((at < count && order == 0) || at == LANG_MAX - 1)
		return count;
	if (count == LANG_MAX - 1)
		free(paths[--count]);
	memmove(paths + at + 1, paths + at, (size_t)(count - at) * sizeof paths[0]);
	paths[at] = mem_printf("%s/%s", folder, name);
	return count + 1;
}

void tr_load(const char *const folders[], struct problems *problems)
{
	char *paths[LANG_MAX];
	int count = 0;
	tr_unload();
	for (; *folders; folders++) {
		DIR *folder = opendir(*folders);
		if (!folder)
			continue;
		for (const struct dirent *file; (file = readdir(folder));)
			count = add_candidate(paths, count, *folders, file->d_name);
		closedir(folder);
	}
	for (int i = 0; i < count; i++) {
		struct language *language = &loaded.language[loaded.count];
		memcpy(language->code, strrchr(paths[i], '/') + 1, 2);
		if (load_language(language, paths[i], problems))
			loaded.count++;
		free(paths[i]);
	}
}

void tr_unload(void)
{
	for (int i = 0; i < loaded.count; i++)
		free_language(&loaded.language[i]);
	loaded.count = 0;
}

int tr_count(void)
{
	return 1 + loaded.count;
}

const char *tr_code(int lang)
{
	return lang > LANG_EN && lang <= loaded.count ? loaded.language[lang - 1].code : "en";
}

int tr_find(const char *code)
{
	for (int lang = 0; lang < tr_count(); lang++)
		if (strcmp(tr_code(lang), code) == 0)
			return lang;
	return -1;
}

static int compare(const char *context, const char *text, const char *id)
{
	if (context) {
		size_t length = strlen(context);
		int order = strncmp(context, id, length);
		if (order == 0)
			order = '\004' - (unsigned char)id[length];
		if (order)
			return order;
		id += length + 1;
	}
	return strcmp(text, id);
}

static const struct entry *find(int lang, const char *context, const char *text)
{
	if (lang <= LANG_EN || lang > loaded.count || !text[0])
		return NULL;
	const struct language *language = &loaded.language[lang - 1];
	size_t from = 0, to = language->entries;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare(context, text, language->entry[middle].id);
		if (order == 0)
			return &language->entry[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

const char *trc(int lang, const char *context, const char *text)
{
	const struct entry *entry = find(lang, context, text);
	return entry && entry->text[0] ? entry->text : text;
}

const char *tr(int lang, const char *text)
{
	return trc(lang, NULL, text);
}

const char *trn(int lang, const char *one, const char *many, unsigned long n)
{
	const struct entry *entry = find(lang, NULL, one);
	const char *otherwise = n == 1 ? one : many;
	if (!entry)
		return otherwise;
	unsigned long form = plural_form(&loaded.language[lang - 1], n);
	const char *text = entry->text, *end = entry->text + entry->text_length;
	while (form > 0 && text < end) {
		text += strlen(text) + 1;
		form--;
	}
	return form == 0 && text < end && text[0] ? text : otherwise;
}

bool tr_nth(int lang, size_t n, const char **text, const char **translation)
{
	if (lang < 1 || lang > loaded.count || n >= loaded.language[lang - 1].entries)
		return false;
	*text = loaded.language[lang - 1].entry[n].id;
	*translation = loaded.language[lang - 1].entry[n].text;
	return true;
}

const char *text_in(const struct text *text, int lang)
{
	if (lang >= 0 && lang < LANG_MAX && text->in[lang])
		return text->in[lang];
	return text->in[LANG_EN] ? text->in[LANG_EN] : "";
}
