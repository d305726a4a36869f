#include "hw.h"

#include "base/log.h"
#include "base/mem.h"
#include "clock.h"
#include "gpio.h"
#include "mat.h"
#include "mat_source.h"
#include "panel.h"
#include "retry.h"
#include "sim.h"
#include "wanted.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { FD_WAKE, FD_TIMER, FD_MAT, FD_PANEL, FDS_MAX = FD_PANEL + PANEL_FDS_MAX };

/* The lock guards the status alone; it is never held while something is told or read. */
struct hw {
	struct hw_settings settings;
	struct hw_options options;
	struct sim *sim;
	_Atomic int light[HW_KEYS];
	_Atomic bool stop;
	pthread_t thread;
	bool running;
	int wake_fd, timer_fd;
	pthread_mutex_t lock;
	struct hw_status status;

	/* The thread's own. */
	struct panel *panel;
	const struct mat_driver *driver; /* NULL: no mat */
	void *mat;                       /* NULL: not there */
	bool mat_answers;                /* it has given a scan, or need not prove that it can */
	int64_t mat_heard_us;            /* when it last did, or was opened */
	const char *mat_folder;
	char mat_where[MAT_TEXT], mat_text[MAT_TEXT]; /* where it is; what is missing */
	bool mat_complained;                          /* staff know that it is missing */
	struct retry mat_retry;
	struct mat_raw scan;
	int pace;              /* scans a second; 0: as the settings say */
	bool scanning;         /* some zones of it are read */
	_Atomic unsigned late; /* scans that the converter was too slow for, or that came damaged */
};

/* --- the mat --- */

/* 0: none. */
static void set_timer(struct hw *hw, int per_second)
{
	struct itimerspec rate = {0};
	if (per_second > 0)
		rate.it_interval.tv_nsec = 1000000000L / per_second;
	rate.it_value = rate.it_interval;
	timerfd_settime(hw->timer_fd, 0, &rate, NULL);
}

/* Its scans come: it is no longer sought. */
static void mat_answers(struct hw *hw)
{
	if (!hw->mat_answers)
		log_info("mat: %s", hw->mat_where);
	hw->mat_answers = true;
	hw->mat_complained = false;
	hw->mat_retry = (struct retry){0};
}

/* Returns whether that is news. */
static bool complain_of_mat(struct hw *hw, int64_t now_us)
{
	bool news = !hw->mat_complained;
	hw->mat_complained = true;
	retry_failed(&hw->mat_retry, now_us);
	return news;
}

/* Returns whether the status changed. */
static bool open_mat(struct hw *hw, int64_t now_us)
{
	if (!hw->driver || hw->mat || now_us < hw->mat_retry.due_us)
		return false;
	char text[MAT_TEXT];
	hw->mat = hw->driver->open(&hw->settings, hw->mat_folder, text);
	memcpy(hw->mat ? hw->mat_where : hw->mat_text, text, sizeof text);
	if (!hw->mat)
		return complain_of_mat(hw, now_us);
	hw->mat_heard_us = now_us;
	/* Who sends by itself may send nothing, however well it was opened. */
	if (hw->driver->fd)
		return false;
	mat_answers(hw);
	hw->pace = 0;
	set_timer(hw, hw->settings.mat.rate);
	return true;
}

static bool lose_mat(struct hw *hw, int64_t now_us)
{
	bool worked = hw->mat_answers;
	hw->driver->close(hw->mat);
	hw->mat = NULL;
	hw->scanning = hw->mat_answers = false;
	set_timer(hw, 0);
	return complain_of_mat(hw, now_us) || worked;
}

static bool end_scan(struct hw *hw, int64_t now_us)
{
	bool news = !hw->mat_answers;
	struct hw_event event = {.kind = HW_EVENT_SCAN, .at_us = now_us, .scan = hw->scan};
	if (!hw->driver->fd)
		event.scan.t_us = now_us;
	mat_answers(hw);
	hw->mat_heard_us = now_us;
	hw->options.event(hw->options.data, &event);
	return news;
}

/* One zone of a slow converter, or one line that was sent, at a time, so that a button need not
 * wait for all. Returns whether the status changed. */
static bool read_mat(struct hw *hw)
{
	if (!hw->mat || !hw->scanning)
		return false;
	int64_t now_us;
	switch (hw->driver->read(hw->mat, &hw->scan, hw->mat_text)) {
	case MAT_STEP_DONE:
		hw->scanning = hw->driver->fd;
		now_us = clock_now_us();
		return end_scan(hw, now_us);
	case MAT_STEP_NONE:
		hw->scanning = false;
		return false;
	case MAT_STEP_LOST:
		atomic_fetch_add(&hw->late, 1);
		return false;
	case MAT_STEP_GONE:
		return lose_mat(hw, clock_now_us());
	case MAT_STEP_MORE:
		break;
	}
	return false;
}

