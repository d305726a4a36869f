#include "data/store.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/ring.h"
#include "base/wait.h"

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

	struct desk_request request[DESK_KINDS];
	uint64_t asked[DESK_KINDS], asks; /* the number of the request that waits; 0: none does */
	bool serving;
	struct desk_answer *answer[DESK_KINDS]; /* those that wait to be taken */
	void (*answered)(void *data);
	void *data;

	/* The thread's own. */
	struct desk *desk;
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

static void bound(struct store *store)
{
	if (usage_thin(store->usage, USAGE_BYTES_MAX))
		log_warning("usage.db was over %d MB: what happened in the oldest visits is "
			    "thinned out",
			USAGE_BYTES_MAX >> 20);
}

/* The request that waits longest; DESK_KINDS: none does. Locked. */
static int next_request(const struct store *store)
{
	int next = DESK_KINDS;
	for (int kind = 0; kind < DESK_KINDS; kind++)
		if (store->asked[kind] &&
			(next == DESK_KINDS || store->asked[kind] < store->asked[next]))
			next = kind;
	return next;
}

/* Waits for a batch: full, old enough, or asked for; a request comes before it, and what is there
 * then goes along, so that staff see what was counted. Returns its size; 0: the end, or nothing but
 * a request. Locked. */
static size_t wait_for_batch(struct store *store)
{
	while (ring_level(store->ring) == 0 && !store->stop && next_request(store) == DESK_KINDS)
		pthread_cond_wait(&store->wake, &store->lock);
	const struct timespec due = wait_end(BATCH_S * 1000000LL);
	while (ring_level(store->ring) < BATCH && !store->stop && !store->hurry &&
		next_request(store) == DESK_KINDS)
		if (!wait_until(&store->wake, &store->lock, &due))
			break;
	size_t level = ring_level(store->ring);
	return level < BATCH ? level : BATCH;
}

/* Serves the next request, if there is one. Locked, but not while the disk is at work. */
static void serve(struct store *store)
{
	int kind = next_request(store);
	if (kind == DESK_KINDS || !store->desk)
		return;
	struct desk_request request = store->request[kind];
	explicit_bzero(store->request[kind].text, sizeof store->request[kind].text);
	store->asked[kind] = 0;
	store->serving = true;
	pthread_mutex_unlock(&store->lock);
	struct desk_answer *answer = desk_serve(store->desk, &request, store->usage);
	pthread_mutex_lock(&store->lock);
	desk_answer_free(store->answer[kind]);
	store->answer[kind] = answer;
	store->serving = false;
	pthread_cond_broadcast(&store->done);
	if (store->answered)
		store->answered(store->data);
}

static void write_batch(struct store *store, const struct usage_event *event, size_t events)
{
	if (!store->usage || !usage_write(store->usage, event, (int)events))
		atomic_fetch_add(&store->failed, events);
	else
		bound(store);
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
		bound(store);
	}
	pthread_mutex_lock(&store->lock);
	for (;;) {
		size_t events = wait_for_batch(store);
		if (!events && next_request(store) == DESK_KINDS)
			break;
		ring_read(store->ring, batch, events);
		pthread_mutex_unlock(&store->lock);
		if (events)
			write_batch(store, batch, events);
		pthread_mutex_lock(&store->lock);
		store->written += events;
		pthread_cond_broadcast(&store->done);
		serve(store);
	}
	pthread_mutex_unlock(&store->lock);
	return NULL;
}

struct store *store_create(const char *state, struct problems *problems)
{
	struct store *store = mem_calloc(1, sizeof *store);
	pthread_mutex_init(&store->lock, NULL);
	wait_init(&store->wake);
	pthread_cond_init(&store->done, NULL);
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
	if (store->desk)
		desk_end(store->desk);
	pthread_join(store->thread, NULL);
	usage_close(store->usage);
	desk_destroy(store->desk);
	for (int kind = 0; kind < DESK_KINDS; kind++)
		desk_answer_free(store->answer[kind]);
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

void store_open_desk(struct store *store, struct desk *desk, void (*wake)(void *data), void *data)
{
	pthread_mutex_lock(&store->lock);
	store->desk = desk;
	store->answered = wake;
	store->data = data;
	pthread_mutex_unlock(&store->lock);
}

void store_ask(struct store *store, const struct desk_request *request)
{
	pthread_mutex_lock(&store->lock);
	if (store->desk) {
		store->request[request->kind] = *request;
		store->asked[request->kind] = ++store->asks;
		pthread_cond_signal(&store->wake);
	}
	pthread_mutex_unlock(&store->lock);
}

struct desk_answer *store_answer(struct store *store)
{
	struct desk_answer *answer = NULL;
	pthread_mutex_lock(&store->lock);
	for (int kind = 0; kind < DESK_KINDS && !answer; kind++) {
		answer = store->answer[kind];
		store->answer[kind] = NULL;
	}
	pthread_mutex_unlock(&store->lock);
	return answer;
}

float store_progress(const struct store *store)
{
	return store->desk ? desk_progress(store->desk) : 0;
}

void store_cancel(struct store *store)
{
	if (store->desk)
		desk_cancel(store->desk);
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
	while (store->written < until || store->serving || next_request(store) != DESK_KINDS)
		pthread_cond_wait(&store->done, &store->lock);
	store->hurry = false;
	pthread_mutex_unlock(&store->lock);
}
