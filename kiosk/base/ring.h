/* A bounded ring of equal items between one producer and one consumer: no lock, no waiting. The two
 * indices only grow, so a level or an amount read so far is a plain difference. */
#ifndef TUNEUP_RING_H
#define TUNEUP_RING_H

#include <stddef.h>
#include <stdint.h>

struct ring;

/* Room for `count` items of `size` bytes. Never NULL. */
struct ring *ring_create(size_t count, size_t size);
void ring_destroy(struct ring *ring);

/* Producer: how many items fit now, and adds up to `count` of them; NULL adds zeroed items. Returns
 * how many were added. */
size_t ring_room(const struct ring *ring);
size_t ring_write(struct ring *ring, const void *items, size_t count);

/* Consumer: how many items are there, and takes up to `count` of them; NULL throws them away.
 * Returns how many were taken. */
size_t ring_level(const struct ring *ring);
size_t ring_read(struct ring *ring, void *items, size_t count);

/* Consumer: throws away what was written before `index` (of ring_written). */
void ring_skip_to(struct ring *ring, uint64_t index);

/* Either side: items ever written and ever taken. */
uint64_t ring_written(const struct ring *ring);
uint64_t ring_taken(const struct ring *ring);

#endif
