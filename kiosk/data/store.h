/* The store thread: all writing to the databases happens here, so that the main thread never waits
 * for a disk. Hands over by value through a bounded ring; only usage events may be dropped
 * (counted). */
#ifndef TUNEUP_STORE_H
#define TUNEUP_STORE_H

#include "data/usage.h"

struct store;

/* Opens usage.db in state and starts the thread; purges what is older than USAGE_KEEP_MONTHS. NULL:
 * no thread could be had. A usage.db that cannot be used is a problem, the store then counts
 * nothing. */
struct store *store_create(const char *state, struct problems *problems);

/* Writes what is left and stops. */
void store_destroy(struct store *store);

/* Never blocks. Batches are written after at most 5 s or 100 events. */
void store_log(struct store *store, const struct usage_event *event);

/* Events dropped because the ring was full. */
uint64_t store_dropped(const struct store *store);

/* Events that could not be written: a full or failing disk, a usage.db that cannot be used. */
uint64_t store_failed(const struct store *store);

/* Virtual time: blocks until everything handed over so far is written. */
void store_settle(struct store *store);

#endif
