#include "data/store.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/ring.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RING = 1024, BATCH = 100, BATCH_S = 5 };

/* A clock that jumps ahead must not empty the log: a day so far beyond what was last seen is
 * believed only when it is seen again. */
enum { JUMP_DAYS = 92 };

/* The lock guards the ring and the flags, and is never held while the disk is at work, so that
 * store_log waits for a copy of a few bytes at most. */
struct store {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake, done;
	struct ring *ring;
	uint64_t written; /* of ring_written's count: dealt with, on disk or failed */
	bool stop, hurry;
	_Atomic uint64_t dropped, failed;

	/* The thread's own. */
	struct usage *usage;
	day_t seen; /* the last day on which old visits were looked for */
};

static day_t today(void)
{
	time_t wall = time(NULL);
	struct tm local;
	localtime_r(&wall, &local);
	return date_of_wall((int64_t)wall + local.tm_gmtoff);
}

/* Once a day, by whatever clock is trusted. */
static void purge_old(struct store *store, day_t day)
{
	if (!store->usage || day == store->seen)
		return;
	bool jumped = store->seen != DAY_NONE && day > store->seen + JUMP_DAYS;
	store->seen = day;
	if (jumped) {
		log_warning("the date jumped ahead by more than %d days: old visits stay until "
			    "tomorrow",
			JUMP_DAYS);
		return;
	}
	int64_t deleted = usage_purge(store->usage, date_add_months(day, -USAGE_KEEP_MONTHS));
	if (deleted > 0)
		log_info("%lld visits older than %d months were deleted", (long long)deleted,
			USAGE_KEEP_MONTHS);
}

/* Waits for a batch: full, old enough, or asked for. Returns its size; 0: the end. Locked. */
static size_t wait_for_batch(struct store *store)
{
	while (ring_level(store->ring) == 0 && !store->stop)
		pthread_cond_wait(&store->wake, &store->lock);
	struct timespec due;
	clock_gettime(CLOCK_MONOTONIC, &due);
	due.tv_sec += BATCH_S;
	while (ring_level(store->ring) < BATCH && !store->stop && !store->hurry)
		if (pthread_cond_timedwait(&store->wake, &store->lock, &due) == ETIMEDOUT)
			break;
	size_t level = ring_level(store->ring);
	return level < BATCH ? level : BATCH;
}

static void write_batch(struct store *store, const struct usage_event *event, size_t events)
{
	if (!store->usage || !usage_write(store->usage, event, (int)events))
		atomic_fetch_add(&store->failed, events);
	int64_t wall_s = event[events - 1].wall_s;
	if (wall_s > 0)
		purge_old(store, date_of_wall(wall_s));
}

static void *run(void *data)
{
	struct store *store = data;
	struct usage_event batch[BATCH];
	if (store->usage) {
		store->seen = usage_newest(store->usage);
		purge_old(store, today());
	}
	pthread_mutex_lock(&store->lock);
	for (size_t events; (events = wait_for_batch(store)) > 0;) {
		ring_read(store->ring, batch, events);
		pthread_mutex_unlock(&store->lock);
		write_batch(store, batch, events);
		pthread_mutex_lock(&store->lock);
		store->written += events;
		pthread_cond_broadcast(&store->done);
	}
	pthread_mutex_unlock(&store->lock);
	return NULL;
}

struct store *store_create(const char *state, struct problems *problems)
{
	struct store *store = mem_calloc(1, sizeof *store);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&store->lock, NULL);
	pthread_cond_init(&store->wake, &monotonic);
	pthread_cond_init(&store->done, NULL);
	pthread_condattr_destroy(&monotonic);
	store->ring = ring_create(RING, sizeof(struct usage_event));
	store->seen = DAY_NONE;
	store->usage = usage_open(state, false, problems);
	int error = pthread_create(&store->thread, NULL, run, store);
	if (!error)
		return store;
	log_error("no thread for the usage log: %s", strerror(error));
	usage_close(store->usage);
	ring_destroy(store->ring);
	free(store);
	return NULL;
}

void store_destroy(struct store *store)
{
	if (!store)
		return;
	pthread_mutex_lock(&store->lock);
	store->stop = true;
	pthread_cond_signal(&store->wake);
	pthread_mutex_unlock(&store->lock);
	pthread_join(store->thread, NULL);
	usage_close(store->usage);
	ring_destroy(store->ring);
	pthread_cond_destroy(&store->done);
	pthread_cond_destroy(&store->wake);
	pthread_mutex_destroy(&store->lock);
	free(store);
}

void store_log(struct store *store, const struct usage_event *event)
{
	pthread_mutex_lock(&store->lock);
	if (ring_write(store->ring, event, 1) == 0)
		atomic_fetch_add(&store->dropped, 1);
	size_t level = ring_level(store->ring);
	if (level == 1 || level >= BATCH)
		pthread_cond_signal(&store->wake);
	pthread_mutex_unlock(&store->lock);
}

uint64_t store_dropped(const struct store *store)
{
	return atomic_load(&store->dropped);
}

uint64_t store_failed(const struct store *store)
{
	return atomic_load(&store->failed);
}

void store_settle(struct store *store)
{
	pthread_mutex_lock(&store->lock);
	uint64_t until = ring_written(store->ring);
	store->hurry = true;
	pthread_cond_signal(&store->wake);
	while (store->written < until)
		pthread_cond_wait(&store->done, &store->lock);
	store->hurry = false;
	pthread_mutex_unlock(&store->lock);
}
