/* The clock that all events of the hardware are told by. */
#ifndef TUNEUP_HW_CLOCK_H
#define TUNEUP_HW_CLOCK_H

#include <stdint.h>
#include <time.h>

/* CLOCK_MONOTONIC, microseconds. */
static inline int64_t clock_now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

#endif
