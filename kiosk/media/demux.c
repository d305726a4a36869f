#include "media/demux.h"

#include "base/mem.h"

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
	QUEUE_BYTES = 16 * 1024 * 1024,
	PACKET_COST = 256, /* bytes counted for a packet besides its data */
	ERRORS_MAX = 50,   /* read errors in a row after which the rest is given up */
	PIXELS_MAX = 4096 * 4096,
	CODEC_THREADS = 2,
	/* Pixels a second that one thread surely decodes, of any clip and of one with few bits a
	 * second, such as flat shapes. */
	ONE_THREAD_RATE = 1280 * 720 * 31,
	ONE_THREAD_FEW_RATE = 1920 * 1080 * 31,
	FEW_BITS = 4 * 1000 * 1000,
	HURRIED_MAX = 64,
	RUN_UP = 100 * 1000, /* us of sound before a position: codecs build on what came before */
	PATH_SHOWN = 110
};

/* What libavformat may open: no playlists, no image sequences, nothing that leads to other files.
 */
static const char formats[] = "mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,h264,hevc,m4v,ogg,"
			      "flv,asf,ivf,mxf,nut";

struct lane {
	AVStream *stream;
	AVCodecContext *codec;
	AVFifo *packets;
	size_t bytes;
	int errors;
};

