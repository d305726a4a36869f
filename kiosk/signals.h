/* SIGTERM and SIGINT as something that the loop is told of, at once, whatever it waits for. A
 * handler could not do that: it may not post events, and a wait in SDL does not end with it. */
#ifndef TUNEUP_SIGNALS_H
#define TUNEUP_SIGNALS_H

#include <stdbool.h>

/* Holds both back in this thread and in all it starts from now on: call it before there are any. */
void signals_hold(void);

/* Calls told, in a thread of its own, when the first of the two comes or has come already. False:
 * there can be no thread (logged). One at a time. */
bool signals_watch(void (*told)(void *data), void *data);

/* Ends that thread, if there is one: told is not called any more. */
void signals_end(void);

#endif
