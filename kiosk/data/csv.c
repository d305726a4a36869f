#include "base/say.h"
#include "base/tr.h"
#include "data/csv.h"

#include <csv.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

/* ---- encoding ---- */

/* U+0080 to U+009F of Windows-1252; 0: not assigned. */
static const utf8proc_int32_t upper_half[] = {0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020,
	0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d,
	0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178};

static bool refuse(struct csv_fault *fault, int line, int column, const char *reason)
{
	*fault = (struct csv_fault){line, column, reason};
	return false;
}

static int line_at(const char *text, size_t offset)
{
	int line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
	return line;
}

/* Marks and zero bytes that no text in bytes has. */
static bool is_narrow(const char *bytes, size_t size, struct csv_fault *fault)
{
	static const char wide[] =
		N_("this is UTF-16 (\"Unicode text\"): save it again as CSV UTF-8");
	if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
		return refuse(fault, 1, 1, wide);
	const char *zero = memchr(bytes, 0, size);
	if (!zero)
		return true;
	if (zero - bytes <= 1)
		return refuse(fault, 1, 1, wide);
	return refuse(fault, line_at(bytes, (size_t)(zero - bytes)), 1,
		N_("a NUL byte stands in this line, so this is no CSV text: save it again as CSV "
		   "UTF-8"));
}

/* Where UTF-8 ends to be valid, how often that happens, and how many longer characters are valid.
 */
struct survey {
	size_t first_bad, bad, good;
};

static struct survey survey_utf8(const char *bytes, size_t size)
{
	struct survey survey = {0};
	utf8proc_int32_t letter;
	for (size_t at = 0; at < size;) {
		if ((unsigned char)bytes[at] < 0x80) {
			at++;
			continue;
		}
		utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)bytes + at,
			(utf8proc_ssize_t)(size - at), &letter);
		if (step > 0) {
			survey.good++;
			at += (size_t)step;
			continue;
		}
		if (survey.bad++ == 0)
			survey.first_bad = at;
		at++;
	}
	return survey;
}

static const char *decode_1252(const char *bytes, size_t size, struct arena *arena, size_t *length,
	struct csv_fault *fault)
{
	char *text = arena_alloc(arena, size * 3 + 1), *end = text;
	for (size_t i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		utf8proc_int32_t letter = byte;
		if (byte >= 0x80 && byte < 0xa0)
			letter = upper_half[byte - 0x80];
		if (letter == 0) {
			refuse(fault, line_at(bytes, i), 1,
				N_("this line is neither UTF-8 nor Windows-1252: save the file "
				   "again as CSV UTF-8"));
			return NULL;
		}
		end += utf8proc_encode_char(letter, (utf8proc_uint8_t *)end);
	}
	*length = (size_t)(end - text);
	return text;
}

const char *csv_decode(const char *bytes, size_t size, struct arena *arena, size_t *length,
	bool *legacy, struct csv_fault *fault)
{
	*legacy = false;
	if (!is_narrow(bytes, size, fault))
		return NULL;
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		size -= 3;
	}
	struct survey survey = survey_utf8(bytes, size);
	if (survey.bad == 0) {
		*length = size;
		return arena_strndup(arena, bytes, size);
	}
	/* In Windows-1252 two letters hardly ever look like one of UTF-8. */
	if (survey.good > survey.bad) {
		refuse(fault, line_at(bytes, survey.first_bad), 1,
			N_("this line is not UTF-8 while others are: write its letters again and "
			   "save as CSV UTF-8"));
		return NULL;
	}
	*legacy = true;
	return decode_1252(bytes, size, arena, length, fault);
}

/* ---- records ---- */

struct reader {
	struct arena *arena;
	csv_taker *take;
	void *context;
	const char **cell;
	int cells, room;
	int line, record_line, cell_line;
	bool begun, stopped;
};

static void take_cell(void *text, size_t length, void *context)
{
	struct reader *reader = context;
	if (reader->cells == reader->room) {
		int room = reader->room ? reader->room * 2 : 64;
		const char **cell = arena_alloc(reader->arena, (size_t)room * sizeof *cell);
		if (reader->cells)
			memcpy(cell, reader->cell, (size_t)reader->cells * sizeof *cell);
		reader->cell = cell;
		reader->room = room;
	}
	reader->cell[reader->cells++] = arena_strndup(reader->arena, text ? text : "", length);
	reader->cell_line = reader->line;
}

static void take_record(int end, void *context)
{
	struct reader *reader = context;
	(void)end;
	struct csv_record record = {reader->record_line, reader->cell, reader->cells};
	if (!reader->stopped)
		reader->stopped = !reader->take(reader->context, &record);
	arena_reset(reader->arena);
	reader->cell = NULL;
	reader->cells = reader->room = 0;
	reader->begun = false;
}