/* When a mat that sends by itself has been silent for too long. */
static int64_t silent_us(const struct hw *hw)
{
	bool sends = hw->mat && hw->driver->fd;
	return sends ? hw->mat_heard_us + MAT_SILENCE_US : INT64_MAX;
}

/* It may hang, or have started anew with another port open: that mends most of it. */
static bool miss_mat(struct hw *hw, int64_t now_us)
{
	if (now_us < silent_us(hw))
		return false;
	hw->driver->silent(hw->mat, hw->mat_text);
	return lose_mat(hw, now_us);
}

/* A tick of the timer begins a scan; those that came during the one before are late. */
static void begin_scan(struct hw *hw)
{
	uint64_t ticks = 0;
	if (read(hw->timer_fd, &ticks, sizeof ticks) != sizeof ticks || !hw->mat || ticks == 0)
		return;
	atomic_fetch_add(&hw->late, (unsigned)ticks - !hw->scanning);
	if (hw->scanning)
		return;
	hw->scanning = true;
	hw->scan.zones = 0;
}

static void mat_status(const struct hw *hw, struct hw_status *status)
{
	struct hw_part *part = &status->part[status->parts++];
	*part = (struct hw_part){.role = HW_ROLE_MAT};
	part->state = hw->mat_answers ? HW_WORKS : hw->mat_complained ? HW_MISSING : HW_SOUGHT;
	hw_name_mat(&hw->settings, part->wanted);
	snprintf(part->text, sizeof part->text, "%s",
		hw->mat_answers ? hw->mat_where : hw->mat_text);
}

/* --- the thread --- */

/* Outside the lock it is built by the thread alone. */
static void take_status(struct hw *hw)
{
	struct hw_status status = {0};
	snprintf(status.library, sizeof status.library, "%s", gpio_library());
	panel_status(hw->panel, &status);
	if (hw->driver)
		mat_status(hw, &status);
	pthread_mutex_lock(&hw->lock);
	hw->status = status;
	pthread_mutex_unlock(&hw->lock);
}

static void tell_status(const struct hw *hw, int64_t now_us)
{
	struct hw_event event = {.kind = HW_EVENT_STATUS, .at_us = now_us};
	hw->options.event(hw->options.data, &event);
}

static int64_t due_us(const struct hw *hw, int64_t now_us)
{
	int64_t due = panel_due_us(hw->panel);
	int64_t mat = hw->driver && !hw->mat ? hw->mat_retry.due_us : silent_us(hw);
	due = mat < due ? mat : due;
	return hw->scanning ? now_us : due;
}

/* Sleeps until something comes or is due; fd[FD_PANEL...] are the buttons. */
static void wait(struct hw *hw, struct pollfd fd[FDS_MAX])
{
	fd[FD_WAKE] = (struct pollfd){.fd = hw->wake_fd, .events = POLLIN};
	fd[FD_TIMER] = (struct pollfd){.fd = hw->timer_fd, .events = POLLIN};
	bool sends = hw->mat && hw->driver->fd;
	fd[FD_MAT] = (struct pollfd){.fd = sends ? hw->driver->fd(hw->mat) : -1, .events = POLLIN};
	nfds_t fds = FD_PANEL + (nfds_t)panel_fds(hw->panel, &fd[FD_PANEL]);
	int64_t now_us = clock_now_us(), due = due_us(hw, now_us);
	int64_t sleep = due > now_us ? due - now_us : 0;
	struct timespec timeout = {sleep / 1000000, sleep % 1000000 * 1000};
	if (ppoll(fd, fds, due == INT64_MAX ? NULL : &timeout, NULL) < 0)
		for (nfds_t i = 0; i < fds; i++)
			fd[i].revents = 0;
	uint64_t count;
	if (fd[FD_WAKE].revents && read(hw->wake_fd, &count, sizeof count) < 0)
		log_warning("hardware: cannot be woken: %s", strerror(errno));
	if (fd[FD_TIMER].revents)
		begin_scan(hw);
	if (fd[FD_MAT].revents)
		hw->scanning = true;
}

