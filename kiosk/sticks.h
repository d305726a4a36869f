/* USB sticks while staff are behind the PIN: asks tuneup-admin once a second whether there is one,
 * has it mounted to be read, and ejected when they leave. Nothing of a stick is mounted before. A
 * thread of its own, since mounting may take seconds. */
#ifndef TUNEUP_STICKS_H
#define TUNEUP_STICKS_H

#include <stdbool.h>

struct sticks;

/* wake: called on the thread when there is news. NULL: there is no such socket, so no sticks. */
struct sticks *sticks_create(const char *socket_path, void (*wake)(void *data), void *data);
void sticks_destroy(struct sticks *sticks);

/* Main thread, as often as it likes: whether staff are there. sticks may be NULL, here and below.
 */
void sticks_want(struct sticks *sticks, bool wanted);

/* Lets go of the stick that is there, and leaves it alone until it was pulled out. The news says
 * whether that was done: there is no stick then. */
void sticks_eject(struct sticks *sticks);

/* Whether a stick came or went since the last call; then *folder is where its files are, NULL:
 * there is none. Static. */
bool sticks_news(struct sticks *sticks, const char **folder);

#endif
