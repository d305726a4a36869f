#include "display.h"

#include "base/log.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <libudev.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct display {
	pthread_t thread;
	struct udev *udev;
	struct udev_monitor *monitor;
	int stop; /* eventfd: the thread shall end */
	char *folder;
	char began[DISPLAY_LIST];
	void (*changed)(void *data);
	void *data;
};

static bool is_connected(const char *folder, const char *connector)
{
	char state[16] = "";
	char *path = mem_printf("%s/%s/status", folder, connector);
	FILE *file = fopen(path, "re");
	bool read = file && fgets(state, sizeof state, file);
	if (file)
		fclose(file);
	free(path);
	return read && strcmp(state, "connected\n") == 0;
}

void display_list(const char *folder, char list[static DISPLAY_LIST])
{
	struct dirent **entry;
	size_t length = 0;
	int entries = scandir(folder, &entry, NULL, alphasort);
	list[0] = '\0';
	for (int i = 0; i < entries; i++) {
		const char *name = entry[i]->d_name;
		if (length + strlen(name) + 2 <= DISPLAY_LIST && is_connected(folder, name))
			length += (size_t)sprintf(list + length, "%s ", name);
		free(entry[i]);
	}
	if (entries >= 0)
		free(entry);
}

enum display_news display_compare(const char *began, const char *now, bool gone)
{
	if (!now[0])
		return DISPLAY_GONE;
	return gone || strcmp(began, now) != 0 ? DISPLAY_CHANGED : DISPLAY_SAME;
}

/* Of several messages of one change the first may come before the state has settled: the others
 * follow. */
static bool wait_for_message(struct display *display)
{
	struct pollfd wait[] = {{.fd = udev_monitor_get_fd(display->monitor), .events = POLLIN},
		{.fd = display->stop, .events = POLLIN}};
	while (poll(wait, 2, -1) < 0 && errno == EINTR) {
	}
	if (wait[1].revents)
		return false;
	udev_device_unref(udev_monitor_receive_device(display->monitor));
	return true;
}

static void *run(void *data)
{
	struct display *display = data;
	char now[DISPLAY_LIST];
	bool gone = false;
	while (wait_for_message(display)) {
		display_list(display->folder, now);
		switch (display_compare(display->began, now, gone)) {
		case DISPLAY_SAME:
			break;
		case DISPLAY_GONE:
			if (!gone)
				log_warning("the display was unplugged: waiting for one");
			gone = true;
			break;
		case DISPLAY_CHANGED:
			log_warning("displays now: %s, before: %s; the kiosk begins anew", now,
				gone ? "none" : display->began);
			display->changed(display->data);
			return NULL;
		}
	}
	return NULL;
}

static bool open_monitor(struct display *display)
{
	display->udev = udev_new();
	if (display->udev)
		display->monitor = udev_monitor_new_from_netlink(display->udev, "udev");
	struct udev_monitor *monitor = display->monitor;
	return monitor &&
	       udev_monitor_filter_add_match_subsystem_devtype(monitor, "drm", NULL) >= 0 &&
	       udev_monitor_enable_receiving(monitor) >= 0 && display->stop >= 0;
}

static void release(struct display *display)
{
	udev_monitor_unref(display->monitor);
	udev_unref(display->udev);
	if (display->stop >= 0)
		close(display->stop);
	free(display->folder);
	free(display);
}

struct display *display_watch(const char *folder, void (*changed)(void *data), void *data)
{
	struct display *display = mem_calloc(1, sizeof *display);
	*display = (struct display){.stop = eventfd(0, EFD_CLOEXEC),
		.folder = mem_strdup(folder),
		.changed = changed,
		.data = data};
	bool open = open_monitor(display);
	/* After that no change is missed. */
	display_list(folder, display->began);
	if (open && pthread_create(&display->thread, NULL, run, display) == 0)
		return display;
	log_error("a display that is plugged in later will not be seen: udev's messages cannot be "
		  "had");
	release(display);
	return NULL;
}

void display_destroy(struct display *display)
{
	if (!display)
		return;
	eventfd_write(display->stop, 1);
	pthread_join(display->thread, NULL);
	release(display);
}
