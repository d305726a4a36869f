#include "base/folder.h"

#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool folder_make_above(const char *path, mode_t mode)
{
	char *part = mem_strdup(path);
	bool made = true;
	for (char *slash = part; made && (slash = strchr(slash + 1, '/'));) {
		*slash = '\0';
		made = mkdir(part, mode) == 0 || errno == EEXIST;
		*slash = '/';
	}
	int cause = errno;
	free(part);
	errno = cause;
	return made;
}
