/* The cards of the screen staff-content, which stand in a file of their own. */
#ifndef TUNEUP_STAFF_CONTENT_H
#define TUNEUP_STAFF_CONTENT_H

#include "screens/staff_parts.h"

/* Arguments of ACTION_PACK. */
enum pack_act {
	PACK_INSTALL,
	PACK_STOP,
	PACK_NEXT, /* another pack of the stick */
	PACK_BACK, /* to the content before */
	PACK_ASK_PROGRAM,
	PACK_PROGRAM_BACK
};

/* What the store has told of content; NULL: nothing yet. */
const struct desk_content *content_told(const struct app *app);
/* The pack of the stick that is looked at; NULL: there is none. */
const struct desk_pack *content_pack(const struct app *app);
/* Whether something is being installed or taken back. */
bool content_runs(const struct app *app);

/* What is in use, and the way back. */
float content_now_height(const struct app *app, struct ui *ui, float w);
void content_now(const struct app *app, struct ui *ui, struct rect box);

/* What lies on the stick, and whether it can be installed; or that it is being installed. */
float content_stick_height(const struct app *app, struct ui *ui, float w);
void content_stick(const struct app *app, struct ui *ui, struct rect box);

/* The program's version and the way back. */
#define CONTENT_PROGRAM_H 12.0f
void content_program(const struct app *app, struct ui *ui, struct rect box);

#endif
