/* What simulated ADS1015 measure: converters BUS NOISE takes lines "ADDRESS VALUE" from standard
 * input (0x48 291) and keeps these values, 0 to 2047, in the conversion registers of i2c-stub's
 * chips, which the kernel's driver reads for each of their channels. The four chips are a mat of
 * 2x2; "roll MS VALUE" has somebody roll over it, a pass in so many milliseconds, until "stop".
 * Every value goes up and down by up to NOISE, as real ones do. Ends with its input. */
#include "mat_load.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { CONVERSION = 0, SHIFT = 4, TOP = 2047, FIRST = 0x48, CHIPS = 4, EACH_MS = 20 };

static bool measure(int bus, int address, int value)
{
	value = value < 0 ? 0 : value > TOP ? TOP : value;
	unsigned bits = (unsigned)value << SHIFT;
	/* The chip sends its high byte first, SMBus words go low byte first. */
	union i2c_smbus_data data = {.word = (__u16)(bits >> 8 | bits << 8)};
	struct i2c_smbus_ioctl_data write = {.read_write = I2C_SMBUS_WRITE,
		.command = CONVERSION,
		.size = I2C_SMBUS_WORD_DATA,
		.data = &data};
	/* FORCE: the driver has the address. */
	return ioctl(bus, I2C_SLAVE_FORCE, address) == 0 && ioctl(bus, I2C_SMBUS, &write) == 0;
}

static void obey(struct mat_load *load, bool used[CHIPS], const char *line)
{
	int address, value;
	bool known = sscanf(line, "%i %d", &address, &value) == 2 && address >= FIRST &&
		     address < FIRST + CHIPS;
	if (known) {
		load->value[address - FIRST] = value;
		used[address - FIRST] = true;
	} else if (!mat_load_obey(load, line)) {
		fprintf(stderr, "converters: unknown command: %s", line);
	}
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: converters BUS NOISE\n");
		return 2;
	}
	struct mat_load load = {.rows = 2, .columns = 2};
	bool used[CHIPS] = {false};
	int noise = atoi(argv[2]), bus = open(argv[1], O_RDWR | O_CLOEXEC);
	bool fine = bus >= 0;
	char line[80];
	/* Unbuffered, so that poll knows of every line. */
	setvbuf(stdin, NULL, _IONBF, 0);
	for (;;) {
		struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
		if (fine && poll(&input, 1, noise ? EACH_MS : -1) > 0) {
			if (!fgets(line, sizeof line, stdin))
				break;
			obey(&load, used, line);
		}
		for (int i = 0; fine && i < CHIPS; i++)
			if (used[i])
				fine = measure(bus, FIRST + i, mat_load_of(&load, i, noise));
		if (!fine) {
			fprintf(stderr, "converters: %s: %s\n", argv[1], strerror(errno));
			return 1;
		}
	}
	return 0;
}
