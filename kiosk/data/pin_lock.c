/* Wrong tries of the PIN, and the waits that follow. */
#include "base/log.h"
#include "base/mem.h"
#include "data/pin.h"
#include "data/pin_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What stands in STATE/pin.tries. */
struct tries {
	int wrong;
	int64_t since_s; /* when the last one was, as up_s */
};

enum { TRIES_BYTES = 32 };

static char *tries_path(const char *state)
{
	return mem_printf("%s/pin.tries", state);
}

/* Over what is there, in one sector: a full disk does not keep a wrong try from being noted. */
static void write_tries(const char *state, const struct tries *tries)
{
	char *path = tries_path(state), text[TRIES_BYTES + 1];
	snprintf(text, sizeof text, "%6d %*" PRId64 "\n", tries->wrong, TRIES_BYTES - 8,
		tries->since_s);
	int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	bool done = file >= 0 && pin_share(file, state) &&
		    write(file, text, TRIES_BYTES) == TRIES_BYTES && fsync(file) == 0;
	if (!done)
		log_error("%s: a wrong PIN cannot be noted: %s", path, strerror(errno));
	if (file >= 0)
		close(file);
	free(path);
}

void pin_forget_tries(const char *state)
{
	char *path = tries_path(state);
	if (unlink(path) != 0 && errno != ENOENT)
		log_error("%s: cannot be removed: %s", path, strerror(errno));
	free(path);
}

/* What is damaged, or of another boot, begins its wait now. */
static struct tries read_tries(const char *state, int64_t up_s)
{
	struct tries tries = {0};
	char *path = tries_path(state), text[TRIES_BYTES + 1] = "";
	FILE *file = fopen(path, "re");
	bool missing = !file && errno == ENOENT;
	if (file) {
		text[fread(text, 1, TRIES_BYTES, file)] = '\0';
		fclose(file);
	}
	free(path);
	if (missing)
		return tries;
	bool sound = sscanf(text, "%d %" SCNd64, &tries.wrong, &tries.since_s) == 2 &&
		     tries.wrong > 0 && tries.since_s >= 0;
	if (!sound)
		tries.wrong = PIN_FREE_TRIES;
	if (!sound || tries.since_s > up_s) {
		tries.since_s = up_s;
		write_tries(state, &tries);
	}
	return tries;
}

/* How long the wait is after so many wrong ones. */
static int64_t wait_after(int wrong)
{
	int64_t wait_s = wrong < PIN_FREE_TRIES ? 0 : PIN_WAIT_S;
	for (int i = PIN_FREE_TRIES; i < wrong && wait_s < PIN_WAIT_MAX_S; i++)
		wait_s *= 2;
	return wait_s < PIN_WAIT_MAX_S ? wait_s : PIN_WAIT_MAX_S;
}

static struct pin_lock lock_of(const struct tries *tries, int64_t up_s)
{
	struct pin_lock lock = {.wrong = tries->wrong};
	int64_t left_s = wait_after(tries->wrong) - (up_s - tries->since_s);
	lock.wait_s = left_s > 0 ? left_s : 0;
	if (lock.wait_s == 0)
		lock.left = tries->wrong < PIN_FREE_TRIES ? PIN_FREE_TRIES - tries->wrong : 1;
	return lock;
}

struct pin_lock pin_look(const char *state, int64_t up_s)
{
	struct tries tries = read_tries(state, up_s);
	return lock_of(&tries, up_s);
}

enum pin_answer pin_try(const char *state, const char *pin, int64_t up_s, struct pin_lock *lock)
{
	struct tries tries = read_tries(state, up_s);
	*lock = lock_of(&tries, up_s);
	if (lock->wait_s > 0)
		return PIN_WAIT;
	if (!pin_exists(state))
		return PIN_WRONG;
	tries.wrong++;
	tries.since_s = up_s;
	write_tries(state, &tries);
	if (pin_is(state, pin)) {
		pin_forget_tries(state);
		*lock = (struct pin_lock){.left = PIN_FREE_TRIES};
		return PIN_RIGHT;
	}
	*lock = lock_of(&tries, up_s);
	return PIN_WRONG;
}
