/* Carries out what the app asks for: each effect calls one service. Main thread, never blocks. */
#ifndef TUNEUP_EFFECTS_H
#define TUNEUP_EFFECTS_H

#include "app.h"
#include "media/player.h"

struct services {
	struct player *player;
};

/* Carries out all effects that stand in the app and empties the list. */
void effects_carry_out(struct app *app, const struct services *services);

#endif
