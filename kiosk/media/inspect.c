#include "media/inspect.h"

#include <libavutil/frame.h>
#include <libavutil/log.h>
#include <libavutil/pixdesc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const float silence[SOURCE_CHUNK * 2];

struct work {
	struct arena *arena;
	struct source *source;
	struct loudness_meter *meter;
	AVFrame *frame;
};

static double processor_s(void)
{
	struct timespec used;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

/* Takes all sound that can be had before the picture goes on. False: it cannot be decoded. */
static bool hear(struct work *work)
{
	for (;;) {
		const float *samples;
		size_t count;
		enum source_result result = source_audio(work->source, &samples, &count);
		if (result != SOURCE_OK)
			return result != SOURCE_FAILED;
		if (!loudness_meter_add(work->meter, samples ? samples : silence, count))
			return false;
	}
}

static void note_first(struct inspection *inspection, const AVFrame *frame)
{
	const char *name = av_get_pix_fmt_name(frame->format);
	inspection->w = frame->width;
	inspection->h = frame->height;
	snprintf(inspection->pixels, sizeof inspection->pixels, "%s", name ? name : "?");
}

/* FFmpeg 5.1 has no flag for it, later ones have no other. */
static bool is_key(const AVFrame *frame)
{
#ifdef AV_FRAME_FLAG_KEY
	return frame->flags & AV_FRAME_FLAG_KEY;
#else
	return frame->key_frame;
#endif
}

static void note_key(struct inspection *inspection, struct arena *arena, int64_t us)
{
	if (inspection->keys == inspection->keys_room) {
		size_t room = inspection->keys_room ? inspection->keys_room * 2 : 64;
		int64_t *grown = arena_alloc(arena, room * sizeof *grown);
		if (inspection->keys)
			memcpy(grown, inspection->key_us, inspection->keys * sizeof *grown);
		inspection->key_us = grown;
		inspection->keys_room = room;
	}
	inspection->key_us[inspection->keys++] = us;
}

static bool look_through(struct work *work, struct inspection *inspection)
{
	int64_t us = 0;
	bool sound = true;
	enum source_result result;
	while ((result = source_video(work->source, work->frame, &us)) == SOURCE_OK) {
		if (inspection->pictures++ == 0)
			note_first(inspection, work->frame);
		if (is_key(work->frame))
			note_key(inspection, work->arena, us);
		av_frame_unref(work->frame);
		sound = sound && hear(work);
	}
	inspection->seconds = (double)us / 1e6;
	return result == SOURCE_END && sound && hear(work);
}

static void sum_up(
	const struct work *work, struct inspection *inspection, bool whole, double used_s)
{
	const char *said = source_fault(work->source);
	inspection->info = *source_info(work->source);
	inspection->loudness = loudness_meter_read(work->meter);
	if (inspection->seconds > 0) {
		inspection->fps = (double)inspection->pictures / inspection->seconds;
		inspection->cost = used_s / inspection->seconds;
	}
	if (inspection->pictures == 0)
		snprintf(inspection->fault, SOURCE_FAULT, "%s",
			said[0] ? said : "no picture can be decoded");
	else if (said[0] || !whole)
		snprintf(inspection->damage, SOURCE_FAULT, "%s",
			said[0] ? said : "its sound cannot be decoded to the end");
}

bool inspect(const char *path, struct arena *arena, struct inspection *inspection)
{
	atomic_bool never = false;
	*inspection = (struct inspection){0};
	av_log_set_level(AV_LOG_QUIET);
	struct work work = {
		.arena = arena, .meter = loudness_meter_create(), .frame = av_frame_alloc()};
	double begun_s = processor_s();
	work.source = source_open(
		&(struct source_options){
			.path = path, .sound = true, .gain = 1, .stop = &never, .leave = &never},
		inspection->fault);
	if (work.source && work.meter && work.frame) {
		source_seek(work.source, 0, INT64_MAX);
		bool whole = look_through(&work, inspection);
		sum_up(&work, inspection, whole, processor_s() - begun_s);
	} else if (work.source) {
		snprintf(inspection->fault, SOURCE_FAULT, "not enough memory");
	}
	source_close(work.source);
	loudness_meter_destroy(work.meter);
	av_frame_free(&work.frame);
	return !inspection->fault[0];
}
