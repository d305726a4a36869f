/* How long a press takes to the app: presses that bounce, on a made-up line, through the library's
 * debouncing, the thread that reads the hardware, the station and its rings, to the main thread
 * that takes the event. Prints lines "metric value": milliseconds from the last edge to the event
 * beyond the debounce period, which is waited for. */
#include "../unit/gpio_kit.h"
#include "figures.h"
#include "clock.h"
#include "station.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PRESSES = 150, EDGES = 2 * PRESSES, BOUNCES = 3, START_LINE = 17, DEBOUNCE_MS = 30 };

static int bell;

static void ring_bell(void *data)
{
	const uint64_t one = 1;
	(void)data;
	ssize_t written = write(bell, &one, sizeof one);
	(void)written;
}

/* Waits as the main loop does: asleep until somebody wakes it. */
static int64_t next_button(struct station *station)
{
	struct event event;
	for (;;) {
		while (station_take(station, clock_now_us(), &event))
			if (event.kind == EVENT_BUTTON)
				return clock_now_us();
		struct pollfd wakes = {.fd = bell, .events = POLLIN};
		uint64_t count;
		poll(&wakes, 1, -1);
		if (read(bell, &count, sizeof count) < 0)
			continue;
	}
}

/* A contact closes, or opens: it bounces for a while before it stays. */
static int64_t bounce(bool on)
{
	int64_t at_us = 0;
	for (int i = 0; i <= 2 * BOUNCES; i++) {
		at_us = clock_now_us();
		edge(START_LINE, i % 2 ? !on : on, at_us);
		usleep(i < 2 * BOUNCES ? 300 : 0);
	}
	return at_us;
}

static struct station *begin(const char *folder, struct problems *problems)
{
	static struct hw_settings settings;
	static char path[GPIO_PATH];
	snprintf(path, sizeof path, "%s/gpiochip0", folder);
	FILE *chip = fopen(path, "w");
	if (!chip || fputs("pinctrl-rp1", chip) < 0 || fclose(chip) != 0)
		return NULL;
	settings = hw_settings_default();
	settings.button[0] = "17";
	settings.debounce_ms = DEBOUNCE_MS;
	debounces = true;
	for (int i = 0; i < LINES; i++)
		lines[i] = (struct gpio_line){.fd = -1};
	bell = eventfd(0, EFD_CLOEXEC);
	return station_create(&(struct station_options){.settings = &settings,
		.wake = ring_bell,
		.problems = problems,
		.gpio_folder = folder});
}

int main(void)
{
	static struct problems problems;
	static double late_ms[EDGES];
	char folder[] = "/tmp/tuneup-bench-XXXXXX";
	struct station *station = mkdtemp(folder) ? begin(folder, &problems) : NULL;
	if (!station) {
		fprintf(stderr, "button: no made-up line in %s\n", folder);
		return 1;
	}
	/* The thread has the line once it is open. */
	for (int tries = 0; lines[START_LINE].fd < 0 && tries < 500; tries++)
		usleep(10000);
	for (int i = 0; i < EDGES; i++) {
		int64_t from_us = bounce(i % 2 == 0);
		late_ms[i] = (double)(next_button(station) - from_us) / 1000 - DEBOUNCE_MS;
		/* Presses do not come in step with any clock of ours. */
		usleep((useconds_t)(7000 + i * 37 % 11000));
	}
	station_destroy(station);
	char path[GPIO_PATH];
	snprintf(path, sizeof path, "%s/gpiochip0", folder);
	unlink(path);
	rmdir(folder);
	printf("button_p50_ms %.3f\n", percentile(late_ms, EDGES, 50));
	printf("button_p99_ms %.3f\n", percentile(late_ms, EDGES, 99));
	printf("button_most_ms %.3f\n", late_ms[EDGES - 1]);
	return 0;
}
