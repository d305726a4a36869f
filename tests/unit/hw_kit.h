/* The thread that reads buttons, lights and mat, on made-up lines, and what it tells. SCRATCH is
 * defined before. */
#ifndef TUNEUP_TEST_HW_KIT_H
#define TUNEUP_TEST_HW_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gpio_kit.h"
#include "hw.h"
#include "scratch.h"

#include <time.h>

enum { KEPT = 64, START = 0, NEXT = 1, MINUTE_US = 60000000 };

/* Guarded by the lock of the lines. */
static struct hw_event kept[KEPT];
static int keeps;
static struct mat_raw newest;
static int scans;
static struct hw *paced; /* who is asked to scan so often a second; NULL: nobody */
static int pace;

static inline void see(void *data, const struct hw_event *event)
{
	(void)data;
	pthread_mutex_lock(&lock);
	if (event->kind == HW_EVENT_SCAN) {
		if (paced)
			hw_pace(paced, pace);
		newest = event->scan;
		scans++;
	} else {
		assert_true(keeps < KEPT);
		kept[keeps++] = *event;
	}
	pthread_cond_broadcast(&news);
	pthread_mutex_unlock(&lock);
}

/* The oldest event that is no scan; waits for it as long as it takes. */
static inline struct hw_event next_event(void)
{
	pthread_mutex_lock(&lock);
	while (keeps == 0)
		pthread_cond_wait(&news, &lock);
	struct hw_event event = kept[0];
	memmove(kept, kept + 1, (size_t)--keeps * sizeof *kept);
	pthread_mutex_unlock(&lock);
	return event;
}

static inline void expect_button(int key, bool down, int64_t at_us)
{
	struct hw_event event = next_event();
	assert_int_equal(event.kind, HW_EVENT_BUTTON);
	assert_int_equal(event.button.key, key);
	assert_int_equal(event.button.down, down);
	if (at_us)
		assert_int_equal(event.at_us, at_us);
}

static inline void expect_status(void)
{
	assert_int_equal(next_event().kind, HW_EVENT_STATUS);
}

/* Waits for a scan that was begun after now. */
static inline struct mat_raw next_scan(void)
{
	pthread_mutex_lock(&lock);
	for (int wanted = scans + 2; scans < wanted;)
		pthread_cond_wait(&news, &lock);
	struct mat_raw scan = newest;
	pthread_mutex_unlock(&lock);
	return scan;
}

static inline void wait_for_light(int offset, bool on)
{
	pthread_mutex_lock(&lock);
	while (lines[offset].on != on)
		pthread_cond_wait(&news, &lock);
	pthread_mutex_unlock(&lock);
}

static inline int64_t now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static struct hw *hw;
static struct hw_settings settings;
static char folder[1024];
static struct problems problems;

static inline const char *plug_chip(void)
{
	return scratch_file("dev/gpiochip4", "pinctrl-rp1");
}

static inline int set_up(void **state)
{
	(void)state;
	settings = hw_settings_default();
	for (int i = 0; i < LINES; i++)
		lines[i] = (struct gpio_line){.fd = -1};
	keeps = scans = 0;
	paced = NULL;
	problems = (struct problems){0};
	snprintf(folder, sizeof folder, "%s", plug_chip());
	*strrchr(folder, '/') = '\0';
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	hw_destroy(hw);
	hw = NULL;
	return 0;
}

static inline void start(void)
{
	hw = hw_create(&(struct hw_options){
		.settings = &settings, .gpio_folder = folder, .iio_folder = folder, .event = see});
	assert_non_null(hw);
}

static inline void tell_problems(void)
{
	struct hw_status status;
	hw_status(hw, &status);
	hw_tell(&status, &problems, PART_SETTINGS);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
