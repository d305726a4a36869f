#include "ctl/ctl.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What went wrong was told where the cause is known: the log goes to stderr. */
struct directory *ctl_directory(struct ctl *ctl)
{
	char *zips = mem_printf("%s/us-zips.csv", ctl->assets);
	struct directory *directory = directory_open(ctl->state, zips, false, &ctl->problems);
	free(zips);
	if (directory)
		ctl->today = license_today(ctl->today, directory_known_day(directory));
	return directory;
}

int ctl_bad_usage(const struct ctl_command *command)
{
	fprintf(stderr, "usage: tuneupctl %s%s%s\n", command->name, command->form[0] ? " " : "",
		command->form);
	return CTL_USAGE;
}

int ctl_bad_usage_of(const struct ctl_command *table, const char *name)
{
	while (strcmp(table->name, name) != 0)
		table++;
	return ctl_bad_usage(table);
}

void ctl_json_string(const char *text)
{
	putchar('"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c == '\n')
			fputs("\\n", stdout);
		else if (c < ' ' || c == 0x7f)
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}
