#include "base/ring.h"

#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct ring {
	size_t count, size;
	_Atomic uint64_t written, taken;
	unsigned char *items;
};

struct ring *ring_create(size_t count, size_t size)
{
	struct ring *ring = mem_calloc(1, sizeof *ring);
	ring->count = count;
	ring->size = size;
	ring->items = mem_calloc(count, size);
	return ring;
}

void ring_destroy(struct ring *ring)
{
	if (!ring)
		return;
	free(ring->items);
	free(ring);
}

uint64_t ring_written(const struct ring *ring)
{
	return atomic_load_explicit(&ring->written, memory_order_acquire);
}

uint64_t ring_taken(const struct ring *ring)
{
	return atomic_load_explicit(&ring->taken, memory_order_acquire);
}

size_t ring_level(const struct ring *ring)
{
	/* In this order: the other way round the producer could overtake between the two loads. */
	uint64_t taken = ring_taken(ring);
	return (size_t)(ring_written(ring) - taken);
}

size_t ring_room(const struct ring *ring)
{
	return ring->count - ring_level(ring);
}

size_t ring_write(struct ring *ring, const void *items, size_t count)
{
	size_t room = ring_room(ring);
	if (count > room)
		count = room;
	uint64_t written = ring_written(ring);
	size_t at = (size_t)(written % ring->count);
	size_t first = count < ring->count - at ? count : ring->count - at;
	if (items) {
		const unsigned char *from = items;
		memcpy(ring->items + at * ring->size, from, first * ring->size);
		memcpy(ring->items, from + first * ring->size, (count - first) * ring->size);
	} else {
		memset(ring->items + at * ring->size, 0, first * ring->size);
		memset(ring->items, 0, (count - first) * ring->size);
	}
	atomic_store_explicit(&ring->written, written + count, memory_order_release);
	return count;
}

size_t ring_read(struct ring *ring, void *items, size_t count)
{
	size_t level = ring_level(ring);
	if (count > level)
		count = level;
	uint64_t taken = ring_taken(ring);
	if (items) {
		unsigned char *into = items;
		size_t at = (size_t)(taken % ring->count);
		size_t first = count < ring->count - at ? count : ring->count - at;
		memcpy(into, ring->items + at * ring->size, first * ring->size);
		memcpy(into + first * ring->size, ring->items, (count - first) * ring->size);
	}
	atomic_store_explicit(&ring->taken, taken + count, memory_order_release);
	return count;
}

void ring_skip_to(struct ring *ring, uint64_t index)
{
	if (index > ring_taken(ring))
		atomic_store_explicit(&ring->taken, index, memory_order_release);
}
