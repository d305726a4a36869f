#include "encode.h"

#include "sound.h"
#include "track.h"

#include "base/log.h"
#include "base/mem.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <stdio.h>
#include <stdlib.h>

struct track {
	AVCodecContext *codec;
	AVStream *stream;
	AVFrame *frame;
};

struct writer {
	const char *path;
	AVFormatContext *file;
	AVPacket *packet;
	struct track video, audio;
	float *sound;
	int sounds;      /* samples in all */
	int sound_place; /* the next one to be encoded */
};

static bool failed(const struct writer *writer, const char *what, int error)
{
	log_error("%s: %s: %s", writer->path, what, av_err2str(error));
	return false;
}

/* Cheap to decode rather than small: no CABAC, no deblocking, one reference, one B-frame at a time.
 * Held against x264's defaults at equal SSIM (0.9946, the quads): 0.55 of the CPU, 1.75 times the
 * size. A key frame each second lies on each `at` and `loop` of the phases. */
static bool open_video(struct writer *writer, int width, int height)
{
	const AVCodec *kind = avcodec_find_encoder_by_name("libx264");
	if (!kind) {
		log_error("%s: this FFmpeg has no libx264: install Debian's libavcodec",
			writer->path);
		return false;
	}
	AVCodecContext *codec = writer->video.codec = avcodec_alloc_context3(kind);
	codec->width = width, codec->height = height;
	codec->pix_fmt = AV_PIX_FMT_YUV420P;
	codec->time_base = (AVRational){1, FRAMES_PER_SECOND};
	codec->framerate = (AVRational){FRAMES_PER_SECOND, 1};
	codec->gop_size = FRAMES_PER_SECOND;
	codec->max_b_frames = 1;
	codec->thread_count = 1;
	codec->color_range = AVCOL_RANGE_MPEG;
	codec->color_primaries = AVCOL_PRI_BT709;
	codec->color_trc = AVCOL_TRC_BT709;
	codec->colorspace = AVCOL_SPC_BT709;
	codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
	av_opt_set(codec->priv_data, "preset", "slow", 0);
	av_opt_set(codec->priv_data, "tune", "animation", 0);
	av_opt_set(codec->priv_data, "profile", "high", 0);
	av_opt_set(codec->priv_data, "crf", "24.3", 0);
	av_opt_set(codec->priv_data, "x264-params",
		"cabac=0:no-deblock=1:ref=1:keyint=30:min-keyint=30:scenecut=0:open-gop=0", 0);
	int error = avcodec_open2(codec, kind, NULL);
	if (error < 0)
		return failed(writer, "H.264 will not open", error);
	AVFrame *frame = writer->video.frame = av_frame_alloc();
	frame->format = codec->pix_fmt;
	frame->width = width, frame->height = height;
	error = av_frame_get_buffer(frame, 0);
	return error >= 0 || failed(writer, "no memory for a picture", error);
}

static bool open_audio(struct writer *writer)
{
	const AVCodec *kind = avcodec_find_encoder(AV_CODEC_ID_AAC);
	AVCodecContext *codec = writer->audio.codec = avcodec_alloc_context3(kind);
	codec->sample_rate = SOUND_RATE;
	codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
	codec->bit_rate = 64000;
	codec->time_base = (AVRational){1, SOUND_RATE};
	codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
	av_channel_layout_default(&codec->ch_layout, 2);
	int error = avcodec_open2(codec, kind, NULL);
	if (error < 0)
		return failed(writer, "AAC will not open", error);
	AVFrame *frame = writer->audio.frame = av_frame_alloc();
	frame->format = codec->sample_fmt;
	frame->nb_samples = codec->frame_size;
	frame->sample_rate = SOUND_RATE;
	av_channel_layout_copy(&frame->ch_layout, &codec->ch_layout);
	error = av_frame_get_buffer(frame, 0);
	return error >= 0 || failed(writer, "no memory for the sound", error);
}

static bool add_stream(struct writer *writer, struct track *track)
{
	track->stream = avformat_new_stream(writer->file, NULL);
	track->stream->time_base = track->codec->time_base;
	int error = avcodec_parameters_from_context(track->stream->codecpar, track->codec);
	return error >= 0 || failed(writer, "a stream will not open", error);
}

static bool open_file(struct writer *writer)
{
	int error = avformat_alloc_output_context2(&writer->file, NULL, "mp4", writer->path);
	if (error < 0)
		return failed(writer, "no MP4", error);
	if (!add_stream(writer, &writer->video) || !add_stream(writer, &writer->audio))
		return false;
	writer->file->flags |= AVFMT_FLAG_BITEXACT;
	error = avio_open(&writer->file->pb, writer->path, AVIO_FLAG_WRITE);
	if (error < 0)
		return failed(writer, "is the folder there, and may it be written to?", error);
	AVDictionary *options = NULL;
	av_dict_set(&options, "movflags", "+faststart", 0);
	error = avformat_write_header(writer->file, &options);
	av_dict_free(&options);
	return error >= 0 || failed(writer, "its head will not be written", error);
}

