/* Analog zones: channels of converters that the kernel's IIO drivers read. A device is known by its
 * name or label, never by its number, which changes from boot to boot. */
#include "base/log.h"
#include "base/mem.h"
#include "mat_source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A glitch on the bus fails one reading; a device that is gone fails them all. */
enum { VALUE_MAX = 32, BITS_UNKNOWN = 12, BITS_MOST = 16, TRIES = 3 };

/* Bits of what a driver gives for a positive voltage: the ADS types count below zero as well. */
static const struct {
	const char *name;
	int bits;
} known[] = {{"mcp3008", 10}, {"mcp3004", 10}, {"mcp3204", 12}, {"mcp3208", 12}, {"ads1015", 11},
	{"ads1115", 15}, {"hx711", 24}};

struct channel {
	char path[512]; /* of its in_voltageK_raw */
	int bits;
};

struct converters {
	struct channel *channel;
	int zones, bits; /* bits: what scans have */
	int failed;      /* readings in a row */
};

/* 0: not known. */
static int known_bits(const char *name)
{
	size_t length = strcspn(name, "#");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == length && strncmp(known[i].name, name, length) == 0)
			return known[i].bits;
	return 0;
}

/* "DEVICE:K", "DEVICE#2:K" or "K": the device's name and which of that name, and the channel. */
struct wanted {
	char device[64];
	int nth;
	unsigned channel;
};

static bool read_wanted(const struct hw_mat_settings *mat, int zone, struct wanted *wanted)
{
	char number[VALUE_MAX], own[64] = "", rest;
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
		bits = known_bits(first.device);
	if (!bits)
		bits = BITS_UNKNOWN;
	return (struct mat_form){
		.grid = {mat->rows, mat->columns}, .bits = bits < BITS_MOST ? bits : BITS_MOST};
}

/* The first line of a small file. False: errno says why. */
static bool read_line(const char *path, char text[VALUE_MAX])
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	ssize_t length = read(file, text, VALUE_MAX - 1);
	int error = errno;
	close(file);
	errno = error;
	text[length > 0 ? length : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return length >= 0;
}

static int is_device(const struct dirent *entry)
{
	return strncmp(entry->d_name, "iio:device", strlen("iio:device")) == 0;
}

/* Whether a device has this name or label; its driver's name tells the bits. */
static bool is_wanted(const char *folder, const char *entry, const char *wanted, int *bits)
{
	char path[512], name[VALUE_MAX] = "", label[VALUE_MAX] = "";
	snprintf(path, sizeof path, "%.400s/%.30s/name", folder, entry);
	if (!read_line(path, name))
		return false;
	snprintf(path, sizeof path, "%.400s/%.30s/label", folder, entry);
	read_line(path, label);
	*bits = known_bits(name);
	return strcmp(name, wanted) == 0 || strcmp(label, wanted) == 0;
}

static bool find_channel(const char *folder, const struct wanted *wanted, struct channel *channel)
{
	struct dirent **entry;
	int entries = scandir(folder, &entry, is_device, versionsort), nth = 0;
	bool found = false;
	for (int i = 0; i < entries; i++) {
		const char *name = entry[i]->d_name;
		int bits = 0;
		if (!found && is_wanted(folder, name, wanted->device, &bits) &&
			++nth == wanted->nth) {
			found = true;
			channel->bits = bits;
			snprintf(channel->path, sizeof channel->path,
				"%.400s/%.30s/in_voltage%u_raw", folder, name, wanted->channel);
		}
		free(entry[i]);
	}
	if (entries >= 0)
		free(entry);
	return found;
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
	char line[VALUE_MAX], *end = line;
	bool read = read_line(channel->path, line);
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
	const char *folder, int zone, char text[MAT_TEXT])
{
	struct wanted wanted;
	struct channel *channel = &mat->channel[zone];
	long value;
	if (!read_wanted(&settings->mat, zone, &wanted)) {
		snprintf(text, MAT_TEXT, "zone %d: \"%.40s\" is no channel, such as 0 or ads1115:0",
			zone, settings->mat.zones ? settings->mat.zone[zone] : "");
		return false;
	}
	if (!find_channel(folder, &wanted, channel)) {
		snprintf(text, MAT_TEXT, "zone %d: no IIO device is named %.60s%s", zone,
			wanted.device, wanted.nth > 1 ? " often enough" : "");
		return false;
	}
	if (settings->mat.bits || !channel->bits)
		channel->bits = settings->mat.bits ? settings->mat.bits : mat->bits;
	return read_channel(channel, &value, text);
}

static void *analog_open(
	const struct hw_settings *settings, const char *folder, char text[MAT_TEXT])
{
	int zones = settings->mat.rows * settings->mat.columns;
	struct converters *mat = mem_calloc(1, sizeof *mat);
	mat->channel = mem_calloc((size_t)zones, sizeof *mat->channel);
	mat->bits = analog_form(settings).bits;
	for (; mat->zones < zones; mat->zones++) {
		if (!open_zone(mat, settings, folder, mat->zones, text)) {
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
	raw->raw[raw->zones++] = scale(value, channel->bits, mat->bits);
	return raw->zones < mat->zones ? MAT_STEP_MORE : MAT_STEP_DONE;
}

const struct mat_driver mat_iio = {analog_form, analog_open, analog_close, analog_read};
