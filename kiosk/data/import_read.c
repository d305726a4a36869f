/* therapists.csv: from bytes to rows that are checked. */
#include "base/say.h"
#include "base/tr.h"
#include "data/csv.h"
#include "data/directory_values.h"
#include "data/import_rows.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COLUMNS_MAX = 256, TECHNIQUES_NOTED = 50 };

struct reading {
	struct import_job *job;
	enum therapist_field field[COLUMNS_MAX]; /* of each column; THERAPIST_FIELDS: ignored */
	bool has_header, too_many;
	int records;
	const char *technique[TECHNIQUES_NOTED]; /* those already noted */
	int techniques;
};

static void file_error(struct import_job *job, int line, int column, const char *reason)
{
	import_error(job, line, column, "", "", reason);
}

/* ---- the bytes ---- */

/* Freed by free(); NULL: the error says why. */
static char *read_bytes(struct import_job *job, const char *path, size_t *size)
{
	struct stat status = {0};
	char *bytes = NULL;
	const char *fault = NULL;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file < 0 || fstat(file, &status) != 0)
		fault = strerror(errno);
	else if (!S_ISREG(status.st_mode))
		fault = N_("it is no file");
	else if (status.st_size > IMPORT_BYTES_MAX)
		fault = N_("it is larger than 20 MB: import it in parts");
	for (ssize_t count = 1; !fault && count > 0;) {
		if (!bytes)
			bytes = mem_calloc(1, (size_t)status.st_size + 1);
		count = read(file, bytes + *size, (size_t)status.st_size - *size);
		if (count < 0)
			fault = strerror(errno);
		else
			*size += (size_t)count;
	}
	if (file >= 0)
		close(file);
	if (!fault)
		return bytes;
	file_error(job, 1, 1,
		say_fill(&job->report->arena, N_("the file cannot be read: {}"), fault, SAY_END));
	free(bytes);
	return NULL;
}

/* ---- the header ---- */

/* A column that is not in the file would come after the last one. */
static int column_of(const struct import_job *job, enum therapist_field field)
{
	return job->column[field] ? job->column[field] : job->columns + 1;
}

static void read_column(struct reading *reading, const char *cell, int column, int line)
{
	struct import_job *job = reading->job;
	struct arena arena = {0};
	const char *name, *reason;
	/* As a text of any length, to be rid of what nobody sees. */
	bool sound = value_read(THERAPIST_ABOUT_EN, cell, &arena, &name, &reason);
	enum therapist_field field = sound ? value_field(name) : THERAPIST_FIELDS;
	reading->field[column - 1] = field;
	if (field < THERAPIST_FIELDS && job->column[field]) {
		import_error(job, line, column, therapist_field_name(field), cell,
			N_("expected each column once: leave one of the two out"));
		reading->field[column - 1] = THERAPIST_FIELDS;
	} else if (field < THERAPIST_FIELDS) {
		job->column[field] = column;
	} else if (sound && name[0]) {
		import_note(
			job, "column %d, \"%.60s\", is not known and was ignored", column, name);
	}
	arena_free(&arena);
}

static bool read_header(struct reading *reading, const struct csv_record *record)
{
	struct import_job *job = reading->job;
	reading->has_header = true;
	job->columns = record->cells;
	if (record->cells > COLUMNS_MAX) {
		file_error(job, record->line, COLUMNS_MAX + 1, N_("expected at most 256 columns"));
		return false;
	}
	int known = 0;
	for (int i = 0; i < record->cells; i++) {
		read_column(reading, record->cell[i], i + 1, record->line);
		known += reading->field[i] < THERAPIST_FIELDS;
	}
	if (known == 0) {
		file_error(job, record->line, 1,
			N_("expected a first line that names the columns: name, phone, "
			   "license_state, license_number, license_expires, ..."));
		return false;
	}
	for (int i = 0; i < THERAPIST_FIELDS; i++) {
		enum therapist_field field = (enum therapist_field)i;
		if (value_required(field) && !job->column[field])
			import_error(job, record->line, column_of(job, field),
				therapist_field_name(field), "",
				N_("expected this column, every row needs it: add it"));
	}
	return true;
}

