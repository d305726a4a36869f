/* USB sticks: the newest one with FAT or exFAT, one labeled TUNEUP before any other. Disks from
 * which the system runs are none, be they on USB. What a stick holds is never looked at here. */
#ifndef TUNEUP_STICK_H
#define TUNEUP_STICK_H

#include "base/admin.h"

void stick_look(struct admin_answer *answer);

/* At ADMIN_STICK, for members of group tuneup; what was mounted there before is let go. */
void stick_mount(bool write, struct admin_answer *answer);

/* Waits until all is written. Without a mounted stick there is nothing to do. */
void stick_eject(struct admin_answer *answer);

#endif
