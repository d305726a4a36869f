/* What the screens of the builder and of the program that plays share, on app->plan and
 * app->program. */
#ifndef TUNEUP_SCREENS_PROGRAM_H
#define TUNEUP_SCREENS_PROGRAM_H

#include "screens/playing.h"

/* The ready program that the plan is of; NULL: the visitor's own plan. */
const struct program *plan_ready(const struct app *app);

/* As the usage log calls it: a ready program's id, else "before", "after" or "rest". */
const char *plan_log_name(const struct app *app);

/* "12 minutes, after a run", or the name of a ready program. */
const char *plan_title(const struct app *app, struct ui *ui);

/* What does not fit, or why the plan is shorter than asked for; NULL: nothing to say. */
const char *plan_note(const struct app *app, struct ui *ui);

/* "Calves, quads": the areas in the order of play. */
const char *plan_areas(const struct app *app, struct ui *ui);

/* "Foam roller, massage ball": all that is needed. */
const char *plan_tools(const struct app *app, struct ui *ui);

/* The routine of a segment, its title and its color in the bars on paper. */
const struct routine *segment_routine(const struct app *app, int segment);
const char *segment_title(const struct app *app, int segment);
enum color_role segment_color(const struct app *app, int segment);

/* "Foam roller, set 1 of 2" */
const char *segment_tools(const struct app *app, struct ui *ui, int segment);

/* The program plays from a segment on, as soon as the safety gate is passed. */
void program_set_off(struct app *app, int segment);

/* The screen changes and the program goes on: to the rest after its segment, or to the next one. */
void program_rests(struct app *app);
void program_goes_on(struct app *app);

/* Nothing plays any more and nobody came to the end: what both screens do when they are left. */
void program_leave(struct app *app);

/* Seconds to the end of all, from where it is. */
int program_to_go(const struct app *app);

/* The program bar on the stage: segments as long as they take, done, now and to come. */
void program_bar(const struct app *app, struct ui *ui, struct rect box);

/* The list of segments with their rests, around the one that plays. */
void program_list(const struct app *app, struct ui *ui, struct rect box);

/* The end: what was done, and what comes next. */
void program_end(const struct app *app, struct ui *ui);

#endif
