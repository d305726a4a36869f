/* A routine that plays: by itself (routine.c), or as a part of a program (program.c). What happens
 * then, and what is to be seen, on app->routine. */
#ifndef TUNEUP_SCREENS_PLAYING_H
#define TUNEUP_SCREENS_PLAYING_H

#include "screens/screens.h"

const struct routine *playing_routine(const struct app *app);
const struct step *playing_step(const struct app *app, int at);
/* What of the clip it shows, for its side. */
const struct step_clip *playing_clip(const struct app *app, int at);

/* Plays the step at this place of the plan, so far into it. */
void playing_start(struct app *app, int at, int64_t elapsed_us);
/* Goes to the next step; false: this was the last one, and its time is over. */
bool playing_next(struct app *app);
void playing_pause(struct app *app, bool pause);
void playing_back_10(struct app *app);
/* Nothing plays any more; the last picture stays. */
void playing_finish(struct app *app);

/* Brings the time forward; returns whether the step that runs is over. */
bool playing_time_passes(struct app *app);
/* Whether time runs: not before the first picture is there, so that a clip that never opens holds
 * nobody's visit open; a clip that cannot be shown does not hold it up. */
bool playing_runs(const struct app *app);
/* When it wants a TICK. */
int64_t playing_due(const struct app *app);

/* Whether the player's state is about what plays here; whether it cannot be shown. */
bool playing_answered(const struct app *app);
bool playing_failed(const struct app *app);
/* What is left of the step that runs. */
int64_t playing_left_us(const struct app *app);
/* Where the clip is, so long into a step: it starts at `at` and goes round the loop. */
int64_t step_position(const struct step_clip *clip, int64_t elapsed_us);

/* The parts of the screen that are not the same for all. */
struct playing_look {
	const char *ids;    /* what the ids of the controls begin with: "routine" */
	const char *replay; /* msgid: what its button starts again */
	/* Of what plays. */
	const char *(*name)(const struct app *app, struct ui *ui);
	/* Beside the clip, or under it in portrait. */
	void (*side)(const struct app *app, struct ui *ui, struct rect box);
	/* In place of back, play and next when all is done. NULL: it never comes to that. */
	void (*done)(const struct app *app, struct ui *ui, struct rect box);
	/* The small line over the step's title on small glass; it opens the list. */
	const char *(*count)(const struct app *app, struct ui *ui);
	/* At the upper edge of the dock. NULL: nothing. */
	void (*edge)(const struct app *app, struct ui *ui, struct rect dock);
};
void playing_view(const struct app *app, struct ui *ui, const struct playing_look *look);

/* Back and Home, as they lie on the picture. stacked: one over the other. */
void playing_corner(struct ui *ui, struct point at, float gap, bool stacked, bool on_stage);

#endif
