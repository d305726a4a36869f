/* When to look again for what is missing: after 1 s, 2 s, 4 s, ... 30 s. Pure; zeroed it is due. */
#ifndef TUNEUP_RETRY_H
#define TUNEUP_RETRY_H

#include <stdint.h>

struct retry {
	int64_t due_us, wait_us;
};

static inline void retry_failed(struct retry *retry, int64_t now_us)
{
	const int64_t first = 1000000, longest = 30000000;
	retry->wait_us = retry->wait_us ? retry->wait_us * 2 : first;
	if (retry->wait_us > longest)
		retry->wait_us = longest;
	retry->due_us = now_us + retry->wait_us;
}

#endif
