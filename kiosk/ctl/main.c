/* tuneupctl: the staff's command line. */
#include "base/log.h"
#include "base/mem.h"
#include "ctl/ctl.h"
#include "ctl/start.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct group {
	const char *title;
	const struct ctl_command *commands;
};

static const struct group groups[] = {
	{"The directory of therapists", ctl_therapists},
	{"Usage, without knowing anybody (docs/privacy.md)", ctl_usage},
	{"Backups of the directory", ctl_backup},
	{"The staff's PIN", ctl_pin},
	{"The content", ctl_content},
	{"The program itself", ctl_program},
	{"Buttons, lights and the roller station", ctl_hw},
	{"Health", ctl_check},
};

enum { GROUPS = sizeof groups / sizeof *groups };

static const char help_head[] =
	"Usage: tuneupctl [--config FILE] [--state DIR] [--json] COMMAND\n"
	"Keeps a Tuneup kiosk: what staff do on its screen, from a terminal or over SSH.\n";

static const char help_tail[] =
	"\n"
	"Options, anywhere on the line\n"
	"  --config FILE   settings (default: /etc/tuneup/tuneup.yaml)\n"
	"  --state DIR     the kiosk's state folder (default: /var/lib/tuneup)\n"
	"  --assets DIR, --content DIR\n"
	"                  other folders than those installed\n"
	"  --devices DIR   for tests: devices from here, not from /dev and /sys\n"
	"  --machine DIR   for tests: sys, proc and run from here\n"
	"  --json          for programs: the answer as JSON\n"
	"  --help          this text; after a command, that command's line\n"
	"  --version\n"
	"\n"
	"Examples\n"
	"  tuneupctl therapists import list.csv --dry-run   what an import would change\n"
	"  tuneupctl therapists import list.csv --by MK     import it, in one piece or not at all\n"
	"  tuneupctl therapists verify 12 --by MK           license 12 was looked up today, by MK\n"
	"  tuneupctl usage report --from 2026-11-01         what was used since then\n"
	"  tuneupctl content install autumn.pack            new clips and words, if a trusted key "
	"signed "
	"them\n"
	"  tuneupctl pin set                                a new PIN when the old one is lost\n"
	"  tuneupctl hw test                                press each button, see each light and "
	"the mat\n"
	"  tuneupctl check                                  is anything wrong?\n"
	"\n"
	"Exit status: 0 done; 1 refused or failed, nothing has changed; 2 not understood.\n"
	"It runs as root or as a member of the group tuneup. The manual: man tuneupctl\n";

static void show_command(const struct ctl_command *command)
{
	enum { COLUMN = 36 };
	int used = printf("  %s%s%s", command->name, command->form[0] ? " " : "", command->form);
	if (used > COLUMN)
		printf("\n%*s", COLUMN, "");
	else
		printf("%*s", COLUMN - used, "");
	printf("  %s\n", command->help);
}

/* All commands, or those whose name starts with a word. */
static void show_commands(const char *word)
{
	size_t length = word ? strlen(word) : 0;
	for (int i = 0; i < GROUPS; i++) {
		const struct ctl_command *command = groups[i].commands;
		if (!word)
			printf("\n%s\n", groups[i].title);
		for (; command->name; command++)
			if (!word || (strncmp(command->name, word, length) == 0 &&
					     strchr(" ", command->name[length])))
				show_command(command);
	}
}

/* How many words of the line the name takes; 0: it is another command. */
static int match(const struct ctl_command *command, int argc, char **argv)
{
	if (argc > 0 && strcmp(command->name, argv[0]) == 0)
		return 1;
	if (argc < 2)
		return 0;
	size_t first = strlen(argv[0]);
	bool both = strncmp(command->name, argv[0], first) == 0 && command->name[first] == ' ' &&
		    strcmp(command->name + first + 1, argv[1]) == 0;
	return both ? 2 : 0;
}

static const struct ctl_command *find_command(int argc, char **argv, int *words)
{
	for (int i = 0; i < GROUPS; i++)
		for (const struct ctl_command *c = groups[i].commands; c->name; c++)
			if ((*words = match(c, argc, argv)) > 0)
				return c;
	return NULL;
}

