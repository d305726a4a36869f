#include "ui/render_parts.h"

#include "base/log.h"

#include <SDL2/SDL_image.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { WISHES_MAX = 64 };

struct wish {
	enum { WAITS, IS_DRAWN, DRAWN } state;
	struct sprite_key key;
	char *name; /* of the key */
	char *path; /* of the request */
	struct image_request request;
	struct sprite sprite;
};

/* The lock guards all but the wish that is being drawn, which is the thread's. */
struct ahead {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t change;
	struct wish *wish[WISHES_MAX]; /* in the order in which they came */
	size_t wishes;
	bool running, stop;
};

static void free_wish(struct wish *wish)
{
	free(wish->sprite.argb);
	free(wish->sprite.coverage);
	free(wish->name);
	free(wish->path);
	free(wish);
}

static void remove_wish(struct ahead *ahead, size_t at)
{
	free_wish(ahead->wish[at]);
	ahead->wishes--;
	memmove(&ahead->wish[at], &ahead->wish[at + 1], (ahead->wishes - at) * sizeof *ahead->wish);
}

static struct wish *next_wish(const struct ahead *ahead)
{
	for (size_t i = 0; i < ahead->wishes; i++)
		if (ahead->wish[i]->state == WAITS)
			return ahead->wish[i];
	return NULL;
}

static void *run(void *data)
{
	struct ahead *ahead = data;
	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stop) {
		struct wish *wish = next_wish(ahead);
		if (!wish) {
			pthread_cond_wait(&ahead->change, &ahead->lock);
			continue;
		}
		wish->state = IS_DRAWN;
		pthread_mutex_unlock(&ahead->lock);
		const char *cause;
		struct sprite sprite = image_read(&wish->request, &cause);
		pthread_mutex_lock(&ahead->lock);
		wish->sprite = sprite;
		wish->state = DRAWN;
		pthread_cond_broadcast(&ahead->change);
	}
	pthread_mutex_unlock(&ahead->lock);
	/* What SDL keeps for a thread it frees only at the end of its own. */
	SDL_TLSCleanup();
	return NULL;
}

struct ahead *ahead_create(void)
{
	struct ahead *ahead = mem_calloc(1, sizeof *ahead);
	/* Each format is made ready at its first use, which is not for two threads at once. */
	IMG_Init(IMG_INIT_PNG);
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->change, NULL);
	int error = pthread_create(&ahead->thread, NULL, run, ahead);
	ahead->running = !error;
	if (error)
		log_warning("no thread draws ahead: %s", strerror(error));
	else
		pthread_setname_np(ahead->thread, "ahead");
	return ahead;
}

void ahead_destroy(struct ahead *ahead)
{
	if (!ahead)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->stop = true;
	pthread_cond_broadcast(&ahead->change);
	pthread_mutex_unlock(&ahead->lock);
	if (ahead->running)
		pthread_join(ahead->thread, NULL);
	while (ahead->wishes)
		remove_wish(ahead, ahead->wishes - 1);
	pthread_cond_destroy(&ahead->change);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead);
}

/* The wish with this key, or where the next one would stand. */
static size_t find_wish(const struct ahead *ahead, const struct sprite_key *key)
{
	size_t at = 0;
	while (at < ahead->wishes && !sprite_key_same(&ahead->wish[at]->key, key))
		at++;
	return at;
}

/* What other formats need is not made ready (ahead_create). */
static bool can_draw(const char *path)
{
	const char *dot = strrchr(path, '.');
	return dot && (strcmp(dot, ".svg") == 0 || strcmp(dot, ".png") == 0);
}

void ahead_want(
	struct ahead *ahead, const struct sprite_key *key, const struct image_request *request)
{
	if (!ahead->running || !can_draw(request->path))
		return;
	pthread_mutex_lock(&ahead->lock);
	if (find_wish(ahead, key) == ahead->wishes && ahead->wishes < WISHES_MAX) {
		struct wish *wish = mem_calloc(1, sizeof *wish);
		wish->key = *key;
		wish->key.name = wish->name = mem_strdup(key->name);
		wish->request = *request;
		wish->request.path = wish->path = mem_strdup(request->path);
		ahead->wish[ahead->wishes++] = wish;
		pthread_cond_broadcast(&ahead->change);
	}
	pthread_mutex_unlock(&ahead->lock);
}

/* The sprite of a wish that is drawn; the wish goes. False: it failed, and whoever needs it finds
 * out why. */
static bool take(struct ahead *ahead, size_t at, struct sprite *sprite)
{
	struct wish *wish = ahead->wish[at];
	bool fine = !wish->sprite.missing;
	*sprite = wish->sprite;
	wish->sprite = (struct sprite){0};
	remove_wish(ahead, at);
	return fine;
}

bool ahead_take(struct ahead *ahead, const struct sprite_key *key, struct sprite *sprite)
{
	bool taken = false;
	pthread_mutex_lock(&ahead->lock);
	size_t at = find_wish(ahead, key);
	if (at < ahead->wishes) {
		struct wish *wish = ahead->wish[at];
		while (wish->state == IS_DRAWN)
			pthread_cond_wait(&ahead->change, &ahead->lock);
		if (wish->state == DRAWN)
			taken = take(ahead, at, sprite);
		else
			remove_wish(ahead, at);
	}
	pthread_mutex_unlock(&ahead->lock);
	return taken;
}

void ahead_harvest(struct ahead *ahead, struct cache *cache)
{
	pthread_mutex_lock(&ahead->lock);
	for (size_t i = 0; i < ahead->wishes;) {
		struct sprite sprite;
		if (ahead->wish[i]->state != DRAWN) {
			i++;
			continue;
		}
		struct sprite_key key = ahead->wish[i]->key;
		char *name = ahead->wish[i]->name;
		ahead->wish[i]->name = NULL;
		key.name = name;
		if (take(ahead, i, &sprite))
			cache_add(cache, &key, sprite);
		free(name);
	}
	pthread_mutex_unlock(&ahead->lock);
}

void ahead_forget(struct ahead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	while (ahead->wishes) {
		struct wish *last = ahead->wish[ahead->wishes - 1];
		while (last->state == IS_DRAWN)
			pthread_cond_wait(&ahead->change, &ahead->lock);
		remove_wish(ahead, ahead->wishes - 1);
	}
	pthread_mutex_unlock(&ahead->lock);
}
