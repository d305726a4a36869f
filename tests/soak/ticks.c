/* SDL's own clock counts milliseconds since its start in 32 bits. Preloaded, it is at 49 days, 17
 * hours and all but six seconds of what fits right after the start: the first look at the raw clock
 * is SDL's, and tells when that was. */
#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now)
{
	static const time_t ahead_s = 4294967296 / 1000 - 6;
	static atomic_bool started;
	int result = (int)syscall(SYS_clock_gettime, clock, now);
	if (clock == CLOCK_MONOTONIC_RAW && atomic_exchange(&started, 1))
		now->tv_sec += ahead_s;
	return result;
}
