#include "data/recovered.h"

#include "base/mem.h"
#include "base/tr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { WEEK_S = 7 * 24 * 3600 };

/* Of a clock that went back, no age is known: it is told. */
static bool is_old(FILE *file)
{
	struct stat about;
	return fstat(fileno(file), &about) != 0 || time(NULL) - about.st_mtime > WEEK_S;
}

void recovered_tell(const char *state, struct problems *problems)
{
	char *path = mem_printf("%s/recovered", state), line[300];
	FILE *file = fopen(path, "re");
	free(path);
	if (!file)
		return;
	if (!is_old(file) && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		problems_add(problems, PROBLEM_WARNING, PART_SETTINGS,
			N_("The kiosk had to start without a part"),
			N_("Look whether something is missing. Nothing was deleted."), "%s", line);
	}
	fclose(file);
}
