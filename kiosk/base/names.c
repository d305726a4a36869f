#include "base/names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a */
static uint32_t hash_of(const char *text, size_t length)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	return hash;
}

static bool is_text(const char *name, const char *text, size_t length)
{
	return strncmp(name, text, length) == 0 && !name[length];
}

/* The slot in which the text stands or would stand. */
static uint32_t *find(const struct names *names, const char *text, size_t length)
{
	uint32_t at = hash_of(text, length) & (names->slots - 1);
	while (names->slot[at] && !is_text(names->name[names->slot[at] - 1], text, length))
		at = (at + 1) & (names->slots - 1);
	return &names->slot[at];
}

/* At most half of the slots are taken. */
static void make_room(struct names *names)
{
	if (names->count < names->room)
		return;
	names->room = names->room ? names->room * 2 : 64;
	names->slots = names->room * 2;
	names->name = mem_realloc(names->name, names->room * sizeof *names->name);
	free(names->slot);
	names->slot = mem_calloc(names->slots, sizeof *names->slot);
	for (uint32_t i = 0; i < names->count; i++)
		*find(names, names->name[i], strlen(names->name[i])) = i + 1;
}

uint32_t names_add(struct names *names, const char *text, size_t length)
{
	make_room(names);
	uint32_t *slot = find(names, text, length);
	if (!*slot) {
		names->name[names->count++] = arena_strndup(&names->text, text, length);
		*slot = names->count;
	}
	return *slot - 1;
}

void names_free(struct names *names)
{
	arena_free(&names->text);
	free(names->name);
	free(names->slot);
	*names = (struct names){0};
}
