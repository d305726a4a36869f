/* tuneupctl pin: the way in when nobody knows the PIN any more. */
#include "data/pin.h"

#include "ctl/ctl.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int set(struct ctl *ctl, int argc, char **argv);

const struct ctl_command ctl_pin[] = {
	{"pin set", "", "Sets the staff's PIN; asks for it, or reads a line from standard input",
		set},
	{0},
};

enum { LINE_MAX_BYTES = 64 };

static struct termios terminal;

/* Whoever gives up in the middle must find a terminal that shows what they type. */
static void give_up(int number)
{
	tcsetattr(STDIN_FILENO, TCSANOW, &terminal);
	_exit(128 + number);
}

static bool read_line(char line[static LINE_MAX_BYTES])
{
	if (!fgets(line, LINE_MAX_BYTES, stdin))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

static bool ask(const char *question, char line[static LINE_MAX_BYTES])
{
	struct termios silent = terminal;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	silent.c_lflag |= ECHONL;
	fputs(question, stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	bool read = read_line(line);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal);
	return read;
}

/* Asks twice at a terminal; a pipe gives one line. False: told on stderr. */
static bool read_pin(char pin[static LINE_MAX_BYTES])
{
	char again[LINE_MAX_BYTES] = "";
	if (tcgetattr(STDIN_FILENO, &terminal) != 0) {
		if (read_line(pin))
			return true;
		fputs("tuneupctl: no PIN came from standard input\n", stderr);
		return false;
	}
	signal(SIGINT, give_up);
	signal(SIGTERM, give_up);
	bool read = ask("New PIN (6 to 8 digits, not shown): ", pin) && ask("Once more: ", again);
	bool same = strcmp(pin, again) == 0;
	explicit_bzero(again, sizeof again);
	if (!read || !same)
		fputs(read ? "tuneupctl: the two are not the same\n" : "tuneupctl: no PIN\n",
			stderr);
	return read && same;
}

static int set(struct ctl *ctl, int argc, char **argv)
{
	(void)argv;
	if (argc > 0) {
		fputs("tuneupctl: the PIN is asked for, or read from standard input; an argument "
		      "could be seen by others\n",
			stderr);
		return ctl_bad_usage(&ctl_pin[0]);
	}
	char pin[LINE_MAX_BYTES] = "", why[300] = "";
	bool done = false;
	if (read_pin(pin)) {
		done = pin_set(ctl->state, pin, why, sizeof why);
		if (!done)
			fprintf(stderr, "tuneupctl: %s\n", why);
	}
	explicit_bzero(pin, sizeof pin);
	if (done)
		puts("The PIN is set.");
	return done ? CTL_DONE : CTL_REFUSED;
}
