/* What a pack says of itself, and what is known of it before it is installed. */
#include "data/pack_places.h"
#include "data/pack_read.h"
#include "data/yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define AT(field) .offset = offsetof(struct about, field)

static const char version_letters[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+~";

static const struct yaml_key about_keys[] = {
	{"name", KEY_STRING, AT(name), .required = true, .min = 1, .max = 32},
	{"version", KEY_STRING, AT(version), .required = true, .min = 1, .max = 20,
		.letters = version_letters},
	{"news", KEY_TEXT, AT(news), .max = 80},
	{0},
};

void about_read(const char *path, struct about *about, const struct yaml_job *job)
{
	*about = (struct about){.name = "", .version = ""};
	if (access(path, F_OK) == 0)
		yaml_read(path, about_keys, about, job);
}

/* ---- of a pack ---- */

static bool is_routine(const char *path)
{
	static const char start[] = "routines/", end[] = "/routine.yaml";
	size_t length = strlen(path), tail = strlen(end);
	return strncmp(path, start, strlen(start)) == 0 && length > tail &&
	       strcmp(path + length - tail, end) == 0;
}

/* Its words are checked like everything that was signed; the file is gone again afterwards. */
static bool read_words(struct reader *reader, const struct pack_file *file, const char *root,
	struct arena *arena, struct pack_about *about)
{
	struct problems *problems = mem_calloc(1, sizeof *problems);
	const struct yaml_job job = {.arena = arena, .problems = problems, .part = PART_CONTENT};
	char *path = mem_printf("%s/.about-XXXXXX", root);
	int out = mkostemp(path, O_CLOEXEC);
	bool done = out >= 0 || pack_says(reader->why, "%s: %s", root, strerror(errno));
	done = done && reader_copy(reader, file, out);
	if (done)
		about_read(path, &about->words, &job);
	if (out >= 0) {
		close(out);
		unlink(path);
	}
	free(path);
	free(problems);
	return done;
}

static bool look_at_files(
	struct reader *reader, const char *root, struct arena *arena, struct pack_about *about)
{
	const struct pack_manifest *manifest = &reader->manifest;
	int words = -1;
	for (int i = 0; i < manifest->files; i++) {
		about->routines += is_routine(manifest->file[i].path);
		if (strcmp(manifest->file[i].path, PACK_ABOUT) == 0)
			words = i;
	}
	for (int i = 0; i < words; i++)
		if (!reader_skip(reader, &manifest->file[i]))
			return false;
	return words < 0 || read_words(reader, &manifest->file[words], root, arena, about);
}

bool pack_look(
	const struct pack_install *job, struct arena *arena, struct pack_about *about, char *why)
{
	struct reader *reader = reader_create(job, why);
	/* A look is no installation, whose progress is shown. */
	reader->progress = NULL;
	*about = (struct pack_about){.words = {.name = "", .version = ""}, .since = DAY_NONE};
	bool done = reader_open(reader);
	if (done) {
		about->kind = reader->manifest.kind;
		about->bytes = reader->manifest.bytes;
		memcpy(about->signer, reader->signer, sizeof about->signer);
		done = look_at_files(reader, job->state, arena, about) &&
		       pack_has_space(reader, job->state);
	}
	reader_destroy(reader);
	return done;
}

/* ---- of what is installed ---- */

/* nftw hands nothing through: one call at a time, on the store's thread. */
static _Thread_local struct pack_about *sums;

static int sum_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
	if (kind != FTW_F)
		return 0;
	sums->bytes += about->st_size;
	sums->routines += strcmp(path + walk->base, "routine.yaml") == 0;
	return 0;
}

static day_t day_of(const char *folder)
{
	struct stat about;
	struct tm local;
	char *path = mem_printf("%s/.previous", folder);
	bool there = stat(path, &about) == 0;
	free(path);
	if (!there)
		return DAY_NONE;
	localtime_r(&about.st_mtime, &local);
	return date_of_wall((int64_t)about.st_mtime + local.tm_gmtoff);
}

void pack_describe(const char *folder, struct arena *arena, struct pack_about *about)
{
	const int open_folders = 8;
	struct problems *problems = mem_calloc(1, sizeof *problems);
	const struct yaml_job job = {.arena = arena, .problems = problems, .part = PART_CONTENT};
	char *path = mem_printf("%s/%s", folder, PACK_ABOUT);
	*about = (struct pack_about){.since = day_of(folder)};
	about_read(path, &about->words, &job);
	sums = about;
	nftw(folder, sum_one, open_folders, FTW_PHYS);
	free(path);
	free(problems);
}

char *pack_previous(const char *state)
{
	char why[PACK_WHY];
	struct places places;
	bool opened = places_open(&places, state, why);
	char *folder =
		opened && places.previous ? places_folder(&places, places.previous, "") : NULL;
	places_close(&places);
	return folder;
}
