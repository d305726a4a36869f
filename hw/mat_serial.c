/* A mat with a microcontroller of its own, which sends a line a scan: 115,200 baud, or what USB can
 * do. Its port is locked as long as it is open, as two readers would each get half of the lines. */
#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"
#include "clock.h"
#include "mat_lines.h"
#include "mat_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

/* BITS_USUAL: of a trace that does not say. */
enum { BITS_USUAL = 10, BITS_MOST = 16, CHUNK = 4096, PATH_BYTES = 512 };

struct port {
	int fd;
	char path[PATH_BYTES];
	struct mat_lines lines;
	struct mat_clock clock;
	char chunk[CHUNK]; /* read, and taken up to `at` */
	size_t at, count;
	bool any; /* something has come at all */
};

static struct mat_form serial_form(const struct hw_settings *settings)
{
	int bits = settings->mat.bits ? settings->mat.bits : BITS_USUAL;
	return (struct mat_form){.grid = {settings->mat.rows, settings->mat.columns},
		.bits = bits < BITS_MOST ? bits : BITS_MOST};
}

/* "ttyACM0", "serial/by-id/..." or a whole path; not set: the name that our udev rule gives. */
static void name_port(const struct hw_settings *settings, const char *folder, char path[PATH_BYTES])
{
	const char *device = settings->mat.device[0] ? settings->mat.device : "tuneup-mat";
	if (device[0] == '/')
		snprintf(path, PATH_BYTES, "%.500s", device);
	else
		snprintf(path, PATH_BYTES, "%.400s/%.100s", folder, device);
}

static bool set_line(int fd)
{
	struct termios line;
	if (tcgetattr(fd, &line) != 0)
		return false;
	cfmakeraw(&line);
	line.c_cflag |= CLOCAL | CREAD;
	/* So that only a port that is gone reads as at its end. */
	line.c_cc[VMIN] = 1;
	line.c_cc[VTIME] = 0;
	/* What waits from before is old. */
	return cfsetspeed(&line, B115200) == 0 && tcsetattr(fd, TCSANOW, &line) == 0 &&
	       tcflush(fd, TCIFLUSH) == 0;
}

static const char *why_not(int error)
{
	return error == EWOULDBLOCK ? "another program reads it"
	       : error == ENOTTY    ? "it is no serial port"
	       : error == EACCES    ? "not allowed: its group must be one of the kiosk's"
				    : strerror(error);
}

static int open_port(const char *path)
{
	int fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && set_line(fd))
		return fd;
	int error = errno;
	if (fd >= 0)
		close(fd);
	errno = error;
	return -1;
}

static void *serial_open(
	const struct hw_settings *settings, const char *folder, char text[MAT_TEXT])
{
	char path[PATH_BYTES];
	name_port(settings, folder, path);
	int fd = open_port(path);
	if (fd < 0) {
		snprintf(text, MAT_TEXT, "%.100s: %.90s", path, why_not(errno));
		return NULL;
	}
	struct port *port = mem_calloc(1, sizeof *port);
	port->fd = fd;
	memcpy(port->path, path, sizeof path);
	mat_lines_begin(&port->lines, serial_form(settings));
	snprintf(text, MAT_TEXT, "%.190s", path);
	return port;
}

static void serial_close(void *source)
{
	struct port *port = source;
	if (!port)
		return;
	close(port->fd);
	free(port);
}

static int serial_fd(const void *source)
{
	return ((const struct port *)source)->fd;
}

static enum mat_step gone(char text[MAT_TEXT], const struct port *port, const char *why)
{
	snprintf(text, MAT_TEXT, "%.100s: %.90s", port->path, why);
	return MAT_STEP_GONE;
}

/* The next bytes. A port whose device was pulled out has an end, or an error. */
static enum mat_step fill(struct port *port, char text[MAT_TEXT])
{
	ssize_t count = read(port->fd, port->chunk, CHUNK);
	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return MAT_STEP_NONE;
	if (count <= 0)
		return gone(text, port, count < 0 ? strerror(errno) : N_("unplugged"));
	port->any = true;
	port->at = 0;
	port->count = (size_t)count;
	return MAT_STEP_MORE;
}

static enum mat_step serial_read(void *source, struct mat_raw *raw, char text[MAT_TEXT])
{
	struct port *port = source;
	struct mat_lines *lines = &port->lines;
	if (port->at == port->count) {
		enum mat_step step = fill(port, text);
		if (step != MAT_STEP_MORE)
			return step;
	}
	bool whole;
	unsigned damaged = lines->damaged;
	port->at +=
		mat_lines_take(lines, port->chunk + port->at, port->count - port->at, raw, &whole);
	if (lines->told_bits && lines->told_bits != lines->form.bits) {
		char why[90];
		snprintf(why, sizeof why, N_("it sends %d bits, mat.bits says %d"),
			lines->told_bits, lines->form.bits);
		return gone(text, port, why);
	}
	int64_t at_us;
	if (whole && mat_clock_time(&port->clock, raw->t_us, clock_now_us(), &at_us)) {
		raw->t_us = at_us;
		return MAT_STEP_DONE;
	}
	return whole || lines->damaged != damaged ? MAT_STEP_LOST : MAT_STEP_MORE;
}

static void serial_silent(const void *source, char text[MAT_TEXT])
{
	const struct port *port = source;
	const char *wrong = port->lines.wrong;
	if (!port->any)
		snprintf(text, MAT_TEXT, N_("%.100s: nothing comes from it"), port->path);
	else
		snprintf(text, MAT_TEXT, N_("%.100s: no scan of %d zones comes from it: %.60s"),
			port->path, mat_zones(port->lines.form.grid),
			wrong ? wrong : N_("its clock or its lines stand still"));
}

bool mat_serial_is_used(const struct hw_settings *settings, const char *folder)
{
	char path[PATH_BYTES];
	name_port(settings, folder, path);
	int fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	bool used = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	if (fd >= 0)
		close(fd);
	return used;
}

const struct mat_driver mat_serial = {.name = "serial",
	.form = serial_form,
	.open = serial_open,
	.close = serial_close,
	.read = serial_read,
	.fd = serial_fd,
	.silent = serial_silent};
