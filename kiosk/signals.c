#include "signals.h"

#include "base/log.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

static struct {
	bool running;
	pthread_t thread;
	void (*told)(void *data);
	void *data;
} watch;

static sigset_t both(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	return set;
}

static void *wait_for_one(void *none)
{
	(void)none;
	const sigset_t set = both();
	int number, before;
	int error = sigwait(&set, &number);
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
	if (!error)
		watch.told(watch.data);
	return NULL;
}

void signals_hold(void)
{
	const sigset_t set = both();
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

bool signals_watch(void (*told)(void *data), void *data)
{
	watch.told = told;
	watch.data = data;
	int error = pthread_create(&watch.thread, NULL, wait_for_one, NULL);
	watch.running = !error;
	if (error)
		log_error("no thread to wait for signals: %s", strerror(error));
	return !error;
}

void signals_end(void)
{
	if (!watch.running)
		return;
	/* It is canceled in sigwait, or has gone past it and ends by itself. */
	pthread_cancel(watch.thread);
	pthread_join(watch.thread, NULL);
	watch.running = false;
}
