#include "media/lane.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/fifo.h>

enum {
	PACKET_COST = 256, /* bytes counted for a packet besides its data */
	CODEC_THREADS = 2,
	PIXELS_MAX = 4096 * 4096,
	/* Pixels a second that one thread surely decodes, of any clip and of one with few bits a
	 * second, such as flat shapes. */
	ONE_THREAD_RATE = 1280 * 720 * 31,
	ONE_THREAD_FEW_RATE = 1920 * 1080 * 31,
	FEW_BITS = 4 * 1000 * 1000
};

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

int lane_open(struct lane *lane, const AVCodec *decoder)
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

static void drop_packets(struct lane *lane)
{
	AVPacket *packet;
	while (lane->packets && lane_pop(lane, &packet))
		av_packet_free(&packet);
}

void lane_close(struct lane *lane)
{
	drop_packets(lane);
	av_fifo_freep2(&lane->packets);
	avcodec_free_context(&lane->codec);
}

void lane_flush(struct lane *lane)
{
	drop_packets(lane);
	if (lane->codec)
		avcodec_flush_buffers(lane->codec);
	lane->errors = 0;
	lane->read = lane->turning = false;
}

static size_t cost(const AVPacket *packet)
{
	return (size_t)packet->size + PACKET_COST;
}

bool lane_push(struct lane *lane, AVPacket *packet)
{
	size_t bytes = packet ? cost(packet) : 0;
	if ((packet && lane->bytes > LANE_BYTES) || av_fifo_write(lane->packets, &packet, 1) < 0)
		return false;
	lane->bytes += bytes;
	return true;
}

bool lane_pop(struct lane *lane, AVPacket **packet)
{
	if (av_fifo_read(lane->packets, packet, 1) < 0)
		return false;
	lane->bytes -= *packet ? cost(*packet) : 0;
	return true;
}
