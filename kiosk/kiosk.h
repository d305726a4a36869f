/* The running program: what main.c wires together and loop.c turns. */
#ifndef TUNEUP_KIOSK_H
#define TUNEUP_KIOSK_H

#include "app.h"
#include "base/notify.h"
#include "effects.h"
#include "input.h"
#include "media/voice.h"
#include "options.h"
#include "script.h"
#include "station.h"
#include "stats.h"
#include "ui/render_sdl.h"

#include <SDL2/SDL_video.h>

struct kiosk {
	struct options options;
	struct problems problems;
	struct config *config;
	struct content {
		struct catalog *whole, *shown; /* shown: without what staff have hidden */
	} content, content_before;             /* before: what it was, until it changes again */
	struct text_engine *text;
	SDL_Window *window;
	struct renderer *renderer;
	struct services services;
	struct station *station;
	struct voice *voice;
	unsigned said;         /* how much of what the app says the voice has */
	struct sticks *sticks; /* NULL: there is nobody who mounts them */
	bool lit[HW_BUTTONS];  /* the lights as they were last set */
	struct script *script;
	FILE *touches; /* of the script; NULL: not wanted */
	struct app app;
	struct draw_list list;
	struct ahead_look *ahead; /* NULL: nothing was looked at yet */
	struct input input;
	struct stats stats;
	struct notify notify;
	int64_t tick_us;           /* when the app next wants a TICK */
	struct player_status told; /* what the app knows of the player */
	bool stale;                /* the list is older than the state */
	bool drawn;                /* something is on the glass */
	bool started;              /* all that a start needs has been used */
	bool fill_later;           /* the window is to be made full screen once it is drawn */
	uint64_t drawn_hash, drawn_picture;
	/* Of the directory: which version and day the staff's problems are of, which version a
	 * screen that shows it knows, and when it is looked at next. */
	int64_t directory_reviewed, directory_told, directory_due_us;
	day_t directory_day;
	int64_t clock_due_us; /* when the wall clock is looked at next */
	int64_t began_us, checkup_due_us;
	struct health_told_of told_of; /* of the machine, to staff */
	bool hidden_changed;           /* staff have hidden or shown routines */
	bool fresh_state;              /* the state folder is ours to remove */
	bool rolls;                    /* the simulated roller moves by itself */
	Uint32 wake_event;
};

/* Microseconds of CLOCK_MONOTONIC. */
int64_t kiosk_now_us(void);

/* Whether time moves only as the script says. */
bool kiosk_virtual(const struct kiosk *kiosk);

/* The first screen, before there is any service. */
void kiosk_draw_first(struct kiosk *kiosk);

/* One event into the app, its effects carried out, the player's answer taken in. */
void kiosk_post(void *kiosk, const struct event *event);

/* An answer of a service, in the turn in which it was asked. */
void kiosk_answer(void *kiosk, const struct event *event);

/* Any thread: the loop has something to look at. */
void kiosk_wake(void *kiosk);

/* Runs until the script is over, the window is closed or a signal comes. False: the script failed,
 * or it cannot run. */
bool kiosk_run(struct kiosk *kiosk);

#endif
