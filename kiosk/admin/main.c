/* tuneup-admin: does for the kiosk, which is locked in, the few things that need root. Started by
 * systemd when somebody asks (tuneup-admin.socket); ends when nobody has for a while. It reads one
 * short line a client and no file of a stick's. `tuneup-admin lock-console` is for the kiosk's
 * unit. */
#include "admin/console.h"
#include "admin/machine.h"
#include "admin/program.h"
#include "admin/serve.h"
#include "admin/stick.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The first descriptor that systemd hands over: sd_listen_fds(3). */
enum { LISTEN_FD = 3, IDLE_MS = 60 * 1000 };

static const struct deeds deeds = {
	.look = stick_look,
	.mount = stick_mount,
	.eject = stick_eject,
	.set_date = machine_set_date,
	.power = machine_power,
	.program = program_ask,
};

static bool is_handed_over(void)
{
	const char *whose = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
	return whose && count && strtol(whose, NULL, 10) == getpid() && strcmp(count, "1") == 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "lock-console") == 0)
		return console_lock() ? 0 : 1;
	if (argc == 3 && strcmp(argv[1], "program") == 0)
		return program_main(argv[2]);
	if (argc > 1 || !is_handed_over()) {
		fputs("tuneup-admin is started by tuneup-admin.socket, or as: tuneup-admin "
		      "lock-console,\ntuneup-admin program install|rollback\n",
			stderr);
		return 2;
	}
	const struct passwd *user = getpwnam("tuneup");
	if (!user) {
		log_error("there is no user tuneup: install the package, or run systemd-sysusers");
		return 1;
	}
	struct pollfd listening = {.fd = LISTEN_FD, .events = POLLIN};
	int ready;
	while ((ready = poll(&listening, 1, IDLE_MS)) != 0) {
		if (ready < 0 && errno != EINTR)
			return 1;
		int client = ready < 0 ? -1 : accept4(LISTEN_FD, NULL, NULL, SOCK_CLOEXEC);
		if (client >= 0)
			serve(client, user->pw_uid, &deeds);
	}
	return 0;
}
