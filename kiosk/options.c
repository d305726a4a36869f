#include "options.h"

#include "base/mem.h"
#include "data/pack.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
	"Usage: tuneup [OPTION]...\n"
	"The kiosk: self-massage routines, a directory of therapists, a roller station.\n"
	"\n"
	"  --config FILE      settings (default: /etc/tuneup/tuneup.yaml when it is there)\n"
	"  --content DIR      routines and texts\n"
	"  --assets DIR       fonts, icons, languages\n"
	"  --keys DIR         keys that packs are trusted with (default: /etc/tuneup/keys.d)\n"
	"  --state DIR        where state is kept (default: a fresh folder, removed at exit)\n"
	"  --window WxH       run in a window of this size (default: the whole screen)\n"
	"  --headless WxH     draw into memory: no display, no sound, no hardware; time moves "
	"only\n"
	"                     as the script says\n"
	"  --realtime         with --headless: by the wall clock\n"
	"  --diagonal INCHES  diagonal of the glass, so that touch targets have their size\n"
	"  --sim              simulated buttons and mat: arrow keys, Enter, Backspace, Home, + and "
	"-;\n"
	"                     1 to 8 load the mat, R rolls on it\n"
	"  --script FILE      play a script (docs/scripts.md)\n"
	"  --shots DIR        where its pictures go (default: .)\n"
	"  --touches FILE     write the script with pixels for each item that it names\n"
	"  --machine DIR      look at sys, proc and run in there for the machine's health (tests)\n"
	"  --stats FILE       write counters as JSON at the end\n"
	"  --lang en|es       language to start in\n"
	"  --version, --help\n"
	"\n"
	"Exit status: 0 fine, 1 an expectation of the script failed or the program cannot go on,\n"
	"2 bad usage or settings.\n";

enum {
	CONFIG = 256,
	CONTENT,
	ASSETS,
	KEYS,
	STATE,
	WINDOW,
	HEADLESS,
	DIAGONAL,
	SIM,
	SCRIPT,
	SHOTS,
	TOUCHES,
	STATS,
	MACHINE,
	REALTIME,
	LANG,
	VERSION,
	HELP
};

static const struct option long_options[] = {
	{"config", required_argument, NULL, CONFIG},
	{"content", required_argument, NULL, CONTENT},
	{"assets", required_argument, NULL, ASSETS},
	{"keys", required_argument, NULL, KEYS},
	{"state", required_argument, NULL, STATE},
	{"window", required_argument, NULL, WINDOW},
	{"headless", required_argument, NULL, HEADLESS},
	{"diagonal", required_argument, NULL, DIAGONAL},
	{"sim", no_argument, NULL, SIM},
	{"script", required_argument, NULL, SCRIPT},
	{"shots", required_argument, NULL, SHOTS},
	{"touches", required_argument, NULL, TOUCHES},
	{"stats", required_argument, NULL, STATS},
	{"machine", required_argument, NULL, MACHINE},
	{"realtime", no_argument, NULL, REALTIME},
	{"lang", required_argument, NULL, LANG},
	{"version", no_argument, NULL, VERSION},
	{"help", no_argument, NULL, HELP},
	{0},
};

static bool read_size(struct options *options, const char *text)
{
	int end = 0;
	if (sscanf(text, "%dx%d%n", &options->w, &options->h, &end) == 2 && !text[end] &&
		options->w >= 320 && options->h >= 240 && options->w <= 7680 && options->h <= 7680)
		return true;
	fprintf(stderr,
		"tuneup: size \"%s\": expected WIDTHxHEIGHT in pixels, 320x240 to 7680x7680\n",
		text);
	return false;
}

static bool read_diagonal(struct options *options, const char *text)
{
	char *end;
	options->diagonal_in = strtof(text, &end);
	if (end != text && !*end && options->diagonal_in >= 3 && options->diagonal_in <= 100)
		return true;
	fprintf(stderr, "tuneup: diagonal \"%s\": expected inches, 3 to 100\n", text);
	return false;
}

static bool read_one(struct options *options, int option, char *value)
{
	switch (option) {
	case CONFIG:
		options->config = value;
		return true;
	case CONTENT:
		free(options->content);
		options->content = mem_strdup(value);
		return true;
	case ASSETS:
		free(options->assets);
		options->assets = mem_strdup(value);
		return true;
	case STATE:
		free(options->state);
		options->state = mem_strdup(value);
		return true;
	case KEYS:
		options->keys = value;
		return true;
	case HEADLESS:
		options->headless = true;
		return read_size(options, value);
	case WINDOW:
		return read_size(options, value);
	case DIAGONAL:
		return read_diagonal(options, value);
	case SIM:
		options->sim = true;
		return true;
	case SCRIPT:
		options->script = value;
		return true;
	case SHOTS:
		options->shots = value;
		return true;
	case TOUCHES:
		options->touches = value;
		return true;
	case STATS:
		options->stats = value;
		return true;
	case MACHINE:
		options->machine = value;
		return true;
	case REALTIME:
		options->realtime = true;
		return true;
	case LANG:
		options->lang = value;
		return true;
	default:
		fprintf(stderr, "Try 'tuneup --help'.\n");
		return false;
	}
}

/* The folder the program was started from, so that a build runs in its tree and an installed
 * program in its prefix, without /proc. A program found by PATH is an installed one. */
static char *program_folder(const char *argv0)
{
	const char *slash = strrchr(argv0, '/');
	if (!slash)
		return mem_strdup(TUNEUP_PREFIX "/bin");
	return mem_printf("%.*s", (int)(slash - argv0), argv0);
}

/* The first of the usual places that exists; the last one is named even when it does not. */
static char *find_folder(const char *program, const char *name)
{
	char *beside = mem_printf("%s/../%s", program, name);
	if (access(beside, R_OK) == 0)
		return beside;
	free(beside);
	return mem_printf("%s/../share/tuneup/%s", program, name);
}

enum options_result options_read(struct options *options, int argc, char **argv)
{
	*options = (struct options){.shots = ".", .keys = PACK_KEYS};
	int option;
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) >= 0) {
		if (option == HELP)
			fputs(usage, stdout);
		else if (option == VERSION)
			puts("tuneup " TUNEUP_VERSION);
		else if (!read_one(options, option, optarg))
			return OPTIONS_BAD;
		if (option == HELP || option == VERSION)
			return OPTIONS_EXIT;
	}
	if (optind < argc) {
		fprintf(stderr, "tuneup: \"%s\": unexpected\nTry 'tuneup --help'.\n", argv[optind]);
		return OPTIONS_BAD;
	}
	char *program = program_folder(argv[0]);
	if (!options->content) {
		options->content_own = find_folder(program, "content");
		options->content = options->state ? pack_current(options->state) : NULL;
	}
	if (!options->content)
		options->content = mem_strdup(options->content_own);
	if (!options->assets)
		options->assets = find_folder(program, "assets");
	options->locale = mem_printf("%s/locale", program);
	free(program);
	return OPTIONS_RUN;
}

void options_free(struct options *options)
{
	free(options->content);
	free(options->content_own);
	free(options->assets);
	free(options->locale);
	free(options->state);
}
