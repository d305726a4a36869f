/* tuneupctl hw: buttons, lights and the mat, from a terminal. */
#include "ctl/hw.h"

#include "base/log.h"
#include "clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

const struct ctl_command ctl_hw[] = {
	{"hw list", "", "What is wired, where it was found, and what is wrong", ctl_hw_list},
	{"hw test", "[--seconds N]", "Tries each button, light and the mat with you", ctl_hw_test},
	{"hw off", "", "Turns off the lights that a kiosk which died has left on", ctl_hw_off},
	{"hw trace", "OUT [--seconds N]", "Records the mat until Ctrl-C", ctl_hw_trace},
	{"hw calibrate", "[--undo]", "Makes the mat's zones alike, with you on it",
		ctl_hw_calibrate},
	{"hw coach", "TRACE [--grid ROWSxCOLUMNS]", "What the coach sees in a mat trace",
		ctl_hw_coach},
	{0},
};

enum { PIPE_BYTES = 1 << 20, SECONDS_MAX = 86400 };

static const char *role_name(const struct hw_part *part)
{
	static const char *const names[] = {
		[HW_ROLE_BUTTON] = "button", [HW_ROLE_LED] = "LED", [HW_ROLE_MAT] = "mat"};
	return names[part->role];
}

void ctl_hw_name(const struct hw_part *part, char *text, size_t size)
{
	snprintf(text, size, "%s%s%s (%s)", role_name(part), part->role == HW_ROLE_MAT ? "" : " ",
		part->role == HW_ROLE_MAT ? "" : hw_key_name(part->key), part->wanted);
}

void ctl_hw_json_part(const struct hw_part *part)
{
	printf("\"part\":");
	ctl_json_string(part->role == HW_ROLE_LED ? "led" : role_name(part));
	fputs(",\"key\":", stdout);
	if (part->role == HW_ROLE_MAT)
		fputs("null", stdout);
	else
		ctl_json_string(hw_key_name(part->key));
	fputs(",\"line\":", stdout);
	ctl_json_string(part->wanted);
}

bool ctl_hw_seconds(const char *text, int *seconds)
{
	char rest;
	return text && sscanf(text, "%6d%c", seconds, &rest) == 1 && *seconds >= 1 &&
	       *seconds <= SECONDS_MAX;
}

bool ctl_hw_kiosk_is_off(struct ctl *ctl)
{
	static struct survey survey;
	survey_take(&survey, &ctl->config->hw, ctl->devices, ctl->devices);
	bool runs = survey_kiosk_runs(&survey);
	survey_free(&survey);
	return !runs;
}

int ctl_hw_refuse_busy(const char *what)
{
	fprintf(stderr,
		"tuneupctl: the kiosk runs and has the lines of %s: end it first "
		"(sudo systemctl stop tuneup), and start it again afterwards\n",
		what);
	return CTL_REFUSED;
}

/* On hw's thread. A pipe takes an event whole or not at all, and hw must not wait for us. */
static void take_event(void *data, const struct hw_event *event)
{
	struct ctl_hw_live *live = data;
	if (write(live->events[1], event, sizeof *event) != sizeof *event)
		atomic_fetch_add(&live->dropped, 1);
}

int ctl_hw_off(struct ctl *ctl, int argc, char **argv)
{
	(void)argv;
	if (argc > 0)
		return ctl_bad_usage_of(ctl_hw, "hw off");
	log_set_style(LOG_SILENT);
	int lit = hw_dark(&ctl->config->hw, ctl->devices);
	if (lit)
		fprintf(stderr, "tuneupctl: %d lights are in use or not there\n", lit);
	return lit ? CTL_REFUSED : CTL_DONE;
}

static int open_signals(void)
{
	sigset_t ends;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigaddset(&ends, SIGQUIT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	return signalfd(-1, &ends, SFD_CLOEXEC);
}

bool ctl_hw_open(struct ctl_hw_live *live, const struct ctl *ctl)
{
	const struct hw_options options = {.settings = &ctl->config->hw,
		.gpio_folder = ctl->devices,
		.iio_folder = ctl->devices,
		.event = take_event,
		.data = live};
	*live = (struct ctl_hw_live){.events = {-1, -1}};
	/* Before there is a thread, so that none takes them. */
	live->signals = open_signals();
	if (live->signals >= 0 && pipe2(live->events, O_CLOEXEC | O_NONBLOCK) == 0) {
		/* Seconds of scans, for when a disk lets us wait; or else room for fewer. */
		fcntl(live->events[1], F_SETPIPE_SZ, PIPE_BYTES);
		live->hw = hw_create(&options);
	}
	if (!live->hw)
		fprintf(stderr, "tuneupctl: the hardware cannot be opened: %s\n", strerror(errno));
	return live->hw;
}

void ctl_hw_close(struct ctl_hw_live *live)
{
	hw_destroy(live->hw);
	for (int i = 0; i < 2; i++)
		if (live->events[i] >= 0)
			close(live->events[i]);
	if (live->signals >= 0)
		close(live->signals);
}

enum ctl_hw_news ctl_hw_wait(
	struct ctl_hw_live *live, bool keys, int64_t due_us, struct hw_event *event)
{
	int64_t wait_us = due_us - clock_now_us();
	const struct timespec timeout = {wait_us / 1000000, wait_us % 1000000 * 1000};
	const struct timespec at_once = {0};
	struct pollfd fd[] = {{.fd = live->signals, .events = POLLIN},
		{.fd = live->events[0], .events = POLLIN},
		{.fd = keys ? STDIN_FILENO : -1, .events = POLLIN}};
	if (ppoll(fd, 3, wait_us > 0 ? &timeout : &at_once, NULL) < 0)
		return errno == EINTR ? CTL_HW_NOTHING : CTL_HW_END;
	if (fd[0].revents)
		return CTL_HW_END;
	if (fd[2].revents)
		return CTL_HW_KEY;
	if (!fd[1].revents)
		return CTL_HW_NOTHING;
	return read(live->events[0], event, sizeof *event) == sizeof *event ? CTL_HW_EVENT
									    : CTL_HW_END;
}
