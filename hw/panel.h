/* Buttons and lights on GPIO lines. Belongs to hw's thread. */
#ifndef TUNEUP_PANEL_H
#define TUNEUP_PANEL_H

#include "hw.h"

#include <poll.h>

struct panel;

enum { PANEL_FDS_MAX = HW_KEYS * HW_KEY_LINES };

/* Opens nothing yet. The strings of the settings and event outlive it. */
struct panel *panel_create(const struct hw_settings *settings, const char *gpio_folder,
	void (*event)(void *data, const struct hw_event *event), void *data);
void panel_destroy(struct panel *panel);

/* What to poll on; returns how many. */
int panel_fds(const struct panel *panel, struct pollfd fd[PANEL_FDS_MAX]);

/* When panel_run wants to be called though nothing came. */
int64_t panel_due_us(const struct panel *panel);

/* Reads and tells what came, opens what is missing. fd: as panel_fds gave it, polled; NULL: not
 * polled. light: what is asked of each key. Returns what that changed. */
enum panel_change {
	PANEL_SAME,
	PANEL_MOVED, /* a button or a light */
	PANEL_STATE, /* of a line: it came, went, got stuck */
};
enum panel_change panel_run(struct panel *panel, const struct pollfd *fd,
	const enum hw_light light[HW_KEYS], int64_t now_us);

/* Adds its parts. */
void panel_status(const struct panel *panel, struct hw_status *status);

#endif
