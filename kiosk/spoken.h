/* Spoken guidance: the screen is read aloud to a visitor who asked for it, by the menu or by
 * holding Home. What is said is found out by ui/speech.h; the loop hands it to the voice
 * (media/voice.h) when `speech.said` has changed. Goes with the visit. */
#ifndef TUNEUP_SPOKEN_H
#define TUNEUP_SPOKEN_H

#include "ui/speech.h"

struct app;
struct ui;

/* Plain data, a part of struct app; the times in microseconds. */
struct spoken {
	struct speech speech;
	unsigned came; /* counts the screens that came up */
	bool asked;    /* a button was pressed, or a finger came or went, since it last listened */
	int64_t until_us;      /* when what was said last is over, about */
	bool home_down;        /* Home is held, and has not done yet what that does */
	int64_t home_since_us; /* and since when */
	bool voiceless;        /* there is nobody who could speak */
};

/* Whether a visitor can have it. */
bool spoken_possible(const struct app *app);

void spoken_toggle(struct app *app);
/* Off, with these last words. */
void spoken_off(struct app *app, const char *words);
/* The voice says that there is none. */
void spoken_gone(struct app *app);

/* Whether somebody still listens to what was said last, so is there. */
bool spoken_goes_on(const struct app *app);

/* The physical Home goes down; or it comes up, or another one is pressed. */
void spoken_home(struct app *app, bool down);
void spoken_tick(struct app *app);
int64_t spoken_due(const struct app *app);

/* What is on top was just drawn, and stands where it will stand. */
void spoken_listen(struct app *app, struct ui *ui);

#endif
