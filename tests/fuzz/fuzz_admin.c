/* What comes to tuneup-admin's socket, and what comes back: only a request of the list, written
 * exactly so, leads to a deed; any other bytes are refused. The kiosk takes any answer, and of a
 * stick's name only plain letters. */
#include "admin/serve.h"
#include "base/admin.h"
#include "fuzz.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *const requests[] = {"look", "mount-read", "mount-write", "eject",
	"set-date 1900000000", "reboot", "power-off", "program-install", "program-rollback",
	"set-date 1735689600", "set-date 4102444800"};
static const char *const answers[] = {"done TUNEUP:", "no-stick :", "filesystem :ntfs",
	"failed STICK_1:cannot be mounted", "busy :", "refused :no such request"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int deeds_done;
static int64_t date_set;

static void look(struct admin_answer *answer)
{
	answer->result = ADMIN_DONE;
	deeds_done++;
}

static void mount_stick(bool write, struct admin_answer *answer)
{
	(void)write;
	look(answer);
}

static void set_date(int64_t date, struct admin_answer *answer)
{
	date_set = date;
	look(answer);
}

static void power(bool off, struct admin_answer *answer)
{
	(void)off;
	look(answer);
}

static bool is_request(const unsigned char *bytes, size_t length)
{
	static const char date[] = "set-date ";
	size_t head = sizeof date - 1;
	for (size_t i = 0; i < COUNT(requests); i++)
		if (length == strlen(requests[i]) && memcmp(bytes, requests[i], length) == 0)
			return true;
	if (length <= head || memcmp(bytes, date, head) != 0)
		return false;
	for (size_t i = head; i < length; i++)
		if (bytes[i] < '0' || bytes[i] > '9')
			return false;
	return true;
}

static void ask(const struct fuzz *fuzz, const unsigned char *bytes, size_t length)
{
	static const struct deeds deeds = {.look = look,
		.mount = mount_stick,
		.eject = look,
		.set_date = set_date,
		.power = power,
		.program = power};
	int pair[2];
	char line[ADMIN_LINE + 1];
	struct admin_answer answer;
	deeds_done = 0;
	date_set = ADMIN_DATE_MIN;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		fuzz_fail(fuzz, "no sockets");
	if (send(pair[0], bytes, length, 0) != (ssize_t)length)
		fuzz_fail(fuzz, "nothing can be sent");
	shutdown(pair[0], SHUT_WR);
	serve(pair[1], getuid(), &deeds);
	ssize_t size = recv(pair[0], line, sizeof line - 1, 0);
	close(pair[0]);
	if (deeds_done && !is_request(bytes, length))
		fuzz_fail(fuzz, "a deed that nobody asked for");
	if (deeds_done > 1 || date_set < ADMIN_DATE_MIN || date_set > ADMIN_DATE_MAX)
		fuzz_fail(fuzz, "a deed too much");
	line[size > 0 ? size : 0] = '\0';
	if (length > 0 && (size <= 0 || !admin_read_answer(line, &answer)))
		fuzz_fail(fuzz, "no answer");
	if (length > 0 && (answer.result == ADMIN_DONE) != (deeds_done == 1))
		fuzz_fail(fuzz, "an answer that is not true");
}

static void take_answer(const struct fuzz *fuzz, const unsigned char *bytes, size_t length)
{
	char line[ADMIN_LINE];
	struct admin_answer answer;
	length = length < sizeof line - 1 ? length : sizeof line - 1;
	memcpy(line, bytes, length);
	line[length] = '\0';
	if (!admin_read_answer(line, &answer))
		return;
	for (const char *at = answer.label; *at; at++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
			    *at))
			fuzz_fail(fuzz, "a stick's name with something else");
}

int main(int argc, char **argv)
{
	struct fuzz fuzz;
	static unsigned char bytes[FUZZ_MAX];
	fuzz_start(&fuzz, argc, argv);
	while (fuzz_next(&fuzz)) {
		bool asks = fuzz_chance(&fuzz, 2);
		const char *seed = asks ? requests[fuzz_chance(&fuzz, COUNT(requests))]
					: answers[fuzz_chance(&fuzz, COUNT(answers))];
		size_t length = strlen(seed);
		memcpy(bytes, seed, length);
		if (fuzz_chance(&fuzz, 8))
			length = fuzz_mutate(&fuzz, bytes, length);
		length = length < 4096 ? length : 4096;
		if (asks)
			ask(&fuzz, bytes, length);
		else
			take_answer(&fuzz, bytes, length);
	}
	fuzz_end(&fuzz);
	return 0;
}
