#include "media/demux.h"

#include "base/mem.h"
#include "media/lane.h"

#include <assert.h>
#include <errno.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/fifo.h>
#include <libavutil/opt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	ERRORS_MAX = 50, /* read errors in a row after which the rest is given up */
	HURRIED_MAX = 64,
	APART_MAX = 3 * 1000 * 1000, /* us: how far behind the picture its sound may be in a file */
	RUN_UP = 100 * 1000, /* us of sound before a position: codecs build on what came before */
	PATH_SHOWN = 110
};

/* What libavformat may open: no playlists, no image sequences, nothing that leads to other files.
 */
static const char formats[] = "mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,h264,hevc,m4v,ogg,"
			      "flv,asf,ivf,mxf,nut";

/* Times of the video stream. */
struct turns {
	int64_t stop, from, to;
	bool key_seen; /* at `from` */
	bool landing;  /* after going back: what comes before that key frame is not wanted */
};

struct demux {
	AVFormatContext *format;
	struct lane lane[TRACKS];
	struct turns turns;
	const atomic_bool *stop;
	bool has_sound, ended, by_choice;
	char declined[128];
	int errors;
	int64_t video_end, hurry_pts;
	int64_t hurried[HURRIED_MAX]; /* times of pictures sent in a hurry and not given yet */
	int hurried_count, lost;      /* lost: that will not be given any more */
	char *path;
	char fault[SOURCE_FAULT];
};

static void say(char *fault, const char *path, const char *cause)
{
	size_t length = strlen(path);
	bool cut = length > PATH_SHOWN;
	snprintf(fault, SOURCE_FAULT, "%s%s: %.75s", cut ? "..." : "",
		cut ? path + length - PATH_SHOWN : path, cause);
}

static void say_error(char *fault, const char *path, int error)
{
	char cause[AV_ERROR_MAX_STRING_SIZE] = "";
	if (error == AVERROR_INVALIDDATA)
		say(fault, path, "not a video, or cut off");
	else if (error == AVERROR(ENOMEM))
		say(fault, path, "not enough memory");
	else if (av_strerror(error, cause, sizeof cause) >= 0)
		say(fault, path, cause);
	else
		say(fault, path, "cannot be read");
}

void demux_note(struct demux *demux, const char *format, ...)
{
	if (demux->fault[0])
		return;
	char cause[SOURCE_FAULT];
	va_list args;
	va_start(args, format);
	vsnprintf(cause, sizeof cause, format, args);
	va_end(args);
	say(demux->fault, demux->path, cause);
}

const char *demux_fault(const struct demux *demux)
{
	return demux->fault;
}

/* Looked at before libavformat does: opening a pipe or a device would block for ever. */
static bool check_file(const char *path, char *fault)
{
	struct stat status;
	if (stat(path, &status) != 0)
		say(fault, path, errno == ENOENT ? "no such file" : strerror(errno));
	else if (!S_ISREG(status.st_mode))
		say(fault, path, "not a file");
	else if (status.st_size == 0)
		say(fault, path, "the file is empty");
	else
		return true;
	return false;
}

static int interrupted(void *data)
{
	const atomic_bool *leave = data;
	return atomic_load(leave);
}

static int open_format(struct demux *demux, const struct source_options *options)
{
	demux->format = avformat_alloc_context();
	if (!demux->format)
		return AVERROR(ENOMEM);
	demux->format->interrupt_callback =
		(AVIOInterruptCB){.callback = interrupted, .opaque = (void *)options->leave};
	AVDictionary *limits = NULL;
	av_dict_set(&limits, "protocol_whitelist", "file", 0);
	av_dict_set(&limits, "format_whitelist", formats, 0);
	char *url = mem_printf("file:%s", options->path);
	int error = avformat_open_input(&demux->format, url, NULL, &limits);
	free(url);
	av_dict_free(&limits);
	if (error < 0)
		return error;
	return avformat_find_stream_info(demux->format, NULL);
}