static bool is_group(const char *word)
{
	size_t length = strlen(word);
	for (int i = 0; i < GROUPS; i++) {
		const char *name = groups[i].commands->name;
		if (strncmp(name, word, length) == 0 && name[length] == ' ')
			return true;
	}
	return false;
}

/* Letters to change, add or take away to turn one text into the other. */
static int difference(const char *a, const char *b)
{
	enum { LENGTH_MAX = 40 };
	int row[LENGTH_MAX + 1];
	int width = (int)strnlen(b, LENGTH_MAX);
	for (int j = 0; j <= width; j++)
		row[j] = j;
	for (int i = 0; i < LENGTH_MAX && a[i]; i++) {
		int corner = row[0];
		row[0] = i + 1;
		for (int j = 0; j < width; j++) {
			int changed = corner + (a[i] != b[j]);
			corner = row[j + 1];
			int least = row[j] < row[j + 1] ? row[j] + 1 : row[j + 1] + 1;
			row[j + 1] = changed < least ? changed : least;
		}
	}
	return row[width];
}

static const char *nearest(const char *words)
{
	const char *best = NULL;
	int least = 6;
	for (int i = 0; i < GROUPS; i++)
		for (const struct ctl_command *c = groups[i].commands; c->name; c++) {
			int now = difference(words, c->name);
			if (now < least) {
				least = now;
				best = c->name;
			}
		}
	return best;
}

static int unknown(int argc, char **argv)
{
	if (argc == 1 && is_group(argv[0])) {
		fflush(stdout);
		fprintf(stderr, "tuneupctl: %s what? \"tuneupctl %s --help\" says.\n", argv[0],
			argv[0]);
		return CTL_USAGE;
	}
	char *words = mem_printf("%s%s%s", argv[0], argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
	const char *guess = nearest(words);
	if (!guess)
		guess = nearest(argv[0]);
	fprintf(stderr, "tuneupctl: \"%s\": there is no such command. ", words);
	if (guess)
		fprintf(stderr, "Did you mean \"%s\"?\n", guess);
	else
		fputs("\"tuneupctl --help\" lists them.\n", stderr);
	free(words);
	return CTL_USAGE;
}

static int help(int argc, char **argv, const struct ctl_command *command)
{
	if (command) {
		show_command(command);
	} else if (argc == 1 && is_group(argv[0])) {
		show_commands(argv[0]);
	} else if (argc > 0) {
		return unknown(argc, argv);
	} else {
		fputs(help_head, stdout);
		show_commands(NULL);
		fputs(help_tail, stdout);
	}
	return CTL_DONE;
}

static int run(struct start *start, const struct ctl_command *command, int words)
{
	struct ctl ctl = {0};
	bool checks = command->run == ctl_check[0].run;
	/* A check tells on its own what would be logged. */
	bool tells = checks || strcmp(command->name, "content check") == 0 ||
		     strcmp(command->name, "content pack") == 0;
	log_set_style(tells ? LOG_SILENT : getenv("JOURNAL_STREAM") ? LOG_JOURNAL : LOG_PLAIN);
	int status = start_ctl(start, &ctl, checks);
	if (status == CTL_DONE)
		status = command->run(&ctl, start->argc - words, start->argv + words);
	config_destroy(ctl.config);
	if (fflush(stdout) != 0 && status == CTL_DONE) {
		perror("tuneupctl: standard output");
		status = CTL_REFUSED;
	}
	return status;
}

int main(int argc, char **argv)
{
	struct start start;
	int status = CTL_USAGE, words = 0;
	if (start_read(&start, argc, argv)) {
		const struct ctl_command *command = find_command(start.argc, start.argv, &words);
		if (start.version) {
			puts("tuneupctl " TUNEUP_VERSION);
			status = CTL_DONE;
		} else if (start.help) {
			status = help(start.argc, start.argv, command);
		} else if (command) {
			status = run(&start, command, words);
		} else if (start.argc > 0) {
			status = unknown(start.argc, start.argv);
		} else {
			fputs("tuneupctl: no command. \"tuneupctl --help\" lists them.\n", stderr);
		}
	}
	start_free(&start);
	return status;
}
