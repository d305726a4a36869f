/* What the kiosk asks of tuneup-admin, on both ends. */
#include "admin/serve.h"
#include "base/log.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "admin_socket.h"

/* --- the lines --- */

static void each_request_is_read_as_it_was_written(void **state)
{
	(void)state;
	for (int request = 0; request < ADMIN_REQUESTS; request++) {
		const struct admin_ask ask = {
			.request = (enum admin_request)request, .date = ADMIN_DATE_MIN + 7};
		char line[ADMIN_LINE];
		struct admin_ask read;
		admin_write_ask(&ask, line);
		assert_true(admin_read_ask(line, &read));
		assert_int_equal(read.request, request);
		assert_int_equal(read.date, request == ADMIN_SET_DATE ? ask.date : 0);
	}
}

static void nothing_else_is_a_request(void **state)
{
	(void)state;
	static const char *const lines[] = {"", " ", "mount", "mount-read ", "mount-read /dev/sda2",
		"mount-read\n", "look now", "LOOK", "set-date", "set-date ", "set-date x",
		"set-date -1", "set-date +1800000000", "set-date  1800000000",
		"set-date 1800000000x", "set-date 1800000000 ", "set-date 0", "set-date 1735689599",
		"set-date 4102444801", "set-date 99999999999999999999", "reboot please",
		"sh -c reboot", "../look"};
	struct admin_ask ask;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (admin_read_ask(lines[i], &ask))
			fail_msg("\"%s\" was taken for request %d", lines[i], (int)ask.request);
}

static void each_answer_is_read_as_it_was_written(void **state)
{
	(void)state;
	for (int result = 0; result < ADMIN_RESULTS; result++) {
		struct admin_answer answer = {.result = (enum admin_result)result}, read;
		strcpy(answer.label, "TUNEUP");
		strcpy(answer.text, "mounting /dev/sda1: no medium: really");
		char line[ADMIN_LINE];
		admin_write_answer(&answer, line);
		assert_true(admin_read_answer(line, &read));
		assert_int_equal(read.result, result);
		assert_string_equal(read.label, answer.label);
		assert_string_equal(read.text, answer.text);
	}
	struct admin_answer read;
	static const char *const lines[] = {
		"", "done", "done ", "fine :", "done AAAAAAAAAAAAAAAAAAAAAAAA:", "done"};
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		assert_false(admin_read_answer(lines[i], &read));
}

