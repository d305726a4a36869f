/* What lies on a stick. Names and sizes come from strangers: nothing but CSV files is opened. */
#include "base/say.h"
#include "base/tr.h"
#include "data/desk_parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

/* As large as an import may be. */
enum { COUNT_BYTES_MAX = 20 * 1000 * 1000 };

static bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), tail = strlen(end);
	return length > tail && strcasecmp(name + length - tail, end) == 0;
}

/* Lines below the first that hold anything: as a person would count them. */
static int count_rows(const char *path, int64_t bytes)
{
	FILE *file = bytes <= COUNT_BYTES_MAX ? fopen(path, "re") : NULL;
	if (!file)
		return -1;
	int lines = 0, c;
	bool any = false;
	while ((c = getc(file)) != EOF) {
		if (c == '\n' || c == '\r') {
			lines += any;
			any = false;
		} else {
			any = true;
		}
	}
	lines += any;
	fclose(file);
	return lines > 0 ? lines - 1 : 0;
}

static day_t local_day(time_t at)
{
	struct tm local;
	localtime_r(&at, &local);
	return date_of_wall((int64_t)at + local.tm_gmtoff);
}

/* CSV files first, the newest of them first; then by name. */
static int compare_files(const void *a, const void *b)
{
	const struct desk_file *left = a, *right = b;
	bool left_csv = left->rows >= 0, right_csv = right->rows >= 0;
	if (left_csv != right_csv)
		return left_csv ? -1 : 1;
	if (left_csv && left->day != right->day)
		return left->day > right->day ? -1 : 1;
	return strcmp(left->name, right->name);
}

static void take_file(const char *folder, const char *name, struct desk_answer *answer)
{
	char *path = mem_printf("%s/%s", folder, name);
	struct stat about;
	if (stat(path, &about) == 0 && S_ISREG(about.st_mode)) {
		answer->file[answer->files++] =
			(struct desk_file){arena_strdup(&answer->arena, name), about.st_size,
				local_day(about.st_mtime),
				ends_with(name, ".csv") ? count_rows(path, about.st_size) : -1};
	}
	free(path);
}

bool desk_files(const struct desk_request *request, struct desk_answer *answer)
{
	DIR *folder = opendir(request->text);
	if (!folder) {
		return desk_refuse(
			answer, say_fill(&answer->arena, N_("the stick cannot be read: {}"),
					strerror(errno), SAY_END));
	}
	answer->file = arena_alloc(&answer->arena, DESK_FILES_MAX * sizeof *answer->file);
	for (struct dirent *entry; answer->files < DESK_FILES_MAX && (entry = readdir(folder));)
		if (entry->d_name[0] != '.')
			take_file(request->text, entry->d_name, answer);
	closedir(folder);
	qsort(answer->file, answer->files, sizeof *answer->file, compare_files);
	return true;
}
