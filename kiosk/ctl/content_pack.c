#include "ctl/content_pack.h"

#include "base/tr.h"
#include "ctl/content_check.h"
#include "data/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char default_keys[] = PACK_KEYS;

bool content_take_option(int *argc, char **argv, const char *name, const char **value)
{
	int kept = 0;
	for (int i = 0; i < *argc; i++) {
		if (strcmp(argv[i], name) == 0) {
			if (i + 1 == *argc)
				return false;
			*value = argv[++i];
		} else if (argv[i][0] == '-') {
			return false;
		} else {
			argv[kept++] = argv[i];
		}
	}
	*argc = kept;
	return true;
}

int content_refused(const char *why)
{
	fprintf(stderr, "tuneupctl: %s\n", why);
	return CTL_REFUSED;
}

static void tell_sum(const char *what, const struct pack_sum *sum)
{
	printf("%s: %d files, %.1f MB", what, sum->files, (double)sum->bytes / 1e6);
}

/* A pack with mistakes would be made here and refused in every store. */
static bool is_sound(struct ctl *ctl, const char *folder)
{
	struct content_report report;
	content_words(ctl);
	content_check(&report, folder, true);
	tr_unload();
	for (int i = 0; i < report.faults; i++)
		if (report.fault[i].level == PROBLEM_ERROR)
			content_tell_fault(stderr, &report.fault[i]);
	bool sound = !report.errors;
	content_report_free(&report);
	return sound;
}

int content_pack(struct ctl *ctl, int argc, char **argv)
{
	const char *key = NULL;
	char why[PACK_WHY];
	struct pack_sum sum;
	if (!content_take_option(&argc, argv, "--key", &key) || !key || argc != 2)
		return ctl_bad_usage_of(ctl_content, "content pack");
	if (!is_sound(ctl, argv[0]))
		return content_refused(
			"the content has the mistakes named above; no pack was made");
	if (!pack_write(PACK_CONTENT, argv[0], argv[1], key, &sum, why))
		return content_refused(why);
	tell_sum(argv[1], &sum);
	puts("");
	return CTL_DONE;
}

int content_install(struct ctl *ctl, int argc, char **argv)
{
	const char *keys = default_keys;
	char why[PACK_WHY];
	struct pack_sum sum;
	if (!content_take_option(&argc, argv, "--keys", &keys) || argc != 1)
		return ctl_bad_usage_of(ctl_content, "content install");
	struct problems problems = {0};
	const struct pack_install job = {.pack = argv[0],
		.state = ctl->state,
		.keys = keys,
		.read_captions = content_captions,
		.problems = &problems};
	content_words(ctl);
	bool done = pack_install(&job, &sum, why);
	tr_unload();
	if (!done)
		return content_refused(why);
	tell_sum("Installed", &sum);
	printf(", signed with %s. The kiosk shows it as soon as nobody is at it.\n", sum.signer);
	return CTL_DONE;
}

int content_rollback(struct ctl *ctl, int argc, char **argv)
{
	char why[PACK_WHY];
	(void)argv;
	if (argc > 0)
		return ctl_bad_usage_of(ctl_content, "content rollback");
	if (!pack_rollback(ctl->state, why))
		return content_refused(why);
	char *now = pack_current(ctl->state);
	if (now)
		printf("The pack before is in use again: %s\n", now);
	else
		puts("The program's own content is in use again.");
	free(now);
	return CTL_DONE;
}

int content_keygen(struct ctl *ctl, int argc, char **argv)
{
	char why[PACK_WHY];
	(void)ctl;
	if (argc != 1 || argv[0][0] == '-')
		return ctl_bad_usage_of(ctl_content, "content keygen");
	if (!pack_keygen(argv[0], why))
		return content_refused(why);
	printf("%s is the secret key: whoever has it can make packs; keep a copy in a safe place.\n"
	       "%s.pub is the public one: it goes into %s of each kiosk that shall trust it.\n",
		argv[0], argv[0], default_keys);
	return CTL_DONE;
}
