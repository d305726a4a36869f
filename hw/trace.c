#include "trace.h"

#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BITS_USUAL = 10, LINE_MAX_BYTES = 4096, SCANS_MAX = 5000000 };

struct trace {
	struct mat_form form;
	size_t count, room;
	int64_t *t_us;
	uint16_t *values; /* count x zones */
};

struct trace_file {
	FILE *file;
	int zones;
	bool begun;
	int64_t first_us;
};

/* What reading one file needs to know. */
struct reading {
	struct trace *trace;
	const char *path;
	int line;
	bool header_seen;
	char *why;
	size_t why_size;
};

struct mat_grid trace_grid(int zones)
{
	struct mat_grid grid = {0, 0};
	if (zones == MAT_ZONES_MAX)
		grid = (struct mat_grid){MAT_ROWS_MAX, MAT_COLUMNS_MAX};
	else if (zones > 2 && zones % 2 == 0 && zones / 2 <= MAT_ROWS_MAX)
		grid = (struct mat_grid){zones / 2, 2};
	else if (zones > 0 && zones <= MAT_ROWS_MAX)
		grid = (struct mat_grid){zones, 1};
	return grid;
}

bool trace_read_grid(const char *text, struct mat_grid *grid)
{
	int rows = 0, columns = 0, used = 0;
	if (sscanf(text, "%2d%*1[xX]%2d%n", &rows, &columns, &used) != 2 || text[used] ||
		rows < 1 || rows > MAT_ROWS_MAX || columns < 1 || columns > MAT_COLUMNS_MAX)
		return false;
	*grid = (struct mat_grid){rows, columns};
	return true;
}

/* Milliseconds, at most with three places that count. By hand: strtod heeds the locale. */
static const char *read_time(const char *at, int64_t *t_us)
{
	int64_t ms = 0;
	int digits = 0;
	for (; *at >= '0' && *at <= '9' && digits < 15; at++, digits++)
		ms = ms * 10 + (*at - '0');
	int64_t us = ms * 1000, unit = 100;
	if (digits && *at == '.')
		for (at++; *at >= '0' && *at <= '9'; at++, unit /= 10)
			us += (*at - '0') * unit;
	*t_us = us;
	return digits ? at : NULL;
}

static const char *skip_spaces(const char *at)
{
	while (*at == ' ' || *at == '\t')
		at++;
	return at;
}

const char *trace_read_line(const char *line, int zones, int bits, struct mat_raw *raw)
{
	const char *at = read_time(skip_spaces(line), &raw->t_us);
	if (!at)
		return "expected a time in milliseconds";
	raw->zones = zones;
	for (int i = 0; i < zones; i++) {
		at = skip_spaces(at);
		if (*at != ',')
			return *at ? "expected a comma" : "too few values";
		at = skip_spaces(at + 1);
		long value = 0;
		const char *start = at;
		for (; *at >= '0' && *at <= '9' && at - start < 6; at++)
			value = value * 10 + (*at - '0');
		if (at == start)
			return *at ? "expected a whole number, not below 0" : "too few values";
		if (value >= 1L << bits)
			return "a value beyond the range of its bits";
		raw->raw[i] = (uint16_t)value;
	}
	at = skip_spaces(at);
	return !*at ? NULL : *at == ',' ? "too many values" : "expected a comma";
}

static bool fault(struct reading *reading, const char *what)
{
	snprintf(reading->why, reading->why_size, "%s:%d: %s", reading->path, reading->line, what);
	return false;
}

static bool read_comment(struct reading *reading, const char *text)
{
	struct trace *trace = reading->trace;
	text = skip_spaces(text + 1);
	if (strncmp(text, "bits=", 5) == 0) {
		char *end;
		long bits = strtol(text + 5, &end, 10);
		if (*skip_spaces(end) || bits < 8 || bits > 16)
			return fault(reading, "expected bits=8 to bits=16");
		trace->form.bits = (int)bits;
	} else if (strncmp(text, "grid=", 5) == 0 && !trace->form.grid.rows) {
		if (!trace_read_grid(text + 5, &trace->form.grid))
			return fault(reading, "expected grid=ROWSxCOLUMNS, up to 24x8");
	}
	return true;
}

/* "t_ms,z0,z1,...": how many zones, and whether they make the grid. */
static bool read_header(struct reading *reading, const char *text)
{
	struct mat_grid *grid = &reading->trace->form.grid;
	int zones = 0;
	char expected[16], what[96];
	const char *at = text;
	if (strncmp(at, "t_ms", 4) != 0)
		return fault(reading, "expected the header t_ms,z0,z1,...");
	for (at = skip_spaces(at + 4); *at; zones++) {
		int length = snprintf(expected, sizeof expected, "z%d", zones);
		at = *at == ',' ? skip_spaces(at + 1) : "";
		if (strncmp(at, expected, (size_t)length) != 0)
			return fault(reading, "expected the header t_ms,z0,z1,...");
		at = skip_spaces(at + length);
	}
	if (!grid->rows)
		*grid = trace_grid(zones);
	if (!grid->rows)
		snprintf(what, sizeof what, "%d zones: no grid is known for so many", zones);
	else if (mat_zones(*grid) != zones)
		snprintf(what, sizeof what, "%d zones, but a grid of %dx%d has %d", zones,
			grid->rows, grid->columns, mat_zones(*grid));
	reading->header_seen = true;
	return grid->rows && mat_zones(*grid) == zones ? true : fault(reading, what);
}