/* ---- a row ---- */

static bool is_empty(const struct csv_record *record)
{
	for (int i = 0; i < record->cells; i++)
		if (record->cell[i][0])
			return false;
	return true;
}

static void row_error(struct import_job *job, const struct import_row *row,
	enum therapist_field field, const char *value, const char *reason)
{
	import_error(
		job, row->line, column_of(job, field), therapist_field_name(field), value, reason);
}

/* Cells into values; a faulty one becomes NULL for now. */
static void read_cells(
	struct reading *reading, const struct csv_record *record, struct import_row *row)
{
	struct import_job *job = reading->job;
	for (int i = 0; i < record->cells; i++) {
		enum therapist_field field =
			i < job->columns ? reading->field[i] : THERAPIST_FIELDS;
		const char *reason, *cell = record->cell[i];
		if (i >= job->columns && cell[0]) {
			import_error(job, row->line, i + 1, "", cell,
				"expected no more cells than the header has: put quotes around a "
				"cell with a comma in it");
			return;
		}
		if (field == THERAPIST_FIELDS)
			continue;
		if (value_read(field, csv_unguard(cell), &job->report->arena, &row->field[field],
			    &reason))
			continue;
		row_error(job, row, field, cell, reason);
		row->field[field] = NULL;
	}
}

/* What the row as a whole lacks; a column that is missing was told of with the header. */
static void check_row(struct import_job *job, const struct import_row *row)
{
	struct value_fault fault[VALUE_ROW_FAULTS];
	int faults = value_check_row(row->field, fault);
	for (int i = 0; i < faults; i++)
		if (job->column[fault[i].field] || !value_required(fault[i].field))
			row_error(job, row, fault[i].field, "", fault[i].reason);
}

/* A verification counts only whole; who checked when is a promise to customers. */
static void check_verification(struct import_job *job, struct import_row *row)
{
	const char **on = &row->field[THERAPIST_LICENSE_VERIFIED_ON];
	const char **by = &row->field[THERAPIST_LICENSE_VERIFIED_BY];
	day_t day;
	if (!*on || !*by)
		return;
	if (!**on != !**by) {
		import_note(job,
			"line %d: the verification does not count, it needs both "
			"license_verified_on and license_verified_by",
			row->line);
		*on = *by = "";
	} else if (date_read(*on, &day) && day > job->today) {
		import_note(job, "line %d: the verification counts from %s on", row->line, *on);
	}
}

static void note_techniques(struct reading *reading, const struct import_row *row)
{
	struct arena *arena = &reading->job->report->arena;
	const char *at = row->field[THERAPIST_TECHNIQUES];
	while (at && *at) {
		size_t length = strcspn(at, "|");
		const char *word = arena_strndup(arena, at, length);
		bool known = value_technique_known(word);
		for (int i = 0; !known && i < reading->techniques; i++)
			known = strcmp(reading->technique[i], word) == 0;
		if (!known && reading->techniques < TECHNIQUES_NOTED) {
			reading->technique[reading->techniques++] = word;
			import_note(reading->job,
				"line %d: the technique \"%s\" was kept, but the kiosk has no "
				"filter for it",
				row->line, word);
		}
		at += length + (at[length] == '|');
	}
}

static bool read_row(struct reading *reading, const struct csv_record *record)
{
	struct import_job *job = reading->job;
	struct import_row row = {.line = record->line};
	size_t errors = job->report->errors;
	if (is_empty(record))
		return true;
	if (++reading->records > IMPORT_ROWS_MAX) {
		reading->too_many = true;
		return false;
	}
	for (int i = 0; i < THERAPIST_FIELDS; i++)
		row.field[i] = "";
	read_cells(reading, record, &row);
	check_row(job, &row);
	check_verification(job, &row);
	if (job->report->errors > errors)
		return true;
	note_techniques(reading, &row);
	if (job->rows == job->row_room) {
		job->row_room = job->row_room ? job->row_room * 2 : 256;
		job->row = mem_realloc(job->row, job->row_room * sizeof *job->row);
	}
	job->row[job->rows++] = row;
	return true;
}