static void *run(void *data)
{
	struct hw *hw = data;
	struct pollfd fd[FDS_MAX];
	const struct pollfd *buttons = NULL;
	while (!atomic_load(&hw->stop)) {
		enum hw_light light[HW_KEYS];
		for (int key = 0; key < HW_KEYS; key++)
			light[key] = (enum hw_light)atomic_load(&hw->light[key]);
		int64_t now_us = clock_now_us();
		enum panel_change change = panel_run(hw->panel, buttons, light, now_us);
		bool mat_changed = open_mat(hw, now_us);
		mat_changed = read_mat(hw) || mat_changed;
		mat_changed = miss_mat(hw, now_us) || mat_changed;
		if (change != PANEL_SAME || mat_changed)
			take_status(hw);
		if (change == PANEL_STATE || mat_changed)
			tell_status(hw, now_us);
		wait(hw, fd);
		buttons = &fd[FD_PANEL];
	}
	return NULL;
}

/* --- create, destroy, ask --- */

static void choose_mat(struct hw *hw)
{
	const struct hw_options *options = &hw->options;
	hw->driver = mat_driver_of(&hw->settings);
	hw->mat_folder =
		hw->driver && hw->driver->converters ? options->iio_folder : options->gpio_folder;
}

static bool start(struct hw *hw)
{
	hw->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	hw->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	int error = hw->wake_fd < 0 || hw->timer_fd < 0 ? errno : 0;
	if (!error)
		error = pthread_create(&hw->thread, NULL, run, hw);
	hw->running = !error;
	if (hw->running)
		pthread_setname_np(hw->thread, "hw");
	if (error)
		log_error("no thread for buttons and mat: %s (free some memory or files)",
			strerror(error));
	return !error;
}

void hw_pace(struct hw *hw, int per_second)
{
	if (!hw->mat || hw->driver->fd || hw->pace == per_second)
		return;
	hw->pace = per_second;
	int usual = hw->settings.mat.rate;
	set_timer(hw, per_second && per_second < usual ? per_second : usual);
}

struct hw *hw_create(const struct hw_options *options)
{
	struct hw *hw = mem_calloc(1, sizeof *hw);
	hw->settings = *options->settings;
	hw->options = *options;
	hw->options.settings = &hw->settings;
	hw->wake_fd = hw->timer_fd = -1;
	if (!hw->options.gpio_folder)
		hw->options.gpio_folder = HW_GPIO_FOLDER;
	if (!hw->options.iio_folder)
		hw->options.iio_folder = HW_IIO_FOLDER;
	pthread_mutex_init(&hw->lock, NULL);
	if (options->sim) {
		hw->sim = sim_create(&hw->options);
		return hw;
	}
	hw->panel = panel_create(
		&hw->settings, hw->options.gpio_folder, hw->options.event, hw->options.data);
	choose_mat(hw);
	take_status(hw);
	if (start(hw))
		return hw;
	hw_destroy(hw);
	return NULL;
}

static void wake(struct hw *hw)
{
	const uint64_t one = 1;
	if (hw->running && write(hw->wake_fd, &one, sizeof one) < 0)
		log_warning("hardware: cannot be woken: %s", strerror(errno));
}

void hw_destroy(struct hw *hw)
{
	if (!hw)
		return;
	atomic_store(&hw->stop, true);
	wake(hw);
	if (hw->running)
		pthread_join(hw->thread, NULL);
	panel_destroy(hw->panel);
	if (hw->mat)
		hw->driver->close(hw->mat);
	if (hw->wake_fd >= 0)
		close(hw->wake_fd);
	if (hw->timer_fd >= 0)
		close(hw->timer_fd);
	sim_destroy(hw->sim);
	pthread_mutex_destroy(&hw->lock);
	free(hw);
}

void hw_led(struct hw *hw, int key, enum hw_light light)
{
	if (key < 0 || key >= HW_KEYS || atomic_exchange(&hw->light[key], (int)light) == (int)light)
		return;
	wake(hw);
}

enum hw_light hw_light(const struct hw *hw, int key)
{
	return key < 0 || key >= HW_KEYS ? HW_LIGHT_OFF
					 : (enum hw_light)atomic_load(&hw->light[key]);
}

struct mat_form hw_mat_form(const struct hw *hw)
{
	if (hw->sim)
		return sim_form(hw->sim);
	return hw->driver ? hw->driver->form(&hw->settings) : (struct mat_form){0};
}

struct sim *hw_sim(struct hw *hw)
{
	return hw->sim;
}

void hw_status(struct hw *hw, struct hw_status *status)
{
	if (hw->sim) {
		*status = (struct hw_status){0};
		sim_status(hw->sim, status);
		return;
	}
	pthread_mutex_lock(&hw->lock);
	*status = hw->status;
	pthread_mutex_unlock(&hw->lock);
	for (int i = 0; i < status->parts; i++)
		if (status->part[i].role == HW_ROLE_MAT)
			status->part[i].lost = atomic_load(&hw->late);
}
