#include "media/source.h"

#include "base/mem.h"
#include "media/demux.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libswresample/swresample.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	SECOND = 1000 * 1000,
	LEAP_MAX = 10 * SECOND,  /* a longer gap between two pictures is a broken timestamp */
	SURE = SECOND / 2,       /* pictures so long before from_us are surely not shown */
	BACK_FIRST = SECOND / 2, /* how much earlier a seek that came out late is tried again */
	SOUND_DRIFT = SOURCE_RATE / 10, /* samples so far from their timestamp are moved to it */
	GAP_MAX = SOURCE_RATE * 10,
	CUT_SHORT = SECOND / 2 /* pictures that end so much before the stated end: cut off */
};

/* us: a stop behind any clip's end. */
static const int64_t STOP_MAX = (int64_t)365 * 24 * 3600 * SECOND;

struct span {
	int64_t from_us, stop_us;
};

struct source {
	struct demux *demux;
	const atomic_bool *stop;
	float gain;
	struct source_info info;
	int64_t origin;           /* us in the file of the clip's 0 */
	struct span span[TRACKS]; /* that of the turn each of them is in */
	struct span loop;         /* stop <= from: there is none */

	/* Pictures. While `seeking`, `covering` is the last one that began before from_us; `after`
	 * is the one that ended the search. */
	AVFrame *covering, *after;
	int64_t covering_us, after_us, last_us, shift_us, back_us;
	bool begun, seeking, turned; /* turned: the demuxer has come to the turn's end */

	/* Sound: how many sample pairs from from_us on are done, and how much silence comes next.
	 */
	AVFrame *sound;
	SwrContext *resampler;
	AVChannelLayout layout;
	int format, rate;
	float *samples;
	int capacity;
	const float *rest; /* of `samples`, not yet given out */
	size_t rest_count;
	int64_t sound_at, silence;
};

static int64_t to_us(const struct source *source, enum track track, int64_t pts)
{
	AVRational base = demux_stream(source->demux, track)->time_base;
	return av_rescale_q(pts, base, AV_TIME_BASE_Q) - source->origin;
}

static int quarter_turns(const AVStream *stream)
{
	const uint8_t *matrix = NULL;
/* FFmpeg 6.1 moved the side data of a stream into its codec parameters. */
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 100)
	const AVPacketSideData *data = av_packet_side_data_get(stream->codecpar->coded_side_data,
		stream->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
	if (data && data->size >= 9 * sizeof(int32_t))
		matrix = data->data;
#else
	size_t size = 0;
	matrix = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
	if (size < 9 * sizeof(int32_t))
		matrix = NULL;
#endif
	double angle = matrix ? av_display_rotation_get((const int32_t *)(const void *)matrix) : 0;
	/* The matrix turns counter-clockwise; a broken one has no angle. */
	return isfinite(angle) ? (int)lround(-angle / 90) & 3 : 0;
}

static void read_info(struct source *source)
{
	AVFormatContext *format = demux_format(source->demux);
	AVStream *stream = demux_stream(source->demux, TRACK_VIDEO);
	AVRational rate = av_guess_frame_rate(format, stream, NULL);
	struct source_info *info = &source->info;
	info->frame_us = SECOND / 25;
	if (rate.num > 0 && rate.den > 0 && av_q2d(rate) >= 0.1 && av_q2d(rate) <= 1000)
		info->frame_us = av_rescale_q(1, av_inv_q(rate), AV_TIME_BASE_Q);
	if (stream->start_time != AV_NOPTS_VALUE)
		source->origin =
			av_rescale_q(stream->start_time, stream->time_base, AV_TIME_BASE_Q);
	else if (format->start_time != AV_NOPTS_VALUE)
		source->origin = format->start_time;
	info->exact = stream->duration > 0;
	if (info->exact)
		info->duration_us =
			av_rescale_q(stream->duration, stream->time_base, AV_TIME_BASE_Q);
	else if (format->duration > 0)
		info->duration_us = format->duration;
	info->has_sound = demux_has_sound(source->demux);
	info->quarter_turns = quarter_turns(stream);
	info->decoder = demux_decoder(source->demux);
	info->by_choice = demux_by_choice(source->demux);
	snprintf(info->declined, sizeof info->declined, "%s", demux_declined(source->demux));
}

