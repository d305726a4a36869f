/* One request of tuneup-admin's: read, checked, carried out, answered. */
#ifndef TUNEUP_SERVE_H
#define TUNEUP_SERVE_H

#include "base/admin.h"

#include <sys/types.h>

/* Who does it. Each sets the answer's result, and label or text where there is something to say. */
struct deeds {
	void (*look)(struct admin_answer *answer);
	void (*mount)(bool write, struct admin_answer *answer);
	void (*eject)(struct admin_answer *answer);
	void (*set_date)(int64_t date, struct admin_answer *answer);
	void (*power)(bool off, struct admin_answer *answer);
	void (*program)(bool back, struct admin_answer *answer);
};

/* Serves the client (a socket that keeps messages apart) and closes it. Only root and `user` are
 * served. */
void serve(int client, uid_t user, const struct deeds *deeds);

#endif
