/* Carries out what the app asks for: each effect calls one service. Main thread, never blocks. */
#ifndef TUNEUP_EFFECTS_H
#define TUNEUP_EFFECTS_H

#include "app.h"
#include "data/store.h"
#include "media/player.h"
#include "station.h"

/* Each may be NULL: what it would do is then left out. */
struct services {
	struct player *player;
	struct directory *directory; /* read only */
	struct store *store;
	struct station *station;
	struct directory_place place; /* where the store is */
	struct therapist_list found;  /* the answer to the last SEARCH */
	struct arena found_arena;
	struct qr code; /* the answer to the last CONTACT or CODE */
	struct arena code_arena;
	struct desk_answer *answer[DESK_KINDS]; /* the last of each kind: the app looks at them */
	float progress;                         /* of an import, as the app knows it */
	void (*set)(void *data);                /* the settings on the disk have changed */
	void (*set_all)(void *data);            /* all of them have */
	void (*health)(void *data, const struct health *health); /* the machine was looked at */
	void (*eject)(void *data);                               /* lets go of the stick */
	/* What the services answer in the same turn. */
	void (*post)(void *data, const struct event *event);
	void *post_data;
};

/* Carries out all effects that stand in the app and empties the list. */
void effects_carry_out(struct app *app, struct services *services);

/* Hands on what the store has answered meanwhile. */
void effects_take_answers(struct services *services, int64_t now_us);
void effects_free(struct services *services); /* the answers' memory */

#endif
