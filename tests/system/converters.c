/* What simulated ADS1015 measure: converters BUS NOISE takes lines "ADDRESS VALUE" from standard
 * input (0x48 291) and keeps these values, 0 to 2047, in the conversion registers of i2c-stub's
 * chips, which the kernel's driver reads for each of their channels. Every value goes up and down
 * by up to NOISE, as real ones do. Ends with its input. */
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { CONVERSION = 0, SHIFT = 4, TOP = 2047, FIRST = 0x48, CHIPS = 4, EACH_MS = 20 };

struct chip {
	bool used;
	int value;
};

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

static void obey(struct chip chip[CHIPS], const char *line)
{
	int address, value;
	bool known = sscanf(line, "%i %d", &address, &value) == 2 && address >= FIRST &&
		     address < FIRST + CHIPS;
	if (known)
		chip[address - FIRST] = (struct chip){true, value};
	else
		fprintf(stderr, "converters: unknown command: %s", line);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: converters BUS NOISE\n");
		return 2;
	}
	struct chip chip[CHIPS] = {0};
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
			obey(chip, line);
		}
		for (int i = 0; fine && i < CHIPS; i++)
			if (chip[i].used)
				fine = measure(bus, FIRST + i,
					chip[i].value + rand() % (2 * noise + 1) - noise);
		if (!fine) {
			fprintf(stderr, "converters: %s: %s\n", argv[1], strerror(errno));
			return 1;
		}
	}
	return 0;
}
