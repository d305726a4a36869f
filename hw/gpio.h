/* GPIO lines, one header over two libraries: gpio_v1.c (libgpiod 1.6) and gpio_v2.c (libgpiod 2.2);
 * the Makefile compiles the one that fits. Both mean the same: an edge counts once the line has
 * been stable for the period, and is stamped with the moment at which that was so. Levels are
 * logical: on is pressed, lit. A line is used by one thread. Faults leave their cause in errno. */
#ifndef TUNEUP_GPIO_H
#define TUNEUP_GPIO_H

#include <stdbool.h>
#include <stdint.h>

enum { GPIO_NAME = 64, GPIO_PATH = 256, GPIO_READ_MAX = 16 };

/* What a chip says of itself. */
struct gpio_chip {
	char path[GPIO_PATH]; /* "/dev/gpiochip0" */
	char label[GPIO_NAME];
	unsigned lines;
	char (*name)[GPIO_NAME]; /* of each line, "": none; freed by free() */
};

enum gpio_pull { GPIO_PULL_NONE, GPIO_PULL_UP, GPIO_PULL_DOWN };

struct gpio_wish {
	bool output;     /* starts off */
	bool edges;      /* an input that tells its changes */
	bool active_low; /* on is 0 V */
	enum gpio_pull pull;
	int64_t debounce_us; /* of edges; 0: each counts */
};

struct gpio_edge {
	int64_t at_us; /* monotonic */
	bool on;
};

/* The library's name and version, for staff. */
const char *gpio_library(void);

/* Reads what the chip says into *chip, except its path. */
bool gpio_chip_read(const char *path, struct gpio_chip *chip);

/* Whether somebody has the line now, without taking it. user: who, as they call themselves; "":
 * they do not say (a driver of the kernel). */
bool gpio_line_used(const char *path, unsigned offset, char user[GPIO_NAME]);

/* Takes a line, by this program's name, for as long as it is open; closing an output turns it off.
 * Doing so may block for the time of a system call, as all of these do. */
struct gpio_line *gpio_line_open(const char *path, unsigned offset, const struct gpio_wish *wish);
void gpio_line_close(struct gpio_line *line);

bool gpio_line_get(struct gpio_line *line, bool *on);
bool gpio_line_set(struct gpio_line *line, bool on);

/* Of a line with edges: what to poll on for reading, and when it wants gpio_line_read though
 * nothing came (INT64_MAX: never). */
int gpio_line_fd(const struct gpio_line *line);
int64_t gpio_line_due_us(const struct gpio_line *line);

/* Takes up to GPIO_READ_MAX edges that count by now, without waiting. Adds to *lost those that the
 * kernel could not keep, as far as it says so. Returns how many, -1: the line is gone. */
int gpio_line_read(struct gpio_line *line, int64_t now_us, struct gpio_edge edge[GPIO_READ_MAX],
	unsigned *lost);

#endif
