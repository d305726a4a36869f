#include "admin/machine.h"

#include "admin/run.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/rtc.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static void fail(struct admin_answer *answer, const char *what, int cause)
{
	answer->result = ADMIN_FAILED;
	snprintf(answer->text, sizeof answer->text, "%s: %s", what, strerror(cause));
	log_warning("%s", answer->text);
}

/* Most Pis have none. */
static void set_chip(time_t date)
{
	int chip = open("/dev/rtc0", O_RDWR | O_CLOEXEC);
	if (chip < 0)
		return;
	struct tm utc;
	gmtime_r(&date, &utc);
	const struct rtc_time time = {.tm_sec = utc.tm_sec,
		.tm_min = utc.tm_min,
		.tm_hour = utc.tm_hour,
		.tm_mday = utc.tm_mday,
		.tm_mon = utc.tm_mon,
		.tm_year = utc.tm_year};
	if (ioctl(chip, RTC_SET_TIME, &time) != 0)
		log_warning("/dev/rtc0: cannot be set: %s", strerror(errno));
	close(chip);
}

void machine_set_date(int64_t date, struct admin_answer *answer)
{
	const struct timespec now = {.tv_sec = (time_t)date};
	if (clock_settime(CLOCK_REALTIME, &now) != 0) {
		fail(answer, "setting the clock", errno);
		return;
	}
	set_chip(now.tv_sec);
	int mark = open(ADMIN_CLOCK_SET, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	if (mark >= 0)
		close(mark);
	answer->result = ADMIN_DONE;
}

void machine_power(bool off, struct admin_answer *answer)
{
	const char *const words[] = {
		"/usr/bin/systemctl", "--no-block", off ? "poweroff" : "reboot", NULL};
	if (run_and_wait(words))
		answer->result = ADMIN_DONE;
	else
		fail(answer, "systemctl", errno ? errno : EPERM);
}