static bool read_scan(struct reading *reading, const char *text, bool whole)
{
	struct trace *trace = reading->trace;
	int zones = mat_zones(trace->form.grid);
	struct mat_raw raw;
	const char *wrong = trace_read_line(text, zones, trace->form.bits, &raw);
	if (wrong)
		return whole ? fault(reading, wrong) : true;
	if (trace->count && raw.t_us < trace->t_us[trace->count - 1])
		return fault(reading, "the time goes back");
	if (trace->count == SCANS_MAX)
		return fault(reading, "too long: over five million scans");
	if (trace->count == trace->room) {
		trace->room = trace->room ? trace->room * 2 : 4096;
		trace->t_us = mem_realloc(trace->t_us, trace->room * sizeof *trace->t_us);
		trace->values = mem_realloc(
			trace->values, trace->room * (size_t)zones * sizeof *trace->values);
	}
	trace->t_us[trace->count] = raw.t_us;
	memcpy(trace->values + trace->count * (size_t)zones, raw.raw,
		(size_t)zones * sizeof *trace->values);
	trace->count++;
	return true;
}

/* last: the file ends behind it. */
static bool read_line(struct reading *reading, char *text, bool last)
{
	size_t length = strcspn(text, "\r\n");
	bool whole = text[length] != '\0';
	text[length] = '\0';
	if (reading->line == 1 && strncmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	if (!whole && !last)
		return fault(reading, "the line is too long, or no text");
	if (text[0] == '#')
		return read_comment(reading, text);
	if (!text[0])
		return true;
	return reading->header_seen ? read_scan(reading, text, whole) : read_header(reading, text);
}

static bool read_all(struct reading *reading, FILE *file)
{
	char text[LINE_MAX_BYTES];
	while (fgets(text, sizeof text, file)) {
		reading->line++;
		if (!read_line(reading, text, feof(file)))
			return false;
	}
	if (ferror(file))
		return fault(reading, strerror(errno));
	return reading->header_seen || fault(reading, "no header t_ms,z0,z1,...");
}

struct trace *trace_read(const char *path, struct mat_grid grid, char *why, size_t why_size)
{
	FILE *file = fopen(path, "re");
	if (!file) {
		snprintf(why, why_size, "%s: %s", path, strerror(errno));
		return NULL;
	}
	struct trace *trace = mem_calloc(1, sizeof *trace);
	trace->form = (struct mat_form){.grid = grid, .bits = BITS_USUAL};
	struct reading reading = {.trace = trace, .path = path, .why = why, .why_size = why_size};
	bool good = read_all(&reading, file);
	fclose(file);
	if (good)
		return trace;
	trace_free(trace);
	return NULL;
}

void trace_free(struct trace *trace)
{
	if (!trace)
		return;
	free(trace->t_us);
	free(trace->values);
	free(trace);
}

struct mat_form trace_form(const struct trace *trace)
{
	return trace->form;
}

size_t trace_count(const struct trace *trace)
{
	return trace->count;
}

void trace_scan(const struct trace *trace, size_t index, struct mat_raw *raw)
{
	assert(index < trace->count);
	int zones = mat_zones(trace->form.grid);
	raw->t_us = trace->t_us[index];
	raw->zones = zones;
	memcpy(raw->raw, trace->values + index * (size_t)zones,
		(size_t)zones * sizeof *trace->values);
}

struct trace_file *trace_create(const char *path, struct mat_form form)
{
	FILE *out = fopen(path, "we");
	if (!out)
		return NULL;
	struct trace_file *file = mem_calloc(1, sizeof *file);
	file->file = out;
	file->zones = mat_zones(form.grid);
	struct mat_grid usual = trace_grid(file->zones);
	if (form.bits != BITS_USUAL)
		fprintf(out, "# bits=%d\n", form.bits);
	if (usual.rows != form.grid.rows || usual.columns != form.grid.columns)
		fprintf(out, "# grid=%dx%d\n", form.grid.rows, form.grid.columns);
	fputs("t_ms", out);
	for (int i = 0; i < file->zones; i++)
		fprintf(out, ",z%d", i);
	putc('\n', out);
	return file;
}

bool trace_write(struct trace_file *file, const struct mat_raw *raw)
{
	if (!file->begun)
		file->first_us = raw->t_us;
	file->begun = true;
	fprintf(file->file, "%lld", (long long)(raw->t_us - file->first_us + 500) / 1000);
	for (int i = 0; i < file->zones; i++)
		fprintf(file->file, ",%d", i < raw->zones ? raw->raw[i] : 0);
	putc('\n', file->file);
	return !ferror(file->file);
}

bool trace_close(struct trace_file *file)
{
	if (!file)
		return true;
	bool good = !ferror(file->file) && fflush(file->file) == 0 &&
		    (fsync(fileno(file->file)) == 0 || errno == EINVAL || errno == EROFS);
	good = fclose(file->file) == 0 && good;
	free(file);
	return good;
}
