#include "base/admin.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static const char *const requests[ADMIN_REQUESTS] = {
	[ADMIN_LOOK] = "look",
	[ADMIN_MOUNT_READ] = "mount-read",
	[ADMIN_MOUNT_WRITE] = "mount-write",
	[ADMIN_EJECT] = "eject",
	[ADMIN_SET_DATE] = "set-date",
	[ADMIN_REBOOT] = "reboot",
	[ADMIN_POWER_OFF] = "power-off",
	[ADMIN_PROGRAM_INSTALL] = "program-install",
	[ADMIN_PROGRAM_ROLLBACK] = "program-rollback",
};

static const char *const results[ADMIN_RESULTS] = {
	[ADMIN_DONE] = "done",
	[ADMIN_NO_STICK] = "no-stick",
	[ADMIN_FILESYSTEM] = "filesystem",
	[ADMIN_BUSY] = "busy",
	[ADMIN_REFUSED] = "refused",
	[ADMIN_FAILED] = "failed",
	[ADMIN_AWAY] = "away",
};

/* The number of the word at the start of the line, and what stands behind it; -1: none. */
static int find_word(const char *line, const char *const words[], int count, const char **rest)
{
	size_t length = strcspn(line, " ");
	for (int i = 0; i < count; i++) {
		if (strlen(words[i]) != length || strncmp(line, words[i], length) != 0)
			continue;
		*rest = line + length + (line[length] == ' ');
		return i;
	}
	return -1;
}

void admin_write_ask(const struct admin_ask *ask, char *line)
{
	if (ask->request == ADMIN_SET_DATE)
		snprintf(line, ADMIN_LINE, "%s %" PRId64, requests[ask->request], ask->date);
	else
		snprintf(line, ADMIN_LINE, "%s", requests[ask->request]);
}

bool admin_read_ask(const char *line, struct admin_ask *ask)
{
	const char *rest;
	int request = find_word(line, requests, ADMIN_REQUESTS, &rest);
	if (request < 0)
		return false;
	*ask = (struct admin_ask){.request = (enum admin_request)request};
	if (request != ADMIN_SET_DATE)
		return strcmp(line, requests[request]) == 0;
	char *end;
	errno = 0;
	ask->date = strtoll(rest, &end, 10);
	return errno == 0 && *rest >= '0' && *rest <= '9' && *end == '\0' &&
	       ask->date >= ADMIN_DATE_MIN && ask->date <= ADMIN_DATE_MAX;
}

void admin_write_answer(const struct admin_answer *answer, char *line)
{
	snprintf(
		line, ADMIN_LINE, "%s %s:%s", results[answer->result], answer->label, answer->text);
}

bool admin_read_answer(const char *line, struct admin_answer *answer)
{
	const char *rest;
	int result = find_word(line, results, ADMIN_RESULTS, &rest);
	const char *colon = result < 0 ? NULL : strchr(rest, ':');
	if (!colon || colon - rest >= ADMIN_LABEL)
		return false;
	*answer = (struct admin_answer){.result = (enum admin_result)result};
	char label[ADMIN_LABEL] = "";
	memcpy(label, rest, (size_t)(colon - rest));
	admin_copy_label(answer->label, label);
	snprintf(answer->text, sizeof answer->text, "%s", colon + 1);
	return true;
}

static bool may_stand(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_';
}

void admin_copy_label(char to[ADMIN_LABEL], const char *from)
{
	size_t length = 0;
	for (; *from && length < ADMIN_LABEL - 1; from++)
		if (may_stand(*from))
			to[length++] = *from;
	to[length] = '\0';
}

static struct admin_answer away(const char *path, const char *cause)
{
	struct admin_answer answer = {.result = ADMIN_AWAY};
	snprintf(answer.text, sizeof answer.text, "%s: %s", path, cause);
	return answer;
}

/* Whether there is something to read in time; false: errno says why. */
static bool answered(int client, int patience_s, const atomic_bool *leave)
{
	enum { STEP_MS = 200 };
	struct pollfd wait = {.fd = client, .events = POLLIN};
	for (int left = patience_s * 1000; left > 0; left -= STEP_MS) {
		int ready = poll(&wait, 1, STEP_MS);
		if (ready != 0)
			return ready > 0;
		if (leave && atomic_load(leave)) {
			errno = ECANCELED;
			return false;
		}
	}
	errno = ETIMEDOUT;
	return false;
}

/* Sends the line and takes the answer's; false: errno says why. */
static bool exchange(int client, int patience_s, const atomic_bool *leave, char *line)
{
	const struct timeval patience = {.tv_sec = patience_s};
	setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (send(client, line, strlen(line), MSG_NOSIGNAL) < 0 ||
		!answered(client, patience_s, leave))
		return false;
	ssize_t size = recv(client, line, ADMIN_LINE - 1, 0);
	if (size == 0)
		errno = ECONNRESET;
	line[size > 0 ? size : 0] = '\0';
	return size > 0;
}

static int patience_of(enum admin_request request)
{
	bool program = request == ADMIN_PROGRAM_INSTALL || request == ADMIN_PROGRAM_ROLLBACK;
	return program ? ADMIN_PROGRAM_PATIENCE_S : ADMIN_PATIENCE_S;
}

struct admin_answer admin_ask(const char *socket_path, const struct admin_ask *ask)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(socket_path) >= sizeof address.sun_path)
		return away(socket_path, strerror(ENAMETOOLONG));
	memcpy(address.sun_path, socket_path, strlen(socket_path) + 1);
	int client = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (client < 0)
		return away(socket_path, strerror(errno));
	char line[ADMIN_LINE];
	admin_write_ask(ask, line);
	bool asked = connect(client, (struct sockaddr *)&address, sizeof address) == 0 &&
		     exchange(client, patience_of(ask->request), ask->leave, line);
	int cause = errno;
	close(client);
	struct admin_answer answer;
	if (!asked)
		return away(socket_path, strerror(cause));
	if (!admin_read_answer(line, &answer))
		return away(socket_path, "an answer of no known form");
	return answer;
}