/* frame NULL: the end. */
static bool encode(struct writer *writer, struct track *track, const AVFrame *frame)
{
	int error = avcodec_send_frame(track->codec, frame);
	while (error >= 0) {
		error = avcodec_receive_packet(track->codec, writer->packet);
		if (error == AVERROR(EAGAIN) || error == AVERROR_EOF)
			return true;
		if (error < 0)
			break;
		writer->packet->stream_index = track->stream->index;
		/* x264 tells none; without it the clip ends before its last picture has been seen.
		 */
		if (track == &writer->video)
			writer->packet->duration = 1;
		av_packet_rescale_ts(
			writer->packet, track->codec->time_base, track->stream->time_base);
		error = av_interleaved_write_frame(writer->file, writer->packet);
	}
	return failed(writer, "encoding stopped", error);
}

/* BT.709 in 16 binary places, exactly rounded: the ground of the clips must be that of the screen
 * around them. The color of four pixels is their mean. */
static void convert(const unsigned char *pixels, int stride, AVFrame *frame)
{
	enum { LR = 11966, LG = 40254, LB = 4064, HALF = 1 << 15 };
	enum { BR = -6596, BG = -22189, BB = 28785, RR = 28785, RG = -26145, RB = -2640 };
	for (int y = 0; y < frame->height; y += 2) {
		const unsigned char *row = pixels + (ptrdiff_t)y * stride;
		unsigned char *luma = frame->data[0] + (ptrdiff_t)y * frame->linesize[0];
		unsigned char *blue = frame->data[1] + (ptrdiff_t)(y / 2) * frame->linesize[1];
		unsigned char *red = frame->data[2] + (ptrdiff_t)(y / 2) * frame->linesize[2];
		for (int x = 0; x < frame->width; x += 2) {
			int b = 0, g = 0, r = 0;
			for (int i = 0; i < 4; i++) {
				const unsigned char *p = row + (i / 2) * stride + (x + i % 2) * 4;
				luma[(i / 2) * frame->linesize[0] + x + i % 2] =
					(unsigned char)(16 + ((p[0] * LB + p[1] * LG + p[2] * LR +
								      HALF) >>
								     16));
				b += p[0], g += p[1], r += p[2];
			}
			enum { MEAN = 4, CENTER = 128 };
			int u = (b * BB + g * BG + r * BR) / MEAN + (CENTER << 16) + HALF;
			int v = (b * RB + g * RG + r * RR) / MEAN + (CENTER << 16) + HALF;
			blue[x / 2] = (unsigned char)(u >> 16);
			red[x / 2] = (unsigned char)(v >> 16);
		}
	}
}

/* The sound up to the time (seconds). */
static bool encode_sound(struct writer *writer, double until)
{
	AVFrame *frame = writer->audio.frame;
	int size = writer->audio.codec->frame_size;
	while (writer->sound_place + size <= writer->sounds &&
		writer->sound_place < until * SOUND_RATE) {
		if (av_frame_make_writable(frame) < 0)
			return false;
		for (int i = 0; i < size; i++)
			for (int channel = 0; channel < 2; channel++)
				((float *)(void *)frame->data[channel])[i] =
					writer->sound[writer->sound_place + i];
		frame->pts = writer->sound_place;
		writer->sound_place += size;
		if (!encode(writer, &writer->audio, frame))
			return false;
	}
	return true;
}

static bool encode_all(struct writer *writer, frame_source *source, void *data)
{
	AVFrame *frame = writer->video.frame;
	for (int i = 0; i < CLIP_SECONDS * FRAMES_PER_SECOND; i++) {
		int stride;
		const unsigned char *pixels = source(data, i, &stride);
		int error = av_frame_make_writable(frame);
		if (error < 0)
			return failed(writer, "no memory for a picture", error);
		convert(pixels, stride, frame);
		frame->pts = i;
		if (!encode(writer, &writer->video, frame) ||
			!encode_sound(writer, (double)i / FRAMES_PER_SECOND))
			return false;
	}
	if (!encode_sound(writer, CLIP_SECONDS) || !encode(writer, &writer->video, NULL) ||
		!encode(writer, &writer->audio, NULL))
		return false;
	int error = av_write_trailer(writer->file);
	return error >= 0 || failed(writer, "its end will not be written", error);
}

static void close_track(struct track *track)
{
	avcodec_free_context(&track->codec);
	av_frame_free(&track->frame);
}

bool encode_clip(const char *path, int width, int height, frame_source *frame, void *data)
{
	struct writer writer = {.path = path, .packet = av_packet_alloc()};
	writer.sounds = CLIP_SECONDS * SOUND_RATE;
	writer.sound = mem_calloc((size_t)writer.sounds, sizeof(float));
	sound_make(writer.sound, writer.sounds);
	av_log_set_level(AV_LOG_ERROR);
	bool done = open_video(&writer, width, height) && open_audio(&writer) &&
		    open_file(&writer) && encode_all(&writer, frame, data);
	if (writer.file && writer.file->pb)
		avio_closep(&writer.file->pb);
	avformat_free_context(writer.file);
	close_track(&writer.video);
	close_track(&writer.audio);
	av_packet_free(&writer.packet);
	free(writer.sound);
	if (!done)
		remove(path);
	return done;
}
