/* Runs one command, watches it from outside, ends it and prints what it cost: lines of "name
 * value".
 *
 *   measure total [OPTION]... -- COMMAND   runs it to its end: cpu_s, wall_s
 *   measure play [OPTION]... -- COMMAND    a player in real time, from its first picture on
 *   measure start [OPTION]... -- COMMAND   how long until something is on the screen
 *   measure rest [OPTION]... -- COMMAND    what a command does of which nobody wants anything
 *
 * Exit status: 0 measured, 1 the command did not do what was waited for (said on stderr), 2 bad
 * usage. */
#include "screen.h"
#include "tree.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
	"Usage: measure total|play|start|rest [OPTION]... -- COMMAND [WORD]...\n"
	"  --log FILE      where the command's output goes (default: /dev/null)\n"
	"  --screen FILE   the screen of an Xvfb: FBDIR/Xvfb_screen0\n"
	"  --anywhere      play: the clip does not fill the screen, so that its pictures are not "
	"counted\n"
	"  --x PID         the X server, whose CPU counts too\n"
	"  --settle MS     play: from the first picture (without --screen from the start) to the "
	"window; rest: before and after the tap\n"
	"  --window MS     play, rest: how long to measure\n"
	"  --until clip|rest   start: a clip's picture, or the screen as it looks when the limit "
	"is over\n"
	"  --limit MS      the longest wait (default: 20000)\n"
	"  --ready FILE    start: the time begins once this file is there, with --tap\n"
	"  --tap COMMAND   start: run at that moment (its words are parted by blanks); rest: "
	"brings "
	"it to where it rests\n";

enum { FPS = 30, POLL_MS = 2, CPU_EVERY_MS = 500, GRACE_MS = 1000, CHANGES = 1024 };

struct job {
	const char *log, *screen_path, *ready;
	char *tap;
	pid_t x;
	int settle_ms, window_ms, limit_ms;
	bool until_clip, anywhere;
	char **command;
	struct screen *screen;
	pid_t pid;
	int64_t started_ns;
};

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static int64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static double ms_since(int64_t then_ns)
{
	return (double)(now_ns() - then_ns) / 1e6;
}

