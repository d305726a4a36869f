/* What can be tapped now may be drawn next: its screen is made ready while nothing else is to do,
 * so that a first visit is as quick as a second. The app is plain data and has no way to the
 * services, so a copy of it can go ahead and nobody notices. Main thread. */
#ifndef TUNEUP_AHEAD_H
#define TUNEUP_AHEAD_H

#include <stdbool.h>

struct kiosk;
struct ahead_look;

/* A little of it: some milliseconds at most. Returns whether there is more to do. */
bool ahead_step(struct kiosk *kiosk);
void ahead_free(struct ahead_look *look);

#endif
