/* base/notify against a socket such as systemd's. */
#include "base/notify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WATCHDOG_US = 8000000, QUEUE = 4096 };

static struct notify notify;

/* systemd's end. Under "@NAME" when the address is abstract. */
static int listen_at(const char *address)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	size_t length = strlen(address);
	assert_true(length < sizeof name.sun_path);
	memcpy(name.sun_path, address, length);
	if (address[0] == '@')
		name.sun_path[0] = '\0';
	else
		unlink(address);
	int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	assert_true(file >= 0);
	assert_int_equal(bind(file, (struct sockaddr *)&name,
				 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)),
		0);
	setenv("NOTIFY_SOCKET", address, 1);
	return file;
}

/* Not in a folder of the tests: the path of a socket has 107 letters at most. */
static const char *socket_path(void)
{
	static char path[64];
	snprintf(path, sizeof path, "/tmp/tuneup-notify-%ld", (long)getpid());
	return path;
}

static int listen_at_path(void)
{
	return listen_at(socket_path());
}

static void want_watchdog(int64_t us, pid_t whose)
{
	char text[32];
	snprintf(text, sizeof text, "%lld", (long long)us);
	setenv("WATCHDOG_USEC", text, 1);
	snprintf(text, sizeof text, "%ld", (long)whose);
	setenv("WATCHDOG_PID", text, 1);
}

/* The next message; "" when there is none. */
static const char *heard(int file)
{
	static char text[256];
	ssize_t length = recv(file, text, sizeof text - 1, 0);
	text[length > 0 ? length : 0] = '\0';
	return text;
}

static int forget(void **state)
{
	(void)state;
	unlink(socket_path());
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
	notify = (struct notify){0};
	return 0;
}

static void where_nobody_asks_nothing_is_told(void **state)
{
	(void)state;
	want_watchdog(WATCHDOG_US, getpid());
	notify_begin(&notify);
	assert_false(notify.asked);
	notify_turn(&notify, 1);
	notify_status(&notify, "running");
	assert_true(notify_due_us(&notify) == INT64_MAX);
	notify_end(&notify);
}

static void the_first_turn_is_ready_and_the_end_is_stopping(void **state)
{
	(void)state;
	int file = listen_at_path();
	notify_begin(&notify);
	assert_string_equal(heard(file), "");
	for (int turn = 0; turn < 3; turn++)
		notify_turn(&notify, (int64_t)turn * WATCHDOG_US);
	assert_string_equal(heard(file), "READY=1");
	assert_string_equal(heard(file), "");
	assert_true(notify_due_us(&notify) == INT64_MAX);
	notify_end(&notify);
	assert_string_equal(heard(file), "STOPPING=1");
	assert_string_equal(heard(file), "");
	close(file);
}

static void turns_feed_the_watchdog_and_are_due_by_half_of_its_time(void **state)
{
	(void)state;
	int file = listen_at_path();
	want_watchdog(WATCHDOG_US, getpid());
	notify_begin(&notify);
	notify_turn(&notify, 1000);
	assert_string_equal(heard(file), "READY=1");
	assert_true(notify_due_us(&notify) == 1000 + WATCHDOG_US / 2);
	notify_turn(&notify, 1000 + WATCHDOG_US / 2);
	assert_string_equal(heard(file), "WATCHDOG=1");
	assert_true(notify_due_us(&notify) == 1000 + WATCHDOG_US);
	notify_end(&notify);
	close(file);
}

static void many_turns_feed_it_no_more_than_it_needs(void **state)
{
	(void)state;
	int file = listen_at_path(), fed = 0;
	want_watchdog(WATCHDOG_US, getpid());
	notify_begin(&notify);
	notify_turn(&notify, 0);
	assert_string_equal(heard(file), "READY=1");
	for (int64_t now = 0; now <= WATCHDOG_US; now += WATCHDOG_US / 1000) {
		notify_turn(&notify, now);
		fed += strcmp(heard(file), "WATCHDOG=1") == 0;
	}
	assert_int_equal(fed, 4);
	notify_end(&notify);
	close(file);
}

static void a_watchdog_over_another_process_is_not_ours(void **state)
{
	(void)state;
	int file = listen_at_path();
	want_watchdog(WATCHDOG_US, getppid());
	notify_begin(&notify);
	notify_turn(&notify, 0);
	notify_turn(&notify, WATCHDOG_US);
	assert_string_equal(heard(file), "READY=1");
	assert_string_equal(heard(file), "");
	assert_true(notify_due_us(&notify) == INT64_MAX);
	notify_end(&notify);
	close(file);
}

static void a_watchdog_without_a_process_is_ours(void **state)
{
	(void)state;
	int file = listen_at_path();
	setenv("WATCHDOG_USEC", "8000000", 1);
	notify_begin(&notify);
	assert_true(notify.watchdog_us == WATCHDOG_US);
	notify_end(&notify);
	close(file);
}

