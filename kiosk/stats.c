#include "stats.h"

#include "base/log.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

void stats_tap(struct stats *stats, int64_t now_us)
{
	if (!stats->tap_us)
		stats->tap_us = now_us;
}

bool stats_owed(const struct stats *stats)
{
	return stats->tap_us;
}

void stats_skip(struct stats *stats)
{
	stats->frames_skipped++;
	stats->tap_us = 0;
}

void stats_frame(struct stats *stats, int64_t now_us)
{
	stats->frames_drawn++;
	if (!stats->first_frame_us)
		stats->first_frame_us = now_us;
	stats->last_frame_us = now_us;
	if (stats->tap_us && stats->taps < TAPS_MAX)
		stats->tap_to_present_us[stats->taps++] = (int32_t)(now_us - stats->tap_us);
	stats->tap_us = 0;
}

static int ascending(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
	return (x > y) - (x < y);
}

static double percentile_ms(const struct stats *stats, int percent)
{
	if (!stats->taps)
		return 0;
	int at = (stats->taps - 1) * percent / 100;
	return stats->tap_to_present_us[at] / 1e3;
}

bool stats_write(struct stats *stats, const char *path, int64_t now_us,
	const struct player_counts *player, const char *renderer)
{
	FILE *file = fopen(path, "w");
	if (!file) {
		log_error("%s: cannot write the counters: %s", path, strerror(errno));
		return false;
	}
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	qsort(stats->tap_to_present_us, (size_t)stats->taps, sizeof stats->tap_to_present_us[0],
		ascending);
	double idle_s = (double)stats->idle_us / 1e6;
	fprintf(file,
		"{\"frames_drawn\": %llu, \"frames_skipped_identical\": %llu, "
		"\"video_frames_shown\": %llu, \"video_frames_dropped\": %llu, "
		"\"av_offset_ms_max\": %.3f, \"tap_to_present_ms_p50\": %.3f, "
		"\"tap_to_present_ms_p99\": %.3f, \"start_to_first_frame_ms\": %.3f, "
		"\"still_at_end_ms\": %.3f, \"wakeups_idle_per_s\": %.3f, \"rss_peak_kb\": %ld, "
		"\"decoder\": \"%s\", "
		"\"renderer\": \"%s\"}\n",
		(unsigned long long)stats->frames_drawn, (unsigned long long)stats->frames_skipped,
		(unsigned long long)player->shown, (unsigned long long)player->dropped,
		player->av_offset_ms_max, percentile_ms(stats, 50), percentile_ms(stats, 99),
		(double)(stats->first_frame_us - stats->started_us) / 1e3,
		(double)(now_us - stats->last_frame_us) / 1e3,
		idle_s > 0 ? (double)stats->idle_wakeups / idle_s : 0, usage.ru_maxrss,
		player->decoder, renderer);
	return fclose(file) == 0;
}
