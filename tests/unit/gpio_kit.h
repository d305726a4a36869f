/* GPIO lines that this file makes up: a chip is a file with its label in it, a line an eventfd with
 * a queue. They take the place of the library's in the program that includes it. */
#ifndef TUNEUP_TEST_GPIO_KIT_H
#define TUNEUP_TEST_GPIO_KIT_H

#include "base/mem.h"
#include "debounce.h"
#include "gpio.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LINES = 28 };

struct gpio_line {
	int fd; /* -1: not open */
	bool on, gone, busy;
	struct gpio_wish wish;
	struct gpio_edge queue[GPIO_READ_MAX];
	int queued, changes;
	struct debounce debounce;
};

/* Whether lines are debounced, as the library does; else each edge counts as it comes. */
static bool debounces;

/* The lock guards all that follows. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static struct gpio_line lines[LINES];

const char *gpio_library(void)
{
	return "made up";
}

bool gpio_chip_read(const char *path, struct gpio_chip *chip)
{
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	bool read = fgets(chip->label, sizeof chip->label, file);
	fclose(file);
	chip->lines = LINES;
	chip->name = mem_calloc(LINES, sizeof *chip->name);
	for (int i = 0; i < LINES; i++)
		snprintf(chip->name[i], sizeof chip->name[i], "GPIO%d", i);
	return read;
}

bool gpio_line_used(const char *path, unsigned offset, char user[GPIO_NAME])
{
	(void)path;
	snprintf(user, GPIO_NAME, "gpioset");
	return lines[offset].busy;
}

struct gpio_line *gpio_line_open(const char *path, unsigned offset, const struct gpio_wish *wish)
{
	struct gpio_line *line = &lines[offset];
	(void)path;
	pthread_mutex_lock(&lock);
	assert(line->fd == -1);
	bool busy = line->busy;
	if (!busy) {
		line->wish = *wish;
		line->queued = 0;
		line->gone = false;
		debounce_init(&line->debounce, wish->debounce_us, line->on);
		line->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	}
	pthread_mutex_unlock(&lock);
	errno = EBUSY;
	return busy ? NULL : line;
}

void gpio_line_close(struct gpio_line *line)
{
	if (!line)
		return;
	pthread_mutex_lock(&lock);
	close(line->fd);
	line->fd = -1;
	if (line->wish.output)
		line->on = false;
	pthread_mutex_unlock(&lock);
}

bool gpio_line_get(struct gpio_line *line, bool *on)
{
	pthread_mutex_lock(&lock);
	bool fine = !line->gone;
	*on = line->on;
	pthread_mutex_unlock(&lock);
	errno = ENODEV;
	return fine;
}

bool gpio_line_set(struct gpio_line *line, bool on)
{
	pthread_mutex_lock(&lock);
	bool fine = !line->gone;
	line->on = on;
	line->changes++;
	pthread_cond_broadcast(&news);
	pthread_mutex_unlock(&lock);
	errno = ENODEV;
	return fine;
}

int gpio_line_fd(const struct gpio_line *line)
{
	return line->fd;
}

int64_t gpio_line_due_us(const struct gpio_line *line)
{
	return debounces ? debounce_due_us(&line->debounce) : INT64_MAX;
}

/* Those of the queue that count by now. */
static int debounced(struct gpio_line *line, int64_t now_us, struct gpio_edge *counts)
{
	int edges = 0;
	for (int i = 0; i < line->queued; i++)
		edges += debounce_edge(
			&line->debounce, line->queue[i].at_us, line->queue[i].on, &counts[edges]);
	if (edges < GPIO_READ_MAX)
		edges += debounce_pass(&line->debounce, now_us, &counts[edges]);
	return edges;
}

int gpio_line_read(struct gpio_line *line, int64_t now_us, struct gpio_edge edge[GPIO_READ_MAX],
	unsigned *lost)
{
	(void)lost;
	uint64_t count;
	pthread_mutex_lock(&lock);
	bool gone = line->gone;
	if (line->queued > 0 && read(line->fd, &count, sizeof count) < 0)
		line->queued = 0;
	int edges = line->queued;
	if (debounces)
		edges = debounced(line, now_us, edge);
	else if (edges > 0)
		memcpy(edge, line->queue, (size_t)edges * sizeof *edge);
	line->queued = 0;
	pthread_mutex_unlock(&lock);
	errno = ENODEV;
	return gone ? -1 : edges;
}

/* ---- what is done to them ---- */

static void stir(struct gpio_line *line)
{
	const uint64_t one = 1;
	ssize_t written = write(line->fd, &one, sizeof one);
	assert(written == sizeof one);
}

static void edge(int offset, bool on, int64_t at_us)
{
	struct gpio_line *line = &lines[offset];
	pthread_mutex_lock(&lock);
	line->on = on;
	line->queue[line->queued++] = (struct gpio_edge){at_us, on};
	stir(line);
	pthread_mutex_unlock(&lock);
}

#endif
