/* The visitor's stand-in of the store's desk: answers at once, from a directory that never
 * changes. */
#ifndef TUNEUP_VISITOR_DESK_H
#define TUNEUP_VISITOR_DESK_H

#include "visitor.h"

/* Lives until the next of its kind. */
const struct desk_answer *staff_desk(struct visitor *visitor, const struct desk_request *request);

#endif
