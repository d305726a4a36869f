/* What a simulated ADS1015 measures: adc BUS ADDRESS VALUE writes the conversion register of an
 * i2c-stub's chip, which the kernel's driver reads for each of its channels. VALUE: 0 to 2047. */
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum { CONVERSION = 0, SHIFT = 4 };

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: adc BUS ADDRESS VALUE\n");
		return 2;
	}
	unsigned value = (unsigned)strtoul(argv[3], NULL, 0) << SHIFT;
	/* The chip sends its high byte first, SMBus words go low byte first. */
	union i2c_smbus_data data = {.word = (__u16)(value >> 8 | value << 8)};
	struct i2c_smbus_ioctl_data write = {.read_write = I2C_SMBUS_WRITE,
		.command = CONVERSION,
		.size = I2C_SMBUS_WORD_DATA,
		.data = &data};
	int bus = open(argv[1], O_RDWR | O_CLOEXEC);
	/* FORCE: the driver has the address. */
	if (bus < 0 || ioctl(bus, I2C_SLAVE_FORCE, strtoul(argv[2], NULL, 0)) < 0 ||
		ioctl(bus, I2C_SMBUS, &write) < 0) {
		fprintf(stderr, "adc: %s %s: %s\n", argv[1], argv[2], strerror(errno));
		return 1;
	}
	return 0;
}