static bool take_record(void *context, const struct csv_record *record)
{
	struct reading *reading = context;
	return reading->has_header ? read_row(reading, record) : read_header(reading, record);
}

/* ---- duplicates ---- */

static int compare_keys(const struct import_row *left, const struct import_row *right)
{
	int order =
		strcmp(left->field[THERAPIST_LICENSE_STATE], right->field[THERAPIST_LICENSE_STATE]);
	return order != 0 ? order
			  : strcasecmp(left->field[THERAPIST_LICENSE_NUMBER],
				    right->field[THERAPIST_LICENSE_NUMBER]);
}

static int compare_rows(const void *a, const void *b)
{
	const struct import_row *left = *(const struct import_row *const *)a;
	const struct import_row *right = *(const struct import_row *const *)b;
	int order = compare_keys(left, right);
	return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

/* The later row of two with the same license is at fault. */
static void find_duplicates(struct import_job *job)
{
	const struct import_row **sorted = mem_calloc(job->rows, sizeof *sorted);
	for (size_t i = 0; i < job->rows; i++)
		sorted[i] = &job->row[i];
	if (job->rows > 1)
		qsort(sorted, job->rows, sizeof *sorted, compare_rows);
	for (size_t i = 1, first = 0; i < job->rows; i++) {
		if (compare_keys(sorted[first], sorted[i]) != 0) {
			first = i;
			continue;
		}
		struct arena *arena = &job->report->arena;
		const char *reason = say_fill(arena,
			N_("expected each license once: line {} has the same state and number"),
			arena_printf(arena, "%d", sorted[first]->line), SAY_END);
		row_error(job, sorted[i], THERAPIST_LICENSE_NUMBER,
			sorted[i]->field[THERAPIST_LICENSE_NUMBER], reason);
	}
	free(sorted);
}

/* ---- the whole ---- */

static bool is_known(const char *name)
{
	return value_field(name) < THERAPIST_FIELDS;
}

static bool read_text(struct import_job *job, const char *text, size_t length, struct arena *arena)
{
	struct reading reading = {.job = job};
	struct csv_form form = csv_find_form(text, length, is_known);
	struct csv_fault fault;
	bool done = csv_read(text, length, &form, take_record, &reading, arena, &fault);
	if (!done && fault.reason)
		import_error(job, fault.line, fault.column,
			fault.column <= job->columns &&
					reading.field[fault.column - 1] < THERAPIST_FIELDS
				? therapist_field_name(reading.field[fault.column - 1])
				: "",
			"", fault.reason);
	else if (reading.too_many)
		file_error(job, 1, 1, N_("expected at most 50,000 rows: import the file in parts"));
	else if (!reading.has_header)
		file_error(job, 1, 1,
			N_("the file is empty: expected a first line that names the columns"));
	find_duplicates(job);
	return job->columns > 0;
}

bool import_read(struct import_job *job, const char *path)
{
	struct arena arena = {0};
	struct csv_fault fault = {0};
	size_t size = 0, length = 0;
	bool legacy = false;
	char *bytes = read_bytes(job, path, &size);
	const char *text = bytes ? csv_decode(bytes, size, &arena, &length, &legacy, &fault) : NULL;
	free(bytes);
	bool done = false;
	if (text) {
		if (legacy)
			import_note(job, "read as Windows-1252: see that accents look right");
		done = read_text(job, text, length, &arena);
	} else if (fault.reason) {
		file_error(job, fault.line, fault.column, fault.reason);
	}
	arena_free(&arena);
	return done;
}
