/* What tuneup-recover has done (STATE/recovered), so that staff are told. */
#ifndef TUNEUP_RECOVERED_H
#define TUNEUP_RECOVERED_H

#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>

/* A problem for a week after it; one line of the file is its detail. Nothing when there is none. */
void recovered_tell(const char *state, struct problems *problems);

/* Whether that was a moment ago, so that this is the start after it; then its line. */
bool recovered_now(const char *state, char *line, size_t size);

#endif