struct source *source_open(const struct source_options *options, char *fault)
{
	struct demux *demux = demux_open(options, fault);
	if (!demux)
		return NULL;
	struct source *source = mem_calloc(1, sizeof *source);
	source->demux = demux;
	source->stop = options->stop;
	source->gain = options->gain;
	source->covering = av_frame_alloc();
	source->after = av_frame_alloc();
	source->sound = av_frame_alloc();
	if (!source->covering || !source->after || !source->sound) {
		snprintf(fault, SOURCE_FAULT, "not enough memory for a video");
		source_close(source);
		return NULL;
	}
	source->last_us = AV_NOPTS_VALUE;
	read_info(source);
	return source;
}

void source_close(struct source *source)
{
	if (!source)
		return;
	demux_close(source->demux);
	av_frame_free(&source->covering);
	av_frame_free(&source->after);
	av_frame_free(&source->sound);
	swr_free(&source->resampler);
	av_channel_layout_uninit(&source->layout);
	free(source->samples);
	free(source);
}

const struct source_info *source_info(const struct source *source)
{
	return &source->info;
}

const char *source_fault(const struct source *source)
{
	return demux_fault(source->demux);
}

static int64_t to_pts(const struct source *source, int64_t us)
{
	AVRational base = demux_stream(source->demux, TRACK_VIDEO)->time_base;
	return av_rescale_q_rnd(us + source->origin, AV_TIME_BASE_Q, base, AV_ROUND_UP);
}

static int64_t stop_pts(const struct source *source, int64_t us)
{
	return us < STOP_MAX ? to_pts(source, us) : INT64_MAX;
}

/* The pictures come from elsewhere now: the one that covers from_us is to be found. */
static void begin_pictures(struct source *source)
{
	av_frame_unref(source->covering);
	av_frame_unref(source->after);
	source->last_us = AV_NOPTS_VALUE;
	source->shift_us = 0;
	source->seeking = true;
	source->turned = false;
}

static void begin_sound(struct source *source)
{
	source->sound_at = 0;
	source->silence = 0;
	source->rest_count = 0;
	swr_free(&source->resampler);
}

static void tell_loop(struct source *source)
{
	const struct span *loop = &source->loop;
	bool loops = loop->stop_us > loop->from_us;
	demux_loop(source->demux, stop_pts(source, source->span[TRACK_VIDEO].stop_us),
		loops ? to_pts(source, loop->from_us) : AV_NOPTS_VALUE,
		stop_pts(source, loop->stop_us));
}

static void go_to(struct source *source, int64_t us)
{
	tell_loop(source);
	demux_seek(source->demux, to_pts(source, us));
	demux_hurry(source->demux, to_pts(source, source->span[TRACK_VIDEO].from_us - SURE));
	begin_pictures(source);
	begin_sound(source);
}

void source_loop(struct source *source, int64_t from_us, int64_t to_us)
{
	source->loop = (struct span){from_us, to_us};
}

bool source_goes_round(const struct source *source)
{
	return demux_goes_round(source->demux);
}

void source_seek(struct source *source, int64_t from_us, int64_t stop_us)
{
	source->span[TRACK_VIDEO] = source->span[TRACK_AUDIO] = (struct span){from_us, stop_us};
	source->back_us = BACK_FIRST;
	/* A file just opened stands at its beginning, with what was probed still in memory. */
	if (source->begun || from_us > 0)
		go_to(source, from_us);
	else
		tell_loop(source);
	source->begun = true;
}

void source_hurry(struct source *source, int64_t us)
{
	if (us > source->span[TRACK_VIDEO].from_us)
		demux_hurry(source->demux, to_pts(source, us));
}

int source_take_lost(struct source *source)
{
	return demux_take_lost(source->demux);
}

/* A picture's time, mended where the file's is missing, runs backwards or leaps. */
static int64_t picture_us(struct source *source, const AVFrame *frame)
{
	int64_t pts = frame->best_effort_timestamp;
	int64_t last = source->last_us, us;
	if (pts != AV_NOPTS_VALUE)
		us = to_us(source, TRACK_VIDEO, pts) + source->shift_us;
	else
		us = last != AV_NOPTS_VALUE ? last + source->info.frame_us
					    : source->span[TRACK_VIDEO].from_us;
	if (last != AV_NOPTS_VALUE && (us < last - SECOND || us > last + LEAP_MAX)) {
		source->shift_us += last + source->info.frame_us - us;
		us = last + source->info.frame_us;
	} else if (last != AV_NOPTS_VALUE && us <= last) {
		us = last + 1;
	}
	return source->last_us = us;
}

