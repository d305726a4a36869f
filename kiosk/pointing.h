/* The app's part for fingers and buttons. Only app.c and app_view.c call it; the functions below
 * the line are what app.c does for both. */
#ifndef TUNEUP_POINTING_H
#define TUNEUP_POINTING_H

#include "app.h"

/* A finger or a button that stays down for so long is a thing: a wet cloth, a bag, a broken switch.
 * It means nobody any more. */
enum { STUCK_S = 60 };

void pointing_pointer(struct app *app, const struct event *event);
void pointing_button(struct app *app, const struct event *event);

/* A key of a real keyboard, and what it typed: as if on the one on the screen. */
void pointing_key(struct app *app, int key);
void pointing_text(struct app *app, const char *text);

/* The item that has the focus: what Next left it on, else where the screen starts it. NULL: none.
 */
const struct item *pointing_focus(const struct app *app);

/* Time passes: a flick goes on, a held button repeats. */
void pointing_tick(struct app *app);
int64_t pointing_due(const struct app *app);

/* Scrolls so that an item stands inside the window of the scrolled part. NULL: nothing happens. */
void pointing_reveal(struct app *app, const struct item *item);

/* --- from app.c and app_screens.c --- */

enum screen_id app_current(const struct app *app);      /* the screen, whatever overlay is on top */
const struct screen *app_screen(const struct app *app); /* the same as its entry */
enum screen_id app_top_id(const struct app *app);       /* what is on top */
const struct screen *app_screen_of(enum screen_id id);  /* its entry in the table */
const struct screen *app_overlay(const struct app *app, int n);    /* the nth that lies over it */
const char *app_toast_words(const struct app *app, struct ui *ui); /* of the message that stands */
void app_wake(struct app *app); /* from attract to home: a visit begins */

/* Somebody is there: the idle time starts anew, a standing warning goes away. Returns whether a
 * warning stood. */
bool app_keep_going(struct app *app);

#endif
