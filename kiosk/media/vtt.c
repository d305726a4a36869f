#include "media/vtt.h"

#include "base/tr.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 1024 * 1024, SHOWN = 60, FAULTS_TOLD = 20 };

static const char faulty[] = N_("A caption is faulty");
static const char mend_line[] = N_("Mend the line in the caption file.");
static const char unreadable[] = N_("A caption file cannot be read");
static const char put_file[] = N_("Put a WebVTT file with this name there.");

/* A line of the file, without its line end; not terminated. */
struct line {
	const char *at;
	size_t length;
	int number; /* from 1 */
};

struct reader {
	const char *path, *at, *end;
	int number; /* of the line at `at` */
	struct arena *arena;
	struct problems *problems;
	int faults;
	char *text; /* as long as the file: the text of a cue is put together here */
	struct cue *found;
	size_t count, room;
};

/* What was found is quoted in ASCII: a faulty line may hold anything. */
static void complain(struct reader *reader, struct line line, const char *expected)
{
	if (++reader->faults > FAULTS_TOLD)
		return;
	char found[SHOWN + 1] = "";
	for (size_t i = 0; i < line.length && i < SHOWN; i++)
		found[i] = line.at[i] >= ' ' && line.at[i] <= '~' ? line.at[i] : '?';
	problems_add(reader->problems, PROBLEM_WARNING, PART_CONTENT, faulty, mend_line,
		N_("%s:%d: found \"%s\", expected %s"), reader->path, line.number, found, expected);
}

/* NULL: errno says why. Freed by free(). */
static char *read_file(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rbe");
	if (!file)
		return NULL;
	struct stat status;
	int error = fstat(fileno(file), &status) != 0 ? errno
		    : !S_ISREG(status.st_mode)        ? EINVAL
		    : status.st_size > FILE_MAX       ? EFBIG
						      : 0;
	char *text = NULL;
	if (!error) {
		text = mem_calloc((size_t)status.st_size + 1, 1);
		*length = fread(text, 1, (size_t)status.st_size, file);
		error = ferror(file) ? errno : 0;
	}
	fclose(file);
	if (!error)
		return text;
	free(text);
	errno = error;
	return NULL;
}

static bool at_end(const struct reader *reader)
{
	return reader->at == reader->end;
}

/* The next line without moving to it. LF, CRLF and CR end a line. */
static struct line peek_line(const struct reader *reader)
{
	const char *stop = reader->at;
	while (stop < reader->end && *stop != '\n' && *stop != '\r')
		stop++;
	return (struct line){reader->at, (size_t)(stop - reader->at), reader->number};
}

static struct line next_line(struct reader *reader)
{
	struct line line = peek_line(reader);
	reader->at += line.length;
	if (reader->end - reader->at >= 2 && reader->at[0] == '\r' && reader->at[1] == '\n')
		reader->at++;
	if (reader->at < reader->end)
		reader->at++;
	reader->number++;
	return line;
}

