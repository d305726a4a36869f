/* How the machine is, each 30 s: asked of the store's thread, told to staff and to the app, which
 * marks what it counts while nobody vouches for the clock. Main thread. */
#ifndef TUNEUP_CHECKUP_H
#define TUNEUP_CHECKUP_H

#include "kiosk.h"

/* Asks when it is time. */
void checkup_turn(struct kiosk *kiosk, int64_t now_us);

/* When checkup_turn next has something to do; INT64_MAX: never. */
int64_t checkup_due_us(const struct kiosk *kiosk);

/* The answer. */
void checkup_take(void *kiosk, const struct health *health);

#endif
