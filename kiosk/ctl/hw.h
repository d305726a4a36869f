/* What the files of "tuneupctl hw" share. */
#ifndef TUNEUP_CTL_HW_H
#define TUNEUP_CTL_HW_H

#include "ctl/ctl.h"
#include "hw.h"
#include "survey.h"

#include <stdio.h>

int ctl_hw_list(struct ctl *ctl, int argc, char **argv);
int ctl_hw_test(struct ctl *ctl, int argc, char **argv);
int ctl_hw_off(struct ctl *ctl, int argc, char **argv);
int ctl_hw_trace(struct ctl *ctl, int argc, char **argv);
int ctl_hw_coach(struct ctl *ctl, int argc, char **argv);
int ctl_hw_calibrate(struct ctl *ctl, int argc, char **argv);

/* "button start (17)" "mat (IIO mcp3008)" */
void ctl_hw_name(const struct hw_part *part, char *text, size_t size);

/* "part":"button","key":"start","line":"17" to stdout; of the mat key is null. */
void ctl_hw_json_part(const struct hw_part *part);

/* Reads "--seconds N", 1 to a day; false: it is none. */
bool ctl_hw_seconds(const char *text, int *seconds);

/* The kiosk has lines that the command wants: says so on stderr. */
int ctl_hw_refuse_busy(const char *what);

/* False: the kiosk has lines that the settings name. */
bool ctl_hw_kiosk_is_off(struct ctl *ctl);

/* --- the hardware, opened for a while --- */

struct ctl_hw_live {
	struct hw *hw;
	int events[2];            /* a pipe: hw's thread writes, we read */
	int signals;              /* signalfd: Ctrl-C and being told to end */
	_Atomic unsigned dropped; /* events that found the pipe full */
};

/* False: told on stderr. In both cases ctl_hw_close, which turns the lights off and lets go. */
bool ctl_hw_open(struct ctl_hw_live *live, const struct ctl *ctl);
void ctl_hw_close(struct ctl_hw_live *live);

enum ctl_hw_news {
	CTL_HW_NOTHING, /* until due_us */
	CTL_HW_EVENT,
	CTL_HW_KEY, /* standard input can be read */
	CTL_HW_END, /* a signal came, or the pipe broke */
};

/* Waits for what comes first. keys: standard input counts too. */
enum ctl_hw_news ctl_hw_wait(
	struct ctl_hw_live *live, bool keys, int64_t due_us, struct hw_event *event);

#endif
