#include "ui/render_parts.h"

#include <SDL2/SDL_render.h>
#include <stdlib.h>
#include <string.h>

struct cache_entry {
	struct cache_entry *next;          /* in the bucket */
	struct cache_entry *newer, *older; /* by last use */
	uint64_t hash;
	struct sprite_key key;
	char *name;
	size_t bytes;
	struct sprite sprite;
};

uint32_t key_float(float value)
{
	uint32_t bits;
	memcpy(&bits, &value, sizeof bits);
	return bits;
}

static uint64_t hash_key(const struct sprite_key *key)
{
	uint64_t hash = 0xCBF29CE484222325u;
	for (const char *at = key->name; at && *at; at++)
		hash = (hash ^ (unsigned char)*at) * 0x100000001B3u;
	for (size_t i = 0; i < KEY_PARTS; i++)
		hash = (hash ^ key->part[i]) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

bool sprite_key_same(const struct sprite_key *a, const struct sprite_key *b)
{
	return memcmp(a->part, b->part, sizeof a->part) == 0 &&
	       (a->name == b->name || (a->name && b->name && strcmp(a->name, b->name) == 0));
}

static struct cache_entry **bucket_of(struct cache *cache, uint64_t hash)
{
	return &cache->bucket[hash % (sizeof cache->bucket / sizeof *cache->bucket)];
}

static void unlink_use(struct cache *cache, struct cache_entry *entry)
{
	*(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
	*(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct cache *cache, struct cache_entry *entry)
{
	entry->newer = NULL;
	entry->older = cache->newest;
	*(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
	cache->newest = entry;
}

struct sprite *cache_find(struct cache *cache, const struct sprite_key *key)
{
	uint64_t hash = hash_key(key);
	struct cache_entry *entry = *bucket_of(cache, hash);
	while (entry && (entry->hash != hash || !sprite_key_same(&entry->key, key)))
		entry = entry->next;
	if (!entry)
		return NULL;
	unlink_use(cache, entry);
	link_newest(cache, entry);
	return &entry->sprite;
}

static void drop(struct cache *cache, struct cache_entry *entry)
{
	struct cache_entry **link = bucket_of(cache, entry->hash);
	while (*link != entry)
		link = &(*link)->next;
	*link = entry->next;
	unlink_use(cache, entry);
	cache->bytes -= entry->bytes;
	cache->count--;
	if (entry->sprite.texture)
		SDL_DestroyTexture(entry->sprite.texture);
	free(entry->sprite.coverage);
	free(entry->sprite.argb);
	free(entry->name);
	free(entry);
}

struct sprite *cache_add(struct cache *cache, const struct sprite_key *key, struct sprite sprite)
{
	struct cache_entry *entry = mem_calloc(1, sizeof *entry);
	entry->hash = hash_key(key);
	entry->key = *key;
	if (key->name)
		entry->key.name = entry->name = mem_strdup(key->name);
	entry->sprite = sprite;
	entry->bytes = (size_t)sprite.w * (size_t)sprite.h *
		       (sprite.argb ? sizeof *sprite.argb : cache->pixel_bytes);
	cache->bytes += entry->bytes;
	cache->count++;
	cache->made++;
	struct cache_entry **bucket = bucket_of(cache, entry->hash);
	entry->next = *bucket;
	*bucket = entry;
	link_newest(cache, entry);
	while (cache->oldest != entry &&
		(cache->bytes > cache->bytes_max || cache->count > cache->count_max))
		drop(cache, cache->oldest);
	return &entry->sprite;
}

void cache_clear(struct cache *cache)
{
	while (cache->oldest)
		drop(cache, cache->oldest); /* NOLINT: it does not see that drop moves oldest on */
}
