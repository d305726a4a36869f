/* Conditions whose timed waits go by the monotonic clock: no jump of the wall clock makes them long
 * or short. */
#ifndef TUNEUP_WAIT_H
#define TUNEUP_WAIT_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

void wait_init(pthread_cond_t *condition);

/* The moment `us` from now, for wait_until. */
struct timespec wait_end(int64_t us);

/* With the lock held. False: the moment has come. */
bool wait_until(pthread_cond_t *condition, pthread_mutex_t *lock, const struct timespec *end);

#endif
