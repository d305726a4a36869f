/* What "hw test" has tried and what came of it: the parts in turn, buttons, then lights, then the
 * mat. Pure. */
#ifndef TUNEUP_CTL_HW_TRIES_H
#define TUNEUP_CTL_HW_TRIES_H

#include "hw.h"
#include "mat.h"

enum hw_result {
	HW_RESULT_NONE, /* not tried */
	HW_RESULT_WORKS,
	HW_RESULT_FAULT, /* missing, stuck, or somebody said no */
};

struct hw_tries {
	struct hw_status status;
	enum hw_result result[HW_PARTS_MAX];
	bool pressed; /* the button in turn is down */
	/* The mat. */
	struct mat *mat; /* NULL: none */
	struct mat_sample sample;
	unsigned faults; /* those that were seen after the tare */
	long scans;
	int64_t first_us, last_us;
	bool was_present;
};

void hw_tries_begin(struct hw_tries *tries, struct mat_form form);
void hw_tries_end(struct hw_tries *tries);

/* What hw_status says by now: a part that does not work, be it once, is a fault. */
void hw_tries_state(struct hw_tries *tries, const struct hw_status *status);

/* The next part of a role from `from` on that works and is not tried; -1: none. */
int hw_tries_next(const struct hw_tries *tries, enum hw_role role, int from);

/* A button went down or up while this part is in turn. */
enum hw_press {
	HW_PRESS_DOWN,
	HW_PRESS_DONE,  /* down and up again: it works */
	HW_PRESS_OTHER, /* *other: the part it was */
};
enum hw_press hw_tries_press(
	struct hw_tries *tries, int turn, const struct hw_event *event, int *other);

void hw_tries_scan(struct hw_tries *tries, const struct mat_raw *scan);

/* No scan has come until now; true: the mat is newly silent. */
bool hw_tries_pass(struct hw_tries *tries, int64_t now_us);

/* Scans a second so far; 0 until there are two. */
double hw_tries_rate(const struct hw_tries *tries);

/* Settles what the mat's scans mean for its part. */
void hw_tries_judge_mat(struct hw_tries *tries);

/* Whether any part is a fault. */
bool hw_tries_any_fault(const struct hw_tries *tries);

#endif