/* A physical line with its end. */
static size_t line_length(const char *text, size_t length)
{
	size_t end = 0;
	while (end < length && text[end] != '\r' && text[end] != '\n')
		end++;
	if (end < length)
		end += text[end] == '\r' && end + 1 < length && text[end + 1] == '\n' ? 2 : 1;
	return end;
}

static bool is_blank(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!strchr(" \t\r\n", text[i]))
			return false;
	return true;
}

/* Line by line, so that it is known where a record starts: an empty line starts none. */
static bool feed(struct reader *reader, struct csv_parser *parser, const char *text, size_t length)
{
	for (size_t at = 0, step; at < length && !reader->stopped; at += step, reader->line++) {
		step = line_length(text + at, length - at);
		if (!reader->begun && is_blank(text + at, step))
			continue;
		if (!reader->begun)
			reader->record_line = reader->cell_line = reader->line;
		reader->begun = true;
		if (csv_parse(parser, text + at, step, take_cell, take_record, reader) != step)
			return false;
	}
	return true;
}

static bool refuse_open_quote(
	const struct reader *reader, struct arena *arena, struct csv_fault *fault)
{
	return refuse(fault, reader->record_line, reader->cells + 1,
		say_fill(arena,
			N_("the quote that opens this cell in line {} is never closed: close it, "
			   "or write it twice if it belongs to the text"),
			arena_printf(arena, "%d", reader->cell_line), SAY_END));
}

bool csv_read(const char *text, size_t length, const struct csv_form *form, csv_taker *take,
	void *context, struct arena *arena, struct csv_fault *fault)
{
	struct arena cells = {0};
	struct reader reader = {
		.arena = &cells, .take = take, .context = context, .line = form->line};
	struct csv_parser parser;
	bool done = false;
	*fault = (struct csv_fault){form->line, 1, NULL};
	if (csv_init(&parser, CSV_STRICT_FINI) != 0)
		return refuse(fault, 1, 1, N_("memory is short"));
	csv_set_delim(&parser, (unsigned char)form->delimiter);
	csv_set_blk_size(&parser, 4096);
	if (!feed(&reader, &parser, text + form->start, length - form->start)) {
		refuse(fault, reader.line, 1, csv_strerror(csv_error(&parser)));
	} else if (!reader.stopped) {
		/* libcsv 3.0.3 heeds STRICT_FINI only beside STRICT, which would refuse stray
		 * quotes. */
		csv_set_opts(&parser, CSV_STRICT | CSV_STRICT_FINI);
		if (csv_fini(&parser, take_cell, take_record, &reader) != 0)
			refuse_open_quote(&reader, arena, fault);
		else
			done = !reader.stopped;
	}
	csv_free(&parser);
	arena_free(&cells);
	return done;
}

/* ---- delimiter ---- */

struct header {
	bool (*known)(const char *name);
	int names;
};

static bool count_names(void *context, const struct csv_record *record)
{
	struct header *header = context;
	for (int i = 0; i < record->cells; i++)
		header->names += header->known(record->cell[i]);
	return false;
}

struct csv_form csv_find_form(const char *text, size_t length, bool (*known)(const char *name))
{
	static const char delimiters[] = {',', ';', '\t'};
	struct csv_form best = {.delimiter = ',', .line = 1};
	size_t first = line_length(text, length);
	if (first >= 5 && strncasecmp(text, "sep=", 4) == 0 && strchr(",;\t", text[4]) &&
		is_blank(text + 5, first - 5))
		return (struct csv_form){text[4], first, 2};
	int most = 0;
	for (size_t i = 0; i < sizeof delimiters; i++) {
		struct csv_form form = {.delimiter = delimiters[i], .line = 1};
		struct header header = {known, 0};
		struct arena arena = {0};
		struct csv_fault fault;
		csv_read(text, length, &form, count_names, &header, &arena, &fault);
		arena_free(&arena);
		if (header.names > most) {
			most = header.names;
			best = form;
		}
	}
	return best;
}

/* ---- formulas ---- */

static bool is_number(const char *text)
{
	text += *text == '+' || *text == '-';
	size_t whole = strspn(text, "0123456789");
	size_t part = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	return whole > 0 && !text[whole + (text[whole] == '.') + part];
}

static bool looks_like_formula(const char *text)
{
	const char *sign = text + strspn(text, "'");
	return *sign && strchr("=+-@", *sign);
}

const char *csv_guard(const char *text, struct arena *arena)
{
	bool plain = is_number(text) && text[0] == '-';
	return looks_like_formula(text) && !plain ? arena_printf(arena, "'%s", text) : text;
}

const char *csv_unguard(const char *cell)
{
	return cell[0] == '\'' && looks_like_formula(cell) ? cell + 1 : cell;
}
