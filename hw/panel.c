#include "panel.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/tr.h"
#include "button.h"
#include "gpio_find.h"
#include "retry.h"
#include "wanted.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = HW_KEYS * HW_KEY_LINES * 2, BLINK_US = 500000 };

struct line {
	enum hw_role role;
	int key, which;
	char wanted[64];
	struct gpio_line *line; /* NULL: not open */
	char text[200];         /* where it is, or why not */
	bool complained;        /* staff know */
	struct button button;
	bool lit;
	unsigned lost;
};

struct panel {
	const struct hw_settings *settings;
	const char *gpio_folder;
	void (*event)(void *data, const struct hw_event *event);
	void *data;
	struct line line[LINES_MAX];
	int lines;
	struct retry retry;
	bool doubted;     /* a line went: are the lights still there? */
	int64_t blink_us; /* when the lights that blink change; INT64_MAX: none does */
	bool bright;
	enum panel_change change;
};

struct panel *panel_create(const struct hw_settings *settings, const char *gpio_folder,
	void (*event)(void *data, const struct hw_event *event), void *data)
{
	struct panel *panel = mem_calloc(1, sizeof *panel);
	panel->settings = settings;
	panel->gpio_folder = gpio_folder;
	panel->event = event;
	panel->data = data;
	panel->blink_us = INT64_MAX;
	struct hw_part part[HW_PARTS_MAX];
	panel->lines = hw_wanted(settings, part);
	for (int i = 0; i < panel->lines; i++) {
		struct line *line = &panel->line[i];
		line->role = part[i].role;
		line->key = part[i].key;
		line->which = part[i].which;
		memcpy(line->wanted, part[i].wanted, sizeof line->wanted);
	}
	return panel;
}

void panel_destroy(struct panel *panel)
{
	if (!panel)
		return;
	for (int i = 0; i < panel->lines; i++)
		gpio_line_close(panel->line[i].line);
	free(panel);
}

static void tell(const struct panel *panel, const struct line *line, bool down, int64_t at_us)
{
	struct hw_event event = {.kind = HW_EVENT_BUTTON, .at_us = at_us};
	event.button.key = line->key;
	event.button.which = line->which;
	event.button.down = down;
	panel->event(panel->data, &event);
}

static void note(struct panel *panel, enum panel_change change)
{
	if (change > panel->change)
		panel->change = change;
}

/* --- what is missing and what goes --- */

/* The line cannot be used, for a reason that stands in its text. */
static void complain(struct panel *panel, struct line *line)
{
	if (!line->complained)
		note(panel, PANEL_STATE);
	line->complained = true;
}

static void lose(struct panel *panel, struct line *line, int64_t now_us)
{
	int error = errno;
	if (line->button.told)
		tell(panel, line, false, now_us);
	line->button = (struct button){0};
	gpio_line_close(line->line);
	line->line = NULL;
	line->lit = false;
	snprintf(line->text, sizeof line->text, N_("the line is gone: %s"), strerror(error));
	complain(panel, line);
	panel->doubted = true;
	panel->retry = (struct retry){0};
	retry_failed(&panel->retry, now_us);
}

static void open_line(
	struct panel *panel, struct line *line, const struct gpio_chips *chips, int64_t now_us)
{
	const struct hw_settings *settings = panel->settings;
	struct gpio_wish wish = {.active_low = settings->lit == HW_LIT_LOW, .output = true};
	struct gpio_place place;
	bool down = false;
	if (line->role == HW_ROLE_BUTTON) {
		bool grounds = settings->wired == HW_TO_GROUND;
		wish = (struct gpio_wish){.edges = true,
			.active_low = grounds,
			.pull = grounds ? GPIO_PULL_UP : GPIO_PULL_DOWN,
			.debounce_us = (int64_t)settings->debounce_ms * 1000};
	}
	if (gpio_find(chips, settings->chip, line->wanted, &place))
		line->line = gpio_line_open(place.path, place.offset, &wish);
	if (!line->line) {
		gpio_tell_refused(&place, line->text, sizeof line->text);
		complain(panel, line);
		return;
	}
	if (line->role == HW_ROLE_BUTTON && gpio_line_get(line->line, &down))
		button_open(&line->button, down, now_us);
	snprintf(line->text, sizeof line->text, "%s", place.text);
	line->complained = false;
	note(panel, PANEL_STATE);
	log_info("%s %s: %s", line->role == HW_ROLE_BUTTON ? "button" : "LED",
		hw_key_name(line->key), line->text);
}

static int missing(const struct panel *panel)
{
	int count = 0;
	for (int i = 0; i < panel->lines; i++)
		count += !panel->line[i].line;
	return count;
}

static void open_missing(struct panel *panel, int64_t now_us)
{
	if (now_us < panel->retry.due_us || !missing(panel))
		return;
	struct gpio_chips chips;
	gpio_scan(&chips, panel->gpio_folder);
	for (int i = 0; i < panel->lines; i++)
		if (!panel->line[i].line)
			open_line(panel, &panel->line[i], &chips, now_us);
	gpio_free(&chips);
	if (missing(panel))
		retry_failed(&panel->retry, now_us);
	else
		panel->retry = (struct retry){0};
}

/* --- buttons --- */

static bool is_open_button(const struct line *line)
{
	return line->role == HW_ROLE_BUTTON && line->line;
}

static void read_button(struct panel *panel, struct line *line, short events, int64_t now_us)
{
	struct gpio_edge edge[GPIO_READ_MAX];
	int edges = gpio_line_read(line->line, now_us, edge, &line->lost);
	for (int i = 0; i < edges; i++) {
		note(panel, line->button.stuck ? PANEL_STATE : PANEL_MOVED);
		if (button_edge(&line->button, edge[i].on, edge[i].at_us))
			tell(panel, line, edge[i].on, edge[i].at_us);
	}
	/* A line that is gone is ready to read for ever. */
	bool gone = edges == 0 && (events & (POLLERR | POLLHUP | POLLNVAL));
	if (gone)
		errno = ENODEV;
	if (gone || edges < 0)
		lose(panel, line, now_us);
}

