/* Reads content/learn: articles/ID.yaml, and learn.yaml, which puts them into tabs. */
#include "data/learn.h"

#include "base/tr.h"

#include "data/catalog_load.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { ARTICLES_MAX = 64 };

static const char id_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
static const char path_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_./";

/* ---- articles/ID.yaml ---- */

/* What a file is read into: the article, and the id that its name gives. */
struct article_file {
	struct article article;
	const char *name;
};

static const char *check_id(const void *record, struct arena *arena)
{
	const struct article_file *file = record;
	return strcmp(file->article.id, file->name) == 0
		       ? NULL
		       : arena_printf(arena, N_("the name of the file, \"%s\""), file->name);
}

static const char *check_picture(const void *record, struct arena *arena)
{
	const char *picture = ((const struct article_file *)record)->article.picture;
	(void)arena;
	bool inside = !picture || (picture[0] != '/' && !strstr(picture, ".."));
	return inside ? NULL : N_("a file inside the content folder");
}

static const struct yaml_key source_item = {.type = KEY_STRING, .min = 1};

#define AT(field) .offset = offsetof(struct article_trait, field)

static const struct yaml_key trait_keys[] = {
	{"name", KEY_TEXT, AT(name), .required = true},
	{"value", KEY_TEXT, AT(value), .required = true},
	{0},
};
static const struct yaml_key trait_item = {.type = KEY_MAP, .keys = trait_keys};

#undef AT
#define AT(field) .offset = offsetof(struct article_section, field)

static const struct yaml_key section_keys[] = {
	{"title", KEY_TEXT, AT(title)},
	{"text", KEY_TEXT, AT(text), .required = true},
	{0},
};
static const struct yaml_key section_item = {.type = KEY_MAP, .keys = section_keys};

#undef AT
#define AT(field) .offset = offsetof(struct article_file, article.field)
#define LIST(field, count, what)                                                                   \
	.type = KEY_LIST, AT(field), .count_offset = offsetof(struct article_file, article.count), \
	.item = &(what), .item_size = sizeof(((struct article *)0)->field[0]),                     \
	.room = (int)(sizeof(((struct article *)0)->field) /                                       \
		      sizeof(((struct article *)0)->field[0]))

/* places: what an article may lead to, NULL-terminated. */
static bool read_article(struct loader *loader, const char *path, const char *const places[],
	struct article_file *file)
{
	const struct yaml_key keys[] = {
		{"id", KEY_STRING, AT(id), .required = true, .min = 1, .max = 30,
			.letters = id_letters, .check = check_id},
		{"name", KEY_TEXT, AT(name), .required = true},
		{"title", KEY_TEXT, AT(title), .required = true, .max = 40},
		{"lead", KEY_TEXT, AT(lead), .required = true, .max = 100},
		{"picture", KEY_STRING, AT(picture), .min = 1, .max = 120, .letters = path_letters,
			.check = check_picture,
			.line_offset = offsetof(struct article_file, article.picture_line)},
		{"traits", LIST(trait, traits, trait_item)},
		{"sections", LIST(section, sections, section_item), .required = true, .min = 1},
		{"sources", LIST(source, sources, source_item)},
		{"offers", KEY_STRING, AT(offers), .words = places},
		{0},
	};
	return yaml_read(path, keys, file, &loader->job);
}

static int offer_of(const struct catalog *catalog, const char *offers)
{
	if (!offers)
		return OFFER_NOTHING;
	if (strcmp(offers, "therapists") == 0)
		return OFFER_THERAPISTS;
	int routine = catalog_find(catalog, offers);
	if (routine >= 0)
		return routine;
	return strcmp(offers, "roller") == 0 ? OFFER_ROLLER : OFFER_NOTHING;
}

static const char **places_of(const struct loader *loader)
{
	size_t folders = 0;
	while (loader->folder[folders])
		folders++;
	const char **place = arena_alloc(&loader->catalog->arena, (folders + 3) * sizeof *place);
	place[0] = "therapists";
	place[1] = "roller";
	memcpy(place + 2, loader->folder, folders * sizeof *place);
	return place;
}

