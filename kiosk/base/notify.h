/* Tells systemd how the program is, by the protocol of sd_notify(3): up, alive, ending. One thread.
 * It never blocks, and without a NOTIFY_SOCKET in the environment it does nothing. */
#ifndef TUNEUP_NOTIFY_H
#define TUNEUP_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { NOTIFY_STATUS = 80 };

/* Plain data; zeroed, nobody wants to know. Times are microseconds of one monotonic clock. */
struct notify {
	bool asked, ready;
	int socket;
	struct sockaddr_un address; /* not connected: systemd may open its end anew */
	socklen_t address_size;
	int64_t watchdog_us; /* the silence after which systemd kills; 0: no watchdog */
	int64_t fed_us;
	char status[NOTIFY_STATUS]; /* as systemd knows it */
};

/* Takes NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID. An address of no use is logged. */
void notify_begin(struct notify *notify);

/* The main loop has completed a turn. The first one is READY=1; later ones feed the watchdog,
 * though not more often than it needs. Nothing else feeds it, so that a loop that hangs is found
 * out. */
void notify_turn(struct notify *notify, int64_t now_us);

/* When the next turn must be complete at the latest, half the watchdog's time after the last;
 * INT64_MAX: whenever. */
int64_t notify_due_us(const struct notify *notify);

/* A line of text for `systemctl status`; told when it is another than before. */
void notify_status(struct notify *notify, const char *text);

/* The program ends: STOPPING=1. */
void notify_end(struct notify *notify);

#endif
