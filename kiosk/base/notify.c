#include "base/notify.h"

#include "base/log.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Parts of the watchdog's time: a turn must come by half of it, one that comes before a quarter has
 * passed need not tell, and what systemd had no room for is told again after an eighth. */
enum { DUE = 2, ENOUGH = 4, AGAIN = 8 };

/* A path, or "@NAME" in the abstract namespace, whose first byte is 0. Returns the address's size;
 * 0: of no use. */
static socklen_t read_address(const char *text, struct sockaddr_un *address)
{
	size_t length = strlen(text);
	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	if ((text[0] != '/' && text[0] != '@') || length < 2 || length >= sizeof address->sun_path)
		return 0;
	memcpy(address->sun_path, text, length);
	if (text[0] == '@')
		address->sun_path[0] = '\0';
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
}

/* A number above 0; 0: it is none. */
static int64_t read_number(const char *text)
{
	char *end;
	if (!text)
		return 0;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	return errno == 0 && end != text && !*end && value > 0 ? value : 0;
}

void notify_begin(struct notify *notify)
{
	*notify = (struct notify){0};
	const char *address = getenv("NOTIFY_SOCKET");
	if (!address)
		return;
	notify->address_size = read_address(address, &notify->address);
	errno = EINVAL;
	if (notify->address_size)
		notify->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	notify->asked = notify->address_size && notify->socket >= 0;
	if (!notify->asked) {
		log_warning("NOTIFY_SOCKET=%s: cannot be used, so systemd is told nothing: %s",
			address, strerror(errno));
		return;
	}
	const char *whose = getenv("WATCHDOG_PID");
	if (!whose || read_number(whose) == getpid())
		notify->watchdog_us = read_number(getenv("WATCHDOG_USEC"));
}

static bool tell(const struct notify *notify, const char *text)
{
	return notify->asked &&
	       sendto(notify->socket, text, strlen(text), MSG_NOSIGNAL,
		       (const struct sockaddr *)&notify->address, notify->address_size) >= 0;
}

void notify_turn(struct notify *notify, int64_t now_us)
{
	bool first = notify->asked && !notify->ready;
	if (!first &&
		!(notify->watchdog_us && now_us - notify->fed_us >= notify->watchdog_us / ENOUGH))
		return;
	bool told = tell(notify, first ? "READY=1" : "WATCHDOG=1");
	notify->fed_us =
		told ? now_us : now_us - notify->watchdog_us / DUE + notify->watchdog_us / AGAIN;
	notify->ready = notify->ready || told;
}

int64_t notify_due_us(const struct notify *notify)
{
	return notify->watchdog_us ? notify->fed_us + notify->watchdog_us / DUE : INT64_MAX;
}

void notify_status(struct notify *notify, const char *text)
{
	char line[NOTIFY_STATUS + sizeof "STATUS="];
	if (strcmp(text, notify->status) == 0)
		return;
	snprintf(line, sizeof line, "STATUS=%s", text);
	if (tell(notify, line))
		snprintf(notify->status, sizeof notify->status, "%s", text);
}

void notify_end(struct notify *notify)
{
	tell(notify, "STOPPING=1");
	if (notify->asked)
		close(notify->socket);
	*notify = (struct notify){0};
}