static void nap(int ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

/* Whether the command still runs and nobody has asked us to end. */
static bool goes_on(const struct job *job)
{
	int status;
	return !stopped && tree_alive(job->pid, &status);
}

static bool begin(struct job *job)
{
	job->started_ns = now_ns();
	job->pid = tree_start(job->command, job->log);
	return job->pid > 0;
}

static bool give_up(const struct job *job, const char *what)
{
	int status;
	bool ended = !stopped && !tree_alive(job->pid, &status);
	fprintf(stderr, "measure: %s: %s%s (see %s)\n", job->command[0], what,
		stopped ? ": stopped"
		: ended ? ": it ended by itself"
			: "",
		job->log);
	return false;
}

/* --- total --- */

static bool measure_total(struct job *job)
{
	int status = 0;
	if (!begin(job))
		return false;
	while (!stopped && tree_alive(job->pid, &status))
		nap(POLL_MS);
	double wall_ms = ms_since(job->started_ns);
	if (stopped || status != 0)
		return give_up(job, "failed");
	struct rusage used;
	getrusage(RUSAGE_CHILDREN, &used);
	printf("cpu_s %.4f\nwall_s %.3f\n",
		(double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
			(double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
		wall_ms / 1000);
	return true;
}

/* --- play --- */

/* Which numbers of pictures came to the screen. One counts once it was seen twice in a row, so that
 * a strip that is just being drawn is no picture. */
struct seen {
	int last, candidate; /* -1: none */
	int shown, missing, blank;
};

static void see(struct seen *seen, int number)
{
	enum { NUMBERS = 256 };
	seen->blank += number < 0;
	bool steady = number == seen->candidate;
	seen->candidate = number;
	if (number < 0 || !steady || number == seen->last)
		return;
	if (seen->last >= 0) {
		/* One that was late and came after its successor is one miss, not a whole turn. */
		int step = (number - seen->last + NUMBERS) % NUMBERS;
		seen->shown++;
		seen->missing += step > NUMBERS / 2 ? 1 : step - 1;
	}
	seen->last = number;
}

/* Seconds of CPU that the whole machine has used: all but idle and waiting for disks. */
static double machine_cpu_s(void)
{
	long long user = 0, nice = 0, system = 0, idle, wait, irq = 0, soft = 0, steal = 0;
	FILE *file = fopen("/proc/stat", "r");
	if (file) {
		if (fscanf(file, "cpu %lld %lld %lld %lld %lld %lld %lld %lld", &user, &nice,
			    &system, &idle, &wait, &irq, &soft, &steal) != 8)
			user = 0;
		fclose(file);
	}
	return (double)(user + nice + system + irq + soft + steal) / (double)sysconf(_SC_CLK_TCK);
}

struct costs {
	int64_t at_ns, tree_ns, x_ns, own_ns;
	double machine_s;
};

static struct costs costs_now(const struct job *job)
{
	struct costs costs = {
		.at_ns = now_ns(), .tree_ns = tree_cpu_ns(), .machine_s = machine_cpu_s()};
	costs.x_ns = job->x > 0 ? process_cpu_ns(job->x) : 0;
	costs.own_ns = process_cpu_ns(getpid());
	return costs;
}

static void print_costs(const struct costs *from, const struct costs *to)
{
	double wall_s = (double)(to->at_ns - from->at_ns) / 1e9;
	double tree_s = (double)(to->tree_ns - from->tree_ns) / 1e9;
	double x_s = (double)(to->x_ns - from->x_ns) / 1e9;
	double own_s = (double)(to->own_ns - from->own_ns) / 1e9;
	double others_s = to->machine_s - from->machine_s - tree_s - x_s - own_s;
	printf("cpu %.5f\ncpu_player %.5f\ncpu_x %.5f\nothers %.3f\n", (tree_s + x_s) / wall_s,
		tree_s / wall_s, x_s / wall_s, (others_s > 0 ? others_s : 0) / wall_s);
}

static bool wait_for_picture(const struct job *job)
{
	while (goes_on(job) && ms_since(job->started_ns) < job->limit_ms) {
		if (job->anywhere ? screen_has_clip(job->screen) : screen_number(job->screen) >= 0)
			return true;
		nap(POLL_MS);
	}
	return give_up(job, "no picture came to the screen");
}

static void print_seen(const struct seen *seen, double wall_s)
{
	/* A player that stands still or is slow skips nothing, but does not show what it should. */
	int due = (int)(wall_s * FPS) - 1, missing = seen->missing;
	if (due - seen->shown > missing)
		missing = due - seen->shown;
	if (missing > due)
		missing = due;
	printf("shown %d\nmissing %d\nmissing_percent %.3f\nblank %d\n", seen->shown, missing,
		100.0 * missing / (due > 0 ? due : 1), seen->blank);
}

static bool measure_play(struct job *job)
{
	if (!begin(job) || (job->screen && !wait_for_picture(job)))
		return false;
	double first_ms = ms_since(job->started_ns);
	nap(job->settle_ms);
	struct seen seen = {.last = -1, .candidate = -1};
	struct costs from = costs_now(job);
	int64_t looked_ns = from.at_ns;
	while (goes_on(job) && ms_since(from.at_ns) < job->window_ms) {
		if (job->screen)
			see(&seen, screen_number(job->screen));
		if (ms_since(looked_ns) >= CPU_EVERY_MS) {
			tree_cpu_ns();
			looked_ns = now_ns();
		}
		nap(job->screen ? POLL_MS : CPU_EVERY_MS / 10);
	}
	struct costs to = costs_now(job);
	if (!goes_on(job))
		return give_up(job, "did not play to the end of the window");
	int processes;
	int64_t pss_kb = tree_pss_kb(&processes);
	print_costs(&from, &to);
	printf("pss_mb %.2f\nprocesses %d\n", (double)pss_kb / 1024, processes);
	if (job->screen && !job->anywhere) {
		printf("first_ms %.1f\n", first_ms);
		print_seen(&seen, (double)(to.at_ns - from.at_ns) / 1e9);
	}
	return true;
}

/* --- start --- */

/* How the screen came to look, a moment a change. */
struct changes {
	double ms[CHANGES];
	uint32_t point[CHANGES][SCREEN_POINTS];
	int count;
};

static bool is_like(const uint32_t *a, const uint32_t *b)
{
	int same = 0;
	for (int i = 0; i < SCREEN_POINTS; i++)
		same += a[i] == b[i];
	return same * 20 >= SCREEN_POINTS * 19;
}

/* Keeps the first CHANGES - 1 changes and the last. */
static void watch(const struct job *job, struct changes *changes)
{
	int at = changes->count < CHANGES ? changes->count : CHANGES - 1;
	screen_sample(job->screen, changes->point[at]);
	if (at > 0 &&
		memcmp(changes->point[at], changes->point[at - 1], sizeof changes->point[at]) == 0)
		return;
	changes->ms[at] = ms_since(job->started_ns);
	changes->count = at + 1;
}

static bool start_to_rest(struct job *job)
{
	struct changes *changes = calloc(1, sizeof *changes);
	if (!changes || !begin(job))
		return false;
	while (goes_on(job) && ms_since(job->started_ns) < job->limit_ms) {
		watch(job, changes);
		nap(POLL_MS);
	}
	bool fine = goes_on(job) && changes->count > 1;
	int first = changes->count - 1;
	while (first > 0 && is_like(changes->point[first - 1], changes->point[changes->count - 1]))
		first--;
	if (fine)
		printf("start_ms %.1f\n", changes->ms[first]);
	free(changes);
	return fine || give_up(job, "nothing came to the screen");
}

/* Runs the command that stands for a finger. */
static bool tap(struct job *job)
{
	enum { WORDS = 16 };
	char *word[WORDS + 1] = {0};
	int words = 0;
	for (char *rest = job->tap; words < WORDS && (word[words] = strtok_r(rest, " ", &rest));)
		words++;
	return words > 0 && tree_start(word, job->log) > 0;
}

static bool tap_when_ready(struct job *job)
{
	enum { CALM_MS = 500 };
	while (goes_on(job) && access(job->ready, F_OK) != 0) {
		if (ms_since(job->started_ns) > job->limit_ms)
			return give_up(job, "was never ready");
		nap(POLL_MS);
	}
	nap(CALM_MS);
	job->started_ns = now_ns();
	return tap(job);
}

static bool start_to_clip(struct job *job)
{
	int black = 0;
	if (screen_has_clip(job->screen))
		return give_up(job, "an old clip is still on the screen");
	if (!begin(job) || (job->tap && !tap_when_ready(job)))
		return false;
	while (goes_on(job) && ms_since(job->started_ns) < job->limit_ms) {
		if (screen_has_clip(job->screen)) {
			printf("start_ms %.1f\nblack %d\n", ms_since(job->started_ns), black);
			return true;
		}
		black += screen_is_black(job->screen);
		nap(POLL_MS);
	}
	return give_up(job, "no clip came to the screen");
}

static bool measure_start(struct job *job)
{
	return job->until_clip ? start_to_clip(job) : start_to_rest(job);
}

/* --- rest --- */

/* How often the screen changed while it was looked at; without one only time passes. */
static int changes_in_window(const struct job *job, int64_t from_ns)
{
	uint32_t point[2][SCREEN_POINTS];
	int changes = 0;
	if (job->screen)
		screen_sample(job->screen, point[0]);
	for (int at = 0; goes_on(job) && ms_since(from_ns) < job->window_ms;) {
		nap(POLL_MS * 5);
		if (!job->screen)
			continue;
		screen_sample(job->screen, point[!at]);
		if (memcmp(point[0], point[1], sizeof point[0]) == 0)
			continue;
		changes++;
		at = !at;
	}
	return changes;
}

static bool measure_rest(struct job *job)
{
	if (!begin(job))
		return false;
	nap(job->settle_ms);
	if (job->tap && !tap(job))
		return false;
	nap(job->settle_ms);
	struct wakeups wakeups = tree_wakeups(job->pid);
	struct costs from = costs_now(job);
	int changes = changes_in_window(job, from.at_ns);
	struct costs to = costs_now(job);
	struct wakeups woken = tree_wakeups(job->pid);
	if (!goes_on(job))
		return give_up(job, "did not rest to the end of the window");
	double wall_s = (double)(to.at_ns - from.at_ns) / 1e9;
	int processes;
	int64_t pss_kb = tree_pss_kb(&processes);
	print_costs(&from, &to);
	printf("wakeups_main %.2f\nwakeups_all %.2f\nchanges %d\n",
		(double)(woken.first - wakeups.first) / wall_s,
		(double)(woken.all - wakeups.all) / wall_s, changes);
	printf("pss_mb %.2f\nprocesses %d\n", (double)pss_kb / 1024, processes);
	return true;
}

/* --- main --- */

enum { LOG = 256, SCREEN, ANYWHERE, X, SETTLE, WINDOW, UNTIL, LIMIT, READY, TAP };

static const struct option long_options[] = {
	{"log", required_argument, NULL, LOG},
	{"screen", required_argument, NULL, SCREEN},
	{"anywhere", no_argument, NULL, ANYWHERE},
	{"x", required_argument, NULL, X},
	{"settle", required_argument, NULL, SETTLE},
	{"window", required_argument, NULL, WINDOW},
	{"until", required_argument, NULL, UNTIL},
	{"limit", required_argument, NULL, LIMIT},
	{"ready", required_argument, NULL, READY},
	{"tap", required_argument, NULL, TAP},
	{0},
};

static bool read_option(struct job *job, int option, char *value)
{
	int number = value ? atoi(value) : 0;
	switch (option) {
	case LOG:
		job->log = value;
		return true;
	case SCREEN:
		job->screen_path = value;
		return true;
	case ANYWHERE:
		job->anywhere = true;
		return true;
	case X:
		job->x = number;
		return number > 0;
	case SETTLE:
		job->settle_ms = number;
		return number >= 0;
	case WINDOW:
		job->window_ms = number;
		return number > 0;
	case UNTIL:
		job->until_clip = strcmp(value, "clip") == 0;
		return job->until_clip || strcmp(value, "rest") == 0;
	case LIMIT:
		job->limit_ms = number;
		return number > 0;
	case READY:
		job->ready = value;
		return true;
	case TAP:
		job->tap = value;
		return true;
	default:
		return false;
	}
}

static bool read_options(struct job *job, int argc, char **argv)
{
	int option;
	bool fine = true;
	while (fine && (option = getopt_long(argc, argv, "+", long_options, NULL)) >= 0)
		fine = option != '?' && read_option(job, option, optarg);
	job->command = argv + optind;
	fine = fine && optind < argc && (job->tap || !job->ready);
	if (!fine)
		fputs(usage, stderr);
	return fine;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		bool (*measure)(struct job *job);
		bool on_screen, in_window;
	} ways[] = {{"total", measure_total, false, false}, {"play", measure_play, false, true},
		{"start", measure_start, true, false}, {"rest", measure_rest, false, true}};
	struct job job = {.log = "/dev/null", .limit_ms = 20000};
	int way = 0, ways_count = (int)(sizeof ways / sizeof ways[0]);
	while (argc > 1 && way < ways_count && strcmp(ways[way].name, argv[1]) != 0)
		way++;
	bool known = argc > 1 && way < ways_count && read_options(&job, argc - 1, argv + 1);
	if (!known || (ways[way].on_screen && !job.screen_path) ||
		(ways[way].in_window && !job.window_ms)) {
		if (argc < 2 || way == ways_count)
			fputs(usage, stderr);
		return 2;
	}
	struct sigaction action = {.sa_handler = stop};
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	if (!tree_begin() || (job.screen_path && !(job.screen = screen_open(job.screen_path))))
		return 1;
	bool fine = ways[way].measure(&job);
	if (job.pid > 0)
		tree_end(job.pid, GRACE_MS);
	screen_close(job.screen);
	return fine ? 0 : 1;
}
