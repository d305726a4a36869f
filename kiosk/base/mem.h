/* Memory with one rule: an allocation of ours either succeeds or the program aborts (systemd
 * restarts it). Three lifetimes exist: an arena for what lives as long as a catalog, an arena that
 * is reset each frame, and owned create/destroy pairs. */
#ifndef TUNEUP_MEM_H
#define TUNEUP_MEM_H

#include <stddef.h>

/* Once, before any thread, in a program that runs for months: pictures of a closed clip go back to
 * the system instead of staying in each thread's heap. */
void mem_start(void);

/* Zeroed memory for count objects of size bytes; freed by free(). Never NULL. */
void *mem_calloc(size_t count, size_t size);

/* Grows or shrinks; new bytes are not cleared. Never NULL (size must be over 0). */
void *mem_realloc(void *block, size_t size);

/* A copy of text, freed by free(). */
char *mem_strdup(const char *text);

/* printf into fresh memory, freed by free(). */
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* An arena: many small blocks with one end. A zeroed struct is an empty arena. One thread. */
struct arena {
	struct arena_block *first, *current;
};

/* Zeroed memory, aligned for any type; lives until arena_reset or arena_free. */
void *arena_alloc(struct arena *arena, size_t size);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Forgets all content, keeps the blocks for the next frame. */
void arena_reset(struct arena *arena);

/* Frees the blocks; the arena is empty and usable again. */
void arena_free(struct arena *arena);

#endif
