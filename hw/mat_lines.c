#include "mat_lines.h"

#include "trace.h"

#include <stdio.h>
#include <string.h>

void mat_lines_begin(struct mat_lines *lines, struct mat_form form)
{
	*lines = (struct mat_lines){.form = form, .lost = true};
}

static void leave_out(struct mat_lines *lines, const char *wrong)
{
	lines->damaged++;
	lines->wrong = wrong;
}

/* A comment or the header of a trace: no scan, and nothing wrong. */
static bool is_about(struct mat_lines *lines)
{
	int bits;
	if (sscanf(lines->line, "# bits=%2d", &bits) == 1)
		lines->told_bits = bits;
	return !lines->line[0] || lines->line[0] == '#' || strncmp(lines->line, "t_ms", 4) == 0;
}

/* Returns whether the line that has just ended is a scan. */
static bool end_line(struct mat_lines *lines, struct mat_raw *scan)
{
	size_t length = lines->used;
	bool lost = lines->lost;
	lines->used = 0;
	lines->lost = false;
	if (lost)
		return false;
	if (length > 0 && lines->line[length - 1] == '\r')
		length--;
	lines->line[length] = '\0';
	if (strlen(lines->line) < length) {
		leave_out(lines, "no text");
		return false;
	}
	if (is_about(lines))
		return false;
	const char *wrong =
		trace_read_line(lines->line, mat_zones(lines->form.grid), lines->form.bits, scan);
	if (wrong)
		leave_out(lines, wrong);
	return !wrong;
}

size_t mat_lines_take(
	struct mat_lines *lines, const char *bytes, size_t count, struct mat_raw *scan, bool *whole)
{
	*whole = false;
	for (size_t i = 0; i < count; i++) {
		if (bytes[i] == '\n') {
			*whole = end_line(lines, scan);
			return i + 1;
		} else if (lines->used == MAT_LINE_BYTES - 1) {
			leave_out(lines, "a line without an end");
			lines->used = 0;
			lines->lost = true;
		} else if (!lines->lost) {
			lines->line[lines->used++] = bytes[i];
		}
	}
	return count;
}

bool mat_clock_time(struct mat_clock *clock, int64_t mats_us, int64_t now_us, int64_t *at_us)
{
	/* Crystals differ by far less than this; a microcontroller that starts anew, by far more
	   than that. */
	const double slide = 0.0005;
	const int64_t jump_us = 1000000;
	if (clock->set && mats_us == clock->mats_us)
		return false;
	int64_t ahead_us = now_us - mats_us, passed_us = mats_us - clock->mats_us;
	bool jumps = passed_us < 0 || ahead_us - clock->ahead_us > jump_us ||
		     clock->ahead_us - ahead_us > jump_us;
	if (!clock->set || jumps)
		clock->ahead_us = ahead_us;
	else
		clock->ahead_us += (int64_t)(slide * (double)passed_us);
	if (ahead_us < clock->ahead_us)
		clock->ahead_us = ahead_us;
	int64_t at = mats_us + clock->ahead_us;
	if (clock->set && at <= clock->last_us)
		at = clock->last_us + 1;
	clock->set = true;
	clock->mats_us = mats_us;
	clock->last_us = *at_us = at;
	return true;
}
