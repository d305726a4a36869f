/* The converters that the kernel's IIO drivers know. A device is known by its name or label, never
 * by its number, which changes from boot to boot. */
#ifndef TUNEUP_IIO_FIND_H
#define TUNEUP_IIO_FIND_H

#include <stdbool.h>

enum { IIO_DEVICES_MAX = 32, IIO_NAME = 32 };

struct iio_device {
	char entry[IIO_NAME]; /* its folder: "iio:device0" */
	char name[IIO_NAME];  /* the chip's where the bus tells it (I2C), since one driver calls all
				 its chips alike ("ads1015" for an ADS1115); else the driver's */
	char label[IIO_NAME]; /* of the device tree; "": none */
	int bits;             /* of a channel, for a positive voltage; 0: not known */
	int channels;         /* that can be read as a voltage */
};

struct iio_devices {
	struct iio_device device[IIO_DEVICES_MAX];
	int count;
};

/* Lists the devices of a folder ("/sys/bus/iio/devices") in the order of their numbers. */
void iio_scan(struct iio_devices *devices, const char *folder);

/* The nth (from 1) with this name or label; NULL: there is none. Pure. */
const struct iio_device *iio_find(const struct iio_devices *devices, const char *wanted, int nth);

/* Bits of a channel by the driver's name, what follows a # left out; 0: not known. Pure. */
int iio_known_bits(const char *name);

/* The value of a channel that counts as nothing, by the driver's name likewise. Pure. */
long iio_known_zero(const char *name);

/* The first line of a small file, without its end. False: errno says why. */
bool iio_read_line(const char *path, char text[static IIO_NAME]);

#endif
