#include "media/feed.h"

#include <string.h>

enum { CHUNK = 1024, BEND = SOURCE_RATE / 200 };

static uint64_t to_samples(int64_t us)
{
	return us <= 0 ? 0 : (uint64_t)us * (SOURCE_RATE / 1000) / 1000;
}

void feed_start(struct feed *feed, struct segment segment)
{
	audio_flush(feed->audio);
	feed->segment = segment;
	feed->base_us = segment.run_us;
	feed->written = 0;
	feed->ahead = false;
	/* The sink fades in after a flush. */
	feed->joint = feed->silent = false;
	feed->bent = BEND;
}

static void put(struct feed *feed, float *samples, size_t count)
{
	if (feed->joint) {
		for (int i = 0; i < 2; i++)
			feed->bend[i] = feed->last[i] - samples[i];
		feed->bent = 0;
		feed->joint = false;
	}
	for (size_t i = 0; i < count && feed->bent < BEND; i++, feed->bent++) {
		float share = 1 - (float)(feed->bent + 1) / BEND;
		samples[i * 2] += feed->bend[0] * share;
		samples[i * 2 + 1] += feed->bend[1] * share;
	}
	feed->last[0] = samples[count * 2 - 2];
	feed->last[1] = samples[count * 2 - 1];
	audio_write(feed->audio, samples, count);
	feed->written += count;
}

/* How many sample pairs are missing up to clip time end_us. Counted from the flush, so that
 * rounding does not add up over many rounds of a loop. */
static uint64_t missing(const struct feed *feed, int64_t end_us)
{
	if (end_us == INT64_MAX)
		return UINT64_MAX;
	int64_t run_us = feed->segment.run_us + end_us - feed->segment.clip_us;
	uint64_t last = to_samples(run_us - feed->base_us);
	return last > feed->written ? last - feed->written : 0;
}

bool feed_fill(
	struct feed *feed, struct slot *front, int64_t end_us, struct slot *next, int64_t next_us)
{
	float samples[CHUNK * 2];
	for (;;) {
		size_t count = audio_room(feed->audio);
		uint64_t left = missing(feed, end_us);
		if (left == 0 && feed->ahead)
			return true;
		if (left == 0 && next) {
			feed->segment.run_us += end_us - feed->segment.clip_us;
			feed->segment.clip_us = next_us;
			feed->ahead = true;
			feed->ahead_end_us = end_us;
			feed->joint = true;
			if (next == front)
				slot_turn_samples(front);
			continue;
		}
		count = count < CHUNK ? count : CHUNK;
		if (left > 0 && left < count)
			count = (size_t)left;
		if (count == 0)
			return true;
		bool ended = left == 0 || (feed->ahead && !next);
		size_t got = 0;
		if (!ended)
			got = slot_samples(feed->ahead ? next : front, samples, count, &ended);
		if (got == 0 && !ended)
			return false;
		if (ended)
			memset(samples, 0, sizeof samples);
		feed->joint = feed->joint || ended != feed->silent;
		feed->silent = ended;
		put(feed, samples, ended ? count : got);
	}
}

bool feed_fits(const struct feed *feed, int64_t end_us)
{
	return !feed->ahead || feed->ahead_end_us == end_us;
}

void feed_seam(struct feed *feed, struct segment segment)
{
	if (!feed->ahead)
		feed_start(feed, segment);
	feed->ahead = false;
}

void feed_cancel(struct feed *feed)
{
	feed->ahead_end_us = -1;
}

int64_t feed_heard_us(const struct feed *feed)
{
	return feed->base_us + audio_heard_us(feed->audio);
}