static void a_time_that_is_none_is_no_watchdog(void **state)
{
	(void)state;
	const char *const times[] = {"", "0", "-5", "8s", "99999999999999999999"};
	int file = listen_at_path();
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		setenv("WATCHDOG_USEC", times[i], 1);
		notify_begin(&notify);
		assert_true(notify.asked);
		assert_true(notify.watchdog_us == 0);
		notify_end(&notify);
	}
	close(file);
}

static void an_abstract_socket_will_do(void **state)
{
	(void)state;
	char address[64];
	snprintf(address, sizeof address, "@tuneup-test-%ld", (long)getpid());
	int file = listen_at(address);
	notify_begin(&notify);
	notify_turn(&notify, 0);
	assert_string_equal(heard(file), "READY=1");
	notify_end(&notify);
	close(file);
}

static void an_address_of_no_use_is_left_alone(void **state)
{
	(void)state;
	char long_one[200] = "/";
	memset(long_one + 1, 'x', sizeof long_one - 2);
	const char *const addresses[] = {"", "/", "@", "relative", "vsock:2:1234", long_one};
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		setenv("NOTIFY_SOCKET", addresses[i], 1);
		want_watchdog(WATCHDOG_US, getpid());
		notify_begin(&notify);
		assert_false(notify.asked);
		assert_true(notify_due_us(&notify) == INT64_MAX);
		notify_turn(&notify, 0);
		notify_end(&notify);
	}
}

/* systemd does not empty its queue: the loop goes on, and says the same again soon. */
static void a_full_queue_stops_nothing_and_loses_nothing(void **state)
{
	(void)state;
	int file = listen_at_path(), queued = 0;
	want_watchdog(WATCHDOG_US, getpid());
	notify_begin(&notify);
	while (queued < QUEUE &&
		sendto(notify.socket, "X=1", 3, 0, (struct sockaddr *)&notify.address,
			notify.address_size) == 3)
		queued++;
	assert_true(queued < QUEUE);
	notify_turn(&notify, 0);
	assert_true(notify_due_us(&notify) == WATCHDOG_US / 8);
	notify_status(&notify, "running");
	while (queued-- > 0)
		assert_string_equal(heard(file), "X=1");
	assert_string_equal(heard(file), "");
	notify_turn(&notify, 1);
	notify_status(&notify, "running");
	assert_string_equal(heard(file), "READY=1");
	assert_string_equal(heard(file), "STATUS=running");
	assert_true(notify_due_us(&notify) == 1 + WATCHDOG_US / 2);
	notify_end(&notify);
	close(file);
}

static void a_status_is_told_when_it_changes(void **state)
{
	(void)state;
	int file = listen_at_path();
	notify_begin(&notify);
	notify_status(&notify, "one");
	notify_status(&notify, "one");
	notify_status(&notify, "two");
	assert_string_equal(heard(file), "STATUS=one");
	assert_string_equal(heard(file), "STATUS=two");
	assert_string_equal(heard(file), "");
	notify_end(&notify);
	close(file);
}

/* As after `systemctl daemon-reexec`. */
static void a_socket_made_anew_is_found(void **state)
{
	(void)state;
	int file = listen_at_path();
	want_watchdog(WATCHDOG_US, getpid());
	notify_begin(&notify);
	notify_turn(&notify, 0);
	close(file);
	notify_turn(&notify, WATCHDOG_US / 2);
	file = listen_at_path();
	notify_turn(&notify, WATCHDOG_US / 2 + 1);
	assert_string_equal(heard(file), "WATCHDOG=1");
	notify_end(&notify);
	close(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(where_nobody_asks_nothing_is_told, forget, forget),
		cmocka_unit_test_setup_teardown(
			the_first_turn_is_ready_and_the_end_is_stopping, forget, forget),
		cmocka_unit_test_setup_teardown(
			turns_feed_the_watchdog_and_are_due_by_half_of_its_time, forget, forget),
		cmocka_unit_test_setup_teardown(
			many_turns_feed_it_no_more_than_it_needs, forget, forget),
		cmocka_unit_test_setup_teardown(
			a_watchdog_over_another_process_is_not_ours, forget, forget),
		cmocka_unit_test_setup_teardown(
			a_watchdog_without_a_process_is_ours, forget, forget),
		cmocka_unit_test_setup_teardown(a_time_that_is_none_is_no_watchdog, forget, forget),
		cmocka_unit_test_setup_teardown(an_abstract_socket_will_do, forget, forget),
		cmocka_unit_test_setup_teardown(an_address_of_no_use_is_left_alone, forget, forget),
		cmocka_unit_test_setup_teardown(
			a_full_queue_stops_nothing_and_loses_nothing, forget, forget),
		cmocka_unit_test_setup_teardown(a_status_is_told_when_it_changes, forget, forget),
		cmocka_unit_test_setup_teardown(a_socket_made_anew_is_found, forget, forget),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
