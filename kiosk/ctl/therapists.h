/* What the files of "tuneupctl therapists" share. */
#ifndef TUNEUP_CTL_THERAPISTS_H
#define TUNEUP_CTL_THERAPISTS_H

#include "ctl/ctl.h"

/* The options of all of them; which ones a command takes is in `allowed`. */
enum {
	OPTION_ALL = 1,
	OPTION_NEAR = 2,
	OPTION_DRY_RUN = 4,
	OPTION_RETIRE_MISSING = 8,
	OPTION_BY = 16,
	OPTION_ON = 32,
};

struct therapists_options {
	int given;            /* OPTION_... */
	const char *by, *on;  /* NULL: not given */
	const char *words[1]; /* FILE, ID */
	int count;
};

/* False: something that the command does not take. */
bool therapists_options(int argc, char **argv, int allowed, struct therapists_options *options);

/* The line of a command was not understood: says how it goes, returns CTL_USAGE. */
int therapists_usage(const char *name);

/* Where the store is, by the settings' coordinates or ZIP. */
struct directory_place therapists_place(const struct ctl *ctl);

/* Output. */
void therapists_print_json(const struct therapist *therapist, day_t today);
void therapists_print_table(const struct ctl *ctl, const struct therapist_list *list);
void therapists_print_card(const struct ctl *ctl, const struct therapist *therapist);

int therapists_import(struct ctl *ctl, int argc, char **argv);
int therapists_export(struct ctl *ctl, int argc, char **argv);

#endif
