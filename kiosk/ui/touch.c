#include "ui/touch.h"

#include "ui/ui.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Farther than this from where it came down, a finger drags (u; a third of a target). */
static const float drag_slop = 3;

/* An item that repeats does so after this time, so often. */
static const int64_t repeat_after_us = 500000, repeat_every_us = 100000;

static const struct item *item_of(const struct touch *touch, const struct draw_list *list)
{
	return touch->down && !touch->spent && touch->id[0] ? draw_find(list, touch->id) : NULL;
}

void touch_down(struct touch *touch, const struct draw_list *list, const struct mask_source *masks,
	struct point p, int64_t now_us, bool swallow)
{
	*touch = (struct touch){
		.down = true, .spent = swallow, .start = p, .at = p, .since_us = now_us};
	const struct item *item = swallow ? NULL : hit_test(list, masks, p);
	if (!item)
		return;
	snprintf(touch->id, sizeof touch->id, "%s", item->id);
	touch->over = true;
}

void touch_move(struct touch *touch, const struct draw_list *list, const struct mask_source *masks,
	struct point p)
{
	touch->at = p;
	const struct item *item = item_of(touch, list);
	if (!item)
		return;
	const struct item *under = hit_test(list, masks, p);
	bool slid = hypotf(p.x - touch->start.x, p.y - touch->start.y) > drag_slop;
	touch->over = under == item || (!slid && rect_holds(item->hit, p));
}

struct action touch_up(struct touch *touch, const struct draw_list *list)
{
	const struct item *item = item_of(touch, list);
	struct action action = {0};
	if (item && touch->over && !item->disabled && !touch->next_us)
		action = item->action;
	touch_cancel(touch);
	return action;
}

int64_t touch_due(const struct touch *touch, const struct draw_list *list)
{
	const struct item *item = item_of(touch, list);
	if (!item || item->disabled || !touch->over)
		return INT64_MAX;
	if (item->repeats)
		return touch->next_us ? touch->next_us : touch->since_us + repeat_after_us;
	return item->hold.kind ? touch->since_us + item->hold_us : INT64_MAX;
}

struct action touch_tick(struct touch *touch, const struct draw_list *list, int64_t now_us)
{
	if (now_us < touch_due(touch, list))
		return (struct action){0};
	const struct item *item = item_of(touch, list);
	if (item->repeats) {
		touch->next_us = now_us + repeat_every_us;
		return item->action;
	}
	touch->spent = true;
	return item->hold;
}

void touch_cancel(struct touch *touch)
{
	*touch = (struct touch){0};
}

const char *touch_pressed(const struct touch *touch)
{
	return touch->down && touch->over && !touch->spent && touch->id[0] ? touch->id : NULL;
}
