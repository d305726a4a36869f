#include "kiosk.h"

#include "ahead.h"

#include <stdlib.h>
#include <string.h>

enum { KNOWN = 256 };

struct ahead_look {
	struct app app;
	struct draw_list list;
	size_t shape;          /* of what is shown: the item whose shape is to be made ready next */
	size_t item;           /* and the one to look at next */
	size_t cmd;            /* of the list: the next to make ready */
	bool looking;          /* the list is of an item */
	uint64_t shown;        /* what the items were of */
	uint64_t known[KNOWN]; /* what was made ready, in a ring */
	size_t knows;
};

static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ at[i]) * 0x100000001B3u;
	return hash;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
	return text ? mix(hash, text, strlen(text) + 1) : hash;
}

/* Who is at the kiosk and where. */
static uint64_t hash_place(const struct app *app)
{
	uint64_t hash = mix_text(0xCBF29CE484222325u, app_top(app)->name);
	hash = mix(hash, &app->lang, sizeof app->lang);
	hash = mix(hash, &app->metrics, sizeof app->metrics);
	hash = mix(hash, &app->aids.text_size, sizeof app->aids.text_size);
	hash = mix(hash, &app->aids.contrast, sizeof app->aids.contrast);
	return mix(hash, &app->aids.reach, sizeof app->aids.reach);
}

static uint64_t hash_item(uint64_t place, const struct item *item)
{
	uint64_t hash = mix_text(mix_text(place, item->id), item->label);
	hash = mix(hash, &item->action.kind, sizeof item->action.kind);
	return mix(hash, &item->action.arg, sizeof item->action.arg);
}

static uint64_t hash_shown(const struct app *app, const struct draw_list *list)
{
	uint64_t hash = hash_place(app);
	for (size_t i = list->modal; i < list->items; i++)
		hash = hash_item(hash, &list->item[i]);
	return hash;
}

/* Whether it is news; from now on it is none. */
static bool is_news(struct ahead_look *look, uint64_t hash)
{
	for (size_t i = 0; i < KNOWN; i++)
		if (look->known[i] == hash)
			return false;
	look->known[look->knows++ % KNOWN] = hash;
	return true;
}

/* Goes where an item leads, in the copy. */
static void follow(struct kiosk *kiosk, struct ahead_look *look, const struct item *item)
{
	look->app = kiosk->app;
	app_act(&look->app, item->action);
	app_view(&look->app, text_measure(kiosk->text), &look->list);
	look->cmd = 0;
	look->looking = true;
}

/* The next item that leads somewhere; false: there is none. */
static bool next_item(struct kiosk *kiosk, struct ahead_look *look)
{
	const struct draw_list *list = &kiosk->list;
	uint64_t place = hash_place(&kiosk->app);
	while (look->item < list->items) {
		const struct item *item = &list->item[look->item++];
		bool leads = !item->disabled && item->action.kind != ACTION_NONE;
		if (leads && is_news(look, hash_item(place, item))) {
			follow(kiosk, look, item);
			return true;
		}
	}
	return false;
}

/* What a finger meets: the first touch of a body would draw all of its areas. */
static bool next_shape(const struct kiosk *kiosk, struct ahead_look *look)
{
	const struct mask_source *masks = kiosk->app.masks;
	const struct draw_list *list = &kiosk->list;
	while (masks && look->shape < list->items) {
		const struct item *item = &list->item[look->shape++];
		if (item->shape) {
			masks->get(masks, item->shape);
			return true;
		}
	}
	return false;
}

bool ahead_step(struct kiosk *kiosk)
{
	if (!kiosk->ahead)
		kiosk->ahead = mem_calloc(1, sizeof *kiosk->ahead);
	struct ahead_look *look = kiosk->ahead;
	uint64_t shown = hash_shown(&kiosk->app, &kiosk->list);
	if (shown != look->shown) {
		look->shown = shown;
		look->item = look->shape = kiosk->list.modal;
		look->looking = false;
	}
	if (next_shape(kiosk, look))
		return true;
	if (!look->looking)
		return next_item(kiosk, look);
	look->looking = renderer_prepare(kiosk->renderer, &look->list, &look->cmd);
	return true;
}

void ahead_free(struct ahead_look *look)
{
	if (look)
		draw_free(&look->list);
	free(look);
}
