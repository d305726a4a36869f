#include "gpio.h"

#include "base/mem.h"
#include "debounce.h"

#include <errno.h>
#include <gpiod.h>
#include <stdio.h>
#include <stdlib.h>

struct gpio_line {
	struct gpiod_chip *chip;
	struct gpiod_line *line;
	bool output;
	struct debounce debounce;
};

const char *gpio_library(void)
{
	static char text[32];
	snprintf(text, sizeof text, "libgpiod %s", gpiod_version_string());
	return text;
}

bool gpio_chip_read(const char *path, struct gpio_chip *chip)
{
	struct gpiod_chip *device = gpiod_chip_open(path);
	if (!device)
		return false;
	snprintf(chip->label, sizeof chip->label, "%s", gpiod_chip_label(device));
	chip->lines = gpiod_chip_num_lines(device);
	chip->name = mem_calloc(chip->lines + 1, sizeof *chip->name);
	for (unsigned i = 0; i < chip->lines; i++) {
		struct gpiod_line *line = gpiod_chip_get_line(device, i);
		const char *name = line ? gpiod_line_name(line) : NULL;
		snprintf(chip->name[i], sizeof chip->name[i], "%s", name ? name : "");
	}
	gpiod_chip_close(device);
	return true;
}

bool gpio_line_used(const char *path, unsigned offset, char user[GPIO_NAME])
{
	struct gpiod_chip *device = gpiod_chip_open(path);
	struct gpiod_line *line = device ? gpiod_chip_get_line(device, offset) : NULL;
	bool used = line && gpiod_line_is_used(line);
	const char *name = used ? gpiod_line_consumer(line) : NULL;
	snprintf(user, GPIO_NAME, "%s", name ? name : "");
	if (device)
		gpiod_chip_close(device);
	return used;
}

static bool request(struct gpio_line *line, const struct gpio_wish *wish)
{
	static const int pulls[] = {[GPIO_PULL_UP] = GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP,
		[GPIO_PULL_DOWN] = GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN};
	struct gpiod_line_request_config config = {.consumer = program_invocation_short_name};
	config.request_type = wish->output  ? GPIOD_LINE_REQUEST_DIRECTION_OUTPUT
			      : wish->edges ? GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES
					    : GPIOD_LINE_REQUEST_DIRECTION_INPUT;
	config.flags = wish->output ? 0 : pulls[wish->pull];
	if (wish->active_low)
		config.flags |= GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW;
	return gpiod_line_request(line->line, &config, 0) == 0;
}

struct gpio_line *gpio_line_open(const char *path, unsigned offset, const struct gpio_wish *wish)
{
	struct gpio_line *line = mem_calloc(1, sizeof *line);
	bool on = false;
	line->output = wish->output;
	line->chip = gpiod_chip_open(path);
	if (line->chip)
		line->line = gpiod_chip_get_line(line->chip, offset);
	if (!line->line || !request(line, wish) || (wish->edges && !gpio_line_get(line, &on))) {
		int error = errno;
		gpio_line_close(line);
		errno = error;
		return NULL;
	}
	debounce_init(&line->debounce, wish->debounce_us, on);
	return line;
}

void gpio_line_close(struct gpio_line *line)
{
	if (!line)
		return;
	if (line->output && line->line && gpiod_line_is_requested(line->line))
		gpiod_line_set_value(line->line, 0);
	if (line->chip)
		gpiod_chip_close(line->chip);
	free(line);
}

bool gpio_line_get(struct gpio_line *line, bool *on)
{
	int value = gpiod_line_get_value(line->line);
	*on = value > 0;
	return value >= 0;
}

bool gpio_line_set(struct gpio_line *line, bool on)
{
	return gpiod_line_set_value(line->line, on) == 0;
}

int gpio_line_fd(const struct gpio_line *line)
{
	return gpiod_line_event_get_fd(line->line);
}

int64_t gpio_line_due_us(const struct gpio_line *line)
{
	return debounce_due_us(&line->debounce);
}

/* The raw edges that wait, at most GPIO_READ_MAX; reading would wait for one. */
static int read_raw(struct gpio_line *line, struct gpiod_line_event event[GPIO_READ_MAX])
{
	const struct timespec at_once = {0};
	int waits = gpiod_line_event_wait(line->line, &at_once);
	return waits <= 0 ? waits
			  : gpiod_line_event_read_multiple(line->line, event, GPIO_READ_MAX);
}

int gpio_line_read(struct gpio_line *line, int64_t now_us, struct gpio_edge edge[GPIO_READ_MAX],
	unsigned *lost)
{
	struct debounce *debounce = &line->debounce;
	struct gpiod_line_event event[GPIO_READ_MAX];
	int events = read_raw(line, event), edges = 0;
	for (int i = 0; i < events; i++) {
		int64_t at_us = (int64_t)event[i].ts.tv_sec * 1000000 + event[i].ts.tv_nsec / 1000;
		bool on = event[i].event_type == GPIOD_LINE_EVENT_RISING_EDGE;
		edges += debounce_edge(debounce, at_us, on, &edge[edges]);
	}
	if (events != 0 || now_us < debounce_due_us(debounce))
		return events < 0 ? -1 : edges;
	/* The kernel's queue drops edges without a word: only the line itself knows its level. */
	bool on = false;
	if (!gpio_line_get(line, &on))
		return -1;
	if (on == debounce->level)
		return debounce_pass(debounce, now_us, edge);
	++*lost;
	return debounce_edge(debounce, now_us, on, edge);
}
