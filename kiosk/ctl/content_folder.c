/* A routine's folder: is the clip what the words say of it, can it be decoded, how loud is it, is
 * the poster one, and what lies there that nobody reads. */
#include "ctl/content_check.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { POSTER_W = 1280, POSTER_H = 720 };

static const double key_gap_max_s = 1.05;
static const double lufs_least = -21; /* after the gain; 2 LU below the others is heard */

/* What is checked of one folder. */
struct visit {
	struct content_report *report;
	const char *folder;
	const struct routine *routine; /* NULL: faulty */
};

static const char *file_of(const struct visit *visit, const char *name)
{
	return arena_printf(&visit->report->arena, "%s/%s", visit->folder, name);
}

static bool is_there(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0;
}

/* ---- the clip ---- */

/* The player's faults name the file first. */
static const char *without_file(const char *fault)
{
	static const char mark[] = ".mp4: ";
	const char *at = strstr(fault, mark);
	return at ? at + strlen(mark) : fault;
}

static double longest_gap_s(const struct inspection *seen)
{
	double longest = 0, before = 0;
	for (size_t i = 0; i <= seen->keys; i++) {
		double at = i < seen->keys ? (double)seen->key_us[i] / 1e6 : seen->seconds;
		longest = fmax(longest, at - before);
		before = at;
	}
	return longest;
}

/* H.264 in 8 bit 4:2:0 up to 1080p30 is what is promised to play smoothly on every kiosk. */
static void check_promise(struct content_report *report, struct checked_clip *clip)
{
	const struct inspection *seen = &clip->seen;
	bool h264 = strcmp(seen->info.decoder, "h264") == 0;
	bool plain = strcmp(seen->pixels, "yuv420p") == 0 || strcmp(seen->pixels, "yuvj420p") == 0;
	bool small = seen->w * seen->h <= 1920 * 1088 && seen->fps < 31;
	if (!h264 || !plain || !small) {
		clip->note = "more than H.264, 8 bit 4:2:0, 1080p30: it may not play smoothly";
		content_fault(report, PROBLEM_WARNING, clip->file, 0,
			"expected H.264, 8 bit 4:2:0, up to 1920 x 1080 and 30 pictures a second, "
			"found %s, %s, %d x %d, %.4g: it may not play smoothly",
			seen->info.decoder, seen->pixels, seen->w, seen->h, seen->fps);
	}
	if (longest_gap_s(seen) > key_gap_max_s)
		content_fault(report, PROBLEM_WARNING, clip->file, 0,
			"expected a key frame each second, found %.1f s without one: jumps take "
			"longer",
			longest_gap_s(seen));
	bool upright = seen->info.quarter_turns % 2 == 0;
	if (!upright || seen->w * 9 != seen->h * 16)
		content_fault(report, PROBLEM_WARNING, clip->file, 0,
			"expected a picture of 16:9, found %d x %d%s: it gets margins", seen->w,
			seen->h, upright ? "" : ", turned upright");
}

static void check_sound(struct content_report *report, struct checked_clip *clip)
{
	const struct loudness *loudness = &clip->seen.loudness;
	if (!clip->seen.info.has_sound || !isfinite(loudness->lufs))
		return;
	if (loudness->lufs + loudness->gain_db < lufs_least)
		content_fault(report, PROBLEM_WARNING, clip->file, 0,
			"expected sound that can be brought to -19 LUFS, found %.1f LUFS with a "
			"true "
			"peak of %.1f dB: it stays softer than the others",
			loudness->lufs, loudness->peak_db);
	if (!loudness_store(clip->file, loudness))
		content_fault(report, PROBLEM_WARNING, clip->file, 0,
			"its loudness could not be stored, so it plays as it is: %s",
			strerror(errno));
}

/* ---- the clip and the words ---- */

/* Whether the picture that covers this time is a key frame. */
static bool is_key(const struct inspection *seen, int64_t us)
{
	int64_t from = us - seen->info.frame_us + SOURCE_TOLERANCE, to = us + SOURCE_TOLERANCE;
	for (size_t i = 0; i < seen->keys; i++)
		if (seen->key_us[i] > from && seen->key_us[i] <= to)
			return true;
	return false;
}

static void check_key(const struct visit *visit, const struct inspection *seen, int step,
	const char *key, int line, int64_t us)
{
	if (!line || is_key(seen, us))
		return;
	content_fault(visit->report, PROBLEM_ERROR, file_of(visit, "routine.yaml"), line,
		"steps[%d].%s: expected a key frame of the clip at %g s, found none: encode the "
		"clip "
		"with one there (-force_key_frames)",
		step + 1, key, (double)us / 1e6);
}

