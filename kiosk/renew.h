/* Content that is installed or taken back, and the directory that others change, while the kiosk
 * runs. */
#ifndef TUNEUP_RENEW_H
#define TUNEUP_RENEW_H

#include "kiosk.h"

/* Once a turn: while nobody is at the kiosk, what is in use on the disk is what is shown. Reads the
 * catalog when it is another, which takes some tens of milliseconds. Returns whether it did. */
bool renew_content(struct kiosk *kiosk);

/* Reads the content of options.content for the first time. */
void renew_begin(struct kiosk *kiosk);

void renew_end(struct kiosk *kiosk);

/* Once a turn, and looks at most once a second: whether anybody has changed the directory, or a day
 * has passed. What staff are told of licenses and of the date follows, and so does a screen that
 * shows the directory. */
void renew_directory(struct kiosk *kiosk, int64_t now_us);

/* When renew_directory wants to look next; INT64_MAX: whenever there is a turn. */
int64_t renew_due_us(const struct kiosk *kiosk);

#endif
