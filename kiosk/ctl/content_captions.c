/* What makes captions hard to read: they overlap, run too fast, or are too long for their place. */
#include "base/clip.h"
#include "ctl/content_check.h"
#include "media/vtt.h"

#include <stdio.h>
#include <string.h>

enum {
	SPEED_MAX = 17, /* characters a second */
	LINES_MAX = 2,
	LINE_MAX = 38 /* characters */
};

static const char title[] = N_("A caption is faulty");
static const char todo[] = N_("Mend the line in the caption file.");

static int characters(const char *text, size_t length)
{
	int count = 0;
	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}

static void tell(struct problems *problems, const char *path, int line, const char *expected,
	const char *found)
{
	problems_add(problems, PROBLEM_ERROR, PART_CONTENT, title, todo,
		"%s:%d: expected %s, found %s", path, line, expected, found);
}

static void check_lines(const char *path, const struct cue *cue, struct problems *problems)
{
	char wanted[80], found[80];
	int lines = 0, longest = 0;
	for (const char *at = cue->text; at; lines++) {
		const char *end = strchr(at, '\n');
		int length = characters(at, end ? (size_t)(end - at) : strlen(at));
		longest = length > longest ? length : longest;
		at = end ? end + 1 : NULL;
	}
	snprintf(wanted, sizeof wanted, "at most %d lines", LINES_MAX);
	snprintf(found, sizeof found, "%d", lines);
	if (lines > LINES_MAX)
		tell(problems, path, cue->line, wanted, found);
	snprintf(wanted, sizeof wanted, "at most %d characters a line", LINE_MAX);
	snprintf(found, sizeof found, "%d", longest);
	if (longest > LINE_MAX)
		tell(problems, path, cue->line, wanted, found);
}

/* A line break is read as a space is. */
static void check_speed(const char *path, const struct cue *cue, struct problems *problems)
{
	char wanted[80], found[120];
	double seconds = (double)(cue->end_us - cue->start_us) / 1e6;
	int count = characters(cue->text, strlen(cue->text));
	if (count <= SPEED_MAX * seconds + 0.001)
		return;
	snprintf(wanted, sizeof wanted, "at most %d characters a second", SPEED_MAX);
	snprintf(found, sizeof found, "%.1f (%d in %.3g s; show it %.2g s longer or shorten it)",
		count / seconds, count, seconds, (double)count / SPEED_MAX - seconds + 0.05);
	tell(problems, path, cue->line, wanted, found);
}

static void check_order(const char *path, const struct cue *before, const struct cue *cue,
	struct problems *problems)
{
	char wanted[80], found[80];
	if (cue->start_us >= before->end_us)
		return;
	snprintf(wanted, sizeof wanted, "a start at %.3f s or later, where line %d ends",
		(double)before->end_us / 1e6, before->line);
	snprintf(found, sizeof found, "%.3f s: they overlap", (double)cue->start_us / 1e6);
	tell(problems, path, cue->line, wanted, found);
}

bool content_captions(
	const char *path, struct arena *arena, struct cue_list *cues, struct problems *problems)
{
	size_t before = problems->count + problems->more;
	if (!vtt_read(path, arena, cues, problems))
		return false;
	for (size_t i = 0; i < cues->count; i++) {
		const struct cue *cue = &cues->cue[i];
		check_lines(path, cue, problems);
		check_speed(path, cue, problems);
		if (i > 0)
			check_order(path, cue - 1, cue, problems);
	}
	if (!cues->count && problems->count + problems->more == before)
		tell(problems, path, 1, "captions", "none");
	return true;
}