static bool has_arrow(struct line line)
{
	return memmem(line.at, line.length, "-->", 3);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static struct line trimmed(struct line line)
{
	while (line.length && is_space(line.at[line.length - 1]))
		line.length--;
	while (line.length && is_space(line.at[0])) {
		line.at++;
		line.length--;
	}
	return line;
}

/* Whether the line is this word, alone or followed by a space. */
static bool is_word(struct line line, const char *word)
{
	size_t length = strlen(word);
	return line.length >= length && memcmp(line.at, word, length) == 0 &&
	       (line.length == length || is_space(line.at[length]));
}

static void skip_block(struct reader *reader)
{
	while (!at_end(reader) && peek_line(reader).length > 0)
		next_line(reader);
}

/* Digits at *at, at least and at most so many; -1 otherwise. */
static int64_t read_number(const char **at, const char *end, int least, int most)
{
	int64_t number = 0;
	int digits = 0;
	for (; *at < end && **at >= '0' && **at <= '9' && digits < most; (*at)++, digits++)
		number = number * 10 + (**at - '0');
	return digits >= least ? number : -1;
}

static bool read_char(const char **at, const char *end, char c)
{
	if (*at == end || **at != c)
		return false;
	(*at)++;
	return true;
}

/* [HOURS:]MM:SS.mmm */
static bool read_time(const char **at, const char *end, int64_t *us)
{
	int64_t hours = 0, minutes = read_number(at, end, 2, 6);
	if (minutes < 0 || !read_char(at, end, ':'))
		return false;
	int64_t seconds = read_number(at, end, 2, 2);
	if (read_char(at, end, ':')) {
		hours = minutes;
		minutes = seconds;
		seconds = read_number(at, end, 2, 2);
	}
	if (!read_char(at, end, '.'))
		return false;
	int64_t thousandths = read_number(at, end, 3, 3);
	if (minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || thousandths < 0)
		return false;
	*us = (((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths) * 1000;
	return true;
}

static void skip_spaces(const char **at, const char *end)
{
	while (*at < end && is_space(**at))
		(*at)++;
}

/* "START --> END settings"; complains and returns false otherwise. */
static bool read_timing(struct reader *reader, struct line line, struct cue *cue)
{
	const char *at = line.at, *end = line.at + line.length;
	skip_spaces(&at, end);
	bool sound = read_time(&at, end, &cue->start_us);
	skip_spaces(&at, end);
	sound = sound && end - at >= 3 && memcmp(at, "-->", 3) == 0;
	at += sound ? 3 : 0;
	skip_spaces(&at, end);
	sound = sound && read_time(&at, end, &cue->end_us) && (at == end || is_space(*at));
	if (!sound)
		complain(reader, line, N_("a time as in \"00:12.500 --> 00:15.000\""));
	else if (cue->end_us <= cue->start_us)
		complain(reader, line, N_("an end after the start"));
	return sound && cue->end_us > cue->start_us;
}

static char *put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		*out++ = (char)c;
	} else if (c < 0x800) {
		*out++ = (char)(0xc0 | c >> 6);
		*out++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*out++ = (char)(0xe0 | c >> 12);
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
		*out++ = (char)(0x80 | (c & 0x3f));
	} else {
		*out++ = (char)(0xf0 | c >> 18);
		*out++ = (char)(0x80 | (c >> 12 & 0x3f));
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
		*out++ = (char)(0x80 | (c & 0x3f));
	}
	return out;
}

/* A character of text may not be a control, half a pair, or beyond Unicode. */
static bool is_text(uint32_t c)
{
	return c >= 0x20 && c != 0x7f && (c < 0xd800 || c > 0xdfff) && c <= 0x10ffff;
}

/* The character of an entity at *at ('&'), moving past it; 0: it is none. The longest reference,
 * "&#1114111;", is not longer than the UTF-8 it becomes plus the rest, so texts only shrink. */
static uint32_t read_entity(const char **at, const char *end)
{
	static const struct {
		const char *name;
		uint32_t c;
	} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'},
		{"&apos;", '\''}, {"&nbsp;", 0xa0}, {"&lrm;", 0x200e}, {"&rlm;", 0x200f}};
	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		size_t length = strlen(entities[i].name);
		if ((size_t)(end - *at) >= length && memcmp(*at, entities[i].name, length) == 0) {
			*at += length;
			return entities[i].c;
		}
	}
	const char *after = *at + 1;
	if (!read_char(&after, end, '#'))
		return 0;
	int64_t c = read_number(&after, end, 1, 7);
	if (c < 0 || !read_char(&after, end, ';') || !is_text((uint32_t)c))
		return 0;
	*at = after;
	return (uint32_t)c;
}

