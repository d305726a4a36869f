/* tuneupctl: a table of commands, one file a group. */
#ifndef TUNEUP_CTL_H
#define TUNEUP_CTL_H

#include "base/date.h"
#include "base/problem.h"
#include "data/config.h"
#include "data/directory.h"

/* Exit statuses. */
enum { CTL_DONE = 0, CTL_REFUSED = 1, CTL_USAGE = 2 };

/* What every command has at hand. */
struct ctl {
	const char *config_path; /* --config, else NULL */
	const char *state;       /* --state, else /var/lib/tuneup; it exists */
	const char *assets;      /* --assets, else beside the program or PREFIX/share/tuneup */
	const char *content;     /* --content, else likewise */
	const char *locale;      /* second place for XX.mo: beside a program that was just built */
	const char *devices; /* --devices: in place of /dev and /sys/bus/iio/devices, else NULL */
	const char *
		machine; /* --machine: a folder in place of /, where health is looked at; else "" */
	bool json;       /* --json stood somewhere on the line; it is removed from argv */
	struct config *config;
	struct problems problems;
	int64_t wall_s; /* local wall clock, seconds since 1970 */
	day_t today;    /* once the directory is open, the day by which licenses are judged */
};

struct ctl_command {
	const char *name; /* "therapists list" */
	const char *form; /* "[--all] [--near]" */
	const char *help; /* one line */
	/* argv without the command's own words. Returns an exit status. */
	int (*run)(struct ctl *ctl, int argc, char **argv);
};

/* Each group's table, ended by an entry without a name. */
extern const struct ctl_command ctl_therapists[], ctl_usage[], ctl_pin[], ctl_backup[], ctl_check[],
	ctl_content[], ctl_program[], ctl_hw[];

/* The directory, opened for writing; NULL after saying why on stderr. */
struct directory *ctl_directory(struct ctl *ctl);

/* "usage: tuneupctl NAME FORM" on stderr; returns CTL_USAGE. */
int ctl_bad_usage(const struct ctl_command *command);

/* The same, of the command with this name in a table. */
int ctl_bad_usage_of(const struct ctl_command *table, const char *name);

/* A JSON string with its quotes and escapes (UTF-8 stays), to stdout. */
void ctl_json_string(const char *text);

#endif
