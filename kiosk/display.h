/* Whether the displays are still those with which the kiosk began: SDL's console driver looks for
 * them once. A thread of its own, which sleeps until the kernel tells of a change. */
#ifndef TUNEUP_DISPLAY_H
#define TUNEUP_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>

/* Where the kernel tells of them. */
#define DISPLAYS "/sys/class/drm"

enum { DISPLAY_LIST = 512 };

/* The connectors of this folder on which there is a display, in order: "card0-HDMI-A-1 ". What has
 * no room is left out. Pure but for the folder. */
void display_list(const char *folder, char list[static DISPLAY_LIST]);

/* What a change of the list means for a kiosk that began with another. */
enum display_news {
	DISPLAY_SAME,    /* it goes on */
	DISPLAY_GONE,    /* nobody sees it, nor would another kiosk be seen: it goes on as well */
	DISPLAY_CHANGED, /* it must begin anew to be seen */
};

/* gone: was DISPLAY_GONE the answer before? A display that comes back is dark until it is set
 * anew. */
enum display_news display_compare(const char *began, const char *now, bool gone);

struct display;

/* changed: called on the thread, once. NULL: there is no udev, or no thread to be had (logged). */
struct display *display_watch(const char *folder, void (*changed)(void *data), void *data);
void display_destroy(struct display *display);

#endif
