#include "base/wait.h"

#include <errno.h>

static const int64_t second_ns = 1000000000;

void wait_init(pthread_cond_t *condition)
{
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

struct timespec wait_end(int64_t us)
{
	struct timespec end;
	clock_gettime(CLOCK_MONOTONIC, &end);
	int64_t ns = end.tv_nsec + us * 1000;
	end.tv_sec += ns / second_ns;
	end.tv_nsec = ns % second_ns;
	return end;
}

bool wait_until(pthread_cond_t *condition, pthread_mutex_t *lock, const struct timespec *end)
{
	return pthread_cond_timedwait(condition, lock, end) != ETIMEDOUT;
}