struct demux {
	AVFormatContext *format;
	struct lane lane[TRACKS];
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

/* Each thread keeps pictures of its own: two only where one may be too slow. */
static int threads_for(const struct lane *lane, const AVCodec *decoder)
{
	const AVCodecParameters *params = lane->stream->codecpar;
	AVRational rate = lane->stream->avg_frame_rate;
	double fps = rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 60;
	bool light = decoder->id == AV_CODEC_ID_H264 || decoder->id == AV_CODEC_ID_MPEG4;
	bool few = params->bit_rate > 0 && params->bit_rate < FEW_BITS;
	bool one = params->codec_type != AVMEDIA_TYPE_VIDEO ||
		   (light && params->width * (double)params->height * fps <
				     (few ? ONE_THREAD_FEW_RATE : ONE_THREAD_RATE));
	return one ? 1 : CODEC_THREADS;
}

static int open_codec(struct lane *lane, const AVCodec *decoder)
{
	if (!lane->packets)
		lane->packets = av_fifo_alloc2(64, sizeof(AVPacket *), AV_FIFO_FLAG_AUTO_GROW);
	lane->codec = avcodec_alloc_context3(decoder);
	if (!lane->packets || !lane->codec)
		return AVERROR(ENOMEM);
	int error = avcodec_parameters_to_context(lane->codec, lane->stream->codecpar);
	if (error < 0)
		return error;
	lane->codec->pkt_timebase = lane->stream->time_base;
	lane->codec->thread_count = threads_for(lane, decoder);
	lane->codec->max_pixels = PIXELS_MAX;
	return avcodec_open2(lane->codec, decoder, NULL);
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
	int error = open_codec(lane, decoder);
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
	return demux->by_choice ? 0 : open_codec(&demux->lane[TRACK_VIDEO], decoder);
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
	int error = open_codec(lane, decoder);
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
	demux->video_end = demux->hurry_pts = AV_NOPTS_VALUE;
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

static void drop_packets(struct lane *lane)
{
	AVPacket *packet;
	while (lane->packets && av_fifo_read(lane->packets, &packet, 1) >= 0)
		av_packet_free(&packet);
	lane->bytes = 0;
}

void demux_close(struct demux *demux)
{
	if (!demux)
		return;
	for (int track = 0; track < TRACKS; track++) {
		drop_packets(&demux->lane[track]);
		av_fifo_freep2(&demux->lane[track].packets);
		avcodec_free_context(&demux->lane[track].codec);
	}
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

static size_t cost(const AVPacket *packet)
{
	return (size_t)packet->size + PACKET_COST;
}

static bool enqueue(struct demux *demux, AVPacket *packet)
{
	for (int track = 0; track < TRACKS; track++) {
		struct lane *lane = &demux->lane[track];
		if (!lane->stream || lane->stream->index != packet->stream_index)
			continue;
		if (track == TRACK_VIDEO && packet->pts != AV_NOPTS_VALUE &&
			(demux->video_end == AV_NOPTS_VALUE ||
				packet->pts + packet->duration > demux->video_end))
			demux->video_end = packet->pts + packet->duration;
		size_t bytes = cost(packet);
		/* Only samples can pile up here without end: the picture's queue stops the reading.
		 */
		if (lane->bytes > QUEUE_BYTES || av_fifo_write(lane->packets, &packet, 1) < 0)
			break;
		lane->bytes += bytes;
		return true;
	}
	return false;
}

/* Reads one packet into the queue of its stream; false at the end of what can be read. */
static bool read_packet(struct demux *demux)
{
	if (demux->ended)
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
	if (error != AVERROR_EOF && error != AVERROR_EXIT)
		demux_note(demux, "cannot be read to its end");
	demux->ended = error == AVERROR_EOF || error == AVERROR_EXIT || error == AVERROR(ENOMEM) ||
		       ++demux->errors >= ERRORS_MAX;
	return !demux->ended;
}

/* The next packet of a lane; SOURCE_END (and no packet) at the end of the file. */
static enum source_result next_packet(struct demux *demux, enum track track, AVPacket **packet)
{
	struct lane *lane = &demux->lane[track];
	*packet = NULL;
	while (av_fifo_read(lane->packets, packet, 1) < 0) {
		if (atomic_load(demux->stop))
			return SOURCE_STOPPED;
		if (track == TRACK_AUDIO && demux->lane[TRACK_VIDEO].bytes > QUEUE_BYTES / 2)
			return SOURCE_STARVED;
		if (!read_packet(demux))
			return SOURCE_END;
	}
	lane->bytes -= cost(*packet);
	return SOURCE_OK;
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
		if (error == AVERROR_EOF || lane->errors > ERRORS_MAX * 10) {
			count_lost(demux, INT64_MAX);
			return SOURCE_END;
		}
		AVPacket *packet;
		enum source_result result = next_packet(demux, track, &packet);
		if (result == SOURCE_STOPPED || result == SOURCE_STARVED)
			return result;
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
	while (!atomic_load(demux->stop) && lane->bytes < QUEUE_BYTES / 2) {
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
			av_fifo_read(lane->packets, &early, 1);
			lane->bytes -= cost(early);
			av_packet_free(&early);
		}
	}
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

/* Files without an index are read again from their first byte; what cannot be sought at all goes on
 * from where it is. */
static void seek_file(struct demux *demux, int64_t pts)
{
	int index = demux->lane[TRACK_VIDEO].stream->index;
	if (av_seek_frame(demux->format, index, pts, AVSEEK_FLAG_BACKWARD) < 0)
		av_seek_frame(demux->format, -1, 0, AVSEEK_FLAG_BYTE);
}

static void forget(struct demux *demux)
{
	for (int track = 0; track < TRACKS; track++) {
		drop_packets(&demux->lane[track]);
		if (demux->lane[track].codec)
			avcodec_flush_buffers(demux->lane[track].codec);
		demux->lane[track].errors = 0;
	}
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
	const AVStream *video = demux->lane[TRACK_VIDEO].stream;
	int64_t run_up = av_rescale_q(RUN_UP, AV_TIME_BASE_Q, video->time_base);
	bool sound = demux->lane[TRACK_AUDIO].stream;
	bool early = sound && pts - run_up <= start_of(video);
	if (!early || !seek_start(demux))
		seek_file(demux, sound && !early ? pts - run_up : pts);
	forget(demux);
	if (sound)
		skip_to_key(demux, pts);
}
