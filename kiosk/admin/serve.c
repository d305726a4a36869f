#include "admin/serve.h"

#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* Who connects asks at once; nobody may hold the others up. */
enum { PATIENCE_S = 2 };

static void carry_out(
	const struct admin_ask *ask, const struct deeds *deeds, struct admin_answer *answer)
{
	switch (ask->request) {
	case ADMIN_LOOK:
		deeds->look(answer);
		break;
	case ADMIN_MOUNT_READ:
	case ADMIN_MOUNT_WRITE:
		deeds->mount(ask->request == ADMIN_MOUNT_WRITE, answer);
		break;
	case ADMIN_EJECT:
		deeds->eject(answer);
		break;
	case ADMIN_SET_DATE:
		deeds->set_date(ask->date, answer);
		break;
	case ADMIN_REBOOT:
	case ADMIN_POWER_OFF:
		deeds->power(ask->request == ADMIN_POWER_OFF, answer);
		break;
	case ADMIN_PROGRAM_INSTALL:
	case ADMIN_PROGRAM_ROLLBACK:
		deeds->program(ask->request == ADMIN_PROGRAM_ROLLBACK, answer);
		break;
	case ADMIN_REQUESTS:
		break;
	}
}

static bool is_allowed(int client, uid_t user)
{
	struct ucred peer;
	socklen_t size = sizeof peer;
	return getsockopt(client, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
	       (peer.uid == 0 || peer.uid == user);
}

/* What was asked, as far as it can be read, is not logged: it may be anything. */
static void refuse(struct admin_answer *answer, const char *cause)
{
	answer->result = ADMIN_REFUSED;
	snprintf(answer->text, sizeof answer->text, "%s", cause);
	log_warning("refused: %s", cause);
}

void serve(int client, uid_t user, const struct deeds *deeds)
{
	const struct timeval patience = {.tv_sec = PATIENCE_S};
	setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	char line[ADMIN_LINE];
	ssize_t size = recv(client, line, sizeof line - 1, 0);
	if (size > 0) {
		struct admin_answer answer = {.result = ADMIN_FAILED};
		struct admin_ask ask;
		line[size] = '\0';
		if (!is_allowed(client, user))
			refuse(&answer, "not the kiosk's user");
		else if (strlen(line) != (size_t)size || !admin_read_ask(line, &ask))
			refuse(&answer, "no such request, or a date out of range");
		else
			carry_out(&ask, deeds, &answer);
		admin_write_answer(&answer, line);
		send(client, line, strlen(line), MSG_NOSIGNAL);
	}
	close(client);
}
