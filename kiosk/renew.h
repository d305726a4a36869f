/* Content that is installed, or taken back, while the kiosk runs. */
#ifndef TUNEUP_RENEW_H
#define TUNEUP_RENEW_H

#include "kiosk.h"

/* Once a turn: while nobody is at the kiosk, what is in use on the disk is what is shown. Reads the
 * catalog when it is another, which takes some tens of milliseconds. Returns whether it did. */
bool renew_content(struct kiosk *kiosk);

#endif
