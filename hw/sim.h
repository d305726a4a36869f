/* Buttons, lights and a mat that are not there: for --sim, scripts and tests. No thread and no
 * clock of its own; its events come within these calls, on the caller's thread, in the order of
 * their times. The mat has the grid of the settings, 4x2 where they name no mat, and 10 bits. */
#ifndef TUNEUP_SIM_H
#define TUNEUP_SIM_H

#include "hw.h"
#include "trace.h"

/* For hw.c; others get it from hw_sim. */
struct sim *sim_create(const struct hw_options *options);
void sim_destroy(struct sim *sim);
struct mat_form sim_form(const struct sim *sim);
void sim_status(const struct sim *sim, struct hw_status *status);

/* Time goes on to now_us: the scans until then come, and what they replay. After a gap of over a
 * second only the last scans of it come. */
void sim_advance(struct sim *sim, int64_t now_us);

/* Somebody looks at the mat though nothing is on it. */
void sim_watch(struct sim *sim, bool watched);

/* When the next scan is due; INT64_MAX: never. A mat that has been empty for a while needs none,
 * unless it is watched. */
int64_t sim_due_us(const struct sim *sim);

/* A button goes down or up. */
void sim_press(struct sim *sim, int key, bool down, int64_t now_us);

/* Loads one zone with 0..1 of its range; false: there is no such zone. Holds until changed. */
bool sim_load(struct sim *sim, int row, int column, float load);
void sim_unload(struct sim *sim); /* ends a replayed trace too */

/* A roller that goes to and fro by itself, a slow pass every 3.5 s, instead of the loads set here.
 */
void sim_roll(struct sim *sim, bool rolls, int64_t now_us);

/* The mat's cable is pulled or put back: no scans meanwhile. */
void sim_plug(struct sim *sim, bool plugged, int64_t now_us);

/* Replays a trace from now on, scan by scan at its own pace, instead of the loads set here; it
 * takes the trace, which is freed by trace_free. Ends an earlier one. Values are brought to 10
 * bits; a trace of another grid comes as it is, for the mat's signal path to refuse. */
void sim_play(struct sim *sim, struct trace *trace, int64_t now_us);
bool sim_playing(const struct sim *sim);

#endif
