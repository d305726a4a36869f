#include "calibration_file.h"

#include "base/sync.h"
#include "calibrate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_BYTES = 512, LINE_BYTES = 64 };

static const char first_line[] =
	"# Calibration of the roller's mat, made by tuneup; to be made anew, "
	"not changed by hand.\n";

static void name_file(const char *folder, const char *name, char path[PATH_BYTES])
{
	snprintf(path, PATH_BYTES, "%.400s/%s", folder, name);
}

static bool fail(char why[CALIBRATION_WHY], const char *path, const char *what)
{
	snprintf(why, CALIBRATION_WHY, "%.120s: %.70s", path, what);
	return false;
}

/* --- reading --- */

static bool read_form(FILE *file, struct mat_form form, char what[LINE_BYTES])
{
	struct mat_form had = {0};
	char line[LINE_BYTES] = "";
	bool read = fgets(line, sizeof line, file) &&
		    sscanf(line, "grid=%2dx%2d bits=%2d", &had.grid.rows, &had.grid.columns,
			    &had.bits) == 3;
	bool same = had.grid.rows == form.grid.rows && had.grid.columns == form.grid.columns &&
		    had.bits == form.bits;
	if (!read)
		snprintf(what, LINE_BYTES, "line 2: expected grid=4x2 bits=10");
	else if (!same)
		snprintf(what, LINE_BYTES, "it is of a mat of %dx%d zones and %d bits",
			had.grid.rows, had.grid.columns, had.bits);
	return read && same;
}

static bool read_zone(FILE *file, struct mat_form form, int zone,
	struct mat_calibration *calibration, char what[LINE_BYTES])
{
	const unsigned top = (1u << form.bits) - 1;
	unsigned number, empty, span;
	char line[LINE_BYTES], rest;
	bool read = fgets(line, sizeof line, file) && strchr(line, '\n') &&
		    sscanf(line, "%3u,%5u,%5u %c", &number, &empty, &span, &rest) == 3 &&
		    number == (unsigned)zone && span <= top && empty <= top - span;
	if (!read) {
		snprintf(what, LINE_BYTES, "line %d: expected %d,EMPTY,SPAN up to %u", zone + 4,
			zone, top);
		return false;
	}
	calibration->empty[zone] = (uint16_t)empty;
	calibration->span[zone] = (uint16_t)span;
	return true;
}

enum calibration_found calibration_load(const char *folder, struct mat_form form,
	struct mat_calibration *calibration, char why[CALIBRATION_WHY])
{
	char path[PATH_BYTES], line[sizeof first_line + 1], what[LINE_BYTES] = "";
	name_file(folder, CALIBRATION_FILE, path);
	*calibration = (struct mat_calibration){0};
	FILE *file = fopen(path, "re");
	if (!file) {
		int error = errno;
		fail(why, path, strerror(error));
		return error == ENOENT ? CALIBRATION_NONE : CALIBRATION_UNFIT;
	}
	bool good = fgets(line, sizeof line, file) && strcmp(line, first_line) == 0;
	if (!good)
		snprintf(what, sizeof what, "line 1: it is no calibration");
	good = good && read_form(file, form, what) && fgets(line, sizeof line, file);
	for (int i = 0; good && i < mat_zones(form.grid); i++)
		good = read_zone(file, form, i, calibration, what);
	fclose(file);
	if (good)
		return CALIBRATION_READ;
	fail(why, path, what[0] ? what : "it ends too early");
	return CALIBRATION_UNFIT;
}

static bool is_there(const char *folder, const char *name, struct stat *about)
{
	char path[PATH_BYTES];
	name_file(folder, name, path);
	return stat(path, about) == 0;
}

struct calibration_about calibration_about(const char *folder, struct mat_form form)
{
	struct calibration_about about = {.can = calibrate_can(form)};
	struct mat_calibration calibration;
	char why[CALIBRATION_WHY];
	struct stat now, before;
	struct tm local;
	if (!about.can || !folder)
		return about;
	bool is_now = is_there(folder, CALIBRATION_FILE, &now);
	about.undo = is_there(folder, CALIBRATION_BEFORE, &before) || is_now;
	enum calibration_found found = calibration_load(folder, form, &calibration, why);
	about.used = is_now && found == CALIBRATION_READ;
	about.unfit = is_now && found == CALIBRATION_UNFIT;
	if (about.used && localtime_r(&now.st_mtime, &local))
		about.made_s = now.st_mtime + local.tm_gmtoff;
	return about;
}

/* --- writing --- */

static bool write_table(FILE *file, struct mat_form form, const struct mat_calibration *calibration)
{
	fputs(first_line, file);
	fprintf(file, "grid=%dx%d bits=%d\nzone,empty,span\n", form.grid.rows, form.grid.columns,
		form.bits);
	for (int i = 0; i < mat_zones(form.grid); i++)
		fprintf(file, "%d,%u,%u\n", i, calibration->empty[i], calibration->span[i]);
	return fflush(file) == 0 && !ferror(file) && fsync(fileno(file)) == 0;
}

bool calibration_save(const char *folder, struct mat_form form,
	const struct mat_calibration *calibration, char why[CALIBRATION_WHY])
{
	char now[PATH_BYTES], before[PATH_BYTES], new[PATH_BYTES];
	name_file(folder, CALIBRATION_FILE, now);
	name_file(folder, CALIBRATION_BEFORE, before);
	name_file(folder, CALIBRATION_FILE ".new", new);
	FILE *file = fopen(new, "we");
	if (!file)
		return fail(why, new, strerror(errno));
	bool written = write_table(file, form, calibration);
	int error = errno;
	written = fclose(file) == 0 && written;
	if (!written) {
		unlink(new);
		return fail(why, new, strerror(error));
	}
	/* The one that counts is there at every moment. */
	bool kept = (unlink(before) == 0 || errno == ENOENT) &&
		    (link(now, before) == 0 || errno == ENOENT);
	if (!kept || rename(new, now) != 0 || !sync_folder(folder)) {
		error = errno;
		unlink(new);
		return fail(why, now, strerror(error));
	}
	return true;
}

bool calibration_undo(const char *folder, char why[CALIBRATION_WHY])
{
	char now[PATH_BYTES], before[PATH_BYTES];
	name_file(folder, CALIBRATION_FILE, now);
	name_file(folder, CALIBRATION_BEFORE, before);
	bool is_now = access(now, F_OK) == 0, is_before = access(before, F_OK) == 0;
	if (!is_now && !is_before)
		return fail(why, now, "the mat was never calibrated");
	int result = is_now && is_before
			     ? renameat2(AT_FDCWD, now, AT_FDCWD, before, RENAME_EXCHANGE)
		     : is_now ? rename(now, before)
			      : rename(before, now);
	return (result == 0 && sync_folder(folder)) || fail(why, now, strerror(errno));
}
