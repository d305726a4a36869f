/* All processes below this one: what they cost and their end. Linux, by /proc. One thread. */
#ifndef BENCH_TREE_H
#define BENCH_TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* From now on whoever loses its parent below this process becomes its child, so that nothing that a
 * player starts gets out of sight. */
bool tree_begin(void);

/* Starts a command. log: where its output goes. As root it runs as `nobody`, since VLC and
 * Chromium's sandbox refuse root. -1: could not (said on stderr). */
pid_t tree_start(char *const argv[], const char *log);

/* Nanoseconds of CPU that one process has used, all its threads; 0 when it is gone. */
int64_t process_cpu_ns(pid_t pid);

/* Nanoseconds of CPU that the processes below this one have used, those that were seen by an
 * earlier call and are gone by now included as they were seen last. */
int64_t tree_cpu_ns(void);

/* Memory of the tree now: its share of each page (PSS), so that pages shared inside the tree or
 * with others are counted once. -1: cannot be read. processes: how many there are. */
int64_t tree_pss_kb(int *processes);

/* How often threads went to sleep, and so were woken, since they began: the first thread of `pid`,
 * and all of the tree. */
struct wakeups {
	int64_t first, all;
};
struct wakeups tree_wakeups(pid_t pid);

/* Takes in who has ended. Whether `pid` is still there; its status once it is not. */
bool tree_alive(pid_t pid, int *status);

/* Asks `pid` to end, and makes all end that still run after grace_ms. */
void tree_end(pid_t pid, int grace_ms);

#endif
