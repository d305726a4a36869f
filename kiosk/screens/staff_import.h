/* The stages of the screen staff-import that stand in a file of their own. */
#ifndef TUNEUP_STAFF_IMPORT_H
#define TUNEUP_STAFF_IMPORT_H

#include "screens/staff_parts.h"

/* What the file would change: counts, then a row for each change; blocked while there are errors.
 */
void import_look(const struct app *app, struct ui *ui);

/* What taking the last import back would do. */
void import_undo(const struct app *app, struct ui *ui);

/* It runs, it is done, it was taken back. */
void import_ends(const struct app *app, struct ui *ui);

#endif
