/* tuneupctl check: settings, content, databases, machine and hardware, without starting the kiosk.
 */
#include "base/tr.h"
#include "ctl/ctl.h"
#include "data/catalog.h"
#include "data/health.h"
#include "data/integrity.h"
#include "data/recovered.h"
#include "data/runs.h"
#include "data/usage.h"
#include "media/vtt.h"
#include "survey.h"

#include <stdio.h>
#include <stdlib.h>

static int check(struct ctl *ctl, int argc, char **argv);
static int ended(struct ctl *ctl, int argc, char **argv);

const struct ctl_command ctl_check[] = {
	{"check", "", "Looks for faults in settings, content, databases, machine and hardware",
		check},
	{"ended", "", "Notes how the kiosk ended; tuneup.service calls it", ended},
	{0},
};

static const char *const levels[] = {[PROBLEM_WARNING] = "warning", [PROBLEM_ERROR] = "error"};

enum { FINDINGS_MAX = 4 * (PROBLEMS_MAX + 1) };

struct finding {
	const char *part;
	enum problem_level level;
	const char *what, *todo;
};

struct findings {
	struct finding finding[FINDINGS_MAX];
	int count, errors;
	struct arena arena;
};

static void find(struct findings *findings, const char *part, enum problem_level level,
	const char *what, const char *todo)
{
	if (level == PROBLEM_ERROR)
		findings->errors++;
	if (findings->count < FINDINGS_MAX)
		findings->finding[findings->count++] = (struct finding){part, level, what, todo};
}

/* Takes the problems of a part over and empties them, so that the next part starts anew. */
static void take_problems(struct findings *findings, const char *part, struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->item[i];
		find(findings, part, problem->level,
			arena_printf(&findings->arena, "%s: %s", problem->title, problem->detail),
			problem->todo);
	}
	if (problems->more)
		find(findings, part, PROBLEM_WARNING,
			arena_printf(&findings->arena, "%zu more that have no room here",
				problems->more),
			"Mend those above, then check again.");
	*problems = (struct problems){0};
}

static void check_content(struct ctl *ctl, struct findings *findings)
{
	char *locale = mem_printf("%s/locale", ctl->assets);
	tr_load((const char *[]){locale, ctl->locale, NULL}, &ctl->problems);
	take_problems(findings, "languages", &ctl->problems);
	struct catalog *catalog = catalog_load(ctl->content, vtt_read, &ctl->problems);
	take_problems(findings, "content", &ctl->problems);
	catalog_destroy(catalog);
	tr_unload();
	free(locale);
}

static void check_file(struct ctl *ctl, struct findings *findings, const char *name)
{
	char *path = mem_printf("%s/%s", ctl->state, name);
	char why[200] = "";
	if (!integrity_check(path, why, sizeof why))
		find(findings, "databases", PROBLEM_ERROR,
			arena_printf(&findings->arena, "%s is damaged: %s", path, why),
			"Put the last backup back with tuneupctl restore; a usage.db may be moved "
			"away.");
	free(path);
}

/* One look at the machine, as the kiosk takes each 30 s. */
static void check_machine(struct ctl *ctl, struct findings *findings, day_t thinned)
{
	struct health_watch watch = {.root = ctl->machine, .state = ctl->state};
	struct health_told told = {.wall_s = ctl->wall_s};
	struct health_told_of told_of = {0};
	static struct health health;
	health_look(&watch, &told, thinned, &health);
	health_tell(&told_of, &health, &ctl->problems);
	take_problems(findings, "machine", &ctl->problems);
}

static void check_databases(struct ctl *ctl, struct findings *findings)
{
	char *zips = mem_printf("%s/us-zips.csv", ctl->assets);
	struct usage *usage = usage_open(ctl->state, true, &ctl->problems);
	struct directory *directory = directory_open(ctl->state, zips, true, &ctl->problems);
	if (directory)
		directory_review(directory, ctl->today, &ctl->problems);
	take_problems(findings, "databases", &ctl->problems);
	if (usage)
		check_file(ctl, findings, "usage.db");
	if (directory)
		check_file(ctl, findings, "directory.db");
	check_machine(ctl, findings, usage ? usage_thinned_before(usage) : DAY_NONE);
	directory_close(directory);
	usage_close(usage);
	free(zips);
}

/* What "hw list" tells, as staff see it on the screen. */
static void check_hardware(struct ctl *ctl, struct findings *findings)
{
	static struct survey survey;
	survey_take(&survey, &ctl->config->hw, ctl->devices, ctl->devices);
	hw_tell(&survey.status, &ctl->problems, PART_HARDWARE);
	survey_free(&survey);
	take_problems(findings, "hardware", &ctl->problems);
}

static void tell_json(const struct findings *findings)
{
	printf("{\"ok\":%s,\"findings\":[", findings->errors ? "false" : "true");
	for (int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->finding[i];
		printf("%s{\"part\":", i ? "," : "");
		ctl_json_string(finding->part);
		printf(",\"level\":\"%s\",\"what\":", levels[finding->level]);
		ctl_json_string(finding->what);
		fputs(",\"do\":", stdout);
		ctl_json_string(finding->todo);
		putchar('}');
	}
	puts("]}");
}

static void tell(const struct findings *findings)
{
	for (int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->finding[i];
		printf("%-8s %s: %s\n         %s\n", levels[finding->level], finding->part,
			finding->what, finding->todo);
	}
	int warnings = findings->count - findings->errors;
	if (!findings->count)
		puts("Settings, content, databases, machine and hardware are fine.");
	else
		printf("%d error%s, %d warning%s.\n", findings->errors,
			findings->errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
}

static int check(struct ctl *ctl, int argc, char **argv)
{
	(void)argv;
	if (argc > 0)
		return ctl_bad_usage(&ctl_check[0]);
	struct findings findings = {0};
	recovered_tell(ctl->state, &ctl->problems);
	take_problems(&findings, "settings", &ctl->problems);
	check_content(ctl, &findings);
	check_databases(ctl, &findings);
	check_hardware(ctl, &findings);
	if (ctl->json)
		tell_json(&findings);
	else
		tell(&findings);
	arena_free(&findings.arena);
	return findings.errors ? CTL_REFUSED : CTL_DONE;
}

/* systemd tells it in the environment. What the kiosk has noted itself stays. */
static int ended(struct ctl *ctl, int argc, char **argv)
{
	(void)argv;
	if (argc > 0)
		return ctl_bad_usage(&ctl_check[1]);
	const char *result = getenv("SERVICE_RESULT");
	if (!result) {
		fputs("tuneupctl: SERVICE_RESULT is not set: this is for tuneup.service\n", stderr);
		return CTL_USAGE;
	}
	runs_end(ctl->state, result);
	return CTL_DONE;
}
