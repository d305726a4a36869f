/* One finger on the glass becomes taps and holds: acts on release, sliding off cancels, a drag
 * never taps. Pure: time and list are given. */
#ifndef TUNEUP_TOUCH_H
#define TUNEUP_TOUCH_H

#include "ui/hit.h"

enum { ITEM_ID_MAX = 48 };

struct touch {
	bool down;
	bool over;  /* the finger is still on the item it came down on */
	bool spent; /* held or swallowed: the release does nothing */
	struct point start, at;
	int64_t since_us;
	int64_t next_us; /* when a held item that repeats acts next; 0: not before its first time */
	char id[ITEM_ID_MAX]; /* "": none */
};

/* The finger comes down. swallow: this touch shall press nothing (it only woke the kiosk). */
void touch_down(struct touch *touch, const struct draw_list *list, const struct mask_source *masks,
	struct point p, int64_t now_us, bool swallow);
void touch_move(struct touch *touch, const struct draw_list *list, const struct mask_source *masks,
	struct point p);

/* The finger leaves: the action of the item, kind 0 when there is none. */
struct action touch_up(struct touch *touch, const struct draw_list *list);

/* Time passes: the hold action when it is due, or the action of an item that repeats; kind 0
 * otherwise. An item that has repeated does nothing on release. */
struct action touch_tick(struct touch *touch, const struct draw_list *list, int64_t now_us);

/* When touch_tick has something to do, INT64_MAX: never. */
int64_t touch_due(const struct touch *touch, const struct draw_list *list);

/* Forgets the finger (the screen under it has changed). */
void touch_cancel(struct touch *touch);

/* The id to draw as pressed, or NULL. */
const char *touch_pressed(const struct touch *touch);

#endif
