/* tuneupctl content: is everything that customers read and watch as it should be; packs of it. What
 * is measured of the loudness is stored beside each clip, where the player looks for it. */
#include "base/tr.h"
#include "ctl/content_check.h"
#include "ctl/content_pack.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int check(struct ctl *ctl, int argc, char **argv);

const struct ctl_command ctl_content[] = {
	{"content check", "[DIR]",
		"Looks for mistakes; decodes every clip, measures how loud it is", check},
	{"content pack", "DIR OUT --key FILE",
		"Checks a content folder and makes a signed pack of it", content_pack},
	{"content install", "PACK [--keys DIR]",
		"Puts a pack to use, if a trusted key has signed it", content_install},
	{"content rollback", "", "Back to the content before", content_rollback},
	{"content keygen", "FILE", "Makes a pair of keys to sign packs with", content_keygen},
	{0},
};

static const char *const levels[] = {[PROBLEM_WARNING] = "warning", [PROBLEM_ERROR] = "error"};

/* JSON knows no infinity. */
static void tell_number(const char *key, double number)
{
	if (isfinite(number))
		printf(",\"%s\":%.2f", key, number);
	else
		printf(",\"%s\":null", key);
}

static void tell_clip_json(const struct checked_clip *clip)
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

static void tell_json(const struct content_report *report)
{
	fputs("{\"errors\":[", stdout);
	for (int i = 0; i < report->faults; i++) {
		const struct fault *fault = &report->fault[i];
		printf("%s{\"file\":", i ? "," : "");
		ctl_json_string(fault->file);
		printf(",\"line\":%d,\"column\":%d,\"level\":\"%s\",\"what\":", fault->line,
			fault->column, levels[fault->level]);
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

static void tell_clip(const struct checked_clip *clip)
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
}

void content_tell_fault(FILE *out, const struct fault *fault)
{
	fprintf(out, "%s: %s:", levels[fault->level], fault->file);
	if (fault->line)
		fprintf(out, "%d:", fault->line);
	if (fault->column)
		fprintf(out, "%d:", fault->column);
	fprintf(out, " %s\n", fault->what);
}

static const char *plural(int count)
{
	return count == 1 ? "" : "s";
}

static void tell(const struct content_report *report)
{
	for (int i = 0; i < report->clips; i++)
		tell_clip(&report->clip[i]);
	for (int i = 0; i < report->faults; i++)
		content_tell_fault(stdout, &report->fault[i]);
	int warnings = report->faults - report->errors;
	printf("%d clip%s, %d error%s, %d warning%s.\n", report->clips, plural(report->clips),
		report->errors, plural(report->errors), warnings, plural(warnings));
}

void content_words(struct ctl *ctl)
{
	char *locale = mem_printf("%s/locale", ctl->assets);
	tr_load((const char *[]){locale, ctl->locale, NULL}, &ctl->problems);
	free(locale);
}

static int check(struct ctl *ctl, int argc, char **argv)
{
	if (argc > 1 || (argc == 1 && argv[0][0] == '-'))
		return ctl_bad_usage_of(ctl_content, "content check");
	struct content_report report;
	content_words(ctl);
	content_check(&report, argc == 1 ? argv[0] : ctl->content, true);
	tr_unload();
	if (ctl->json)
		tell_json(&report);
	else
		tell(&report);
	int status = report.errors ? CTL_REFUSED : CTL_DONE;
	content_report_free(&report);
	return status;
}