/* The decoder of the settings, where it is for this stream and can be had. */
static bool open_chosen(struct demux *demux, const char *name)
{
	struct lane *lane = &demux->lane[TRACK_VIDEO];
	const AVCodec *decoder = name ? avcodec_find_decoder_by_name(name) : NULL;
	if (name && !decoder)
		snprintf(demux->declined, sizeof demux->declined, "%.40s: no such decoder", name);
	if (!decoder || decoder->id != lane->stream->codecpar->codec_id)
		return false;
	int error = lane_open(lane, decoder);
	if (error >= 0)
		return true;
	char cause[AV_ERROR_MAX_STRING_SIZE] = "";
	av_strerror(error, cause, sizeof cause);
	snprintf(demux->declined, sizeof demux->declined, "%.40s: %s", name, cause);
	avcodec_free_context(&lane->codec);
	return false;
}

static int open_video(struct demux *demux, const char *chosen, char *fault)
{
	const AVCodec *decoder = NULL;
	int index = av_find_best_stream(demux->format, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
	AVStream *stream = index >= 0 ? demux->format->streams[index] : NULL;
	if (index == AVERROR_DECODER_NOT_FOUND)
		say(fault, demux->path, "its video format is not known");
	else if (!stream || stream->disposition & AV_DISPOSITION_ATTACHED_PIC)
		say(fault, demux->path, "there is no video in it");
	if (!stream || fault[0])
		return AVERROR_STREAM_NOT_FOUND;
	demux->lane[TRACK_VIDEO].stream = stream;
	demux->by_choice = open_chosen(demux, chosen);
	return demux->by_choice ? 0 : lane_open(&demux->lane[TRACK_VIDEO], decoder);
}

static int open_audio(struct demux *demux, bool wanted)
{
	const AVCodec *decoder = NULL;
	struct lane *lane = &demux->lane[TRACK_AUDIO];
	int video = demux->lane[TRACK_VIDEO].stream->index;
	int index = av_find_best_stream(demux->format, AVMEDIA_TYPE_AUDIO, -1, video, &decoder, 0);
	if (index < 0)
		return 0;
	lane->stream = demux->format->streams[index];
	int error = lane_open(lane, decoder);
	demux->has_sound = error >= 0;
	if (error == AVERROR(ENOMEM))
		return error;
	if (error < 0 || !wanted) {
		lane->stream = NULL;
		avcodec_free_context(&lane->codec);
	}
	return 0;
}

struct demux *demux_open(const struct source_options *options, char *fault)
{
	fault[0] = '\0';
	if (!check_file(options->path, fault))
		return NULL;
	struct demux *demux = mem_calloc(1, sizeof *demux);
	demux->path = mem_strdup(options->path);
	demux->stop = options->stop;
	demux->video_end = demux->hurry_pts = demux->turns.from = AV_NOPTS_VALUE;
	int error = open_format(demux, options);
	if (error >= 0)
		error = open_video(demux, options->decoder, fault);
	if (error >= 0)
		error = open_audio(demux, options->sound);
	if (error < 0) {
		if (!fault[0])
			say_error(fault, options->path, error);
		demux_close(demux);
		return NULL;
	}
	for (unsigned i = 0; i < demux->format->nb_streams; i++) {
		AVStream *stream = demux->format->streams[i];
		bool used = stream == demux->lane[TRACK_VIDEO].stream ||
			    stream == demux->lane[TRACK_AUDIO].stream;
		stream->discard = used ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
	}
	return demux;
}

void demux_close(struct demux *demux)
{
	if (!demux)
		return;
	for (int track = 0; track < TRACKS; track++)
		lane_close(&demux->lane[track]);
	avformat_close_input(&demux->format);
	free(demux->path);
	free(demux);
}

AVFormatContext *demux_format(const struct demux *demux)
{
	return demux->format;
}

AVStream *demux_stream(const struct demux *demux, enum track track)
{
	return demux->lane[track].stream;
}

bool demux_has_sound(const struct demux *demux)
{
	return demux->has_sound;
}

const char *demux_decoder(const struct demux *demux)
{
	return demux->lane[TRACK_VIDEO].codec->codec->name;
}

bool demux_by_choice(const struct demux *demux)
{
	return demux->by_choice;
}

const char *demux_declined(const struct demux *demux)
{
	return demux->declined;
}

int64_t demux_video_end(const struct demux *demux)
{
	return demux->video_end;
}

static void note_damage(struct demux *demux, const struct lane *lane, const AVPacket *packet)
{
	if (packet && packet->pts != AV_NOPTS_VALUE)
		demux_note(demux, "damaged at about %.1f s",
			(double)packet->pts * av_q2d(lane->stream->time_base));
	else
		demux_note(demux, "damaged");
}

bool demux_goes_round(const struct demux *demux)
{
	return demux->turns.key_seen;
}

static bool is_loop_start(const struct demux *demux, const AVPacket *packet)
{
	const struct turns *turns = &demux->turns;
	AVRational base = demux->lane[TRACK_VIDEO].stream->time_base;
	int64_t near = av_rescale_q_rnd(SOURCE_TOLERANCE, AV_TIME_BASE_Q, base, AV_ROUND_UP);
	return turns->from != AV_NOPTS_VALUE && packet->flags & AV_PKT_FLAG_KEY &&
	       packet->pts != AV_NOPTS_VALUE && packet->pts >= turns->from - near &&
	       packet->pts <= turns->from + near;
}

static void read_all(struct demux *demux)
{
	demux->lane[TRACK_VIDEO].read = demux->lane[TRACK_AUDIO].read = true;
}

/* Without one nothing is opened (open_video). */
static const AVStream *video_of(const struct demux *demux)
{
	assert(demux->lane[TRACK_VIDEO].stream);
	return demux->lane[TRACK_VIDEO].stream;
}

/* Whether the packet is of no use to the turn that is being read. */
static bool outside_turn(struct demux *demux, enum track track, const AVPacket *packet)
{
	struct turns *turns = &demux->turns;
	AVRational base = video_of(demux)->time_base;
	if (track == TRACK_VIDEO && is_loop_start(demux, packet)) {
		turns->key_seen = true;
		turns->landing = false;
	}
	if (!turns->key_seen)
		return false;
	if (track == TRACK_VIDEO && turns->landing)
		return true;
	int64_t ts = packet->dts != AV_NOPTS_VALUE ? packet->dts : packet->pts;
	if (turns->stop == INT64_MAX || ts == AV_NOPTS_VALUE)
		return false;
	/* Pictures are not stored in their order, but none is shown before it is decoded. */
	ts = av_rescale_q(ts, demux->lane[track].stream->time_base, base);
	if (ts >= turns->stop && packet->dts != AV_NOPTS_VALUE)
		demux->lane[track].read = true;
	if (ts >= turns->stop && ts - turns->stop >= av_rescale_q(APART_MAX, AV_TIME_BASE_Q, base))
		read_all(demux);
	return demux->lane[track].read;
}

static bool enqueue(struct demux *demux, AVPacket *packet)
{
	for (int track = 0; track < TRACKS; track++) {
		struct lane *lane = &demux->lane[track];
		if (!lane->stream || lane->stream->index != packet->stream_index)
			continue;
		if (outside_turn(demux, track, packet))
			break;
		if (track == TRACK_VIDEO && packet->pts != AV_NOPTS_VALUE &&
			(demux->video_end == AV_NOPTS_VALUE ||
				packet->pts + packet->duration > demux->video_end))
			demux->video_end = packet->pts + packet->duration;
		/* Only samples can pile up here without end: the picture's queue stops the reading.
		 */
		return lane_push(lane, packet);
	}
	return false;
}

static bool turn_is_read(const struct demux *demux)
{
	const struct lane *sound = &demux->lane[TRACK_AUDIO];
	return demux->lane[TRACK_VIDEO].read && (sound->read || !sound->stream);
}

/* Reads one packet into the queue of its stream; false at the end of what can be read. */
static bool read_packet(struct demux *demux)
{
	if (demux->ended || turn_is_read(demux))
		return false;
	AVPacket *packet = av_packet_alloc();
	int error = packet ? av_read_frame(demux->format, packet) : AVERROR(ENOMEM);
	if (error >= 0) {
		demux->errors = 0;
		if (!enqueue(demux, packet))
			av_packet_free(&packet);
		return true;
	}
	av_packet_free(&packet);
	if (error == AVERROR_EOF && demux->turns.key_seen && !demux->turns.landing) {
		read_all(demux);
		return false;
	}
	if (error != AVERROR_EOF && error != AVERROR_EXIT)
		demux_note(demux, "cannot be read to its end");
	demux->ended = error == AVERROR_EOF || error == AVERROR_EXIT || error == AVERROR(ENOMEM) ||
		       ++demux->errors >= ERRORS_MAX;
	return !demux->ended;
}

static int64_t start_of(const AVStream *stream)
{
	return stream->start_time != AV_NOPTS_VALUE ? stream->start_time : 0;
}

/* To the beginning, where the sound's own run-up has times before the first picture. */
static bool seek_start(struct demux *demux)
{
	AVStream *video = demux->lane[TRACK_VIDEO].stream, *sound = demux->lane[TRACK_AUDIO].stream;
	const AVIndexEntry *first = avformat_index_get_entry(sound, 0);
	return first &&
	       av_compare_ts(
		       first->timestamp, sound->time_base, start_of(video), video->time_base) < 0 &&
	       av_seek_frame(demux->format, sound->index, first->timestamp, AVSEEK_FLAG_BACKWARD) >=
		       0;
}

/* Before the picture at `pts` and its sound's run-up. Files without an index are read again from
 * their first byte; what cannot be sought at all goes on from where it is. */
static void seek_file(struct demux *demux, int64_t pts)
{
	const AVStream *video = video_of(demux);
	int64_t run_up = av_rescale_q(RUN_UP, AV_TIME_BASE_Q, video->time_base);
	bool sound = demux->lane[TRACK_AUDIO].stream;
	bool early = sound && pts - run_up <= start_of(video);
	if (early && seek_start(demux))
		return;
	if (sound && !early)
		pts -= run_up;
	if (av_seek_frame(demux->format, video->index, pts, AVSEEK_FLAG_BACKWARD) < 0)
		av_seek_frame(demux->format, -1, 0, AVSEEK_FLAG_BYTE);
}

/* The loop's next turn follows in the queues, behind a mark (no packet). */
static bool go_round(struct demux *demux)
{
	if (!turn_is_read(demux))
		return false;
	for (int track = 0; track < TRACKS; track++) {
		struct lane *lane = &demux->lane[track];
		lane->read = false;
		if (lane->stream && !lane_push(lane, NULL))
			demux->ended = true;
	}
	seek_file(demux, demux->turns.from);
	demux->turns.stop = demux->turns.to;
	demux->turns.landing = true;
	return true;
}

/* The next packet of a lane; none (SOURCE_TURN, SOURCE_END) at the end of a turn or of the file. */
static enum source_result next_packet(struct demux *demux, enum track track, AVPacket **packet)
{
	struct lane *lane = &demux->lane[track];
	*packet = NULL;
	while (!lane_pop(lane, packet)) {
		if (atomic_load(demux->stop))
			return SOURCE_STOPPED;
		if (track == TRACK_AUDIO && demux->lane[TRACK_VIDEO].bytes > LANE_BYTES / 2)
			return SOURCE_STARVED;
		if (!read_packet(demux) && !go_round(demux))
			return SOURCE_END;
	}
	return *packet ? SOURCE_OK : SOURCE_TURN;
}

static void choose_speed(struct demux *demux, const AVPacket *packet)
{
	bool hurry = packet && packet->pts != AV_NOPTS_VALUE && packet->pts < demux->hurry_pts;
	demux->lane[TRACK_VIDEO].codec->skip_frame = hurry ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
	if (hurry && demux->hurried_count < HURRIED_MAX)
		demux->hurried[demux->hurried_count++] = packet->pts;
}

/* Pictures come in the order of their times: those before this one were left out. */
static void count_lost(struct demux *demux, int64_t pts)
{
	int waiting = 0;
	for (int i = 0; i < demux->hurried_count; i++) {
		if (demux->hurried[i] > pts)
			demux->hurried[waiting++] = demux->hurried[i];
		else if (demux->hurried[i] < pts)
			demux->lost++;
	}
	demux->hurried_count = waiting;
}

/* The decoder has given all it had. */
static enum source_result finish(struct demux *demux, struct lane *lane)
{
	bool picture = lane == &demux->lane[TRACK_VIDEO];
	if (picture)
		count_lost(demux, INT64_MAX);
	if (!lane->turning)
		return SOURCE_END;
	avcodec_flush_buffers(lane->codec);
	lane->turning = false;
	lane->errors = 0;
	if (picture)
		demux->hurry_pts = AV_NOPTS_VALUE;
	return SOURCE_TURN;
}

enum source_result demux_decode(struct demux *demux, enum track track, AVFrame *frame)
{
	struct lane *lane = &demux->lane[track];
	for (;;) {
		int error = avcodec_receive_frame(lane->codec, frame);
		if (error >= 0) {
			lane->errors = 0;
			if (track == TRACK_VIDEO)
				count_lost(demux, frame->pts);
			return SOURCE_OK;
		}
		if (error == AVERROR_EOF || lane->errors > ERRORS_MAX * 10)
			return finish(demux, lane);
		AVPacket *packet;
		enum source_result result = next_packet(demux, track, &packet);
		if (result == SOURCE_STOPPED || result == SOURCE_STARVED)
			return result;
		lane->turning = result == SOURCE_TURN;
		if (error == AVERROR(EAGAIN))
			error = 0;
		if (track == TRACK_VIDEO)
			choose_speed(demux, packet);
		int sent = avcodec_send_packet(lane->codec, packet);
		if (sent < 0 && sent != AVERROR_EOF)
			error = sent;
		bool give_up = error == AVERROR(ENOMEM) ||
			       (error < 0 && track == TRACK_VIDEO && demux->by_choice);
		if (give_up) {
			say_error(demux->fault, demux->path, error);
		} else if (error < 0) {
			lane->errors++;
			note_damage(demux, lane, packet);
		}
		av_packet_free(&packet);
		if (give_up)
			return SOURCE_FAILED;
	}
}

void demux_hurry(struct demux *demux, int64_t pts)
{
	demux->hurry_pts = pts;
}

/* Reads on until every picture's packet at or before `pts` is queued, and drops those before the
 * last key frame among them: they were passed only for the sound's run-up. */
static void skip_to_key(struct demux *demux, int64_t pts)
{
	struct lane *lane = &demux->lane[TRACK_VIDEO];
	while (!atomic_load(demux->stop) && lane->bytes < LANE_BYTES / 2) {
		size_t queued = av_fifo_can_read(lane->packets);
		if (!read_packet(demux))
			return;
		AVPacket *packet = NULL;
		size_t now = av_fifo_can_read(lane->packets);
		if (now == queued || av_fifo_peek(lane->packets, &packet, 1, now - 1) < 0)
			continue;
		if (packet->dts == AV_NOPTS_VALUE || packet->dts > pts)
			return;
		bool key = packet->flags & AV_PKT_FLAG_KEY && packet->pts != AV_NOPTS_VALUE;
		for (; key && packet->pts <= pts && now > 1; now--) {
			AVPacket *early = NULL;
			lane_pop(lane, &early);
			av_packet_free(&early);
		}
	}
}

static void forget(struct demux *demux)
{
	for (int track = 0; track < TRACKS; track++)
		lane_flush(&demux->lane[track]);
	demux->turns.landing = false;
	demux->video_end = AV_NOPTS_VALUE;
	demux->ended = false;
	demux->errors = 0;
	demux->hurried_count = demux->lost = 0;
}

int demux_take_lost(struct demux *demux)
{
	int lost = demux->lost;
	demux->lost = 0;
	return lost;
}

void demux_seek(struct demux *demux, int64_t pts)
{
	seek_file(demux, pts);
	forget(demux);
	if (demux->lane[TRACK_AUDIO].stream)
		skip_to_key(demux, pts);
}

void demux_loop(struct demux *demux, int64_t stop_pts, int64_t from_pts, int64_t to_pts)
{
	/* Where times may begin anew none leads to one place for sure. */
	if (demux->format->iformat->flags & AVFMT_TS_DISCONT)
		from_pts = AV_NOPTS_VALUE;
	if (from_pts != demux->turns.from)
		demux->turns.key_seen = false;
	demux->turns.stop = stop_pts;
	demux->turns.from = from_pts;
	demux->turns.to = to_pts;
}
