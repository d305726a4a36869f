/* A disk that fails where it is told to: a VFS between SQLite and the disk that counts what is
 * changed there, and stops at the n-th step. Nothing is ever synced for real, so that a sweep over
 * all steps is quick. One thread. */
#ifndef TUNEUP_FAULT_VFS_H
#define TUNEUP_FAULT_VFS_H

#include <stdbool.h>

enum fault {
	FAULT_NONE,  /* steps are only counted */
	FAULT_KILL,  /* as if the process were killed: half of that step's bytes, and nothing after
			it */
	FAULT_POWER, /* the same, and fault_end takes away what was not synced */
	FAULT_FULL,  /* from that step on nothing more can be written: the disk is full */
	FAULT_ONCE,  /* only that step fails, by a fault of the disk */
};

/* The default of SQLite from the first call on. at: the step, from 1. */
void fault_begin(enum fault kind, int at);

/* With POWER: what was not synced. lost 0: all of it is gone; others: a part of it, sector by
 * sector, by that number. All files must be closed. */
void fault_end(unsigned lost);

/* Whether the step was met; how many there were. */
bool fault_met(void);
int fault_steps(void);

/* For a function of the C library that changes something (rename, unlink, ...): a step. False: it
 * must not be done, errno says why. */
bool fault_step(void);

/* A file was synced by its descriptor. */
void fault_synced(int descriptor);

/* A file has got another name, in place of what had it. */
void fault_renamed(const char *from, const char *to);

/* A negative control: syncs are said to be done, and are not. */
void fault_deaf(bool deaf);

#endif
