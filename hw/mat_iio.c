/* Analog zones: channels of converters that the kernel's IIO drivers read. */
#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"
#include "iio_find.h"
#include "mat_source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A glitch on the bus fails one reading; a device that is gone fails them all. */
enum { BITS_UNKNOWN = 12, BITS_MOST = 16, TRIES = 3 };

struct channel {
	char path[512]; /* of its in_voltageK_raw */
	int bits;
	long zero; /* the reading that counts as nothing */
};

struct converters {
	struct channel *channel;
	int zones, bits; /* bits: what scans have */
	int failed;      /* readings in a row */
};

/* "DEVICE:K", "DEVICE#2:K" or "K": the device's name and which of that name, and the channel. */
struct wanted {
	char device[64];
	int nth;
	unsigned channel;
};

static bool read_wanted(const struct hw_mat_settings *mat, int zone, struct wanted *wanted)
{
	char number[IIO_NAME], own[64] = "", rest;
	snprintf(number, sizeof number, "%d", zone);
	const char *text = mat->zones ? mat->zone[zone] : number;
	const char *colon = strrchr(text, ':');
	const char *device = mat->device;
	if (colon) {
		snprintf(own, sizeof own, "%.*s", (int)(colon - text), text);
		device = own;
		text = colon + 1;
	}
	wanted->nth = 1;
	snprintf(wanted->device, sizeof wanted->device, "%s", device);
	char *hash = strrchr(wanted->device, '#');
	if (hash) {
		*hash = '\0';
		if (sscanf(hash + 1, "%2d%c", &wanted->nth, &rest) != 1)
			return false;
	}
	return wanted->device[0] && sscanf(text, "%3u%c", &wanted->channel, &rest) == 1;
}

static struct mat_form analog_form(const struct hw_settings *settings)
{
	const struct hw_mat_settings *mat = &settings->mat;
	struct wanted first = {0};
	int bits = mat->bits;
	if (!bits && read_wanted(mat, 0, &first))
		bits = iio_known_bits(first.device);
	if (!bits)
		bits = BITS_UNKNOWN;
	return (struct mat_form){
		.grid = {mat->rows, mat->columns}, .bits = bits < BITS_MOST ? bits : BITS_MOST};
}

static void analog_close(void *source)
{
	struct converters *mat = source;
	if (!mat)
		return;
	free(mat->channel);
	free(mat);
}

/* "iio:device0/in_voltage0_raw": a path's last two parts, which tell it. */
static const char *short_path(const struct channel *channel)
{
	const char *at = channel->path + strlen(channel->path);
	for (int slashes = 0; at > channel->path; at--)
		if (at[-1] == '/' && ++slashes == 2)
			break;
	return at;
}

static bool read_channel(const struct channel *channel, long *value, char text[MAT_TEXT])
{
	char line[IIO_NAME], *end = line;
	bool read = iio_read_line(channel->path, line);
	int error = errno;
	if (read)
		*value = strtol(line, &end, 10);
	if (read && end != line && !*end)
		return true;
	snprintf(text, MAT_TEXT, "%.100s: %.50s", short_path(channel),
		read ? "not a number" : strerror(error));
	return false;
}

static bool open_zone(struct converters *mat, const struct hw_settings *settings,
	const struct iio_devices *devices, const char *folder, char text[MAT_TEXT])
{
	struct wanted wanted;
	int zone = mat->zones;
	struct channel *channel = &mat->channel[zone];
	long value;
	if (!read_wanted(&settings->mat, zone, &wanted)) {
		snprintf(text, MAT_TEXT,
			N_("zone %d: \"%.40s\" is no channel, such as 0 or ads1115:0"), zone,
			settings->mat.zones ? settings->mat.zone[zone] : "");
		return false;
	}
	const struct iio_device *device = iio_find(devices, wanted.device, wanted.nth);
	if (!device) {
		snprintf(text, MAT_TEXT, N_("zone %d: no IIO device is named %.60s%s"), zone,
			wanted.device, wanted.nth > 1 ? " often enough" : "");
		return false;
	}
	snprintf(channel->path, sizeof channel->path, "%.400s/%s/in_voltage%u_raw", folder,
		device->entry, wanted.channel);
	channel->bits = settings->mat.bits ? settings->mat.bits
			: device->bits     ? device->bits
					   : mat->bits;
	channel->zero = settings->mat.bits ? 0 : iio_known_zero(device->name);
	return read_channel(channel, &value, text);
}

static void *analog_open(
	const struct hw_settings *settings, const char *folder, char text[MAT_TEXT])
{
	int zones = settings->mat.rows * settings->mat.columns;
	struct iio_devices devices;
	struct converters *mat = mem_calloc(1, sizeof *mat);
	mat->channel = mem_calloc((size_t)zones, sizeof *mat->channel);
	mat->bits = analog_form(settings).bits;
	iio_scan(&devices, folder);
	for (; mat->zones < zones; mat->zones++) {
		if (!open_zone(mat, settings, &devices, folder, text)) {
			analog_close(mat);
			return NULL;
		}
		log_info("mat zone %d: %s, %d bits", mat->zones,
			short_path(&mat->channel[mat->zones]), mat->channel[mat->zones].bits);
	}
	snprintf(text, MAT_TEXT, "%d channels, the first is %.100s", zones,
		short_path(&mat->channel[0]));
	return mat;
}

/* To the bits of the scans; noise below zero is nothing, what is too much is the top. */
static uint16_t scale(long value, int from, int to)
{
	long top = (1L << from) - 1;
	value = value < 0 ? 0 : value > top ? top : value;
	return (uint16_t)(from > to ? value >> (from - to) : value << (to - from));
}

static enum mat_step analog_read(void *source, struct mat_raw *raw, char text[MAT_TEXT])
{
	struct converters *mat = source;
	const struct channel *channel = &mat->channel[raw->zones];
	long value;
	if (!read_channel(channel, &value, text))
		return ++mat->failed < TRIES ? MAT_STEP_MORE : MAT_STEP_GONE;
	mat->failed = 0;
	raw->raw[raw->zones++] = scale(value - channel->zero, channel->bits, mat->bits);
	return raw->zones < mat->zones ? MAT_STEP_MORE : MAT_STEP_DONE;
}

const struct mat_driver mat_iio = {.name = "IIO",
	.converters = true,
	.form = analog_form,
	.open = analog_open,
	.close = analog_close,
	.read = analog_read};
