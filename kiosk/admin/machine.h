/* The machine itself: its clock and its power. */
#ifndef TUNEUP_MACHINE_H
#define TUNEUP_MACHINE_H

#include "base/admin.h"

/* date: seconds since 1970, UTC. Also sets the clock chip, where there is one. */
void machine_set_date(int64_t date, struct admin_answer *answer);

/* Returns at once; systemd ends everything in order. */
void machine_power(bool off, struct admin_answer *answer);

#endif