static enum source_result next_picture(struct source *source, AVFrame *frame, int64_t *us)
{
	if (atomic_load(source->stop))
		return SOURCE_STOPPED;
	if (source->turned)
		return SOURCE_TURN;
	enum source_result result = demux_decode(source->demux, TRACK_VIDEO, frame);
	source->turned = result == SOURCE_TURN;
	if (result != SOURCE_OK)
		return result;
	*us = picture_us(source, frame);
	frame->sample_aspect_ratio = av_guess_sample_aspect_ratio(
		demux_format(source->demux), demux_stream(source->demux, TRACK_VIDEO), frame);
	return SOURCE_OK;
}

/* Decodes from the key frame to the picture that covers from_us: the last one that does not begin
 * after it. Only the one that follows shows which it was. */
static enum source_result find_covering(struct source *source, AVFrame *frame, int64_t *us)
{
	const int64_t from_us = source->span[TRACK_VIDEO].from_us;
	for (;;) {
		enum source_result result = next_picture(source, source->after, &source->after_us);
		if ((result == SOURCE_END || result == SOURCE_TURN) && source->covering->buf[0])
			break;
		if (result != SOURCE_OK)
			return result;
		if (source->after_us > from_us + SOURCE_TOLERANCE) {
			/* Some indices lead to a key frame that is shown later than asked for. */
			if (source->covering->buf[0] || from_us <= 0 || source->back_us == 0)
				break;
			int64_t back = source->back_us;
			source->back_us = back < from_us ? back * 4 : 0;
			go_to(source, back < from_us ? from_us - back : 0);
			continue;
		}
		av_frame_unref(source->covering);
		av_frame_move_ref(source->covering, source->after);
		source->covering_us = source->after_us;
		if (source->covering_us >= from_us - SOURCE_TOLERANCE)
			break;
	}
	source->seeking = false;
	demux_take_lost(source->demux); /* before the position nothing is missed */
	bool found = source->covering->buf[0];
	av_frame_move_ref(frame, found ? source->covering : source->after);
	*us = found ? source->covering_us : source->after_us;
	return SOURCE_OK;
}

static int64_t end_us(struct source *source)
{
	int64_t last = source->last_us == AV_NOPTS_VALUE ? 0 : source->last_us;
	int64_t end = last + source->info.frame_us, stated = source->info.duration_us;
	int64_t read = demux_video_end(source->demux);
	if (read != AV_NOPTS_VALUE && source->shift_us == 0) {
		read = to_us(source, TRACK_VIDEO, read);
		if (read > last && read < last + LEAP_MAX)
			end = read;
	}
	/* The stated end is what the sound goes by, so small differences give way to it. */
	if (source->info.exact && llabs(end - stated) < source->info.frame_us && stated > last)
		end = stated;
	if (end < stated - CUT_SHORT)
		demux_note(source->demux, "ends at %.1f s instead of %.1f s", (double)end / SECOND,
			(double)stated / SECOND);
	int64_t stop_us = source->span[TRACK_VIDEO].stop_us;
	return end < stop_us ? end : stop_us;
}

/* What was decoded for nothing before the next turn begins; without one, the end. */
static enum source_result pass_rest(struct source *source)
{
	enum source_result result = source_goes_round(source) ? SOURCE_OK : SOURCE_END;
	int64_t us;
	while (result == SOURCE_OK) {
		result = next_picture(source, source->after, &us);
		av_frame_unref(source->after);
	}
	return result;
}

enum source_result source_video(struct source *source, AVFrame *frame, int64_t *us)
{
	enum source_result result = SOURCE_OK;
	if (source->seeking) {
		result = find_covering(source, frame, us);
	} else if (source->after->buf[0]) {
		av_frame_move_ref(frame, source->after);
		*us = source->after_us;
	} else {
		result = next_picture(source, frame, us);
	}
	int64_t stop_us = source->span[TRACK_VIDEO].stop_us;
	if (result == SOURCE_OK && *us >= stop_us - SOURCE_TOLERANCE) {
		av_frame_unref(frame);
		*us = stop_us;
		result = pass_rest(source);
	} else if (result == SOURCE_END || result == SOURCE_TURN) {
		*us = end_us(source);
	}
	if (result == SOURCE_TURN) {
		source->span[TRACK_VIDEO] = source->loop;
		source->back_us = 0;
		begin_pictures(source);
	}
	return result;
}

