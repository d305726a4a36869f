/* A mat with a microcontroller of its own: serial_mat PORT ROWS COLUMNS sends a line a scan to the
 * port (the other end of a simulated USB cable), fifty a second, 10 bits: its milliseconds, then
 * the zones. It takes lines "ZONE VALUE", "roll MS VALUE" and "stop" from standard input, and ends
 * with it. What nobody reads is lost, as it is with a real one. */
#include "mat_load.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

enum { EACH_MS = 20, TOP = 1023, EMPTY = 60, NOISE = 2, LINE = MAT_LOAD_ZONES * 6 + 16 };

static int open_port(const char *path)
{
	struct termios line;
	int port = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (port < 0 || tcgetattr(port, &line) != 0)
		return -1;
	cfmakeraw(&line);
	return tcsetattr(port, TCSANOW, &line) == 0 ? port : -1;
}

static void obey(struct mat_load *load, const char *line)
{
	int zone, value;
	if (sscanf(line, "%d %d", &zone, &value) == 2 && zone >= 0 &&
		zone < load->rows * load->columns)
		load->value[zone] = EMPTY + value;
	else if (!mat_load_obey(load, line))
		fprintf(stderr, "serial_mat: unknown command: %s", line);
}

/* One whole line or, when there is no room for it, none: half a line would be a fault. */
static void send_scan(int port, const struct mat_load *load)
{
	static char rest[LINE];
	static size_t left, at;
	if (left == 0) {
		left = (size_t)snprintf(rest, sizeof rest, "%ld", mat_load_now_ms());
		for (int i = 0; i < load->rows * load->columns; i++) {
			int value = mat_load_of(load, i, NOISE);
			value = value < 0 ? 0 : value > TOP ? TOP : value;
			left += (size_t)snprintf(rest + left, sizeof rest - left, ",%d", value);
		}
		rest[left++] = '\n';
		at = 0;
	}
	ssize_t sent = write(port, rest + at, left);
	if (sent > 0) {
		at += (size_t)sent;
		left -= (size_t)sent;
	}
}

int main(int argc, char **argv)
{
	struct mat_load load = {
		.rows = argc > 3 ? atoi(argv[2]) : 0, .columns = argc > 3 ? atoi(argv[3]) : 0};
	if (load.rows < 1 || load.columns < 1 || load.rows * load.columns > MAT_LOAD_ZONES) {
		fprintf(stderr, "usage: serial_mat PORT ROWS COLUMNS\n");
		return 2;
	}
	int port = open_port(argv[1]);
	if (port < 0) {
		fprintf(stderr, "serial_mat: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	for (int i = 0; i < load.rows * load.columns; i++)
		load.value[i] = EMPTY;
	char line[80];
	/* Unbuffered, so that poll knows of every line. */
	setvbuf(stdin, NULL, _IONBF, 0);
	for (;;) {
		struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
		if (poll(&input, 1, EACH_MS) > 0) {
			if (!fgets(line, sizeof line, stdin))
				return 0;
			obey(&load, line);
		}
		send_scan(port, &load);
	}
}
