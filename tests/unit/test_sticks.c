/* Sticks while staff are behind the PIN, with tuneup-admin's own service and a stick of words. */
#include "admin/serve.h"
#include "base/log.h"
#include "sticks.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "admin_socket.h"

/* --- the service --- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static bool plugged, mounted;
static int asked, woken;
static pthread_t service;

static void answer_with(bool done, struct admin_answer *answer)
{
	answer->result = done ? ADMIN_DONE : ADMIN_NO_STICK;
}

static void look(struct admin_answer *answer)
{
	answer_with(plugged, answer);
}

static void mount_stick(bool write, struct admin_answer *answer)
{
	assert_false(write);
	mounted = plugged;
	answer_with(plugged, answer);
}

static void eject(struct admin_answer *answer)
{
	mounted = false;
	answer->result = ADMIN_DONE;
}

static const struct deeds deeds = {.look = look, .mount = mount_stick, .eject = eject};

static void *serve_all(void *data)
{
	int client;
	while ((client = accept(listening, NULL, NULL)) >= 0) {
		pthread_mutex_lock(&lock);
		serve(client, getuid(), &deeds);
		asked++;
		pthread_cond_broadcast(&news);
		pthread_mutex_unlock(&lock);
	}
	return data;
}

static void wake(void *data)
{
	(void)data;
	pthread_mutex_lock(&lock);
	woken++;
	pthread_cond_broadcast(&news);
	pthread_mutex_unlock(&lock);
}

static struct sticks *sticks;

static int start(void **state)
{
	(void)state;
	log_set_style(LOG_SILENT);
	plugged = mounted = false;
	asked = woken = 0;
	if (socket_listen() != 0)
		return -1;
	pthread_create(&service, NULL, serve_all, NULL);
	sticks = sticks_create(socket_path, wake, NULL);
	return sticks ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	sticks_destroy(sticks);
	shutdown(listening, SHUT_RDWR);
	pthread_join(service, NULL);
	return socket_close();
}

static void plug(bool in)
{
	pthread_mutex_lock(&lock);
	plugged = in;
	pthread_mutex_unlock(&lock);
}

static void wait_for_asked(int times)
{
	pthread_mutex_lock(&lock);
	while (asked < times)
		pthread_cond_wait(&news, &lock);
	pthread_mutex_unlock(&lock);
}

static const char *next_news(int times)
{
	const char *where = NULL;
	pthread_mutex_lock(&lock);
	while (woken < times)
		pthread_cond_wait(&news, &lock);
	pthread_mutex_unlock(&lock);
	assert_true(sticks_news(sticks, &where));
	assert_false(sticks_news(sticks, &where));
	return where;
}

/* --- what holds --- */

static void nothing_is_asked_before_the_pin(void **state)
{
	(void)state;
	const char *where;
	plug(true);
	sticks_want(sticks, false);
	assert_false(sticks_news(sticks, &where));
	assert_int_equal(asked, 0);
}

static void a_stick_comes_goes_and_is_ejected_when_staff_leave(void **state)
{
	(void)state;
	plug(true);
	sticks_want(sticks, true);
	assert_string_equal(next_news(1), ADMIN_STICK);
	assert_true(mounted);
	plug(false);
	assert_null(next_news(2));
	plug(true);
	assert_string_equal(next_news(3), ADMIN_STICK);
	sticks_want(sticks, false);
	assert_null(next_news(4));
	pthread_mutex_lock(&lock);
	assert_false(mounted);
	pthread_mutex_unlock(&lock);
}

static void it_is_looked_for_until_it_comes(void **state)
{
	(void)state;
	const char *where;
	sticks_want(sticks, true);
	wait_for_asked(2);
	assert_false(sticks_news(sticks, &where));
	plug(true);
	assert_string_equal(next_news(1), ADMIN_STICK);
}

static void the_end_of_the_kiosk_ejects_it(void **state)
{
	(void)state;
	plug(true);
	sticks_want(sticks, true);
	next_news(1);
	sticks_destroy(sticks);
	sticks = NULL;
	pthread_mutex_lock(&lock);
	assert_false(mounted);
	pthread_mutex_unlock(&lock);
}

static void without_the_service_there_are_no_sticks(void **state)
{
	(void)state;
	const char *where;
	assert_null(sticks_create("/nowhere/socket", wake, NULL));
	sticks_want(NULL, true);
	assert_false(sticks_news(NULL, &where));
	sticks_destroy(NULL);
}

#define SERVED(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SERVED(nothing_is_asked_before_the_pin),
		SERVED(a_stick_comes_goes_and_is_ejected_when_staff_leave),
		SERVED(it_is_looked_for_until_it_comes),
		SERVED(the_end_of_the_kiosk_ejects_it),
		cmocka_unit_test(without_the_service_there_are_no_sticks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
