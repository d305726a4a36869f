#include "media/loudness.h"

#include "base/mem.h"
#include "media/source.h"

#include <ebur128.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1024 };

static const double target_lufs = -19, peak_most_db = -1.5;

/* Beyond these a clip is broken or as good as silent, and is not made worse. */
static const double gain_least_db = -30, gain_most_db = 12;

struct loudness_meter {
	ebur128_state *state;
};

struct loudness_meter *loudness_meter_create(void)
{
	ebur128_state *state =
		ebur128_init(2, SOURCE_RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
	if (!state)
		return NULL;
	struct loudness_meter *meter = mem_calloc(1, sizeof *meter);
	meter->state = state;
	return meter;
}

void loudness_meter_destroy(struct loudness_meter *meter)
{
	if (!meter)
		return;
	ebur128_destroy(&meter->state);
	free(meter);
}

bool loudness_meter_add(struct loudness_meter *meter, const float *samples, size_t count)
{
	return ebur128_add_frames_float(meter->state, samples, count) == EBUR128_SUCCESS;
}

static double limit(double value, double least, double most)
{
	return fmin(fmax(value, least), most);
}

struct loudness loudness_meter_read(struct loudness_meter *meter)
{
	struct loudness loudness = {.lufs = -INFINITY, .peak_db = -INFINITY};
	double peak = 0;
	ebur128_loudness_global(meter->state, &loudness.lufs);
	for (unsigned channel = 0; channel < 2; channel++) {
		double of_channel = 0;
		ebur128_true_peak(meter->state, channel, &of_channel);
		peak = fmax(peak, of_channel);
	}
	if (peak > 0)
		loudness.peak_db = 20 * log10(peak);
	if (isfinite(loudness.lufs) && isfinite(loudness.peak_db))
		loudness.gain_db =
			limit(fmin(target_lufs - loudness.lufs, peak_most_db - loudness.peak_db),
				gain_least_db, gain_most_db);
	return loudness;
}

/* "FOLDER/clip.loudness.yaml" of "FOLDER/clip.mp4". */
static char *beside(const char *clip, const char *ending)
{
	const char *slash = strrchr(clip, '/'), *dot = strrchr(clip, '.');
	int length = dot && (!slash || dot > slash) ? (int)(dot - clip) : (int)strlen(clip);
	return mem_printf("%.*s%s", length, clip, ending);
}

static long long bytes_of(const char *clip)
{
	struct stat status;
	return stat(clip, &status) == 0 ? (long long)status.st_size : -1;
}

static bool read_text(const char *path, char text[FILE_MAX])
{
	FILE *file = fopen(path, "rbe");
	if (!file)
		return false;
	size_t length = fread(text, 1, FILE_MAX - 1, file);
	text[length] = '\0';
	fclose(file);
	return true;
}

static bool write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "wbe");
	if (!file)
		return false;
	/* The kiosk runs as another user than whoever measures. */
	bool written = fchmod(fileno(file), 0644) == 0 && fputs(text, file) >= 0 &&
		       fflush(file) == 0 && fsync(fileno(file)) == 0;
	int error = errno;
	fclose(file);
	errno = error;
	return written;
}

static bool replace(const char *path, const char *text)
{
	char *fresh = mem_printf("%s.new", path);
	bool done = write_text(fresh, text) && rename(fresh, path) == 0;
	int error = errno;
	if (!done)
		unlink(fresh);
	free(fresh);
	errno = error;
	return done;
}

bool loudness_store(const char *clip, const struct loudness *loudness)
{
	char *path = beside(clip, ".loudness.yaml"), known[FILE_MAX] = "";
	char *text =
		mem_printf("# Measured by tuneupctl content check. gain_db: how much louder the "
			   "clip plays.\n"
			   "gain_db: %.1f\nlufs: %.1f\ntrue_peak_db: %.1f\nbytes: %lld\n",
			loudness->gain_db, loudness->lufs, loudness->peak_db, bytes_of(clip));
	bool same = read_text(path, known) && strcmp(known, text) == 0;
	bool done = same || replace(path, text);
	int error = errno;
	free(path);
	free(text);
	errno = error;
	return done;
}

/* The number behind a key at the start of a line. */
static bool find_number(const char *text, const char *key, double *number)
{
	size_t length = strlen(key);
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		char *end = NULL;
		if (strncmp(line, key, length) != 0 || line[length] != ':')
			continue;
		*number = strtod(line + length + 1, &end);
		return end != line + length + 1 && isfinite(*number);
	}
	return false;
}

float loudness_factor(const char *clip)
{
	char *path = beside(clip, ".loudness.yaml"), text[FILE_MAX] = "";
	double gain_db = 0, bytes = 0;
	bool known = read_text(path, text) && find_number(text, "gain_db", &gain_db) &&
		     find_number(text, "bytes", &bytes) && (long long)bytes == bytes_of(clip);
	free(path);
	if (!known)
		return 1;
	return (float)pow(10, limit(gain_db, gain_least_db, gain_most_db) / 20);
}