static void pass_button(struct panel *panel, struct line *line, int64_t now_us)
{
	bool release;
	if (!button_pass(&line->button, now_us, &release))
		return;
	if (release)
		tell(panel, line, false, now_us);
	note(panel, PANEL_STATE);
}

/* --- lights --- */

/* Before the lights are set: whether those that blink are bright. */
static void blink(struct panel *panel, const enum hw_light light[HW_KEYS], int64_t now_us)
{
	bool any = false;
	for (int i = 0; i < panel->lines; i++)
		any = any || (panel->line[i].role == HW_ROLE_LED && panel->line[i].line &&
				     light[panel->line[i].key] == HW_LIGHT_BLINK);
	if (!any) {
		panel->blink_us = INT64_MAX;
	} else if (panel->blink_us == INT64_MAX || now_us >= panel->blink_us) {
		panel->bright = panel->blink_us == INT64_MAX || !panel->bright;
		panel->blink_us = now_us + BLINK_US;
	}
}

static void set_light(struct panel *panel, struct line *line, enum hw_light light, int64_t now_us)
{
	bool lit = light == HW_LIGHT_ON || (light == HW_LIGHT_BLINK && panel->bright);
	if (lit == line->lit)
		return;
	if (!gpio_line_set(line->line, lit)) {
		lose(panel, line, now_us);
		return;
	}
	line->lit = lit;
	note(panel, PANEL_MOVED);
}

/* A chip goes with all its lines. Buttons say so by themselves; a light that stays as it is would
 * be found out only when it is written to, and stay dark when the chip is back. */
static void ask_lights(struct panel *panel, int64_t now_us)
{
	bool lit;
	for (int i = 0; i < panel->lines; i++) {
		struct line *line = &panel->line[i];
		if (line->role == HW_ROLE_LED && line->line && !gpio_line_get(line->line, &lit))
			lose(panel, line, now_us);
	}
	panel->doubted = false;
}

/* --- for hw's thread --- */

int panel_fds(const struct panel *panel, struct pollfd fd[PANEL_FDS_MAX])
{
	int fds = 0;
	for (int i = 0; i < panel->lines; i++)
		if (is_open_button(&panel->line[i]))
			fd[fds++] = (struct pollfd){
				.fd = gpio_line_fd(panel->line[i].line), .events = POLLIN};
	return fds;
}

int64_t panel_due_us(const struct panel *panel)
{
	int64_t due = panel->blink_us;
	for (int i = 0; i < panel->lines; i++) {
		const struct line *line = &panel->line[i];
		int64_t own = !line->line                    ? panel->retry.due_us
			      : line->role == HW_ROLE_BUTTON ? gpio_line_due_us(line->line)
							     : INT64_MAX;
		int64_t stuck = button_due_us(&line->button);
		own = stuck < own ? stuck : own;
		due = own < due ? own : due;
	}
	return due;
}

enum panel_change panel_run(struct panel *panel, const struct pollfd *fd,
	const enum hw_light light[HW_KEYS], int64_t now_us)
{
	panel->change = PANEL_SAME;
	/* All buttons first, since fd goes by which are open. */
	for (int i = 0, k = 0; fd && i < panel->lines; i++) {
		struct line *line = &panel->line[i];
		if (!is_open_button(line))
			continue;
		short events = fd[k++].revents;
		if (events || now_us >= gpio_line_due_us(line->line))
			read_button(panel, line, events, now_us);
	}
	if (panel->doubted)
		ask_lights(panel, now_us);
	open_missing(panel, now_us);
	blink(panel, light, now_us);
	for (int i = 0; i < panel->lines; i++) {
		struct line *line = &panel->line[i];
		if (line->role == HW_ROLE_BUTTON)
			pass_button(panel, line, now_us);
		else if (line->line)
			set_light(panel, line, light[line->key], now_us);
	}
	return panel->change;
}

void panel_status(const struct panel *panel, struct hw_status *status)
{
	for (int i = 0; i < panel->lines; i++) {
		const struct line *line = &panel->line[i];
		struct hw_part *part = &status->part[status->parts++];
		*part = (struct hw_part){.role = line->role,
			.key = line->key,
			.which = line->which,
			.lost = line->lost};
		part->state = line->button.stuck ? HW_STUCK
			      : line->line       ? HW_WORKS
			      : line->text[0]    ? HW_MISSING
						 : HW_SOUGHT;
		part->on = line->lit || line->button.down;
		memcpy(part->wanted, line->wanted, sizeof part->wanted);
		snprintf(part->text, sizeof part->text, "%s", line->text);
	}
}

int hw_dark(const struct hw_settings *settings, const char *gpio_folder)
{
	const struct gpio_wish wish = {.active_low = settings->lit == HW_LIT_LOW, .output = true};
	static struct hw_part part[HW_PARTS_MAX];
	int parts = hw_wanted(settings, part), lit = 0;
	struct gpio_chips chips;
	gpio_scan(&chips, gpio_folder ? gpio_folder : HW_GPIO_FOLDER);
	for (int i = 0; i < parts; i++) {
		struct gpio_place place;
		struct gpio_line *line = NULL;
		if (part[i].role != HW_ROLE_LED)
			continue;
		if (gpio_find(&chips, settings->chip, part[i].wanted, &place))
			line = gpio_line_open(place.path, place.offset, &wish);
		lit += !line;
		gpio_line_close(line);
	}
	gpio_free(&chips);
	return lit;
}