/* Whether a tag begins at '<': a name, an end or a time follows. "5 < 6" is text. */
static bool starts_tag(const char *at, const char *end)
{
	char c = at + 1 < end ? at[1] : ' ';
	return c == '/' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Appends the line without tags and with its entities decoded. */
static char *append_plain(char *out, struct line line)
{
	const char *at = line.at, *end = line.at + line.length;
	while (at < end) {
		const char *close = NULL;
		if (*at == '<' && starts_tag(at, end))
			close = memchr(at, '>', (size_t)(end - at));
		if (close) {
			at = close + 1;
			continue;
		}
		uint32_t c = *at == '&' ? read_entity(&at, end) : 0;
		if (c)
			out = put_utf8(out, c);
		else
			*out++ = *at++;
	}
	return out;
}

static bool is_utf8(struct line line)
{
	const unsigned char *at = (const unsigned char *)line.at, *end = at + line.length;
	while (at < end) {
		int more = *at < 0x80    ? 0
			   : *at >= 0xf0 ? 3
			   : *at >= 0xe0 ? 2
			   : *at >= 0xc2 ? 1
					 : -1;
		if (more < 0 || end - at <= more)
			return false;
		uint32_t c = more ? *at & (0x3fU >> more) : *at;
		for (int i = 1; i <= more; i++) {
			if ((at[i] & 0xc0) != 0x80)
				return false;
			c = c << 6 | (at[i] & 0x3f);
		}
		bool too_long = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
		if (too_long || (c != '\t' && !is_text(c)))
			return false;
		at += more + 1;
	}
	return true;
}

/* The lines up to an empty one; NULL when they are no sound text, after a complaint. A line with an
 * arrow is the next cue's: the empty line before it was forgotten. */
static const char *read_text(struct reader *reader, struct line timing)
{
	char *text = reader->text, *out = text;
	bool sound = true;
	while (!at_end(reader) && peek_line(reader).length > 0 && !has_arrow(peek_line(reader))) {
		struct line line = trimmed(next_line(reader));
		if (sound && !is_utf8(line)) {
			complain(reader, line, N_("UTF-8 text"));
			sound = false;
		}
		if (!sound || line.length == 0)
			continue;
		if (out != text)
			*out++ = '\n';
		out = append_plain(out, line);
	}
	*out = '\0';
	if (sound && out == text) {
		complain(reader, timing, N_("a line of text after it"));
		sound = false;
	}
	return sound ? arena_strdup(reader->arena, text) : NULL;
}

static void add_cue(struct reader *reader, struct cue cue)
{
	if (reader->count == reader->room) {
		reader->room = reader->room ? reader->room * 2 : 32;
		reader->found = mem_realloc(reader->found, reader->room * sizeof *reader->found);
	}
	reader->found[reader->count++] = cue;
}

static void read_block(struct reader *reader)
{
	struct line line = next_line(reader);
	if (line.length == 0)
		return;
	bool style = is_word(line, "STYLE") || is_word(line, "REGION");
	if (!has_arrow(line) && (style || is_word(line, "NOTE"))) {
		skip_block(reader);
		return;
	}
	if (!has_arrow(line)) { /* a cue's identifier */
		if (at_end(reader) || !has_arrow(peek_line(reader))) {
			complain(reader, line, N_("a time as in \"00:12.500 --> 00:15.000\""));
			skip_block(reader);
			return;
		}
		line = next_line(reader);
	}
	struct cue cue = {.line = line.number};
	bool timed = read_timing(reader, line, &cue);
	/* Of a cue without a sound time the text is no second fault. */
	if (!timed) {
		while (!at_end(reader) && peek_line(reader).length > 0 &&
			!has_arrow(peek_line(reader)))
			next_line(reader);
		return;
	}
	cue.text = read_text(reader, line);
	if (cue.text)
		add_cue(reader, cue);
}

static int by_start(const void *a, const void *b)
{
	const struct cue *x = a, *y = b;
	if (x->start_us != y->start_us)
		return x->start_us < y->start_us ? -1 : 1;
	return x->line - y->line;
}

static struct cue_list sorted_cues(struct reader *reader)
{
	if (reader->count == 0)
		return (struct cue_list){0};
	qsort(reader->found, reader->count, sizeof *reader->found, by_start);
	struct cue *cue = arena_alloc(reader->arena, reader->count * sizeof *cue);
	memcpy(cue, reader->found, reader->count * sizeof *cue);
	return (struct cue_list){.cue = cue, .count = reader->count};
}

/* Everything behind the first line's word. */
static void read_blocks(struct reader *reader)
{
	skip_block(reader);
	while (!at_end(reader))
		read_block(reader);
	if (reader->faults > FAULTS_TOLD)
		problems_add(reader->problems, PROBLEM_WARNING, PART_CONTENT, faulty, mend_line,
			N_("%s: %d more faults"), reader->path, reader->faults - FAULTS_TOLD);
}

bool vtt_read(
	const char *path, struct arena *arena, struct cue_list *cues, struct problems *problems)
{
	*cues = (struct cue_list){0};
	size_t length;
	char *text = read_file(path, &length);
	if (!text) {
		problems_add(problems, PROBLEM_WARNING, PART_CONTENT, unreadable, put_file,
			"%s: %s", path, strerror(errno));
		return false;
	}
	struct reader reader = {.path = path,
		.at = text,
		.end = text + length,
		.number = 1,
		.arena = arena,
		.problems = problems,
		.text = mem_calloc(length + 1, 1)};
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		reader.at += 3;
	bool is_vtt = is_word(peek_line(&reader), "WEBVTT");
	if (is_vtt)
		read_blocks(&reader);
	else
		problems_add(problems, PROBLEM_WARNING, PART_CONTENT, unreadable, put_file,
			N_("%s:1: no WebVTT file, expected \"WEBVTT\" in the first line"), path);
	*cues = sorted_cues(&reader);
	free(reader.found);
	free(reader.text);
	free(text);
	return is_vtt;
}
