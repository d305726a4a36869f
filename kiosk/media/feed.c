#include "media/feed.h"

enum { CHUNK = 1024 };

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
}

static void write_silence(struct feed *feed, size_t count)
{
	audio_write(feed->audio, NULL, count);
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

void feed_fill(
	struct feed *feed, struct slot *front, int64_t end_us, struct slot *next, int64_t next_us)
{
	float samples[CHUNK * 2];
	for (;;) {
		size_t count = audio_room(feed->audio);
		uint64_t left = missing(feed, end_us);
		if (left == 0 && feed->ahead)
			return;
		if (left == 0 && next) {
			feed->segment.run_us += end_us - feed->segment.clip_us;
			feed->segment.clip_us = next_us;
			feed->ahead = true;
			feed->ahead_end_us = end_us;
			continue;
		}
		count = count < CHUNK ? count : CHUNK;
		if (left > 0 && left < count)
			count = (size_t)left;
		if (count == 0)
			return;
		bool ended = left == 0 || (feed->ahead && !next);
		size_t got = 0;
		if (!ended)
			got = slot_samples(feed->ahead ? next : front, samples, count, &ended);
		if (ended)
			write_silence(feed, count);
		else if (got == 0)
			return;
		audio_write(feed->audio, samples, got);
		feed->written += got;
	}
}

void feed_seam(struct feed *feed, int64_t end_us, struct segment segment)
{
	/* The end was foreseen: what is in the sink fits. Otherwise (a damaged file) it does not.
	 */
	if (feed->ahead && feed->ahead_end_us == end_us)
		feed->ahead = false;
	else
		feed_start(feed, segment);
}

void feed_cancel(struct feed *feed)
{
	feed->ahead_end_us = -1;
}

int64_t feed_heard_us(const struct feed *feed)
{
	return feed->base_us + audio_heard_us(feed->audio);
}