/* ---- learn.yaml ---- */

struct learn_file {
	struct learn_tab tab[LEARN_TABS_MAX];
	int tabs;
	struct question question[LEARN_QUESTIONS_MAX];
	int questions;
};

#undef AT
#define AT(field) .offset = offsetof(struct question, field)

static const struct yaml_key question_keys[] = {
	{"question", KEY_TEXT, AT(question), .required = true, .max = 40},
	{"answer", KEY_TEXT, AT(answer), .required = true},
	{0},
};
static const struct yaml_key question_item = {.type = KEY_MAP, .keys = question_keys};

#undef AT
#define AT(field) .offset = offsetof(struct learn_tab, field)

/* ids: those of the articles that there are files for, NULL-terminated. */
static bool read_tabs(
	struct loader *loader, const char *path, const char *const ids[], struct learn_file *file)
{
	const struct yaml_key id_item = {.type = KEY_STRING, .words = ids[0] ? ids : NULL};
	const struct yaml_key tab_keys[] = {
		{"id", KEY_STRING, AT(id), .required = true, .min = 1, .max = 30,
			.letters = id_letters, .line_offset = offsetof(struct learn_tab, id_line)},
		{"name", KEY_TEXT, AT(name), .required = true},
		{"title", KEY_TEXT, AT(title), .required = true, .max = 30},
		{"articles", KEY_LIST, AT(article_id), .required = true, .min = 1,
			.room = LEARN_TAB_ARTICLES_MAX, .item = &id_item,
			.item_size = sizeof(const char *),
			.count_offset = offsetof(struct learn_tab, articles),
			.line_offset = offsetof(struct learn_tab, article_line)},
		{0},
	};
	const struct yaml_key tab_item = {.type = KEY_MAP, .keys = tab_keys};
	const struct yaml_key keys[] = {
		{"tabs", KEY_LIST, .offset = offsetof(struct learn_file, tab), .required = true,
			.min = 1, .room = LEARN_TABS_MAX, .item = &tab_item,
			.item_size = sizeof(struct learn_tab),
			.count_offset = offsetof(struct learn_file, tabs)},
		{"questions", KEY_LIST, .offset = offsetof(struct learn_file, question),
			.room = LEARN_QUESTIONS_MAX, .item = &question_item,
			.item_size = sizeof(struct question),
			.count_offset = offsetof(struct learn_file, questions)},
		{0},
	};
	return yaml_read(path, keys, file, &loader->job);
}

/* ---- both together ---- */

/* The articles as their files give them; one with a fault has only its name. */
struct reading {
	struct loader *loader;
	const char *folder;
	struct article_file *file;
	bool *sound, *placed;
	const char **id; /* NULL-terminated */
	int files;
};

static const char *article_path(const struct reading *reading, int i)
{
	return arena_printf(&reading->loader->catalog->arena, "%s/articles/%s.yaml",
		reading->folder, reading->id[i]);
}

static void list_articles(struct reading *reading)
{
	struct arena *arena = &reading->loader->catalog->arena;
	static const char ending[] = ".yaml";
	struct dirent **names = NULL;
	int count = loader_lists(arena_printf(arena, "%s/articles", reading->folder), &names);
	for (int i = 0; i < count; i++) {
		const char *name = names[i]->d_name;
		size_t length = strlen(name), end = sizeof ending - 1;
		bool fits = length > end && strcmp(name + length - end, ending) == 0;
		if (fits && reading->files < ARTICLES_MAX)
			reading->id[reading->files++] = arena_strndup(arena, name, length - end);
		free(names[i]);
	}
	free(names);
}

static void find_picture(const struct reading *reading, int i, struct article *article)
{
	struct catalog *catalog = reading->loader->catalog;
	const char *picture = article->picture;
	if (!picture ||
		loader_has(arena_printf(&catalog->arena, "%s/%s", catalog->folder, picture)))
		return;
	loader_tells(reading->loader, PROBLEM_WARNING,
		N_("%s:%d: picture: expected a file of the content folder, found no \"%.60s\""),
		article_path(reading, i), article->picture_line, picture);
	article->picture = NULL;
}

