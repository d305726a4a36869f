#include "ui/hit.h"

#include "ui/ui.h"

#include <math.h>
#include <string.h>

/* A shape can be missed by this share of its height: 20 units of 1000 (areas.json). */
static const float shape_slack = 20 / 1000.f;

static const struct mask *mask_of(const struct item *item, const struct mask_source *masks)
{
	return item->shape && masks ? masks->get(masks, item->shape) : NULL;
}

/* Distance in u from p to the nearest filled pixel within reach; negative: none. */
static float shape_distance(
	const struct item *item, const struct mask *mask, struct point p, float reach)
{
	float scale = (float)mask->h / item->box.h;
	int cx = (int)floorf((p.x - item->box.x) * scale);
	int cy = (int)floorf((p.y - item->box.y) * scale);
	int r = (int)ceilf(reach * scale);
	float best = -1;
	for (int dy = -r; dy <= r; dy++)
		for (int dx = -r; dx <= r; dx++) {
			float d = hypotf((float)dx, (float)dy) / scale;
			if (d > reach || (best >= 0 && d >= best))
				continue;
			if (mask_filled(mask, cx + dx, cy + dy))
				best = d;
		}
	return best;
}

/* Whether p can be on the item at all: what has scrolled out of its window cannot be touched. */
static bool reachable(const struct draw_list *list, const struct item *item, struct point p)
{
	return !item->disabled && (!item->scrolls || rect_holds(list->scroll_box, p));
}

static const struct item *hit_drawn(
	const struct draw_list *list, const struct mask_source *masks, struct point p)
{
	for (size_t i = list->items; i-- > list->modal;) {
		const struct item *item = &list->item[i];
		const struct mask *mask = mask_of(item, masks);
		if (!reachable(list, item, p) || !rect_holds(item->box, p))
			continue;
		if (!mask || shape_distance(item, mask, p, 0) >= 0)
			return item;
	}
	return NULL;
}

static const struct item *hit_near_shape(
	const struct draw_list *list, const struct mask_source *masks, struct point p)
{
	const struct item *best = NULL;
	float best_distance = 0;
	for (size_t i = list->modal; i < list->items; i++) {
		const struct item *item = &list->item[i];
		const struct mask *mask = mask_of(item, masks);
		if (!mask || !reachable(list, item, p))
			continue;
		float d = shape_distance(item, mask, p, shape_slack * item->box.h);
		if (d >= 0 && (!best || d < best_distance)) {
			best = item;
			best_distance = d;
		}
	}
	return best;
}

static const struct item *hit_grown(const struct draw_list *list, struct point p)
{
	const struct item *best = NULL;
	float best_distance = 0;
	for (size_t i = list->modal; i < list->items; i++) {
		const struct item *item = &list->item[i];
		if (!reachable(list, item, p) || item->shape || !rect_holds(item->hit, p))
			continue;
		float d = hypotf(
			item->hit.x + item->hit.w / 2 - p.x, item->hit.y + item->hit.h / 2 - p.y);
		if (!best || d < best_distance) {
			best = item;
			best_distance = d;
		}
	}
	return best;
}

const struct item *hit_test(
	const struct draw_list *list, const struct mask_source *masks, struct point p)
{
	const struct item *item = hit_drawn(list, masks, p);
	if (!item)
		item = hit_near_shape(list, masks, p);
	return item ? item : hit_grown(list, p);
}

struct point hit_point(const struct item *item, const struct mask_source *masks)
{
	const struct mask *mask = mask_of(item, masks);
	struct point middle = {item->box.x + item->box.w / 2, item->box.y + item->box.h / 2};
	int longest = 0;
	for (int y = 0; mask && y < mask->h; y++)
		for (int x = 0, run = 0; x < mask->w; x++) {
			run = mask_filled(mask, x, y) ? run + 1 : 0;
			if (run <= longest)
				continue;
			longest = run;
			float scale = item->box.h / (float)mask->h;
			middle.x = item->box.x + ((float)x - (float)run / 2 + 0.5f) * scale;
			middle.y = item->box.y + ((float)y + 0.5f) * scale;
		}
	return middle;
}

static bool can_focus(const struct item *item)
{
	return !item->disabled && !item->no_focus;
}

const struct item *focus_first(const struct draw_list *list)
{
	const struct item *first = NULL;
	for (size_t i = list->modal; i < list->items; i++) {
		const struct item *item = &list->item[i];
		if (can_focus(item) && item->go)
			return item;
		if (can_focus(item) && !first)
			first = item;
	}
	return first;
}

const struct item *focus_step(const struct draw_list *list, const char *id, int step)
{
	const struct item *current = id ? draw_find(list, id) : NULL;
	if (!current || !can_focus(current))
		return focus_first(list);
	size_t count = list->items - list->modal;
	size_t at = (size_t)(current - list->item) - list->modal;
	do
		at = (at + count + (size_t)step) % count;
	while (!can_focus(&list->item[list->modal + at]));
	return &list->item[list->modal + at];
}

int focus_count(const struct draw_list *list)
{
	int count = 0;
	for (size_t i = list->modal; i < list->items; i++)
		count += can_focus(&list->item[i]);
	return count;
}
