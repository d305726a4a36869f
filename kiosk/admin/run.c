#include "admin/run.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
	    quiet[] = "DEBIAN_FRONTEND=noninteractive", plain[] = "LC_ALL=C.UTF-8";
static char *const environment[] = {path, quiet, plain, NULL};

static bool ended_well(pid_t child)
{
	int status = 0;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* out: where its standard output goes; -1: where ours does. */
static bool start(const char *const words[], int out, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	if (out >= 0)
		posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	/* posix_spawn promises not to change them. */
	int cause = posix_spawn(child, words[0], &actions, NULL, (char *const *)words, environment);
	posix_spawn_file_actions_destroy(&actions);
	if (cause != 0)
		log_error("%s: %s", words[0], strerror(cause));
	errno = cause;
	return cause == 0;
}

bool run_and_wait(const char *const words[])
{
	pid_t child;
	if (!start(words, -1, &child))
		return false;
	errno = 0;
	return ended_well(child);
}

bool run_and_read(const char *const words[], char *text, size_t size)
{
	int ends[2];
	pid_t child;
	text[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	bool started = start(words, ends[1], &child);
	close(ends[1]);
	size_t filled = 0;
	ssize_t got = 0;
	while (started && filled < size - 1 &&
		(got = read(ends[0], text + filled, size - 1 - filled)) > 0)
		filled += (size_t)got;
	text[filled] = '\0';
	close(ends[0]);
	return started && ended_well(child);
}
