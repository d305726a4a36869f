/* The catalog as customers see it: without the routines that staff have hidden. */
#include "data/catalog.h"

#include <stdlib.h>
#include <string.h>

static bool is_hidden(const char *id, const char *const hidden[], int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(id, hidden[i]) == 0)
			return true;
	return false;
}

int catalog_find(const struct catalog *catalog, const char *id)
{
	for (int i = 0; i < catalog->routines; i++)
		if (strcmp(catalog->routine[i].id, id) == 0)
			return i;
	return -1;
}

static void *copy_of(struct catalog *catalog, const void *items, int count, size_t size)
{
	void *copy = arena_alloc(&catalog->arena, ((size_t)count + 1) * size);
	if (count)
		memcpy(copy, items, (size_t)count * size);
	return copy;
}

/* A fact is still true when the clip beside it is gone. */
static void let_go_of_clips(struct catalog *catalog)
{
	for (int i = 0; i < catalog->facts; i++)
		if (catalog->fact[i].routine && catalog_find(catalog, catalog->fact[i].routine) < 0)
			catalog->fact[i].routine = NULL;
}

/* A program with a part that is hidden is not offered; the others' indices are the new ones. */
static void choose_programs(struct catalog *catalog, const struct catalog *whole)
{
	catalog->programs = 0;
	for (int i = 0; i < whole->programs; i++) {
		struct program program = whole->program[i];
		bool complete = true;
		for (int part = 0; part < program.routines; part++) {
			program.routine[part] = catalog_find(catalog, program.routine_id[part]);
			complete = complete && program.routine[part] >= 0;
		}
		if (complete)
			catalog->program[catalog->programs++] = program;
	}
}

static void choose_offers(struct catalog *catalog)
{
	for (int i = 0; i < catalog->learn.articles; i++) {
		struct article *article = &catalog->learn.article[i];
		int found = article->offer >= 0 ? catalog_find(catalog, article->offers) : -1;
		if (article->offer >= 0)
			article->offer = found < 0 ? OFFER_NOTHING : found;
	}
}

struct catalog *catalog_without(const struct catalog *whole, const char *const hidden[], int count)
{
	struct catalog *catalog = mem_calloc(1, sizeof *catalog);
	*catalog = *whole;
	catalog->arena = (struct arena){0};
	catalog->routine = arena_alloc(
		&catalog->arena, ((size_t)whole->routines + 1) * sizeof *catalog->routine);
	catalog->routines = 0;
	for (int i = 0; i < whole->routines; i++)
		if (!is_hidden(whole->routine[i].id, hidden, count))
			catalog->routine[catalog->routines++] = whole->routine[i];
	catalog_find_firsts(catalog);
	catalog->fact = copy_of(catalog, whole->fact, whole->facts, sizeof *whole->fact);
	catalog->program = arena_alloc(
		&catalog->arena, ((size_t)whole->programs + 1) * sizeof *catalog->program);
	catalog->learn.article = copy_of(
		catalog, whole->learn.article, whole->learn.articles, sizeof *whole->learn.article);
	let_go_of_clips(catalog);
	choose_programs(catalog, whole);
	choose_offers(catalog);
	return catalog;
}
