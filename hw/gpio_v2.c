#include "gpio.h"

#include "base/mem.h"

#include <errno.h>
#include <gpiod.h>
#include <stdio.h>
#include <stdlib.h>

struct gpio_line {
	struct gpiod_line_request *request;
	struct gpiod_edge_event_buffer *buffer; /* NULL: a line without edges */
	unsigned offset;
	bool output;
	unsigned long number; /* of the last edge; 0: none yet */
};

const char *gpio_library(void)
{
	static char text[32];
	snprintf(text, sizeof text, "libgpiod %s", gpiod_api_version());
	return text;
}

static void read_name(struct gpiod_chip *device, unsigned offset, char name[GPIO_NAME])
{
	struct gpiod_line_info *info = gpiod_chip_get_line_info(device, offset);
	const char *text = info ? gpiod_line_info_get_name(info) : NULL;
	snprintf(name, GPIO_NAME, "%s", text ? text : "");
	gpiod_line_info_free(info);
}

bool gpio_chip_read(const char *path, struct gpio_chip *chip)
{
	struct gpiod_chip *device = gpiod_chip_open(path);
	if (!device)
		return false;
	struct gpiod_chip_info *info = gpiod_chip_get_info(device);
	if (info) {
		snprintf(chip->label, sizeof chip->label, "%s", gpiod_chip_info_get_label(info));
		chip->lines = (unsigned)gpiod_chip_info_get_num_lines(info);
		chip->name = mem_calloc(chip->lines + 1, sizeof *chip->name);
		for (unsigned i = 0; i < chip->lines; i++)
			read_name(device, i, chip->name[i]);
	}
	int error = errno;
	gpiod_chip_info_free(info);
	gpiod_chip_close(device);
	errno = error;
	return info;
}

bool gpio_line_used(const char *path, unsigned offset, char user[GPIO_NAME])
{
	struct gpiod_chip *device = gpiod_chip_open(path);
	struct gpiod_line_info *info = device ? gpiod_chip_get_line_info(device, offset) : NULL;
	bool used = info && gpiod_line_info_is_used(info);
	const char *name = used ? gpiod_line_info_get_consumer(info) : NULL;
	snprintf(user, GPIO_NAME, "%s", name ? name : "");
	gpiod_line_info_free(info);
	if (device)
		gpiod_chip_close(device);
	return used;
}

static bool describe(struct gpiod_line_settings *settings, const struct gpio_wish *wish)
{
	static const enum gpiod_line_bias pulls[] = {[GPIO_PULL_NONE] = GPIOD_LINE_BIAS_AS_IS,
		[GPIO_PULL_UP] = GPIOD_LINE_BIAS_PULL_UP,
		[GPIO_PULL_DOWN] = GPIOD_LINE_BIAS_PULL_DOWN};
	gpiod_line_settings_set_active_low(settings, wish->active_low);
	if (wish->output)
		return gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT) ==
		       0;
	gpiod_line_settings_set_debounce_period_us(
		settings, wish->edges ? (unsigned long)wish->debounce_us : 0);
	enum gpiod_line_edge edges = wish->edges ? GPIOD_LINE_EDGE_BOTH : GPIOD_LINE_EDGE_NONE;
	return gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT) == 0 &&
	       gpiod_line_settings_set_bias(settings, pulls[wish->pull]) == 0 &&
	       gpiod_line_settings_set_edge_detection(settings, edges) == 0;
}

static bool request(struct gpio_line *line, struct gpiod_chip *device, const struct gpio_wish *wish)
{
	struct gpiod_line_settings *settings = gpiod_line_settings_new();
	struct gpiod_line_config *lines = gpiod_line_config_new();
	struct gpiod_request_config *config = gpiod_request_config_new();
	bool fine = settings && lines && config && describe(settings, wish) &&
		    gpiod_line_config_add_line_settings(lines, &line->offset, 1, settings) == 0;
	if (fine) {
		gpiod_request_config_set_consumer(config, program_invocation_short_name);
		line->request = gpiod_chip_request_lines(device, config, lines);
	}
	if (wish->edges && line->request)
		line->buffer = gpiod_edge_event_buffer_new(GPIO_READ_MAX);
	int error = errno;
	gpiod_request_config_free(config);
	gpiod_line_config_free(lines);
	gpiod_line_settings_free(settings);
	errno = error;
	return line->request && (line->buffer || !wish->edges);
}

struct gpio_line *gpio_line_open(const char *path, unsigned offset, const struct gpio_wish *wish)
{
	struct gpiod_chip *device = gpiod_chip_open(path);
	if (!device)
		return NULL;
	struct gpio_line *line = mem_calloc(1, sizeof *line);
	line->offset = offset;
	line->output = wish->output;
	bool fine = request(line, device, wish);
	int error = errno;
	gpiod_chip_close(device);
	if (!fine) {
		gpio_line_close(line);
		line = NULL;
	}
	errno = error;
	return line;
}

void gpio_line_close(struct gpio_line *line)
{
	if (!line)
		return;
	if (line->output && line->request)
		gpio_line_set(line, false);
	gpiod_edge_event_buffer_free(line->buffer);
	if (line->request)
		gpiod_line_request_release(line->request);
	free(line);
}

bool gpio_line_get(struct gpio_line *line, bool *on)
{
	enum gpiod_line_value value = gpiod_line_request_get_value(line->request, line->offset);
	*on = value == GPIOD_LINE_VALUE_ACTIVE;
	return value != GPIOD_LINE_VALUE_ERROR;
}

bool gpio_line_set(struct gpio_line *line, bool on)
{
	return gpiod_line_request_set_value(line->request, line->offset,
		       on ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE) == 0;
}

int gpio_line_fd(const struct gpio_line *line)
{
	return gpiod_line_request_get_fd(line->request);
}

int64_t gpio_line_due_us(const struct gpio_line *line)
{
	(void)line;
	return INT64_MAX;
}

int gpio_line_read(struct gpio_line *line, int64_t now_us, struct gpio_edge edge[GPIO_READ_MAX],
	unsigned *lost)
{
	(void)now_us;
	int waits = gpiod_line_request_wait_edge_events(line->request, 0);
	if (waits <= 0)
		return waits;
	int events =
		gpiod_line_request_read_edge_events(line->request, line->buffer, GPIO_READ_MAX);
	for (int i = 0; i < events; i++) {
		struct gpiod_edge_event *event =
			gpiod_edge_event_buffer_get_event(line->buffer, (unsigned long)i);
		unsigned long number = gpiod_edge_event_get_line_seqno(event);
		if (number > line->number + 1)
			*lost += (unsigned)(number - line->number - 1);
		line->number = number;
		edge[i].at_us = (int64_t)(gpiod_edge_event_get_timestamp_ns(event) / 1000);
		edge[i].on = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE;
	}
	return events;
}
