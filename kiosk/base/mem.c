#include "base/mem.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, OWN_PAGES = 128 * 1024, HEAPS = 2 };

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

void mem_start(void)
{
#ifdef __GLIBC__
	/* A threshold that is set does not grow with what is freed. */
	mallopt(M_MMAP_THRESHOLD, OWN_PAGES);
	mallopt(M_TRIM_THRESHOLD, OWN_PAGES);
	mallopt(M_ARENA_MAX, HEAPS);
#endif
}

static void *checked(void *block, size_t size)
{
	if (!block) {
		fprintf(stderr, "<2>out of memory (%zu bytes)\n", size);
		abort();
	}
	return block;
}

void *mem_calloc(size_t count, size_t size)
{
	return checked(calloc(count ? count : 1, size ? size : 1), count * size);
}

void *mem_realloc(void *block, size_t size)
{
	return checked(realloc(block, size), size);
}

char *mem_strdup(const char *text)
{
	return checked(strdup(text), strlen(text) + 1);
}

char *mem_printf(const char *format, ...)
{
	char *text = NULL;
	va_list args;
	va_start(args, format);
	int length = vasprintf(&text, format, args);
	va_end(args);
	return checked(length < 0 ? NULL : text, 0);
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
	size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct arena_block *block = checked(malloc(sizeof *block + room), room);
	*block = (struct arena_block){.size = room};
	if (arena->current) {
		block->next = arena->current->next;
		arena->current->next = block;
	} else {
		arena->first = block;
	}
	arena->current = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	struct arena_block *block = arena->current;
	while (block && block->size - block->used < size && block->next) {
		block = block->next;
		block->used = 0;
		arena->current = block;
	}
	if (!block || block->size - block->used < size)
		block = add_block(arena, size);
	void *result = block->bytes + block->used;
	block->used += size;
	return memset(result, 0, size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);
	memcpy(copy, text, length);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = arena_alloc(arena, (size_t)(length < 0 ? 0 : length) + 1);
	if (length > 0)
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void arena_reset(struct arena *arena)
{
	arena->current = arena->first;
	if (arena->first)
		arena->first->used = 0;
}

void arena_free(struct arena *arena)
{
	for (struct arena_block *block = arena->first, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	*arena = (struct arena){0};
}
