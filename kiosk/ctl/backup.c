/* tuneupctl backup and restore: copies of the directory, and the way back. */
#include "data/backup.h"
#include "base/mem.h"
#include "ctl/ctl.h"

#include <stdio.h>
#include <stdlib.h>

static int backup(struct ctl *ctl, int argc, char **argv);
static int restore(struct ctl *ctl, int argc, char **argv);

enum { BACKUP, RESTORE };

const struct ctl_command ctl_backup[] = {
	[BACKUP] = {"backup", "[DIR]",
		"Copies the directory and checks the copy (default: the state's backups)", backup},
	[RESTORE] = {"restore", "FILE", "Puts a backup back; what is there now is set aside",
		restore},
	{0},
};

static int refused(const char *why)
{
	fprintf(stderr, "tuneupctl: %s\n", why);
	return CTL_REFUSED;
}

/* {"KEY":"PATH"} or a sentence. */
static void tell(const struct ctl *ctl, const char *key, const char *sentence, const char *path)
{
	if (!ctl->json) {
		printf("%s%s\n", sentence, path ? path : "");
		return;
	}
	printf("{\"%s\":", key);
	if (path)
		ctl_json_string(path);
	else
		fputs("null", stdout);
	puts("}");
}

static int backup(struct ctl *ctl, int argc, char **argv)
{
	char why[512];
	if (argc > 1 || (argc == 1 && argv[0][0] == '-'))
		return ctl_bad_usage(&ctl_backup[BACKUP]);
	struct directory *directory = ctl_directory(ctl);
	if (!directory)
		return CTL_REFUSED;
	char *made = NULL;
	bool done = backup_make(directory, argc == 1 ? argv[0] : NULL, &made, why, sizeof why);
	if (done)
		tell(ctl, "backup", "", made);
	/* Each night, so that no other job is needed for it. */
	if (done && argc == 0 && !directory_purge_trail(directory, ctl->today))
		fputs("tuneupctl: old lines of the audit trail could not be removed\n", stderr);
	free(made);
	directory_close(directory);
	return done ? CTL_DONE : refused(why);
}

static int restore(struct ctl *ctl, int argc, char **argv)
{
	char why[512];
	if (argc != 1 || argv[0][0] == '-')
		return ctl_bad_usage(&ctl_backup[RESTORE]);
	char *aside = NULL;
	if (!backup_restore(ctl->state, argv[0], "ctl", &aside, why, sizeof why))
		return refused(why);
	tell(ctl, "aside", aside ? "Restored. What was there before is in " : "Restored.", aside);
	free(aside);
	return CTL_DONE;
}
