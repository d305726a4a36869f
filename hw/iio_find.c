#include "iio_find.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bits of what a driver gives for a positive voltage: the ADS types count below zero as well. An
 * HX711 gives 24 bits around the middle: an eighth of its upper half is left for bridges that lean
 * to the other side while nothing is on them. */
static const struct converter {
	const char *name;
	int bits;
	long zero; /* the value that counts as nothing */
} known[] = {{"mcp3008", 10, 0}, {"mcp3004", 10, 0}, {"mcp3204", 12, 0}, {"mcp3208", 12, 0},
	{"ads1015", 11, 0}, {"ads1115", 15, 0}, {"hx711", 23, (1L << 23) - (1L << 20)}};

static const struct converter *find_known(const char *name)
{
	size_t length = strcspn(name, "#");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == length && strncmp(known[i].name, name, length) == 0)
			return &known[i];
	return NULL;
}

int iio_known_bits(const char *name)
{
	const struct converter *converter = find_known(name);
	return converter ? converter->bits : 0;
}

long iio_known_zero(const char *name)
{
	const struct converter *converter = find_known(name);
	return converter ? converter->zero : 0;
}

bool iio_read_line(const char *path, char text[static IIO_NAME])
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	ssize_t length = read(file, text, IIO_NAME - 1);
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

static int is_channel(const struct dirent *entry)
{
	unsigned number;
	int end = 0;
	return sscanf(entry->d_name, "in_voltage%3u_raw%n", &number, &end) == 1 && end > 0 &&
	       !entry->d_name[end];
}

static int count_channels(const char *folder)
{
	int channels = 0;
	DIR *files = opendir(folder);
	if (!files)
		return 0;
	for (const struct dirent *entry; (entry = readdir(files));)
		channels += is_channel(entry);
	closedir(files);
	return channels;
}

/* An IIO device lies in the folder of its chip, which for I2C has a name. */
static void read_chip(struct iio_device *device, const char *folder)
{
	char path[512], chip[IIO_NAME];
	snprintf(path, sizeof path, "%.400s/%.31s/../name", folder, device->entry);
	if (iio_read_line(path, chip) && chip[0])
		memcpy(device->name, chip, sizeof chip);
}

/* False: it has no name, so it is on its way out. */
static bool read_device(struct iio_device *device, const char *folder, const char *entry)
{
	char path[512];
	*device = (struct iio_device){0};
	snprintf(device->entry, sizeof device->entry, "%.31s", entry);
	snprintf(path, sizeof path, "%.400s/%.31s/name", folder, entry);
	if (!iio_read_line(path, device->name))
		return false;
	read_chip(device, folder);
	snprintf(path, sizeof path, "%.400s/%.31s/label", folder, entry);
	iio_read_line(path, device->label);
	snprintf(path, sizeof path, "%.400s/%.31s", folder, entry);
	device->channels = count_channels(path);
	device->bits = iio_known_bits(device->name);
	return true;
}

void iio_scan(struct iio_devices *devices, const char *folder)
{
	struct dirent **entry;
	int entries = scandir(folder, &entry, is_device, versionsort);
	devices->count = 0;
	for (int i = 0; i < entries; i++) {
		if (devices->count < IIO_DEVICES_MAX &&
			read_device(&devices->device[devices->count], folder, entry[i]->d_name))
			devices->count++;
		free(entry[i]);
	}
	if (entries >= 0)
		free(entry);
}

const struct iio_device *iio_find(const struct iio_devices *devices, const char *wanted, int nth)
{
	for (int i = 0; i < devices->count; i++) {
		const struct iio_device *device = &devices->device[i];
		if ((strcmp(device->name, wanted) == 0 || strcmp(device->label, wanted) == 0) &&
			--nth == 0)
			return device;
	}
	return NULL;
}
