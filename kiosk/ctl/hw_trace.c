/* tuneupctl hw trace: raw scans of the mat into a file that "hw coach" and the tests replay. */
#include "base/log.h"
#include "clock.h"
#include "ctl/hw.h"
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How long the first scan may take; the slowest mats give one in a second. */
enum { FIRST_US = 5000000, PROGRESS_US = 1000000 };

struct recording {
	const char *path;
	char *part; /* what is written until all is there */
	struct trace_file *file;
	int64_t limit_us; /* INT64_MAX: until Ctrl-C */
	int64_t first_us, last_us;
	long scans;
};

static int refuse(const char *path, const char *why)
{
	fprintf(stderr, "tuneupctl: %s: %s\n", path, why);
	return CTL_REFUSED;
}

/* Whether the mat is there and nobody has it. */
static int judge_mat(const struct survey *survey)
{
	if (!survey->form.grid.rows)
		return refuse(
			"the settings name no mat", "set mat: kind in /etc/tuneup/tuneup.yaml");
	int mat = survey->status.parts - 1; /* the last part */
	const struct hw_part *part = &survey->status.part[mat];
	const char *todo;
	if (survey->kiosk[mat])
		return ctl_hw_refuse_busy("the mat");
	if (!hw_fault(part, &todo))
		return CTL_DONE;
	fprintf(stderr, "tuneupctl: mat (%s): %s\n%s\n", part->wanted, part->text, todo);
	return CTL_REFUSED;
}

static int look_at_mat(struct ctl *ctl)
{
	static struct survey survey;
	survey_take(&survey, &ctl->config->hw, ctl->devices, ctl->devices);
	int status = judge_mat(&survey);
	survey_free(&survey);
	return status;
}

static void tell_progress(const struct recording *recording, struct hw *hw, const char *end)
{
	static struct hw_status status;
	hw_status(hw, &status);
	unsigned late = 0;
	for (int i = 0; i < status.parts; i++)
		if (status.part[i].role == HW_ROLE_MAT)
			late = status.part[i].lost;
	fprintf(stderr, "%.1f s, %ld scans, %u late%s",
		(double)(recording->last_us - recording->first_us) * 1e-6, recording->scans, late,
		end);
}

/* Until the time is over, Ctrl-C, or a write that fails (false). */
static bool record(struct recording *recording, struct ctl_hw_live *live)
{
	struct hw_event event;
	bool shows = isatty(STDERR_FILENO);
	int64_t due_us = clock_now_us() + FIRST_US;
	for (;;) {
		enum ctl_hw_news news = ctl_hw_wait(live, false, due_us, &event);
		if (news == CTL_HW_END || (news == CTL_HW_NOTHING && !recording->scans))
			return true;
		if (clock_now_us() >= due_us || news == CTL_HW_NOTHING) {
			if (shows && recording->scans)
				tell_progress(recording, live->hw, "   \r");
			due_us = clock_now_us() + PROGRESS_US;
		}
		if (news != CTL_HW_EVENT || event.kind != HW_EVENT_SCAN)
			continue;
		if (!recording->scans)
			recording->first_us = event.scan.t_us;
		if (event.scan.t_us - recording->first_us > recording->limit_us)
			return true;
		recording->last_us = event.scan.t_us;
		recording->scans++;
		if (!trace_write(recording->file, &event.scan))
			return false;
	}
}

/* Gives the file its name, unless somebody else has taken it meanwhile. */
static bool name_file(const struct recording *recording)
{
	if (renameat2(AT_FDCWD, recording->part, AT_FDCWD, recording->path, RENAME_NOREPLACE) == 0)
		return true;
	/* File systems that do not know the flag. */
	return errno == EINVAL && access(recording->path, F_OK) != 0 &&
	       rename(recording->part, recording->path) == 0;
}

static int finish(struct recording *recording, struct ctl_hw_live *live, bool written)
{
	int error = errno;
	bool closed = trace_close(recording->file);
	unsigned dropped = live->dropped;
	if (written && !closed)
		error = errno;
	written = written && closed;
	if (written && recording->scans && name_file(recording)) {
		fprintf(stderr, "%s: ", recording->path);
		tell_progress(recording, live->hw, "\n");
		if (dropped)
			fprintf(stderr, "%u scans were lost: the disk is too slow\n", dropped);
		return CTL_DONE;
	}
	if (written && recording->scans)
		error = errno;
	unlink(recording->part);
	if (written && !recording->scans)
		return refuse("no scan came from the mat", "nothing was written");
	return refuse(recording->path, strerror(error));
}

static int run(struct ctl *ctl, struct recording *recording)
{
	if (access(recording->path, F_OK) == 0)
		return refuse(recording->path, "is there already; name another file");
	int status = look_at_mat(ctl);
	if (status != CTL_DONE)
		return status;
	struct ctl_hw_live live;
	if (ctl_hw_open(&live, ctl)) {
		recording->file = trace_create(recording->part, hw_mat_form(live.hw));
		if (recording->file && recording->limit_us == INT64_MAX)
			fputs("Recording; Ctrl-C ends it.\n", stderr);
		status = recording->file ? finish(recording, &live, record(recording, &live))
					 : refuse(recording->path, strerror(errno));
	} else {
		status = CTL_REFUSED;
	}
	ctl_hw_close(&live);
	return status;
}

int ctl_hw_trace(struct ctl *ctl, int argc, char **argv)
{
	struct recording recording = {.limit_us = INT64_MAX};
	for (int i = 0; i < argc; i++) {
		int seconds;
		if (strcmp(argv[i], "--seconds") == 0) {
			if (!ctl_hw_seconds(argv[++i], &seconds))
				return ctl_bad_usage_of(ctl_hw, "hw trace");
			recording.limit_us = (int64_t)seconds * 1000000;
		} else if (!recording.path && argv[i][0] != '-') {
			recording.path = argv[i];
		} else {
			return ctl_bad_usage_of(ctl_hw, "hw trace");
		}
	}
	if (!recording.path)
		return ctl_bad_usage_of(ctl_hw, "hw trace");
	log_set_style(LOG_SILENT);
	recording.part = mem_printf("%s.part", recording.path);
	int status = run(ctl, &recording);
	free(recording.part);
	return status;
}
