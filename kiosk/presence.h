/* The app's part for nobody: whether somebody is still there, the warning, and the end of a visit
 * or of a staff's turn. Only app.c calls it. */
#ifndef TUNEUP_PRESENCE_H
#define TUNEUP_PRESENCE_H

#include "app.h"

/* Whether somebody is there who touches nothing: on the mat, before a video that plays, listening.
 */
bool presence_felt(const struct app *app);

/* Time passes: warns, and ends a visit that nobody goes on with. */
void presence_tick(struct app *app);

/* When that is next to be looked at, us; INT64_MAX: not before something happens. */
int64_t presence_due(const struct app *app);

#endif
