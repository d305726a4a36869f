/* What tuneup-recover has done (STATE/recovered), so that staff are told. */
#ifndef TUNEUP_RECOVERED_H
#define TUNEUP_RECOVERED_H

#include "base/problem.h"

/* A problem for a week after it; one line of the file is its detail. Nothing when there is none. */
void recovered_tell(const char *state, struct problems *problems);

#endif
