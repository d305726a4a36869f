/* The script language: what a visitor, staff and the hardware do, and what is expected to be seen.
 * Described for users in docs/scripts.md. Deterministic with the virtual clock. */
#ifndef TUNEUP_SCRIPT_H
#define TUNEUP_SCRIPT_H

#include "app.h"

#include <stdio.h>

struct script;

/* Reads a whole script. Faulty lines are written to `errors` ("FILE:LINE: ..."), all of them in one
 * run; then NULL. Owned by the caller. */
struct script *script_read(const char *path, FILE *errors);
void script_destroy(struct script *script);

/* What hands and feet do beside the glass: buttons and mat. */
struct script_hand {
	enum {
		SCRIPT_NO_HAND,
		SCRIPT_PRESS,
		SCRIPT_LOAD,
		SCRIPT_UNLOAD,
		SCRIPT_PLUG,
		SCRIPT_TRACE,
		SCRIPT_STICK,
	} kind;
	enum hw_button button;
	bool down; /* pressed; plugged in */
	int row, column;
	float load;       /* 0..1 */
	const char *path; /* of a trace, of the folder that stands for a stick */
};

/* What a script acts upon and looks at. */
struct script_world {
	struct app *app;
	const struct draw_list *list;
	/* Hands an event to the app at once and builds the list anew. */
	void (*post)(void *data, const struct event *event);
	/* Draws what is to be seen now into NAME.png; false when that failed (the cause is logged).
	 */
	bool (*shot)(void *data, const char *name);
	/* By the simulated station, and the list is built anew. NULL: done; else why not. */
	const char *(*hands)(void *data, const struct script_hand *hand, int64_t now_us);
	/* What was spoken since it was last forgotten, a line each; forgets it. */
	const char *(*heard)(void *data);
	void (*forget)(void *data);
	void *data;
	/* The script again, each target as the place where its finger was; NULL: not wanted. */
	FILE *touches;
};

enum script_state { SCRIPT_RUNNING, SCRIPT_DONE, SCRIPT_FAILED };

/* One frame: carries out commands until one needs time to pass. On failure the line, what was
 * expected and what was seen stand on stderr. */
enum script_state script_step(struct script *script, struct script_world *world, int64_t now_us);

#endif