static void check_part(const struct visit *visit, const struct inspection *seen,
	const struct step_clip *part, int number, bool other)
{
	const char *file = file_of(visit, "routine.yaml");
	int64_t end_us = (int64_t)(seen->seconds * 1e6) + SOURCE_TOLERANCE;
	const char *at = other ? "other_at" : "at", *loop = other ? "other_loop" : "loop";
	if (part->at_line && part->at_us >= end_us)
		content_fault(visit->report, PROBLEM_ERROR, file, part->at_line,
			"steps[%d].%s: expected a time within the clip's %.4g s, found %g",
			number + 1, at, seen->seconds, (double)part->at_us / 1e6);
	else
		check_key(visit, seen, number, at, part->at_line, part->at_us);
	if (part->loop_to_us > end_us)
		content_fault(visit->report, PROBLEM_ERROR, file, part->loop_line,
			"steps[%d].%s: expected times within the clip's %.4g s, found [%g, %g]",
			number + 1, loop, seen->seconds, (double)part->loop_from_us / 1e6,
			(double)part->loop_to_us / 1e6);
	else if (part->loop_from_us != part->at_us || !part->at_line)
		check_key(visit, seen, number, loop, part->loop_line, part->loop_from_us);
}

static void check_step(const struct visit *visit, const struct inspection *seen,
	const struct step *step, int number)
{
	bool own = step->other.at_line != step->first.at_line ||
		   step->other.loop_line != step->first.loop_line;
	check_part(visit, seen, &step->first, number, false);
	if (own)
		check_part(visit, seen, &step->other, number, true);
}

static void check_cues(const struct visit *visit, const struct inspection *seen, int lang)
{
	const struct cue_list *cues = &visit->routine->captions[lang];
	char name[32];
	snprintf(name, sizeof name, "captions.%s.vtt", tr_code(lang));
	for (size_t i = 0; i < cues->count; i++) {
		const struct cue *cue = &cues->cue[i];
		if ((double)cue->end_us / 1e6 > seen->seconds + 0.001)
			content_fault(visit->report, PROBLEM_ERROR, file_of(visit, name), cue->line,
				"expected an end within the clip's %.4g s, found %.3f s",
				seen->seconds, (double)cue->end_us / 1e6);
	}
}

static void check_clip(const struct visit *visit)
{
	struct content_report *report = visit->report;
	struct checked_clip *clip = &report->clip[report->clips];
	*clip = (struct checked_clip){.file = file_of(visit, "clip.mp4")};
	/* That it is missing the catalog has told. */
	if (!is_there(clip->file))
		return;
	if (!inspect(clip->file, &report->arena, &clip->seen)) {
		content_fault(
			report, PROBLEM_ERROR, clip->file, 0, "%s", without_file(clip->seen.fault));
		return;
	}
	report->clips++;
	if (clip->seen.damage[0])
		content_fault(report, PROBLEM_ERROR, clip->file, 0, "%s",
			without_file(clip->seen.damage));
	check_promise(report, clip);
	check_sound(report, clip);
	if (!visit->routine)
		return;
	for (int i = 0; i < visit->routine->steps; i++)
		check_step(visit, &clip->seen, &visit->routine->step[i], i);
	for (int lang = 0; lang < tr_count(); lang++)
		check_cues(visit, &clip->seen, lang);
}

/* ---- the rest ---- */

static unsigned big_endian(const unsigned char *bytes)
{
	return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 |
	       bytes[3];
}

static void check_poster(const struct visit *visit)
{
	static const unsigned char png[] = {
		0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
	const char *path = file_of(visit, "poster.png");
	unsigned char head[24] = {0};
	FILE *file = fopen(path, "rbe");
	if (!file)
		return;
	size_t size = fread(head, 1, sizeof head, file);
	fclose(file);
	unsigned w = big_endian(head + 16), h = big_endian(head + 20);
	if (size < sizeof head || memcmp(head, png, sizeof png) != 0)
		content_fault(visit->report, PROBLEM_ERROR, path, 0,
			"expected a PNG, found something else");
	else if (w != POSTER_W || h != POSTER_H)
		content_fault(visit->report, PROBLEM_ERROR, path, 0,
			"expected %d x %d pixels, found %u x %u", POSTER_W, POSTER_H, w, h);
}

static bool is_captions(const char *name)
{
	static const char start[] = "captions.", end[] = ".vtt";
	const char *code = name + strlen(start);
	return strlen(name) == strlen(start) + 2 + strlen(end) &&
	       strncmp(name, start, strlen(start)) == 0 && strcmp(code + 2, end) == 0 &&
	       strspn(code, "abcdefghijklmnopqrstuvwxyz") == 2;
}

static bool is_ours(const char *name)
{
	static const char *const names[] = {
		"routine.yaml", "clip.mp4", "clip.loudness.yaml", "poster.png"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return is_captions(name);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void check_names(const struct visit *visit)
{
	struct dirent **names = NULL;
	int count = scandir(visit->folder, &names, is_visible, alphasort);
	for (int i = 0; i < count; i++) {
		if (!is_ours(names[i]->d_name))
			content_fault(visit->report, PROBLEM_WARNING,
				file_of(visit, names[i]->d_name), 0,
				"expected routine.yaml, clip.mp4, poster.png or captions.XX.vtt, "
				"found "
				"this name: nobody reads it");
		free(names[i]);
	}
	free(names);
}

void content_check_folder(
	struct content_report *report, const char *name, const struct routine *routine, bool clips)
{
	struct visit visit = {.report = report, .routine = routine};
	visit.folder = arena_printf(&report->arena, "%s/routines/%s", report->folder, name);
	struct stat status;
	if (stat(visit.folder, &status) != 0 || !S_ISDIR(status.st_mode))
		return;
	check_names(&visit);
	check_poster(&visit);
	if (clips)
		check_clip(&visit);
}
