/* tuneupctl content check: every clip, whole: can it be decoded, what does it cost, how loud is it.
 * What is measured of the loudness is stored beside the clip, where the player looks for it. */
#include "ctl/ctl.h"
#include "media/inspect.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int check(struct ctl *ctl, int argc, char **argv);

const struct ctl_command ctl_content[] = {
	{"content check", "[DIR]", "Decodes every clip; measures and stores how loud it is", check},
	{0},
};

enum { ROUTINES_MAX = 256, ERRORS_MAX = 2 * ROUTINES_MAX };

struct fault {
	const char *file;
	int line; /* 0: the whole file */
	const char *what;
};

struct clip {
	const char *file;
	struct inspection seen;
	const char *note; /* for whoever made the clip; NULL: none */
};

struct report {
	struct fault fault[ERRORS_MAX];
	int faults;
	struct clip clip[ROUTINES_MAX];
	int clips;
	struct arena arena;
};

static void add_fault(struct report *report, const char *file, int line, const char *what)
{
	if (report->faults < ERRORS_MAX)
		report->fault[report->faults++] = (struct fault){file, line, what};
}

/* The player's faults name the file first. */
static const char *without_file(struct report *report, const char *fault)
{
	const char *mark = strstr(fault, ".mp4: ");
	return arena_strdup(&report->arena, mark ? mark + strlen(".mp4: ") : fault);
}

/* H.264 in 8 bit 4:2:0 up to 1080p30 is what is promised to play smoothly on every kiosk. */
static bool is_promised(const struct inspection *seen)
{
	return strcmp(seen->info.decoder, "h264") == 0 &&
	       (strcmp(seen->pixels, "yuv420p") == 0 || strcmp(seen->pixels, "yuvj420p") == 0) &&
	       seen->w * seen->h <= 1920 * 1088 && seen->fps < 31;
}

static void store_loudness(struct report *report, struct clip *clip)
{
	bool audible = clip->seen.info.has_sound && isfinite(clip->seen.loudness.lufs);
	if (!audible || loudness_store(clip->file, &clip->seen.loudness))
		return;
	clip->note = arena_printf(&report->arena,
		"its loudness could not be stored, so it plays as it is: %s", strerror(errno));
}

static void check_clip(struct report *report, const char *file)
{
	struct inspection seen;
	if (!inspect(file, &seen)) {
		add_fault(report, file, 0, without_file(report, seen.fault));
		return;
	}
	if (seen.damage[0])
		add_fault(report, file, 0, without_file(report, seen.damage));
	struct clip *clip = &report->clip[report->clips++];
	*clip = (struct clip){.file = file, .seen = seen};
	if (!is_promised(&seen))
		clip->note = "more than H.264, 8 bit 4:2:0, 1080p30: it may not play smoothly";
	store_loudness(report, clip);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void check_routines(struct report *report, const char *content)
{
	const char *folder = arena_printf(&report->arena, "%s/routines", content);
	struct dirent **names = NULL;
	int count = scandir(folder, &names, is_visible, alphasort);
	if (count < 0)
		add_fault(report, folder, 0, strerror(errno));
	for (int i = 0; i < count; i++) {
		const char *routine =
			arena_printf(&report->arena, "%s/%s", folder, names[i]->d_name);
		struct stat status;
		if (stat(routine, &status) == 0 && S_ISDIR(status.st_mode) &&
			report->clips < ROUTINES_MAX)
			check_clip(report, arena_printf(&report->arena, "%s/clip.mp4", routine));
		free(names[i]);
	}
	free(names);
}

/* JSON knows no infinity. */
static void tell_number(const char *key, double number)
{
	if (isfinite(number))
		printf(",\"%s\":%.2f", key, number);
	else
		printf(",\"%s\":null", key);
}

static void tell_clip_json(const struct clip *clip)
{
	const struct inspection *seen = &clip->seen;
	fputs("{\"file\":", stdout);
	ctl_json_string(clip->file);
	printf(",\"codec\":\"%s\",\"pixels\":\"%s\",\"width\":%d,\"height\":%d", seen->info.decoder,
		seen->pixels, seen->w, seen->h);
	tell_number("fps", seen->fps);
	tell_number("seconds", seen->seconds);
	tell_number("cost", seen->cost);
	tell_number("lufs", seen->info.has_sound ? seen->loudness.lufs : (double)INFINITY);
	tell_number(
		"true_peak_db", seen->info.has_sound ? seen->loudness.peak_db : (double)INFINITY);
	tell_number("gain_db", seen->loudness.gain_db);
	fputs(",\"note\":", stdout);
	ctl_json_string(clip->note ? clip->note : "");
	putchar('}');
}

static void tell_json(const struct report *report)
{
	fputs("{\"errors\":[", stdout);
	for (int i = 0; i < report->faults; i++) {
		const struct fault *fault = &report->fault[i];
		printf("%s{\"file\":", i ? "," : "");
		ctl_json_string(fault->file);
		printf(",\"line\":%d,\"what\":", fault->line);
		ctl_json_string(fault->what);
		putchar('}');
	}
	fputs("],\"clips\":[", stdout);
	for (int i = 0; i < report->clips; i++) {
		if (i)
			putchar(',');
		tell_clip_json(&report->clip[i]);
	}
	puts("]}");
}

static void tell_clip(const struct clip *clip)
{
	const struct inspection *seen = &clip->seen;
	printf("%s\n    %s, %d x %d, %.4g pictures a second, %.1f s; takes %.0f %% of a processor "
	       "here\n",
		clip->file, seen->info.decoder, seen->w, seen->h, seen->fps, seen->seconds,
		seen->cost * 100);
	if (!seen->info.has_sound)
		puts("    no sound");
	else if (!isfinite(seen->loudness.lufs))
		puts("    its sound is silence");
	else
		printf("    %.1f LUFS, true peak %.1f dB: plays with %+.1f dB\n",
			seen->loudness.lufs, seen->loudness.peak_db, seen->loudness.gain_db);
	if (clip->note)
		printf("    note: %s\n", clip->note);
}

static void tell(const struct report *report)
{
	for (int i = 0; i < report->clips; i++)
		tell_clip(&report->clip[i]);
	for (int i = 0; i < report->faults; i++) {
		const struct fault *fault = &report->fault[i];
		if (fault->line)
			printf("error: %s:%d: %s\n", fault->file, fault->line, fault->what);
		else
			printf("error: %s: %s\n", fault->file, fault->what);
	}
	printf("%d clip%s, %d error%s.\n", report->clips, report->clips == 1 ? "" : "s",
		report->faults, report->faults == 1 ? "" : "s");
}

static int check(struct ctl *ctl, int argc, char **argv)
{
	if (argc > 1 || (argc == 1 && argv[0][0] == '-'))
		return ctl_bad_usage(&ctl_content[0]);
	struct report *report = mem_calloc(1, sizeof *report);
	check_routines(report, argc == 1 ? argv[0] : ctl->content);
	if (ctl->json)
		tell_json(report);
	else
		tell(report);
	int status = report->faults ? CTL_REFUSED : CTL_DONE;
	arena_free(&report->arena);
	free(report);
	return status;
}