static void read_articles(struct reading *reading)
{
	struct loader *loader = reading->loader;
	const char *const *places = places_of(loader);
	for (int i = 0; i < reading->files; i++) {
		struct article_file *file = &reading->file[i];
		struct article *article = &file->article;
		file->name = reading->id[i];
		reading->sound[i] = read_article(loader, article_path(reading, i), places, file);
		if (!reading->sound[i])
			continue;
		article->offer = offer_of(loader->catalog, article->offers);
		find_picture(reading, i, article);
	}
}

static int find_article(const struct reading *reading, const char *id)
{
	for (int i = 0; i < reading->files; i++)
		if (strcmp(reading->id[i], id) == 0)
			return i;
	return -1;
}

/* What a tab holds of sound articles that no tab before has; they are numbered as they come. */
static void fill_tab(struct reading *reading, const char *path, struct learn_tab *tab)
{
	struct learn *learn = &reading->loader->catalog->learn;
	int articles = 0;
	for (int i = 0; i < tab->articles; i++) {
		int found = find_article(reading, tab->article_id[i]);
		if (found < 0)
			continue;
		if (reading->placed[found])
			loader_tells(reading->loader, PROBLEM_WARNING,
				N_("%s:%d: tab \"%s\": articles: expected each article once, found "
				   "\"%s\" again"),
				path, tab->article_line[i], tab->id, tab->article_id[i]);
		else if (reading->sound[found]) {
			tab->article[articles++] = learn->articles;
			learn->article[learn->articles++] = reading->file[found].article;
		}
		reading->placed[found] = true;
	}
	tab->articles = articles;
}

static void tell_of_doubles(struct loader *loader, const char *path, const struct learn_file *file)
{
	for (int i = 1; i < file->tabs; i++)
		for (int k = 0; k < i; k++)
			if (strcmp(file->tab[i].id, file->tab[k].id) == 0)
				loader_tells(loader, PROBLEM_WARNING,
					N_("%s:%d: id: expected an id of its own, found \"%s\" "
					   "again"),
					path, file->tab[i].id_line, file->tab[i].id);
}

static void tell_of_the_rest(const struct reading *reading)
{
	for (int i = 0; i < reading->files; i++)
		if (reading->sound[i] && !reading->placed[i])
			loader_tells(reading->loader, PROBLEM_WARNING,
				N_("%s: expected in a tab of learn.yaml, found in none; it is not "
				   "shown"),
				article_path(reading, i));
}

void load_learn(struct loader *loader)
{
	struct catalog *catalog = loader->catalog;
	struct arena *arena = &catalog->arena;
	struct learn *learn = &catalog->learn;
	struct reading reading = {.loader = loader,
		.folder = arena_printf(arena, "%s/learn", catalog->folder),
		.file = arena_alloc(arena, ARTICLES_MAX * sizeof *reading.file),
		.sound = arena_alloc(arena, ARTICLES_MAX * sizeof *reading.sound),
		.placed = arena_alloc(arena, ARTICLES_MAX * sizeof *reading.placed),
		.id = arena_alloc(arena, (ARTICLES_MAX + 1) * sizeof *reading.id)};
	list_articles(&reading);
	read_articles(&reading);
	learn->article = arena_alloc(arena, ARTICLES_MAX * sizeof *learn->article);
	struct learn_file *file = arena_alloc(arena, sizeof *file);
	const char *path = arena_printf(arena, "%s/learn.yaml", reading.folder);
	bool sound = read_tabs(loader, path, reading.id, file);
	tell_of_doubles(loader, path, file);
	for (int i = 0; i < file->tabs; i++) {
		fill_tab(&reading, path, &file->tab[i]);
		if (file->tab[i].articles)
			learn->tab[learn->tabs++] = file->tab[i];
	}
	memcpy(learn->question, file->question, sizeof learn->question);
	learn->questions = file->questions;
	if (sound)
		tell_of_the_rest(&reading);
}
