/* Caption files of any content: what is read is in order, ends after it starts, and is plain UTF-8.
 */
#include "fuzz.h"
#include "media/vtt.h"

#include <stdlib.h>
#include <string.h>

static const char *const seeds[] = {"WEBVTT\n\n00:01.000 --> 00:03.500\nRoll "
				    "slowly.\n\n00:00:03.500 --> 01:00:06.000\nTwo\nlines\n",
	"\xef\xbb\xbfWEBVTT - title\r\nKind: captions\r\n\r\nNOTE a\r\nb\r\n\r\nSTYLE\r\n::cue "
	"{}\r\n\r\n"
	"REGION\r\nid:x\r\n\r\nid 1\r\n00:01.000 --> 00:02.000 align:start\r\n<v Ann><b>Hold &amp; "
	"breathe</b> <00:01.500>5 &lt; 6 &#8594; &nbsp;x\r\n\r\n",
	"WEBVTT\r\r2\r00:02.000 --> 00:03.000\rEst\xc3\xa1 bien, respira \xe2\x86\x92 "
	"as\xc3\xad\r\r"
	"00:01.000 --> 00:01.100\r\xf0\x9f\x99\x82\r00:05.000 --> 00:06.000\rno blank line "
	"before\r"};

enum { SEEDS = sizeof seeds / sizeof seeds[0] };

static bool is_plain(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	if (!*at)
		return false;
	for (; *at; at++) {
		size_t more = *at >= 0xf0 ? 3 : *at >= 0xe0 ? 2 : *at >= 0x80 ? 1 : 0;
		if ((*at < ' ' && *at != '\n' && *at != '\t') || *at == 0x7f || *at == 0xc0)
			return false;
		for (; more > 0; more--)
			if ((*++at & 0xc0) != 0x80)
				return false;
	}
	return true;
}

static void look_at(const struct fuzz *fuzz, const struct cue_list *cues)
{
	for (size_t i = 0; i < cues->count; i++) {
		const struct cue *cue = &cues->cue[i];
		if (cue->end_us <= cue->start_us)
			fuzz_fail(fuzz, "a cue ends before it starts");
		if (i > 0 && cue->start_us < cue[-1].start_us)
			fuzz_fail(fuzz, "cues out of order");
		if (!is_plain(cue->text))
			fuzz_fail(fuzz, "a text that is none");
		const struct cue *found = cue_at(cues, cue->start_us);
		if (!found || found->start_us != cue->start_us)
			fuzz_fail(fuzz, "a cue that is not found");
	}
}

int main(int argc, char **argv)
{
	struct fuzz fuzz;
	struct arena arena = {0};
	static struct problems problems;
	static unsigned char bytes[FUZZ_MAX];
	char path[600];
	fuzz_start(&fuzz, argc, argv);
	snprintf(path, sizeof path, "%s/case.vtt", fuzz.folder);
	while (fuzz_next(&fuzz)) {
		const char *seed = seeds[fuzz_chance(&fuzz, SEEDS)];
		memcpy(bytes, seed, strlen(seed));
		fuzz_write(path, bytes, fuzz_mutate(&fuzz, bytes, strlen(seed)));
		struct cue_list cues;
		problems = (struct problems){0};
		arena_reset(&arena);
		bool read = vtt_read(path, &arena, &cues, &problems);
		if (!read && problems.count == 0)
			fuzz_fail(&fuzz, "not read, and no word of it");
		look_at(&fuzz, &cues);
	}
	fuzz_end(&fuzz);
	arena_free(&arena);
	return 0;
}
