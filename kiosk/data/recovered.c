#include "data/recovered.h"

#include "base/mem.h"
#include "base/tr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { WEEK_S = 7 * 24 * 3600, MOMENT_S = 15 * 60 };

/* Its line, if it is no older than this; of a clock that went back, no age is known: it is told. */
static bool read_line(const char *state, time_t age_s, char *line, size_t size)
{
	struct stat about;
	char *path = mem_printf("%s/recovered", state);
	FILE *file = fopen(path, "re");
	free(path);
	if (!file)
		return false;
	bool read = fstat(fileno(file), &about) == 0 && time(NULL) - about.st_mtime <= age_s &&
		    fgets(line, (int)size, file);
	fclose(file);
	if (read)
		line[strcspn(line, "\n")] = '\0';
	return read;
}

void recovered_tell(const char *state, struct problems *problems)
{
	char line[300];
	if (read_line(state, WEEK_S, line, sizeof line))
		problems_add(problems, PROBLEM_WARNING, PART_SETTINGS,
			N_("The kiosk had to start without a part"),
			N_("Look whether something is missing. Nothing was deleted."), "%s", line);
}

bool recovered_now(const char *state, char *line, size_t size)
{
	return read_line(state, MOMENT_S, line, size);
}
