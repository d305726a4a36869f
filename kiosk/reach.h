/* Reach mode: a view's controls come down into the lower half of the screen.
 *
 * Views need not know of it. The bar of Back and Home lies at the bottom edge, a dialog rests on
 * it, and where a view still has controls above the line, all of it becomes one page that begins
 * there and scrolls under its passive title. Only what should look otherwise asks for ui->reach. */
#ifndef TUNEUP_REACH_H
#define TUNEUP_REACH_H

#include "app.h"

/* Draws the view of a screen or an overlay with its controls below the line (u from the top).
 * ui->scroll: how far its page is scrolled. */
void reach_view(const struct app *app, struct ui *ui, const struct screen *screen, float line);

#endif
