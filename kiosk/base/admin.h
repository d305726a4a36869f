/* What the kiosk asks of tuneup-admin, since its own sandbox can neither mount, nor set the clock,
 * nor reboot: a fixed list of requests, one a connection, and an answer. Lines of text over a local
 * socket that only the kiosk's user can open. */
#ifndef TUNEUP_ADMIN_H
#define TUNEUP_ADMIN_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ADMIN_SOCKET "/run/tuneup-admin.socket"

/* Where a stick's files are once it is mounted. */
#define ADMIN_STICK "/run/tuneup-usb"

/* There once staff have set the clock, until the machine goes down: somebody vouches for it. */
#define ADMIN_CLOCK_SET "/run/tuneup-clock-set"

enum admin_request {
	ADMIN_LOOK,        /* is there a stick? Nothing is mounted */
	ADMIN_MOUNT_READ,  /* its files at ADMIN_STICK, read-only */
	ADMIN_MOUNT_WRITE, /* the same, to write a backup or an export */
	ADMIN_EJECT,       /* all is written and the stick can be pulled */
	ADMIN_SET_DATE,    /* the clock, and the clock chip where there is one */
	ADMIN_REBOOT,
	ADMIN_POWER_OFF,
	ADMIN_PROGRAM_INSTALL,  /* the update that lies in the state folder */
	ADMIN_PROGRAM_ROLLBACK, /* the program before it */
	ADMIN_REQUESTS
};

enum admin_result {
	ADMIN_DONE,
	ADMIN_NO_STICK,
	ADMIN_FILESYSTEM, /* neither FAT nor exFAT; text: which */
	ADMIN_BUSY,       /* files on it are open */
	ADMIN_REFUSED,    /* no such request, a date out of range, not the kiosk's user */
	ADMIN_FAILED,     /* text: why */
	ADMIN_AWAY,       /* tuneup-admin does not answer; text: why */
	ADMIN_RESULTS
};

enum { ADMIN_LABEL = 16, ADMIN_TEXT = 160, ADMIN_LINE = 200 };

/* The dates that can be set: seconds since 1970, UTC. */
#define ADMIN_DATE_MIN INT64_C(1735689600) /* 2025-01-01 */
#define ADMIN_DATE_MAX INT64_C(4102444800) /* 2100-01-01 */

struct admin_ask {
	enum admin_request request;
	int64_t date;             /* ADMIN_SET_DATE: seconds since 1970, UTC */
	const atomic_bool *leave; /* NULL, or: once true, the answer is not waited for */
};

struct admin_answer {
	enum admin_result result;
	char label[ADMIN_LABEL]; /* the stick's, letters, digits, "-" and "_"; else "" */
	char text[ADMIN_TEXT];   /* English, for the journal and staff; "" */
};

/* Asks and waits for the answer, at most ADMIN_PATIENCE_S; for a
 * program ADMIN_PROGRAM_PATIENCE_S. Any thread but the main one. */
enum { ADMIN_PATIENCE_S = 15, ADMIN_PROGRAM_PATIENCE_S = 300 };
struct admin_answer admin_ask(const char *socket_path, const struct admin_ask *ask);

/* --- the lines; pure --- */

/* line: ADMIN_LINE bytes. */
void admin_write_ask(const struct admin_ask *ask, char *line);
/* false: no such request, or a date out of range. */
bool admin_read_ask(const char *line, struct admin_ask *ask);
void admin_write_answer(const struct admin_answer *answer, char *line);
bool admin_read_answer(const char *line, struct admin_answer *answer);

/* Copies what may stand in a label; anything else is left out. */
void admin_copy_label(char to[ADMIN_LABEL], const char *from);

#endif
