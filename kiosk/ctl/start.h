/* What comes before a command runs: options, who we are, the state folder, the settings. */
#ifndef TUNEUP_CTL_START_H
#define TUNEUP_CTL_START_H

#include "ctl/ctl.h"

struct start {
	const char *config, *state, *assets_given, *content_given, *devices, *machine;
	char *assets, *content, *locale;
	bool json, help, version;
	int argc; /* what is left: the command and its own words */
	char **argv;
};

/* Takes our own options out of the line, wherever they stand. False: told on stderr. */
bool start_read(struct start *start, int argc, char **argv);
void start_free(struct start *start);

/* Takes the state folder's owner when we are root, makes a missing folder, loads the settings. An
 * exit status; CTL_DONE: on. lenient: faulty settings are for the command to tell. */
int start_ctl(const struct start *start, struct ctl *ctl, bool lenient);

#endif
