#include "base/resident.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* A mapping as /proc/self/smaps tells of it. */
struct mapping {
	unsigned long from, to;
	bool file, read_only;
};

/* "7f12-7f34 r-xp 00000000 fe:01 123  /usr/lib/...": the first line of each. */
static bool read_head(const char *line, struct mapping *mapping)
{
	char access[5];
	unsigned long from, to, inode;
	if (sscanf(line, "%lx-%lx %4s %*x %*s %lu", &from, &to, access, &inode) != 4)
		return false;
	bool read_only = access[1] == '-' && access[3] == 'p';
	*mapping = (struct mapping){from, to, inode != 0, read_only};
	return true;
}

void resident_let_go(void)
{
	FILE *file = fopen("/proc/self/smaps", "re");
	char line[512];
	struct mapping mapping = {0};
	unsigned long written_kb;
	while (file && fgets(line, sizeof line, file)) {
		if (read_head(line, &mapping))
			continue;
		/* A page that was written, as the loader writes those that it then makes read-only,
		 * is no longer the file's. */
		if (sscanf(line, "Anonymous: %lu kB", &written_kb) == 1 && written_kb == 0 &&
			mapping.file && mapping.read_only)
			madvise((void *)(uintptr_t)mapping.from, mapping.to - mapping.from,
				MADV_DONTNEED);
	}
	if (file)
		fclose(file);
}