static void a_label_keeps_only_what_cannot_do_harm(void **state)
{
	(void)state;
	char label[ADMIN_LABEL];
	admin_copy_label(label, "../\n<b>STICK one\x7f\xff");
	assert_string_equal(label, "bSTICKone");
	admin_copy_label(label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	assert_int_equal(strlen(label), ADMIN_LABEL - 1);
}

/* --- the service --- */

static char seen[200];

static void note(struct admin_answer *answer, const char *format, long long value)
{
	snprintf(seen, sizeof seen, format, value);
	answer->result = ADMIN_DONE;
}

static void look(struct admin_answer *answer)
{
	strcpy(answer->label, "STICK");
	note(answer, "look", 0);
}

static void mount_stick(bool write, struct admin_answer *answer)
{
	note(answer, "mount %lld", write);
}

static void eject(struct admin_answer *answer)
{
	note(answer, "eject", 0);
	answer->result = ADMIN_BUSY;
}

static void set_date(int64_t date, struct admin_answer *answer)
{
	note(answer, "date %lld", (long long)date);
}

static void power(bool off, struct admin_answer *answer)
{
	note(answer, "power %lld", off);
}

static void program(bool back, struct admin_answer *answer)
{
	note(answer, "program %lld", back);
}

static const struct deeds deeds = {look, mount_stick, eject, set_date, power, program};

static int listen_here(void **state)
{
	(void)state;
	seen[0] = '\0';
	log_set_style(LOG_SILENT);
	return socket_listen();
}

static int stop_listening(void **state)
{
	(void)state;
	return socket_close();
}

static uid_t allowed;

static void *serve_one(void *data)
{
	(void)data;
	int client = accept(listening, NULL, NULL);
	if (client >= 0)
		serve(client, allowed, &deeds);
	return NULL;
}

static struct admin_answer ask(enum admin_request request, int64_t date)
{
	pthread_t thread;
	allowed = getuid();
	pthread_create(&thread, NULL, serve_one, NULL);
	const struct admin_ask wanted = {.request = request, .date = date};
	struct admin_answer answer = admin_ask(socket_path, &wanted);
	pthread_join(thread, NULL);
	return answer;
}

static void each_request_is_carried_out(void **state)
{
	(void)state;
	assert_int_equal(ask(ADMIN_MOUNT_READ, 0).result, ADMIN_DONE);
	assert_string_equal(seen, "mount 0");
	ask(ADMIN_MOUNT_WRITE, 0);
	assert_string_equal(seen, "mount 1");
	assert_int_equal(ask(ADMIN_EJECT, 0).result, ADMIN_BUSY);
	assert_string_equal(seen, "eject");
	ask(ADMIN_SET_DATE, 1764093900);
	assert_string_equal(seen, "date 1764093900");
	ask(ADMIN_REBOOT, 0);
	assert_string_equal(seen, "power 0");
	ask(ADMIN_POWER_OFF, 0);
	assert_string_equal(seen, "power 1");
	struct admin_answer answer = ask(ADMIN_LOOK, 0);
	assert_string_equal(seen, "look");
	assert_string_equal(answer.label, "STICK");
}

static void a_date_out_of_range_is_refused(void **state)
{
	(void)state;
	assert_int_equal(ask(ADMIN_SET_DATE, 0).result, ADMIN_REFUSED);
	assert_int_equal(ask(ADMIN_SET_DATE, ADMIN_DATE_MAX + 1).result, ADMIN_REFUSED);
	assert_string_equal(seen, "");
}

/* What serve() answers to these bytes from a user other than the kiosk's, or from ours. */
static void say(const void *bytes, size_t size, uid_t user, char *answer)
{
	int pair[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
	assert_int_equal(send(pair[0], bytes, size, 0), size);
	serve(pair[1], user, &deeds);
	ssize_t got = recv(pair[0], answer, ADMIN_LINE - 1, 0);
	answer[got > 0 ? got : 0] = '\0';
	close(pair[0]);
}

static void damaged_requests_are_refused(void **state)
{
	(void)state;
	char answer[ADMIN_LINE], long_one[4000];
	memset(long_one, 'x', sizeof long_one);
	say("look\0now", 8, getuid(), answer);
	assert_memory_equal(answer, "refused ", 8);
	say(long_one, sizeof long_one, getuid(), answer);
	assert_memory_equal(answer, "refused ", 8);
	say("mount-read /etc", 15, getuid(), answer);
	assert_memory_equal(answer, "refused ", 8);
	assert_string_equal(seen, "");
}

static void only_root_and_the_kiosk_are_served(void **state)
{
	(void)state;
	char answer[ADMIN_LINE];
	say("look", 4, getuid() + 1, answer);
	if (getuid() == 0)
		assert_memory_equal(answer, "done ", 5);
	else
		assert_memory_equal(answer, "refused ", 8);
}

static void without_a_service_that_is_said(void **state)
{
	(void)state;
	const struct admin_ask wanted = {.request = ADMIN_LOOK};
	struct admin_answer answer = admin_ask("/nowhere/socket", &wanted);
	assert_int_equal(answer.result, ADMIN_AWAY);
	assert_string_equal(answer.text, "/nowhere/socket: No such file or directory");
	char long_path[300];
	memset(long_path, 'x', sizeof long_path - 1);
	long_path[sizeof long_path - 1] = '\0';
	assert_int_equal(admin_ask(long_path, &wanted).result, ADMIN_AWAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_request_is_read_as_it_was_written),
		cmocka_unit_test(nothing_else_is_a_request),
		cmocka_unit_test(each_answer_is_read_as_it_was_written),
		cmocka_unit_test(a_label_keeps_only_what_cannot_do_harm),
		cmocka_unit_test_setup_teardown(
			each_request_is_carried_out, listen_here, stop_listening),
		cmocka_unit_test_setup_teardown(
			a_date_out_of_range_is_refused, listen_here, stop_listening),
		cmocka_unit_test_setup_teardown(
			damaged_requests_are_refused, listen_here, stop_listening),
		cmocka_unit_test(only_root_and_the_kiosk_are_served),
		cmocka_unit_test(without_a_service_that_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
