#include "sticks.h"

#include "base/admin.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/wait.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct sticks {
	pthread_t thread;
	char *socket_path;
	void (*wake)(void *data);
	void *data;
	bool complained; /* the thread's own */

	pthread_mutex_t lock; /* guards what follows */
	pthread_cond_t change;
	bool wanted, quit, here, news, eject;
};

/* Waits for a second, or for another wish; without one for good. Returns whether to go on. */
static bool wait(struct sticks *sticks, bool *wanted)
{
	const struct timespec end = wait_end(1000000);
	pthread_mutex_lock(&sticks->lock);
	bool before = sticks->wanted;
	bool early = true;
	while (!sticks->quit && !sticks->eject && sticks->wanted == *wanted && early) {
		if (before)
			early = wait_until(&sticks->change, &sticks->lock, &end);
		else
			pthread_cond_wait(&sticks->change, &sticks->lock);
	}
	*wanted = sticks->wanted && !sticks->quit;
	bool goes_on = !sticks->quit;
	pthread_mutex_unlock(&sticks->lock);
	return goes_on;
}

static void tell(struct sticks *sticks, bool here)
{
	pthread_mutex_lock(&sticks->lock);
	bool news = sticks->here != here;
	sticks->here = here;
	sticks->news = sticks->news || news;
	pthread_mutex_unlock(&sticks->lock);
	if (news && sticks->wake)
		sticks->wake(sticks->data);
}

static bool ask(struct sticks *sticks, enum admin_request request)
{
	const struct admin_ask wish = {.request = request};
	struct admin_answer answer = admin_ask(sticks->socket_path, &wish);
	bool away = answer.result == ADMIN_AWAY;
	if (away && !sticks->complained)
		log_warning("sticks cannot be read: %s", answer.text);
	sticks->complained = away;
	return answer.result == ADMIN_DONE;
}

static bool shall_eject(struct sticks *sticks)
{
	pthread_mutex_lock(&sticks->lock);
	bool eject = sticks->eject;
	sticks->eject = false;
	pthread_mutex_unlock(&sticks->lock);
	return eject;
}

/* It stays mounted where files of it are open: that is news, too. */
static bool eject(struct sticks *sticks)
{
	bool done = ask(sticks, ADMIN_EJECT);
	pthread_mutex_lock(&sticks->lock);
	sticks->news = sticks->news || !done;
	pthread_mutex_unlock(&sticks->lock);
	if (!done && sticks->wake)
		sticks->wake(sticks->data);
	return done;
}

static void *run(void *data)
{
	struct sticks *sticks = data;
	bool wanted = false, mounted = false, goes_on = true, ejected = false;
	while (goes_on) {
		goes_on = wait(sticks, &wanted);
		if (shall_eject(sticks) && mounted) {
			ejected = eject(sticks);
			mounted = !ejected;
		}
		/* One that was let go of is not mounted again before it was pulled out. */
		if (ejected && wanted)
			ejected = ask(sticks, ADMIN_LOOK);
		else if (wanted)
			mounted = ask(sticks, mounted ? ADMIN_LOOK : ADMIN_MOUNT_READ);
		else if (mounted)
			mounted = !ask(sticks, ADMIN_EJECT) && goes_on;
		ejected = ejected && wanted;
		tell(sticks, mounted && wanted);
	}
	return NULL;
}

struct sticks *sticks_create(const char *socket_path, void (*wake)(void *data), void *data)
{
	if (access(socket_path, F_OK) != 0)
		return NULL;
	struct sticks *sticks = mem_calloc(1, sizeof *sticks);
	sticks->socket_path = mem_strdup(socket_path);
	sticks->wake = wake;
	sticks->data = data;
	pthread_mutex_init(&sticks->lock, NULL);
	wait_init(&sticks->change);
	if (pthread_create(&sticks->thread, NULL, run, sticks) == 0)
		return sticks;
	log_error("sticks cannot be read: no thread can be had");
	pthread_cond_destroy(&sticks->change);
	pthread_mutex_destroy(&sticks->lock);
	free(sticks->socket_path);
	free(sticks);
	return NULL;
}

void sticks_destroy(struct sticks *sticks)
{
	if (!sticks)
		return;
	pthread_mutex_lock(&sticks->lock);
	sticks->quit = true;
	pthread_cond_signal(&sticks->change);
	pthread_mutex_unlock(&sticks->lock);
	pthread_join(sticks->thread, NULL);
	pthread_cond_destroy(&sticks->change);
	pthread_mutex_destroy(&sticks->lock);
	free(sticks->socket_path);
	free(sticks);
}

void sticks_eject(struct sticks *sticks)
{
	if (!sticks)
		return;
	pthread_mutex_lock(&sticks->lock);
	sticks->eject = true;
	pthread_cond_signal(&sticks->change);
	pthread_mutex_unlock(&sticks->lock);
}

void sticks_want(struct sticks *sticks, bool wanted)
{
	if (!sticks)
		return;
	pthread_mutex_lock(&sticks->lock);
	if (sticks->wanted != wanted)
		pthread_cond_signal(&sticks->change);
	sticks->wanted = wanted;
	pthread_mutex_unlock(&sticks->lock);
}

bool sticks_news(struct sticks *sticks, const char **folder)
{
	if (!sticks)
		return false;
	pthread_mutex_lock(&sticks->lock);
	bool news = sticks->news;
	*folder = sticks->here ? ADMIN_STICK : NULL;
	sticks->news = false;
	pthread_mutex_unlock(&sticks->lock);
	return news;
}
