#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROCESSES = 4096, NOBODY = 65534 };

struct process {
	pid_t pid, parent;
};

/* Those below this process, and what they had used when they were seen last. */
static struct {
	pid_t pid;
	int64_t cpu_ns;
} seen[PROCESSES];
static int seen_count;

bool tree_begin(void)
{
	return prctl(PR_SET_CHILD_SUBREAPER, 1) == 0;
}

static void become(const char *log)
{
	int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666), in = open("/dev/null", O_RDONLY);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	setpgid(0, 0);
	bool fine = true;
	if (geteuid() == 0)
		fine = setgroups(0, NULL) == 0 && setgid(NOBODY) == 0 && setuid(NOBODY) == 0;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!fine)
		_exit(126);
}

pid_t tree_start(char *const argv[], const char *log)
{
	pid_t pid = fork();
	if (pid == 0) {
		become(log);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (pid < 0)
		fprintf(stderr, "measure: %s: %s\n", argv[0], strerror(errno));
	return pid;
}

/* The parent is the second word after the name, which stands in brackets and may hold anything. */
static pid_t parent_of(pid_t pid)
{
	char path[64], text[512];
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return 0;
	ssize_t length = read(file, text, sizeof text - 1);
	close(file);
	text[length > 0 ? length : 0] = '\0';
	const char *name_end = strrchr(text, ')');
	int parent = 0;
	if (!name_end || sscanf(name_end, ") %*c %d", &parent) != 1)
		return 0;
	return parent;
}

static int list_all(struct process *process)
{
	DIR *proc = opendir("/proc");
	int count = 0;
	for (const struct dirent *entry; proc && count < PROCESSES && (entry = readdir(proc));) {
		pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
		if (pid <= 0)
			continue;
		process[count].pid = pid;
		process[count++].parent = parent_of(pid);
	}
	if (proc)
		closedir(proc);
	return count;
}

/* Moves those below this process to the front; returns how many these are. */
static int keep_tree(struct process *process, int count)
{
	int kept = 0;
	pid_t self = getpid();
	for (bool grown = true; grown;) {
		grown = false;
		for (int i = kept; i < count; i++) {
			bool ours = process[i].parent == self;
			for (int k = 0; k < kept && !ours; k++)
				ours = process[i].parent == process[k].pid;
			if (!ours)
				continue;
			struct process swap = process[kept];
			process[kept++] = process[i];
			process[i] = swap;
			grown = true;
		}
	}
	return kept;
}

static int find_tree(const struct process **tree)
{
	static struct process process[PROCESSES];
	*tree = process;
	return keep_tree(process, list_all(process));
}

int64_t process_cpu_ns(pid_t pid)
{
	clockid_t clock;
	struct timespec used;
	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return 0;
	return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}

static void note(pid_t pid)
{
	int64_t cpu_ns = process_cpu_ns(pid);
	int at = 0;
	while (at < seen_count && seen[at].pid != pid)
		at++;
	if (at == PROCESSES)
		return;
	if (at == seen_count) {
		seen[seen_count].pid = pid;
		seen[seen_count++].cpu_ns = 0;
	}
	if (cpu_ns > seen[at].cpu_ns)
		seen[at].cpu_ns = cpu_ns;
}

int64_t tree_cpu_ns(void)
{
	const struct process *tree;
	int count = find_tree(&tree);
	for (int i = 0; i < count; i++)
		note(tree[i].pid);
	int64_t sum = 0;
	for (int i = 0; i < seen_count; i++)
		sum += seen[i].cpu_ns;
	return sum;
}

/* The number after a word of a file of "name: number" lines; -1: it is not there. */
static int64_t number_in(const char *path, const char *word)
{
	char line[256];
	long long number = -1;
	size_t length = strlen(word);
	FILE *file = fopen(path, "r");
	while (file && number < 0 && fgets(line, sizeof line, file))
		if (strncmp(line, word, length) == 0)
			number = strtoll(line + length, NULL, 10);
	if (file)
		fclose(file);
	return number;
}

static int64_t pss_kb(pid_t pid)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	return number_in(path, "Pss:");
}

int64_t tree_pss_kb(int *processes)
{
	const struct process *tree;
	int64_t sum = -1;
	*processes = find_tree(&tree);
	for (int i = 0; i < *processes; i++) {
		int64_t kb = pss_kb(tree[i].pid);
		/* A process that has just ended has none. */
		if (kb >= 0)
			sum = sum < 0 ? kb : sum + kb;
	}
	return sum;
}

static void add_threads(pid_t pid, pid_t first, struct wakeups *wakeups)
{
	static const char word[] = "voluntary_ctxt_switches:";
	char path[300];
	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *threads = opendir(path);
	for (const struct dirent *entry; threads && (entry = readdir(threads));) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "/proc/%d/task/%.20s/status", (int)pid, entry->d_name);
		int64_t slept = number_in(path, word);
		wakeups->all += slept > 0 ? slept : 0;
		if (slept > 0 && strtol(entry->d_name, NULL, 10) == first)
			wakeups->first = slept;
	}
	if (threads)
		closedir(threads);
}

struct wakeups tree_wakeups(pid_t pid)
{
	struct wakeups wakeups = {0};
	const struct process *tree;
	int count = find_tree(&tree);
	for (int i = 0; i < count; i++)
		add_threads(tree[i].pid, pid, &wakeups);
	return wakeups;
}

bool tree_alive(pid_t pid, int *status)
{
	static pid_t ended;
	static int ended_status;
	int other;
	for (pid_t gone; (gone = waitpid(-1, &other, WNOHANG)) > 0;)
		if (gone == pid) {
			ended = pid;
			ended_status = other;
		}
	if (ended != pid)
		return true;
	*status = ended_status;
	return false;
}

static void nap_ms(int ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

void tree_end(pid_t pid, int grace_ms)
{
	enum { STEP_MS = 10, KILL_TRIES = 500 };
	int status;
	const struct process *tree;
	if (tree_alive(pid, &status))
		kill(pid, SIGTERM);
	for (int ms = 0; ms < grace_ms && tree_alive(pid, &status); ms += STEP_MS)
		nap_ms(STEP_MS);
	for (int i = 0; i < KILL_TRIES; i++) {
		int count = find_tree(&tree);
		if (count == 0)
			return;
		for (int k = 0; k < count; k++)
			kill(tree[k].pid, SIGKILL);
		nap_ms(STEP_MS);
		tree_alive(pid, &status);
	}
}
