/* CSV as spreadsheets write it: its encoding, its delimiter, its records. Pure; any thread. */
#ifndef TUNEUP_CSV_H
#define TUNEUP_CSV_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>

/* Why a file cannot be read. */
struct csv_fault {
	int line, column; /* both from 1 */
	const char *reason;
};

/* The text in UTF-8 and without BOM, in arena: UTF-8 stays, all else is taken for Windows-1252
 * (*legacy). NULL: UTF-16, NUL bytes, no text, or UTF-8 that was damaged; *fault says where. */
const char *csv_decode(const char *bytes, size_t size, struct arena *arena, size_t *length,
	bool *legacy, struct csv_fault *fault);

/* How a text is laid out. */
struct csv_form {
	char delimiter; /* , ; or tab */
	size_t start;   /* where the header's line begins ... */
	int line;       /* ... and its number: 2 after Excel's line "sep=;" */
};

/* The delimiter that makes most of the header's names known; comma where it makes no difference. */
struct csv_form csv_find_form(const char *text, size_t length, bool (*known)(const char *name));

struct csv_record {
	int line; /* physical line on which it starts */
	const char *
		*cell; /* as written, without quotes and outer spaces; live until the next one */
	int cells;
};

/* Gets one record after the other, the header first; false stops. Empty lines are no records. */
typedef bool csv_taker(void *context, const struct csv_record *record);

/* Reads by RFC 4180; a quote inside an unquoted cell is text. False: stopped by the taker
 * (fault->reason NULL), or by a quote that is never closed: line of the record's start, column of
 * the cell. */
bool csv_read(const char *text, size_t length, const struct csv_form *form, csv_taker *take,
	void *context, struct arena *arena, struct csv_fault *fault);

/* Spreadsheets take a cell that begins with = + - @ for a formula. In a file of ours such a text
 * has an apostrophe in front (a text that has one already gets another one), which reading takes
 * off again; plain numbers stay as they are. */
const char *csv_guard(const char *text, struct arena *arena);
const char *csv_unguard(const char *cell);

#endif