/* Makes the resampler fit the frame; the format may change in the middle of a clip. */
static bool fit_resampler(struct source *source, const AVFrame *frame)
{
	if (source->resampler && source->format == frame->format &&
		source->rate == frame->sample_rate &&
		av_channel_layout_compare(&source->layout, &frame->ch_layout) == 0)
		return true;
	swr_free(&source->resampler);
	if (av_channel_layout_copy(&source->layout, &frame->ch_layout) < 0)
		return false;
	source->format = frame->format;
	source->rate = frame->sample_rate;
	AVChannelLayout from = frame->ch_layout, to = AV_CHANNEL_LAYOUT_STEREO;
	if (from.order == AV_CHANNEL_ORDER_UNSPEC)
		av_channel_layout_default(&from, frame->ch_layout.nb_channels);
	int error = swr_alloc_set_opts2(&source->resampler, &to, AV_SAMPLE_FMT_FLT, SOURCE_RATE,
		&from, frame->format, frame->sample_rate, 0, NULL);
	if (error >= 0 && swr_init(source->resampler) >= 0)
		return true;
	swr_free(&source->resampler);
	return false;
}

/* Resamples the frame; returns the number of sample pairs, negative for an error. The first ones
 * are
 * `*held` pairs that the resampler had held back from the frame before. */
static int resample(struct source *source, const AVFrame *frame, int64_t *held)
{
	if (frame->sample_rate <= 0 || !fit_resampler(source, frame))
		return AVERROR(EINVAL);
	*held = swr_get_delay(source->resampler, SOURCE_RATE);
	int count = swr_get_out_samples(source->resampler, frame->nb_samples);
	if (count < 0)
		return count;
	if (count > source->capacity) {
		source->samples = mem_realloc(source->samples, (size_t)count * 2 * sizeof(float));
		source->capacity = count;
	}
	uint8_t *out = (uint8_t *)source->samples;
	count = swr_convert(source->resampler, &out, count,
		(const uint8_t **)(void *)frame->extended_data, frame->nb_samples);
	for (int i = 0; i < count * 2; i++)
		source->samples[i] *= source->gain;
	return count;
}

/* Lays `count` new samples at their place: what lies before it is cut, a gap becomes silence. */
static void place(struct source *source, int64_t pts, int64_t held, int count)
{
	bool first = source->sound_at == 0;
	int64_t gap = 0;
	if (pts != AV_NOPTS_VALUE) {
		int64_t us = to_us(source, TRACK_AUDIO, pts) + source->shift_us -
			     source->span[TRACK_AUDIO].from_us;
		gap = av_rescale(us, SOURCE_RATE, SECOND) - held - source->sound_at;
	}
	if (!first && (llabs(gap) < SOUND_DRIFT || gap > GAP_MAX))
		gap = 0;
	int64_t cut = gap < 0 ? -gap : 0;
	if (cut > count)
		cut = count;
	source->silence = gap > 0 ? gap : 0;
	source->rest = source->samples + cut * 2;
	source->rest_count = (size_t)(count - cut);
	source->sound_at += source->silence + count - cut;
}

/* Whether all samples of the turn are there, and one more for rounding. */
static bool sound_is_whole(const struct source *source)
{
	const struct span *span = &source->span[TRACK_AUDIO];
	return source_goes_round(source) && span->stop_us < STOP_MAX &&
	       source->sound_at > av_rescale(span->stop_us - span->from_us, SOURCE_RATE, SECOND);
}

static enum source_result more_samples(struct source *source)
{
	while (source->rest_count == 0 && source->silence == 0) {
		if (atomic_load(source->stop))
			return SOURCE_STOPPED;
		enum source_result result = demux_decode(source->demux, TRACK_AUDIO, source->sound);
		if (result == SOURCE_TURN) {
			source->span[TRACK_AUDIO] = source->loop;
			begin_sound(source);
		}
		if (result != SOURCE_OK)
			return result;
		int64_t held = 0;
		int count = sound_is_whole(source) ? 0 : resample(source, source->sound, &held);
		if (count > 0)
			place(source, source->sound->best_effort_timestamp, held, count);
		av_frame_unref(source->sound);
	}
	return SOURCE_OK;
}

enum source_result source_audio(struct source *source, const float **samples, size_t *count)
{
	*samples = NULL;
	*count = 0;
	if (!demux_stream(source->demux, TRACK_AUDIO))
		return SOURCE_END;
	enum source_result result = more_samples(source);
	if (result != SOURCE_OK)
		return result;
	if (source->silence > 0) {
		*count = source->silence < SOURCE_CHUNK ? (size_t)source->silence : SOURCE_CHUNK;
		source->silence -= (int64_t)*count;
	} else {
		*count = source->rest_count < SOURCE_CHUNK ? source->rest_count : SOURCE_CHUNK;
		*samples = source->rest;
		source->rest += *count * 2;
		source->rest_count -= *count;
	}
	return SOURCE_OK;
}
