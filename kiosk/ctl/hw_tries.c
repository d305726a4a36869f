#include "ctl/hw_tries.h"

#include <string.h>

void hw_tries_begin(struct hw_tries *tries, struct mat_form form)
{
	*tries = (struct hw_tries){0};
	if (form.grid.rows)
		tries->mat = mat_create(form);
}

void hw_tries_end(struct hw_tries *tries)
{
	mat_destroy(tries->mat);
	tries->mat = NULL;
}

void hw_tries_state(struct hw_tries *tries, const struct hw_status *status)
{
	tries->status = *status;
	for (int i = 0; i < status->parts; i++)
		if (status->part[i].state != HW_WORKS)
			tries->result[i] = HW_RESULT_FAULT;
}

int hw_tries_next(const struct hw_tries *tries, enum hw_role role, int from)
{
	for (int i = from; i < tries->status.parts; i++)
		if (tries->status.part[i].role == role && tries->result[i] == HW_RESULT_NONE)
			return i;
	return -1;
}

enum hw_press hw_tries_press(
	struct hw_tries *tries, int turn, const struct hw_event *event, int *other)
{
	const struct hw_part *part = &tries->status.part[turn];
	if (event->button.key != part->key || event->button.which != part->which) {
		*other = 0;
		for (int i = 0; i < tries->status.parts; i++) {
			const struct hw_part *item = &tries->status.part[i];
			if (item->role == HW_ROLE_BUTTON && item->key == event->button.key &&
				item->which == event->button.which)
				*other = i;
		}
		return HW_PRESS_OTHER;
	}
	bool done = tries->pressed && !event->button.down;
	tries->pressed = event->button.down;
	if (!done)
		return HW_PRESS_DOWN;
	tries->result[turn] = HW_RESULT_WORKS;
	return HW_PRESS_DONE;
}

static void note_sample(struct hw_tries *tries)
{
	tries->faults |= tries->sample.faults;
	tries->was_present = tries->was_present || tries->sample.present;
}

void hw_tries_scan(struct hw_tries *tries, const struct mat_raw *scan)
{
	if (!tries->mat || !mat_feed(tries->mat, scan, &tries->sample))
		return;
	if (tries->scans++ == 0)
		tries->first_us = scan->t_us;
	tries->last_us = scan->t_us;
	note_sample(tries);
}

bool hw_tries_pass(struct hw_tries *tries, int64_t now_us)
{
	if (!tries->mat || !mat_silent(tries->mat, now_us, &tries->sample))
		return false;
	note_sample(tries);
	return true;
}

double hw_tries_rate(const struct hw_tries *tries)
{
	int64_t lasted = tries->last_us - tries->first_us;
	return lasted > 0 ? (double)(tries->scans - 1) * 1e6 / (double)lasted : 0;
}

void hw_tries_judge_mat(struct hw_tries *tries)
{
	/* Somebody who stands on it is no fault of the mat. */
	bool fine = tries->scans && !(tries->faults & ~(unsigned)MAT_LOADED_AT_START);
	for (int i = 0; i < tries->status.parts; i++)
		if (tries->status.part[i].role == HW_ROLE_MAT && tries->result[i] == HW_RESULT_NONE)
			tries->result[i] = fine ? HW_RESULT_WORKS : HW_RESULT_FAULT;
}

bool hw_tries_any_fault(const struct hw_tries *tries)
{
	for (int i = 0; i < tries->status.parts; i++)
		if (tries->result[i] == HW_RESULT_FAULT)
			return true;
	return false;
}
