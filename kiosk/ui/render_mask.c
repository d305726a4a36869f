#include "ui/render_parts.h"

#include "base/tr.h"

#include <stdlib.h>
#include <string.h>

enum {
	MASK_W = 400,
	MASK_H = 1000,
	MASKS_MAX = 64,
};

struct named_mask {
	char *name;
	struct mask mask; /* filled NULL: the file cannot be read */
};

struct masks {
	struct mask_source source;
	struct mask_store *store;
};

struct mask_store {
	char *assets;
	struct problems *problems;
	struct named_mask item[MASKS_MAX];
	size_t count;
};

/* Half covered is filled. */
static struct mask make_mask(const struct sprite *sprite)
{
	enum { HALF = 128 };
	size_t pitch = (size_t)(sprite->w + 7) / 8;
	uint8_t *filled = mem_calloc((size_t)sprite->h, pitch);
	for (int y = 0; y < sprite->h; y++)
		for (int x = 0; x < sprite->w; x++)
			if (sprite->coverage[y * sprite->w + x] >= HALF)
				filled[(size_t)y * pitch + (size_t)x / 8] |= (uint8_t)(1 << x % 8);
	return (struct mask){sprite->w, sprite->h, filled};
}

static void load(struct mask_store *store, struct named_mask *item)
{
	char *path = mem_printf("%s/%s", store->assets, item->name);
	struct image_request request = {.path = path, .w = MASK_W, .h = MASK_H, .tint = true};
	const char *cause = "";
	struct sprite sprite = image_read(&request, &cause);
	if (sprite.missing)
		problems_add(store->problems, PROBLEM_WARNING, PART_ASSETS,
			N_("A picture is missing"), N_("Install Tuneup again."), "%s: %s", path,
			cause);
	else
		item->mask = make_mask(&sprite);
	free(sprite.coverage);
	free(path);
}

static const struct mask *get_mask(const struct mask_source *source, const char *name)
{
	struct mask_store *store = ((const struct masks *)source)->store;
	size_t i = 0;
	while (i < store->count && strcmp(store->item[i].name, name) != 0)
		i++;
	if (i == MASKS_MAX)
		return NULL;
	struct named_mask *item = &store->item[i];
	if (i == store->count) {
		item->name = mem_strdup(name);
		store->count++;
		load(store, item);
	}
	return item->mask.filled ? &item->mask : NULL;
}

struct masks *masks_create(const char *assets, struct problems *problems)
{
	struct masks *masks = mem_calloc(1, sizeof *masks);
	masks->source.get = get_mask;
	masks->store = mem_calloc(1, sizeof *masks->store);
	masks->store->assets = mem_strdup(assets);
	masks->store->problems = problems;
	return masks;
}

void masks_destroy(struct masks *masks)
{
	if (!masks)
		return;
	for (size_t i = 0; i < masks->store->count; i++) {
		free(masks->store->item[i].name);
		free((void *)(uintptr_t)masks->store->item[i].mask.filled);
	}
	free(masks->store->assets);
	free(masks->store);
	free(masks);
}

const struct mask_source *masks_source(const struct masks *masks)
{
	return &masks->source;
}
