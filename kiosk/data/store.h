/* The store thread: all writing to the databases happens here, so that the main thread never waits
 * for a disk. Usage events are handed over by value through a bounded ring and may be dropped
 * (counted); requests of staff and their answers never are: each kind has a slot of its own. */
#ifndef TUNEUP_STORE_H
#define TUNEUP_STORE_H

#include "data/desk.h"
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

/* Takes the desk over, which then serves requests on the store's thread. wake: called there when an
 * answer is ready (NULL: nobody waits). Once, right after store_create. */
void store_open_desk(struct store *store, struct desk *desk, void (*wake)(void *data), void *data);

/* Hands a request over; one of the same kind that was not looked at yet is replaced by it. Never
 * blocks. */
void store_ask(struct store *store, const struct desk_request *request);

/* The next answer, or NULL; the caller's (desk_answer_free). */
struct desk_answer *store_answer(struct store *store);

/* The import that runs: how far it is (0..1), and its end. */
float store_progress(const struct store *store);
void store_cancel(struct store *store);

/* Virtual time: blocks until everything handed over so far is written and answered. */
void store_settle(struct store *store);

#endif
